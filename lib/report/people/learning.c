/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/people/people.h"

#include "faults/fault.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "table/columns.h"

/* The stage of a recording. Recordings with a cue before, after or later have no stage. */
static enum hinge_stage stage_of(const struct hinge_tabulation *tab, size_t trial)
{
    const enum hinge_stage stage = hinge_stage_of(hinge_table_word(&tab->trials, "session", trial));
    const char *cue = hinge_table_word(&tab->trials, "cue", trial);
    const bool uncued = *cue == '\0' || strcmp(cue, "none") == 0;
    return stage == HINGE_STAGE_PRACTICE || uncued ? stage : HINGE_STAGE_NONE;
}

bool hinge_stages_are(const struct hinge_tabulation *tab)
{
    for (size_t t = 0; t < tab->trials.rows; t++)
        if (tab->kept[t] && hinge_tab_is_trial(tab, t) && stage_of(tab, t) == HINGE_STAGE_PRACTICE)
            return true;
    return false;
}

struct hinge_people *hinge_learning_people(struct hinge_tabulation *tab)
{
    const char *by = *hinge_tab_by(tab) != '\0' ? hinge_tab_by(tab) : tab->view->by;
    return hinge_tab_people(tab, hinge_arena_printf(&tab->arena, "%s,task", by), "stage,cue");
}

/* A repetition of practice: people->row[k], in a recording. */
struct bend {
    size_t k;
    const char *session;
    double order; /* of its recording in the session; NaN: not said */
};

/* In the order of practice: sessions, the order in them, the list's. */
static int compare_bends(const void *a, const void *b)
{
    const struct bend *x = a, *y = b;
    const int sessions = hinge_level_compare(x->session, y->session);
    if (sessions != 0)
        return sessions;
    if (x->order < y->order || x->order > y->order)
        return x->order < y->order ? -1 : 1;
    return x->k < y->k ? -1 : x->k > y->k;
}

/* The family of faults that a cue is planned to take away; NULL: none. */
static const char *family_of(const struct hinge_cue *cue)
{
    const char *fault = cue->against;
    for (size_t k = 0; k < HINGE_CUE_SECONDARY_MAX + 1; k++) {
        const struct hinge_cue_outcome *of = k == 0 ? &cue->primary : &cue->secondary[k - 1];
        if (fault == NULL && of->id != NULL && of->is_fault && of->expected == HINGE_EXPECT_DOWN)
            fault = of->id;
    }
    return fault != NULL && cue->primary.id != NULL ? hinge_fault_speaker(fault) : NULL;
}

/* The one family of all cues that are practised; NULL: several, or none is known. */
static const char *family_practised(struct hinge_tabulation *tab)
{
    const char *family = NULL;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *rest = hinge_table_word(&tab->trials, "cue", t), *item;
        size_t length;
        if (!tab->kept[t] || stage_of(tab, t) != HINGE_STAGE_PRACTICE)
            continue;
        while ((item = hinge_next_item(&rest, '+', &length)) != NULL) {
            const struct hinge_cue *cue =
                hinge_cue_find(hinge_arena_copy(&tab->arena, item, length));
            const char *its = cue != NULL ? family_of(cue) : NULL;
            if (its == NULL || (family != NULL && strcmp(family, its) != 0))
                return NULL;
            family = its;
        }
    }
    return family;
}

struct hinge_learning {
    struct hinge_people *people;
    struct hinge_learner *learner;
    enum hinge_stage *stage; /* [k]: of each repetition that counts */
    size_t *session;         /* [k]: which of the person's practice, from 1; 0: another stage */
    struct bend *bend;       /* a person's from grouped.from on, in the order of practice */
    /* The faults of the table: those that --filter keeps are `wanted`, without one those of the
     * family of what the practised cues are planned to change. */
    struct hinge_rep_labels fault;
    bool *wanted;
    size_t *held;       /* [fault]: people who did not get there, with it among their last bends */
    const char *family; /* NULL: the filter says, or all count */
    bool *counts, *among; /* [k], [trial]: for hinge_people_means_of */
    double *x, *y;
};

