/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers are told of a quantity, from its row and its unit's; the outcomes of every study. */
#include "test.h"

#include "faults/fault.h"
#include "metrics/metric.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "table/columns.h"

#include <stdio.h>
#include <string.h>

static struct hinge_quantity of(struct hinge_arena *arena, const char *id, const char *phase)
{
    return hinge_quantity_of(arena, NULL, id, phase, phase == NULL ? "deg" : NULL);
}

/* The first metric of the registry, too. */
TEST(a_column_is_of_its_metric)
{
    char column[160];
    for (size_t i = 0; i < hinge_metric_count(); i++) {
        const struct hinge_metric *metric = hinge_metric_at(i);
        assert_ptr_equal(hinge_metric_of_column(metric->id), metric);
        snprintf(column, sizeof column, "%s.descent@2", metric->id);
        assert_ptr_equal(hinge_metric_of_column(column), metric);
    }
    assert_null(hinge_metric_of_column("participant"));
}

TEST(words_come_from_the_row_else_from_the_id)
{
    struct hinge_arena arena = {0};
    static const struct {
        const char *id, *phase, *in_text, *heading, *up;
    } rows[] = {
        /* clang-format off */
        {"lumbar_fraction", "descent", "the spine’s share", "Spine’s share of the bend (%)", "higher"},
        {"lumbar_fraction_deg30_60", "descent", "the spine’s share at 30 to 60°", "Spine’s share at 30 to 60° (%)", "higher"},
        {"lumbar_rounding", NULL, "peak lumbar flexion", "Peak lumbar flexion (°)", "higher"},
        {"hip_excursion_deg", "descent", "hip excursion", "Hip excursion (°)", "larger"},
        {"hip_posterior_ll", "rep", "backward hip travel", "Backward hip travel (% of leg length)", "larger"},
        {"duration_s", "descent", "descent time", "Descent time (s)", "longer"},
        {"duration_s", "rep", "repetition time", "Repetition time (s)", "longer"},
        {"sparc", "descent", "smoothness", "Smoothness (SPARC)", "higher"},
        {"shank_incl_deg", "rep", "shank inclination", "Shank inclination (°)", "higher"}};
    /* clang-format on */
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const struct hinge_quantity q = of(&arena, rows[k].id, rows[k].phase);
        assert_string_equal(q.in_text, rows[k].in_text);
        assert_string_equal(q.heading, rows[k].heading);
        assert_string_equal(q.up, rows[k].up);
    }
    hinge_arena_clear(&arena);
}

TEST(a_share_is_told_in_percent_and_a_length_of_the_body_too)
{
    struct hinge_arena arena = {0};
    const struct hinge_quantity share = of(&arena, "lumbar_fraction", "ascent"),
                                travel = of(&arena, "hip_posterior_ll", "rep"),
                                angle = of(&arena, "lumbar_rounding", NULL);
    assert_close(share.scale, 100, 0, 0);
    assert_string_equal(share.after, "%");
    assert_string_equal(share.change, " points");
    assert_close(travel.scale, 100, 0, 0);
    assert_string_equal(travel.after, "% of leg length");
    assert_int_equal(angle.digits, 0);
    hinge_arena_clear(&arena);
}

TEST(a_label_replaces_words_and_keeps_the_unit)
{
    struct hinge_arena arena = {0};
    struct hinge_label theirs[] = {{"severity:lumbar_rounding", "lower-back bend"}};
    const struct hinge_label_list labels = {.item = theirs, .n = 1};
    const struct hinge_quantity q =
        hinge_quantity_of(&arena, &labels, "lumbar_rounding", NULL, "deg");
    assert_string_equal(q.in_text, "lower-back bend");
    assert_string_equal(q.heading, "lower-back bend (°)");
    hinge_arena_clear(&arena);
}

