/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second question of a page: did the cues change it. A sentence a cue; what a person
 * varies without any change; of three cues and more a table. */
#include "page/pictures/pictures.h"

#include "stats/parts/planned.h"

/* --- what is said --- */

HINGE_FACTS(untested, F(NUMBER, m) F(NUMBER, needed))
/* Nothing stands for the planned outcome; or it was measured, in too few repetitions. */
HINGE_FACTS(unmeasured, F(TEXT, With) F(TEXT, planned) F(FLAG, few) F(FLAG, sessions))
HINGE_FACTS(standin, F(TEXT, Planned) F(TEXT, outcome))
HINGE_FACTS(session, F(TEXT, signed_) F(TEXT, in) F(TEXT, sep))
HINGE_FACTS(person, F(FLAG, two) F(TEXT, With) F(TEXT, outcome) F(IN, hinge_page_said, words)
                        F(LIST, session, sessions))
HINGE_FACTS(changed, F(ONE, hinge_page_missing, missing) F(TEXT, also) F(ONE, untested, short_)
                         F(ONE, person, person) F(IN, hinge_page_said, words)
                             F(ONE, unmeasured, unmeasured) F(ONE, standin, standin))
HINGE_FACTS(beyond, F(NUMBER, n) F(NUMBER, of) F(TEXT, chance))
HINGE_FACTS(band, F(FLAG, once) F(TEXT, limit) F(ONE, beyond, beyond))
HINGE_FACTS(cell,
            F(TEXT, h) F(TEXT, v) F(IN, hinge_page_place, place) F(FLAG, planned) F(TEXT, span))
HINGE_FACTS(grid_head, F(TEXT, name))
HINGE_FACTS(grid_row, F(TEXT, name) F(IN, hinge_page_ticks, axis) F(LIST, cell, cells))
HINGE_FACTS(grid, F(LIST, grid_head, heads) F(LIST, grid_row, rows))
HINGE_FACTS(section,
            F(NUMBER, no) F(FLAG, many) F(TEXT, base) F(LIST, changed, each) F(ONE, band, mdc)
                F(ONE, band, bends) F(ONE, grid, grid) F(ANY, fixes) F(TEXT, alt)
                    F(ONE, hinge_page_said, place) F(TEXT, after_effect) F(ANY, changes))

/* --- sentences --- */

const char *hinge_page_n_of_cue(struct hinge_cohort *s, const struct hinge_page_cue_row *row)
{
    const struct hinge_page_tests *t = s->page->tests;
    bool alike = true;
    for (size_t i = 0; i < t->n_cues; i++)
        alike = alike && (t->cue[i].outcome == NULL || row->outcome == NULL ||
                          t->cue[i].row->diff.n == row->row->diff.n);
    return alike ? ""
                 : hinge_page_text(s, " (n" NBSP "=" NBSP "%zu)", hinge_page_n(row->row->diff.n));
}

/* "sedentary −5°, trained −3°": the mean change of each of two groups, of a single cue. */
static const char *by_group(struct hinge_cohort *s, const struct hinge_page_cue_row *row)
{
    struct hinge_page_list each = {0};
    for (size_t g = 0; g < 2 && s->page->tests->n_cues == 1 && s->n_groups == 2; g++) {
        const struct hinge_cohort_cell cell = hinge_cohort_change(s, row->outcome, row->cue, g, 0);
        if (cell.n < HINGE_LEAST_INTERVAL)
            return NULL;
        const char *mean = hinge_page_print(s, row->outcome, hinge_stats_mean(cell.value, cell.n),
                                            (double)NAN, (double)NAN)
                               .with_sign;
        HINGE_PAGE_LIST_ADD(s, &each, "%s %s", s->group[g].name, mean);
    }
    return hinge_page_join(s, &each, ", ");
}

