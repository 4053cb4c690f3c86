/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-check: the quality of every recording of a study, and what it can detect. */
#include "cli/cli.h"

#include <hinge/check.h>
#include <hinge/compare.h>
#include <hinge/page.h>
#include <hinge/protocol.h>
#include <hinge/run.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *output, *format, *show, *fail_on;
    bool allow_inferred, detectable, allow_single, stratify;
    const char *outcome, *n, *filter, *baseline, *plan, *page;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_CHOICE, 0, "show", "TABLE", AT(show), .brief = true,
     .help = "a row per recording, per finding, or per kind of finding (default: text and json "
     "all, other formats trials)", .choices = "all|trials|findings|cohort"},
    {CLI_FLAG, 0, "allow-inferred", NULL, AT(allow_inferred), .help = ""},

    {.kind = CLI_GROUP, .help = "Was the plan kept?"},
    {CLI_TEXT, 0, "plan", "FILE", AT(plan), .brief = true,
     .help = "what was planned; of plan.json (hinge-plan) each item is compared with a results file. "
     "config.ini beside it says what [run] had", .example = "plan.json"},

    {.kind = CLI_GROUP, .help = "Does a report say what its results have?"},
    {CLI_TEXT, 0, "page", "FILE", AT(page),
     .help = "report.html, of which each number with an interval, n, p, N of M and number of tests "
     "is looked for in the tables of a results file; exit with 3 when one is not found", .example = "report.html"},

    {.kind = CLI_GROUP, .help = "Could this set-up have seen it?"},
    {CLI_FLAG, 0, "detectable", NULL, AT(detectable), .brief = true,
     .help = "instead: the smallest group difference and change by a cue that a study can detect, "
     "from its results file"},
    {CLI_TEXT, 0, "outcome", "METRIC,...", AT(outcome),
     .help = " (default: lumbar fraction, excursions, hip "
     "travel, duration)", .example = "lumbar_fraction,hip_excursion_deg"},
    {CLI_TEXT, 0, "n", "N,N", AT(n), .brief = true,
     .help = "; one number: one group, changes by conditions alone",
     .example = "20,20"},
    {CLI_TEXT, 0, "filter", "TEXT", AT(filter), .example = "standing_source=standing"},
    {CLI_TEXT, 0, "baseline", "CUE", AT(baseline),
     .example = "dowel", .told = true},
    {CLI_FLAG, 0, "allow-single", NULL, AT(allow_single), .help = ""},
    {CLI_FLAG, 0, "stratify", NULL, AT(stratify), .help = ""},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_CHOICE, 0, "fail-on", "SEVERITY", AT(fail_on), .brief = true,
     .help = "exit with 3 when a finding is this severe or worse", .example = "warning",
     .choices = "note|warning|error"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true,
     .help = " (default: from the extension of -o, else text)",
     .choice_at = hinge_writer_id},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write here instead of stdout"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {
    {"STUDY",
     "study file of hinge-ingest; with --detectable, --page and --plan the results file of "
     "hinge-analyze",
     1, 1, NULL},
    {0}};

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-check study.h5", "every recording, what is wrong and what to do"},
    {"hinge-check study.h5 --show cohort", "each kind of finding, with the number of recordings and people"},
    {"hinge-check study.h5 -o quality.csv --fail-on error", "a row per recording for a spreadsheet; exit 3 if a recording cannot be used"},
    {"hinge-check results.h5 --detectable --n 20,20", "what groups of 20 can detect, from a pilot or a simulated study"},
    {"hinge-check --page results/report.html results/results.h5", "whether the report says what its results have"},
    {"hinge-check --plan plan.json results/results.h5 --fail-on warning", "what differs from the plan; exit 3 if anything does"},
    {0}};
/* clang-format on */

static const char *const severities[HINGE_SEVERITY_COUNT] = {"", "note", "warning", "error"};

