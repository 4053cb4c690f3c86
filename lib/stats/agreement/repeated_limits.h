/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits of agreement of several differences per participant (Bland & Altman 2007, the
 * true value varies), with bootstrap intervals of participants. */
#ifndef HINGE_STATS_AGREEMENT_REPEATED_LIMITS_H
#define HINGE_STATS_AGREEMENT_REPEATED_LIMITS_H

#include "stats/probability/distribution.h"

/* sd is the root of between and within; where nobody has two differences it is that of
 * all, and n0, between and within are NaN. */
struct hinge_repeated_limits {
    size_t n, people;
    double bias, n0, between, within, sd, low, high;
    struct hinge_interval bias_ci, low_ci, high_ci;
};

/* Differences d of participants who[i] < n_participants; replicates of the option
 * bootstrap, else 2,000. */
enum hinge_status hinge_repeated_limits_of(struct hinge_analysis *analysis, const double *d,
                                           const uint32_t *who, size_t n, size_t n_participants,
                                           struct hinge_repeated_limits *limits,
                                           struct hinge_error *error);

#endif