/* What else changed, or was not tested. */
static void add_further(struct hinge_cohort *s, const struct hinge_page_cue_row *row,
                        struct changed *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    /* what changed, and what changed with the depth */
    enum { CHANGED, DEEP, LISTS };
    struct hinge_page_list list[LISTS] = {{0}};
    const struct hinge_planned_outcome *of[LISTS] = {NULL};
    /* the outcome of the cue that depends on another one, where that changed, too */
    const struct hinge_cue *cue = hinge_cue_find(s->cue[row->cue].id);
    const struct hinge_cue_outcome *depends = NULL;
    for (size_t k = 0; cue != NULL && k < HINGE_CUE_SECONDARY_MAX; k++)
        for (size_t i = 0; i < row->n_further && cue->secondary[k].depends != NULL; i++)
            if (strcmp(row->further[i].outcome->id, cue->secondary[k].depends) == 0 &&
                hinge_planned_differs(row->further[i].row))
                depends = &cue->secondary[k];
    for (size_t i = 0; i < row->n_further && t->cues_ran; i++) {
        const struct hinge_page_outcome *f = &row->further[i];
        if (f->outcome == row->outcome || f->row->verdict == NULL)
            continue;
        const bool yes = hinge_planned_differs(f->row), deep = hinge_planned_depends(f->row),
                   too = depends != NULL && strcmp(depends->id, f->outcome->id) == 0;
        const struct hinge_slot slot[] = {{"depends", too ? depends->differs : NULL}, {NULL, NULL}};
        const size_t k = yes ? CHANGED : DEEP;
        if (!yes && !deep)
            continue;
        hinge_page_list_add(s, &list[k],
                            hinge_page_sentence(s, f->outcome, f->row, HINGE_SAY_ALSO, slot));
        of[k] = f->row;
    }
    const char *tests = t->n_cues_further > 1 ? hinge_page_text(s, "%zu", t->n_cues_further) : NULL;
    facts->also = "";
    for (size_t k = 0; t->n_cues < 3 && k < LISTS; k++) /* of more the table has it */
        if (of[k] != NULL) {
            const char *words = hinge_page_listed(s, &list[k], "and");
            const struct hinge_slot slot[] = {{"list", words}, {"tests", tests}, {NULL, NULL}};
            facts->also =
                hinge_page_text(s, "%s%s", facts->also,
                                hinge_page_sentence(s, s->lead, of[k], HINGE_SAY_OTHERS, slot));
        }
    if (t->cues_ran || row->state == HINGE_SAID_FEW || row->n_further == 0)
        return;
    facts->short_ = HINGE_FACTS_MAKE(s, untested, row->n_further, HINGE_LEAST_TESTED);
}

/* --- what a person varies without any change --- */

void hinge_page_bends_add(struct hinge_page_bends_pool *pool, struct hinge_cohort_bends_of bends)
{
    if (bends.n < 2)
        return;
    pool->squares += hinge_stats_sum_squares(bends.value, bends.n);
    pool->free += (double)bends.n - 1;
    pool->n += (double)bends.n;
    pool->cells++;
}

double hinge_page_bends_limit(const struct hinge_page_bends_pool *pool)
{
    return pool->free > 0 ? hinge_t_quantile(0.975, pool->free) * sqrt(pool->squares / pool->free) *
                                sqrt(2 / (pool->n / pool->cells))
                          : (double)NAN;
}

struct limit { /* of a row */
    double of; /* NaN: none */
    bool is_mdc;
};

/* What the caption says of bands of one sort, of a single cue also how wide they are; NULL: there
 * are none. */
