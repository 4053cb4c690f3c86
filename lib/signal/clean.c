/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outliers and short gaps of a series, in place. */
#include "signal/signal.h"

#include <gsl/gsl_interp.h>

/* --- Hampel outlier flags, method 3.3. In: the raw series. Out: flags in the caller's array; the
 * series itself is not changed, so that one outlier can't hide or make another. --- */

enum { LEAST_VALUES = 4 };
enum { LANES = 8 };  /* windows sorted side by side */
enum { BLOCK = 16 }; /* samples whose windows are counted side by side */
static const double MAD_TO_SD = 1.4826;

/* --- which samples are far from their median, perhaps --- */

/* Marks samples of which half of the window or more may be below by more than `limit`,
 * or above; x has `half` missing samples before the first, and after the last as many
 * and a block. Missing ones count nowhere. */
HINGE_WIDE static void mark_far(const float *x, size_t n, size_t half, float limit, bool *far)
{
    for (size_t from = 0; from < n; from += BLOCK) {
        int32_t below[BLOCK] = {0}, above[BLOCK] = {0}, valid[BLOCK] = {0};
        const float *centre = x + from + half;
        for (size_t k = 0; k <= 2 * half; k++) {
            const float *other = x + from + k;
#pragma omp simd
            for (size_t i = 0; i < BLOCK; i++) {
                float difference = centre[i] - other[i];
                below[i] += difference > limit;
                above[i] += difference < -limit;
                valid[i] += difference == difference;
            }
        }
#pragma omp simd
        for (size_t i = 0; i < BLOCK; i++)
            far[from + i] = (valid[i] > 0) & /* none where the sample itself is missing */
                            ((2 * below[i] >= valid[i]) | (2 * above[i] >= valid[i]));
    }
}

/* As float in between; the largest size. */
HINGE_WIDE static double narrow(const double *x, size_t n, float *out)
{
    double most = 0;
#pragma omp simd reduction(max : most)
    for (size_t i = 0; i < n; i++) {
        double size = fabs(x[i]);
        most = size > most ? size : most;
        out[i] = (float)x[i];
    }
    return most;
}

/* --- the others' windows --- */

/* Windows side by side, and which of their values to exchange to sort as many as there
 * can be: merge exchange (Batcher 1968; Knuth 5.2.2, algorithm M), in which that
 * doesn't depend on the values and nothing has to be foreseen. */
struct windows {
    double (*value)[LANES];
    double *sorted; /* values of one */
    size_t width, n_pairs;
    uint32_t (*pair)[2];
};

/* Room for windows of `width`, and the pairs of as many values, in order. */
static struct windows windows_of(size_t width, struct hinge_arena *scratch)
{
    struct windows w = {.width = width};
    size_t top = 1, passes = 1; /* one of each (p, q); in one a value is exchanged once */
    for (size_t more = 2; 2 * top < width; more++, top *= 2)
        passes += more;
    w.value = hinge_arena_raw(scratch, width + 1, sizeof *w.value);
    w.sorted = hinge_arena_raw(scratch, width, sizeof *w.sorted);
    w.pair = hinge_arena_raw(scratch, passes * (width / 2 + 1), sizeof *w.pair);
    for (size_t p = width > 1 ? top : 0; p > 0; p /= 2)
        for (size_t q = top, r = 0, d = p;; d = q - p, q /= 2, r = p) {
            for (size_t i = 0; i + d < width; i++)
                if ((i & p) == r) {
                    w.pair[w.n_pairs][0] = (uint32_t)i;
                    w.pair[w.n_pairs++][1] = (uint32_t)(i + d);
                }
            if (q == p)
                break;
        }
    return w;
}

HINGE_WIDE static void windows_sort(const struct windows *w)
{
    for (size_t k = 0; k < w->n_pairs; k++) {
        double *one = w->value[w->pair[k][0]], *other = w->value[w->pair[k][1]];
#pragma omp simd
        for (size_t l = 0; l < LANES; l++) {
            double a = one[l], b = other[l];
            one[l] = b < a ? b : a;
            other[l] = a < b ? b : a;
        }
    }
}

/* The k-th smallest deviation of sorted values from their median, k from 1: the least
 * by which k neighbours lie around it. */
static double deviation_of_rank(const double *s, size_t n, double median, size_t k)
{
    double least = INFINITY;
    for (size_t i = 0; i + k <= n; i++) {
        double below = median - s[i], above = s[i + k - 1] - median;
        double most = below > above ? below : above;
        least = most < least ? most : least;
    }
    return least;
}

