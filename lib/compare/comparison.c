/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that a statistics request asks for: a results file or a CSV. */

#include "compare/comparison.h"
#include "compare/planned.h"
#include "report/people/outcomes.h"
#include "report/print/published.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <jansson.h>

/* --- The request, step by step; the first failure stays. --- */

bool hinge_comparison_take(struct hinge_comparison *c, enum hinge_status status)
{
    if (c->status == HINGE_OK)
        c->status = status;
    return c->status == HINGE_OK;
}

const char *hinge_comparison_text(const struct hinge_comparison *c, const char *option)
{
    return hinge_stats_request_text(c->request, option);
}

bool hinge_comparison_set(struct hinge_comparison *c, const char *option, const char *text)
{
    return hinge_comparison_take(c, hinge_stats_request_set(c->request, option, text, c->error));
}

/* An option that the analysis takes. */
static bool is_given(const struct hinge_comparison *c, const char *option)
{
    return hinge_stats_request_takes(c->request, option) &&
           hinge_stats_request_has(c->request, option);
}

/* One that it takes and that is not given. */
static bool is_free(const struct hinge_comparison *c, const char *option)
{
    return hinge_stats_request_takes(c->request, option) &&
           !hinge_stats_request_has(c->request, option);
}

static const char *text_or_standard(const struct hinge_comparison *c, const char *option)
{
    const char *text = hinge_comparison_text(c, option);
    return text != NULL ? text : hinge_stats_option_find(option)->standard;
}

/* The column of people. */
static const char *participant_of(const struct hinge_comparison *c)
{
    const char *text = hinge_comparison_text(c, "participant");
    return text != NULL ? text : "participant";
}

/* Whether the analysis compares, or may. */
static bool may_compare(const struct hinge_comparison *c)
{
    return c->kind != NULL &&
           (c->kind->needs & (HINGE_STATS_COMPARES | HINGE_STATS_MAY_COMPARE)) != 0;
}

enum { MOST_OUTCOMES = 64 /* whose reasons are read */ };

/* Appends the names of an option, one or several. */
static void add_names(const struct hinge_comparison *c, const char *option,
                      const char *name[MOST_OUTCOMES + 1], size_t *n)
{
    const json_t *value = json_object_get(c->request->json, option), *item;
    size_t i;
    if (json_is_string(value) && *n < MOST_OUTCOMES && is_given(c, option))
        name[(*n)++] = json_string_value(value);
    json_array_foreach((json_t *)value, i, item)
    {
        if (json_is_string(item) && *n < MOST_OUTCOMES)
            name[(*n)++] = json_string_value(item);
    }
}

/* --- What holds for every results file, said in the request so that the document shows it: the
 * rules of hinge-table. --- */

static bool choose_aggregate(struct hinge_comparison *c)
{
    const char *each[] = {hinge_comparison_text(c, "outcome"), hinge_comparison_text(c, "with")};
    const char *people = hinge_comparison_text(c, "people");
    json_t *several = json_object_get(c->request->json, "outcome"), *item;
    json_auto_t *parts = json_object(), *of_people = json_object();
    struct hinge_filter filter = {0}; /* one that cannot be read is refused by the analysis */
    size_t i;
    for (i = 0; i < 2; i++)
        if (each[i] != NULL && !hinge_planned_ratio(c, each[i], parts))
            return false;
    json_array_foreach(several, i, item)
    {
        if (json_is_string(item) && !hinge_planned_ratio(c, json_string_value(item), parts))
            return false;
    }
    if (people != NULL &&
        hinge_filter_read(&c->arena, "people", hinge_people_what(&c->arena, people), &filter,
                          NULL) != HINGE_OK)
        filter.n = 0;
    for (i = 0; i < filter.n; i++)
        if (!hinge_planned_ratio(c, filter.condition[i].name, of_people))
            return false;
    if (json_object_size(parts) > 0 && hinge_stats_request_takes(c->request, "ratios"))
        json_object_set(c->request->json, "ratios", parts);
    if (json_object_size(of_people) > 0)
        json_object_set(c->request->json, "people_ratios", of_people);
    /* Outcomes that are directions: their mean is that of vectors (method 9.1). */
    const char *outcome[MOST_OUTCOMES + 1];
    json_auto_t *circular = json_array();
    size_t n = 0;
    add_names(c, "outcome", outcome, &n);
    for (size_t j = 0; j < n; j++) {
        const long at = hinge_metric_find(outcome[j]);
        if (at >= 0 && strcmp(hinge_metric_at((size_t)at)->aggregate, "circular") == 0)
            json_array_append_new(circular, json_string(outcome[j]));
    }
    if (json_array_size(circular) > 0 && hinge_stats_request_takes(c->request, "circular"))
        json_object_set(c->request->json, "circular", circular);
    return hinge_comparison_set(c, "aggregate", "nested");
}

/* Puts the rule into the document, and in force, where the request has none of its own: that of the
 * results, of recordings or repetitions as rows or of references (`one`) one repetition; of labels,
 * and of people with a fault, agg.has_fault.
 */
static bool choose_least(struct hinge_comparison *c, bool one)
{
    struct hinge_people_rule rule =
        hinge_people_rule_for(HINGE_COUNT_ONE, (struct hinge_people_rule){0});
    double share = 0;
    if ((!one && !hinge_comparison_take(c, hinge_results_rule(c->reader, &rule, c->error))) ||
        !hinge_comparison_take(c, hinge_results_parameter(c->reader, "agg.has_fault", &share,
                                                          c->error)))
        return false;
    json_t *json = c->request->json;
    if (is_free(c, "min_reps"))
        json_object_set_new(json, "min_reps", json_integer((json_int_t)rule.min_reps));
    if (is_free(c, "min_valid"))
        json_object_set_new(json, "min_valid", json_real(rule.min_valid));
    if (is_free(c, "min_share") &&
        (hinge_stats_request_has(c->request, "labels") || hinge_planned_is_needed(c)))
        json_object_set_new(json, "min_share", json_real(share));
    return true;
}

