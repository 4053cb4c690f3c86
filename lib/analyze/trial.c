/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trial from numbers to rows: body, repetitions, metrics, faults, and ours against what came
 * with the recording. In: a request, borrowed; out: a result that the caller clears; any thread. */
#include "analyze/trial.h"

#include "base/parameters.h"
#include "people/people.h"
#include "signal/signal.h"

#include <hinge/warnings.h>

/* Adds a row for the n pairs (NaN in either is left out): r, mean and SD (n - 1) of
 * theirs - ours - offset. */
static void agreement_add(struct hinge_agreements *all, const char *of, const char *name,
                          const char *unit, const double *ours, const double *theirs, size_t n,
                          double offset)
{
    enum { LEAST = 3 };
    double sx = 0, sy = 0, vx = 0, vy = 0, xy = 0, vd = 0;
    size_t pairs = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ours[i]) && !isnan(theirs[i])) {
            sx += ours[i];
            sy += theirs[i];
            pairs++;
        }
    if (pairs == 0)
        return;
    double mx = sx / (double)pairs, my = sy / (double)pairs;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ours[i]) && !isnan(theirs[i])) {
            double x = ours[i] - mx, y = theirs[i] - my;
            vx += x * x;
            vy += y * y;
            xy += x * y;
            vd += (y - x) * (y - x);
        }
    bool enough = pairs >= LEAST;
    all->row[all->n++] =
        (struct hinge_agreement){.of = of,
                                 .name = name,
                                 .unit = unit,
                                 .n = pairs,
                                 .r = enough && vx > 0 && vy > 0 ? xy / sqrt(vx * vy) : (double)NAN,
                                 .bias = my - mx - offset,
                                 .sd = enough ? sqrt(vd / ((double)pairs - 1)) : (double)NAN,
                                 .offset = offset};
}

/* Medians of both in the standing window, theirs minus ours; NaN where standing is not
 * in this recording. */
static double zero_difference(const double *ours, const double *theirs,
                              const struct hinge_standing *standing, struct hinge_arena *scratch)
{
    size_t n = standing->to - standing->from + 1;
    if (!standing->found || standing->source == HINGE_STANDING_calibration)
        return (double)NAN;
    return hinge_median(theirs + standing->from, n, scratch) -
           hinge_median(ours + standing->from, n, scratch);
}

/* --- what a picture of one recording needs, copied before the analysis lets go of it --- */

void hinge_trace_clear(struct hinge_trace *trace)
{
    hinge_arena_clear(&trace->arena);
    *trace = (struct hinge_trace){0};
}

static void *copy(struct hinge_trace *trace, const void *from, size_t n, size_t size)
{
    void *made = hinge_arena_alloc(&trace->arena, n, size);
    if (n > 0)
        memcpy(made, from, n * size);
    return made;
}

/* Copies what a body and its repetitions hold. */
static void trace_fill(struct hinge_trace *trace, const struct hinge_body *body,
                       const struct hinge_reps *reps)
{
    hinge_trace_clear(trace);
    trace->n = body->n;
    trace->rate_hz = body->rate_hz;
    trace->start_s = body->start_s;
    trace->tier = body->tier;
    trace->driver = hinge_signal_name(body->driver_source);
    trace->ghosts = reps->ghosts;
    trace->standing = reps->standing;
    trace->driver_zero = reps->driver_zero;
    trace->n_reps = reps->n;
    trace->n_excluded = reps->n_excluded;
    trace->n_rejected = reps->n_rejected;
    trace->rep = copy(trace, reps->rep, reps->n, sizeof *reps->rep);
    trace->excluded = copy(trace, reps->excluded, reps->n_excluded, sizeof *reps->excluded);
    trace->rejected = copy(trace, reps->rejected_rep, reps->n_rejected, sizeof *trace->rejected);
    trace->ds = copy(trace, reps->ds, body->n, sizeof *reps->ds);
    for (size_t i = 0; i < body->n; i++)
        trace->ds[i] -= reps->driver_zero;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        if (body->signal[s] != NULL)
            trace->signal[s] = copy(trace, body->signal[s], body->n, sizeof(double));
}

/* --- rows of repetitions: keys, metrics, faults, curves --- */

/* --- rows of one repetition --- */

