/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pipe table (GitHub, pandoc, Quarto), readable as it is: numbers to the right;
 * characters that markdown or HTML would act on are escaped. */
#include "report/writers/writer.h"

#include "report/print/published.h"

static bool is_of_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* An underscore inside a word is harmless and column names are full of them. */
static void escape(struct hinge_text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool edge = *p == '_' && (p == text || !is_of_word(p[-1]) || !is_of_word(p[1]));
        if (edge || strchr("|\\`*<>[]&$~", *p) != NULL)
            hinge_text_add(out, "\\", 1);
        hinge_text_add(out, p, 1);
    }
}

/* Lines, none of which is a heading or an item of a list. */
static void add(struct hinge_text *out, const char *words)
{
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    while (*words != '\0') {
        size_t n = strcspn(words, "\n");
        line.length = 0;
        hinge_text_add(&line, words, n);
        hinge_text_adds(out, strchr("#+=", *words) != NULL ? "\\" : "");
        escape(out, hinge_text_string(&line));
        words += n;
        hinge_text_add(out, words, *words == '\n');
        words += *words == '\n';
    }
}

static void make_cell(const struct hinge_printed_cell *cell, struct hinge_text *out)
{
    out->length = 0;
    if (cell->symbol > 0)
        hinge_text_printf(out, "*%.*s*", (int)cell->symbol, cell->text);
    escape(out, cell->text + cell->symbol);
    hinge_text_adds(out, cell->mark >= 0 ? hinge_mark_text(cell->mark) : "");
}

static void repeat(struct hinge_text *out, const char *character, size_t n)
{
    for (; n > 0; n--)
        hinge_text_adds(out, character);
}

static void write_row(const struct hinge_printed *printed, const struct hinge_printed_cell *cell,
                      const size_t *width, struct hinge_text *out)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t c = 0; c < printed->columns; c++) {
        make_cell(&cell[c], &text);
        size_t blanks = width[c] - hinge_text_width(hinge_text_string(&text));
        hinge_text_adds(out, "| ");
        repeat(out, " ", printed->is_number[c] ? blanks : 0);
        hinge_text_adds(out, hinge_text_string(&text));
        repeat(out, " ", (printed->is_number[c] ? 0 : blanks) + 1);
    }
    hinge_text_adds(out, "|\n");
}

static void write_note(const char *note, struct hinge_text *out)
{
    if (note == NULL)
        return;
    hinge_text_adds(out, "\n");
    escape(out, note);
    hinge_text_adds(out, "\n");
}

static void print(struct hinge_printed *printed, struct hinge_text *out)
{
    if (printed->title != NULL) {
        hinge_text_adds(out, "**");
        escape(out, printed->title);
        hinge_text_adds(out, "**\n\n");
    }
    if (printed->columns > 0) {
        size_t columns = printed->columns;
        size_t *width = hinge_arena_alloc(&printed->arena, columns, sizeof *width);
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (size_t c = 0; c < columns; c++)
            width[c] = 3;
        for (size_t i = 0; i < (printed->rows + 1) * columns; i++) {
            make_cell(&printed->head[i], &text);
            size_t w = hinge_text_width(hinge_text_string(&text)), *most = &width[i % columns];
            *most = w > *most ? w : *most;
        }
        write_row(printed, printed->head, width, out);
        for (size_t c = 0; c < columns; c++) {
            hinge_text_adds(out, printed->is_number[c] ? "| " : "| :");
            repeat(out, "-", width[c] - 1);
            hinge_text_adds(out, printed->is_number[c] ? ": " : " ");
        }
        hinge_text_adds(out, "|\n");
        for (size_t row = 0; row < printed->rows; row++)
            write_row(printed, printed->cell + row * columns, width, out);
    }
    write_note(printed->marks, out);
    write_note(printed->footer, out);
}

const struct hinge_writer hinge_writer_markdown = {
    .id = "markdown",
    .takes = "digits,ids,label",
    .title = "pipe table for GitHub, pandoc, Quarto",
    .in_words = true,
    .extension = "md",
    .say = add,
    .print = print,
};
