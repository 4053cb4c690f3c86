/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of a page: who took part, in which group, measured how, under which cues; the
 * repetitions and their values. */
#include "page/study.h"

#include "base/codes.h"
#include "base/request.h"
#include "faults/fault.h"
#include "metrics/metric.h"
#include "report/display.h"
#include "report/published.h"
#include "report/request.h"
#include "result/result.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
/* Kinds of recordings in words. */
static const struct {
    const char *family, *tiers, *name;
} kinds[] = {
    {"markers", "A", "pelvis and thorax markers"},
    {"markers", "B", "spine markers"},
    {"markers", "C", "markers without the spine"},
    {"mediapipe|openpose|coco|halpe", "C", "video keypoints"},
    {"spinepose", "B", "spine keypoints"},
    {"kinect", "C", "depth camera"},
    {"imu", "AB", "motion sensors"},
    {"model", "ABC", "model angles"},
};
/* clang-format on */

static bool same(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

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
    for (const struct hinge_page_known *known = s->known; known != NULL; known = known->next)
        if (strcmp(known->outcome.id, of->id) == 0 && same(known->outcome.phase, of->phase))
            return &known->outcome;
    struct hinge_page_known *known = hinge_arena_alloc(&s->arena, 1, sizeof *known);
    const char *unit = of->is_fault ? hinge_fault_text(&s->tab, of->id, "unit") : NULL;
    known->outcome = hinge_quantity_of(&s->arena, &s->labels, of->id, of->phase, unit);
    known->next = s->known;
    s->known = known;
    return &known->outcome;
}

static void find_outcomes(struct hinge_page_study *s)
{
    static const struct hinge_cue_outcome named[HINGE_PAGE_OUTCOMES] = {
        [HINGE_OUT_SHARE] = {.id = "lumbar_fraction", .phase = "descent"},
        [HINGE_OUT_DEPTH] = {.id = "total_excursion_deg", .phase = "descent"},
        [HINGE_OUT_LEAN] = {.id = "trunk_excursion_deg", .phase = "descent"},
        [HINGE_OUT_CHORD] = {.id = "trunk_thigh_excursion_deg", .phase = "descent"},
        [HINGE_OUT_EQUAL] = {.id = "lumbar_fraction_deg30_60", .phase = "descent"},
        [HINGE_OUT_LOAD] = {.id = "moment_hip_l5s1_ratio", .phase = "rep"}};
    for (size_t i = 0; i < HINGE_PAGE_OUTCOMES; i++)
        s->outcome[i] = hinge_page_outcome(s, &named[i]);
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

static const char *kind_name(struct hinge_page_study *s, const struct hinge_page_trial *trial)
{
    const char *family = hinge_page_trial_text(s, trial, "family"),
               *tier = hinge_page_trial_text(s, trial, "tier");
    bool positions = hinge_page_trial_number(s, trial, "pos") > 0;
    if (!positions && strcmp(family, "markers") == 0)
        family = hinge_listed("IK|VENDOR", '|', hinge_page_trial_text(s, trial, "lumbar_def"))
                     ? "model"
                     : "imu";
    for (size_t i = 0; *tier != '\0' && i < sizeof kinds / sizeof *kinds; i++)
        if (hinge_listed(kinds[i].family, '|', family) && strchr(kinds[i].tiers, *tier) != NULL)
            return kinds[i].name;
    return hinge_page_say(s, "%s, tier %s", *family != '\0' ? family : "recordings", tier);
}

/* What tells kinds of one name apart, the plainest first: all evidence, and whether faults count.
 */
static const struct {
    const char *column, *missing;
} apart[] = {{"family", "another program"},     {"dim", "dimensions not known"},
             {"standing_source", "no zero"},    {"counted", "other tasks"},
             {"lumbar_def", "no lumbar angle"}, {"driver", "no driver"},
             {"inferred", "not inferred"},      {"tier", "no tier"}};
enum { APART = sizeof apart / sizeof *apart };

/* What a recording has of them, as kinds are compared. */
static const char *apart_text(const struct hinge_page_study *s, size_t column,
                              const struct hinge_page_trial *trial,
                              char buffer[HINGE_EVIDENCE_TEXT])
{
    size_t k = 0;
    while (hinge_evidence[k] != NULL && strcmp(hinge_evidence[k], apart[column].column) != 0)
        k++;
    return hinge_evidence[k] != NULL
               ? hinge_evidence_text(&s->tab.trials, k, trial->row, buffer)
               : hinge_table_word(&s->tab.trials, apart[column].column, trial->row);
}

/* "COCO and OpenPose": whose landmarks the recordings of a family have. */
static const char *programs_of(struct hinge_page_study *s, const char *family)
{
    static const struct {
        const char *sets, *name;
    } program[] = {{"coco17|coco17_suffix|coco133", "COCO"},
                   {"mediapipe33", "MediaPipe"},
                   {"pose2sim", "OpenPose"},
                   {"halpe26", "Halpe"},
                   {"synthpose", "SynthPose"}};
    enum { PROGRAMS = sizeof program / sizeof *program };
    struct hinge_page_list names = {0};
    for (size_t i = 0; i < PROGRAMS; i++) {
        bool has = false;
        for (size_t t = 0; t < s->n_trials && !has; t++)
            has = s->trial[t].usable &&
                  strcmp(hinge_page_trial_text(s, &s->trial[t], "family"), family) == 0 &&
                  hinge_listed(program[i].sets, '|',
                               hinge_page_trial_text(s, &s->trial[t], "landmark_set"));
        if (has)
            hinge_page_list_add(s, &names, program[i].name);
    }
    return names.n > 0 ? hinge_page_listed(s, &names, "and") : hinge_page_say(s, "%s", family);
}

/* A kind's name with what tells it from the others of this name. */
static const char *named_apart(struct hinge_page_study *s, const char *name, size_t column,
                               const struct hinge_page_trial *trial)
{
    static const struct {
        const char *column, *value, *words;
    } said[] = {{"standing_source", "lockout", "zero between repetitions"},
                {"standing_source", "standing", "zero from standing"},
                {"standing_source", "first_frame", "zero from the first frame"},
                {"counted", "no", "daily tasks"},
                {"dim", "2", "2D"},
                {"dim", "3", "3D"},
                {"inferred", "1", "inferred"},
                {"inferred", "0", "not inferred"}};
    char buffer[HINGE_EVIDENCE_TEXT], words[160];
    const char *of = apart[column].column, *value = apart_text(s, column, trial, buffer);
    const char *tells = *value == '\0'            ? apart[column].missing
                        : strcmp(of, "tier") == 0 ? hinge_page_say(s, "tier %s", value)
                        : strcmp(of, "counted") == 0
                            ? apart[column].missing
                            : hinge_wording_cell(of, value, words, sizeof words);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(said[i].column, of) == 0 && strcmp(said[i].value, value) == 0)
            tells = said[i].words;
    return strcmp(of, "family") == 0 && strcmp(name, "video keypoints") == 0
               ? hinge_page_say(s, "%s keypoints", programs_of(s, value))
               : hinge_page_say(s, "%s, %s", name, tells);
}

