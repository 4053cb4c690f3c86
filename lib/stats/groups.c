/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: two groups of people on a primary outcome, then on the others and on every
 * fault. Each number is one of `between`, with covariates of `ancova`. */
#include "people/people.h"
#include "stats/numbers/tests.h"
#include "stats/parts/between.h"
#include "stats/parts/planned.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { REASONS_SHOWN = 12 };

struct groups {
    struct hinge_analysis *a;
    const char *group, *first, *second; /* effects are first minus second */
    json_t *refusals;
    size_t group_column, n_rows;
    size_t *row;
    size_t n_done;
    struct hinge_planned_entry *done; /* what was compared; with room for all */
    bool *of_both;                    /* rows of the table that are of one of the two */
};

/* The two groups: order, else the only two there are, as a difference names them. */
static bool find_groups(struct groups *g)
{
    struct hinge_analysis *a = g->a;
    if (!hinge_analysis_column(a, g->group, &g->group_column))
        return false;
    const struct hinge_column *column = &a->table->column[g->group_column];
    g->first = a->ask.order.name[0];
    g->second = a->ask.order.name[1];
    bool good = true;
    if (g->first != NULL && g->second != NULL) {
        good = hinge_filter_require(a, g->row, g->n_rows, g->group_column, g->first);
        return good ? hinge_filter_require(a, g->row, g->n_rows, g->group_column, g->second) : good;
    }
    if (column->type != HINGE_COLUMN_TEXT)
        return hinge_filter_require(a, g->row, g->n_rows, g->group_column, "");
    const char *low = NULL, *high = NULL;
    for (size_t i = 0; i < g->n_rows; i++) {
        const char *level = column->text[g->row[i]];
        if (level == NULL || *level == '\0')
            continue;
        low = low == NULL || hinge_level_compare(level, low) < 0 ? level : low;
        high = high == NULL || hinge_level_compare(level, high) > 0 ? level : high;
    }
    for (size_t i = 0; i < g->n_rows; i++) {
        const char *level = column->text[g->row[i]];
        if (level != NULL && *level != '\0' && strcmp(level, low) != 0 && strcmp(level, high) != 0)
            return hinge_analysis_fail(a, HINGE_E_TOO_MANY_LEVELS,
                                       "'%s' has more than two levels (%s, %s, %s, "
                                       "...); name two with --order",
                                       g->group, low, level, high);
    }
    if (g->n_rows == 0)
        return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                                   "no repetition was found, so groups cannot be compared");
    if (low == NULL)
        return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                                   "'%s' is empty in every row used, so no group is "
                                   "known: fill that column of the trial list",
                                   g->group);
    if (strcmp(low, high) == 0)
        return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                                   "'%s' has one level ('%s') after filtering", g->group, low);
    bool swapped = hinge_levels_swapped(low, high);
    g->first = swapped ? high : low;
    g->second = swapped ? low : high;
    return true;
}

/* The rows of the two groups, whatever signs their names have. */
static void mark_both(struct groups *g)
{
    const struct hinge_table *table = g->a->table;
    const char *const *level = table->column[g->group_column].text;
    g->of_both = hinge_analysis_alloc(g->a, table->rows + 1, sizeof *g->of_both);
    for (size_t i = 0; i < table->rows; i++) {
        const char *name = level[i] != NULL ? level[i] : "";
        g->of_both[i] = (g->a->stratum == NULL || g->a->stratum[i]) &&
                        (strcmp(name, g->first) == 0 || strcmp(name, g->second) == 0);
    }
}

/* The difference of means adjusted for the covariates. */
static bool take_adjusted(const struct groups *g, struct hinge_planned_entry *entry)
{
    struct hinge_analysis inner = hinge_inner(g->a);
    struct hinge_linear_result r = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    const char *why;
    double n = NAN;
    inner.ask.outcome = entry->column;
    inner.ask.order.n = 0; /* the rows are of the two alone */
    inner.stratum = g->of_both;
    hinge_ancova_difference(&inner, g->first, g->second, &r, &n);
    if (hinge_inner_answers(g->a, &inner, &why)) {
        entry->parts |= HINGE_PLANNED_ADJUSTED;
        entry->row.adjusted = (struct hinge_change){r.estimate, r.ci_low, r.ci_high, n, r.p};
        if (why != NULL)
            entry->row.adjusted_why = hinge_arena_strdup(&g->a->arena, why);
    }
    hinge_inner_end(&inner);
    return !g->a->failed;
}

/* --- what is missing in each group: differential refusal is a finding --- */

