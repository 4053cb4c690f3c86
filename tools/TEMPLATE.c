/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a tool is written. Copy this file to tools/hinge-NAME.c: the Makefile finds it,
 * and
 * --help comes from the rows, man page and completion from that. This one lists the sizes of
 * files; the tests build and run it, so what it shows works. */
#include "cli/cli.h"

#include <errno.h>
#include <hinge/report.h>
#include <stdlib.h>
#include <string.h>

/* 1. What the options fill. Defaults are in the rows, never here. */
struct arguments {
    const char *output, *format;
    double larger_than;
    struct cli_list skip;
    bool total;
};
#define AT(member) offsetof(struct arguments, member)

/* 2. The rows. */
/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Content"},
    {CLI_NUMBER, 0, "larger-than", "BYTES", AT(larger_than), .brief = true,
     .help = "list only files of more bytes than this", .example = "1000", .standard = "-1",
     .low = -1, .high = 1e15},
    {CLI_REPEAT, 's', "skip", "FILE", AT(skip), .brief = true, .help = "leave this file out"},
    {CLI_FLAG, 0, "total", NULL, AT(total), .help = "add the sum as a last row"},
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write the table here; - is stdout"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .help = "how the table is written", .standard = "text", .choice_at = hinge_writer_id},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{"FILE", "files to list", 1, CLI_MANY, NULL}, {0}};

static const struct cli_example examples[] = {
    {"hinge-template p01.csv p02.csv", "sizes of two recordings"},
    {"hinge-template --format csv -o sizes.csv *.trc", "as a file for R or Excel"},
    {0}};

/* 3. The work: small functions over the library, one status and one error. */
static bool is_skipped(const struct arguments *arguments, const char *file)
{
    for (size_t i = 0; i < arguments->skip.n; i++)
        if (strcmp(arguments->skip.item[i], file) == 0)
            return true;
    return false;
}

static void add_row(struct hinge_table *table, const char *file, double bytes)
{
    hinge_table_add_rows(table, 1);
    hinge_table_set_text(table, 0, table->rows - 1, file);
    table->column[1].number[table->rows - 1] = bytes;
}

static enum hinge_status fill(struct cli *cli, const struct arguments *arguments,
                              struct hinge_table *table, size_t *refused)
{
    struct hinge_os_info info;
    double sum = 0;
    for (size_t i = 0; i < cli->n_operands; i++) {
        const char *file = cli->operand[i];
        if (hinge_progress_stopped(&cli->progress))
            return HINGE_INTERRUPTED;
        if (is_skipped(arguments, file))
            continue;
        if (hinge_os_stat(file, &info) != 0) {
            cli_warn(cli, "%s: %s", file, strerror(errno)); /* the others go on */
            ++*refused;
            continue;
        }
        if ((double)info.size > arguments->larger_than)
            add_row(table, file, (double)info.size);
        sum += (double)info.size;
        hinge_progress_report(&cli->progress, i + 1, cli->n_operands);
    }
    if (arguments->total)
        add_row(table, "total", sum);
    return HINGE_OK;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    const struct arguments *arguments = args;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    size_t refused = 0;
    hinge_table_add_column(&table, "file", HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_column(&table, "bytes", HINGE_COLUMN_NUMBER, "byte", 0);
    enum hinge_status status = fill(cli, arguments, &table, &refused);
    if (status == HINGE_OK && refused == cli->n_operands)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "nothing to list");
    if (status == HINGE_OK && !cli->common.dry_run)
        status = cli_write_table(cli, arguments->output, &table, arguments->format, error);
    if (status == HINGE_OK && refused > 0)
        status = HINGE_PARTIAL; /* exit 4; each was named above */
    return status;
}

/* 4. The tool. */
static const struct cli_tool tool = {
    .name = "hinge-template",
    .summary = "lists the sizes of files",
    .details = "Files that cannot be read are named and the rest is listed.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    /* CLI_USES_CONFIG would add --config, --set, --print-config and cli->config */
    .uses = CLI_USES_DRY_RUN | CLI_USES_RUN_LOG,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