/* Makes the names of n kinds differ; trial[k] is a recording of kind k. */
static void tell_apart(struct hinge_page_study *s, struct hinge_page_kind *kind,
                       const size_t *trial, size_t n)
{
    const char **name = hinge_arena_alloc(&s->arena, n, sizeof *name);
    for (size_t c = 0; c < APART; c++) {
        for (size_t i = 0; i < n; i++) {
            const struct hinge_page_trial *own = &s->trial[trial[i]];
            char one[HINGE_EVIDENCE_TEXT], other[HINGE_EVIDENCE_TEXT];
            bool differs = false;
            for (size_t j = 0; j < n; j++)
                differs = differs || (strcmp(kind[i].name, kind[j].name) == 0 &&
                                      strcmp(apart_text(s, c, own, one),
                                             apart_text(s, c, &s->trial[trial[j]], other)) != 0);
            name[i] = differs ? named_apart(s, kind[i].name, c, own) : kind[i].name;
        }
        for (size_t i = 0; i < n; i++)
            kind[i].name = name[i];
    }
}

/* The main kind: one with a spine if there is any, of most people, of the better tier. */
static bool comes_before(const struct hinge_page_kind *a, const struct hinge_page_kind *b)
{
    if (a->spine != b->spine)
        return a->spine;
    return a->n != b->n ? a->n > b->n : strcmp(a->tier, b->tier) < 0;
}

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
    for (size_t p = 0; p < s->n_people; p++)
        found[s->trial[s->person[p].trial].of->kind].n++;
    for (size_t k = 0; k < n; k++) {
        const struct hinge_page_trial *trial = &s->trial[first[k]];
        if (found[k].n == 0)
            continue;
        const char *tier = hinge_page_trial_text(s, trial, "tier");
        found[k] = (struct hinge_page_kind){
            .name = kind_name(s, trial),
            .family = hinge_page_trial_text(s, trial, "family"),
            .tier = tier,
            .lumbar_def = hinge_page_trial_text(s, trial, "lumbar_def"),
            .spine = strcmp(tier, "A") == 0 || strcmp(tier, "B") == 0,
            .positions = hinge_page_trial_number(s, trial, "pos") > 0,
            .counted = strcmp(hinge_page_trial_text(s, trial, "counted"), "no") != 0,
            .n = found[k].n};
        size_t at = s->n_kinds++;
        for (; at > 0 && comes_before(&found[k], &found[order[at - 1]]); at--)
            order[at] = order[at - 1];
        order[at] = k;
    }
    s->kind = hinge_arena_alloc(&s->arena, s->n_kinds, sizeof *s->kind);
    size_t *one = hinge_arena_alloc(&s->arena, s->n_kinds, sizeof *one);
    for (size_t i = 0; i < s->n_kinds; i++) {
        place[order[i]] = i;
        s->kind[i] = found[order[i]];
        one[i] = first[order[i]];
    }
    tell_apart(s, s->kind, one, s->n_kinds);
    for (size_t t = 0; t < s->n_trials; t++)
        s->trial[t].kind = s->trial[t].usable ? place[s->trial[t].of->kind] : HINGE_PAGE_ANY;
    for (size_t p = 0; p < s->n_people; p++)
        s->person[p].kind = s->trial[s->person[p].trial].kind;
}

