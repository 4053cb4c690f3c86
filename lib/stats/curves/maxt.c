/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Largest statistic along a waveform under relabelling, exact or Monte Carlo (stream
 * 5). */
#include "stats/curves/waves.h"

#include "stats/numbers/compared.h"
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

/* --- one relabelling of a wave --- */

/* Room of a thread. */
struct relabelled {
    uint32_t *index;
    double *sign, *sum, *square, *t;
};

/* For a wave, as its data are, and those of its size and design. */
static struct relabelled *relabelled_new(const struct hinge_wave *w)
{
    struct relabelled *s = hinge_alloc(1, sizeof *s + (w->n + 3 * w->nodes) * sizeof *s->sign +
                                              w->n * sizeof *s->index);
    s->sign = (double *)(s + 1);
    s->sum = s->sign + w->n;
    s->square = s->sum + w->nodes;
    s->t = s->square + w->nodes;
    s->index = (void *)(s->t + w->nodes);
    for (size_t i = 0; i < w->n; i++) {
        s->index[i] = (uint32_t)i;
        s->sign[i] = 1;
    }
    return s;
}

/* --- statistics of a relabelling, from sums of scaled curves --- */

/* Four curves at a time, so that a sum is fetched and put back a quarter as often;
 * their order, and so every bit, is that of one by one. */
enum { AT_ONCE = 4 };

