/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A booktabs table for LaTeX: a floating table with caption when there is a title, else
 * the tabular alone, to be \input. */
#include "report/writers/writer.h"

#include "report/print/published.h"

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
static size_t add_beyond(struct hinge_text *out, const char *text)
{
    if ((unsigned char)*text < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof beyond_latin / sizeof *beyond_latin; i++) {
        size_t n = strlen(beyond_latin[i].from);
        if (strncmp(text, beyond_latin[i].from, n) == 0) {
            hinge_text_adds(out, beyond_latin[i].to);
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

static void escape(struct hinge_text *out, const char *whole)
{
    for (size_t i = 0; whole[i] != '\0'; i++) {
        const char *text = whole + i, *to = NULL;
        if (*text == '-' && text[1] >= '0' && text[1] <= '9' &&
            (i == 0 || strchr(" [(", text[-1]) != NULL)) /* a minus: "-5.9 [-7.7, -4.0]" */
            to = "$-$";
        size_t beyond = add_beyond(out, text);
        if (beyond > 0) {
            i += beyond - 1;
            continue;
        }
        for (size_t k = 0; k < sizeof replacements / sizeof *replacements; k++)
            if (replacements[k].from == *text)
                to = replacements[k].to;
        if (to != NULL)
            hinge_text_adds(out, to);
        else
            hinge_text_add(out, text, 1);
    }
}

static void write_note(const char *note, struct hinge_text *out)
{
    hinge_text_adds(out, "\n\\smallskip\n{\\footnotesize ");
    escape(out, note);
    hinge_text_adds(out, "}\n");
}

static void print(struct hinge_printed *printed, struct hinge_text *out)
{
    hinge_text_adds(out, "% needs \\usepackage{booktabs}\n");
    if (printed->title != NULL) {
        hinge_text_adds(out, "\\begin{table}\n\\centering\n\\caption{");
        escape(out, printed->title);
        hinge_text_adds(out, "}\n");
    }
    hinge_text_adds(out, "\\begin{tabular}{");
    for (size_t c = 0; c < printed->columns; c++)
        hinge_text_adds(out, printed->is_number[c] ? "r" : "l");
    hinge_text_adds(out, "}\n\\toprule\n");
    for (size_t c = 0; c < printed->columns; c++) {
        const struct hinge_printed_cell *head = &printed->head[c];
        hinge_text_adds(out, c > 0 ? " & " : "");
        if (head->symbol > 0)
            hinge_text_printf(out, "$%.*s$", (int)head->symbol, head->text);
        escape(out, head->text + head->symbol);
    }
    hinge_text_adds(out, " \\\\\n\\midrule\n");
    const struct hinge_printed_cell *cell = printed->cell;
    for (size_t row = 0; row < printed->rows; row++) {
        for (size_t c = 0; c < printed->columns; c++, cell++) {
            hinge_text_adds(out, c > 0 ? " & " : "");
            if (cell->missing)
                hinge_text_adds(out, "--");
            else if (!printed->is_number[c])
                escape(out, cell->text);
            else /* a number's minus must be a minus, not a hyphen */
                for (const char *p = cell->text; *p != '\0'; p++)
                    hinge_text_adds(out, *p == '-' ? "$-$" : (const char[]){*p, '\0'});
            if (cell->mark >= 0)
                hinge_text_printf(out, "\\textsuperscript{%c}", hinge_mark_letter(cell->mark));
        }
        hinge_text_adds(out, " \\\\\n");
    }
    hinge_text_adds(out, "\\bottomrule\n\\end{tabular}\n");
    if (printed->marks != NULL)
        write_note(printed->marks, out);
    if (printed->footer != NULL && printed->title != NULL) {
        write_note(printed->footer, out);
    } else if (printed->footer != NULL) {
        hinge_text_adds(out, "% ");
        for (const char *p = printed->footer; *p != '\0'; p++)
            hinge_text_adds(out, *p == '\n' ? "\n% " : (const char[]){*p, '\0'});
        hinge_text_adds(out, "\n");
    }
    if (printed->title != NULL)
        hinge_text_adds(out, "\\end{table}\n");
}

const struct hinge_writer hinge_writer_latex = {
    .id = "latex",
    .takes = "digits,ids,label",
    .title = "booktabs table for a paper",
    .in_words = true,
    .extension = "tex",
    .say = escape,
    .print = print,
};
