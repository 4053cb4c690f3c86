/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that figures draw: an outcome of people, clusters of curves, traces of repetitions. */
#include "figure/kinds/figure.h"

#include "config/sections.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "stats/curves/waves.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

#include <hinge/requests.h>

/* --- What is compared in a figure of people: a metric, or what a fault is judged by. --- */

static void set_unit(struct hinge_plot *plot, const struct hinge_unit_words *unit,
                     struct hinge_outcome *outcome)
{
    const char *change = unit != NULL ? unit->change + (unit->change[0] == ' ') : "";
    outcome->change = *change != '\0' ? hinge_plot_text(plot, " (%s)", change) : "";
    outcome->scale = unit != NULL ? unit->scale : 1;
    outcome->span = unit != NULL ? unit->span / unit->scale : 0;
    outcome->digits = unit != NULL ? unit->digits : -1;
}

static void read_metric(struct hinge_plot *plot, const char *keys, const char *id,
                        const char *phase, struct hinge_outcome *outcome)
{
    outcome->id = id;
    outcome->label = hinge_plot_label(plot, id);
    set_unit(plot, hinge_plot_unit(id), outcome);
    outcome->when =
        hinge_plot_text(plot, " in the %s", strcmp(phase, "rep") == 0 ? "repetition" : phase);
    hinge_plot_metric(plot, id);
    outcome->table =
        hinge_plot_table(plot, "summary", keys, hinge_plot_text(plot, "keys,%s", id), phase);
}

static bool has_values(const struct hinge_outcome *outcome)
{
    size_t r = 0;
    while (r < outcome->table->rows &&
           isnan(hinge_table_number(outcome->table, outcome->column, r)))
        r++;
    return r < outcome->table->rows;
}

struct asked {
    struct hinge_plot *plot;
    const char *keys, *id;
};

static enum hinge_status count_in(void *context, const char *phase, size_t *n,
                                  struct hinge_error *error)
{
    const struct asked *asked = context;
    struct hinge_outcome other = {.column = "mean"};
    (void)error; /* the plot's */
    read_metric(asked->plot, asked->keys, asked->id, phase, &other);
    *n = has_values(&other);
    return asked->plot->status;
}

enum { CONDITIONS = 24 };

/* Which of a key's conditions the values are of, for the caption; of several cues the
 * baseline, which `where` then keeps. Adds to `of` and `where`. */
static void add_condition(struct hinge_plot *plot, const struct hinge_table *cells, const char *key,
                          struct hinge_text *of, struct hinge_text *where)
{
    const struct hinge_figure_request *request = plot->request;
    const char *level[CONDITIONS], *only = NULL;
    char words[160];
    bool cue = strcmp(key, "cue") == 0;
    size_t n = 0;
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0}, held = {0};
    for (size_t r = 0; r < cells->rows; r++) {
        const char *label = hinge_table_text(cells, key, r);
        const char *who = hinge_table_word(cells, "participant", r);
        hinge_intern_number(&people, who);
        if (label != NULL && cue && strcmp(label, request->baseline) == 0)
            only = label;
        if (label == NULL || *label == '\0')
            continue;
        hinge_intern_number(&held, hinge_plot_text(plot, "%s\n%s", label, who));
        if (hinge_name_at(level, n, label) == n && n < CONDITIONS)
            level[n++] = label;
    }
    const bool all_did_each = held.n == people.n * n;
    if (cue && n > 1 && only != NULL)
        hinge_condition_add(where, key, only);
    if (cue && n == 1)
        only = level[0];
    if (cue && only != NULL)
        hinge_text_printf(of, ", %s",
                          hinge_place_words(key, true, only,
                                            hinge_wording_label(request->labels, only), words,
                                            sizeof words));
    if (n < 2 || only != NULL)
        return;
    hinge_levels_sort(level, n);
    hinge_text_printf(of, ", mean over %ss (", key);
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(of, "%s%s", i > 0 ? ", " : "",
                          hinge_published_words(request->labels, key, level[i], words,
                                                sizeof words));
    hinge_text_adds(of, all_did_each ? ")" : "; not everybody did each)");
}

