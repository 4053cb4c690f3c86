/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis that a request names. */
#ifndef HINGE_STATS_RUN_FIND_H
#define HINGE_STATS_RUN_FIND_H

#include "stats/run/analysis.h"

/* Sets analysis->statistic; E_OPTION names the nearest, or all. */
enum hinge_status hinge_analysis_find(struct hinge_analysis *analysis, struct hinge_error *error);

#endif
