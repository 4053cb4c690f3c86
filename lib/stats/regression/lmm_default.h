/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixed model of a study without a formula: the maximal one the data carry, else
 * people's means (Barr et al. 2013). */
#ifndef HINGE_STATS_REGRESSION_LMM_DEFAULT_H
#define HINGE_STATS_REGRESSION_LMM_DEFAULT_H

#include "result/sentence.h"
#include "stats/regression/lmm_report.h"

/* Gathers outcome, participant, group, condition and covariate, chooses the random part
 * and builds work's terms over the rows (or means) to fit. Writes formula,
 * formula_reason, aggregated and, for three conditions or more of which each person has
 * one value, pairwise with W_SPHERICITY. */
enum hinge_status hinge_lmm_choose(struct hinge_analysis *analysis,
                                   struct hinge_lmm_work *work,
                                   struct hinge_error *error);

/* Which model was chosen, and why, for who gave no formula. */
void hinge_say_model(const struct hinge_sentence_about *about, struct hinge_text *text);

#endif
