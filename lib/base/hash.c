/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 by libcrypto. */
#include "base/hash.h"

#include <openssl/evp.h>

enum hinge_status hinge_sha256(const void *bytes, size_t length,
                               char text[HINGE_SHA256_TEXT], struct hinge_error *error)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    text[0] = '\0';
    if (EVP_Digest(bytes, length, digest, &size, EVP_sha256(), NULL) != 1 || size != 32)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "SHA-256 failed in libcrypto");
    for (unsigned i = 0; i < size; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[64] = '\0';
    return HINGE_OK;
}
