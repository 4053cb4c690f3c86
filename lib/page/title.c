/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The top of a page: the finding as its title, what keeps it from being one, three numbers. */
#include "page/study.h"

#include "base/sample.h"
#include "faults/fault.h"
#include "stats/numbers/compared.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBSP "\xc2\xa0"

/* A value without a unit where the sentence has it: "38" of the share, "61°" of trunk lean. */
static const char *lead_num(struct hinge_page_study *s, double value)
{
    return s->spine ? hinge_page_num(s, s->lead, value) : hinge_page_val(s, s->lead, value);
}

/* --- title --- */

/* Title variants, each an object where it is the one. */
static const char *const variants[] = {"nothing",      "share_differs", "share_none", "share_few",
                                       "lean_differs", "lean_none",     "lean_few",   "level",
                                       "lean_level",   "sessions",      "person_cue", "cue_changed",
                                       "cue_none",     "cue_count"};

static void put_nothing(const struct hinge_page_study *s, json_t *title)
{
    hinge_fact_flag(hinge_fact_object(title, "nothing"), "found", s->n_reps > 0);
}

static void put_person(struct hinge_page_study *s, json_t *title)
{
    struct hinge_page_sessions of;
    if (!hinge_page_sessions(s, &of)) {
        put_nothing(s, title);
        return;
    }
    const struct hinge_page_bends_of *a = &of.bends[0], *b = &of.bends[of.n - 1];
    json_t *said = hinge_fact_object(title, "sessions");
    hinge_fact_flag(said, "spine", s->spine);
    hinge_fact_text(said, "who", s->person[0].id);
    hinge_fact_text(said, "first", hinge_page_val(s, s->lead, hinge_stats_mean(a->value, a->n)));
    hinge_fact_text(said, "last", hinge_page_val(s, s->lead, hinge_stats_mean(b->value, b->n)));
    hinge_fact_text(said, "s1", s->session[of.session[0]]);
    hinge_fact_text(said, "s2", s->session[of.session[of.n - 1]]);
    hinge_fact_flag(said, "two", of.n > 1);
    hinge_fact_flag(said, "judged", !isnan(of.limit));
    hinge_fact_flag(said, "within", of.within);
    if (of.n > 1 || s->tests->n_cues != 1)
        return;
    const struct hinge_page_cue_row *row = &s->tests->cue[0];
    struct hinge_page_person_change change = hinge_page_person_change(s, row);
    if (change.n == 0 || isnan(change.limit))
        return;
    json_t *cue = hinge_fact_object(title, "person_cue");
    hinge_fact_text(cue, "with", s->cue[row->cue].phrase);
    hinge_fact_text(cue, "outcome", row->outcome->in_text);
    hinge_fact_text(cue, "size", hinge_page_size(s, row->outcome, change.diff[0]));
    hinge_fact_text(cue, "dir", hinge_page_dir(row->outcome, change.diff[0]));
    hinge_fact_flag(cue, "within", change.within);
}

/* "2 trained people" */
static const char *say_people(struct hinge_page_study *s, const struct hinge_page_group *group,
                              size_t n)
{
    return hinge_page_say(s, "%zu %s", n, n == 1 ? group->person : group->people);
}

static void put_groups(struct hinge_page_study *s, json_t *title)
{
    static const char *const name[2][3] = {{"lean_few", "lean_none", "lean_differs"},
                                           {"share_few", "share_none", "share_differs"}};
    const struct hinge_page_tests *t = s->tests;
    const struct hinge_planned_outcome *of = t->lead;
    json_t *said = hinge_fact_object(title, name[s->spine][t->groups]);
    const struct hinge_page_group *a = &s->group[HINGE_PAGE_A], *b = &s->group[HINGE_PAGE_B];
    hinge_fact_text(said, "A", hinge_page_capital(s, a->people));
    hinge_fact_text(said, "B", hinge_page_capital(s, b->people));
    hinge_fact_text(said, "a", a->people);
    hinge_fact_text(said, "b", b->people);
    hinge_fact_text(said, "size",
                    s->spine ? hinge_page_num(s, s->lead, fabs(of->diff.value))
                             : hinge_page_size(s, s->lead, of->diff.value));
    hinge_fact_flag(said, "more", of->diff.value > 0);
    hinge_fact_text(said, "na", say_people(s, a, hinge_page_n(of->n[0])));
    hinge_fact_text(said, "nb", say_people(s, b, hinge_page_n(of->n[1])));
    hinge_fact_text(said, "va", lead_num(s, of->mean[0]));
    hinge_fact_text(said, "vb", lead_num(s, of->mean[1]));
}

