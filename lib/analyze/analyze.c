/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyse: read trials in order, unpack and analyse them in parallel, append in order.
 * Standing trials come first, for their references. */
#include "analyze/job.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/request.h"
#include "base/text.h"
#include "config/of_request.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- in order, one thread --- */

static void tell_refused(struct hinge_analyze_job *job, size_t row,
                         const struct hinge_trial_result *result)
{
    char message[1400];
    snprintf(message, sizeof message, "%.300s: refused, %s: %s",
             hinge_analyze_cell(&job->rows.ledger, "file", row), hinge_reason_name(result->reason),
             result->error.message);
    if (job->request->message != NULL)
        job->request->message(job->request->context, message);
}

static enum hinge_status finish_slot(struct hinge_analyze_job *job, struct hinge_analyze_slot *slot,
                                     struct hinge_error *error)
{
    size_t row = slot->row;
    struct hinge_trial_result *result = &slot->result;
    if (job->pass == HINGE_PASS_DEPTHS)
        return hinge_analyze_add_depths(job, row, result, error);
    if (job->pass == HINGE_PASS_REFERENCES) {
        struct hinge_reference *reference = hinge_alloc(1, sizeof *reference);
        job->reference[row] = reference;
        reference->found = result->status == HINGE_OK && result->standing.found;
        reference->tier = result->tier;
        reference->standing = result->standing;
        reference->limits = result->limits;
        return HINGE_OK;
    }
    job->summary->trials++;
    if (hinge_trial_role_find(hinge_analyze_cell(&job->rows.list, "role", row)) !=
        HINGE_ROLE_maxflex)
        job->summary->reps += result->block.n > result->rejected.manual
                                  ? result->block.n - result->rejected.manual
                                  : 0;
    if (result->status == HINGE_OK) {
        job->summary->analysed++;
    } else {
        job->summary->refused++;
        bool alone = job->n_rows == 1 && job->shard.shards == 0;
        if (job->request->strict || alone || job->trace != NULL)
            return hinge_error_set(error, HINGE_INPUT, result->reason, "%s: %s",
                                   hinge_analyze_cell(&job->rows.ledger, "file", row),
                                   result->error.message);
        tell_refused(job, row, result);
    }
    return hinge_results_file_add(&job->results, row, result, error);
}

/* Whether a row belongs to the pass: every stored trial, or those that others need. */
static bool in_pass(const struct hinge_analyze_job *job, size_t row)
{
    if (job->rows.trial_of[row] < 0)
        return false;
    if (job->pass == HINGE_PASS_DEPTHS)
        return job->depths.row[row].wanted && job->depths.group[job->depths.row[row].group].apart;
    if (job->pass == HINGE_PASS_REFERENCES)
        return job->referred[row];
    return job->only < 0 || (size_t)job->only == row;
}

static enum hinge_status read_film(struct hinge_analyze_job *job, long row, struct hinge_film *film,
                                   struct hinge_error *error)
{
    return row < 0 ? HINGE_OK
                   : hinge_study_read(job->rows.study, (size_t)job->rows.trial_of[row],
                                      &film->packed, &film->header_rate_hz, error);
}

/* The next row of the pass into its slot. */
static enum hinge_status begin(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *slot = &job->slot[item % HINGE_ANALYZE_SLOTS];
    while (job->pass != HINGE_PASS_ALL && !in_pass(job, job->next))
        job->next++;
    slot->row = job->next++;
    slot->stored = in_pass(job, slot->row);
    if (!slot->stored)
        return HINGE_OK;
    enum hinge_status status = read_film(job, (long)slot->row, &slot->film, error);
    if (status == HINGE_OK && job->pass == HINGE_PASS_ALL)
        status = read_film(job, job->front_of[slot->row], &slot->front, error);
    return status;
}

static void clear_slot(struct hinge_analyze_slot *slot)
{
    hinge_packed_clear(&slot->film.packed);
    hinge_packed_clear(&slot->front.packed);
    hinge_trial_result_clear(&slot->result);
    *slot = (struct hinge_analyze_slot){0};
}

