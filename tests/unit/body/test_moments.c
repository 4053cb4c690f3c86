/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Net external moments (method 6.15): a statue of three links, whose moments have a closed form;
 * the same from plates under it; the metrics of a body in motion, and when there are none. */
#include "test.h"

#include "analysed.h"
#include "body_scene.h"

enum { SAMPLES = 9 };
#define REP HINGE_PHASE_REP

/* Shank, thigh and trunk lean by these; the arms hang, the head is on the trunk's line. */
static const double SHANK = -5, THIGH = -25, TRUNK = 70, PELVIS_DOWN = 50, DEGREE = M_PI / 180;
static const double SHANK_M = 0.43, THIGH_M = 0.41, TRUNK_M = 0.50, HEAD_M = 0.20, TOE_X = 0.17;
static const double WIDTH_M = 0.24, ASIS_M = 0.08, DEPTH_M = 0.15; /* ASIS in front of the hips */

static double force[2][SAMPLES];

static void statue_init(double load_share)
{
    double kx = SHANK_M * sin(SHANK * DEGREE), ky = 0.09 + SHANK_M * cos(SHANK * DEGREE);
    double hx = kx + THIGH_M * sin(THIGH * DEGREE), hy = ky + THIGH_M * cos(THIGH * DEGREE);
    double ux = sin(TRUNK * DEGREE), uy = cos(TRUNK * DEGREE);
    double fx = cos(PELVIS_DOWN * DEGREE), fy = -sin(PELVIS_DOWN * DEGREE);
    scene_start();
    scene.tracks.load_share = load_share;
    scene.body.rate_hz = 10;
    scene.body.has_pelvis = true;
    pair(HINGE_LANDMARK_ankle_l, 0, 0.09, 0.1);
    pair(HINGE_LANDMARK_toe_l, TOE_X, 0.02, 0.1);
    pair(HINGE_LANDMARK_knee_l, kx, ky, 0.1);
    pair(HINGE_LANDMARK_hjc_l, hx, hy, 0.09);
    pair(HINGE_LANDMARK_shoulder_l, hx + TRUNK_M * ux, hy + TRUNK_M * uy, 0.18);
    pair(HINGE_LANDMARK_ear_l, hx + (TRUNK_M + HEAD_M) * ux, hy + (TRUNK_M + HEAD_M) * uy, 0.07);
    pair(HINGE_LANDMARK_elbow_l, hx + TRUNK_M * ux, hy + TRUNK_M * uy - 0.28, 0.2);
    pair(HINGE_LANDMARK_wrist_l, hx + TRUNK_M * ux, hy + TRUNK_M * uy - 0.54, 0.2);
    pair(HINGE_LANDMARK_asis_l, hx + ASIS_M * fx, hy + ASIS_M * fy, WIDTH_M / 2);
    pair(HINGE_LANDMARK_psis_l, hx + (ASIS_M - DEPTH_M) * fx, hy + (ASIS_M - DEPTH_M) * fy, 0.05);
}

static void build(void)
{
    hinge_points_build(&scene.tracks, scene.body.side, &scene.points);
    hinge_positions_build(&scene.tracks, &scene.points, &scene.body);
}

static double above(enum hinge_moment_joint joint)
{
    const struct hinge_moment *m = &scene.body.moment[joint];
    if (m->above == NULL)
        fail_msg("joint %d: %s", (int)joint, hinge_reason_name(m->reason));
    return m->above[1];
}

/* Of Winter's table: head .081, trunk .497, arms .056 and .044, thighs .2. */
static void closed_form(double load, double want[HINGE_MOMENT_JOINTS])
{
    const double knee = SHANK_M * sin(SHANK * DEGREE);
    double trunk = TRUNK_M * sin(TRUNK * DEGREE), head = HEAD_M * sin(TRUNK * DEGREE);
    double thigh = THIGH_M * sin(THIGH * DEGREE);
    double l5s1 = /* in front of the hips */
        (ASIS_M - 0.3375 * WIDTH_M) * cos(PELVIS_DOWN * DEGREE) +
        0.0085 * WIDTH_M * sin(PELVIS_DOWN * DEGREE);
    double hip = 0.081 * (trunk + head) + 0.497 * 0.5 * trunk + (0.056 + 0.044) * trunk;
    want[HINGE_MOMENT_HIP] = hip + load * trunk;
    want[HINGE_MOMENT_KNEE] =
        hip + 0.678 * thigh + 0.2 * (1 - 0.433) * thigh + load * (trunk + thigh);
    want[HINGE_MOMENT_ANKLE] =
        want[HINGE_MOMENT_KNEE] + (0.878 + load) * knee + 0.093 * (1 - 0.433) * knee;
    /* less the pelvis, whose centre is 0.256 of the way from L5/S1 to the hips */
    want[HINGE_MOMENT_L5S1] = hip - 0.678 * l5s1 + 0.142 * 0.256 * l5s1 + load * (trunk - l5s1);
}

