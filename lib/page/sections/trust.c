/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the recordings can be trusted, and what they cannot show. */
#include "page/page.h"

#include "figure/plot.h"
#include "quality/check.h"

#include <hinge/requests.h>

/* --- what hinge-check says --- */

const struct hinge_check_report *hinge_page_check(struct hinge_cohort *s)
{
    const struct hinge_page_request *r = s->page->request;
    if (s->page->check != NULL || *r->study == '\0' || s->tab.status != HINGE_OK)
        return s->page->check;
    struct hinge_check_report *found =
        r->check != NULL ? r->check : hinge_arena_alloc(&s->arena, 1, sizeof *found);
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    struct hinge_check_request request = {
        .study = r->study, .config = &config, .threads = r->threads};
    /* The results were made from these recordings, in this order. */
    cleared_by(hinge_table_clear) struct hinge_table ours = {0}, its = {0};
    struct hinge_study_reader *study = NULL;
    enum hinge_status status =
        hinge_results_get_table(r->opened, HINGE_GROUP_LEDGER, &ours, &s->tab.failure);
    if (status == HINGE_OK)
        status = hinge_study_open_beside(r->study, r->opened, &study, &s->tab.failure);
    if (status == HINGE_OK)
        status = hinge_study_get_table(study, HINGE_GROUP_LEDGER, &its, &s->tab.failure);
    bool same = ours.rows >= its.rows;
    for (size_t i = 0; status == HINGE_OK && same && i < ours.rows; i++) {
        const char *sha256 = hinge_table_word(&ours, "sha256", i);
        if (i < its.rows)
            same = strcmp(sha256, hinge_table_word(&its, "sha256", i)) == 0 &&
                   strcmp(hinge_table_word(&ours, "trial_id", i),
                          hinge_table_word(&its, "trial_id", i)) == 0;
        else /* a further task of one of them */
            same = hinge_table_row_of(&its, "sha256", sha256, 0) != SIZE_MAX;
    }
    if (status == HINGE_OK && !same)
        status = hinge_error_set(&s->tab.failure, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: its recordings are not those that %s was made from: name the "
                                 "study of these results, or analyse this one",
                                 r->study, r->results);
    hinge_study_close(study);
    hinge_config_init(&config);
    if (status == HINGE_OK)
        status = hinge_results_settings(r->opened, NULL, NULL, &config, &request.allow_inferred,
                                        &s->tab.failure);
    if (status == HINGE_OK && found->trials.rows == 0)
        status = hinge_check_study(&request, found, &s->tab.failure);
    s->tab.status = status;
    if (status == HINGE_OK)
        s->page->check = found;
    return s->page->check;
}

/* Whether a recording is one of the page: of all that were made, or of those that --filter
 * keeps. *near: the row it may be in; then the row it is in, so that recordings in their order are
 * found at once. */
static bool is_of_page(const struct hinge_cohort *s, const char *id, size_t *near)
{
    const bool all = *s->page->request->filter == '\0';
    const size_t row = hinge_table_row_of(&s->uses.given, "trial_id", id, *near);
    if (row == SIZE_MAX)
        return all;
    *near = row;
    return s->uses.recording[row].use != HINGE_USE_NOT_RECORDED &&
           (all || (row < s->tab.trials.rows && s->trial_at[row] != HINGE_ANY));
}

/* --- what is said --- */

HINGE_FACTS(finding, F(TEXT, what) F(COUNT, n) F(TEXT, who) F(TEXT, sep))
HINGE_FACTS(without, F(COUNT, n) F(COUNT, of))
HINGE_FACTS(standing, F(TEXT, s) F(FLAG, first))
HINGE_FACTS(trust, F(FLAG, ungiven) F(FLAG, noted) F(COUNT, n) F(FLAG, few) F(FLAG, yes)
                       F(FLAG, part) F(ONE, without, without) F(LIST, finding, findings)
                           F(ONE, standing, standing) F(ONE, hinge_page_missing, some_lockout)
                               F(TEXT, A) F(TEXT, B) F(TEXT, C) F(TEXT, given))
HINGE_FACTS(checked, F(IN, trust, trust) F(TEXT, among) F(NUMBER, rest) F(FLAG, clean))

/* --- findings: a kind, how many recordings have it, whose they are --- */

struct kind {
    const char *what;
    size_t n;
    struct hinge_page_list who;
};

struct kinds {
    size_t n;
    struct kind kind[64];
};

/* One more recording with a kind of finding. */
static void add_finding(struct hinge_cohort *s, struct kinds *kinds, const char *what,
                        const char *who)
{
    const size_t k = HINGE_ROW_AT(kinds->kind, kinds->n, what);
    if (k == sizeof kinds->kind / sizeof *kinds->kind)
        return;
    if (k == kinds->n)
        kinds->kind[kinds->n++] = (struct kind){.what = what};
    kinds->kind[k].n++;
    hinge_page_list_add(s, &kinds->kind[k].who, who);
}

