/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods, data and settings of a page: what happened in this study, in the past tense and with
 * its counts; nothing that did not happen. */
#include "page/bridge.h"
#include "page/page.h"
#include "stats/numbers/compared.h"

#include "base/build.h"
#include "base/codes.h"
#include "base/hash.h"
#include "base/parameters.h"
#include "base/sample.h"
#include "body/body.h"
#include "figure/plot.h"
#include "os/file.h"
#include "report/people/repetitions.h"
#include "report/print/columns.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "result/words.h"
#include "table/columns.h"

#include <hinge/init.h>
#include <hinge/requests.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- what was recorded --- */

/* The words of a column of usable recordings, in the order in which they come; NULL: none. */
static const char *levels_text(struct hinge_cohort *s, const char *column)
{
    struct hinge_page_list list = {0};
    char words[160];
    for (size_t t = 0; t < s->n_trials; t++) {
        const char *level = hinge_cohort_trial_text(s, &s->trial[t], column);
        if (!s->trial[t].usable || *level == '\0')
            continue;
        const char *theirs = hinge_wording_label(&s->labels, level);
        /* a sensor there is what tips */
        const bool l1 = strcmp(level, "thorax_tilt") == 0 &&
                        *hinge_cohort_trial_text(s, &s->trial[t], "sensor:l1") != '\0';
        const char *name = theirs != NULL ? theirs
                           : l1           ? "tilt of the segment at T12/L1"
                                          : hinge_wording_cell(column, level, words, sizeof words);
        hinge_page_list_add(s, &list, hinge_arena_strdup(&s->arena, name));
    }
    return hinge_page_listed(s, &list, "and");
}

/* Different numbers of usable recordings of a kind (ANY: each), from the least; NULL: none. */
static const char *numbers_text(struct hinge_cohort *s, const char *column, size_t kind, bool whole)
{
    struct hinge_page_list list = {0};
    double *value = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *value);
    size_t n = 0;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        double number = hinge_cohort_trial_number(s, trial, column);
        if (trial->usable && !isnan(number) && (kind == HINGE_ANY || trial->kind == kind))
            value[n++] = whole ? round(number) : number;
    }
    hinge_sort(value, n);
    for (size_t i = 0; i < n; i++)
        hinge_page_list_add(s, &list, hinge_page_text(s, "%.3g", value[i]));
    return hinge_page_listed(s, &list, "and");
}

static void add_kinds(struct hinge_cohort *s, json_t *facts)
{
    json_t *kinds = hinge_fact_list(facts, "kinds");
    for (size_t k = 0; k < s->n_kinds; k++) {
        json_t *kind = hinge_fact_item(kinds);
        hinge_fact_text(kind, "Name", hinge_page_capital(s, s->kind[k].name));
        hinge_fact_flag(kind, "many", s->n_kinds > 1);
        hinge_fact_count(kind, "people", s->kind[k].n);
        hinge_fact_text(kind, "rate", numbers_text(s, "rate_hz", k, true));
    }
}

/* Missing numbers of the usable recordings, by hinge-check; `whole`: there are none. Neither
 * without the study. */
static void add_gaps(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_check_report *check = hinge_page_check(s);
    double sum = 0;
    size_t n = 0, with = 0;
    for (size_t t = 0; t < s->n_trials && check != NULL; t++)
        for (size_t r = 0; s->trial[t].usable && r < check->trials.rows; r++) {
            double missing = hinge_table_number(&check->trials, "missing_pct", r);
            if (strcmp(hinge_table_word(&check->trials, "trial_id", r), s->trial[t].id) != 0 ||
                isnan(missing))
                continue;
            sum += missing;
            with += missing > 0;
            n++;
        }
    hinge_fact_flag(facts, "whole", n > 0 && with == 0);
    if (with == 0)
        return;
    json_t *gaps = hinge_fact_object(facts, "gaps");
    const char *pct =
        sum / (double)n < 0.05 ? "Less than 0.1" : hinge_page_fixed(s, sum / (double)n, 1);
    hinge_fact_text(gaps, "pct", pct);
    hinge_fact_count(gaps, "n", with);
    hinge_fact_text(gaps, "filled",
                    hinge_page_text(s, "%g", hinge_tab_parameter(&s->tab, "gap.max_s")));
}

/* The pelvis that lumbar flexion is measured from; NULL of an angle that came as one. */
static const char *pelvis_of(const struct hinge_cohort_kind *kind)
{
    if (hinge_listed("IK|VENDOR", '|', kind->lumbar_def))
        return NULL;
    if (!kind->positions)
        return "the pelvis";
    return strcmp(kind->tier, "A") == 0 ? "the pelvis (ASIS and PSIS)"
                                        : "the pelvis (hip centre to L5)";
}

static void add_lumbar(struct hinge_cohort *s, json_t *facts)
{
    size_t n = 0, at = 0;
    for (size_t k = 0; k < s->n_kinds; k++)
        n += s->kind[k].spine;
    json_t *each = n > 0 ? hinge_fact_list(hinge_fact_object(facts, "lumbar"), "each") : NULL;
    for (size_t k = 0; k < s->n_kinds; k++) {
        const struct hinge_cohort_kind *kind = &s->kind[k];
        if (!kind->spine)
            continue;
        json_t *one = hinge_fact_item(each);
        const char *thorax = hinge_lumbar_def_words(kind->lumbar_def),
                   *points = strstr(thorax, " (");
        bool sensors = !kind->positions && points != NULL;
        hinge_fact_text(one, "thorax",
                        sensors ? hinge_page_text(s, "%.*s", (int)(points - thorax), thorax)
                                : thorax);
        hinge_fact_text(one, "pelvis", pelvis_of(kind));
        hinge_fact_text(one, "kind", kind->name);
        hinge_fact_flag(one, "many", n > 1);
        hinge_fact_text(one, "sep", hinge_list_joint(n - 1 - at, " and "));
        at++;
    }
}

