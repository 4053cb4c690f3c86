/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions on one channel of equally spaced samples: n samples at rate_hz, NaN is missing. Scratch
 * that a function takes is free again afterwards. */
#pragma once

#include "base/base.h"

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

/* The clock that a column of times gives. */
struct hinge_clock {
    double rate_hz;     /* rate to use */
    double measured_hz; /* 1 / mean of the regular steps */
    double start_s;
    size_t n; /* frames, with missing ones in holes */
    size_t holes, inserted, duplicates;
    double jitter_s; /* largest distance from the regular grid between holes */
    bool resample;   /* channels must be resampled onto the grid */
    bool radio;    /* the times are those at which a radio delivered: resampled, jitter_s is of the
                      grid of its slots */
    double bridge; /* steps that resampling bridges */
};

/* Reads times t[n] in seconds, which increase except for duplicates (the first is kept).
 * declared_hz is NaN if no rate is declared. position[n] gets the output frame of each input frame,
 * SIZE_MAX for a dropped duplicate. INPUT TIME_NOT_MONOTONIC if time goes backwards (*backwards
 * gets the first such frame), NO_ROWS for fewer than 2 frames. */
enum hinge_status hinge_clock_read(const double *t, size_t n, double declared_hz, double hole,
                                   double rate_tolerance, double jitter, double jitter_s,
                                   struct hinge_arena *scratch, struct hinge_clock *clock,
                                   size_t *position, size_t *backwards, struct hinge_error *error);

/* Whether a measured rate is `least` or more. Rates 0.2 % below count as reached: a
 * clock written in milliseconds, or 29.97 for 30, must not change how a trial is
 * treated. */
bool hinge_rate_reaches(double rate_hz, double least_hz);

/* Places samples x[n] at t[n], times factor, on the frames of the clock: out[clock->n], NaN in
 * holes. With clock->resample, linear between valid neighbours at most clock->bridge steps apart.
 */
void hinge_clock_place(const struct hinge_clock *clock, const double *t, const size_t *position,
                       const double *x, size_t n, double factor, double *out);

/* --- outliers and gaps (clean.c) --- */

/* Sets flag[i] if x[i] differs by more than max(nsig * 1.4826 MAD, floor) from the median of the
 * window i-half..i+half (cut at the ends, without NaN, at least 4 values), all of the raw series.
 * Returns how many; nsig 0: none. */
size_t hinge_hampel(const double *x, size_t n, size_t half, double nsig, double floor, bool *flag,
                    struct hinge_arena *scratch);

struct hinge_gap_rule {
    double linear_s, max_s;
    size_t side_min, side_max;
};
/* Fills gaps between valid samples (method 3.4): up to linear_s linearly; up to max_s by a natural
 * cubic spline through side_min..side_max valid samples on each side, limited to the range of these
 * samples +-25 %. Longer gaps, and those at the ends, stay NaN. */
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
/* The same of several series x[0..series-1] of n samples at once, with exactly the same numbers. */
void hinge_lowpass_several(double *const *x, size_t series, size_t n, double rate_hz,
                           double cutoff_hz, struct hinge_arena *scratch);

/* Zero-lag band-pass in place, fourth order at each end: removes the mean and what is below
 * low_hz, then what is above high_hz (nothing if that is half the rate or more). Runs as in
 * hinge_lowpass. */
void hinge_bandpass(double *x, size_t n, double rate_hz, double low_hz, double high_hz,
                    struct hinge_arena *scratch);

/* v = dx/dt by central differences, three-point at the ends; NaN beside a NaN. v may not be x. */
void hinge_derivative(const double *x, size_t n, double rate_hz, double *v);

/* The same only at samples from..to of x; v[0] is at `from`. It uses samples outside from..to, so
 * that the ends have no more noise than the rest. */
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

/* Adds +-360 after steps over 180 degrees; NaNs are skipped. */
void hinge_unwrap_deg(double *x, size_t n);

/* Value at a fractional index by linear interpolation; NaN outside or beside a NaN (an
 * exact index needs only its own sample). */
double hinge_value_at(const double *x, size_t n, double index);

/* Fractional index at which x first passes `level` in [from,to] (from <= to), from below if
 * `rising`, by linear interpolation. NaN if it does not. */
double hinge_first_passage(const double *x, size_t from, size_t to, double level, bool rising);

/* Linear resampling of x[from..to] to points values; NaN beside missing samples. */
void hinge_resample(const double *x, size_t from, size_t to, size_t points, double *out);

/* Centred moving average over an odd number of samples; at the ends of [from,to] the window is cut.
 * NaNs are skipped. out[0..to-from]. */
void hinge_moving_average(const double *x, size_t from, size_t to, size_t width, double *out);

/* --- smoothness (statistics.c), method 5.7 --- */

/* Tables of Fourier transforms that one thread uses again; in the arena. */
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