/* A clause on the planned outcomes of cues. */
static void put_cues(struct hinge_page_study *s, json_t *title)
{
    const struct hinge_page_tests *t = s->tests;
    const struct hinge_page_cue_row *own = NULL;
    size_t n = 0, changed = 0;
    for (size_t i = 0; i < t->n_cues; i++) {
        const struct hinge_page_cue_row *row = &t->cue[i];
        if (row->outcome == NULL || row->stands_in || row->state == HINGE_PAGE_FEW)
            continue;
        own = row;
        n++;
        changed += row->state == HINGE_PAGE_DIFFERS;
    }
    if (n == 0)
        return;
    bool one = t->n_cues == 1;
    json_t *said = hinge_fact_object(title, !one          ? "cue_count"
                                            : changed > 0 ? "cue_changed"
                                                          : "cue_none");
    hinge_fact_text(said, "with", s->cue[own->cue].phrase);
    hinge_fact_text(said, "outcome", own->outcome->in_text);
    hinge_fact_text(said, "size", hinge_page_size(s, own->outcome, own->row->diff.value));
    hinge_fact_text(said, "dir", hinge_page_dir(own->outcome, own->row->diff.value));
    hinge_fact_text(said, "n", changed > 0 ? hinge_page_say(s, "%zu", changed) : "none");
    hinge_fact_count(said, "k", n);
}

json_t *hinge_page_title(struct hinge_page_study *s)
{
    json_t *title = json_object();
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        hinge_fact_flag(title, variants[i], false);
    if (s->one_person) {
        put_person(s, title);
        return title;
    }
    struct hinge_page_cell all = {0};
    if (s->n_people > 0)
        all = hinge_page_cell(s, s->lead, 0, HINGE_PAGE_ANY, 0);
    if (s->tests->two)
        put_groups(s, title);
    else if (all.n > 0)
        hinge_fact_text(hinge_fact_object(title, s->spine ? "level" : "lean_level"), "value",
                        lead_num(s, hinge_stats_mean(all.value, all.n)));
    else
        put_nothing(s, title);
    if (s->n_people > 0)
        put_cues(s, title);
    return title;
}

/* --- caveat --- */

static int by_size(const void *a, const void *b)
{
    const struct hinge_page_difference *p = a, *q = b;
    return p->size < q->size ? 1 : p->size > q->size ? -1 : strcmp(p->name, q->name);
}

/* A covariate of the people of a group, or their value of an outcome. */
static size_t gather(struct hinge_page_study *s, const char *covariate,
                     const struct hinge_quantity *outcome, size_t group, double *value)
{
    size_t n = 0;
    for (size_t p = 0; p < s->n_people; p++) {
        double own = outcome != NULL
                         ? hinge_page_value(s, outcome, p, 0)
                         : hinge_page_trial_number(s, &s->trial[s->person[p].trial], covariate);
        if (hinge_page_is_of(s, p, group, 0) && !isnan(own))
            value[n++] = own;
    }
    return n;
}

size_t hinge_page_differing(struct hinge_page_study *s,
                            struct hinge_page_difference found[HINGE_PAGE_DIFFERENCES])
{
    const struct hinge_quantity *deep = s->outcome[s->spine ? HINGE_OUT_DEPTH : HINGE_OUT_CHORD];
    const struct {
        const char *name, *covariate, *unit;
        double scale;
    } rows[HINGE_PAGE_DIFFERENCES] = {{"height", "height_m", " cm", 100},
                                      {"mass", "mass_kg", " kg", 1},
                                      {"age", "age", " years", 1},
                                      {s->spine ? "depth of the bend" : deep->in_text, NULL, "°",
                                       1}};
    size_t n = 0;
    for (size_t i = 0; i < HINGE_PAGE_DIFFERENCES && s->two; i++) {
        const struct hinge_quantity *outcome = rows[i].covariate == NULL ? deep : NULL;
        double *x = hinge_arena_alloc(&s->arena, 2 * s->n_people, sizeof *x), *y = x + s->n_people;
        size_t nx = gather(s, rows[i].covariate, outcome, HINGE_PAGE_A, x),
               ny = gather(s, rows[i].covariate, outcome, HINGE_PAGE_B, y);
        double sds = fabs(hinge_page_in_sds(x, nx, y, ny)),
               diff = fabs(hinge_stats_mean(x, nx) - hinge_stats_mean(y, ny));
        if (sds > .5)
            found[n++] = (struct hinge_page_difference){
                sds, rows[i].name,
                hinge_page_say(s, "%s (%s%s)", rows[i].name,
                               hinge_page_fixed(s, diff * rows[i].scale, 0), rows[i].unit)};
    }
    if (n > 1)
        qsort(found, n, sizeof *found, by_size);
    return n;
}

