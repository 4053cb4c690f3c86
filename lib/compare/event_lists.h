/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that were found, and events that people marked, in one table. */
#ifndef HINGE_COMPARE_EVENT_LISTS_H
#define HINGE_COMPARE_EVENT_LISTS_H

#include "store/store.h"

#include <hinge/compare.h>

/* The file of marked events, NULL when the request's analysis takes none. USAGE without
 * one for a results file. */
enum hinge_status hinge_event_lists_marks(const struct hinge_stats_request *request,
                                          bool results, const char **marks,
                                          struct hinge_error *error);

/* Fills a zero-initialised table with columns recording, participant, event, time_s,
 * rater: those of a results file (reader; the phases of its repetitions) or of a CSV at
 * `path` (reader NULL) as rater "found", and those of the CSV at `marks`. Columns are
 * known by usual names, or by the options recording, event, time and rater, which are
 * then set; without a column of events each column of seconds is one. Recordings are
 * alike by file, id or file name without folder and extension. INPUT for a mark of a
 * recording that the results do not have. */
enum hinge_status hinge_event_lists(struct hinge_stats_request *request,
                                    struct hinge_results_reader *reader,
                                    const char *path, const char *marks,
                                    struct hinge_table *table,
                                    struct hinge_error *error);

#endif