/* Whose knees were bent differently from session to session in bends as far as possible: hips then
 * flex by another amount. */
static bool note_knees(struct hinge_comparison *c)
{
    const struct hinge_table *table = c->table;
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0}, sessions = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0}, who = {0};
    struct hinge_mean *mean = /* [session] */
        hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *mean);
    size_t *person = hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *person), n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *participant = hinge_table_word(table, "participant", r);
        const double knee = hinge_table_number(table, "knee_at_largest_deg", r);
        if (isnan(knee) || strcmp(hinge_table_word(table, "role", r), "maxflex") != 0)
            continue;
        key.length = 0;
        hinge_text_printf(&key, "%s\x1f%s", participant, hinge_table_word(table, "session", r));
        const size_t k = hinge_intern_number(&sessions, hinge_text_string(&key));
        person[k] = hinge_intern_number(&people, participant);
        hinge_mean_add(&mean[k], knee);
    }
    for (size_t p = 0; p < people.n; p++) {
        double least = (double)INFINITY, most = -(double)INFINITY;
        for (size_t k = 0; k < sessions.n; k++) {
            least = person[k] == p ? fmin(least, hinge_mean_of(&mean[k])) : least;
            most = person[k] == p ? fmax(most, hinge_mean_of(&mean[k])) : most;
        }
        if (most - least > HINGE_KNEES_DEG)
            hinge_text_printf(&who, "%s%s", n++ > 0 ? ", " : "", people.text[p]);
    }
    return n == 0 || hinge_comparison_set(c, "knees_note", hinge_text_string(&who));
}

/* The metric, if the choice of body model moves it; `margin`: the column that says how much. */
static const struct hinge_metric *moved_by_model(const char *metric, char margin[128])
{
    const long at = metric != NULL ? hinge_metric_find(metric) : -1;
    const struct hinge_metric *of = at >= 0 ? hinge_metric_at((size_t)at) : NULL;
    if (of == NULL || !of->by_model || of->margin == HINGE_MARGIN_NONE)
        return NULL;
    snprintf(margin, 128, "%s_margin", metric);
    return of;
}

/* How much the choice of body model counts in the outcome. It cancels in changes within people, but
 * not between groups whose bodies or postures differ. */
static bool note_model(struct hinge_comparison *c)
{
    const struct hinge_table *table = c->table;
    char name[128];
    const struct hinge_metric *metric = moved_by_model(hinge_comparison_text(c, "outcome"), name);
    if (metric == NULL)
        return true;
    cleared_by(hinge_intern_clear) struct hinge_intern groups = {0};
    struct hinge_mean *mean = /* [group] */
        hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *mean),
                      all = {0};
    for (size_t r = 0; r < table->rows; r++) {
        const double margin = hinge_table_number(table, name, r);
        const char *group = hinge_table_word(table, "group", r);
        if (isnan(margin))
            continue;
        hinge_mean_add(&all, margin);
        hinge_mean_add(&mean[hinge_intern_number(&groups, group)], margin);
    }
    double least = (double)INFINITY, most = -(double)INFINITY;
    for (size_t g = 0; g < groups.n; g++) {
        least = fmin(least, hinge_mean_of(&mean[g]));
        most = fmax(most, hinge_mean_of(&mean[g]));
    }
    const char *unit = strcmp(metric->unit, "percent") == 0 ? "%" : " N m/kg";
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (groups.n > 0)
        hinge_text_printf(&text,
                          "its choice moves a level by up to %.2g%s. Intervals do not count that: "
                          "within people most of it cancels",
                          hinge_mean_of(&all), unit);
    if (groups.n > 1)
        hinge_text_printf(&text,
                          ". To a difference between groups add %.2g%s, by which their mean "
                          "margins differ",
                          most - least, unit);
    return groups.n == 0 || hinge_comparison_set(c, "model_note", hinge_text_string(&text));
}

/* Rows by one more condition. */
static bool add_filter(struct hinge_comparison *c, const char *condition)
{
    const char *given = hinge_comparison_text(c, "filter");
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    struct hinge_filter more = {0};
    if (!hinge_comparison_take(c, hinge_filter_read(&c->arena, "--filter", condition, &more,
                                                    c->error)))
        return false;
    if (c->filter.n + more.n > HINGE_CONDITIONS)
        return hinge_comparison_take(
            c, hinge_usage(c->error, "--filter: more than %d conditions; write fewer",
                           HINGE_CONDITIONS));
    for (size_t i = 0; i < more.n; i++)
        c->filter.condition[c->filter.n++] = more.condition[i];
    hinge_text_printf(&text, "%s%s%s", hinge_or_empty(given),
                      given != NULL && *given != '\0' ? "&" : "", condition);
    return hinge_comparison_set(c, "filter", hinge_text_string(&text));
}

/* Largest flexion is asked of bends as far as possible: recordings with the role maxflex, if no
 * filter says otherwise and each level that is compared has some. Else a note says that they are
 * left out. */
