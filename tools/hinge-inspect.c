/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-inspect: what a file is and what it can be used for. */
#include "cli/cli.h"

#include <hinge/ingest.h>
#include <hinge/inspect.h>
#include <hinge/report.h>
#include <stdio.h>
#include <string.h>

struct arguments {
    const char *output, *format, *recording, *units, *up, *image_size, *name;
    double rate_hz;
    bool suggest, cells;
    struct cli_list cell;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Facts that the recording does not contain"},
    {CLI_NUMBER, 0, "rate", "HZ", AT(rate_hz), .brief = true, .low = 1, .high = 1e5},
    {CLI_TEXT, 0, "recording", "FORMAT", AT(recording), .ingest = "format", .brief = true, .help = "; instead of recognising it"},
    {CLI_CHOICE, 0, "units", "UNIT", AT(units), .ingest = "units", .brief = true, .choices = HINGE_POSITION_UNITS},
    {CLI_CHOICE, 0, "up", "AXIS", AT(up), .ingest = "up", .choices = "+x|-x|+y|-y|+z|-z", .dashed = true},
    {CLI_TEXT, 0, "image-size", "WxH", AT(image_size), .ingest = "image_size", .example = "1920x1080"},

    {.kind = CLI_GROUP, .help = "A trial list"},
    {CLI_TEXT, 0, "name", "PATTERN", AT(name), .ingest = "name", .brief = true, .example = "{group}/{participant}_{cue}_{trial}.csv"},
    {CLI_FLAG, 0, "cells", NULL, AT(cells), .help = "its cells as JSON, a row a line: the number of the line, then its cells"},
    {CLI_REPEAT, 0, "cell", "LINE:COLUMN=TEXT", AT(cell), .help = "the list with this cell changed, in its own letters and separators; -o writes it", .example = "5:2=p01"},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_FLAG, 0, "suggest", NULL, AT(suggest), .brief = true,
     .help = "describe the names of a recording of any format as a section for the config; "
     "complete it by hand"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true,
     .help = "; as a table it has a row per file (default: from the extension of "
     "-o, else text)", .choice_at = hinge_writer_id},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write here instead of stdout"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {
    {"FILE", "recordings, trial lists, study or results files", 1, CLI_MANY, NULL}, {0}};

static const struct cli_example examples[] = {
    {"hinge-inspect squat.trc", "what it is, why, landmarks, rate, units, gaps, tier"},
    {"hinge-inspect --format json *.csv", "the same for programs"},
    {"hinge-inspect --suggest mylab.csv -o mylab.ini",
     "describe an unknown layout; then hinge-ingest -c mylab.ini"},
    {0}};

static enum hinge_status write_table(struct cli *cli, const struct arguments *a,
                                     const struct hinge_table *table, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (strcmp(a->format, "text") != 0)
        return cli_write_table(cli, a->output, table, a->format, error);
    /* "name  value" lines per file, without the empty ones. */
    char cell[48], line_end[24];
    snprintf(line_end, sizeof line_end, "\n%-18s", "");
    for (size_t row = 0; row < table->rows; row++) {
        hinge_text_adds(&text, row > 0 ? "\n" : "");
        for (size_t c = 0; c < table->n_columns; c++) {
            const char *value = hinge_table_cell(table, c, row, cell);
            if (*value == '\0')
                continue;
            hinge_text_printf(&text, "%-18s", table->column[c].name);
            hinge_text_shown_lines(&text, value, line_end);
            hinge_text_adds(&text, "\n");
        }
    }
    return cli_write(cli, a->output, hinge_text_string(&text), text.length, error);
}

static enum hinge_status suggest(struct cli *cli, const struct arguments *a,
                                 struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < cli->n_operands && status == HINGE_OK; i++) {
        cleared_by(freed) char *text = NULL;
        status = hinge_suggest_layout(cli->operand[i], cli->config, &text, error);
        if (status == HINGE_OK)
            status = cli_write(cli, a->output, text, strlen(text), error);
    }
    return status;
}

static enum hinge_status show_cells(struct cli *cli, const struct arguments *a,
                                    struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    if (cli->n_operands != 1 || a->cells == (a->cell.n > 0))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--cells shows the cells of one trial list, --cell changes some: "
                               "give one list and one of these");
    enum hinge_status status = hinge_list_cells(cli->operand[0], cli->config, a->cell.item,
                                                a->cell.n, &text, &length, error);
    return status == HINGE_OK ? cli_write(cli, a->output, text, length, error) : status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *a = args;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    size_t refused = 0, partial = 0;
    if (a->rate_hz > 0)
        cli->config->ingest.rate_hz = a->rate_hz;
    if (a->suggest)
        return suggest(cli, a, error);
    if (a->cells || a->cell.n > 0)
        return show_cells(cli, a, error);
    enum hinge_status status = hinge_writer_choose(a->output, a->format, "text", &a->format, error);
    for (size_t i = 0; i < cli->n_operands && status == HINGE_OK; i++) {
        status = hinge_inspect(cli->operand[i], cli->config, &table, error);
        partial += status == HINGE_PARTIAL;
        if (status == HINGE_PARTIAL)
            status = HINGE_OK;
        if (status != HINGE_INPUT)
            continue;
        refused++;
        if (cli->n_operands > 1) {
            cli_line(cli, error->message);
            *error = (struct hinge_error)HINGE_ERROR_INIT; /* said once is enough */
            status = HINGE_OK;
        }
    }
    if (status == HINGE_OK || status == HINGE_INPUT) {
        struct hinge_error why = HINGE_ERROR_INIT;
        enum hinge_status wrote = write_table(cli, a, &table, &why);
        if (wrote != HINGE_OK) {
            *error = why;
            status = wrote;
        }
    }
    if (status == HINGE_OK && refused > 0)
        status = refused == cli->n_operands
                     ? hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                       "none of the %zu files can be used", refused)
                     : HINGE_PARTIAL;
    else if (status == HINGE_OK && partial > 0)
        status = HINGE_PARTIAL;
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-inspect",
    .summary = "shows what a file is and what it can be used for",
    .details = "For a recording: its format and landmark set with the reasons, the landmarks "
               "used and not used, rate, units, gaps and evidence tier. Tiers are A pelvis "
               "and thorax tracked, B a spine chain, C shoulder, hip, knee and ankle only (no "
               "lumbar motion), N too little. For a trial list: everything that hinge-ingest "
               "would refuse, trials by participant and condition, and probable mistakes. For "
               "a study or results file: how many recordings and repetitions it has.",
    .operand = operands,
    .option = options,
    .also =
        "Any key of [ingest] by --set KEY=VALUE: landmarks, time_is_frame, decimal, keep_column,\n"
        "absent=planned and others; --print-config explains them.\n",
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_CONFIG,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
