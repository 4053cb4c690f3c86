/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A metric that is of another phase than the one asked for. */
#ifndef HINGE_REPORT_REQUEST_PHASE_HINT_H
#define HINGE_REPORT_REQUEST_PHASE_HINT_H

#include "base/text.h"

#include <hinge/status.h>

/* "x has no value in phase descent; it has in phase rep (3 repetitions): --phase rep";
 * `reps` 0: not counted. */
void hinge_phase_hint(struct hinge_text *text, const char *metric, const char *asked,
                      const char *found, size_t reps);

/* Whether a metric has a value in a phase: the number of them, or of others than none.
 */
typedef enum hinge_status hinge_phase_count(void *context, const char *phase, size_t *n,
                                            struct hinge_error *error);
/* USAGE PHASE_MISSING with that hint where another phase has values; OK without. */
enum hinge_status hinge_phase_elsewhere(const char *metric, const char *asked, bool counted,
                                        hinge_phase_count *count, void *context,
                                        struct hinge_error *error);

#endif