static struct band *band_of(struct hinge_cohort *s, const struct limit *limit, bool mdc)
{
    const struct hinge_page_tests *t = s->page->tests;
    size_t n = 0, most = 0,
           *recorded = hinge_arena_alloc(&s->arena, s->n_people * s->n_cues, sizeof *recorded);
    for (size_t i = 0; i < t->n_cues; i++)
        n += limit[i].is_mdc == mdc && !isnan(limit[i].of);
    if (n == 0)
        return NULL;
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;)
        if (of->main) {
            size_t *times = &recorded[of->person * s->n_cues + of->cue];
            most = ++*times > most ? *times : most;
        }
    struct band *band = HINGE_FACTS_MAKE(s, band, .once = most < 2);
    if (t->n_cues != 1)
        return band;
    const struct hinge_page_cue_row *row = &t->cue[0];
    struct hinge_cohort_cell change = hinge_cohort_change(s, row->outcome, row->cue, HINGE_ANY, 0);
    band->limit = hinge_page_size(s, row->outcome, limit->of);
    const double chance = round(0.05 * (double)change.n); /* of the band of bends alone */
    band->beyond =
        HINGE_FACTS_MAKE(s, beyond, .of = change.n,
                         .chance = mdc           ? NULL
                                   : chance >= 1 ? hinge_page_text(s, "about %.0f", chance)
                                                 : "fewer than 1");
    for (size_t i = 0; i < change.n; i++)
        band->beyond->n += fabs(change.value[i]) > limit->of;
    return band;
}

/* --- one person: the change in each session --- */

struct hinge_page_person_change hinge_page_person_change(struct hinge_cohort *s,
                                                         const struct hinge_page_cue_row *row)
{
    struct hinge_page_person_change of = {
        .session = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *of.session),
        .diff = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *of.diff),
        .limit = (double)NAN};
    for (size_t i = 0; i < s->n_sessions && row->outcome != NULL; i++) {
        struct hinge_cohort_bends_of cued = hinge_cohort_bends_of(s, row->outcome, 0, i, row->cue),
                                     base = hinge_cohort_bends_of(s, row->outcome, 0, i, 0);
        if (cued.n == 0 || base.n == 0)
            continue;
        struct hinge_page_bends_pool all = {0};
        for (size_t c = 0; c < s->n_cues; c++)
            hinge_page_bends_add(&all, hinge_cohort_bends_of(s, row->outcome, 0, i, c));
        const double limit = all.free > 0
                                 ? hinge_t_quantile(0.975, all.free) *
                                       sqrt(all.squares / all.free) * sqrt(cued.parts + base.parts)
                                 : (double)NAN;
        of.limit = fmax(of.limit, limit);
        of.session[of.n] = i;
        of.diff[of.n] = cued.mean - base.mean;
        of.beyond += fabs(of.diff[of.n++]) > limit;
    }
    of.mean = hinge_stats_mean(of.diff, of.n);
    return of;
}

/* A sentence. */
static struct person *person_of(struct hinge_cohort *s, const struct hinge_page_cue_row *of,
                                const struct hinge_page_person_change *change)
{
    const struct hinge_quantity *o = of->outcome;
    struct person *person = HINGE_FACTS_MAKE(s, person, .two = change->n > 1,
                                             .With = hinge_page_capital(s, s->cue[of->cue].phrase),
                                             .outcome = o->in_text);
    const bool some = change->beyond > 0 && change->beyond < change->n;
    if (!isnan(change->limit))
        person->words = hinge_page_said(
            s, o, &s->page->no_row, HINGE_SAY_PERSON,
            HINGE_SLOTS({"k", some ? hinge_page_text(s, "%zu", change->beyond) : NULL},
                        {"n", hinge_page_text(s, "%zu", change->n)},
                        {"within", change->beyond == 0 ? "" : NULL},
                        {"limit", hinge_page_size(s, o, change->limit)}));
    for (size_t i = 0; i < change->n; i++)
        HINGE_FACTS_ADD(s, person, sessions, session, hinge_page_signed(s, o, change->diff[i]),
                        hinge_page_in_session(s, s->session[change->session[i]]),
                        hinge_list_joint(change->n - 1 - i, " and "));
    return person;
}

/* --- the section --- */

/* From three cues on a column a cue and a row an outcome: those that were planned, then further
 * ones; a row has one scale. */
