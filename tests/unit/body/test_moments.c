/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Net external moments (method 6.15): a statue of three links, whose moments have a closed form;
 * the same from plates under it; the metrics of a body in motion, and when there are none. */
#include "test.h"

#include "analysed.h"
#include "body/steps.h"

enum { FRAMES = 3, SAMPLES = 9 };
#define REP HINGE_PHASE_REP

/* Shank, thigh and trunk lean by these; the arms hang, the head is on the trunk's line. */
static const double SHANK = -5, THIGH = -25, TRUNK = 70, PELVIS_DOWN = 50, DEGREE = M_PI / 180;
static const double SHANK_M = 0.43, THIGH_M = 0.41, TRUNK_M = 0.50, HEAD_M = 0.20, TOE_X = 0.17;
static const double WIDTH_M = 0.24, ASIS_M = 0.08, DEPTH_M = 0.15; /* ASIS in front of the hips */

struct statue {
    struct hinge_arena arena;
    struct hinge_tracks tracks;
    struct hinge_points points;
    struct hinge_trial_info info;
    struct hinge_body body;
    double force[2][SAMPLES];
};

/* One landmark, or a left and a right one. */
static void put(struct statue *s, int left, int n, double x, double y, double half_m)
{
    for (int side = 0; side < n; side++) {
        struct hinge_track *track = &s->tracks.point[left + side];
        const double at[3] = {x, y, side == 0 ? -half_m : half_m};
        track->present = track->usable = true;
        for (int a = 0; a < 3; a++) {
            track->axis[a] = hinge_tracks_array(&s->tracks);
            for (int i = 0; i < FRAMES; i++)
                track->axis[a][i] = at[a];
        }
    }
}

#define PUT(name, x, y, half_m) put(s, HINGE_LANDMARK_##name##_l, 2, x, y, half_m)

static void statue_init(struct statue *s, double load_share)
{
    double kx = SHANK_M * sin(SHANK * DEGREE), ky = 0.09 + SHANK_M * cos(SHANK * DEGREE);
    double hx = kx + THIGH_M * sin(THIGH * DEGREE), hy = ky + THIGH_M * cos(THIGH * DEGREE);
    double ux = sin(TRUNK * DEGREE), uy = cos(TRUNK * DEGREE);
    double fx = cos(PELVIS_DOWN * DEGREE), fy = -sin(PELVIS_DOWN * DEGREE);
    memset(s, 0, sizeof *s);
    s->tracks.arena = s->body.arena = &s->arena;
    s->tracks.n = s->body.n = FRAMES;
    s->tracks.dim = 3;
    s->tracks.load_share = load_share;
    s->body.side = 'b';
    s->body.rate_hz = 10;
    s->body.has_pelvis = true;
    hinge_trial_info_init(&s->info);
    PUT(ankle, 0, 0.09, 0.1);
    PUT(toe, TOE_X, 0.02, 0.1);
    PUT(knee, kx, ky, 0.1);
    PUT(hjc, hx, hy, 0.09);
    PUT(shoulder, hx + TRUNK_M * ux, hy + TRUNK_M * uy, 0.18);
    PUT(ear, hx + (TRUNK_M + HEAD_M) * ux, hy + (TRUNK_M + HEAD_M) * uy, 0.07);
    PUT(elbow, hx + TRUNK_M * ux, hy + TRUNK_M * uy - 0.28, 0.2);
    PUT(wrist, hx + TRUNK_M * ux, hy + TRUNK_M * uy - 0.54, 0.2);
    PUT(asis, hx + ASIS_M * fx, hy + ASIS_M * fy, WIDTH_M / 2);
    PUT(psis, hx + (ASIS_M - DEPTH_M) * fx, hy + (ASIS_M - DEPTH_M) * fy, 0.05);
}

static void build(struct statue *s)
{
    hinge_points_build(&s->tracks, s->body.side, &s->points);
    hinge_positions_build(&s->tracks, &s->points, &s->body);
}

static double above(const struct statue *s, enum hinge_moment_joint joint)
{
    const struct hinge_moment *m = &s->body.moment[joint];
    if (m->above == NULL)
        fail_msg("joint %d: %s", (int)joint, hinge_reason_name(m->reason));
    return m->above[1];
}

