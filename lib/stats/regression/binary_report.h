/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fitted model of a binary outcome into a document. */
#ifndef HINGE_STATS_REGRESSION_BINARY_REPORT_H
#define HINGE_STATS_REGRESSION_BINARY_REPORT_H

#include "result/sentence.h"
#include "stats/model/glmm.h"
#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"
#include "stats/statistic.h"

/* A model over rows, fitted. */
struct hinge_binary_part {
    struct hinge_model_terms terms;
    struct hinge_model_rows rows;
    struct hinge_binary outcome;
    struct hinge_glmm *glmm; /* NULL without random part */
    struct hinge_glmm_fit fit;
};

/* `rest` leaves out the cells in which the outcome never varies: what it estimates is
 * the limit of the whole model's estimates (Geyer 2009). */
struct hinge_binary_models {
    struct hinge_binary_part all, rest;
    struct hinge_separation separation;
    bool has_rest;
};

/* Whether coefficient j has a finite estimate in the whole model: it is not separated,
 * nor did another one's separation drive it to the bound of the fit. */
bool hinge_binary_is_finite(const struct hinge_binary_models *w, size_t j);

/* Fit, variances, coefficients with odds ratios, type III tests, means and contrasts;
 * where the outcome is separated a penalised fit beside them. */
enum hinge_status hinge_binary_report(struct hinge_analysis *a,
                                      struct hinge_binary_models *w,
                                      struct hinge_error *error);

/* What is said of these results. */
extern const struct hinge_sentence hinge_say_fixed_ratio_apa[];
extern const struct hinge_sentence hinge_say_contrasts_ratio_apa[];
extern const struct hinge_sentence hinge_say_fixed_ratio_plain[];

#endif
