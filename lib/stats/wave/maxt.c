/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Largest statistic along a waveform under relabelling, exact or Monte Carlo (stream
 * 5). */
#include "stats/wave/maxt.h"

#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/permute.h"
#include "stats/wave/adjusted.h"
#include "stats/wave/relabelling.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256 };

struct job {
    const struct hinge_wave *wave;
    uint64_t seed;
    bool exact, two_sided;
    size_t first, total; /* slot of replicate 0; replicates */
    double *largest, *mass, forming;
};

struct scratch {
    uint32_t *index; /* and room for as many */
    double *sign, *sum, *square, *t;
};

static void free_scratch(void *scratch)
{
    struct scratch *s = scratch;
    free(s->index);
    free(s->sign);
    free(s);
}

static void *make_scratch(void *context)
{
    const struct hinge_wave *w = ((const struct job *)context)->wave;
    struct scratch *s = hinge_alloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->index = hinge_alloc(2 * w->n, sizeof *s->index);
    s->sign = hinge_alloc(w->n + 3 * w->nodes, sizeof *s->sign);
    if (s->index == NULL || s->sign == NULL) {
        free_scratch(s);
        return NULL;
    }
    s->sum = s->sign + w->n;
    s->square = s->sum + w->nodes;
    s->t = s->square + w->nodes;
    return s;
}

/* --- statistics of a relabelling, from sums of scaled curves --- */

/* Four curves at a time, so that a sum is fetched and put back a quarter as often;
 * their order, and so every bit, is that of one by one. */
enum { AT_ONCE = 4 };

/* All curves, each times its sign or, of a column z, z[index[i]]. */
static void add_weighted(double *restrict sum, const struct hinge_wave *w,
                         const struct scratch *s, const double *z)
{
    size_t i = 0, nodes = w->nodes;
    memset(sum, 0, nodes * sizeof *sum);
    for (; i + AT_ONCE <= w->n; i += AT_ONCE) {
        const double *restrict c = w->scaled + i * nodes;
        double f[AT_ONCE];
        for (size_t k = 0; k < AT_ONCE; k++)
            f[k] = z == NULL ? s->sign[i + k] : z[s->index[i + k]];
        for (size_t q = 0; q < nodes; q++)
            sum[q] = sum[q] + f[0] * c[q] + f[1] * c[nodes + q] +
                     f[2] * c[2 * nodes + q] + f[3] * c[3 * nodes + q];
    }
    for (; i < w->n; i++)
        for (size_t q = 0; q < nodes; q++)
            sum[q] +=
                (z == NULL ? s->sign[i] : z[s->index[i]]) * w->scaled[i * nodes + q];
}

