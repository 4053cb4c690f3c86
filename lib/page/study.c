/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of a page: who took part, in which group, measured how, under which cues; the
 * repetitions and their values. */
#include "page/study.h"

#include "base/codes.h"
#include "base/request.h"
#include "faults/fault.h"
#include "metrics/metric.h"
#include "report/amounts.h"
#include "report/display.h"
#include "report/published.h"
#include "report/query.h"
#include "report/request.h"
#include "result/result.h"
#include "result/words.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <hinge/warnings.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- outcomes --- */

struct hinge_page_known {
    struct hinge_quantity outcome;
    struct hinge_page_known *next;
};

const struct hinge_quantity *hinge_page_outcome(struct hinge_page_study *s,
                                                const struct hinge_cue_outcome *of)
{
    if (of->id == NULL)
        return NULL;
    const double target = of->expected == HINGE_EXPECT_TOWARDS ? of->target : (double)NAN;
    for (const struct hinge_page_known *known = s->known; known != NULL; known = known->next)
        if (strcmp(known->outcome.id, of->id) == 0 &&
            (known->outcome.target == target || (isnan(known->outcome.target) && isnan(target))) &&
            strcmp(known->outcome.phase != NULL ? known->outcome.phase : "",
                   of->phase != NULL ? of->phase : "") == 0)
            return &known->outcome;
    struct hinge_page_known *known = hinge_arena_alloc(&s->arena, 1, sizeof *known);
    const char *unit = of->is_fault ? hinge_fault_text(&s->tab, of->id, "unit") : NULL;
    known->outcome = hinge_quantity_of(&s->arena, &s->labels, of->id, of->phase, unit);
    if (!isnan(target))
        known->outcome = hinge_quantity_distance(&s->arena, known->outcome, target);
    known->next = s->known;
    s->known = known;
    return &known->outcome;
}

static void find_outcomes(struct hinge_page_study *s)
{
    static const struct hinge_cue_outcome named[HINGE_PAGE_OUTCOMES] = {
        [HINGE_OUT_DEPTH] = {.id = "total_excursion_deg", .phase = "descent"},
        [HINGE_OUT_LEAN] = {.id = "trunk_excursion_deg", .phase = "descent"},
        [HINGE_OUT_CHORD] = {.id = "trunk_thigh_excursion_deg", .phase = "descent"},
        [HINGE_OUT_EQUAL] = {.id = "lumbar_fraction_deg30_60", .phase = "descent"},
        [HINGE_OUT_LOAD] = {.id = "moment_hip_l5s1_ratio", .phase = "rep"},
        [HINGE_OUT_SHIFT] = {.id = "com_foot_shift_pct", .phase = "rep"}};
    for (size_t i = 0; i < HINGE_PAGE_OUTCOMES; i++)
        s->outcome[i] =
            hinge_page_outcome(s, i == HINGE_OUT_SHARE ? &hinge_outcome_share : &named[i]);
}

/* --- recordings --- */

const char *hinge_page_trial_text(const struct hinge_page_study *s,
                                  const struct hinge_page_trial *trial, const char *column)
{
    const char *text = hinge_table_text(&s->tab.trials, column, trial->row);
    return text != NULL ? text : "";
}

double hinge_page_trial_number(const struct hinge_page_study *s,
                               const struct hinge_page_trial *trial, const char *column)
{
    return hinge_table_number(&s->tab.trials, column, trial->row);
}

static void find_trials(struct hinge_page_study *s)
{
    s->trial = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *s->trial);
    s->trial_at = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *s->trial_at);
    for (size_t r = 0; r < s->tab.trials.rows; r++) {
        const struct hinge_used_recording *of = &s->uses.recording[r];
        s->trial_at[r] = HINGE_PAGE_ANY;
        if (!of->asked)
            continue;
        s->trial_at[r] = s->n_trials;
        struct hinge_page_trial *trial = &s->trial[s->n_trials++];
        *trial = (struct hinge_page_trial){
            .row = r, .person = HINGE_PAGE_ANY, .of = of, .usable = of->use > HINGE_USE_OTHER_KIND};
        trial->id = hinge_page_trial_text(s, trial, "trial_id");
    }
}

/* --- people --- */

static size_t find_text(const char *const *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], text) == 0)
            return i;
    return HINGE_PAGE_ANY;
}

