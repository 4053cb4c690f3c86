/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps the title from more: one list, in the order of what could change the answer most. The
 * first three stand under the title, the others further down. */
#include "page/page.h"

#include "faults/fault.h"
#include "stats/parts/planned.h"

/* --- of the people of a comparison --- */

struct hinge_page_contrast hinge_page_contrast(struct hinge_cohort *s, size_t which)
{
    const struct hinge_page_changes *of = &s->page->changes[which];
    if (of->described || hinge_page_changes_row(s, of, 0) == NULL)
        return (struct hinge_page_contrast){.outcome = NULL};
    return (struct hinge_page_contrast){
        s->planned, hinge_page_values_at(s, s->planned, of->column, of->from, of->cue),
        hinge_page_values_at(s, s->planned, of->column, of->to, of->cue),
        hinge_page_at(s, of, of->from), hinge_page_at(s, of, of->to)};
}

struct hinge_page_contrast hinge_page_contrast_of_cue(struct hinge_cohort *s,
                                                      const struct hinge_page_cue_row *row)
{
    if (row->outcome == NULL)
        return (struct hinge_page_contrast){.outcome = NULL};
    double *value = hinge_arena_alloc(&s->arena, 2 * s->n_people + 1, sizeof *value);
    for (size_t k = 0; k < 2 * s->n_people; k++)
        value[k] =
            hinge_cohort_value(s, row->outcome, k % s->n_people, k < s->n_people ? 0 : row->cue);
    return (struct hinge_page_contrast){row->outcome, value, value + s->n_people, s->cue[0].phrase,
                                        s->cue[row->cue].phrase};
}

bool *hinge_page_compared(struct hinge_cohort *s)
{
    bool *is = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *is);
    const struct hinge_page_contrast of = hinge_page_contrast(s, hinge_page_visits_asked(s));
    for (size_t p = 0; p < s->n_people; p++)
        is[p] = hinge_cohort_is_of(s, p, HINGE_ANY, 0) &&
                !isnan(of.outcome != NULL ? of.first[p] - of.second[p]
                                          : hinge_cohort_value(s, s->planned, p, 0));
    return is;
}

/* Who has the first value alone, where so many could change the answer: a fifth of a group, or two
 * people or more, with shares of groups that lie 10 points apart. Their values beside those of who
 * has both. */
static void add_lost_of(struct hinge_cohort *s, const struct hinge_page_contrast *of,
                        struct hinge_page_list *line)
{
    const double apart = .1;
    struct hinge_page_list parts = {0}, values = {0};
    double least = 1, most = 0;
    size_t all_lost = 0, people = 0;
    bool fifth = false;
    for (size_t g = 0; of->outcome != NULL && g < s->n_groups; g++) {
        struct hinge_mean mean[2] = {{.n = 0}, {.n = 0}}; /* lost, kept */
        for (size_t p = 0; p < s->n_people; p++)
            if (hinge_cohort_is_of(s, p, g, 0) && !isnan(of->first[p]))
                hinge_mean_add(&mean[!isnan(of->second[p])], of->first[p]);
        const unsigned lost = mean[0].n, all = lost + mean[1].n;
        if (mean[1].n == 0) /* nobody of them was asked, or there is nothing to compare */
            continue;
        least = fmin(least, (double)lost / all);
        most = fmax(most, (double)lost / all);
        fifth = fifth || 5 * lost >= all;
        all_lost += lost;
        people += all;
        if (lost == 0)
            continue;
        HINGE_PAGE_LIST_ADD(s, &parts, "%u of %u %s%s", lost, all, s->n_groups > 1 ? "of " : "",
                            s->group[g].words);
        HINGE_PAGE_LIST_ADD(s, &values, "%s in %s, %s in the %u with both",
                            hinge_page_val(s, of->outcome, hinge_mean_of(&mean[0])),
                            lost > 1 ? hinge_page_text(s, "these %u", lost) : "this one",
                            hinge_page_val(s, of->outcome, hinge_mean_of(&mean[1])), mean[1].n);
    }
    if (people >= HINGE_LEAST_TESTED && /* else nothing would have been tested of all of them */
        all_lost > 0 && (fifth || (all_lost > 1 && most - least >= apart)))
        HINGE_PAGE_LIST_ADD(s, line, "%s ha%s no value %s; %s %s: %s.",
                            hinge_page_capital(s, hinge_page_listed(s, &parts, "and")),
                            all_lost > 1 ? "ve" : "s", of->after, of->outcome->in_text, of->before,
                            hinge_page_listed(s, &values, "and"));
}

HINGE_FACTS(row, F(TEXT, reason) F(NUMBER, n) F(TEXT, remedy))
HINGE_FACTS(lost, F(FLAG, nobody) F(FLAG, valueless) F(LIST, row, rows))

/* Whether a reason of its own says why values of a recording are missing. */
static bool has_reason(const struct hinge_used_recording *of)
{
    return *of->reason != '\0' && (of->use == HINGE_USE_REFUSED || of->use == HINGE_USE_NO_REPS ||
                                   of->use == HINGE_USE_PARTIAL || of->use == HINGE_USE_USED);
}

static bool was_recorded(const struct hinge_used_recording *of)
{
    return of->use != HINGE_USE_NOT_RECORDED && of->use != HINGE_USE_REFERENCE;
}

const char *hinge_page_cause(struct hinge_cohort *s)
{
    const size_t rows = s->uses.given.rows;
    cleared_by(hinge_intern_clear) struct hinge_intern reasons = {0};
    cleared_by(freed) size_t *count = hinge_alloc(rows + 1, sizeof *count);
    size_t all = 0, most = 0;
    char why[160];
    for (size_t r = 0; r < rows; r++) {
        const struct hinge_used_recording *of = &s->uses.recording[r];
        all += was_recorded(of);
        if (has_reason(of)) {
            const size_t k = hinge_intern_number(&reasons, hinge_use_why(&s->uses, of, why));
            most = ++count[k] > count[most] ? k : most;
        }
    }
    return reasons.n > 0 && 2 * count[most] >= all
               ? hinge_page_text(s, "in %zu of %zu recording%s %s", count[most], all, HINGE_S(all),
                                 reasons.text[most])
               : NULL;
}

