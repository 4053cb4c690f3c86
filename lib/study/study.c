/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who took part: recordings, people, kinds, the main cell, groups, cues, sessions and repetitions,
 * each found once, for whoever reads results. */
#include "study/study.h"

#include "table/columns.h"

#include <hinge/requests.h>
#include <hinge/warnings.h>

/* --- recordings --- */

const char *hinge_cohort_trial_text(const struct hinge_cohort *s,
                                    const struct hinge_cohort_trial *trial, const char *column)
{
    return hinge_table_word(&s->tab.trials, column, trial->row);
}

double hinge_cohort_trial_number(const struct hinge_cohort *s,
                                 const struct hinge_cohort_trial *trial, const char *column)
{
    return hinge_table_number(&s->tab.trials, column, trial->row);
}

/* --- people --- */

static void find_people(struct hinge_cohort *s)
{
    cleared_by(freed) size_t *place = hinge_alloc(s->uses.n_people, sizeof *place); /* 0: no */
    s->person = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *s->person);
    s->nobody = true;
    for (size_t t = 0; t < s->n_trials; t++) {
        struct hinge_cohort_trial *trial = &s->trial[t];
        const char *who = hinge_cohort_trial_text(s, trial, "participant");
        if (!trial->usable || place[trial->of->person] > 0)
            continue;
        s->person[s->n_people] = (struct hinge_cohort_person){
            .id = *who != '\0' ? who : trial->id, .trial = t, .number = trial->of->person};
        s->nobody = s->nobody && *who == '\0';
        place[trial->of->person] = ++s->n_people;
    }
    for (size_t t = 0; t < s->n_trials; t++) /* also refused ones of somebody who is there */
        if (place[s->trial[t].of->person] > 0)
            s->trial[t].person = place[s->trial[t].of->person] - 1;
}

/* --- kinds --- */

