/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of a study whose variances are those of a pilot. */
#ifndef HINGE_STATS_POWER_POWER_PILOT_H
#define HINGE_STATS_POWER_POWER_PILOT_H

#include "stats/run/analysis.h"

/* Fits the pilot (the table) by outcome, participant, condition and group, simulates
 * studies of `n` people with the option `effect` and writes pilot, curve and n_needed.
 * E_OPTION without `effect`: a pilot's own is too noisy to plan on. */
enum hinge_status hinge_put_power_pilot(struct hinge_analysis *analysis,
                                        struct hinge_error *error);

#endif
