/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trial from numbers to rows: body, repetitions, metrics, faults. */
#include "analyze/rep_rows.h"
#include "base/memory.h"
#include "metrics/parts/rod.h"

#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum hinge_signal hinge_waveform_signal(int waveform)
{
    static const enum hinge_signal signals[] = {
#define X(name) HINGE_SIGNAL_##name,
        HINGE_WAVEFORM_LIST(X)
#undef X
    };
    return signals[waveform];
}

void hinge_trial_result_clear(struct hinge_trial_result *result)
{
    hinge_arena_clear(&result->block.arena);
    result->block = (struct hinge_rep_block){0};
}

/* --- the trial --- */

static void describe_body(const struct hinge_body *body, struct hinge_trial_result *result)
{
    result->tier = body->tier;
    result->dim = body->dim;
    result->image_stretch = body->image_stretch;
    result->side = body->side;
    result->image_facing = body->image_facing;
    result->family = hinge_family_name(body->family);
    result->lumbar_def = hinge_lumbar_def_name(body->lumbar_def);
    result->driver = hinge_signal_name(body->driver_source);
    enum hinge_signal depth = hinge_view_depth(body);
    result->depth = hinge_signal_name(depth == HINGE_SIGNAL_driver ? body->driver_source : depth);
    result->inferred = body->is_inferred;
    result->pelvis = body->has_pelvis;
    result->thigh = body->has_thigh;
    result->frontal = body->has_frontal;
    result->metric = body->has_metric;
    result->pos = body->has_positions;
    result->rate_hz = body->rate_hz;
    result->cutoff_hz = body->cutoff_hz;
    result->residual_cutoff_hz = body->residual_cutoff_hz;
    result->vertical_source = body->vertical_source;
    result->vertical_turn_deg = body->vertical_turn_deg;
    result->frames = body->n;
    result->duration_s = (double)body->n / body->rate_hz;
    result->held_share = body->held_share;
    result->slow = body->slow;
    result->swapped_share = body->swapped_share;
    result->thigh_shank_ratio = body->thigh_shank_ratio;
    result->length_cv = body->length_cv;
    result->warnings = body->warnings;
    memcpy(result->rare, body->rare, sizeof result->rare);
    memcpy(result->swapped, body->swapped, sizeof result->swapped);
}

/* Where the times of the phases come from. */
static const char *seg_source(const struct hinge_reps *reps)
{
    size_t given = 0, bounds = 0;
    for (size_t k = 0; k < reps->n; k++) {
        const struct hinge_phase_bounds *b = &reps->rep[k].bounds;
        const long at[HINGE_BOUNDS] = {b->desc_start, b->desc_end, b->asc_start, b->asc_end};
        for (int i = 0; i < HINGE_BOUNDS; i++) {
            bounds += at[i] != HINGE_NO_INDEX;
            given += (reps->rep[k].given >> i) & 1;
        }
    }
    return reps->n == 0 ? "" : given == 0 ? "auto" : given < bounds ? "mixed" : "manual";
}

/* Given times against those found, where both exist. */
static void compare_marks(const struct hinge_reps *reps, struct hinge_agreements *all)
{
    enum { MOST = 64 };
    for (int bound = 0; bound < HINGE_BOUNDS; bound++) {
        double found[MOST], given[MOST];
        size_t n = 0;
        for (size_t i = 0; i < reps->n_marked && n < MOST; i++)
            if (reps->marked[i].bound == bound) {
                found[n] = reps->marked[i].found_s;
                given[n++] = reps->marked[i].given_s;
            }
        hinge_agreement_add(all, "phase", hinge_bound_name(bound), "s", found, given, n, 0);
    }
}

static void describe_reps(const struct hinge_body *body, const struct hinge_reps *reps,
                          struct hinge_trial_result *result)
{
    const struct hinge_standing *standing = &reps->standing;
    bool own = standing->source != HINGE_STANDING_calibration;
    result->standing_start_s =
        own ? body->start_s + (double)standing->from / body->rate_hz : (double)NAN;
    result->standing_end_s =
        own ? body->start_s + (double)standing->to / body->rate_hz : (double)NAN;
    result->rejected = reps->rejected;
    result->reps = reps->n;
    result->reps_complete = reps->n_complete;
    result->reps_partial = reps->n_partial;
    result->reps_truncated = reps->n_truncated;
    result->ghosts = reps->ghosts;
    result->warnings |= reps->warnings;
    result->standing = reps->standing;
    result->standing_source = hinge_standing_source_name(reps->standing.source);
    result->leg_length = reps->leg_length;
    result->seg_source = seg_source(reps);
    result->view_deg = reps->view_deg;
    if (reps->n == 0)
        result->reason = reps->n_excluded > 0 ? HINGE_REASON_EXCLUDED : HINGE_REASON_NO_REPS;
    for (size_t k = 0; k < reps->n; k++)
        result->partial = result->partial || reps->rep[k].gap ||
                          reps->rep[k].descent == HINGE_REASON_FACING_AMBIGUOUS;
}

