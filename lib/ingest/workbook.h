/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of an Excel workbook (.xlsx) as CSV. */
#ifndef HINGE_INGEST_WORKBOOK_H
#define HINGE_INGEST_WORKBOOK_H

#include "base/file.h"
#include "base/text.h"

/* Whether a file has the name and the first bytes of a workbook. */
bool hinge_is_workbook(const char *path, const struct hinge_bytes *bytes);

/* Opens a workbook, whose bytes and path stay the caller's: texts, formats and sheets are read
 * once. INPUT for what is no whole workbook, and for more than 16 MB, or 64 MB unpacked. *book is
 * to be freed, also after an error. */
struct hinge_workbook;
enum hinge_status hinge_workbook_open(const char *path, const struct hinge_bytes *bytes,
                                      struct hinge_workbook **book, struct hinge_error *error);
void hinge_workbook_free(struct hinge_workbook *book);

/* Sets `csv` to the i-th sheet as CSV with commas, a line per row of the sheet, and behind it the
 * zeros that hinge_csv_open needs: texts as they are, numbers with points, those in formats such as
 * 000 as the sheet shows them, dates as 2026-03-12, formulas as their stored values; and `name` to
 * its name, which may be empty. *more is false past the last sheet. All cells, or INPUT: a part
 * that is damaged, naming it; a cell that cannot be read, such as #REF!, naming the cell; more than
 * 64 MB of CSV. */
enum hinge_status hinge_workbook_sheet(struct hinge_workbook *book, size_t i,
                                       struct hinge_text *csv, struct hinge_text *name, bool *more,
                                       struct hinge_error *error);

#endif
