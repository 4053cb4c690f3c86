/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limit_curves: the share of people below the lumbar limit, over the depth of the bend: a step of
 * the curve of Kaplan and Meier a row (method 6.14). */
#include "report/people/people.h"

struct row {
    double depth, at_risk, bent, censored, share, low, high;
};

static const struct hinge_view_column columns[] = {
    {"depth_deg", "deg", 1, HINGE_SHOW_KEY, offsetof(struct row, depth)},
    {"at_risk", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, at_risk)},
    {"bent", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, bent)},
    {"censored", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, censored)},
    {"straight", "1", 3, HINGE_SHOW_DATA, offsetof(struct row, share)},
    {"ci_low", "1", 3, HINGE_SHOW_DATA, offsetof(struct row, low)},
    {"ci_high", "1", 3, HINGE_SHOW_DATA, offsetof(struct row, high)},
    {0}};

static void make(struct hinge_tabulation *tab)
{
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    const size_t room = people->grouped.n + 1;
    struct hinge_followed *of = hinge_arena_alloc(&tab->arena, room, sizeof *of);
    struct hinge_survival_step *step = hinge_arena_alloc(&tab->arena, room, sizeof *step);
    hinge_people_columns(people, columns);
    if (!hinge_depths_begin(people))
        return;
    const struct hinge_followed *depth = hinge_depths(people, &hinge_depth_total);
    for (size_t c = 0; c < people->grouped.n_cells && tab->status == HINGE_OK; c++) {
        const size_t n = hinge_depths_in(people, depth, c, of);
        const size_t steps = hinge_survival(of, n, 0.95, step);
        for (size_t i = 0; i < steps; i++)
            hinge_people_row(people, c,
                             &(struct row){.depth = step[i].at,
                                           .at_risk = (double)step[i].at_risk,
                                           .bent = (double)step[i].happened,
                                           .censored = (double)step[i].censored,
                                           .share = step[i].share,
                                           .low = step[i].low,
                                           .high = step[i].high});
    }
    hinge_depth_notes(people);
}

const struct hinge_view hinge_view_limit_curves = {
    .id = "limit_curves",
    .title = "share of people below the lumbar limit, over the depth",
    .by = "group,cue",
    .of_means = true,
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
