/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording over time, as analysis saw it: for pictures. Owned; hinge_trace_clear.
 */
#ifndef HINGE_ANALYZE_TRACE_H
#define HINGE_ANALYZE_TRACE_H

#include "base/memory.h"
#include "reps/reps.h"

#include <hinge/analyze.h>

struct hinge_trace {
    size_t n;
    double rate_hz, start_s;
    char tier;
    const char *driver;                 /* id of the signal that segments; static */
    double *signal[HINGE_SIGNAL_COUNT]; /* as in struct hinge_body; NULL: missing */
    double *ds;                         /* the segmentation driver, minus its zero */
    double driver_zero;                 /* that zero */
    size_t n_reps, n_excluded, n_rejected;
    struct hinge_rep *rep, *excluded; /* those that count; those taken out by hand */
    struct hinge_rejected *rejected;
    size_t ghosts;
    struct hinge_standing standing;
    struct hinge_arena arena;
};

/* Copies what a body and its repetitions hold. NOMEM. */
enum hinge_status hinge_trace_fill(struct hinge_trace *trace, const struct hinge_body *body,
                                   const struct hinge_reps *reps);
void hinge_trace_clear(struct hinge_trace *trace);

/* Analyses one recording of a study again, with the references of the others, and
 * nothing is written: request->output is NULL. USAGE for an unknown id (names the
 * nearest), INPUT when the recording was or is refused, with its reason. */
enum hinge_status hinge_analyze_trace(const struct hinge_analyze_request *request,
                                      const char *trial_id, struct hinge_trace *trace,
                                      struct hinge_error *error);

#endif