static bool is_valid(const struct hinge_reps *reps, const struct hinge_rep *rep,
                     const struct hinge_parameters *p)
{
    return hinge_rep_counts(rep) && rep->ascent == HINGE_REASON_OK &&
           rep - reps->rep >= p->seg_drop_first;
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
        block->time[t][k] = frames[t] == HINGE_NO_INDEX
                                ? (double)NAN
                                : view->body->start_s + (double)frames[t] / view->body->rate_hz;
    block->rom_deg[k] = hinge_rep_rom_deg(rep);
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

static void fill_faults(const struct hinge_trial_request *request,
                        const struct hinge_rep_view *view, const struct hinge_value *values,
                        struct hinge_noise *noise, struct hinge_fault_outcome *outcome, size_t k,
                        struct hinge_rep_block *block)
{
    hinge_noise_judge(noise, request->faults, view, values, outcome);
    for (size_t f = 0; f < request->faults->n; f++) {
        size_t at = k * request->faults->n + f;
        block->fault_state[at] = (uint8_t)outcome[f].state;
        block->fault_reason[at] = (uint16_t)outcome[f].reason;
        block->fault_severity[at] = outcome[f].severity;
        block->fault_threshold[at] = outcome[f].threshold;
        block->fault_margin[at] = outcome[f].margin;
        block->fault_time[at] = outcome[f].time_s;
        block->fault_at[at] = outcome[f].at_pct;
        if (request->faults->row[f].needs_arms && view->body->arm_deg == NULL &&
            (outcome[f].state == HINGE_FAULT_ABOVE || outcome[f].state == HINGE_FAULT_PRESENT))
            block->warnings[k] |= HINGE_WARN(ARMS_UNKNOWN);
    }
}

/* A point of a curve: a frame, and how far it is to the next (NaN: nowhere). */
struct place {
    size_t frame;
    double share;
};

/* Where the points of a set are, in every signal; false where the phase is missing. */
static bool waveform_points(const struct hinge_rep_view *view, enum hinge_phase phase,
                            bool progress, struct place at[HINGE_CURVE_POINTS])
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return false;
    double length = (double)(f.to - f.from), reached[HINGE_CURVE_POINTS];
    if (progress)
        hinge_view_progress_places(view, phase, HINGE_CURVE_POINTS, reached);
    for (int i = 0; i < HINGE_CURVE_POINTS; i++) {
        double frame =
            progress ? reached[i] : (double)f.from + length * i / (HINGE_CURVE_POINTS - 1);
        bool within = frame >= 0 && frame <= (double)(view->body->n - 1);
        at[i].frame = within ? (size_t)frame : 0;
        at[i].share = within ? frame - floor(frame) : (double)NAN;
    }
    return true;
}

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
    struct place at[HINGE_CURVE_POINTS];
    float missing[HINGE_CURVE_POINTS];
    for (int i = 0; i < HINGE_CURVE_POINTS; i++)
        missing[i] = NAN;
    for (size_t s = 0; s < HINGE_WAVEFORM_SETS; s++) {
        bool there =
            !view->body->view_partial && waveform_points(view, sets[s].phase, sets[s].progress, at);
        for (size_t w = 0; w < HINGE_WAVEFORM_COUNT; w++) {
            enum hinge_signal signal = hinge_waveform_signal((int)w);
            const double *x = view->body->signal[signal];
            float *out = block->waveform[s] + (k * HINGE_WAVEFORM_COUNT + w) * HINGE_CURVE_POINTS;
            /* pressure is a place on the foot */
            const bool change = hinge_signal_has_zero(signal) && signal != HINGE_SIGNAL_cop_foot;
            const bool known = there && x != NULL && (standing->found || !change);
            const double zero = change ? standing->value[signal] : 0;
            if (!known)
                memcpy(out, missing, sizeof missing);
            for (int i = 0; known && i < HINGE_CURVE_POINTS; i++) {
                const double *y = x + at[i].frame, share = at[i].share;
                out[i] = (float)((share == 0 ? y[0] : y[0] + share * (y[1] - y[0])) - zero);
            }
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
            block->fault_time[at] = block->fault_at[at] = (double)NAN;
    }
    for (size_t s = 0; s < HINGE_WAVEFORM_SETS; s++)
        for (size_t i = 0; i < HINGE_WAVEFORM_COUNT * HINGE_CURVE_POINTS; i++)
            block->waveform[s][k * HINGE_WAVEFORM_COUNT * HINGE_CURVE_POINTS + i] = NAN;
}

/* What a condition of the protocol looks at in a repetition. */
struct measured {
    const struct hinge_value *values;
    const struct hinge_fault_outcome *outcome;
    double rom_deg;
};

static bool find_measured(const void *row, const struct hinge_condition *condition,
                          struct hinge_cell *cell)
{
    const struct measured *of = row;
    if (condition->level == 0)
        cell->number = of->rom_deg;
    if (condition->level == 1)
        cell->number = hinge_fault_metric(of->values, condition->column, HINGE_PHASE_DESCENT).value;
    if (condition->level == 2) { /* as in filters: above its threshold */
        const int state = of->outcome[condition->column].state;
        cell->number = state >= HINGE_FAULT_ABSENT && state <= HINGE_FAULT_PRESENT
                           ? state >= HINGE_FAULT_ABOVE
                           : (double)NAN;
    }
    return true;
}

/* When a muscle is active in a repetition, s: the centre of its envelope above its least. */
static double centre_s(const struct hinge_muscle *muscle, double from_s, double to_s)
{
    double sum = 0, at = 0, least = INFINITY;
    const double first = fmax(0, ceil((from_s - muscle->start_s) * muscle->rate_hz));
    const double last =
        fmin((double)muscle->n - 1, floor((to_s - muscle->start_s) * muscle->rate_hz));
    if (muscle->envelope == NULL || !(last > first))
        return (double)NAN;
    for (size_t i = (size_t)first; i <= (size_t)last; i++)
        least = fmin(least, muscle->envelope[i]);
    for (size_t i = (size_t)first; i <= (size_t)last; i++) {
        const double w = isnan(muscle->envelope[i]) ? 0 : muscle->envelope[i] - least;
        sum += w;
        at += w * (double)i;
    }
    return muscle->start_s + at / sum / muscle->rate_hz;
}

