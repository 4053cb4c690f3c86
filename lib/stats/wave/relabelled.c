/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a wave under one relabelling, from sums of scaled curves. */
#include "stats/wave/relabelled.h"

#include "base/memory.h"
#include "base/random.h"
#include "stats/resampling/permute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void hinge_relabelled_free(void *scratch)
{
    struct hinge_relabelled *s = scratch;
    free(s->index);
    free(s->sign);
    free(s);
}

struct hinge_relabelled *hinge_relabelled_new(const struct hinge_wave *w)
{
    struct hinge_relabelled *s = hinge_alloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->index = hinge_alloc(w->n, sizeof *s->index);
    s->sign = hinge_alloc(w->n + 3 * w->nodes, sizeof *s->sign);
    if (s->index == NULL || s->sign == NULL) {
        hinge_relabelled_free(s);
        return NULL;
    }
    s->sum = s->sign + w->n;
    s->square = s->sum + w->nodes;
    s->t = s->square + w->nodes;
    hinge_relabelled_none(w, s);
    return s;
}

/* --- statistics of a relabelling, from sums of scaled curves --- */

/* Four curves at a time, so that a sum is fetched and put back a quarter as often;
 * their order, and so every bit, is that of one by one. */
enum { AT_ONCE = 4 };

/* All curves, each times its sign. */
static void add_signed(double *restrict sum, const struct hinge_wave *w,
                       const struct hinge_relabelled *s)
{
    size_t i = 0, nodes = w->nodes;
    memset(sum, 0, nodes * sizeof *sum);
    for (; i + AT_ONCE <= w->n; i += AT_ONCE) {
        const double *restrict c = w->scaled + i * nodes;
        const double *f = s->sign + i;
        for (size_t q = 0; q < nodes; q++)
            sum[q] = sum[q] + f[0] * c[q] + f[1] * c[nodes + q] + f[2] * c[2 * nodes + q] +
                     f[3] * c[3 * nodes + q];
    }
    for (; i < w->n; i++)
        for (size_t q = 0; q < nodes; q++)
            sum[q] += s->sign[i] * w->scaled[i * nodes + q];
}

static void add_listed(double *restrict sum, const double *restrict curves, const uint32_t *index,
                       size_t n, size_t nodes)
{
    size_t i = 0;
    memset(sum, 0, nodes * sizeof *sum);
    for (; i + AT_ONCE <= n; i += AT_ONCE) {
        const double *a = curves + index[i] * nodes, *b = curves + index[i + 1] * nodes,
                     *c = curves + index[i + 2] * nodes, *d = curves + index[i + 3] * nodes;
        for (size_t q = 0; q < nodes; q++)
            sum[q] = sum[q] + a[q] + b[q] + c[q] + d[q];
    }
    for (; i < n; i++)
        for (size_t q = 0; q < nodes; q++)
            sum[q] += curves[index[i] * nodes + q];
}

/* t with that share r = s^2 of the sum of squares explained. */
static double t_of(double s, double df)
{
    double r = fmin(1, s * s);
    return copysign(sqrt(df * r / (1 - r)), s);
}

static double welch_of(double s, double square, double n1, double n2)
{
    double v1 = fmax(0, square - s * s / n1) / (n1 - 1) / n1;
    double v2 = fmax(0, 1 - square - s * s / n2) / (n2 - 1) / n2;
    double diff = s / n1 + s / n2;
    return diff == 0 ? 0 : diff / sqrt(v1 + v2);
}

static void two_groups(const struct hinge_wave *w, struct hinge_relabelled *s)
{
    double n1 = (double)w->group_size[0], n2 = (double)w->group_size[1];
    double unit = sqrt(1 / n1 + 1 / n2);
    add_listed(s->sum, w->scaled, s->index, w->group_size[0], w->nodes);
    if (w->design == HINGE_WAVE_WELCH)
        add_listed(s->square, w->squared, s->index, w->group_size[0], w->nodes);
    for (size_t q = 0; q < w->nodes; q++)
        s->t[q] = w->design == HINGE_WAVE_WELCH ? welch_of(s->sum[q], s->square[q], n1, n2)
                                                : t_of(s->sum[q] * unit, w->df2);
}

static void several_groups(const struct hinge_wave *w, struct hinge_relabelled *s)
{
    const uint32_t *at = s->index;
    memset(s->t, 0, w->nodes * sizeof *s->t);
    for (size_t g = 0; g < w->n_groups; g++) {
        add_listed(s->sum, w->scaled, at, w->group_size[g], w->nodes);
        for (size_t q = 0; q < w->nodes; q++)
            s->t[q] += s->sum[q] * s->sum[q] / (double)w->group_size[g];
        at += w->group_size[g];
    }
    for (size_t q = 0; q < w->nodes; q++) {
        double r = fmin(1, s->t[q]);
        s->t[q] = r / w->df1 / ((1 - r) / w->df2);
    }
}

/* s->t at every node from s->index (groups) or s->sign. */
void hinge_relabelled_fill(const struct hinge_wave *w, struct hinge_relabelled *s)
{
    if (w->design <= HINGE_WAVE_WELCH) {
        two_groups(w, s);
        return;
    }
    if (w->design == HINGE_WAVE_ANOVA) {
        several_groups(w, s);
        return;
    }
    add_signed(s->sum, w, s);
    for (size_t q = 0; q < w->nodes; q++)
        s->t[q] = t_of(s->sum[q], w->df2);
}

double hinge_wave_largest(const struct hinge_wave *w, const double *t)
{
    double largest = -INFINITY;
    for (size_t q = 0; q < w->nodes; q++)
        if (w->valid[q])
            largest = fmax(largest, w->two_sided ? fabs(t[q]) : t[q]);
    return largest;
}

/* --- which relabelling --- */

void hinge_relabelled_none(const struct hinge_wave *w, struct hinge_relabelled *s)
{
    for (size_t i = 0; i < w->n; i++) {
        s->index[i] = (uint32_t)i;
        s->sign[i] = 1;
    }
}

void hinge_relabelled_draw(const struct hinge_wave *w, uint64_t seed, size_t r,
                           struct hinge_relabelled *s)
{
    struct hinge_random random;
    if (w->design == HINGE_WAVE_ONE_SAMPLE) {
        hinge_flip_pattern(seed, HINGE_STREAM_SPM_PERMUTATION, r, w->n, s->sign);
        return;
    }
    hinge_random_init(&random, seed, HINGE_STREAM_SPM_PERMUTATION, r);
    hinge_random_shuffle(&random, s->index, w->n);
}

void hinge_relabelled_at(const struct hinge_wave *w, size_t r, bool start,
                         struct hinge_relabelled *s)
{
    if (w->design == HINGE_WAVE_ONE_SAMPLE) {
        for (size_t i = 0; i < w->n; i++)
            s->sign[i] = r >> i & 1 ? -1 : 1;
    } else if (start) {
        hinge_subset_at((double)r, w->n, w->group_size[0], s->index);
    } else {
        hinge_subset_next(s->index, w->n, w->group_size[0]);
    }
}

double hinge_wave_ways(const struct hinge_wave *w)
{
    switch (w->design) {
    case HINGE_WAVE_TWO_SAMPLE:
    case HINGE_WAVE_WELCH:
        return hinge_choose(w->n, w->group_size[0]);
    case HINGE_WAVE_ONE_SAMPLE:
        return ldexp(1, w->n < 1000 ? (int)w->n : 1000);
    default:
        return HUGE_VAL;
    }
}
