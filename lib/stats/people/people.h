/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to people: labels, filters, samples, means of people, cells, and who is excluded and
 * why. Memory is that of the analysis. */
#pragma once

#include "stats/run/calls.h"

/* Labels of a column over n table rows, in the run's memory; words such as NA are missing, with
 * a warning, unless the request names them. */
struct hinge_labels hinge_column_labels(struct hinge_analysis *analysis, size_t column,
                                        const size_t *row, size_t n, enum hinge_label_order by);
/* The same of a column by its name; false, with E_NO_COLUMN, without it. */
bool hinge_labels_find(struct hinge_analysis *analysis, const char *name, const size_t *row,
                       size_t n, enum hinge_label_order by, struct hinge_labels *labels);

/* --- Which columns of the table an analysis takes, from its options. --- */
enum { HINGE_MAX_FACTORS = 16, HINGE_MAX_NUMBERS = 16 };

/* Zero-initialise. Names may be NULL for "not used". */
struct hinge_columns {
    const char *participant; /* NULL: each row is its own participant */
    const char *trial;
    const char *weight;
    const char *factor[HINGE_MAX_FACTORS];
    size_t n_factors;
    const char *number[HINGE_MAX_NUMBERS]; /* outcome first */
    bool binary[HINGE_MAX_NUMBERS];        /* 0/1, true/false, yes/no, pass/fail */
    size_t n_numbers;
    const char *pair_of;   /* factor whose levels are limited to the `order` option */
    const char *change_of; /* factor whose two levels `change` names; NULL: none */
    const char *change;    /* "dowel-none": its levels become these, in this order */
    const char *constant;  /* factor of groups: nobody is in two of its levels, also in
                              rows that `order` leaves out; NULL: none */
};

/* The next number, or factor, is this column. */
void hinge_columns_number(struct hinge_columns *columns, const char *name);
void hinge_columns_factor(struct hinge_columns *columns, const char *name);
/* Sets the participant column, unless it is set (hinge_sample_participant). */
void hinge_columns_participant(struct hinge_analysis *analysis, struct hinge_columns *columns);
/* The columns of the `by` option are factors. */
void hinge_columns_by(struct hinge_analysis *analysis, struct hinge_columns *columns);
/* Adds the columns that the option aggregate needs, after the outcome: trial, weight, numerator,
 * denominator. */
void hinge_columns_means(struct hinge_analysis *analysis, struct hinge_columns *columns);
/* The two columns whose means give the outcome if it is a ratio; else NULL. */
const json_t *hinge_columns_ratio(const struct hinge_analysis *analysis);

/* The participant column to use: the option, else "participant" when the table has one.
 * Without either *name is NULL, each row stands for itself, and an analysis that needs
 * the column ends with E_OPTION. */
bool hinge_sample_participant(struct hinge_analysis *analysis, const char **name);

/* --- Which rows of the table count: the options filter and usable, the stratum of the run. --- */
/* Rows that the options filter and usable and the stratum keep, ascending. */
bool hinge_filter_rows(struct hinge_analysis *analysis, size_t **row, size_t *n);
/* Those that filter and stratum keep and usable does not. */
bool hinge_filter_unusable(struct hinge_analysis *analysis, size_t **row, size_t *n);

/* Adds whom the option people chose: text, of, chosen, without_value, split. */
void hinge_people_report(struct hinge_analysis *analysis, json_t *results);

/* Whether the same repetitions chose the people and are compared, so that part of a change is
 * regression to the mean: it is described, without a p. */
bool hinge_people_fall_back(const struct hinge_analysis *analysis);

/* Whether any of the rows has this level in a text column. */
bool hinge_filter_has(const struct hinge_analysis *analysis, const size_t *row, size_t n,
                      size_t column, const char *level);
/* E_LEVELS, naming the nearest or all, when none has; E_LEVELS too for a column of
 * numbers. */
bool hinge_filter_require(struct hinge_analysis *analysis, const size_t *row, size_t n,
                          size_t column, const char *level);
/* Puts n_rows and n_participants of the rows into results. E_OPTION without a column
 * of participants. */
bool hinge_filter_report(struct hinge_analysis *analysis, const size_t *row, size_t n,
                         json_t *results);

/* --- From the table to the rows an analysis uses: filter, types, missing values, factor
 * levels, participants in order of first appearance. Everything is in the run's memory. --- */
/* A column as levels, in level order. code is per row, HINGE_NO_LEVEL when missing. */
struct hinge_factor {
    const char *name;
    size_t n_levels;
    const char **level;
    uint32_t *code;
};

