/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/stem.h"

#include <string.h>

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
        {"p01", "p01"},
        {"Jörg", "Jörg"},
        {"Järg", "Järg"},
        {"日本", "日本"},
        {"東京", "東京"},
        {"Ανα ٣", "Ανα ٣"},
        {"a-_+b", "a-_+b"},
        {"a b", "a b"},
        {"a_b", "a_b"},
        {"S.1", "S.1"},
        {"a.b. c", "a.b. c"},
        {"が", "が"},
    };
    CHECK(rows);
}

TEST(other_characters_become_lines_and_a_mark_follows)
{
    static const struct row rows[] = {
        {"a/b", "a_b~c14cdd"},
        {"a~1", "a_1~8f89ad"},
        {"../../X", "___.._X~3b89eb"},
        {"", "~e3b0c4"},
        {" a", "_a~7de598"},
        {"a.", "a_~5ab640"},
        {"x\xff", "x_~41add8"},
        {"a\u2028b", "a_b~fe2d3b"},
        {"a\u202eb", "a_b~1f7a9d"},
        {"\U0001F600", "_~f0443a"},
        {"a\u00a0b", "a_b~950701"},
        {"a\nb", "a_b~7e18f7"},
        {NULL, "~e3b0c4"},
    };
    CHECK(rows);
}

TEST(names_that_a_system_or_a_folder_of_pages_keeps_are_marked)
{
    static const struct row rows[] = {
        {"index", "index~1bc04b"},
        {"Con", "Con~3b6f52"},
        {"LPT9.x", "LPT9.x~c1f715"},
        {"nul .b", "nul .b~9e2cbd"},
        {"com", "com"},
        {"contra", "contra"},
        {"COM10", "COM10"},
        {"index.1", "index.1"},
    };
    CHECK(rows);
}

/* Other capitals, or a mark as a character of its own. */
TEST(ids_that_a_disk_may_take_as_one_are_marked)
{
    static const struct row rows[] = {
        {"p01", "p01~6617ec"},
        {"P01", "P01~2758a1"},
        {"p02", "p02"},
        {"ÄNNE", "ÄNNE~891f5e"},
        {"a\u0308nne", "a\u0308nne~907e71"},
        {"Änn", "Änn"},
        {"ΣΊΣ", "ΣΊΣ~aff1c3"},
        {"σίς", "σίς~8f2a2c"},
        {"Ёж", "Ёж~d919b4"},
        {"е\u0308ж", "е\u0308ж~d619a0"},
        {"Groß", "Groß~251097"},
        {"GROSS", "GROSS~af91b9"},
        {"か\u3099", "か\u3099~f62b28"},
        {"が", "が~e3b219"},
        {"Gros", "Gros"},
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
        {X99 "y", X99 "y"},
        {X99 "yz", X99 "y~e56eae"},
        {X99 "yy", X99 "y~0d100e"},
        {X99 "ä", X99 "~de78d5"},
        {X99 "a\u0308", X99 "~187fb8"},
    };
    CHECK(rows);
}
/* clang-format on */

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
    hinge_text_word(&text, "");
    assert_string_equal(text.data, "''");
#endif
    hinge_text_clear(&text);
}