/* What weights and muscles are of: the body model, plates, EMG; nothing of what has no value. */
static void add_laboratory(struct hinge_cohort *s, json_t *facts)
{
    static const char *const of[][2] = {{"com_foot_shift_pct", "the centre of mass"},
                                        {"moment_hip_peak_nm_kg", "the moments about the joints"},
                                        {"cop_foot_shift_pct", "the centre of pressure"},
                                        {"moment_hip_peak_plates_nm_kg",
                                         "the moments about the joints"}};
    struct hinge_page_list found[2] = {0};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const struct hinge_cue_outcome outcome = {.id = of[i][0], .phase = "rep"};
        for (size_t cue = 0; cue < s->n_cues; cue++)
            if (hinge_cohort_measured(s, hinge_cohort_outcome(s, &outcome), cue))
                hinge_page_list_add(s, &found[i / 2], of[i][1]);
    }
    hinge_fact_text(facts, "model", hinge_page_listed(s, &found[0], "and"));
    hinge_fact_text(facts, "force", hinge_page_listed(s, &found[1], "and"));
    const char *masses = hinge_table_word_where(&s->tab.parameters, "key", "body.masses", "value");
    hinge_fact_text(facts, "masses",
                    strcmp(masses, "de_leva_m") == 0   ? "de Leva (1996) for men"
                    : strcmp(masses, "de_leva_f") == 0 ? "de Leva (1996) for women"
                                                       : "Winter (2009)");
    const char *band = hinge_table_word_where(&s->tab.parameters, "key", "emg.band", "value");
    const int low = (int)strcspn(band, ",");
    hinge_fact_text(
        facts, "emg",
        hinge_page_has_emg(s) ? hinge_page_text(s, "%.*s to %s", low, band, band + low + 1) : NULL);
}

/* --- what was not used --- */

/* "gaps in the markers, 2; by hand, 1", of NULL none; of one reason itself. NULL: there is none. */
static const char *count_reasons(struct hinge_cohort *s, const char *const *reason, size_t of)
{
    struct hinge_page_list why = {0};
    const char *list = NULL;
    for (size_t i = 0; i < of; i++)
        if (reason[i] != NULL)
            hinge_page_list_add(s, &why, reason[i]);
    for (size_t i = 0; i < why.n; i++) {
        size_t n = 0;
        for (size_t k = 0; k < of; k++)
            n += reason[k] != NULL && strcmp(reason[k], why.item[i]) == 0;
        const char *one = why.n > 1 ? hinge_page_text(s, "%s, %zu", why.item[i], n) : why.item[i];
        list = list == NULL ? one : hinge_page_text(s, "%s; %s", list, one);
    }
    return list;
}

static void add_used(struct hinge_cohort *s, json_t *facts)
{
    const char *by_hand = hinge_reason_phrase(HINGE_REASON_EXCLUDED);
    const char **reason = hinge_arena_alloc(&s->arena, s->n_reps + s->n_trials, sizeof *reason);
    size_t used = 0, made = 0, unused = 0;
    for (size_t r = 0; r < s->n_reps; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        used += rep->used;
        reason[r] = rep->used ? NULL
                    : rep->use == HINGE_USE_BY_HAND
                        ? hinge_page_text(s, "by hand%s", rep->why + strlen(by_hand))
                        : rep->why;
    }
    hinge_page_add_filter(s, facts);
    hinge_fact_flag(facts, "all_used", used == s->n_reps);
    hinge_fact_count(facts, "used", used);
    hinge_fact_number(facts, "lost", s->n_reps - used);
    hinge_fact_text(facts, "why", count_reasons(s, reason, s->n_reps));
    for (size_t t = 0; t < s->n_trials; t++) { /* a planned one may not have been made */
        const struct hinge_cohort_trial *trial = &s->trial[t];
        char why[160];
        made += trial->of->use != HINGE_USE_NOT_RECORDED;
        reason[t] = NULL;
        if (trial->n > 0 || trial->of->use == HINGE_USE_NOT_RECORDED || trial->usable)
            continue;
        reason[t] = hinge_page_text(s, "%s", hinge_use_why(&s->uses, trial->of, why));
        unused++;
    }
    hinge_fact_count(facts, "recordings", made);
    if (unused > 0) {
        json_t *of = hinge_fact_object(facts, "unused");
        hinge_fact_count(of, "n", unused);
        hinge_fact_text(of, "why", count_reasons(s, reason, s->n_trials));
    }
}

