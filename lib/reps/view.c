/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows of one repetition, values in them, and what is kept for the other repetitions of the
 * trial. */
#include "reps/view.h"

#include "base/parameters.h"
#include "signal/signal.h"

/* --- What work on one repetition leaves for the others of the same trial. --- */

/* A list; its first link has no owner. */
struct hinge_kept {
    struct hinge_kept *next;
    const void *owner;
    const struct hinge_rep *of; /* what it was made for: a repetition, or all from there on */
    void *data;
};

struct hinge_kept *hinge_kept_new(struct hinge_arena *arena)
{
    return hinge_arena_alloc(arena, 1, sizeof(struct hinge_kept));
}

void hinge_kept_forget(struct hinge_kept *kept)
{
    for (; kept != NULL; kept = kept->next)
        kept->of = NULL;
}

static void *kept_for(const struct hinge_reps *reps, const struct hinge_rep *of, const void *owner,
                      size_t size, bool *made)
{
    struct hinge_kept *last = reps->kept;
    *made = true;
    if (last == NULL)
        return hinge_arena_alloc(reps->scratch, 1, size);
    while (last->next != NULL && last->next->owner != owner)
        last = last->next;
    if (last->next == NULL) {
        last->next = hinge_kept_new(reps->arena);
        last->next->owner = owner;
        last->next->data = hinge_arena_raw(reps->arena, 1, size);
    }
    struct hinge_kept *next = last->next;
    *made = next->of != of;
    next->of = of;
    return *made ? memset(next->data, 0, size) : next->data;
}

void *hinge_reps_kept(const struct hinge_reps *reps, const void *owner, size_t size, bool *made)
{
    return kept_for(reps, reps->rep, owner, size, made);
}

void *hinge_view_kept(const struct hinge_rep_view *view, const void *owner, size_t size, bool *made)
{
    return kept_for(view->reps, view->rep, owner, size, made);
}

/* --- Windows of one repetition. --- */

const char *hinge_phase_name(enum hinge_phase phase)
{
    static const char *const names[] = {"descent", "hold", "ascent", "rep"};
    return (unsigned)phase < HINGE_PHASE_COUNT ? names[phase] : "";
}

static struct hinge_frames none(enum hinge_reason reason)
{
    return (struct hinge_frames){HINGE_NO_INDEX, HINGE_NO_INDEX, reason};
}

struct hinge_frames hinge_view_clip(const struct hinge_rep_view *view, long from, long to)
{
    long last = (long)view->body->n - 1;
    from = from < 0 ? 0 : from;
    to = to > last ? last : to;
    return from <= to ? (struct hinge_frames){from, to, HINGE_REASON_OK}
                      : none(HINGE_REASON_PHASE_MISSING);
}

/* The descent that leads into this repetition's bottom: its own, or for a floor lift
 * the one of the repetition before. */
static const struct hinge_phase_bounds *descent_into(const struct hinge_rep_view *view)
{
    if (!view->rep->floor)
        return &view->rep->bounds;
    bool before = view->rep > view->reps->rep && (view->rep - 1)->high2 == view->rep->high;
    return before ? &(view->rep - 1)->bounds : NULL;
}

static struct hinge_frames hold_frames(const struct hinge_rep_view *view)
{
    const struct hinge_phase_bounds *into = descent_into(view);
    long to = view->rep->bounds.asc_start;
    if (into == NULL || into->desc_end == HINGE_NO_INDEX || to == HINGE_NO_INDEX)
        return none(HINGE_REASON_PHASE_MISSING);
    return hinge_view_clip(view, into->desc_end, to);
}

