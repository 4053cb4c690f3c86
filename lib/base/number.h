/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal text to double and back, exactly and in any locale. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hinge_number_kind {
    HINGE_NUMBER_VALUE,     /* *value is the nearest double */
    HINGE_NUMBER_MISSING,   /* blank, NaN, NA, n/a, null: *value is NaN */
    HINGE_NUMBER_NOT_TEXT,  /* not a number at all */
    HINGE_NUMBER_NOT_FINITE /* inf, 1e400, hex floats, Fortran 1d5 */
};

/* Reads one cell, without blanks around it; `decimal` is '.' or ','. *decimals (may be NULL) gets
 * the number of decimals after applying the exponent, so that value * 10^decimals is an integer.
 * 1e-400 is 0. Does not read past text[length - 1]. */
enum hinge_number_kind hinge_number_parse(const char *text, size_t length, char decimal,
                                          double *value, int *decimals);

/* Reads a row of cells from `text` to `end` as long as they are plain numbers, at most `most`: an
 * optional sign, at most 18 digits and at most one decimal mark, directly followed by the delimiter
 * or `end`. A number of more than 15 digits near the middle of two doubles is not plain. Returns
 * how many were read. value[] gets them, and one more element may be overwritten; decimals[] grows
 * where a cell has more; *stop, unless none was read, is the byte after the last. */
size_t hinge_number_plain(const char *text, const char *end, char decimal, char delimiter,
                          size_t most, double *value, int *decimals, const char **stop);

/* Reads a timer or time of day as seconds: 0:00:01.200, 0:00:01:20 (hundredths), 01:02,5 (minutes
 * and seconds). A date before it and a zone after it are ignored. False for any other text. */
bool hinge_number_clock(const char *text, size_t length, double *seconds, int *decimals);

enum { HINGE_NUMBER_MAX = 32 }; /* bytes of a number */

/* Shortest decimal that reads back as the same double ("" for NaN); returns buffer. */
const char *hinge_number_format(double value, char buffer[HINGE_NUMBER_MAX]);

/* The same without a terminating zero; returns the end of the text. */
char *hinge_number_write(double value, char out[HINGE_NUMBER_MAX]);

/* Decimals (at most 6) that show two digits of an uncertainty of this size, for it and its value; 2
 * if the size is 0 or NaN. */
int hinge_decimals_of(double size);

/* Decimals, at most 3 more than given, with which no limit other than 0 of an interval is printed
 * as 0; as given if 3 more are not enough. A limit may be NaN. */
int hinge_limit_decimals(int decimals, double low, double high);

/* Decimals of the differences of an outcome, whose levels have those of its unit (`digits`): the
 * same, of whole ones one. Of an outcome without a unit (digits < 0) two digits of half of the
 * widest of its intervals in the table or sentence (its width; NaN: it has none). */
int hinge_outcome_decimals(int digits, double widest);

/* The same of a difference whose interval excludes 0: more where a limit would read as 0. */
int hinge_difference_decimals(int decimals, double low, double high);

/* A limit of an interval: "< 0" and "> 0" if it is printed as 0 and is not. Returns buffer or a
 * constant. */
const char *hinge_limit_format(double value, int decimals, char buffer[HINGE_NUMBER_MAX]);

/* Decimals, at most 3, with which a value is printed on its own side of a limit, not as the limit.
 */
int hinge_side_decimals(double value, double limit);

/* The value; 0 if it is 0 when printed with so many decimals, so that "-0.00" does not appear. */
double hinge_unsigned_zero(double value, int decimals);
