/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters, against those of the C library where it has Unicode. */
#include "test.h"

#include "base/memory.h"
#include "base/nfc.h"

#include <locale.h>
#include <wctype.h>

/* Skipped where the system has no locale with Unicode. */
static void need_unicode(void)
{
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL || sizeof(wchar_t) < 4)
        skip();
}

TEST(capitals_have_their_small_letters)
{
    /* Latin with marks, Greek, Cyrillic, Armenian, full width; i with a dot and the last s of a
     * word are told apart by no case */
    static const struct {
        uint32_t first, last;
    } every[] = {{'A', 'Z'},       {0xC0, 0x12F},    {0x132, 0x17F},    {0x1CD, 0x1EF},
                 {0x388, 0x3AB},   {0x400, 0x52F},   {0x531, 0x556},    {0x1E00, 0x1E94},
                 {0x1EA0, 0x1EFF}, {0xFF21, 0xFF3A}, {0x10400, 0x10427}};
    need_unicode();
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
        for (uint32_t c = every[i].first; c <= every[i].last; c++)
            assert_int_equal(hinge_small_letter(c), towlower((wint_t)c));
    for (uint32_t c = 0; c < 0x20000; c++)
        if (c != 0x3C2 && hinge_small_letter(c) != c)
            assert_int_equal(hinge_small_letter(c), towlower((wint_t)c));
}

TEST(letters_are_those_of_unicode)
{
    need_unicode();
    for (uint32_t c = 0; c < 0x3000; c++) {
        if (c == 0x897 || c == 0x1C89 || c == 0x1C8A)
            continue; /* of Unicode 16, which the C library may have and utf8proc not */
        const bool mark = hinge_is_mark(c), letter = hinge_is_letter(c);
        if (iswalnum((wint_t)c) && (c < 0x958 || c > 0x961) && c < 0x2000 && !letter)
            fail_msg("%X is a letter", c);
        if ((iswspace((wint_t)c) || iswcntrl((wint_t)c)) && letter)
            fail_msg("%X is a blank", c);
        if (c < 0x2C2 && iswpunct((wint_t)c) && !mark && letter)
            fail_msg("%X is punctuation", c);
    }
    /* what begins and ends what is none: dashes, arrows, kana's dot, signs, private characters */
    static const uint32_t none[] = {0x2000, 0x2014, 0x2BFF, 0x2E00, 0x2E7F,  0x3004,
                                    0x3008, 0x3020, 0x30A0, 0x30FB, 0x33FF,  0xE000,
                                    0xF8FF, 0xFEFF, 0xFF0F, 0xFF1A, 0xFF20,  0xFF3B,
                                    0xFF40, 0xFF5B, 0xFF65, 0xFFFF, 0x1F600, 0x10FFFF};
    static const uint32_t some[] = {0x1FFC, 0x2C00, 0x2DFF, 0xFB4F, 0x3005, 0x3041, 0x30A1, 0x30FA,
                                    0x30FC, 0x3400, 0x4E00, 0xAC00, 0xD7A3, 0xFF10, 0xFF19, 0xFF21,
                                    0xFF3A, 0xFF41, 0xFF5A, 0xFF66, 0xFFDC, 0x20000};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (hinge_is_letter(none[i]))
            fail_msg("%X is no letter", none[i]);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (!hinge_is_letter(some[i]))
            fail_msg("%X is a letter", some[i]);
}

