/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV of Captury Live. In: "Recorded at" and "Frames", a row of names, each over three
 * axes, the row Frame;Sub Frame;Annotations;X;Y;Z;…, a row of units, a row per frame;
 * out: a recording of the joints' places, the other columns kept beside them. */
#include "base/number.h"
#include "formats/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEADING = 3, AXES = 3, LONGEST = 300 };

struct header {
    const struct hinge_csv_line *names, *axes, *units, *data;
    double frames; /* NaN: not said */
};

static bool find_header(const struct hinge_probe *probe, struct header *h)
{
    *h = (struct header){.frames = NAN};
    const struct hinge_csv_line *line = probe->head.line;
    if (probe->head.n < 5 || !hinge_same_name(hinge_csv_line_cell(&line[0], 0), "Recorded at"))
        return false;
    const char *frames = hinge_csv_line_cell(&line[1], 1);
    hinge_number_parse(frames, strlen(frames), '.', &h->frames, NULL);
    for (size_t l = 1; l + 1 < probe->head.n && h->axes == NULL; l++)
        if (hinge_same_name(hinge_csv_line_cell(&line[l], 0), "Frame") &&
            hinge_same_name(hinge_csv_line_cell(&line[l], 1), "Sub Frame")) {
            h->names = &line[l - 1];
            h->axes = &line[l];
            h->units = &line[l + 1];
        }
    if (h->axes != NULL && h->units + 1 < line + probe->head.n)
        h->data = h->units + 1;
    return h->axes != NULL;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct header h;
    if (!find_header(probe, &h)) {
        hinge_text_puts(why, "no first line \"Recorded at\" above Frame;Sub Frame");
        return 0;
    }
    hinge_text_printf(why, "line %zu: names over Frame;Sub Frame", h.names->number);
    return 95;
}

/* "LHipPositions": what its three columns hold is a place. */
static bool is_place(const char *name)
{
    static const char word[] = "Positions";
    size_t n = strlen(name), length = sizeof word - 1;
    return n > length && hinge_same_name(name + n - length, word);
}

static void put_column(const struct header *h, size_t c, struct hinge_wide *wide)
{
    char source[LONGEST + 8];
    const char *name = hinge_csv_line_cell(h->names, c - (c - LEADING) % AXES);
    const char *axis = hinge_csv_line_cell(h->axes, c);
    bool known = axis[0] != '\0' && axis[1] == '\0' && strchr("XYZ", axis[0]) != NULL;
    enum hinge_component component = HINGE_COMPONENT_other;
    if (known && is_place(name))
        component = (enum hinge_component)(HINGE_COMPONENT_x + (axis[0] - 'X'));
    snprintf(source, sizeof source, "%.290s %.8s", name, axis);
    hinge_wide_put(wide, source, name, component,
                   hinge_build_unit(hinge_csv_line_cell(h->units, c)));
}

static void name_columns(const struct hinge_probe *probe, const struct header *h,
                         struct hinge_wide *wide)
{
    size_t n = hinge_csv_line_filled(h->axes);
    hinge_wide_begin(wide, probe, n);
    hinge_wide_put(wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    for (size_t c = 1; c < n; c++)
        if (c < LEADING)
            hinge_wide_put(wide, h->axes->cell[c], h->axes->cell[c], HINGE_COMPONENT_other,
                           HINGE_UNIT_unknown);
        else
            put_column(h, c, wide);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct header h;
    struct hinge_wide wide;
    if (!find_header(probe, &h))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: a Captury export begins with \"Recorded at\" and "
                               "has rows of names, axes and units above the numbers",
                               probe->name);
    name_columns(probe, &h, &wide);
    enum hinge_status status =
        hinge_wide_read_below(probe, options, &wide, h.data, "captury", "+y", recording, error);
    if (status == HINGE_OK)
        hinge_build_stated(recording, h.frames, "frames");
    return status;
}

const struct hinge_format hinge_format_captury = {
    .id = "captury",
    .title = "Captury Live CSV",
    .details = "Lines `Recorded at` and `Frames`, a row of names (`LHipPositions`, "
               "`LHipAngles` …), each over three columns, the row `Frame;Sub "
               "Frame;Annotations;X;Y;Z;…`, a row of units, then frames. Positions are "
               "landmarks, y is up; angles and the rest are kept as other columns. There "
               "is no rate in the file: give it with --rate or `rate_hz`.",
    .score = score,
    .read = read,
};
