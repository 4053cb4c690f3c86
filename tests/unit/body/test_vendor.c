/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenSim coordinates as a body: headings, signs, radians, locked coordinates, what
 * inferred angles may say. The posture over time is that of text G. */
#include "test.h"

#include "analysed.h"

enum { N = 1200 };

struct coordinates {
    double heading_deg; /* turn of the whole body about the vertical */
    double knee_sign;
    bool radians, locked, levels, no_pelvis;
    double list_deg;
};

/* Rz(tilt) Rx(list) Ry(rotation), then turned; the three angles read back from it. */
static void pelvis_angles(const struct coordinates *c, double anterior, double out[3])
{
    double a = -anterior * M_PI / 180, b = c->list_deg * M_PI / 180,
           h = c->heading_deg * M_PI / 180;
    double tilt[3][3] = {{cos(a), -sin(a), 0}, {sin(a), cos(a), 0}, {0, 0, 1}};
    double list[3][3] = {{1, 0, 0}, {0, cos(b), -sin(b)}, {0, sin(b), cos(b)}};
    double turn[3][3] = {{cos(h), 0, sin(h)}, {0, 1, 0}, {-sin(h), 0, cos(h)}};
    double m[3][3], R[3][3];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            m[i][j] = tilt[i][0] * list[0][j] + tilt[i][1] * list[1][j] + tilt[i][2] * list[2][j];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            R[i][j] = turn[i][0] * m[0][j] + turn[i][1] * m[1][j] + turn[i][2] * m[2][j];
    out[0] = atan2(-R[0][1], R[1][1]) * 180 / M_PI;
    out[1] = asin(R[2][1]) * 180 / M_PI;
    out[2] = atan2(-R[2][0], R[2][2]) * 180 / M_PI;
}

static void record(const struct coordinates *c, struct hinge_recording *r)
{
    static const enum hinge_landmark landmarks[] = {
        HINGE_LANDMARK_osim_pelvis_tilt,     HINGE_LANDMARK_osim_pelvis_list,
        HINGE_LANDMARK_osim_pelvis_rotation, HINGE_LANDMARK_osim_hip_flexion_l,
        HINGE_LANDMARK_osim_hip_flexion_r,   HINGE_LANDMARK_osim_knee_angle_l,
        HINGE_LANDMARK_osim_knee_angle_r,    HINGE_LANDMARK_osim_lumbar_extension,
        HINGE_LANDMARK_osim_lumbar_level};
    struct subject subject = subject_text_g();
    *r = (struct hinge_recording){.n_frames = N, .header_rate_hz = NAN};
    hinge_build_layout(r, "mot", "+y", 10);
    r->layout.family = HINGE_FAMILY_angles;
    r->data = calloc(10 * N, sizeof *r->data);
    hinge_build_channel(r, 0, "time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (int k = 0; k < 9; k++) {
        hinge_build_channel(r, (size_t)k + 1, hinge_landmark_name(landmarks[k]),
                            hinge_landmark_name(landmarks[k]), HINGE_COMPONENT_angle,
                            c->radians ? HINGE_UNIT_rad : HINGE_UNIT_deg);
        r->layout.channel[k + 1].landmark = landmarks[k];
    }
    if (c->levels) /* both columns are levels, half of it each */
        r->layout.channel[8].landmark = HINGE_LANDMARK_osim_lumbar_level;
    else
        r->layout.channel[9].landmark = HINGE_LANDMARK_NONE;
    if (c->no_pelvis)
        r->layout.channel[2].landmark = HINGE_LANDMARK_NONE;
    for (size_t i = 0; i < N; i++) {
        double walked, s = subject_s(&subject, (double)i / 100, &walked), angle[9];
        double lumbar = c->locked ? 0.4 * s : 30 * s - 6 * s * s;
        pelvis_angles(c, 45 * s + 5, angle);
        angle[3] = angle[4] = 68 * s + 5;
        angle[5] = angle[6] = c->knee_sign * 20 * s;
        angle[7] = c->levels ? -0.5 * lumbar : -lumbar;
        angle[8] = -0.5 * lumbar;
        r->data[i] = (double)i / 100;
        for (size_t k = 0; k < 9; k++)
            r->data[(k + 1) * N + i] = angle[k] * (c->radians ? M_PI / 180 : 1);
    }
}

