/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page for each recording, and the list of them. In: results.h5 and the study they were made of.
 * Values and verdicts are those of the results; bodies are built again by the analysis, with its
 * parameters and events, and refused where its repetitions are not those of the results. */
#include "figure/plot.h"
#include "quality/check.h"
#include "view/view.h"

#include <hinge/file.h>
#include <hinge/requests.h>

/* A template, and the content policy of its style and script. */
struct page_template {
    struct hinge_text text;
    json_t *facts;
};

struct job {
    struct view_list list;
    const struct hinge_pictures *asked; /* pictures for another page; NULL: pages */
    struct hinge_study_files files;     /* of the request */
    struct hinge_config config;         /* parameters of the results */
    bool inferred;                      /* they were made with --allow-inferred */
    struct view_rows rows;
    struct hinge_fault_table faults;
    struct page_template page;
    struct hinge_arena arena;
    size_t n_of_row, *of_row; /* row of the results by row of the study's list */
    struct hinge_text kept, digests;
    struct view_edits edits;
    struct hinge_uses uses;
    struct hinge_view_summary *summary;
};

/* --- templates --- */

static enum hinge_status make_template(const char *const *line, struct page_template *made,
                                       struct hinge_error *error)
{
    hinge_template_text(line, &made->text);
    made->facts = json_object();
    return hinge_template_policy(hinge_text_string(&made->text), made->facts, error);
}

static void clear_template(struct page_template *t)
{
    hinge_text_clear(&t->text);
    json_decref(t->facts);
}

/* --- what the results say --- */

#define DOWN HINGE_PHASE_DESCENT
#define WHOLE HINGE_PHASE_REP
const struct view_column hinge_seen_column[VIEW_COLUMNS] = {
    {"From the spine", 20, DOWN, "lumbar_fraction", "AB"},
    {"Trunk lean", 20, DOWN, "trunk_excursion_deg", "CN"},
    {"Lumbar flexion", 20, DOWN, "lumbar_excursion_deg", "AB"},
    {"Trunk on thigh", 20, DOWN, "trunk_thigh_excursion_deg", "CN"},
    {"Hip flexion", 20, DOWN, "hip_excursion_deg", "AB"},
    {"Depth", 20, DOWN, "total_excursion_deg", "AB"},
    {"Backward share of hip travel", 20, WHOLE, "hinge_index", "CN"},
    {"Backward hip travel", 10, WHOLE, "hip_posterior_ll", "ABCN"},
    {"Knee flexion", 20, DOWN, "knee_excursion_deg", "ABCN"},
    {"Descent", 1, DOWN, "duration_s", "ABCN"},
    {"Ascent", 1, HINGE_PHASE_ASCENT, "duration_s", "ABCN"},
    {"Smoothness (SPARC)", 1, DOWN, "sparc", "ABCN"}};

static enum hinge_status read_array(struct hinge_results_reader *reader, struct view_rows *rows,
                                    const char *name, size_t cells, double **values,
                                    struct hinge_error *error)
{
    *values = hinge_arena_raw(&rows->arena, rows->n * cells + 1, sizeof **values);
    return rows->n == 0
               ? HINGE_OK
               : hinge_results_read(reader, HINGE_GROUP_REPS, name, 0, rows->n, *values, error);
}

/* Recordings, and where their repetitions are. */
static enum hinge_status read_times(struct hinge_results_reader *reader, struct view_rows *rows,
                                    struct hinge_error *error)
{
    const struct {
        const char *name;
        double **values;
    } plain[] = {{"trial", &rows->trial},          {"rep", &rows->rep},
                 {"floor", &rows->floor},          {"complete", &rows->complete},
                 {"valid", &rows->valid},          {"warnings", &rows->warnings},
                 {"desc_start_s", &rows->time[0]}, {"desc_end_s", &rows->time[1]},
                 {"asc_start_s", &rows->time[2]},  {"asc_end_s", &rows->time[3]}};
    enum hinge_status status =
        hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &rows->trials, error);
    rows->n = hinge_results_rows(reader);
    for (size_t k = 0; status == HINGE_OK && k < sizeof plain / sizeof *plain; k++)
        status = read_array(reader, rows, plain[k].name, 1, plain[k].values, error);
    if (status == HINGE_OK) {
        /* repetitions of a recording stand together */
        rows->first = hinge_arena_alloc(&rows->arena, rows->trials.rows + 1, sizeof *rows->first);
        rows->count = hinge_arena_alloc(&rows->arena, rows->trials.rows + 1, sizeof *rows->count);
        for (size_t r = 0; r < rows->n; r++) {
            size_t trial = (size_t)rows->trial[r];
            if (trial >= rows->trials.rows)
                continue;
            if (rows->count[trial]++ == 0)
                rows->first[trial] = r;
        }
    }
    return status;
}

