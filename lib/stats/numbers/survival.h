/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Survival over times, loads or depths, with censored observations (Kaplan and Meier 1958). Pure;
 * arrays are the caller's. */
#pragma once

#include "base/base.h"

/* One observation: the event happened at `at`, or had not happened up to `at` (censored). */
struct hinge_followed {
    double at;
    bool happened;
};

/* A step of the curve: from `at` on the share without the event, and its interval (Greenwood, on
 * the scale of log(-log)); the interval is NaN if the share is 1 or 0. */
struct hinge_survival_step {
    double at, share, low, high;
    size_t at_risk, happened, censored;
};

/* Sorts n observations (without NaN), fills a step for each different value, and returns the number
 * of steps (at most n). `level` is that of the interval, such as .95. */
size_t hinge_survival(struct hinge_followed *of, size_t n, double level,
                      struct hinge_survival_step *step);

/* The median, where the share falls to a half, and its interval (Brookmeyer and Crowley 1982), as
 * by survfit of R: if the share is exactly a half over a stretch, the middle of it; NaN if the
 * share stays above a half. */
struct hinge_survival_median {
    double median, low, high;
};
struct hinge_survival_median hinge_survival_median(const struct hinge_survival_step *step,
                                                   size_t n);