TEST(a_statue_of_three_links)
{
    static const double share[] = {0, 0.2};
    static const double mass[] = {0, 0.878, 0.678, 0.536};
    for (size_t k = 0; k < 2; k++) {
        double want[HINGE_MOMENT_JOINTS];
        statue_init(share[k]);
        build();
        closed_form(share[k], want);
        for (int j = HINGE_MOMENT_KNEE; j < HINGE_MOMENT_JOINTS; j++) {
            assert_close(above((enum hinge_moment_joint)j), want[j], 0, 1e-12);
            assert_close(scene.body.moment[j].mass_share, mass[j] + share[k], 0, 1e-12);
        }
    }
}

TEST(every_table_is_a_whole_body)
{
    struct hinge_mass m;
    for (int t = 0; t < HINGE_MASSES; t++) {
        double all = 0;
        for (size_t k = 0; hinge_mass_of((enum hinge_masses)t, k, &m); k++)
            all += m.share;
        assert_close(all, 1, 0, 2e-4);
    }
    assert_int_equal(hinge_masses_find("winter"), HINGE_MASSES_winter);
    assert_int_equal(hinge_masses_find("de_leva_m"), HINGE_MASSES_de_leva_m);
    assert_int_equal(hinge_masses_find("de_leva_f"), HINGE_MASSES_de_leva_f);
    assert_string_equal(hinge_masses_words(HINGE_MASSES_de_leva_m), "de Leva (1996) for men");
}

/* By six models: the first is today's; de Leva's men in one piece and in two, in closed form. */
TEST(the_choice_of_a_model)
{
    statue_init(0.2);
    build();
    cleared_by(hinge_arena_clear) struct hinge_arena scratch = {0};
    const double lower = 0.08, upper = 0.45;
    const struct hinge_trunk trunk = {lower, upper};
    double by[HINGE_MODELS];
    for (int j = HINGE_MOMENT_KNEE; j < HINGE_MOMENT_JOINTS; j++) {
        hinge_models_median(&scene.body, (enum hinge_moment_joint)j, trunk, 0, 2, &scratch, by);
        assert_close(by[HINGE_MASSES_winter], above((enum hinge_moment_joint)j), 0, 1e-12);
    }
    const double hip = scene.points.x[HINGE_POINT_HIP][1], ux = TRUNK_M * sin(TRUNK * DEGREE),
                 l5s1 = scene.points.x[HINGE_POINT_L5S1][1] - hip,
                 rest = 0.0694 * (ux + HEAD_M * sin(TRUNK * DEGREE)) + (0.0542 + 0.0446) * ux +
                        0.2 * ux;
    hinge_models_median(&scene.body, HINGE_MOMENT_HIP, trunk, 0, 2, &scratch, by);
    assert_close(by[HINGE_MASSES_de_leva_m], rest + 0.4346 * 0.569 * ux, 0, 1e-12);
    const double high = 0.4346 - 0.1117,
                 x = ((0.4346 * 0.569 * (lower + upper) - 0.1117 * (1 - 0.61) * lower) / high -
                      lower) /
                     upper;
    assert_close(by[HINGE_MASSES + HINGE_MASSES_de_leva_m],
                 rest + 0.1117 * (1 - 0.61) * l5s1 + high * (l5s1 + x * (ux - l5s1)), 0, 1e-12);
    double most = 0;
    for (int k = 0; k < HINGE_MODELS; k++)
        most = fmax(most, fabs(by[k] - by[0]));
    assert_close(hinge_models_differ(HINGE_MASSES_winter, by), most, 0, 0);
    /* without L5/S1 the trunk has one piece */
    hinge_models_median(&scene.body, HINGE_MOMENT_HIP, (struct hinge_trunk){NAN, NAN}, 0, 2,
                        &scratch, by);
    assert_true(isnan(by[HINGE_MASSES]) && !isnan(by[HINGE_MASSES - 1]));
}

