/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An analysis of hinge-compare on the people that a figure shows. */
#ifndef HINGE_FIGURE_FIGURE_ANALYSIS_H
#define HINGE_FIGURE_FIGURE_ANALYSIS_H

#include "result/result.h"

#include <hinge/table.h>
#include <jansson.h>

/* Runs it with these options (option and value, the first is "analysis"). *results is
 * the document's results, json_decref it; NULL when it could not be made: why is in
 * *why, and the status OK. Errors: INTERNAL. */
enum hinge_status hinge_figure_analyse(const char *const (*option)[2], size_t n,
                                       const struct hinge_table *table, json_t **results,
                                       struct hinge_error *why);

#endif
