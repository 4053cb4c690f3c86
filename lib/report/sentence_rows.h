/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of each result, as templates. */
#ifndef HINGE_REPORT_SENTENCE_ROWS_H
#define HINGE_REPORT_SENTENCE_ROWS_H

#include <stddef.h>

/* When a row is said: always; when the interval (that of people, cluster_ci_low and
 * cluster_ci_high, where there is one, else ci_low and ci_high) excludes 0, so that a
 * direction may be named; when it does not. */
enum hinge_sentence_when { HINGE_SAY_ALWAYS, HINGE_SAY_SURE, HINGE_SAY_OPEN };

/* A sentence about results[at]; `at` may have * for every member of an object or array,
 * < and > for the first and the last. {path:kind} is a number: 2 two decimals, d
 * degrees of freedom, p a p value with its sign, r without a leading zero, n whole, x
 * four digits, a the same without sign, o a ratio (two digits of a small one), h higher
 * or lower by its sign, s rose or fell, _ nothing. Texts: t as it is, m a method's
 * name. Without a path: u the unit of the outcome, c the level in percent, k the name
 * of the member, K of the one before, 1 "one-tailed " where the test is. Paths starting
 * with / are from the results; a number in an array is its place, -1 the last. Nothing
 * is said when what is marked ! is null or absent, ~ is there, 0 is not 0, + is not
 * above 0, T or F is not true or false. */
struct hinge_sentence {
    const char *at, *text;
    enum hinge_sentence_when when;
    const char *unless; /* path of an object whose members say it better; NULL */
};

extern const struct hinge_sentence hinge_apa_rows[], hinge_plain_rows[];
extern const size_t hinge_n_apa_rows, hinge_n_plain_rows;

#endif
