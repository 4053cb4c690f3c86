/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of labels and scores with others: the results of `kappa` and `roc`, also for
 * `validate`; of two measurements: those of `bland_altman`, also for a figure. */
#pragma once

#include "stats/numbers/numbers.h"

struct hinge_sample;

/* A value and its interval: from resampled people if there is one, else from the formula. */
struct hinge_agreed {
    double value;
    struct hinge_interval ci;
    bool by_people;
};
static inline struct hinge_agreed hinge_agreed_of(double value, struct hinge_interval formula,
                                                  struct hinge_interval people)
{
    bool by_people = !isnan(people.low);
    return (struct hinge_agreed){value, by_people ? people : formula, by_people};
}

/* "; 12 people" behind `joint`, where people were resampled; else "". */
const char *hinge_agreed_by(struct hinge_analysis *analysis, const struct hinge_agreed *agreed,
                            const char *joint, double people);

/* --- limits of agreement of differences, one a person; their slope on the mean of both --- */
#define HINGE_AGREEMENT_LIMITS(F)                                                                  \
    F(NUMBER, n)                                                                                   \
    F(NUMBER, bias)                                                                                \
    F(NUMBER, sd)                                                                                  \
    F(INTERVAL, loa)                                                                               \
    F(INTERVAL, bias_ci)                                                                           \
    F(INTERVAL, loa_low_ci) F(INTERVAL, loa_high_ci) F(NUMBER, slope) F(NUMBER, slope_p)
HINGE_ROW(hinge_agreement_limits, HINGE_AGREEMENT_LIMITS)
/* Of n >= 2 differences; mean NULL: not known. */
struct hinge_agreement_limits hinge_agreement_limits_of(const double *difference,
                                                        const double *mean, size_t n, double level);

/* --- kappa --- */

/* Labels of two raters: categories 0..k-1 in their sorted order. */
struct hinge_ratings {
    size_t n, k;
    const uint32_t *first, *second;
    const char **category;
    const uint32_t *who; /* participant of each row, NULL when rows are independent */
    size_t n_participants, n_rows;
    const char **participant_name; /* NULL without a column of them */
    const uint32_t *lost;          /* participant of each of the other n_rows - n rows, and which */
    const uint8_t *lost_by;        /* rater has no value there; NULL as `who` */
};

/* Reads two columns over the filtered rows that have both; categories are their union,
 * numbers in order, texts by bytes. `participant` may be NULL. */
bool hinge_ratings_read(struct hinge_analysis *analysis, const char *first, const char *second,
                        const char *participant, struct hinge_ratings *ratings);

/* Whether both raters answered whether the row of the table has the fault (columns rating:<fault>
 * and rating2:<fault>): 1, 0, or NaN of "?". */
bool hinge_rated_twice(const struct hinge_table *table, const char *fault, size_t row,
                       double answer[2]);

/* Kappa by Cohen, and by Brennan and Prediger; NaN if there is only one category. */
struct hinge_kappas {
    struct hinge_agreed cohen, brennan_prediger;
};

/* Writes kappa, kappa_linear and kappa_quadratic (k > 2), the same as brennan_prediger…, pabak,
 * gwet_ac1 and the table of counts into `object`; with participants the interval of resampled
 * participants, too. */
bool hinge_add_kappa(struct hinge_analysis *analysis, json_t *object,
                     const struct hinge_ratings *ratings, struct hinge_kappas *kappas);

/* Cohen's kappa alone, with the interval of resampled participants (NaN without participants). */
bool hinge_kappa_of(struct hinge_analysis *analysis, const struct hinge_ratings *ratings,
                    struct hinge_agreed *kappa);

/* Say Cohen's kappa; `people`: how many were resampled. */
void hinge_add_kappa_apa(struct hinge_analysis *analysis, const struct hinge_agreed *kappa,
                         double people);
void hinge_add_kappa_plain(struct hinge_analysis *analysis, const struct hinge_agreed *kappa,
                           double people);

/* --- roc --- */

/* Scores (higher means positive) of rows with a known truth, 0 or 1. */
struct hinge_scores {
    size_t n;
    const double *score, *truth;
    const uint32_t *who; /* NULL when rows are independent */
    size_t n_participants;
};

/* Scores of a sample: number[at], of truth number[1]. Rows are left out where the second condition
 * of the fault that `score` is the severity of decides alone, as no threshold orders them. */
struct hinge_scores hinge_scores_of(struct hinge_analysis *analysis,
                                    const struct hinge_sample *sample, const char *score, size_t at,
                                    const uint32_t *who);
/* Whether it decides in a row of the table. */
bool hinge_also_decides(const struct hinge_analysis *analysis, const char *score, size_t row);

struct hinge_roc {
    struct hinge_agreed auc;
    double n_positive, n_negative;
    double p_exact; /* if there are few positives or negatives; else NaN */
};

/* Writes `roc` (area with DeLong's error, Youden's threshold) and its curve into the results.
 * `negated` scores are printed with their own sign. E_ONE_LEVEL when the truth never varies. */
bool hinge_add_roc(struct hinge_analysis *analysis, const struct hinge_scores *scores, bool negated,
                   struct hinge_roc *roc);

/* The area alone; NaN if the truth never varies. */
bool hinge_auc_of(struct hinge_analysis *analysis, const struct hinge_scores *scores,
                  struct hinge_agreed *auc);

/* Says the area; `people`: how many were resampled. */
void hinge_add_roc_words(struct hinge_analysis *analysis, const struct hinge_roc *roc,
                         double people);
