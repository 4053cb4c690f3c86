/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line of a page, and its first question: how much came from the spine. Where the spine
 * was not seen, trunk lean stands for its share. */
#include "page/pictures/map.h"
#include "page/pictures/plot.h"

#include "base/sample.h"
#include "report/print/published.h"
#include "result/words.h"

#include <hinge/requests.h>
#include <math.h>
#include <string.h>

/* --- the first line --- */

struct hinge_page_kept hinge_page_kept(struct hinge_cohort *s)
{
    struct hinge_page_kept of = {0};
    if (s->tab.chosen != NULL)
        of.chosen = s->tab.chosen->words + strlen("of ");
    if (s->tab.left_out != NULL)
        of.apart = s->tab.chosen->split == HINGE_SPLIT_BENDS
                       ? "Odd bends chose them, so in every condition the even ones are shown"
                       : "The first recording chose them, so the later ones are shown";
    if (*s->page->request->filter == '\0')
        return of;
    of.filter = HINGE_FACTS_NEW(s, hinge_page_filter);
    of.filter->text = s->page->request->filter;
    for (size_t r = 0; r < s->uses.n_reps; r++) {
        of.filter->kept += s->uses.rep[r] > HINGE_USE_FILTERED;
        of.filter->of += s->uses.rep[r] >= HINGE_USE_FILTERED;
    }
    return of;
}

json_t *hinge_page_head(struct hinge_cohort *s)
{
    json_t *head = json_object();
    const size_t used = s->uses.used_reps, recordings = s->uses.used_recordings,
                 people = s->uses.used_people;
    hinge_fact_count(head, "people", people);
    const size_t listed = s->n_people + hinge_page_without(s, HINGE_ANY);
    if (people != listed)
        hinge_fact_count(head, "listed", listed);
    if (hinge_page_without(s, 0) > 0 && !s->one_person)
        hinge_fact_number(head, "valued", s->n_people - hinge_page_without(s, 0));
    hinge_fact_count(head, "recordings", recordings);
    size_t given = 0; /* a planned one may not have been made */
    for (size_t t = 0; t < s->n_trials; t++)
        given += s->uses.recording[s->trial[t].row].use != HINGE_USE_NOT_RECORDED;
    if (recordings != given)
        hinge_fact_count(head, "given", given);
    const struct hinge_page_kept kept = hinge_page_kept(s);
    HINGE_FACTS_ADD(hinge_page_kept, &kept, head);
    struct hinge_text main = {0};
    if (s->main != SIZE_MAX)
        hinge_condition_words(&s->tab.trials, s->differs, s->main, &s->labels, &main);
    hinge_fact_text(head, "main", main.length > 0 ? hinge_text_string(&main) : NULL);
    main.length = 0;
    size_t *row = hinge_alloc(s->n_trials, sizeof *row), n = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        if (s->trial[t].usable)
            row[n++] = s->trial[t].row;
    hinge_loads_words(&s->tab.trials, row, n, s->differs, &s->labels, hinge_wording_label, &main);
    free(row);
    hinge_fact_text(head, "loads",
                    main.length > 0 ? hinge_page_capital(s, hinge_text_string(&main)) : NULL);
    main.length = 0;
    hinge_page_add_cell(s, 0, "", &main);
    hinge_fact_text(head, "cell", main.length > 0 ? hinge_text_string(&main) : NULL);
    hinge_text_clear(&main);
    hinge_fact_count(head, "repetitions", s->n_reps);
    hinge_fact_number(head, "used", used);
    hinge_fact_flag(head, "all_used", used == s->n_reps && used > 0);
    hinge_fact_flag(head, "some", s->n_reps > 0);
    json_t *kinds = hinge_fact_list(head, "kinds");
    for (size_t k = 0; k < s->n_kinds; k++) {
        json_t *kind = hinge_fact_item(kinds);
        hinge_fact_text(kind, "name", s->kind[k].name);
        hinge_fact_flag(kind, "many", s->n_kinds > 1);
        hinge_fact_count(kind, "people", s->kind[k].n);
        hinge_fact_text(kind, "sep", k + 1 < s->n_kinds ? ", " : "");
    }
    hinge_fact_text(head, "author",
                    *s->page->request->author != '\0' ? s->page->request->author : NULL);
    hinge_fact_text(head, "date", *s->page->request->date != '\0' ? s->page->request->date : NULL);
    return head;
}

