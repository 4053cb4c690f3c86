/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent items over OpenMP threads; one piece of work in a thread of its own. */
#include "base/parallel.h"

#include "os/thread.h"

#include <omp.h>
#include <stdint.h>

/* Who is free takes the next item; a checker of races sees more when it is fixed who
 * takes which. */
#ifndef HINGE_SCHEDULE
#define HINGE_SCHEDULE dynamic, 1
#endif

int hinge_parallel_default(void)
{
    return omp_get_num_procs();
}

static enum hinge_status run_item(const struct hinge_loop *loop, void *scratch,
                                  size_t item, struct hinge_error *error)
{
    if (hinge_progress_stopped(loop->progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                               "interrupted");
    if (loop->make_scratch != NULL && scratch == NULL)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "out of memory for a worker thread");
    return loop->work(loop->context, scratch, item, error);
}

struct run {
    const struct hinge_loop *loop;
    int threads;
    pthread_mutex_t lock;
    size_t done, first_item; /* failed, SIZE_MAX: none */
    struct hinge_error first;
};

static void work_item(struct run *run, void *scratch, size_t item)
{
    struct hinge_error own = HINGE_ERROR_INIT;
    own.status = run_item(run->loop, scratch, item, &own);
    pthread_mutex_lock(&run->lock);
    if (run->loop->progress != NULL)
        hinge_progress_report(run->loop->progress, ++run->done, run->loop->items);
    if (own.status != HINGE_OK && item < run->first_item) {
        run->first_item = item;
        run->first = own;
    }
    pthread_mutex_unlock(&run->lock);
}

static void *start_worker(const struct hinge_loop *loop)
{
    return loop->make_scratch != NULL ? loop->make_scratch(loop->context) : NULL;
}

static void end_worker(const struct hinge_loop *loop, void *scratch)
{
    if (scratch != NULL && loop->free_scratch != NULL)
        loop->free_scratch(scratch);
}

/* One thread does without the OpenMP runtime, whose start costs, and can fail. */
static void run_alone(struct run *run)
{
    void *scratch = start_worker(run->loop);
    for (size_t i = 0; i < run->loop->items; i++)
        work_item(run, scratch, i);
    end_worker(run->loop, scratch);
}

static void run_threads(struct run *run)
{
#pragma omp parallel num_threads(run->threads)
    {
        void *scratch = start_worker(run->loop);
#pragma omp for schedule(HINGE_SCHEDULE)
        for (size_t i = 0; i < run->loop->items; i++)
            work_item(run, scratch, i);
        end_worker(run->loop, scratch);
    }
}

enum hinge_status hinge_parallel_for(const struct hinge_loop *loop,
                                     struct hinge_error *error)
{
    struct run run = {.loop = loop,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .first_item = SIZE_MAX,
                      .first = HINGE_ERROR_INIT};
    run.threads = loop->items <= 1 ? 1 : loop->threads;
    if (run.threads <= 0)
        run.threads = hinge_parallel_default();
    /* idle threads cost memory and may be refused */
    if ((size_t)run.threads > loop->items)
        run.threads = (int)loop->items;
    if (run.threads <= 1)
        run_alone(&run);
    else
        run_threads(&run);
    if (run.first_item == SIZE_MAX)
        return HINGE_OK;
    if (error != NULL)
        *error = run.first;
    return run.first.status;
}

static void *run_aside(void *context)
{
    struct hinge_aside *aside = context;
    aside->status = aside->work(aside->context, &aside->error);
    return NULL;
}

enum hinge_status hinge_aside_end(struct hinge_aside *aside, struct hinge_error *error)
{
    if (aside->runs)
        pthread_join(aside->thread, NULL);
    aside->runs = false;
    enum hinge_status status = aside->status;
    if (status != HINGE_OK && error != NULL)
        *error = aside->error;
    aside->status = HINGE_OK;
    return status;
}

enum hinge_status
hinge_aside_start(struct hinge_aside *aside,
                  enum hinge_status (*work)(void *context, struct hinge_error *error),
                  void *context, struct hinge_error *error)
{
    enum hinge_status status = hinge_aside_end(aside, error);
    if (status != HINGE_OK)
        return status;
    aside->work = work;
    aside->context = context;
    aside->error = (struct hinge_error)HINGE_ERROR_INIT;
    aside->runs = hinge_parallel_default() > 1 &&
                  pthread_create(&aside->thread, NULL, run_aside, aside) == 0;
    if (!aside->runs)
        run_aside(aside);
    return aside->runs ? HINGE_OK : hinge_aside_end(aside, error);
}
