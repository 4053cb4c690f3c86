/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-report: a results file in, one page out. */
#include "cli/cli.h"
#include "os/text.h"

#include <hinge/page.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *output, *title, *by, *where, *baseline, *order, *labels;
    const char *participant, *code, *author, *date, *study;
    double mdc;
    bool sheet, include_inferred, all_tasks, all_reps, allow_single;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Content"},
    {CLI_TEXT, 0, "by", "KEYS", AT(by), .help = "group tables and figures by these keys, joined by commas (default: group,cue)"},
    {CLI_TEXT, 0, "filter", "CONDITIONS", AT(where),
     .help = "only rows that meet these conditions, joined by &, as in hinge-table",
     .example = "tier=B"},
    {CLI_TEXT, 0, "baseline", "CUE", AT(baseline), .help = "the cue that others are compared with", .standard = "none"},
    {CLI_TEXT, 0, "order", "A,B", AT(order),
     .help = "groups that are compared, A minus B (default: the first two)",
     .example = "trained,sedentary"},
    {CLI_NUMBER, 0, "mdc", "CHANGE", AT(mdc), .help = "change of the lumbar fraction beyond measurement error", .low = 0, .high = 1},
    {CLI_FLAG, 0, "include-inferred", NULL, AT(include_inferred), .help = "include spine and pelvis values that a network inferred"},
    {CLI_FLAG, 0, "all-tasks", NULL, AT(all_tasks), .help = "count faults of daily tasks, which are else only described"},
    {CLI_FLAG, 0, "all-reps", NULL, AT(all_reps), .help = "include partial and incomplete repetitions"},
    {CLI_FLAG, 0, "allow-single", NULL, AT(allow_single), .help = "include participants with fewer than agg.min_reps repetitions"},
    {CLI_TEXT, 0, "study", "FILE", AT(study),
     .help = "the study of the results: the page says which recordings can be trusted",
     .example = "study.h5"},
    {.kind = CLI_GROUP, .help = "One person"},
    {CLI_TEXT, 0, "participant", "ID", AT(participant), .help = "which participant"},
    {CLI_FLAG, 0, "sheet", NULL, AT(sheet), .help = "one page for the person: one sentence, one figure, at most three numbers"},
    {CLI_TEXT, 0, "code", "WORD", AT(code), .help = "written instead of the participant's id"},
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .writes = true, .help = "write the page here; - is stdout"},
    {CLI_TEXT, 0, "title", "TEXT", AT(title), .help = "title of the page"},
    {CLI_TEXT, 0, "author", "TEXT", AT(author), .help = "author of the report, printed under its title"},
    {CLI_TEXT, 0, "date", "TEXT", AT(date), .help = "date of the report, printed under its title", .example = "2026-03-01"},
    {CLI_TEXT, 0, "label", "FILE", AT(labels),
     .help = "a CSV with the columns id and label, or lines \"id = words\": words instead of an "
     "id, in tables and figures, or instead of a sentence of the sheet"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{"FILE", "results file of hinge-analyze", 1, 1, NULL},
                                              {0}};

static const struct cli_example examples[] = {
    {"hinge-report results.h5 -o report.html", "the report of a study"},
    {"hinge-report results.h5 --filter group=trained -o trained.html", "of one group"},
    {"hinge-report results.h5 --participant p001 --sheet -o p001.html",
     "a page to give to the person"},
    {0}};

/* Another program would open a page of that name and call it damaged. */
static enum hinge_status check_name(const char *output, struct hinge_error *error)
{
    const char *slash = strrchr(output, '/'), *name = slash != NULL ? slash + 1 : output;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || dot == name || dot[1] == '\0' ||
        strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") < strlen(dot + 1) ||
        strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s: a page is written as .html, which a browser opens and "
                           "prints as PDF; tables for other programs are hinge-table's",
                           output);
}

