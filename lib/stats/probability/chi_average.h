/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions that are means of a simpler one over s, s^2 ~ chi-squared(df) / df: the
 * studentised range and the noncentral t. Values in, probabilities out. */
#ifndef HINGE_STATS_PROBABILITY_CHI_AVERAGE_H
#define HINGE_STATS_PROBABILITY_CHI_AVERAGE_H

/* ln of the upper tail of the range of k >= 2 normal values, at steps of 1/8. */
enum { HINGE_RANGE_NODES = 320 };
struct hinge_range_table {
    double k;
    double log_tail[HINGE_RANGE_NODES];
};

/* About 2 ms; a quantile or p then costs some microseconds. */
void hinge_range_table_fill(struct hinge_range_table *table, double k);

/* P(Q > q) of the studentised range, by the table; NaN for df < 2. */
double hinge_range_p(const struct hinge_range_table *table, double q, double df);

/* q with P(Q > q) = upper; `near` (0: none) is a guess. */
double hinge_range_quantile(const struct hinge_range_table *table, double upper, double df,
                            double near);

/* P(T > t) of the noncentral t, df > 0. */
double hinge_noncentral_upper(double t, double df, double ncp);

#endif