static void find_people(struct hinge_page_study *s)
{
    size_t *place = hinge_alloc(s->uses.n_people, sizeof *place); /* 0: not here */
    s->person = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *s->person);
    for (size_t t = 0; t < s->n_trials; t++) {
        struct hinge_page_trial *trial = &s->trial[t];
        const char *who = hinge_page_trial_text(s, trial, "participant");
        if (!trial->usable || place[trial->of->person] > 0)
            continue;
        s->person[s->n_people] = (struct hinge_page_person){
            .id = *who != '\0' ? who : trial->id, .trial = t, .number = trial->of->person};
        place[trial->of->person] = ++s->n_people;
    }
    for (size_t t = 0; t < s->n_trials; t++) /* also refused ones of somebody who is there */
        if (place[s->trial[t].of->person] > 0)
            s->trial[t].person = place[s->trial[t].of->person] - 1;
    free(place);
}

/* --- kinds --- */

/* People's kinds, the main one first. */
static void find_kinds(struct hinge_page_study *s)
{
    const size_t n = s->uses.n_kinds;
    struct hinge_page_kind *found = hinge_arena_alloc(&s->arena, n, sizeof *found);
    size_t *order = hinge_arena_alloc(&s->arena, n, sizeof *order),
           *place = hinge_arena_alloc(&s->arena, n, sizeof *place),
           *first = hinge_arena_alloc(&s->arena, n, sizeof *first);
    for (size_t t = s->n_trials; t-- > 0;)
        if (s->trial[t].usable)
            first[s->trial[t].of->kind] = t;
    double *recordings = hinge_arena_alloc(&s->arena, n, sizeof *recordings);
    for (size_t t = 0; t < s->n_trials; t++)
        if (s->trial[t].usable)
            recordings[s->trial[t].of->kind]++;
    for (size_t p = 0; p < s->n_people; p++)
        found[s->trial[s->person[p].trial].of->kind].n++;
    for (size_t k = 0; k < n; k++) {
        const struct hinge_page_trial *trial = &s->trial[first[k]];
        if (found[k].n == 0)
            continue;
        const char *tier = hinge_page_trial_text(s, trial, "tier");
        found[k] =
            (struct hinge_page_kind){.family = hinge_page_trial_text(s, trial, "family"),
                                     .tier = tier,
                                     .lumbar_def = hinge_page_trial_text(s, trial, "lumbar_def"),
                                     .spine = strcmp(tier, "A") == 0 || strcmp(tier, "B") == 0,
                                     .inferred = hinge_page_trial_number(s, trial, "inferred") > 0,
                                     .positions = hinge_page_trial_number(s, trial, "pos") > 0,
                                     .counted = hinge_faults_count(&s->tab.trials, trial->row),
                                     .n = found[k].n};
        size_t at = s->n_kinds++;
        for (; at > 0; at--) {
            const struct hinge_page_kind *one = &found[k], *other = &found[order[at - 1]];
            if (!hinge_kind_before(
                    &(struct hinge_kind_rank){one->spine, (double)one->n, recordings[k], one->tier},
                    &(struct hinge_kind_rank){other->spine, (double)other->n,
                                              recordings[order[at - 1]], other->tier}))
                break;
            order[at] = order[at - 1];
        }
        order[at] = k;
    }
    s->kind = hinge_arena_alloc(&s->arena, s->n_kinds, sizeof *s->kind);
    size_t *row = hinge_arena_alloc(&s->arena, s->n_kinds, sizeof *row),
           *of = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *of);
    const char **name = hinge_arena_alloc(&s->arena, s->n_kinds, sizeof *name);
    for (size_t i = 0; i < s->n_kinds; i++) {
        place[order[i]] = i;
        s->kind[i] = found[order[i]];
        row[i] = s->trial[first[order[i]]].row;
    }
    for (size_t r = 0; r < s->tab.trials.rows; r++)
        of[r] = SIZE_MAX;
    for (size_t t = 0; t < s->n_trials; t++) {
        struct hinge_page_trial *trial = &s->trial[t];
        trial->kind = trial->usable ? place[trial->of->kind] : HINGE_PAGE_ANY;
        of[trial->row] = trial->kind;
    }
    hinge_kinds_name(&s->arena, &s->tab.trials, row, s->n_kinds, of, name);
    for (size_t i = 0; i < s->n_kinds; i++)
        s->kind[i].name = name[i];
    for (size_t p = 0; p < s->n_people; p++)
        s->person[p].kind = s->trial[s->person[p].trial].kind;
}

/* --- the main cell --- */

/* Sessions of one person are shown beside each other. */
#define ONE_PERSON "stage"

/* Means are of one task, stage of practice and load: an average over them is of nothing that
 * anybody did. */
