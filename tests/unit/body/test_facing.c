/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way the person faces and which side is taken: votes in two dimensions,
 * headings, up axes, units and handedness in three, swapped labels, one side alone. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

/* --- two dimensions --- */

static struct subject video(const char *landmarks)
{
    struct subject subject = subject_text_g();
    subject.image = true;
    subject.unit = HINGE_UNIT_px;
    subject.per_m = 300;
    subject.family = HINGE_FAMILY_openpose;
    subject.landmarks = landmarks;
    return subject;
}

TEST(each_vote_alone_is_enough)
{
    static const char *const landmarks[] = {
        "ankle knee hjc shoulder heel toe", /* the feet */
        "ankle knee hjc shoulder",          /* the lean */
        "ankle knee hjc shoulder ear nose", /* the head, with a lean too */
    };
    for (size_t k = 0; k < sizeof landmarks / sizeof *landmarks; k++) {
        cleared_by(analysed_clear) struct analysed right, left;
        struct subject subject = video(landmarks[k]);
        right = measured(&subject);
        subject.left = true;
        left = measured(&subject);
        assert_int_equal(right.result.side, 'r');
        assert_same_metrics(&right, 0, &left, 0, 1e-9, NULL);
        assert_true(metric_of(&left, 0, "trunk_excursion_deg", HINGE_PHASE_REP) > 40);
    }
}

/* The furthest that the line from the hip to the shoulder leans in the picture. */
static double most_lean_deg(const struct hinge_recording *r)
{
    const double *x[4] = {subject_axis(r, "hjc_r", 'x'), subject_axis(r, "hjc_r", 'y'),
                          subject_axis(r, "shoulder_r", 'x'), subject_axis(r, "shoulder_r", 'y')};
    double most = 0;
    for (size_t i = 0; i < r->n_frames; i++)
        most = fmax(most, fabs(atan2(x[2][i] - x[0][i], x[1][i] - x[3][i])));
    return most * 180 / M_PI;
}

TEST(nobody_who_only_squats_upright_votes)
{
    cleared_by(analysed_clear) struct analysed a;
    struct subject subject = video("ankle knee hjc shoulder");
    subject.lumbar = subject.lumbar_bend = 0;
    subject.knee = 80;
    int votes = 0;
    for (subject.pelvis = 18; subject.pelvis < 50; subject.pelvis += 4) {
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        double lean = most_lean_deg(&r); /* a vote needs 30 degrees */
        a = analysed_recording(&r);
        if (lean < 30)
            assert_trial_refused(a, "FACING_AMBIGUOUS");
        else
            assert_analysed(a);
        votes += lean < 30;
        analysed_clear(&a);
    }
    assert_true(votes > 1 && votes < 7);
    subject.pelvis = 15;
    a = analysed_subject(&subject);
    assert_trial_refused(a, "FACING_AMBIGUOUS");
    assert_non_null(strstr(a.result.error.message, "facing"));
    a.info.facing = "+x"; /* the way out that the message names */
    measure_subject(&a, &subject);
    assert_int_equal(a.result.reps, 2);
}

/* A head turned to the camera, and a foot seen end-on, don't vote: lean decides. */
TEST(small_votes_are_void)
{
    struct subject subject = video("ankle knee hjc shoulder heel toe");
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    const double *heel = subject_axis(&r, "heel_r", 'x');
    double *toe = subject_axis(&r, "toe_r", 'x');
    for (size_t i = 0; i < r.n_frames; i++)
        toe[i] = heel[i] - 0.015 * 0.84 * 300; /* behind, but by less than 0.02 */
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_true(metric_of(&a, 0, "trunk_excursion_deg", HINGE_PHASE_REP) > 40);
}

/* The feet weigh 3, the head 2: whoever squats upright and looks back faces where the
 * feet do, and a head alone decides. */
TEST(feet_outvote_the_head)
{
    static const char *const landmarks[] = {"ankle knee hjc shoulder heel toe ear nose",
                                            "ankle knee hjc shoulder ear nose"};
    for (size_t k = 0; k < 2; k++) {
        struct subject subject = video(landmarks[k]);
        subject.lumbar = subject.lumbar_bend = 0;
        subject.knee = 80;
        subject.pelvis = 15;
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        const double *ear = subject_axis(&r, "ear_r", 'x');
        double *nose = subject_axis(&r, "nose", 'x');
        for (size_t i = 0; i < r.n_frames; i++)
            nose[i] = ear[i] - 30; /* 0.1 m behind it */
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        /* the side that is there is the near one only when she faces right */
        assert_int_equal(has_bit(a, SIDE_LOW_CONF), k == 1);
    }
}

/* Every so many frames without a landmark, from the first on. */
static void lose(struct hinge_recording *r, const char *id, size_t every)
{
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < r->n_frames; i += every)
            subject_axis(r, id, "xy"[k])[i] = (double)NAN;
}