/* Median absolute deviation. */
static double window_mad(const double *s, size_t n, double median)
{
    double upper = deviation_of_rank(s, n, median, n / 2 + 1);
    return n % 2 == 1 ? upper : 0.5 * (deviation_of_rank(s, n, median, n / 2) + upper);
}

/* Whether x is an outlier among n sorted values. */
static bool is_outlier(double x, const double *sorted, size_t n, double nsig, double floor)
{
    if (isnan(x) || n < LEAST_VALUES)
        return false;
    double median = hinge_median_sorted(sorted, n), deviation = fabs(x - median);
    return deviation > floor && deviation > nsig * MAD_TO_SD * window_mad(sorted, n, median);
}

/* Flags of up to LANES samples; how many are outliers. */
static size_t judge(const struct windows *w, const double *x, size_t n, size_t half, double nsig,
                    double floor, const size_t *at, size_t samples, bool *flag)
{
    size_t valid[LANES], count = 0;
    for (size_t l = 0; l < LANES; l++) {
        size_t i = at[l < samples ? l : 0];
        size_t from = i > half ? i - half : 0, to = half < n - i ? i + half + 1 : n;
        /* the valid values of the window */
        size_t taken = 0;
        for (size_t k = from; k < to; k++) {
            w->value[taken][l] = x[k];
            taken += x[k] == x[k];
        }
        for (size_t k = taken; k < w->width; k++)
            w->value[k][l] = INFINITY;
        valid[l] = taken;
    }
    windows_sort(w);
    for (size_t l = 0; l < samples; l++) {
        for (size_t k = 0; k < valid[l]; k++)
            w->sorted[k] = w->value[k][l];
        flag[at[l]] = is_outlier(x[at[l]], w->sorted, valid[l], nsig, floor);
        count += flag[at[l]];
    }
    return count;
}

size_t hinge_hampel(const double *x, size_t n, size_t half, double nsig, double floor, bool *flag,
                    struct hinge_arena *scratch)
{
    memset(flag, 0, n * sizeof *flag);
    if (n == 0 || !(nsig > 0))
        return 0;
    half = half < n ? half : n;
    struct hinge_arena_mark before = hinge_arena_mark(scratch);
    struct windows windows = {.width = 0}; /* made where some sample is far */
    float *narrowed = hinge_arena_raw(scratch, n + 2 * half + BLOCK, sizeof *narrowed);
    bool *far = hinge_arena_raw(scratch, n + BLOCK, sizeof *far);
    size_t at[LANES], samples = 0, count = 0;
    /* marks all samples but those that are surely within `floor` of the median of their
     * window, which nearly every one is: less than half of the values are below it by more,
     * and less than half above. Floats are enough, and half the work: the limit is lower by
     * more than their rounding. */
    static const double LARGEST = 1e30; /* far within the range of floats */
    double most = narrow(x, n, narrowed + half);
    for (size_t k = 0; k < half; k++)
        narrowed[k] = NAN;
    for (size_t k = n + half; k < n + 2 * half + BLOCK; k++)
        narrowed[k] = NAN;
    if (!(most < LARGEST))
        memset(far, true, n);
    else
        mark_far(narrowed, n, half,
                 (float)fmin(floor - (ldexp(most, -20) + (double)FLT_MIN), LARGEST), far);
    for (const bool *next = memchr(far, 1, n); next != NULL;
         next = memchr(next + 1, 1, n - 1 - (size_t)(next - far))) {
        if (windows.width == 0)
            windows = windows_of(2 * half + 1 < n ? 2 * half + 1 : n, scratch);
        at[samples++] = (size_t)(next - far);
        if (samples < LANES)
            continue;
        count += judge(&windows, x, n, half, nsig, floor, at, samples, flag);
        samples = 0;
    }
    if (samples > 0)
        count += judge(&windows, x, n, half, nsig, floor, at, samples, flag);
    hinge_arena_reset(scratch, before);
    return count;
}

/* --- Filling of short gaps, method 3.4. In and out: the caller's series, changed in place. Only
 * measured samples carry a spline, never filled ones, so the order of gaps has no influence. --- */

/* A gap of exactly the limit counts as within it although k / rate is rounded. */
static const double LENGTH_TOLERANCE_S = 1e-9;
/* A splined value may leave the neighbours' range by this share of it. */
static const double OVERSHOOT = 0.25;

/* From the last measured sample before it to the first one after it. */
struct gap {
    size_t before, after;
};

