/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers of SCIENCE 10 through the real path: recording, body, repetitions,
 * metrics, faults. Literals come from the independent numpy implementation; the id of
 * each check stands beside it. Tested elsewhere in this folder: P1-P7, S1-S3, A1-A6,
 * A13, R1-R4, D1-D4, D6, D7. Their subjects are not built yet: A4 (IMU), A10 and F4
 * (dowel), R6 (cross correlation), V1-V4 (vector coding), C1-C3 (relative phase), I1-I2
 * (reliability). A12 is arithmetic about noise, used nowhere. */
#include "assert_close.h"

#include "analysed.h"
#include "body/angles.h"
#include "metrics/parts/onset.h"
#include "recording_text.h"
#include "signal/signal.h"

/* Body and repetitions of a subject, for what is no table's column. */
struct steps {
    struct hinge_recording recording;
    struct hinge_body body;
    struct hinge_reps reps;
    struct hinge_rep_view view;
};

static void steps_init(struct steps *s, struct analysed *a,
                       const struct subject *subject)
{
    struct hinge_error error;
    subject_record(subject, &s->recording);
    const struct hinge_body_request build = {
        .recording = &s->recording, .info = &a->info, .parameters = &a->parameters};
    assert_int_equal(hinge_body_build(&build, &s->body, &error), HINGE_OK);
    const struct hinge_reps_request find = {
        .body = &s->body, .info = &a->info, .parameters = &a->parameters};
    assert_int_equal(hinge_reps_find(&find, &s->reps, &error), HINGE_OK);
    s->view = (struct hinge_rep_view){.body = &s->body,
                                      .reps = &s->reps,
                                      .rep = s->reps.rep,
                                      .info = &a->info,
                                      .task = hinge_task_find(""),
                                      .parameters = &a->parameters};
}

static void steps_clear(struct steps *s)
{
    hinge_reps_clear(&s->reps);
    hinge_body_clear(&s->body);
    hinge_recording_clear(&s->recording);
}

/* Text G as its checks want it: no main filter, no moving average, the standing given.
 */
static void text_g_init(struct analysed *a)
{
    analysed_init(a);
    analysed_unfiltered(a);
    a->info.stand_start_s = 0.5;
    a->info.stand_end_s = 1.49;
}

#define D HINGE_PHASE_DESCENT
#define R HINGE_PHASE_REP

