/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dose: how much a person's lower back bent in a session, summed over the repetitions
 * (method 9.11): degrees beyond limit.lumbar_deg, and the same times the load. */
#include "faults/fault.h"
#include "report/people/people.h"

struct row {
    double n, reps, beyond, sum_deg, sum_deg_kg, mean_deg, load_kg;
};

static const struct hinge_view_column columns[] = {
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"reps", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, reps)},
    {"beyond", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, beyond)},
    {"dose_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, sum_deg)},
    {"per_rep_deg", "deg", 1, HINGE_SHOW_DATA, offsetof(struct row, mean_deg)},
    {"dose_deg_kg", "deg kg", 0, HINGE_SHOW_DATA, offsetof(struct row, sum_deg_kg)},
    {"load_kg", "kg", 1, HINGE_SHOW_DATA, offsetof(struct row, load_kg)},
    {0}};

static void make(struct hinge_tabulation *tab)
{
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "load_kg");
    const struct hinge_grouped *grouped = &people->grouped;
    const struct hinge_rep_labels faults = hinge_rep_labels(tab, "fault_severity", "fault");
    const char *rounding = hinge_fault_judging(NULL, HINGE_SIGNAL_lumbar_flex, HINGE_STATISTIC_MAX);
    const long peak_of = hinge_label_find(faults.label, faults.n, rounding);
    const double limit = hinge_tab_parameter(tab, "limit.lumbar_deg");
    double *peak = hinge_arena_alloc(&tab->arena, grouped->n_reps + 1, sizeof *peak);
    double *held = hinge_arena_alloc(&tab->arena, grouped->n_reps + 1, sizeof *held);
    const double *severity = hinge_reps_column(&people->reps, "fault_severity", faults.n);
    const double *carried = hinge_people_carried(people, "rep"),
                 *with_load = carried != NULL
                                  ? hinge_people_values(people, "lumbar_carried_deg", "rep")
                                  : NULL;
    for (size_t k = 0; k < grouped->n_reps; k++) {
        peak[k] = peak_of < 0 ? (double)NAN : severity[people->row[k] * faults.n + (size_t)peak_of];
        held[k] = carried != NULL && carried[k] < 1 ? with_load[k] : peak[k];
    }
    hinge_people_columns(people, columns);
    for (size_t c = 0; c < grouped->n_cells; c++) {
        struct row all = {.n = 0};
        size_t loaded = 0;
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++) {
            /* A person's repetitions: sums, NaN without a repetition that has a value (a load).
             * `held` is the peak while the load was in the hands. */
            struct row dose = {.n = 1};
            size_t lifted = 0;
            for (size_t k = grouped->from[i]; k < grouped->from[i + 1]; k++) {
                const double kg = hinge_table_number(&people->tab->trials, "load_kg",
                                                     people->reps.trial[people->row[k]]);
                if (isnan(peak[k]))
                    continue;
                const double deg = fmax(0, peak[k] - limit);
                dose.reps++;
                dose.beyond += deg > 0;
                dose.sum_deg += deg;
                lifted += kg >= 0;
                dose.sum_deg_kg += kg > 0 ? fmax(0, held[k] - limit) * kg : 0;
                dose.load_kg += kg >= 0 ? kg : 0;
            }
            dose.mean_deg = dose.sum_deg / dose.reps;
            dose.load_kg /= (double)lifted;
            if (lifted == 0)
                dose.sum_deg_kg = (double)NAN;
            if (dose.reps == 0)
                continue;
            const bool has_load = !isnan(dose.sum_deg_kg);
            all.n++;
            all.reps += dose.reps;
            all.beyond += dose.beyond;
            all.sum_deg += dose.sum_deg;
            all.mean_deg += dose.mean_deg;
            all.sum_deg_kg += has_load ? dose.sum_deg_kg : 0;
            all.load_kg += has_load ? dose.load_kg : 0;
            loaded += has_load;
        }
        all.sum_deg /= all.n; /* means of people */
        all.mean_deg /= all.n;
        all.sum_deg_kg /= (double)loaded;
        all.load_kg /= (double)loaded;
        hinge_people_row(people, c, &all);
    }
    hinge_text_printf(
        &tab->notes,
        "dose_deg sums, over a person's repetitions, the degrees by which peak lumbar "
        "flexion from standing exceeds %g; dose_deg_kg weighs each, while the load is in "
        "the hands, by load_kg. Rows of several people have the mean of their sums.\n",
        limit);
    people->grouped.rule = hinge_people_rule_for(HINGE_COUNT_EACH, people->grouped.rule);
    people->way = "sum over repetitions";
    hinge_people_notes(people);
}

const struct hinge_view hinge_view_dose = {
    .id = "dose",
    .title = "lumbar flexion summed over a session, with and without the load",
    .by = "participant,session",
    .of_means = true,
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
