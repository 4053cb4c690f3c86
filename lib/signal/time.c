/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values between samples, passages of levels, and the clock of a recording. */
#include "signal/signal.h"

/* --- Values between samples, passages of levels, resampling and moving averages. In: a series;
 * out: a number or the caller's array. --- */

void hinge_unwrap_deg(double *x, size_t n)
{
    double turns_deg = 0, last = nan("");
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        double step = x[i] - last; /* NaN at the first sample: compares false */
        if (fabs(step) > 180)
            turns_deg -= 360 * round(step / 360);
        last = x[i];
        x[i] += turns_deg;
    }
}

double hinge_value_at(const double *x, size_t n, double index)
{
    if (n == 0 || !(index >= 0 && index <= (double)(n - 1)))
        return nan("");
    size_t i = (size_t)index;
    double share = index - (double)i;
    return share > 0 ? x[i] + share * (x[i + 1] - x[i]) : x[i];
}

/* A series that begins beyond the level passes it at its first valid sample; between
 * the samples beside missing ones the line runs from one to the other. */
double hinge_first_passage(const double *x, size_t from, size_t to, double level, bool rising)
{
    size_t i = from; /* NaN reaches nothing */
    while (i <= to && !(rising ? x[i] >= level : x[i] <= level))
        i++;
    if (i > to)
        return nan("");
    for (size_t before = i; before > from;)
        if (!isnan(x[--before])) /* the last valid sample short of the level */
            return (double)before + (level - x[before]) / (x[i] - x[before]) * (double)(i - before);
    return (double)i;
}

void hinge_resample(const double *x, size_t from, size_t to, size_t points, double *out)
{
    double length = (double)to - (double)from;
    for (size_t i = 0; i < points; i++) {
        double share = points > 1 ? length * (double)i / (double)(points - 1) : 0;
        out[i] = hinge_value_at(x, to + 1, (double)from + share);
    }
}

enum { LANES = 16 }; /* windows averaged side by side */

/* Means of the windows of n samples that begin at x[0], x[1], … x[LANES-1], as
 * hinge_mean has them; false where a sample is missing. */
HINGE_WIDE static bool means_of_windows(const double *x, size_t n, double *mean)
{
    double sum[LANES] = {0}, all = 0, count = (double)n;
    for (size_t j = 0; j < n; j++) {
#pragma omp simd
        for (size_t k = 0; k < LANES; k++)
            sum[k] += x[j + k] - x[k];
    }
#pragma omp simd
    for (size_t k = 0; k < LANES; k++)
        mean[k] = sum[k] = x[k] + sum[k] / count;
    for (size_t k = 0; k < LANES; k++)
        all += sum[k];
    return !isnan(all);
}

/* Means of the windows that begin at x[0] and end at x[half] up to x[2 half], or at
 * x[last]: sums of the ones before. How many there are. */
static size_t means_at_start(const double *x, size_t last, size_t half, double *out)
{
    double sum = 0;
    size_t i = 0;
    for (size_t j = 0; i <= half && i <= last; i++) {
        for (; j <= i + half && j <= last; j++)
            sum += x[j] - x[0];
        out[i] = isnan(sum) ? hinge_mean(x, j) : x[0] + sum / (double)j;
    }
    return i;
}

void hinge_moving_average(const double *x, size_t from, size_t to, size_t width, double *out)
{
    /* summed afresh: a running sum would drift and never get over a NaN */
    size_t half = width / 2, n = to >= from ? to - from + 1 : 0, whole = 2 * half + 1;
    x += from;
    if (n == 0)
        return;
    if (half == 0)
        memmove(out, x, n * sizeof *x);
    for (size_t i = half > 0 ? means_at_start(x, n - 1, half, out) : n; i < n;) {
        size_t low = i - half, end = i + LANES;
        double tail[LANES]; /* the last whole windows, with some that were averaged before */
        if (i + LANES + half <= n && means_of_windows(x + low, whole, out + i))
            i = end;
        else if (i + LANES + half > n && i + half < n && n >= LANES + 2 * half &&
                 means_of_windows(x + n - LANES - 2 * half, whole, tail))
            for (low = n - half; i + half < n; i++)
                out[i] = tail[LANES + i - low];
        low = i - half;
        for (end = end < n ? end : n; i < end; i++, low++)
            out[i] = hinge_mean(x + low, n - low < whole ? n - low : whole);
    }
}

