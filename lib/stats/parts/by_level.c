/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cue changes at each level of another column (a load, a session, a task), and how much the
 * change itself differs between levels, within the same people. */
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"

/* The change at a level; of a difference the change at `level` minus that at `than`. */
#define BY_CHANGE(F)                                                                               \
    F(TEXT, cue)                                                                                   \
    F(TEXT, outcome) F(TEXT, phase) F(TEXT, level) F(SIZE, n) F(NUMBER, change) F(INTERVAL, ci)
HINGE_ROW(by_change, BY_CHANGE)
#define BY_DIFFERENCE(F)                                                                           \
    F(TEXT, cue)                                                                                   \
    F(TEXT, outcome)                                                                               \
    F(TEXT, phase)                                                                                 \
    F(TEXT, level)                                                                                 \
    F(TEXT, than)                                                                                  \
    F(SIZE, n)                                                                                     \
    F(NUMBER, diff)                                                                                \
    F(INTERVAL, ci) F(NUMBER, t) F(NUMBER, df) F(NUMBER, p) F(NUMBER, p_holm) F(TEXT, verdict)
HINGE_ROW(by_difference, BY_DIFFERENCE)

/* People's changes at a level. */
struct changes {
    size_t n;
    const char **who;
    double *value;
};

struct by_level {
    struct hinge_analysis *a;
    const struct hinge_by *of;
    size_t column;
    struct hinge_labels level;
    struct by_difference *difference; /* of all cues */
    const char **outcome;             /* column of each */
    size_t n;
};

/* The change at a level minus the change at the first, of people who have both. */
static void compare(struct by_level *b, const struct hinge_planned_entry *entry,
                    const struct changes *changes, size_t level)
{
    struct hinge_analysis *a = b->a;
    const struct changes *x = &changes[level], *y = &changes[0];
    double *of[2];
    size_t n = 0;
    for (int k = 0; k < 2; k++)
        of[k] = hinge_analysis_alloc(a, x->n + 1, sizeof *of[k]);
    for (size_t i = 0; i < x->n; i++) {
        const size_t at = hinge_name_at(y->who, y->n, x->who[i]);
        if (at == y->n)
            continue;
        of[0][n] = x->value[i];
        of[1][n++] = y->value[at];
    }
    struct hinge_compared c = hinge_compare_changes(of[0], of[1], n, 1 - a->level);
    hinge_bound_keep(a, entry->column, 2, c.diff, &c.low, &c.high);
    b->difference = hinge_arena_more(&a->arena, b->difference, b->n, sizeof *b->difference);
    b->outcome = hinge_arena_more(&a->arena, b->outcome, b->n, sizeof *b->outcome);
    b->outcome[b->n] = entry->column;
    b->difference[b->n++] =
        (struct by_difference){.cue = entry->row.level[0],
                               .outcome = entry->row.outcome,
                               .phase = entry->row.phase,
                               .level = hinge_analysis_label(a, b->level.name[level]),
                               .than = hinge_analysis_label(a, b->level.name[0]),
                               .n = n,
                               .diff = c.diff,
                               .ci = {c.low, c.high},
                               .t = c.t,
                               .df = c.df,
                               .p = c.p,
                               .p_holm = NAN};
}

/* "Dowel" */
static const char *cue_words(const struct by_level *b, const char *cue)
{
    const char *level = hinge_sentences_level(b->a, b->of->condition, cue);
    return hinge_wording_capital(hinge_arena_strdup(&b->a->arena, level));
}

/* The planned outcome of a cue at each level, and in words. */
static bool add_entry(struct by_level *b, const struct hinge_planned_entry *entry, json_t *list)
{
    struct hinge_analysis *a = b->a;
    struct changes *changes = hinge_analysis_alloc(a, b->level.n, sizeof *changes);
    const char *cue = entry->row.level[0], *with = cue_words(b, cue);
    a->outcome = entry->column;
    for (size_t l = 0; l < b->level.n; l++) {
        struct changes *now = &changes[l]; /* n 0: nobody has a change */
        const struct hinge_people_wanted nothing_else = {.group = false};
        struct hinge_analysis inner = hinge_inner(a);
        struct hinge_participants people = {.n = 0};
        const char *why = NULL;
        bool *rows = hinge_analysis_alloc(a, a->table->rows + 1, sizeof *rows);
        for (size_t i = 0; i < b->of->n_rows; i++)
            rows[b->of->row[i]] = b->level.code[i] == l;
        inner.stratum = rows;
        inner.outcome = entry->column;
        inner.ask.change =
            hinge_arena_printf(&a->arena, "%s:%s-%s", b->of->condition, cue, b->of->baseline);
        inner.ask.condition = inner.ask.group = NULL;
        inner.ask.order.n = inner.ask.by.n = 0;
        inner.ask.mdc = (struct hinge_each){.number = NAN};
        const bool gathered = hinge_people_gather(&inner, &nothing_else, &people);
        if (!hinge_inner_answers(a, &inner, &why)) {
            hinge_inner_end(&inner);
            return false;
        }
        now->n = gathered && why == NULL ? people.n : 0;
        now->who = hinge_analysis_alloc(a, now->n + 1, sizeof *now->who);
        now->value = hinge_analysis_alloc(a, now->n + 1, sizeof *now->value);
        for (size_t i = 0; i < now->n; i++) {
            now->who[i] =
                hinge_arena_strdup(&a->arena, people.sample.participant_name[people.who[i]]);
            now->value[i] = people.value[i];
        }
        hinge_inner_warn(a, &inner, NULL);
        hinge_inner_end(&inner);
        const double most = hinge_bound_of(a, entry->column) != HINGE_BOUND_NONE ? 1 : INFINITY;
        const struct hinge_estimate mean =
            hinge_mean_within(now->value, now->n, a->level, -most, most);
        const struct by_change row = {.cue = cue,
                                      .outcome = entry->row.outcome,
                                      .phase = entry->row.phase,
                                      .level = hinge_analysis_label(a, b->level.name[l]),
                                      .n = now->n,
                                      .change = mean.value,
                                      .ci = {mean.low, mean.high}};
        HINGE_ADD(hinge_append_object(list), NULL, by_change, &row);
        const char *at = hinge_sentences_place(a, b->of->by, false, b->level.name[l]);
        char outcome[160];
        hinge_sentences_outcome(a, outcome);
        if (!isnan(row.ci.low))
            hinge_add_sentence(a, &a->text.plain,
                               "{t}, change of {t} {t}: {v}{w} ({c}% CI {v} to {v}, n = {n}).",
                               with, outcome, at, row.change, row.ci.low, row.ci.high,
                               (double)row.n);
        else
            hinge_add_sentence(a, &a->text.plain, "{t}, change of {t} {t}: {o}{w} (n = {n}).", with,
                               outcome, at, row.change, (double)row.n);
    }
    for (size_t l = 1; l < b->level.n; l++)
        compare(b, entry, changes, l);
    return true;
}