struct hinge_outcome hinge_plot_outcome(struct hinge_plot *plot, const char *keys)
{
    static const char *const conditions[] = {"cue", "task", "session"};
    cleared_by(hinge_text_clear) struct hinge_text by = {0}, words = {0}, where = {0};
    const struct hinge_figure_request *request = plot->request;
    struct hinge_figure_request *only = hinge_plot_room(plot, 1, sizeof *only);
    *only = *request;
    for (size_t i = 0; i < 3; i++)
        if (!hinge_listed(keys, ',', conditions[i]))
            hinge_text_list(&by, conditions[i]);
    hinge_text_adds(&where, request->filter);
    hinge_text_list(&by, "participant");
    const struct hinge_table *cells =
        hinge_plot_table(plot, "summary", hinge_text_string(&by), "keys,duration_s", "rep");
    for (size_t i = 0; i < 3; i++)
        if (!hinge_listed(keys, ',', conditions[i]))
            add_condition(plot, cells, conditions[i], &words, &where);
    only->filter = hinge_plot_text(plot, "%s", hinge_text_string(&where));
    plot->request = only;
    /* What is asked for, else the primary outcome of every study or, where nobody has it, what
     * stands in for that. */
    const char *id = request->columns;
    const struct hinge_outcome_text of = hinge_outcome_of(id);
    const char *fault = of.fault != NULL ? of.fault : of.name;
    if (of.by == NULL) /* "mean:" is what stands there without a name */
        id = fault;
    const char *phase = hinge_plot_phase(
        plot, hinge_phase_of_metrics(&of.name, 1,
                                     hinge_fault_built_in(fault) != NULL ? "rep" : "descent"));
    struct asked asked = {plot, keys, id};
    struct hinge_outcome outcome = {.id = id, .column = "mean"};
    if (*id != '\0' && of.by == NULL && hinge_fault_built_in(id) != NULL) {
        only->filter = hinge_plot_text(plot, "%s%sfault=%s", only->filter,
                                       *only->filter != '\0' ? "&" : "", id);
        outcome.table = hinge_plot_table(plot, "faults", keys, "all", "");
        const struct hinge_unit_words *unit = hinge_readers_unit(
            id, outcome.table->rows > 0 ? hinge_table_text(outcome.table, "unit", 0) : NULL);
        outcome.column = "severity";
        /* "Peak lumbar flexion": what its severity is, unless somebody's own label of it
         * ("severity:lumbar_rounding") says it */
        char phrase[160];
        const char *theirs =
            hinge_wording_label(request->labels, hinge_plot_text(plot, HINGE_SEVERITY "%s", id));
        outcome.label = theirs != NULL ? theirs
                        : hinge_severity_words(id, phrase, sizeof phrase) == NULL
                            ? hinge_plot_name(plot, id)
                            : hinge_plot_text(plot, "%s", hinge_wording_capital(phrase));
        outcome.when = "";
        set_unit(plot, unit, &outcome);
        if (unit != NULL && *unit->after != '\0')
            outcome.label =
                hinge_plot_text(plot, "%s (%s)", outcome.label, hinge_readers_heading(unit));
    } else if (*id != '\0') {
        read_metric(plot, keys, id, phase, &outcome);
        if (!hinge_plot_failed(plot) && !has_values(&outcome)) /* but in another phase: which */
            hinge_plot_take(plot,
                            hinge_phase_elsewhere(id, phase, false, count_in, &asked, plot->error));
    }
    for (size_t i = 0; *id == '\0' && i < 2; i++) {
        const struct hinge_cue_outcome next =
            i == 0 ? hinge_outcome_share : hinge_outcome_instead(hinge_outcome_share.id);
        if (i == 0 || !has_values(&outcome))
            read_metric(plot, keys, next.id, hinge_plot_phase(plot, next.phase), &outcome);
    }
    plot->request = request;
    outcome.when = hinge_plot_text(plot, "%s%s", outcome.when, hinge_text_string(&words));
    return outcome;
}

