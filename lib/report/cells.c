/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of people: their keys, the means of a measure over a person's repetitions and over
 * people, spreads and rates. */
#include "report/cells.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/sample.h"
#include "metrics/metric.h"
#include "report/columns.h"
#include "report/display.h"
#include "report/request.h"
#include "stats/numbers/distributions.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Statistics of people's values. --- */

struct hinge_prevalence hinge_prevalence_of(const double *rate, size_t k, double reps)
{
    struct hinge_rate r = hinge_mean_rate(rate, NULL, k, reps, 0.95);
    return (struct hinge_prevalence){r.mean, r.low, r.high};
}

struct hinge_spread hinge_spread_of(double *value, size_t n)
{
    const double none = (double)NAN;
    struct hinge_spread s = {n, none, none, none, none, none, none, none, none, none};
    if (n == 0)
        return s;
    hinge_sort(value, n);
    s.mean = hinge_stats_mean(value, n);
    s.median = hinge_median_sorted(value, n);
    s.q1 = hinge_quantile_sorted(value, n, 0.25);
    s.q3 = hinge_quantile_sorted(value, n, 0.75);
    s.min = value[0];
    s.max = value[n - 1];
    if (n > 1) {
        s.sd = hinge_stats_sd(value, n);
        double half = gsl_cdf_tdist_Pinv(0.975, (double)n - 1) * s.sd / sqrt((double)n);
        s.ci_low = s.mean - half;
        s.ci_high = s.mean + half;
    }
    return s;
}

/* --- Cells in order, their keys as columns, and what is said under group tables. --- */

void hinge_cells_columns(struct hinge_cell_list *cells, struct hinge_table *table)
{
    for (size_t k = 0; k < cells->people.n_keys; k++) {
        const struct hinge_key *key = &cells->key[k];
        bool always = !key->is_evidence || strcmp(key->name, "tier") == 0;
        hinge_tab_column(cells->tab, table, key->name, HINGE_COLUMN_TEXT, "", 0,
                         always ? HINGE_SHOW_KEY : HINGE_SHOW_DIFFERS);
    }
}

void hinge_cells_set(const struct hinge_cell_list *cells, size_t cell, struct hinge_table *table,
                     size_t row)
{
    for (size_t k = 0; k < cells->people.n_keys; k++)
        hinge_tab_set(table, k, row, cells->people.level_name[k].text[cells->people.level[cell][k]],
                      row - 1);
}

/* --- notes --- */

static bool is_key(const struct hinge_cell_list *cells, const char *column)
{
    for (size_t k = 0; k < cells->people.n_keys; k++)
        if (strcmp(cells->key[k].name, column) == 0)
            return true;
    return false;
}

static void note_pooled(struct hinge_cell_list *cells, const char *column, const char *what)
{
    struct hinge_tabulation *tab = cells->tab;
    struct hinge_text list = {0};
    struct hinge_intern seen = {0};
    char buffer[48];
    for (size_t t = 0; t < tab->trials.rows && !is_key(cells, column); t++) {
        const char *text = hinge_tab_trial(tab, column, t, buffer);
        if (cells->trial_counted[t] && *text != '\0')
            hinge_intern_number(&seen, text);
    }
    hinge_text_join(&list, seen.text, seen.n, ", ");
    if (seen.n > 1)
        hinge_text_printf(&tab->notes, "%s are pooled: %s; --by %s separates them.\n", what,
                          hinge_text_string(&list), column);
    hinge_intern_clear(&seen);
    hinge_text_clear(&list);
}