/* Cues of a person in their order, as one text; NULL: not known. */
static const char *sequence(const struct hinge_page_study *s, size_t person, char text[512])
{
    size_t used = 0;
    double last = -INFINITY;
    *text = '\0';
    for (;;) { /* the next in order */
        double next = INFINITY;
        size_t cue = 0;
        for (size_t t = 0; t < s->n_trials; t++) {
            const struct hinge_page_trial *trial = &s->trial[t];
            double order = hinge_page_trial_number(s, trial, "cond_order");
            if (trial->person != person || !trial->usable)
                continue;
            if (isnan(order))
                return NULL;
            if (order > last && order < next) {
                next = order;
                cue = trial->cue;
            }
        }
        if (isinf(next) || used > 480)
            return text;
        used += (size_t)snprintf(text + used, 512 - used, "%zu ", cue);
        last = next;
    }
}

enum hinge_page_order hinge_page_order(const struct hinge_page_study *s)
{
    char first[512] = "", own[512];
    bool differs = false;
    for (size_t p = 0; p < s->n_people; p++) {
        if (sequence(s, p, own) == NULL)
            return HINGE_PAGE_ORDER_UNKNOWN;
        differs = differs || (p > 0 && strcmp(own, first) != 0);
        if (p == 0)
            memcpy(first, own, sizeof first);
    }
    return differs ? HINGE_PAGE_ORDER_DIFFERS : HINGE_PAGE_ORDER_SAME;
}

/* One more caveat; NULL: there are two. Every kind of it is a member. */
static json_t *add_caveat(json_t *caveats, const char *kind)
{
    static const char *const kinds[] = {"exploratory", "kinds",  "few",  "one",
                                        "small",       "differ", "order"};
    if (json_array_size(caveats) == 2)
        return NULL;
    json_t *caveat = hinge_fact_item(caveats);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        hinge_fact_null(caveat, kinds[i]);
    return hinge_fact_object(caveat, kind);
}

/* Outcomes that were planned and not measured. */
static void add_exploratory(struct hinge_page_study *s, json_t *caveats)
{
    const struct hinge_page_tests *t = s->tests;
    struct hinge_page_list planned = {0};
    if (s->two && !s->spine)
        hinge_page_list_add(s, &planned, s->outcome[HINGE_OUT_SHARE]->in_text);
    for (size_t i = 0; i < t->n_cues; i++)
        if (t->cue[i].stands_in && t->cue[i].planned != NULL)
            hinge_page_list_add(s, &planned, t->cue[i].planned->in_text);
    json_t *of = !s->spine && planned.n > 0 ? add_caveat(caveats, "exploratory") : NULL;
    if (of == NULL)
        return;
    hinge_fact_text(of, "planned", hinge_page_listed(s, &planned, "and"));
    hinge_fact_flag(of, "planned_2", planned.n > 1);
}

/* Too few people for any test, or few. */
static void add_small(struct hinge_page_study *s, json_t *caveats)
{
    const char *sizes = "";
    size_t least = SIZE_MAX, n = s->two ? 2 : s->n_groups;
    for (size_t g = 0; g < n; g++) {
        size_t own = hinge_page_cell(s, s->lead, 0, g, 0).n;
        sizes = hinge_page_say(s, "%s%s%zu", sizes, g > 0 ? " and " : "", own);
        least = own < least ? own : least;
    }
    if (s->tests->two && s->tests->groups == HINGE_PAGE_FEW) {
        json_t *few = add_caveat(caveats, "few");
        if (few == NULL)
            return;
        hinge_fact_text(few, "n", sizes);
        hinge_fact_number(few, "needed", HINGE_LEAST_TESTED);
    } else if (least > 0 && least < 10 && s->n_kinds == 1) {
        json_t *small = add_caveat(caveats, "small");
        if (small == NULL)
            return;
        hinge_fact_text(small, "list", sizes);
        hinge_fact_flag(small, "many", n > 1);
        hinge_fact_flag(small, "one", n == 1 && least == 1);
    }
}