/* How many are in no answer, and how many have no value; Table 1 lists them with their reasons. */
static void add_excluded(struct hinge_cohort *s, json_t *facts)
{
    struct hinge_text text = {0};
    const size_t excluded = hinge_page_without(s, HINGE_ANY);
    if (excluded > 0)
        hinge_text_printf(&text, "%zu participant%s excluded.", excluded,
                          excluded == 1 ? " was" : "s were");
    for (size_t cue = 0; cue < s->n_cues && !s->one_person; cue++) {
        const size_t of = cue == 0 ? hinge_page_without(s, 0)
                                   : hinge_page_unchanged(s, &s->page->tests->cue[cue - 1]);
        if (of > 0)
            hinge_text_printf(&text, "%s%zu participant%s%s%s had no %s%s%s.",
                              text.length > 0 ? " " : "", of, of == 1 ? "" : "s",
                              cue > 0 && s->n_kinds > 1 ? " with " : "", /* others are drawn */
                              cue > 0 && s->n_kinds > 1 ? s->kind[0].name : "",
                              cue == 0 ? "value" : "change", s->n_cues > 1 ? " " : "",
                              s->n_cues > 1 ? s->cue[cue].phrase : "");
    }
    hinge_fact_flag(facts, "nobody", text.length == 0);
    hinge_text_adds(&text, text.length > 0 && !s->one_person ? " Table 1 lists who and why." : "");
    hinge_fact_text(facts, "excluded", text.length > 0 ? text.data : NULL);
    hinge_text_clear(&text);
}

/* --- what was planned, and tested --- */

static void add_planned(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    const char *share = s->outcome[HINGE_OUT_SHARE]->in_text;
    struct hinge_page_list planned = {0}, gone = {0};
    if (s->two && s->spine && hinge_page_sessions_asked(s) == NULL)
        hinge_page_list_add(s, &planned, hinge_page_text(s, "%s (groups)", share));
    if (hinge_page_compares(s) && !s->spine)
        hinge_page_list_add(s, &gone, share);
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++)
        if (s->page->changes[i].result != NULL && s->spine && !s->page->changes[i].described)
            hinge_page_list_add(
                s, &planned,
                i == HINGE_PAGE_PRACTICE
                    ? hinge_page_text(s, "%s (practice)", share)
                    : hinge_page_text(s,
                                      i == HINGE_PAGE_LOADS ? "%s (%s kg against %s kg)"
                                                            : "%s (%s against %s)",
                                      share, s->page->changes[i].to, s->page->changes[i].from));
    for (size_t i = 0; i < t->n_cues && !s->one_person; i++) {
        const struct hinge_page_cue_row *row = &t->cue[i];
        if (row->planned == NULL)
            continue;
        if ((row->outcome == NULL || row->stands_in) &&
            !hinge_cohort_measured(s, row->planned, row->cue))
            hinge_page_list_add(s, &gone, row->planned->in_text);
        else
            hinge_page_list_add(s, &planned,
                                hinge_page_text(s, "%s (%s)", row->planned->in_text,
                                                s->cue[row->cue].label));
    }
    hinge_fact_text(facts, "planned", hinge_page_listed(s, &planned, "and"));
    hinge_fact_flag(facts, "planned_2", planned.n > 1);
    const char *list = hinge_page_listed(s, &gone, "and");
    hinge_fact_text(facts, "unplanned",
                    list == NULL ? NULL
                                 : hinge_page_text(s,
                                                   "%s %s planned and could not be measured; all "
                                                   "other outcomes are exploratory.",
                                                   hinge_page_capital(s, list),
                                                   gone.n > 1 ? "were" : "was"));
}

/* Tests of the cues that were run: those of the planned outcomes, else of what stands for them. */
static bool add_paired(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_page_cue_row *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < t->n_cues; i++) {
        const struct hinge_page_cue_row *row = &t->cue[i];
        if (row->state == HINGE_SAID_FEW)
            continue;
        first = first == NULL ? row : first;
        n++;
    }
    if (n == 0)
        return false;
    json_t *paired = hinge_fact_object(facts, "paired");
    hinge_fact_text(paired, "cue",
                    n == 1 ? hinge_page_text(s, "the cue “%s”", s->cue[first->cue].label)
                           : "the cues");
    if (t->n_planned > 1)
        hinge_fact_number(paired, "holm", t->n_planned);
    return true;
}

/* How many planned questions were tested, each with its own 5%, and how many exploratory tests. */
static void add_questions(struct hinge_cohort *s, json_t *facts)
{
    static const char *const one_title_in[] = {"", "twenty", "ten", "seven", "five"};
    const struct hinge_page_tests *t = s->page->tests;
    struct hinge_page_list planned = {0}, further = {0}, untested = {0};
    const struct {
        const char *of;
        bool asked, ran;
        size_t n;
    } family[] = {{"groups", t->two, t->groups_ran, t->n_groups_further},
                  {"cues", t->n_cues > 0, t->cues_ran, t->n_cues_further},
                  {"range of the hips", true, true, s->page->n_range_tests},
                  {"change over the set", true, true, s->page->n_set_tests}};
    size_t tests = 0;
    bool practice = false; /* then the title answers this question alone */
    bool later = false;    /* which the title leaves out */
    if (s->spine && ((t->two && t->groups != HINGE_SAID_FEW) || t->pairs.tested > 0))
        hinge_page_list_add(s, &planned, "groups");
    if (t->n_planned > 0)
        hinge_page_list_add(s, &planned, t->n_cues == 1 ? s->cue[t->cue[0].cue].label : "cues");
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++) {
        const struct hinge_planned_outcome *row =
            hinge_page_changes_row(s, &s->page->changes[i], 0);
        static const char *const name[] = {"practice", "sessions", "loads", "later", NULL};
        const char *of = name[i];
        if (hinge_page_changes_count(s, &s->page->changes[i]).tested == 0 ||
            s->page->changes[i].described || of == NULL) /* later is one family */
            continue;
        later = later || i == HINGE_PAGE_LATER;
        practice = practice || i == HINGE_PAGE_PRACTICE;
        const size_t n = hinge_page_n(row->tests); /* of what stands in exploratory ones */
        hinge_page_list_add(s, s->spine ? &planned : &further,
                            s->spine ? of : hinge_page_text(s, "%zu of %s", n, of));
        tests += s->spine ? 0 : n;
    }
    if (t->pairs.tested > 0 && !s->spine) {
        hinge_page_list_add(s, &further,
                            hinge_page_text(s, "%zu of pairs of groups", t->pairs.tested));
        tests += t->pairs.tested;
    }
    for (size_t i = 0; i < sizeof family / sizeof *family; i++) {
        if (!family[i].asked || family[i].n == 0)
            continue;
        if (!family[i].ran) {
            hinge_page_list_add(s, &untested, family[i].of);
            continue;
        }
        hinge_page_list_add(s, &further,
                            hinge_page_text(s, "%zu of %s", family[i].n, family[i].of));
        tests += family[i].n;
    }
    json_t *of = hinge_fact_object(facts, "questions");
    hinge_fact_count(of, "n", planned.n);
    hinge_fact_text(of, "list", hinge_page_listed(s, &planned, "and"));
    const size_t in_title = practice && planned.n > 1 ? 1 : planned.n - (later && s->spine);
    hinge_fact_count(of, "in_title", in_title);
    hinge_fact_text(of, "one_in", planned.n > 0 ? one_title_in[in_title] : NULL);
    if (tests > 0) {
        json_t *exploratory = hinge_fact_object(of, "further");
        hinge_fact_count(exploratory, "n", tests);
        hinge_fact_count(exploratory, "families", further.n);
        hinge_fact_text(exploratory, "list", hinge_page_listed(s, &further, "and"));
    }
    hinge_fact_text(of, "untested", hinge_page_listed(s, &untested, "and"));
    hinge_fact_number(of, "needed", HINGE_LEAST_TESTED);
}

