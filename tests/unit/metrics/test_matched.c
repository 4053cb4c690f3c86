/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics at matched depth (method 8.2) on the subject of text G, whose angles at a
 * depth follow from its formulas: s is found where lumbar plus hip flexion has that
 * value, everything else is a function of s. */
#include "test.h"

#include "analysed.h"

#include <math.h>

struct spot {
    double x, y;
};

static struct spot step(struct spot from, double length, double deg)
{
    double angle = deg * M_PI / 180;
    return (struct spot){from.x + length * sin(angle), from.y + length * cos(angle)};
}

/* Lumbar plus hip flexion of text G at s, and its trunk-thigh angle, which is not its
 * depth: at 92 of L + H it is 84. */
static double total(double s)
{
    return 98 * s - 6 * s * s;
}

static double trunk_thigh(double s)
{
    double p = 45 * s, l = 30 * s - 6 * s * s;
    struct spot hip = {0, 0}, l5 = step(hip, 0.10, p + 10);
    struct spot l3 = step(l5, 0.07, p + 0.2 * l - 5);
    struct spot t12 = step(l3, 0.08, p + 0.7 * l - 2);
    struct spot t8 = step(t12, 0.12, p + l + 8);
    struct spot shoulder = step(t8, 0.14, p + l + 5);
    return atan2(shoulder.x, shoulder.y) * 180 / M_PI + 23 * s;
}

/* Fraction of the movement at which it has changed by this much. */
static double share_at(double depth_deg)
{
    double low = 0, high = 1;
    for (int k = 0; k < 60; k++) {
        double s = (low + high) / 2;
        if (total(s) < depth_deg)
            low = s;
        else
            high = s;
    }
    return low;
}

/* s at the descent's start, 2.11 s (method 10, G1). */
static double s_start(void)
{
    double u = 0.11 / 2;
    return u * u * u * (10 - 15 * u + 6 * u * u);
}

struct posture {
    double lumbar, back, down;
};

static struct posture posture_at(double s)
{
    double shin = -3 * s * M_PI / 180, thigh = -23 * s * M_PI / 180;
    return (struct posture){.lumbar = 30 * s - 6 * s * s,
                            .back = -(0.43 * sin(shin) + 0.41 * sin(thigh)) / 0.84,
                            .down = (0.84 - 0.43 * cos(shin) - 0.41 * cos(thigh)) / 0.84};
}

TEST(a_depth_has_one_posture)
{
    static const double depths[] = {30, 60, 75.2};
    for (int k = 0; k < 3; k++) {
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        struct subject subject = subject_text_g();
        double s = share_at(depths[k]), s0 = s_start(), ds = s - s0;
        struct posture end = posture_at(s), start = posture_at(s0);
        double lumbar = end.lumbar - start.lumbar, back = end.back - start.back;
        double down = end.down - start.down;
        double tt = trunk_thigh(s) - trunk_thigh(s0);
        const struct {
            const char *id;
            double want;
        } rows[] = {{"matched_driver_deg", depths[k]},
                    {"matched_lumbar_excursion_deg", lumbar},
                    {"matched_lumbar_rounding", lumbar},
                    {"matched_hip_excursion_deg", 68 * ds},
                    {"matched_pelvis_excursion_deg", 45 * ds},
                    {"matched_knee_excursion_deg", 20 * ds},
                    {"matched_lumbar_fraction", lumbar / (lumbar + 68 * ds)},
                    {"matched_lumbar_hip_ratio", lumbar / (68 * ds)},
                    {"matched_hip_share", 68 / (88 + lumbar / ds)},
                    {"matched_hip_knee_share", 68.0 / 88},
                    {"matched_trunk_thigh_knee_share", tt / (tt + 20 * ds)},
                    {"matched_shank_incl_deg", -3 * s},
                    {"matched_hip_posterior_ll", back},
                    {"matched_hip_drop_ll", down},
                    {"matched_hinge_index", back / (back + down)},
                    {"matched_path_angle_deg", atan2(down, back) * 180 / M_PI}};
        a.limits.matched_driver_deg = depths[k];
        measure_subject(&a, &subject);
        for (size_t m = 0; m < sizeof rows / sizeof *rows; m++) {
            double got = metric_of(&a, 0, rows[m].id, HINGE_PHASE_DESCENT);
            assert_close(got, rows[m].want, 2e-4, 5e-4);
        }
    }
}

