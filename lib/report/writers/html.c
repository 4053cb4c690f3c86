/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with the table, for a browser or to be pasted into a word processor: no
 * scripts, nothing from elsewhere. Word processors take width, alignment and rules from
 * the attributes of a table and its cells only. */
#include "report/writers/writer.h"

#include "report/display.h"
#include "report/published.h"

#include <string.h>

static void escape(struct hinge_text *out, const char *text)
{
    static const struct {
        char from;
        const char *to;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < 4 && entities[i].from != *text)
            i++;
        if (i < 4)
            hinge_text_puts(out, entities[i].to);
        else
            hinge_text_add(out, text, 1);
    }
}

static void element(struct hinge_text *out, const char *tag, const char *text)
{
    hinge_text_printf(out, "<%s>", tag);
    escape(out, text);
    hinge_text_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

/* A paragraph per line. */
static void say(struct hinge_text *out, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, "\n");
        struct hinge_text line = {0}, shown = {0};
        hinge_text_add(&line, words, n);
        hinge_display_minus(&shown, hinge_text_string(&line));
        if (n > 0) {
            element(out, "p", hinge_text_string(&shown));
            hinge_text_puts(out, "\n");
        }
        hinge_text_clear(&line);
        hinge_text_clear(&shown);
        words += n + (words[n] != '\0');
    }
}

/* The symbol of a statistic in italics, what follows "_" below the line. */
static void write_heading(const char *text, bool ids, struct hinge_text *out)
{
    size_t n = ids ? 0 : hinge_published_symbol(text);
    if (n > 0)
        hinge_text_printf(out, "<i>%.*s</i>", (int)strcspn(text, "_ "), text);
    if (n > 2)
        hinge_text_printf(out, "<sub>%.*s</sub>", (int)n - 2, text + 2);
    escape(out, text + n);
}

static const char *side(const struct hinge_table *table, size_t column)
{
    return hinge_display_is_number(&table->column[column]) ? " class=\"n\" align=\"right\"" : "";
}

/* A number's minus is a minus, a missing cell a dash. */
static void write_cell(const struct hinge_table *table, size_t column, size_t row, const char *text,
                       struct hinge_text *out)
{
    int mark = hinge_mark_of(table, column, row);
    struct hinge_text shown = {0};
    hinge_display_minus(&shown, text);
    if (strcmp(text, "-") == 0)
        hinge_text_puts(out, "–");
    else
        escape(out, hinge_text_string(&shown));
    hinge_text_clear(&shown);
    if (mark >= 0)
        hinge_text_printf(out, "<sup>%c</sup>", hinge_mark_letter(mark));
}

static void write_rows(const struct hinge_table *table, const struct hinge_writer_options *options,
                       struct hinge_text *out)
{
    static const char last[] = " style=\"border-bottom:1.5px solid\"";
    struct hinge_text cell = {0};
    hinge_text_puts(out, "<thead><tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        cell.length = 0;
        hinge_published_header(table, c, options, &cell);
        hinge_text_printf(out,
                          "<th scope=\"col\"%s style=\"border-top:1.5px solid;"
                          "border-bottom:1px solid\">",
                          side(table, c));
        write_heading(hinge_text_string(&cell), options->ids, out);
        hinge_text_puts(out, "</th>");
    }
    hinge_text_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < table->rows; row++) {
        hinge_text_puts(out, "<tr>");
        for (size_t c = 0; c < table->n_columns; c++) {
            hinge_published_cell(table, c, row, options, &cell);
            hinge_text_printf(out, "<td%s%s>", side(table, c), row + 1 == table->rows ? last : "");
            write_cell(table, c, row, hinge_text_string(&cell), out);
            hinge_text_puts(out, "</td>");
        }
        hinge_text_puts(out, "</tr>\n");
    }
    hinge_text_puts(out, "</tbody>\n");
    hinge_text_clear(&cell);
}

static enum hinge_status write_html(const struct hinge_table *table,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out, struct hinge_error *error)
{
    struct hinge_text marks = {0};
    (void)error;
    hinge_text_puts(out, "<table width=\"100%\" cellpadding=\"4\" cellspacing=\"0\">\n");
    if (options->title != NULL && *options->title != '\0') {
        element(out, "caption", options->title);
        hinge_text_puts(out, "\n");
    }
    if (table->n_columns > 0)
        write_rows(table, options, out);
    hinge_text_puts(out, "</table>\n");
    hinge_marks_line(table, options, &marks);
    say(out, hinge_text_string(&marks));
    say(out, options->footer != NULL ? options->footer : "");
    hinge_text_clear(&marks);
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_html = {
    .id = "html",
    .takes = "digits,ids,label",
    .title = "a page for a browser or a word processor",
    .in_words = true,
    .before = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
              "'none'; base-uri 'none'; form-action 'none'; style-src "
              "'unsafe-inline'\">\n<title>hingekit</title>\n<style>\n"
              "@page{size:29.7cm 21cm;margin:1.5cm}"
              "body{font:9pt/1.3 sans-serif;margin:2em}"
              "table{border-collapse:collapse;width:auto;margin:1em 0}"
              "caption{text-align:left;padding:.3em 0}"
              "th{text-align:left}th,td{padding:.1em .4em}.n{text-align:right}"
              "p{font-size:8pt;max-width:60em;margin:.3em 0}\n"
              "</style>\n</head>\n<body>\n",
    .after = "</body>\n</html>\n",
    .say = say,
    .write = write_html,
};
