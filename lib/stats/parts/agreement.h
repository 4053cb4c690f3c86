/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels, scores and methods against others. What is written goes into the analysis' results. */
#ifndef HINGE_STATS_PARTS_AGREEMENT_H
#define HINGE_STATS_PARTS_AGREEMENT_H

#include "result/sentence.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"

/* Agreement of two raters on categories: kappa and its relatives. */

/* Labels of two raters: categories 0..k-1 in their sorted order. */
struct hinge_ratings {
    size_t n, k;
    const uint32_t *first, *second;
    const char **category;
    const uint32_t *who; /* participant of each row, NULL when rows are independent */
    size_t n_participants;
};

/* Writes kappa, kappa_linear and kappa_quadratic (k > 2), the same as
 * brennan_prediger…, pabak, gwet_ac1 and the table of counts into `object`. With
 * participants each kappa also gets the interval of resampled participants. */
bool hinge_put_kappa(struct hinge_analysis *analysis, json_t *object,
                     const struct hinge_ratings *ratings);

/* Cohen's kappa alone, with the interval from a bootstrap of participants: kappa,
 * kappa_low, kappa_high. */
bool hinge_put_kappa_row(struct hinge_analysis *analysis, json_t *object,
                         const struct hinge_ratings *ratings);

/* --- Two label columns as ratings of the same rows. --- */
/* Reads two columns over the filtered rows that have both; categories are their union,
 * numbers in order, texts by bytes. `participant` may be NULL. */
bool hinge_ratings_read(struct hinge_analysis *analysis, const char *first, const char *second,
                        const char *participant, struct hinge_ratings *ratings);

/* --- Values of two methods as pairs: the levels of the column `method`, named by `order`. --- */
/* Everything is in the run's memory. */
struct hinge_method_pairs {
    struct hinge_sample sample;
    size_t n;
    double *first, *second; /* values of the pairs */
    uint32_t *who;          /* participant code of each */
    const char *first_name, *second_name;
    uint32_t first_level;     /* of sample.factor[0] */
    struct hinge_cells cells; /* participant x method; not with `repeated` */
};

/* Gathers outcome by method. A participant's rows become one pair of aggregated values;
 * with `repeated` rows of one repetition (columns rep and trial) are a pair. Those who
 * lack a method are left out with W_INCOMPLETE_PAIRS. E_ONE_LEVEL, E_TOO_MANY_LEVELS;
 * E_OPTION when a repetition has two rows of a method. */
bool hinge_method_pairs_read(struct hinge_analysis *analysis, bool repeated,
                             struct hinge_method_pairs *pairs);

/* --- Binary decisions and scores against the truth. --- */
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
bool hinge_put_roc(struct hinge_analysis *analysis, json_t *object,
                   const struct hinge_scores *scores, bool negated);

/* DeLong's test of two scores of the same rows (DeLong, DeLong & Clarke-Pearson 1988).
 */
bool hinge_put_delong(struct hinge_analysis *analysis, json_t *object,
                      const struct hinge_scores *first, const struct hinge_scores *second);

/* What is said of a ROC curve. */
extern const struct hinge_sentence hinge_say_roc_apa[], hinge_say_roc_plain[];

#endif