/* Conditions that a person's value averages over, and how many people have each. */
static void note_averaged(struct hinge_cell_list *cells, const char *column)
{
    struct hinge_tabulation *tab = cells->tab;
    struct hinge_intern levels = {0}, people = {0};
    struct hinge_text list = {0};
    char buffer[48];
    size_t n = 0;
    uint32_t *person = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *person);
    uint32_t *level = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *level);
    for (size_t t = 0; t < tab->trials.rows && !is_key(cells, column); t++) {
        const char *text = hinge_tab_trial(tab, column, t, buffer);
        const char *who = hinge_table_text(&tab->trials, "participant", t);
        if (!cells->trial_counted[t] || !hinge_tab_is_trial(tab, t) || *text == '\0' ||
            who == NULL || *who == '\0')
            continue;
        person[n] = (uint32_t)hinge_intern_number(&people, who);
        level[n++] = (uint32_t)hinge_intern_number(&levels, text);
    }
    if (levels.n > 1) {
        const struct hinge_held held =
            hinge_levels_held(&tab->arena, person, level, n, people.n, 1, levels.n);
        hinge_held_list(&held, levels.text, levels.n, levels.n, &list);
        hinge_text_printf(&tab->notes,
                          "Averaged over %s (%s), with equal weight for each trial%s; "
                          "--by with %s separates them.\n",
                          column, hinge_text_string(&list),
                          held.differ ? ": some people have only a part of them, so rows "
                                        "may differ for this reason"
                                      : "",
                          column);
    }
    hinge_intern_clear(&levels);
    hinge_intern_clear(&people);
    hinge_text_clear(&list);
}

static bool has_tier(const struct hinge_cell_list *cells, const char *tier)
{
    for (size_t k = 0; k < cells->people.n_keys; k++)
        for (size_t l = 0; l < cells->people.level_name[k].n; l++)
            if (strcmp(cells->key[k].name, "tier") == 0 &&
                strcmp(cells->people.level_name[k].text[l], tier) == 0)
                return true;
    return false;
}

void hinge_cells_notes(struct hinge_cell_list *cells)
{
    struct hinge_text *notes = &cells->tab->notes;
    const struct {
        size_t n;
        const char *what;
    } counts[] = {{cells->inferred_trials, "Recordings excluded because a network inferred spine "
                                           "or pelvis (--include-inferred keeps them)"},
                  {cells->excluded_reps,
                   "Repetitions excluded, partial or incomplete (--all-reps keeps them)"},
                  {cells->reference_trials, "Reference recordings excluded"},
                  {cells->nameless_trials,
                   "Recordings that name no participant, each counted as a person"}};
    note_pooled(cells, "task", "Different tasks");
    note_averaged(cells, "cue");
    note_averaged(cells, "session");
    note_pooled(cells, "cutoff_hz", "Different filter cut-offs (Hz)");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].n > 0)
            hinge_text_printf(notes, "%s: %zu.\n", counts[i].what, counts[i].n);
    const struct hinge_people_rule *rule = &cells->people.rule;
    hinge_say_people(notes, "nested", rule->min_reps, rule->min_valid);
    if (has_tier(cells, "B"))
        hinge_text_puts(notes, "Tier B lumbar values support group contrasts, not "
                               "single-person verdicts.\n");
}

/* --- Metrics as measures. --- */

const char *const hinge_readable_metrics[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                              "pelvis_excursion_deg", "knee_excursion_deg",
                                              "trunk_excursion_deg",  "lumbar_fraction",
                                              "lumbar_hip_ratio",     NULL};

static bool is_readable(const char *id)
{
    for (size_t i = 0; hinge_readable_metrics[i] != NULL; i++)
        if (strcmp(hinge_readable_metrics[i], id) == 0)
            return true;
    return false;
}

/* Sets kind and parts from the metric's name. */
static void find_parts(struct hinge_measures *measures, struct hinge_measure *measure,
                       size_t n_phases)
{
    struct hinge_rep_stream *stream = measures->stream;
    struct hinge_ratio_of_means of;
    if (!hinge_ratio_of_means_find(measure->id, &of))
        return;
    bool bin = of.above == NULL;
    measure->kind = bin ? HINGE_MEASURE_BIN : HINGE_MEASURE_RATIO;
    measure->least = hinge_tab_parameter(stream->tab, of.least);
    measure->motions = hinge_bin_motions(&of);
    const struct {
        const char *name;
        size_t *at;
    } arrays[] = {{bin ? of.share : of.above, &measure->over},
                  {bin ? of.motion[0] : of.below, &measure->under},
                  {of.motion[1], &measure->rest}};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (arrays[i].name != NULL)
            hinge_rep_stream_want(stream, arrays[i].name, n_phases, arrays[i].at);
}

