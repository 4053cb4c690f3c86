/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default order of groups, cues and sessions, and the sign of differences, for lists, tables,
 * analyses and figures. */
#pragma once

#include "base/base.h"

/* The baseline ("none"), a control ("Kontrolle", "usual care"), words with an order ("pre" before
 * "post, week 8"), numbers ascending, then the alphabet, with numbers in it by their size ("T2"
 * before "T10"); never the order of rows. As strcmp. */
int hinge_level_compare(const char *a, const char *b);

/* The number after a word in a level: "2" of "practice_2" and "practice2" for "practice"; "" if
 * there is none; NULL for another word. */
const char *hinge_level_number(const char *level, const char *word);

/* Compares two texts as numbers, as strcmp; 0 if one is not a number. */
int hinge_compare_numbers(const char *a, const char *b);

/* Sorts texts by hinge_level_compare. */
void hinge_levels_sort(const char **level, size_t n);

/* A difference is the first level minus the second in this order, but a baseline or a control is
 * always subtracted. Whether the difference of `a` and `b`, a before b, is b minus a. */
bool hinge_levels_swapped(const char *a, const char *b);
