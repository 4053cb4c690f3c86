/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People in cells: their keys, means of a measure over a person's repetitions, and how people
 * spread. */
#include "report/people/people.h"

#include "faults/fault.h"
#include "report/print/display.h"
#include "table/columns.h"

#include <gsl/gsl_cdf.h>
#include <hinge/requests.h>

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

enum hinge_stat hinge_tab_stat(const struct hinge_tabulation *tab)
{
    const char *stat = tab->request->stat != NULL ? tab->request->stat : "";
    return strcmp(stat, "median_iqr") == 0 ? HINGE_MEDIAN_IQR
           : strcmp(stat, "mean_ci") == 0  ? HINGE_MEAN_CI
                                           : HINGE_MEAN_SD;
}

int hinge_spread_words(const struct hinge_tabulation *tab, const struct hinge_spread *spread,
                       int digits, bool bracketed, char text[HINGE_SPREAD_WORDS])
{
    const enum hinge_stat stat = hinge_tab_stat(tab);
    const size_t room = HINGE_SPREAD_WORDS;
    double middle = stat == HINGE_MEDIAN_IQR ? spread->median : spread->mean, sd = spread->sd,
           low = stat == HINGE_MEDIAN_IQR ? spread->q1 : spread->ci_low,
           high = stat == HINGE_MEDIAN_IQR ? spread->q3 : spread->ci_high;
    if (digits > 0)
        digits = hinge_tab_digits(tab, digits);
    if (tab->request->digits == NULL)
        digits = stat == HINGE_MEAN_SD ? hinge_limit_decimals(digits, sd, sd)
                                       : hinge_limit_decimals(digits, low, high);
    middle = hinge_unsigned_zero(middle, digits);
    low = hinge_unsigned_zero(low, digits);
    high = hinge_unsigned_zero(high, digits);
    if (spread->n == 0)
        *text = '\0'; /* a dash */
    else if (spread->n == 1)
        snprintf(text, room, "%.*f", digits, middle);
    else if (stat == HINGE_MEAN_SD)
        snprintf(text, room, bracketed ? "%.*f (%.*f)" : "%.*f ± %.*f", digits, middle, digits, sd);
    else
        snprintf(text, room, "%.*f [%.*f, %.*f]", digits, middle, digits, low, digits, high);
    return digits;
}

/* --- Keys as columns. --- */

void hinge_people_columns(struct hinge_people *people, const struct hinge_view_column *column)
{
    for (size_t k = 0; k < people->grouped.n_keys; k++) {
        const struct hinge_key *key = &people->key[k];
        bool always = !key->is_evidence || strcmp(key->name, "tier") == 0;
        hinge_tab_column(people->tab, key->name, HINGE_COLUMN_TEXT, "", 0,
                         always ? HINGE_SHOW_KEY : HINGE_SHOW_DIFFERS);
    }
    hinge_tab_columns(people->tab, column);
}

void hinge_people_row(struct hinge_people *people, size_t cell, const void *row)
{
    const size_t at = hinge_tab_row(people->tab, row), keys = people->grouped.n_keys;
    for (size_t k = 0; k < keys; k++)
        hinge_tab_set(people->tab->table, k, at, people->grouped.level[cell * keys + k], at - 1);
}

/* --- notes --- */

static bool is_key(const struct hinge_people *people, const char *column)
{
    return HINGE_ROW_AT(people->key, people->grouped.n_keys, column) < people->grouped.n_keys;
}

/* Conditions that a person's value is of together, and how many people have each; where each row
 * is of one of them, that rows differ in them. */
