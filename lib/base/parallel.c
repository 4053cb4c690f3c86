/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent items over OpenMP threads; the same between reading and keeping in order;
 * one piece of work in a thread of its own. */
#include "base/base.h"

#ifdef _OPENMP
#include <omp.h>
#else /* a page has one thread */
#define omp_get_num_procs() 1
#define omp_get_num_threads() 1
#define omp_get_thread_num() 0
#define omp_in_parallel() 1
#endif

/* Who is free takes the next item; a checker of races sees more when it is fixed who
 * takes which. */
#ifndef HINGE_SCHEDULE
#define HINGE_SCHEDULE dynamic, 1
#endif

int hinge_parallel_default(void)
{
    return omp_get_num_procs();
}

static enum hinge_status run_item(const struct hinge_loop *loop, void *scratch, size_t item,
                                  struct hinge_error *error)
{
    if (hinge_progress_stopped(loop->progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK, "interrupted");
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
    struct hinge_error why = HINGE_ERROR_INIT;
    why.status = run_item(run->loop, scratch, item, &why);
    pthread_mutex_lock(&run->lock);
    if (run->loop->progress != NULL)
        hinge_progress_report(run->loop->progress, ++run->done, run->loop->items);
    if (why.status != HINGE_OK && item < run->first_item) {
        run->first_item = item;
        run->first = why;
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

/* Idle threads cost memory and may be refused. */
static int threads_for(int wanted, size_t items)
{
    if (items <= 1)
        return 1;
    if (wanted <= 0)
        wanted = hinge_parallel_default();
    return (size_t)wanted < items ? wanted : (int)items;
}

enum hinge_status hinge_parallel_for(const struct hinge_loop *loop, struct hinge_error *error)
{
    struct run run = {.loop = loop,
                      .threads = threads_for(loop->threads, loop->items),
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .first_item = SIZE_MAX,
                      .first = HINGE_ERROR_INIT};
    if (run.threads <= 1) {
        /* one thread does without the OpenMP runtime, whose start costs, and can fail */
        void *scratch = start_worker(run.loop);
        for (size_t i = 0; i < run.loop->items; i++)
            work_item(&run, scratch, i);
        end_worker(run.loop, scratch);
    } else {
#pragma omp parallel num_threads(run.threads)
        {
            void *scratch = start_worker(run.loop);
#pragma omp for schedule(HINGE_SCHEDULE)
            for (size_t i = 0; i < run.loop->items; i++)
                work_item(&run, scratch, i);
            end_worker(run.loop, scratch);
        }
    }
    if (run.first_item == SIZE_MAX)
        return HINGE_OK;
    if (error != NULL)
        *error = run.first;
    return run.first.status;
}

/* --- between reading and keeping --- */

struct line {
    const struct hinge_ordered *ordered;
    int threads;
    struct hinge_error *outcome; /* of the work per slot; tasks are awaited by its address */
    void **scratch;              /* per thread, once it has worked */
    size_t read, begun, kept;
    size_t unread; /* the item that could not be read, and why; none: items */
    struct hinge_error why;
    int over; /* what has not begun is not worked on */
};

static struct hinge_error *outcome_of(struct line *line, size_t item)
{
    return &line->outcome[item % line->ordered->slots];
}

static void work_on(struct line *line, size_t item)
{
    const struct hinge_loop *loop = &line->ordered->loop;
    struct hinge_error *outcome = outcome_of(line, item);
    void **scratch = &line->scratch[omp_get_thread_num()];
    int over;
#pragma omp atomic
    line->begun++;
#pragma omp atomic read
    over = line->over;
    if (over)
        return;
    if (*scratch == NULL)
        *scratch = start_worker(loop);
    *outcome = (struct hinge_error)HINGE_ERROR_INIT;
    outcome->status = run_item(loop, *scratch, item, outcome);
}

/* Any thread may take the task. OpenMP writes its two arguments where those of an ended task were;
 * a checker of races knows nothing of that, and is not to look. */
__attribute__((no_sanitize("thread"))) static void begin(struct line *line, size_t item)
{
#pragma omp task if (line->threads > 1) depend(out : *outcome_of(line, item))
    work_on(line, item);
}

/* Whether there is room; always for what the next to be kept waits for. One thread reads no more
 * than it works on. */
static bool can_read(struct line *line, size_t with)
{
    const struct hinge_ordered *ordered = line->ordered;
    size_t begun;
    if (line->read == line->unread || line->read == line->kept + ordered->slots)
        return false;
    if (line->read <= with || line->threads <= 1)
        return line->read <= with;
#pragma omp atomic read
    begun = line->begun;
    return line->read < begun + 4 * (size_t)line->threads &&
           (ordered->full == NULL || !ordered->full(ordered->loop.context));
}

/* Works on others until two are done; clang 14's checker of races only knows how to wait for all.
 */
static void await(struct line *line, size_t item, size_t with)
{
#ifdef __clang__
    (void)line, (void)item, (void)with;
#pragma omp taskwait
#else
#pragma omp taskwait depend(in : *outcome_of(line, item), *outcome_of(line, with))
#endif
}

/* Reads what there is room for, and keeps the next item once it is done. */
static enum hinge_status step(struct line *line, struct hinge_error *error)
{
    const struct hinge_ordered *ordered = line->ordered;
    void *context = ordered->loop.context;
    size_t with = line->kept;
    if (ordered->done_with != NULL)
        with = ordered->done_with(context, with);
    while (can_read(line, with)) {
        /* Reads the next item and lets it be worked on. A failure waits for its turn. */
        size_t item = line->read;
        line->why.status = ordered->read(ordered->loop.context, item, &line->why);
        if (line->why.status != HINGE_OK) {
            line->unread = item;
        } else {
            line->read++;
            begin(line, item);
        }
    }
    if (with < line->unread)
        await(line, line->kept, with);
    if (hinge_progress_stopped(ordered->progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                               "interrupted; nothing was written");
    *error = with < line->unread ? *outcome_of(line, with) : line->why;
    if (error->status != HINGE_OK)
        return error->status;
    enum hinge_status status = ordered->keep(context, line->kept, error);
    line->kept++;
    return status;
}

static enum hinge_status lead(struct line *line, struct hinge_error *error)
{
    const struct hinge_loop *loop = &line->ordered->loop;
    int team = omp_get_num_threads();
    enum hinge_status status = HINGE_OK;
    line->scratch = hinge_alloc((size_t)team, sizeof *line->scratch);
#pragma omp taskgroup
    {
        while (line->kept < loop->items && status == HINGE_OK)
            status = step(line, error);
#pragma omp atomic write
        line->over = 1;
    }
    for (int i = 0; i < team; i++)
        end_worker(loop, line->scratch[i]);
    free(line->scratch);
    return status;
}

/* Within such a loop, its threads work on this one, too. */
enum hinge_status hinge_ordered_for(const struct hinge_ordered *ordered, struct hinge_error *error)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    struct line line = {.ordered = ordered,
                        .threads = threads_for(ordered->loop.threads, ordered->loop.items),
                        .outcome = hinge_alloc(ordered->slots, sizeof *line.outcome),
                        .unread = ordered->loop.items,
                        .why = HINGE_ERROR_INIT};
    enum hinge_status status = HINGE_OK;
    if (line.threads <= 1 || omp_in_parallel()) { /* NOLINT(bugprone-branch-clone) */
        status = lead(&line, &why);
    } else {
#pragma omp parallel num_threads(line.threads)
#pragma omp master
        status = lead(&line, &why);
    }
    free(line.outcome);
    if (status != HINGE_OK && error != NULL)
        *error = why;
    return status;
}
