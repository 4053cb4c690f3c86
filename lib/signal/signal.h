/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pure functions on one channel of equally spaced samples. NaN is missing everywhere; n
 * is the number of samples; rate_hz the sampling rate. What a function takes from
 * `scratch` it has given back when it returns. */
#ifndef HINGE_SIGNAL_H
#define HINGE_SIGNAL_H

#include "base/memory.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

/* --- statistics of a sample (statistics.c) --- */

/* Quantile p in [0,1] by linear interpolation, h = (n-1)p (type 7); NaNs are left out;
 * NaN when nothing is left. */
double hinge_quantile(const double *x, size_t n, double p, struct hinge_arena *scratch);
double hinge_median(const double *x, size_t n, struct hinge_arena *scratch);
double hinge_mean(const double *x, size_t n);          /* NaNs left out */
size_t hinge_count_missing(const double *x, size_t n); /* NaNs */
/* The first missing sample from `from` (at most n) on; n without any. */
size_t hinge_next_missing(const double *x, size_t from, size_t n);
/* Distance of two points, a[axis][sample] and b likewise, in every sample. */
void hinge_distance(double *const *a, double *const *b, int axes, size_t n, double *out);
double hinge_variance(const double *x, size_t n); /* n - 1, two passes; NaN below 2 values */

/* --- clock (time.c), method 3.1 --- */

/* What a column of times says. */
struct hinge_clock {
    double rate_hz;     /* rate to use */
    double measured_hz; /* 1 / mean of the regular steps */
    double start_s;
    size_t n; /* frames after holes are filled with missing frames */
    size_t holes, inserted, duplicates;
    double jitter_s; /* largest distance from the regular grid between holes */
    bool resample;   /* channels must be resampled onto the grid */
};

/* Times t[n] in seconds, strictly increasing apart from duplicates (first kept).
 * declared_hz is NaN when nothing is declared. position[i] (length n, caller's) gets
 * the output frame of input frame i, or SIZE_MAX for a dropped duplicate. *backwards
 * gets the first offending frame and the result INPUT TIME_NOT_MONOTONIC when time goes
 * backwards. Fewer than 2 frames: INPUT NO_ROWS. */
enum hinge_status hinge_clock_read(const double *t, size_t n, double declared_hz, double hole,
                                   double rate_tolerance, double jitter, double jitter_s,
                                   struct hinge_arena *scratch, struct hinge_clock *clock,
                                   size_t *position, size_t *backwards, struct hinge_error *error);

/* Whether a measured rate is `least` or more. Rates 0.2 % below count as reached: a
 * clock written in milliseconds, or 29.97 for 30, must not change how a trial is
 * treated. */
bool hinge_rate_reaches(double rate_hz, double least_hz);

/* Places input samples x[n] at t[n] on the clock's frames, times factor:
 * out[clock->n], NaN in holes; when clock->resample, linear between valid neighbours at
 * most 1.5 steps apart. */
void hinge_clock_place(const struct hinge_clock *clock, const double *t, const size_t *position,
                       const double *x, size_t n, double factor, double *out);

/* --- outliers and gaps (clean.c) --- */

/* flag[i] when x[i] is further than max(nsig * 1.4826 MAD, floor) from the median of
 * the window i-half..i+half (clipped at the ends, NaN left out, at least 4 values).
 * Decided on the raw series. How many are; nsig 0: none. */
size_t hinge_hampel(const double *x, size_t n, size_t half, double nsig, double floor, bool *flag,
                    struct hinge_arena *scratch);

struct hinge_gap_rule {
    double linear_s, max_s;
    size_t side_min, side_max;
};
/* Fills gaps between valid samples: up to linear_s linearly, up to max_s by a natural
 * cubic spline through side_min..side_max valid samples a side, clipped to the
 * neighbours' range +-25 % of it; longer ones and head and tail stay NaN. method 3.4. */
