/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles from the orientation of sensors: written here as tables, with the mounting and
 * the heading of each sensor drawn at random; quaternions, matrices and Euler angles; a
 * global frame with z or y up. */
#include "base/parameters.h"
#include "test.h"

#include "base/random.h"
#include "body/body.h"
#include "body/geometry.h"
#include "recording_text.h"

enum { SEGMENTS = 7, RATE = 50, FRAMES = 10 * RATE };
static const char *const names[SEGMENTS] = {"pelvis",  "l1",      "thigh_l",  "thigh_r",
                                            "shank_l", "shank_r", "lumbar_l3"};
/* forward inclination at the deepest: P 45, thorax 69, thighs -23 and -19, shanks -3,
 * L3 55 */
static const double deepest[SEGMENTS] = {45, 69, -23, -19, -3, -3, 55};

struct world {
    double mount[SEGMENTS][4], heading_deg, offset_deg[SEGMENTS];
    bool z_up;
    int kind;            /* 0 quaternion, 1 matrix, Euler angles in 2 degrees, 3 radians */
    double tremor_deg_s; /* turning while standing */
    double roll_deg;     /* the pelvis' right side up, at the deepest */
    double stands_s;     /* before bends that are held, instead of those of depth() */
    double jitter_deg;   /* of every sample, about each axis */
};

static void turn(double degrees, int axis, double q[4])
{
    double half = degrees * (M_PI / 360);
    for (int k = 0; k < 4; k++)
        q[k] = 0;
    q[0] = cos(half);
    q[1 + axis] = sin(half);
}

static void draw_world(uint64_t seed, struct world *world)
{
    struct hinge_random random;
    *world = (struct world){.z_up = true};
    hinge_random_init(&random, seed, 0, 0);
    for (int s = 0; s < SEGMENTS; s++) {
        double length = 0;
        for (int k = 0; k < 4; k++) {
            world->mount[s][k] = hinge_random_normal(&random);
            length += world->mount[s][k] * world->mount[s][k];
        }
        for (int k = 0; k < 4; k++)
            world->mount[s][k] /= sqrt(length);
    }
    world->heading_deg = 360 * hinge_random_uniform(&random);
}

/* Depth 0 to 1 to 0: two seconds of standing, down, up, standing. */
static double depth(size_t i)
{
    double t = (double)i / RATE - 2;
    return t > 0 && t < 5 ? (1 - cos(2 * M_PI * t / 5)) / 2 : 0;
}

/* Standing, 1.5 s down, 2 s at the bottom, 1.5 s up, again and again. */
static double held_depth(double stands_s, size_t i)
{
    double t = (double)i / RATE - stands_s;
    double phase = t < 0 ? 0 : fmod(t, 6);
    return phase < 1.5   ? (1 - cos(M_PI * phase / 1.5)) / 2
           : phase < 3.5 ? 1
           : phase < 5   ? (1 + cos(M_PI * (phase - 3.5) / 1.5)) / 2
                         : 0;
}

static void shake(const struct world *w, int s, size_t i, double q[4])
{
    struct hinge_random random;
    double turned[4], jitter[4];
    hinge_random_init(&random, 1, (uint32_t)s, i);
    for (int axis = 0; w->jitter_deg > 0 && axis < 3; axis++) {
        turn(w->jitter_deg * hinge_random_normal(&random), axis, jitter);
        hinge_quaternion_multiply(q, jitter, turned);
        memcpy(q, turned, sizeof turned);
    }
}

/* Sensor to global: heading (its own offset too), inclination about the right, mount.
 */
static void orientation(const struct world *w, int s, size_t i, double out[4])
{
    double yaw[4], pitch[4], roll[4], a[4], b[4];
    turn(w->heading_deg + w->offset_deg[s], 1, yaw);
    double deep = w->stands_s > 0 ? held_depth(w->stands_s, i) : depth(i);
    turn(-deepest[s] * deep + w->tremor_deg_s * (double)i / RATE, 2, pitch);
    turn(s == 0 ? -w->roll_deg * depth(i) : 0, 0, roll);
    hinge_quaternion_multiply(yaw, roll, b);
    hinge_quaternion_multiply(b, pitch, a);
    hinge_quaternion_multiply(a, w->mount[s], b);
    shake(w, s, i, b);
    if (w->z_up) { /* y up -> z up: a quarter turn about x */
        double quarter[4];
        turn(90, 0, quarter);
        hinge_quaternion_multiply(quarter, b, out);
    } else {
        memcpy(out, b, sizeof b);
    }
}

