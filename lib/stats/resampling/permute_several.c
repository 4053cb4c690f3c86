/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of several groups, relabelled. */
#include "stats/resampling/permute_several.h"

#include "base/memory.h"
#include "base/moments.h"
#include "base/random.h"
#include "stats/resampling/permute_inside.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct job {
    struct hinge_relabelling r;
    size_t n, labels;
    const size_t *size;
    const double *z; /* values */
    double floor;    /* the least variance of a group */
    double rounding; /* sums of squares below it */
};

/* --- statistics --- */

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
            top += weight * d * d / (k - 1);
            lambda += rest * rest / (n - 1);
        }
    }
    return top / (1 + 2 * (k - 2) * lambda / (k * k - 1));
}

static void group_statistics(const struct job *job, const uint32_t *label, double *work,
                             double f[2])
{
    double *mean = work, *squares = work + job->labels, between = 0, within = 0;
    double df1 = (double)job->labels - 1, df2 = (double)(job->n - job->labels);
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
    f[0] = welch_f(job, mean, squares);
    f[1] = between / df1 / (within / df2); /* infinite when nothing is left within */
}

/* --- relabelling --- */

struct scratch {
    uint32_t *label, *index;
    size_t *left;
    double *work; /* mean and squares of each label */
};

static void free_scratch(void *scratch)
{
    struct scratch *s = scratch;
    free(s->label);
    free(s->index);
    free(s->left);
    free(s->work);
    free(s);
}

static void *make_scratch(void *context)
{
    const struct job *job = context;
    struct scratch *s = hinge_alloc(1, sizeof *s);
    s->label = hinge_alloc(job->n, sizeof *s->label);
    s->index = hinge_alloc(job->n, sizeof *s->index);
    s->left = hinge_alloc(job->labels, sizeof *s->left);
    s->work = hinge_alloc(2 * job->labels, sizeof *s->work);
    return s;
    free_scratch(s);
    return NULL;
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

static void draw(const struct job *job, struct scratch *s, size_t replicate)
{
    struct hinge_random random;
    hinge_random_init(&random, job->r.seed, HINGE_STREAM_PERMUTATION, replicate);
    hinge_random_shuffle(&random, s->index, job->n);
    for (size_t g = 0, at = 0; g < job->labels; g++)
        for (size_t i = 0; i < job->size[g]; i++)
            s->label[s->index[at++]] = (uint32_t)g;
}

static enum hinge_status relabel_chunk(void *context, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    const struct job *job = context;
    struct scratch *s = scratch;
    double f[2], count[2] = {0, 0};
    size_t from = item * HINGE_RELABELLING_CHUNK;
    size_t size = hinge_relabelling_chunk(&job->r, item);
    (void)error;
    if (job->r.exact) {
        memcpy(s->left, job->size, job->labels * sizeof *s->left);
        hinge_arrangement_at((double)from, s->left, job->labels, s->label);
    }
    for (size_t r = 0; r < size; r++) {
        if (!job->r.exact)
            draw(job, s, from + r);
        group_statistics(job, s->label, s->work, f);
        hinge_relabelling_count(&job->r, f, count);
        if (job->r.exact)
            next_arrangement(s->label, job->n);
    }
    job->r.count[item][0] = count[0];
    job->r.count[item][1] = count[1];
    return HINGE_OK;
}

/* The first arrangement is what was observed. */
static enum hinge_status relabel(struct hinge_analysis *analysis, struct job *job,
                                 struct hinge_permutation *result, struct hinge_error *error)
{
    struct hinge_loop loop = {.context = job,
                              .work = relabel_chunk,
                              .make_scratch = make_scratch,
                              .free_scratch = free_scratch};
    job->r.alternative = HINGE_GREATER;
    enum hinge_status status =
        hinge_relabelling_mode(analysis, "permutation", hinge_arrangements(job->size, job->labels),
                               HINGE_EXACT_AUTO, &job->r, error);
    struct scratch *s = status == HINGE_OK ? make_scratch(job) : NULL;
    if (status != HINGE_OK)
        return status;
    if (s == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t g = 0, at = 0; g < job->labels; g++)
        for (size_t i = 0; i < job->size[g]; i++)
            s->label[at++] = (uint32_t)g;
    group_statistics(job, s->label, s->work, job->r.observed);
    free_scratch(s);
    return hinge_relabelling_run(analysis, &job->r, loop, result, error);
}

enum hinge_status hinge_permute_several(struct hinge_analysis *analysis, const double *z,
                                        const size_t *size, size_t groups,
                                        struct hinge_permutation *result, struct hinge_error *error)
{
    struct job job = {.labels = groups, .size = size};
    *result = (struct hinge_permutation){0};
    if (strcmp(hinge_option_text(analysis, "permutation"), "none") == 0)
        return HINGE_OK;
    for (size_t g = 0; g < groups; g++)
        job.n += size[g];
    double *centred = hinge_analysis_alloc(analysis, job.n, sizeof *centred), all = 0;
    if (centred == NULL)
        return hinge_analysis_no_memory(error);
    double mean = hinge_stats_mean(z, job.n);
    for (size_t i = 0; i < job.n; i++) {
        centred[i] = z[i] - mean;
        all += centred[i] * centred[i];
    }
    job.z = centred;
    job.floor = 1e-12 * all / (double)(job.n - 1);
    job.rounding = 64 * DBL_EPSILON * DBL_EPSILON * (double)job.n * all;
    return all > 0 ? relabel(analysis, &job, result, error) : HINGE_OK;
}
