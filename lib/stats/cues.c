/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cues: every cue against the baseline, on the outcome fixed for it beforehand, then on
 * the others and on every fault. */
#include "stats/kind.h"
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* What is compared, and what comes of it. */
struct cues {
    struct hinge_analysis *a;
    struct hinge_plan plan;
    const char *condition, *baseline;
    json_t *people;        /* list of the results */
    size_t column, n_rows; /* of the condition; rows used */
    size_t *row;
    size_t n_done;
    struct hinge_planned_entry *done; /* what was compared */
    size_t n_cues;
    struct hinge_planned_cue *cue;
    bool several_units; /* of the primary outcomes */
};

/* --- Which minimal detectable change is whose. --- */

/* Whether a cue of the plan is among the rows used. */
static bool has_cue(const struct cues *c, const char *cue)
{
    return hinge_filter_has(c->a, c->row, c->n_rows, c->column, cue);
}

/* Whether a name is this outcome's: of a severity "severity:<fault>", as the fault's
 * own name is that of its verdicts. */
static bool is_name_of(const struct hinge_planned_entry *entry, const char *name)
{
    const char *called =
        hinge_severity_fault(entry->column) != NULL ? entry->column : entry->row.outcome;
    return name != NULL && called != NULL && strcmp(called, name) == 0;
}

/* --- One cue on one column. --- */

/* A cue against the baseline on one column. The texts are the run's. */
struct found {
    struct hinge_two_conditions w;
    struct hinge_compared c;
    const char *why; /* there is no answer; NULL when there is */
    size_t n_dropped;
    struct hinge_dropped *dropped;
};

static const struct found nothing = {
    .w = {.mean = {NAN, NAN}, .sd = {NAN, NAN}, .mdc = NAN, .spread = {.sd_beyond_bends = NAN}},
    .c = HINGE_NOTHING_COMPARED,
    .why = "the table has no such column"};

static struct hinge_analysis inner_of(const struct cues *c, const char *column,
                                      const char *order[4], const struct hinge_each *mdc)
{
    struct hinge_analysis inner = hinge_inner(c->a);
    inner.outcome = column;
    inner.ask.order = (struct hinge_names){2, order};
    inner.ask.mdc = mdc != NULL ? *mdc : (struct hinge_each){.number = NAN};
    return inner;
}

/* `entry`: what it is the answer of; NULL: of a part of its people. */
static bool compare(const struct cues *c, struct hinge_analysis *inner,
                    struct hinge_planned_entry *entry, struct found *f)
{
    *f = (struct found){.why = NULL};
    const bool found = hinge_two_conditions_find(inner, &f->w);
    if (found && entry != NULL)
        hinge_planned_take_without(c->a, entry, f->w.d, f->w.n, NULL, 0, f->w.who);
    if (found)
        f->c = hinge_compare_changes(f->w.value[0], f->w.value[1], f->w.n, 1 - inner->level);
    else
        f->c = nothing.c;
    hinge_bound_keep(c->a, inner->outcome, 1, f->c.diff, &f->c.low, &f->c.high);
    f->c.n[0] = f->c.n[1] = f->w.n;
    if (hinge_people_fall_back(inner))
        f->c.p = NAN;
    if (entry != NULL)
        hinge_compare_changes_size(1 - inner->level, &f->c);
    /* takes the answer out of the inner analysis, which ends */
    struct hinge_arena *arena = &c->a->arena;
    bool good = hinge_inner_answers(c->a, inner, &f->why);
    if (f->why != NULL)
        f->why = hinge_arena_strdup(arena, f->why);
    if (f->w.mdc_why != NULL)
        f->w.mdc_why = hinge_arena_strdup(arena, f->w.mdc_why);
    f->n_dropped = inner->n_dropped;
    f->dropped = NULL; /* who was left out is not known */
    if (inner->dropped != NULL)
        f->dropped = hinge_arena_alloc(arena, inner->n_dropped, sizeof *f->dropped);
    for (size_t i = 0; i < inner->n_dropped; i++) {
        f->dropped[i].participant = hinge_arena_strdup(arena, inner->dropped[i].participant);
        f->dropped[i].reason = hinge_arena_strdup(arena, inner->dropped[i].reason);
    }
    if (good && entry != NULL &&
        hinge_planned_is(&entry->row, "primary")) /* who lacks a condition, what was pooled */
        hinge_inner_warn(c->a, inner, NULL);
    hinge_inner_end(inner);
    return good;
}

