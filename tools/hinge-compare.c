/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-compare: statistics of a table. Its options are the rows of the library's own
 * table of options, so that a command line and a request file say the same things. */
#include "cli/cli.h"

#include <hinge/compare.h>
#include <hinge/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 192 };

struct arguments {
    const char *request, *output, *format, *label;
    const char *value[MOST]; /* as typed, by place in hinge_stats_options() */
    bool flag[MOST];
    bool apa;
};
#define AT(member) offsetof(struct arguments, member)

/* --- the tool's rows, made from the library's --- */

/* clang-format off */
static const struct cli_option own_rows[] = {
    {.kind = CLI_GROUP, .help = "Request and output"},
    {CLI_TEXT, 'r', "request", "FILE", AT(request),
     .help = "options as a JSON object: names below with _ for -; data names the table, relative "
     "to FILE"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .brief = true, .writes = true, .help = "write the result here; of a file for programs (json, csv) also show what it says, without -q"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true,
     .help = "; json has every number (default: from the extension of -o, else json "
     "with --request, else text)", .choice_at = hinge_writer_id},
    {CLI_FLAG, 0, "apa", NULL, AT(apa), .help = "print sentences in APA style instead of tables"},
    {CLI_TEXT, 0, "label", "FILE", AT(label), .help = ""},
};
/* clang-format on */

struct rows {
    struct cli_option option[2 * MOST];
    char name[MOST][32];
    char help[MOST][256];
};

static const char *value_name(const struct hinge_stats_option *row)
{
    static const char *const names[] = {
        [HINGE_STATS_COLUMN] = "COLUMN",     [HINGE_STATS_COLUMNS] = "COLUMN,...",
        [HINGE_STATS_NAMES] = "COLUMN,...",  [HINGE_STATS_COUNTS] = "N,...",
        [HINGE_STATS_MARGIN] = "NUMBER,...", [HINGE_STATS_RELABEL] = "WHICH",
        [HINGE_STATS_PAIR] = "A,B",          [HINGE_STATS_LEVELS] = "COLUMN=A,B,...",
        [HINGE_STATS_WORD] = "WORD",         [HINGE_STATS_WORDS] = "WORD,...",
        [HINGE_STATS_TEXT] = "TEXT",         [HINGE_STATS_NUMBER] = "NUMBER",
        [HINGE_STATS_COUNT] = "N",           [HINGE_STATS_NUMBERS] = "NUMBER,...",
        [HINGE_STATS_FLAG] = "true|false",   [HINGE_STATS_SCORES] = "COLUMN=1,2,...",
        [HINGE_STATS_EACH] = "VALUE",        [HINGE_STATS_OBJECT] = "JSON"};
    return names[row->kind];
}

/* Whether the words that an option allows are listed behind its help. */
static bool has_words(const struct hinge_stats_option *o)
{
    return o->allowed[0] != '\0' && (o->kind == HINGE_STATS_WORD || o->kind == HINGE_STATS_WORDS ||
                                     o->kind == HINGE_STATS_RELABEL);
}

/* Rows of the options that one analysis takes, or of all (NULL). The --help of an analysis has what
 * is its own, that of the tool what analyses have in common. */
static void make_rows(struct rows *rows, const struct hinge_analysis_kind *only)
{
    size_t n, k = sizeof own_rows / sizeof own_rows[0];
    const struct hinge_stats_option *option = hinge_stats_options(&n);
    memcpy(rows->option, own_rows, sizeof own_rows);
    for (size_t i = 0; i < k; i++)
        rows->option[i].brief = only == NULL;
    for (enum hinge_stats_group group = 0; group < HINGE_STATS_OF_NONE; group++) {
        bool headed = false;
        for (size_t i = 0; i < n && i < MOST; i++) {
            const struct hinge_stats_option *o = &option[i];
            if (o->group != group || strcmp(o->name, "analysis") == 0 ||
                strcmp(o->name, "data") == 0 ||
                (only != NULL && !hinge_analysis_kind_takes(only, o->name)))
                continue;
            if (!headed)
                rows->option[k++] =
                    (struct cli_option){.kind = CLI_GROUP, .help = hinge_stats_group_title(group)};
            headed = true;
            /* min_reps becomes min-reps. */
            snprintf(rows->name[i], 32, "%s", o->name);
            for (char *at = strchr(rows->name[i], '_'); at != NULL; at = strchr(at, '_'))
                *at = '-';
            bool flag = o->kind == HINGE_STATS_FLAG && strcmp(o->standard, "true") != 0;
            bool shown = !flag && o->standard[0] != '\0';
            snprintf(rows->help[i], sizeof rows->help[i], "%s%s%s%s", o->help,
                     shown ? " (default " : "", shown ? o->standard : "", shown ? ")" : "");
            rows->option[k++] = (struct cli_option){.kind = flag ? CLI_FLAG : CLI_TEXT,
                                                    .name = rows->name[i],
                                                    .value = flag ? NULL : value_name(o),
                                                    .at = flag ? AT(flag) + i * sizeof(bool)
                                                               : AT(value) + i * sizeof(char *),
                                                    .help = rows->help[i],
                                                    .brief = o->common == (only == NULL),
                                                    .choices = has_words(o) ? o->allowed : NULL};
        }
    }
}

