/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of files as UTF-8: what isn't valid UTF-8 is taken for Latin-1, the only other
 * encoding such files come in (UTF-16 was converted before). In: bytes; out: copies in
 * the caller's arena. */
#include "base/memory.h"
#include "csv/rows.h"

#include <string.h>

/* Bytes of the UTF-8 character at p, 0 when there is none. Overlong forms, surrogates
 * and values beyond U+10FFFF are none. */
static size_t character(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    size_t n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
    bool outside = (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf4 && p[1] > 0x8f);
    return overlong || outside ? 0 : n;
}

/* Bytes at the start of the text that are valid UTF-8. */
static size_t valid_bytes(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length) {
        size_t n = character((const unsigned char *)text + i, length - i);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

char *hinge_csv_utf8(struct hinge_arena *arena, const char *text, size_t length)
{
    if (valid_bytes(text, length) == length)
        return hinge_arena_copy(arena, text, length);
    size_t size = length, at = 0;
    for (size_t i = 0; i < length; i++)
        size += (unsigned char)text[i] >= 0x80;
    char *copy = hinge_arena_alloc(arena, size + 1, 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80)
            copy[at++] = (char)(0xc0 | c >> 6);
        copy[at++] = (char)(c >= 0x80 ? 0x80 | (c & 0x3f) : c);
    }
    return copy;
}

const char *hinge_csv_shown(const char *text, size_t length, char shown[HINGE_CSV_SHOWN])
{
    size_t limit = HINGE_CSV_SHOWN - 4;
    size_t n = length < limit ? length : limit;
    size_t valid = valid_bytes(text, n);
    /* a character cut at the limit is left off; bytes that are no UTF-8 become '?' */
    if (n == limit && n - valid < 4 && valid_bytes(text, length) > valid)
        n = valid;
    for (size_t i = 0; i < n; i++)
        shown[i] = i >= valid && (unsigned char)text[i] >= 0x80 ? '?' : text[i];
    memcpy(shown + n, length > limit ? "..." : "", length > limit ? 4 : 1);
    return shown;
}
