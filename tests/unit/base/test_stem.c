/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/file.h"
#include "base/stem.h"

#ifndef _WIN32
#include <locale.h>
#endif
#include <string.h>
#include <wctype.h>

enum { MOST = 20 };

struct row {
    const char *id, *stem;
};

static void check(const struct row *row, size_t n)
{
    struct hinge_arena arena = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    const char *id[MOST], *stem[MOST];
    assert_true(n <= MOST);
    for (size_t i = 0; i < n; i++)
        id[i] = row[i].id;
    assert_int_equal(hinge_stems(&arena, id, n, stem, &error), HINGE_OK);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(stem[i], row[i].stem);
    hinge_arena_clear(&arena);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

/* clang-format off */
TEST(letters_and_digits_of_any_script_stay)
{
    static const struct row rows[] = {
        {"p01", "p01"}, {"Jörg", "Jörg"}, {"Järg", "Järg"}, {"日本", "日本"}, {"東京", "東京"}, {"Ανα ٣", "Ανα ٣"}, {"a-_+b", "a-_+b"},
        {"a b", "a b"}, {"a_b", "a_b"}, {"S.1", "S.1"}, {"a.b. c", "a.b. c"},
        {"が", "が"},
    };
    CHECK(rows);
}

TEST(other_characters_become_lines_and_a_mark_follows)
{
    static const struct row rows[] = {
        {"a/b", "a_b~c14cdd"}, {"a~1", "a_1~8f89ad"}, {"../../X", "___.._X~3b89eb"}, {"", "~e3b0c4"}, {" a", "_a~7de598"}, {"a.", "a_~5ab640"},
        {"x\xff", "x_~41add8"}, {"x\xffy", "x_y~ef6a25"}, {"a\u2028b", "a_b~fe2d3b"}, {"a\u202eb", "a_b~1f7a9d"}, {"\U0001F600", "_~f0443a"},
        {"a\u00a0b", "a_b~950701"}, {"a\nb", "a_b~7e18f7"}, {NULL, "~e3b0c4"},
    };
    CHECK(rows);
}

TEST(names_that_a_system_or_a_folder_of_pages_keeps_are_marked)
{
    static const struct row rows[] = {
        {"index", "index~1bc04b"}, {"Con", "Con~3b6f52"}, {"LPT9.x", "LPT9.x~c1f715"}, {"nul .b", "nul .b~9e2cbd"}, {"com0", "com0~21c4ae"},
        {"com", "com"}, {"contra", "contra"}, {"COM10", "COM10"}, {"LPTA", "LPTA"}, {"con1", "con1"}, {"index.1", "index.1"},
    };
    CHECK(rows);
}

/* Other capitals, or a mark as a character of its own. */
TEST(ids_that_a_disk_may_take_as_one_are_marked)
{
    static const struct row rows[] = {
        {"p01", "p01~6617ec"}, {"P01", "P01~2758a1"}, {"p02", "p02"}, {"ÄNNE", "ÄNNE~891f5e"}, {"a\u0308nne", "a\u0308nne~907e71"}, {"Änn", "Änn"},
        {"ΣΊΣ", "ΣΊΣ~aff1c3"}, {"σίς", "σίς~8f2a2c"}, {"Ёж", "Ёж~d919b4"}, {"е\u0308ж", "е\u0308ж~d619a0"}, {"Groß", "Groß~251097"},
        {"GROSS", "GROSS~af91b9"}, {"groẞ", "groẞ~9e176a"}, {"か\u3099", "か\u3099~f62b28"}, {"が", "が~e3b219"}, {"Gros", "Gros"},
    };
    CHECK(rows);
}

/* The SHA-256 of the first two begins alike. */
TEST(marks_that_agree_become_longer)
{
    static const struct row rows[] = {
        {"!|*>", "____~33ea6b432488"},
        {"#$;*", "____~33ea6ba8e96e"},
        {"!|*>", "____~33ea6b432488"},
        {"a!b", "a_b~80f8c6"},
    };
    CHECK(rows);
}

#define X99 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

TEST(ids_over_100_bytes_are_cut_between_letters)
{
    static const struct row rows[] = {
        {X99 "y", X99 "y"}, {X99 "yz", X99 "y~e56eae"}, {X99 "yy", X99 "y~0d100e"}, {X99 "ä", X99 "~de78d5"}, {X99 "a\u0308", X99 "~187fb8"},
    };
    CHECK(rows);
}
/* clang-format on */

#ifndef _WIN32
/* Whether one disk may take two letters as one name: then both names are marked. */
static bool are_one(unsigned code, unsigned other)
{
    struct hinge_arena arena = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char text[2][8];
    const char *const id[] = {text[0], text[1]}, *stem[2];
    text[0][hinge_utf8_write(text[0], code)] = text[1][hinge_utf8_write(text[1], other)] = '\0';
    assert_int_equal(hinge_stems(&arena, id, 2, stem, &error), HINGE_OK);
    bool one = strchr(stem[0], '~') != NULL && strchr(stem[1], '~') != NULL;
    hinge_arena_clear(&arena);
    return one;
}

/* Capitals as the C library's Unicode has them: no letter of these scripts is left out, and none is
 * taken for one that is a few places on. */
TEST(capitals_of_latin_greek_cyrillic_and_armenian_are_those_of_unicode)
{
    static const unsigned scripts[][2] = {
        {'!', 0x17E},     {0x1CD, 0x1EF},   {0x1F8, 0x21F},     {0x222, 0x233},
        {0x386, 0x3CE},   {0x400, 0x52F},   {0x531, 0x586},     {0x1E00, 0x1E95},
        {0x1EA0, 0x1EFF}, {0xFF01, 0xFF5E}, {0x10400, 0x1044F},
    };
    static const unsigned apart[] = {1, 32, 37, 38, 40, 48, 63, 64, 80};
    locale_t unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (unicode == (locale_t)0)
        skip();
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        for (unsigned code = scripts[i][0]; code <= scripts[i][1]; code++) {
            if (!iswalpha_l(code, unicode))
                continue;
            unsigned small = (unsigned)towlower_l(code, unicode);
            if (code != small && code != 0x130 && code != 0x1E9E && !are_one(code, small))
                fail_msg("U+%04X is not taken for its small letter U+%04X", code, small);
            for (size_t k = 0; k < sizeof apart / sizeof *apart; k++) {
                unsigned other = code + apart[k];
                if (iswalpha_l(other, unicode) &&
                    towupper_l(other, unicode) != towupper_l(code, unicode) && are_one(code, other))
                    fail_msg("U+%04X is taken for U+%04X", code, other);
            }
        }
    freelocale(unicode);
}
#endif

TEST(links_and_commands_can_have_them)
{
    struct hinge_text text = {0};
    hinge_text_address(&text, "a b/Jörg~1+.html");
    assert_string_equal(text.data, "a%20b/J%C3%B6rg~1+.html");
    text.length = 0;
    hinge_text_word(&text, "Jörg_1:2");
    assert_string_equal(text.data, "Jörg_1:2");
#ifndef _WIN32
    text.length = 0;
    hinge_text_word(&text, "O'Brien & co");
    assert_string_equal(text.data, "'O'\\''Brien & co'");
    text.length = 0;
    hinge_text_word(&text, "it's\n\\\x1b[m");
    assert_string_equal(text.data, "$'it\\'s\\x0a\\\\\\x1b[m'");
    text.length = 0;
    hinge_text_word(&text, "");
    assert_string_equal(text.data, "''");
#endif
    hinge_text_clear(&text);
}

/* What an interrupted run may remove, and no file of a person. */
TEST(names_of_temporaries)
{
    static const char *const ours[] = {".a.hinge~", "x/.a.hinge~", "hinge-book-1",
                                       "x/tmp.0123456789"};
    static const char *const others[] = {".hinge~",         "a.hinge~",      ".a.hinge",
                                         "my-hinge-book-1", "tmp.012345678", "tmp.01234567890",
                                         "hinge-book",      ".a.hinge~/b"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        assert_true(hinge_output_is_temporary(ours[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(hinge_output_is_temporary(others[i]));
}
