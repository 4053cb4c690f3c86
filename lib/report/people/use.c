/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "report/people/repetitions.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <hinge/warnings.h>

const char *hinge_use_step(enum hinge_use use)
{
    static const char *const steps[] = {
#define X(name, step) step,
        HINGE_USE_LIST(X)
#undef X
    };
    return steps[use];
}

bool hinge_uses_compared(const struct hinge_used_recording *of)
{
    return of->use == HINGE_USE_USED && !of->beside;
}

const char *hinge_use_reason(enum hinge_use use)
{
    return use == HINGE_USE_COPY          ? hinge_reason_name(HINGE_REASON_DUPLICATE_RECORDING)
           : use == HINGE_USE_NOBODY      ? hinge_reason_name(HINGE_REASON_NO_PARTICIPANT)
           : use == HINGE_USE_OTHER_KIND  ? hinge_reason_name(HINGE_REASON_OTHER_KIND)
           : use == HINGE_USE_OTHER_LEVEL ? hinge_reason_name(HINGE_REASON_OTHER_LEVEL)
                                          : "";
}

const char *hinge_use_why_rep(const struct hinge_uses *uses, const struct hinge_used_recording *of,
                              enum hinge_use use, double rep, double complete, double warnings,
                              char buffer[160])
{
    char why[80];
    if (use != HINGE_USE_BY_HAND && use != HINGE_USE_PARTIAL) { /* left out alone, or with all */
        struct hinge_used_recording alone = *of;
        alone.use = use;
        return hinge_use_why(uses, &alone, buffer);
    }
    const enum hinge_reason reason = hinge_repetition_why(use == HINGE_USE_BY_HAND, complete,
                                                          warnings > 0 ? (uint64_t)warnings : 0);
    const bool dropped = reason == HINGE_REASON_GAP_IN_PHASE && rep <= uses->drop_first;
    hinge_excluded_why(use == HINGE_USE_BY_HAND ? hinge_table_text(&uses->given, "excluded_why",
                                                                   (size_t)(of - uses->recording))
                                                : NULL,
                       rep, why, sizeof why);
    snprintf(buffer, 160, "%s%s%s", dropped ? HINGE_DROPPED_FIRST : hinge_reason_phrase(reason),
             *why != '\0' ? ": " : "", why);
    return buffer;
}

bool hinge_uses_counted(const struct hinge_uses *uses, size_t recording)
{
    const enum hinge_use use = uses->recording[recording].use;
    return use != HINGE_USE_NOT_RECORDED && use != HINGE_USE_REFERENCE &&
           use != HINGE_USE_FRONT_VIEW &&
           (use != HINGE_USE_REFUSED ||
            hinge_recording_counts(hinge_table_word(&uses->given, "role", recording)));
}

const struct hinge_used_recording *hinge_uses_furthest(const struct hinge_uses *uses, size_t person,
                                                       const bool *chosen)
{
    const struct hinge_used_recording *best = NULL;
    for (size_t r = 0; r < uses->given.rows; r++) {
        const struct hinge_used_recording *of = &uses->recording[r];
        if (of->person == person && (chosen == NULL || chosen[r]) &&
            (best == NULL || of->use > best->use))
            best = of;
    }
    return best;
}

enum hinge_use hinge_use_of_row(const struct hinge_table *recordings, bool any_role, size_t row)
{
    return hinge_is_to_come(recordings, row)   ? HINGE_USE_NOT_RECORDED
           : hinge_is_refused(recordings, row) ? HINGE_USE_REFUSED
           : !any_role && !hinge_recording_counts(hinge_table_text(recordings, "role", row))
               ? HINGE_USE_REFERENCE
           : strcmp(hinge_table_word(recordings, "view", row), "frontal") == 0
               ? HINGE_USE_FRONT_VIEW
               : HINGE_USE_USED;
}

enum hinge_use hinge_use_of_recording(const struct hinge_tabulation *tab, size_t trial)
{
    return hinge_use_of_recording_as(tab, &tab->counts, trial);
}

enum hinge_use hinge_use_of_recording_as(const struct hinge_tabulation *tab,
                                         const struct hinge_use_asked *asked, size_t trial)
{
    const enum hinge_use row = hinge_use_of_row(&tab->trials, asked->any_role, trial);
    const bool guessed = hinge_recording_is_guessed(
        hinge_table_number(&tab->trials, "inferred", trial) > 0, tab->spine_refused);
    return row != HINGE_USE_USED         ? row
           : !tab->kept[trial]           ? HINGE_USE_FILTERED
           : tab->is_nobodys[trial]      ? HINGE_USE_NOBODY
           : tab->is_copy[trial]         ? HINGE_USE_COPY
           : guessed && !asked->inferred ? HINGE_USE_GUESSED
           : tab->is_stray[trial]        ? HINGE_USE_OTHER_LEVEL
                                         : HINGE_USE_USED;
}