static void add_metric(struct hinge_measures *measures, size_t row, const char *const *phase,
                       size_t n_phases, bool readable)
{
    struct hinge_tabulation *tab = measures->stream->tab;
    const char *unit = hinge_table_text(&tab->metrics, "unit", row);
    const char *aggregate = hinge_table_text(&tab->metrics, "aggregate", row);
    double digits = hinge_table_number(&tab->metrics, "digits", row);
    struct hinge_measure made = {
        .id = hinge_table_text(&tab->metrics, "id", row),
        .unit = unit != NULL ? unit : "",
        .digits = digits >= 0 && digits < 10 ? (int)digits : 3,
    };
    made.label = hinge_label_find(measures->label, measures->n_labels, made.id);
    hinge_rep_stream_want(measures->stream, made.id, n_phases, &made.array);
    if (aggregate != NULL && strcmp(aggregate, "ratio_of_means") == 0)
        find_parts(measures, &made, n_phases);
    if (aggregate != NULL && strcmp(aggregate, "circular") == 0)
        made.kind = HINGE_MEASURE_CIRCULAR;
    for (size_t p = 0; p < n_phases; p++) {
        /* the hold is of no interest unless it is asked for */
        bool dull = readable && *tab->request->phase == '\0' && strcmp(phase[p], "hold") == 0;
        if (dull || !hinge_tab_phase(tab, phase[p]))
            continue;
        made.at = p;
        made.phase = phase[p];
        measures->item[measures->n++] = made;
    }
}

/* Phase by phase: most metrics are of one phase, and what nobody has in the others
 * shares pages, which are not made. */
static void place_nests(struct hinge_measures *measures)
{
    for (size_t p = 0; p < measures->n_phases; p++)
        for (size_t i = 0; i < measures->n; i++) {
            struct hinge_measure *m = &measures->item[i];
            if (m->at != p)
                continue;
            m->nest = measures->n_nests;
            measures->n_nests += m->kind == HINGE_MEASURE_MEAN ? 1 : 2;
        }
}

enum hinge_status hinge_measures_choose(struct hinge_measures *measures,
                                        struct hinge_rep_stream *stream, bool readable,
                                        struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    const struct hinge_table *metrics = &tab->metrics;
    const char *const *phase;
    size_t n_phases, named = 0;
    *measures = (struct hinge_measures){.stream = stream};
    enum hinge_status status = hinge_rep_labels(tab, "reason", "phase", &phase, &n_phases, error);
    if (status == HINGE_OK)
        status = hinge_tab_check_phase(tab, phase, n_phases, error);
    if (status == HINGE_OK)
        status =
            hinge_rep_labels(tab, "reason", "metric", &measures->label, &measures->n_labels, error);
    if (status != HINGE_OK)
        return status;
    measures->n_phases = n_phases;
    measures->phase = phase;
    measures->item = hinge_alloc(metrics->rows * n_phases + 1, sizeof *measures->item);
    for (size_t r = 0; hinge_tab_chooses(tab) && r < metrics->rows; r++) {
        const char *id = hinge_table_text(metrics, "id", r);
        named += id != NULL && hinge_tab_wants(tab, id, false);
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < metrics->rows; r++) {
            const char *id = hinge_table_text(metrics, "id", r);
            if (id == NULL || is_readable(id) != (pass == 0) ||
                !hinge_where_label(tab, "metric", id))
                continue;
            /* --columns that names no metric chooses columns only */
            if (named > 0 ? hinge_tab_wants(tab, id, false) : pass == 0 || !readable)
                add_metric(measures, r, phase, n_phases, readable);
        }
    place_nests(measures);
    return HINGE_OK;
}

void hinge_measures_clear(struct hinge_measures *measures)
{
    free(measures->item);
    *measures = (struct hinge_measures){0};
}

/* Degrees of total motion in a bin of the repetition. */
static double bin_width(const struct hinge_measure *m, const struct hinge_rep_stream *stream)
{
    double first = NAN, second = NAN;
    if (m->motions > 0)
        first = hinge_rep_values(stream, m->under)[m->at];
    if (m->motions > 1)
        second = hinge_rep_values(stream, m->rest)[m->at];
    return hinge_bin_width_deg(m->motions, first, second);
}