struct counted {
    const char *reason;
    size_t n;
};

static size_t count_reasons(const struct groups *g, const char *column, const char *group,
                            size_t *rows, struct counted counted[REASONS_SHOWN])
{
    char name[224];
    const struct hinge_table *table = g->a->table;
    snprintf(name, sizeof name, "reason:%s", column);
    long at = hinge_table_find(table, column), why = hinge_table_find(table, name);
    size_t missing = 0;
    memset(counted, 0, REASONS_SHOWN * sizeof *counted);
    *rows = 0;
    for (size_t i = 0; i < g->n_rows; i++) {
        const char *level = table->column[g->group_column].text[g->row[i]];
        if (level == NULL || strcmp(level, group) != 0)
            continue;
        ++*rows;
        if (!isnan(table->column[at].number[g->row[i]]))
            continue;
        missing++;
        const char *reason = why >= 0 ? table->column[why].text[g->row[i]] : NULL;
        reason = reason != NULL && *reason != '\0' ? reason : "not given";
        size_t k = 0;
        while (k + 1 < REASONS_SHOWN && counted[k].n > 0 && strcmp(counted[k].reason, reason) != 0)
            k++;
        counted[k] = (struct counted){reason, counted[k].n + 1};
    }
    return missing;
}

static void add_refusals(const struct groups *g, const struct hinge_planned_entry *entry)
{
    const char *groups[2] = {g->first, g->second}, *column = entry->column;
    size_t missing[2], rows[2];
    struct counted counted[2][REASONS_SHOWN];
    long at = column != NULL ? hinge_table_find(g->a->table, column) : -1;
    if (at < 0 || g->a->table->column[at].type != HINGE_COLUMN_NUMBER)
        return;
    for (int k = 0; k < 2; k++)
        missing[k] = count_reasons(g, column, groups[k], &rows[k], counted[k]);
    for (int k = 0; k < 2 && missing[0] + missing[1] > 0; k++) {
        struct hinge_text reasons = {0};
        json_t *row = hinge_append_object(g->refusals);
        hinge_put_text(row, "outcome", entry->row.outcome);
        hinge_put_text(row, "phase", entry->row.phase);
        hinge_put_text(row, "group", groups[k]);
        hinge_put_count(row, "reps", rows[k]);
        hinge_put_count(row, "missing", missing[k]);
        hinge_put_number(row, "share",
                         rows[k] > 0 ? (double)missing[k] / (double)rows[k] : (double)NAN);
        for (size_t i = 0; i < REASONS_SHOWN && counted[k][i].n > 0; i++)
            hinge_text_printf(&reasons, "%s%s %zu", i > 0 ? ", " : "", counted[k][i].reason,
                              counted[k][i].n);
        hinge_put_text(row, "reasons", reasons.length > 0 ? hinge_text_string(&reasons) : NULL);
        hinge_text_clear(&reasons);
    }
}

/* --- one outcome --- */

/* What holds of the people compared, not of a test that is not shown. */
static const char *const passed_on[] = {"W_POOLED",  "W_NO_PARTICIPANT", "W_INCOMPLETE_PAIRS",
                                        "W_SMALL_N", "W_P_FLOOR",        NULL};

static bool add_row(struct groups *g, struct hinge_planned_entry entry)
{
    const char *column = entry.column, *why = "the table has no such column";
    struct hinge_planned_outcome *row = &entry.row;
    struct hinge_between b = hinge_between_none;
    struct hinge_analysis inner = hinge_inner(g->a);
    const char *order[] = {g->first, g->second, NULL, NULL};
    inner.ask.outcome = column;
    inner.ask.order = (struct hinge_names){2, order};
    inner.ask.covariate.n = 0;
    if (column != NULL)
        hinge_between_of(&inner, &b);
    if (column != NULL && !hinge_inner_answers(g->a, &inner, &why)) {
        hinge_inner_end(&inner);
        return false;
    }
    bool answered = why == NULL;
    entry.parts |= HINGE_PLANNED_LEVELS | HINGE_PLANNED_EFFECT;
    for (int k = 0; k < 2; k++) {
        row->n[k] = b.n[k];
        row->mean[k] = b.mean[k];
        row->sd[k] = b.sd[k];
    }
    row->diff = (struct hinge_change){
        .value = b.welch.mean_diff, .low = b.welch.ci_low, .high = b.welch.ci_high, .p = b.welch.p};
    row->size = b.size.g;
    if (answered && b.permuted.done)
        row->p_exact = b.permuted.p[0];
    if (!answered)
        row->why = hinge_arena_strdup(&g->a->arena, why);
    if (hinge_planned_is(row, "primary"))
        hinge_inner_warn(g->a, &inner, passed_on);
    hinge_inner_end(&inner);
    if (answered && g->a->ask.covariate.n > 0 && !take_adjusted(g, &entry))
        return false;
    g->done[g->n_done++] = entry;
    add_refusals(g, &entry);
    return true;
}

