/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line into a tool's arguments, by its rows and those that every tool has. Options and
 * operands may be mixed, "--" ends the options, "-" is an operand; an option with a value that is
 * given twice is an error unless its row may be repeated. */
#include "cli/parts.h"

#include <hinge/settings.h>

#define AT(member) offsetof(struct cli_common, member)

/* clang-format off */
static struct cli_option common_rows[] = {
    {.kind = CLI_GROUP, .help = "Every tool"},
    {CLI_INTEGER, 'j', "threads", "N", AT(threads),
     .help = "threads to use; 0 is one per processor", .standard = "0", .low = 0, .high = 1024,
     .needs = CLI_USES_THREADS},
    {CLI_TEXT, 'c', "config", "FILE", AT(config),
     .help = "settings of the method; every key is optional", .example = "study.ini",
     .needs = CLI_USES_CONFIG},
    {CLI_REPEAT, 0, "set", "KEY=VALUE", AT(set), .example = "seg.join=1", .needs = CLI_USES_CONFIG},
    {CLI_FLAG, 0, "print-config", NULL, AT(print_config), .needs = CLI_USES_CONFIG},
    {CLI_FLAG, 0, "dry-run", NULL, AT(dry_run),
     .help = "check everything and print what would be done; write nothing",
     .needs = CLI_USES_DRY_RUN},
    {CLI_TEXT, 0, "run-log", "FILE", AT(run_log), .writes = true,
     .help = "write start time, threads, wall and CPU time and peak memory as JSON; - is stderr",
     .needs = CLI_USES_RUN_LOG},
    {CLI_FLAG, 'q', "quiet", NULL, AT(quiet), .help = "print problems only, no progress and no notes"},
    {CLI_FLAG, 0, "verbose", NULL, AT(verbose), .help = "print more: all tables, all messages, wall and CPU time, peak memory"},
    {CLI_FLAG, 'h', "help", NULL, AT(help), .help = "the options of most use; --help=all: this text"},
    {CLI_FLAG, 0, "version", NULL, AT(version), .help = "the version"},
    {0}};
/* clang-format on */

/* What a row leaves open is said by the setting of its name: a help that is missing, or goes on
 * where that of the setting ends. */
static void fill(struct cli_option *row)
{
    static const char *const behind[] = {"; ", ". ", " (", ": "};
    const struct hinge_setting *setting = row->name != NULL ? hinge_setting_find(row->name) : NULL;
    const char *more = row->help != NULL ? row->help : "";
    bool open = *more == '\0', flag = row->kind == CLI_FLAG;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        open = open || strncmp(more, behind[i], 2) == 0;
    if (setting == NULL || !open)
        return;
    struct hinge_text help = {0}; /* until the tool ends */
    hinge_text_printf(&help, "%s%s", setting->help, more);
    row->help = help.data;
    row->value = row->value == NULL && !flag ? setting->value : row->value;
    row->example = row->example == NULL ? setting->example : row->example;
    if (row->standard == NULL && !flag && setting->standard != NULL && *setting->standard != '\0')
        row->standard = setting->standard;
    if (row->choices == NULL && row->choice_at == NULL && row->kind == CLI_CHOICE)
        row->choices = setting->choices;
    if (row->low >= row->high) {
        row->low = setting->low;
        row->high = setting->high;
    }
}

struct cli_tool cli_filled(const struct cli_tool *tool)
{
    struct cli_tool filled = *tool;
    size_t n = 0;
    while (tool->option != NULL && tool->option[n].kind != CLI_END)
        n++;
    struct cli_option *rows = hinge_alloc(n + 1, sizeof *rows); /* until the tool ends */
    for (size_t i = 0; i < n; i++) {
        rows[i] = tool->option[i];
        fill(&rows[i]);
    }
    filled.option = rows;
    for (struct cli_option *row = common_rows; row->kind != CLI_END; row++)
        fill(row);
    return filled;
}

const struct cli_option *cli_row(const struct cli_tool *tool, size_t i)
{
    const struct cli_option *row = tool->option;
    for (; row != NULL && row->kind != CLI_END; row++)
        if (i-- == 0)
            return row;
    for (row = common_rows; row->kind != CLI_END; row++)
        if ((row->needs & ~tool->uses) == 0 && i-- == 0)
            return row;
    return NULL;
}

