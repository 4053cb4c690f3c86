/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a run, each from what the one before it wrote: only what changed is made again. */
#include "run/settings.h"

#include "base/build.h"
#include "page/page.h"
#include "report/print/comparison.h"
#include "trial/heard.h"

#include <hinge/analyze.h>
#include <hinge/figure.h>
#include <hinge/requests.h>
#include <hinge/view.h>

/* --- recordings in, study.h5 and results.h5 out --- */

/* Reads recordings into `output`; tells of those that are refused unless there is no other. */
static enum hinge_status ingest(struct hinge_run_work *run, const char *output, bool refused_too,
                                struct hinge_ingest_summary *summary, struct hinge_error *error)
{
    struct hinge_ingest_request request = hinge_run_intake(run);
    request.groups_vary = true; /* the report names them */
    request.settle_groups = true;
    request.output = output;
    request.threads = run->request->threads;
    request.participants = run->settings->value[HINGE_RUN_participants];
    request.progress = run->request->progress;
    request.message = refused_too ? NULL : hinge_run_message;
    request.context = &run->listener;
    request.refused_too = refused_too;
    return hinge_ingest(&request, summary, error);
}

static enum hinge_status analyze(struct hinge_run_work *run, const char *study, const char *output,
                                 bool refused_too, struct hinge_analyze_summary *summary,
                                 struct hinge_error *error)
{
    const struct hinge_analyze_request request = {.study = study,
                                                  .output = output,
                                                  .config = run->request->config,
                                                  .threads = run->request->threads,
                                                  .allow_inferred = run->settings->allow_inferred,
                                                  .events =
                                                      *run->events != '\0' ? run->events : NULL,
                                                  .progress = run->request->progress,
                                                  .message = refused_too ? NULL : hinge_run_message,
                                                  .context = &run->listener,
                                                  .refused_too = refused_too};
    return hinge_analyze(&request, summary, error);
}

/* The end of a stage that reads recordings. If none can be used, it ends the run as `status` and
 * the error say; what there is to say of them is counted as in any run, from files that go again;
 * `study`: NULL if there is none. */
static bool end(struct hinge_run_work *run, enum hinge_status status, bool none, const char *study)
{
    if (status != HINGE_INPUT || !none) /* of a part the last lines say who */
        return hinge_run_good(run, status == HINGE_PARTIAL ? HINGE_OK : status);
    static const char study_name[] = "refused-study.h5", results_name[] = "refused-results.h5";
    struct hinge_ingest_summary ingested;
    struct hinge_analyze_summary analysed;
    struct hinge_error *error = run->error, why = HINGE_ERROR_INIT;
    const char *again = hinge_run_below(run, study_name),
               *results = hinge_run_below(run, results_name);
    run->error = &why;
    const bool ours = hinge_run_claim(run, study_name) && hinge_run_claim(run, results_name);
    run->none = ours;
    if (ours && study == NULL)
        ingest(run, again, true, &ingested, &why);
    if (ours)
        analyze(run, study != NULL ? study : again, results, true, &analysed, &why);
    run->none = ours && hinge_results_share(results, NULL, &run->opened, &why) == HINGE_OK &&
                hinge_run_end(run);
    hinge_results_close(run->opened);
    run->opened = NULL;
    if (ours) {
        hinge_os_unlink(again);
        hinge_os_unlink(results);
    }
    run->error = error;
    return hinge_run_good(run, status);
}

static bool do_ingest(struct hinge_run_work *run)
{
    struct hinge_ingest_summary summary = {0};
    const enum hinge_status status = ingest(run, run->study, false, &summary, run->error);
    return end(run, status, summary.stored == 0 && summary.refused > 0, NULL);
}

static bool do_analyze(struct hinge_run_work *run)
{
    struct hinge_analyze_summary summary = {0};
    const enum hinge_status status =
        analyze(run, run->study, run->results, false, &summary, run->error);
    return end(run, status, summary.analysed == 0 && summary.refused > 0, run->study);
}

/* --- results.h5 in, comparisons, tables, figures and report out --- */

/* The list of recordings, from the report. */
#define RECORDINGS "recordings/index.html"

static struct hinge_page_request page_request(struct hinge_run_work *run,
                                              enum hinge_query_taker taker)
{
    const bool shows = strcmp(run->settings->value[HINGE_RUN_recordings], "none") != 0;
    struct hinge_page_request request = {.results = run->results,
                                         .opened = run->opened,
                                         .threads = run->request->threads,
                                         .labels = &run->labels,
                                         .recordings = shows ? RECORDINGS : "",
                                         .preregistration = run->preregistration,
                                         .plan = run->plan,
                                         .config = run->request->config,
                                         .check = &run->check,
                                         .of_run = true};
    hinge_query_copy(&request.by, &run->settings->by, taker, HINGE_OBEYS_ALL);
    request.study = run->study;
    request.events = run->events;
    if (taker == HINGE_QUERY_OF_SHEET)
        request.language = run->words;
    return request;
}

struct comparisons {
    struct hinge_run_work *run;
    struct hinge_table2 table2;
};

/* Of one after another: comparisons go on, with errors of their own. */
static void save_result(void *context, const char *name, const struct hinge_result *result)
{
    struct comparisons *comparisons = context;
    struct hinge_run_work *run = comparisons->run;
    static const char *const formats[][2] = {{"text", "txt"}, {"csv", "csv"}, {"json", "json"}};
    const struct hinge_writer_options how = {.labels = &run->labels};
    for (size_t i = 0; run->status == HINGE_OK && i < 3; i++) {
        cleared_by(freed) char *text = NULL;
        size_t length = 0;
        if (hinge_run_good(run, hinge_result_format(result, formats[i][0], &how, &text, &length,
                                                    run->error)))
            hinge_run_save(run, "comparisons", name, formats[i][1], text, length);
    }
    hinge_table2_add(&comparisons->table2, name, result, &run->labels);
}

/* The numbers of trials, and the longest tables, a quarter of a folder, changes, which
 * table2.csv has, and what the page rests on: only for who asks for them. */
static bool is_table_wanted(const struct hinge_run_work *run, const char *id)
{
    const char *list = run->settings->value[HINGE_RUN_tables];
    bool is_seldom = hinge_listed("quality|variability|waveforms|changes|register", '|', id);
    return strcmp(list, "all") == 0 || (*list == '\0' ? !is_seldom : hinge_listed(list, ',', id));
}