static enum hinge_status read_rows(struct hinge_results_reader *reader, bool curves,
                                   struct view_rows *rows, struct hinge_error *error)
{
    static const char *const faults[] = {"fault_state",     "fault_reason", "fault_severity",
                                         "fault_threshold", "fault_margin", "fault_time_s"};
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    enum hinge_status status = read_times(reader, rows, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_FAULTS, &rows->faults, error);
    if (status == HINGE_OK)
        status =
            hinge_results_named(reader, HINGE_GROUP_REPS, faults[0], 1, &spec, &dimension, error);
    if (status != HINGE_OK)
        return status;
    rows->n_faults = dimension[spec.further[0]].length;
    rows->fault_id = dimension[spec.further[0]].label;
    for (size_t k = 0; status == HINGE_OK && k < VIEW_COLUMNS; k++)
        status = read_array(reader, rows, hinge_seen_column[k].metric, HINGE_PHASE_COUNT,
                            &rows->value[k], error);
    for (size_t k = 0; status == HINGE_OK && k < VIEW_FAULT_NUMBERS; k++)
        status = read_array(reader, rows, faults[k], rows->n_faults, &rows->fault[k], error);
    if (status == HINGE_OK && curves && rows->n > 0) {
        status = hinge_results_named(reader, HINGE_GROUP_WAVEFORMS, "by_time", 2, &spec, &dimension,
                                     error);
        if (status != HINGE_OK)
            return status;
        const struct hinge_dimension *signals = &dimension[spec.further[0]];
        const size_t points = dimension[spec.further[1]].length;
        if (points != HINGE_CURVE_POINTS)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                   "damaged: curves have %zu points, %d are expected; make the "
                                   "file again with hinge-analyze",
                                   points, HINGE_CURVE_POINTS);
        rows->n_waves = signals->length;
        rows->wave = hinge_arena_alloc(&rows->arena, rows->n_waves + 1, sizeof *rows->wave);
        for (size_t w = 0; w < rows->n_waves; w++)
            rows->wave[w] = hinge_signal_find(signals->label[w]);
        double *all = hinge_arena_raw(&rows->arena, rows->n * rows->n_waves * HINGE_CURVE_POINTS,
                                      sizeof *all);
        status =
            hinge_results_read(reader, HINGE_GROUP_WAVEFORMS, "by_time", 0, rows->n, all, error);
        rows->waveform = all;
    }
    return status;
}

/* --- the study of the results --- */

/* Row of the results that row `at` of the analysis is; other events may have more parts. */
static size_t row_at(const struct job *job, size_t at)
{
    return at < job->n_of_row ? job->of_row[at] : SIZE_MAX;
}

/* What the results were analysed with, and whether study and events are theirs. */
static enum hinge_status open_study(struct job *job, struct hinge_results_reader *reader,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    hinge_config_init(&job->config);
    if (*job->files.study != '\0') {
        cleared_by(hinge_table_clear) struct hinge_table ours = {0}, its = {0}, list = {0};
        struct hinge_study_reader *study = NULL;
        status = hinge_results_get_table(reader, HINGE_GROUP_LEDGER, &ours, error);
        if (status == HINGE_OK)
            status = hinge_study_open_beside(job->files.study, reader, &study, error);
        if (status == HINGE_OK)
            status = hinge_study_get_table(study, HINGE_GROUP_LEDGER, &its, error);
        /* each recording of the results is in the study, by id and file;
         * further tasks of recordings are behind those of the study */
        size_t n = job->rows.trials.rows;
        job->n_of_row = n > its.rows ? n : its.rows;
        job->of_row = hinge_arena_alloc(&job->arena, job->n_of_row + 1, sizeof *job->of_row);
        for (size_t r = its.rows; r < job->n_of_row; r++)
            job->of_row[r] = r;
        for (size_t r = 0; r < its.rows; r++)
            job->of_row[r] = hinge_table_row_of(&job->rows.trials, "trial_id",
                                                hinge_table_word(&its, "trial_id", r), r);
        for (size_t r = 0; r < ours.rows && status == HINGE_OK; r++)
            status = hinge_recording_check(&job->files, &ours, r, &its, error);
        const char **digest = hinge_arena_alloc(&job->arena, n, sizeof *digest);
        for (size_t r = 0; r < n; r++) {
            char words[VIEW_DIGEST + 1];
            snprintf(words, sizeof words, "%s",
                     hinge_table_word(&ours, "sha256",
                                      hinge_table_row_of(
                                          &ours, "trial_id",
                                          hinge_table_word(&job->rows.trials, "trial_id", r), r)));
            digest[r] = hinge_arena_strdup(&job->arena, words);
            hinge_text_adds(&job->digests, words);
        }
        job->edits.digest = digest;
        if (status == HINGE_OK)
            status = hinge_study_get_table(study, HINGE_GROUP_LIST, &list, error);
        if (status == HINGE_OK)
            status = hinge_seen_kept(job->files.events, &list, &its, &job->kept, error);
        job->edits.kept = hinge_text_string(&job->kept);
        job->edits.digests = hinge_text_string(&job->digests);
        hinge_study_close(study);
    }
    if (status == HINGE_OK)
        status = hinge_results_settings(reader, &job->files, "pages", &job->config, &job->inferred,
                                        error);
    return status;
}

