/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of faults for papers. */
#ifndef HINGE_REPORT_FAULT_TABLES_H
#define HINGE_REPORT_FAULT_TABLES_H

#include "report/request.h"

/* If names are words: removes the rows of faults that were not judged in anybody, and notes them by
 * cause. Rows have the columns fault and people; without reasons the note has no causes. */
void hinge_fault_drop_unjudged(struct hinge_tabulation *tab);

/* Turns rows of fault and cell into a row per fault and a column per cell; faults that were judged
 * but not detected become a note. The table stays as it is if there are too many cells, or the
 * request chooses columns. */
void hinge_fault_widen(struct hinge_tabulation *tab);

#endif
