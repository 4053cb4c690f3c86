/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planned questions of changes within people: after practice minus before it, and the heaviest
 * load minus the lightest. hinge-compare computes them, of groups the difference of their changes;
 * the page takes its rows. */
#include "page/page.h"

#include "compare/planned.h"

bool hinge_page_is_uncued(const struct hinge_cohort *s, size_t cue)
{
    return *s->cue[cue].id == '\0' || strcmp(s->cue[cue].id, "none") == 0;
}

const struct hinge_cohort_trial *hinge_page_usable(const struct hinge_cohort *s,
                                                   const struct hinge_cohort_trial *behind)
{
    size_t t = behind != NULL ? (size_t)(behind - s->trial) + 1 : 0;
    while (t < s->n_trials && !s->trial[t].usable)
        t++;
    return t < s->n_trials ? &s->trial[t] : NULL;
}

const char *hinge_page_level_of(struct hinge_cohort *s, const struct hinge_cohort_trial *trial,
                                const char *column, size_t cue)
{
    char text[HINGE_AXIS_TEXT];
    bool differs[HINGE_AXES];
    const size_t axis = hinge_axis_of(column);
    memcpy(differs, s->differs, sizeof differs);
    differs[axis] = false;
    return trial->usable && trial->kind == 0 && trial->cue == cue &&
                   hinge_in_cell(&s->tab.trials, differs, s->main, trial->row)
               ? hinge_page_text(s, "%s", hinge_axis_text(&s->tab.trials, axis, trial->row, text))
               : NULL;
}

struct hinge_page_list hinge_page_levels(struct hinge_cohort *s, const char *column, size_t cue)
{
    struct hinge_page_list levels = {0};
    char text[HINGE_AXIS_TEXT];
    const size_t axis = hinge_axis_of(column);
    hinge_page_list_add(
        s, &levels, hinge_page_text(s, "%s", hinge_axis_text(&s->tab.trials, axis, s->main, text)));
    for (size_t t = 0; t < s->n_trials && s->differs[axis]; t++)
        hinge_page_list_add(s, &levels, hinge_page_level_of(s, &s->trial[t], column, cue));
    if (strcmp(column, "stage") == 0)
        hinge_visits_sort(&s->tab.trials, column, levels.item + 1, levels.n - 1);
    else
        hinge_levels_sort(levels.item + 1, levels.n - 1);
    return levels;
}

size_t *hinge_page_places(struct hinge_cohort *s, size_t n)
{
    size_t *place = hinge_arena_alloc(&s->arena, n + 1, sizeof *place);
    for (size_t i = 0; i < n; i++)
        place[i] = HINGE_ANY;
    return place;
}

size_t *hinge_page_places_at(struct hinge_cohort *s, const char *column, const char *level,
                             size_t cue)
{
    const struct hinge_grouped *grouped = &s->averaging->grouped;
    size_t *place = hinge_page_places(s, s->n_people);
    for (size_t i = 0; i < grouped->n; i++) {
        const size_t t = grouped->from[i] < grouped->from[i + 1]
                             ? s->trial_at[grouped->recording[grouped->from[i]]]
                             : HINGE_ANY;
        const char *its = t != HINGE_ANY ? hinge_page_level_of(s, &s->trial[t], column, cue) : NULL;
        if (its != NULL && strcmp(its, level) == 0)
            place[s->trial[t].person] = i;
    }
    return place;
}

double *hinge_page_values_at(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                             const char *column, const char *level, size_t cue)
{
    double *value = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *value);
    const size_t *place = hinge_page_places_at(s, column, level, cue);
    const bool there = hinge_cohort_average(s, outcome);
    for (size_t p = 0; p < s->n_people; p++)
        value[p] =
            there && place[p] != HINGE_ANY ? s->averaging->person[place[p]].mean : (double)NAN;
    return value;
}

struct hinge_cohort_cell hinge_page_cell_of(struct hinge_cohort *s, const double *value,
                                            size_t group)
{
    struct hinge_cohort_cell cell = {
        0, hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *cell.person),
        hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *cell.value)};
    for (size_t p = 0; p < s->n_people; p++) {
        if (isnan(value[p]) || !hinge_cohort_is_of(s, p, group, 0))
            continue;
        cell.person[cell.n] = p;
        cell.value[cell.n++] = value[p];
    }
    return cell;
}

/* The level of an axis that people have beside that of the main cell, under the same cue: of a
 * heavier load (`kg`) that most people lifted the heaviest, else this one. NULL: nobody has. */
