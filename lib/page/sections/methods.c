/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods, data and settings of a page: what happened in this study, in the past tense and with
 * its counts; nothing that did not happen. */
#include "page/page.h"

#include "base/build.h"
#include "base/parameters.h"
#include "protocol/plan.h"
#include "report/print/published.h"

#include <hinge/init.h>
#include <hinge/requests.h>

/* --- what is said --- */

HINGE_FACTS(kind, F(TEXT, Name) F(FLAG, many) F(COUNT, people) F(TEXT, rate))
/* Missing numbers of the usable recordings. */
HINGE_FACTS(gaps, F(TEXT, pct) F(COUNT, n) F(TEXT, filled))
/* What lumbar flexion is measured between; no pelvis of an angle that came as one. */
HINGE_FACTS(angle, F(TEXT, thorax) F(TEXT, pelvis) F(TEXT, kind) F(FLAG, many) F(TEXT, sep))
HINGE_FACTS(lumbar, F(LIST, angle, each))
/* So many, and why. */
HINGE_FACTS(some, F(COUNT, n) F(TEXT, why))
HINGE_FACTS(pairs, F(COUNT, n) F(NUMBER, of) F(FLAG, every))
HINGE_FACTS(two, F(ONE, pairs, pairs) F(TEXT, main) F(TEXT, at))
HINGE_FACTS(paired, F(TEXT, cue) F(SOME, holm))
/* No test, and of how many people one is, where there are fewer. */
HINGE_FACTS(few, F(TEXT, needed) F(FLAG, groups) F(TEXT, because))
HINGE_FACTS(counted, F(NUMBER, n) F(TEXT, words) F(TEXT, sep))
HINGE_FACTS(questions, F(COUNT, n) F(LIST, counted, counted) F(COUNT, in_title) F(TEXT, one_in)
                           F(TEXT, untested) F(NUMBER, needed))
HINGE_FACTS(faults, F(TEXT, changed) F(TEXT, own_) F(FLAG, own_2))
/* Repetitions that were corrected by hand: how many, of how many, by group ("trained 2"). */
HINGE_FACTS(marked, F(COUNT, n) F(NUMBER, of) F(TEXT, groups) F(TEXT, blind) F(TEXT, without))
HINGE_FACTS(recorded,
            F(TEXT, order) F(LIST, kind, kinds) F(FLAG, whole) F(ONE, gaps, gaps) F(TEXT, cutoff)
                F(TEXT, filtered) F(TEXT, zero) F(ONE, lumbar, lumbar) F(TEXT, driver)
                    F(TEXT, model) F(TEXT, force) F(TEXT, masses) F(TEXT, emg))
HINGE_FACTS(used, F(IN, hinge_page_kept, kept) F(FLAG, all_used) F(COUNT, used) F(NUMBER, lost)
                      F(TEXT, why) F(COUNT, recordings) F(ONE, some, unused) F(FLAG, nobody)
                          F(TEXT, excluded))
HINGE_FACTS(tests, F(TEXT, planned) F(TEXT, leading) F(TEXT, unplanned) F(ONE, two, two)
                       F(ONE, paired, paired) F(WORDS, changes) F(TEXT, mean_of) F(FLAG, tested)
                           F(FLAG, more_people) F(ONE, few, few) F(ONE, questions, questions))
HINGE_FACTS(methods,
            F(COUNT, people) F(SOME, sessions) F(FLAG, one) F(FLAG, unnamed) F(TEXT, groups)
                F(COUNT, repetitions) F(TEXT, task) F(TEXT, read_as) F(TEXT, lifted)
                    F(TEXT, conditions) F(TEXT, times) F(IN, recorded, recorded) F(IN, used, used)
                        F(IN, tests, tests) F(ONE, faults, faults) F(ONE, marked, marked)
                            F(ONE, some, settings) F(TEXT, version) F(TEXT, digest) F(TEXT, study)
                                F(TEXT, against) F(TEXT, people_from) F(TEXT, people_needed)
                                    F(TEXT, axes) F(FLAG, foreign))
HINGE_FACTS(setting, F(TEXT, key) F(TEXT, value) F(TEXT, standard) F(TEXT, sep))
/* Settings and options that are not at their defaults; how many are. */
HINGE_FACTS(settings, F(LIST, setting, changed) F(COUNT, n) F(FLAG, default_) F(TEXT, version)
                          F(TEXT, sha256))

/* --- what was recorded --- */

/* The words of a column of usable recordings, in the order in which they come; NULL: none. */
static const char *levels_text(struct hinge_cohort *s, const char *column)
{
    struct hinge_page_list list = {0};
    char words[160];
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;) {
        const char *level = hinge_cohort_trial_text(s, of, column);
        if (*level == '\0')
            continue;
        const char *theirs = hinge_wording_label(&s->labels, level);
        /* a sensor there is what tips */
        const bool l1 = strcmp(level, "thorax_tilt") == 0 &&
                        *hinge_cohort_trial_text(s, of, "sensor:l1") != '\0';
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
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;) {
        double number = hinge_cohort_trial_number(s, of, column);
        if (!isnan(number) && (kind == HINGE_ANY || of->kind == kind))
            value[n++] = whole ? round(number) : number;
    }
    hinge_sort(value, n);
    for (size_t i = 0; i < n; i++)
        HINGE_PAGE_LIST_ADD(s, &list, "%.3g", value[i]);
    return hinge_page_listed(s, &list, "and");
}

/* What was recorded: what weights and muscles are of (the body model, plates, EMG; nothing of what
 * has no value); missing numbers of the usable recordings by hinge-check (`whole`: there are none;
 * neither without the study); on which side of the baseline a cue was done; in which ways people
 * were recorded, and what was filtered of them. */
