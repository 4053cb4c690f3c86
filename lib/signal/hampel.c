/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hampel outlier flags, method 3.3. In: the raw series. Out: flags in the caller's
 * array; the series itself is not changed, so that one outlier can't hide or make
 * another. */
#include "signal/signal.h"

#include "base/lanes.h"
#include "base/memory.h"
#include "base/sorted.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_VALUES = 4 };
static const double MAD_TO_SD = 1.4826;

/* A window's values, and which of them to exchange to sort as many as it can have:
 * merge exchange (Batcher 1968; Knuth 5.2.2, algorithm M), in which that doesn't depend
 * on the values and nothing has to be foreseen. */
struct window {
    double *value;
    size_t width, n_pairs;
    uint32_t (*pair)[2];
};

/* The pairs of n values, in order, if `pair` isn't NULL; how many there are. */
static size_t list_pairs(size_t n, uint32_t (*pair)[2])
{
    size_t count = 0, top = 1;
    while (2 * top < n)
        top *= 2;
    for (size_t p = n > 1 ? top : 0; p > 0; p /= 2)
        for (size_t q = top, r = 0, d = p;; d = q - p, q /= 2, r = p) {
            for (size_t i = 0; i + d < n; i++)
                if ((i & p) == r) {
                    if (pair != NULL) {
                        pair[count][0] = (uint32_t)i;
                        pair[count][1] = (uint32_t)(i + d);
                    }
                    count++;
                }
            if (q == p)
                break;
        }
    return count;
}

/* Room for windows of `width`; false without memory. The caller frees value and pair.
 */
static bool window_open(struct window *w, size_t width)
{
    w->width = width;
    w->n_pairs = list_pairs(width, NULL);
    w->value = hinge_resize(NULL, width + 1, sizeof *w->value);
    w->pair = hinge_resize(NULL, w->n_pairs + 1, sizeof *w->pair);
    if (w->value != NULL && w->pair != NULL)
        list_pairs(width, w->pair);
    return w->value != NULL && w->pair != NULL;
}

/* Takes the valid values of x[from..to-1] in ascending order; how many there are. */
static size_t window_take(struct window *w, const double *x, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t k = from; k < to; k++) {
        w->value[n] = x[k];
        n += x[k] == x[k];
    }
    for (size_t k = n; k < w->width; k++)
        w->value[k] = INFINITY;
    for (size_t k = 0; k < w->n_pairs; k++) {
        double *one = &w->value[w->pair[k][0]], *other = &w->value[w->pair[k][1]];
        double a = *one, b = *other;
        *one = b < a ? b : a; /* not of the other's comparison: that makes a branch */
        *other = a < b ? b : a;
    }
    return n;
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

/* Whether x[i] is surely within `floor` of the median of its window, which nearly every
 * sample is: half of the values are not below it by more, nor above. Two counts over
 * neighbours in memory cost less than keeping them sorted. */
HINGE_WIDE static bool near_median(const double *x, size_t i, size_t from, size_t to,
                                   double floor, size_t *valid)
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
HINGE_WIDE static void running_extremes(const struct halves *h, size_t n, size_t width)
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
HINGE_WIDE static void mark_inside(const struct halves *h, const double *x, size_t n,
                                   size_t half, double floor, double *inside)
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
        bool missing = x[i] != x[i]; /* is never an outlier */
        inside[i] = ((not_below & not_above) | missing) ? 1.0 : 0.0;
    }
}

/* Flags of the samples that are not marked as inside. */
static size_t flag_others(const double *x, size_t n, size_t half, double nsig,
                          double floor, const double *inside, struct window *w,
                          bool *flag)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (inside[i] > 0)
            continue;
        size_t from = i > half ? i - half : 0, to = half < n - i ? i + half + 1 : n;
        size_t valid;
        if (isnan(x[i]) || near_median(x, i, from, to, floor, &valid) ||
            valid < LEAST_VALUES)
            continue;
        valid = window_take(w, x, from, to);
        double median = hinge_median_sorted(w->value, valid);
        double deviation = fabs(x[i] - median);
        if (deviation > floor)
            flag[i] =
                deviation > nsig * MAD_TO_SD * window_mad(w->value, valid, median);
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
    enum hinge_status status = HINGE_OK;
    if (half > n)
        half = n;
    size_t capacity = 2 * half + 1 < n ? 2 * half + 1 : n, total = n + 2 * half + 1;
    double *scratch = hinge_resize(NULL, 3 * total + n, sizeof *scratch);
    struct window window = {0};
    if (!window_open(&window, capacity) || scratch == NULL) {
        status = HINGE_NOMEM;
        goto out;
    }
    struct halves halves = {scratch, scratch + total, scratch + 2 * total};
    double *inside = scratch + 3 * total;
    if (half > 0) {
        fill_halves(&halves, x, n, half);
        mark_inside(&halves, x, n, half, floor, inside);
    } else {
        memset(inside, 0, n * sizeof *inside);
    }
    *count = flag_others(x, n, half, nsig, floor, inside, &window, flag);
out:
    free(window.value);
    free(window.pair);
    free(scratch);
    return status;
}