static struct grid *grid_of(struct hinge_cohort *s)
{
    enum { OUTCOMES = 24 };
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_quantity *outcome[OUTCOMES] = {NULL};
    double *value = hinge_arena_alloc(&s->arena, 3 * t->n_cues, sizeof *value);
    struct grid *grid = HINGE_FACTS_NEW(s, grid);
    size_t n = 0;
    for (size_t i = 0; i < t->n_cues; i++)
        HINGE_FACTS_NEXT(s, grid, heads)->name = hinge_page_text(
            s, "%s%s", s->cue[t->cue[i].cue].label, hinge_page_n_of_cue(s, &t->cue[i]));
    for (size_t k = 0; k < 2 * t->n_cues; k++) { /* all planned ones before the further ones */
        const struct hinge_page_cue_row *of = &t->cue[k % t->n_cues];
        for (size_t f = 0; f < (k < t->n_cues ? 1 : of->n_further); f++) {
            const struct hinge_quantity *quantity =
                k < t->n_cues ? of->outcome : of->further[f].outcome;
            size_t at = 0;
            while (at < n && outcome[at] != quantity)
                at++;
            if (quantity != NULL && at == n && n < OUTCOMES)
                outcome[n++] = quantity;
        }
    }
    for (size_t k = 0; k < n; k++) {
        const struct hinge_quantity *o = outcome[k];
        struct grid_row *row = HINGE_FACTS_NEXT(s, grid, rows);
        size_t n_values = 0;
        for (size_t i = 0; i < t->n_cues; i++) {
            const struct hinge_change *of = &hinge_page_row_of(s, o, t->cue[i].cue, 0)->diff;
            value[n_values++] = of->value;
            value[n_values++] = of->low;
            value[n_values++] = of->high;
        }
        const struct hinge_axis scale =
            hinge_page_axis(o, value, n_values, 3, HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED);
        const char *name = hinge_page_capital(s, o->in_text);
        row->name = strncmp(o->change, "% of ", 5) == 0
                        ? hinge_page_text(s, "%s (%s)", name, o->change)
                        : name;
        row->axis = hinge_page_ticks(s, &scale, false, 0, 100);
        for (const struct hinge_page_cue_row *cue = t->cue; cue < t->cue + t->n_cues; cue++) {
            const struct hinge_planned_outcome *of = &s->page->no_row;
            for (size_t f = 0; f <= cue->n_further; f++)
                if (o == (f < cue->n_further ? cue->further[f].outcome : cue->outcome))
                    of = hinge_page_row_of(s, o, cue->cue, 0);
            const struct hinge_page_printed is = hinge_page_print_change(s, o, of, false);
            const bool known = !isnan(of->diff.value);
            /* "% of leg length" is "%" where the outcome is named beside it */
            const char *unit = strstr(is.with_sign, "% of ");
            HINGE_FACTS_ADD(
                s, row, cells, cell, .h = s->cue[cue->cue].label,
                .v = !known ? NULL
                     : unit != NULL
                         ? hinge_page_text(s, "%.*s%%", (int)(unit - is.with_sign), is.with_sign)
                         : is.with_sign,
                .place = hinge_page_place(s, &scale, of->diff.value, of->diff.low, of->diff.high),
                .planned = known && o == cue->outcome, .span = known ? is.span : NULL);
        }
    }
    return grid;
}

bool hinge_page_is_after_effect(const struct hinge_cohort *s,
                                const struct hinge_cohort_trial *trial)
{
    const char *session = hinge_cohort_trial_text(s, trial, "session");
    const double place = hinge_cohort_trial_number(s, trial, "cond_order");
    if (trial->of->use != HINGE_USE_OTHER_LEVEL || trial->cue != 0 || trial->person == HINGE_ANY ||
        !trial->main)
        return false;
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;)
        if (of->person == trial->person && of->cue == 0 &&
            strcmp(hinge_cohort_trial_text(s, of, "session"), session) == 0 &&
            hinge_cohort_trial_number(s, of, "cond_order") < place)
            return true;
    return false;
}

