/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics that a person has as a ratio of two means, not as a mean of ratios (SCIENCE
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

#endif
