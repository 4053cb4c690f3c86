/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings with the same numbers, as a sentence under a table. */
#ifndef HINGE_REPORT_REQUEST_SAME_NUMBERS_H
#define HINGE_REPORT_REQUEST_SAME_NUMBERS_H

#include "report/tables/view.h"

/* Adds it to the notes; nothing where there are none. */
void hinge_tab_note_duplicates(struct hinge_tabulation *tab);

#endif
