/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests and intervals by chance draws, or by all arrangements where there are few. */
#include "stats/numbers/permutations.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/sample.h"
#include "people/people.h"
#include "stats/run/analysis.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

enum { EXACT_FLIPS = 20, CHUNK_RELABELLED = 2048 };
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

/* A test: how it relabels, and what of. Chunks of relabellings are counted in parallel, each
 * relabelling by its number alone, so the counts do not depend on the threads. */
struct relabelling;
struct job {
    void (*relabel)(const struct job *job, size_t r, bool begins, struct relabelling *s);
    void (*find)(const struct job *job, struct relabelling *s, double t[2]);
    const double *z; /* values, shifted; of groups one group after the other */
    size_t n, labels;
    const size_t *size; /* of each group */
    double zero;        /* a difference, or a sum of squares between groups, up to it is rounding */
    double floor;       /* the least variance of a group */
    uint64_t seed;
    bool exact;
    double total; /* relabellings */
    enum hinge_alternative alternative;
    double observed[2]; /* floored for ties, turned to "large is extreme" */
    double (*count)[2]; /* per chunk */
};

/* Of a thread. */
struct relabelling {
    uint32_t *index, *label;
    size_t *left;
    double *sign, *work; /* signs, or values in another order; mean and squares of each label */
};

static void free_relabelling(void *scratch)
{
    struct relabelling *s = scratch;
    free(s->index);
    free(s->left);
    free(s->sign);
    free(s);
}

static void *make_relabelling(void *context)
{
    const struct job *job = context;
    struct relabelling *s = hinge_alloc(1, sizeof *s);
    s->index = hinge_alloc(2 * job->n, sizeof *s->index);
    s->label = s->index + job->n;
    s->left = hinge_alloc(job->labels, sizeof *s->left);
    s->sign = hinge_alloc(job->n + 2 * job->labels, sizeof *s->sign);
    s->work = s->sign + job->n;
    return s;
}

static double extremity(const struct job *job, double t)
{
    return job->alternative == HINGE_GREATER ? t : job->alternative == HINGE_LESS ? -t : fabs(t);
}

static enum hinge_status count_chunk(void *context, void *scratch, size_t item,
                                     struct hinge_error *error)
{
    const struct job *job = context;
    const size_t from = item * CHUNK_RELABELLED;
    double t[2], count[2] = {0, 0};
    (void)error;
    for (size_t r = from; r < from + CHUNK_RELABELLED && (double)r < job->total; r++) {
        job->relabel(job, r, r == from, scratch);
        job->find(job, scratch, t);
        for (int k = 0; k < 2; k++)
            count[k] += extremity(job, t[k]) >= job->observed[k];
    }
    memcpy(job->count[item], count, sizeof count);
    return HINGE_OK;
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

/* Of so many relabellings, all of them up to `automatic`; the first is what was observed. */
static bool run(struct hinge_analysis *analysis, struct job *job, double ways, double automatic,
                struct hinge_permutation *result)
{
    const struct hinge_relabels *asked = &analysis->ask.permutation;
    bool exact;
    *result = (struct hinge_permutation){0};
    if (asked->mode == HINGE_RELABEL_NONE || !(asked->n >= 1))
        return true;
    if (!hinge_relabellings(analysis, ways, automatic, &exact, &job->total))
        return false;
    struct relabelling *s = make_relabelling(job);
    job->exact = true;
    job->relabel(job, 0, true, s);
    job->find(job, s, job->observed);
    free_relabelling(s);
    job->exact = exact;
    job->seed = analysis->seed;
    for (int k = 0; k < 2; k++)
        job->observed[k] = hinge_tie_floor(extremity(job, job->observed[k]));
    struct hinge_loop loop = {.items = (size_t)ceil(job->total / CHUNK_RELABELLED),
                              .threads = analysis->threads,
                              .progress = analysis->progress,
                              .context = job,
                              .work = count_chunk,
                              .make_scratch = make_relabelling,
                              .free_scratch = free_relabelling};
    job->count = hinge_analysis_alloc(analysis, loop.items, sizeof *job->count);
    if (!hinge_analysis_ok(analysis, hinge_parallel_for(&loop, &analysis->error)))
        return false;
    *result = (struct hinge_permutation){.done = true, .exact = exact, .n_perm = job->total};
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < loop.items; i++)
            result->count[k] += job->count[i][k];
        result->p[k] =
            exact ? result->count[k] / job->total : (result->count[k] + 1) / (job->total + 1);
    }
    return true;
}

/* The values less `origin`, in the run's memory. */
static double *less(struct hinge_analysis *analysis, const double *z, size_t n, double origin)
{
    double *copy = hinge_analysis_alloc(analysis, n, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = z[i] - origin;
    return copy;
}

/* Up to which a mean of these values is rounding. */
static double rounding_of(const double *z, size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(z[i]));
    return 8 * DBL_EPSILON * largest;
}

