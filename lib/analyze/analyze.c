/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyse: read a block of trials (serial), unpack and analyse them in parallel, append
 * in order. Standing trials come first, for their references. */
#include "analyze/depths.h"
#include "analyze/duplicates.h"
#include "analyze/events.h"
#include "analyze/fault_rows.h"
#include "analyze/references.h"
#include "analyze/results_file.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/init.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_TRIALS = 64 };

/* A recording as it is stored, and in a thread's hands. */
struct film {
    struct hinge_packed packed;
    double header_rate_hz;
    struct hinge_recording recording;
    struct hinge_trial_info info;
};

struct slot {
    size_t trial;            /* in the study */
    struct film film, front; /* and the front view beside it, if there is one */
    struct hinge_trial_request request;
    struct hinge_trial_stage stage;
    struct hinge_trial_result result;
};

struct reference {
    bool found;
    char tier;
    struct hinge_standing standing;
    struct hinge_limits limits;
};

/* What others are measured from is known before them: standing and limits first, then
 * how deep the people with several cues go, then everything. */
enum pass { PASS_REFERENCES, PASS_DEPTHS, PASS_ALL };

struct job {
    const struct hinge_analyze_request *request;
    struct hinge_analyze_summary *summary;
    struct hinge_study_rows rows;
    struct hinge_results_file results;
    struct hinge_fault_table faults;
    struct hinge_events events;
    struct hinge_shard shard; /* which part of all it is; events are of all */
    size_t n_rows;            /* of the ledger and list: every file given */
    /* per row: row of the person's maxflex, stack_ref and dowel_ref recording, -1 */
    long *maxflex_of, *stack_of, *dowel_of;
    long *front_of, *side_of;     /* see hinge_references_front */
    struct reference **reference; /* per row; NULL where nobody refers to it */
    struct hinge_depths depths;   /* per row */
    enum pass pass;
    long only;                 /* the row of the one recording that is traced, -1 */
    struct hinge_trace *trace; /* NULL: an analysis of all */
    bool *ends;                /* per row: a block ends with it (hinge_depths_plan) */
    size_t count, items;
    size_t row[BLOCK_TRIALS];  /* rows of the block */
    size_t next[BLOCK_TRIALS]; /* the slot of the same item after this one, or count */
    size_t item[BLOCK_TRIALS]; /* first slot of each item */
    struct slot slot[BLOCK_TRIALS];
};

/* --- rows and their references --- */

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

static enum hinge_status open_study(struct job *job, struct hinge_error *error)
{
    /* marks name files, and a part has a digest of everything */
    bool wide = job->request->events != NULL || job->request->shards > 0;
    enum hinge_status status =
        wide ? hinge_study_rows_open(job->request->study, &job->rows, error)
             : hinge_study_rows_open_narrow(job->request->study, &job->rows, error);
    return status != HINGE_OK
               ? status
               : hinge_duplicates_settle(job->request, &job->rows.list,
                                         &job->rows.ledger, job->rows.trial_of, error);
}

/* What each row refers to. */
static enum hinge_status refer(struct job *job, struct hinge_error *error)
{
    enum hinge_status status;
    job->n_rows = job->rows.ledger.rows;
    job->reference = hinge_alloc(job->n_rows, sizeof(struct reference *));
    job->maxflex_of = hinge_alloc(job->n_rows, sizeof *job->maxflex_of);
    job->stack_of = hinge_alloc(job->n_rows, sizeof *job->stack_of);
    job->dowel_of = hinge_alloc(job->n_rows, sizeof *job->dowel_of);
    job->front_of = hinge_alloc(job->n_rows, sizeof *job->front_of);
    job->side_of = hinge_alloc(job->n_rows, sizeof *job->side_of);
    if (job->reference == NULL || job->maxflex_of == NULL || job->stack_of == NULL ||
        job->dowel_of == NULL || job->front_of == NULL || job->side_of == NULL)
        return hinge_no_memory(error);
    status =
        hinge_references_standing(&job->rows, job->request->config->parameters, error);
    if (status == HINGE_OK)
        status = hinge_references_limits(&job->rows.list, job->rows.trial_of,
                                         job->maxflex_of, job->stack_of, job->dowel_of,
                                         error);
    if (status != HINGE_OK)
        return status;
    hinge_references_front(&job->rows, job->front_of, job->side_of);
    job->ends = hinge_alloc(job->n_rows, sizeof *job->ends);
    if (job->ends == NULL ||
        hinge_depths_init(&job->depths, &job->rows.list, job->rows.trial_of,
                          job->n_rows,
                          job->request->config->parameters->matched_share) != HINGE_OK)
        return hinge_no_memory(error);
    return HINGE_OK;
}