static void add_differing(struct hinge_page_study *s, json_t *caveats)
{
    struct hinge_page_difference found[HINGE_PAGE_DIFFERENCES];
    struct hinge_page_list list = {0};
    size_t n = hinge_page_differing(s, found);
    bool few = s->tests->two && s->tests->groups == HINGE_PAGE_FEW;
    for (size_t i = 0; i < n && i < 3; i++)
        hinge_page_list_add(s, &list, found[i].text);
    json_t *differ = n > 0 && !few ? add_caveat(caveats, "differ") : NULL;
    if (differ == NULL)
        return;
    hinge_fact_text(differ, "list", hinge_page_listed(s, &list, "and"));
    hinge_fact_flag(differ, "many", n > 1);
}

json_t *hinge_page_caveat(struct hinge_page_study *s)
{
    json_t *caveats = json_array();
    if (s->n_people == 0)
        return caveats;
    if (s->one_person) {
        hinge_fact_flag(add_caveat(caveats, "one"), "is", true);
        return caveats;
    }
    add_exploratory(s, caveats);
    json_t *kinds = s->n_kinds > 1 ? add_caveat(caveats, "kinds") : NULL;
    if (kinds != NULL) {
        hinge_fact_number(kinds, "n", s->kind[0].n);
        hinge_fact_number(kinds, "all", s->n_people);
        hinge_fact_text(kinds, "kind", s->kind[0].name);
    }
    add_small(s, caveats);
    add_differing(s, caveats);
    enum hinge_page_order order = hinge_page_order(s);
    if (s->n_cues > 1 && order != HINGE_PAGE_ORDER_DIFFERS) {
        json_t *said = add_caveat(caveats, "order");
        if (said != NULL)
            hinge_fact_flag(said, "same", order == HINGE_PAGE_ORDER_SAME);
    }
    return caveats;
}

/* --- three numbers --- */

/* How many certain faults a repetition has that most of a group (of one person: most of the bends)
 * do not have; all 0 where faults are not counted. */
static size_t *count_unusual(struct hinge_page_study *s, size_t group)
{
    size_t *count = hinge_arena_alloc(&s->arena, s->n_reps + 1, sizeof *count),
           *order = hinge_arena_alloc(&s->arena, s->n_faults + 1, sizeof *order),
           *cell = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *cell), n_cells = 0;
    struct hinge_person_fault *of =
        hinge_arena_alloc(&s->arena, s->averaging->cohort.n + 1, sizeof *of);
    size_t n = s->kind[0].counted ? hinge_faults_coached(s->fault, s->n_faults, order) : 0;
    for (size_t p = 0; p < s->n_people; p++) {
        cell[n_cells] = hinge_page_cell_of(s, p, 0);
        n_cells += cell[n_cells] != HINGE_PAGE_ANY && hinge_page_is_of(s, p, group, 0);
    }
    for (size_t k = 0; k < n; k++) {
        size_t judged = 0, has = 0;
        hinge_page_judge(s, order[k], of);
        for (size_t i = 0; i < n_cells; i++) {
            judged += of[cell[i]].verdict != HINGE_NOT_JUDGED;
            has += of[cell[i]].verdict == HINGE_HAS;
        }
        const double *state = hinge_reps_column(&s->reading, "fault_state", s->n_faults);
        for (size_t r = 0; r < s->n_main && 2 * has < judged; r++)
            count[r] += hinge_fault_state_of(state[s->rep[r].row * s->n_faults + order[k]]) ==
                        HINGE_FAULT_PRESENT;
    }
    return count;
}

/* The repetition at baseline that stands for a mean: of those with the fewest unusual faults the
 * one whose value is nearest to it; ANY: there is none. */
