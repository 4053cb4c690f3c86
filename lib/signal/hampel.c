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

/* The window's valid values in ascending order; moves along the series. */
struct window {
    double *sorted;
    size_t n;
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
    struct window w = {hinge_alloc(capacity + 1, sizeof *w.sorted), 0};
    if (w.sorted == NULL)
        return HINGE_NOMEM;
    for (size_t i = 0; i < half && i < n; i++)
        window_add(&w, x[i]);
    for (size_t i = 0; i < n; i++) {
        if (i > half)
            window_remove(&w, x[i - half - 1]);
        if (half < n - i)
            window_add(&w, x[i + half]);
        if (isnan(x[i]) || w.n < LEAST_VALUES)
            continue;
        double median = window_median(&w);
        double deviation = fabs(x[i] - median);
        if (deviation > floor) /* most samples are not: the MAD is only then needed */
            flag[i] = deviation > nsig * MAD_TO_SD * window_mad(&w, median);
        *count += flag[i];
    }
    free(w.sorted);
    return HINGE_OK;
}