/* The known task it looks like, else all of them. */
static void describe_unknown_task(const char *task, struct hinge_text *message)
{
    size_t n;
    const struct hinge_task *row = hinge_task_rows(&n);
    const char *near = hinge_task_suggest(task);
    hinge_text_printf(message, "task \"%.80s\" is not a known one", task);
    if (near != NULL)
        hinge_text_printf(message, " (did you mean \"%s\"?)", near);
    hinge_text_puts(message, ": where it starts is taken from the movement, thresholds "
                             "are the defaults");
    for (size_t k = 1; near == NULL && k < n; k++) /* the first is no task at all */
        hinge_text_printf(message, "%s%s", k > 1 ? ", " : "; known are ", row[k].id);
}

/* A task that is not of SCIENCE 8.1 is free text with the default rules; a mistyped one
 * looks the same, so each is named once. */
static void tell_unknown_tasks(const struct job *job)
{
    enum { MOST = 16 };
    const char *told[MOST];
    size_t n = 0;
    for (size_t i = 0; i < job->n_rows && n < MOST; i++) {
        const char *task = cell(&job->rows.list, "task", i);
        size_t k = 0;
        if (*task == '\0' || hinge_task_known(task))
            continue;
        while (k < n && strcmp(told[k], task) != 0)
            k++;
        if (k < n)
            continue;
        told[n++] = task;
        struct hinge_text message = {0};
        describe_unknown_task(task, &message);
        if (job->request->message != NULL && !message.failed)
            job->request->message(job->request->context, hinge_text_string(&message));
        hinge_text_clear(&message);
    }
}

/* --- any thread --- */

/* What the person's other recordings showed in the passes before. */
static struct hinge_limits limits_of(const struct job *job, size_t row)
{
    struct hinge_limits limits = HINGE_NO_LIMITS;
    long maxflex = job->pass == PASS_ALL ? job->maxflex_of[row] : -1;
    long stack = job->pass == PASS_ALL ? job->stack_of[row] : -1;
    long dowel = job->pass == PASS_ALL ? job->dowel_of[row] : -1;
    if (maxflex >= 0)
        limits = job->reference[maxflex]->limits;
    if (stack >= 0)
        limits.stack_lumbar_deg = job->reference[stack]->limits.stack_lumbar_deg;
    if (dowel >= 0)
        limits.dowel = job->reference[dowel]->limits.dowel;
    limits.matched_driver_deg = job->depths.row[row].matched_deg;
    return limits;
}

/* Makes the recording of a film; its layout is borrowed. */
static enum hinge_status unpack(const struct job *job, size_t row, struct film *film,
                                struct hinge_error *error)
{
    enum hinge_status status = hinge_unpack(&film->packed, &film->recording, error);
    if (status != HINGE_OK)
        return status;
    film->recording.layout =
        *hinge_study_layout(job->rows.study, (size_t)job->rows.trial_of[row]);
    film->recording.header_rate_hz = film->header_rate_hz;
    hinge_trial_info_read(&job->rows.list, row, &film->info);
    return HINGE_OK;
}

static void drop_recording(struct film *film)
{
    film->recording.layout = (struct hinge_layout){0};
    hinge_recording_clear(&film->recording);
}

/* A front view has no repetitions of its own: its signals are in those of the side
 * view. */
static void tell_joined(const struct job *job, size_t row,
                        struct hinge_trial_result *result)
{
    if (job->side_of[row] < 0 || result->status != HINGE_INPUT ||
        result->reason != HINGE_REASON_VIEW_NOT_SAGITTAL)
        return;
    result->status = HINGE_OK;
    result->reason = HINGE_REASON_NO_REPS;
    snprintf(result->rare, sizeof result->rare,
             "front view: its pelvis, shift, lean, knees and stance are in the "
             "repetitions of %.200s",
             cell(&job->rows.ledger, "trial_id", (size_t)job->side_of[row]));
}

