/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two groups or conditions in words: `between` and `within`. */
#ifndef HINGE_STATS_DIFFERENCE_DIFFERENCE_H
#define HINGE_STATS_DIFFERENCE_DIFFERENCE_H

#include "result/sentence.h"

/* Which is higher and by how much, and whether they are equivalent. Never "no
 * difference": a direction is named only when the interval excludes 0. */
void hinge_say_difference(const struct hinge_sentence_about *about, struct hinge_text *text);

/* The two levels of a difference, first minus second, and their column; false when the
 * result is no difference of two. */
bool hinge_say_levels(const struct hinge_sentence_about *about, const char *level[2],
                      const char **column);
/* Of so few people in some group or condition the exact tests come first. */
bool hinge_say_is_small(const json_t *results);

#endif
