/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring in memory: the subject of text G, whose excursions are known. */
#include "assert_close.h"

#include "subject.h"

#include <hinge/init.h>
#include <hinge/measure.h>
#include <hinge/warnings.h>

static struct hinge_config config;
static struct hinge_error error;

static struct hinge_measurement *measured(const struct subject *subject,
                                          const struct hinge_measurement *standing)
{
    struct hinge_measurement *m = NULL;
    cleared_by(hinge_recording_clear) struct hinge_recording recording = subject_recording(subject);
    struct hinge_measure_request request = {
        .recording = &recording, .config = &config, .standing = standing};
    assert_works(hinge_measure(&request, &m, &why));
    return m;
}

/* A value of a metric, phase and repetition that there are. */
static double value_of(const struct hinge_measurement *m, size_t rep, const char *metric,
                       const char *phase, enum hinge_reason *reason)
{
    double value;
    assert_works(hinge_measurement_value(m, rep, metric, phase, &value, reason, &why));
    return value;
}

static void values_by_name(void **state)
{
    struct subject subject = subject_text_g();
    enum hinge_reason reason;
    (void)state;
    struct hinge_measurement *m = measured(&subject, NULL);
    assert_int_equal(hinge_measurement_tier(m), 'B');
    assert_true(hinge_measurement_warnings(m) == HINGE_WARN(VIEW_WARN)); /* one side */
    assert_string_equal(hinge_measurement_standing(m), "standing");
    assert_int_equal(hinge_measurement_reps(m), 2);
    for (size_t k = 0; k < 2; k++) {
        struct hinge_measured_rep rep;
        assert_works(hinge_measurement_rep(m, k, &rep, &why));
        assert_true(rep.complete && rep.valid && !rep.floor);
        assert_close(rep.desc_start_s, 2.11 + 5 * (double)k, 0, 0.1);
        assert_close(rep.asc_end_s, 5.92 + 5 * (double)k, 0, 0.1);
        /* P 45 deg and thigh -23 deg, L 30 - 6 deg at the bottom */
        assert_close(value_of(m, k, "hip_excursion_deg", "rep", &reason), 68, 0, 0.3);
        assert_int_equal(reason, HINGE_REASON_OK);
        assert_close(value_of(m, k, "lumbar_excursion_deg", "rep", NULL), 24, 0, 0.3);
        assert_close(value_of(m, k, "lumbar_fraction", "rep", NULL), 24.0 / 92, 0, 0.005);
        struct hinge_measured_fault fault;
        assert_works(hinge_measurement_fault(m, k, "excessive_knee_flexion", &fault, &why));
        assert_string_equal(fault.state, "absent");
        assert_true(fault.severity < fault.threshold);
    }
    hinge_measurement_free(m);
}

/* A program of an older header has a shorter struct, one of a newer header a longer. */
static void requests_of_other_versions(void **state)
{
    struct subject subject = subject_text_g();
    struct hinge_measurement *m;
    (void)state;
    cleared_by(hinge_recording_clear) struct hinge_recording recording =
        subject_recording(&subject);
    struct {
        struct hinge_measure_request request;
        int later[2];
    } newer = {.request = {.size = sizeof newer, .recording = &recording, .config = &config}};
    assert_works(hinge_measure(&newer.request, &m, &why));
    hinge_measurement_free(m);
    newer.later[1] = 1; /* what this library does not know is not passed over */
    assert_int_equal(hinge_measure(&newer.request, &m, &error), HINGE_USAGE);
    assert_null(m);
    assert_non_null(strstr(error.message, "older than the program's headers"));
    newer.request.size = offsetof(struct hinge_measure_request, allow_inferred);
    newer.request.allow_inferred = true; /* behind the end of an older struct */
    struct hinge_trial_info info;
    hinge_trial_info_init(&info);
    info.size = offsetof(struct hinge_trial_info, task);
    info.task = "no text of this struct";
    info.cue = NULL;
    newer.request.info = &info;
    assert_works(hinge_measure(&newer.request, &m, &why));
    hinge_measurement_free(m);
}