static void rotation_matrix(const double q[4], double m[3][3])
{
    for (int c = 0; c < 3; c++) {
        double e[3] = {0}, column[3];
        e[c] = 1;
        hinge_quaternion_rotate(q, e, column);
        for (int r = 0; r < 3; r++)
            m[r][c] = column[r];
    }
}

static void write_header(const struct world *w, struct hinge_text *text)
{
    static const char *const quaternion[] = {"qw", "qx", "qy", "qz"};
    static const char *const matrix[] = {"m11", "m12", "m13", "m21", "m22",
                                         "m23", "m31", "m32", "m33"};
    static const char *const euler[] = {"roll", "pitch", "yaw"};
    static const char *const radians[] = {"roll_rad", "pitch_rad", "yaw_rad"};
    hinge_text_adds(text, "time_s");
    for (int s = 0; s < SEGMENTS; s++)
        for (int k = 0; k < (w->kind == 0 ? 4 : w->kind == 1 ? 9 : 3); k++)
            hinge_text_printf(text, ",%s_%s", names[s],
                              w->kind == 0   ? quaternion[k]
                              : w->kind == 1 ? matrix[k]
                              : w->kind == 2 ? euler[k]
                                             : radians[k]);
    hinge_text_adds(text, "\n");
}

static void write_row(const struct world *w, size_t i, struct hinge_text *text)
{
    double q[4], m[3][3];
    hinge_text_printf(text, "%.4f", (double)i / RATE);
    for (int s = 0; s < SEGMENTS; s++) {
        orientation(w, s, i, q);
        rotation_matrix(q, m);
        double sign = i % 7 == 0 ? -1 : 1; /* q and -q are the same */
        for (int k = 0; w->kind == 0 && k < 4; k++)
            hinge_text_printf(text, ",%.12g", sign * q[k]);
        for (int k = 0; w->kind == 1 && k < 9; k++)
            hinge_text_printf(text, ",%.12g", m[k / 3][k % 3]);
        double unit = w->kind == 2 ? 180 / M_PI : 1;
        if (w->kind >= 2)
            hinge_text_printf(text, ",%.12g,%.12g,%.12g", atan2(m[2][1], m[2][2]) * unit,
                              -asin(m[2][0]) * unit, atan2(m[1][0], m[0][0]) * unit);
    }
    hinge_text_adds(text, "\n");
}

struct built {
    struct read_result file;
    struct hinge_arena arena;
    struct hinge_body body;
    enum hinge_status status;
    struct hinge_error error;
};

static bool free_pelvis; /* its sensor has no magnetometer */

/* Of a trial list: who made the poses, which side, where standing is. */
static void build_as(const char *text, const char *up, const struct hinge_trial_info *info,
                     bool allow_inferred, struct built *out)
{
    struct hinge_parameters parameters;
    struct hinge_read_options options = {.up = up};
    hinge_parameters_init(&parameters);
    read_string("sensors.csv", text, &options, &out->file);
    assert_read(out->file);
    for (size_t c = 0; free_pelvis && c < out->file.recording.layout.n_channels; c++)
        if (out->file.recording.layout.channel[c].landmark == HINGE_LANDMARK_pelvis)
            out->file.recording.layout.channel[c].flags |= HINGE_CHANNEL_HEADING_FREE;
    struct hinge_body_request request = {.recording = &out->file.recording,
                                         .info = info,
                                         .parameters = &parameters,
                                         .allow_inferred = allow_inferred};
    memset(&out->error, 0, sizeof out->error);
    out->arena = (struct hinge_arena){0};
    out->status = hinge_body_build(&request, &out->arena, &out->body, &out->error);
}

static void build_text(const char *text, const char *up, struct built *out)
{
    build_as(text, up, NULL, false, out);
}

