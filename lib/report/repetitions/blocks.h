/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long table that is handed over in blocks while it is made: the next rows are made
 * while the last ones are written. */
#ifndef HINGE_REPORT_REPETITIONS_BLOCKS_H
#define HINGE_REPORT_REPETITIONS_BLOCKS_H

#include "report/tables/view.h"

/* Hands over the rows of a table, when there are enough of them and the request wants
 * that: after it the table may be empty, with the same columns. To be called between
 * rows. USAGE for an unknown name in --columns; what failed of the rows before, too. */
enum hinge_status hinge_tab_hand_over(struct hinge_tabulation *tab, struct hinge_table *table,
                                      struct hinge_error *error);
/* Waits until what was handed over is done, and says how it went. */
enum hinge_status hinge_tab_handed(struct hinge_tabulation *tab, struct hinge_error *error);
/* Waits, and frees. */
void hinge_tab_blocks_clear(struct hinge_tabulation *tab);

#endif
