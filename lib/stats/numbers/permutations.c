/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests and intervals by chance draws, or by all arrangements where there are few. */
#include "stats/numbers/numbers.h"

#include "stats/run/analysis.h"

#define RELABELLED(F) F(COUNT, n_perm) F(COUNT, count) F(NUMBER, p) F(TEXT, method) F(MAYBE, p_min)
HINGE_ROW(relabelled, RELABELLED)

void hinge_add_permutation(json_t *parent, const char *key, const struct hinge_permutation *r,
                           int k, double p_min)
{
    const struct relabelled row = {.n_perm = r->n_perm,
                                   .count = r->count[k],
                                   .p = r->p[k],
                                   .method = r->exact ? "exact" : "monte-carlo",
                                   .p_min = r->exact ? p_min : (double)NAN};
    if (r->done)
        HINGE_ADD(parent, key, relabelled, &row);
}

/* --- Subsets and arrangements of labels: how many there are, the one of a rank, the next. --- */

double hinge_choose(size_t n, size_t k)
{
    double ways = 1;
    k = k < n - k ? k : n - k;
    for (size_t i = 1; i <= k && ways < 1e300; i++)
        ways = round(ways * (double)(n - k + i) / (double)i);
    return ways;
}

void hinge_subset_at(double rank, size_t n, size_t k, uint32_t *subset)
{
    size_t value = 0;
    for (size_t i = 0; i < k; i++) {
        for (;; value++) {
            double with = hinge_choose(n - value - 1, k - i - 1);
            if (rank < with)
                break;
            rank -= with;
        }
        subset[i] = (uint32_t)value++;
    }
}

double hinge_arrangements(const size_t *size, size_t labels)
{
    double ways = 1, n = 0;
    for (size_t g = 0; g < labels; g++) {
        n += (double)size[g];
        ways *= hinge_choose((size_t)n, size[g]);
    }
    return ways;
}

void hinge_arrangement_at(double rank, size_t *left, size_t labels, uint32_t *label)
{
    size_t n = 0;
    for (size_t g = 0; g < labels; g++)
        n += left[g];
    for (size_t i = 0; i < n; i++)
        for (size_t g = 0; g < labels; g++) {
            if (left[g] == 0)
                continue;
            left[g]--;
            double ways = hinge_arrangements(left, labels);
            if (rank < ways) {
                label[i] = (uint32_t)g;
                break;
            }
            rank -= ways;
            left[g]++;
        }
}

double hinge_factorial(size_t n)
{
    double product = 1;
    for (size_t i = 2; i <= n; i++)
        product *= (double)i;
    return product;
}

double hinge_equal_groups(const size_t *size, size_t groups)
{
    double ways = 1;
    for (size_t g = 0; g < groups; g++) {
        double alike = 0;
        for (size_t h = 0; h <= g; h++)
            alike += size[h] == size[g];
        ways *= alike;
    }
    return ways;
}

void hinge_permutation_at(size_t r, size_t k, uint32_t *out)
{
    for (size_t i = 0; i < k; i++)
        out[i] = (uint32_t)i;
    for (size_t i = 0; i + 1 < k; i++) {
        size_t rest = (size_t)hinge_factorial(k - 1 - i), take = i + r / rest;
        uint32_t value = out[take];
        r %= rest;
        memmove(out + i + 1, out + i, (take - i) * sizeof *out);
        out[i] = value;
    }
}

bool hinge_subset_next(uint32_t *subset, size_t n, size_t k)
{
    size_t i = k;
    while (i > 0 && subset[i - 1] == n - k + i - 1)
        i--;
    if (i == 0)
        return false;
    subset[i - 1]++;
    for (; i < k; i++)
        subset[i] = subset[i - 1] + 1;
    return true;
}

/* --- Permutation of group labels and of signs, exact or Monte Carlo. --- */

enum { EXACT_FLIPS = 20, LANES = 8 };
static const double exact_most = 2e7; /* relabellings of an exact test */

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

/* Adds 1 to the counts of statistics at least as extreme as those observed. */
static void relabelling_count(const struct hinge_relabelling *r, const double t[2], double count[2])
{
    for (int k = 0; k < 2; k++)
        count[k] += extremity(r, t[k]) >= r->observed[k];
}