TEST(what_cannot_be_matched_says_why)
{
    struct subject subject = subject_text_g();
    cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
    assert_string_equal(reason_of(&a, 0, "matched_lumbar_fraction", HINGE_PHASE_DESCENT),
                        "NO_REFERENCE_TRIAL");
    a.limits.matched_driver_deg = 120; /* the subject goes down by 92 */
    analyse_subject(&a, &subject);
    assert_string_equal(reason_of(&a, 0, "matched_lumbar_fraction", HINGE_PHASE_DESCENT),
                        "BIN_NOT_REACHED");
    assert_string_equal(reason_of(&a, 0, "matched_driver_deg", HINGE_PHASE_DESCENT),
                        "BIN_NOT_REACHED");
    a.limits.matched_driver_deg = 5; /* nothing is a share of so little */
    analyse_subject(&a, &subject);
    assert_string_equal(reason_of(&a, 0, "matched_lumbar_fraction", HINGE_PHASE_DESCENT),
                        "ROM_SMALL");
}

/* L = 30 s - 6 s^2 and H = 68 s over the descent: where L passes a limit, s is the smaller root. */
TEST(the_back_rounds_where_its_flexion_passes_the_limit)
{
    static const struct {
        const char *id;
        double lumbar;
    } rows[] = {{"back_limit_depth_deg", 10},
                {"back_limit_5_depth_deg", 5},
                {"back_limit_20_depth_deg", 20}};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    struct subject subject = subject_text_g();
    analyse_subject(&a, &subject);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double s = (30 - sqrt(900 - 24 * rows[i].lumbar)) / 12;
        assert_close(metric_of(&a, 0, rows[i].id, HINGE_PHASE_REP), rows[i].lumbar + 68 * s, 0.1,
                     0);
    }
    double s = (30 - sqrt(900 - 240)) / 12;
    assert_close(metric_of(&a, 0, "back_limit_hip_deg", HINGE_PHASE_REP), 68 * s, 0.1, 0);
    assert_close(metric_of(&a, 0, "back_limit_reached", HINGE_PHASE_REP), 1, 0, 0);
    assert_string_equal(reason_of(&a, 0, "back_limit_hip_of_max_pct", HINGE_PHASE_REP),
                        "NO_MAXFLEX");
    subject.lumbar_bend = -25; /* L = 30 s - 25 s^2 is 9 at most */
    analyse_subject(&a, &subject);
    assert_close(metric_of(&a, 0, "back_limit_reached", HINGE_PHASE_REP), 0, 0, 0);
    assert_string_equal(reason_of(&a, 0, "back_limit_depth_deg", HINGE_PHASE_REP), "NOT_REACHED");
}

/* A spine that rounds early and straightens again has rounded all the same. */
TEST(a_peak_on_the_way_counts)
{
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    struct subject subject = subject_text_g();
    subject.lumbar_bend = -40;        /* L = 30 s - 40 s^2: 5.625 at s = 0.375, -10 at 1 */
    a.limits.matched_driver_deg = 55; /* of 58 */
    analyse_subject(&a, &subject);
    double peak = metric_of(&a, 0, "matched_lumbar_rounding", HINGE_PHASE_DESCENT);
    /* L is at most 0.05 where the descent starts */
    assert_close(peak, 5.6, 0, 0.025);
    assert_true(metric_of(&a, 0, "matched_lumbar_excursion_deg", HINGE_PHASE_DESCENT) < 0);
}
