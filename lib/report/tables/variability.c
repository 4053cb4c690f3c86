/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variability: how much a person's repetitions of one recording differ (method 6.10):
 * SD and coefficient of variation per trial, metric and phase. Between repetitions, not
 * between sessions: no measure of how well a value repeats. */
#include "report/people/people.h"

enum { LEAST_REPS = 3 };
/* A mean nearer to zero than this many SDs has no coefficient of variation. */
static const double LEAST_SDS = 3;

struct row {
    const char *metric, *phase;
    double n, mean, sd, cv_pct, min, max;
    const char *unit, *reason;
};

static const struct hinge_view_column columns[] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, metric)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, phase)},
    {"n", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, n)},
    {"mean", "", 3, HINGE_SHOW_DATA, offsetof(struct row, mean)},
    {"sd", "", 3, HINGE_SHOW_DATA, offsetof(struct row, sd)},
    {"cv_pct", "percent", 1, HINGE_SHOW_DATA, offsetof(struct row, cv_pct)},
    {"min", "", 3, HINGE_SHOW_FULL, offsetof(struct row, min)},
    {"max", "", 3, HINGE_SHOW_FULL, offsetof(struct row, max)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, unit)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reason)},
    {0}};

/* The rows of a trial; a measure none of its repetitions has gives none. `running`: of each
 * measure, of the trial so far. */
static void end_trial(struct hinge_tabulation *tab, const struct hinge_measures *measures,
                      struct hinge_running *running, size_t trial)
{
    for (size_t i = 0; i < measures->n; i++) {
        const struct hinge_measure *m = &measures->item[i];
        const struct hinge_running r = running[i];
        const bool enough = r.n >= LEAST_REPS;
        const double sd = enough ? hinge_running_sd(&r) : (double)NAN, size = fabs(r.mean);
        if (r.n > 0)
            hinge_tab_trial_row(
                tab, trial,
                &(struct row){.metric = m->id,
                              .phase = m->phase,
                              .n = (double)r.n,
                              .mean = r.mean,
                              .sd = sd,
                              .cv_pct = size > LEAST_SDS * sd ? 100 * sd / size : (double)NAN,
                              .min = r.min,
                              .max = r.max,
                              .unit = m->unit,
                              .reason =
                                  enough ? "" : hinge_reason_name(HINGE_REASON_TOO_FEW_REPS)});
        running[i] = (struct hinge_running){0};
    }
    hinge_tab_hand_over(tab);
}

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_measures measures = hinge_tab_measures(tab, hinge_tab_readable(tab));
    hinge_tab_trial_columns(tab, hinge_trial_keys, HINGE_SHOW_KEY);
    hinge_tab_columns(tab, columns);
    cleared_by(hinge_reps_clear) struct hinge_repetitions reps;
    size_t trial = SIZE_MAX;
    const double **column = hinge_arena_alloc(&tab->arena, measures.n, sizeof *column);
    const char **name = hinge_arena_alloc(&tab->arena, measures.n, sizeof *name);
    struct hinge_running *running = hinge_arena_alloc(&tab->arena, measures.n, sizeof *running);
    for (size_t m = 0; m < measures.n; m++)
        name[m] = measures.item[m].id;
    hinge_reps_open(&reps, tab, 0);
    while (hinge_reps_next(&reps)) {
        const double *valid = hinge_reps_column(&reps, "valid", 1);
        hinge_reps_ahead(&reps, name, measures.n, measures.n_phases);
        for (size_t m = 0; m < measures.n; m++)
            column[m] = hinge_reps_column(&reps, name[m], measures.n_phases) + measures.item[m].at;
        for (size_t i = reps.begin; i < reps.end; i++) {
            const size_t at = reps.row[i] - reps.from;
            if (reps.trial[reps.row[i]] != trial)
                end_trial(tab, &measures, running, trial);
            trial = reps.trial[reps.row[i]];
            if (hinge_use_of_rep(&tab->counts, false, valid[at]) != HINGE_USE_USED)
                continue;
            for (size_t m = 0; m < measures.n; m++) {
                double x = column[m][at * measures.n_phases];
                /* directions have no SD; coupling_variability_deg is theirs */
                if (!isnan(x) && measures.item[m].kind != HINGE_MEASURE_CIRCULAR)
                    hinge_running_add(&running[m], x);
            }
        }
    }
    end_trial(tab, &measures, running, trial);
    hinge_tab_note(tab, "SD and CV are between the repetitions of one recording (3 or more, 5 "
                        "recommended); they say nothing of how well a value repeats on another "
                        "day.\n");
}

const struct hinge_view hinge_view_variability = {
    .id = "variability",
    .title = "SD and CV between the repetitions of each recording",
    .labels = (const char *const[]){"phase", "metric", NULL},
    .of_means = true,
    .takes = "filter,people,phase,columns,metrics,sort,digits,all-reps",
    .make = make,
};
