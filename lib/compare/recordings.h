/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outcome that the trial list has once for each recording, such as a rating. */
#ifndef HINGE_COMPARE_RECORDINGS_H
#define HINGE_COMPARE_RECORDINGS_H

#include <hinge/stats.h>
#include <hinge/table.h>

/* Where describe, an analysis of rows, has an outcome from the
 * list of the results, the table of repetitions becomes one of recordings: a repetition
 * more says nothing more of it. Numbers are means of the recording's usable
 * repetitions, and one row is enough of a person (min_reps, min_valid, unless given).
 * Errors: those of reading; NOMEM. */
enum hinge_status hinge_recordings_of(struct hinge_stats_request *request,
                                      struct hinge_results_reader *results,
                                      struct hinge_table *table, struct hinge_error *error);

#endif
