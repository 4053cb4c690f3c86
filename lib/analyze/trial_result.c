/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trial from numbers to rows: body, repetitions, metrics, faults. */
#include "analyze/trial_result.h"
#include "base/memory.h"
#include "metrics/parts/emg.h"
#include "metrics/parts/plane.h"
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

static bool allocate(struct hinge_rep_block *block, size_t n, size_t faults)
{
    size_t metrics = hinge_metric_count(), cells = n * metrics * HINGE_PHASE_COUNT;
    struct hinge_arena *a = &block->arena;
    block->n = n;
    block->trial = hinge_arena_alloc(a, n, sizeof *block->trial);
    block->rep = hinge_arena_alloc(a, n, sizeof *block->rep);
    block->floor = hinge_arena_alloc(a, n, 1);
    block->complete = hinge_arena_alloc(a, n, 1);
    block->valid = hinge_arena_alloc(a, n, 1);
    bool good =
        block->trial && block->rep && block->floor && block->complete && block->valid;
    for (int k = 0; k < 4; k++) {
        block->time[k] = hinge_arena_alloc(a, n, sizeof(double));
        good = good && block->time[k] != NULL;
    }
    block->rom_deg = hinge_arena_alloc(a, n, sizeof(double));
    block->warnings = hinge_arena_alloc(a, n, sizeof(uint64_t));
    block->metric = hinge_arena_alloc(a, cells, sizeof(double));
    block->reason = hinge_arena_alloc(a, cells, sizeof(uint16_t));
    block->fault_state = hinge_arena_alloc(a, n * faults, 1);
    block->fault_reason = hinge_arena_alloc(a, n * faults, sizeof(uint16_t));
    block->fault_severity = hinge_arena_alloc(a, n * faults, sizeof(double));
    block->fault_threshold = hinge_arena_alloc(a, n * faults, sizeof(double));
    block->fault_margin = hinge_arena_alloc(a, n * faults, sizeof(double));
    block->fault_time = hinge_arena_alloc(a, n * faults, sizeof(double));
    for (int w = 0; w < HINGE_WAVEFORM_SETS; w++) {
        block->waveform[w] = hinge_arena_alloc(
            a, n * HINGE_WAVEFORM_COUNT * HINGE_WAVEFORM_POINTS, sizeof(float));
        good = good && block->waveform[w] != NULL;
    }
    return good && block->rom_deg && block->warnings && block->metric &&
           block->reason && block->fault_state && block->fault_reason &&
           block->fault_severity && block->fault_threshold && block->fault_margin &&
           block->fault_time;
}

/* --- rows of one repetition --- */

static double time_of(const struct hinge_body *body, long frame)
{
    return frame == HINGE_NO_INDEX ? (double)NAN
                                   : body->start_s + (double)frame / body->rate_hz;
}

static bool is_valid(const struct hinge_reps *reps, size_t k,
                     const struct hinge_parameters *p)
{
    const struct hinge_rep *rep = &reps->rep[k];
    return rep->complete && !rep->gap && (rep->warnings & HINGE_WARN(PARTIAL)) == 0 &&
           rep->ascent == HINGE_REASON_OK && k >= (size_t)p->seg_drop_first;
}

/* What stands behind some of its metrics: keypoints are smoothed for coordination
 * (SCIENCE 6.6, 6.7), centimetres may come from the body height (2.5). */
static uint64_t qualifiers(const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    bool lumbar = body->signal[HINGE_SIGNAL_lumbar_flex] != NULL;
    bool travel = body->signal[HINGE_SIGNAL_hip_posterior] != NULL;
    uint64_t bits = body->tier != 'A' && lumbar ? HINGE_WARN(SMOOTHED) : 0;
    if (!body->has_metric && travel && view->info->height_m > 0)
        bits |= HINGE_WARN(SCALE_FROM_HEIGHT);
    return bits;
}

