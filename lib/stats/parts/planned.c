/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of planned outcomes: cues and groups, and what they share. */
#include "stats/parts/planned.h"
#include "stats/parts/power.h"

#include "result/say.h"
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* --- the plan: its keys, read and written --- */

#define OF(type, kind, key, member)                                                                \
    {                                                                                              \
        key, HINGE_ROW_##kind, offsetof(struct type, member)                                       \
    }
static const struct hinge_row_field of_outcome[] = {
    OF(hinge_planned_entry, WORD, "role", row.role),
    OF(hinge_planned_entry, WORD, "outcome", row.outcome),
    OF(hinge_planned_entry, WORD, "phase", row.phase),
    OF(hinge_planned_entry, MAYBE, "target", row.target),
    OF(hinge_planned_entry, WORD, "column", column),
    OF(hinge_planned_entry, WORD, "unit", row.unit),
    OF(hinge_planned_entry, WORD, "expected", row.expected),
    OF(hinge_planned_entry, WORD, "matched", matched),
    OF(hinge_planned_entry, MAYBE, "margin", row.margin),
    {NULL, 0, 0}};
static const struct hinge_row_field of_cue[] = {OF(hinge_plan_part, WORD, "wording", wording),
                                                OF(hinge_plan_part, WORD, "unmeasured", unmeasured),
                                                OF(hinge_plan_part, WORD, "watch", watch),
                                                {NULL, 0, 0}};
static const char key_cues[] = "cues", key_outcomes[] = "outcomes", key_faults[] = "faults",
                  key_margins[] = "margins", key_scales[] = "with_depth";

struct hinge_planned_entry hinge_planned_entry_of(bool paired)
{
    return (struct hinge_planned_entry){.row = hinge_planned_read(NULL, paired),
                                        .parts = HINGE_PLANNED_ROW};
}

/* An outcome of a plan that a user wrote: its name is the column's unless it has
 * one, and the first is the primary one. A target is of distances from it, columns that
 * compare/planned.c makes: of another a change would be said to lead to it that does not. */
static void complete(struct hinge_analysis *a, const json_t *given, size_t i,
                     struct hinge_planned_entry *entry)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)given, key, value)
    {
        const struct hinge_row_field *known = of_outcome;
        while (known->name != NULL && strcmp(known->name, key) != 0)
            known++;
        if (known->name == NULL)
            hinge_analysis_fail(a, HINGE_E_OPTION, "plan: outcome %zu has no key \"%s\"", i + 1,
                                key);
    }
    if (entry->column == NULL && entry->row.outcome == NULL) {
        hinge_analysis_fail(a, HINGE_E_OPTION, "plan: outcome %zu needs \"column\"", i + 1);
        return;
    }
    if (entry->row.outcome == NULL)
        entry->row.outcome = entry->column;
    if (entry->row.role == NULL)
        entry->row.role = i > 0 ? "secondary" : "primary";
    if (entry->column != NULL && !isnan(entry->row.target) &&
        strncmp(entry->column, HINGE_DISTANCE, strlen(HINGE_DISTANCE)) != 0)
        hinge_analysis_fail(a, HINGE_E_OPTION,
                            "plan: %s has a target, which is of a column of distances from it; "
                            "add this column and leave target out",
                            entry->row.outcome);
}

/* The outcomes of one cue, or of groups, and the faults. */
static struct hinge_plan_part part_of(struct hinge_analysis *a, const char *id, const json_t *from)
{
    const json_t *outcomes = json_object_get(from, key_outcomes),
                 *faults = json_object_get(a->ask.plan, key_faults);
    struct hinge_plan_part part = {.id = id, .n_outcomes = json_array_size(outcomes)};
    const size_t room = part.n_outcomes + json_array_size(faults);
    hinge_row_read(from, of_cue, &part);
    part.entry = hinge_analysis_alloc(a, room + 1, sizeof *part.entry);
    const json_t *scales = json_object_get(a->ask.plan, key_scales);
    for (size_t i = 0; i < room; i++) {
        struct hinge_planned_entry *entry = &part.entry[part.n];
        *entry = hinge_planned_entry_of(id != NULL);
        if (i < part.n_outcomes) {
            hinge_row_read(json_array_get(outcomes, i), of_outcome, entry);
            complete(a, json_array_get(outcomes, i), i, entry);
            if (id == NULL) { /* nothing is expected of groups */
                entry->row.expected = NULL;
                entry->row.target = NAN;
            }
        } else {
            const char *name = json_string_value(json_array_get(faults, i - part.n_outcomes));
            long at = name != NULL ? hinge_table_find(a->table, name) : -1;
            if (at < 0)
                continue;
            entry->row.role = "fault";
            entry->row.outcome = entry->column = name;
            if (id != NULL) {
                entry->row.expected = "down";
                entry->row.unit = a->table->column[at].unit;
            }
        }
        entry->row.level[0] = id;
        for (size_t k = 0; k < json_array_size(scales); k++)
            entry->scales = entry->scales || (entry->column != NULL &&
                                              strcmp(json_string_value(json_array_get(scales, k)),
                                                     entry->column) == 0);
        part.n++;
    }
    return part;
}

struct hinge_plan hinge_plan_read(struct hinge_analysis *analysis, bool cues)
{
    const json_t *plan = analysis->ask.plan;
    json_t *of = json_object_get(plan, key_cues), *cue;
    const char *id;
    struct hinge_plan read = {.titles = json_object_get(plan, HINGE_PLAN_TITLES),
                              .margins = json_object_get(plan, key_margins)};
    read.part = hinge_analysis_alloc(analysis, json_object_size(of) + 1, sizeof *read.part);
    if (!cues) {
        read.part[read.n++] = part_of(analysis, NULL, plan);
        return read;
    }
    json_object_foreach(of, id, cue)
    {
        read.part[read.n++] = part_of(analysis, id, cue);
    }
    return read;
}

json_t *hinge_plan_json(const struct hinge_plan *plan, bool cues)
{
    json_t *json = json_object(), *of = cues ? hinge_add_object(json, key_cues) : json;
    for (size_t p = 0; p < plan->n; p++) {
        const struct hinge_plan_part *part = &plan->part[p];
        json_t *object = cues ? hinge_add_object(of, part->id) : json;
        hinge_add_row(object, NULL, of_cue, part);
        json_t *list = hinge_add_list(object, key_outcomes);
        for (size_t i = 0; i < part->n_outcomes; i++)
            hinge_add_row(hinge_append_object(list), NULL, of_outcome, &part->entry[i]);
    }
    if (plan->titles != NULL)
        hinge_add_json(json, HINGE_PLAN_TITLES, json_incref(plan->titles));
    if (plan->margins != NULL)
        hinge_add_json(json, key_margins, json_incref(plan->margins));
    if (plan->scales != NULL)
        hinge_add_json(json, key_scales, json_incref(plan->scales));
    json_t *faults = plan->fault != NULL ? hinge_add_list(json, key_faults) : NULL;
    for (size_t i = 0; i < plan->n_faults; i++)
        hinge_append_text(faults, plan->fault[i]);
    return json;
}

/* What the table's column says of the row that is made of it. */
static void take_column(const struct hinge_analysis *a, const char *column,
                        struct hinge_planned_outcome *row)
{
    const long at = column != NULL ? hinge_table_find(a->table, column) : -1;
    row->share = at >= 0 && a->table->column[at].share;
    row->of_knees = at >= 0 && a->table->column[at].of_knees;
}

