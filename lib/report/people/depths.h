/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The depth at which people's lower backs have bent by limit.lumbar_deg, and why they round (method
 * 6.14). In: people in cells. Out: the depth of each person, for which repetitions that did not
 * reach the limit count as censored; the barrier of each person. */
#ifndef HINGE_REPORT_DEPTHS_H
#define HINGE_REPORT_DEPTHS_H

#include "report/people/people.h"
#include "stats/numbers/survival.h"

/* From so many people on the median of a cell is an estimate: the lower limit of the interval of n
 * people covers 1 - 1/2^n at most. Below, people are counted. */
enum { HINGE_DEPTHS_PEOPLE = 5 };

/* What is followed: to the limit, or if it is not reached, to the bottom (censored). */
struct hinge_depth_of {
    const char *limit, *bottom; /* metrics, both of the phase rep */
};
extern const struct hinge_depth_of hinge_depth_total;

/* If the file has depths; an earlier version made it without. */
bool hinge_depths_known(const struct hinge_tabulation *tab);

/* To be called first: finds who has enough repetitions (people->person). False if the file has no
 * depths; a note says that an earlier version made it. */
bool hinge_depths_begin(struct hinge_people *people);

/* The median of each person over the repetitions (hinge_survival_median); if it is not reached, the
 * person is censored at the last depth. `at` is NaN if no repetition has a value, or there are too
 * few. */
struct hinge_followed *hinge_depths(struct hinge_people *people, const struct hinge_depth_of *what);

/* Copies the depths of the people of a cell into of[]; returns how many. */
size_t hinge_depths_in(const struct hinge_people *people, const struct hinge_followed *depth,
                       size_t cell, struct hinge_followed *of);

/* Which barrier a person who rounds meets (method 6.14), with medians over the repetitions. */
enum hinge_barrier_of {
    HINGE_BARRIER_NOT_TOLD,
    HINGE_BARRIER_FLEXIBILITY,
    HINGE_BARRIER_COORDINATION
};
struct hinge_barrier {
    bool judged, rounded;           /* by the verdicts of rounding; judged: there is one */
    enum hinge_verdict verdict;     /* the best of them */
    struct hinge_certain sometimes; /* of the one with most, of a person who rounds sometimes */
    enum hinge_barrier_of of;
    double break_depth_deg, break_hip_deg; /* NaN: no breakpoint in half of the repetitions */
    double share_before, share_after;
    double hip_used_pct; /* of the largest hip flexion where rounding begins; NaN: not told */
};
/* Of every person, if the file has depths. hinge_depths_begin must be called again before depths
 * are asked for. */
struct hinge_barrier *hinge_barriers(struct hinge_people *people);

/* Adds notes: what a depth is, and who counts. */
void hinge_depth_notes(struct hinge_people *people);

#endif