/* The same of the participants alone that another comparison did not drop; `single`:
 * one repetition in each condition is enough. */
static bool run_same(const struct cues *c, const char *cue, const char *column, bool single,
                     const struct found *other, struct found *f)
{
    const char *participant = NULL, *order[] = {cue, c->baseline, NULL, NULL};
    struct hinge_labels people;
    bool *rows = hinge_analysis_alloc(c->a, c->a->table->rows, sizeof *rows);
    if (!hinge_sample_participant(c->a, &participant) ||
        !hinge_labels_find(c->a, participant, c->row, c->n_rows, HINGE_BY_APPEARANCE, &people))
        return false;
    for (size_t i = 0; i < other->n_dropped; i++)
        for (size_t l = 0; l < people.n; l++)
            if (people.name[l] != NULL &&
                strcmp(people.name[l], other->dropped[i].participant) == 0)
                people.name[l] = NULL;
    for (size_t i = 0; i < c->n_rows; i++)
        rows[c->row[i]] = people.code[i] != UINT32_MAX && people.name[people.code[i]] != NULL;
    struct hinge_analysis inner = inner_of(c, column, order, NULL);
    inner.stratum = rows;
    if (single)
        inner.rule = (struct hinge_people_rule){0, 0};
    return compare(c, &inner, NULL, f);
}

/* The same at the depth that everybody reaches under every cue, of the participants
 * whose own change `raw` is: one repetition that gets there is enough (method 8.2).
 * Where some have none, what the others changed without matching is beside it. */
static bool take_matched(const struct cues *c, struct hinge_planned_entry *entry,
                         const struct found *raw)
{
    struct hinge_planned_outcome *row = &entry->row;
    const char *cue = row->level[0];
    struct found f = nothing, matched = nothing;
    f.why = "no value of this outcome at matched depth";
    if (entry->matched != NULL && !run_same(c, cue, entry->matched, true, raw, &f))
        return false;
    bool fewer = f.w.n > 0 && f.w.n < raw->w.n;
    if (fewer && !run_same(c, cue, entry->column, false, &f, &matched))
        return false;
    entry->parts |= HINGE_PLANNED_MATCHED | (fewer ? HINGE_PLANNED_MATCHED_RAW : 0);
    row->matched = (struct hinge_change){f.c.diff, f.c.low, f.c.high,
                                         isnan(f.c.diff) ? (double)NAN : (double)f.w.n, f.c.p};
    row->matched_raw = matched.c.diff;
    row->matched_why = f.why;
    return true;
}

/* The change in each of two groups and their difference, the first group's minus the second's. An
 * answer that cannot be had is no failure. */