static bool take_furthest(struct hinge_comparison *c, const char *const *metric, size_t n)
{
    static const char *const named[] = {"group", "condition", "change", "rater", "by"};
    static const char largest[] =
        "hip_flexion_largest_deg,lumbar_flexion_largest_deg,knee_at_largest_deg";
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    cleared_by(hinge_intern_clear) struct hinge_intern of_bends = {0}, of_furthest = {0};
    struct hinge_filter filter = c->filter; /* as far as it is of the list */
    size_t of = 0, bends = 0, furthest = 0;
    for (size_t i = 0; i < n; i++)
        of += hinge_listed(largest, ',', metric[i]);
    if (n == 0 || of < n || hinge_filter_names(&c->filter, "role"))
        return true;
    if (!hinge_comparison_take(c, hinge_results_get_table(c->reader, HINGE_GROUP_LIST, &list,
                                                          c->error)))
        return false;
    (void)hinge_filter_bind(&filter, &list);
    for (size_t r = 0; r < list.rows; r++) {
        const char *role = hinge_table_word(&list, "role", r);
        const bool far = strcmp(role, "maxflex") == 0;
        if ((!far && !hinge_recording_counts(role)) || !hinge_filter_keeps_row(&filter, &list, r))
            continue;
        *(far ? &furthest : &bends) += 1;
        for (size_t k = 0; k < sizeof named / sizeof *named; k++) {
            const char *by = hinge_or_empty(hinge_comparison_text(c, named[k]));
            const size_t length = strcspn(by, ":");
            char buffer[48], column[160];
            snprintf(column, sizeof column, "%.*s", (int)length, by);
            const long at = hinge_table_find(&list, column);
            const char *cell = at >= 0 ? hinge_table_cell(&list, (size_t)at, r, buffer) : NULL;
            if (cell != NULL && (by[length] == '\0' || hinge_listed(by + length + 1, ',', cell)))
                (void)hinge_intern_number(far ? &of_furthest : &of_bends, cell);
        }
    }
    const bool all = of_furthest.n >= of_bends.n;
    cleared_by(hinge_text_clear) struct hinge_text note = {0};
    if (all)
        hinge_text_printf(
            &note, "%zu recordings with the role maxflex; a filter on role takes others", furthest);
    else
        hinge_text_printf(&note,
                          "but %zu recordings with the role maxflex are left out, as not all of "
                          "what is compared has some; --filter role=maxflex takes them",
                          furthest);
    return furthest == 0 ||
           ((bends == 0 || hinge_comparison_set(c, "furthest_note", hinge_text_string(&note))) &&
            (!all || add_filter(c, "role=maxflex")));
}

/* --- Repetitions of two methods as pairs, where a recording is of one method. --- */

/* Codes of what tells a row's repetition from others; `condition` grows by what varies. */
struct paired {
    size_t rows, *who, *method, *rep, *condition;
};

static size_t *levels_of(struct hinge_comparison *c, const char *column)
{
    const struct hinge_table *table = c->table;
    const long at = column != NULL ? hinge_table_find(table, column) : -1;
    cleared_by(hinge_intern_clear) struct hinge_intern seen = {0};
    size_t *level = hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *level);
    char number[48];
    for (size_t r = 0; r < table->rows && at >= 0; r++)
        level[r] = hinge_intern_number(
            &seen, hinge_or_empty(hinge_table_cell(table, (size_t)at, r, number)));
    return level;
}

/* Whether a repetition of one method has several levels, and one of them both methods: it tells
 * repetitions apart, not files. */
static bool tells_apart(const struct paired *p, const size_t *level)
{
    cleared_by(hinge_intern_clear) struct hinge_intern of_method = {0}, of_level = {0};
    cleared_by(freed) size_t *first = hinge_alloc(2 * p->rows + 1, sizeof *first);
    size_t *method = first + p->rows, n[2] = {0, 0};
    bool varies = false, shared = false;
    for (size_t r = 0; r < p->rows; r++) {
        const size_t cell[] = {p->who[r], p->rep[r], p->condition[r], p->method[r]},
                     same[] = {p->who[r], p->rep[r], p->condition[r], level[r]},
                     a = hinge_intern_numbers(&of_method, cell, 4),
                     b = hinge_intern_numbers(&of_level, same, 4);
        if (a == n[0])
            first[n[0]++] = level[r];
        if (b == n[1])
            method[n[1]++] = p->method[r];
        varies = varies || first[a] != level[r];
        shared = shared || method[b] != p->method[r];
    }
    return varies && shared;
}

/* Adds HINGE_STATS_PAIRED: recordings of one session, task, cue, load, side and trial are the same,
 * and of one level of each column of the user's own (shoes) that varies beside these. */
static bool name_conditions(struct hinge_comparison *c)
{
    static const char *const keys[] = {"session", "task", "cue", "load_kg", "side", "trial"};
    const size_t n = sizeof keys / sizeof *keys;
    const char *method = hinge_comparison_text(c, "method");
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    struct hinge_table *table = c->table;
    if (!hinge_comparison_take(c, hinge_results_get_table(c->reader, HINGE_GROUP_LIST, &list,
                                                          c->error)))
        return false;
    const struct paired p = {.rows = table->rows,
                             .who = levels_of(c, participant_of(c)),
                             .method = levels_of(c, method),
                             .rep = levels_of(c, hinge_comparison_text(c, "rep")),
                             .condition = levels_of(c, NULL)};
    for (size_t i = 0; i < n + list.n_columns; i++) {
        const char *name = i < n ? keys[i] : list.column[i - n].name;
        if (strcmp(name, method) == 0 ||
            (i >= n && strcmp(name, "rater") != 0 &&
             (strchr(name, ':') != NULL || !hinge_trial_info_of_person(name))))
            continue;
        const size_t *level = levels_of(c, name);
        cleared_by(hinge_intern_clear) struct hinge_intern seen = {0};
        for (size_t r = 0, split = i < n || tells_apart(&p, level); split && r < p.rows; r++)
            p.condition[r] =
                hinge_intern_numbers(&seen, (const size_t[]){p.condition[r], level[r]}, 2);
    }
    const size_t column =
        hinge_table_add_column(table, HINGE_STATS_PAIRED, HINGE_COLUMN_TEXT, "", -1);
    for (size_t r = 0; r < p.rows; r++) {
        char text[32];
        snprintf(text, sizeof text, "%zu", p.condition[r]);
        hinge_table_set_text(table, column, r, text);
    }
    return true;
}

