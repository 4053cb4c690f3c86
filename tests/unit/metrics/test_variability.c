/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of repetitions at the same depth, and in the plane of angle and velocity
 * (method 6.10), with closed forms. */
#include "test.h"

#include "rep_scene.h"

#include <hinge/warnings.h>

extern const struct hinge_metric_family hinge_metric_family_variability;
static const struct hinge_metric_family *const family = &hinge_metric_family_variability;
enum { D = HINGE_PHASE_DESCENT, A = HINGE_PHASE_ASCENT, LONG = 3 * N };

/* Three repetitions in a row, of 1, 2 and 4 s' descent at most; the spine does 20, 22
 * and 27 degrees along with the driver, the hip always 60: the SD at progress p is p
 * times that of 20, 22, 27. */
static struct {
    double driver[LONG], lumbar[LONG], hip[LONG];
    struct hinge_rep rep[3];
} three;

static void three_init(void)
{
    static const double most[3] = {20, 22, 27};
    scene_init();
    scene.body.n = LONG;
    scene.reps.n = 3;
    scene.reps.rep = three.rep;
    for (int k = 0; k < 3; k++) {
        int low = LOW - 30 * k; /* the faster the later, at the same progress */
        three.rep[k] = scene.rep;
        three.rep[k].bounds =
            (struct hinge_phase_bounds){k * N + DOWN, k * N + low, k * N + UP, k * N + END};
        for (int i = 0; i < N; i++) {
            double w = i < DOWN || i > END ? 0
                       : i < low           ? (i - DOWN) / (double)(low - DOWN)
                       : i <= UP           ? 1
                                           : (END - i) / (double)(END - UP);
            three.driver[k * N + i] = 80 * w;
            three.lumbar[k * N + i] = 5 + most[k] * w;
            three.hip[k * N + i] = 60 * w;
        }
    }
    scene.body.signal[HINGE_SIGNAL_driver] = three.driver;
    scene.body.signal[HINGE_SIGNAL_lumbar_flex] = three.lumbar;
    scene.body.signal[HINGE_SIGNAL_hip_flex] = three.hip;
    scene.view.rep = &three.rep[1];
}

TEST(curves_at_the_same_depth)
{
    three_init();
    double sd = sqrt((9 + 1 + 16) / 2.0); /* about 23 */
    assert_metric(family, "lumbar_curve_sd_deg", D, sd / 2, 1e-9);
    assert_metric(family, "lumbar_curve_sd_deg", A, sd / 2, 1e-9);
    assert_metric(family, "hip_curve_sd_deg", D, 0, 1e-9);
    for (int i = 0; i < LONG; i++) /* 0.1 + 69.9 is 70, 70 - 69.9 is less than 0.1 */
        three.driver[i] = three.driver[i] > 0 ? 0.1 + 69.9 / 80 * three.driver[i] : 0.1;
    for (int k = 0; k < 3; k++)
        three.driver[three.rep[k].bounds.asc_start] = 70;
    assert_metric(family, "lumbar_curve_sd_deg", A, sd / 2, 1e-9);
    three.rep[2].warnings = HINGE_WARN(PARTIAL);
    assert_no_metric(family, "lumbar_curve_sd_deg", D, "TOO_FEW_REPS");
    scene.body.signal[HINGE_SIGNAL_hip_flex] = NULL;
    assert_no_metric(family, "hip_curve_sd_deg", D, "INSUFFICIENT_LANDMARKS");
}

/* Three descents of a half cosine, size[k] degrees in frames[k] frames. Central
 * differences of cosines are cosines, times sin(step) / step. */
static void three_cosines(const double size[3], const int frames[3])
{
    three_init();
    for (int k = 0; k < 3; k++) {
        int from = k * N + DOWN;
        three.rep[k].bounds.desc_start = from;
        three.rep[k].bounds.desc_end = from + frames[k];
        for (int i = 0; i < N; i++)
            three.lumbar[k * N + i] = 3 + size[k] / 2 * (1 - cos(M_PI * (i - DOWN) / frames[k]));
    }
}

/* sqrt(a^2 (angle of 0 to 1)^2 + v^2 (velocity of 0 to 1)^2), mean over 101 points. */
static double plane_mean(double a, double v)
{
    double sum = 0;
    for (int i = 0; i <= 100; i++)
        sum += hypot(a * (1 - cos(M_PI * i / 100)) / 2, v * sin(M_PI * i / 100));
    return sum / 101;
}

TEST(angles_and_velocities)
{
    static const double alike[3] = {20, 20, 20}, sizes[3] = {20, 22, 27};
    static const int same[3] = {100, 100, 100}, times[3] = {100, 200, 300};
    const char *id = "lumbar_angle_velocity_sd_pct";
    three_cosines(alike, same);
    assert_metric(family, id, D, 0, 1e-9);
    /* 20, 22, 27 degrees in the same time: both vary by SD / mean */
    three_cosines(sizes, same);
    double cv = sqrt((9 + 1 + 16) / 2.0) / 23;
    assert_metric(family, id, D, 100 * plane_mean(cv, cv), 1e-9);
    for (int i = 0; i < LONG; i++) /* extension: velocities are negative */
        three.lumbar[i] = -three.lumbar[i];
    assert_metric(family, id, D, 100 * plane_mean(cv, cv), 1e-9);
    /* the same angles in 1, 2 and 3 s: velocities alone vary */
    three_cosines(alike, times);
    double speed[3], mean = 0, squares = 0;
    for (int k = 0; k < 3; k++)
        mean += (speed[k] = sin(M_PI / times[k])) / 3;
    for (int k = 0; k < 3; k++)
        squares += (speed[k] - mean) * (speed[k] - mean);
    assert_metric(family, id, D, 100 * plane_mean(0, sqrt(squares / 2) / mean), 1e-9);
    assert_no_metric(family, id, HINGE_PHASE_HOLD, "PHASE_MISSING");
}

TEST(planes_that_are_none)
{
    static const double small[3] = {4, 5, 5.9};
    static const int same[3] = {100, 100, 100};
    const char *id = "lumbar_angle_velocity_sd_pct";
    three_cosines(small, same); /* 4.97 on average */
    assert_no_metric(family, id, D, "ROM_SMALL");
    three_init();
    scene.body.rate_hz = 14;
    assert_no_metric(family, id, D, "FS_TOO_LOW");
    scene.body.rate_hz = 100;
    three.lumbar[DOWN + 50] = (double)NAN; /* no path through a gap */
    assert_no_metric(family, id, D, "TOO_FEW_REPS");
    scene.body.signal[HINGE_SIGNAL_hip_flex] = NULL;
    assert_no_metric(family, "hip_angle_velocity_sd_pct", D, "INSUFFICIENT_LANDMARKS");
    three.rep[1].descent = HINGE_REASON_PHASE_TOO_SHORT;
    assert_no_metric(family, id, D, "PHASE_TOO_SHORT");
}