/* Muscles whose left and right are active at different times in every bend, the same way round. */
static void find_apart(const struct hinge_body *body, const struct hinge_reps *reps,
                       struct hinge_trial_result *result)
{
    static const double APART_S = 0.15;
    for (int m = 0; m + 1 < HINGE_MUSCLES; m += 2) {
        const struct hinge_muscle *left = &body->muscle[m], *right = left + 1;
        size_t before = 0, after = 0;
        for (size_t k = 0; left->band != NULL && right->band != NULL && k < reps->n; k++) {
            long from, to;
            hinge_rep_span(&reps->rep[k], &from, &to);
            const double a = body->start_s + (double)from / body->rate_hz,
                         b = body->start_s + (double)to / body->rate_hz;
            const double lag = centre_s(right, a, b) - centre_s(left, a, b);
            before += lag < -APART_S;
            after += lag > APART_S;
        }
        if (reps->n < 2 || (before != reps->n && after != reps->n))
            continue;
        const char *id = hinge_landmark_name((enum hinge_landmark)(HINGE_LANDMARK_gmax_l + m));
        size_t used = strlen(result->apart);
        snprintf(result->apart + used, sizeof result->apart - used, "%s%.*s", used > 0 ? ", " : "",
                 (int)strlen(id) - 2, id);
    }
}

/* Every row of result->block. */
static void rep_rows_fill(const struct hinge_trial_request *request, struct hinge_body *body,
                          const struct hinge_reps *reps, struct hinge_trial_result *result)
{
    struct hinge_arena_mark mark = hinge_arena_mark(reps->scratch);
    struct hinge_value *values =
        hinge_arena_raw(reps->scratch, hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *values);
    struct hinge_fault_outcome *outcome =
        hinge_arena_raw(reps->scratch, request->faults->n, sizeof *outcome);
    struct hinge_rep_view any = {.body = body, .reps = reps, .parameters = request->parameters};
    struct hinge_noise noise = {0};
    struct hinge_fourier fourier = {.arena = reps->arena};
    if (reps->n > 0)
        hinge_noise_init(&noise, request->faults, &any);
    size_t n = reps->n + reps->n_excluded;
    size_t metrics = hinge_metric_count(), cells = n * metrics * HINGE_PHASE_COUNT;
    struct hinge_arena *a = &result->block.arena;
    result->block.n = n;
    result->block.trial = hinge_arena_alloc(a, n, sizeof *result->block.trial);
    result->block.rep = hinge_arena_alloc(a, n, sizeof *result->block.rep);
    result->block.floor = hinge_arena_alloc(a, n, 1);
    result->block.complete = hinge_arena_alloc(a, n, 1);
    result->block.valid = hinge_arena_alloc(a, n, 1);
    for (int k = 0; k < 4; k++)
        result->block.time[k] = hinge_arena_alloc(a, n, sizeof(double));
    result->block.rom_deg = hinge_arena_alloc(a, n, sizeof(double));
    result->block.warnings = hinge_arena_alloc(a, n, sizeof(uint64_t));
    result->block.metric = hinge_arena_alloc(a, cells, sizeof(double));
    result->block.reason = hinge_arena_alloc(a, cells, sizeof(uint16_t));
    result->block.found = hinge_arena_raw(a, cells, sizeof(double));
    for (size_t i = 0; i < cells; i++)
        result->block.found[i] = (double)NAN;
    result->block.fault_state = hinge_arena_alloc(a, n * request->faults->n, 1);
    result->block.fault_reason = hinge_arena_alloc(a, n * request->faults->n, sizeof(uint16_t));
    result->block.fault_severity = hinge_arena_alloc(a, n * request->faults->n, sizeof(double));
    result->block.fault_threshold = hinge_arena_alloc(a, n * request->faults->n, sizeof(double));
    result->block.fault_margin = hinge_arena_alloc(a, n * request->faults->n, sizeof(double));
    result->block.fault_time = hinge_arena_alloc(a, n * request->faults->n, sizeof(double));
    result->block.fault_at = hinge_arena_alloc(a, n * request->faults->n, sizeof(double));
    for (int w = 0; w < HINGE_WAVEFORM_SETS; w++)
        result->block.waveform[w] =
            hinge_arena_raw(a, n * HINGE_WAVEFORM_COUNT * HINGE_CURVE_POINTS, sizeof(float));
    const struct hinge_task *task = /* a furthest bend is one, whatever task it names */
        hinge_task_find(request->info->role == HINGE_ROLE_maxflex ? "maxflex"
                                                                  : request->info->task);
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rep_view view = {.body = body,
                                      .reps = reps,
                                      .rep = &reps->rep[k],
                                      .info = request->info,
                                      .task = hinge_task_of_rep(task, reps->rep[k].floor),
                                      .parameters = request->parameters,
                                      .limits = &request->limits,
                                      .fourier = &fourier};
        struct hinge_ends ends = hinge_view_ends(&view);
        size_t row = row_of(reps, view.rep);
        view.ends = &ends;
        if (body->floor.up != NULL)
            hinge_dynamics_keep(&view, body);
        hinge_metrics_compute(&view, NULL, values);
        fill_keys(request, &view, row, &result->block);
        fill_faults(request, &view, values, &noise, outcome, row, &result->block);
        /* What stands behind some of its metrics: keypoints are smoothed for coordination
         * (method 6.6, 6.7), centimetres may come from the body height (2.5). */
        bool lumbar = body->signal[HINGE_SIGNAL_lumbar_flex] != NULL;
        bool travel = body->signal[HINGE_SIGNAL_hip_posterior] != NULL;
        uint64_t bits = body->tier != 'A' && lumbar ? HINGE_WARN(SMOOTHED) : 0;
        if (!body->has_metric && travel && !(view.info->leg_length_m > 0) &&
            view.info->height_m > 0)
            bits |= HINGE_WARN(SCALE_FROM_HEIGHT);
        result->block.warnings[row] |=
            hinge_emg_warnings(&view) | hinge_plane_warnings(&view) | bits;
        if (hinge_model_differs(&view)) {
            result->block.warnings[row] |= HINGE_WARN(MODEL_SUSPECT);
            result->warnings |= HINGE_WARN(MODEL_SUSPECT);
        }
        fill_metrics(values, row, &result->block);
        const struct measured measured = {values, outcome, result->block.rom_deg[row]};
        if (request->protocol != NULL && result->block.valid[row] &&
            !hinge_filter_keeps(request->protocol, find_measured, &measured)) {
            result->block.valid[row] = 0;
            result->block.warnings[row] |= HINGE_WARN(NOT_BY_PROTOCOL);
        }
        fill_waveforms(&view, row, &result->block);
    }
    for (size_t k = 0; k < reps->n_excluded; k++) {
        any.rep = &reps->excluded[k];
        any.info = request->info;
        fill_excluded(request, &any, values, &result->block);
    }
    hinge_arena_reset(reps->scratch, mark);
}

