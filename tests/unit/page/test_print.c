/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the page prints numbers: its own minus, no limit of an interval that reads as zero, p as
 * journals have it; axes with steps of 1, 2 or 5, and dots that do not cover each other. */
#include "test.h"

#include "page/pictures/pictures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NBSP "\xc2\xa0"

enum outcome { SHARE, PEAK, TRAVEL, TIME, SMOOTH };

static const struct hinge_quantity *of(struct hinge_cohort *s, enum outcome outcome)
{
    static const struct {
        const char *id, *phase, *unit;
    } rows[] = {[SHARE] = {"lumbar_fraction", "descent", NULL},
                [PEAK] = {"lumbar_rounding", NULL, "deg"},
                [TRAVEL] = {"hip_posterior_ll", "rep", NULL},
                [TIME] = {"duration_s", "descent", NULL},
                [SMOOTH] = {"sparc", "descent", NULL}};
    struct hinge_quantity *made = hinge_arena_alloc(&s->arena, 1, sizeof *made);
    *made = hinge_quantity_of(&s->arena, NULL, rows[outcome].id, rows[outcome].phase,
                              rows[outcome].unit);
    return made;
}

TEST(numbers_have_units_and_a_minus)
{
    struct hinge_cohort s = {0};
    assert_string_equal(hinge_page_val(&s, of(&s, SHARE), .384), "38%");
    assert_string_equal(hinge_page_val(&s, of(&s, PEAK), 38.44), "38°");
    assert_string_equal(hinge_page_spread(&s, of(&s, SHARE), .384, .0712), "38 (7.1)");
    assert_string_equal(hinge_page_signed(&s, of(&s, SHARE), -.184), "−18.4 points");
    assert_string_equal(hinge_page_size(&s, of(&s, PEAK), -5.94), "5.9°");
    assert_string_equal(hinge_page_signed(&s, of(&s, PEAK), 5.94), "+5.9°");
    assert_string_equal(hinge_page_signed(&s, of(&s, PEAK), -.04), "0.0°");
    assert_string_equal(hinge_page_val(&s, of(&s, TRAVEL), .176), "17.6% of leg length");
    assert_string_equal(of(&s, TIME)->down, "shorter");
    hinge_arena_clear(&s.arena);
}

/* Differences have one decimal where levels are whole. More only where a difference or one end of
 * an interval without 0 would read as 0. */
