/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TRC marker files (OpenSim, OpenCap, Pose2Sim, Motion Analysis). In: tab- or
 * comma-separated text with five header lines; out: a recording, y up. Counts in the
 * header are checked against what is there, and only what is there is used; paths are
 * never kept. */
#include "base/memory.h"
#include "formats/format.h"
#include "formats/parts/build_recording.h"
#include "formats/parts/trc_header.h"

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

static void name_channels(const struct hinge_trc_header *header, struct hinge_recording *recording)
{
    static const char *const axes[] = {" X", " Y", " Z"};
    hinge_build_channel(recording, 0, "Frame#", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    hinge_build_channel(recording, 1, "Time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t i = 0; i < 3 * header->n_markers; i++) {
        char source[512];
        const char *marker = header->marker[i / 3];
        snprintf(source, sizeof source, "%.500s%s", marker, axes[i % 3]);
        hinge_build_channel(recording, 2 + i, source, marker, (enum hinge_component)(i % 3),
                            header->unit);
    }
}

static enum hinge_status read_numbers(const struct hinge_probe *probe,
                                      const struct hinge_read_options *options,
                                      const struct hinge_trc_header *header,
                                      struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_csv_numbers numbers = {0};
    size_t n = recording->layout.n_channels;
    const char **names = hinge_alloc(n, sizeof *names);
    for (size_t c = 0; c < n; c++)
        names[c] = recording->layout.channel[c].source;
    struct hinge_csv_request request = {.offset = header->offset,
                                        .line = header->line,
                                        .n_columns = n,
                                        .names = names,
                                        .drop_ragged = options->drop_ragged};
    enum hinge_status status = hinge_csv_numbers_read(&probe->source, &request, &numbers, error);
    if (status == HINGE_OK)
        hinge_build_data(recording, &numbers, NULL);
    hinge_csv_numbers_clear(&numbers);
    free(names);
    return status;
}

static void note_disagreements(const struct hinge_trc_header *header,
                               struct hinge_recording *recording)
{
    hinge_build_stated(recording, header->frames, "frames");
    if (!isnan(header->markers) && header->markers != (double)header->n_markers)
        hinge_build_note(recording, "header has %g markers, %zu are named", header->markers,
                         header->n_markers);
    if (header->shifted)
        hinge_build_note(recording,
                         "line %zu: the names are shifted against the data; read in "
                         "their order, three columns each",
                         header->names_line);
    if (header->unit == HINGE_UNIT_unknown)
        hinge_build_note(recording, "the header has no known unit (\"%.40s\")", header->unit_text);
    for (size_t i = 0; i < header->n_markers; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(header->marker[i], header->marker[j]) == 0)
                hinge_build_note(recording, "line %zu: markers %zu and %zu are both named %s",
                                 header->names_line, j + 1, i + 1, header->marker[i]);
}

/* Markers without a single value, as virtual markers are exported. */
static void note_blank_markers(const struct hinge_trc_header *header,
                               struct hinge_recording *recording)
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
        return;
    hinge_build_note(recording, "%zu markers are blank throughout (%s%s)", blank,
                     header->marker[first], blank > 1 ? ", …" : "");
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_trc_header header;
    enum hinge_status status = hinge_trc_header_read(probe, &header, error);
    if (status == HINGE_OK)
        hinge_build_layout(recording, "trc", "+y", 2 + 3 * header.n_markers);
    if (status != HINGE_OK)
        goto out;
    recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING;
    recording->header_rate_hz = header.rate_hz;
    name_channels(&header, recording);
    status = HINGE_OK;
    status = read_numbers(probe, options, &header, recording, error);
    if (status == HINGE_OK)
        note_disagreements(&header, recording);
    if (status == HINGE_OK)
        note_blank_markers(&header, recording);
out:
    hinge_trc_header_clear(&header);
    return status;
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