static void check_g1_to_g8(const struct analysed *a)
{
    const struct hinge_rep_block *b = &a->result.block;
    assert_int_equal(b->n, 2);
    assert_int_equal(a->result.reps_complete, 2);
    assert_string_equal(a->result.lumbar_def, "LOWTHX");
    assert_string_equal(a->result.driver, "trunk_thigh");
    assert_string_equal(a->result.standing_source, "annotated");
    assert_int_equal(a->result.tier, 'B');
    static const double g1[4] = {2.11, 3.88, 4.58, 5.92};
    for (int k = 0; k < 4; k++) {
        assert_close(b->time[k][0], g1[k], 0, 0.011); /* G1 */
        assert_close(b->time[k][1], g1[k] + 5, 0, 0.011);
    }
    static const struct {
        const char *id;
        enum hinge_phase phase;
        double want, tolerance;
    } rows[] = {
        {"lumbar_excursion_deg", D, 23.9186407, 0.05}, /* G2 */
        {"hip_excursion_deg", D, 67.7620152, 0.05},
        {"knee_excursion_deg", D, 19.9300045, 0.05},
        {"lumbar_fraction", D, 0.260890811, 1e-3}, /* G3 */
        {"lumbar_hip_ratio", D, 0.352980067, 1e-3},
        {"lumbar_pelvis_ratio", D, 0.533392101, 1e-3},
        {"hip_share", D, 0.607128522, 1e-3},
        {"hip_knee_share", D, 0.772727273, 1e-3},
        {"lumbar_fraction", R, 24.0 / 92,
         1e-6}, /* G3x: the bottom is the full excursion */
        {"lumbar_hip_ratio", R, 24.0 / 68, 1e-6},
        {"lumbar_pelvis_ratio", R, 24.0 / 45, 1e-6},
        {"hip_share", R, 68.0 / 112, 1e-6},
        {"hip_knee_share", R, 68.0 / 88, 1e-6},
        {"lumbar_excursion_deg", R, 24, 1e-3}, /* G4 */
        {"hip_excursion_deg", R, 68, 1e-3},
        {"knee_excursion_deg", R, 20, 1e-3},
        {"pelvis_excursion_deg", R, 45, 1e-3},
        {"shank_incl_deg", R, -3, 1e-3},
        {"trunk_thigh_excursion_deg", R, 83.5574365, 1e-3},
        {"hip_posterior_ll", R, 0.217505028, 1e-3},
        {"hip_drop_ll", R, 0.03950275, 1e-3},
        {"hinge_index", R, 0.846297453, 1e-3},
        {"path_angle_deg", R, 10.2937236, 1e-3},
        {"lumbar_fraction_deg0_30", D, 0.29246567, 1e-3}, /* G6 */
        {"lumbar_fraction_deg30_60", D, 0.263157873, 1e-3},
        {"lumbar_fraction_deg60_90", D, 0.229866486, 1e-3},
        {"half_lean_travel", D, 0.492815095, 1e-3}, /* G7 */
        {"sparc", D, -1.40535745, 1e-2},            /* G8 */
        {"mean_velocity_deg_s", D, 47.0433145, 1e-2},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        assert_close(metric_of(a, 0, rows[k].id, rows[k].phase), rows[k].want, 0,
                     rows[k].tolerance);
    assert_close(a->result.leg_length, 0.84, 0, 1e-3); /* G7 */
    /* G5: the share over 0..0.30 is the severity of rounding_early */
    assert_close(severity_of(a, 0, "rounding_early"), 0.293468386, 0, 1e-3);
}

static void add_share(struct analysed *a, const char *id, const char *window)
{
    static const char *const rows[][2] = {{"statistic", "share"},
                                          {"signal", "lumbar_flex"},
                                          {"over", "total_flex"},
                                          {"threshold", "0.4"},
                                          {"tier", "B"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        assert_int_equal(hinge_fault_table_set(&a->faults, id, rows[k][0], rows[k][1],
                                               "test", &a->error),
                         HINGE_OK);
    assert_int_equal(hinge_fault_table_set(&a->faults, id, "window", window, "test",
                                           &a->error),
                     HINGE_OK);
}

static void g1_to_g8(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    (void)state;
    text_g_init(&a);
    add_share(&a, "most", "descent 0..0.75");
    add_share(&a, "late", "descent 0.75..1");
    analyse_subject(&a, &subject);
    assert_analysed(a);
    check_g1_to_g8(&a);
    assert_close(severity_of(&a, 0, "most"), 0.27311801, 0, 1e-3); /* G5 */
    assert_close(severity_of(&a, 0, "late"), 0.223491522, 0, 1e-3);
    analysed_clear(&a);
}

/* The same subject in a laboratory: three dimensions, both sides, any heading. */
static void g1_to_g8_in_three_dimensions(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    (void)state;
    subject.dim = 3;
    subject.heading_deg = -130;
    text_g_init(&a);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    check_g1_to_g8(&a);
    analysed_clear(&a);
}

/* As a file of its own: canonical columns, read by the csv format. */
static void g1_to_g8_from_a_file(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    struct hinge_recording r;
    struct read_result read;
    (void)state;
    subject_record(&subject, &r);
    size_t size = 0, n = r.n_frames;
    char *text = NULL;
    FILE *file = open_memstream(&text, &size);
    for (size_t c = 0; c < r.layout.n_channels; c++)
        fprintf(file, "%s%s", c > 0 ? "," : "",
                c > 0 ? r.layout.channel[c].source : "time_s");
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < r.layout.n_channels; c++)
            fprintf(file, "%s%.9f", c > 0 ? "," : "\n", r.data[c * n + i]);
    fprintf(file, "\n");
    fclose(file);
    struct hinge_read_options options = {.units = "m", .up = "+y"};
    read_string("text_g.csv", text, &options, &read);
    assert_read(read);
    text_g_init(&a);
    analyse_recording(&a, &read.recording);
    assert_analysed(a);
    check_g1_to_g8(&a);
    analysed_clear(&a);
    hinge_recording_clear(&read.recording);
    hinge_recording_clear(&r);
    free(text);
}

static void g0_and_g7_turns_and_onsets(void **state)
{
    struct analysed a;
    struct steps s;
    struct hinge_turns turns;
    struct subject subject = subject_text_g();
    (void)state;
    text_g_init(&a);
    steps_init(&s, &a, &subject);
    assert_int_equal(hinge_turns_find(s.reps.ds, s.reps.vs, s.body.n, s.body.rate_hz,
                                      &a.parameters, &turns),
                     HINGE_OK);
    assert_int_equal(turns.n, 5); /* G0: LHLHL */
    for (size_t k = 0; k < turns.n; k++)
        assert_int_equal(turns.turn[k].high, k % 2);
    hinge_turns_clear(&turns);
    struct hinge_value lag = hinge_onset_lag(
        &s.view, HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex, HINGE_PHASE_DESCENT);
    assert_close(lag.value, -0.028427611, 0, 1e-3); /* G7 */
    steps_clear(&s);
    analysed_clear(&a);
}

static const struct {
    const char *id;
    int state;
    double severity; /* NaN: not said */
} expected_faults[] = {
    {"lumbar_rounding", 1, 24},
    {"rounding_early", 0, 0.293},
    {"spine_over_hip", 0, 0.261},
    {"insufficient_hip_travel", 0, 0.10 - 0.218},
    {"fold_forward", 0, 0.40 - 0.493},
    {"excessive_knee_flexion", 0, 20},
    {"shin_forward", 0, -3},
    {"squat_pattern", 0, 10.3},
    {"uncontrolled_lowering", 0, 47},
    {"lumbar_overextension", 0, 0},
    {"butt_wink", 0, 0},
    {"pelvic_tuck", 0, 0},
    {"knee_forward_travel", 0, NAN},
    {"no_lockout", 0, 0},
    {"locked_knees", 0, 5 - 20},
};

static void check_faults(const struct analysed *a, double tolerance)
{
    assert_int_equal(sizeof expected_faults / sizeof *expected_faults, a->faults.n);
    for (size_t k = 0; k < a->faults.n; k++)
        for (size_t rep = 0; rep < 2; rep++) {
            assert_fault_state(*a, rep, expected_faults[k].id,
                               expected_faults[k].state);
            if (!isnan(expected_faults[k].severity))
                assert_close(severity_of(a, rep, expected_faults[k].id),
                             expected_faults[k].severity, tolerance, tolerance);
        }
    assert_true(severity_of(a, 0, "knee_forward_travel") < 0.001);
}

static void faults_of_text_g(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    (void)state;
    text_g_init(&a);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    check_faults(&a, 0.01);
    analysed_clear(&a);
    /* and with every default: filter, outlier removal, moving average, own standing */
    analysed_init(&a);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    assert_string_equal(a.result.standing_source, "window");
    check_faults(&a, 0.1);
    analysed_clear(&a);
}

/* Outlier removal with its defaults leaves the smooth subject alone (G2 within
 * tolerance). */
static void hampel_does_not_interfere(void **state)
{
    struct analysed with, without;
    struct subject subject = subject_text_g();
    (void)state;
    text_g_init(&with);
    text_g_init(&without);
    without.parameters.hampel_nsig = 0;
    analyse_subject(&with, &subject);
    analyse_subject(&without, &subject);
    static const char *const ids[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                      "knee_excursion_deg"};
    for (int k = 0; k < 3; k++)
        assert_close(metric_of(&with, 0, ids[k], D), metric_of(&without, 0, ids[k], D),
                     0, 1e-6);
    analysed_clear(&with);
    analysed_clear(&without);
}

static void tier_c_view_has_no_lumbar_column(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    (void)state;
    subject.landmarks = LEGS "ear";
    text_g_init(&a);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    assert_int_equal(a.result.tier, 'C');
    assert_string_equal(a.result.lumbar_def, "");
    size_t lumbar = 0;
    for (size_t m = 0; m < hinge_metric_count(); m++) {
        const char *id = hinge_metric_at(m)->id;
        bool needs = strncmp(id, "lumbar", 6) == 0 || strncmp(id, "slope", 5) == 0 ||
                     strncmp(id, "hip_excursion", 13) == 0 ||
                     strncmp(id, "pelvis", 6) == 0 || strncmp(id, "total", 5) == 0 ||
                     strcmp(id, "hip_share") == 0 ||
                     strcmp(id, "hip_knee_share") == 0 || strcmp(id, "log_ratio") == 0;
        for (int p = 0; needs && p < HINGE_PHASE_COUNT; p++) {
            if ((hinge_metric_at(m)->phases & (1u << p)) == 0)
                continue;
            assert_true(isnan(metric_of(&a, 0, id, (enum hinge_phase)p)));
            if (p == HINGE_PHASE_HOLD) /* no hold, no hold's value, whatever the tier */
                continue;
            if (strstr(id, "lowthx") || strstr(id, "isb") || strstr(id, "post") ||
                strstr(id, "spn"))
                continue;
            if (strcmp(reason_of(&a, 0, id, (enum hinge_phase)p), "TIER_C_NO_LUMBAR") !=
                0)
                print_error("%s\n", id);
            assert_string_equal(reason_of(&a, 0, id, (enum hinge_phase)p),
                                "TIER_C_NO_LUMBAR");
            lumbar++;
        }
    }
    assert_true(lumbar > 40);
    static const char *const spine[] = {"lumbar_rounding", "rounding_early",
                                        "butt_wink",       "pelvic_tuck",
                                        "spine_over_hip",  "lumbar_overextension"};
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        assert_fault_refused(a, 0, spine[k], "TIER_C_NO_LUMBAR");
    for (size_t k = 0; k < a.faults.n; k++) /* and the rest is judged as before */
        if (!a.faults.row[k].needs_lumbar && !a.faults.row[k].needs_pelvis)
            assert_fault_state(a, 0, a.faults.row[k].id, 0);
    assert_close(metric_of(&a, 0, "trunk_thigh_excursion_deg", R), 83.5574365, 0, 1e-3);
    analysed_clear(&a);
}

/* --- positions --- */

static void a7_a8_hip_travel(void **state)
{
    static const struct {
        double shank, knee, want[5];
    } rows[] = {
        {0, 25, {0.206277961, 0.045730723, 0.81853513, 12.5, 25}},           /* A7 */
        {35, 110, {0.177847287, 0.454343824, 0.281318867, 68.6227537, 110}}, /* A8 */
    };
    static const char *const ids[] = {"hip_posterior_ll", "hip_drop_ll", "hinge_index",
                                      "path_angle_deg", "knee_excursion_deg"};
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        struct analysed a;
        struct subject subject = subject_text_g();
        subject.shank = rows[k].shank;
        subject.knee = rows[k].knee;
        text_g_init(&a);
        analyse_subject(&a, &subject);
        assert_analysed(a);
        for (int m = 0; m < 5; m++)
            assert_close(metric_of(&a, 0, ids[m], R), rows[k].want[m], 0, 1e-6);
        analysed_clear(&a);
    }
}

static void a9_centre_of_mass(void **state)
{
    double x[HINGE_POINT_COUNT], y[HINGE_POINT_COUNT];
    const double *px[HINGE_POINT_COUNT] = {0}, *py[HINGE_POINT_COUNT] = {0};
    static const struct {
        enum hinge_point point;
        double x, y;
    } rows[] = {{HINGE_POINT_EAR, .10, 1.45},   {HINGE_POINT_SHOULDER, .10, 1.38},
                {HINGE_POINT_ELBOW, .12, 1.10}, {HINGE_POINT_WRIST, .20, .86},
                {HINGE_POINT_HIP, 0, .92},      {HINGE_POINT_KNEE, 0, .50},
                {HINGE_POINT_ANKLE, 0, .09},    {HINGE_POINT_TOE, .15, .02}};
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        x[rows[k].point] = rows[k].x;
        y[rows[k].point] = rows[k].y;
        px[rows[k].point] = &x[rows[k].point];
        py[rows[k].point] = &y[rows[k].point];
    }
    assert_close(hinge_mass_centre(px, 0), 0.04889396, 0, 1e-6); /* A9 */
    assert_close(hinge_mass_centre(py, 0), 0.97985431, 0, 1e-6);
    px[HINGE_POINT_WRIST] = NULL;
    assert_true(isnan(hinge_mass_centre(px, 0)));
}