TEST(the_better_seen_side_is_taken)
{
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    struct subject subject = video("ankle knee hjc shoulder heel toe");
    subject.tremor_m = 1e-5;
    subject.view_deg = 5; /* both sides seen, the right one near */
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.side, 'r');
    assert_false(has_bit(a, SIDE_LOW_CONF));
    a.info.mirrored = "1"; /* in a mirror what faces right shows its left */
    measure_subject(&a, &subject);
    assert_int_equal(a.result.side, 'l');
    assert_false(has_bit(a, SIDE_LOW_CONF));
    analysed_clear(&a);
    subject_record(&subject, &r);
    lose(&r, "knee_r", 3); /* the right knee is often hidden */
    analysed_init(&a);
    measure_recording(&a, &r);
    assert_int_equal(a.result.side, 'l');
    assert_true(has_bit(a, SIDE_LOW_CONF)); /* it isn't the near one */
}

/* Scores that differ by less than side.tie are a tie: the near side. */
TEST(nearly_equal_sides_are_a_tie)
{
    static const struct {
        double lost; /* share of the right knee's frames: a quarter of it in the mean */
        char side;
    } rows[] = {{0.18, 'r'}, {0.22, 'l'}};
    for (size_t k = 0; k < 2; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = video("ankle knee hjc shoulder heel toe");
        subject.tremor_m = 1e-5;
        subject.view_deg = 5;
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t i = 0; i < r.n_frames; i++)
            if ((double)(i % 50) < 50 * rows[k].lost)
                subject_axis(&r, "knee_r", 'x')[i] = subject_axis(&r, "knee_r", 'y')[i] = NAN;
        a.parameters.miss_channel = 0.5; /* else it could not be used at all */
        measure_recording(&a, &r);
        if (a.result.side != rows[k].side)
            print_error("%g lost\n", rows[k].lost);
        assert_int_equal(a.result.side, rows[k].side);
    }
}

/* The near side wins a tie of scores, but not with a landmark that can't be used. */
TEST(a_side_that_cannot_be_used_is_not_taken)
{
    struct subject subject = video("ankle knee hjc shoulder heel toe");
    subject.tremor_m = 1e-5;
    subject.view_deg = 5;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    lose(&r, "knee_r", 4);  /* 25 % missing */
    lose(&r, "ankle_l", 7); /* 14 % */
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_int_equal(a.result.side, 'l');
}

/* The camera swings off the side view: accepted, warned of, times only, refused
 * (method 2.3). */
TEST(view_error_warns_then_refuses)
{
    static const struct {
        double view_deg;
        int outcome; /* 0 good, 1 warned, 2 times only, 3 refused */
    } rows[] = {{0, 1 /* one side seen: not known */}, {15, 0}, {25, 1}, {35, 2}, {55, 2}, {70, 3}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = video("ankle knee hjc shoulder heel toe");
        subject.family = HINGE_FAMILY_kinect; /* joint centres: 0.20 leg lengths */
        subject.view_deg = rows[k].view_deg;
        cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
        if (rows[k].outcome == 3) {
            assert_trial_refused(a, "VIEW_NOT_SAGITTAL");
        } else {
            assert_analysed(a);
            assert_int_equal(has_bit(a, VIEW_WARN), rows[k].outcome >= 1);
            assert_int_equal(a.result.partial, rows[k].outcome == 2);
            assert_int_equal(a.result.reps, 2);
        }
    }
}

/* From 40 degrees off: both repetitions with their times, and nothing else. */
TEST(an_oblique_camera_gives_times)
{
    cleared_by(analysed_clear) struct analysed side, oblique;
    struct subject subject = video("ankle knee hjc shoulder heel toe");
    subject.family = HINGE_FAMILY_mediapipe;
    subject.view_deg = 15;
    side = measured(&subject);
    subject.view_deg = 40;
    oblique = measured(&subject);
    assert_int_equal(oblique.result.reason, HINGE_REASON_VIEW_NOT_SAGITTAL);
    for (size_t rep = 0; rep < 2; rep++) {
        for (int k = 0; k < 4; k++)
            assert_close(oblique.result.block.time[k][rep], side.result.block.time[k][rep], 0,
                         0.19);
        assert_close(metric_of(&oblique, rep, "tempo_ratio", HINGE_PHASE_REP),
                     metric_of(&side, rep, "tempo_ratio", HINGE_PHASE_REP), 0.1, 0);
        assert_string_equal(reason_of(&oblique, rep, "knee_excursion_deg", HINGE_PHASE_REP),
                            "VIEW_NOT_SAGITTAL");
        assert_string_equal(reason_of(&oblique, rep, "peak_velocity_deg_s", HINGE_PHASE_DESCENT),
                            "VIEW_NOT_SAGITTAL");
        for (size_t f = 0; f < oblique.faults.n; f++)
            assert_int_equal(state_of(&oblique, rep, oblique.faults.row[f].id),
                             HINGE_FAULT_REFUSED);
        assert_fault_refused(oblique, rep, "no_lockout", "VIEW_NOT_SAGITTAL");
    }
}

