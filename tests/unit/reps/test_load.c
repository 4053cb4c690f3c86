/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a load is in the hands: planted lift-offs of a marker, as its noise hides them, marks, and
 * what tasks tell. */
#include "test.h"

#include "reps/reps.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

enum { RATE = 60, FRAMES = 600, DOWN = 120, LOW = 216, UP = 258, TOP = 342 };

static struct {
    double hand[2][FRAMES], load[2][FRAMES], knee[FRAMES], above[FRAMES];
    struct hinge_arena arena, scratch;
    struct hinge_body body;
    struct hinge_rep rep;
    struct hinge_reps reps;
    struct hinge_trial_info info;
    struct hinge_reps_request request;
} lift;

/* A person bends from frame 120 to 216, rises from 258 to 342 and stays there; hands go down to 0.1
 * m. The load is at the hands from `late` frames after the rise begins. */
static void init(const char *task, bool marker, int late, double noise_m)
{
    double at = 0;
    memset(&lift, 0, sizeof lift);
    hinge_trial_info_init(&lift.info);
    lift.info.task = task;
    lift.info.load_kg = 16;
    lift.info.mass_kg = 80;
    for (int i = 0; i < FRAMES; i++) {
        const double u = i < LOW ? (i - DOWN) / (double)(LOW - DOWN)
                                 : 1 - (i - UP) / (double)(TOP - UP),
                     s = fmin(1, fmax(0, u)), way = s * s * s * (10 - 15 * s + 6 * s * s);
        lift.hand[1][i] = 0.8 - 0.7 * way;
        at = i == UP + late ? 0.1 - lift.hand[1][i] : at;
        lift.load[1][i] = i < UP + late ? 0.1 : lift.hand[1][i] + at;
        lift.load[1][i] += noise_m * ((i * 7919) % 13 - 6) / 6.0;
        lift.load[0][i] = lift.hand[0][i] = 0.3;
        lift.above[i] = 0.05 + 0.2 * 0.3;
    }
    lift.body = (struct hinge_body){.n = FRAMES,
                                    .rate_hz = RATE,
                                    .has_positions = true,
                                    .has_metric = true,
                                    .load_share = 0.2,
                                    .arena = &lift.arena};
    for (int axis = 0; axis < 2; axis++) {
        lift.body.chain[HINGE_CHAIN_WRIST][axis] = lift.hand[axis];
        lift.body.chain[HINGE_CHAIN_LOAD][axis] = marker ? lift.load[axis] : lift.hand[axis];
    }
    lift.body.moment[HINGE_MOMENT_KNEE] =
        (struct hinge_moment){.above = lift.above, .joint = lift.knee};
    lift.rep = (struct hinge_rep){
        .bounds = {DOWN, LOW, UP, TOP}, .liftoff_s = (double)NAN, .setdown_s = (double)NAN};
    lift.reps = (struct hinge_reps){.n = 1,
                                    .rep = &lift.rep,
                                    .leg_length = 0.9,
                                    .arena = &lift.arena,
                                    .scratch = &lift.scratch};
    lift.request = (struct hinge_reps_request){.body = &lift.body, .info = &lift.info};
}

static void settle(const char *source)
{
    hinge_load_settle(&lift.request, &lift.body, &lift.reps);
    assert_string_equal(lift.reps.load_source, source);
}

static void clear(void)
{
    hinge_arena_clear(&lift.arena);
    hinge_arena_clear(&lift.scratch);
}

TEST(a_marker_leaves_its_rest)
{
    static const double noise_m[] = {0.0003, 0.002, 0.005};
    for (int k = 0; k < 3; k++) {
        init("lift_heavy_box", true, 9, noise_m[k]); /* 0.15 s after the hands */
        settle("marker");
        assert_close(lift.rep.liftoff_s, (UP + 9) / (double)RATE, 0, 0.04);
        assert_true(isnan(lift.rep.setdown_s)); /* the person keeps it */
        assert_int_equal(lift.rep.load_reason, HINGE_REASON_OK);
        assert_close(lift.body.carried[UP], 0, 0, 0);
        assert_close(lift.body.carried[TOP], 1, 0, 0);
        assert_close(lift.above[LOW], 0.05, 0, 1e-12); /* its weight does not count yet */
        assert_close(lift.above[TOP], 0.11, 0, 1e-12);
        clear();
    }
    init("lift_heavy_box", true, FRAMES, 0.001); /* too heavy */
    settle("marker");
    assert_int_equal(lift.rep.load_reason, HINGE_REASON_NO_LOAD);
    assert_close(lift.body.carried[TOP], 0, 0, 0);
    clear();
}