/* Whether the repetitions of a body are those of the results, to half a frame. */
static bool same_repetitions(const struct job *job, size_t row, const struct hinge_body *body,
                             const struct hinge_reps *reps)
{
    const struct view_rows *rows = &job->rows;
    if (rows->count[row] == 0) /* of references none are stored */
        return true;
    if (reps->n + reps->n_excluded != rows->count[row])
        return false;
    for (size_t r = rows->first[row]; r < rows->first[row] + rows->count[row]; r++) {
        const struct hinge_rep *rep = NULL;
        for (size_t k = 0; k < reps->n + reps->n_excluded; k++) {
            const struct hinge_rep *other =
                k < reps->n ? &reps->rep[k] : &reps->excluded[k - reps->n];
            if (other->number == (int)rows->rep[r])
                rep = other;
        }
        if (rep == NULL)
            return false;
        const long bound[] = {rep->bounds.desc_start, rep->bounds.desc_end, rep->bounds.asc_start,
                              rep->bounds.asc_end};
        for (int k = 0; k < 4; k++) {
            double t = bound[k] == HINGE_NO_INDEX
                           ? (double)NAN
                           : body->start_s + (double)bound[k] / body->rate_hz;
            if (isnan(t) != isnan(rows->time[k][r]) ||
                fabs(t - rows->time[k][r]) > 0.5 / body->rate_hz)
                return false;
        }
    }
    return true;
}

/* --- pages --- */

enum hinge_status hinge_view_stems(const struct hinge_table *trials, struct hinge_arena *arena,
                                   const char *const **stem, struct hinge_error *error)
{
    const char **id = hinge_arena_alloc(arena, trials->rows, sizeof *id),
               **name = hinge_arena_alloc(arena, trials->rows, sizeof *name);
    for (size_t r = 0; r < trials->rows; r++)
        id[r] = hinge_table_word(trials, "trial_id", r);
    *stem = name;
    return hinge_stems(arena, id, trials->rows, name, error);
}

void hinge_view_command(const struct hinge_view_request *request, const char *id, const char *stem,
                        struct hinge_text *out)
{
    hinge_text_adds(out, "hinge-view");
    const char *const file[] = {request->study, request->results, request->events};
    for (size_t i = 0; i < 3; i++)
        if (*file[i] != '\0')
            hinge_text_command(out, i == 2 ? " --events *" : " *",
                               (const char *[]){hinge_file_name(file[i])});
    cleared_by(hinge_text_clear) struct hinge_text page = {0};
    hinge_text_printf(&page, "%s.html", stem);
    hinge_text_command(out, " --trial * -o *", (const char *[]){id, page.data});
}

/* "p001, dowel" of the nearest row with a page, -1 before or 1 after; SIZE_MAX: none. */
static size_t neighbour(const struct job *job, size_t row, int way)
{
    size_t r = row;
    do
        r += (size_t)way;
    while (r < job->rows.trials.rows && !job->list.of[r].shown);
    return r < job->rows.trials.rows ? r : SIZE_MAX;
}

/* Address and words of a page, in the arena. */
static void link_to(struct job *job, size_t row, struct hinge_arena *arena, struct view_other *link)
{
    struct hinge_text text = {0};
    if (row == SIZE_MAX)
        return;
    hinge_text_address(&text, job->list.stem[row]);
    hinge_text_adds(&text, ".html");
    link->href = hinge_arena_strdup(arena, text.data);
    text.length = 0;
    hinge_seen_who(&job->rows.trials, row, false, &text);
    link->words = hinge_text_to_arena(&text, arena);
}

