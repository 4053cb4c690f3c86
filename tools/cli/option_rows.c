/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows every tool has, and walking over a tool's rows. */
#include "cli/parts.h"

#include <string.h>

#define AT(member) offsetof(struct cli_common, member)

/* clang-format off */
static const struct cli_option common_rows[] = {
    {.kind = CLI_GROUP, .help = "Every tool"},
    {CLI_INTEGER, 'j', "threads", "N", AT(threads),
     .help = "threads to use; 0 is one per processor", .standard = "0", .low = 0, .high = 1024,
     .needs = CLI_USES_THREADS},
    {CLI_TEXT, 'c', "config", "FILE", AT(config),
     .help = "settings of the method; every key is optional", .example = "study.ini",
     .needs = CLI_USES_CONFIG},
    {CLI_REPEAT, 0, "set", "KEY=VALUE", AT(set),
     .help = "change one setting; it overrides the file", .example = "seg.join=1",
     .needs = CLI_USES_CONFIG},
    {CLI_FLAG, 0, "print-config", NULL, AT(print_config),
     .help = "print all settings with their meaning, as a file for --config",
     .needs = CLI_USES_CONFIG},
    {CLI_FLAG, 0, "dry-run", NULL, AT(dry_run),
     .help = "check everything and print what would be done; write nothing",
     .needs = CLI_USES_DRY_RUN},
    {CLI_TEXT, 0, "run-log", "FILE", AT(run_log), .writes = true,
     .help = "write start time, threads, wall and CPU time and peak memory as JSON; - is stderr",
     .needs = CLI_USES_RUN_LOG},
    {CLI_FLAG, 'q', "quiet", NULL, AT(quiet), .help = "print problems only, no progress and no notes"},
    {CLI_FLAG, 0, "verbose", NULL, AT(verbose), .help = "print more, with wall time, CPU time and peak memory"},
    {CLI_FLAG, 'h', "help", NULL, AT(help), .help = "this text"},
    {CLI_FLAG, 0, "version", NULL, AT(version), .help = "the version"},
    {0}};
/* clang-format on */

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
