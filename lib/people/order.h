/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of groups, cues and sessions where nobody names one, and which way a
 * difference is said: tables, analyses and figures ask here. */
#ifndef HINGE_PEOPLE_ORDER_H
#define HINGE_PEOPLE_ORDER_H

#include <stdbool.h>
#include <stddef.h>

/* The baseline ("none"), words with an order ("pre" before "post"), numbers ascending,
 * then the alphabet; never the order of rows. As strcmp. */
int hinge_level_compare(const char *a, const char *b);

/* Sorts texts by it. */
void hinge_levels_sort(const char **level, size_t n);

/* A difference is the first level minus the second in that order, but a baseline is
 * always the second: whether that of `a` and `b`, a before b, is b minus a. */
bool hinge_levels_swapped(const char *a, const char *b);

/* Two levels of a list, i < j, as their difference names them. */
struct hinge_level_pair {
    size_t first, second;
};
struct hinge_level_pair hinge_level_pair(const char *const *level, size_t i, size_t j);

#endif