static void note_averaged(struct hinge_people *people, const char *column)
{
    struct hinge_tabulation *tab = people->tab;
    cleared_by(hinge_intern_clear) struct hinge_intern levels = {0}, persons = {0};
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    char buffer[48];
    size_t n = 0;
    uint32_t *person = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *person);
    uint32_t *level = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *level);
    uint32_t *of_trial = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *of_trial);
    memset(of_trial, 0xff, tab->trials.rows * sizeof *of_trial);
    for (size_t t = 0; t < tab->trials.rows && !is_key(people, column); t++) {
        const char *text = hinge_tab_trial(tab, column, t, buffer);
        const char *who = hinge_table_text(&tab->trials, "participant", t);
        if (!people->counted[t] || *text == '\0' || who == NULL || *who == '\0')
            continue;
        person[n] = (uint32_t)hinge_intern_number(&persons, who);
        of_trial[t] = level[n++] = (uint32_t)hinge_intern_number(&levels, text);
    }
    if (levels.n < 2)
        return;
    bool mixed = false; /* some row has repetitions of two levels */
    for (size_t c = 0; c < people->grouped.n_cells; c++) {
        const size_t from = hinge_people_from(people, c);
        uint32_t other = UINT32_MAX;
        for (size_t k = from; k < hinge_people_from(people, c + 1); k++) {
            const uint32_t here = of_trial[people->grouped.recording[k]];
            mixed = mixed || (here != UINT32_MAX && other != UINT32_MAX && here != other);
            other = here != UINT32_MAX ? here : other;
        }
    }
    const struct hinge_held held =
        hinge_levels_held(&tab->arena, person, level, n, persons.n, 1, levels.n);
    hinge_held_list(&held, levels.text, levels.n, levels.n, &list);
    if (mixed)
        hinge_tab_note(tab, "%s over %s (%s)%s%s; add %s to --by for one row per %s.\n",
                       people->way == NULL ? "Averaged" : "Pooled", column,
                       hinge_text_string(&list),
                       people->way == NULL ? ", with equal weight for each recording" : "",
                       held.differ ? ": some people have only a part of them, so rows "
                                     "may differ for this reason"
                                   : "",
                       column, column);
    else
        hinge_tab_note(tab, "Rows differ in %s, too (%s); add %s to --by to see which.\n", column,
                       hinge_text_string(&list), column);
}

static bool has_tier(const struct hinge_people *people, const char *tier)
{
    const struct hinge_grouped *grouped = &people->grouped;
    for (size_t i = 0; i < grouped->n_cells * grouped->n_keys; i++)
        if (strcmp(people->key[i % grouped->n_keys].name, "tier") == 0 &&
            strcmp(grouped->level[i], tier) == 0)
            return true;
    return false;
}

void hinge_people_notes(struct hinge_people *people)
{
    enum { MOST_STRAYS = 6 };
    struct hinge_tabulation *tab = people->tab;
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    cleared_by(hinge_intern_clear) struct hinge_intern cutoffs = {0};
    char buffer[48], words[160];
    size_t nameless = 0;
    for (size_t t = 0; t < tab->trials.rows; t++)
        nameless += tab->is_nobodys[t] && tab->kept[t];
    const struct {
        size_t n;
        const char *what;
    } counts[] = {{people->inferred_trials, "Recordings excluded because a network inferred spine "
                                            "or pelvis (--allow-inferred keeps them)"},
                  {people->excluded_reps,
                   "Repetitions excluded, partial or incomplete (--all-reps keeps them)"},
                  {nameless, "Recordings that name no participant, in no mean"},
                  {people->nameless_trials,
                   "Recordings that name no participant, each counted by itself"}};
    if (!people->by_stage) {
        note_averaged(people, "cue");
        note_averaged(people, "session");
    }
    for (size_t t = 0; t < tab->trials.rows && !is_key(people, "cutoff_hz"); t++) {
        const char *text = hinge_tab_trial(tab, "cutoff_hz", t, buffer);
        if (people->counted[t] && *text != '\0')
            hinge_intern_number(&cutoffs, text);
    }
    hinge_text_join(&list, cutoffs.text, cutoffs.n, ", ");
    if (cutoffs.n > 1)
        hinge_tab_note(tab,
                       "Different filter cut-offs (Hz) are pooled: %s; --by cutoff_hz separates "
                       "them.\n",
                       hinge_text_string(&list));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].n > 0)
            hinge_tab_note(tab, "%s: %zu.\n", counts[i].what, counts[i].n);
    for (size_t i = 0; i < tab->n_strays && i < MOST_STRAYS; i++)
        hinge_tab_note(tab, "%s.\n", hinge_stray_words(&tab->stray[i], words));
    if (tab->n_strays > MOST_STRAYS)
        hinge_tab_note(tab, "So have %zu more participants.\n", tab->n_strays - MOST_STRAYS);
    hinge_add_people(&tab->notes, people->way != NULL ? people->way : "nested",
                     &people->grouped.rule);
    if (has_tier(people, "B"))
        hinge_tab_note(tab, "Tier B lumbar values can compare groups, but cannot judge one "
                            "person.\n");
}

/* --- Metrics as measures. --- */

const char *const hinge_readable_metrics[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                              "pelvis_excursion_deg", "knee_excursion_deg",
                                              "trunk_excursion_deg",  "lumbar_fraction",
                                              "lumbar_hip_ratio",     NULL};

