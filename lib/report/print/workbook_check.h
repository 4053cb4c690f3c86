/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished workbook, read back: every part whole, with as many cells as it was given. The
 * library that writes it does not see every write that fails. */
#ifndef HINGE_REPORT_WORKBOOK_CHECK_H
#define HINGE_REPORT_WORKBOOK_CHECK_H

#include <hinge/status.h>

/* What a sheet was given; widths: of columns. */
struct hinge_sheet_counts {
    size_t cells, comments, widths;
};

/* Reads the workbook's bytes. Errors: WRITE, which names the part that is not as it
 * was given. */
enum hinge_status hinge_workbook_check(const char *bytes, size_t length,
                                       const struct hinge_sheet_counts *sheet, size_t n,
                                       struct hinge_error *error);

#endif
