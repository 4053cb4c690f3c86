/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are together: a name alone does not say whether it ends in a component.
 */
#include "base/memory.h"
#include "formats/parts/columns.h"
#include "formats/parts/wide.h"
#include "os/text.h"

#include <string.h>

static bool has_partner(const struct hinge_wide *wide, const struct hinge_wide_column *own,
                        enum hinge_component component)
{
    for (size_t i = 0; i < wide->n; i++) {
        const struct hinge_wide_column *other = &wide->column[i];
        if (other->component == component && other->bare == own->bare &&
            hinge_same_name(other->marker, own->marker))
            return true;
    }
    return false;
}

/* x, y, z of these are no places: "acc_x", "pelvis_rotx", "thorax_quat_x". */
static bool is_quantity(const char *marker)
{
    static const char *const words[] = {"acc",   "accel",  "gyr", "gyro",    "mag",
                                        "rot",   "quat",   "eul", "euler",   "angle",
                                        "force", "moment", "vel", "velocity"};
    size_t n = strlen(marker), at = n;
    while (at > 0 && strchr("_. -:", marker[at - 1]) == NULL)
        at--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (hinge_same_name(marker + at, words[i]))
            return true;
    return false;
}

/* First and last component of the orientations there are. */
static const enum hinge_component orientations[][2] = {{HINGE_COMPONENT_qw, HINGE_COMPONENT_qz},
                                                       {HINGE_COMPONENT_m11, HINGE_COMPONENT_m33},
                                                       {HINGE_COMPONENT_roll, HINGE_COMPONENT_yaw}};

/* False for a part of an orientation whose other parts are not all there. */
static bool has_whole_orientation(const struct hinge_wide *wide,
                                  const struct hinge_wide_column *column)
{
    for (size_t o = 0; o < sizeof orientations / sizeof *orientations; o++)
        for (enum hinge_component c = orientations[o][0]; c <= orientations[o][1]; c++)
            if (column->component >= orientations[o][0] &&
                column->component <= orientations[o][1] && !has_partner(wide, column, c))
                return false;
    return true;
}

static bool is_angle(enum hinge_unit unit)
{
    return unit == HINGE_UNIT_deg || unit == HINGE_UNIT_rad;
}

/* FreeMoCap's wide tables put "body_" before MediaPipe's names. */
static void strip_body(struct hinge_wide *wide)
{
    static const char prefix[] = "body_";
    const size_t length = sizeof prefix - 1, least = 9;
    size_t n = 0;
    for (size_t i = 0; i < wide->n; i++)
        n += wide->column[i].component == HINGE_COMPONENT_x &&
             strncmp(wide->column[i].marker, prefix, length) == 0;
    for (size_t i = 0; n >= least && i < wide->n; i++)
        if (wide->column[i].component <= HINGE_COMPONENT_score &&
            strncmp(wide->column[i].marker, prefix, length) == 0)
            wide->column[i].marker += length;
}

/* "SpineBase.Position.X", "HipLeft_PosX": the word is not part of the name. */
static void strip_position(struct hinge_wide *wide, struct hinge_arena *arena)
{
    static const char *const words[] = {"position", "pos"};
    for (size_t i = 0; i < wide->n; i++) {
        struct hinge_wide_column *column = &wide->column[i];
        size_t length = strlen(column->marker);
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
            size_t word = strlen(words[w]);
            if (column->component > HINGE_COMPONENT_score || length < word + 2 ||
                strcasecmp(column->marker + length - word, words[w]) != 0 ||
                strchr("_. -", column->marker[length - word - 1]) == NULL)
                continue;
            char *name = hinge_arena_copy(arena, column->marker, length - word - 1);
            column->marker = name;
            break;
        }
    }
}

/* Names that begin with what others end with: "x_nose", "visibility_nose". Told by most
 * columns being so. */
static void turn_names(struct hinge_wide *wide, struct hinge_arena *arena)
{
    const size_t least = 6;
    size_t n = 0, points = 0;
    struct hinge_column_name name;
    for (size_t i = 0; i < wide->n; i++) {
        points += wide->column[i].component <= HINGE_COMPONENT_z;
        n += hinge_column_name_front(wide->column[i].source, &name);
    }
    if (n < least || 2 * n < wide->n || 2 * points > n)
        return;
    for (size_t i = 0; i < wide->n; i++) {
        struct hinge_wide_column *column = &wide->column[i];
        if (!hinge_column_name_front(column->source, &name))
            continue;
        column->component = name.component;
        column->marker = hinge_arena_strdup(arena, name.marker);
    }
}

/* A component counts only where its marker has x and y and is a place, or all four of
 * an orientation: "max" and "hip_c" are other. */
static void settle_components(struct hinge_wide *wide, struct hinge_arena *arena)
{
    bool *no_place = hinge_arena_alloc(arena, wide->n, sizeof *no_place);
    for (size_t i = 0; i < wide->n; i++) {
        const struct hinge_wide_column *column = &wide->column[i];
        no_place[i] = !has_whole_orientation(wide, column);
        if (column->component > HINGE_COMPONENT_score)
            continue;
        bool quantity = is_quantity(column->marker);
        wide->has_quantities = wide->has_quantities || quantity;
        no_place[i] = quantity || !has_partner(wide, column, HINGE_COMPONENT_x) ||
                      !has_partner(wide, column, HINGE_COMPONENT_y);
    }
    for (size_t i = 0; i < wide->n; i++) {
        struct hinge_wide_column *column = &wide->column[i];
        if (no_place[i]) {
            column->component = HINGE_COMPONENT_other;
            column->marker = column->source;
        }
        wide->has_z = wide->has_z || column->component == HINGE_COMPONENT_z;
        if (column->component == HINGE_COMPONENT_other && is_angle(column->unit)) {
            char name[HINGE_MARKER_MAX]; /* "LT Hip Flexion (deg)", "Pelvis-Pitch" */
            hinge_column_name_angle(column->source, name);
            column->component = HINGE_COMPONENT_angle;
            column->marker = hinge_arena_strdup(arena, name);
        }
        wide->n_markers += column->component == HINGE_COMPONENT_x;
        wide->n_angles += column->component == HINGE_COMPONENT_angle;
        for (size_t o = 0; o < sizeof orientations / sizeof *orientations; o++)
            wide->n_sensors += column->component == orientations[o][0];
    }
    strip_body(wide);
    strip_position(wide, arena);
}

void hinge_wide_settle(struct hinge_wide *wide, struct hinge_arena *arena)
{
    turn_names(wide, arena);
    settle_components(wide, arena);
}
