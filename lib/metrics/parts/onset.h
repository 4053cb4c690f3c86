/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onset of motion in a phase and the lag between two signals: method 6.4. */
#ifndef HINGE_METRICS_PARTS_ONSET_H
#define HINGE_METRICS_PARTS_ONSET_H

#include "reps/view.h"

/* Fractional index of the last passage of start + share * change before x[from..to]
 * first reaches start + half * change, linearly interpolated: noise that crosses the
 * threshold for a moment while nothing moves yet is no onset. `from` when x is beyond
 * the threshold all that time; NaN when half the way is not reached. */
double hinge_onset(const double *x, size_t from, size_t to, double start, double change,
                   double share, double half);

struct hinge_lag {
    struct hinge_value lag; /* s */
    double sigma_s;         /* its error from the noise seen in standing, 0 unknown */
};

/* Onset of b minus onset of a in a phase; both with the same share of their excursion:
 * `share`, or onset.frac when that is 0, and at least onset.sigma standing SDs. Knees
 * and hip travel may begin up to 0.2 s before a descent. ROM_SMALL below
 * onset.min_rom, NOISE_TOO_HIGH above onset.frac_max. */
struct hinge_lag hinge_onset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                 enum hinge_signal b, enum hinge_phase phase, double share);

#endif
