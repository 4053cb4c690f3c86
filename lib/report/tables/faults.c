/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults: prevalence and severity of each fault with people as the unit, or the outcome
 * in each repetition when --by names trial and rep. */
#include "base/memory.h"
#include "report/cells.h"
#include "report/columns.h"
#include "report/fault_tables.h"
#include "report/repetitions.h"
#include "report/request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of each fault: shares of the judged repetitions, the severity, and by how much their
 * threshold differs from the fault's own (task, cue, tier). */
enum { FOUND, CERTAIN, POSSIBLE, SEVERITY, MOVED, MEASURES };
/* After them, once: SD in standing. */
static const char *const noises[] = {"noise_lumbar_deg", "noise_pelvis_deg"};
enum { NOISES = sizeof noises / sizeof *noises };

static const char *const labels[] = {"fault", NULL};

struct faults {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_fault_arrays arrays;
    struct hinge_cell_list cells;
    unsigned *refused; /* [cell][fault][reason] */
    size_t room;       /* cells there is room for */
    double *value;     /* of the people of a cell */
    double *threshold; /* of each fault, its own */
    double has_fault;  /* agg.has_fault */
};

static void find_thresholds(struct faults *faults)
{
    faults->threshold = hinge_alloc(faults->arrays.n + 1, sizeof *faults->threshold);
    for (size_t f = 0; f < faults->arrays.n; f++)
        faults->threshold[f] = hinge_fault_threshold(faults->tab, faults->arrays.id[f]);
}

static void count_refused(struct faults *faults, size_t cell, size_t fault)
{
    size_t per_cell = faults->arrays.n * HINGE_REASON_COUNT;
    if (cell >= faults->room) {
        size_t room = faults->room ? 2 * faults->room : 16;
        while (room <= cell)
            room *= 2;
        unsigned *grown = hinge_resize(faults->refused, room * per_cell, sizeof *grown);
        memset(grown + faults->room * per_cell, 0,
               (room - faults->room) * per_cell * sizeof *grown);
        faults->refused = grown;
        faults->room = room;
    }
    double code = hinge_rep_values(&faults->stream, faults->arrays.reason)[fault];
    size_t reason = code >= 0 && code < HINGE_REASON_COUNT ? (size_t)code : 0;
    faults->refused[cell * per_cell + fault * HINGE_REASON_COUNT + reason]++;
}

static void add_noise(struct faults *faults)
{
    for (size_t i = 0; i < NOISES; i++) {
        double noise = hinge_table_number(&faults->tab->trials, noises[i], faults->stream.trial);
        if (!isnan(noise))
            hinge_cohort_add(&faults->cells.people, faults->arrays.n * MEASURES + i, noise);
    }
}

/* Noise forbids a verdict, not the mean: those nearest to the threshold are refused. */
static bool severity_counts(const struct faults *faults, size_t fault, int state)
{
    double reason = hinge_rep_values(&faults->stream, faults->arrays.reason)[fault];
    return state >= 0 || reason == HINGE_REASON_NOISE_TOO_HIGH;
}

static void add_rep(struct faults *faults)
{
    const struct hinge_rep_stream *stream = &faults->stream;
    if (!hinge_cells_enter(&faults->cells))
        return;
    add_noise(faults);
    for (size_t f = 0; f < faults->arrays.n; f++) {
        int state = hinge_fault_state_at(&faults->arrays, stream, f);
        double severity = hinge_rep_values(stream, faults->arrays.severity)[f];
        size_t first = f * MEASURES;
        if (state < 0)
            count_refused(faults, faults->cells.people.person[faults->cells.person].cell, f);
        if (!isnan(severity) && severity_counts(faults, f, state))
            hinge_cohort_add(&faults->cells.people, first + SEVERITY, severity);
        if (state < 0)
            continue;
        hinge_cohort_add(&faults->cells.people, first + FOUND, state >= 2);
        hinge_cohort_add(&faults->cells.people, first + CERTAIN, state == 3);
        hinge_cohort_add(&faults->cells.people, first + POSSIBLE, state >= 1);
        hinge_cohort_add(&faults->cells.people, first + MOVED,
                         hinge_rep_values(stream, faults->arrays.threshold)[f] -
                             faults->threshold[f]);
    }
}

/* --- rows --- */

enum {
    FAULT,
    PEOPLE,
    REPS,
    PREVALENCE,
    CI_LOW,
    CI_HIGH,
    CERTAIN_LOW,
    CERTAIN_HIGH,
    SEVERITY_MEAN,
    SEVERITY_SD,
    UNIT,
    THRESHOLD,
    PEOPLE_WITH,
    REFUSED,
    DROPPED,
    REASONS,
    NOISE_LUMBAR,
    NOISE_PELVIS,
    N_COLUMNS
};