struct hinge_facts hinge_page_lost(struct hinge_cohort *s, bool valueless)
{
    const struct hinge_table *given = &s->uses.given;
    cleared_by(hinge_intern_clear) struct hinge_intern reasons = {0};
    size_t *count = hinge_arena_alloc(&s->arena, given->rows + 1, sizeof *count),
           *first = hinge_arena_alloc(&s->arena, given->rows + 1, sizeof *first), n = 0, all = 0;
    struct lost facts = {.nobody = hinge_page_is_empty(s), .valueless = valueless};
    char why[160];
    for (size_t r = 0; r < given->rows; r++) {
        const struct hinge_used_recording *of = &s->uses.recording[r];
        all += was_recorded(of);
        if (facts.nobody ? !hinge_uses_counted(&s->uses, r)
            : valueless  ? !has_reason(of)
                         : of->use != HINGE_USE_REFUSED || *of->reason == '\0')
            continue;
        const size_t k = hinge_intern_number(&reasons, hinge_use_why(&s->uses, of, why));
        first[k] = count[k]++ == 0 ? r : first[k];
        n++;
    }
    for (size_t i = 0; i < reasons.n && 5 * n >= all; i++) {
        /* what to do about it; a code's, without the marks of its words */
        const struct hinge_used_recording *of = &s->uses.recording[first[i]];
        const char *reason = hinge_use_reason(of->use),
                   *name = of->use == HINGE_USE_GUESSED ? hinge_reason_name(HINGE_REASON_INFERRED)
                           : *reason != '\0'            ? reason
                                                        : of->reason;
        const struct hinge_code *code = hinge_code_find(name, strcspn(name, " ,"));
        const bool told = of->use != HINGE_USE_FEW && code != NULL;
        char *text = hinge_arena_printf(&s->arena, "%s", told ? code->remedy : ""), *to = text;
        for (const char *p = text; *p != '\0'; p++)
            if (*p != '`')
                *to++ = *p;
        *to = '\0';
        HINGE_FACTS_ADD(s, &facts, rows, row, hinge_page_text(s, "%s", reasons.text[i]), count[i],
                        told ? text
                        : of->use == HINGE_USE_FEW
                            ? hinge_page_text(s, "record more, or %s", hinge_page_allow_single(s))
                        : of->use == HINGE_USE_FILTERED ? "give another filter, or none"
                                                        : "the table trials says more");
    }
    return facts.n_rows > 0 ? HINGE_FACTS_OF(s, lost, &facts) : (struct hinge_facts){0};
}

/* Sessions of which nobody says what was between them; and columns of the user's own whose levels a
 * value averages: words of 2 to 6 levels, of which half of the people or more have two. */
static void add_design(struct hinge_cohort *s, struct hinge_page_list *line)
{
    const struct hinge_page_changes *of = &s->page->changes[HINGE_PAGE_SESSIONS];
    size_t *row = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *row);
    for (size_t t = 0; t < s->n_trials; t++)
        row[t] = s->trial[t].row;
    cleared_by(hinge_text_clear) struct hinge_text retest = {0};
    if (of->described && of->to != NULL) {
        hinge_retest_add(&retest, &s->tab.trials, row, s->n_trials, of->from, of->to);
        HINGE_PAGE_LIST_ADD(s, line,
                            "Nobody says what happened between sessions %s and %s. If nothing did, "
                            "%s; if something did, write change = session:%s-%s under [run].",
                            of->from, of->to, hinge_text_string(&retest), of->to, of->from);
    }
    const struct hinge_table *trials = &s->tab.trials;
    const bool *compared = hinge_page_compared(s);
    struct hinge_page_list found = {0};
    size_t people = 0;
    enum { MOST = 6 };
    for (size_t k = 0; k < s->tab.list.n_columns; k++) {
        const char *name = s->tab.list.column[k].name;
        const long at = hinge_table_find(trials, name);
        cleared_by(hinge_intern_clear) struct hinge_intern levels = {0};
        const char **first = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *first);
        bool *two = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *two);
        size_t several = 0;
        if (at < 0 || trials->column[at].type != HINGE_COLUMN_TEXT || strchr(name, ':') != NULL ||
            !hinge_trial_info_of_person(name) || hinge_listed("rater|group|participant", '|', name))
            continue;
        const struct hinge_cohort_trial *trial = NULL;
        while ((trial = hinge_page_usable(s, trial)) != NULL) {
            const char *level = hinge_table_word(trials, name, trial->row);
            if (trial->person == HINGE_ANY || !compared[trial->person] || *level == '\0' ||
                !isnan(hinge_day_of(level)))
                continue;
            const char **its = &first[trial->person];
            hinge_intern_number(&levels, level);
            *its = *its != NULL ? *its : level;
            two[trial->person] = two[trial->person] || strcmp(*its, level) != 0;
        }
        for (size_t p = 0; p < s->n_people; p++) {
            several += two[p];
            people += compared[p] && k == 0;
        }
        if (levels.n >= 2 && levels.n <= MOST && several > 0 && 2 * several >= people)
            hinge_page_list_add(s, &found, name);
    }
    if (found.n > 0)
        HINGE_PAGE_LIST_ADD(s, line, "Means are averaged over %s.",
                            hinge_page_listed(s, &found, "and"));
    /* People filmed from another side at another visit, or at two frame rates: part of a change may
     * be the camera's. */
    struct hinge_page_list side = {0}, rate = {0};
    for (const struct hinge_cohort_trial *its = NULL; (its = hinge_page_usable(s, its)) != NULL;) {
        const struct hinge_cohort_trial *other = &s->trial[s->person[its->person].trial];
        const char *a = hinge_cohort_trial_text(s, other, "side"),
                   *b = hinge_cohort_trial_text(s, its, "side");
        const double one = hinge_cohort_trial_number(s, other, "rate_hz"),
                     two = hinge_cohort_trial_number(s, its, "rate_hz");
        if (its->session != other->session && strcmp(a, b) != 0 && hinge_listed("l|r", '|', a) &&
            hinge_listed("l|r", '|', b))
            hinge_page_list_add(s, &side, s->person[its->person].id);
        if (fabs(one - two) > 0.01 * fmax(one, two))
            hinge_page_list_add(s, &rate, s->person[its->person].id);
    }
    side.n = hinge_each_once(side.item, side.n);
    rate.n = hinge_each_once(rate.item, rate.n);
    if (side.n > 0)
        HINGE_PAGE_LIST_ADD(s, line, "%s %s filmed from another side at another visit.",
                            hinge_page_listed(s, &side, "and"), side.n > 1 ? "were" : "was");
    if (rate.n > 0)
        HINGE_PAGE_LIST_ADD(s, line, "%s %s recorded at two frame rates.",
                            hinge_page_listed(s, &rate, "and"), rate.n > 1 ? "were" : "was");
}