struct hinge_frames hinge_view_phase(const struct hinge_rep_view *view, enum hinge_phase phase)
{
    const struct hinge_rep *rep = view->rep;
    const struct hinge_phase_bounds *b = &rep->bounds;
    switch (phase) {
    case HINGE_PHASE_DESCENT:
        return rep->descent == HINGE_REASON_OK ? hinge_view_clip(view, b->desc_start, b->desc_end)
                                               : none(rep->descent);
    case HINGE_PHASE_ASCENT:
        return rep->ascent == HINGE_REASON_OK ? hinge_view_clip(view, b->asc_start, b->asc_end)
                                              : none(rep->ascent);
    case HINGE_PHASE_HOLD:
        if (rep->ascent == HINGE_REASON_FACING_AMBIGUOUS)
            return none(rep->ascent);
        return rep->hold_phase ? hold_frames(view) : none(HINGE_REASON_PHASE_MISSING);
    case HINGE_PHASE_REP:
    case HINGE_PHASE_COUNT:
        break;
    }
    if (rep->ascent != HINGE_REASON_OK)
        return none(rep->ascent);
    if (rep->floor)
        return hinge_view_clip(view, b->asc_start,
                               rep->descent == HINGE_REASON_OK ? b->desc_end : b->asc_end);
    return rep->descent == HINGE_REASON_OK ? hinge_view_clip(view, b->desc_start, b->asc_end)
                                           : none(rep->descent);
}

/* --- the bottom --- */

struct hinge_frames hinge_view_bottom_frames(const struct hinge_rep_view *view)
{
    const struct hinge_rep *rep = view->rep;
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    long half = lround(0.05 * view->body->rate_hz);
    if (rep->descent == HINGE_REASON_FACING_AMBIGUOUS)
        return none(rep->descent);
    if (rep->floor && rep->bounds.asc_start != HINGE_NO_INDEX) {
        /* a bar on the floor is a plateau: its highest frame is chosen by noise */
        long before = lround(hinge_fixed.seg_floor_bot_s * view->body->rate_hz);
        return hinge_view_clip(view, rep->bounds.asc_start - before, rep->bounds.asc_start);
    }
    struct hinge_frames hold = hold_frames(view);
    if (rep->hold_phase && hold.reason == HINGE_REASON_OK)
        return hold;
    long best = rep->high; /* the largest driver value near the turning point */
    long from = rep->high - half, to = rep->high_last + half;
    for (long i = from < 0 ? 0 : from; i <= to && i < (long)view->body->n; i++)
        if (driver[i] > driver[best] || isnan(driver[best]))
            best = i;
    return hinge_view_clip(view, best - half, best + half);
}

/* [own]: of the excursion; s, between what moves and the inner hold, and its least length */
static const double HELD_SHARE = 0.98, HELD_EDGE_S = 0.2, HELD_LEAST_S = 0.2;

enum hinge_reason hinge_view_inner_hold(const struct hinge_rep_view *view, double *from, double *to)
{
    const struct hinge_rep *rep = view->rep;
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    const double edge = HELD_EDGE_S * view->body->rate_hz,
                 least = HELD_LEAST_S * view->body->rate_hz;
    const struct hinge_phase_bounds *into = descent_into(view);
    const struct hinge_frames bottom = hinge_view_bottom_frames(view),
                              up = hinge_view_phase(view, HINGE_PHASE_ASCENT);
    if (bottom.reason != HINGE_REASON_OK || up.reason != HINGE_REASON_OK)
        return bottom.reason != HINGE_REASON_OK ? bottom.reason : up.reason;
    if (!rep->floor && rep->descent != HINGE_REASON_OK)
        return rep->descent;
    const double deep = hinge_view_median(view, driver, bottom);
    double in = (double)bottom.from - edge;
    if (into != NULL && into->desc_start != HINGE_NO_INDEX) {
        const double high = driver[into->desc_start];
        const double passed =
            hinge_first_passage(driver, (size_t)into->desc_start, (size_t)bottom.to,
                                high + HELD_SHARE * (deep - high), true);
        in = rep->floor ? fmax(in, passed) : passed;
    }
    long last = up.to; /* the last frame that is still held */
    const double level = driver[last] + HELD_SHARE * (deep - driver[last]);
    while (last > bottom.from && !(driver[last] >= level))
        last--;
    const double out = hinge_first_passage(driver, (size_t)last, (size_t)up.to, level, false);
    if (isnan(in) || isnan(out))
        return HINGE_REASON_GAP_IN_PHASE;
    *from = in + edge;
    *to = out - edge;
    if (*to - *from < least) {
        *from = (in + out - least) / 2;
        *to = *from + least;
    }
    return HINGE_REASON_OK;
}

