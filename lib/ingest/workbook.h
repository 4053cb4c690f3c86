/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of an Excel workbook (.xlsx) as CSV. */
#ifndef HINGE_INGEST_WORKBOOK_H
#define HINGE_INGEST_WORKBOOK_H

#include "base/file.h"
#include "base/text.h"

/* Whether a file has the name and the first bytes of a workbook. */
bool hinge_is_workbook(const char *path, const struct hinge_bytes *bytes);

/* Adds the i-th sheet as CSV with commas, a line per row of the sheet: texts as they are, numbers
 * with points, dates as 2026-03-12, formulas as their stored values; and its name, which may be
 * empty. *more is false past the last sheet. INPUT, naming the cell, for an error such as #REF!;
 * for what is no whole workbook, or has more than 16 MB, or 64 MB unpacked. */
enum hinge_status hinge_workbook_sheet(const char *path, const struct hinge_bytes *bytes, size_t i,
                                       struct hinge_text *csv, struct hinge_text *name, bool *more,
                                       struct hinge_error *error);

#endif
