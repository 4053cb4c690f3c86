/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table writers: one file of this folder each, a const descriptor hinge_writer_<stem>.
 * A writer turns a table into text; it never opens files and never prints. */
#pragma once

#include "base/base.h"

#include <hinge/report.h>

struct hinge_printed;

struct hinge_writer {
    const char *id;             /* "csv" */
    const char *title;          /* one line for --help */
    const char *extension;      /* of file names; NULL: the id */
    const char *takes;          /* options it takes, joined by commas */
    const char *lacks;          /* the library without which this was built; else NULL */
    bool for_programs;          /* every column and digit; no words between tables */
    bool in_words;              /* names as a paper prints them, unless ids are wanted */
    const char *before, *after; /* around a file's tables; NULL for nothing */
    /* Appends words that stand between tables, which are lines of plain text with names of the
     * study in them, quoted for the format. NULL: as they are. */
    void (*say)(struct hinge_text *out, const char *words);
    /* Appends the table to out. options is never NULL, but its texts may be. */
    enum hinge_status (*write)(const struct hinge_table *table,
                               const struct hinge_writer_options *options, struct hinge_text *out,
                               struct hinge_error *error);
    /* Instead of write: appends the table as a paper has it (report/print/published.h). */
    void (*print)(struct hinge_printed *printed, struct hinge_text *out);
    /* Instead of write: appends a block of rows. `before` rows were written earlier; if there were
     * none, the head comes first. Errors: INTERRUPTED. */
    enum hinge_status (*write_block)(const struct hinge_table *block, size_t before, bool last,
                                     const struct hinge_writer_options *options,
                                     struct hinge_text *out);
    /* Instead of these: all n >= 1 tables of a file at once, each with a name. */
    enum hinge_status (*book)(const struct hinge_result_table *tables, size_t n,
                              const struct hinge_writer_options *options, struct hinge_text *out,
                              struct hinge_error *error);
};

/* The writer of that id, NULL when there is none. */
const struct hinge_writer *hinge_writer_find(const char *id);
/* Words between tables, as the writer says them. */
void hinge_writer_add_words(const struct hinge_writer *writer, struct hinge_text *out,
                            const char *words);
/* The options of a public call, as hinge_request_take; NULL: all as they are. */
enum hinge_status hinge_writer_options_take(struct hinge_writer_options *copy,
                                            const struct hinge_writer_options *given,
                                            struct hinge_error *error);

/* OK if there is such a writer and this build has its library; else USAGE, which names the others.
 */
enum hinge_status hinge_writer_built(const char *id, struct hinge_error *error);
/* Tables one after another with what stands around them, or as a workbook; title and footer in the
 * options are those of the tables. USAGE if a file of this writer holds only one table. */
enum hinge_status hinge_writer_add_all(const struct hinge_writer *writer,
                                       const struct hinge_result_table *tables, size_t n,
                                       const struct hinge_writer_options *options,
                                       struct hinge_text *out, struct hinge_error *error);
/* Hands `out` over as *text, its lines broken between words at a width (0: not), or clears it. */
enum hinge_status hinge_writer_end(struct hinge_text *out, size_t width, enum hinge_status status,
                                   char **text, size_t *length);
/* One table without what stands around it in a file. Writers for readers leave out the columns for
 * programs. */
enum hinge_status hinge_writer_add(const struct hinge_writer *writer,
                                   const struct hinge_table *table,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out, struct hinge_error *error);
/* Adds the text of the next rows of a table after `before` rows. All blocks together are the text
 * that hinge_table_format gives. Errors: USAGE if the writer takes no blocks. */
enum hinge_status hinge_writer_add_block(const char *writer, const struct hinge_table *block,
                                         size_t before, bool last,
                                         const struct hinge_writer_options *options,
                                         struct hinge_text *out, struct hinge_error *error);

/* All writers, sorted by id (generated). */
const struct hinge_writer *const *hinge_writer_list(size_t *count);
size_t hinge_writer_ids(const char *id[HINGE_IDS_MOST]);

/* --- What csv and tsv share, and how every text writes rows. --- */

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

/* --- A finished workbook, read back: every part whole, with as many cells as it was given. The
 * library that writes it does not see every write that fails. --- */

/* What a sheet was given; widths: of columns. */
struct hinge_sheet_counts {
    size_t cells, comments, widths;
};

/* Reads the workbook's bytes. Errors: WRITE, which names the part that is not as it
 * was given. */
enum hinge_status hinge_workbook_check(const char *bytes, size_t length,
                                       const struct hinge_sheet_counts *sheet, size_t n,
                                       struct hinge_error *error);