static enum hinge_status keep(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *slot = &job->slot[item % HINGE_ANALYZE_SLOTS];
    enum hinge_status status = slot->stored
                                   ? finish_slot(job, slot, error)
                                   : hinge_results_file_add(&job->results, slot->row, NULL, error);
    clear_slot(slot);
    if (job->pass == HINGE_PASS_ALL)
        hinge_progress_report(job->request->progress, item + 1, job->n_rows);
    return status;
}

static size_t done_with(void *context, size_t item)
{
    const struct hinge_analyze_job *job = context;
    return job->pass == HINGE_PASS_ALL ? hinge_analyze_with(job, item) : item;
}

static enum hinge_status run_pass(struct hinge_analyze_job *job, struct hinge_error *error)
{
    struct hinge_ordered ordered = {
        .loop = {.threads = job->request->threads, .work = hinge_analyze_item, .context = job},
        .progress = job->request->progress,
        .slots = HINGE_ANALYZE_SLOTS,
        .read = begin,
        .keep = keep,
        .done_with = done_with};
    for (size_t row = 0; row < job->n_rows; row++)
        ordered.loop.items += job->pass == HINGE_PASS_ALL || in_pass(job, row);
    job->next = 0;
    enum hinge_status status = hinge_ordered_for(&ordered, error);
    for (size_t i = 0; i < HINGE_ANALYZE_SLOTS && i < ordered.loop.items; i++)
        clear_slot(&job->slot[i]);
    return status;
}

/* Which recordings are in hand together with those that their depth is compared with; a
 * front view beside a recording is not looked at for its depth. */
static void gather(struct hinge_analyze_job *job)
{
    size_t *frames = hinge_alloc(job->n_rows, sizeof *frames);
    for (size_t i = 0; i < job->n_rows; i++) {
        long trial = job->rows.trial_of[i];
        frames[i] = job->front_of[i] >= 0 ? SIZE_MAX
                    : trial >= 0          ? hinge_study_frames(job->rows.study, (size_t)trial)
                                          : 0;
    }
    hinge_depths_gather(&job->depths, frames, HINGE_ANALYZE_SLOTS);
    free(frames);
}

/* Finds how deep people go whose trials are not in hand together. */
static enum hinge_status match_depths(struct hinge_analyze_job *job, struct hinge_error *error)
{
    gather(job);
    enum hinge_status status = HINGE_OK;
    job->pass = HINGE_PASS_DEPTHS;
    status = run_pass(job, error);
    for (size_t g = 0; g < job->depths.groups && status == HINGE_OK; g++)
        if (job->depths.group[g].apart) {
            hinge_depths_match(&job->depths, g);
        }
    return status;
}

static enum hinge_status run_passes(struct hinge_analyze_job *job, struct hinge_error *error)
{
    bool any = false;
    for (size_t i = 0; i < job->n_rows; i++) {
        if (job->only >= 0 && (size_t)job->only != i)
            continue;
        const long rows[] = {job->rows.reference_of[i], job->maxflex_of[i], job->stack_of[i],
                             job->dowel_of[i]};
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (rows[k] >= 0)
                job->referred[rows[k]] = any = true;
    }
    enum hinge_status status = HINGE_OK;
    job->pass = HINGE_PASS_REFERENCES;
    if (any)
        status = run_pass(job, error);
    if (status == HINGE_OK && job->only < 0) /* a trace shows no matched depth */
        status = match_depths(job, error);
    job->pass = HINGE_PASS_ALL;
    if (status == HINGE_OK)
        status = run_pass(job, error);
    return status;
}

static enum hinge_status finish(struct hinge_analyze_job *job, struct hinge_error *error)
{
    if (job->summary->analysed == 0 && job->shard.shards == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: none of the %zu trials can be analysed; nothing was "
                               "written",
                               job->request->study, job->n_rows);
    job->results.study_source = hinge_study_attribute(job->rows.study, "source");
    job->results.shard = &job->shard;
    const struct hinge_rows list = hinge_study_rows_list(&job->rows),
                            ledger = hinge_study_rows_ledger(&job->rows);
    return hinge_results_file_publish(&job->results, &list, &ledger, error);
}

