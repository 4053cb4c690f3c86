/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be told apart from a contrast: columns whose levels part its values as it does. */
#include "planned/register.h"

/* The level of a recording in the contrast: 0 the second, 1 the first; ANY: neither. */
static size_t part_of(const struct hinge_cohort *s, const struct hinge_asked *asked,
                      const struct hinge_planned_outcome *row,
                      const struct hinge_cohort_trial *trial)
{
    char text[HINGE_AXIS_TEXT];
    if (!trial->usable || trial->person == HINGE_ANY || trial->kind != asked->kind)
        return HINGE_ANY;
    if (asked->to != NULL) {
        const char *column = asked->what == HINGE_ASKED_LOADS ? "load_kg" : "stage",
                   *level =
                       hinge_axis_text(&s->tab.trials, hinge_axis_of(column), trial->row, text);
        return trial->cue != 0                   ? HINGE_ANY
               : strcmp(level, asked->from) == 0 ? 0
               : strcmp(level, row->paired && asked->what == HINGE_ASKED_LOADS ? row->level[0]
                                                                               : asked->to) == 0
                   ? 1
                   : HINGE_ANY;
    }
    const size_t group = s->person[trial->person].group;
    if (!trial->main)
        return HINGE_ANY;
    if (asked->what == HINGE_ASKED_GROUPS)
        return trial->cue != 0 || group == HINGE_ANY            ? HINGE_ANY
               : strcmp(s->group[group].id, row->level[1]) == 0 ? 0
               : strcmp(s->group[group].id, row->level[0]) == 0 ? 1
                                                                : HINGE_ANY;
    return trial->cue == 0 ? 0 : strcmp(s->cue[trial->cue].id, row->level[0]) == 0 ? 1 : HINGE_ANY;
}

/* Whether all people of a cue are in one group, beside others who could have done it. */
static bool is_of_one_group(const struct hinge_cohort *s, const struct hinge_asked *asked,
                            const size_t *part, const size_t *seen)
{
    enum { LEAST = 5 };
    size_t one = HINGE_ANY, others = 0;
    for (size_t p = 0; p < s->n_people; p++)
        if (seen[p] == 3)
            one = one == HINGE_ANY || one == s->person[p].group ? s->person[p].group : s->n_groups;
    for (size_t p = 0; p < s->n_people; p++)
        others += part[2 * p] == 0 && s->person[p].group != one;
    return asked->what == HINGE_ASKED_CUES && one < s->n_groups && others >= LEAST;
}

const char *hinge_register_with(struct hinge_cohort *s, const struct hinge_asked *asked,
                                const struct hinge_planned_outcome *row)
{
    static const char *const column[] = {"load_kg", "session",   "side",  "site",  "clinic",
                                         "centre",  "therapist", "rater", "camera"};
    enum { COLUMNS = sizeof column / sizeof *column };
    const size_t n = 2 * s->n_people;
    const bool groups = asked->what == HINGE_ASKED_GROUPS;
    size_t *part = hinge_arena_alloc(&s->arena, 4 * n + 1, sizeof *part), *level = part + n,
           *home = level + n, *seen = home + n;
    cleared_by(hinge_text_clear) struct hinge_text with = {0};
    for (size_t i = 0; i < n; i++)
        part[i] = HINGE_ANY;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const size_t at = part_of(s, asked, row, trial);
        if (at == HINGE_ANY)
            continue;
        part[2 * trial->person + at] = at;
        seen[trial->person] |= (size_t)1 << at;
    }
    if (is_of_one_group(s, asked, part, seen))
        hinge_text_list(&with, "group");
    for (size_t i = 0; i < n; i++) /* of people without both nothing is compared */
        part[i] = groups || seen[i / 2] == 3 ? part[i] : HINGE_ANY;
    for (size_t k = 0; k <= COLUMNS; k++) {
        cleared_by(hinge_intern_clear) struct hinge_intern levels = {0};
        char words[HINGE_AXIS_TEXT];
        for (size_t i = 0; i < n; i++)
            level[i] = k == COLUMNS && groups && asked->order != NULL && asked->order[i / 2] != NULL
                           ? hinge_intern_number(&levels, asked->order[i / 2])
                           : HINGE_ANY;
        for (size_t t = 0; t < s->n_trials && k < COLUMNS; t++) {
            const struct hinge_cohort_trial *trial = &s->trial[t];
            const size_t at = part_of(s, asked, row, trial);
            const char *text = k == 0 ? hinge_axis_text(&s->tab.trials, hinge_axis_of(column[k]),
                                                        trial->row, words)
                                      : hinge_cohort_trial_text(s, trial, column[k]);
            if (at == HINGE_ANY || *text == '\0')
                continue;
            size_t *its = &level[2 * trial->person + at];
            const size_t l = hinge_intern_number(&levels, text);
            *its = *its == HINGE_ANY || *its == l ? l : n; /* several: none of them */
        }
        if (levels.n > 1 && hinge_levels_apart(level, part, n, home) != HINGE_TOLD &&
            !(asked->to != NULL &&
              strcmp(k < COLUMNS ? column[k] : "",
                     asked->what == HINGE_ASKED_LOADS ? "load_kg" : "session") == 0))
            hinge_text_list(&with, k < COLUMNS ? column[k] : "cond_order");
    }
    return with.length > 0 ? hinge_arena_strdup(&s->arena, with.data) : NULL;
}