/* People's kinds, the main one first. */
static void find_kinds(struct hinge_cohort *s)
{
    const size_t n = s->uses.n_kinds;
    struct hinge_cohort_kind *found = hinge_arena_alloc(&s->arena, n, sizeof *found);
    size_t *order = hinge_arena_alloc(&s->arena, n, sizeof *order),
           *place = hinge_arena_alloc(&s->arena, n, sizeof *place),
           *first = hinge_arena_alloc(&s->arena, n, sizeof *first);
    struct hinge_kind_rank *rank = hinge_arena_alloc(&s->arena, n, sizeof *rank);
    struct hinge_filter held = {0};
    const bool holds = hinge_tab_held(&s->tab, &held) != NULL;
    for (size_t t = s->n_trials; t-- > 0;)
        if (s->trial[t].usable) {
            struct hinge_kind_rank *of = &rank[s->trial[t].of->kind];
            first[s->trial[t].of->kind] = t;
            of->recordings++;
            of->held = of->held ||
                       (holds && hinge_filter_keeps_row(&held, &s->tab.trials, s->trial[t].row));
        }
    for (size_t p = 0; p < s->n_people; p++)
        rank[s->trial[s->person[p].trial].of->kind].people++;
    for (size_t k = 0; k < n; k++) {
        const struct hinge_cohort_trial *trial = &s->trial[first[k]];
        if (!(rank[k].people > 0))
            continue;
        rank[k].tier = hinge_cohort_trial_text(s, trial, "tier");
        rank[k].spine = strcmp(rank[k].tier, "A") == 0 || strcmp(rank[k].tier, "B") == 0;
        rank[k].counted = hinge_faults_count(&s->tab.trials, trial->row);
        found[k] = (struct hinge_cohort_kind){
            .family = hinge_cohort_trial_text(s, trial, "family"),
            .tier = rank[k].tier,
            .lumbar_def = hinge_cohort_trial_text(s, trial, "lumbar_def"),
            .spine = rank[k].spine,
            .inferred = hinge_cohort_trial_number(s, trial, "inferred") > 0,
            .positions = hinge_cohort_trial_number(s, trial, "pos") > 0,
            .counted = rank[k].counted,
            .n = (size_t)rank[k].people};
        size_t at = s->n_kinds++;
        for (; at > 0 && hinge_kind_before(&rank[k], &rank[order[at - 1]]); at--)
            order[at] = order[at - 1];
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
        struct hinge_cohort_trial *trial = &s->trial[t];
        trial->kind = trial->usable ? place[trial->of->kind] : HINGE_ANY;
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
#define ASKED "cue"
#define ONE_PERSON "stage," ASKED

static void find_main(struct hinge_cohort *s)
{
    cleared_by(freed) size_t *row = hinge_alloc(s->n_trials, sizeof *row),
                             *main = hinge_alloc(s->n_trials, sizeof *main);
    size_t n = 0, n_main = 0;
    for (size_t t = 0; t < s->n_trials; t++)
        if (s->trial[t].usable) {
            row[n++] = s->trial[t].row;
            if (s->trial[t].kind == 0)
                main[n_main++] = s->trial[t].row;
        }
    hinge_axes_differ(&s->tab.trials, row, n, s->n_people == 1 ? ONE_PERSON : ASKED, s->differs);
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        s->differs[k] = false; /* kinds */
    /* means are of one task, stage of practice and load, of those that the study holds (`main`) if
     * it says so: an average over them is of nothing that anybody did */
    struct hinge_filter filter = {0};
    const char *held = hinge_tab_held(&s->tab, &filter);
    size_t kept = held == NULL ? n_main : 0;
    for (size_t i = 0; i < n_main && held != NULL; i++)
        if (hinge_filter_keeps_row(&filter, &s->tab.trials, main[i]))
            main[kept++] = main[i];
    if (kept == 0 && n_main > 0 && s->tab.status == HINGE_OK)
        s->tab.status =
            hinge_usage(&s->tab.failure, "--main: no recording that counts has %s", held);
    n_main = kept;
    s->main =
        hinge_main_condition(&s->tab.trials, main, n_main, s->differs) > 0 ? main[0] : SIZE_MAX;
    for (size_t t = 0; t < s->n_trials; t++)
        s->trial[t].main = hinge_in_cell(&s->tab.trials, s->differs, s->main, s->trial[t].row);
}

/* --- groups --- */

/* A person in two groups cannot be on one side of a comparison of groups. */
static enum hinge_status check_once(const struct hinge_cohort *s, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    const char *two[2] = {NULL, NULL};
    cleared_by(freed) const char **first = hinge_alloc(s->n_people + 1, sizeof *first);
    cleared_by(freed) bool *told = hinge_alloc(s->n_people + 1, sizeof *told);
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *of = &s->trial[t];
        const char *group = hinge_cohort_trial_text(s, of, "group");
        if (!of->usable || *group == '\0')
            continue;
        const char **theirs = &first[of->person];
        *theirs = *theirs != NULL ? *theirs : group;
        if (strcmp(*theirs, group) == 0 || told[of->person])
            continue;
        told[of->person] = true;
        two[0] = *theirs;
        two[1] = group;
        hinge_text_printf(&list, "%s%s", list.length > 0 ? ", " : "", s->person[of->person].id);
    }
    if (list.length == 0)
        return HINGE_OK;
    char order[200];
    const bool swapped = hinge_levels_swapped(two[0], two[1]);
    snprintf(order, sizeof order, "%s,%s", two[swapped ? 1 : 0], two[swapped ? 0 : 1]);
    hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                    "%s: people in two groups: %s. Correct the column group of the trial list, or "
                    "compare the groups within these people:",
                    s->table_request->results, hinge_text_string(&list));
    return hinge_error_command(
        error,
        "hinge-compare within --condition group --order * --outcome lumbar_fraction "
        "--groups-vary *",
        (const char *[]){order, s->table_request->results});
}

/* In the order of their difference, first minus second, then the others. One group of everybody
 * where there are no two. */
