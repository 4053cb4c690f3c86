/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract of lib/people: numbers worked by hand, the same by every way in. */
#include "test.h"

#include "people/people.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ana has 3 repetitions in one recording and 1 in another, Ben 2 in one; the last of
 * Ana's has no value. Recordings count alike: Ana ((10 + 11 + 15) / 3 + 20) / 2 = 16,
 * not (10 + 11 + 15 + 20) / 4 = 14; Ben 7. */
static const struct {
    const char *who, *cue;
    uint32_t recording;
    double value;
} reps[] = {{"Ana", "none", 0, 10},  {"Ana", "none", 0, 11}, {"Ana", "none", 0, 15},
            {"Ben", "none", 1, 6},   {"Ben", "none", 1, 8},  {"Ana", "none", 2, 20},
            {"Ana", "none", 2, NAN}, {"Ana", "tap", 3, 4},   {"", "none", 4, 1},
            {"", "none", 5, 3}};
enum { REPS = sizeof reps / sizeof *reps };

static void fill(struct hinge_grouped *people)
{
    size_t person[REPS], recording[REPS];
    bool counts[REPS];
    *people = (struct hinge_grouped){.n_keys = 1, .rule = {2, 0.5}};
    for (size_t i = 0; i < REPS; i++) {
        recording[i] = reps[i].recording;
        person[i] = hinge_grouped_find(people, &reps[i].cue, reps[i].who, recording[i]);
        counts[i] = true;
    }
    hinge_grouped_add(people, person, counts, recording, REPS);
}

TEST(recordings_count_alike)
{
    /* by cell, in the order of coming: Ana and Ben without a cue and two recordings that name
     * nobody, each a person; Ana with the tap */
    static const struct {
        double mean;
        unsigned reps, all;
        size_t cell;
        bool enough;
    } want[] = {{16, 4, 5, 0, true},
                {7, 2, 2, 0, true},
                {1, 1, 1, 0, false},
                {3, 1, 1, 0, false},
                {4, 1, 1, 1, false}};
    cleared_by(hinge_grouped_clear) struct hinge_grouped people;
    double value[REPS];
    struct hinge_nest nest[5];
    fill(&people);
    assert_int_equal(people.n, 5);
    assert_int_equal(people.n_cells, 2);
    assert_int_equal(people.n_reps, REPS);
    for (size_t k = 0; k < REPS; k++)
        value[k] = reps[people.rep[k]].value;
    hinge_grouped_nests(&people, value, nest);
    for (size_t i = 0; i < people.n; i++) {
        assert_true(hinge_nest_mean(&nest[i]) == want[i].mean);
        assert_int_equal(nest[i].reps, want[i].reps);
        assert_int_equal(people.all[i], want[i].all);
        assert_true(i >= people.first[want[i].cell] && i < people.first[want[i].cell + 1]);
        assert_true(hinge_people_enough(&people.rule, nest[i].reps, people.all[i]) ==
                    want[i].enough);
    }
}

TEST(people_are_sorted_by_cell)
{
    static const size_t first[] = {0, 4, 5}, rep[] = {0, 1, 2, 5, 6, 3, 4, 8, 9, 7};
    cleared_by(hinge_grouped_clear) struct hinge_grouped people;
    fill(&people);
    assert_string_equal(people.level[0], "none");
    assert_string_equal(people.level[1], "tap");
    assert_memory_equal(people.first, first, sizeof first);
    assert_memory_equal(people.rep, rep, sizeof rep);
}

/* A repetition that does not count is one of all; one of nobody is none. */
TEST(some_do_not_count)
{
    cleared_by(hinge_grouped_clear) struct hinge_grouped people = {.n_keys = 0};
    size_t ana = hinge_grouped_find(&people, NULL, "Ana", 0);
    const size_t person[] = {ana, ana, SIZE_MAX}, recording[] = {0, 0, 1};
    const bool counts[] = {false, true, true};
    hinge_grouped_add(&people, person, counts, recording, 3);
    assert_int_equal(people.all[0], 2);
    assert_int_equal(people.n_reps, 1);
    assert_int_equal(people.rep[0], 1);
}