/* What a person's value averages beside recordings: both sides, sessions that measured the same
 * again. NULL: nothing. */
static const char *mean_of(struct hinge_cohort *s)
{
    bool both = false;
    size_t one = 0;
    const char *again = NULL;
    unsigned char *sides = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *sides);
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *of = &s->trial[t];
        const enum hinge_side side = hinge_side_of(hinge_cohort_trial_text(s, of, "side"));
        if (!of->usable || !of->main)
            continue;
        if (hinge_is_retest(&s->tab.trials, of->row))
            again = hinge_cohort_trial_text(s, of, "stage");
        if (side != HINGE_SIDE_NONE)
            sides[of->person] |= (unsigned char)side;
    }
    for (size_t p = 0; p < s->n_people; p++) {
        both = both || sides[p] == (HINGE_SIDE_LEFT | HINGE_SIDE_RIGHT);
        one += sides[p] == HINGE_SIDE_LEFT || sides[p] == HINGE_SIDE_RIGHT;
    }
    const char *of_sides = !both     ? NULL
                           : one > 0 ? hinge_page_text(s, "mean of both sides (%zu %s one side)",
                                                       one, one == 1 ? "person has" : "people have")
                                     : "mean of both sides";
    const char *of_sessions =
        again != NULL ? hinge_page_text(s, "mean of sessions %s", again) : NULL;
    return of_sides != NULL && of_sessions != NULL
               ? hinge_page_text(s, "%s and the %s", of_sides, of_sessions)
           : of_sides != NULL ? of_sides
                              : of_sessions;
}

static void add_tests(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    bool asked = !s->one_person && (t->two || t->n_cues > 0);
    add_planned(s, facts);
    if ((t->two && t->groups != HINGE_SAID_FEW) || t->pairs.tested > 0) {
        json_t *two = hinge_fact_object(facts, "two");
        if (t->pairs.all > 0) {
            json_t *pairs = hinge_fact_object(two, "pairs");
            hinge_fact_count(pairs, "n", t->pairs.tested);
            hinge_fact_number(pairs, "of", t->pairs.all);
            hinge_fact_flag(pairs, "every", t->pairs.tested == t->pairs.all);
        }
        hinge_fact_text(two, "main", s->n_kinds > 1 ? s->kind[0].name : NULL);
        hinge_fact_text(two, "at", s->n_cues > 0 ? s->cue[0].phrase : NULL);
    }
    bool ran = add_paired(s, facts) || (t->two && t->groups != HINGE_SAID_FEW) ||
               t->pairs.tested > 0 || t->groups_ran || t->cues_ran ||
               s->page->n_range_tests + s->page->n_set_tests > 0;
    json_t *changes = hinge_fact_list(facts, "changes");
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++) {
        const struct hinge_page_changes *of = &s->page->changes[i];
        const struct hinge_planned_outcome *row = hinge_page_changes_row(s, of, 0);
        asked = asked || row != NULL;
        const size_t pairs = hinge_page_changes_count(s, of).tested,
                     tests = row != NULL ? hinge_page_n(row->tests) : 0;
        if (of->described && of->to != NULL)
            json_array_append_new(changes,
                                  json_string(hinge_page_text(
                                      s,
                                      "Changes from %s are described, because nobody says what "
                                      "happened between.",
                                      hinge_page_from_to(s, of))));
        if (pairs == 0 || of->described || i == HINGE_PAGE_LATER_AFTER) /* said with later */
            continue;
        ran = true;
        const char *what =
            i == HINGE_PAGE_PRACTICE ? "by practice (after minus before, without a cue)"
            : i == HINGE_PAGE_LOADS
                ? hinge_page_text(s, "with the load (%s kg minus %s kg)", of->to, of->from)
            : i == HINGE_PAGE_LATER && hinge_page_changes_row(s, of + 1, 0) != NULL
                ? hinge_page_text(s, "from %s and from %s", hinge_page_from_to(s, of),
                                  hinge_page_from_to(s, of + 1))
                : hinge_page_text(s, "from %s", hinge_page_from_to(s, of));
        const char *holm =
            i == HINGE_PAGE_LATER && tests > 1
                ? hinge_page_text(s, ", with Holm’s correction over these %zu tests", tests)
            : pairs > 1 ? hinge_page_text(s, ", with Holm’s correction over %zu pairs", pairs)
                        : "";
        json_array_append_new(
            changes,
            json_string(
                row->paired
                    ? hinge_page_text(s, "Changes %s were tested by the paired t test%s.", what,
                                      holm)
                    : hinge_page_text(s,
                                      "Changes %s were compared between groups by Welch’s t "
                                      "test%s; changes within groups are described.",
                                      what, holm)));
    }
    const char *chosen = hinge_page_chosen(s);
    if (chosen != NULL)
        json_array_append_new(changes, json_string(chosen));
    hinge_fact_text(facts, "mean_of", mean_of(s));
    hinge_fact_flag(facts, "tested", ran);
    hinge_fact_flag(facts, "more_people", s->page->undecided);
    if (asked && !ran) {
        json_t *few = hinge_fact_object(facts, "few");
        hinge_fact_number(few, "needed", HINGE_LEAST_TESTED);
        hinge_fact_flag(few, "groups", t->two);
    }
    if (ran)
        add_questions(s, facts);
}

