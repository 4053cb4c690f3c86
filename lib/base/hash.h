/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 of bytes, for content hashes and provenance. */
#ifndef HINGE_BASE_HASH_H
#define HINGE_BASE_HASH_H

#include <hinge/status.h>
#include <stddef.h>

enum { HINGE_SHA256_TEXT = 65 };

/* Lower-case hexadecimal digest, NUL-terminated. Fails only when libcrypto does. */
enum hinge_status hinge_sha256(const void *bytes, size_t length,
                               char text[HINGE_SHA256_TEXT], struct hinge_error *error);

#endif
