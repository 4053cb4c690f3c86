/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column names into marker, component and unit. In: a name; out: its parts, by tables.
 */
#include "formats/parts/columns.h"

#include "base/text.h"
#include "formats/parts/build.h"

#include <stdio.h>
#include <string.h>

/* Whole names, compared ignoring case, '_', '.', ' ' and '-'. */
static const struct {
    const char *name;
    enum hinge_component component;
    enum hinge_unit unit;
} whole_names[] = {
    {"time", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"times", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"t", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"t_s", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"time_sec", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"time_seconds", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"seconds", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"timestamp", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"timestamps", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"timestamp_s", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"time_ms", HINGE_COMPONENT_time, HINGE_UNIT_ms},
    {"t_ms", HINGE_COMPONENT_time, HINGE_UNIT_ms},
    {"timestamp_ms", HINGE_COMPONENT_time, HINGE_UNIT_ms},
    {"msec", HINGE_COMPONENT_time, HINGE_UNIT_ms},
    {"milliseconds", HINGE_COMPONENT_time, HINGE_UNIT_ms},
    {"frame", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frames", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame#", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"field#", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame_id", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame_no", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame_num", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame_number", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame_idx", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"frame_index", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
    {"fnum", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
};

/* Last words of a name. */
static const struct {
    const char *word;
    enum hinge_component component;
} suffixes[] = {
    {"x", HINGE_COMPONENT_x},
    {"y", HINGE_COMPONENT_y},
    {"z", HINGE_COMPONENT_z},
    {"score", HINGE_COMPONENT_score},
    {"c", HINGE_COMPONENT_score},
    {"conf", HINGE_COMPONENT_score},
    {"confidence", HINGE_COMPONENT_score},
    {"likelihood", HINGE_COMPONENT_score},
    {"visibility", HINGE_COMPONENT_score},
    {"v", HINGE_COMPONENT_score},
    {"p", HINGE_COMPONENT_score},
    {"q0", HINGE_COMPONENT_qw},
    {"q1", HINGE_COMPONENT_qx},
    {"q2", HINGE_COMPONENT_qy},
    {"q3", HINGE_COMPONENT_qz},
    {"qw", HINGE_COMPONENT_qw},
    {"qx", HINGE_COMPONENT_qx},
    {"qy", HINGE_COMPONENT_qy},
    {"qz", HINGE_COMPONENT_qz},
    {"m11", HINGE_COMPONENT_m11},
    {"m12", HINGE_COMPONENT_m12},
    {"m13", HINGE_COMPONENT_m13},
    {"m21", HINGE_COMPONENT_m21},
    {"m22", HINGE_COMPONENT_m22},
    {"m23", HINGE_COMPONENT_m23},
    {"m31", HINGE_COMPONENT_m31},
    {"m32", HINGE_COMPONENT_m32},
    {"m33", HINGE_COMPONENT_m33},
    {"roll", HINGE_COMPONENT_roll},
    {"pitch", HINGE_COMPONENT_pitch},
    {"yaw", HINGE_COMPONENT_yaw},
};

static bool is_separator(char c)
{
    return c == '_' || c == '.' || c == ' ' || c == '-' || c == ':';
}

/* Copies without leading '#' and blanks, and takes a unit in brackets off the end. */
static void trim(const char *name, char text[HINGE_MARKER_MAX], enum hinge_unit *unit)
{
    name += strspn(name, "# ");
    snprintf(text, HINGE_MARKER_MAX, "%s", name);
    size_t length = strlen(text);
    char last = length > 0 ? text[length - 1] : '\0';
    char *open = last == ')'   ? strrchr(text, '(')
                 : last == ']' ? strrchr(text, '[')
                               : NULL;
    if (open == NULL || open == text)
        return;
    text[length - 1] = '\0';
    enum hinge_unit found = hinge_build_unit(open + 1);
    text[length - 1] = last;
    if (found == HINGE_UNIT_unknown)
        return;
    *unit = found;
    while (open > text && is_separator(open[-1]))
        open--;
    *open = '\0';
}

static bool split_suffix(struct hinge_column_name *out)
{
    size_t length = strlen(out->marker), at = length;
    while (at > 0 && !is_separator(out->marker[at - 1]))
        at--;
    if (at < 2)
        return false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (!hinge_same_name(suffixes[i].word, out->marker + at))
            continue;
        out->component = suffixes[i].component;
        out->marker[at - 1] = '\0';
        return true;
    }
    return false;
}

/* "lumbar_flex" and "lumbar_flex_deg": angles by our own ids. */
static bool split_angle(struct hinge_column_name *out)
{
    static const struct {
        const char *end;
        enum hinge_unit unit;
    } ends[] = {{"deg", HINGE_UNIT_deg}, {"rad", HINGE_UNIT_rad}, {"", HINGE_UNIT_deg}};
    char name[HINGE_MARKER_MAX + 8];
#define X(id) #id,
    static const char *const ids[] = {HINGE_LANDMARK_ANGLE_LIST(X)};
#undef X
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
            snprintf(name, sizeof name, "%s%s", ids[i], ends[e].end);
            if (!hinge_same_marker(name, out->marker))
                continue;
            out->component = HINGE_COMPONENT_angle;
            snprintf(out->marker, sizeof out->marker, "%s", ids[i]);
            if (out->unit == HINGE_UNIT_unknown)
                out->unit = ends[e].unit;
            return true;
        }
    return false;
}

void hinge_column_name_split(const char *name, struct hinge_column_name *out)
{
    *out = (struct hinge_column_name){.component = HINGE_COMPONENT_other};
    trim(name, out->marker, &out->unit);
    for (size_t i = 0; i < sizeof whole_names / sizeof *whole_names; i++) {
        if (!hinge_same_marker(whole_names[i].name, out->marker))
            continue;
        out->component = whole_names[i].component;
        if (out->unit == HINGE_UNIT_unknown)
            out->unit = whole_names[i].unit;
        out->marker[0] = '\0';
        return;
    }
    if (split_angle(out) || split_suffix(out))
        return;
    size_t length = strlen(out->marker);
    const char *axes = "xXyYzZ";
    const char *axis = length > 1 ? strchr(axes, out->marker[length - 1]) : NULL;
    if (axis == NULL)
        return;
    out->component = (enum hinge_component)((axis - axes) / 2);
    out->marker[length - 1] = '\0';
    out->bare = true;
}