static size_t nearest(struct hinge_page_study *s, size_t group, size_t session, double mean)
{
    size_t best = HINGE_PAGE_ANY;
    double off = INFINITY;
    const size_t *unusual = count_unusual(s, group);
    for (size_t r = 0; r < s->n_main; r++) {
        const struct hinge_page_rep *rep = &s->rep[r];
        double own = fabs(hinge_page_rep_value(s, s->lead, r) - mean);
        if (rep->cue != 0 || !rep->whole || !hinge_page_is_of(s, rep->person, group, 0) ||
            (session != HINGE_PAGE_ANY && rep->session != session) || isnan(own))
            continue;
        if (best != HINGE_PAGE_ANY &&
            (unusual[r] > unusual[best] || (unusual[r] == unusual[best] && !(own < off))))
            continue;
        off = own;
        best = r;
    }
    return best;
}

size_t hinge_page_first(struct hinge_page_study *s)
{
    struct hinge_page_sessions of;
    if (s->one_person) {
        bool any = hinge_page_sessions(s, &of);
        return any ? nearest(s, HINGE_PAGE_ANY, of.session[0],
                             hinge_stats_mean(of.bends[0].value, of.bends[0].n))
                   : HINGE_PAGE_ANY;
    }
    struct hinge_page_cell cell = hinge_page_cell(s, s->lead, 0, 0, 0);
    return nearest(s, 0, HINGE_PAGE_ANY, hinge_stats_mean(cell.value, cell.n));
}

static json_t *add_number(json_t *numbers, const char *cls, const char *value, const char *label,
                          const char *interval)
{
    json_t *number = hinge_fact_item(numbers);
    hinge_fact_text(number, "cls", cls);
    hinge_fact_text(number, "value", value);
    hinge_fact_text(number, "label", label);
    hinge_fact_text(number, "interval", interval);
    hinge_fact_null(number, "stick");
    return number;
}

/* The repetition that stands for a number, drawn; whose it is. */
static void draw(struct hinge_page_study *s, json_t *number, size_t rep,
                 struct hinge_page_list *who)
{
    json_t *stick = rep != HINGE_PAGE_ANY ? hinge_page_stick(s, rep) : NULL;
    if (stick == NULL)
        return;
    json_object_set_new(number, "stick", stick);
    hinge_page_list_add(s, who, s->person[s->rep[rep].person].id);
}

static const char *lead_label(const struct hinge_page_study *s)
{
    return s->spine ? "of the bend from the spine" : s->lead->in_text;
}

static void add_groups(struct hinge_page_study *s, json_t *numbers, struct hinge_page_list *who)
{
    for (size_t g = 0; g < s->n_groups && g < 2; g++) {
        struct hinge_page_cell cell = hinge_page_cell(s, s->lead, 0, g, 0);
        struct hinge_page_mean mean = hinge_page_mean(cell.value, cell.n);
        if (cell.n == 0)
            continue;
        const char *interval = isnan(mean.lo)
                                   ? ""
                                   : hinge_page_say(s, "95%%" NBSP "CI %s, ",
                                                    hinge_page_span(s, s->lead, mean.lo, mean.hi));
        json_t *number = add_number(numbers, s->group[g].cls, hinge_page_val(s, s->lead, mean.m),
                                    s->n_groups > 1 ? hinge_page_say(s, "%s, %s", lead_label(s),
                                                                     s->group[g].people)
                                                    : lead_label(s),
                                    hinge_page_say(s, "%sn" NBSP "=" NBSP "%zu", interval, cell.n));
        draw(s, number, nearest(s, g, HINGE_PAGE_ANY, mean.m), who);
    }
}

static void add_sessions(struct hinge_page_study *s, json_t *numbers, struct hinge_page_list *who)
{
    struct hinge_page_sessions of;
    hinge_page_sessions(s, &of);
    for (size_t i = 0; i<of.n; i += of.n> 2 && i == 0 ? of.n - 1 : 1) { /* first and last */
        const struct hinge_page_bends_of *bends = &of.bends[i];
        const char *session = s->session[of.session[i]], *sd = hinge_page_session_sd(s, bends);
        double mean = hinge_stats_mean(bends->value, bends->n);
        const char *what = s->spine ? "from the spine" : s->lead->in_text;
        json_t *number =
            add_number(numbers, "g0", hinge_page_val(s, s->lead, mean),
                       of.n > 1 ? hinge_page_say(s, "%s, session %s", what, session) : what,
                       sd != NULL
                           ? hinge_page_say(s, "SD from bend to bend %s%s", sd, s->lead->change)
                           : NULL);
        draw(s, number, nearest(s, HINGE_PAGE_ANY, of.session[i], mean), who);
    }
}