static void add_recorded(struct hinge_cohort *s, struct recorded *facts)
{
    static const char *const metric[][2] = {
        {"com_foot_shift_pct", "the centre of mass"},
        {"moment_hip_peak_nm_kg", "the moments about the joints"},
        {"cop_foot_shift_pct", "the centre of pressure"},
        {"moment_hip_peak_plates_nm_kg", "the moments about the joints"}};
    const struct hinge_table *rows = &s->tab.parameters;
    struct hinge_page_list found[2] = {0};
    for (size_t i = 0; i < sizeof metric / sizeof *metric; i++) {
        for (size_t cue = 0; cue < s->n_cues; cue++)
            if (hinge_cohort_measured(s, hinge_page_metric(s, metric[i][0], "rep"), cue))
                hinge_page_list_add(s, &found[i / 2], metric[i][1]);
    }
    const char *masses = hinge_table_word_where(rows, "key", "body.masses", "value"),
               *band = hinge_table_word_where(rows, "key", "emg.band", "value");
    const int low = (int)strcspn(band, ",");
    facts->cutoff = numbers_text(s, "cutoff_hz", HINGE_ANY, false);
    facts->zero = levels_text(s, "standing_source");
    facts->driver = levels_text(s, "driver");
    facts->model = hinge_page_listed(s, &found[0], "and");
    facts->force = hinge_page_listed(s, &found[1], "and");
    facts->masses = hinge_masses_words(hinge_masses_find(masses));
    if (hinge_page_has_emg(s))
        facts->emg = hinge_page_text(s, "%.*s to %s", low, band, band + low + 1);
    const struct hinge_check_report *check = hinge_page_check(s);
    double sum = 0;
    size_t checked = 0, with = 0;
    for (size_t t = 0; t < s->n_trials && check != NULL; t++)
        for (size_t r = 0; s->trial[t].usable && r < check->trials.rows; r++) {
            double pct = hinge_table_number(&check->trials, "missing_pct", r);
            if (strcmp(hinge_table_word(&check->trials, "trial_id", r), s->trial[t].id) != 0 ||
                isnan(pct))
                continue;
            sum += pct;
            with += pct > 0;
            checked++;
        }
    facts->whole = checked > 0 && with == 0;
    if (with > 0) {
        const double pct = sum / (double)checked;
        facts->gaps = HINGE_FACTS_MAKE(
            s, gaps, .pct = pct < 0.05 ? "Less than 0.1" : hinge_page_fixed(s, pct, 1), .n = with,
            .filled = hinge_page_text(s, "%g", hinge_tab_parameter(&s->tab, "gap.max_s")));
    }
    cleared_by(hinge_intern_clear) struct hinge_intern orders = {0};
    const struct hinge_page_sequence *order = hinge_page_sequences(s, &orders);
    size_t *first = hinge_arena_alloc(&s->arena, s->n_cues + 1, sizeof *first), known = 0, most = 0;
    for (size_t p = 0; p < s->n_people; p++)
        if (order[p].first != HINGE_ANY) {
            first[order[p].first]++;
            known++;
        }
    for (size_t c = 1; c < s->n_cues; c++)
        most = first[c] > first[most] ? c : most;
    if (orders.n > 1) /* else all had the same */
        facts->order = 10 * first[most] <= 6 * known
                           ? "the order differed between participants"
                           : hinge_page_text(s, "%zu of %zu participants bent %s first",
                                             first[most], known, s->cue[most].phrase);
    bool positions = false, angles = false;
    struct lumbar lumbar = {0};
    for (size_t k = 0; k < s->n_kinds; k++) {
        const struct hinge_cohort_kind *kind = &s->kind[k];
        HINGE_FACTS_ADD(s, facts, kinds, kind, .Name = hinge_page_capital(s, kind->name),
                        .many = s->n_kinds > 1, .people = kind->n,
                        .rate = numbers_text(s, "rate_hz", k, true));
        positions = positions || kind->positions;
        angles = angles || !kind->positions;
        if (!kind->spine)
            continue;
        const char *thorax = hinge_lumbar_def_words(kind->lumbar_def),
                   *points = kind->positions ? NULL : strstr(thorax, " (");
        HINGE_FACTS_ADD(s, &lumbar, each, angle,
                        .thorax = points != NULL
                                      ? hinge_page_text(s, "%.*s", (int)(points - thorax), thorax)
                                      : thorax,
                        .pelvis = hinge_listed("IK|VENDOR", '|', kind->lumbar_def) ? NULL
                                  : !kind->positions                               ? "the pelvis"
                                  : strcmp(kind->tier, "A") == 0 ? "the pelvis (ASIS and PSIS)"
                                                                 : "the pelvis (hip centre to L5)",
                        .kind = kind->name);
    }
    for (size_t i = 0; i < lumbar.n_each; i++) {
        lumbar.each[i]->many = lumbar.n_each > 1;
        lumbar.each[i]->sep = hinge_list_joint(lumbar.n_each - 1 - i, " and ");
    }
    facts->lumbar = lumbar.n_each > 0 ? HINGE_FACTS_COPY(s, lumbar, lumbar) : NULL;
    facts->filtered = !angles ? "Positions" : positions ? "Positions and angles" : "Angles";
}

/* --- what was not used --- */

/* "gaps in the markers, 2; by hand, 1", of NULL none; of one reason itself. NULL: there is none. */
static const char *count_reasons(struct hinge_cohort *s, const char *const *reason, size_t of)
{
    cleared_by(hinge_intern_clear) struct hinge_intern why = {0};
    struct hinge_text list = {0};
    size_t *n = hinge_arena_alloc(&s->arena, of, sizeof *n);
    for (size_t i = 0; i < of; i++)
        if (reason[i] != NULL)
            n[hinge_intern_number(&why, reason[i])]++;
    for (size_t k = 0; k < why.n; k++)
        hinge_text_printf(&list, why.n > 1 ? "%s%s, %zu" : "%s%s", k > 0 ? "; " : "", why.text[k],
                          n[k]);
    return list.length > 0 ? hinge_text_to_arena(&list, &s->arena) : NULL;
}

