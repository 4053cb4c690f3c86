/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optimisers cannot tell how many evaluations they will need: they count them, and a
 * user who wants to stop is obeyed before the next one. From then on every evaluation
 * is HUGE_VAL, at no cost, and whatever a fit makes of that is thrown away by the frame
 * of the analysis, which returns HINGE_INTERRUPTED. */
#ifndef HINGE_STATS_NUMBERS_WATCH_H
#define HINGE_STATS_NUMBERS_WATCH_H

#include <hinge/progress.h>

/* Of one thread. Zero-initialised but for progress, which may be NULL. */
struct hinge_watch {
    const struct hinge_progress *progress;
    size_t steps;       /* evaluations so far */
    size_t done, total; /* parts of the work, told instead where they are known */
    bool stopped;       /* and stays so */
};

/* Before each evaluation; false when there is to be none. watch may be NULL. */
static inline bool hinge_watch_step(struct hinge_watch *watch)
{
    if (watch == NULL)
        return true;
    watch->stopped = watch->stopped || hinge_progress_stopped(watch->progress);
    watch->steps++;
    if (!watch->stopped && watch->total > 0)
        hinge_progress_report(watch->progress, watch->done, watch->total);
    else if (!watch->stopped)
        hinge_progress_report(watch->progress, watch->steps, 0);
    return !watch->stopped;
}

/* From here on `total` parts are to be done (0: their number is not known). */
static inline void hinge_watch_parts(struct hinge_watch *watch, size_t total)
{
    if (watch == NULL)
        return;
    watch->done = 0;
    watch->total = total;
}

static inline void hinge_watch_part_done(struct hinge_watch *watch)
{
    if (watch != NULL)
        watch->done++;
}

#endif