static const char *other_level(struct hinge_cohort *s, const char *column, const char *wanted,
                               size_t cue)
{
    const double main_kg = hinge_table_number(&s->tab.trials, "load_kg", s->main);
    bool *has = hinge_arena_alloc(&s->arena, s->n_people, sizeof *has);
    struct hinge_page_list levels = {0};
    const char *best = NULL;
    size_t most = 0;
    double best_kg = main_kg;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *level = hinge_page_level_of(s, trial, column, cue);
        if (level == NULL)
            continue;
        has[trial->person] = has[trial->person] || trial->main;
        if (wanted != NULL ? strcmp(level, wanted) == 0
                           : hinge_cohort_trial_number(s, trial, "load_kg") > main_kg)
            hinge_page_list_add(s, &levels, level);
    }
    for (size_t i = 0; i < levels.n; i++) {
        bool *seen = hinge_arena_alloc(&s->arena, s->n_people, sizeof *seen);
        size_t n = 0;
        for (size_t t = 0; t < s->n_trials; t++) {
            const struct hinge_cohort_trial *trial = &s->trial[t];
            const char *level = hinge_page_level_of(s, trial, column, cue);
            if (level == NULL || !has[trial->person] || strcmp(level, levels.item[i]) != 0)
                continue;
            n += !seen[trial->person];
            seen[trial->person] = true;
        }
        const double kg = strtod(levels.item[i], NULL);
        if (n == 0 || n < most || (n == most && kg < best_kg))
            continue;
        best = levels.item[i];
        best_kg = kg;
        most = n;
    }
    return best;
}

const char *hinge_page_at(struct hinge_cohort *s, const struct hinge_page_changes *of,
                          const char *level)
{
    return strcmp(of->column, "load_kg") == 0 ? hinge_page_text(s, "at %s" NBSP "kg", level)
                                              : hinge_cohort_stage(s, level);
}

const char *hinge_page_from_to(struct hinge_cohort *s, const struct hinge_page_changes *of)
{
    static const char session[] = "session ";
    if (strcmp(of->column, "load_kg") == 0)
        return hinge_page_text(s, "%s to %s" NBSP "kg", of->from, of->to);
    const char *from = hinge_cohort_stage_name(hinge_cohort_stage(s, of->from)),
               *to = hinge_cohort_stage_name(hinge_cohort_stage(s, of->to));
    const size_t n = strlen(session);
    const bool both = strncmp(from, session, n) == 0 && strncmp(to, session, n) == 0;
    return hinge_page_text(s, "%s to %s", from, to + (both ? n : 0));
}

/* The two levels of "session:2-1"; false: they are none of the sessions. */
static bool read_change(struct hinge_cohort *s, const char *change, struct hinge_page_changes *of)
{
    const struct hinge_table *trials = &s->tab.trials;
    const char *levels = strchr(change, ':');
    const size_t column = levels != NULL ? (size_t)(levels - change) : 0;
    if (!((column == 7 && strncmp(change, "session", 7) == 0) ||
          (column == 5 && strncmp(change, "stage", 5) == 0)))
        return false;
    for (const char *at = strchr(++levels, '-'); at != NULL; at = strchr(at + 1, '-')) {
        const char *to = hinge_page_text(s, "%.*s", (int)(at - levels), levels), *from = at + 1;
        size_t row[2];
        for (int k = 0; k < 2; k++) { /* a session, or its stage */
            const char *name = k == 0 ? from : to;
            row[k] = hinge_table_row_of(trials, "session", name, 0);
            if (row[k] == SIZE_MAX)
                row[k] = hinge_table_row_of(trials, "stage", name, 0);
        }
        if (row[0] == SIZE_MAX || row[1] == SIZE_MAX)
            continue;
        of->from = hinge_table_word(trials, "stage", row[0]);
        of->to = hinge_table_word(trials, "stage", row[1]);
        return strcmp(of->from, of->to) != 0;
    }
    return false;
}

const struct hinge_page_changes *hinge_page_sessions_asked(const struct hinge_cohort *s)
{
    const struct hinge_page_changes *of = &s->page->changes[HINGE_PAGE_SESSIONS];
    return !of->described && hinge_page_changes_row(s, of, 0) != NULL ? of : NULL;
}

size_t hinge_page_visits_asked(const struct hinge_cohort *s)
{
    return hinge_page_sessions_asked(s) != NULL ? HINGE_PAGE_SESSIONS : HINGE_PAGE_PRACTICE;
}

