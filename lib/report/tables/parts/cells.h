/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions into groups with people as the unit (method 9): values are averaged
 * within a trial, trials within a person, and a cell holds people. A cell is one
 * combination of the keys of --by and of the evidence, which is never pooled.
 * Repetitions may come in any order of people as long as those of a trial are together.
 */
#ifndef HINGE_REPORT_TABLES_PARTS_CELLS_H
#define HINGE_REPORT_TABLES_PARTS_CELLS_H

#include "report/tables/parts/intern.h"
#include "report/tables/parts/rep_stream.h"

enum { HINGE_BY_KEYS = 16, HINGE_CELL_KEYS = HINGE_BY_KEYS + 8 };

/* A key: a column of /trials, or an array of /reps when `is_rep`. */
struct hinge_key {
    const char *name;
    bool is_rep, is_evidence;
    size_t at;
    struct hinge_intern levels; /* in the order they were first seen */
};

/* Mean over trials of means over repetitions, of one person in one cell. They come in
 * pages, of which those that nobody needs are not there: no metric is of every phase,
 * and no recording has all of them. */
enum { HINGE_NEST_PAGE = 16 };
struct hinge_nest {
    double sum; /* of the means of closed trials */
    unsigned trials, reps;
};

struct hinge_cell_person {
    size_t cell;
    unsigned all_reps;        /* in the file, judged or not */
    struct hinge_nest **nest; /* pages, by measure */
};

/* What a person has of the trial in hand; several people only where a key is of the
 * repetition. */
struct hinge_open_person {
    size_t person;
    double *sum; /* per measure */
    unsigned *n;
};

struct hinge_cell_list {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream *stream;
    size_t n_keys, n_measures, n_pages;
    struct hinge_key key[HINGE_CELL_KEYS];
    bool by_rep; /* a key is of the repetition */
    double min_reps, min_valid;
    struct hinge_intern cells, people;
    size_t n_cells, cell_capacity;
    size_t (*level)[HINGE_CELL_KEYS]; /* per cell: number of each key's level */
    size_t n_people, capacity;
    struct hinge_cell_person *person;
    size_t last_trial, last_person;
    size_t n_open, open_room, last_open; /* last_open: of last_person */
    struct hinge_open_person *open;
    /* left out, for the notes */
    size_t inferred_trials, reference_trials, nameless_trials, excluded_reps;
    bool *trial_counted;
};

/* `by`: keys joined by commas. USAGE for an unknown key. Asks the stream for what it
 * needs. */
enum hinge_status hinge_cells_init(struct hinge_cell_list *cells,
                                   struct hinge_rep_stream *stream, const char *by,
                                   size_t n_measures, struct hinge_error *error);
void hinge_cells_clear(struct hinge_cell_list *cells);

/* The person and cell of the stream's repetition, counted in `all_reps`; *person
 * SIZE_MAX when the repetition is not for group tables (inferred, a reference trial).
 */
enum hinge_status hinge_cells_enter(struct hinge_cell_list *cells, size_t *person,
                                    struct hinge_error *error);
/* A value of the repetition, into the person entered last. */
void hinge_cells_add(struct hinge_cell_list *cells, size_t measure, double value);
/* Closes the last trial: means can be asked for. */
enum hinge_status hinge_cells_finish(struct hinge_cell_list *cells,
                                     struct hinge_error *error);
/* What a person has of a measure; never NULL. */
const struct hinge_nest *hinge_nest_of(const struct hinge_cell_person *person,
                                       size_t measure);
double hinge_nest_mean(const struct hinge_nest *nest);

/* Whether a person has enough repetitions for the cell (agg.min_reps, agg.min_valid).
 */
bool hinge_person_counts(const struct hinge_cell_list *cells,
                         const struct hinge_cell_person *person, unsigned reps);

/* Cells sorted by key, and persons sorted by cell: order[n_people], first[n_cells + 1]
 * are positions in it. free() them. */
enum hinge_status hinge_cells_sort(const struct hinge_cell_list *cells,
                                   size_t **cell_order, size_t **person_order,
                                   size_t **first, struct hinge_error *error);

/* Columns of the keys; the cells of a row. */
enum hinge_status hinge_cells_columns(struct hinge_cell_list *cells,
                                      struct hinge_table *table,
                                      struct hinge_error *error);
enum hinge_status hinge_cells_set(const struct hinge_cell_list *cells, size_t cell,
                                  struct hinge_table *table, size_t row,
                                  struct hinge_error *error);

/* Notes: what was left out and which option brings it in; pooled tasks; tier B; who
 * made the results. */
void hinge_cells_notes(struct hinge_cell_list *cells);

#endif
