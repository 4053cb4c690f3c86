/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cues: every cue against the baseline, on the outcome fixed for it beforehand, then on
 * the others and on every fault. Each number is one of `within`. */
#include "result/result.h"
#include "stats/numbers/tests.h"
#include "stats/parts/planned.h"
#include "stats/parts/reliability.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A cue against the baseline on one column. */
static bool run_within(const struct hinge_cues *c, const char *cue, const char *column, json_t *mdc,
                       struct hinge_nested *nested)
{
    return hinge_nested_run(c->a, "within",
                            json_pack("{s:s, s:[s, s], s:n, s:n, s:o}", "outcome", column, "order",
                                      cue, c->baseline, "plan", "baseline", "mdc",
                                      mdc != NULL ? json_incref(mdc) : json_null()),
                            nested);
}

/* The same of the participants alone that another comparison did not drop; `single`:
 * one repetition in each condition is enough. */
static bool run_same(const struct hinge_cues *c, const char *cue, const char *column, bool single,
                     const struct hinge_nested *other, struct hinge_nested *nested)
{
    const bool *all = c->a->stratum;
    const char *participant = NULL;
    struct hinge_labels people;
    size_t i, at;
    json_t *item, *change;
    bool *rows = hinge_analysis_alloc(c->a, c->a->table->rows, sizeof *rows);
    bool good = hinge_sample_participant(c->a, &participant);
    if (good)
        good = hinge_analysis_column(c->a, participant, &at);
    if (good)
        good = hinge_labels_find(c->a, at, c->row, c->n_rows, HINGE_BY_APPEARANCE, &people);
    if (!good)
        return false;
    json_array_foreach(json_object_get(other->results, "participants_dropped"), i, item)
    {
        const char *name = hinge_cues_text(item, "participant");
        for (size_t l = 0; name != NULL && l < people.n; l++)
            if (people.name[l] != NULL && strcmp(people.name[l], name) == 0)
                people.name[l] = NULL;
    }
    for (i = 0; i < c->n_rows; i++)
        rows[c->row[i]] = people.code[i] != UINT32_MAX && people.name[people.code[i]] != NULL;
    c->a->stratum = rows;
    change = json_pack("{s:s, s:[s, s], s:n, s:n, s:n}", "outcome", column, "order", cue,
                       c->baseline, "plan", "baseline", "mdc");
    if (change != NULL && single)
        json_object_set_new(change, "allow_single", json_true());
    good = hinge_nested_run(c->a, "within", change, nested);
    c->a->stratum = all;
    return good;
}

