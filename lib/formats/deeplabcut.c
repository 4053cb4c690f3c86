/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DeepLabCut and Lightning Pose. In: rows scorer, (individuals,) bodyparts, coords,
 * then a row per frame; out: a recording in image axes; of several individuals one. */
#include "base/memory.h"
#include "formats/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The header rows; lines are the probe's, individuals may be NULL. */
struct header {
    const struct hinge_csv_line *individuals, *bodyparts, *coords;
    size_t data; /* index of the first row of numbers in the head */
};

static bool begins(const struct hinge_csv_line *line, const char *word)
{
    return line->n > 1 && hinge_same_name(line->cell[0], word);
}

static bool find_header(const struct hinge_probe *probe, struct header *header)
{
    const struct hinge_csv_head *head = &probe->head;
    *header = (struct header){0};
    if (head->n < 3 || !begins(&head->line[0], "scorer"))
        return false;
    for (size_t l = 1; l < head->n && header->coords == NULL; l++) {
        const struct hinge_csv_line *line = &head->line[l];
        if (begins(line, "individuals"))
            header->individuals = line;
        if (begins(line, "bodyparts"))
            header->bodyparts = line;
        if (begins(line, "coords")) {
            header->coords = line;
            header->data = l + 1;
        }
    }
    return header->bodyparts != NULL && header->coords != NULL;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct header header;
    if (!find_header(probe, &header)) {
        hinge_text_puts(why, "no rows scorer, bodyparts and coords");
        return 0;
    }
    hinge_text_printf(why, "rows scorer,%s bodyparts, coords",
                      header.individuals != NULL ? " individuals," : "");
    return 95;
}

static enum hinge_component component_of(const char *coord)
{
    if (hinge_same_name(coord, "likelihood"))
        return HINGE_COMPONENT_score;
    enum hinge_component component = hinge_component_find(coord);
    return component <= HINGE_COMPONENT_z ? component : HINGE_COMPONENT_other;
}

static void place(const struct hinge_probe *probe, const struct header *header, size_t *offset,
                  size_t *line)
{
    const struct hinge_csv_head *head = &probe->head;
    bool rows = header->data < head->n;
    *offset = rows ? head->line[header->data].offset : probe->source.size;
    *line = rows ? head->line[header->data].number : header->coords->number + 1;
}

/* --- one individual --- */

static enum hinge_status read_single(const struct hinge_probe *probe,
                                     const struct hinge_read_options *options,
                                     const struct header *header, struct hinge_recording *recording,
                                     struct hinge_error *error)
{
    struct hinge_wide wide = {.arena = probe->arena};
    size_t n = header->coords->n;
    /* labelled pictures have their path there, which is left out */
    bool path = header->data < probe->head.n &&
                strpbrk(probe->head.line[header->data].cell[0], "/\\") != NULL;
    hinge_wide_begin(&wide, n);
    hinge_wide_put(&wide, path ? "picture" : "frame", path ? "picture" : "",
                   path ? HINGE_COMPONENT_other : HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    bool depth = false;
    for (size_t c = 1; c < n; c++) {
        char source[600];
        const char *part = hinge_csv_line_cell(header->bodyparts, c),
                   *coord = hinge_csv_line_cell(header->coords, c);
        enum hinge_component component = component_of(coord);
        depth = depth || component == HINGE_COMPONENT_z;
        snprintf(source, sizeof source, "%.250s_%.40s", part, coord);
        hinge_wide_put(&wide, *part != '\0' ? source : "unnamed", part, component,
                       HINGE_UNIT_unknown);
    }
    place(probe, header, &wide.offset, &wide.line);
    return hinge_wide_read_found(probe, options, &wide, "deeplabcut", depth ? "" : "-y",
                                 depth ? 0u : HINGE_LAYOUT_IMAGE, recording, error);
}

/* --- several individuals --- */

/* Columns of the table as people and points. */
struct animals {
    size_t n, n_parts;
    const char **name, **part;
    size_t *person, *slot; /* per column: whose, and which of its numbers */
};

static size_t index_of(const char **list, size_t *n, const char *text)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(list[i], text) == 0)
            return i;
    list[*n] = text;
    return (*n)++;
}