static void build(const struct world *w, struct built *out)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    write_header(w, &text);
    for (size_t i = 0; i < FRAMES; i++)
        write_row(w, i, &text);
    build_text(hinge_text_string(&text), w->z_up ? "" : "+y", out);
}

static void done(struct built *b)
{
    hinge_arena_clear(&b->arena);
    hinge_recording_clear(&b->file.recording);
}

static void assert_signals(const struct built *b, double tolerance_deg)
{
    static const struct {
        enum hinge_signal signal;
        double deg;
    } want[] = {
        {HINGE_SIGNAL_pelvis_tilt, 45},       {HINGE_SIGNAL_thorax_tilt, 69},
        {HINGE_SIGNAL_lumbar_flex, 24},       {HINGE_SIGNAL_hip_flex, 66},
        {HINGE_SIGNAL_total_flex, 90},        {HINGE_SIGNAL_thigh_incl, -21},
        {HINGE_SIGNAL_knee_flex, 18},         {HINGE_SIGNAL_shank_incl, -3},
        {HINGE_SIGNAL_trunk_thigh, 90},       {HINGE_SIGNAL_driver, 90},
        {HINGE_SIGNAL_hip_asymmetry, 4},      {HINGE_SIGNAL_pelvic_obliquity, 0},
        {HINGE_SIGNAL_pelvic_yaw, 0},         {HINGE_SIGNAL_lumbar_flex_3d, 24},
        {HINGE_SIGNAL_lumbar_bend_3d, 0},     {HINGE_SIGNAL_lumbar_turn_3d, 0},
        {HINGE_SIGNAL_hip_flex_3d, 66},       {HINGE_SIGNAL_knee_flex_3d, 18},
        {HINGE_SIGNAL_pelvis_tilt_3d, 45},    {HINGE_SIGNAL_pelvic_obliquity_3d, 0},
        {HINGE_SIGNAL_pelvic_yaw_3d, 0},      {HINGE_SIGNAL_upper_lumbar_flex, 14},
        {HINGE_SIGNAL_lower_lumbar_flex, 10},
    };
    if (b->status != HINGE_OK)
        fail_msg("%s", b->error.message);
    assert_int_equal(b->body.tier, 'A');
    assert_int_equal(b->body.lumbar_def, HINGE_LUMBAR_T12L1);
    assert_false(b->body.has_positions);
    assert_true(b->body.has_thigh && b->body.has_pelvis);
    for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
        const double *x = b->body.signal[want[k].signal];
        if (x == NULL)
            fail_msg("%s is missing", hinge_signal_name(want[k].signal));
        for (size_t i = RATE; i < FRAMES - RATE; i += 13)
            assert_close(x[i], want[k].deg * depth(i), 0, tolerance_deg);
    }
    assert_int_equal(b->body.reason[HINGE_SIGNAL_hip_posterior], HINGE_REASON_NO_POSITIONS);
}

/* However a sensor is stuck on, and wherever the person faces. */
TEST(mounting_and_facing_do_not_matter)
{
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct world w;
        struct built b;
        draw_world(seed, &w);
        w.kind = (int)(seed % 4);
        w.z_up = seed % 2 == 0;
        build(&w, &b);
        assert_signals(&b, 0.03);
        done(&b);
    }
}

/* Sensors whose global frames are turned against each other by more than 20 degrees get
 * their own heading; by less they keep the trunk's, and a cosine of the error. */
TEST(turned_global_frames)
{
    static const double offset[SEGMENTS] = {65, 0, 0, -70, 0, 0};
    struct world w;
    struct built b;
    draw_world(9, &w);
    memcpy(w.offset_deg, offset, sizeof offset);
    build(&w, &b);
    assert_close(b.body.signal[HINGE_SIGNAL_pelvis_tilt][FRAMES / 2 - RATE / 2],
                 45 * depth(FRAMES / 2 - RATE / 2), 0, 0.05);
    assert_signals(&b, 0.05);
    done(&b);
}