/* A load's height where it is at rest and on the way: a line is at its rest where it begins. */
static void draw_way(const int (*knot)[2], size_t n, double *y)
{
    for (size_t k = 0, i = 0; k + 1 < n; k++)
        for (; i < FRAMES && (int)i <= knot[k + 1][0]; i++)
            y[i] = (knot[k][1] + (knot[k + 1][1] - knot[k][1]) * ((double)i - knot[k][0]) /
                                     (knot[k + 1][0] - knot[k][0])) /
                   100;
}

TEST(each_repetition_has_its_lift_off_and_set_down)
{
    /* frames and cm: lifted, set down on a shelf, lifted from there and set down on the floor */
    static const int stands[][2] = {{0, 10},   {160, 10}, {200, 90}, {320, 90}, {350, 30},
                                    {395, 30}, {425, 90}, {540, 90}, {580, 10}, {600, 10}},
                     floor[][2] = {{0, 10},   {60, 10},  {100, 90}, {160, 90}, {200, 10},
                                   {260, 10}, {300, 90}, {400, 90}, {440, 10}, {600, 10}};
    static const struct {
        const int (*way)[2];
        struct hinge_phase_bounds bounds[2];
        int up[2], down[2];
    } lifts[] = {
        {stands, {{60, 120, 150, 200}, {300, 360, 390, 440}}, {160, 395}, {350, 580}},
        {floor, {{160, 205, 55, 100}, {400, 445, 255, 300}}, {60, 260}, {200, 440}},
    };
    for (size_t k = 0; k < sizeof lifts / sizeof *lifts; k++) {
        struct hinge_rep rep[2];
        init("lift_heavy_box", true, 9, 0);
        draw_way(lifts[k].way, 10, lift.load[1]);
        for (size_t r = 0; r < 2; r++) {
            rep[r] = hinge_rep_empty(lifts[k].way == floor);
            rep[r].bounds = lifts[k].bounds[r];
        }
        lift.body.start_s = 2;
        lift.body.has_metric = lifts[k].way == floor;
        for (int i = 0; i < FRAMES && !lift.body.has_metric; i++)
            lift.load[1][i] *= 500; /* pixels, of a leg of 450 */
        lift.reps.leg_length = lift.body.has_metric ? 0.9 : 450;
        lift.reps.n = 2;
        lift.reps.rep = rep;
        settle("marker");
        for (size_t r = 0; r < 2; r++) {
            assert_close(rep[r].liftoff_s, 2 + lifts[k].up[r] / (double)RATE, 0, 1e-9);
            assert_close(rep[r].setdown_s, 2 + lifts[k].down[r] / (double)RATE, 0, 1e-9);
            for (int side = -1; side <= 1; side += 2) {
                assert_close(lift.body.carried[lifts[k].up[r] + side], side > 0, 0, 0);
                assert_close(lift.body.carried[lifts[k].down[r] + side], side < 0, 0, 0);
            }
        }
        clear();
    }
}

