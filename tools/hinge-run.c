/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-run: the whole way from one config file. */
#include "cli/cli.h"
#include "os/tool/program.h"

#include <hinge/run.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *folder, *output, *list;
    struct cli_list set, rename;
    bool open, again, force, allow_outside, print_config, names;
};
#define AT(member) offsetof(struct arguments, member)

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Actions"},
    {CLI_TEXT, 0, "new", "FOLDER", AT(folder), .brief = true,
     .help = "write study.ini for a folder of recordings, and trials.csv unless the folder has a "
     "trial list. If it has several lists, give the right one instead of the folder. If study.ini is there, the list gets rows for new recordings"},
    {CLI_TEXT, 'o', "output", "DIR", AT(output), .brief = true, .writes = true, .help = "folder for all output, instead of that in study.ini; with --new: for study.ini and trials.csv, such as for recordings in a folder that is read-only"},
    {CLI_TEXT, 0, "list", "NAME", AT(list), .help = "trial list; with --new: its name, and NAME.xlsx makes it a workbook for Excel", .example = "trials.xlsx"},
    {CLI_FLAG, 0, "open", NULL, AT(open), .brief = true,
     .help = "of a folder without study.ini: do --new, and open the trial list; else open the report after the run, in this computer's programs"},
    {CLI_FLAG, 0, "again", NULL, AT(again), .brief = true, .help = "repeat every step, including those whose inputs have not changed"},
    {CLI_FLAG, 0, "force", NULL, AT(force), .help = "; also those that hinge-run did not make"},
    {CLI_FLAG, 0, "allow-outside", NULL, AT(allow_outside), .help = "let a list name files outside its own folder (and study.ini what is read)"},
    {CLI_REPEAT, 0, "set", "KEY=VALUE", AT(set), .brief = true, .example = "run.baseline=none"},
    {CLI_REPEAT, 0, "rename", "HEADER=COLUMN", AT(rename), .help = "with --new: read a column of the list as another; the list stays as it is", .example = "particpant=participant"},
    {CLI_FLAG, 0, "names", NULL, AT(names), .help = "with --new: keep names of people as participants in study, results and pages (keep_column), instead of codes"},
    {CLI_FLAG, 0, "print-config", NULL, AT(print_config), .brief = true},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {
    {"CONFIG", "study.ini, written by --new, or its folder", 0, 1, NULL}, {0}};

static const struct cli_example examples[] = {
    {"hinge-run --new recordings/", "look at a folder, write a list and a config"},
    {"hinge-run recordings/study.ini", "from the recordings to report.html"},
    {"hinge-run --dry-run recordings/study.ini", "what has changed since"},
    {0}};

/* Adds a text as one line of `room` columns: reasons in parentheses go first, if it is of figures,
 * then what is behind the last comma that fits. The text changes. */
static void add_one_line(struct hinge_text *out, char *text, bool figures, size_t room)
{
    char *to = text;
    int depth = 0;
    bool cut = false;
    if (figures && hinge_text_width(text) > room) {
        for (const char *p = text; *p != '\0'; p++) {
            depth += *p == '(';
            if (depth == 0 && !(*p == ' ' && p[1] == '('))
                *to++ = *p == ';' ? ',' : *p;
            depth -= *p == ')' && depth > 0;
        }
        *to = '\0';
    }
    while (*text != '\0' && hinge_text_width(text) + (cut ? 3 : 0) > room) {
        for (to = strrchr(text, '\0') - 1; to > text && strchr(",;", *to) == NULL;)
            to--;
        *to = '\0';
        cut = true;
    }
    hinge_text_printf(out, "%s%s\n", text, cut ? ", …" : "");
}

/* Lines of a summary in 80 columns, or those of the environment: "label   text", with the text's
 * further lines below it. Commands and the path of the report stay on their line; what the report
 * says in full, too, is one line. */
static void add_folded(struct hinge_text *out, const char *summary, const char *folder)
{
    static const char *const whole[] = {"        ", "then ", "or ", "report "};
    enum { WIDTH = 80, LEAST = 8, NARROW = 40 };
    const char *columns = getenv("COLUMNS");
    const unsigned long asked = columns != NULL ? strtoul(columns, NULL, 10) : 0,
                        terminal = (unsigned long)hinge_os_terminal_width(stdout),
                        width = asked >= NARROW      ? asked
                                : terminal >= NARROW ? terminal
                                                     : WIDTH;
    for (const char *line = summary; *line != '\0';) {
        const size_t n = strcspn(line, "\n");
        cleared_by(freed) char *one = hinge_copy_n(line, n);
        size_t at = strncmp(line, "look at ", 8) == 0 ? 8 : strcspn(one, " "), i = 0;
        at += strspn(one + at, " ");
        while (i < sizeof whole / sizeof *whole && strncmp(line, whole[i], strlen(whole[i])) != 0)
            i++;
        const size_t indent = at < LEAST ? LEAST : at;
        const bool one_line = strncmp(one, "recordings ", 11) == 0 ||
                              strncmp(one, "repetitions ", 12) == 0 ||
                              strncmp(one, "figures ", 8) == 0;
        hinge_text_add(out, one, at < n ? at : n);
        if (one_line)
            add_one_line(out, one + at, *one == 'f', width - at);
        else if (at < n)
            cli_fold(out, one + at, at, indent,
                     i == sizeof whole / sizeof *whole ? width : SIZE_MAX, folder);
        if (!one_line)
            hinge_text_adds(out, "\n");
        line += n + (line[n] == '\n');
    }
}

