/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a value stands on paper, round ticks, gaps of curves, words in markup. */
#include "test.h"

#include "figure/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1, 2 or 5 times a power of ten apart, within the ends. */
static void check_ticks(const struct hinge_axis *axis)
{
    assert_true(axis->n >= 2 && axis->n <= HINGE_TICKS);
    double step = axis->tick[1] - axis->tick[0];
    double digit = step / pow(10, floor(log10(step) + 1e-9));
    assert_true(fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6);
    for (size_t i = 0; i < axis->n; i++) {
        double of_steps = axis->tick[i] / step;
        assert_close(of_steps, round(of_steps), 0, 1e-6);
        assert_true(axis->tick[i] >= axis->low - 1e-9 * step &&
                    axis->tick[i] <= axis->high + 1e-9 * step);
    }
}

TEST(ticks_are_round)
{
    static const double range[][2] = {{0, 100}, {-3.7, 81.2},    {0.012, 0.019},
                                      {-1, 1},  {1e-6, 1.00001}, {12345, 12389}};
    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        for (size_t wanted = 3; wanted < 8; wanted++) {
            struct hinge_axis axis = {0};
            double low = range[i][0], high = range[i][1];
            hinge_axis_fit(&axis, low, high, wanted);
            check_ticks(&axis);
            hinge_axis_pad(&axis, low, high, .04, .04, wanted);
            assert_true(axis.low < low && axis.high > high);
            check_ticks(&axis);
            hinge_axis_pad(&axis, low, high, 0, 0, wanted);
            assert_true(axis.low == low && axis.high == high);
        }
    struct hinge_axis axis;
    hinge_axis_fit(&axis, 5, 5, 4);
    assert_true(axis.low < 5 && axis.high > 5);
    hinge_axis_fit(&axis, (double)NAN, (double)NAN, 4);
    assert_true(axis.low < axis.high);
}

/* A title too long for its panel takes two lines, parted where keys meet, as late as
 * the first line allows, or between words where there is one key; whole, and each in
 * its place. */
TEST(titles_wrap)
{
    static const char *const title[] = {"all", "sedentary · wall tap 3in",
                                        "trained · dowel · session 2",
                                        "back does the first quarter up"};
    static const char *const lines[][2] = {{NULL, "all"},
                                           {"sedentary", "wall tap 3in"},
                                           {"trained · dowel", "session 2"},
                                           {"back does the first", "quarter up"}};
    struct hinge_plot plot = {0};
    struct hinge_panel panel = {.left = 40,
                                .top = 40,
                                .width = 100,
                                .height = 50,
                                .x = {.hidden = true},
                                .y = {.low = 0, .high = 1, .hidden = true},
                                .plot = &plot};
    const double second_line = hinge_title_more(&plot, title[1], 100);
    assert_close(hinge_title_more(&plot, title[0], 100), 0, 0, 0);
    assert_true(second_line > 8);
    assert_close(hinge_title_more(&plot, title[3], 400), 0, 0, 0);
    /* what two lines do not hold takes three, and nothing is cut */
    static const char *const third[] = {">Back does the first<", ">quarter up in the<",
                                        ">Sedentary group<"};
    struct hinge_svg three = {0};
    panel.title = "Back does the first quarter up in the Sedentary group";
    assert_close(hinge_title_more(&plot, panel.title, 100), 2 * second_line, 0, 0);
    hinge_svg_open(&three, 200, 120, "", "");
    hinge_panel_frame(&three, &panel);
    for (size_t i = 0; i < 3; i++)
        assert_non_null(strstr(hinge_text_string(&three.text), third[i]));
    hinge_text_clear(&three.text);
    for (size_t i = 0; i < 4; i++) {
        struct hinge_svg svg = {0};
        char first[96], second[96];
        hinge_svg_open(&svg, 200, 120, "", "");
        panel.title = title[i];
        hinge_panel_frame(&svg, &panel);
        snprintf(first, sizeof first, "y=\"25\" font-size=\"8\" font-weight=\"bold\">%s<",
                 lines[i][0] != NULL ? lines[i][0] : "");
        snprintf(second, sizeof second, "y=\"35\" font-size=\"8\" font-weight=\"bold\">%s<",
                 lines[i][1]);
        assert_true((strstr(hinge_text_string(&svg.text), first) != NULL) == (i > 0));
        assert_non_null(strstr(hinge_text_string(&svg.text), second));
        hinge_text_clear(&svg.text);
    }
    hinge_arena_clear(&plot.arena);
}