/* Rows of a table, in any order, give what groups of repetitions give. */
TEST(rows_are_nested_alike)
{
    double number[] = {15, 20, 10, NAN, 11}, *const columns[] = {number};
    static const uint32_t recording[] = {7, 3, 7, 3, 7};
    static const size_t at[] = {0, 1, 2, 4};
    double value[4];
    uint32_t code[4];
    const struct hinge_person_rows rows = {
        .number = columns, .recording = recording, .at = at, .n = 4, .value = value, .code = code};
    assert_true(hinge_way_named("nested")(&rows) == 16);
    assert_true(hinge_way_named("mean")(&rows) == 14);
    assert_true(hinge_way_named("median")(&rows) == 13);
    assert_null(hinge_way_named("means"));
    const struct hinge_nest nest = hinge_nest_of(number, recording, NULL, 5, NULL);
    assert_true(hinge_nest_mean(&nest) == 16 && nest.reps == 4);
    assert_true(isnan(hinge_nest_mean(&(struct hinge_nest){.reps = 0})));
}

static struct hinge_nest of_two(double one, double other, double of(double))
{
    return hinge_nest_of((const double[]){one, other}, (const uint32_t[]){0, 1}, NULL, 2, of);
}

/* Left 44 in two recordings, right 30 in one: the mean of both sides is 37, not that of recordings.
 */
TEST(both_sides_count_alike)
{
    const double value[] = {43, 45, 30};
    const uint32_t recording[] = {0, 1, 2};
    const unsigned char side[] = {HINGE_SIDE_LEFT, HINGE_SIDE_LEFT, HINGE_SIDE_RIGHT};
    const struct hinge_nest both = hinge_nest_of(value, recording, side, 3, NULL),
                            left = hinge_nest_of(value, recording, side, 2, NULL);
    assert_true(hinge_nest_mean(&both) == 37 && hinge_nest_mean(&left) == 44);
    assert_true(hinge_side_of("l") == HINGE_SIDE_LEFT && hinge_side_of("b") == HINGE_SIDE_NONE);
}

TEST(ratios_and_directions)
{
    struct hinge_nest above = of_two(12, 18, NULL), below = of_two(20, 40, NULL);
    assert_true(hinge_nest_ratio(&above, &below, 30) == 0.5);
    assert_true(isnan(hinge_nest_ratio(&above, &below, 30.1)));
    /* 350 and 20 degrees lie about 5; 90 and 270 nowhere */
    struct hinge_nest s = of_two(350, 20, hinge_sine_of_deg),
                      c = of_two(350, 20, hinge_cosine_of_deg);
    assert_close(hinge_nest_direction_deg(&s, &c), 5, 1e-12, 0);
    s = of_two(90, 270, hinge_sine_of_deg);
    c = of_two(90, 270, hinge_cosine_of_deg);
    assert_true(isnan(hinge_nest_direction_deg(&s, &c)));
    s = of_two(-100, -100, hinge_sine_of_deg);
    c = of_two(-100, -100, hinge_cosine_of_deg);
    assert_close(hinge_nest_direction_deg(&s, &c), 260, 1e-12, 0);
}

/* A tenth a thousand times, beside a value that a sum would lose it in. */
TEST(means_keep_their_digits)
{
    struct hinge_mean tenths = {.n = 0}, large = {.n = 0};
    for (int i = 0; i < 1000; i++)
        hinge_mean_add(&tenths, 0.1);
    assert_true(hinge_mean_of(&tenths) == 0.1);
    hinge_mean_add(&large, 1e16);
    hinge_mean_add(&large, 1);
    hinge_mean_add(&large, 1);
    hinge_mean_add(&large, -1e16);
    assert_true(hinge_mean_of(&large) == 0.5);
    hinge_mean_add(&large, HUGE_VAL);
    assert_true(isinf(hinge_mean_of(&large)));
}