static void make_json(struct job *job, size_t row, struct picture *picture,
                      const struct hinge_trial_request *request)
{
    struct view_page page = {.list = &job->list,
                             .rows = &job->rows,
                             .faults = request != NULL ? request->faults : &job->faults,
                             .row = row,
                             .uses = &job->uses,
                             .picture = picture,
                             .request = request,
                             .links = {.report = job->list.request->report}};
    struct view_links *l = &page.links;
    if (*job->list.request->trial == '\0' && *job->list.request->rate == '\0') {
        l->index = "index.html";
        link_to(job, neighbour(job, row, -1), &picture->arena, &l->before);
        link_to(job, neighbour(job, row, 1), &picture->arena, &l->after);
        const struct hinge_table *trials = &job->rows.trials;
        const size_t person = job->uses.recording[row].person;
        size_t n = 0, *at = hinge_arena_alloc(&picture->arena, trials->rows + 1, sizeof *at);
        const char **plain = hinge_arena_alloc(&picture->arena, trials->rows + 1, sizeof *plain),
                   *session = hinge_table_word(trials, "session", row);
        bool visits = false;
        for (size_t r = 0; r < trials->rows; r++)
            if (r != row && job->list.of[r].shown && job->uses.recording[r].person == person)
                at[n++] = r;
        for (size_t k = 0; k < n; k++)
            visits = visits || strcmp(hinge_table_word(trials, "session", at[k]), session) != 0;
        l->other = hinge_arena_alloc(&picture->arena, n + 1, sizeof *l->other);
        l->n_others = n;
        for (size_t k = 0; k < n; k++) {
            struct hinge_text text = {0}, who = {0};
            size_t known = strlen(hinge_table_word(trials, "participant", at[k]));
            link_to(job, at[k], &picture->arena, &l->other[k]);
            hinge_seen_who(trials, at[k], true, &who);
            session = hinge_table_word(trials, "session", at[k]);
            if (visits && *session != '\0')
                hinge_text_printf(&text, "session %s", session);
            if (who.length > known)
                hinge_text_adds(&text, who.data + known + (text.length == 0 ? strlen(", ") : 0));
            hinge_text_clear(&who);
            plain[k] = text.length > 0 ? hinge_text_to_arena(&text, &picture->arena)
                                       : hinge_table_word(trials, "trial_id", at[k]);
        }
        for (size_t k = 0; k < n; k++) {
            size_t alike = 0;
            for (size_t i = 0; i < n; i++)
                alike += strcmp(plain[i], plain[k]) == 0;
            l->other[k].words = alike > 1 && job->list.apart[at[k]] != NULL
                                    ? hinge_arena_printf(&picture->arena, "%s (%s)", plain[k],
                                                         job->list.apart[at[k]])
                                    : plain[k];
        }
        hinge_seen_strip(&page, &job->list.of[row].strip);
    }
    if (job->list.of[row].shown)
        (*job->list.request->rate != '\0' ? hinge_rate_bends
                                          : hinge_seen_json)(&page, &job->list.of[row].json);
}

/* A recording in the hands of a thread. */
static void see(void *context, size_t at, const struct hinge_trial_request *request,
                const struct hinge_trial_stage *stage, const struct hinge_trial_result *result)
{
    struct job *job = context;
    size_t row = row_at(job, at);
    cleared_by(hinge_picture_clear) struct picture picture = {0};
    if (row == SIZE_MAX || result->status != HINGE_OK)
        return;
    job->list.of[row].differs = !same_repetitions(job, row, &stage->body, &stage->reps);
    for (size_t k = 0; job->asked == NULL && k < stage->reps.n_rejected; k++)
        job->list.of[row].not_found += stage->reps.rejected_rep[k].reason != HINGE_REASON_MANUAL;
    if (job->list.of[row].differs)
        return;
    hinge_picture_body(&stage->body, &stage->reps, &picture);
    if (job->asked != NULL)
        job->asked->see(job->asked->context, row, &picture);
    else
        make_json(job, row, &picture, request);
}

/* In the first lines of each page; other files are not replaced. */
static const char sign[] = "content=\"hinge-view\"";

static char *path_of(const struct job *job, const char *name)
{
    cleared_by(hinge_text_clear) struct hinge_text file = {0};
    hinge_text_printf(&file, "%s.html", name);
    return hinge_path_join(job->list.request->output, hinge_text_string(&file));
}

/* A page ends with the digest of what is before, which tells pages that somebody edited. */
#define MARK "<!-- hinge-view %s -->\n"
enum { MARK_LENGTH = sizeof MARK - 1 - 2 + HINGE_XXH128_TEXT - 1 };