enum hinge_use hinge_use_of_rep(const struct hinge_use_asked *asked, bool excluded, double valid)
{
    return excluded                                            ? HINGE_USE_BY_HAND
           : asked->all_reps || hinge_repetition_counts(valid) ? HINGE_USE_USED
                                                               : HINGE_USE_PARTIAL;
}

struct hinge_use_asked hinge_use_asked(const struct hinge_table_request *request,
                                       struct hinge_people_rule rule)
{
    return (struct hinge_use_asked){.rule = hinge_people_rule_of(rule.min_reps, rule.min_valid,
                                                                 request->allow_single),
                                    .all_reps = request->all_reps,
                                    .inferred = request->allow_inferred,
                                    .all_tasks = request->all_tasks};
}

const char *hinge_use_why(const struct hinge_uses *uses, const struct hinge_used_recording *of,
                          char buffer[160])
{
    const struct hinge_people_rule *rule = &uses->rule;
    char lacks[64];
    const bool named = of->use == HINGE_USE_REFUSED || of->use == HINGE_USE_NO_REPS ||
                       of->use == HINGE_USE_PARTIAL || of->use == HINGE_USE_USED;
    if (of->use == HINGE_USE_OTHER_KIND || (of->use == HINGE_USE_USED && of->beside))
        snprintf(buffer, 160, "%s, %.100s", hinge_use_step(HINGE_USE_OTHER_KIND), of->tells);
    else if (named && (*of->reason != '\0' || of->use == HINGE_USE_REFUSED))
        snprintf(buffer, 160, "%s", hinge_wording_cause(of->reason));
    else if (of->use == HINGE_USE_USED && rule->min_reps > 1)
        snprintf(buffer, 160, "fewer than %g repetitions with a value", rule->min_reps);
    else if (of->use == HINGE_USE_USED)
        snprintf(buffer, 160, "no repetition with a value");
    else if (of->use == HINGE_USE_GUESSED)
        snprintf(buffer, 160, "%s", hinge_wording_cause("INFERRED"));
    else if (of->use == HINGE_USE_OTHER_LEVEL && of->again)
        snprintf(buffer, 160, "the baseline again, behind a cue");
    else if (of->use == HINGE_USE_FEW)
        snprintf(buffer, 160, "%s%s", hinge_people_lacks(rule, of->cell_usable, lacks),
                 of->cell_usable < rule->min_reps && of->cell_filtered > 0 ? " left by the filter"
                                                                           : "");
    else
        snprintf(buffer, 160, "%s",
                 of->use == HINGE_USE_FILTERED && uses->chosen ? HINGE_NOT_CHOSEN
                                                               : hinge_use_step(of->use));
    return buffer;
}

/* --- A person's other ways of measuring, which cannot be averaged with the main one. --- */

/* A person counts with the kind that most people have; who has none of it with that of most of
 * their own recordings, of as many the better tier, then that whose faults count. */
