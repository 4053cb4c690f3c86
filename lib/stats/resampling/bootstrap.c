/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resampled people: replicates in parallel, quantiles of them. */
#include "stats/resampling/bootstrap.h"

#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"

#include <math.h>
#include <stdlib.h>

enum { CHUNK = 64, REPLICATES = 2000, LEAST = 3 /* people */ };

struct job {
    const struct hinge_bootstrap_task *task;
    uint64_t seed;
    size_t replicates;
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
    s->index = hinge_alloc(job->task->people, sizeof *s->index);
    s->values = hinge_alloc(job->task->scratch_size, sizeof *s->values);
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
    for (size_t r = item * CHUNK; r < end && r < job->replicates; r++) {
        struct hinge_random random;
        hinge_random_init(&random, job->seed, HINGE_STREAM_BOOTSTRAP, r);
        for (size_t i = 0; i < task->people; i++)
            s->index[i] = hinge_random_bounded(&random, (uint32_t)task->people);
        job->replicate[r] = task->statistic(task->context, s->index, task->people, s->values);
    }
    return HINGE_OK;
}

enum hinge_status hinge_bootstrap_interval(struct hinge_analysis *analysis,
                                           const struct hinge_bootstrap_task *task,
                                           struct hinge_interval *interval,
                                           struct hinge_error *error)
{
    size_t given = (size_t)hinge_option_count(analysis, "bootstrap"), used = 0;
    struct job job = {
        .task = task, .seed = analysis->seed, .replicates = given > 0 ? given : REPLICATES};
    *interval = (struct hinge_interval){NAN, NAN};
    if (task->people < LEAST) {
        hinge_analysis_warn(analysis, NULL, "W_SMALL_N",
                            "an interval by resampling people needs at least %d of them", LEAST);
        return HINGE_OK;
    }
    job.replicate = hinge_analysis_alloc(analysis, job.replicates, sizeof *job.replicate);
    struct hinge_loop work = {.items = (job.replicates + CHUNK - 1) / CHUNK,
                              .threads = analysis->threads,
                              .progress = analysis->progress,
                              .work = run_chunk,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = free_scratch};
    enum hinge_status status = hinge_parallel_for(&work, error);
    for (size_t r = 0; status == HINGE_OK && r < job.replicates; r++)
        if (!isnan(job.replicate[r]))
            job.replicate[used++] = job.replicate[r];
    if (used < 2)
        return status;
    double tail = (1 - analysis->level) / 2;
    hinge_sort(job.replicate, used);
    interval->low = hinge_quantile_sorted(job.replicate, used, tail);
    interval->high = hinge_quantile_sorted(job.replicate, used, 1 - tail);
    return status;
}

enum hinge_status hinge_people_rows_make(struct hinge_analysis *analysis, const uint32_t *who,
                                         size_t rows, size_t people, struct hinge_people_rows *of,
                                         struct hinge_error *error)
{
    *of = (struct hinge_people_rows){
        .order = hinge_analysis_alloc(analysis, rows, sizeof *of->order),
        .start = hinge_analysis_alloc(analysis, people + 2, sizeof *of->start)};
    if (of->order == NULL || of->start == NULL)
        return hinge_analysis_no_memory(error);
    size_t *next = of->start + 1;
    for (size_t i = 0; i < rows; i++)
        next[who[i] + 1]++;
    for (size_t p = 0; p < people; p++)
        next[p + 1] += next[p];
    for (size_t i = 0; i < rows; i++)
        of->order[next[who[i]]++] = i;
    for (size_t p = 0; p < people; p++) /* who has no rows leaves no gap */
        if (of->start[p + 1] > of->start[p])
            of->start[of->people++] = of->start[p];
    of->start[of->people] = rows;
    return HINGE_OK;
}
