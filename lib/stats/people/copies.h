/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are in a table twice. */
#ifndef HINGE_STATS_PEOPLE_COPIES_H
#define HINGE_STATS_PEOPLE_COPIES_H

#include "stats/people/sample.h"

/* Warns (W_DUPLICATE_ROWS) of used rows that are alike in every column of the table:
 * a repetition entered twice counts twice. Coarse values may be alike by chance, so
 * that a row counts only when the table numbers its repetitions or some number of it
 * has more than two decimals. For hinge_sample_gather. */
enum hinge_status hinge_copies_warn(struct hinge_analysis *analysis,
                                    const struct hinge_columns *columns,
                                    const struct hinge_sample *sample, struct hinge_error *error);

#endif
