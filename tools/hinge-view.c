/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-view: a study and its results in, a page a recording out. */
#include "cli/cli.h"

#include <hinge/settings.h>
#include <hinge/view.h>
#include <string.h>

#define AT(member) offsetof(struct hinge_view_request, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Pages"},
    {CLI_TEXT, 0, "trial", "ID", AT(trial), .brief = true, .help = "one recording, as hinge-table trials names it", .example = "p001_1_bodyweight_hinge_none_1"},
    {CLI_FLAG, 0, "flagged", NULL, AT(flagged), .brief = true, .help = "pages only of recordings with a warning or an error of hinge-check, or with bends that differ by 15 points (15 deg of trunk lean); the list has all"},
    {CLI_TEXT, 0, "events", "FILE", AT(events), .brief = true, .help = "; if the results were made with it"},
    {CLI_TEXT, 0, "report", "ADDRESS", AT(report), .help = "link the pages to this report", .example = "../report.html"},
    {.kind = CLI_GROUP, .help = "Ratings"},
    {CLI_TEXT, 0, "rate-as", "RATER", AT(rate), .brief = true, .help = "one page on which this rater judges the bends of all recordings, shuffled, without names, cues, values and verdicts; it saves ratings-RATER.csv for hinge-compare --ratings", .example = "anna"},
    {CLI_INTEGER, 0, "seed", "N", AT(seed), .standard = HINGE_TEXT_OF(HINGE_SEED_OF_STUDIES), .low = 0, .high = 9e15},
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "PATH", AT(output), .brief = true, .writes = true, .help = "folder for the pages and index.html; with --trial or --rate-as the page (required)"},
    {CLI_FLAG, 0, "force", NULL, AT(force), .help = "; also those that hinge-view did not make, or that were changed since"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {
    {"FILE", "study.h5, then its results.h5; results alone: no bodies", 1, 2, NULL}, {0}};

static const struct cli_example examples[] = {
    {"hinge-view study.h5 results.h5 -o recordings", "every recording, and a list of them"},
    {"hinge-view study.h5 results.h5 --trial p001_1_rdl_none_1 -o page.html", "one of them"},
    {"hinge-view study.h5 results.h5 --rate-as anna -o anna.html", "a page to rate bends"},
    {0}};

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct hinge_view_request *request = args;
    struct hinge_view_summary summary;
    bool both = cli->n_operands > 1;
    if (request->output == NULL || strcmp(request->output, "-") == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "-o is required: a folder for the pages, as recordings; with "
                               "--trial or --rate-as a file, as page.html");
    if (request->rate != NULL && request->flagged)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "--flagged: --rate-as shows the bends of all recordings; give one of "
            "the two");
    request->study = both ? cli->operand[0] : NULL;
    request->results = cli->operand[both ? 1 : 0];
    request->threads = (int)cli->common.threads;
    request->progress = &cli->progress;
    enum hinge_status status = hinge_view_write(request, &summary, error);
    if (status == HINGE_OK && request->rate != NULL)
        cli_note(cli, "%zu bends to rate, %zu of them twice, after %zu of practice; open %s",
                 summary.bends, summary.twice, summary.practice, request->output);
    else if (status == HINGE_OK && request->trial == NULL)
        cli_note(cli, "%zu page%s of %zu recording%s; begin with %s/index.html", summary.pages,
                 summary.pages == 1 ? "" : "s", summary.recordings,
                 summary.recordings == 1 ? "" : "s", request->output);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-view",
    .summary = "makes a page of each recording: the body beside its curves",
    .details = "A page shows the tracked points and segments from the side, the curves of the "
               "bend, every repetition with its values, and every fault with its threshold. "
               "Choose a fault to see the frame where it was measured. With the study, bends can "
               "be corrected: boundaries dragged, a missed bend added, a bend excluded with a "
               "reason. The page saves events.csv for hinge-analyze --events, and the browser "
               "keeps corrections until then.\n\n"
               "Values and verdicts are those of the results file; beside a corrected bend, the "
               "page shows the values that the analysis will give. Bodies are built from the "
               "study with the parameters of the results. Results of another study or build "
               "are refused. A page is one file that needs nothing from elsewhere.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct hinge_view_request),
    .uses = CLI_USES_THREADS | CLI_USES_RUN_LOG | CLI_STOPS_ITSELF,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
