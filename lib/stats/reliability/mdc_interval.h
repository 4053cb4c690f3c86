/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a minimal detectable change is known. */
#ifndef HINGE_STATS_RELIABILITY_MDC_INTERVAL_H
#define HINGE_STATS_RELIABILITY_MDC_INTERVAL_H

#include "stats/run/analysis.h"

/* Writes mdc95_consistency_low/_high and mdc95_agreement_low/_high beside the
 * estimates: chi-square intervals of the error variance of n targets by k raters, with
 * df of the error, for agreement by Satterthwaite (1946) from the mean squares of
 * raters (k - 1) and error. */
void hinge_put_mdc_interval(struct hinge_analysis *analysis, json_t *object, double n, double k,
                            double msc, double mse, double df_error);

#endif