static void find_main(struct hinge_page_study *s)
{
    size_t *row = hinge_alloc(s->n_trials, sizeof *row),
           *main = hinge_alloc(s->n_trials, sizeof *main), n = 0, n_main = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        if (s->trial[t].usable) {
            row[n++] = s->trial[t].row;
            if (s->trial[t].kind == 0)
                main[n_main++] = s->trial[t].row;
        }
    hinge_axes_differ(&s->tab.trials, row, n, s->n_people == 1 ? ONE_PERSON : "", s->differs);
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        s->differs[k] = false; /* kinds */
    s->main =
        hinge_main_condition(&s->tab.trials, main, n_main, s->differs) > 0 ? main[0] : SIZE_MAX;
    for (size_t t = 0; t < s->n_trials; t++)
        s->trial[t].main = hinge_in_cell(&s->tab.trials, s->differs, s->main, s->trial[t].row);
    free(row);
    free(main);
}

/* --- groups --- */

/* Two names that are groups, else USAGE: others would leave the comparison out in silence. */
static enum hinge_status check_order(const struct hinge_page_study *s, const char **level, size_t n,
                                     struct hinge_error *error)
{
    const char *names = s->request->order, *rest = names, *from;
    size_t found = 0, length;
    enum hinge_status status = HINGE_OK;
    for (; status == HINGE_OK && (from = hinge_next_item(&rest, ',', &length)) != NULL; found++) {
        char name[300];
        hinge_item_value(from, length < sizeof name ? length : sizeof name - 1, name);
        const struct hinge_condition is = {
            .name = "group", .compare = HINGE_IS, .n_values = 1, .value = {name}};
        status = hinge_condition_check(&is, "--order", level, n, error);
    }
    if (status == HINGE_OK && found != 0 && found != 2)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--order: \"%s\" names %zu; 2 are needed, joined by a comma",
                                 names, found);
    return status;
}

static struct hinge_page_group group_called(struct hinge_page_study *s, const char *id, size_t at,
                                            const char *const *level, size_t n)
{
    const char *theirs = hinge_wording_label(&s->labels, id);
    char words[200];
    hinge_wording_words(id, words, sizeof words);
    struct hinge_page_group group = {.id = id, .name = theirs, .words = "people"};
    if (theirs == NULL)
        group.name = hinge_arena_strdup(&s->arena, words);
    for (size_t i = 0; i < n && theirs != NULL; i++) { /* groups that one word names stay apart */
        const char *other = hinge_wording_label(&s->labels, level[i]);
        if (strcmp(level[i], id) != 0 && other != NULL && strcmp(other, theirs) == 0)
            group.name = hinge_page_text(s, "%s (%s)", theirs, words);
    }
    const size_t room = strlen(group.name) + 16;
    if (*id != '\0')
        group.words = hinge_wording_group(group.name, hinge_arena_raw(&s->arena, room, 1), room);
    enum { LONG = 22 }; /* letters */
    group.brief = hinge_text_width(group.name) > LONG && at < 26
                      ? hinge_page_text(s, "%c", (int)('A' + at))
                      : group.name;
    group.cls = at < 4 ? hinge_page_text(s, "g%zu", at) : "gn";
    return group;
}

/* In the order of their colours: B, then A, then the others; one group of everybody where there are
 * no two. */
static enum hinge_status find_groups(struct hinge_page_study *s, struct hinge_error *error)
{
    const char **level = hinge_arena_alloc(&s->arena, s->n_people, sizeof *level);
    size_t n = 0;
    bool all = true;
    for (size_t p = 0; p < s->n_people; p++) {
        const char *id = hinge_page_trial_text(s, &s->trial[s->person[p].trial], "group");
        all = all && *id != '\0';
        if (*id != '\0' && find_text(level, n, id) == HINGE_PAGE_ANY)
            level[n++] = id;
    }
    hinge_levels_sort(level, n); /* as a message lists them */
    enum hinge_status status = check_order(s, level, n, error);
    hinge_groups_arrange(level, n, s->request->order);
    s->two = n > 1;
    s->pairs = n > 2 && *s->request->order == '\0';
    s->n_groups = s->two ? n : 1;
    s->group = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *s->group);
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t from = hinge_group_colour(g, s->n_groups);
        s->group[g] = group_called(s, s->two || (n == 1 && all) ? level[from] : "", g, level, n);
    }
    for (size_t p = 0; p < s->n_people; p++) {
        const char *id = hinge_page_trial_text(s, &s->trial[s->person[p].trial], "group");
        s->person[p].group = s->two ? HINGE_PAGE_ANY : 0;
        for (size_t g = 0; s->two && g < s->n_groups; g++)
            if (strcmp(s->group[g].id, id) == 0)
                s->person[p].group = g;
    }
    return status;
}

/* --- cues and sessions --- */