static const char *text_of(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* The recordings with a finding; those of which it says the same share a line. */
static void add_recordings(const struct hinge_table *findings, const char *code,
                           struct hinge_text *out)
{
    cleared_by(hinge_messages_clear) struct hinge_messages messages = {0};
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    for (size_t i = 0; i < findings->rows; i++)
        if (strcmp(text_of(findings, "code", i), code) == 0)
            hinge_messages_add_at(&messages, text_of(findings, "trial_id", i),
                                  text_of(findings, "message", i));
    for (size_t i = 0; i < messages.n; i++) {
        line.length = 0;
        hinge_message_add(&messages.line[i], &line);
        hinge_text_adds(out, "    ");
        hinge_text_shown_lines(out, hinge_text_string(&line), "; "); /* no control characters */
        hinge_text_adds(out, "\n");
    }
}

/* A table of the report with a writer, into `out`. */
static enum hinge_status add_table(const struct hinge_table *table, const char *writer,
                                   struct hinge_text *out, struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_table_format(table, writer, NULL, &text, &length, error);
    if (status == HINGE_OK)
        hinge_text_add(out, text, length);
    return status;
}

static enum hinge_status add_all(struct hinge_check_report *report, bool json,
                                 struct hinge_text *out, struct hinge_error *error)
{
    const struct {
        const char *before;
        const struct hinge_table *table;
    } parts[] = {{"{\"trials\": ", &report->trials},
                 {", \"findings\": ", &report->findings},
                 {", \"cohort\": ", &report->cohort}};
    enum hinge_status status = HINGE_OK;
    if (!json) {
        /* "12 recordings of 4 people: 10 can be used (tier A 6, C 4), 1 refused at ingest, 1 by
         * analysis" */
        const char *comma = "";
        size_t unusable = report->given - report->planned - report->refused - report->usable;
        hinge_text_printf(out, "%zu recording%s of %zu %s: %zu can be used", report->given,
                          report->given == 1 ? "" : "s", report->people,
                          report->people == 1 ? "person" : "people", report->usable);
        for (size_t t = 0; t < 4; t++)
            if (report->tier[t] > 0) {
                hinge_text_printf(out, "%s %c %zu", *comma != '\0' ? comma : " (tier", "ABCN"[t],
                                  report -> tier[t]);
                comma = ",";
            }
        hinge_text_adds(out, *comma != '\0' ? ")" : "");
        if (report->refused > 0)
            hinge_text_printf(out, ", %zu refused at ingest", report->refused);
        if (unusable > 0)
            hinge_text_printf(out, ", %zu refused by analysis", unusable);
        if (report->planned > 0)
            hinge_text_printf(out, ", %zu not recorded yet", report->planned);
        for (int s = HINGE_SEVERITY_COUNT; s-- > 1;)
            hinge_text_printf(out, "%s%zu %s%s", s == HINGE_SEVERITY_ERROR ? "; " : ", ",
                              report->found[s], severities[s], report->found[s] == 1 ? "" : "s");
        hinge_text_adds(out, "\n");
        if (report->same_task != NULL)
            hinge_text_shown_lines(out, report->same_task, "\n");
        /* For reading: without what the id says already, what is rarely looked at, and empty
         * columns. */
        static const char *const left_out[] = {"file", "participant", "session", "task",
                                               "cue",  "duration_s",  NULL};
        for (size_t c = report->trials.n_columns; c-- > 0;) {
            const struct hinge_column *column = &report->trials.column[c];
            bool drop = true;
            for (size_t i = 0; drop && i < report->trials.rows; i++)
                drop = column->type == HINGE_COLUMN_NUMBER ? isnan(column->number[i]) != 0
                                                           : column->text[i] == NULL;
            for (size_t k = 0; left_out[k] != NULL; k++)
                drop = drop || strcmp(column->name, left_out[k]) == 0;
            if (drop)
                hinge_table_drop_column(&report->trials, c);
        }
        hinge_text_adds(out, "\n");
        status = add_table(&report->trials, "text", out, error);
        /* Each kind of finding with what to do, and its recordings below. */
        if (status == HINGE_OK) {
            const struct hinge_table *cohort = &report->cohort, *findings = &report->findings;
            for (size_t k = 0; k < cohort->rows; k++) {
                const char *code = text_of(cohort, "code", k);
                double trials = hinge_table_number(cohort, "trials", k);
                double people = hinge_table_number(cohort, "people", k);
                hinge_text_printf(out,
                                  "\n%s %s: %s (%.0f recording%s of %.0f %s)\n    what to do: %s\n",
                                  text_of(cohort, "severity", k), code, text_of(cohort, "what", k),
                                  trials, trials > 1 ? "s" : "", people,
                                  people > 1 ? "people" : "person", text_of(cohort, "action", k));
                add_recordings(findings, code, out);
            }
        }
        return status;
    }
    for (size_t i = 0; i < 3 && status == HINGE_OK; i++) {
        hinge_text_adds(out, parts[i].before);
        status = add_table(parts[i].table, "json", out, error);
    }
    hinge_text_adds(out, "}\n");
    return status;
}

static enum hinge_status write_report(struct cli *cli, const struct arguments *a,
                                      struct hinge_check_report *report, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    bool json = strcmp(a->format, "json") == 0;
    bool plain = json || strcmp(a->format, "text") == 0;
    const char *show = a->show != NULL ? a->show : plain ? "all" : "trials";
    if (strcmp(show, "all") == 0 && !plain)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--show all is for text and json; choose trials, "
                               "findings or cohort for %s",
                               a->format);
    if (strcmp(show, "all") != 0)
        return cli_write_table(cli, a->output,
                               strcmp(show, "trials") == 0     ? &report->trials
                               : strcmp(show, "findings") == 0 ? &report->findings
                                                               : &report->cohort,
                               a->format, error);
    enum hinge_status status = add_all(report, json, &text, error);
    if (status == HINGE_OK)
        status = cli_write(cli, a->output, hinge_text_string(&text), text.length, error);
    return status;
}