struct hinge_learning *hinge_learning_begin(struct hinge_people *people, size_t in_row)
{
    struct hinge_tabulation *tab = people->tab;
    struct hinge_arena *arena = &tab->arena;
    const struct hinge_grouped *grouped = &people->grouped;
    const size_t room = grouped->n_reps + 1;
    struct hinge_learning *w = hinge_arena_alloc(arena, 1, sizeof *w);
    w->fault = hinge_rep_labels(tab, "fault_state", "fault");
    w->family = hinge_filter_names(&tab->filter, "fault") ? NULL : family_practised(tab);
    w->people = people;
    w->learner = hinge_arena_alloc(arena, grouped->n + 1, sizeof *w->learner);
    w->stage = hinge_arena_alloc(arena, room, sizeof *w->stage);
    w->session = hinge_arena_alloc(arena, room, sizeof *w->session);
    w->bend = hinge_arena_alloc(arena, room, sizeof *w->bend);
    w->counts = hinge_arena_alloc(arena, room, sizeof *w->counts);
    w->among = hinge_arena_alloc(arena, tab->trials.rows + 1, sizeof *w->among);
    w->x = hinge_arena_alloc(arena, room, sizeof *w->x);
    w->y = hinge_arena_alloc(arena, room, sizeof *w->y);
    w->wanted = hinge_arena_alloc(arena, w->fault.n + 1, sizeof *w->wanted);
    for (size_t f = 0; f < w->fault.n; f++)
        w->wanted[f] =
            hinge_tab_label(tab, "fault", w->fault.label[f]) &&
            (w->family == NULL || strcmp(hinge_fault_speaker(w->fault.label[f]), w->family) == 0);
    w->held = hinge_arena_alloc(arena, w->fault.n + 1, sizeof *w->held);
    for (size_t k = 0; k < grouped->n_reps; k++)
        w->stage[k] = stage_of(tab, people->reps.trial[people->row[k]]);
    for (size_t person = 0; person < grouped->n; person++) {
        /* The bends of a person's practice in order, and the first that are free of faults. */
        struct hinge_learner *l = &w->learner[person];
        struct bend *bend = w->bend + grouped->from[person];
        const double *state = hinge_reps_column(&people->reps, "fault_state", w->fault.n);
        size_t n = 0, row = 0;
        for (size_t k = grouped->from[person]; k < grouped->from[person + 1]; k++) {
            const size_t trial = people->reps.trial[people->row[k]];
            l->who = hinge_table_word(&tab->trials, "participant", trial);
            if (w->stage[k] == HINGE_STAGE_PRACTICE)
                bend[n++] = (struct bend){k, hinge_table_word(&tab->trials, "session", trial),
                                          hinge_table_number(&tab->trials, "cond_order", trial)};
        }
        qsort(bend, n, sizeof *bend, compare_bends);
        l->bends = n;
        l->first = (struct hinge_followed){(double)NAN, false};
        for (size_t i = 0; i < n; i++) {
            int worst = -1; /* the state of the bend's worst fault; -1: none was judged */
            for (size_t f = 0; f < w->fault.n; f++) {
                const int s = hinge_fault_state_of(state[people->row[bend[i].k] * w->fault.n + f]);
                worst = w->wanted[f] && s > worst ? s : worst;
            }
            if (i == 0 || strcmp(bend[i].session, bend[i - 1].session) != 0)
                l->sessions++;
            w->session[bend[i].k] = l->sessions;
            l->judged += worst >= 0;
            row = worst < 0 ? row : worst < HINGE_FAULT_PRESENT ? row + 1 : 0;
            if (worst >= 0 && !l->first.happened)
                l->first = (struct hinge_followed){(double)l->judged, row >= in_row};
        }
        /* Which faults were certain in any of the last bends of who did not get there. */
        for (size_t f = 0; f < w->fault.n && !l->first.happened; f++) {
            bool had = false;
            for (size_t i = n > in_row ? n - in_row : 0; i < n && w->wanted[f] && !had; i++)
                had = hinge_fault_state_of(state[people->row[bend[i].k] * w->fault.n + f]) ==
                      HINGE_FAULT_PRESENT;
            w->held[f] += had;
        }
    }
    return w;
}

const char *hinge_learning_family(const struct hinge_learning *w)
{
    return w->family;
}

void hinge_learning_criterion(const struct hinge_learning *w)
{
    struct hinge_tabulation *tab = w->people->tab;
    cleared_by(hinge_text_clear) struct hinge_text held = {0};
    if (w->family != NULL)
        hinge_tab_note(tab,
                       "The fault of the criterion is %s (%s), with its kinds: what the practised "
                       "cues are planned to change. --filter fault=… chooses others.\n",
                       hinge_fault_name(hinge_tab_labels(tab), w->family, HINGE_TECHNICAL),
                       w->family);
    else if (!hinge_filter_names(&tab->filter, "fault") && hinge_stages_are(tab))
        hinge_tab_note(tab, "The practised cues are planned to change no fault, or several: no "
                            "fault at all may be certain. --filter fault=lumbar_rounding, for "
                            "example, chooses one.\n");
    for (size_t f = 0; f < w->fault.n && w->family == NULL; f++)
        if (w->held[f] > 0)
            hinge_text_printf(&held, "%s%s (%zu)", held.length > 0 ? ", " : "", w->fault.label[f],
                              w->held[f]);
    if (held.length > 0)
        hinge_tab_note(tab,
                       "People who did not get there were held by these faults among their last "
                       "bends (people): %s.\n",
                       held.data);
}