/* Nothing to tabulate or draw is no failure of the run: it is told at the end. `table` or `figure`
 * is what could not be made; both NULL: a sheet. */
static bool bear(struct hinge_run_work *run, const char *table, const char *figure,
                 enum hinge_status status, const struct hinge_error *why)
{
    char none[64];
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (!hinge_error_is_absence(why)) {
        *run->error = *why;
        return hinge_run_good(run, status);
    }
    const char *message =
        hinge_after_path(why->message, hinge_arena_shown(&run->arena, run->results));
    const size_t n =
        (size_t)snprintf(none, sizeof none, "no %s figure: ", figure != NULL ? figure : "");
    message += strncmp(message, none, n) == 0 ? n : 0; /* always the same */
    if (figure != NULL && *run->settings->filter == '\0' &&
        strncmp(message, "--filter ", 9) == 0) /* that of the title */
        hinge_text_adds(&text, "no repetition of the recordings in the title has a value; "
                               "hinge-table reps gives the reasons");
    else
        hinge_run_add_keys(&text, message);
    hinge_run_note(run, (struct hinge_run_note){.figure = figure, .table = table}, "%s",
                   hinge_text_string(&text));
    return true;
}

/* The tables that most people open are in tables/, the others in a folder of it. */
static const char *folder_of(const char *view)
{
    return hinge_listed("participants|reps|faults|summary|trials|flow", '|', view) ? "tables"
                                                                                   : "tables/more";
}

/* A table without a row is no file, which is told of one that is asked for or looked for. */
static void leave_empty(struct hinge_run_work *run, const char *view)
{
    if (*run->settings->value[HINGE_RUN_tables] != '\0' || strcmp(folder_of(view), "tables") == 0)
        hinge_run_note(run, (struct hinge_run_note){.table = view}, "nothing to list");
}

static const char *extension_of(const char *writer)
{
    static const char *const extensions[][2] = {
        {"text", "txt"}, {"markdown", "md"}, {"latex", "tex"}};
    const size_t k = HINGE_ROW_AT(extensions, 3, writer);
    return k < 3 ? extensions[k][1] : writer;
}

static bool is_for_dialogs(const char *view, const char *writer)
{
    return strcmp(writer, "sav") == 0 && strcmp(view, "reps") == 0;
}

static char decimal_of(const struct hinge_run_work *run)
{
    return strcmp(run->settings->value[HINGE_RUN_tables_decimal], "comma") == 0 ? ',' : '\0';
}

/* Table 2 is there whatever the formats: as CSV with every digit, and as a page that Word opens.
 * What is no longer made is taken away. What cannot be made of these results is told in the notes,
 * and no failure. Errors: WRITE, INTERRUPTED. */
static bool make_comparisons(struct hinge_run_work *run)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    struct comparisons comparisons = {.run = run};
    struct hinge_table2 *table2 = &comparisons.table2;
    const struct hinge_page_request request = page_request(run, HINGE_QUERY_OF_REPORT);
    enum hinge_status status = hinge_page_comparisons(&request, save_result, &comparisons, &why);
    /* what a page refuses ends the run there, behind tables and recordings, which do not need it */
    if (status != HINGE_OK && !(status == HINGE_INPUT && hinge_error_is_absence(&why))) {
        *run->error = why;
        hinge_run_good(run, status);
    }
    const bool wanted = table2->numbers.rows > 0 && is_table_wanted(run, HINGE_RUN_TABLE2);
    struct hinge_writer_options how = {.decimal = decimal_of(run)};
    cleared_by(hinge_text_clear) struct hinge_text notes = {0};
    if (wanted)
        how.labels = hinge_table2_end(table2);
    hinge_run_add_keys(&notes, hinge_text_string(&table2->notes));
    for (int paper = 0; wanted && run->status == HINGE_OK && paper < 2; paper++) {
        cleared_by(freed) char *text = NULL;
        size_t length = 0;
        how.footer = paper ? hinge_text_string(&notes) : NULL;
        if (hinge_run_good(run, hinge_table_format(paper ? &table2->paper : &table2->numbers,
                                                   paper ? "html" : "csv", &how, &text, &length,
                                                   run->error)))
            hinge_run_save(run, "tables", HINGE_RUN_TABLE2, paper ? "html" : "csv", text, length);
    }
    hinge_table2_clear(table2);
    return run->status == HINGE_OK;
}

static bool save_whole(struct hinge_run_work *run, const struct hinge_table_request *request,
                       const struct hinge_writer_options *how, const char *writer)
{
    struct hinge_error why = {0};
    struct hinge_result *result = NULL;
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_results_tabulate(request, &result, &why);
    if (status != HINGE_OK)
        return bear(run, request->view, NULL, status, &why);
    struct hinge_table *table = &result->table[0].table;
    if (is_for_dialogs(request->view, writer))
        hinge_dialog_drop_empty(table);
    bool good = true;
    if (table->rows == 0)
        leave_empty(run, request->view);
    else
        good = hinge_run_good(run, hinge_result_format(result, writer, how, &text, &length,
                                                       run->error)) &&
               hinge_run_save(run, folder_of(request->view), request->view, extension_of(writer),
                              text, length);
    hinge_result_free(result);
    return good;
}

static enum hinge_status take_text(void *context, const char *bytes, size_t length,
                                   struct hinge_error *error)
{
    return hinge_saving_add(context, bytes, length, error);
}

/* Rows go into the file as they are made: of a large cohort they are millions. */
static bool save_long(struct hinge_run_work *run, const struct hinge_table_request *request,
                      const struct hinge_writer_options *how, const char *writer)
{
    struct hinge_run_output output;
    struct hinge_error why = {0};
    struct hinge_written written = {.tabulated = true};
    if (!hinge_run_output_begin(run, &output, folder_of(request->view), request->view,
                                extension_of(writer)))
        return false;
    enum hinge_status status =
        hinge_results_write(request, writer, how, take_text, &output.saving, &written, &why);
    bool empty = status == HINGE_OK && written.rows == 0;
    status = hinge_run_output_end(run, &output, empty ? HINGE_INPUT : status, &why);
    if (empty) {
        leave_empty(run, request->view);
        return true;
    }
    if (!written.tabulated)
        return bear(run, request->view, NULL, status, &why);
    if (status != HINGE_OK)
        *run->error = why;
    return hinge_run_good(run, status);
}