/* --- the main cell --- */

/* The level of a column that most people of the main kind have; of as many that of most recordings,
 * of loads the lightest. NULL if there is one. */
static const char *commonest(struct hinge_page_study *s, const char *column, bool lightest)
{
    struct hinge_intern levels = {0}, people = {0};
    size_t best = 0, *n = hinge_alloc(s->n_trials + 1, sizeof *n),
           *n_people = hinge_alloc(s->n_trials + 1, sizeof *n_people);
    char buffer[48], pair[300];
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_page_trial *trial = &s->trial[t];
        if (!trial->usable || trial->kind != 0)
            continue;
        const size_t k = hinge_intern_number(&levels,
                                             hinge_tab_trial(&s->tab, column, trial->row, buffer)),
                     seen = people.n;
        snprintf(pair, sizeof pair, "%zu %zu", k, trial->person);
        hinge_intern_number(&people, pair);
        n[k]++;
        n_people[k] += people.n > seen;
    }
    for (size_t k = 1; k < levels.n; k++) {
        bool before =
            lightest ? hinge_level_compare(levels.text[k], levels.text[best]) < 0 : n[k] > n[best];
        if (n_people[k] > n_people[best] || (n_people[k] == n_people[best] && before))
            best = k;
    }
    const char *level = levels.n > 1 ? hinge_arena_strdup(&s->arena, levels.text[best]) : NULL;
    hinge_intern_clear(&levels);
    hinge_intern_clear(&people);
    free(n);
    free(n_people);
    return level;
}

/* Whether somebody lifted several loads in one task under one cue. */
static bool loads_vary(const struct hinge_page_study *s)
{
    struct hinge_intern cells = {0}, loads = {0};
    struct hinge_text cell = {0};
    char buffer[48];
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_page_trial *trial = &s->trial[t];
        if (!trial->usable)
            continue;
        cell.length = 0;
        hinge_text_printf(&cell, "%zu\n%s\n%s", trial->person,
                          hinge_page_trial_text(s, trial, "cue"),
                          hinge_page_trial_text(s, trial, "task"));
        hinge_intern_number(&cells, hinge_text_string(&cell));
        hinge_text_printf(&cell, "\n%s", hinge_tab_trial(&s->tab, "load_kg", trial->row, buffer));
        hinge_intern_number(&loads, hinge_text_string(&cell));
    }
    bool vary = loads.n > cells.n;
    hinge_intern_clear(&cells);
    hinge_intern_clear(&loads);
    hinge_text_clear(&cell);
    return vary;
}

/* Means are of one task, and of one load where people lifted several: an average over them is of
 * nothing that anybody did. */
static void find_main(struct hinge_page_study *s)
{
    s->task = commonest(s, "task", false);
    s->load = loads_vary(s) ? commonest(s, "load_kg", true) : NULL;
    for (size_t t = 0; t < s->n_trials; t++)
        s->trial[t].main = hinge_page_is_main(s, &s->tab.trials, s->trial[t].row);
}

bool hinge_page_is_main(const struct hinge_page_study *s, const struct hinge_table *recordings,
                        size_t row)
{
    const char *const of[][2] = {{"task", s->task}, {"load_kg", s->load}};
    for (size_t k = 0; k < 2; k++) {
        char buffer[HINGE_CELL_MAX];
        long at = hinge_table_find(recordings, of[k][0]);
        if (of[k][1] != NULL && at >= 0 &&
            strcmp(hinge_exact_cell(recordings, (size_t)at, row, buffer), of[k][1]) != 0)
            return false;
    }
    return true;
}

