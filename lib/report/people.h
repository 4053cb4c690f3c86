/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of a table, in cells of the keys of --by and the evidence, which is never pooled:
 * grouped once, then a metric at a time is averaged and described. */
#ifndef HINGE_REPORT_PEOPLE_H
#define HINGE_REPORT_PEOPLE_H

#include "people/people.h"
#include "report/repetitions.h"

#include <stddef.h>

/* --- People's values described. --- */

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

/* --- Mean curves of people. --- */

/* Mean curves of people. Zero-initialise, hinge_person_curves_clear when done. */
struct hinge_person_curves {
    /* A row per person and cell: the keys of --by and of the evidence, participant, reps,
     * turn_pct and back_pct (end of the first phase and start of the second, % of the
     * repetition), floor (share of repetitions from the floor, whose first phase is the
     * ascent). */
    struct hinge_table keys;
    size_t n_signals;
    double *value; /* [row][signal][HINGE_CURVE_POINTS]: changes from standing; NaN where missing */
    char *notes;   /* as under a table; NULL when there are none */
};
void hinge_person_curves_clear(struct hinge_person_curves *curves);

/* Curves of these signals ("lumbar_flex", "hip_flex", …) by the rules of group tables:
 * averaged within trials, trials within people. Errors: INPUT for the file, USAGE for a
 * key or a signal that isn't there. */
enum hinge_status hinge_results_curves(const struct hinge_table_request *request,
                                       const char *const *signal, size_t n_signals,
                                       struct hinge_person_curves *curves,
                                       struct hinge_error *error);

/* --- Measures: a metric in a phase. Its mean is one of means, or for ratios the ratio of the means
 * of numerator and denominator (method 6.1, 9.2). --- */

/* What every reader wants of a repetition, NULL-terminated. */
extern const char *const hinge_readable_metrics[];

struct hinge_measure {
    const char *id, *unit, *phase;
    int digits;
    size_t phases;      /* of the metric: values per repetition */
    size_t at;          /* the phase's position */
    const char *reason; /* array: why a value is missing; NULL: the file does not say */
    enum {
        HINGE_MEASURE_MEAN,
        HINGE_MEASURE_RATIO,
        HINGE_MEASURE_BIN,
        HINGE_MEASURE_CIRCULAR
    } kind;
    const char *over, *under; /* arrays: numerator, denominator; BIN: share, motion of the phase */
    const char *rest;         /* array: BIN: what is added to the motion */
    int motions;              /* BIN: arrays whose quarter is the width; 0: HINGE_BIN_DEG */
    double least;             /* smallest mean denominator */
};

struct hinge_measures {
    size_t n, n_phases;
    const char *const *phase;
    struct hinge_measure *item;
};

/* The metrics and phases that --columns, --phase and --filter ask for; readable: few. */
struct hinge_measures hinge_tab_measures(struct hinge_tabulation *tab, bool readable);

/* What a repetition with values of the metric, over, under and rest adds to the means of a measure:
 * one part, or two; NaN: nothing. */
void hinge_measure_parts(const struct hinge_measure *measure, const double value[4],
                         double part[2]);
/* The mean that a person's means of the parts give. */
double hinge_measure_mean(const struct hinge_measure *measure, const struct hinge_nest *first,
                          const struct hinge_nest *second);

/* --- The people. --- */
enum { HINGE_BY_KEYS = 16 };

/* A key: a column of /trials, or an array of /reps when `is_rep`. */
struct hinge_key {
    const char *name;
    bool is_rep, is_evidence;
    size_t at; /* of /trials */
};

/* A person's mean of what was averaged last. */
struct hinge_person {
    double mean;   /* NaN: the person does not count, or there is none */
    unsigned reps; /* that have a value */
    bool enough;   /* repetitions for the cell */
};

struct hinge_people {
    struct hinge_tabulation *tab;
    struct hinge_repetitions reps;
    struct hinge_key key[HINGE_CELL_KEYS];
    bool by_rep;                /* a key is of the repetition */
    size_t last_by;             /* the last key of several that `by` names; SIZE_MAX: of one */
    struct hinge_cohort cohort; /* its repetitions are places of reps.row */
    const size_t *row;          /* of the file, of each repetition that counts */
    double *value[2];           /* a value of each of them, and a second: to be filled */
    struct hinge_person *person;
    struct hinge_nest *nest[2];
    double *scratch; /* of people */
    bool by_stage;   /* sessions and cues are taken apart: the notes do not say them as averaged */
    const char *way; /* how a person's repetitions become one value, for the notes; NULL: nested */
    /* excluded, for the notes */
    size_t inferred_trials, nameless_trials, excluded_reps;
    bool *trial_counted;
    /* arrays of the measures that are expected, and how many of them were read */
    const char **expected;
    size_t n_expected, n_read;
};

/* `by`: keys joined by commas, "" for the view's own. An unknown key fails the table: there are no
 * people then. They live as long as the table. */
struct hinge_people *hinge_tab_people(struct hinge_tabulation *tab, const char *by);
void hinge_people_clear(struct hinge_people *people);

/* Measures that will be asked for in their order, and their reasons. */
void hinge_people_expect(struct hinge_people *people, const struct hinge_measures *measures,
                         bool reasons);
/* Reads a measure's column, and with it some of those that are expected after it. */
void hinge_people_read(struct hinge_people *people, const struct hinge_measure *measure);
/* Means of a measure, or of people->value[0], whose NaNs are passed over: people->person. */
void hinge_people_means(struct hinge_people *people, const struct hinge_measure *measure);
/* The same of some repetitions alone: counts[k], k as in value[0]. A person needs enough of them;
 * the share of valid ones is not asked for. */
void hinge_people_means_of(struct hinge_people *people, const struct hinge_measure *measure,
                           const bool *counts);
void hinge_people_average(struct hinge_people *people);

/* Means of the people of a cell who count, into people->scratch: how many; their repetitions, and
 * how many people were left out because they have too few. */
struct hinge_counted {
    size_t n, dropped;
    double reps;
};
struct hinge_counted hinge_people_counted(const struct hinge_people *people, size_t cell);
/* The same, described. */
struct hinge_cell_spread {
    struct hinge_spread spread;
    double reps;
    size_t dropped;
};
struct hinge_cell_spread hinge_people_spread(const struct hinge_people *people, size_t cell);

/* Where the repetitions of a cell begin; those of the last end at people->cohort.n_reps. */
size_t hinge_people_from(const struct hinge_people *people, size_t cell);

/* Columns of the keys, and of the view's rows; a row of a cell. */
void hinge_people_columns(struct hinge_people *people, const struct hinge_view_column *column);
void hinge_people_row(struct hinge_people *people, size_t cell, const void *row);

/* Notes: what was left out and which option brings it in; pooled tasks; tier B; who
 * made the results. */
void hinge_people_notes(struct hinge_people *people);

#endif