void hinge_measures_add(const struct hinge_measures *measures, struct hinge_cohort *people)
{
    const struct hinge_rep_stream *stream = measures->stream;
    for (size_t i = 0; i < measures->n; i++) {
        const struct hinge_measure *m = &measures->item[i];
        double value = hinge_rep_values(stream, m->array)[m->at];
        if (isnan(value))
            continue;
        if (m->kind == HINGE_MEASURE_MEAN) {
            hinge_cohort_add(people, m->nest, value);
            continue;
        }
        if (m->kind == HINGE_MEASURE_CIRCULAR) { /* sine and cosine have means */
            hinge_cohort_add(people, m->nest, hinge_sine_of_deg(value));
            hinge_cohort_add(people, m->nest + 1, hinge_cosine_of_deg(value));
            continue;
        }
        double over = hinge_rep_values(stream, m->over)[m->at], under;
        if (m->kind == HINGE_MEASURE_BIN) {
            double width = bin_width(m, stream);
            under = (1 - over) * width;
            over *= width;
        } else {
            under = hinge_rep_values(stream, m->under)[m->at];
        }
        if (isnan(over) || isnan(under))
            continue;
        hinge_cohort_add(people, m->nest, over);
        hinge_cohort_add(people, m->nest + 1, under);
    }
}

unsigned hinge_measure_reps(const struct hinge_measures *measures,
                            const struct hinge_person *person, size_t measure)
{
    return hinge_person_nest(person, measures->item[measure].nest)->reps;
}

double hinge_measure_mean(const struct hinge_measures *measures, const struct hinge_person *person,
                          size_t measure)
{
    const struct hinge_measure *m = &measures->item[measure];
    const struct hinge_nest *first = hinge_person_nest(person, m->nest);
    if (m->kind == HINGE_MEASURE_MEAN)
        return hinge_nest_mean(first);
    const struct hinge_nest *second = hinge_person_nest(person, m->nest + 1);
    return m->kind == HINGE_MEASURE_CIRCULAR ? hinge_nest_direction_deg(first, second)
                                             : hinge_nest_ratio(first, second, m->least);
}

/* --- Spreads of measures over people, by all threads. --- */

enum {
    AT_ONCE = 65536, /* cells of measures, about, described side by side */
    TOGETHER = 16,   /* measures for which a person is looked up once */
    LITTLE = 100000  /* means of people that are not worth a second thread */
};

void hinge_spreads_init(struct hinge_spreads *spreads, const struct hinge_cell_list *cells,
                        const struct hinge_measures *measures, size_t **cell_order)
{
    *spreads = (struct hinge_spreads){.cells = cells, .measures = measures};
    hinge_cohort_sort(&cells->people, cell_order, &spreads->person_order, &spreads->first);
}

void hinge_spreads_clear(struct hinge_spreads *spreads)
{
    free(spreads->person_order);
    free(spreads->first);
    free(spreads->spread);
    free(spreads->order);
    *spreads = (struct hinge_spreads){0};
}

/* Counts a person in, whose mean goes to value[*n]. */
static void count_person(const struct hinge_spreads *s, const struct hinge_person *person,
                         size_t measure, struct hinge_cell_spread *found, double *value, size_t *n)
{
    unsigned count = hinge_measure_reps(s->measures, person, measure);
    if (!hinge_person_counts(s->cells, person, count)) {
        found->dropped += count > 0;
        return;
    }
    double mean = hinge_measure_mean(s->measures, person, measure);
    if (isnan(mean))
        return;
    value[(*n)++] = mean;
    found->reps += count;
}

