/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pseudonyms: participants replaced by keyed hashes of themselves, the same in every
 * study made with the same key file. */
#ifndef HINGE_INGEST_PSEUDONYM_H
#define HINGE_INGEST_PSEUDONYM_H

#include "base/text.h"
#include "ingest/intake.h"

/* Replaces every row's participant by "p" and 12 digits of HMAC-SHA256(key,
 * participant), also as a word of the id, trial and file that are stored. The key
 * file's bytes are the key; neither it nor the participants go into a file. INPUT: the
 * key file can't be read, is shorter than 16 bytes, or can be read by others than its
 * owner (its mode must be 0600 or 0400). USAGE: a row without a participant. */
enum hinge_status hinge_intake_pseudonymise(struct hinge_intake *intake, const char *key_file,
                                            struct hinge_error *error);

/* *out becomes text with `old` as a whole word, in any case, replaced by `own`. */
void hinge_replace_word(const char *text, const char *old, const char *own, struct hinge_text *out);

#endif