/* What is left of the cues in bends without one that people did behind them; NULL: nobody did. */
static const char *after_effect(struct hinge_cohort *s, const struct hinge_quantity *o)
{
    const struct hinge_measure *m = hinge_cohort_measure(s, o);
    struct hinge_mean mean = {.n = 0};
    const size_t fault = hinge_name_at(s->fault, s->n_faults, o->id);
    if (m == NULL && fault == s->n_faults)
        return NULL;
    const size_t width = m != NULL ? m->phases : s->n_faults;
    for (size_t p = 0; p < s->n_people; p++) {
        struct hinge_mean again = {.n = 0}; /* of recordings */
        for (size_t t = 0; t < s->n_trials; t++) {
            struct hinge_mean bends = {.n = 0};
            if (s->trial[t].person != p || !hinge_page_is_after_effect(s, &s->trial[t]))
                continue;
            const double *value =
                             m != NULL
                                 ? hinge_reps_column(&s->reading, m->source, width) + m->at
                                 : hinge_reps_column(&s->reading, "fault_severity", width) + fault,
                         *valid = hinge_reps_column(&s->reading, "valid", 1);
            for (size_t r = 0; r < s->reading.rows; r++)
                if (s->reading.trial[r] == s->trial[t].row && hinge_repetition_counts(valid[r]) &&
                    !isnan(value[r * width]))
                    hinge_mean_add(&bends, value[r * width]);
            if (bends.n > 0)
                hinge_mean_add(&again, hinge_mean_of(&bends));
        }
        const double change = hinge_mean_of(&again) - hinge_cohort_value(s, o, p, 0);
        if (!isnan(change))
            hinge_mean_add(&mean, change);
    }
    return mean.n == 0
               ? NULL
               : hinge_page_text(s,
                                 "%s again, behind the cue: %s %s against the first time (n" NBSP
                                 "=" NBSP "%u), the after-effect, described.",
                                 hinge_page_capital(s, s->cue[0].phrase), o->in_text,
                                 hinge_page_signed(s, o, hinge_mean_of(&mean)), mean.n);
}

/* Whether people bent differently in what came second, the baseline or the only cue: half the
 * difference of the changes of both orders. NULL: not clear, or fewer than 5 people in one. */
static struct hinge_page_said *place_of(struct hinge_cohort *s)
{
    const struct hinge_page_cue_row *cue = s->page->tests->cue;
    double *value = hinge_arena_alloc(&s->arena, 2 * s->n_people + 1, sizeof *value);
    size_t n[2] = {0, 0}; /* cue second, cue first */
    if (s->page->tests->n_cues != 1 || s->one_person || cue->outcome == NULL)
        return NULL;
    const struct hinge_cohort_cell change =
        hinge_cohort_change(s, cue->outcome, cue->cue, HINGE_ANY, 0);
    for (size_t i = 0; i < change.n; i++) {
        const struct hinge_done_order order =
            hinge_page_order_of(s, cue->cue, cue->outcome, change.person[i]);
        const size_t first = order.before > 0 ? 1 : 0;
        if (order.before + order.after == 1)
            value[first * s->n_people + n[first]++] = change.value[i];
    }
    const struct hinge_compared of =
        hinge_compare_groups(value, n[0], value + s->n_people, n[1], 0.05);
    struct hinge_planned_outcome *row = hinge_arena_alloc(&s->arena, 1, sizeof *row);
    *row = hinge_page_beside(s, cue->outcome, (const char *const[]){"done second", "done first"});
    row->diff = (struct hinge_change){of.diff / 2, of.low / 2, of.high / 2, (double)change.n, of.p};
    hinge_page_tested(s, "place in the order", row, 1);
    return hinge_planned_differs(row)
               ? HINGE_FACTS_COPY(
                     s, hinge_page_said,
                     hinge_page_said(
                         s, cue->outcome, row, HINGE_SAY_PLACE,
                         HINGE_SLOTS({"ns", hinge_page_text(s, "%zu and %zu", n[0], n[1])})))
               : NULL;
}