const char *hinge_page_chosen(struct hinge_cohort *s)
{
    const char *by = s->page->chosen_by;
    const bool again = s->page->changes[HINGE_PAGE_PRACTICE].to != NULL ||
                       s->page->changes[HINGE_PAGE_SESSIONS].to != NULL;
    return again && by != NULL && *by != '\0'
               ? hinge_page_text(s,
                                 "People or groups were chosen by a first value (%s), so "
                                 "regression to the mean is part of the change.",
                                 by)
               : NULL;
}

/* Of several loads the one whose change is the clearest, if any was tested. */
static void take_clearest(struct hinge_cohort *s, struct hinge_page_changes *of)
{
    const struct hinge_planned_outcome *best = NULL;
    for (size_t i = 0; of->result != NULL && i < of->result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &of->result->planned[i];
        if (row->paired && strcmp(row->outcome, s->planned->id) == 0 && !isnan(row->diff.p) &&
            hinge_planned_is_tested(row) && (best == NULL || row->diff.p <= best->diff.p))
            best = row;
    }
    of->to = best != NULL ? best->level[0] : of->to;
}

/* Asks hinge-compare: of groups the difference of their changes; of everybody the change from a
 * level, of loads to each other one, and what measuring again there brings. */
static enum hinge_status answer(struct hinge_cohort *s, struct hinge_page_changes *of,
                                const char *baseline, bool again, json_t *family_p,
                                struct hinge_error *error)
{
    const bool groups = s->two && !again, loads = strcmp(of->column, "load_kg") == 0,
               all = groups || loads;
    struct hinge_question q = hinge_page_question(
        s,
        hinge_cohort_rows(s, 0, s->n_conditions > 1 ? of->cue : HINGE_ANY, of->column,
                          all ? NULL : of->from, all ? NULL : of->to),
        groups);
    q.family_p = family_p;
    q.detectable = again;
    q.described = of->described;
    q.column = of->column;
    q.from = of->from;
    q.to = of->to;
    q.baseline = baseline;
    hinge_result_free(of->result);
    const enum hinge_status status = hinge_planned_ask(s, &q, &of->result, error);
    if (loads && !groups)
        take_clearest(s, of);
    return status;
}

/* Where after minus before is asked: what is left later, against both, as one family. Each is first
 * asked alone, for its p. */
static enum hinge_status answer_later(struct hinge_cohort *s, struct hinge_error *error)
{
    struct hinge_page_changes *changes = s->page->changes;
    const bool practice = changes[HINGE_PAGE_PRACTICE].to != NULL;
    const struct hinge_page_changes *of =
        &changes[practice ? HINGE_PAGE_PRACTICE : HINGE_PAGE_SESSIONS];
    if (of->result == NULL || of->described)
        return HINGE_OK;
    const struct hinge_page_list levels = hinge_page_levels(s, "stage", of->cue);
    const char *later = NULL; /* the last one */
    for (size_t i = 0; i < levels.n; i++)
        later = hinge_level_is_followed(of->to, levels.item[i]) ? levels.item[i] : later;
    if (later == NULL)
        return HINGE_OK;
    changes[HINGE_PAGE_LATER] = changes[HINGE_PAGE_LATER_AFTER] = (struct hinge_page_changes){
        .column = of->column, .from = of->from, .to = later, .cue = of->cue};
    changes[HINGE_PAGE_LATER_AFTER].from = of->to;
    json_t *p[2] = {json_array(), json_array()};
    enum hinge_status status = HINGE_OK;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < 2 && status == HINGE_OK; k++) {
            struct hinge_page_changes *one = &changes[HINGE_PAGE_LATER + k];
            if (pass == 0 || json_array_size(p[1 - k]) > 0)
                status = answer(s, one, one->from, false, pass == 0 ? NULL : p[1 - k], error);
            for (size_t i = 0; pass == 0 && one->result != NULL && i < one->result->n_planned; i++)
                if (hinge_planned_is(&one->result->planned[i], "primary") &&
                    !isnan(one->result->planned[i].diff.p))
                    json_array_append_new(p[k], json_real(one->result->planned[i].diff.p));
        }
    json_decref(p[0]);
    json_decref(p[1]);
    return status;
}

