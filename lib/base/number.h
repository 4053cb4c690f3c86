/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal text to double and back, exactly and without the locale. */
#ifndef HINGE_BASE_NUMBER_H
#define HINGE_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hinge_number_kind {
    HINGE_NUMBER_VALUE,     /* *value is the nearest double */
    HINGE_NUMBER_MISSING,   /* blank, NaN, NA, n/a, null: *value is NaN */
    HINGE_NUMBER_NOT_TEXT,  /* not a number at all */
    HINGE_NUMBER_NOT_FINITE /* inf, 1e400, hex floats, Fortran 1d5 */
};

/* Reads one cell (surrounding blanks ignored), `decimal` being '.' or ','. *decimals
 * (may be NULL) gets the number of digits after the decimal point once the exponent is
 * applied (0 for integers), so that value * 10^decimals is an integer. 1e-400 is 0.
 * Never reads past text[length - 1]. */
enum hinge_number_kind hinge_number_parse(const char *text, size_t length, char decimal,
                                          double *value, int *decimals);

/* Reads a row of cells between `text` and `end` as far as they are plain numbers, at most `most`:
 * an optional sign and digits, at most 18, with at most one mark among them, and right behind them
 * the delimiter or `end`; not one of more than 15 digits near the middle of two doubles. Returns
 * how many. value[] gets them, and the element behind them may be written too; decimals[] grows
 * where a cell has more; *stop, unless none was read, is the byte behind the last. */
size_t hinge_number_plain(const char *text, const char *end, char decimal, char delimiter,
                          size_t most, double *value, int *decimals, const char **stop);

/* A timer or a time of day in seconds: 0:00:01.200, 0:00:01:20 (hundredths), 01:02,5
 * (minutes and seconds). A date before it and a zone after it are left out of account.
 * False for anything else. */
bool hinge_number_clock(const char *text, size_t length, double *seconds, int *decimals);

enum { HINGE_NUMBER_MAX = 32 }; /* bytes of a number */

/* Shortest decimal that reads back as the same double ("" for NaN); returns buffer. */
const char *hinge_number_format(double value, char buffer[HINGE_NUMBER_MAX]);

/* The same without an end of the string; returns where that would stand. */
char *hinge_number_put(double value, char out[HINGE_NUMBER_MAX]);

/* Decimals, at most 6, that show two digits of an uncertainty of this size, and so of
 * the numbers it belongs to; 2 for a size of 0 or NaN. */
int hinge_decimals_of(double size);

/* Decimals, up to 3 more than given, at which no limit of an interval that is not 0
 * shows as 0; as given where these do not do. A limit may be NaN. */
int hinge_limit_decimals(int decimals, double low, double high);

/* Decimals that an interval earns for itself and its middle: two digits of its half,
 * and a limit that is not 0 shows so. */
int hinge_interval_decimals(double low, double high);

/* The value, or 0 where so many decimals show nothing else of it: no "-0.00". */
double hinge_unsigned_zero(double value, int decimals);

#endif
