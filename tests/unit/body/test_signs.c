/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every angle of a recording against the geometry it was made of: at the bottom of the
 * subject of text G, with its sign, standing subtracted where it is a change. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

struct built {
    struct hinge_recording recording;
    struct analysed a;
    struct hinge_arena arena;
    struct hinge_body body;
};

static void build(struct built *b, struct subject *subject)
{
    b->arena = (struct hinge_arena){0};
    b->a = unfiltered();
    subject_record(subject, &b->recording);
    const struct hinge_body_request request = {
        .recording = &b->recording, .info = &b->a.info, .parameters = &b->a.parameters};
    assert_int_equal(hinge_body_build(&request, &b->arena, &b->body, &b->a.error), HINGE_OK);
}

static void built_clear(struct built *b)
{
    hinge_arena_clear(&b->arena);
    hinge_recording_clear(&b->recording);
    analysed_clear(&b->a);
}

/* Standing at 1 s, the bottom at 4.2 s (between the descent and the ascent). */
static double standing(const struct built *b, enum hinge_signal signal)
{
    assert_non_null(b->body.signal[signal]);
    return b->body.signal[signal][100];
}

static double change(const struct built *b, enum hinge_signal signal)
{
    return b->body.signal[signal][420] - standing(b, signal);
}

/* shank -3, knee 20, pelvis 45, lumbar 30 - 6; the upper back 5 more, the head nods 12:
 * what follows from the segments of tests/subject.h. */
static const struct {
    enum hinge_signal signal;
    double change;
} angles[] = {{HINGE_SIGNAL_shank_incl, -3},
              {HINGE_SIGNAL_ankle_df, -3},
              {HINGE_SIGNAL_thigh_incl, -23},
              {HINGE_SIGNAL_knee_flex, 20},
              {HINGE_SIGNAL_pelvis_tilt, 45},
              {HINGE_SIGNAL_hip_flex, 68},
              {HINGE_SIGNAL_lumbar_flex, 24},
              {HINGE_SIGNAL_total_flex, 92},
              {HINGE_SIGNAL_thorax_tilt, 69},
              {HINGE_SIGNAL_lumbar_curv, 12}, /* (0.7 - 0.2) of 24 */
              {HINGE_SIGNAL_upper_lumbar_flex, 12},
              {HINGE_SIGNAL_lower_lumbar_flex, 4.8}, /* 0.2 of 24 */
              {HINGE_SIGNAL_thoracic_curv, 5},       /* t8 to c7 against t12 to t8 */
              {HINGE_SIGNAL_neck_flex, 12},
              {HINGE_SIGNAL_cva, -74}}; /* the ear goes with the upper back: 69 + 5 */

TEST(angles_at_the_bottom)
{
    cleared_by(built_clear) struct built b;
    struct subject subject = subject_text_g();
    subject.landmarks = CHAIN "nose";
    subject.thoracic = 5;
    subject.neck = 12;
    build(&b, &subject);
    for (size_t k = 0; k < sizeof angles / sizeof *angles; k++) {
        double found = change(&b, angles[k].signal);
        if (!(fabs(found - angles[k].change) < 0.01))
            print_error("%s: %g, expected %g\n", hinge_signal_name(angles[k].signal), found,
                        angles[k].change);
        assert_close(found, angles[k].change, 0, 0.01);
    }
    /* absolute ones: 90 less the pitch of c7 to ear, 5 in standing; the foot slopes
     * down by atan(1 / 22) */
    assert_close(standing(&b, HINGE_SIGNAL_cva), 85, 0, 0.01);
    assert_close(standing(&b, HINGE_SIGNAL_ankle_df), -atan(1.0 / 22) * 180 / M_PI, 0, 0.01);
}

/* The head off the line of the trunk: forward is positive. */
TEST(the_head_against_the_trunk)
{
    cleared_by(built_clear) struct built b;
    struct subject subject = subject_text_g();
    subject.thoracic = 20;
    build(&b, &subject);
    double trunk = change(&b, HINGE_SIGNAL_trunk_incl);
    assert_close(change(&b, HINGE_SIGNAL_head_line), 69 + 20 - trunk, 0, 0.01);
    assert_true(change(&b, HINGE_SIGNAL_head_line) > 10);
}

