/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as they are printed. */
#ifndef HINGE_REPORT_FAULT_TABLES_H
#define HINGE_REPORT_FAULT_TABLES_H

#include "report/request.h"

#include <hinge/table.h>

/* Where names are words: takes away the rows of faults that nobody was judged by, and
 * says in the notes which, by cause. Rows have the columns fault and people; without
 * reasons the notes say only that there were such faults.
 */
void hinge_fault_for_paper(struct hinge_tabulation *tab, struct hinge_table *table);

/* A row per fault, a column per cell, in place of a row of both; what was judged and
 * not detected is a note. Left as it is where there are too many cells, or the request
 * chooses the columns itself. */
void hinge_fault_paper_table(struct hinge_tabulation *tab, struct hinge_table *table);

#endif
