/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-plot: a results file in, one figure out. */
#include "cli/cli.h"
#include "os/text.h"

#include <hinge/figure.h>
#include <hinge/page.h>
#include <hinge/requests.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct arguments {
    struct hinge_figure_request ask;
    const char *output, *format, *data, *labels;
    double dpi;
};

#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option extra[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write the figure here; - is stdout"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true,
     .help = " (default: from the extension of -o, else svg); pdf, eps and "
     "png need rsvg-convert, and eps has pale areas as pixels", .choices = "svg|pdf|eps|png"},
    {CLI_NUMBER, 0, "width", "MM", AT(ask.width_mm), .brief = true,
     .help = "width: 85 for one column, 180 for two", .standard = "180",
     .low = 60, .high = 400},
    {CLI_NUMBER, 0, "dpi", "DOTS", AT(dpi), .help = "png: dots per inch (default: 300)", .low = 50, .high = 2400},
    {CLI_TEXT, 0, "label", "FILE", AT(labels), .help = ""},
    {CLI_TEXT, 0, "data", "FILE", AT(data), .brief = true, .writes = true, .help = "also write the numbers of the figure, as CSV"},
    {0}};
/* clang-format on */

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-plot map results.h5 --study study.h5 -o map.svg", "the map, with bodies"},
    {"hinge-plot loops results.h5 -o loops.svg", "lumbar over hip flexion"},
    {"hinge-plot waveforms results.h5 --by cue --levels none,dowel -o curves.pdf", "mean curves of two cues and where they differ"},
    {"hinge-plot paired results.h5 --columns lumbar_fraction --mdc 8% -o change.svg", "every person's change"},
    {"hinge-plot agreement agreement.json -o agreement.svg", "what hinge-compare bland_altman wrote as JSON"},
    {"hinge-plot prevalence results.h5 --width 85 -o faults.png --dpi 600", "one column of a journal"},
    {0}};
/* clang-format on */

static enum hinge_status write_figure(struct cli *cli, const struct arguments *arguments,
                                      const struct hinge_figure_result *figure,
                                      struct hinge_error *error)
{
    cleared_by(freed) char *bytes = NULL;
    size_t n = 0;
    if (strcmp(arguments->format, "svg") == 0)
        return cli_write(cli, arguments->output, figure->svg, figure->length, error);
    const double dpi = isnan(arguments->dpi) ? 300 : arguments->dpi;
    enum hinge_status status =
        cli_rsvg(arguments->format, dpi, figure->svg, figure->length, &bytes, &n, error);
    if (status == HINGE_WRITE)
        strncat(error->message, "; -o FILE.svg needs nothing",
                sizeof error->message - strlen(error->message) - 1);
    if (status == HINGE_OK)
        status = cli_write(cli, arguments->output, bytes, n, error);
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    arguments->ask.figure = cli->operand[0];
    arguments->ask.results = cli->operand[1];
    /* the format: given, else by the extension */
    static const char *const formats[] = {"svg", "pdf", "eps", "png"};
    const char *path = arguments->output != NULL ? arguments->output : "-", *named = NULL;
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof formats / sizeof *formats; i++)
        if (strcasecmp(dot + 1, formats[i]) == 0)
            named = formats[i];
    if (named != NULL && arguments->format != NULL && strcmp(arguments->format, named) != 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s is a name for %s, and --format %s was "
                               "given; change one of them",
                               path, named, arguments->format);
    if (named == NULL && dot != NULL && arguments->format == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: no figure is written as %s (there are .svg .pdf "
                               ".eps .png); give one of these or, for another name, "
                               "--format",
                               path, dot);
    if (arguments->format == NULL)
        arguments->format = named != NULL ? named : "svg";
    enum hinge_status status = hinge_figure_check(&arguments->ask, error);
    if (status == HINGE_OK && !isnan(arguments->dpi) && strcmp(arguments->format, "png") != 0)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--dpi: %s has no dots; png has", arguments->format);
    if (status == HINGE_OK)
        status = cli_not_terminal(cli, arguments->output, "a figure", arguments->format, error);
    if (status == HINGE_OK) {
        cleared_by(hinge_figure_clear) struct hinge_figure_result figure = {0};
        cleared_by(hinge_labels_clear) struct hinge_label_list labels = {0, NULL};
        struct hinge_figure_request request = arguments->ask;
        request.labels = &labels;
        status = arguments->labels != NULL ? hinge_labels_read(arguments->labels, &labels, error)
                                           : HINGE_OK;
        if (status == HINGE_OK && !hinge_figure_is_comparison(request.results))
            status = hinge_results_hold(request.results, &request.opened, error);
        if (status == HINGE_OK)
            status = hinge_page_figure(NULL, &request, &figure, error);
        const struct hinge_result_table shown = {.table = figure.data};
        if (status == HINGE_OK && arguments->labels != NULL)
            status = hinge_labels_unknown(&labels, arguments->labels, request.opened,
                                          request.opened == NULL ? request.results : NULL, &shown,
                                          1, NULL, cli_line, cli, error);
        if (status == HINGE_OK)
            status = write_figure(cli, arguments, &figure, error);
        if (status == HINGE_OK && arguments->data != NULL)
            status = cli_write_table(cli, arguments->data, &figure.data, "csv", error);
        if (status == HINGE_OK && *figure.caption != '\0')
            cli_note(cli, "%s", figure.caption);
        hinge_results_release(request.opened);
    }
    return status;
}

static const char rules[] =
    "People are the unit: figures show means of people by the rules of hinge-table. "
    "The caption appears on stderr and in the image, with the number of people. Levels "
    "differ in colour, dash and mark, so a figure can be read in grey.\n\n"
    "Figures:";

int main(int argc, char **argv)
{
    static char choices[1024], details[16384];
    static struct cli_option options[CLI_QUERY_ROWS];
    cli_query(options, CLI_QUERY_ROWS, HINGE_QUERY_OF_FIGURE, AT(ask.by), extra);
    snprintf(details, sizeof details, "%s", rules);
    if (!cli_entries(hinge_figure_id, hinge_figure_title, hinge_figure_details, choices,
                     sizeof choices, details, sizeof details))
        return hinge_status_exit(HINGE_INTERNAL);
    const struct cli_operand operands[] = {{"FIGURE", "kind", 1, 1, choices},
                                           {"FILE", "results file, or JSON of hinge-compare", 1, 1,
                                            NULL},
                                           {0}};
    const struct cli_tool tool = {
        .name = "hinge-plot",
        .summary = "draws figures of a results file",
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