/* Depths of the valid repetitions: result->bottom_deg. */
static void rep_rows_depths(const struct hinge_trial_request *request,
                            const struct hinge_body *body, const struct hinge_reps *reps,
                            struct hinge_trial_result *result)
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

/* --- the trial --- */

enum hinge_signal hinge_waveform_signal(int waveform)
{
    static const enum hinge_signal signals[] = {
#define X(name) HINGE_SIGNAL_##name,
        HINGE_WAVEFORM_LIST(X)
#undef X
    };
    return signals[waveform];
}

void hinge_trial_result_add(const struct hinge_trial_result *result, const char *ledger,
                            struct hinge_text *out)
{
    if (result->status != HINGE_OK) {
        hinge_text_adds(out, result->error.message);
        return;
    }
    char bends[HINGE_RIGID_MAX + sizeof HINGE_THORAX_BENDS] = "";
    if (*result->thorax != '\0')
        snprintf(bends, sizeof bends, "%s" HINGE_THORAX_BENDS, result->thorax);
    static const char told[] = ":calibration";
    cleared_by(hinge_text_clear) struct hinge_text fronts = {0};
    for (const char *at = result->heading_from; (at = strstr(at, told)) != NULL;
         at += sizeof told - 1) {
        const char *from = at;
        while (from > result->heading_from && from[-1] != ' ')
            from--;
        hinge_text_printf(&fronts, "%s%.*s", fronts.length > 0 ? ", " : "", (int)(at - from), from);
    }
    if (fronts.length > 0)
        hinge_text_adds(&fronts, ": the session's calibration told which way is forward");
    else if (strstr(result->heading_from, "pelvis:session") != NULL)
        hinge_text_adds(&fronts, "pelvis: a deeper bend of the session told which way is forward");
    const char *const part[] = {*result->rare != '\0' ? result->rare : ledger,
                                result->labels,
                                result->removed,
                                bends,
                                hinge_text_string(&fronts),
                                result->remarks,
                                result->unrest,
                                result->candidates};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (*part[i] != '\0')
            hinge_text_printf(out, "%s%s", *hinge_text_string(out) != '\0' ? "\n" : "", part[i]);
}