/* Recordings that count in group tables; repetitions that are whole and valid unless
 * others are asked for, trials averaged before people, people with enough of them. */
static bool complete_request(struct hinge_comparison *c, const struct hinge_use_asked *counts)
{
    const char *condition = hinge_stats_request_takes(c->request, "condition")
                                ? hinge_comparison_text(c, "condition")
                                : NULL;
    const bool each = condition != NULL && strcmp(condition, "rep") == 0; /* is a cell */
    const bool has_trial = hinge_stats_request_has(c->request, "trial");
    cleared_by(freed) char *twins = NULL; /* recordings that count a person twice */
    if (!add_filter(c, HINGE_IN_GROUPS) ||
        (!counts->all_reps && !hinge_stats_request_has(c->request, "usable") &&
         !hinge_comparison_set(c, "usable", HINGE_USABLE_REPETITIONS)) ||
        !choose_least(c, counts->any_role || each) ||
        !hinge_comparison_take(c,
                               hinge_results_duplicates(c->reader, &c->filter, &twins, c->error)) ||
        (twins != NULL && !hinge_comparison_set(c, "duplicates_note", twins)) ||
        (counts->any_role && !note_knees(c)) || !note_model(c) ||
        (is_free(c, "aggregate") && !choose_aggregate(c)))
        return false;
    if (is_given(c, "repeated") &&
        ((!hinge_stats_request_has(c->request, "rep") && !hinge_comparison_set(c, "rep", "rep")) ||
         (!has_trial && hinge_comparison_text(c, "method") != NULL && !name_conditions(c))))
        return false;
    /* a recording, since trials are numbered again under every cue */
    return !is_free(c, "trial") ||
           !(hinge_stats_request_takes(c->request, "aggregate") ||
             hinge_stats_request_has(c->request, "curve")) ||
           hinge_comparison_set(c, "trial", "file");
}

static size_t count_values(const struct hinge_table *table, const char *column)
{
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++)
        n += isnan(hinge_table_number(table, column, r)) ? 0 : 1;
    return n;
}

struct asked {
    const struct hinge_outcome_request *rows;
    const char *outcome;
};

static enum hinge_status count_in(void *context, const char *phase, size_t *n,
                                  struct hinge_error *error)
{
    const struct asked *asked = context;
    struct hinge_outcome_request other = *asked->rows;
    cleared_by(hinge_table_clear) struct hinge_table found = {0};
    other.phase = phase;
    other.fault_rule = other.curve = NULL;
    enum hinge_status status = hinge_results_outcomes(&other, &found, error);
    *n = status == HINGE_OK ? count_values(&found, asked->outcome) : 0;
    return status;
}

/* A metric that no repetition has in this phase but in another: which one. */
static bool check_phase(struct hinge_comparison *c, const struct hinge_outcome_request *rows)
{
    struct asked asked = {rows, hinge_comparison_text(c, "outcome")};
    hinge_reducer_of(asked.outcome, &asked.outcome);
    const struct hinge_table *table = c->table;
    long at = asked.outcome != NULL ? hinge_table_find(table, asked.outcome) : -1;
    if (at < 0 || table->column[at].type != HINGE_COLUMN_NUMBER || table->rows == 0 ||
        count_values(table, asked.outcome) > 0)
        return true;
    return hinge_comparison_take(c, hinge_phase_elsewhere(asked.outcome, rows->phase, true,
                                                          count_in, &asked, c->error));
}

/* --- A filter by what was measured in a repetition (hinge_filter_refuse). --- */

/* Whether the request compares conditions of the same people. */
static bool compares(const struct hinge_comparison *c)
{
    static const char *const named[] = {"condition", "change", "trend"};
    bool any = (c->kind->needs & HINGE_STATS_COMPARES) != 0;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        any = any || hinge_stats_request_has(c->request, named[i]);
    const char *name[MOST_OUTCOMES + 1];
    size_t n = 0;
    add_names(c, "by", name, &n);
    add_names(c, "group", name, &n);
    for (size_t i = 0; i < n && !any; i++) {
        bool held = hinge_listed("rep,trial,file", ',', name[i]); /* or the filter has one level */
        for (size_t k = 0; k < c->filter.n; k++) {
            const struct hinge_condition *condition = &c->filter.condition[k];
            held = held || (strcmp(condition->name, name[i]) == 0 &&
                            condition->compare == HINGE_IS && condition->n_values == 1);
        }
        any = !held && hinge_people_vary(c->table, participant_of(c), name[i]);
    }
    return any;
}

/* Conditions of --filter and, of a results file, --usable by what was measured: refused where
 * conditions are compared, else the request says what they left. */
