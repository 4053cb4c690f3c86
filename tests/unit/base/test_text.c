/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

TEST(distances)
{
    static const struct {
        const char *a, *b;
        unsigned limit, want;
    } cases[] = {
        {"file", "file", 2, 0}, {"File", "file", 2, 0},  {"flie", "file", 2, 1},
        {"fiel", "file", 2, 1}, {"fil", "file", 2, 1},   {"filee", "file", 2, 1},
        {"time", "file", 2, 2}, {"grup", "group", 2, 1}, {"abcd", "badc", 2, 2},
        {"ca", "abc", 3, 3}, /* no edit inside a swap */
        {"", "ab", 2, 2},       {"abc", "xyz", 2, 3},    {"participnt", "participant", 2, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(hinge_name_distance(cases[i].a, cases[i].b, cases[i].limit),
                         cases[i].want);
        assert_int_equal(hinge_name_distance(cases[i].b, cases[i].a, cases[i].limit),
                         cases[i].want);
    }
}

TEST(long_names_are_far)
{
    char name[65];
    memset(name, 'a', 64);
    name[64] = '\0';
    assert_int_equal(hinge_name_distance(name, name, 2), 3);
    assert_int_equal(hinge_name_distance(name + 1, name + 1, 2), 0);
}

TEST(suggestions)
{
    static const char *const names[] = {"file", "group", "participant"};
    assert_string_equal(hinge_suggest("gruop", names, 3), "group");
    assert_null(hinge_suggest("smoker", names, 3));
    assert_null(hinge_suggest("li", names, 3)); /* half the name is another name */
}

/* Names of markers that are the same have one key, and others another. */
TEST(keys_of_markers)
{
    static const char *const same[] = {"LeftHip", "left_hip", "LEFT HIP", "-left.hip_", "Left-Hip"};
    for (size_t i = 1; i < sizeof same / sizeof *same; i++) {
        assert_true(hinge_same_marker(same[0], same[i]));
        assert_int_equal(hinge_marker_key(same[0]), hinge_marker_key(same[i]));
    }
    static const char *const others[] = {"left_hip_x", "left_hap", "elft_hip", "l", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_not_equal(hinge_marker_key(same[0]), hinge_marker_key(others[i]));
}

TEST(names_in_a_list)
{
    assert_true(hinge_listed("a|bc|d", '|', "a"));
    assert_true(hinge_listed("a|bc|d", '|', "bc"));
    assert_true(hinge_listed("a|bc|d", '|', "d"));
    assert_false(hinge_listed("a|bc|d", '|', "b"));
    assert_false(hinge_listed("a|bc|d", '|', "bcd"));
    assert_false(hinge_listed("a|bc|d", '|', ""));
    assert_false(hinge_listed("a|bc|d", ' ', "bc"));
    assert_false(hinge_listed("", '|', "a"));
    assert_true(hinge_listed("dowel+wall", '+', "wall"));
}

TEST(items_of_a_list)
{
    static const char *const want[] = {"a b", "", "c"};
    const char *rest = " a b ,,c,", *item;
    size_t n, i = 0;
    while ((item = hinge_next_item(&rest, ',', &n)) != NULL) {
        assert_true(i < 3);
        assert_int_equal(n, strlen(want[i]));
        assert_memory_equal(item, want[i], n);
        i++;
    }
    assert_int_equal(i, 3); /* a comma at the end begins nothing */
    rest = "";
    assert_null(hinge_next_item(&rest, ',', &n));
}

/* A value with commas, bars or quotes is written in quotes, and read back whole. */
TEST(values_of_a_list)
{
    /* clang-format off */
    static const struct {
        const char *value, *item;
    } rows[] = {
        {"plain", "plain"}, {"", ""}, {"a b", "a b"}, {" a", "\" a\""}, {"a\t", "\"a\t\""}, {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""}, {"a|b&c", "\"a|b&c\""}, {"\"", "\"\"\"\""}, {"a\"b\"", "\"a\"\"b\"\"\""}, {",", "\",\""},
        {"x=y", "x=y"}};
    /* clang-format on */
    char value[20], list[60];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_text text = {0};
        hinge_text_item(&text, rows[i].value);
        assert_string_equal(hinge_text_string(&text), rows[i].item);
        assert_string_equal(hinge_item_value(rows[i].item, text.length, value), rows[i].value);
        snprintf(list, sizeof list, "a=%s, %s ,b", rows[i].item, rows[i].item);
        const char *rest = list, *item;
        size_t n;
        hinge_next_item(&rest, ',', &n);
        assert_int_equal(n, text.length + 2);
        item = hinge_next_item(&rest, ',', &n);
        assert_string_equal(hinge_item_value(item, n, value), rows[i].value);
        assert_string_equal(rest, "b");
        hinge_text_clear(&text);
    }
    assert_string_equal(hinge_item_value("\"", 1, value), "\""); /* one is no pair */
    assert_int_equal(hinge_item_length("a\"b,c\"", ','), 3);     /* inches, not the begin of one */
}

/* The first and the last letter of each length; and bytes that are none: cut, too long, surrogates,
 * too large. */
TEST(letters_of_each_length)
{
    /* clang-format off */
    static const char *const letters[] = {"\x01", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
        "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    static const uint32_t codes[] = {1, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    static const char *const none[] = {"\x80", "\xc1\xbf", "\xc2", "\xc2\xc0", "\xe0\x9f\xbf", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
        "\xbf", "\xc3.", "\xe2\x82", "\xe2\x82.", "\xf0\x9f\x98", "\xf0\x9f\x98.", "\xff"};
    /* clang-format on */
    char back[5] = "";
    uint32_t code;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        assert_int_equal(hinge_utf8_next(letters[i], &code), strlen(letters[i]));
        assert_int_equal(code, codes[i]);
        back[hinge_utf8_write(back, code)] = '\0';
        assert_string_equal(back, letters[i]);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(hinge_utf8_next(none[i], &code), 0);
}

/* Characters that move the cursor, the direction or the line of what shows them. */
TEST(characters_that_steer_are_these)
{
    static const struct {
        const char *first, *last; /* and those before and after, which do not */
        const char *before, *after;
    } steers[] = {{"\x01", "\x1f", "", " "},
                  {"\x7f", "\xc2\x9f", "~", "\xc2\xa0"},
                  {"\u061c", "\u061c", "\u061b", "\u061d"},
                  {"\u200e", "\u200f", "\u200d", "\u2010"},
                  {"\u2028", "\u202e", "\u2027", "\u202f"},
                  {"\u2066", "\u2069", "\u2065", "\u206a"},
                  {"\ufeff", "\ufeff", "\ufefe", "\uff00"}};
    for (size_t i = 0; i < sizeof steers / sizeof *steers; i++) {
        assert_int_equal(hinge_text_steers(steers[i].first), strlen(steers[i].first));
        assert_int_equal(hinge_text_steers(steers[i].last), strlen(steers[i].last));
        assert_int_equal(hinge_text_steers(steers[i].after), 0);
        if (*steers[i].before != '\0')
            assert_int_equal(hinge_text_steers(steers[i].before), 0);
    }
    assert_int_equal(hinge_text_steers("\xff"), 1);
}

TEST(endings)
{
    assert_true(hinge_ends_with("a.csv", ".csv") && !hinge_ends_with("a.CSV", ".csv"));
    assert_true(hinge_ends_alike("a.CSV", ".csv") && hinge_ends_alike(".csv", ".csv"));
    assert_false(hinge_ends_alike("csv", ".csv") || hinge_ends_alike("a.csvx", ".csv"));
}

TEST(a_list_in_a_sentence)
{
    static const char *const names[] = {"A", "B", "C"}, *const lists[] = {"", "A", "A or B",
                                                                          "A, B or C"};
    for (size_t n = 0; n < sizeof lists / sizeof *lists; n++) {
        struct hinge_text text = {0};
        hinge_list_words(&text, names, n, " or ");
        assert_string_equal(hinge_text_string(&text), lists[n]);
        hinge_text_clear(&text);
    }
}

TEST(names_with_commas_are_parted_by_semicolons)
{
    static const char *const names[] = {"Böhm, Tom", "Gómez", "Silva"};
    struct hinge_text text = {0};
    hinge_text_join(&text, names, 3, ", ");
    assert_string_equal(text.data, "Böhm, Tom; Gómez; Silva");
    text.length = 0;
    hinge_list_words(&text, names, 3, " and ");
    assert_string_equal(text.data, "Böhm, Tom; Gómez and Silva");
    text.length = 0;
    hinge_text_join(&text, names + 1, 2, ", ");
    assert_string_equal(text.data, "Gómez, Silva");
    hinge_text_clear(&text);
}

TEST(two_slips_are_still_suggested)
{
    static const char *const names[] = {"sedentary", "trained"};
    assert_string_equal(hinge_suggest("sedantery", names, 2), "sedentary");
    assert_null(hinge_suggest("sadantery", names, 2)); /* three */
    assert_string_equal(hinge_suggest("traned", names, 2), "trained");
    assert_null(hinge_suggest("x", (const char *const[]){"y"}, 1));
    assert_string_equal(hinge_suggest("caz", (const char *const[]){"cat", "car"}, 2), "cat");
    assert_null(hinge_suggest("abc", (const char *const[]){"xbz"}, 1)); /* most of it is another */
    assert_string_equal(hinge_suggest("abcd", (const char *const[]){"xbcz"}, 1), "xbcz");
    assert_string_equal(hinge_suggest("ab", (const char *const[]){"ac"}, 1), "ac");
    assert_string_equal(hinge_suggest("abcd", (const char *const[]){"abcdefg", "abcdefh"}, 2),
                        "abcdefg");
    /* a name cut short is the shortest that begins so */
    static const char *const long_names[] = {"lumbar_fraction_q1", "lumbar_fraction"};
    assert_string_equal(hinge_suggest("Lumbar_frac", long_names, 2), "lumbar_fraction");
    assert_null(hinge_suggest("lum", long_names, 2));
    /* and goes before another that is two slips away */
    static const char *const options[] = {"sort", "format"};
    assert_string_equal(hinge_suggest("form", options, 2), "format");
}

TEST(a_text_that_begins_anew_is_empty)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    assert_string_equal(hinge_text_string(&text), "");
    hinge_text_adds(&text, "old");
    text.length = 0;
    assert_string_equal(hinge_text_string(&text), "");
    hinge_text_adds(&text, "a");
    assert_string_equal(hinge_text_string(&text), "a");
}

