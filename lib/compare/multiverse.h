/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a multiverse: a study analysed under every combination of the choices of
 * its grid, a row per repetition and combination, a column per choice. */
#ifndef HINGE_COMPARE_MULTIVERSE_H
#define HINGE_COMPARE_MULTIVERSE_H

#include "compare/analysed.h"

/* Fills a zero-initialised table, and says choices, left_out and what [multiverse] of
 * `config` (NULL: none) says of repetitions, outliers and covariates in the request.
 * Options that change no value of the outcome, the others as declared, are left out.
 * Errors: INPUT (a results file; the declared analysis fails), USAGE (config), NOMEM,
 * INTERRUPTED. */
enum hinge_status hinge_multiverse_table(struct hinge_stats_request *request,
                                         const char *study, const char *config,
                                         hinge_read_results *read,
                                         struct hinge_table *table,
                                         struct hinge_error *error);

#endif
