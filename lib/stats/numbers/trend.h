/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dose and response: linear, quadratic and cubic contrasts of ordered conditions
 * (option trend, "load" or option scores). */
#ifndef HINGE_STATS_NUMBERS_TREND_H
#define HINGE_STATS_NUMBERS_TREND_H

#include "result/sentence.h"
#include "stats/run/analysis.h"

enum { HINGE_TRENDS = 3 };

struct hinge_trend {
    bool wanted;
    const char *factor;
    size_t k, n; /* levels; contrasts */
    double *score;
    double *weight[HINGE_TRENDS]; /* k each; the linear one gives the slope per unit of
                                     score, the others are orthonormal */
};

/* The option trend: `wanted` false without it. Weights are there after
 * hinge_trend_scores. */
enum hinge_status hinge_trend_read(struct hinge_analysis *analysis, struct hinge_trend *trend,
                                   struct hinge_error *error);

/* Weights from the scores of the factor's levels: the option scores, else the levels
 * themselves when all are numbers, else 1..k. E_OPTION when the factor is not the one
 * of the option, or scores do not fit. */
enum hinge_status hinge_trend_scores(struct hinge_analysis *analysis, struct hinge_trend *trend,
                                     const char *factor, const char *const *level, size_t k,
                                     struct hinge_error *error);

/* From an estimate with its standard error. */
void hinge_put_trend_of(struct hinge_analysis *analysis, const struct hinge_trend *trend, size_t i,
                        double estimate, double se, double df);

/* What is said of these results. */
extern const struct hinge_sentence hinge_say_trend_apa[];
extern const struct hinge_sentence hinge_say_trend_plain[];

#endif