/* A head between markers in front and behind is as good as one between ears. */
TEST(a_head_without_ears)
{
    double ear[2], want[HINGE_MOMENT_JOINTS];
    statue_init(0);
    for (int side = 0; side < 2; side++) {
        struct hinge_track *t = &scene.tracks.point[HINGE_LANDMARK_ear_l + side];
        for (int a = 0; a < 2; a++)
            ear[a] = t->axis[a][0];
        t->present = t->usable = false;
    }
    set(HINGE_LANDMARK_nose, ear[0] + 0.09, ear[1] - 0.02, 0);
    set(HINGE_LANDMARK_occ, ear[0] - 0.09, ear[1] + 0.02, 0);
    build();
    closed_form(0, want);
    assert_close(above(HINGE_MOMENT_HIP), want[HINGE_MOMENT_HIP], 0, 1e-12);
}

/* 40 and 60 % of the weight on two plates whose pressures are 3 cm behind and 2 cm in front of
 * the centre of mass, which is theirs then. */
TEST(plates_say_the_same)
{
    static const double share[] = {0, 0.2}, part[] = {0.4, 0.6}, off_m[] = {-0.03, 0.02};
    const double mass_kg = 80, knee = SHANK_M * sin(SHANK * DEGREE);
    for (size_t k = 0; k < 2; k++) {
        double want[HINGE_MOMENT_JOINTS], cop[2][N];
        closed_form(share[k], want);
        double all = want[HINGE_MOMENT_KNEE] - 0.093 * 0.433 * knee + 0.029 * (TOE_X / 2 - knee);
        double com = knee + all / (1 + share[k]);
        statue_init(share[k]);
        scene.tracks.load_share = (double)NAN; /* nobody needs to know what is in the hands */
        build();
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < SAMPLES; i++)
                force[side][i] = -part[side] * mass_kg * (1 + share[k]) * 9.80665;
            for (int i = 0; i < N; i++)
                cop[side][i] = com + off_m[side];
            scene.body.plate_force[side] =
                (struct hinge_muscle){.n = SAMPLES, .rate_hz = 40, .band = force[side]};
            scene.body.cop_x[side] = cop[side];
        }
        hinge_plate_moments_build(&scene.info, &scene.body);
        assert_int_equal(scene.body.moment[0].plates_reason, HINGE_REASON_NOT_RECORDED);
        scene.info.mass_kg = mass_kg;
        hinge_plate_moments_build(&scene.info, &scene.body);
        for (int j = 0; j < HINGE_MOMENT_JOINTS; j++) {
            assert_null(scene.body.moment[j].above);
            assert_close(scene.body.moment[j].plates[1], want[j], 0, 1e-12);
        }
        force[0][3] = (double)NAN;
        hinge_plate_moments_build(&scene.info, &scene.body);
        assert_true(isnan(scene.body.moment[HINGE_MOMENT_HIP].plates[1]));
    }
}

/* --- the metrics --- */

static struct analysed facing(void)
{
    struct analysed a = unfiltered();
    a.info.facing = "+x";
    return a;
}

static struct subject hinger(void)
{
    struct subject subject = subject_text_g();
    subject.landmarks = CHAIN "elbow wrist asis psis ij px ";
    subject.dim = 3;
    subject.tremor_m = 0;
    return subject;
}

TEST(numbers_of_a_repetition)
{
    cleared_by(analysed_clear) struct analysed a = facing();
    struct subject subject = hinger();
    measure_subject(&a, &subject);
    struct subject_pose low = subject_pose(&subject, 1, 4.25);
#define X(name) low.at[SUBJECT_##name].x
    double hip = 0.081 * X(ear) + 0.497 * (X(hjc) + X(shoulder)) / 2 +
                 0.056 * (X(shoulder) + 0.436 * (X(elbow) - X(shoulder))) +
                 0.044 * (X(elbow) + 0.682 * (X(wrist) - X(elbow))) - 0.678 * X(hjc);
    double knee = hip + (0.678 + 0.2 * 0.567) * (X(hjc) - X(knee));
#undef X
    assert_close(metric_of(&a, 0, "moment_hip_nm_kg", REP), 9.80665 * hip, 0, 1e-9);
    assert_close(metric_of(&a, 0, "moment_knee_nm_kg", REP), -9.80665 * knee, 0, 1e-9);
    assert_close(metric_of(&a, 0, "lever_hip_cm", REP), 100 * hip / 0.678, 0, 1e-9);
    assert_close(metric_of(&a, 0, "lever_knee_cm", REP), -100 * knee / 0.878, 0, 1e-9);
    assert_close(metric_of(&a, 0, "moment_hip_share", REP), hip / (hip + fmax(-knee, 0)), 0, 1e-9);
    double back = metric_of(&a, 0, "moment_l5s1_nm_kg", REP);
    assert_close(metric_of(&a, 0, "moment_hip_l5s1_ratio", REP), 9.80665 * hip / back, 0, 1e-9);
    /* peaks count accelerations: stopping at the bottom needs more than holding it */
    assert_true(metric_of(&a, 0, "moment_hip_peak_nm_kg", REP) > 1.02 * 9.80665 * hip);
    assert_true(metric_of(&a, 0, "moment_l5s1_peak_nm_kg", REP) > 1.02 * back);
    assert_string_equal(reason_of(&a, 0, "moment_hip_plates_nm_kg", REP), "NO_FORCE");
    /* these hands stay above the knees */
    assert_string_equal(reason_of(&a, 0, "reach_hip_share", HINGE_PHASE_DESCENT),
                        "BIN_NOT_REACHED");
}

