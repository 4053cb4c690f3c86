/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with the table, for a browser or to be pasted into a word processor: no
 * scripts, nothing from elsewhere. Word processors take width, alignment and rules from
 * the attributes of a table and its cells only. */
#include "report/writers/writer.h"

#include "report/print/display.h"
#include "report/print/published.h"

static void element(struct hinge_text *out, const char *tag, const char *text)
{
    hinge_text_printf(out, "<%s>", tag);
    hinge_markup_escape(out, text);
    hinge_text_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

/* A paragraph per line. */
static void add(struct hinge_text *out, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, "\n");
        cleared_by(hinge_text_clear) struct hinge_text line = {0}, shown = {0};
        hinge_text_add(&line, words, n);
        hinge_display_minus(&shown, hinge_text_string(&line));
        if (n > 0) {
            element(out, "p", hinge_text_string(&shown));
            hinge_text_adds(out, "\n");
        }
        words += n + (words[n] != '\0');
    }
}

static const char *side(const struct hinge_printed *printed, size_t column)
{
    return printed->is_number[column] ? " class=\"n\" align=\"right\"" : "";
}

static void print(struct hinge_printed *printed, struct hinge_text *out)
{
    hinge_text_adds(out, "<table width=\"100%\" cellpadding=\"4\" cellspacing=\"0\">\n");
    if (printed->title != NULL) {
        element(out, "caption", printed->title);
        hinge_text_adds(out, "\n");
    }
    if (printed->columns > 0) {
        static const char last[] = " style=\"border-bottom:1.5px solid\"";
        const struct hinge_printed_cell *cell = printed->cell;
        hinge_text_adds(out, "<thead><tr>");
        for (size_t c = 0; c < printed->columns; c++) {
            hinge_text_printf(out,
                              "<th scope=\"col\"%s style=\"border-top:1.5px solid;"
                              "border-bottom:1px solid\">",
                              side(printed, c));
            /* the symbol of a statistic in italics, what is behind "_" as a subscript */
            const struct hinge_printed_cell *head = &printed->head[c];
            if (head->symbol > 0)
                hinge_text_printf(out, "<i>%.*s</i>", (int)strcspn(head->text, "_ "), head->text);
            if (head->symbol > 2)
                hinge_text_printf(out, "<sub>%.*s</sub>", (int)head->symbol - 2, head->text + 2);
            hinge_markup_escape(out, head->text + head->symbol);
            hinge_text_adds(out, "</th>");
        }
        hinge_text_adds(out, "</tr></thead>\n<tbody>\n");
        for (size_t row = 0; row < printed->rows; row++) {
            hinge_text_adds(out, "<tr>");
            for (size_t c = 0; c < printed->columns; c++) {
                hinge_text_printf(out, "<td%s%s>", side(printed, c),
                                  row + 1 == printed->rows ? last : "");
                /* A number's minus is a minus, a missing cell a dash. */
                cleared_by(hinge_text_clear) struct hinge_text shown = {0};
                /* a place in a page that lies beside or below: "results/report.html#h-methods" */
                static const char letters[] =
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/#-";
                if (!cell->missing && *cell->text != '/' && strstr(cell->text, ".html#") != NULL &&
                    cell->text[strspn(cell->text, letters)] == '\0') {
                    hinge_text_printf(out, "<a href=\"%s\">%s</a>", cell->text, cell->text);
                } else {
                    hinge_display_minus(&shown, cell->text);
                    hinge_markup_escape(out, cell->missing ? "–" : hinge_text_string(&shown));
                    if (cell->mark >= 0)
                        hinge_text_printf(out, "<sup>%c</sup>", hinge_mark_letter(cell->mark));
                }
                cell++;
                hinge_text_adds(out, "</td>");
            }
            hinge_text_adds(out, "</tr>\n");
        }
        hinge_text_adds(out, "</tbody>\n");
    }
    hinge_text_adds(out, "</table>\n");
    add(out, printed->marks != NULL ? printed->marks : "");
    add(out, printed->footer != NULL ? printed->footer : "");
}

const struct hinge_writer hinge_writer_html = {
    .id = "html",
    .takes = "digits,ids,label",
    .title = "a page for a browser or a word processor",
    .in_words = true,
    .before = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
              "'none'; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; "
              "style-src 'unsafe-inline'\">\n<title>hingekit</title>\n<style>\n"
              "@page{size:29.7cm 21cm;margin:1.5cm}"
              "body{font:9pt/1.3 sans-serif;margin:2em}"
              "table{border-collapse:collapse;width:auto;margin:1em 0}"
              "caption{text-align:left;padding:.3em 0}"
              "th{text-align:left}th,td{padding:.1em .4em}.n{text-align:right}"
              "p{font-size:8pt;max-width:60em;margin:.3em 0}\n"
              "</style>\n</head>\n<body>\n",
    .after = "</body>\n</html>\n",
    .say = add,
    .print = print,
};
