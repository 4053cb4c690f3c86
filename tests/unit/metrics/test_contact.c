/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How still a load is held in standing (method 7.3), with a closed form. */
#include "test.h"

#include "rep_scene.h"

#include <math.h>

extern const struct hinge_metric_family hinge_metric_family_contact;

/* A load that swings by 1 mm five times a second: the differences of differences of a
 * cosine are (sin(w dt) / dt)^2 times it. */
TEST(a_load_that_swings)
{
    const struct hinge_metric_family *f = &hinge_metric_family_contact;
    const double w = 2 * M_PI * 5 * 0.01;
    scene_init();
    double *y = scene_signal(HINGE_SIGNAL_load_height);
    for (int i = 0; i < N; i++)
        y[i] = 0.5 + 0.001 * cos(w * i);
    scene.reps.standing.from = 0;
    scene.reps.standing.to = DOWN - 1;
    double sd_g = 0.001 * pow(sin(w) / 0.01, 2) / sqrt(2) / 9.80665;
    assert_metric(f, "lowering_noise_g", HINGE_PHASE_DESCENT, sd_g, 0.02 * sd_g);
    scene.reps.standing.found = false;
    assert_no_metric(f, "lowering_noise_g", HINGE_PHASE_DESCENT, "NO_STANDING_REF");
    scene.body.signal[HINGE_SIGNAL_load_height] = NULL;
    scene.body.reason[HINGE_SIGNAL_load_height] = HINGE_REASON_NO_HANDS;
    assert_no_metric(f, "lowering_noise_g", HINGE_PHASE_DESCENT, "NO_HANDS");
}
