/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a run, each from what the one before it wrote. */
#include "base/file.h"
#include "base/hash.h"
#include "ingest/folder.h"
#include "run/end.h"
#include "run/keys.h"
#include "run/outputs.h"
#include "run/settings.h"
#include "run/state.h"

#include <hinge/analyze.h>
#include <hinge/figure.h>
#include <hinge/file.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/page.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <hinge/run.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_ROOM = 4096 };
enum stage { INGEST, ANALYZE, COMPARE, TABLES, FIGURES, REPORT };

struct run {
    const struct hinge_run_request *request;
    struct hinge_run_settings settings;
    char list[PATH_ROOM], output[PATH_ROOM], study[PATH_ROOM], results[PATH_ROOM];
    char report[PATH_ROOM], state_path[PATH_ROOM];
    struct hinge_run_state state;
    struct hinge_text ingest_config, analyze_config; /* what each stage depends on */
    struct hinge_run_outputs outputs;
    struct hinge_text notes; /* figures and tables that could not be made */
};

static void say_stage(const struct run *run, enum stage stage, const char *what)
{
    char line[200];
    snprintf(line, sizeof line, "%d/%d %s: %s", (int)stage + 1, HINGE_RUN_STAGES,
             hinge_run_stage[stage], what);
    if (run->request->stage != NULL)
        run->request->stage(run->request->context, line);
}

/* --- where things are --- */

/* A name as the config says it, from the folder of the config. */
static enum hinge_status place(const struct run *run, const char *name, char *path,
                               struct hinge_error *error)
{
    const char *config = run->request->path;
    size_t folder = *name == '/' ? 0 : (size_t)(hinge_file_name(config) - config);
    if (folder + strlen(name) >= PATH_ROOM - 64)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: a path of more than %d bytes", config,
                               PATH_ROOM - 64);
    snprintf(path, PATH_ROOM, "%.*s%s", (int)folder, config, name);
    return HINGE_OK;
}

static void below(const struct run *run, const char *name, char *path)
{
    int n = snprintf(path, PATH_ROOM, "%s/%s", run->output, name);
    if (n < 0 || n >= PATH_ROOM)
        *path = '\0'; /* place() left room: names of the program are short */
}

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

/* --- what changed --- */

/* Sections of the resolved config that recordings are read by, and the one parameter
 * that is; the rest but [run] is what analysis goes by. */
static enum hinge_status split_config(struct run *run, struct hinge_error *error)
{
    char *text = NULL;
    struct hinge_text *to = NULL;
    enum hinge_status status = hinge_config_print(run->request->config, &text, error);
    for (const char *line = text; status == HINGE_OK && *line != '\0';) {
        size_t n = strcspn(line, "\n") + 1;
        bool ingest =
            strncmp(line, "[ingest]", 8) == 0 || strncmp(line, "[columns]", 9) == 0 ||
            strncmp(line, "[marker]", 8) == 0 || strncmp(line, "[landmarks:", 11) == 0;
        if (*line == '[')
            to = ingest                           ? &run->ingest_config
                 : strncmp(line, "[run]", 5) == 0 ? NULL
                                                  : &run->analyze_config;
        if (to != NULL)
            hinge_text_add(to, line, n);
        if (strncmp(line, "marker.prefix", 13) == 0)
            hinge_text_add(&run->ingest_config, line, n);
        line += n;
    }
    free(text);
    if (status == HINGE_OK && (run->ingest_config.failed || run->analyze_config.failed))
        return hinge_no_memory(error);
    return status;
}

/* The digest of what a stage is made from: the program, the stage before it, its own
 * settings. */
