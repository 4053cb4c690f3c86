/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the driver to accepted repetitions with status bits: method 5.1-5.5, in the
 * order of 2.4 (candidates, their check, standing, changes, status). */

#include "base/parameters.h"
#include "reps/view.h"
#include "signal/signal.h"

#include <hinge/warnings.h>

/* --- the segmentation driver --- */

static enum hinge_status make_driver(const struct hinge_reps_request *request,
                                     struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_body *body = request->body;
    const double *driver = body->signal[HINGE_SIGNAL_driver];
    size_t n = body->n, missing = hinge_count_missing(driver, n);
    if ((double)missing > request->parameters->miss_driver * (double)n)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_MANY_GAPS,
                               "%zu of %zu frames %s no %s (after filling short "
                               "gaps); at most %g %% are allowed",
                               missing, n, missing == 1 ? "has" : "have",
                               hinge_signal_name(body->driver_source),
                               100 * request->parameters->miss_driver);
    reps->ds = hinge_arena_raw(reps->arena, n, sizeof *reps->ds);
    reps->vs = hinge_arena_raw(reps->arena, n, sizeof *reps->vs);
    reps->kept = hinge_kept_new(reps->arena);
    memcpy(reps->ds, driver, n * sizeof *driver);
    double cutoff = request->parameters->seg_fc, most = 0.25 * body->rate_hz;
    hinge_lowpass(reps->ds, n, body->rate_hz, cutoff < most ? cutoff : most, reps->scratch);
    hinge_derivative(reps->ds, n, body->rate_hz, reps->vs);
    return HINGE_OK;
}

/* --- rejection --- */

/* Remembers a candidate that is none; there is room for all. */
static void remember(struct hinge_reps *reps, const struct hinge_rep *rep,
                     const struct hinge_rejected *why)
{
    const long ends[] = {rep->low, rep->high_last, rep->low2, rep->high2};
    long from = rep->high, to = from;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends[i] != HINGE_NO_INDEX)
            from = ends[i] < from ? ends[i] : from;
        to = ends[i] > to ? ends[i] : to;
    }
    struct hinge_rejected *kept = &reps->rejected_rep[reps->n_rejected++];
    *kept = *why;
    kept->from = (size_t)from;
    kept->to = (size_t)to;
}

static void reject_gait(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    size_t kept = 0;
    if (reps->n == 0)
        return;
    struct hinge_arena_mark mark = hinge_arena_mark(reps->scratch);
    struct hinge_gait gait = hinge_gait_of(request);
    reps->rejected_rep = hinge_arena_raw(reps->arena, reps->n, sizeof *reps->rejected_rep);
    struct hinge_rep *moved = hinge_arena_raw(reps->scratch, reps->n, sizeof *moved);
    size_t moves = 0;
    const char *task = request->info != NULL ? request->info->task : "";
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rejected why;
        hinge_gait_check(request, &gait, &reps->rep[k], &why);
        enum hinge_reason reason = why.reason;
        reps->rejected.stepping += reason == HINGE_REASON_STEPPING;
        reps->rejected.alternating += reason == HINGE_REASON_ALTERNATING;
        reps->rejected.no_trunk += reason == HINGE_REASON_NO_TRUNK;
        reps->rejected.too_short += reason == HINGE_REASON_TOO_SHORT;
        if (reason == HINGE_REASON_OK || reason == HINGE_REASON_TOO_SHORT)
            moved[moves++] = reps->rep[k];
        if (reason == HINGE_REASON_OK)
            reps->rep[kept++] = reps->rep[k];
        else
            remember(reps, &reps->rep[k], &why);
    }
    if (request->body->rate_told && !hinge_task_find(task)->fast) {
        /* A rate that the user gave and that is several times too high makes every bend hasty: the
         * middle phase then lasts less than half a second, or turns faster than anybody bends. In
         * 30 sessions of squats and 51 lifts it lasts 0.62 s and more. */
        static const double HASTY_S = 0.5, HASTY_DEG_S = 400;
        double *phase = hinge_arena_raw(reps->scratch, 4 * moves, sizeof *phase);
        double *speed = phase + 2 * moves, *bend = speed + moves;
        size_t phases = 0;
        for (size_t k = 0; k < moves; k++) {
            const struct hinge_phase_bounds *b = &moved[k].bounds;
            const long ends[2][2] = {{b->desc_start, b->desc_end}, {b->asc_start, b->asc_end}};
            bend[k] = speed[k] = 0;
            for (int i = 0; i < 2; i++) {
                if (ends[i][0] == HINGE_NO_INDEX || ends[i][1] == HINGE_NO_INDEX)
                    continue;
                phase[phases] = (double)(ends[i][1] - ends[i][0]) / request->body->rate_hz;
                bend[k] += phase[phases++];
                for (long f = ends[i][0]; f <= ends[i][1]; f++)
                    speed[k] = fmax(speed[k], fabs(reps->vs[f]));
            }
        }
        double middle = hinge_median(phase, phases, reps->scratch);
        double fastest = hinge_median(speed, moves, reps->scratch);
        if (middle < HASTY_S || fastest > HASTY_DEG_S) {
            reps->warnings |= HINGE_WARN(RATE_SUSPECT);
            reps->hasty = moves;
            reps->hasty_s = hinge_median(bend, moves, reps->scratch);
            reps->told_hz = request->body->rate_hz;
        }
    }
    reps->n = kept;
    hinge_arena_reset(reps->scratch, mark);
}

