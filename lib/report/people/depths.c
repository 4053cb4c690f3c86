/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/people/people.h"

#include "faults/fault.h"
#include "table/columns.h"

const struct hinge_depth_of hinge_depth_total = {"back_limit_depth_deg", "total_excursion_deg"};

bool hinge_depths_known(const struct hinge_tabulation *tab)
{
    return hinge_table_row_of(&tab->metrics, "id", "break_depth_deg", 0) != SIZE_MAX;
}

bool hinge_depths_begin(struct hinge_people *people)
{
    if (!hinge_depths_known(people->tab)) {
        hinge_tab_note(people->tab,
                       "An earlier version made these results, without the depth before "
                       "the lower back bends. Run hinge-analyze again.\n");
        return false;
    }
    memcpy(people->value[0], hinge_people_values(people, "back_limit_reached", "rep"),
           people->grouped.n_reps * sizeof **people->value);
    hinge_people_average(people);
    return true;
}

/* Of the largest hip flexion used where rounding begins: nearly all of it, the hips end the bend;
 * much is left, the hips could still go on. Rounding is such a lumbar share of the bend. */
static const double FLEXIBILITY_PCT = 90, COORDINATION_PCT = 70, ROUNDS = 0.40;

struct hinge_barrier *hinge_barriers(struct hinge_people *people)
{
    enum { DEPTH, HIP, BEFORE, AFTER, VALUES };
    static const char *const metric[VALUES] = {"break_depth_deg", "break_hip_deg", "share_before",
                                               "share_after"};
    struct hinge_tabulation *tab = people->tab;
    const struct hinge_grouped *grouped = &people->grouped;
    const struct hinge_rep_labels faults = hinge_rep_labels(tab, "fault_state", "fault");
    struct hinge_barrier *of = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *of);
    struct hinge_person_fault *fault =
        hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *fault);
    for (size_t i = 0; i < grouped->n; i++)
        of[i].verdict = HINGE_NOT_JUDGED;
    double *value = hinge_arena_alloc(&tab->arena, grouped->n_reps + 1, sizeof *value);
    for (size_t f = 0; f < faults.n; f++) {
        const struct hinge_fault *built_in = hinge_fault_built_in(faults.label[f]);
        if (built_in == NULL || !built_in->rounds)
            continue;
        hinge_people_judge(people, faults.n, f, fault);
        for (size_t i = 0; i < grouped->n; i++) {
            if (fault[i].verdict < of[i].verdict)
                of[i].verdict = fault[i].verdict;
            if (fault[i].verdict == HINGE_SOMETIMES &&
                fault[i].when.certain > of[i].sometimes.certain)
                of[i].sometimes = fault[i].when;
            of[i].judged = of[i].verdict != HINGE_NOT_JUDGED;
            of[i].rounded = of[i].verdict == HINGE_HAS;
        }
    }
    const double *column[VALUES];
    for (int v = 0; v < VALUES; v++)
        column[v] = hinge_people_values(people, metric[v], "descent");
    /* The largest hip flexion of each session that has a furthest bend: over this and all of its
     * repetitions. largest[of each repetition that counts]; NaN: no furthest bend. */
    const double *limit = hinge_people_values(people, "hip_limit_deg", "rep");
    cleared_by(hinge_intern_clear) struct hinge_intern sessions = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    size_t *session_of = hinge_arena_alloc(&tab->arena, grouped->n_reps + 1, sizeof *session_of);
    double *most = hinge_arena_alloc(&tab->arena, grouped->n_reps + 1, sizeof *most);
    double *largest = hinge_arena_alloc(&tab->arena, grouped->n_reps + 1, sizeof *largest);
    for (size_t k = 0; k < grouped->n_reps; k++) {
        const size_t trial = grouped->recording[k], sofar = sessions.n;
        char who[48], session[48];
        key.length = 0;
        hinge_text_printf(&key, "%s\x1f%s", hinge_tab_trial(tab, "participant", trial, who),
                          hinge_tab_trial(tab, "session", trial, session));
        session_of[k] = hinge_intern_number(&sessions, hinge_text_string(&key));
        most[session_of[k]] = sessions.n > sofar ? limit[k] : fmax(most[session_of[k]], limit[k]);
    }
    for (size_t k = 0; k < grouped->n_reps; k++)
        largest[k] = most[session_of[k]];
    for (size_t i = 0; i < grouped->n; i++) {
        double median[VALUES], hips = (double)NAN;
        for (int v = 0; v < VALUES; v++) {
            size_t used = 0;
            for (size_t k = grouped->from[i]; k < grouped->from[i + 1]; k++) {
                /* without a breakpoint it is deeper than any */
                value[used] = isnan(column[v][k]) ? (double)INFINITY : column[v][k];
                used += isnan(column[BEFORE][k]) ? 0 : 1;
                hips = fmax(hips, largest[k]);
            }
            hinge_sort(value, used);
            median[v] = hinge_median_sorted(value, used);
            median[v] = isfinite(median[v]) ? median[v] : (double)NAN;
        }
        of[i].break_depth_deg = median[DEPTH];
        of[i].break_hip_deg = median[HIP];
        of[i].share_before = median[BEFORE];
        of[i].share_after = median[AFTER];
        of[i].hip_used_pct = median[BEFORE] >= ROUNDS  ? 0
                             : median[AFTER] >= ROUNDS ? fmin(100, 100 * median[HIP] / hips)
                                                       : (double)NAN;
        if (isnan(hips))
            of[i].hip_used_pct = (double)NAN;
        of[i].of = !of[i].rounded                           ? HINGE_BARRIER_NOT_TOLD
                   : of[i].hip_used_pct >= FLEXIBILITY_PCT  ? HINGE_BARRIER_FLEXIBILITY
                   : of[i].hip_used_pct <= COORDINATION_PCT ? HINGE_BARRIER_COORDINATION
                                                            : HINGE_BARRIER_NOT_TOLD;
    }
    return of;
}