/* --- faults and settings as they were --- */

/* "25°" and "20°" of a threshold that was changed; false: it was not. */
static bool find_threshold(struct hinge_cohort *s, size_t row, const char **now, const char **was)
{
    const struct hinge_table *faults = &s->tab.faults;
    char is[HINGE_THRESHOLD_WORDS], before[HINGE_THRESHOLD_WORDS];
    const bool changed = hinge_threshold_is_changed(faults, row, is, before);
    *now = hinge_page_text(s, "%s", is);
    *was = hinge_page_text(s, "%s", before);
    return changed;
}

static void add_faults(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_table *faults = &s->tab.faults;
    struct hinge_page_list changed = {0}, theirs = {0};
    for (size_t r = 0; r < faults->rows; r++) {
        const char *by = hinge_table_word(faults, "defined_by", r),
                   *id = hinge_table_word(faults, "id", r);
        bool is_theirs = strcmp(by, "config") == 0, is_changed = strstr(by, "changed") != NULL;
        const char *title = hinge_fault_title(&s->labels, id);
        if (!is_theirs && !is_changed)
            continue;
        title = title != NULL ? title : hinge_table_word(faults, "title", r);
        const char *small = hinge_wording_small(hinge_arena_strdup(&s->arena, title)), *now, *was;
        bool threshold = find_threshold(s, r, &now, &was);
        hinge_page_list_add(s, is_theirs ? &theirs : &changed,
                            threshold ? hinge_page_text(s, "%s (%s instead of %s)", small, now, was)
                                      : small);
    }
    if (s->n_faults == 0)
        return;
    json_t *fact = hinge_fact_object(facts, "faults");
    hinge_fact_text(fact, "changed", hinge_page_listed(s, &changed, "and"));
    hinge_fact_text(fact, "own", hinge_page_listed(s, &theirs, "and"));
    hinge_fact_flag(fact, "own_2", theirs.n > 1);
}

/* "0.5 s" */
static const char *with_unit(struct hinge_cohort *s, const char *value, const char *unit)
{
    bool none = *value == '\0' || unit == NULL || *unit == '\0' || strcmp(unit, "1") == 0;
    return none ? value : hinge_page_text(s, "%s %s", value, unit);
}

static void add_setting(json_t *list, const char *key, const char *value, const char *standard)
{
    json_t *setting = hinge_fact_item(list);
    hinge_fact_text(setting, "key", key);
    hinge_fact_text(setting, "value", value);
    hinge_fact_text(setting, "standard", *standard != '\0' ? standard : "none");
    hinge_fact_text(setting, "sep", "");
}

/* Settings and options that are not at their defaults; how many parameters are. */
static size_t list_settings(struct hinge_cohort *s, json_t *list)
{
    const struct hinge_table *rows = &s->tab.parameters;
    size_t same = 0;
    for (size_t r = 0; r < rows->rows; r++) {
        const char *key = hinge_table_word(rows, "key", r),
                   *value = hinge_table_word(rows, "value", r),
                   *unit = hinge_table_word(rows, "unit", r);
        const char *standard = hinge_parameter_standard(key);
        if (standard == NULL) { /* an option: allow_inferred, events */
            if (*value != '\0' && strcmp(value, "0") != 0)
                add_setting(list, key, value, "");
        } else if (hinge_parameter_is_standard(key, value)) {
            same++;
        } else {
            add_setting(list, key, with_unit(s, value, unit), with_unit(s, standard, unit));
        }
    }
    return same;
}

/* "hingekit 0.1.0": what the results were made with. */
static const char *version_of(struct hinge_cohort *s)
{
    const char *source = hinge_results_attribute(s->tab.reader, "source");
    const char *number = source != NULL ? strchr(source, ' ') : NULL;
    if (source == NULL || strcmp(source, hinge_results_build) == 0)
        return "hingekit " HINGE_VERSION;
    return hinge_page_text(s, "hingekit%s, read by hingekit%s", hinge_or_empty(number),
                           strchr(hinge_results_build, ' '));
}

