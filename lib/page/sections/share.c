/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line of a page, and its first question: how much came from the spine. Where the spine
 * was not seen, trunk lean stands for its share. */
#include "page/pictures/pictures.h"

#include "report/print/published.h"

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
    if (*s->filter == '\0')
        return of;
    of.filter = HINGE_FACTS_MAKE(s, hinge_page_filter, .text = s->filter);
    for (size_t r = 0; r < s->uses.n_reps; r++) {
        of.filter->kept += s->uses.rep[r] > HINGE_USE_FILTERED;
        of.filter->of += s->uses.rep[r] >= HINGE_USE_FILTERED;
    }
    return of;
}

/* NULL of "". */
static const char *some(struct hinge_cohort *s, const char *text)
{
    return *text != '\0' ? hinge_page_text(s, "%s", text) : NULL;
}

struct hinge_page_head hinge_page_head(struct hinge_cohort *s)
{
    const size_t listed = s->n_people + hinge_page_without(s, HINGE_ANY),
                 without = hinge_page_without(s, 0), used = s->uses.used_reps;
    struct hinge_page_head head = {.people = s->uses.used_people,
                                   .nobody = s->nobody,
                                   .listed = listed != s->uses.used_people ? listed : HINGE_ANY,
                                   .valued = without > 0 && !s->one_person
                                                 ? hinge_cohort_cell(s, s->lead, 0, HINGE_ANY, 0).n
                                                 : HINGE_ANY,
                                   .recordings = s->uses.used_recordings,
                                   .kept = hinge_page_kept(s),
                                   .repetitions = s->n_reps,
                                   .used = used,
                                   .all_used = used == s->n_reps && used > 0,
                                   .some = s->n_reps > 0,
                                   .author = some(s, s->page->author),
                                   .date = some(s, s->page->date)};
    /* "bodyweight hinge (16 people did it)": of which task the page is, where people did several */
    struct hinge_page_list tasks = {0};
    char name[160];
    size_t people = 0;
    const char *task = s->main != SIZE_MAX ? hinge_table_word(&s->tab.trials, "task", s->main) : "";
    bool *did = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *did);
    size_t *row = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *row), n = 0;
    for (size_t t = 0; t < s->n_trials; t++) {
        const char *its = hinge_cohort_trial_text(s, &s->trial[t], "task");
        /* a planned one may not have been made */
        head.given += s->trial[t].of->use != HINGE_USE_NOT_RECORDED;
        if (s->trial[t].usable)
            row[n++] = s->trial[t].row;
        if (s->trial[t].of->use < HINGE_USE_OTHER_LEVEL || *its == '\0')
            continue;
        hinge_page_list_add(s, &tasks, its);
        people += strcmp(its, task) == 0 && !did[s->trial[t].person];
        did[s->trial[t].person] |= strcmp(its, task) == 0;
    }
    if (head.given == head.recordings)
        head.given = HINGE_ANY;
    if (tasks.n > 1 && *task != '\0')
        head.task = hinge_page_text(s, "%s (%zu %s did it)",
                                    hinge_wording_cell("task", task, name, sizeof name), people,
                                    people == 1 ? "person" : "people");
    cleared_by(hinge_text_clear) struct hinge_text words = {0};
    if (s->main != SIZE_MAX)
        hinge_condition_words(&s->tab.trials, s->differs, s->main, &s->labels, &words);
    head.main = some(s, hinge_text_string(&words));
    words.length = 0;
    hinge_loads_words(&s->tab.trials, row, n, s->differs, &s->labels, hinge_wording_label, &words);
    if (words.length > 0)
        head.loads = hinge_page_capital(s, hinge_text_string(&words));
    head.cell = some(s, hinge_cohort_rows(s, 0, HINGE_ANY, "", NULL, NULL).words);
    for (size_t k = 0; k < s->n_kinds; k++)
        HINGE_FACTS_ADD(s, &head, kinds, hinge_page_head_kind, .name = s->kind[k].name,
                        .many = s->n_kinds > 1, .people = s->kind[k].n,
                        .sep = k + 1 < s->n_kinds ? ", " : "");
    return head;
}

/* --- people --- */