/* Whether a row is analysed with those its depth is compared with. */
static bool gathers(const struct job *job, size_t row)
{
    const struct hinge_depth_row *depth = &job->depths.row[row];
    return job->pass == PASS_ALL && depth->wanted &&
           !job->depths.group[depth->group].apart;
}

/* What is asked of a slot, but for the limits. */
static struct hinge_trial_request request_of(const struct job *job, size_t row,
                                             const struct slot *slot)
{
    struct hinge_trial_request request = {
        .recording = &slot->film.recording,
        .info = &slot->film.info,
        .parameters = job->request->config->parameters,
        .faults = &job->faults,
        .allow_inferred = job->request->allow_inferred,
        .depths = job->pass != PASS_REFERENCES && job->depths.row[row].wanted,
        .standing_only = job->pass != PASS_ALL,
        .trial = (int32_t)row,
        .trace = job->pass != PASS_ALL ? NULL : job->trace};
    long reference = job->pass == PASS_REFERENCES ? -1 : job->rows.reference_of[row];
    if (reference >= 0 && job->reference[reference]->found) {
        request.calibration = &job->reference[reference]->standing;
        request.calibration_tier = job->reference[reference]->tier;
    }
    if (job->events.first != NULL) {
        const size_t *first =
            job->events.first + (job->request->shards > 0 ? job->shard.row[row] : row);
        request.mark = job->events.mark + first[0];
        request.n_marks = first[1] - first[0];
    }
    if (slot->front.recording.n_frames > 0) {
        request.front = &slot->front.recording;
        request.front_info = &slot->front.info;
    }
    return request;
}

static enum hinge_status begin_slot(struct job *job, size_t row, struct slot *slot,
                                    struct hinge_error *error)
{
    long front = job->pass == PASS_ALL ? job->front_of[row] : -1;
    enum hinge_status status = unpack(job, row, &slot->film, error);
    if (status == HINGE_OK && front >= 0)
        status = unpack(job, (size_t)front, &slot->front, error);
    if (status != HINGE_OK)
        return status;
    slot->request = request_of(job, row, slot);
    return hinge_trial_begin(&slot->request, &slot->stage, &slot->result, error);
}

static enum hinge_status end_slot(struct job *job, size_t row, struct slot *slot,
                                  struct hinge_error *error)
{
    slot->request.limits = limits_of(job, row);
    enum hinge_status status =
        hinge_trial_end(&slot->request, &slot->stage, &slot->result, error);
    if (status == HINGE_OK)
        tell_joined(job, row, &slot->result);
    return status;
}

static enum hinge_status add_depths(struct job *job, size_t row,
                                    const struct hinge_trial_result *result,
                                    struct hinge_error *error)
{
    return hinge_depths_add(&job->depths, row, result->driver, result->bottom_deg,
                            result->bottoms) == HINGE_OK
               ? HINGE_OK
               : hinge_no_memory(error);
}

/* A trial, or those of one person, session and task: begun, then matched in depth, then
 * measured. */
static enum hinge_status work(void *context, void *scratch, size_t item,
                              struct hinge_error *error)
{
    struct job *job = context;
    size_t first = job->item[item];
    const struct hinge_depth_row *depth = &job->depths.row[job->row[first]];
    bool together = gathers(job, job->row[first]);
    enum hinge_status status = HINGE_OK;
    (void)scratch;
    for (size_t s = first; s < job->count && status == HINGE_OK; s = job->next[s]) {
        status = begin_slot(job, job->row[s], &job->slot[s], error);
        if (status == HINGE_OK && together)
            status = add_depths(job, job->row[s], &job->slot[s].result, error);
    }
    if (status == HINGE_OK && together &&
        hinge_depths_match(&job->depths, depth->group) != HINGE_OK)
        status = hinge_no_memory(error);
    for (size_t s = first; s < job->count; s = job->next[s]) {
        if (status == HINGE_OK)
            status = end_slot(job, job->row[s], &job->slot[s], error);
        hinge_trial_stage_clear(&job->slot[s].stage);
        drop_recording(&job->slot[s].film);
        drop_recording(&job->slot[s].front);
    }
    return status;
}

