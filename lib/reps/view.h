/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of metrics and faults: values with a reason if missing, values that repetitions share,
 * windows of one repetition and simple statistics in them. */
#pragma once

#include "reps/reps.h"

/* A number, or the reason why it is missing. */
struct hinge_value {
    double value; /* NaN when reason is not OK */
    enum hinge_reason reason;
};

static inline struct hinge_value hinge_value_refuse(enum hinge_reason reason)
{
    return (struct hinge_value){nan(""), reason};
}

/* The value; GAP_IN_PHASE if it is NaN. */
static inline struct hinge_value hinge_value_of(double value)
{
    return (struct hinge_value){value, isnan(value) ? HINGE_REASON_GAP_IN_PHASE : HINGE_REASON_OK};
}

/* --- Values that all repetitions of a trial, or many metrics of one repetition, share: they are
 * computed once. One thread per trial. --- */
struct hinge_kept *hinge_kept_new(struct hinge_arena *arena);
/* Forgets all values, because signals have changed. */
void hinge_kept_forget(struct hinge_kept *kept);

/* Memory of `size` bytes that belongs to `owner` (any address) as long as reps. The first call
 * for a trial makes it, zeroed, and sets *made. If reps->kept is NULL, every call makes it, in
 * scratch. */
void *hinge_reps_kept(const struct hinge_reps *reps, const void *owner, size_t size, bool *made);
/* The same, but the first call for each repetition makes it. */
void *hinge_view_kept(const struct hinge_rep_view *view, const void *owner, size_t size,
                      bool *made);

/* --- Windows of one repetition, and simple statistics in them. --- */
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
    HINGE_WINDOW_BOTTOM = 32,  /* the hold phase, else 0.05 s on each side of the bottom */
    HINGE_WINDOW_REP = HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD | HINGE_WINDOW_ASCENT
};

/* One or more parts; descent and ascent only from progress p0 to p1 of the driver. */
struct hinge_window {
    unsigned parts;
    double p0, p1;
};

/* Frames from..to inclusive, or a reason. */
struct hinge_frames {
    long from, to;
    enum hinge_reason reason;
};
enum { HINGE_FRAMES_MAX = 6 }; /* pieces of a window: setup, the phases, lockout, bottom */

/* Frames of a phase; hold only if there is a hold phase. */
struct hinge_frames hinge_view_phase(const struct hinge_rep_view *view, enum hinge_phase phase);
/* The same with up to `half` frames more on each side, for means about its ends: within the trial,
 * and to the middle of the neighbouring phases. */
struct hinge_frames hinge_view_around(const struct hinge_rep_view *view, enum hinge_phase phase,
                                      long half);

/* Frames of the bottom; from..to cut to the trial. */
struct hinge_frames hinge_view_bottom_frames(const struct hinge_rep_view *view);
struct hinge_frames hinge_view_clip(const struct hinge_rep_view *view, long from, long to);
/* The inner hold, in fractional frames: from 0.2 s after the driver passes 98 % of its excursion,
 * down to the median of the bottom, to 0.2 s before it leaves them; if that is shorter than 0.2 s,
 * the middle 0.2 s. What is active on the way down or up is not in it. */
enum hinge_reason hinge_view_inner_hold(const struct hinge_rep_view *view, double *from,
                                        double *to);

/* Fills the pieces of a window in time order and returns their number. 0, with *reason, if a part
 * is missing (a missing HOLD is allowed). */
int hinge_view_window(const struct hinge_rep_view *view, const struct hinge_window *window,
                      struct hinge_frames pieces[HINGE_FRAMES_MAX], enum hinge_reason *reason);

/* Fractional frame at which the driver first reaches progress p of the descent or
 * ascent; NaN when it does not. */
double hinge_view_progress(const struct hinge_rep_view *view, enum hinge_phase phase, double p);
/* The same of progress 0 to 1 in `points` equal steps (2 or more). */
void hinge_view_progress_places(const struct hinge_rep_view *view, enum hinge_phase phase,
                                size_t points, double *at);

/* OK, or GAP_IN_PHASE when more than miss.phase of the signal's frames are missing. */
enum hinge_reason hinge_view_gaps(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  struct hinge_frames frames);
/* Why a signal that turns with a sensor's heading is out in this repetition; OK: it is not. */
enum hinge_reason hinge_view_turned(const struct hinge_rep_view *view, enum hinge_signal signal);
/* Frames of a phase of a signal; the reason: why the signal, the phase or so much of it is missing.
 */
struct hinge_frames hinge_view_signal(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      enum hinge_phase phase);
/* The same as hinge_view_gaps with another share. */
enum hinge_reason hinge_view_gaps_over(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       struct hinge_frames frames, double share);

/* A signal at the start or end of a phase: its mean over excursion.w_s/2 to each side, and over
 * excursion.w_s if a rest is outside (method 6.1), because a single frame depends on noise of the
 * driver. Within the trial, and up to the middle of the phase and its neighbour. A missing end may
 * be replaced by a frame up to two frames inside. */
struct hinge_value hinge_view_phase_end(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase, bool start);

/* Frames of these means for each phase; the same for every signal. */
struct hinge_ends {
    struct hinge_frames start[HINGE_PHASE_COUNT], end[HINGE_PHASE_COUNT];
};
struct hinge_ends hinge_view_ends(const struct hinge_rep_view *view);

/* End minus start of a signal over a phase (hinge_view_phase_end); for `rep` bottom minus standing.
 * Computed once. */
struct hinge_value hinge_view_excursion(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase);

/* The signal of depth (method 8.2): L + H; the driver in tier C and if a thigh is missing. */
enum hinge_signal hinge_view_depth(const struct hinge_body *body);

/* Median of a signal over BOTTOM; with `change` minus standing. */
struct hinge_value hinge_view_bottom(const struct hinge_rep_view *view, enum hinge_signal signal,
                                     bool change);

/* The same over the setup window. */
struct hinge_value hinge_view_setup(const struct hinge_rep_view *view, enum hinge_signal signal,
                                    bool change);

/* A signal's standing value, or NO_STANDING_REF. */
struct hinge_value hinge_view_standing(const struct hinge_rep_view *view, enum hinge_signal signal);

/* Whether the rate of the trial is enough for speeds, lags and smoothness (fs.min_vel). */
bool hinge_view_fast_enough(const struct hinge_rep_view *view);

/* Width of the moving average of maxima, in samples (method 7.0): odd; 1: none. */
size_t hinge_view_smoothing(const struct hinge_rep_view *view);

/* A series over the frames after that average, in scratch, which the caller resets. */
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
/* Metres of a length of the recording; not above 0 when it is not known. */
double hinge_view_metre(const struct hinge_rep_view *view);