static void add_filter(struct hinge_cohort *s, struct hinge_page_list *line)
{
    const struct hinge_page_filter *filter = hinge_page_kept(s).filter;
    if (filter != NULL)
        HINGE_PAGE_LIST_ADD(s, line, "Filter %s: %zu of %zu repetitions.", filter->text,
                            filter->kept, filter->of);
}

/* A line for each warning that casts doubt on what is compared but leaves its values (codes.def):
 * how many people, or recordings of one person, have it, of those with a value. */
static void add_warned(struct hinge_cohort *s, struct hinge_page_list *line)
{
    const struct hinge_page_tests *t = s->page->tests;
    size_t codes;
    const struct hinge_code *code = hinge_codes(&codes);
    bool *has = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *has);
    for (const struct hinge_code *end = code + codes; code < end; code++) {
        if (code->concern == HINGE_CONCERN_NOTHING)
            continue; /* most codes */
        struct hinge_page_list doubted = {0};
        unsigned char *seen = hinge_arena_alloc(&s->arena, s->n_trials + s->n_people, 1);
        size_t n[4] = {0}; /* 1: with a value, 2: with the warning, 3: in some recordings */
        for (size_t i = 0; i < s->n_trials; i++)
            has[i] =
                hinge_listed(hinge_cohort_trial_text(s, &s->trial[i], "warnings"), ' ', code->name);
        for (size_t i = 0; i <= t->n_cues; i++) {
            const struct hinge_quantity *of = i == 0 ? s->planned : t->cue[i - 1].outcome;
            if (of == NULL || !hinge_outcome_is_doubted(of->id, code->concern))
                continue;
            hinge_page_list_add(s, &doubted, of->in_text);
            for (size_t r = 0; r < s->n_reps; r++) {
                const struct hinge_cohort_rep *rep = &s->rep[r];
                if (rep->used && !isnan(hinge_cohort_rep_value(s, of, r)))
                    seen[s->one_person ? rep->trial : rep->person] |= has[rep->trial] ? 2 : 1;
            }
        }
        for (size_t i = 0; i < s->n_trials + s->n_people; i++)
            n[seen[i]]++;
        if (n[2] + n[3] > 0)
            HINGE_PAGE_LIST_ADD(s, line, "In %zu of %zu %s %s may mislead: %s.", n[2] + n[3],
                                n[1] + n[2] + n[3],
                                s->one_person || s->nobody ? "recordings" : "people",
                                hinge_page_listed(s, &doubted, "and"), code->phrase);
    }
}

/* The order in which people did a cue that changed something, of those whose change it is; and in
 * which they lifted the loads that are compared. Nothing where about half of them did each first.
 */
static void add_orders(struct hinge_cohort *s, struct hinge_page_list *line)
{
    const struct hinge_page_tests *t = s->page->tests;
    static const char with[] = "with ";
    struct hinge_page_list parts = {0};
    bool known = true;
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++) {
        if (row->stands_in || row->state != HINGE_SAID_DIFFERS)
            continue;
        const struct hinge_done_order order = hinge_page_order(s, row->cue, row->outcome);
        const bool after = order.after >= order.before;
        const size_t n = after ? order.after : order.before,
                     all = order.before + order.after + order.balanced;
        const char *cue = s->cue[row->cue].phrase;
        if (all < hinge_page_n(row->row->diff.n)) {
            known = false;
            continue;
        }
        if (10 * n <= 6 * all) /* it is at least half of them */
            continue;
        cue = strncmp(cue, with, strlen(with)) == 0 ? cue + strlen(with) : s->cue[row->cue].label;
        HINGE_PAGE_LIST_ADD(
            s, &parts, "%zu of %zu did %s %s %s", n, all, cue, after ? "after" : "before",
            parts.n > 0 ? "them" : hinge_page_text(s, "the bends %s", s->cue[0].phrase));
    }
    const char *so = t->n_cues == 1 ? "so practice may be part of the change"
                                    : "so practice may be part of the changes";
    if (parts.n > 0)
        HINGE_PAGE_LIST_ADD(s, line, "%s, %s.", hinge_page_join(s, &parts, "; "), so);
    else if (!known)
        HINGE_PAGE_LIST_ADD(s, line, "The order is not known, %s.", so);
    const struct hinge_page_changes *of = &s->page->changes[HINGE_PAGE_LOADS];
    const bool asked = hinge_page_changes_row(s, of, 0) != NULL;
    double *place = hinge_arena_alloc(&s->arena, 2 * s->n_people + 1, sizeof *place);
    size_t rising = 0, falling = 0;
    for (size_t i = 0; i < 2 * s->n_people; i++)
        place[i] = (double)NAN;
    for (size_t k = 0; k < s->n_trials && asked; k++) {
        const char *level = hinge_page_level_of(s, &s->trial[k], "load_kg", 0);
        for (size_t i = 0; i < 2 && level != NULL; i++)
            if (strcmp(level, i == 0 ? of->from : of->to) == 0)
                place[2 * s->trial[k].person + i] =
                    hinge_cohort_trial_number(s, &s->trial[k], "cond_order");
    }
    for (size_t p = 0; p < s->n_people; p++) {
        rising += place[2 * p] < place[2 * p + 1];
        falling += place[2 * p] > place[2 * p + 1];
    }
    const size_t n = rising + falling, most = rising > falling ? rising : falling;
    if (asked && n == 0)
        hinge_page_list_add(
            s, line,
            "The order of the loads is not known, so practice or tiring may be part of it.");
    else if (10 * most > 6 * n)
        HINGE_PAGE_LIST_ADD(
            s, line,
            most == n ? "All lifted the loads in %s order, so practice or tiring may be part of it."
                      : "Most lifted the loads in %s order (%zu of %zu), so practice or tiring may "
                        "be part of it.",
            rising > falling ? "rising" : "falling", most, n);
}