const struct hinge_table *hinge_plot_of_baseline(struct hinge_plot *plot, const char *view,
                                                 const char **when)
{
    const struct hinge_figure_request *request = plot->request;
    struct hinge_figure_request only = *request;
    cleared_by(hinge_text_clear) struct hinge_text of = {0}, where = {0};
    if (!hinge_listed(hinge_plot_by(plot), ',', "cue")) {
        hinge_text_adds(&where, request->filter);
        const struct hinge_table *cells =
            hinge_plot_table(plot, "summary", "cue,participant", "keys,duration_s", "rep");
        const size_t before = where.length;
        add_condition(plot, cells, "cue", &of, &where);
        only.filter = hinge_plot_text(plot, "%s", hinge_text_string(&where));
        *when = where.length > before ? hinge_plot_text(plot, "%s", hinge_text_string(&of)) : "";
    }
    plot->request = &only;
    const struct hinge_table *table = hinge_plot_table(plot, view, hinge_plot_by(plot), "all", "");
    plot->request = request;
    return table;
}

/* --- Two levels' curves of people into the analysis spm, its clusters out. --- */

enum { POINTS = HINGE_CURVE_POINTS, PERMUTATIONS = 999 };

struct hinge_spm_strip hinge_plot_spm(struct hinge_plot *plot, const struct hinge_levels *levels,
                                      size_t signal, size_t first, size_t second)
{
    struct hinge_spm_strip strip = {0};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    const size_t level[2] = {first, second};
    size_t n[2] = {0, 0}, both = 0;
    /* people of two levels with a whole curve: how many of each, and of both */
    const struct hinge_table *keys = &plot->curves.keys;
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0};
    bool(*has)[2] = hinge_plot_room(plot, keys->rows, sizeof *has);
    static const char *const texts[] = {"participant", "level", NULL};
    hinge_table_specify_texts(&table, texts);
    for (size_t p = 0; p < POINTS; p++)
        hinge_table_add_column(&table, hinge_plot_text(plot, "n%03zu", p), HINGE_COLUMN_NUMBER, "",
                               -1);
    for (size_t r = 0; r < keys->rows; r++) {
        const double *curve = hinge_plot_curve(plot, r, signal);
        const char *who = hinge_table_word(keys, "participant", r);
        size_t k = levels->of_row[r] == level[0] ? 0 : 1, missing = 0;
        for (size_t p = 0; p < POINTS; p++)
            missing += isnan(curve[p]) ? 1 : 0;
        /* both ends and at least 95 % of the points: what the analysis takes and mends */
        if (levels->of_row[r] != level[k] || isnan(curve[0] + curve[POINTS - 1]) ||
            20 * missing > POINTS)
            continue;
        n[k]++;
        if (*who != '\0')
            has[hinge_intern_number(&people, who)][k] = true;
        hinge_table_add_row(
            &table,
            (const char *const[]){*who != '\0' ? who : hinge_plot_text(plot, "row %zu", r),
                                  k == 0 ? "a" : "b"},
            curve);
    }
    for (size_t i = 0; i < people.n; i++)
        both += has[i][0] && has[i][1];
    bool paired = both >= HINGE_LEAST_INTERVAL;
    if (!paired && (n[0] < HINGE_LEAST_TESTED || n[1] < HINGE_LEAST_TESTED || both > 0)) {
        strip.why = both > 0 ? "not tested: fewer than 3 people"
                             : "not tested: fewer than 5 people in a group";
        return strip;
    }
    const char *order[] = {"b", "a", NULL, NULL};
    struct hinge_wave_found found = {0};
    struct hinge_analysis spm = hinge_analysis_of("spm", &table);
    spm.ask.participant = "participant";
    spm.ask.design = paired ? "paired" : "two-sample";
    *(paired ? &spm.ask.condition : &spm.ask.group) = "level";
    spm.ask.order = (struct hinge_names){2, order};
    spm.ask.permutation.n = PERMUTATIONS;
    if (!hinge_plot_failed(plot) && hinge_curves_differ(&spm, &found))
        for (size_t i = 0; i < found.n_clusters && strip.n < HINGE_SPM_CLUSTERS; i++) {
            strip.start[strip.n] = found.cluster[i].start;
            strip.end[strip.n] = found.cluster[i].end;
            strip.p[strip.n++] = found.cluster[i].p;
        }
    const json_t *warning;
    size_t w;
    json_array_foreach(spm.warnings, w, warning)
    {
        const char *code = json_string_value(json_object_get(warning, "code"));
        if (strip.n == 0 && code != NULL && strcmp(code, "W_P_FLOOR") == 0)
            strip.why = "too few people for p ≤ .05";
    }
    strip.people = paired ? hinge_plot_text(plot, "%zu people with both", both)
                          : hinge_plot_text(plot, "n\u00a0=\u00a0%zu against %zu", n[1], n[0]);
    if (spm.failed)
        strip.why = hinge_plot_text(plot, "not tested: %s", spm.error.message);
    hinge_inner_end(&spm);
    return strip;
}

