/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings of bends (ratings-RATER.csv of hinge-view --rate-as) beside the repetitions of a results
 * file. */
#ifndef HINGE_COMPARE_RATINGS_H
#define HINGE_COMPARE_RATINGS_H

#include <hinge/stats.h>
#include <hinge/table.h>

/* Adds text columns "rating:<fault>" and "rating2:<fault>" to the table of repetitions, for each
 * rated fault: answers of the first and the second file (paths, n 1 or 2), of one file the first
 * and the second answer. Errors: USAGE for another number of files; INPUT for a file, and for a row
 * that fits no repetition, or several, or is of another rater. */
enum hinge_status hinge_ratings_join(const char *const *path, size_t n, struct hinge_table *table,
                                     struct hinge_error *error);

#endif
