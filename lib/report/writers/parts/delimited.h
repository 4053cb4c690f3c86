/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What csv and tsv share, and how every text writes rows. */
#ifndef HINGE_REPORT_DELIMITED_H
#define HINGE_REPORT_DELIMITED_H

#include "report/writers/writer.h"

/* Quotes or escapes names and text cells; NULL: as cells of a csv (hinge_cell_delimited). */
typedef void hinge_write_text(struct hinge_text *out, const char *text);

/* Appends the rows of a block, and before the first block (`before` 0) the names of the columns.
 * Numbers have every digit, and the decimal mark of the options. */
enum hinge_status hinge_write_delimited(const struct hinge_table *block, size_t before,
                                        char delimiter, hinge_write_text *write,
                                        const struct hinge_writer_options *options,
                                        struct hinge_text *out);

/* Appends rows `from` up to `end`. */
typedef void hinge_write_rows(const void *how, const struct hinge_table *block, size_t from,
                              size_t end, struct hinge_text *out);
/* Appends all rows, which are independent: pieces of a long block are written side by side, and
 * joined in order. INTERRUPTED. */
enum hinge_status hinge_write_pieces(const struct hinge_table *block, hinge_write_rows *write,
                                     const void *how, const struct hinge_progress *progress,
                                     struct hinge_text *out);

#endif
