/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters of texts: with marks joined to them (NFC of Unicode), and as they are compared, without
 * case and marks. */
#pragma once

#include "base/text.h"

/* Whether a code point is a letter, a digit or a mark on one, of any script. */
bool hinge_is_letter(uint32_t code);
/* The small letter of a capital; any other code point as it is. */
uint32_t hinge_small_letter(uint32_t code);
/* Whether it is a mark that follows its letter, such as two dots. */
bool hinge_is_mark(uint32_t code);
/* Adds a text in NFC; so and without case, as a disk may compare names
 * (Unicode's full folding); adds the first bytes of a text in small letters without marks, ss in
 * place of one letter. Bytes that are no UTF-8 stay. */
void hinge_text_nfc(struct hinge_text *out, const char *text);
void hinge_text_caseless(struct hinge_text *out, const char *text);
void hinge_text_folded(struct hinge_text *out, const char *text, size_t length);
