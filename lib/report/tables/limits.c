/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limits: how deep people bend before their lower backs do, with people as the unit, and why those
 * round who do (method 6.14). A person is the median over the repetitions, a cell the median over
 * its people; who stays straight down to the bottom counts as censored there (Kaplan and Meier
 * 1958). */
#include "report/people/people.h"

enum { DEPTH, HIP, TRUNK, OF_MAX, AT_5, AT_20, QUANTITIES };
static const struct hinge_depth_of quantity[QUANTITIES] = {
    [DEPTH] = {"back_limit_depth_deg", "total_excursion_deg"},
    [HIP] = {"back_limit_hip_deg", "hip_excursion_deg"},
    [TRUNK] = {"back_limit_trunk_deg", "trunk_excursion_deg"},
    [OF_MAX] = {"back_limit_hip_of_max_pct", "hip_excursion_of_max_pct"},
    [AT_5] = {"back_limit_5_depth_deg", "total_excursion_deg"},
    [AT_20] = {"back_limit_20_depth_deg", "total_excursion_deg"}};

struct row {
    double n, reps, reached, dropped;
    struct hinge_survival_median of[QUANTITIES];
    double rounded, flexibility, coordination, not_told;
    struct hinge_barrier one; /* of a cell of one person: what is seen of it, else NaN */
    double last_seen;         /* where such a person is censored */
    const char *reason;
};

static const struct hinge_view_column columns[] = {
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {"bent", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reached)},
    {"depth_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[DEPTH].median)},
    {"ci_low", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[DEPTH].low)},
    {"ci_high", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[DEPTH].high)},
    {"hip_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[HIP].median)},
    {"trunk_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[TRUNK].median)},
    {"depth_5_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[AT_5].median)},
    {"depth_20_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, of[AT_20].median)},
    {"hip_of_max_pct", "percent", 1, HINGE_SHOW_FILLED, offsetof(struct row, of[OF_MAX].median)},
    {"last_seen_deg", "deg", 1, HINGE_SHOW_FILLED, offsetof(struct row, last_seen)},
    {"rounded", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, rounded)},
    {"flexibility", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, flexibility)},
    {"coordination", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, coordination)},
    {"not_told", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, not_told)},
    {"break_depth_deg", "deg", 1, HINGE_SHOW_FILLED, offsetof(struct row, one.break_depth_deg)},
    {"break_hip_deg", "deg", 1, HINGE_SHOW_FILLED, offsetof(struct row, one.break_hip_deg)},
    {"share_before", "1", 3, HINGE_SHOW_FILLED, offsetof(struct row, one.share_before)},
    {"share_after", "1", 3, HINGE_SHOW_FILLED, offsetof(struct row, one.share_after)},
    {"hip_used_pct", "percent", 1, HINGE_SHOW_FILLED, offsetof(struct row, one.hip_used_pct)},
    {"dropped", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, dropped)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {0}};

static void make(struct hinge_tabulation *tab)
{
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    const struct hinge_grouped *grouped = &people->grouped;
    struct hinge_followed *depths[QUANTITIES];
    hinge_people_columns(people, columns);
    if (!hinge_depths_begin(people))
        return;
    const struct hinge_barrier *barrier = hinge_barriers(people);
    hinge_depths_begin(people); /* whose people are those of the last mean */
    struct hinge_followed *of = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *of);
    struct hinge_survival_step *step = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *step);
    for (int q = 0; q < QUANTITIES; q++)
        depths[q] = hinge_depths(people, &quantity[q]);
    for (size_t c = 0; c < grouped->n_cells && tab->status == HINGE_OK; c++) {
        const double none = (double)NAN;
        struct row row = {.last_seen = none, .one = {.break_depth_deg = none}, .reason = ""};
        row.one.break_hip_deg = row.one.share_before = row.one.share_after = row.one.hip_used_pct =
            none;
        for (int q = 0; q < QUANTITIES; q++) {
            const size_t n = hinge_depths_in(people, depths[q], c, of);
            row.of[q] = hinge_survival_median(step, hinge_survival(of, n, 0.95, step));
            row.n = q == DEPTH ? (double)n : row.n;
        }
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++) {
            const struct hinge_followed *depth = &depths[DEPTH][i];
            row.reached += !isnan(depth->at) && depth->happened;
            row.reps += isnan(depth->at) ? 0 : people->person[i].reps;
            row.dropped += people->person[i].reps > 0 && !people->person[i].enough;
            if (isnan(depth->at))
                continue;
            row.rounded += barrier[i].rounded;
            row.flexibility += barrier[i].of == HINGE_BARRIER_FLEXIBILITY;
            row.coordination += barrier[i].of == HINGE_BARRIER_COORDINATION;
            row.not_told += barrier[i].rounded && barrier[i].of == HINGE_BARRIER_NOT_TOLD;
            if (row.n != 1)
                continue;
            row.one = barrier[i];
            row.last_seen = depth->happened ? none : depth->at;
        }
        const size_t from = hinge_people_from(people, c);
        if (row.n == 0 &&
            from < hinge_people_from(people, c + 1)) /* that of its first repetition */
            row.reason = hinge_stored_reason(
                hinge_people_values(people, "reason/back_limit_reached", "rep")[from]);
        if (row.n == 0 && *row.reason == '\0')
            row.reason = hinge_reason_name(HINGE_REASON_TOO_FEW_REPS);
        else if (row.n > 0 && isnan(row.of[DEPTH].median))
            row.reason = hinge_reason_name(HINGE_REASON_NOT_REACHED);
        hinge_people_row(people, c, &row);
    }
    hinge_depth_notes(people);
}

const struct hinge_view hinge_view_limits = {
    .id = "limits",
    .title = "how deep people bend before their lower backs do",
    .by = "group,cue",
    .of_means = true,
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