static void fill_keys(const struct hinge_trial_request *request,
                      const struct hinge_rep_view *view, size_t k,
                      struct hinge_rep_block *block)
{
    const struct hinge_rep *rep = view->rep;
    const struct hinge_phase_bounds *b = &rep->bounds;
    const long frames[4] = {b->desc_start, b->desc_end, b->asc_start, b->asc_end};
    block->trial[k] = request->trial;
    block->rep[k] = (int32_t)k + 1;
    block->floor[k] = rep->floor;
    block->complete[k] = rep->complete;
    block->valid[k] = is_valid(view->reps, k, view->parameters);
    for (int t = 0; t < 4; t++)
        block->time[t][k] = time_of(view->body, frames[t]);
    block->rom_deg[k] = isnan(rep->rom_deg) ? rep->rom2_deg : rep->rom_deg;
    block->warnings[k] = rep->warnings | view->reps->warnings | view->body->warnings |
                         hinge_emg_warnings(view) | hinge_plane_warnings(view) |
                         qualifiers(view);
}

static void fill_metrics(const struct hinge_value *values, size_t k,
                         struct hinge_rep_block *block)
{
    size_t metrics = hinge_metric_count();
    for (size_t m = 0; m < metrics; m++)
        for (size_t p = 0; p < HINGE_PHASE_COUNT; p++) {
            const struct hinge_value *v = &values[m * HINGE_PHASE_COUNT + p];
            block->metric[(m * block->n + k) * HINGE_PHASE_COUNT + p] = v->value;
            block->reason[(k * metrics + m) * HINGE_PHASE_COUNT + p] =
                (uint16_t)v->reason;
        }
}

static enum hinge_status fill_faults(const struct hinge_trial_request *request,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_value *values, size_t k,
                                     struct hinge_rep_block *block)
{
    enum hinge_status status = HINGE_OK;
    for (size_t f = 0; f < request->faults->n && status == HINGE_OK; f++) {
        struct hinge_fault_outcome outcome;
        size_t at = k * request->faults->n + f;
        status = hinge_fault_judge(&request->faults->row[f], view, values, &outcome);
        block->fault_state[at] = (uint8_t)outcome.state;
        block->fault_reason[at] = (uint16_t)outcome.reason;
        block->fault_severity[at] = outcome.severity;
        block->fault_threshold[at] = outcome.threshold;
        block->fault_margin[at] = outcome.margin;
        block->fault_time[at] = outcome.time_s;
    }
    return status;
}

/* Frames (fractional) of the 101 points of a set; false where the phase is missing. */
static bool waveform_points(const struct hinge_rep_view *view, enum hinge_phase phase,
                            bool progress, double at[HINGE_WAVEFORM_POINTS])
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return false;
    double length = (double)(f.to - f.from);
    for (int i = 0; i < HINGE_WAVEFORM_POINTS; i++)
        at[i] = progress ? hinge_view_progress(view, phase,
                                               (double)i / (HINGE_WAVEFORM_POINTS - 1))
                         : (double)f.from + length * i / (HINGE_WAVEFORM_POINTS - 1);
    return true;
}

/* Minus standing. */
static void fill_waveforms(const struct hinge_rep_view *view, size_t k,
                           struct hinge_rep_block *block)
{
    static const struct {
        enum hinge_phase phase;
        bool progress;
    } sets[] = {
#define X(name, phase, progress, title) {HINGE_PHASE_##phase, progress},
        HINGE_WAVEFORM_SET_LIST(X)
#undef X
    };
    const struct hinge_standing *standing = &view->reps->standing;
    double at[HINGE_WAVEFORM_POINTS];
    for (size_t s = 0; s < HINGE_WAVEFORM_SETS; s++) {
        bool there = standing->found && !view->body->view_partial &&
                     waveform_points(view, sets[s].phase, sets[s].progress, at);
        for (size_t w = 0; w < HINGE_WAVEFORM_COUNT; w++) {
            enum hinge_signal signal = hinge_waveform_signal((int)w);
            const double *x = view->body->signal[signal];
            float *out = block->waveform[s] +
                         (k * HINGE_WAVEFORM_COUNT + w) * HINGE_WAVEFORM_POINTS;
            for (int i = 0; i < HINGE_WAVEFORM_POINTS; i++)
                out[i] = there && x != NULL
                             ? (float)(hinge_value_at(x, view->body->n, at[i]) -
                                       standing->value[signal])
                             : NAN;
        }
    }
}