/* Of Winter's table: head .081, trunk .497, arms .056 and .044, thighs .2. */
static void closed_form(double load, double want[HINGE_MOMENT_JOINTS])
{
    double trunk = TRUNK_M * sin(TRUNK * DEGREE), head = HEAD_M * sin(TRUNK * DEGREE);
    double thigh = THIGH_M * sin(THIGH * DEGREE);
    double l5s1 = /* in front of the hips */
        (ASIS_M - 0.3375 * WIDTH_M) * cos(PELVIS_DOWN * DEGREE) +
        0.0085 * WIDTH_M * sin(PELVIS_DOWN * DEGREE);
    double hip = 0.081 * (trunk + head) + 0.497 * 0.5 * trunk + (0.056 + 0.044) * trunk;
    want[HINGE_MOMENT_HIP] = hip + load * trunk;
    want[HINGE_MOMENT_KNEE] =
        hip + 0.678 * thigh + 0.2 * (1 - 0.433) * thigh + load * (trunk + thigh);
    /* less the pelvis, whose centre is 0.256 of the way from L5/S1 to the hips */
    want[HINGE_MOMENT_L5S1] = hip - 0.678 * l5s1 + 0.142 * 0.256 * l5s1 + load * (trunk - l5s1);
}

TEST(a_statue_of_three_links)
{
    static const double share[] = {0, 0.2};
    static const double mass[] = {0.878, 0.678, 0.536};
    for (size_t k = 0; k < 2; k++) {
        struct statue s;
        double want[HINGE_MOMENT_JOINTS];
        statue_init(&s, share[k]);
        build(&s);
        closed_form(share[k], want);
        for (int j = 0; j < HINGE_MOMENT_JOINTS; j++) {
            assert_close(above(&s, (enum hinge_moment_joint)j), want[j], 0, 1e-12);
            assert_close(s.body.moment[j].mass_share, mass[j] + share[k], 0, 1e-12);
        }
        hinge_arena_clear(&s.arena);
    }
}

/* A head between markers in front and behind is as good as one between ears. */
TEST(a_head_without_ears)
{
    struct statue s;
    double ear[2], want[HINGE_MOMENT_JOINTS];
    statue_init(&s, 0);
    for (int side = 0; side < 2; side++) {
        struct hinge_track *t = &s.tracks.point[HINGE_LANDMARK_ear_l + side];
        for (int a = 0; a < 2; a++)
            ear[a] = t->axis[a][0];
        t->present = t->usable = false;
    }
    put(&s, HINGE_LANDMARK_nose, 1, ear[0] + 0.09, ear[1] - 0.02, 0);
    put(&s, HINGE_LANDMARK_occ, 1, ear[0] - 0.09, ear[1] + 0.02, 0);
    build(&s);
    closed_form(0, want);
    assert_close(above(&s, HINGE_MOMENT_HIP), want[HINGE_MOMENT_HIP], 0, 1e-12);
    hinge_arena_clear(&s.arena);
}

/* 40 and 60 % of the weight on two plates whose pressures are 3 cm behind and 2 cm in front of
 * the centre of mass, which is theirs then. */
TEST(plates_say_the_same)
{
    static const double share[] = {0, 0.2}, part[] = {0.4, 0.6}, off_m[] = {-0.03, 0.02};
    const double mass_kg = 80, knee = SHANK_M * sin(SHANK * DEGREE);
    for (size_t k = 0; k < 2; k++) {
        struct statue s;
        double want[HINGE_MOMENT_JOINTS], cop[2][FRAMES];
        closed_form(share[k], want);
        double all = want[HINGE_MOMENT_KNEE] - 0.093 * 0.433 * knee + 0.029 * (TOE_X / 2 - knee);
        double com = knee + all / (1 + share[k]);
        statue_init(&s, share[k]);
        s.tracks.load_share = (double)NAN; /* nobody needs to know what is in the hands */
        build(&s);
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < SAMPLES; i++)
                s.force[side][i] = -part[side] * mass_kg * (1 + share[k]) * 9.80665;
            for (int i = 0; i < FRAMES; i++)
                cop[side][i] = com + off_m[side];
            s.body.plate_force[side] =
                (struct hinge_muscle){.n = SAMPLES, .rate_hz = 40, .band = s.force[side]};
            s.body.cop_x[side] = cop[side];
        }
        hinge_plate_moments_build(&s.info, &s.body);
        assert_int_equal(s.body.moment[0].plates_reason, HINGE_REASON_NOT_RECORDED);
        s.info.mass_kg = mass_kg;
        hinge_plate_moments_build(&s.info, &s.body);
        for (int j = 0; j < HINGE_MOMENT_JOINTS; j++) {
            assert_null(s.body.moment[j].above);
            assert_close(s.body.moment[j].plates[1], want[j], 0, 1e-12);
        }
        s.force[0][3] = (double)NAN;
        hinge_plate_moments_build(&s.info, &s.body);
        assert_true(isnan(s.body.moment[HINGE_MOMENT_HIP].plates[1]));
        hinge_arena_clear(&s.arena);
    }
}

/* --- the metrics --- */

static void hinger(struct analysed *a, struct subject *subject)
{
    *subject = subject_text_g();
    subject->landmarks = CHAIN "elbow wrist asis psis ij px ";
    subject->dim = 3;
    subject->tremor_m = 0;
    *a = unfiltered();
    a->info.facing = "+x";
}

