/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-merge: parts of a study or of results in, the whole out. */
#include "cli/cli.h"

#include <hinge/ingest.h>
#include <hinge/merge.h>
#include <stdio.h>
#include <string.h>

struct arguments {
    const char *output, *list;
};
#define AT(member) offsetof(struct arguments, member)

static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true,
     .help = "the joined study or results (required)", .example = "results.h5"},
    {CLI_TEXT, 0, "list", "FILE", AT(list), .help = "trial list: parts of another list are refused",
     .example = "trials.csv"},
    {0}};

static const struct cli_operand operands[] = {
    {"FILE", "every part, in any order", 1, CLI_MANY, NULL}, {0}};

static const struct cli_example examples[] = {
    {"hinge-merge results.1of2.h5 results.2of2.h5 -o results.h5", "two halves of an analysis"},
    {"hinge-merge parts/study.*.h5 -o study.h5", "all parts of a study"},
    {0}};

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    const struct arguments *a = args;
    struct hinge_merge_summary summary = {0};
    bool dry = cli->common.dry_run;
    cleared_by(hinge_table_clear) struct hinge_table files = {0};
    enum hinge_status status = cli_needs_file(cli, a->output, "joined file", error);
    if (status == HINGE_OK && a->list != NULL)
        status = hinge_list_files(a->list, &files, error);
    struct hinge_merge_request request = {.path = cli->operand,
                                          .n_paths = cli->n_operands,
                                          .output = dry ? NULL : a->output,
                                          .threads = (int)cli->common.threads,
                                          .progress = &cli->progress,
                                          .message = cli_line,
                                          .context = cli,
                                          .list = a->list,
                                          .files = a->list != NULL ? &files : NULL};
    if (status == HINGE_OK)
        status = hinge_merge(&request, &summary, error);
    char planned[48] = "";
    if (summary.planned > 0)
        snprintf(planned, sizeof planned, ", %zu not recorded yet", summary.planned);
    if (status == HINGE_OK || status == HINGE_PARTIAL)
        cli_note(cli, "%zu part%s, %zu recording%s, %zu refused%s%s%s", summary.parts,
                 summary.parts == 1 ? "" : "s", summary.rows, summary.rows == 1 ? "" : "s",
                 summary.refused, planned, dry ? ": they fit together (dry run)" : ": one file, ",
                 dry ? "" : a->output);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-merge",
    .summary = "joins the parts of a study or of results into one file",
    .details = "hinge-ingest and hinge-analyze do a part of the work with --shard: 2/8 is the "
               "second of eight parts. Different processes or computers may make the parts. "
               "The joined file has its rows in the order of the list: every table, figure and "
               "analysis of it is as if one process had made it.\n\n"
               "All parts must be given. They must come from the same trial list or study, "
               "the same build and the same options; a part that differs is named. "
               "Recordings with the same numbers in different parts are named, too.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_THREADS | CLI_USES_DRY_RUN | CLI_USES_RUN_LOG | CLI_STOPS_ITSELF,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