/* A plane seen 20 degrees off-axis: the knee's 45 degrees read 43.2. */
static void a11_apparent_inclination(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    (void)state;
    subject.shank = 0;
    subject.knee = 45;
    subject.view_deg = 20;
    text_g_init(&a);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 43.2191789, 0,
                 1e-6); /* A11 */
    analysed_clear(&a);
}

/* --- faults on hand-made signals --- */

enum { POINTS = 101 };

/* A descent of 101 frames with given signals; a tier A body. */
struct descent {
    double driver[POINTS], pelvis[POINTS], lumbar[POINTS], hip[POINTS], total[POINTS];
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
    d->rep =
        (struct hinge_rep){.bounds = {0, POINTS - 1, HINGE_NO_INDEX, HINGE_NO_INDEX},
                           .high = POINTS - 1,
                           .high_last = POINTS - 1,
                           .hold_s = NAN,
                           .ascent = HINGE_REASON_TRUNCATED};
    d->reps = (struct hinge_reps){
        .n = 1, .rep = &d->rep, .standing = {.found = true, .source = "window"}};
    d->view = (struct hinge_rep_view){.body = &d->body,
                                      .reps = &d->reps,
                                      .rep = &d->rep,
                                      .task = hinge_task_find(""),
                                      .parameters = &a->parameters};
}