struct hinge_measure hinge_measure_of(struct hinge_tabulation *tab, size_t row,
                                      const struct hinge_rep_labels *reasons)
{
    const double digits = hinge_table_number(&tab->metrics, "digits", row);
    struct hinge_measure made = {
        .id = hinge_table_text(&tab->metrics, "id", row),
        .unit = hinge_table_word(&tab->metrics, "unit", row),
        .digits = digits >= 0 && digits < 10 ? (int)digits : 3,
    };
    made.source = made.id;
    if (hinge_label_find(reasons->label, reasons->n, made.id) >= 0)
        made.reason = hinge_arena_printf(&tab->arena, "reason/%s", made.id);
    return made;
}

static void add_metric(struct hinge_tabulation *tab, size_t row,
                       const struct hinge_rep_labels *reasons, bool readable,
                       struct hinge_measures *measures)
{
    const char *aggregate = hinge_table_word(&tab->metrics, "aggregate", row);
    struct hinge_measure made = hinge_measure_of(tab, row, reasons);
    made.phases = measures->n_phases;
    struct hinge_ratio_of_means of;
    if (strcmp(aggregate, "ratio_of_means") == 0 && hinge_ratio_of_means_find(made.id, &of)) {
        const bool bin = of.above == NULL;
        made.kind = bin ? HINGE_MEASURE_BIN : HINGE_MEASURE_RATIO;
        made.least = hinge_tab_parameter(tab, of.least);
        made.motions = hinge_bin_motions(&of);
        made.over = bin ? hinge_arena_strdup(&tab->arena, of.share) : of.above;
        made.under = bin ? of.motion[0] : of.below;
        made.rest = of.motion[1];
    }
    if (strcmp(aggregate, "circular") == 0)
        made.kind = HINGE_MEASURE_CIRCULAR;
    for (size_t p = 0; p < measures->n_phases; p++) {
        /* the hold is of no interest unless it is asked for */
        bool dull =
            readable && *tab->request->phase == '\0' && strcmp(measures->phase[p], "hold") == 0;
        if (dull || !hinge_tab_phase(tab, measures->phase[p]))
            continue;
        made.at = p;
        made.phase = measures->phase[p];
        measures->item[measures->n++] = made;
    }
}

size_t hinge_tab_outcome(struct hinge_tabulation *tab, const char *text, struct hinge_measure *item)
{
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase"),
                                  reasons = hinge_rep_labels(tab, "reason", "metric"),
                                  faults = hinge_rep_labels(tab, "fault_state", "fault");
    struct hinge_measures made = {.n_phases = phases.n, .phase = phases.label, .item = item};
    struct hinge_outcome_text of;
    if (tab->status != HINGE_OK ||
        !hinge_tab_try(tab, hinge_outcome_read("--columns", text, &of, &tab->failure)))
        return 0;
    const size_t row = hinge_table_row_of(&tab->metrics, "id", of.name, 0);
    const long fault =
        hinge_label_find(faults.label, faults.n, of.fault != NULL ? of.fault : of.name);
    if (row != SIZE_MAX) {
        add_metric(tab, row, &reasons, hinge_tab_readable(tab), &made);
        if (made.n > 0 && item[0].kind == HINGE_MEASURE_CIRCULAR && of.by != NULL)
            hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "--columns %s: %s is a direction, whose mean alone is defined; leave "
                           "\"%s:\" out",
                           text, of.name, of.by->id);
    } else if (fault >= 0) {
        const char *unit = hinge_table_word_where(&tab->faults, "id", faults.label[fault], "unit");
        item[made.n++] = (struct hinge_measure){
            .id = hinge_arena_strdup(&tab->arena, of.name),
            .unit = of.fault != NULL ? unit : "1",
            .phase = "rep",
            .source = of.fault != NULL ? "fault_severity" : "fault_state",
            .reason = "fault_reason",
            .digits = of.fault != NULL ? 2 : HINGE_SHARE_DIGITS,
            .phases = faults.n,
            .at = (size_t)fault,
            .kind = of.fault != NULL ? HINGE_MEASURE_MEAN : HINGE_MEASURE_RATE};
    }
    /* Adds the reducer to measures of what it reduces; a ratio is then the repetition's own. */
    for (size_t i = 0; i < made.n && of.by != NULL; i++) {
        item[i].id = hinge_arena_strdup(&tab->arena, text);
        item[i].by = of.by;
        if (item[i].kind != HINGE_MEASURE_RATE)
            item[i].kind = HINGE_MEASURE_MEAN;
        item[i].digits += of.by->digits;
    }
    return made.n;
}