/* --- people --- */

/* "n = 5" */
static const char *n_text(struct hinge_cohort *s, size_t n)
{
    return hinge_page_text(s, "n" NBSP "=" NBSP "%zu", n);
}

const char *hinge_page_of(struct hinge_cohort *s, size_t n)
{
    return !s->one_person ? n_text(s, n)
                          : hinge_page_text(s, "%zu" NBSP "bend%s", n, n == 1 ? "" : "s");
}

struct hinge_page_mean hinge_page_mean_of(struct hinge_cohort *s,
                                          const struct hinge_quantity *outcome, size_t cue,
                                          size_t group)
{
    if (s->one_person) {
        const struct hinge_cohort_bends_of bends =
            hinge_cohort_bends_of(s, outcome, HINGE_ANY, HINGE_ANY, cue);
        return (struct hinge_page_mean){bends.n, bends.mean, (double)NAN, (double)NAN};
    }
    struct hinge_cohort_cell cell = hinge_cohort_cell(s, outcome, cue, group, 0);
    return hinge_page_mean(cell.value, cell.n);
}

struct hinge_page_printed hinge_page_print_mean(struct hinge_cohort *s,
                                                const struct hinge_quantity *outcome,
                                                struct hinge_page_mean of)
{
    double widest = NAN;
    for (size_t i = 0; i < s->n_groups * s->n_cues; i++) {
        const struct hinge_page_mean mean =
            hinge_page_mean_of(s, outcome, i % s->n_cues, i / s->n_cues);
        widest = fmax(widest, mean.hi - mean.lo);
    }
    return hinge_page_print(s, outcome, widest, of.m, of.lo, of.hi);
}

/* What the choice of body model changes in a group's mean; 0: nothing. */
static double model_margin(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue,
                           size_t group)
{
    const struct hinge_cue_outcome of = {.id = hinge_page_text(s, "%s_margin", outcome->id),
                                         .phase = outcome->phase};
    const struct hinge_quantity *margin = hinge_cohort_outcome(s, &of);
    if (hinge_cohort_measure(s, margin) == NULL)
        return 0;
    const struct hinge_page_mean mean = hinge_page_mean_of(s, margin, cue, group);
    return mean.n > 0 ? mean.m : 0;
}

/* A group's mean; without one if its interval, widened by the margin, does not say on which side of
 * 0 it is. */
static struct hinge_page_mean told_mean(struct hinge_cohort *s,
                                        const struct hinge_quantity *outcome, size_t cue,
                                        size_t group, double *margin)
{
    struct hinge_page_mean mean = hinge_page_mean_of(s, outcome, cue, group);
    *margin = mean.n > 0 ? model_margin(s, outcome, cue, group) : 0;
    const double lo = isnan(mean.lo) ? mean.m : mean.lo, hi = isnan(mean.hi) ? mean.m : mean.hi;
    if (*margin > 0 && lo - *margin <= 0 && hi + *margin >= 0)
        mean.n = 0;
    return mean;
}