/* The digest of the results' bytes; what fails is the study's failure. */
static const char *digest_of(struct hinge_cohort *s)
{
    char digest[HINGE_SHA256_TEXT] = "";
    if (s->page->digest == NULL && s->tab.status == HINGE_OK) {
        hinge_tab_try(&s->tab,
                      hinge_results_sha256(s->page->request->opened, digest, &s->tab.failure));
        s->page->digest = hinge_arena_strdup(&s->arena, digest);
    }
    return s->page->digest != NULL ? s->page->digest : "";
}

/* "before and after (42 days later, 35 to 49)": when people came, and how far apart two visits
 * were; NULL: once. */
static const char *times_text(struct hinge_cohort *s)
{
    const struct hinge_page_changes *of = &s->page->changes[HINGE_PAGE_SESSIONS];
    const struct hinge_page_list levels = hinge_page_levels(s, "stage", 0);
    double *day = hinge_arena_alloc(&s->arena, 2 * s->n_people + 1, sizeof *day);
    size_t n = 0;
    if (of->to == NULL)
        return NULL;
    for (size_t p = 0; p < 2 * s->n_people; p++)
        day[p] = (double)NAN;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *level = hinge_page_level_of(s, trial, "stage", 0);
        const int at = level == NULL                  ? -1
                       : strcmp(level, of->from) == 0 ? 0
                       : strcmp(level, of->to) == 0   ? 1
                                                      : -1;
        if (at < 0)
            continue;
        double *its = &day[2 * trial->person + (size_t)at];
        *its = fmin(*its, hinge_day_of(hinge_cohort_trial_text(s, trial, "session")));
        *its = fmin(*its, hinge_day_of(hinge_cohort_trial_text(s, trial, "date")));
    }
    for (size_t p = 0; p < s->n_people; p++)
        if (!isnan(day[2 * p + 1] - day[2 * p]))
            day[n++] = day[2 * p + 1] - day[2 * p];
    hinge_sort(day, n);
    struct hinge_page_list times = {0};
    for (size_t i = 0; i < levels.n; i++)
        if (*levels.item[i] != '\0')
            hinge_page_list_add(s, &times, hinge_cohort_stage(s, levels.item[i]));
    const char *words = hinge_page_listed(s, &times, "and");
    if (n == 0)
        return words;
    const char *range =
        day[0] < day[n - 1] ? hinge_page_text(s, " (median, %g to %g)", day[0], day[n - 1]) : "";
    return hinge_page_text(s, "%s; from %s were %g days%s", words, hinge_page_from_to(s, of),
                           hinge_median_sorted(day, n), range);
}

/* --- the sections --- */

/* "the difference is 17 instead of 18 points": what the page leads with, of groups or of everybody,
 * if nothing had been corrected by hand. The study is analysed again for it, into a file beside the
 * results that goes at once; NULL: not known. */
static const char *uncorrected(struct hinge_cohort *s)
{
    if (*s->page->request->study == '\0' || s->one_person ||
        (s->n_groups > 1 && !s->page->tests->two))
        return NULL;
    struct hinge_error why = {0};
    struct hinge_config config = {0};
    const char *events, *path = hinge_page_text(s, "%s.uncorrected", s->page->request->results),
                        *rule = NULL;
    struct hinge_analyze_request analyze = {.study = s->page->request->study,
                                            .output = path,
                                            .config = &config,
                                            .threads = s->page->request->threads};
    struct hinge_page_request request = *s->page->request;
    struct hinge_cohort other = {0};
    hinge_config_init(&config);
    enum hinge_status status = hinge_results_settings(s->page->request->opened, &config,
                                                      &analyze.allow_inferred, &events, &why);
    if (status == HINGE_OK)
        status = hinge_analyze(&analyze, &(struct hinge_analyze_summary){0}, &why);
    hinge_config_clear(&config);
    if (status != HINGE_OK && status != HINGE_PARTIAL)
        return NULL;
    request.results = path;
    request.opened = NULL;
    status = hinge_page_open(&other, &request, &why);
    if (status == HINGE_OK)
        status = hinge_page_answer(&other, &why);
    if (status == HINGE_OK && other.page->tests->two == s->page->tests->two &&
        other.n_groups == s->n_groups && strcmp(other.group[0].id, s->group[0].id) == 0) {
        double value[2]; /* without the corrections, with them */
        for (int k = 0; k < 2; k++) {
            struct hinge_cohort *of = k == 0 ? &other : s;
            const struct hinge_cohort_cell all = hinge_cohort_cell(of, of->lead, 0, HINGE_ANY, 0);
            value[k] = s->page->tests->two ? of->page->tests->lead->diff.value
                                           : hinge_stats_mean(all.value, all.n);
        }
        const bool turns = value[0] * value[1] < 0;
        const char *a = turns ? hinge_page_signed(s, s->lead, value[0])
                              : hinge_page_size(s, s->lead, value[0]),
                   *b = turns ? hinge_page_signed(s, s->lead, value[1])
                              : hinge_page_size(s, s->lead, value[1]),
                   *what = s->page->tests->two ? "difference" : "mean";
        if (!s->page->tests->two) {
            a = hinge_page_val(s, s->lead, value[0]);
            b = hinge_page_val(s, s->lead, value[1]);
        }
        if (strcmp(a, b) == 0)
            rule = hinge_page_text(s, "the %s prints alike, %s", what, a);
        else
            rule = hinge_page_text(s, "the %s is %.*s instead of %s", what, (int)strcspn(a, " "), a,
                                   b);
        if (isnan(value[0]) || isnan(value[1]))
            rule = NULL;
    }
    hinge_page_close(&other);
    hinge_os_unlink(path);
    return rule;
}