static bool make_tables(struct hinge_run_work *run)
{
    const struct hinge_run_settings *settings = run->settings;
    const char *view;
    cleared_by(hinge_labels_clear) struct hinge_label_list labels;
    bool good = hinge_run_good(run, hinge_labels_join(&run->labels, run->opened, NULL, &labels,
                                                      run->error));
    for (size_t i = 0; good && (view = hinge_view_id(i)) != NULL; i++) {
        struct hinge_table_request request = {
            .results = run->results,
            .opened = run->opened,
            .view = view,
            .by = hinge_listed("faults|summary|sensitivity", '|', view) ? settings->by : "",
            .phase = "",
            .labels = &labels,
            .order = strcmp(view, "participants") == 0 ? settings->order : NULL};
        /* comparisons are asked as the page asks them */
        const bool of_page = hinge_listed("changes|register", '|', view);
        hinge_query_copy(&request.by, &settings->by, HINGE_QUERY_OF_TABLE,
                         of_page ? HINGE_OBEYS_ALL : HINGE_OBEYS_USE);
        request.by = of_page ? "" : request.by;
        if (hinge_view_of_document(view) || !is_table_wanted(run, view))
            continue;
        /* in each format, until there is something to tell: programs get every column, SPSS'
         * dialogs some dozens, and readers what paper has room for, as hinge-table gives each */
        const size_t before = run->n_notes;
        const char *writer, *ids = hinge_labels_setting(&labels, "table.ids");
        request.ids = ids != NULL && strcmp(ids, "yes") == 0;
        request.readers = true;
        const struct hinge_writer_options how = {
            .ids = request.ids, .labels = &labels, .decimal = decimal_of(run)};
        for (size_t k = 0; good && run->n_notes == before && (writer = hinge_writer_id(k)) != NULL;
             k++) {
            cleared_by(freed) char *columns = NULL;
            if (!hinge_listed(settings->value[HINGE_RUN_formats], ',', writer))
                continue;
            if (is_for_dialogs(view, writer))
                hinge_dialog_columns(&columns);
            request.columns = columns != NULL                     ? columns
                              : hinge_writer_for_programs(writer) ? "all"
                                                                  : "";
            request.words = request.paper = !request.ids && hinge_writer_in_words(writer);
            request.workbook = strcmp(writer, "xlsx") == 0;
            good = hinge_writer_takes_blocks(writer) ? save_long(run, &request, &how, writer)
                                                     : save_whole(run, &request, &how, writer);
        }
    }
    return good;
}

/* As SVG, and as PDF where there is somebody who makes it. */
static bool save_figure(struct hinge_run_work *run, const char *id,
                        const struct hinge_figure_result *figure)
{
    const struct hinge_run_request *request = run->request;
    cleared_by(freed) char *pdf = NULL;
    size_t n = 0;
    if (!hinge_run_save(run, "figures", id, "svg", figure->svg, figure->length))
        return false;
    if (request->pdf != NULL) {
        struct hinge_error why = HINGE_ERROR_INIT;
        const enum hinge_status status =
            request->pdf(request->context, figure->svg, figure->length, &pdf, &n, &why);
        if (status == HINGE_WRITE) {
            run->left_why = hinge_arena_strdup(&run->arena, why.message);
            hinge_text_printf(&run->left, "figures/%s.pdf\n", id);
        } else if (!hinge_run_good(run, status)) {
            *run->error = why;
            return false;
        }
    }
    if (pdf != NULL && !hinge_run_save(run, "figures", id, "pdf", pdf, n))
        return false;
    if (figure->of != NULL)
        hinge_run_note(run, (struct hinge_run_note){.figure = id}, "of %s", figure->of);
    return true;
}

/* Whether a PDF that could not be made is made now, of the figure as it is there. */
static bool is_made_now(struct hinge_run_work *run)
{
    enum { LIMIT = 1 << 28 };
    const struct hinge_run_request *request = run->request;
    const char *name = hinge_text_string(&run->left);
    const char *svg = hinge_run_below(run, hinge_arena_printf(&run->arena, "%.*ssvg",
                                                              (int)strcspn(name, ".") + 1, name));
    cleared_by(hinge_bytes_clear) struct hinge_bytes figure = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    cleared_by(freed) char *pdf = NULL;
    size_t n = 0;
    if (request->pdf == NULL || hinge_file_read(svg, svg, LIMIT, &figure, &why) != HINGE_OK)
        return request->pdf != NULL;
    const bool made =
        request->pdf(request->context, figure.data, figure.size, &pdf, &n, &why) == HINGE_OK;
    run->left_why = hinge_arena_strdup(&run->arena, why.message);
    return made;
}

/* Which outcomes `paired` draws: of the first change between visits or loads those planned, and
 * those that differed (hinge_page_comparisons); of cues it draws its own. */
struct pairs {
    struct hinge_arena *arena;
    const char *by, *levels; /* NULL: nothing changed */
    size_t n;
    const struct drawn {
        const char *outcome, *phase;
    } * of;
};

static void find_pairs(void *context, const char *name, const struct hinge_result *result)
{
    struct pairs *pairs = context;
    const char *by = NULL;
    for (size_t i = 0; i < result->n_changes && !hinge_listed("groups|cues", '|', name); i++) {
        const struct hinge_change_row *row = &result->change[i];
        const struct hinge_planned_outcome *of = row->of;
        const bool planned = hinge_listed("primary|stand-in", '|', of->role);
        char id[200];
        hinge_planned_id(of, id, sizeof id);
        bool drawn = hinge_planned_is(of, "fault") ||
                     !(planned || (hinge_planned_is_tested(of) && hinge_planned_differs(of)));
        for (size_t k = 0; k < pairs->n && !drawn; k++)
            drawn = strcmp(pairs->of[k].outcome, id) == 0 &&
                    strcmp(hinge_or_empty(pairs->of[k].phase), hinge_or_empty(of->phase)) == 0;
        if (drawn || (pairs->by != NULL && by == NULL)) /* another change */
            continue;
        if (by == NULL) { /* "session:after-before" */
            const char *levels = strchr(row->contrast, ':'), *minus = strchr(levels, '-');
            const bool one = minus == strrchr(levels, '-'); /* else names have a hyphen */
            by = hinge_arena_copy(pairs->arena, row->contrast, (size_t)(levels - row->contrast));
            pairs->by = strcmp(by, "session") == 0 ? "stage" : by;
            pairs->levels = one ? hinge_arena_printf(pairs->arena, "%s,%.*s", minus + 1,
                                                     (int)(minus - levels - 1), levels + 1)
                                : "";
        }
        pairs->of = hinge_arena_more(pairs->arena, pairs->of, pairs->n, sizeof *pairs->of);
        ((struct drawn *)pairs->of)[pairs->n++] =
            (struct drawn){hinge_arena_strdup(pairs->arena, hinge_planned_id(of, id, sizeof id)),
                           of->phase != NULL ? hinge_arena_strdup(pairs->arena, of->phase) : NULL};
    }
}