/* --- what could be detected: the analysis of this name --- */

/* Two whole numbers from 2 on, or one. */
static bool is_people(const char *text)
{
    for (int k = 0; k < 2; k++) {
        char *end;
        if (*text < '0' || *text > '9' || strtoul(text, &end, 10) < 2)
            return false;
        if (*end == '\0')
            return true;
        if (*end != ',')
            return false;
        text = end + 1;
    }
    return false;
}

static enum hinge_status detect(struct cli *cli, const struct arguments *a,
                                struct hinge_error *error)
{
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    struct hinge_result *result = NULL;
    const struct {
        const char *name, *text;
    } set[] = {{"analysis", "detectable"},
               {"data", cli->operand[0]},
               {"outcome", a->outcome},
               {"filter", a->filter},
               {"baseline", a->baseline},
               {"stratify", a->stratify ? "true" : NULL},
               {"allow_single", a->allow_single ? "true" : NULL},
               {"n", a->n},
               {"allow_inferred", a->allow_inferred ? "true" : NULL}};
    if (a->n != NULL && !is_people(a->n))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--n %s: expected whole numbers from 2 on, 20,20 "
                               "for two groups or 20 for one",
                               a->n);
    enum hinge_status status = hinge_stats_request_init(&request, NULL, error);
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        if (status == HINGE_OK && set[i].text != NULL)
            status = hinge_stats_request_set(&request, set[i].name, set[i].text, error);
    if (status == HINGE_OK && (cli->common.config != NULL || cli->common.set.n > 0))
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--config and --set are of the analysis: give them to "
                                 "hinge-analyze, and its results file to --detectable");
    if (status == HINGE_OK)
        status = hinge_comparison_table(&request, NULL, &table, error);
    const struct hinge_stats_call call = {.size = sizeof call,
                                          .request = &request,
                                          .table = &table,
                                          .name = cli->operand[0],
                                          .tool = "hinge-check",
                                          .threads = (int)cli->common.threads,
                                          .progress = &cli->progress};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, &result, error);
    const struct hinge_writer_options how = {.brief = !cli->common.verbose,
                                             .width = cli_width(a->format, a->output)};
    if (status == HINGE_OK)
        status = cli_write_result(cli, a->output, result, a->format, &how, error);
    hinge_result_free(result);
    return status;
}

/* --- does a report say what its results have? --- */

static enum hinge_status prove(struct cli *cli, const struct arguments *a,
                               struct hinge_error *error)
{
    cleared_by(freed) char *lines = NULL;
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    size_t found = 0, all = 0;
    enum hinge_status status =
        hinge_page_prove(cli->operand[0], a->page, &lines, &found, &all, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_printf(&out, "%s%zu of %zu numbers found\n", lines, found, all);
    status = cli_write(cli, a->output, hinge_text_string(&out), out.length, error);
    if (status == HINGE_OK && found < all)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                            "%zu number%s of the page %s in no table of these results", all - found,
                            all - found == 1 ? "" : "s", all - found == 1 ? "is" : "are");
    return status;
}

