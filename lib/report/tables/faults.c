/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults: prevalence and severity of each fault with people as the unit, or the outcome
 * in each repetition when --by names trial and rep. */
#include "faults/fault.h"
#include "report/columns.h"
#include "report/fault_tables.h"
#include "report/people.h"
#include "report/request.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const char *const labels[] = {"fault", NULL};

struct row {
    const char *fault, *unit, *reasons;
    double people, reps, prevalence, ci_low, ci_high, certain_low, certain_high, severity,
        severity_sd, threshold, people_with, refused, dropped, noise_lumbar_deg, noise_pelvis_deg;
};

static const struct hinge_view_column columns[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, fault)},
    {"people", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, people)},
    {"reps", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, reps)},
    {"prevalence", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, prevalence)},
    {"ci_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, ci_low)},
    {"ci_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, ci_high)},
    {"certain_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, certain_low)},
    {"certain_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, certain_high)},
    {"severity", "", 2, HINGE_SHOW_DATA, offsetof(struct row, severity)},
    {"severity_sd", "", 2, HINGE_SHOW_FULL, offsetof(struct row, severity_sd)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, unit)},
    {"threshold", "", 2, HINGE_SHOW_DATA, offsetof(struct row, threshold)},
    {"people_with", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, people_with)},
    {"refused", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, refused)},
    {"dropped", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, dropped)},
    {"reasons", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reasons)},
    {"noise_lumbar_deg", "deg", 2, HINGE_SHOW_FULL, offsetof(struct row, noise_lumbar_deg)},
    {"noise_pelvis_deg", "deg", 2, HINGE_SHOW_FULL, offsetof(struct row, noise_pelvis_deg)},
    {0}};

/* Rows are made fault by fault and shown cell by cell. */
struct faults {
    struct hinge_people *people;
    struct hinge_rep_labels fault;
    struct row *row; /* [cell][fault] */
};

/* The column of an array, from a fault on. */
static const double *column_of(const struct faults *f, const char *name, size_t fault)
{
    return hinge_reps_column(&f->people->reps, name, f->fault.n) + fault;
}

/* The mean over people of what was averaged last. */
static double mean_of(const struct faults *f, size_t cell)
{
    return hinge_people_spread(f->people, cell).spread.mean;
}

/* --- what a repetition says of a fault --- */

/* Averages a value of the state of the judged repetitions: `least` to `most` are 1, others 0. */
static void average_states(struct faults *f, size_t fault, int least, int most)
{
    const double *state = column_of(f, "fault_state", fault);
    for (size_t k = 0; k < f->people->cohort.n_reps; k++) {
        int is = hinge_fault_state_of(state[f->people->row[k] * f->fault.n]);
        f->people->value[0][k] = is < 0 ? (double)NAN : is >= least && is <= most;
    }
    hinge_people_average(f->people);
}

static void set_rates(struct faults *f, size_t fault)
{
    const struct hinge_tabulation *tab = f->people->tab;
    const double has_fault = hinge_tab_parameter(tab, "agg.has_fault");
    average_states(f, fault, HINGE_FAULT_ABOVE, HINGE_FAULT_PRESENT);
    for (size_t c = 0; c < f->people->cohort.n_cells; c++) {
        const struct hinge_counted of = hinge_people_counted(f->people, c);
        const double *rate = f->people->scratch;
        const struct hinge_prevalence p = hinge_prevalence_of(rate, of.n, of.reps);
        size_t with = 0;
        for (size_t i = 0; i < of.n; i++)
            with += rate[i] >= has_fault;
        f->row[c * f->fault.n + fault] = (struct row){
            .fault = f->fault.label[fault],
            .unit = hinge_fault_text(tab, f->fault.label[fault], "unit"),
            .people = (double)of.n,
            .reps = of.reps,
            .prevalence = p.mean,
            .ci_low = p.low,
            .ci_high = p.high,
            .people_with = of.n > 0 ? (double)with / (double)of.n : (double)NAN,
            .dropped = (double)of.dropped,
        };
    }
}

/* Prevalence if the outcomes within the margin of the threshold were all none, or all faults. */
static void set_certain(struct faults *f, size_t fault)
{
    average_states(f, fault, HINGE_FAULT_PRESENT, HINGE_FAULT_PRESENT);
    for (size_t c = 0; c < f->people->cohort.n_cells; c++)
        f->row[c * f->fault.n + fault].certain_low = mean_of(f, c);
    average_states(f, fault, HINGE_FAULT_BELOW, HINGE_FAULT_PRESENT);
    for (size_t c = 0; c < f->people->cohort.n_cells; c++)
        f->row[c * f->fault.n + fault].certain_high = mean_of(f, c);
}

/* The threshold: the fault's own, and by how much the judged repetitions' differ from it (task,
 * cue, tier). */
static void set_threshold(struct faults *f, size_t fault)
{
    const double *state = column_of(f, "fault_state", fault),
                 *threshold = column_of(f, "fault_threshold", fault);
    const double own = hinge_fault_threshold(f->people->tab, f->fault.label[fault]);
    for (size_t k = 0; k < f->people->cohort.n_reps; k++) {
        size_t at = f->people->row[k] * f->fault.n;
        f->people->value[0][k] =
            hinge_fault_state_of(state[at]) >= 0 ? threshold[at] - own : (double)NAN;
    }
    hinge_people_average(f->people);
    for (size_t c = 0; c < f->people->cohort.n_cells; c++) {
        double moved = mean_of(f, c);
        f->row[c * f->fault.n + fault].threshold = own + (isnan(moved) ? 0 : moved);
    }
}

