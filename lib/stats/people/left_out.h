/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part and who does not: the rule of enough repetitions (method 9.4), and
 * the list of people left out with the reason of each. */
#ifndef HINGE_STATS_PEOPLE_LEFT_OUT_H
#define HINGE_STATS_PEOPLE_LEFT_OUT_H

#include "people/rule.h"
#include "stats/people/sample.h"

/* Notes that a participant takes no part; the first reason stays. */
void hinge_leave_out(struct hinge_analysis *analysis, struct hinge_sample *sample,
                     size_t participant, const char *format, ...) HINGE_PRINTF(4, 5);

/* E_NO_DATA: which column no row has, of which phase, and the reasons that the table
 * gives. */
enum hinge_status hinge_no_usable_row(struct hinge_analysis *analysis,
                                      const struct hinge_sample_plan *plan,
                                      const struct hinge_sample *sample,
                                      struct hinge_error *error);

/* Those of whom no row is used are left out because of what their rows lack. For
 * hinge_sample_gather. */
enum hinge_status hinge_leave_out_unused(struct hinge_analysis *analysis,
                                         struct hinge_sample *sample,
                                         const struct hinge_sample_plan *plan,
                                         struct hinge_error *error);

/* n_rows, n_used, n_missing, n_participants, n_participants_dropped and
 * participants_dropped (id and reason of each) into results: after everybody who is
 * left out has been. */
void hinge_sample_report(struct hinge_analysis *analysis,
                         const struct hinge_sample *sample, json_t *results);

/* Whether the rows of a participant in a cell are enough (options min_reps, min_valid).
 */
struct hinge_enough {
    struct hinge_people_rule rule;
    size_t n_cells;
    uint32_t *used, *all; /* [participant * n_cells + cell]; all: the unusable too */
};

/* cell is per row up to n_all (NULL: one cell). */
enum hinge_status hinge_enough_count(struct hinge_analysis *analysis,
                                     const struct hinge_sample *sample,
                                     const uint32_t *cell, size_t n_cells,
                                     struct hinge_enough *enough,
                                     struct hinge_error *error);
bool hinge_is_enough(const struct hinge_enough *enough, size_t slot);
/* People who have rows in a cell, but not enough. */
size_t hinge_short_in_cell(const struct hinge_enough *enough, size_t n_participants,
                           size_t cell);

/* Leaves the participant of a slot out when its rows are not enough; `factor` and
 * `level` say which cell (NULL: the only one). */
void hinge_leave_out_short(struct hinge_analysis *analysis, struct hinge_sample *sample,
                           const struct hinge_enough *enough, size_t slot,
                           const char *factor, const char *level);

/* Leaves out those whose rows are not enough in any cell. */
void hinge_leave_out_nowhere(struct hinge_analysis *analysis,
                             struct hinge_sample *sample,
                             const struct hinge_enough *enough);

/* Rows that the option `usable` keeps out come behind the others: of these participant
 * and factor codes alone are known, so that they can be counted. For
 * hinge_sample_gather. */
enum hinge_status hinge_append_unusable(struct hinge_analysis *analysis,
                                        struct hinge_sample *sample,
                                        const struct hinge_sample_plan *plan,
                                        struct hinge_error *error);

#endif
