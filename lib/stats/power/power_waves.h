/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of a test of curves whose noise is that of a pilot. */
#ifndef HINGE_STATS_POWER_POWER_WAVES_H
#define HINGE_STATS_POWER_POWER_WAVES_H

#include "stats/run/analysis.h"

/* The table is a pilot of curves (design two-sample, paired or one-sample). Draws
 * studies of `n` people (per group) whose curves vary as the pilot's do (normal, with
 * the covariance of its residuals), with `effect`: the pilot's difference scaled to
 * this largest value. Each is tested as spm tests: the largest |t| along the curve
 * under relabelling. Writes pilot, curve/<n> and n_needed; of each n also what studies
 * without an effect give (type_1), and the power at the threshold of theirs
 * (power_threshold), which is the omnibus power of Pataky (2017). */
enum hinge_status hinge_put_power_waves(struct hinge_analysis *analysis,
                                        struct hinge_error *error);

#endif
