/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onset of motion in a phase and the lag between two signals: SCIENCE 6.4. */
#ifndef HINGE_METRICS_PARTS_ONSET_H
#define HINGE_METRICS_PARTS_ONSET_H

#include "reps/view.h"

/* Fractional index of the first sample of x[from..to] from which `hold` samples stay
 * beyond x[from] + share * (x[to] - x[from]), interpolated with the sample before; NaN
 * when there is none. */
double hinge_onset(const double *x, size_t from, size_t to, double share, size_t hold);

/* Onset of b minus onset of a in a phase, s; both with the same share of their
 * excursion, at least onset.frac and onset.sigma standing SDs. ROM_SMALL below
 * onset.min_rom, NOISE_TOO_HIGH above onset.frac_max. */
struct hinge_value hinge_onset_lag(const struct hinge_rep_view *view,
                                   enum hinge_signal a, enum hinge_signal b,
                                   enum hinge_phase phase);

#endif