/* method 10, A4: two sensors, mounted by given rotations, turned by 50 and 72. */
TEST(two_sensors_of_known_answer)
{
    static const double axis[2][3] = {{1, 2, 3}, {0, 1, 1}};
    static const double angle[2] = {40, -70}, bend[2] = {50, 72};
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    struct built b;
    hinge_text_adds(&text, "time_s,pelvis_qw,pelvis_qx,pelvis_qy,pelvis_qz,thorax_qw,"
                           "thorax_qx,thorax_qy,thorax_qz\n");
    for (size_t i = 0; i < FRAMES; i++) {
        hinge_text_printf(&text, "%.4f", (double)i / RATE);
        for (int s = 0; s < 2; s++) {
            double mount[4], pitch[4], q[4], length = 0;
            for (int k = 0; k < 3; k++)
                length += axis[s][k] * axis[s][k];
            mount[0] = cos(angle[s] * (M_PI / 360));
            for (int k = 0; k < 3; k++)
                mount[1 + k] = sin(angle[s] * (M_PI / 360)) * axis[s][k] / sqrt(length);
            turn(-bend[s] * (i < 3 * RATE ? 0 : 1), 2, pitch);
            hinge_quaternion_multiply(pitch, mount, q);
            for (int k = 0; k < 4; k++)
                hinge_text_printf(&text, ",%.15g", q[k]);
        }
        hinge_text_adds(&text, "\n");
    }
    build_text(hinge_text_string(&text), "+y", &b);
    assert_int_equal(b.status, HINGE_OK);
    assert_int_equal(b.body.lumbar_def, HINGE_LUMBAR_ISB);
    const size_t end = FRAMES - 2 * RATE;
    assert_close(b.body.signal[HINGE_SIGNAL_pelvis_tilt][end], 50, 0, 1e-6);
    assert_close(b.body.signal[HINGE_SIGNAL_thorax_tilt][end], 72, 0, 1e-6);
    assert_close(b.body.signal[HINGE_SIGNAL_lumbar_flex][end], 22, 0, 1e-6);
    assert_close(b.body.signal[HINGE_SIGNAL_lumbar_flex_3d][end], 22, 0, 1e-6);
    assert_close(b.body.signal[HINGE_SIGNAL_pelvis_tilt_3d][end], 50, 0, 1e-6);
    assert_false(b.body.has_thigh);
    assert_int_equal(b.body.reason[HINGE_SIGNAL_hip_flex], HINGE_REASON_NO_THIGH);
    assert_int_equal(b.body.driver_source, HINGE_SIGNAL_thorax_tilt);
    assert_int_equal(b.body.reason[HINGE_SIGNAL_upper_lumbar_flex],
                     HINGE_REASON_INSUFFICIENT_LANDMARKS);
    assert_int_equal(b.body.reason[HINGE_SIGNAL_lower_lumbar_flex],
                     HINGE_REASON_INSUFFICIENT_LANDMARKS);
    done(&b);
}

/* Standing must be quiet: 4.9 degrees per second is, 8.1 never is, and lock-out is the zero. */
TEST(standing_must_be_quiet)
{
    struct world w;
    struct built b;
    draw_world(4, &w);
    w.tremor_deg_s = 4.9;
    build(&w, &b);
    assert_int_equal(b.status, HINGE_OK);
    assert_false(b.body.zero_at_lockout);
    done(&b);
    w.tremor_deg_s = 8.1;
    build(&w, &b);
    assert_int_equal(b.status, HINGE_OK);
    assert_true(b.body.zero_at_lockout);
    done(&b);
}

/* The pelvis' right side goes up by 8 degrees while everything bends. */
TEST(a_pelvis_that_tilts_sideways)
{
    struct world w;
    struct built b;
    draw_world(7, &w);
    w.roll_deg = 8;
    build(&w, &b);
    assert_int_equal(b.status, HINGE_OK);
    for (size_t i = RATE; i < FRAMES - RATE; i += 13)
        assert_close(b.body.signal[HINGE_SIGNAL_pelvic_obliquity][i], 8 * depth(i), 0, 0.05);
    done(&b);
}

/* A hold at the bottom is as quiet as standing; it comes after the bend. Without standing the
 * upright end is where the recording begins. Noise is
 * smoothed away before a sensor is said to turn. */