void hinge_planned_add_to(struct hinge_analysis *a, json_t *list,
                          const struct hinge_planned_entry *entry)
{
    json_t *object = hinge_append_object(list);
    struct hinge_planned_outcome row = entry->row;
    unsigned of = hinge_planned_of(&row);
    for (const struct hinge_planned_field *f = hinge_planned_fields; f->field.name != NULL; f++) {
        const char **text = (void *)((char *)&row + f->field.at);
        const struct hinge_row_field one[] = {f->field, {NULL, 0, 0}};
        if (hinge_planned_is_text(f) && *text != NULL)
            *text = hinge_analysis_label(a, *text);
        if ((f->of & of) != 0 && (f->part == 0 || (f->part & entry->parts) != 0))
            hinge_add_row(object, NULL, one, &row);
    }
    row.stratum = a->stratum_name;
    take_column(a, entry->column, &row);
    row.column = hinge_analysis_label(a, row.column);
    if (row.level[1] != NULL)
        row.level[1] = hinge_analysis_label(a, row.level[1]);
    for (int k = 0; k < 2 && row.stratum == NULL && row.level[k] != NULL; k++) {
        cleared_by(hinge_text_clear) struct hinge_text cell = {0};
        hinge_filter_asked(a->ask.filter, &cell);
        hinge_condition_add(&cell, row.column, row.level[k]);
        row.cell[k] = hinge_analysis_label(a, hinge_text_string(&cell));
    }
    hinge_planned_add(a->result, json_object_get(a->ask.plan, HINGE_PLAN_TITLES), &row);
}

/* --- Tests of planned outcomes: one each, then families of them. --- */

enum family { NO_TEST, PLANNED, FURTHER, FAULTS };

static enum family family_of(const struct hinge_planned_outcome *row)
{
    if (hinge_planned_is(row, "fault")) /* what nobody has is not tested */
        return (row->paired ? row->mean[0] > 0 || row->mean[1] > 0
                            : row->yes[0] > 0 || row->yes[1] > 0)
                   ? FAULTS
                   : NO_TEST;
    if (hinge_planned_is(row, "primary"))
        return PLANNED;
    return hinge_planned_is_tested(row) ? FURTHER : NO_TEST;
}

static double least_of(const struct hinge_planned_outcome *row)
{
    return row->paired              ? row->diff.n
           : !isnan(row->judged[0]) ? fmin(row->judged[0], row->judged[1])
                                    : fmin(row->n[0], row->n[1]);
}

/* Whether a comparison has people, and too few of them for a test. */
static bool is_few(const struct hinge_planned_outcome *row)
{
    return least_of(row) > 0 && least_of(row) < HINGE_LEAST_TESTED;
}

bool hinge_planned_is_alike(const struct hinge_planned_outcome *row)
{
    return row->verdict == NULL && least_of(row) >= HINGE_LEAST_TESTED;
}

static const char few_in_groups[] = "too few participants for a test: 5 in each group are needed";
static const char all_alike[] = "no test: no variation";

enum hinge_bound hinge_bound_of(const struct hinge_analysis *a, const char *column)
{
    const long at = column != NULL ? hinge_table_find(a->table, column) : -1;
    return at < 0 || !a->table->column[at].share                ? HINGE_BOUND_NONE
           : *hinge_or_empty(a->table->column[at].unit) != '\0' ? HINGE_BOUND_SHARE
                                                                : HINGE_BOUND_RATE;
}

void hinge_bound_keep(const struct hinge_analysis *a, const char *column, double most, double value,
                      double *low, double *high)
{
    if (hinge_bound_of(a, column) != HINGE_BOUND_NONE)
        hinge_keep_within(value, -most, most, low, high);
}

void hinge_planned_take(struct hinge_planned_entry *entry, const struct hinge_compared *c)
{
    struct hinge_planned_outcome *row = &entry->row;
    row->diff = (struct hinge_change){c->diff, c->low, c->high, (double)c->n[0], c->p};
    row->size = c->size;
    row->size_low = c->size_low;
    row->size_high = c->size_high;
    entry->se = c->se;
    row->t = c->t;
    row->df = c->df;
    if (!isnan(c->p))
        row->method = row->paired ? "paired t" : "Welch";
    else if (is_few(row))
        row->p_why = row->paired ? "too few participants for a test: 5 are needed" : few_in_groups;
    else if (!isnan(c->low))
        row->p_why = "no test: the same recordings chose the people";
    else if (c->n[0] > 0 && c->n[1] > 0)
        row->p_why = row->paired ? "no test: all changed alike" : all_alike;
}

void hinge_planned_take_without(struct hinge_analysis *a, struct hinge_planned_entry *entry,
                                const double *x, size_t n1, const double *y, size_t n2,
                                const char *const *who)
{
    struct hinge_planned_outcome *row = &entry->row;
    const size_t n = n1 + n2;
    struct hinge_without *without = hinge_analysis_alloc(a, n + 1, sizeof *without);
    hinge_compare_without(x, n1, y, n2, without);
    for (size_t i = 0; i < n; i++) {
        row->loo_low = fmin(row->loo_low, without[i].diff);
        row->loo_high = fmax(row->loo_high, without[i].diff);
    }
    if (!hinge_planned_is(row, "primary"))
        return;
    entry->n_without = n;
    entry->who = hinge_analysis_alloc(a, n + 1, sizeof *entry->who);
    entry->p_without = hinge_analysis_alloc(a, n + 1, sizeof *entry->p_without);
    for (size_t i = 0; i < n; i++) {
        entry->who[i] = hinge_arena_strdup(&a->arena, hinge_or_empty(who[i]));
        entry->p_without[i] = without[i].p;
    }
}

void hinge_planned_take_people(struct hinge_planned_entry *entry, double level)
{
    struct hinge_planned_outcome *row = &entry->row;
    struct hinge_score of =
        hinge_score_difference(row->yes[0], row->judged[0], row->yes[1], row->judged[1], level);
    const double none = NAN;
    const bool few = is_few(row);
    row->diff = (struct hinge_change){of.diff, few ? none : of.low, few ? none : of.high,
                                      row->judged[0], few ? none : of.p};
    row->size = row->size_low = row->size_high = entry->se = row->t = row->df = none;
    row->method = isnan(row->diff.p) ? NULL : "score test";
    row->p_why = !isnan(row->diff.p)                        ? NULL
                 : few                                      ? few_in_groups
                 : fmin(row->judged[0], row->judged[1]) > 0 ? all_alike
                                                            : NULL;
}

static void judge(struct hinge_planned_outcome *row, double alpha)
{
    if (!isnan(row->margin))
        row->ruled_out = hinge_planned_farther(row) < row->margin ? "yes" : "no";
    /* of rates p and interval may disagree */
    const bool has_0 = row->diff.low * row->diff.high <= 0;
    row->verdict = row->p_holm <= alpha && !has_0       ? HINGE_VERDICT_DIFFERS
                   : row->diff.low * row->diff.high > 0 ? HINGE_VERDICT_NOT_CLEAR
                   : hinge_planned_is_ruled_out(row)    ? HINGE_VERDICT_ALIKE
                                                        : HINGE_VERDICT_UNDECIDED;
}

size_t hinge_planned_judge_changes(struct hinge_arena *arena, struct hinge_planned_outcome *row,
                                   size_t n, double alpha)
{
    double *p = hinge_arena_alloc(arena, 3 * n + 1, sizeof *p), *holm = p + n;
    for (size_t i = 0; i < n; i++)
        p[i] = row[i].diff.p;
    const size_t tests = hinge_holm(arena, p, n, alpha, holm, holm + n);
    for (size_t i = 0; i < n; i++) {
        row[i].tests = (double)tests;
        row[i].p_holm = holm[i];
        if (!isnan(p[i]))
            judge(&row[i], alpha);
    }
    return tests;
}