/* Knee and toe: the knee in front of the toe is positive, in foot lengths of 0.22 m. */
TEST(the_knee_against_the_toe)
{
    cleared_by(built_clear) struct built b;
    struct subject subject = subject_text_g();
    subject.shank = 40;
    subject.knee = 80;
    build(&b, &subject);
    double forward_m = 0.43 * sin(40 * M_PI / 180);
    double foot =
        b.body.signal[HINGE_SIGNAL_knee_toe][420] - b.body.signal[HINGE_SIGNAL_knee_toe][100];
    assert_close(foot, forward_m, 0, 0.001); /* not yet in foot lengths */
    assert_true(b.body.signal[HINGE_SIGNAL_knee_toe][100] < 0);
    assert_true(b.body.signal[HINGE_SIGNAL_knee_toe][420] > 0);
}

/* Which thorax: the order of method 1.4 by what is there. */
TEST(the_first_thorax_is_taken)
{
    static const struct {
        const char *landmarks;
        enum hinge_lumbar_def def;
    } rows[] = {{LEGS PELVIS "l5 t12l1 t8 c7 ij px t10", HINGE_LUMBAR_LOWTHX},
                {LEGS PELVIS "l5 t8 c7 ij px t10", HINGE_LUMBAR_ISB},
                {LEGS PELVIS "l5 c7 ij px t10", HINGE_LUMBAR_ISB},
                {LEGS PELVIS "l5 c7 t10", HINGE_LUMBAR_POST},
                {LEGS PELVIS "l5 t12l1 c7", HINGE_LUMBAR_SPN}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(built_clear) struct built b;
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.landmarks = rows[k].landmarks;
        build(&b, &subject);
        if (b.body.lumbar_def != rows[k].def)
            print_error("%s: %s\n", rows[k].landmarks, hinge_lumbar_def_name(b.body.lumbar_def));
        assert_int_equal(b.body.lumbar_def, rows[k].def);
    }
}

/* lumbar.def: one definition for all recordings; who lacks its landmarks has none. */
TEST(the_thorax_that_is_asked_for)
{
    static const char *const wanted[] = {"LOWTHX", "ISB", "POST", "SPN"};
    for (size_t k = 0; k < 4; k++)
        for (int there = 0; there < 2; there++) {
            cleared_by(analysed_clear) struct analysed a = analysed();
            struct subject subject = subject_text_g();
            subject.dim = 3;
            subject.landmarks = there        ? LEGS PELVIS "l5 t12l1 t8 c7 ij px t10"
                                : k % 2 == 1 ? LEGS PELVIS "l5 t12l1 t8 shoulder"
                                             : LEGS PELVIS "l5 c7 ij px t8 shoulder";
            strcpy(a.parameters.lumbar_def, wanted[k]);
            measure_subject(&a, &subject);
            assert_string_equal(a.result.lumbar_def, there ? wanted[k] : "");
            assert_int_equal(a.result.tier, !there ? 'C' : k == 3 ? 'B' : 'A');
            if (!there)
                assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", HINGE_PHASE_DESCENT),
                                    "INSUFFICIENT_LANDMARKS");
        }
}

/* The sternum's thorax takes T8 before T10, and a pelvis of S1 alone says so. */
TEST(which_back_and_which_pelvis)
{
    static const char *const landmarks[] = {LEGS PELVIS "c7 ij px t8 t10",
                                            LEGS PELVIS "c7 ij px t8", LEGS PELVIS "c7 ij px t10"};
    double thorax[3];
    cleared_by(built_clear) struct built b;
    for (int k = 0; k < 3; k++) {
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.landmarks = landmarks[k];
        build(&b, &subject);
        thorax[k] = standing(&b, HINGE_SIGNAL_thorax_tilt);
        assert_int_equal(b.body.warnings & HINGE_WARN(PELVIS_S1), 0);
        built_clear(&b);
    }
    assert_close(thorax[0], thorax[1], 0, 1e-9);
    assert_true(fabs(thorax[0] - thorax[2]) > 0.01);
    struct subject subject = subject_text_g();
    subject.landmarks = LEGS "s1 t12l1 t8 c7";
    build(&b, &subject);
    assert_true((b.body.warnings & HINGE_WARN(PELVIS_S1)) != 0);
}