static void describe_cell(const struct hinge_spreads *s, size_t cell, const size_t *measure,
                          size_t n_measures, double *value)
{
    const size_t people = s->cells->people.n;
    struct hinge_cell_spread found[TOGETHER] = {{.reps = 0}};
    size_t n[TOGETHER] = {0};
    for (size_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        for (size_t m = 0; m < n_measures; m++)
            count_person(s, &s->cells->people.person[s->person_order[i]], measure[m], &found[m],
                         value + m * people, &n[m]);
    for (size_t m = 0; m < n_measures; m++) {
        found[m].spread = hinge_spread_of(value + m * people, n[m]);
        s->spread[(measure[m] - s->batch) * s->cells->people.n_cells + cell] = found[m];
    }
}

static void *make_values(void *context)
{
    const struct hinge_spreads *s = context;
    return hinge_alloc(TOGETHER * s->cells->people.n, sizeof(double));
}

static enum hinge_status describe(void *context, void *value, size_t item,
                                  struct hinge_error *error)
{
    const struct hinge_spreads *s = context;
    size_t from = item * TOGETHER, left = s->n_order - from;
    (void)error;
    for (size_t cell = 0; cell < s->cells->people.n_cells; cell++)
        describe_cell(s, cell, s->order + from, left < TOGETHER ? left : TOGETHER, value);
    return HINGE_OK;
}

/* n measures of a batch by the places of what people have of them (measures.c): those
 * of a phase are neighbours. */
static void put_in_order(struct hinge_spreads *s, size_t n)
{
    s->n_order = 0;
    for (size_t phase = 0; phase < s->measures->n_phases; phase++)
        for (size_t m = s->batch; m < s->batch + n; m++)
            if (s->measures->item[m].at == phase)
                s->order[s->n_order++] = m;
}

enum hinge_status hinge_spreads_describe(struct hinge_spreads *s, size_t measure,
                                         struct hinge_error *error)
{
    size_t cells = s->cells->people.n_cells, left = s->measures->n - measure;
    size_t batch = cells < AT_ONCE ? AT_ONCE / (cells + 1) : 1;
    if (s->spread != NULL && measure < s->batch + batch)
        return HINGE_OK;
    if (s->spread == NULL) {
        s->spread = hinge_alloc(batch * cells, sizeof *s->spread);
        s->order = hinge_alloc(batch, sizeof *s->order);
    }
    s->batch = measure;
    put_in_order(s, left < batch ? left : batch);
    const struct hinge_loop loop = {.items = (s->n_order + TOGETHER - 1) / TOGETHER,
                                    .threads = s->measures->n * s->cells->people.n < LITTLE,
                                    .work = describe,
                                    .context = s,
                                    .make_scratch = make_values,
                                    .free_scratch = free};
    return hinge_parallel_for(&loop, error);
}

const struct hinge_cell_spread *hinge_spreads_of(const struct hinge_spreads *s, size_t measure,
                                                 size_t cell)
{
    return &s->spread[(measure - s->batch) * s->cells->people.n_cells + cell];
}

/* --- People in cells. --- */

enum { NAMES = 512 };

static void add_key(struct hinge_cell_list *cells, const char *name, bool is_evidence)
{
    size_t *n = &cells->people.n_keys;
    struct hinge_key *key = &cells->key[*n];
    long column = hinge_table_find(&cells->tab->trials, name);
    *key = (struct hinge_key){.name = name, .is_evidence = is_evidence, .at = (size_t)column};
    for (size_t i = 0; i < *n; i++)
        if (strcmp(cells->key[i].name, name) == 0)
            return; /* asked for twice, or evidence asked for */
    if (column < 0) {
        key->is_rep = true;
        cells->by_rep = true;
        hinge_rep_stream_want(cells->stream, name, 1, &key->at);
    }
    ++*n;
}

static enum hinge_status check_key(struct hinge_tabulation *tab, const char *name,
                                   struct hinge_error *error)
{
    const char *names[NAMES];
    size_t n = 0, i = 0;
    for (; hinge_rep_keys[n] != NULL; n++)
        names[n] = hinge_rep_keys[n];
    for (size_t c = 0; c < tab->trials.n_columns && n < NAMES; c++)
        names[n++] = tab->trials.column[c].name;
    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i < n ? HINGE_OK : hinge_tab_unknown(tab, "--by", "key", name, names, n, error);
}

/* Different tasks are different movements: the default keys tell them apart. */
static bool several_tasks(const struct hinge_tabulation *tab)
{
    const char *first = NULL;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *task = hinge_table_text(&tab->trials, "task", t);
        if (!tab->kept[t] || !hinge_tab_is_trial(tab, t) || task == NULL)
            continue;
        if (first != NULL && strcmp(first, task) != 0)
            return true;
        first = task;
    }
    return false;
}

