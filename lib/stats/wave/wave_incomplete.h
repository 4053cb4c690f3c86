/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions along a curve when some participants lack some of them. */
#ifndef HINGE_STATS_WAVE_WAVE_INCOMPLETE_H
#define HINGE_STATS_WAVE_WAVE_INCOMPLETE_H

#include "stats/wave/curves.h"

/* Everybody with two conditions at least counts with those they have: a linear model of
 * participant and condition (and, with groups, factor 1 of the sample, their
 * interaction), conditions compared within participants only. For conditions, curves
 * are exchanged within participants, among the conditions that each has (Winkler et al.
 * 2015): exact where conditions are missing at random, whatever the pattern. For
 * groups, whose participants are compared by their means less the conditions' effects,
 * and for the interaction whole participants are exchanged. Writes conditions, effects
 * and pairs; c->cell are conditions, factor 0. */
enum hinge_status hinge_put_wave_incomplete(struct hinge_analysis *analysis,
                                            struct hinge_curves *c, bool groups,
                                            struct hinge_error *error);

#endif