/* "anova|between|..." and the list of analyses in the help. */
static bool list_analyses(char *choices, size_t capacity, char *details, size_t room)
{
    size_t n, used = 0, length;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    length = (size_t)snprintf(details, room,
                              "People are the unit: repetitions become one value per "
                              "participant before anything "
                              "is compared.\n\nAnalyses:");
    for (size_t i = 0; i < n && used < capacity && length < room; i++) {
        used +=
            (size_t)snprintf(choices + used, capacity - used, "%s%s", i ? "|" : "", list[i]->id);
        length += (size_t)snprintf(details + length, room - length, "\n\n%s: %s. %s", list[i]->id,
                                   list[i]->title, list[i]->details);
    }
    return used < capacity && length < room;
}

/* --- the work --- */

/* Reads a whole small file as text; free() it. */
static char *read_text(const char *path, struct hinge_error *error)
{
    FILE *file = hinge_os_fopen(path, "rb");
    char *text = NULL;
    size_t length = 0, capacity = 0;
    if (file == NULL) {
        hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "%s: cannot be read", path);
        return NULL;
    }
    do {
        if (length + 65536 > capacity)
            text = hinge_resize(text, capacity = length + 131072, 1);
        length += fread(text + length, 1, 65535, file);
        text[length] = '\0';
    } while (!feof(file) && !ferror(file) && length < (64u << 20));
    fclose(file);
    return text;
}

/* An option as typed; mdc may also be a file that icc wrote. */
static enum hinge_status set_option(struct hinge_stats_request *request, const char *name,
                                    const char *text, struct hinge_error *error)
{
    char *end;
    if (strcmp(name, "mdc") == 0 && text != NULL && strcmp(text, "auto") != 0 &&
        strchr(text, '=') == NULL && strtod(text, &end) >= 0 && end == text)
        return hinge_comparison_mdc(request, text, error);
    return hinge_stats_request_set(request, name, text, error);
}

static enum hinge_status read_request(const struct cli *cli, const struct arguments *arguments,
                                      struct hinge_stats_request *request,
                                      struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    if (arguments->request != NULL) {
        text = read_text(arguments->request, error);
        if (text == NULL)
            return error->status;
    }
    enum hinge_status status = hinge_stats_request_read(request, arguments->request, text, error);
    size_t n;
    const struct hinge_stats_option *option = hinge_stats_options(&n);
    if (status == HINGE_OK && cli->n_operands > 0)
        status = hinge_stats_request_set(request, "analysis", cli->operand[0], error);
    if (status == HINGE_OK && cli->n_operands > 1)
        status = hinge_stats_request_set(request, "data", cli->operand[1], error);
    for (size_t pass = 0; pass < 2; pass++) /* mdc last: a file of it may be of other outcomes */
        for (size_t i = 0; i < n && i < MOST && status == HINGE_OK; i++)
            if ((arguments->value[i] != NULL || arguments->flag[i]) &&
                (strcmp(option[i].name, "mdc") == 0) == (pass == 1))
                status = set_option(request, option[i].name, arguments->value[i], error);
    return status;
}

/* The result of why there is no analysis. */
static enum hinge_status refuse(struct hinge_stats_request *request,
                                const struct hinge_error *error, struct hinge_result **result)
{
    if (request->json == NULL && hinge_stats_request_init(request, NULL, NULL) != HINGE_OK)
        return HINGE_NOMEM;
    return hinge_stats_refuse(request, error, result) == HINGE_OK ? error->status : HINGE_NOMEM;
}

