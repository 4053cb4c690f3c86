/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The repetitions that a question is of. In: a cohort, and what is held. Out: the use of each row,
 * in the arena of the cohort. */
#include "study/study.h"

struct hinge_known_rows hinge_cohort_rows(struct hinge_cohort *s, size_t kind, size_t cue,
                                          const char *asked, const char *from, const char *to)
{
    const struct hinge_repetitions *reps = &s->reading;
    const struct hinge_table *trials = &s->tab.trials;
    enum hinge_row_use *use =
        hinge_arena_alloc(&s->arena, reps->rows + 1, sizeof(enum hinge_row_use));
    bool *recording = hinge_arena_alloc(&s->arena, trials->rows + 1, sizeof *recording),
         cell[HINGE_AXES];
    struct hinge_stray *stray = hinge_arena_alloc(&s->arena, s->tab.n_strays + 1, sizeof *stray);
    struct hinge_known_rows rows = {.use = use, .recording = recording, .chosen = s->tab.chosen};
    for (size_t k = 0; k < HINGE_AXES; k++)
        cell[k] = s->differs[k] && strcmp(hinge_axes[k].column, asked) != 0;
    for (size_t t = 0; t < s->n_trials; t++) { /* main but for the axis `asked` */
        const struct hinge_cohort_trial *trial = &s->trial[t];
        bool is = hinge_in_cell(trials, cell, s->main, trial->row) &&
                  (cue == HINGE_ANY || trial->cue == cue);
        if (is && from != NULL) {
            char text[HINGE_AXIS_TEXT];
            const char *level = hinge_axis_text(trials, hinge_axis_of(asked), trial->row, text);
            is = strcmp(level, from) == 0 || strcmp(level, to) == 0;
        }
        recording[trial->row] = is;
    }
    for (size_t r = 0; r < reps->rows; r++) {
        const size_t t = s->trial_at[reps->trial[r]];
        if (t == HINGE_ANY || !s->trial[t].usable || s->trial[t].kind != kind ||
            !recording[s->trial[t].row] || (s->tab.left_out != NULL && s->tab.left_out[r]))
            continue;
        use[r] = s->uses.rep[r] >= HINGE_USE_FEW ? HINGE_ROW_USED
                 : s->uses.rep[r] == HINGE_USE_BY_HAND || s->uses.rep[r] == HINGE_USE_FILTERED
                     ? HINGE_ROW_OUT
                     : HINGE_ROW_NOT_USABLE;
    }
    for (size_t i = 0; i < s->tab.n_strays; i++)
        for (size_t t = 0; t < s->n_trials; t++)
            if (recording[s->trial[t].row] &&
                strcmp(hinge_cohort_trial_text(s, &s->trial[t], "participant"),
                       s->tab.stray[i].who) == 0) {
                stray[rows.n_strays++] = s->tab.stray[i];
                break;
            }
    rows.stray = stray;
    /* the conditions in words: those of the main cell, and where there are several kinds what the
     * question's kind has */
    size_t *row = hinge_arena_alloc(&s->arena, s->n_trials, sizeof *row), n = 0, first = SIZE_MAX;
    bool differs[HINGE_AXES], kinds = s->n_kinds > 1;
    struct hinge_text words = {0};
    for (size_t t = s->n_trials; t-- > 0;) {
        row[n++] = s->trial[t].row;
        if (s->trial[t].usable && s->trial[t].kind == kind)
            first = s->trial[t].row;
        kinds = kinds || s->trial[t].of->use == HINGE_USE_OTHER_KIND; /* of a person of this one */
    }
    hinge_axes_differ(&s->tab.trials, row, n, "task,stage,load_kg,cue,rater", differs);
    hinge_text_adds(&words, s->filter);
    hinge_cell_filter(&s->tab.trials, cell, s->main, &words);
    if (kinds)
        hinge_cell_filter(&s->tab.trials, differs, first, &words);
    if (cue != HINGE_ANY)
        hinge_condition_add(&words, "cue", s->cue[cue].id);
    if (from != NULL) {
        hinge_condition_add(&words, asked, from);
        hinge_text_adds(&words, ",");
        hinge_text_item(&words, to);
    }
    rows.words = hinge_text_to_arena(&words, &s->arena);
    return rows;
}
