/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion scripts for bash, zsh and fish from a tool's rows. */
#include "cli/parts.h"

#include <string.h>

static bool takes_file(const struct cli_option *row)
{
    return row->value != NULL &&
           (strcmp(row->value, "FILE") == 0 || strcmp(row->value, "KEYFILE") == 0 ||
            strcmp(row->value, "PATH") == 0);
}

static bool takes_folder(const struct cli_option *row)
{
    return row->value != NULL &&
           (strcmp(row->value, "DIR") == 0 || strcmp(row->value, "FOLDER") == 0);
}

static bool has_choices(const struct cli_option *row)
{
    char buffer[64];
    return cli_choice(row, 0, buffer) != NULL;
}

static void print_choices(FILE *out, const struct cli_option *row)
{
    char buffer[64];
    const char *choice;
    for (size_t i = 0; (choice = cli_choice(row, i, buffer)) != NULL; i++)
        fprintf(out, "%s%s", i ? " " : "", choice);
}

/* The tool's name as a shell function's. */
static void print_identifier(FILE *out, const char *name)
{
    for (; *name != '\0'; name++)
        fputc(*name == '-' ? '_' : *name, out);
}

/* Text inside single quotes; `more` are characters that also get a backslash. */
static void print_quoted(FILE *out, const char *text, const char *more)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else if (strchr(more, *text) != NULL)
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
}

static bool shown(const struct cli_option *row)
{
    return row->kind != CLI_GROUP && !row->hidden;
}

/* --- bash --- */

static void bash_value(const struct cli_option *row, FILE *out)
{
    fputs("    ", out);
    if (row->letter != '\0')
        fprintf(out, "-%c | ", row->letter);
    fprintf(out, "--%s) ", row->name);
    if (has_choices(row)) {
        fputs("mapfile -t COMPREPLY < <(compgen -W '", out);
        print_choices(out, row);
        fputs("' -- \"$cur\") ;;\n", out);
    } else if (takes_file(row)) {
        fputs("mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n", out);
    } else if (takes_folder(row)) {
        fputs("mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n", out);
    } else {
        fputs(";;\n", out);
    }
}

static void bash_completion(const struct cli_tool *tool, FILE *out)
{
    const struct cli_option *row;
    fprintf(out, "# bash completion for %s\n_", tool->name);
    print_identifier(out, tool->name);
    fputs("()\n{\n    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - "
          "1]}\n"
          "    # --name=value arrives as three words\n"
          "    if [[ $cur == = ]]; then cur=; "
          "elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
          "    COMPREPLY=()\n    case $prev in\n",
          out);
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++)
        if (shown(row) && row->value != NULL)
            bash_value(row, out);
    fputs("    *)\n        if [[ $cur == -* ]]; then\n"
          "            mapfile -t COMPREPLY < <(compgen -W '",
          out);
    const char *separator = "";
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++) {
        if (!shown(row))
            continue;
        fprintf(out, "%s--%s", separator, row->name);
        separator = " ";
    }
    fputs("' -- \"$cur\")\n        else\n            mapfile -t COMPREPLY < <(compgen ", out);
    if (tool->operand != NULL && tool->operand->choices != NULL) {
        struct cli_option first = {.choices = tool->operand->choices};
        fputs("-W '", out);
        print_choices(out, &first);
        fputs("' ", out);
    }
    fputs("-f -- \"$cur\")\n        fi\n        ;;\n    esac\n}\ncomplete -o filenames "
          "-F _",
          out);
    print_identifier(out, tool->name);
    fprintf(out, " %s\n", tool->name);
}

/* --- zsh --- */

static void zsh_option(const struct cli_option *row, FILE *out)
{
    const char *repeat = row->kind == CLI_REPEAT ? "*" : "";
    fputs(" \\\n    ", out);
    if (row->letter != '\0' && row->value != NULL)
        fprintf(out, "'%s'{-%c+,--%s=}'", repeat, row->letter, row->name);
    else if (row->letter != '\0')
        fprintf(out, "{-%c,--%s}'", row->letter, row->name);
    else
        fprintf(out, "'%s--%s%s", repeat, row->name, row->value != NULL ? "=" : "");
    fputc('[', out);
    print_quoted(out, row->help, "[]:\\");
    fputc(']', out);
    if (row->value != NULL) {
        fprintf(out, ":%s:", row->value);
        if (has_choices(row)) {
            fputc('(', out);
            print_choices(out, row);
            fputc(')', out);
        } else if (takes_file(row)) {
            fputs("_files", out);
        } else if (takes_folder(row)) {
            fputs("_files -/", out);
        }
    }
    fputc('\'', out);
}

static void zsh_completion(const struct cli_tool *tool, FILE *out)
{
    const struct cli_option *row;
    fprintf(out, "#compdef %s\n_arguments -s -S", tool->name);
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++)
        if (shown(row))
            zsh_option(row, out);
    for (const struct cli_operand *o = tool->operand; o != NULL && o->name != NULL; o++) {
        fprintf(out, " \\\n    '%s:%s:", o->max > 1 ? "*" : "", o->name);
        if (o->choices != NULL) {
            struct cli_option choices = {.choices = o->choices};
            fputc('(', out);
            print_choices(out, &choices);
            fputs(")'", out);
        } else {
            fputs("_files'", out);
        }
    }
    fputc('\n', out);
}

/* --- fish --- */

static void fish_completion(const struct cli_tool *tool, FILE *out)
{
    const struct cli_option *row;
    fprintf(out, "# fish completion for %s\n", tool->name);
    for (size_t i = 0; (row = cli_row(tool, i)) != NULL; i++) {
        if (!shown(row))
            continue;
        fprintf(out, "complete -c %s", tool->name);
        if (row->letter != '\0')
            fprintf(out, " -s %c", row->letter);
        fprintf(out, " -l %s", row->name);
        if (has_choices(row)) {
            fputs(" -x -a '", out);
            print_choices(out, row);
            fputc('\'', out);
        } else if (takes_file(row)) {
            fputs(" -r -F", out);
        } else if (takes_folder(row)) {
            fputs(" -x -a '(__fish_complete_directories)'", out);
        } else if (row->value != NULL) {
            fputs(" -x", out);
        }
        fputs(" -d '", out);
        for (const char *p = row->help; *p != '\0'; p++)
            fprintf(out, *p == '\'' || *p == '\\' ? "\\%c" : "%c", *p);
        fputs("'\n", out);
    }
    if (tool->operand != NULL && tool->operand->choices != NULL) {
        struct cli_option first = {.choices = tool->operand->choices};
        fprintf(out, "complete -c %s -n __fish_is_first_arg -a '", tool->name);
        print_choices(out, &first);
        fputs("'\n", out);
    }
}

enum hinge_status cli_print_completion(const struct cli_tool *tool, const char *shell, FILE *out,
                                       struct hinge_error *error)
{
    if (strcmp(shell, "bash") == 0)
        bash_completion(tool, out);
    else if (strcmp(shell, "zsh") == 0)
        zsh_completion(tool, out);
    else if (strcmp(shell, "fish") == 0)
        fish_completion(tool, out);
    else
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "no completion for \"%s\", only for bash, zsh and fish", shell);
    return HINGE_OK;
}
