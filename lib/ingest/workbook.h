/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet beside recordings: which of its sheets may be the trial list. */
#ifndef HINGE_INGEST_WORKBOOK_H
#define HINGE_INGEST_WORKBOOK_H

#include "base/text.h"

/* Writes why the spreadsheet is left out and what to do: the sheet that has a trial
 * list's header, or the names of all where none has. Only workbooks (.xlsx) can be
 * looked into. NOMEM. */
enum hinge_status hinge_workbook_describe(const char *path, struct hinge_text *out,
                                          struct hinge_error *error);

#endif
