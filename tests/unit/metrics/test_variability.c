/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of repetitions at the same depth (method 6.10), with closed forms. */
#include "assert_close.h"
#include "rep_scene.h"

#include <stdlib.h>

extern const struct hinge_metric_family hinge_metric_family_variability;
static const struct hinge_metric_family *const family =
    &hinge_metric_family_variability;
enum { D = HINGE_PHASE_DESCENT, A = HINGE_PHASE_ASCENT, LONG = 3 * N };

/* Three repetitions in a row, of 1, 2 and 4 s' descent at most; the spine does 20, 22
 * and 27 degrees along with the driver, the hip always 60: the SD at progress p is p
 * times that of 20, 22, 27. */
struct three {
    struct scene s;
    double driver[LONG], lumbar[LONG], hip[LONG], scratch[LONG];
    struct hinge_rep rep[3];
};

static void three_init(struct three *t)
{
    static const double most[3] = {20, 22, 27};
    scene_init(&t->s);
    t->s.body.n = LONG;
    t->s.reps.n = 3;
    t->s.reps.rep = t->rep;
    t->s.reps.scratch = t->scratch;
    for (int k = 0; k < 3; k++) {
        int low = LOW - 30 * k; /* the faster the later, at the same progress */
        t->rep[k] = t->s.rep;
        t->rep[k].bounds = (struct hinge_phase_bounds){k * N + DOWN, k * N + low,
                                                       k * N + UP, k * N + END};
        for (int i = 0; i < N; i++) {
            double w = i < DOWN || i > END ? 0
                       : i < low           ? (i - DOWN) / (double)(low - DOWN)
                       : i <= UP           ? 1
                                           : (END - i) / (double)(END - UP);
            t->driver[k * N + i] = 80 * w;
            t->lumbar[k * N + i] = 5 + most[k] * w;
            t->hip[k * N + i] = 60 * w;
        }
    }
    t->s.body.signal[HINGE_SIGNAL_driver] = t->driver;
    t->s.body.signal[HINGE_SIGNAL_lumbar_flex] = t->lumbar;
    t->s.body.signal[HINGE_SIGNAL_hip_flex] = t->hip;
    t->s.view.rep = &t->rep[1];
}

static void curves_at_the_same_depth(void **state)
{
    struct three *t = calloc(1, sizeof *t);
    (void)state;
    assert_non_null(t);
    three_init(t);
    scene_compute(&t->s, family);
    double sd = sqrt((9 + 1 + 16) / 2.0); /* about 23 */
    assert_metric(&t->s, family, "lumbar_curve_sd_deg", D, sd / 2, 1e-9);
    assert_metric(&t->s, family, "lumbar_curve_sd_deg", A, sd / 2, 1e-9);
    assert_metric(&t->s, family, "hip_curve_sd_deg", D, 0, 1e-9);
    for (int i = 0; i < LONG; i++) /* 0.1 + 69.9 is 70, 70 - 69.9 is less than 0.1 */
        t->driver[i] = t->driver[i] > 0 ? 0.1 + 69.9 / 80 * t->driver[i] : 0.1;
    for (int k = 0; k < 3; k++)
        t->driver[t->rep[k].bounds.asc_start] = 70;
    scene_compute(&t->s, family);
    assert_metric(&t->s, family, "lumbar_curve_sd_deg", A, sd / 2, 1e-9);
    t->rep[2].warnings = HINGE_WARN(PARTIAL);
    scene_compute(&t->s, family);
    assert_no_metric(&t->s, family, "lumbar_curve_sd_deg", D, "TOO_FEW_REPS");
    t->s.body.signal[HINGE_SIGNAL_hip_flex] = NULL;
    scene_compute(&t->s, family);
    assert_no_metric(&t->s, family, "hip_curve_sd_deg", D, "INSUFFICIENT_LANDMARKS");
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(curves_at_the_same_depth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
