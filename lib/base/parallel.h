/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only door to threads: independent items, a slot of results per item, scratch per
 * thread (OpenMP); and a piece of work beside one's own. Sums over items are done by
 * the caller, in order, afterwards. */
#ifndef HINGE_BASE_PARALLEL_H
#define HINGE_BASE_PARALLEL_H

#include "os/thread.h"

#include <hinge/progress.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

/* Works on one item; `scratch` is this thread's own (what make_scratch returned, or
 * NULL). Must not call HDF5 and must not touch another item's slot. */
typedef enum hinge_status (*hinge_parallel_work)(void *context, void *scratch,
                                                 size_t item,
                                                 struct hinge_error *error);

struct hinge_loop {
    size_t items;
    int threads; /* <= 0: one per processor */
    hinge_parallel_work work;
    void *context;
    void *(*make_scratch)(void *context); /* may be NULL; NULL result means no memory */
    void (*free_scratch)(void *scratch);
    const struct hinge_progress *progress; /* asked before each item and told after it;
                                              may be NULL */
};

/* Runs every item once, whatever fails, unless the user wants to stop (INTERRUPTED).
 * Returns the failure of the lowest-numbered
 * failing item (also in *error), so that the message does not depend on the number of
 * threads. */
enum hinge_status hinge_parallel_for(const struct hinge_loop *loop,
                                     struct hinge_error *error);

/* One piece of work beside the caller's, in a thread of its own; zero-initialise. What
 * it touches nobody else does until it is ended. */
struct hinge_aside {
    bool runs;
    pthread_t thread;
    enum hinge_status (*work)(void *context, struct hinge_error *error);
    void *context;
    enum hinge_status status;
    struct hinge_error error;
};

/* Starts it, after the end of what was started before, whose failure is returned and
 * nothing started. Where there is one processor, or no thread to be had, it is done
 * here and now. */
enum hinge_status
hinge_aside_start(struct hinge_aside *aside,
                  enum hinge_status (*work)(void *context, struct hinge_error *error),
                  void *context, struct hinge_error *error);
/* Waits for it; its status, and its error in *error (may be NULL). OK when there is
 * none. */
enum hinge_status hinge_aside_end(struct hinge_aside *aside, struct hinge_error *error);

/* Threads to use when the user gave none (processors available to this process). */
int hinge_parallel_default(void);

#endif
