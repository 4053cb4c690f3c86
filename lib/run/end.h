/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run ends with: what was used, what was refused, what needs a look. */
#ifndef HINGE_RUN_END_H
#define HINGE_RUN_END_H

#include "base/text.h"

#include <stdbool.h>

struct hinge_results_reader;

/* Adds a line each of the recordings of `results`, of those refused and of
 * those to look at, then the notes: lines about what could not be made, for want of the
 * cue `baseline` too. `refused` says whether any was. Errors: those of the table
 * trials. */
enum hinge_status hinge_run_end(struct hinge_results_reader *results, const char *baseline,
                                const char *notes, struct hinge_text *out, bool *refused,
                                struct hinge_error *error);

#endif