void hinge_trial_result_clear(struct hinge_trial_result *result)
{
    hinge_arena_clear(&result->block.arena);
    result->block = (struct hinge_rep_block){0};
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

/* Whether a repetition has a lumbar angle in each of its frames; *any: in some. */
static bool is_whole(const struct hinge_body *body, const struct hinge_rep *rep, bool *any)
{
    const double *lumbar = body->signal[HINGE_SIGNAL_lumbar_flex];
    bool whole = lumbar != NULL;
    long from, to;
    hinge_rep_span(rep, &from, &to);
    for (long i = from; lumbar != NULL && from != HINGE_NO_INDEX && i <= to; i++) {
        whole = whole && !isnan(lumbar[i]);
        *any = *any || !isnan(lumbar[i]);
    }
    return whole && from != HINGE_NO_INDEX;
}

static void describe_reps(const struct hinge_body *body, const struct hinge_reps *reps,
                          struct hinge_trial_result *result)
{
    const struct hinge_standing *standing = &reps->standing;
    bool here = standing->source != HINGE_STANDING_calibration;
    result->standing_start_s =
        here ? body->start_s + (double)standing->from / body->rate_hz : (double)NAN;
    result->standing_end_s =
        here ? body->start_s + (double)standing->to / body->rate_hz : (double)NAN;
    result->rejected = reps->rejected;
    result->reps = reps->n;
    result->reps_complete = reps->n_complete;
    result->reps_partial = reps->n_partial;
    result->reps_truncated = reps->n_truncated;
    result->ghosts = reps->ghosts;
    result->warnings |= reps->warnings;
    result->standing = reps->standing;
    result->standing.bones = body->bones;
    if (body->stills != NULL)
        memcpy(result->standing.still, body->stills, sizeof result->standing.still);
    memcpy(result->labels, body->labels, sizeof result->labels);
    result->standing_source = hinge_standing_source_name(reps->standing.source);
    result->leg_length = reps->leg_length;
    result->trunk_length = reps->trunk_length;
    result->seg_source = seg_source(reps);
    result->load_source = reps->load_source;
    result->stood_kg = reps->stood_kg;
    result->view_deg = reps->view_deg;
    /* Of stickers that were lost: which repetitions have them all; where none has any of the spine,
     * it is tier C. */
    char whole[128] = "";
    size_t n = 0, used = 0;
    bool any = false;
    if (*body->partly != '\0' && reps->n != 0) {
        for (size_t k = 0; k < reps->n; k++)
            if (is_whole(body, &reps->rep[k], &any) && n++ < 8)
                used += (size_t)snprintf(whole + used, sizeof whole - used, "%s%d",
                                         n > 1 ? ", " : "", reps->rep[k].number);
        const bool spine = body->tier == 'A' || body->tier == 'B';
        if (n > 0)
            snprintf(result->rare, sizeof result->rare,
                     "%s; repetition%s %s ha%s it all, the others lack what needs it", body->partly,
                     n > 1 ? "s" : "", whole, n > 1 ? "ve" : "s");
        else if (spine)
            snprintf(result->rare, sizeof result->rare, "%s%s; no repetition has it all",
                     any ? "" : "tier C, because ", body->partly);
        if (!any && spine)
            result->tier = 'C';
    }
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
    struct hinge_arena_mark before = hinge_arena_mark(body->arena);
    double *smooth = hinge_arena_raw(body->arena, body->n, sizeof *smooth);
    hinge_moving_average(x, 0, body->n - 1, half > 0 ? 2 * (size_t)half + 1 : 1, smooth);
    for (size_t i = 0; i < body->n; i++)
        *most = fmax(*most, smooth[i] - reps->standing.value[signal]);
    hinge_arena_reset(body->arena, before);
}

/* Of the largest activity that counts as a maximum; of what counts as rest, each so much later. */
static const double MAXIMUM_S = 0.5, REST_S = 0.5, REST_STEP_S = 0.1;

/* What a muscle does at rest: the median over the half seconds in which the list says that the
 * person stands, else over those of the whole recording outside of bends. The quietest of them
 * would be below rest by chance. NaN without samples. */
static double at_rest(const struct hinge_muscle *muscle, const struct hinge_body *body,
                      const struct hinge_reps *reps)
{
    const struct hinge_standing *still = &reps->standing;
    const bool told = still->found && still->source == HINGE_STANDING_annotated;
    const double from = told ? (double)still->from : 0, width = REST_S * body->rate_hz;
    const double to = (double)(told ? still->to : body->n - 1), step = REST_STEP_S * body->rate_hz;
    double *rms = hinge_arena_raw(reps->scratch, (size_t)((to - from) / step) + 2, sizeof *rms);
    size_t n = 0;
    for (double a = from; a + width <= to; a += step) {
        bool bends = false;
        for (size_t k = 0; !told && k < reps->n && !bends; k++) {
            long first, last;
            hinge_rep_span(&reps->rep[k], &first, &last);
            bends = (double)first <= a + width && (double)last >= a;
        }
        const double at_s = body->start_s + a / body->rate_hz;
        rms[n] = bends ? (double)NAN : hinge_emg_rms(muscle, at_s, at_s + REST_S);
        n += isnan(rms[n]) == 0;
    }
    return n > 0 ? hinge_median(rms, n, reps->scratch)
                 : hinge_emg_rms(muscle, body->start_s + from / body->rate_hz,
                                 body->start_s + to / body->rate_hz);
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
        limits->stack_lumbar_deg = hinge_median(body->signal[stacked], body->n, body->arena);
        return;
    }
    for (int m = 0; request->info->role == HINGE_ROLE_standing && m < HINGE_MUSCLES; m++)
        if (body->muscle[m].band != NULL)
            limits->rest_rms[m] = fmax(0, at_rest(&body->muscle[m], body, reps));
    if (body->fronts != NULL)
        limits->fronts = *body->fronts;
    if (request->info->role == HINGE_ROLE_dowel_ref) {
        /* A dowel that touches: in standing, where there is any, else all the time. */
        const struct hinge_standing *s = &reps->standing;
        bool here = s->to > s->from;
        bool head = body->dowel[0][0] != NULL || body->dowel[3][0] != NULL;
        if (head && body->dowel[1][0] != NULL && body->dowel[2][0] != NULL)
            (void)hinge_rod_zero(body, here ? s->from : 0, here ? s->to : body->n - 1,
                                 reps->trunk_length, &limits->dowel);
    }
    if (request->info->role != HINGE_ROLE_maxflex)
        return;
    furthest(body, reps, p, HINGE_SIGNAL_lumbar_flex, &limits->lumbar_max_deg);
    furthest(body, reps, p, HINGE_SIGNAL_hip_flex, &limits->hip_max_deg);
    furthest(body, reps, p, HINGE_SIGNAL_total_flex, &limits->total_max_deg);
}