/* --- two groups --- */

/* The values of the first group, then the others. */
static void exchange(const struct job *job, size_t r, bool begins, struct relabelling *s)
{
    const size_t n1 = job->size[0];
    if (!job->exact) {
        struct hinge_random random;
        hinge_random_init(&random, job->seed, HINGE_STREAM_PERMUTATION, r);
        hinge_random_shuffle(&random, s->index, job->n);
        for (size_t i = 0; i < job->n; i++)
            s->sign[i] = job->z[s->index[i]];
        return;
    }
    if (begins)
        hinge_subset_at((double)r, job->n, n1, s->index);
    else
        hinge_subset_next(s->index, job->n, n1);
    for (size_t i = 0, k = 0, rest = n1; i < job->n; i++)
        s->sign[k < n1 && s->index[k] == i ? k++ : rest++] = job->z[i];
}

static void compare_two(const struct job *job, struct relabelling *s, double t[2])
{
    const double *z = s->sign;
    const size_t n1 = job->size[0], n2 = job->size[1];
    double diff = hinge_stats_mean_about(z, n1, 0) - hinge_stats_mean_about(z + n1, n2, 0);
    if (fabs(diff) <= job->zero)
        diff = 0;
    double se = sqrt(hinge_stats_variance(z, n1) / (double)n1 +
                     hinge_stats_variance(z + n1, n2) / (double)n2);
    t[1] = diff;
    t[0] = diff == 0 ? 0 : diff / se; /* an infinite t when se is 0 */
}

bool hinge_permute_groups(struct hinge_analysis *analysis, const double *z, size_t n1, size_t n,
                          struct hinge_permutation *result)
{
    const size_t size[2] = {n1, n - n1};
    struct job job = {.relabel = exchange,
                      .find = compare_two,
                      .z = less(analysis, z, n, z[0]),
                      .n = n,
                      .labels = 2,
                      .size = size,
                      .alternative = analysis->alternative};
    job.zero = rounding_of(job.z, n);
    return run(analysis, &job, hinge_choose(n, n1), HINGE_EXACT_AUTO, result);
}

/* --- signs --- */

static void flip(const struct job *job, size_t r, bool begins, struct relabelling *s)
{
    (void)begins;
    if (!job->exact)
        hinge_flip_pattern(job->seed, HINGE_STREAM_PERMUTATION, r, job->n, s->sign);
    for (size_t i = 0; i < job->n && job->exact; i++)
        s->sign[i] = r >> i & 1 ? -1 : 1;
}

static void find_mean(const struct job *job, struct relabelling *s, double t[2])
{
    double sum = 0;
    for (size_t i = 0; i < job->n; i++)
        sum += s->sign[i] * job->z[i];
    const double mean = sum / (double)job->n;
    t[0] = t[1] = fabs(mean) <= job->zero ? 0 : mean;
}

bool hinge_flip_signs(struct hinge_analysis *analysis, const double *d, size_t n,
                      struct hinge_permutation *result)
{
    struct job job = {.relabel = flip,
                      .find = find_mean,
                      .z = d,
                      .n = n,
                      .zero = rounding_of(d, n),
                      .alternative = analysis->alternative};
    return run(analysis, &job, ldexp(1, n < 1000 ? (int)n : 1000), ldexp(1, EXACT_FLIPS), result);
}

/* --- several groups: statistics but for factors that no relabelling changes --- */

static double welch_f(const struct job *job, const double *mean, const double *squares)
{
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
    return top / (1 + 2 * (k - 2) * lambda / (k * k - 1));
}

static void compare_several(const struct job *job, struct relabelling *s, double f[2])
{
    double *mean = s->work, *squares = mean + job->labels, between = 0, within = 0;
    memset(mean, 0, 2 * job->labels * sizeof *mean);
    for (size_t i = 0; i < job->n; i++)
        mean[s->label[i]] += job->z[i];
    for (size_t g = 0; g < job->labels; g++) {
        mean[g] /= (double)job->size[g];
        between += (double)job->size[g] * mean[g] * mean[g];
    }
    for (size_t i = 0; i < job->n; i++) {
        double d = job->z[i] - mean[s->label[i]];
        squares[s->label[i]] += d * d;
    }
    for (size_t g = 0; g < job->labels; g++)
        within += squares[g];
    f[0] = f[1] = 0;
    if (between <= job->zero)
        return;
    f[0] = welch_f(job, mean, squares);
    f[1] = between / within; /* infinite when nothing is left within */
}

/* The next arrangement in lexicographic order; after the last one the first. */
static void next_arrangement(uint32_t *label, size_t n)
{
    size_t i = n - 1, k = n - 1;
    while (i > 0 && label[i - 1] >= label[i])
        i--;
    if (i > 0) {
        while (label[k] <= label[i - 1])
            k--;
        uint32_t value = label[k];
        label[k] = label[i - 1];
        label[i - 1] = value;
    }
    for (k = n - 1; i < k; i++, k--) {
        uint32_t value = label[k];
        label[k] = label[i];
        label[i] = value;
    }
}

