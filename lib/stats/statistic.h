/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of analyses: every .c file of this folder defines one
 * `const struct hinge_statistic hinge_statistic_<stem>` (see hinge/stats.h). What the
 * analyses share is in the rooms beside them (README.md). */
#ifndef HINGE_STATS_STATISTIC_H
#define HINGE_STATS_STATISTIC_H

#include "result/sentence.h"
#include "stats/run/analysis.h"

#include <hinge/stats.h>

#endif
