/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-table: a results file in, one table out. */
#include "cli/cli.h"

#include <hinge/init.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *output, *format, *by, *columns, *where, *phase;
    bool include_inferred, all_reps, allow_single, explain, provenance, no_provenance,
        ids;
};
#define AT(member) offsetof(struct arguments, member)

static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "What is tabulated"},
    {CLI_TEXT, 0, "by", "KEYS", AT(by),
     .help = "group rows by these keys, joined by commas (default: group,cue)",
     .example = "participant,cue"},
    {CLI_TEXT, 0, "columns", "NAMES", AT(columns),
     .help = "show these columns or metrics; all for everything (csv, tsv and json "
             "show everything unless told otherwise)",
     .example = "lumbar_fraction,age"},
    {CLI_TEXT, 0, "filter", "CONDITIONS", AT(where),
     .help =
         "only what meets these, joined by &: keys, covariates, repetitions' metrics "
         "and faults (in the phase asked for, else the descent); also --where",
     .example = "group=trained&tier=A,B&lumbar_fraction>=0.2"},
    {CLI_TEXT, 0, "where", "CONDITIONS", AT(where), .help = "the same", .hidden = true},
    {CLI_TEXT, 0, "phase", "PHASE", AT(phase), .help = "only this phase",
     .choices = "descent|hold|ascent|rep"},
    {CLI_FLAG, 0, "include-inferred", NULL, AT(include_inferred),
     .help = "let spine and pelvis guessed by a network into group tables"},
    {CLI_FLAG, 0, "all-reps", NULL, AT(all_reps),
     .help = "let partial and incomplete repetitions into group tables"},
    {CLI_FLAG, 0, "allow-single", NULL, AT(allow_single),
     .help = "let people with fewer than agg.min_reps repetitions into group tables"},
    {CLI_FLAG, 0, "explain", NULL, AT(explain),
     .help = "faults: also what coaches say that movement alone cannot show, and what "
             "would"},
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output),
     .help = "write the table here; - is stdout"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format),
     .help =
         "how the table is written (default: as the extension of -o says, else text)",
     .choice_at = hinge_writer_id},
    {CLI_FLAG, 0, "ids", NULL, AT(ids),
     .help =
         "markdown, latex and html: names as csv has them, not as a paper prints them"},
    {CLI_FLAG, 0, "provenance", NULL, AT(provenance),
     .help = "the same as the table provenance: hinge-table --provenance FILE"},
    {CLI_FLAG, 0, "no-provenance", NULL, AT(no_provenance),
     .help = "leave out the line that says which program made the results"},
    {0}};

static const struct cli_operand operands[] = {
    {"TABLE", "which table", 1, 1, "reps|trials|faults|summary|sensitivity|provenance"},
    {"FILE", "results file of hinge-analyze", 0, 1, NULL},
    {0}};

static const struct cli_example examples[] = {
    {"hinge-table trials results.h5", "every recording: used, refused and why"},
    {"hinge-table reps results.h5 --phase descent", "every repetition"},
    {"hinge-table faults results.h5 --by group,cue", "how common each fault is"},
    {"hinge-table faults results.h5 --by participant,cue,trial,rep --format csv",
     "the outcome of every fault in every repetition"},
    {"hinge-table summary results.h5 --by group --format csv -o summary.csv",
     "mean and SD of every metric for R, jamovi or Excel"},
    {0}};

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* Programs get everything unless told otherwise, and always every key. */
static enum hinge_status columns_for(const struct arguments *arguments, char **columns,
                                     struct hinge_error *error)
{
    const char *asked = or_empty(arguments->columns);
    bool program = hinge_writer_for_programs(arguments->format);
    size_t room = strlen(asked) + sizeof "keys,";
    *columns = malloc(room);
    if (*columns == NULL)
        return hinge_no_memory(error);
    if (program)
        snprintf(*columns, room, "%s%s", *asked == '\0' ? "all" : "keys,", asked);
    else
        snprintf(*columns, room, "%s", asked);
    return HINGE_OK;
}

static enum hinge_status read_operands(const struct cli *cli,
                                       const struct arguments *arguments,
                                       struct hinge_table_request *request,
                                       struct hinge_error *error)
{
    size_t expected = arguments->provenance ? 1 : 2;
    if (arguments->provenance && cli->n_operands == 2 &&
        strcmp(cli->operand[0], "provenance") == 0)
        expected = 2;
    if (cli->n_operands != expected)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               expected == 1 ? "--provenance takes one results file"
                                             : "a table and a results file are needed: "
                                               "hinge-table reps results.h5");
    request->view = arguments->provenance ? "provenance" : cli->operand[0];
    request->results = cli->operand[expected - 1];
    return cli_spare(arguments->output, &request->results, 1, error);
}

static enum hinge_status write_table(struct cli *cli, const struct arguments *arguments,
                                     const struct hinge_table *table,
                                     const char *footer, struct hinge_error *error)
{
    struct hinge_writer_options how = {.footer = footer, .ids = arguments->ids};
    char *text = NULL;
    size_t length = 0;
    enum hinge_status status =
        hinge_table_format(table, arguments->format, &how, &text, &length, error);
    if (status == HINGE_OK)
        status = cli_write(cli, arguments->output, text, length, error);
    free(text);
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    struct hinge_table table = {0};
    char *footer = NULL, *columns = NULL;
    struct hinge_table_request request = {
        .by = or_empty(arguments->by),
        .where = or_empty(arguments->where),
        .phase = or_empty(arguments->phase),
        .include_inferred = arguments->include_inferred,
        .all_reps = arguments->all_reps,
        .allow_single = arguments->allow_single,
        .explain = arguments->explain,
        .no_provenance = arguments->no_provenance,
    };
    enum hinge_status status = read_operands(cli, arguments, &request, error);
    if (status == HINGE_OK)
        status = hinge_writer_choose(arguments->output, arguments->format, "text",
                                     &arguments->format, error);
    if (status == HINGE_OK)
        status = columns_for(arguments, &columns, error);
    if (status == HINGE_OK)
        status = hinge_init(error);
    if (status == HINGE_OK) {
        request.columns = columns;
        status = hinge_results_tabulate(&request, &table, &footer, error);
    }
    if (status == HINGE_OK)
        status = write_table(cli, arguments, &table, footer, error);
    hinge_table_clear(&table);
    free(footer);
    free(columns);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-table",
    .summary = "makes tables of a results file",
    .details =
        "Tables: reps (a row per repetition and phase), trials (a row per recording, "
        "refused ones too), faults (prevalence and severity), summary (mean and SD of "
        "every metric), sensitivity (prevalence at other thresholds), variability (SD "
        "and CV between the repetitions of a recording) and provenance (what a methods "
        "section needs).\n\n"
        "In faults, summary and sensitivity people are the unit: repetitions are "
        "averaged within a trial, trials within a person, people within a group. Rows "
        "of different evidence (tier, definition of the lumbar angle, driver, standing "
        "reference) are never pooled. A person with fewer than agg.min_reps usable "
        "repetitions is left out and counted.",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_RUN_LOG | CLI_JUDGES_CHOICES,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
