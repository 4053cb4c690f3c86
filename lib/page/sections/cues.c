/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second question of a page: did the cues change it. A sentence a cue; a row a cue: every
 * person's change, its mean, and what a person varies without any change. */
#include "page/bridge.h"
#include "page/pictures/plot.h"

#include "base/sample.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/distributions.h"

#include <math.h>
#include <string.h>

static const char *with(struct hinge_cohort *s, size_t cue)
{
    return hinge_page_capital(s, s->cue[cue].phrase);
}

/* --- sentences --- */

/* "sedentary −5°, trained −3°": the mean change of each of two groups, of a single cue. */
static const char *by_group(struct hinge_cohort *s, const struct hinge_page_cue_row *row)
{
    const char *text = NULL;
    for (size_t g = 0; g < 2 && s->page->tests->n_cues == 1 && s->n_groups == 2; g++) {
        const struct hinge_cohort_cell cell = hinge_cohort_change(s, row->outcome, row->cue, g, 0);
        if (cell.n < HINGE_LEAST_INTERVAL)
            return NULL;
        const char *mean =
            hinge_page_print(s, row->outcome, row->row->widest,
                             hinge_stats_mean(cell.value, cell.n), (double)NAN, (double)NAN)
                .with_sign;
        text = hinge_page_text(s, "%s%s%s %s", text != NULL ? text : "", g > 0 ? ", " : "",
                               s->group[g].name, mean);
    }
    return text;
}

/* What else changed, or was not tested. */
static void add_further(struct hinge_cohort *s, const struct hinge_page_cue_row *row, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    struct hinge_page_list changed = {0}, same = {0};
    /* the outcome of the cue that depends on another one, where that changed, too */
    const struct hinge_cue *cue = hinge_cue_find(s->cue[row->cue].id);
    const struct hinge_cue_outcome *depends = NULL;
    for (size_t k = 0; cue != NULL && k < HINGE_CUE_SECONDARY_MAX; k++)
        for (size_t i = 0; i < row->n_further && cue->secondary[k].depends != NULL; i++)
            if (strcmp(row->further[i].outcome->id, cue->secondary[k].depends) == 0 &&
                hinge_planned_differs(row->further[i].row))
                depends = &cue->secondary[k];
    const struct hinge_planned_outcome *of[2] = {NULL,
                                                 NULL}; /* one that changed, one that did not */
    for (size_t i = 0; i < row->n_further && t->cues_ran; i++) {
        const struct hinge_page_further *f = &row->further[i];
        if (f->outcome == row->outcome || f->row->verdict == NULL)
            continue;
        const bool yes = hinge_planned_differs(f->row),
                   too = depends != NULL && strcmp(depends->id, f->outcome->id) == 0;
        const struct hinge_slot slot[] = {{"depends", too ? depends->differs : NULL}, {NULL, NULL}};
        hinge_page_list_add(s, yes ? &changed : &same,
                            yes ? hinge_page_sentence(s, f->outcome, f->row, HINGE_SAY_ALSO, slot)
                                : f->outcome->in_text);
        of[!yes] = f->row;
    }
    const char *also = "",
               *tests = t->n_cues_further > 1 ? hinge_page_text(s, "%zu", t->n_cues_further) : NULL;
    for (size_t k = 0; k < (t->n_cues == 1 ? 2 : 1); k++) /* of several cues what changed alone */
        if (of[k] != NULL)
            also = hinge_page_text(
                s, "%s%s", also,
                hinge_page_sentence(
                    s, s->lead, of[k], HINGE_SAY_OTHERS,
                    HINGE_SLOTS({"list", hinge_page_listed(s, k == 0 ? &changed : &same,
                                                           k == 0 ? "and" : "or")},
                                {"tests", tests})));
    hinge_fact_text(facts, "also", also);
    if (t->cues_ran || row->state == HINGE_SAID_FEW || row->n_further == 0)
        return;
    json_t *untested = hinge_fact_object(facts, "short");
    hinge_fact_number(untested, "m", row->n_further);
    hinge_fact_number(untested, "needed", HINGE_LEAST_TESTED);
}

