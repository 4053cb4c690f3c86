/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: two groups of people on a primary outcome, then on the others and on every fault; of more
 * groups every two on the primary outcome, and the values of each. With covariates of `ancova`. */
#include "stats/kind.h"
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

enum { REASONS_SHOWN = 12 };

struct groups {
    struct hinge_analysis *a;
    const char *group;
    size_t n;                 /* levels of it that are compared: two, or all */
    const char *const *level; /* of two: effects are first minus second */
    json_t *refusals;
    size_t group_column, n_rows;
    size_t *row;
    size_t n_done;
    struct hinge_planned_entry *done; /* what was compared; with room for all */
};

/* The groups: order, else all there are, in the order of their differences. */
static bool find_groups(struct groups *g)
{
    struct hinge_analysis *a = g->a;
    if (!hinge_analysis_column(a, g->group, &g->group_column))
        return false;
    g->level = a->ask.order.name;
    g->n = 2;
    if (a->ask.order.n > 0)
        return hinge_filter_require(a, g->row, g->n_rows, g->group_column, g->level[0]) &&
               hinge_filter_require(a, g->row, g->n_rows, g->group_column, g->level[1]);
    if (a->table->column[g->group_column].type != HINGE_COLUMN_TEXT)
        return hinge_filter_require(a, g->row, g->n_rows, g->group_column, "");
    if (g->n_rows == 0)
        return hinge_analysis_fail(a, HINGE_E_NO_DATA,
                                   "no repetition was found, so groups cannot be compared");
    const struct hinge_labels all =
        hinge_column_labels(a, g->group_column, g->row, g->n_rows, HINGE_BY_LEVEL);
    g->level = all.name;
    g->n = all.n;
    if (g->n == 0)
        return hinge_analysis_fail(a, HINGE_E_NO_DATA,
                                   "'%s' is empty in every row used, so no group is known; fill "
                                   "that column of the trial list",
                                   g->group);
    return g->n > 1 || hinge_fail_one_level(a, g->group, g->level[0]);
}

/* The difference of means of two groups, adjusted for the covariates. */
static bool take_adjusted(const struct groups *g, const char *const pair[2],
                          struct hinge_planned_entry *entry)
{
    const struct hinge_table *table = g->a->table;
    struct hinge_analysis inner = hinge_inner(g->a);
    struct hinge_linear_result r = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    const char *why;
    size_t n[2] = {0, 0};
    bool *rows = hinge_analysis_alloc(g->a, table->rows + 1, sizeof *rows);
    for (size_t i = 0; i < table->rows; i++) { /* of the two, whatever signs their names have */
        const char *level = table->column[g->group_column].text[i];
        rows[i] = (g->a->stratum == NULL || g->a->stratum[i]) && level != NULL &&
                  (strcmp(level, pair[0]) == 0 || strcmp(level, pair[1]) == 0);
    }
    inner.outcome = entry->column;
    inner.ask.order.n = 0; /* the rows are of the two alone */
    inner.stratum = rows;
    hinge_ancova_difference(&inner, pair[0], pair[1], &r, n);
    if (hinge_inner_answers(g->a, &inner, &why)) {
        entry->parts |= HINGE_PLANNED_ADJUSTED;
        struct hinge_text names = {0};
        const char *title[HINGE_MAX_NUMBERS / 2];
        const struct hinge_names *covariate = &g->a->ask.covariate;
        for (size_t k = 0; k < covariate->n && k < HINGE_MAX_NUMBERS / 2; k++) {
            char words[128]; /* "age", "height": as a sentence calls a covariate */
            hinge_wording_title(covariate->name[k], words, sizeof words);
            char *text = hinge_arena_strdup(&g->a->arena, words);
            text[strcspn(text, "(") - (strstr(text, " (") != NULL)] = '\0'; /* "Age (years)" */
            title[k] = hinge_wording_small(text);
            if (inner.ask.change != NULL && strcmp(covariate->name[k], entry->column) == 0)
                title[k] = hinge_arena_printf(&g->a->arena, "%s before the change", title[k]);
        }
        hinge_list_words(&names, title, covariate->n, " and ");
        entry->row.adjusted_for = hinge_text_to_arena(&names, &g->a->arena);
        if (entry->row.n[0] < HINGE_LEAST_TESTED ||
            entry->row.n[1] < HINGE_LEAST_TESTED) /* no test */
            r.ci_low = r.ci_high = r.p = NAN;
        entry->row.adjusted =
            (struct hinge_change){r.estimate, r.ci_low, r.ci_high,
                                  why == NULL ? (double)(n[0] + n[1]) : (double)NAN, r.p};
        if (why != NULL)
            entry->row.adjusted_why = hinge_arena_strdup(&g->a->arena, why);
    }
    hinge_inner_end(&inner);
    return !g->a->failed;
}

