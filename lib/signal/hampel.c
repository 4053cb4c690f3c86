/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hampel outlier flags, SCIENCE 3.3. In: the raw series. Out: flags in the caller's
 * array; the series itself is not changed, so that one outlier can't hide or make
 * another. */
#include "signal/signal.h"

#include "base/memory.h"

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
    const double *s = w->sorted;
    size_t half = w->n / 2;
    return w->n % 2 == 1 ? s[half] : 0.5 * (s[half - 1] + s[half]);
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
    int below = 0, above = 0, values = 0;
#pragma omp simd reduction(+ : below, above, values)
    for (size_t k = from; k < to; k++) {
        double difference = centre - x[k]; /* NaN counts nowhere */
        below += difference > floor;
        above += -difference > floor;
        values += difference == difference;
    }
    *valid = (size_t)values;
    int middle = (values - 1) / 2; /* ranks of both middle values are at least this */
    return below <= middle && above <= middle;
}

enum hinge_status hinge_hampel(const double *x, size_t n, size_t half, double nsig,
                               double floor, bool *flag, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < n; i++)
        flag[i] = false;
    if (n == 0 || !(nsig > 0))
        return HINGE_OK;
    if (half > n)
        half = n;
    size_t capacity = 2 * half + 1 < n ? 2 * half + 1 : n;
    struct window w = {hinge_alloc(capacity + 1, sizeof *w.sorted), 0, 0, 0};
    if (w.sorted == NULL)
        return HINGE_NOMEM;
    for (size_t i = 0; i < n; i++) {
        size_t from = i > half ? i - half : 0, to = half < n - i ? i + half + 1 : n;
        size_t valid;
        if (isnan(x[i]) || near_median(x, i, from, to, floor, &valid) ||
            valid < LEAST_VALUES)
            continue;
        window_move(&w, x, from, to);
        double median = window_median(&w);
        double deviation = fabs(x[i] - median);
        if (deviation > floor)
            flag[i] = deviation > nsig * MAD_TO_SD * window_mad(&w, median);
        *count += flag[i];
    }
    free(w.sorted);
    return HINGE_OK;
}