/* Upper and lower lumbar spine by what is tracked: from S1 without L5, by hand from the
 * subject's own points; nothing without L3 or a thorax. */
TEST(the_lumbar_spine_in_two)
{
    struct built b;
    struct subject subject = subject_text_g();
    double lower[2], upper[2];
    subject.dim = 3;
    subject.landmarks = LEGS PELVIS "l3 t12l1 t8 c7";
    build(&b, &subject);
    for (int bottom = 0; bottom < 2; bottom++) {
        struct subject_pose pose = subject_pose(&subject, 0, bottom ? 4.25 : 0);
        struct subject_point s1 = pose.at[SUBJECT_psis], l3 = pose.at[SUBJECT_l3],
                             t12 = pose.at[SUBJECT_t12l1];
        lower[bottom] = atan2(l3.x - s1.x, l3.y - s1.y) * 180 / M_PI;
        upper[bottom] = atan2(t12.x - l3.x, t12.y - l3.y) * 180 / M_PI - lower[bottom];
    }
    assert_int_equal(b.body.tier, 'A');
    assert_close(change(&b, HINGE_SIGNAL_lower_lumbar_flex), lower[1] - lower[0] - 45, 0,
                 0.05); /* the pelvis tilts by 45 */
    assert_close(change(&b, HINGE_SIGNAL_upper_lumbar_flex), upper[1] - upper[0], 0, 0.05);
    assert_null(b.body.signal[HINGE_SIGNAL_lumbar_curv]); /* between L5 and T12/L1 */
    built_clear(&b);
    static const struct {
        const char *landmarks;
        enum hinge_reason lower, upper;
    } rows[] = {{LEGS PELVIS "l5 t12l1 t8 c7", HINGE_REASON_INSUFFICIENT_LANDMARKS,
                 HINGE_REASON_INSUFFICIENT_LANDMARKS},
                {LEGS PELVIS "l5 l3 t10 c7", HINGE_REASON_OK, HINGE_REASON_INSUFFICIENT_LANDMARKS},
                {LEGS "l5 l3", HINGE_REASON_TIER_C_NO_LUMBAR, HINGE_REASON_TIER_C_NO_LUMBAR}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        subject.landmarks = rows[k].landmarks;
        build(&b, &subject);
        assert_int_equal(b.body.reason[HINGE_SIGNAL_lower_lumbar_flex], rows[k].lower);
        assert_int_equal(b.body.reason[HINGE_SIGNAL_upper_lumbar_flex], rows[k].upper);
        assert_int_equal(b.body.signal[HINGE_SIGNAL_lower_lumbar_flex] == NULL,
                         rows[k].lower != HINGE_REASON_OK);
        assert_null(b.body.signal[HINGE_SIGNAL_upper_lumbar_flex]);
        if (rows[k].lower == HINGE_REASON_OK) /* from L5, not S1: 0.2 of 24 */
            assert_close(change(&b, HINGE_SIGNAL_lower_lumbar_flex), 4.8, 0, 0.05);
        built_clear(&b);
    }
}

/* A pelvis with only C7 above it (tier C): the line from one to the other is told as
 * exploratory; by hand from the subject's own points. */