/* Whether the format holds a row per repetition and no sentence. */
static bool is_rows(const struct hinge_result *result, const char *format)
{
    return strcmp(result->analysis, "rows") == 0 && strcmp(format, "json") != 0 &&
           hinge_writer_for_programs(format);
}

static enum hinge_status write_result(struct cli *cli, const struct hinge_result *result,
                                      const char *format, const char *path,
                                      const struct hinge_label_list *labels,
                                      struct hinge_error *error)
{
    const char *ids = hinge_labels_setting(labels, "table.ids");
    const struct hinge_writer_options how = {.ids = ids != NULL && strcmp(ids, "yes") == 0,
                                             .labels = labels,
                                             .brief = !cli->common.verbose,
                                             .width = cli_width(format, path)};
    return cli_write_result(cli, path, result, format, &how, error);
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    const struct arguments *arguments = args;
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
    cleared_by(hinge_labels_clear) struct hinge_label_list labels = {0, NULL};
    struct hinge_result *result = NULL;
    if (cli->n_operands == 0 && arguments->request == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "which analysis? name it, or a file with --request");
    if (cli->n_operands == 1 && strpbrk(cli->operand[0], "./") != NULL &&
        arguments->request == NULL) {
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                        "ANALYSIS is missing, such as cues or groups (hinge-compare --help lists "
                        "them):");
        return hinge_error_command(error, "hinge-compare cues *", cli->operand);
    }
    if (arguments->apa && arguments->format != NULL)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "--format: --apa writes sentences, not a table; give one of the two");
    const char *format;
    enum hinge_status status =
        hinge_writer_choose(arguments->output, arguments->apa ? "apa" : arguments->format,
                            arguments->request != NULL ? "json" : "text", &format, error);
    if (status != HINGE_OK)
        return status;
    if (arguments->label != NULL)
        status = hinge_labels_read(arguments->label, &labels, error);
    if (status != HINGE_OK)
        return status;
    status = read_request(cli, arguments, &request, error);
    request.labels = &labels;
    if (status == HINGE_OK) {
        /* The result, of the analysis or of why it could not be. */
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        const char *data = hinge_stats_request_text(&request, "data");
        const char *analysis = hinge_stats_request_text(&request, "analysis");
        if (analysis != NULL && hinge_analysis_kind_find(analysis) == NULL)
            data = NULL; /* its name is the first thing to be told */
        if (data != NULL)
            status = hinge_comparison_table(
                &request, cli->n_operands > 1 ? NULL : arguments->request, &table, error);
        if (status == HINGE_USAGE || status == HINGE_INPUT) {
            status = refuse(&request, error, &result);
        } else if (status == HINGE_OK) {
            struct hinge_stats_call call = {.size = sizeof call,
                                            .request = &request,
                                            .table = data != NULL ? &table : NULL,
                                            .name = data,
                                            .threads = (int)cli->common.threads,
                                            .progress = &cli->progress};
            const struct hinge_result_table known = {.table = table};
            if (arguments->label != NULL)
                status = hinge_labels_unknown(&labels, arguments->label, NULL, NULL, &known, 1,
                                              NULL, cli_line, cli, error);
            if (status == HINGE_OK)
                status = hinge_stats_run(&call, &result, error);
        }
    } else if (status == HINGE_USAGE || status == HINGE_INPUT)
        status = refuse(&request, error, &result);
    /* why there is no analysis is a document, too, which replaces none in a file */
    bool shown = result != NULL &&
                 (status == HINGE_OK || (strcmp(format, "json") == 0 && arguments->output == NULL));
    if (shown) {
        struct hinge_error why = HINGE_ERROR_INIT;
        const char *path = arguments->output;
        /* nobody reads a file for programs: what it says is shown, too */
        const bool told = path != NULL && strcmp(path, "-") != 0 && !cli->common.quiet &&
                          hinge_writer_for_programs(format) && !is_rows(result, format);
        enum hinge_status written = write_result(cli, result, format, path, &labels, &why);
        if (written == HINGE_OK && told)
            written = write_result(cli, result, "text", NULL, &labels, &why);
        /* Tables and json show warnings; sentences and long tables leave them to stderr. */
        if (written == HINGE_OK && !told &&
            (strcmp(format, "apa") == 0 || strcmp(format, "csv") == 0 ||
             strcmp(format, "tsv") == 0 || is_rows(result, format)))
            hinge_result_warnings(result, cli_line, cli);
        if (written != HINGE_OK) {
            status = written;
            *error = why;
        }
    }
    hinge_result_free(result);
    return status;
}