static void test_family(struct hinge_analysis *a, struct hinge_planned_entry *entry, size_t n,
                        enum family family)
{
    const struct hinge_numbers *others = &a->ask.family_p; /* tests of other analyses */
    const size_t all = n + (family == PLANNED ? others->n : 0);
    double *p = hinge_analysis_alloc(a, 3 * all + 1, sizeof *p), *holm = p + all,
           *share = holm + all;
    for (size_t i = 0; i < all; i++)
        p[i] = i >= n                               ? others->value[i - n]
               : family_of(&entry[i].row) == family ? entry[i].row.diff.p
                                                    : (double)NAN;
    size_t tests = hinge_holm(&a->arena, p, all, a->alpha, holm, share);
    for (size_t i = 0; i < n; i++) {
        struct hinge_planned_outcome *row = &entry[i].row;
        if (isnan(p[i]))
            continue;
        row->tests = (double)tests;
        row->p_holm = holm[i];
        if ((family == PLANNED || hinge_planned_is(row, "stand-in")) && tests > 1) {
            row->level_holm = 1 - (1 - a->level) * share[i];
            struct hinge_interval agrees = hinge_t_interval(row->diff.value, entry[i].se, row->df,
                                                            row->level_holm, HINGE_TWO_SIDED);
            hinge_bound_keep(a, entry[i].column, row->change != NULL && !row->paired ? 2 : 1,
                             row->diff.value, &agrees.low, &agrees.high);
            row->low_holm = agrees.low;
            row->high_holm = agrees.high;
        }
        judge(row, a->alpha);
    }
}

static bool excludes_0(const struct hinge_change *change)
{
    return change->low * change->high > 0;
}

/* The row of how large a fault was, which the same cue has. */
static const struct hinge_planned_outcome *size_of(const struct hinge_planned_outcome *fault,
                                                   const struct hinge_planned_outcome *row)
{
    return !hinge_planned_is(row, "fault") && row->stratum == fault->stratum &&
                   strcmp(row->level[0], fault->level[0]) == 0 &&
                   strcmp(row->outcome, fault->outcome) == 0
               ? row
               : NULL;
}

/* Whether a row says that with the same cue the knees bent clearly less. */
static bool has_straighter_knees(const struct hinge_planned_outcome *knees,
                                 const struct hinge_planned_outcome *row)
{
    const double clear_deg = 5;
    return row->paired && knees->stratum == row->stratum && knees->level[0] != NULL &&
           strcmp(knees->level[0], row->level[0]) == 0 && !hinge_planned_is(knees, "fault") &&
           strcmp(knees->outcome, HINGE_KNEES_OUTCOME) == 0 && excludes_0(&knees->diff) &&
           knees->diff.value < -clear_deg;
}

/* Of planned outcomes that differ, whose absence ends that: the family is tested again without each
 * person, who may be in several of its tests. */
static void judge_without(struct hinge_analysis *a, struct hinge_planned_entry *entry, size_t n)
{
    const struct hinge_numbers *others = &a->ask.family_p;
    const size_t all = n + others->n;
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    size_t most = 0;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        most += entry[i].n_without;
        any = any || (entry[i].n_without > 0 && hinge_planned_differs(&entry[i].row));
    }
    double *p = hinge_arena_alloc(&arena, any ? all * most + 1 : 1, sizeof *p);
    const char **who = hinge_arena_alloc(&arena, most + 1, sizeof *who);
    most = 0;
    for (size_t i = 0; i < n && any; i++)
        for (size_t k = 0; k < entry[i].n_without; k++) {
            const size_t at = hinge_intern_number(&people, entry[i].who[k]);
            for (size_t t = 0; t < all && at == most; t++)
                p[all * at + t] = t >= n                                ? others->value[t - n]
                                  : family_of(&entry[t].row) == PLANNED ? entry[t].row.diff.p
                                                                        : (double)NAN;
            most += at == most;
            who[at] = entry[i].who[k];
            p[all * at + i] = entry[i].p_without[k];
        }
    double *holm = hinge_arena_alloc(&arena, 2 * all + 1, sizeof *holm);
    for (size_t at = 0; at < most; at++) {
        hinge_holm(&arena, p + all * at, all, a->alpha, holm, holm + all);
        for (size_t i = 0; i < n; i++) {
            struct hinge_planned_outcome *row = &entry[i].row;
            if (entry[i].n_without == 0 || !hinge_planned_differs(row) || isnan(holm[i]))
                continue;
            row->loo_ends = (isnan(row->loo_ends) ? 0 : row->loo_ends) + (holm[i] > a->alpha);
            if (holm[i] <= row->loo_p)
                continue;
            row->loo_p = holm[i];
            row->loo_person = who[at];
        }
    }
}

void hinge_planned_judge(struct hinge_analysis *a, struct hinge_planned_entry *entry, size_t n)
{
    test_family(a, entry, n, PLANNED);
    test_family(a, entry, n, FURTHER);
    test_family(a, entry, n, FAULTS);
    /* A change of people who also bent by more than 5 degrees more or less, and that at equal depth
     * has the other sign, or may be none and is less than half: it is one of the depth. So is one
     * that scales with depth and has no value at equal depth; a fault has that of its size. */
    for (size_t i = 0; i < n; i++) {
        struct hinge_planned_outcome *of = &entry[i].row;
        const struct hinge_change *matched = &of->matched;
        const struct hinge_planned_outcome *depth = NULL;
        for (size_t k = 0; k < n && depth == NULL && of->verdict != NULL; k++)
            if (hinge_planned_is_depth_of(&entry[k].row, of))
                depth = &entry[k].row;
        if (depth == NULL || !excludes_0(&of->diff) || !hinge_planned_is_of_depth(&depth->diff))
            continue;
        const bool fault = hinge_planned_is(of, "fault");
        for (size_t k = 0; k < n && fault; k++)
            if (size_of(of, &entry[k].row) != NULL)
                matched = &entry[k].row.matched;
        const bool turned = of->diff.value * matched->value < 0,
                   small = !excludes_0(matched) &&
                           (fault || 2 * fabs(matched->value) < fabs(of->diff.value));
        if (isnan(matched->low) ? entry[i].scales : turned || small)
            of->verdict = HINGE_VERDICT_DEPTH;
    }
    /* Whether a planned outcome went the other way, and straighter knees are why: then it is
     * described. */
    for (size_t i = 0; i < n; i++) {
        struct hinge_planned_outcome *row = &entry[i].row;
        const bool against =
            row->expected != NULL && (strcmp(row->expected, "down") == 0) != (row->diff.value < 0);
        take_column(a, entry[i].column, row);
        for (size_t k = 0; k < n && against && row->of_knees; k++)
            if (has_straighter_knees(&entry[k].row, row))
                row->expected = NULL;
    }
    judge_without(a, entry, n);
    const char *id;
    json_t *margin;
    json_object_foreach(json_object_get(a->ask.plan, key_margins), id, margin)
    {
        bool used = false;
        for (size_t i = 0; i < n; i++)
            used =
                used || (entry[i].row.ruled_out != NULL && strcmp(entry[i].row.outcome, id) == 0);
        if (!used)
            hinge_analysis_warn(a, NULL, HINGE_W_AMOUNT_UNUSED,
                                "the margin of %s, which was not tested", id);
    }
    for (size_t i = 0; i < n; i++)
        if (family_of(&entry[i].row) == NO_TEST) {
            struct hinge_planned_outcome *row = &entry[i].row;
            row->diff.p = row->t = row->df = NAN;
            row->method = row->p_why = NULL;
        }
}

