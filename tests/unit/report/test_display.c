/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths and escapes of UTF-8, valid and not. */
#include "test.h"

#include "report/print/display.h"

#include <string.h>

TEST(decodes_and_refuses)
{
    static const struct {
        const char *bytes;
        size_t length;
        uint32_t code;
    } cases[] = {
        {"a", 1, 'a'},
        {"\xC3\xA9", 2, 0xE9},
        {"\xE2\x82\xAC", 3, 0x20AC},
        {"\xF0\x9F\x98\x80", 4, 0x1F600},
        {"\x80", 0, 0},             /* continuation first */
        {"\xC0\xAF", 0, 0},         /* overlong */
        {"\xE0\x80\xAF", 0, 0},     /* overlong */
        {"\xED\xA0\x80", 0, 0},     /* surrogate */
        {"\xF4\x90\x80\x80", 0, 0}, /* past U+10FFFF */
        {"\xE2\x82", 0, 0},         /* cut */
        {"\xFF", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t code = 0;
        assert_int_equal(hinge_utf8_next(cases[i].bytes, &code), cases[i].length);
        if (cases[i].length > 0)
            assert_int_equal(code, cases[i].code);
    }
}

TEST(widths)
{
    assert_int_equal(hinge_text_width(""), 0);
    assert_int_equal(hinge_text_width("abc"), 3);
    assert_int_equal(hinge_text_width("Zo\xC3\xAB"), 3);
    assert_int_equal(hinge_text_width("Zoe\xCC\x88"), 3); /* combining diaeresis */
    assert_int_equal(hinge_text_width("\xE6\x9D\x8E\xE9\x9B\xB7"), 4);
    /* marks without a width: zero width space, joiner, right-to-left mark */
    assert_int_equal(hinge_text_width("a\xE2\x80\x8B\xE2\x80\x8D\xE2\x80\x8F"
                                      "b"),
                     2);
    /* क्: a sign below its letter; कि: a vowel beside it */
    assert_int_equal(hinge_text_width("\xE0\xA4\x95\xE0\xA5\x8D"), 1);
    assert_int_equal(hinge_text_width("\xE0\xA4\x95\xE0\xA4\xBF"), 2);
    assert_int_equal(hinge_text_width("\xF0\x9F\xA6\xB5\xE2\x9C\x85"), 4); /* emoji */
    assert_int_equal(hinge_text_width("\xE2\x88\x92"
                                      "1\xC2\xB0"),
                     3); /* minus, degree */
}

TEST(escapes)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    hinge_text_shown(&out, "ok \x1b]0;x\x07\x7f \xC2\x9B"
                           "1m \xE2\x80\xAE \xC3\xA9\xC3");
    assert_string_equal(hinge_text_string(&out),
                        "ok \\x1b]0;x\\x07\\x7f \\xc2\\x9b1m \\xe2\\x80\\xae \xC3\xA9\\xc3");
}

TEST(minus)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    hinge_display_minus(&out, "-0.5 [-1, -.5] 2026-11-20 p-3 (-2) a - b --x");
    assert_string_equal(hinge_text_string(&out), "−0.5 [−1, −.5] 2026-11-20 p-3 (−2) a - b --x");
}

/* 1 is yes, in every column that is yes or no; dimensions are counted. */
TEST(what_codes_mean)
{
    static const char *const yes_or_no[] = {"inferred",
                                            "complete",
                                            "valid",
                                            "in_groups",
                                            "used",
                                            "floor",
                                            "soft_knees",
                                            "wall_touched",
                                            "wall_tapped",
                                            "bench_behind_touched",
                                            "bench_front_touched",
                                            "button_behind_touched",
                                            "cue_touched",
                                            "arms_overhead"};
    double code = (double)NAN;
    for (size_t k = 0; k < sizeof yes_or_no / sizeof *yes_or_no; k++) {
        assert_non_null(hinge_dictionary_code(yes_or_no[k], 0, &code));
        assert_close(code, 0, 0, 0);
        assert_non_null(hinge_dictionary_code(yes_or_no[k], 1, &code));
        assert_close(code, 1, 0, 0);
        assert_null(hinge_dictionary_code(yes_or_no[k], 2, &code));
    }
    assert_string_equal(hinge_dictionary_code("cue_touched", 1, &code), "yes");
    assert_string_equal(hinge_dictionary_code("dim", 1, &code), "three dimensions");
    assert_close(code, 3, 0, 0);
    assert_null(hinge_dictionary_code("lumbar_fraction", 0, &code));
}
