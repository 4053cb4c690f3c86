/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acquisition: what people learn by practice, with people as the unit (method 9.12): bends to the
 * first few in a row in which no fault is certain, slopes, what is left without the cue, and later.
 */
#include "report/people/people.h"

#include <hinge/requests.h>

enum { SLOPE_BEND, SLOPE_SESSION, CUED, AFTER, LATER, QUANTITIES };

struct row {
    const char *metric, *phase, *unit, *reason, *retention_reason;
    double n, bends, reached;
    struct hinge_survival_median first;
    struct hinge_spread of[QUANTITIES];
    double people[QUANTITIES];
    struct hinge_estimate retention;
};
#define OF(quantity, member) offsetof(struct row, of[quantity].member)

/* clang-format off */
static const struct hinge_view_column columns[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY_FULL, offsetof(struct row, phase)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"bends", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, bends)},
    {"reached", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, reached)},
    {"to_first", "1", 1, HINGE_SHOW_DATA, offsetof(struct row, first.median)},
    {"first_low", "1", 1, HINGE_SHOW_FILLED, offsetof(struct row, first.low)},
    {"first_high", "1", 1, HINGE_SHOW_FILLED, offsetof(struct row, first.high)},
    {"per_bend", "", 4, HINGE_SHOW_DATA, OF(SLOPE_BEND, mean)},
    {"per_bend_low", "", 4, HINGE_SHOW_FILLED, OF(SLOPE_BEND, ci_low)},
    {"per_bend_high", "", 4, HINGE_SHOW_FILLED, OF(SLOPE_BEND, ci_high)},
    {"per_session", "", 4, HINGE_SHOW_FILLED, OF(SLOPE_SESSION, mean)},
    {"per_session_low", "", 4, HINGE_SHOW_FULL, OF(SLOPE_SESSION, ci_low)},
    {"per_session_high", "", 4, HINGE_SHOW_FULL, OF(SLOPE_SESSION, ci_high)},
    {"n_cued", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, people[CUED])},
    {"cued_effect", "", 3, HINGE_SHOW_FILLED, OF(CUED, mean)},
    {"cued_low", "", 3, HINGE_SHOW_FULL, OF(CUED, ci_low)},
    {"cued_high", "", 3, HINGE_SHOW_FULL, OF(CUED, ci_high)},
    {"n_after", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, people[AFTER])},
    {"after_effect", "", 3, HINGE_SHOW_FILLED, OF(AFTER, mean)},
    {"after_low", "", 3, HINGE_SHOW_FILLED, OF(AFTER, ci_low)},
    {"after_high", "", 3, HINGE_SHOW_FILLED, OF(AFTER, ci_high)},
    {"n_later", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, people[LATER])},
    {"later_change", "", 3, HINGE_SHOW_FULL, OF(LATER, mean)},
    {"later_low", "", 3, HINGE_SHOW_FULL, OF(LATER, ci_low)},
    {"later_high", "", 3, HINGE_SHOW_FULL, OF(LATER, ci_high)},
    {"retention", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, retention.value)},
    {"retention_low", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, retention.low)},
    {"retention_high", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, retention.high)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {"retention_reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, retention_reason)},
    {0}};