/* Holm over everything but the primary outcome, which stands for itself. */
static void adjust(const struct groups *g)
{
    size_t n = g->n_done;
    double *p = hinge_analysis_alloc(g->a, 2 * n + 1, sizeof *p);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_planned_outcome *row = &g->done[i].row;
        p[i] = hinge_planned_is(row, "primary") ? (double)NAN : row->diff.p;
    }
    hinge_adjust(&g->a->arena, HINGE_ADJUST_HOLM, p, n, p + n);
    for (size_t i = 0; i < n; i++)
        g->done[i].row.p_holm = p[n + i];
}

static bool add_faults(struct groups *g, const json_t *faults)
{
    size_t i;
    json_t *fault;
    bool good = true;
    json_array_foreach(faults, i, fault)
    {
        const char *id = json_string_value(fault);
        struct hinge_planned_entry entry = hinge_planned_entry_of(NULL, false);
        if (!good || id == NULL || hinge_table_find(g->a->table, id) < 0)
            continue;
        entry.row.role = "fault";
        entry.row.outcome = entry.column = id;
        good = add_row(g, entry);
    }
    return good;
}

static bool run(struct hinge_analysis *a)
{
    size_t i;
    json_t *entry;
    struct groups g = {.a = a, .group = HINGE_NEED(a, group)};
    const json_t *planned = json_object_get(a->ask.plan, "outcomes"),
                 *faults = json_object_get(a->ask.plan, "faults");
    if (g.group == NULL || !hinge_filter_rows(a, &g.row, &g.n_rows) || !find_groups(&g))
        return false;
    mark_both(&g);
    if (!hinge_filter_report(a, g.row, g.n_rows, a->results))
        return false;
    hinge_put_text(a->results, "group", g.group);
    hinge_put_text(a->results, "first", g.first);
    hinge_put_text(a->results, "second", g.second);
    json_t *outcomes = hinge_put_list(a->results, "outcomes");
    g.refusals = hinge_put_list(a->results, "refusals");
    g.done = hinge_analysis_alloc(a, json_array_size(planned) + json_array_size(faults) + 1,
                                  sizeof *g.done);
    bool good = true;
    json_array_foreach(planned, i, entry)
    {
        good = good && add_row(&g, hinge_planned_entry_of(entry, false));
    }
    if (!good || !add_faults(&g, faults))
        return false;
    adjust(&g);
    for (i = 0; i < g.n_done; i++)
        hinge_planned_put(outcomes, &g.done[i]);
    return true;
}

static const char *const options[] = {HINGE_TAKES_CELLS, "group",     "order",       "plan",
                                      "outcomes",        "covariate", "weight",      "ratios",
                                      "circular",        "change",    "permutation", "n_perm",
                                      "condition",       NULL};

const struct hinge_statistic hinge_statistic_groups = {
    .id = "groups",
    .title = "Two groups on every outcome",
    .details = "Compares two groups on the primary outcome (the lumbar fraction), the other "
               "ratios, timing, tempo, travel and every fault. Gives means, the difference "
               "with its interval (Welch), Hedges' g, p and permutation p. With covariates, "
               "the adjusted difference too. The primary outcome is not corrected; the "
               "others are exploratory and their p is corrected for their number (Holm). "
               "Missing values are counted by group with their reasons, because a difference "
               "in them is a finding.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .main_table = "outcomes",
    .tell = hinge_group_words,
    .run = run,
    .example_request =
        "{\"analysis\": \"groups\", \"group\": \"group\", \"participant\": "
        "\"participant\", \"order\": [\"trained\", \"sedentary\"], \"plan\": "
        "{\"outcomes\": [{\"role\": \"primary\", \"outcome\": \"share\", \"column\": "
        "\"share\"}], \"faults\": [\"rounding\"]}}",
    .example_data = "participant,group,share,rounding\nP1,trained,0.21,0\n"
                    "P2,trained,0.24,0\nP3,trained,0.19,1\nP4,sedentary,0.36,1\n"
                    "P5,sedentary,0.35,1\nP6,sedentary,0.41,0\n"};