/* --- three dimensions --- */

static struct subject laboratory(void)
{
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.landmarks = CHAIN PELVIS "ij px";
    return subject;
}

TEST(any_heading_gives_the_same)
{
    struct analysed plain, turned;
    struct subject subject = laboratory();
    plain = measured(&subject);
    assert_int_equal(plain.result.tier, 'A');
    for (int heading = -170; heading <= 180; heading += 50) {
        subject.heading_deg = heading;
        turned = measured(&subject);
        assert_same_metrics(&plain, 1, &turned, 1, 1e-7, NULL);
        analysed_clear(&turned);
    }
    analysed_clear(&plain);
}

/* Who turns the pelvis while bending is faced as they stand: the trunk does not lean.
 */
TEST(a_turn_in_the_bend_is_no_heading)
{
    for (int yaw = -30; yaw <= 30; yaw += 60) {
        struct subject subject = laboratory();
        subject.yaw_deg = yaw;
        subject.heading_deg = 40;
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        for (size_t rep = 0; rep < 2; rep++) {
            assert_close(severity_of(&a, rep, "pelvic_rotation"), 30, 0, 0.5);
            assert_close(severity_of(&a, rep, "lateral_lean"), 0, 0, 1);
        }
    }
}

TEST(units_axes_and_hands_give_the_same)
{
    static const struct {
        enum hinge_unit unit;
        double per_m;
        const char *up;
        bool left_handed;
    } rows[] = {{HINGE_UNIT_mm, 1000, "+y", false}, {HINGE_UNIT_cm, 100, "+z", false},
                {HINGE_UNIT_mm, 1000, "-y", false}, {HINGE_UNIT_m, 1, "-z", false},
                {HINGE_UNIT_m, 1, "+x", false},     {HINGE_UNIT_m, 1, "-x", false},
                {HINGE_UNIT_m, 1, "+y", true},      {HINGE_UNIT_mm, 1000, "+z", true}};
    struct analysed plain, other;
    struct subject subject = laboratory();
    subject.heading_deg = 33;
    plain = analysed_subject(&subject);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject changed = subject;
        changed.unit = rows[k].unit;
        changed.per_m = rows[k].per_m;
        changed.up = rows[k].up;
        changed.left_handed = rows[k].left_handed;
        other = measured(&changed);
        assert_false(has_bit(other, FACING_AMBIGUOUS)); /* hands are right, not mirrored */
        assert_close(other.result.leg_length, 0.84, 0, 1e-6);
        assert_same_metrics(&plain, 0, &other, 0, 1e-7, NULL);
        analysed_clear(&other);
    }
    analysed_clear(&plain);
}

TEST(a_wrong_up_axis_is_refused)
{
    struct subject subject = laboratory();
    subject.up = "+z";
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    snprintf(r.layout.up, sizeof r.layout.up, "+y");
    cleared_by(analysed_clear) struct analysed a = analysed_recording(&r);
    assert_trial_refused(a, "VERTICAL_UNKNOWN");
    *r.layout.up = '\0';
    analyse_recording(&a, &r);
    assert_trial_refused(a, "VERTICAL_UNKNOWN");
}

/* Each axis that points up, under every other name: the message has the right one. In images (two
 * axes) of people who face either way. */
TEST(the_axis_that_fits_is_named)
{
    static const char *const axes[] = {"+x", "-x", "+y", "-y", "+z", "-z"};
    struct subject subject = laboratory();
    subject.duration_s = 6;
    subject.n_reps = 1;
    subject.heading_deg = 33;
    for (int k = 0; k < 8; k++) {
        const char *up = k < 6 ? axes[k] : "+y";
        subject.up = up;
        if (k >= 6) {
            subject.dim = 2;
            subject.landmarks = CHAIN;
            subject.unit = HINGE_UNIT_mm;
            subject.per_m = 1000;
            subject.left = k == 7;
        }
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (int wrong = 0; wrong < (k < 6 ? 6 : 4); wrong++) {
            char want[32];
            if (strcmp(axes[wrong], up) == 0)
                continue;
            snprintf(r.layout.up, sizeof r.layout.up, "%s", axes[wrong]);
            snprintf(want, sizeof want, "and %s fits", up);
            cleared_by(analysed_clear) struct analysed a = analysed_recording(&r);
            assert_trial_refused(a, "VERTICAL_UNKNOWN");
            if (strstr(a.result.error.message, want) == NULL)
                fail_msg("%s called %s: %s", up, axes[wrong], a.result.error.message);
        }
    }
}