TEST(numbers_of_a_repetition)
{
    struct analysed a;
    struct subject subject;
    hinger(&a, &subject);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    struct subject_pose low = subject_pose(&subject, 1, 4.25);
#define X(name) low.at[SUBJECT_##name].x
    double hip = 0.081 * X(ear) + 0.497 * (X(hjc) + X(shoulder)) / 2 +
                 0.056 * (X(shoulder) + 0.436 * (X(elbow) - X(shoulder))) +
                 0.044 * (X(elbow) + 0.682 * (X(wrist) - X(elbow))) - 0.678 * X(hjc);
    double knee = hip + 0.678 * (X(hjc) - X(knee)) + 0.2 * 0.567 * (X(hjc) - X(knee));
#undef X
    assert_close(metric_of(&a, 0, "moment_hip_nm_kg", REP), 9.80665 * hip, 0, 1e-9);
    assert_close(metric_of(&a, 0, "moment_knee_nm_kg", REP), -9.80665 * knee, 0, 1e-9);
    assert_close(metric_of(&a, 0, "lever_hip_cm", REP), 100 * hip / 0.678, 0, 1e-9);
    assert_close(metric_of(&a, 0, "lever_knee_cm", REP), -100 * knee / 0.878, 0, 1e-9);
    assert_close(metric_of(&a, 0, "moment_hip_share", REP), hip / (hip + fabs(knee)), 0, 1e-9);
    double back = metric_of(&a, 0, "moment_l5s1_nm_kg", REP);
    assert_close(metric_of(&a, 0, "moment_hip_l5s1_ratio", REP), 9.80665 * hip / back, 0, 1e-9);
    /* the bottom of this repetition is its largest moment, but for the knees, which the first
     * degrees flex */
    assert_close(metric_of(&a, 0, "moment_hip_peak_nm_kg", REP), 9.80665 * hip, 0, 1e-9);
    assert_close(metric_of(&a, 0, "moment_l5s1_peak_nm_kg", REP), back, 0, 1e-9);
    assert_true(metric_of(&a, 0, "moment_knee_peak_nm_kg", REP) >= -9.80665 * knee);
    assert_string_equal(reason_of(&a, 0, "moment_hip_plates_nm_kg", REP), "NO_FORCE");
    analysed_clear(&a);
}

/* Half of its mass in the hands of a body of `mass_kg`. */
TEST(a_load_in_the_hands)
{
    struct analysed a;
    struct subject subject;
    double hip[2], arm_m;
    for (int k = 0; k < 2; k++) {
        hinger(&a, &subject);
        a.info.load_kg = 40 * k;
        a.info.mass_kg = k == 0 ? (double)NAN : 80; /* empty hands need no mass */
        analyse_subject(&a, &subject);
        assert_analysed(a);
        hip[k] = metric_of(&a, 0, "moment_hip_nm_kg", REP);
        analysed_clear(&a);
    }
    struct subject_pose low = subject_pose(&subject, 1, 4.25);
    arm_m = low.at[SUBJECT_wrist].x - low.at[SUBJECT_hjc].x;
    assert_close(hip[1] - hip[0], 0.5 * 9.80665 * arm_m, 0, 1e-9);
}

/* A picture has metres once somebody says how tall its person is. */
TEST(metres_of_a_picture)
{
    struct analysed a;
    struct subject subject;
    for (int k = 0; k < 2; k++) {
        hinger(&a, &subject);
        subject.landmarks = LEGS "ear elbow wrist ";
        subject.dim = 2;
        subject.image = true;
        subject.per_m = 400;
        subject.unit = HINGE_UNIT_px;
        if (k == 1)
            a.info.leg_length_m = 0.84;
        analyse_subject(&a, &subject);
        assert_analysed(a);
        assert_true(metric_of(&a, 0, "moment_hip_share", REP) > 0.5);
        assert_string_equal(reason_of(&a, 0, "moment_l5s1_nm_kg", REP), "TIER_TOO_LOW");
        if (k == 0)
            assert_string_equal(reason_of(&a, 0, "moment_hip_nm_kg", REP), "NO_METRIC_SCALE");
        else
            assert_close(metric_of(&a, 0, "moment_hip_nm_kg", REP), 2.2, 0, 0.5);
        analysed_clear(&a);
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
        struct analysed a;
        struct subject subject;
        hinger(&a, &subject);
        subject.landmarks = rows[k].landmarks;
        a.info.task = rows[k].task;
        a.info.load_kg = rows[k].load_kg;
        a.info.mass_kg = rows[k].mass_kg;
        analyse_subject(&a, &subject);
        assert_analysed(a);
        const char *reason = reason_of(&a, 0, rows[k].metric, REP);
        if (strcmp(*reason == '\0' ? "OK" : reason, rows[k].reason) != 0)
            fail_msg("row %zu: %s, not %s", k, reason, rows[k].reason);
        analysed_clear(&a);
    }
}