static bool check_filter(struct hinge_comparison *c)
{
    const struct hinge_table *table = c->table, *faults = c->reader != NULL ? &c->faults : NULL;
    static const char *const option[] = {"--filter", "--usable"};
    struct hinge_filter filter[2] = {c->filter}, rest[2]; /* rest: without what was measured */
    const char *usable = faults != NULL ? hinge_comparison_text(c, "usable") : NULL;
    bool any = false;
    if (c->request->rows != NULL || !may_compare(c)) /* a cohort refuses such filters itself */
        return true;
    if (usable != NULL && hinge_filter_read(&c->arena, "usable", usable, &filter[1], NULL) !=
                              HINGE_OK) /* is the analysis' to refuse */
        filter[1].n = 0;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < filter[k].n; i++) {
            const struct hinge_condition *condition = &filter[k].condition[i];
            if (!hinge_filter_measures(faults, condition->name))
                continue;
            any = true;
            if (compares(c))
                return hinge_comparison_take(c, hinge_filter_refuse(option[k], condition,
                                                                    c->kind->id, c->error));
        }
    if (!any || !hinge_filter_bind(&filter[0], table) || !hinge_filter_bind(&filter[1], table))
        return true;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = rest[k].n = 0; i < filter[k].n; i++)
            if (!hinge_filter_measures(faults, filter[k].condition[i].name))
                rest[k].condition[rest[k].n++] = filter[k].condition[i];
    cleared_by(hinge_text_clear) struct hinge_text left = {0};
    unsigned char *of = hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *of);
    const char **person = hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *person);
    for (size_t r = 0; r < table->rows; r++) {
        person[r] = hinge_table_word(table, participant_of(c), r);
        if (hinge_filter_keeps_row(&rest[0], table, r) &&
            hinge_filter_keeps_row(&rest[1], table, r))
            of[r] = hinge_filter_keeps_row(&filter[0], table, r) &&
                            hinge_filter_keeps_row(&filter[1], table, r)
                        ? 2
                        : 1;
    }
    hinge_filter_left(&left, person, of, table->rows);
    return hinge_comparison_set(c, "filter_note", hinge_text_string(&left));
}

/* --- The protocol of the results: `usable` under [analyze]. --- */

/* USAGE where an outcome that is compared was chosen by. */
static bool check_protocol(struct hinge_comparison *c, const char *protocol,
                           const char *const *outcome, size_t n)
{
    for (size_t i = 0; *protocol != '\0' && may_compare(c) && i < n; i++) {
        const char *by = hinge_protocol_chooses(&c->arena, protocol, outcome[i]);
        if (by != NULL)
            return hinge_comparison_take(c,
                                         hinge_protocol_refuse(protocol, by, outcome[i], c->error));
    }
    return true;
}

/* Where the levels of a column that is compared have shares of their repetitions outside of the
 * protocol that differ by 10 points or more: "39% of sedentary and 0% of trained". */
static bool note_protocol(struct hinge_comparison *c)
{
    static const char *const named[] = {"group", "condition", "change", "by"};
    enum { POINTS = 10 };
    const struct hinge_table *table = c->table;
    struct hinge_filter filter = c->filter;
    cleared_by(hinge_text_clear) struct hinge_text note = {0};
    const struct hinge_known_rows *known = c->request->rows;
    const bool bound = hinge_filter_bind(&filter, table);
    for (size_t k = 0; k < sizeof named / sizeof *named && bound; k++) {
        const json_t *value = json_object_get(c->request->json, named[k]);
        const char *given =
            json_string_value(json_is_array(value) ? json_array_get(value, 0) : value);
        if (given == NULL)
            continue;
        char column[160];
        snprintf(column, sizeof column, "%.*s", (int)strcspn(given, ":"), given);
        const long at = hinge_table_find(table, column);
        cleared_by(hinge_intern_clear) struct hinge_intern level = {0};
        size_t *all = hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *all),
               *out = hinge_arena_alloc(&c->arena, table->rows + 1, sizeof *out);
        for (size_t r = 0; at >= 0 && r < table->rows; r++) {
            char buffer[48];
            const bool left = strcmp(hinge_table_word(table, "reason", r),
                                     hinge_reason_name(HINGE_REASON_NOT_BY_PROTOCOL)) == 0;
            if ((known != NULL ? known->use[r] == HINGE_ROW_OUT
                               : !hinge_filter_keeps_row(&filter, table, r)) ||
                !(left || hinge_repetition_counts(hinge_table_number(table, "valid", r))))
                continue;
            const size_t l =
                hinge_intern_number(&level, hinge_table_cell(table, (size_t)at, r, buffer));
            all[l]++;
            out[l] += left;
        }
        double least = INFINITY, most = -INFINITY;
        for (size_t l = 0; l < level.n; l++) {
            const double share = 100 * (double)out[l] / (double)all[l];
            least = fmin(least, share);
            most = fmax(most, share);
        }
        const char **name = hinge_arena_alloc(&c->arena, level.n + 1, sizeof *name);
        for (size_t l = 0; l < level.n; l++)
            name[l] = level.text[l];
        hinge_levels_sort(name, level.n);
        for (size_t i = 0; i < level.n && most - least >= POINTS; i++) {
            const size_t l = hinge_intern_number(&level, name[i]);
            hinge_text_printf(&note, "%s%.0f%% of %s",
                              i > 0             ? i + 1 == level.n ? " and " : ", "
                              : note.length > 0 ? "; "
                                                : "",
                              100 * (double)out[l] / (double)all[l], name[i]);
        }
    }
    return note.length == 0 || hinge_comparison_set(c, "protocol_note", hinge_text_string(&note));
}

/* The severity of a fault, in its unit, is an outcome like any metric. */
static bool asks_severity(const char *const *outcome, size_t n)
{
    bool asks = false;
    for (size_t i = 0; i < n; i++)
        asks = asks || hinge_severity_fault(outcome[i]) != NULL;
    return asks;
}