/* --- The clock of a recording, method 3.1. In: a column of times, channels; out: the rate, where
 * each frame goes, and channels on the regular frames, in the caller's arrays. --- */

/* Steps outside this share of the median step don't count for the rate. */
static const double SHORTEST_REGULAR = 0.5, LONGEST_REGULAR = 1.5;
/* Nominal rates are meant this loosely. */
static const double RATE_ROUNDING = 0.002;
/* Resampling never bridges more steps than this; of a radio's clock this many of the first grid's.
 */
static const double LONGEST_BRIDGE = 1.5, LONGEST_RADIO = 4;
/* A radio delivers in slots, now and then two frames at once: more than this share of its steps are
 * holes, and frames stray from the grid by more than this share of a step. */
static const double RADIO_HOLES = 0.10, RADIO_STRAYS = 0.5;
/* A sample this near to a frame (in frames) lies on it: the rest is rounding. */
static const double ON_FRAME = 1e-6;
/* More frames than this, relative to those delivered, mean a damaged time, not a hole.
 */
static const double MOST_GROWTH = 16, MOST_GROWTH_FRAMES = 65536;

/* Gives each frame kept its place, counts holes, and measures the distance from the
 * regular grid that starts anew after each hole. */
static enum hinge_status lay_out(const double *t, size_t n, double dt, double hole,
                                 struct hinge_clock *clock, size_t *position,
                                 struct hinge_error *error)
{
    size_t last = 0, segment = 0;
    for (size_t i = 1; i < n; i++) {
        if (position[i] == SIZE_MAX)
            continue;
        double steps = (t[i] - t[last]) / dt;
        position[i] = position[last] + 1;
        if (steps > hole) {
            double missing = round(steps) - 1;
            if (missing > MOST_GROWTH * (double)n + MOST_GROWTH_FRAMES)
                return hinge_error_set(
                    error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                    "frame %zu: time jumps from %.6f to %.6f s (%.0f frames); a time is "
                    "wrong, or the file holds two recordings: correct or split it",
                    i + 1, t[last], t[i], missing);
            clock->holes++;
            clock->inserted += (size_t)missing;
            position[i] += (size_t)missing;
            segment = i;
        }
        double expected = t[segment] + (double)(position[i] - position[segment]) * dt;
        clock->jitter_s = fmax(clock->jitter_s, fabs(t[i] - expected));
        last = i;
    }
    clock->n = position[last] + 1;
    return HINGE_OK;
}

/* Whether the laid out times are those at which a radio delivered. Then *dt becomes the mean of the
 * steps that are no gap, and what is longer is a hole. An even clock that lost frames keeps them on
 * its grid, so it does not stray. */
static bool is_radio(const double *step, size_t count, double hole, struct hinge_clock *clock,
                     double *dt)
{
    double longest = LONGEST_RADIO * *dt, sum = 0;
    size_t holes = 0, near = 0;
    for (size_t i = 0; i < count; i++) {
        holes += step[i] > hole * *dt;
        near += step[i] <= longest;
        sum += step[i] <= longest ? step[i] : 0;
    }
    if (!((double)holes > RADIO_HOLES * (double)count && clock->jitter_s > RADIO_STRAYS * *dt))
        return false;
    *dt = sum / (double)near;
    clock->bridge = longest / *dt;
    clock->holes = clock->inserted = 0;
    for (size_t i = 0; i < count; i++)
        if (step[i] > longest) {
            clock->holes++;
            clock->inserted += (size_t)(round(step[i] / *dt) - 1);
        }
    return true;
}