static double of_condition(const struct hinge_nested *nested, const char *condition,
                           const char *what)
{
    const json_t *conditions = json_object_get(nested->results, "conditions");
    const json_t *value = json_object_get(json_object_get(conditions, condition), what);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static void put_effect(const struct hinge_cues *c, json_t *row, const char *cue,
                       const struct hinge_nested *nested)
{
    const json_t *method = json_object_get(json_object_get(nested->results, "signflip"), "method");
    HINGE_PUT_NUMBERS(row, {"n", of_condition(nested, cue, "n")},
                      {"baseline", of_condition(nested, c->baseline, "mean")},
                      {"cued", of_condition(nested, cue, "mean")},
                      {"diff", hinge_nested_number(nested, "paired_t/mean_diff")},
                      {"ci_low", hinge_nested_number(nested, "paired_t/ci_low")},
                      {"ci_high", hinge_nested_number(nested, "paired_t/ci_high")},
                      {"d_z", hinge_nested_number(nested, "d_z/d")},
                      {"p", hinge_nested_number(nested, "signflip/p")},
                      {"p_t", hinge_nested_number(nested, "paired_t/p")}, {"p_holm", NAN},
                      {"sd_baseline", of_condition(nested, c->baseline, "sd")},
                      {"sd_cued", of_condition(nested, cue, "sd")},
                      {"n_dropped", hinge_nested_number(nested, "n_participants_dropped")});
    hinge_put_text(row, "p_method", json_string_value(method));
}

/* The same at the depth that everybody reaches under every cue, of the participants
 * whose own change `raw` is: one repetition that gets there is enough (method 8.2).
 * Where some have none, what the others changed without matching is beside it. */
static bool put_matched(const struct hinge_cues *c, json_t *row, const char *cue,
                        const json_t *entry, const struct hinge_nested *raw)
{
    const char *column = hinge_cues_text(entry, "column"),
               *matched = hinge_cues_text(entry, "matched");
    struct hinge_nested nested = {.why = "these results hold no value at matched depth"};
    struct hinge_nested own = {.results = NULL};
    bool good = true;
    if (matched != NULL)
        good = run_same(c, cue, matched, true, raw, &nested);
    double n = hinge_nested_number(&nested, "paired_t/n");
    if (good && n < hinge_nested_number(raw, "paired_t/n"))
        good = run_same(c, cue, column, false, &nested, &own);
    if (!good) {
        hinge_nested_clear(&nested);
        return good;
    }
    HINGE_PUT_NUMBERS(row, {"matched_n", n},
                      {"matched_diff", hinge_nested_number(&nested, "paired_t/mean_diff")},
                      {"matched_ci_low", hinge_nested_number(&nested, "paired_t/ci_low")},
                      {"matched_ci_high", hinge_nested_number(&nested, "paired_t/ci_high")},
                      {"matched_p", hinge_nested_number(&nested, "signflip/p")});
    if (own.results != NULL)
        hinge_put_number(row, "matched_raw_diff", hinge_nested_number(&own, "paired_t/mean_diff"));
    if (nested.why[0] != '\0')
        hinge_put_text(row, "matched_reason", nested.why);
    hinge_nested_clear(&own);
    hinge_nested_clear(&nested);
    return true;
}

/* Whether the one mdc given is for outcomes in several units, so for none. */
static bool mdc_is_unclear(const struct hinge_cues *c)
{
    return c->several_units && json_is_number(json_object_get(c->a->request, "mdc"));
}

/* People whose change is beyond the minimal detectable one, by direction; without an
 * expectation those who increased count as one way, those who decreased as the other.
 */
static void put_beyond(const struct hinge_cues *c, json_t *row, const json_t *entry,
                       const struct hinge_nested *nested)
{
    const char *expected = hinge_cues_text(entry, "expected");
    const char *why = hinge_cues_text(nested->results, "mdc_reason");
    if (hinge_cues_mdc(c, entry) == NULL)
        return;
    if (mdc_is_unclear(c)) {
        hinge_put_text(row, "mdc_reason",
                       "one mdc for primary outcomes in several units: name each, "
                       "--mdc OUTCOME=NUMBER,...");
        return;
    }
    bool down = expected != NULL && strcmp(expected, "down") == 0;
    const char *paths[] = {"responders/increased/n", "responders/decreased/n"};
    HINGE_PUT_NUMBERS(row, {"mdc", hinge_nested_number(nested, "responders/mdc")},
                      {"beyond_expected", hinge_nested_number(nested, paths[down])},
                      {"beyond_opposite", hinge_nested_number(nested, paths[!down])});
    if (why != NULL)
        hinge_put_text(row, "mdc_reason", why);
}

/* Whether the change differs between two groups: the change of each participant, the
 * first group's minus the second's. An answer that cannot be had is no failure. */
static bool put_interaction(const struct hinge_cues *c, json_t *row, const char *cue,
                            const char *column)
{
    struct hinge_nested nested = {.why = ""};
    char change[400];
    snprintf(change, sizeof change, "%s:%s-%s", c->condition, cue, c->baseline);
    bool good =
        hinge_nested_run(c->a, "between",
                         json_pack("{s:s, s:s, s:n, s:n, s:n, s:n}", "outcome", column, "change",
                                   change, "plan", "baseline", "mdc", "condition"),
                         &nested);
    enum hinge_status status = c->a->error.status;
    if (!good && (status == HINGE_INPUT || status == HINGE_USAGE)) {
        hinge_put_text(row, "interaction_reason", c->a->error.message);
        hinge_analysis_forgive(c->a);
        return true;
    }
    if (!good)
        return false;
    const char *group[2] = {NULL, NULL}, *name;
    double n[2] = {NAN, NAN};
    json_t *one;
    size_t k = 0;
    json_object_foreach(json_object_get(nested.results, "groups"), name, one)
    {
        if (k < 2)
            group[k] = name;
        if (k < 2)
            n[k] = hinge_result_number(one, "n");
        k++;
    }
    hinge_put_text(row, "group_first", group[0]);
    hinge_put_text(row, "group_second", group[1]);
    HINGE_PUT_NUMBERS(row, {"interaction_n_first", n[0]}, {"interaction_n_second", n[1]},
                      {"interaction_diff", hinge_nested_number(&nested, "welch/mean_diff")},
                      {"interaction_ci_low", hinge_nested_number(&nested, "welch/ci_low")},
                      {"interaction_ci_high", hinge_nested_number(&nested, "welch/ci_high")},
                      {"interaction_p", hinge_nested_number(&nested, "welch/p")});
    if (nested.why[0] != '\0')
        hinge_put_text(row, "interaction_reason", nested.why);
    hinge_nested_clear(&nested);
    return true;
}

static void put_people(const struct hinge_cues *c, const char *cue,
                       const struct hinge_nested *nested)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(nested->results, "participants_dropped"), i, item)
    {
        json_t *row = hinge_append_object(c->people);
        hinge_put_text(row, "cue", cue);
        hinge_put_text(row, "participant", hinge_cues_text(item, "participant"));
        hinge_put_text(row, "reason", hinge_cues_text(item, "reason"));
    }
}

