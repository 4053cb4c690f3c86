/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-export: signals of a study written out again; statistics that a site may share.
 */
#include "cli/cli.h"
#include "os/file.h"

#include <hinge/compare.h>
#include <hinge/export.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *output, *format, *bids;
    struct cli_list trial;
    bool raw, processed, allow_inferred, force, shareable, stratify;
    const char *outcome, *condition, *group, *filter, *phase, *site;
    long min_people;
};
#define AT(member) offsetof(struct arguments, member)

static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_FLAG, 0, "raw", NULL, AT(raw),
     .help = "the table as it was delivered, number for number"},
    {CLI_FLAG, 0, "processed", NULL, AT(processed),
     .help = "the data after cleaning: landmarks, angles, repetitions and phases"},
    {CLI_TEXT, 0, "bids", "DIR", AT(bids), .writes = true,
     .help = "the processed recordings as a Motion-BIDS derivative"},
    {CLI_FLAG, 0, "shareable", NULL, AT(shareable),
     .help =
         "of a results file: means and covariances of groups, for pooling with other "
         "sites; no participants, dates or curves"},
    {CLI_REPEAT, 0, "trial", "ID", AT(trial), .help = "only this recording"},
    {CLI_FLAG, 0, "allow-inferred", NULL, AT(allow_inferred),
     .help = "as hinge-analyze --allow-inferred would have it"},

    {.kind = CLI_GROUP, .help = "Statistics to share (--shareable)"},
    {CLI_TEXT, 0, "outcome", "COLUMNS", AT(outcome),
     .help = "outcomes, joined by commas (default: lumbar_fraction)"},
    {CLI_TEXT, 0, "condition", "COLUMN", AT(condition),
     .help = "column of conditions, such as cue; participants without all of them are "
             "excluded"},
    {CLI_TEXT, 0, "group", "COLUMN", AT(group), .help = "column of groups"},
    {CLI_TEXT, 0, "filter", "CONDITIONS", AT(filter),
     .help = "only rows that meet these conditions, as in hinge-compare",
     .example = "cue=none,dowel"},
    {CLI_TEXT, 0, "phase", "PHASE", AT(phase),
     .help = "phase of the repetition (default: descent)",
     .choices = "descent|hold|ascent|rep"},
    {CLI_INTEGER, 0, "min-people", "N", AT(min_people),
     .help = "smallest number of participants behind a number", .standard = "5",
     .low = 3, .high = 1e6},
    {CLI_FLAG, 0, "stratify", NULL, AT(stratify),
     .help = "cells for each kind of evidence, instead of an error"},
    {CLI_TEXT, 0, "site", "NAME", AT(site),
     .help = "name of the site, which everybody reads (default: the name of the output "
             "file)"},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format),
     .help = "with --processed: csv has everything, trc the landmarks, mot the angles",
     .standard = "csv", .choices = "csv|trc|mot"},
    {CLI_TEXT, 'o', "output", "PATH", AT(output), .writes = true,
     .help = "folder for a file per recording; it is made if it does not exist. For "
             "one recording also a file name (default: stdout)"},
    {CLI_FLAG, 0, "force", NULL, AT(force),
     .help = "replace files that are in the folder already, but never recordings of "
             "the study"},
    {0}};

static const struct cli_operand operands[] = {
    {"STUDY", "study file of hinge-ingest; results file with --shareable", 1, 1, NULL},
    {0}};

static const struct cli_example examples[] = {
    {"hinge-export study.h5 --raw -o raw/", "every recording as it was delivered"},
    {"hinge-export study.h5 --processed --trial p001_1_rdl_none_1 -o p001.csv",
     "landmarks, angles and phases of one recording over time"},
    {"hinge-export study.h5 --processed --format trc -o opensim/",
     "cleaned landmarks for OpenSim"},
    {"hinge-export study.h5 --bids derivatives/hingekit", "for sharing"},
    {"hinge-export results.h5 --shareable --condition cue --group group -o leeds.json",
     "means and covariances for hinge-compare pooled"},
    {0}};