static bool take_interaction(const struct cues *c, struct hinge_planned_entry *entry)
{
    char change[400];
    struct hinge_two_samples s;
    struct hinge_planned_outcome *row = &entry->row;
    struct hinge_arena *arena = &c->a->arena;
    const char *why = NULL;
    struct hinge_analysis inner = hinge_inner(c->a);
    snprintf(change, sizeof change, "%s:%s-%s", c->condition, row->level[0], c->baseline);
    inner.outcome = entry->column;
    inner.ask.change = change;
    inner.ask.condition = NULL;
    inner.ask.mdc = (struct hinge_each){.number = NAN};
    bool gathered = hinge_two_samples_gather(&inner, &s);
    enum hinge_status status = inner.error.status;
    if (inner.failed && !hinge_analysis_no_answer(&inner) &&
        (status == HINGE_INPUT || status == HINGE_USAGE)) {
        why = inner.error.message;
    } else if (hinge_inner_answers(c->a, &inner, &why) && gathered) {
        struct hinge_compared both =
            hinge_compare_groups(s.value[0], s.n[0], s.value[1], s.n[1], 1 - inner.level);
        const double most = hinge_bound_of(c->a, entry->column) != HINGE_BOUND_NONE ? 1 : INFINITY;
        hinge_bound_keep(c->a, entry->column, 2, both.diff, &both.low, &both.high);
        entry->parts |= HINGE_PLANNED_INTERACTION;
        row->interaction = (struct hinge_change){
            .value = both.diff, .low = both.low, .high = both.high, .p = both.p};
        for (int k = 0; k < 2; k++) {
            row->group[k] = s.level[k] != NULL ? hinge_arena_strdup(arena, s.level[k]) : NULL;
            row->n_group[k] = (double)s.n[k];
            row->mean_group[k] = both.mean[k];
            const struct hinge_estimate mean =
                hinge_mean_within(s.value[k], s.n[k], inner.level, -most, most);
            row->low[k] = mean.low;
            row->high[k] = mean.high;
        }
        hinge_two_samples_levels(c->a, &s, row);
    }
    if (why != NULL)
        row->interaction_why = hinge_arena_strdup(arena, why);
    hinge_inner_end(&inner);
    return !c->a->failed;
}

#define PERSON(F) F(TEXT, cue) F(TEXT, participant) F(TEXT, reason)
HINGE_ROW(person, PERSON)

/* What is known of an outcome becomes a row. */
static void keep(struct cues *c, const struct hinge_planned_entry *entry)
{
    c->done = hinge_arena_more(&c->a->arena, c->done, c->n_done, sizeof *c->done);
    c->done[c->n_done] = *entry;
    c->done[c->n_done].row.column = c->condition;
    c->done[c->n_done++].row.level[1] = c->baseline;
}

/* Whether the cue was done: the mean of its own recordings, as the baseline has nothing
 * to compare it with. */
static bool add_done(struct cues *c, struct hinge_planned_entry entry)
{
    const struct hinge_people_wanted nothing_else = {.group = false};
    const char *column = entry.column, *why = nothing.why;
    const char *const *text = (const char *const *)c->a->table->column[c->column].text;
    struct hinge_analysis inner = hinge_inner(c->a);
    struct hinge_participants people = {.n = 0};
    bool *rows = hinge_analysis_alloc(&inner, c->a->table->rows, sizeof *rows);
    for (size_t i = 0; i < c->n_rows; i++)
        rows[c->row[i]] =
            text[c->row[i]] != NULL && strcmp(text[c->row[i]], entry.row.level[0]) == 0;
    inner.stratum = rows;
    inner.outcome = column;
    inner.ask.condition = inner.ask.group = NULL;
    if (column != NULL)
        hinge_people_gather(&inner, &nothing_else, &people);
    bool good = column == NULL || hinge_inner_answers(c->a, &inner, &why);
    entry.parts |= HINGE_PLANNED_LEVELS;
    entry.row.target = NAN;
    if (why != NULL) {
        entry.row.why = hinge_arena_strdup(&c->a->arena, why);
    } else if (good) {
        entry.row.diff.n = (double)people.n;
        entry.row.mean[0] = hinge_stats_mean(people.value, people.n);
        entry.row.sd[0] = hinge_stats_sd(people.value, people.n);
    }
    keep(c, &entry);
    hinge_inner_end(&inner);
    return good;
}