static void add_used(struct hinge_cohort *s, struct used *facts)
{
    const char *by_hand = hinge_reason_phrase(HINGE_REASON_EXCLUDED);
    const struct hinge_repetitions *list = &s->reading;
    const char **reason = hinge_arena_alloc(&s->arena, list->n + s->n_trials, sizeof *reason);
    size_t unused = 0, all = s->n_reps;
    char why[160];
    for (size_t r = 0; r < s->n_reps; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        const struct hinge_used_recording *of = s->trial[rep->trial].of;
        const bool used = rep->used && (s->one_person || hinge_uses_compared(of));
        facts->used += used;
        reason[r] = used        ? NULL
                    : rep->used ? hinge_page_text(s, "%s", hinge_use_why(&s->uses, of, why))
                    : rep->use == HINGE_USE_BY_HAND
                        ? hinge_page_text(s, "by hand%s", rep->why + strlen(by_hand))
                        : rep->why;
    }
    for (size_t i = 0; i < list->n; i++) { /* those of recordings that are not used, too */
        const size_t row = list->row[i], r = list->trial[row], t = s->trial_at[r];
        if (s->uses.rep[row] > HINGE_USE_FILTERED && (t == HINGE_ANY || !s->trial[t].usable))
            reason[all++] =
                hinge_page_text(s, "%s", hinge_use_why(&s->uses, &s->uses.recording[r], why));
    }
    facts->kept = hinge_page_kept(s);
    facts->all_used = facts->used == all;
    facts->lost = all - facts->used;
    facts->why = count_reasons(s, reason, all);
    for (size_t t = 0; t < s->n_trials; t++) { /* a planned one may not have been made */
        const struct hinge_cohort_trial *trial = &s->trial[t];
        facts->recordings += trial->of->use != HINGE_USE_NOT_RECORDED;
        reason[t] = NULL;
        if (trial->n > 0 || trial->of->use == HINGE_USE_NOT_RECORDED || trial->usable)
            continue;
        reason[t] = hinge_page_text(s, "%s", hinge_use_why(&s->uses, trial->of, why));
        unused++;
    }
    if (unused > 0)
        facts->unused = HINGE_FACTS_MAKE(s, some, unused, count_reasons(s, reason, s->n_trials));
}

/* How many are in no answer, and how many have no value; Table 1 lists them with their reasons. */
static void add_excluded(struct hinge_cohort *s, struct used *facts)
{
    struct hinge_page_list text = {0};
    const size_t excluded = hinge_page_without(s, HINGE_ANY);
    if (excluded > 0)
        HINGE_PAGE_LIST_ADD(s, &text, "%zu participant%s excluded.", excluded,
                            excluded == 1 ? " was" : "s were");
    for (size_t cue = 0; cue < s->n_cues && !s->one_person && !s->nobody; cue++) {
        const size_t of = cue == 0 ? hinge_page_without(s, 0)
                                   : hinge_page_unchanged(s, &s->page->tests->cue[cue - 1]);
        if (of > 0)
            HINGE_PAGE_LIST_ADD(s, &text, "%zu participant%s%s%s had no %s%s%s.", of, HINGE_S(of),
                                cue > 0 && s->n_kinds > 1 ? " with " : "", /* others are drawn */
                                cue > 0 && s->n_kinds > 1 ? s->kind[0].name : "",
                                cue == 0 ? "value" : "change", s->n_cues > 1 ? " " : "",
                                s->n_cues > 1 ? s->cue[cue].phrase : "");
    }
    if (text.n > 0 && !s->one_person)
        hinge_page_list_add(s, &text, "Table 1 lists who and why.");
    const size_t apart = s->n_kinds > 1 ? s->n_people - s->kind[0].n : 0;
    if (apart > 0)
        HINGE_PAGE_LIST_ADD(s, &text, "%zu participant%s recorded in another way only.", apart,
                            apart == 1 ? " was" : "s were");
    for (size_t i = 0; i <= HINGE_PAGE_LOADS; i++) {
        const struct hinge_page_changes *of = &s->page->changes[i];
        struct hinge_page_out *out;
        const size_t n = hinge_page_changes_row(s, of, 0) == NULL || of->described
                             ? 0
                             : hinge_page_outs(s, of, &out);
        struct hinge_page_list each = {0};
        size_t all = 0;
        for (size_t k = 0; k < n; k++)
            if (out[k].why != NULL) { /* "5 of B (no recording after)" */
                const bool of_group = s->n_groups > 1 && out[k].group != HINGE_ANY;
                HINGE_PAGE_LIST_ADD(s, &each, of_group ? "%zu of %s (%s)" : "%zu%.0s (%s)",
                                    out[k].n, of_group ? s->group[out[k].group].name : "",
                                    out[k].why);
                all += out[k].n;
            }
        if (all > 0)
            HINGE_PAGE_LIST_ADD(s, &text, "%zu participant%s had no change from %s: %s.", all,
                                HINGE_S(all), hinge_page_from_to(s, of),
                                hinge_page_listed(s, &each, "and"));
    }
    facts->nobody = text.n == 0 && !s->nobody;
    facts->excluded = hinge_page_join(s, &text, " ");
}

/* --- what was planned, and tested --- */

/* "the spine’s share (A minus B)": what a comparison of the register is of. */
static const char *record_text(struct hinge_cohort *s, const struct hinge_record *record)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_planned_outcome *row = record->of;
    const struct hinge_page_cue_row *cue = t->cue;
    if (record->what == HINGE_ASKED_PRACTICE)
        return hinge_page_text(s, "%s (practice)", s->planned->in_text);
    if (record->what == HINGE_ASKED_GROUPS)
        return t->pairs.all > 0
                   ? hinge_page_text(s, "%s (groups)", s->planned->in_text)
                   : hinge_page_text(s, "%s (%s minus %s)", s->planned->in_text,
                                     s->group[hinge_cohort_group_of(s, row->level[0])].name,
                                     s->group[hinge_cohort_group_of(s, row->level[1])].name);
    if (record->what != HINGE_ASKED_CUES)
        return hinge_page_text(s, "%s (%s minus %s)", s->planned->in_text, record->first,
                               record->second);
    while (cue < t->cue + t->n_cues && cue->row != row)
        cue++;
    return cue == t->cue + t->n_cues
               ? NULL
               : hinge_page_text(s, "%s (%s)", cue->outcome->in_text, s->cue[cue->cue].label);
}

