/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the header of a TRC file: finds its lines by what they hold, not by position.
 * In: a probe; out: names, rate, unit, and where the data begin. */
#include "formats/parts/trc_header.h"

#include "base/memory.h"
#include "base/number.h"
#include "formats/parts/build_recording.h"

#include <math.h>
#include <string.h>

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
                        const struct hinge_csv_line *values, struct hinge_trc_header *header)
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

/* Collects the names; *regular when each stands over the first of its three columns. */
static bool collect_names(const struct hinge_csv_line *names, struct hinge_trc_header *header,
                          bool *regular)
{
    struct hinge_arena arena = {header->blocks};
    header->marker = hinge_arena_alloc(&arena, names->n, sizeof *header->marker);
    header->blocks = arena.head;
    *regular = true;
    for (size_t c = FIRST_MARKER; header->marker != NULL && c < names->n; c++) {
        if (names->cell[c][0] == '\0')
            continue;
        *regular = *regular && c == FIRST_MARKER + 3 * header->n_markers;
        header->marker[header->n_markers++] = names->cell[c];
    }
    return header->marker != NULL;
}

/* Do the names fit the first row of data? */
static enum hinge_status check_width(const struct hinge_probe *probe,
                                     const struct hinge_csv_line *row, bool regular,
                                     struct hinge_trc_header *header, struct hinge_error *error)
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

enum hinge_status hinge_trc_header_read(const struct hinge_probe *probe,
                                        struct hinge_trc_header *header, struct hinge_error *error)
{
    *header =
        (struct hinge_trc_header){.rate_hz = NAN, .frames = NAN, .markers = NAN, .unit_text = ""};
    enum hinge_status status =
        hinge_csv_head_read(&probe->source, HINGE_CSV_HEAD_LINES, &header->head, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_csv_line *line = header->head.line, *keys = NULL;
    size_t n = header->head.n, l = 0;
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
    bool regular;
    if (!collect_names(names, header, &regular))
        return hinge_no_memory(error);
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

void hinge_trc_header_clear(struct hinge_trc_header *header)
{
    struct hinge_arena arena = {header->blocks};
    hinge_arena_clear(&arena);
    hinge_csv_head_clear(&header->head);
    *header = (struct hinge_trc_header){0};
}
