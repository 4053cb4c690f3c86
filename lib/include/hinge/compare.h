/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a comparison starts from: a results file or a CSV as the table that an analysis
 * of hinge/stats.h takes. */
#ifndef HINGE_COMPARE_H
#define HINGE_COMPARE_H

#include <hinge/stats.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* Reads the table that a statistics request names as "data", relative to the folder of
 * request_file (NULL: the working folder): a CSV, or a results file. For a results file
 * the request is completed: whole, valid, measured repetitions unless it says
 * otherwise, recordings averaged before people. Errors: INPUT,
 * USAGE (phase, curve). */
HINGE_API enum hinge_status hinge_comparison_table(struct hinge_stats_request *request,
                                                   const char *request_file,
                                                   struct hinge_table *table,
                                                   struct hinge_error *error);

/* Sets mdc of a request to the minimal detectable change of an icc document
 * (mdc95_agreement), of each outcome where the
 * request has several or finds its own (cues), and mdc_of of `within` to what it is of:
 * outcome, phase, rater, filter, people. Errors: INPUT when the file can't be read or
 * is no such document, USAGE when it is of other outcomes. */
HINGE_API enum hinge_status hinge_comparison_mdc(struct hinge_stats_request *request,
                                                 const char *path, struct hinge_error *error);

HINGE_END_C_DECLS

#endif