/* What leads, planned or by default, and what would and has no value. */
static void add_planned(struct hinge_cohort *s, struct tests *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_register *all = &s->page->asked;
    struct hinge_page_list planned = {0}, leading = {0}, gone = {0};
    for (size_t i = 0; i < all->n; i++) {
        const char *role = all->record[i].role;
        struct hinge_page_list *list = strcmp(role, "planned") == 0   ? &planned
                                       : strcmp(role, "default") == 0 ? &leading
                                                                      : NULL;
        if (list != NULL)
            hinge_page_list_add(s, list, record_text(s, &all->record[i]));
    }
    if (hinge_page_compares(s) && s->stands_in)
        hinge_page_list_add(s, &gone, s->asked->in_text);
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++)
        if (row->planned != NULL && !s->one_person && (row->outcome == NULL || row->stands_in) &&
            !hinge_cohort_measured(s, row->planned, row->cue))
            hinge_page_list_add(s, &gone, row->planned->in_text);
    const char *list = hinge_page_listed(s, &gone, "and");
    facts->planned = hinge_page_listed(s, &planned, "and");
    facts->leading = hinge_page_listed(s, &leading, "and");
    if (list != NULL)
        facts->unplanned =
            hinge_page_text(s, "%s could not be measured; all other outcomes are exploratory.",
                            hinge_page_capital(s, list));
}

/* The tests of the register by their roles, and how many of them the title rests on. */
static struct questions *questions_of(struct hinge_cohort *s)
{
    static const char *const one_title_in[] = {NULL, "twenty", "ten", "seven", "five"};
    static const char *const words[HINGE_TESTS][2] = {
        [HINGE_TESTS_PLANNED] = {"planned by the study", "planned by the study"},
        [HINGE_TESTS_DEFAULT] = {"leads by default", "lead by default"},
        [HINGE_TESTS_SECONDARY] = {"secondary (Holm)", "secondary (Holm)"},
        [HINGE_TESTS_EXPLORATORY] = {"exploratory (Holm)", "exploratory (Holm)"},
        [HINGE_TESTS_CHANGES] = {"of cues between groups (not corrected)",
                                 "of cues between groups (not corrected)"},
        [HINGE_TESTS_FAULTS] = {"of faults (Holm)", "of faults (Holm)"}};
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_register *all = &s->page->asked;
    struct questions questions = {.n = 0, .needed = HINGE_LEAST_TESTED};
    struct hinge_page_list untested = {0}, beside = {0};
    bool asked[HINGE_ASKED_QUESTIONS] = {false};
    size_t n[HINGE_TESTS];
    hinge_register_count(all, n);
    for (size_t i = 0; i < HINGE_TESTS_BESIDE; i++) {
        if (n[i] > 0)
            HINGE_FACTS_ADD(s, &questions, counted, counted, n[i], words[i][n[i] != 1], ", ");
        questions.n += n[i];
    }
    for (size_t i = 0; i < all->n; i++) {
        const struct hinge_record *record = &all->record[i];
        const bool leads = strcmp(record->role, "planned") == 0 ||
                           strcmp(record->role, "default") == 0 ||
                           (record->what == HINGE_ASKED_LOADS && hinge_page_tells_loads(s) &&
                            hinge_planned_is(record->of, "primary"));
        if (leads && !isnan(record->p) && !asked[record->what]) {
            asked[record->what] = true;
            questions.in_title++;
        }
        if (record->what == HINGE_ASKED_BESIDE)
            hinge_page_list_add(s, &beside, record->family);
    }
    beside.n = hinge_each_once(beside.item, beside.n);
    for (size_t k = 0; k < beside.n; k++) {
        size_t of = 0;
        for (size_t i = 0; i < all->n; i++)
            of +=
                all->record[i].family != NULL && strcmp(all->record[i].family, beside.item[k]) == 0;
        HINGE_FACTS_ADD(s, &questions, counted, counted, of,
                        hinge_page_text(s, "of %s (Holm)", beside.item[k]), ", ");
        questions.n += of;
    }
    if (questions.n == 0)
        return NULL;
    questions.counted[questions.n_counted - 1]->sep = "";
    questions.one_in = one_title_in[questions.in_title];
    if (t->two && !t->groups_ran && t->n_groups_further > 0)
        hinge_page_list_add(s, &untested, "groups");
    if (t->n_cues > 0 && !t->cues_ran && t->n_cues_further > 0)
        hinge_page_list_add(s, &untested, "cues");
    questions.untested = hinge_page_listed(s, &untested, "and");
    return HINGE_FACTS_COPY(s, questions, questions);
}

/* What a person's value averages beside recordings: both sides, sessions that measured the same
 * again. NULL: nothing. */
static const char *mean_of(struct hinge_cohort *s)
{
    bool both = false;
    size_t one = 0;
    const char *again = NULL;
    unsigned char *sides = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *sides);
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;) {
        const enum hinge_side side = hinge_side_of(hinge_cohort_trial_text(s, of, "side"));
        if (!of->main)
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
    struct hinge_page_list means = {0};
    if (both)
        HINGE_PAGE_LIST_ADD(
            s, &means, one == 0 ? "mean of both sides" : "mean of both sides (%zu %s one side)",
            one, one == 1 ? "person has" : "people have");
    if (again != NULL)
        HINGE_PAGE_LIST_ADD(s, &means, "mean of sessions %s", again);
    return hinge_page_listed(s, &means, "and the");
}