/* Nothing stands for the planned outcome; or it was measured, in too few repetitions. */
static void add_unmeasured(struct hinge_cohort *s, const struct hinge_page_cue_row *row,
                           json_t *facts)
{
    json_t *unmeasured = hinge_fact_object(facts, "unmeasured");
    hinge_fact_text(unmeasured, "With", with(s, row->cue));
    hinge_fact_text(unmeasured, "planned", row->planned != NULL ? row->planned->in_text : NULL);
    hinge_fact_flag(unmeasured, "few",
                    row->planned != NULL && hinge_cohort_measured(s, row->planned, row->cue));
    /* one person's conditions are compared within a session */
    hinge_fact_flag(unmeasured, "sessions", s->one_person && s->n_sessions > 1);
}

static void add_sentence(struct hinge_cohort *s, const struct hinge_page_cue_row *row, json_t *each)
{
    json_t *facts = hinge_fact_item(each);
    hinge_page_add_missing(s, hinge_page_unchanged(s, row) + hinge_page_without(s, HINGE_ANY),
                           facts);
    add_further(s, row, facts);
    if (row->outcome == NULL) {
        add_unmeasured(s, row, facts);
        return;
    }
    const struct hinge_quantity *o = row->outcome;
    hinge_page_add_sentence(
        s, o, row->row, HINGE_SAY_CUE,
        HINGE_SLOTS({"With", with(s, row->cue)}, {"than", s->cue[0].phrase},
                    {"cued", hinge_page_val(s, o, row->row->mean[0])},
                    {"base", hinge_page_val(s, o, row->row->mean[1])},
                    {"by", row->state != HINGE_SAID_FEW ? by_group(s, row) : NULL}),
        facts);
    if (row->stands_in) {
        json_t *instead = hinge_fact_object(facts, "standin");
        hinge_fact_text(instead, "planned", row->planned->in_text);
        hinge_fact_text(instead, "outcome", row->outcome->in_text);
    }
}

/* --- what a person varies without any change --- */

/* t(.975) times the pooled SD between repetitions of a person and condition, of the difference of
 * two means of so many, with the degrees of freedom of all people; NaN of single ones. */
static double bends_alone(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue)
{
    double squares = 0, free = 0, n = 0, cells = 0;
    for (size_t p = 0; p < s->n_people; p++)
        for (size_t k = 0; k < 2 && hinge_cohort_is_of(s, p, HINGE_ANY, 0); k++) {
            struct hinge_cohort_bends_of bends =
                hinge_cohort_bends_of(s, outcome, p, HINGE_ANY, k == 0 ? 0 : cue);
            if (bends.n < 2)
                continue;
            squares += hinge_stats_sum_squares(bends.value, bends.n);
            free += (double)bends.n - 1;
            n += (double)bends.n;
            cells++;
        }
    return free > 0 ? hinge_t_quantile(0.975, free) * sqrt(squares / free) * sqrt(2 / (n / cells))
                    : (double)NAN;
}

struct bands {
    double *limit; /* of each row; NaN: none */
    bool *is_mdc;
};

static struct bands find_bands(struct hinge_cohort *s)
{
    const struct hinge_page_tests *t = s->page->tests;
    struct bands bands = {hinge_arena_alloc(&s->arena, t->n_cues, sizeof *bands.limit),
                          hinge_arena_alloc(&s->arena, t->n_cues, sizeof *bands.is_mdc)};
    const struct hinge_result *cues = s->n_kinds > 0 ? s->page->answers[0].cues : NULL;
    for (size_t i = 0; i < t->n_cues; i++) {
        const struct hinge_page_cue_row *row = &t->cue[i];
        bands.limit[i] = row->outcome != NULL ? hinge_page_mdc(s, row->outcome) : (double)NAN;
        if (isnan(bands.limit[i]))
            bands.limit[i] = hinge_page_retest_mdc(cues, row->row);
        bands.is_mdc[i] = !isnan(bands.limit[i]);
        if (row->outcome != NULL && !bands.is_mdc[i])
            bands.limit[i] = bends_alone(s, row->outcome, row->cue);
    }
    return bands;
}

