/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary decisions and scores against the truth. */
#ifndef HINGE_STATS_AGREEMENT_ACCURACY_H
#define HINGE_STATS_AGREEMENT_ACCURACY_H

#include "result/sentence.h"
#include "stats/run/analysis.h"

/* Writes counts, sensitivity, specificity, ppv, npv, accuracy and the rest of STATS 8.5
 * into object. pred and truth are 0 or 1; who (may be NULL) is the participant of each
 * row. */
void hinge_put_accuracy(struct hinge_analysis *analysis, json_t *object, const double *pred,
                        const double *truth, const uint32_t *who, size_t n_participants, size_t n);

/* The same in one row, object: counts, and of sensitivity and specificity the intervals
 * that have participants as clusters, under sensitivity_low and the like. */
void hinge_put_accuracy_row(struct hinge_analysis *analysis, json_t *object, const double *pred,
                            const double *truth, const uint32_t *who, size_t n_participants,
                            size_t n);

/* Scores (higher means positive) of rows with a known truth. */
struct hinge_scores {
    size_t n;
    const double *score, *truth;
    const uint32_t *who; /* NULL when rows are independent */
    size_t n_participants;
};

/* Writes `roc` (area with DeLong's error, Youden's threshold) and `curve`. `negated`
 * scores are printed with their own sign. E_ONE_LEVEL when the truth never varies. */
enum hinge_status hinge_put_roc(struct hinge_analysis *analysis, json_t *object,
                                const struct hinge_scores *scores, bool negated,
                                struct hinge_error *error);

/* DeLong's test of two scores of the same rows (DeLong, DeLong & Clarke-Pearson 1988).
 */
enum hinge_status hinge_put_delong(struct hinge_analysis *analysis, json_t *object,
                                   const struct hinge_scores *first,
                                   const struct hinge_scores *second, struct hinge_error *error);

/* What is said of a ROC curve. */
extern const struct hinge_sentence hinge_say_roc_apa[], hinge_say_roc_plain[];

#endif
