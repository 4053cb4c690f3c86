/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments with accelerations by formula: a stiff upper body on still legs is a pendulum, whose
 * moment is g sum(m x) - (sum(m r^2) + I) alpha and whose hips alone do work, all that its energy
 * rises. */
#include "test.h"

#include "metrics/metric.h"
#include "rep_scene.h"

static double chain[HINGE_CHAIN_COUNT][2][N];
static struct hinge_task task;

/* Half a turn of `amplitude` rad and back between DOWN and END. */
static double angle(int i, double amplitude, double *acceleration)
{
    double w = 2 * M_PI / (END - DOWN) * 100, t = (i - DOWN) / 100.0;
    bool moves = i >= DOWN && i <= END;
    *acceleration = moves ? amplitude * w * w * cos(w * t) / 2 : 0;
    return moves ? amplitude * (1 - cos(w * t)) / 2 : 0;
}

/* Along the trunk from the hips at 0.9 m; feet and knees below. */
static const double radius[HINGE_CHAIN_COUNT] = {
    [HINGE_CHAIN_EAR] = 0.7,   [HINGE_CHAIN_SHOULDER] = 0.5, [HINGE_CHAIN_ELBOW] = 0.3,
    [HINGE_CHAIN_WRIST] = 0.1, [HINGE_CHAIN_L5S1] = 0.1,     [HINGE_CHAIN_LOAD] = 0.1};

static void init(double amplitude)
{
    double unused;
    scene_init();
    scene.body.cutoff_hz = 1; /* it moves so slowly that no filter changes it */
    scene.body.has_metric = scene.body.has_positions = true;
    scene.body.load_share = 0.2;
    scene.view.task = &task;
    for (int k = 0; k < HINGE_CHAIN_COUNT; k++)
        for (int axis = 0; axis < 2; axis++)
            scene.body.chain[k][axis] = chain[k][axis];
    for (int i = 0; i < N; i++)
        for (int k = 0; k < HINGE_CHAIN_COUNT; k++) {
            double a = angle(i, amplitude, &unused);
            chain[k][0][i] = radius[k] * sin(a) + (k == HINGE_CHAIN_TOE ? 0.2 : 0);
            chain[k][1][i] = k == HINGE_CHAIN_KNEE ? 0.45
                             : k >= HINGE_CHAIN_ANKLE && k <= HINGE_CHAIN_TOE
                                 ? 0.05
                                 : 0.9 + radius[k] * cos(a);
        }
}

TEST(a_pendulum)
{
    const double first = 0.081 * 0.7 + 0.497 * 0.25 + 0.056 * (0.5 - 0.436 * 0.2) +
                         0.044 * (0.3 - 0.682 * 0.2) + 0.2 * 0.1;
    const double second = 0.081 * 0.49 + 0.497 * (0.0625 + 0.36 * 0.36 * 0.25) +
                          0.056 * (0.4128 * 0.4128 + 0.322 * 0.322 * 0.04) +
                          0.044 * (0.1636 * 0.1636 + 0.468 * 0.468 * 0.04) + 0.2 * 0.01;
    double most = 0, alpha;
    init(1.2);
    for (int i = DOWN; i <= END; i++) {
        double x = sin(angle(i, 1.2, &alpha)) * first;
        most = fmax(most, HINGE_STANDARD_GRAVITY * x - second * alpha);
    }
    const struct hinge_dynamics *d = hinge_dynamics(&scene.view);
    assert_int_equal(d->reason, HINGE_REASON_OK);
    assert_close(d->peak[HINGE_WORK_HIP].value, most, 1e-3, 0);
    assert_true(most > 1.05 * HINGE_STANDARD_GRAVITY * sin(1.2) * first);
    const struct hinge_worked *up = &d->worked[1], *down = &d->worked[0];
    assert_int_equal(up->reason, HINGE_REASON_OK);
    double rise = HINGE_STANDARD_GRAVITY * first * (1 - cos(angle(UP, 1.2, &alpha)));
    double w = M_PI / 1.5, speed = 1.2 * w * sin(w * (UP - DOWN) / 100) / 2;
    assert_close(up->rise, rise - second * speed * speed / 2, 2e-3, 0);
    assert_close(up->joint[HINGE_WORK_HIP], up->rise, 0, 5e-3);
    assert_close(up->rest, 0, 0, 5e-3);
    assert_close(up->joint[HINGE_WORK_BACK], 0, 0, 1e-9);
    assert_close(up->back_share, 0, 0, 1e-9);
    assert_close(up->power[HINGE_WORK_JOINTS].value, up->power[HINGE_WORK_HIP].value, 0.01, 0);
    assert_true(down->joint[HINGE_WORK_HIP] < -0.5);
    /* without a hold, the moment of weight alone is another one */
    scene.rep.hold_s = 0;
    assert_true(hinge_accelerates(&scene.view, 0.8 * d->moving));
    assert_false(hinge_accelerates(&scene.view, 0.95 * d->moving));
    scene.rep.hold_s = 0.3;
    assert_false(hinge_accelerates(&scene.view, 0.8 * d->moving));
    hinge_arena_clear(&scene.scratch);
}

