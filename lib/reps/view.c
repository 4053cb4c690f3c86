/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows of one repetition. */
#include "reps/view.h"

#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

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
        long before = lround(view->parameters->seg_floor_bot_s * view->body->rate_hz);
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
        (double)(f.to - f.from) < view->parameters->seg_setup_min_s * rate_hz)
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
    struct hinge_frames part[6];
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
        else if (kept < HINGE_FRAMES_MAX)
            pieces[kept++] = part[k];
    }
    if (kept > 0)
        *reason = HINGE_REASON_OK;
    return kept;
}

double hinge_view_progress(const struct hinge_rep_view *view, enum hinge_phase phase, double p)
{
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return (double)NAN;
    double start = driver[f.from], end = driver[f.to];
    double level = p < 1 ? start + p * (end - start) : end; /* not an ulp beyond it */
    return hinge_first_passage(driver, (size_t)f.from, (size_t)f.to, level, end > start);
}

static const double LEG_OF_HEIGHT = 0.491;

double hinge_view_leg_m(const struct hinge_rep_view *view)
{
    const struct hinge_trial_info *info = view->info;
    if (view->body->has_metric || info == NULL)
        return view->body->has_metric ? view->reps->leg_length : (double)NAN;
    return info->leg_length_m > 0 ? info->leg_length_m : LEG_OF_HEIGHT * info->height_m;
}