/* What the gaps of one series share. */
struct filler {
    struct gap *gap;
    size_t n_gaps, first, last; /* measured samples */
    double rate_hz;
    const struct hinge_gap_rule *rule;
};

/* --- where they are --- */

static size_t next_measured(const double *x, size_t from, size_t n)
{
    while (from < n && isnan(x[from]))
        from++;
    return from;
}

static bool within(const struct filler *f, size_t gap, double limit_s)
{
    double length_s = (double)(f->gap[gap].after - f->gap[gap].before) / f->rate_hz;
    return length_s <= limit_s + LENGTH_TOLERANCE_S;
}

/* --- how they are filled --- */

/* A measured sample, and how many gaps are before it. */
struct place {
    size_t at, gaps;
};

/* To the measured sample before (behind) it; false without any, and at a gap so long
 * that it stays open. */
static bool step_left(const struct filler *f, struct place *p)
{
    if (p->gaps > 0 && f->gap[p->gaps - 1].after == p->at) {
        p->at = f->gap[--p->gaps].before;
        return within(f, p->gaps, f->rule->max_s);
    }
    return p->at-- > f->first;
}

static bool step_right(const struct filler *f, struct place *p)
{
    if (p->gaps < f->n_gaps && f->gap[p->gaps].before == p->at) {
        p->at = f->gap[p->gaps++].after;
        return within(f, p->gaps - 1, f->rule->max_s);
    }
    return p->at++ < f->last;
}

void hinge_gaps_fill(double *x, size_t n, double rate_hz, const struct hinge_gap_rule *rule,
                     struct hinge_arena *scratch)
{
    struct filler f = {.rate_hz = rate_hz, .rule = rule};
    struct hinge_arena_mark before = hinge_arena_mark(scratch);
    double *knot_t = NULL, *knot_x = NULL; /* for the largest spline */
    gsl_interp *interp = NULL;             /* made at the first */
    /* lists the gaps between measured samples */
    f.first = next_measured(x, 0, n);
    for (size_t at = f.first;;) {
        size_t missing = hinge_next_missing(x, at, n);
        f.last = missing - 1;
        at = next_measured(x, missing, n);
        if (at == n)
            break;
        if (f.gap == NULL)
            f.gap = hinge_arena_raw(scratch, n / 2 + 1, sizeof *f.gap);
        f.gap[f.n_gaps++] = (struct gap){f.last, at};
    }
    for (size_t gap = 0; gap < f.n_gaps; gap++) {
        size_t a = f.gap[gap].before, b = f.gap[gap].after;
        if (!within(&f, gap, rule->max_s))
            continue;
        if (within(&f, gap, rule->linear_s)) {
            double step = (x[b] - x[a]) / (double)(b - a);
            for (size_t i = a + 1; i < b; i++)
                x[i] = x[a] + step * (double)(i - a);
            continue;
        }
        size_t most = rule->side_max < n / 2 ? 2 * rule->side_max + 1 : n;
        if (knot_t == NULL) {
            knot_t = hinge_arena_raw(scratch, most, sizeof *knot_t);
            knot_x = hinge_arena_raw(scratch, most, sizeof *knot_x);
        }
        /* the measured samples on both sides, up to side_max each; `left` are before the gap */
        size_t left = 1, knots = 0;
        struct place at = {a, gap}, far = at;
        while (left < rule->side_max && step_left(&f, &far)) {
            at = far;
            left++;
        }
        do {
            knot_t[knots] = (double)at.at - (double)a;
            knot_x[knots++] = x[at.at];
        } while (step_right(&f, &at) && knots < left + rule->side_max);
        if (left < rule->side_min || knots - left < rule->side_min)
            continue;
        /* an interp of exactly as many knots (GSL wants its own size) */
        if (interp == NULL || interp->size != knots) {
            gsl_interp_free(interp);
            interp = gsl_interp_alloc(gsl_interp_cspline, knots);
        }
        gsl_interp_init(interp, knot_t, knot_x, knots);
        double low = fmin(x[a], x[b]), high = fmax(x[a], x[b]);
        double slack = OVERSHOOT * (high - low);
        for (size_t i = a + 1; i < b; i++) {
            double value = gsl_interp_eval(interp, knot_t, knot_x, (double)(i - a), NULL);
            x[i] = fmin(fmax(value, low - slack), high + slack);
        }
    }
    gsl_interp_free(interp);
    hinge_arena_reset(scratch, before);
}