static enum hinge_status find_groups(struct hinge_cohort *s, const char *order,
                                     struct hinge_error *error)
{
    enum { LONG = 22 }; /* letters */
    const char **level = hinge_arena_alloc(&s->arena, s->n_people, sizeof *level);
    size_t n = 0;
    bool all = true;
    for (size_t p = 0; p < s->n_people; p++) {
        const char *id = hinge_cohort_trial_text(s, &s->trial[s->person[p].trial], "group");
        all = all && *id != '\0';
        if (*id != '\0' && hinge_name_at(level, n, id) == n)
            level[n++] = id;
    }
    hinge_levels_sort(level, n); /* as a message lists them */
    /* two names that are groups, else USAGE: others would leave the comparison out in silence */
    enum hinge_status status = HINGE_OK;
    const char *rest = order, *from;
    size_t found = 0, length;
    for (; status == HINGE_OK && (from = hinge_next_item(&rest, ',', &length)) != NULL; found++) {
        char name[300];
        hinge_item_value(from, length < sizeof name ? length : sizeof name - 1, name);
        struct hinge_condition is = {
            .name = "group", .compare = HINGE_IS, .n_values = 1, .value = {name}};
        status = hinge_condition_check(&is, "--order", level, n, error);
    }
    if (status == HINGE_OK && found != 0 && found != 2)
        status = hinge_usage(error, "--order: \"%s\" names %zu; 2 are needed, joined by a comma",
                             order, found);
    hinge_groups_arrange(level, n, order);
    s->two = n > 1;
    s->pairs = n > 2 && *order == '\0';
    s->n_groups = s->two ? n : 1;
    s->group = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *s->group);
    const char **listed;
    const size_t n_listed = hinge_groups_listed(&s->arena, &s->tab.trials, &listed);
    for (size_t g = 0; g < s->n_groups; g++) {
        const char *id = s->two || (n == 1 && all) ? level[g] : "";
        const char *theirs = hinge_wording_label(&s->labels, id);
        char words[200];
        hinge_wording_words(id, words, sizeof words);
        struct hinge_cohort_group group = {.id = id, .name = theirs, .words = "people"};
        /* among all groups that the file lists */
        const size_t colour = *id != '\0' ? hinge_name_at(listed, n_listed, id) : 0;
        if (theirs == NULL)
            group.name = hinge_arena_strdup(&s->arena, words);
        /* groups that one word names stay apart */
        for (size_t i = 0; i < n && theirs != NULL; i++) {
            const char *other = hinge_wording_label(&s->labels, level[i]);
            if (strcmp(level[i], id) != 0 && other != NULL && strcmp(other, theirs) == 0)
                group.name = hinge_arena_printf(&s->arena, "%s (%s)", theirs, words);
        }
        const size_t room = strlen(group.name) + 16;
        if (*id != '\0')
            group.words =
                hinge_wording_group(group.name, hinge_arena_raw(&s->arena, room, 1), room);
        group.brief = hinge_text_width(group.name) > LONG && g < 26
                          ? hinge_arena_printf(&s->arena, "%c", (int)('A' + g))
                          : group.name;
        group.cls = colour < 4 ? hinge_arena_printf(&s->arena, "g%zu", colour) : "gn";
        group.mark = hinge_arena_printf(&s->arena, "m%zu", colour % 4);
        s->group[g] = group;
    }
    for (size_t p = 0; p < s->n_people; p++) {
        const char *id = hinge_cohort_trial_text(s, &s->trial[s->person[p].trial], "group");
        const size_t g = s->two ? HINGE_ROW_AT(s->group, s->n_groups, id) : 0;
        s->person[p].group = g < s->n_groups ? g : HINGE_ANY;
    }
    return status;
}

/* --- cues and sessions --- */