static void run(struct analysed *a, const struct coordinates *c, bool allow)
{
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    analysed_init(a);
    a->parameters.filter_fc_fast = 0;
    a->allow_inferred = allow;
    record(c, &r);
    analyse_recording(a, &r);
}

#define R HINGE_PHASE_REP

static void check_angles(const struct analysed *a)
{
    static const struct {
        const char *id;
        double want;
    } rows[] = {{"lumbar_excursion_deg", 24}, {"hip_excursion_deg", 68},
                {"pelvis_excursion_deg", 45}, {"knee_excursion_deg", 20},
                {"total_excursion_deg", 92},  {"lumbar_fraction", 24.0 / 92},
                {"trunk_excursion_deg", 69},  {"shank_incl_deg", -3}};
    assert_int_equal(a->result.reps_complete, 2);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        assert_close(metric_of(a, 0, rows[k].id, R), rows[k].want, 0, 1e-6);
}

/* A13: the posture is the same whatever way the subject faces. */
TEST(heading_is_removed)
{
    static const double headings[] = {0, 90, 180, -90, 37, -144};
    for (size_t k = 0; k < sizeof headings / sizeof *headings; k++) {
        cleared_by(analysed_clear) struct analysed a;
        struct coordinates c = {.heading_deg = headings[k], .knee_sign = 1};
        run(&a, &c, true);
        assert_analysed(a);
        assert_int_equal(a.result.tier, 'C');
        assert_string_equal(a.result.lumbar_def, "IK");
        assert_string_equal(a.result.driver, "total_flex");
        assert_true(a.result.inferred);
        check_angles(&a);
    }
}

TEST(signs_units_and_levels_give_the_same)
{
    static const struct coordinates rows[] = {
        {.knee_sign = -1}, {.knee_sign = 1, .radians = true}, {.knee_sign = 1, .levels = true}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a;
        run(&a, &rows[k], true);
        assert_analysed(a);
        check_angles(&a);
    }
}

TEST(inferred_angles_hide_the_spine)
{
    static const char *const spine[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                        "pelvis_excursion_deg", "lumbar_fraction"};
    static const char *const faults[] = {"lumbar_rounding", "rounding_early",
                                         "butt_wink",       "pelvic_tuck",
                                         "spine_over_hip",  "lumbar_overextension"};
    cleared_by(analysed_clear) struct analysed a;
    struct coordinates c = {.knee_sign = 1};
    run(&a, &c, false);
    assert_analysed(a);
    assert_int_equal(a.result.reps_complete, 2);
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++) {
        assert_true(isnan(metric_of(&a, 0, spine[k], R)));
        assert_string_equal(reason_of(&a, 0, spine[k], R), "INFERRED");
    }
    for (size_t k = 0; k < sizeof faults / sizeof *faults; k++)
        assert_fault_refused(a, 0, faults[k], "INFERRED");
    assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 1e-6);
    assert_close(metric_of(&a, 0, "trunk_excursion_deg", R), 69, 0, 1e-6);
    assert_string_equal(reason_of(&a, 0, "hip_posterior_ll", R), "NO_POSITIONS");
    assert_fault_refused(a, 0, "squat_pattern", "NO_POSITIONS");
    assert_fault_state(a, 0, "excessive_knee_flexion", HINGE_FAULT_ABSENT);
    analysed_clear(&a);
    analysed_init(&a);
    a.info.markers = HINGE_MARKERS_measured; /* markers that were there make it tier A */
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    record(&c, &r);
    measure_recording(&a, &r);
    assert_int_equal(a.result.tier, 'A');
    assert_false(a.result.inferred);
    assert_fault_state(a, 0, "spine_over_hip", HINGE_FAULT_ABSENT);
}

TEST(a_locked_spine_is_not_a_still_spine)
{
    cleared_by(analysed_clear) struct analysed a;
    struct coordinates c = {.knee_sign = 1, .locked = true};
    run(&a, &c, true);
    assert_analysed(a);
    assert_string_equal(a.result.driver, "hip_flex");
    assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", R), "INFERRED");
    assert_fault_refused(a, 0, "lumbar_rounding", "INFERRED");
    assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 1e-6);
}

TEST(without_a_pelvis_it_is_refused)
{
    cleared_by(analysed_clear) struct analysed a;
    struct coordinates c = {.knee_sign = 1, .no_pelvis = true};
    run(&a, &c, true);
    assert_trial_refused(a, "INSUFFICIENT_LANDMARKS");
    assert_int_equal(a.result.tier, 'N');
}
