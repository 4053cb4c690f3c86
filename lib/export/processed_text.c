/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: columns over time. Out: text of a CSV, a TRC or a MOT. */
#include "base/number.h"
#include "export/processed.h"

#include <stdio.h>
#include <string.h>

static void put_number(double value, struct hinge_text *out)
{
    char buffer[32];
    hinge_text_puts(out, hinge_number_format(value, buffer));
}

static void put_time(const struct hinge_processed *p, size_t i, struct hinge_text *out)
{
    put_number(p->body.start_s + (double)i / p->body.rate_hz, out);
}

void hinge_processed_csv(const struct hinge_processed *p,
                         const struct hinge_processed_column *column, size_t n,
                         struct hinge_text *out)
{
    hinge_text_puts(out, "time_s,rep,phase");
    for (size_t c = 0; c < n; c++)
        hinge_text_printf(out, ",%s", column[c].name);
    hinge_text_puts(out, "\n");
    for (size_t i = 0; i < p->body.n; i++) {
        const char *phase;
        size_t rep = hinge_processed_rep(p, i, &phase);
        put_time(p, i, out);
        hinge_text_puts(out, ",");
        if (rep > 0)
            hinge_text_printf(out, "%zu", rep);
        hinge_text_printf(out, ",%s", phase);
        for (size_t c = 0; c < n; c++) {
            hinge_text_puts(out, ",");
            put_number(column[c].value[i], out);
        }
        hinge_text_puts(out, "\n");
    }
}

static bool is_angle(const struct hinge_processed_column *column)
{
    return column->landmark == HINGE_LANDMARK_NONE && strcmp(column->unit, "deg") == 0;
}

enum hinge_status hinge_processed_mot(const struct hinge_processed *p,
                                      const struct hinge_processed_column *column, size_t n,
                                      struct hinge_text *out, struct hinge_error *error)
{
    size_t angles = 0;
    for (size_t c = 0; c < n; c++)
        angles += is_angle(&column[c]);
    if (angles == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "MOT has angles, and there are none; leave --format out");
    hinge_text_printf(out,
                      "Coordinates\nversion=1\nnRows=%zu\nnColumns=%zu\ninDegrees=yes\n\n"
                      "endheader\ntime",
                      p->body.n, 1 + angles);
    for (size_t c = 0; c < n; c++)
        if (is_angle(&column[c]))
            hinge_text_printf(out, "\t%s", hinge_signal_name(column[c].signal));
    hinge_text_puts(out, "\n");
    for (size_t i = 0; i < p->body.n; i++) {
        put_time(p, i, out);
        for (size_t c = 0; c < n; c++) {
            if (!is_angle(&column[c]))
                continue;
            hinge_text_puts(out, "\t");
            put_number(column[c].value[i], out);
        }
        hinge_text_puts(out, "\n");
    }
    return HINGE_OK;
}

/* The depth of a landmark seen from the side is 0: TRC has three axes. */
enum hinge_status hinge_processed_trc(const struct hinge_processed *p,
                                      const struct hinge_processed_column *column,
                                      struct hinge_text *out, struct hinge_error *error)
{
    size_t dim = (size_t)p->tracks.dim, points = 0, frames = p->body.n; /* points come first */
    while (dim > 0 && column[points * dim].landmark != HINGE_LANDMARK_NONE)
        points++;
    if (points == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "TRC has landmarks, and there are none; leave --format out");
    char rate[32];
    snprintf(rate, sizeof rate, "%.10g", p->body.rate_hz);
    hinge_text_puts(out, "PathFileType\t4\t(X/Y/Z)\t\n"
                         "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
                         "OrigDataStartFrame\tOrigNumFrames\n");
    hinge_text_printf(out, "%s\t%s\t%zu\t%zu\t%s\t%s\t1\t%zu\nFrame#\tTime", rate, rate, frames,
                      points, column[0].unit, rate, frames);
    for (size_t m = 0; m < points; m++)
        hinge_text_printf(out, "\t%s\t\t",
                          hinge_landmark_name((enum hinge_landmark)column[m * dim].landmark));
    hinge_text_puts(out, "\n\t");
    for (size_t m = 1; m <= points; m++)
        hinge_text_printf(out, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_puts(out, "\n\n");
    for (size_t i = 0; i < frames; i++) {
        hinge_text_printf(out, "%zu\t", i + 1);
        put_time(p, i, out);
        for (size_t c = 0; c < points * dim; c++) {
            hinge_text_puts(out, "\t");
            put_number(column[c].value[i], out);
            hinge_text_puts(out, dim == 2 && c % dim == 1 ? "\t0" : "");
        }
        hinge_text_puts(out, "\n");
    }
    return HINGE_OK;
}

/* --- as stored --- */

static void put_cell(const char *text, struct hinge_text *out)
{
    bool quoted = strpbrk(text, ",\"\n\r") != NULL;
    hinge_text_puts(out, quoted ? "\"" : "");
    for (; *text != '\0'; text++)
        hinge_text_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    hinge_text_puts(out, quoted ? "\"" : "");
}

/* "LASI_x_mm", "time_s", "hip_flexion_r_deg"; what is no part of a point keeps its name. */
static void name_of(const struct hinge_channel *channel, char *name, size_t size)
{
    enum hinge_component component = channel->component;
    const char *point = channel->marker, *part = hinge_component_name(component);
    const char *unit = channel->unit != HINGE_UNIT_unknown ? hinge_unit_name(channel->unit) : "";
    if (component == HINGE_COMPONENT_time || component == HINGE_COMPONENT_frame) {
        point = "";
    } else if (component == HINGE_COMPONENT_angle) {
        part = "";
    } else if (component > HINGE_COMPONENT_score) {
        bool whole = *point == '\0' || strcmp(channel->source, point) == 0;
        point = component == HINGE_COMPONENT_other || whole ? channel->source : point;
        part = component == HINGE_COMPONENT_other || whole ? "" : part;
        unit = whole ? unit : "";
    }
    snprintf(name, size, "%s%s%s%s%s", point, *point != '\0' && *part != '\0' ? "_" : "", part,
             *unit != '\0' ? "_" : "", unit);
}

void hinge_raw_csv(const struct hinge_recording *recording, struct hinge_text *out)
{
    const struct hinge_layout *layout = &recording->layout;
    char name[600], before[600];
    for (size_t c = 0; c < layout->n_channels; c++) {
        size_t nth = 1, length;
        name_of(&layout->channel[c], name, sizeof name);
        for (size_t b = 0; b < c; b++) {
            name_of(&layout->channel[b], before, sizeof before);
            nth += strcmp(name, before) == 0;
        }
        length = strlen(name);
        if (nth > 1)
            snprintf(name + length, sizeof name - length, " (%zu)", nth);
        hinge_text_puts(out, c > 0 ? "," : "");
        put_cell(name, out);
    }
    hinge_text_puts(out, "\n");
    for (size_t i = 0; i < recording->n_frames; i++)
        for (size_t c = 0; c < layout->n_channels; c++) {
            put_number(recording->data[c * recording->n_frames + i], out);
            hinge_text_puts(out, c + 1 < layout->n_channels ? "," : "\n");
        }
}