/* The mean is what an outcome without a reducer is. */
static void leave_mean(json_t *outcome)
{
    const char *rest, *text = json_string_value(outcome);
    const struct hinge_reducer *reducer = hinge_reducer_of(text, &rest);
    json_t *item;
    size_t i;
    if (reducer != NULL && strcmp(reducer->id, "mean") == 0) {
        json_t *copy = json_string(rest); /* the text is in the outcome */
        json_string_set(outcome, json_string_value(copy));
        json_decref(copy);
    }
    json_array_foreach(outcome, i, item)
    {
        leave_mean(item);
    }
}

/* What the rows of metrics say of columns. */
static void mark_columns(struct hinge_table *table, size_t first)
{
    for (size_t c = first; c < table->n_columns; c++) {
        const struct hinge_unit_words *unit =
            hinge_readers_unit(table->column[c].name, table->column[c].unit);
        const struct hinge_metric *metric = hinge_metric_of_column(table->column[c].name);
        table->column[c].share |= unit != NULL && strcmp(unit->id, "share") == 0;
        table->column[c].of_knees = metric != NULL && metric->of_knees;
    }
}

/* What sentences call the columns from `first` on: a user's word, else that of groups and cues. */
static void add_titles(const struct hinge_stats_request *request, const char *phase,
                       struct hinge_table *table, size_t first)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    for (size_t c = first; c < table->n_columns; c++) {
        char words[160];
        const char *id = table->column[c].name, *title = hinge_wording_label(request->labels, id);
        const struct hinge_reducer *reducer = title == NULL ? hinge_reducer_of(id, &id) : NULL;
        if (reducer != NULL)
            title = hinge_wording_label(request->labels, id);
        const bool is_metric = hinge_metric_find(id) >= 0;
        if (title == NULL)
            title = is_metric ? hinge_metric_words(&arena, request->labels, id, phase)
                              : hinge_fault_words(request->labels, id, words, sizeof words);
        if (title == NULL && is_metric)
            title = hinge_wording_title(id, words, sizeof words);
        if (title != NULL)
            hinge_table_set_title(table, c,
                                  hinge_reduced_words(&arena, reducer, id,
                                                      table->column[c].share &&
                                                          *table->column[c].unit == '\0',
                                                      title));
    }
}

/* What is planned, and what the protocol of the results (`usable` under [analyze]) left out; n
 * outcomes. */
static bool add_plan(struct hinge_comparison *c, const char *const *outcome, size_t n)
{
    if (!hinge_comparison_take(c, hinge_results_get_table(c->reader, HINGE_GROUP_PARAMETERS,
                                                          &c->parameters, c->error)) ||
        !hinge_comparison_take(c, hinge_results_get_table(c->reader, HINGE_GROUP_FAULTS, &c->faults,
                                                          c->error)))
        return false;
    const char *protocol = hinge_tab_protocol(&c->parameters),
               *primary = hinge_tab_asked(&c->parameters, "primary");
    return (*primary == '\0' || !is_free(c, "primary") ||
            hinge_stats_request_has(c->request, "outcome") ||
            hinge_comparison_set(c, "primary", primary)) &&
           check_protocol(c, protocol, outcome, n) && check_filter(c) &&
           (!hinge_planned_is_needed(c) || hinge_planned_make(c)) &&
           (*protocol == '\0' || note_protocol(c));
}

/* Begins with a request, of which a filter that cannot be read is refused. */
static bool begin(struct hinge_comparison *c)
{
    const char *id = hinge_comparison_text(c, "analysis"),
               *filter = c->request->rows == NULL ? hinge_comparison_text(c, "filter") : NULL;
    c->kind = id != NULL ? hinge_analysis_kind_find(id) : NULL;
    return filter == NULL ||
           hinge_comparison_take(c, hinge_filter_read(&c->arena, "--filter", filter, &c->filter,
                                                      c->error));
}

static enum hinge_status end(struct hinge_comparison *c)
{
    hinge_table_clear(&c->faults);
    hinge_table_clear(&c->parameters);
    hinge_arena_clear(&c->arena);
    return c->status;
}

enum hinge_status hinge_comparison_known(struct hinge_stats_request *request,
                                         struct hinge_cohort *cohort, struct hinge_error *error)
{
    struct hinge_table *table = &cohort->reps;
    struct hinge_comparison c = {
        .request = request, .reader = cohort->tab.reader, .table = table, .error = error};
    (void)begin(&c);
    const char *phase = text_or_standard(&c, "phase"), *metric[] = {NULL};
    const size_t known = table->n_columns; /* of earlier questions */
    if (known == 0) {                      /* of any question of the cohort */
        cleared_by(hinge_text_clear) struct hinge_text names = {0};
        hinge_named_columns(request, &names);
        hinge_text_adds(&names, ",stage,load_kg");
        const struct hinge_outcome_request rows = {.results = cohort->table_request->results,
                                                   .opened = c.reader,
                                                   .metrics = metric,
                                                   .phase = phase,
                                                   .fault_rule = text_or_standard(&c, "fault_rule"),
                                                   .severity = true,
                                                   .certain = true,
                                                   .all_faults = true,
                                                   .named = hinge_text_string(&names),
                                                   .counts = cohort->tab.counts};
        hinge_comparison_take(&c, hinge_results_outcomes(&rows, table, error));
    }
    json_object_set_new(request->json, "usable",
                        cohort->tab.counts.all_reps ? NULL : json_string(HINGE_USABLE_REPETITIONS));
    bool good = c.status == HINGE_OK &&
                hinge_comparison_take(&c, hinge_results_sha256(c.reader, request->sha256, error)) &&
                choose_least(&c, cohort->tab.counts.any_role);
    cleared_by(freed) char *twins = hinge_tab_duplicates(&cohort->tab, request->rows->recording);
    if (twins != NULL)
        json_object_set_new(request->json, "duplicates_note", json_string(twins));
    good = good && (!cohort->tab.counts.any_role || note_knees(&c));
    json_object_set_new(request->json, "aggregate", json_string("nested"));
    json_object_set_new(request->json, "trial", json_string("file"));
    if (good && add_plan(&c, metric, 0))
        add_titles(request, phase, table, known);
    mark_columns(table, known);
    return end(&c);
}