json_t *hinge_page_methods(struct hinge_cohort *s)
{
    if (s->n_people == 0)
        return NULL;
    json_t *facts = json_object();
    size_t unloaded = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        unloaded +=
            s->trial[t].usable && isnan(hinge_cohort_trial_number(s, &s->trial[t], "load_kg"));
    const size_t excluded = hinge_page_without(s, HINGE_ANY);
    hinge_fact_count(facts, "people", s->n_people + excluded);
    if (s->n_sessions > 1)
        hinge_fact_number(facts, "sessions", s->n_sessions);
    hinge_fact_flag(facts, "one", s->one_person);
    struct hinge_page_list groups = {0}, conditions = {0};
    for (size_t g = 0; g < s->n_groups; g++)
        hinge_page_list_add(s, &groups,
                            hinge_page_text(s, "%zu %s", hinge_cohort_count(s, g, HINGE_ANY),
                                            s->group[g].name));
    size_t in_none = s->n_people;
    for (size_t g = 0; g < s->n_groups; g++)
        in_none -= hinge_cohort_count(s, g, HINGE_ANY);
    if (in_none > 0)
        hinge_page_list_add(s, &groups, hinge_page_text(s, "%zu without a group", in_none));
    if (excluded > 0)
        hinge_page_list_add(s, &groups, hinge_page_text(s, "%zu excluded", excluded));
    for (size_t c = 0; c < s->n_conditions; c++)
        hinge_page_list_add(s, &conditions, s->cue[c].phrase);
    hinge_fact_text(facts, "groups", s->n_groups > 1 ? hinge_page_listed(s, &groups, "and") : NULL);
    hinge_fact_count(facts, "repetitions", s->n_reps);
    hinge_fact_text(facts, "task", levels_text(s, "task"));
    struct hinge_page_list tasks = {0}; /* "squat, read as squat_contrast: not judged are …" */
    struct hinge_text read_as = {0};
    for (size_t t = 0; t < s->n_trials; t++)
        if (s->trial[t].usable)
            hinge_page_list_add(s, &tasks, hinge_cohort_trial_text(s, &s->trial[t], "task"));
    for (size_t k = 0; k < tasks.n; k++) {
        struct hinge_text words = {0};
        hinge_task_read_as(tasks.item[k], &words);
        if (words.length > 0)
            hinge_text_printf(&read_as, "%s%s", read_as.length > 0 ? "; " : "",
                              hinge_text_string(&words));
        hinge_text_clear(&words);
    }
    hinge_fact_text(facts, "read_as", read_as.length > 0 ? hinge_text_string(&read_as) : NULL);
    hinge_text_clear(&read_as);
    const char *kg =
        hinge_cohort_at_load(s) != NULL ? numbers_text(s, "load_kg", HINGE_ANY, false) : NULL;
    hinge_fact_text(facts, "lifted",
                    kg == NULL ? NULL
                    : unloaded == 0
                        ? hinge_page_text(s, "%s kg", kg)
                        : hinge_page_text(s, "%s kg (of %zu the load is not known)", kg, unloaded));
    hinge_fact_text(facts, "conditions",
                    s->n_conditions > 1 ? hinge_page_listed(s, &conditions, "and") : NULL);
    hinge_fact_text(facts, "times", times_text(s));
    bool differed = false;
    for (size_t c = 1; c < s->n_cues; c++) {
        const struct hinge_done_order order = hinge_page_order(s, c, NULL);
        differed = differed || (order.before > 0 && order.after > 0);
    }
    hinge_fact_flag(facts, "order", differed);
    add_kinds(s, facts);
    add_gaps(s, facts);
    hinge_fact_text(facts, "cutoff", numbers_text(s, "cutoff_hz", HINGE_ANY, false));
    bool positions = false, angles = false;
    for (size_t k = 0; k < s->n_kinds; k++) {
        positions = positions || s->kind[k].positions;
        angles = angles || !s->kind[k].positions;
    }
    hinge_fact_text(facts, "filtered",
                    !angles     ? "Positions"
                    : positions ? "Positions and angles"
                                : "Angles");
    hinge_fact_text(facts, "zero", levels_text(s, "standing_source"));
    add_lumbar(s, facts);
    hinge_fact_text(facts, "driver", levels_text(s, "driver"));
    add_laboratory(s, facts);
    add_used(s, facts);
    add_excluded(s, facts);
    add_tests(s, facts);
    add_faults(s, facts);
    /* repetitions that were corrected by hand: how many, of how many, by group ("trained 2") */
    size_t corrected = 0, *in = hinge_arena_alloc(&s->arena, s->n_groups + 1, sizeof *in);
    struct hinge_page_list of_group = {0};
    for (size_t r = 0; r < s->n_reps; r++) {
        const size_t g = s->person[s->rep[r].person].group;
        corrected += s->rep[r].corrected;
        in[g < s->n_groups ? g : s->n_groups] += s->rep[r].corrected;
    }
    for (size_t g = 0; g < s->n_groups && s->n_groups > 1; g++)
        hinge_page_list_add(s, &of_group, hinge_page_text(s, "%s %zu", s->group[g].name, in[g]));
    if (corrected > 0) {
        json_t *marked = hinge_fact_object(facts, "marked");
        hinge_fact_count(marked, "n", corrected);
        hinge_fact_number(marked, "of", s->n_reps);
        hinge_fact_text(marked, "groups", hinge_page_listed(s, &of_group, "and"));
        double seen = 0; /* NaN: of results of before */
        for (size_t t = 0; t < s->n_trials; t++)
            if (s->trial[t].n > 0)
                seen += hinge_cohort_trial_number(s, &s->trial[t], "corrected_seen");
        const double hidden = fmax(0, (double)corrected - seen);
        const char *blind = hidden == 0 ? "seen" : hinge_page_text(s, "hidden for %g", hidden);
        hinge_fact_text(marked, "blind", isnan(seen) ? NULL : seen == 0 ? "hidden" : blind);
        hinge_fact_text(marked, "without", uncorrected(s));
    }
    const struct hinge_table *rows = &s->tab.parameters;
    size_t changed = 0; /* settings of the method */
    for (size_t r = 0; r < rows->rows; r++)
        changed += hinge_parameter_standard(hinge_table_word(rows, "key", r)) != NULL &&
                   !hinge_parameter_is_standard(hinge_table_word(rows, "key", r),
                                                hinge_table_word(rows, "value", r));
    if (changed > 0)
        hinge_fact_count(hinge_fact_object(facts, "settings"), "n", changed);
    hinge_fact_text(facts, "version", version_of(s));
    hinge_fact_text(facts, "digest", hinge_page_text(s, "%.12s", digest_of(s)));
    return facts;
}