struct hinge_measures hinge_tab_measures(struct hinge_tabulation *tab, bool readable)
{
    const struct hinge_table *metrics = &tab->metrics;
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase");
    const struct hinge_rep_labels reasons = hinge_rep_labels(tab, "reason", "metric");
    struct hinge_measures measures = {.n_phases = phases.n, .phase = phases.label};
    struct hinge_rep_labels faults = {0};
    const char *outcome[256];
    size_t asked = 0, outcomes = 0;
    const bool few = readable && !hinge_filter_names(&tab->filter, "metric");
    if (!hinge_tab_check_phase(tab, phases.label, phases.n))
        return (struct hinge_measures){0};
    if (hinge_listed(tab->view->takes, ',', "outcomes") && hinge_tab_chooses(tab))
        hinge_tab_split(tab, "--columns", tab->request->columns, outcome,
                        sizeof outcome / sizeof *outcome, &asked);
    if (asked > 0)
        faults = hinge_rep_labels(tab, "fault_state", "fault");
    for (size_t i = 0; i < asked; i++) { /* outcomes that are no metric alone */
        const struct hinge_outcome_text of = hinge_outcome_of(outcome[i]);
        if (of.by != NULL || of.fault != NULL || strchr(outcome[i], ':') != NULL ||
            hinge_label_find(faults.label, faults.n, outcome[i]) >= 0)
            outcome[outcomes++] = outcome[i];
    }
    size_t named = outcomes;
    measures.item = hinge_arena_alloc(&tab->arena, (metrics->rows + outcomes) * (phases.n + 1) + 1,
                                      sizeof *measures.item);
    for (size_t r = 0; hinge_tab_chooses(tab) && r < metrics->rows; r++) {
        const char *id = hinge_table_text(metrics, "id", r);
        named += id != NULL && hinge_tab_wants(tab, id, false);
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < metrics->rows; r++) {
            const char *id = hinge_table_text(metrics, "id", r);
            if (id == NULL || hinge_is_among(hinge_readable_metrics, id) != (pass == 0) ||
                !hinge_tab_label(tab, "metric", id))
                continue;
            /* --columns that names no metric chooses columns only */
            if (named > 0 ? hinge_tab_wants(tab, id, false) : pass == 0 || !few)
                add_metric(tab, r, &reasons, readable, &measures);
        }
    for (size_t i = 0; i < outcomes; i++) {
        const size_t n = hinge_tab_outcome(tab, outcome[i], measures.item + measures.n);
        measures.n += n;
        if (n > 0 || tab->status != HINGE_OK)
            continue;
        /* names the nearest metric or fault */
        const char **name =
            hinge_arena_alloc(&tab->arena, metrics->rows + tab->faults.rows + 1, sizeof *name);
        const size_t known =
            hinge_names_add(name, hinge_names_add(name, 0, metrics, true), &tab->faults, true);
        hinge_tab_unknown(tab, tab->request->results, "--columns", "outcome",
                          hinge_outcome_of(outcome[i]).name, name, known);
    }
    return measures;
}

void hinge_measure_parts(const struct hinge_measure *m, const double value[4], double part[2])
{
    double over = value[1], under = value[2];
    part[0] = part[1] = (double)NAN;
    if (isnan(value[0]))
        return;
    if (m->kind == HINGE_MEASURE_CIRCULAR) { /* sine and cosine have means */
        part[0] = hinge_sine_of_deg(value[0]);
        part[1] = hinge_cosine_of_deg(value[0]);
        return;
    }
    if (m->kind == HINGE_MEASURE_BIN) { /* degrees of total motion in the bin */
        double width = hinge_bin_width_deg(m->motions, m->motions > 0 ? value[2] : (double)NAN,
                                           m->motions > 1 ? value[3] : (double)NAN);
        under = (1 - over) * width;
        over *= width;
    }
    if (!isnan(over) && !isnan(under)) {
        part[0] = over;
        part[1] = under;
    }
}

double hinge_measure_mean(const struct hinge_measure *m, const struct hinge_nest *first,
                          const struct hinge_nest *second)
{
    if (m->kind == HINGE_MEASURE_MEAN || m->kind == HINGE_MEASURE_RATE)
        return hinge_nest_mean(first);
    return m->kind == HINGE_MEASURE_CIRCULAR ? hinge_nest_direction_deg(first, second)
                                             : hinge_nest_ratio(first, second, m->least);
}