/* --- what is missing in each group: differential refusal is a finding --- */

#define REFUSAL(F)                                                                                 \
    F(TEXT, outcome)                                                                               \
    F(TEXT, phase)                                                                                 \
    F(TEXT, group) F(SIZE, reps) F(SIZE, missing) F(NUMBER, share) F(TEXT, reasons)
HINGE_ROW(refusal, REFUSAL)

struct counted {
    const char *reason;
    size_t n;
};

static void add_refusals(const struct groups *g, const struct hinge_planned_entry *entry)
{
    const struct hinge_table *table = g->a->table;
    const char *column = entry->column;
    const long at = column != NULL ? hinge_table_find(table, column) : -1;
    size_t any = 0;
    if (at < 0 || table->column[at].type != HINGE_COLUMN_NUMBER)
        return;
    const long why = hinge_reason_column(g->a, column);
    const bool told = why >= 0 && table->column[why].type == HINGE_COLUMN_TEXT;
    struct refusal *row = hinge_analysis_alloc(g->a, g->n, sizeof *row);
    struct counted(*counted)[REASONS_SHOWN] = hinge_analysis_alloc(g->a, g->n, sizeof *counted);
    for (size_t k = 0; k < g->n; k++) {
        row[k] = (struct refusal){
            .outcome = entry->row.outcome, .phase = entry->row.phase, .group = g->level[k]};
        for (size_t i = 0; i < g->n_rows; i++) {
            const char *level = table->column[g->group_column].text[g->row[i]];
            if (level == NULL || strcmp(level, g->level[k]) != 0)
                continue;
            row[k].reps++;
            if (!isnan(table->column[at].number[g->row[i]]))
                continue;
            row[k].missing++;
            const char *reason = told ? table->column[why].text[g->row[i]] : NULL;
            reason = reason != NULL && *reason != '\0' ? reason : "not given";
            struct counted *of = counted[k], *last = of + REASONS_SHOWN - 1;
            while (of < last && of->n > 0 && strcmp(of->reason, reason) != 0)
                of++;
            bool others = of->n > 0 && strcmp(of->reason, reason) != 0;
            *of = (struct counted){others ? "others" : reason, of->n + 1};
        }
        row[k].share = (double)row[k].missing / (double)row[k].reps;
        any += row[k].missing;
    }
    for (size_t k = 0; k < g->n && any > 0; k++) {
        cleared_by(hinge_text_clear) struct hinge_text reasons = {0};
        for (size_t i = 0; i < REASONS_SHOWN && counted[k][i].n > 0; i++)
            hinge_text_printf(&reasons, "%s%s %zu", i > 0 ? ", " : "", counted[k][i].reason,
                              counted[k][i].n);
        row[k].reasons = reasons.length > 0 ? hinge_text_string(&reasons) : NULL;
        HINGE_ADD(hinge_append_object(g->refusals), NULL, refusal, &row[k]);
    }
}

/* --- one outcome --- */

/* How many people of the level have a verdict on a fault, and how many have it: from their certain
 * repetitions, where the table knows these. */
static bool count_people(struct groups *g, const char *fault, const char *const pair[2],
                         struct hinge_planned_outcome *row)
{
    struct hinge_analysis inner = hinge_inner(g->a);
    const char *order[] = {pair[0], pair[1], NULL, NULL};
    const double share = hinge_option_given(g->a, "min_share") ? g->a->ask.min_share : 0.5;
    struct hinge_two_samples s = {.n = {0, 0}};
    char name[160];
    const char *why;
    snprintf(name, sizeof name, HINGE_CERTAIN "%s", fault);
    inner.outcome = hinge_table_find(g->a->table, name) >= 0 ? name : fault;
    inner.ask.order = (struct hinge_names){2, order};
    inner.ask.covariate.n = 0;
    const bool gathered = hinge_two_samples_gather(&inner, &s);
    const bool answers = hinge_inner_answers(g->a, &inner, &why);
    const struct hinge_sample *sample = &s.people.sample;
    double *used = hinge_analysis_alloc(g->a, 2 * sample->n_participants + 1, sizeof *used);
    double *judged = used + sample->n_participants;
    for (size_t r = 0; gathered && r < sample->n_rows; r++)
        if (sample->participant[r] != HINGE_NO_LEVEL) {
            used[sample->participant[r]]++;
            judged[sample->participant[r]] += r < sample->n;
        }
    for (size_t i = 0; gathered && i < s.people.n; i++) {
        const size_t who = s.people.who[i];
        const double certain = s.people.value[i];
        const struct hinge_judged of = {used[who], judged[who], certain, certain};
        const enum hinge_verdict verdict = hinge_verdict_of(&g->a->rule, share, &of);
        const int k = s.people.group[i] == s.code[1];
        row->judged[k] += verdict != HINGE_NOT_JUDGED;
        row->yes[k] += verdict == HINGE_HAS;
    }
    hinge_inner_end(&inner);
    return answers;
}

