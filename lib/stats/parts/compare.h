/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups and conditions of people, for what compares them. */
#pragma once

#include "stats/numbers/numbers.h"
#include "stats/parts/planned.h"
#include "stats/parts/reliability.h"

/* --- Two groups of people, for `between`, `groups` and `cues`. --- */
struct hinge_two_samples {
    struct hinge_participants people;
    uint32_t code[2]; /* levels of the group factor: effects are [0] - [1] */
    const char *level[2];
    size_t n[2], used[2]; /* people, and those with a value */
    const double *value[2];
    const char *const *who; /* participants of the first, then of the second group */
};

/* Gathers the values of both groups by the options outcome and group, with warnings, also if a
 * group is too small for a comparison. False after a failure: E_TOO_MANY_LEVELS and those of
 * gathering. */
bool hinge_two_samples_gather(struct hinge_analysis *analysis, struct hinge_two_samples *samples);

/* Of groups whose changes are compared: mean and SD of each at both levels, into the row. */
void hinge_two_samples_levels(struct hinge_analysis *analysis,
                              const struct hinge_two_samples *samples,
                              struct hinge_planned_outcome *row);

/* The difference first - second of two groups, adjusted for the option covariate; NaN if a group
 * does not exist. n: people of both. Fails with E_OPTION, E_TOO_FEW, and as gathering does. */
void hinge_ancova_difference(struct hinge_analysis *analysis, const char *first, const char *second,
                             struct hinge_linear_result *adjusted, size_t n[2]);

/* --- Two conditions of the same people, for `within` and for `cues`. --- */
/* The SD of people's changes, and what of it is more than error; error_from: "retest", "baseline",
 * "bends". */
#define HINGE_CHANGES_SPREAD(F)                                                                    \
    F(NUMBER, sd_change)                                                                           \
    F(NUMBER, error) F(TEXT, error_from) F(NUMBER, sd_beyond_bends) F(INTERVAL, ci)
HINGE_ROW(hinge_changes_spread, HINGE_CHANGES_SPREAD)

struct hinge_two_conditions {
    const char *level[2]; /* first, second */
    size_t n;             /* people; may be 1, who cannot be compared */
    double mean[2], sd[2];
    const double *value[2], *d;         /* of each person; d: first - second */
    const char *const *who;             /* participants */
    double mdc;                         /* NaN: none */
    const char *mdc_why;                /* why there is none, within another analysis; NULL */
    size_t increased, decreased;        /* people beyond mdc */
    struct hinge_repeats repeats;       /* of mdc auto */
    struct hinge_changes_spread spread; /* NaN without an error to compare with */
};

/* Gathers the values of both conditions by the options outcome and condition, with warnings; writes
 * nothing into the results. False after a failure: those of gathering, or mdc auto without enough
 * people (within another analysis: mdc_why). */
bool hinge_two_conditions_find(struct hinge_analysis *analysis,
                               struct hinge_two_conditions *conditions);

/* In how many people the first condition (level 0) came after the other one, by session and
 * cond_order: of n rows of the table, whose each is, and of what; HINGE_NO_LEVEL: of none. */
struct hinge_done_order hinge_order_of(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                       const uint32_t *who, const uint32_t *level);

/* Planned outcomes of conditions at each level of another column: results.changes, and
 * results.differences between levels, within the people who have both (paired t, Holm over all). */
struct hinge_by {
    const struct hinge_plan *plan;
    const char *by, *condition, *baseline; /* columns; a level */
    const size_t *row;                     /* those used */
    size_t n_rows;
};
void hinge_add_by_level(struct hinge_analysis *analysis, const struct hinge_by *by);

/* --- More than two conditions within participants. --- */
/* Writes and says rm_anova (with sphericity corrections), friedman and pairwise. */
void hinge_add_repeated(struct hinge_analysis *analysis, const struct hinge_pairs *pairs);

/* /trend of the option trend, for two conditions or more. */
bool hinge_add_repeated_trend(struct hinge_analysis *analysis, struct hinge_pairs *pairs,
                              struct hinge_trend *trend);

/* Where people have different conditions, it is the mean of each one's own slope over three
 * conditions or more, of repetitions by the reducer slope: of each recording. hinge_note_unequal
 * says so. hinge_add_unequal: conditions and trend where nobody, or one, has all. */
void hinge_note_unequal(struct hinge_analysis *analysis, const struct hinge_pairs *pairs,
                        const struct hinge_trend *trend);
void hinge_add_unequal(struct hinge_analysis *analysis, struct hinge_pairs *pairs);