/* The ends of a fitted scale are ticks, and words have the digits of the step. */
TEST(scales_end_at_ticks)
{
    static const struct {
        double low, high;
        size_t wanted;
        double from, to, step;
        int digits;
    } rows[] = {{0.3, 9.7, 5, 0, 10, 2, 0},
                {-3.7, 81.2, 5, -20, 100, 20, 0},
                {0.012, 0.019, 4, 0.012, 0.02, 0.002, 3},
                {0, 0.25, 5, 0, 0.25, 0.05, 2},
                {0.07, 1.93, 4, 0, 2, 0.5, 1},
                {1234, 1789, 6, 1200, 1800, 100, 0},
                {0, 6, 4, 0, 6, 2, 0}, /* by the ratio of steps to those wanted */
                {0, 14, 4, 0, 15, 5, 0},
                {0, 30, 4, 0, 30, 10, 0},
                {0, 7, 5, 0, 7, 1, 0},
                {0, 7.1, 5, 0, 8, 2, 0},
                {0, 3, 1, 0, 4, 2, 0},
                {0, 3, 0, 0, 4, 2, 0},
                {5, 5, 4, 2, 8, 1, 0}, /* of one value: half of it on each side, and of 0 one */
                {-5, -5, 4, -8, -2, 1, 0},
                {0, 0, 4, -1, 1, 0.5, 1},
                {2, 1, 4, -1, 1, 0.5, 1},
                {1, 1 + 1e-9, 4, 0.4, 1.6, 0.2, 1}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct hinge_axis axis = {0};
        hinge_axis_fit(&axis, rows[k].low, rows[k].high, rows[k].wanted);
        assert_close(axis.low, rows[k].from, 0, 1e-12);
        assert_close(axis.high, rows[k].to, 0, 1e-12);
        assert_close(axis.tick[0], rows[k].from, 0, 1e-12);
        assert_close(axis.tick[1] - axis.tick[0], rows[k].step, 0, 1e-12);
        assert_close(axis.tick[axis.n - 1], rows[k].to, 0, 1e-12);
        assert_int_equal(axis.digits, rows[k].digits);
    }
}

/* The middle of the scale is the middle of the panel, and up is up. */
TEST(values_have_their_place)
{
    struct hinge_panel panel = {.left = 30, .top = 10, .width = 200, .height = 100};
    hinge_axis_pad(&panel.x, -1, 3, 0, 0, 4);
    hinge_axis_pad(&panel.y, 0, 50, 0, 0, 4);
    assert_close(hinge_panel_x(&panel, -1), 30, 1e-12, 0);
    assert_close(hinge_panel_x(&panel, 1), 130, 1e-12, 0);
    assert_close(hinge_panel_x(&panel, 3), 230, 1e-12, 0);
    assert_close(hinge_panel_y(&panel, 0), 110, 1e-12, 0);
    assert_close(hinge_panel_y(&panel, 25), 60, 1e-12, 0);
    assert_close(hinge_panel_y(&panel, 50), 10, 1e-12, 0);
    assert_close(hinge_panel_x(&panel, -INFINITY), 30, 0, 0);
    assert_close(hinge_panel_x(&panel, INFINITY), 230, 0, 0);
    assert_close(hinge_panel_y(&panel, -INFINITY), 110, 0, 0);
    assert_close(hinge_panel_y(&panel, INFINITY), 10, 0, 0);
    hinge_axis_pad(&panel.x, 0, 50, .04, .04, 5);
    assert_close(panel.x.low, -2, 1e-12, 0);
    assert_close(panel.x.high, 52, 1e-12, 0);
    assert_close(panel.x.tick[0], 0, 0, 0);
    assert_int_equal(panel.x.n, 6);
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        n++;
    return n;
}