bool cli_row_is_common(const struct cli_option *row)
{
    for (size_t i = 0; i < sizeof common_rows / sizeof *common_rows; i++)
        if (row == &common_rows[i])
            return true;
    return false;
}

const char *cli_choice_of(const char *choices, size_t i, char buffer[64])
{
    for (; choices != NULL; choices = strchr(choices, '|')) {
        choices += *choices == '|';
        size_t length = strcspn(choices, "|");
        if (i-- > 0)
            continue;
        if (length >= 64)
            return NULL;
        memcpy(buffer, choices, length);
        buffer[length] = '\0';
        return buffer;
    }
    return NULL;
}

const char *cli_choice(const struct cli_option *row, size_t i, char buffer[64])
{
    if (row->choice_at != NULL)
        return row->choice_at(i);
    return cli_choice_of(row->choices, i, buffer);
}

static enum hinge_status check_row(const struct cli_tool *tool, size_t i, struct hinge_error *error)
{
    const struct cli_option *row = cli_row(tool, i), *other;
    if (row->kind == CLI_GROUP)
        return HINGE_OK;
    if (!cli_row_is_common(row) && row->at >= tool->args_size)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "--%s is stored outside the arguments", row->name);
    for (size_t j = i + 1; (other = cli_row(tool, j)) != NULL; j++)
        if (other->kind != CLI_GROUP && (strcmp(row->name, other->name) == 0 ||
                                         (row->letter != '\0' && row->letter == other->letter)))
            return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                                   "--%s and --%s share a name or a letter", row->name,
                                   other->name);
    return HINGE_OK;
}

enum hinge_status cli_rows_check(const struct cli_tool *tool, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && cli_row(tool, i) != NULL; i++)
        status = check_row(tool, i, error);
    return status;
}

/* --- the command line --- */

enum { NAMES_MAX = 256 };

static enum hinge_status usage(struct hinge_error *error, const char *format, ...)
    HINGE_PRINTF(2, 3);

static enum hinge_status usage(struct hinge_error *error, const char *format, ...)
{
    char text[640];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return hinge_usage(error, "%s", text);
}

/* --- values --- */

static enum hinge_status store_number(const struct cli_option *row, void *member, const char *shown,
                                      const char *value, struct hinge_error *error)
{
    double number;
    bool whole = row->kind == CLI_INTEGER;
    if (hinge_number_parse(value, strlen(value), '.', &number, NULL) != HINGE_NUMBER_VALUE ||
        (whole && (number != floor(number) || fabs(number) > 9e15)))
        return usage(error, "%s: \"%s\" is not a %snumber%s%s", shown, value, whole ? "whole " : "",
                     row->example != NULL ? "; write for example " : "",
                     row->example != NULL ? row->example : "");
    if (row->low < row->high && (number < row->low || number > row->high))
        return usage(error, "%s: %s is outside %.15g to %.15g", shown, value, row->low, row->high);
    if (whole)
        *(long *)member = (long)number;
    else
        *(double *)member = number;
    return HINGE_OK;
}

static enum hinge_status check_choice(const struct cli_option *row, const char *shown,
                                      const char *value, struct hinge_error *error)
{
    char buffer[64], kept[NAMES_MAX][64];
    const char *names[NAMES_MAX], *choice;
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    size_t n = 0;
    for (; n < NAMES_MAX && (choice = cli_choice(row, n, buffer)) != NULL; n++) {
        if (strcmp(choice, value) == 0)
            return HINGE_OK;
        snprintf(kept[n], sizeof kept[n], "%s", choice);
        names[n] = kept[n];
    }
    hinge_text_join(&list, names, n, ", ");
    const char *nearest = hinge_suggest(value, names, n);
    return usage(error, "%s: \"%s\" is not one of %s%s%s%s", shown, value, hinge_text_string(&list),
                 nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "",
                 nearest != NULL ? "?" : "");
}

/* An axis without a sign is the positive one, where that may be chosen. */
static const char *upward(const struct cli_option *row, const char *value)
{
    static const char *const axes[] = {"+x", "+y", "+z"};
    char buffer[64];
    const char *choice;
    for (size_t k = 0; k < 3; k++)
        for (size_t n = 0; strcmp(axes[k] + 1, value) == 0; n++) {
            if ((choice = cli_choice(row, n, buffer)) == NULL)
                break;
            if (strcmp(choice, axes[k]) == 0)
                return axes[k];
        }
    return value;
}