static struct hinge_page_cue cue_called(struct hinge_page_study *s, const char *id)
{
    const char *theirs = hinge_wording_label(&s->labels, id);
    const struct hinge_cue *row = hinge_cue_find(id);
    struct hinge_page_cue cue = {.id = id};
    char words[200];
    cue.label =
        theirs != NULL ? theirs
        : *id != '\0'
            ? hinge_arena_strdup(&s->arena, hinge_wording_cell("cue", id, words, sizeof words))
            : "no cue";
    cue.phrase = *id != '\0'
                     ? hinge_arena_strdup(&s->arena, hinge_place_words("cue", false, id, theirs,
                                                                       words, sizeof words))
                     : "without a cue";
    if (hinge_page_at_load(s) != NULL) {
        cue.label = hinge_page_text(s, "%s, %s", cue.label, hinge_page_at_load(s) + strlen("at "));
        cue.phrase = hinge_page_text(s, "%s %s", cue.phrase, hinge_page_at_load(s));
    }
    if (row == NULL)
        cue.planned = s->outcome[HINGE_OUT_SHARE];
    else
        cue.planned = hinge_page_outcome(s, &row->primary);
    for (size_t k = 0; row != NULL && k < HINGE_CUE_SECONDARY_MAX; k++)
        if (row->secondary[k].id != NULL)
            cue.secondary[cue.n_secondary++] = hinge_page_outcome(s, &row->secondary[k]);
    return cue;
}

/* Cues of usable recordings, the baseline first. */
static enum hinge_status find_cues(struct hinge_page_study *s, struct hinge_error *error)
{
    const char **id = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *id);
    const char *baseline = *s->request->baseline != '\0' ? s->request->baseline : "none";
    size_t n = 0;
    enum hinge_status status = HINGE_OK;
    for (int pass = 0; pass < 2; pass++) { /* those of the main cell first */
        for (size_t t = 0; t < s->n_trials; t++) {
            const char *cue = hinge_page_trial_text(s, &s->trial[t], "cue");
            if (s->trial[t].usable && (pass == 1 || s->trial[t].main) &&
                find_text(id, n, cue) == HINGE_PAGE_ANY)
                id[n++] = cue;
        }
        s->n_cues = pass == 0 ? n : s->n_cues;
    }
    const struct hinge_condition is = {
        .name = "cue", .compare = HINGE_IS, .n_values = 1, .value = {baseline}};
    if (strcmp(baseline, "none") != 0)
        status = hinge_condition_check(&is, "--baseline", id, n, error);
    size_t at = find_text(id, s->n_cues, baseline);
    if (at == HINGE_PAGE_ANY) { /* nobody bent without a cue: the first in order stands for it */
        at = 0;
        for (size_t i = 1; i < s->n_cues; i++)
            at = hinge_level_compare(id[i], id[at]) < 0 ? i : at;
    }
    s->cue = hinge_arena_alloc(&s->arena, n, sizeof *s->cue);
    for (size_t i = 0; i < n; i++) {
        size_t from = i == 0 ? at : i <= at ? i - 1 : i;
        struct hinge_page_cue cue = cue_called(s, id[from]);
        s->cue[s->n_conditions++] = cue;
    }
    for (size_t c = 1; c < s->n_cues;
         c++) /* what the baseline was planned to change is looked at */
        if (strcmp(s->cue[c].id, "none") == 0)
            s->cue[c].planned = s->cue[0].planned;
    for (size_t t = 0; t < s->n_trials; t++) {
        s->trial[t].cue = HINGE_PAGE_ANY;
        for (size_t c = 0; c < s->n_conditions; c++)
            if (strcmp(s->cue[c].id, hinge_page_trial_text(s, &s->trial[t], "cue")) == 0)
                s->trial[t].cue = c;
    }
    return status;
}

static void find_sessions(struct hinge_page_study *s)
{
    s->session = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *s->session);
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) { /* those of the main cell first */
        const size_t from = n;
        for (size_t t = 0; t < s->n_trials; t++) {
            const char *session = hinge_page_trial_text(s, &s->trial[t], "session");
            if (s->trial[t].usable && (pass == 1 || s->trial[t].main) &&
                find_text(s->session, n, session) == HINGE_PAGE_ANY)
                s->session[n++] = session;
        }
        hinge_levels_sort(s->session + from, n - from);
        s->n_sessions = pass == 0 ? n : s->n_sessions;
    }
    for (size_t t = 0; t < s->n_trials; t++)
        s->trial[t].session =
            find_text(s->session, n, hinge_page_trial_text(s, &s->trial[t], "session"));
}

/* --- repetitions --- */

