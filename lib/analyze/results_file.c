/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.h5 as analysis writes it: its arrays, rows of /trials and of repetitions, the tables that
 * explain it (parameters, metrics, faults). In: results of trials in list order; out: the file. */
#include "analyze/job.h"

#include "base/build.h"
#include "base/parameters.h"
#include "table/columns.h"

/* Texts copied from the list; then those and the numbers of a result r: name, unit, digits, value.
 */
static const char *const keys[] = {"participant", "group", "session", "task",
                                   "cue",         "trial", "role",    NULL};
/* clang-format off */
#define TRIAL_TEXTS(X)                                                                             \
    X("status", status_word(r))                                                                    \
    X("reason", hinge_reason_name(r->reason))                                                      \
    X("message", message)                                                                          \
    X("tier", tier)                                                                                \
    X("lumbar_def", r->lumbar_def)                                                                 \
    X("driver", r->driver)                                                                         \
    X("standing_source", r->standing_source)                                                       \
    X("side", side)                                                                                \
    X("family", r->family)                                                                         \
    X("seg_source", r->seg_source)                                                                 \
    X("load_source", r->load_source)                                                               \
    X("vertical_source", r->vertical_source)                                                       \
    X("heading_from", r->heading_from)                                                       \
    X("excluded_why", r->excluded)                                                                 \
    X("warnings", warnings)
#define TRIAL_NUMBERS(X)                                                                           \
    X("inferred", "1", 0, r->inferred)                                                             \
    X("dim", "1", 0, refused ? (double)NAN : r->dim)                                               \
    X("pelvis", "1", 0, r->pelvis)                                                                 \
    X("thigh", "1", 0, r->thigh)                                                                   \
    X("frontal", "1", 0, r->frontal)                                                               \
    X("metric", "1", 0, r->metric)                                                                 \
    X("pos", "1", 0, r->pos)                                                                       \
    X("rate_hz", "Hz", 2, r->rate_hz)                                                              \
    X("cutoff_hz", "Hz", 2, r->cutoff_hz)                                                          \
    X("frames", "1", 0, refused ? (double)NAN : (double)r->frames)                                 \
    X("duration_s", "s", 2, r->duration_s)                                                         \
    X("reps", "1", 0, r->reps)                                                                     \
    X("reps_complete", "1", 0, r->reps_complete)                                                   \
    X("reps_partial", "1", 0, r->reps_partial)                                                     \
    X("reps_truncated", "1", 0, r->reps_truncated)                                                 \
    X("ghosts", "1", 0, r->ghosts)                                                                 \
    X("rejected_stepping", "1", 0, r->rejected.stepping)                                           \
    X("rejected_alternating", "1", 0, r->rejected.alternating)                                     \
    X("rejected_no_trunk", "1", 0, r->rejected.no_trunk)                                           \
    X("rejected_too_short", "1", 0, r->rejected.too_short)                                         \
    X("rejected_rom_small", "1", 0, r->rejected.rom_small)                                         \
    X("rejected_manual", "1", 0, r->rejected.manual)                                               \
    X("corrected_seen", "1", 0, r->corrected_seen)                                                 \
    X("first_rep", "1", 0, first_rep)                                                              \
    X("leg_length_m", "m", 3, r->metric ? r->leg_length : (double)NAN)                             \
    X("thigh_length_m", "m", 3, r->metric ? r->leg_length - SHANK(r) : (double)NAN)                \
    X("shank_length_m", "m", 3, r->metric ? SHANK(r) : (double)NAN)                                \
    X("trunk_length_m", "m", 3, r->metric ? r->trunk_length : (double)NAN)                         \
    X("standing_s", "s", 2, STANDING(s->length_s))                                                 \
    X("standing_start_s", "s", 2, STANDING(r->standing_start_s))                                   \
    X("standing_end_s", "s", 2, STANDING(r->standing_end_s))                                       \
    X("standing_trunk_deg", "deg", 1, STANDING(s->value[HINGE_SIGNAL_trunk_incl]))                 \
    X("standing_pelvis_deg", "deg", 1, STANDING(s->value[HINGE_SIGNAL_pelvis_tilt]))               \
    X("standing_knee_deg", "deg", 1, STANDING(s->value[HINGE_SIGNAL_knee_flex]))                   \
    X("standing_cva_deg", "deg", 1, STANDING(s->value[HINGE_SIGNAL_cva]))                          \
    X("noise_lumbar_deg", "deg", 2, STANDING(s->noise_sd[HINGE_SIGNAL_lumbar_flex]))               \
    X("noise_pelvis_deg", "deg", 2, STANDING(s->noise_sd[HINGE_SIGNAL_pelvis_tilt]))               \
    X("held_share", "1", 3, r->held_share)                                                         \
    X("vertical_turn_deg", "deg", 1, r->vertical_turn_deg)                                         \
    X("residual_cutoff_hz", "Hz", 2, r->residual_cutoff_hz)