static void add_tests(struct hinge_cohort *s, struct tests *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    double n = t->two ? fmin(t->lead->n[0], t->lead->n[1]) : 0; /* most people of what is asked */
    size_t cues = 0, cue = 0;
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++) {
        if (row->state != HINGE_SAID_FEW) {
            cue = row->cue;
            cues++;
        }
        n = s->one_person ? n : fmax(n, row->row->diff.n);
    }
    if (cues > 0) /* those of the planned outcomes, else of what stands for them */
        facts->paired = HINGE_FACTS_MAKE(
            s, paired,
            cues == 1 ? hinge_page_text(s, "the cue “%s”", s->cue[cue].label) : "the cues",
            t->n_planned > 1 ? t->n_planned : 0);
    facts->mean_of = mean_of(s);
    facts->more_people = s->page->undecided;
    bool undeclared = false, asked = !s->one_person && (t->two || t->n_cues > 0);
    if ((t->two && t->groups != HINGE_SAID_FEW) || t->pairs.tested > 0)
        facts->two = HINGE_FACTS_MAKE(
            s, two,
            .pairs = t->pairs.all == 0 ? NULL
                                       : HINGE_FACTS_MAKE(s, pairs, t->pairs.tested, t->pairs.all,
                                                          t->pairs.tested == t->pairs.all),
            .main = s->n_kinds > 1 ? s->kind[0].name : NULL,
            .at = s->n_cues > 0 ? s->cue[0].phrase : NULL);
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++) {
        const struct hinge_page_changes *of = &s->page->changes[i];
        const struct hinge_planned_outcome *row = hinge_page_changes_row(s, of, 0);
        asked = asked || row != NULL;
        if (row != NULL)
            n = fmax(n, row->paired ? row->diff.n : fmin(row->n[0], row->n[1]));
        const size_t pairs = hinge_page_changes_count(s, of).tested,
                     tests = row != NULL ? hinge_page_n(row->tests) : 0;
        undeclared = undeclared || (of->described && of->to != NULL);
        if (of->described && of->to != NULL)
            *HINGE_FACTS_WORD(s, facts, changes) = hinge_page_text(
                s, "Changes from %s are described, because nobody says what happened between.",
                hinge_page_from_to(s, of));
        if (pairs == 0 || of->described || i == HINGE_PAGE_LATER_AFTER) /* said with later */
            continue;
        const char *what =
            i == HINGE_PAGE_PRACTICE ? "by practice (after minus before, without a cue)"
            : i == HINGE_PAGE_LOADS && row->paired && tests > 1
                ? hinge_page_text(s, "with the load (each minus %s kg)", of->from)
            : i == HINGE_PAGE_LOADS
                ? hinge_page_text(s, "with the load (%s kg minus %s kg)", of->to, of->from)
            : i == HINGE_PAGE_LATER && hinge_page_changes_row(s, of + 1, 0) != NULL
                ? hinge_page_text(s, "from %s and from %s", hinge_page_from_to(s, of),
                                  hinge_page_from_to(s, of + 1))
                : hinge_page_text(s, "from %s", hinge_page_from_to(s, of));
        const char *holm =
            i == HINGE_PAGE_LATER && tests > 1
                ? hinge_page_text(s, ", with Holm’s correction over these %zu tests", tests)
            : i == HINGE_PAGE_LOADS && row->paired && tests > 1
                ? hinge_page_text(s, ", with Holm’s correction over %zu loads", tests)
            : pairs > 1 ? hinge_page_text(s, ", with Holm’s correction over %zu pairs", pairs)
                        : "";
        *HINGE_FACTS_WORD(s, facts, changes) =
            row->paired
                ? hinge_page_text(s, "Changes %s were tested by the paired t test%s.", what, holm)
                : hinge_page_text(s,
                                  "Changes %s were compared between groups by Welch’s t test%s; "
                                  "changes within groups are described.",
                                  what, holm);
    }
    const char *chosen = hinge_page_chosen(s);
    if (chosen != NULL)
        *HINGE_FACTS_WORD(s, facts, changes) = chosen;
    for (size_t i = 0; i < s->n_trials; i++)
        if (hinge_page_is_after_effect(s, &s->trial[i])) {
            *HINGE_FACTS_WORD(s, facts, changes) =
                hinge_page_text(s,
                                "The first bends %s are the baseline; those again behind a cue are "
                                "described as its after-effect.",
                                s->cue[0].phrase);
            break;
        }
    facts->questions = questions_of(s);
    facts->tested = facts->questions != NULL;
    if (!facts->tested && (asked || undeclared))
        facts->few =
            HINGE_FACTS_MAKE(s, few, .groups = t->two,
                             .needed = !s->nobody && !undeclared && n > 0 && n < HINGE_LEAST_TESTED
                                           ? hinge_page_text(s, "%d", HINGE_LEAST_TESTED)
                                           : NULL,
                             .because = s->nobody ? "no recording names a participant"
                                        : undeclared
                                            ? "nobody says what happened between the visits"
                                        : n == 0 ? "nobody has a value of what is compared"
                                        : n >= HINGE_LEAST_TESTED ? "the values do not vary"
                                                                  : NULL);
}

/* --- faults and settings as they were --- */

/* Whether the config changed a fault or (`theirs`) defined it; "25°" and "20°" of a threshold that
 * it changed, else NULL. */
static bool is_changed(struct hinge_cohort *s, size_t row, bool *theirs, const char **now,
                       const char **was)
{
    const struct hinge_table *faults = &s->tab.faults;
    const char *by = hinge_table_word(faults, "defined_by", row);
    char is[HINGE_THRESHOLD_WORDS], before[HINGE_THRESHOLD_WORDS];
    const bool threshold = hinge_threshold_is_changed(faults, row, is, before);
    *theirs = strcmp(by, "config") == 0;
    *now = threshold ? hinge_page_text(s, "%s", is) : NULL;
    *was = threshold ? hinge_page_text(s, "%s", before) : NULL;
    return *theirs || strstr(by, "changed") != NULL;
}

