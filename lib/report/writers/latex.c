/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A booktabs table for LaTeX: a floating table with caption when there is a title, else
 * the tabular alone, to be \input. */
#include "report/writers/writer.h"

#include "report/display.h"
#include "report/published.h"

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

/* Characters that pdflatex does not know by themselves. */
static const struct {
    const char *from, *to;
} beyond_latin[] = {{"−", "$-$"},       {"≥", "$\\geq$"},   {"≤", "$\\leq$"},   {"χ", "$\\chi$"},
                    {"Δ", "$\\Delta$"}, {"κ", "$\\kappa$"}, {"δ", "$\\delta$"}, {"ρ", "$\\rho$"},
                    {"η", "$\\eta$"},   {"τ", "$\\tau$"},   {"ω", "$\\omega$"}, {"α", "$\\alpha$"},
                    {"β", "$\\beta$"},  {"σ", "$\\sigma$"}, {"→", "$\\to$"},    {"⁻", "$^{-}$"},
                    {"…", "\\dots{}"}};

/* Bytes of a character of the table above or of a raised letter, 0 for another; what
 * LaTeX has for it goes out. */
static size_t put_beyond(struct hinge_text *out, const char *text)
{
    if ((unsigned char)*text < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof beyond_latin / sizeof *beyond_latin; i++) {
        size_t n = strlen(beyond_latin[i].from);
        if (strncmp(text, beyond_latin[i].from, n) == 0) {
            hinge_text_puts(out, beyond_latin[i].to);
            return n;
        }
    }
    for (int mark = 0; mark < HINGE_MARK_LETTERS; mark++) {
        size_t n = strlen(hinge_mark_text(mark));
        if (strncmp(text, hinge_mark_text(mark), n) == 0) {
            hinge_text_printf(out, "\\textsuperscript{%c}", hinge_mark_letter(mark));
            return n;
        }
    }
    return 0;
}

/* Whether the hyphen at text[i] is the minus of a number: "-5.9 [-7.7, -4.0]". */
static bool is_minus(const char *text, size_t i)
{
    char before = i > 0 ? text[i - 1] : ' ', after = text[i + 1];
    return text[i] == '-' && after >= '0' && after <= '9' &&
           (before == ' ' || before == '[' || before == '(');
}

static void escape(struct hinge_text *out, const char *whole)
{
    for (size_t i = 0; whole[i] != '\0'; i++) {
        const char *text = whole + i, *to = is_minus(whole, i) ? "$-$" : NULL;
        size_t beyond = put_beyond(out, text);
        if (beyond > 0) {
            i += beyond - 1;
            continue;
        }
        for (size_t k = 0; k < sizeof replacements / sizeof *replacements; k++)
            if (replacements[k].from == *text)
                to = replacements[k].to;
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

/* "\\textsuperscript{a}" beside a dash. */
static void write_mark(int mark, struct hinge_text *out)
{
    if (mark >= 0)
        hinge_text_printf(out, "\\textsuperscript{%c}", hinge_mark_letter(mark));
}

static void write_marks(const struct hinge_table *table, const struct hinge_writer_options *options,
                        struct hinge_text *out)
{
    struct hinge_text line = {0};
    hinge_marks_line(table, options, &line);
    if (line.length > 0) {
        hinge_text_puts(out, "\n\\smallskip\n{\\footnotesize ");
        escape(out, hinge_text_string(&line));
        hinge_text_puts(out, "}\n");
    }
    hinge_text_clear(&line);
}

static void write_cells(const struct hinge_table *table, const struct hinge_writer_options *options,
                        struct hinge_text *out)
{
    struct hinge_text cell = {0};
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            hinge_published_cell(table, c, row, options, &cell);
            const char *text = hinge_text_string(&cell);
            hinge_text_puts(out, c > 0 ? " & " : "");
            if (hinge_display_is_number(&table->column[c]) && strcmp(text, "-") != 0)
                write_number(out, text);
            else
                escape(out, strcmp(text, "-") == 0 ? "--" : text);
            write_mark(hinge_mark_of(table, c, row), out);
        }
        hinge_text_puts(out, " \\\\\n");
    }
    hinge_text_clear(&cell);
}

static enum hinge_status write_latex(const struct hinge_table *table,
                                     const struct hinge_writer_options *options,
                                     struct hinge_text *out, struct hinge_error *error)
{
    bool floats = options->title != NULL && *options->title != '\0';
    struct hinge_text name = {0};
    (void)error;
    hinge_text_puts(out, "% needs \\usepackage{booktabs}\n");
    if (floats) {
        hinge_text_puts(out, "\\begin{table}\n\\centering\n\\caption{");
        escape(out, options->title);
        hinge_text_puts(out, "}\n");
    }
    hinge_text_puts(out, "\\begin{tabular}{");
    for (size_t c = 0; c < table->n_columns; c++)
        hinge_text_puts(out, hinge_display_is_number(&table->column[c]) ? "r" : "l");
    hinge_text_puts(out, "}\n\\toprule\n");
    for (size_t c = 0; c < table->n_columns; c++) {
        hinge_text_puts(out, c > 0 ? " & " : "");
        name.length = 0;
        hinge_published_header(table, c, options, &name);
        const char *text = hinge_text_string(&name);
        size_t symbol = options->ids ? 0 : hinge_published_symbol(text);
        if (symbol > 0)
            hinge_text_printf(out, "$%.*s$", (int)symbol, text);
        escape(out, text + symbol);
    }
    hinge_text_clear(&name);
    hinge_text_puts(out, " \\\\\n\\midrule\n");
    write_cells(table, options, out);
    hinge_text_puts(out, "\\bottomrule\n\\end{tabular}\n");
    write_marks(table, options, out);
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

const struct hinge_writer hinge_writer_latex = {
    .id = "latex",
    .takes = "digits,ids,label",
    .title = "booktabs table for a paper",
    .in_words = true,
    .extension = "tex",
    .write = write_latex,
};