static const char *const copied[] = {"role", "outcome", "phase", "unit", "expected", NULL};

/* Whether the cue was done: the mean of its own recordings, as the baseline has nothing
 * to compare it with. */
static bool add_done(const struct hinge_cues *c, const char *cue, const json_t *entry)
{
    const char *column = hinge_cues_text(entry, "column");
    const char *const *text = (const char *const *)c->a->table->column[c->column].text;
    const bool *all = c->a->stratum;
    struct hinge_nested nested = {.why = "the table has no such column"};
    bool *rows = hinge_analysis_alloc(c->a, c->a->table->rows, sizeof *rows);
    for (size_t i = 0; i < c->n_rows; i++)
        rows[c->row[i]] = text[c->row[i]] != NULL && strcmp(text[c->row[i]], cue) == 0;
    c->a->stratum = rows;
    bool good = true;
    if (column != NULL)
        good = hinge_nested_run(c->a, "describe",
                                json_pack("{s:s, s:n, s:n, s:n, s:n, s:n, s:n}", "outcome", column,
                                          "order", "plan", "baseline", "mdc", "condition", "group"),
                                &nested);
    c->a->stratum = all;
    if (!good)
        return false;
    json_t *cells = json_object_get(nested.results, "cells"),
           *row = hinge_append_object(c->outcomes);
    const json_t *cell = json_object_iter_value(json_object_iter(cells));
    hinge_put_text(row, "cue", cue);
    for (size_t i = 0; copied[i] != NULL; i++)
        hinge_put_text(row, copied[i], hinge_cues_text(entry, copied[i]));
    HINGE_PUT_NUMBERS(row, {"n", hinge_result_number(cell, "n_participants")}, {"baseline", NAN},
                      {"cued", hinge_result_number(cell, "mean")}, {"sd_baseline", NAN},
                      {"sd_cued", hinge_result_number(cell, "sd")});
    if (nested.why[0] != '\0')
        hinge_put_text(row, "reason", nested.why);
    hinge_nested_clear(&nested);
    return true;
}