/* What holds of the people compared, not of a test that is not shown. */
static const char *const passed_on[] = {"W_POOLED",  "W_NO_PARTICIPANT", "W_INCOMPLETE_PAIRS",
                                        "W_SMALL_N", "W_DUPLICATE_ROWS", NULL};

/* A row of two groups; `alone`: of the first of them, whose value is described. */
static bool add_row(struct groups *g, struct hinge_planned_entry entry, const char *const pair[2],
                    bool alone)
{
    const char *column = entry.column, *why = "the table has no such column";
    struct hinge_planned_outcome *row = &entry.row;
    bool fault = hinge_planned_is(row, "fault"), gathered = false;
    /* by people who have it; a change of verdicts has nobody who has it */
    const bool counted = fault && g->a->ask.change == NULL;
    struct hinge_two_samples s = {.n = {0, 0}};
    struct hinge_compared c = HINGE_NOTHING_COMPARED;
    struct hinge_analysis inner = hinge_inner(g->a);
    const char *order[] = {pair[0], pair[1], NULL, NULL};
    const int groups = alone ? 1 : 2;
    inner.outcome = column;
    inner.ask.order = (struct hinge_names){2, order};
    inner.ask.covariate.n = 0;
    if (column != NULL)
        gathered = hinge_two_samples_gather(&inner, &s);
    if (column != NULL && !hinge_inner_answers(g->a, &inner, &why)) {
        hinge_inner_end(&inner);
        return false;
    }
    entry.parts |= HINGE_PLANNED_LEVELS | (alone ? 0 : HINGE_PLANNED_EFFECT);
    const bool changes = g->a->ask.change != NULL;
    const enum hinge_bound bound = hinge_bound_of(g->a, column);
    const bool rates = (fault || bound == HINGE_BOUND_RATE) && !changes;
    if (gathered)
        c = hinge_compare_groups(s.value[0], s.n[0], s.value[1], s.n[1], 1 - g->a->level);
    for (int k = 0; k < groups && gathered; k++) {
        /* the interval of each group's mean; of a fault's rate Wilson's */
        struct hinge_rate rate =
            hinge_mean_rate(s.value[k], NULL, s.n[k], (double)s.used[k], g->a->level);
        const double most = bound != HINGE_BOUND_NONE ? 1 : INFINITY;
        struct hinge_estimate mean =
            hinge_mean_within(s.value[k], s.n[k], g->a->level, changes ? -most : 1 - most, most);
        row->n[k] = (double)s.n[k];
        row->mean[k] = c.mean[k];
        row->sd[k] = hinge_stats_sd(s.value[k], s.n[k]);
        row->low[k] = rates ? rate.low : mean.low;
        row->high[k] = rates ? rate.high : mean.high;
        if (s.n[k] > 0 || why != NULL)
            continue;
        hinge_fail_few(&inner, s.n[k], "in group", pair[k], 2);
        why = inner.error.message;
    }
    if (gathered)
        hinge_two_samples_levels(g->a, &s, row);
    if (rates && gathered && !alone)
        hinge_newcombe(row->mean, row->low, row->high, &c);
    hinge_bound_keep(g->a, column, changes ? 2 : 1, c.diff, &c.low, &c.high);
    if (!alone)
        hinge_planned_take(&entry, &c);
    if (gathered && !alone && !counted)
        hinge_planned_take_without(g->a, &entry, s.value[0], s.n[0], s.value[1], s.n[1], s.who);
    if (counted) {
        row->judged[0] = row->yes[0] = 0;
        row->judged[1] = row->yes[1] = alone ? (double)NAN : 0;
        if (column != NULL && !count_people(g, column, pair, row)) {
            hinge_inner_end(&inner);
            return false;
        }
        if (!alone)
            hinge_planned_take_people(&entry, g->a->level);
    }
    if (why != NULL)
        row->why = hinge_arena_strdup(&g->a->arena, why);
    if (hinge_planned_is(row, "primary"))
        hinge_inner_warn(g->a, &inner, passed_on);
    hinge_inner_end(&inner);
    if (!alone && !fault && why == NULL && g->a->ask.covariate.n > 0 &&
        !take_adjusted(g, pair, &entry))
        return false;
    row->column = g->group;
    row->change = g->a->ask.change;
    row->level[0] = pair[0];
    row->level[1] = alone ? NULL : pair[1];
    g->done[g->n_done++] = entry;
    return true;
}

