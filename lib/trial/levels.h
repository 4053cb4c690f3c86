/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default order of groups, cues and sessions, and the sign of differences, for lists, tables,
 * analyses and figures. */
#pragma once

#include "base/base.h"

/* The baseline ("none"), words for before ("pre", "initial"), a control ("Kontrolle", "usual
 * care"), numbers and dates ("T2" before "T10"), words for after ("post, week 8", "last visit"),
 * words for later, then the alphabet, with numbers in it by their size; never the order of rows. As
 * strcmp. */
int hinge_level_compare(const char *a, const char *b);

/* Whether a name has a place in that order, but for the alphabet. */
bool hinge_level_is_placed(const char *level);
/* Whether it begins with a word for after or later: something happened before it. */
bool hinge_level_is_after(const char *level);
/* Whether it is one for after ("final"), and the other one for later ("follow-up"). */
bool hinge_level_is_followed(const char *level, const char *later);
/* Whether names differ by their numbers alone: "week 2", "week 10". */
bool hinge_levels_alike(const char *a, const char *b);
/* Whether names of visits say which of two comes first: both have a place, one is for before, or
 * they differ by their numbers alone. */
bool hinge_levels_are_ordered(const char *a, const char *b);

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