static const char *who_is(const struct hinge_table *table, size_t row)
{
    const char *who = hinge_table_word(table, "participant", row);
    return *who != '\0' ? who : hinge_table_word(table, "trial_id", row);
}

static void add_findings(struct hinge_cohort *s, struct kinds *kinds, struct trust *facts)
{
    enum { NAMED = 8 };
    for (size_t k = 0; k < kinds->n; k++) {
        const struct kind *kind = &kinds->kind[k];
        /* the last comma of what was found is for "in 2 recordings" */
        size_t end = strlen(kind->what) - (kind->n == 1 && hinge_ends_with(kind->what, ","));
        struct hinge_page_list who = kind->who; /* "p01, p02 and 3 others" */
        if (who.n > NAMED) {
            const size_t others = who.n - NAMED;
            who.n = NAMED;
            HINGE_PAGE_LIST_ADD(s, &who, "%zu other%s", others, HINGE_S(others));
        }
        HINGE_FACTS_ADD(s, facts, findings, finding,
                        .what = hinge_page_text(s, "%.*s", (int)end, kind->what), .n = kind->n,
                        .who = hinge_page_listed(s, &who, "and"),
                        .sep = hinge_list_joint(kinds->n - 1 - k, " and "));
    }
}

/* What was found, after "found": what a check looks for; of refusals why, too. */
static const char *what_text(struct hinge_cohort *s, const char *what, const char *code)
{
    static const char refused[] = "refused";
    if (strcmp(code, "FILES_JOINED") == 0)
        return "files of several sensors that fit badly in time";
    if (strcmp(code, "FRAMES_STATED") == 0)
        return "another number of frames than in the file’s header";
    if (strncmp(what, refused, sizeof refused - 1) != 0)
        return what;
    return hinge_page_text(s, "refusals%s, because %s,", what + sizeof refused - 1,
                           hinge_wording_cause(code));
}

const char *hinge_page_unequal(struct hinge_cohort *s)
{
    enum { APART = 20 /* percent */ };
    size_t least = 0, most = 0, *n = hinge_arena_alloc(&s->arena, 2 * s->n_groups + 1, sizeof *n),
           *of = n + s->n_groups;
    bool seen = false, all = s->n_groups > 1; /* have repetitions */
    for (size_t r = 0; r < s->n_reps; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        const size_t g = s->person[rep->person].group;
        seen = seen || (rep->use == HINGE_USE_BY_HAND &&
                        hinge_cohort_trial_number(s, &s->trial[rep->trial], "corrected_seen") > 0);
        if (g >= s->n_groups)
            continue;
        of[g]++;
        n[g] += rep->corrected;
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        all = all && of[g] > 0;
        least = n[g] * of[least] < n[least] * of[g] ? g : least;
        most = n[g] * of[most] > n[most] * of[g] ? g : most;
    }
    if (!all || 100 * (n[most] * of[least] - n[least] * of[most]) < APART * of[most] * of[least])
        return seen ? "Repetitions were excluded by hand while groups and values were seen." : NULL;
    return hinge_page_text(s,
                           "Corrected by hand: %zu of %zu repetitions in %s, %zu of %zu in %s; "
                           "this may be part of their difference.",
                           n[most], of[most], s->group[most].words, n[least], of[least],
                           s->group[least].words);
}

/* "Yes" only if everybody has a value and the recordings are `clean` by the checks, which `found`
 * something else, and no group is corrected by hand more than another, nor by somebody who saw
 * groups and values; "No" if more than half have none. Unchecked recordings are neither. */
static void add_verdict(struct hinge_cohort *s, bool clean, bool found, struct trust *facts)
{
    const size_t excluded = hinge_page_without(s, HINGE_ANY), of = s->n_people + excluded,
                 n = hinge_page_without(s, 0) + excluded;
    const bool unequal = hinge_page_unequal(s) != NULL;
    facts->few = 2 * n > of;
    facts->yes = clean && n == 0 && !unequal;
    facts->part = !facts->few && (n > 0 || found || unequal);
    facts->without = n > 0 ? HINGE_FACTS_MAKE(s, without, n, of) : NULL;
}

/* What a check looks for that gives a warning; NULL: none does. */
static const char *title_of(const char *code)
{
    size_t n;
    const struct hinge_check *check = hinge_check_list(&n);
    for (size_t i = 0; i < n; i++)
        if (hinge_listed(check[i].codes, ' ', code))
            return check[i].title;
    return NULL;
}