struct hinge_page_group_means
hinge_page_group_means(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue)
{
    struct hinge_page_group_means all = {0};
    size_t left = 0; /* groups with a value */
    bool named = false;
    double margin;
    for (size_t g = 0; g < s->n_groups; g++)
        left += told_mean(s, outcome, cue, g, &margin).n > 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        struct hinge_page_mean mean = told_mean(s, outcome, cue, g, &margin);
        if (mean.n == 0)
            continue;
        const bool shift = outcome == s->outcome[HINGE_OUT_SHIFT];
        struct hinge_page_mean size = mean;
        size.m = fabs(mean.m);
        const bool still = shift && strpbrk(hinge_page_print_mean(s, outcome, size).val,
                                            "123456789") == NULL,
                   back = shift && !still && mean.m < 0;
        if (still) /* no direction, and no "-0.0%" */
            mean.m = 0;
        if (back) /* "back by 4%" */
            mean = (struct hinge_page_mean){mean.n, -mean.m, -mean.hi, -mean.lo};
        const bool first = all.n_groups == 0, interval = !isnan(mean.lo);
        const struct hinge_page_printed is = hinge_page_print_mean(s, outcome, mean);
        *HINGE_FACTS_NEXT(s, &all, groups) = (struct hinge_page_group_mean){
            .m = is.val,
            .back = back,
            .still = still,
            .ci = interval,
            .lo = is.lo,
            .hi = interval && !s->spine ? hinge_page_text(s, "%s%s", is.hi, outcome->after) : is.hi,
            .model = margin > 0 ? hinge_page_text(s, "± %s by the choice of body model",
                                                  hinge_page_num(s, outcome, margin))
                                : NULL,
            .n = mean.n,
            .of = hinge_page_of(s, mean.n),
            .people = s->n_groups > 1 ? s->group[g].words : NULL,
            .first = first,
            .named = interval && !named,
            .sep = hinge_list_joint(--left, " and ")};
        named = named || interval;
    }
    return all;
}

/* Shares at equal depth, where everybody of both groups has one. */
static void add_equal(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_quantity *equal = s->outcome[HINGE_OUT_EQUAL];
    struct hinge_cohort_cell cell[2];
    bool all = s->spine && s->n_groups == 2;
    for (size_t g = 0; g < 2 && all; g++) {
        cell[g] = hinge_cohort_cell(s, equal, 0, g, 0);
        all = cell[g].n > 0 && cell[g].n == hinge_page_mean_of(s, s->lead, 0, g).n;
    }
    if (!all)
        return;
    json_t *at = hinge_fact_object(facts, "equal");
    for (size_t g = 0; g < 2; g++) {
        hinge_fact_text(at, g == HINGE_PAGE_A ? "a" : "b",
                        hinge_page_num(s, equal, hinge_stats_mean(cell[g].value, cell[g].n)));
        hinge_fact_text(at, g == HINGE_PAGE_A ? "of_a" : "of_b", s->group[g].words);
    }
}

/* The people whose kinds do not show what the main one shows. */
static void add_unseen(struct hinge_cohort *s, json_t *facts)
{
    struct hinge_page_list kinds = {0};
    size_t n = 0;
    for (size_t k = 0; k < s->n_kinds && s->spine; k++)
        if (!s->kind[k].spine) {
            hinge_page_list_add(s, &kinds, s->kind[k].name);
            n += s->kind[k].n;
        }
    if (n == 0)
        return;
    json_t *unseen = hinge_fact_object(facts, "unseen");
    hinge_fact_text(unseen, "kind", hinge_page_capital(s, hinge_page_listed(s, &kinds, "and")));
    hinge_fact_count(unseen, "n", n);
}

/* Whether a sentence says under which condition the bends were: not where all had one cue. */
static bool is_told(struct hinge_cohort *s)
{
    return s->n_cues > 1 || strcmp(s->cue[0].id, "none") == 0 || hinge_cohort_at_load(s) != NULL;
}

/* Of recordings without a hip angle the lower back's part of the motion of lower back and pelvis.
 */
static void add_pelvic(struct hinge_cohort *s, bool any, json_t *facts)
{
    static const struct hinge_cue_outcome pelvic = {.id = "lumbar_pelvis_fraction",
                                                    .phase = "descent"};
    json_t *fact = hinge_fact_object(facts, "pelvic");
    const struct hinge_page_group_means means =
        hinge_page_group_means(s, hinge_cohort_outcome(s, &pelvic), 0);
    HINGE_FACTS_ADD(hinge_page_group_means, &means, fact);
    if (any || !s->spine || means.n_groups == 0)
        json_object_del(facts, "pelvic");
}

