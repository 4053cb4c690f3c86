/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording in memory. In: a recording, what is known of it, a config; out: an
 * owned measurement, asked by name. */
#include "analyze/job.h"
#include "base/parameters.h"
#include "config/sections.h"

#include <hinge/measure.h>

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

/* What is known of the recording; nothing where `given` is NULL, "" for NULL texts. */
static void take_info(const struct hinge_trial_info *given, struct hinge_trial_info *info)
{
    hinge_trial_info_init(info);
    if (given == NULL)
        return;
    size_t size = given->size < sizeof *info ? given->size : sizeof *info;
    memcpy(info, given, size > 0 ? size : sizeof *info);
#define TEXT(name, help) hinge_request_blank((const char **const[]){&info->name}, 1);
#define WORD(name, help)
#define NUMBER(name, help)
    HINGE_LIST_COLUMNS(TEXT, WORD, NUMBER)
#undef TEXT
#undef WORD
#undef NUMBER
}

static enum hinge_status measure(const struct hinge_measure_request *request,
                                 struct hinge_measurement *m, struct hinge_error *error)
{
    struct hinge_trial_info info;
    take_info(request->info, &info);
    enum hinge_status status = hinge_fault_rows_make(request->config, &m->faults, error);
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter protocol = {.n = 0};
    if (status == HINGE_OK)
        status = hinge_protocol_read(request->config->parameters->usable, &m->faults, &arena,
                                     &protocol, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_trial_request trial = {.recording = request->recording,
                                        .info = &info,
                                        .parameters = request->config->parameters,
                                        .faults = &m->faults,
                                        .protocol = &protocol,
                                        .limits = HINGE_NO_LIMITS,
                                        .allow_inferred = request->allow_inferred};
    if (request->standing != NULL && request->standing->result.standing.found) {
        trial.calibration = &request->standing->result.standing;
        trial.calibration_tier = request->standing->result.tier;
        memcpy(trial.limits.rest_rms, request->standing->result.limits.rest_rms,
               sizeof trial.limits.rest_rms);
    }
    hinge_trial_analyze(&trial, &m->result);
    if (m->result.status == HINGE_OK)
        return HINGE_OK;
    return hinge_error_set(error, m->result.status, m->result.reason, "%s",
                           m->result.error.message);
}

enum hinge_status hinge_measure(const struct hinge_measure_request *given,
                                struct hinge_measurement **measurement, struct hinge_error *error)
{
    struct hinge_measure_request request;
    *measurement = NULL;
    cleared_by(hinge_config_clear) struct hinge_config defaults = {0};
    struct hinge_measurement *m = hinge_alloc(1, sizeof *m);
    enum hinge_status status = hinge_request_take(&request, sizeof request, given, error);
    if (status == HINGE_OK)
        hinge_config_of(&request.config, &defaults);
    if (status == HINGE_OK && request.recording == NULL)
        status = hinge_usage(error, "the request has no recording");
    if (status == HINGE_OK)
        status = measure(&request, m, error);
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

static enum hinge_status check_rep(const struct hinge_measurement *m, size_t rep,
                                   struct hinge_error *error)
{
    return rep < m->result.block.n
               ? HINGE_OK
               : hinge_usage(error, "no repetition %zu: there are %zu, counted from 0", rep,
                             m->result.block.n);
}

/* Where an id is in a list; USAGE, naming the nearest. */
static enum hinge_status find(const char *what, const char *id, const char *const *ids, size_t n,
                              size_t *at, struct hinge_error *error)
{
    for (*at = 0; *at < n; ++*at)
        if (strcmp(ids[*at], id) == 0)
            return HINGE_OK;
    const char *near = hinge_suggest(id, ids, n);
    return hinge_usage(error, "no %s \"%.100s\"%s%s%s", what, id,
                       near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                       near != NULL ? "\"?" : "");
}

static enum hinge_status find_metric(const char *id, size_t *at, struct hinge_error *error)
{
    long found = hinge_metric_find(id);
    *at = (size_t)found;
    if (found >= 0)
        return HINGE_OK;
    size_t n = hinge_metric_count();
    cleared_by(freed) const char **ids = hinge_alloc(n, sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = hinge_measurement_metric_id(i);
    return find("metric", id, ids, n, at, error);
}

enum hinge_status hinge_measurement_rep(const struct hinge_measurement *measurement, size_t rep,
                                        struct hinge_measured_rep *found, struct hinge_error *error)
{
    const struct hinge_rep_block *b = &measurement->result.block;
    enum hinge_status status = check_rep(measurement, rep, error);
    *found = (struct hinge_measured_rep){0};
    if (status == HINGE_OK)
        *found = (struct hinge_measured_rep){b->time[0][rep],    b->time[1][rep],
                                             b->time[2][rep],    b->time[3][rep],
                                             b->floor[rep] != 0, b->complete[rep] != 0,
                                             b->valid[rep] != 0, b->warnings[rep]};
    return status;
}

enum hinge_status hinge_measurement_value(const struct hinge_measurement *measurement, size_t rep,
                                          const char *metric, const char *phase, double *value,
                                          enum hinge_reason *reason, struct hinge_error *error)
{
    const struct hinge_rep_block *b = &measurement->result.block;
    size_t m = 0, p = 0;
    *value = (double)NAN;
    if (reason != NULL)
        *reason = HINGE_REASON_OK;
    enum hinge_status status = check_rep(measurement, rep, error);
    if (status == HINGE_OK)
        status = find_metric(metric, &m, error);
    const char *phases[HINGE_PHASE_COUNT];
    for (int k = 0; k < HINGE_PHASE_COUNT; k++)
        phases[k] = hinge_phase_name((enum hinge_phase)k);
    if (status == HINGE_OK)
        status = find("phase", phase, phases, HINGE_PHASE_COUNT, &p, error);
    if (status != HINGE_OK)
        return status;
    *value = b->metric[(rep * hinge_metric_count() + m) * HINGE_PHASE_COUNT + p];
    if (reason != NULL)
        *reason =
            (enum hinge_reason)b->reason[(rep * hinge_metric_count() + m) * HINGE_PHASE_COUNT + p];
    return HINGE_OK;
}

enum hinge_status hinge_measurement_fault(const struct hinge_measurement *measurement, size_t rep,
                                          const char *fault, struct hinge_measured_fault *judged,
                                          struct hinge_error *error)
{
    const struct hinge_rep_block *b = &measurement->result.block;
    const struct hinge_fault_table *table = &measurement->faults;
    cleared_by(freed) const char **ids = hinge_alloc(table->n, sizeof *ids);
    size_t f = 0;
    *judged = (struct hinge_measured_fault){0};
    for (size_t i = 0; i < table->n; i++)
        ids[i] = table->row[i].id;
    enum hinge_status status = check_rep(measurement, rep, error);
    if (status == HINGE_OK)
        status = find("fault", fault, ids, table->n, &f, error);
    if (status != HINGE_OK)
        return status;
    size_t at = rep * table->n + f;
    *judged = (struct hinge_measured_fault){hinge_fault_state_name(b->fault_state[at]),
                                            (enum hinge_reason)b->fault_reason[at],
                                            b->fault_severity[at],
                                            b->fault_threshold[at],
                                            b->fault_margin[at],
                                            b->fault_time[at]};
    return HINGE_OK;
}

const char *hinge_measurement_metric_id(size_t i)
{
    return i < hinge_metric_count() ? hinge_metric_at(i)->id : NULL;
}

const char *hinge_measurement_fault_id(const struct hinge_measurement *measurement, size_t i)
{
    return i < measurement->faults.n ? measurement->faults.row[i].id : NULL;
}

const char *hinge_measurement_metric_unit(size_t i)
{
    return i < hinge_metric_count() ? hinge_metric_at(i)->unit : NULL;
}

const char *hinge_measurement_phase_id(size_t i)
{
    return i < HINGE_PHASE_COUNT ? hinge_phase_name((enum hinge_phase)i) : NULL;
}

size_t hinge_measurement_struct_size(const char *name)
{
    static const struct {
        const char *name;
        size_t size;
    } structs[] = {
#define STRUCT(name) {#name, sizeof(struct hinge_##name)}
        STRUCT(recording),    STRUCT(config),         STRUCT(trial_info), STRUCT(measure_request),
        STRUCT(measured_rep), STRUCT(measured_fault), STRUCT(error)
#undef STRUCT
    };
    for (size_t i = 0; i < sizeof structs / sizeof *structs; i++)
        if (strcmp(structs[i].name, name) == 0)
            return structs[i].size;
    return 0;
}