static void add_mark(struct hinge_text *page)
{
    char digest[HINGE_XXH128_TEXT];
    hinge_xxh128(page->data, page->length, digest);
    hinge_text_printf(page, MARK, digest);
}

/* USAGE if the page would replace a file of somebody else, or a page that was edited. What is no
 * file (a link, a pipe) is refused, forced or not, when the page is written. */
static enum hinge_status check_is_ours(const struct job *job, const char *name,
                                       struct hinge_error *error)
{
    enum { LIMIT = 1 << 30 };
    cleared_by(freed) char *path = path_of(job, name);
    struct hinge_os_info info;
    cleared_by(hinge_bytes_clear) struct hinge_bytes page = {0};
    cleared_by(hinge_text_clear) struct hinge_text made = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    if (hinge_os_lstat(path, &info) != 0 || info.kind != HINGE_OS_FILE)
        return HINGE_OK;
    const bool ours = hinge_file_is_ours(path, sign);
    if (ours && hinge_file_read(path, path, LIMIT, &page, &why) == HINGE_OK &&
        page.size > MARK_LENGTH) {
        hinge_text_add(&made, page.data, page.size - MARK_LENGTH);
        add_mark(&made);
        if (memcmp(made.data, page.data, page.size) == 0)
            return HINGE_OK;
    }
    if (ours && info.size == 0)
        return HINGE_OK;
    return hinge_usage(error,
                       ours ? "%s was changed since hinge-view made it: %s"
                            : "%s is there already, and hinge-view did not make it: %s",
                       path, hinge_unless_forced(false));
}

/* A page with what fills it in; json NULL: the facts have it. */
static enum hinge_status save(const struct job *job, const char *name,
                              const struct page_template *t, const struct hinge_text *json,
                              struct hinge_error *error)
{
    const struct hinge_view_request *request = job->list.request;
    cleared_by(hinge_text_clear) struct hinge_text page = {0};
    const struct hinge_template template = {name, hinge_text_string(&t->text), hinge_markup_escape};
    if (json != NULL)
        json_object_set_new(t->facts, "json", json_string_nocheck(hinge_text_string(json)));
    enum hinge_status status = hinge_template_render(&template, t->facts, &page, error);
    if (status != HINGE_OK)
        return status;
    add_mark(&page);
    if (request->save != NULL) {
        status = request->save(request->context, name, page.data, page.length, error);
    } else if (*request->trial != '\0' || *request->rate != '\0') {
        status = hinge_file_save(request->output, page.data, page.length, error);
    } else {
        cleared_by(freed) char *path = path_of(job, name);
        status = hinge_file_add(path, NULL, page.data, page.length, error);
    }
    return status;
}

static enum hinge_status write_page(struct job *job, size_t row, struct hinge_error *error)
{
    enum hinge_status status =
        save(job, job->list.stem[row], &job->page, &job->list.of[row].json, error);
    job->list.of[row].made = status == HINGE_OK;
    job->summary->pages += status == HINGE_OK;
    hinge_text_clear(&job->list.of[row].json);
    return status;
}

static enum hinge_status keep(void *context, size_t at, struct hinge_error *error)
{
    struct job *job = context;
    size_t row = row_at(job, at);
    if (row != SIZE_MAX && job->list.of[row].differs)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "%s: the repetitions of \"%s\" are not where this study%s has them: analyse the "
            "study again, then make the pages of the new results",
            job->files.results, hinge_table_word(&job->rows.trials, "trial_id", row),
            *job->files.events != '\0' ? " with these events" : "");
    const bool later = row == SIZE_MAX || job->asked != NULL ||
                       job->list.of[row].json.length == 0 || *job->list.request->rate != '\0';
    return later ? HINGE_OK : write_page(job, row, error);
}

static bool is_wanted(void *context, size_t at)
{
    const struct job *job = context;
    size_t row = row_at(job, at);
    return row != SIZE_MAX && job->asked->wanted[row];
}

/* All recordings of the study, or those that are wanted. */
static enum hinge_status see_study(struct job *job, struct hinge_error *error)
{
    const struct hinge_viewer viewer = {
        .context = job, .see = see, .keep = keep, .wants = job->asked != NULL ? is_wanted : NULL};
    const struct hinge_analyze_request analyze = {
        .study = job->files.study,
        .events = *job->files.events != '\0' ? job->files.events : NULL,
        .config = &job->config,
        .threads = job->list.request->threads,
        .allow_inferred = job->inferred,
        .progress = job->list.request->progress};
    return hinge_analyze_view(&analyze, job->list.request->trial, &viewer, error);
}