const char *hinge_page_of(struct hinge_cohort *s, size_t n)
{
    if (!s->one_person && !s->nobody)
        return hinge_page_text(s, "n" NBSP "=" NBSP "%zu", n);
    return hinge_page_text(s, "%zu" NBSP "%s%s", n, s->one_person ? "bend" : "recording",
                           HINGE_S(n));
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
    return hinge_page_mean_in(s, outcome, cue, &cell);
}

struct hinge_page_printed hinge_page_print_mean(struct hinge_cohort *s,
                                                const struct hinge_quantity *outcome,
                                                struct hinge_page_mean of)
{
    return hinge_page_print_level(s, outcome, of.m, of.lo, of.hi);
}

struct hinge_page_group_means
hinge_page_group_means(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue)
{
    struct hinge_page_group_means all = {0};
    const struct hinge_quantity *model =
        hinge_page_metric(s, hinge_page_text(s, "%s_margin", outcome->id), outcome->phase);
    bool named = false;
    for (size_t g = 0; g < s->n_groups; g++) {
        struct hinge_page_mean mean = hinge_page_mean_of(s, outcome, cue, g), more = {0};
        if (mean.n > 0 && hinge_cohort_measure(s, model) != NULL)
            more = hinge_page_mean_of(s, model, cue, g);
        /* what the choice of body model changes (0: nothing): not if it is open on which side of 0
         * the interval is */
        const double margin = more.n > 0 ? more.m : 0, lo = isnan(mean.lo) ? mean.m : mean.lo,
                     hi = isnan(mean.hi) ? mean.m : mean.hi;
        if (mean.n == 0 || (margin > 0 && lo - margin <= 0 && hi + margin >= 0))
            continue;
        const bool shift = outcome == s->outcome[HINGE_OUT_SHIFT];
        const bool still = shift && strpbrk(hinge_page_print_mean(s, outcome, mean).val,
                                            "123456789") == NULL,
                   back = shift && !still && mean.m < 0;
        if (still) /* no direction, and no "-0.0%" */
            mean.m = 0;
        if (back) /* "back by 4%" */
            mean = (struct hinge_page_mean){mean.n, -mean.m, -mean.hi, -mean.lo};
        const bool interval = !isnan(mean.lo);
        const struct hinge_page_printed is = hinge_page_print_mean(s, outcome, mean);
        HINGE_FACTS_ADD(
            s, &all, groups, hinge_page_group_mean, .m = is.val, .back = back, .still = still,
            .ci = interval, .lo = is.lo,
            .hi = interval && !s->spine ? hinge_page_text(s, "%s%s", is.hi, outcome->after) : is.hi,
            .model = margin > 0 ? hinge_page_text(s, "± %s by the choice of body model",
                                                  hinge_page_num(s, outcome, margin))
                                : NULL,
            .n = mean.n, .nobody = s->nobody, .of = hinge_page_of(s, mean.n),
            .people = s->n_groups > 1 ? s->group[g].words : NULL, .named = interval && !named);
        named = named || interval;
    }
    for (size_t i = 0; i < all.n_groups; i++) {
        all.groups[i]->first = i == 0;
        all.groups[i]->sep = hinge_list_joint(all.n_groups - 1 - i, " and ");
    }
    return all;
}

/* --- what is said --- */

/* Of groups or sessions. */
HINGE_FACTS(seen, F(FLAG, any) F(ONE, hinge_page_group_means, pelvic) F(TEXT, With)
                      F(FLAG, inferred) F(TEXT, cause))
HINGE_FACTS(equal, F(TEXT, a) F(TEXT, of_a) F(TEXT, b) F(TEXT, of_b))
HINGE_FACTS(people, F(IN, hinge_page_group_means, means) F(IN, seen, seen)
                        F(ONE, hinge_page_missing, missing) F(ONE, equal, equal)
                            F(ONE, hinge_page_changed, change) F(ANY, changes) F(TEXT, kind))
HINGE_FACTS(session, F(TEXT, m) F(TEXT, in) F(TEXT, sd) F(COUNT, reps) F(FLAG, first) F(TEXT, sep))
HINGE_FACTS(change, F(TEXT, size) F(TEXT, mdc) F(FLAG, within) F(TEXT, anew))
HINGE_FACTS(sessions, F(LIST, session, each) F(IN, seen, seen) F(FLAG, few) F(FLAG, spine)
                          F(FLAG, two) F(TEXT, unit) F(ONE, change, change))
