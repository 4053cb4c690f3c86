/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How deep people bend before their backs round (method 6.14). In: people in cells. Out: each
 * person's depth, with the reached and the censored repetitions counted alike. */
#ifndef HINGE_REPORT_DEPTHS_H
#define HINGE_REPORT_DEPTHS_H

#include "report/people.h"
#include "stats/numbers/survival.h"

/* What is followed down to the limit, else down to the bottom. */
struct hinge_depth_of {
    const char *limit, *bottom; /* metrics, both of the phase rep */
};
extern const struct hinge_depth_of hinge_depth_total;

/* To be called first: reads who has enough repetitions, into people->person. False where the file
 * has no depths; a note says that an earlier version made it. */
bool hinge_depths_begin(struct hinge_people *people);

/* A person's median over the repetitions (hinge_survival_median); a person whose median is not
 * reached did not round up to the last depth. `at` is NaN: no repetition has a value, or the
 * repetitions are too few. */
struct hinge_followed *hinge_depths(struct hinge_people *people, const struct hinge_depth_of *what);

/* Those of a cell that have one, into of[]: how many. */
size_t hinge_depths_in(const struct hinge_people *people, const struct hinge_followed *depth,
                       size_t cell, struct hinge_followed *of);

/* What a depth is, and who counts. */
void hinge_depth_notes(struct hinge_people *people);

#endif