/* Largest change of a signal from standing over the whole recording, under the average
 * that any maximum is taken under. */
static void furthest(const struct hinge_body *body, const struct hinge_reps *reps,
                     const struct hinge_parameters *p, enum hinge_signal signal, double *most)
{
    const double *x = body->signal[signal];
    double seconds = body->tier == 'A' ? p->peak_w_A : p->peak_w_BC;
    long half = lround((seconds * body->rate_hz - 1) / 2);
    *most = (double)NAN;
    if (x == NULL || !reps->standing.found)
        return;
    double *smooth = hinge_alloc(body->n, sizeof *smooth);
    hinge_moving_average(x, 0, body->n - 1, half > 0 ? 2 * (size_t)half + 1 : 1, smooth);
    for (size_t i = 0; i < body->n; i++)
        *most = fmax(*most, smooth[i] - reps->standing.value[signal]);
    free(smooth);
}

/* A dowel that touches: in standing, where there is any, else all the time. */
static void touch(const struct hinge_body *body, const struct hinge_reps *reps,
                  struct hinge_dowel_zero *zero)
{
    const struct hinge_standing *s = &reps->standing;
    bool own = s->found && s->to > s->from;
    bool head = body->dowel[0][0] != NULL || body->dowel[3][0] != NULL;
    if (head && body->dowel[1][0] != NULL && body->dowel[2][0] != NULL)
        (void)hinge_rod_zero(body, own ? s->from : 0, own ? s->to : body->n - 1, reps->trunk_length,
                             zero);
}

/* What this recording tells the person's others. */
static void fill_limits(const struct hinge_trial_request *request, const struct hinge_body *body,
                        const struct hinge_reps *reps, struct hinge_limits *limits)
{
    const struct hinge_parameters *p = request->parameters;
    bool isb = body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    enum hinge_signal stacked = isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex;
    limits->lumbar_def = body->lumbar_def;
    if (request->info->role == HINGE_ROLE_stack_ref && body->signal[stacked] != NULL) {
        hinge_median(body->signal[stacked], body->n, &limits->stack_lumbar_deg);
        return;
    }
    if (request->info->role == HINGE_ROLE_dowel_ref)
        touch(body, reps, &limits->dowel);
    if (request->info->role != HINGE_ROLE_maxflex)
        return;
    furthest(body, reps, p, HINGE_SIGNAL_lumbar_flex, &limits->lumbar_max_deg);
    furthest(body, reps, p, HINGE_SIGNAL_hip_flex, &limits->hip_max_deg);
}

static struct hinge_body_request body_request(const struct hinge_trial_request *request)
{
    struct hinge_body_request build = {.recording = request->recording,
                                       .info = request->info,
                                       .parameters = request->parameters,
                                       .allow_inferred = request->allow_inferred,
                                       .front = request->front,
                                       .front_info = request->front_info};
    hinge_task_forces(request->info, &build);
    return build;
}

static bool is_reference(const struct hinge_trial_request *request)
{
    enum hinge_trial_role role = request->info->role;
    return role != HINGE_ROLE_NONE && role != HINGE_ROLE_trial;
}

/* A toe touch has repetitions for the fault that is judged in it alone. */
static bool stores_reps(const struct hinge_trial_request *request)
{
    return !is_reference(request) || request->info->role == HINGE_ROLE_maxflex;
}

static enum hinge_status find_reps(const struct hinge_trial_request *request,
                                   struct hinge_body *body, struct hinge_reps *reps,
                                   struct hinge_trial_result *result, struct hinge_error *error)
{
    bool same = request->calibration_tier == body->tier;
    struct hinge_reps_request find = {.body = body,
                                      .info = request->info,
                                      .parameters = request->parameters,
                                      .calibration = same ? request->calibration : NULL,
                                      .mark = request->mark,
                                      .n_marks = request->n_marks};
    enum hinge_status status = hinge_reps_find(&find, reps, error);
    if (status != HINGE_OK)
        return status;
    hinge_reps_scale(body, reps);
    describe_reps(body, reps, result);
    if (body->view_partial) {
        result->partial = true;
        result->reason = HINGE_REASON_VIEW_NOT_SAGITTAL;
    }
    /* reference trials (standing, maxflex, …) are no repetitions of the study */
    if (!stores_reps(request)) /* what is counted is what is stored */
        result->reps = result->reps_complete = result->reps_partial = result->reps_truncated =
            result->rejected.manual = 0;
    if (is_reference(request) &&
        (result->reason == HINGE_REASON_NO_REPS || result->reason == HINGE_REASON_EXCLUDED))
        result->reason = HINGE_REASON_OK; /* none was asked for */
    fill_limits(request, body, reps, &result->limits);
    if (request->trace != NULL)
        status = hinge_trace_fill(request->trace, body, reps);
    if (status != HINGE_OK)
        hinge_no_memory(error);
    else if (request->depths)
        hinge_rep_rows_depths(request, body, reps, result);
    if (status != HINGE_OK)
        hinge_reps_clear(reps);
    return status;
}