/* Rows after the filter: the first n are used, the others lack a value. */
struct hinge_sample {
    size_t n_rows, n;
    size_t *row; /* of the table */
    double *number[HINGE_MAX_NUMBERS];
    const struct hinge_reducer *by[HINGE_MAX_NUMBERS]; /* before each name; NULL: none */
    double *weight;                                    /* NULL when none */
    double *rep;                                       /* NULL when none */
    uint32_t *trial; /* codes within the whole table; NULL when none */
    struct hinge_factor factor[HINGE_MAX_FACTORS];
    uint32_t *participant; /* codes by first appearance; HINGE_NO_LEVEL when missing */
    size_t n_participants; /* codes, of those without a used row too */
    const char **participant_name;
    struct hinge_excluded excluded; /* whom, and why */
    size_t n_all; /* rows behind n_rows, not usable: participant and factor codes only */
};

/* Checks and gathers, unless a column has failed before; errors in the order columns, types, data,
 * levels. Levels come in the order of trial/levels.h unless the option levels gives theirs. */
bool hinge_sample_gather(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                         struct hinge_sample *sample);
/* The sample has these n rows alone, in this order; n, n_all and who is excluded are the caller's.
 */
void hinge_sample_keep(struct hinge_analysis *analysis, struct hinge_sample *sample,
                       const size_t *from, size_t n);

/* Each participant's level of a factor that hinge_sample_gather found constant; out has
 * n_participants entries (HINGE_NO_LEVEL without a used row). */
void hinge_sample_level_of(const struct hinge_sample *sample, size_t factor, uint32_t *out);

/* E_ONE_LEVEL unless there is something to compare: two levels at least. */
bool hinge_factor_compares(struct hinge_analysis *analysis, const struct hinge_factor *factor);

/* Position of a level, -1 when there is none. */
long hinge_factor_find(const struct hinge_factor *factor, const char *level);

/* Keeps of n rows those of the two levels of the option change, where it is given. */
bool hinge_keep_changed(struct hinge_analysis *analysis, size_t *row, size_t *n);

/* --- From rows to people: one value per participant and cell, change scores, groups. --- */
/* Aggregates number `which` of the used rows; cell is per used row (NULL: one cell).
 * The way is the option `aggregate`. */
void hinge_aggregate(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                     size_t which, const uint32_t *cell, size_t n_cells, struct hinge_cells *cells);

/* One value per participant, for comparisons of groups. */
struct hinge_people_wanted {
    bool group; /* the group option is needed */
    bool pair;  /* and limited to `order` */
    const char *covariate[HINGE_MAX_NUMBERS / 2];
    size_t n_covariates;
};

struct hinge_participants {
    struct hinge_sample sample;
    size_t n;
    double *value;
    double *at[2];   /* of a change: at its first level ("after"), and at its second; else NULL */
    uint32_t *group; /* level of sample.factor[0], NULL without group */
    uint32_t *who;   /* participant code of the sample */
    double *covariate[HINGE_MAX_NUMBERS / 2];
};

/* Gathers, aggregates, applies `change`; participants in order of first appearance. */
bool hinge_people_gather(struct hinge_analysis *analysis, const struct hinge_people_wanted *wanted,
                         struct hinge_participants *people);

/* Values of one group in order; *n their number. */
double *hinge_people_of(struct hinge_analysis *analysis, const struct hinge_participants *people,
                        uint32_t group, size_t *n);

/* Reports ids of participants that lack a value in a needed condition (W_INCOMPLETE_PAIRS), as
 * `what` says ("in a condition"); `of` has the conditions and names them, NULL: none. */
void hinge_warn_incomplete(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                           const uint32_t *who, size_t n, const char *what,
                           const struct hinge_factor *of);

/* --- Evidence that must not be pooled: tables with a `tier` column carry how each row was
 * measured (tier, lumbar_def, driver, standing_source, inferred). --- */
/* Cells (people/people.h) of the rows the filter keeps, in the order of their levels, in axes that
 * the question does not name. */
struct hinge_strata {
    size_t n;
    const char **name;    /* "tier=A;lumbar_def=..." of the columns that differ */
    const size_t *of_row; /* stratum of each table row, SIZE_MAX when filtered out */
};

bool hinge_strata_find(struct hinge_analysis *analysis, struct hinge_strata *strata);

/* Mask of the table rows of stratum i. */
const bool *hinge_strata_rows(struct hinge_analysis *analysis, const struct hinge_strata *strata,
                              size_t i);

/* The axes of cells in which rows differ. */
struct hinge_differing {
    size_t n;
    bool differs[HINGE_AXES];
    const char *column[HINGE_AXES]; /* of the n that do */
    struct hinge_labels labels[HINGE_AXES];
};
/* A row of the cell that answers: that of `main`, or where what is compared has one level there, of
 * another in which it has several; of none `main`. */
size_t hinge_ways_cell(const struct hinge_analysis *analysis, const size_t *row, size_t n,
                       const struct hinge_differing *differing, size_t main);
/* Adds to a refusal: one condition held; where one alone differs, what compares its levels; of
 * sessions what declares that nothing was between them, unless their names say what was. */
void hinge_ways_add(struct hinge_analysis *analysis, const size_t *row, size_t n,
                    const struct hinge_differing *d, size_t main, const char *filter);