static bool read_results(struct hinge_comparison *c, const char *path)
{
    struct hinge_stats_request *request = c->request;
    leave_mean(json_object_get(request->json, "outcome"));
    leave_mean(json_object_get(request->json, "covariate"));
    leave_mean(json_object_get(request->json, "with"));
    /* an option that the analysis does not take is told by the analysis */
    const char *metric[MOST_OUTCOMES + 1];
    size_t n = 0, i;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    bool planned = hinge_planned_is_needed(c);
    bool rows_asked = hinge_stats_request_takes(request, "per_person");
    if (is_free(c, "labels") && !hinge_stats_request_has(request, "ratings") &&
        !hinge_stats_request_has(request, "pred") && !hinge_stats_request_has(request, "truth"))
        json_object_set_new(request->json, "labels", json_string("all"));
    const bool labels = is_given(c, "labels"), ratings = is_given(c, "ratings");
    hinge_named_columns(request, &names);
    add_names(c, "outcome", metric, &n);
    add_names(c, "with", metric, &n);
    for (i = 0; i < n; i++) {
        hinge_reducer_of(metric[i], &metric[i]);
        char margin[128];
        if (moved_by_model(metric[i], margin) != NULL)
            hinge_text_printf(&names, ",%s", margin);
    }
    const char *phase = text_or_standard(c, "phase");
    /* the rows of these analyses are of one phase, and each outcome of a plan is of its own */
    bool own_phases = planned && !hinge_stats_request_has(request, "phase");
    if (!planned && !hinge_stats_request_has(request, "phase"))
        phase = hinge_phase_of_metrics(metric, n, phase);
    if (!take_furthest(c, metric, n))
        return false;
    const struct hinge_use_asked counts = hinge_outcomes_asked(request, &c->filter);
    struct hinge_outcome_request rows = {
        .results = path,
        .opened = c->reader,
        .metrics = metric,
        .phase = phase,
        .fault_rule = text_or_standard(c, "fault_rule"),
        .severity = planned || rows_asked || labels || ratings || asks_severity(metric, n),
        .certain = planned && hinge_stats_request_takes(request, "min_share"),
        .all_faults = planned || labels || ratings,
        .curve = hinge_comparison_text(c, "curve"),
        .named = hinge_text_string(&names),
        .counts = counts,
        .their_columns = rows_asked || labels || is_given(c, "repeated")};
    metric[n] = NULL;
    if ((strcmp(phase, text_or_standard(c, "phase")) != 0 &&
         !hinge_comparison_set(c, "phase", phase)) || /* the document says it */
        !hinge_comparison_take(c, hinge_results_sha256(c->reader, request->sha256, c->error)) ||
        !hinge_comparison_take(c, hinge_results_outcomes(&rows, c->table, c->error)))
        return false;
    if (hinge_named_is_lacking(request, c->table)) {
        hinge_table_clear(c->table);
        rows.named = NULL;
        hinge_comparison_take(c, hinge_results_outcomes(&rows, c->table, c->error));
    }
    if (c->status != HINGE_OK ||
        !hinge_comparison_take(c, hinge_reduced_outcomes(request, c->table, c->error)) ||
        (!own_phases && !check_phase(c, &rows)) || !complete_request(c, &counts) ||
        !add_plan(c, metric, n))
        return false;
    if (rows_asked) {
        /* Columns that say which repetition a row is and of whom: not metrics, faults and what
         * belongs to them, nor what is the same in every usable repetition. */
        for (size_t k = 0; k < c->table->n_columns; k++) {
            struct hinge_column *column = &c->table->column[k];
            char severity[160];
            snprintf(severity, sizeof severity, HINGE_SEVERITY "%s", column->name);
            if (hinge_metric_find(column->name) < 0 && strchr(column->name, ':') == NULL &&
                hinge_table_find(c->table, severity) < 0 &&
                !hinge_listed("floor,in_groups,status,reason,warnings", ',', column->name) &&
                (counts.all_reps || !hinge_listed("complete,valid", ',', column->name)))
                column->role = HINGE_IS_KEY;
        }
    } else
        add_titles(request, phase, c->table, 0);
    return true;
}

/* The path of a file that a request names: relative to the request's own file, which
 * may be NULL. free() it. */
static char *path_of(const char *data, const char *request)
{
    const char *slash = request != NULL ? strrchr(request, '/') : NULL;
    size_t folder =
        slash != NULL && !hinge_os_is_absolute(data) ? (size_t)(slash + 1 - request) : 0;
    char *path = hinge_alloc(1, folder + strlen(data) + 1);
    if (folder > 0)
        memcpy(path, request, folder);
    strcpy(path + folder, data);
    return path;
}

