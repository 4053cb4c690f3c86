/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-table: a results file in, one table out. */
#include "cli/cli.h"

#include <hinge/report.h>
#include <hinge/requests.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    struct hinge_table_request ask;
    const char *output, *format, *label;
    bool dictionary, provenance;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option extra[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write the table here; - is stdout"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true,
     .help = " (default: from the extension of -o, else text)",
     .choice_at = hinge_writer_id},
    {CLI_FLAG, 0, "dictionary", NULL, AT(dictionary),
     .help = "beside -o FILE.csv write FILE.columns.json: name, unit, levels and source of each "
     "column"},
    {CLI_TEXT, 0, "label", "FILE", AT(label),
     .help = "; for "
     "columns and cells of markdown, latex, html, sav and the dictionary"},
    {CLI_FLAG, 0, "provenance", NULL, AT(provenance), .help = "the same as the table provenance: hinge-table --provenance FILE"},
    {0}};
/* clang-format on */

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-table trials results.h5", "every recording: used, refused and why"},
    {"hinge-table reps results.h5 --phase descent", "every repetition"},
    {"hinge-table faults results.h5 --by group,cue", "how common each fault is"},
    {"hinge-table faults results.h5 --by participant,cue,trial,rep --format csv", "the outcome of every fault in every repetition"},
    {"hinge-table summary results.h5 --by group --format csv -o summary.csv", "mean and SD of every metric for R, jamovi or Excel"},
    {"hinge-table trials,summary,faults results.h5 -o tables.xlsx", "a workbook with a sheet per table"},
    {0}};
/* clang-format on */

/* A repetition has hundreds of metrics, and a person as many for each cue: too many for
 * the dialogs of the programs that read it. */
static bool is_for_dialogs(const struct arguments *a, const char *views)
{
    return a->ask.columns == NULL && strcmp(a->format, "sav") == 0 &&
           (a->ask.wide || strcmp(views, "reps") == 0);
}

/* Programs get everything unless told otherwise, and always every key. */
static void columns_for(const struct arguments *arguments, const char *views, char **columns)
{
    const char *asked = arguments->ask.columns != NULL ? arguments->ask.columns : "";
    bool dialogs = is_for_dialogs(arguments, views);
    bool program = hinge_writer_for_programs(arguments->format) && !dialogs;
    if (dialogs && !arguments->ask.wide) {
        hinge_dialog_columns(columns);
        return;
    }
    size_t room = strlen(asked) + sizeof "keys,";
    *columns = hinge_alloc(1, room);
    if (program)
        snprintf(*columns, room, "%s%s", *asked == '\0' ? "all" : "keys,", asked);
    else
        snprintf(*columns, room, "%s", asked);
}

/* --- tables --- */

static enum hinge_status read_operands(const struct cli *cli, const struct arguments *arguments,
                                       const char **views, const char **results,
                                       struct hinge_error *error)
{
    size_t expected = arguments->provenance ? 1 : 2;
    if (arguments->provenance && cli->n_operands == 2 && strcmp(cli->operand[0], "provenance") == 0)
        expected = 2;
    if (cli->n_operands != expected)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               expected == 1 ? "--provenance takes one results file"
                                             : "a table and a results file are needed: "
                                               "hinge-table reps results.h5");
    *views = arguments->provenance ? "provenance" : cli->operand[0];
    *results = cli->operand[expected - 1];
    return HINGE_OK;
}

/* A long table on its way into a file. */
struct long_table {
    struct cli *cli;
    const char *path;
    struct hinge_saving *saving;
};

static enum hinge_status take_text(void *context, const char *bytes, size_t length,
                                   struct hinge_error *error)
{
    struct long_table *file = context;
    return cli_write_part(file->cli, file->path, &file->saving, bytes, length, error);
}