/* The curves from `i` up to `end`, each times its sign. */
static void add_signed(double *restrict sum, const struct hinge_wave *w, size_t i, size_t end,
                       const struct relabelled *s)
{
    size_t nodes = w->nodes;
    memset(sum, 0, nodes * sizeof *sum);
    for (; i + AT_ONCE <= end; i += AT_ONCE) {
        const double *restrict c = w->scaled + i * nodes;
        const double *f = s->sign + i;
        for (size_t q = 0; q < nodes; q++)
            sum[q] = sum[q] + f[0] * c[q] + f[1] * c[nodes + q] + f[2] * c[2 * nodes + q] +
                     f[3] * c[3 * nodes + q];
    }
    for (; i < end; i++)
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

static void two_groups(const struct hinge_wave *w, struct relabelled *s)
{
    double n1 = (double)w->group_size[0], n2 = (double)w->group_size[1];
    double unit = sqrt(1 / n1 + 1 / n2);
    if (w->design == HINGE_WAVE_SIGNED) {
        /* distances from the own group's mean, each with its sign, on which the sums of their
         * squares do not depend */
        const size_t first = w->group_size[0], nodes = w->nodes;
        add_signed(s->sum, w, 0, first, s);
        add_signed(s->square, w, first, w->n, s);
        for (size_t q = 0; q < nodes; q++) {
            const double sum1 = s->sum[q], sum2 = s->square[q];
            const double v1 = fmax(0, w->squared[q] - sum1 * sum1 / n1) / (n1 - 1) / n1;
            const double v2 = fmax(0, w->squared[nodes + q] - sum2 * sum2 / n2) / (n2 - 1) / n2;
            const double diff = sum1 / n1 - sum2 / n2;
            s->t[q] = diff == 0 ? 0 : diff / sqrt(v1 + v2);
        }
        return;
    }
    add_listed(s->sum, w->scaled, s->index, w->group_size[0], w->nodes);
    if (w->design == HINGE_WAVE_WELCH)
        add_listed(s->square, w->squared, s->index, w->group_size[0], w->nodes);
    for (size_t q = 0; q < w->nodes; q++)
        s->t[q] = w->design == HINGE_WAVE_WELCH ? welch_of(s->sum[q], s->square[q], n1, n2)
                                                : t_of(s->sum[q] * unit, w->df2);
}

/* s->t at every node from s->index (groups) or s->sign. */
static void relabelled_fill(const struct hinge_wave *w, struct relabelled *s)
{
    if (w->design <= HINGE_WAVE_SIGNED) {
        two_groups(w, s);
    } else if (w->design == HINGE_WAVE_ANOVA) {
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
    } else {
        add_signed(s->sum, w, 0, w->n, s);
        for (size_t q = 0; q < w->nodes; q++)
            s->t[q] = t_of(s->sum[q], w->df2);
    }
}

/* --- which relabelling --- */

static bool flips(const struct hinge_wave *w)
{
    return w->design == HINGE_WAVE_ONE_SAMPLE || w->design == HINGE_WAVE_SIGNED;
}

/* Number of relabellings, infinite where they are not enumerated. */
static double wave_ways(const struct hinge_wave *w)
{
    switch (w->design) {
    case HINGE_WAVE_TWO_SAMPLE:
    case HINGE_WAVE_WELCH:
        return hinge_choose(w->n, w->group_size[0]);
    case HINGE_WAVE_ONE_SAMPLE:
    case HINGE_WAVE_SIGNED:
        return ldexp(1, w->n < 1000 ? (int)w->n : 1000);
    default:
        return HUGE_VAL;
    }
}

/* --- how many relabellings --- */

enum { STANDARD_LIMIT = 20000 };

bool hinge_wave_mode(struct hinge_analysis *a, double ways, bool *done, bool *exact, size_t *n)
{
    double total = 0;
    *done = false;
    if (a->ask.permutation.mode == HINGE_RELABEL_NONE)
        return true;
    if (!hinge_relabellings(a, ways, STANDARD_LIMIT, exact, &total))
        return false;
    *n = (size_t)total;
    *done = *n > 0;
    return true;
}

/* --- the largest value under all of them --- */

enum { CHUNK = 256 };

struct job {
    const struct hinge_wave *wave;
    uint64_t seed;
    bool exact, two_sided;
    size_t first, total; /* slot of replicate 0; replicates */
    double *largest, *mass, forming;
};

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

static void *make_scratch(void *context)
{
    return relabelled_new(((const struct job *)context)->wave);
}

static void store(const struct job *job, const double *t, size_t slot)
{
    /* The largest of a statistic along the nodes that have one; of |t| with two sides. */
    double largest = -INFINITY;
    for (size_t q = 0; q < job->wave->nodes; q++)
        if (job->wave->valid[q])
            largest = fmax(largest, job->wave->two_sided ? fabs(t[q]) : t[q]);
    job->largest[slot] = largest;
    if (job->mass != NULL)
        job->mass[slot] = hinge_largest_mass(t, job->wave->nodes, job->forming, job->two_sided);
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    const struct hinge_wave *w = job->wave;
    struct relabelled *s = scratch;
    size_t from = item * CHUNK;
    (void)error;
    for (size_t r = from; r < from + CHUNK && r < job->total; r++) {
        if (job->exact) {
            /* Number r of all, behind r - 1 unless the chunk begins. */
            if (flips(w))
                for (size_t i = 0; i < w->n; i++)
                    s->sign[i] = r >> i & 1 ? -1 : 1;
            else if (r == from)
                hinge_subset_at((double)r, w->n, w->group_size[0], s->index);
            else
                hinge_subset_next(s->index, w->n, w->group_size[0]);
        } else if (flips(w)) { /* draw r of the seed (stream 5) */
            hinge_flip_pattern(job->seed, HINGE_STREAM_SPM_PERMUTATION, r, w->n, s->sign);
        } else {
            struct hinge_random random;
            hinge_random_init(&random, job->seed, HINGE_STREAM_SPM_PERMUTATION, r);
            hinge_random_shuffle(&random, s->index, w->n);
        }
        relabelled_fill(w, s);
        store(job, s->t, job->first + r);
    }
    return HINGE_OK;
}

/* Relabellings that leave the statistic as it is: the identity; with two sides also all
 * signs turned or two groups of one size exchanged; groups of one size exchanged among
 * each other in an F. */
static double unchanged(const struct hinge_wave *w)
{
    bool equal = w->n_groups == 2 && w->group_size[0] == w->group_size[1];
    switch (w->design) {
    case HINGE_WAVE_TWO_SAMPLE:
    case HINGE_WAVE_WELCH:
        return w->two_sided && equal ? 2 : 1;
    case HINGE_WAVE_ONE_SAMPLE:
        return w->two_sided ? 2 : 1;
    case HINGE_WAVE_SIGNED: /* none gives the observed value but by chance; it is one more */
        return 1;
    default:
        return hinge_equal_groups(w->group_size, w->n_groups);
    }
}

bool hinge_wave_permute(struct hinge_analysis *a, const struct hinge_wave *w,
                        struct hinge_wave_permutation *result)
{
    struct job job = {.wave = w, .seed = a->seed, .two_sided = w->two_sided};
    *result = (struct hinge_wave_permutation){0};
    if (!hinge_wave_mode(a, wave_ways(w), &result->done, &job.exact, &job.total))
        return false;
    result->signs = w->design == HINGE_WAVE_SIGNED;
    result->few = result->done && result->signs &&
                  (w->group_size[0] < HINGE_LEAST_TESTED || w->group_size[1] < HINGE_LEAST_TESTED);
    result->done = result->done && !result->few;
    if (!result->done)
        return true;
    bool mass = a->ask.cluster_mass;
    /* the observed labels are one of all; distances from the mean with all signs + have mean 0 */
    job.first = job.exact && !result->signs ? 0 : 1;
    size_t all = job.total + job.first;
    job.largest = hinge_analysis_alloc(a, all, sizeof *job.largest);
    job.mass = mass ? hinge_analysis_alloc(a, all, sizeof *job.mass) : NULL;
    job.forming = result->forming = w->design == HINGE_WAVE_ANOVA
                                        ? hinge_f_quantile(0.99, w->df1, w->df2)
                                        : hinge_t_quantile(w->two_sided ? 0.995 : 0.99, w->df2);
    struct relabelled *s = relabelled_new(w);
    relabelled_fill(w, s);
    store(&job, result->signs ? w->statistic : s->t, 0); /* the enumeration writes it again */
    free(s);
    struct hinge_loop loop = {.items = (job.total + CHUNK - 1) / CHUNK,
                              .threads = a->threads,
                              .progress = a->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = free};
    if (!hinge_analysis_ok(a, hinge_parallel_for(&loop, &a->error)))
        return false;
    hinge_sort(job.largest, all);
    if (mass)
        hinge_sort(job.mass, all);
    result->exact = job.exact;
    result->n_perm = job.total;
    result->n_total = all;
    result->largest = job.largest;
    result->mass = job.mass;
    const double ways = w->design == HINGE_WAVE_ANOVA
                            ? hinge_arrangements(w->group_size, w->n_groups)
                            : wave_ways(w); /* also where they are not enumerated */
    result->p_min = fmax(unchanged(w) / ways, job.exact ? 0 : 1 / (double)all);
    result->p_floor = result->p_min;
    result->threshold = hinge_wave_threshold(job.largest, all, a->alpha);
    return true;
}

const char *hinge_wave_method(const struct hinge_wave_permutation *r)
{
    if (r->signs)
        return r->exact ? "all-signs" : "random-signs";
    return r->exact ? "exact" : "monte-carlo";
}

enum hinge_wave_design hinge_wave_of_two(const struct hinge_analysis *a)
{
    return strcmp(a->ask.variance, "pooled") == 0  ? HINGE_WAVE_TWO_SAMPLE
           : strcmp(a->ask.variance, "welch") == 0 ? HINGE_WAVE_WELCH
                                                   : HINGE_WAVE_SIGNED;
}

double hinge_wave_threshold(const double *ascending, size_t n, double alpha)
{
    size_t at = (size_t)ceil((1 - alpha) * (double)n - 1e-9);
    return ascending[at - 1];
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
