/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meaning, where checksums say nothing. */
#ifndef HINGE_STORE_CLOSED_SETS_H
#define HINGE_STORE_CLOSED_SETS_H

#include "base/text.h"
#include "store/source.h"

/* Words, reasons, parameters and numbers of a table of either file; DAMAGED (INPUT)
 * names the dataset, the row, what was found and what belongs there. */
enum hinge_status hinge_closed_sets_check(const struct hinge_source *source, const char *group,
                                          const struct hinge_table *table,
                                          struct hinge_error *error);
/* Adds the names, joined by blanks, of the values 0, 1, 2, … of an array of /reps, or
 * of its bits ("warnings"); nothing of any other array. */
void hinge_closed_meanings(const char *group, const char *array, struct hinge_text *out);

/* Values [rows][width] of an array as hinge_results_read gives them (missing is NaN),
 * the first of row `from`; `object` is "/reps/reason". */
enum hinge_status hinge_closed_numbers_check(const struct hinge_source *source, const char *object,
                                             const double *values, size_t rows, size_t width,
                                             size_t from, struct hinge_error *error);

#endif