static enum hinge_status fill_reps(const struct hinge_trial_request *request,
                                   const struct hinge_body *body,
                                   const struct hinge_reps *reps,
                                   struct hinge_trial_result *result,
                                   struct hinge_error *error)
{
    struct hinge_value *values =
        hinge_alloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *values);
    enum hinge_status status = HINGE_OK;
    if (values == NULL || !allocate(&result->block, reps->n, request->faults->n))
        status = HINGE_NOMEM;
    for (size_t k = 0; k < reps->n && status == HINGE_OK; k++) {
        struct hinge_rep_view view = {.body = body,
                                      .reps = reps,
                                      .rep = &reps->rep[k],
                                      .info = request->info,
                                      .task = hinge_task_find(request->info->task),
                                      .parameters = request->parameters,
                                      .limits = &request->limits};
        status = hinge_metrics_compute(&view, values);
        if (status == HINGE_OK)
            status = fill_faults(request, &view, values, k, &result->block);
        fill_keys(request, &view, k, &result->block);
        fill_metrics(values, k, &result->block);
        fill_waveforms(&view, k, &result->block);
    }
    free(values);
    return status == HINGE_OK ? HINGE_OK : hinge_no_memory(error);
}

/* Depths of the valid repetitions, for those that need nothing else of the trial. */
static enum hinge_status fill_depths(const struct hinge_trial_request *request,
                                     const struct hinge_body *body,
                                     const struct hinge_reps *reps,
                                     struct hinge_trial_result *result,
                                     struct hinge_error *error)
{
    result->bottom_deg =
        hinge_arena_alloc(&result->block.arena, reps->n, sizeof *result->bottom_deg);
    if (result->bottom_deg == NULL)
        return hinge_no_memory(error);
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rep_view view = {.body = body,
                                      .reps = reps,
                                      .rep = &reps->rep[k],
                                      .parameters = request->parameters};
        struct hinge_value bottom = hinge_view_bottom(&view, HINGE_SIGNAL_driver, true);
        if (bottom.reason == HINGE_REASON_OK && is_valid(reps, k, request->parameters))
            result->bottom_deg[result->bottoms++] = bottom.value;
    }
    return HINGE_OK;
}

/* --- the trial --- */

static void describe_body(const struct hinge_body *body,
                          struct hinge_trial_result *result)
{
    result->tier = body->tier;
    result->dim = body->dim;
    result->side = body->side;
    result->image_facing = body->image_facing;
    result->family = hinge_family_name(body->family);
    result->lumbar_def = hinge_lumbar_def_name(body->lumbar_def);
    result->driver = hinge_signal_name(body->driver_source);
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
    result->swapped_share = body->swapped_share;
    result->thigh_shank_ratio = body->thigh_shank_ratio;
    result->length_cv = body->length_cv;
    result->warnings = body->warnings;
    memcpy(result->rare, body->rare, sizeof result->rare);
}

/* Where the times of the phases come from. */
static const char *seg_source(const struct hinge_reps *reps)
{
    size_t given = 0, bounds = 0;
    for (size_t k = 0; k < reps->n; k++) {
        const struct hinge_phase_bounds *b = &reps->rep[k].bounds;
        const long at[HINGE_BOUNDS] = {b->desc_start, b->desc_end, b->asc_start,
                                       b->asc_end};
        for (int i = 0; i < HINGE_BOUNDS; i++) {
            bounds += at[i] != HINGE_NO_INDEX;
            given += (reps->rep[k].given >> i) & 1;
        }
    }
    return reps->n == 0     ? ""
           : given == 0     ? "auto"
           : given < bounds ? "mixed"
                            : "manual";
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
        hinge_agreement_add(all, "phase", hinge_bound_name(bound), "s", found, given, n,
                            0);
    }
}

