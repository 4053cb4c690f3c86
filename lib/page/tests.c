/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests that the sentences of a page rest on: the planned outcome of groups; planned outcomes
 * of cues; the further outcomes of both. Each is a family of its own (Holm). */
#include "page/study.h"

#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/tests.h"

#include <math.h>

static const struct hinge_page_test no_test = {.of = {.diff = (double)NAN,
                                                      .p = (double)NAN,
                                                      .low = (double)NAN,
                                                      .high = (double)NAN,
                                                      .least_p = 1},
                                               .adjusted = (double)NAN};

double hinge_page_in_sds(const double *x, size_t nx, const double *y, size_t ny)
{
    struct hinge_two_groups g;
    if (nx < 2 || ny < 2)
        return NAN;
    hinge_two_groups_fill(&g, x, nx, y, ny);
    return g.pooled_sd > 0 ? g.diff / g.pooled_sd : (double)NAN;
}

struct hinge_page_mean hinge_page_mean(const double *value, size_t n)
{
    struct hinge_page_mean mean = {n, hinge_stats_mean(value, n), (double)NAN, (double)NAN};
    if (n < 3)
        return mean;
    double half =
        hinge_t_quantile(0.975, (double)n - 1) * hinge_stats_sd(value, n) / sqrt((double)n);
    mean.lo = mean.m - half;
    mean.hi = mean.m + half;
    return mean;
}

/* Whether a family is run; its tests know their adjusted p then. */
static bool run_family(struct hinge_page_study *s, struct hinge_page_test **test, size_t n)
{
    double *p = hinge_arena_alloc(&s->arena, 3 * n, sizeof *p), *least = p + n,
           *adjusted = p + 2 * n;
    for (size_t i = 0; i < n; i++) {
        p[i] = test[i]->of.p;
        least[i] = test[i]->of.least_p;
    }
    bool ran = hinge_family(&s->arena, p, least, n, HINGE_PAGE_ALPHA, adjusted);
    for (size_t i = 0; i < n && ran; i++)
        test[i]->adjusted = adjusted[i];
    return ran;
}

/* Tests of a family that was run: those with a p. */
static size_t count_run(struct hinge_page_test *const *test, size_t n)
{
    size_t run = 0;
    for (size_t i = 0; i < n; i++)
        run += isnan(test[i]->adjusted) ? 0 : 1;
    return run;
}

static enum hinge_page_state state_of(double p)
{
    return isnan(p) ? HINGE_PAGE_FEW : p <= HINGE_PAGE_ALPHA ? HINGE_PAGE_DIFFERS : HINGE_PAGE_NONE;
}

/* --- groups --- */

static struct hinge_page_group_row group_row(struct hinge_page_study *s,
                                             const struct hinge_page_outcome *outcome)
{
    struct hinge_page_group_row row = {
        .outcome = outcome,
        .a = hinge_page_cell(s, outcome, 0, HINGE_PAGE_A, 0),
        .b = hinge_page_cell(s, outcome, 0, HINGE_PAGE_B, 0),
        .test = no_test,
        .planned = outcome == &s->outcome[HINGE_OUT_SHARE],
    };
    row.test.of =
        hinge_compare_groups(row.a.value, row.a.n, row.b.value, row.b.n, HINGE_PAGE_ALPHA, false);
    return row;
}

static void test_groups(struct hinge_page_study *s, struct hinge_page_tests *t)
{
    struct hinge_page_test *further[8];
    size_t n = 0;
    t->group = hinge_arena_alloc(&s->arena, s->n_family, sizeof *t->group);
    for (size_t i = 0; s->two && i < s->n_family; i++) {
        struct hinge_page_group_row row = group_row(s, s->family[i]);
        if (row.a.n == 0 || row.b.n == 0)
            continue;
        if (row.outcome == s->lead) {
            t->two = true;
            t->lead = row.test;
        }
        t->group[t->n_groups++] = row;
        if (!row.planned)
            further[n++] = &t->group[t->n_groups - 1].test;
    }
    bool can = t->lead.of.least_p <= HINGE_PAGE_ALPHA;
    t->groups = can ? state_of(t->lead.of.p) : HINGE_PAGE_FEW;
    t->groups_ran = t->two && can && run_family(s, further, n);
    t->n_groups_further = t->groups_ran ? count_run(further, n) : n;
}

/* --- cues --- */

static struct hinge_page_test test_change(struct hinge_page_study *s,
                                          const struct hinge_page_outcome *outcome, size_t cue)
{
    const struct hinge_page_cell change = hinge_page_change(s, outcome, cue, HINGE_PAGE_ANY, 0);
    double *cued = hinge_arena_alloc(&s->arena, 2 * change.n, sizeof *cued),
           *base = cued + change.n;
    for (size_t i = 0; i < change.n; i++) {
        cued[i] = hinge_page_value(s, outcome, change.person[i], cue);
        base[i] = hinge_page_value(s, outcome, change.person[i], 0);
    }
    struct hinge_page_test test = no_test;
    test.of = hinge_compare_changes(cued, base, change.n, HINGE_PAGE_ALPHA, false);
    return test;
}