static enum hinge_status choose_kind(const struct arguments *a,
                                     enum hinge_export_kind *kind,
                                     struct hinge_error *error)
{
    int n = a->raw + a->processed + (a->bids != NULL) + a->shareable;
    if (n != 1)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               n == 0 ? "nothing to write is named; give --raw, "
                                        "--processed, --bids FOLDER or --shareable"
                                      : "--raw, --processed, --bids and --shareable "
                                        "are different exports; give one of them");
    if (a->raw && strcmp(a->format, "csv") != 0)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "--format is for --processed; --raw copies the files as they "
            "were delivered: leave --format out");
    if (a->bids != NULL && a->output != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--bids FOLDER names the output itself; leave -o out");
    *kind = a->raw                          ? HINGE_EXPORT_RAW
            : a->bids != NULL               ? HINGE_EXPORT_BIDS
            : strcmp(a->format, "trc") == 0 ? HINGE_EXPORT_TRC
            : strcmp(a->format, "mot") == 0 ? HINGE_EXPORT_MOT
                                            : HINGE_EXPORT_CSV;
    return HINGE_OK;
}

/* A folder that is there, or a name with a slash at its end; with several recordings
 * any name. */
static bool is_folder(const struct arguments *a)
{
    struct hinge_os_info info;
    size_t n = a->output != NULL ? strlen(a->output) : 0;
    if (n == 0 || strcmp(a->output, "-") == 0)
        return false;
    if (hinge_os_stat(a->output, &info) == 0)
        return info.kind == HINGE_OS_FOLDER;
    return a->trial.n != 1 || a->output[n - 1] == '/';
}

/* --- statistics to share --- */

/* What --shareable takes, and the option of the analysis that it is. */
static const struct {
    const char *name, *shown;
    size_t at;
} shared[] = {{"outcomes", "outcome", AT(outcome)},
              {"condition", "condition", AT(condition)},
              {"group", "group", AT(group)},
              {"filter", "filter", AT(filter)},
              {"phase", "phase", AT(phase)}};

static const char *given(const struct arguments *a, size_t i)
{
    return *(const char *const *)(const void *)((const char *)a + shared[i].at);
}

/* Options of one kind of export would be ignored by the other. */
static enum hinge_status check_kind(const struct cli *cli, const struct arguments *a,
                                    struct hinge_error *error)
{
    const char *odd = NULL;
    for (size_t i = 0; i < sizeof shared / sizeof *shared && !a->shareable; i++)
        odd = given(a, i) != NULL ? shared[i].shown : odd;
    if (!a->shareable && (a->site != NULL || a->stratify))
        odd = a->site != NULL ? "site" : "stratify";
    if (!a->shareable && a->min_people != 5) /* its default */
        odd = "min-people";
    if (odd != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s is for --shareable; leave it out", odd);
    odd = a->trial.n > 0                  ? "trial"
          : strcmp(a->format, "csv") != 0 ? "format"
          : a->allow_inferred             ? "allow-inferred"
          : a->force                      ? "force"
          : cli->common.set.n > 0         ? "set"
          : cli->common.config != NULL    ? "config"
                                          : NULL;
    if (a->shareable && odd != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s is for recordings; --shareable writes one JSON "
                               "file of groups: leave it out",
                               odd);
    return HINGE_OK;
}

/* The output's name without folder and ending. */
static void site_of(const char *path, char *name, size_t room)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash != NULL ? slash + 1 : path;
    snprintf(name, room, "%.*s", (int)strcspn(start, "."), start);
}