static void clear_job(struct job *job)
{
    hinge_table_clear(&job->rows.trials);
    hinge_table_clear(&job->rows.faults);
    hinge_arena_clear(&job->rows.arena);
    hinge_text_clear(&job->kept);
    hinge_text_clear(&job->digests);
    hinge_arena_clear(&job->arena);
    hinge_config_clear(&job->config);
}

/* --- without the study --- */

static enum hinge_status write_bare(struct job *job, struct hinge_error *error)
{
    enum { HZ = 30, LONGEST_S = 4 * 3600 };
    const struct view_rows *rows = &job->rows;
    enum hinge_status status = HINGE_OK;
    size_t n = rows->trials.rows;
    for (size_t row = 0; row < n; row++)
        job->list.of[row].shown = job->list.of[row].shown && rows->count[row] > 0;
    for (size_t row = 0; status == HINGE_OK && row < n; row++) {
        double first = INFINITY, last = -INFINITY, span[2];
        for (size_t r = rows->first[row]; r < rows->first[row] + rows->count[row]; r++) {
            hinge_seen_span(rows, r, span);
            first = fmin(first, span[0]);
            last = fmax(last, span[1]);
        }
        if (!job->list.of[row].shown)
            continue;
        if (last - first > LONGEST_S) /* the clock is made from these times, and its memory */
            status = hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                "%s: the repetitions of \"%s\" reach from %g to %g s: at most 4 hours are "
                "expected; analyse the study again, or give it after the results",
                job->list.request->results, hinge_table_word(&rows->trials, "trial_id", row), first,
                last);
        if (status != HINGE_OK || !(last > first)) /* none has times */
            continue;
        /* curves of the results on a clock of 30 frames a second; nothing between repetitions */
        cleared_by(hinge_picture_clear) struct picture picture = {
            .n = (size_t)ceil((last - first) * HZ) + 1,
            .rate_hz = HZ,
            .start_s = first,
            .tier = *hinge_table_word(&rows->trials, "tier", row),
            .step_mm = (double)NAN,
            .leg_steps = (double)NAN,
            .foot_steps = (double)NAN,
            .note = "The study was not given: the page has curves of the repetitions, and no "
                    "body."};
        for (size_t wave = 0; wave < rows->n_waves; wave++) {
            if (rows->wave[wave] == HINGE_SIGNAL_COUNT)
                continue;
            double *x = hinge_arena_raw(&picture.arena, picture.n, sizeof *x);
            for (size_t i = 0; i < picture.n; i++)
                x[i] = (double)NAN;
            for (size_t r = rows->first[row]; r < rows->first[row] + rows->count[row]; r++) {
                const double *curve =
                    rows->waveform + (r * rows->n_waves + wave) * HINGE_CURVE_POINTS;
                hinge_seen_span(rows, r, span);
                for (size_t i = 0; i < picture.n; i++) {
                    double at = (first + (double)i / HZ - span[0]) / (span[1] - span[0]) *
                                (HINGE_CURVE_POINTS - 1);
                    if (!(at >= 0 && at <= HINGE_CURVE_POINTS - 1))
                        continue;
                    size_t k = at < HINGE_CURVE_POINTS - 2 ? (size_t)at : HINGE_CURVE_POINTS - 2;
                    x[i] = curve[k] + (at - (double)k) * (curve[k + 1] - curve[k]);
                    if (!isnan(x[i]))
                        picture.signal[rows->wave[wave]] = x;
                }
            }
        }
        make_json(job, row, &picture, NULL);
        status = write_page(job, row, error);
        hinge_progress_report(job->list.request->progress, row + 1, n);
    }
    return status;
}

/* --- the list --- */

/* --- the page of a rater --- */

/* USAGE where ratings could not say which of two recordings they are of. */
static enum hinge_status check_told_apart(const struct job *job, struct hinge_error *error)
{
    const struct hinge_table *t = &job->rows.trials;
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    cleared_by(freed) size_t *first = hinge_alloc(t->rows + 1, sizeof *first);
    enum hinge_status status = HINGE_OK;
    for (size_t r = 0; r < t->rows && status == HINGE_OK; r++) {
        if (!job->list.of[r].shown)
            continue;
        name.length = 0;
        hinge_rate_cells(t, r, &name);
        const size_t known = names.n, n = hinge_intern_number(&names, hinge_text_string(&name));
        if (n == known)
            first[n] = r;
        else
            status = hinge_usage(
                error,
                "--rate-as: %s and %s are recordings of one participant, session, task, cue and "
                "trial, so a rating could be of either: number them in the column trial of the "
                "list, and ingest again",
                hinge_table_word(t, "file", first[n]), hinge_table_word(t, "file", r));
    }
    return status;
}

