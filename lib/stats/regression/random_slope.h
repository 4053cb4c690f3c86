/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that vary within people and have no random slope. */
#ifndef HINGE_STATS_REGRESSION_RANDOM_SLOPE_H
#define HINGE_STATS_REGRESSION_RANDOM_SLOPE_H

#include "stats/regression/model_rows.h"

/* Writes `no_slope`, the factors of the fixed part that vary within some participant,
 * have two rows or more in some participant's cell, and neither a random slope nor an
 * intercept per participant and level; with one `formula_with_slopes` too, and warns
 * W_NO_SLOPE: with the spread of people's own effects in the residual, p is too small
 * (Barr, Levy, Scheepers & Tily 2013; Heisig & Schaeffer 2019). To be called before
 * anything else warns: it stands first. */
enum hinge_status hinge_model_check_slopes(struct hinge_analysis *analysis,
                                           const struct hinge_model_rows *rows,
                                           const struct hinge_formula *formula,
                                           struct hinge_error *error);

#endif
