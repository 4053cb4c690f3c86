/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file, in blocks. */
#ifndef HINGE_REPORT_REPETITIONS_H
#define HINGE_REPORT_REPETITIONS_H

#include "report/tables/view.h"

/* The repetitions of a results file that --filter lets through, in file order, and the arrays of
 * /reps, each a column of all rows of the file, or of a block of them. What fails is the table's
 * failure. */
enum { HINGE_WITH_REFERENCES = 1, HINGE_WITH_EXCLUDED = 2 };

struct hinge_repetitions {
    struct hinge_tabulation *tab;
    size_t rows;       /* of the file */
    size_t *trial;     /* [row]: its row of /trials */
    bool *out;         /* [row]: somebody excluded it; NULL: none */
    size_t n, *row;    /* those let through */
    size_t from, here; /* the rows that columns have: all, or a block */
    size_t begin, end; /* those of `row` that are in the block */
    struct hinge_rep_column {
        const char *name;
        size_t width;
        double *value;
        bool is_read;
        size_t asked; /* when it was asked for last */
    } * column;
    size_t n_columns, column_room;
    size_t room, n_values, asked; /* rows a column has room for; values kept; columns asked for */
};

/* `with`: repetitions of recordings that are a reference (maxflex), and those that somebody
 * excluded, too. */
void hinge_reps_open(struct hinge_repetitions *reps, struct hinge_tabulation *tab, unsigned with);
void hinge_reps_clear(struct hinge_repetitions *reps);
/* Instead of all rows the next block of them: memory does not grow with the cohort. False past the
 * last block, and when the table failed. To be called before the first column is asked for. */
bool hinge_reps_next(struct hinge_repetitions *reps);
/* The column of an array with `width` values per repetition, from the row `from` on. One of a block
 * stays until the next block; of all rows the last fifteen stay, and more where they are small. An
 * array that is not there, or has another width, fails the table; the values are NaN then.
 * "reason/<metric>" is an entry of an array. */
const double *hinge_reps_column(struct hinge_repetitions *reps, const char *name, size_t width);
/* Reads the first of these columns together, as many as may be kept, and returns how many; it may
 * take others away. */
size_t hinge_reps_ahead(struct hinge_repetitions *reps, const char *const *name, size_t n,
                        size_t width);
/* Takes all columns away. */
void hinge_reps_forget(struct hinge_repetitions *reps);
/* An array of any group into rows * width values, which are not kept. */
void hinge_reps_read(struct hinge_repetitions *reps, const char *group, const char *name,
                     size_t width, double *value);
/* Whether somebody excluded a row's repetition (hinge_analyze's events). */
bool hinge_reps_excluded(const struct hinge_repetitions *reps, size_t row);

/* The columns with the times of repetitions: start and end of the descent and the ascent. A floor
 * lift goes up first. */
struct hinge_rep_clock {
    const double *boundary[4], *floor;
};
struct hinge_rep_clock hinge_rep_clock(struct hinge_repetitions *reps);
/* Start and end of a phase ("descent", "hold", "ascent", "rep") of the repetition there; NaN when
 * it is missing. */
void hinge_rep_phase_times(const struct hinge_rep_clock *clock, size_t at, const char *phase,
                           double start_end[2]);

/* Labels of a dimension of an array ("fault_state": faults), owned by the reader; none when the
 * table failed. */
struct hinge_rep_labels {
    size_t n;
    const char *const *label;
};
struct hinge_rep_labels hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                         const char *dimension);
/* Position of a label, -1; of a dimension without names -1. */
long hinge_label_find(const char *const *label, size_t n, const char *name);

/* Reason of a stored code; OK for fill and 0. */
const char *hinge_stored_reason(double code);

/* --- What the fault views share: the outcome of a fault in a repetition. --- */
/* State 0 to 3 of a stored value, -1 refused. */
int hinge_fault_state_of(double stored);
/* A column of /faults for a fault: unit, title; "" when it has none. */
const char *hinge_fault_text(const struct hinge_tabulation *tab, const char *id,
                             const char *column);
/* Its own threshold, which task, cue or tier may move; NaN when the file has none. */
double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id);

/* The built-in row of a fault; NULL of one's own. */
const struct hinge_fault *hinge_fault_built_in(const char *id);
/* Sentences on the rows of /faults that the config changed and made; nothing where all
 * are as built in. */
void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out);

/* The lines of method 7.8 that stand under every fault table. */
void hinge_fault_notes(struct hinge_tabulation *tab);

/* Hands over the rows of a long table while it is made, when there are enough of them and the
 * request wants that: the table may be empty then, with the same columns. To be called between
 * rows. An unknown name in --columns fails the table. */
void hinge_tab_hand_over(struct hinge_tabulation *tab);

#endif