static void find_reps(struct hinge_page_study *s)
{
    struct hinge_repetitions *from = &s->reading;
    hinge_reps_open(from, &s->tab, HINGE_WITH_EXCLUDED);
    const double *number = hinge_reps_column(from, "rep", 1),
                 *complete = hinge_reps_column(from, "complete", 1),
                 *warnings = hinge_reps_column(from, "warnings", 1);
    const struct hinge_rep_clock clock = hinge_rep_clock(from);
    s->rep = hinge_arena_alloc(&s->arena, from->n, sizeof *s->rep);
    for (size_t i = 0; i < 2 * from->n && s->tab.status == HINGE_OK; i++) { /* main ones first */
        size_t row = from->row[i % from->n], t = s->trial_at[from->trial[row]];
        if (t == HINGE_PAGE_ANY || !s->trial[t].usable || s->trial[t].main != (i < from->n))
            continue;
        struct hinge_page_trial *trial = &s->trial[t];
        struct hinge_page_rep *rep = &s->rep[s->n_reps];
        *rep = (struct hinge_page_rep){.row = row,
                                       .trial = t,
                                       .person = trial->person,
                                       .cue = trial->cue,
                                       .session = trial->session,
                                       .number = (int)number[row],
                                       .use = s->uses.rep[row],
                                       .floor = clock.floor[row] > 0};
        rep->used = rep->use == HINGE_USE_USED;
        rep->whole = rep->use >= HINGE_USE_FEW;
        rep->corrected =
            rep->use == HINGE_USE_BY_HAND ||
            (warnings[row] > 0 && ((uint64_t)warnings[row] & HINGE_WARN(MANUAL_SEG)) != 0);
        char why[160];
        if (!rep->used)
            rep->why = hinge_page_text(s, "%s",
                                       hinge_use_why_rep(&s->uses, trial->of, rep->use, number[row],
                                                         complete[row], warnings[row], why));
        for (int k = 0; k < 4; k++)
            rep->time[k] = clock.boundary[k][row];
        trial->first = trial->n++ == 0 ? s->n_reps : trial->first;
        s->n_reps++;
        s->n_main += trial->main;
    }
    struct hinge_rep_labels faults = hinge_rep_labels(&s->tab, "fault_state", "fault");
    s->n_faults = faults.n;
    s->fault = faults.label;
}

/* --- values --- */

struct hinge_page_values {
    const struct hinge_quantity *outcome;
    double *rep;    /* [rep] */
    double *person; /* [person * n_cues + cue] */
    unsigned *reps; /* of these */
    struct hinge_page_values *next;
};

const struct hinge_measure *hinge_page_measure(const struct hinge_page_study *s,
                                               const struct hinge_quantity *outcome)
{
    for (size_t i = 0; i < s->measures.n; i++)
        if (strcmp(s->measures.item[i].id, outcome->id) == 0 &&
            strcmp(s->measures.item[i].phase, outcome->phase) == 0)
            return &s->measures.item[i];
    return NULL;
}

/* A repetition's value of an outcome: what was measured, or its distance from the target. */
static double value_of(const struct hinge_quantity *outcome, double measured)
{
    return isnan(outcome->target) ? measured : fabs(measured - outcome->target);
}

/* Means of people of a measure, or of a fault's severity; false: the file has none. */
static bool average(struct hinge_page_study *s, const struct hinge_quantity *outcome,
                    struct hinge_page_values *v)
{
    struct hinge_people *people = s->averaging;
    const struct hinge_measure *measure =
        outcome->phase != NULL ? hinge_page_measure(s, outcome) : NULL;
    long fault = outcome->phase == NULL ? hinge_label_find(s->fault, s->n_faults, outcome->id) : -1;
    if (measure == NULL && fault < 0)
        return false;
    size_t width = measure != NULL ? measure->phases : s->n_faults,
           at = measure != NULL ? measure->at : (size_t)fault;
    const char *array = measure != NULL ? measure->id : "fault_severity";
    if (measure != NULL && isnan(outcome->target)) {
        hinge_people_means(people, measure);
    } else {
        const double *column = hinge_reps_column(&people->reps, array, width);
        for (size_t k = 0; k < people->cohort.n_reps; k++)
            people->value[0][k] = value_of(outcome, column[people->row[k] * width + at]);
        hinge_people_average(people);
    }
    const double *column = hinge_reps_column(&s->reading, array, width);
    for (size_t r = 0; r < s->n_reps; r++)
        v->rep[r] = value_of(outcome, column[s->rep[r].row * width + at]);
    return s->tab.status == HINGE_OK;
}

