/* SPDX-License-Identifier: GPL-3.0-or-later */
/* p as the American Psychological Association writes it: three decimals, no zero before
 * the point, and never rounded to impossible or to certain. */
#include "test.h"

#include "base/text.h"
#include "result/words.h"

TEST(p_is_never_rounded_to_a_certainty)
{
    static const struct {
        double p;
        const char *text;
    } rows[] = {{0, "< .001"},      {0.0009996, "< .001"}, {0.001, "= .001"},   {0.0424, "= .042"},
                {0.9994, "= .999"}, {0.9996, "> .999"},    {0.99999, "> .999"}, {1, "= 1.000"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_add_p(&text, rows[k].p);
        assert_string_equal(hinge_text_string(&text), rows[k].text);
    }
}

TEST(so_it_is_in_cells)
{
    const struct {
        double p;
        const char *text;
    } rows[] = {{0, "<.001"},     {0.0009, "<.001"}, {0.001, ".001"},
                {0.0424, ".042"}, {0.9996, ">.999"}, {1, "1.000"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[16];
        hinge_p_cell(rows[k].p, text, sizeof text);
        assert_string_equal(text, rows[k].text);
    }
}

/* An end of an interval that is not 0 shows on which side of 0 it is. */
TEST(no_limit_is_a_false_zero)
{
    static const struct {
        double value, low, high;
        int digits;
        const char *text;
    } rows[] = {{-6.24, -7.31, -5.14, 1, "-6.2 [-7.3, -5.1]"},
                {2, 0.004, 4, 1, "2.0 [> 0, 4.0]"},
                {-12.04, -24.1, -0.03, 1, "-12.0 [-24.1, < 0]"},
                {2, -0.04, 4, 1, "2.0 [< 0, 4.0]"},
                {2, 0, 4, 1, "2.0 [0.0, 4.0]"},
                {2, 1e-12, 4, 1, "2.0 [0.0, 4.0]"},
                {0.01, -1, 1, 1, "0.0 [-1.0, 1.0]"},
                {2, NAN, NAN, 1, "2.0"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[96];
        assert_string_equal(hinge_interval_words(rows[k].value, rows[k].low, rows[k].high,
                                                 rows[k].digits, text, sizeof text),
                            rows[k].text);
    }
}

/* Nor is what cannot pass 1 a false 0 or 1. */
TEST(no_coefficient_is_a_false_certainty)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0.5, ".50"},    {-0.25, "-.25"}, {0.004, ".004"}, {-0.0004, "-.0004"},
                {0.996, ".996"}, {1, "1.00"},     {0, ".00"},      {-1e-12, ".00"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_add_short(&text, rows[k].value);
        assert_string_equal(hinge_text_string(&text), rows[k].text);
    }
}

TEST(shares_are_none_or_all_only_where_they_are)
{
    static const struct {
        double share;
        const char *text;
    } rows[] = {{0, "0"},     {0.0001, "<1"}, {0.0049, "<1"},  {0.0051, "1"},
                {0.53, "53"}, {0.994, "99"},  {0.9951, ">99"}, {1, "100"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[8];
        assert_string_equal(hinge_percent_words(rows[k].share, text), rows[k].text);
    }
}
