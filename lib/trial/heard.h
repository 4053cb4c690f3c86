/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ear for words of coaches: which cue, or which task, a whole cell means. */
#pragma once

#include "base/base.h"

enum { HINGE_HEARD = 160 };
/* What of a text counts: small letters and digits without accents, what joins words, small words
 * ("the", "your", "with", "in", inches) and the s of a plural; "" if nothing does. A '+' stays, as
 * a combination is no word. */
void hinge_heard(const char *text, char out[HINGE_HEARD]);
/* Whether two texts are one word so. */
bool hinge_heard_same(const char *a, const char *b);

/* The ID of the cue that a whole cell means, in the words of cues.def and, of other languages, of
 * words.def; NULL: of none. spelled: set to whether it is the ID but for how it is written; may be
 * NULL. */
const char *hinge_cue_heard(const char *cell, bool *spelled);
/* The nearest one by spelling, as an ID, or the combination that a text with '+' means, into out;
 * false: none. */
bool hinge_cue_nearest(const char *cell, char out[HINGE_HEARD]);
/* Whether it is an ID, or IDs joined by '+'; "" is not. */
bool hinge_cue_is_known(const char *cell);
/* The known level that a word, which may be one of them, is heard as; the word itself if none. */
const char *hinge_cue_among(const char *word, const char *const *level, size_t n);

/* The words of a cue joined by '|', without its ID; NULL: there are none. */
const char *hinge_cue_other_words(const char *id);