static struct hinge_fault_outcome judged(const struct analysed *a,
                                         const struct descent *d, const char *id)
{
    struct hinge_fault_outcome outcome;
    hinge_fault_judge(&a->faults.row[fault_index(a, id)], &d->view, NULL, &outcome);
    return outcome;
}

static void f1_butt_wink(void **state)
{
    struct analysed a;
    struct descent d;
    (void)state;
    text_g_init(&a);
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
    analysed_clear(&a);
}

static void f2_early_and_late_rounding(void **state)
{
    struct analysed a;
    struct descent d;
    (void)state;
    text_g_init(&a);
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
    analysed_clear(&a);
}

static void f3_three_valued_decision(void **state)
{
    static const double m[] = {12, 17, 20, 24, 26};
    static const int want[] = {0, 1, 1, 2, 3};
    (void)state;
    for (int k = 0; k < 5; k++)
        assert_int_equal(hinge_fault_state(m[k], 20, 5), want[k]); /* F3 */
}

static void r5_onset(void **state)
{
    double hip[301], lumbar[301];
    (void)state;
    for (int i = 0; i <= 300; i++) {
        double t = i * 0.01;
        hip[i] = 60 * subject_jerk((t - 0.5) / 1.5);
        lumbar[i] = 25 * subject_jerk((t - 0.65) / 1.5);
    }
    double h = hinge_onset(hip, 0, 300, 0.05, 5) / 100;
    double l = hinge_onset(lumbar, 0, 300, 0.05, 5) / 100;
    assert_close(h, 0.783819289, 0, 1e-6); /* R5 */
    assert_close(l, 0.933819289, 0, 1e-6);
    assert_close(l - h, 0.15, 0, 1e-6);
}