/* Why sensors or another program do not show the spine; NULL: it can be seen, or points say it. */
static const char *why_unseen(struct hinge_cohort *s)
{
    if (s->spine || s->kind[0].inferred || s->kind[0].positions)
        return NULL;
    return hinge_page_is_unrested(s) ? "nothing rests, so hip, knee and lumbar angles are refused"
                                     : "their angles do not separate hip and spine";
}

static void add_people(struct hinge_cohort *s, const struct hinge_page_map *map, json_t *facts)
{
    json_t *body = hinge_fact_object(facts, s->spine ? "measured" : "standin");
    const struct hinge_page_group_means means = hinge_page_group_means(s, s->lead, 0);
    const bool any = means.n_groups > 0;
    HINGE_FACTS_ADD(hinge_page_group_means, &means, body);
    const struct hinge_page_missing *missing =
        hinge_page_missing(s, hinge_page_without(s, 0) + hinge_page_without(s, HINGE_ANY));
    if (missing != NULL)
        json_object_set_new(body, "missing", HINGE_FACTS_PRINT(hinge_page_missing, missing));
    add_equal(s, body);
    hinge_fact_flag(body, "any", any);
    add_pelvic(s, any, body);
    hinge_fact_text(body, "With", is_told(s) ? hinge_page_capital(s, s->cue[0].phrase) : NULL);
    bool named = true;
    struct hinge_page_changed *changed =
        hinge_page_changed(s, HINGE_PAGE_LOADS, HINGE_SAY_CHANGE_ONE, &named);
    if (changed != NULL)
        json_object_set_new(body, "change", HINGE_FACTS_PRINT(hinge_page_changed, changed));
    hinge_fact_text(body, "kind", s->kind[0].name);
    hinge_fact_flag(body, "inferred", s->kind[0].inferred);
    hinge_fact_text(body, "cause", why_unseen(s));
    if (map == NULL && any) /* else its table has everybody */
        hinge_page_add_table(s, s->lead, s->spine ? HINGE_SCALE_ZERO : 0, NULL, NULL,
                             hinge_fact_object(facts, "own"));
    /* "3", or "3 to 4": repetitions behind a person's value */
    unsigned least = 0, most = 0;
    for (size_t p = 0; p < s->n_people; p++)
        for (size_t c = 0; c < s->n_cues; c++) {
            unsigned n = hinge_cohort_value_reps(s, s->lead, p, c);
            if (!hinge_cohort_is_of(s, p, HINGE_ANY, 0) ||
                isnan(hinge_cohort_value(s, s->lead, p, c)))
                continue;
            least = least == 0 || n < least ? n : least;
            most = n > most ? n : most;
        }
    hinge_fact_text(facts, "reps",
                    least == most ? hinge_page_text(s, "%u", least)
                                  : hinge_page_text(s, "%u to %u", least, most));
    hinge_fact_flag(facts, "reps_1", most == 1);
    add_unseen(s, facts);
}

/* --- one person: sessions --- */

bool hinge_page_sessions(struct hinge_cohort *s, struct hinge_page_sessions *of)
{
    *of = (struct hinge_page_sessions){
        .bends = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *of->bends),
        .session = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *of->session),
        .change = (double)NAN,
        .mdc = hinge_page_mdc(s, s->lead)};
    for (size_t i = 0; i < s->n_sessions; i++) {
        struct hinge_cohort_bends_of bends = hinge_cohort_bends_of(s, s->lead, HINGE_ANY, i, 0);
        if (bends.n == 0)
            continue;
        of->session[of->n] = i;
        of->bends[of->n++] = bends;
    }
    if (of->n > 1)
        of->change = of->bends[of->n - 1].mean - of->bends[0].mean;
    of->other = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof(void *));
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *session = hinge_cohort_trial_text(s, trial, "session");
        bool known = trial->person != 0 || !hinge_uses_counted(&s->uses, trial->row) ||
                     (trial->usable && trial->cue != 0);
        for (size_t i = 0; i < of->n && !known; i++)
            known = strcmp(s->session[of->session[i]], session) == 0;
        for (size_t i = 0; i < of->n_others && !known; i++)
            known = strcmp(hinge_cohort_trial_text(s, of->other[i], "session"), session) == 0;
        if (!known)
            of->other[of->n_others++] = trial;
    }
    return of->n > 0;
}