/* --- Means of people. --- */

/* `m` NULL: of values that have means. all: how many repetitions there are; NULL: those that count.
 */
static void set_people(struct hinge_people *people, const struct hinge_measure *m,
                       const unsigned *all)
{
    const struct hinge_grouped *grouped = &people->grouped;
    for (size_t i = 0; i < grouped->n; i++) {
        const struct hinge_nest *first = &people->nest[0][i], *second = &people->nest[1][i];
        struct hinge_person *person = &people->person[i];
        person->reps = first->reps;
        person->enough =
            hinge_people_enough(&grouped->rule, first->reps, all != NULL ? all[i] : first->reps);
        person->mean = !person->enough ? (double)NAN
                       : m != NULL     ? hinge_measure_mean(m, first, second)
                                       : hinge_nest_mean(first);
    }
}

void hinge_people_average(struct hinge_people *people)
{
    hinge_grouped_nests(&people->grouped, people->value[0], people->nest[0]);
    set_people(people, NULL, people->grouped.all);
}

void hinge_people_fault(struct hinge_people *people, const short *state,
                        struct hinge_person_fault *of)
{
    static const int least[] = {HINGE_FAULT_PRESENT, HINGE_FAULT_ABOVE, HINGE_FAULT_BELOW};
    const struct hinge_grouped *grouped = &people->grouped;
    const double has_fault = hinge_tab_parameter(people->tab, "agg.has_fault");
    for (int k = 0; k < 3; k++) {
        for (size_t r = 0; r < grouped->n_reps; r++)
            people->value[0][r] = state[r] < 0 ? (double)NAN : state[r] >= least[k];
        hinge_people_average(people);
        for (size_t i = 0; i < grouped->n; i++)
            *(k == 0   ? &of[i].certain
              : k == 1 ? &of[i].point
                       : &of[i].possible) = people->person[i].mean;
    }
    const double *number = hinge_reps_column(&people->reps, "rep", 1);
    double *rep = people->value[0], *certain = people->value[1];
    for (size_t i = 0; i < grouped->n; i++) {
        of[i].judged = people->person[i].reps;
        of[i].verdict = hinge_verdict_of(
            &grouped->rule, has_fault,
            &(struct hinge_judged){(double)(grouped->from[i + 1] - grouped->from[i]),
                                   isnan(of[i].certain) ? 0 : of[i].judged, of[i].certain,
                                   of[i].possible});
        of[i].when = (struct hinge_certain){.judged = 0};
        for (size_t k = grouped->from[i], n = 0; of[i].certain > 0 && k < grouped->from[i + 1];
             k++) {
            if (state[k] >= 0) {
                rep[n] = number[people->row[k]];
                certain[n++] = state[k] >= HINGE_FAULT_PRESENT;
            }
            if (k + 1 == grouped->from[i + 1] ||
                grouped->recording[k + 1] != grouped->recording[k]) {
                hinge_certain_add(&of[i].when, rep, certain, n);
                n = 0;
            }
        }
    }
}

void hinge_people_judge(struct hinge_people *people, size_t n_faults, size_t fault,
                        struct hinge_person_fault *of)
{
    const double *state = hinge_reps_column(&people->reps, "fault_state", n_faults);
    cleared_by(freed) short *is = hinge_alloc(people->grouped.n_reps, sizeof *is);
    for (size_t k = 0; k < people->grouped.n_reps; k++)
        is[k] = (short)hinge_fault_state_of(state[people->row[k] * n_faults + fault]);
    hinge_people_fault(people, is, of);
}

const double *hinge_people_values(struct hinge_people *people, const char *metric,
                                  const char *phase)
{
    const struct hinge_rep_labels phases = hinge_rep_labels(people->tab, "reason", "phase");
    const long at = hinge_label_find(phases.label, phases.n, phase);
    const double *column = hinge_reps_column(&people->reps, metric, phases.n);
    double *value = hinge_arena_raw(&people->tab->arena, people->grouped.n_reps + 1, sizeof *value);
    for (size_t k = 0; k < people->grouped.n_reps; k++)
        value[k] = at < 0 ? (double)NAN : column[people->row[k] * phases.n + (size_t)at];
    return value;
}

