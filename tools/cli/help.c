/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --help and the synopsis, from a tool's rows, in 80 columns. */
#include "cli/parts.h"

#include <string.h>

enum { WIDTH = 80, HELP_COLUMN = 26, TITLE_COLUMN = 19 };

bool cli_exit_code(size_t i, int *code, const char **meaning)
{
    static const struct {
        int code;
        const char *meaning;
    } codes[] = {
#define X(name, exit_code, text) {exit_code, text},
        HINGE_STATUS_LIST(X)
#undef X
    };
    for (size_t k = 0; k < sizeof codes / sizeof *codes; k++) {
        if (k > 0 && codes[k].code == codes[k - 1].code)
            continue; /* two statuses with one code: the first one's meaning leads */
        if (i-- == 0) {
            *code = codes[k].code;
            *meaning = codes[k].code == 5 ? "cannot write, or out of memory; the output is "
                                            "whole, old or new"
                                          : codes[k].meaning;
            return true;
        }
    }
    return false;
}

static size_t shown_length(const char *text, size_t bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

/* Words of text broken at WIDTH; `column` is where the cursor is, later lines start at
 * `indent`. "\n" in the text ends a line; one that begins with a blank is of
 * cli_titles.
 */
static void wrap(FILE *out, const char *text, size_t column, size_t outer)
{
    size_t indent = outer;
    bool first = true;
    while (*text != '\0') {
        size_t bytes = strcspn(text, " \n"), length = shown_length(text, bytes);
        if (!first && column + 1 + length > WIDTH) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
            first = true;
        }
        fprintf(out, "%s%.*s", first ? "" : " ", (int)bytes, text);
        column += length + !first;
        first = false;
        text += bytes;
        if (*text == '\n') {
            indent = outer;
            fprintf(out, "\n%*s", text[1] == '\n' || text[1] == '\0' ? 0 : (int)indent, "");
            column = indent;
            indent = text[1] == ' ' ? TITLE_COLUMN : outer;
            first = true;
        }
        text += *text != '\0';
    }
    fputc('\n', out);
}

void cli_print_usage(const struct cli_tool *tool, FILE *out)
{
    fprintf(out, "%s [OPTION]...", tool->name);
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++)
        fprintf(out, o->min == 0 ? " [%s]%s" : " %s%s", o->name, o->max > 1 ? "..." : "");
}

/* "help; one of a, b; such as x; default y" */
static void describe(const struct cli_option *row, char *text, size_t capacity)
{
    char buffer[64];
    const char *choice;
    size_t used = (size_t)snprintf(text, capacity, "%s", row->help);
    for (size_t i = 0; (choice = cli_choice(row, i, buffer)) != NULL && used < capacity; i++)
        used += (size_t)snprintf(text + used, capacity - used, "%s%s", i ? ", " : ": ", choice);
    if (row->kind == CLI_REPEAT && used < capacity)
        used += (size_t)snprintf(text + used, capacity - used, "; may be repeated");
    if (row->example != NULL && used < capacity)
        used += (size_t)snprintf(text + used, capacity - used, "; such as %s", row->example);
    if (row->standard != NULL && used < capacity)
        snprintf(text + used, capacity - used, "; default %s", row->standard);
}

static void print_pair(FILE *out, const char *left, const char *right)
{
    size_t column = (size_t)fprintf(out, "%s", left);
    if (column + 2 > HELP_COLUMN) {
        fputc('\n', out);
        column = 0;
    }
    fprintf(out, "%*s", (int)(HELP_COLUMN - column), "");
    wrap(out, right, HELP_COLUMN, HELP_COLUMN);
}

static void print_option(const struct cli_option *row, FILE *out)
{
    char left[96], right[1024];
    int n = row->letter != '\0' ? snprintf(left, sizeof left, "  -%c, --%s", row->letter, row->name)
                                : snprintf(left, sizeof left, "      --%s", row->name);
    if (row->value != NULL && n > 0)
        snprintf(left + n, sizeof left - (size_t)n, " %s", row->value);
    describe(row, right, sizeof right);
    print_pair(out, left, right);
}