HINGE_FACTS(unseen, F(TEXT, kind) F(COUNT, n))
HINGE_FACTS(section, F(NUMBER, no) F(ONE, people, measured) F(ONE, people, standin)
                         F(ONE, sessions, sessions) F(ONE, hinge_page_table, own_) F(TEXT, reps)
                             F(IF, reps_1) F(ONE, unseen, unseen))

static struct seen seen_of(struct hinge_cohort *s, bool any)
{
    struct seen seen = {.any = any, .inferred = s->kind[0].inferred};
    if (!any && s->spine) { /* no hip angle: of the motion of lower back and pelvis */
        const struct hinge_page_group_means means =
            hinge_page_group_means(s, hinge_cohort_outcome(s, &hinge_outcome_pelvic), 0);
        seen.pelvic =
            means.n_groups > 0 ? HINGE_FACTS_COPY(s, hinge_page_group_means, means) : NULL;
    }
    /* under which condition the bends were: not where all had one cue */
    if (s->n_cues > 1 || strcmp(s->cue[0].id, "none") == 0 || hinge_cohort_at_load(s) != NULL)
        seen.With = hinge_page_capital(s, s->cue[0].phrase);
    if (!s->spine && !s->kind[0].inferred && !s->kind[0].positions) /* else points say it */
        seen.cause = hinge_page_is_unrested(s)
                         ? "nothing rests, so hip, knee and lumbar angles are refused"
                         : "their angles do not separate hip and spine";
    return seen;
}

/* --- one person: sessions --- */

const struct hinge_quantity *hinge_page_person_outcome(struct hinge_cohort *s)
{
    return hinge_cohort_measured(s, s->planned, 0) ? s->planned : s->lead;
}

struct hinge_page_sessions hinge_page_sessions(struct hinge_cohort *s,
                                               const struct hinge_quantity *outcome)
{
    struct hinge_page_sessions of = {
        .bends = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *of.bends),
        .session = hinge_arena_alloc(&s->arena, s->n_sessions, sizeof *of.session),
        .change = (double)NAN,
        .mdc = (double)NAN};
    for (size_t i = 0; i < s->n_sessions; i++) {
        struct hinge_cohort_bends_of bends = hinge_cohort_bends_of(s, outcome, HINGE_ANY, i, 0);
        if (bends.n == 0)
            continue;
        of.session[of.n] = i;
        of.bends[of.n++] = bends;
    }
    if (s->one_person && of.n > 1)
        of.mdc = hinge_page_mdc(s, outcome);
    if (of.n > 1)
        of.change = of.bends[of.n - 1].mean - of.bends[0].mean;
    of.other = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof(void *));
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *session = hinge_cohort_trial_text(s, trial, "session");
        bool known = trial->person != 0 || !hinge_uses_counted(&s->uses, trial->row) ||
                     (trial->usable && trial->cue != 0);
        for (size_t i = 0; i < of.n && !known; i++)
            known = strcmp(s->session[of.session[i]], session) == 0;
        for (size_t i = 0; i < of.n_others && !known; i++)
            known = strcmp(hinge_cohort_trial_text(s, of.other[i], "session"), session) == 0;
        if (!known)
            of.other[of.n_others++] = trial;
    }
    return of;
}

const char *hinge_page_session_sd(struct hinge_cohort *s, const struct hinge_cohort_bends_of *bends)
{
    double sd = hinge_stats_sd(bends->value, bends->n);
    return isnan(sd) ? NULL : hinge_page_fixed(s, sd * s->lead->scale, 1);
}