const struct hinge_learner *hinge_learners(struct hinge_learning *w, const struct hinge_measure *m)
{
    const struct hinge_people *people = w->people;
    const struct hinge_grouped *grouped = &people->grouped;
    /* Slopes over the bends of practice, each person's. */
    const double *value = hinge_reps_column(&w->people->reps, m->id, m->phases);
    for (size_t p = 0; p < grouped->n; p++) {
        const struct bend *bend = w->bend + grouped->from[p];
        for (size_t i = 0; i < w->learner[p].bends; i++) {
            w->x[i] = (double)i + 1;
            w->y[i] = value[people->row[bend[i].k] * m->phases + m->at];
        }
        w->learner[p].slope_bend = hinge_slope_ols(w->x, w->y, w->learner[p].bends).slope;
    }
    /* Slopes over the sessions of practice, from the person's mean of each. */
    size_t most = 0;
    for (size_t i = 0; i < grouped->n; i++)
        most = w->learner[i].sessions > most ? w->learner[i].sessions : most;
    cleared_by(freed) double *mean = hinge_alloc(most * grouped->n + 1, sizeof *mean);
    for (size_t s = 0; s < most; s++) {
        w->x[s] = (double)s + 1;
        for (size_t k = 0; k < grouped->n_reps; k++)
            w->counts[k] = w->session[k] == s + 1;
        hinge_people_means_of(w->people, m, w->counts, NULL);
        for (size_t i = 0; i < grouped->n; i++)
            mean[i * most + s] = people->person[i].mean;
    }
    for (size_t i = 0; i < grouped->n; i++)
        w->learner[i].slope_session = hinge_slope_ols(w->x, mean + i * most, most).slope;
    for (int s = 0; s < HINGE_STAGES; s++) {
        for (size_t k = 0; k < grouped->n_reps; k++)
            w->counts[k] = (int)w->stage[k] == s;
        for (size_t t = 0; t < people->tab->trials.rows; t++)
            w->among[t] = (int)stage_of(people->tab, t) == s;
        hinge_people_means_of(w->people, m, w->counts, w->among);
        for (size_t i = 0; i < grouped->n; i++)
            w->learner[i].mean[s] = people->person[i].mean;
    }
    return w->learner;
}

struct hinge_measures hinge_learning_measures(struct hinge_tabulation *tab)
{
    struct hinge_measures all = hinge_tab_measures(tab, true);
    const char *asked =
        *hinge_tab_asked_phase(tab) != '\0' ? hinge_tab_asked_phase(tab) : "descent";
    size_t n = 0, named = 0;
    for (size_t i = 0; hinge_tab_chooses(tab) && i < all.n; i++)
        named += hinge_tab_wants(tab, all.item[i].id, false);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.item[i].phase, hinge_phase_of_metrics(&all.item[i].id, 1, asked)) == 0 &&
            (named > 0 || strcmp(all.item[i].id, hinge_outcome_share.id) == 0))
            all.item[n++] = all.item[i];
    all.n = n;
    return all;
}

const char *hinge_cell_task(const struct hinge_people *people, size_t cell)
{
    const struct hinge_grouped *grouped = &people->grouped;
    const size_t k = HINGE_ROW_AT(people->key, grouped->n_keys, "task");
    return k < grouped->n_keys ? grouped->level[cell * grouped->n_keys + k] : "";
}

static size_t bends_of(const struct hinge_people *people, const struct hinge_learner *learner,
                       size_t cell)
{
    size_t n = 0;
    for (size_t i = people->grouped.first[cell]; i < people->grouped.first[cell + 1]; i++)
        n += learner[i].bends;
    return n;
}

size_t hinge_practised_beside(const struct hinge_people *people,
                              const struct hinge_learner *learner, size_t cell)
{
    size_t found = SIZE_MAX, most = 0;
    for (size_t c = 0; c < people->grouped.n_cells && bends_of(people, learner, cell) == 0; c++) {
        const size_t n =
            hinge_cells_alike(people, c, cell, "task,counted") ? bends_of(people, learner, c) : 0;
        found = n > most ? c : found;
        most = n > most ? n : most;
    }
    return found;
}

bool hinge_practised(const struct hinge_people *people, const struct hinge_learner *learner,
                     size_t cell)
{
    bool others = bends_of(people, learner, cell) > 0;
    for (size_t c = 0; c < people->grouped.n_cells && !others; c++)
        others = bends_of(people, learner, c) > 0 &&
                 strcmp(hinge_cell_task(people, c), hinge_cell_task(people, cell)) == 0;
    return others && hinge_practised_beside(people, learner, cell) == SIZE_MAX;
}

void hinge_learning_notes(struct hinge_people *people)
{
    if (!hinge_stages_are(people->tab))
        hinge_tab_note(people->tab,
                       "No recording is of practice. Name the stages in the column session of "
                       "the trial list: before, practice (or practice_1, practice_2, ...), after "
                       "and later; those but practice without a cue.\n");
    hinge_people_notes(people);
}