static void names_that_are_none(void **state)
{
    struct subject subject = subject_text_g();
    enum hinge_reason reason;
    (void)state;
    struct hinge_measurement *m = measured(&subject, NULL);
    static const struct {
        size_t rep;
        const char *metric, *phase, *words;
    } none[] = {{0, "lumbar_fracton", "rep", "did you mean \"lumbar_fraction\"?"},
                {0, "wingspan", "rep", "no metric \"wingspan\""},
                {0, "lumbar_fraction", "decent", "did you mean \"descent\"?"},
                {2, "lumbar_fraction", "rep", "no repetition 2: there are 2"}};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        double value = 0;
        assert_int_equal(hinge_measurement_value(m, none[i].rep, none[i].metric, none[i].phase,
                                                 &value, &reason, &error),
                         HINGE_USAGE);
        assert_true(isnan(value));
        assert_non_null(strstr(error.message, none[i].words));
    }
    struct hinge_measured_fault fault;
    assert_int_equal(hinge_measurement_fault(m, 0, "rounding_erly", &fault, &error), HINGE_USAGE);
    assert_non_null(strstr(error.message, "did you mean \"rounding_early\"?"));
    assert_null(fault.state);
    assert_int_equal(hinge_measurement_fault(m, 2, "rounding_early", &fault, &error), HINGE_USAGE);
    struct hinge_measured_rep rep;
    assert_int_equal(hinge_measurement_rep(m, 2, &rep, &error), HINGE_USAGE);
    /* a phase a metric has no value in: refused with a reason, not absent */
    assert_true(isnan(value_of(m, 0, "tempo_ratio", "hold", &reason)));
    assert_int_equal(reason, HINGE_REASON_PHASE_MISSING);
    size_t metrics = 0, faults = 0;
    while (hinge_measurement_metric_id(metrics) != NULL)
        metrics++;
    while (hinge_measurement_fault_id(m, faults) != NULL)
        faults++;
    assert_true(metrics > 50 && faults > 10);
    hinge_measurement_free(m);
    hinge_measurement_free(NULL);
}

/* A row of the config is judged like a built-in one. */
static void faults_of_the_config(void **state)
{
    struct subject subject = subject_text_g();
    cleared_by(hinge_config_clear) struct hinge_config theirs;
    struct hinge_measurement *m;
    (void)state;
    hinge_config_init(&theirs);
    static const char *const rows[] = {"fault:deep.signal=hip_flex", "fault:deep.threshold_deg=60",
                                       "view.one_side_deg=90"};
    for (size_t i = 0; i < 3; i++)
        assert_works(hinge_config_assign(&theirs, rows[i], &why));
    cleared_by(hinge_recording_clear) struct hinge_recording recording =
        subject_recording(&subject);
    struct hinge_measure_request request = {.recording = &recording, .config = &theirs};
    assert_works(hinge_measure(&request, &m, &why));
    struct hinge_measured_fault deep;
    assert_works(hinge_measurement_fault(m, 0, "deep", &deep, &why));
    assert_string_equal(deep.state, "present");
    assert_close(deep.severity, 68, 0, 0.5);
    hinge_measurement_free(m);
}

/* The zero of another recording: a subject that leans 5 degrees, against an upright
 * one. */
static void standing_of_another(void **state)
{
    struct subject upright = subject_text_g(), leaning = subject_text_g();
    (void)state;
    leaning.lumbar_stand = 5;
    struct hinge_measurement *zero = measured(&upright, NULL);
    struct hinge_measurement *itself = measured(&leaning, NULL);
    struct hinge_measurement *other = measured(&leaning, zero);
    assert_string_equal(hinge_measurement_standing(other), "calibration");
    assert_close(value_of(other, 0, "lumbar_excursion_deg", "rep", NULL) -
                     value_of(itself, 0, "lumbar_excursion_deg", "rep", NULL),
                 5, 0, 0.01);
    hinge_measurement_free(zero);
    hinge_measurement_free(itself);
    hinge_measurement_free(other);
}

