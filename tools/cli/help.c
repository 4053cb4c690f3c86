/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --help and the synopsis, from a tool's rows, in 80 columns. */
#include "cli/parts.h"

enum { WIDTH = 80, HELP_COLUMN = 26 };

/* Words of text broken at WIDTH; `column` is where the cursor is, later lines start at
 * `indent`. "\n" in the text ends a line. */
static void wrap(struct hinge_text *out, const char *text, size_t column, size_t indent)
{
    bool first = true;
    while (*text != '\0') {
        size_t bytes = strcspn(text, " \n"), length = 0;
        for (size_t i = 0; i < bytes; i++)
            length += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (!first && column + 1 + length > WIDTH) {
            hinge_text_printf(out, "\n%*s", (int)indent, "");
            column = indent;
            first = true;
        }
        hinge_text_printf(out, "%s%.*s", first ? "" : " ", (int)bytes, text);
        column += length + !first;
        first = false;
        text += bytes;
        if (*text == '\n') {
            hinge_text_printf(out, "\n%*s", text[1] == '\n' || text[1] == '\0' ? 0 : (int)indent,
                              "");
            column = indent;
            first = true;
        }
        text += *text != '\0';
    }
    hinge_text_adds(out, "\n");
}

/* Bytes of a help text's first clause: to the first "; ", ". " or " (", but for "(required)". */
static size_t clause(const char *text)
{
    size_t n = 0;
    while (text[n] != '\0' && strncmp(text + n, "; ", 2) != 0 && strncmp(text + n, ". ", 2) != 0 &&
           (strncmp(text + n, " (", 2) != 0 || strncmp(text + n, " (required)", 11) == 0))
        n++;
    return n;
}

static void print_pair(struct hinge_text *out, const char *left, const struct cli_option *row,
                       bool brief)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    size_t column = strlen(left);
    hinge_text_adds(out, left);
    if (column + 2 > HELP_COLUMN) {
        hinge_text_adds(out, "\n");
        column = 0;
    }
    hinge_text_printf(out, "%*s", (int)(HELP_COLUMN - column), "");
    /* "help: a, b; may be repeated; such as x; default y"; brief: "clause: a, b; default y" */
    char buffer[64];
    const char *choice;
    hinge_text_add(&text, row->help, brief ? clause(row->help) : strlen(row->help));
    for (size_t i = 0; (choice = cli_choice(row, i, buffer)) != NULL; i++)
        hinge_text_printf(&text, "%s%s", i ? ", " : ": ", choice);
    if (row->kind == CLI_REPEAT && !brief)
        hinge_text_printf(&text, "; may be repeated");
    if (row->example != NULL && !brief)
        hinge_text_printf(&text, "; such as %s", row->example);
    if (row->standard != NULL)
        hinge_text_printf(&text, "; default %s", row->standard);
    wrap(out, hinge_text_string(&text), HELP_COLUMN, HELP_COLUMN);
}

static void print_options(const struct cli_tool *tool, bool brief, struct hinge_text *out)
{
    char left[96];
    const struct cli_option *row;
    if (brief)
        hinge_text_adds(out, "\n");
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++) {
        const char *value = row->value != NULL ? row->value : "";
        if (row->kind == CLI_GROUP && !brief)
            hinge_text_printf(out, "\n%s:\n", row->help);
        if (row->kind == CLI_GROUP || (brief && !row->brief))
            continue;
        if (row->letter != '\0')
            snprintf(left, sizeof left, "  -%c, --%s %s", row->letter, row->name, value);
        else
            snprintf(left, sizeof left, "  %s--%s %s", brief ? "" : "    ", row->name, value);
        left[strlen(left) - (*value == '\0')] = '\0';
        print_pair(out, left, row, brief);
    }
}

void cli_print_help(const struct cli_tool *tool, bool all, struct hinge_text *out)
{
    hinge_text_printf(out, "%s: ", tool->name);
    wrap(out, tool->summary, strlen(tool->name) + 2, 4);
    char left[64];
    hinge_text_printf(out, "\nUsage: %s [OPTION]...", tool->name);
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++)
        hinge_text_printf(out, o->min == 0 ? " [%s]%s" : " %s%s", o->name, o->max > 1 ? "..." : "");
    hinge_text_printf(out, "\n");
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++) {
        const struct cli_option shown = {.help = o->help, .choices = o->choices};
        snprintf(left, sizeof left, "  %s", o->name);
        print_pair(out, left, &shown, false);
    }
    if (all) {
        if (*tool->details != '\0') {
            hinge_text_adds(out, "\n");
            wrap(out, tool->details, 0, 0);
        }
        print_options(tool, false, out);
        if (tool->example != NULL && tool->example->command != NULL)
            hinge_text_printf(out, "\nExamples:\n");
        for (const struct cli_example *e = tool->example; e != NULL && e->command != NULL; e++)
            hinge_text_printf(out, "  # %s\n  %s\n", e->what, e->command);
        static const struct {
            int code;
            const char *meaning;
        } codes[] = {
#define X(name, exit_code, text) {exit_code, text},
            HINGE_STATUS_LIST(X)
#undef X
        };
        hinge_text_printf(out, "\nExit status:\n");
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
            if (k == 0 || codes[k].code != codes[k - 1].code) /* of two with one code the first */
                hinge_text_printf(out, "  %3d  %s\n", codes[k].code,
                                  codes[k].code == 5
                                      ? "cannot write, or out of memory; the output is whole, "
                                        "old or new"
                                      : codes[k].meaning);
    } else {
        /* What fits a terminal of 80 columns and 24 lines: the rows that are `brief`, in short, and
         * two examples. */
        print_options(tool, true, out);
        if (tool->also != NULL) {
            hinge_text_adds(out, "  ");
            wrap(out, tool->also, 2, 2);
        }
        if (tool->example != NULL)
            hinge_text_printf(out, "\nExamples:\n");
        for (const struct cli_example *e = tool->example;
             e != NULL && e < tool->example + 2 && e->command != NULL; e++)
            if (strlen(e->command) + strlen(e->what) + strlen("    # ") <= WIDTH)
                hinge_text_printf(out, "  %s  # %s\n", e->command, e->what);
            else
                hinge_text_printf(out, "  # %s\n  %s\n", e->what, e->command);
        hinge_text_printf(out, "\nEvery option: %s --help=all\n", tool->name);
    }
}

bool cli_entries(const char *(*id)(size_t), const char *(*title)(size_t),
                 const char *(*more)(size_t), char *choices, size_t capacity, char *details,
                 size_t room)
{
    size_t used = 0, length = strlen(details);
    for (size_t i = 0; id(i) != NULL && used < capacity && length < room; i++) {
        used += (size_t)snprintf(choices + used, capacity - used, "%s%s", i > 0 ? "|" : "", id(i));
        length += (size_t)snprintf(details + length, room - length, "\n\n%s: %s%s%s", id(i),
                                   title(i), more != NULL ? ". " : "", more != NULL ? more(i) : "");
    }
    if (used < capacity && length < room)
        return true;
    fprintf(stderr,
            "internal error, please report it: the list of %s … is longer than "
            "its place\n",
            id(0));
    return false;
}