static void append(struct cli_list *list, const char *value)
{
    const char **item = hinge_resize(list->item, list->n + 1, sizeof *item);
    list->item = item;
    list->item[list->n++] = value;
}

/* Stores a value as the row's kind says; `shown` is the option as typed. */
static enum hinge_status cli_store(const struct cli_option *row, void *base, const char *shown,
                                   const char *value, struct hinge_error *error)
{
    void *member = (char *)base + row->at;
    enum hinge_status status = HINGE_OK;
    switch (row->kind) {
    case CLI_FLAG:
        *(bool *)member = true;
        break;
    case CLI_NUMBER:
    case CLI_INTEGER:
        return store_number(row, member, shown, value, error);
    case CLI_CHOICE:
        value = upward(row, value);
        status = check_choice(row, shown, value, error);
        if (status == HINGE_OK)
            *(const char **)member = value;
        break;
    case CLI_TEXT:
        if (*value == '\0')
            return usage(error, "%s needs a value: %s; it was given an empty text", shown,
                         row->value);
        *(const char **)member = value;
        break;
    case CLI_REPEAT:
        append(member, value);
        return HINGE_OK;
    case CLI_END:
    case CLI_GROUP:
        break;
    }
    return status;
}

/* --- options --- */

static void *base_of(struct cli *cli, void *args, const struct cli_option *row)
{
    return cli_row_is_common(row) ? (void *)&cli->common : args;
}

/* By its name; NULL: by its letter. */
static const struct cli_option *find_row(const struct cli *cli, const char *name, size_t length,
                                         char letter)
{
    const struct cli_option *row;
    for (size_t i = 0; (row = cli_row(cli->tool, i)) != NULL; i++)
        if (row->kind != CLI_GROUP &&
            (name == NULL ? row->letter == letter
                          : strlen(row->name) == length && strncmp(row->name, name, length) == 0))
            return row;
    return NULL;
}

static enum hinge_status unknown_option(const struct cli *cli, const char *typed, const char *name,
                                        struct hinge_error *error)
{
    const char *names[NAMES_MAX], *nearest = NULL;
    const struct cli_option *row;
    size_t n = 0;
    for (size_t i = 0; n < NAMES_MAX && (row = cli_row(cli->tool, i)) != NULL; i++)
        if (row->kind != CLI_GROUP)
            names[n++] = row->name;
    if (name != NULL) {
        nearest = hinge_suggest(name, names, n);
        /* the start of exactly one name is as good as a near miss */
        size_t starts = 0, length = strlen(name);
        for (size_t i = 0; nearest == NULL && length >= 3 && i < n; i++)
            if (strncmp(names[i], name, length) == 0 && starts++ == 0)
                name = names[i];
        if (starts == 1)
            nearest = name;
    }
    if (nearest != NULL)
        return usage(error, "unknown option %s; did you mean --%s?", typed, nearest);
    return usage(error, "unknown option %s; see %s --help", typed, cli->tool->name);
}

struct walk {
    struct cli *cli;
    void *args;
    int argc, next;
    char *const *argv;
    size_t n_seen;
    const struct cli_option *seen[NAMES_MAX]; /* options with a value, as they came */
};

/* cli_store, once per option. Flags may come again: they say the same. */
static enum hinge_status take_value(struct walk *walk, const struct cli_option *row,
                                    const char *shown, const char *value, struct hinge_error *error)
{
    bool once = row->kind != CLI_FLAG && row->kind != CLI_REPEAT;
    for (size_t i = 0; once && i < walk->n_seen; i++)
        if (walk->seen[i] == row)
            return usage(error, "--%s is given twice; which one counts?", row->name);
    if (once && walk->n_seen < NAMES_MAX)
        walk->seen[walk->n_seen++] = row;
    return cli_store(row, base_of(walk->cli, walk->args, row), shown, value, error);
}

/* The value after an option that stands alone. Something that looks like an option is
 * not taken for a value unless a number is wanted, or it is one: -0.05, or the option's
 * values may begin so. */