enum hinge_status hinge_cells_init(struct hinge_cell_list *cells, struct hinge_rep_stream *stream,
                                   const char *by, size_t n_measures, struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    const char *name[HINGE_BY_KEYS];
    size_t n;
    *cells = (struct hinge_cell_list){
        .tab = tab,
        .stream = stream,
        .people = {.n_measures = n_measures,
                   .rule = {.min_reps = hinge_tab_parameter(tab, "agg.min_reps"),
                            .min_valid = hinge_tab_parameter(tab, "agg.min_valid")}},
        .last_trial = SIZE_MAX};
    bool own = *by == '\0';
    enum hinge_status status =
        hinge_tab_split(tab, "--by", own ? tab->view->by : by, ',', name, HINGE_BY_KEYS, &n, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        status = check_key(tab, name[i], error);
        if (status == HINGE_OK)
            add_key(cells, name[i], false);
    }
    if (status == HINGE_OK && own && several_tasks(tab))
        add_key(cells, "task", false);
    for (size_t i = 0; hinge_evidence[i] != NULL; i++)
        if (hinge_table_find(&tab->trials, hinge_evidence[i]) >= 0)
            add_key(cells, hinge_evidence[i], true);
    if (hinge_table_find(&tab->trials, "counted") >= 0)
        add_key(cells, "counted", true);
    if (cells->by_rep || tab->request->allow_single)
        cells->people.rule = (struct hinge_people_rule){0, 0};
    hinge_rep_stream_want(stream, "valid", 1, &cells->valid);
    cells->trial_counted = hinge_alloc(tab->trials.rows, sizeof *cells->trial_counted);
    return status;
}

void hinge_cells_clear(struct hinge_cell_list *cells)
{
    hinge_cohort_clear(&cells->people);
    free(cells->trial_counted);
    *cells = (struct hinge_cell_list){0};
}

/* --- finding the cell and the person --- */

static const char *level_text(const struct hinge_cell_list *cells, const struct hinge_key *key,
                              char buffer[HINGE_CELL_MAX])
{
    const struct hinge_rep_stream *stream = cells->stream;
    if (key->is_rep) {
        double value = hinge_rep_values(stream, key->at)[0];
        snprintf(buffer, HINGE_CELL_MAX, "%.10g", value);
        return isnan(value) ? "" : buffer;
    }
    const char *text = hinge_exact_cell(&cells->tab->trials, key->at, stream->trial, buffer);
    bool source = key->is_evidence && strcmp(key->name, "standing_source") == 0;
    return source ? hinge_standing_class(text) : text;
}

static void find_person(struct hinge_cell_list *cells)
{
    char buffer[HINGE_CELL_KEYS][HINGE_CELL_MAX];
    const char *level[HINGE_CELL_KEYS];
    size_t trial = cells->stream->trial;
    for (size_t k = 0; k < cells->people.n_keys; k++)
        level[k] = level_text(cells, &cells->key[k], buffer[k]);
    cells->person =
        hinge_cohort_find(&cells->people, hinge_cohort_cell(&cells->people, level),
                          hinge_table_text(&cells->tab->trials, "participant", trial), trial);
}

/* Counts a trial once in the number it belongs to; whether it stays out. */
static bool is_left_out(struct hinge_cell_list *cells, size_t trial)
{
    const struct hinge_tabulation *tab = cells->tab;
    bool inferred = !tab->request->include_inferred && hinge_tab_is_guessed(tab, trial);
    bool reference = !hinge_tab_is_trial(tab, trial);
    if (!cells->trial_counted[trial]) {
        const char *who = hinge_table_text(&tab->trials, "participant", trial);
        cells->trial_counted[trial] = true;
        cells->reference_trials += reference;
        cells->inferred_trials += inferred && !reference;
        cells->nameless_trials += !inferred && !reference && (who == NULL || *who == '\0');
    }
    return inferred || reference;
}

bool hinge_cells_enter(struct hinge_cell_list *cells)
{
    size_t trial = cells->stream->trial;
    bool known = trial == cells->last_trial && !cells->by_rep;
    if (!known)
        cells->person = SIZE_MAX;
    cells->last_trial = trial;
    if (is_left_out(cells, trial))
        return false;
    if (!known)
        find_person(cells);
    hinge_cohort_enter(&cells->people, cells->person, trial);
    double valid = hinge_rep_values(cells->stream, cells->valid)[0];
    bool counts = hinge_repetition_counts(valid) || cells->tab->request->all_reps;
    cells->excluded_reps += !counts;
    return counts;
}

bool hinge_person_counts(const struct hinge_cell_list *cells, const struct hinge_person *person,
                         unsigned reps)
{
    return hinge_people_enough(&cells->people.rule, reps, person->all_reps);
}
