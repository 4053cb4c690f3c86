/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers of method 10 for positions, fault operators, onsets and the rules of
 * repetitions, through the code that analysis uses. Ids beside the literals. */
#include "test.h"

#include "body/steps.h"
#include "known_subject.h"
#include "metrics/metric.h"

#include <hinge/warnings.h>

#define R HINGE_PHASE_REP

/* --- positions --- */

TEST(a7_a8_hip_travel)
{
    static const struct {
        double shank, knee, want[5];
    } rows[] = {
        {0, 25, {0.206277961, 0.045730723, 0.81853513, 12.5, 25}},           /* A7 */
        {35, 110, {0.177847287, 0.454343824, 0.281318867, 68.6227537, 110}}, /* A8 */
    };
    static const char *const ids[] = {"hip_posterior_ll", "hip_drop_ll", "hinge_index",
                                      "path_angle_deg", "knee_excursion_deg"};
    for (size_t k = 0; k < 2; k++) {
        cleared_by(analysed_clear) struct analysed a = text_g();
        struct subject subject = subject_text_g();
        subject.shank = rows[k].shank;
        subject.knee = rows[k].knee;
        measure_subject(&a, &subject);
        for (int m = 0; m < 5; m++)
            assert_close(metric_of(&a, 0, ids[m], R), rows[k].want[m], 0, 1e-6);
    }
}

TEST(a9_centre_of_mass)
{
    double x[HINGE_POINT_COUNT], y[HINGE_POINT_COUNT];
    const double *px[HINGE_POINT_COUNT] = {0}, *py[HINGE_POINT_COUNT] = {0};
    double centre;
    static const struct {
        enum hinge_point point;
        double x, y;
    } rows[] = {{HINGE_POINT_EAR, .10, 1.45},   {HINGE_POINT_SHOULDER, .10, 1.38},
                {HINGE_POINT_ELBOW, .12, 1.10}, {HINGE_POINT_WRIST, .20, .86},
                {HINGE_POINT_HIP, 0, .92},      {HINGE_POINT_KNEE, 0, .50},
                {HINGE_POINT_ANKLE, 0, .09},    {HINGE_POINT_TOE, .15, .02}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        x[rows[k].point] = rows[k].x;
        y[rows[k].point] = rows[k].y;
        px[rows[k].point] = &x[rows[k].point];
        py[rows[k].point] = &y[rows[k].point];
    }
    hinge_mass_centre(HINGE_MASSES_winter, px, 1, &centre);
    assert_close(centre, 0.04889396, 0, 1e-6); /* A9 */
    hinge_mass_centre(HINGE_MASSES_winter, py, 1, &centre);
    assert_close(centre, 0.97985431, 0, 1e-6);
    px[HINGE_POINT_WRIST] = NULL;
    hinge_mass_centre(HINGE_MASSES_winter, px, 1, &centre);
    assert_true(isnan(centre));
}

/* A plane seen 20 degrees off-axis: the knee's 45 degrees read 43.2. */
TEST(a11_apparent_inclination)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct subject subject = subject_text_g();
    subject.shank = 0;
    subject.knee = 45;
    subject.view_deg = 20;
    measure_subject(&a, &subject);
    assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 43.2191789, 0, 1e-6); /* A11 */
}

/* --- faults on hand-made signals --- */

enum { POINTS = 101 };

/* A descent of 101 frames with given signals; a tier A body. */
struct descent {
    double driver[POINTS], pelvis[POINTS], lumbar[POINTS], hip[POINTS], total[POINTS];
    struct hinge_arena scratch;
    struct hinge_body body;
    struct hinge_rep rep;
    struct hinge_reps reps;
    struct hinge_rep_view view;
};

static void descent_init(struct descent *d, const struct analysed *a)
{
    d->body = (struct hinge_body){
        .n = POINTS, .rate_hz = 100, .tier = 'A', .has_pelvis = true, .lumbar_def = 1};
    d->body.signal[HINGE_SIGNAL_driver] = d->driver;
    d->body.signal[HINGE_SIGNAL_pelvis_tilt] = d->pelvis;
    d->body.signal[HINGE_SIGNAL_lumbar_flex] = d->lumbar;
    d->body.signal[HINGE_SIGNAL_hip_flex] = d->hip;
    d->body.signal[HINGE_SIGNAL_total_flex] = d->total;
    d->rep = (struct hinge_rep){.bounds = {0, POINTS - 1, HINGE_NO_INDEX, HINGE_NO_INDEX},
                                .high = POINTS - 1,
                                .high_last = POINTS - 1,
                                .hold_s = NAN,
                                .ascent = HINGE_REASON_TRUNCATED};
    d->scratch = (struct hinge_arena){0}; /* empty after each fault */
    d->reps = (struct hinge_reps){.n = 1,
                                  .rep = &d->rep,
                                  .scratch = &d->scratch,
                                  .standing = {.found = true, .source = HINGE_STANDING_standing}};
    d->view = (struct hinge_rep_view){.body = &d->body,
                                      .reps = &d->reps,
                                      .rep = &d->rep,
                                      .task = hinge_task_find(""),
                                      .parameters = &a->parameters};
}

static struct hinge_fault_outcome judged(const struct analysed *a, const struct descent *d,
                                         const char *id)
{
    struct hinge_fault_outcome outcome;
    hinge_fault_judge(&a->faults.row[fault_index(a, id)], &d->view, NULL, NULL, &outcome);
    return outcome;
}

