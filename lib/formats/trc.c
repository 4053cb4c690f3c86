/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TRC marker files (OpenSim, OpenCap, Pose2Sim, Motion Analysis). In: tab- or comma-separated
 * text with five header lines; out: a recording, y up. Counts in the header are checked against
 * what is there, and only what is there is used; paths are never kept. */
#include "formats/format.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the header: its lines are found by what they hold, not by position --- */

struct trc_header {
    double rate_hz, frames, markers; /* as declared, NaN when not */
    enum hinge_unit unit;
    const char *unit_text;
    size_t n_markers;
    const char **marker; /* n_markers names */
    size_t names_line;   /* physical line of the names */
    bool shifted;        /* names don't stand over their columns but fit by count */
    size_t offset, line; /* first row of data */
};

enum { FIRST_MARKER = 2 }; /* after Frame# and Time */

static enum hinge_status bad(const struct hinge_probe *probe, size_t line, const char *what,
                             struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER, "%s:%zu: %s", probe->name,
                           line, what);
}

static bool begins(const struct hinge_csv_line *line, const char *word)
{
    return line->n > 0 && strncasecmp(line->cell[0], word, strlen(word)) == 0;
}

static bool is_blank(const struct hinge_csv_line *line)
{
    for (size_t c = 0; c < line->n; c++)
        if (line->cell[c][0] != '\0')
            return false;
    return true;
}

/* "X1 Y1 Z1 …" under the names. */
static bool is_axes(const struct hinge_csv_line *line)
{
    size_t c = 0;
    while (c < line->n && line->cell[c][0] == '\0')
        c++;
    return c < line->n && strchr("xX", line->cell[c][0]) != NULL &&
           strspn(line->cell[c] + 1, "0123456789") == strlen(line->cell[c] + 1);
}

static double declared(const struct hinge_csv_line *keys, const struct hinge_csv_line *values,
                       const char *key, char decimal)
{
    double value;
    for (size_t c = 0; c < keys->n && c < values->n; c++) {
        if (!hinge_same_name(keys->cell[c], key))
            continue;
        const char *text = values->cell[c];
        if (hinge_number_parse(text, strlen(text), '.', &value, NULL) != HINGE_NUMBER_VALUE)
            hinge_number_parse(text, strlen(text), decimal, &value, NULL);
        return value;
    }
    return NAN;
}

static void read_values(const struct hinge_probe *probe, const struct hinge_csv_line *keys,
                        const struct hinge_csv_line *values, struct trc_header *header)
{
    char decimal = probe->source.decimal;
    double rate = declared(keys, values, "DataRate", decimal);
    header->rate_hz = rate > 0 ? rate : (double)NAN;
    header->frames = declared(keys, values, "NumFrames", decimal);
    header->markers = declared(keys, values, "NumMarkers", decimal);
    for (size_t c = 0; c < keys->n && c < values->n; c++)
        if (hinge_same_name(keys->cell[c], "Units"))
            header->unit_text = values->cell[c];
    header->unit = hinge_build_unit(header->unit_text);
}

/* Collects the names; whether each stands over the first of its three columns. */
static bool collect_names(const struct hinge_csv_line *names, struct hinge_arena *arena,
                          struct trc_header *header)
{
    header->marker = hinge_arena_raw(arena, names->n, sizeof *header->marker);
    bool regular = true;
    for (size_t c = FIRST_MARKER; c < names->n; c++) {
        if (names->cell[c][0] == '\0')
            continue;
        regular = regular && c == FIRST_MARKER + 3 * header->n_markers;
        header->marker[header->n_markers++] = names->cell[c];
    }
    return regular;
}

