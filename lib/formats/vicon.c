/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV exports of Vicon Nexus, one or several sections in a file: Trajectories, Model
 * Outputs, Joints, Segments, Devices; and the older ASCII export of Workstation. In:
 * per section its name, its rate, rows of names, axes and units, then frames; out: one
 * recording over all of their frames. Samples
 * of a section that is recorded faster stand as channels of their own (`EMG1 [3/20]`).
 * Names of subjects are not kept. */
#include "base/memory.h"
#include "base/number.h"
#include "formats/format.h"
#include "formats/parts/build_recording.h"
#include "formats/parts/vicon_section.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 300 };

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    for (size_t l = 0; l + 1 < probe->head.n; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        const struct hinge_csv_line *next = &probe->head.line[l + 1];
        double rate;
        if (line->n == 0 || next->n == 0)
            continue;
        if (hinge_vicon_section_name(line->cell[0], strlen(line->cell[0]), ',') != NULL &&
            hinge_number_parse(next->cell[0], strlen(next->cell[0]), '.', &rate, NULL) ==
                HINGE_NUMBER_VALUE) {
            hinge_text_printf(why, "line %zu: section %s and its rate", line->number,
                              line->cell[0]);
            return 95;
        }
    }
    hinge_text_puts(why, "no section Trajectories, Model Outputs or Devices");
    return 0;
}

/* The rate of frames: the first section's. */
static double frame_rate(const struct hinge_vicon *file)
{
    return file->section[0].rate_hz / (double)file->section[0].samples;
}

/* First and last frame of all sections. */
static void find_span(const struct hinge_vicon *file, double *first, double *last)
{
    *first = INFINITY;
    *last = -INFINITY;
    for (size_t k = 0; k < file->n; k++)
        for (size_t i = 0; i < file->section[k].numbers.rows; i++) {
            *first = fmin(*first, file->section[k].numbers.data[i]);
            *last = fmax(*last, file->section[k].numbers.data[i]);
        }
}

static void name_channels(const struct hinge_vicon *file, struct hinge_recording *recording)
{
    char source[LONGEST + 64];
    hinge_build_channel(recording, 0, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    size_t next = 1;
    for (size_t k = 0; k < file->n; k++) {
        const struct hinge_vicon_section *s = &file->section[k];
        for (size_t c = s->lead; c < s->wide.n; c++)
            for (size_t i = 0; i < s->samples; i++) {
                const struct hinge_wide_column *column = &s->wide.column[c];
                snprintf(source, sizeof source, "%.290s", column->source);
                if (s->samples > 1)
                    snprintf(source, sizeof source, "%.290s [%zu/%zu]", column->source, i + 1,
                             s->samples);
                recording->layout.channel[next].decimals = s->numbers.decimals[c];
                hinge_build_channel(recording, next++, source, column->marker, column->component,
                                    column->unit);
            }
    }
}

/* Puts the section's rows at their frame; `first` is the recording's first frame. Gives
 * the rows without a frame or sub-frame. */
static size_t place(const struct hinge_vicon_section *s, double first, size_t frames, double *out)
{
    size_t rows = s->numbers.rows, outside = 0;
    for (size_t i = 0; i < rows; i++) {
        double at = s->numbers.data[i] - first;
        double sub = s->lead == 2 ? s->numbers.data[rows + i] : 0;
        if (!(at >= 0 && at < (double)frames && sub >= 0 && sub < (double)s->samples)) {
            outside++;
            continue;
        }
        for (size_t c = s->lead; c < s->wide.n; c++)
            out[((c - s->lead) * s->samples + (size_t)sub) * frames + (size_t)at] =
                s->numbers.data[c * rows + i];
    }
    return outside;
}

static enum hinge_status join(const struct hinge_vicon *file, struct hinge_recording *recording,
                              struct hinge_error *error)
{
    double first, last;
    size_t channels = 1, next = 1, rows = 0;
    find_span(file, &first, &last);
    for (size_t k = 0; k < file->n; k++)
        rows += file->section[k].numbers.rows;
    if (!(last - first < 10.0 * (double)rows))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                               "frames go from %g to %g in %zu rows", first, last, rows);
    size_t frames = (size_t)(last - first) + 1;
    for (size_t k = 0; k < file->n; k++)
        channels += (file->section[k].wide.n - file->section[k].lead) * file->section[k].samples;
    hinge_build_layout(recording, "vicon", "+z", channels);
    name_channels(file, recording);
    recording->data = hinge_alloc(channels * frames, sizeof *recording->data);
    recording->n_frames = frames;
    recording->header_rate_hz = frame_rate(file);
    for (size_t i = 0; i < channels * frames; i++)
        recording->data[i] = NAN;
    for (size_t i = 0; i < frames; i++)
        recording->data[i] = first + (double)i;
    for (size_t k = 0; k < file->n; k++) {
        const struct hinge_vicon_section *s = &file->section[k];
        size_t outside = place(s, first, frames, recording->data + next * frames);
        next += (s->wide.n - s->lead) * s->samples;
        if (outside > 0)
            hinge_build_note(recording, "section %s: %zu rows without a frame", s->name, outside);
    }
    return HINGE_OK;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_vicon file = {0};
    enum hinge_status status = hinge_vicon_read(probe, options, &file, error);
    if (status == HINGE_OK)
        status = join(&file, recording, error);
    if (status == HINGE_OK && file.events)
        hinge_build_note(recording, "the section Events was not read");
    hinge_vicon_clear(&file);
    if (status != HINGE_OK)
        return status;
    recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING | HINGE_LAYOUT_UP_ASSUMED;
    return HINGE_OK;
}

const struct hinge_format hinge_format_vicon = {
    .id = "vicon",
    .title = "Vicon Nexus CSV (Trajectories, Model Outputs, Devices)",
    .details = "One or several sections. Each has its name, rate, rows of names "
               "(`Subject:LASI`), axes and units, then a row per frame or sub-frame. Also "
               "the older ASCII export (`TRAJECTORIES`, `100,Hz`, `Field #`). All "
               "sections become one recording over all of their frames; samples of "
               "devices are kept as `EMG1 [3/20]`, the third of 20 of a frame. Names of "
               "subjects are not kept. z is taken as up; analysis refuses a vertical that "
               "does not fit the body.",
    .score = score,
    .read = read,
    .example = "Trajectories,,,,,,,\n"
               "100,,,,,,,\n"
               ",,Anna:LASI,,,Anna:RASI,,\n"
               "Frame,Sub Frame,X,Y,Z,X,Y,Z\n"
               ",,mm,mm,mm,mm,mm,mm\n"
               "1,0,100.5,-120,980,101,130.25,981\n"
               "2,0,100.6,-120,980,,,\n",
    .example_frames = 2,
    .example_channels = 7,
    .broken = "Trajectories\n100\n,,LASI\nFrame,Sub Frame,X,Y,Z\n,,mm,mm,mm\n"
              "1,0,100.5,high,980\n2,0,100.6,-120,980\n",
    .broken_says = "is not a number",
};