static enum hinge_status check(const struct arguments *arguments, struct hinge_error *error)
{
    const char *output = arguments->output;
    if (arguments->sheet != (arguments->participant != NULL))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               arguments->sheet ? "--sheet is of one person: --participant ID"
                                                : "--participant is for --sheet; a report of one "
                                                  "person is --filter participant=%s",
                               arguments->participant);
    const struct {
        const char *option;
        bool given, of_sheet;
    } rows[] = {
        {"code", arguments->code != NULL, true},    {"by", arguments->by != NULL, false},
        {"order", arguments->order != NULL, false}, {"mdc", !isnan(arguments->mdc), false},
        {"title", arguments->title != NULL, false}, {"author", arguments->author != NULL, false},
        {"date", arguments->date != NULL, false},   {"study", arguments->study != NULL, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given && rows[i].of_sheet != arguments->sheet)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   rows[i].of_sheet
                                       ? "--%s: a report does not take it; --sheet does"
                                       : "--%s: a sheet does not take it; a report does",
                                   rows[i].option);
    return output != NULL ? check_name(output, error) : HINGE_OK;
}

/* Labels that nothing is called, the sheet's sentences counted. */
static enum hinge_status tell_unknown(struct cli *cli, const struct arguments *arguments,
                                      const struct hinge_label_list *labels,
                                      struct hinge_results_reader *results,
                                      struct hinge_error *error)
{
    enum { WORDS = 64 };
    const char *words[WORDS] = {NULL};
    for (size_t i = 0; i + 1 < WORDS && hinge_page_word(i) != NULL; i++)
        words[i] = hinge_page_word(i);
    return hinge_labels_unknown(labels, arguments->labels, results, NULL, NULL, 0, words, cli_say,
                                cli, error);
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    char *html = NULL;
    size_t length = 0;
    struct hinge_label_list labels = {0, NULL};
    enum hinge_status status = check(arguments, error);
    if (status == HINGE_OK)
        status = cli_not_terminal(cli, arguments->output, "a page", "html", error);
    struct hinge_page_request request = {
        .results = cli->operand[0],
        .study = arguments->study,
        .title = arguments->title,
        .author = arguments->author,
        .date = arguments->date,
        .by = arguments->by,
        .where = arguments->where,
        .baseline = arguments->baseline,
        .order = arguments->order,
        .labels = &labels,
        .participant = arguments->participant,
        .code = arguments->code,
        .mdc = isnan(arguments->mdc) ? 0 : arguments->mdc,
        .include_inferred = arguments->include_inferred,
        .all_tasks = arguments->all_tasks,
        .all_reps = arguments->all_reps,
        .allow_single = arguments->allow_single,
    };
    if (status == HINGE_OK && arguments->labels != NULL)
        status = hinge_labels_read(arguments->labels, &labels, error);
    if (status == HINGE_OK)
        status = hinge_results_hold(request.results, &request.opened, error);
    if (status == HINGE_OK)
        status = arguments->sheet ? hinge_page_sheet(&request, &html, &length, error)
                                  : hinge_page_report(&request, &html, &length, error);
    bool nothing = status == HINGE_PARTIAL;
    status = nothing ? HINGE_OK : status;
    if (status == HINGE_OK && arguments->labels != NULL)
        status = tell_unknown(cli, arguments, &labels, request.opened, error);
    if (status == HINGE_OK)
        status = cli_write(cli, arguments->output, html, length, error);
    if (status == HINGE_OK && nothing) {
        cli_say(cli, "the sheet has no number, as none could be measured: it says why, "
                     "and what to film next time");
        status = HINGE_PARTIAL;
    }
    hinge_results_release(request.opened);
    free(html);
    hinge_labels_clear(&labels);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-report",
    .summary = "makes one page of a results file",
    .details = "One page, in one file. Answers come first, each with its figure. Then come "
               "the participants, tables to sort, filter and save as CSV, a methods paragraph "
               "with references, limits and provenance. Tables of detail are folded. The page "
               "opens in any browser, offline. On A4 or Letter it prints the parts that are "
               "open.\n\n"
               "--participant ID --sheet writes a page to give to one person. It has a "
               "sentence, a figure, at most three numbers and their variation from bend to "
               "bend, the faults that were certain, and limits. There is no score.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_RUN_LOG,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