/* Adds to a refusal, under a title, the request as a command with another filter. */
void hinge_ways_command(struct hinge_analysis *analysis, const char *title, const char *filter);

/* E_MIXED_EVIDENCE when the used rows (n indices) mix evidence; columns named in
 * `asked` (NULL-terminated) are being compared on purpose and don't count. */
bool hinge_evidence_check(struct hinge_analysis *analysis, const size_t *row, size_t n,
                          const char *const *asked);

/* --- Rows of a sample into what lib/people needs to know who takes part: how many there
 * are, what they lack; and its list of those excluded into a document. --- */
/* Rows of tasks whose faults are described, not counted, are no rows of a question
 * about a fault: takes them off `row` and says so. */
void hinge_leave_described(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                           size_t *row, size_t *n);

/* The column that says why a value of `column` is missing; -1: there is none. */
long hinge_reason_column(const struct hinge_analysis *analysis, const char *column);
/* The reason that the table gives for a row without a value of a column, "" when it gives none. */
const char *hinge_reason_given(const struct hinge_analysis *analysis, const char *column,
                               size_t row);

/* E_NO_DATA: which column none of the rows that are asked for has, of which phase, and the reasons
 * that the table gives. */
bool hinge_no_usable_row(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                         const struct hinge_sample *sample, const bool *asked);

/* Those of whom no row is used are excluded because of what their rows lack. For
 * hinge_sample_gather. */
void hinge_leave_out_unused(struct hinge_analysis *analysis, struct hinge_sample *sample,
                            const struct hinge_columns *columns);

/* Rows and people of the results, or of a cell. */
#define HINGE_SAMPLE_COUNTS(f)                                                                     \
    f(SIZE, n_rows) f(SIZE, n_used) f(SIZE, n_missing) f(SIZE, n_participants)                     \
        f(SIZE, n_participants_dropped)
HINGE_ROW(hinge_sample_counts, HINGE_SAMPLE_COUNTS)

/* Writes these counts and participants_dropped (id and reason of each) into the results, once
 * everybody who is excluded has been. Returns n_participants. */
size_t hinge_sample_report(struct hinge_analysis *analysis, const struct hinge_sample *sample);

/* Counts rows by participant and cell (options min_reps, min_valid); cell is per row up
 * to n_all (NULL: one cell). */
void hinge_enough_count(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                        const uint32_t *cell, size_t n_cells, struct hinge_enough *enough);
/* Rows that the option `usable` keeps out come behind the others: of these participant
 * and factor codes alone are known, so that they can be counted. For
 * hinge_sample_gather. */
bool hinge_append_unusable(struct hinge_analysis *analysis, struct hinge_sample *sample,
                           const struct hinge_columns *columns);

/* --- Cells: the combinations of levels of some factors, first factor slowest. --- */
struct hinge_cell_set {
    size_t n;            /* all combinations, with rows or not */
    const char **name;   /* "group=trained;cond=cue"; "all" when there is no factor */
    uint32_t *of_row;    /* per row of the sample (n_rows); HINGE_NO_LEVEL when missing */
    size_t *rows, *used; /* per cell: rows after the filter, and those with all values */
};

/* Cells of the sample's factors [from, from + n_factors). */
bool hinge_cell_set_make(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         size_t from, size_t n_factors, struct hinge_cell_set *set);

/* --- Participants under conditions: complete rows of a participants x conditions matrix. --- */
struct hinge_pairs {
    struct hinge_sample sample; /* factor[0] is the condition */
    struct hinge_cells cells;
    size_t n, k;            /* complete participants, conditions */
    double *value;          /* [i * k + condition] */
    uint32_t *who;          /* participant code */
    bool unequal;           /* with the option trend: people have different conditions, and n may
                               be below 2 */
    bool repeated;          /* some participant has more than one row in a condition */
    uint32_t first, second; /* conditions of a two-condition effect: first - second */
};

/* Gathers outcome (binary or number) by the condition option; incomplete participants
 * are left out with W_INCOMPLETE_PAIRS. E_ONE_LEVEL, E_TOO_FEW (< 2 complete). Where the condition
 * is the repetition, each is a cell, however few they are. */
bool hinge_pairs_gather(struct hinge_analysis *analysis, bool binary, struct hinge_pairs *pairs);

/* --- Conditions that are averaged over. --- */
/* Warns (W_POOLED) of every column of conditions (task, cue, session, condition, cond)
 * that is no factor of the sample and has several levels in what becomes one value:
 * says which levels, how they are weighted, and, when people differ in which they have,
 * how many have each: a difference may then be one of conditions. cell is per used row
 * (NULL: one cell). */
void hinge_pooled_warn(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                       const uint32_t *cell, size_t n_cells);

/* E_MIXED_ROWS when a column of conditions has several levels within a participant's
 * cell, for analyses of measurement error, which a mixture of conditions has not. */
bool hinge_pooled_refuse(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         const uint32_t *cell, size_t n_cells);