const char *hinge_cohort_at_load(struct hinge_cohort *s)
{
    char text[HINGE_AXIS_TEXT], words[HINGE_AXIS_TEXT + 32];
    const size_t axis = hinge_axis_of("load_kg");
    const struct hinge_table *trials = &s->tab.trials;
    const char *load = hinge_axis_text(trials, axis, s->main, text);
    char other[HINGE_AXIS_TEXT];
    if (!s->differs[axis] && *load == '\0')
        return NULL;
    /* where nobody lifted two loads, all are in one mean */
    for (size_t t = 0; t < s->n_trials && !s->differs[axis]; t++)
        if (s->trial[t].kind == 0 && s->trial[t].main &&
            strcmp(hinge_axis_text(trials, axis, s->trial[t].row, other), load) != 0)
            return NULL;
    bool others = s->differs[axis]; /* of one load that a filter left, the others tell its name */
    for (size_t t = 0; t < trials->rows && !others; t++)
        others = !s->tab.is_stray[t] &&
                 hinge_recording_counts(hinge_table_word(trials, "role", t)) &&
                 strcmp(hinge_axis_text(trials, axis, t, other), load) != 0;
    if (!others)
        return NULL;
    return *load == '\0' ? "at an unknown load"
                         : hinge_arena_strdup(&s->arena, hinge_wording_level("load_kg", false, load,
                                                                             words, sizeof words));
}

const char *hinge_cohort_stage(struct hinge_cohort *s, const char *level)
{
    char words[160];
    const char *theirs = hinge_wording_label(&s->labels, level);
    const enum hinge_stage stage = hinge_stage_of(level);
    if (theirs != NULL ||
        (stage != HINGE_STAGE_NONE && strcmp(level, hinge_stage_name(stage)) == 0))
        return theirs != NULL ? theirs : level;
    static const char mean[] = "mean of "; /* of a declared retest, as the methods say */
    hinge_wording_level("stage", false, level, words, sizeof words);
    const bool several = strncmp(words, mean, strlen(mean)) == 0;
    return hinge_arena_printf(&s->arena, "%s%s", several ? "in " : "",
                              words + (several ? strlen(mean) : 0));
}

const char *hinge_cohort_stage_name(const char *stage)
{
    return stage + (strncmp(stage, "in ", 3) == 0 ? 3 : 0);
}

/* An outcome that is not among the metrics of a page is read, too. */
static const struct hinge_quantity *read_too(struct hinge_cohort *s,
                                             const struct hinge_quantity *outcome)
{
    if (hinge_cohort_measure(s, outcome) != NULL || outcome->phase == NULL)
        return outcome;
    struct hinge_measure *measure =
        hinge_arena_alloc(&s->arena, s->measures.n + s->measures.n_phases + 1, sizeof *measure);
    memcpy(measure, s->measures.item, s->measures.n * sizeof *measure);
    s->measures.item = measure;
    s->measures.n += hinge_tab_outcome(&s->tab, outcome->id, measure + s->measures.n);
    return outcome;
}

/* The levels of usable recordings, those of the main cell first. Returns how many there are; *main:
 * of the main cell. */
static size_t list_levels(struct hinge_cohort *s, const char *column, const char ***level,
                          size_t *main)
{
    const char **list = *level = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *list);
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t t = 0; t < s->n_trials; t++) {
            const char *is = hinge_cohort_trial_text(s, &s->trial[t], column);
            if (s->trial[t].usable && (pass == 1 || s->trial[t].main) &&
                hinge_name_at(list, n, is) == n)
                list[n++] = is;
        }
        *main = pass == 0 ? n : *main;
    }
    return n;
}

