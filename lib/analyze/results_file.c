/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Specs and rows of results.h5. */
#include "analyze/results_file.h"
#include "base/memory.h"

#include "analyze/trial_rows.h"
#include "store/schema.h"
#include "table/columns.h"

#include <hinge/init.h>
#include <string.h>

enum { DIM_PHASE, DIM_METRIC, DIM_FAULT, DIM_SIGNAL, DIM_PERCENT, N_DIMENSIONS };

/* Arrays of the file, in the order of append_reps: group by group, so that a file says
 * in which order they were made. */
static const struct hinge_array_spec specs[] = {
#define REP(name, unit, type, title)                                                               \
    {                                                                                              \
        HINGE_GROUP_REPS, name, unit, title, HINGE_ARRAY_##type, 0,                                \
        {                                                                                          \
            0, 0                                                                                   \
        }                                                                                          \
    }
#define METRIC(name, type, title)                                                                  \
    {                                                                                              \
        HINGE_GROUP_REPS, name, "", title, HINGE_ARRAY_##type, 2,                                  \
        {                                                                                          \
            DIM_METRIC, DIM_PHASE                                                                  \
        }                                                                                          \
    }
#define FAULT(name, unit, type, title)                                                             \
    {                                                                                              \
        HINGE_GROUP_REPS, name, unit, title, HINGE_ARRAY_##type, 1,                                \
        {                                                                                          \
            DIM_FAULT, 0                                                                           \
        }                                                                                          \
    }
    REP("trial", "1", I32, "row of /trials"),
    REP("rep", "1", I32, "repetition within the trial"),
    REP("floor", "1", U8, "ascent first"),
    REP("complete", "1", U8, "both phases seen"),
    REP("valid", "1", U8, "in the default analysis set"),
    REP("desc_start_s", "s", F64, "start of the descent"),
    REP("desc_end_s", "s", F64, "end of the descent"),
    REP("asc_start_s", "s", F64, "start of the ascent"),
    REP("asc_end_s", "s", F64, "end of the ascent"),
    REP("rom_deg", "deg", F64, "range of the driver"),
    REP("warnings", "1", U64, "warning bits"),
    METRIC(HINGE_ARRAY_VALUE, F64, "metric, in its unit of /metrics"),
    METRIC("reason", U16, "why a metric is missing"),
    FAULT("fault_state", "1", U8, "0 absent 1 below 2 above 3 present"),
    FAULT("fault_reason", "1", U16, "why a fault is refused"),
    FAULT("fault_severity", "1", F64, "severity, in the fault's unit"),
    FAULT("fault_threshold", "1", F64, "threshold applied"),
    FAULT("fault_margin", "1", F64, "margin applied"),
    FAULT("fault_time_s", "s", F64, "time of the extreme"),
#define X(name, phase, progress, title)                                                            \
    {HINGE_GROUP_WAVEFORMS, #name, "deg", title, HINGE_ARRAY_F32, 2, {DIM_SIGNAL, DIM_PERCENT}},
    HINGE_WAVEFORM_SET_LIST(X)
#undef X
#undef FAULT
#undef METRIC
#undef REP
};
enum { N_SPECS = sizeof specs / sizeof *specs };

/* --- opening --- */

static const char **labels(struct hinge_results_file *file, size_t n)
{
    return hinge_arena_alloc(&file->arena, n, sizeof(const char *));
}

static bool make_dimensions(struct hinge_results_file *file,
                            struct hinge_dimension dimension[N_DIMENSIONS])
{
    size_t metrics = hinge_metric_count(), faults = file->faults->n;
    const char **phase = labels(file, HINGE_PHASE_COUNT), **metric = labels(file, metrics);
    const char **fault = labels(file, faults), **signal = labels(file, HINGE_WAVEFORM_COUNT);
    if (!phase || !metric || !fault || !signal)
        return false;
    for (int p = 0; p < HINGE_PHASE_COUNT; p++)
        phase[p] = hinge_phase_name((enum hinge_phase)p);
    for (size_t m = 0; m < metrics; m++)
        metric[m] = hinge_metric_at(m)->id;
    for (size_t f = 0; f < faults; f++)
        fault[f] = file->faults->row[f].id;
    for (int w = 0; w < HINGE_WAVEFORM_COUNT; w++)
        signal[w] = hinge_signal_name(hinge_waveform_signal(w));
    dimension[DIM_PHASE] = (struct hinge_dimension){"phase", HINGE_PHASE_COUNT, phase};
    dimension[DIM_METRIC] = (struct hinge_dimension){"metric", metrics, metric};
    dimension[DIM_FAULT] = (struct hinge_dimension){"fault", faults, fault};
    dimension[DIM_SIGNAL] = (struct hinge_dimension){"signal", HINGE_WAVEFORM_COUNT, signal};
    dimension[DIM_PERCENT] = (struct hinge_dimension){"percent", HINGE_WAVEFORM_POINTS, NULL};
    return true;
}

static enum hinge_status init_agreement(struct hinge_table *table, struct hinge_error *error)
{
    static const struct hinge_table_spec columns[] = {
        {"of", NULL, 0}, {"name", NULL, 0}, {"unit", NULL, 0}, {"trial", "", 0}, {"n", "", 0},
        {"r", "", 3},    {"bias", "", 3},   {"sd", "", 3},     {"offset", "", 3}};
    return hinge_table_specify(table, columns, sizeof columns / sizeof *columns, error);
}

static enum hinge_status add_agreement(struct hinge_results_file *file,
                                       const struct hinge_agreements *all)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < all->n && status == HINGE_OK; i++) {
        const struct hinge_agreement *a = &all->row[i];
        const char *const texts[] = {a->of, a->name, a->unit};
        const double numbers[] = {(double)hinge_spool_rows(&file->trials) - 1,
                                  (double)a->n,
                                  a->r,
                                  a->bias,
                                  a->sd,
                                  a->offset};
        status = hinge_table_put_row(&file->agreement, texts, numbers);
    }
    return status;
}