/* --- Settings of a results file into a config, a recording of the study into a trace. --- */

double hinge_trace_time(const struct hinge_trace *trace, double frame)
{
    return frame < 0 ? (double)NAN : trace->start_s + frame / trace->rate_hz;
}

enum hinge_status hinge_recording_check(const struct hinge_study_files *files,
                                        const struct hinge_table *ours, size_t row,
                                        const struct hinge_table *its, struct hinge_error *error)
{
    const char *id = hinge_table_word(ours, "trial_id", row),
               *digest = hinge_table_word(ours, "sha256", row);
    size_t at = hinge_table_row_of(its, "trial_id", id, row);
    if (at == SIZE_MAX && row >= its->rows && *files->events != '\0') /* a further task's */
        at = hinge_table_row_of(its, "sha256", digest, 0);
    const bool there = at != SIZE_MAX;
    if (there && strcmp(digest, hinge_table_word(its, "sha256", at)) == 0)
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_OK,
        there ? "%s: its recording \"%s\" is another one than %s was made from: name the study of "
                "these results, or analyse this one"
              : "%s: it has no recording \"%s\", which %s has: name the study of these results, or "
                "analyse this one",
        files->study, id, files->results);
}

/* Marked: with this file; NULL: with none. */
static enum hinge_status check_events(const struct hinge_study_files *files, const char *marked,
                                      const char *shown, struct hinge_error *error)
{
    const bool given = *files->events != '\0';
    if (marked != NULL && !given && *files->study != '\0')
        return hinge_usage(error,
                           "%s: made with phases marked by hand: name that file with "
                           "--events %s, or the %s would show others",
                           files->results, marked, shown);
    if (marked == NULL && given)
        return hinge_usage(error,
                           "--events: %s was made without phases marked by hand; leave it out, "
                           "or analyse with it first",
                           files->results);
    return HINGE_OK;
}

enum hinge_status hinge_results_settings(struct hinge_results_reader *results,
                                         const struct hinge_study_files *files, const char *shown,
                                         struct hinge_config *config, bool *inferred,
                                         struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    enum hinge_status status =
        hinge_results_get_table(results, HINGE_GROUP_PARAMETERS, &table, error);
    const char *marked = NULL;
    *inferred = false;
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
        const char *key = hinge_table_text(&table, "key", r);
        const char *value = hinge_table_text(&table, "value", r);
        char line[600];
        struct hinge_error ignored;
        if (key == NULL || value == NULL)
            continue;
        if (strcmp(key, "events") == 0)
            marked = value;
        if (strcmp(key, "allow_inferred") == 0)
            *inferred = strcmp(value, "1") == 0;
        snprintf(line, sizeof line, "%.200s=%.300s", key, value);
        if (hinge_config_assign(config, line, &ignored) == HINGE_NOMEM)
            status = hinge_no_memory(error);
    }
    return status == HINGE_OK && files != NULL ? check_events(files, marked, shown, error) : status;
}

