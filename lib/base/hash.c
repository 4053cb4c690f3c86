/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 and HMAC-SHA256 by libcrypto, XXH3 by libxxhash. */
#include "base/hash.h"

#include "base/memory.h"
#include "os/file.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static void write_digits(const unsigned char *digest, size_t n, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[2 * n] = '\0';
}

static enum hinge_status failed(struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                           "out of memory: libcrypto made no SHA-256");
}

enum hinge_status hinge_sha256(const void *bytes, size_t length,
                               char text[HINGE_SHA256_TEXT], struct hinge_error *error)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    text[0] = '\0';
    if (EVP_Digest(bytes, length, digest, &size, EVP_sha256(), NULL) != 1 || size != 32)
        return failed(error);
    write_digits(digest, size, text);
    return HINGE_OK;
}

enum hinge_status hinge_sha256_file(const char *path, char text[HINGE_SHA256_TEXT],
                                    size_t *length, struct hinge_error *error)
{
    enum { BLOCK = 1 << 16 };
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    char *block = hinge_alloc(BLOCK, 1);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    FILE *file = hinge_os_fopen(path, "rb");
    bool good = block != NULL && context != NULL &&
                EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
    text[0] = '\0';
    *length = 0;
    for (size_t n; good && file != NULL && (n = fread(block, 1, BLOCK, file)) > 0;) {
        good = EVP_DigestUpdate(context, block, n) == 1;
        *length += n;
    }
    enum hinge_status status = HINGE_OK;
    if (file == NULL || ferror(file))
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s", path,
                                 strerror(errno));
    else if (!good || EVP_DigestFinal_ex(context, digest, &size) != 1 || size != 32)
        status = failed(error);
    if (status == HINGE_OK)
        write_digits(digest, size, text);
    if (file != NULL)
        fclose(file);
    EVP_MD_CTX_free(context);
    free(block);
    return status;
}

void hinge_xxh128(const void *bytes, size_t length, char text[HINGE_XXH128_TEXT])
{
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, XXH3_128bits(bytes, length));
    write_digits(digest.digest, sizeof digest.digest, text);
}

enum hinge_status hinge_hmac_sha256(const void *key, size_t key_length,
                                    const void *bytes, size_t length,
                                    char text[HINGE_SHA256_TEXT],
                                    struct hinge_error *error)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t size = 0;
    text[0] = '\0';
    if (EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, key, key_length, bytes, length,
                  digest, sizeof digest, &size) == NULL ||
        size != 32)
        return failed(error);
    write_digits(digest, size, text);
    return HINGE_OK;
}
