/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two groups or conditions as a curve, with its band. */
#ifndef HINGE_STATS_WAVE_WAVE_BAND_H
#define HINGE_STATS_WAVE_WAVE_BAND_H

#include "stats/wave/maxt.h"

/* Writes difference, se, band (simultaneous; null when no data of so many people could
 * be significant) and effect_size: Hedges' g, of pairs d_av with the same correction;
 * effect_size_band by its noncentral t at the level of the test, and the largest.
 * curves: those of the first group or condition, then of the second. */
enum hinge_status hinge_put_wave_band(struct hinge_analysis *analysis,
                                      const struct hinge_wave *wave, const double *curves,
                                      const struct hinge_wave_permutation *permutation,
                                      struct hinge_error *error);

#endif
