/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation of group labels and of signs, exact or Monte Carlo. */
#include "stats/resampling/permute.h"

#include "base/memory.h"
#include "base/moments.h"
#include "base/random.h"
#include "stats/resampling/permute_inside.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_FLIPS = 20, LANES = 8 };
static const double exact_limit = 2e7;

void hinge_flip_pattern(uint64_t seed, unsigned stream, uint64_t replicate, size_t n, double *sign)
{
    struct hinge_random random;
    hinge_random_init(&random, seed, stream, replicate);
    for (size_t i = 0; i < n; i += 32) {
        const uint32_t word = hinge_random_word(&random);
        const size_t run = n - i < 32 ? n - i : 32;
#pragma omp simd
        for (size_t k = 0; k < run; k++)
            sign[i + k] = 1 - 2 * (int)(word >> k & 1);
    }
}

double hinge_tie_floor(double t)
{
    return isinf(t) ? t : t - fabs(t) * 1e-9;
}

/* --- what every relabelling shares --- */

static double extremity(const struct hinge_relabelling *r, double t)
{
    return r->alternative == HINGE_GREATER ? t : r->alternative == HINGE_LESS ? -t : fabs(t);
}

void hinge_relabelling_count(const struct hinge_relabelling *r, const double t[2], double count[2])
{
    for (int k = 0; k < 2; k++)
        count[k] += extremity(r, t[k]) >= r->observed[k];
}

size_t hinge_relabelling_chunk(const struct hinge_relabelling *r, size_t item)
{
    double left = r->total - (double)item * HINGE_RELABELLING_CHUNK;
    return left < HINGE_RELABELLING_CHUNK ? (size_t)left : HINGE_RELABELLING_CHUNK;
}

enum hinge_status hinge_relabelling_run(struct hinge_analysis *analysis,
                                        struct hinge_relabelling *r, struct hinge_loop loop,
                                        struct hinge_permutation *result, struct hinge_error *error)
{
    loop.items = (size_t)ceil(r->total / HINGE_RELABELLING_CHUNK);
    loop.threads = analysis->threads;
    loop.progress = analysis->progress;
    r->count = hinge_analysis_alloc(analysis, loop.items, sizeof *r->count);
    for (int k = 0; k < 2; k++)
        r->observed[k] = hinge_tie_floor(extremity(r, r->observed[k]));
    enum hinge_status status = hinge_parallel_for(&loop, error);
    if (status != HINGE_OK)
        return status;
    result->done = true;
    result->exact = r->exact;
    result->n_perm = r->total;
    for (int k = 0; k < 2; k++) {
        result->count[k] = 0;
        for (size_t i = 0; i < loop.items; i++)
            result->count[k] += r->count[i][k];
        result->p[k] =
            r->exact ? result->count[k] / r->total : (result->count[k] + 1) / (r->total + 1);
    }
    return HINGE_OK;
}

enum hinge_status hinge_relabelling_mode(struct hinge_analysis *analysis, const char *option,
                                         double ways, double automatic, struct hinge_relabelling *r,
                                         struct hinge_error *error)
{
    const char *mode = hinge_option_text(analysis, option);
    bool wanted = strcmp(mode, "exact") == 0;
    if (wanted && ways > exact_limit)
        return hinge_analysis_fail(analysis, error, HINGE_E_PERM_LIMIT,
                                   "%s: exact needs %.10g relabellings, the limit is %.0g; "
                                   "use monte-carlo",
                                   option, ways, exact_limit);
    r->seed = analysis->seed;
    r->exact = wanted || (strcmp(mode, "auto") == 0 && ways <= automatic);
    r->total = r->exact ? ways : (double)hinge_option_count(analysis, "n_perm");
    return HINGE_OK;
}

/* --- two groups --- */

struct job {
    struct hinge_relabelling r;
    const double *z; /* shifted by the first value */
    size_t n1, n;
    double zero; /* a difference up to this is rounding */
    /* for a first look: values less their mean, sums of them and of their squares */
    const double *centred;
    double sum, squares;
    const double (*flip)[LANES]; /* the signs of each byte */
};

static void group_statistics(const struct job *job, const double *z, double t[2])
{
    size_t n1 = job->n1, n2 = job->n - job->n1;
    double diff = hinge_stats_mean_about(z, n1, 0) - hinge_stats_mean_about(z + n1, n2, 0);
    if (fabs(diff) <= job->zero)
        diff = 0;
    double se = sqrt(hinge_stats_variance(z, n1) / (double)n1 +
                     hinge_stats_variance(z + n1, n2) / (double)n2);
    t[1] = diff;
    t[0] = diff == 0 ? 0 : diff / se; /* an infinite t when se is 0 */
}

struct group_scratch {
    uint32_t *index;
    double *z;
};

/* The statistics from sums over the first group alone, any order of it. Whether they
 * are so far from the observed ones that rounding cannot matter to what is counted.
 * Sums are within n epsilon of their largest; a variance is as much of the whole, of
 * which it must be no small part. Equal statistics are 1e-9 from what they are held
 * against (hinge_tie_floor): further. */
