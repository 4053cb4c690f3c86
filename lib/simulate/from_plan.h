/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recordings that a trial list asks for. */
#ifndef HINGE_SIMULATE_FROM_PLAN_H
#define HINGE_SIMULATE_FROM_PLAN_H

#include <hinge/progress.h>
#include <hinge/simulate.h>

/* Makes every recording of options->plan under its own name in `folder`, and truth.csv.
 * Participants, groups, cues, tasks and repetitions are the list's; references are
 * quiet standing, maxflex two bends a third deeper. Errors: INPUT (the list), USAGE (a
 * group that cannot be simulated), WRITE, NOMEM, INTERRUPTED. */
enum hinge_status hinge_simulate_planned(const struct hinge_simulate_options *options,
                                         const char *folder, const struct hinge_progress *progress,
                                         struct hinge_simulate_summary *summary,
                                         struct hinge_error *error);

#endif