const double *hinge_people_carried(struct hinge_people *people, const char *phase)
{
    static const char id[] = "load_carried";
    return hinge_table_row_of(&people->tab->metrics, "id", id, 0) == SIZE_MAX
               ? NULL
               : hinge_people_values(people, id, phase);
}

void hinge_people_expect(struct hinge_people *people, const struct hinge_measures *measures,
                         bool reasons)
{
    const char **name = hinge_arena_alloc(&people->tab->arena, 2 * measures->n, sizeof *name);
    size_t n = 0;
    for (size_t i = 0; i < measures->n; i++) {
        const struct hinge_measure *m = &measures->item[i];
        if ((i > 0 && strcmp(m->source, m[-1].source) == 0) || m->source != m->id)
            continue;
        name[n++] = m->source;
        if (reasons && m->reason != NULL)
            name[n++] = m->reason;
    }
    people->expected = name;
    people->n_expected = n;
}

void hinge_people_read(struct hinge_people *people, const struct hinge_measure *m)
{
    size_t at = people->n_read;
    while (at < people->n_expected && strcmp(people->expected[at], m->source) != 0)
        at++;
    if (at < people->n_expected)
        people->n_read = at + hinge_reps_ahead(&people->reps, people->expected + at,
                                               people->n_expected - at, m->phases);
}

void hinge_people_means_of(struct hinge_people *people, const struct hinge_measure *m,
                           const bool *counts, const bool *among)
{
    const char *const name[4] = {m->source, m->by == NULL ? m->over : NULL,
                                 m->by == NULL ? m->under : NULL, m->by == NULL ? m->rest : NULL};
    const size_t phases = m->phases;
    const double *column[4] = {NULL};
    hinge_people_read(people, m);
    for (int c = 0; c < 4; c++)
        if (name[c] != NULL)
            column[c] = hinge_reps_column(&people->reps, name[c], phases) + m->at;
    const bool one = m->kind == HINGE_MEASURE_MEAN || m->kind == HINGE_MEASURE_RATE;
    for (size_t k = 0; k < people->grouped.n_reps && one; k++)
        people->value[0][k] = column[0][people->row[k] * phases];
    for (size_t k = 0; k < people->grouped.n_reps && m->kind == HINGE_MEASURE_RATE; k++) {
        const int state = hinge_fault_state_of(people->value[0][k]);
        const bool counted = people->counts.all_tasks ||
                             hinge_faults_count(&people->tab->trials, people->grouped.recording[k]);
        people->value[0][k] =
            state < 0 || !counted ? (double)NAN : (double)(state >= HINGE_FAULT_ABOVE);
    }
    for (size_t k = 0; k < people->grouped.n_reps && !one; k++) {
        double value[4], part[2];
        for (int c = 0; c < 4; c++)
            value[c] = column[c] != NULL ? column[c][people->row[k] * phases] : (double)NAN;
        hinge_measure_parts(m, value, part);
        people->value[0][k] = part[0];
        people->value[1][k] = part[1];
    }
    for (size_t k = 0; counts != NULL && k < people->grouped.n_reps; k++)
        if (!counts[k])
            people->value[0][k] = people->value[1][k] = (double)NAN;
    if (m->by != NULL && people->grouped.place == NULL) {
        double *place = hinge_arena_raw(&people->tab->arena, people->grouped.n_reps, sizeof *place);
        const double *rep = hinge_reps_column(&people->reps, "rep", 1);
        for (size_t k = 0; k < people->grouped.n_reps; k++)
            place[k] = rep[people->row[k]];
        people->grouped.place = place;
    }
    people->grouped.by = m->by;
    hinge_grouped_nests(&people->grouped, people->value[0], people->nest[0]);
    people->grouped.by = NULL;
    if (!one)
        hinge_grouped_nests(&people->grouped, people->value[1], people->nest[1]);
    unsigned *all = counts == NULL ? people->grouped.all : NULL, *some = NULL;
    if (among != NULL) {
        all = some = hinge_alloc(people->grouped.n, sizeof *some);
        for (size_t i = 0; i < people->reps.n; i++)
            if (people->grouped.whose[i] != UINT32_MAX &&
                among[people->reps.trial[people->reps.row[i]]])
                some[people->grouped.whose[i]]++;
    }
    set_people(people, m, all);
    free(some);
}