/* The same above L5/S1, on a pelvis that stands 1 mm below, with a load that is in the hands from
 * the begin of the ascent on: all work is the back's. */
TEST(a_back_lifts_a_load)
{
    static double carried[N];
    const double first[2] = {0.081 * 0.7 + 0.497 * 0.25 + 0.056 * (0.5 - 0.436 * 0.2) +
                                 0.044 * (0.3 - 0.682 * 0.2),
                             0.2 * 0.6};
    const double second[2] = {0.081 * 0.49 + 0.497 * (0.0625 + 0.36 * 0.36 * 0.25) +
                                  0.056 * (0.4128 * 0.4128 + 0.322 * 0.322 * 0.04) +
                                  0.044 * (0.1636 * 0.1636 + 0.468 * 0.468 * 0.04),
                              0.2 * 0.36};
    double held = 0, power = 0, most = 0, alpha;
    init(1.2);
    scene.body.carried = carried;
    for (int i = 0; i < N; i++) {
        const double a = angle(i, 1.2, &alpha), w = 2 * M_PI / (END - DOWN) * 100;
        carried[i] = i >= UP;
        chain[HINGE_CHAIN_HIP][1][i] = 0.899;
        chain[HINGE_CHAIN_L5S1][0][i] = 0;
        chain[HINGE_CHAIN_L5S1][1][i] = 0.9;
        chain[HINGE_CHAIN_LOAD][0][i] = 0.6 * sin(a);
        chain[HINGE_CHAIN_LOAD][1][i] = 0.9 + 0.6 * cos(a);
        if (i < DOWN || i > END)
            continue;
        const double moment = HINGE_STANDARD_GRAVITY * sin(a) * (first[0] + carried[i] * first[1]) -
                              alpha * (second[0] + carried[i] * second[1]);
        most = fmax(most, moment);
        if (i < UP)
            continue;
        held += moment * (i == UP || i == END ? 0.5 : 1) / (END - UP);
        power = fmax(power, moment * -1.2 * w * sin(w * (i - DOWN) / 100.0) / 2);
    }
    const struct hinge_dynamics *d = hinge_dynamics(&scene.view);
    const struct hinge_worked *up = &d->worked[1], *down = &d->worked[0];
    const double rise = HINGE_STANDARD_GRAVITY * (1 - cos(1.2));
    assert_int_equal(up->reason, HINGE_REASON_OK);
    assert_close(d->peak[HINGE_WORK_BACK].value, most, 5e-3, 0);
    assert_close(up->joint[HINGE_WORK_BACK], rise * (first[0] + first[1]), 5e-3, 0);
    const double low = angle(LOW, 1.2, &alpha), /* empty hands on the way there */
        speed = 1.2 * M_PI / 1.5 * sin(M_PI / 1.5) / 2;
    assert_close(down->joint[HINGE_WORK_BACK],
                 second[0] * speed * speed / 2 - HINGE_STANDARD_GRAVITY * (1 - cos(low)) * first[0],
                 1e-2, 0);
    assert_close(up->back_share, 1, 1e-3, 0);
    assert_close(up->rest, 0, 0, 5e-3);
    assert_close(up->held, held, 5e-3, 0);
    assert_close(up->power[HINGE_WORK_BACK].value, power, 5e-3, 0);
    assert_close(up->power[HINGE_WORK_JOINTS].value, power, 1e-2, 0);
    hinge_arena_clear(&scene.scratch);
}

