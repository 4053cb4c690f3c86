/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people (people/people.h) of a table: its keys are those of --by and the evidence,
 * which is never pooled; repetitions come from a stream. */
#ifndef HINGE_REPORT_CELLS_PEOPLE_CELLS_H
#define HINGE_REPORT_CELLS_PEOPLE_CELLS_H

#include "people/people.h"
#include "report/repetitions/rep_stream.h"

enum { HINGE_BY_KEYS = 16 };

/* A key: a column of /trials, or an array of /reps when `is_rep`. */
struct hinge_key {
    const char *name;
    bool is_rep, is_evidence;
    size_t at;
};

struct hinge_cell_list {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream *stream;
    struct hinge_key key[HINGE_CELL_KEYS];
    bool by_rep;  /* a key is of the repetition */
    size_t valid; /* array */
    struct hinge_cohort people;
    size_t last_trial;
    size_t person; /* of the repetition in hand; SIZE_MAX when its recording is none
                      that counts: inferred, a reference */
    /* excluded, for the notes */
    size_t inferred_trials, reference_trials, nameless_trials, excluded_reps;
    bool *trial_counted;
};

/* `by`: keys joined by commas. USAGE for an unknown key. Asks the stream for what it
 * needs. */
enum hinge_status hinge_cells_init(struct hinge_cell_list *cells, struct hinge_rep_stream *stream,
                                   const char *by, size_t n_measures, struct hinge_error *error);
void hinge_cells_clear(struct hinge_cell_list *cells);

/* Finds the person and cell of the stream's repetition, which is counted in `all_reps`.
 * Whether its values do; not those of a recording that does not count, nor of
 * a repetition that is partial or invalid. */
bool hinge_cells_enter(struct hinge_cell_list *cells);

/* Whether a person has enough repetitions for the cell. */
bool hinge_person_counts(const struct hinge_cell_list *cells, const struct hinge_person *person,
                         unsigned reps);

/* Columns of the keys; the cells of a row. */
enum hinge_status hinge_cells_columns(struct hinge_cell_list *cells, struct hinge_table *table,
                                      struct hinge_error *error);
enum hinge_status hinge_cells_set(const struct hinge_cell_list *cells, size_t cell,
                                  struct hinge_table *table, size_t row);

/* Notes: what was left out and which option brings it in; pooled tasks; tier B; who
 * made the results. */
void hinge_cells_notes(struct hinge_cell_list *cells);

#endif
