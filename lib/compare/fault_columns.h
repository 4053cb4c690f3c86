/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of repetitions as columns. */
#ifndef HINGE_COMPARE_FAULT_COLUMNS_H
#define HINGE_COMPARE_FAULT_COLUMNS_H

#include "store/store.h"

#include <hinge/table.h>

/* Adds a 0/1 column for each fault to a table with a row per repetition of the results,
 * in their order: 1 by the rule ("point" above the threshold, "certain" surely,
 * "possible" perhaps), missing where it was refused. With `severity` also
 * "severity:<fault>", in the fault's unit, and "reason:<fault>" of what was refused.
 * Of tasks whose faults are described, not counted, a state is missing, and there are
 * columns of reasons, unless `all_tasks`. Faults in `names` (joined by commas), NULL:
 * all. */
enum hinge_status hinge_fault_columns(struct hinge_results_reader *reader, const char *rule,
                                      bool severity, const char *names, bool all_tasks,
                                      struct hinge_table *table, struct hinge_error *error);

#endif