/* One record has both names; a setting chooses, and a label is both. */
TEST(a_name_is_plain_or_technical_as_asked)
{
    struct hinge_arena arena = {0};
    static const struct {
        const char *id, *phase, *plain, *technical;
    } rows[] = {
        /* clang-format off */
        {"lumbar_fraction", "descent", "Spine’s share of the bend", "Lumbar fraction"},
        {"total_excursion_deg", "descent", "Depth, lumbar + hip", "Total excursion"},
        {"duration_s", "ascent", "Ascent time", "Ascent time"},
        {"lumbar_rounding", NULL, "Rounding the lower back", "Lumbar flexion beyond threshold"},
        {"severity:lumbar_rounding", NULL, "Peak lumbar flexion", "Peak lumbar flexion"},
        {"age", NULL, "Age (years)", "Age (years)"}};
    /* clang-format on */
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const struct hinge_name name = hinge_name_of(&arena, NULL, rows[k].id, rows[k].phase);
        assert_string_equal(name.by[HINGE_PLAIN].heading, rows[k].plain);
        assert_string_equal(name.by[HINGE_TECHNICAL].heading, rows[k].technical);
    }
    struct hinge_label asked[] = {{HINGE_NAMES, "technical"}, {"lumbar_rounding", "my own"}};
    const struct hinge_label_list labels = {.item = asked, .n = 2};
    const struct hinge_quantity q =
        hinge_quantity_of(&arena, &labels, "lumbar_fraction", "descent", NULL);
    assert_string_equal(q.heading, "Lumbar fraction (%)");
    assert_string_equal(q.in_text, "lumbar fraction");
    assert_string_equal(hinge_fault_name(&labels, "butt_wink", HINGE_PLAIN),
                        hinge_fault_built_in("butt_wink")->title);
    assert_string_equal(hinge_fault_name(&labels, "lumbar_rounding", HINGE_PLAIN), "my own");
    asked[0].label = "plain";
    assert_string_equal(hinge_fault_name(&labels, "butt_wink", HINGE_TECHNICAL),
                        hinge_fault_built_in("butt_wink")->brief);
    hinge_arena_clear(&arena);
}

TEST(a_name_of_another_has_it_at_its_place)
{
    static const char *const names[][2] = {
        {"matched_lumbar_fraction", "Lumbar fraction at matched depth"},
        {"moment_l5s1_peak_plates_nm_kg", "Peak L5/S1 moment from force plates"},
        {"moment_hip_nm_kg", "Hip moment"},
        {"moment_hip_minus_plates_nm_kg", "Hip moment minus that from force plates"},
        {"reach_lever_knee_cm", "Lever arm of the knee moment, hands at knee height"},
        {"reach_hip_share", "Hip share of hip and knee moment, hands at knee height"},
        {"lumbar_p90_deg", "90th percentile of lumbar flexion"},
        {"lumbar_peak_deg", "Lumbar peak"},
        {"trunk_time_over_45_pct", "Time with more than 45° of trunk inclination"},
        {"mdc95_icc", "MDC95 ICC"}};
    char words[160];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(hinge_wording_title(names[i][0], words, sizeof words), names[i][1]);
}

TEST(outcomes_of_every_study_by_tier)
{
    static const char *const with[] = {"lumbar_fraction",   "lumbar_rounding",
                                       "hip_excursion_deg", "total_excursion_deg",
                                       "hip_posterior_ll",  "knee_excursion_deg",
                                       "duration_s",        "sparc"};
    static const char *const without[] = {"trunk_excursion_deg",
                                          "trunk_thigh_excursion_deg",
                                          "hinge_index",
                                          "hip_posterior_ll",
                                          "knee_excursion_deg",
                                          "duration_s",
                                          "sparc"};
    struct hinge_cue_outcome a[HINGE_PLACES], b[HINGE_PLACES], c[HINGE_PLACES];
    assert_int_equal(hinge_outcome_family('A', a), 8);
    assert_int_equal(hinge_outcome_family('B', b), 8);
    assert_int_equal(hinge_outcome_family('C', c), 7);
    for (size_t i = 0; i < 8; i++) {
        assert_string_equal(a[i].id, with[i]);
        assert_string_equal(b[i].id, with[i]);
    }
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(c[i].id, without[i]);
    assert_string_equal(a[0].phase, "descent");
    assert_true(a[1].is_fault && a[1].phase == NULL);
    assert_string_equal(a[4].phase, "rep");
    assert_string_equal(hinge_outcome_instead("lumbar_fraction").id, "trunk_excursion_deg");
    assert_string_equal(hinge_outcome_instead("lumbar_rounding").id, "hip_posterior_ll");
    assert_null(hinge_outcome_instead("sparc").id);
}

