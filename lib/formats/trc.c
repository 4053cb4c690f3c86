/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TRC marker files (OpenSim, OpenCap, Pose2Sim, Motion Analysis). In: tab- or
 * comma-separated text with five header lines; out: a recording, y up. Counts in the
 * header are checked against what is there, and only what is there is used; paths are
 * never kept. */
#include "formats/format.h"
#include "formats/parts/build_recording.h"
#include "formats/parts/trc_header.h"
#include "formats/parts/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    const struct hinge_csv_head *head = &probe->head;
    if (head->n > 0 && head->line[0].n > 0 &&
        strncasecmp(head->line[0].cell[0], "PathFileType", 12) == 0) {
        hinge_text_puts(why, "line 1 begins with PathFileType");
        return 95;
    }
    for (size_t l = 0; l < head->n; l++)
        if (head->line[l].n > 1 && hinge_same_name(head->line[l].cell[0], "DataRate") &&
            hinge_same_name(head->line[l].cell[1], "CameraRate")) {
            hinge_text_printf(why, "line %zu begins with DataRate, CameraRate",
                              head->line[l].number);
            return 80;
        }
    hinge_text_puts(why, "no PathFileType or DataRate line");
    return 0;
}

static enum hinge_status name_channels(const struct hinge_trc_header *header,
                                       struct hinge_recording *recording, struct hinge_error *error)
{
    static const char *const axes[] = {" X", " Y", " Z"};
    enum hinge_status status = hinge_build_channel(
        recording, 0, "Frame#", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown, error);
    if (status == HINGE_OK)
        status = hinge_build_channel(recording, 1, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s,
                                     error);
    for (size_t i = 0; i < 3 * header->n_markers && status == HINGE_OK; i++) {
        char source[512];
        const char *marker = header->marker[i / 3];
        snprintf(source, sizeof source, "%.500s%s", marker, axes[i % 3]);
        status = hinge_build_channel(recording, 2 + i, source, marker,
                                     (enum hinge_component)(i % 3), header->unit, error);
    }
    return status;
}

static enum hinge_status read_numbers(const struct hinge_probe *probe,
                                      const struct hinge_read_options *options,
                                      const struct hinge_trc_header *header,
                                      struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_csv_numbers numbers = {0};
    size_t n = recording->layout.n_channels;
    const char **names = calloc(n, sizeof *names);
    if (names == NULL)
        return hinge_no_memory(error);
    for (size_t c = 0; c < n; c++)
        names[c] = recording->layout.channel[c].source;
    struct hinge_csv_request request = {.offset = header->offset,
                                        .line = header->line,
                                        .n_columns = n,
                                        .names = names,
                                        .drop_ragged = options->drop_ragged};
    enum hinge_status status = hinge_csv_numbers_read(&probe->source, &request, &numbers, error);
    if (status == HINGE_OK)
        status = hinge_build_data(recording, &numbers, NULL, error);
    hinge_csv_numbers_clear(&numbers);
    free(names);
    return status;
}

static enum hinge_status note_disagreements(const struct hinge_trc_header *header,
                                            struct hinge_recording *recording,
                                            struct hinge_error *error)
{
    enum hinge_status status = hinge_build_stated(recording, header->frames, "frames", error);
    if (status == HINGE_OK && !isnan(header->markers) &&
        header->markers != (double)header->n_markers)
        status = hinge_build_note(recording, error, "header has %g markers, %zu are named",
                                  header->markers, header->n_markers);
    if (status == HINGE_OK && header->shifted)
        status = hinge_build_note(recording, error,
                                  "line %zu: the names are shifted against the data; read in "
                                  "their order, three columns each",
                                  header->names_line);
    if (status == HINGE_OK && header->unit == HINGE_UNIT_unknown)
        status = hinge_build_note(recording, error, "the header has no known unit (\"%.40s\")",
                                  header->unit_text);
    for (size_t i = 0; i < header->n_markers && status == HINGE_OK; i++)
        for (size_t j = 0; j < i && status == HINGE_OK; j++)
            if (strcmp(header->marker[i], header->marker[j]) == 0)
                status = hinge_build_note(recording, error,
                                          "line %zu: markers %zu and %zu are both named %s",
                                          header->names_line, j + 1, i + 1, header->marker[i]);
    return status;
}

