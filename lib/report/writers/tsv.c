/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab separated values (text/tab-separated-values has no quotes): tab, line ends and
 * backslash inside text become \t \n \r \\; every digit; text that a spreadsheet would
 * run as a formula gets a leading apostrophe. */
#include "report/writers/writer.h"

#include "table/cells.h"

static enum hinge_status write_tsv(const struct hinge_table *block, size_t before, bool last,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out)
{
    (void)last;
    return hinge_write_delimited(block, before, '\t', hinge_cell_tsv, options, out);
}

const struct hinge_writer hinge_writer_tsv = {
    .id = "tsv",
    .takes = "",
    .title = "tab separated values; every digit",
    .for_programs = true,
    .write_block = write_tsv,
};