static enum hinge_status digest_of(struct run *run, enum stage stage,
                                   const struct hinge_run_state *now, char digest[65],
                                   struct hinge_error *error)
{
    struct hinge_text text = {0};
    const char *const *value = run->settings.value;
    enum hinge_status status = HINGE_OK;
    hinge_text_printf(&text, "hingekit %s %s\n", HINGE_VERSION, hinge_run_stage[stage]);
    if (stage == INGEST) {
        hinge_text_puts(&text, hinge_text_string(&run->ingest_config));
        status = hinge_run_stamp_list(&text, run->list, run->request->config, error);
    } else if (stage == ANALYZE) {
        hinge_text_printf(&text, "%s\n%s\n%s\n%s", now->study,
                          value[HINGE_RUN_allow_inferred], value[HINGE_RUN_duplicates],
                          hinge_text_string(&run->analyze_config));
    } else {
        hinge_text_printf(&text, "%s\n", now->digest[ANALYZE]);
        for (size_t i = 0; i < HINGE_RUN_SETTINGS; i++)
            hinge_text_printf(&text, "%s\n", value[i]);
    }
    if (status == HINGE_OK && text.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = hinge_sha256(hinge_text_string(&text), text.length, digest, error);
    hinge_text_clear(&text);
    return status;
}

/* --- the stages --- */

/* What a stage tells, with the keys of a config where it names a tool's options. */
static void say_as_keys(void *context, const char *line)
{
    const struct run *run = context;
    struct hinge_text words = {0};
    hinge_run_keys_for_options(&words, line);
    if (run->request->message != NULL)
        run->request->message(run->request->context,
                              words.failed ? line : hinge_text_string(&words));
    hinge_text_clear(&words);
}

static enum hinge_status do_ingest(struct run *run, struct hinge_error *error)
{
    const char *const path = run->list;
    struct hinge_ingest_summary summary = {0};
    const struct hinge_ingest_request request = {.path = &path,
                                                 .n_paths = 1,
                                                 .output = run->study,
                                                 .config = run->request->config,
                                                 .threads = run->request->threads,
                                                 .progress = run->request->progress,
                                                 .message = say_as_keys,
                                                 .context = run};
    enum hinge_status status = hinge_ingest(&request, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status; /* the end says who */
}

static enum hinge_status do_analyze(struct run *run, struct hinge_error *error)
{
    const char *duplicates = run->settings.value[HINGE_RUN_duplicates];
    struct hinge_analyze_summary summary = {0};
    const struct hinge_analyze_request request = {
        .study = run->study,
        .output = run->results,
        .config = run->request->config,
        .threads = run->request->threads,
        .allow_inferred = run->settings.allow_inferred,
        .duplicates = *duplicates != '\0' ? duplicates : NULL,
        .progress = run->request->progress,
        .message = say_as_keys,
        .context = run};
    enum hinge_status status = hinge_analyze(&request, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status;
}

static struct hinge_page_request page_request(const struct run *run)
{
    const char *const *value = run->settings.value;
    return (struct hinge_page_request){.results = run->results,
                                       .title = value[HINGE_RUN_title],
                                       .by = value[HINGE_RUN_by],
                                       .where = value[HINGE_RUN_filter],
                                       .baseline = value[HINGE_RUN_baseline],
                                       .order = value[HINGE_RUN_order],
                                       .base = run->settings.split ? "report" : "",
                                       .main_file = "report.html",
                                       .mdc = run->settings.mdc,
                                       .include_inferred = run->settings.allow_inferred,
                                       .allow_single = run->settings.allow_single};
}

struct saving {
    struct run *run;
    struct hinge_error *error;
    enum hinge_status status;
};

static void save_document(void *context, const char *name, const char *document)
{
    struct saving *saving = context;
    static const char *const formats[][2] = {
        {"text", "txt"}, {"csv", "csv"}, {"json", "json"}};
    struct hinge_comparison *comparison;
    saving->status = hinge_comparison_open(document, &comparison, saving->error);
    for (size_t i = 0; saving->status == HINGE_OK && i < 3; i++) {
        char *text = NULL;
        size_t length = 0;
        saving->status = hinge_comparison_format(comparison, formats[i][0], NULL, &text,
                                                 &length, saving->error);
        if (saving->status == HINGE_OK)
            saving->status =
                hinge_run_outputs_save(&saving->run->outputs, "comparisons", name,
                                       formats[i][1], text, length, saving->error);
        free(text);
    }
    hinge_comparison_close(comparison);
}

static enum hinge_status do_compare(struct run *run, struct hinge_error *error)
{
    struct saving saving = {run, error, HINGE_OK};
    const struct hinge_page_request request = page_request(run);
    enum hinge_status status =
        hinge_page_comparisons(&request, save_document, &saving, error);
    status = status == HINGE_OK ? saving.status : status;
    for (size_t i = 0; status == HINGE_OK && i < 6; i++)
        hinge_run_outputs_forget(&run->outputs, "comparisons",
                                 i % 2 == 0 ? "cues" : "groups",
                                 i < 2   ? "txt"
                                 : i < 4 ? "csv"
                                         : "json");
    return status;
}

static bool is_wanted(const char *list, const char *id)
{
    return *list == '\0' || hinge_listed(list, ',', id);
}

/* Nothing to tabulate or draw is no failure of the run: it is told at the end. Messages
 * about figures (no view) name them. */
static enum hinge_status bear(struct run *run, const char *view,
                              enum hinge_status status, const struct hinge_error *why,
                              struct hinge_error *error)
{
    if (status != HINGE_INPUT && status != HINGE_USAGE) {
        *error = *why;
        return status;
    }
    size_t path = strlen(run->results); /* always the same */
    bool about = strncmp(why->message, run->results, path) == 0 &&
                 strncmp(why->message + path, ": ", 2) == 0;
    if (view != NULL)
        hinge_text_printf(&run->notes, "no %s table: ", view);
    hinge_run_keys_for_options(&run->notes, why->message + (about ? path + 2 : 0));
    hinge_text_puts(&run->notes, "\n");
    return HINGE_OK;
}

static const char *extension_of(const char *writer)
{
    static const char *const extensions[][2] = {
        {"text", "txt"}, {"markdown", "md"}, {"latex", "tex"}};
    for (size_t k = 0; k < 3; k++)
        if (strcmp(extensions[k][0], writer) == 0)
            return extensions[k][1];
    return writer;
}

static enum hinge_status save_table(struct run *run, const char *view,
                                    const struct hinge_table *table, const char *footer,
                                    struct hinge_error *error)
{
    const struct hinge_writer_options options = {.footer = footer};
    enum hinge_status status = HINGE_OK;
    const char *id;
    for (size_t i = 0; status == HINGE_OK && (id = hinge_writer_id(i)) != NULL; i++) {
        char *text = NULL;
        size_t length = 0;
        if (!hinge_listed(run->settings.value[HINGE_RUN_formats], ',', id))
            continue;
        status = hinge_table_format(table, id, &options, &text, &length, error);
        if (status == HINGE_OK)
            status = hinge_run_outputs_save(&run->outputs, "tables", view,
                                            extension_of(id), text, length, error);
        free(text);
    }
    return status;
}

static enum hinge_status do_tables(struct run *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value, *view, *writer;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && (view = hinge_view_id(i)) != NULL; i++) {
        struct hinge_table table = {0};
        struct hinge_error why = {0};
        char *footer = NULL;
        bool grouped = hinge_listed("faults|summary|sensitivity", '|', view);
        const struct hinge_table_request request = {
            .results = run->results,
            .view = view,
            .by = grouped ? value[HINGE_RUN_by] : "",
            .columns = "all",
            .where = value[HINGE_RUN_filter],
            .phase = "",
            .include_inferred = run->settings.allow_inferred,
            .allow_single = run->settings.allow_single};
        if (hinge_view_of_document(i) || !is_wanted(value[HINGE_RUN_tables], view))
            continue;
        status = hinge_results_tabulate(&request, &table, &footer, &why);
        status = status == HINGE_OK ? save_table(run, view, &table, footer, error)
                                    : bear(run, view, status, &why, error);
        hinge_table_clear(&table);
        free(footer);
    }
    for (size_t i = 0; status == HINGE_OK && (view = hinge_view_id(i)) != NULL; i++)
        for (size_t k = 0; (writer = hinge_writer_id(k)) != NULL; k++)
            hinge_run_outputs_forget(&run->outputs, "tables", view,
                                     extension_of(writer));
    return status;
}

static enum hinge_status do_figures(struct run *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value, *id;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && (id = hinge_figure_id(i)) != NULL; i++) {
        struct hinge_figure_result figure = {0};
        struct hinge_error why = {0};
        bool named = hinge_listed(value[HINGE_RUN_figures], ',', id);
        const struct hinge_figure_request request = {
            .results = run->results,
            .study = run->study,
            .figure = id,
            .by = strcmp(id, "paired") == 0 ? "" : value[HINGE_RUN_by],
            .where = value[HINGE_RUN_filter],
            .mdc = run->settings.mdc,
            .config = run->request->config,
            .include_inferred = run->settings.allow_inferred,
            .allow_single = run->settings.allow_single};
        if (!is_wanted(value[HINGE_RUN_figures], id) ||
            (!named && hinge_figure_needs(i) != HINGE_FIGURE_NEEDS_NOTHING))
            continue;
        status = hinge_figure_draw(&request, &figure, &why);
        status = status == HINGE_OK
                     ? hinge_run_outputs_save(&run->outputs, "figures", id, "svg",
                                              figure.svg, figure.length, error)
                     : bear(run, NULL, status, &why, error);
        hinge_figure_clear(&figure);
    }
    for (size_t i = 0; status == HINGE_OK && (id = hinge_figure_id(i)) != NULL; i++)
        hinge_run_outputs_forget(&run->outputs, "figures", id, "svg");
    return status;
}

static enum hinge_status do_report(struct run *run, struct hinge_error *error)
{
    struct hinge_pages pages = {0};
    const struct hinge_page_request request = page_request(run);
    enum hinge_status status = hinge_page_report(&request, &pages, error);
    for (size_t i = pages.n; status == HINGE_OK && i-- > 0;) {
        char path[PATH_ROOM], name[200] = "report.html";
        if (i > 0)
            snprintf(name, sizeof name, "report-%s.html", pages.item[i].name);
        below(run, name, path);
        status = hinge_file_save(path, pages.item[i].html, pages.item[i].length, error);
    }
    const char *view;
    for (size_t v = 0; status == HINGE_OK && (view = hinge_view_id(v)) != NULL; v++) {
        char name[200];
        bool made = false;
        for (size_t i = 1; i < pages.n; i++)
            made = made || strcmp(pages.item[i].name, view) == 0;
        snprintf(name, sizeof name, "report-%.100s", view);
        if (!made) /* of an earlier run that was split */
            hinge_run_outputs_forget(&run->outputs, ".", name, "html");
    }
    hinge_pages_clear(&pages);
    return status;
}

static enum hinge_status (*const work[HINGE_RUN_STAGES])(struct run *,
                                                         struct hinge_error *) = {
    do_ingest, do_analyze, do_compare, do_tables, do_figures, do_report};

/* Whether what the stage wrote is still there. */
static bool is_there(const struct run *run, enum stage stage)
{
    char path[PATH_ROOM];
    static const char *const made[HINGE_RUN_STAGES] = {
        "study.h5", "results.h5", "", "tables", "", "report.html"};
    if (*made[stage] == '\0')
        return true;
    below(run, made[stage], path);
    return exists(path);
}

/* The study's bytes: later stages are left when a recording was only touched. */
static enum hinge_status know_study(struct run *run, struct hinge_run_state *now,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (run->state.study[0] == '\0')
        status = hinge_run_content(run->study, run->state.study, error);
    memcpy(now->study, run->state.study, sizeof now->study);
    return status;
}

static enum hinge_status do_stage(struct run *run, enum stage stage,
                                  struct hinge_run_state *now,
                                  struct hinge_error *error)
{
    enum hinge_status status = digest_of(run, stage, now, now->digest[stage], error);
    if (status != HINGE_OK)
        return status;
    bool same = strcmp(now->digest[stage], run->state.digest[stage]) == 0;
    if (same && !run->request->again && is_there(run, stage)) {
        say_stage(run, stage, "nothing has changed");
        return stage == INGEST ? know_study(run, now, error) : HINGE_OK;
    }
    say_stage(run, stage, run->request->dry_run ? "would be done" : "…");
    if (run->request->dry_run) {
        if (stage == INGEST) /* what it will be is not known: as another one */
            memcpy(now->study, now->digest[INGEST], sizeof now->study);
        return HINGE_OK;
    }
    run->state.digest[stage][0] = '\0';
    if (stage == INGEST)
        run->state.study[0] = '\0';
    status = work[stage](run, error);
    if (status == HINGE_OK && stage == INGEST)
        status = know_study(run, now, error);
    if (status == HINGE_OK) {
        memcpy(run->state.digest[stage], now->digest[stage], 65);
        status = hinge_run_state_write(run->state_path, &run->state, error);
    }
    return status;
}

static enum hinge_status prepare(struct run *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value;
    char path[PATH_ROOM];
    enum hinge_status status =
        hinge_run_settings_read(run->request->config, &run->settings, error);
    if (status == HINGE_OK)
        status = place(run, value[HINGE_RUN_list], run->list, error);
    if (status == HINGE_OK)
        status = place(run, value[HINGE_RUN_output], run->output, error);
    if (status != HINGE_OK)
        return status;
    run->outputs.folder = run->output;
    below(run, "study.h5", run->study);
    below(run, "results.h5", run->results);
    below(run, "report.html", run->report);
    below(run, HINGE_RUN_STATE, run->state_path);
    below(run, "config.ini", path);
    hinge_run_state_read(run->state_path, &run->state);
    status = split_config(run, error);
    if (status == HINGE_OK && !run->request->dry_run)
        status = hinge_folder_make(run->output, error);
    if (status == HINGE_OK && !run->request->dry_run) {
        char *text = NULL;
        status = hinge_config_print(run->request->config, &text, error);
        if (status == HINGE_OK)
            status = hinge_file_save(path, text, strlen(text), error);
        free(text);
    }
    return status;
}

enum hinge_status hinge_run(const struct hinge_run_request *request, char **summary,
                            struct hinge_error *error)
{
    struct run *run = calloc(1, sizeof *run);
    struct hinge_run_state now = {0};
    struct hinge_text out = {0};
    bool refused = false;
    *summary = NULL;
    if (run == NULL)
        return hinge_no_memory(error);
    run->request = request;
    enum hinge_status status = prepare(run, error);
    for (size_t i = 0; status == HINGE_OK && i < HINGE_RUN_STAGES; i++) {
        if (hinge_progress_stopped(request->progress))
            status = hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                     "interrupted; run again to go on");
        else
            status = do_stage(run, (enum stage)i, &now, error);
    }
    if (status == HINGE_OK && !request->dry_run) {
        status = hinge_run_end(run->results, hinge_text_string(&run->notes), &out,
                               &refused, error);
        hinge_text_printf(&out, "report      %s\n", run->report);
        if (status == HINGE_OK && out.failed)
            status = hinge_no_memory(error);
    }
    if (status == HINGE_OK) {
        *summary = out.data;
        out = (struct hinge_text){0};
    }
    hinge_text_clear(&out);
    hinge_text_clear(&run->notes);
    hinge_text_clear(&run->outputs.saved);
    hinge_text_clear(&run->ingest_config);
    hinge_text_clear(&run->analyze_config);
    free(run);
    return status == HINGE_OK && refused ? HINGE_PARTIAL : status;
}