/* Cues of usable recordings, the baseline first. */
static enum hinge_status find_cues(struct hinge_cohort *s, const char *baseline,
                                   struct hinge_error *error)
{
    const char **level;
    baseline = *baseline != '\0' ? baseline : "none";
    enum hinge_status status = HINGE_OK;
    const size_t n = list_levels(s, "cue", &level, &s->n_cues);
    struct hinge_condition is = {
        .name = "cue", .compare = HINGE_IS, .n_values = 1, .value = {baseline}};
    if (strcmp(baseline, "none") != 0)
        status = hinge_condition_check(&is, "--baseline", level, n, error);
    baseline = is.value[0];
    size_t at = hinge_name_at(level, s->n_cues, baseline);
    if (at == s->n_cues) { /* nobody bent without a cue: the first in order stands for it */
        at = 0;
        for (size_t i = 1; i < s->n_cues; i++)
            at = hinge_level_compare(level[i], level[at]) < 0 ? i : at;
    }
    s->cue = hinge_arena_alloc(&s->arena, n, sizeof *s->cue);
    const char *load = hinge_cohort_at_load(s);
    for (; s->n_conditions < n; s->n_conditions++) {
        const size_t i = s->n_conditions;
        const char *id = level[i == 0 ? at : i <= at ? i - 1 : i];
        const char *theirs = hinge_wording_label(&s->labels, id);
        const struct hinge_cue *row = hinge_cue_find(id);
        struct hinge_cohort_cue cue = {.id = id};
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
        char text[HINGE_AXIS_TEXT];
        const size_t axis = hinge_axis_of("stage");
        /* "before" where people come several times and nobody has a cue */
        if (s->differs[axis] && n == 1 && (*id == '\0' || strcmp(id, "none") == 0)) {
            const char *stage = hinge_axis_text(&s->tab.trials, axis, s->main, text);
            cue.phrase = hinge_cohort_stage(s, hinge_arena_strdup(&s->arena, stage));
            cue.label = hinge_cohort_stage_name(cue.phrase);
        }
        if (load != NULL) {
            cue.label = hinge_arena_printf(&s->arena, "%s, %s", cue.label, load + strlen("at "));
            cue.phrase = hinge_arena_printf(&s->arena, "%s %s", cue.phrase, load);
        }
        struct hinge_cue_outcome theirs_of = {0};
        if (row == NULL && s->tab.status == HINGE_OK)
            s->tab.status = hinge_outcome_of_cue(&s->tab.list, id, &s->tab.faults, &s->arena,
                                                 &theirs_of, &s->tab.failure);
        const struct hinge_quantity *its = row != NULL ? hinge_cohort_outcome(s, &row->primary)
                                           : theirs_of.id == NULL
                                               ? s->outcome[HINGE_OUT_SHARE]
                                               : read_too(s, hinge_cohort_outcome(s, &theirs_of));
        cue.planned = *s->primary != '\0' ? s->asked : its;
        if (cue.planned != its && its != NULL)
            cue.secondary[cue.n_secondary++] = its;
        for (size_t k = 0; row != NULL && k < HINGE_CUE_SECONDARY_MAX; k++)
            if (row->secondary[k].id != NULL)
                cue.secondary[cue.n_secondary++] = hinge_cohort_outcome(s, &row->secondary[k]);
        s->cue[i] = cue;
    }
    /* what the baseline was planned to change is looked at */
    for (size_t c = 1; c < s->n_cues; c++)
        if (strcmp(s->cue[c].id, "none") == 0)
            s->cue[c].planned = s->cue[0].planned;
    for (size_t t = 0; t < s->n_trials; t++) {
        const size_t c = HINGE_ROW_AT(s->cue, n, hinge_cohort_trial_text(s, &s->trial[t], "cue"));
        s->trial[t].cue = c < n ? c : HINGE_ANY;
    }
    return status;
}

/* --- repetitions --- */

