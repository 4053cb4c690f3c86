/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of cues and groups in words. */
#ifndef HINGE_REPORT_FORESEEN_WORDS_H
#define HINGE_REPORT_FORESEEN_WORDS_H

#include "base/text.h"

#include <jansson.h>
#include <stddef.h>

/* Members of a document: a text, NULL for none; a number, NaN for none. */
const char *hinge_foreseen_text(const json_t *object, const char *key);
double hinge_foreseen_number(const json_t *row, const char *key);
/* A difference and its interval: diff, ci_low and ci_high, or matched_diff …; NaN for
 * none. */
struct hinge_change {
    double value, low, high;
};
struct hinge_change hinge_foreseen_change(const json_t *row, const char *before);
/* What an outcome is called in a sentence: "lumbar rounding", "hip travel backwards".
 */
const char *hinge_foreseen_name(const json_t *row, char buffer[128]);
/* The first outcome in a role, of a cue where that isn't NULL; NULL for none. */
const json_t *hinge_foreseen_row(const json_t *results, const char *cue,
                                 const char *role);

/* Calls say with the results, or with those of each stratum under its name. */
void hinge_foreseen_each(const json_t *root, double level, struct hinge_text *text,
                         void say(const json_t *results, double level,
                                  struct hinge_text *text));

#endif
