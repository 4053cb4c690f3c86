/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meaning, where checksums say nothing. */
#ifndef HINGE_STORE_CLOSED_SETS_H
#define HINGE_STORE_CLOSED_SETS_H

#include "store/source.h"

/* Words, reasons, parameters and numbers of a table of either file; DAMAGED (INPUT)
 * names the dataset, the row, what was found and what belongs there. */
enum hinge_status hinge_closed_sets_check(const struct hinge_source *source,
                                          const char *group,
                                          const struct hinge_table *table,
                                          struct hinge_error *error);
/* Values [rows][width] of an array as hinge_results_read gives them (missing is NaN),
 * the first of row `from`; `object` is "/reps/reason". */
enum hinge_status hinge_closed_numbers_check(const struct hinge_source *source,
                                             const char *object, const double *values,
                                             size_t rows, size_t width, size_t from,
                                             struct hinge_error *error);

#endif