/* The figure i; paired of every outcome that changed: *paired: there was one. */
static bool draw_figure(struct hinge_run_work *run, const struct hinge_page_request *page, size_t i,
                        bool *paired)
{
    const struct hinge_run_settings *settings = run->settings;
    const char *id = hinge_figure_id(i), *baseline = settings->baseline;
    const bool people = hinge_listed("paired|groups", '|', id);
    cleared_by(hinge_figure_clear) struct hinge_figure_result figure = {0};
    struct pairs pairs = {.arena = &run->arena};
    struct hinge_error why = {0};
    struct hinge_figure_request request = {.results = run->results,
                                           .opened = run->opened,
                                           .study = run->study,
                                           .events = run->events,
                                           .figure = id,
                                           .by = people ? "" : settings->by,
                                           .mdc = run->settings->mdc,
                                           .labels = &run->labels,
                                           .config = run->request->config,
                                           .fixed_by = true,
                                           .baseline = *baseline != '\0' ? baseline : "none",
                                           .order = settings->order};
    hinge_query_copy(&request.by, &settings->by, HINGE_QUERY_OF_FIGURE, HINGE_OBEYS_USE);
    if (strcmp(id, "paired") == 0 &&
        hinge_page_comparisons(page, find_pairs, &pairs, &why) == HINGE_OK && pairs.n > 0) {
        /* of what changed, as paired.svg the planned outcome */
        bool good = true;
        for (size_t k = 0; k < pairs.n && good; k++) {
            const struct drawn *of = &pairs.of[k];
            cleared_by(hinge_figure_clear) struct hinge_figure_result drawn = {0};
            struct hinge_figure_request one = request;
            const char *name = "paired", *fault = hinge_severity_fault(of->outcome);
            one.by = pairs.by;
            one.levels = pairs.levels;
            one.columns = of->outcome;
            one.phase = of->phase;
            if (strcmp(of->outcome, hinge_outcome_share.id) != 0 && strchr(one.mdc, '=') == NULL)
                one.mdc = ""; /* it is of the share */
            if (k > 0)
                name = hinge_arena_printf(&run->arena, "paired-%s",
                                          fault != NULL ? fault : of->outcome);
            const enum hinge_status status = hinge_page_figure(page, &one, &drawn, &why);
            good = status == HINGE_OK ? save_figure(run, name, &drawn)
                                      : bear(run, NULL, "paired", status, &why);
        }
        *paired = true;
        return good;
    }
    const enum hinge_status status = hinge_page_figure(page, &request, &figure, &why);
    return status == HINGE_OK ? save_figure(run, id, &figure) : bear(run, NULL, id, status, &why);
}

static bool make_figures(struct hinge_run_work *run)
{
    /* where nobody chooses: those of people only where no change is drawn */
    static const char few[] = "answer|map|paired|fixes|waveforms|set";
    const char *chosen = run->settings->value[HINGE_RUN_figures], *id;
    const struct hinge_page_request page = page_request(run, HINGE_QUERY_OF_REPORT);
    const bool all = strcmp(chosen, "all") == 0, none = *chosen == '\0';
    bool good = true, paired = false;
    size_t groups = SIZE_MAX;
    hinge_text_clear(&run->left);
    for (size_t i = 0; good && (id = hinge_figure_id(i)) != NULL; i++) {
        const enum hinge_figure_needs needs = hinge_figure_needs(i);
        const bool asks = needs == HINGE_FIGURE_NEEDS_STUDY || needs == HINGE_FIGURE_NEEDS_CHOICE;
        groups = none && strcmp(id, "groups") == 0 ? i : groups;
        if ((all && !asks) || hinge_listed(chosen, ',', id) || (none && hinge_listed(few, '|', id)))
            good = draw_figure(run, &page, i, &paired);
    }
    if (good && !paired && groups != SIZE_MAX)
        good = draw_figure(run, &page, groups, &paired);
    return good;
}

static enum hinge_status save_recording(void *context, const char *name, const char *bytes,
                                        size_t length, struct hinge_error *error)
{
    struct hinge_run_work *run = context;
    bool good = hinge_run_save(run, "recordings", name, "html", bytes, length);
    if (!good && error != run->error)
        *error = *run->error;
    return run->status;
}

static bool make_sheets(struct hinge_run_work *run)
{
    const struct hinge_table_request request = {.results = run->results,
                                                .opened = run->opened,
                                                .view = "trials",
                                                .filter = run->settings->filter,
                                                .by = "",
                                                .phase = "",
                                                .columns = "all"};
    struct hinge_result *result = NULL;
    if (!hinge_run_good(run, hinge_results_tabulate(&request, &result, run->error)))
        return false;
    const struct hinge_table *trials = &result->table[0].table;
    struct hinge_table all = {0}; /* names of sheets do not depend on the filter */
    bool good = hinge_run_good(run, hinge_results_get_table(run->opened, HINGE_GROUP_TRIALS, &all,
                                                            run->error));
    const char **id = hinge_arena_alloc(&run->arena, all.rows, sizeof *id),
               **stem = hinge_arena_alloc(&run->arena, all.rows, sizeof *stem);
    bool *done = hinge_arena_alloc(&run->arena, all.rows, sizeof *done);
    for (size_t r = 0; r < all.rows; r++)
        id[r] = hinge_table_word(&all, "participant", r);
    good = good && hinge_run_good(run, hinge_stems(&run->arena, id, all.rows, stem, run->error));
    for (size_t r = 0; good && r < trials->rows; r++) {
        const char *who = hinge_table_word(trials, "participant", r);
        size_t at = hinge_table_row_of(&all, "participant", who, 0);
        if (*who == '\0' || at == SIZE_MAX || done[at])
            continue;
        done[at] = true;
        /* a sheet of one person; that there is none is told */
        struct hinge_page_request sheet = page_request(run, HINGE_QUERY_OF_SHEET);
        struct hinge_error why = {0};
        cleared_by(freed) char *html = NULL;
        size_t length = 0;
        sheet.participant = who;
        enum hinge_status status = hinge_page_sheet(&sheet, &html, &length, &why);
        good = status == HINGE_OK || status == HINGE_PARTIAL
                   ? hinge_run_save(run, "sheets", stem[at], "html", html, length)
                   : bear(run, NULL, NULL, status, &why);
    }
    hinge_table_clear(&all);
    hinge_result_free(result);
    return good;
}

