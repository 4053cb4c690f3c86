/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as they are printed. */
#ifndef HINGE_REPORT_FAULT_TABLES_H
#define HINGE_REPORT_FAULT_TABLES_H

#include "base/text.h"
#include "report/request.h"

#include <hinge/report.h>
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

/* --- Faults as a journal prints them: a row per fault, a column per group and condition. --- */
#define HINGE_FAULT_WIDE_CAPTION                                                                   \
    "Prevalence of the faults that were detected: mean of the participants' rates "                \
    "over judged repetitions [95% CI]"

/* Fills a zero-initialised table from the rows of `hinge-table faults`, "53% [19, 85]"
 * in a cell; what was judged and nowhere detected is one line, appended. Cells
 * that a page has no room for make blocks of rows: a column for each cue, rows for each
 * group. The table has no column where no key of the cells has few enough values.
 * labels may be NULL. */
void hinge_fault_wide(const struct hinge_table *table, const struct hinge_label_list *labels,
                      struct hinge_table *wide, struct hinge_text *undetected);

#endif