static bool read_csv(struct hinge_comparison *c, const char *path)
{
    struct hinge_stats_request *request = c->request;
    struct hinge_table *table = c->table;
    struct hinge_error *error = c->error;
    const char *data = hinge_stats_request_text(request, "data");
    const char *separator = hinge_stats_request_text(request, "sep");
    if (hinge_other_file(path) >= HINGE_OTHER_CONFIG)
        return hinge_comparison_take(c, hinge_other_file_refuse(path, data, "results", error));
    if (hinge_stats_request_has(request, "curve"))
        return hinge_comparison_take(
            c, hinge_usage(error,
                           "curve: %s is a CSV, whose curve is in the columns n000, "
                           "n001, ...: leave --curve out (--nodes-prefix names "
                           "others)",
                           data));
    /* what only rows of a results file have: verdicts, and repetitions that do not count */
    static const char *const of_results[] = {"allow_inferred", "all_tasks", "all_reps",
                                             "fault_rule", "ratings"};
    for (size_t i = 0; i < sizeof of_results / sizeof *of_results; i++)
        if (hinge_stats_request_flag(request, of_results[i]) ||
            hinge_stats_request_text(request, of_results[i]) != NULL ||
            json_is_array(json_object_get(request->json, of_results[i])))
            return hinge_comparison_take(
                c, hinge_usage(error,
                               "%s: %s is a CSV; the option is of a results file. Leave it out "
                               "(--usable chooses rows of a CSV)",
                               of_results[i], data));
    cleared_by(freed) char **text = hinge_stats_request_text_columns(request);
    if (!hinge_comparison_take(c, hinge_table_read_csv(table, path, data, (const char *const *)text,
                                                       separator != NULL ? separator[0] : '\0',
                                                       '\0', error)))
        return false;
    /* a CSV has no units; a column that is called as a metric of ours has the metric's */
    for (size_t i = 0; i < table->n_columns; i++) {
        long at = hinge_metric_find(table->column[i].name);
        if (at >= 0 && *table->column[i].unit == '\0')
            hinge_table_set_unit(table, i, hinge_metric_at((size_t)at)->unit);
    }
    /* chooses rows of an exported table that has a row per phase */
    const char *phase = hinge_comparison_text(c, "phase");
    cleared_by(hinge_text_clear) struct hinge_text condition = {0};
    if (phase != NULL && hinge_table_find(table, "phase") < 0)
        return hinge_comparison_take(c, hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                                        "--phase %s: %s has no column phase", phase,
                                                        data));
    if (phase != NULL)
        hinge_condition_add(&condition, "phase", phase);
    if ((phase != NULL && !add_filter(c, hinge_text_string(&condition))) || !check_filter(c) ||
        (hinge_planned_is_needed(c) && !hinge_planned_make(c)))
        return false;
    const int file = hinge_os_open(path, HINGE_OS_READ);
    if (file >= 0) {
        if (hinge_comparison_take(c, hinge_sha256_file(file, request->sha256, error)) == false &&
            c->status == HINGE_INPUT)
            hinge_file_unreadable(data, errno, error);
        hinge_os_close(file);
    }
    return c->status == HINGE_OK;
}

/* "change:pain" is the change that the option change says; *was: whether one was named so. */
static bool take_change(struct hinge_comparison *c, const char *option, json_t *outcome, bool *was)
{
    static const char prefix[] = "change:";
    const size_t n = strlen(prefix);
    const char *text = json_string_value(outcome);
    json_t *item;
    size_t i;
    json_array_foreach(outcome, i, item)
    {
        if (!take_change(c, option, item, was))
            return false;
    }
    if (text == NULL || strncmp(text, prefix, n) != 0 ||
        !hinge_stats_request_takes(c->request, "change"))
        return true;
    if (!hinge_stats_request_has(c->request, "change"))
        return hinge_comparison_take(
            c, hinge_usage(c->error,
                           "--%s %s: a change is between two levels; name them, as "
                           "--change session:after-before",
                           option, text));
    json_t *copy = json_string(text + n); /* the text is in the outcome */
    json_string_set(outcome, json_string_value(copy));
    json_decref(copy);
    *was = true;
    return true;
}

enum hinge_status hinge_comparison_table(struct hinge_stats_request *request,
                                         const char *request_file, struct hinge_table *table,
                                         struct hinge_error *error)
{
    struct hinge_comparison c = {.request = request, .table = table, .error = error};
    const char *data = hinge_stats_request_text(request, "data");
    cleared_by(freed) char *path = data != NULL ? path_of(data, request_file) : NULL;
    const bool results = request->opened != NULL || hinge_store_is_hdf5(path);
    bool was = false, with = false;
    if (!begin(&c) ||
        !take_change(&c, "outcome", json_object_get(request->json, "outcome"), &was) ||
        !take_change(&c, "with", json_object_get(request->json, "with"), &with))
        return end(&c);
    if (with)
        json_object_set_new(request->json, "with_change", json_true());
    if (!results)
        (void)read_csv(&c, path);
    else if (hinge_stats_request_has(request, "sep"))
        hinge_comparison_take(
            &c, hinge_usage(error,
                            "sep: %s is a results file, whose columns have no separator; "
                            "leave it out",
                            data));
    else if (hinge_comparison_take(&c,
                                   hinge_results_share(path, request->opened, &c.reader, error)) &&
             read_results(&c, path) && is_given(&c, "ratings")) {
        /* Ratings beside the repetitions of a results file; relative to the request's file. */
        const struct hinge_names names =
            hinge_names_of(&c.arena, json_object_get(c.request->json, "ratings"));
        cleared_by(freed) char **file = hinge_alloc(names.n + 1, sizeof *file);
        for (size_t i = 0; i < names.n; i++)
            file[i] = path_of(names.name[i], request_file);
        const enum hinge_status status =
            hinge_ratings_join((const char *const *)file, names.n, c.table, c.error);
        for (size_t i = 0; i < names.n; i++)
            free(file[i]);
        (void)hinge_comparison_take(&c, status);
    }
    if (c.status == HINGE_OK && hinge_comparison_amounts(&c))
        mark_columns(table, 0);
    hinge_results_close(c.reader);
    return end(&c);
}
