/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-analyze: a study file in, a results file out. */
#include "cli/cli.h"

#include <hinge/analyze.h>
#include <hinge/merge.h>
#include <string.h>

struct arguments {
    const char *output, *events, *shard;
    bool allow_inferred, strict;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Evidence"},
    {CLI_FLAG, 0, "allow-inferred", NULL, AT(allow_inferred), .brief = true,
     .help = ". They are marked and excluded from group tables"},

    {.kind = CLI_GROUP, .help = "Repetitions"},
    {CLI_TEXT, 0, "events", "FILE", AT(events), .brief = true,
     .help = ". Times in the file are used; blank ones are "
     "detected between them. hinge-table agreement compares given and detected times"},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "results file (required)", .example = "results.h5"},
    {CLI_TEXT, 0, "shard", NULL, AT(shard), .help = ""},
    {CLI_FLAG, 0, "strict", NULL, AT(strict), .help = ""},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{"STUDY", "study file of hinge-ingest", 1, 1, NULL},
                                              {0}};

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-analyze study.h5 -o results.h5", "every trial, with all processors"},
    {"hinge-analyze study.h5 -o results.h5 -j 4 --set filter.fc_fast=8", "four threads, another cutoff"},
    {"hinge-analyze study.h5 -o results.h5 --config faults.ini", "with thresholds and faults of your own"},
    {0}};
/* clang-format on */

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    const struct arguments *a = args;
    struct hinge_analyze_summary summary = {0};
    bool dry = cli->common.dry_run;
    struct hinge_analyze_request request = {.study = cli->operand[0],
                                            .output = dry ? NULL : a->output,
                                            .events = a->events,
                                            .config = cli->config,
                                            .threads = (int)cli->common.threads,
                                            .allow_inferred = a->allow_inferred,
                                            .strict = a->strict,
                                            .progress = &cli->progress,
                                            .message = cli_line,
                                            .context = cli};
    enum hinge_status status = cli_needs_file(cli, a->output, "results file", error);
    if (status == HINGE_OK && a->shard != NULL)
        status = hinge_shard_parse(a->shard, "--shard", &request.shard, &request.shards, error);
    if (status == HINGE_OK)
        status = hinge_analyze(&request, &summary, error);
    if (status == HINGE_OK || status == HINGE_PARTIAL)
        cli_note(cli, "%zu trial%s analysed, %zu refused, %zu repetition%s%s%s", summary.analysed,
                 summary.analysed == 1 ? "" : "s", summary.refused, summary.reps,
                 summary.reps == 1 ? "" : "s", dry ? " (dry run)" : " in ", dry ? "" : a->output);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-analyze",
    .summary = "finds repetitions and measures hip, spine and faults in them",
    .details = "Cleans each recording of a study, and finds the person's own sagittal "
               "plane, standing posture, repetitions and their phases. Computes motion "
               "ratios, positions, tempo and faults. A value that the data cannot show "
               "is empty, with a reason; nothing is guessed. Lumbar motion is not "
               "computed from shoulder, hip, knee and ankle alone.\n\n"
               "To add a fault or change a threshold, write a section [fault:ID] into "
               "a config file.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses =
        CLI_USES_THREADS | CLI_USES_DRY_RUN | CLI_USES_RUN_LOG | CLI_USES_CONFIG | CLI_STOPS_ITSELF,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