const struct hinge_planned_outcome *hinge_planned_for_readers(const struct hinge_result *result,
                                                              struct hinge_arena *arena)
{
    struct hinge_planned_outcome *rows = hinge_arena_alloc(arena, result->n_planned, sizeof *rows);
    for (size_t i = 0; i < result->n_planned; i++) {
        struct hinge_planned_outcome *row = &rows[i];
        *row = result->planned[i];
        struct hinge_change *const changes[] = {&row->diff, &row->matched, &row->interaction,
                                                &row->adjusted};
        double *const numbers[] = {&row->mean[0],       &row->mean[1],  &row->mean_group[0],
                                   &row->mean_group[1], &row->low_holm, &row->high_holm,
                                   &row->matched_raw,   &row->margin,   &row->widest,
                                   &row->loo_low,       &row->loo_high};
        if (row->share && !hinge_planned_is(row, "fault"))
            row->unit = "share";
        double scale = hinge_unit_form(row->unit, false).scale;
        for (size_t k = 0; scale > 1 && k < sizeof changes / sizeof changes[0]; k++) {
            changes[k]->value *= scale;
            changes[k]->low *= scale;
            changes[k]->high *= scale;
        }
        for (size_t k = 0; scale > 1 && k < sizeof numbers / sizeof *numbers; k++)
            *numbers[k] *= scale;
    }
    return rows;
}

/* --- Numbers of a planned outcome in words: numbers first, judgement after, limits last. --- */

/* How far a comparison can go: nothing to say; values without a test (too few people, or values
 * that do not vary); a test that finds no clear difference, or one. */
enum grade { NOTHING, VALUES, OPEN, SURE };

static enum grade grade_of(const struct hinge_planned_outcome *row)
{
    if (isnan(row->mean[0]) || isnan(row->mean[1]))
        return NOTHING;
    if (row->verdict == NULL)
        return VALUES;
    return hinge_planned_differs(row) ? SURE : OPEN;
}

static int decimals_of(const struct hinge_planned_outcome *row)
{
    const int digits =
        hinge_planned_is(row, "fault") ? 2 : hinge_unit_form(row->unit, false).digits;
    return hinge_difference_decimals(hinge_outcome_decimals(digits, row->widest), row->diff.low,
                                     row->diff.high);
}

/* "4.3 to 8.0" */
static void add_limits(struct hinge_text *text, const struct hinge_planned_outcome *row,
                       const struct hinge_change *change, const char *joint, bool sized)
{
    char words[2 * HINGE_NUMBER_MAX];
    const bool down = sized && change->value < 0;
    hinge_text_adds(text, hinge_limits_words(down ? -change->high : change->low,
                                             down ? -change->low : change->high, decimals_of(row),
                                             joint, words, sizeof words));
}

/* "6.1°": a difference, or a level's value ("%", of changes " percentage points"), in the arena. */
static const char *amount(struct hinge_arena *arena, const struct hinge_planned_outcome *row,
                          double value, bool of_level)
{
    struct hinge_text text = {0};
    const struct hinge_unit_form unit = hinge_unit_form(row->unit, false);
    const bool whole = of_level && row->change == NULL && unit.digits >= 0;
    const int digits = whole ? unit.digits : decimals_of(row);
    hinge_text_printf(&text, "%.*f", digits, hinge_unsigned_zero(value, digits));
    hinge_add_change_unit(&text, of_level && row->change == NULL ? unit.after : unit.change);
    return hinge_text_to_arena(&text, arena);
}

/* "95% CI 4.3 to 8.0" */
static const char *interval(struct hinge_arena *arena, const struct hinge_planned_outcome *row,
                            const struct hinge_change *change, double level)
{
    struct hinge_text text = {0};
    hinge_text_printf(&text, "%g%% CI ", 100 * level);
    add_limits(&text, row, change, " to ", false);
    return hinge_text_to_arena(&text, arena);
}

/* "The lumbar fraction", "Lumbar rounding": as a sentence opens, or small within one. */
static void add_title(struct hinge_text *text, const struct hinge_planned_outcome *row, bool opens)
{
    char title[160], words[128];
    hinge_wording_title(row->outcome, words, sizeof words);
    /* no fault's title, and no "rounding", takes an article, but its share of bends does */
    const size_t prefix = strlen(HINGE_SHARE_OF_BENDS);
    bool measure = row->change != NULL || strncmp(row->title, HINGE_SHARE_OF_BENDS, prefix) == 0 ||
                   (strcmp(hinge_wording_small(words), row->title) == 0 &&
                    !hinge_ends_with(row->title, "ing"));
    snprintf(title, sizeof title, "%s%s", measure ? "the " : "", row->title);
    hinge_text_adds(text, opens ? hinge_wording_capital(title) : title);
}

/* The stratum of a row above the first line of it; *headed is the last one. */
static void apa_heading(struct hinge_text *text, const struct hinge_planned_outcome *row,
                        const char **headed)
{
    if (row->stratum != *headed)
        hinge_text_printf(text, "%s:\n", row->stratum);
    *headed = row->stratum;
}

/* "mean difference -6.1°, 95% CI [-8.0, -4.3]"; ", d_z = -2.36" where it is a number;
 * ", Holm p = .002" likewise. */
static void apa_difference(struct hinge_text *text, const struct hinge_planned_outcome *row,
                           const struct hinge_change *change, const char *interval)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    hinge_text_printf(text, "mean difference %s", amount(&arena, row, change->value, false));
    if (isnan(change->low) || isnan(change->high))
        return;
    hinge_text_printf(text, ", %s [", interval);
    add_limits(text, row, change, ", ", false);
    hinge_text_adds(text, "]");
}

static void apa_number(struct hinge_text *text, const char *before, double value, int decimals)
{
    if (!isnan(value))
        hinge_text_printf(text, "%s%.*f", before, decimals, hinge_unsigned_zero(value, decimals));
}

static void apa_p(struct hinge_text *text, const char *what, double p)
{
    if (isnan(p))
        return;
    hinge_text_printf(text, ", %s ", what);
    hinge_add_p(text, p);
}

static void add_size_apa(struct hinge_text *text, const char *before,
                         const struct hinge_planned_outcome *row)
{
    apa_number(text, before, row->size, 2);
    if (!isnan(row->size_low))
        hinge_text_printf(text, " [%.2f, %.2f]", hinge_unsigned_zero(row->size_low, 2),
                          hinge_unsigned_zero(row->size_high, 2));
}

/* "lower": which way, of a size that was said. */
static const char *direction(const struct hinge_planned_outcome *row)
{
    static const char *const sizes[] = {"excursion", "posterior", "travel"};
    const double change = row->diff.value;
    bool size = !isnan(row->target);
    if (strstr(row->outcome, "duration") != NULL && !size)
        return change < 0 ? "shorter" : "longer";
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        size = size || strstr(row->outcome, sizes[i]) != NULL;
    return size ? hinge_larger(change) : hinge_higher(change);
}

const char *hinge_planned_takes(const struct hinge_planned_outcome *row, double level,
                                struct hinge_arena *arena)
{
    double people[2];
    if (row->verdict == NULL || strcmp(row->verdict, HINGE_VERDICT_UNDECIDED) != 0 ||
        isnan(row->margin) || isnan(row->df))
        return NULL;
    const double se = (row->diff.high - row->diff.low) / 2 /
                      hinge_t_quantile(0.5 + level / 2, row->df),
                 parts = row->paired ? 1 / row->diff.n : 1 / row->n[0] + 1 / row->n[1];
    hinge_power_rule_out(se / sqrt(parts), row->df, row->margin, row->paired, people);
    return hinge_arena_printf(arena, "%.0f to %.0f people%s", people[0], people[1],
                              row->paired ? "" : " in each group");
}

const char *hinge_planned_family(const struct hinge_planned_outcome *row)
{
    return !hinge_planned_is(row, "primary") ? "outcomes"
           : !row->paired                    ? "pairs of groups"
           : strcmp(row->column, "cue") == 0 ? "cues"
                                             : "conditions";
}