/* A row of the outcomes. */
static bool add_row(struct cues *c, struct hinge_planned_entry entry)
{
    struct hinge_planned_outcome *row = &entry.row;
    bool primary = hinge_planned_is(row, "primary"), fault = hinge_planned_is(row, "fault");
    bool planned =
        !fault && !hinge_planned_is(row, "further") && !hinge_planned_is(row, "described");
    /* the one mdc given is for outcomes in several units, so for none */
    const bool unclear = c->several_units && !isnan(c->a->ask.mdc.number);
    /* The option mdc for a planned outcome: its own of several, auto, or a number, which is for the
     * primary ones; NaN: none. */
    const struct hinge_each *all = &c->a->ask.mdc;
    const char *name;
    json_t *each;
    struct hinge_each mdc = {.word = all->word, .number = all->number};
    json_object_foreach((json_t *)all->of, name, each)
    {
        if (is_name_of(&entry, name))
            mdc.number = json_number_value(each);
    }
    if (all->of == NULL && !hinge_planned_is(&entry.row, "primary"))
        mdc.number = NAN;
    const bool asked = planned && (mdc.word != NULL || !isnan(mdc.number));
    struct found f = nothing;
    if (entry.column != NULL) {
        const char *order[] = {row->level[0], c->baseline, NULL, NULL};
        struct hinge_analysis inner =
            inner_of(c, entry.column, order, asked && !unclear ? &mdc : NULL);
        if (!compare(c, &inner, &entry, &f))
            return false;
    }
    const struct hinge_two_conditions *w = &f.w;
    entry.parts |= HINGE_PLANNED_LEVELS | HINGE_PLANNED_EFFECT;
    for (int k = 0; k < 2; k++) {
        row->mean[k] = w->mean[k];
        row->sd[k] = w->sd[k];
    }
    hinge_planned_take(&entry, &f.c);
    row->diff.n = w->n > 0 ? (double)w->n : (double)NAN;
    if (!isnan(w->spread.sd_beyond_bends) && !fault)
        row->spread = (struct hinge_change){
            .value = w->spread.sd_beyond_bends, .low = w->spread.ci.low, .high = w->spread.ci.high};
    if (f.dropped != NULL)
        row->n_dropped = (double)f.n_dropped;
    row->why = f.why;
    for (size_t i = 0; primary && i < f.n_dropped; i++) {
        const struct person who = {row->level[0], f.dropped[i].participant, f.dropped[i].reason};
        HINGE_ADD(hinge_append_object(c->people), NULL, person, &who);
    }
    if ((planned || entry.matched != NULL) && !take_matched(c, &entry, &f))
        return false;
    if (primary && f.why == NULL && c->a->ask.group != NULL && !take_interaction(c, &entry))
        return false;
    /* People whose change is beyond the minimal detectable one, by direction. */
    if (asked && f.why == NULL && unclear) {
        row->mdc_why = "one mdc for primary outcomes in several units: name each, "
                       "--mdc OUTCOME=NUMBER,...";
    } else if (asked && f.why == NULL) {
        entry.parts |= HINGE_PLANNED_MDC;
        row->mdc = w->mdc;
        row->mdc_why = w->mdc_why;
        if (!isnan(w->mdc)) {
            row->beyond[0] = (double)w->increased;
            row->beyond[1] = (double)w->decreased;
        }
    }
    keep(c, &entry);
    return true;
}

/* What the plan says of a cue, and whether its order can be told from it (method 8.2). */
#define CUE(F)                                                                                     \
    F(WORD, wording)                                                                               \
    F(WORD, unmeasured)                                                                            \
    F(WORD, watch) F(FLAG, order_confounded) F(NUMBER, cue_later_in) F(WORD, order_reason)
HINGE_ROW(cue, CUE)

/* Why an effect of order cannot be told from that of a condition, of a cue: some people have the
 * same place in both, or all had the baseline first, or all last. */
static const char *const order_words[3][2] = {
    {"some participants have the same place in the order in both conditions",
     "some participants have the same place in the order with and without the cue"},
    {"every participant did this condition after the baseline",
     "every participant did the cue after the baseline"},
    {"every participant did this condition before the baseline",
     "every participant did the cue before the baseline"}};