TEST(letters_are_joined_to_their_marks)
{
    static const struct {
        const char *text, *joined, *folded;
    } cases[] = {
        {"Mu\xCC\x88ller", "M\xC3\xBCller", "muller"}, /* ü in two code points */
        {"A\xCC\x8A", "\xC3\x85", "a"},                /* Å */
        {"q\xCC\x88y", "q\xCC\x88y", "qy"},            /* these are never one */
        {"u\xCC\x88\xCC\x81", "\xC7\x98", "u"},        /* ü and an acute accent: ǘ */
        {"\xCC\x88u", "\xCC\x88u", "u"},               /* a mark without its letter */
        {"M\xFCller", "M\xFCller", "m\xFCller"},       /* no UTF-8: bytes stay */
        {"u\xFC\xCC\x88", "u\xFC\xCC\x88", "u\xFC"},   /* and join nothing */
        {"Stra\xC3\x9F"
         "e",
         "Stra\xC3\x9F"
         "e",
         "strasse"},
        {"\xE3\x81\x8B\xE3\x82\x99", "\xE3\x81\x8C", "\xE3\x81\x8B"}, /* か and its mark: が */
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        /* 한 in three code points, and marks in either order */
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C",
         "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"},
        {"q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87", "q"},
        {"\xE1\xBC\x84", "\xE1\xBC\x84", "\xCE\xB1"}, /* ἄ */
        {"\xE0\xB8\x81\xE0\xB8\xB4", "\xE0\xB8\x81\xE0\xB8\xB4",
         "\xE0\xB8\x81\xE0\xB8\xB4"},      /* กิ: a vowel, no mark to leave out */
        {"I\xCC\x87n", "\xC4\xB0n", "in"}, /* İ */
        {"Q\xCC\x88", "Q\xCC\x88", "q"},
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_text text = {0};
        hinge_text_nfc(&text, cases[i].text);
        assert_string_equal(hinge_text_string(&text), cases[i].joined);
        text.length = 0;
        hinge_text_folded(&text, cases[i].text, strlen(cases[i].text));
        assert_string_equal(hinge_text_string(&text), cases[i].folded);
        hinge_text_clear(&text);
    }
}

/* As a disk that ignores case and the way of writing marks has them. */
TEST(names_that_a_disk_takes_for_one_have_one_text)
{
    static const char *const cases[][2] = {
        {"STRASSE", "Stra\xC3\x9F"
                    "e"},
        {"\xCE\x9F\xCE\xA3", "\xCE\xBF\xCF\x82"},   /* ΟΣ, ος */
        {"A\xCC\x8A", "\xC3\xA5"},                  /* Å, å */
        {"\xEF\xAC\x81x", "FIX"},                   /* one letter fi */
        {"M\xFC\xCC\x88ller", "m\xFC\xCC\x88LLER"}, /* bytes that are no UTF-8 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_text one = {0}, other = {0};
        hinge_text_caseless(&one, cases[i][0]);
        hinge_text_caseless(&other, cases[i][1]);
        assert_string_equal(hinge_text_string(&one), hinge_text_string(&other));
        hinge_text_clear(&one);
        hinge_text_clear(&other);
    }
}

TEST(every_code_point_is_written_as_it_is_read)
{
    for (uint32_t c = 1; c < 0x110000; c++) {
        char bytes[5] = "";
        uint32_t read = 0;
        if (c >= 0xD800 && c < 0xE000)
            continue;
        size_t n = hinge_utf8_write(bytes, c);
        assert_int_equal(hinge_utf8_next(bytes, &read), n);
        assert_int_equal(read, c);
    }
}

TEST(texts_are_cut_between_letters)
{
    static const struct {
        const char *text;
        size_t most, want;
    } cases[] = {{"abc", 5, 3},
                 {"abc", 3, 3},
                 {"abc", 2, 2},
                 {"a\xC3\xBC", 3, 3},
                 {"a\xC3\xBC", 2, 1},
                 {"\xE3\x81\x8B", 2, 0},
                 {"\xE3\x81\x8B", 3, 3},
                 {"\xE3\x81\x8B\xC3\xBC", 4, 3},
                 {"", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(hinge_utf8_cut(cases[i].text, cases[i].most), cases[i].want);
}

/* One byte that is no UTF-8 makes all of them Latin-1; part of a text ends where it is told. */
TEST(other_bytes_are_latin_1)
{
    static const struct {
        const char *text;
        size_t length;
        const char *want;
    } cases[] = {{"M\xFCller", 6, "M\xC3\xBCller"},
                 {"M\xC3\xBCller", 7, "M\xC3\xBCller"},
                 {"\xC3\xBC\xFC", 3, "\xC3\x83\xC2\xBC\xC3\xBC"},
                 {"M\xC3\xBCller", 2, "M\xC3\x83"},
                 {"abc", 2, "ab"},
                 {"", 0, ""}};
    struct hinge_arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(hinge_utf8_copy(&arena, cases[i].text, cases[i].length), cases[i].want);
    hinge_arena_clear(&arena);
}
