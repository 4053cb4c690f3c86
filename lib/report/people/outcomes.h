/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns for outcomes and faults of a request. */
#pragma once

#include "report/people/repetitions.h"

#include <hinge/stats.h>

/* Adds a text column "reason:<column>" for each wanted one: the reason if the metric has no value
 * in the phase, else missing. Columns that are not metrics get none. */
struct hinge_outcome_reason {
    const char *column, *metric, *phase;
};
enum hinge_status hinge_outcome_reasons(struct hinge_results_reader *reader,
                                        const struct hinge_outcome_reason *wanted, size_t n,
                                        struct hinge_table *table, struct hinge_error *error);

/* --- Which columns a request names, so that no others are read. --- */
/* Appends, joined by commas, every word of the request that may be the name of a column, and the
 * columns that analyses need anyway. */
void hinge_named_columns(const struct hinge_stats_request *request, struct hinge_text *names);

/* The same of a text. */
void hinge_named_words(struct hinge_text *names, const char *text);

/* Whether the request names a column that the table does not have; then all are read, so that the
 * message can list them. */
bool hinge_named_is_lacking(const struct hinge_stats_request *request,
                            const struct hinge_table *table);

/* --- Reduced outcomes: "slope:lumbar_fraction" is a column of its own, with the values of the
 * column that it reduces; who reads its name reduces them. --- */
/* The column of a name, which is added where it has a reducer; SIZE_MAX: there is none. */
size_t hinge_reduced_column(struct hinge_table *table, const char *name, size_t of);
/* Adds those that the conditions of --people name. USAGE for a name before the colon that is none,
 * a direction, no number. */
enum hinge_status hinge_reduced_conditions(struct hinge_table *table, const char *option,
                                           const char *text, struct hinge_error *error);
/* Adds those of the outcomes asked for, and of people. USAGE for a name before the colon that is
 * none, for an analysis of repetitions, another way to average, a direction. */
enum hinge_status hinge_reduced_outcomes(const struct hinge_stats_request *request,
                                         struct hinge_table *table, struct hinge_error *error);

/* --- A person's value of some metrics is a ratio of two means, not a mean of ratios (method 6.1).
 * --- */
struct hinge_ratio_parts {
    char column[2][160]; /* of the table: numerator and denominator; "": the outcome is no ratio */
    double least;        /* denominator */
};
/* What an outcome is made of; the two columns of a bin are added to the table. */
enum hinge_status hinge_ratio_parts(struct hinge_results_reader *results, struct hinge_table *table,
                                    const char *outcome, struct hinge_ratio_parts *parts,
                                    struct hinge_error *error);

/* Repetitions of a results file as a table for statistics: one row each, with all keys
 * and metrics of one phase. */
struct hinge_outcome_request {
    size_t size; /* sizeof the struct (hinge/init.h) */
    const char *results;
    struct hinge_results_reader *opened;
    const char *phase;          /* "descent" … */
    const char *fault_rule;     /* "point" "certain" "possible": a 0/1 column per fault;
                                   NULL: no faults */
    bool severity;              /* also "severity:<fault>" and "reason:<fault>" columns */
    bool certain;               /* and "certain:<fault>", where that is not the rule */
    bool all_faults;            /* also those that are not named */
    const char *curve;          /* waveform as columns n000 … n100; NULL: none */
    const char *const *metrics; /* metrics that also get a column "reason:<metric>",
                                   NULL-terminated; may be NULL */
    const char *named;          /* metrics, covariates and faults to include, joined by
                                   commas; NULL: all */
    struct hinge_use_asked
        counts;         /* in_groups may be 1 of what was inferred; faults of daily tasks */
    bool their_columns; /* also all covariates of the trial list */
};

/* Fills table (zero-initialised). in_groups is 1 for repetitions that group tables include:
 * not those of reference recordings, nor of inferred spine or pelvis. A fault is 1 if it is
 * above its threshold (point), above by the margin (certain) or above less the margin
 * (possible), else 0. It is missing if it was refused, or if its daily task is not counted
 * (NOT_COUNTED). Errors: INPUT for the file, USAGE for an unknown curve (names the nearest);
 * the table is then cleared. */
enum hinge_status hinge_results_outcomes(const struct hinge_outcome_request *request,
                                         struct hinge_table *table, struct hinge_error *error);

/* What a request counts of repetitions and recordings; its rule of people is in its document. */
struct hinge_use_asked hinge_outcomes_asked(const struct hinge_stats_request *request,
                                            const struct hinge_filter *filter);
