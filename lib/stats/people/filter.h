/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of the table count: the options filter and usable, the stratum of the run.
 */
#ifndef HINGE_STATS_PEOPLE_FILTER_H
#define HINGE_STATS_PEOPLE_FILTER_H

#include "stats/run/analysis.h"

/* Rows that the options filter and usable and the stratum keep, ascending. */
enum hinge_status hinge_filter_rows(struct hinge_analysis *analysis, size_t **row, size_t *n,
                                    struct hinge_error *error);
/* Those that filter and stratum keep and usable does not. */
enum hinge_status hinge_filter_unusable(struct hinge_analysis *analysis, size_t **row, size_t *n,
                                        struct hinge_error *error);

/* Whether any of the rows has this level in a text column. */
bool hinge_filter_has(const struct hinge_analysis *analysis, const size_t *row, size_t n,
                      size_t column, const char *level);
/* E_LEVELS, naming the nearest or all, when none has; E_LEVELS too for a column of
 * numbers. */
enum hinge_status hinge_filter_require(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                       size_t column, const char *level, struct hinge_error *error);
/* Puts n_rows and n_participants of the rows into results. E_OPTION without a column
 * of participants. */
enum hinge_status hinge_filter_report(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                      json_t *results, struct hinge_error *error);

#endif