#define SHANK(r) ((r)->leg_length / (1 + (r)->thigh_shank_ratio))
#define STANDING(x) (s->found ? (x) : (double)NAN)
/* clang-format on */
static const char *const trial_texts[] = {
#define X(name, value) name,
    TRIAL_TEXTS(X) NULL
#undef X
};
static const struct hinge_table_spec trial_numbers[] = {
#define X(name, unit, digits, value) {name, unit, digits},
    TRIAL_NUMBERS(X)
#undef X
};
enum { N_NUMBERS = sizeof trial_numbers / sizeof *trial_numbers };

static void set(struct hinge_table *trials, const char *column, const char *text)
{
    hinge_table_set_text(trials, (size_t)hinge_table_find(trials, column), trials->rows - 1, text);
}

static const char *status_word(const struct hinge_trial_result *result)
{
    if (result->status != HINGE_OK)
        return "refused";
    return result->partial ? "partial" : "ok";
}

static void copy_texts(struct hinge_table *trials, const struct hinge_table *ledger, size_t row,
                       const struct hinge_trial_result *r)
{
    char warnings[512] = "";
    if (r == NULL) {
        static const char *const refused[] = {"status", "reason", "message", NULL};
        for (size_t c = 0; refused[c] != NULL; c++)
            set(trials, refused[c], hinge_table_word(ledger, refused[c], row));
        return;
    }
    hinge_warning_names(r->warnings, warnings, sizeof warnings);
    const char tier[2] = {r->tier, '\0'}, side[2] = {r->side, '\0'};
    struct hinge_text text = {0};
    hinge_trial_result_add(r, hinge_table_word(ledger, "message", row), &text);
    const char *message = hinge_text_string(&text);
#define X(name, value) set(trials, name, value);
    TRIAL_TEXTS(X)
#undef X
    hinge_text_clear(&text);
}

/* Adds row `row` of list and ledger; result NULL for a file refused at ingest.
 * first_rep is where its repetitions start in /reps. */
static void trial_rows_add(struct hinge_spool *spool, const struct hinge_table *list,
                           const struct hinge_table *ledger, size_t row,
                           const struct hinge_trial_result *r, size_t first_rep)
{
    struct hinge_table *trials = &spool->open;
    size_t at = hinge_spool_add(spool);
    static const char *const from_ledger[] = {"trial_id", "file", "format", "landmark_set", NULL};
    for (size_t c = 0; from_ledger[c] != NULL; c++)
        set(trials, from_ledger[c], hinge_table_word(ledger, from_ledger[c], row));
    for (size_t c = 0; keys[c] != NULL; c++)
        set(trials, keys[c], hinge_table_word(list, keys[c], row));
    const bool limit = strcmp(hinge_table_word(list, "role", row), "maxflex") == 0;
    set(trials, "judged_as",
        hinge_task_find(limit ? "maxflex" : hinge_table_word(list, "task", row))->id);
    copy_texts(trials, ledger, row, r);
    if (r == NULL)
        return;
    const struct hinge_standing *s = &r->standing;
    bool refused = r->status != HINGE_OK;
#define X(name, unit, digits, value)                                                               \
    trials->column[hinge_table_find(trials, name)].number[at] = (double)(value);
    TRIAL_NUMBERS(X)
#undef X
}

/* --- parameters and options, metrics, faults --- */

static void add_parameters(struct hinge_results_file *file)
{
    static const char *const names[] = {"key",      "value", "unit", "section",
                                        "standard", "help",  NULL};
    const struct hinge_analyze_request *request = file->request;
    const char *const options[][6] = {
        {"allow_inferred", request->allow_inferred ? "1" : "0", "", "options", "0",
         "spine and pelvis reported from a network's markers"},
        {"events", request->events != NULL ? hinge_file_name(request->events) : NULL, "", "options",
         "", "phases marked by hand"}};
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    hinge_table_specify_texts(&table, names);
    for (size_t i = 0; i < n; i++) {
        char value[256];
        hinge_parameter_text(request->config->parameters, &row[i], value, sizeof value);
        const char *const texts[] = {row[i].key,     value,           row[i].unit,
                                     row[i].section, row[i].standard, row[i].help};
        hinge_table_add_row(&table, texts, NULL);
    }
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (i != 1 || request->events != NULL)
            hinge_table_add_row(&table, options[i], NULL);
    /* what the study asks: whoever compares these results goes by it */
    for (size_t i = 0; i < request->config->n_entries; i++) {
        const struct hinge_config_entry *entry = &request->config->entry[i];
        char key[64];
        snprintf(key, sizeof key, HINGE_ASKED_BY_RUN "%s", entry->key);
        if (strcmp(entry->section, "run") == 0 && *entry->value != '\0' &&
            hinge_listed(HINGE_ASKED_KEYS, ',', entry->key))
            hinge_table_add_row(
                &table, (const char *[]){key, entry->value, "", "run", "", "what the study asks"},
                NULL);
    }
    hinge_results_add_table(file->writer, HINGE_GROUP_PARAMETERS, &table);
}