static enum hinge_status next_value(struct walk *walk, const struct cli_option *row,
                                    const char *shown, const char **value,
                                    struct hinge_error *error)
{
    bool number = row->kind == CLI_NUMBER || row->kind == CLI_INTEGER;
    if (walk->next >= walk->argc)
        return usage(error, "%s needs a value: %s", shown, row->value);
    *value = walk->argv[walk->next];
    number = number || ((*value)[0] == '-' && strchr("0123456789.", (*value)[1]));
    number = number || (row->dashed && (*value)[0] == '-' && (*value)[1] != '-');
    if ((*value)[0] == '-' && (*value)[1] != '\0' && !number)
        return usage(error, "%s needs a value: %s; \"%s\" looks like an option", shown, row->value,
                     *value);
    walk->next++;
    return HINGE_OK;
}

static enum hinge_status take_long(struct walk *walk, const char *typed, struct hinge_error *error)
{
    const char *name = typed + 2;
    size_t length = strcspn(name, "=");
    const struct cli_option *row = find_row(walk->cli, name, length, '\0');
    char shown[80];
    snprintf(shown, sizeof shown, "--%.*s", (int)(length < 70 ? length : 70), name);
    if (row == NULL)
        return unknown_option(walk->cli, shown, shown + 2, error);
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    if (value != NULL && strcmp(typed, "--help=all") == 0) {
        walk->cli->common.help_all = true;
        value = NULL;
    }
    if (row->kind == CLI_FLAG && value != NULL)
        return usage(error, "%s takes no value", shown);
    if (row->kind != CLI_FLAG && value == NULL) {
        enum hinge_status status = next_value(walk, row, shown, &value, error);
        if (status != HINGE_OK)
            return status;
    }
    return take_value(walk, row, shown, value, error);
}

/* -qo FILE, -oFILE, -q */
static enum hinge_status take_letters(struct walk *walk, const char *typed,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (const char *p = typed + 1; status == HINGE_OK && *p != '\0'; p++) {
        char shown[3] = {'-', *p, '\0'};
        const struct cli_option *row = find_row(walk->cli, NULL, 0, *p);
        bool word = strlen(typed) > 3; /* -strict is a slip for --strict */
        if (row == NULL)
            return unknown_option(walk->cli, word ? typed : shown, word ? typed + 1 : NULL, error);
        if (row->kind == CLI_FLAG) {
            status = take_value(walk, row, shown, NULL, error);
            continue;
        }
        const char *value = p + 1;
        if (*value == '\0')
            status = next_value(walk, row, shown, &value, error);
        return status == HINGE_OK ? take_value(walk, row, shown, value, error) : status;
    }
    return status;
}

/* --- operands --- */

static enum hinge_status missing(const struct cli *cli, const struct cli_operand *row,
                                 struct hinge_error *error)
{
    char buffer[64], list[512] = "";
    const char *choice;
    size_t used = 0;
    for (size_t i = 0;
         (choice = cli_choice_of(row->choices, i, buffer)) != NULL && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 i > 0 ? ", " : ": one of ", choice);
    return usage(error, "%s is missing%s; see %s --help", row->name, list, cli->tool->name);
}

static bool is_choice(const struct cli_operand *row, const char *word)
{
    char buffer[64];
    const char *choice;
    for (size_t i = 0; (choice = cli_choice_of(row->choices, i, buffer)) != NULL; i++)
        if (strcmp(choice, word) == 0)
            return true;
    return false;
}

/* A file where a word is wanted first: hinge-table results.h5 summary. */
static enum hinge_status check_order(const struct cli *cli, struct hinge_error *error)
{
    const struct cli_operand *row = cli->tool->operand;
    if (row == NULL || row->name == NULL || row->choices == NULL || cli->n_operands == 0 ||
        cli->n_operands > 2 || !hinge_os_exists(cli->operand[0]) || is_choice(row, cli->operand[0]))
        return HINGE_OK;
    const char *file = cli->operand[0], *tool = cli->tool->name;
    if (cli->n_operands == 2 && is_choice(row, cli->operand[1]))
        return usage(error, "the file comes last: %s %s %s", tool, cli->operand[1], file);
    return cli->n_operands == 1 && row->min > 0 && row[1].name != NULL && row[1].min > 0
               ? usage(error, "%s is missing: %s %s %s; %s --help lists them", row->name, tool,
                       row->name, file, tool)
               : HINGE_OK;
}