/* A link, at the end of those of a kind. */
static void add_file(json_t *files, const char *file, const char *name)
{
    size_t n = json_array_size(files);
    if (n > 0)
        hinge_fact_text(json_array_get(files, n - 1), "sep", ", ");
    json_t *one = hinge_fact_item(files);
    hinge_fact_text(one, "file", file);
    hinge_fact_text(one, "name", name);
    hinge_fact_text(one, "sep", "");
}

static json_t *add_kind(json_t *data, const char *name)
{
    json_t *kind = hinge_fact_item(data);
    hinge_fact_text(kind, "kind", name);
    return hinge_fact_list(kind, "files");
}

/* Files of a folder, without those of folders in it: "reps" of tables/reps.csv, with its kind
 * where that is another one. */
static void add_folder(struct hinge_cohort *s, json_t *data, const char *name, const char *folder)
{
    const char *rest = s->page->request->files, *from;
    size_t length, n = strlen(folder);
    json_t *files = NULL;
    while ((from = hinge_next_item(&rest, '\n', &length)) != NULL) {
        const char *file = hinge_page_text(s, "%.*s", (int)length, from);
        if (strncmp(file, folder, n) != 0 || strchr(file + n, '/') != NULL)
            continue;
        const char *end = strrchr(file, '.');
        bool plain = end != NULL && strcmp(end, ".csv") == 0;
        files = files != NULL ? files : add_kind(data, name);
        add_file(files, file,
                 plain ? hinge_page_text(s, "%.*s", (int)(end - file - (long)n), file + n)
                       : file + n);
    }
}

/* Whether a file, or one of a folder, lies beside the page. */
static bool lies_there(const struct hinge_cohort *s, const char *name)
{
    const char *rest = s->page->request->files, *from;
    size_t length, n = strlen(name);
    while ((from = hinge_next_item(&rest, '\n', &length)) != NULL)
        if (length >= n && strncmp(from, name, n) == 0 && (length == n || name[n - 1] == '/'))
            return true;
    return false;
}

/* What lies beside the page; of a page alone the results that it was made of. */
json_t *hinge_page_data(struct hinge_cohort *s)
{
    const struct hinge_page_request *r = s->page->request;
    json_t *data = json_array();
    const char *slash = strrchr(r->results, '/');
    if (*r->files == '\0') {
        const char *name = slash != NULL ? slash + 1 : r->results;
        add_file(add_kind(data, "Results"), name, name);
        return data;
    }
    add_folder(s, data, "Tables", "tables/");
    add_folder(s, data, "Comparisons", "comparisons/");
    json_t *also = add_kind(data, "Also");
    if (*r->recordings != '\0')
        add_file(also, r->recordings, "recordings, moving");
    if (lies_there(s, "figures/"))
        add_file(also, "figures/", "figures");
    if (lies_there(s, "tables/more/"))
        add_file(also, "tables/more/", "more tables");
    if (lies_there(s, "results.h5"))
        add_file(also, "results.h5", "results.h5 (R, Python, MATLAB)");
    return data;
}

json_t *hinge_page_settings(struct hinge_cohort *s)
{
    json_t *facts = json_object(), *changed = hinge_fact_list(facts, "changed");
    hinge_fact_count(facts, "n", list_settings(s, changed));
    /* faults that the config changed or defined */
    const struct hinge_table *faults = &s->tab.faults;
    for (size_t r = 0; r < faults->rows; r++) {
        const char *by = hinge_table_word(faults, "defined_by", r),
                   *id = hinge_table_word(faults, "id", r), *now, *was;
        bool is_theirs = strcmp(by, "config") == 0;
        if (!is_theirs && strstr(by, "changed") == NULL)
            continue;
        bool threshold = find_threshold(s, r, &now, &was);
        add_setting(changed, hinge_page_text(s, "fault:%s%s", id, threshold ? " threshold" : ""),
                    threshold   ? now
                    : is_theirs ? "defined by this study"
                                : "changed",
                    threshold   ? was
                    : is_theirs ? "none"
                                : "as built in");
    }
    for (size_t i = 0; i + 1 < json_array_size(changed); i++)
        hinge_fact_text(json_array_get(changed, i), "sep", ", ");
    hinge_fact_flag(facts, "default", json_array_size(changed) == 0);
    hinge_fact_text(facts, "version", version_of(s));
    hinge_fact_text(facts, "sha256", digest_of(s));
    return facts;
}
