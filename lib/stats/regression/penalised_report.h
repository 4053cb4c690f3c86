/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The penalised logistic fit of a model in the document. */
#ifndef HINGE_STATS_REGRESSION_PENALISED_REPORT_H
#define HINGE_STATS_REGRESSION_PENALISED_REPORT_H

#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"

/* /penalised with its coefficients, means and contrasts, and W_PENALISED. Of a random
 * part only the intercept of its first grouping factor. */
enum hinge_status hinge_put_penalised(struct hinge_analysis *analysis,
                                      const struct hinge_model_terms *terms,
                                      const struct hinge_model_rows *rows,
                                      struct hinge_error *error);

#endif
