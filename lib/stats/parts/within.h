/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two conditions of the same people, for `within` and for `cues`. */
#ifndef HINGE_STATS_PARTS_WITHIN_H
#define HINGE_STATS_PARTS_WITHIN_H

#include "stats/parts/planned.h"
#include "stats/parts/reliability.h"
#include "stats/people/people.h"

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

#endif
