/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of laboratories with several rows above the numbers: Captury, OptiTrack Motive, Qualisys.
 * In: the head of a text; out: its columns. Names of takes, subjects and times are not kept. */
#include "formats/format.h"

enum { LONGEST = 300 };

/* --- Captury Live: "Recorded at" and "Frames", a row of names, each over three axes, the row
 * Frame;Sub Frame;Annotations;X;Y;Z;…, a row of units, a row per frame; then a blank line or
 * "Camera Calibration" and the cameras --- */

/* The first byte after the frames, which end with a line that is blank but for delimiters, or with
 * the title of the cameras that follow; 0: they end with the file. */
static size_t end_of_frames(const struct hinge_csv_source *source, size_t from)
{
    static const char title[] = "Camera Calibration";
    const char *end = source->data + source->size, *stop;
    for (const char *at = source->data + from; at < end; at = stop + 1) {
        const char *text = at;
        stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop != NULL ? stop : end;
        while (text < stop && strchr(" \t\r;,", *text) != NULL)
            text++;
        if (text == stop ||
            ((size_t)(stop - at) >= sizeof title - 1 && strncmp(at, title, sizeof title - 1) == 0))
            return (size_t)(at - source->data);
    }
    return 0;
}

static int head_captury(const struct hinge_probe *probe, struct hinge_wide *wide,
                        struct hinge_text *why)
{
    enum { LEADING = 3, AXES = 3 };
    const struct hinge_csv_line *line = probe->head.line;
    size_t a = 1;
    while (a + 1 < probe->head.n &&
           !(hinge_cell_is(&line[a], 0, "Frame") && hinge_cell_is(&line[a], 1, "Sub Frame")))
        a++;
    if (probe->head.n < 5 || !hinge_cell_is(&line[0], 0, "Recorded at") || a + 1 == probe->head.n)
        return 0;
    hinge_text_printf(why, "line %zu: names over Frame;Sub Frame", line[a - 1].number);
    if (wide == NULL)
        return 95;
    size_t n = hinge_csv_line_filled(&line[a]);
    hinge_wide_add(wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    for (size_t c = 1; c < n; c++) {
        const char *axis = line[a].cell[c], *name = hinge_csv_line_cell(&line[a - 1], c - c % AXES);
        char source[LONGEST + 8];
        snprintf(source, sizeof source, "%.290s %.8s", name, axis);
        if (c < LEADING)
            hinge_wide_add(wide, axis, axis, HINGE_COMPONENT_other, HINGE_UNIT_unknown);
        else
            hinge_wide_add(wide, source, name,
                           hinge_ends_alike(name, "Positions") ? hinge_cell_axis(axis)
                                                               : HINGE_COMPONENT_other,
                           hinge_build_unit(hinge_csv_line_cell(&line[a + 1], c)));
    }
    wide->frames = hinge_cell_number(&line[1], 1);
    hinge_wide_below(wide, probe, a + 2);
    wide->long_rows = true; /* numbers of no named column follow */
    wide->end = end_of_frames(&probe->source, wide->offset);
    return 95;
}

const struct hinge_format hinge_format_captury = {
    .id = "captury",
    .title = "Captury Live CSV",
    .details = "Positions are landmarks, with y up. Angles and the rest are kept as other columns.",
    .up = "+y",
    .flags = HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no first line \"Recorded at\" above Frame;Sub Frame",
    .expected = "a Captury export begins with \"Recorded at\" and has rows of names, axes and "
                "units above the numbers",
    .head = head_captury,
};

/* --- OptiTrack Motive, 1.2x to 3.x: a line of keys and values ("Format Version"), rows of Type,
 * Name, ID, Parent and property above the row of axes, a row per frame --- */

/* The cell after a key of the first line, "" when it has none. */
static const char *value_of(const struct hinge_csv_line *keys, const char *key)
{
    for (size_t c = 0; c + 1 < keys->n; c++)
        if (hinge_cell_is(keys, c, key))
            return keys->cell[c + 1];
    return "";
}

/* Rows say in their second cell what they hold; those of markers alone (1.22) leave it blank: the
 * first of them has types, the next names. */
static bool is_row(const struct hinge_csv_line *line, const char *title,
                   const struct hinge_csv_line *before)
{
    const char *cell = hinge_csv_line_cell(line, 1);
    return hinge_same_name(cell, title) ||
           (before != NULL && *cell == '\0' && *hinge_csv_line_cell(line, 2) != '\0');
}

static int head_motive(const struct hinge_probe *probe, struct hinge_wide *wide,
                       struct hinge_text *why)
{
    const struct hinge_csv_line *keys = NULL, *type = NULL, *names = NULL, *property = NULL,
                                *axes = NULL;
    size_t data = 0; /* line of the head; 0: none */
    for (size_t l = 0; l < probe->head.n && data == 0; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        if (keys == NULL && hinge_cell_is(line, 0, "Format Version"))
            keys = line;
        else if (type == NULL && is_row(line, "Type", keys))
            type = line;
        else if (names == NULL && is_row(line, "Name", type))
            names = line;
        else if (hinge_cell_is(line, 0, "Frame"))
            axes = line;
        else if (axes != NULL)
            data = l;
        for (size_t c = 2; axes == NULL && c < line->n; c++)
            if (hinge_cell_is(line, c, "Position") || hinge_cell_is(line, c, "Rotation"))
                property = line;
    }
    if (keys == NULL)
        return 0;
    hinge_text_adds(why, "line 1 begins with Format Version");
    if (wide == NULL || names == NULL || axes == NULL || property == NULL)
        return 95;
    struct hinge_subjects subjects = {0};
    for (size_t c = 2; c < names->n; c++)
        hinge_subjects_see(&subjects, names->cell[c]);
    size_t n = axes->n; /* a column of errors has a property and no axis */
    while (n > 2 && *axes->cell[n - 1] == '\0' && *hinge_csv_line_cell(property, n - 1) == '\0')
        n--;
    if (n <= 2) {
        hinge_refuse(wide->r, axes->number, HINGE_REASON_BAD_HEADER,
                     "the row Frame has %zu column%s: Frame, Time and the axes of the markers are "
                     "expected; export it again",
                     n, HINGE_S(n));
        return 95;
    }
    hinge_wide_add(wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    hinge_wide_add(wide, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t c = 2; c < n; c++) {
        char name[LONGEST];
        hinge_subjects_hide(&subjects, hinge_csv_line_cell(names, c), name, sizeof name);
        /* Measured markers are places. Those of a rigid body are repeated under "Rigid Body Marker"
         * or "Bone Marker", as they should be by the solved body. A rigid body's quaternion is its
         * turn. */
        const char *axis = hinge_csv_line_cell(axes, c);
        const char *what = hinge_csv_line_cell(property, c);
        bool marker = hinge_cell_is(type, c, "Marker");
        bool quaternion = hinge_same_name(value_of(keys, "Rotation Type"), "Quaternion");
        enum hinge_component component = hinge_cell_axis(axis), shown = HINGE_COMPONENT_other;
        enum hinge_unit unit = HINGE_UNIT_unknown;
        char source[LONGEST + 64];
        if (component != HINGE_COMPONENT_other && hinge_same_name(what, "Position")) {
            unit = hinge_build_unit(value_of(keys, "Length Units"));
            shown = marker ? component : shown;
        } else if (quaternion && hinge_same_name(what, "Rotation") &&
                   hinge_cell_is(type, c, "Rigid Body")) {
            shown = component != HINGE_COMPONENT_other ? HINGE_COMPONENT_qx + component
                    : hinge_same_name(axis, "W")       ? HINGE_COMPONENT_qw
                                                       : shown;
        } else if (component != HINGE_COMPONENT_other && !quaternion) {
            unit = HINGE_UNIT_deg;
        }
        snprintf(source, sizeof source, "%.290s%s%.20s %.20s", name, marker ? "" : " ",
                 marker ? "" : what, axis);
        hinge_wide_add(wide, source, name, shown, unit);
    }
    const char *rate = value_of(keys, "Export Frame Rate");
    double rate_hz = hinge_text_number(*rate != '\0' ? rate : value_of(keys, "Capture Frame Rate"));
    wide->rate_hz = rate_hz > 0 ? rate_hz : wide->rate_hz;
    wide->frames = hinge_text_number(value_of(keys, "Total Exported Frames"));
    hinge_wide_below(wide, probe, data > 0 ? data : probe->head.n);
    return 95;
}

static void after_motive(struct hinge_reader *r)
{
    long x = hinge_recording_channel(r->recording, HINGE_COMPONENT_x);
    bool bodies = hinge_recording_channel(r->recording, HINGE_COMPONENT_qw) >= 0;
    if (x < 0 && !bodies)
        hinge_build_note(r->recording, "no measured markers (type Marker) are among the columns: "
                                       "export them with \"Markers\" ticked");
    else if (x >= 0 && r->recording->layout.channel[x].unit == HINGE_UNIT_unknown)
        hinge_build_note(r->recording, "the header has no known unit");
}

const struct hinge_format hinge_format_motive = {
    .id = "motive",
    .title = "OptiTrack Motive CSV (1.2x to 3.x)",
    .details = "A line beginning with `Format Version`, rows of type, name, ID, parent and "
               "property, the row `Frame,Time (Seconds),X,Y,Z,…`, then frames. Measured markers "
               "are landmarks. A rigid body named as a segment (pelvis, thorax, thigh_r …) gives "
               "that segment's orientation. The rest is kept as other columns. Metres or "
               "millimetres as in the header, and y is up.",
    .up = "+y",
    .flags = HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no line Format Version",
    .expected = "a Motive export has rows Name, Position and Frame above the numbers; export it "
                "with its header",
    .head = head_motive,
    .after = after_motive,
};

/* --- Qualisys Track Manager: lines of keys and values, a row of names or none, a row per frame
 * --- */

/* One column of a named thing: what follows its name. */
struct part {
    const char *suffix;
    enum hinge_component component;
    enum hinge_unit unit;
};

static const struct part point[] = {{" X", HINGE_COMPONENT_x, HINGE_UNIT_mm},
                                    {" Y", HINGE_COMPONENT_y, HINGE_UNIT_mm},
                                    {" Z", HINGE_COMPONENT_z, HINGE_UNIT_mm}};
static const struct part angle[] = {{"", HINGE_COMPONENT_angle, HINGE_UNIT_deg}};
static const struct part analog[] = {{"", HINGE_COMPONENT_other, HINGE_UNIT_unknown}};
/* rotation matrix by columns, as QTM numbers it */
static const struct part body[] = {
    {" X", HINGE_COMPONENT_x, HINGE_UNIT_mm},
    {" Y", HINGE_COMPONENT_y, HINGE_UNIT_mm},
    {" Z", HINGE_COMPONENT_z, HINGE_UNIT_mm},
    {" Roll", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
    {" Pitch", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
    {" Yaw", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
    {" Residual", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
    {" Rot[0]", HINGE_COMPONENT_m11, HINGE_UNIT_unknown},
    {" Rot[1]", HINGE_COMPONENT_m21, HINGE_UNIT_unknown},
    {" Rot[2]", HINGE_COMPONENT_m31, HINGE_UNIT_unknown},
    {" Rot[3]", HINGE_COMPONENT_m12, HINGE_UNIT_unknown},
    {" Rot[4]", HINGE_COMPONENT_m22, HINGE_UNIT_unknown},
    {" Rot[5]", HINGE_COMPONENT_m32, HINGE_UNIT_unknown},
    {" Rot[6]", HINGE_COMPONENT_m13, HINGE_UNIT_unknown},
    {" Rot[7]", HINGE_COMPONENT_m23, HINGE_UNIT_unknown},
    {" Rot[8]", HINGE_COMPONENT_m33, HINGE_UNIT_unknown},
};

/* Which row names the things of a file, and what each consists of. */
static const struct kind {
    const char *key;
    const struct part *part;
    size_t n;
} kinds[] = {
    {"MARKER_NAMES", point, sizeof point / sizeof *point},
    {"DATA_TYPES", angle, sizeof angle / sizeof *angle},
    {"BODY_NAMES", body, sizeof body / sizeof *body},
    {"CHANNEL_NAMES", analog, sizeof analog / sizeof *analog},
};

static int head_qualisys(const struct hinge_probe *probe, struct hinge_wide *wide,
                         struct hinge_text *why)
{
    const struct hinge_csv_line *names = NULL;
    const struct kind *kind = NULL;
    double rate_hz = NAN, frames = NAN;
    bool titled = false; /* a row of column names stands above the numbers */
    size_t l = 0;
    for (; l < probe->head.n && isnan(hinge_cell_number(&probe->head.line[l], 0)); l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        const char *key = hinge_csv_line_cell(line, 0);
        if (strcmp(key, "FREQUENCY") == 0)
            rate_hz = hinge_cell_number(line, 1);
        if (strcmp(key, "NO_OF_FRAMES") == 0)
            frames = hinge_cell_number(line, 1);
        const size_t k = HINGE_ROW_AT(kinds, sizeof kinds / sizeof *kinds, key);
        if (k < sizeof kinds / sizeof *kinds) {
            kind = &kinds[k];
            names = line;
        }
        titled = titled || hinge_same_name(key, "Frame") || hinge_same_name(key, "Sample");
    }
    if (names == NULL || isnan(rate_hz))
        return 0;
    hinge_text_printf(why, "line %zu: %s", names->number, kind->key);
    if (wide == NULL)
        return 95;
    size_t n = (hinge_csv_line_filled(names) - 1) * kind->n;
    bool lead = titled || (l < probe->head.n && probe->head.line[l].n >= n + 2);
    if (lead) {
        hinge_wide_add(wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
        hinge_wide_add(wide, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    }
    for (size_t i = 0; i < n; i++) {
        char source[LONGEST];
        const struct part *part = &kind->part[i % kind->n];
        const char *name = names->cell[1 + i / kind->n];
        snprintf(source, sizeof source, "%.240s%s", name, part->suffix);
        hinge_wide_add(wide, source, name, part->component, part->unit);
    }
    wide->rate_hz = rate_hz;
    wide->frames = frames;
    hinge_wide_below(wide, probe, l);
    return 95;
}

const struct hinge_format hinge_format_qualisys = {
    .id = "qualisys",
    .title = "Qualisys Track Manager TSV (3D, angles, 6D, analog)",
    .details =
        "A row of names begins with `MARKER_NAMES` (points in millimetres), `DATA_TYPES` "
        "(angles in degrees), `BODY_NAMES` (rigid bodies) or `CHANNEL_NAMES`. A body named as a "
        "segment (pelvis, thorax, thigh_r …) gives that segment's orientation. Frame, time "
        "and the row of column names may be absent. Up is z.",
    .up = "+z",
    .flags = HINGE_LAYOUT_ZERO_MISSING | HINGE_LAYOUT_UP_ASSUMED,
    .lacks = "no FREQUENCY and no MARKER_NAMES, DATA_TYPES, BODY_NAMES or CHANNEL_NAMES above the "
             "numbers",
    .expected = "a Qualisys export has FREQUENCY and a row of names (MARKER_NAMES, DATA_TYPES, "
                "BODY_NAMES) above the numbers; export it with its header",
    .head = head_qualisys,
};
