/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a study with its own errors of measurement: its repetitions, and the
 * same measured again, some times, with the errors of each recording drawn anew. */
#ifndef HINGE_COMPARE_ERROR_DRAWS_H
#define HINGE_COMPARE_ERROR_DRAWS_H

#include "compare/analysed.h"

/* Fills a zero-initialised table, whose column error_draw is 0 where nothing was drawn,
 * and completes the request. `config` NULL: that of the request, else every default.
 * Errors: INPUT, USAGE (config), WRITE, NOMEM, INTERRUPTED. */
enum hinge_status hinge_error_draws_table(struct hinge_stats_request *request,
                                          const char *study, const char *config,
                                          hinge_read_results *read,
                                          struct hinge_table *table,
                                          struct hinge_error *error);

#endif
