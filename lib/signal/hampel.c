/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hampel outlier flags, SCIENCE 3.3. In: the raw series. Out: flags in the caller's
 * array; the series itself is not changed, so that one outlier can't hide or make
 * another. */
#include "signal/signal.h"

#include "base/memory.h"
#include "base/sorted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_VALUES = 4 };
static const double MAD_TO_SD = 1.4826;

/* The window's valid values in ascending order; follows the series where it is needed.
 */
struct window {
    double *sorted;
    size_t n;
    size_t from, to; /* of the series, as in the window */
};

/* Position of the first value >= x. */
static size_t lower_bound(const struct window *w, double x)
{
    size_t low = 0, high = w->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->sorted[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void window_add(struct window *w, double x)
{
    if (isnan(x))
        return;
    size_t at = lower_bound(w, x);
    memmove(w->sorted + at + 1, w->sorted + at, (w->n - at) * sizeof *w->sorted);
    w->sorted[at] = x;
    w->n++;
}

static void window_remove(struct window *w, double x)
{
    if (isnan(x))
        return;
    size_t at = lower_bound(w, x);
    memmove(w->sorted + at, w->sorted + at + 1, (w->n - at - 1) * sizeof *w->sorted);
    w->n--;
}

static double window_median(const struct window *w)
{
    return hinge_median_sorted(w->sorted, w->n);
}

/* Median absolute deviation: the deviations grow outwards from the median on both
 * sides, so two pointers meet them in ascending order without sorting again. */
static double window_mad(const struct window *w, double median)
{
    const double *s = w->sorted;
    size_t right = w->n / 2, left = right; /* next candidates: s[left - 1], s[right] */
    double before = 0, current = 0;
    for (size_t taken = 0; taken <= w->n / 2; taken++) {
        before = current;
        bool from_right =
            left == 0 || (right < w->n && s[right] - median < median - s[left - 1]);
        current = from_right ? s[right++] - median : median - s[--left];
    }
    return w->n % 2 == 1 ? current : 0.5 * (before + current);
}

/* Moves the window to x[from..to-1]: sample by sample, or afresh when nothing is
 * shared. */
static void window_move(struct window *w, const double *x, size_t from, size_t to)
{
    if (from >= w->to) {
        w->n = 0;
        w->from = w->to = from;
    }
    while (w->from < from)
        window_remove(w, x[w->from++]);
    while (w->to < to)
        window_add(w, x[w->to++]);
}

/* Whether x[i] is surely within `floor` of the median of its window, which nearly every
 * sample is: half of the values are not below it by more, nor above. Two counts over
 * neighbours in memory cost less than keeping them sorted. */
static bool near_median(const double *x, size_t i, size_t from, size_t to, double floor,
                        size_t *valid)
{
    double centre = x[i];
    double below = 0, above = 0,
           values = 0; /* counts as wide as the values: in lanes */
#pragma omp simd reduction(+ : below, above, values)
    for (size_t k = from; k < to; k++) {
        double difference = centre - x[k]; /* NaN counts nowhere */
        below += difference > floor ? 1.0 : 0.0;
        above += -difference > floor ? 1.0 : 0.0;
        values += difference == difference ? 1.0 : 0.0;
    }
    *valid = (size_t)values;
    size_t middle =
        (*valid - 1) / 2; /* ranks of both middle values are at least this */
    return (size_t)below <= middle && (size_t)above <= middle;
}

/* The series with `half` missing samples on either side, as bounds for halves of
 * windows: half h starts at sample i - half, and is samples h..h+half-1 of these. */
struct halves {
    double *least, *most; /* of the valid samples; inf, -inf without any */
    double *valid;        /* how many there were up to each one; exact, in lanes */
};

/* Extremes of the `width` samples from each one on: first of 1, 2, 4, … samples, then
 * of two such runs that overlap. In place: those further on are still untouched. */
static void running_extremes(const struct halves *h, size_t n, size_t width)
{
    double *least = h->least, *most = h->most;
    for (size_t have = 1; have < width;) {
        size_t step = have < width - have ? have : width - have;
        have += step;
#pragma omp simd
        for (size_t i = 0; i < n - have + 1; i++) {
            least[i] = least[i + step] < least[i] ? least[i + step] : least[i];
            most[i] = most[i + step] > most[i] ? most[i + step] : most[i];
        }
    }
}

static void fill_halves(const struct halves *h, const double *x, size_t n, size_t half)
{
    size_t total = n + 2 * half;
    double *least = h->least + half, *most = h->most + half, *valid = h->valid + half;
    long count = 0;
    for (size_t k = 0; k < half; k++) {
        h->least[k] = least[n + k] = (double)INFINITY;
        h->most[k] = most[n + k] = -(double)INFINITY;
        h->valid[k] = 0;
    }
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        least[i] = x[i] == x[i] ? x[i] : (double)INFINITY;
        most[i] = x[i] == x[i] ? x[i] : -(double)INFINITY;
    }
    for (size_t i = 0; i < n; i++) {
        valid[i] = (double)count;
        count += x[i] == x[i];
    }
    for (size_t k = n; k <= n + half; k++)
        valid[k] = (double)count;
    running_extremes(h, total, half);
}

/* Marks (1) samples that are surely within `floor` of the median of their window: where
 * all of one half are, those of the other that are not are no more than half of the
 * window, if the other has no more valid samples. What holds for the extremes of a half
 * holds for its values, for rounded subtraction is monotonic. */
static void mark_inside(const struct halves *h, const double *x, size_t n, size_t half,
                        double floor, double *inside)
{
    const double *least = h->least, *most = h->most, *right = h->valid + half;
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        size_t r = i + half + 1;
        double before = right[i] - h->valid[i], after = right[r] - h->valid[r];
        bool one = before <= after, other = after <= before; /* may be left out */
        bool low = x[i] - least[i] <= floor, low_after = x[i] - least[r] <= floor;
        bool high = most[i] - x[i] <= floor, high_after = most[r] - x[i] <= floor;
        bool not_below = (low & low_after) | (low_after & one) | (low & other);
        bool not_above = (high & high_after) | (high_after & one) | (high & other);
        inside[i] = (not_below & not_above) ? 1.0 : 0.0;
    }
}

