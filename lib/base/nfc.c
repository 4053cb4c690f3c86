/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters, marks and widths of Unicode, by utf8proc. Here is what it does not know: bytes that are
 * no UTF-8 stay, and which marks a reader leaves out. */
#include "base/base.h"

#include <hinge/init.h>

#define UTF8PROC_STATIC /* on Windows: links with an archive and with a DLL */
#include <utf8proc.h>

bool hinge_is_letter(uint32_t code)
{
    const utf8proc_property_t *is = utf8proc_get_property((utf8proc_int32_t)code);
    /* marks and digits, too, but superscripts, fractions and marks that only choose a glyph */
    return is->category >= UTF8PROC_CATEGORY_LU &&
           is->category <= (is->ignorable ? UTF8PROC_CATEGORY_LO : UTF8PROC_CATEGORY_NL);
}

uint32_t hinge_small_letter(uint32_t code)
{
    enum { SIGMA = 0x3C3, LAST_SIGMA = 0x3C2 }; /* of a word */
    return code == LAST_SIGMA ? SIGMA : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

/* Those of Latin, Greek, Cyrillic and kana: in other scripts marks are vowels. */
bool hinge_is_mark(uint32_t code)
{
    return (code >= 0x300 && code <= 0x36F) || code == 0x3099 || code == 0x309A;
}

/* A letter without any of its marks. */
static uint32_t plain_letter(uint32_t code)
{
    enum { MOST = 8 }; /* Unicode has 4 */
    utf8proc_int32_t part[MOST];
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)code, part, MOST, UTF8PROC_DECOMPOSE, NULL);
    for (utf8proc_ssize_t i = 1; i < n; i++)
        if (!hinge_is_mark((uint32_t)part[i]))
            return code;
    return part[0] == 0xF8 ? 'o' : (uint32_t)part[0]; /* the stroke of ø is no mark of Unicode */
}

static void add_mapped(struct hinge_text *out, const char *text, utf8proc_option_t options)
{
    hinge_text_adds(out, "");
    while (*text != '\0') {
        const size_t n = hinge_utf8_valid(text, strlen(text));
        utf8proc_uint8_t *mapped = NULL;
        utf8proc_ssize_t length =
            utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &mapped,
                         UTF8PROC_STABLE | UTF8PROC_COMPOSE | options);
        if (length < 0)
            hinge_out_of_memory();
        hinge_text_add(out, (const char *)mapped, (size_t)length);
        free(mapped);
        text += n;
        if (*text != '\0')
            hinge_text_add(out, text++, 1); /* no UTF-8 */
    }
}

void hinge_text_nfc(struct hinge_text *out, const char *text)
{
    add_mapped(out, text, (utf8proc_option_t)0);
}

void hinge_text_caseless(struct hinge_text *out, const char *text)
{
    add_mapped(out, text, UTF8PROC_CASEFOLD);
}

void hinge_text_folded(struct hinge_text *out, const char *text, size_t length)
{
    uint32_t code;
    hinge_text_adds(out, "");
    for (size_t i = 0, n; i < length; i += n) {
        n = hinge_utf8_next(text + i, &code);
        if (n == 0 || code < 0x80) {
            const char letter = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] | 0x20) : text[i];
            n = 1;
            hinge_text_add(out, &letter, 1);
        } else if (code == 0xDF || code == 0x1E9E) {
            hinge_text_adds(out, "ss");
        } else if (!hinge_is_mark(code)) {
            char bytes[4];
            code = plain_letter(hinge_small_letter(code));
            hinge_text_add(out, bytes, hinge_utf8_write(bytes, code));
        }
    }
}

size_t hinge_text_width(const char *text)
{
    size_t width = 0;
    while (*text != '\0') {
        uint32_t code = (unsigned char)*text;
        size_t n = code < 0x80 ? 1 : hinge_utf8_next(text, &code);
        const utf8proc_int32_t c = (utf8proc_int32_t)code;
        /* a vowel beside its letter takes a column on a screen; utf8proc says 0 of it */
        const bool one = n == 0 || code < 0x300 || utf8proc_category(c) == UTF8PROC_CATEGORY_MC;
        width += one ? 1 : (size_t)utf8proc_charwidth(c);
        text += n > 0 ? n : 1;
    }
    return width;
}