/* --- groups --- */

/* Two names that are groups, else USAGE: others would leave the comparison out in silence. */
static enum hinge_status check_order(const struct hinge_page_study *s, const char **level, size_t n,
                                     struct hinge_error *error)
{
    const char *names = s->request.order, *rest = names, *from;
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

static struct hinge_page_group group_called(struct hinge_page_study *s, const char *id, size_t at)
{
    const char *own = hinge_wording_label(&s->labels, id);
    char words[200];
    hinge_wording_words(id, words, sizeof words);
    struct hinge_page_group group = {.id = id, .name = own, .people = own, .person = own};
    if (own == NULL) {
        group.name = hinge_arena_strdup(&s->arena, words);
        group.people = *id != '\0' ? hinge_page_say(s, "%s people", words) : "people";
        group.person = *id != '\0' ? hinge_page_say(s, "%s person", words) : "person";
    }
    group.cls = at < 4 ? hinge_page_say(s, "g%zu", at) : "gn";
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
    hinge_groups_arrange(level, n, s->request.order);
    s->two = n > 1;
    s->n_groups = s->two ? n : 1;
    s->group = hinge_arena_alloc(&s->arena, s->n_groups, sizeof *s->group);
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t from = hinge_group_colour(g, s->n_groups);
        s->group[g] = group_called(s, s->two || (n == 1 && all) ? level[from] : "", g);
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
    const char *own = hinge_wording_label(&s->labels, id);
    const struct hinge_cue *row = hinge_cue_find(id);
    struct hinge_page_cue cue = {.id = id};
    char words[200];
    cue.label =
        own != NULL ? own
        : *id != '\0'
            ? hinge_arena_strdup(&s->arena, hinge_wording_cell("cue", id, words, sizeof words))
            : "no cue";
    cue.phrase = *id != '\0'
                     ? hinge_arena_strdup(&s->arena, hinge_place_words("cue", false, id, own, words,
                                                                       sizeof words))
                     : "without a cue";
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
    const char *baseline = *s->request.baseline != '\0' ? s->request.baseline : "none";
    size_t n = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t t = 0; t < s->n_trials; t++) {
        const char *cue = hinge_page_trial_text(s, &s->trial[t], "cue");
        if (s->trial[t].usable && find_text(id, n, cue) == HINGE_PAGE_ANY)
            id[n++] = cue;
    }
    const struct hinge_condition is = {
        .name = "cue", .compare = HINGE_IS, .n_values = 1, .value = {baseline}};
    if (strcmp(baseline, "none") != 0)
        status = hinge_condition_check(&is, "--baseline", id, n, error);
    size_t at = find_text(id, n, baseline);
    if (at == HINGE_PAGE_ANY) { /* nobody bent without a cue: the first in order stands for it */
        at = 0;
        for (size_t i = 1; i < n; i++)
            at = hinge_level_compare(id[i], id[at]) < 0 ? i : at;
    }
    s->cue = hinge_arena_alloc(&s->arena, n, sizeof *s->cue);
    for (size_t i = 0; i < n; i++) {
        size_t from = i == 0 ? at : i <= at ? i - 1 : i;
        struct hinge_page_cue cue = cue_called(s, id[from]);
        s->cue[s->n_cues++] = cue;
    }
    for (size_t c = 1; c < s->n_cues;
         c++) /* what the baseline was planned to change is looked at */
        if (strcmp(s->cue[c].id, "none") == 0)
            s->cue[c].planned = s->cue[0].planned;
    for (size_t t = 0; t < s->n_trials; t++) {
        s->trial[t].cue = HINGE_PAGE_ANY;
        for (size_t c = 0; c < s->n_cues; c++)
            if (strcmp(s->cue[c].id, hinge_page_trial_text(s, &s->trial[t], "cue")) == 0)
                s->trial[t].cue = c;
    }
    return status;
}