/* Half of its mass in the hands of a body of `mass_kg`. */
TEST(a_load_in_the_hands)
{
    struct subject subject = hinger();
    double hip[2], arm_m;
    for (int k = 0; k < 2; k++) {
        cleared_by(analysed_clear) struct analysed a = facing();
        a.info.load_kg = 40 * k;
        a.info.mass_kg = k == 0 ? (double)NAN : 80; /* empty hands need no mass */
        measure_subject(&a, &subject);
        hip[k] = metric_of(&a, 0, "moment_hip_nm_kg", REP);
    }
    struct subject_pose low = subject_pose(&subject, 1, 4.25);
    arm_m = low.at[SUBJECT_wrist].x - low.at[SUBJECT_hjc].x;
    assert_close(hip[1] - hip[0], 0.5 * 9.80665 * arm_m, 0, 1e-9);
}

/* A picture has metres once somebody says how tall its person is. */
TEST(metres_of_a_picture)
{
    for (int k = 0; k < 2; k++) {
        cleared_by(analysed_clear) struct analysed a = facing();
        struct subject subject = hinger();
        subject.landmarks = LEGS "ear elbow wrist ";
        subject.dim = 2;
        subject.image = true;
        subject.per_m = 400;
        subject.unit = HINGE_UNIT_px;
        if (k == 1)
            a.info.leg_length_m = 0.84;
        measure_subject(&a, &subject);
        assert_true(metric_of(&a, 0, "moment_hip_share", REP) > 0.5);
        assert_string_equal(reason_of(&a, 0, "moment_l5s1_nm_kg", REP), "TIER_TOO_LOW");
        if (k == 0)
            assert_string_equal(reason_of(&a, 0, "moment_hip_nm_kg", REP), "NO_METRIC_SCALE");
        else
            assert_close(metric_of(&a, 0, "moment_hip_nm_kg", REP), 2.2, 0, 0.5);
    }
}

TEST(reasons)
{
    static const struct {
        const char *landmarks, *task, *metric, *reason;
        double load_kg, mass_kg;
    } rows[] = {
        {CHAIN "asis psis ij px ", "", "moment_hip_nm_kg", "NO_HANDS", 0, 80},
        {LEGS "elbow wrist asis psis ij px c7 t8 ", "", "moment_hip_nm_kg", "NO_HEAD", 0, 80},
        {CHAIN "elbow wrist ", "", "moment_l5s1_nm_kg", "TIER_TOO_LOW", 0, 80},
        {CHAIN "elbow wrist ", "", "moment_hip_nm_kg", "OK", 0, 80},
        {CHAIN "elbow wrist ", "", "moment_hip_nm_kg", "NOT_RECORDED", 15, NAN},
        {CHAIN "elbow wrist ", "rdl", "moment_hip_nm_kg", "NOT_RECORDED", NAN, 80},
        {CHAIN "elbow wrist ", "banded_hinge", "lever_knee_cm", "EXTERNAL_FORCE", 0, 80},
        {CHAIN "elbow wrist ", "kickstand_hinge", "moment_knee_nm_kg", "NOT_APPLICABLE_VARIANT", 0,
         80},
        {CHAIN "elbow wrist asis psis ij px ", "sit_to_chair", "moment_hip_share",
         "NOT_APPLICABLE_VARIANT", 0, 80},
        {CHAIN "elbow wrist asis psis ij px ", "sit_to_chair", "moment_l5s1_peak_nm_kg", "OK", 0,
         80},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a = facing();
        struct subject subject = hinger();
        subject.landmarks = rows[k].landmarks;
        a.info.task = rows[k].task;
        a.info.load_kg = rows[k].load_kg;
        a.info.mass_kg = rows[k].mass_kg;
        measure_subject(&a, &subject);
        const char *reason = reason_of(&a, 0, rows[k].metric, REP);
        if (strcmp(*reason == '\0' ? "OK" : reason, rows[k].reason) != 0)
            fail_msg("row %zu: %s, not %s", k, reason, rows[k].reason);
    }
}
