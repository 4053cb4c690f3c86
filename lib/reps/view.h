/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What metrics and faults are made of: values with the reason why there is none, memory that the
 * repetitions of a recording share, and the windows of one repetition with simple values in
 * them. */
#ifndef HINGE_REPS_VIEW_H
#define HINGE_REPS_VIEW_H

#include "reps/reps.h"

#include <hinge/status.h>
#include <math.h>

/* A number or the reason why there is none. */
struct hinge_value {
    double value; /* NaN when reason is not OK */
    enum hinge_reason reason;
};

static inline struct hinge_value hinge_value_refuse(enum hinge_reason reason)
{
    return (struct hinge_value){nan(""), reason};
}

/* The value, or NaN GAP_IN_PHASE when it is NaN. */
static inline struct hinge_value hinge_value_of(double value)
{
    return (struct hinge_value){value, isnan(value) ? HINGE_REASON_GAP_IN_PHASE : HINGE_REASON_OK};
}

/* --- Memory: what is the same for all repetitions of a trial, or for many values of one
 * repetition, is computed once. One thread per trial. --- */
struct hinge_kept *hinge_kept_new(struct hinge_arena *arena);
/* Everything is to be made anew: signals have changed. */
void hinge_kept_forget(struct hinge_kept *kept);

/* The memory of an owner, any address that is its own, of `size` bytes; it goes with reps. The
 * first call of a trial makes it, zeroed (*made true). Where nothing is kept (reps->kept NULL)
 * every call makes it, of scratch. */
void *hinge_reps_kept(const struct hinge_reps *reps, const void *owner, size_t size, bool *made);
/* The same, but the first call of each repetition makes it. */
void *hinge_view_kept(const struct hinge_rep_view *view, const void *owner, size_t size,
                      bool *made);

/* --- Windows of one repetition and simple values in them. --- */
/* Phases of the tables, in their order. */
enum hinge_phase {
    HINGE_PHASE_DESCENT,
    HINGE_PHASE_HOLD,
    HINGE_PHASE_ASCENT,
    HINGE_PHASE_REP,
    HINGE_PHASE_COUNT
};
const char *hinge_phase_name(enum hinge_phase phase);

/* Parts of a repetition that a window is made of. */
enum {
    HINGE_WINDOW_SETUP = 1, /* seg.setup_s before the first phase */
    HINGE_WINDOW_DESCENT = 2,
    HINGE_WINDOW_HOLD = 4, /* from the end of the descent to the start of the ascent */
    HINGE_WINDOW_ASCENT = 8,
    HINGE_WINDOW_LOCKOUT = 16, /* seg.lock_s after the ascent */
    HINGE_WINDOW_BOTTOM = 32,  /* the hold phase, else 0.05 s either side of the bottom */
    HINGE_WINDOW_REP = HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD | HINGE_WINDOW_ASCENT
};

/* One or more parts; p0..p1 limits descent and ascent to that progress of the driver.
 */
struct hinge_window {
    unsigned parts;
    double p0, p1;
};

/* Frames from..to inclusive, or a reason. */
struct hinge_frames {
    long from, to;
    enum hinge_reason reason;
};
enum { HINGE_FRAMES_MAX = 4 };

/* Frames of one phase: descent, hold (only a true hold phase), ascent, rep (the whole).
 */
struct hinge_frames hinge_view_phase(const struct hinge_rep_view *view, enum hinge_phase phase);
/* The same and up to `half` frames on each side, for means about its ends: within the
 * trial, and to the middle of what is beside it. */
struct hinge_frames hinge_view_around(const struct hinge_rep_view *view, enum hinge_phase phase,
                                      long half);

/* The bottom, and from..to within the trial. */
struct hinge_frames hinge_view_bottom_frames(const struct hinge_rep_view *view);
struct hinge_frames hinge_view_clip(const struct hinge_rep_view *view, long from, long to);

/* The window's pieces in time order; returns their number, 0 with *reason when a part
 * that is needed is missing (a missing HOLD is not). */
int hinge_view_window(const struct hinge_rep_view *view, const struct hinge_window *window,
                      struct hinge_frames pieces[HINGE_FRAMES_MAX], enum hinge_reason *reason);

/* Fractional frame at which the driver first reaches progress p of the descent or
 * ascent; NaN when it does not. */
double hinge_view_progress(const struct hinge_rep_view *view, enum hinge_phase phase, double p);

/* OK, or GAP_IN_PHASE when more than miss.phase of the signal's frames are missing. */
enum hinge_reason hinge_view_gaps(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  struct hinge_frames frames);
/* The same for another share than miss.phase. */
enum hinge_reason hinge_view_gaps_over(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       struct hinge_frames frames, double share);

/* A signal at the start or end of a phase (method 6.1): its mean over
 * excursion.w_s/2 into the phase and outside it, excursion.w_s where a rest is outside,
 * within the trial and up to the middles of the phase and its neighbour, because a
 * single frame was chosen by the driver's own noise. A missing end
 * may be replaced by one up to two frames inside. */
struct hinge_value hinge_view_phase_end(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase, bool start);

/* Frames of those means, of each phase that is there: the same for every signal. */
struct hinge_ends {
    struct hinge_frames start[HINGE_PHASE_COUNT], end[HINGE_PHASE_COUNT];
};
struct hinge_ends hinge_view_ends(const struct hinge_rep_view *view);

/* End minus start of a signal over a phase, both as hinge_view_phase_end. For `rep`:
 * bottom minus standing. Kept. */
struct hinge_value hinge_view_excursion(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase);

/* The signal that says how deep a body is (method 8.2): L + H, the driver in tier C and
 * where a thigh is missing. */
enum hinge_signal hinge_view_depth(const struct hinge_body *body);

/* Median of a signal over BOTTOM; minus standing when `change`. */
struct hinge_value hinge_view_bottom(const struct hinge_rep_view *view, enum hinge_signal signal,
                                     bool change);

/* The same over the setup window. */
struct hinge_value hinge_view_setup(const struct hinge_rep_view *view, enum hinge_signal signal,
                                    bool change);

/* A signal's standing value, or NO_STANDING_REF. */
struct hinge_value hinge_view_standing(const struct hinge_rep_view *view, enum hinge_signal signal);

/* Whether speeds, lags and smoothness can be told at the trial's rate (fs.min_vel). */
bool hinge_view_fast_enough(const struct hinge_rep_view *view);

/* Moving-average width in samples under a maximum (method 7.0): odd, 1 for none. */
size_t hinge_view_smoothing(const struct hinge_rep_view *view);

/* A series over the frames under that average, in scratch: the caller resets it. */
double *hinge_view_averaged(const struct hinge_rep_view *view, const double *x,
                            struct hinge_frames frames);
/* The smallest and the largest value of that average; NaN without a value. */
struct hinge_extremes {
    double least, most;
};
struct hinge_extremes hinge_view_extremes(const struct hinge_rep_view *view, const double *x,
                                          struct hinge_frames frames);
/* Median of a series over the frames; NaN without a value. */
double hinge_view_median(const struct hinge_rep_view *view, const double *x,
                         struct hinge_frames frames);

/* The odd number of samples nearest to a duration, at least 1. */
size_t hinge_view_width(const struct hinge_rep_view *view, double seconds);

/* Leg length in metres: measured, as the list says, or from height (Drillis and Contini
 * in Winter 2009); not above 0 when it is not known. */
double hinge_view_leg_m(const struct hinge_rep_view *view);

#endif
