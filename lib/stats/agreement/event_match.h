/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two lists of moments of one recording, matched one to one. Pure. */
#ifndef HINGE_STATS_AGREEMENT_EVENT_MATCH_H
#define HINGE_STATS_AGREEMENT_EVENT_MATCH_H

#include "stats/run/analysis.h"

#define HINGE_NO_MATCH SIZE_MAX

/* Pairs of a marked and a found moment (both ascending) at most `window` apart: the
 * closest pair first, of equally close ones the earlier, each moment once. partner[i]
 * gets the position of the found moment of marked i, else HINGE_NO_MATCH. */
enum hinge_status hinge_match_events(struct hinge_analysis *analysis,
                                     const double *marked, size_t n_marked,
                                     const double *found, size_t n_found, double window,
                                     size_t *partner, struct hinge_error *error);

#endif