TEST(what_is_refused)
{
    init(0.1); /* hardly rises */
    assert_int_equal(hinge_dynamics(&scene.view)->worked[1].reason, HINGE_REASON_DEN_SMALL);
    task.fast = true;
    assert_true(hinge_accelerates(&scene.view, 1));
    scene.body.rate_hz = 30;
    assert_int_equal(hinge_dynamics(&scene.view)->reason, HINGE_REASON_FS_TOO_LOW);
    task.fast = false;
    scene.body.rate_hz = 100;
    scene.reps.standing.found = true;
    scene.reps.standing.to = DOWN;
    for (int i = 0; i < DOWN; i++)
        chain[HINGE_CHAIN_SHOULDER][0][i] += i % 20 < 10 ? 0.01 : -0.01; /* sways */
    assert_int_equal(hinge_dynamics(&scene.view)->peak[HINGE_WORK_HIP].reason,
                     HINGE_REASON_NOISE_TOO_HIGH);
    assert_int_equal(hinge_dynamics(&scene.view)->worked[1].power[HINGE_WORK_HIP].reason,
                     HINGE_REASON_NOISE_TOO_HIGH);
    scene.body.chain[HINGE_CHAIN_EAR][0] = NULL;
    assert_int_equal(hinge_dynamics(&scene.view)->reason, HINGE_REASON_NO_HEAD);
    scene.body.has_positions = false;
    assert_int_equal(hinge_dynamics(&scene.view)->reason, HINGE_REASON_NO_POSITIONS);
    hinge_arena_clear(&scene.scratch);
}

/* Hands that sink from 1.0 to 0.2 m pass knees at 0.45 m at 0.6875 of the way. */
TEST(the_same_reach)
{
    static double above[2][N];
    static const char *const id[] = {"reach_moment_hip_nm_kg", "reach_moment_knee_nm_kg",
                                     "reach_lever_hip_cm", "reach_hip_share", "reach_knee_deg"};
    static const double want[] = {9.80665 * 0.2 * 0.69, 9.80665 * 0.1 * 0.69,
                                  100 * 0.2 * 0.69 / 0.678, 2.0 / 3, 30 * 0.69};
    init(1.2);
    scene_line(HINGE_SIGNAL_knee_flex, 30);
    scene.reps.standing.found = true;
    for (int i = 0; i < N; i++) {
        chain[HINGE_CHAIN_WRIST][1][i] = 1 - 0.8 * way(i);
        above[0][i] = 0.2 * way(i);
        above[1][i] = -0.1 * way(i);
    }
    scene.reps.leg_length = 0.85;
    scene.body.moment[HINGE_MOMENT_HIP] =
        (struct hinge_moment){.above = above[0], .mass_share = 0.678};
    scene.body.moment[HINGE_MOMENT_KNEE] =
        (struct hinge_moment){.above = above[1], .mass_share = 0.878};
    for (int k = 0; k < 5; k++) {
        const struct hinge_metric *row = hinge_metric_at((size_t)hinge_metric_find(id[k]));
        struct hinge_value v = hinge_metric_value(&scene.view, row, HINGE_PHASE_DESCENT);
        assert_int_equal(v.reason, HINGE_REASON_OK);
        assert_close(v.value, want[k], 1e-9, 0);
    }
    /* at 45 cm above the ground, which the ankles at their height of the leg show, it is the same;
     * at matched depth, 0.8 of the way */
    static double ankle[N];
    struct hinge_limits limits = HINGE_NO_LIMITS;
    scene.body.ankle_y = ankle;
    scene.parameters.reach_height = 45 + 100 * HINGE_ANKLE_OF_LEG * 0.85;
    scene_line(HINGE_SIGNAL_total_flex, 100);
    scene_line(HINGE_SIGNAL_driver, 100);
    scene.view.limits = &limits;
    limits.matched_driver_deg = 80;
    static const char *const other[] = {"reach_moment_hip_nm_kg", "matched_moment_hip_nm_kg"};
    static const double share[] = {0.69, 0.8};
    for (int k = 0; k < 2; k++) {
        const struct hinge_metric *row = hinge_metric_at((size_t)hinge_metric_find(other[k]));
        assert_close(hinge_metric_value(&scene.view, row, HINGE_PHASE_DESCENT).value,
                     9.80665 * 0.2 * share[k], 1e-9, 0);
    }
    scene.parameters.reach_height = 0;
    for (int i = 0; i < N; i++)
        chain[HINGE_CHAIN_WRIST][1][i] = 1; /* stays up */
    assert_int_equal(hinge_metric_value(&scene.view,
                                        hinge_metric_at((size_t)hinge_metric_find(id[0])),
                                        HINGE_PHASE_DESCENT)
                         .reason,
                     HINGE_REASON_BIN_NOT_REACHED);
    hinge_arena_clear(&scene.scratch);
}
