/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixed model of all people that the cells determine exactly: value ~ site +
 * group * condition + (1 | participant), complete people, by REML. */
#ifndef HINGE_STATS_POOLING_SITE_MODEL_H
#define HINGE_STATS_POOLING_SITE_MODEL_H

#include "stats/pooling/site_effects.h"

/* Puts `model` (people, sites, variances), `model terms` (F tests) and `model effects`
 * (the effects chosen) into results; the reason where there is no model. */
enum hinge_status hinge_site_model_put(struct hinge_analysis *analysis,
                                       const struct hinge_site_cells *cells,
                                       const struct hinge_site_effects *effects,
                                       struct hinge_error *error);

#endif