static const struct hinge_page_values *values_of(struct hinge_page_study *s,
                                                 const struct hinge_quantity *outcome)
{
    for (struct hinge_page_values *v = s->values; v != NULL; v = v->next)
        if (v->outcome == outcome)
            return v;
    struct hinge_page_values *v = hinge_arena_alloc(&s->arena, 1, sizeof *v);
    size_t n = s->n_people * s->n_cues;
    *v =
        (struct hinge_page_values){outcome, hinge_arena_alloc(&s->arena, s->n_reps, sizeof(double)),
                                   hinge_arena_alloc(&s->arena, n, sizeof(double)),
                                   hinge_arena_alloc(&s->arena, n, sizeof(unsigned)), s->values};
    s->values = v;
    for (size_t r = 0; r < s->n_reps; r++)
        v->rep[r] = (double)NAN;
    for (size_t i = 0; i < n; i++)
        v->person[i] = (double)NAN;
    bool measured = average(s, outcome, v);
    for (size_t i = 0; measured && i < s->averaging->cohort.n; i++)
        if (s->cell_of[i] != HINGE_PAGE_ANY) {
            v->person[s->cell_of[i]] = s->averaging->person[i].mean;
            v->reps[s->cell_of[i]] = s->averaging->person[i].reps;
        }
    return v;
}

/* Whose participants of the averaging are. */
static void find_cells(struct hinge_page_study *s)
{
    struct hinge_people *people = s->averaging =
        hinge_tab_people(&s->tab, "participant,cue", s->n_people == 1 ? ONE_PERSON : "");
    const struct hinge_cohort *cohort = &people->cohort;
    s->measures = hinge_tab_measures(&s->tab, false);
    s->cell_of = hinge_arena_alloc(&s->arena, cohort->n, sizeof *s->cell_of);
    for (size_t i = 0; i < cohort->n && s->tab.status == HINGE_OK; i++) {
        s->cell_of[i] = HINGE_PAGE_ANY;
        if (cohort->from[i] == cohort->from[i + 1])
            continue;
        size_t t = s->trial_at[cohort->recording[cohort->from[i]]];
        if (t != HINGE_PAGE_ANY && s->trial[t].usable && s->trial[t].main)
            s->cell_of[i] = s->trial[t].person * s->n_cues + s->trial[t].cue;
    }
}

double hinge_page_rep_value(struct hinge_page_study *s, const struct hinge_quantity *outcome,
                            size_t rep)
{
    return values_of(s, outcome)->rep[rep];
}

double hinge_page_value(struct hinge_page_study *s, const struct hinge_quantity *outcome,
                        size_t person, size_t cue)
{
    return values_of(s, outcome)->person[person * s->n_cues + cue];
}

unsigned hinge_page_value_reps(struct hinge_page_study *s, const struct hinge_quantity *outcome,
                               size_t person, size_t cue)
{
    return values_of(s, outcome)->reps[person * s->n_cues + cue];
}

bool hinge_page_is_of(const struct hinge_page_study *s, size_t person, size_t group, size_t kind)
{
    const struct hinge_page_person *p = &s->person[person];
    return (group == HINGE_PAGE_ANY || p->group == group) &&
           (kind == HINGE_PAGE_ANY || p->kind == kind);
}

size_t hinge_page_count(const struct hinge_page_study *s, size_t group, size_t kind)
{
    size_t n = 0;
    for (size_t p = 0; p < s->n_people; p++)
        n += hinge_page_is_of(s, p, group, kind);
    return n;
}

size_t hinge_page_group_of(const struct hinge_page_study *s, const char *id)
{
    size_t g = 0;
    while (g + 1 < s->n_groups && strcmp(s->group[g].id, id) != 0)
        g++;
    return g;
}

const char *hinge_page_class(const struct hinge_page_study *s, size_t person)
{
    size_t group = s->person[person].group;
    return group == HINGE_PAGE_ANY ? "gn" : s->group[group].cls;
}

static struct hinge_page_cell cell_of(struct hinge_page_study *s,
                                      const struct hinge_quantity *outcome, size_t cue, bool change,
                                      size_t group, size_t kind)
{
    struct hinge_page_cell cell = {0,
                                   hinge_arena_alloc(&s->arena, s->n_people, sizeof *cell.person),
                                   hinge_arena_alloc(&s->arena, s->n_people, sizeof *cell.value)};
    for (size_t p = 0; p < s->n_people; p++) {
        double value = hinge_page_value(s, outcome, p, cue);
        value -= change ? hinge_page_value(s, outcome, p, 0) : 0;
        if (isnan(value) || !hinge_page_is_of(s, p, group, kind))
            continue;
        cell.person[cell.n] = p;
        cell.value[cell.n++] = value;
    }
    return cell;
}

struct hinge_page_cell hinge_page_cell(struct hinge_page_study *s,
                                       const struct hinge_quantity *outcome, size_t cue,
                                       size_t group, size_t kind)
{
    return cell_of(s, outcome, cue, false, group, kind);
}

struct hinge_page_cell hinge_page_change(struct hinge_page_study *s,
                                         const struct hinge_quantity *outcome, size_t cue,
                                         size_t group, size_t kind)
{
    return cell_of(s, outcome, cue, true, group, kind);
}