/* --- was the plan kept? --- */

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *a = args;
    cleared_by(hinge_check_report_clear) struct hinge_check_report report = {0};
    struct hinge_check_request request = {.study = cli->operand[0],
                                          .config = cli->config,
                                          .threads = (int)cli->common.threads,
                                          .allow_inferred = a->allow_inferred,
                                          .progress = &cli->progress};
    enum hinge_status status = hinge_writer_choose(a->output, a->format, "text", &a->format, error);
    /* options of the one that the other does not take */
    const char *other = a->detectable         ? a->show != NULL      ? "show"
                                                : a->fail_on != NULL ? "fail-on"
                                                                     : NULL
                        : a->outcome != NULL  ? "outcome"
                        : a->n != NULL        ? "n"
                        : a->filter != NULL   ? "filter"
                        : a->baseline != NULL ? "baseline"
                        : a->allow_single     ? "allow-single"
                        : a->stratify         ? "stratify"
                                              : NULL;
    const char *beside = a->page != NULL     ? a->plan != NULL                  ? "plan"
                                               : a->detectable                  ? "detectable"
                                               : a->show != NULL                ? "show"
                                               : a->fail_on != NULL             ? "fail-on"
                                               : a->allow_inferred              ? "allow-inferred"
                                               : strcmp(a->format, "text") != 0 ? "format"
                                                                                : NULL
                         : a->plan == NULL   ? NULL
                         : a->detectable     ? "detectable"
                         : a->show != NULL   ? "show"
                         : a->allow_inferred ? "allow-inferred"
                                             : NULL;
    if (status == HINGE_OK && beside != NULL)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--%s: %s and does not take it; give one of the two", beside,
                                 a->page != NULL ? "--page reads a report"
                                                 : "--plan compares results with a plan");
    else if (status == HINGE_OK && other != NULL)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 a->detectable ? "--%s is for the list of findings, which "
                                                 "--detectable does not make; give one of the two"
                                               : "--%s is for --detectable; add --detectable",
                                 other);
    if (status == HINGE_OK && a->page != NULL)
        return prove(cli, a, error);
    if (status == HINGE_OK && a->plan != NULL) {
        cleared_by(hinge_table_clear) struct hinge_table items = {0};
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        cleared_by(freed) char *sentence = NULL;
        size_t changed = 0;
        status = hinge_run_plan_check(a->plan, cli->operand[0], &items, &changed, &sentence, error);
        const bool plain = strcmp(a->format, "text") == 0;
        if (status == HINGE_OK && plain)
            status = add_table(&items, "text", &text, error);
        if (status == HINGE_OK && plain)
            hinge_text_printf(&text, "\n%s\n", sentence);
        if (status == HINGE_OK)
            status = plain ? cli_write(cli, a->output, hinge_text_string(&text), text.length, error)
                           : cli_write_table(cli, a->output, &items, a->format, error);
        if (status == HINGE_OK && !plain)
            cli_note(cli, "%s", sentence);
        if (status == HINGE_OK && changed > 0 && a->fail_on != NULL &&
            strcmp(a->fail_on, "error") != 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                     "%zu item%s of the plan changed (--fail-on %s)", changed,
                                     changed == 1 ? "" : "s", a->fail_on);
        return status;
    }
    if (status == HINGE_OK && a->detectable)
        return detect(cli, a, error);
    if (status == HINGE_OK)
        status = hinge_check_study(&request, &report, error);
    if (status == HINGE_OK)
        status = write_report(cli, a, &report, error);
    if (status == HINGE_OK) {
        /* Exit 3 when something as severe as --fail-on says was found. */
        size_t found = 0;
        for (int s = HINGE_SEVERITY_COUNT - 1; a->fail_on != NULL && s > 0; s--) {
            found += report.found[s];
            if (strcmp(severities[s], a->fail_on) == 0)
                break;
        }
        if (found > 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                     "%zu finding%s of severity %s or more (--fail-on "
                                     "%s)",
                                     found, found == 1 ? "" : "s", a->fail_on, a->fail_on);
    }
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-check",
    .summary = "lists what is wrong with each recording of a study",
    .details = "A row per recording with missing numbers, gaps, jitter, dropped frames, "
               "exchanged sides, held values, view, tier and repetitions, and every finding "
               "with its code, severity and what to do. Errors are recordings that cannot be "
               "used, or that have the same numbers as another participant's. Warnings are "
               "recordings whose numbers may be affected. Notes are information only.\n\n"
               "hinge-check changes nothing. Its limits are the parameters of hinge-analyze.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_THREADS | CLI_USES_RUN_LOG | CLI_USES_CONFIG | CLI_STOPS_ITSELF,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
