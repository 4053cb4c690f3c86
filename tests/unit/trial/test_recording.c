/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"
#include "trial/trial.h"

#include <hinge/trial.h>
#include <string.h>

static struct hinge_error error;

TEST(holds_what_was_added)
{
    static const double x[3] = {1, (double)NAN, 3}, score[3] = {0.5, 0, 1};
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    assert_works(hinge_recording_init(&r, 3, 50, "-y", HINGE_FAMILY_mediapipe, &why));
    assert_works(
        hinge_recording_add(&r, HINGE_LANDMARK_c7, HINGE_COMPONENT_x, HINGE_UNIT_px, x, &why));
    assert_works(hinge_recording_add(&r, HINGE_LANDMARK_c7, HINGE_COMPONENT_score,
                                     HINGE_UNIT_unknown, score, &why));
    assert_works(hinge_recording_add(&r, HINGE_LANDMARK_osim_pelvis_tilt, HINGE_COMPONENT_angle,
                                     HINGE_UNIT_deg, x, &why));
    assert_int_equal(r.layout.n_channels, 3);
    assert_int_equal(r.layout.channel[2].component, HINGE_COMPONENT_angle);
    assert_string_equal(r.layout.channel[0].source, "c7_x");
    assert_string_equal(r.layout.channel[1].marker, "c7");
    assert_int_equal(r.layout.channel[0].unit, HINGE_UNIT_px);
    assert_int_equal(r.layout.channel[1].landmark, HINGE_LANDMARK_c7);
    assert_string_equal(r.layout.up, "-y");
    assert_close(r.header_rate_hz, 50, 0, 0);
    for (int i = 0; i < 3; i++) {
        assert_close(r.data[i], x[i], 0, 0);
        assert_close(r.data[3 + i], score[i], 0, 0);
    }
    assert_int_equal(hinge_recording_channel(&r, HINGE_COMPONENT_score), 1);
}

TEST(units_of_forces_and_moments)
{
    static const struct {
        enum hinge_unit unit;
        double newtons;
    } rows[] = {{HINGE_UNIT_N, 1},      {HINGE_UNIT_kN, 1000},  {HINGE_UNIT_Nm, 1},
                {HINGE_UNIT_kNm, 1000}, {HINGE_UNIT_Ncm, 0.01}, {HINGE_UNIT_Nmm, 0.001},
                {HINGE_UNIT_V, 0},      {HINGE_UNIT_unknown, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_close(hinge_unit_newtons(rows[i].unit), rows[i].newtons, 0, 0);
}

TEST(says_what_is_wrong)
{
    static const double x[2] = {0, 1};
    static const struct {
        size_t frames;
        double rate_hz;
        const char *up;
    } bad[] = {{0, 50, "+y"}, {2, 0, "+y"},  {2, (double)NAN, "+y"},
               {2, 50, "y"},  {2, 50, "+w"}, {2, 50, "+yy"}};
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(hinge_recording_init(&r, bad[i].frames, bad[i].rate_hz, bad[i].up,
                                              HINGE_FAMILY_markers, &error),
                         HINGE_USAGE);
    assert_works(hinge_recording_init(&r, 2, 50, "+z", HINGE_FAMILY_markers, &why));
    assert_int_equal(hinge_recording_add(&r, HINGE_LANDMARK_NONE, HINGE_COMPONENT_x, HINGE_UNIT_m,
                                         x, &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_recording_add(&r, HINGE_LANDMARK_c7, HINGE_COMPONENT_time, HINGE_UNIT_s,
                                         x, &error),
                     HINGE_USAGE);
    hinge_recording_clear(&r);
    assert_int_equal(hinge_recording_init(&r, 2, 50, "+x", HINGE_FAMILY_COUNT, &error),
                     HINGE_USAGE);
    assert_works(hinge_recording_init(&r, 2, 50, "-x", HINGE_FAMILY_COUNT - 1, &why));
    /* what is none has no name */
    assert_string_equal(hinge_landmark_name(HINGE_LANDMARK_COUNT), "");
    assert_string_equal(hinge_unit_name(HINGE_UNIT_COUNT), "");
    assert_string_equal(hinge_component_name(HINGE_COMPONENT_COUNT), "");
    assert_string_equal(hinge_family_name(HINGE_FAMILY_COUNT), "");
}

TEST(words_of_a_list)
{
    struct hinge_trial_info info;
    hinge_trial_info_init(&info);
    assert_string_equal(info.task, "");
    assert_true(isnan(info.leg_length_m));
    assert_int_equal(info.role, HINGE_ROLE_NONE);
    assert_int_equal(hinge_trial_role_find("standing"), HINGE_ROLE_standing);
    assert_int_equal(hinge_trial_role_find(""), HINGE_ROLE_NONE);
    assert_int_equal(hinge_trial_role_find(NULL), HINGE_ROLE_NONE);
    assert_int_equal(hinge_trial_role_find("Standing"), HINGE_ROLE_COUNT);
}

TEST(cells_of_a_list_by_name)
{
    struct hinge_trial_info info;
    hinge_trial_info_init(&info);
    assert_works(hinge_trial_info_set(&info, "task", "rdl", &why));
    assert_works(hinge_trial_info_set(&info, "role", "standing", &why));
    assert_works(hinge_trial_info_set(&info, "mass_kg", "71.5", &why));
    assert_string_equal(info.task, "rdl");
    assert_int_equal(info.role, HINGE_ROLE_standing);
    assert_close(info.mass_kg, 71.5, 0, 0);
    static const struct {
        const char *column, *text, *says;
    } bad[] = {{"facng", "+x", "did you mean \"facing\"?"},
               {"facing", "left", "found \"left\"; expected one of +x|-x|+y|-y|+z|-z"},
               {"view", "above", "expected one of sagittal|frontal"},
               {"load_kg", "ten", "found \"ten\"; expected a number"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(hinge_trial_info_set(&info, bad[i].column, bad[i].text, &error),
                         HINGE_USAGE);
        assert_non_null(strstr(error.message, bad[i].says));
    }
}