/* --- windows --- */

static struct hinge_frames limited(const struct hinge_rep_view *view, enum hinge_phase phase,
                                   const struct hinge_window *window)
{
    struct hinge_frames whole = hinge_view_phase(view, phase);
    if (whole.reason != HINGE_REASON_OK || (window->p0 <= 0 && window->p1 >= 1))
        return whole;
    double from =
        window->p0 <= 0 ? (double)whole.from : hinge_view_progress(view, phase, window->p0);
    double to = window->p1 >= 1 ? (double)whole.to : hinge_view_progress(view, phase, window->p1);
    if (isnan(from) || isnan(to))
        return none(HINGE_REASON_GAP_IN_PHASE);
    return hinge_view_clip(view, (long)ceil(from), (long)floor(to));
}

/* Before the first phase, up to the end of the repetition before. */
static struct hinge_frames setup_frames(const struct hinge_rep_view *view)
{
    const struct hinge_rep *rep = view->rep;
    double rate_hz = view->body->rate_hz;
    long end = rep->floor ? rep->bounds.asc_start : rep->bounds.desc_start;
    long from = end - lround(view->parameters->seg_setup_s * rate_hz);
    if (end == HINGE_NO_INDEX)
        return none(HINGE_REASON_PHASE_MISSING);
    if (rep > view->reps->rep) {
        long before = rep->floor ? rep[-1].bounds.desc_end : rep[-1].bounds.asc_end;
        from = before != HINGE_NO_INDEX && before > from ? before : from;
    }
    struct hinge_frames f = hinge_view_clip(view, from, end);
    if (f.reason == HINGE_REASON_OK &&
        (double)(f.to - f.from) < hinge_fixed.seg_setup_min_s * rate_hz)
        return none(HINGE_REASON_PHASE_TOO_SHORT);
    return f;
}

/* After the ascent, up to the next descent. */
static struct hinge_frames lockout_frames(const struct hinge_rep_view *view)
{
    const struct hinge_rep *rep = view->rep;
    const struct hinge_rep *last = view->reps->rep + view->reps->n - 1;
    if (rep->ascent != HINGE_REASON_OK)
        return none(rep->ascent);
    long from = rep->bounds.asc_end;
    long to = from + lround(view->parameters->seg_lock_s * view->body->rate_hz);
    const struct hinge_rep *next = rep->floor ? rep : rep < last ? rep + 1 : NULL;
    if (next != NULL && next->bounds.desc_start != HINGE_NO_INDEX && next->bounds.desc_start < to)
        to = next->bounds.desc_start;
    return hinge_view_clip(view, from, to);
}