/* Flags of the samples that are not marked as inside. */
static size_t flag_others(const double *x, size_t n, size_t half, double nsig,
                          double floor, const double *inside, struct window *w,
                          bool *flag)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t from = i > half ? i - half : 0, to = half < n - i ? i + half + 1 : n;
        size_t valid;
        if (inside[i] > 0 || isnan(x[i]) ||
            near_median(x, i, from, to, floor, &valid) || valid < LEAST_VALUES)
            continue;
        window_move(w, x, from, to);
        double median = window_median(w);
        double deviation = fabs(x[i] - median);
        if (deviation > floor)
            flag[i] = deviation > nsig * MAD_TO_SD * window_mad(w, median);
        count += flag[i];
    }
    return count;
}

enum hinge_status hinge_hampel(const double *x, size_t n, size_t half, double nsig,
                               double floor, bool *flag, size_t *count)
{
    *count = 0;
    memset(flag, 0, n * sizeof *flag);
    if (n == 0 || !(nsig > 0))
        return HINGE_OK;
    if (half > n)
        half = n;
    size_t capacity = 2 * half + 1 < n ? 2 * half + 1 : n, total = n + 2 * half + 1;
    double *scratch = hinge_resize(NULL, 3 * total + n + capacity + 1, sizeof *scratch);
    if (scratch == NULL)
        return HINGE_NOMEM;
    struct halves halves = {scratch, scratch + total, scratch + 2 * total};
    double *inside = scratch + 3 * total;
    struct window w = {inside + n, 0, 0, 0};
    if (half > 0) {
        fill_halves(&halves, x, n, half);
        mark_inside(&halves, x, n, half, floor, inside);
    } else {
        memset(inside, 0, n * sizeof *inside);
    }
    *count = flag_others(x, n, half, nsig, floor, inside, &w, flag);
    free(scratch);
    return HINGE_OK;
}
