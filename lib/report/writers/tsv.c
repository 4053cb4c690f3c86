/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab separated values (text/tab-separated-values has no quotes): tab, line ends and
 * backslash inside text become \t \n \r \\; every digit; text that a spreadsheet would
 * run as a formula gets a leading apostrophe. */
#include "report/writers/parts/delimited.h"

#include "report/display.h"

#include <string.h>

static void write_value(struct hinge_text *out, const char *text)
{
    static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
    if (*text != '\t' && *text != '\n' && *text != '\r' && hinge_looks_like_formula(text))
        hinge_text_add(out, "'", 1);
    for (; *text != '\0'; text++) {
        const char *found = strchr(special, *text);
        if (found != NULL) {
            hinge_text_add(out, "\\", 1);
            hinge_text_add(out, &letters[found - special], 1);
        } else {
            hinge_text_add(out, text, 1);
        }
    }
}

static enum hinge_status write_tsv(const struct hinge_table *block, size_t before, bool last,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out)
{
    (void)last;
    return hinge_write_delimited(block, before, '\t', write_value, options->progress, out);
}

const struct hinge_writer hinge_writer_tsv = {
    .id = "tsv",
    .takes = "",
    .title = "tab separated values; every digit",
    .for_programs = true,
    .write_block = write_tsv,
};