enum hinge_status hinge_page_find_changes(struct hinge_cohort *s, struct hinge_error *error)
{
    struct hinge_page_changes *practice = &s->page->changes[HINGE_PAGE_PRACTICE],
                              *loads = &s->page->changes[HINGE_PAGE_LOADS];
    char text[HINGE_AXIS_TEXT];
    if (s->one_person || s->main == SIZE_MAX)
        return HINGE_OK;
    size_t uncued = 0;
    while (uncued < s->n_conditions && !hinge_page_is_uncued(s, uncued))
        uncued++;
    const char *stage = hinge_axis_text(&s->tab.trials, hinge_axis_of("stage"), s->main, text);
    const char *before = hinge_stage_name(HINGE_STAGE_BEFORE);
    if (hinge_stages_are(&s->tab) && strcmp(stage, before) == 0 && *s->page->change == '\0')
        *practice = (struct hinge_page_changes){
            .column = "stage",
            .from = before,
            .to = other_level(s, "stage", hinge_stage_name(HINGE_STAGE_AFTER), uncued),
            .cue = uncued};
    const double kg = hinge_table_number(&s->tab.trials, "load_kg", s->main);
    if (s->differs[hinge_axis_of("load_kg")] && !isnan(kg))
        *loads = (struct hinge_page_changes){
            .column = "load_kg",
            .from = hinge_page_text(s, "%s", hinge_number_format(kg + 0.0, text)),
            .to = other_level(s, "load_kg", NULL, 0)};
    if (practice->to == NULL) {
        /* after minus before; of two numbers or dates the last minus the first, described unless
         * somebody asks for it */
        struct hinge_page_changes *sessions = &s->page->changes[HINGE_PAGE_SESSIONS];
        size_t *row = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *row), n = 0;
        for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;)
            if (of->kind == 0 && of->cue == 0)
                row[n++] = of->row;
        const struct hinge_level_change found = hinge_change_of(&s->tab.trials, row, n, "stage");
        *sessions = (struct hinge_page_changes){.column = "stage",
                                                .from = found.from,
                                                .to = found.to,
                                                .described = found.to != NULL &&
                                                             !hinge_level_is_after(found.to)};
        if (*s->page->change != '\0') {
            sessions->described = false;
            if (hinge_table_find(&s->tab.trials, "stage") < 0 ||
                !read_change(s, s->page->change, sessions))
                return hinge_usage(error,
                                   "%s: \"%s\" does not name two sessions of the people; "
                                   "write session:LATER-EARLIER, such as session:%s-%s",
                                   s->page->of_run ? "[run] change" : "--change", s->page->change,
                                   found.to != NULL ? found.to : "2",
                                   found.from != NULL ? found.from : "1");
        } else if (!s->differs[hinge_axis_of("stage")]) {
            sessions->to = NULL;
        }
    }
    return HINGE_OK;
}

enum hinge_status hinge_page_answer_changes(struct hinge_cohort *s, struct hinge_error *error)
{
    enum hinge_status status = hinge_page_find_changes(s, error);
    for (size_t i = 0; i < HINGE_PAGE_CHANGES && status == HINGE_OK; i++) {
        struct hinge_page_changes *of = &s->page->changes[i];
        if (of->to == NULL)
            continue;
        if (i == HINGE_PAGE_SESSIONS) { /* of levels that measure the same again, between these */
            const char *again = NULL;
            for (size_t t = 0; t < s->n_trials; t++) {
                const char *level = hinge_page_level_of(s, &s->trial[t], of->column, 0);
                if (level != NULL && hinge_is_retest(&s->tab.trials, s->trial[t].row) &&
                    (strcmp(level, of->from) == 0 || strcmp(level, of->to) == 0))
                    again = level;
            }
            status = again == NULL ? HINGE_OK : answer(s, of, again, true, NULL, error);
            of->mdc = hinge_page_retest_mdc(of->result, hinge_page_changes_row(s, of, 0));
        }
        if (status == HINGE_OK)
            status = answer(s, of, of->from, false, NULL, error);
    }
    if (status == HINGE_OK)
        status = answer_later(s, error);
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++) {
        const struct hinge_planned_outcome *row =
            hinge_page_changes_row(s, &s->page->changes[i], 0);
        if (row != NULL && row->paired && hinge_planned_differs(row))
            hinge_cohort_let_differ(s, s->planned, row->mean);
    }
    return status;
}