/* Markers without a single value, as virtual markers are exported. */
static enum hinge_status note_blank_markers(const struct hinge_trc_header *header,
                                            struct hinge_recording *recording,
                                            struct hinge_error *error)
{
    size_t blank = 0, first = 0, n = recording->n_frames;
    for (size_t m = header->n_markers; m-- > 0;) {
        const double *x = recording->data + (2 + 3 * m) * n;
        size_t i = 0;
        while (i < 3 * n && isnan(x[i]))
            i++;
        if (i == 3 * n) {
            blank++;
            first = m;
        }
    }
    if (blank == 0)
        return HINGE_OK;
    return hinge_build_note(recording, error, "%zu markers are blank throughout (%s%s)", blank,
                            header->marker[first], blank > 1 ? ", …" : "");
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_trc_header header;
    enum hinge_status status = hinge_trc_header_read(probe, &header, error);
    if (status == HINGE_OK)
        status = hinge_build_layout(recording, "trc", "+y", 2 + 3 * header.n_markers, error);
    if (status != HINGE_OK)
        goto out;
    recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING;
    recording->header_rate_hz = header.rate_hz;
    status =
        hinge_build_header(recording, hinge_text_string(&header.kept), header.kept.length, error);
    if (status == HINGE_OK)
        status = name_channels(&header, recording, error);
    if (status == HINGE_OK)
        status = read_numbers(probe, options, &header, recording, error);
    if (status == HINGE_OK)
        status = note_disagreements(&header, recording, error);
    if (status == HINGE_OK)
        status = note_blank_markers(&header, recording, error);
out:
    hinge_trc_header_clear(&header);
    return status;
}

/* First channel of each marker that has x, y and z after one another, as TRC needs. */
static bool is_marker(const struct hinge_layout *layout, size_t c)
{
    for (size_t k = 0; k < 3; k++)
        if (c + k >= layout->n_channels ||
            layout->channel[c + k].component != (enum hinge_component)k ||
            strcmp(layout->channel[c + k].marker, layout->channel[c].marker) != 0)
            return false;
    return true;
}

static void write_header(const struct hinge_recording *recording, size_t markers, const char *unit,
                         struct hinge_text *out)
{
    const struct hinge_layout *layout = &recording->layout;
    char rate[32] = "";
    if (recording->header_rate_hz > 0)
        snprintf(rate, sizeof rate, "%.10g", recording->header_rate_hz);
    hinge_text_puts(out, "PathFileType\t4\t(X/Y/Z)\t\n"
                         "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
                         "OrigDataStartFrame\tOrigNumFrames\n");
    hinge_text_printf(out, "%s\t%s\t%zu\t%zu\t%s\t%s\t1\t%zu\nFrame#\tTime", rate, rate,
                      recording->n_frames, markers, unit, rate, recording->n_frames);
    for (size_t c = 0; c < layout->n_channels; c++)
        if (is_marker(layout, c))
            hinge_text_printf(out, "\t%s\t\t", layout->channel[c].marker);
    hinge_text_puts(out, "\n\t");
    for (size_t m = 1; m <= markers; m++)
        hinge_text_printf(out, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_puts(out, "\n\n");
}

static enum hinge_status write(const struct hinge_recording *recording, struct hinge_text *out,
                               struct hinge_error *error)
{
    const struct hinge_layout *layout = &recording->layout;
    long frame = hinge_recording_channel(recording, HINGE_COMPONENT_frame);
    long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    size_t markers = 0;
    const char *unit = "m";
    for (size_t c = 0; c < layout->n_channels; c++)
        if (is_marker(layout, c)) {
            markers++;
            unit = hinge_unit_name(layout->channel[c].unit);
        }
    if (markers == 0 || time < 0 || hinge_unit_seconds(layout->channel[time].unit) < 1)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "TRC needs a time column in seconds and markers with x, y, z");
    write_header(recording, markers, unit, out);
    for (size_t i = 0; i < recording->n_frames; i++) {
        if (frame >= 0)
            hinge_write_value(out, recording, (size_t)frame, i);
        else
            hinge_text_printf(out, "%zu", i + 1);
        hinge_text_puts(out, "\t");
        hinge_write_value(out, recording, (size_t)time, i);
        for (size_t c = 0; c < layout->n_channels; c++)
            for (size_t k = 0; is_marker(layout, c) && k < 3; k++) {
                hinge_text_puts(out, "\t");
                hinge_write_value(out, recording, c + k, i);
            }
        hinge_text_puts(out, "\n");
    }
    return hinge_write_finish(out, error);
}

const struct hinge_format hinge_format_trc = {
    .id = "trc",
    .title = "TRC marker trajectories (OpenSim, OpenCap, Pose2Sim)",
    .details = "Text with a line `PathFileType`, a line of keys and one of values, marker "
               "names, axes, and a row per frame, separated by tabs or commas. Rate and unit "
               "come from the header; counts that don't fit the rows are noted and ignored. "
               "Line 6 may be blank or absent. Names may be shifted if each has three "
               "columns. Blank and 0,0,0 are missing. Up is y unless you give --up.",
    .score = score,
    .read = read,
    .write = write,
    .example = "PathFileType\t4\t(X/Y/Z)\texample.trc\n"
               "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
               "OrigDataStartFrame\tOrigNumFrames\n"
               "100\t100\t2\t2\tmm\t100\t1\t2\n"
               "Frame#\tTime\tLASI\t\t\tRASI\t\t\n"
               "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n"
               "\n"
               "1\t0.00\t100.5\t980\t-120\t101\t981\t130.25\n"
               "2\t0.01\t100.6\t980\t-120\t\t\t\n",
    .example_frames = 2,
    .example_channels = 8,
    .broken = "PathFileType\t4\t(X/Y/Z)\tcut.trc\nDataRate\tCameraRate\n",
    .broken_says = "a line of marker names",
};
