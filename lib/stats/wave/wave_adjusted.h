/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups along a curve, adjusted for covariates of the people (ANCOVA). */
#ifndef HINGE_STATS_WAVE_WAVE_ADJUSTED_H
#define HINGE_STATS_WAVE_WAVE_ADJUSTED_H

#include "stats/wave/curves.h"
#include "stats/wave/maxt.h"

/* The wave of groups becomes one adjusted for the option `covariate`, whose columns are
 * the sample's numbers; who[i] is the participant of curve i. Residuals of the
 * covariates are permuted (Freedman & Lane 1983). Writes adjusted_for. E_OPTION for a
 * covariate that says nothing of its own, E_TOO_FEW. */
enum hinge_status hinge_wave_adjust(struct hinge_analysis *analysis,
                                    const struct hinge_curves *curves, const uint32_t *who,
                                    struct hinge_wave *wave, struct hinge_error *error);

/* Writes slopes: F of group x covariate along the curve, on which the adjustment rests;
 * null where people are too few for it. */
enum hinge_status hinge_put_wave_slopes(struct hinge_analysis *analysis,
                                        const struct hinge_wave *wave, struct hinge_error *error);

#endif