/* What the caption says of bands of one sort; of a single cue also how wide they are. */
static void add_bands(struct hinge_cohort *s, const struct bands *bands, bool mdc, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    size_t n = 0, most = 0,
           *recorded = hinge_arena_alloc(&s->arena, s->n_people * s->n_cues, sizeof *recorded);
    for (size_t i = 0; i < t->n_cues; i++)
        n += bands->is_mdc[i] == mdc && !isnan(bands->limit[i]);
    if (n == 0)
        return;
    json_t *fact = hinge_fact_object(facts, mdc ? "mdc" : "bends");
    for (size_t k = 0; k < s->n_trials; k++)
        if (s->trial[k].usable && s->trial[k].main) {
            size_t *times = &recorded[s->trial[k].person * s->n_cues + s->trial[k].cue];
            most = ++*times > most ? *times : most;
        }
    hinge_fact_flag(fact, "once", most < 2);
    if (t->n_cues != 1 || s->one_person)
        return;
    const struct hinge_page_cue_row *row = &t->cue[0];
    struct hinge_cohort_cell change = hinge_cohort_change(s, row->outcome, row->cue, HINGE_ANY, 0);
    size_t beyond = 0;
    for (size_t i = 0; i < change.n; i++)
        beyond += fabs(change.value[i]) > bands->limit[0];
    hinge_fact_text(fact, "limit", hinge_page_size(s, row->outcome, bands->limit[0]));
    json_t *people = hinge_fact_object(fact, "beyond");
    hinge_fact_count(people, "n", beyond);
    hinge_fact_number(people, "of", change.n);
    const double chance = round(0.05 * (double)change.n); /* of the band of bends alone */
    hinge_fact_text(people, "chance",
                    mdc           ? NULL
                    : chance >= 1 ? hinge_page_text(s, "about %.0f", chance)
                                  : "fewer than 1");
}

/* --- rows --- */

static bool is_drawn(const struct hinge_cohort *s, size_t kind)
{
    return s->kind[kind].spine == s->spine;
}

/* Changes and limits of a row, for an axis. */
static size_t add_reach(struct hinge_cohort *s, const struct hinge_page_cue_row *row, double *value,
                        size_t n)
{
    for (size_t k = 0; k < s->n_kinds; k++) {
        struct hinge_cohort_cell cell =
            hinge_cohort_change(s, row->outcome, row->cue, HINGE_ANY, k);
        for (size_t i = 0; i < cell.n && is_drawn(s, k); i++)
            value[n++] = cell.value[i];
    }
    value[n++] = row->row->diff.low;
    value[n++] = row->row->diff.high;
    return n;
}

/* The axis of one row, symmetric about 0, or of all rows. The band is whole on the side of most of
 * the changes. */
static struct hinge_axis scale_of(struct hinge_cohort *s, const struct bands *bands, size_t from,
                                  size_t to, bool here)
{
    double *value =
        hinge_arena_alloc(&s->arena, (s->n_people + 4) * (to - from + 1), sizeof *value);
    size_t n = 0;
    double band = 0, lo = 0, hi = 0;
    const struct hinge_quantity *outcome = NULL;
    for (size_t i = from; i < to; i++) {
        if (s->page->tests->cue[i].outcome == NULL)
            continue;
        outcome = s->page->tests->cue[i].outcome;
        n = add_reach(s, &s->page->tests->cue[i], value, n);
        band = isnan(bands->limit[i]) ? band : fmax(band, bands->limit[i]);
    }
    for (size_t i = 0; i < n; i++) {
        lo = fmin(lo, value[i]);
        hi = fmax(hi, value[i]);
    }
    bool down = -lo > hi;
    lo = fmin(lo, down ? -band : -band * .3);
    hi = fmax(hi, down ? band * .3 : band);
    double ends[2] = {lo, hi};
    if (!here)
        return hinge_page_axis(outcome, ends, 2, 4,
                               HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED | HINGE_SCALE_LOOSE);
    ends[1] = fmax(-lo, hi);
    ends[0] = -ends[1];
    return hinge_page_axis(outcome, ends, 2, 4, HINGE_SCALE_SIGNED);
}