/* Where people of the groups that are compared did their conditions in other orders, so that a
 * difference of groups may be that of the orders. */
static void add_sequences(struct hinge_cohort *s, struct hinge_page_list *line)
{
    cleared_by(hinge_intern_clear) struct hinge_intern orders = {0};
    const struct hinge_page_sequence *order = hinge_page_sequences(s, &orders);
    const size_t groups = s->pairs ? s->n_groups : s->two ? 2 : 0, n = s->n_people;
    size_t *level = hinge_arena_alloc(&s->arena, 3 * n + 1, sizeof *level), *group = level + n,
           *home = group + n;
    const bool *compared = hinge_page_compared(s);
    struct hinge_page_list each = {0};
    bool several = false;
    for (size_t p = 0; p < n; p++) {
        level[p] = order[p].text;
        group[p] = compared[p] && s->person[p].group < groups ? s->person[p].group : SIZE_MAX;
    }
    if (hinge_levels_apart(level, group, n, home) == HINGE_TOLD)
        return;
    for (size_t g = 0; g < groups; g++) {
        size_t of = 0, most = 0, best = 0, levels = 0;
        for (size_t p = 0; p < n; p++)
            of += group[p] == g;
        for (size_t l = 0; l < orders.n; l++) {
            size_t here = 0;
            for (size_t p = 0; p < n; p++)
                here += group[p] == g && level[p] == l;
            levels += home[l] == g;
            best = here > most ? l : best;
            most = here > most ? here : most;
        }
        several = several || levels > 1;
        if (of > 0)
            HINGE_PAGE_LIST_ADD(s, &each, "%s of %s%s %s",
                                most == of ? hinge_page_text(s, "all %zu", of)
                                           : hinge_page_text(s, "%zu of %zu", most, of),
                                s->group[g].words, each.n == 0 ? " bent" : "", orders.text[best]);
    }
    hinge_page_list_add(
        s, line,
        several ? "Each order of the conditions is in one group only, so order and "
                  "group cannot be told apart."
                : hinge_page_text(s, "%s: order and group cannot be told apart.",
                                  hinge_page_capital(s, hinge_page_join(s, &each, "; "))));
}

static void add_held(struct hinge_cohort *s, struct hinge_page_list *line,
                     const struct hinge_page_head *head)
{
    char words[160];
    if (head->loads != NULL)
        HINGE_PAGE_LIST_ADD(s, line, "%s.", head->loads);
    for (size_t i = 0; i < s->tab.n_strays; i++)
        HINGE_PAGE_LIST_ADD(s, line, "%s.", hinge_stray_words(&s->tab.stray[i], words));
}

/* What a row adds to how firm the page is: whether it claims, and whose absence would end that. */
static bool add_ends(struct hinge_cohort *s, const struct hinge_planned_outcome *row,
                     struct hinge_page_list *line)
{
    char a[160], b[160];
    const char *ends = row != NULL ? hinge_planned_without(row, &s->arena) : NULL;
    if (ends != NULL)
        HINGE_PAGE_LIST_ADD(s, line, "%s minus %s: %s.",
                            hinge_page_capital(s, hinge_level_name(row, 0, a, sizeof a)),
                            hinge_level_name(row, 1, b, sizeof b), ends);
    return row != NULL && hinge_planned_differs(row);
}

/* How firm the page is: outcomes that were planned and not measured, and that the spine is not;
 * then its claims. False: it claims nothing. */
static bool add_firm(struct hinge_cohort *s, struct hinge_page_list *line)
{
    const struct hinge_page_tests *t = s->page->tests;
    struct hinge_page_list planned = {0};
    bool all = !(hinge_page_compares(s) && !s->stands_in);
    if (hinge_page_compares(s) && s->stands_in)
        hinge_page_list_add(s, &planned, s->asked->in_text);
    for (size_t i = 0; i < t->n_cues; i++) {
        all = all && (t->cue[i].stands_in || t->cue[i].outcome == NULL);
        if (t->cue[i].stands_in && t->cue[i].planned != NULL &&
            !hinge_cohort_measured(s, t->cue[i].planned, t->cue[i].cue))
            hinge_page_list_add(s, &planned, t->cue[i].planned->in_text);
    }
    if (planned.n > 0)
        HINGE_PAGE_LIST_ADD(s, line, "These recordings cannot show %s.%s",
                            hinge_page_listed(s, &planned, "and"),
                            all ? " Everything here is exploratory." : "");
    else if (s->unseen)
        hinge_page_list_add(s, line,
                            "The spine cannot be seen here, so everything is exploratory.");
    const struct hinge_page_changes *const of[] = {&s->page->changes[hinge_page_visits_asked(s)],
                                                   &s->page->changes[HINGE_PAGE_LOADS]};
    const struct hinge_planned_outcome *row;
    const bool again = hinge_page_changes_row(s, of[0], 0) != NULL; /* groups by their changes */
    bool claims = !again && t->two && add_ends(s, t->lead, line);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; (row = hinge_page_changes_row(s, of[k], i)) != NULL; i++)
            claims = add_ends(s, row, line) || claims;
    for (size_t i = 0; i < t->pairs.all && !again; i++)
        claims = add_ends(s, t->pair[i], line) || claims;
    for (size_t i = 0; i < t->n_cues; i++)
        claims = add_ends(s, t->cue[i].row, line) || claims;
    return claims;
}