enum hinge_status hinge_results_file_open(struct hinge_results_file *file,
                                          const struct hinge_analyze_request *request,
                                          const struct hinge_fault_table *faults,
                                          const struct hinge_table *list,
                                          const struct hinge_table *ledger,
                                          struct hinge_error *error)
{
    struct hinge_dimension dimension[N_DIMENSIONS];
    *file = (struct hinge_results_file){
        .request = request, .faults = faults, .list = list, .ledger = ledger};
    enum hinge_status status = hinge_trial_rows_init(&file->trials.open, error);
    if (status == HINGE_OK)
        status = init_agreement(&file->agreement, error);
    if (status != HINGE_OK || request->output == NULL)
        return status;
    if (!make_dimensions(file, dimension))
        return hinge_no_memory(error);
    status = hinge_results_create(request->output, dimension, N_DIMENSIONS, specs, N_SPECS,
                                  &file->writer, error);
    if (status == HINGE_OK)
        hinge_results_use_threads(file->writer, request->threads);
    return status;
}

void hinge_results_file_discard(struct hinge_results_file *file)
{
    hinge_results_discard(file->writer);
    hinge_spool_clear(&file->trials);
    hinge_table_clear(&file->agreement);
    hinge_arena_clear(&file->arena);
    *file = (struct hinge_results_file){0};
}

/* --- rows --- */

static enum hinge_status append_reps(struct hinge_results_file *file,
                                     const struct hinge_rep_block *b, struct hinge_error *error)
{
    const void *data[N_SPECS] = {
        b->trial,           b->rep,          b->floor,        b->complete,
        b->valid,           b->time[0],      b->time[1],      b->time[2],
        b->time[3],         b->rom_deg,      b->warnings,     b->metric,
        b->reason,          b->fault_state,  b->fault_reason, b->fault_severity,
        b->fault_threshold, b->fault_margin, b->fault_time};
    for (size_t w = 0; w < HINGE_WAVEFORM_SETS; w++)
        data[N_SPECS - HINGE_WAVEFORM_SETS + w] = b->waveform[w];
    return hinge_results_append(file->writer, b->n, data, error);
}

enum hinge_status hinge_results_file_add(struct hinge_results_file *file, size_t row,
                                         const struct hinge_trial_result *result,
                                         struct hinge_error *error)
{
    enum hinge_status status =
        hinge_trial_rows_add(&file->trials, file->list, file->ledger, row, result, file->reps);
    if (status != HINGE_OK || result == NULL)
        return status;
    file->reps += result->block.n;
    status = add_agreement(file, &result->agreements);
    if (status != HINGE_OK)
        return status;
    if (file->writer == NULL || result->block.n == 0)
        return HINGE_OK;
    return append_reps(file, &result->block, error);
}

/* --- publishing --- */

static enum hinge_status put_shard(struct hinge_results_file *file, struct hinge_error *error)
{
    struct hinge_table table = {0};
    char text[HINGE_SHARD_TEXT];
    enum hinge_status status = hinge_shard_write(file->shard, text, &table, error);
    if (status == HINGE_OK)
        status = hinge_results_put_attribute(file->writer, HINGE_SHARD_ATTRIBUTE, text, error);
    if (status == HINGE_OK)
        status = hinge_results_put_table(file->writer, HINGE_GROUP_SHARD, &table, error);
    hinge_table_clear(&table);
    return status;
}

enum hinge_status hinge_results_file_publish(struct hinge_results_file *file,
                                             const struct hinge_rows *list,
                                             const struct hinge_rows *ledger,
                                             struct hinge_error *error)
{
    struct hinge_results_writer *writer = file->writer;
    if (writer == NULL)
        return HINGE_OK;
    const struct hinge_rows trials = hinge_spool_all(&file->trials);
    enum hinge_status status = hinge_results_put_rows(writer, HINGE_GROUP_TRIALS, &trials, error);
    if (status == HINGE_OK)
        status = hinge_results_put_rows(writer, HINGE_GROUP_LIST, list, error);
    if (status == HINGE_OK)
        status = hinge_results_put_rows(writer, HINGE_GROUP_LEDGER, ledger, error);
    if (status == HINGE_OK)
        status = hinge_results_file_explain(file, error);
    if (status == HINGE_OK)
        status = hinge_results_put_table(writer, HINGE_GROUP_AGREEMENT, &file->agreement, error);
    if (status == HINGE_OK)
        status =
            hinge_results_put_attribute(writer, "source", "hinge-analyze " HINGE_VERSION, error);
    if (status == HINGE_OK && file->study_source != NULL)
        status = hinge_results_put_attribute(writer, "study_source", file->study_source, error);
    if (status == HINGE_OK && file->shard != NULL && file->shard->shards > 0)
        status = put_shard(file, error);
    if (status != HINGE_OK)
        return status;
    file->writer = NULL;
    hinge_spool_clear(&file->trials);
    return hinge_results_publish(writer, error);
}