static void show_stage(void *context, const char *line)
{
    cli_note(context, "%s", line);
}

static enum hinge_status make_pdf(void *context, const char *svg, size_t length, char **pdf,
                                  size_t *n, struct hinge_error *error)
{
    (void)context;
    return cli_rsvg("pdf", 72, svg, length, pdf, n, error);
}

static enum hinge_status run_study(struct cli *cli, const struct arguments *arguments,
                                   const char *path, struct hinge_config *config, char **summary,
                                   struct hinge_error *error)
{
    const struct hinge_run_request request = {.path = path,
                                              .config = config,
                                              .dry_run = cli->common.dry_run,
                                              .again = arguments->again,
                                              .force = arguments->force,
                                              .allow_outside = arguments->allow_outside,
                                              .threads = (int)cli->common.threads,
                                              .progress = &cli->progress,
                                              .message = cli_line,
                                              .stage = show_stage,
                                              .pdf = hinge_os_has_programs() ? make_pdf : NULL,
                                              .context = cli,
                                              .output = arguments->output};
    return hinge_run(&request, summary, error);
}

/* Opens the list or the report of a study; the report may be in a folder of its own, `output`. */
static enum hinge_status open_file(struct cli *cli, const char *config, const char *output,
                                   bool is_list, struct hinge_error *error)
{
    cleared_by(freed) char *path = NULL;
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    enum hinge_status status = HINGE_OK;
    if (output != NULL && *output != '\0' && !is_list) {
        hinge_text_printf(&line, "%s%sreport.html", output,
                          output[strlen(output) - 1] == '/' ? "" : "/");
        path = hinge_copy(line.data);
        line.length = 0;
    } else {
        status = hinge_run_file(config, is_list, &path, error);
    }
    if (status == HINGE_OK) {
        /* what else a list may be is no document */
        const char *dot = strrchr(path, '.');
        const bool document = dot != NULL && hinge_listed(".csv|.tsv|.txt|.xlsx|.html", '|', dot);
        hinge_text_adds(&line, document && hinge_os_show(path) ? "opened  " : "open    ");
        hinge_text_shown(&line, path);
        hinge_text_adds(
            &line, is_list ? ": check it, save it and close it; then do the same again\n" : "\n");
        status = cli_show(cli, line.data, error);
    }
    return status;
}