/* How many relabellings chunk `item` has, from item * HINGE_RELABELLING_CHUNK on. */
static size_t relabelling_chunk(const struct hinge_relabelling *r, size_t item)
{
    double left = r->total - (double)item * HINGE_RELABELLING_CHUNK;
    return left < HINGE_RELABELLING_CHUNK ? (size_t)left : HINGE_RELABELLING_CHUNK;
}

/* Runs the loop (work, scratch, context) over all chunks, sums their counts. */
static bool relabelling_run(struct hinge_analysis *analysis, struct hinge_relabelling *r,
                            struct hinge_loop loop, struct hinge_permutation *result)
{
    loop.items = (size_t)ceil(r->total / HINGE_RELABELLING_CHUNK);
    loop.threads = analysis->threads;
    loop.progress = analysis->progress;
    r->count = hinge_analysis_alloc(analysis, loop.items, sizeof *r->count);
    for (int k = 0; k < 2; k++)
        r->observed[k] = hinge_tie_floor(extremity(r, r->observed[k]));
    if (!hinge_analysis_ok(analysis, hinge_parallel_for(&loop, &analysis->error)))
        return false;
    result->done = true;
    result->exact = r->exact;
    result->n_perm = r->total;
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < loop.items; i++)
            result->count[k] += r->count[i][k];
        result->p[k] =
            r->exact ? result->count[k] / r->total : (result->count[k] + 1) / (r->total + 1);
    }
    return true;
}

bool hinge_relabellings(struct hinge_analysis *analysis, double ways, double automatic, bool *exact,
                        double *total)
{
    const struct hinge_relabels *asked = &analysis->ask.permutation;
    bool wanted = asked->mode == HINGE_RELABEL_EXACT;
    if (!isnan(asked->exact_to))
        automatic = asked->exact_to;
    if ((wanted                              ? ways
         : asked->mode == HINGE_RELABEL_AUTO ? fmin(ways, automatic)
                                             : 0) > exact_most)
        return hinge_analysis_fail(analysis, HINGE_E_PERM_LIMIT,
                                   "all are %.10g, the limit is %.0f; use monte-carlo", ways,
                                   exact_most);
    *exact = wanted || (asked->mode == HINGE_RELABEL_AUTO && ways <= automatic);
    *total = *exact ? ways : asked->n;
    return true;
}

static bool relabelling_mode(struct hinge_analysis *analysis, double ways, double automatic,
                             struct hinge_relabelling *r)
{
    r->seed = analysis->seed;
    return hinge_relabellings(analysis, ways, automatic, &r->exact, &r->total);
}

/* Whether the option permutation leaves the test out. */
static bool is_left_out(const struct hinge_analysis *analysis)
{
    const struct hinge_relabels *asked = &analysis->ask.permutation;
    return asked->mode == HINGE_RELABEL_NONE || !(asked->n >= 1);
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
    struct group_scratch *s =
        hinge_alloc(1, sizeof *s + job->n * (sizeof *s->z + sizeof *s->index));
    s->z = (double *)(s + 1);
    s->index = (void *)(s->z + job->n);
    return s;
}