/* --- repetitions of D1 --- */

static void d5_d6_partial_and_hold(void **state)
{
    enum { N = 1600 };
    static double driver[N], trunk[N];
    static const double rep[4][5] = {{1, 1.5, 1, 1.2, 70},
                                     {6, 2, 0, 2, 65},
                                     {11, 1, 0, 1, 12},
                                     {13.2, 1, .5, .8, 30}};
    struct analysed a;
    struct hinge_reps reps;
    struct hinge_error error;
    (void)state;
    text_g_init(&a);
    a.parameters.seg_fc = 25; /* the check has no filter; this is the least there is */
    for (int i = 0; i < N; i++) {
        double t = i * 0.01;
        driver[i] = 0;
        for (int k = 0; k < 4; k++)
            driver[i] +=
                rep[k][4] *
                (subject_jerk((t - rep[k][0]) / rep[k][1]) -
                 subject_jerk((t - rep[k][0] - rep[k][1] - rep[k][2]) / rep[k][3]));
        trunk[i] = 0.7 * driver[i];
    }
    struct hinge_body body = {
        .n = N, .rate_hz = 100, .tier = 'C', .dim = 3, .leg0 = 0.84};
    body.signal[HINGE_SIGNAL_driver] = driver;
    body.signal[HINGE_SIGNAL_trunk_incl] = trunk;
    struct hinge_reps_request request = {
        .body = &body, .info = &a.info, .parameters = &a.parameters};
    a.info.stand_start_s = 0.2;
    a.info.stand_end_s = 0.9;
    assert_int_equal(hinge_reps_find(&request, &reps, &error), HINGE_OK);
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
    hinge_reps_clear(&reps);
    analysed_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(g1_to_g8),
        cmocka_unit_test(g1_to_g8_in_three_dimensions),
        cmocka_unit_test(g1_to_g8_from_a_file),
        cmocka_unit_test(g0_and_g7_turns_and_onsets),
        cmocka_unit_test(faults_of_text_g),
        cmocka_unit_test(hampel_does_not_interfere),
        cmocka_unit_test(tier_c_view_has_no_lumbar_column),
        cmocka_unit_test(a7_a8_hip_travel),
        cmocka_unit_test(a9_centre_of_mass),
        cmocka_unit_test(a11_apparent_inclination),
        cmocka_unit_test(f1_butt_wink),
        cmocka_unit_test(f2_early_and_late_rounding),
        cmocka_unit_test(f3_three_valued_decision),
        cmocka_unit_test(r5_onset),
        cmocka_unit_test(d5_d6_partial_and_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