/* Planted: a line with a gap, an odd number, too few, a name that is none. */
TEST(repetitions_reduced_by_a_name)
{
    static const struct {
        const char *text, *of;
        size_t n;
        double expected;
    } cases[] = {{"mean:a", "a", 5, 11.8}, {"slope:a", "a", 5, 2},
                 {"half:a", "a", 5, 8},    {"first:a", "a", 5, 8},
                 {"last:a", "a", 5, 16},   {"max:a", "a", 5, 17},
                 {"slope:a", "a", 4, 2},   {"slope:a", "a", 3, NAN},
                 {"half:a", "a", 3, NAN},  {"first:a", "a", 3, NAN},
                 {"sd:a", "a", 2, NAN},    {"sd:severity:b", "severity:b", 3, 2}};
    /* 5 + 2 rep, out of order, without the fourth repetition */
    static const double rep[] = {2, 1, 3, 6, 5}, value[] = {9, 7, 11, 17, 15};
    const char *rest;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct hinge_reducer *reducer = hinge_reducer_of(cases[i].text, &rest);
        assert_non_null(reducer);
        assert_string_equal(rest, cases[i].of);
        const double is = hinge_reduce(reducer, value, rep, cases[i].n);
        if (isnan(cases[i].expected))
            assert_true(isnan(is));
        else
            assert_close(is, cases[i].expected, 0, 1e-12);
    }
    /* four repetitions over fewer than five numbers have no slope */
    assert_true(isnan(
        hinge_reduce(hinge_reducer_of("slope:a", &rest), value, (const double[]){1, 2, 3, 4}, 4)));
    assert_null(hinge_reducer_of("sloped:a", &rest));
    assert_string_equal(rest, "sloped:a");
    assert_null(hinge_reducer_of("lumbar_fraction", &rest));
}

/* The mean of the recordings that have what the reducer needs; without any no value, and why. */
TEST(reduced_in_each_recording)
{
    enum { N = 12 };
    static const uint32_t recording[N] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2};
    static const uint32_t person[N] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
    static const double rep[N] = {1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2};
    double value[N], *number[] = {value};
    struct hinge_arena arena = {0};
    const char *rest;
    for (size_t i = 0; i < N; i++)
        value[i] = rep[i] * (recording[i] == 0 ? 1 : 3);
    const struct hinge_person_rows rows = {.number = number,
                                           .recording = recording,
                                           .rep = rep,
                                           .reducer = hinge_reducer_of("slope:a", &rest)};
    const struct hinge_enough enough =
        hinge_enough_of(&arena, (struct hinge_people_rule){1, 0}, person, NULL, N, N, 2, 1);
    const struct hinge_cells cells =
        hinge_cells_of(&arena, rows, hinge_way_reduced, person, NULL, N, &enough, 2);
    const char *why[2] = {NULL, NULL};
    struct hinge_excluded excluded = {&arena, 2, why};
    assert_close(cells.value[0], 2, 0, 1e-12);
    assert_true(isnan(cells.value[1]) && cells.count[1] == 0);
    for (size_t p = 0; p < 2; p++)
        hinge_exclude_short(&excluded, &cells.enough, p, NULL, NULL);
    assert_null(why[0]);
    assert_string_equal(why[1],
                        "fewer than 4 usable repetitions in a recording, which slope: needs "
                        "(4, over 5 numbers)");
    hinge_arena_clear(&arena);
}

/* A step before the fifth of eight, and no step; the numbers of repetitions are not 1, 2, ... */
TEST(a_step_is_found_where_it_is)
{
    static const double rep[] = {1, 2, 4, 5, 6, 7, 8, 9}, step[] = {3, 1, 2, 3, 41, 40, 42, 41},
                        none[] = {3, 1, 2, 3, 1, 2, 2, 2}, flat[8] = {0};
    const struct hinge_change_point found = hinge_change_point_of(step, rep, 8);
    assert_true(found.at == 6 && found.p < 0.05);
    assert_true(hinge_change_point_of(none, rep, 8).p > 0.2);
    assert_true(isnan(hinge_change_point_of(flat, rep, 8).p));
    assert_true(isnan(hinge_change_point_of(step, rep, 5).p));
}

/* By hand: 0.2 is left about the line, so se2 = 0.2 / 3 / 10; of two alike the error is smaller by
 * sqrt(2). */