static bool make_report(struct hinge_run_work *run)
{
    enum { MOST = 1000 };
    struct hinge_page_request request = page_request(run, HINGE_QUERY_OF_REPORT);
    cleared_by(hinge_text_clear) struct hinge_text files = {0};
    cleared_by(freed) char *html = NULL;
    size_t length = 0;
    hinge_run_list_files(run, &files);
    bool good = true;
    if (*request.recordings != '\0') { /* the report leads to them */
        const char *which = run->settings->value[HINGE_RUN_recordings];
        cleared_by(hinge_table_clear) struct hinge_table trials = {0};
        cleared_by(freed) char *played = NULL;
        good = hinge_run_good(run, hinge_results_get_table(run->opened, HINGE_GROUP_TRIALS, &trials,
                                                           run->error));
        const bool few = strcmp(which, "flagged") == 0 || (*which == '\0' && trials.rows > MOST);
        good =
            good && (!few || hinge_run_good(run, hinge_page_played(&request, &played, run->error)));
        const struct hinge_view_request view = {.study = run->study,
                                                .results = run->results,
                                                .opened = run->opened,
                                                .events = run->events,
                                                .report = "../report.html",
                                                .flagged = few,
                                                .allow_single = request.allow_single,
                                                .also = played,
                                                .threads = run->request->threads,
                                                .progress = run->request->progress,
                                                .check = &run->check,
                                                .save = save_recording,
                                                .context = run};
        struct hinge_view_summary summary;
        good = good && hinge_run_good(run, hinge_view_write(&view, &summary, run->error));
    }
    request.files = hinge_text_string(&files);
    request.pages = hinge_text_string(&run->saved); /* so far: those of recordings */
    hinge_text_clear(&run->reported);
    good = good &&
           hinge_run_good(run, hinge_page_report_of_run(&request, &html, &length, &run->reported,
                                                        run->error)) &&
           hinge_run_save(run, "", "report", "html", html, length);
    /* a report of each other kind that the report named ("kind FILE FILTER") */
    const char *rest = hinge_text_string(&run->reported), *line;
    for (size_t n; good && (line = hinge_next_item(&rest, '\n', &n)) != NULL;) {
        struct hinge_page_request kind = request;
        struct hinge_error why = HINGE_ERROR_INIT;
        cleared_by(freed) char *other = NULL;
        if (n < 5 || strncmp(line, "kind ", 5) != 0)
            continue;
        const char *one = hinge_arena_copy(&run->arena, line + 5, n - 5);
        const size_t end = strcspn(one, " ");
        const char *file = hinge_arena_copy(&run->arena, one, end),
                   *asked = hinge_or_empty(request.filter);
        kind.filter = hinge_arena_printf(&run->arena, "%s%s%s", asked, *asked != '\0' ? "&" : "",
                                         one + end + (one[end] == ' '));
        const enum hinge_status status = hinge_page_report(&kind, &other, &length, &why);
        good = status == HINGE_OK ? hinge_run_save(run, "", file, "html", other, length)
                                  : bear(run, NULL, NULL, status, &why);
    }
    return good && (!run->settings->sheets || make_sheets(run)) && hinge_run_save_readme(run);
}

/* --- the stages, in order --- */

enum stage { INGEST, ANALYZE, COMPARE, TABLES, FIGURES, REPORT };

/* clang-format off */
static const struct {
    bool (*make)(struct hinge_run_work *);
    const char *file; /* that it writes through its own writer; NULL: none */
    const char *build;
} stages[HINGE_RUN_STAGES] = {
    [INGEST] = {do_ingest, "study.h5", hinge_study_build},
    [ANALYZE] = {do_analyze, "results.h5", hinge_results_build},
    [COMPARE] = {make_comparisons, NULL, hinge_run_build},
    [TABLES] = {make_tables, NULL, hinge_run_build},
    [FIGURES] = {make_figures, NULL, hinge_run_build},
    [REPORT] = {make_report, NULL, hinge_run_build},
};
/* clang-format on */

/* What the stages of this run are made from. */
struct now {
    char digest[HINGE_RUN_STAGES][65];
    char study[65];      /* of the study's bytes: a recording may only have been touched */
    bool build_is_named; /* of the last ones, if it was another one */
};

/* The digest of what a stage is made from: the build, the stage before it, its own settings. */
static bool digest_of(struct hinge_run_work *run, enum stage stage, struct now *now)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    const char *const *value = run->settings->value;
    hinge_text_printf(&text, "%s, layout %d, %s\n", stages[stage].build, HINGE_SCHEMA_VERSION,
                      hinge_run_stage[stage]);
    if (stage == INGEST) {
        hinge_text_printf(&text, "%s%s\n", hinge_text_string(&run->ingest_config),
                          value[HINGE_RUN_participants]);
        if (!hinge_run_stamp_list(run))
            return false;
        hinge_text_add(&text, hinge_text_string(&run->stamps), run->stamps.length);
    } else if (stage == ANALYZE) {
        hinge_text_printf(&text, "%s\n%s\n%s\n%s", now->study,
                          run->settings->allow_inferred ? "yes" : "no", run->events_digest,
                          hinge_text_string(&run->analyze_config));
    } else {
        hinge_text_printf(&text, "%s\n", now->digest[ANALYZE]);
        for (size_t i = 0; i < HINGE_RUN_KEYS; i++)
            hinge_text_printf(&text, "%s\n", value[i]);
        hinge_text_adds(&text, hinge_text_string(&run->settings->others));
        if (stage >= FIGURES) /* what could not be made; the report lists the rest */
            hinge_text_adds(&text, hinge_text_string(&run->left));
        hinge_text_printf(&text, "%s\n%s\n%s\n", run->labels_digest, run->words_digest,
                          run->preregistration_digest);
        if (stage == REPORT)
            hinge_text_printf(&text, "%s%s\n", run->plan_digest,
                              hinge_text_string(&run->study_config));
    }
    return hinge_run_good(run, hinge_sha256(hinge_text_string(&text), text.length,
                                            now->digest[stage], run->error));
}