/* --- arrays --- */

enum { DIM_PHASE, DIM_METRIC, DIM_FAULT, DIM_SIGNAL, DIM_PERCENT, N_DIMENSIONS };

/* Arrays of the file, group by group, so that a file says in which order they were made: name,
 * unit, type, where a block b has it, title, dimensions. */
/* clang-format off */
#define REP_ARRAYS(X)                                                                                                  \
    X("trial", "1", I32, b->trial, "row of /trials", 0, {0})                                                           \
    X("rep", "1", I32, b->rep, "repetition within the trial", 0, {0})                                                  \
    X("floor", "1", U8, b->floor, "ascent first", 0, {0})                                                              \
    X("complete", "1", U8, b->complete, "both phases seen", 0, {0})                                                    \
    X("valid", "1", U8, b->valid, "in the default analysis set", 0, {0})                                               \
    X("desc_start_s", "s", F64, b->time[0], "start of the descent", 0, {0})                                            \
    X("desc_end_s", "s", F64, b->time[1], "end of the descent", 0, {0})                                                \
    X("asc_start_s", "s", F64, b->time[2], "start of the ascent", 0, {0})                                              \
    X("asc_end_s", "s", F64, b->time[3], "end of the ascent", 0, {0})                                                  \
    X("rom_deg", "deg", F64, b->rom_deg, "range of the driver", 0, {0})                                                \
    X("warnings", "1", U64, b->warnings, "warning bits", 0, {0})                                                       \
    X(HINGE_ARRAY_VALUE, "", F64, b->metric, "metric, in its unit of /metrics", 2, {DIM_METRIC, DIM_PHASE})            \
    X("reason", "", U16, b->reason, "why a metric is missing", 2, {DIM_METRIC, DIM_PHASE})                             \
    X("fault_state", "1", U8, b->fault_state, "0 absent 1 below 2 above 3 present", 1, {DIM_FAULT})                    \
    X("fault_reason", "1", U16, b->fault_reason, "why a fault is refused", 1, {DIM_FAULT})                             \
    X("fault_severity", "1", F64, b->fault_severity, "severity, in the fault's unit", 1, {DIM_FAULT})                  \
    X("fault_threshold", "1", F64, b->fault_threshold, "threshold applied", 1, {DIM_FAULT})                            \
    X("fault_margin", "1", F64, b->fault_margin, "margin applied", 1, {DIM_FAULT})                                     \
    X("fault_time_s", "s", F64, b->fault_time, "time of the extreme", 1, {DIM_FAULT})                                  \
    X("fault_at_pct", "percent", F64, b->fault_at, "where the threshold is first passed", 1, {DIM_FAULT})                  \
    X(HINGE_ARRAY_FOUND, "", F64, b->found, "metric as found, without corrections by hand", 2, {DIM_METRIC, DIM_PHASE})