TEST(slopes_of_recordings_join)
{
    static const double rep[] = {1, 2, 3, 4, 5}, one[] = {1, 2.5, 3, 4.5, 5.5},
                        exact[] = {2, 4, 6, 8, 10};
    struct hinge_person_slope slope = {.df = 0}, line = slope;
    hinge_person_slope_add(&slope, one, rep, 5);
    assert_close(slope.sum, 1.1, 1e-12, 0);
    assert_close(slope.se2, 0.2 / 3 / 10, 1e-12, 0);
    const double t = hinge_person_slope_t(&slope);
    assert_close(t, 1.1 / sqrt(0.2 / 3 / 10), 1e-12, 0);
    hinge_person_slope_add(&slope, one, rep, 5);
    assert_true(slope.df == 6);
    assert_close(hinge_person_slope_t(&slope), t * sqrt(2), 1e-12, 0);
    hinge_person_slope_add(&line, exact, rep, 5);
    assert_true(isinf(hinge_person_slope_t(&line)));
}

TEST(outcomes_are_read_with_their_reducer)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_outcome_text of;
    assert_int_equal(hinge_outcome_read("--columns", "slope:severity:asym_hip", &of, &error),
                     HINGE_OK);
    assert_string_equal(of.by->id, "slope");
    assert_string_equal(of.name, "severity:asym_hip");
    assert_string_equal(of.fault, "asym_hip");
    assert_int_equal(hinge_outcome_read("--columns", "mean:rom_deg", &of, &error), HINGE_OK);
    assert_true(of.by == NULL && of.fault == NULL);
    assert_string_equal(of.name, "rom_deg");
    assert_int_equal(hinge_outcome_read("--columns", "slop:rom_deg", &of, &error), HINGE_USAGE);
    assert_non_null(strstr(error.message, "--columns slop:rom_deg: nothing reduces by"));
    assert_non_null(strstr(error.message, "did you mean \"slope:\""));
    assert_int_equal(hinge_outcome_read("--columns", "median:rom_deg", &of, &error), HINGE_USAGE);
}

TEST(a_key_of_numbers_is_one_key)
{
    enum { LONG = 6 };
    struct hinge_intern keys = {0}, many = {0};
    const size_t key[][2] = {{0, 0},  {0, 64},          {64, 0},         {1, 63},
                             {63, 1}, {4096, SIZE_MAX}, {SIZE_MAX, 4096}};
    for (size_t twice = 0; twice < 2; twice++)
        for (size_t i = 0; i < sizeof key / sizeof *key; i++)
            assert_int_equal(hinge_intern_numbers(&keys, key[i], 2), i);
    const size_t a[LONG] = {1, 2, 3, 4, 5, SIZE_MAX}, b[LONG] = {1, 2, 3, 4, 5, 6};
    assert_int_equal(hinge_intern_numbers(&many, a, LONG), 0);
    assert_int_equal(hinge_intern_numbers(&many, b, LONG), 1);
    assert_int_equal(hinge_intern_numbers(&many, a, LONG), 0);
    assert_int_equal(hinge_intern_numbers(&many, NULL, 0), 2);
    hinge_intern_clear(&keys);
    hinge_intern_clear(&many);
}

TEST(what_counts)
{
    char why[96];
    const struct hinge_people_rule rule = {3, 0.5};
    assert_true(hinge_recording_counts(NULL) && hinge_recording_counts("trial"));
    assert_false(hinge_recording_counts("standing"));
    assert_true(hinge_recording_is_guessed(true, false));
    assert_false(hinge_recording_is_guessed(true, true));
    assert_false(hinge_recording_is_guessed(false, false));
    assert_true(hinge_repetition_counts(1));
    assert_false(hinge_repetition_counts(0) || hinge_repetition_counts(NAN));
    assert_string_equal(hinge_standing_class("lockout"), "lockout");
    assert_string_equal(hinge_standing_class("trial"), "standing");
    assert_true(hinge_people_enough(&rule, 3, 6));
    assert_false(hinge_people_enough(&rule, 3, 7));
    assert_false(hinge_people_enough(&(struct hinge_people_rule){0, 0}, 0, 0));
    assert_string_equal(hinge_people_why(&rule, 0, 0, why), "no repetition to compare");
    assert_string_equal(hinge_people_why(&rule, 0, 1, why), "none of 1 repetition usable");
    assert_string_equal(hinge_people_why(&rule, 2, 4, why),
                        "fewer than 3 usable repetitions (2 of 4)");
    assert_string_equal(hinge_people_why(&rule, 3, 7, why),
                        "less than 50% of the repetitions usable (3 of 7)");
}
