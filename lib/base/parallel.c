/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent items over OpenMP threads. */
#include "base/parallel.h"

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

static enum hinge_status run_item(const struct hinge_parallel_plan *plan, void *scratch,
                                  size_t item, struct hinge_error *error)
{
    if (hinge_progress_stopped(plan->progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                               "interrupted");
    if (plan->make_scratch != NULL && scratch == NULL)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "out of memory for a worker thread");
    return plan->work(plan->context, scratch, item, error);
}

enum hinge_status hinge_parallel_for(const struct hinge_parallel_plan *plan,
                                     struct hinge_error *error)
{
    struct hinge_error first = HINGE_ERROR_INIT;
    size_t first_item = SIZE_MAX, done = 0;
    int threads = plan->threads > 0 ? plan->threads : hinge_parallel_default();
    if ((size_t)threads > plan->items) /* idle threads cost memory and may be refused */
        threads = plan->items > 0 ? (int)plan->items : 1;
#pragma omp parallel num_threads(threads) shared(first, first_item, done)
    {
        void *scratch = plan->make_scratch ? plan->make_scratch(plan->context) : NULL;
#pragma omp for schedule(HINGE_SCHEDULE)
        for (size_t i = 0; i < plan->items; i++) {
            struct hinge_error own = HINGE_ERROR_INIT;
            enum hinge_status status = run_item(plan, scratch, i, &own);
            if (plan->progress != NULL) {
#pragma omp critical(hinge_parallel_progress)
                hinge_progress_report(plan->progress, ++done, plan->items);
            }
            if (status == HINGE_OK)
                continue;
#pragma omp critical(hinge_parallel_failure)
            if (i < first_item) {
                first_item = i;
                first = own;
                first.status = status;
            }
        }
        if (scratch != NULL && plan->free_scratch != NULL)
            plan->free_scratch(scratch);
    }
    if (first_item == SIZE_MAX)
        return HINGE_OK;
    if (error != NULL)
        *error = first;
    return first.status;
}