struct hinge_facts hinge_page_cues(struct hinge_cohort *s, size_t *no)
{
    enum { GRID = 3 };
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_quantity *first = NULL;
    if (t->n_cues == 0)
        return (struct hinge_facts){0};
    for (size_t i = 0; i < t->n_cues && first == NULL; i++)
        first = t->cue[i].outcome;
    struct section facts = {.no = ++*no,
                            .many = t->n_cues > 1,
                            .base = s->cue[0].label,
                            .fixes = hinge_page_fixes(s),
                            .place = place_of(s),
                            .after_effect =
                                first != NULL && !s->one_person ? after_effect(s, first) : NULL,
                            .alt = hinge_page_text(s, "Changes from %s.", s->cue[0].label)};
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++) {
        const struct hinge_quantity *o = row->outcome, *planned = row->planned;
        struct changed *each = HINGE_FACTS_NEXT(s, &facts, each);
        const char *with = hinge_page_capital(s, s->cue[row->cue].phrase);
        bool measured = o != NULL;
        if (s->one_person) {
            const struct hinge_page_person_change change = hinge_page_person_change(s, row);
            measured = change.n > 0;
            if (measured)
                each->person = person_of(s, row, &change);
        } else {
            each->missing = hinge_page_missing(s, hinge_page_unchanged(s, row) +
                                                      hinge_page_without(s, HINGE_ANY));
            add_further(s, row, each);
            if (measured)
                each->words = hinge_page_said(
                    s, o, row->row, HINGE_SAY_CUE,
                    HINGE_SLOTS({"With", with}, {"than", s->cue[0].phrase},
                                {"cued", hinge_page_val(s, o, row->row->mean[0])},
                                {"base", hinge_page_val(s, o, row->row->mean[1])},
                                {"by", row->state != HINGE_SAID_FEW ? by_group(s, row) : NULL}));
        }
        if (!measured) {
            each->unmeasured = HINGE_FACTS_MAKE(
                s, unmeasured, .With = with, .planned = planned != NULL ? planned->in_text : NULL,
                .few = planned != NULL && hinge_cohort_measured(s, planned, row->cue),
                /* one person's conditions are compared within a session */
                .sessions = s->one_person && s->n_sessions > 1);
        } else if (row->stands_in)
            each->standin =
                HINGE_FACTS_MAKE(s, standin, hinge_page_capital(s, planned->in_text), o->in_text);
    }
    if (!s->one_person) {
        const struct hinge_result *cues = s->n_kinds > 0 ? s->page->answers[0].cues : NULL;
        struct limit *limit = hinge_arena_alloc(&s->arena, t->n_cues, sizeof *limit);
        for (size_t i = 0; i < t->n_cues; i++) {
            const struct hinge_page_cue_row *row = &t->cue[i];
            const double mdc = row->outcome != NULL ? hinge_page_mdc(s, row->outcome) : (double)NAN,
                         known = isnan(mdc) ? hinge_page_retest_mdc(cues, row->row) : mdc;
            limit[i] = (struct limit){known, !isnan(known)};
            if (row->outcome != NULL && isnan(known)) {
                /* Of everybody, without the cue and with it. */
                struct hinge_page_bends_pool pool = {0};
                for (size_t p = 0; p < s->n_people; p++)
                    for (size_t k = 0; k < 2 && hinge_cohort_is_of(s, p, HINGE_ANY, 0); k++)
                        hinge_page_bends_add(&pool,
                                             hinge_cohort_bends_of(s, row->outcome, p, HINGE_ANY,
                                                                   k == 0 ? 0 : row->cue));
                limit[i].of = hinge_page_bends_limit(&pool);
            }
        }
        if (t->n_cues == 1)
            facts.changes =
                hinge_page_change_table(s, cues, s->cue[0].label, s->cue[t->cue->cue].label, true);
        facts.mdc = band_of(s, limit, true);
        facts.bends = band_of(s, limit, false);
        facts.grid = t->n_cues >= GRID ? grid_of(s) : NULL;
    }
    return HINGE_FACTS_OF(s, section, &facts);
}