struct hinge_followed *hinge_depths(struct hinge_people *people, const struct hinge_depth_of *what)
{
    struct hinge_tabulation *tab = people->tab;
    const struct hinge_grouped *grouped = &people->grouped;
    const size_t n = grouped->n_reps;
    struct hinge_followed *depth = hinge_arena_alloc(&tab->arena, grouped->n + 1, sizeof *depth);
    struct hinge_followed *end = hinge_arena_alloc(&tab->arena, n + 1, sizeof *end);
    struct hinge_survival_step *step = hinge_arena_alloc(&tab->arena, n + 1, sizeof *step);
    const double *limit = hinge_people_values(people, what->limit, "rep"),
                 *bottom = hinge_people_values(people, what->bottom, "rep"),
                 *reached = hinge_people_values(people, "back_limit_reached", "rep");
    for (size_t i = 0; i < grouped->n; i++) {
        size_t used = 0;
        for (size_t k = grouped->from[i]; k < grouped->from[i + 1]; k++) {
            const bool happened = !isnan(limit[k]);
            end[used] = (struct hinge_followed){happened ? limit[k] : bottom[k], happened};
            used += !isnan(reached[k]) && !isnan(end[used].at);
        }
        depth[i] = (struct hinge_followed){(double)NAN, false};
        if (used == 0 || !people->person[i].enough)
            continue;
        const size_t steps = hinge_survival(end, used, 0.95, step);
        const double median = hinge_survival_median(step, steps).median;
        depth[i] = isnan(median) ? (struct hinge_followed){step[steps - 1].at, false}
                                 : (struct hinge_followed){median, true};
    }
    return depth;
}

size_t hinge_depths_in(const struct hinge_people *people, const struct hinge_followed *depth,
                       size_t cell, struct hinge_followed *of)
{
    size_t n = 0;
    for (size_t i = people->grouped.first[cell]; i < people->grouped.first[cell + 1]; i++) {
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
