/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/depths.h"

#include "base/memory.h"
#include "report/request.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

const struct hinge_depth_of hinge_depth_total = {"back_limit_depth_deg", "total_excursion_deg"};

/* Where the phase rep is among the values of a repetition. */
static size_t place_of_rep(const struct hinge_rep_labels *phases)
{
    const long at = hinge_label_find(phases->label, phases->n, "rep");
    return at < 0 ? 0 : (size_t)at;
}

bool hinge_depths_begin(struct hinge_people *people)
{
    struct hinge_tabulation *tab = people->tab;
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase");
    if (hinge_table_row_of(&tab->metrics, "id", hinge_depth_total.limit, 0) == SIZE_MAX) {
        hinge_text_puts(&tab->notes,
                        "An earlier version made these results, without the depth before "
                        "the lower back bends. Run hinge-analyze again.\n");
        return false;
    }
    const double *reached = hinge_reps_column(&people->reps, "back_limit_reached", phases.n);
    for (size_t k = 0; k < people->cohort.n_reps; k++)
        people->value[0][k] = reached[people->row[k] * phases.n + place_of_rep(&phases)];
    hinge_people_average(people);
    return true;
}

/* A person's repetitions as one observation. */
static struct hinge_followed of_person(struct hinge_followed *rep, size_t n,
                                       struct hinge_survival_step *step)
{
    if (n == 0)
        return (struct hinge_followed){(double)NAN, false};
    const size_t steps = hinge_survival(rep, n, 0.95, step);
    const double median = hinge_survival_median(step, steps).median;
    return isnan(median) ? (struct hinge_followed){step[steps - 1].at, false}
                         : (struct hinge_followed){median, true};
}

struct hinge_followed *hinge_depths(struct hinge_people *people, const struct hinge_depth_of *what)
{
    struct hinge_tabulation *tab = people->tab;
    const struct hinge_cohort *cohort = &people->cohort;
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase");
    const size_t rep = place_of_rep(&phases), n = cohort->n_reps;
    struct hinge_followed *depth = hinge_arena_alloc(&tab->arena, cohort->n + 1, sizeof *depth);
    struct hinge_followed *own = hinge_arena_alloc(&tab->arena, n + 1, sizeof *own);
    struct hinge_survival_step *step = hinge_arena_alloc(&tab->arena, n + 1, sizeof *step);
    const double *limit = hinge_reps_column(&people->reps, what->limit, phases.n);
    const double *bottom = hinge_reps_column(&people->reps, what->bottom, phases.n);
    const double *reached = hinge_reps_column(&people->reps, "back_limit_reached", phases.n);
    for (size_t i = 0; i < cohort->n; i++) {
        size_t used = 0;
        for (size_t k = cohort->from[i]; k < cohort->from[i + 1]; k++) {
            const size_t value = people->row[k] * phases.n + rep;
            const bool happened = !isnan(limit[value]);
            own[used] = (struct hinge_followed){happened ? limit[value] : bottom[value], happened};
            used += !isnan(reached[value]) && !isnan(own[used].at);
        }
        depth[i] = of_person(own, people->person[i].enough ? used : 0, step);
    }
    return depth;
}

size_t hinge_depths_in(const struct hinge_people *people, const struct hinge_followed *depth,
                       size_t cell, struct hinge_followed *of)
{
    size_t n = 0;
    for (size_t i = people->cohort.first[cell]; i < people->cohort.first[cell + 1]; i++) {
        of[n] = depth[i];
        n += isnan(depth[i].at) ? 0 : 1;
    }
    return n;
}

void hinge_depth_notes(struct hinge_people *people)
{
    const double limit = hinge_tab_parameter(people->tab, "limit.lumbar_deg");
    hinge_text_printf(
        &people->tab->notes,
        "Depth is lumbar plus hip flexion where lumbar flexion from standing first "
        "passes %g degrees on the descent. Repetitions and people that stay below %g "
        "degrees are censored at the bottom of the bend (Kaplan-Meier). The median of "
        "fewer than %d people is no estimate for others: give how many had bent so far "
        "(column bent).\n",
        limit, limit, HINGE_DEPTHS_PEOPLE);
    people->way = "Kaplan-Meier median over repetitions";
    hinge_people_notes(people);
}