/* --dictionary: FILE.columns.json beside FILE.csv. */
static enum hinge_status write_dictionary(struct cli *cli, const struct arguments *arguments,
                                          const struct hinge_result *tables,
                                          const struct hinge_writer_options *how,
                                          struct hinge_error *error)
{
    char path[4096], *text = NULL;
    const char *output = arguments->output != NULL ? arguments->output : "-";
    const char *dot = strrchr(output, '.');
    if (strcmp(output, "-") == 0 || dot == NULL || strchr(dot, '/') != NULL ||
        tables->n_tables != 1)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--dictionary is written beside the file of one table: "
                               "-o FILE.csv is needed");
    if (snprintf(path, sizeof path, "%.*s.columns.json", (int)(dot - output), output) >=
        (int)sizeof path)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "-o: the name is too long");
    hinge_table_dictionary(&tables->table[0].table, how->labels, &text);
    enum hinge_status status =
        cli_write_beside(cli, path, "\"LongName\"", text, strlen(text), error);
    free(text);
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    struct hinge_table_request request = {0};
    char *columns = NULL;
    enum hinge_status status =
        read_operands(cli, arguments, &arguments->ask.view, &arguments->ask.results, error);
    if (status == HINGE_OK)
        status = hinge_writer_choose(arguments->output, arguments->format, "text",
                                     &arguments->format, error);
    if (status == HINGE_OK &&
        (strcmp(arguments->format, "html") == 0 || strcmp(arguments->format, "xlsx") == 0 ||
         strcmp(arguments->format, "sav") == 0))
        status = cli_not_terminal(cli, arguments->output, "such a table", arguments->format, error);
    if (status == HINGE_OK) {
        /* Every option that is given acts on one of the tables at least, and on what is written;
         * else it is refused. */
        status = hinge_table_check(&arguments->ask, error);
        if (status == HINGE_OK && arguments->ask.digits != NULL)
            status = hinge_writer_takes(arguments->format, "digits", error);
        if (status == HINGE_OK && arguments->label != NULL && !arguments->dictionary)
            status = hinge_writer_takes(arguments->format, "label", error);
    }
    if (status == HINGE_OK)
        columns_for(arguments, arguments->ask.view, &columns);
    if (status == HINGE_OK) {
        request = arguments->ask;
        request.columns = columns;
        request.readers = true;
        if (request.phase == NULL && request.wide && is_for_dialogs(arguments, request.view))
            request.phase = "descent";
        request.workbook = strcmp(arguments->format, "xlsx") == 0;
        request.progress = &cli->progress;
        cleared_by(hinge_labels_clear) struct hinge_label_list labels = {0, NULL}, all = {0, NULL};
        struct hinge_result *tables = NULL;
        if (arguments->label != NULL)
            status = hinge_labels_read(arguments->label, &labels, error);
        const char *ids = hinge_labels_setting(&labels, "table.ids");
        request.ids = ids != NULL && strcmp(ids, "yes") == 0;
        request.words = request.paper = !request.ids && hinge_writer_in_words(arguments->format);
        struct hinge_writer_options how = {.ids = request.ids,
                                           .labels = &labels,
                                           .progress = &cli->progress,
                                           .width =
                                               cli_width(arguments->format, arguments->output)};
        bool goes_long = hinge_writer_takes_blocks(arguments->format) &&
                         strchr(request.view, ',') == NULL && !arguments->dictionary;
        if (status == HINGE_OK && !hinge_view_of_document(request.view))
            status = hinge_results_hold(request.results, &request.opened, error);
        if (status == HINGE_OK && !request.ids) {
            status = hinge_labels_join(&labels, request.opened, request.names, &all, error);
            how.labels = &all;
        }
        request.labels = how.labels;
        if (status == HINGE_OK && goes_long) { /* rows are written as they are made */
            struct long_table file = {.cli = cli, .path = arguments->output};
            status = hinge_results_write(&request, arguments->format, &how, take_text, &file, NULL,
                                         error);
            status = cli_write_end(file.saving, status, error);
        } else if (status == HINGE_OK)
            status = hinge_results_tabulate(&request, &tables, error);
        if (status == HINGE_OK && is_for_dialogs(arguments, request.view)) {
            size_t left = hinge_dialog_drop_empty(&tables->table[0].table);
            const char *phase = arguments->ask.wide ? request.phase : "";
            cli_note(cli,
                     "%zu variables: keys and main metrics%s%s; %zu metrics are not written: "
                     "--columns all writes every one",
                     tables->table[0].table.n_columns, *phase != '\0' ? " of the " : "", phase,
                     left);
        }
        if (status == HINGE_OK && arguments->label != NULL)
            status = hinge_labels_unknown(&labels, arguments->label, request.opened,
                                          request.opened == NULL ? request.results : NULL,
                                          tables != NULL ? tables->table : NULL,
                                          tables != NULL ? tables->n_tables : 0, NULL, cli_line,
                                          cli, error);
        if (status == HINGE_OK && arguments->dictionary)
            status = write_dictionary(cli, arguments, tables, &how, error);
        if (status == HINGE_OK && !goes_long)
            status =
                cli_write_result(cli, arguments->output, tables, arguments->format, &how, error);
        hinge_results_release(request.opened);
        hinge_result_free(tables);
    }
    free(columns);
    return status;
}

static const char rules[] =
    "In tables of groups people are the unit: repetitions are averaged within a trial, "
    "trials within a person, people within a group. Rows of different evidence (tier, "
    "definition of the lumbar angle, driver, standing reference) are never pooled. A "
    "person with fewer than agg.min_reps usable repetitions is excluded and "
    "counted.\n\n"
    "With one table, an option that it does not take is refused. With several tables, "
    "an option applies to those that take it.\n\n"
    "Tables, several of them joined by commas:";

int main(int argc, char **argv)
{
    static char choices[512], details[4096];
    static struct cli_option options[CLI_QUERY_ROWS];
    cli_query(options, CLI_QUERY_ROWS, HINGE_QUERY_OF_TABLE, AT(ask.by), extra);
    snprintf(details, sizeof details, "%s", rules);
    if (!cli_entries(hinge_view_id, hinge_view_title, NULL, choices, sizeof choices, details,
                     sizeof details))
        return hinge_status_exit(HINGE_INTERNAL);
    const struct cli_operand operands[] = {
        {"TABLE", "which table, or several joined by commas", 1, 1, choices},
        {"FILE", "results file; cues and groups: JSON of hinge-compare", 0, 1, NULL},
        {0}};
    const struct cli_tool tool = {
        .name = "hinge-table",
        .summary = "makes tables of a results file",
        .details = details,
        .operand = operands,
        .option = options,
        .example = examples,
        .args_size = sizeof(struct arguments),
        .uses = CLI_USES_RUN_LOG | CLI_JUDGES_CHOICES,
        .run = run,
    };
    return cli_main(&tool, argc, argv);
}