/* Two lifts from the floor, of a load that its marker may not show: the frames of `way` in cm. */
TEST(a_marker_that_does_not_show_every_lift)
{
    /* clang-format off */
    static const struct {
        int way[8][2];
        struct hinge_phase_bounds bounds[2];
        const char *source;
        double liftoff[2], setdown[2]; /* frames; 0: none */
    } cases[] = {
        /* rolled by 2 cm, it was never up; of a second repetition no ascent is known */
        {{{0, 10}, {60, 10}, {100, 12}, {230, 12}, {240, 10}, {260, 10}, {300, 90}, {600, 90}}, {{160, 205, 55, 100}, {400, 445, 260, 300}}, "marker", {0, 260}, {0, 0}},
        {{{0, 10}, {60, 10}, {100, 90}, {160, 90}, {200, 10}, {300, 10}, {400, 10}, {600, 10}}, {{160, 205, 55, 100}, {300, 345, -1, -1}}, "marker", {60, 0}, {200, 0}},
        /* down for a tenth of a second between two lifts, and a frame less */
        {{{0, 10}, {60, 10}, {100, 90}, {160, 90}, {205, 10}, {210, 10}, {250, 90}, {600, 90}}, {{160, 205, 55, 100}, {400, 445, 210, 250}}, "marker", {60, 210}, {205, 0}},
        {{{0, 10}, {60, 10}, {100, 90}, {160, 90}, {205, 10}, {209, 10}, {250, 90}, {600, 90}}, {{160, 205, 55, 100}, {400, 445, 209, 250}}, "task", {0, 0}, {0, 0}},
    };
    /* clang-format on */
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct hinge_rep rep[2] = {hinge_rep_empty(true), hinge_rep_empty(true)};
        init("lift_heavy_box", true, 9, 0);
        draw_way(cases[k].way, 8, lift.load[1]);
        lift.reps.n = 2;
        lift.reps.rep = rep;
        for (int r = 0; r < 2; r++)
            rep[r].bounds = cases[k].bounds[r];
        settle(cases[k].source);
        for (int r = 0; r < 2; r++) {
            const double up = cases[k].liftoff[r], down = cases[k].setdown[r];
            assert_close(rep[r].liftoff_s, up > 0 ? up / RATE : (double)NAN, 0, 1e-9);
            assert_close(rep[r].setdown_s, down > 0 ? down / RATE : (double)NAN, 0, 1e-9);
        }
        clear();
    }
}

TEST(what_marks_and_tasks_tell)
{
    init("lift_heavy_box", false, 0, 0);
    settle("task"); /* empty hands until the ascent */
    assert_int_equal(lift.rep.load_reason, HINGE_REASON_NOT_RECORDED);
    assert_close(lift.body.carried[UP - 1], 0, 0, 0);
    assert_close(lift.body.carried[UP], 1, 0, 0);
    clear();
    init("lift_heavy_box", true, 9, 0);
    lift.rep.liftoff_s = 4.5;
    lift.rep.setdown_s = 7;
    settle("events"); /* before any other */
    assert_close(lift.body.carried[(int)(4.5 * RATE) - 1] + lift.body.carried[7 * RATE + 1], 0, 0,
                 0);
    assert_close(lift.body.carried[(int)(4.5 * RATE)], 1, 0, 0);
    clear();
    static const char *const held[] = {"rdl", "kettlebell_swing", "carry_bucket"};
    for (int k = 0; k < 3; k++) { /* in the hands all the time */
        init(held[k], false, 0, 0);
        settle("task");
        assert_null(lift.body.carried);
        assert_int_equal(lift.reps.task_unknown, k == 2);
        clear();
    }
    init("lift_heavy_box", false, 0, 0);
    lift.info.load_kg = 0;
    settle("");
    clear();
    init("kettlebell_swing", false, 0, 0); /* in the hands, of whatever weight */
    lift.info.load_kg = (double)NAN;
    settle("task");
    clear();
    for (int kept = 0; kept < 2; kept++) { /* until the next descent, or kept */
        struct hinge_rep rep[2];
        init("lift_heavy_box", false, 0, 0);
        rep[0] = rep[1] = lift.rep;
        rep[1].bounds = (struct hinge_phase_bounds){400, 450, 460, 500};
        lift.reps.n = 2;
        lift.reps.rep = rep;
        lift.info.load_kept = kept;
        settle("task");
        assert_close(lift.body.carried[399], 1, 0, 0);
        assert_close(lift.body.carried[400], kept, 0, 0);
        assert_close(lift.body.carried[FRAMES - 1], kept, 0, 0);
        clear();
    }
    init("deadlift_floor", false, 0, 0); /* before the lift, too; until it is back */
    lift.rep.floor = true;
    lift.rep.bounds = (struct hinge_phase_bounds){300, 400, 100, 200};
    settle("task");
    assert_null(lift.body.carried);
    clear();
    init("lift_heavy_box", false, 0, 0); /* relaxed standing before it */
    lift.info.role = HINGE_ROLE_standing;
    lift.reps.n = 0;
    settle("task");
    assert_close(lift.above[LOW], 0.05, 0, 1e-12);
    clear();
}

