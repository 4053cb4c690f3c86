/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics that a person has as a ratio of two means, not as a mean of ratios (method
 * 6.1, 9.2): which metrics the two means are of. */
#ifndef HINGE_METRICS_PARTS_RATIO_OF_MEANS_H
#define HINGE_METRICS_PARTS_RATIO_OF_MEANS_H

#include <stdbool.h>

/* Either `above` and `below`, or a bin: its lumbar share is `share` of its width, which
 * is HINGE_BIN_DEG, or a quarter of the phase's motion: the sum of `motion`, of which
 * the second may be NULL. */
struct hinge_ratio_of_means {
    const char *above, *below; /* metrics; NULL: a bin */
    char share[64];            /* metric of a bin, else "" */
    const char *motion[2];     /* metrics; NULL: fixed edges */
    const char *least;         /* parameter: smallest mean below, in degrees */
};

enum { HINGE_BIN_DEG = 30 };

/* Whether the metric is such a ratio; `of` is filled then. */
bool hinge_ratio_of_means_find(const char *metric, struct hinge_ratio_of_means *of);

/* How many `motion` a bin's width goes by: 0, 1 or 2. */
int hinge_bin_motions(const struct hinge_ratio_of_means *of);

/* Degrees of total motion in a bin, by so many motions of the phase. */
double hinge_bin_width_deg(int motions, double first_deg, double second_deg);

#endif