/* What only both sides together tell. */
static const char *const sides[] = {"asym_hip_signed", "knee_gap", "stance_log", "toe_out",
                                    "ml_sway",         "_3d",      NULL};

TEST(swapped_labels_follow_the_toes)
{
    cleared_by(analysed_clear) struct analysed plain, swapped;
    struct subject subject = laboratory();
    plain = analysed_subject(&subject);
    subject.swap_labels = true;
    swapped = measured(&subject);
    assert_true(has_bit(swapped, FACING_AMBIGUOUS));
    assert_false(has_bit(plain, FACING_AMBIGUOUS));
    assert_same_metrics(&plain, 0, &swapped, 0, 1e-7, sides);
}

TEST(one_side_faces_by_its_toes)
{
    cleared_by(analysed_clear) struct analysed both, one;
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.heading_deg = 75;
    both = analysed_subject(&subject);
    subject.one_side = true;
    one = measured(&subject);
    assert_int_equal(both.result.side, 'b');
    assert_int_equal(one.result.side, 'r');
    assert_same_metrics(&both, 0, &one, 0, 1e-7, sides);
}

/* Three bends, of 2 to 18 s, and a person who turns within a second. */
static struct subject turned(double by_deg, double at_s)
{
    struct subject subject = laboratory();
    subject.n_reps = 4;
    subject.rep[0] = (struct subject_rep){at_s - 3, 1, 1, 1, 0}; /* no bend: it tells the time */
    for (size_t k = 1; k < 4; k++) {
        subject.rep[k] = subject.rep[1];
        subject.rep[k].t0 = 6 * (double)k - 4;
    }
    subject.duration_s = 22;
    subject.heading_deg = 33;
    subject.tremor_m = 1e-5;
    subject.turn_deg = by_deg;
    return subject;
}

/* A bend is measured as the person faces in it, whichever way before and after. */
TEST(who_turns_between_bends_keeps_them_all)
{
    struct subject subject = turned(0, 6.5);
    cleared_by(analysed_clear) struct analysed plain = measured(&subject);
    assert_int_equal(plain.result.block.n, 3);
    for (int by = -180; by <= 180; by += 60) {
        subject = turned(by, 6.5);
        cleared_by(analysed_clear) struct analysed other = measured(&subject);
        assert_false(has_bit(other, FACING_AMBIGUOUS));
        assert_int_equal(other.result.block.n, 3);
        for (size_t k = 0; k < 3; k++)
            assert_same_metrics(&plain, k, &other, k, 0.01, NULL);
    }
}

/* Who turns round after the bends and stays so for most of the recording has bent all the same, and
 * left is left; where labels are exchanged that is found. */
TEST(who_turns_round_and_walks_off_keeps_the_bends)
{
    for (double away_s = 4; away_s < 30; away_s += 8) {
        struct subject subject = turned(0, 18.5);
        cleared_by(analysed_clear) struct analysed plain = measured(&subject);
        subject = turned(180, 18.5);
        subject.duration_s = 20 + away_s;
        cleared_by(analysed_clear) struct analysed other = measured(&subject);
        subject.swap_labels = true;
        cleared_by(analysed_clear) struct analysed swapped = measured(&subject);
        assert_false(has_bit(other, FACING_AMBIGUOUS));
        assert_true(has_bit(swapped, FACING_AMBIGUOUS));
        for (size_t k = 0; k < 3; k++) {
            assert_same_metrics(&plain, k, &other, k, 0.01, NULL);
            assert_same_metrics(&plain, k, &swapped, k, 0.01, sides);
        }
    }
}

/* Whoever turns round in a repetition is not measured in the plane of before. */
TEST(a_repetition_in_which_a_person_turns_is_refused)
{
    struct subject subject = turned(80, 4);
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.partial, true);
    assert_true(rep_has_bit(a, 0, FACING_AMBIGUOUS));
    /* seen whole, and still it does not count */
    assert_true(a.result.block.complete[0] && !a.result.block.valid[0]);
    assert_true(a.result.block.valid[2]);
    assert_string_equal(reason_of(&a, 0, "knee_excursion_deg", HINGE_PHASE_DESCENT),
                        "FACING_AMBIGUOUS");
    assert_string_equal(reason_of(&a, 0, "hip_posterior_ll", HINGE_PHASE_REP), "FACING_AMBIGUOUS");
    assert_string_equal(reason_of(&a, 0, "knee_excursion_deg", HINGE_PHASE_HOLD),
                        "FACING_AMBIGUOUS");
    assert_fault_refused(a, 0, "excessive_knee_flexion", "FACING_AMBIGUOUS");
    assert_false(rep_has_bit(a, 2, FACING_AMBIGUOUS));
    assert_fault_state(a, 2, "squat_pattern", HINGE_FAULT_ABSENT);
}