static void find_sessions(struct hinge_page_study *s)
{
    s->session = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *s->session);
    for (size_t t = 0; t < s->n_trials; t++) {
        const char *session = hinge_page_trial_text(s, &s->trial[t], "session");
        if (s->trial[t].usable && find_text(s->session, s->n_sessions, session) == HINGE_PAGE_ANY)
            s->session[s->n_sessions++] = session;
    }
    hinge_levels_sort(s->session, s->n_sessions);
    for (size_t t = 0; t < s->n_trials; t++)
        s->trial[t].session =
            find_text(s->session, s->n_sessions, hinge_page_trial_text(s, &s->trial[t], "session"));
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
    for (size_t i = 0; i < from->n && s->tab.status == HINGE_OK; i++) {
        size_t row = from->row[i], t = s->trial_at[from->trial[row]];
        if (t == HINGE_PAGE_ANY || !s->trial[t].usable)
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
        char why[160];
        if (!rep->used)
            rep->why = hinge_page_say(s, "%s",
                                      hinge_use_why_rep(&s->uses, trial->of, rep->use,
                                                        complete[row], warnings[row], why));
        for (int k = 0; k < 4; k++)
            rep->time[k] = clock.boundary[k][row];
        trial->first = trial->n++ == 0 ? s->n_reps : trial->first;
        s->n_reps++;
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
    if (measure != NULL) {
        hinge_people_means(people, measure);
    } else {
        const double *severity = hinge_reps_column(&people->reps, array, width);
        for (size_t k = 0; k < people->cohort.n_reps; k++)
            people->value[0][k] = severity[people->row[k] * width + at];
        hinge_people_average(people);
    }
    const double *column = hinge_reps_column(&s->reading, array, width);
    for (size_t r = 0; r < s->n_reps; r++)
        v->rep[r] = column[s->rep[r].row * width + at];
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
        hinge_tab_people(&s->tab, s->load != NULL   ? "participant,cue,task,load_kg"
                                  : s->task != NULL ? "participant,cue,task"
                                                    : "participant,cue");
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
    struct hinge_page_bends_of found = {
        0, hinge_arena_alloc(&s->arena, s->n_reps, sizeof *found.rep),
        hinge_arena_alloc(&s->arena, s->n_reps, sizeof *found.value)};
    for (size_t r = 0; r < s->n_reps; r++) {
        const struct hinge_page_rep *rep = &s->rep[r];
        double value = hinge_page_rep_value(s, outcome, r);
        if (!rep->whole || !s->trial[rep->trial].main || isnan(value) ||
            (person != HINGE_PAGE_ANY && rep->person != person) ||
            (session != HINGE_PAGE_ANY && rep->session != session) || rep->cue != cue)
            continue;
        found.rep[found.n] = r;
        found.value[found.n++] = value;
    }
    return found;
}

/* --- faults --- */

struct hinge_page_verdict hinge_page_verdict(struct hinge_page_study *s, size_t fault, size_t rep)
{
    static const char *const name[] = {"fault_state",     "fault_reason", "fault_severity",
                                       "fault_threshold", "fault_margin", "fault_time_s"};
    double value[6];
    for (int k = 0; k < 6; k++)
        value[k] = hinge_reps_column(&s->reading, name[k],
                                     s->n_faults)[s->rep[rep].row * s->n_faults + fault];
    return (struct hinge_page_verdict){hinge_fault_state_of(value[0]),
                                       hinge_stored_reason(value[1]),
                                       value[2],
                                       value[3],
                                       value[4],
                                       value[5]};
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
    const char *id = s->fault[fault], *own = NULL;
    if (strcmp(column, "title") == 0)
        own = hinge_fault_title(&s->labels, id);
    if (strcmp(column, "short") == 0)
        own = hinge_fault_brief(&s->labels, id);
    return own != NULL ? own : hinge_fault_text(&s->tab, id, column);
}

/* --- open and close --- */

enum hinge_status hinge_page_study_open(struct hinge_page_study *s,
                                        const struct hinge_page_request *request,
                                        struct hinge_error *error)
{
    static const struct hinge_view view = {.id = "reps", .takes = "filter,phase-of-filter"};
    *s = (struct hinge_page_study){.request = *request};
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &s->request.opened, error);
    if (status == HINGE_OK)
        status = hinge_labels_join(request->labels, s->request.opened, &s->labels, error);
    const struct hinge_table_request table = {.results = s->request.results,
                                              .opened = s->request.opened,
                                              .filter = s->request.filter,
                                              .include_inferred = request->include_inferred,
                                              .all_tasks = request->all_tasks,
                                              .all_reps = request->all_reps,
                                              .allow_single = request->allow_single};
    if (status == HINGE_OK)
        status = hinge_tab_request(&table, &s->table_request, error);
    s->tab = (struct hinge_tabulation){.request = &s->table_request, .view = &view};
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
    hinge_reps_clear(&s->reading);
    hinge_uses_clear(&s->uses);
    hinge_tab_close(&s->tab);
    hinge_results_close(s->request.opened);
    hinge_labels_clear(&s->labels);
    if (s->check != NULL)
        hinge_check_report_clear(s->check);
    hinge_arena_clear(&s->arena);
}
