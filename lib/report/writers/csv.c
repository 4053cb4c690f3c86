/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma separated values (RFC 4180, with plain line feeds) for R, Excel and Python:
 * every digit, empty cells where nothing is there. Text that a spreadsheet would run as
 * a formula gets a leading apostrophe and quotes (OWASP "CSV injection"); numbers are
 * untouched. */
#include "report/writers/parts/delimited.h"

#include "report/display.h"

#include <string.h>

static void write_quoted(struct hinge_text *out, const char *text, bool formula)
{
    hinge_text_add(out, "\"", 1);
    if (formula)
        hinge_text_add(out, "'", 1);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            hinge_text_add(out, "\"", 1);
        hinge_text_add(out, text, 1);
    }
    hinge_text_add(out, "\"", 1);
}

static void write_value(struct hinge_text *out, const char *text)
{
    static const bool ends[256] = {
        ['\0'] = true, [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    bool formula = hinge_looks_like_formula(text);
    size_t plain = 0;
    while (!ends[(unsigned char)text[plain]])
        plain++;
    if (text[plain] != '\0' || formula)
        write_quoted(out, text, formula);
    else
        hinge_text_add(out, text, plain);
}

static enum hinge_status write_csv(const struct hinge_table *block, size_t before, bool last,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out)
{
    (void)last;
    return hinge_write_delimited(block, before, ',', write_value, options->progress, out);
}

const struct hinge_writer hinge_writer_csv = {
    .id = "csv",
    .takes = "",
    .title = "comma separated values for R, Excel, Python; every digit",
    .for_programs = true,
    .write_block = write_csv,
};