/* Do the names fit the first row of data? */
static enum hinge_status check_width(const struct hinge_probe *probe,
                                     const struct hinge_csv_line *row, bool regular,
                                     struct trc_header *header, struct hinge_error *error)
{
    size_t needed = FIRST_MARKER + 3 * header->n_markers, filled = row->n;
    while (filled > 0 && row->cell[filled - 1][0] == '\0')
        filled--;
    if (row->n >= needed && filled <= needed) {
        header->shifted = !regular;
        return HINGE_OK;
    }
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                           "%s:%zu: %zu marker names%s need %zu columns (frame, time, "
                           "three each), but the data "
                           "in line %zu have %zu; correct the names",
                           probe->name, header->names_line, header->n_markers,
                           regular ? "" : ", not every third column,", needed, row->number,
                           row->n < needed ? row->n : filled);
}

/* Errors (INPUT): BAD_HEADER, naming the line and what is wrong. */
static enum hinge_status trc_header_read(const struct hinge_probe *probe, struct trc_header *header,
                                         struct hinge_error *error)
{
    *header = (struct trc_header){.rate_hz = NAN, .frames = NAN, .markers = NAN, .unit_text = ""};
    const struct hinge_csv_line *line = probe->head.line, *keys = NULL;
    size_t n = probe->head.n, l = 0;
    while (l < n && !begins(&line[l], "Frame")) {
        if (begins(&line[l], "DataRate"))
            keys = &line[l];
        l++;
    }
    if (l == n)
        return bad(probe, 4,
                   "expected a line of marker names that begins with Frame#; export it again",
                   error);
    if (keys == NULL || keys + 1 >= &line[l])
        return bad(probe, 2,
                   "expected a line of keys (DataRate, Units, …) and its values; "
                   "export it again",
                   error);
    read_values(probe, keys, keys + 1, header);
    const struct hinge_csv_line *names = &line[l++];
    header->names_line = names->number;
    bool regular = collect_names(names, probe->arena, header);
    if (header->n_markers == 0)
        return bad(probe, names->number,
                   "expected marker names after Frame# and Time; export it again", error);
    if (names->n < 2 || strncasecmp(names->cell[1], "time", 4) != 0)
        return bad(probe, names->number,
                   "the second column is not Time, as expected; export it again", error);
    if (l < n && is_axes(&line[l]))
        l++;
    while (l < n && is_blank(&line[l]))
        l++;
    header->offset = l < n ? line[l].offset : probe->source.size;
    header->line = l < n ? line[l].number : names->number + 1;
    return l < n ? check_width(probe, &line[l], regular, header, error) : HINGE_OK;
}

/* --- channels --- */

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

static void name_channels(const struct trc_header *header, struct hinge_recording *recording)
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
                                      const struct trc_header *header,
                                      struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_csv_numbers numbers;
    size_t n = recording->layout.n_channels;
    const char **names = hinge_arena_raw(probe->arena, n, sizeof *names);
    for (size_t c = 0; c < n; c++)
        names[c] = recording->layout.channel[c].source;
    struct hinge_csv_request request = {.offset = header->offset,
                                        .line = header->line,
                                        .n_columns = n,
                                        .names = names,
                                        .drop_ragged = options->drop_ragged};
    enum hinge_status status =
        hinge_csv_numbers_read(&probe->source, &request, probe->arena, &numbers, error);
    if (status == HINGE_OK)
        hinge_build_data(recording, &numbers, NULL);
    return status;
}

static void note_disagreements(const struct trc_header *header, struct hinge_recording *recording)
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
static void note_blank_markers(const struct trc_header *header, struct hinge_recording *recording)
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
    struct trc_header header;
    enum hinge_status status = trc_header_read(probe, &header, error);
    if (status != HINGE_OK)
        return status;
    hinge_build_layout(recording, "trc", "+y", 2 + 3 * header.n_markers);
    recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING;
    recording->header_rate_hz = header.rate_hz;
    name_channels(&header, recording);
    status = read_numbers(probe, options, &header, recording, error);
    if (status != HINGE_OK)
        return status;
    note_disagreements(&header, recording);
    note_blank_markers(&header, recording);
    return HINGE_OK;
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
};