TEST(decimals_are_those_of_the_outcome)
{
    struct hinge_cohort s = {0};
    static const struct {
        enum outcome of;
        double value, lo, hi;
        const char *size, *span, *within;
    } rows[] = {{PEAK, 2.5, -.03, 5.11, "2.5°", "< 0 to 5.1", NULL},
                {PEAK, -12.0306, -24.06, -.03, "12.03°", "−24.06 to −0.03", NULL},
                {SHARE, .0452, .0004, .09, "4.52 points", "0.04 to 9.00", NULL},
                {SHARE, -.0041, -.0046, -.0036, "0.4 points", "−0.5 to −0.4", NULL},
                {SHARE, -.012, -.05, .03, "1.2 points", "−5.0 to 3.0", NULL},
                {SHARE, .0001, -.0003, .0004, "0.0 points", "within 0.1", "0.1 points"},
                {PEAK, .04, -.06, .14, "0.0°", "−0.1 to 0.1", "0.1°"},
                {PEAK, 0, 0, 0, "0.0°", "within 0.1", "0.1°"},
                {SMOOTH, .08, -.003, .156, "0.08", "< 0 to 0.16", NULL},
                {PEAK, 3.1, 1.04, 5.11, "3.1°", "1.0 to 5.1", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hinge_page_printed is =
            hinge_page_print(&s, of(&s, rows[i].of), rows[i].value, rows[i].lo, rows[i].hi);
        assert_string_equal(is.size, rows[i].size);
        assert_string_equal(is.span, rows[i].span);
        assert_string_equal(hinge_or_empty(is.within), hinge_or_empty(rows[i].within));
    }
    assert_string_equal(hinge_page_print_level(&s, of(&s, SHARE), .384, .3555, .4111).ci,
                        " (95%" NBSP "CI 36 to 41)");
    assert_null(hinge_page_print(&s, of(&s, PEAK), 2, (double)NAN, (double)NAN).span);
    hinge_arena_clear(&s.arena);
}

/* 30% and 30% are not said to differ. */
TEST(levels_that_differ_are_printed_apart)
{
    static const struct {
        double of[2];
        const char *level;
    } rows[] = {{{.476, .3846}, "48%"}, {{.3022, .2978}, "30.2%"}, {{.3022, .3018}, "30.22%"}};
    static const struct hinge_cue_outcome share = {.id = "lumbar_fraction", .phase = "descent"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_cohort s = {0};
        const struct hinge_quantity *outcome = hinge_cohort_outcome(&s, &share);
        hinge_cohort_let_differ(&s, outcome, rows[i].of);
        assert_string_equal(hinge_page_val(&s, outcome, rows[i].of[0]), rows[i].level);
        hinge_arena_clear(&s.arena);
    }
}

TEST(p_as_in_journals)
{
    struct hinge_cohort s = {0};
    static const struct {
        double p;
        const char *words;
    } rows[] = {{.0079, "p" NBSP "=" NBSP ".008"}, {.0009999, "p" NBSP "<" NBSP ".001"},
                {.001, "p" NBSP "=" NBSP ".001"},  {.9994, "p" NBSP "=" NBSP ".999"},
                {.9995, "p" NBSP "=" NBSP "1"},    {1, "p" NBSP "=" NBSP "1"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(hinge_page_p(&s, &(struct hinge_planned_outcome){.p_holm = rows[i].p},
                                         false),
                            rows[i].words);
    assert_string_equal(hinge_page_p(&s, &(struct hinge_planned_outcome){.p_holm = .0004}, true),
                        "Holm p" NBSP "<" NBSP ".001");
    hinge_arena_clear(&s.arena);
}

TEST(lists_in_words)
{
    struct hinge_cohort s = {0};
    struct hinge_page_list list = {0};
    assert_null(hinge_page_listed(&s, &list, "and"));
    hinge_page_list_add(&s, &list, "depth");
    hinge_page_list_add(&s, &list, "depth");
    assert_string_equal(hinge_page_listed(&s, &list, "and"), "depth");
    hinge_page_list_add(&s, &list, "age");
    assert_string_equal(hinge_page_listed(&s, &list, "or"), "depth or age");
    hinge_page_list_add(&s, &list, "height");
    assert_string_equal(hinge_page_listed(&s, &list, "and"), "depth, age and height");
    hinge_arena_clear(&s.arena);
}

TEST(axes_have_round_steps)
{
    struct hinge_cohort s = {0};
    const double shares[] = {.07, .46}, changes[] = {-9.3, .4};
    char text[HINGE_TICK_TEXT];
    struct hinge_axis axis = hinge_page_axis(of(&s, SHARE), shares, 2, 5, HINGE_SCALE_ZERO);
    assert_close(axis.low, 0, 0, 0);
    assert_close(axis.high, .5, 1e-12, 0);
    assert_string_equal(hinge_axis_tick(&axis, axis.n - 1, text), "50%");
    axis = hinge_page_axis(NULL, changes, 2, 4,
                           HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED | HINGE_SCALE_LOOSE);
    assert_true(axis.low > -10 && axis.high < 1); /* it ends with the data */
    for (size_t i = 0; i < axis.n; i++)
        assert_close(fmod(axis.tick[i], axis.tick[1] - axis.tick[0]), 0, 0, 1e-9);
    assert_close(hinge_page_x(&axis, axis.high), 100, 1e-12, 0);
    hinge_arena_clear(&s.arena);
}

/* Where an axis begins and ends, its step and its labels: of the share, a peak in degrees, or a way
 * in shares of the leg. */
TEST(axes_end_where_values_do)
{
    enum { ZERO = HINGE_SCALE_ZERO, SIGNED = HINGE_SCALE_SIGNED, LOOSE = HINGE_SCALE_LOOSE };
    static const struct {
        double value[3];
        size_t n;
        size_t about;
        unsigned how;
        enum outcome of;
        double lo, hi;
        const char *labels;
    } rows[] = {{{0}, 0, 5, 0, PEAK, 0, 10, "0° 2° 4° 6° 8° 10°"},
                {{3, 3}, 2, 5, 0, PEAK, 0, 10, "0° 2° 4° 6° 8° 10°"},
                {{44, 45}, 2, 5, 0, PEAK, 38, 50, "38° 40° 42° 44° 46° 48° 50°"},
                {{.41, .42}, 2, 2, LOOSE, SHARE, .365, .468, "40% 45%"},
                {{-.02, .01}, 2, 2, SIGNED, SHARE, -.1, .05, "−10 −5 0 +5"},
                {{20, 31}, 2, 4, 0, PEAK, 20, 32, "20° 22° 24° 26° 28° 30° 32°"},
                {{-4, 2}, 2, 3, SIGNED, PEAK, -10, 5, "−10° −5° 0° +5°"},
                {{-8, 4}, 2, 3, LOOSE, PEAK, -8.36, 4.36, "−5° 0°"},
                {{5, 15}, 2, 2, LOOSE, PEAK, 5, 15.3, "5° 10° 15°"},
                {{-15, -5}, 2, 2, LOOSE | SIGNED, PEAK, -15.3, -5, "−15° −10° −5°"},
                {{-.07, .11}, 2, 4, SIGNED, SHARE, -.1, .15, "−10 −5 0 +5 +10 +15"},
                {{.012, .05}, 2, 3, ZERO, TRAVEL, 0, .06, "0% 2% 4% 6%"},
                {{-.4, .2}, 2, 3, SIGNED, TIME, -.4, .2, "−0.4 s −0.2 s 0.0 s +0.2 s"}};
    struct hinge_cohort s = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hinge_axis axis = hinge_page_axis(of(&s, rows[i].of), rows[i].value, rows[i].n,
                                                       rows[i].about, rows[i].how);
        const char *labels = "";
        char text[HINGE_TICK_TEXT];
        for (size_t k = 0; k < axis.n; k++)
            labels = hinge_page_text(&s, "%s%s%s", labels, k > 0 ? " " : "",
                                     hinge_axis_tick(&axis, k, text));
        assert_string_equal(labels, rows[i].labels);
        assert_close(axis.low, rows[i].lo, 1e-9, 1e-12);
        assert_close(axis.high, rows[i].hi, 1e-9, 1e-12);
    }
    hinge_arena_clear(&s.arena);
}
