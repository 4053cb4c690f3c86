/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gates of the method at their limits: where a parameter is the smallest movement that
 * a number is formed from, movement that is a millionth larger has the number, and a
 * millionth smaller is refused with its reason. What moved is what the tables of the
 * same repetition say. */
#include "test.h"

#include "analysed.h"

#define D HINGE_PHASE_DESCENT
#define A HINGE_PHASE_ASCENT
#define R HINGE_PHASE_REP

static struct analysed a;
static struct subject subject;

static int set_up(void **state)
{
    (void)state;
    a = unfiltered();
    subject = subject_text_g();
    analyse_subject(&a, &subject);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    analysed_clear(&a);
    return 0;
}

static CMFixtureFunction before_each = set_up, after_each = tear_down;

static double excursion(const char *part, enum hinge_phase phase)
{
    char id[64];
    snprintf(id, sizeof id, "%s_excursion_deg", part);
    return metric_of(&a, 0, id, phase);
}

/* `gate` just under and just over what moved. */
static void check(double *gate, double moved, const char *metric, enum hinge_phase phase,
                  const char *reason)
{
    double kept = *gate;
    assert_true(fabs(moved) > 0.5);
    *gate = fabs(moved) * (1 - 1e-6);
    analyse_subject(&a, &subject);
    if (isnan(metric_of(&a, 0, metric, phase)))
        fail_msg("%s: %s", metric, reason_of(&a, 0, metric, phase));
    *gate = fabs(moved) * (1 + 1e-6);
    analyse_subject(&a, &subject);
    if (!isnan(metric_of(&a, 0, metric, phase)))
        fail_msg("%s: a value", metric);
    assert_string_equal(reason_of(&a, 0, metric, phase), reason);
    *gate = kept;
}

TEST(smallest_movement_of_a_ratio)
{
    static const enum hinge_phase phases[] = {D, A, R};
    struct hinge_parameters *p = &a.parameters;
    for (int k = 0; k < 3; k++) {
        analyse_subject(&a, &subject);
        double l = excursion("lumbar", phases[k]), h = excursion("hip", phases[k]);
        double pelvis = excursion("pelvis", phases[k]), knee = excursion("knee", phases[k]);
        check(&p->ratio_min_F, l + h, "lumbar_fraction", phases[k], "ROM_SMALL");
        check(&p->ratio_min_F, l + pelvis, "lumbar_pelvis_fraction", phases[k], "ROM_SMALL");
        check(&p->ratio_min_F, l + h + knee, "hip_share", phases[k], "ROM_SMALL");
        check(&p->ratio_min_F, h + knee, "hip_knee_share", phases[k], "ROM_SMALL");
        check(&p->ratio_min_H, h, "lumbar_hip_ratio", phases[k], "DEN_SMALL");
        check(&p->ratio_min_H, pelvis, "lumbar_pelvis_ratio", phases[k], "DEN_SMALL");
        check(&p->ratio_log_min, fmin(fabs(l), fabs(h)), "log_ratio", phases[k], "LOG_NONPOS");
    }
}

TEST(smallest_movement_of_a_slope)
{
    static const char *const ids[] = {"slope_lf", "slope_ols", "slope_intercept_deg",
                                      "slope_deming", "slope_r2"};
    static const enum hinge_phase phases[] = {D, A};
    for (size_t k = 0; k < 2; k++)
        for (size_t m = 0; m < sizeof ids / sizeof *ids; m++) {
            analyse_subject(&a, &subject);
            check(&a.parameters.slope_min_H, excursion("hip", phases[k]), ids[m], phases[k],
                  "ROM_SMALL");
        }
}

/* Lags need both to move; the spine moves less than the hip here. */
TEST(smallest_movement_of_a_lag)
{
    static const char *const ids[] = {"peak_velocity_lag_s", "xcorr_lag_s", "xcorr_r"};
    static const enum hinge_phase phases[] = {D, A};
    for (size_t k = 0; k < 2; k++)
        for (size_t m = 0; m < sizeof ids / sizeof *ids; m++) {
            analyse_subject(&a, &subject);
            check(&a.parameters.onset_min_rom, excursion("lumbar", phases[k]), ids[m], phases[k],
                  "ROM_SMALL");
        }
}

/* A descent of the shortest time, or the fewest frames, has its numbers. */
TEST(shortest_descent)
{
    double down = metric_of(&a, 0, "duration_s", D);
    check(&a.parameters.seg_min_desc_s, down, "hip_excursion_deg", D, "PHASE_TOO_SHORT");
    size_t frames = (size_t)lround(down * 100) + 1;
    for (size_t more = 0; more < 2; more++) {
        a.parameters.seg_min_samples = (int)(frames + more);
        analyse_subject(&a, &subject);
        assert_true(isnan(metric_of(&a, 0, "hip_excursion_deg", D)) == (more == 1));
    }
}
