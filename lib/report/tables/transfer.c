/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transfer: how much of what people learned in the practised task is there in others, with people
 * as the unit (method 9.13): the ratio of the mean changes from before to after (Fieller 1954), and
 * how the changes go together. */
#include "report/people/learning.h"
#include "report/request.h"

#include <math.h>

struct row {
    const char *metric, *phase, *practised, *unit, *reason;
    double n;
    struct hinge_transfer of;
};

/* clang-format off */
static const struct hinge_view_column columns[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY_FULL, offsetof(struct row, phase)},
    {"practised", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, practised)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"practised_change", "", 3, HINGE_SHOW_DATA, offsetof(struct row, of.practised.mean)},
    {"practised_low", "", 3, HINGE_SHOW_DATA, offsetof(struct row, of.practised.ci_low)},
    {"practised_high", "", 3, HINGE_SHOW_DATA, offsetof(struct row, of.practised.ci_high)},
    {"change", "", 3, HINGE_SHOW_DATA, offsetof(struct row, of.other.mean)},
    {"ci_low", "", 3, HINGE_SHOW_DATA, offsetof(struct row, of.other.ci_low)},
    {"ci_high", "", 3, HINGE_SHOW_DATA, offsetof(struct row, of.other.ci_high)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"ratio", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.ratio.value)},
    {"ratio_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.ratio.low)},
    {"ratio_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.ratio.high)},
    {"r", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, of.r.value)},
    {"r_low", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, of.r.low)},
    {"r_high", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, of.r.high)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {0}};
/* clang-format on */

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_measures measures = hinge_learning_measures(tab);
    struct hinge_people *people = hinge_learning_people(tab);
    struct hinge_learning *learning = hinge_learning_begin(people, 1);
    hinge_people_columns(people, columns);
    for (size_t i = 0; i < measures.n && tab->status == HINGE_OK; i++) {
        const struct hinge_learner *learner = hinge_learners(learning, &measures.item[i]);
        for (size_t c = 0; c < people->grouped.n_cells; c++) {
            const size_t practised = hinge_practised_beside(people, learner, c);
            if (practised != SIZE_MAX) {
                const struct hinge_measure *m = &measures.item[i];
                struct row row = {.metric = m->id,
                                  .phase = m->phase,
                                  .practised = hinge_cell_task(people, practised),
                                  .unit = m->unit,
                                  .of = hinge_transfer_of(people, learner, practised, c)};
                row.n = (double)row.of.practised.n;
                row.reason = row.n == 0 ? hinge_reason_name(HINGE_REASON_TOO_FEW_REPS)
                             : row.n > 1 && isnan(row.of.ratio.value)
                                 ? hinge_reason_name(HINGE_REASON_DEN_SMALL)
                                 : "";
                hinge_people_row(people, c, &row);
            }
        }
    }
    hinge_tab_note(
        tab,
        "Changes are after minus before, without a cue. ratio is the mean change of "
        "the task, divided by that of the practised task, with Fieller's interval. ratio "
        "is missing in a row of one person, or if the interval of the practised change includes 0 "
        "(DEN_SMALL). r is the correlation of people's changes.\n");
    hinge_learning_notes(people);
}

const struct hinge_view hinge_view_transfer = {
    .id = "transfer",
    .title = "what practice in one task changes in others",
    .by = "group",
    .labels = (const char *const[]){"metric", NULL},
    .compares = true,
    .takes = HINGE_VIEW_OF_PEOPLE ",phase,metrics",
    .make = make,
};