/* "0.5 s" */
static const char *with_unit(struct hinge_cohort *s, const char *value, const char *unit)
{
    bool none = *value == '\0' || unit == NULL || *unit == '\0' || strcmp(unit, "1") == 0;
    return none ? value : hinge_page_text(s, "%s %s", value, unit);
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
        for (size_t at = 0; level != NULL && at < 2; at++)
            if (strcmp(level, at == 0 ? of->from : of->to) == 0) {
                double *its = &day[2 * trial->person + at];
                *its = fmin(*its, hinge_day_of(hinge_cohort_trial_text(s, trial, "session")));
                *its = fmin(*its, hinge_day_of(hinge_cohort_trial_text(s, trial, "date")));
            }
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
 * if nothing had been corrected by hand. NULL: results of before, or an outcome that is no metric.
 */
static const char *uncorrected(struct hinge_cohort *s)
{
    const struct hinge_measure *measure = hinge_cohort_measure(s, s->planned);
    const bool two = s->n_groups > 1;
    const struct hinge_dimension *dimension;
    struct hinge_array_spec spec;
    struct hinge_error none;
    if (measure == NULL || !isnan(s->planned->target) || s->one_person ||
        (two && !s->page->tests->two) ||
        hinge_results_describe(s->tab.reader, HINGE_GROUP_REPS, HINGE_ARRAY_FOUND, &spec,
                               &dimension, &none) != HINGE_OK)
        return NULL;
    const double *found = hinge_reps_column(
        &s->reading, hinge_page_text(s, HINGE_ARRAY_FOUND "/%s", measure->id), measure->phases);
    double mean[2][2]; /* of both groups; without the corrections, with them */
    for (size_t g = 0; g < 2; g++) {
        const struct hinge_cohort_cell all =
            hinge_cohort_cell(s, s->planned, 0, two ? g : HINGE_ANY, 0);
        double *without = hinge_arena_alloc(&s->arena, all.n, sizeof *without);
        size_t n = 0;
        for (size_t i = 0; i < all.n; i++) {
            const struct hinge_cohort_bends_of of = hinge_cohort_bends_found(
                s, s->planned, all.person[i], HINGE_ANY, 0, found + measure->at, measure->phases);
            if (hinge_people_enough(&s->averaging->grouped.rule, (double)of.n, (double)of.n))
                without[n++] = of.mean;
        }
        mean[g][0] = hinge_stats_mean(without, n);
        mean[g][1] = hinge_stats_mean(all.value, all.n);
    }
    const char *shown[2], *what = two ? "difference" : "mean";
    const double value[2] = {two ? mean[0][0] - mean[1][0] : mean[0][0],
                             two ? mean[0][1] - mean[1][1] : mean[0][1]};
    if (isnan(value[0]) || isnan(value[1]))
        return NULL;
    for (int k = 0; k < 2; k++)
        shown[k] = !two                      ? hinge_page_val(s, s->planned, value[k])
                   : value[0] * value[1] < 0 ? hinge_page_signed(s, s->planned, value[k])
                                             : hinge_page_size(s, s->planned, value[k]);
    return strcmp(shown[0], shown[1]) == 0
               ? hinge_page_text(s, "the %s prints alike, %s", what, shown[0])
               : hinge_page_text(s, "the %s is %.*s instead of %s", what,
                                 (int)strcspn(shown[0], " "), shown[0], shown[1]);
}

/* Axes, signs and order of rotation of what was recorded, and where sensors were; whether angles
 * of another program are among it. */
static const char *axes_text(struct hinge_cohort *s, bool *foreign)
{
    static const char sensor[] = "sensor:";
    const struct hinge_quantity *turn = hinge_page_metric(s, "lumbar_excursion_3d_deg", "descent");
    struct hinge_page_list on = {0};
    bool three = false, two = false, cardan = false;
    const struct hinge_cohort_trial *trial = NULL;
    while ((trial = hinge_page_usable(s, trial)) != NULL) {
        const bool theirs = strcmp(s->kind[trial->kind].family, "angles") == 0;
        *foreign = *foreign || theirs;
        if (theirs)
            continue;
        const bool is = hinge_cohort_trial_number(s, trial, "dim") == 3;
        three = three || is;
        two = two || !is;
        for (size_t c = 0; c < s->tab.trials.n_columns; c++) {
            const char *name = s->tab.trials.column[c].name;
            if (strncmp(name, sensor, strlen(sensor)) != 0 ||
                *hinge_cohort_trial_text(s, trial, name) == '\0')
                continue;
            /* "right thigh" of thigh_r, "T12/L1" of l1 */
            const char *place = name + strlen(sensor);
            const bool right = hinge_ends_with(place, "_r");
            hinge_page_list_add(s, &on,
                                strcmp(place, "l1") == 0 ? "T12/L1"
                                : right || hinge_ends_with(place, "_l")
                                    ? hinge_page_text(s, "%s %.*s", right ? "right" : "left",
                                                      (int)strlen(place) - 2, place)
                                    : place);
        }
    }
    for (size_t cue = 0; cue < s->n_cues; cue++)
        cardan = cardan || hinge_cohort_measured(s, turn, cue);
    return hinge_page_text(
        s, "%s; leaning forward and flexion are positive%s%s%s",
        three ? "Axes are right-handed: x forward, y up, z to the person’s right"
        : two ? "In the picture x is forward and y up"
              : "Axes and orders of rotation are those of the other program",
        three || two ? ", and angles are of the sagittal plane" : "",
        cardan ? "; Cardan angles beside them turn in the order flexion, side, turn (Z-X-Y)" : "",
        on.n > 0 ? hinge_page_text(s, "; sensors were on %s", hinge_page_listed(s, &on, "and"))
                 : "");
}

/* Repetitions that were corrected by hand, and whether groups were seen meanwhile. */
static void add_marked(struct hinge_cohort *s, struct methods *facts)
{
    size_t corrected = 0, *in = hinge_arena_alloc(&s->arena, s->n_groups + 1, sizeof *in);
    for (size_t r = 0; r < s->n_reps; r++) {
        const size_t g = s->person[s->rep[r].person].group;
        corrected += s->rep[r].corrected;
        in[g < s->n_groups ? g : s->n_groups] += s->rep[r].corrected;
    }
    if (corrected > 0) {
        struct hinge_page_list of_group = {0};
        for (size_t g = 0; g < s->n_groups && s->n_groups > 1; g++)
            HINGE_PAGE_LIST_ADD(s, &of_group, "%s %zu", s->group[g].name, in[g]);
        double seen = 0; /* NaN: of results of before */
        for (size_t t = 0; t < s->n_trials; t++)
            if (s->trial[t].n > 0)
                seen += hinge_cohort_trial_number(s, &s->trial[t], "corrected_seen");
        const double hidden = fmax(0, (double)corrected - seen);
        facts->marked =
            HINGE_FACTS_MAKE(s, marked, .n = corrected, .of = s->n_reps,
                             .groups = hinge_page_listed(s, &of_group, "and"),
                             .blind = isnan(seen)   ? NULL
                                      : seen == 0   ? "hidden"
                                      : hidden == 0 ? "seen"
                                                    : hinge_page_text(s, "hidden for %g", hidden),
                             .without = uncorrected(s));
    }
}

struct hinge_facts hinge_page_methods(struct hinge_cohort *s)
{
    if (s->n_people == 0)
        return (struct hinge_facts){0};
    const size_t excluded = hinge_page_without(s, HINGE_ANY);
    struct methods facts = {.people = s->n_people + excluded,
                            .sessions = s->n_sessions > 1 ? s->n_sessions : 0,
                            .one = s->one_person,
                            .unnamed = s->nobody,
                            .task = levels_text(s, "task"),
                            .times = times_text(s),
                            .version = version_of(s),
                            .digest = hinge_page_text(s, "%.12s", digest_of(s))};
    add_recorded(s, &facts.recorded);
    add_used(s, &facts.used);
    facts.repetitions = facts.used.used + facts.used.lost;
    add_excluded(s, &facts.used);
    add_planned(s, &facts.tests);
    add_tests(s, &facts.tests);
    struct hinge_page_list groups = {0}, conditions = {0}, tasks = {0}, read = {0};
    size_t in_none = s->n_people, unloaded = 0;
    for (size_t g = 0; g < s->n_groups; g++) { /* as they are compared */
        const size_t n = hinge_cohort_count(s, g, HINGE_ANY);
        HINGE_PAGE_LIST_ADD(s, &groups, "%zu %s", n, s->group[g].name);
        in_none -= n;
    }
    if (in_none > 0)
        HINGE_PAGE_LIST_ADD(s, &groups, "%zu without a group", in_none);
    if (excluded > 0)
        HINGE_PAGE_LIST_ADD(s, &groups, "%zu excluded", excluded);
    facts.groups = s->n_groups > 1 ? hinge_page_listed(s, &groups, "and") : NULL;
    for (size_t c = 0; c < s->n_conditions; c++)
        hinge_page_list_add(s, &conditions, s->cue[c].phrase);
    facts.conditions = s->n_conditions > 1 ? hinge_page_listed(s, &conditions, "and") : NULL;
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;) {
        hinge_page_list_add(s, &tasks, hinge_cohort_trial_text(s, of, "task"));
        unloaded += isnan(hinge_cohort_trial_number(s, of, "load_kg")) != 0;
    }
    for (size_t k = 0; k < tasks.n; k++) { /* "squat, read as squat_contrast: not judged are …" */
        cleared_by(hinge_text_clear) struct hinge_text words = {0};
        hinge_task_read_as(tasks.item[k], &words);
        hinge_page_list_add(s, &read,
                            words.length > 0 ? hinge_page_text(s, "%s", words.data) : NULL);
    }
    facts.read_as = hinge_page_join(s, &read, "; ");
    const char *kg = numbers_text(s, "load_kg", HINGE_ANY, false);
    if (kg != NULL && (hinge_cohort_at_load(s) != NULL || strchr(kg, ' ') != NULL)) /* several */
        facts.lifted = unloaded == 0 ? hinge_page_text(s, "%s kg", kg)
                                     : hinge_page_text(s, "%s kg (of %zu the load is not known)",
                                                       kg, unloaded);
    add_marked(s, &facts);
    /* faults that the config changed (0) or defined (1) */
    struct hinge_page_list fault[2] = {0};
    for (size_t r = 0; r < s->tab.faults.rows; r++) {
        const char *id = hinge_table_word(&s->tab.faults, "id", r),
                   *title = hinge_fault_name(&s->labels, id, HINGE_TECHNICAL), *now, *was;
        bool theirs;
        if (!is_changed(s, r, &theirs, &now, &was))
            continue;
        const char *small = hinge_wording_small(hinge_arena_strdup(&s->arena, title));
        hinge_page_list_add(
            s, &fault[theirs],
            now != NULL ? hinge_page_text(s, "%s (%s instead of %s)", small, now, was) : small);
    }
    if (s->n_faults > 0)
        facts.faults = HINGE_FACTS_MAKE(s, faults, hinge_page_listed(s, &fault[0], "and"),
                                        hinge_page_listed(s, &fault[1], "and"), fault[1].n > 1);
    const struct hinge_table *rows = &s->tab.parameters;
    size_t changed = 0; /* settings of the method */
    for (size_t r = 0; r < rows->rows; r++)
        changed += hinge_parameter_standard(hinge_table_word(rows, "key", r)) != NULL &&
                   !hinge_parameter_is_standard(hinge_table_word(rows, "key", r),
                                                hinge_table_word(rows, "value", r));
    facts.settings = changed > 0 ? HINGE_FACTS_MAKE(s, some, .n = changed) : NULL;
    /* what [study] says, word for word: "Setting: a clinic. Dates: May 2024." */
    const struct hinge_config *config = s->page->config;
    const size_t definition = strlen(HINGE_STUDY_DEFINITION);
    struct hinge_page_list study = {0};
    for (size_t i = 0; config != NULL && i < config->n_entries; i++) {
        const struct hinge_config_entry *e = &config->entry[i];
        if (strcmp(e->section, "study") != 0 || *e->value == '\0')
            continue;
        const bool group = strncmp(e->key, HINGE_STUDY_DEFINITION, definition) == 0;
        HINGE_PAGE_LIST_ADD(s, &study, "%s%s: %s%s", group ? "Group " : "",
                            group ? e->key + definition : hinge_page_capital(s, e->key), e->value,
                            strchr(".!?", e->value[strlen(e->value) - 1]) != NULL ? "" : ".");
    }
    facts.study = hinge_page_join(s, &study, " ");
    facts.axes = axes_text(s, &facts.foreign);
    /* What differs from the plan, and how the number of people was found. */
    const struct hinge_page_request *r = s->page->request;
    struct hinge_plan_kept kept = {0};
    if (*r->plan != '\0' && s->tab.status == HINGE_OK &&
        hinge_tab_try(&s->tab, hinge_plan_compare(&s->tab, r->plan, r, &kept, &s->tab.failure))) {
        facts.against = kept.sentence;
        facts.people_from = kept.people_from;
        facts.people_needed = kept.people_needed;
    }
    hinge_table_clear(&kept.items);
    return HINGE_FACTS_OF(s, methods, &facts);
}