const char *hinge_planned_without(const struct hinge_planned_outcome *row,
                                  struct hinge_arena *arena)
{
    struct hinge_text text = {0};
    if (!(row->loo_ends > 0))
        return NULL;
    hinge_text_printf(&text, "without one of the %.0f people %sp would be up to ",
                      row->paired ? row->diff.n : row->n[0] + row->n[1],
                      row->tests > 1 ? "Holm " : "");
    const size_t at = text.length;
    hinge_add_p(&text, row->loo_p);
    memmove(text.data + at, text.data + at + 2, text.length - at - 1); /* without "= " */
    text.length -= 2;
    hinge_text_printf(&text, ": for %.0f of them the %s would not be clear", row->loo_ends,
                      row->paired ? "change" : "difference");
    return hinge_text_to_arena(&text, arena);
}

void hinge_planned_add_range(const struct hinge_result *result, bool named, struct hinge_text *text)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const struct hinge_planned_outcome *rows = hinge_planned_for_readers(result, &arena);
    for (size_t i = 0; i < result->n_planned; i++) {
        char first[160], second[160];
        const struct hinge_planned_outcome *row = &rows[i];
        const struct hinge_change range = {.low = row->loo_low, .high = row->loo_high};
        if (!hinge_planned_is(row, "primary") || row->verdict == NULL || isnan(row->loo_low))
            continue;
        if (row->stratum != NULL)
            hinge_text_printf(text, "%s: ", row->stratum);
        hinge_text_printf(text,
                          "Without any one person the difference in %s (%s minus %s) lies "
                          "between ",
                          row->title, hinge_level_name(row, 0, first, sizeof first),
                          hinge_level_name(row, 1, second, sizeof second));
        add_limits(text, row, &range, " and ", false);
        hinge_text_adds(text, hinge_unit_form(row->unit, false).change);
        if (named && row->loo_ends > 0)
            hinge_text_printf(text, "; without %s p would be largest", row->loo_person);
        hinge_text_adds(text, ".\n");
    }
}

/* What the comparison says, as far as it goes. */
static void add_difference(struct hinge_text *text, const struct hinge_planned_outcome *row,
                           bool opens, double level)
{
    char first[160], second[160], a[160], b[160];
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text title = {0}, limits = {0}, p = {0};
    const struct hinge_change diff = row->diff;
    const bool sure = grade_of(row) == SURE, tested = row->verdict != NULL,
               changed = !tested && !is_few(row) && !isnan(diff.low);
    const bool corrected = hinge_planned_is_not_clear(row),
               against = row->expected != NULL &&
                         (strcmp(row->expected, "down") == 0) != (diff.value < 0);
    add_title(&title, row, opens);
    if (grade_of(row) == NOTHING) {
        hinge_text_printf(text, "%s could not be compared: %s.", title.data,
                          hinge_wording_cause(row->why));
        return;
    }
    if (tested)
        add_limits(&limits, row, &diff, " to ", sure);
    hinge_text_printf(&p, "%sp ", row->tests > 1 ? "Holm " : "");
    hinge_add_p(&p, row->p_holm);
    const double far = fmax(fabs(diff.low), fabs(diff.high)), last = pow(10, -decimals_of(row));
    hinge_say(
        row, row->paired ? HINGE_SAY_ANSWER_CHANGE : HINGE_SAY_ANSWER_GROUPS,
        HINGE_SLOTS(
            {"title", title.data}, {"outcome", row->title},
            {"the", row->change != NULL ? "the " : ""}, {"No", opens ? "No" : "no"},
            {"size", amount(&arena, row, fabs(diff.value), false)}, {"dir", direction(row)},
            {"signed", amount(&arena, row, diff.value, false)},
            {"first", hinge_level_words(row, 0, first, sizeof first)},
            {"second", hinge_level_words(row, 1, second, sizeof second)},
            {"a", hinge_level_name(row, 0, a, sizeof a)},
            {"b", hinge_level_name(row, 1, b, sizeof b)},
            {"of_first", amount(&arena, row, row->mean[0], true)},
            {"of_second", amount(&arena, row, row->mean[1], true)},
            {"level", hinge_arena_printf(&arena, "%.6g", 100 * level)}, {"limits", limits.data},
            {"n", hinge_arena_printf(&arena, row->paired ? "%.0f" : "%.0f and %.0f",
                                     row->paired ? diff.n : row->n[0], row->n[1])},
            {"p", p.data},
            {"margin", hinge_planned_is_ruled_out(row)
                           ? hinge_arena_printf(&arena, "%.6g%s", row->margin,
                                                hinge_unit_form(row->unit, false).change)
                           : NULL},
            {"corrected", corrected ? hinge_arena_printf(&arena, "%.0f %s", row->tests,
                                                         hinge_planned_family(row))
                                    : NULL},
            {"within",
             !corrected && rint(far / last) <= 1 ? amount(&arena, row, last, false) : NULL},
            {"up_to", amount(&arena, row, fmax(fabs(diff.low), fabs(diff.high)), false)},
            {"takes", hinge_planned_takes(row, level, &arena)},
            {"beyond", hinge_arena_printf(&arena, "%.6g%s", row->margin,
                                          hinge_unit_form(row->unit, false).change)},
            {"against", against ? "" : NULL},
            {"needed", is_few(row) ? hinge_arena_printf(&arena, "%d", HINGE_LEAST_TESTED) : NULL},
            {"change", changed ? amount(&arena, row, diff.value, true) : NULL}),
        NULL, NULL, text);
    const char *without = hinge_planned_without(row, &arena);
    if (without != NULL)
        hinge_text_printf(text, " %s.", hinge_wording_capital(hinge_arena_strdup(&arena, without)));
}

/* A planned outcome; one that was not measured, and what is compared instead. */
static void add_planned(struct hinge_text *text, const struct hinge_result *result,
                        const struct hinge_planned_outcome *row, bool opens, double level)
{
    const struct hinge_planned_outcome *other =
        hinge_planned_find(result, row->stratum, row->paired ? row->level[0] : NULL, "stand-in");
    add_difference(text, row, opens, level);
    for (size_t k = 0; k < result->n_planned && row->paired && row->expected == NULL; k++) {
        const struct hinge_planned_outcome *knees = &result->planned[k];
        if (row->of_knees && has_straighter_knees(knees, row)) {
            hinge_text_printf(text,
                              " The knees differ: they bent %.1f\u00b0 less, and with straighter "
                              "knees this outcome turns round, so it is described and not judged.",
                              -knees->diff.value);
            break;
        }
    }
    if (other == NULL || grade_of(row) != NOTHING || grade_of(other) == NOTHING)
        return;
    hinge_text_adds(text, " ");
    add_title(text, other, true);
    hinge_text_adds(text, " is compared instead (exploratory, two-sided): ");
    add_difference(text, other, false, level);
}

/* --- What else was tested: the further outcomes, and faults. --- */

/* Rows of a cue, or of the groups where `cue` is NULL. */
static bool is_of(const struct hinge_planned_outcome *row, const char *stratum, const char *cue)
{
    return row->stratum == stratum && (cue == NULL || strcmp(row->level[0], cue) == 0);
}

/* Whether a row is the value of a group alone, of the outcome of another row. */
static bool is_mean_of(const struct hinge_planned_outcome *row,
                       const struct hinge_planned_outcome *of)
{
    bool same = row->phase == NULL || of->phase == NULL ? row->phase == of->phase
                                                        : strcmp(row->phase, of->phase) == 0;
    return row->stratum == of->stratum && hinge_planned_is(row, "described") &&
           *row->level[1] == '\0' && strcmp(row->outcome, of->outcome) == 0 && same &&
           !isnan(row->mean[0]);
}