static void note_stage(const struct hinge_run_work *run, enum stage stage, const char *what)
{
    hinge_note(run->request->stage, run->request->context, "%d/%d %s: %s", (int)stage + 1,
               HINGE_RUN_STAGES, hinge_run_stage[stage], what);
}

/* Once: all that is made of the results is made of one state of them. A baseline in words
 * ("ohne"), which no recording has as its cue, is the ID that they mean. */
static bool open_results(struct hinge_run_work *run)
{
    if (run->opened != NULL)
        return true;
    if (!hinge_run_good(run, hinge_results_share(run->results, NULL, &run->opened, run->error)))
        return false;
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    cleared_by(hinge_table_clear) struct hinge_table trials = {0};
    const char *baseline = run->settings->baseline;
    hinge_vocabulary_make(&words);
    const struct hinge_word *word = hinge_list_word(&words, "cue", baseline);
    const char *id = word != NULL ? word->id : hinge_cue_heard(baseline, NULL);
    if (id == NULL || strcmp(id, baseline) == 0)
        return true;
    if (!hinge_run_good(run, hinge_results_get_table(run->opened, HINGE_GROUP_TRIALS, &trials,
                                                     run->error)))
        return false;
    if (hinge_table_row_of(&trials, "cue", baseline, 0) == SIZE_MAX) {
        run->settings->baseline = id;
        hinge_run_note(run, (struct hinge_run_note){0}, "baseline = %s is read as %s", baseline,
                       id);
    }
    return true;
}

/* The digest of what was made last is remembered once all of it is there. */
static bool make(struct hinge_run_work *run, enum stage stage, struct now *now)
{
    const char *file = stages[stage].file;
    const size_t in_use = run->in_use.length;
    run->digest[stage][0] = '\0';
    if (!hinge_run_keep(run) || (file != NULL && !hinge_run_claim(run, file)) ||
        (stage > ANALYZE && !open_results(run)) || !stages[stage].make(run) ||
        (stage == ANALYZE && !hinge_run_save_config(run)))
        return false;
    run->stage = (int)stage;
    if (file != NULL)
        hinge_run_made(run, file);
    run->build[stage] = stages[stage].build;
    if (stage == FIGURES && !digest_of(run, stage, now)) /* with what is left out now */
        return false;
    if (run->in_use.length == in_use)
        memcpy(run->digest[stage], now->digest[stage], 65);
    return hinge_run_settle(run);
}

/* --- before the stages: where things are, and what they are made from --- */

/* A name as the config says it, from the folder of the config. */
static const char *place(struct hinge_run_work *run, const char *name)
{
    struct hinge_text text = {0};
    hinge_run_add_place(&text, run->request->path, name);
    return hinge_text_to_arena(&text, &run->arena);
}

/* Whether what [run] names may be read: a study that came from elsewhere reads nothing outside its
 * own folder. */
static bool guard(struct hinge_run_work *run, const char *key, const char *name)
{
    const struct hinge_run_request *request = run->request;
    if (request->allow_outside ||
        hinge_run_guard(request->config, request->path, key, name, NULL,
                        "it is read if you say so:", run->error) == HINGE_OK)
        return true;
    return hinge_run_good(run, hinge_error_command(run->error, "hinge-run --allow-outside *",
                                                   &request->path));
}

/* A file that [run] names, and what tells one version of it from another; *path "" where the
 * key is empty. */
static bool find_file(struct hinge_run_work *run, const char *key, const char *name,
                      const char *what, const char **path, char digest[65])
{
    *path = "";
    if (*name == '\0')
        return true;
    *path = place(run, name);
    if (!guard(run, key, name) || !hinge_run_content(run, *path, digest))
        return false;
    if (*digest == '\0')
        return hinge_run_fail(run, HINGE_USAGE, HINGE_REASON_OK,
                              "%s: [run] %s = %s: cannot be read; name %s, relative to this file",
                              run->request->path, key, name, what);
    hinge_run_stamp(run, *path);
    return true;
}

/* The user's own words, phases by hand. */
static bool find_files(struct hinge_run_work *run)
{
    const char *labels, *words = run->settings->language;
    if (!find_file(run, "label", run->settings->value[HINGE_RUN_label], "a CSV of IDs and words",
                   &labels, run->labels_digest) ||
        (*labels != '\0' &&
         !hinge_run_good(run, hinge_labels_read(labels, &run->read, run->error))) ||
        !hinge_run_good(run, hinge_labels_join(&run->read, NULL, run->settings->names, &run->labels,
                                               run->error)))
        return false;
    /* phases by hand: the file of the key, else events.csv beside the config; a browser that saved
     * it a second time wrote "events (1).csv", which is only named */
    static const char beside[] = "events.csv";
    const char *name = run->settings->events, *path = place(run, beside);
    struct hinge_os_info taken = {0}, other;
    run->preregistration = place(run, "preregistration.md");
    if (!guard(run, "preregistration", "preregistration.md") ||
        !hinge_run_content(run, run->preregistration, run->preregistration_digest) ||
        !find_file(run, "plan", run->settings->value[HINGE_RUN_plan], "plan.json of hinge-plan",
                   &run->plan, run->plan_digest))
        return false;
    bool there = hinge_os_stat(path, &taken) == 0 && taken.kind == HINGE_OS_FILE;
    bool none = strcmp(name, "none") == 0, alone = *name == '\0' && there;
    if (!find_file(run, "events",
                   none    ? ""
                   : alone ? beside
                           : name,
                   "a CSV of phases marked by hand", &run->events, run->events_digest))
        return false;
    if (*run->events != '\0') {
        static const char *const as_text[] = {"file", "trial", NULL};
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        struct hinge_error why = HINGE_ERROR_INIT; /* the analysis tells it */
        if (hinge_table_read_csv(&table, run->events, run->events, as_text, 0, 0, &why) ==
            HINGE_OK) {
            const char **seen = hinge_arena_alloc(&run->arena, table.rows + 1, sizeof *seen);
            size_t n = 0;
            for (size_t i = 0; i < table.rows; i++) {
                const char *file = hinge_table_word(&table, "file", i);
                seen[n] = *file != '\0' ? file : hinge_table_word(&table, "trial", i);
                n += hinge_name_at(seen, n, seen[n]) == n;
            }
            hinge_note(run->request->stage, run->request->context, "%s: %zu row%s, %zu recording%s",
                       run->events, table.rows, HINGE_S(table.rows), n, HINGE_S(n));
        }
    }
    const char *copy = NULL;
    for (int k = 1; k < 100 && !none && (*name == '\0' || strcmp(name, beside) == 0); k++) {
        for (int form = 0; form < 2; form++) {
            const char *numbered =
                hinge_arena_printf(&run->arena, "events%s(%d).csv", form == 0 ? " " : "", k);
            if (hinge_os_stat(place(run, numbered), &other) != 0 || other.kind != HINGE_OS_FILE ||
                (there && (other.modified.tv_sec < taken.modified.tv_sec ||
                           (other.modified.tv_sec == taken.modified.tv_sec &&
                            other.modified.tv_nsec <= taken.modified.tv_nsec))))
                continue;
            copy = numbered;
            taken = other;
            there = true;
        }
    }
    if (copy != NULL) {
        struct hinge_text command = {0};
        hinge_text_command(&command, "mv * *", (const char *[]){place(run, copy), path});
        hinge_run_note(
            run, (struct hinge_run_note){.command = hinge_text_to_arena(&command, &run->arena)},
            "%s is newer than %s, and was not read; to use it:", copy, beside);
    }
    run->words = words;
    return hinge_listed("en|de", '|', words) ||
           find_file(run, "words", words, "en, de, or lines of words for the sheets", &run->words,
                     run->words_digest);
}

