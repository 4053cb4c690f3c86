/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies of spines have: how deep do people bend before their lower
 * backs do, and why do they round. Medians of Kaplan and Meier over people, and their barriers, as
 * the table limits has them. */
#include "page/page.h"

/* "60°": how the page prints a depth. */
static const struct hinge_quantity as_depth = {.in_text = "depth", .after = "°", .scale = 1};

/* "40°, 59° and 71°" of the people who reach the limit, of many "40° to 97°"; NULL: nobody does. */
static const char *values_of(struct hinge_cohort *s, const struct hinge_page_depth *c)
{
    enum { MANY = 8 };
    double *at = hinge_arena_alloc(&s->arena, c->n, sizeof *at);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        at[n] = c->of[i].at;
        n += c->of[i].happened;
    }
    hinge_sort(at, n);
    if (n > MANY)
        return hinge_page_text(s, "%s to %s", hinge_page_val(s, &as_depth, at[0]),
                               hinge_page_val(s, &as_depth, at[n - 1]));
    const char *list = NULL; /* two people may have one value */
    for (size_t i = 0; i < n; i++)
        list = hinge_page_text(s, "%s%s%s", i > 0 ? list : "", hinge_page_val(s, &as_depth, at[i]),
                               hinge_list_joint(n - 1 - i, " and "));
    return list;
}

struct hinge_page_depths {
    const struct hinge_followed *depth; /* of people; NULL: the file has none */
    const struct hinge_barrier *barrier;
};

const struct hinge_page_depth *hinge_page_depth_cells(struct hinge_cohort *s, const size_t *at,
                                                      size_t n_conds)
{
    const size_t n = s->n_groups * n_conds;
    if (s->page->depths == NULL) {
        s->page->depths = hinge_arena_alloc(&s->arena, 1, sizeof *s->page->depths);
        if (hinge_depths_begin(s->averaging)) {
            s->page->depths->barrier = hinge_barriers(s->averaging);
            hinge_depths_begin(s->averaging); /* whose people are those of the last mean */
            s->page->depths->depth = hinge_depths(s->averaging, &hinge_depth_total);
        }
    }
    struct hinge_page_depth *cell = hinge_arena_alloc(&s->arena, n, sizeof *cell);
    const struct hinge_page_depths *all = s->page->depths;
    for (size_t i = 0; i < n && all->depth != NULL; i++) {
        const struct hinge_grouped *grouped = &s->averaging->grouped;
        const size_t room = grouped->n + 1;
        cell[i] = (struct hinge_page_depth){
            .of = hinge_arena_alloc(&s->arena, room, sizeof *cell[i].of),
            .barrier = hinge_arena_alloc(&s->arena, room, sizeof(void *))};
        struct hinge_survival_step *step = hinge_arena_alloc(&s->arena, room, sizeof *step);
        struct hinge_followed *sorted = hinge_arena_alloc(&s->arena, room, sizeof *sorted);
        struct hinge_page_depth *d = &cell[i];
        for (size_t k = 0; k < grouped->n; k++) {
            if (grouped->from[k] == grouped->from[k + 1] || isnan(all->depth[k].at))
                continue;
            const size_t t = s->trial_at[grouped->recording[grouped->from[k]]];
            if (t == HINGE_ANY || !s->trial[t].usable || at[t] != i % n_conds ||
                !hinge_cohort_is_of(s, s->trial[t].person, i / n_conds, 0))
                continue;
            cell[i].of[d->n] = sorted[d->n] = all->depth[k];
            cell[i].barrier[d->n++] = &all->barrier[k];
            d->reached += all->depth[k].happened;
        }
        const struct hinge_survival_median of =
            hinge_survival_median(step, hinge_survival(sorted, d->n, 0.95, step));
        const bool known = d->n >= HINGE_DEPTHS_PEOPLE && !s->nobody && !isnan(of.median);
        d->median = known ? of.median : (double)NAN;
        d->words = d->n == 0 ? ""
                   : !known  ? hinge_page_text(s, "%zu of %zu", d->reached, d->n)
                             : hinge_page_val(s, &as_depth, of.median);
        if (known && !isnan(of.low)) { /* without an upper limit "from 21°" */
            const char *low = hinge_page_val(s, &as_depth, of.low);
            d->interval = isnan(of.high) ? hinge_page_text(s, "from %s", low)
                                         : hinge_page_text(s, "%s to %s", low,
                                                           hinge_page_val(s, &as_depth, of.high));
        }
    }
    return all->depth != NULL ? cell : NULL;
}

/* "95%" of one person, "91% to 97%" of several; NULL of none. */
static const char *used_of(struct hinge_cohort *s, const struct hinge_page_depth *cells,
                           enum hinge_barrier_of of, size_t *n)
{
    double least = INFINITY, most = -INFINITY;
    *n = 0;
    for (size_t g = 0; g < s->n_groups; g++)
        for (size_t i = 0; i < cells[g * s->n_cues].n; i++) {
            const struct hinge_barrier *b = cells[g * s->n_cues].barrier[i];
            if (b->of != of)
                continue;
            ++*n;
            least = fmin(least, round(b->hip_used_pct));
            most = fmax(most, round(b->hip_used_pct));
        }
    return *n == 0         ? NULL
           : least == most ? hinge_page_text(s, "%.0f%%", least)
                           : hinge_page_text(s, "%.0f%% to %.0f%%", least, most);
}