const char *hinge_page_session_sd(struct hinge_cohort *s, const struct hinge_cohort_bends_of *bends)
{
    double sd = hinge_stats_sd(bends->value, bends->n);
    return isnan(sd) ? NULL : hinge_page_fixed(s, sd * s->lead->scale, 1);
}

json_t *hinge_page_share(struct hinge_cohort *s, const struct hinge_page_map *map, size_t *no)
{
    json_t *facts = json_object();
    hinge_fact_number(facts, "no", ++*no);
    if (!s->one_person) {
        add_people(s, map, facts);
        return facts;
    }
    static const char *const anew[] = {"placing the sensors", "placing the markers",
                                       "setting up the camera"};
    struct hinge_page_sessions of;
    bool any = hinge_page_sessions(s, &of);
    json_t *sessions = hinge_fact_object(facts, "sessions"),
           *each = hinge_fact_list(sessions, "each");
    hinge_fact_flag(sessions, "any", any);
    add_pelvic(s, any, sessions);
    hinge_fact_flag(sessions, "few", !any && hinge_cohort_measured(s, s->lead, 0));
    hinge_fact_flag(sessions, "spine", s->spine);
    hinge_fact_flag(sessions, "inferred", s->kind[0].inferred);
    hinge_fact_text(sessions, "cause", why_unseen(s));
    hinge_fact_flag(sessions, "two", of.n > 1);
    hinge_fact_text(sessions, "With", is_told(s) ? hinge_page_capital(s, s->cue[0].phrase) : NULL);
    hinge_fact_text(sessions, "unit", s->spine ? " points" : "°");
    for (size_t i = 0; i < of.n; i++) {
        const struct hinge_cohort_bends_of *bends = &of.bends[i];
        const char *m = hinge_page_val(s, s->lead, bends->mean),
                   *in = hinge_page_in_session(s, s->session[of.session[i]]);
        json_t *one = hinge_fact_item(each);
        hinge_fact_text(one, "m", m);
        hinge_fact_text(one, "in", in);
        hinge_fact_text(one, "sd", hinge_page_session_sd(s, bends));
        hinge_fact_count(one, "reps", bends->n);
        hinge_fact_flag(one, "first", i == 0);
        hinge_fact_text(one, "sep", hinge_list_joint(of.n - 1 - i, " and "));
    }
    if (of.n > 1) {
        json_t *change = hinge_fact_object(sessions, "change");
        hinge_fact_text(change, "size", hinge_page_size(s, s->lead, of.change));
        hinge_fact_text(change, "mdc", isnan(of.mdc) ? NULL : hinge_page_size(s, s->lead, of.mdc));
        hinge_fact_flag(change, "within", fabs(of.change) <= of.mdc);
        hinge_fact_text(change, "anew", anew[s->spine ? s->kind[0].positions : 2]);
    }
    if (of.n > 1) { /* over time */
        const char **name = hinge_arena_alloc(&s->arena, of.n, sizeof *name);
        for (size_t i = 0; i < of.n; i++)
            name[i] = hinge_page_session_name(s, s->session[of.session[i]]);
        const struct hinge_page_visit_line line = hinge_page_line_of_visits(s, &of, name, NULL);
        json_object_set_new(facts, "visits", HINGE_FACTS_PRINT(hinge_page_visit_line, &line));
    }
    if (any && map == NULL) /* else the map's table has them */
        hinge_page_add_bends(s, NULL, hinge_fact_object(facts, "own"));
    return facts;
}
