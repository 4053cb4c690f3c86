/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a run, each from what the one before it wrote: only what changed is made again. */
#include "run/run.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/request.h"
#include "ingest/ingest.h"
#include "os/file.h"
#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/figure.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/page.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <hinge/run.h>
#include <hinge/view.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- recordings in, study.h5 and results.h5 out --- */

/* What a stage tells, with the keys that options in it are. */
static void say_with_keys(void *context, const char *line)
{
    const struct hinge_run_work *run = context;
    struct hinge_text words = {0};
    hinge_run_add_keys(&words, line);
    if (run->request->message != NULL)
        run->request->message(run->request->context, hinge_text_string(&words));
    hinge_text_clear(&words);
}

static enum hinge_status do_ingest(struct hinge_run_work *run, struct hinge_error *error)
{
    const char *const path = run->list;
    struct hinge_ingest_summary summary = {0};
    const struct hinge_ingest_request request = {.path = &path,
                                                 .n_paths = 1,
                                                 .output = run->study,
                                                 .config = run->request->config,
                                                 .threads = run->request->threads,
                                                 .participants =
                                                     run->settings.value[HINGE_RUN_participants],
                                                 .progress = run->request->progress,
                                                 .message = say_with_keys,
                                                 .context = run};
    enum hinge_status status = hinge_ingest(&request, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status; /* the end says who */
}

static enum hinge_status do_analyze(struct hinge_run_work *run, struct hinge_error *error)
{
    struct hinge_analyze_summary summary = {0};
    const struct hinge_analyze_request request = {.study = run->study,
                                                  .output = run->results,
                                                  .config = run->request->config,
                                                  .threads = run->request->threads,
                                                  .allow_inferred = run->settings.allow_inferred,
                                                  .events =
                                                      *run->events != '\0' ? run->events : NULL,
                                                  .progress = run->request->progress,
                                                  .message = say_with_keys,
                                                  .context = run};
    enum hinge_status status = hinge_analyze(&request, &summary, error);
    return status == HINGE_PARTIAL ? HINGE_OK : status;
}

/* --- results.h5 in, comparisons, tables, figures and report out --- */

/* The list of recordings, from the report. */
#define RECORDINGS "recordings/index.html"

static bool shows_recordings(const struct hinge_run_work *run)
{
    return strcmp(run->settings.value[HINGE_RUN_recordings], "none") != 0;
}

static struct hinge_page_request page_request(const struct hinge_run_work *run)
{
    const struct hinge_run_settings *settings = &run->settings;
    return (struct hinge_page_request){.results = run->results,
                                       .opened = run->opened,
                                       .study = run->study,
                                       .threads = run->request->threads,
                                       .title = settings->title,
                                       .events = run->events,
                                       .filter = settings->filter,
                                       .baseline = settings->baseline,
                                       .order = settings->order,
                                       .language = run->words,
                                       .labels = &run->labels,
                                       .mdc = run->settings.mdc,
                                       .include_inferred = run->settings.allow_inferred,
                                       .all_tasks = run->settings.all_tasks,
                                       .allow_single = run->settings.allow_single,
                                       .author = settings->author,
                                       .date = settings->date,
                                       .recordings = shows_recordings(run) ? RECORDINGS : ""};
}

struct saving {
    struct hinge_run_work *run;
    enum hinge_status status;
    struct hinge_error error; /* the first one: comparisons go on, with errors of their own */
};

static void save_result(void *context, const char *name, const struct hinge_result *result)
{
    struct saving *saving = context;
    static const char *const formats[][2] = {{"text", "txt"}, {"csv", "csv"}, {"json", "json"}};
    const struct hinge_writer_options how = {.labels = &saving->run->labels};
    if (saving->status != HINGE_OK)
        return;
    for (size_t i = 0; saving->status == HINGE_OK && i < 3; i++) {
        char *text = NULL;
        size_t length = 0;
        saving->status =
            hinge_result_format(result, formats[i][0], &how, &text, &length, &saving->error);
        if (saving->status == HINGE_OK)
            saving->status = hinge_run_outputs_save(&saving->run->outputs, "comparisons", name,
                                                    formats[i][1], text, length, &saving->error);
        free(text);
    }
}

/* What is no longer made is taken away. What cannot be made of these results is told
 * in the notes, and no failure. Errors: WRITE, INTERRUPTED. */
static enum hinge_status make_comparisons(struct hinge_run_work *run, struct hinge_error *error)
{
    struct saving saving = {.run = run, .error = HINGE_ERROR_INIT};
    const struct hinge_page_request request = page_request(run);
    enum hinge_status status = hinge_page_comparisons(&request, save_result, &saving, error);
    if (status != HINGE_OK || saving.status == HINGE_OK)
        return status;
    *error = saving.error;
    return saving.status;
}

static bool is_wanted(const char *list, const char *id)
{
    return *list == '\0' || hinge_listed(list, ',', id);
}

/* Nothing to tabulate or draw is no failure of the run: it is told at the end. Messages
 * about figures (no view) name them. */
static enum hinge_status bear(struct hinge_run_work *run, const char *view,
                              enum hinge_status status, const struct hinge_error *why,
                              struct hinge_error *error)
{
    if (!hinge_error_is_absence(why)) {
        *error = *why;
        return status;
    }
    size_t path = strlen(run->results); /* always the same */
    bool about = strncmp(why->message, run->results, path) == 0 &&
                 strncmp(why->message + path, ": ", 2) == 0;
    if (view != NULL)
        hinge_text_printf(&run->notes, "no %s table: ", view);
    hinge_run_add_keys(&run->notes, why->message + (about ? path + 2 : 0));
    hinge_text_puts(&run->notes, "\n");
    return HINGE_OK;
}

/* The tables that most people open are in tables/, the others in a folder of it. */
static const char *folder_of(const char *view)
{
    return hinge_listed("participants|reps|faults|summary|trials|flow", '|', view) ? "tables"
                                                                                   : "tables/more";
}

/* A table without a row is no file, which is told of one that is asked for or looked for. */
static enum hinge_status leave_empty(struct hinge_run_work *run, const char *view)
{
    if (*run->settings.value[HINGE_RUN_tables] != '\0' || strcmp(folder_of(view), "tables") == 0)
        hinge_text_printf(&run->notes, "no %s table: it has no row\n", view);
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

static bool is_for_dialogs(const char *view, const char *writer)
{
    return strcmp(writer, "sav") == 0 && strcmp(view, "reps") == 0;
}

/* The i-th of the formats the tables are wanted in; NULL past the last. */
static const char *format_at(const struct hinge_run_work *run, size_t i)
{
    const char *id;
    for (size_t k = 0; (id = hinge_writer_id(k)) != NULL; k++)
        if (hinge_listed(run->settings.value[HINGE_RUN_formats], ',', id) && i-- == 0)
            return id;
    return NULL;
}

static enum hinge_status save_whole(struct hinge_run_work *run,
                                    const struct hinge_table_request *request, const char *writer,
                                    struct hinge_error *error)
{
    const struct hinge_writer_options how = {.labels = request->labels};
    struct hinge_error why = {0};
    struct hinge_result *result = NULL;
    char *text = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_results_tabulate(request, &result, &why);
    if (status != HINGE_OK)
        return bear(run, request->view, status, &why, error);
    if (is_for_dialogs(request->view, writer))
        hinge_dialog_drop_empty(&result->table[0].table);
    if (result->table[0].table.rows == 0) {
        hinge_result_free(result);
        return leave_empty(run, request->view);
    }
    status = hinge_result_format(result, writer, &how, &text, &length, error);
    if (status == HINGE_OK)
        status = hinge_run_outputs_save(&run->outputs, folder_of(request->view), request->view,
                                        extension_of(writer), text, length, error);
    free(text);
    hinge_result_free(result);
    return status;
}

static enum hinge_status take_text(void *context, const char *bytes, size_t length,
                                   struct hinge_error *error)
{
    return hinge_saving_add(context, bytes, length, error);
}

/* Rows go into the file as they are made: of a large cohort they are millions. */
static enum hinge_status save_long(struct hinge_run_work *run,
                                   const struct hinge_table_request *request, const char *writer,
                                   struct hinge_error *error)
{
    const struct hinge_writer_options how = {.labels = request->labels};
    struct hinge_run_output output;
    struct hinge_error why = {0};
    struct hinge_written written = {.tabulated = true};
    enum hinge_status status =
        hinge_run_output_begin(&output, &run->outputs, folder_of(request->view), request->view,
                               extension_of(writer), &why);
    if (status == HINGE_OK)
        status =
            hinge_results_write(request, writer, &how, take_text, &output.saving, &written, &why);
    bool empty = status == HINGE_OK && written.rows == 0;
    status = hinge_run_output_end(&output, empty ? HINGE_INPUT : status, &why);
    if (empty)
        return leave_empty(run, request->view);
    if (!written.tabulated)
        return bear(run, request->view, status, &why, error);
    if (status != HINGE_OK)
        *error = why;
    return status;
}

/* One format: programs get every column, SPSS' dialogs some dozens, and readers what
 * paper has room for, as hinge-table gives each. */
static enum hinge_status save_format(struct hinge_run_work *run, struct hinge_table_request request,
                                     const char *writer, struct hinge_error *error)
{
    char *columns = NULL;
    if (is_for_dialogs(request.view, writer))
        hinge_dialog_columns(&columns);
    request.columns = columns != NULL ? columns : hinge_writer_for_programs(writer) ? "all" : "";
    request.words = request.paper = hinge_writer_in_words(writer);
    request.workbook = strcmp(writer, "xlsx") == 0;
    enum hinge_status status = hinge_writer_takes_blocks(writer)
                                   ? save_long(run, &request, writer, error)
                                   : save_whole(run, &request, writer, error);
    free(columns);
    return status;
}

static enum hinge_status save_table(struct hinge_run_work *run,
                                    const struct hinge_table_request *request,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t said = run->notes.length;
    const char *id;
    for (size_t i = 0;
         status == HINGE_OK && run->notes.length == said && (id = format_at(run, i)) != NULL; i++)
        status = save_format(run, *request, id, error);
    return status;
}

static enum hinge_status make_tables(struct hinge_run_work *run, struct hinge_error *error)
{
    const struct hinge_run_settings *settings = &run->settings;
    const char *const *value = run->settings.value, *view;
    struct hinge_label_list labels;
    enum hinge_status status = hinge_labels_join(&run->labels, run->opened, &labels, error);
    for (size_t i = 0; status == HINGE_OK && (view = hinge_view_id(i)) != NULL; i++) {
        bool grouped = hinge_listed("faults|summary|sensitivity", '|', view);
        const struct hinge_table_request request = {
            .results = run->results,
            .opened = run->opened,
            .view = view,
            .by = grouped ? settings->by : "",
            .filter = settings->filter,
            .phase = "",
            .labels = &labels,
            .order = strcmp(view, "participants") == 0 ? settings->order : NULL,
            .include_inferred = run->settings.allow_inferred,
            .all_tasks = run->settings.all_tasks,
            .allow_single = run->settings.allow_single};
        /* quality has the numbers of trials: only for who asks for it */
        bool wanted = strcmp(view, "quality") == 0
                          ? hinge_listed(value[HINGE_RUN_tables], ',', view)
                          : is_wanted(value[HINGE_RUN_tables], view);
        if (hinge_view_of_document(view) || !wanted)
            continue;
        status = save_table(run, &request, error);
    }
    hinge_labels_clear(&labels);
    return status;
}

/* As SVG, and as PDF where there is somebody who makes it. */
static enum hinge_status save_figure(struct hinge_run_work *run, const char *id,
                                     const struct hinge_figure_result *figure,
                                     struct hinge_error *error)
{
    char *pdf = NULL;
    size_t n = 0;
    enum hinge_status status = hinge_run_outputs_save(&run->outputs, "figures", id, "svg",
                                                      figure->svg, figure->length, error);
    if (status == HINGE_OK && run->request->pdf != NULL)
        status =
            run->request->pdf(run->request->context, figure->svg, figure->length, &pdf, &n, error);
    if (status == HINGE_OK && pdf != NULL)
        status = hinge_run_outputs_save(&run->outputs, "figures", id, "pdf", pdf, n, error);
    free(pdf);
    return status;
}

static enum hinge_status make_figures(struct hinge_run_work *run, struct hinge_error *error)
{
    const struct hinge_run_settings *settings = &run->settings;
    const char *const *value = run->settings.value, *id;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && (id = hinge_figure_id(i)) != NULL; i++) {
        struct hinge_figure_result figure = {0};
        struct hinge_error why = {0};
        bool named = hinge_listed(value[HINGE_RUN_figures], ',', id),
             people = strcmp(id, "paired") == 0 || strcmp(id, "groups") == 0;
        const char *baseline = settings->baseline;
        const struct hinge_figure_request request = {
            .results = run->results,
            .opened = run->opened,
            .study = run->study,
            .events = run->events,
            .figure = id,
            .by = people ? "" : settings->by,
            .filter = settings->filter,
            .mdc = run->settings.mdc,
            .labels = &run->labels,
            .config = run->request->config,
            .include_inferred = run->settings.allow_inferred,
            .all_tasks = run->settings.all_tasks,
            .allow_single = run->settings.allow_single,
            .alike = true,
            .baseline = *baseline != '\0' ? baseline : "none",
            .order = settings->order};
        if (!is_wanted(value[HINGE_RUN_figures], id) ||
            (!named && hinge_figure_needs(i) != HINGE_FIGURE_NEEDS_NOTHING))
            continue;
        status = hinge_figure_draw(&request, &figure, &why);
        status = status == HINGE_OK ? save_figure(run, id, &figure, error)
                                    : bear(run, NULL, status, &why, error);
        const char *of = status == HINGE_OK && figure.caption != NULL
                             ? strstr(figure.caption, HINGE_FIGURE_OF)
                             : NULL;
        if (of != NULL)
            hinge_text_printf(&run->notes, "the %s figure is of the %s\n", id,
                              of + sizeof HINGE_FIGURE_OF - 1);
        hinge_figure_clear(&figure);
    }
    return status;
}

static enum hinge_status save_recording(void *context, const char *name, const char *bytes,
                                        size_t length, struct hinge_error *error)
{
    struct hinge_run_work *run = context;
    return hinge_run_outputs_save(&run->outputs, "recordings", name, "html", bytes, length, error);
}

static enum hinge_status make_recordings(struct hinge_run_work *run, struct hinge_error *error)
{
    enum { MOST = 200 };
    const char *which = run->settings.value[HINGE_RUN_recordings];
    const struct hinge_view_request request = {.study = run->study,
                                               .results = run->results,
                                               .opened = run->opened,
                                               .events = run->events,
                                               .report = "../report.html",
                                               .flagged = strcmp(which, "flagged") == 0,
                                               .most = *which == '\0' ? MOST : 0,
                                               .threads = run->request->threads,
                                               .progress = run->request->progress,
                                               .save = save_recording,
                                               .context = run};
    struct hinge_view_summary summary;
    return hinge_view_write(&request, &summary, error);
}

/* A sheet of one person; that there is none is told. */
static enum hinge_status make_sheet(struct hinge_run_work *run, const char *participant,
                                    struct hinge_error *error)
{
    struct hinge_page_request request = page_request(run);
    struct hinge_error why = {0};
    char *html = NULL;
    size_t length = 0;
    request.participant = participant;
    enum hinge_status status = hinge_page_sheet(&request, &html, &length, &why);
    status = status == HINGE_OK || status == HINGE_PARTIAL
                 ? hinge_run_outputs_save(&run->outputs, "sheets", participant, "html", html,
                                          length, error)
                 : bear(run, NULL, status, &why, error);
    free(html);
    return status;
}

static enum hinge_status make_sheets(struct hinge_run_work *run, struct hinge_error *error)
{
    const struct hinge_table_request request = {.results = run->results,
                                                .opened = run->opened,
                                                .view = "trials",
                                                .filter = run->settings.filter,
                                                .by = "",
                                                .phase = "",
                                                .columns = "all"};
    struct hinge_result *result = NULL;
    enum hinge_status status = hinge_results_tabulate(&request, &result, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_table *trials = &result->table[0].table;
    struct hinge_text done = {0};
    for (size_t r = 0; status == HINGE_OK && r < trials->rows; r++) {
        const char *who = hinge_table_text(trials, "participant", r);
        if (who == NULL || *who == '\0' || hinge_listed(hinge_text_string(&done), '\n', who))
            continue;
        hinge_text_printf(&done, "%s\n", who);
        status = make_sheet(run, who, error);
    }
    hinge_text_clear(&done);
    hinge_result_free(result);
    return status;
}

static enum hinge_status make_report(struct hinge_run_work *run, struct hinge_error *error)
{
    struct hinge_page_request request = page_request(run);
    struct hinge_text files = {0};
    char *html = NULL;
    hinge_run_list_files(run, &files);
    request.files = hinge_text_string(&files);
    size_t length = 0;
    enum hinge_status status = hinge_page_report(&request, &html, &length, error);
    if (status == HINGE_OK)
        status = hinge_run_outputs_save(&run->outputs, "", "report", "html", html, length, error);
    free(html);
    hinge_text_clear(&files);
    if (status == HINGE_OK && shows_recordings(run))
        status = make_recordings(run, error);
    if (status == HINGE_OK && run->settings.sheets)
        status = make_sheets(run, error);
    return status == HINGE_OK ? hinge_run_save_readme(run, error) : status;
}

/* --- the stages, in order --- */

enum stage { INGEST, ANALYZE, COMPARE, TABLES, FIGURES, REPORT };

/* clang-format off */
static const struct {
    enum hinge_status (*make)(struct hinge_run_work *, struct hinge_error *);
    const char *file; /* that it writes through its own writer; NULL: none */
} stages[HINGE_RUN_STAGES] = {
    [INGEST] = {do_ingest, "study.h5"},
    [ANALYZE] = {do_analyze, "results.h5"},
    [COMPARE] = {make_comparisons, NULL},
    [TABLES] = {make_tables, NULL},
    [FIGURES] = {make_figures, NULL},
    [REPORT] = {make_report, NULL},
};
/* clang-format on */

/* What the stages of this run are made from. */
struct now {
    char digest[HINGE_RUN_STAGES][65];
    char study[65]; /* of the study's bytes: a recording may only have been touched */
};

/* The digest of what a stage is made from: the program, the stage before it, its own
 * settings. */
static enum hinge_status digest_of(struct hinge_run_work *run, enum stage stage,
                                   const struct now *now, char digest[65],
                                   struct hinge_error *error)
{
    struct hinge_text text = {0};
    const char *const *value = run->settings.value;
    enum hinge_status status = HINGE_OK;
    hinge_text_printf(&text, "hingekit %s %s\n", HINGE_VERSION, hinge_run_stage[stage]);
    if (stage == INGEST) {
        hinge_text_printf(&text, "%s%s\n", hinge_text_string(&run->ingest_config),
                          value[HINGE_RUN_participants]);
        status = hinge_run_stamp_list(&run->inputs, run->list, run->request->config, error);
        hinge_text_add(&text, hinge_text_string(&run->inputs.stamps), run->inputs.stamps.length);
    } else if (stage == ANALYZE) {
        hinge_text_printf(&text, "%s\n%s\n%s\n%s", now->study, value[HINGE_RUN_allow_inferred],
                          run->events_digest, hinge_text_string(&run->analyze_config));
    } else {
        hinge_text_printf(&text, "%s\n", now->digest[ANALYZE]);
        for (size_t i = 0; i < HINGE_RUN_OWN_KEYS; i++)
            hinge_text_printf(&text, "%s\n", value[i]);
        hinge_text_puts(&text, hinge_text_string(&run->settings.others));
        hinge_text_printf(&text, "%s\n%s\n", run->labels_digest, run->words_digest);
    }
    if (status == HINGE_OK)
        status = hinge_sha256(hinge_text_string(&text), text.length, digest, error);
    hinge_text_clear(&text);
    return status;
}

static void say_stage(const struct hinge_run_work *run, enum stage stage, const char *what)
{
    char line[200];
    snprintf(line, sizeof line, "%d/%d %s: %s", (int)stage + 1, HINGE_RUN_STAGES,
             hinge_run_stage[stage], what);
    if (run->request->stage != NULL)
        run->request->stage(run->request->context, line);
}

/* Once: all that is made of the results is made of one state of them. */
static enum hinge_status open_results(struct hinge_run_work *run, struct hinge_error *error)
{
    return run->opened != NULL ? HINGE_OK
                               : hinge_results_share(run->results, NULL, &run->opened, error);
}

/* The digest of what was made last is remembered once all of it is there. */
static enum hinge_status settle(struct hinge_run_work *run, enum stage stage, const struct now *now,
                                struct hinge_error *error)
{
    if (stages[stage].file != NULL)
        hinge_run_outputs_made(&run->outputs, stages[stage].file);
    enum hinge_status status = hinge_run_outputs_settle(&run->outputs, error);
    if (status == HINGE_OK) {
        memcpy(run->state.digest[stage], now->digest[stage], 65);
        status = hinge_run_state_write(run->state_path, &run->state, error);
    }
    return status;
}

static void know_study(const struct hinge_run_work *run, struct now *now)
{
    const struct hinge_run_file *study = hinge_run_state_find(&run->state, "study.h5");
    if (study != NULL)
        memcpy(now->study, study->digest, sizeof now->study);
}

static enum hinge_status do_stage(struct hinge_run_work *run, enum stage stage, struct now *now,
                                  struct hinge_error *error)
{
    bool whole = false;
    run->outputs.stage = (int)stage;
    enum hinge_status status = digest_of(run, stage, now, now->digest[stage], error);
    bool same = strcmp(now->digest[stage], run->state.digest[stage]) == 0;
    if (status == HINGE_OK)
        status = hinge_run_outputs_whole(&run->outputs, &whole, error);
    if (status != HINGE_OK)
        return status;
    if (same && !run->request->again && whole) {
        say_stage(run, stage, "nothing has changed");
        know_study(run, now);
        return HINGE_OK;
    }
    say_stage(run, stage, run->request->dry_run ? "would be done" : "…");
    if (run->request->dry_run) {
        if (stage == INGEST) /* what it will be is not known: as another one */
            memcpy(now->study, now->digest[INGEST], sizeof now->study);
        return HINGE_OK;
    }
    run->state.digest[stage][0] = '\0';
    status =
        hinge_run_outputs_keep(&run->outputs, run->request->message, run->request->context, error);
    if (status == HINGE_OK && stages[stage].file != NULL)
        status = hinge_run_outputs_claim(&run->outputs, stages[stage].file, error);
    if (status == HINGE_OK && stage > ANALYZE)
        status = open_results(run, error);
    if (status == HINGE_OK)
        status = stages[stage].make(run, error);
    if (status == HINGE_OK && stage == ANALYZE)
        status = hinge_run_save_config(run, error);
    run->outputs.stage = (int)stage;
    if (status == HINGE_OK)
        status = settle(run, stage, now, error);
    know_study(run, now);
    return status;
}

/* --- before the stages: where things are, and what they are made from --- */

/* A name as the config says it, from the folder of the config. */
static enum hinge_status place(const struct hinge_run_work *run, const char *name, char *path,
                               struct hinge_error *error)
{
    const char *config = run->request->path;
    size_t folder = hinge_os_is_absolute(name) ? 0 : (size_t)(hinge_file_name(config) - config);
    if (folder + strlen(name) >= HINGE_RUN_PATH - 64)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: a path of more than %d bytes", config, HINGE_RUN_PATH - 64);
    snprintf(path, HINGE_RUN_PATH, "%.*s%s", (int)folder, config, name);
    return HINGE_OK;
}

/* Sections of the resolved config that recordings are read by, and the one parameter
 * that is; the rest but [run] is what analysis goes by. */
static void split_config(struct hinge_run_work *run)
{
    struct hinge_text *to = NULL;
    char *text = hinge_config_print(run->request->config);
    for (const char *line = text; *line != '\0';) {
        size_t n = strcspn(line, "\n") + 1;
        bool ingest = strncmp(line, "[ingest]", 8) == 0 || strncmp(line, "[columns]", 9) == 0 ||
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
}

/* A file that [run] names, and what tells one version of it from another; "" where the
 * key is empty. */
static enum hinge_status find_file(struct hinge_run_work *run, const char *key, const char *name,
                                   const char *what, char path[HINGE_RUN_PATH], char digest[65],
                                   struct hinge_error *error)
{
    if (*name == '\0')
        return HINGE_OK;
    enum hinge_status status = place(run, name, path, error);
    if (status == HINGE_OK)
        status = hinge_run_content(path, digest, error);
    if (status == HINGE_OK && *digest == '\0')
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: [run] %s = %s: cannot be read; name %s, relative "
                               "to this file",
                               run->request->path, key, name, what);
    if (status == HINGE_OK)
        hinge_run_stamp(&run->inputs, path);
    return status;
}

/* The user's own words, phases by hand. */
static enum hinge_status find_files(struct hinge_run_work *run, struct hinge_error *error)
{
    char labels[HINGE_RUN_PATH] = "";
    enum hinge_status status =
        find_file(run, "label", run->settings.value[HINGE_RUN_label], "a CSV of IDs and words",
                  labels, run->labels_digest, error);
    if (status == HINGE_OK && *labels != '\0')
        status = hinge_labels_read(labels, &run->labels, error);
    if (status == HINGE_OK)
        status = find_file(run, "events", run->settings.events, "a CSV of phases marked by hand",
                           run->events, run->events_digest, error);
    const char *words = run->settings.language;
    if (status == HINGE_OK && hinge_listed("en|de", '|', words))
        snprintf(run->words, sizeof run->words, "%s", words);
    else if (status == HINGE_OK)
        status = find_file(run, "words", words, "en, de, or lines of words for the sheets",
                           run->words, run->words_digest, error);
    return status;
}

static enum hinge_status prepare(struct hinge_run_work *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value;
    bool dry = run->request->dry_run;
    enum hinge_status status = hinge_run_settings_read(run->request->config, &run->settings, error);
    if (status == HINGE_OK)
        status = place(run, value[HINGE_RUN_list], run->list, error);
    if (status == HINGE_OK)
        status = place(run, value[HINGE_RUN_output], run->output, error);
    if (status != HINGE_OK)
        return status;
    hinge_run_below(run, "study.h5", run->study);
    hinge_run_below(run, "results.h5", run->results);
    hinge_run_below(run, "report.html", run->report);
    hinge_run_below(run, HINGE_RUN_STATE, run->state_path);
    run->outputs = (struct hinge_run_outputs){.folder = run->output,
                                              .state_path = run->state_path,
                                              .state = &run->state,
                                              .inputs = &run->inputs,
                                              .force = run->request->force};
    hinge_run_stamp(&run->inputs, run->request->path);
    hinge_run_stamp(&run->inputs, run->list);
    status = find_files(run, error);
    hinge_text_clear(&run->inputs.stamps); /* of these it is what they say */
    if (status == HINGE_OK)
        split_config(run);
    if (status == HINGE_OK && !dry)
        status = hinge_run_folder_make(run, error);
    if (status == HINGE_OK && !dry)
        status = hinge_run_folder_lock(run, error);
    if (status == HINGE_OK)
        hinge_run_state_read(run->state_path, &run->state);
    return status == HINGE_OK && !dry ? hinge_run_folder_check(run, error) : status;
}

/* --- the run --- */

/* What there is to say at the end. */
static enum hinge_status summarise(struct hinge_run_work *run, struct hinge_text *out,
                                   bool *refused, struct hinge_error *error)
{
    const char *const *value = run->settings.value;
    enum hinge_status status = hinge_run_save_config(run, error);
    if (status == HINGE_OK)
        status = hinge_run_unlisted(run->list, run->request->config, &run->notes);
    if (status == HINGE_OK)
        status = open_results(run, error);
    if (status == HINGE_OK && run->labels.n > 0)
        status = hinge_labels_unknown(&run->labels, value[HINGE_RUN_label], run->opened, NULL, NULL,
                                      0, NULL, say_with_keys, run, error);
    if (status == HINGE_OK)
        status = hinge_run_end(run->opened, run->settings.baseline, hinge_text_string(&run->notes),
                               out, refused, error);
    hinge_text_printf(out, "report      %s\n", run->report);
    return status;
}

enum hinge_status hinge_run(const struct hinge_run_request *given, char **summary,
                            struct hinge_error *error)
{
    struct hinge_run_request own;
    const struct hinge_run_request *request = &own;
    *summary = NULL;
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken == HINGE_OK && own.config == NULL)
        taken = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "the request has no config; load path into one");
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own.path);
    struct hinge_run_work *run = hinge_alloc(1, sizeof *run);
    struct now now = {0};
    struct hinge_text out = {0};
    bool refused = false;
    run->request = request;
    enum hinge_status status = prepare(run, error);
    for (size_t i = 0; status == HINGE_OK && i < HINGE_RUN_STAGES; i++) {
        if (hinge_progress_stopped(request->progress))
            status = hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                     "interrupted; run again to go on");
        else
            status = do_stage(run, (enum stage)i, &now, error);
    }
    if (status == HINGE_OK && !request->dry_run)
        status = summarise(run, &out, &refused, error);
    if (status == HINGE_OK) {
        *summary = out.data;
        out = (struct hinge_text){0};
    }
    if (status != HINGE_OK)
        hinge_run_error_add_keys(error);
    hinge_text_clear(&out);
    hinge_text_clear(&run->notes);
    hinge_text_clear(&run->settings.others);
    hinge_text_clear(&run->outputs.saved);
    hinge_text_clear(&run->ingest_config);
    hinge_text_clear(&run->analyze_config);
    hinge_text_clear(&run->inputs.stamps);
    hinge_arena_clear(&run->inputs.arena);
    hinge_arena_clear(&run->state.arena);
    hinge_output_discard(&run->lock);
    hinge_results_close(run->opened);
    hinge_labels_clear(&run->labels);
    free(run);
    return status == HINGE_OK && refused ? HINGE_PARTIAL : status;
}
