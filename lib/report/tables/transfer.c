/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transfer: how much of what people learned in the practised task is there in others, with people
 * as the unit (method 9.13): the ratio of the mean changes from before to after (Fieller 1954), and
 * how the changes go together. */
#include "report/people/people.h"

struct row {
    const char *metric, *phase, *practised, *unit, *reason;
    double n;
    struct hinge_spread changed, other; /* in the practised task, and in this one */
    struct hinge_estimate ratio, r;     /* mean change of other / of practised; correlation */
};

/* clang-format off */
static const struct hinge_view_column columns[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY_FULL, offsetof(struct row, phase)},
    {"practised", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, practised)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"practised_change", "", 3, HINGE_SHOW_DATA, offsetof(struct row, changed.mean)},
    {"practised_low", "", 3, HINGE_SHOW_DATA, offsetof(struct row, changed.ci_low)},
    {"practised_high", "", 3, HINGE_SHOW_DATA, offsetof(struct row, changed.ci_high)},
    {"change", "", 3, HINGE_SHOW_DATA, offsetof(struct row, other.mean)},
    {"ci_low", "", 3, HINGE_SHOW_DATA, offsetof(struct row, other.ci_low)},
    {"ci_high", "", 3, HINGE_SHOW_DATA, offsetof(struct row, other.ci_high)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"ratio", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, ratio.value)},
    {"ratio_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, ratio.low)},
    {"ratio_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, ratio.high)},
    {"r", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, r.value)},
    {"r_low", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, r.low)},
    {"r_high", "1", 2, HINGE_SHOW_FILLED, offsetof(struct row, r.high)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {0}};
/* clang-format on */

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_measures measures = hinge_learning_measures(tab);
    struct hinge_people *people = hinge_learning_people(tab);
    struct hinge_learning *learning = hinge_learning_begin(people, 1);
    const size_t *first = people->grouped.first;
    double *x = hinge_arena_alloc(&tab->arena, people->grouped.n + 1, sizeof *x);
    double *y = hinge_arena_alloc(&tab->arena, people->grouped.n + 1, sizeof *y);
    hinge_people_columns(people, columns);
    for (size_t k = 0; k < measures.n && tab->status == HINGE_OK; k++) {
        const struct hinge_measure *m = &measures.item[k];
        const struct hinge_learner *learner = hinge_learners(learning, m);
        for (size_t c = 0; c < people->grouped.n_cells; c++) {
            const size_t practised = hinge_practised_beside(people, learner, c);
            if (practised == SIZE_MAX)
                continue;
            /* changes from before to after, of the people who have both means in both cells */
            const size_t from = first[practised], room = first[practised + 1] - from;
            size_t n = 0, at = 0;
            for (size_t i = first[c]; i < first[c + 1]; i++) {
                size_t tried = 0; /* people come in the same order, so that the next is the one */
                while (tried < room && (learner[i].who == NULL || learner[from + at].who == NULL ||
                                        strcmp(learner[i].who, learner[from + at].who) != 0)) {
                    at = (at + 1) % room;
                    tried++;
                }
                if (tried == room)
                    continue;
                const double *mean = learner[from + at].mean, *other = learner[i].mean;
                x[n] = mean[HINGE_STAGE_AFTER] - mean[HINGE_STAGE_BEFORE];
                y[n] = other[HINGE_STAGE_AFTER] - other[HINGE_STAGE_BEFORE];
                n += !isnan(x[n]) && !isnan(y[n]);
                at = (at + 1) % room;
            }
            struct row row = {.metric = m->id,
                              .phase = m->phase,
                              .practised = hinge_cell_task(people, practised),
                              .unit = m->unit,
                              .n = (double)n,
                              .ratio = hinge_fieller(x, y, n, 0.95),
                              .r = hinge_pearson(x, y, n, 0.95)};
            row.changed = hinge_spread_of(x, n); /* which sorts them */
            row.other = hinge_spread_of(y, n);
            row.reason = n == 0 ? hinge_reason_name(HINGE_REASON_TOO_FEW_REPS)
                         : n > 1 && isnan(row.ratio.value)
                             ? hinge_reason_name(HINGE_REASON_DEN_SMALL)
                             : "";
            hinge_people_row(people, c, &row);
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