struct hinge_page_doubts hinge_page_doubts(struct hinge_cohort *s, size_t session)
{
    struct hinge_page_doubts n = {0};
    const struct hinge_cohort_trial *trial = NULL;
    while ((trial = hinge_page_usable(s, trial)) != NULL) {
        const char *message = hinge_cohort_trial_text(s, trial, "message");
        if (session != HINGE_ANY && (trial->session != session || trial->cue != 0))
            continue;
        const bool spine = s->kind[trial->kind].spine,
                   unrest =
                       hinge_listed(hinge_cohort_trial_text(s, trial, "warnings"), ' ', "NO_REST"),
                   sign = strstr(message, HINGE_SIGN_NOT_TOLD) != NULL,
                   open = strstr(message, HINGE_NO_REST_OPEN) != NULL,
                   refused = strstr(message, "lumbar " HINGE_NO_REST_REFUSED) != NULL;
        n.of++;
        n.sign += sign;
        n.refused += refused;
        n.open += open;
        n.wide += unrest && spine && !open;
        n.sensors += spine && !s->kind[trial->kind].positions;
        n.doubted += spine && (unrest || sign);
        n.unseen += !spine;
    }
    return n;
}

HINGE_FACTS(doubted, F(NUMBER, n) F(NUMBER, of) F(TEXT, why))
HINGE_FACTS(exact, F(FLAG, camera) F(FLAG, unrested) F(ONE, doubted, doubted))

struct hinge_facts hinge_page_exact(struct hinge_cohort *s)
{
    const struct hinge_page_doubts n = hinge_page_doubts(s, HINGE_ANY);
    const char *drift =
        n.sign == 0 ? "the drift of the sensors is not known"
        : n.open + n.wide == 0
            ? "the sensors do not tell which way the pelvis tips"
            : "the drift of the sensors, or which way the pelvis tips, is not known";
    struct exact facts = {.unrested = hinge_page_is_unrested(s),
                          .doubted = n.doubted > 0
                                         ? HINGE_FACTS_MAKE(s, doubted, n.doubted, n.sensors, drift)
                                         : NULL};
    for (size_t k = 0; k < s->n_kinds; k++)
        facts.camera = facts.camera || (s->kind[k].positions && strcmp(s->kind[k].tier, "C") == 0);
    return HINGE_FACTS_OF(s, exact, &facts);
}

bool hinge_page_is_unrested(struct hinge_cohort *s)
{
    const struct hinge_page_doubts n = hinge_page_doubts(s, HINGE_ANY);
    return !s->spine && n.refused > 0 && n.refused == n.unseen;
}

/* Of people who were measured in both conditions, at[trial] 0 and 1, where it is the load that
 * parts these: "All 14 lifted 20 kg only after". NULL: it does not. */
static const char *loads_apart(struct hinge_cohort *s, const size_t *at, const unsigned char *seen,
                               const char *const name[2], const char *what)
{
    cleared_by(hinge_intern_clear) struct hinge_intern loads = {0};
    const size_t n = 2 * s->n_people, axis = hinge_axis_of("load_kg");
    size_t *level = hinge_arena_alloc(&s->arena, 3 * n + 1, sizeof *level), *part = level + n,
           *home = part + n, best = 0, lifted = 0, people = 0;
    for (size_t i = 0; i < n; i++) {
        level[i] = HINGE_ANY;
        part[i] = seen[i / 2] == 3 ? i % 2 : HINGE_ANY;
        people += part[i] == 0;
    }
    for (size_t t = 0; t < s->n_trials; t++) {
        char words[HINGE_AXIS_TEXT];
        const char *load = hinge_axis_text(&s->tab.trials, axis, s->trial[t].row, words);
        if (at[t] == HINGE_ANY || *load == '\0')
            continue;
        const size_t l = hinge_intern_number(&loads, load), i = 2 * s->trial[t].person + at[t];
        level[i] = level[i] == HINGE_ANY || level[i] == l ? l : n; /* several: none of them */
    }
    if (hinge_levels_apart(level, part, n, home) == HINGE_TOLD)
        return NULL;
    for (size_t l = 0; l < loads.n; l++) /* the heaviest says it */
        if (home[l] != SIZE_MAX && (home[best] == SIZE_MAX ||
                                    strtod(loads.text[l], NULL) > strtod(loads.text[best], NULL)))
            best = l;
    for (size_t i = 0; i < n; i++)
        lifted += part[i] == home[best] && level[i] == best;
    return hinge_page_text(s, "%s lifted %s kg only %s, so load and %s cannot be told apart.",
                           lifted == people ? hinge_page_text(s, "All %zu", people)
                                            : hinge_page_text(s, "%zu of %zu", lifted, people),
                           loads.text[best], name[home[best]], what);
}

/* Conditions that are compared within people, at[trial] 0 and 1, of which nobody has both, or not
 * measured alike; `kind`: in several ways. */
static void add_apart(struct hinge_cohort *s, const size_t *at, const char *const name[2],
                      const char *what, bool kind, struct hinge_page_list *first,
                      struct hinge_page_list *line)
{
    unsigned char *seen = hinge_arena_alloc(&s->arena, s->n_people + 1, 1);
    size_t both = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        if (at[t] != HINGE_ANY)
            seen[s->trial[t].person] |= (unsigned char)(1 << at[t]);
    for (size_t p = 0; p < s->n_people; p++)
        both += seen[p] == 3;
    const char *load = both > 0 ? loads_apart(s, at, seen, name, what) : NULL;
    if (load != NULL)
        hinge_page_list_add(s, first, load);
    else if (both > 0 && !kind)
        HINGE_PAGE_LIST_ADD(s, line,
                            "%zu of %zu people were measured both %s and %s, none of them "
                            "alike in both, so these are not compared.",
                            both, s->n_people, name[0], name[1]);
    else
        HINGE_PAGE_LIST_ADD(s, line, "Nobody was measured %sboth %s and %s, so %s.",
                            kind ? "in one way " : "", name[0], name[1],
                            kind     ? "these are not compared"
                            : s->two ? "a difference of groups may be one of these"
                                     : "these are not compared; different people are compared by "
                                       "the column group");
}

/* A fifth or more of the people: the reason that most of them have; who has no second value; and
 * what nobody has both of. */
