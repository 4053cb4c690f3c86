/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of public calls: structs that a caller fills, and that may grow from version to version.
 * The first member of each is its size in the caller's version. */
#pragma once

#include <hinge/status.h>
#include <stddef.h>

/* Copies the caller's struct into `own`, of `size` bytes; members that the caller's version does
 * not have are 0. A given size of 0 is that of this library. USAGE if the caller's struct is longer
 * and has a value in the part that this library does not know. */
HINGE_MUST_CHECK enum hinge_status hinge_request_take(void *copy, size_t size, const void *given,
                                                      struct hinge_error *error);

/* NULL and "" are the same for callers: turns NULL into "", or "" into NULL. */
void hinge_request_blank(const char **const *text, size_t n);
void hinge_request_none(const char **const *text, size_t n);

/* The same for a list of members: HINGE_REQUEST_TEXTS(hinge_request_none, &own.events). */
#define HINGE_REQUEST_TEXTS(make, ...)                                                             \
    do {                                                                                           \
        const char **const texts[] = {__VA_ARGS__};                                                \
        make(texts, sizeof texts / sizeof *texts);                                                 \
    } while (0)

/* USAGE if a word is not one of `words` (joined by commas), NULL or "". */
enum hinge_status hinge_request_word(const char *what, const char *word, const char *words,
                                     struct hinge_error *error);
