/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reps: a row per repetition and phase with its metrics. Every repetition is there; its
 * status says whether it is in the default analysis set. */
#include "faults/fault.h"
#include "report/people/people.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <hinge/warnings.h>

/* Always there, in this order, which files keep; other axes follow where there are some. */
static const char *const qualifiers[] = {"lumbar_def", "driver", "standing_source", "inferred",
                                         "dim",        "side",   "family",          NULL};
struct row {
    double rep, start, end, complete, valid, floor, rom_deg, in_groups, used;
    /* how many faults it has (method 7.0): no score, which no coach has given weights for */
    double faults_present, faults_indeterminate, faults_judged, faults_refused;
    const char *phase, *status, *reason, *warnings, *why;
};

static const struct hinge_view_column of_rep[] = {
    {"rep", "1", 0, HINGE_SHOW_KEY, offsetof(struct row, rep)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, phase)},
    {"start_s", "s", 2, HINGE_SHOW_KEY, offsetof(struct row, start)},
    {"end_s", "s", 2, HINGE_SHOW_KEY, offsetof(struct row, end)},
    {0}};
static const struct hinge_view_column of_status[] = {
    {"status", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, status)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, reason)},
    {0}};
/* Only those that are asked for. */
static const struct hinge_view_column of_numbers[] = {
    {"complete", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, complete)},
    {"valid", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, valid)},
    {"floor", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, floor)},
    {"rom_deg", "deg", 1, HINGE_SHOW_FULL, offsetof(struct row, rom_deg)},
    {"in_groups", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, in_groups)},
    {"used", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, used)},
    {"warnings", "", HINGE_TEXT, HINGE_SHOW_FULL, offsetof(struct row, warnings)},
    {"why", "", HINGE_TEXT, HINGE_SHOW_FULL, offsetof(struct row, why)}, /* it is not used */
    {0}};
/* Only those that are named. */
static const struct hinge_view_column of_faults[] = {
    {"faults_present", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, faults_present)},
    {"faults_indeterminate", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, faults_indeterminate)},
    {"faults_judged", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, faults_judged)},
    {"faults_refused", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, faults_refused)},
    {0}};

/* Metrics are set column by column for some repetitions together: a value is found where the last
 * one was. */
enum { TOGETHER = 64 };

struct reps {
    struct hinge_tabulation *tab;
    struct hinge_repetitions reps;
    struct hinge_uses uses;
    struct hinge_rep_labels phase, fault; /* fault: none where faults are not counted */
    size_t n_shown, *shown;               /* phases */
    size_t n, first;                      /* metrics, and the column of the first */
    const char **id, **reason;            /* arrays of each; reason NULL: the file says none */
};

/* Of the columns of a list those that are wanted; whether any is. */
static bool wanted_columns(struct hinge_tabulation *tab, const struct hinge_view_column *column)
{
    bool any = false;
    for (; column->name != NULL; column++) {
        if (!hinge_tab_wants(tab, column->name, false))
            continue;
        hinge_tab_columns(tab, (const struct hinge_view_column[]){*column, {0}});
        any = true;
    }
    return any;
}

static void add_columns(struct reps *r)
{
    struct hinge_tabulation *tab = r->tab;
    hinge_tab_trial_columns(tab, hinge_trial_keys, HINGE_SHOW_KEY);
    hinge_tab_trial_column(tab, "judged_as", HINGE_SHOW_KEY_FULL);
    hinge_tab_columns(tab, of_rep);
    hinge_tab_trial_column(tab, "tier", HINGE_SHOW_KEY);
    hinge_tab_columns(tab, of_status);
    hinge_tab_trial_columns(tab, qualifiers, HINGE_SHOW_DIFFERS);
    for (size_t k = 0; k < HINGE_AXES; k++) { /* stages, loads */
        const char *name = hinge_axes[k].column;
        char buffer[HINGE_AXIS_TEXT];
        bool any = false;
        for (size_t t = 0; t < tab->trials.rows && !any; t++)
            any = *hinge_axis_text(&tab->trials, k, t, buffer) != '\0';
        if (any)
            hinge_tab_trial_column(tab, name, HINGE_SHOW_DIFFERS);
    }
    hinge_tab_trial_column(tab, "sequence", HINGE_SHOW_KEY_FULL);
    /* Those readers see come first: the first of all gives the row its reason. */
    const struct hinge_rep_labels reasons = hinge_rep_labels(tab, "reason", "metric");
    r->id = hinge_arena_alloc(&tab->arena, tab->metrics.rows + 1, sizeof *r->id);
    r->reason = hinge_arena_alloc(&tab->arena, tab->metrics.rows + 1, sizeof *r->reason);
    r->first = tab->table->n_columns;
    for (int pass = 0; pass < 2; pass++)
        for (size_t row = 0; row < tab->metrics.rows; row++) {
            const char *id = hinge_table_text(&tab->metrics, "id", row);
            if (id == NULL || hinge_is_among(hinge_readable_metrics, id) != (pass == 0) ||
                !hinge_tab_wants(tab, id, pass == 0))
                continue;
            const struct hinge_measure m = hinge_measure_of(tab, row, &reasons);
            hinge_tab_column(tab, m.id, HINGE_COLUMN_NUMBER, m.unit, m.digits, HINGE_SHOW_FILLED);
            r->reason[r->n] = m.reason;
            r->id[r->n++] = m.id;
        }
    wanted_columns(tab, of_numbers);
    if (hinge_tab_chooses(tab) && wanted_columns(tab, of_faults))
        r->fault = hinge_rep_labels(tab, "fault_state", "fault");
    /* covariates: the columns of the trial list; others of /trials when they are named */
    for (size_t c = 0; c < tab->trials.n_columns; c++) {
        const char *name = tab->trials.column[c].name;
        if ((hinge_tab_chooses(tab) || hinge_table_find(&tab->list, name) >= 0) &&
            hinge_tab_wants(tab, name, false))
            hinge_tab_trial_column(tab, name, HINGE_SHOW_FULL);
    }
}