/* Whether a cue can be compared with the baseline. */
static bool changes(struct hinge_page_study *s, const struct hinge_page_outcome *outcome,
                    size_t cue)
{
    if (outcome == NULL)
        return false;
    if (s->one_person) /* single repetitions are enough */
        return hinge_page_bends_of(s, outcome, 0, HINGE_PAGE_ANY, cue).n > 0 &&
               hinge_page_bends_of(s, outcome, 0, HINGE_PAGE_ANY, 0).n > 0;
    return hinge_page_change(s, outcome, cue, HINGE_PAGE_ANY, 0).n > 0;
}

/* What stands for a planned outcome that was not measured; NULL: nothing. */
static const struct hinge_page_outcome *stand_in(const struct hinge_page_study *s,
                                                 const struct hinge_page_outcome *planned)
{
    if (planned == &s->outcome[HINGE_OUT_SHARE])
        return &s->outcome[HINGE_OUT_LEAN];
    if (planned == &s->outcome[HINGE_OUT_PEAK])
        return &s->outcome[HINGE_OUT_TRAVEL];
    return NULL;
}

static void add_further(struct hinge_page_study *s, struct hinge_page_cue_row *row,
                        const struct hinge_page_outcome *outcome)
{
    if (outcome == NULL || (outcome == row->planned && !row->stands_in))
        return;
    for (size_t i = 0; i < row->n_further; i++)
        if (row->further[i].outcome == outcome)
            return;
    struct hinge_page_test test = test_change(s, outcome, row->cue);
    if (test.of.n[0] > 1)
        row->further[row->n_further++] = (struct hinge_page_further){outcome, test};
}

/* The planned outcome of a cue, else what stands for it; then the others of the family, and those
 * that were planned beside it. */
static struct hinge_page_cue_row cue_row(struct hinge_page_study *s, size_t cue)
{
    const struct hinge_page_cue *of = &s->cue[cue];
    struct hinge_page_cue_row row = {.cue = cue, .planned = of->planned, .test = no_test};
    row.stands_in = of->planned != NULL && !changes(s, of->planned, cue);
    row.outcome = row.stands_in ? stand_in(s, of->planned) : of->planned;
    if (!changes(s, row.outcome, cue))
        row.outcome = NULL;
    if (s->one_person)
        return row;
    if (row.outcome != NULL)
        row.test = test_change(s, row.outcome, cue);
    row.further = hinge_arena_alloc(&s->arena, s->n_family + of->n_secondary, sizeof *row.further);
    for (size_t i = 0; i < s->n_family; i++)
        add_further(s, &row, s->family[i]);
    for (size_t k = 0; k < of->n_secondary; k++)
        add_further(s, &row, of->secondary[k]);
    return row;
}

static void test_cues(struct hinge_page_study *s, struct hinge_page_tests *t)
{
    size_t n_own = 0, n_further = 0, room = s->n_cues * 12;
    struct hinge_page_test **own = hinge_arena_alloc(&s->arena, room, sizeof(void *)),
                           **further = hinge_arena_alloc(&s->arena, room, sizeof(void *));
    t->cue = hinge_arena_alloc(&s->arena, s->n_cues, sizeof *t->cue);
    for (size_t c = 1; c < s->n_cues; c++) {
        struct hinge_page_cue_row *row = &t->cue[t->n_cues++];
        *row = cue_row(s, c);
        if (row->outcome != NULL && !row->stands_in)
            own[n_own++] = &row->test;
        for (size_t i = 0; i < row->n_further; i++)
            further[n_further++] = &row->further[i].test;
    }
    t->n_planned = run_family(s, own, n_own) ? count_run(own, n_own) : 0;
    t->cues_ran = run_family(s, further, n_further);
    t->n_cues_further = t->cues_ran ? count_run(further, n_further) : n_further;
    for (size_t c = 0; c < t->n_cues; c++) {
        struct hinge_page_cue_row *row = &t->cue[c];
        for (size_t i = 0; row->stands_in && i < row->n_further; i++)
            if (row->further[i].outcome == row->outcome)
                row->test.adjusted = row->further[i].test.adjusted;
        row->state = state_of(row->test.adjusted);
    }
}

void hinge_page_test(struct hinge_page_study *s)
{
    struct hinge_page_tests *t = hinge_arena_alloc(&s->arena, 1, sizeof *t);
    t->lead = no_test;
    test_groups(s, t);
    test_cues(s, t);
    s->tests = t;
}
