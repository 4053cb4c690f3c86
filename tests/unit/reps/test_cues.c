/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each cue is expected to change, against method 8.2 written out here; and that
 * every outcome is a metric in a phase it has, or a fault. */
#include "test.h"

#include "faults/fault.h"
#include "metrics/metric.h"
#include "reps/reps.h"
#include "trial/heard.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *cue, *primary;
    int expected;
} claims[] = {
    {"wall_tap_3in", "lumbar_at_reach_share", -1},
    {"wall_tap_4in", "lumbar_at_reach_share", -1},
    {"wall_tap_5in", "lumbar_at_reach_share", -1},
    {"wall_front", "hip_posterior_ll", 1},
    {"button_behind", "hip_posterior_ll", 1},
    {"dowel", "lumbar_rounding", -1},
    {"mirror", "lumbar_rounding", -1},
    {"heel_block", "com_foot_pct", 1},
    {"bench_front", "hip_posterior_ll", 1},
    {"bench_behind", "shank_incl_deg", -1},
    {"push_pull", "hip_posterior_ll", 1},
    {"hands_on_glutes", "hip_excursion_deg", 1},
    {"thighs_to_chest", "half_lean_travel", 1},
    {"reach_kettlebell", "load_midfoot_fl", HINGE_EXPECT_TOWARDS},
    {"exhale_ribs", "stack_loss", -1},
    {"band_pull", "hip_posterior_ll", 1},
    {"limit_depth", "rounding_late", -1},
    {"reach_hips_not_bend", "rounding_early", -1},
    {"twist_feet", "knee_valgus", -1},
    {"drive_hips", "onset_lag_s", 1},
    {"control_down", "mean_velocity_deg_s", -1},
    {"neutral_spine", "lumbar_rounding", -1},
    {"belly_button_in", "brace_ratio", 1},
    {"glute_squeeze_start", "gmax_setup_pct", 1},
    {"sit_back", "hip_posterior_ll", 1},
    {"lift_with_knees", "hip_knee_share", -1},
    {"manual_guidance", "hip_posterior_ll", 1},
};

TEST(primaries)
{
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        const struct hinge_cue *cue = hinge_cue_find(claims[i].cue);
        assert_non_null(cue);
        assert_string_equal(cue->primary.id, claims[i].primary);
        assert_int_equal(cue->primary.expected, claims[i].expected);
        assert_close(cue->primary.target, 0, 0, 0); /* of the one that goes towards it */
    }
    assert_close(hinge_cue_find("push_pull")->secondary[0].target, 50, 0, 0);
    assert_string_equal(hinge_cue_find("none")->id, "none");
    assert_null(hinge_cue_find("nonne"));
}

/* As coaches write them: one word of one cue, spelled alone or said. A part of a cell means
 * nothing, and every cue of the registry has its words. */
TEST(words_of_coaches)
{
    static const struct {
        const char *cell, *id; /* "": none */
        bool spelled;
    } cells[] = {{"Wall-Tap", "wall_tap", true},
                 {"bench in front", "bench_front", false},
                 {"Push with the tush!", "drive_hips", false},
                 {"small blocks under your heels", "heel_block", false},
                 {"wall tap, 5 inches", "wall_tap_5in", false},
                 {"wall tap, 5 cm", "", false},
                 {"B\xc3\xa2ton", "dowel", false},
                 {"core stability", "", false},
                 {"without a dowel", "", false},
                 {"the", "", false},
                 {"mirror + dowel", "", false}};
    char near[HINGE_HEARD];
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        bool spelled = false;
        const char *id = hinge_cue_heard(cells[i].cell, &spelled);
        assert_string_equal(id != NULL ? id : "", cells[i].id);
        assert_int_equal(spelled, cells[i].spelled);
    }
    assert_true(hinge_cue_is_known("mirror+dowel"));
    assert_false(hinge_cue_is_known("mirror + dowel"));
    assert_true(hinge_cue_nearest("mirror + dowel rod", near));
    assert_string_equal(near, "mirror+dowel");
    assert_true(hinge_cue_nearest("heal blck", near));
    assert_string_equal(near, "heel_block");
    assert_false(hinge_cue_nearest("music", near));
    size_t n;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(hinge_cue_other_words(cue[i].id));
        assert_string_equal(hinge_cue_heard(cue[i].id, NULL), cue[i].id);
    }
}