/* clang-format on */
static const struct hinge_array_spec specs[] = {
#define X(name, unit, type, data, title, ...)                                                      \
    {HINGE_GROUP_REPS, name, unit, title, HINGE_ARRAY_##type, __VA_ARGS__},
    REP_ARRAYS(X)
#undef X
#define X(name, phase, progress, title)                                                            \
    {HINGE_GROUP_WAVEFORMS, #name, "deg", title, HINGE_ARRAY_F32, 2, {DIM_SIGNAL, DIM_PERCENT}},
        HINGE_WAVEFORM_SET_LIST(X)
#undef X
};
enum { N_SPECS = sizeof specs / sizeof *specs };

/* Whether a file has the array: what was found is kept beside corrections alone. */
static bool is_kept(const struct hinge_results_file *file, size_t spec)
{
    return file->request->events != NULL || strcmp(specs[spec].name, HINGE_ARRAY_FOUND) != 0;
}

/* --- opening --- */

static const char **labels(struct hinge_results_file *file, size_t n)
{
    return hinge_arena_alloc(&file->arena, n, sizeof(const char *));
}

enum hinge_status hinge_results_file_open(struct hinge_results_file *file,
                                          const struct hinge_analyze_request *request,
                                          const struct hinge_fault_table *faults,
                                          const struct hinge_table *list,
                                          const struct hinge_table *ledger,
                                          struct hinge_error *error)
{
    struct hinge_dimension dimension[N_DIMENSIONS];
    *file = (struct hinge_results_file){
        .request = request, .faults = faults, .list = list, .ledger = ledger};
    /* An empty /trials table with its columns. */
    static const char *const first[] = {"trial_id", "file", NULL};
    static const char *const judged[] = {"judged_as", NULL};
    static const char *const last[] = {"format", "landmark_set", NULL};
    const char *const *const groups[] = {first, keys, judged, trial_texts, last};
    file->trials.open = (struct hinge_table){0};
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        hinge_table_specify_texts(&file->trials.open, groups[g]);
    hinge_table_specify(&file->trials.open, trial_numbers, N_NUMBERS);
    static const struct hinge_table_spec columns[] = {
        {"of", NULL, 0}, {"name", NULL, 0}, {"unit", NULL, 0}, {"trial", "", 0}, {"n", "", 0},
        {"r", "", 3},    {"bias", "", 3},   {"sd", "", 3},     {"offset", "", 3}};
    hinge_table_specify(&file->agreement, columns, sizeof columns / sizeof *columns);
    if (request->output == NULL)
        return HINGE_OK;
    size_t metrics = hinge_metric_count(), n_faults = file->faults->n;
    const char **phase = labels(file, HINGE_PHASE_COUNT), **metric = labels(file, metrics);
    const char **fault = labels(file, n_faults), **signal = labels(file, HINGE_WAVEFORM_COUNT);
    for (int p = 0; p < HINGE_PHASE_COUNT; p++)
        phase[p] = hinge_phase_name((enum hinge_phase)p);
    for (size_t m = 0; m < metrics; m++)
        metric[m] = hinge_metric_at(m)->id;
    for (size_t f = 0; f < n_faults; f++)
        fault[f] = file->faults->row[f].id;
    for (int w = 0; w < HINGE_WAVEFORM_COUNT; w++)
        signal[w] = hinge_signal_name(hinge_waveform_signal(w));
    dimension[DIM_PHASE] = (struct hinge_dimension){"phase", HINGE_PHASE_COUNT, phase};
    dimension[DIM_METRIC] = (struct hinge_dimension){"metric", metrics, metric};
    dimension[DIM_FAULT] = (struct hinge_dimension){"fault", n_faults, fault};
    dimension[DIM_SIGNAL] = (struct hinge_dimension){"signal", HINGE_WAVEFORM_COUNT, signal};
    dimension[DIM_PERCENT] = (struct hinge_dimension){"percent", HINGE_CURVE_POINTS, NULL};
    struct hinge_array_spec kept[N_SPECS];
    size_t n = 0;
    for (size_t i = 0; i < N_SPECS; i++)
        if (is_kept(file, i))
            kept[n++] = specs[i];
    enum hinge_status status = hinge_results_create(request->output, dimension, N_DIMENSIONS, kept,
                                                    n, &file->writer, error);
    if (status == HINGE_OK)
        hinge_results_use_threads(file->writer, request->threads);
    return status;
}

void hinge_results_file_discard(struct hinge_results_file *file)
{
    hinge_results_discard(file->writer);
    hinge_spool_clear(&file->trials);
    hinge_table_clear(&file->agreement);
    hinge_arena_clear(&file->arena);
    *file = (struct hinge_results_file){0};
}

/* --- rows --- */

static enum hinge_status append_reps(struct hinge_results_file *file,
                                     const struct hinge_rep_block *b, struct hinge_error *error)
{
    const void *data[N_SPECS] = {
#define X(name, unit, type, data, title, ...) data,
        REP_ARRAYS(X)
#undef X
    };
    for (size_t w = 0; w < HINGE_WAVEFORM_SETS; w++)
        data[N_SPECS - HINGE_WAVEFORM_SETS + w] = b->waveform[w];
    size_t n = 0;
    for (size_t i = 0; i < N_SPECS; i++)
        if (is_kept(file, i))
            data[n++] = data[i];
    return hinge_results_append(file->writer, b->n, data, error);
}

enum hinge_status hinge_results_file_add(struct hinge_results_file *file, size_t row,
                                         const struct hinge_trial_result *result,
                                         struct hinge_error *error)
{
    trial_rows_add(&file->trials, file->list, file->ledger, row, result, file->reps);
    if (result == NULL)
        return HINGE_OK;
    file->reps += result->block.n;
    for (size_t i = 0; i < result->agreements.n; i++) {
        const struct hinge_agreement *a = &result->agreements.row[i];
        const char *const texts[] = {a->of, a->name, a->unit};
        const double numbers[] = {(double)hinge_spool_rows(&file->trials) - 1,
                                  (double)a->n,
                                  a->r,
                                  a->bias,
                                  a->sd,
                                  a->offset};
        hinge_table_add_row(&file->agreement, texts, numbers);
    }
    if (file->writer == NULL || result->block.n == 0)
        return HINGE_OK;
    return append_reps(file, &result->block, error);
}

/* --- publishing --- */

enum hinge_status hinge_results_file_publish(struct hinge_results_file *file,
                                             const struct hinge_rows *list,
                                             const struct hinge_rows *ledger,
                                             struct hinge_error *error)
{
    struct hinge_results_writer *writer = file->writer;
    if (writer == NULL)
        return HINGE_OK;
    const struct hinge_rows trials = hinge_spool_all(&file->trials);
    hinge_results_add_rows(writer, HINGE_GROUP_TRIALS, &trials);
    hinge_results_add_rows(writer, HINGE_GROUP_LIST, list);
    hinge_results_add_rows(writer, HINGE_GROUP_LEDGER, ledger);
    add_parameters(file);
    static const struct hinge_table_spec columns[] = {{"id", NULL, 0},        {"unit", NULL, 0},
                                                      {"title", NULL, 0},     {"source", NULL, 0},
                                                      {"aggregate", NULL, 0}, {"digits", "1", 0}};
    cleared_by(hinge_table_clear) struct hinge_table metrics = {0};
    size_t n = hinge_metric_count();
    hinge_table_specify(&metrics, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_metric *m = hinge_metric_at(i);
        const char *const texts[] = {m->id, m->unit, m->title, m->source, m->aggregate};
        hinge_table_add_row(&metrics, texts, (const double[]){m->digits});
    }
    hinge_results_add_table(file->writer, HINGE_GROUP_METRICS, &metrics);
    static const struct hinge_table_spec described[] = {
        {"id", NULL, 0},         {"title", NULL, 0},      {"short", NULL, 0},
        {"wording", NULL, 0},    {"source", NULL, 0},     {"unit", NULL, 0},
        {"exceptions", NULL, 0}, {"defined_by", NULL, 0}, {"speaks", NULL, 0},
        {"threshold", "", -1},   {"margin_a", "", -1},    {"margin_b", "", -1},
        {"margin_c", "", -1}};
    cleared_by(hinge_table_clear) struct hinge_table judged = {0};
    hinge_table_specify(&judged, described, sizeof described / sizeof *described);
    for (size_t i = 0; i < file->faults->n; i++) {
        const struct hinge_fault *f = &file->faults->row[i];
        char by[80] = "config";
        if (!f->user)
            snprintf(by, sizeof by, "hingekit%s%s%s", f->renamed ? ", renamed" : "",
                     f->changed ? ", changed" : "", f->remeasured ? HINGE_FAULT_REMEASURED : "");
        const char *const texts[] = {f->id,   f->title,      f->brief, f->wording, f->source,
                                     f->unit, f->exceptions, by,       f->speaks};
        const double numbers[] = {f->threshold, hinge_fault_margin(f, 'A'),
                                  hinge_fault_margin(f, 'B'), hinge_fault_margin(f, 'C')};
        hinge_table_add_row(&judged, texts, numbers);
    }
    hinge_results_add_table(file->writer, HINGE_GROUP_FAULTS, &judged);
    hinge_results_add_table(writer, HINGE_GROUP_AGREEMENT, &file->agreement);
    hinge_results_add_attribute(writer, "source", hinge_results_build);
    if (file->study_source != NULL)
        hinge_results_add_attribute(writer, "study_source", file->study_source);
    if (file->shard->shards > 0) {
        char text[HINGE_SHARD_TEXT];
        cleared_by(hinge_table_clear) struct hinge_table rows = {0};
        hinge_shard_write(file->shard, text, &rows);
        hinge_results_add_attribute(file->writer, HINGE_SHARD_ATTRIBUTE, text);
        hinge_results_add_table(file->writer, HINGE_GROUP_SHARD, &rows);
    }
    file->writer = NULL;
    hinge_spool_clear(&file->trials);
    return hinge_results_publish(writer, error);
}
