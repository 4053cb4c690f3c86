/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveforms under several conditions (rm-anova), also in several groups (mixed). */
#ifndef HINGE_STATS_WAVE_WAVE_EFFECTS_H
#define HINGE_STATS_WAVE_WAVE_EFFECTS_H

#include "stats/run/analysis.h"

/* Gathers people with a curve of every condition (others: W_INCOMPLETE_PAIRS) and
 * writes /effects; with three conditions or more also /pairs. `groups`: also group and
 * group:condition. */
enum hinge_status hinge_put_wave_effects(struct hinge_analysis *analysis, bool groups,
                                         struct hinge_error *error);

#endif
