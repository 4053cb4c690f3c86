/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture of one recording needs, copied before the analysis lets go of it. */
#include "analyze/trace.h"

#include <string.h>

void hinge_trace_clear(struct hinge_trace *trace)
{
    hinge_arena_clear(&trace->arena);
    *trace = (struct hinge_trace){0};
}

static void *copy(struct hinge_trace *trace, const void *from, size_t n, size_t size)
{
    void *made = hinge_arena_alloc(&trace->arena, n, size);
    if (n > 0)
        memcpy(made, from, n * size);
    return made;
}

enum hinge_status hinge_trace_fill(struct hinge_trace *trace, const struct hinge_body *body,
                                   const struct hinge_reps *reps)
{
    bool good = true;
    hinge_trace_clear(trace);
    trace->n = body->n;
    trace->rate_hz = body->rate_hz;
    trace->start_s = body->start_s;
    trace->tier = body->tier;
    trace->driver = hinge_signal_name(body->driver_source);
    trace->ghosts = reps->ghosts;
    trace->standing = reps->standing;
    trace->driver_zero = reps->driver_zero;
    trace->n_reps = reps->n;
    trace->n_excluded = reps->n_excluded;
    trace->n_rejected = reps->n_rejected;
    trace->rep = copy(trace, reps->rep, reps->n, sizeof *reps->rep);
    trace->excluded = copy(trace, reps->excluded, reps->n_excluded, sizeof *reps->excluded);
    trace->rejected = copy(trace, reps->rejected_rep, reps->n_rejected, sizeof *trace->rejected);
    trace->ds = copy(trace, reps->ds, body->n, sizeof *reps->ds);
    good = trace->rep != NULL && trace->excluded != NULL && trace->rejected != NULL &&
           trace->ds != NULL;
    for (size_t i = 0; good && i < body->n; i++)
        trace->ds[i] -= reps->driver_zero;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        if (body->signal[s] == NULL)
            continue;
        trace->signal[s] = copy(trace, body->signal[s], body->n, sizeof(double));
    }
    return good ? HINGE_OK : HINGE_NOMEM;
}