struct hinge_facts hinge_page_share(struct hinge_cohort *s, const struct hinge_page_map *map,
                                    size_t *no)
{
    struct section facts = {.no = ++*no};
    if (s->one_person) {
        static const char *const anew[] = {"placing the sensors", "placing the markers",
                                           "setting up the camera"};
        const struct hinge_page_sessions of = hinge_page_sessions(s, s->lead);
        struct sessions *sessions = facts.sessions =
            HINGE_FACTS_MAKE(s, sessions, .seen = seen_of(s, of.n > 0),
                             .few = of.n == 0 && hinge_cohort_measured(s, s->lead, 0),
                             .spine = s->spine, .two = of.n > 1,
                             .unit = s->spine ? " points" : "°");
        for (size_t i = 0; i < of.n; i++) {
            const char *session = s->session[of.session[i]];
            HINGE_FACTS_ADD(s, sessions, each, session,
                            .m = hinge_page_val(s, s->lead, of.bends[i].mean),
                            .in = hinge_page_in_session(s, session),
                            .sd = hinge_page_session_sd(s, &of.bends[i]), .reps = of.bends[i].n,
                            .first = i == 0, .sep = hinge_list_joint(of.n - 1 - i, " and "));
        }
        if (of.n > 1) { /* over time */
            sessions->change =
                HINGE_FACTS_MAKE(s, change, hinge_page_size(s, s->lead, of.change),
                                 isnan(of.mdc) ? NULL : hinge_page_size(s, s->lead, of.mdc),
                                 fabs(of.change) <= of.mdc,
                                 anew[s->spine ? s->kind[0].positions : 2]);
        }
        if (of.n > 0 && map == NULL) /* else the map's table has them */
            facts.own_ = HINGE_FACTS_COPY(s, hinge_page_table, hinge_page_bends_table(s, NULL));
    } else {
        /* shares at equal depth, where everybody of both groups has one */
        const struct hinge_quantity *evenly = s->outcome[HINGE_OUT_EQUAL];
        const char *share[2] = {NULL, NULL};
        bool equal = s->spine && s->n_groups == 2;
        for (size_t g = 0; g < 2 && equal; g++) {
            const struct hinge_page_mean mean = hinge_page_mean_of(s, evenly, 0, g);
            equal = mean.n > 0 && mean.n == hinge_page_mean_of(s, s->lead, 0, g).n;
            share[g] = hinge_page_num(s, evenly, mean.m);
        }
        const struct hinge_page_group_means means = hinge_page_group_means(s, s->lead, 0);
        const struct hinge_page_changes *loads = &s->page->changes[HINGE_PAGE_LOADS];
        *(s->spine ? &facts.measured : &facts.standin) = HINGE_FACTS_MAKE(
            s, people, means,
            seen_of(s, means.n_groups > 0 && (!s->spine || s->lead == s->outcome[HINGE_OUT_SHARE])),
            hinge_page_missing(s, hinge_page_without(s, 0) + hinge_page_without(s, HINGE_ANY)),
            equal ? HINGE_FACTS_MAKE(s, equal, share[0], s->group[0].words, share[1],
                                     s->group[1].words)
                  : NULL,
            hinge_page_changed(s, HINGE_PAGE_LOADS, HINGE_SAY_CHANGE_ONE, NULL),
            s->n_groups == 2 && loads->result != NULL
                ? hinge_page_change_table(s, loads->result, hinge_page_at(s, loads, loads->from),
                                          hinge_page_at(s, loads, loads->to), false)
                : (struct hinge_facts){0},
            s->kind[0].name);
        if (map == NULL && means.n_groups > 0) /* else its table has everybody */
            facts.own_ = HINGE_FACTS_COPY(s, hinge_page_table,
                                          hinge_page_table(s, s->lead,
                                                           s->spine ? HINGE_SCALE_ZERO : 0, NULL));
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
        facts.reps = least == most ? hinge_page_text(s, "%u", least)
                                   : hinge_page_text(s, "%u to %u", least, most);
        facts.reps_1 = most == 1;
        /* the people whose kinds do not show what the main one shows */
        struct hinge_page_list kinds = {0};
        size_t unseen = 0;
        for (size_t k = 0; k < s->n_kinds && s->spine; k++)
            if (!s->kind[k].spine) {
                hinge_page_list_add(s, &kinds, s->kind[k].name);
                unseen += s->kind[k].n;
            }
        if (unseen > 0)
            facts.unseen = HINGE_FACTS_MAKE(
                s, unseen, hinge_page_capital(s, hinge_page_listed(s, &kinds, "and")), unseen);
    }
    return HINGE_FACTS_OF(s, section, &facts);
}
