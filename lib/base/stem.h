/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IDs of recordings and people as names of files, in links and in commands: the only place that
 * makes names, for the files and for the links to them. */
#pragma once

#include "base/text.h"

/* stem[n] for n ids (NULL: ""), in the arena: names of files without an ending. Different ids have
 * different stems, also on a disk that does not tell A from a or ä from a with two dots; equal ids
 * have equal ones. An id stays as it is if it has letters and digits of any script, "-_+" and inner
 * blanks and dots alone. Otherwise '_' replaces the other characters, and '~' and 6 digits of the
 * SHA-256 of the id follow; as they do if the id is over 100 bytes, is a name that a system or a
 * folder of pages keeps for itself ("con", "index"), or is another id in other capitals. Give all
 * ids of a file: a stem depends on the others. Fails only when libcrypto does. */
enum hinge_status hinge_stems(struct hinge_arena *arena, const char *const *id, size_t n,
                              const char **stem, struct hinge_error *error);

/* Adds a stem or path as a link has it: bytes that an address may not have as %xx. */
void hinge_text_address(struct hinge_text *out, const char *path);

/* Adds a word of a command, in quotes if a shell would read it otherwise; a name that begins with
 * "-" after "./". What steers a screen, as a line end does, is \xNN in $'...'. */
void hinge_text_word(struct hinge_text *out, const char *word);
/* Adds a command: the pattern, with the next of the words in place of each '*'. */
void hinge_text_command(struct hinge_text *out, const char *pattern, const char *const *words);
/* Adds a command to an error, on a line of its own after eight blanks. */
enum hinge_status hinge_error_command(struct hinge_error *error, const char *pattern,
                                      const char *const *words);