/* Names that were typed into the list since --new get codes, as those of before. What is wrong with
 * the list ingest says. */
static bool code_names(struct hinge_run_work *run)
{
    enum { NAMES = 8 }; /* letters of the line's label */
    struct hinge_config *config = hinge_arena_alloc(&run->arena, 1, sizeof *config);
    const struct hinge_config names = hinge_run_with_names(run->request->config, &run->arena);
    struct hinge_ingest_request request = hinge_run_intake(run);
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0};
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    const char *ini = run->request->path;
    const size_t folder = (size_t)(hinge_file_name(ini) - ini);
    *config = *run->request->config;
    request.config = &names;
    request.groups_vary = true;
    if (*config->ingest.pseudonymise != '\0' ||
        hinge_intake_make(&request, &intake, &ignored) != HINGE_OK || intake.listed == NULL)
        return true;
    char *room = hinge_arena_alloc(&run->arena, HINGE_RUN_KEY_ROOM, 1);
    const char *study = folder > 0 ? hinge_arena_copy(&run->arena, ini, folder - 1) : ".";
    if (!hinge_run_good(run,
                        hinge_run_code_names(&intake.list, ini, study, config, room,
                                             run->request->dry_run ? NULL : &line, run->error)))
        return false;
    if (line.length > 0)
        hinge_note(hinge_run_message, &run->listener, "%.*s", (int)strcspn(line.data, "\n") - NAMES,
                   line.data + NAMES);
    run->request->config = config;
    return true;
}

static bool prepare(struct hinge_run_work *run)
{
    const char *const *value = run->settings->value;
    const struct hinge_run_request *request = run->request;
    if (!hinge_run_good(run, hinge_run_settings_read(request->config, run->settings, run->error)))
        return false;
    run->list = place(run, value[HINGE_RUN_list]);
    if (!guard(run, "list", value[HINGE_RUN_list]) ||
        !guard(run, "folder", value[HINGE_RUN_folder]))
        return false;
    const char *output = request->output;
    run->output = output != NULL ? hinge_arena_copy(&run->arena, output, hinge_path_length(output))
                                 : place(run, value[HINGE_RUN_output]);
    if (output == NULL &&
        hinge_run_guard(request->config, request->path, "output", value[HINGE_RUN_output], NULL,
                        "results go there if you say so:", run->error) != HINGE_OK)
        return hinge_run_good(run,
                              hinge_error_command(run->error, "hinge-run -o * *",
                                                  (const char *[]){run->output, request->path}));
    if (*value[HINGE_RUN_folder] != '\0')
        run->folder = place(run, value[HINGE_RUN_folder]);
    if (!code_names(run))
        return false;
    const struct hinge_config *config = request->config;
    run->study = hinge_run_below(run, "study.h5");
    run->results = hinge_run_below(run, "results.h5");
    run->state_path = hinge_run_below(run, HINGE_RUN_STATE);
    hinge_run_stamp(run, request->path);
    hinge_run_stamp(run, run->list);
    /* a filter by what is measured is refused before anything is made, also in a dry run, unless
     * the list has a column called so */
    struct hinge_filter filter = {.n = 0};
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    struct hinge_error why = HINGE_ERROR_INIT; /* a folder, a workbook: ingest says it */
    const char *text = run->settings->filter;
    if (*text != '\0' &&
        !hinge_run_good(run, hinge_filter_read(&run->arena, "--filter", text, &filter, run->error)))
        return false;
    if (*text != '\0')
        (void)hinge_table_read_csv(&list, run->list, run->list, NULL, 0, 0, &why);
    for (size_t i = 0; i < filter.n; i++) {
        const char *name = filter.condition[i].name, *fault = hinge_severity_fault(name);
        bool theirs = false;
        for (size_t k = 0; k < config->n_entries && !theirs; k++)
            theirs = strcmp(config->entry[k].section, "fault") == 0 &&
                     strcmp(config->entry[k].id, fault != NULL ? fault : name) == 0;
        if ((theirs || hinge_filter_measures(NULL, name)) && hinge_table_find(&list, name) < 0)
            return hinge_run_good(run, hinge_filter_refuse("--filter", &filter.condition[i],
                                                           "a page", run->error));
    }
    const bool good = find_files(run);
    hinge_text_clear(&run->stamps); /* of these it is what they say */
    if (!good)
        return false;
    /* sections of the resolved config that recordings are read by, and the one parameter
     * that is; the rest but [run] is what analysis goes by */
    struct hinge_text *to = NULL;
    bool run_keys = false;
    cleared_by(freed) char *resolved = hinge_config_print(config);
    for (const char *line = resolved; *line != '\0';) {
        size_t n = strcspn(line, "\n") + 1;
        bool ingest = strncmp(line, "[ingest]", 8) == 0 || strncmp(line, "[columns]", 9) == 0 ||
                      strncmp(line, "[marker]", 8) == 0 || strncmp(line, "[landmarks:", 11) == 0;
        if (*line == '[') {
            run_keys = strncmp(line, "[run]", 5) == 0;
            to = ingest                             ? &run->ingest_config
                 : run_keys                         ? NULL
                 : strncmp(line, "[study]", 7) == 0 ? &run->study_config
                                                    : &run->analyze_config;
        }
        if (to != NULL)
            hinge_text_add(to, line, n);
        char key[64]; /* what the study asks is in the results, too */
        snprintf(key, sizeof key, "%.*s", (int)strcspn(line, " =\n"), line);
        if (run_keys && *key != '\0' && hinge_listed(HINGE_ASKED_KEYS, ',', key))
            hinge_text_add(&run->analyze_config, line, n);
        if (strncmp(line, "marker.prefix", 13) == 0)
            hinge_text_add(&run->ingest_config, line, n);
        line += n;
    }
    return hinge_run_folder_open(run);
}

