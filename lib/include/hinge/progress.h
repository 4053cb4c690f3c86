/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a long job tells its caller how far it is and what it came across, and learns
 * that it should stop. The caller owns the struct and the functions; the library only
 * calls them. */
#ifndef HINGE_PROGRESS_H
#define HINGE_PROGRESS_H

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* Every member may be NULL. */
struct hinge_progress {
    /* `done` of `total` items are finished; total 0: nobody knows how many there will
     * be. Called by one thread at a time, never faster than items finish; must return
     * quickly. */
    void (*report)(void *context, size_t done, size_t total);
    /* True when the user wants to stop: the job then discards its unfinished output and
     * returns HINGE_INTERRUPTED. May be called from any thread. */
    bool (*stop)(void *context);
    void *context;
};

/* A line for the user about one file (a refusal or a warning), called in list order
 * from one thread. */
typedef void hinge_message(void *context, const char *message);

/* hinge_progress_report and _stopped do nothing, and are false, without a progress. */
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

#endif