struct hinge_counted hinge_people_counted(const struct hinge_people *people, size_t cell)
{
    struct hinge_counted counted = {.n = 0};
    for (size_t i = people->grouped.first[cell]; i < people->grouped.first[cell + 1]; i++) {
        const struct hinge_person *person = &people->person[i];
        counted.dropped += !person->enough && person->reps > 0;
        if (isnan(person->mean))
            continue;
        people->scratch[counted.n++] = person->mean;
        counted.reps += person->reps;
    }
    return counted;
}

struct hinge_cell_spread hinge_people_spread(const struct hinge_people *people, size_t cell)
{
    const struct hinge_counted counted = hinge_people_counted(people, cell);
    return (struct hinge_cell_spread){hinge_spread_of(people->scratch, counted.n), counted.reps,
                                      counted.dropped};
}

bool hinge_cells_alike(const struct hinge_people *people, size_t a, size_t b, const char *but)
{
    const size_t keys = people->grouped.n_keys;
    const char **level = people->grouped.level;
    for (size_t k = 0; k < keys; k++)
        if (!hinge_listed(but, ',', people->key[k].name) &&
            strcmp(level[a * keys + k], level[b * keys + k]) != 0)
            return false;
    return true;
}

size_t hinge_people_from(const struct hinge_people *people, size_t cell)
{
    return people->grouped.from[people->grouped.first[cell]];
}

/* --- People in cells. --- */

static void add_key(struct hinge_people *people, const char *name, bool is_evidence)
{
    size_t *n = &people->grouped.n_keys;
    struct hinge_key *key = &people->key[*n];
    long column = hinge_table_find(&people->tab->trials, name);
    if (is_key(people, name))
        return; /* asked for twice, or evidence asked for */
    *key = (struct hinge_key){name, column < 0, is_evidence, (size_t)column};
    people->by_rep = people->by_rep || column < 0;
    ++*n;
}

/* Recordings of both sides have none that could be split. */
static bool has_sides(const struct hinge_table *trials)
{
    for (size_t t = 0; t < trials->rows; t++)
        if (hinge_side_of(hinge_table_word(trials, "side", t)) != HINGE_SIDE_NONE)
            return true;
    return false;
}

static void find_keys(struct hinge_people *people, const char *by, const char *pooled)
{
    struct hinge_tabulation *tab = people->tab;
    const char *name[HINGE_BY_KEYS];
    size_t n;
    bool usual = *by == '\0';
    if (!hinge_tab_split(tab, "--by", usual ? tab->view->by : by, name, HINGE_BY_KEYS, &n))
        return;
    const char **known =
        hinge_arena_alloc(&tab->arena, HINGE_IDS_MOST + tab->trials.n_columns, sizeof *known);
    size_t n_known = 0;
    for (; hinge_rep_keys[n_known] != NULL; n_known++)
        known[n_known] = hinge_rep_keys[n_known];
    n_known = hinge_names_add(known, n_known, &tab->trials, false);
    for (size_t i = 0; i < n; i++) {
        if (hinge_table_find(&tab->trials, name[i]) < 0 &&
            !hinge_is_among(hinge_rep_keys, name[i])) {
            hinge_tab_unknown(tab, tab->request->results, "--by", "key", name[i], known, n_known);
            return;
        }
        if (strcmp(name[i], "side") == 0 && !has_sides(&tab->trials)) {
            hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK,
                           "--by: %s: each recording is of both sides (side b), so side splits "
                           "nothing; leave it out, or write l or r as side of recordings that "
                           "are of one leg",
                           tab->request->results);
            return;
        }
        add_key(people, name[i], false);
    }
    people->last_by =
        n > 1 ? HINGE_ROW_AT(people->key, people->grouped.n_keys, name[n - 1]) : SIZE_MAX;
    size_t *row = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *row), rows = 0;
    bool differs[HINGE_AXES];
    for (size_t t = 0; t < tab->trials.rows; t++)
        if (hinge_use_of_recording_as(tab, &people->counts, t) == HINGE_USE_USED)
            row[rows++] = t;
    hinge_axes_differ(&tab->trials, row, rows,
                      hinge_arena_printf(&tab->arena, "%s,%s", usual ? tab->view->by : by, pooled),
                      differs);
    for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
        if (differs[k])
            add_key(people, hinge_axes[k].column, false);
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        if (hinge_table_find(&tab->trials, hinge_axes[k].column) >= 0)
            add_key(people, hinge_axes[k].column, true);
}

/* --- the person of a repetition --- */

