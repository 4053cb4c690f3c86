/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of columns and levels as a reader says them. */
#ifndef HINGE_RESULT_WORDING_H
#define HINGE_RESULT_WORDING_H

#include <stdbool.h>
#include <stddef.h>

/* "lumbar_excursion_deg" as "lumbar excursion" where it has a unit, which is said
 * beside it; without one ("") an end like "_s" is part of the name. Returns buffer. */
const char *hinge_wording_name(const char *column, const char *unit, char *buffer, size_t capacity);

/* An id in words: "ci_low" as "CI low"; units stay. Returns buffer. */
const char *hinge_wording_words(const char *id, char *buffer, size_t capacity);
/* The same for a heading: known names ("Backward hip travel"), without the unit, bins
 * as ranges, a capital first. Returns buffer. */
const char *hinge_wording_title(const char *id, char *buffer, size_t capacity);
/* The i-th id with such a known name; NULL past the last. */
const char *hinge_wording_titled(size_t i);
/* Makes the first letter a capital. Returns text. */
char *hinge_wording_capital(char *text);
/* And a small one for within a sentence, but of an abbreviation ("ICC"). */
char *hinge_wording_small(char *text);

/* "lumbar_excursion_deg" as "lumbar_excursion_rad" and back, bins ("_deg30_60") as they
 * are. Return buffer. */

/* The unit that a column's name ends with, ready to follow a number: "°", " s", " %";
 * "" when it has none. */
const char *hinge_wording_unit(const char *column);

/* A unit as a paper prints it: "°", "leg lengths"; itself where there is no other. */
const char *hinge_wording_symbol(const char *unit);
/* The same ready to follow a number: "°", " s"; "" of none (NULL, "", "1"). Returns
 * buffer. */
const char *hinge_wording_after(const char *unit, char *buffer, size_t capacity);

/* Words of a cell by its column: metrics, units, phases, cues and reasons; others as
 * they are. Returns buffer or the cell. */
const char *hinge_wording_cell(const char *column, const char *cell, char *buffer, size_t capacity);
/* Why there is no value, within a sentence: the commonest of "NO_HEAD 60, TRUNCATED 2"
 * as "no head landmarks"; a sentence as it is, NULL as what nobody said. */
const char *hinge_wording_cause(const char *reasons);
/* Codes of reasons as words; a sentence as it is. */
const char *hinge_wording_reason(const char *reason, char *buffer, size_t capacity);

/* Where a value was seen: "with the dowel", "without a cue", "in the trained group",
 * "in a", "under tap" of groups and conditions called otherwise. Returns buffer. */
const char *hinge_wording_level(const char *column, bool groups, const char *level, char *buffer,
                                size_t capacity);

#endif
