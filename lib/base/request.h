/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of public calls: structs that a caller fills and that grow from version to
 * version. The first member of each is its size as the caller was compiled. */
#ifndef HINGE_BASE_REQUEST_H
#define HINGE_BASE_REQUEST_H

#include <hinge/status.h>
#include <stddef.h>

/* Makes `own`, of `size` bytes, of the caller's struct: what that one is too short for
 * is 0. A size of 0 is the library's own. USAGE when it is longer and says something
 * there, which this library would pass over. */
HINGE_MUST_CHECK enum hinge_status hinge_request_take(void *own, size_t size, const void *given,
                                                      struct hinge_error *error);

/* NULL and "" are the same to a caller: the first makes "" of NULL, the second NULL of
 * "", as it suits the code behind. */
void hinge_request_blank(const char **const *text, size_t n);
void hinge_request_none(const char **const *text, size_t n);

/* The same of members: HINGE_REQUEST_TEXTS(hinge_request_none, &own.events). */
#define HINGE_REQUEST_TEXTS(make, ...)                                                             \
    do {                                                                                           \
        const char **const texts[] = {__VA_ARGS__};                                                \
        make(texts, sizeof texts / sizeof *texts);                                                 \
    } while (0)

/* A word must be one of those, which commas join, or NULL or "": else USAGE. */
enum hinge_status hinge_request_word(const char *what, const char *word, const char *words,
                                     struct hinge_error *error);

#endif