static bool is_further(const struct hinge_planned_outcome *row)
{
    return hinge_planned_is_tested(row) && !hinge_planned_is(row, "primary") &&
           !hinge_planned_is(row, "stand-in");
}

/* "hip excursion 12.3° larger; depth 8.1° smaller" of those that differ. */
static size_t list_differing(struct hinge_text *text, const struct hinge_result *result,
                             const char *stratum, const char *cue, const char *before)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_of(row, stratum, cue) || !is_further(row) || !hinge_planned_differs(row))
            continue;
        if (n++ > 0)
            hinge_text_adds(text, "; ");
        else if (row->tests > 1)
            hinge_text_printf(text, "%s (exploratory, Holm over %.0f tests): ", before, row->tests);
        else
            hinge_text_printf(text, "%s (exploratory): ", before);
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        const bool deep = hinge_planned_depth_changed(row) && !isnan(row->matched.low);
        hinge_say(
            row, HINGE_SAY_ALSO,
            HINGE_SLOTS({"outcome", row->title},
                        {"size", amount(&arena, row, fabs(row->diff.value), false)},
                        {"dir", direction(row)},
                        {"equal", deep ? amount(&arena, row, row->matched.value, false) : NULL}),
            NULL, NULL, text);
    }
    if (n > 0)
        hinge_text_adds(text, ".");
    return n;
}

/* What of further outcomes and faults is a change of the depth. */
static void list_with_depth(struct hinge_text *text, const struct hinge_result *result,
                            const char *stratum, const char *cue)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    const struct hinge_planned_outcome *last = NULL;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_of(row, stratum, cue) || hinge_planned_is(row, "primary") ||
            !hinge_planned_depends(row))
            continue;
        const double equal = row->matched.value;
        hinge_text_adds(&list, last != NULL ? "; " : "");
        hinge_say(row, HINGE_SAY_ALSO,
                  HINGE_SLOTS({"outcome", row->title},
                              {"equal",
                               isnan(row->matched.low) ? NULL : amount(&arena, row, equal, false)}),
                  NULL, NULL, &list);
        last = row;
    }
    if (last != NULL)
        hinge_say(last, HINGE_SAY_OTHERS, HINGE_SLOTS({"list", list.data}), NULL, NULL, text);
}

static bool is_unclear(const struct hinge_planned_outcome *row, const char *stratum,
                       const char *cue)
{
    return is_of(row, stratum, cue) && is_further(row) && row->verdict != NULL &&
           !hinge_planned_differs(row) && !hinge_planned_depends(row);
}

/* "7 further outcomes are not tested: 5 participants in each group are needed." */
static void add_untested(struct hinge_text *text, const struct hinge_result *result,
                         const char *stratum, const char *cue)
{
    bool paired = false;
    size_t n = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_of(row, stratum, cue) || !is_further(row) || !is_few(row))
            continue;
        paired = row->paired;
        n++;
    }
    if (n > 0)
        hinge_text_printf(text, " %zu further outcome%s not tested: %d participants%s are needed.",
                          n, n == 1 ? " is" : "s are", HINGE_LEAST_TESTED,
                          paired ? "" : " in each group");
}

/* Faults that changed or differ, in both directions. */
static void list_faults(struct hinge_text *text, const struct hinge_result *result,
                        const char *stratum, const char *cue, double level)
{
    char words[160];
    size_t n = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_of(row, stratum, cue) || !hinge_planned_is(row, "fault") ||
            !hinge_planned_differs(row))
            continue;
        const char *did = row->paired ? "changed" : "differed";
        if (n++ > 0)
            hinge_text_adds(text, "; ");
        else if (row->tests > 1)
            hinge_text_printf(text, " Faults that %s (Holm over %.0f tests): ", did, row->tests);
        else
            hinge_text_printf(text, " Faults that %s: ", did);
        const char *than = row->diff.value < 0 ? "less" : "more";
        if (row->paired) {
            hinge_text_printf(text, "%s %s often", row->title, than);
            /* Where the bends were less deep: that the fault was smaller at equal depth, too. */
            for (size_t k = 0; k < result->n_planned && hinge_planned_depth_changed(row); k++) {
                const struct hinge_planned_outcome *size = size_of(row, &result->planned[k]);
                if (size == NULL || isnan(size->matched.low))
                    continue;
                cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
                hinge_text_printf(text, " (at equal depth its size changed by %s)",
                                  amount(&arena, size, size->matched.value, false));
                break;
            }
        } else {
            const int digits = hinge_outcome_decimals(0, 100 * row->widest);
            char low[HINGE_NUMBER_MAX], high[HINGE_NUMBER_MAX];
            hinge_text_printf(text,
                              "%s in %s participants %s (%.0f of %.0f against %.0f of %.0f, %g%% "
                              "CI of the difference %s to %s percentage points)",
                              row->title, row->diff.value < 0 ? "fewer" : than,
                              hinge_level_words(row, 0, words, sizeof words), row->yes[0],
                              row->judged[0], row->yes[1], row->judged[1], 100 * level,
                              hinge_limit_format(100 * row->diff.low, digits, low),
                              hinge_limit_format(100 * row->diff.high, digits, high));
        }
    }
    if (n > 0)
        hinge_text_adds(text, ".");
}

/* --- What each cue changed, a line each: how much, how sure, in how many, what else. --- */

/* People beyond the MDC: those who changed as the mean did before the others; while the
 * mean's direction is open, those of each. */
static void add_beyond(struct hinge_text *text, const struct hinge_planned_outcome *row)
{
    bool distance = !isnan(row->target), down = row->diff.value < 0;
    enum grade grade = grade_of(row);
    if (isnan(row->beyond[0]) || grade < OPEN)
        return;
    if (grade == SURE)
        hinge_text_printf(text,
                          " %.0f of %.0f participants changed in this direction by more "
                          "than measurement error, and %.0f in the opposite direction.",
                          row->beyond[down], row->diff.n, row->beyond[!down]);
    else
        hinge_text_printf(text,
                          " Beyond measurement error it was %s in %.0f of %.0f "
                          "participants and %s in %.0f.",
                          distance ? hinge_larger(1) : hinge_higher(1), row->beyond[0], row->diff.n,
                          distance ? hinge_larger(-1) : hinge_higher(-1), row->beyond[1]);
}

/* The change at matched depth is no second verdict. */
static void add_matched(struct hinge_text *text, const struct hinge_planned_outcome *row,
                        double level)
{
    const struct hinge_change *matched = &row->matched;
    if (isnan(matched->value) || isnan(matched->low) || grade_of(row) < OPEN)
        return;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    hinge_text_printf(text, " At matched depth the change was %s (%s, n = %.0f",
                      amount(&arena, row, matched->value, false),
                      interval(&arena, row, matched, level), matched->n);
    if (!isnan(row->matched_raw))
        hinge_text_printf(text, ", against %s in the same participants without matching",
                          amount(&arena, row, row->matched_raw, false));
    hinge_text_adds(text, ").");
}

/* The change of each group and their difference, without a verdict: it is not planned. */
static void add_interaction(struct hinge_text *text, const struct hinge_planned_outcome *row,
                            double level)
{
    char words[160];
    const struct hinge_change *both = &row->interaction;
    if (isnan(both->value) || isnan(both->low) || grade_of(row) < OPEN)
        return;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    for (int k = 0; k < 2; k++)
        hinge_text_printf(text, "%s %s %s", k == 0 ? " The change was" : " and",
                          amount(&arena, row, row->mean_group[k], false),
                          hinge_group_place(row, k, words, sizeof words));
    hinge_text_printf(text, " (difference %s, %s; n = %.0f and %.0f).",
                      amount(&arena, row, both->value, false), interval(&arena, row, both, level),
                      row->n_group[0], row->n_group[1]);
}

