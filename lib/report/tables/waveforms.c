/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waveforms: mean curves over the repetition or a phase, tidy: a row per cell, signal
 * and percent of time, or of the driver's way. With the participant among the keys, as
 * by default, a cell is one person under one condition; without, people are averaged.
 */
#include "body/body.h"
#include "report/people/people.h"

#include <hinge/requests.h>

/* The arrays of the file, and how they are asked for. */
static const struct curve_set {
    const char *array, *phase, *over;
} sets[] = {{"by_time", "rep", "time"},
            {"descent_by_time", "descent", "time"},
            {"ascent_by_time", "ascent", "time"},
            {"descent_by_progress", "descent", "progress"},
            {"ascent_by_progress", "ascent", "progress"}};
enum { SETS = sizeof sets / sizeof *sets };
/* Without --filter signal=...; all would be millions of rows. */
static const char *const standard[] = {
    "lumbar_flex", "hip_flex", "pelvis_tilt", "trunk_incl", "knee_flex", "com_foot",
    /* of plates: not missed by those who have none */
    "cop_foot", "moment_ankle_plates_nm_kg", "moment_knee_plates_nm_kg", "moment_hip_plates_nm_kg",
    "moment_l5s1_plates_nm_kg", "force_both_bw",
    /* of muscles: those whose maximum is known, and others */
    "gmax_env_pct", "ham_env_pct", "es_env_pct", "rf_env_pct", "gmed_env_pct", "ra_env_pct",
    "eo_env_pct", "io_env_pct", "ilio_env_pct", "gmax_env_peak", "ham_env_peak", "es_env_peak",
    "rf_env_peak", "gmed_env_peak", "ra_env_peak", "eo_env_peak", "io_env_peak", "ilio_env_peak",
    NULL};

struct row {
    const char *phase, *over, *signal, *unit;
    double percent, n, mean, sd;
};

static const struct hinge_view_column columns[] = {
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, phase)},
    {"over", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, over)},
    {"signal", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, signal)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"percent", "%", 0, HINGE_SHOW_KEY, offsetof(struct row, percent)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"mean", "", 2, HINGE_SHOW_KEY, offsetof(struct row, mean)},
    {"sd", "", 2, HINGE_SHOW_FILLED, offsetof(struct row, sd)},
    {0}};

/* A curve of people: a set and a signal of the file. */
struct curve {
    size_t set, signal;
    bool dropped; /* nobody has it, and nobody asked for it */
};

/* Curves are averaged one after the other, and shown cell by cell. */
struct point {
    double n, mean, sd;
};

static bool of_plates(const char *signal)
{
    return strcmp(signal, "cop_foot") == 0 || !hinge_signal_has_zero(hinge_signal_find(signal));
}

/* Nothing said: the repetition over its time, and of plates both ways, too, because the end of the
 * descent is the bottom; progress alone: both ways. */
static bool wants_set(const struct hinge_tabulation *tab, const struct curve_set *set,
                      const char *signal)
{
    bool over = hinge_filter_names(&tab->filter, "over");
    bool phase = *tab->request->phase != '\0' || hinge_filter_names(&tab->filter, "phase") || over;
    return (phase ? hinge_tab_phase(tab, set->phase)
                  : strcmp(set->phase, "rep") == 0 || of_plates(signal)) &&
           (over ? hinge_tab_label(tab, "over", set->over) : strcmp(set->over, "time") == 0);
}