static void find_kinds(struct hinge_uses *uses, struct hinge_tabulation *tab)
{
    const struct hinge_table *trials = &tab->trials;
    cleared_by(hinge_intern_clear) struct hinge_intern kinds = {0};
    cleared_by(freed) size_t *first =
        hinge_alloc(trials->rows, sizeof *first); /* [kind] a recording */
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    for (size_t r = 0; r < uses->given.rows; r++)
        uses->recording[r].kind = SIZE_MAX;
    for (size_t t = 0; t < trials->rows; t++) {
        if (uses->recording[t].use <= HINGE_USE_OTHER_LEVEL)
            continue;
        hinge_evidence_key(trials, t, &key);
        const size_t known = kinds.n;
        const size_t kind = hinge_intern_number(&kinds, hinge_text_string(&key));
        uses->recording[t].kind = kind;
        if (kind == known)
            first[kind] = t;
    }
    cleared_by(freed) unsigned *n = hinge_alloc(uses->n_people * kinds.n, sizeof *n);
    for (size_t t = 0; t < trials->rows; t++)
        if (uses->recording[t].use > HINGE_USE_OTHER_LEVEL)
            n[uses->recording[t].person * kinds.n + uses->recording[t].kind]++;
    struct hinge_kind_rank most = {0};
    size_t main =
        0; /* the kind that most people have, among those that see the spine if any does */
    struct hinge_filter held = {0};
    cleared_by(freed) bool *holds = hinge_alloc(kinds.n + 1, sizeof *holds);
    const bool any = hinge_tab_held(tab, &held) != NULL;
    for (size_t t = 0; t < trials->rows && any; t++)
        if (uses->recording[t].use > HINGE_USE_OTHER_LEVEL)
            holds[uses->recording[t].kind] |= hinge_filter_keeps_row(&held, trials, t);
    for (size_t k = 0; k < kinds.n; k++) {
        const char *tier = hinge_table_word(trials, "tier", first[k]);
        struct hinge_kind_rank rank = {.held = holds[k],
                                       .tier = tier,
                                       .spine = *tier == 'A' || *tier == 'B',
                                       .counted = hinge_faults_count(trials, first[k])};
        for (size_t p = 0; p < uses->n_people; p++) {
            rank.people += n[p * kinds.n + k] > 0;
            rank.recordings += n[p * kinds.n + k];
        }
        if (k > 0 && !hinge_kind_before(&rank, &most))
            continue;
        main = k;
        most = rank;
    }
    for (size_t t = 0; t < trials->rows && kinds.n > 1; t++) {
        struct hinge_used_recording *of = &uses->recording[t];
        if (of->use <= HINGE_USE_OTHER_LEVEL)
            continue;
        const unsigned *of_kind = n + of->person * kinds.n;
        size_t best = of_kind[main] > 0 ? main : 0;
        for (size_t k = 1; k < kinds.n && of_kind[main] == 0; k++) {
            int better = strcmp(hinge_table_word(trials, "tier", first[best]),
                                hinge_table_word(trials, "tier", first[k]));
            if (better == 0)
                better = (int)hinge_faults_count(trials, first[k]) -
                         (int)hinge_faults_count(trials, first[best]);
            if (of_kind[k] > of_kind[best] ||
                (of_kind[k] == of_kind[best] && of_kind[k] > 0 && better > 0))
                best = k;
        }
        of->beside = of->kind == best && best != main;
        if (of->kind == best && !of->beside)
            continue;
        char buffer[HINGE_AXIS_TEXT], words[160];
        const size_t axis = hinge_evidence_differs(trials, t, first[of->beside ? main : best]);
        const char *column = hinge_axes[axis].column,
                   *value = hinge_axis_text(trials, axis, t, buffer);
        of->use = of->beside ? of->use : HINGE_USE_OTHER_KIND;
        of->other = hinge_arena_printf(&tab->arena, "%s=%s", column, value);
        of->tells = hinge_arena_strdup(&tab->arena, hinge_kind_tells(column, value, words));
    }
    uses->n_kinds = kinds.n;
}

/* --- Enough repetitions of a person in a cell: one group, cue, task, stage and load. --- */

static void find_few(struct hinge_uses *uses, struct hinge_tabulation *tab)
{
    const size_t n = tab->trials.rows;
    cleared_by(hinge_intern_clear) struct hinge_intern cells = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    cleared_by(freed) struct {
        unsigned found, usable, filtered;
    } *sum = hinge_alloc(n, sizeof *sum);
    size_t *row = hinge_arena_alloc(&tab->arena, n, sizeof *row), rows = 0;
    bool differs[HINGE_AXES];
    for (size_t t = 0; t < n; t++)
        if (uses->recording[t].use >= HINGE_USE_FILTERED)
            row[rows++] = t;
    hinge_axes_differ(&tab->trials, row, rows, "", differs);
    for (size_t r = 0; r < uses->given.rows; r++)
        uses->recording[r].cell = SIZE_MAX;
    for (size_t t = 0; t < n; t++) {
        struct hinge_used_recording *of = &uses->recording[t];
        char buffer[HINGE_AXIS_TEXT];
        if (of->use <= HINGE_USE_OTHER_KIND && of->use != HINGE_USE_FILTERED)
            continue;
        key.length = 0;
        hinge_text_printf(&key, "%zu\n%s\n%s", of->person,
                          hinge_table_word(&tab->trials, "group", t),
                          hinge_table_word(&tab->trials, "cue", t));
        for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
            if (differs[k])
                hinge_text_printf(&key, "\n%s", hinge_axis_key(&tab->trials, k, t, buffer));
        of->cell = hinge_intern_number(&cells, hinge_text_string(&key));
        sum[of->cell].filtered += of->filtered;
        if (of->use == HINGE_USE_FILTERED)
            continue;
        sum[of->cell].found += of->found;
        sum[of->cell].usable += of->usable;
    }
    for (size_t t = 0; t < n; t++) {
        struct hinge_used_recording *of = &uses->recording[t];
        if (of->use != HINGE_USE_USED ||
            hinge_people_enough(&uses->rule, sum[of->cell].usable, sum[of->cell].found))
            continue;
        of->use = HINGE_USE_FEW;
        of->cell_usable = sum[of->cell].usable;
        of->cell_filtered = sum[of->cell].filtered;
    }
}

