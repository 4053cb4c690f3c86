/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 and HMAC-SHA256 by libcrypto, XXH3 by libxxhash. */
#include "base/base.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
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

/* Gives a digest of SHA-256 as text; "" where libcrypto made none. */
static enum hinge_status give(bool made, const unsigned char *digest, char *text,
                              struct hinge_error *error)
{
    text[0] = '\0';
    if (!made)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "out of memory: libcrypto made no SHA-256");
    write_digits(digest, HINGE_SHA256_TEXT / 2, text);
    return HINGE_OK;
}

enum hinge_status hinge_sha256(const void *bytes, size_t length, char text[HINGE_SHA256_TEXT],
                               struct hinge_error *error)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    const bool made = EVP_Digest(bytes, length, digest, &size, EVP_sha256(), NULL) == 1;
    return give(made && size == 32, digest, text, error);
}

enum hinge_status hinge_sha256_file(int file, char text[HINGE_SHA256_TEXT],
                                    struct hinge_error *error)
{
    enum { PIECE = 1 << 20 };
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    cleared_by(freed) char *bytes = hinge_alloc(PIECE, 1);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
    ptrdiff_t n = 0;
    for (uint64_t at = 0; good && (n = hinge_os_read_at(file, bytes, PIECE, at)) > 0;
         at += (uint64_t)n)
        good = EVP_DigestUpdate(context, bytes, (size_t)n) == 1;
    good = good && EVP_DigestFinal_ex(context, digest, &size) == 1 && size == 32;
    EVP_MD_CTX_free(context);
    text[0] = '\0';
    return n < 0 ? HINGE_INPUT : give(good, digest, text, error);
}

enum hinge_status hinge_sha256_base64(const void *bytes, size_t length,
                                      char text[HINGE_SHA256_BASE64], struct hinge_error *error)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    char digits[HINGE_SHA256_TEXT];
    const bool made = EVP_Digest(bytes, length, digest, &size, EVP_sha256(), NULL) == 1;
    enum hinge_status status = give(made && size == 32, digest, digits, error);
    text[0] = '\0';
    if (status == HINGE_OK)
        EVP_EncodeBlock((unsigned char *)text, digest, (int)size);
    return status;
}

void hinge_text_base64(struct hinge_text *text, const char *bytes, size_t length)
{
    enum { PIECE = 3 << 10 }; /* a multiple of 3 is encoded without a filling */
    for (size_t at = 0; at < length; at += PIECE) {
        size_t n = length - at < PIECE ? length - at : PIECE;
        char *room = hinge_text_room(text, (n + 2) / 3 * 4 + 1);
        text->length += (size_t)EVP_EncodeBlock((unsigned char *)room,
                                                (const unsigned char *)bytes + at, (int)n);
    }
    hinge_text_adds(text, "");
}

void hinge_xxh128(const void *bytes, size_t length, char text[HINGE_XXH128_TEXT])
{
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, XXH3_128bits(bytes, length));
    write_digits(digest.digest, sizeof digest.digest, text);
}

enum hinge_status hinge_random_digits(char text[HINGE_SHA256_TEXT], struct hinge_error *error)
{
    unsigned char bytes[HINGE_SHA256_TEXT / 2];
    text[0] = '\0';
    if (RAND_priv_bytes(bytes, sizeof bytes) != 1)
        return hinge_error_set(error, HINGE_IO, HINGE_REASON_OK,
                               "the system has no random numbers for a key");
    write_digits(bytes, sizeof bytes, text);
    return HINGE_OK;
}

enum hinge_status hinge_hmac_sha256(const void *key, size_t key_length, const void *bytes,
                                    size_t length, char text[HINGE_SHA256_TEXT],
                                    struct hinge_error *error)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t size = 0;
    const bool made = EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, key, key_length, bytes, length,
                                digest, sizeof digest, &size) != NULL;
    return give(made && size == 32, digest, text, error);
}