static void add_differences(struct by_level *b)
{
    struct hinge_analysis *a = b->a;
    json_t *list = hinge_add_list(a->results, "differences");
    double *p = hinge_analysis_alloc(a, 2 * b->n + 1, sizeof *p);
    size_t tests = 0;
    for (size_t i = 0; i < b->n; i++) {
        p[i] = b->difference[i].p;
        tests += isnan(p[i]) ? 0 : 1;
    }
    hinge_adjust(&a->arena, p, b->n, p + b->n);
    for (size_t i = 0; i < b->n; i++) {
        struct by_difference *d = &b->difference[i];
        char outcome[160];
        d->p_holm = p[b->n + i];
        d->verdict =
            isnan(d->p) ? "described" : hinge_pair_verdict(a, d->ci.low, d->ci.high, d->p_holm);
        HINGE_ADD(hinge_append_object(list), NULL, by_difference, d);
        a->outcome = b->outcome[i];
        hinge_sentences_outcome(a, outcome);
        const char *cue = cue_words(b, d->cue),
                   *at = hinge_sentences_place(a, b->of->by, false, d->level),
                   *than = hinge_sentences_place(a, b->of->by, false, d->than);
        if (isnan(d->p)) {
            hinge_add_sentence(a, &a->text.plain,
                               "{t}, {t}, {t} minus {t}: {o}{w} (n = {n}; 5 people with both are "
                               "needed for a test).",
                               cue, outcome, at, than, d->diff, (double)d->n);
            continue;
        }
        hinge_add_sentence(a, &a->text.plain,
                           "{t}, {t}: the change {t} minus that {t} is {v}{w} ({c}% CI {v} to {v}, "
                           "n = {n}; {t}p {p}): {t}.",
                           cue, outcome, at, than, d->diff, d->ci.low, d->ci.high, (double)d->n,
                           tests > 1 ? "Holm " : "", d->p_holm,
                           hinge_clear_sign(d->ci.low, d->ci.high, d->p_holm, 1 - a->level) != 0
                               ? "the changes differ"
                               : "no clear difference of the changes");
        hinge_add_sentence(a, &a->text.apa,
                           "{t}, {t}, change {t} minus {t}: {v}{w}, {c}% CI [{v}, {v}], t({d}) = "
                           "{2}, p {p}, Holm p {p}",
                           cue, outcome, at, than, d->diff, d->ci.low, d->ci.high, d->df, d->t,
                           d->p, d->p_holm);
    }
}

void hinge_add_by_level(struct hinge_analysis *a, const struct hinge_by *by)
{
    struct by_level b = {.a = a, .of = by};
    bool good = hinge_analysis_column(a, by->by, &b.column);
    if (!good)
        return;
    b.level = hinge_column_labels(a, b.column, by->row, by->n_rows, HINGE_BY_LEVEL);
    if (b.level.n < 2) {
        hinge_fail_one_level(a, by->by, b.level.n > 0 ? b.level.name[0] : "");
        return;
    }
    const char *before = a->outcome;
    hinge_add_text(a->results, "by", by->by);
    json_t *list = hinge_add_list(a->results, "changes");
    for (size_t k = 0; k < by->plan->n && good; k++)
        for (size_t i = 0; i < by->plan->part[k].n && good; i++) {
            const struct hinge_planned_entry *entry = &by->plan->part[k].entry[i];
            if (entry->column != NULL && hinge_planned_is(&entry->row, "primary"))
                good = add_entry(&b, entry, list);
        }
    if (good)
        add_differences(&b);
    a->outcome = before;
}