/* A word is of one cue. */
TEST(words_of_coaches_are_of_one_cue)
{
    size_t n, length;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    for (size_t i = 0; i < n; i++) {
        const char *rest = hinge_cue_other_words(cue[i].id), *item;
        while ((item = hinge_next_item(&rest, '|', &length)) != NULL) {
            char word[HINGE_HEARD];
            snprintf(word, sizeof word, "%.*s", (int)length, item);
            assert_string_equal(hinge_cue_heard(word, NULL), cue[i].id);
        }
    }
}

static void check_outcome(const char *cue, const struct hinge_cue_outcome *outcome)
{
    bool known = false;
    if (outcome->is_fault) {
        size_t n;
        const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < family[i]->n; k++)
                known = known || strcmp(family[i]->row[k].id, outcome->id) == 0;
    } else {
        long at = hinge_metric_find(outcome->id);
        for (int p = 0; at >= 0 && p < HINGE_PHASE_COUNT; p++)
            known = known || ((hinge_metric_at((size_t)at)->phases >> p & 1) != 0 &&
                              strcmp(hinge_phase_name((enum hinge_phase)p), outcome->phase) == 0);
    }
    if (!known)
        fail_msg("%s: nothing is called %s in %s", cue, outcome->id,
                 outcome->phase != NULL ? outcome->phase : "the faults");
}

TEST(outcomes_exist)
{
    size_t n;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    assert_string_equal(cue[0].id, "none");
    for (size_t i = 1; i < n; i++) {
        /* either an outcome or why there is none */
        assert_true((cue[i].primary.id == NULL) == (cue[i].unmeasured != NULL));
        assert_true(*cue[i].wording != '\0');
        if (cue[i].primary.id != NULL)
            check_outcome(cue[i].id, &cue[i].primary);
        if (cue[i].done.id != NULL)
            check_outcome(cue[i].id, &cue[i].done);
        for (int s = 0; s < HINGE_CUE_SECONDARY_MAX && cue[i].secondary[s].id; s++)
            check_outcome(cue[i].id, &cue[i].secondary[s]);
    }
}

/* What is asked beside the first outcome, some of it where a sensor brings it. */
TEST(beside_the_first)
{
    static const struct {
        const char *cue, *id;
        int expected;
    } rows[] = {{"twist_feet", "free_moment_nm", 1},
                {"drive_hips", "glute_late", -1},
                {"heel_block", "cop_foot_pct", 1},
                {"heel_block", "lumbar_curve_sd_deg", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hinge_cue *cue = hinge_cue_find(rows[i].cue);
        bool found = false;
        for (int s = 0; s < HINGE_CUE_SECONDARY_MAX && cue->secondary[s].id; s++)
            found = found || (strcmp(cue->secondary[s].id, rows[i].id) == 0 &&
                              cue->secondary[s].expected == rows[i].expected);
        assert_true(found);
    }
}

/* Plans give the cues of a sequence in its order. */
TEST(sequences)
{
    static const char *const rows[][3] = {{"wall_tap_3in", "wall_tap_4in", "wall_tap_5in"},
                                          {"bench_front", "bench_behind", NULL}};
    for (size_t k = 0; k < 2; k++)
        for (int step = 0; step < 3 && rows[k][step] != NULL; step++) {
            const struct hinge_cue *cue = hinge_cue_find(rows[k][step]);
            assert_string_equal(cue->sequence, hinge_cue_find(rows[k][0])->sequence);
            assert_int_equal(cue->step, step + 1);
        }
}
