/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished workbook, read back: every part whole, every cell as it was given. The
 * library that writes it does not see every write that fails. */
#ifndef HINGE_REPORT_WORKBOOK_CHECK_H
#define HINGE_REPORT_WORKBOOK_CHECK_H

#include <hinge/status.h>
#include <stddef.h>
#include <stdint.h>

/* Checksums of what a sheet was given, in the order of rows and columns; zero first. */
struct hinge_sheet_sum {
    uint32_t exact, printed; /* numbers as they are, and with 16 digits */
    uint32_t comments;
    size_t n_comments, n_widths; /* widths: of columns, which are written one after another */
};

void hinge_sheet_sum_text(struct hinge_sheet_sum *sum, size_t row, size_t column, const char *text);
void hinge_sheet_sum_number(struct hinge_sheet_sum *sum, size_t row, size_t column, double value);
void hinge_sheet_sum_comment(struct hinge_sheet_sum *sum, size_t row, size_t column,
                             const char *text);

/* Reads the workbook's bytes. Errors: WRITE, which names the part that is not as it
 * was given. */
enum hinge_status hinge_workbook_check(const char *bytes, size_t length,
                                       const struct hinge_sheet_sum *sheet, size_t n,
                                       struct hinge_error *error);

#endif
