/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 for provenance, and with a key for pseudonyms; XXH3 to find equal bytes again. */
#pragma once

#include "base/text.h"

#include <stddef.h>

enum { HINGE_SHA256_TEXT = 65 };

/* Lower-case hexadecimal digest, NUL-terminated. Fails only when libcrypto does. */
enum hinge_status hinge_sha256(const void *bytes, size_t length, char text[HINGE_SHA256_TEXT],
                               struct hinge_error *error);

/* The same of all bytes of an open file. INPUT without a message if it cannot be read. */
enum hinge_status hinge_sha256_file(int file, char text[HINGE_SHA256_TEXT],
                                    struct hinge_error *error);

/* The same digest in base64, for content policies. */
enum { HINGE_SHA256_BASE64 = 45 };
enum hinge_status hinge_sha256_base64(const void *bytes, size_t length,
                                      char text[HINGE_SHA256_BASE64], struct hinge_error *error);

/* Adds bytes in base64 (RFC 4648). */
void hinge_text_base64(struct hinge_text *text, const char *bytes, size_t length);

/* XXH3 of 128 bits (Collet, xxHash 0.8), in hexadecimal as xxh128sum prints it. Ten times as fast
 * as SHA-256, but not safe against deliberate collisions. */
enum { HINGE_XXH128_TEXT = 33 };
void hinge_xxh128(const void *bytes, size_t length, char text[HINGE_XXH128_TEXT]);

/* 64 hexadecimal digits that nobody can guess. */
enum hinge_status hinge_random_digits(char text[HINGE_SHA256_TEXT], struct hinge_error *error);

/* HMAC-SHA256 (RFC 2104) of bytes with a key, in hexadecimal. */
enum hinge_status hinge_hmac_sha256(const void *key, size_t key_length, const void *bytes,
                                    size_t length, char text[HINGE_SHA256_TEXT],
                                    struct hinge_error *error);