TEST(a_pelvis_below_c7_is_exploratory)
{
    static const char *const landmarks[] = {LEGS PELVIS, LEGS PELVIS "c7"};
    for (int k = 0; k < 2; k++) {
        cleared_by(built_clear) struct built b;
        struct subject subject = subject_text_g();
        double line_deg[2];
        subject.dim = 3;
        subject.landmarks = landmarks[k];
        build(&b, &subject);
        assert_int_equal(b.body.tier, 'C');
        assert_int_equal((b.body.warnings & HINGE_WARN(EXPLORATORY)) != 0, k == 1);
        for (int bottom = 0; bottom < 2; bottom++) {
            struct subject_pose pose = subject_pose(&subject, 0, bottom ? 4.25 : 0);
            struct subject_point c7 = pose.at[SUBJECT_c7], s1 = pose.at[SUBJECT_psis];
            line_deg[bottom] = atan2(c7.x - s1.x, c7.y - s1.y) * 180 / M_PI;
        }
        if (k == 1) /* the pelvis tilts by 45 */
            assert_close(change(&b, HINGE_SIGNAL_spine_c7s), line_deg[1] - line_deg[0] - 45, 0,
                         0.05);
    }
}

/* The bend at a depth camera's own spine point, by hand from the subject's points;
 * never lumbar flexion. */
TEST(a_depth_camera_has_a_bend_of_its_own)
{
    cleared_by(built_clear) struct built b;
    struct subject subject = subject_text_g();
    double bend_deg[2];
    subject.dim = 3;
    subject.landmarks = LEGS "spine_base spine_mid";
    build(&b, &subject);
    for (int bottom = 0; bottom < 2; bottom++) {
        struct subject_pose pose = subject_pose(&subject, 0, bottom ? 4.25 : 0);
        struct subject_point base = pose.at[SUBJECT_spine_base], mid = pose.at[SUBJECT_spine_mid],
                             top = pose.at[SUBJECT_shoulder];
        bend_deg[bottom] =
            (atan2(top.x - mid.x, top.y - mid.y) - atan2(mid.x - base.x, mid.y - base.y)) * 180 /
            M_PI;
    }
    assert_true(fabs(bend_deg[1] - bend_deg[0]) > 10);
    assert_close(change(&b, HINGE_SIGNAL_spine_bend), bend_deg[1] - bend_deg[0], 0, 0.05);
    assert_int_equal(b.body.tier, 'C');
    assert_null(b.body.signal[HINGE_SIGNAL_lumbar_flex]);
    assert_true((b.body.warnings & HINGE_WARN(EXPLORATORY)) != 0);
}

/* What both sides tell, with its sign, in three dimensions. */
TEST(sides_at_the_bottom)
{
    cleared_by(built_clear) struct built b;
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.oblique_deg = 6;
    subject.shift_m = 0.03;
    subject.lean_m = 0.05;
    subject.toes_m = 0.04;
    build(&b, &subject);
    assert_close(change(&b, HINGE_SIGNAL_pelvic_obliquity), 6, 0, 0.05);
    assert_close(change(&b, HINGE_SIGNAL_lateral_shift), 0.03, 0, 0.001);
    assert_true(change(&b, HINGE_SIGNAL_lateral_lean) > 3);
    double toes = atan(0.04 / 0.22) * 180 / M_PI; /* outward: left +, right - */
    assert_close(standing(&b, HINGE_SIGNAL_foot_yaw_l), toes, 0, 0.05);
    assert_close(standing(&b, HINGE_SIGNAL_foot_yaw_r), -toes, 0, 0.05);
}

/* Left less right: the right knee 4 cm before the left one makes its hip bend less. */
TEST(hips_that_differ)
{
    cleared_by(built_clear) struct built b;
    struct subject subject = subject_text_g();
    const double thigh = -23 * M_PI / 180;
    subject.dim = 3;
    subject.asymmetry_m = 0.02;
    build(&b, &subject);
    double left = atan2(0.41 * sin(thigh) + 0.02, 0.41 * cos(thigh));
    double right = atan2(0.41 * sin(thigh) - 0.02, 0.41 * cos(thigh));
    assert_close(change(&b, HINGE_SIGNAL_hip_asymmetry), (right - left) * 180 / M_PI, 0, 0.05);
}