/* "% of leg length" goes with the outcome, "%" with the number. */
static const char *big(struct hinge_page_study *s, const char *text)
{
    const char *of = strstr(text, "% of ");
    return of != NULL ? hinge_page_say(s, "%.*s%%", (int)(of - text), text) : text;
}

static const char *cue_label(struct hinge_page_study *s, const struct hinge_page_cue_row *row)
{
    const char *diff = row->outcome->change;
    bool of = strncmp(diff, "% of ", 5) == 0;
    return hinge_page_say(s, "%s%s%s%s %s%s", row->outcome->in_text, of ? " (" : "", of ? diff : "",
                          of ? ")" : "", s->cue[row->cue].phrase,
                          row->stands_in ? ", exploratory" : "");
}

static void add_cue(struct hinge_page_study *s, const struct hinge_page_cue_row *row,
                    json_t *numbers)
{
    const struct hinge_quantity *o = row->outcome;
    if (o == NULL)
        return;
    if (s->one_person) {
        struct hinge_page_person_change of = hinge_page_person_change(s, row);
        if (of.n > 0)
            add_number(numbers, "gn", big(s, hinge_page_signed(s, o, of.mean)), cue_label(s, row),
                       isnan(of.limit) ? NULL
                                       : hinge_page_say(s, "bends alone: ±%s",
                                                        hinge_page_size(s, o, of.limit)));
        return;
    }
    const struct hinge_change *of = &row->row->diff;
    const char *interval =
        isnan(of->low)
            ? ""
            : hinge_page_say(s, "95%%" NBSP "CI %s, ", hinge_page_span(s, o, of->low, of->high));
    add_number(numbers, "gn", big(s, hinge_page_signed(s, o, of->value)), cue_label(s, row),
               hinge_page_say(s, "%sn" NBSP "=" NBSP "%zu", interval, hinge_page_n(of->n)));
}

static void add_cues(struct hinge_page_study *s, json_t *numbers)
{
    const struct hinge_page_tests *t = s->tests;
    struct hinge_page_list changed = {0};
    size_t own = 0;
    for (size_t i = 0; i < t->n_cues; i++) {
        const struct hinge_page_cue_row *row = &t->cue[i];
        own += row->outcome != NULL && !row->stands_in;
        if (row->outcome != NULL && !row->stands_in && row->state == HINGE_PAGE_DIFFERS)
            hinge_page_list_add(
                s, &changed,
                hinge_page_say(s, "%s %s", s->cue[row->cue].label,
                               hinge_page_signed(s, row->outcome, row->row->diff.value)));
    }
    if (t->n_planned == 0) /* no test of them was run */
        return;
    add_number(numbers, "gn", hinge_page_say(s, "%zu of %zu", changed.n, own),
               changed.n > 0 ? hinge_page_say(s, "cues changed their planned outcome: %s",
                                              hinge_page_listed(s, &changed, "and"))
                             : "cues changed their planned outcome",
               NULL);
}

json_t *hinge_page_numbers(struct hinge_page_study *s, json_t **drawn)
{
    const struct hinge_page_tests *t = s->tests;
    struct hinge_page_list who = {0};
    json_t *numbers = json_array();
    *drawn = NULL;
    if (s->n_people == 0)
        return numbers;
    if (s->one_person)
        add_sessions(s, numbers, &who);
    else
        add_groups(s, numbers, &who);
    if (t->n_cues == 1)
        add_cue(s, &t->cue[0], numbers);
    else if (!s->one_person)
        add_cues(s, numbers);
    if (who.n == 0)
        return numbers;
    *drawn = json_object();
    hinge_fact_text(*drawn, "who", hinge_page_listed(s, &who, "and"));
    hinge_fact_flag(*drawn, "many", who.n > 1);
    hinge_fact_flag(*drawn, "spine", s->spine);
    hinge_fact_flag(*drawn, "person", s->one_person);
    hinge_fact_flag(*drawn, "faults", s->kind[0].counted && s->n_faults > 0);
    return numbers;
}
