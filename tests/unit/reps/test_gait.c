/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The candidate check at each of its limits (method 5.5): a candidate just short of the
 * limit and one just over it. Ankles go in a straight line, whose quantiles are its own
 * parts; the other series are slow cosines, whose range is twice their amplitude. */
#include "test.h"

#include "base/parameters.h"
#include "reps/reps.h"

#include <hinge/warnings.h>

enum { N = 600, FROM = 100, FRAMES = 400 };
static const double RATE_HZ = 100, LEG_M = 0.9;

struct scene {
    struct hinge_body body;
    struct hinge_parameters parameters;
    struct hinge_trial_info info;
    struct hinge_rep rep;
    struct hinge_rejected why;
    double trunk[N], drop[N], thigh[2][N], ankle[2][N];
    struct hinge_arena scratch;
};
static struct scene scene;

static void cosine(double *x, double range)
{
    for (int i = 0; i < N; i++)
        x[i] = -range / 2 * cos(2 * 3.14159265358979 * i / (N / 2.));
}

/* From 0 at the candidate's first frame to `travel` at its last. */
static void line(double *x, double travel)
{
    for (int i = 0; i < N; i++)
        x[i] = travel * (i - FROM) / (FRAMES - 1);
}

static void set_scene(void)
{
    scene =
        (struct scene){.body = {.n = N, .rate_hz = RATE_HZ, .leg0 = LEG_M, .has_positions = true}};
    hinge_parameters_init(&scene.parameters);
    scene.info.task = "";
    scene.body.signal[HINGE_SIGNAL_trunk_incl] = scene.trunk;
    scene.body.signal[HINGE_SIGNAL_hip_drop] = scene.drop;
    for (int s = 0; s < 2; s++) {
        scene.body.thigh_side[s] = scene.thigh[s];
        scene.body.ankle_side_x[s] = scene.ankle[s];
    }
    cosine(scene.trunk, 60);
    scene.rep = (struct hinge_rep){
        .bounds = {FROM, FROM + 150, FROM + 250, FROM + FRAMES - 1}, .rom_deg = 60, .rom2_deg = 90};
}

static enum hinge_reason judge(void)
{
    struct hinge_reps_request request = {.body = &scene.body,
                                         .info = &scene.info,
                                         .parameters = &scene.parameters,
                                         .scratch = &scene.scratch};
    struct hinge_gait gait = hinge_gait_of(&request);
    hinge_gait_check(&request, &gait, &scene.rep, &scene.why);
    hinge_arena_clear(&scene.scratch);
    return scene.why.reason;
}

/* The medians of 0.3 s at both ends of a straight line are 370 of 400 frames apart; 0.15 of a leg
 * of 0.9 m is 0.135 m. */
TEST(ankles_that_end_elsewhere)
{
    const double least = 0.135 * (FRAMES - 1) / (FRAMES - 30);
    set_scene();
    line(scene.ankle[0], least - 0.001);
    assert_int_equal(judge(), HINGE_REASON_OK);
    assert_true(scene.rep.warnings == 0);
    line(scene.ankle[0], least + 0.001);
    assert_int_equal(judge(), HINGE_REASON_STEPPING);
    assert_close(scene.why.size, 0.15103, 1e-5, 0);
    assert_close(scene.why.limit, 0.15, 0, 0);
    scene.info.task = "kickstand_hinge"; /* the leg that stands counts */
    assert_int_equal(judge(), HINGE_REASON_OK);
    line(scene.ankle[1], -least - 0.001);
    assert_int_equal(judge(), HINGE_REASON_STEPPING);
    line(scene.ankle[1], -least + 0.001);
    assert_int_equal(judge(), HINGE_REASON_OK);
    scene.info.task = "";
    assert_int_equal(judge(), HINGE_REASON_STEPPING);
    scene.body.origin_at_hip =
        true; /* against each other, and their range: 0.15 and -0.15 are 0.3 */
    line(scene.ankle[0], 0.1505), line(scene.ankle[1], -0.1505);
    assert_int_equal(judge(), HINGE_REASON_STEPPING);
    line(scene.ankle[0], 0.1495), line(scene.ankle[1], -0.1495);
    assert_int_equal(judge(), HINGE_REASON_OK);
    scene.body.ankle_side_x[1] = NULL;
    line(scene.ankle[0], 3);
    assert_int_equal(judge(), HINGE_REASON_OK);
}

/* An ankle that glides away behind the hands and comes back: no step. Of it the quantiles leave out
 * a twentieth at each end of its range. */
