/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variability: how much a person's repetitions of one recording differ (method 6.10):
 * SD and coefficient of variation per trial, metric and phase. Between repetitions, not
 * between sessions: no measure of how well a value repeats. */
#include "base/memory.h"
#include "base/sample.h"
#include "report/columns.h"
#include "report/people.h"
#include "report/request.h"

#include <hinge/status.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

static const char *const keys[] = {"participant", "session", "group", "task", "cue", "trial", NULL};
static const char *const file[] = {"file", NULL};
static const char *const labels[] = {"phase", "metric", NULL};

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

struct variability {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_measures measures;
    size_t *array, valid;          /* of each measure, and what says that a repetition counts */
    struct hinge_running *running; /* per measure, of the trial so far */
};

static void add_row(struct hinge_tabulation *tab, size_t trial, const struct hinge_measure *m,
                    const struct hinge_running *r, bool first)
{
    bool enough = r->n >= LEAST_REPS;
    double sd = enough ? hinge_running_sd(r) : (double)NAN;
    const size_t row = hinge_tab_row(
        tab, &(struct row){.metric = m->id,
                           .phase = m->phase,
                           .n = (double)r->n,
                           .mean = r->mean,
                           .sd = sd,
                           .cv_pct = fabs(r->mean) > LEAST_SDS * sd ? 100 * sd / fabs(r->mean)
                                                                    : (double)NAN,
                           .min = r->min,
                           .max = r->max,
                           .unit = m->unit,
                           .reason = enough ? "" : hinge_reason_name(HINGE_REASON_TOO_FEW_REPS)});
    if (first)
        hinge_tab_trial_keys(tab, trial, row);
    else
        hinge_tab_repeat(tab->table, tab->first, row);
}

/* The rows of a trial; a measure none of its repetitions has gives none. */
static void end_trial(struct variability *v, size_t trial)
{
    bool first = true;
    for (size_t m = 0; m < v->measures.n; m++) {
        if (v->running[m].n > 0) {
            add_row(v->tab, trial, &v->measures.item[m], &v->running[m], first);
            first = false;
        }
        v->running[m] = (struct hinge_running){0};
    }
    hinge_tab_hand_over(v->tab);
}

static void add_rep(struct variability *v)
{
    for (size_t m = 0; m < v->measures.n; m++) {
        double x = hinge_rep_values(&v->stream, v->array[m])[v->measures.item[m].at];
        /* directions have no SD; coupling_variability_deg is theirs */
        if (!isnan(x) && v->measures.item[m].kind != HINGE_MEASURE_CIRCULAR)
            hinge_running_add(&v->running[m], x);
    }
}

static void add_rows(struct variability *v)
{
    struct hinge_tabulation *tab = v->tab;
    size_t trial = SIZE_MAX;
    v->array = hinge_arena_alloc(&tab->arena, v->measures.n, sizeof *v->array);
    v->running = hinge_arena_alloc(&tab->arena, v->measures.n, sizeof *v->running);
    v->valid = hinge_rep_stream_want(&v->stream, "valid", 1);
    for (size_t m = 0; m < v->measures.n; m++)
        v->array[m] =
            hinge_rep_stream_want(&v->stream, v->measures.item[m].id, v->measures.item[m].phases);
    while (hinge_rep_stream_next(&v->stream)) {
        if (v->stream.trial != trial)
            end_trial(v, trial);
        trial = v->stream.trial;
        bool counts = hinge_rep_values(&v->stream, v->valid)[0] > 0 || tab->request->all_reps;
        if (counts && hinge_tab_is_trial(tab, trial))
            add_rep(v);
    }
    end_trial(v, trial);
}

static void make(struct hinge_tabulation *tab)
{
    struct variability v = {.tab = tab,
                            .measures = hinge_tab_measures(tab, hinge_tab_readable(tab))};
    hinge_rep_stream_init(&v.stream, tab, 0);
    hinge_tab_trial_columns(tab, keys, HINGE_SHOW_KEY);
    if (!hinge_tab_names_trials(tab))
        hinge_tab_trial_columns(tab, file, HINGE_SHOW_DIFFERS);
    hinge_tab_columns(tab, columns);
    add_rows(&v);
    hinge_rep_stream_clear(&v.stream);
    hinge_text_puts(&tab->notes,
                    "SD and CV are between the repetitions of one recording (3 or more, 5 "
                    "recommended); they say nothing of how well a value repeats on another "
                    "day.\n");
}

const struct hinge_view hinge_view_variability = {
    .id = "variability",
    .title = "SD and CV between the repetitions of each recording",
    .labels = labels,
    .takes = "filter,phase,columns,metrics,sort,digits,all-reps",
    .make = make,
};
