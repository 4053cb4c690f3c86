/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why repetitions lack an outcome. */
#ifndef HINGE_COMPARE_OUTCOME_REASONS_H
#define HINGE_COMPARE_OUTCOME_REASONS_H

#include "store/store.h"

#include <hinge/table.h>

/* Adds the text column "reason:<metric>" to a table with a row per repetition of the
 * results, in their order: the reason code where the metric has none in the phase,
 * missing elsewhere. Nothing is added for a column that is no metric. */
enum hinge_status hinge_outcome_reasons(struct hinge_results_reader *reader, const char *metric,
                                        const char *phase, struct hinge_table *table,
                                        struct hinge_error *error);

#endif
