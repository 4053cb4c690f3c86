/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TSV exports of Qualisys Track Manager: 3D points, angles, rigid bodies, analog
 * channels. In: lines of keys and values, a row of names or none, a row per frame; out:
 * a recording. What differs from file to file (time stamps, descriptions) is not kept.
 */
#include "base/number.h"
#include "formats/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 256 };

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
#define OTHER(text)                                                                                \
    {                                                                                              \
        " " text, HINGE_COMPONENT_other, HINGE_UNIT_unknown                                        \
    }
/* rotation matrix by columns, as QTM numbers it */
static const struct part body[] = {
    {" X", HINGE_COMPONENT_x, HINGE_UNIT_mm},
    {" Y", HINGE_COMPONENT_y, HINGE_UNIT_mm},
    {" Z", HINGE_COMPONENT_z, HINGE_UNIT_mm},
    OTHER("Roll"),
    OTHER("Pitch"),
    OTHER("Yaw"),
    OTHER("Residual"),
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

struct header {
    const struct kind *kind;
    const struct hinge_csv_line *names, *row; /* the key's row; the row above the data */
    const struct hinge_csv_line *data;        /* first row of numbers */
    size_t n_names, lead;                     /* lead: frame and time before the rest */
    double rate_hz, frames;                   /* NaN: not said */
};

static bool is_number(const char *cell, double *value)
{
    return hinge_number_parse(cell, strlen(cell), '.', value, NULL) == HINGE_NUMBER_VALUE;
}

static bool find_header(const struct hinge_probe *probe, struct header *h)
{
    *h = (struct header){.rate_hz = NAN, .frames = NAN};
    double number;
    for (size_t l = 0; l < probe->head.n && h->data == NULL; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        if (line->n > 1 && strcmp(line->cell[0], "FREQUENCY") == 0)
            is_number(line->cell[1], &h->rate_hz);
        if (line->n > 1 && strcmp(line->cell[0], "NO_OF_FRAMES") == 0)
            is_number(line->cell[1], &h->frames);
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (line->n > 0 && strcmp(line->cell[0], kinds[k].key) == 0) {
                h->kind = &kinds[k];
                h->names = line;
            }
        if (line->n > 0 &&
            (hinge_same_name(line->cell[0], "Frame") || hinge_same_name(line->cell[0], "Sample")))
            h->row = line;
        if (line->n > 0 && is_number(line->cell[0], &number))
            h->data = line;
    }
    if (h->names == NULL || isnan(h->rate_hz))
        return false;
    h->n_names = hinge_csv_line_filled(h->names) - 1;
    size_t rest = h->n_names * h->kind->n;
    h->lead = h->row != NULL || (h->data != NULL && h->data->n >= rest + 2) ? 2 : 0;
    return true;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct header h;
    if (!find_header(probe, &h)) {
        hinge_text_puts(why, "no FREQUENCY and no MARKER_NAMES, DATA_TYPES, BODY_NAMES "
                             "or CHANNEL_NAMES above the numbers");
        return 0;
    }
    hinge_text_printf(why, "line %zu: %s", h.names->number, h.kind->key);
    return 95;
}

static void name_columns(const struct hinge_probe *probe, const struct header *h,
                         struct hinge_wide *wide)
{
    char source[LONGEST];
    hinge_wide_begin(wide, probe, h->lead + h->n_names * h->kind->n);
    if (h->lead == 2) {
        hinge_wide_put(wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
        hinge_wide_put(wide, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    }
    for (size_t i = 0; i < h->n_names; i++)
        for (size_t k = 0; k < h->kind->n; k++) {
            const struct part *part = &h->kind->part[k];
            const char *name = h->names->cell[1 + i];
            snprintf(source, sizeof source, "%.240s%s", name, part->suffix);
            hinge_wide_put(wide, source, name, part->component, part->unit);
        }
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct header h;
    struct hinge_wide wide;
    if (!find_header(probe, &h))
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
            "%s: a Qualisys export has FREQUENCY and a row of names (MARKER_NAMES, "
            "DATA_TYPES, BODY_NAMES) above the numbers; export it with its header",
            probe->name);
    name_columns(probe, &h, &wide);
    enum hinge_status status =
        hinge_wide_read_below(probe, options, &wide, h.data, "qualisys", "+z", recording, error);
    if (status != HINGE_OK)
        return status;
    recording->header_rate_hz = h.rate_hz;
    recording->layout.flags |= HINGE_LAYOUT_UP_ASSUMED;
    hinge_build_stated(recording, h.frames, "frames");
    return HINGE_OK;
}

const struct hinge_format hinge_format_qualisys = {
    .id = "qualisys",
    .title = "Qualisys Track Manager TSV (3D, angles, 6D, analog)",
    .details = "Lines of keys and values with `FREQUENCY` and a row of names, then a row "
               "per frame, with or without frame, time and a row of column names. The "
               "names are `MARKER_NAMES` (points in millimetres), `DATA_TYPES` (angles in "
               "degrees), `BODY_NAMES` (rigid bodies) or `CHANNEL_NAMES`. A body named as "
               "a segment (pelvis, thorax, thigh_r …) gives that segment's orientation. "
               "Up is z, as in QTM; analysis refuses a vertical that does not fit the "
               "body.",
    .score = score,
    .read = read,
};
