/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths of words against the published widths of Helvetica's letters (Adobe core 14,
 * Helvetica.afm and Helvetica-Bold.afm, sums by hand), a little more, never less. */
#include "test.h"

#include "figure/svg.h"

TEST(widths_are_those_of_the_face)
{
    static const struct {
        const char *words;
        double plain, bold;             /* thousandths of the size */
    } rows[] = {{"lumbar", 3056, 3334}, /* 222 556 833 556 556 333; 278 611 889 611 556 389 */
                {"Wall tap", 3612, 3890},
                {"0.15 (\xe2\x88\x92)", 278 + 3 * 556 + 278 + 2 * 333 + 584, 0},
                {"illi", 888, 1112}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double plain = hinge_words_width(rows[i].words, 1000);
        assert_true(plain >= rows[i].plain && plain < 1.06 * rows[i].plain);
        /* a factor for all letters: within an eighth of each word's own */
        double bold = hinge_bold_width(rows[i].words, 1000);
        if (rows[i].bold > 0)
            assert_close(bold, rows[i].bold, 0.125, 0);
    }
}

/* All letters of the table, and what it does not have: each letter of a sort is as wide, a minus as
 * wide as drawn, a byte as "\\xff". */
TEST(all_letters_have_a_width)
{
    static const char all[] = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                              "abcdefghijklmnopqrstuvwxyz{|}~";
    static const struct {
        const char *words;
        double thousandths;
    } rows[] = {{all, 50058},         {"", 0},
                {" ", 278},           {"~", 584},
                {"-", 333},           {"a-b", 556 + 333 + 556},
                {"-5", 630 + 556},    {"5°·", 556 + 2 * 400},
                {"é\u2e7f", 2 * 630}, {"\u2e80患…", 3 * 1000},
                {"a\xff", 556 + 2400}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_close(hinge_words_width(rows[i].words, 1000), 1.03 * rows[i].thousandths, 1e-12, 0);
}