TEST(a_hold_is_no_standing)
{
    static const struct {
        double stands_s, jitter_deg;
        bool found;
    } cases[] = {{0.01, 0, false}, {0.2, 0, false}, {0.2, 0.5, false}, {0.8, 0, true},
                 {1, 0.5, true},   {2, 0.5, true},  {2, 1.5, true}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const size_t bottom = (size_t)((cases[k].stands_s + 2.5) * RATE);
        struct world w;
        struct built b;
        draw_world(11 + k, &w);
        w.stands_s = cases[k].stands_s;
        w.jitter_deg = cases[k].jitter_deg;
        build(&w, &b);
        if (b.status != HINGE_OK)
            fail_msg("%g s, %g deg: %s", cases[k].stands_s, cases[k].jitter_deg, b.error.message);
        assert_int_equal(b.body.zero_at_lockout, !cases[k].found);
        assert_close(b.body.signal[HINGE_SIGNAL_pelvis_tilt][bottom], 45, 0,
                     cases[k].found ? 2 : 3.5);
        assert_close(b.body.signal[HINGE_SIGNAL_lumbar_flex][bottom], 24, 0, 2.5);
        done(&b);
    }
}

/* A sensor missing in over a fifth of the frames is none; short gaps are filled. */
TEST(gaps)
{
    struct world w;
    struct built b;
    draw_world(5, &w);
    for (int lost = 0; lost < 2; lost++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0}, row = {0};
        write_header(&w, &text);
        for (size_t i = 0; i < FRAMES; i++) {
            row.length = 0;
            write_row(&w, i, &row);
            char *cell = row.data;
            bool missing = lost == 1 ? i % 4 == 1 : i >= 200 && i < 210;
            for (int c = 0; missing && c < 4; c++) { /* the pelvis */
                cell = strchr(cell + 1, ',');
                for (char *p = cell + 1; *p != ','; p++)
                    *p = '0';
            }
            hinge_text_adds(&text, row.data);
        }
        build_text(hinge_text_string(&text), "", &b);
        if (lost == 0) {
            assert_signals(&b, 0.5); /* of a curve, filled along an arc */
            done(&b);
        } else { /* l1 and the thighs are left */
            assert_int_equal(b.status, HINGE_OK);
            assert_int_equal(b.body.tier, 'C');
            assert_int_equal(b.body.reason[HINGE_SIGNAL_lumbar_flex],
                             HINGE_REASON_TIER_C_NO_LUMBAR);
            done(&b);
        }
    }
}

/* A pelvis and torso that a network saw: tier C without any angle of the spine, or,
 * where that is asked for, all of them, marked. What was said to be measured is. */
TEST(inferred_spine)
{
    static const enum hinge_signal spine[] = {
        HINGE_SIGNAL_pelvis_tilt,         HINGE_SIGNAL_thorax_tilt,
        HINGE_SIGNAL_lumbar_flex,         HINGE_SIGNAL_hip_flex,
        HINGE_SIGNAL_total_flex,          HINGE_SIGNAL_lumbar_flex_3d,
        HINGE_SIGNAL_lumbar_bend_3d,      HINGE_SIGNAL_lumbar_turn_3d,
        HINGE_SIGNAL_hip_flex_3d,         HINGE_SIGNAL_pelvis_tilt_3d,
        HINGE_SIGNAL_pelvic_obliquity_3d, HINGE_SIGNAL_pelvic_yaw_3d,
        HINGE_SIGNAL_pelvic_obliquity,    HINGE_SIGNAL_pelvic_yaw};
    static const enum hinge_signal limbs[] = {HINGE_SIGNAL_thigh_incl, HINGE_SIGNAL_shank_incl,
                                              HINGE_SIGNAL_knee_flex, HINGE_SIGNAL_knee_flex_3d,
                                              HINGE_SIGNAL_trunk_thigh};
    static const double limb_deg[] = {-21, -3, 18, 18, 90};
    const size_t bottom = FRAMES / 2 - RATE / 2;
    struct world w;
    draw_world(12, &w);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    write_header(&w, &text);
    for (size_t i = 0; i < FRAMES; i++)
        write_row(&w, i, &text);
    for (int allowed = 0; allowed < 2; allowed++) {
        struct hinge_trial_info info;
        struct built b;
        hinge_trial_info_init(&info);
        info.markers = HINGE_MARKERS_inferred;
        build_as(text.data, "", &info, allowed == 1, &b);
        assert_int_equal(b.status, HINGE_OK);
        assert_int_equal(b.body.tier, 'C');
        assert_true(b.body.is_inferred && b.body.has_thigh);
        assert_int_equal(b.body.has_pelvis, allowed);
        assert_int_equal(b.body.lumbar_def, allowed ? HINGE_LUMBAR_T12L1 : HINGE_LUMBAR_NONE);
        for (size_t k = 0; k < sizeof spine / sizeof *spine; k++) {
            assert_true(b.body.inferred[spine[k]]);
            assert_int_equal(b.body.signal[spine[k]] != NULL, allowed);
            assert_int_equal(b.body.reason[spine[k]],
                             allowed ? HINGE_REASON_OK : HINGE_REASON_INFERRED);
        }
        for (size_t k = 0; k < sizeof limbs / sizeof *limbs; k++) {
            assert_false(b.body.inferred[limbs[k]]);
            assert_close(b.body.signal[limbs[k]][bottom], limb_deg[k] * depth(bottom), 0, 0.03);
        }
        assert_int_equal(b.body.driver_source, HINGE_SIGNAL_total_flex);
        assert_close(b.body.signal[HINGE_SIGNAL_driver][bottom], 90 * depth(bottom), 0, 0.03);
        done(&b);
        info.markers = HINGE_MARKERS_measured;
        build_as(text.data, "", &info, false, &b);
        assert_signals(&b, 0.03);
        done(&b);
    }
}

