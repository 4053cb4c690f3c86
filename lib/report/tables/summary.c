/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: mean and SD of each metric and phase, with people as the unit. */
#include "base/memory.h"
#include "base/number.h"
#include "report/cells.h"
#include "report/columns.h"
#include "report/request.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const labels[] = {"phase", "metric", NULL};

/* Repetitions of a cell that count, those without a value, and why the first of these
 * has none. */
struct lost {
    unsigned reps, n;
    double reason;
    const char *elsewhere; /* a phase in which a repetition has a value; NULL */
};

struct summary {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_cell_list cells;
    struct hinge_measures measures;
    size_t reason;     /* array */
    struct lost *lost; /* [cell][measure] */
    size_t room;       /* cells there is room for */
    bool readable;
    size_t *cell_order;
    struct hinge_spreads spreads;
};

static void count_lost(struct summary *s, size_t cell)
{
    size_t n = s->measures.n;
    if (cell >= s->room) {
        size_t room = s->room ? 2 * s->room : 16;
        while (room <= cell)
            room *= 2;
        struct lost *grown = hinge_resize(s->lost, room * n, sizeof *grown);
        memset(grown + s->room * n, 0, (room - s->room) * n * sizeof *grown);
        s->lost = grown;
        s->room = room;
    }
    const double *reason = hinge_rep_values(&s->stream, s->reason);
    for (size_t m = 0; m < n; m++) {
        const struct hinge_measure *measure = &s->measures.item[m];
        const double *value = hinge_rep_values(&s->stream, measure->array);
        struct lost *lost = &s->lost[cell * n + m];
        lost->reps++;
        if (!isnan(value[measure->at]))
            continue;
        for (size_t p = 0; p < s->measures.n_phases && lost->elsewhere == NULL; p++)
            lost->elsewhere = isnan(value[p]) ? NULL : s->measures.phase[p];
        if (lost->n++ == 0 && measure->label >= 0)
            lost->reason = reason[(size_t)measure->label * s->measures.n_phases + measure->at];
    }
}

static void add_rep(struct summary *s)
{
    if (!hinge_cells_enter(&s->cells))
        return;
    hinge_measures_add(&s->measures, &s->cells.people);
    count_lost(s, s->cells.people.person[s->cells.person].cell);
}

/* --- rows --- */

enum {
    METRIC,
    PHASE,
    N,
    REPS,
    SHOWN,
    MEAN,
    SD,
    MEDIAN,
    Q1,
    Q3,
    MIN,
    MAX,
    CI_LOW,
    CI_HIGH,
    UNIT,
    DROPPED,
    MISSING,
    REASON,
    N_COLUMNS
};