void hinge_gaps_fill(double *x, size_t n, double rate_hz, const struct hinge_gap_rule *rule,
                     struct hinge_arena *scratch);

/* --- filters and derivatives (filter.c) --- */

/* Second-order Butterworth for a double pass whose final response is -3 dB at cutoff_hz
 * (Winter 2009); b[3], a[3] with a[0] = 1. */
void hinge_butterworth(double rate_hz, double cutoff_hz, double b[3], double a[3]);

/* Zero-lag low-pass in place, each NaN-free run on its own with odd reflection; runs
 * under 12 samples become NaN. method 3.5. */
void hinge_lowpass(double *x, size_t n, double rate_hz, double cutoff_hz,
                   struct hinge_arena *scratch);
/* The same of several series of n samples, x[0..series-1]: side by side, to the same
 * bits. */
void hinge_lowpass_several(double *const *x, size_t series, size_t n, double rate_hz,
                           double cutoff_hz, struct hinge_arena *scratch);

/* Zero-lag band-pass in place, fourth order at each end: the mean and what is below
 * low_hz go, then what is above high_hz (nothing, from half the rate on). Runs as
 * hinge_lowpass. */
void hinge_bandpass(double *x, size_t n, double rate_hz, double low_hz, double high_hz,
                    struct hinge_arena *scratch);

/* v = dx/dt: central differences, three-point ends; NaN where a neighbour is. May not
 * alias. */
void hinge_derivative(const double *x, size_t n, double rate_hz, double *v);

/* The same at samples from..to of x alone, v[0] being that of `from`: with the samples
 * beyond them, which a piece cut out lacks, and its ends then have far more noise. */
void hinge_derivative_within(const double *x, size_t n, size_t from, size_t to, double rate_hz,
                             double *v);

/* Residual analysis (Winter 2009), method 3.7: suggested cutoff, intercept and slope
 * of the noise line; NaN when there is none. */
struct hinge_residual {
    double cutoff_hz, intercept, slope;
};
struct hinge_residual hinge_residual_cutoff(const double *x, size_t n, double rate_hz,
                                            struct hinge_arena *scratch);

/* --- values between samples (time.c) --- */

/* Adds +-360 after steps over 180, ignoring NaN. */
void hinge_unwrap_deg(double *x, size_t n);

/* Value at a fractional index by linear interpolation; NaN outside or beside a NaN (an
 * exact index needs only its own sample). */
double hinge_value_at(const double *x, size_t n, double index);

/* Fractional index of the first passage of `level` in [from,to] (indices, from <= to),
 * linear interpolation; `rising` says from below. NaN when it is not reached. */
double hinge_first_passage(const double *x, size_t from, size_t to, double level, bool rising);

/* Linear resampling of x[from..to] to points values; NaN beside missing samples. */
void hinge_resample(const double *x, size_t from, size_t to, size_t points, double *out);

/* Centred moving average over an odd number of samples, the window shortened at both
 * ends of [from,to] symmetrically on neither side (only clipped); NaN left out.
 * out[0..to-from]. */
void hinge_moving_average(const double *x, size_t from, size_t to, size_t width, double *out);

/* --- smoothness (statistics.c), method 5.7 --- */

/* Tables of transforms for use again, of one thread; in the arena. */
struct hinge_fourier {
    struct hinge_arena *arena;
    struct hinge_fourier_tables *first; /* NULL at first */
};

/* Spectral arc length (Balasubramanian 2012) of a speed profile, nowhere below 0; NaN
 * when n < 8. `fourier` keeps tables for the next one. */
double hinge_sparc(const double *v, size_t n, double rate_hz, double cutoff_hz, double amplitude,
                   int padding, struct hinge_fourier *fourier);
/* Log dimensionless jerk of a speed profile; NaN when n < 8 or the peak is 0. */
double hinge_ldj(const double *v, size_t n, double rate_hz);

#endif