/* Noise forbids a verdict, not the mean: those nearest to the threshold are refused. */
static void set_severity(struct faults *f, size_t fault)
{
    const double *state = column_of(f, "fault_state", fault),
                 *reason = column_of(f, "fault_reason", fault),
                 *severity = column_of(f, "fault_severity", fault);
    for (size_t k = 0; k < f->people->cohort.n_reps; k++) {
        size_t at = f->people->row[k] * f->fault.n;
        bool counts =
            hinge_fault_state_of(state[at]) >= 0 || reason[at] == HINGE_REASON_NOISE_TOO_HIGH;
        f->people->value[0][k] = counts ? severity[at] : (double)NAN;
    }
    hinge_people_average(f->people);
    for (size_t c = 0; c < f->people->cohort.n_cells; c++) {
        const struct hinge_spread spread = hinge_people_spread(f->people, c).spread;
        f->row[c * f->fault.n + fault].severity = spread.mean;
        f->row[c * f->fault.n + fault].severity_sd = spread.sd;
    }
}

/* "ROM_SMALL 3, NO_HEAD 10" and their sum. */
static void set_refused(struct faults *f, size_t fault, size_t cell)
{
    const double *state = column_of(f, "fault_state", fault),
                 *reason = column_of(f, "fault_reason", fault);
    struct row *row = &f->row[cell * f->fault.n + fault];
    unsigned count[HINGE_REASON_COUNT] = {0};
    struct hinge_text text = {0};
    for (size_t k = hinge_people_from(f->people, cell); k < hinge_people_from(f->people, cell + 1);
         k++) {
        size_t at = f->people->row[k] * f->fault.n;
        bool known = reason[at] >= 0 && reason[at] < HINGE_REASON_COUNT;
        count[known ? (size_t)reason[at] : 0] += hinge_fault_state_of(state[at]) < 0;
    }
    for (size_t r = 0; r < HINGE_REASON_COUNT; r++) {
        const char *name = hinge_reason_name((enum hinge_reason)r);
        if (count[r] > 0)
            hinge_text_printf(&text, "%s%s %u", row->refused > 0 ? ", " : "",
                              *name != '\0' ? name : "unknown", count[r]);
        row->refused += count[r];
    }
    if (row->people == 0 && text.length == 0)
        hinge_text_puts(&text, hinge_reason_name(HINGE_REASON_TOO_FEW_REPS));
    row->reasons = hinge_arena_strdup(&f->people->tab->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
}

/* SD in standing of the people of each cell. */
static double *noise_of(struct faults *f, const char *name)
{
    struct hinge_people *people = f->people;
    struct hinge_tabulation *tab = people->tab;
    double *noise = hinge_arena_alloc(&tab->arena, people->cohort.n_cells, sizeof *noise);
    const long at = hinge_table_find(&tab->trials, name);
    for (size_t k = 0; k < people->cohort.n_reps; k++)
        people->value[0][k] =
            at >= 0 ? tab->trials.column[at].number[people->cohort.recording[k]] : (double)NAN;
    hinge_people_average(people);
    for (size_t c = 0; c < people->cohort.n_cells; c++)
        noise[c] = mean_of(f, c);
    return noise;
}

static void add_rows(struct faults *f)
{
    struct hinge_tabulation *tab = f->people->tab;
    const size_t n = f->fault.n, cells = f->people->cohort.n_cells;
    f->row = hinge_arena_alloc(&tab->arena, cells * n, sizeof *f->row);
    const double *lumbar = noise_of(f, "noise_lumbar_deg"),
                 *pelvis = noise_of(f, "noise_pelvis_deg");
    for (size_t i = 0; i < n; i++) {
        if (!hinge_tab_label(tab, "fault", f->fault.label[i]))
            continue;
        set_rates(f, i);
        set_certain(f, i);
        set_threshold(f, i);
        set_severity(f, i);
        for (size_t c = 0; c < cells; c++)
            set_refused(f, i, c);
    }
    for (size_t r = 0; r < cells * n; r++) {
        if (f->row[r].fault == NULL)
            continue;
        f->row[r].noise_lumbar_deg = lumbar[r / n];
        f->row[r].noise_pelvis_deg = pelvis[r / n];
        hinge_people_row(f->people, r / n, &f->row[r]);
    }
}

/* A row for each repetition is meant when the keys name one. */
static bool names_repetitions(struct hinge_tabulation *tab)
{
    const char *key[HINGE_BY_KEYS];
    size_t n;
    bool rep = false, trial = false;
    if (!hinge_tab_try(tab, hinge_tab_split(tab, "--by", tab->request->by, ',', key, HINGE_BY_KEYS,
                                            &n, &tab->failure)))
        return false;
    for (size_t i = 0; i < n; i++) {
        rep = rep || strcmp(key[i], "rep") == 0;
        trial = trial || strcmp(key[i], "trial") == 0 || strcmp(key[i], "trial_id") == 0 ||
                strcmp(key[i], "file") == 0;
    }
    return rep && trial;
}

static void make(struct hinge_tabulation *tab)
{
    if (names_repetitions(tab)) {
        hinge_fault_outcomes(tab, tab->request->by);
        return;
    }
    struct faults f = {.fault = hinge_rep_labels(tab, "fault_state", "fault")};
    f.people = hinge_tab_people(tab, tab->request->by);
    hinge_people_columns(f.people, columns);
    add_rows(&f);
    hinge_people_notes(f.people);
    hinge_fault_notes(tab);
    tab->nothing_is_fine = tab->table->rows > 0; /* its notes say why */
    hinge_fault_for_paper(tab, tab->table);
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
    .make = make,
    .for_paper = hinge_fault_paper_table,
};
