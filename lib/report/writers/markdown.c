/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pipe table (GitHub, pandoc, Quarto), readable as it is: numbers to the right;
 * characters that markdown or HTML would act on are escaped. */
#include "report/writers/writer.h"

#include "base/memory.h"
#include "report/display.h"
#include "report/published.h"

#include <stdlib.h>
#include <string.h>

/* An underscore inside a word is harmless and column names are full of them. */
static void escape(struct hinge_text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool edge = *p == '_' && (p == text || p[1] == '\0');
        if (edge || strchr("|\\`*<>[]&$~", *p) != NULL)
            hinge_text_add(out, "\\", 1);
        hinge_text_add(out, p, 1);
    }
}

/* The header is row -1. `raw` is scratch. */
static void make_cell(const struct hinge_table *table, size_t column, long row,
                      const struct hinge_writer_options *how, struct hinge_text *raw,
                      struct hinge_text *cell)
{
    raw->length = 0;
    cell->length = 0;
    if (row >= 0)
        hinge_published_cell(table, column, (size_t)row, how, raw);
    else
        hinge_published_header(table, column, how, raw);
    const char *text = hinge_text_string(raw);
    size_t symbol = row < 0 && !how->ids ? hinge_published_symbol(text) : 0;
    if (symbol > 0)
        hinge_text_printf(cell, "*%.*s*", (int)symbol, text);
    escape(cell, text + symbol);
    if (row >= 0 && hinge_table_why(table, column, (size_t)row) != NULL)
        hinge_text_puts(cell, hinge_mark_text(hinge_mark_of(table, column, (size_t)row)));
    hinge_text_add(cell, "", 0);
}

static void repeat(struct hinge_text *out, const char *character, size_t n)
{
    for (; n > 0; n--)
        hinge_text_puts(out, character);
}

static void write_row(const struct hinge_table *table, const size_t *width, long row,
                      const struct hinge_writer_options *how, struct hinge_text *raw,
                      struct hinge_text *cell, struct hinge_text *out)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        make_cell(table, c, row, how, raw, cell);
        const char *text = hinge_text_string(cell);
        size_t blanks = width[c] - hinge_display_width(text);
        bool number = hinge_display_is_number(&table->column[c]);
        hinge_text_puts(out, "| ");
        repeat(out, " ", number ? blanks : 0);
        hinge_text_puts(out, text);
        repeat(out, " ", (number ? 0 : blanks) + 1);
    }
    hinge_text_puts(out, "|\n");
}

static void write_rule(const struct hinge_table *table, const size_t *width, struct hinge_text *out)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        bool number = hinge_display_is_number(&table->column[c]);
        hinge_text_puts(out, number ? "| " : "| :");
        repeat(out, "-", width[c] - 1);
        hinge_text_puts(out, number ? ": " : " ");
    }
    hinge_text_puts(out, "|\n");
}

static void write_body(const struct hinge_table *table, const struct hinge_writer_options *options,
                       size_t *width, struct hinge_text *out)
{
    struct hinge_text raw = {0}, cell = {0};
    for (size_t c = 0; c < table->n_columns; c++)
        width[c] = 3;
    for (long row = -1; row < (long)table->rows; row++)
        for (size_t c = 0; c < table->n_columns; c++) {
            make_cell(table, c, row, options, &raw, &cell);
            size_t w = hinge_display_width(hinge_text_string(&cell));
            width[c] = w > width[c] ? w : width[c];
        }
    for (long row = -1; row < (long)table->rows; row++) {
        write_row(table, width, row, options, &raw, &cell, out);
        if (row == -1)
            write_rule(table, width, out);
    }
    hinge_text_clear(&raw);
    hinge_text_clear(&cell);
}

/* What the letters beside dashes mean. */
static void write_marks(const struct hinge_table *table, const struct hinge_writer_options *options,
                        struct hinge_text *out)
{
    struct hinge_text line = {0};
    hinge_marks_line(table, options, &line);
    if (line.length > 0) {
        hinge_text_puts(out, "\n");
        escape(out, hinge_text_string(&line));
        hinge_text_puts(out, "\n");
    }
    hinge_text_clear(&line);
}

static enum hinge_status write_markdown(const struct hinge_table *table,
                                        const struct hinge_writer_options *options,
                                        struct hinge_text *out, struct hinge_error *error)
{
    (void)error;
    size_t *width = hinge_alloc(table->n_columns, sizeof *width);
    if (options->title != NULL && *options->title != '\0') {
        hinge_text_puts(out, "**");
        escape(out, options->title);
        hinge_text_puts(out, "**\n\n");
    }
    if (table->n_columns > 0)
        write_body(table, options, width, out);
    write_marks(table, options, out);
    if (options->footer != NULL && *options->footer != '\0') {
        hinge_text_puts(out, "\n");
        escape(out, options->footer);
        hinge_text_puts(out, "\n");
    }
    free(width);
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_markdown = {
    .id = "markdown",
    .takes = "digits,ids,label",
    .title = "pipe table for GitHub, pandoc, Quarto",
    .in_words = true,
    .extension = "md",
    .write = write_markdown,
};
