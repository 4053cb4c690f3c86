/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the table to the rows an analysis uses: filter, types, missing values, factor
 * levels, participants in order of first appearance. Everything is in the run's memory.
 */
#ifndef HINGE_STATS_PEOPLE_SAMPLE_H
#define HINGE_STATS_PEOPLE_SAMPLE_H

#include "people/excluded.h"
#include "stats/people/named_columns.h"

#define HINGE_NO_LEVEL UINT32_MAX

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
    double *weight;  /* NULL when none */
    uint32_t *trial; /* codes within the whole table; NULL when none */
    struct hinge_factor factor[HINGE_MAX_FACTORS];
    uint32_t *participant; /* codes by first appearance; HINGE_NO_LEVEL when missing */
    size_t n_participants; /* codes, of those without a used row too */
    const char **participant_name;
    struct hinge_excluded excluded; /* whom, and why */
    size_t n_all; /* rows behind n_rows, not usable: participant and factor codes only */
};

/* Checks and gathers, unless a column has failed before; errors in the order of
 * STATS 1.6 (columns, types, data, levels). */
enum hinge_status hinge_sample_gather(struct hinge_analysis *analysis,
                                      const struct hinge_columns *columns,
                                      struct hinge_sample *sample, struct hinge_error *error);

/* Each participant's level of a factor that hinge_sample_gather found constant; out has
 * n_participants entries (HINGE_NO_LEVEL without a used row). */
void hinge_sample_level_of(const struct hinge_sample *sample, size_t factor, uint32_t *out);

/* E_ONE_LEVEL unless there is something to compare: two levels at least. */
enum hinge_status hinge_factor_compares(struct hinge_analysis *analysis,
                                        const struct hinge_factor *factor,
                                        struct hinge_error *error);

/* Position of a level, -1 when there is none. */
long hinge_factor_find(const struct hinge_factor *factor, const char *level);

/* E_LEVELS for a level that is not among the factor's, which are named. */
enum hinge_status hinge_factor_unknown(struct hinge_analysis *analysis,
                                       const struct hinge_factor *factor, const char *level,
                                       struct hinge_error *error);

#endif