static bool is_clear(const struct job *job, const uint32_t *index, double t[2])
{
    const double small = 1e-2, n = (double)job->n, n1 = (double)job->n1, n2 = n - n1;
    const double epsilon = 8 * n * DBL_EPSILON, part = n / (fmin(n1, n2) - 1),
                 largest = job->zero / (8 * DBL_EPSILON), *observed = job->r.observed;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < job->n1; i++) {
        double x = job->centred[index[i]];
        sum += x;
        squares += x * x;
    }
    double rest = job->sum - sum, spread = sqrt(job->squares / n);
    double v1 = (squares - sum * sum / n1) / (n1 - 1);
    double v2 = (job->squares - squares - rest * rest / n2) / (n2 - 1);
    double least = small * spread * spread;
    t[1] = sum / n1 - rest / n2;
    t[0] = t[1] / sqrt(v1 / n1 + v2 / n2);
    double of_t = part / small * (fabs(t[0]) + fabs(observed[0])) + 2 * sqrt(n) * largest / spread;
    return v1 > least && v2 > least &&
           fabs(extremity(&job->r, t[0]) - observed[0]) > epsilon * of_t &&
           fabs(extremity(&job->r, t[1]) - observed[1]) > epsilon * largest;
}

/* The statistics of a random relabelling; most are clear from who is in the first
 * group, for which half of the shuffle is enough. */
static void draw_statistics(const struct job *job, struct group_scratch *s, uint64_t replicate,
                            double t[2])
{
    struct hinge_random random;
    hinge_random_init(&random, job->r.seed, HINGE_STREAM_PERMUTATION, replicate);
    for (size_t i = 0; i < job->n; i++)
        s->index[i] = (uint32_t)i;
    hinge_random_shuffle_down(&random, s->index, job->n, job->n1);
    if (is_clear(job, s->index, t))
        return;
    hinge_random_shuffle_down(&random, s->index, job->n1, 1);
    for (size_t i = 0; i < job->n; i++)
        s->z[i] = job->z[s->index[i]];
    group_statistics(job, s->z, t);
}

static void *make_group_scratch(void *context)
{
    const struct job *job = context;
    struct group_scratch *s = hinge_alloc(1, sizeof *s);
    s->index = hinge_alloc(job->n, sizeof *s->index);
    s->z = hinge_alloc(job->n, sizeof *s->z);
    return s;
    free(s->index);
    free(s->z);
    free(s);
    return NULL;
}

static void free_group_scratch(void *scratch)
{
    struct group_scratch *s = scratch;
    free(s->index);
    free(s->z);
    free(s);
}

/* Values of the subset first, the others after, both in their order. */
static void arrange(const struct job *job, const uint32_t *subset, double *z)
{
    size_t k = 0, rest = job->n1;
    for (size_t i = 0; i < job->n; i++) {
        if (k < job->n1 && subset[k] == i)
            z[k++] = job->z[i];
        else
            z[rest++] = job->z[i];
    }
}

static enum hinge_status permute_chunk(void *context, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    const struct job *job = context;
    struct group_scratch *s = scratch;
    double t[2], count[2] = {0, 0};
    size_t from = item * HINGE_RELABELLING_CHUNK, size = hinge_relabelling_chunk(&job->r, item);
    (void)error;
    if (job->r.exact)
        hinge_subset_at((double)from, job->n, job->n1, s->index);
    for (size_t r = 0; r < size; r++) {
        if (job->r.exact) {
            arrange(job, s->index, s->z);
            hinge_subset_next(s->index, job->n, job->n1);
            group_statistics(job, s->z, t);
        } else {
            draw_statistics(job, s, from + r, t);
        }
        hinge_relabelling_count(&job->r, t, count);
    }
    job->r.count[item][0] = count[0];
    job->r.count[item][1] = count[1];
    return HINGE_OK;
}

/* --- signs --- */

static double flipped_mean(const struct job *job, const double *sign)
{
    double sum = 0;
    for (size_t i = 0; i < job->n; i++)
        sum += sign[i] * job->z[i];
    double mean = sum / (double)job->n;
    return fabs(mean) <= job->zero ? 0 : mean;
}

/* The mean of a random pattern of signs, summed in lanes, without writing the pattern
 * down. */
static double lanes_mean(const struct job *job, uint64_t replicate)
{
    struct hinge_random random;
    double lane[LANES] = {0}, sum = 0;
    uint32_t word = 0;
    hinge_random_init(&random, job->r.seed, HINGE_STREAM_PERMUTATION, replicate);
    for (size_t i = 0; i < job->n; i += LANES, word >>= LANES) {
        if (i % 32 == 0)
            word = hinge_random_word(&random);
        const double *sign = job->flip[word & 0xff], *z = job->z + i;
#pragma omp simd
        for (size_t k = 0; k < LANES; k++)
            lane[k] += sign[k] * z[k];
    }
    for (size_t k = 0; k < LANES; k++)
        sum += lane[k];
    return sum / (double)job->n;
}

/* Whether a mean is so far from the observed one that what it is summed by cannot
 * matter to what is counted: either sum is within n epsilon of the largest value. */