/* A link, at the end of those of a kind. */
static void add_file(struct hinge_cohort *s, struct hinge_page_files *of, const char *file,
                     const char *name)
{
    if (of->n_files > 0)
        of->files[of->n_files - 1]->sep = ", ";
    HINGE_FACTS_ADD(s, of, files, hinge_page_file, file, name, .sep = "");
}

/* Files of a folder, without those of folders in it: "reps" of tables/reps.csv, with its kind
 * where that is another one. */
static void add_folder(struct hinge_cohort *s, struct hinge_page_data *data, const char *name,
                       const char *folder)
{
    const char *rest = s->page->request->files, *from;
    size_t length, n = strlen(folder);
    struct hinge_page_files *files = NULL;
    while ((from = hinge_next_item(&rest, '\n', &length)) != NULL) {
        const char *file = hinge_page_text(s, "%.*s", (int)length, from);
        if (strncmp(file, folder, n) != 0 || strchr(file + n, '/') != NULL)
            continue;
        const char *end = strrchr(file, '.');
        bool plain = end != NULL && strcmp(end, ".csv") == 0;
        if (files == NULL)
            *(files = HINGE_FACTS_NEXT(s, data, data)) = (struct hinge_page_files){.kind = name};
        add_file(s, files, file,
                 plain ? hinge_page_text(s, "%.*s", (int)(end - file - (long)n), file + n)
                       : file + n);
    }
}