static void describe_reps(const struct hinge_reps *reps,
                          struct hinge_trial_result *result)
{
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
        result->reason = HINGE_REASON_NO_REPS;
    for (size_t k = 0; k < reps->n; k++)
        result->partial = result->partial || reps->rep[k].gap ||
                          reps->rep[k].descent == HINGE_REASON_FACING_AMBIGUOUS;
}

/* Largest change of a signal from standing over the whole recording, under the average
 * that any maximum is taken under. */
static enum hinge_status furthest(const struct hinge_body *body,
                                  const struct hinge_reps *reps,
                                  const struct hinge_parameters *p,
                                  enum hinge_signal signal, double *most)
{
    const double *x = body->signal[signal];
    double seconds = body->tier == 'A' ? p->peak_w_A : p->peak_w_BC;
    long half = lround((seconds * body->rate_hz - 1) / 2);
    *most = (double)NAN;
    if (x == NULL || !reps->standing.found)
        return HINGE_OK;
    double *smooth = hinge_alloc(body->n, sizeof *smooth);
    if (smooth == NULL)
        return HINGE_NOMEM;
    hinge_moving_average(x, 0, body->n - 1, half > 0 ? 2 * (size_t)half + 1 : 1,
                         smooth);
    for (size_t i = 0; i < body->n; i++)
        *most = fmax(*most, smooth[i] - reps->standing.value[signal]);
    free(smooth);
    return HINGE_OK;
}

/* A dowel that touches: in standing, where there is any, else all the time. */
static void touch(const struct hinge_body *body, const struct hinge_reps *reps,
                  struct hinge_dowel_zero *zero)
{
    const struct hinge_standing *s = &reps->standing;
    bool own = s->found && s->to > s->from;
    bool head = body->dowel[0][0] != NULL || body->dowel[3][0] != NULL;
    if (head && body->dowel[1][0] != NULL && body->dowel[2][0] != NULL)
        (void)hinge_rod_zero(body, own ? s->from : 0, own ? s->to : body->n - 1,
                             reps->trunk_length, zero);
}

/* What this recording tells the person's others. */
static enum hinge_status fill_limits(const struct hinge_trial_request *request,
                                     const struct hinge_body *body,
                                     const struct hinge_reps *reps,
                                     struct hinge_limits *limits)
{
    const struct hinge_parameters *p = request->parameters;
    bool isb = body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    enum hinge_signal stacked =
        isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex;
    enum hinge_status status = HINGE_OK;
    limits->lumbar_def = body->lumbar_def;
    if (request->info->role == HINGE_ROLE_stack_ref && body->signal[stacked] != NULL)
        return hinge_median(body->signal[stacked], body->n, &limits->stack_lumbar_deg);
    if (request->info->role == HINGE_ROLE_dowel_ref)
        touch(body, reps, &limits->dowel);
    if (request->info->role != HINGE_ROLE_maxflex)
        return HINGE_OK;
    status = furthest(body, reps, p, HINGE_SIGNAL_lumbar_flex, &limits->lumbar_max_deg);
    if (status == HINGE_OK)
        status = furthest(body, reps, p, HINGE_SIGNAL_hip_flex, &limits->hip_max_deg);
    return status;
}

static struct hinge_body_request body_request(const struct hinge_trial_request *request)
{
    return (struct hinge_body_request){.recording = request->recording,
                                       .info = request->info,
                                       .parameters = request->parameters,
                                       .allow_inferred = request->allow_inferred,
                                       .front = request->front,
                                       .front_info = request->front_info};
}

