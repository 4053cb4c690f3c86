/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A booktabs table for LaTeX: a floating table with caption when there is a title, else
 * the tabular alone, to be \input. */
#include "report/writers/writer.h"

#include "report/display.h"

#include <string.h>

static const struct {
    char from;
    const char *to;
} replacements[] = {{'\\', "\\textbackslash{}"},
                    {'~', "\\textasciitilde{}"},
                    {'^', "\\textasciicircum{}"},
                    {'<', "\\textless{}"},
                    {'>', "\\textgreater{}"},
                    {'|', "\\textbar{}"},
                    {'"', "\\textquotedbl{}"},
                    {'&', "\\&"},
                    {'%', "\\%"},
                    {'$', "\\$"},
                    {'#', "\\#"},
                    {'_', "\\_"},
                    {'{', "\\{"},
                    {'}', "\\}"},
                    {'[', "{[}"},
                    {']', "{]}"}};

static void escape(struct hinge_text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const char *to = NULL;
        for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++)
            if (replacements[i].from == *text)
                to = replacements[i].to;
        if (to != NULL)
            hinge_text_puts(out, to);
        else
            hinge_text_add(out, text, 1);
    }
}

/* A number's minus must be a minus, not a hyphen. */
static void write_number(struct hinge_text *out, const char *text)
{
    for (; *text != '\0'; text++)
        hinge_text_puts(out, *text == '-' ? "$-$" : (const char[]){*text, '\0'});
}

static void write_cells(const struct hinge_table *table, bool exact,
                        struct hinge_text *out)
{
    struct hinge_text cell = {0};
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            hinge_display_cell(table, c, row, exact, &cell);
            const char *text = hinge_text_string(&cell);
            hinge_text_puts(out, c > 0 ? " & " : "");
            if (table->column[c].type == HINGE_COLUMN_NUMBER && strcmp(text, "-") != 0)
                write_number(out, text);
            else
                escape(out, strcmp(text, "-") == 0 ? "--" : text);
        }
        hinge_text_puts(out, " \\\\\n");
    }
    out->failed = out->failed || cell.failed;
    hinge_text_clear(&cell);
}

static enum hinge_status write_latex(const struct hinge_table *table,
                                     const struct hinge_writer_options *options,
                                     struct hinge_text *out, struct hinge_error *error)
{
    bool floats = options->title != NULL && *options->title != '\0';
    (void)error;
    hinge_text_puts(out, "% needs \\usepackage{booktabs}\n");
    if (floats) {
        hinge_text_puts(out, "\\begin{table}\n\\centering\n\\caption{");
        escape(out, options->title);
        hinge_text_puts(out, "}\n");
    }
    hinge_text_puts(out, "\\begin{tabular}{");
    for (size_t c = 0; c < table->n_columns; c++)
        hinge_text_puts(out, table->column[c].type == HINGE_COLUMN_NUMBER ? "r" : "l");
    hinge_text_puts(out, "}\n\\toprule\n");
    for (size_t c = 0; c < table->n_columns; c++) {
        hinge_text_puts(out, c > 0 ? " & " : "");
        escape(out, table->column[c].name);
    }
    hinge_text_puts(out, " \\\\\n\\midrule\n");
    write_cells(table, options->full_precision, out);
    hinge_text_puts(out, "\\bottomrule\n\\end{tabular}\n");
    if (options->footer != NULL && *options->footer != '\0') {
        hinge_text_puts(out, floats ? "\n\\smallskip\n{\\footnotesize " : "% ");
        if (floats)
            escape(out, options->footer);
        else
            for (const char *p = options->footer; *p != '\0'; p++)
                hinge_text_puts(out, *p == '\n' ? "\n% " : (const char[]){*p, '\0'});
        hinge_text_puts(out, floats ? "}\n" : "\n");
    }
    if (floats)
        hinge_text_puts(out, "\\end{table}\n");
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_latex = {"latex", "booktabs table for a paper",
                                                write_latex};