static enum hinge_status share(struct cli *cli, const struct arguments *a,
                               struct hinge_error *error)
{
    struct hinge_stats_request request = {0};
    char site[200], least[24], *text = NULL;
    bool named = a->output != NULL && strcmp(a->output, "-") != 0;
    if (!named && a->site == NULL)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "the site has no name; give --site NAME, or -o NAME.json");
    site_of(named ? a->output : "", site, sizeof site);
    snprintf(least, sizeof least, "%ld", a->min_people);
    enum hinge_status status = hinge_stats_request_init(&request, NULL, error);
    if (status == HINGE_OK)
        status = hinge_stats_request_set(&request, "data", cli->operand[0], error);
    if (status == HINGE_OK)
        status = hinge_stats_request_set(&request, "min_people", least, error);
    if (status == HINGE_OK && a->outcome == NULL)
        status =
            hinge_stats_request_set(&request, "outcomes", "lumbar_fraction", error);
    for (size_t i = 0; i < sizeof shared / sizeof *shared && status == HINGE_OK; i++)
        if (given(a, i) != NULL)
            status =
                hinge_stats_request_set(&request, shared[i].name, given(a, i), error);
    if (status == HINGE_OK && a->stratify)
        status = hinge_stats_request_set(&request, "stratify", NULL, error);
    if (status == HINGE_OK)
        status = hinge_share(&request, a->site != NULL ? a->site : site, &cli->progress,
                             cli_say, cli, &text, error);
    if (status == HINGE_OK)
        status = cli_write(cli, a->output, text, strlen(text), error);
    if (status == HINGE_OK && named)
        cli_note(cli,
                 "%s has means and covariances of groups of %s or more people; read it "
                 "before you send it",
                 a->output, least);
    free(text);
    hinge_stats_request_clear(&request);
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    const struct arguments *a = args;
    struct hinge_export_summary summary = {0};
    struct hinge_export_request request = {.study = cli->operand[0],
                                           .trial = a->trial.item,
                                           .n_trials = a->trial.n,
                                           .config = cli->config,
                                           .allow_inferred = a->allow_inferred,
                                           .force = a->force,
                                           .progress = &cli->progress,
                                           .message = cli_say,
                                           .context = cli};
    enum hinge_status status = choose_kind(a, &request.kind, error);
    if (status == HINGE_OK)
        status = check_kind(cli, a, error);
    if (status != HINGE_OK)
        return status;
    if (a->shareable)
        return share(cli, a, error);
    request.folder = a->bids != NULL ? a->bids : is_folder(a) ? a->output : NULL;
    if (request.folder == NULL && a->output != NULL && strcmp(a->output, "-") != 0)
        request.file = a->output;
    status = hinge_export(&request, &summary, error);
    bool done = status == HINGE_OK || status == HINGE_PARTIAL;
    if (done && request.folder == NULL)
        status = cli_write(cli, a->output, summary.text, summary.length, error);
    else if (done)
        cli_note(cli, "%zu recording%s written into %s", summary.written,
                 summary.written == 1 ? "" : "s", request.folder);
    free(summary.text);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-export",
    .summary = "writes the recordings of a study, or statistics to share",
    .details =
        "--raw writes the delivered numbers unchanged: TRC and MOT in their own "
        "format, tables with their own header rows. C3D, JSON and files of "
        "several sections become CSV with a column per channel.\n\n"
        "--processed gives the input of the analysis: landmarks cleaned and "
        "filtered, y up, in metres or pixels, and angles in degrees. Positions "
        "are in leg lengths; each frame has its repetition and phase.\n\n"
        "--bids writes the same as a derivative of a BIDS dataset: motion.tsv "
        "without a header row, channels.tsv, motion.json with the cue as "
        "Instructions, and the phases as events.\n\n"
        "--shareable writes a JSON file for hinge-compare pooled: for every "
        "outcome n, mean and covariance over the conditions, by group, with "
        "units, definitions, evidence, parameters and digests. Groups with fewer "
        "than --min-people participants are written together with the smallest "
        "others, without their names, or not at all. So are groups where fewer have "
        "one of the values, if the outcome has few: a fault, a share of a few "
        "repetitions, a score. Export once: two files that differ by one "
        "participant would show that participant.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_RUN_LOG | CLI_USES_CONFIG | CLI_STOPS_ITSELF,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