static void make(struct hinge_tabulation *tab)
{
    static const char *const phases[] = {"rep", "descent", "ascent"};
    /* Signals and points of the first set; the others have the same. */
    struct hinge_array_spec spec, other;
    const struct hinge_dimension *dimension;
    for (size_t k = 0; k < SETS && tab->status == HINGE_OK; k++) {
        tab->status = hinge_results_named(tab->reader, HINGE_GROUP_WAVEFORMS, sets[k].array, 2,
                                          &other, &dimension, &tab->failure);
        if (k == 0)
            spec = other;
        if (tab->status == HINGE_OK &&
            memcmp(other.further, spec.further, 2 * sizeof *spec.further) != 0)
            hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: /waveforms/%s has other signals or points than %s",
                           tab->request->results, sets[k].array, sets[0].array);
    }
    if (tab->status != HINGE_OK)
        return;
    const char *const *signals = dimension[spec.further[0]].label;
    const size_t n_all = dimension[spec.further[0]].length,
                 nodes = dimension[spec.further[1]].length;
    if (!hinge_tab_check_phase(tab, phases, 3))
        return;
    size_t curves = 0;
    struct curve *chosen = hinge_arena_alloc(&tab->arena, SETS * n_all, sizeof *chosen);
    const bool named = hinge_filter_names(&tab->filter, "signal");
    for (size_t i = 0; i < SETS * n_all; i++) {
        const char *signal = signals[i % n_all];
        if (wants_set(tab, &sets[i / n_all], signal) &&
            (named || hinge_is_among(standard, signal)) && hinge_tab_label(tab, "signal", signal))
            chosen[curves++] = (struct curve){.set = i / n_all, .signal = i % n_all};
    }
    if (curves == 0 && named)
        hinge_tab_unknown(tab, tab->request->results, "--filter", "signal", "chosen", signals,
                          n_all);
    else if (curves == 0)
        hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK,
                       "no curves of that kind: phase is rep, descent or ascent, over is time, or "
                       "progress for descent and ascent");
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    cleared_by(freed) double *value = hinge_alloc(people->reps.rows * nodes, sizeof *value);
    struct point *point =
        hinge_arena_raw(&tab->arena, people->grouped.n_cells * curves * nodes, sizeof *point);
    hinge_people_columns(people, columns);
    for (size_t s = 0; s < curves; s++) {
        /* Means and SDs of a curve, point by point. */
        char name[160];
        struct curve *curve = &chosen[s];
        bool any = false;
        snprintf(name, sizeof name, "%s/%s", sets[curve->set].array, signals[curve->signal]);
        hinge_reps_curves(&people->reps, name, nodes, value);
        for (size_t q = 0; q < nodes; q++) {
            for (size_t k = 0; k < people->grouped.n_reps; k++)
                people->value[0][k] = value[people->row[k] * nodes + q];
            hinge_people_average(people);
            for (size_t i = 0; i < people->grouped.n && !any; i++)
                any = people->person[i].reps > 0;
            for (size_t c = 0; c < people->grouped.n_cells; c++) {
                const struct hinge_spread spread = hinge_people_spread(people, c).spread;
                point[(c * curves + s) * nodes + q] =
                    (struct point){(double)spread.n, spread.mean, spread.sd};
            }
        }
        curve->dropped = !any && !named;
    }
    /* Curves that were not asked for and that nobody has are no rows, but a note. */
    size_t n = 0;
    for (size_t s = 0; s < curves; s++)
        if (chosen[s].dropped && !of_plates(signals[chosen[s].signal]))
            hinge_tab_note(tab, "%s%s", n++ > 0 ? ", " : "Nobody has: ", signals[chosen[s].signal]);
    hinge_text_adds(&tab->notes, n > 0 ? "; hinge-table reps gives the reasons.\n" : "");
    for (size_t c = 0; c < people->grouped.n_cells && tab->status == HINGE_OK; c++)
        for (size_t s = 0; s < curves; s++)
            if (!chosen[s].dropped) {
                const struct curve_set *set = &sets[chosen[s].set];
                const char *name = signals[chosen[s].signal];
                const enum hinge_signal signal = hinge_signal_find(name);
                const char *unit = signal < HINGE_SIGNAL_COUNT ? hinge_signal_unit(signal) : "";
                for (size_t q = 0; q < nodes; q++) {
                    const struct point *p = &point[(c * curves + s) * nodes + q];
                    hinge_people_row(people, c,
                                     &(struct row){set->phase, set->over, name, unit,
                                                   100.0 * (double)q / (double)(nodes - 1), p->n,
                                                   p->mean, p->sd});
                }
                hinge_tab_hand_over(tab);
            }
    hinge_people_notes(people);
}

const struct hinge_view hinge_view_waveforms = {
    .id = "waveforms",
    .title = "mean curves: a row per person, condition, phase, signal and percent",
    .by = "participant,group,cue",
    .labels = (const char *const[]){"signal", "phase", "over", NULL},
    .of_means = true,
    .takes = HINGE_VIEW_OF_PHASES,
    .make = make,
};