/* --- in order, one thread --- */

static void tell_refused(struct job *job, size_t row,
                         const struct hinge_trial_result *result)
{
    char message[1400];
    snprintf(message, sizeof message, "%.300s: refused, %s: %s",
             cell(&job->rows.ledger, "file", row), hinge_reason_name(result->reason),
             result->error.message);
    if (job->request->message != NULL)
        job->request->message(job->request->context, message);
}

static enum hinge_status finish_slot(struct job *job, size_t item,
                                     struct hinge_error *error)
{
    size_t row = job->row[item];
    struct hinge_trial_result *result = &job->slot[item].result;
    if (job->pass == PASS_DEPTHS)
        return add_depths(job, row, result, error);
    if (job->pass == PASS_REFERENCES) {
        struct reference *reference = hinge_alloc(1, sizeof *reference);
        if (reference == NULL)
            return hinge_no_memory(error);
        job->reference[row] = reference;
        reference->found = result->status == HINGE_OK && result->standing.found;
        reference->tier = result->tier;
        reference->standing = result->standing;
        reference->limits = result->limits;
        return HINGE_OK;
    }
    job->summary->trials++;
    job->summary->reps += result->block.n;
    if (result->status == HINGE_OK) {
        job->summary->analysed++;
    } else {
        job->summary->refused++;
        bool alone = job->n_rows == 1 && job->shard.shards == 0;
        if (job->request->strict || alone || job->trace != NULL)
            return hinge_error_set(error, HINGE_INPUT, result->reason, "%s: %s",
                                   cell(&job->rows.ledger, "file", row),
                                   result->error.message);
        tell_refused(job, row, result);
    }
    return hinge_results_file_add(&job->results, row, result, error);
}

static enum hinge_status read_block(struct job *job, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < job->count && status == HINGE_OK; i++) {
        struct slot *slot = &job->slot[i];
        slot->trial = (size_t)job->rows.trial_of[job->row[i]];
        status = hinge_study_read(job->rows.study, slot->trial, &slot->film.packed,
                                  &slot->film.header_rate_hz, error);
        long front = job->pass == PASS_ALL ? job->front_of[job->row[i]] : -1;
        if (status == HINGE_OK && front >= 0)
            status =
                hinge_study_read(job->rows.study, (size_t)job->rows.trial_of[front],
                                 &slot->front.packed, &slot->front.header_rate_hz,
                                 error);
    }
    return status;
}

/* Slots of a group that is not apart are one item, every other is its own. */
static void group_slots(struct job *job)
{
    job->items = 0;
    for (size_t s = 0; s < job->count; s++) {
        size_t group = job->depths.row[job->row[s]].group, before = s;
        bool together = gathers(job, job->row[s]);
        job->next[s] = job->count;
        while (together && before-- > 0)
            if (gathers(job, job->row[before]) &&
                job->depths.row[job->row[before]].group == group) {
                job->next[before] = s;
                break;
            }
        if (!together || before == SIZE_MAX)
            job->item[job->items++] = s;
    }
}

static enum hinge_status run_block(struct job *job, struct hinge_error *error)
{
    group_slots(job);
    struct hinge_parallel_plan plan = {.items = job->items,
                                       .threads = job->request->threads,
                                       .work = work,
                                       .context = job};
    enum hinge_status status = read_block(job, error);
    if (status == HINGE_OK)
        status = hinge_parallel_for(&plan, error);
    for (size_t i = 0; i < job->count && status == HINGE_OK; i++)
        status = finish_slot(job, i, error);
    for (size_t i = 0; i < job->count; i++) {
        hinge_packed_clear(&job->slot[i].film.packed);
        hinge_packed_clear(&job->slot[i].front.packed);
        hinge_trial_result_clear(&job->slot[i].result);
        job->slot[i] = (struct slot){0};
    }
    return status;
}

/* Whether a row belongs to the pass: every stored trial, or those that others need. */
static bool in_pass(const struct job *job, size_t row, const bool *referred)
{
    if (job->rows.trial_of[row] < 0)
        return false;
    if (job->pass == PASS_DEPTHS)
        return job->depths.row[row].wanted &&
               job->depths.group[job->depths.row[row].group].apart;
    if (job->pass == PASS_REFERENCES)
        return referred[row];
    return job->only < 0 || (size_t)job->only == row;
}