/* Warnings and errors by kind, the worst and most frequent first. */
static void add_check(struct hinge_cohort *s, const struct hinge_check_report *check,
                      struct checked *facts)
{
    struct kinds kinds = {0};
    size_t near = 0;
    for (size_t r = 0; r < check->trials.rows; r++) {
        const char *severity = hinge_table_word(&check->trials, "severity", r);
        if (!is_of_page(s, hinge_table_word(&check->trials, "trial_id", r), &near))
            continue;
        facts->trust.n++;
        facts->rest += !hinge_listed("warning|error", '|', severity);
    }
    for (size_t k = 0; k < check->cohort.rows; k++)
        for (size_t i = 0; i < check->findings.rows; i++) {
            const struct hinge_table *findings = &check->findings;
            const char *code = hinge_table_word(findings, "code", i);
            if (!hinge_listed("warning|error", '|', hinge_table_word(findings, "severity", i)) ||
                strcmp(code, hinge_table_word(&check->cohort, "code", k)) != 0 ||
                !is_of_page(s, hinge_table_word(findings, "trial_id", i), &near))
                continue;
            /* "p01", of a force "p01: the plates carry 120 kg, list and load say 140"; what may be
             * wrong is asked by hinge-check */
            const char *who = who_is(findings, i), *what = hinge_table_word(findings, "message", i),
                       *end = strstr(what, ": is ");
            if (strcmp(code, "FORCE_SUSPECT") == 0 && end != NULL)
                who = hinge_page_text(s, "%s: %.*s", who, (int)(end - what), what);
            add_finding(s, &kinds, what_text(s, hinge_table_word(&check->cohort, "what", k), code),
                        who);
        }
    /* what only repetitions show is no finding of the checks */
    for (size_t t = 0; t < s->n_trials; t++) {
        static const char code[] = "MODEL_SUSPECT";
        const struct hinge_cohort_trial *trial = &s->trial[t];
        if (!hinge_listed(hinge_cohort_trial_text(s, trial, "warnings"), ' ', code))
            continue;
        const char *id = hinge_cohort_trial_text(s, trial, "trial_id");
        const size_t row = hinge_table_row_of(&check->trials, "trial_id", id, 0);
        if (row == SIZE_MAX || !is_of_page(s, id, &near) ||
            hinge_listed(hinge_table_word(&check->trials, "findings", row), ' ', code))
            continue;
        facts->rest -=
            !hinge_listed("warning|error", '|', hinge_table_word(&check->trials, "severity", row));
        add_finding(s, &kinds, title_of(code), who_is(&check->trials, row));
    }
    /* what others are measured against and what a second camera saw is checked, too, but no
     * recording that the head of the page counts */
    struct hinge_page_list among = {0};
    size_t references = 0, fronts = 0;
    for (size_t r = 0; r < s->uses.given.rows && *s->page->request->filter == '\0'; r++) {
        const enum hinge_use use = s->uses.recording[r].use;
        fronts += use == HINGE_USE_FRONT_VIEW;
        references += use == HINGE_USE_REFERENCE ||
                      (use == HINGE_USE_REFUSED && !hinge_uses_counted(&s->uses, r));
    }
    if (references > 0)
        HINGE_PAGE_LIST_ADD(s, &among, "%zu reference recording%s", references,
                            HINGE_S(references));
    if (fronts > 0)
        HINGE_PAGE_LIST_ADD(s, &among, "%zu front view%s", fronts, HINGE_S(fronts));
    facts->among = hinge_page_listed(s, &among, "and");
    facts->clean = facts->rest == facts->trust.n;
    add_verdict(s, facts->clean, !facts->clean, &facts->trust);
    add_findings(s, &kinds, &facts->trust);
}

/* --- without the study: what the analysis noted --- */

/* --- standing still, tiers --- */

/* Whether angles are measured here, from points or sensors whose error is known; those of another
 * program, or of recordings that do not say of what they are, may have any. */
static bool is_measured(const struct hinge_cohort_kind *kind)
{
    return *kind->family != '\0' && !hinge_listed("model|angles", '|', kind->family) &&
           !hinge_listed("IK|VENDOR", '|', kind->lumbar_def);
}

/* "Spine markers": the kinds of a tier; NULL: none. Tier NULL: those whose error is not known. */
static const char *kinds_of(struct hinge_cohort *s, const char *tier)
{
    struct hinge_page_list kinds = {0};
    for (size_t k = 0; k < s->n_kinds; k++)
        if (tier == NULL ? !is_measured(&s->kind[k])
                         : is_measured(&s->kind[k]) && strcmp(s->kind[k].tier, tier) == 0)
            hinge_page_list_add(s, &kinds, s->kind[k].name);
    return hinge_page_capital(s, hinge_page_listed(s, &kinds, "and"));
}