static struct hinge_body_request body_request(const struct hinge_trial_request *request)
{
    struct hinge_body_request build = {.recording = request->recording,
                                       .info = request->info,
                                       .parameters = request->parameters,
                                       .allow_inferred = request->allow_inferred,
                                       .keep_tracks = request->keep_tracks,
                                       .front = request->front,
                                       .front_info = request->front_info,
                                       .fronts = request->fronts};
    const struct hinge_standing *stood =
        request->calibration != NULL ? request->calibration : request->before;
    if (stood != NULL && stood->bones.pelvis[0][0] != 0)
        build.bones = &stood->bones;
    if (stood != NULL)
        build.stills = stood->still;
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

/* Whether a raw pelvis cannot have tipped back, as it would lie too far from the trunk: by the
 * median of the bends, at the bottom. */
static bool is_sign_told(const struct hinge_trial_request *request, const struct hinge_body *body,
                         const struct hinge_reps *reps)
{
    static const double most_l1_deg = 75, most_thorax_deg = 90;
    double *apart = hinge_arena_raw(reps->scratch, reps->n + 1, sizeof *apart);
    size_t n = 0;
    for (size_t k = 0; k < reps->n; k++) {
        const struct hinge_rep_view view = {.body = body,
                                            .reps = reps,
                                            .rep = &reps->rep[k],
                                            .info = request->info,
                                            .parameters = request->parameters};
        const struct hinge_value pelvis = hinge_view_bottom(&view, HINGE_SIGNAL_pelvis_tilt, true),
                                 trunk = hinge_view_bottom(&view, HINGE_SIGNAL_thorax_tilt, true);
        if (pelvis.reason == HINGE_REASON_OK && trunk.reason == HINGE_REASON_OK)
            apart[n++] = fabs(pelvis.value) + trunk.value;
    }
    return n > 0 && hinge_median(apart, n, reps->scratch) >
                        (body->lumbar_def == HINGE_LUMBAR_T12L1 ? most_l1_deg : most_thorax_deg);
}

static enum hinge_status find_reps(const struct hinge_trial_request *request,
                                   struct hinge_trial_stage *stage,
                                   struct hinge_trial_result *result, struct hinge_error *error)
{
    struct hinge_body *body = &stage->body;
    struct hinge_reps *reps = &stage->reps;
    bool same = request->calibration_tier == body->tier;
    struct hinge_reps_request find = {.body = body,
                                      .info = request->info,
                                      .parameters = request->parameters,
                                      .calibration = same ? request->calibration : NULL,
                                      .mark = request->mark,
                                      .n_marks = request->n_marks,
                                      .arena = &stage->arena,
                                      .scratch = &stage->scratch};
    struct hinge_trial_info whole = *request->info;
    if (request->part_of != NULL) { /* found as in the whole recording, so that numbers agree */
        whole.task = request->part_of;
        find.info = &whole;
        find.part = request->info->task;
    }
    enum hinge_status status = hinge_reps_find(&find, reps, error);
    if (status != HINGE_OK)
        return status;
    hinge_load_settle(&find, body, reps);
    hinge_yaw_settle(body, reps);
    hinge_reps_scale(body, reps);
    describe_reps(body, reps, result);
    const struct hinge_rep_view any = {
        .body = body, .reps = reps, .parameters = request->parameters};
    if (hinge_model_stands_off(&any))
        result->warnings |= HINGE_WARN(MODEL_SUSPECT);
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
    if (!is_reference(request)) {
        cleared_by(hinge_text_clear) struct hinge_text line = {0};
        hinge_reps_add_words(reps, &line);
        for (size_t k = 0; k < request->n_marks; k++) { /* a task alone corrects nothing */
            const struct hinge_mark *mark = &request->mark[k];
            bool corrects = mark->exclude;
            for (int b = 0; b < HINGE_BOUNDS; b++)
                corrects = corrects || !isnan(mark->time_s[b]);
            result->corrected_seen += corrects && !mark->blind;
        }
        snprintf(result->candidates, sizeof result->candidates, "%s", hinge_text_string(&line));
        line.length = 0;
        for (size_t k = 0; k < reps->n_excluded && line.length < sizeof result->excluded; k++) {
            snprintf(result->excluded, sizeof result->excluded, "%s", hinge_text_string(&line));
            hinge_excluded_add(reps->excluded[k].number, reps->excluded[k].why, &line);
        }
        if (line.length < sizeof result->excluded)
            snprintf(result->excluded, sizeof result->excluded, "%s", hinge_text_string(&line));
    }
    const bool open =
        body->sign_open && (is_reference(request) || !is_sign_told(request, body, reps));
    if (open && request->info->role != HINGE_ROLE_calibration)
        body->fronts = NULL; /* nothing to tell others */
    fill_limits(request, body, reps, &result->limits);
    find_apart(body, reps, result);
    if (open && !is_reference(request)) {
        hinge_sensors_doubt_sign(body);
        result->warnings |= body->warnings;
        memcpy(result->remarks, body->remarks, sizeof result->remarks);
    }
    for (size_t k = 0; !isnan(request->info->wall_gap_cm) && k < reps->n; k++) {
        struct hinge_rep_view view = {.body = body,
                                      .reps = reps,
                                      .rep = &reps->rep[k],
                                      .info = request->info,
                                      .parameters = request->parameters};
        const struct hinge_value back = hinge_view_bottom(&view, HINGE_SIGNAL_hip_posterior, true);
        if (back.reason == HINGE_REASON_OK)
            result->beyond_wall_cm =
                fmax(result->beyond_wall_cm,
                     100 * back.value * hinge_view_leg_m(&view) - request->info->wall_gap_cm);
    }
    if (request->trace != NULL)
        trace_fill(request->trace, body, reps);
    if (request->depths)
        rep_rows_depths(request, body, reps, result);
    return HINGE_OK;
}

void hinge_trial_stage_clear(struct hinge_trial_stage *stage)
{
    if (!stage->open)
        return;
    hinge_arena_clear(&stage->arena);
    hinge_arena_clear(&stage->scratch);
    stage->open = false;
}

void hinge_trial_result_init(struct hinge_trial_result *result)
{
    *result = (struct hinge_trial_result){.tier = 'N',
                                          .side = 'b',
                                          .lumbar_def = "",
                                          .driver = "",
                                          .depth = "",
                                          .standing_source = "",
                                          .seg_source = "",
                                          .load_source = "",
                                          .stood_kg = (double)NAN,
                                          .beyond_wall_cm = (double)NAN,
                                          .family = "",
                                          .rate_hz = (double)NAN,
                                          .cutoff_hz = (double)NAN,
                                          .residual_cutoff_hz = (double)NAN,
                                          .vertical_source = "",
                                          .vertical_turn_deg = (double)NAN,
                                          .duration_s = (double)NAN,
                                          .leg_length = (double)NAN,
                                          .trunk_length = (double)NAN,
                                          .thigh_shank_ratio = (double)NAN,
                                          .length_cv = (double)NAN,
                                          .view_deg = (double)NAN,
                                          .image_stretch = (double)NAN,
                                          .limits = HINGE_NO_LIMITS};
}

void hinge_trial_begin(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                       struct hinge_trial_result *result)
{
    struct hinge_body *body = &stage->body;
    struct hinge_body_request build = body_request(request);
    stage->open = true;
    stage->arena = stage->scratch = (struct hinge_arena){0};
    hinge_trial_result_init(result);
    struct hinge_error *why = &result->error;
    /* vertical.from = standing: quiet standing as found with the axis as it is, for the body that
     * is built next. Without any the axis stays, as vertical_source says. */
    struct hinge_parameters p = *request->parameters;
    struct hinge_body seen;
    struct hinge_reps reps;
    struct hinge_error ignored;
    if (strcmp(p.vertical_from, "standing") == 0) {
        p.stand_trunk_max = p.vertical_refuse; /* a tilted camera tilts everybody */
        struct hinge_body_request tilted = build;
        tilted.parameters = &p;
        struct hinge_arena_mark before = hinge_arena_mark(&stage->arena);
        struct hinge_reps_request find = {.body = &seen,
                                          .info = request->info,
                                          .parameters = &p,
                                          .arena = &stage->arena,
                                          .scratch = &stage->scratch};
        if (hinge_body_build(&tilted, &stage->arena, &seen, &ignored) == HINGE_OK &&
            hinge_reps_find(&find, &reps, &ignored) == HINGE_OK && reps.standing.found) {
            build.level_from = reps.standing.from;
            build.level_to = reps.standing.to;
        }
        hinge_arena_reset(&stage->arena, before);
    }
    result->status = hinge_body_build(&build, &stage->arena, body, why);
    result->tier = body->tier;
    result->held_share = body->held_share;
    const bool maximum = request->info->role == HINGE_ROLE_mvc; /* muscles alone, without a body */
    if (result->status == HINGE_OK) {
        result->tier = body->tier;
        result->dim = body->dim;
        result->image_stretch = body->image_stretch;
        result->side = body->side;
        result->image_facing = body->image_facing;
        memcpy(result->facing, body->facing, sizeof result->facing);
        result->family = hinge_family_name(body->family);
        result->lumbar_def = hinge_lumbar_def_name(body->lumbar_def);
        result->driver = hinge_signal_name(body->driver_source);
        enum hinge_signal depth = hinge_view_depth(body);
        result->depth =
            hinge_signal_name(depth == HINGE_SIGNAL_driver ? body->driver_source : depth);
        result->inferred = body->is_inferred;
        result->pelvis = body->has_pelvis;
        result->thigh = body->has_thigh;
        result->frontal = body->has_frontal;
        result->metric = body->has_metric;
        result->pos = body->has_positions;
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
            result->has_signal[s] = body->signal[s] != NULL && body->reason[s] == HINGE_REASON_OK;
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
        memcpy(result->heading_from, body->heading_from, sizeof result->heading_from);
        memcpy(result->remarks, body->remarks, sizeof result->remarks);
        memcpy(result->unrest, body->unrest, sizeof result->unrest);
        memcpy(result->swapped, body->swapped, sizeof result->swapped);
        memcpy(result->filled, body->filled, sizeof result->filled);
        memcpy(result->removed, body->removed, sizeof result->removed);
        memcpy(result->thorax, body->thorax, sizeof result->thorax);
        result->broken_share = body->broken_share;
    }
    if (result->status == HINGE_OK && !maximum)
        result->status = find_reps(request, stage, result, why);
    for (int m = 0; result->status == HINGE_OK && maximum && m < HINGE_MUSCLES; m++)
        if (body->muscle[m].band != NULL)
            result->limits.most_rms[m] =
                fmax(0, hinge_emg_peak(&body->muscle[m], -INFINITY, INFINITY, MAXIMUM_S));
    if (result->status != HINGE_OK) /* a refusal is part of the result */
        result->reason = result->error.reason;
    if (result->status != HINGE_OK || maximum)
        hinge_trial_stage_clear(stage);
}

void hinge_trial_end(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                     struct hinge_trial_result *result)
{
    struct hinge_body *body = &stage->body;
    const struct hinge_reps *reps = &stage->reps;
    if (!stage->open)
        return;
    if (!request->standing_only && stores_reps(request))
        rep_rows_fill(request, body, reps, result);
    if (result->block.n > 0 && request->n_marks > 0 && request->part_of == NULL) {
        /* What a recording with marks shows without them: the metrics of valid repetitions, in the
         * rows of their numbers. */
        struct hinge_trial_request plain = *request;
        struct hinge_trial_result unmarked;
        const size_t cells = hinge_metric_count() * HINGE_PHASE_COUNT;
        plain.n_marks = 0;
        plain.trace = NULL;
        plain.keep_tracks = plain.depths = false;
        hinge_trial_analyze(&plain, &unmarked);
        for (size_t k = 0; k < unmarked.block.n; k++)
            for (size_t row = 0; row < result->block.n && unmarked.block.valid[k]; row++)
                if (result->block.rep[row] == unmarked.block.rep[k])
                    memcpy(result->block.found + row * cells, unmarked.block.metric + k * cells,
                           cells * sizeof *result->block.found);
        hinge_trial_result_clear(&unmarked);
    }
    /* Given times against those found, where both exist. */
    struct hinge_arena_mark mark = hinge_arena_mark(reps->scratch);
    double *found = hinge_arena_raw(reps->scratch, reps->n_marked, sizeof *found);
    double *given = hinge_arena_raw(reps->scratch, reps->n_marked, sizeof *given);
    for (int bound = 0; bound < HINGE_BOUNDS; bound++) {
        size_t n = 0;
        for (size_t i = 0; i < reps->n_marked; i++)
            if (reps->marked[i].bound == bound) {
                found[n] = reps->marked[i].found_s;
                given[n++] = reps->marked[i].given_s;
            }
        agreement_add(&result->agreements, "phase", hinge_bound_name(bound), "s", found, given, n,
                      0);
    }
    hinge_arena_reset(reps->scratch, mark);
    if (!request->standing_only) {
        struct hinge_body_request build = body_request(request);
        /* Angles of the recording's other source: theirs where the body is ours, ours where the
         * body is theirs; none where the recording has only one. A source that can't be made into a
         * body is none. */
        static const enum hinge_signal signals[] = {
            HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_hip_flex,   HINGE_SIGNAL_pelvis_tilt,
            HINGE_SIGNAL_thorax_tilt, HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_thigh_incl,
            HINGE_SIGNAL_shank_incl,  HINGE_SIGNAL_knee_flex,  HINGE_SIGNAL_ankle_df,
            HINGE_SIGNAL_neck_flex,   HINGE_SIGNAL_total_flex};
        struct hinge_parameters parameters = *build.parameters;
        struct hinge_body_request other = build;
        struct hinge_body second;
        struct hinge_error error = HINGE_ERROR_INIT;
        if (hinge_layout_has_angles(&build.recording->layout)) {
            strcpy(parameters.angles, body->from_angles ? "own" : "vendor");
            other.parameters = &parameters;
            other.allow_inferred = true; /* compared, not reported */
            struct hinge_arena_mark before = hinge_arena_mark(body->arena);
            bool differs = hinge_body_build(&other, body->arena, &second, &error) == HINGE_OK;
            differs = differs && second.from_angles != body->from_angles && second.n == body->n;
            for (size_t k = 0; differs && k < sizeof signals / sizeof *signals; k++) {
                const double *a = body->signal[signals[k]], *b = second.signal[signals[k]];
                const double *ours = body->from_angles ? b : a;
                const double *theirs = body->from_angles ? a : b;
                /* of one the trunk is its thorax, which has a row of its own */
                bool trunks =
                    ((body->warnings ^ second.warnings) & HINGE_WARN(TRUNK_IS_THORAX)) != 0;
                if (a == NULL || b == NULL || (trunks && signals[k] == HINGE_SIGNAL_trunk_incl))
                    continue;
                agreement_add(&result->agreements, "angle", hinge_signal_name(signals[k]), "deg",
                              ours, theirs, body->n,
                              zero_difference(ours, theirs, &reps->standing, body->arena));
            }
            hinge_arena_reset(body->arena, before);
        }
    }
    hinge_trial_stage_clear(stage);
}

void hinge_trial_analyze(const struct hinge_trial_request *request,
                         struct hinge_trial_result *result)
{
    struct hinge_trial_stage stage;
    hinge_trial_begin(request, &stage, result);
    hinge_trial_end(request, &stage, result);
}