static void run(struct hinge_analysis *a)
{
    struct groups g = {.a = a, .group = HINGE_NEED(a, group)};
    if (g.group == NULL || !hinge_filter_rows(a, &g.row, &g.n_rows) || !find_groups(&g) ||
        !hinge_filter_report(a, g.row, g.n_rows, a->results) ||
        !hinge_keep_changed(a, g.row, &g.n_rows))
        return;
    hinge_add_text(a->results, "group", g.group);
    json_t *outcomes = hinge_add_list(a->results, "outcomes");
    g.refusals = hinge_add_list(a->results, "refusals");
    const struct hinge_plan_part plan = hinge_plan_read(a, false).part[0];
    if (a->failed)
        return;
    struct hinge_planned_entry *entry = plan.entry;
    g.done = hinge_analysis_alloc(a, plan.n * g.n * g.n + 1, sizeof *g.done);
    bool good = true;
    /* of two groups each row; of more the planned outcome, or what stands for it, has a row for
     * every two of them, before those of each group */
    for (size_t i = 0; i < plan.n; i++)
        for (size_t k = 0; k < g.n * g.n && good; k++) {
            const struct hinge_planned_outcome *row = &entry[i].row;
            struct hinge_level_pair at = {k / g.n, k % g.n};
            if (at.first >= at.second || (g.n > 2 && !hinge_planned_is(row, "primary") &&
                                          !hinge_planned_is(row, "stand-in")))
                continue;
            if (a->ask.order.n == 0)
                at = hinge_level_pair(g.level, at.first, at.second);
            const char *const pair[] = {g.level[at.first], g.level[at.second]};
            good = add_row(&g, entry[i], pair, false);
        }
    for (size_t i = 0; i < plan.n && good; i++) {
        if (hinge_planned_is_tested(&entry[i].row))
            entry[i].row.role = "described";
        for (size_t k = 0; k < g.n && g.n > 2 && good; k++)
            good = add_row(&g, entry[i], (const char *[]){g.level[k], g.level[k == 0]}, true);
        add_refusals(&g, &entry[i]);
    }
    if (!good)
        return;
    hinge_planned_judge(a, g.done, g.n_done);
    for (size_t i = 0; i < g.n_done; i++)
        hinge_planned_add_to(a, outcomes, &g.done[i]);
}

const struct hinge_analysis_kind hinge_analysis_kind_groups = {
    .id = "groups",
    .title = "Groups on every outcome",
    .details =
        "Compares two groups on the primary outcome (the lumbar fraction), further outcomes and "
        "every fault. Smoothness, other ratios, slopes, timing and tempo are not tested. The test "
        "is Welch's t test, from 5 people in each group on; fewer have no test. "
        "Faults are compared by how many of the people judged have them: score test and interval "
        "of Miettinen and Nurminen. A person has a fault if at least min_share of the judged "
        "repetitions show it for certain. Rates of faults are described, with Wilson intervals on "
        "the effective n; a rate as an outcome has Newcombe's interval of the difference. "
        "Intervals of "
        "shares stay within 0 and 1. "
        "Holm adjusts "
        "p across the further outcomes, and across faults. Of more groups, every two are "
        "compared on the primary outcome, and Holm adjusts p across these pairs. Then ci_low_holm "
        "and ci_high_holm agree with p_holm, and other values of each group are listed. "
        "Gives Hedges' g, and with covariates the adjusted difference; of a change they are of the "
        "level that it starts from, also the outcome itself. Without any one person the "
        "difference lies from loo_low to loo_high. Where a planned one is clear, loo_p is the "
        "largest p then, and loo_ends counts without whom it is not clear. "
        "Missing values are counted by group with their reasons.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_REDUCES,
    .options =
        (const char *const[]){HINGE_TAKES_CELLS, "group", "order", "plan", "outcome", "margin",
                              "covariate", "weight", "ratios", "circular", "change", "condition",
                              "min_share", "family_p", "primary", NULL},
    .main_table = "outcomes",
    .words = hinge_group_words,
    .run = run,
    .example_request =
        "{\"analysis\": \"groups\", \"group\": \"group\", \"participant\": "
        "\"participant\", \"order\": [\"trained\", \"sedentary\"], \"plan\": "
        "{\"outcomes\": [{\"role\": \"primary\", \"outcome\": \"share\", \"column\": "
        "\"share\"}], \"faults\": [\"rounding\"]}}",
    .example_data = "participant,group,share,rounding\nP1,trained,0.21,0\n"
                    "P2,trained,0.24,0\nP3,trained,0.19,1\nP4,trained,0.26,0\n"
                    "P5,sedentary,0.36,1\nP6,sedentary,0.35,1\nP7,sedentary,0.41,0\n"
                    "P8,sedentary,0.33,1\nP9,trained,0.22,0\nP10,sedentary,0.38,1\n"};