const char *hinge_page_short_unit(struct hinge_cohort *s, const char *text)
{
    const char *of = strstr(text, "% of ");
    return of != NULL ? hinge_page_text(s, "%.*s%%", (int)(of - text), text) : text;
}

/* Changes of the people of a kind with a cue. `head`: the row is the first of the cue. */
static void add_row(struct hinge_cohort *s, const struct hinge_page_cue_row *of, size_t kind,
                    bool head, const struct hinge_axis *scale, double band, json_t *rows)
{
    const struct hinge_quantity *o = of->outcome;
    struct hinge_cohort_cell cell = hinge_cohort_change(s, o, of->cue, HINGE_ANY, kind);
    const char *label = s->cue[of->cue].label;
    if (cell.n == 0)
        return;
    struct hinge_page_dot *dot = hinge_arena_alloc(&s->arena, cell.n, sizeof *dot);
    for (size_t i = 0; i < cell.n; i++) {
        size_t p = cell.person[i];
        dot[i] = (struct hinge_page_dot){
            cell.value[i],
            hinge_page_text(s, "%s, %s: %s (%s to %s)", s->person[p].id, label,
                            hinge_page_signed(s, o, cell.value[i]),
                            hinge_page_val(s, o, hinge_cohort_value(s, o, p, 0)),
                            hinge_page_val(s, o, hinge_cohort_value(s, o, p, of->cue))),
            hinge_page_class(s, p), s->person[p].id};
    }
    const struct hinge_planned_outcome *tested = hinge_page_row_of(s, o, of->cue, kind);
    const struct hinge_change ci = tested->diff;
    const double mean = hinge_stats_mean(cell.value, cell.n);
    const struct hinge_page_printed is =
        hinge_page_print(s, o, tested->widest, mean, ci.low, ci.high);
    struct hinge_page_row row = {.dot = dot,
                                 .n = cell.n,
                                 .mean = {cell.n, mean, ci.low, ci.high},
                                 .label = hinge_page_short_unit(s, is.with_sign),
                                 .interval =
                                     is.span != NULL ? hinge_page_text(s, "(%s)", is.span) : NULL,
                                 .cls = "gn",
                                 .band = band};
    row.alt = hinge_page_text(s, "%s: %s %s%s%s, n" NBSP "=" NBSP "%zu", label, o->in_text,
                              is.with_sign, is.span != NULL ? ", 95%" NBSP "CI " : "",
                              is.span != NULL ? is.span : "", cell.n);
    json_t *fact = hinge_page_row(s, scale, &row);
    bool n = s->n_kinds > 1 || cell.n != hinge_cohort_count(s, HINGE_ANY, kind);
    hinge_fact_text(fact, "group", head ? label : NULL);
    hinge_fact_text(fact, "sub",
                    n ? hinge_page_text(s, "%s (n" NBSP "=" NBSP "%zu)",
                                        kind == 0 ? o->in_text : s->kind[kind].name, cell.n)
                      : o->in_text);
    json_array_append_new(rows, fact);
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
        double squares = 0, free = 0;
        for (size_t c = 0; c < s->n_cues; c++) {
            const struct hinge_cohort_bends_of bends =
                hinge_cohort_bends_of(s, row->outcome, 0, i, c);
            squares += bends.n > 1 ? hinge_stats_sum_squares(bends.value, bends.n) : 0;
            free += bends.n > 1 ? (double)bends.n - 1 : 0;
        }
        const double limit = free > 0 ? hinge_t_quantile(0.975, free) * sqrt(squares / free) *
                                            sqrt(cued.parts + base.parts)
                                      : (double)NAN;
        of.limit = fmax(of.limit, limit);
        of.session[of.n] = i;
        of.diff[of.n] = cued.mean - base.mean;
        of.beyond += fabs(of.diff[of.n++]) > limit;
    }
    of.mean = hinge_stats_mean(of.diff, of.n);
    return of;
}

