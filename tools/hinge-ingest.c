/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-ingest: recordings and trial lists in, one study file out. */
#include "cli/cli.h"

#include <hinge/ingest.h>
#include <hinge/merge.h>
#include <hinge/trial.h>
#include <stdio.h>
#include <string.h>

struct arguments {
    const char *output, *format, *units, *up, *image_size, *name, *pseudonymise, *shard;
    double rate_hz;
    bool strict, allow_outside, groups_vary;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Facts that the recordings do not contain"},
    {CLI_NUMBER, 0, "rate", "HZ", AT(rate_hz), .brief = true, .help = " (of files without a clock)",
     .example = "30", .low = 1, .high = 1e5},
    {CLI_TEXT, 0, "recording", "FORMAT", AT(format), .ingest = "format", .brief = true, .help = "; instead of recognising it", .example = "trc"},
    {CLI_CHOICE, 0, "units", "UNIT", AT(units), .ingest = "units", .brief = true, .choices = HINGE_POSITION_UNITS},
    {CLI_CHOICE, 0, "up", "AXIS", AT(up), .ingest = "up", .brief = true, .choices = "+x|-x|+y|-y|+z|-z", .dashed = true},
    {CLI_TEXT, 0, "image-size", "WxH", AT(image_size), .ingest = "image_size", .brief = true, .example = "1920x1080"},

    {.kind = CLI_GROUP, .help = "The trial list"},
    {CLI_TEXT, 0, "name", "PATTERN", AT(name), .ingest = "name", .brief = true, .example = "{group}/{participant}_{cue}_{trial}.csv"},
    {CLI_FLAG, 0, "allow-outside", NULL, AT(allow_outside), .help = "let a list name files outside its own folder"},
    {CLI_FLAG, 0, "groups-vary", NULL, AT(groups_vary), .help = ""},

    {CLI_TEXT, 0, "pseudonymise", "KEYFILE", AT(pseudonymise), .ingest = "pseudonymise",
     .help = "replace each participant by a keyed hash (HMAC-SHA256). KEYFILE is the key; only "
     "its owner may be able to read it", .example = "study.key"},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "study file (required)", .example = "study.h5"},
    {CLI_TEXT, 0, "shard", NULL, AT(shard), .help = ""},
    {CLI_FLAG, 0, "strict", NULL, AT(strict), .help = ""},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {
    {"FILE", "trial lists (CSV with a file column), recordings, or folders of them", 1, CLI_MANY,
     NULL},
    {0}};

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-ingest trials.csv -o study.h5", "every recording of a trial list"},
    {"hinge-ingest squat.trc squat.mot -o study.h5", "loose files"},
    {"hinge-ingest recordings/ --name '{group}/{participant}_{cue}_{trial}.csv' -o study.h5",
     "every recording in a folder, keys from the names"},
    {"hinge-ingest --rate 30 --image-size 1920x1080 phone.csv -o study.h5", "keypoints of a video without a clock"},
    {0}};
/* clang-format on */

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    const struct arguments *a = args;
    struct hinge_ingest_summary summary = {0};
    bool dry = cli->common.dry_run;
    if (a->rate_hz > 0)
        cli->config->ingest.rate_hz = a->rate_hz;
    struct hinge_ingest_request request = {.path = cli->operand,
                                           .n_paths = cli->n_operands,
                                           .output = dry ? NULL : a->output,
                                           .config = cli->config,
                                           .threads = (int)cli->common.threads,
                                           .strict = a->strict,
                                           .allow_outside = a->allow_outside,
                                           .groups_vary = a->groups_vary,
                                           .progress = &cli->progress,
                                           .message = cli_line,
                                           .context = cli};
    enum hinge_status status = cli_needs_file(cli, a->output, "study file", error);
    if (status == HINGE_OK && a->shard != NULL)
        status = hinge_shard_parse(a->shard, "--shard", &request.shard, &request.shards, error);
    if (status == HINGE_OK)
        status = hinge_ingest(&request, &summary, error);
    char waiting[80] = "";
    if (summary.not_recorded > 0)
        snprintf(waiting, sizeof waiting, ", %zu not recorded yet", summary.not_recorded);
    if (status == HINGE_OK || status == HINGE_PARTIAL)
        cli_note(cli, "%zu recording%s stored, %zu refused%s%s%s", summary.stored,
                 summary.stored == 1 ? "" : "s", summary.refused, waiting,
                 dry ? " (dry run)" : " in ", dry ? "" : a->output);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-ingest",
    .summary = "packs recordings into one study file",
    .details = "Recognises the format and landmark set of each recording, checks it, and "
               "stores its numbers exactly as they are. Nothing is smoothed, filled or "
               "guessed. A file that cannot be used is named with the reason and listed in "
               "the study; the others are stored (exit code 4).\n\n"
               "A trial list is a CSV with a column `file`; tables and comparisons use "
               "participant, group, session, task, cue, trial and role. Any further column is "
               "kept as a covariate. In a folder it looks for trial lists, else for "
               "recordings, and names all other files. In a BIDS folder keys and covariates "
               "come from the file names, participants.tsv and *_sessions.tsv.",
    .operand = operands,
    .option = options,
    .also = "Any key of [ingest] by --set KEY=VALUE: landmarks, time_is_frame, decimal, ragged, "
            "keep_column,\n"
            "absent=planned and others; --print-config explains them.\n",
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