static void add_listed(double *restrict sum, const double *restrict curves,
                       const uint32_t *index, size_t n, size_t nodes)
{
    size_t i = 0;
    memset(sum, 0, nodes * sizeof *sum);
    for (; i + AT_ONCE <= n; i += AT_ONCE) {
        const double *a = curves + index[i] * nodes, *b = curves + index[i + 1] * nodes,
                     *c = curves + index[i + 2] * nodes,
                     *d = curves + index[i + 3] * nodes;
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

static void two_groups(const struct hinge_wave *w, struct scratch *s)
{
    double n1 = (double)w->group_size[0], n2 = (double)w->group_size[1];
    double unit = sqrt(1 / n1 + 1 / n2);
    add_listed(s->sum, w->scaled, s->index, w->group_size[0], w->nodes);
    if (w->design == HINGE_WAVE_WELCH)
        add_listed(s->square, w->squared, s->index, w->group_size[0], w->nodes);
    for (size_t q = 0; q < w->nodes; q++)
        s->t[q] = w->design == HINGE_WAVE_WELCH
                      ? welch_of(s->sum[q], s->square[q], n1, n2)
                      : t_of(s->sum[q] * unit, w->df2);
}

static void several_groups(const struct hinge_wave *w, struct scratch *s)
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

static void adjusted(const struct hinge_wave *w, struct scratch *s)
{
    memset(s->t, 0, w->nodes * sizeof *s->t);
    memset(s->square, 0, w->nodes * sizeof *s->square);
    for (size_t k = 0; k < w->n_nuisance + w->n_tested; k++) {
        double *to = k < w->n_nuisance ? s->square : s->t;
        add_weighted(s->sum, w, s, w->basis + k * w->n);
        for (size_t q = 0; q < w->nodes; q++)
            to[q] += s->sum[q] * s->sum[q];
    }
    for (size_t q = 0; q < w->nodes; q++)
        s->t[q] = hinge_adjusted_statistic(w, s->t[q], s->square[q], s->sum[q]);
}

/* s->t at every node from s->index (groups, covariate) or s->sign. */
static void relabelled(const struct hinge_wave *w, struct scratch *s)
{
    if (w->design <= HINGE_WAVE_WELCH) {
        two_groups(w, s);
        return;
    }
    if (w->design == HINGE_WAVE_ANOVA) {
        several_groups(w, s);
        return;
    }
    if (w->design == HINGE_WAVE_ADJUSTED) {
        adjusted(w, s);
        return;
    }
    add_weighted(s->sum, w, s, w->design == HINGE_WAVE_ONE_SAMPLE ? NULL : w->z);
    for (size_t q = 0; q < w->nodes; q++)
        s->t[q] = t_of(s->sum[q], w->df2);
}

static double largest_of(const struct hinge_wave *w, const double *t, bool two_sided)
{
    double largest = -INFINITY;
    for (size_t q = 0; q < w->nodes; q++)
        if (w->valid[q])
            largest = fmax(largest, two_sided ? fabs(t[q]) : t[q]);
    return largest;
}

double hinge_largest_mass(const double *t, size_t nodes, double u, bool two_sided)
{
    double largest = 0, run = 0;
    int sign = 0;
    for (size_t q = 0; q < nodes; q++) {
        int now = t[q] >= u ? 1 : two_sided && -t[q] >= u ? -1 : 0;
        run = now == 0 ? 0 : (now == sign ? run : 0) + fabs(t[q]) - u;
        sign = now;
        largest = fmax(largest, run);
    }
    return largest;
}

/* --- replicates --- */

static void identity(const struct hinge_wave *w, struct scratch *s)
{
    for (size_t i = 0; i < w->n; i++) {
        s->index[i] = (uint32_t)i;
        s->sign[i] = 1;
    }
}

/* The order of a block's curves in the room behind becomes the row that each curve
 * gets.
 */
static void place(struct scratch *s, size_t n, size_t from, size_t size)
{
    for (size_t i = 0; i < size; i++)
        s->index[from + s->index[n + i]] = (uint32_t)(from + i);
}

static void draw(const struct job *job, struct scratch *s, size_t r)
{
    const struct hinge_wave *w = job->wave;
    struct hinge_random random;
    if (w->design == HINGE_WAVE_ONE_SAMPLE) {
        hinge_flip_pattern(job->seed, HINGE_STREAM_SPM_PERMUTATION, r, w->n, s->sign);
        return;
    }
    hinge_random_init(&random, job->seed, HINGE_STREAM_SPM_PERMUTATION, r);
    if (w->design != HINGE_WAVE_ADJUSTED) {
        hinge_random_shuffle(&random, s->index, w->n);
        return;
    }
    for (size_t b = 0, from = 0; b < w->n_blocks; from += w->block_size[b++]) {
        hinge_random_shuffle(&random, s->index + w->n, w->block_size[b]);
        place(s, w->n, from, w->block_size[b]);
    }
}

/* Relabelling r of the exact enumeration; r - 1 was the one before unless `start`. */
static void enumerate(const struct job *job, struct scratch *s, size_t r, bool start)
{
    const struct hinge_wave *w = job->wave;
    if (w->design == HINGE_WAVE_ONE_SAMPLE) {
        for (size_t i = 0; i < w->n; i++)
            s->sign[i] = r >> i & 1 ? -1 : 1;
    } else if (w->design == HINGE_WAVE_ADJUSTED) {
        for (size_t b = 0, from = 0; b < w->n_blocks; from += w->block_size[b++]) {
            size_t size = w->block_size[b], each = (size_t)hinge_factorial(size);
            hinge_permutation_at(r % each, size, s->index + w->n);
            place(s, w->n, from, size);
            r /= each;
        }
    } else if (start) {
        hinge_subset_at((double)r, w->n, w->group_size[0], s->index);
    } else {
        hinge_subset_next(s->index, w->n, w->group_size[0]);
    }
}

static void store(const struct job *job, const double *t, size_t slot)
{
    job->largest[slot] = largest_of(job->wave, t, job->two_sided);
    if (job->mass != NULL)
        job->mass[slot] =
            hinge_largest_mass(t, job->wave->nodes, job->forming, job->two_sided);
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    struct scratch *s = scratch;
    size_t from = item * CHUNK;
    (void)error;
    for (size_t r = from; r < from + CHUNK && r < job->total; r++) {
        if (job->exact)
            enumerate(job, s, r, r == from);
        else
            draw(job, s, r);
        relabelled(job->wave, s);
        store(job, s->t, job->first + r);
    }
    return HINGE_OK;
}

static double block_ways(const struct hinge_wave *w)
{
    double ways = 1;
    for (size_t b = 0; b < w->n_blocks; b++)
        ways *= hinge_factorial(w->block_size[b]);
    return ways;
}

/* Number of relabellings, infinite where they are not enumerated. */
static double ways_of(const struct hinge_wave *w)
{
    switch (w->design) {
    case HINGE_WAVE_TWO_SAMPLE:
    case HINGE_WAVE_WELCH:
        return hinge_choose(w->n, w->group_size[0]);
    case HINGE_WAVE_ONE_SAMPLE:
        return ldexp(1, w->n < 1000 ? (int)w->n : 1000);
    case HINGE_WAVE_ADJUSTED:
        return block_ways(w);
    default:
        return HUGE_VAL;
    }
}

/* Relabellings that leave the statistic as it is: the identity; with two sides also all
 * signs turned or two groups of one size exchanged; groups of one size exchanged among
 * each other in an F. */
static double unchanged(const struct hinge_wave *w)
{
    double same = 1;
    bool equal = w->n_groups == 2 && w->group_size[0] == w->group_size[1];
    switch (w->design) {
    case HINGE_WAVE_TWO_SAMPLE:
    case HINGE_WAVE_WELCH:
        return w->two_sided && equal ? 2 : 1;
    case HINGE_WAVE_ONE_SAMPLE:
        return w->two_sided ? 2 : 1;
    case HINGE_WAVE_ANOVA:
        for (size_t g = 0; g < w->n_groups; g++) {
            double alike = 0;
            for (size_t h = 0; h <= g; h++)
                alike += w->group_size[h] == w->group_size[g];
            same *= alike; /* the factorials of how many are of each size */
        }
        return same;
    case HINGE_WAVE_ADJUSTED:
        return w->unchanged;
    default:
        return 1;
    }
}

/* How many relabellings there are, also of those that are not enumerated. */
static double all_ways(const struct hinge_wave *w)
{
    double ways = 1, left = (double)w->n;
    if (w->design == HINGE_WAVE_REGRESSION)
        return gsl_sf_gamma(fmin(170, left + 1));
    if (w->design != HINGE_WAVE_ANOVA)
        return ways_of(w);
    for (size_t g = 0; g < w->n_groups; g++) {
        ways *= hinge_choose((size_t)left, w->group_size[g]);
        left -= (double)w->group_size[g];
    }
    return ways;
}

static double forming_height(const struct hinge_wave *w)
{
    if (hinge_wave_is_f(w))
        return hinge_f_quantile(0.99, w->df1, w->df2);
    return hinge_t_quantile(w->two_sided ? 0.995 : 0.99, w->df2);
}

enum hinge_status hinge_wave_permute(struct hinge_analysis *a,
                                     const struct hinge_wave *w,
                                     struct hinge_wave_permutation *result,
                                     struct hinge_error *error)
{
    struct job job = {.wave = w, .seed = a->seed, .two_sided = w->two_sided};
    *result = (struct hinge_wave_permutation){0};
    enum hinge_status status =
        hinge_wave_mode(a, ways_of(w), &result->done, &job.exact, &job.total, error);
    if (status != HINGE_OK || !result->done)
        return status;
    bool mass = hinge_option_flag(a, "cluster_mass");
    job.first = job.exact ? 0 : 1; /* the observed labels are one of all */
    size_t all = job.total + job.first;
    job.largest = hinge_analysis_alloc(a, all, sizeof *job.largest);
    job.mass = mass ? hinge_analysis_alloc(a, all, sizeof *job.mass) : NULL;
    job.forming = result->forming = forming_height(w);
    struct scratch *s = make_scratch(&job);
    if (job.largest == NULL || (mass && job.mass == NULL) || s == NULL) {
        if (s != NULL)
            free_scratch(s);
        return hinge_analysis_no_memory(error);
    }
    identity(w, s);
    relabelled(w, s);
    store(&job, s->t, 0); /* the enumeration writes it again */
    free_scratch(s);
    struct hinge_loop loop = {.items = (job.total + CHUNK - 1) / CHUNK,
                              .threads = a->threads,
                              .progress = a->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = free_scratch};
    status = hinge_parallel_for(&loop, error);
    if (status != HINGE_OK)
        return status;
    hinge_sort(job.largest, all);
    if (mass)
        hinge_sort(job.mass, all);
    result->exact = job.exact;
    result->estimated = w->n_nuisance > 0;
    result->n_perm = job.total;
    result->n_total = all;
    result->largest = job.largest;
    result->mass = job.mass;
    result->p_min = fmax(unchanged(w) / all_ways(w), job.exact ? 0 : 1 / (double)all);
    result->p_floor = result->p_min;
    result->threshold = hinge_wave_threshold(job.largest, all, a->alpha);
    return HINGE_OK;
}

double hinge_wave_threshold(const double *ascending, size_t n, double alpha)
{
    size_t at = (size_t)ceil((1 - alpha) * (double)n - 1e-9);
    return ascending[at > 0 ? at - 1 : 0];
}

double hinge_null_share(const double *ascending, size_t n, double value)
{
    double floor_value = hinge_tie_floor(value);
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ascending[middle] < floor_value)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)(n - low) / (double)n;
}
