/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of templates and the results it is about become lines. */
#ifndef HINGE_RESULT_SENTENCE_H
#define HINGE_RESULT_SENTENCE_H

#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>

/* When a row is said: always; when the interval (that of people, cluster_ci_low and
 * cluster_ci_high, where there is one, else ci_low and ci_high) excludes 0, so that a
 * direction may be named; when it does not. */
enum hinge_sentence_when { HINGE_SAY_ALWAYS, HINGE_SAY_SURE, HINGE_SAY_OPEN };

/* A sentence about results[at]; `at` may have * for every member of an object or array,
 * < and > for the first and the last. {path:kind} is a number: 2 two decimals, d
 * degrees of freedom, p a p value with its sign, r without a leading zero, n whole, x
 * four digits, a the same without sign, h higher or lower by its sign, s rose or fell,
 * _ nothing. Texts: t as it is, e an id in words. Without a path: i the
 * interval, by its size where the amount before it is (a), u the unit of the outcome, c
 * the level in percent, k the name of the member, K of the one before, 1 "one-tailed "
 * where the test is. Paths starting with / are from the results; a number in an array
 * is its place, -1 the last. Nothing is said when what is marked ! is null or absent, ~
 * is there, 0 is not 0, + is not above 0, - is not below 0, T or F is not true or
 * false. */
struct hinge_sentence {
    const char *at, *text; /* text NULL ends a list */
    enum hinge_sentence_when when;
    const char *unless; /* path of an object whose members say it better; NULL */
    bool exact;         /* an exact test, which comes first with few people */
};

/* HINGE_SAY(at, text), HINGE_SAY(at, text, .when = HINGE_SAY_SURE); the end of a list.
 */
#define HINGE_SAY(where, ...)                                                                      \
    {                                                                                              \
        .at = where, .text = __VA_ARGS__                                                           \
    }
#define HINGE_SAY_END                                                                              \
    {                                                                                              \
        .at = NULL                                                                                 \
    }

/* What sentences are about. */
struct hinge_sentence_about {
    const json_t *request, *results;
    const char *outcome; /* NULL: none */
    const char *unit;    /* of the outcome, ready to follow a number; "" for none */
    double level;
    const char *key, *before; /* names of the members a row is about */
};

/* Adds a line for every member of the results that the row's path leads to. */
void hinge_sentence_say(const struct hinge_sentence *row, const struct hinge_sentence_about *about,
                        struct hinge_text *text);

#endif