static const struct hinge_tab_spec columns[N_COLUMNS] = {
    [FAULT] = {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [PEOPLE] = {"people", "1", 0, HINGE_SHOW_DATA},
    [REPS] = {"reps", "1", 0, HINGE_SHOW_DATA},
    [PREVALENCE] = {"prevalence", "1", 2, HINGE_SHOW_DATA},
    [CI_LOW] = {"ci_low", "1", 2, HINGE_SHOW_DATA},
    [CI_HIGH] = {"ci_high", "1", 2, HINGE_SHOW_DATA},
    [CERTAIN_LOW] = {"certain_low", "1", 2, HINGE_SHOW_DATA},
    [CERTAIN_HIGH] = {"certain_high", "1", 2, HINGE_SHOW_DATA},
    [SEVERITY_MEAN] = {"severity", "", 2, HINGE_SHOW_DATA},
    [SEVERITY_SD] = {"severity_sd", "", 2, HINGE_SHOW_FULL},
    [UNIT] = {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA},
    [THRESHOLD] = {"threshold", "", 2, HINGE_SHOW_DATA},
    [PEOPLE_WITH] = {"people_with", "1", 2, HINGE_SHOW_DATA},
    [REFUSED] = {"refused", "1", 0, HINGE_SHOW_DATA},
    [DROPPED] = {"dropped", "1", 0, HINGE_SHOW_FILLED},
    [REASONS] = {"reasons", "", HINGE_TEXT, HINGE_SHOW_FILLED},
    [NOISE_LUMBAR] = {"noise_lumbar_deg", "deg", 2, HINGE_SHOW_FULL},
    [NOISE_PELVIS] = {"noise_pelvis_deg", "deg", 2, HINGE_SHOW_FULL},
};

/* People of a cell: positions in the list of all. */
struct members {
    const size_t *person;
    size_t n;
};

/* Means of a measure for the people who count for it; *left: who had too few. */
static size_t people_values(const struct faults *faults, const struct members *members,
                            size_t measure, size_t judged, double *reps, size_t *left)
{
    size_t n = 0;
    *reps = 0;
    *left = 0;
    for (size_t i = 0; i < members->n; i++) {
        const struct hinge_person *person = &faults->cells.people.person[members->person[i]];
        unsigned count = hinge_person_nest(person, judged)->reps;
        if (!hinge_person_counts(&faults->cells, person, count)) {
            *left += count > 0;
            continue;
        }
        double mean = hinge_nest_mean(hinge_person_nest(person, measure));
        if (isnan(mean))
            continue;
        faults->value[n++] = mean;
        *reps += count;
    }
    return n;
}

static double mean_of(const struct faults *faults, const struct members *members, size_t measure,
                      size_t judged)
{
    double reps;
    size_t left;
    size_t n = people_values(faults, members, measure, judged, &reps, &left);
    return hinge_spread_of(faults->value, n).mean;
}

static void set_rates(const struct faults *faults, const struct members *members, size_t fault,
                      struct hinge_column *column, size_t row)
{
    size_t first = fault * MEASURES, left, with = 0;
    double reps;
    size_t n = people_values(faults, members, first + FOUND, first + FOUND, &reps, &left);
    for (size_t i = 0; i < n; i++)
        with += faults->value[i] >= faults->has_fault;
    struct hinge_prevalence p = hinge_prevalence_of(faults->value, n, reps);
    column[PEOPLE].number[row] = (double)n;
    column[REPS].number[row] = reps;
    column[PREVALENCE].number[row] = p.mean;
    column[CI_LOW].number[row] = p.low;
    column[CI_HIGH].number[row] = p.high;
    column[PEOPLE_WITH].number[row] = n > 0 ? (double)with / (double)n : (double)NAN;
    column[DROPPED].number[row] = (double)left;
    column[CERTAIN_LOW].number[row] = mean_of(faults, members, first + CERTAIN, first + FOUND);
    column[CERTAIN_HIGH].number[row] = mean_of(faults, members, first + POSSIBLE, first + FOUND);
    double moved = mean_of(faults, members, first + MOVED, first + FOUND);
    column[THRESHOLD].number[row] = faults->threshold[fault] + (isnan(moved) ? 0 : moved);
    n = people_values(faults, members, first + SEVERITY, first + SEVERITY, &reps, &left);
    struct hinge_spread severity = hinge_spread_of(faults->value, n);
    column[SEVERITY_MEAN].number[row] = severity.mean;
    column[SEVERITY_SD].number[row] = severity.sd;
    for (size_t i = 0; i < NOISES; i++)
        column[NOISE_LUMBAR + i].number[row] = mean_of(
            faults, members, faults->arrays.n * MEASURES + i, faults->arrays.n * MEASURES + i);
}

/* "ROM_SMALL 3, NO_HEAD 10" and their sum. */
static double describe_refused(const struct faults *faults, size_t cell, size_t fault,
                               struct hinge_text *text)
{
    double sum = 0;
    const unsigned *count =
        cell < faults->room
            ? faults->refused + (cell * faults->arrays.n + fault) * HINGE_REASON_COUNT
            : NULL;
    for (size_t r = 0; count != NULL && r < HINGE_REASON_COUNT; r++) {
        if (count[r] == 0)
            continue;
        const char *name = hinge_reason_name((enum hinge_reason)r);
        hinge_text_printf(text, "%s%s %u", sum > 0 ? ", " : "", *name != '\0' ? name : "unknown",
                          count[r]);
        sum += count[r];
    }
    return sum;
}

static void add_row(struct faults *faults, size_t cell, const struct members *members, size_t fault,
                    struct hinge_table *table)
{
    struct hinge_text reasons = {0};
    size_t first = faults->cells.people.n_keys;
    const char *id = faults->arrays.id[fault];
    hinge_table_add_rows(table, 1);
    size_t row = table->rows - 1;
    struct hinge_column *column = table->column + first;
    set_rates(faults, members, fault, column, row);
    column[REFUSED].number[row] = describe_refused(faults, cell, fault, &reasons);
    if (column[PEOPLE].number[row] == 0 && reasons.length == 0)
        hinge_text_puts(&reasons, hinge_reason_name(HINGE_REASON_TOO_FEW_REPS));
    const struct {
        size_t column;
        const char *text;
    } texts[] = {{FAULT, id},
                 {UNIT, hinge_fault_text(faults->tab, id, "unit")},
                 {REASONS, hinge_text_string(&reasons)}};
    hinge_cells_set(&faults->cells, cell, table, row);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hinge_tab_set(table, first + texts[i].column, row, texts[i].text, row - 1);
    hinge_text_clear(&reasons);
}

static void add_columns(struct faults *faults, struct hinge_table *table)
{
    hinge_cells_columns(&faults->cells, table);
    hinge_tab_specified(faults->tab, table, columns, N_COLUMNS);
}

static void add_rows(struct faults *faults, struct hinge_table *table)
{
    size_t *cell_order, *person_order, *first;
    const struct hinge_cell_list *cells = &faults->cells;
    hinge_cohort_sort(&cells->people, &cell_order, &person_order, &first);
    faults->value = hinge_alloc(cells->people.n, sizeof *faults->value);
    for (size_t i = 0; i < cells->people.n_cells; i++) {
        size_t cell = cell_order[i];
        struct members members = {person_order + first[cell], first[cell + 1] - first[cell]};
        for (size_t f = 0; f < faults->arrays.n; f++)
            if (hinge_where_label(faults->tab, "fault", faults->arrays.id[f]))
                add_row(faults, cell, &members, f, table);
    }
    free(cell_order);
    free(person_order);
    free(first);
}

static enum hinge_status make(struct faults *faults, struct hinge_table *table,
                              struct hinge_error *error)
{
    enum hinge_status status = hinge_rep_stream_init(&faults->stream, faults->tab, error);
    if (status == HINGE_OK)
        status = hinge_fault_arrays_want(&faults->arrays, &faults->stream, error);
    if (status == HINGE_OK)
        find_thresholds(faults);
    if (status == HINGE_OK)
        status = hinge_cells_init(&faults->cells, &faults->stream, faults->tab->request->by,
                                  faults->arrays.n * MEASURES + NOISES, error);
    if (status == HINGE_OK)
        add_columns(faults, table);
    while (hinge_rep_stream_next(&faults->stream, &status, error))
        add_rep(faults);
    if (status != HINGE_OK)
        return status;
    hinge_cohort_finish(&faults->cells.people);
    add_rows(faults, table);
    if (status == HINGE_OK) {
        hinge_cells_notes(&faults->cells);
        hinge_fault_notes(faults->tab);
        faults->tab->nothing_is_fine = table->rows > 0; /* its notes say why */
        hinge_fault_for_paper(faults->tab, table);
    }
    return status;
}

/* A row for each repetition is meant when the keys name one. */
static enum hinge_status names_repetitions(struct hinge_tabulation *tab, bool *yes,
                                           struct hinge_error *error)
{
    const char *key[HINGE_BY_KEYS];
    size_t n;
    bool rep = false, trial = false;
    enum hinge_status status =
        hinge_tab_split(tab, "--by", tab->request->by, ',', key, HINGE_BY_KEYS, &n, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        rep = rep || strcmp(key[i], "rep") == 0;
        trial = trial || strcmp(key[i], "trial") == 0 || strcmp(key[i], "trial_id") == 0 ||
                strcmp(key[i], "file") == 0;
    }
    *yes = rep && trial;
    return status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct faults faults = {.tab = tab, .has_fault = hinge_tab_parameter(tab, "agg.has_fault")};
    bool one_by_one;
    enum hinge_status status = names_repetitions(tab, &one_by_one, error);
    if (status == HINGE_OK && one_by_one)
        return hinge_fault_outcomes(tab, tab->request->by, table, error);
    if (status == HINGE_OK)
        status = make(&faults, table, error);
    hinge_cells_clear(&faults.cells);
    hinge_rep_stream_clear(&faults.stream);
    free(faults.refused);
    free(faults.value);
    free(faults.threshold);
    return status;
}

const struct hinge_view hinge_view_faults = {
    .id = "faults",
    .title = "prevalence and severity of each fault; --by participant,cue,trial,rep for "
             "each repetition",
    .by = "group,cue",
    .labels = labels,
    .takes = "by,filter,phase-of-filter,columns,sort,digits,include-inferred,all-"
             "tasks,all-"
             "reps,allow-single,stat n_pct",
    .fill = fill,
    .for_paper = hinge_fault_paper_table,
};