static void find_reps(struct hinge_cohort *s)
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
        if (t == HINGE_ANY || !s->trial[t].usable || s->trial[t].main != (i < from->n))
            continue;
        struct hinge_cohort_trial *trial = &s->trial[t];
        struct hinge_cohort_rep *rep = &s->rep[s->n_reps];
        *rep = (struct hinge_cohort_rep){.row = row,
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
            rep->use == HINGE_USE_BY_HAND || hinge_warns(warnings[row], HINGE_WARN(MANUAL_SEG));
        char why[160];
        if (!rep->used)
            rep->why = hinge_arena_strdup(
                &s->arena, hinge_use_why_rep(&s->uses, trial->of, rep->use, number[row],
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

/* --- what was planned --- */

/* Whether anybody of the main kind has a value, under any cue. */
static bool has_value(struct hinge_cohort *s, const struct hinge_quantity *outcome)
{
    size_t cue = 0;
    while (cue < s->n_cues && hinge_cohort_cell(s, outcome, cue, HINGE_ANY, 0).n == 0)
        cue++;
    return cue < s->n_cues;
}

/* What answers it, first of the family: it, or what stands for it where nobody has a value. */
static void find_planned(struct hinge_cohort *s, const struct hinge_cue_outcome *asked)
{
    struct hinge_cue_outcome family[HINGE_PLACES];
    size_t n = hinge_outcome_family(s->spine ? 'B' : 'C', family);
    const struct hinge_quantity *pelvic = hinge_cohort_outcome(s, &hinge_outcome_pelvic);
    s->lead = hinge_cohort_outcome(s, &family[0]);
    if (s->spine && !has_value(s, s->lead) && has_value(s, pelvic)) /* nothing sees the thighs */
        s->lead = pelvic;
    s->planned = s->lead;
    s->stands_in = s->lead != s->asked;
    if (*s->primary != '\0') {
        read_too(s, s->asked);
        const struct hinge_cue_outcome instead = hinge_outcome_instead(asked->id);
        s->stands_in = !has_value(s, s->asked);
        s->planned = !s->stands_in        ? s->asked
                     : instead.id != NULL ? hinge_cohort_outcome(s, &instead)
                                          : s->lead;
    }
    s->unseen = s->stands_in && !s->spine && s->planned == s->lead;
    s->family[s->n_family++] = s->planned;
    for (size_t i = 0; i < n && s->n_family < HINGE_PLACES; i++)
        if (hinge_cohort_outcome(s, &family[i]) != s->planned)
            s->family[s->n_family++] = hinge_cohort_outcome(s, &family[i]);
}

/* --- open and close --- */
/* Whose participants of the averaging are. */
static void find_cells(struct hinge_cohort *s)
{
    struct hinge_people *people = s->averaging =
        hinge_tab_people(&s->tab, "participant,cue", s->n_people == 1 ? ONE_PERSON : ASKED);
    const struct hinge_grouped *grouped = &people->grouped;
    s->measures = hinge_tab_measures(&s->tab, false);
    s->cell_of = hinge_arena_alloc(&s->arena, grouped->n, sizeof *s->cell_of);
    s->cell_at = hinge_arena_alloc(&s->arena, s->n_people * s->n_cues + 1, sizeof *s->cell_at);
    for (size_t c = 0; c < s->n_people * s->n_cues; c++)
        s->cell_at[c] = HINGE_ANY;
    for (size_t i = 0; i < grouped->n && s->tab.status == HINGE_OK; i++) {
        s->cell_of[i] = HINGE_ANY;
        if (grouped->from[i] == grouped->from[i + 1])
            continue;
        size_t t = s->trial_at[grouped->recording[grouped->from[i]]];
        if (t != HINGE_ANY && s->trial[t].usable && s->trial[t].main)
            s->cell_of[i] = s->trial[t].person * s->n_cues + s->trial[t].cue;
        if (s->cell_of[i] != HINGE_ANY && s->cell_at[s->cell_of[i]] == HINGE_ANY)
            s->cell_at[s->cell_of[i]] = i;
    }
}

enum hinge_status hinge_cohort_open(struct hinge_cohort *s, const struct hinge_table_request *asked,
                                    const char *order, const char *baseline,
                                    struct hinge_error *error)
{
    static const struct hinge_view view = {.id = "reps", .takes = "filter,people,phase-of-filter"};
    s->table_request = hinge_arena_alloc(&s->arena, 1, sizeof *s->table_request);
    enum hinge_status status = hinge_tab_request(asked, s->table_request, error);
    s->tab =
        (struct hinge_tabulation){.request = s->table_request, .view = &view, .compares = "a page"};
    if (status != HINGE_OK)
        return status;
    s->filter = s->table_request->filter;
    if (hinge_tab_open(&s->tab))
        hinge_uses_find(&s->uses, &s->tab);
    if (s->tab.status != HINGE_OK)
        return hinge_tab_ended(&s->tab, error);
    static const struct hinge_cue_outcome named[HINGE_OUTCOMES] = {
        [HINGE_OUT_DEPTH] = {.id = "total_excursion_deg", .phase = "descent"},
        [HINGE_OUT_LEAN] = {.id = "trunk_excursion_deg", .phase = "descent"},
        [HINGE_OUT_CHORD] = {.id = "trunk_thigh_excursion_deg", .phase = "descent"},
        [HINGE_OUT_EQUAL] = {.id = "lumbar_fraction_deg30_60", .phase = "descent"},
        [HINGE_OUT_LOAD] = {.id = "moment_hip_l5s1_ratio", .phase = "rep"},
        [HINGE_OUT_SHIFT] = {.id = "com_foot_shift_pct", .phase = "rep"}};
    for (size_t i = 0; i < HINGE_OUTCOMES; i++)
        s->outcome[i] =
            hinge_cohort_outcome(s, i == HINGE_OUT_SHARE ? &hinge_outcome_share : &named[i]);
    s->trial = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *s->trial);
    s->trial_at = hinge_arena_alloc(&s->arena, s->tab.trials.rows, sizeof *s->trial_at);
    for (size_t r = 0; r < s->tab.trials.rows; r++) {
        const struct hinge_used_recording *of = &s->uses.recording[r];
        s->trial_at[r] = HINGE_ANY;
        if (!of->asked)
            continue;
        s->trial_at[r] = s->n_trials;
        struct hinge_cohort_trial *trial = &s->trial[s->n_trials++];
        *trial = (struct hinge_cohort_trial){
            .row = r, .person = HINGE_ANY, .of = of, .usable = of->use > HINGE_USE_OTHER_KIND};
        trial->id = hinge_cohort_trial_text(s, trial, "trial_id");
    }
    find_people(s);
    find_kinds(s);
    find_main(s);
    if (s->tab.status != HINGE_OK)
        return hinge_tab_ended(&s->tab, error);
    struct hinge_cue_outcome asked_of = {.id = NULL};
    status = check_once(s, error);
    /* of the request, else of the results: the outcome that the study was planned for */
    s->asked = s->outcome[HINGE_OUT_SHARE];
    if (s->primary == NULL || *s->primary == '\0')
        s->primary = hinge_tab_asked(&s->tab.parameters, "primary");
    if (status == HINGE_OK && *s->primary != '\0')
        status = hinge_outcome_primary("--primary", s->primary, &s->tab.faults, &asked_of, error);
    if (status == HINGE_OK && *s->primary != '\0')
        s->asked = hinge_cohort_outcome(s, &asked_of);
    if (status == HINGE_OK)
        status = find_groups(s, order, error);
    if (status == HINGE_OK)
        status = find_cues(s, baseline, error);
    if (status != HINGE_OK)
        return status;
    const size_t n = list_levels(s, "session", &s->session, &s->n_sessions);
    hinge_visits_sort(&s->tab.trials, "session", s->session, s->n_sessions);
    hinge_visits_sort(&s->tab.trials, "session", s->session + s->n_sessions, n - s->n_sessions);
    for (size_t t = 0; t < s->n_trials; t++) {
        const size_t at =
            hinge_name_at(s->session, n, hinge_cohort_trial_text(s, &s->trial[t], "session"));
        s->trial[t].session = at < n ? at : HINGE_ANY;
    }
    find_reps(s);
    find_cells(s);
    s->one_person = s->n_people == 1;
    s->nobody = s->nobody && s->n_people > 1;
    s->two = s->two && !s->one_person;
    s->spine = s->n_kinds > 0 && s->kind[0].spine;
    find_planned(s, &asked_of);
    return hinge_tab_ended(&s->tab, error);
}

void hinge_cohort_close(struct hinge_cohort *s)
{
    hinge_reps_clear(&s->reading);
    hinge_table_clear(&s->reps);
    hinge_uses_clear(&s->uses);
    hinge_tab_close(&s->tab);
    hinge_labels_clear(&s->labels);
    hinge_arena_clear(&s->arena);
}
