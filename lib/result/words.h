/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids and numbers in words. */
#ifndef HINGE_RESULT_WORDS_H
#define HINGE_RESULT_WORDS_H

#include "base/text.h"

#include <hinge/table.h>
#include <stdbool.h>
#include <stddef.h>

/* The rules by which a number is printed: digits, p, minus, direction. Each stands here
 * once. */

/* p as a cell: "0.042", "<0.001", ">0.999" where rounding would make a certainty of it,
 * "1.000" of p = 1 itself. */
void hinge_p_cell(double p, char *text, size_t room);
/* In a sentence: "= .042", "< .001", "> .999"; "= 1.000" is of p = 1 itself, as of
 * exact tests. */
void hinge_say_p(struct hinge_text *text, double p);

/* Two decimals without the zero before the point, for what cannot pass 1. */
void hinge_say_short(struct hinge_text *text, double value);
/* Four digits that count, zeros at the end too ("-0.2100", as beside "-0.2755"); whole
 * numbers as they are. */
void hinge_say_four(struct hinge_text *text, double value);
/* A share in percent, without the sign: "53"; "<1" and ">99" where rounding would make
 * none or all of it. Returns text. */
const char *hinge_percent_words(double share, char text[8]);
/* Degrees of freedom: one decimal where there is something to show. */
void hinge_say_df(struct hinge_text *text, double value);

/* "-6.2 [-7.3, -5.1]". Returns buffer. */
const char *hinge_interval_words(double value, double low, double high, int digits, char *buffer,
                                 size_t capacity);
/* Decimals that show four digits of a column's largest number, of ratios also two of
 * the smallest; counts have none. */
int hinge_column_digits(const struct hinge_column *column, size_t rows, bool ratio);

/* Copies text with a minus as papers print it before numbers. */
void hinge_display_minus(struct hinge_text *out, const char *text);

/* "lower" or "higher", "fell" or "rose", by the sign of a difference. */
const char *hinge_higher(double difference);
const char *hinge_rose(double difference);
/* Whether an interval tells the direction: it does not hold 0. */
bool hinge_is_sure(double low, double high);

/* --- Names of columns and levels as a reader says them. --- */
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