int hinge_view_window(const struct hinge_rep_view *view, const struct hinge_window *window,
                      struct hinge_frames pieces[HINGE_FRAMES_MAX], enum hinge_reason *reason)
{
    struct hinge_frames part[HINGE_FRAMES_MAX];
    int n = 0, kept = 0;
    *reason = HINGE_REASON_PHASE_MISSING;
    if (window->parts & HINGE_WINDOW_SETUP)
        part[n++] = setup_frames(view);
    if (window->parts & HINGE_WINDOW_DESCENT)
        part[n++] = limited(view, HINGE_PHASE_DESCENT, window);
    if (window->parts & HINGE_WINDOW_HOLD) {
        part[n] = hold_frames(view);
        n += part[n].reason == HINGE_REASON_OK;
    }
    if (window->parts & HINGE_WINDOW_ASCENT)
        part[n++] = limited(view, HINGE_PHASE_ASCENT, window);
    if (window->parts & HINGE_WINDOW_LOCKOUT)
        part[n++] = lockout_frames(view);
    if (window->parts & HINGE_WINDOW_BOTTOM)
        part[n++] = hinge_view_bottom_frames(view);
    for (int k = 0; k < n; k++) {
        /* a floor lift without its lowering is judged on what there is */
        if (part[k].reason == HINGE_REASON_NO_ECCENTRIC && n > 1)
            continue;
        if (part[k].reason != HINGE_REASON_OK) {
            *reason = part[k].reason;
            return 0;
        }
        if (kept > 0 && part[k].from <= pieces[kept - 1].to + 1 &&
            part[k].to >= pieces[kept - 1].to)
            pieces[kept - 1].to = part[k].to; /* continues the piece before */
        else
            pieces[kept++] = part[k];
    }
    if (kept > 0)
        *reason = HINGE_REASON_OK;
    return kept;
}

/* Where the driver passes share p of a phase, looked for from frame `from` on. */
static double passage(const double *driver, struct hinge_frames f, size_t from, double p)
{
    double start = driver[f.from], end = driver[f.to];
    double level = p < 1 ? start + p * (end - start) : end; /* not an ulp beyond it */
    return hinge_first_passage(driver, from, (size_t)f.to, level, end > start);
}

double hinge_view_progress(const struct hinge_rep_view *view, enum hinge_phase phase, double p)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return (double)NAN;
    return passage(view->body->signal[HINGE_SIGNAL_driver], f, (size_t)f.from, p);
}

void hinge_view_progress_places(const struct hinge_rep_view *view, enum hinge_phase phase,
                                size_t points, double *at)
{
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    struct hinge_frames f = hinge_view_phase(view, phase);
    size_t from = (size_t)f.from; /* a higher level is not passed before a lower one */
    for (size_t i = 0; i < points; i++) {
        at[i] = (double)NAN;
        if (f.reason != HINGE_REASON_OK)
            continue;
        at[i] = passage(driver, f, from, (double)i / (double)(points - 1));
        from = at[i] >= 0 ? (size_t)at[i] : from;
        while (from > (size_t)f.from && isnan(driver[from]))
            from--;
    }
}

static const double LEG_OF_HEIGHT = 0.491;

double hinge_view_leg_m(const struct hinge_rep_view *view)
{
    const struct hinge_trial_info *info = view->info;
    if (view->body->has_metric || info == NULL)
        return view->body->has_metric ? view->reps->leg_length : (double)NAN;
    return info->leg_length_m > 0 ? info->leg_length_m : LEG_OF_HEIGHT * info->height_m;
}

double hinge_view_metre(const struct hinge_rep_view *view)
{
    return view->body->has_metric ? 1 : hinge_view_leg_m(view) / view->reps->leg_length;
}

/* --- Simple values of one repetition, and the widths they are smoothed by. --- */

/* Why a signal lacks frames: SEG_DEGENERATE where a segment was too short in one,
 * GIMBAL where a 3D angle was beyond its limit, REMOVED_RIGID where markers were removed. */
static enum hinge_reason missing_reason(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        struct hinge_frames frames)
{
    const double *x = view->body->signal[signal];
    bool solid = signal >= HINGE_SIGNAL_lumbar_flex_3d && signal <= HINGE_SIGNAL_pelvic_yaw_3d &&
                 view->body->gimbal != NULL;
    for (long i = frames.from; solid && i <= frames.to; i++)
        if (isnan(x[i]) && view->body->gimbal[i])
            return HINGE_REASON_GIMBAL;
    for (long i = frames.from; view->body->degenerate != NULL && i <= frames.to; i++)
        if (isnan(x[i]) && view->body->degenerate[i])
            return HINGE_REASON_SEG_DEGENERATE;
    for (long i = frames.from; view->body->broken != NULL && i <= frames.to; i++)
        if (isnan(x[i]) && view->body->broken[i])
            return HINGE_REASON_REMOVED_RIGID;
    return HINGE_REASON_GAP_IN_PHASE;
}