static void print_exit_codes(FILE *out)
{
    int code;
    const char *meaning;
    fprintf(out, "\nExit status:\n");
    for (size_t i = 0; cli_exit_code(i, &code, &meaning); i++)
        fprintf(out, "  %3d  %s\n", code, meaning);
}

/* Whether `name` is one of "a|b"; every name is one of NULL. */
static bool is_among(const char *names, const char *name)
{
    char buffer[64];
    const char *each;
    for (size_t i = 0; (each = cli_choice_of(names, i, buffer)) != NULL; i++)
        if (strcmp(each, name) == 0)
            return true;
    return names == NULL;
}

/* The rows among `names`, each group's heading before its first. */
static void print_options(const struct cli_tool *tool, const char *names, FILE *out)
{
    const struct cli_option *row, *heading = NULL;
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++) {
        if (row->kind == CLI_GROUP) {
            heading = row;
        } else if (is_among(names, row->name) || strcmp(row->name, "help") == 0) {
            if (heading != NULL)
                fprintf(out, "\n%s:\n", heading->help);
            heading = NULL;
            print_option(row, out);
        }
    }
}

void cli_print_help(const struct cli_tool *tool, bool all, FILE *out)
{
    const char *names = all ? NULL : tool->brief;
    const char *details =
        names != NULL && tool->brief_details != NULL ? tool->brief_details : tool->details;
    char left[64], right[512];
    fprintf(out, "%s: ", tool->name);
    wrap(out, tool->summary, strlen(tool->name) + 2, 4);
    fprintf(out, "\nUsage: ");
    cli_print_usage(tool, out);
    fprintf(out, "\n");
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++) {
        struct cli_option shown = {.help = o->help, .choices = names == NULL ? o->choices : NULL};
        snprintf(left, sizeof left, "  %s", o->name);
        describe(&shown, right, sizeof right);
        print_pair(out, left, right);
    }
    if (*details != '\0') {
        fputc('\n', out);
        wrap(out, details, 0, 0);
    }
    print_options(tool, names, out);
    if (tool->example != NULL && tool->example->command != NULL)
        fprintf(out, "\nExamples:\n");
    for (const struct cli_example *e = tool->example; e != NULL && e->command != NULL; e++)
        fprintf(out, "  # %s\n  %s\n", e->what, e->command);
    if (names == NULL)
        print_exit_codes(out);
    else
        fprintf(out, "\nEvery option: %s --help=all\n", tool->name);
}

bool cli_titles(const char *(*id)(size_t), const char *(*title)(size_t), char *text,
                size_t capacity)
{
    size_t used = strlen(text);
    for (size_t i = 0; id(i) != NULL && used < capacity; i++)
        used += (size_t)snprintf(text + used, capacity - used, "\n  %-*s %s", TITLE_COLUMN - 3,
                                 id(i), title(i));
    return used < capacity;
}

bool cli_entries(const char *(*id)(size_t), const char *(*title)(size_t),
                 const char *(*more)(size_t), char *choices, size_t capacity, char *details,
                 size_t room)
{
    size_t used = 0, said = strlen(details);
    for (size_t i = 0; id(i) != NULL && used < capacity && said < room; i++) {
        used += (size_t)snprintf(choices + used, capacity - used, "%s%s", i > 0 ? "|" : "", id(i));
        said += (size_t)snprintf(details + said, room - said, "\n\n%s: %s%s%s", id(i), title(i),
                                 more != NULL ? ". " : "", more != NULL ? more(i) : "");
    }
    if (used < capacity && said < room)
        return true;
    fprintf(stderr,
            "internal error, please report it: the list of %s … is longer than "
            "its place\n",
            id(0));
    return false;
}