/* --- status --- */

/* Changes from standing that no body makes: a sign or a unit is wrong (method 11).
 * Extremes over the repetition, smoothed as any; without standing nothing can be said.
 */
static void plausible(const struct hinge_reps_request *request, struct hinge_reps *reps,
                      struct hinge_rep *rep)
{
    static const struct {
        enum hinge_signal signal;
        double low, high;
    } bands[] = {{HINGE_SIGNAL_lumbar_flex, -40, 90},
                 {HINGE_SIGNAL_hip_flex, -INFINITY, 140},
                 {HINGE_SIGNAL_knee_flex, -INFINITY, 160}};
    const struct hinge_rep_view view = {
        .body = request->body, .reps = reps, .rep = rep, .parameters = request->parameters};
    long from, to;
    /* first and last frame of a repetition, as far as it was recorded */
    const long bounds[] = {rep->bounds.desc_start, rep->bounds.desc_end, rep->bounds.asc_start,
                           rep->bounds.asc_end, rep->high};
    from = to = rep->high;
    for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++)
        if (bounds[k] != HINGE_NO_INDEX) {
            from = bounds[k] < from ? bounds[k] : from;
            to = bounds[k] > to ? bounds[k] : to;
        }
    struct hinge_frames frames = {from, to, HINGE_REASON_OK};
    struct hinge_arena_mark mark = hinge_arena_mark(reps->scratch);
    for (size_t k = 0; reps->standing.found && k < sizeof bands / sizeof *bands; k++) {
        const double *x = request->body->signal[bands[k].signal];
        double zero = reps->standing.value[bands[k].signal];
        if (x == NULL)
            continue;
        const double *smooth = hinge_view_averaged(&view, x, frames);
        for (long i = 0; i <= to - from; i++)
            if (smooth[i] - zero < bands[k].low || smooth[i] - zero > bands[k].high)
                rep->warnings |= HINGE_WARN(IMPLAUSIBLE);
        hinge_arena_reset(reps->scratch, mark);
    }
}