enum hinge_status hinge_analyze(const struct hinge_analyze_request *given,
                                struct hinge_analyze_summary *summary, struct hinge_error *error)
{
    struct hinge_analyze_request own;
    const struct hinge_analyze_request *request = &own;
    *summary = (struct hinge_analyze_summary){0};
    struct hinge_config defaults = {0};
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken == HINGE_OK)
        taken = hinge_config_of(&own.config, &defaults);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own.study);
    HINGE_REQUEST_TEXTS(hinge_request_none, &own.output, &own.events);
    struct hinge_analyze_job *job = NULL;
    enum hinge_status status =
        taken == HINGE_OK ? hinge_analyze_job_open(request, summary, &job, error) : taken;
    if (status == HINGE_OK && request->events != NULL)
        status = hinge_events_read(request->events, &job->rows.list, &job->events, error);
    if (status == HINGE_OK)
        status = hinge_study_rows_shard(&job->rows, request, &job->shard, error);
    if (status == HINGE_OK)
        status = hinge_analyze_refer(job, error);
    if (status == HINGE_OK)
        hinge_analyze_tell_tasks(job);
    if (status == HINGE_OK)
        status = hinge_results_file_open(&job->results, request, &job->faults, &job->rows.list,
                                         &job->rows.ledger, error);
    if (status == HINGE_OK)
        status = run_passes(job, error);
    if (status == HINGE_OK)
        status = finish(job, error);
    if (job != NULL)
        hinge_analyze_job_close(job);
    hinge_config_clear(&defaults);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}

/* The row of a trial id; "" is the first that was stored. */
static enum hinge_status find_trial(struct hinge_analyze_job *job, const char *id,
                                    struct hinge_error *error)
{
    const char **names = hinge_alloc(job->n_rows, sizeof *names);
    for (size_t i = 0; i < job->n_rows; i++) {
        names[i] = hinge_analyze_cell(&job->rows.ledger, "trial_id", i);
        bool wanted = *id == '\0' ? job->rows.trial_of[i] >= 0 : strcmp(names[i], id) == 0;
        if (job->only < 0 && wanted)
            job->only = (long)i;
    }
    const char *near = hinge_suggest(id, names, job->n_rows);
    enum hinge_status status = HINGE_OK;
    if (job->only < 0)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "%s: no recording has the id \"%s\"%s%s%s (the first is \"%s\")",
                                 job->request->study, id, near != NULL ? "; did you mean \"" : "",
                                 near != NULL ? near : "", near != NULL ? "\"?" : "",
                                 job->n_rows > 0 ? names[0] : "");
    else if (job->rows.trial_of[job->only] < 0)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "%s: %s was refused at ingest: %s",
                            job->request->study, id,
                            hinge_analyze_cell(&job->rows.ledger, "message", (size_t)job->only));
    free(names);
    return status;
}

enum hinge_status hinge_analyze_trace(const struct hinge_analyze_request *request,
                                      const char *trial_id, struct hinge_trace *trace,
                                      struct hinge_error *error)
{
    struct hinge_analyze_summary summary;
    struct hinge_analyze_job *job;
    enum hinge_status status = hinge_analyze_job_open(request, &summary, &job, error);
    if (status == HINGE_OK && request->events != NULL)
        status = hinge_events_read(request->events, &job->rows.list, &job->events, error);
    if (status == HINGE_OK)
        status = hinge_analyze_refer(job, error);
    if (status == HINGE_OK)
        status = find_trial(job, trial_id, error);
    if (status == HINGE_OK) {
        job->trace = trace;
        status = hinge_results_file_open(&job->results, request, &job->faults, &job->rows.list,
                                         &job->rows.ledger, error);
    }
    if (status == HINGE_OK)
        status = run_passes(job, error);
    if (job != NULL)
        hinge_analyze_job_close(job);
    if (status != HINGE_OK)
        hinge_trace_clear(trace);
    return status;
}