/* --- rows --- */

/* What the rows of a block of repetitions are made of. */
struct block {
    struct hinge_rep_clock clock;
    const double *rep, *complete, *valid, *warnings;
    const double *rom_deg, *state; /* NULL: not wanted */
    const double *first, *why;     /* the first metric, and why it is missing */
};

/* A repetition's rows, of each phase one, but for their metrics. */
static void add_rows(struct reps *r, const struct block *b, size_t of)
{
    const size_t at = of - r->reps.from, trial = r->reps.trial[of];
    const bool excluded = hinge_reps_excluded(&r->reps, of);
    const enum hinge_use use = r->uses.rep != NULL ? r->uses.rep[of] : HINGE_USE_USED;
    const bool used = use == HINGE_USE_USED &&
                      (r->uses.rep == NULL || hinge_uses_compared(&r->uses.recording[trial]));
    const bool by_protocol = hinge_warns(b->warnings[at], HINGE_WARN(NOT_BY_PROTOCOL));
    char warnings[1024] = "", why[160] = "";
    if (!used)
        hinge_use_why_rep(&r->uses, &r->uses.recording[trial], use, b->rep[at], b->complete[at],
                          b->warnings[at], why);
    hinge_warning_names(b->warnings[at] > 0 ? (uint64_t)b->warnings[at] : 0, warnings,
                        sizeof warnings);
    struct row row = {.rep = b->rep[at],
                      .complete = b->complete[at],
                      .valid = b->valid[at],
                      .floor = b->clock.floor[at],
                      .rom_deg = b->rom_deg != NULL ? b->rom_deg[at] : 0,
                      .in_groups = !excluded && use > HINGE_USE_GUESSED,
                      .used = used,
                      .status = hinge_reps_status(&r->reps, of, b->valid[at]),
                      .warnings = warnings,
                      .why = why};
    if (excluded)
        row.faults_present = row.faults_indeterminate = row.faults_judged = row.faults_refused =
            (double)NAN;
    for (size_t f = 0; b->state != NULL && !excluded && f < r->fault.n; f++) {
        const int is = hinge_fault_state_of(b->state[at * r->fault.n + f]);
        row.faults_present += is == HINGE_FAULT_PRESENT;
        row.faults_indeterminate += is == HINGE_FAULT_BELOW || is == HINGE_FAULT_ABOVE;
        row.faults_judged += is >= 0;
        row.faults_refused += is < 0;
    }
    for (size_t i = 0; i < r->n_shown; i++) {
        const size_t k = at * r->phase.n + r->shown[i];
        double times[2];
        row.phase = r->phase.label[r->shown[i]];
        hinge_rep_phase_times(&b->clock, at, row.phase, times);
        row.start = times[0];
        row.end = times[1];
        row.reason = excluded      ? hinge_reason_name(HINGE_REASON_EXCLUDED)
                     : by_protocol ? hinge_reason_name(HINGE_REASON_NOT_BY_PROTOCOL)
                     : b->why != NULL && isnan(b->first[k]) ? hinge_stored_reason(b->why[k])
                                                            : "";
        hinge_tab_trial_row(r->tab, trial, &row);
    }
}

