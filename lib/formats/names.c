/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column names into marker, component and unit. In: a name; out: its parts, by tables.
 */
#include "formats/format.h"

#include "base/number.h"
#include "base/text.h"
#include "os/text.h"

#include <math.h>
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
    {"time_us", HINGE_COMPONENT_time, HINGE_UNIT_us},
    {"timestamp_us", HINGE_COMPONENT_time, HINGE_UNIT_us},
    {"timestamp_usec", HINGE_COMPONENT_time, HINGE_UNIT_us},
    {"time_ns", HINGE_COMPONENT_time, HINGE_UNIT_ns},
    {"timestamp_ns", HINGE_COMPONENT_time, HINGE_UNIT_ns},
    {"seconds_elapsed", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"elapsed_time", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"time_stamp", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"zeit", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"zeit_s", HINGE_COMPONENT_time, HINGE_UNIT_s},
    {"zeit_ms", HINGE_COMPONENT_time, HINGE_UNIT_ms},
    {"zeitstempel", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"temps", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"tiempo", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"tempo", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"tijd", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
    {"czas", HINGE_COMPONENT_time, HINGE_UNIT_unknown},
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
    {"frame_count", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
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

bool hinge_word_among(const char *word, const char *list)
{
    size_t length = strlen(word);
    for (;;) {
        const char *end = strchr(list, '|');
        size_t n = end != NULL ? (size_t)(end - list) : strlen(list);
        if (n == length && strncasecmp(list, word, n) == 0)
            return true;
        if (end == NULL)
            return false;
        list = end + 1;
    }
}

bool hinge_cell_is(const struct hinge_csv_line *line, size_t c, const char *word)
{
    return hinge_same_name(hinge_csv_line_cell(line, c), word);
}

double hinge_text_number(const char *text)
{
    double value;
    return hinge_number_parse(text, strlen(text), '.', &value, NULL) == HINGE_NUMBER_VALUE
               ? value
               : (double)NAN;
}

double hinge_cell_number(const struct hinge_csv_line *line, size_t c)
{
    return hinge_text_number(hinge_csv_line_cell(line, c));
}

enum hinge_component hinge_cell_axis(const char *cell)
{
    static const char axes[] = "xXyYzZ";
    const char *axis = cell[0] != '\0' && cell[1] == '\0' ? strchr(axes, cell[0]) : NULL;
    return axis != NULL ? (enum hinge_component)((axis - axes) / 2) : HINGE_COMPONENT_other;
}

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
    char *open = last == ')' ? strrchr(text, '(') : last == ']' ? strrchr(text, '[') : NULL;
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

/* Where the last word of a text of this length begins. */
static size_t last_word(const char *text, size_t length)
{
    while (length > 0 && !is_separator(text[length - 1]))
        length--;
    return length;
}

/* "pelvis_quat_w": the fourth of the four that the last letter alone cannot tell. */
static bool split_quaternion(struct hinge_column_name *out)
{
    static const char *const words[] = {"quat", "quaternion", "orientation"};
    static const char axes[] = "wxyz";
    size_t length = strlen(out->marker), at = last_word(out->marker, length);
    if (at + 1 != length || at < 2)
        return false;
    char axis = out->marker[at], kind[HINGE_MARKER_MAX];
    const char *found = strchr(axes, axis >= 'A' && axis <= 'Z' ? axis + 32 : axis);
    size_t before = last_word(out->marker, at - 1);
    if (found == NULL || before < 2)
        return false;
    snprintf(kind, sizeof kind, "%.*s", (int)(at - 1 - before), out->marker + before);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!hinge_same_name(words[i], kind))
            continue;
        out->component = HINGE_COMPONENT_qw + (enum hinge_component)(found - axes);
        out->marker[before - 1] = '\0';
        return true;
    }
    return false;
}

/* "pelvis_roll_deg", "c7_x_mm" without the unit; false where the word before has no such. */
static bool split_unit(struct hinge_column_name *out)
{
    size_t length = strlen(out->marker), at = last_word(out->marker, length);
    enum hinge_unit unit = hinge_build_unit(out->marker + at);
    bool turn = unit == HINGE_UNIT_deg || unit == HINGE_UNIT_rad;
    if (at < 2 || !(turn || (unit >= HINGE_UNIT_m && unit <= HINGE_UNIT_norm)))
        return false;
    size_t word = last_word(out->marker, at - 1);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t n = strlen(suffixes[i].word);
        bool fits = turn ? suffixes[i].component >= HINGE_COMPONENT_roll
                         : suffixes[i].component <= HINGE_COMPONENT_z;
        if (!fits || word < 2 || n != at - 1 - word ||
            strncasecmp(suffixes[i].word, out->marker + word, n) != 0)
            continue;
        out->component = suffixes[i].component;
        out->unit = unit;
        out->marker[word - 1] = '\0';
        return true;
    }
    return false;
}

static bool split_suffix(struct hinge_column_name *out)
{
    size_t at = last_word(out->marker, strlen(out->marker));
    if (at < 2)
        return false;
    if (split_quaternion(out) || split_unit(out))
        return true;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (!hinge_same_name(suffixes[i].word, out->marker + at))
            continue;
        out->component = suffixes[i].component;
        out->marker[at - 1] = '\0';
        return true;
    }
    return false;
}

bool hinge_column_name_front(const char *name, struct hinge_column_name *out)
{
    size_t n = 0;
    while (name[n] != '\0' && !is_separator(name[n]))
        n++;
    if (name[n] == '\0' || name[n + 1] == '\0')
        return false;
    char word[HINGE_MARKER_MAX];
    snprintf(word, sizeof word, "%.*s", (int)(n < 80 ? n : 80), name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (!hinge_same_name(suffixes[i].word, word))
            continue;
        *out = (struct hinge_column_name){.component = suffixes[i].component};
        snprintf(out->marker, sizeof out->marker, "%s", name + n + 1);
        return true;
    }
    return false;
}

/* "lumbar_flex" and "lumbar_flex_deg": angles by our own ids. */
static bool split_angle(struct hinge_column_name *out)
{
    static const struct {
        const char *name, *id;
        enum hinge_unit unit;
    } names[] = {
#define X(id)                                                                                      \
    {#id "deg", #id, HINGE_UNIT_deg}, {#id "rad", #id, HINGE_UNIT_rad}, {#id, #id, HINGE_UNIT_deg},
        HINGE_LANDMARK_ANGLE_LIST(X)
#undef X
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!hinge_same_marker(names[i].name, out->marker))
            continue;
        out->component = HINGE_COMPONENT_angle;
        snprintf(out->marker, sizeof out->marker, "%s", names[i].id);
        if (out->unit == HINGE_UNIT_unknown)
            out->unit = names[i].unit;
        return true;
    }
    return false;
}

void hinge_column_name_angle(const char *name, char out[HINGE_MARKER_MAX])
{
    struct hinge_column_name parts = {.component = HINGE_COMPONENT_other};
    trim(name, parts.marker, &parts.unit);
    split_angle(&parts); /* one of our ids loses its unit */
    snprintf(out, HINGE_MARKER_MAX, "%s", *parts.marker != '\0' ? parts.marker : name);
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
