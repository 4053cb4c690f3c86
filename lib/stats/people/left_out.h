/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a sample into what lib/people needs to know who takes part: how many there
 * are, what they lack; and its list of those excluded into a document. */
#ifndef HINGE_STATS_PEOPLE_LEFT_OUT_H
#define HINGE_STATS_PEOPLE_LEFT_OUT_H

#include "stats/people/sample.h"

/* Rows of tasks whose faults are described, not counted, are no rows of a question
 * about a fault: takes them off `row` and says so. */
void hinge_leave_described(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                           size_t *row, size_t *n);

/* E_NO_DATA: which column no row has, of which phase, and the reasons that the table
 * gives. */
enum hinge_status hinge_no_usable_row(struct hinge_analysis *analysis,
                                      const struct hinge_columns *columns,
                                      const struct hinge_sample *sample, struct hinge_error *error);

/* Those of whom no row is used are excluded because of what their rows lack. For
 * hinge_sample_gather. */
enum hinge_status hinge_leave_out_unused(struct hinge_analysis *analysis,
                                         struct hinge_sample *sample,
                                         const struct hinge_columns *columns,
                                         struct hinge_error *error);

/* n_rows, n_used, n_missing, n_participants, n_participants_dropped and
 * participants_dropped (id and reason of each) into results: after everybody who is
 * excluded has been. */
void hinge_sample_report(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         json_t *results);

/* Counts rows by participant and cell (options min_reps, min_valid); cell is per row up
 * to n_all (NULL: one cell). */
enum hinge_status hinge_enough_count(struct hinge_analysis *analysis,
                                     const struct hinge_sample *sample, const uint32_t *cell,
                                     size_t n_cells, struct hinge_enough *enough,
                                     struct hinge_error *error);
/* Rows that the option `usable` keeps out come behind the others: of these participant
 * and factor codes alone are known, so that they can be counted. For
 * hinge_sample_gather. */
enum hinge_status hinge_append_unusable(struct hinge_analysis *analysis,
                                        struct hinge_sample *sample,
                                        const struct hinge_columns *columns,
                                        struct hinge_error *error);

#endif
