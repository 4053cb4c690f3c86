/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participant bootstrap: replicates in parallel, jackknife, BCa. */
#include "stats/resampling/bootstrap.h"

#include "base/moments.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "base/text.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 };

struct job {
    const struct hinge_bootstrap_task *task;
    uint64_t seed;
    double *replicate;
};

struct scratch {
    uint32_t *index;
    double *values;
};

static void free_scratch(void *scratch)
{
    struct scratch *s = scratch;
    free(s->index);
    free(s->values);
    free(s);
}

static void *make_scratch(void *context)
{
    const struct job *job = context;
    struct scratch *s = hinge_alloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->index = hinge_alloc(job->task->n1 + job->task->n2, sizeof *s->index);
    s->values = hinge_alloc(job->task->scratch_size, sizeof *s->values);
    if (s->index != NULL && s->values != NULL)
        return s;
    free_scratch(s);
    return NULL;
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    const struct hinge_bootstrap_task *task = job->task;
    struct scratch *s = scratch;
    size_t end = (item + 1) * CHUNK;
    (void)error;
    for (size_t r = item * CHUNK; r < end && r < task->replicates; r++) {
        struct hinge_random random;
        hinge_random_init(&random, job->seed, HINGE_STREAM_BOOTSTRAP, r);
        for (size_t i = 0; i < task->n1; i++)
            s->index[i] = hinge_random_bounded(&random, (uint32_t)task->n1);
        for (size_t i = 0; i < task->n2; i++)
            s->index[task->n1 + i] = hinge_random_bounded(&random, (uint32_t)task->n2);
        job->replicate[r] = task->statistic(task->context, s->index, task->n1, task->n2, s->values);
    }
    return HINGE_OK;
}

/* Everybody but one of each group in turn; also the estimate from everybody. */
static void jackknife(const struct hinge_bootstrap_task *task, struct scratch *s, double *estimate,
                      double *without)
{
    size_t n1 = task->n1, n2 = task->n2;
    for (size_t i = 0; i < n1 + n2; i++)
        s->index[i] = (uint32_t)(i < n1 ? i : i - n1);
    *estimate = task->statistic(task->context, s->index, n1, n2, s->values);
    for (size_t out = 0; out < n1 + n2; out++) {
        size_t k = 0;
        for (size_t i = 0; i < n1 + n2; i++)
            if (i != out)
                s->index[k++] = (uint32_t)(i < n1 ? i : i - n1);
        without[out] =
            task->statistic(task->context, s->index, n1 - (out < n1), n2 - (out >= n1), s->values);
    }
}

static double acceleration(const double *without, size_t n)
{
    double mean = hinge_stats_mean(without, n), squares = 0, cubes = 0;
    for (size_t i = 0; i < n; i++) {
        double d = mean - without[i];
        squares += d * d;
        cubes += d * d * d;
    }
    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : squares == 0 ? 0 : squares;
}

static double bca_end(const struct hinge_bootstrap *b, const double *sorted, size_t n, double p)
{
    double z = b->z0 + hinge_normal_quantile(p);
    double at = hinge_normal_cdf(b->z0 + z / (1 - b->accel * z));
    return isnan(at) ? at : hinge_quantile_sorted(sorted, n, at);
}

static void summarise(struct hinge_bootstrap *b, double *replicate, size_t n, const double *without,
                      size_t n_without, double level)
{
    double below = 0, tolerance = 1e-12 * fmax(1, fabs(b->estimate));
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(replicate[i]))
            replicate[used++] = replicate[i];
    b->undefined = n - used;
    if (used < 2)
        return;
    for (size_t i = 0; i < used; i++) {
        double d = replicate[i] - b->estimate;
        below += fabs(d) <= tolerance ? 0.5 : d < 0 ? 1 : 0;
    }
    b->se = hinge_stats_sd(replicate, used);
    hinge_sort(replicate, used);
    double tail = (1 - level) / 2;
    b->pct_low = hinge_quantile_sorted(replicate, used, tail);
    b->pct_high = hinge_quantile_sorted(replicate, used, 1 - tail);
    b->z0 = hinge_normal_quantile(below / (double)used);
    if (n_without == 0 || !isfinite(b->z0))
        return;
    b->accel = acceleration(without, n_without);
    b->bca_low = bca_end(b, replicate, used, tail);
    b->bca_high = bca_end(b, replicate, used, 1 - tail);
}

