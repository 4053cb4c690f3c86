/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several raters of the same targets: Fleiss', Brennan & Prediger's
 * kappa, Gwet's AC1. */
#ifndef HINGE_STATS_AGREEMENT_SEVERAL_RATERS_H
#define HINGE_STATS_AGREEMENT_SEVERAL_RATERS_H

#include "stats/run/analysis.h"

/* Reads long rows (options outcome: the label, target, rater) and writes fleiss,
 * gwet_ac1_multi and brennan_prediger_multi into the results. With `participant` (may
 * be NULL), whose targets are repetitions, each also gets the interval of a bootstrap
 * of participants. E_OPTION when a rater rates a target twice, E_TOO_FEW when no target
 * has two ratings. */
enum hinge_status hinge_put_multirater(struct hinge_analysis *analysis, const char *participant,
                                       struct hinge_error *error);

#endif