struct hinge_facts hinge_page_trust(struct hinge_cohort *s)
{
    const struct hinge_check_report *check = hinge_page_check(s);
    struct checked facts = {.trust = {.ungiven = check == NULL,
                                      .A = kinds_of(s, "A"),
                                      .B = kinds_of(s, "B"),
                                      .C = kinds_of(s, "C"),
                                      .given = kinds_of(s, NULL)}};
    if (check != NULL)
        add_check(s, check, &facts);
    else {
        struct kinds kinds = {0};
        for (size_t t = 0; t < s->n_trials; t++) {
            const struct hinge_cohort_trial *trial = &s->trial[t];
            const char *rest = hinge_cohort_trial_text(s, trial, "warnings"), *from,
                       *task = hinge_cohort_trial_text(s, trial, "task"),
                       *who = who_is(&s->tab.trials, trial->row);
            size_t length;
            if (trial->of->use == HINGE_USE_REFUSED)
                add_finding(s, &kinds,
                            what_text(s, "refused by analysis",
                                      hinge_cohort_trial_text(s, trial, "reason")),
                            who);
            if (*task != '\0' && !hinge_task_known(task))
                add_finding(s, &kinds, title_of("TASK_UNKNOWN"), who);
            while ((from = hinge_next_item(&rest, ' ', &length)) != NULL) {
                const char *what = title_of(hinge_page_text(s, "%.*s", (int)length, from));
                if (what != NULL)
                    add_finding(s, &kinds, what, who);
            }
        }
        facts.trust.noted = kinds.n > 0;
        facts.trust.n = s->n_trials;
        add_verdict(s, false, false, &facts.trust);
        add_findings(s, &kinds, &facts.trust);
    }
    /* How long everybody stood still, if all did; else how many recordings have their zero between
     * repetitions. */
    double least = INFINITY, most = -INFINITY;
    size_t usable = 0, still = 0, lockout = 0;
    bool first = true;
    const struct hinge_cohort_trial *trial = NULL;
    while ((trial = hinge_page_usable(s, trial)) != NULL) {
        const char *source = hinge_cohort_trial_text(s, trial, "standing_source");
        usable++;
        still += strcmp(source, "standing") == 0;
        lockout += strcmp(source, "lockout") == 0;
        double standing = hinge_cohort_trial_number(s, trial, "standing_s"),
               end = hinge_cohort_trial_number(s, trial, "standing_end_s");
        least = fmin(least, standing);
        most = fmax(most, standing);
        for (size_t r = trial->first; r < trial->first + trial->n; r++)
            first = first && end <= fmin(s->rep[r].time[0], s->rep[r].time[2]) + 0.05;
    }
    if (usable > 0 && still == usable && !isinf(least)) {
        const char *low = hinge_page_fixed(s, least, 1), *high = hinge_page_fixed(s, most, 1);
        facts.trust.standing = HINGE_FACTS_MAKE(
            s, standing, strcmp(low, high) == 0 ? low : hinge_page_text(s, "%s to %s", low, high),
            first);
    } else {
        facts.trust.some_lockout = hinge_page_missing(s, lockout);
    }
    return check != NULL ? HINGE_FACTS_OF(s, checked, &facts)
                         : HINGE_FACTS_OF(s, trust, &facts.trust);
}

/* --- what this cannot show --- */

/* Whether any recording has a cell in a column of the list. */
static bool is_recorded(const struct hinge_cohort *s, const char *column)
{
    bool is = false;
    for (size_t t = 0; t < s->n_trials; t++)
        is = is || *hinge_cohort_trial_text(s, &s->trial[t], column) != '\0' ||
             !isnan(hinge_cohort_trial_number(s, &s->trial[t], column));
    return is;
}

HINGE_FACTS(cannot, F(FLAG, spine) F(FLAG, single) F(FLAG, change) F(FLAG, cause) F(TEXT, else_))

struct hinge_facts hinge_page_cannot(struct hinge_cohort *s)
{
    struct hinge_page_list other = {0};
    struct cannot facts = {.spine = !s->spine,
                           .change = s->n_cues > 1 && s->n_sessions < 2 && !s->two,
                           .cause = hinge_page_groups_claimed(s) &&
                                    strcmp(hinge_config_study(s->page->config, "allocation"),
                                           "random") != 0};
    for (size_t k = 0; k < s->n_kinds && s->spine; k++)
        facts.single = facts.single || strcmp(s->kind[k].tier, "B") == 0;
    if (!hinge_page_has_emg(s))
        hinge_page_list_add(s, &other, "muscle work (EMG would)");
    hinge_page_list_add(s, &other, "forces in the spine (no recording would)");
    if (!is_recorded(s, "lbp_nrs") && !is_recorded(s, "odi"))
        hinge_page_list_add(s, &other, "pain (a questionnaire would)");
    facts.else_ = hinge_page_capital(s, hinge_page_listed(s, &other, "and"));
    return HINGE_FACTS_OF(s, cannot, &facts);
}
