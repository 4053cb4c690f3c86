/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 of bytes, for content hashes and provenance; keyed, for pseudonyms. */
#ifndef HINGE_BASE_HASH_H
#define HINGE_BASE_HASH_H

#include <hinge/status.h>
#include <stddef.h>

enum { HINGE_SHA256_TEXT = 65 };

/* Lower-case hexadecimal digest, NUL-terminated. Fails only when libcrypto does. */
enum hinge_status hinge_sha256(const void *bytes, size_t length,
                               char text[HINGE_SHA256_TEXT], struct hinge_error *error);

/* HMAC-SHA256 (RFC 2104) of bytes with a key, written likewise. */
enum hinge_status hinge_hmac_sha256(const void *key, size_t key_length,
                                    const void *bytes, size_t length,
                                    char text[HINGE_SHA256_TEXT],
                                    struct hinge_error *error);

#endif