static void set_status(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    const struct hinge_parameters *p = request->parameters;
    const struct hinge_body *body = request->body;
    const double *driver = body->signal[HINGE_SIGNAL_driver];
    struct hinge_arena_mark mark = hinge_arena_mark(reps->scratch);
    double *all = hinge_arena_raw(reps->scratch, reps->n, sizeof *all);
    for (size_t k = 0; k < reps->n; k++)
        all[k] = hinge_rep_rom_deg(&reps->rep[k]);
    double median = hinge_median(all, reps->n, reps->scratch);
    hinge_arena_reset(reps->scratch, mark);
    bool zero = reps->standing.found && reps->standing.source != HINGE_STANDING_lockout;
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rep *rep = &reps->rep[k];
        double rom = hinge_rep_rom_deg(rep), least = p->seg_partial_abs;
        if (reps->n >= 3 && p->seg_partial_frac * median > least)
            least = p->seg_partial_frac * median;
        if (rom < least)
            rep->warnings |= HINGE_WARN(PARTIAL);
        if (reps->n >= 3 && rom > 1.5 * median)
            rep->warnings |= HINGE_WARN(DEEP_OUTLIER);
        if (zero && rep->bounds.asc_end != HINGE_NO_INDEX &&
            driver[rep->bounds.asc_end] - reps->driver_zero > p->seg_lockout)
            rep->warnings |= HINGE_WARN(NO_LOCKOUT);
        if (rep->hold_s >
                0.25 * (double)(rep->bounds.asc_end - rep->bounds.desc_start) / body->rate_hz &&
            !rep->floor)
            rep->warnings |= HINGE_WARN(HOLD_LONG);
        bool eccentric = rep->descent == HINGE_REASON_OK ||
                         (rep->floor && rep->descent == HINGE_REASON_NO_ECCENTRIC);
        rep->complete = eccentric && rep->ascent == HINGE_REASON_OK;
        const struct hinge_phase_bounds *b = &rep->bounds;
        long down = b->desc_end - b->desc_start, up = b->asc_end - b->asc_start;
        if (rep->descent == HINGE_REASON_OK &&
            ((double)down / body->rate_hz < p->seg_min_desc_s || down + 1 < p->seg_min_samples)) {
            rep->descent = HINGE_REASON_PHASE_TOO_SHORT;
            rep->warnings |= HINGE_WARN(TOO_FAST);
        }
        if (rep->ascent == HINGE_REASON_OK && up + 1 < p->seg_min_samples)
            rep->ascent = HINGE_REASON_PHASE_TOO_SHORT;
        long from = rep->floor ? rep->bounds.asc_start : rep->bounds.desc_start;
        long to = rep->floor ? rep->bounds.desc_end : rep->bounds.asc_end;
        double foot[2] = {INFINITY, -INFINITY}, yaw[2] = {INFINITY, -INFINITY}, sum = 0;
        size_t seen = 0;
        if (to == HINGE_NO_INDEX)
            to = rep->floor ? rep->bounds.asc_end : rep->bounds.desc_end;
        for (long i = from; from != HINGE_NO_INDEX && i <= to; i++) {
            if (body->foot_x != NULL && !isnan(body->foot_x[i])) {
                foot[0] = fmin(foot[0], body->foot_x[i]);
                foot[1] = fmax(foot[1], body->foot_x[i]);
            }
            if (body->hip_yaw_deg != NULL && !isnan(body->hip_yaw_deg[i])) {
                yaw[0] = fmin(yaw[0], body->hip_yaw_deg[i]);
                yaw[1] = fmax(yaw[1], body->hip_yaw_deg[i]);
                sum += body->hip_yaw_deg[i];
                seen++;
            }
        }
        if (foot[1] - foot[0] > 0.05 * reps->leg_length)
            rep->warnings |= HINGE_WARN(FOOT_MOVED);
        if (yaw[1] - yaw[0] > 15)
            rep->warnings |= HINGE_WARN(YAW_DRIFT);
        /* faced elsewhere, or turned round in it */
        bool round = body->round[0] != NULL && yaw[1] - yaw[0] > 60;
        if (seen > 0 && (round || fabs(remainder(sum / (double)seen, 360)) > 30)) {
            rep->warnings |= HINGE_WARN(FACING_AMBIGUOUS);
            rep->descent = rep->ascent = HINGE_REASON_FACING_AMBIGUOUS;
        }
        long first, last;
        hinge_rep_span(rep, &first, &last);
        rep->arms_deg = body->arm_deg != NULL && first != HINGE_NO_INDEX
                            ? hinge_quantile(body->arm_deg + first, (size_t)(last - first + 1),
                                             0.95, reps->scratch)
                            : (double)NAN;
        plausible(request, reps, rep);
        if (rep->gap) {
            rep->descent =
                rep->descent == HINGE_REASON_OK ? HINGE_REASON_GAP_IN_PHASE : rep->descent;
            rep->ascent = rep->ascent == HINGE_REASON_OK ? HINGE_REASON_GAP_IN_PHASE : rep->ascent;
        }
        reps->n_complete += rep->complete;
        reps->n_truncated += !rep->complete;
        reps->n_partial += (rep->warnings & HINGE_WARN(PARTIAL)) != 0;
    }
}

