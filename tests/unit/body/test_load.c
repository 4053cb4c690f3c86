/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in the hands belongs to the centre of mass, when both masses are known
 * (method 6.8). */
#include "test.h"

#include "analysed.h"

#define R HINGE_PHASE_REP

/* As the task, the reason for none. */
static double centre_in(const char *task, const char *cue, const char *reason, double load_kg,
                        double mass_kg, double *hands_pct)
{
    struct subject subject = subject_text_g();
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    subject.landmarks = CHAIN "elbow wrist ";
    a.info.task = task;
    a.info.cue = cue;
    a.info.load_kg = load_kg;
    a.info.mass_kg = mass_kg;
    measure_subject(&a, &subject);
    if (*reason_of(&a, 0, "com_foot_pct", R) != '\0')
        assert_string_equal(reason_of(&a, 0, "com_foot_pct", R), reason);
    double com = metric_of(&a, 0, "com_foot_pct", R);
    /* text G: heel at -0.05, toe at 0.17, 1 cm between their heights */
    *hands_pct = 50 + 100 * metric_of(&a, 0, "load_midfoot_fl", R) * hypot(0.22, 0.01) / 0.22;
    return com;
}

static double centre(double load_kg, double mass_kg, double *hands_pct)
{
    return centre_in("", "", "NOT_RECORDED", load_kg, mass_kg, hands_pct);
}

TEST(a_load_draws_the_centre_to_the_hands)
{
    double hands, body = centre((double)NAN, 75, &hands);
    assert_close(centre(15, 75, &hands), (body + 0.2 * hands) / 1.2, 0, 1e-9);
    assert_close(centre(75, 75, &hands), (body + hands) / 2, 0, 1e-9);
    assert_close(centre(0, 75, &hands), body, 0, 1e-12);
    assert_true(isnan(centre(15, (double)NAN, &hands))); /* share unknown */
    static const char *const held[] = {"kettlebell_swing", "hinge_row", "laundry_basket", "rdl"};
    for (size_t k = 0; k < sizeof held / sizeof *held; k++) {
        double none = centre_in(held[k], "", "NOT_RECORDED", (double)NAN, 75, &hands);
        assert_true(isnan(none)); /* how heavy? */
        assert_close(centre_in(held[k], "", "", 0, 75, &hands), body, 0, 1e-12);
        assert_close(centre_in(held[k], "", "", 15, 75, &hands), (body + 0.2 * hands) / 1.2, 0,
                     1e-9);
    }
}

/* A band holds the body: where its centre of mass is, the feet do not carry it. */
TEST(a_band_pulls)
{
    static const char *const pulled[][2] = {{"banded_hinge", ""},
                                            {"banded_pull_through", "none"},
                                            {"bodyweight_hinge", "mirror+band_pull"}};
    double hands;
    for (size_t k = 0; k < sizeof pulled / sizeof *pulled; k++)
        assert_true(isnan(centre_in(pulled[k][0], pulled[k][1], "EXTERNAL_FORCE", 0, 75, &hands)));
}
