/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that the user described. In: a wide table's header and [columns]; out:
 * columns with marker, component and unit. */
#include "formats/parts/wide.h"

#include "base/memory.h"
#include "formats/parts/build_recording.h"

#include <string.h>

/* Words of [columns] that name no column. */
static bool is_setting(const char *key)
{
    static const char *const keys[] = {"units", "up", "time_unit", "handed"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

static enum hinge_unit unit_said(const struct hinge_described *column, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(column[i].key, key) == 0)
            return hinge_build_unit(column[i].name);
    return HINGE_UNIT_unknown;
}

/* "c7_x" is marker c7, component x. */
static bool describe(struct hinge_wide_column *to, const char *key,
                     const struct hinge_described *column, size_t n, struct hinge_arena *arena)
{
    const char *last = strrchr(key, '_');
    enum hinge_component whole = hinge_component_find(key);
    if (whole == HINGE_COMPONENT_time || whole == HINGE_COMPONENT_frame) {
        to->component = whole;
        to->marker = hinge_arena_strdup(arena, "");
        if (whole == HINGE_COMPONENT_time)
            to->unit = unit_said(column, n, "time_unit");
        return to->marker != NULL;
    }
    enum hinge_component component =
        last != NULL ? hinge_component_find(last + 1) : HINGE_COMPONENT_COUNT;
    bool point = component <= HINGE_COMPONENT_score;
    to->component = point ? component : HINGE_COMPONENT_angle;
    if (!point && to->unit == HINGE_UNIT_unknown)
        to->unit = HINGE_UNIT_deg;
    to->marker = hinge_arena_copy(arena, key, point ? (size_t)(last - key) : strlen(key));
    if (component <= HINGE_COMPONENT_z && to->unit == HINGE_UNIT_unknown)
        to->unit = unit_said(column, n, "units");
    return to->marker != NULL;
}

bool hinge_wide_describe(struct hinge_wide *wide, const struct hinge_described *column, size_t n,
                         struct hinge_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < wide->n && !is_setting(column[i].key); c++) {
            const char *name = column[i].name, *source = wide->column[c].source;
            bool negated = *name == '-' && hinge_same_name(source, name + 1);
            if (!negated && !hinge_same_name(source, name))
                continue;
            wide->column[c].negated = negated;
            if (!describe(&wide->column[c], column[i].key, column, n, arena))
                return false;
            break;
        }
    return true;
}