enum hinge_status hinge_clock_read(const double *t, size_t n, double declared_hz, double hole,
                                   double rate_tolerance, double jitter, double jitter_s,
                                   struct hinge_arena *scratch, struct hinge_clock *clock,
                                   size_t *position, size_t *backwards, struct hinge_error *error)
{
    *clock = (struct hinge_clock){.rate_hz = nan(""), .measured_hz = nan(""), .start_s = nan("")};
    *backwards = SIZE_MAX;
    /* checks the order of t, marks duplicates as SIZE_MAX in position (others 0) and counts the
     * frames kept */
    size_t last = 0;
    for (size_t i = 0; i < n; i++) {
        position[i] = 0;
        if (!isfinite(t[i])) {
            *backwards = i;
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                                   "frame %zu has no time; every frame needs one: fill it "
                                   "or remove the row",
                                   i + 1);
        }
        if (i == 0 || t[i] > t[last]) {
            last = i;
            continue;
        }
        if (t[i] < t[last]) {
            *backwards = i;
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                "frame %zu: time goes back from %.6f to %.6f s; times must increase: "
                "sort the rows, or split the file if it holds two recordings",
                i + 1, t[last], t[i]);
        }
        position[i] = SIZE_MAX;
        clock->duplicates++;
    }
    if (n - clock->duplicates < 2)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "found %zu frame%s with different times, expected at "
                               "least 2: the recording is empty or cut off",
                               n - clock->duplicates, HINGE_S(n - clock->duplicates));
    struct hinge_arena_mark before = hinge_arena_mark(scratch);
    double *step = hinge_arena_raw(scratch, n, sizeof *step);
    /* steps between the frames kept, and the mean of the regular ones: the
     * median would be wrong for times rounded to 1 ms */
    size_t count = 0;
    last = 0;
    for (size_t i = 1; i < n; i++) {
        if (position[i] == SIZE_MAX)
            continue;
        step[count++] = t[i] - t[last];
        last = i;
    }
    double median = hinge_median(step, count, scratch), sum = 0;
    size_t regular = 0;
    for (size_t i = 0; i < count; i++) {
        if (step[i] < SHORTEST_REGULAR * median || step[i] > LONGEST_REGULAR * median)
            continue;
        sum += step[i];
        regular++;
    }
    /* an even number of very unequal steps may leave none near the median between them */
    double dt = regular > 0 ? sum / (double)regular : median;
    clock->start_s = t[0];
    clock->bridge = LONGEST_BRIDGE;
    enum hinge_status status = lay_out(t, n, dt, hole, clock, position, error);
    clock->radio = status == HINGE_OK && is_radio(step, count, hole, clock, &dt);
    hinge_arena_reset(scratch, before);
    if (status != HINGE_OK)
        return status;
    clock->measured_hz = 1 / dt;
    clock->rate_hz = clock->measured_hz;
    if (fabs(declared_hz - clock->measured_hz) <= rate_tolerance * clock->measured_hz)
        clock->rate_hz = declared_hz;
    clock->resample = clock->radio || clock->jitter_s > fmax(jitter * dt, jitter_s);
    if (clock->resample) {
        /* positions and length on the grid start_s + k / rate_hz */
        double end = 0;
        for (size_t i = 0; i < n; i++) {
            if (position[i] == SIZE_MAX)
                continue;
            end = (t[i] - clock->start_s) * clock->rate_hz;
            position[i] = (size_t)round(end);
        }
        clock->n = (size_t)floor(end + ON_FRAME) + 1;
        for (size_t i = 0; i < n; i++)
            if (position[i] != SIZE_MAX && position[i] >= clock->n)
                position[i] = clock->n - 1;
    }
    return HINGE_OK;
}

bool hinge_rate_reaches(double rate_hz, double least_hz)
{
    return rate_hz >= (1 - RATE_ROUNDING) * least_hz;
}

void hinge_clock_place(const struct hinge_clock *clock, const double *t, const size_t *position,
                       const double *x, size_t n, double factor, double *out)
{
    bool as_it_is = !clock->resample && clock->duplicates + clock->inserted == 0;
    for (size_t k = 0; !as_it_is && k < clock->n; k++)
        out[k] = nan("");
    if (clock->resample) {
        /* linear interpolation of the valid samples onto the clock's grid */
        double before_at = nan(""), before = nan(""); /* last valid sample, in frames */
        for (size_t i = 0; i < n; i++) {
            if (position[i] == SIZE_MAX || isnan(x[i]))
                continue;
            double at = (t[i] - clock->start_s) * clock->rate_hz;
            if (at - before_at <= clock->bridge + ON_FRAME) { /* false for the first */
                for (size_t k = (size_t)ceil(before_at); (double)k <= at && k < clock->n; k++)
                    out[k] = before + ((double)k - before_at) / (at - before_at) * (x[i] - before);
            }
            double nearest = round(at);
            if (fabs(at - nearest) <= ON_FRAME && nearest < (double)clock->n)
                out[(size_t)nearest] = x[i];
            before_at = at;
            before = x[i];
        }
    }
    for (size_t i = 0; !as_it_is && !clock->resample && i < n; i++)
        if (position[i] != SIZE_MAX)
            out[position[i]] = x[i];
    const double *from = as_it_is ? x : out;
    for (size_t k = 0; k < clock->n; k++)
        out[k] = from[k] * factor;
}