static enum hinge_status analyse_body(const struct hinge_trial_request *request,
                                      struct hinge_body *body,
                                      struct hinge_trial_result *result,
                                      struct hinge_error *error)
{
    struct hinge_reps reps;
    bool same = request->calibration_tier == body->tier;
    struct hinge_reps_request find = {.body = body,
                                      .info = request->info,
                                      .parameters = request->parameters,
                                      .calibration = same ? request->calibration : NULL,
                                      .mark = request->mark,
                                      .n_marks = request->n_marks};
    enum hinge_status status = hinge_reps_find(&find, &reps, error);
    if (status != HINGE_OK)
        return status;
    hinge_reps_scale(body, &reps);
    describe_reps(&reps, result);
    if (body->view_partial) {
        result->partial = true;
        result->reason = HINGE_REASON_VIEW_NOT_SAGITTAL;
    }
    /* reference trials (standing, maxflex, …) are no repetitions of the study */
    enum hinge_trial_role role = request->info->role;
    bool reference = role != HINGE_ROLE_NONE && role != HINGE_ROLE_trial;
    if (reference) /* what is counted is what is stored */
        result->reps = result->reps_complete = result->reps_partial =
            result->reps_truncated = 0;
    status = fill_limits(request, body, &reps, &result->limits);
    if (status == HINGE_OK && request->trace != NULL)
        status = hinge_trace_fill(request->trace, body, &reps);
    if (status != HINGE_OK)
        hinge_no_memory(error);
    else if (request->standing_only)
        status = fill_depths(request, body, &reps, result, error);
    else if (!reference)
        status = fill_reps(request, body, &reps, result, error);
    compare_marks(&reps, &result->agreements);
    if (status == HINGE_OK && !request->standing_only) {
        struct hinge_body_request build = body_request(request);
        status =
            hinge_agreement_angles(&build, body, &reps.standing, &result->agreements);
        if (status != HINGE_OK)
            hinge_no_memory(error);
    }
    hinge_reps_clear(&reps);
    return status;
}

/* vertical.from = standing: quiet standing as found with the axis as it is, for the
 * body that is built next. Without any the axis stays, as vertical_source says. */
static enum hinge_status find_level(const struct hinge_trial_request *request,
                                    struct hinge_body_request *build)
{
    struct hinge_parameters p = *request->parameters;
    struct hinge_body body;
    struct hinge_reps reps;
    struct hinge_error ignored;
    if (strcmp(p.vertical_from, "standing") != 0)
        return HINGE_OK;
    p.stand_trunk_max = p.vertical_refuse; /* a tilted camera tilts everybody */
    struct hinge_body_request tilted = *build;
    tilted.parameters = &p;
    enum hinge_status status = hinge_body_build(&tilted, &body, &ignored);
    if (status != HINGE_OK)
        return status == HINGE_NOMEM ? status : HINGE_OK;
    struct hinge_reps_request find = {
        .body = &body, .info = request->info, .parameters = &p};
    status = hinge_reps_find(&find, &reps, &ignored);
    if (status == HINGE_OK && reps.standing.found) {
        build->level_from = reps.standing.from;
        build->level_to = reps.standing.to;
    }
    if (status == HINGE_OK)
        hinge_reps_clear(&reps);
    hinge_body_clear(&body);
    return status == HINGE_NOMEM ? status : HINGE_OK;
}

enum hinge_status hinge_trial_analyze(const struct hinge_trial_request *request,
                                      struct hinge_trial_result *result,
                                      struct hinge_error *error)
{
    struct hinge_body body;
    struct hinge_body_request build = body_request(request);
    *result = (struct hinge_trial_result){.tier = 'N',
                                          .side = 'b',
                                          .lumbar_def = "",
                                          .driver = "",
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
                                          .limits = HINGE_NO_LIMITS};
    struct hinge_error *own = &result->error;
    if (find_level(request, &build) != HINGE_OK)
        return hinge_no_memory(error);
    result->status = hinge_body_build(&build, &body, own);
    result->tier = body.tier;
    result->held_share = body.held_share;
    if (result->status == HINGE_OK) {
        describe_body(&body, result);
        result->status = analyse_body(request, &body, result, own);
        hinge_body_clear(&body);
    }
    if (result->status == HINGE_NOMEM) {
        hinge_trial_result_clear(result);
        return hinge_no_memory(error);
    }
    if (result->status != HINGE_OK)
        result->reason = own->reason;
    return HINGE_OK;
}
