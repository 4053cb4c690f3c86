/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trial of the block, in any thread. */
#include "analyze/job.h"

#include <stdio.h>

/* What the person's other recordings showed in the passes before. */
static struct hinge_limits limits_of(const struct hinge_analyze_job *job, size_t row)
{
    struct hinge_limits limits = HINGE_NO_LIMITS;
    long maxflex = job->pass == HINGE_PASS_ALL ? job->maxflex_of[row] : -1;
    long stack = job->pass == HINGE_PASS_ALL ? job->stack_of[row] : -1;
    long dowel = job->pass == HINGE_PASS_ALL ? job->dowel_of[row] : -1;
    if (maxflex >= 0)
        limits = job->reference[maxflex]->limits;
    if (stack >= 0)
        limits.stack_lumbar_deg = job->reference[stack]->limits.stack_lumbar_deg;
    if (dowel >= 0)
        limits.dowel = job->reference[dowel]->limits.dowel;
    limits.matched_driver_deg = job->depths.row[row].matched_deg;
    limits.wall_gap_cm = job->depths.group[job->depths.row[row].group].wall_gap_cm;
    return limits;
}

/* Makes the recording of a film; its layout is borrowed. */
static enum hinge_status unpack(const struct hinge_analyze_job *job, size_t row,
                                struct hinge_film *film, struct hinge_error *error)
{
    const struct hinge_layout *layout =
        hinge_study_layout(job->rows.study, (size_t)job->rows.trial_of[row]);
    enum hinge_status status = hinge_unpack(&film->packed, layout, &film->recording, error);
    if (status != HINGE_OK)
        return status;
    film->recording.layout = *layout;
    film->recording.header_rate_hz = film->header_rate_hz;
    hinge_trial_info_read(&job->rows.list, row, &film->info);
    return HINGE_OK;
}

static void drop_recording(struct hinge_film *film)
{
    film->recording.layout = (struct hinge_layout){0};
    hinge_recording_clear(&film->recording);
}

/* A front view has no repetitions of its own: its signals are in those of the side
 * view. */
static void tell_joined(const struct hinge_analyze_job *job, size_t row,
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
             hinge_analyze_cell(&job->rows.ledger, "trial_id", (size_t)job->side_of[row]));
}

bool hinge_analyze_gathers(const struct hinge_analyze_job *job, size_t row)
{
    const struct hinge_depth_row *depth = &job->depths.row[row];
    return job->pass == HINGE_PASS_ALL && depth->wanted && !job->depths.group[depth->group].apart;
}

size_t hinge_analyze_with(const struct hinge_analyze_job *job, size_t row)
{
    return hinge_analyze_gathers(job, row) ? job->depths.group[job->depths.row[row].group].last
                                           : row;
}

/* What is asked of a slot, but for the limits. */
static struct hinge_trial_request request_of(const struct hinge_analyze_job *job, size_t row,
                                             const struct hinge_analyze_slot *slot)
{
    struct hinge_trial_request request = {.recording = &slot->film.recording,
                                          .info = &slot->film.info,
                                          .parameters = job->request->config->parameters,
                                          .faults = &job->faults,
                                          .allow_inferred = job->request->allow_inferred,
                                          .depths = job->pass != HINGE_PASS_REFERENCES &&
                                                    job->depths.row[row].wanted,
                                          .standing_only = job->pass != HINGE_PASS_ALL,
                                          .trial = (int32_t)row,
                                          .trace = job->pass != HINGE_PASS_ALL ? NULL : job->trace};
    long reference = job->pass == HINGE_PASS_REFERENCES ? -1 : job->rows.reference_of[row];
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

static enum hinge_status begin_slot(struct hinge_analyze_job *job, size_t row,
                                    struct hinge_analyze_slot *slot, struct hinge_error *error)
{
    long front = job->pass == HINGE_PASS_ALL ? job->front_of[row] : -1;
    enum hinge_status status = unpack(job, row, &slot->film, error);
    if (status == HINGE_OK && front >= 0)
        status = unpack(job, (size_t)front, &slot->front, error);
    if (status != HINGE_OK)
        return status;
    slot->request = request_of(job, row, slot);
    hinge_trial_begin(&slot->request, &slot->stage, &slot->result);
    return HINGE_OK;
}

static void end_slot(struct hinge_analyze_job *job, size_t row, struct hinge_analyze_slot *slot)
{
    slot->request.limits = limits_of(job, row);
    hinge_trial_end(&slot->request, &slot->stage, &slot->result);
    tell_joined(job, row, &slot->result);
}

enum hinge_status hinge_analyze_add_depths(struct hinge_analyze_job *job, size_t row,
                                           const struct hinge_trial_result *result,
                                           struct hinge_error *error)
{
    return hinge_depths_add(&job->depths, row, result->depth, result->bottom_deg,
                            result->bottoms) == HINGE_OK
               ? HINGE_OK
               : hinge_no_memory(error);
}

/* The slot after this one of those that are analysed with it; NULL behind the last.
 * Items of the last pass are rows. */
static struct hinge_analyze_slot *next_slot(struct hinge_analyze_job *job,
                                            const struct hinge_analyze_slot *slot)
{
    size_t with = hinge_analyze_with(job, slot->row);
    for (size_t row = slot->row + 1; row <= with; row++)
        if (hinge_analyze_with(job, row) == with)
            return &job->slot[row % HINGE_ANALYZE_SLOTS];
    return NULL;
}

enum hinge_status hinge_analyze_item(void *context, void *scratch, size_t item,
                                     struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *last = &job->slot[item % HINGE_ANALYZE_SLOTS];
    struct hinge_analyze_slot *first = last;
    bool together = hinge_analyze_gathers(job, last->row);
    enum hinge_status status = HINGE_OK;
    (void)scratch;
    if (hinge_analyze_with(job, last->row) != last->row)
        return HINGE_OK; /* the last of those with it does all */
    if (!last->stored)   /* and so are those with it */
        return HINGE_OK;
    if (together)
        first = &job->slot[job->depths.group[job->depths.row[last->row].group].first %
                           HINGE_ANALYZE_SLOTS];
    for (struct hinge_analyze_slot *slot = first; slot != NULL && status == HINGE_OK;
         slot = next_slot(job, slot)) {
        status = begin_slot(job, slot->row, slot, error);
        if (status == HINGE_OK && together)
            status = hinge_analyze_add_depths(job, slot->row, &slot->result, error);
    }
    if (status == HINGE_OK && together) {
        hinge_depths_match(&job->depths, job->depths.row[last->row].group);
    }
    for (struct hinge_analyze_slot *slot = first; slot != NULL; slot = next_slot(job, slot)) {
        if (status == HINGE_OK)
            end_slot(job, slot->row, slot);
        hinge_trial_stage_clear(&slot->stage);
        drop_recording(&slot->film);
        drop_recording(&slot->front);
    }
    return status;
}
