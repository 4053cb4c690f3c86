/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests against FIPS 180-2, RFC 4231 and what xxh128sum prints. */
#include "test.h"

#include "base/hash.h"

#include <string.h>

TEST(published)
{
    char text[HINGE_SHA256_TEXT];
    assert_works(hinge_sha256("abc", 3, text, &why));
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    /* RFC 4231, test case 2 */
    const char *data = "what do ya want for nothing?";
    assert_works(hinge_hmac_sha256("Jefe", 4, data, strlen(data), text, &why));
    assert_string_equal(text, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    /* test case 6: a key longer than a block */
    char key[131];
    memset(key, 0xaa, sizeof key);
    data = "Test Using Larger Than Block-Size Key - Hash Key First";
    assert_works(hinge_hmac_sha256(key, sizeof key, data, strlen(data), text, &why));
    assert_string_equal(text, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(of_xxh128sum)
{
    char text[HINGE_XXH128_TEXT];
    hinge_xxh128("", 0, text);
    assert_string_equal(text, "99aa06d3014798d86001c324468d497f");
    hinge_xxh128("abc", 3, text);
    assert_string_equal(text, "06b05ab6733a618578af5f94892f3950");
}