/* clang-format on */

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_measures measures = hinge_learning_measures(tab);
    const long asked = tab->request->in_row;
    const size_t in_row = asked > 0 ? (size_t)asked : HINGE_IN_ROW;
    struct hinge_people *people = hinge_learning_people(tab);
    const struct hinge_grouped *grouped = &people->grouped;
    struct hinge_learning *learning = hinge_learning_begin(people, in_row);
    const size_t room = grouped->n + 1;
    struct hinge_followed *of = hinge_arena_alloc(&tab->arena, room, sizeof *of);
    struct hinge_survival_step *step = hinge_arena_alloc(&tab->arena, room, sizeof *step);
    double *x = hinge_arena_alloc(&tab->arena, 4 * room, sizeof *x), *y = x + room,
           *bend = y + room, *session = bend + room;
    hinge_people_columns(people, columns);
    for (size_t i = 0; i < measures.n && tab->status == HINGE_OK; i++) {
        const struct hinge_measure *m = &measures.item[i];
        const struct hinge_learner *learner = hinge_learners(learning, m);
        for (size_t cell = 0; cell < grouped->n_cells; cell++) {
            static const enum hinge_stage change[QUANTITIES][2] = {
                [CUED] = {HINGE_STAGE_BEFORE, HINGE_STAGE_PRACTICE},
                [AFTER] = {HINGE_STAGE_BEFORE, HINGE_STAGE_AFTER},
                [LATER] = {HINGE_STAGE_AFTER, HINGE_STAGE_LATER}};
            struct row row = {.metric = m->id, .phase = m->phase, .unit = m->unit};
            /* bends as far as possible show what practice of any task leaves */
            if (!hinge_practised(people, learner, cell) &&
                strcmp(hinge_cell_task(people, cell), "maxflex") != 0)
                continue;
            /* Retention is of the people who have all three means. */
            size_t n = 0, bends = 0, sessions = 0, all = 0;
            for (size_t p = grouped->first[cell]; p < grouped->first[cell + 1]; p++) {
                const struct hinge_learner *l = &learner[p];
                row.n += l->bends > 0;
                row.bends += (double)l->bends;
                row.reached += l->first.happened;
                if (!isnan(l->first.at))
                    of[n++] = l->first;
                bend[bends] = l->slope_bend;
                session[sessions] = l->slope_session;
                x[all] = l->mean[HINGE_STAGE_AFTER] - l->mean[HINGE_STAGE_BEFORE];
                y[all] = l->mean[HINGE_STAGE_LATER] - l->mean[HINGE_STAGE_AFTER];
                bends += isnan(l->slope_bend) ? 0 : 1;
                sessions += isnan(l->slope_session) ? 0 : 1;
                all += !isnan(x[all]) && !isnan(y[all]);
            }
            row.of[SLOPE_BEND] = hinge_spread_of(bend, bends);
            row.of[SLOPE_SESSION] = hinge_spread_of(session, sessions);
            row.retention = hinge_fieller(x, y, all, 0.95);
            if (all > 1 && isnan(row.retention.value))
                row.retention_reason = hinge_reason_name(HINGE_REASON_DEN_SMALL);
            row.first = hinge_survival_median(step, hinge_survival(of, n, 0.95, step));
            if (n > 0 && isnan(row.first.median))
                row.reason = hinge_reason_name(HINGE_REASON_NOT_REACHED);
            for (int q = CUED; q < QUANTITIES; q++) {
                n = 0;
                for (size_t p = grouped->first[cell]; p < grouped->first[cell + 1]; p++) {
                    x[n] = learner[p].mean[change[q][1]] - learner[p].mean[change[q][0]];
                    n += isnan(x[n]) ? 0 : 1;
                }
                row.of[q] = hinge_spread_of(x, n);
                row.people[q] = (double)n;
            }
            if (row.n == 0 && row.people[AFTER] == 0) /* nobody practised or was measured again */
                continue;
            hinge_people_row(people, cell, &row);
        }
    }
    hinge_text_printf(
        &tab->notes,
        "to_first is the number of practice bends until a person has completed %zu in a "
        "row in which no fault is certain. Rows of several people have the Kaplan-Meier median. "
        "People who do not get there are censored at their last bend. cued_effect "
        "is practice minus before. after_effect is after minus before. retention is "
        "(later minus after) / (after minus before): 0 means that all of "
        "after_effect was kept, -1 that nothing was. Its interval is Fieller's. "
        "retention is missing in a row of one person, or if the interval of after_effect "
        "includes 0 (DEN_SMALL).\n",
        in_row);
    hinge_learning_criterion(learning);
    hinge_learning_notes(people);
}

const struct hinge_view hinge_view_acquisition = {
    .id = "acquisition",
    .title = "what people learn by practice, and what of it stays",
    .by = "participant",
    .labels = (const char *const[]){"fault", "metric", NULL},
    .compares = true,
    .takes = HINGE_VIEW_OF_PEOPLE ",phase,metrics,in-row",
    .make = make,
};