/* vertical.from = standing: quiet standing as found with the axis as it is, for the
 * body that is built next. Without any the axis stays, as vertical_source says. */
static void find_level(const struct hinge_trial_request *request, struct hinge_body_request *build)
{
    struct hinge_parameters p = *request->parameters;
    struct hinge_body body;
    struct hinge_reps reps;
    struct hinge_error ignored;
    if (strcmp(p.vertical_from, "standing") != 0)
        return;
    p.stand_trunk_max = p.vertical_refuse; /* a tilted camera tilts everybody */
    struct hinge_body_request tilted = *build;
    tilted.parameters = &p;
    enum hinge_status status = hinge_body_build(&tilted, &body, &ignored);
    if (status != HINGE_OK)
        return;
    struct hinge_reps_request find = {.body = &body, .info = request->info, .parameters = &p};
    status = hinge_reps_find(&find, &reps, &ignored);
    if (status == HINGE_OK && reps.standing.found) {
        build->level_from = reps.standing.from;
        build->level_to = reps.standing.to;
    }
    if (status == HINGE_OK)
        hinge_reps_clear(&reps);
    hinge_body_clear(&body);
}

/* A refusal is part of the result; lack of memory is not. */
static void settle(struct hinge_trial_result *result)
{
    if (result->status != HINGE_OK)
        result->reason = result->error.reason;
}

void hinge_trial_begin(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                       struct hinge_trial_result *result)
{
    struct hinge_body *body = &stage->body;
    struct hinge_body_request build = body_request(request);
    stage->open = false;
    *result = (struct hinge_trial_result){.tier = 'N',
                                          .side = 'b',
                                          .lumbar_def = "",
                                          .driver = "",
                                          .depth = "",
                                          .standing_source = "",
                                          .seg_source = "",
                                          .family = "",
                                          .rate_hz = (double)NAN,
                                          .cutoff_hz = (double)NAN,
                                          .residual_cutoff_hz = (double)NAN,
                                          .vertical_source = "",
                                          .vertical_turn_deg = (double)NAN,
                                          .duration_s = (double)NAN,
                                          .leg_length = (double)NAN,
                                          .thigh_shank_ratio = (double)NAN,
                                          .length_cv = (double)NAN,
                                          .view_deg = (double)NAN,
                                          .image_stretch = (double)NAN,
                                          .limits = HINGE_NO_LIMITS};
    struct hinge_error *own = &result->error;
    find_level(request, &build);
    result->status = hinge_body_build(&build, body, own);
    result->tier = body->tier;
    result->held_share = body->held_share;
    if (result->status == HINGE_OK) {
        describe_body(body, result);
        result->status = find_reps(request, body, &stage->reps, result, own);
        stage->open = result->status == HINGE_OK;
        if (!stage->open)
            hinge_body_clear(body);
    }
    settle(result);
}

void hinge_trial_stage_clear(struct hinge_trial_stage *stage)
{
    if (!stage->open)
        return;
    hinge_reps_clear(&stage->reps);
    hinge_body_clear(&stage->body);
    stage->open = false;
}

void hinge_trial_end(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                     struct hinge_trial_result *result)
{
    const struct hinge_body *body = &stage->body;
    const struct hinge_reps *reps = &stage->reps;
    if (!stage->open)
        return;
    if (!request->standing_only && stores_reps(request))
        result->status = hinge_rep_rows_fill(request, body, reps, result);
    compare_marks(reps, &result->agreements);
    if (!request->standing_only && result->status == HINGE_OK) {
        struct hinge_body_request build = body_request(request);
        hinge_agreement_angles(&build, body, &reps->standing, &result->agreements);
        result->status = HINGE_OK;
    }
    hinge_trial_stage_clear(stage);
    settle(result);
}

void hinge_trial_analyze(const struct hinge_trial_request *request,
                         struct hinge_trial_result *result)
{
    struct hinge_trial_stage stage;
    hinge_trial_begin(request, &stage, result);
    hinge_trial_end(request, &stage, result);
}