/* One side's legs, where the list says which. */
TEST(one_side)
{
    static const struct {
        const char *side;
        double thigh, knee;
    } rows[] = {{"l", -23, 20}, {"r", -19, 16}, {"", -21, 18}};
    const size_t bottom = FRAMES / 2 - RATE / 2;
    struct world w;
    draw_world(13, &w);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    write_header(&w, &text);
    for (size_t i = 0; i < FRAMES; i++)
        write_row(&w, i, &text);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        static const enum hinge_signal signals[] = {HINGE_SIGNAL_thigh_incl, HINGE_SIGNAL_knee_flex,
                                                    HINGE_SIGNAL_knee_flex_3d,
                                                    HINGE_SIGNAL_hip_flex,
                                                    HINGE_SIGNAL_hip_flex_3d};
        const double want[] = {rows[k].thigh, rows[k].knee, rows[k].knee, 45 - rows[k].thigh,
                               45 - rows[k].thigh};
        struct hinge_trial_info info;
        struct built b;
        hinge_trial_info_init(&info);
        info.side = rows[k].side;
        build_as(text.data, "", &info, false, &b);
        assert_int_equal(b.status, HINGE_OK);
        for (size_t s = 0; s < sizeof signals / sizeof *signals; s++)
            assert_close(b.body.signal[signals[s]][bottom], want[s] * depth(bottom), 0, 0.03);
        done(&b);
    }
}

/* Where the list says standing is, its posture is zero, quiet or not: half a second
 * around a depth, instead of the two seconds at the start. */
TEST(standing_of_the_list)
{
    const size_t bottom = FRAMES / 2 - RATE / 2;
    struct world w;
    struct built b;
    struct hinge_trial_info info;
    draw_world(14, &w);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    write_header(&w, &text);
    for (size_t i = 0; i < FRAMES; i++)
        write_row(&w, i, &text);
    hinge_trial_info_init(&info);
    info.stand_start_s = 8.2; /* upright again: the same zero, found at the end */
    info.stand_end_s = 30;
    build_as(text.data, "", &info, false, &b);
    assert_signals(&b, 0.03);
    done(&b);
    info.stand_start_s = 4.4; /* around the deepest: everybody else leans back */
    info.stand_end_s = 4.6;
    build_as(text.data, "", &info, false, &b);
    assert_int_equal(b.status, HINGE_OK);
    double there = 0;
    for (size_t i = 220; i <= 230; i++)
        there += depth(i) / 11;
    assert_close(fabs(b.body.signal[HINGE_SIGNAL_thorax_tilt][bottom]), 0, 0, 0.5);
    assert_close(fabs(b.body.signal[HINGE_SIGNAL_thorax_tilt][RATE]), 69 * there, 0, 0.05);
    done(&b);
    info.stand_start_s = 99; /* beyond the recording */
    info.stand_end_s = 100;
    build_as(text.data, "", &info, false, &b);
    assert_int_equal(b.error.reason, HINGE_REASON_NO_STANDING_REF);
    assert_non_null(strstr(b.error.message, "stand_start_s 99 and stand_end_s 100"));
    done(&b);
}