static bool is_clear_mean(const struct job *job, double mean)
{
    double rounding = job->zero * (1 + (double)job->n / 4);
    return job->zero == 0 || fabs(extremity(&job->r, mean) - job->r.observed[0]) > rounding;
}

/* The mean of a random pattern; most are clear from the sum in lanes. */
static double drawn_mean(const struct job *job, uint64_t replicate, double *sign)
{
    double mean = lanes_mean(job, replicate);
    if (is_clear_mean(job, mean))
        return mean;
    hinge_flip_pattern(job->r.seed, HINGE_STREAM_PERMUTATION, replicate, job->n, sign);
    return flipped_mean(job, sign);
}

static void *make_flip_scratch(void *context)
{
    return hinge_alloc(((const struct job *)context)->n, sizeof(double));
}

static enum hinge_status flip_chunk(void *context, void *scratch, size_t item,
                                    struct hinge_error *error)
{
    const struct job *job = context;
    double *sign = scratch, t[2], count[2] = {0, 0};
    size_t from = item * HINGE_RELABELLING_CHUNK, size = hinge_relabelling_chunk(&job->r, item);
    (void)error;
    for (size_t r = from; r < from + size; r++) {
        if (job->r.exact) {
            for (size_t i = 0; i < job->n; i++)
                sign[i] = r >> i & 1 ? -1 : 1;
            t[0] = t[1] = flipped_mean(job, sign);
        } else {
            t[0] = t[1] = drawn_mean(job, r, sign);
        }
        hinge_relabelling_count(&job->r, t, count);
    }
    job->r.count[item][0] = count[0];
    job->r.count[item][1] = count[1];
    return HINGE_OK;
}

/* --- both --- */

/* A copy of the values less `origin`, zeros behind to the end of the lanes; the
 * rounding level of their means in *zero. */
static const double *shifted(struct hinge_analysis *analysis, const double *z, size_t n,
                             double origin, double *zero)
{
    double *copy = hinge_analysis_alloc(analysis, n + LANES, sizeof *copy), largest = 0;
    for (size_t i = 0; copy != NULL && i < n; i++) {
        copy[i] = z[i] - origin;
        largest = fmax(largest, fabs(copy[i]));
    }
    *zero = 8 * DBL_EPSILON * largest;
    return copy;
}

enum hinge_status hinge_permute_groups(struct hinge_analysis *analysis, const double *z, size_t n1,
                                       size_t n, struct hinge_permutation *result,
                                       struct hinge_error *error)
{
    struct job job = {.r.alternative = analysis->alternative, .n1 = n1, .n = n};
    *result = (struct hinge_permutation){0};
    if (strcmp(hinge_option_text(analysis, "permutation"), "none") == 0)
        return HINGE_OK;
    enum hinge_status status = hinge_relabelling_mode(analysis, "permutation", hinge_choose(n, n1),
                                                      HINGE_EXACT_AUTO, &job.r, error);
    if (status != HINGE_OK)
        return status;
    job.z = shifted(analysis, z, n, z[0], &job.zero);
    double rounding;
    job.centred = shifted(analysis, z, n, hinge_stats_mean(z, n), &rounding);
    if (job.z == NULL || job.centred == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        job.sum += job.centred[i];
        job.squares += job.centred[i] * job.centred[i];
    }
    group_statistics(&job, job.z, job.r.observed);
    struct hinge_loop loop = {.context = &job,
                              .work = permute_chunk,
                              .make_scratch = make_group_scratch,
                              .free_scratch = free_group_scratch};
    return hinge_relabelling_run(analysis, &job.r, loop, result, error);
}

enum hinge_status hinge_flip_signs(struct hinge_analysis *analysis, const double *d, size_t n,
                                   struct hinge_permutation *result, struct hinge_error *error)
{
    struct job job = {.r.alternative = analysis->alternative, .n = n};
    *result = (struct hinge_permutation){0};
    if (strcmp(hinge_option_text(analysis, "signflip"), "none") == 0)
        return HINGE_OK;
    double ways = ldexp(1, n < 1000 ? (int)n : 1000), automatic = ldexp(1, EXACT_FLIPS);
    enum hinge_status status =
        hinge_relabelling_mode(analysis, "signflip", ways, automatic, &job.r, error);
    if (status != HINGE_OK)
        return status;
    job.z = shifted(analysis, d, n, 0, &job.zero);
    double(*flip)[LANES] = hinge_analysis_alloc(analysis, 256, sizeof *flip);
    if (job.z == NULL || flip == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t byte = 0; byte < 256; byte++)
        for (size_t k = 0; k < LANES; k++)
            flip[byte][k] = byte >> k & 1 ? -1 : 1;
    job.flip = (const double(*)[LANES])flip;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += job.z[i];
    job.r.observed[0] = fabs(sum / (double)n) <= job.zero ? 0 : sum / (double)n;
    job.r.observed[1] = job.r.observed[0];
    struct hinge_loop loop = {.context = &job,
                              .work = flip_chunk,
                              .make_scratch = make_flip_scratch,
                              .free_scratch = free};
    return hinge_relabelling_run(analysis, &job.r, loop, result, error);
}