/* --- all of it --- */

static enum hinge_status make_pages(struct job *job, struct hinge_error *error)
{
    const struct hinge_view_request *request = job->list.request;
    const struct hinge_table *trials = &job->rows.trials;
    const bool study = *request->study != '\0', rate = *request->rate != '\0',
               alone = *request->trial != '\0';
    enum hinge_status status = HINGE_OK;
    const struct hinge_check_request check = {.study = request->study,
                                              .config = &job->config,
                                              .threads = request->threads,
                                              .allow_inferred = job->inferred};
    if (study && !rate && job->list.check->trials.rows == 0)
        status = hinge_check_study(&check, job->list.check, error);
    if (status != HINGE_OK)
        return status;
    /* worst finding of each recording, by its row */
    const struct hinge_table *f = &job->list.check->findings;
    for (size_t k = 0, row = 0; k < f->rows; k++) { /* they come in the order of the list */
        const int rank = (int)hinge_severity_of(hinge_table_word(f, "severity", k));
        size_t at = hinge_table_row_of(trials, "trial_id", hinge_table_word(f, "trial_id", k), row);
        row = at != SIZE_MAX ? at : row;
        if (at != SIZE_MAX && rank > job->list.of[at].worst && hinge_seen_is_told(f, k))
            job->list.of[at].worst = rank;
    }
    for (size_t r = 0; r < trials->rows; r++) {
        const char *id = hinge_table_word(trials, "trial_id", r);
        bool asked = alone ? strcmp(id, request->trial) == 0
                           : !request->flagged || job->list.of[r].worst >= HINGE_SEVERITY_WARNING ||
                                 hinge_seen_range(&job->rows, r, NULL).uneven ||
                                 hinge_listed(request->also, '\n', id);
        bool front = *hinge_table_word(trials, "tier", r) == 'N'; /* seen with its side view */
        job->list.of[r].shown = asked && !front && (alone || !hinge_is_refused(trials, r));
        job->summary->recordings++;
    }
    status =
        rate ? check_told_apart(job, error) : make_template(hinge_template_view, &job->page, error);
    if (status == HINGE_OK && !alone && request->save == NULL && !rate) {
        /* the folder, in which no file of somebody else is replaced; before the work */
        status = hinge_folder_make(request->output, error);
        if (status == HINGE_OK && !request->force)
            status = check_is_ours(job, "index", error);
        for (size_t r = 0; r < trials->rows && status == HINGE_OK; r++)
            if (job->list.of[r].shown && !request->force)
                status = check_is_ours(job, job->list.stem[r], error);
    }
    if (status == HINGE_OK)
        status = study ? see_study(job, error) : write_bare(job, error);
    if (status == HINGE_OK && alone && !rate && job->summary->pages == 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 study ? "%s: \"%s\" is a front view: its signals are in the page "
                                         "of its side view"
                                       : "%s: \"%s\" has no repetition; name the study, too, to "
                                         "see it",
                                 request->results, request->trial);
    if (status != HINGE_OK || (alone && !rate))
        return status;
    /* the list, or the page of a rater */
    struct page_template t = {0};
    cleared_by(hinge_text_clear) struct hinge_text json = {0};
    struct hinge_rated n = {0};
    status = make_template(rate ? hinge_template_rate : hinge_template_recordings, &t, error);
    if (rate)
        n = hinge_rate_json(request, job->list.of, trials->rows, &json);
    else if (status == HINGE_OK)
        hinge_seen_list(&job->list, t.facts);
    if (status == HINGE_OK && rate && n.bends == 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no bend can be rated, as no repetition is usable; "
                                 "hinge-check says why",
                                 request->results);
    if (status == HINGE_OK)
        status = save(job, rate ? "rate" : "index", &t, rate ? &json : NULL, error);
    if (rate)
        *job->summary = (struct hinge_view_summary){job->summary->recordings, status == HINGE_OK,
                                                    n.bends, n.twice, n.practice};
    clear_template(&t);
    return status;
}