/* --- the run --- */

/* What there is to say at the end. */
static bool summarise(struct hinge_run_work *run)
{
    if (!hinge_run_save_config(run))
        return false;
    hinge_run_note_unlisted(run);
    if (!open_results(run))
        return false;
    if (run->read.n > 0) {
        /* sentences of sheets are labels, too */
        cleared_by(hinge_labels_clear) struct hinge_label_list english = {0, NULL};
        if (!hinge_run_good(run, hinge_page_words("en", &english, run->error)))
            return false;
        const char **ids = hinge_arena_alloc(&run->arena, english.n + 1, sizeof *ids);
        for (size_t i = 0; i < english.n; i++)
            ids[i] = english.item[i].id;
        if (!hinge_run_good(run,
                            hinge_labels_unknown(&run->read, run->settings->value[HINGE_RUN_label],
                                                 run->opened, NULL, NULL, 0, ids, hinge_run_message,
                                                 &run->listener, run->error)))
            return false;
    }
    bool good = hinge_run_end(run);
    hinge_text_printf(&run->ended, "report      %s\n",
                      hinge_arena_shown(&run->arena, hinge_run_below(run, "report.html")));
    return good;
}

static bool do_stages(struct hinge_run_work *run)
{
    struct now now = {0};
    const struct hinge_run_request *request = run->request;
    for (size_t i = 0; i < HINGE_RUN_STAGES; i++) {
        const enum stage stage = (enum stage)i;
        if (hinge_progress_stopped(request->progress))
            return hinge_run_fail(run, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                  "interrupted; run again to go on");
        bool whole = false;
        run->stage = (int)stage;
        if (!digest_of(run, stage, &now) || !hinge_run_whole(run, &whole))
            return false;
        if (strcmp(now.digest[stage], run->digest[stage]) == 0 && !request->again && whole &&
            !(stage == FIGURES && run->left.length > 0 && is_made_now(run))) {
            note_stage(run, stage, "nothing has changed");
        } else {
            const char *what = request->dry_run ? "would be done" : "…";
            if (run->digest[stage][0] != '\0' && !now.build_is_named &&
                strcmp(run->build[stage], stages[stage].build) != 0) {
                what =
                    hinge_arena_printf(&run->arena, "made by another build, %.60s; this is %s: %s",
                                       run->build[stage], stages[stage].build, what);
                now.build_is_named = true;
            }
            note_stage(run, stage, what);
            /* what a study will be is not known: as another one */
            if (request->dry_run && stage == INGEST)
                memcpy(now.study, now.digest[INGEST], sizeof now.study);
            if (request->dry_run)
                continue;
            if (!make(run, stage, &now))
                return false;
        }
        size_t n = 0; /* PDFs that could not be made, which one note names */
        for (size_t k = 0; k < run->left.length; k++)
            n += run->left.data[k] == '\n';
        if (stage == FIGURES && n > 0 && run->left_why != NULL)
            hinge_run_note(run, (struct hinge_run_note){0},
                           "no PDF of %zu figure%s: %s. The next run tries again", n, HINGE_S(n),
                           run->left_why);
        const struct hinge_run_file *study = hinge_run_find(run, "study.h5");
        if (study != NULL)
            memcpy(now.study, study->digest, sizeof now.study);
    }
    return true;
}

enum hinge_status hinge_run(const struct hinge_run_request *given, char **summary,
                            struct hinge_error *error)
{
    struct hinge_run_request request;
    *summary = NULL;
    enum hinge_status status = hinge_request_take(&request, sizeof request, given, error);
    if (status == HINGE_OK && request.config == NULL)
        status = hinge_usage(error, "the request has no config; load path into one");
    if (status != HINGE_OK)
        return status;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &request.path);
    HINGE_REQUEST_TEXTS(hinge_request_none, &request.output);
    struct hinge_run_settings settings = {0};
    struct hinge_run_work run = {.request = &request,
                                 .settings = &settings,
                                 .listener = {request.message, request.context},
                                 .error = error,
                                 .events = "",
                                 .words = "",
                                 .lock = {.lock = -1}};
    bool good = prepare(&run) && do_stages(&run) && (request.dry_run || summarise(&run));
    if (good || run.none)
        *summary = run.ended.data;
    else
        hinge_text_clear(&run.ended);
    if (!good)
        hinge_run_error_add_keys(error);
    hinge_text_clear(&settings.others);
    if (good && run.in_use.length > 0) {
        cleared_by(hinge_text_clear) struct hinge_text names = {0};
        size_t n;
        const char *rest = hinge_text_string(&run.in_use), *name;
        while ((name = hinge_next_item(&rest, '\n', &n)) != NULL)
            hinge_text_printf(&names, "%s%.*s", names.length > 0 ? ", " : "", (int)n, name);
        run.status =
            hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                            "%s: another program has %.900s open: as before; the others are "
                            "written. Close it there, and run again",
                            run.output, hinge_text_string(&names));
        run.refused = false;
    }
    struct hinge_text *const texts[] = {&run.in_use,       &run.left,          &run.saved,
                                        &run.reported,     &run.ingest_config, &run.analyze_config,
                                        &run.study_config, &run.stamps};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        hinge_text_clear(texts[i]);
    hinge_arena_clear(&run.arena);
    hinge_output_discard(&run.lock);
    hinge_results_close(run.opened);
    hinge_check_report_clear(&run.check);
    hinge_labels_clear(&run.labels);
    hinge_labels_clear(&run.read);
    if (!good || !run.refused)
        return run.status;
    *error = (struct hinge_error)HINGE_ERROR_INIT; /* the summary says what there is to say */
    return HINGE_PARTIAL;
}
