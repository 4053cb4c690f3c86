/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules by which a number is printed: digits, p, minus, direction. Each stands here
 * once. */
#ifndef HINGE_RESULT_DIGITS_H
#define HINGE_RESULT_DIGITS_H

#include "base/text.h"

#include <hinge/table.h>

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

#endif
