/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a long job reports its progress and messages, and learns that it should stop. The caller owns
 * the struct and the functions; the library only calls them. */
#pragma once

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* Every member may be NULL. */
struct hinge_progress {
    /* `done` of `total` items are finished; total 0: the number is not known. One thread calls it
     * at a time, at most once per finished item; it must return quickly. */
    void (*report)(void *context, size_t done, size_t total);
    /* True when the user wants to stop: the job then discards its unfinished output and returns
     * HINGE_INTERRUPTED. Any thread may call it. */
    bool (*stop)(void *context);
    void *context;
};

/* A line for the user about one file (a refusal or a warning), in the order of the trial list, from
 * one thread. */
typedef void hinge_message(void *context, const char *message);

/* Without a progress, hinge_progress_report does nothing and hinge_progress_stopped is false. */
static inline void hinge_progress_report(const struct hinge_progress *progress, size_t done,
                                         size_t total)
{
    if (progress != NULL && progress->report != NULL)
        progress->report(progress->context, done, total);
}

static inline bool hinge_progress_stopped(const struct hinge_progress *progress)
{
    return progress != NULL && progress->stop != NULL && progress->stop(progress->context);
}

HINGE_END_C_DECLS