static void arrange(const struct job *job, size_t r, bool begins, struct relabelling *s)
{
    if (!job->exact) {
        struct hinge_random random;
        hinge_random_init(&random, job->seed, HINGE_STREAM_PERMUTATION, r);
        hinge_random_shuffle(&random, s->index, job->n);
        for (size_t g = 0, at = 0; g < job->labels; g++)
            for (size_t i = 0; i < job->size[g]; i++)
                s->label[s->index[at++]] = (uint32_t)g;
    } else if (begins) {
        memcpy(s->left, job->size, job->labels * sizeof *s->left);
        hinge_arrangement_at((double)r, s->left, job->labels, s->label);
    } else {
        next_arrangement(s->label, job->n);
    }
}

bool hinge_permute_several(struct hinge_analysis *analysis, const double *z, const size_t *size,
                           size_t groups, struct hinge_permutation *result)
{
    struct job job = {.relabel = arrange,
                      .find = compare_several,
                      .labels = groups,
                      .size = size,
                      .alternative = HINGE_GREATER};
    for (size_t g = 0; g < groups; g++)
        job.n += size[g];
    job.z = less(analysis, z, job.n, hinge_stats_mean(z, job.n));
    double all = 0;
    for (size_t i = 0; i < job.n; i++)
        all += job.z[i] * job.z[i];
    job.floor = 1e-12 * all / (double)(job.n - 1);
    job.zero = 64 * DBL_EPSILON * DBL_EPSILON * (double)job.n * all;
    *result = (struct hinge_permutation){0};
    return !(all > 0) ||
           run(analysis, &job, hinge_arrangements(size, groups), HINGE_EXACT_AUTO, result);
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

static void free_boot(void *boot_scratch)
{
    struct boot_scratch *s = boot_scratch;
    free(s->index);
    free(s->values);
    free(s);
}

static void *make_boot(void *context)
{
    const struct boot_job *boot_job = context;
    struct boot_scratch *s = hinge_alloc(1, sizeof *s);
    s->index = hinge_alloc(boot_job->task->people, sizeof *s->index);
    s->values = hinge_alloc(boot_job->task->scratch_size, sizeof *s->values);
    return s;
}

static enum hinge_status run_chunk(void *context, void *boot_scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct boot_job *boot_job = context;
    const struct hinge_bootstrap_task *task = boot_job->task;
    struct boot_scratch *s = boot_scratch;
    size_t end = (item + 1) * CHUNK;
    (void)error;
    for (size_t r = item * CHUNK; r < end && r < boot_job->replicates; r++) {
        struct hinge_random random;
        hinge_random_init(&random, boot_job->seed, HINGE_STREAM_BOOTSTRAP, r);
        for (size_t i = 0; i < task->people; i++)
            s->index[i] = hinge_random_bounded(&random, (uint32_t)task->people);
        boot_job->replicate[r] = task->statistic(task->context, s->index, task->people, s->values);
    }
    return HINGE_OK;
}

bool hinge_bootstrap_interval(struct hinge_analysis *analysis,
                              const struct hinge_bootstrap_task *task,
                              struct hinge_interval *interval)
{
    size_t given = (size_t)analysis->ask.bootstrap, used = 0;
    struct boot_job boot_job = {
        .task = task, .seed = analysis->seed, .replicates = given > 0 ? given : REPLICATES};
    *interval = (struct hinge_interval){NAN, NAN};
    if (task->people < LEAST) {
        hinge_analysis_warn(analysis, NULL, HINGE_W_SMALL_N,
                            "an interval by resampling people needs %d", LEAST);
        return true;
    }
    boot_job.replicate =
        hinge_analysis_alloc(analysis, boot_job.replicates, sizeof *boot_job.replicate);
    struct hinge_loop work = {.items = (boot_job.replicates + CHUNK - 1) / CHUNK,
                              .threads = analysis->threads,
                              .progress = analysis->progress,
                              .work = run_chunk,
                              .context = &boot_job,
                              .make_scratch = make_boot,
                              .free_scratch = free_boot};
    bool good = hinge_analysis_ok(analysis, hinge_parallel_for(&work, &analysis->error));
    for (size_t r = 0; good && r < boot_job.replicates; r++)
        if (!isnan(boot_job.replicate[r]))
            boot_job.replicate[used++] = boot_job.replicate[r];
    if (used < 2)
        return good;
    double tail = (1 - analysis->level) / 2;
    hinge_sort(boot_job.replicate, used);
    interval->low = hinge_quantile_sorted(boot_job.replicate, used, tail);
    interval->high = hinge_quantile_sorted(boot_job.replicate, used, 1 - tail);
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
