/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons, tables, figures and the report of a run. */
#include "run/study_keys.h"
#include "run/work.h"

#include <hinge/figure.h>
#include <hinge/page.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hinge_page_request page_request(const struct hinge_run_work *run)
{
    const char *const *value = run->settings.value;
    return (struct hinge_page_request){.results = run->results,
                                       .opened = run->opened,
                                       .study = run->study,
                                       .threads = run->request->threads,
                                       .title = value[HINGE_RUN_title],
                                       .by = value[HINGE_RUN_by],
                                       .where = value[HINGE_RUN_filter],
                                       .baseline = value[HINGE_RUN_baseline],
                                       .order = value[HINGE_RUN_order],
                                       .labels = &run->labels,
                                       .mdc = run->settings.mdc,
                                       .include_inferred = run->settings.allow_inferred,
                                       .all_tasks = run->settings.all_tasks,
                                       .allow_single = run->settings.allow_single,
                                       .author = value[HINGE_RUN_author],
                                       .date = value[HINGE_RUN_date]};
}

struct saving {
    struct hinge_run_work *run;
    struct hinge_error *error;
    enum hinge_status status;
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
            hinge_result_format(result, formats[i][0], &how, &text, &length, saving->error);
        if (saving->status == HINGE_OK)
            saving->status = hinge_run_outputs_save(&saving->run->outputs, "comparisons", name,
                                                    formats[i][1], text, length, saving->error);
        free(text);
    }
}

enum hinge_status hinge_run_compare(struct hinge_run_work *run, struct hinge_error *error)
{
    struct saving saving = {run, error, HINGE_OK};
    const struct hinge_page_request request = page_request(run);
    enum hinge_status status = hinge_page_comparisons(&request, save_result, &saving, error);
    return status == HINGE_OK ? saving.status : status;
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
    status = hinge_result_format(result, writer, &how, &text, &length, error);
    if (status == HINGE_OK)
        status = hinge_run_outputs_save(&run->outputs, "tables", request->view,
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
    bool tabulated = true;
    enum hinge_status status = hinge_run_output_begin(&output, &run->outputs, "tables",
                                                      request->view, extension_of(writer), &why);
    if (status == HINGE_OK)
        status =
            hinge_results_write(request, writer, &how, take_text, &output.saving, &tabulated, &why);
    status = hinge_run_output_end(&output, status, &why);
    if (!tabulated)
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
    enum hinge_status status = HINGE_OK;
    if (is_for_dialogs(request.view, writer))
        hinge_dialog_columns(&columns);
    request.columns = columns != NULL ? columns : hinge_writer_for_programs(writer) ? "all" : "";
    request.words = request.paper = hinge_writer_in_words(writer);
    request.workbook = strcmp(writer, "xlsx") == 0;
    status = hinge_writer_takes_blocks(writer) ? save_long(run, &request, writer, error)
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

enum hinge_status hinge_run_tables(struct hinge_run_work *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value, *view;
    struct hinge_label_list labels;
    enum hinge_status status = hinge_labels_join(&run->labels, run->opened, &labels, error);
    for (size_t i = 0; status == HINGE_OK && (view = hinge_view_id(i)) != NULL; i++) {
        bool grouped = hinge_listed("faults|summary|sensitivity", '|', view);
        const struct hinge_table_request request = {
            .results = run->results,
            .opened = run->opened,
            .view = view,
            .by = grouped ? value[HINGE_RUN_by] : "",
            .where = value[HINGE_RUN_filter],
            .phase = "",
            .labels = &labels,
            .order = strcmp(view, "participants") == 0 ? value[HINGE_RUN_order] : NULL,
            .include_inferred = run->settings.allow_inferred,
            .all_tasks = run->settings.all_tasks,
            .allow_single = run->settings.allow_single};
        if (hinge_view_of_document(view) || !is_wanted(value[HINGE_RUN_tables], view))
            continue;
        status = save_table(run, &request, error);
    }
    hinge_labels_clear(&labels);
    return status;
}

enum hinge_status hinge_run_figures(struct hinge_run_work *run, struct hinge_error *error)
{
    const char *const *value = run->settings.value, *id;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && (id = hinge_figure_id(i)) != NULL; i++) {
        struct hinge_figure_result figure = {0};
        struct hinge_error why = {0};
        bool named = hinge_listed(value[HINGE_RUN_figures], ',', id),
             people = strcmp(id, "paired") == 0 || strcmp(id, "groups") == 0;
        const char *baseline = value[HINGE_RUN_baseline];
        const struct hinge_figure_request request = {
            .results = run->results,
            .opened = run->opened,
            .study = run->study,
            .events = run->events,
            .figure = id,
            .by = people ? "" : value[HINGE_RUN_by],
            .where = value[HINGE_RUN_filter],
            .mdc = run->settings.mdc,
            .labels = &run->labels,
            .config = run->request->config,
            .include_inferred = run->settings.allow_inferred,
            .all_tasks = run->settings.all_tasks,
            .allow_single = run->settings.allow_single,
            .alike = true,
            .baseline = *baseline != '\0' ? baseline : "none",
            .order = value[HINGE_RUN_order]};
        if (!is_wanted(value[HINGE_RUN_figures], id) ||
            (!named && hinge_figure_needs(i) != HINGE_FIGURE_NEEDS_NOTHING))
            continue;
        status = hinge_figure_draw(&request, &figure, &why);
        status = status == HINGE_OK ? hinge_run_outputs_save(&run->outputs, "figures", id, "svg",
                                                             figure.svg, figure.length, error)
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

enum hinge_status hinge_run_report(struct hinge_run_work *run, struct hinge_error *error)
{
    const struct hinge_page_request request = page_request(run);
    char *html = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_page_report(&request, &html, &length, error);
    if (status == HINGE_OK)
        status = hinge_run_outputs_save(&run->outputs, "", "report", "html", html, length, error);
    free(html);
    return status;
}