static void add_missing(struct hinge_cohort *s, struct hinge_page_list *apart,
                        struct hinge_page_list *line)
{
    const bool people = !s->one_person && s->n_people > 0;
    size_t *at = hinge_arena_alloc(&s->arena, s->n_trials + 1, sizeof *at);
    struct hinge_page_gap *gap;
    const size_t n = hinge_page_gaps(s, &gap);
    cleared_by(hinge_intern_clear) struct hinge_intern reasons = {0};
    size_t *count = hinge_arena_alloc(&s->arena, n + 1, sizeof *count),
           *first = hinge_arena_alloc(&s->arena, n + 1, sizeof *first), missing = 0, best = 0;
    for (size_t i = 0; i < n; i++) {
        if (gap[i].copy || gap[i].cue != HINGE_ANY) /* copies have a line of their own */
            continue;
        const size_t k = hinge_intern_number(&reasons, gap[i].why);
        first[k] = count[k]++ == 0 ? i : first[k];
        missing++;
    }
    for (size_t k = 1; k < reasons.n; k++)
        best = count[k] > count[best] ? k : best;
    const struct hinge_used_recording *of =
        missing > 0 ? hinge_uses_furthest(&s->uses, gap[first[best]].number, NULL) : NULL;
    const bool unread = of != NULL && of->use == HINGE_USE_REFUSED; /* files */
    const size_t all = s->n_people + hinge_page_without(s, HINGE_ANY);
    if (missing > 0 && 5 * missing >= all)
        HINGE_PAGE_LIST_ADD(
            s, line,
            unread ? "%zu of %zu people could not be used%s their files could not be read (%s)."
                   : "%zu of %zu people could not be used%s %s.",
            missing, all, count[best] < missing ? ", most because" : ":", gap[first[best]].why);
    /* who came last is compared with the first visit alone */
    for (size_t i = 0; i < HINGE_PAGE_LATER_AFTER && people; i++) {
        const struct hinge_page_contrast both = hinge_page_contrast(s, i);
        add_lost_of(s, &both, line);
    }
    for (size_t i = 0; i < s->page->tests->n_cues && people; i++) {
        const struct hinge_page_cue_row *row = &s->page->tests->cue[i];
        const struct hinge_page_contrast both = hinge_page_contrast_of_cue(s, row);
        add_lost_of(s, &both, line);
        if (row->outcome == NULL && hinge_cohort_cell(s, s->lead, row->cue, HINGE_ANY, 0).n > 0 &&
            hinge_cohort_cell(s, s->lead, 0, HINGE_ANY, 0).n > 0 &&
            hinge_cohort_change(s, s->lead, row->cue, HINGE_ANY, 0).n == 0) {
            const char *const name[] = {s->cue[0].phrase, s->cue[row->cue].phrase};
            for (size_t t = 0; t < s->n_trials; t++)
                at[t] = !s->trial[t].usable || s->trial[t].person == HINGE_ANY ? HINGE_ANY
                        : s->trial[t].cue == 0                                 ? 0
                        : s->trial[t].cue == row->cue                          ? 1
                                                                               : HINGE_ANY;
            add_apart(s, at, name, "cue", false, apart, line);
        }
    }
    size_t before = 0, later = 0, other = 0; /* recordings */
    const char *last = "later";
    for (size_t t = 0; t < s->n_trials && people; t++) {
        const bool other_kind = s->trial[t].of->use == HINGE_USE_OTHER_KIND;
        const char *session = hinge_cohort_trial_text(s, &s->trial[t], "session");
        const enum hinge_stage stage = hinge_stage_of(session);
        at[t] = HINGE_ANY;
        if ((!s->trial[t].usable && !other_kind) || s->trial[t].person == HINGE_ANY)
            continue;
        at[t] = stage == HINGE_STAGE_BEFORE                                ? 0
                : stage == HINGE_STAGE_AFTER || stage == HINGE_STAGE_LATER ? 1
                                                                           : HINGE_ANY;
        last = stage == HINGE_STAGE_AFTER ? "after" : last;
        before += at[t] == 0;
        later += at[t] == 1;
        other += other_kind || s->trial[t].kind != 0;
    }
    if (before > 0 && later > 0 && s->page->changes[HINGE_PAGE_SESSIONS].to == NULL &&
        s->page->changes[HINGE_PAGE_PRACTICE].to == NULL)
        add_apart(s, at, (const char *const[]){"before", last}, "time", other > 0, apart, line);
}

/* Recordings of whom nothing is known; those that two people have, or one in two conditions; people
 * in two groups, a few of many; and what sensors do not tell. */
