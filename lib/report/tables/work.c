/* SPDX-License-Identifier: GPL-3.0-or-later */
/* work: who lifts, a row for ankles, knees, hips and the trunk above L5/S1, for what these miss,
 * and for body and load as a whole, with people as the unit (method 6.17). */
#include "report/people/people.h"
#include "table/columns.h"

enum { ANKLE, KNEE, HIP, BACK, REST, ALL, ROWS };
enum { MODEL, PLATES, SOURCES };
static const struct {
    const char *name, *work[SOURCES], *power[SOURCES], *held; /* metrics; NULL: none */
} joint[ROWS] = {
    [ANKLE] = {"ankles", {"work_ankle_j_kg", "work_ankle_plates_j_kg"}, {NULL}, NULL},
    [KNEE] = {"knees", {"work_knee_j_kg", "work_knee_plates_j_kg"}, {NULL}, NULL},
    [HIP] = {"hips",
             {"work_hip_j_kg", "work_hip_plates_j_kg"},
             {"power_hip_peak_w_kg", "power_hip_peak_plates_w_kg"},
             NULL},
    [BACK] = {"trunk above L5/S1",
              {"work_back_j_kg", "work_back_plates_j_kg"},
              {"power_back_peak_w_kg", "power_back_peak_plates_w_kg"},
              "moment_l5s1_mean_nm_kg"},
    [REST] = {"rest", {"work_rest_j_kg", NULL}, {NULL}, NULL},
    [ALL] = {"body and load", {NULL}, {"power_peak_w_kg", "power_peak_w_kg"}, NULL},
};

enum { LIFTED, SHARE, LOWERED, POWER, HELD, QUANTITIES };
enum { DOWN, UP, WAYS };
static const char *const phase[WAYS] = {[DOWN] = "descent", [UP] = "ascent"};

struct row {
    const char *joint, *reason;
    double n, reps, unclosed, peak_n;
    struct hinge_spread of[QUANTITIES];
};
#define OF(quantity, member) offsetof(struct row, of[quantity].member)

/* clang-format off */
static const struct hinge_view_column columns[] = {
    {"joint", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, joint)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {"unclosed", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, unclosed)},
    {"lifted_j_kg", "J kg-1", 2, HINGE_SHOW_DATA, OF(LIFTED, mean)},
    {"lifted_low", "J kg-1", 2, HINGE_SHOW_FILLED, OF(LIFTED, ci_low)},
    {"lifted_high", "J kg-1", 2, HINGE_SHOW_FILLED, OF(LIFTED, ci_high)},
    {"work_pct", "percent", 1, HINGE_SHOW_DATA, OF(SHARE, mean)},
    {"work_pct_low", "percent", 1, HINGE_SHOW_FULL, OF(SHARE, ci_low)},
    {"work_pct_high", "percent", 1, HINGE_SHOW_FULL, OF(SHARE, ci_high)},
    {"lowered_j_kg", "J kg-1", 2, HINGE_SHOW_DATA, OF(LOWERED, mean)},
    {"peak_w_kg", "W kg-1", 2, HINGE_SHOW_DATA, OF(POWER, mean)},
    {"peak_n", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, peak_n)},
    {"peak_low", "W kg-1", 2, HINGE_SHOW_FULL, OF(POWER, ci_low)},
    {"peak_high", "W kg-1", 2, HINGE_SHOW_FULL, OF(POWER, ci_high)},
    {"held_nm_kg", "N m kg-1", 2, HINGE_SHOW_FILLED, OF(HELD, mean)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {0}};
/* clang-format on */

/* Plates if everybody who has work by the body model has it from them, too; else the model, and
 * *some: some have plates. */
static int choose_source(struct hinge_people *people, bool *some)
{
    const double *model = hinge_people_values(people, joint[HIP].work[MODEL], phase[UP]),
                 *plates = hinge_people_values(people, joint[HIP].work[PLATES], phase[UP]);
    const struct hinge_grouped *grouped = &people->grouped;
    bool all = true;
    for (size_t i = 0; i < grouped->n; i++) {
        bool has[SOURCES] = {false, false};
        for (size_t r = grouped->from[i]; r < grouped->from[i + 1]; r++) {
            has[MODEL] = has[MODEL] || !isnan(model[r]);
            has[PLATES] = has[PLATES] || !isnan(plates[r]);
        }
        *some = *some || has[PLATES];
        all = all && has[PLATES] >= has[MODEL];
    }
    const bool by_plates = *some && all;
    *some = *some && !all;
    return by_plates ? PLATES : MODEL;
}

/* `some`: have plates, but not everybody. */
static void add_notes(struct hinge_tabulation *tab, int source, bool some)
{
    hinge_tab_note(
        tab,
        "Checked on simulated bodies. lifted_j_kg is work on the way up, lowered_j_kg "
        "on the way down. body and load is how much its energy rises, rest is what the "
        "four joints miss of that. unclosed counts repetitions without work: energy "
        "rises by less than 0.3 J/kg, or rest is more than 15%% of its rise. peak_n people "
        "have a largest power that noise does not change by 10%%. The trunk above L5/S1 is more "
        "than the lower back. A joint's work is no muscle's work, "
        "and holding costs effort, too: held_nm_kg is the mean moment about L5/S1.\n");
    if (source == PLATES)
        hinge_tab_note(tab, "Work and power of joints are from force plates. The energy, "
                            "held_nm_kg and unclosed are by the body model. So rest has "
                            "the error of the model, too, and may be more than 15%%.\n");
    if (some)
        hinge_tab_note(
            tab, "Not everybody has forces of plates that fit the weight, so work and power are by "
                 "the body model.\n");
}

