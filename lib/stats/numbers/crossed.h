/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of targets by raters, some missing: y = mean + target + rater + rest, by REML (as lme4's
 * 1 + (1 | target) + (1 | rater)). Plain arrays; nothing fails. */
#ifndef HINGE_STATS_NUMBERS_CROSSED_H
#define HINGE_STATS_NUMBERS_CROSSED_H

#include <stddef.h>
#include <stdint.h>

/* Variances, NaN where nothing varies; criterion: -2 restricted log likelihood. */
struct hinge_crossed {
    size_t values;
    double target, rater, error, criterion;
};

/* value[target * raters + rater], NaN: missing. index: targets as often as they are drawn, NULL:
 * each once. Scratch holds hinge_crossed_room(raters) values. */
size_t hinge_crossed_room(size_t raters);
struct hinge_crossed hinge_crossed_fit(const double *value, size_t raters, const uint32_t *index,
                                       size_t targets, double *scratch);

/* Variance between targets of one value's: of whom any rater may measure (ICC(2,1)). */
double hinge_crossed_icc(const struct hinge_crossed *fit);

#endif