static void add_recordings(struct hinge_cohort *s, struct hinge_page_list *line)
{
    struct hinge_page_list who = {0}, same = {0};
    size_t n = 0;
    for (size_t t = 0; t < s->n_trials; t++) {
        const enum hinge_use use = s->trial[t].of->use;
        n += use == HINGE_USE_NOBODY;
        if (use == HINGE_USE_COPY && *hinge_cohort_trial_text(s, &s->trial[t], "copy_of") == '\0')
            hinge_page_list_add(s, s->tab.is_own_copy[s->trial[t].row] ? &same : &who,
                                hinge_cohort_trial_text(s, &s->trial[t], "participant"));
    }
    if (s->nobody)
        hinge_page_list_add(s, line,
                            "No recording names a participant, so each counts by itself: numbers "
                            "of people are those of recordings, without interval and test. Fill "
                            "the column participant of the trial list.");
    else if (n > 0)
        HINGE_PAGE_LIST_ADD(s, line,
                            "%zu recording%s no participant and %s in no mean: fill the column "
                            "participant of the trial list.",
                            n, n == 1 ? " has" : "s have", n == 1 ? "is" : "are");
    hinge_levels_sort(who.item, who.n);
    hinge_levels_sort(same.item, same.n);
    if (who.n + same.n > 0)
        HINGE_PAGE_LIST_ADD(s, line,
                            "The same numbers appear %s%s%s%s%s%s: neither counts until the column "
                            "copy_of of the trial list names the file that one copies.",
                            who.n > 0 ? "under " : "",
                            who.n > 0 ? hinge_page_listed(s, &who, "and") : "",
                            /* the filter excludes the other */
                            who.n == 1 && same.n == 0 ? " and another person" : "",
                            who.n > 0 && same.n > 0 ? ", and " : "",
                            same.n > 0 ? "in two conditions of " : "",
                            same.n > 0 ? hinge_page_listed(s, &same, "and") : "");
    struct hinge_page_list both = {0};
    bool visits = false;
    for (size_t t = 0; t < s->n_trials; t++) {
        if (*hinge_cohort_trial_text(s, &s->trial[t], HINGE_OTHER_GROUP) == '\0')
            continue;
        hinge_page_list_add(s, &both, hinge_cohort_trial_text(s, &s->trial[t], "participant"));
        visits |= *hinge_cohort_trial_text(s, &s->trial[t], "group") != '\0';
    }
    both.n = hinge_each_once(both.item, both.n);
    if (both.n > 0)
        HINGE_PAGE_LIST_ADD(s, line, "%s %s in two groups: %s.", hinge_page_listed(s, &both, "and"),
                            both.n > 1 ? "are" : "is",
                            visits ? "the group of the first visit counts"
                                   : "left out of the comparison of groups");
    /* Raw sensors of which nothing tells whether the pelvis tips forward or back, or that never
     * rest. */
    static const char still[] = "stand still for two seconds first";
    const struct hinge_page_doubts doubts = hinge_page_doubts(s, HINGE_ANY);
    if (doubts.sign > 0)
        HINGE_PAGE_LIST_ADD(s, line,
                            "In %zu of %zu recordings the sensors do not tell which way the pelvis "
                            "tips, so pelvis, hip and lumbar angles are left out: bend deeper once "
                            "a session, or give outward:pelvis.",
                            doubts.sign, doubts.of);
    if (doubts.refused > 0)
        HINGE_PAGE_LIST_ADD(s, line,
                            "In %zu of %zu recordings nothing rests, so hip, knee and lumbar "
                            "angles are refused: %s.",
                            doubts.refused, doubts.of, still);
    if (doubts.open > 0)
        HINGE_PAGE_LIST_ADD(
            s, line,
            "In %zu of %zu recordings the drift of the sensors is not known, so hip and lumbar "
            "angles are possible, not certain: %s, and again at the end.",
            doubts.open, doubts.of, still);
    if (doubts.wide > 0)
        HINGE_PAGE_LIST_ADD(s, line,
                            "In %zu of %zu recordings nothing rests, so margins are wider: %s.",
                            doubts.wide, doubts.of, still);
}

/* A group of fewer than 10, whose number the line under the title has. */
static void add_groups(struct hinge_cohort *s, bool claims, struct hinge_page_list *line)
{
    const bool *compared = hinge_page_compared(s);
    size_t least = SIZE_MAX, n = 0;
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t people = 0;
        for (size_t p = 0; p < s->n_people; p++)
            people += compared[p] && hinge_cohort_is_of(s, p, g, 0);
        least = people > 0 && people < least ? people : least;
        n += people > 0;
    }
    if (!claims && !s->nobody && n > 0 && least < 10)
        HINGE_PAGE_LIST_ADD(s, line, "With %s below 10, one person can change the answer.",
                            n > 1 ? "groups" : "a number");
}

/* A column of people whose levels each lie in one group, so that it may be what differs: of two
 * levels in a group, or called as where and by whom people are measured. */
static void add_columns(struct hinge_cohort *s, struct hinge_page_list *line)
{
    enum { MOST = 12, PEOPLE = 2 };
    const struct hinge_table *trials = &s->tab.trials;
    for (size_t k = 0; s->two && k < s->tab.list.n_columns; k++) {
        const char *name = s->tab.list.column[k].name;
        const long at = hinge_table_find(trials, name);
        const bool named =
            hinge_listed("clinic|site|centre|center|rater|therapist|camera", '|', name);
        cleared_by(hinge_intern_clear) struct hinge_intern levels = {0};
        size_t *group = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *group),
               *people = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *people),
               *in = hinge_arena_alloc(&s->arena, s->n_groups + 1, sizeof *in);
        bool one = at >= 0 && trials->column[at].type == HINGE_COLUMN_TEXT &&
                   strchr(name, ':') == NULL && (named || hinge_trial_info_of_person(name)) &&
                   !hinge_listed("group|participant", '|', name),
             several = false;
        for (size_t p = 0; p < s->n_people && one; p++) {
            const struct hinge_cohort_person *who = &s->person[p];
            const char *level = hinge_cohort_trial_text(s, &s->trial[who->trial], name);
            if (who->kind != 0 || who->group == HINGE_ANY || *level == '\0')
                continue;
            const size_t known = levels.n, l = hinge_intern_number(&levels, level);
            if (levels.n > known) {
                group[l] = who->group;
                several = ++in[who->group] > 1 || several;
            }
            people[l]++;
            one = group[l] == who->group;
        }
        for (size_t l = 0; l < levels.n; l++)
            one = one && people[l] >= PEOPLE;
        for (size_t g = 0; g < s->n_groups; g++)
            one = one && (g > 1 || in[g] > 0);
        if (one && levels.n >= 2 && levels.n <= MOST && (several || named)) {
            char words[160];
            const char *called = hinge_wording_words(name, words, sizeof words);
            HINGE_PAGE_LIST_ADD(
                s, line, "Each %s is in one group only, so %s and group cannot be told apart.",
                called, called);
        }
    }
}