static enum hinge_status check(const struct cli *cli, const struct arguments *arguments,
                               struct hinge_error *error)
{
    if (arguments->folder != NULL && cli->n_operands > 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--new FOLDER writes a config, it takes none");
    if (arguments->folder == NULL && arguments->list != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--list NAME belongs to --new FOLDER; the list of a run is "
                               "list under [run] in study.ini");
    if (arguments->folder == NULL && arguments->names)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--names belongs to --new FOLDER; in study.ini it is keep_column = "
                               "participant under [ingest], without pseudonymise");
    for (size_t i = 0; arguments->folder != NULL && i < arguments->set.n; i++)
        if (strncmp(arguments->set.item[i], "ingest.", 7) != 0)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--set %s: --new writes study.ini with the keys of "
                                   "[ingest] that are set, such as --set "
                                   "ingest.rate_hz=30; write the others into it",
                                   arguments->set.item[i]);
    if (arguments->folder == NULL && cli->n_operands == 0 && !arguments->print_config)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "which study? hinge-run --new FOLDER writes study.ini "
                               "for a folder of recordings, hinge-run FOLDER runs "
                               "it");
    if (cli->n_operands == 1) {
        /* A folder, or the list, where the config is asked for: says which it is. */
        const char *dot = strrchr(cli->operand[0], '.');
        if (dot != NULL &&
            (strcmp(dot, ".csv") == 0 || strcmp(dot, ".xlsx") == 0 || strcmp(dot, ".h5") == 0))
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "%s is not a config: study.ini names the list (list = "
                                   "under [run]), and hinge-run --new FOLDER writes one",
                                   cli->operand[0]);
        if (!hinge_os_is_folder(cli->operand[0]))
            return HINGE_OK;
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                        "%s is a folder without a study.ini; write one:", cli->operand[0]);
        return hinge_error_command(error, "hinge-run --new *", &cli->operand[0]);
    }
    return HINGE_OK;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    struct hinge_error ignored = {0};
    const bool opens = (arguments->open || hinge_os_window_is_ours()) && !cli->common.dry_run &&
                       !arguments->print_config;
    const bool named = arguments->folder == NULL && cli->n_operands == 1;
    const char *folder = named ? cli->operand[0] : arguments->folder;
    const bool into = !named && arguments->output != NULL;
    char documents[HINGE_OS_PATH], *summary = NULL, *made = NULL, *elsewhere = NULL;
    if (folder != NULL && hinge_os_is_folder(folder))
        hinge_run_study(
            into ? arguments->output : folder,
            named && opens && hinge_os_documents(documents, sizeof documents) ? documents : NULL,
            &made, &elsewhere);
    /* that study has this folder as its folder, so the user named it */
    arguments->allow_outside |= named && elsewhere != NULL;
    if (named && made != NULL && hinge_os_exists(made)) {
        cli->operand[0] = made;
    } else if (named && made != NULL && opens) {
        arguments->folder = folder;
        arguments->output = elsewhere != NULL ? elsewhere : arguments->output;
        cli->n_operands = 0;
    }
    enum hinge_status status = check(cli, arguments, error);
    if (status != HINGE_OK) {
        free(elsewhere);
        free(made);
        return status;
    }
    hinge_config_init(&config);
    const char *path = cli->n_operands == 1 ? cli->operand[0] : NULL;
    if (path != NULL)
        status = hinge_config_load(&config, path, error);
    for (size_t i = 0; status == HINGE_OK && i < arguments->set.n; i++)
        status = hinge_config_assign(&config, arguments->set.item[i], error);
    for (size_t i = 0; status == HINGE_OK && i < arguments->rename.n; i++)
        status = hinge_config_set(&config, "ingest", "rename", arguments->rename.item[i],
                                  "--rename", error);
    if (status == HINGE_OK && arguments->names)
        status =
            hinge_config_set(&config, "ingest", "keep_column", "participant", "--names", error);
    if (status == HINGE_OK && arguments->print_config) {
        cleared_by(freed) char *text = hinge_config_print(&config);
        status = cli_write(cli, NULL, text, strlen(text), error);
    } else if (status == HINGE_OK) {
        const struct hinge_start_request start = {.folder = arguments->folder,
                                                  .output = arguments->output,
                                                  .config = &config,
                                                  .message = cli_line,
                                                  .context = cli,
                                                  .list = arguments->list,
                                                  .allow_outside = arguments->allow_outside};
        status = arguments->folder != NULL
                     ? hinge_run_start(&start, &summary, error)
                     : run_study(cli, arguments, path, &config, &summary, error);
    }
    if (summary != NULL) {
        cleared_by(hinge_text_clear) struct hinge_text folded = {0};
        add_folded(&folded, summary, folder != NULL ? folder : "");
        enum hinge_status written =
            cli_show(cli, hinge_text_string(&folded), status == HINGE_OK ? error : &ignored);
        if (written == HINGE_OK && (status == HINGE_OK || status == HINGE_PARTIAL) && opens &&
            (path != NULL || made != NULL))
            written = open_file(cli, path != NULL ? path : made, arguments->output, path == NULL,
                                status == HINGE_OK ? error : &ignored);
        status = written == HINGE_OK ? status : written;
        if (written != HINGE_OK && error->status == HINGE_OK)
            *error = ignored;
    }
    free(summary);
    cli->n_operands = 0; /* nobody asks who made a config; its path goes here */
    free(elsewhere);
    free(made);
    return status;
}

int main(int argc, char **argv)
{
    static char details[8192];
    /* The keys of [run] in the help. */
    char *keys;
    hinge_run_keys(&keys);
    snprintf(details, sizeof details,
             "Ingests, analyses, compares, tabulates, draws and reports into one folder: "
             "study.h5, results.h5, comparisons/, tables/, figures/, report.html, and "
             "config.ini with every setting that was used. A step is not repeated if its "
             "inputs and its files have not changed since the last run. File names in the "
             "list are relative to the list, the name of the list is relative to the "
             "config.\n\n"
             "Keys of [run] in the config:\n\n%s",
             keys);
    free(keys);
    const struct cli_tool tool = {
        .name = "hinge-run",
        .summary = "does all steps, from recordings to a report",
        .details = details,
        .operand = operands,
        .option = options,
        .example = examples,
        .args_size = sizeof(struct arguments),
        .uses = CLI_USES_THREADS | CLI_USES_DRY_RUN | CLI_USES_RUN_LOG,
        .run = run,
    };
    return cli_main(&tool, argc, argv);
}
