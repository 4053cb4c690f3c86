/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a trial's repetitions: keys, metrics, faults, curves. */
#include "analyze/rep_rows.h"
#include "base/memory.h"
#include "faults/noise.h"
#include "metrics/parts/emg_onset.h"
#include "metrics/parts/plane.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

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
    bool good = block->trial && block->rep && block->floor && block->complete && block->valid;
    for (int k = 0; k < 4; k++) {
        block->time[k] = hinge_arena_alloc(a, n, sizeof(double));
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
        block->waveform[w] =
            hinge_arena_alloc(a, n * HINGE_WAVEFORM_COUNT * HINGE_WAVEFORM_POINTS, sizeof(float));
    }
    return good && block->rom_deg && block->warnings && block->metric && block->reason &&
           block->fault_state && block->fault_reason && block->fault_severity &&
           block->fault_threshold && block->fault_margin && block->fault_time;
}

/* --- rows of one repetition --- */

static double time_of(const struct hinge_body *body, long frame)
{
    return frame == HINGE_NO_INDEX ? (double)NAN : body->start_s + (double)frame / body->rate_hz;
}

static bool is_valid(const struct hinge_reps *reps, const struct hinge_rep *rep,
                     const struct hinge_parameters *p)
{
    return rep->complete && !rep->gap && (rep->warnings & HINGE_WARN(PARTIAL)) == 0 &&
           rep->ascent == HINGE_REASON_OK && rep - reps->rep >= p->seg_drop_first;
}

/* What stands behind some of its metrics: keypoints are smoothed for coordination
 * (method 6.6, 6.7), centimetres may come from the body height (2.5). */
static uint64_t qualifiers(const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    bool lumbar = body->signal[HINGE_SIGNAL_lumbar_flex] != NULL;
    bool travel = body->signal[HINGE_SIGNAL_hip_posterior] != NULL;
    uint64_t bits = body->tier != 'A' && lumbar ? HINGE_WARN(SMOOTHED) : 0;
    if (!body->has_metric && travel && !(view->info->leg_length_m > 0) && view->info->height_m > 0)
        bits |= HINGE_WARN(SCALE_FROM_HEIGHT);
    return bits;
}

static void fill_keys(const struct hinge_trial_request *request, const struct hinge_rep_view *view,
                      size_t k, struct hinge_rep_block *block)
{
    const struct hinge_rep *rep = view->rep;
    const struct hinge_phase_bounds *b = &rep->bounds;
    const long frames[4] = {b->desc_start, b->desc_end, b->asc_start, b->asc_end};
    block->trial[k] = request->trial;
    block->rep[k] = rep->number;
    block->floor[k] = rep->floor;
    block->complete[k] = rep->complete;
    block->valid[k] = is_valid(view->reps, rep, view->parameters);
    for (int t = 0; t < 4; t++)
        block->time[t][k] = time_of(view->body, frames[t]);
    block->rom_deg[k] = isnan(rep->rom_deg) ? rep->rom2_deg : rep->rom_deg;
    block->warnings[k] = rep->warnings | view->reps->warnings | view->body->warnings;
}

static void fill_metrics(const struct hinge_value *values, size_t k, struct hinge_rep_block *block)
{
    size_t metrics = hinge_metric_count();
    for (size_t m = 0; m < metrics; m++)
        for (size_t p = 0; p < HINGE_PHASE_COUNT; p++) {
            const struct hinge_value *v = &values[m * HINGE_PHASE_COUNT + p];
            size_t at = (k * metrics + m) * HINGE_PHASE_COUNT + p;
            block->metric[at] = v->value;
            block->reason[at] = (uint16_t)v->reason;
        }
}

static enum hinge_status fill_faults(const struct hinge_trial_request *request,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_value *values, struct hinge_noise *noise,
                                     struct hinge_fault_outcome *outcome, size_t k,
                                     struct hinge_rep_block *block)
{
    enum hinge_status status = hinge_noise_judge(noise, request->faults, view, values, outcome);
    for (size_t f = 0; f < request->faults->n && status == HINGE_OK; f++) {
        size_t at = k * request->faults->n + f;
        block->fault_state[at] = (uint8_t)outcome[f].state;
        block->fault_reason[at] = (uint16_t)outcome[f].reason;
        block->fault_severity[at] = outcome[f].severity;
        block->fault_threshold[at] = outcome[f].threshold;
        block->fault_margin[at] = outcome[f].margin;
        block->fault_time[at] = outcome[f].time_s;
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
        at[i] = progress ? hinge_view_progress(view, phase, (double)i / (HINGE_WAVEFORM_POINTS - 1))
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
            float *out =
                block->waveform[s] + (k * HINGE_WAVEFORM_COUNT + w) * HINGE_WAVEFORM_POINTS;
            for (int i = 0; i < HINGE_WAVEFORM_POINTS; i++)
                out[i] =
                    there && x != NULL
                        ? (float)(hinge_value_at(x, view->body->n, at[i]) - standing->value[signal])
                        : NAN;
        }
    }
}