static void add_person_sentence(struct hinge_cohort *s, const struct hinge_page_cue_row *row,
                                const struct hinge_page_person_change *of, json_t *each)
{
    json_t *facts = hinge_fact_item(each);
    if (of->n == 0) {
        add_unmeasured(s, row, facts);
        return;
    }
    json_t *person = hinge_fact_object(facts, "person"),
           *sessions = hinge_fact_list(person, "sessions");
    hinge_fact_flag(person, "two", of->n > 1);
    hinge_fact_text(person, "With", with(s, row->cue));
    hinge_fact_text(person, "outcome", row->outcome->in_text);
    const bool some = of->beyond > 0 && of->beyond < of->n;
    if (!isnan(of->limit))
        hinge_page_add_sentence(
            s, row->outcome, &s->page->no_row, HINGE_SAY_PERSON,
            HINGE_SLOTS({"k", some ? hinge_page_text(s, "%zu", of->beyond) : NULL},
                        {"n", hinge_page_text(s, "%zu", of->n)},
                        {"within", of->beyond == 0 ? "" : NULL},
                        {"limit", hinge_page_size(s, row->outcome, of->limit)}),
            person);
    for (size_t i = 0; i < of->n; i++) {
        json_t *session = hinge_fact_item(sessions);
        hinge_fact_text(session, "signed", hinge_page_signed(s, row->outcome, of->diff[i]));
        hinge_fact_text(session, "in", hinge_page_in_session(s, s->session[of->session[i]]));
        hinge_fact_text(session, "sep", hinge_list_joint(of->n - 1 - i, " and "));
    }
    if (row->stands_in) {
        json_t *instead = hinge_fact_object(facts, "standin");
        hinge_fact_text(instead, "planned", row->planned->in_text);
        hinge_fact_text(instead, "outcome", row->outcome->in_text);
    }
}

static void add_person_row(struct hinge_cohort *s, const struct hinge_page_cue_row *of,
                           const struct hinge_page_person_change *change, json_t *rows)
{
    const struct hinge_quantity *o = of->outcome;
    const char *label = s->cue[of->cue].label;
    size_t n = change->n;
    struct hinge_page_dot *dot = hinge_arena_alloc(&s->arena, n, sizeof *dot);
    double *value = hinge_arena_alloc(&s->arena, n + 2, sizeof *value);
    struct hinge_page_list list = {0};
    for (size_t i = 0; i < n; i++) {
        const char *session = s->session[change->session[i]],
                   *size = hinge_page_signed(s, o, change->diff[i]);
        value[i] = change->diff[i];
        dot[i] = (struct hinge_page_dot){change->diff[i],
                                         hinge_page_text(s, "%s: %s",
                                                         hinge_page_session_name(s, session), size),
                                         "g0", s->person[0].id};
        hinge_page_list_add(s, &list,
                            hinge_page_text(s, "%s %s", size, hinge_page_in_session(s, session)));
    }
    for (int way = -1; way <= 1 && !isnan(change->limit); way += 2)
        value[n++] = way * change->limit;
    struct hinge_axis scale =
        hinge_page_axis(o, value, n, 5, HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED);
    struct hinge_page_row row = {
        .dot = dot,
        .n = change->n,
        .mean = {change->n, change->mean, (double)NAN, (double)NAN},
        .label = hinge_page_short_unit(s, hinge_page_signed(s, o, change->mean)),
        .interval = change->n > 1 ? "mean" : NULL,
        .cls = "gn",
        .band = change->limit};
    row.alt = hinge_page_text(s, "%s: %s", label, hinge_page_listed(s, &list, "and"));
    json_t *fact = hinge_page_row(s, &scale, &row);
    hinge_fact_text(fact, "group", label);
    hinge_fact_text(fact, "sub", o->in_text);
    json_object_set_new(fact, "ticks", hinge_page_json_ticks(s, &scale, "x", 0, 100));
    hinge_fact_flag(fact, "own_axis", true);
    json_array_append_new(rows, fact);
}