enum hinge_reason hinge_view_gaps_over(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       struct hinge_frames frames, double share)
{
    const double *x = view->body->signal[signal];
    long n = frames.to - frames.from + 1; /* below 0: it ended before it began */
    size_t missing = n > 0 ? hinge_count_missing(x + frames.from, (size_t)n) : 0;
    return (double)missing > share * (double)n ? missing_reason(view, signal, frames)
                                               : HINGE_REASON_OK;
}

enum hinge_reason hinge_view_gaps(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  struct hinge_frames frames)
{
    return hinge_view_gaps_over(view, signal, frames, view->parameters->miss_phase);
}

enum hinge_reason hinge_view_turned(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const bool turns = signal == HINGE_SIGNAL_pelvic_yaw || signal == HINGE_SIGNAL_pelvic_yaw_3d ||
                       signal == HINGE_SIGNAL_lumbar_turn_3d;
    return turns ? hinge_warning_reason(
                       hinge_warnings_that(view->rep->warnings, HINGE_EFFECT_TAKES_YAW))
                 : HINGE_REASON_OK;
}

struct hinge_frames hinge_view_signal(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      enum hinge_phase phase)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (view->body->signal[signal] == NULL) {
        f.reason = view->body->reason[signal];
        return f;
    }
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_turned(view, signal);
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
    return f;
}

/* The phase boundary next to frame i in direction step (1, -1), among those of this
 * repetition and its neighbours; NO_INDEX when there is none. */
static long next_boundary(const struct hinge_rep_view *view, long i, long step)
{
    const struct hinge_rep *all = view->reps->rep, *last = all + view->reps->n - 1;
    const struct hinge_rep *from = view->rep > all ? view->rep - 1 : view->rep;
    const struct hinge_rep *to = view->rep < last ? view->rep + 1 : view->rep;
    long best = HINGE_NO_INDEX;
    for (const struct hinge_rep *rep = from; rep <= to; rep++) {
        const long bounds[] = {rep->bounds.desc_start, rep->bounds.desc_end, rep->bounds.asc_start,
                               rep->bounds.asc_end};
        for (int k = 0; k < 4; k++) {
            long beyond = (bounds[k] - i) * step;
            if (bounds[k] != HINGE_NO_INDEX && beyond > 0 &&
                (best == HINGE_NO_INDEX || beyond < (best - i) * step))
                best = bounds[k];
        }
    }
    return best;
}

/* How far from boundary i a mean may reach in direction step at most: to the middle of
 * the phase there. Outside, a turn too short to be a hold is no rest, and the phase
 * beyond it counts. */
static long room(const struct hinge_rep_view *view, long i, long step, bool outside, bool *rest)
{
    long from = i, to = next_boundary(view, i, step);
    *rest =
        outside && (to == HINGE_NO_INDEX ||
                    (double)labs(to - i) >= view->parameters->seg_hold_min * view->body->rate_hz);
    if (outside && !*rest) {
        long beyond = next_boundary(view, to, step);
        from = beyond == HINGE_NO_INDEX ? from : to;
        to = beyond == HINGE_NO_INDEX ? to : beyond;
    }
    return to == HINGE_NO_INDEX ? (long)view->body->n : labs((from + to) / 2 - i);
}

/* How far its mean does: half of excursion.w_s, and all of it into a rest, where
 * nothing moves and more frames outweigh the few that the driver's noise chose. */
static long reach(const struct hinge_rep_view *view, long i, long step, bool outside)
{
    bool rest;
    long limit = room(view, i, step, outside, &rest);
    double width = view->parameters->excursion_w_s * (rest ? 2 : 1);
    long half = lround(width / 2 * view->body->rate_hz);
    return half < limit ? half : limit;
}

