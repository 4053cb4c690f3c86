/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the table of repetitions. */
#include "report/repetitions/phase_rows.h"

#include "report/columns/shown.h"
#include "report/repetitions/blocks.h"
#include "report/request/tabulation.h"

#include <math.h>
#include <string.h>

static enum hinge_status set_trial_cells(struct hinge_rep_rows *reps, size_t row)
{
    const struct hinge_table *trials = &reps->tab->trials;
    const size_t trial = reps->stream.trial, last = reps->last_row;
    const bool again = last < row && trial == reps->last_trial;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < reps->n_trial_columns; i++) {
        struct hinge_column *to = &reps->table->column[reps->trial_column[i].column];
        const struct hinge_column *from = &trials->column[reps->trial_column[i].from];
        if (to->type == HINGE_COLUMN_NUMBER)
            to->number[row] = from->number[trial];
        else if (again)
            to->text[row] = to->text[last];
        else
            status = hinge_tab_set(reps->table, reps->trial_column[i].column, row,
                                   from->text[trial], last);
    }
    reps->last_trial = trial;
    return status;
}

/* A metric of the repetitions that wait, and why it is missing. */
static enum hinge_status set_metric(struct hinge_rep_rows *reps,
                                    const struct hinge_metric_column *m, struct hinge_error *error)
{
    double *number = reps->table->column[m->column].number;
    const bool says = m->has_reason && reps->tab->request->take == NULL;
    enum hinge_status status = HINGE_OK;
    for (size_t w = 0; status == HINGE_OK && w < reps->n_waiting; w++) {
        const struct hinge_rep_waiting *rep = &reps->waiting[w];
        const double *value = hinge_rep_values_at(&reps->stream, m->array, rep->at);
        for (size_t i = 0; i < reps->n_shown; i++)
            number[rep->row + i] = value[reps->shown[i]];
        if (!says)
            continue;
        const double *code = hinge_rep_values_at(&reps->stream, reps->reason_array, rep->at) +
                             m->position * reps->n_phases;
        for (size_t i = 0; status == HINGE_OK && i < reps->n_shown; i++)
            if (isnan(value[reps->shown[i]]))
                status = hinge_table_set_why(reps->table, m->column, rep->row + i,
                                             hinge_stored_reason(code[reps->shown[i]]), error);
    }
    return status;
}

enum hinge_status hinge_rep_rows_leave(void *context, struct hinge_error *error)
{
    struct hinge_rep_rows *reps = context;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < reps->n_metrics; i++)
        status = set_metric(reps, &reps->metric[i], error);
    reps->n_waiting = 0;
    return status;
}

static const char *row_reason(const struct hinge_rep_rows *reps, size_t phase)
{
    if (hinge_rep_is_excluded(&reps->stream))
        return hinge_reason_name(HINGE_REASON_EXCLUDED);
    if (reps->n_metrics == 0 || !reps->metric[0].has_reason)
        return "";
    const struct hinge_metric_column *primary = &reps->metric[0];
    double value = hinge_rep_values(&reps->stream, primary->array)[phase];
    return isnan(value)
               ? hinge_stored_reason(hinge_rep_values(
                     &reps->stream, reps->reason_array)[primary->position * reps->n_phases + phase])
               : "";
}

static enum hinge_status set_warnings(struct hinge_rep_rows *reps, size_t row)
{
    char text[1024];
    double bits = hinge_rep_values(&reps->stream, reps->warning_array)[0];
    hinge_warning_names(bits > 0 ? (uint64_t)bits : 0, text, sizeof text);
    return hinge_tab_set(reps->table, reps->warnings, row, text, reps->last_row);
}

static const char *const states[HINGE_REP_STATES] = {
    [HINGE_REP_PARTIAL] = "partial", [HINGE_REP_OK] = "ok", [HINGE_REP_EXCLUDED] = "excluded"};

/* Cells of a row but for its metrics. */
static enum hinge_status set_row(struct hinge_rep_rows *reps, size_t row, size_t phase)
{
    struct hinge_table *table = reps->table;
    const struct hinge_rep_stream *stream = &reps->stream;
    double times[2];
    hinge_rep_phase_times(&reps->times, stream, reps->phase[phase], times);
    table->column[reps->rep].number[row] = hinge_rep_values(stream, reps->rep_array)[0];
    table->column[reps->start].number[row] = times[0];
    table->column[reps->end].number[row] = times[1];
    for (size_t i = 0; i < reps->n_numbers; i++)
        table->column[reps->number[i].column].number[row] =
            hinge_rep_values(stream, reps->number[i].from)[0];
    if (reps->in_groups != SIZE_MAX)
        table->column[reps->in_groups].number[row] =
            !hinge_rep_is_excluded(stream) && hinge_tab_is_trial(reps->tab, stream->trial) &&
            (reps->tab->request->include_inferred ||
             !hinge_tab_is_guessed(reps->tab, stream->trial));
    int state = hinge_rep_is_excluded(stream)                  ? HINGE_REP_EXCLUDED
                : hinge_rep_values(stream, reps->valid)[0] > 0 ? HINGE_REP_OK
                                                               : HINGE_REP_PARTIAL;
    hinge_fault_counts_set(&reps->faults, stream, table, row);
    enum hinge_status status = set_trial_cells(reps, row);
    if (status == HINGE_OK)
        status = hinge_tab_keep(table, reps->phase_column, row, reps->phase[phase],
                                &reps->phase_text[phase]);
    if (status == HINGE_OK)
        status = hinge_tab_keep(table, reps->status, row, states[state], &reps->status_text[state]);
    if (status == HINGE_OK)
        status = hinge_tab_set(table, reps->reason, row, row_reason(reps, phase), reps->last_row);
    if (status == HINGE_OK && reps->warnings != SIZE_MAX)
        status = set_warnings(reps, row);
    reps->last_row = row;
    return status;
}

/* A repetition's rows, which wait for their metrics. */
enum hinge_status hinge_rep_rows_add(struct hinge_rep_rows *reps, struct hinge_error *error)
{
    size_t row = reps->table->rows;
    enum hinge_status status = hinge_table_add_rows(reps->table, reps->n_shown);
    for (size_t i = 0; status == HINGE_OK && i < reps->n_shown; i++)
        status = set_row(reps, row + i, reps->shown[i]);
    reps->waiting[reps->n_waiting++] = (struct hinge_rep_waiting){reps->stream.at, row};
    if (status == HINGE_OK && reps->n_waiting == HINGE_REPS_TOGETHER)
        status = hinge_rep_rows_leave(reps, error);
    if (status == HINGE_OK && reps->n_waiting == 0)
        status = hinge_tab_hand_over(reps->tab, reps->table, error);
    if (reps->table->rows == 0) { /* the texts are gone */
        memset(reps->phase_text, 0, reps->n_phases * sizeof *reps->phase_text);
        memset(reps->status_text, 0, sizeof reps->status_text);
    }
    return status;
}