void hinge_uses_find(struct hinge_uses *uses, struct hinge_tabulation *tab)
{
    cleared_by(hinge_reps_clear) struct hinge_repetitions reps;
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0};
    uses->rule = tab->counts.rule;
    uses->chosen = tab->chosen != NULL;
    uses->drop_first = hinge_tab_parameter(tab, "seg.drop_first");
    hinge_trials_given(tab, true, &uses->given);
    hinge_reps_open(&reps, tab, HINGE_WITH_EXCLUDED);
    uses->recording = hinge_arena_alloc(&tab->arena, uses->given.rows, sizeof *uses->recording);
    uses->n_reps = reps.rows;
    uses->rep = hinge_arena_alloc(&tab->arena, reps.rows, sizeof *uses->rep);

    /* each repetition alone */
    const double *valid = hinge_reps_column(&reps, "valid", 1),
                 *warnings = hinge_reps_column(&reps, "warnings", 1);
    for (size_t r = 0; r < reps.rows; r++) {
        uses->rep[r] = HINGE_USE_FILTERED;
        if (tab->status == HINGE_OK)
            uses->recording[reps.trial[r]].filtered += hinge_tab_is_trial(tab, reps.trial[r]);
    }
    for (size_t i = 0; i < reps.n; i++) {
        const size_t r = reps.row[i];
        struct hinge_used_recording *of = &uses->recording[reps.trial[r]];
        uses->rep[r] = hinge_use_of_rep(&tab->counts, hinge_reps_excluded(&reps, r), valid[r]);
        of->filtered--;
        of->by_hand += uses->rep[r] == HINGE_USE_BY_HAND;
        of->found += uses->rep[r] != HINGE_USE_BY_HAND;
        of->usable += uses->rep[r] == HINGE_USE_USED;
        of->by_protocol += uses->rep[r] == HINGE_USE_PARTIAL &&
                           hinge_warns(warnings[r], HINGE_WARN(NOT_BY_PROTOCOL));
    }

    /* each recording, without what only the person's others tell */
    for (size_t r = 0; r < uses->given.rows; r++) {
        struct hinge_used_recording *of = &uses->recording[r];
        const enum hinge_use row = hinge_use_of_row(&uses->given, tab->counts.any_role, r);
        const enum hinge_use first = row == HINGE_USE_USED ? hinge_use_of_recording(tab, r) : row;
        const unsigned kept = of->found + of->by_hand;
        of->reason = hinge_table_word(&uses->given, "reason", r);
        of->kept = hinge_given_kept(tab, &uses->given, r);
        of->again = r < tab->trials.rows && tab->is_again[r];
        of->use = first <= HINGE_USE_FILTERED     ? first
                  : of->filtered > 0 && kept == 0 ? HINGE_USE_FILTERED
                  : first != HINGE_USE_USED       ? first
                  : kept == 0                     ? HINGE_USE_NO_REPS
                  : of->found == 0                ? HINGE_USE_BY_HAND
                  : of->usable > 0                ? HINGE_USE_USED
                  : of->by_protocol > 0           ? HINGE_USE_PROTOCOL
                                                  : HINGE_USE_PARTIAL;
        of->asked = r < tab->trials.rows && tab->kept[r] && hinge_tab_is_trial(tab, r) &&
                    of->use != HINGE_USE_FRONT_VIEW && of->use != HINGE_USE_FILTERED;
        const char *who = hinge_table_word(&uses->given, "participant", r);
        char nobody[32]; /* no participant's name: the recording is of a person of its own */
        snprintf(nobody, sizeof nobody, "\n%zu", r);
        of->person = hinge_intern_number(&people, *who != '\0' ? who : nobody);
    }
    uses->n_people = people.n;
    find_kinds(uses, tab);
    find_few(uses, tab);

    /* what is used, in all; a repetition of a recording that is not used has the recording's
     * reason, unless one of its own came before */
    for (size_t r = 0; r < uses->n_reps && reps.trial != NULL; r++) {
        const struct hinge_used_recording *of = &uses->recording[reps.trial[r]];
        uses->rep[r] = of->use < uses->rep[r] ? of->use : uses->rep[r];
        uses->used_reps += uses->rep[r] == HINGE_USE_USED && !of->beside;
    }
    cleared_by(freed) bool *seen = hinge_alloc(uses->n_people, sizeof *seen);
    for (size_t r = 0; r < uses->given.rows; r++) {
        const struct hinge_used_recording *of = &uses->recording[r];
        if (!hinge_uses_compared(of))
            continue;
        uses->used_recordings++;
        uses->used_people += !seen[of->person];
        seen[of->person] = true;
    }
}

void hinge_uses_clear(struct hinge_uses *uses)
{
    hinge_table_clear(&uses->given);
}