/* A row of the outcomes; *row is borrowed. */
static bool add_row(const struct hinge_cues *c, const char *cue, const json_t *entry, json_t **row)
{
    const char *column = hinge_cues_text(entry, "column");
    const char *role = hinge_cues_text(entry, "role"); /* none in some plans */
    bool primary = hinge_cues_is_primary(entry);
    bool metric = role == NULL || (strcmp(role, "fault") != 0 && strcmp(role, "depth") != 0);
    json_t *mdc = metric && !mdc_is_unclear(c) ? hinge_cues_mdc(c, entry) : NULL;
    struct hinge_nested nested = {.why = "the table has no such column"};
    bool good = true;
    if (column != NULL)
        good = run_within(c, cue, column, mdc, &nested);
    if (!good)
        return false;
    json_t *own = *row = hinge_append_object(c->outcomes);
    hinge_put_text(own, "cue", cue);
    for (size_t i = 0; copied[i] != NULL; i++)
        hinge_put_text(own, copied[i], hinge_cues_text(entry, copied[i]));
    if (json_object_get(entry, "target") != NULL)
        hinge_put_json(own, "target", json_incref(json_object_get(entry, "target")));
    put_effect(c, own, cue, &nested);
    if (nested.why[0] != '\0')
        hinge_put_text(own, "reason", nested.why);
    if (primary) {
        put_people(c, cue, &nested);
        /* who lacks a condition, what was pooled */
        hinge_nested_warn(c->a, &nested, NULL);
    }
    if (metric) /* what is known of depth stands before the people */
        good = put_matched(c, own, cue, entry, &nested);
    if (good && primary && nested.why[0] == '\0' && c->a->ask.group != NULL)
        good = put_interaction(c, own, cue, column);
    if (good && metric && nested.why[0] == '\0')
        put_beyond(c, own, entry, &nested);
    hinge_nested_clear(&nested);
    return good;
}

static bool add_made(const struct hinge_cues *c, const char *cue, const char *role,
                     const char *column, const char *expected, json_t **row)
{
    long at = hinge_table_find(c->a->table, column);
    const char *unit = at >= 0 ? c->a->table->column[at].unit : NULL;
    json_t *entry = json_pack("{s:s, s:s, s:s, s:s?, s:s?}", "role", role, "outcome", column,
                              "column", column, "expected", expected, "unit", unit);
    bool good = add_row(c, cue, entry, row);
    json_decref(entry);
    return good;
}

/* Whether the order of cue and baseline was recorded and varied (method 8.2). */
static bool put_order(const struct hinge_cues *c, json_t *summary, const char *cue)
{
    const char *reason = NULL;
    struct hinge_nested nested = {.results = NULL};
    long at = hinge_table_find(c->a->table, "cond_order");
    double later = NAN, n = NAN;
    if (at >= 0 && c->a->table->column[at].type == HINGE_COLUMN_NUMBER) {
        json_t *none = json_real(0);
        bool good = run_within(c, cue, "cond_order", none, &nested);
        json_decref(none);
        if (!good)
            return false;
        later = hinge_nested_number(&nested, "responders/increased/n");
        n = hinge_nested_number(&nested, "paired_t/n");
        double earlier = hinge_nested_number(&nested, "responders/decreased/n");
        if (isnan(later))
            reason = "the order of conditions was not recorded";
        else if (later + earlier < n)
            reason = "some participants have the same place in the order with and "
                     "without the cue";
        else if (later == n || later == 0)
            reason = later == n ? "every participant did the cue after the baseline"
                                : "every participant did the cue before the baseline";
        hinge_nested_clear(&nested);
    } else {
        reason = "the order of conditions was not recorded";
    }
    hinge_put_flag(summary, "order_confounded", reason != NULL);
    hinge_put_number(summary, "cue_later_in", later);
    if (reason != NULL)
        hinge_put_text(summary, "order_reason", reason);
    return true;
}