static const struct hinge_tab_spec columns[N_COLUMNS] = {
    [METRIC] = {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [PHASE] = {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [N] = {"n", "1", 0, HINGE_SHOW_KEY},
    [REPS] = {"reps", "1", 0, HINGE_SHOW_KEY},
    [SHOWN] = {"mean ± SD", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [MEAN] = {"mean", "", -1, HINGE_SHOW_FULL},
    [SD] = {"sd", "", -1, HINGE_SHOW_FULL},
    [MEDIAN] = {"median", "", -1, HINGE_SHOW_FULL},
    [Q1] = {"q1", "", -1, HINGE_SHOW_FULL},
    [Q3] = {"q3", "", -1, HINGE_SHOW_FULL},
    [MIN] = {"min", "", -1, HINGE_SHOW_FULL},
    [MAX] = {"max", "", -1, HINGE_SHOW_FULL},
    [CI_LOW] = {"ci_low", "", -1, HINGE_SHOW_FULL},
    [CI_HIGH] = {"ci_high", "", -1, HINGE_SHOW_FULL},
    [UNIT] = {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [DROPPED] = {"dropped", "1", 0, HINGE_SHOW_FILLED},
    [MISSING] = {"missing", "1", 0, HINGE_SHOW_FULL},
    [REASON] = {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED},
};

/* What --stat shows: a value and its spread. */
enum stat { MEAN_SD, MEDIAN_IQR, MEAN_CI, STATS };
static const struct {
    const char *id, *column;
} stats[STATS] = {[MEAN_SD] = {"mean_sd", "mean ± SD"},
                  [MEDIAN_IQR] = {"median_iqr", "median [IQR]"},
                  [MEAN_CI] = {"mean_ci", "mean [95 % CI]"}};

static enum stat stat_of(const struct hinge_tabulation *tab)
{
    for (int i = 0; i < STATS; i++)
        if (tab->request->stat != NULL && strcmp(tab->request->stat, stats[i].id) == 0)
            return (enum stat)i;
    return MEAN_SD;
}

static void add_columns(struct summary *s, struct hinge_table *table)
{
    hinge_cells_columns(&s->cells, table);
    struct hinge_tab_spec own[N_COLUMNS];
    memcpy(own, columns, sizeof own);
    own[SHOWN].name = stats[stat_of(s->tab)].column;
    hinge_tab_specified(s->tab, table, own, N_COLUMNS);
}

static void describe(const struct hinge_spread *spread, enum stat stat, int digits, bool asked,
                     char text[96])
{
    double middle = stat == MEDIAN_IQR ? spread->median : spread->mean;
    double sd = spread->sd, low = stat == MEAN_CI ? spread->ci_low : spread->q1,
           high = stat == MEAN_CI ? spread->ci_high : spread->q3;
    if (!asked)
        digits =
            hinge_limit_decimals(digits, stat == MEAN_SD ? sd : low, stat == MEAN_SD ? sd : high);
    middle = hinge_unsigned_zero(middle, digits);
    low = hinge_unsigned_zero(low, digits);
    high = hinge_unsigned_zero(high, digits);
    if (spread->n == 0)
        *text = '\0'; /* a dash */
    else if (spread->n == 1)
        snprintf(text, 96, "%.*f", digits, middle);
    else if (stat == MEAN_SD)
        snprintf(text, 96, "%.*f ± %.*f", digits, middle, digits, sd);
    else
        snprintf(text, 96, "%.*f [%.*f, %.*f]", digits, middle, digits, low, digits, high);
}

/* Why nobody of the cell has the measure; "" when somebody has. */
static const char *why_none(const struct hinge_spread *spread, size_t dropped,
                            const struct lost *lost)
{
    if (spread->n > 0)
        return "";
    if (dropped > 0 || lost->reps == 0)
        return hinge_reason_name(HINGE_REASON_TOO_FEW_REPS);
    const char *reason = hinge_stored_reason(lost->reason);
    /* each has a value: of their means no ratio or direction can be formed */
    return *reason != '\0' ? reason : hinge_reason_name(HINGE_REASON_DEN_SMALL);
}

static void add_row(struct summary *s, size_t cell, size_t measure, struct hinge_table *table)
{
    const struct hinge_measure *m = &s->measures.item[measure];
    size_t first = s->cells.people.n_keys;
    char text[96];
    const struct hinge_cell_spread *of = hinge_spreads_of(&s->spreads, measure, cell);
    const struct hinge_spread spread = of->spread;
    const struct lost none = {0};
    const struct lost *lost = cell < s->room ? &s->lost[cell * s->measures.n + measure] : &none;
    hinge_table_add_rows(table, 1);
    size_t row = table->rows - 1;
    const struct {
        size_t column;
        double value;
    } numbers[] = {{N, (double)spread.n},     {REPS, of->reps},
                   {MEAN, spread.mean},       {SD, spread.sd},
                   {MEDIAN, spread.median},   {MIN, spread.min},
                   {Q1, spread.q1},           {Q3, spread.q3},
                   {MAX, spread.max},         {CI_LOW, spread.ci_low},
                   {CI_HIGH, spread.ci_high}, {DROPPED, (double)of->dropped},
                   {MISSING, (double)lost->n}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        table->column[first + numbers[i].column].number[row] = numbers[i].value;
    const int *digits = s->tab->request->digits;
    bool count = m->digits == 0 && strcmp(m->unit, "1") == 0; /* its mean is a share */
    int own = count ? HINGE_SHARE_DIGITS : m->digits;
    describe(&spread, stat_of(s->tab), digits != NULL && own > 0 ? *digits : own, digits != NULL,
             text);
    const struct {
        size_t column;
        const char *text;
    } texts[] = {{METRIC, m->id},
                 {PHASE, m->phase},
                 {SHOWN, text},
                 {UNIT, m->unit},
                 {REASON, why_none(&spread, of->dropped, lost)}};
    hinge_cells_set(&s->cells, cell, table, row);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hinge_tab_set(table, first + texts[i].column, row, texts[i].text, row - 1);
}

/* A metric that nobody has in a phase gets no rows, unless it was asked for, by its
 * name or with all: then the reason stands in them. */
static bool has_rows(const struct summary *s, size_t measure)
{
    const struct hinge_measure *m = &s->measures.item[measure];
    for (size_t i = 0; i < s->cells.people.n; i++)
        if (hinge_measure_reps(&s->measures, &s->cells.people.person[i], measure) > 0)
            return true;
    for (size_t c = 0; hinge_tab_all_said(s->tab) && c < s->cells.people.n_cells && c < s->room;
         c++) {
        const struct lost *lost = &s->lost[c * s->measures.n + measure];
        if (lost->n > 0 && *hinge_stored_reason(lost->reason) != '\0')
            return true;
    }
    return hinge_tab_chooses(s->tab) && hinge_tab_wants(s->tab, m->id, false);
}

/* A metric that nobody has in the phase that was asked for: where people have it. */
static void say_elsewhere(struct summary *s, size_t measure)
{
    const struct hinge_measure *m = &s->measures.item[measure];
    const char *phase = NULL;
    if (*s->tab->request->phase == '\0' || !hinge_tab_chooses(s->tab) ||
        !hinge_tab_wants(s->tab, m->id, false))
        return;
    for (size_t i = 0; i < s->cells.people.n; i++)
        if (hinge_measure_reps(&s->measures, &s->cells.people.person[i], measure) > 0)
            return;
    for (size_t c = 0; c < s->room && phase == NULL; c++)
        phase = s->lost[c * s->measures.n + measure].elsewhere;
    if (phase == NULL)
        return;
    hinge_phase_hint(&s->tab->notes, m->id, m->phase, phase, 0);
    hinge_text_puts(&s->tab->notes, ".\n");
}

static enum hinge_status add_rows(struct summary *s, struct hinge_table *table,
                                  struct hinge_error *error)
{
    struct hinge_text none = {0};
    char name[128];
    const char *last = "";
    bool has_row = true;
    enum hinge_status status = HINGE_OK;
    for (size_t m = 0; status == HINGE_OK && m < s->measures.n; m++) {
        const struct hinge_measure *measure = &s->measures.item[m];
        if (strcmp(last, measure->id) != 0) {
            if (!has_row)
                hinge_text_printf(&none, "%s%s", none.length ? ", " : "",
                                  hinge_tab_name(s->tab, last, name, sizeof name));
            has_row = false;
            last = measure->id;
        }
        if (!has_rows(s, m))
            continue;
        has_row = true;
        say_elsewhere(s, m);
        status = hinge_spreads_describe(&s->spreads, m, error);
        for (size_t i = 0; status == HINGE_OK && i < s->cells.people.n_cells; i++)
            add_row(s, s->cell_order[i], m, table);
    }
    if (!has_row)
        hinge_text_printf(&none, "%s%s", none.length ? ", " : "",
                          hinge_tab_name(s->tab, last, name, sizeof name));
    if (none.length > 0)
        hinge_text_printf(&s->tab->notes,
                          "No repetition has: %s; hinge-table reps gives the reasons.\n",
                          hinge_text_string(&none));
    hinge_text_clear(&none);
    return status;
}

static enum hinge_status make(struct summary *s, struct hinge_table *table,
                              struct hinge_error *error)
{
    enum hinge_status status = hinge_rep_stream_init(&s->stream, s->tab, error);
    if (status == HINGE_OK)
        status = hinge_measures_choose(&s->measures, &s->stream, s->readable, error);
    hinge_rep_stream_want(&s->stream, "reason", s->measures.n_labels * s->measures.n_phases,
                          &s->reason);
    if (status == HINGE_OK)
        status = hinge_cells_init(&s->cells, &s->stream, s->tab->request->by, s->measures.n_nests,
                                  error);
    if (status == HINGE_OK)
        add_columns(s, table);
    while (hinge_rep_stream_next(&s->stream, &status, error))
        add_rep(s);
    if (status == HINGE_OK)
        hinge_cohort_finish(&s->cells.people);
    if (status != HINGE_OK)
        return status;
    hinge_spreads_init(&s->spreads, &s->cells, &s->measures, &s->cell_order);
    status = add_rows(s, table, error);
    if (status == HINGE_OK)
        hinge_cells_notes(&s->cells);
    return status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct summary s = {.tab = tab, .readable = hinge_tab_readable(tab)};
    enum hinge_status status = make(&s, table, error);
    long shown = status == HINGE_OK ? hinge_table_find(table, stats[stat_of(tab)].column) : -1;
    if (!s.readable && shown >= 0)
        hinge_tab_drop(tab, table, (size_t)shown);
    hinge_measures_clear(&s.measures);
    hinge_cells_clear(&s.cells);
    hinge_rep_stream_clear(&s.stream);
    free(s.lost);
    free(s.cell_order);
    hinge_spreads_clear(&s.spreads);
    return status;
}

const struct hinge_view hinge_view_summary = {
    .id = "summary",
    .title = "mean and SD of each metric by group, people as the unit",
    .by = "group,cue",
    .labels = labels,
    .takes = "by,filter,phase,columns,metrics,sort,digits,include-inferred,all-"
             "tasks,all-"
             "reps,allow-single,stat,wide",
    .fill = fill,
};