struct hinge_page_bends_of hinge_page_bends_of(struct hinge_page_study *s,
                                               const struct hinge_quantity *outcome, size_t person,
                                               size_t session, size_t cue)
{
    struct hinge_page_bends_of found = {0};
    uint32_t *recording = NULL;
    for (size_t pass = 0, most = 0; pass < 2; pass++) { /* how many there may be, then they */
        for (size_t k = 0; k < s->n_trials; k++) {
            const struct hinge_page_trial *of = &s->trial[k];
            if (!of->main || of->cue != cue || (person != HINGE_PAGE_ANY && of->person != person) ||
                (session != HINGE_PAGE_ANY && of->session != session))
                continue;
            most += of->n;
            for (size_t r = of->first; pass == 1 && r < of->first + of->n; r++) {
                const double value = hinge_page_rep_value(s, outcome, r);
                if (!s->rep[r].used || isnan(value))
                    continue;
                found.rep[found.n] = r;
                recording[found.n] = (uint32_t)k;
                found.value[found.n++] = value;
            }
        }
        if (pass == 0) {
            found.rep = hinge_arena_alloc(&s->arena, most, sizeof *found.rep);
            found.value = hinge_arena_alloc(&s->arena, most, sizeof *found.value);
            recording = hinge_arena_alloc(&s->arena, most, sizeof *recording);
        }
    }
    const struct hinge_nest nest = hinge_nest_of(found.value, recording, found.n, NULL);
    found.mean = hinge_nest_mean(&nest);
    for (size_t i = 0; i < found.n; i++) { /* each is the m-th part of one of k recordings */
        double m = 0;
        for (size_t k = 0; k < found.n; k++)
            m += recording[k] == recording[i];
        found.parts += 1 / (m * m * (double)nest.recordings.n * (double)nest.recordings.n);
    }
    return found;
}

bool hinge_page_measured(struct hinge_page_study *s, const struct hinge_quantity *outcome,
                         size_t cue)
{
    bool measured = false;
    for (size_t r = 0; r < s->n_main && !measured; r++)
        measured =
            s->rep[r].whole && s->rep[r].cue == cue && !isnan(hinge_page_rep_value(s, outcome, r));
    return measured;
}

/* --- faults --- */

struct hinge_page_verdict hinge_page_verdict(struct hinge_page_study *s, size_t fault, size_t rep)
{
    static const char *const name[] = {"fault_state",     "fault_reason", "fault_severity",
                                       "fault_threshold", "fault_margin", "fault_time_s"};
    const size_t at = s->rep[rep].row * s->n_faults + fault;
    for (int k = 0; k < 6 && (s->verdict[5] == NULL || s->verdict_at != s->reading.forgotten); k++)
        s->verdict[k] = hinge_reps_column(&s->reading, name[k], s->n_faults);
    s->verdict_at = s->reading.forgotten;
    return (struct hinge_page_verdict){hinge_fault_state_of(s->verdict[0][at]),
                                       hinge_stored_reason(s->verdict[1][at]),
                                       s->verdict[2][at],
                                       s->verdict[3][at],
                                       s->verdict[4][at],
                                       s->verdict[5][at]};
}

void hinge_page_judge(struct hinge_page_study *s, size_t fault, struct hinge_person_fault *of)
{
    struct hinge_people *people = s->averaging;
    const double *state = hinge_reps_column(&people->reps, "fault_state", s->n_faults);
    short *is = hinge_alloc(people->cohort.n_reps, sizeof *is);
    for (size_t k = 0; k < people->cohort.n_reps; k++)
        is[k] = (short)hinge_fault_state_of(state[people->row[k] * s->n_faults + fault]);
    hinge_people_fault(people, is, hinge_tab_parameter(&s->tab, "agg.has_fault"), of);
    free(is);
}

const size_t *hinge_page_told(struct hinge_page_study *s, size_t *n)
{
    if (s->told == NULL) {
        struct hinge_person_fault *of =
            hinge_arena_alloc(&s->arena, s->averaging->cohort.n, sizeof *of);
        bool *judged = hinge_arena_alloc(&s->arena, s->n_faults, sizeof *judged);
        for (size_t f = 0; f < s->n_faults; f++) {
            hinge_page_judge(s, f, of);
            for (size_t p = 0; p < s->n_people; p++) {
                const size_t at = hinge_page_cell_of(s, p, 0);
                judged[f] =
                    judged[f] || (at != HINGE_PAGE_ANY && of[at].verdict != HINGE_NOT_JUDGED);
            }
        }
        s->told = hinge_arena_alloc(&s->arena, s->n_faults, sizeof *s->told);
        s->n_told = hinge_faults_coached(s->fault, s->n_faults, judged, s->told);
    }
    *n = s->n_told;
    return s->told;
}