/* --- the section --- */

/* Whether the cues are shown by different outcomes. */
static bool several_outcomes(const struct hinge_page_tests *t)
{
    const struct hinge_quantity *first = NULL;
    for (size_t i = 0; i < t->n_cues; i++) {
        const struct hinge_quantity *quantity = t->cue[i].outcome;
        if (quantity != NULL && first != NULL && quantity != first)
            return true;
        first = quantity != NULL ? quantity : first;
    }
    return false;
}

static const char *what_text(struct hinge_cohort *s, bool several)
{
    const char *base = s->cue[0].label;
    const struct hinge_quantity *o = NULL;
    for (size_t i = 0; i < s->page->tests->n_cues && o == NULL; i++)
        o = s->page->tests->cue[i].outcome;
    if (s->one_person || o == NULL)
        return hinge_page_text(s, "Change from %s", base);
    if (several)
        return hinge_page_text(s, "Change from %s, each cue in its own unit; a common zero", base);
    const char *unit = o->change + (o->change[0] == ' ');
    bool named = strcmp(o->change, "°") != 0 && strcmp(o->change, " s") != 0 && *o->change != '\0';
    return hinge_page_text(s, "Change of %s from %s%s%s%s", o->in_text, base, named ? " (" : "",
                           named ? unit : "", named ? ")" : "");
}

static void add_rows(struct hinge_cohort *s, const struct bands *bands, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    bool several = several_outcomes(t), lines = false;
    json_t *rows = hinge_fact_list(facts, "rows");
    struct hinge_axis scale = scale_of(s, bands, 0, t->n_cues, false);
    for (size_t i = 0; i < t->n_cues; i++) {
        const struct hinge_page_cue_row *row = &t->cue[i];
        if (row->outcome == NULL)
            continue;
        if (several)
            scale = scale_of(s, bands, i, i + 1, true);
        lines = lines || !isnan(row->row->diff.low);
        json_t *ticks = hinge_page_json_ticks(s, &scale, "x", 0, 100);
        if (!several)
            json_object_set(facts, "ticks", ticks);
        const size_t of_cue = json_array_size(rows);
        for (size_t k = 0; k < s->n_kinds; k++) {
            size_t before = json_array_size(rows);
            if (is_drawn(s, k))
                add_row(s, row, k, before == of_cue, &scale, k == 0 ? bands->limit[i] : (double)NAN,
                        rows);
            for (; before < json_array_size(rows); before++) {
                if (several)
                    json_object_set(json_array_get(rows, before), "ticks", ticks);
                hinge_fact_flag(json_array_get(rows, before), "own_axis", several);
            }
        }
        json_decref(ticks);
    }
    hinge_fact_flag(facts, "own_axes", several);
    hinge_fact_flag(facts, "lines", lines);
}

