/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjustment of p values for multiple tests, as R's p.adjust. */
#ifndef HINGE_STATS_DIFFERENCE_P_ADJUST_H
#define HINGE_STATS_DIFFERENCE_P_ADJUST_H

#include "base/memory.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

enum hinge_adjust_method { HINGE_ADJUST_HOLM, HINGE_ADJUST_BONFERRONI };

/* out[i] from p[i]; NaN stays NaN and is not counted. Scratch comes from the arena. */
enum hinge_status hinge_adjust(struct hinge_arena *arena, enum hinge_adjust_method method,
                               const double *p, size_t n, double *out, struct hinge_error *error);

#endif