static double number_of(const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* Every fault; those that rose surely or perhaps go into the summary. */
static bool add_faults(const struct hinge_cues *c, json_t *summary, const char *cue)
{
    size_t i;
    json_t *fault, *row = NULL;
    bool good = true;
    json_t *sure = hinge_put_list(summary, "faults_rose");
    json_t *perhaps = hinge_put_list(summary, "faults_rose_perhaps");
    json_array_foreach(json_object_get(c->plan, "faults"), i, fault)
    {
        const char *id = json_string_value(fault);
        if (!good || id == NULL || hinge_table_find(c->a->table, id) < 0)
            continue;
        good = add_made(c, cue, "fault", id, "down", &row);
        if (good && number_of(row, "diff") > 0)
            hinge_append_text(number_of(row, "ci_low") > 0 ? sure : perhaps, id);
    }
    return good;
}

/* The first measure of depth in the plan that any row has; borrowed. */
static json_t *depth_of(const struct hinge_cues *c)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(c->plan, "depth"), i, entry)
    {
        const char *column = hinge_cues_text(entry, "column");
        long at = column != NULL ? hinge_table_find(c->a->table, column) : -1;
        const struct hinge_column *values = at >= 0 ? &c->a->table->column[at] : NULL;
        if (values == NULL || values->type != HINGE_COLUMN_NUMBER)
            continue;
        for (size_t r = 0; r < c->n_rows; r++)
            if (!isnan(values->number[c->row[r]]))
                return entry;
    }
    return NULL;
}

static bool add_cue(const struct hinge_cues *c, json_t *all, const char *cue, const json_t *planned)
{
    static const char *const words[] = {"wording", "unmeasured", "watch", NULL};
    json_t *summary = hinge_put_object(all, cue), *row = NULL, *entry;
    bool good = true;
    size_t i;
    for (size_t w = 0; words[w] != NULL; w++)
        if (hinge_cues_text(planned, words[w]) != NULL)
            hinge_put_text(summary, words[w], hinge_cues_text(planned, words[w]));
    json_array_foreach(json_object_get(planned, "outcomes"), i, entry)
    {
        const char *role = hinge_cues_text(entry, "role");
        if (good)
            good = role != NULL && strcmp(role, "done") == 0 ? add_done(c, cue, entry)
                                                             : add_row(c, cue, entry, &row);
    }
    if (good)
        good = put_order(c, summary, cue);
    entry = depth_of(c);
    if (good && entry != NULL)
        good = add_row(c, cue, entry, &row);
    return good ? add_faults(c, summary, cue) : good;
}

/* Holm over the primary outcomes of all cues. */
static bool adjust(const struct hinge_cues *c)
{
    size_t n = json_array_size(c->outcomes), i, k = 0;
    double *p = hinge_analysis_alloc(c->a, 2 * n + 1, sizeof *p);
    json_t *row;
    json_array_foreach(c->outcomes, i, row)
    {
        if (hinge_cues_is_primary(row))
            p[k++] = number_of(row, "p");
    }
    hinge_adjust(&c->a->arena, HINGE_ADJUST_HOLM, p, k, p + n);
    k = 0;
    json_array_foreach(c->outcomes, i, row)
    {
        if (hinge_cues_is_primary(row))
            hinge_put_number(row, "p_holm", p[n + k++]);
    }
    return true;
}

/* The groups of order are in the table; those that are not among the rows used have no
 * difference of changes, which its reason says. */
static bool check_order(struct hinge_analysis *a)
{
    const char *group = HINGE_NEED(a, group);
    size_t column, n = a->table->rows;
    size_t *row = hinge_analysis_alloc(a, n + 1, sizeof *row);
    for (size_t i = 0; i < n; i++)
        row[i] = i;
    bool good = group != NULL && hinge_analysis_column(a, group, &column);
    for (size_t k = 0; good && k < 2; k++)
        good = hinge_filter_require(a, row, n, column, a->ask.order.name[k]);
    return good;
}