/* --- the tool --- */

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-compare cues results.h5", "what each cue changed"},
    {"hinge-compare groups results.h5 --filter cue=none", "how two groups differ"},
    {"hinge-compare between results.h5 --outcome lumbar_fraction --group group --order trained,sedentary --filter cue=none", "two groups of people"},
    {"hinge-compare within results.h5 --outcome lumbar_fraction --condition cue --order wall_tap,none", "did a cue change it"},
    {"hinge-compare prevalence results.h5 --outcome rounding_early --by group,cue", "how common a fault is"},
    {"hinge-compare power --test t-paired --dz 0.5 --power 0.8", "how many participants a study needs"},
    {"hinge-compare --request request.json -o comparison.json", "every option by its name in a file"},
    {0}};
/* clang-format on */

/* --help of one analysis: what it answers, its options, an example. */
static const struct cli_tool *help_for(const char *id)
{
    static struct rows rows;
    static char name[64], command[1024], there[1024], also[1024];
    static const struct cli_operand table[] = {
        {"TABLE", "results file, or a CSV table with a row per repetition", 1, 1, NULL}, {0}};
    static struct cli_example example[] = {{command, "an example"}, {0}};
    static struct cli_tool tool;
    const struct hinge_analysis_kind *analysis = hinge_analysis_kind_find(id);
    snprintf(name, sizeof name, "hinge-compare %s", id);
    if (analysis == NULL && hinge_analysis_kind_elsewhere(id, there, sizeof there)) {
        tool = (struct cli_tool){.name = name, .summary = there, .details = ""};
        return &tool;
    }
    if (analysis == NULL)
        return NULL;
    make_rows(&rows, analysis);
    hinge_analysis_kind_command(analysis, command, sizeof command);
    /* What an analysis takes and the --help of the tool explains. */
    const char *between = "and, as hinge-compare --help says: ";
    size_t used = 0;
    for (const struct cli_option *row = rows.option; row->kind != CLI_END && used < sizeof also;
         row++)
        if (row->kind != CLI_GROUP && !row->brief) {
            used += (size_t)snprintf(also + used, sizeof also - used, "%s--%s", between, row->name);
            between = ", ";
        }
    tool = (struct cli_tool){.name = name,
                             .summary = analysis->title,
                             .details = analysis->details,
                             .operand = analysis->needs & HINGE_STATS_NEEDS_TABLE ? table : NULL,
                             .option = rows.option,
                             .example = example,
                             .also = also,
                             .uses = CLI_USES_THREADS | CLI_USES_RUN_LOG};
    return &tool;
}

int main(int argc, char **argv)
{
    static struct rows rows;
    static char choices[2048], details[65536];
    make_rows(&rows, NULL);
    size_t n_options;
    hinge_stats_options(&n_options);
    if (n_options > MOST || !list_analyses(choices, sizeof choices, details, sizeof details)) {
        fprintf(stderr, "hinge-compare: internal error, please report it: the list of "
                        "analyses or options is longer than its place\n");
        return hinge_status_exit(HINGE_INTERNAL);
    }
    const struct cli_operand operands[] = {
        {"ANALYSIS", "what to compute (hinge-compare ANALYSIS --help explains it)", 0, 1, choices},
        {"TABLE", "results file, or a CSV table with a row per repetition", 0, 1, NULL},
        {0}};
    const struct cli_tool tool = {
        .name = "hinge-compare",
        .summary = "compares groups and cues, with intervals",
        .details = details,
        .operand = operands,
        .option = rows.option,
        .example = examples,
        .help_for = help_for,
        .args_size = sizeof(struct arguments),
        .uses = CLI_USES_THREADS | CLI_USES_RUN_LOG | CLI_JUDGES_CHOICES,
        .run = run,
    };
    return cli_main(&tool, argc, argv);
}