static size_t find_person(struct hinge_people *people, size_t row)
{
    char buffer[HINGE_CELL_KEYS][HINGE_CELL_MAX];
    const char *level[HINGE_CELL_KEYS];
    const struct hinge_table *trials = &people->tab->trials;
    const size_t trial = people->reps.trial[row];
    for (size_t k = 0; k < people->grouped.n_keys; k++) {
        const struct hinge_key *key = &people->key[k];
        const double value = key->is_rep ? hinge_reps_column(&people->reps, key->name, 1)[row] : 0;
        if (key->is_rep)
            snprintf(buffer[k], HINGE_CELL_MAX, "%.10g", value);
        level[k] = isnan(value)  ? ""
                   : key->is_rep ? buffer[k]
                                 : hinge_exact_cell(trials, key->at, trial, buffer[k]);
        if (key->is_evidence && strcmp(key->name, "standing_source") == 0)
            level[k] = hinge_standing_class(level[k]);
    }
    return hinge_grouped_find(&people->grouped, level,
                              hinge_table_text(trials, "participant", trial), trial);
}

struct hinge_people *hinge_tab_people(struct hinge_tabulation *tab, const char *by,
                                      const char *pooled)
{
    return hinge_tab_people_as(tab, by, pooled, tab->counts);
}

struct hinge_people *hinge_tab_people_as(struct hinge_tabulation *tab, const char *by,
                                         const char *pooled, struct hinge_use_asked counts)
{
    struct hinge_people *people = hinge_arena_alloc(&tab->arena, 1, sizeof *people);
    struct hinge_grouped *grouped = &people->grouped;
    people->tab = tab;
    people->next = tab->people;
    people->counts = counts;
    tab->people = people;
    find_keys(people, by, pooled);
    people->by_stage = hinge_listed(pooled, ',', "stage");
    hinge_reps_open(&people->reps, tab, counts.any_role ? HINGE_WITH_REFERENCES : 0);
    if (!people->by_rep)
        grouped->rule = counts.rule;
    people->counted = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *people->counted);
    unsigned char *side = hinge_arena_alloc(&tab->arena, tab->trials.rows, sizeof *side);
    for (size_t t = 0; t < tab->trials.rows; t++)
        side[t] = (unsigned char)hinge_side_of(hinge_table_word(&tab->trials, "side", t));
    grouped->side = side;
    struct hinge_repetitions *reps = &people->reps;
    const double *valid = hinge_reps_column(reps, "valid", 1);
    size_t *person = hinge_alloc(reps->n, sizeof *person), *row;
    cleared_by(freed) size_t *trial = hinge_alloc(reps->n, sizeof *trial);
    cleared_by(freed) bool *usable = hinge_alloc(reps->n, sizeof *usable);
    enum hinge_use use = HINGE_USE_USED;
    for (size_t i = 0; i < reps->n; i++) {
        size_t r = reps->row[i];
        trial[i] = reps->trial[r];
        const bool again = i > 0 && trial[i] == trial[i - 1];
        if (!again) {
            use = hinge_use_of_recording_as(tab, &people->counts, trial[i]);
            people->counted[trial[i]] = use == HINGE_USE_USED;
            people->inferred_trials += use == HINGE_USE_GUESSED;
            people->nameless_trials +=
                use == HINGE_USE_USED &&
                *hinge_table_word(&tab->trials, "participant", trial[i]) == '\0';
        }
        person[i] = use != HINGE_USE_USED      ? SIZE_MAX
                    : again && !people->by_rep ? person[i - 1]
                                               : find_person(people, r);
        usable[i] = hinge_use_of_rep(&people->counts, false, valid[r]) == HINGE_USE_USED;
        people->excluded_reps += person[i] != SIZE_MAX && !usable[i];
    }
    hinge_grouped_add(grouped, person, usable, trial, reps->n);
    people->row = row = hinge_arena_raw(&tab->arena, grouped->n_reps, sizeof *row);
    for (size_t k = 0; k < grouped->n_reps; k++)
        row[k] = reps->row[grouped->rep[k]];
    free(person);
    for (int i = 0; i < 2; i++) {
        people->value[i] = hinge_arena_raw(&tab->arena, grouped->n_reps, sizeof(double));
        people->nest[i] = hinge_arena_alloc(&tab->arena, grouped->n, sizeof *people->nest[i]);
    }
    people->person = hinge_arena_alloc(&tab->arena, grouped->n, sizeof *people->person);
    people->scratch = hinge_arena_alloc(&tab->arena, grouped->n, sizeof *people->scratch);
    return people;
}
