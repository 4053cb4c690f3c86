/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished SPSS file, read back and compared with the table it was made of. */
#ifndef HINGE_REPORT_SAV_CHECK_H
#define HINGE_REPORT_SAV_CHECK_H

#include <hinge/table.h>

/* A number of the table as the file has it: a code for why it is missing, NaN. */
typedef double hinge_sav_number(const void *context, const struct hinge_table *table, size_t column,
                                size_t row);

/* WRITE when a variable, row or value is not there as it was given. Texts are
 * compared up to `longest` bytes and without blanks at their end. */
enum hinge_status hinge_sav_check(const char *bytes, size_t length, const struct hinge_table *table,
                                  size_t longest, hinge_sav_number *number, const void *context,
                                  struct hinge_error *error);

#endif