/* Plates under a body that sinks and rises by 0.3 m, and carries the load from 0.15 s after the
 * begin of the ascent on: from 10 % of the body's mass on they tell when. One plate has both feet,
 * or each has its own; the heaviest load is set down at 8 s. A second bend has no lift. */
TEST(plates_tell_the_lift)
{
    enum { FORCES = 600, SAMPLES = FORCES * FRAMES / RATE };
    static double body_y[FRAMES], force[SAMPLES], part[2][SAMPLES];
    static const double kg[] = {4, 8, 16, 32},
                        seconds[] = {(LOW - DOWN) / (double)RATE, (TOP - UP) / (double)RATE};
    const double at = UP / (double)RATE + 0.15;
    for (int k = 0; k < 4; k++) {
        init("lift_heavy_box", false, 0, 0);
        lift.info.load_kg = kg[k];
        for (int i = 0; i < FRAMES; i++)
            body_y[i] = 1 - 0.3 * (0.8 - lift.hand[1][i]) / 0.7;
        for (int c = 0; c < HINGE_CHAIN_COUNT; c++)
            for (int axis = 0; axis < 2; axis++)
                lift.body.chain[c][axis] = axis == 0 ? lift.hand[0] : body_y;
        struct hinge_rep rep[3] = {lift.rep, hinge_rep_empty(false), hinge_rep_empty(true)};
        rep[1].bounds.desc_start = rep[2].bounds.asc_start = 560;
        rep[1].bounds.desc_end = rep[2].bounds.asc_end = 580;
        lift.reps.rep = rep;
        lift.reps.n = kg[k] > 16 ? 3 : 2;
        lift.body.start_s = 3;
        for (int i = 0; i < SAMPLES; i++) {
            const double t = i / (double)FORCES, from = i < UP * FORCES / RATE ? DOWN : UP;
            const int way = i >= UP * FORCES / RATE;
            const double s = fmin(1, fmax(0, (t - from / RATE) / seconds[way]));
            const double a = (way ? 0.3 : -0.3) * (60 * s - 180 * s * s + 120 * s * s * s) /
                             (seconds[way] * seconds[way]);
            const double on = fmin(1, fmax(0, (t - at) / 0.1 + 0.5)) -
                              (kg[k] > 16 ? fmin(1, fmax(0, (t - 8) / 0.1 + 0.5)) : 0);
            force[i] =
                80 * (HINGE_STANDARD_GRAVITY + a) + kg[k] * on * (HINGE_STANDARD_GRAVITY + a);
            part[0][i] = -0.3 * force[i]; /* as the body pushes */
            part[1][i] = 0.7 * force[i];
        }
        for (int p = 0; p < 3; p++)
            if ((p == 2) == (k < 2))
                lift.body.plate_force[p] = (struct hinge_muscle){
                    .n = SAMPLES, .rate_hz = FORCES, .start_s = 3, .band = k < 2 ? force : part[p]};
        settle(kg[k] < 8 ? "task" : "plates");
        if (kg[k] >= 8) {
            assert_close(rep[0].liftoff_s, 3 + at, 0, 0.01);
            assert_close(rep[0].setdown_s, kg[k] > 16 ? 3 + 8 : (double)NAN, 0, 0.01);
            assert_close(lift.body.carried[UP], 0, 0, 0);
            assert_close(lift.body.carried[TOP], 1, 0, 0);
            assert_close(lift.body.carried[500], kg[k] <= 16, 0, 0);
            for (size_t r = 1; r < lift.reps.n; r++) {
                assert_int_equal(rep[r].load_reason, HINGE_REASON_NO_LOAD);
                assert_true(isnan(rep[r].liftoff_s));
            }
        }
        clear();
    }
}
