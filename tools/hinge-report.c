/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-report: a results file in, one page out. */
#include "cli/cli.h"
#include "os/text.h"

#include <hinge/page.h>
#include <hinge/requests.h>
#include <hinge/run.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    struct hinge_page_request ask;
    const char *output, *labels, *checklist;
    bool sheet, facts, print_template;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option extra[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_FLAG, 0, "sheet", NULL, AT(sheet), .brief = true, .help = "one page for the --participant: one sentence, one figure, at most three numbers"},
    {CLI_CHOICE, 0, "checklist", "LIST", AT(checklist), .brief = true, .choice_at = hinge_page_checklist_id,
     .help = "instead: a reporting checklist, with what the page has for each item; a table by the extension of -o (html, csv). config.ini beside FILE says how the page was made"},
    {CLI_FLAG, 0, "facts", NULL, AT(facts), .help = "every number and choice of the report as JSON, for templates and translations"},
    {CLI_TEXT, 0, "template", "FILE", AT(ask.template_file), .help = ""},
    {CLI_FLAG, 0, "allow-script", NULL, AT(ask.allow_script), .help = ""},
    {CLI_FLAG, 0, "print-template", NULL, AT(print_template), .help = ""},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write the page here; - is stdout"},
    {CLI_TEXT, 0, "label", "FILE", AT(labels),
     .help = "; also instead of a sentence of the sheet"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{"FILE", "results file of hinge-analyze", 0, 1, NULL},
                                              {0}};

static const struct cli_example examples[] = {
    {"hinge-report results.h5 -o report.html", "the report of a study"},
    {"hinge-report results.h5 --filter group=trained -o trained.html", "of one group"},
    {"hinge-report results.h5 --participant p001 --sheet -o p001.html",
     "a page to give to the person"},
    {"hinge-report results/results.h5 --checklist strobe -o strobe.html",
     "what the page has for each item of STROBE, and what is yours to say"},
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

static enum hinge_status print_template(struct cli *cli, const char *output,
                                        struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    hinge_page_template(&text);
    return cli_write(cli, output, text, strlen(text), error);
}

static enum hinge_status checklist(struct cli *cli, const struct arguments *a,
                                   struct hinge_error *error)
{
    struct hinge_page_request request = {.results = cli->operand[0]};
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    cleared_by(hinge_labels_clear) struct hinge_label_list labels = {0, NULL};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    const char *writer, *label = NULL;
    char *notes = NULL, *text = NULL;
    size_t length = 0;
    hinge_config_init(&config);
    enum hinge_status status = hinge_writer_choose(a->output, NULL, "text", &writer, error);
    if (status == HINGE_OK)
        status = hinge_run_beside(request.results, &config, &request, &label, error);
    label = a->labels != NULL ? a->labels : label;
    hinge_query_copy_given(&request.by, &a->ask.by); /* before those of the page of hinge-run */
    request.labels = &labels;
    if (status == HINGE_OK && label != NULL)
        status = hinge_labels_read(label, &labels, error);
    if (status == HINGE_OK)
        status = hinge_page_checklist(&request, a->checklist, a->output != NULL ? a->output : "",
                                      &table, &notes, error);
    const struct hinge_writer_options how = {
        .title = table.caption, .footer = notes, .width = cli_width(writer, a->output)};
    if (status == HINGE_OK)
        status = hinge_table_format(&table, writer, &how, &text, &length, error);
    if (status == HINGE_OK)
        status = cli_write(cli, a->output, text, length, error);
    free(text);
    free(notes);
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    cleared_by(freed) char *html = NULL;
    size_t length = 0;
    cleared_by(hinge_labels_clear) struct hinge_label_list labels = {0, NULL}, english = {0, NULL};
    if (arguments->print_template)
        return print_template(cli, arguments->output, error);
    if (cli->n_operands == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "FILE is missing; see hinge-report --help");
    if (arguments->checklist != NULL &&
        (arguments->sheet || arguments->facts || arguments->ask.template_file != NULL))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s: --checklist makes a table and does not take it; give one of "
                               "the two",
                               arguments->sheet   ? "sheet"
                               : arguments->facts ? "facts"
                                                  : "template");
    if (arguments->sheet != (arguments->ask.participant != NULL))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               arguments->sheet ? "--sheet is of one person: --participant ID"
                                                : "--participant is for --sheet; a report of one "
                                                  "person is --filter participant=%s",
                               arguments->ask.participant);
    if (arguments->sheet && (arguments->facts || arguments->ask.template_file != NULL))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s: a sheet does not take it; a report does",
                               arguments->facts ? "facts" : "template");
    if (arguments->facts && arguments->ask.template_file != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--template: --facts writes the facts without words; give one of "
                               "the two");
    if (arguments->ask.allow_script && arguments->ask.template_file == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--allow-script is of a --template: give both or none");
    enum hinge_status status =
        arguments->output != NULL && !arguments->facts && arguments->checklist == NULL
            ? check_name(arguments->output, error)
            : HINGE_OK;
    if (status == HINGE_OK && arguments->checklist != NULL)
        return checklist(cli, arguments, error);
    if (status == HINGE_OK)
        status = cli_not_terminal(cli, arguments->output, "a page", "html", error);
    struct hinge_page_request request = arguments->ask;
    request.results = cli->operand[0];
    request.labels = &labels;
    if (status == HINGE_OK && arguments->labels != NULL)
        status = hinge_labels_read(arguments->labels, &labels, error);
    if (status == HINGE_OK)
        status = hinge_results_hold(request.results, &request.opened, error);
    if (status == HINGE_OK)
        status = arguments->sheet   ? hinge_page_sheet(&request, &html, &length, error)
                 : arguments->facts ? hinge_page_facts(&request, &html, &length, error)
                                    : hinge_page_report(&request, &html, &length, error);
    bool nothing = status == HINGE_PARTIAL;
    status = nothing ? HINGE_OK : status;
    if (status == HINGE_OK && arguments->labels != NULL)
        status = hinge_page_words("en", &english, error);
    if (status == HINGE_OK && arguments->labels != NULL) {
        /* Words of a file, for nothing that is here. */
        cleared_by(freed) const char **id = hinge_alloc(english.n + 1, sizeof *id);
        for (size_t i = 0; i < english.n; i++)
            id[i] = english.item[i].id;
        status = hinge_labels_unknown(&labels, arguments->labels, request.opened, NULL, NULL, 0, id,
                                      cli_line, cli, error);
    }
    if (status == HINGE_OK)
        status = cli_write(cli, arguments->output, html, length, error);
    if (status == HINGE_OK && nothing) {
        cli_line(cli, "the sheet has no number, as none could be measured: it says why, "
                      "and what to do next time");
        status = HINGE_PARTIAL;
    }
    hinge_results_release(request.opened);
    return status;
}

int main(int argc, char **argv)
{
    static struct cli_option options[CLI_QUERY_ROWS];
    cli_query(options, CLI_QUERY_ROWS, HINGE_QUERY_OF_REPORT | HINGE_QUERY_OF_SHEET, AT(ask.by),
              extra);
    const struct cli_tool tool = {
        .name = "hinge-report",
        .summary = "makes one page of a results file",
        .details = "One page, in one file: the finding as its title, what keeps it from being one, "
                   "three numbers, then each question with its figure, every bend, whether the "
                   "recordings can be trusted, participants, methods and settings. It opens in any "
                   "browser, offline, and prints on A4. With --study the page draws bodies.\n\n"
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
    return cli_main(&tool, argc, argv);
}
