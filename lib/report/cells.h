/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, spreads and rates of people in the cells of a table. */
#ifndef HINGE_REPORT_CELLS_H
#define HINGE_REPORT_CELLS_H

#include "people/people.h"
#include "report/repetitions.h"

#include <stddef.h>

/* Statistics of people's values: prevalence with its interval, mean and SD. */

struct hinge_prevalence {
    double mean, low, high; /* NaN without people */
};

/* Mean of k people's rates and its 95 % interval (hinge_mean_rate): what hinge-compare
 * prevalence says too. */
struct hinge_prevalence hinge_prevalence_of(const double *rate, size_t k, double reps);

struct hinge_spread {
    size_t n;
    double mean, sd, median, min, max; /* sd NaN for one value; all NaN for none */
    double ci_low, ci_high;            /* 95 % of the mean, t with n - 1; NaN for one */
    double q1, q3;                     /* quartiles, linear between values (type 7) */
};
/* Sorts the values. */
struct hinge_spread hinge_spread_of(double *value, size_t n);

/* --- Metrics as measures of cells: means of means, or for ratios the ratio of the means of
 * numerator and denominator (method 6.1, 9.2). --- */
/* What every reader wants of a repetition, NULL-terminated. */
extern const char *const hinge_readable_metrics[];

/* One metric in one phase. */
struct hinge_measure {
    const char *id, *unit, *phase;
    int digits;
    size_t array, at; /* of the metric; the phase's position */
    long label;       /* position in `reason`, -1 */
    enum {
        HINGE_MEASURE_MEAN,
        HINGE_MEASURE_RATIO,
        HINGE_MEASURE_BIN,
        HINGE_MEASURE_CIRCULAR
    } kind;
    size_t over, under; /* arrays: numerator, denominator; BIN: share, motion of the phase */
    size_t rest;        /* array: BIN: what is added to the motion */
    int motions;        /* BIN: arrays whose quarter is the width; 0: HINGE_BIN_DEG */
    double least;       /* smallest mean denominator */
    size_t nest;        /* its first: the mean, or numerator and denominator */
};

struct hinge_measures {
    struct hinge_rep_stream *stream;
    size_t n, n_nests;
    size_t n_labels, n_phases; /* of `reason` */
    const char *const *label, *const *phase;
    struct hinge_measure *item;
};

/* The metrics and phases that --columns, --phase and --filter ask for; readable: few.
 */
enum hinge_status hinge_measures_choose(struct hinge_measures *measures,
                                        struct hinge_rep_stream *stream, bool readable,
                                        struct hinge_error *error);
void hinge_measures_clear(struct hinge_measures *measures);
/* The stream's repetition into the person entered last. */
void hinge_measures_add(const struct hinge_measures *measures, struct hinge_cohort *people);
/* Repetitions of a person that have the measure, and the person's mean. */
unsigned hinge_measure_reps(const struct hinge_measures *measures,
                            const struct hinge_person *person, size_t measure);
double hinge_measure_mean(const struct hinge_measures *measures, const struct hinge_person *person,
                          size_t measure);

/* --- How the people of each cell spread in each measure; measures are described by all
 * threads, some at a time, so that memory does not grow with their number. --- */
/* The people of a cell who have enough repetitions. */
struct hinge_cell_spread {
    struct hinge_spread spread;
    double reps;    /* theirs */
    size_t dropped; /* people who have too few */
};

struct hinge_spreads {
    const struct hinge_cell_list *cells;
    const struct hinge_measures *measures;
    size_t *person_order, *first;     /* of hinge_cells_sort */
    struct hinge_cell_spread *spread; /* [measure of a batch][cell] */
    size_t batch;                     /* its first measure */
    size_t *order, n_order;           /* its measures as they are described */
};

/* Of finished cells, whose order it gives: *cell_order, free() it. */
void hinge_spreads_init(struct hinge_spreads *spreads, const struct hinge_cell_list *cells,
                        const struct hinge_measures *measures, size_t **cell_order);
void hinge_spreads_clear(struct hinge_spreads *spreads);

/* Describes a measure, unless it is described, and some after it; measures before it
 * are forgotten. */
enum hinge_status hinge_spreads_describe(struct hinge_spreads *spreads, size_t measure,
                                         struct hinge_error *error);
/* Of a measure that is described. */
const struct hinge_cell_spread *hinge_spreads_of(const struct hinge_spreads *spreads,
                                                 size_t measure, size_t cell);

/* --- The people (people/people.h) of a table: its keys are those of --by and the evidence,
 * which is never pooled; repetitions come from a stream. --- */
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
void hinge_cells_columns(struct hinge_cell_list *cells, struct hinge_table *table);
void hinge_cells_set(const struct hinge_cell_list *cells, size_t cell, struct hinge_table *table,
                     size_t row);

/* Notes: what was left out and which option brings it in; pooled tasks; tier B; who
 * made the results. */
void hinge_cells_notes(struct hinge_cell_list *cells);

#endif
