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
    return limits;
}

/* The front view beside the slot's recording; *front stays empty without one. */
static enum hinge_status unpack_front(const struct hinge_analyze_job *job,
                                      const struct hinge_analyze_slot *slot, size_t row,
                                      struct hinge_recording *front,
                                      struct hinge_trial_info *info,
                                      struct hinge_error *error)
{
    long of = job->front_of[row];
    if (of < 0 || job->pass != HINGE_PASS_ALL)
        return HINGE_OK;
    enum hinge_status status = hinge_unpack(&slot->front, front, error);
    if (status != HINGE_OK)
        return status;
    front->layout =
        *hinge_study_layout(job->rows.study, (size_t)job->rows.trial_of[of]);
    front->header_rate_hz = slot->front_rate_hz;
    hinge_trial_info_read(&job->rows.list, (size_t)of, info);
    return HINGE_OK;
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
             hinge_analyze_cell(&job->rows.ledger, "trial_id",
                                (size_t)job->side_of[row]));
}

enum hinge_status hinge_analyze_slot(void *context, void *scratch, size_t item,
                                     struct hinge_error *error)
{
    struct hinge_analyze_job *job = context;
    struct hinge_analyze_slot *slot = &job->slot[item];
    struct hinge_recording recording = {0};
    struct hinge_trial_info info;
    size_t row = job->row[item];
    (void)scratch;
    if (slot->resumed)
        return HINGE_OK;
    enum hinge_status status = hinge_unpack(&slot->packed, &recording, error);
    if (status != HINGE_OK)
        return status;
    recording.layout = *hinge_study_layout(job->rows.study, slot->trial); /* borrowed */
    recording.header_rate_hz = slot->header_rate_hz;
    hinge_trial_info_read(&job->rows.list, row, &info);
    struct hinge_trial_request request = {
        .recording = &recording,
        .info = &info,
        .parameters = job->request->config->parameters,
        .faults = &job->faults,
        .allow_inferred = job->request->allow_inferred,
        .standing_only = job->pass != HINGE_PASS_ALL,
        .trial = (int32_t)row,
        .trace = job->pass != HINGE_PASS_ALL ? NULL : job->trace};
    long reference =
        job->pass == HINGE_PASS_REFERENCES ? -1 : job->rows.reference_of[row];
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
    request.limits = limits_of(job, row);
    struct hinge_recording front = {0};
    struct hinge_trial_info front_info;
    status = unpack_front(job, slot, row, &front, &front_info, error);
    if (front.n_frames > 0) {
        request.front = &front;
        request.front_info = &front_info;
    }
    if (status == HINGE_OK)
        status = hinge_trial_analyze(&request, &slot->result, error);
    if (status == HINGE_OK)
        tell_joined(job, row, &slot->result);
    front.layout = (struct hinge_layout){0};
    hinge_recording_clear(&front);
    recording.layout = (struct hinge_layout){0};
    hinge_recording_clear(&recording);
    return status;
}
