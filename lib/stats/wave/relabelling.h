/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often curves are relabelled, by the options. */
#ifndef HINGE_STATS_WAVE_RELABELLING_H
#define HINGE_STATS_WAVE_RELABELLING_H

#include "stats/run/analysis.h"

/* Whether to relabel (`done`), all `ways` of it or n drawn, by the options permutations
 * and n_perm. E_OPTION, E_PERM_LIMIT. */
enum hinge_status hinge_wave_mode(struct hinge_analysis *analysis, double ways, bool *done,
                                  bool *exact, size_t *n, struct hinge_error *error);

#endif