static void make(struct hinge_tabulation *tab)
{
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    const size_t cells = people->grouped.n_cells;
    struct row *row = hinge_arena_alloc(&tab->arena, ROWS * cells + 1, sizeof *row);
    hinge_people_columns(people, columns);
    if (hinge_table_row_of(&tab->metrics, "id", joint[HIP].work[PLATES], 0) == SIZE_MAX) {
        hinge_tab_note(tab, "An earlier version made these results, without work. Run "
                            "hinge-analyze again.\n");
        return;
    }
    bool some = false;
    const int source = choose_source(people, &some);
    const double *work[WAYS][ALL], *by_model[WAYS][ALL],
        *reason = hinge_people_values(people, "reason/work_hip_j_kg", phase[UP]);
    const size_t n = people->grouped.n_reps;
    /* NaN: energy does not close */
    double *rise[WAYS], *done = hinge_arena_alloc(&tab->arena, n + 1, sizeof *done);
    for (size_t way = 0; way < WAYS; way++) {
        for (size_t j = 0; j < ALL; j++) {
            const double *by_body = by_model[way][j] =
                hinge_people_values(people, joint[j].work[MODEL], phase[way]);
            work[way][j] = source == MODEL || j == REST
                               ? by_body
                               : hinge_people_values(people, joint[j].work[PLATES], phase[way]);
        }
        rise[way] = hinge_arena_alloc(&tab->arena, n + 1, sizeof *rise[way]);
        for (size_t r = 0; r < n; r++) {
            double positive = 0;
            for (size_t j = 0; j < ALL; j++) {
                rise[way][r] += by_model[way][j][r];
                positive += j < REST ? fmax(0, work[way][j][r]) : 0;
            }
            if (way == UP)
                done[r] = isnan(rise[way][r]) || !(positive > 0) ? (double)NAN : positive;
        }
    }
    for (size_t j = 0; j < ROWS; j++)
        for (size_t q = 0; q < QUANTITIES && tab->status == HINGE_OK; q++) {
            const size_t way = q == LOWERED ? DOWN : UP;
            const char *name = q == POWER  ? joint[j].power[source]
                               : q == HELD ? joint[j].held
                                           : NULL;
            const bool has = q == POWER || q == HELD ? name != NULL : q != SHARE || j < REST;
            const double *other =
                name != NULL ? hinge_people_values(people, name, phase[way]) : NULL;
            for (size_t c = 0; c < cells && !has; c++)
                row[ROWS * c + j].of[q] = hinge_spread_of(NULL, 0);
            for (size_t c = 0; c < cells && !has && q == POWER; c++)
                row[ROWS * c + j].peak_n = (double)NAN;
            if (!has)
                continue;
            for (size_t r = 0; r < n; r++) {
                people->value[0][r] = other != NULL ? other[r]
                                      : q == SHARE  ? 100 * fmax(0, work[way][j][r]) / done[r]
                                      : j == ALL || isnan(rise[way][r]) ? rise[way][r]
                                                                        : work[way][j][r];
                for (size_t i = 0; j == REST && other == NULL && i < REST; i++)
                    people->value[0][r] += by_model[way][i][r] - work[way][i][r];
            }
            hinge_people_average(people);
            for (size_t c = 0; c < cells; c++) {
                const struct hinge_cell_spread of = hinge_people_spread(people, c);
                const size_t first = hinge_people_from(people, c);
                struct row *joules = &row[ROWS * c + j];
                joules->of[q] = of.spread;
                joules->peak_n = q == POWER ? (double)of.spread.n : joules->peak_n;
                if (q != LIFTED)
                    continue;
                joules->joint = joint[j].name;
                joules->n = (double)of.spread.n;
                joules->reps = of.reps;
                joules->reason = "";
                for (size_t r = first; r < hinge_people_from(people, c + 1); r++) {
                    joules->unclosed += (int)reason[r] == HINGE_REASON_DEN_SMALL;
                    if (joules->n == 0 && r == first)
                        joules->reason = hinge_stored_reason(reason[r]);
                }
                if (joules->n == 0 && *joules->reason == '\0')
                    joules->reason = hinge_reason_name(HINGE_REASON_TOO_FEW_REPS);
            }
        }
    for (size_t i = 0; i < ROWS * cells && tab->status == HINGE_OK; i++)
        if (hinge_tab_label(tab, "joint", row[i].joint))
            hinge_people_row(people, i / ROWS, &row[i]);
    add_notes(tab, source, some);
    hinge_people_notes(people);
}

const struct hinge_view hinge_view_work = {
    .id = "work",
    .title = "who lifts: work and power of ankles, knees, hips and the trunk above L5/S1",
    .by = "group,cue",
    .labels = (const char *const[]){"joint", NULL},
    .of_means = true,
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