/* A pelvis that tips by `pelvis` under an l1, its frame off by so many degrees: what
 * is read, NaN where it is refused, by each heading. */
TEST(headings_as_recorded_aligned_or_told)
{
    static const struct {
        double pelvis, l1, off;
        double want[3]; /* auto, recorded, aligned */
        const char *outward, *from;
        bool free;
        const char *remark; /* NULL: any */
    } rows[] = {
        /* clang-format off */
        /* on each side of a limit: 20 degrees between headings, a trunk that bends by 30, a pelvis
         * back by 30 or 90 from the trunk, and of a free sensor 5 and 15 */
        {30, 75, 19.9, {30, 28.5, 30}, "", "recorded", 0, ""},
        {30, 75, 20.1, {30, 28.5, 30}, "", "pelvis:aligned", 0, "pelvis: frame turned by 20 degrees to fit l1"},
        {-15.1, 29.9, 0, {-15.1, -15.1, 15.1}, "", "recorded", 0, "pelvis tips back by 15 degrees while l1 tips forward"},
        {-15.1, 30.1, 0, {NAN, -15.1, 15.1}, "", "pelvis:unknown", 0, NULL},
        {-29.9, 44, 0, {NAN, -29.9, 29.9}, "", "pelvis:unknown", 0, NULL},
        {-30.1, 44, 0, {30.1, -30.1, 30.1}, "", "pelvis:turned", 0, "pelvis: frame turned by 180 degrees to fit l1"},
        {-20, 69.9, 0, {NAN, -20, 20}, "", "pelvis:unknown", 0, NULL},
        {-20, 70.1, 0, {20, -20, 20}, "", "pelvis:turned", 0, NULL},
        {-4.9, 75, 0, {-4.9, -4.9, -4.9}, "", "recorded", 1, "pelvis tips 5 degrees, forward or back is not known: its angles may be 10 off"},
        {-5.1, 75, 0, {5.1, -5.1, 5.1}, "", "pelvis:aligned", 1, "pelvis tips 5 degrees, forward or back is not known: its angles may be 10 off"},
        {-14.9, 75, 70, {14.9, -5.2, 14.9}, "", "pelvis:aligned", 1, "pelvis tips 15 degrees, forward or back is not known: its angles may be 30 off"},
        {-15.1, 75, 70, {15.1, -5.3, 15.1}, "", "pelvis:aligned", 1, ""},
        {30, 75, 0, {30, 30, 30}, "", "recorded", 0, NULL},
        {30, 75, 15, {30, 29.15, 30}, "", "recorded", 0, NULL},
        {30, 75, 115, {30, -13.71, 30}, "", "pelvis:aligned", 0, NULL},
        {48, 85, 180, {48, -48, 48}, "", "pelvis:turned", 0, NULL},
        {-15.5, 45, 0, {NAN, -15.5, 15.5}, "", "pelvis:unknown", 0, NULL},
        {-26, 44, 0, {NAN, -26, 26}, "", "pelvis:unknown", 0, NULL},
        {-22, 50, 8, {NAN, -21.8, 22}, "", "pelvis:unknown", 0, NULL},
        {20, 45, 180, {NAN, -20, 20}, "", "pelvis:unknown", 0, NULL},
        {-26, 44, 180, {-26, -26, -26}, "+x back", "pelvis:outward", 0, NULL},
        {20, 45, 90, {20, 20, 20}, "+z left", "pelvis:outward", 0, NULL},
        /* clang-format on */
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (int mode = 0; mode < 3; mode++) {
            cleared_by(hinge_text_clear) struct hinge_text text = {0};
            struct hinge_trial_info info;
            struct built b;
            hinge_trial_info_init(&info);
            info.heading = (enum hinge_trial_heading)(HINGE_HEADING_auto + mode);
            info.outward[0] = rows[k].outward;
            free_pelvis = rows[k].free;
            hinge_text_adds(&text, "time_s,pelvis_qw,pelvis_qx,pelvis_qy,pelvis_qz,"
                                   "l1_qw,l1_qx,l1_qy,l1_qz");
            for (size_t i = 0; i < FRAMES; i++) {
                double tip[4], off[4], q[4];
                turn(-rows[k].pelvis * depth(i), 2, tip);
                turn(rows[k].off, 1, off);
                hinge_quaternion_multiply(off, tip, q);
                if (*rows[k].outward == '+') { /* mounted back to front */
                    double about[4], mounted[4];
                    turn(180, 1, about);
                    hinge_quaternion_multiply(q, about, mounted);
                    memcpy(q, mounted, sizeof q);
                }
                hinge_text_printf(&text, "\n%.4f,%.15g,%.15g,%.15g,%.15g", (double)i / RATE, q[0],
                                  q[1], q[2], q[3]);
                turn(-rows[k].l1 * depth(i), 2, q);
                hinge_text_printf(&text, ",%.15g,%.15g,%.15g,%.15g", q[0], q[1], q[2], q[3]);
            }
            hinge_text_adds(&text, "\n");
            build_as(text.data, "+y", &info, false, &b);
            if (b.status != HINGE_OK)
                fail_msg("row %zu: %s", k, b.error.message);
            const double *x = b.body.signal[HINGE_SIGNAL_pelvis_tilt];
            if (mode == 0)
                assert_string_equal(b.body.heading_from, rows[k].from);
            if (mode == 0 && rows[k].remark != NULL)
                assert_string_equal(b.body.remarks, rows[k].remark);
            if (isnan(rows[k].want[mode])) {
                assert_null(x);
                assert_null(b.body.signal[HINGE_SIGNAL_lumbar_flex]);
                assert_int_equal(b.body.reason[HINGE_SIGNAL_lumbar_flex],
                                 HINGE_REASON_HEADING_UNKNOWN);
                assert_int_equal(b.body.driver_source, HINGE_SIGNAL_trunk_incl);
                assert_non_null(strstr(b.body.remarks, "heading = recorded"));
            } else {
                assert_non_null(x);
                for (size_t i = RATE; i < FRAMES; i++) /* at the deepest */
                    if (depth(i) == 1)
                        assert_close(x[i], rows[k].want[mode], 0, 0.6);
            }
            done(&b);
        }
    free_pelvis = false;
}

/* Sensors that are not enough, each for its own reason. */
TEST(too_few_sensors)
{
    static const struct {
        const char *names[2]; /* turned by so much after three seconds */
        double turn[2];
        enum hinge_reason reason;
        const char *word;
    } rows[] = {
        {{"thigh_l", "shank_l"},
         {30, 10},
         HINGE_REASON_INSUFFICIENT_LANDMARKS,
         "sensors on pelvis, l1 or thorax are needed"},
        {{"pelvis", "shank_l"}, {40, 10}, HINGE_REASON_OK, ""},
        {{"pelvis", "thorax"}, {5, 12}, HINGE_REASON_FACING_AMBIGUOUS, "never leans by 15 degrees"},
        {{"pelvis", "thorax"}, {5, 18}, HINGE_REASON_OK, ""},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        struct built b;
        hinge_text_adds(&text, "time_s");
        for (int s = 0; s < 2; s++)
            for (int c = 0; c < 4; c++)
                hinge_text_printf(&text, ",%s_q%c", rows[k].names[s], "wxyz"[c]);
        for (size_t i = 0; i < FRAMES; i++) {
            hinge_text_printf(&text, "\n%.4f", (double)i / RATE);
            for (int s = 0; s < 2; s++) {
                double q[4];
                turn(-rows[k].turn[s] * (i < 3 * RATE ? 0 : 1), 2, q);
                for (int c = 0; c < 4; c++)
                    hinge_text_printf(&text, ",%.15g", q[c]);
            }
        }
        hinge_text_adds(&text, "\n");
        build_text(text.data, "+y", &b);
        assert_int_equal(b.error.reason, rows[k].reason);
        if (b.status != HINGE_OK)
            assert_non_null(strstr(b.error.message, rows[k].word));
        done(&b);
    }
}