size_t hinge_page_cell_of(const struct hinge_page_study *s, size_t person, size_t cue)
{
    for (size_t i = 0; i < s->averaging->cohort.n; i++)
        if (s->cell_of[i] == person * s->n_cues + cue)
            return i;
    return HINGE_PAGE_ANY;
}

const char *hinge_page_fault_text(const struct hinge_page_study *s, size_t fault,
                                  const char *column)
{
    const char *id = s->fault[fault], *words = NULL;
    if (strcmp(column, "title") == 0)
        words = hinge_fault_title(&s->labels, id);
    if (strcmp(column, "short") == 0)
        words = hinge_fault_brief(&s->labels, id);
    return words != NULL ? words : hinge_fault_text(&s->tab, id, column);
}

bool hinge_page_of_run(const struct hinge_page_study *s)
{
    return s->request->of_run;
}

double hinge_page_mdc(const struct hinge_page_study *s, const struct hinge_quantity *outcome)
{
    return outcome == s->outcome[HINGE_OUT_SHARE] && s->request->mdc > 0 ? s->request->mdc
                                                                         : (double)NAN;
}

/* --- open and close --- */

enum hinge_status hinge_page_study_open(struct hinge_page_study *s,
                                        const struct hinge_page_request *request,
                                        struct hinge_error *error)
{
    static const struct hinge_view view = {.id = "reps", .takes = "filter,phase-of-filter"};
    *s = (struct hinge_page_study){0};
    s->request = hinge_arena_alloc(&s->arena, 1, sizeof *s->request);
    *s->request = *request;
    s->table_request = hinge_arena_alloc(&s->arena, 1, sizeof *s->table_request);
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &s->request->opened, error);
    if (status == HINGE_OK)
        status = hinge_labels_join(request->labels, s->request->opened, &s->labels, error);
    struct hinge_amounts margins = {0}; /* the analyses would have no answer */
    if (status == HINGE_OK && *s->request->margin != '\0')
        status = hinge_amounts_read(&s->arena, request->of_run ? "[run] margin" : "--margin",
                                    s->request->margin, HINGE_AMOUNTS_POSITIVE, &margins, error);
    struct hinge_table_request table = {.results = s->request->results,
                                        .opened = s->request->opened};
    hinge_query_copy(&table.by, &s->request->by, HINGE_QUERY_OF_TABLE, HINGE_OBEYS_USE);
    if (status == HINGE_OK)
        status = hinge_tab_request(&table, s->table_request, error);
    s->tab = (struct hinge_tabulation){.request = s->table_request, .view = &view};
    if (status != HINGE_OK)
        return status;
    if (!hinge_tab_open(&s->tab))
        return hinge_tab_ended(&s->tab, error);
    hinge_uses_find(&s->uses, &s->tab);
    if (s->tab.status != HINGE_OK)
        return hinge_tab_ended(&s->tab, error);
    find_outcomes(s);
    find_trials(s);
    find_people(s);
    find_kinds(s);
    find_main(s);
    status = find_groups(s, error);
    if (status == HINGE_OK)
        status = find_cues(s, error);
    if (status != HINGE_OK)
        return status;
    find_sessions(s);
    find_reps(s);
    find_cells(s);
    s->one_person = s->n_people == 1;
    s->two = s->two && !s->one_person;
    s->spine = s->n_kinds > 0 && s->kind[0].spine;
    struct hinge_cue_outcome family[HINGE_PLACES];
    s->n_family = hinge_outcome_family(s->spine ? 'B' : 'C', family);
    for (size_t i = 0; i < s->n_family; i++)
        s->family[i] = hinge_page_outcome(s, &family[i]);
    s->lead = s->family[0];
    return hinge_page_study_ended(s, error);
}

enum hinge_status hinge_page_study_ended(const struct hinge_page_study *s,
                                         struct hinge_error *error)
{
    return hinge_tab_ended(&s->tab, error);
}

void hinge_page_study_close(struct hinge_page_study *s)
{
    for (size_t k = 0; k < s->n_kinds && s->answers != NULL; k++) {
        hinge_result_free(s->answers[k].groups);
        hinge_result_free(s->answers[k].cues);
    }
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++)
        hinge_result_free(s->changes[i].result);
    hinge_reps_clear(&s->reading);
    hinge_uses_clear(&s->uses);
    hinge_tab_close(&s->tab);
    hinge_results_close(s->request->opened);
    hinge_labels_clear(&s->labels);
    if (s->check != NULL && s->check != s->request->check)
        hinge_check_report_clear(s->check);
    hinge_arena_clear(&s->arena);
}