static void add_cue(const struct hinge_result *result, const struct hinge_planned_cue *cue,
                    double level, struct hinge_text *text)
{
    char words[160];
    const struct hinge_planned_outcome *row =
        hinge_planned_find(result, cue->stratum, cue->id, "primary");
    char title[160], percent[8];
    snprintf(title, sizeof title, "%s",
             cue->title != NULL ? cue->title
             : row != NULL      ? hinge_level_name(row, 0, words, sizeof words)
                                : hinge_wording_cell("cue", cue->id, words, sizeof words));
    hinge_text_printf(text, "%s: ", hinge_wording_capital(title));
    const struct hinge_planned_outcome *done =
        hinge_planned_find(result, cue->stratum, cue->id, "done");
    if (done != NULL) { /* how often the cue was followed: of its own recordings */
        add_title(text, done, true);
        if (isnan(done->mean[0]))
            hinge_text_printf(text, " is not known: %s. ", hinge_wording_cause(done->why));
        else
            hinge_text_printf(text, " was %s%% (n = %.0f). ",
                              hinge_percent_words(done->mean[0], percent), done->diff.n);
    }
    if (row == NULL) {
        hinge_text_printf(text, "No primary outcome is planned for it%s%s.",
                          cue->unmeasured != NULL ? "; " : "",
                          cue->unmeasured != NULL ? cue->unmeasured : "");
    } else {
        if (hinge_planned_depends(row)) {
            /* A change that is one of the depth: of how deep the bend was, and what is left at
             * equal depth. */
            char first[160];
            const struct hinge_planned_outcome *depth = row + row->depth;
            cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
            hinge_text_printf(text, "The bend was %s %s %s (%.6g%% CI ",
                              amount(&arena, depth, fabs(depth->diff.value), false),
                              depth->diff.value < 0 ? "less deep" : "deeper",
                              hinge_level_words(row, 0, first, sizeof first), 100 * level);
            add_limits(text, depth, &depth->diff, " to ", true);
            hinge_text_printf(text, ", n = %.0f), and %s changed with it (%s)", depth->diff.n,
                              row->title, amount(&arena, row, row->diff.value, false));
            if (isnan(row->matched.low))
                hinge_text_adds(text, ", without a value at equal depth.");
            else
                hinge_text_printf(text, "; at equal depth %s (%s, n = %.0f).",
                                  amount(&arena, row, row->matched.value, false),
                                  interval(&arena, row, &row->matched, level), row->matched.n);
        } else {
            add_planned(text, result, row, true, level);
            add_beyond(text, row);
            add_matched(text, row, level);
        }
        add_interaction(text, row, level);
    }
    size_t cues = 0;
    for (size_t i = 0; i < result->n_cues; i++)
        cues += result->cue[i].stratum == cue->stratum;
    list_differing(text, result, cue->stratum, cue->id, " Also changed");
    /* "No clear change in depth, knee excursion or smoothness." */
    if (cues == 1) {
        size_t left = 0, n = 0;
        for (size_t i = 0; i < result->n_planned; i++)
            left += is_unclear(&result->planned[i], cue->stratum, cue->id);
        for (size_t i = 0; i < result->n_planned; i++)
            if (is_unclear(&result->planned[i], cue->stratum, cue->id))
                hinge_text_printf(text, "%s%s%s", n++ == 0 ? " No clear change in " : "",
                                  result->planned[i].title, hinge_list_joint(--left, " or "));
        hinge_text_adds(text, n > 0 ? "." : "");
    }
    if (row == NULL || !is_few(row))
        add_untested(text, result, cue->stratum, cue->id);
    list_faults(text, result, cue->stratum, cue->id, level);
    list_with_depth(text, result, cue->stratum, cue->id);
    if (cue->confounded != NULL && row != NULL && grade_of(row) >= OPEN)
        hinge_text_printf(text, " An effect of order cannot be excluded: %s.", cue->confounded);
    hinge_text_adds(text, "\n");
}

/* The test of a row, its p, and p within the family. */
static void add_test_apa(struct hinge_text *apa, const struct hinge_planned_outcome *row)
{
    char name[64];
    snprintf(name, sizeof name, "%s t(%.*f) = %.2f, p", row->paired ? "paired" : "Welch's",
             row->paired ? 0 : 1, row->df, hinge_unsigned_zero(row->t, 2));
    apa_p(apa, name, row->diff.p);
    if (row->tests > 1)
        apa_p(apa, "Holm p", row->p_holm);
}

/* Once, below sentences: what is undecided without a margin, which says how many people. */
static void add_how_many(const struct hinge_result *result, struct hinge_text *plain)
{
    bool open = false;
    for (size_t i = 0; i < result->n_planned; i++)
        open = open || (hinge_planned_is(&result->planned[i], "primary") &&
                        hinge_planned_is_open(&result->planned[i]));
    if (open)
        hinge_text_adds(plain, "hinge-plan --how-many finds how many people are needed to "
                               "decide.\n");
}

void hinge_cue_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                     struct hinge_text *apa)
{
    const char *stratum = NULL, *headed = NULL;
    for (size_t i = 0; i < result->n_cues; i++) {
        const struct hinge_planned_cue *cue = &result->cue[i];
        if (cue->stratum != stratum)
            hinge_text_printf(plain, "%s:\n", cue->stratum);
        stratum = cue->stratum;
        add_cue(result, cue, level, plain);
        const struct hinge_planned_outcome *row =
            hinge_planned_find(result, stratum, cue->id, "primary");
        if (row != NULL) {
            char words[160], written[64], single[64];
            const struct hinge_change diff = row->diff;
            snprintf(written, sizeof written, "%.6g%% CI", 100 * level);
            if (grade_of(row) >= OPEN) {
                /* the sentence says why */
                snprintf(single, sizeof single, "%g%% CI", 100 * level);
                apa_heading(apa, row, &headed);
                hinge_text_printf(apa, "%s, %s: ", hinge_level_name(row, 0, words, sizeof words),
                                  row->title);
                apa_difference(apa, row, &diff, written);
                add_size_apa(apa, ", d_z = ", row);
                apa_number(apa, ", N = ", row->diff.n, 0);
                add_test_apa(apa, row);
                if (!isnan(row->matched.low)) {
                    hinge_text_adds(apa, "; at matched depth ");
                    apa_difference(apa, row, &row->matched, single);
                    apa_number(apa, ", N = ", row->matched.n, 0);
                    apa_p(apa, "p", row->matched.p);
                }
                if (!isnan(row->interaction.value)) {
                    hinge_text_printf(apa,
                                      "; group by cue, %s minus %s: ", hinge_group_name(row, 0),
                                      hinge_group_name(row, 1));
                    apa_difference(apa, row, &row->interaction, single);
                    apa_number(apa, ", n = ", row->n_group[0], 0);
                    apa_number(apa, " and ", row->n_group[1], 0);
                    apa_p(apa, "p", row->interaction.p);
                }
                hinge_text_adds(apa, "\n");
            }
        }
    }
    add_how_many(result, plain);
}

/* --- Whether groups differ: the primary outcome first, then the others and faults. --- */

/* The values of each group: "The lumbar fraction was 45.1% in the climbers group, 42.0% in the
 * office group and 17.3% in the runners group (n = 6, 6 and 6)." Returns how many have one. */