/* Of the groups at baseline; the table has the cues. */
HINGE_FACTS(group, F(TEXT, name) F(TEXT, cls) F(NUMBER, n) F(NUMBER, k) F(TEXT, values)
                       F(TEXT, depth) F(TEXT, interval))
HINGE_FACTS(single, F(NUMBER, s) F(TEXT, bends))
/* Who rounds at baseline, of all groups, and why. */
HINGE_FACTS(rounding, F(COUNT, n) F(FLAG, nobody) F(NUMBER, k) F(FLAG, any) F(TEXT, share)
                          F(FLAG, halves) F(SOME, possible) F(ONE, single, single)
                              F(TEXT, flexibility) F(TEXT, coordination) F(NUMBER, nf) F(NUMBER, nc)
                                  F(NUMBER, rest) F(FLAG, told) F(FLAG, left) F(FLAG, unasked))
HINGE_FACTS(limits, F(TEXT, limit) F(TEXT, With) F(FLAG, nobody) F(LIST, group, groups)
                        F(ONE, rounding, rounding))

struct hinge_facts hinge_page_depths(struct hinge_cohort *s)
{
    if (!s->spine || s->one_person)
        return (struct hinge_facts){0};
    size_t *at = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof *at), reached = 0,
           anybody = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        at[t] = s->trial[t].main ? s->trial[t].cue : HINGE_ANY;
    const struct hinge_page_depth *cell = hinge_page_depth_cells(s, at, s->n_cues);
    for (size_t i = 0; cell != NULL && i < s->n_groups * s->n_cues; i++) {
        reached += cell[i].reached;
        for (size_t k = 0; k < cell[i].n; k++)
            anybody += cell[i].barrier[k]->rounded;
    }
    if (reached == 0 && anybody == 0)
        return (struct hinge_facts){0};
    struct limits facts = {
        .limit = hinge_page_text(s, "%g°", hinge_tab_parameter(&s->tab, "limit.lumbar_deg")),
        .With = hinge_page_capital(s, s->cue[0].phrase),
        .nobody = s->nobody};
    size_t judged = 0, rounded = 0, single = 0, possible = 0;
    struct hinge_certain *bends = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *bends);
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_depth *c = &cell[g * s->n_cues];
        if (c->n == 0)
            continue;
        HINGE_FACTS_ADD(s, &facts, groups, group, .name = s->group[g].name, .cls = s->group[g].cls,
                        .n = c->n, .k = c->reached, .values = values_of(s, c),
                        .depth = isnan(c->median) ? NULL : c->words, .interval = c->interval);
        for (size_t i = 0; i < c->n; i++) {
            const struct hinge_barrier *b = c->barrier[i];
            judged += b->judged;
            rounded += b->rounded;
            possible += b->verdict == HINGE_MAY_HAVE;
            if (b->verdict == HINGE_SOMETIMES)
                bends[single++] = b->sometimes;
        }
    }
    if (judged > 0) {
        struct rounding *of = facts.rounding =
            HINGE_FACTS_MAKE(s, rounding, .n = judged, .nobody = s->nobody, .k = rounded,
                             .any = rounded > 0, .share = hinge_page_fault_share(s),
                             .halves = possible == 0 || single > 0, .possible = possible,
                             .unasked = !hinge_page_has_furthest(s));
        of->flexibility = used_of(s, cell, HINGE_BARRIER_FLEXIBILITY, &of->nf);
        of->coordination = used_of(s, cell, HINGE_BARRIER_COORDINATION, &of->nc);
        of->rest = rounded - of->nf - of->nc;
        of->told = of->nf + of->nc > 0;
        of->left = rounded > of->nf + of->nc;
        if (single > 0) {
            /* "1 or 2 of 10", "1 to 4 of 8 to 10": in how many bends people rounded for certain */
            unsigned low = bends[0].certain, high = low, few = bends[0].judged, many = few;
            for (size_t i = 1; i < single; i++) {
                low = bends[i].certain < low ? bends[i].certain : low;
                high = bends[i].certain > high ? bends[i].certain : high;
                few = bends[i].judged < few ? bends[i].judged : few;
                many = bends[i].judged > many ? bends[i].judged : many;
            }
            const char *all = few == many ? hinge_page_text(s, "%u", few)
                                          : hinge_page_text(s, "%u to %u", few, many);
            of->single =
                HINGE_FACTS_MAKE(s, single, single,
                                 low == high
                                     ? hinge_page_text(s, "%u of %s", low, all)
                                     : hinge_page_text(s, "%u %s %u of %s", low,
                                                       high > low + 1 ? "to" : "or", high, all));
        }
    }
    return HINGE_FACTS_OF(s, limits, &facts);
}
