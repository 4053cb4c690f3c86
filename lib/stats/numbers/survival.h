/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far something goes before it happens, where some were not followed so far: the estimate of
 * Kaplan and Meier (1958) over times, loads or depths. Pure; arrays are the caller's. */
#ifndef HINGE_STATS_NUMBERS_SURVIVAL_H
#define HINGE_STATS_NUMBERS_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>

/* One observation: it happened at `at`, or had not happened up to there (censored). */
struct hinge_followed {
    double at;
    bool happened;
};

/* The curve from one value on: the share that it has not happened to, and its interval (Greenwood,
 * on the scale of log(-log)), which is NaN where the share is 1 or 0. */
struct hinge_survival_step {
    double at, share, low, high;
    size_t at_risk, happened, censored;
};

/* Sorts n observations without NaN and fills a step for each different value, at most n: how many.
 * `level` is that of the interval, such as .95. */
size_t hinge_survival(struct hinge_followed *of, size_t n, double level,
                      struct hinge_survival_step *step);

/* Where the share has fallen to a half, and the limits of its interval (Brookmeyer and Crowley
 * 1982): the middle of a part of the curve that is a half exactly, NaN where it does not fall so
 * far, as survfit of R gives them. */
struct hinge_survival_median {
    double median, low, high;
};
struct hinge_survival_median hinge_survival_median(const struct hinge_survival_step *step,
                                                   size_t n);

#endif