struct hinge_page_data hinge_page_data(struct hinge_cohort *s)
{
    static const char *const more[][2] = {{"figures/", "figures"},
                                          {"tables/more/", "more tables"},
                                          {"results.h5", "results.h5 (R, Python, MATLAB)"}};
    const struct hinge_page_request *r = s->page->request;
    struct hinge_page_data data = {0};
    if (*r->files == '\0') {
        const char *slash = strrchr(r->results, '/'),
                   *name = slash != NULL ? slash + 1 : r->results;
        struct hinge_page_files *results = HINGE_FACTS_NEXT(s, &data, data);
        results->kind = "Results";
        add_file(s, results, name, name);
        return data;
    }
    add_folder(s, &data, "Tables", "tables/");
    add_folder(s, &data, "Comparisons", "comparisons/");
    struct hinge_page_files *also = HINGE_FACTS_NEXT(s, &data, data);
    also->kind = "Also";
    if (*r->recordings != '\0')
        add_file(s, also, r->recordings, "recordings, moving");
    const char *files = hinge_page_text(s, "\n%s\n", r->files);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) { /* a file, or any of a folder */
        const bool folder = hinge_ends_with(more[i][0], "/");
        if (strstr(files, hinge_page_text(s, "\n%s%s", more[i][0], folder ? "" : "\n")) != NULL)
            add_file(s, also, more[i][0], more[i][1]);
    }
    return data;
}

struct hinge_facts hinge_page_settings(struct hinge_cohort *s)
{
    struct settings facts = {.version = version_of(s), .sha256 = digest_of(s)};
    const struct hinge_table *rows = &s->tab.parameters, *faults = &s->tab.faults;
    for (size_t r = 0; r < rows->rows; r++) {
        const char *key = hinge_table_word(rows, "key", r),
                   *value = hinge_table_word(rows, "value", r),
                   *unit = hinge_table_word(rows, "unit", r),
                   *standard = hinge_parameter_standard(key);
        const bool same = standard != NULL && hinge_parameter_is_standard(key, value);
        facts.n += same;
        if (standard == NULL && *value != '\0' && strcmp(value, "0") != 0)
            HINGE_FACTS_ADD(s, &facts, changed, setting, /* an option: allow_inferred, events */
                            key, value, "none", ", ");
        else if (standard != NULL && !same)
            HINGE_FACTS_ADD(s, &facts, changed, setting, key, with_unit(s, value, unit),
                            *standard != '\0' ? with_unit(s, standard, unit) : "none", ", ");
    }
    for (size_t r = 0; r < faults->rows; r++) {
        bool theirs;
        const char *now, *was;
        if (is_changed(s, r, &theirs, &now, &was))
            HINGE_FACTS_ADD(s, &facts, changed, setting,
                            .key =
                                hinge_page_text(s, "fault:%s%s", hinge_table_word(faults, "id", r),
                                                now != NULL ? " threshold" : ""),
                            .value = now != NULL ? now
                                     : theirs    ? "defined by this study"
                                                 : "changed",
                            .standard = was != NULL ? was
                                        : theirs    ? "none"
                                                    : "as built in",
                            .sep = ", ");
    }
    facts.default_ = facts.n_changed == 0;
    if (facts.n_changed > 0)
        facts.changed[facts.n_changed - 1]->sep = "";
    return HINGE_FACTS_OF(s, settings, &facts);
}