static enum hinge_status run_pass(struct job *job, const bool *referred,
                                  struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t row = 0; row < job->n_rows && status == HINGE_OK;) {
        if (hinge_progress_stopped(job->request->progress))
            return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                   "interrupted; nothing was written");
        bool ended = false;
        for (job->count = 0; row < job->n_rows && job->count < BLOCK_TRIALS && !ended;
             row++) {
            if (in_pass(job, row, referred))
                job->row[job->count++] = row;
            else if (job->pass == PASS_ALL)
                break; /* refused at ingest: its row still appears */
            ended = job->pass == PASS_ALL && job->ends[row];
        }
        status = run_block(job, error);
        if (status == HINGE_OK && job->pass == PASS_ALL && row < job->n_rows &&
            !in_pass(job, row, referred))
            status = hinge_results_file_add(&job->results, row++, NULL, error);
        if (job->pass == PASS_ALL)
            hinge_progress_report(job->request->progress, row, job->n_rows);
    }
    return status;
}

/* Which rows are a block of the last pass; a front view beside a recording is not
 * looked at for its depth. */
static enum hinge_status plan_blocks(struct job *job, struct hinge_error *error)
{
    size_t *frames = hinge_alloc(job->n_rows, sizeof *frames);
    if (frames == NULL)
        return hinge_no_memory(error);
    for (size_t i = 0; i < job->n_rows; i++) {
        long trial = job->rows.trial_of[i];
        frames[i] = job->front_of[i] >= 0 ? SIZE_MAX
                    : trial >= 0 ? hinge_study_frames(job->rows.study, (size_t)trial)
                                 : 0;
    }
    hinge_depths_plan(&job->depths, job->rows.trial_of, frames, BLOCK_TRIALS,
                      job->ends);
    free(frames);
    return HINGE_OK;
}

static enum hinge_status run_passes(struct job *job, struct hinge_error *error)
{
    bool *referred = hinge_alloc(job->n_rows, sizeof *referred), any = false;
    if (referred == NULL)
        return hinge_no_memory(error);
    for (size_t i = 0; i < job->n_rows; i++) {
        if (job->only >= 0 && (size_t)job->only != i)
            continue;
        const long rows[] = {job->rows.reference_of[i], job->maxflex_of[i],
                             job->stack_of[i], job->dowel_of[i]};
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (rows[k] >= 0)
                referred[rows[k]] = any = true;
    }
    enum hinge_status status = HINGE_OK;
    job->pass = PASS_REFERENCES;
    if (any)
        status = run_pass(job, referred, error);
    if (status == HINGE_OK && job->only < 0)
        status = plan_blocks(job, error);
    job->pass = PASS_DEPTHS;
    if (status == HINGE_OK)
        status = run_pass(job, referred, error);
    for (size_t g = 0; g < job->depths.groups && status == HINGE_OK; g++)
        if (job->depths.group[g].apart &&
            hinge_depths_match(&job->depths, g) != HINGE_OK)
            status = hinge_no_memory(error);
    job->pass = PASS_ALL;
    if (status == HINGE_OK)
        status = run_pass(job, referred, error);
    free(referred);
    return status;
}

static enum hinge_status finish(struct job *job, struct hinge_error *error)
{
    if (job->summary->analysed == 0 && job->shard.shards == 0)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "%s: none of the %zu trials can be analysed; nothing was "
            "written",
            job->request->study, job->n_rows);
    job->results.study_source = hinge_study_attribute(job->rows.study, "source");
    job->results.shard = &job->shard;
    const struct hinge_rows list = hinge_study_rows_list(&job->rows),
                            ledger = hinge_study_rows_ledger(&job->rows);
    return hinge_results_file_publish(&job->results, &list, &ledger, error);
}