static enum hinge_status permute_chunk(void *context, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    const struct job *job = context;
    struct group_scratch *s = scratch;
    double t[2], count[2] = {0, 0};
    size_t from = item * HINGE_RELABELLING_CHUNK, size = relabelling_chunk(&job->r, item);
    (void)error;
    if (job->r.exact)
        hinge_subset_at((double)from, job->n, job->n1, s->index);
    for (size_t r = 0; r < size; r++) {
        if (job->r.exact) {
            /* Values of the subset first, the others after, both in their order. */
            size_t k = 0, rest = job->n1;
            for (size_t i = 0; i < job->n; i++) {
                if (k < job->n1 && s->index[k] == i)
                    s->z[k++] = job->z[i];
                else
                    s->z[rest++] = job->z[i];
            }
            hinge_subset_next(s->index, job->n, job->n1);
            group_statistics(job, s->z, t);
        } else {
            draw_statistics(job, s, from + r, t);
        }
        relabelling_count(&job->r, t, count);
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

/* The mean of a random pattern; most are clear from the sum in lanes: so far from the observed one
 * that what it is summed by cannot matter to what is counted, as either sum is within n epsilon of
 * the largest value. */
static double drawn_mean(const struct job *job, uint64_t replicate, double *sign)
{
    double mean = lanes_mean(job, replicate), rounding = job->zero * (1 + (double)job->n / 4);
    if (fabs(extremity(&job->r, mean) - job->r.observed[0]) > rounding)
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
    size_t from = item * HINGE_RELABELLING_CHUNK, size = relabelling_chunk(&job->r, item);
    (void)error;
    for (size_t r = from; r < from + size; r++) {
        if (job->r.exact) {
            for (size_t i = 0; i < job->n; i++)
                sign[i] = r >> i & 1 ? -1 : 1;
            t[0] = t[1] = flipped_mean(job, sign);
        } else {
            t[0] = t[1] = drawn_mean(job, r, sign);
        }
        relabelling_count(&job->r, t, count);
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
    for (size_t i = 0; i < n; i++) {
        copy[i] = z[i] - origin;
        largest = fmax(largest, fabs(copy[i]));
    }
    *zero = 8 * DBL_EPSILON * largest;
    return copy;
}

bool hinge_permute_groups(struct hinge_analysis *analysis, const double *z, size_t n1, size_t n,
                          struct hinge_permutation *result)
{
    struct job job = {.r.alternative = analysis->alternative, .n1 = n1, .n = n};
    *result = (struct hinge_permutation){0};
    if (is_left_out(analysis))
        return true;
    if (!relabelling_mode(analysis, hinge_choose(n, n1), HINGE_EXACT_AUTO, &job.r))
        return false;
    job.z = shifted(analysis, z, n, z[0], &job.zero);
    double rounding;
    job.centred = shifted(analysis, z, n, hinge_stats_mean(z, n), &rounding);
    for (size_t i = 0; i < n; i++) {
        job.sum += job.centred[i];
        job.squares += job.centred[i] * job.centred[i];
    }
    group_statistics(&job, job.z, job.r.observed);
    struct hinge_loop loop = {.context = &job,
                              .work = permute_chunk,
                              .make_scratch = make_group_scratch,
                              .free_scratch = free};
    return relabelling_run(analysis, &job.r, loop, result);
}

bool hinge_flip_signs(struct hinge_analysis *analysis, const double *d, size_t n,
                      struct hinge_permutation *result)
{
    struct job job = {.r.alternative = analysis->alternative, .n = n};
    *result = (struct hinge_permutation){0};
    if (is_left_out(analysis))
        return true;
    double ways = ldexp(1, n < 1000 ? (int)n : 1000), automatic = ldexp(1, EXACT_FLIPS);
    if (!relabelling_mode(analysis, ways, automatic, &job.r))
        return false;
    job.z = shifted(analysis, d, n, 0, &job.zero);
    double(*flip)[LANES] = hinge_analysis_alloc(analysis, 256, sizeof *flip);
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
    return relabelling_run(analysis, &job.r, loop, result);
}

/* --- Labels of several groups, relabelled. --- */

struct several_job {
    struct hinge_relabelling r;
    size_t n, labels;
    const size_t *size;
    const double *z; /* values */
    double floor;    /* the least variance of a group */
    double rounding; /* sums of squares below it */
};

/* --- statistics, but for factors that no relabelling changes --- */

static void several_statistics(const struct several_job *job, const uint32_t *label, double *work,
                               double f[2])
{
    double *mean = work, *squares = work + job->labels, between = 0, within = 0;
    memset(work, 0, 2 * job->labels * sizeof *work);
    for (size_t i = 0; i < job->n; i++)
        mean[label[i]] += job->z[i];
    for (size_t g = 0; g < job->labels; g++) {
        mean[g] /= (double)job->size[g];
        between += (double)job->size[g] * mean[g] * mean[g];
    }
    for (size_t i = 0; i < job->n; i++) {
        double d = job->z[i] - mean[label[i]];
        squares[label[i]] += d * d;
    }
    for (size_t g = 0; g < job->labels; g++)
        within += squares[g];
    f[0] = f[1] = 0;
    if (between <= job->rounding)
        return;
    double k = (double)job->labels, total = 0, centre = 0, top = 0, lambda = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t g = 0; g < job->labels; g++) {
            double n = (double)job->size[g];
            double weight = n / fmax(squares[g] / (n - 1), job->floor);
            if (pass == 0) {
                total += weight;
                centre += weight * mean[g];
                continue;
            }
            double rest = 1 - weight / total, d = mean[g] - centre / total;
            top += weight * d * d;
            lambda += rest * rest / (n - 1);
        }
    }
    f[0] = top / (1 + 2 * (k - 2) * lambda / (k * k - 1));
    f[1] = between / within; /* infinite when nothing is left within */
}

/* --- relabelling --- */

struct several_scratch {
    uint32_t *label, *index;
    size_t *left;
    double *work; /* mean and squares of each label */
};

static void *make_several(void *context)
{
    const struct several_job *job = context;
    struct several_scratch *s =
        hinge_alloc(1, sizeof *s + job->labels * (sizeof *s->left + 2 * sizeof *s->work) +
                           2 * job->n * sizeof *s->label);
    s->left = (size_t *)(s + 1);
    s->work = (void *)(s->left + job->labels);
    s->label = (void *)(s->work + 2 * job->labels);
    s->index = s->label + job->n;
    return s;
}

static enum hinge_status relabel_chunk(void *context, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    const struct several_job *job = context;
    struct several_scratch *s = scratch;
    double f[2], count[2] = {0, 0};
    size_t from = item * HINGE_RELABELLING_CHUNK;
    size_t size = relabelling_chunk(&job->r, item);
    (void)error;
    if (job->r.exact) {
        memcpy(s->left, job->size, job->labels * sizeof *s->left);
        hinge_arrangement_at((double)from, s->left, job->labels, s->label);
    }
    for (size_t r = 0; r < size; r++) {
        if (!job->r.exact) {
            struct hinge_random random;
            hinge_random_init(&random, job->r.seed, HINGE_STREAM_PERMUTATION, (from + r));
            hinge_random_shuffle(&random, s->index, job->n);
            for (size_t g = 0, at = 0; g < job->labels; g++)
                for (size_t i = 0; i < job->size[g]; i++)
                    s->label[s->index[at++]] = (uint32_t)g;
        }
        several_statistics(job, s->label, s->work, f);
        relabelling_count(&job->r, f, count);
        if (job->r.exact) {
            /* The next arrangement in lexicographic order; after the last one the first. */
            size_t i = job->n - 1, k = job->n - 1;
            while (i > 0 && s->label[i - 1] >= s->label[i])
                i--;
            if (i > 0) {
                while (s->label[k] <= s->label[i - 1])
                    k--;
                uint32_t value = s->label[k];
                s->label[k] = s->label[i - 1];
                s->label[i - 1] = value;
            }
            for (k = job->n - 1; i < k; i++, k--) {
                uint32_t value = s->label[k];
                s->label[k] = s->label[i];
                s->label[i] = value;
            }
        }
    }
    job->r.count[item][0] = count[0];
    job->r.count[item][1] = count[1];
    return HINGE_OK;
}

bool hinge_permute_several(struct hinge_analysis *analysis, const double *z, const size_t *size,
                           size_t groups, struct hinge_permutation *result)
{
    struct several_job job = {.labels = groups, .size = size};
    *result = (struct hinge_permutation){0};
    if (is_left_out(analysis))
        return true;
    for (size_t g = 0; g < groups; g++)
        job.n += size[g];
    double *centred = hinge_analysis_alloc(analysis, job.n, sizeof *centred), all = 0;
    double mean = hinge_stats_mean(z, job.n);
    for (size_t i = 0; i < job.n; i++) {
        centred[i] = z[i] - mean;
        all += centred[i] * centred[i];
    }
    job.z = centred;
    job.floor = 1e-12 * all / (double)(job.n - 1);
    job.rounding = 64 * DBL_EPSILON * DBL_EPSILON * (double)job.n * all;
    if (!(all > 0))
        return true;
    struct hinge_loop loop = {
        .context = &job, .work = relabel_chunk, .make_scratch = make_several, .free_scratch = free};
    job.r.alternative = HINGE_GREATER;
    if (!relabelling_mode(analysis, hinge_arrangements(job.size, job.labels), HINGE_EXACT_AUTO,
                          &job.r))
        return false;
    struct several_scratch *s = make_several(&job); /* the first arrangement is what was observed */
    for (size_t g = 0, at = 0; g < job.labels; g++)
        for (size_t i = 0; i < job.size[g]; i++)
            s->label[at++] = (uint32_t)g;
    several_statistics(&job, s->label, s->work, job.r.observed);
    free(s);
    return relabelling_run(analysis, &job.r, loop, result);
}

/* --- Resampled people: replicates in parallel, quantiles of them. --- */

enum { CHUNK = 64, REPLICATES = 2000, LEAST = 3 /* people */ };

struct boot_job {
    const struct hinge_bootstrap_task *task;
    uint64_t seed;
    size_t replicates;
    double *replicate;
};

struct boot_scratch {
    uint32_t *index;
    double *values;
};

static void *make_boot(void *context)
{
    const struct boot_job *job = context;
    struct boot_scratch *s =
        hinge_alloc(1, sizeof *s + job->task->scratch_size * sizeof *s->values +
                           job->task->people * sizeof *s->index);
    s->values = (double *)(s + 1);
    s->index = (void *)(s->values + job->task->scratch_size);
    return s;
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct boot_job *job = context;
    const struct hinge_bootstrap_task *task = job->task;
    struct boot_scratch *s = scratch;
    size_t end = (item + 1) * CHUNK;
    (void)error;
    for (size_t r = item * CHUNK; r < end && r < job->replicates; r++) {
        struct hinge_random random;
        hinge_random_init(&random, job->seed, HINGE_STREAM_BOOTSTRAP, r);
        for (size_t i = 0; i < task->people; i++)
            s->index[i] = hinge_random_bounded(&random, (uint32_t)task->people);
        job->replicate[r] = task->statistic(task->context, s->index, task->people, s->values);
    }
    return HINGE_OK;
}

bool hinge_bootstrap_interval(struct hinge_analysis *analysis,
                              const struct hinge_bootstrap_task *task,
                              struct hinge_interval *interval)
{
    size_t given = (size_t)analysis->ask.bootstrap, used = 0;
    struct boot_job job = {
        .task = task, .seed = analysis->seed, .replicates = given > 0 ? given : REPLICATES};
    *interval = (struct hinge_interval){NAN, NAN};
    if (task->people < LEAST) {
        hinge_analysis_warn(analysis, NULL, HINGE_W_SMALL_N,
                            "an interval by resampling people needs %d", LEAST);
        return true;
    }
    job.replicate = hinge_analysis_alloc(analysis, job.replicates, sizeof *job.replicate);
    struct hinge_loop work = {.items = (job.replicates + CHUNK - 1) / CHUNK,
                              .threads = analysis->threads,
                              .progress = analysis->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_boot,
                              .free_scratch = free};
    bool good = hinge_analysis_ok(analysis, hinge_parallel_for(&work, &analysis->error));
    for (size_t r = 0; good && r < job.replicates; r++)
        if (!isnan(job.replicate[r]))
            job.replicate[used++] = job.replicate[r];
    if (used < 2)
        return good;
    double tail = (1 - analysis->level) / 2;
    hinge_sort(job.replicate, used);
    interval->low = hinge_quantile_sorted(job.replicate, used, tail);
    interval->high = hinge_quantile_sorted(job.replicate, used, 1 - tail);
    return good;
}

void hinge_people_rows_make(struct hinge_analysis *analysis, const uint32_t *who, size_t rows,
                            size_t people, struct hinge_people_rows *of)
{
    *of = (struct hinge_people_rows){
        .order = hinge_analysis_alloc(analysis, rows, sizeof *of->order),
        .start = hinge_analysis_alloc(analysis, people + 2, sizeof *of->start)};
    hinge_add_together(who, rows, people, of->order, of->start);
    for (size_t p = 0; p < people; p++) /* who has no rows leaves no gap */
        if (of->start[p + 1] > of->start[p])
            of->start[of->people++] = of->start[p];
    of->start[of->people] = rows;
}