enum hinge_status hinge_view_write(const struct hinge_view_request *given,
                                   struct hinge_view_summary *summary, struct hinge_error *error)
{
    struct hinge_view_request copy;
    cleared_by(hinge_check_report_clear) struct hinge_check_report check = {0};
    struct job job = {.list = {.request = &copy, .rows = &job.rows, .edits = &job.edits},
                      .summary = summary};
    struct hinge_results_reader *reader = NULL;
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    /* what counts, as the tables have it */
    static const struct hinge_view view = {.id = "trials"};
    struct hinge_table_request counts = {0};
    struct hinge_tabulation tab = {.request = &counts, .view = &view};
    *summary = (struct hinge_view_summary){0};
    enum hinge_status status = hinge_request_take(&copy, sizeof copy, given, error);
    if (status != HINGE_OK)
        return status;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.study, &copy.results, &copy.events, &copy.trial,
                        &copy.output, &copy.report, &copy.also, &copy.rate);
    bool study = *copy.study != '\0';
    job.files = (struct hinge_study_files){copy.study, copy.results, copy.events};
    job.list.check = copy.check != NULL ? copy.check : &check;
    hinge_fault_table_init(&job.faults);
    status = hinge_results_share(copy.results, copy.opened, &reader, error);
    const bool rate = *copy.rate != '\0';
    if (status == HINGE_OK && !study && (rate || copy.flagged)) {
        hinge_usage(error, "%s needs the study, too: its %s. Give it before the results:",
                    rate ? "--rate-as" : "--flagged",
                    rate ? "bodies are what a rater sees"
                         : "recordings are what hinge-check looks at");
        status = hinge_error_command(error,
                                     rate ? "hinge-view study.h5 * --rate-as * -o *"
                                          : "hinge-view study.h5 * --flagged -o *",
                                     (const char *[]){copy.results, rate ? copy.rate : copy.output,
                                                      copy.output});
    }
    if (status == HINGE_OK)
        status = read_rows(reader, !study, &job.rows, error);
    if (status == HINGE_OK)
        status = hinge_tab_request(&(struct hinge_table_request){.results = copy.results,
                                                                 .opened = reader,
                                                                 .allow_single = copy.allow_single},
                                   &counts, error);
    if (status == HINGE_OK && hinge_tab_open(&tab))
        hinge_uses_find(&job.uses, &tab);
    if (status == HINGE_OK)
        status = hinge_tab_ended(&tab, error);
    const struct hinge_table *trials = &job.rows.trials;
    if (status == HINGE_OK && *copy.trial != '\0' &&
        hinge_table_row_of(trials, "trial_id", copy.trial, 0) == SIZE_MAX) {
        cleared_by(freed) const char **names = hinge_alloc(trials->rows + 1, sizeof *names);
        for (size_t r = 0; r < trials->rows; r++)
            names[r] = hinge_table_word(trials, "trial_id", r);
        const char *near = hinge_suggest(copy.trial, names, trials->rows);
        status = hinge_usage(error,
                             "%s: no recording has the id \"%s\"%s%s%s; hinge-table trials "
                             "--columns trial_id lists them",
                             copy.results, copy.trial, near != NULL ? "; did you mean \"" : "",
                             near != NULL ? near : "", near != NULL ? "\"?" : "");
    }
    if (status == HINGE_OK)
        status = open_study(&job, reader, error);
    if (status == HINGE_OK)
        status = hinge_view_stems(trials, &job.arena, &job.list.stem, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_LIST, &list, error);
    job.list.apart = hinge_seen_apart(trials, &list, &job.arena);
    job.list.of = hinge_arena_alloc(&job.arena, trials->rows, sizeof *job.list.of);
    if (status == HINGE_OK)
        status = make_pages(&job, error);
    for (size_t r = 0; r < trials->rows; r++) {
        hinge_text_clear(&job.list.of[r].json);
        hinge_text_clear(&job.list.of[r].strip);
    }
    hinge_uses_clear(&job.uses);
    hinge_tab_close(&tab);
    hinge_results_close(reader);
    hinge_fault_table_clear(&job.faults);
    clear_template(&job.page);
    clear_job(&job);
    return status;
}

/* --- pictures for another page --- */

enum hinge_status hinge_picture_each(const struct hinge_pictures *asked, struct hinge_error *error)
{
    const struct hinge_view_request view = {
        .results = asked->results, .trial = "", .threads = asked->threads};
    struct job job = {.list = {.request = &view},
                      .asked = asked,
                      .files = {asked->study, asked->results, asked->events}};
    struct hinge_results_reader *reader = NULL;
    enum hinge_status status = hinge_results_share(asked->results, asked->opened, &reader, error);
    if (status == HINGE_OK)
        status = read_times(reader, &job.rows, error);
    if (status == HINGE_OK)
        status = open_study(&job, reader, error);
    job.list.of = hinge_arena_alloc(&job.arena, job.rows.trials.rows, sizeof *job.list.of);
    if (status == HINGE_OK)
        status = see_study(&job, error);
    hinge_results_close(reader);
    clear_job(&job);
    return status;
}
