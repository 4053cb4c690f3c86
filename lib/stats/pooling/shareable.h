/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shareable: n, mean and covariance over conditions of groups of enough people, and
 * nothing else. The analysis behind hinge_share (hinge/compare.h); not in the list. */
#ifndef HINGE_STATS_POOLING_SHAREABLE_H
#define HINGE_STATS_POOLING_SHAREABLE_H

#include "stats/statistic.h"

extern const struct hinge_statistic hinge_statistic_shareable;

#endif