/* Left and right ankles exchanged, and a standing recording that has them right: the shank to the
 * other ankle is up to 65 % longer, but it is a pair, no leg. What needs no sides stays. */
static void exchanged_ankles_beside_standing(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.tremor_m = 2e-5;
        subject.landmarks = "ankle knee heel toe shoulder asis psis c7 t10 ij px";
        subject.wide_m = 0.1 * k; /* feet 17 to 57 cm apart */
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        struct hinge_measurement *standing = measured(&subject, NULL), *m = NULL;
        for (int a = 0; a < 3; a++) {
            double *l = subject_axis(&r, "ankle_l", "xyz"[a]),
                   *right = subject_axis(&r, "ankle_r", "xyz"[a]);
            for (size_t i = 0; i < r.n_frames; i++) {
                const double kept = l[i];
                l[i] = right[i];
                right[i] = kept;
            }
        }
        struct hinge_measure_request request = {
            .recording = &r, .config = &config, .standing = standing};
        assert_works(hinge_measure(&request, &m, &why));
        assert_true((hinge_measurement_warnings(m) & HINGE_WARN(PAIR_EXCHANGED)) != 0);
        assert_true((hinge_measurement_warnings(m) & HINGE_WARN(LEG_SUSPECT)) == 0);
        assert_close(value_of(m, 0, "hip_excursion_deg", "descent", NULL),
                     value_of(standing, 0, "hip_excursion_deg", "descent", NULL), 0, 1);
        assert_close(value_of(m, 0, "lumbar_excursion_deg", "descent", NULL),
                     value_of(standing, 0, "lumbar_excursion_deg", "descent", NULL), 0, 0.5);
        hinge_measurement_free(m);
        hinge_measurement_free(standing);
    }
}

static void a_refused_recording(void **state)
{
    struct subject subject = subject_text_g();
    struct hinge_measurement *m = NULL;
    (void)state;
    subject.landmarks = "ear nose ";
    cleared_by(hinge_recording_clear) struct hinge_recording recording =
        subject_recording(&subject);
    struct hinge_measure_request request = {.recording = &recording, .config = &config};
    assert_int_equal(hinge_measure(&request, &m, &error), HINGE_INPUT);
    assert_int_equal(error.reason, HINGE_REASON_INSUFFICIENT_LANDMARKS);
    assert_null(m);
}

/* What a language that reads no C asks for. */
static void names_and_sizes(void **state)
{
    size_t n = 0;
    (void)state;
    while (hinge_measurement_metric_id(n) != NULL)
        assert_non_null(hinge_measurement_metric_unit(n++));
    assert_true(n > 200 && hinge_measurement_metric_unit(n) == NULL);
    assert_string_equal(hinge_measurement_phase_id(0), "descent");
    assert_string_equal(hinge_measurement_phase_id(3), "rep");
    assert_null(hinge_measurement_phase_id(4));
    assert_int_equal(hinge_measurement_struct_size("recording"), sizeof(struct hinge_recording));
    assert_int_equal(hinge_measurement_struct_size("error"), sizeof error);
    assert_int_equal(hinge_measurement_struct_size("body"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_by_name),      cmocka_unit_test(requests_of_other_versions),
        cmocka_unit_test(names_that_are_none), cmocka_unit_test(faults_of_the_config),
        cmocka_unit_test(standing_of_another), cmocka_unit_test(exchanged_ankles_beside_standing),
        cmocka_unit_test(a_refused_recording), cmocka_unit_test(names_and_sizes)};
    if (hinge_init(NULL) != HINGE_OK)
        return 1;
    hinge_config_init(&config);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    return failed;
}