static bool is_asked(const struct hinge_reps_request *request, const char *task)
{
    const char *list = request->info != NULL ? request->info->task : "";
    if (request->part != NULL)
        return task != NULL && strcmp(task, request->part) == 0;
    return task == NULL || strcmp(task, list) == 0;
}

static enum hinge_status find(const struct hinge_reps_request *request,
                              const struct hinge_reps *plain, struct hinge_reps *reps,
                              struct hinge_error *error)
{
    *reps = (struct hinge_reps){.arena = request->arena, .scratch = request->scratch};
    enum hinge_status status = hinge_reps_check_up(request, error);
    if (status == HINGE_OK)
        status = make_driver(request, reps, error);
    if (status == HINGE_OK) {
        hinge_reps_candidates(request, reps);
        reject_gait(request, reps);
    }
    if (status == HINGE_OK) {
        /* the number a candidate has without marks, 0 for none (too small a movement);
         * without those repetitions, its place */
        for (size_t k = 0; k < reps->n; k++)
            reps->rep[k].number = plain == NULL ? (int)k + 1 : 0;
        for (size_t k = 0; plain != NULL && k < plain->n; k++)
            reps->rep[plain->rep[k].number - 1].number = (int)k + 1;
        status = hinge_reps_mark(request, reps, error);
    }
    if (status == HINGE_OK)
        status = hinge_reps_reference(request, reps, error);
    if (status == HINGE_OK)
        status = hinge_reps_check(request, reps, error);
    if (status == HINGE_OK && request->n_marks > 0) {
        /* Repetitions of other tasks go; all of them show the standing. What is no repetition is
         * counted once, with the list's task. */
        size_t n = reps->n, out = reps->n_excluded, marked = reps->n_marked;
        reps->n = reps->n_excluded = reps->n_marked = 0;
        for (size_t k = 0; k < n; k++)
            if (is_asked(request, reps->rep[k].task))
                reps->rep[reps->n++] = reps->rep[k];
        for (size_t k = 0; k < out; k++)
            if (is_asked(request, reps->excluded[k].task))
                reps->excluded[reps->n_excluded++] = reps->excluded[k];
        for (size_t k = 0; k < marked; k++)
            if (is_asked(request, reps->marked[k].task))
                reps->marked[reps->n_marked++] = reps->marked[k];
        if (request->part != NULL) {
            reps->rejected = (struct hinge_rejections){0};
            reps->n_rejected = reps->ghosts = 0;
        }
        reps->rejected.manual = reps->n_excluded;
    }
    if (status == HINGE_OK) {
        hinge_reps_limit(request, reps);
        /* bottoms that are not 15 degrees beyond standing: a return from leaning back */
        size_t kept = 0;
        if (reps->standing.found) {
            for (size_t k = 0; k < reps->n; k++) {
                double bottom = reps->ds[reps->rep[k].high] - reps->driver_zero;
                if (bottom < request->parameters->seg_R_min && reps->rep[k].given == 0) {
                    reps->rejected.rom_small++;
                    const struct hinge_rejected why = {.reason = HINGE_REASON_ROM_SMALL,
                                                       .before = "the bottom was ",
                                                       .after = " degrees beyond standing",
                                                       .size = bottom,
                                                       .limit = request->parameters->seg_R_min};
                    remember(reps, &reps->rep[k], &why);
                } else {
                    reps->rep[kept++] = reps->rep[k];
                }
            }
            reps->n = kept;
        }
        set_status(request, reps);
    }
    if (reps->ghosts > 0)
        reps->warnings |= HINGE_WARN(GHOSTS);
    return status;
}

enum hinge_status hinge_reps_find(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error)
{
    if (request->n_marks == 0) {
        enum hinge_status status = find(request, NULL, reps, error);
        for (size_t k = 0; k < reps->n; k++)
            reps->rep[k].number = (int)k + 1;
        return status;
    }
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_reps_request unmarked = *request;
    struct hinge_reps plain;
    unmarked.mark = NULL;
    unmarked.n_marks = 0;
    unmarked.arena = &arena;
    enum hinge_status status = find(&unmarked, NULL, &plain, error);
    return find(request, status == HINGE_OK ? &plain : NULL, reps, error);
}