struct hinge_frames hinge_view_around(const struct hinge_rep_view *view, enum hinge_phase phase,
                                      long half)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    bool rest;
    if (f.reason != HINGE_REASON_OK)
        return f;
    long before = room(view, f.from, -1, true, &rest);
    long after = room(view, f.to, 1, true, &rest);
    return hinge_view_clip(view, f.from - (half < before ? half : before),
                           f.to + (half < after ? half : after));
}

/* Frames around boundary i of a phase; `inside` is the direction into it. What lies
 * outside a hold is no rest. */
static struct hinge_frames around_end(const struct hinge_rep_view *view, enum hinge_phase phase,
                                      long i, long inside)
{
    bool moves = phase != HINGE_PHASE_HOLD;
    return hinge_view_clip(view, i - reach(view, i, -1, moves && inside > 0),
                           i + reach(view, i, 1, moves && inside < 0));
}

struct hinge_ends hinge_view_ends(const struct hinge_rep_view *view)
{
    struct hinge_ends ends;
    for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
        enum hinge_phase phase = (enum hinge_phase)p;
        struct hinge_frames f = hinge_view_phase(view, phase);
        ends.start[p] = ends.end[p] = f;
        if (f.reason == HINGE_REASON_OK) {
            ends.start[p] = around_end(view, phase, f.from, 1);
            ends.end[p] = around_end(view, phase, f.to, -1);
        }
    }
    return ends;
}

/* Mean of a signal around boundary i of a phase. */
static double boundary_mean(const struct hinge_rep_view *view, const double *x,
                            enum hinge_phase phase, long i, long inside)
{
    /* the value at frame i, or at one of the two frames after it */
    long at = i;
    for (int k = 0; k < 2 && isnan(x[at]); k++)
        at += inside;
    double single = x[at];
    struct hinge_frames f = view->ends == NULL ? around_end(view, phase, i, inside)
                            : inside > 0       ? view->ends->start[phase]
                                               : view->ends->end[phase];
    if (isnan(single) || f.from == f.to)
        return single;
    return hinge_mean(x + f.from, (size_t)(f.to - f.from + 1));
}

struct hinge_value hinge_view_phase_end(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase, bool start)
{
    const double *x = view->body->signal[signal];
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(start ? boundary_mean(view, x, phase, f.from, 1)
                                : boundary_mean(view, x, phase, f.to, -1));
}

static struct hinge_value excursion(const struct hinge_rep_view *view, enum hinge_signal signal,
                                    enum hinge_phase phase)
{
    const double *x = view->body->signal[signal];
    if (phase == HINGE_PHASE_REP)
        return hinge_view_bottom(view, signal, true);
    struct hinge_frames f = hinge_view_signal(view, signal, phase);
    if (f.reason == HINGE_REASON_OK && f.to - f.from < 4)
        f.reason = HINGE_REASON_PHASE_TOO_SHORT;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(boundary_mean(view, x, phase, f.to, -1) -
                          boundary_mean(view, x, phase, f.from, 1));
}

struct excursions {
    bool known[HINGE_SIGNAL_COUNT][HINGE_PHASE_COUNT];
    struct hinge_value value[HINGE_SIGNAL_COUNT][HINGE_PHASE_COUNT];
};

struct hinge_value hinge_view_excursion(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase)
{
    static const char owner;
    bool made;
    if (view->reps->kept == NULL)
        return excursion(view, signal, phase);
    struct excursions *all = hinge_view_kept(view, &owner, sizeof *all, &made);
    if (!all->known[signal][phase])
        all->value[signal][phase] = excursion(view, signal, phase);
    all->known[signal][phase] = true;
    return all->value[signal][phase];
}

