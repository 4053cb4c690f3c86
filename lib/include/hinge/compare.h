/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the table and the minimal detectable change that an analysis of hinge/stats.h needs, from a
 * results file, a CSV or the JSON of hinge-compare. */
#pragma once

#include <hinge/stats.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* Reads the table that a request names as "data": a CSV or a results file. Its path is relative to
 * the folder of request_file (NULL: the working folder). For a results file the request is
 * completed: unless it says otherwise, only complete, valid, measured repetitions count, and
 * recordings are averaged before people. Errors: INPUT, USAGE (phase, curve). */
HINGE_API enum hinge_status hinge_comparison_table(struct hinge_stats_request *request,
                                                   const char *request_file,
                                                   struct hinge_table *table,
                                                   struct hinge_error *error);

/* Sets the option mdc of a request from the JSON of the analysis icc (mdc95_agreement): for each
 * outcome if the request has several or finds its own (cues). For `within` also sets mdc_of to what
 * mdc belongs to: outcome, phase, rater, filter, people. Errors: INPUT if the file cannot be read
 * or is not JSON of icc, USAGE if it is about other outcomes. */
HINGE_API enum hinge_status hinge_comparison_mdc(struct hinge_stats_request *request,
                                                 const char *path, struct hinge_error *error);

HINGE_END_C_DECLS
