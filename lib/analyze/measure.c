/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording in memory. In: a recording, what is known of it, a config; out: an
 * owned measurement, asked by name. */
#include "analyze/fault_rows.h"
#include "analyze/trial_result.h"
#include "base/memory.h"

#include <hinge/measure.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct hinge_measurement {
    struct hinge_fault_table faults;
    struct hinge_trial_result result;
};

void hinge_measurement_free(struct hinge_measurement *measurement)
{
    if (measurement == NULL)
        return;
    hinge_trial_result_clear(&measurement->result);
    hinge_fault_table_clear(&measurement->faults);
    free(measurement);
}

static enum hinge_status measure(const struct hinge_measure_request *request,
                                 struct hinge_measurement *m, struct hinge_error *error)
{
    struct hinge_trial_info nothing;
    hinge_trial_info_init(&nothing);
    enum hinge_status status =
        hinge_fault_rows_make(request->config, &m->faults, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_trial_request trial = {.recording = request->recording,
                                        .info = request->info != NULL ? request->info
                                                                      : &nothing,
                                        .parameters = request->config->parameters,
                                        .faults = &m->faults,
                                        .limits = HINGE_NO_LIMITS,
                                        .allow_inferred = request->allow_inferred};
    if (request->standing != NULL && request->standing->result.standing.found) {
        trial.calibration = &request->standing->result.standing;
        trial.calibration_tier = request->standing->result.tier;
    }
    status = hinge_trial_analyze(&trial, &m->result, error);
    if (status != HINGE_OK || m->result.status == HINGE_OK)
        return status;
    return hinge_error_set(error, m->result.status, m->result.reason, "%s",
                           m->result.error.message);
}

enum hinge_status hinge_measure(const struct hinge_measure_request *request,
                                struct hinge_measurement **measurement,
                                struct hinge_error *error)
{
    struct hinge_measurement *m = hinge_alloc(1, sizeof *m);
    *measurement = NULL;
    if (m == NULL)
        return hinge_no_memory(error);
    enum hinge_status status = measure(request, m, error);
    if (status == HINGE_OK)
        *measurement = m;
    else
        hinge_measurement_free(m);
    return status;
}

char hinge_measurement_tier(const struct hinge_measurement *measurement)
{
    return measurement->result.tier;
}

uint64_t hinge_measurement_warnings(const struct hinge_measurement *measurement)
{
    return measurement->result.warnings;
}

const char *hinge_measurement_standing(const struct hinge_measurement *measurement)
{
    return measurement->result.standing_source;
}

size_t hinge_measurement_reps(const struct hinge_measurement *measurement)
{
    return measurement->result.block.n;
}

struct hinge_measured_rep
hinge_measurement_rep(const struct hinge_measurement *measurement, size_t rep)
{
    const struct hinge_rep_block *b = &measurement->result.block;
    if (rep >= b->n)
        return (struct hinge_measured_rep){
            (double)NAN, (double)NAN, (double)NAN, (double)NAN, false, false, false, 0};
    return (struct hinge_measured_rep){b->time[0][rep],    b->time[1][rep],
                                       b->time[2][rep],    b->time[3][rep],
                                       b->floor[rep] != 0, b->complete[rep] != 0,
                                       b->valid[rep] != 0, b->warnings[rep]};
}

static int find_phase(const char *name)
{
    int p = 0;
    while (p < HINGE_PHASE_COUNT &&
           strcmp(hinge_phase_name((enum hinge_phase)p), name) != 0)
        p++;
    return p;
}

double hinge_measurement_value(const struct hinge_measurement *measurement, size_t rep,
                               const char *metric, const char *phase,
                               enum hinge_reason *reason)
{
    const struct hinge_rep_block *b = &measurement->result.block;
    long m = hinge_metric_find(metric);
    int p = find_phase(phase);
    bool there = m >= 0 && p < HINGE_PHASE_COUNT && rep < b->n;
    if (reason != NULL)
        *reason = there ? (enum hinge_reason)
                              b->reason[(rep * hinge_metric_count() + (size_t)m) *
                                            HINGE_PHASE_COUNT +
                                        (size_t)p]
                        : HINGE_REASON_OK;
    return there ? b->metric[((size_t)m * b->n + rep) * HINGE_PHASE_COUNT + (size_t)p]
                 : (double)NAN;
}

struct hinge_measured_fault
hinge_measurement_fault(const struct hinge_measurement *measurement, size_t rep,
                        const char *fault)
{
    const struct hinge_rep_block *b = &measurement->result.block;
    const struct hinge_fault_table *table = &measurement->faults;
    size_t f = 0;
    while (f < table->n && strcmp(table->row[f].id, fault) != 0)
        f++;
    if (f == table->n || rep >= b->n)
        return (struct hinge_measured_fault){NULL,        HINGE_REASON_OK, (double)NAN,
                                             (double)NAN, (double)NAN,     (double)NAN};
    size_t at = rep * table->n + f;
    return (struct hinge_measured_fault){hinge_fault_state_name(b->fault_state[at]),
                                         (enum hinge_reason)b->fault_reason[at],
                                         b->fault_severity[at],
                                         b->fault_threshold[at],
                                         b->fault_margin[at],
                                         b->fault_time[at]};
}

const char *hinge_measurement_metric_id(size_t i)
{
    return i < hinge_metric_count() ? hinge_metric_at(i)->id : NULL;
}

const char *hinge_measurement_fault_id(const struct hinge_measurement *measurement,
                                       size_t i)
{
    return i < measurement->faults.n ? measurement->faults.row[i].id : NULL;
}
