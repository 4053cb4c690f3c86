/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column names into marker, component and unit. In: a name; out: its parts, by tables.
 */
#include "formats/format.h"

#include "os/text.h"

/* Whole names, without case and the marks between words. */
static const struct {
    enum hinge_component component;
    enum hinge_unit unit;
    const char *names;
} whole_names[] = {
    {HINGE_COMPONENT_time, HINGE_UNIT_unknown,
     "time|t|timestamp|timestamps|elapsedtime|zeit|zeitstempel|temps|tiempo|tempo|tijd|czas"},
    {HINGE_COMPONENT_time, HINGE_UNIT_s,
     "times|ts|timesec|timeseconds|seconds|secondselapsed|zeits"},
    {HINGE_COMPONENT_time, HINGE_UNIT_ms, "timems|tms|timestampms|msec|zeitms|milliseconds"},
    {HINGE_COMPONENT_time, HINGE_UNIT_us, "timeus|timestampus|timestampusec"},
    {HINGE_COMPONENT_time, HINGE_UNIT_ns, "timens|timestampns"},
    {HINGE_COMPONENT_frame, HINGE_UNIT_unknown,
     "frame|frames|frame#|field#|frameid|frameno|framenum|framenumber|frameidx|frameindex|"
     "framecount|fnum"},
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

enum hinge_unit hinge_build_unit(const char *word)
{
    static const struct {
        enum hinge_unit unit;
        const char *words;
    } units[] = {
        {HINGE_UNIT_m, "m|meter|meters|metre|metres"},
        {HINGE_UNIT_cm, "cm|centimeters|centimetres|centimeter"},
        {HINGE_UNIT_mm, "mm|millimeters|millimetres|millimeter"},
        {HINGE_UNIT_px, "px|pixel|pixels"},
        {HINGE_UNIT_norm, "norm"},
        {HINGE_UNIT_deg, "deg|degrees|degree|grad|\xC2\xB0"},
        {HINGE_UNIT_rad, "rad|radians|radian"},
        {HINGE_UNIT_s, "s|sec|seconds|second|sek"},
        {HINGE_UNIT_ms, "ms|msec|milliseconds"},
        {HINGE_UNIT_us, "us|usec|\xC2\xB5s"},
        {HINGE_UNIT_ns, "ns|nsec"},
        {HINGE_UNIT_N, "N|nt|newton|newtons"},
        {HINGE_UNIT_kN, "kN|kilonewton|kilonewtons"},
        {HINGE_UNIT_Nm, "Nm|N.m|N*m|N m|N-m|N\xC2\xB7m"},
        {HINGE_UNIT_Ncm, "Ncm|N.cm|N*cm|N cm|N\xC2\xB7"
                         "cm"},
        {HINGE_UNIT_Nmm, "Nmm|ntmm|N.mm|N*mm|N mm|N-mm|N\xC2\xB7mm"},
        {HINGE_UNIT_kNm, "kNm|kN.m|kN*m|kN m|kN\xC2\xB7m"},
        {HINGE_UNIT_V, "V|volt|volts"},
        {HINGE_UNIT_mV, "mV|millivolt|millivolts"},
        {HINGE_UNIT_uV, "uV|\xC2\xB5V|\xCE\xBCV|microvolt|microvolts"},
        {HINGE_UNIT_bits, "bit|bits|counts"},
        {HINGE_UNIT_other, "lbf|kgf|kp|%BW|N/kg"},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (hinge_word_among(word, units[i].words))
            return units[i].unit;
    return HINGE_UNIT_unknown;
}

enum hinge_unit hinge_build_given_unit(const char *word)
{
    enum hinge_unit unit = hinge_build_unit(word);
    bool blank = word[strspn(word, " ")] == '\0';
    return unit == HINGE_UNIT_unknown && !blank ? HINGE_UNIT_other : unit;
}

bool hinge_marker_among(const char *name, const char *list)
{
    char plain[HINGE_MARKER_MAX];
    size_t n = 0;
    for (; *name != '\0' && n + 1 < sizeof plain; name++)
        if (strchr("._ -", *name) == NULL)
            plain[n++] = *name;
    plain[n] = '\0';
    return hinge_word_among(plain, list);
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

/* What a word beside a name says; other for any other word. */
static enum hinge_component component_of(const char *word)
{
    static const struct {
        enum hinge_component component;
        const char *words;
    } others[] = {
        {HINGE_COMPONENT_score, "c|conf|confidence|likelihood|visibility|v|p"},
        {HINGE_COMPONENT_qw, "q0"},
        {HINGE_COMPONENT_qx, "q1"},
        {HINGE_COMPONENT_qy, "q2"},
        {HINGE_COMPONENT_qz, "q3"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (hinge_word_among(word, others[i].words))
            return others[i].component;
    for (enum hinge_component c = HINGE_COMPONENT_x; c <= HINGE_COMPONENT_yaw; c++)
        if ((c <= HINGE_COMPONENT_score || c >= HINGE_COMPONENT_qw) &&
            hinge_same_name(hinge_component_name(c), word))
            return c;
    return HINGE_COMPONENT_other;
}

/* "pelvis_quat_w": the fourth of the four that the last letter alone cannot tell. */
static bool split_quaternion(struct hinge_column_name *out)
{
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
    if (!hinge_word_among(kind, "quat|quaternion|orientation"))
        return false;
    out->component = HINGE_COMPONENT_qw + (enum hinge_component)(found - axes);
    out->marker[before - 1] = '\0';
    return true;
}

/* "pelvis_roll_deg", "c7_x_mm" without the unit; false where the word before has no such. */
static bool split_unit(struct hinge_column_name *out)
{
    size_t length = strlen(out->marker), at = last_word(out->marker, length);
    enum hinge_unit unit = hinge_build_unit(out->marker + at);
    bool turn = unit == HINGE_UNIT_deg || unit == HINGE_UNIT_rad;
    if (at < 2 || !(turn || (unit >= HINGE_UNIT_m && unit <= HINGE_UNIT_norm)))
        return false;
    char word[HINGE_MARKER_MAX];
    size_t before = last_word(out->marker, at - 1);
    snprintf(word, sizeof word, "%.*s", (int)(at - 1 - before), out->marker + before);
    enum hinge_component component = component_of(word);
    bool fits = turn ? component >= HINGE_COMPONENT_roll && component <= HINGE_COMPONENT_yaw
                     : component <= HINGE_COMPONENT_z;
    if (!fits || before < 2)
        return false;
    out->component = component;
    out->unit = unit;
    out->marker[before - 1] = '\0';
    return true;
}

static bool split_suffix(struct hinge_column_name *out)
{
    size_t at = last_word(out->marker, strlen(out->marker));
    if (at < 2)
        return false;
    if (split_quaternion(out) || split_unit(out))
        return true;
    enum hinge_component component = component_of(out->marker + at);
    if (component == HINGE_COMPONENT_other)
        return false;
    out->component = component;
    out->marker[at - 1] = '\0';
    return true;
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
    *out = (struct hinge_column_name){.component = component_of(word)};
    snprintf(out->marker, sizeof out->marker, "%s", name + n + 1);
    return out->component != HINGE_COMPONENT_other;
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
        if (!hinge_marker_among(out->marker, whole_names[i].names))
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