/* Row of a repetition in the block: they are in the order of their numbers. */
static size_t row_of(const struct hinge_reps *reps, const struct hinge_rep *rep)
{
    size_t row = 0;
    for (size_t k = 0; k < reps->n; k++)
        row += reps->rep[k].number < rep->number;
    for (size_t k = 0; k < reps->n_excluded; k++)
        row += reps->excluded[k].number < rep->number;
    return row;
}

/* A repetition that somebody excluded: its number and times, and no value. */
static void fill_excluded(const struct hinge_trial_request *request,
                          const struct hinge_rep_view *view, struct hinge_value *refused,
                          struct hinge_rep_block *block)
{
    size_t k = row_of(view->reps, view->rep), faults = request->faults->n;
    for (size_t m = 0; m < hinge_metric_count() * HINGE_PHASE_COUNT; m++)
        refused[m] = hinge_value_refuse(HINGE_REASON_EXCLUDED);
    fill_keys(request, view, k, block);
    block->warnings[k] |= HINGE_WARN(EXCLUDED);
    fill_metrics(refused, k, block);
    for (size_t at = k * faults; at < (k + 1) * faults; at++) {
        block->fault_state[at] = (uint8_t)HINGE_FAULT_REFUSED;
        block->fault_reason[at] = HINGE_REASON_EXCLUDED;
        block->fault_severity[at] = block->fault_threshold[at] = block->fault_margin[at] =
            block->fault_time[at] = (double)NAN;
    }
    for (size_t s = 0; s < HINGE_WAVEFORM_SETS; s++)
        for (size_t i = 0; i < HINGE_WAVEFORM_COUNT * HINGE_WAVEFORM_POINTS; i++)
            block->waveform[s][k * HINGE_WAVEFORM_COUNT * HINGE_WAVEFORM_POINTS + i] = NAN;
}

enum hinge_status hinge_rep_rows_fill(const struct hinge_trial_request *request,
                                      const struct hinge_body *body, const struct hinge_reps *reps,
                                      struct hinge_trial_result *result)
{
    struct hinge_value *values =
        hinge_alloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *values);
    struct hinge_fault_outcome *outcome = hinge_alloc(request->faults->n, sizeof *outcome);
    struct hinge_rep_view any = {.body = body, .reps = reps, .parameters = request->parameters};
    struct hinge_noise noise = {0};
    struct hinge_fourier fourier = {0};
    enum hinge_status status = HINGE_OK;
    if (reps->n > 0)
        hinge_noise_init(&noise, request->faults, &any);
    if (!allocate(&result->block, reps->n + reps->n_excluded, request->faults->n))
        status = HINGE_NOMEM;
    bool limit = request->info->role == HINGE_ROLE_maxflex; /* whatever task it names */
    for (size_t k = 0; k < reps->n && status == HINGE_OK; k++) {
        struct hinge_rep_view view = {.body = body,
                                      .reps = reps,
                                      .rep = &reps->rep[k],
                                      .info = request->info,
                                      .task =
                                          hinge_task_find(limit ? "maxflex" : request->info->task),
                                      .parameters = request->parameters,
                                      .limits = &request->limits,
                                      .fourier = &fourier};
        struct hinge_ends ends = hinge_view_ends(&view);
        size_t row = row_of(reps, view.rep);
        view.ends = &ends;
        status = hinge_metrics_compute(&view, values);
        if (status == HINGE_OK)
            status = fill_faults(request, &view, values, &noise, outcome, row, &result->block);
        fill_keys(request, &view, row, &result->block);
        result->block.warnings[row] |=
            hinge_emg_warnings(&view) | hinge_plane_warnings(&view) | qualifiers(&view);
        fill_metrics(values, row, &result->block);
        fill_waveforms(&view, row, &result->block);
    }
    for (size_t k = 0; k < reps->n_excluded && status == HINGE_OK; k++) {
        any.rep = &reps->excluded[k];
        any.info = request->info;
        fill_excluded(request, &any, values, &result->block);
    }
    free(values);
    free(outcome);
    hinge_noise_clear(&noise);
    hinge_fourier_clear(&fourier);
    return status;
}

void hinge_rep_rows_depths(const struct hinge_trial_request *request, const struct hinge_body *body,
                           const struct hinge_reps *reps, struct hinge_trial_result *result)
{
    enum hinge_signal depth = hinge_view_depth(body);
    result->bottom_deg =
        hinge_arena_alloc(&result->block.arena, reps->n, sizeof *result->bottom_deg);
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rep_view view = {
            .body = body, .reps = reps, .rep = &reps->rep[k], .parameters = request->parameters};
        struct hinge_value bottom = hinge_view_bottom(&view, depth, true);
        if (bottom.reason == HINGE_REASON_OK && is_valid(reps, &reps->rep[k], request->parameters))
            result->bottom_deg[result->bottoms++] = bottom.value;
    }
}