TEST(f1_butt_wink)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct descent d;
    for (int i = 0; i < POINTS; i++) {
        double s = i / 100.0;
        d.driver[i] = 90 * s;
        d.pelvis[i] = s <= 0.7 ? 60 * s / 0.7 : 60 - 12 * (s - 0.7) / 0.3;
        d.lumbar[i] = d.hip[i] = d.total[i] = 0;
    }
    descent_init(&d, &a);
    struct hinge_fault_outcome outcome = judged(&a, &d, "butt_wink");
    assert_close(outcome.severity, 12, 0, 1e-9); /* F1 */
    assert_int_equal(outcome.state, HINGE_FAULT_PRESENT);
    assert_close(outcome.time_s, 1.0, 0, 1e-9);
}

TEST(f2_early_and_late_rounding)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct descent d;
    add_share(&a, "most", "descent 0..0.75");
    add_share(&a, "late", "descent 0.75..1");
    for (int early = 0; early < 2; early++) {
        for (int i = 0; i < POINTS; i++) {
            double F = i;
            d.driver[i] = d.total[i] = F;
            d.lumbar[i] = early ? (F <= 30 ? 0.5 * F : 15 + 0.05 * (F - 30))
                                : (F <= 75 ? 0.1 * F : 7.5 + 0.6 * (F - 75));
            d.hip[i] = F - d.lumbar[i];
            d.pelvis[i] = 0;
        }
        descent_init(&d, &a);
        struct hinge_fault_outcome first = judged(&a, &d, "rounding_early");
        double most = judged(&a, &d, "most").severity;
        double late = judged(&a, &d, "late").severity;
        assert_close(d.lumbar[POINTS - 1], early ? 18.5 : 22.5, 0, 1e-9); /* F2 */
        assert_close(late, early ? 0.05 : 0.6, 0, 1e-6);
        if (early) {
            assert_close(first.severity, 0.5, 0, 1e-6);
            assert_int_equal(first.state, HINGE_FAULT_PRESENT);
        } else {
            assert_close(most, 0.1, 0, 1e-6);
            /* 3 degrees in the first part: the gate says absent */
            assert_int_equal(first.state, HINGE_FAULT_ABSENT);
            assert_close(first.severity, 0, 0, 0);
        }
    }
}

TEST(f3_three_valued_decision)
{
    static const double m[] = {12, 17, 20, 24, 26};
    static const int want[] = {0, 1, 1, 2, 3};
    for (int k = 0; k < 5; k++)
        assert_int_equal(hinge_fault_state(m[k], 20, 5), want[k]); /* F3 */
}

TEST(r5_onset)
{
    double hip[301], lumbar[301];
    for (int i = 0; i <= 300; i++) {
        double t = i * 0.01;
        hip[i] = 60 * subject_jerk((t - 0.5) / 1.5);
        lumbar[i] = 25 * subject_jerk((t - 0.65) / 1.5);
    }
    double h = hinge_onset(hip, 0, 300, hip[0], hip[300] - hip[0], 0.05, 0.5) / 100;
    double l = hinge_onset(lumbar, 0, 300, lumbar[0], lumbar[300] - lumbar[0], 0.05, 0.5) / 100;
    assert_close(h, 0.783819289, 0, 1e-6); /* R5 */
    assert_close(l, 0.933819289, 0, 1e-6);
    assert_close(l - h, 0.15, 0, 1e-6);
}

/* --- repetitions of D1 --- */

TEST(d5_d6_partial_and_hold)
{
    enum { N = 1600 };
    static double driver[N], trunk[N];
    static const double rep[4][5] = {
        {1, 1.5, 1, 1.2, 70}, {6, 2, 0, 2, 65}, {11, 1, 0, 1, 12}, {13.2, 1, .5, .8, 30}};
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct hinge_reps reps;
    a.parameters.seg_fc = 25; /* the check has no filter; this is the least there is */
    for (int i = 0; i < N; i++) {
        double t = i * 0.01;
        driver[i] = 0;
        for (int k = 0; k < 4; k++)
            driver[i] +=
                rep[k][4] * (subject_jerk((t - rep[k][0]) / rep[k][1]) -
                             subject_jerk((t - rep[k][0] - rep[k][1] - rep[k][2]) / rep[k][3]));
        trunk[i] = 0.7 * driver[i];
    }
    struct hinge_body body = {.n = N, .rate_hz = 100, .tier = 'C', .dim = 3, .leg0 = 0.84};
    body.signal[HINGE_SIGNAL_driver] = driver;
    body.signal[HINGE_SIGNAL_trunk_incl] = trunk;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0}, scratch = {0};
    struct hinge_reps_request request = {.body = &body,
                                         .info = &a.info,
                                         .parameters = &a.parameters,
                                         .arena = &arena,
                                         .scratch = &scratch};
    a.info.stand_start_s = 0.2;
    a.info.stand_end_s = 0.9;
    assert_works(hinge_reps_find(&request, &reps, &why));
    assert_int_equal(reps.n, 3);
    assert_int_equal(reps.ghosts, 1); /* 12 degrees */
    static const double rom[] = {70, 65, 30}, hold[] = {0.988, 0, 0.492};
    for (size_t k = 0; k < 3; k++) {
        bool partial = (reps.rep[k].warnings & HINGE_WARN(PARTIAL)) != 0;
        assert_close(reps.rep[k].rom_deg, rom[k], 0, 0.05); /* D5: 30 < 0.6 * 65 */
        assert_int_equal(partial, k == 2);
        assert_close(reps.rep[k].hold_s, hold[k], 0, 0.021); /* D6 */
        assert_int_equal(reps.rep[k].hold_phase, k != 1);
    }
    assert_int_equal(reps.n_partial, 1);
}
