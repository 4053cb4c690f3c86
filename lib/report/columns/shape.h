/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that is made, in another shape: a row per person, other order, other digits.
 */
#ifndef HINGE_REPORT_COLUMNS_SHAPE_H
#define HINGE_REPORT_COLUMNS_SHAPE_H

#include "report/tables/view.h"

/* --wide: a summary with a row per cell and metric becomes one with a row per cell of
 * all keys but the last of --by, and a column `metric.level` for each of its levels
 * (`metric.phase.level` where there are several phases). */
enum hinge_status hinge_tab_widen(struct hinge_tabulation *tab, const char *by,
                                  struct hinge_table *table, struct hinge_error *error);
/* --sort, --digits and --stat n_pct; USAGE for a column that is not there. */
enum hinge_status hinge_tab_shape(struct hinge_tabulation *tab, struct hinge_table *table,
                                  struct hinge_error *error);

#endif
