/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of outcomes with their units, and what is said where the unit is missing. */
#include "test.h"

#include "report/people/amounts.h"

#include <stdio.h>
#include <string.h>

static struct hinge_arena arena;

static int clear(void **state)
{
    (void)state;
    hinge_arena_clear(&arena);
    return 0;
}
static CMFixtureFunction after_all = clear;

TEST(a_number_is_read_in_the_unit_that_is_written)
{
    static const struct {
        const char *text, *outcome;
        double value;
        const char *again;
    } rows[] = {{"lumbar_fraction=5%", "lumbar_fraction", 0.05, "5%"},
                {"lumbar_fraction=0.05", "lumbar_fraction", 0.05, "5%"},
                {" lumbar_fraction = 7.5 % ", "lumbar_fraction", 0.075, "7.5%"},
                {"lumbar_rounding=5deg", "lumbar_rounding", 5, "5deg"},
                {"severity:lumbar_rounding=5°", "lumbar_rounding", 5, "5deg"},
                {"hip_excursion_deg=4 deg", "hip_excursion_deg", 4, "4deg"},
                {"hip_posterior_ll=3%", "hip_posterior_ll", 0.03, "0.03LL"},
                {"hip_posterior_ll=0.03LL", "hip_posterior_ll", 0.03, "0.03LL"},
                {"rounding_early=10%", "rounding_early", 0.1, "10%"},
                {"duration_s=0.2s", "duration_s", 0.2, "0.2s"},
                {"com_foot_pct=5%", "com_foot_pct", 5, "5%"},
                {"sparc=0.3", "sparc", 0.3, "0.3"},
                {"lumbar_fraction=5 points", "lumbar_fraction", 0.05, "5%"},
                {"lumbar_fraction=1 point", "lumbar_fraction", 0.01, "1%"},
                {"lumbar_rounding=5", "lumbar_rounding", 5, "5deg"},
                {"hip_posterior_ll=0.03", "hip_posterior_ll", 0.03, "0.03LL"},
                {"com_foot_pct=5", "com_foot_pct", 5, "5%"},
                {"5%", "lumbar_fraction", 0.05, "5%"},
                {"0.05", "lumbar_fraction", 0.05, "5%"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_amounts amounts = {.alone = "lumbar_fraction"};
        struct hinge_error error = {0};
        char text[64];
        enum hinge_status status =
            hinge_amounts_read(&arena, "--margin", rows[i].text, true, &amounts, &error);
        assert_string_equal(error.message, "");
        assert_int_equal(status, HINGE_OK);
        assert_int_equal(amounts.n, 1);
        assert_string_equal(amounts.of[0].outcome, rows[i].outcome);
        assert_close(amounts.of[0].value, rows[i].value, 1e-15, 0);
        assert_string_equal(hinge_amount_text(&amounts.of[0], text), rows[i].again);
    }
}

TEST(an_error_says_what_to_write)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        /* clang-format off */
        {"lumbar_fraction=1", "--margin: \"lumbar_fraction=1\" can be read as 1 points (0.01) or as 100 points (1); write lumbar_fraction=1% or lumbar_fraction=100%"},
        {"lumbar_fraction=5deg", "--margin: \"lumbar_fraction=5deg\" is not in the unit of the outcome; write lumbar_fraction=5%"},
        {"lumbar_fraction=5", "--margin: \"lumbar_fraction=5\" can be read as 5 points (0.05) or as 500 points (5); write lumbar_fraction=5% or lumbar_fraction=500%"},
        {"lumbar_rounding=5%", "--margin: \"lumbar_rounding=5%\" is not in the unit of the outcome; write lumbar_rounding=5deg"},
        {"lumbar_rounding=5 points", "--margin: \"lumbar_rounding=5 points\" is not in the unit of the outcome; write lumbar_rounding=5deg"},
        {"hip_posterior_ll=3", "--margin: \"hip_posterior_ll=3\" can be read as 3% of leg length (0.03) or as 300% of leg length (3); write hip_posterior_ll=3% or hip_posterior_ll=300%"},
        {"lumbar_fraction=5%,lumbar_fraction=6%", "--margin: lumbar_fraction is there twice; name it once"},
        {"lumbar_fraction=-5%", "--margin: \"lumbar_fraction=-5%\": expected a number above 0, because it holds in both directions"},
        {"lumbar_fraction=0%", "--margin: \"lumbar_fraction=0%\": expected a number above 0, because it holds in both directions"},
        {"lumbar_fraction=", "--margin: \"lumbar_fraction=\": expected a number and its unit, such as lumbar_fraction=5%"},
        {"lumbar_fracton=5%", "--margin: \"lumbar_fracton\" is no outcome (did you mean \"lumbar_fraction\"?); write OUTCOME=NUMBER UNIT, such as lumbar_fraction=5%"},
        {"0.05", "--margin: \"0.05\" is no outcome; write OUTCOME=NUMBER UNIT, such as lumbar_fraction=5%"},
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_amounts amounts = {0};
        struct hinge_error error = {0};
        assert_int_equal(hinge_amounts_read(&arena, "--margin", rows[i].text, true, &amounts,
                                            &error),
                         HINGE_USAGE);
        assert_string_equal(error.message, rows[i].message);
    }
}

TEST(a_list_has_each_outcome_and_none_is_no_error)
{
    struct hinge_amounts amounts = {0};
    struct hinge_error error = {0};
    assert_int_equal(hinge_amounts_read(&arena, "--effect",
                                        "lumbar_fraction=-5%, lumbar_rounding=-3deg", false,
                                        &amounts, &error),
                     HINGE_OK);
    assert_int_equal(amounts.n, 2);
    assert_close(hinge_amount_find(&amounts, "lumbar_rounding")->value, -3, 0, 0);
    assert_null(hinge_amount_find(&amounts, "hip_excursion_deg"));
    assert_int_equal(hinge_amounts_read(&arena, "--margin", "", true, &amounts, &error), HINGE_OK);
    assert_int_equal(amounts.n, 0);
}

/* What a preregistration of hinge-plan states: each amount by itself, in whichever unit. */
TEST(stated_beforehand)
{
    static const char path[] = "preregistration.md";
    static const struct {
        const char *outcome;
        double value;
        bool stated;
    } of[] = {{"lumbar_fraction", 0.05, true},
              {"lumbar_fraction", 0.06, false},
              {"lumbar_rounding", 5, true},
              {"hip_excursion_deg", 5, false}};
    FILE *file = fopen(path, "wb");
    assert_true(file != NULL);
    fputs("# Plan\nmargin = hip_excursion_deg=5deg\n\n`margin = "
          "lumbar_fraction=5%,lumbar_rounding=5deg`\n",
          file);
    fclose(file);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        assert_true(hinge_amount_is_stated(path, of[i].outcome, of[i].value) == of[i].stated);
    remove(path);
    assert_true(!hinge_amount_is_stated(path, "lumbar_fraction", 0.05));
    assert_true(!hinge_amount_is_stated("", "lumbar_fraction", 0.05));
}
