/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The man page (troff, man macros) from a tool's rows. The date is the release's: the
 * same tool gives the same page. */
#include "cli/parts.h"

#include <ctype.h>
#include <hinge/init.h>
#include <string.h>

enum { LINE = 72 };

/* Text with troff's own characters escaped; a line never starts with a request. With
 * `fill`, lines are broken at blanks. */
static void write_text(FILE *out, const char *text, bool fill)
{
    bool line_start = true;
    size_t column = 0;
    for (; *text != '\0'; text++) {
        if (fill && *text == ' ' && column + 1 + strcspn(text + 1, " \n") > LINE) {
            fputc('\n', out);
            line_start = true;
            column = 0;
            continue;
        }
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        line_start = *text == '\n';
        column = line_start ? 0 : column + 1;
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
    }
}

static void escape(FILE *out, const char *text)
{
    write_text(out, text, false);
}

/* Paragraphs are separated by empty lines; other line ends are kept. */
static void paragraphs(FILE *out, const char *text)
{
    char line[1024];
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, text);
        write_text(out, line, true);
        text += n;
        if (*text == '\n')
            text++;
        if (*text == '\n') {
            fputs("\n.PP", out);
            text++;
        }
        fputc('\n', out);
    }
}

static void option(FILE *out, const struct cli_option *row)
{
    char buffer[64];
    const char *choice;
    fputs(".TP\n", out);
    if (row->letter != '\0')
        fprintf(out, "\\fB\\-%c\\fR, ", row->letter);
    fputs("\\fB\\-\\-", out);
    escape(out, row->name);
    fputs("\\fR", out);
    if (row->value != NULL)
        fprintf(out, " \\fI%s\\fR", row->value);
    fputc('\n', out);
    char help[1024];
    size_t used = (size_t)snprintf(help, sizeof help, "%s", row->help);
    for (size_t i = 0; (choice = cli_choice(row, i, buffer)) != NULL && used < sizeof help; i++)
        used += (size_t)snprintf(help + used, sizeof help - used, "%s%s", i ? ", " : ": ", choice);
    write_text(out, help, true);
    fputs(row->kind == CLI_REPEAT ? ".\nMay be repeated.\n" : ".\n", out);
    if (row->example != NULL) {
        fputs("Example: \\fB", out);
        escape(out, row->example);
        fputs("\\fR.\n", out);
    }
    if (row->standard != NULL) {
        fputs("Default: ", out);
        escape(out, row->standard);
        fputs(".\n", out);
    }
}

static void synopsis(FILE *out, const struct cli_tool *tool)
{
    fputs(".SH SYNOPSIS\n\\fB", out);
    escape(out, tool->name);
    fputs("\\fR [\\fIOPTION\\fR]...", out);
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++)
        fprintf(out, o->min == 0 ? " [\\fI%s\\fR]%s" : " \\fI%s\\fR%s", o->name,
                o->max > 1 ? "..." : "");
    fputc('\n', out);
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++) {
        fprintf(out, ".TP\n\\fI%s\\fR\n", o->name);
        char buffer[64], help[1024];
        const char *choice;
        size_t used = (size_t)snprintf(help, sizeof help, "%s", o->help);
        for (size_t i = 0;
             (choice = cli_choice_of(o->choices, i, buffer)) != NULL && used < sizeof help; i++)
            used +=
                (size_t)snprintf(help + used, sizeof help - used, "%s%s", i ? ", " : ": ", choice);
        write_text(out, help, true);
        fputs(".\n", out);
    }
}

static void header(FILE *out, const struct cli_tool *tool)
{
    fputs(".TH ", out);
    for (const char *p = tool->name; *p != '\0'; p++)
        fputc(toupper((unsigned char)*p), out);
    fprintf(out, " 1 %s \"hingekit %s\" \"User Commands\"\n.SH NAME\n", HINGE_RELEASE_DATE,
            HINGE_VERSION);
    escape(out, tool->name);
    fputs(" \\- ", out);
    escape(out, tool->summary);
    fputc('\n', out);
}

void cli_print_man(const struct cli_tool *tool, FILE *out)
{
    const struct cli_option *row;
    int code;
    const char *meaning;
    header(out, tool);
    synopsis(out, tool);
    if (*tool->details != '\0') {
        fputs(".SH DESCRIPTION\n", out);
        paragraphs(out, tool->details);
    }
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++) {
        if (row->kind == CLI_GROUP)
            fprintf(out, ".SS \"%s\"\n", row->help);
        else if (!row->hidden)
            option(out, row);
    }
    fputs(".SH \"EXIT STATUS\"\n", out);
    for (size_t i = 0; cli_exit_code(i, &code, &meaning); i++)
        fprintf(out, ".TP\n%d\n%s.\n", code, meaning);
    if (tool->example != NULL && tool->example->command != NULL)
        fputs(".SH EXAMPLES\n", out);
    for (const struct cli_example *e = tool->example; e != NULL && e->command != NULL; e++) {
        fputs(e == tool->example ? "" : ".PP\n", out);
        write_text(out, e->what, true);
        fputs(":\n.PP\n.nf\n.RS\n", out);
        escape(out, e->command);
        fputs("\n.RE\n.fi\n", out);
    }
}
