/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids, units and numbers in, what readers see of them out. */
#include "test.h"

#include "result/result.h"
#include "result/words.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
/* Ids that end in a bin, a level or a unit, and ids that nearly do. */
TEST(titles_of_columns)
{
    static const char *const rows[][2] = {
        {"lumbar_fraction_deg0_30", "Lumbar fraction, 0–30° of flexion"}, {"lumbar_fraction_deg0_30x", "Lumbar fraction deg0 30x"},
        {"lumbar_excursion_deg_q1", "Lumbar excursion, first quarter"}, {"lumbar_fraction_q4", "Lumbar fraction, last quarter"},
        {"lumbar_fraction_q0", "Lumbar fraction q0"}, {"lumbar_fraction_q5", "Lumbar fraction q5"}, {"lumbar_fraction_q22", "Lumbar fraction q22"},
        {"sparc.dowel", "Smoothness (SPARC), dowel"}, {"rom_deg.none", "Range of motion, none"}, {".dowel", ".dowel"}, {"age.", "Age."},
        {"g", "g"}, {"df", "df"}, {"df_within", "Df within"}, {"icc_low", "ICC low"}, {"_deg", "deg"}, {"knee_ml_mm", "Knee mediolateral"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[160];
        assert_string_equal(hinge_wording_title(rows[i][0], buffer, sizeof buffer), rows[i][1]);
    }
}

TEST(levels_in_sentences_and_in_cells)
{
    static const char *const rows[][4] = {
        {"group", "trained", "in the trained group", "trained"}, {"group", "control group", "in the control group", "control group"},
        {"group", "Übungsgruppe", "in Übungsgruppe", "Übungsgruppe"}, {"group", "Gruppe A", "in Gruppe A", "Gruppe A"},
        {"cue", "none", "without a cue", "no cue"}, {"cue", "wall_tap_4in", "with the wall tap (4 in)", "wall tap (4 in)"},
        {"cue", "walls", "with the cue \"walls\"", "walls"}, {"cue", "slow_4s", "with the cue \"slow 4s\"", "slow 4s"},
        {"session", "2", "in session 2", "2"}, {"load_kg", "8", "at 8 kg", "8"}, {"load_kg", "", "without a known load", ""},
        {"stage", "", "in sessions without a stage", ""}, {"stage", "before", "before practice", "before"},
        {"stage", "1", "in session 1", "1"}, {"stage", "1 and 2", "mean of sessions 1 and 2", "1 and 2"}, {"rater", "a", "by rater a", "a"},
        {"rater", "anna and bert", "by rater anna and bert", "anna and bert"}, {"rater", "", "by an unknown rater", ""},
        {"task", "lift and carry", "in lift and carry", "lift and carry"}, {"watched", "yes", "where watched is yes", "yes"}, {"load", "-2.5", "where load is -2.5", "-2.5"}, {"stage", "later", "later", "later"}, {"stage", "last", "in session last", "last"}, {"site", "north_wing", "in north wing", "north_wing"},
        {"task", "rdl_stick", "in rdl stick", "Romanian deadlift with a stick"}, {"driver", "knee_flex", "in knee flex", "knee flex"},
        {"standing_source", "standing", "in standing", "quiet standing"}, {"unit", "TL", "in TL", "trunk lengths"}, {"unit", "N m", "in N m", "N m"},
        {"warnings", "HELD  GHOST", "in HELD  GHOST", "values were held instead of measured; GHOST"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[256];
        assert_string_equal(hinge_wording_level(rows[i][0], true, rows[i][1], buffer, sizeof buffer), rows[i][2]);
        assert_string_equal(hinge_wording_cell(rows[i][0], rows[i][1], buffer, sizeof buffer), rows[i][3]);
    }
}

/* A level or group that the user called otherwise. */
TEST(levels_in_words_of_the_user)
{
    static const struct { const char *column; bool groups; const char *level, *words; } rows[] = {
        {"cue", false, "dowel", "with the cue \"ours\""}, {"cue", true, "dowel", "with the cue \"ours\""}, {"cue", false, "none", "under \"ours\""},
        {"cue", true, "none", "under \"ours\""}, {"group", true, "a", "in the ours group"}, {"group", false, "a", "in the ours group"},
        {"site", true, "a", "in ours"}, {"site", false, "a", "under \"ours\""}, {"site", true, "none", "in ours"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[80];
        assert_string_equal(hinge_place_words(rows[i].column, rows[i].groups, rows[i].level, "ours", buffer, sizeof buffer), rows[i].words);
    }
}

/* In headings, behind values and behind changes; decimals of people and of one of them, and how far numbers step. */
TEST(units_of_columns)
{
    static const char *const rows[][2] = {
        {"hip_deg_s2", "°/s² 1°/s² 1°/s² 1 0 0.1"}, {"hip_deg_s", "°/s 1°/s 1°/s 1 0 0.1"}, {"hip_deg", "° 1° 1° 0 0 0.1"},
        {"x_rad_s2", "rad/s² 1 rad/s² 1 rad/s² 3 2 0.001"}, {"x_rad_s", "rad/s 1 rad/s 1 rad/s 3 2 0.001"}, {"x_rad", "rad 1 rad 1 rad 3 2 0.001"},
        {"foot_pct", "% 1% 1 percentage points 0 0 0.1"}, {"step_mm", "mm 1 mm 1 mm 0 0 1"}, {"gap_cm", "cm 1 cm 1 cm 1 1 0.1"},
        {"x_ll", "leg lengths 100% of leg length 100% of leg length 1 0 0.1"}, {"x_fl", "foot lengths 100% of foot length 100% of foot length 1 0 0.1"},
        {"x_tl", "trunk lengths 100% of trunk length 100% of trunk length 1 0 0.1"}, {"load_kg", "kg 1 kg 1 kg 1 1 0.1"}, {"rate_hz", "Hz 1 Hz 1 Hz 1 1 0.1"},
        {"x_px", "px 1 px 1 px 0 0 1"}, {"hold_s", "s 1 s 1 s 2 2 0.001"}, {"height_m", "m 1 m 1 m 2 2 0.001"}, {"_m", ""}, {"mass", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hinge_unit_words *unit = hinge_unit_of_name(rows[i][0]);
        char reads[160] = "";
        if (unit != NULL) {
            const struct hinge_unit_form form = hinge_unit_form(unit->id, true);
            snprintf(reads, sizeof reads, "%s %g%s %g%s %d %d %g", hinge_wording_symbol(unit->id), form.scale, form.after,
                     form.scale, form.change, unit->digits, unit->coarse, unit->step);
        }
        assert_string_equal(reads, rows[i][1]);
    }
}

/* Four digits, and in a column of ratios two of the smallest. */
TEST(decimals_of_columns)
{
    static const struct { double value[3]; int digits, of_ratios; } rows[] = {
        {{1, 2, NAN}, 0, 0}, {{0, 0, 0}, 0, 0}, {{0.5, 1, 2}, 3, 3}, {{12.5, NAN, 0}, 2, 2}, {{-999.5, 1, 2}, 1, 1}, {{1000.5, 1, 2}, 0, 0},
        {{0.00012, 0, NAN}, 5, 7}, {{3.5, 0.00012, 0}, 3, 5}, {{3.5, -0.00012, 0}, 3, 3}, {{1e-15, NAN, NAN}, 5, 12}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double number[3];
        memcpy(number, rows[i].value, sizeof number);
        const struct hinge_column column = {.type = HINGE_COLUMN_NUMBER, .number = number};
        assert_int_equal(hinge_column_digits(&column, 3, false), rows[i].digits);
        assert_int_equal(hinge_column_digits(&column, 3, true), rows[i].of_ratios);
    }
}
/* clang-format on */

TEST(minus_signs_stand_before_numbers)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_display_minus(&text, "-.5 a-1 (-2, [-3 -x --4 1-2 - 5 ");
    hinge_add_df(&text, 3.96);
    hinge_add_short(&text, -0.99999);
    assert_string_equal(hinge_text_string(&text), "−.5 a-1 (−2, [−3 -x --4 1-2 - 5 4< -.999");
}

/* clang-format off */
/* A p, a percentage, degrees of freedom and signs, each at the limit where its words change. */
TEST(numbers_at_their_limits)
{
    static const struct { double p; const char *cell; } rows[] = {
        {0.0009999, "<.001"}, {0.001, ".001"}, {0.9994, ".999"}, {0.9995, ">.999"}, {0.99999, ">.999"}, {1, "1.000"}};
    static const struct { double share; const char *words; } shares[] = {
        {0, "0"}, {1e-9, "<1"}, {0.005, "<1"}, {0.0051, "1"}, {0.9949, "99"}, {0.995, ">99"}, {1, "100"}};
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    char words[40];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hinge_p_cell(rows[i].p, words, sizeof words);
        assert_string_equal(words, rows[i].cell);
    }
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        assert_string_equal(hinge_percent_words(shares[i].share, words), shares[i].words);
    hinge_add_short(&text, 0.9991);
    hinge_add_short(&text, 0.9999); /* what is less than 1 is no 1.00 */
    hinge_add_short(&text, 1);
    hinge_add_df(&text, 3.94);
    assert_string_equal(hinge_text_string(&text), ".999> .9991.003.9");
    hinge_text_adds(&text, ", r = ");
    hinge_add_short(&text, 0.9999);
    assert_string_equal(hinge_text_string(&text), ".999> .9991.003.9, r > .999");
    assert_false(hinge_is_sure(0, 1) || hinge_is_sure(-1, 0)); /* an interval that touches 0 has it */
    assert_string_equal(hinge_interval_words(1.5, NAN, 2, 1, words, sizeof words), "1.5");
    assert_string_equal(hinge_interval_words(1.5, 1, NAN, 1, words, sizeof words), "1.5");
}

TEST(capitals_and_reasons)
{
    static const char *const rows[][3] = {{"zone", "Zone", "zone"}, {"Azure", "Azure", "azure"}, {"Zz", "Zz", "zz"}, {"EMG", "EMG", "EMG"}};
    char words[120];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(hinge_wording_capital(strcpy(words, rows[i][0])), rows[i][1]);
        assert_string_equal(hinge_wording_small(strcpy(words, rows[i][0])), rows[i][2]);
    }
    assert_string_equal(hinge_wording_reason("3 NO_REPS 2", words, sizeof words), "3, no repetition was found (2)");
    assert_string_equal(hinge_wording_cause("NO_REPS 2"), "no repetition was found");
    assert_string_equal(hinge_wording_cause(NULL), "it could not be measured");
}
/* clang-format on */
