/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variability: how much a person's repetitions of one recording differ (method 6.10):
 * SD and coefficient of variation per trial, metric and phase. Between repetitions, not
 * between sessions: no measure of how well a value repeats. */
#include "base/memory.h"
#include "base/sample.h"
#include "report/cells.h"
#include "report/columns.h"
#include "report/repetitions.h"
#include "report/request.h"

#include <hinge/status.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[] = {"participant", "session", "group", "task", "cue", "trial", NULL};
static const char *const file[] = {"file", NULL};
static const char *const labels[] = {"phase", "metric", NULL};

enum { LEAST_REPS = 3 };
/* A mean nearer to zero than this many SDs has no coefficient of variation. */
static const double LEAST_SDS = 3;

enum { METRIC, PHASE, N, MEAN, SD, CV, MIN, MAX, UNIT, REASON, N_COLUMNS };

static const struct hinge_tab_spec columns[N_COLUMNS] = {
    [METRIC] = {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [PHASE] = {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [N] = {"n", "1", 0, HINGE_SHOW_KEY},
    [MEAN] = {"mean", "", 3, HINGE_SHOW_DATA},
    [SD] = {"sd", "", 3, HINGE_SHOW_DATA},
    [CV] = {"cv_pct", "percent", 1, HINGE_SHOW_DATA},
    [MIN] = {"min", "", 3, HINGE_SHOW_FULL},
    [MAX] = {"max", "", 3, HINGE_SHOW_FULL},
    [UNIT] = {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [REASON] = {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED},
};

/* Texts of a measure as the rows so far have them. */
struct kept {
    const char *id, *phase, *unit, *reason;
};

struct variability {
    struct hinge_tabulation *tab;
    struct hinge_table *table;
    struct hinge_rep_stream stream;
    struct hinge_measures measures;
    struct hinge_running *running; /* per measure, of the trial so far */
    struct kept *kept;             /* per measure */
    size_t valid, n_keys;
    size_t trial; /* of the repetitions so far; SIZE_MAX before the first */
};

static void add_columns(struct variability *v)
{
    hinge_tab_trial_columns(v->tab, v->table, keys, HINGE_SHOW_KEY);
    if (!hinge_tab_names_trials(v->tab))
        hinge_tab_trial_columns(v->tab, v->table, file, HINGE_SHOW_DIFFERS);
    v->n_keys = v->table->n_columns;
    hinge_tab_specified(v->tab, v->table, columns, N_COLUMNS);
}

static void copy_keys(const struct variability *v, size_t row, bool first)
{
    if (!first)
        hinge_tab_repeat(v->table, v->n_keys, row);
    else
        for (size_t c = 0; c < v->n_keys; c++) {
            char number[48];
            const char *text = hinge_tab_trial(v->tab, v->table->column[c].name, v->trial, number);
            hinge_tab_set(v->table, c, row, text, row - 1);
        }
}

/* `first`: of its trial. */
static void set_row(struct variability *v, size_t row, size_t measure, bool first)
{
    const struct hinge_measure *m = &v->measures.item[measure];
    const struct hinge_running *r = &v->running[measure];
    struct kept *kept = &v->kept[measure];
    bool enough = r->n >= LEAST_REPS;
    double sd = enough ? hinge_running_sd(r) : (double)NAN;
    double cv = fabs(r->mean) > LEAST_SDS * sd ? 100 * sd / fabs(r->mean) : (double)NAN;
    const struct {
        size_t column;
        double value;
    } numbers[] = {{N, (double)r->n}, {MEAN, r->mean}, {SD, sd},
                   {CV, cv},          {MIN, r->min},   {MAX, r->max}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        v->table->column[v->n_keys + numbers[i].column].number[row] = numbers[i].value;
    const struct {
        size_t column;
        const char *text, **kept;
    } texts[] = {{METRIC, m->id, &kept->id},
                 {PHASE, m->phase, &kept->phase},
                 {UNIT, m->unit, &kept->unit},
                 {REASON, enough ? "" : hinge_reason_name(HINGE_REASON_TOO_FEW_REPS),
                  &kept->reason}};
    copy_keys(v, row, first);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i].text != '\0')
            hinge_tab_keep(v->table, v->n_keys + texts[i].column, row, texts[i].text,
                           texts[i].kept);
}

/* The rows of the trial that ends; a measure none of its repetitions has gives none. */
static enum hinge_status end_trial(struct variability *v, struct hinge_error *error)
{
    size_t row = v->table->rows, n = 0;
    for (size_t m = 0; m < v->measures.n; m++)
        n += v->running[m].n > 0;
    hinge_table_add_rows(v->table, n);
    bool first = true;
    for (size_t m = 0; m < v->measures.n; m++) {
        if (v->running[m].n > 0) {
            set_row(v, row++, m, first);
            first = false;
        }
        v->running[m] = (struct hinge_running){0};
    }
    enum hinge_status status = hinge_tab_hand_over(v->tab, v->table, error);
    if (v->table->rows == 0) /* the texts are gone */
        memset(v->kept, 0, v->measures.n * sizeof *v->kept);
    return status;
}

static void add_rep(struct variability *v)
{
    for (size_t m = 0; m < v->measures.n; m++) {
        const struct hinge_measure *measure = &v->measures.item[m];
        double x = hinge_rep_values(&v->stream, measure->array)[measure->at];
        /* directions have no SD; coupling_variability_deg is theirs */
        if (!isnan(x) && measure->kind != HINGE_MEASURE_CIRCULAR)
            hinge_running_add(&v->running[m], x);
    }
}

static enum hinge_status make(struct variability *v, struct hinge_error *error)
{
    enum hinge_status status = hinge_rep_stream_init(&v->stream, v->tab, error);
    hinge_rep_stream_want(&v->stream, "valid", 1, &v->valid);
    if (status == HINGE_OK)
        status = hinge_measures_choose(&v->measures, &v->stream, hinge_tab_readable(v->tab), error);
    if (status == HINGE_OK)
        add_columns(v);
    v->running = hinge_alloc(v->measures.n, sizeof *v->running);
    v->kept = hinge_alloc(v->measures.n, sizeof *v->kept);
    while (hinge_rep_stream_next(&v->stream, &status, error)) {
        if (v->stream.trial != v->trial)
            status = end_trial(v, error);
        v->trial = v->stream.trial;
        bool counts = hinge_rep_values(&v->stream, v->valid)[0] > 0 || v->tab->request->all_reps;
        if (counts && hinge_tab_is_trial(v->tab, v->trial))
            add_rep(v);
    }
    return status == HINGE_OK ? end_trial(v, error) : status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct variability v = {.tab = tab, .table = table, .trial = SIZE_MAX};
    enum hinge_status status = make(&v, error);
    hinge_measures_clear(&v.measures);
    hinge_rep_stream_clear(&v.stream);
    free(v.running);
    free(v.kept);
    if (status == HINGE_OK)
        hinge_text_printf(&tab->notes,
                          "SD and CV are between the repetitions of one recording (3 or more, 5 "
                          "recommended); they say nothing of how well a value repeats on another "
                          "day.\n");
    return status;
}

const struct hinge_view hinge_view_variability = {
    .id = "variability",
    .title = "SD and CV between the repetitions of each recording",
    .labels = labels,
    .takes = "filter,phase,columns,metrics,sort,digits,all-reps",
    .fill = fill,
};
