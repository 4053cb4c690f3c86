/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratios with a least denominator, and the excursions of L and H inside bins of F = L +
 * H: method 6.1, 6.2. Pure; arrays are the caller's, NaN is missing. */
#ifndef HINGE_METRICS_PARTS_EXCURSION_RATIO_H
#define HINGE_METRICS_PARTS_EXCURSION_RATIO_H

#include "reps/view.h"

#include <stddef.h>

/* numerator / denominator; reason `small` when |denominator| < least or is 0,
 * GAP_IN_PHASE when either is NaN. Signs are kept. */
struct hinge_value hinge_ratio(double numerator, double denominator, double least,
                               enum hinge_reason small);

/* ln(numerator / denominator); LOG_NONPOS when the ratio is not positive or either is
 * smaller than `least` in size (two negative excursions, as in an ascent, have a
 * positive ratio). */
struct hinge_value hinge_log_ratio(double numerator, double denominator, double least);

/* Samples from..to of a phase. F = lumbar + hip - baseline; where F is missing it is
 * passed over, the first and last samples that have it are the phase's ends. */
struct hinge_bin_phase {
    const double *lumbar, *hip;
    size_t from, to;
    double baseline; /* lumbar + hip where F is 0: at desc_start, also for the ascent */
};

/* Excursions between two levels of F in time order: all negative where F falls. */
struct hinge_bin {
    double lumbar_deg, hip_deg;
    double total_deg; /* lumbar and hip: what was passed */
    enum hinge_reason reason;
};

/* bin[k] lies between edge[k] and edge[k + 1] (ascending degrees of F), k < edges - 1.
 * A level is where F first passes it in the phase's direction, linearly interpolated;
 * up to 0.5 deg short of it the last sample stands in, up to 0.5 deg beyond at the
 * start the first sample. Where F falls and ends above edge[0] by up to a tenth of its
 * range, its end stands in. BIN_NOT_REACHED otherwise; GAP_IN_PHASE when F is missing
 * throughout. */
void hinge_bins_degree(const struct hinge_bin_phase *phase, const double *edge, size_t edges,
                       struct hinge_bin *bin);

/* Quarters of the phase's own range of F, in time order. ROM_SMALL when the range is
 * below least_deg. */
void hinge_bins_quartile(const struct hinge_bin_phase *phase, double least_deg,
                         struct hinge_bin bin[4]);

/* Lumbar fraction dL / dF of a bin, or its reason. */
struct hinge_value hinge_bin_fraction(const struct hinge_bin *bin);
/* dL / dH of a bin, DEN_SMALL when |dH| < least, or its reason. */
struct hinge_value hinge_bin_ratio(const struct hinge_bin *bin, double least);

#endif