TEST(ankles_that_come_back)
{
    for (int away = 0; away < 2; away++) {
        set_scene();
        for (int i = 0; i < FRAMES; i++) /* a third of the time there */
            scene.ankle[1][FROM + i] = i > 100 && i < 233 ? 0.27 + (away ? 0.001 : -0.001) : 0;
        assert_int_equal(judge(), HINGE_REASON_OK);
        assert_true(scene.rep.warnings == (away ? HINGE_WARN(FEET_MOVED) : 0));
        assert_close(scene.rep.feet_LL, away ? 0.271 / 0.9 : 0, 1e-9, 0);
        scene.rep.warnings = 0;
        scene.info.task = "kickstand_hinge"; /* the other stands */
        assert_int_equal(judge(), HINGE_REASON_OK);
        assert_true(scene.rep.warnings == 0);
        for (int i = 0; i < 40; i++) /* its end was not seen: its range decides */
            scene.ankle[1][FROM + FRAMES - 1 - i] = (double)NAN;
        scene.info.task = "";
        assert_int_equal(judge(), away ? HINGE_REASON_STEPPING : HINGE_REASON_OK);
    }
}

/* Of a short candidate the middle of a fifth, 22 frames, at each end. */
TEST(ends_of_a_short_candidate)
{
    set_scene();
    scene.rep.bounds = (struct hinge_phase_bounds){FROM, FROM + 45, FROM + 60, FROM + 109};
    for (int i = 0; i < N; i++)
        scene.ankle[0][i] = (i >= FROM + 10 && i < FROM + 22) || i >= FROM + 88 ? 0 : 9;
    scene.parameters.gait_foot_LL = 10;
    assert_int_equal(judge(), HINGE_REASON_OK);
}

/* Four fifths of an ankle must be seen. */
TEST(ankles_that_are_not_seen)
{
    for (int missing = 80; missing <= 81; missing++) {
        set_scene();
        scene.body.ankle_side_x[1] = NULL;
        scene.body.thigh_side[0] = scene.body.thigh_side[1] = NULL;
        line(scene.ankle[0], 1);
        for (int i = 0; i < missing; i++)
            scene.ankle[0][FROM + 2 + 4 * i] = (double)NAN;
        bool seen = missing == 80;
        assert_int_equal(judge(), seen ? HINGE_REASON_STEPPING : HINGE_REASON_OK);
        assert_true(scene.rep.warnings == (seen ? 0 : HINGE_WARN(GAIT_UNTESTED)));
    }
}

TEST(thighs_that_alternate)
{
    static const double given[][2] = {{60, 30}, {30, 20}}; /* half the range, 20 deg */
    for (int i = 0; i < 2; i++) {
        set_scene();
        scene.body.ankle_side_x[0] = scene.body.ankle_side_x[1] = NULL; /* a trunk that bends over
                                                                          feet decides */
        scene.rep.rom_deg = given[i][0];
        cosine(scene.thigh[0], 0.4 * given[i][1] * 0.985);
        cosine(scene.thigh[1], -0.6 * given[i][1] * 0.985);
        assert_int_equal(judge(), HINGE_REASON_OK);
        cosine(scene.thigh[0], 0.4 * given[i][1] * 1.015);
        cosine(scene.thigh[1], -0.6 * given[i][1] * 1.015);
        assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
        scene.rep.rom_deg = (double)NAN; /* then that of the ascent, 90 */
        assert_int_equal(judge(), HINGE_REASON_OK);
        cosine(scene.thigh[1], 0);
        cosine(scene.thigh[0], 46);
        assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
        scene.info.task = "kickstand_hinge";
        assert_int_equal(judge(), HINGE_REASON_OK);
    }
}

/* A fourth of 40 deg are 10; the range of a cosine after the filter is a little smaller. */
TEST(thighs_that_differ_while_the_trunk_bends)
{
    set_scene();
    cosine(scene.thigh[0], 40);
    cosine(scene.trunk, 10.2);
    assert_int_equal(judge(), HINGE_REASON_OK);
    assert_true(scene.rep.warnings == HINGE_WARN(THIGHS_DIFFER));
    assert_close(scene.rep.thighs_deg, 40, 0.7, 0);
    cosine(scene.trunk, 9.8);
    assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
    assert_close(scene.why.size, 0.245, 1e-3, 0);
    cosine(scene.trunk, 60);
    scene.body.signal[HINGE_SIGNAL_trunk_incl] = NULL; /* no trunk was seen to bend */
    assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
    scene.body.signal[HINGE_SIGNAL_trunk_incl] = scene.trunk;
    scene.body.ankle_side_x[0] = scene.body.ankle_side_x[1] = NULL; /* nor feet to stay */
    assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
}

/* A sensor on one thigh alone tips both ways in a stride, half as far as two thighs differ: 10 deg
 * the lesser, or a fourth of the bend. A squat of 60 deg whose zero is 13 deg off is none. */