static void make(struct hinge_tabulation *tab)
{
    struct reps r = {.tab = tab, .phase = hinge_rep_labels(tab, "reason", "phase")};
    hinge_tab_check_phase(tab, r.phase.label, r.phase.n);
    r.shown = hinge_arena_alloc(&tab->arena, r.phase.n, sizeof *r.shown);
    for (size_t p = 0; p < r.phase.n; p++)
        if (hinge_tab_phase(tab, r.phase.label[p]))
            r.shown[r.n_shown++] = p;
    add_columns(&r);
    if (hinge_tab_wants(tab, "used", false) || hinge_tab_wants(tab, "in_groups", false) ||
        hinge_tab_wants(tab, "why", false))
        hinge_uses_find(&r.uses, tab);
    hinge_reps_open(&r.reps, tab,
                    HINGE_WITH_EXCLUDED | (tab->request->references ? HINGE_WITH_REFERENCES : 0));
    while (hinge_reps_next(&r.reps)) {
        struct block b = {.clock = hinge_rep_clock(&r.reps)};
        b.rep = hinge_reps_column(&r.reps, "rep", 1);
        b.valid = hinge_reps_column(&r.reps, "valid", 1);
        b.rom_deg = hinge_tab_wants(tab, "rom_deg", false)
                        ? hinge_reps_column(&r.reps, "rom_deg", 1)
                        : NULL;
        b.complete = hinge_reps_column(&r.reps, "complete", 1);
        b.warnings = hinge_reps_column(&r.reps, "warnings", 1);
        b.state = r.fault.n > 0 ? hinge_reps_column(&r.reps, "fault_state", r.fault.n) : NULL;
        hinge_reps_ahead(&r.reps, r.id, r.n, r.phase.n);
        if (r.n > 0 && r.reason[0] != NULL) {
            b.first = hinge_reps_column(&r.reps, r.id[0], r.phase.n);
            b.why = hinge_reps_column(&r.reps, r.reason[0], r.phase.n);
        }
        for (size_t i = r.reps.begin, n; i < r.reps.end; i += n) {
            n = r.reps.end - i < TOGETHER ? r.reps.end - i : TOGETHER;
            for (size_t k = 0; k < n; k++)
                add_rows(&r, &b, r.reps.row[i + k]);
            for (size_t m = 0; m < r.n; m++) {
                /* A metric of n repetitions, whose rows are the last of the table, and why it is
                 * missing. */
                struct hinge_table *table = r.tab->table;
                const size_t first = table->rows - n * r.n_shown, phases = r.phase.n;
                const bool says = r.reason[m] != NULL && r.tab->request->take == NULL;
                const double *value = hinge_reps_column(&r.reps, r.id[m], phases),
                             *why = says ? hinge_reps_column(&r.reps, r.reason[m], phases) : NULL;
                double *number = table->column[r.first + m].number + first;
                for (size_t row = 0; row < n * r.n_shown; row++) {
                    const size_t k = (r.reps.row[i + row / r.n_shown] - r.reps.from) * phases +
                                     r.shown[row % r.n_shown];
                    number[row] = value[k];
                    if (says && isnan(value[k]))
                        hinge_table_set_why(table, r.first + m, first + row,
                                            hinge_stored_reason(why[k]));
                }
            }
            hinge_tab_hand_over(r.tab);
        }
    }
    if (tab->status == HINGE_OK && hinge_tab_readable(tab) && tab->table->rows > 0 &&
        !hinge_tab_chooses(tab)) {
        /* Readers don't see a column without a value, and are told. */
        cleared_by(hinge_text_clear) struct hinge_text none = {0};
        char name[128];
        for (size_t m = 0; m < r.n; m++)
            if (!hinge_column_has_any(tab->table, r.first + m))
                hinge_text_printf(&none, "%s%s", none.length > 0 ? ", " : "",
                                  hinge_tab_name(tab, r.id[m], name, sizeof name));
        if (none.length > 0)
            hinge_tab_note(tab, "No repetition here has: %s; the reason is that of the first.\n",
                           hinge_text_string(&none));
    }
    size_t refused = 0, none = 0, to_come = 0;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const enum hinge_use use = hinge_use_of_recording(tab, t);
        refused += tab->kept[t] && use == HINGE_USE_REFUSED;
        to_come += tab->kept[t] && use == HINGE_USE_NOT_RECORDED;
        none += use >= HINGE_USE_GUESSED && !(hinge_table_number(&tab->trials, "reps", t) > 0);
    }
    if (refused + none > 0)
        hinge_tab_note(tab,
                       "Recordings not here: %zu refused, %zu without repetitions; "
                       "hinge-table trials names them.\n",
                       refused, none);
    if (to_come > 0)
        hinge_tab_note(tab, "Recordings not made yet: %zu.\n", to_come);
    hinge_reps_clear(&r.reps);
    hinge_uses_clear(&r.uses);
}

const struct hinge_view hinge_view_reps = {
    .id = "reps",
    .title = "a row per repetition and phase: times, metrics, reasons",
    .labels = (const char *const[]){"phase", NULL},
    .takes = "filter,people,phase,columns,metrics,sort,digits,allow-inferred,all-tasks,all-reps,"
             "allow-single",
    .make = make,
};