const struct hinge_planned_outcome *
hinge_page_changes_row(const struct hinge_cohort *s, const struct hinge_page_changes *of, size_t i)
{
    for (size_t k = 0; of->result != NULL && k < of->result->n_planned; k++) {
        const struct hinge_planned_outcome *row = &of->result->planned[k];
        const bool pair = row->level[1] != NULL && *row->level[1] != '\0';
        const bool other = row->paired && strcmp(of->column, "load_kg") == 0 &&
                           strcmp(hinge_or_empty(row->level[0]), of->to) != 0;
        if (pair && !other && strcmp(row->outcome, s->planned->id) == 0 &&
            !hinge_planned_is(row, "fault") && i-- == 0)
            return row;
    }
    return NULL;
}

struct hinge_said_count hinge_page_changes_count(struct hinge_cohort *s,
                                                 const struct hinge_page_changes *of)
{
    const size_t most = of->result != NULL ? of->result->n_planned : 0;
    const struct hinge_planned_outcome **row =
        hinge_arena_alloc(&s->arena, most + 1, sizeof(const struct hinge_planned_outcome *));
    size_t n = 0;
    while ((row[n] = hinge_page_changes_row(s, of, n)) != NULL)
        n++;
    return hinge_said_count(row, n);
}

bool hinge_page_compares(const struct hinge_cohort *s)
{
    bool any = s->two;
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++)
        any = any || (!s->page->changes[i].described &&
                      hinge_page_changes_row(s, &s->page->changes[i], 0) != NULL);
    return any;
}

bool hinge_page_groups_claimed(struct hinge_cohort *s)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_said_count of =
        hinge_page_changes_count(s, &s->page->changes[hinge_page_visits_asked(s)]);
    return of.all > 0 ? !of.most->paired && of.differ > 0
                      : (t->two && t->groups == HINGE_SAID_DIFFERS) || t->pairs.differ > 0;
}

/* The row that has the change of a group, as its k-th; NULL: it has none. */
static const struct hinge_planned_outcome *
row_with(const struct hinge_cohort *s, const struct hinge_page_changes *of, size_t group, size_t *k)
{
    const struct hinge_planned_outcome *row;
    for (size_t i = 0; (row = hinge_page_changes_row(s, of, i)) != NULL; i++)
        for (*k = 0; *k < 2; ++*k)
            if (strcmp(row->level[*k], s->group[group].id) == 0 && row->n[*k] > 0)
                return row;
    return NULL;
}

struct hinge_page_left hinge_page_later(struct hinge_cohort *s)
{
    struct hinge_page_left left = {0};
    for (size_t which = HINGE_PAGE_LATER; which <= HINGE_PAGE_LATER_AFTER; which++)
        if (hinge_page_changes_count(s, &s->page->changes[which]).tested > 0) /* else described */
            *HINGE_FACTS_NEXT(s, &left, later) =
                *hinge_page_changed(s, which, HINGE_SAY_CHANGE_ONE, NULL);
    return left;
}

/* How each of two groups came to bend; NULL: another outcome than the share. What lies within 2
 * points of none, or prints as none, hardly changed. */
static const char *came_to(struct hinge_cohort *s, const struct hinge_planned_outcome *row)
{
    const double hardly = .02;
    const char *text[2];
    bool came = false;
    if (s->planned != s->outcome[HINGE_OUT_SHARE])
        return NULL;
    for (size_t k = 0; k < 2; k++) {
        const char *group = s->group[hinge_cohort_group_of(s, row->level[k])].words;
        const char *size =
            hinge_page_print(s, s->planned, row->mean[k], row->low[k], row->high[k]).size;
        const bool moved =
            fmax(-row->low[k], row->high[k]) > hardly && size[strcspn(size, "123456789")] != '\0';
        text[k] = !moved ? hinge_page_text(s, "%s hardly changed", group)
                         : hinge_page_text(s, "%s%s %s %s%s", group, came ? "" : " came to bend",
                                           size, row->mean[k] < 0 ? "less" : "more",
                                           came ? "" : " from the spine");
        came = came || moved;
    }
    return came ? hinge_page_text(s, "%s, %s", text[0], text[1]) : NULL;
}

