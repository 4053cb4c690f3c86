/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a page. */
#include "page/html.h"

#include "base/hash.h"
#include "base/memory.h"
#include "figure/svg.h"
#include "report/display.h"
#include "report/published.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* "; style-src 'sha256-…'", or one more of the same directive. */
static enum hinge_status put_source(struct hinge_text *out, const char *directive,
                                    const char *content, struct hinge_error *error)
{
    char digest[HINGE_SHA256_BASE64];
    enum hinge_status status = hinge_sha256_base64(content, strlen(content), digest, error);
    hinge_text_printf(out, "%s%s 'sha256-%s'", *directive != '\0' ? "; " : "", directive, digest);
    return status;
}

/* Languages whose usual script is written from the right (CLDR), by their first part.
 */
static bool is_from_right(const char *language)
{
    char first[4] = "";
    size_t n = strcspn(language, "-_");
    if (n >= sizeof first)
        return false;
    for (size_t i = 0; i < n; i++)
        first[i] = (char)(language[i] | 0x20);
    return hinge_listed("ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi", '|', first);
}

enum hinge_status hinge_html_open(struct hinge_text *out, const char *title, const char *language,
                                  const char *style, const char *print, const char *script,
                                  struct hinge_error *error)
{
    hinge_text_puts(out, "<!DOCTYPE html>\n<html lang=\"");
    hinge_markup_escape(out, language);
    hinge_text_puts(out, is_from_right(language) ? "\" dir=\"rtl" : "");
    hinge_text_puts(out, "\">\n<head>\n"
                         "<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" "
                         "content=\"default-src 'none'; base-uri 'none'; form-action "
                         "'none'");
    enum hinge_status status = put_source(out, "style-src", style, error);
    if (status == HINGE_OK && print != NULL)
        status = put_source(out, "", print, error);
    if (status == HINGE_OK && script != NULL)
        status = put_source(out, "script-src", script, error);
    hinge_text_puts(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
                         "initial-scale=1\">\n<meta name=\"referrer\" "
                         "content=\"no-referrer\">\n");
    hinge_html_element(out, "title", title);
    hinge_text_printf(out, "\n<style>%s</style>\n", style);
    if (print != NULL)
        hinge_text_printf(out, "<style>%s</style>\n", print);
    hinge_text_puts(out, "</head>\n<body>\n");
    if (script != NULL)
        hinge_text_puts(out, "<a class=\"skip\" href=\"#answers\">To the answers</a>\n");
    hinge_text_puts(out, "<main>\n");
    return status;
}

void hinge_html_close(struct hinge_text *out, const char *script)
{
    hinge_text_puts(out, "</main>\n");
    if (script != NULL)
        hinge_text_printf(out, "<script>%s</script>\n", script);
    hinge_text_puts(out, "</body>\n</html>\n");
}

