/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a value repeats, and the change that is beyond chance. */
#pragma once

#include "stats/people/people.h"

/* --- Mean squares of a complete targets x raters table, for reliability. --- */
struct hinge_two_way {
    double n, k; /* targets, raters */
    double msr, msc, mse, msw;
};

/* value[target * k + rater], n and k >= 2; scratch holds n + k values. An error that is
 * only rounding is 0. */
void hinge_two_way_fill(struct hinge_two_way *table, const double *value, size_t n, size_t k,
                        double *scratch);

/* ICC(2,1) (McGraw & Wong 1996), NaN without any variance. */
double hinge_two_way_icc2(const struct hinge_two_way *table);

/* Standard error of measurement; that of consistency is the root of mse. */
double hinge_two_way_sem_agreement(const struct hinge_two_way *table);
/* The minimal detectable change of one person (MDC95) from a standard error of measurement. */
double hinge_mdc_of_sem(double sem);
/* That of n people measured twice, value[person][2]; NaN of fewer than the standard of
 * mdc_min_people. scratch: n + 2. */
double hinge_mdc_of_twice(const double *value, size_t n, double *scratch);

/* --- Reliability of people's repeated measurements: the analysis `icc`. --- */
#define HINGE_MEASUREMENT_ERROR(F)                                                                 \
    F(NUMBER, sem_consistency)                                                                     \
    F(NUMBER, sem_agreement)                                                                       \
    F(NUMBER, mdc95_consistency)                                                                   \
    F(NUMBER, mdc95_agreement)                                                                     \
    F(NUMBER, mdc95_consistency_low)                                                               \
    F(NUMBER, mdc95_consistency_high)                                                              \
    F(NUMBER, mdc95_agreement_low) F(NUMBER, mdc95_agreement_high)
HINGE_ROW(hinge_measurement_error, HINGE_MEASUREMENT_ERROR)

/* K: of the mean of k measurements, else of one. */
enum { HINGE_ICC1, HINGE_ICC1K, HINGE_ICC2, HINGE_ICC2K, HINGE_ICC3, HINGE_ICC3K, HINGE_ICC_COUNT };
#define HINGE_ICC_ESTIMATE(f)                                                                      \
    f(NUMBER, icc) f(NUMBER, F) f(NUMBER, df1) f(NUMBER, df2) f(NUMBER, p) f(INTERVAL, ci)
HINGE_ROW(hinge_icc_estimate, HINGE_ICC_ESTIMATE)
struct hinge_icc {
    size_t n, k;   /* people, and measurements used of each */
    double *value; /* n x k, complete */
    struct hinge_two_way squares;
    struct hinge_icc_estimate of[HINGE_ICC_COUNT];
    struct hinge_measurement_error error;
    double *all; /* n_all x raters: everybody with a value, NaN: missing */
    size_t n_all, raters;
    bool uneven;            /* some are missing */
    size_t n_lost;          /* people with fewer measurements than k */
    uint32_t *lost, *lacks; /* lost: who; lacks: the first measurement that is missing */
};

/* ICC of the sample's first number; repeat[used row] is the number of the measurement, from 0. Uses
 * the first k measurements, at least 2, where k is the number that most people have. E_TOO_FEW for
 * fewer than 3 people, E_MIXED_ROWS. */
bool hinge_icc_of(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                  const uint32_t *repeat, size_t n_repeats, struct hinge_icc *icc);

/* --- The minimal detectable change from the analysed data: the reliability of the outcome in
 * repeated measurements at baseline. --- */
struct hinge_repeats {
    const char *unit;   /* "sessions" or "trials" */
    const char *column; /* column of sessions or trials */
    const char *condition;
    size_t n_participants, n_repeats; /* people and measurements that icc uses */
    double icc, sem, mdc;             /* absolute agreement, ICC(2,1) */
    double mdc_low, mdc_high;
};

/* Runs icc on the baseline of the pairs, participants by sessions or, when fewer people
 * than mdc_min_people have two sessions, by trials of their first session (with a
 * warning: change between sessions is larger). E_TOO_FEW when neither has so many. */
bool hinge_repeats_mdc(struct hinge_analysis *analysis, const struct hinge_pairs *pairs,
                       struct hinge_repeats *repeats);