struct hinge_value hinge_view_standing(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_standing *standing = &view->reps->standing;
    /* a standing recording may lack a signal that this one has */
    return !standing->found || (standing->source == HINGE_STANDING_calibration &&
                                isnan(standing->value[signal]))
               ? hinge_value_refuse(HINGE_REASON_NO_STANDING_REF)
               : hinge_value_of(standing->value[signal]);
}

enum hinge_signal hinge_view_depth(const struct hinge_body *body)
{
    return body->tier != 'C' && body->signal[HINGE_SIGNAL_total_flex] != NULL
               ? HINGE_SIGNAL_total_flex
               : HINGE_SIGNAL_driver;
}

struct hinge_value hinge_view_bottom(const struct hinge_rep_view *view, enum hinge_signal signal,
                                     bool change)
{
    const double *x = view->body->signal[signal];
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    struct hinge_value zero = {0, HINGE_REASON_OK};
    if (change)
        zero = hinge_view_standing(view, signal);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    struct hinge_frames f = hinge_view_bottom_frames(view);
    if (f.reason == HINGE_REASON_OK && view->rep->gap)
        f.reason = HINGE_REASON_GAP_IN_PHASE;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    double median = hinge_view_median(view, x, f);
    return isnan(median) ? hinge_value_refuse(missing_reason(view, signal, f))
                         : hinge_value_of(median - zero.value);
}

struct hinge_value hinge_view_setup(const struct hinge_rep_view *view, enum hinge_signal signal,
                                    bool change)
{
    const double *x = view->body->signal[signal];
    struct hinge_value zero = {0, HINGE_REASON_OK};
    const struct hinge_frames f = setup_frames(view);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (change)
        zero = hinge_view_standing(view, signal);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(hinge_view_median(view, x, f) - zero.value);
}

bool hinge_view_fast_enough(const struct hinge_rep_view *view)
{
    return hinge_rate_reaches(view->body->rate_hz, view->parameters->fs_min_vel);
}

size_t hinge_view_width(const struct hinge_rep_view *view, double seconds)
{
    long half = lround((seconds * view->body->rate_hz - 1) / 2);
    return half > 0 ? 2 * (size_t)half + 1 : 1;
}

/* Keypoints get the whole window however short the descent: a cap lets noise pass. */
size_t hinge_view_smoothing(const struct hinge_rep_view *view)
{
    const struct hinge_parameters *p = view->parameters;
    if (view->body->tier != 'A')
        return hinge_view_width(view, p->peak_w_BC);
    const struct hinge_phase_bounds *b = &view->rep->bounds;
    long phase = b->desc_end - b->desc_start;
    if (b->desc_start == HINGE_NO_INDEX || b->desc_end == HINGE_NO_INDEX)
        phase = b->asc_end - b->asc_start;
    double most = p->peak_w_frac * (double)phase / view->body->rate_hz;
    return hinge_view_width(view, p->peak_w_A < most ? p->peak_w_A : most);
}

double *hinge_view_averaged(const struct hinge_rep_view *view, const double *x,
                            struct hinge_frames frames)
{
    size_t from = (size_t)frames.from, to = (size_t)frames.to;
    double *out = hinge_arena_raw(view->reps->scratch, to - from + 1, sizeof *out);
    hinge_moving_average(x, from, to, hinge_view_smoothing(view), out);
    return out;
}

struct hinge_extremes hinge_view_extremes(const struct hinge_rep_view *view, const double *x,
                                          struct hinge_frames frames)
{
    const double *smooth = hinge_view_averaged(view, x, frames);
    struct hinge_extremes e = {(double)NAN, (double)NAN};
    for (long i = 0; i <= frames.to - frames.from; i++) {
        e.least = fmin(e.least, smooth[i]); /* they pass NaN over */
        e.most = fmax(e.most, smooth[i]);
    }
    return e;
}

double hinge_view_median(const struct hinge_rep_view *view, const double *x,
                         struct hinge_frames frames)
{
    return hinge_median(x + frames.from, (size_t)(frames.to - frames.from + 1),
                        view->reps->scratch);
}
