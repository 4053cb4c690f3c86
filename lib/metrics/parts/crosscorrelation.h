/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lag at which two series agree best: method 6.4. Pure. */
#ifndef HINGE_METRICS_PARTS_CROSSCORRELATION_H
#define HINGE_METRICS_PARTS_CROSSCORRELATION_H

#include <stddef.h>

struct hinge_crosscorrelation {
    double lag; /* samples, refined by a parabola; positive: v after u */
    double r;   /* at the best whole lag */
};

/* r(k) = sum u_i v_(i+k) / sqrt(sum u^2 sum v^2) for |k| <= most, means left in; frames
 * where either is NaN are left out. NaN for a series of zeros. */
struct hinge_crosscorrelation hinge_crosscorrelate(const double *u, const double *v, size_t n,
                                                   size_t most);

#endif
