/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Largest statistic along a waveform under relabelling, exact or Monte Carlo (stream
 * 5). */
#include "stats/wave/maxt.h"

#include "base/parallel.h"
#include "base/sorted.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/permute.h"
#include "stats/wave/relabelled.h"
#include "stats/wave/relabelling.h"

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
    return hinge_relabelled_new(((const struct job *)context)->wave);
}

static void store(const struct job *job, const double *t, size_t slot)
{
    job->largest[slot] = hinge_wave_largest(job->wave, t);
    if (job->mass != NULL)
        job->mass[slot] = hinge_largest_mass(t, job->wave->nodes, job->forming, job->two_sided);
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    struct hinge_relabelled *s = scratch;
    size_t from = item * CHUNK;
    (void)error;
    for (size_t r = from; r < from + CHUNK && r < job->total; r++) {
        if (job->exact)
            hinge_relabelled_at(job->wave, r, r == from, s);
        else
            hinge_relabelled_draw(job->wave, job->seed, r, s);
        hinge_relabelled_fill(job->wave, s);
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
    default:
        return hinge_equal_groups(w->group_size, w->n_groups);
    }
}

/* How many relabellings there are, also of those that are not enumerated. */
static double all_ways(const struct hinge_wave *w)
{
    double ways = 1, left = (double)w->n;
    if (w->design != HINGE_WAVE_ANOVA)
        return hinge_wave_ways(w);
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

enum hinge_status hinge_wave_permute(struct hinge_analysis *a, const struct hinge_wave *w,
                                     struct hinge_wave_permutation *result,
                                     struct hinge_error *error)
{
    struct job job = {.wave = w, .seed = a->seed, .two_sided = w->two_sided};
    *result = (struct hinge_wave_permutation){0};
    enum hinge_status status =
        hinge_wave_mode(a, hinge_wave_ways(w), &result->done, &job.exact, &job.total, error);
    if (status != HINGE_OK || !result->done)
        return status;
    bool mass = hinge_option_flag(a, "cluster_mass");
    job.first = job.exact ? 0 : 1; /* the observed labels are one of all */
    size_t all = job.total + job.first;
    job.largest = hinge_analysis_alloc(a, all, sizeof *job.largest);
    job.mass = mass ? hinge_analysis_alloc(a, all, sizeof *job.mass) : NULL;
    job.forming = result->forming = forming_height(w);
    struct hinge_relabelled *s = hinge_relabelled_new(w);
    if (job.largest == NULL || (mass && job.mass == NULL) || s == NULL) {
        if (s != NULL)
            hinge_relabelled_free(s);
        return hinge_analysis_no_memory(error);
    }
    hinge_relabelled_none(w, s);
    hinge_relabelled_fill(w, s);
    store(&job, s->t, 0); /* the enumeration writes it again */
    hinge_relabelled_free(s);
    struct hinge_loop loop = {.items = (job.total + CHUNK - 1) / CHUNK,
                              .threads = a->threads,
                              .progress = a->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = hinge_relabelled_free};
    status = hinge_parallel_for(&loop, error);
    if (status != HINGE_OK)
        return status;
    hinge_sort(job.largest, all);
    if (mass)
        hinge_sort(job.mass, all);
    result->exact = job.exact;
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
