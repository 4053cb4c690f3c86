/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent items over OpenMP threads; the same between reading and keeping in order;
 * one piece of work in a thread of its own. */
#include "base/parallel.h"

#include "base/memory.h"

#include <omp.h>
#include <stdint.h>
#include <stdlib.h>

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

/* --- between reading and keeping --- */

/* What is known of the item in a slot. */
struct place {
    bool done;
    struct hinge_error error;
};

struct line {
    const struct hinge_ordered *ordered;
    struct place *place; /* per slot */
    pthread_mutex_t lock;
    pthread_cond_t more, done; /* something to work on, or never again; an item is done */
    size_t read, taken, kept;
    size_t ahead;  /* how many may be read that nobody has taken */
    size_t unread; /* the item that could not be read, and why; none: items */
    struct hinge_error why;
    bool over;
    struct line *inner; /* that the leader leads meanwhile; NULL: none */
    size_t guests;      /* helpers that are there */
};

/* What this thread leads, with helpers. */
static _Thread_local struct line *leading;

/* With the lock, which is let go meanwhile. */
static void work_on_next(struct line *line, void *scratch)
{
    size_t item = line->taken++;
    struct place *place = &line->place[item % line->ordered->slots];
    pthread_mutex_unlock(&line->lock);
    place->error = (struct hinge_error)HINGE_ERROR_INIT;
    place->error.status = run_item(&line->ordered->loop, scratch, item, &place->error);
    pthread_mutex_lock(&line->lock);
    place->done = true;
    pthread_cond_signal(&line->done);
}

static void help(struct line *line);

/* With the lock, which is let go meanwhile. */
static void help_inner(struct line *line)
{
    struct line *inner = line->inner;
    line->guests++;
    pthread_mutex_unlock(&line->lock);
    help(inner);
    pthread_mutex_lock(&line->lock);
    line->guests--;
    pthread_cond_signal(&line->done);
}

static void help(struct line *line)
{
    void *scratch = start_worker(&line->ordered->loop);
    pthread_mutex_lock(&line->lock);
    while (!line->over)
        if (line->inner != NULL)
            help_inner(line);
        else if (line->taken < line->read)
            work_on_next(line, scratch);
        else
            pthread_cond_wait(&line->more, &line->lock);
    pthread_mutex_unlock(&line->lock);
    end_worker(&line->ordered->loop, scratch);
}

/* With the lock, which is let go meanwhile. */
static enum hinge_status keep_next(struct line *line, size_t with, struct hinge_error *error)
{
    const struct hinge_ordered *ordered = line->ordered;
    const struct place *place = &line->place[with % ordered->slots];
    if (place->error.status != HINGE_OK) {
        *error = place->error;
        return place->error.status;
    }
    size_t item = line->kept;
    pthread_mutex_unlock(&line->lock);
    enum hinge_status status = ordered->keep(ordered->loop.context, item, error);
    pthread_mutex_lock(&line->lock);
    line->place[item % ordered->slots].done = false;
    line->kept++;
    return status;
}

/* With the lock, which is let go meanwhile. A failure waits for its turn. */
static void read_next(struct line *line)
{
    const struct hinge_ordered *ordered = line->ordered;
    size_t item = line->read;
    pthread_mutex_unlock(&line->lock);
    enum hinge_status status = ordered->read(ordered->loop.context, item, &line->why);
    pthread_mutex_lock(&line->lock);
    line->why.status = status;
    if (status == HINGE_OK)
        line->read++;
    else
        line->unread = item;
    pthread_cond_signal(&line->more);
}

/* Whether there is room; always for what the next to be kept waits for. */
static bool can_read(const struct line *line, size_t with)
{
    const struct hinge_ordered *ordered = line->ordered;
    return line->read < line->unread && line->read < line->kept + ordered->slots &&
           (line->read <= with ||
            (line->read < line->taken + line->ahead &&
             (ordered->full == NULL || !ordered->full(ordered->loop.context))));
}

/* Keeps what is done, reads what there is room for, and works when there is neither.
 * Alone it reads no more than it works on. */
static enum hinge_status lead(struct line *line, void *scratch, bool alone,
                              struct hinge_error *error)
{
    const struct hinge_ordered *ordered = line->ordered;
    enum hinge_status status = HINGE_OK;
    pthread_mutex_lock(&line->lock);
    while (line->kept < ordered->loop.items && status == HINGE_OK) {
        size_t with = line->kept;
        if (ordered->done_with != NULL)
            with = ordered->done_with(ordered->loop.context, with);
        if (hinge_progress_stopped(ordered->progress)) {
            status = hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                     "interrupted; nothing was written");
        } else if (with >= line->unread) {
            *error = line->why;
            status = line->why.status;
        } else if (line->place[line->kept % ordered->slots].done &&
                   line->place[with % ordered->slots].done) {
            status = keep_next(line, with, error);
        } else if (can_read(line, with) && !(alone && line->taken < line->read)) {
            read_next(line);
        } else if (line->taken < line->read) {
            work_on_next(line, scratch);
        } else {
            pthread_cond_wait(&line->done, &line->lock);
        }
    }
    line->over = true;
    pthread_cond_broadcast(&line->more);
    pthread_mutex_unlock(&line->lock);
    return status;
}

/* The leader's part, with a scratch of its own. */
static enum hinge_status lead_all(struct line *line, bool alone, struct hinge_error *error)
{
    void *scratch = start_worker(&line->ordered->loop);
    enum hinge_status status = lead(line, scratch, alone, error);
    end_worker(&line->ordered->loop, scratch);
    return status;
}

/* The helpers of the outer line come over when they have done what is in their hands.
 */
static enum hinge_status lead_inner(struct line *outer, struct line *line,
                                    struct hinge_error *error)
{
    pthread_mutex_lock(&outer->lock);
    outer->inner = line;
    pthread_cond_broadcast(&outer->more);
    pthread_mutex_unlock(&outer->lock);
    enum hinge_status status = lead_all(line, false, error);
    pthread_mutex_lock(&outer->lock);
    outer->inner = NULL;
    while (outer->guests > 0)
        pthread_cond_wait(&outer->done, &outer->lock);
    pthread_mutex_unlock(&outer->lock);
    return status;
}

enum hinge_status hinge_ordered_for(const struct hinge_ordered *ordered, struct hinge_error *error)
{
    int threads = threads_for(ordered->loop.threads, ordered->loop.items);
    struct hinge_error own = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    struct line line = {.ordered = ordered,
                        .place = hinge_alloc(ordered->slots, sizeof *line.place),
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .more = PTHREAD_COND_INITIALIZER,
                        .done = PTHREAD_COND_INITIALIZER,
                        .ahead = 4 * (size_t)threads,
                        .unread = ordered->loop.items,
                        .why = HINGE_ERROR_INIT};
    if (threads <= 1) { /* without the OpenMP runtime, as above */
        status = lead_all(&line, true, &own);
    } else if (leading != NULL) {
        status = lead_inner(leading, &line, &own);
    } else {
#pragma omp parallel num_threads(threads)
        {
            if (omp_get_thread_num() == 0) {
                leading = omp_get_num_threads() > 1 ? &line : NULL;
                status = lead_all(&line, leading == NULL, &own);
                leading = NULL;
            } else {
                help(&line);
            }
        }
    }
    free(line.place);
    if (status != HINGE_OK && error != NULL)
        *error = own;
    return status;
}
