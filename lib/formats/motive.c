/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV exports of OptiTrack Motive, 1.2x to 3.x. In: a line of keys and values ("Format
 * Version"), rows of Type, Name, ID, Parent and property above the row of axes, then a
 * row per frame; out: a recording with the markers' places, and positions and rotations
 * of rigid bodies and bones. The name of the take and its time are not kept. */
#include "base/number.h"
#include "formats/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 300 };

struct header {
    const struct hinge_csv_line *keys; /* Format Version, … */
    const struct hinge_csv_line *type, *name, *property, *axes, *data;
    double rate_hz, frames; /* NaN: not said */
    enum hinge_unit unit;
    const char *rotation; /* Quaternion, XYZ, … */
};

/* The value after a key of the first line, "" when it has none. */
static const char *value_of(const struct hinge_csv_line *keys, const char *key)
{
    for (size_t c = 0; c + 1 < keys->n; c++)
        if (hinge_same_name(keys->cell[c], key))
            return keys->cell[c + 1];
    return "";
}

static bool is_property(const char *word)
{
    return hinge_same_name(word, "Position") || hinge_same_name(word, "Rotation");
}

/* Rows say in their second cell what they hold; those of markers alone (1.22) leave it
 * blank: the first of them has types, the next names. */
static bool is_row(const struct hinge_csv_line *line, const char *title,
                   const struct hinge_csv_line *before)
{
    const char *said = hinge_csv_line_cell(line, 1);
    return hinge_same_name(said, title) ||
           (before != NULL && *said == '\0' && *hinge_csv_line_cell(line, 2) != '\0');
}

static bool find_header(const struct hinge_probe *probe, struct header *h)
{
    *h = (struct header){.rate_hz = NAN, .frames = NAN};
    for (size_t l = 0; l < probe->head.n && h->data == NULL; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        if (h->keys == NULL && hinge_same_name(hinge_csv_line_cell(line, 0), "Format Version"))
            h->keys = line;
        else if (h->type == NULL && is_row(line, "Type", h->keys))
            h->type = line;
        else if (h->name == NULL && is_row(line, "Name", h->type))
            h->name = line;
        else if (hinge_same_name(hinge_csv_line_cell(line, 0), "Frame"))
            h->axes = line;
        else if (h->axes != NULL)
            h->data = line;
        for (size_t c = 2; h->axes == NULL && c < line->n; c++)
            if (is_property(line->cell[c]))
                h->property = line;
    }
    if (h->keys == NULL)
        return false;
    const char *rate = value_of(h->keys, "Export Frame Rate");
    if (*rate == '\0')
        rate = value_of(h->keys, "Capture Frame Rate");
    hinge_number_parse(rate, strlen(rate), '.', &h->rate_hz, NULL);
    const char *frames = value_of(h->keys, "Total Exported Frames");
    hinge_number_parse(frames, strlen(frames), '.', &h->frames, NULL);
    h->unit = hinge_build_unit(value_of(h->keys, "Length Units"));
    h->rotation = value_of(h->keys, "Rotation Type");
    return true;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct header h;
    if (!find_header(probe, &h)) {
        hinge_text_puts(why, "no line Format Version");
        return 0;
    }
    hinge_text_puts(why, "line 1 begins with Format Version");
    return 95;
}

/* The unlabelled, and what is solved from other columns: Motive repeats the markers of
 * a rigid body under "Rigid Body Marker" or "Bone Marker", as they should be by the
 * solved body, beside those that were measured under "Marker". */
static bool is_place(const char *type)
{
    return hinge_same_name(type, "Marker");
}

static void put_column(const struct header *h, const struct hinge_subjects *subjects, size_t c,
                       struct hinge_wide *wide)
{
    char name[LONGEST], source[LONGEST + 64];
    const char *type = hinge_csv_line_cell(h->type, c), *axis = hinge_csv_line_cell(h->axes, c);
    const char *property = hinge_csv_line_cell(h->property, c);
    hinge_subjects_hide(subjects, hinge_csv_line_cell(h->name, c), name, sizeof name);
    snprintf(source, sizeof source, "%.290s%s%.20s %.20s", name, is_place(type) ? "" : " ",
             is_place(type) ? "" : property, axis);
    static const char quarters[] = "WXYZ"; /* of a quaternion */
    const char *quarter =
        axis[0] != '\0' && axis[1] == '\0' ? strchr(quarters, axis[0]) : quarters + 4;
    quarter = quarter != NULL ? quarter : quarters + 4;
    bool is_axis = axis[0] != '\0' && axis[1] == '\0' && strchr("XYZ", axis[0]) != NULL;
    enum hinge_component component = HINGE_COMPONENT_other;
    enum hinge_unit unit = HINGE_UNIT_unknown;
    if (is_axis && hinge_same_name(property, "Position")) {
        unit = h->unit;
        if (is_place(type))
            component = (enum hinge_component)(HINGE_COMPONENT_x + (axis[0] - 'X'));
    } else if (*quarter != '\0' && hinge_same_name(type, "Rigid Body") &&
               hinge_same_name(property, "Rotation") &&
               hinge_same_name(h->rotation, "Quaternion")) {
        component = (enum hinge_component)(HINGE_COMPONENT_qw + (quarter - quarters));
    } else if (is_axis && !hinge_same_name(h->rotation, "Quaternion")) {
        unit = HINGE_UNIT_deg;
    }
    hinge_wide_put(wide, source, name, component, unit);
}

static struct hinge_subjects see_names(const struct header *h)
{
    struct hinge_subjects subjects = {0};
    for (size_t c = 2; c < h->name->n; c++)
        hinge_subjects_see(&subjects, h->name->cell[c]);
    return subjects;
}

static void name_columns(const struct hinge_probe *probe, const struct header *h,
                         struct hinge_wide *wide)
{
    struct hinge_subjects subjects = see_names(h);
    size_t n = h->axes->n; /* a column of errors has a property and no axis */
    while (n > 2 && *h->axes->cell[n - 1] == '\0' &&
           *hinge_csv_line_cell(h->property, n - 1) == '\0')
        n--;
    hinge_wide_begin(wide, probe, n);
    hinge_wide_put(wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    hinge_wide_put(wide, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t c = 2; c < n; c++)
        put_column(h, &subjects, c, wide);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct header h;
    struct hinge_wide wide;
    if (!find_header(probe, &h) || h.name == NULL || h.axes == NULL || h.property == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: a Motive export has rows Name, Position and Frame "
                               "above the numbers; export it with its header",
                               probe->name);
    name_columns(probe, &h, &wide);
    enum hinge_status status =
        hinge_wide_read_below(probe, options, &wide, h.data, "motive", "+y", recording, error);
    if (status != HINGE_OK)
        return status;
    if (h.rate_hz > 0)
        recording->header_rate_hz = h.rate_hz;
    hinge_build_stated(recording, h.frames, "frames");
    bool bodies = hinge_recording_channel(recording, HINGE_COMPONENT_qw) >= 0;
    if (bodies && hinge_recording_channel(recording, HINGE_COMPONENT_x) < 0) {
        snprintf(recording->layout.up, sizeof recording->layout.up, "+y");
        return HINGE_OK;
    }
    if (hinge_recording_channel(recording, HINGE_COMPONENT_x) < 0) {
        hinge_build_note(recording, "no measured markers (type Marker) are among the "
                                    "columns: export them with \"Markers\" ticked");
        return HINGE_OK;
    }
    if (h.unit == HINGE_UNIT_unknown) {
        hinge_build_note(recording, "the header has no known unit");
        return HINGE_OK;
    }
    return HINGE_OK;
}

const struct hinge_format hinge_format_motive = {
    .id = "motive",
    .title = "OptiTrack Motive CSV (1.2x to 3.x)",
    .details = "A line beginning with `Format Version`, rows of type, name, ID, parent "
               "and property, the row `Frame,Time (Seconds),X,Y,Z,…`, then frames. The "
               "words of the rows are in the second column, or blank in exports of "
               "markers. Measured markers are landmarks. The quaternion of a rigid body "
               "named as a segment (pelvis, thorax, thigh_r …) is that segment's. Its "
               "position, Euler angles, bones and their expected markers are kept as "
               "other columns. Metres or millimetres as in the header; y is up. The "
               "older kind whose rows begin with `comment`, `info` and `frame` is not "
               "read.",
    .score = score,
    .read = read,
};
