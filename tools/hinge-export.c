/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-export: signals of a study written out again. */
#include "cli/cli.h"

#include <hinge/export.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *output, *format, *bids, *c3d;
    struct cli_list trial;
    bool raw, processed, allow_inferred, force, crop, with_angles;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_FLAG, 0, "raw", NULL, AT(raw), .brief = true, .help = "the numbers as they were delivered, as a CSV"},
    {CLI_FLAG, 0, "processed", NULL, AT(processed), .brief = true, .help = "the data after cleaning: landmarks, angles, repetitions and phases"},
    {CLI_TEXT, 0, "bids", "DIR", AT(bids), .brief = true, .writes = true, .help = "the processed recordings as a Motion-BIDS derivative; participants.tsv has what the list tells of each person"},
    {CLI_TEXT, 0, "c3d", "DIR", AT(c3d), .brief = true, .writes = true, .help = "a C3D per recording, as it was; repetitions are its events Start, Bottom and End"},
    {CLI_FLAG, 0, "crop", NULL, AT(crop), .help = "; with --c3d: from half a second before the first repetition to half a second after the last; frames keep their numbers"},
    {CLI_FLAG, 0, "with-angles", NULL, AT(with_angles), .help = "; with --c3d: the angles of the analysis as points of POINT:ANGLES"},
    {CLI_REPEAT, 0, "trial", "ID", AT(trial), .brief = true, .help = "only this recording"},
    {CLI_FLAG, 0, "allow-inferred", NULL, AT(allow_inferred), .help = ""},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true,
     .help = "; with --processed: csv has everything, trc the landmarks, mot the angles",
     .standard = "csv", .choices = "csv|trc|mot"},
    {CLI_TEXT, 'o', "output", "PATH", AT(output), .brief = true, .writes = true,
     .help = "folder for a file per recording; it is made if it does not exist. For one recording "
     "also a file name (default: stdout)"},
    {CLI_FLAG, 0, "force", NULL, AT(force), .brief = true, .help = "; but never recordings of the study"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{"STUDY", "study file of hinge-ingest", 1, 1, NULL},
                                              {0}};

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-export study.h5 --raw -o raw/", "the delivered numbers, a CSV per recording"},
    {"hinge-export study.h5 --processed --trial p001_1_rdl_none_1 -o p001.csv", "landmarks, angles and phases of one recording over time"},
    {"hinge-export study.h5 --processed --format trc -o opensim/", "cleaned landmarks for OpenSim"},
    {"hinge-export study.h5 --c3d c3d --crop", "for the laboratory's program"},
    {"hinge-export study.h5 --bids derivatives/hingekit", "for sharing"},
    {0}};
/* clang-format on */

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
                                           .crop = a->crop,
                                           .with_angles = a->with_angles,
                                           .progress = &cli->progress,
                                           .message = cli_line,
                                           .context = cli};
    enum hinge_status status = HINGE_OK;
    int n = a->raw + a->processed + (a->bids != NULL) + (a->c3d != NULL);
    if (n != 1)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               n == 0 ? "nothing to write is named; give --raw, "
                                        "--processed, --bids FOLDER or --c3d FOLDER"
                                      : "--raw, --processed, --bids and --c3d "
                                        "are different exports; give one of them");
    if (a->raw && strcmp(a->format, "csv") != 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--format is for --processed; --raw is CSV: leave --format out");
    if ((a->bids != NULL || a->c3d != NULL) && a->output != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s FOLDER names the output itself; leave -o out",
                               a->bids != NULL ? "bids" : "c3d");
    if (a->c3d == NULL && (a->crop || a->with_angles))
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "--crop and --with-angles are for --c3d: give it, or leave them out");
    request.kind = a->raw                          ? HINGE_EXPORT_RAW
                   : a->bids != NULL               ? HINGE_EXPORT_BIDS
                   : a->c3d != NULL                ? HINGE_EXPORT_C3D
                   : strcmp(a->format, "trc") == 0 ? HINGE_EXPORT_TRC
                   : strcmp(a->format, "mot") == 0 ? HINGE_EXPORT_MOT
                                                   : HINGE_EXPORT_CSV;
    request.folder = a->bids != NULL  ? a->bids
                     : a->c3d != NULL ? a->c3d
                     : is_folder(a)   ? a->output
                                      : NULL;
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
    .summary = "writes the recordings of a study",
    .details =
        "--raw writes the delivered numbers unchanged. Each format gives the same kind of "
        "CSV: a column per channel, units in the names (LASI_x_mm), missing values "
        "empty.\n\n"
        "--processed gives the input of the analysis: landmarks cleaned and "
        "filtered, y up, in metres or pixels, and angles in degrees. Positions "
        "are in leg lengths; each frame has its repetition and phase.\n\n"
        "--bids writes the same as a derivative of a BIDS dataset: motion.tsv "
        "without a header row, channels.tsv, motion.json with the cue as "
        "Instructions, and the phases as events. Columns of the trial list are in "
        "participants.tsv, or in scans.tsv if they vary in a person; hinge-ingest "
        "reads them from there.\n\n"
        "--c3d writes points, gaps, analog channels, force plates, rate, units and events as "
        "they were, without names of people; numbers are floats. The times of events count "
        "from frame 1. A lift from the floor has Top instead of Bottom.",
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