/* Everything a job holds. */
static void close_job(struct job *job)
{
    hinge_results_file_discard(&job->results);
    hinge_study_rows_close(&job->rows);
    hinge_fault_table_clear(&job->faults);
    hinge_events_clear(&job->events);
    hinge_shard_clear(&job->shard);
    free(job->maxflex_of);
    free(job->stack_of);
    free(job->dowel_of);
    free(job->front_of);
    free(job->side_of);
    free(job->ends);
    hinge_depths_clear(&job->depths);
    for (size_t i = 0; job->reference != NULL && i < job->n_rows; i++)
        free(job->reference[i]);
    free(job->reference);
    free(job);
}

static enum hinge_status open_job(const struct hinge_analyze_request *request,
                                  struct hinge_analyze_summary *summary,
                                  struct job **job, struct hinge_error *error)
{
    *summary = (struct hinge_analyze_summary){0};
    *job = hinge_alloc(1, sizeof **job);
    if (*job == NULL)
        return hinge_no_memory(error);
    (*job)->request = request;
    (*job)->summary = summary;
    (*job)->only = -1;
    enum hinge_status status =
        hinge_fault_rows_make(request->config, &(*job)->faults, error);
    if (status == HINGE_OK && request->output != NULL)
        status =
            hinge_output_spare(request->output, request->study, request->study, error);
    return status == HINGE_OK ? open_study(*job, error) : status;
}

enum hinge_status hinge_analyze(const struct hinge_analyze_request *request,
                                struct hinge_analyze_summary *summary,
                                struct hinge_error *error)
{
    struct job *job;
    enum hinge_status status = open_job(request, summary, &job, error);
    if (status == HINGE_OK && request->events != NULL)
        status =
            hinge_events_read(request->events, &job->rows.list, &job->events, error);
    if (status == HINGE_OK)
        status = hinge_study_rows_shard(&job->rows, request, &job->shard, error);
    if (status == HINGE_OK)
        status = refer(job, error);
    if (status == HINGE_OK)
        tell_unknown_tasks(job);
    if (status == HINGE_OK)
        status = hinge_results_file_open(&job->results, request, &job->faults,
                                         &job->rows.list, &job->rows.ledger, error);
    if (status == HINGE_OK)
        status = run_passes(job, error);
    if (status == HINGE_OK)
        status = finish(job, error);
    if (job != NULL)
        close_job(job);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}

/* The row of a trial id; "" is the first that was stored. */
static enum hinge_status find_trial(struct job *job, const char *id,
                                    struct hinge_error *error)
{
    const char **names = hinge_alloc(job->n_rows, sizeof *names);
    if (names == NULL)
        return hinge_no_memory(error);
    for (size_t i = 0; i < job->n_rows; i++) {
        names[i] = cell(&job->rows.ledger, "trial_id", i);
        bool wanted =
            *id == '\0' ? job->rows.trial_of[i] >= 0 : strcmp(names[i], id) == 0;
        if (job->only < 0 && wanted)
            job->only = (long)i;
    }
    const char *near = hinge_suggest(id, names, job->n_rows);
    enum hinge_status status = HINGE_OK;
    if (job->only < 0)
        status = hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "%s: no recording has the id \"%s\"%s%s%s (the first is \"%s\")",
            job->request->study, id, near != NULL ? "; did you mean \"" : "",
            near != NULL ? near : "", near != NULL ? "\"?" : "",
            job->n_rows > 0 ? names[0] : "");
    else if (job->rows.trial_of[job->only] < 0)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                            "%s: %s was refused at ingest: %s", job->request->study, id,
                            cell(&job->rows.ledger, "message", (size_t)job->only));
    free(names);
    return status;
}

enum hinge_status hinge_analyze_trace(const struct hinge_analyze_request *request,
                                      const char *trial_id, struct hinge_trace *trace,
                                      struct hinge_error *error)
{
    struct hinge_analyze_summary summary;
    struct job *job;
    enum hinge_status status = open_job(request, &summary, &job, error);
    if (status == HINGE_OK)
        status = refer(job, error);
    if (status == HINGE_OK)
        status = find_trial(job, trial_id, error);
    if (status == HINGE_OK) {
        job->trace = trace;
        status = hinge_results_file_open(&job->results, request, &job->faults,
                                         &job->rows.list, &job->rows.ledger, error);
    }
    if (status == HINGE_OK)
        status = run_passes(job, error);
    if (job != NULL)
        close_job(job);
    if (status != HINGE_OK)
        hinge_trace_clear(trace);
    return status;
}
