/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of several groups and residuals of a linear model, relabelled. */
#include "stats/resampling/permute_several.h"

#include "base/moments.h"
#include "base/random.h"
#include "stats/resampling/permute_inside.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct job {
    struct hinge_relabelling r;
    size_t n, labels; /* of residuals every one has a label of its own */
    const size_t *size;
    const double *z; /* values, or residuals */
    void (*statistics)(const struct job *job, const uint32_t *label, double *work, double f[2]);
    double floor; /* values: the least variance of a group; what is rounding */
    double rounding;
    const double *basis; /* residuals: n x (reduced + added), orthonormal */
    size_t reduced, added;
};

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
    struct scratch *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->label = hinge_alloc(job->n, sizeof *s->label);
    s->index = hinge_alloc(job->n, sizeof *s->index);
    s->left = hinge_alloc(job->labels, sizeof *s->left);
    s->work = hinge_alloc(2 * job->labels, sizeof *s->work);
    if (s->label != NULL && s->index != NULL && s->left != NULL && s->work != NULL)
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
        job->statistics(job, s->label, s->work, f);
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
    job->statistics(job, s->label, s->work, job->r.observed);
    free_scratch(s);
    return hinge_relabelling_run(analysis, &job->r, loop, result, error);
}

/* --- groups --- */

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

enum hinge_status hinge_permute_several(struct hinge_analysis *analysis, const double *z,
                                        const size_t *size, size_t groups,
                                        struct hinge_permutation *result, struct hinge_error *error)
{
    struct job job = {.labels = groups, .size = size, .statistics = group_statistics};
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

/* --- residuals --- */

static double dot(const double *x, const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

/* Takes what lies along the first k columns of the basis out of x; twice, for the
 * digits. */
static void take_out(const double *basis, size_t k, double *x, size_t n)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < k; c++) {
            double along = dot(basis + c * n, x, n);
            for (size_t i = 0; i < n; i++)
                x[i] -= along * basis[c * n + i];
        }
}

/* Gram-Schmidt in place of columns [k, to), those before being orthonormal; a column
 * that depends on others is left out. Returns how many there are then. */
static size_t orthonormal(double *x, size_t k, size_t to, size_t n)
{
    for (size_t c = k; c < to; c++) {
        double *own = x + k * n, before = sqrt(dot(x + c * n, x + c * n, n));
        memmove(own, x + c * n, n * sizeof *own);
        take_out(x, k, own, n);
        double after = sqrt(dot(own, own, n));
        if (!(after > 1e-7 * before))
            continue;
        for (size_t i = 0; i < n; i++)
            own[i] /= after;
        k++;
    }
    return k;
}

/* Fitted values of the model without the added columns change neither sum of squares,
 * so the permuted residuals are taken alone. */
static void residual_statistics(const struct job *job, const uint32_t *label, double *work,
                                double f[2])
{
    size_t n = job->n, columns = job->reduced + job->added;
    double left = 0, gained = 0;
    for (size_t i = 0; i < n; i++) {
        work[i] = job->z[label[i]];
        left += work[i] * work[i];
    }
    for (size_t c = 0; c < columns; c++) {
        double along = dot(job->basis + c * n, work, n);
        left -= along * along;
        gained += c < job->reduced ? 0 : along * along;
    }
    f[0] = f[1] = 0;
    if (gained > job->rounding)
        f[0] = f[1] = gained / (double)job->added / (fmax(0, left) / (double)(n - columns));
}

enum hinge_status hinge_permute_residuals(struct hinge_analysis *analysis, const double *reduced,
                                          size_t n_reduced, const double *added, size_t n_added,
                                          const double *y, size_t n,
                                          struct hinge_permutation *result,
                                          struct hinge_error *error)
{
    struct job job = {.n = n, .labels = n, .statistics = residual_statistics, .added = n_added};
    *result = (struct hinge_permutation){0};
    size_t columns = n_reduced + n_added;
    if (strcmp(hinge_option_text(analysis, "permutation"), "none") == 0)
        return HINGE_OK;
    double *basis = hinge_analysis_alloc(analysis, (columns + 1) * n, sizeof *basis);
    size_t *size = hinge_analysis_alloc(analysis, n, sizeof *size);
    if (basis == NULL || size == NULL)
        return hinge_analysis_no_memory(error);
    double *residual = basis + columns * n;
    memcpy(basis, reduced, n_reduced * n * sizeof *basis);
    memcpy(residual, y, n * sizeof *residual);
    job.reduced = orthonormal(basis, 0, n_reduced, n);
    memcpy(basis + job.reduced * n, added, n_added * n * sizeof *basis);
    columns = job.reduced + n_added;
    if (orthonormal(basis, job.reduced, columns, n) < columns || n <= columns)
        return HINGE_OK;
    double before = dot(y, y, n);
    take_out(basis, job.reduced, residual, n);
    double all = dot(residual, residual, n);
    for (size_t i = 0; i < n; i++)
        size[i] = 1;
    job.basis = basis;
    job.z = residual;
    job.size = size;
    job.rounding = 64 * DBL_EPSILON * DBL_EPSILON * (double)n * all;
    bool some = all > 64 * DBL_EPSILON * DBL_EPSILON * (double)n * before;
    return some ? relabel(analysis, &job, result, error) : HINGE_OK;
}