enum hinge_status hinge_bootstrap_run(struct hinge_analysis *analysis,
                                      const struct hinge_bootstrap_task *task,
                                      struct hinge_bootstrap *result, struct hinge_error *error)
{
    const double none = NAN;
    size_t n = task->n1 + task->n2;
    *result = (struct hinge_bootstrap){none, none, none, none, none, none, none, none, 0};
    struct job job = {.task = task, .seed = analysis->seed};
    job.replicate = hinge_analysis_alloc(analysis, task->replicates, sizeof(double));
    double *without = hinge_analysis_alloc(analysis, n, sizeof *without);
    struct scratch *s = make_scratch(&job);
    if (job.replicate == NULL || without == NULL || s == NULL) {
        if (s != NULL)
            free_scratch(s);
        return hinge_analysis_no_memory(error);
    }
    bool small = task->n1 < 3 || (task->n2 > 0 && task->n2 < 3);
    if (small)
        hinge_analysis_warn(analysis, NULL, "W_SMALL_N",
                            "bootstrap: BCa needs at least 3 participants in a group");
    jackknife(task, s, &result->estimate, without);
    free_scratch(s);
    struct hinge_loop work = {.items = (task->replicates + CHUNK - 1) / CHUNK,
                              .threads = analysis->threads,
                              .progress = analysis->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = free_scratch};
    enum hinge_status status = hinge_parallel_for(&work, error);
    if (status == HINGE_OK && !isnan(result->estimate))
        summarise(result, job.replicate, task->replicates, without, small ? 0 : n, analysis->level);
    return status;
}

void hinge_bootstrap_report(struct hinge_analysis *analysis, json_t *parent, const char *key,
                            const struct hinge_bootstrap *b, size_t replicates)
{
    json_t *object = hinge_put_object(analysis, parent, key);
    HINGE_PUT_NUMBERS(analysis, object, {"estimate", b->estimate}, {"se", b->se},
                      {"bca_low", b->bca_low}, {"bca_high", b->bca_high}, {"pct_low", b->pct_low},
                      {"pct_high", b->pct_high}, {"z0", b->z0}, {"accel", b->accel});
    hinge_put_count(analysis, object, "replicates", replicates);
}

/* "within bootstraps mean_diff, d_z or d_av, not 'd'" */
static enum hinge_status no_such(struct hinge_analysis *analysis,
                                 const struct hinge_bootstrap_named *named, const char *word,
                                 struct hinge_error *error)
{
    struct hinge_text list = {0};
    for (size_t i = 0; named[i].word != NULL; i++)
        hinge_text_printf(&list, "%s%s",
                          i == 0                      ? ""
                          : named[i + 1].word != NULL ? ", "
                                                      : " or ",
                          named[i].word);
    enum hinge_status status =
        hinge_analysis_fail(analysis, error, HINGE_E_OPTION, "%s bootstraps %s, not '%s'",
                            analysis->statistic->id, hinge_text_string(&list), word);
    return hinge_text_done(&list, status, error);
}

enum hinge_status hinge_put_bootstraps(struct hinge_analysis *analysis,
                                       const struct hinge_bootstrap_named *named,
                                       struct hinge_bootstrap_task task, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    task.replicates = (size_t)hinge_option_count(analysis, "bootstrap");
    size_t words = task.replicates > 0 ? hinge_option_words(analysis, "bootstrap_of") : 0;
    for (size_t w = 0; status == HINGE_OK && w < words; w++) {
        const char *word = hinge_option_word(analysis, "bootstrap_of", w);
        const struct hinge_bootstrap_named *row = named;
        struct hinge_bootstrap result;
        while (row->word != NULL && strcmp(row->word, word) != 0)
            row++;
        if (row->word == NULL)
            return no_such(analysis, named, word, error);
        task.statistic = row->statistic;
        status = hinge_bootstrap_run(analysis, &task, &result, error);
        if (status == HINGE_OK)
            hinge_bootstrap_report(analysis, analysis->results, row->key, &result, task.replicates);
    }
    return status;
}