/* Rows used, and the baseline among them. */
static bool find_rows(struct hinge_cues *c)
{
    struct hinge_analysis *a = c->a;
    c->condition = HINGE_NEED(a, condition);
    return c->condition != NULL && hinge_analysis_column(a, c->condition, &c->column) &&
           hinge_filter_rows(a, &c->row, &c->n_rows) &&
           hinge_filter_require(a, c->row, c->n_rows, c->column, c->baseline) &&
           (a->ask.order.n == 0 || check_order(a));
}

static bool run(struct hinge_analysis *a)
{
    struct hinge_cues c = {.a = a, .plan = a->ask.plan, .baseline = a->ask.baseline};
    bool good = find_rows(&c);
    json_t *cues = json_object_get(c.plan, "cues");
    size_t compared = 0;
    if (good)
        good = hinge_filter_report(a, c.row, c.n_rows, a->results);
    if (!good)
        return false;
    hinge_put_text(a->results, "condition", c.condition);
    hinge_put_text(a->results, "baseline", c.baseline);
    json_t *all = hinge_put_object(a->results, "cues");
    c.outcomes = hinge_put_list(a->results, "outcomes");
    c.people = hinge_put_list(a->results, "people_dropped");
    c.several_units = hinge_cues_units_differ(&c);
    for (void *at = json_object_iter(cues); at != NULL && good;
         at = json_object_iter_next(cues, at)) {
        const char *cue = json_object_iter_key(at);
        if (!hinge_cues_has(&c, cue))
            continue;
        good = add_cue(&c, all, cue, json_object_iter_value(at));
        compared++;
    }
    if (good && compared == 0)
        good = hinge_analysis_fail(
            a, HINGE_E_ONE_LEVEL,
            "'%s' has only the level '%s' in these rows: there is no cue to compare", c.condition,
            c.baseline);
    if (good)
        hinge_cues_warn_unused(&c);
    return good ? adjust(&c) : good;
}

static const char *const options[] = {
    HINGE_TAKES_CELLS, "condition", "baseline", "plan",   "outcomes",
    "ratios",          "circular",  "signflip", "n_perm", "mdc",
    "mdc_min_people",  "group",     "weight",   "order",  NULL};

const struct hinge_statistic hinge_statistic_cues = {
    .id = "cues",
    .title = "What each cue changed",
    .details = "Compares every cue with the baseline within people: the primary outcome "
               "planned for it with its expected direction, secondary outcomes, depth and "
               "every fault. A fault that became more frequent is a side effect. Outcomes are "
               "also compared at matched depth, because shallower movements round less by "
               "themselves. Gives differences with intervals, d_z, exact sign-flip p, Holm "
               "across the primary outcomes, and people beyond the minimal detectable change "
               "either way. With mdc, a number is for the primary outcomes, which must then "
               "have one unit. OUTCOME=NUMBER,... or the result of icc is for each outcome; "
               "auto computes each from repeated sessions or trials of the baseline. With two "
               "groups, gives the difference of their changes (group by cue), by order A "
               "minus "
               "B. An effect of "
               "order cannot be separated from that of a cue unless cond_order is recorded "
               "and varies.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .primary = "",
    .main_table = "outcomes",
    .tell = hinge_cue_words,
    .run = run,
    .example_request =
        "{\"analysis\": \"cues\", \"condition\": \"cue\", \"participant\": "
        "\"participant\", \"plan\": {\"cues\": {\"dowel\": {\"outcomes\": [{\"role\": "
        "\"primary\", \"outcome\": \"rounding\", \"column\": \"rounding\", "
        "\"expected\": \"down\"}]}}, \"faults\": []}}",
    .example_data = "participant,cue,rounding\nP1,none,21\nP2,none,24\nP3,none,19\nP4,none,"
                    "26\nP1,dowel,15\nP2,dowel,21\nP3,dowel,18\nP4,dowel,19\n"};
