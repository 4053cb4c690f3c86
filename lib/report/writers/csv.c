/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma separated values (RFC 4180, with plain line feeds) for R, Excel and Python:
 * every digit, empty cells where nothing is there. Text that a spreadsheet would run as
 * a formula gets a leading apostrophe and quotes (OWASP "CSV injection"); numbers are
 * untouched. */
#include "report/writers/writer.h"

static enum hinge_status write_csv(const struct hinge_table *block, size_t before, bool last,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out)
{
    (void)last;
    return hinge_write_delimited(block, before, options->decimal == ',' ? ';' : ',', NULL, options,
                                 out);
}

const struct hinge_writer hinge_writer_csv = {
    .id = "csv",
    .takes = "",
    .title = "comma separated values for R, Excel, Python; every digit",
    .for_programs = true,
    .write_block = write_csv,
};