static void find_animals(const struct header *header, struct hinge_arena *arena,
                         struct animals *animals)
{
    size_t n = header->coords->n;
    animals->name = hinge_arena_alloc(arena, n, sizeof *animals->name);
    animals->part = hinge_arena_alloc(arena, n, sizeof *animals->part);
    animals->person = hinge_arena_alloc(arena, n, sizeof *animals->person);
    animals->slot = hinge_arena_alloc(arena, n, sizeof *animals->slot);
    for (size_t c = 1; c < n; c++) {
        enum hinge_component component = component_of(hinge_csv_line_cell(header->coords, c));
        size_t k = component == HINGE_COMPONENT_score ? 2 : (size_t)component;
        animals->person[c] =
            index_of(animals->name, &animals->n, hinge_csv_line_cell(header->individuals, c));
        animals->slot[c] = 3 * index_of(animals->part, &animals->n_parts,
                                        hinge_csv_line_cell(header->bodyparts, c)) +
                           (k <= 2 ? k : 0);
    }
}

static void collect(const struct hinge_csv_numbers *numbers, const struct animals *animals,
                    struct hinge_people *people)
{
    for (size_t i = 0; i < numbers->rows; i++)
        for (size_t a = 0; a < animals->n; a++) {
            double frame = numbers->row[i][0];
            bool seen = false;
            for (size_t c = 1; c < numbers->columns && !seen; c++)
                seen = animals->person[c] == a && !isnan(numbers->row[i][c]);
            if (!seen)
                continue;
            double *value =
                hinge_people_add(people, fabs(frame) < 1e9 ? lround(frame) : (long)i, (double)NAN);
            for (size_t c = 1; c < numbers->columns; c++)
                if (animals->person[c] == a)
                    value[animals->slot[c]] = numbers->row[i][c];
        }
}

static enum hinge_status read_several(const struct hinge_probe *probe,
                                      const struct hinge_read_options *options,
                                      const struct header *header,
                                      struct hinge_recording *recording, struct hinge_error *error)
{
    struct animals animals = {0};
    struct hinge_csv_numbers numbers;
    struct hinge_csv_request request = {.n_columns = header->coords->n,
                                        .drop_ragged = options->drop_ragged};
    find_animals(header, probe->arena, &animals);
    place(probe, header, &request.offset, &request.line);
    enum hinge_status status =
        hinge_csv_numbers_read(&probe->source, &request, probe->arena, &numbers, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_people people = {
        .arena = probe->arena, .name = animals.part, .n_points = animals.n_parts, .scores = true};
    collect(&numbers, &animals, &people);
    return hinge_people_give(&people, probe->name, "deeplabcut", "-y", HINGE_LAYOUT_IMAGE,
                             recording, error);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct header header;
    if (!find_header(probe, &header))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: rows scorer, bodyparts and coords are expected", probe->name);
    return header.individuals != NULL ? read_several(probe, options, &header, recording, error)
                                      : read_single(probe, options, &header, recording, error);
}

const struct hinge_format hinge_format_deeplabcut = {
    .id = "deeplabcut",
    .title = "DeepLabCut and Lightning Pose tables",
    .details = "Three header rows `scorer`, `bodyparts`, `coords` (x, y, likelihood), or four "
               "with "
               "`individuals`, then a row per frame. Names of body parts are the user's: name "
               "them "
               "by the canonical ids, as COCO does, or say what they are in "
               "`[landmarks:<id>]`. "
               "Of several individuals the largest and surest is followed. Pixels, y down; no "
               "rate in the file.",
    .score = score,
    .read = read,
};