/* Errors of ranges of motion hold for a fault whose severity is one, not for a percentage of it. */
TEST(published_errors_are_of_ranges_of_motion_not_of_percentages_of_them)
{
    assert_string_equal(hinge_published_error_of("lumbar_rounding"), "5 to 15 deg");
    assert_string_equal(hinge_published_error_of("matched_lumbar_rounding"), "5 to 15 deg");
    assert_string_equal(hinge_published_error_of("lumbar_excursion_deg_q1"), "5 to 15 deg");
    assert_null(hinge_published_error_of("lumbar_rounding_of_max"));
}

static const char *cell(const struct hinge_table *table, size_t column, size_t row)
{
    static char text[4][48];
    static size_t at;
    at = (at + 1) % 4;
    return hinge_table_cell(table, column, row, text[at]);
}

/* A table with a metric a row, and one with a metric a column. */
TEST(readers_see_percent_and_programs_the_numbers)
{
    struct hinge_table table = {0};
    struct hinge_arena arena = {0};
    static const struct hinge_table_spec spec[] = {
        {"metric", NULL, 0},    {"n", "1", 0},     {"mean", "", 3},
        {"mean ± SD", NULL, 0}, {"unit", NULL, 0}, {"knee_travel_ll", "LL", 3}};
    hinge_table_specify(&table, spec, 6);
    hinge_table_add_row(&table, (const char *[]){"lumbar_fraction", "0.383 ± 0.041", "1"},
                        (double[]){12, .383, .1764});
    hinge_table_add_row(&table, (const char *[]){"hip_excursion_deg", "55.8 ± 3.1", "deg"},
                        (double[]){12, 55.83, NAN});
    hinge_table_add_row(&table, (const char *[]){"lumbar_hip_ratio", "0.62 ± 0.10", "1"},
                        (double[]){12, .62, -.05});
    struct hinge_table seen = table;
    struct hinge_column column[6];
    memcpy(column, table.column, sizeof column);
    seen.column = column;
    hinge_table_for_readers(&seen, &arena);
    assert_string_equal(cell(&seen, 2, 0), "38.3");
    assert_string_equal(cell(&seen, 3, 0), "38.3 ± 4.1");
    assert_string_equal(cell(&seen, 4, 0), "%");
    assert_string_equal(cell(&seen, 1, 0), "12");
    assert_string_equal(cell(&seen, 2, 1), "55.8");
    assert_string_equal(cell(&seen, 4, 1), "deg");
    assert_string_equal(cell(&seen, 2, 2), "0.620");
    assert_string_equal(cell(&seen, 3, 2), "0.62 ± 0.10");
    assert_string_equal(cell(&seen, 5, 0), "17.6");
    assert_string_equal(cell(&seen, 5, 2), "-5.0");
    assert_string_equal(seen.column[5].unit, "% of leg length");
    assert_close(seen.column[2].number[0], 38.3, 0, 0);
    assert_close(table.column[2].number[0], .383, 0, 0);
    assert_string_equal(table.column[5].unit, "LL");
    hinge_arena_clear(&arena);
    hinge_table_clear(&table);
}