/* A cue that one group alone did, and what else was another with it: of its record. */
static void add_with(struct hinge_cohort *s, struct hinge_page_list *line)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_register *all = &s->page->asked;
    for (size_t i = 0; i < all->n * t->n_cues; i++) {
        const struct hinge_page_cue_row *cue = &t->cue[i % t->n_cues];
        const struct hinge_record *record = &all->record[i / t->n_cues];
        const char *rest = record->with, *at, *phrase = s->cue[cue->cue].phrase;
        size_t n;
        if (record->of != cue->row || rest == NULL || strcmp(record->subject, "all") != 0)
            continue;
        while ((at = hinge_next_item(&rest, ',', &n)) != NULL) {
            const char *column = hinge_page_text(s, "%.*s", (int)n, at);
            if (strcmp(column, "group") == 0) {
                const size_t one =
                    hinge_cohort_change(s, cue->outcome, cue->cue, HINGE_ANY, 0).person[0];
                HINGE_PAGE_LIST_ADD(s, line, "Bends %s are only of %s.", phrase,
                                    s->group[s->person[one].group].words);
            } else if (strcmp(column, "cond_order") != 0) { /* which its own caution counts */
                char words[160];
                const char *called = hinge_wording_words(column, words, sizeof words);
                HINGE_PAGE_LIST_ADD(
                    s, line, "Bends %s are of another %s, so %s and cue cannot be told apart.",
                    phrase, called, called);
            }
        }
    }
}

struct hinge_page_caveat hinge_page_caveat(struct hinge_cohort *s,
                                           const struct hinge_page_head *head)
{
    enum { LINES = 3 };
    struct hinge_page_list line = {0}, missing = {0};
    struct hinge_page_caveat lines = {0};
    if (!s->one_person && s->n_people > 0) {
        add_sequences(s, &line);
        add_with(s, &line);
        add_columns(s, &line);
    }
    add_missing(s, &line, &missing);
    for (size_t i = 0; i < missing.n; i++)
        hinge_page_list_add(s, &line, missing.item[i]);
    add_recordings(s, &line);
    if (s->one_person) {
        add_filter(s, &line);
        /* the sessions that are not shown, and what the yardstick is */
        const struct hinge_page_sessions of = hinge_page_sessions(s, hinge_page_person_outcome(s));
        struct hinge_page_list others = {0};
        char why[160];
        for (size_t i = 0; of.n > 0 && i < of.n_others; i++)
            HINGE_PAGE_LIST_ADD(
                s, &others, "%s (%s)",
                hinge_page_session_name(s, hinge_cohort_trial_text(s, of.other[i], "session")),
                hinge_use_why(&s->uses, of.other[i]->of, why));
        if (others.n > 0)
            HINGE_PAGE_LIST_ADD(s, &line, "Not shown: %s.", hinge_page_listed(s, &others, "and"));
        if (of.n > 0) /* else nobody is used */
            HINGE_PAGE_LIST_ADD(s, &line,
                                "One person: the yardstick %sis the variation from bend to bend.",
                                of.n > 1 ? "within a session " : "");
        add_warned(s, &line);
        add_held(s, &line, head);
    } else if (s->n_people > 0) {
        add_design(s, &line);
        add_filter(s, &line);
        const bool claims = add_firm(s, &line);
        add_warned(s, &line);
        /* unequal shares of the compared levels were within the protocol, as analyses say it */
        for (size_t k = 0; k < 2 && s->page->answers != NULL; k++) {
            const struct hinge_result *of =
                k == 0 ? s->page->answers[0].groups : s->page->answers[0].cues;
            for (size_t i = 0; of != NULL && i < of->n_warnings; i++)
                if (strcmp(of->warning[i].code, "W_PROTOCOL") == 0)
                    HINGE_PAGE_LIST_ADD(s, &line, "%s.",
                                        hinge_page_capital(s, of->warning[i].message));
        }
        add_orders(s, &line);
        const size_t asked = hinge_page_visits_asked(s);
        const struct hinge_planned_outcome *visits =
            hinge_page_changes_row(s, &s->page->changes[asked], 0);
        if (visits != NULL && visits->paired)
            HINGE_PAGE_LIST_ADD(
                s, &line,
                "There is no control group%s, so time and retesting are part of the change.",
                asked == HINGE_PAGE_PRACTICE ? " without practice" : "");
        hinge_page_list_add(s, &line, hinge_page_chosen(s));
        add_held(s, &line, head);
        /* people who were recorded in another way, and groups that are not compared */
        const size_t other = s->n_people - (s->n_kinds > 0 ? s->kind[0].n : 0);
        struct hinge_page_kind *kind;
        const size_t kinds = hinge_page_other_kinds(s, &kind);
        const char *files = "", *cure = "";
        for (size_t k = 0; k < kinds; k++) {
            files = hinge_page_text(s, "%s%s%s.html", files, k > 0 ? ", " : "", kind[k].file);
            cure = kind[k].zero ? "; " HINGE_ONE_ZERO : cure;
        }
        if (s->n_kinds > 1 && hinge_cohort_cell(s, s->planned, 0, HINGE_ANY, 0).n > 0)
            HINGE_PAGE_LIST_ADD(
                s, &line, "The title holds for %zu of %zu %s (%s); the other%s shown apart%s%s%s.",
                s->kind[0].n, s->n_people, s->nobody ? "recordings" : "people", s->kind[0].name,
                other == 1 ? " is" : "s are", kinds > 0 ? ", and in " : "", files, cure);
        else if (kinds > 0)
            HINGE_PAGE_LIST_ADD(s, &line, "Recordings of another kind are in %s%s.", files, cure);
        struct hinge_page_list described = {0};
        for (size_t g = 2; g < s->n_groups && !s->pairs; g++) /* the order names two */
            hinge_page_list_add(s, &described, s->group[g].words);
        if (described.n > 0)
            HINGE_PAGE_LIST_ADD(s, &line, "%s %s described only.",
                                hinge_page_capital(s, hinge_page_listed(s, &described, "and")),
                                described.n > 1 ? "are" : "is");
        hinge_page_list_add(s, &line, hinge_page_unequal(s));
        add_groups(s, claims, &line);
        const char *besides = hinge_page_differing(s);
        if (besides != NULL)
            HINGE_PAGE_LIST_ADD(s, &line, "Nothing is adjusted for %s.", besides);
    }
    for (size_t i = 0; i < line.n; i++)
        if (i < LINES)
            HINGE_FACTS_NEXT(s, &lines, caveat)->text = line.item[i];
        else
            HINGE_FACTS_NEXT(s, &lines, besides)->text = line.item[i];
    if (line.n > LINES)
        lines.more = hinge_page_text(s, "and %zu more", line.n - LINES);
    return lines;
}
