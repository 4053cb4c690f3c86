/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The man page (troff, man macros) from a tool's rows. No date: the same tool gives the
 * same page. */
#include "cli/parts.h"

#include <ctype.h>
#include <hinge/init.h>
#include <string.h>

/* Text with troff's own characters escaped; a line never starts with a request. */
static void escape(FILE *out, const char *text)
{
    bool line_start = true;
    for (; *text != '\0'; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        line_start = *text == '\n';
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
    }
}

/* Paragraphs are separated by empty lines; other line ends are kept. */
static void paragraphs(FILE *out, const char *text)
{
    char line[1024];
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, text);
        escape(out, line);
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
    escape(out, row->help);
    for (size_t i = 0; (choice = cli_choice(row, i, buffer)) != NULL; i++) {
        fputs(i ? ", " : ": ", out);
        escape(out, choice);
    }
    fputs(row->kind == CLI_REPEAT ? ". May be repeated.\n" : ".\n", out);
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
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL;
         o++) {
        fprintf(out, ".TP\n\\fI%s\\fR\n", o->name);
        escape(out, o->help);
        char buffer[64];
        const char *choice;
        for (size_t i = 0; (choice = cli_choice_of(o->choices, i, buffer)) != NULL; i++)
            fprintf(out, "%s%s", i ? ", " : ": ", choice);
        fputs(".\n", out);
    }
}

static void header(FILE *out, const struct cli_tool *tool)
{
    fputs(".TH ", out);
    for (const char *p = tool->name; *p != '\0'; p++)
        fputc(toupper((unsigned char)*p), out);
    fprintf(out, " 1 \"\" \"hingekit %s\" \"User Commands\"\n.SH NAME\n",
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
    for (const struct cli_example *e = tool->example; e != NULL && e->command != NULL;
         e++) {
        fputs(".PP\n", out);
        escape(out, e->what);
        fputs(":\n.PP\n.nf\n.RS\n", out);
        escape(out, e->command);
        fputs("\n.RE\n.fi\n", out);
    }
}