static size_t add_means(struct hinge_text *text, const struct hinge_result *result,
                        const struct hinge_planned_outcome *of, bool opens)
{
    char words[160];
    cleared_by(hinge_text_clear) struct hinge_text values = {0}, people = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    size_t n = 0, left = 0;
    for (size_t i = 0; i < result->n_planned; i++)
        left += is_mean_of(&result->planned[i], of);
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_mean_of(row, of))
            continue;
        const char *joint = hinge_list_joint(--left, " and ");
        hinge_text_printf(&values, "%s %s%s", amount(&arena, row, row->mean[0], true),
                          hinge_level_words(row, 0, words, sizeof words), joint);
        hinge_text_printf(&people, "%.0f%s", row->n[0], joint);
        n++;
    }
    if (n > 0) {
        add_title(text, of, opens);
        hinge_text_printf(text, " was %s (n = %s).", hinge_text_string(&values),
                          hinge_text_string(&people));
    }
    return n;
}

/* What every two of three or more groups say, up to three by name. */
static void add_pairs(struct hinge_text *text, const struct hinge_result *result,
                      const struct hinge_planned_outcome *of, double level)
{
    enum { NAMED = 3 };
    size_t pairs = 0, tested = 0, few = 0, differ = 0, ruled_out = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        bool is = row->stratum == of->stratum && hinge_planned_is(row, of->role);
        pairs += is;
        tested += is && row->verdict != NULL;
        few += is && is_few(row);
        differ += is && hinge_planned_differs(row);
        ruled_out += is && hinge_planned_is_ruled_out(row);
    }
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (row->stratum != of->stratum || !hinge_planned_is(row, of->role) ||
            row->verdict == NULL ||
            !(tested <= NAMED || (hinge_planned_differs(row) && differ <= NAMED)))
            continue;
        hinge_text_adds(text, " ");
        add_difference(text, row, true, level);
    }
    if (differ > NAMED)
        hinge_text_printf(text, " %zu of %zu pairs of groups differ (Holm over %zu tests).", differ,
                          pairs, tested);
    else if (tested > NAMED)
        hinge_text_printf(text, " No clear difference in %s%zu pair%s of groups.",
                          differ > 0 ? "the other " : "any of ", tested - differ,
                          HINGE_S(tested - differ));
    if (tested > NAMED && ruled_out > 0)
        hinge_text_printf(text,
                          " A difference of more than %.6g%s is ruled out in %zu of %zu pairs.",
                          of->margin, hinge_unit_form(of->unit, false).change, ruled_out, pairs);
    if (few > 0)
        hinge_text_printf(text,
                          " %zu pair%s of groups %s not tested: %d participants in each "
                          "group are needed.",
                          few, HINGE_S(few), few == 1 ? "is" : "are", HINGE_LEAST_TESTED);
}

/* With covariates the adjusted difference is the answer, the other one beside it. */
static void add_adjusted(struct hinge_text *text, const struct hinge_planned_outcome *primary,
                         bool opens, double level)
{
    struct hinge_planned_outcome row = *primary;
    row.diff = row.adjusted;
    row.p_holm = row.adjusted.p;
    row.tests = 1;
    row.widest = row.diff.high - row.diff.low;
    row.loo_ends = NAN; /* of the other */
    judge(&row, 1 - level);
    hinge_text_printf(text, "%s for %s: ", opens ? "Adjusted" : "adjusted", row.adjusted_for);
    add_difference(text, &row, false, level);
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const bool known = !isnan(primary->diff.low);
    hinge_text_printf(text, " Not adjusted it is %s%s%s%s.",
                      amount(&arena, primary, primary->diff.value, false), known ? " (" : "",
                      known ? interval(&arena, primary, &primary->diff, level) : "",
                      known ? ")" : "");
}

/* "Without a cue, the lumbar fraction was …" where the line is of some recordings alone. Of three
 * and more groups each value, then the pairs. */
static void add_groups(const struct hinge_result *result,
                       const struct hinge_planned_outcome *primary, double level,
                       struct hinge_text *text)
{
    char where[160];
    const char *stratum = primary->stratum;
    bool opens = *hinge_planned_where(result, where, sizeof where) == '\0';
    if (!opens)
        hinge_text_printf(text, "%s, ", hinge_wording_capital(where));
    if (hinge_planned_has_pairs(result, stratum)) {
        const struct hinge_planned_outcome *other =
            hinge_planned_find(result, stratum, NULL, "stand-in");
        if (add_means(text, result, primary, opens) > 0) {
            add_pairs(text, result, primary, level);
            return;
        }
        add_difference(text, primary, opens, level); /* could not be compared */
        if (other == NULL)
            return;
        hinge_text_adds(text, " ");
        add_title(text, other, true);
        hinge_text_adds(text, " is compared instead (exploratory, two-sided): ");
        if (add_means(text, result, other, false) > 0)
            add_pairs(text, result, other, level);
        return;
    }
    if (primary->adjusted_for != NULL && !isnan(primary->adjusted.p)) /* it was tested */
        add_adjusted(text, primary, opens, level);
    else
        add_planned(text, result, primary, opens, level);
    bool any = list_differing(text, result, stratum, NULL, " Further outcomes that differed") > 0;
    double tested = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (is_of(row, stratum, NULL) && is_further(row) && row->verdict != NULL)
            tested = row->tests;
    }
    if (tested == 1 && !any)
        hinge_text_adds(text, " The further outcome (exploratory) did not clearly differ.");
    else if (tested > 0 && !any)
        hinge_text_printf(text, " None of %.0f further outcomes (exploratory) clearly differed.",
                          tested);
    if (!is_few(primary))
        add_untested(text, result, stratum, NULL);
    list_faults(text, result, stratum, NULL, level);
}

void hinge_group_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                       struct hinge_text *apa)
{
    const char *headed = NULL;
    char first_name[160], second_name[160], where[160], interval[64];
    hinge_planned_where(result, where, sizeof where);
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        bool first = i == 0 || row->stratum != row[-1].stratum;
        if (first && row->stratum != NULL)
            hinge_text_printf(plain, "%s:\n", row->stratum);
        if (first) {
            const struct hinge_planned_outcome *primary =
                hinge_planned_find(result, row->stratum, NULL, "primary");
            if (primary != NULL)
                add_groups(result, primary, level, plain);
            hinge_text_adds(plain, "\n");
        }
        if (grade_of(row) < OPEN ||
            (!hinge_planned_is(row, "primary") && !hinge_planned_differs(row)))
            continue;
        const struct hinge_change diff = row->diff;
        snprintf(interval, sizeof interval, "%.6g%% CI", 100 * level);
        apa_heading(apa, row, &headed);
        hinge_text_printf(apa, "%s, %s minus %s%s%s: ", row->title,
                          hinge_level_name(row, 0, first_name, sizeof first_name),
                          hinge_level_name(row, 1, second_name, sizeof second_name),
                          *where != '\0' ? ", " : "", where);
        if (hinge_planned_is(row, "fault")) {
            const int digits = hinge_outcome_decimals(0, 100 * row->widest);
            char low[HINGE_NUMBER_MAX], high[HINGE_NUMBER_MAX];
            hinge_text_printf(apa,
                              "%.0f of %.0f against %.0f of %.0f participants, difference %.*f "
                              "percentage points, %s [%s, %s]",
                              row->yes[0], row->judged[0], row->yes[1], row->judged[1], digits,
                              hinge_unsigned_zero(100 * diff.value, digits), interval,
                              hinge_limit_format(100 * diff.low, digits, low),
                              hinge_limit_format(100 * diff.high, digits, high));
            apa_p(apa, "score test (Miettinen and Nurminen) p", row->diff.p);
            if (row->tests > 1)
                apa_p(apa, "Holm p", row->p_holm);
            hinge_text_adds(apa, "\n");
            continue;
        }
        apa_difference(apa, row, &diff, interval);
        add_size_apa(apa, ", Hedges' g = ", row);
        apa_number(apa, ", n = ", row->n[0], 0);
        apa_number(apa, " and ", row->n[1], 0);
        add_test_apa(apa, row);
        hinge_text_adds(apa, "\n");
    }
    add_how_many(result, plain);
}
