/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of columns and levels as a reader says them. */
#ifndef HINGE_REPORT_WORDING_H
#define HINGE_REPORT_WORDING_H

#include <stdbool.h>
#include <stddef.h>

/* "lumbar_excursion_deg" as "lumbar excursion". Returns buffer. */
const char *hinge_wording_name(const char *column, char *buffer, size_t capacity);

/* An id in words: "ci_low" as "CI low"; units stay. Returns buffer. */
const char *hinge_wording_words(const char *id, char *buffer, size_t capacity);
/* The same for a heading: known names ("Hip travel backwards"), without the unit, bins
 * as ranges, a capital first. Returns buffer. */
const char *hinge_wording_title(const char *id, char *buffer, size_t capacity);
/* Makes the first letter a capital. Returns text. */
char *hinge_wording_capital(char *text);

/* The unit that a column's name ends with, ready to follow a number: "°", " s", " %";
 * "" when it has none. */
const char *hinge_wording_unit(const char *column);

/* Where a value was seen: "with the dowel", "without a cue", "in the trained group",
 * "in a", "under tap" of groups and conditions called otherwise. Returns buffer. */
const char *hinge_wording_level(const char *column, bool groups, const char *level,
                                char *buffer, size_t capacity);

#endif
