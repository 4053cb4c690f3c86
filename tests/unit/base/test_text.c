/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/text.h"

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

TEST(two_slips_are_still_suggested)
{
    static const char *const names[] = {"sedentary", "trained"};
    assert_string_equal(hinge_suggest("sedantery", names, 2), "sedentary");
    assert_null(hinge_suggest("sadantery", names, 2)); /* three */
    assert_string_equal(hinge_suggest("traned", names, 2), "trained");
    assert_null(hinge_suggest("x", (const char *const[]){"y"}, 1));
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