TEST(one_thigh_that_swings)
{
    for (int side = 0; side < 2; side++) {
        set_scene();
        scene.body.has_positions = false;
        scene.body.ankle_side_x[0] = scene.body.ankle_side_x[1] = NULL;
        scene.body.thigh_side[1 - side] = NULL;
        cosine(scene.thigh[side], 2 * 13);
        assert_int_equal(judge(), HINGE_REASON_OK);
        assert_true(scene.rep.warnings == 0);
        cosine(scene.thigh[side], 2 * 15.1);
        assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
        scene.rep.rom_deg = 30;
        cosine(scene.thigh[side], 2 * 9.9);
        assert_int_equal(judge(), HINGE_REASON_OK);
        cosine(scene.thigh[side], 2 * 10.1);
        assert_int_equal(judge(), HINGE_REASON_ALTERNATING);
        for (int i = 0; i < N; i++) /* it tips one way */
            scene.thigh[side][i] = fabs(scene.thigh[side][i]);
        assert_int_equal(judge(), HINGE_REASON_OK);
        scene.body.has_positions = true;
        cosine(scene.thigh[side], 60);
        assert_int_equal(judge(), HINGE_REASON_OK);
        assert_true(scene.rep.warnings == HINGE_WARN(GAIT_UNTESTED));
    }
}

/* 10 deg, or hips that sink by 0.1 of 0.9 m. */
TEST(a_trunk_that_stays)
{
    set_scene();
    cosine(scene.trunk, 10.15);
    assert_int_equal(judge(), HINGE_REASON_OK);
    cosine(scene.trunk, 9.85);
    assert_int_equal(judge(), HINGE_REASON_NO_TRUNK);
    cosine(scene.drop, 0.0885);
    assert_int_equal(judge(), HINGE_REASON_NO_TRUNK);
    cosine(scene.drop, 0.0915);
    assert_int_equal(judge(), HINGE_REASON_OK);
    scene.body.signal[HINGE_SIGNAL_hip_drop] = NULL;
    assert_int_equal(judge(), HINGE_REASON_NO_TRUNK);
    scene.body.signal[HINGE_SIGNAL_trunk_incl] = NULL; /* nothing to say it stays */
    assert_int_equal(judge(), HINGE_REASON_OK);
}

/* 0.8 s of movement, the hold apart; 0.4 s of a phase alone. */
TEST(movement_that_is_short)
{
    set_scene();
    struct hinge_phase_bounds *b = &scene.rep.bounds;
    *b = (struct hinge_phase_bounds){100, 130, 300, 350};
    assert_int_equal(judge(), HINGE_REASON_OK);
    b->asc_end = 349;
    assert_int_equal(judge(), HINGE_REASON_TOO_SHORT);
    assert_string_equal(scene.why.before, "lasted ");
    scene.info.task = "kettlebell_swing";
    assert_int_equal(judge(), HINGE_REASON_OK);
    scene.info.task = "";
    scene.rep.ascent = HINGE_REASON_TRUNCATED; /* the descent alone: 0.3 s */
    assert_int_equal(judge(), HINGE_REASON_TOO_SHORT);
    assert_string_equal(scene.why.before, "one phase lasted ");
    b->desc_end = 140;
    assert_int_equal(judge(), HINGE_REASON_OK);
    b->desc_end = 139;
    assert_int_equal(judge(), HINGE_REASON_TOO_SHORT);
    scene.rep.descent = HINGE_REASON_TRUNCATED; /* no phase is none too short */
    assert_int_equal(judge(), HINGE_REASON_OK);
}

/* The candidate is from the start of its first phase to the end of its last, or what
 * there is of it: an ankle that moves outside is nobody's step. */
TEST(only_the_candidate_is_judged)
{
    enum { NONE = HINGE_NO_INDEX };
    static const struct {
        bool floor;
        struct hinge_phase_bounds bounds;
        int first, last;
    } given[] = {
        {false, {100, 200, 300, 400}, 100, 400},   {true, {300, 400, 100, 200}, 100, 400},
        {false, {NONE, NONE, 300, 400}, 300, 400}, {false, {100, 200, NONE, NONE}, 100, 200},
        {true, {300, 400, NONE, NONE}, 300, 400},  {true, {NONE, NONE, 100, 200}, 100, 200},
    };
    for (size_t k = 0; k < sizeof given / sizeof *given; k++) {
        set_scene();
        scene.rep.floor = given[k].floor;
        scene.rep.bounds = given[k].bounds;
        int first = given[k].first, last = given[k].last;
        for (int i = 0; i < N; i++) /* steps just outside */
            scene.ankle[0][i] = i < first || i > last ? 9 : 0;
        assert_int_equal(judge(), HINGE_REASON_OK);
        for (int i = first; i <= last; i++) /* and from end to end */
            scene.ankle[0][i] = 0.2 * (i - first) / (last - first);
        assert_int_equal(judge(), HINGE_REASON_STEPPING);
    }
    set_scene();
    scene.rep.bounds = (struct hinge_phase_bounds){NONE, NONE, NONE, NONE};
    line(scene.ankle[0], 9);
    assert_int_equal(judge(), HINGE_REASON_OK);
}