json_t *hinge_page_cues(struct hinge_cohort *s, size_t *no)
{
    enum { GRID = 3, OUTCOMES = 24 };
    const struct hinge_page_tests *t = s->page->tests;
    if (t->n_cues == 0)
        return NULL;
    json_t *facts = json_object(), *each = hinge_fact_list(facts, "each"),
           *legend = hinge_fact_list(facts, "legend");
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_flag(facts, "many", t->n_cues > 1);
    hinge_fact_flag(facts, "per_person", !s->one_person);
    hinge_fact_text(facts, "what", what_text(s, several_outcomes(t)));
    hinge_fact_text(facts, "base", s->cue[0].label);
    for (size_t g = 0; g < s->n_groups && s->n_groups > 1; g++) {
        json_t *group = hinge_fact_item(legend);
        hinge_fact_text(group, "cls", s->group[g].cls);
        hinge_fact_text(group, "name", s->group[g].name);
        hinge_fact_text(group, "mark", s->group[g].mark);
    }
    if (s->one_person) {
        json_t *rows = hinge_fact_list(facts, "rows");
        bool band = false;
        for (size_t i = 0; i < t->n_cues; i++) {
            struct hinge_page_person_change change = hinge_page_person_change(s, &t->cue[i]);
            add_person_sentence(s, &t->cue[i], &change, each);
            if (change.n > 0)
                add_person_row(s, &t->cue[i], &change, rows);
            band = band || !isnan(change.limit);
        }
        hinge_fact_flag(facts, "own_axes", true);
        hinge_fact_flag(facts, "lines", false);
        if (band) {
            json_t *bends = hinge_fact_object(facts, "bends");
            hinge_fact_flag(bends, "once", false);
        }
    } else {
        struct bands bands = find_bands(s);
        for (size_t i = 0; i < t->n_cues; i++)
            add_sentence(s, &t->cue[i], each);
        add_rows(s, &bands, facts);
        add_bands(s, &bands, true, facts);
        add_bands(s, &bands, false, facts);
    }
    /* from three cues on a column a cue and a row an outcome: those that were planned, then further
     * ones; a row has one scale */
    if (t->n_cues >= GRID && !s->one_person) {
        json_t *grid = hinge_fact_object(facts, "grid"), *heads = hinge_fact_list(grid, "heads"),
               *rows = hinge_fact_list(grid, "rows");
        const struct hinge_quantity *outcome[OUTCOMES] = {NULL};
        double *value = hinge_arena_alloc(&s->arena, 3 * t->n_cues, sizeof *value);
        size_t n = 0;
        for (size_t i = 0; i < t->n_cues; i++)
            hinge_fact_text(hinge_fact_item(heads), "name", s->cue[t->cue[i].cue].label);
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
            json_t *row = hinge_fact_item(rows), *cells = hinge_fact_list(row, "cells");
            size_t n_values = 0;
            for (size_t i = 0; i < t->n_cues; i++) {
                const struct hinge_planned_outcome *of = hinge_page_row_of(s, o, t->cue[i].cue, 0);
                value[n_values++] = of->diff.value;
                value[n_values++] = of->diff.low;
                value[n_values++] = of->diff.high;
            }
            const struct hinge_axis scale =
                hinge_page_axis(o, value, n_values, 3, HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED);
            const char *unit = strncmp(o->change, "% of ", 5) == 0 ? o->change : NULL;
            hinge_fact_text(row, "name",
                            hinge_page_text(s, "%s%s%s%s", hinge_page_capital(s, o->in_text),
                                            unit != NULL ? " (" : "", unit != NULL ? unit : "",
                                            unit != NULL ? ")" : ""));
            json_object_set_new(row, "ticks", hinge_page_json_ticks(s, &scale, "x", 0, 100));
            for (size_t i = 0; i < t->n_cues; i++) {
                const struct hinge_planned_outcome *of = hinge_page_row_of(s, o, t->cue[i].cue, 0);
                const struct hinge_page_printed is = hinge_page_print_change(s, o, of, false);
                json_t *cell = hinge_fact_item(cells);
                hinge_fact_text(cell, "h", s->cue[t->cue[i].cue].label);
                bool asked = o == t->cue[i].outcome;
                for (size_t f = 0; f < t->cue[i].n_further; f++)
                    asked = asked || o == t->cue[i].further[f].outcome;
                if (!asked || isnan(of->diff.value))
                    continue;
                hinge_fact_text(cell, "v", hinge_page_short_unit(s, is.with_sign));
                hinge_page_add_place(s, &scale, of->diff.value, of->diff.low, of->diff.high, cell);
                hinge_fact_flag(cell, "planned", o == t->cue[i].outcome);
                hinge_fact_text(cell, "span", is.span);
            }
        }
    }
    json_t *fixes = hinge_page_fixes(s);
    if (fixes != NULL)
        json_object_set_new(facts, "fixes", fixes);
    hinge_fact_flag(facts, "drawn", json_array_size(json_object_get(facts, "rows")) > 0);
    hinge_fact_text(facts, "alt", hinge_page_text(s, "Changes from %s.", s->cue[0].label));
    return facts;
}