void hinge_html_element(struct hinge_text *out, const char *tag, const char *text)
{
    hinge_text_printf(out, "<%s>", tag);
    hinge_markup_escape(out, text);
    hinge_text_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

/* Where a paragraph ends: at a line that ends a sentence. */
static size_t paragraph(const char *text)
{
    size_t n = strcspn(text, "\n");
    while (text[n] == '\n' && n > 0 && text[n - 1] != '.' && text[n + 1] != '\0')
        n += 1 + strcspn(text + n + 1, "\n");
    return n;
}

void hinge_html_lines(struct hinge_text *out, const char *tag, const char *text)
{
    while (text != NULL && *text != '\0') {
        size_t n = paragraph(text);
        struct hinge_text line = {0};
        for (size_t i = 0; i < n; i++)
            hinge_text_add(&line, text[i] == '\n' ? " " : text + i, 1);
        if (n > 0)
            hinge_html_element(out, tag, hinge_text_string(&line));
        hinge_text_puts(out, n > 0 ? "\n" : "");
        hinge_text_clear(&line);
        text += n + (text[n] != '\0');
    }
}

/* --- tables --- */

enum { WORDY = 40 }; /* letters from which a cell is wrapped */

/* More columns than this don't fit on paper: those that say the same in every row are
 * left out of print and told below the table. */
enum { PRINTED_COLUMNS = 12 };

/* Which columns are not printed, [column]; NULL where all fit. */
static bool *find_unprinted(const struct hinge_table *table)
{
    char first[HINGE_CELL_MAX], other[HINGE_CELL_MAX];
    bool *unprinted = NULL;
    if (table->n_columns <= PRINTED_COLUMNS || table->rows < 2)
        return NULL;
    unprinted = hinge_alloc(table->n_columns, sizeof *unprinted);
    for (size_t c = 0; unprinted != NULL && c < table->n_columns; c++) {
        unprinted[c] = true;
        for (size_t row = 0; unprinted[c] && row < table->rows; row++)
            unprinted[c] = hinge_mark_of(table, c, row) < 0 &&
                           strcmp(hinge_exact_cell(table, c, row, other),
                                  hinge_exact_cell(table, c, 0, first)) == 0;
    }
    return unprinted;
}

static void put_class(struct hinge_text *out, const char *kind, bool unprinted)
{
    if (*kind != '\0' || unprinted)
        hinge_text_printf(out, " class=\"%s%s%s\"", kind, *kind != '\0' && unprinted ? " " : "",
                          unprinted ? "same" : "");
}

static void put_head(struct hinge_text *out, const struct hinge_table *table,
                     const struct hinge_printed *printed, const bool *unprinted)
{
    hinge_text_puts(out, "<thead><tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        bool number = table->column[c].type == HINGE_COLUMN_NUMBER;
        hinge_text_puts(out, "<th scope=\"col\"");
        put_class(out, number ? "n" : "", unprinted != NULL && unprinted[c]);
        hinge_text_puts(out, " data-v=\"");
        hinge_markup_escape(out, table->column[c].name);
        hinge_text_puts(out, "\">");
        hinge_printed_heading(&printed->head[c], out);
        hinge_text_puts(out, "</th>");
    }
    hinge_text_puts(out, "</tr></thead>\n<tbody>\n");
}

/* A table of so few rows is not split on paper; the rows after SHOWN_ROWS are in a
 * second body, which the script shows in parts of this size. */
enum { WHOLE_ROWS = 30, SHOWN_ROWS = 500 };

/* Paths and ids, which have no blanks, may be broken where their parts meet. */
static void put_breakable(struct hinge_text *out, const char *shown)
{
    struct hinge_text escaped = {0};
    hinge_markup_escape(&escaped, shown);
    const char *part = hinge_text_string(&escaped);
    for (size_t length; *part != '\0'; part += length) {
        length = strcspn(part, "/_");
        length += part[length] != '\0';
        hinge_text_add(out, part, length);
        if (part[length] != '\0')
            hinge_text_puts(out, "<wbr>");
    }
    hinge_text_clear(&escaped);
}

/* "0.44 ± 0.05", "−0.2 [−0.3, 0.1]": what is kept on one line; words after a number are
 * not. */
static bool is_figure(const char *shown)
{
    static const char minus[] = "−";
    size_t sign = strncmp(shown, minus, strlen(minus)) == 0 ? strlen(minus) : 0;
    for (const char *p = shown + sign; *p != '\0'; p++)
        if (isalpha((unsigned char)p[0]) && isalpha((unsigned char)p[1]))
            return false;
    return shown[sign] >= '0' && shown[sign] <= '9';
}

/* What is shown, and beside it the exact value where that differs. */
static void put_cell(struct hinge_text *out, const struct hinge_table *table, size_t column,
                     size_t row, const struct hinge_printed_cell *cell, bool unprinted)
{
    char buffer[HINGE_CELL_MAX];
    bool number = table->column[column].type == HINGE_COLUMN_NUMBER;
    const char *exact = hinge_exact_cell(table, column, row, buffer);
    struct hinge_text with_minus = {0};
    hinge_display_minus(&with_minus, cell->text);
    const char *shown = hinge_text_string(&with_minus);
    hinge_text_puts(out, "<td");
    put_class(out,
              number                  ? "n"
              : strlen(shown) > WORDY ? "w"
              : is_figure(shown)      ? "k"
                                      : "",
              unprinted);
    if (strcmp(exact, shown) != 0) {
        hinge_text_puts(out, " data-v=\"");
        hinge_markup_escape(out, exact);
        hinge_text_puts(out, "\"");
    }
    hinge_text_puts(out, ">");
    put_breakable(out, cell->missing ? "–" : shown);
    hinge_text_clear(&with_minus);
    if (cell->mark >= 0)
        hinge_text_printf(out, "<sup>%c</sup>", hinge_mark_letter(cell->mark));
    hinge_text_puts(out, "</td>");
}

/* What the columns that are not printed say, for paper only. */
static void put_unprinted(struct hinge_text *out, const struct hinge_printed *printed,
                          const bool *unprinted)
{
    struct hinge_text words = {0};
    for (size_t c = 0; unprinted != NULL && c < printed->columns; c++)
        if (unprinted[c])
            hinge_text_printf(
                &words, "%s%s %s",
                words.length > 0 ? ", " : "The same in every row: ", printed->head[c].text,
                printed->cell[c].missing ? "–" : printed->cell[c].text);
    hinge_text_puts(&words, words.length > 0 ? "." : "");
    if (words.length > 0)
        hinge_html_element(out, "p class=\"once\"", hinge_text_string(&words));
    hinge_text_clear(&words);
}

void hinge_html_table(struct hinge_text *out, const char *id, const char *title,
                      const struct hinge_table *table, const char *footer,
                      const struct hinge_label_list *labels)
{
    struct hinge_printed printed;
    bool *unprinted = find_unprinted(table);
    hinge_printed_make(table, &(struct hinge_writer_options){.labels = labels}, &printed);
    const struct hinge_printed_cell *cell = printed.cell;
    hinge_text_printf(out, "<section class=\"t%s\" id=\"",
                      table->rows <= WHOLE_ROWS ? " whole" : "");
    hinge_markup_escape(out, id);
    hinge_text_puts(out, "\">\n");
    hinge_text_puts(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
                         "aria-label=\"");
    hinge_markup_escape(out, *title != '\0' ? title : id);
    hinge_text_puts(out, "\"><table>\n");
    if (*title != '\0')
        hinge_html_element(out, "caption", title);
    put_head(out, table, &printed, unprinted);
    for (size_t row = 0; row < table->rows; row++) {
        if (row == SHOWN_ROWS)
            hinge_text_puts(out, "</tbody>\n<tbody class=\"rest\">\n");
        hinge_text_puts(out, "<tr>");
        for (size_t c = 0; c < table->n_columns; c++)
            put_cell(out, table, c, row, cell++, unprinted != NULL && unprinted[c]);
        hinge_text_puts(out, "</tr>\n");
    }
    hinge_text_puts(out, "</tbody></table></div>\n");
    put_unprinted(out, &printed, unprinted);
    hinge_html_lines(out, "p class=\"note\"", printed.marks);
    hinge_html_lines(out, "p class=\"note\"", footer);
    hinge_text_puts(out, "</section>\n");
    hinge_arena_clear(&printed.arena);
    free(unprinted);
}
