/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters: what each comparison keeps, what is missing, values that are not there. */
#include "test.h"

#include "people/people.h"

#include <math.h>
#include <string.h>

static bool find(const void *row, const struct hinge_condition *condition, struct hinge_cell *cell)
{
    *cell = *(const struct hinge_cell *)row;
    return strcmp(condition->name, "of another row") != 0;
}

/* Whether the one condition of the text keeps the number, or (text not NULL) the text.
 */
static bool keeps(const char *expression, double number, const char *text)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter;
    assert_works(hinge_filter_read(&arena, "--filter", expression, &filter, &why));
    assert_int_equal(filter.n, 1);
    struct hinge_cell cell = {.text = text, .number = number};
    bool kept = hinge_filter_keeps(&filter, find, &cell);
    return kept;
}

TEST(comparisons)
{
    assert_true(keeps("v>=5", 5, NULL) && !keeps("v>5", 5, NULL));
    assert_true(keeps("v<=5", 5, NULL) && !keeps("v<5", 5, NULL));
    assert_true(keeps("v<5", 4.999, NULL) && keeps("v>5", 5.001, NULL));
    assert_true(keeps(" v = 4 , 5 ", 5, NULL) && !keeps("v=4,5", 6, NULL));
    assert_true(keeps("v!=4", 5, NULL) && !keeps("v!=4,5", 5, NULL));
    assert_true(keeps("c=a,b", 0, "b") && !keeps("c=a,b", 0, "ab"));
    assert_true(keeps("c>=2", 0, "2.5") && !keeps("c>=2", 0, "x"));
}

/* Names of people and groups have commas, ampersands and quotes. */
TEST(a_value_may_be_quoted)
{
    static const char *const values[] = {"Smith & Co <1>", "desk, office", " a ",
                                         "\"A\"",          "a \"b\", c",   "\"",
                                         "plain",          "x=y",          "5\" & 6"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_condition_add(&text, "c", values[i]);
        assert_true(keeps(hinge_text_string(&text), 0, values[i]));
        assert_false(keeps(hinge_text_string(&text), 0, "other"));
    }
    assert_true(keeps("c = \"a, b\" , \"c & d\"", 0, "c & d"));
    assert_true(keeps("c=\"a, b\",e", 0, "e"));
    assert_false(keeps("c=\"a, b\"", 0, "a"));
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_adds(&text, "v>1");
    hinge_condition_add(&text, "c", "a");
    hinge_condition_add(&text, "d", "b,c");
    assert_string_equal(hinge_text_string(&text), "v>1&c=a&d=\"b,c\"");
}

TEST(what_is_missing_is_neither)
{
    assert_false(keeps("v=4", NAN, NULL));
    assert_false(keeps("v!=4", NAN, NULL));
    assert_false(keeps("v<4", NAN, NULL));
    assert_true(keeps("v=", NAN, NULL) && !keeps("v=", 4, NULL));
    assert_true(keeps("v!=", 4, NULL) && !keeps("v!=", NAN, NULL));
    assert_false(keeps("c!=a", 0, ""));
    assert_true(keeps("c=", 0, "") && keeps("c!=", 0, "a"));
}

TEST(every_condition_about_a_row_counts)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter;
    struct hinge_cell cell = {.text = "video", .also = "standing"};
    assert_works(hinge_filter_read(&arena, "--filter", "a=standing & of another row=x & b=video",
                                   &filter, &why));
    assert_true(hinge_filter_keeps(&filter, find, &cell));
    filter.condition[0].compare = HINGE_IS_NOT; /* the other word is one, too */
    assert_false(hinge_filter_keeps(&filter, find, &cell));
    filter.n = 0;
    assert_true(hinge_filter_keeps(&filter, find, &cell));
}

TEST(mistakes_are_named)
{
    static const struct {
        const char *text, *message;
    } cases[] = {{"cue", "\"cue\" is not a condition"},
                 {"=none", "\"=none\" is not a condition"},
                 {"age>old", "\"old\" is not a number to compare age with"},
                 {"cue=a,,b", "nothing between two ','"},
                 {"a=1 & b", "\"b\" is not a condition"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        struct hinge_filter filter;
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_int_equal(hinge_filter_read(&arena, "--filter", cases[i].text, &filter, &error),
                         HINGE_USAGE);
        assert_non_null(strstr(error.message, cases[i].message));
    }
}

TEST(unknown_values_name_the_nearest)
{
    static const char *const known[] = {"dowel", "none"};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_works(hinge_filter_read(&arena, "--filter", "cue=none & cue=nonne & cue!=towel & cue>3",
                                   &filter, &why));
    assert_int_equal(filter.n, 4);
    assert_works(hinge_condition_check(&filter.condition[0], "--filter", known, 2, &why));
    assert_int_equal(hinge_condition_check(&filter.condition[1], "--filter", known, 2, &error),
                     HINGE_USAGE);
    assert_non_null(strstr(error.message, "cue \"nonne\"; did you mean \"none\"?"));
    assert_int_equal(hinge_condition_check(&filter.condition[2], "--filter", known, 2, &error),
                     HINGE_USAGE);
    assert_works(hinge_condition_check(&filter.condition[3], "--filter", known, 2, &why));
}