/* A missing value is a gap, never a line across it. */
TEST(gaps_stay_gaps)
{
    static const double x[5] = {0, 1, 2, 3, 4};
    double y[5] = {1, 2, NAN, 2, 1};
    const struct hinge_pen pen = {HINGE_INK, 1, 0, 0};
    struct hinge_svg svg = {0};
    hinge_svg_curve(&svg, x, y, 5, &pen);
    assert_int_equal(count(svg.text.data, "M"), 2);
    assert_int_equal(count(svg.text.data, "l1"), 2);
    hinge_text_clear(&svg.text);
    svg.text = (struct hinge_text){0};
    hinge_svg_band(&svg, x, y, y, 5, HINGE_GREY, 0.2);
    assert_int_equal(count(svg.text.data, "<path"), 2);
    hinge_text_clear(&svg.text);
    svg.text = (struct hinge_text){0};
    hinge_svg_line(&svg, 0, 0, NAN, 1, &pen);
    assert_int_equal(svg.text.length, 0);
}

TEST(words_are_no_markup)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    hinge_markup_escape(&out, "<b a='1' c=\"2\">&\x1b[31m\xff");
    assert_string_equal(hinge_text_string(&out),
                        "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\\x1b[31m\\xff");
}

/* The first seven levels are told apart without colour too. */
TEST(levels_look_different)
{
    for (size_t a = 0; a < 7; a++)
        for (size_t b = 0; b < a; b++) {
            struct hinge_look one = hinge_look_of(a), two = hinge_look_of(b);
            assert_true(strcmp(one.colour, two.colour) != 0);
            assert_true(one.mark != two.mark || one.filled != two.filled);
        }
}

/* Relative luminance of "#rrggbb" (WCAG 2.1). */
static double luminance(const char *colour)
{
    static const double share[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int k = 0; k < 3; k++) {
        const char digits[3] = {colour[1 + 2 * k], colour[2 + 2 * k], 0};
        double c = (double)strtol(digits, NULL, 16) / 255;
        sum += share[k] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Every colour has a contrast of 3:1 on white paper and on a dark page. */
TEST(colours_are_seen)
{
    for (size_t i = 0; i < 8; i++) {
        double light = luminance(i < 7 ? hinge_look_of(i).colour : HINGE_GREY);
        assert_true(1.05 / (light + 0.05) >= 3);
        assert_true((light + 0.05) / (luminance("#15181c") + 0.05) >= 3);
    }
}

/* No group has the colour of a part of a body, nor one that is hardly another. */
TEST(parts_of_a_body_are_no_group)
{
    static const char *const part[] = {"pelvis", "lumbar", "thorax"};
    for (size_t i = 0; i < 21; i++) {
        const char *group = hinge_look_of(i % 7).colour, *of = hinge_look_part(part[i / 7]).colour;
        double far = 0;
        for (int k = 0; k < 3; k++) {
            const char a[3] = {group[1 + 2 * k], group[2 + 2 * k], 0},
                       b[3] = {of[1 + 2 * k], of[2 + 2 * k], 0};
            far += pow((double)(strtol(a, NULL, 16) - strtol(b, NULL, 16)), 2);
        }
        assert_true(sqrt(far) > 42); /* of the old purple 40 */
    }
    assert_string_equal(hinge_look_part("leg").colour, HINGE_INK);
}

/* The colour is the group, and the baseline is filled, the cue open. */
TEST(groups_have_a_colour)
{
    for (size_t group = 0; group < 7; group++) {
        struct hinge_look base = hinge_look_within(group, 0), cue = hinge_look_within(group, 1);
        assert_string_equal(base.colour, cue.colour);
        assert_true(base.filled && !cue.filled && base.mark == cue.mark);
        assert_true(group == 0 || strcmp(base.colour, hinge_look_within(0, 0).colour) != 0);
    }
}

/* Six levels, two groups under three cues, differ in their dash as well. */
TEST(six_levels_have_six_dashes)
{
    for (size_t a = 0; a < 6; a++)
        for (size_t b = 0; b < a; b++)
            assert_int_not_equal(hinge_look_of(a).dash, hinge_look_of(b).dash);
}