static bool add_cue(struct cues *c, json_t *all, const struct hinge_plan_part *planned)
{
    const char *id = planned->id;
    bool good = true;
    struct cue cue = {.wording = planned->wording,
                      .unmeasured = planned->unmeasured,
                      .watch = planned->watch,
                      .cue_later_in = NAN};
    for (size_t i = 0; i < planned->n && good; i++) {
        const struct hinge_planned_entry entry = planned->entry[i];
        good = hinge_planned_is(&entry.row, "done") ? add_done(c, entry) : add_row(c, entry);
    }
    if (!good)
        return false;
    /* Whether the order of cue and baseline was recorded and varied (method 8.2). */
    const char *const *condition = (const char *const *)c->a->table->column[c->column].text,
                      *participant = NULL;
    struct hinge_done_order order = {0};
    struct hinge_labels people;
    uint32_t *level = hinge_analysis_alloc(c->a, c->n_rows, sizeof *level);
    for (size_t i = 0; i < c->n_rows; i++) {
        const char *is = hinge_or_empty(condition[c->row[i]]);
        level[i] = strcmp(is, id) == 0 ? 0 : strcmp(is, c->baseline) == 0 ? 1 : HINGE_NO_LEVEL;
    }
    if (hinge_sample_participant(c->a, &participant) && participant != NULL &&
        hinge_labels_find(c->a, participant, c->row, c->n_rows, HINGE_BY_APPEARANCE, &people))
        order = hinge_order_of(c->a, c->row, c->n_rows, people.code, level);
    const char *reason = "the order of conditions was not recorded";
    if (order.after + order.before + order.balanced + order.same > 0) {
        const bool same = order.same > 0, first = order.before == 0,
                   varied = order.balanced > 0 || (!first && order.after > 0);
        const int why = same ? 0 : first ? 1 : 2;
        reason = same || !varied ? order_words[why][strcmp(c->condition, "cue") == 0] : NULL;
        cue.cue_later_in = (double)order.after;
    }
    if (strcmp(c->condition, "stage") == 0) /* after practice is never before it */
        reason = NULL;
    cue.order_confounded = reason != NULL;
    cue.order_reason = reason;
    HINGE_ADD(all, id, cue, &cue);
    c->cue[c->n_cues++] = (struct hinge_planned_cue){.stratum = c->a->stratum_name,
                                                     .id = hinge_analysis_label(c->a, id),
                                                     .unmeasured = cue.unmeasured,
                                                     .confounded = cue.order_reason};
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

static void run(struct hinge_analysis *a)
{
    struct cues c = {.a = a, .plan = hinge_plan_read(a, true), .baseline = a->ask.baseline};
    bool good = true;
    size_t compared = 0;
    c.condition = a->failed ? NULL : HINGE_NEED(a, condition);
    if (c.condition == NULL || !hinge_analysis_column(a, c.condition, &c.column) ||
        !hinge_filter_rows(a, &c.row, &c.n_rows) ||
        !hinge_filter_require(a, c.row, c.n_rows, c.column, c.baseline) ||
        (a->ask.order.n > 0 && !check_order(a)) ||
        !hinge_filter_report(a, c.row, c.n_rows, a->results))
        return;
    hinge_add_text(a->results, "condition", c.condition);
    hinge_add_text(a->results, "baseline", c.baseline);
    if (a->ask.by.n > 1)
        hinge_analysis_fail(a, HINGE_E_OPTION, "by: cues takes one column, not %zu", a->ask.by.n);
    else if (a->ask.by.n == 1)
        hinge_add_by_level(a, &(struct hinge_by){&c.plan, a->ask.by.name[0], c.condition,
                                                 c.baseline, c.row, c.n_rows});
    if (a->ask.by.n > 0)
        return;
    json_t *all = hinge_add_object(a->results, "cues");
    json_t *outcomes = hinge_add_list(a->results, "outcomes");
    c.people = hinge_add_list(a->results, "people_dropped");
    c.cue = hinge_analysis_alloc(a, c.plan.n + 1, sizeof *c.cue);
    /* Whether the primary outcomes of the cues compared have several units. */
    const char *first = NULL;
    bool several = false;
    for (size_t k = 0; k < c.plan.n; k++) {
        const struct hinge_plan_part *cue = &c.plan.part[k];
        for (size_t i = 0; i < cue->n; i++) {
            const struct hinge_planned_outcome *row = &cue->entry[i].row;
            if (!hinge_planned_is(row, "primary") || row->unit == NULL || !has_cue(&c, cue->id))
                continue;
            several = several || (first != NULL && strcmp(first, row->unit) != 0);
            first = row->unit;
        }
    }
    c.several_units = several;
    for (size_t i = 0; i < c.plan.n && good; i++) {
        if (!has_cue(&c, c.plan.part[i].id))
            continue;
        good = add_cue(&c, all, &c.plan.part[i]);
        compared++;
    }
    if (good && compared == 0)
        good = hinge_fail_one_level(a, c.condition, c.baseline);
    if (!good)
        return;
    /* An MDC of what no cue was compared on was meant for something else. */
    json_t *value;
    const char *name;
    json_object_foreach((json_t *)c.a->ask.mdc.of, name, value)
    {
        bool used = false, severity = false;
        for (size_t k = 0; k < c.plan.n; k++) {
            const struct hinge_plan_part *cue = &c.plan.part[k];
            for (size_t i = 0; i < cue->n_outcomes; i++) {
                const char *outcome = cue->entry[i].row.outcome;
                used = used || (has_cue(&c, cue->id) && is_name_of(&cue->entry[i], name));
                severity = severity || (outcome != NULL && strcmp(outcome, name) == 0);
            }
        }
        if (!used)
            hinge_analysis_warn(c.a, NULL, HINGE_W_AMOUNT_UNUSED,
                                "the MDC of %s, as no cue was compared on %s%s", name,
                                severity ? "the verdicts, but on " HINGE_SEVERITY : "it",
                                severity ? name : "");
    }
    hinge_planned_judge(a, c.done, c.n_done);
    for (size_t i = 0; i < c.n_done; i++)
        hinge_planned_add_to(a, outcomes, &c.done[i]);
    for (size_t i = 0; i < c.n_cues; i++)
        hinge_planned_add_cue(a->result, c.plan.titles, &c.cue[i]);
}

const struct hinge_analysis_kind hinge_analysis_kind_cues = {
    .id = "cues",
    .title = "What each cue changed",
    .details =
        "Compares every cue with the baseline within people: the primary outcome planned for it, "
        "its secondary outcomes, further outcomes and every fault. The test is the paired t test, "
        "from 5 people on; fewer have none. Holm adjusts p "
        "across the primary outcomes of all cues, across all secondary and further outcomes, and "
        "across faults. Intervals are single ones; of several primary outcomes ci_low_holm and "
        "ci_high_holm agree with p_holm. Primary and secondary outcomes are also "
        "compared at matched depth. How much people's changes differ beyond error is "
        "sd_beyond_bends, as in within. loo_low to loo_ends are as in groups. With mdc, counts the "
        "people who changed by more than it, "
        "in "
        "each direction. mdc is one number if all primary outcomes have one unit. Else it is "
        "OUTCOME=NUMBER,... or a result of icc. With auto it is computed for each outcome from "
        "repeated sessions or trials of the baseline. With two groups, gives the change in each "
        "group and the difference of the changes (first of order minus second). If everybody did "
        "the cues in one order, or cond_order is not recorded, effects of that order and of the "
        "cue cannot be separated. With by (a load, a session, a task), the change of each primary "
        "outcome at each level, and the differences of these changes within people (paired t, "
        "Holm).",
    .needs = HINGE_STATS_COMPARES | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_REDUCES,
    .options = (const char *const[]){HINGE_TAKES_CELLS, "condition", "baseline", "plan", "outcome",
                                     "ratios", "circular", "margin", "mdc", "mdc_min_people",
                                     "group", "weight", "order", "family_p", "by", "primary", NULL},
    .main_table = "outcomes|differences",
    .words = hinge_cue_words,
    .run = run,
    .example_request =
        "{\"analysis\": \"cues\", \"condition\": \"cue\", \"participant\": "
        "\"participant\", \"plan\": {\"cues\": {\"dowel\": {\"outcomes\": [{\"role\": "
        "\"primary\", \"outcome\": \"rounding\", \"column\": \"rounding\", "
        "\"expected\": \"down\"}]}}, \"faults\": []}}",
    .example_data = "participant,cue,rounding\nP1,none,21\nP2,none,24\nP3,none,19\nP4,none,"
                    "26\nP5,none,22\nP6,none,25\nP1,dowel,15\nP2,dowel,21\nP3,dowel,18\n"
                    "P4,dowel,19\nP5,dowel,17\nP6,dowel,23\n"};