const char *hinge_plot_recording(struct hinge_plot *plot)
{
    const struct hinge_figure_request *request = plot->request;
    const struct hinge_study_files files = {hinge_or_empty(request->study), request->results,
                                            hinge_or_empty(request->events)};
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    bool inferred = false;
    if (*files.study == '\0')
        hinge_plot_refuse(plot, HINGE_USAGE,
                          "the figure %s is of one recording: name the study the results were made "
                          "from with --study study.h5",
                          plot->figure->id);
    if (hinge_plot_failed(plot))
        return "";
    hinge_config_init(&config);
    /* The recording that is asked for, else the first with a whole repetition, else the
     * first that was analysed. USAGE for an unknown one. */
    cleared_by(hinge_table_clear) struct hinge_table trials = {0};
    const char *first = "", *whole = NULL, *asked = NULL;
    hinge_plot_take(plot, hinge_results_get_table(request->opened, HINGE_GROUP_TRIALS, &trials,
                                                  plot->error));
    for (size_t r = 0; r < trials.rows; r++) {
        const char *id = hinge_table_text(&trials, "trial_id", r);
        if (id == NULL)
            continue;
        if (strcmp(id, request->trial) == 0)
            asked = id;
        if (*first == '\0' && hinge_use_of_row(&trials, false, r) > HINGE_USE_REFUSED)
            first = id;
        if (whole == NULL && hinge_table_number(&trials, "reps_complete", r) > 0)
            whole = id;
    }
    if (*request->trial != '\0' && asked == NULL)
        hinge_plot_refuse(plot, HINGE_USAGE,
                          "%s: no recording has the id \"%s\"; hinge-table trials --columns "
                          "trial_id lists them",
                          request->results, request->trial);
    const char *trial = hinge_plot_text(plot, "%s",
                                        asked != NULL   ? asked
                                        : whole != NULL ? whole
                                                        : first);
    if (!hinge_plot_failed(plot)) {
        /* results of another study may have a recording of the same id: its repetitions would be
         * drawn where they are not */
        cleared_by(hinge_table_clear) struct hinge_table ours = {0}, its = {0};
        struct hinge_study_reader *study = NULL;
        enum hinge_status status =
            hinge_results_get_table(request->opened, HINGE_GROUP_LEDGER, &ours, plot->error);
        if (status == HINGE_OK)
            status = hinge_study_open_beside(files.study, request->opened, &study, plot->error);
        if (status == HINGE_OK)
            status = hinge_study_get_table(study, HINGE_GROUP_LEDGER, &its, plot->error);
        const size_t row = hinge_table_row_of(&ours, "trial_id", trial, 0);
        if (status == HINGE_OK && row != SIZE_MAX &&
            *hinge_table_word(&ours, "sha256", row) != '\0')
            status = hinge_recording_check(&files, &ours, row, &its, plot->error);
        hinge_plot_take(plot, status);
        hinge_study_close(study);
    }
    if (!hinge_plot_failed(plot))
        hinge_plot_take(plot, hinge_results_settings(request->opened, &files, "figure", &config,
                                                     &inferred, plot->error));
    const struct hinge_analyze_request analyze = {.study = files.study,
                                                  .events =
                                                      *files.events != '\0' ? files.events : NULL,
                                                  .config = &config,
                                                  .threads = 1,
                                                  .allow_inferred = inferred};
    if (!hinge_plot_failed(plot))
        hinge_plot_take(plot, hinge_analyze_trace(&analyze, trial, &plot->trace, plot->error));
    return trial;
}