/* In a terminal, in a message (whose bytes of Latin-1 are for whoever shows it), in JSON. */
TEST(texts_as_they_are_shown)
{
    /* clang-format off */
    static const char *const rows[][4] = {{" a~", " a~", " a~", "\" a~\""}, {"\x1b[1m", "\\x1b[1m", "\\x1b[1m", "\"\\u001b[1m\""},
        {"a\x7f\x1f", "a\\x7f\\x1f", "a\\x7f\\x1f", "\"a\x7f\\u001f\""}, {"\u00fc\u202e", "\u00fc\\xe2\\x80\\xae", "\u00fc\\xe2\\x80\\xae", "\"\u00fc\u202e\""}, {"\xfcx", "\\xfcx", "\xfcx", NULL},
        {"\"\\</", "\"\\</", "\"\\</", "\"\\\"\\\\\\u003c/\""}, {"", "", "", "\"\""}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_text shown = {0}, json = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        hinge_text_shown(&shown, rows[i][0]);
        hinge_text_json(&json, rows[i][0]);
        hinge_error_set(&error, HINGE_INPUT, HINGE_REASON_OK, "%s", rows[i][0]);
        assert_string_equal(hinge_text_string(&shown), rows[i][1]);
        assert_string_equal(error.message, rows[i][2]);
        if (rows[i][3] != NULL) /* that of UTF-8 */
            assert_string_equal(hinge_text_string(&json), rows[i][3]);
        hinge_text_clear(&shown);
        hinge_text_clear(&json);
    }
}