struct hinge_page_changed *hinge_page_changed(struct hinge_cohort *s, size_t which,
                                              enum hinge_frame frame, bool *named)
{
    enum { NAMED = 3 };
    const struct hinge_page_changes *of = &s->page->changes[which];
    const struct hinge_said_count rows = hinge_page_changes_count(s, of);
    const struct hinge_planned_outcome *row = hinge_page_changes_row(s, of, 0);
    const bool practice = which == HINGE_PAGE_PRACTICE, loads = which == HINGE_PAGE_LOADS,
               title = frame == HINGE_SAY_VISITS_ONE;
    if (row == NULL || (row->paired ? !(row->diff.n > 0) : !(row->n[0] > 0 || row->n[1] > 0)))
        return NULL;
    const char *uncued = practice && (row->paired || !title) ? ", without a cue" : "",
               *from = hinge_page_at(s, of, of->from),
               *to = practice ? "after practice" : hinge_page_at(s, of, of->to),
               *when = hinge_page_text(s, "%s%s", to, uncued), *n = "", *changes = "", *one = NULL;
    const struct hinge_cohort_group *its[2] = {&s->group[0], &s->group[0]};
    struct hinge_page_list differ = {0};
    size_t left = 0, k;
    for (size_t g = 0; g < s->n_groups && !row->paired; g++)
        left += row_with(s, of, g, &k) != NULL;
    for (size_t g = 0; g < s->n_groups && !row->paired; g++) { /* the change of each, described */
        const struct hinge_planned_outcome *with = row_with(s, of, g, &k);
        if (with == NULL)
            continue;
        const char *joint = hinge_list_joint(--left, " and ");
        changes = hinge_page_text(
            s, "%s%s in %s%s", changes,
            hinge_page_print(s, s->planned, with->mean[k], with->low[k], with->high[k]).with_sign,
            frame < HINGE_SAY_MARKED ? s->group[g].name : s->group[g].words, joint);
        n = hinge_page_text(s, "%s%s%s", n, hinge_page_n_of(s, hinge_page_n(with->n[k]), g), joint);
    }
    const struct hinge_planned_outcome *pair;
    for (size_t i = 0; !row->paired && (pair = hinge_page_changes_row(s, of, i)) != NULL; i++) {
        for (k = 0; k < 2; k++)
            its[k] = &s->group[hinge_cohort_group_of(s, pair->level[k])];
        const struct hinge_page_printed is = hinge_page_print_change(s, s->planned, pair, false);
        if (pair == rows.only)
            one = hinge_page_text(s, "%s and %s", its[0]->words, its[1]->words);
        if (hinge_said_of(pair) == HINGE_SAID_DIFFERS)
            HINGE_PAGE_LIST_ADD(s, &differ, "%s minus %s %s (95%%" NBSP "CI %s)", its[0]->name,
                                its[1]->name, is.with_sign, is.span);
    }
    /* which changed more, in the direction of the larger change */
    const size_t more = fabs(row->mean[0]) >= fabs(row->mean[1]) ? 0 : 1;
    for (k = 0; k < 2 && !row->paired; k++)
        its[k] = &s->group[hinge_cohort_group_of(s, row->level[k])];
    const bool pairs = rows.all > 1 && (rows.tested > 0 || title);
    const char *came = title && !row->paired && !practice ? came_to(s, row) : NULL;
    struct hinge_page_said words = hinge_page_said(
        s, s->planned, pairs ? rows.most : row,
        frame +
            (pairs         ? HINGE_SAY_VISITS_PAIRS
             : row->paired ? HINGE_SAY_VISITS_ONE
                           : HINGE_SAY_VISITS_BETWEEN) -
            HINGE_SAY_VISITS_ONE,
        HINGE_SLOTS(
            {"than", practice && !title ? NULL : from}, {"to", when},
            {"heading", practice ? hinge_page_text(s, "%s to %s", from, when)
                                 : (loads ? NULL : hinge_page_from_to(s, of))},
            {"n", row->paired ? hinge_page_n_of(s, hinge_page_n(row->diff.n), HINGE_ANY) : n},
            {"changes", changes}, {"came", came}, {"a", its[0]->name}, {"b", its[1]->name},
            {"most", its[more]->words}, {"least", its[1 - more]->words},
            {"way", row->mean[0] * row->mean[1] < 0 ? NULL : hinge_rose(row->mean[more])},
            {"k", hinge_page_text(s, "%zu", rows.differ)},
            {"m", hinge_page_text(s, "%zu", rows.tested)},
            {"list", differ.n <= NAMED ? hinge_page_listed(s, &differ, "and") : NULL},
            {"only", one},
            {"untested", rows.all == rows.tested
                             ? NULL
                             : hinge_page_text(s, "%zu pair%s of %zu", rows.all - rows.tested,
                                               HINGE_S(rows.all - rows.tested), rows.all)}));
    words.sentence = hinge_page_points(s, words.sentence, named);
    return HINGE_FACTS_MAKE(s, hinge_page_changed, when, hinge_page_capital(s, when), words);
}