/* A file that an option took for its value: hinge-export --bids study.h5. */
static enum hinge_status check_taken(const struct walk *walk, struct hinge_error *error)
{
    const struct cli *cli = walk->cli;
    const struct cli_operand *row = cli->tool->operand;
    bool missing = cli->n_operands == 0 && row != NULL && row->name != NULL && row->min > 0;
    for (size_t i = 0; missing && i < walk->n_seen; i++) {
        const struct cli_option *option = walk->seen[i];
        const char *value =
            option->kind == CLI_TEXT ? *(char *const *)((char *)walk->args + option->at) : NULL;
        if (value != NULL && option->writes && hinge_os_exists(value))
            return usage(error, "%s is missing: --%s took %s for its own value: %s %s --%s %s",
                         row->name, option->name, value, cli->tool->name, value, option->name,
                         option->value);
    }
    return HINGE_OK;
}

static enum hinge_status check_operands(const struct cli *cli, struct hinge_error *error)
{
    size_t taken = 0;
    const struct cli_operand *row = cli->tool->operand;
    bool checked = !(cli->tool->uses & CLI_JUDGES_CHOICES);
    for (; row != NULL && row->name != NULL; row++) {
        size_t left = cli->n_operands - taken;
        if (left < row->min)
            return missing(cli, row, error);
        size_t n = left < row->max ? left : row->max;
        struct cli_option choice = {.kind = CLI_CHOICE, .choices = row->choices};
        for (size_t i = 0; checked && row->choices != NULL && i < n; i++) {
            enum hinge_status status =
                check_choice(&choice, row->name, cli->operand[taken + i], error);
            if (status != HINGE_OK)
                return status;
        }
        taken += n;
    }
    if (taken < cli->n_operands)
        return usage(error, "\"%s\" is one argument too many; see %s --help", cli->operand[taken],
                     cli->tool->name);
    return HINGE_OK;
}

static bool asks_for_text(const struct cli_common *common)
{
    return common->help || common->version || common->print_config;
}

enum hinge_status cli_parse(struct cli *cli, void *args, int argc, char *const *argv,
                            struct hinge_error *error)
{
    struct walk walk = {.cli = cli, .args = args, .argc = argc, .next = 1, .argv = argv};
    bool options_end = false;
    struct cli_list operands = {0};
    enum hinge_status status = HINGE_OK;
    const struct cli_option *row;
    for (size_t i = 0; status == HINGE_OK && (row = cli_row(cli->tool, i)) != NULL; i++) {
        if (row->kind == CLI_NUMBER && row->standard == NULL)
            *(double *)(void *)((char *)base_of(cli, args, row) + row->at) = NAN;
        if (row->standard != NULL && !row->told && row->kind != CLI_REPEAT)
            status = cli_store(row, base_of(cli, args, row), row->name, row->standard, error);
    }
    while (status == HINGE_OK && walk.next < argc) {
        const char *typed = argv[walk.next++];
        if (options_end || typed[0] != '-' || typed[1] == '\0')
            append(&operands, typed);
        else if (strcmp(typed, "--") == 0)
            options_end = true;
        else if (typed[1] == '-')
            status = take_long(&walk, typed, error);
        else
            status = take_letters(&walk, typed, error);
        /* --help helps even when the rest is wrong */
        if (status == HINGE_OK && cli->common.help)
            break;
    }
    /* "--help between" as "between --help" */
    if (status == HINGE_OK && cli->common.help && operands.n == 0 && walk.next < argc &&
        argv[walk.next][0] != '-')
        append(&operands, argv[walk.next]);
    cli->operand = operands.item;
    cli->n_operands = operands.n;
    if (status == HINGE_OK && !asks_for_text(&cli->common))
        status = check_order(cli, error);
    if (status == HINGE_OK && !asks_for_text(&cli->common))
        status = check_taken(&walk, error);
    if (status == HINGE_OK && !asks_for_text(&cli->common))
        status = check_operands(cli, error);
    if ((cli->tool->uses & CLI_USES_THREADS) == 0)
        cli->common.threads = 1;
    else if (cli->common.threads < 1)
        cli->common.threads = hinge_os_processors();
    return status;
}

void cli_parse_clear(struct cli *cli, void *args)
{
    const struct cli_option *row;
    for (size_t i = 0; args != NULL && (row = cli_row(cli->tool, i)) != NULL; i++)
        if (row->kind == CLI_REPEAT)
            free(((struct cli_list *)((char *)base_of(cli, args, row) + row->at))->item);
    free(cli->operand);
    cli->operand = NULL;
    cli->n_operands = 0;
}
