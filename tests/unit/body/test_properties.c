/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties (a)-(j) of method 10 that hold whatever the numbers are: rotation,
 * mirror, scale, time reversal, exchanged angles, constant offsets, duplicated
 * repetitions, missing landmarks. (The coupling and phase
 * parts of (e), (f) and (g) are in tests/known/test_coordination.c.) */
#include "test.h"

#include "analysed.h"

static void run(struct analysed *a, const struct subject *subject)
{
    analysed_init(a);
    a->parameters.filter_fc_fast = a->parameters.filter_fc_slow = 0;
    measure_subject(a, subject);
}

#define D HINGE_PHASE_DESCENT
#define R HINGE_PHASE_REP

/* (a) */
TEST(a_tilted_camera_changes_inclinations_only)
{
    static const char *const ids[] = {"lumbar_excursion_deg",
                                      "hip_excursion_deg",
                                      "knee_excursion_deg",
                                      "trunk_thigh_excursion_deg",
                                      "pelvis_excursion_deg",
                                      "lumbar_fraction",
                                      "lumbar_hip_ratio",
                                      "slope_lf",
                                      "sparc"};
    cleared_by(analysed_clear) struct analysed plain, tilted;
    struct subject subject = subject_text_g();
    run(&plain, &subject);
    subject.roll_deg = 7;
    run(&tilted, &subject);
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        assert_close(metric_of(&tilted, 0, ids[k], D), metric_of(&plain, 0, ids[k], D), 1e-9, 1e-9);
    assert_close(metric_of(&tilted, 0, "shank_incl_deg", R),
                 metric_of(&plain, 0, "shank_incl_deg", R) + 7, 0, 1e-9);
    assert_close(tilted.result.standing.value[HINGE_SIGNAL_trunk_incl],
                 plain.result.standing.value[HINGE_SIGNAL_trunk_incl] + 7, 0, 1e-9);
    bool moved = fabs(metric_of(&tilted, 0, "hip_drop_ll", R) -
                      metric_of(&plain, 0, "hip_drop_ll", R)) > 0.01;
    assert_true(moved); /* travel and drop do depend on the vertical */
}

/* (b) and (c) */
TEST(mirror_and_scale_change_nothing)
{
    cleared_by(analysed_clear) struct analysed plain, other;
    struct subject subject = subject_text_g();
    subject.image = true;
    subject.unit = HINGE_UNIT_px;
    subject.per_m = 300;
    run(&plain, &subject);
    assert_int_equal(plain.result.metric, false);
    struct subject changed = subject;
    changed.left = true;
    run(&other, &changed);
    for (size_t rep = 0; rep < 2; rep++)
        assert_same_metrics(&plain, rep, &other, rep, 1e-9, NULL);
    analysed_clear(&other);
    changed = subject;
    changed.per_m = 900;
    run(&other, &changed);
    for (size_t rep = 0; rep < 2; rep++)
        assert_same_metrics(&plain, rep, &other, rep, 1e-9, NULL);
    for (size_t f = 0; f < plain.faults.n; f++)
        assert_int_equal(plain.result.block.fault_state[f], other.result.block.fault_state[f]);
}

/* (d): descent and ascent change places; LF stays */
TEST(time_reversal_swaps_descent_and_ascent)
{
    static const char *const ids[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                      "knee_excursion_deg"};
    cleared_by(analysed_clear) struct analysed forward, back;
    struct subject subject = subject_text_g();
    run(&forward, &subject);
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        for (size_t i = 0; i < r.n_frames / 2; i++) {
            double *x = r.data + c * r.n_frames, keep = x[i];
            x[i] = x[r.n_frames - 1 - i];
            x[r.n_frames - 1 - i] = keep;
        }
    analysed_init(&back);
    back.parameters.filter_fc_fast = 0;
    measure_recording(&back, &r);
    assert_int_equal(back.result.reps_complete, 2);
    for (int k = 0; k < 3; k++) {
        assert_close(metric_of(&back, 1, ids[k], HINGE_PHASE_DESCENT),
                     -metric_of(&forward, 0, ids[k], HINGE_PHASE_ASCENT), 0, 1e-6);
        assert_close(metric_of(&back, 1, ids[k], HINGE_PHASE_ASCENT),
                     -metric_of(&forward, 0, ids[k], HINGE_PHASE_DESCENT), 0, 1e-6);
    }
    assert_close(metric_of(&back, 1, "lumbar_fraction", HINGE_PHASE_DESCENT),
                 metric_of(&forward, 0, "lumbar_fraction", HINGE_PHASE_ASCENT), 0, 1e-9);
    assert_close(metric_of(&back, 1, "lumbar_fraction", R),
                 metric_of(&forward, 0, "lumbar_fraction", R), 0, 1e-9);
}

/* (e): L and H exchanged: LF becomes 1 - LF */
TEST(exchanged_angles_complement_the_fraction)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct hinge_body body;
    struct hinge_reps reps;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0}, scratch = {0};
    struct subject subject = subject_text_g();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    const struct hinge_body_request build = {
        .recording = &r, .info = &a.info, .parameters = &a.parameters};
    assert_int_equal(hinge_body_build(&build, &arena, &body, &a.error), HINGE_OK);
    const struct hinge_reps_request find = {.body = &body,
                                            .info = &a.info,
                                            .parameters = &a.parameters,
                                            .arena = &arena,
                                            .scratch = &scratch};
    assert_int_equal(hinge_reps_find(&find, &reps, &a.error), HINGE_OK);
    hinge_reps_scale(&body, &reps);
    struct hinge_rep_view view = {.body = &body,
                                  .reps = &reps,
                                  .rep = reps.rep,
                                  .task = hinge_task_find(""),
                                  .parameters = &a.parameters};
    size_t cells = hinge_metric_count() * HINGE_PHASE_COUNT;
    cleared_by(freed) struct hinge_value *values = calloc(2 * cells, sizeof *values);
    assert_non_null(values);
    hinge_metrics_compute(&view, NULL, values);
    double *keep = body.signal[HINGE_SIGNAL_lumbar_flex];
    body.signal[HINGE_SIGNAL_lumbar_flex] = body.signal[HINGE_SIGNAL_hip_flex];
    body.signal[HINGE_SIGNAL_hip_flex] = keep;
    hinge_kept_forget(reps.kept);
    hinge_metrics_compute(&view, NULL, values + cells);
    static const char *const ids[] = {"lumbar_fraction", "slope_lf", "lumbar_fraction_deg30_60",
                                      "lumbar_fraction_q2"};
    for (int k = 0; k < 4; k++) {
        size_t at = (size_t)hinge_metric_find(ids[k]) * HINGE_PHASE_COUNT + D;
        assert_close(values[at].value + values[cells + at].value, 1, 0, 1e-9);
    }
}

/* (f) */
TEST(a_constant_in_lumbar_flexion_changes_no_ratio)
{
    static const char *const ids[] = {
        "lumbar_excursion_deg", "hip_excursion_deg", "lumbar_fraction", "lumbar_hip_ratio",
        "lumbar_pelvis_ratio",  "hip_share",         "slope_lf"};
    cleared_by(analysed_clear) struct analysed plain, flat;
    struct subject subject = subject_text_g();
    /* boundaries follow the trunk, which the offset bends a little: the hold has none
     */
    run(&plain, &subject);
    subject.lumbar_stand = 15;
    run(&flat, &subject);
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++) {
        enum hinge_phase phase = strcmp(ids[k], "slope_lf") == 0 ? D : R;
        assert_close(metric_of(&flat, 0, ids[k], phase), metric_of(&plain, 0, ids[k], phase), 0,
                     phase == D ? 1e-3 : 1e-9);
    }
    assert_close(flat.result.standing.value[HINGE_SIGNAL_lumbar_flex],
                 plain.result.standing.value[HINGE_SIGNAL_lumbar_flex] + 15, 0, 1e-9);
}

/* (h) */
TEST(more_of_the_same_repetition_changes_no_value)
{
    cleared_by(analysed_clear) struct analysed two, four;
    struct subject subject = subject_text_g();
    run(&two, &subject);
    subject.n_reps = 4;
    subject.duration_s += 10;
    subject.rep[2] = subject.rep[3] = subject.rep[1];
    subject.rep[2].t0 = 12;
    subject.rep[3].t0 = 17;
    run(&four, &subject);
    assert_int_equal(four.result.reps_complete, 2 * two.result.reps_complete);
    /* variability needs three repetitions */
    static const char *const variability[] = {"coupling_variability", "dp_deg", "curve_sd_deg",
                                              "angle_velocity_sd", NULL};
    for (size_t rep = 0; rep < 4; rep++)
        assert_same_metrics(&two, 0, &four, rep, 1e-6, variability);
}

/* (j) */
TEST(a_third_missing_is_refused_not_filled)
{
    static const struct {
        const char *drop;
        char tier;
        const char *lumbar_def;
    } rows[] = {{"l5", 'C', ""},
                {"t12l1", 'C', ""},
                {"hjc", 'N', ""},
                {"ankle", 'B', "LOWTHX"}, /* tier B needs no ankle */
                {"t8", 'B', "SPN"}};      /* another thorax is left, and it is named */
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = subject_text_g();
        subject.drop = rows[k].drop;
        subject.drop_share = 0.3;
        cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
        if (a.result.tier != rows[k].tier)
            print_error("%s: tier %c\n", rows[k].drop, a.result.tier);
        assert_int_equal(a.result.tier, rows[k].tier);
        if (rows[k].tier == 'N')
            assert_trial_refused(a, "INSUFFICIENT_LANDMARKS");
        assert_string_equal(a.result.lumbar_def, rows[k].lumbar_def);
        if (rows[k].tier == 'C')
            assert_true(isnan(metric_of(&a, 0, "lumbar_excursion_deg", D)));
    }
}

/* A landmark in just too few frames is not used, and its share is told. */
TEST(what_is_seen_too_rarely_is_said)
{
    static const struct {
        double lost;
        const char *says;
    } rows[] = {{0.19, ""},
                {0.23, "in too few of the frames to be used (80 % are needed): "
                       "ankle_r 76 %"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = subject_text_g();
        subject.drop = "ankle";
        subject.drop_share = rows[k].lost;
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_string_equal(a.result.rare, rows[k].says);
    }
}

/* method 1.5: an ankle hidden behind a plate costs what stands on it, not the trial.
 */
TEST(an_ankle_seen_too_rarely_costs_only_what_stands_on_it)
{
    static const struct {
        double lost;
        bool knee;
    } rows[] = {{0.19, true}, {0.23, false}};
    double want_tt, want_trunk, want_s;
    struct subject seen = subject_text_g();
    seen.landmarks = "ankle knee hjc shoulder heel toe";
    cleared_by(analysed_clear) struct analysed whole = analysed_subject(&seen);
    want_tt = metric_of(&whole, 0, "trunk_thigh_excursion_deg", D);
    want_s = metric_of(&whole, 0, "duration_s", D);
    want_trunk = metric_of(&whole, 0, "trunk_excursion_deg", D);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = seen;
        subject.drop = "ankle";
        subject.drop_share = rows[k].lost;
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_int_equal(a.result.tier, 'C');
        assert_int_equal(a.result.reps, 2);
        assert_close(metric_of(&a, 0, "duration_s", D), want_s, 0, 0.02);
        assert_close(metric_of(&a, 0, "trunk_thigh_excursion_deg", D), want_tt, 0, 0.5);
        assert_close(metric_of(&a, 0, "trunk_excursion_deg", D), want_trunk, 0, 0.5);
        if (rows[k].knee) /* used; these gaps are too many for the phase */
            assert_string_equal(reason_of(&a, 0, "knee_excursion_deg", D), "GAP_IN_PHASE");
        else
            assert_string_equal(reason_of(&a, 0, "knee_excursion_deg", D),
                                "INSUFFICIENT_LANDMARKS");
    }
}

/* A network's spine is tier C: hidden, or given and marked when asked for. */
TEST(inferred_landmarks_stay_tier_c)
{
    static const struct {
        const char *landmarks, *hip; /* why the hip is hidden */
    } rows[] = {{CHAIN PELVIS "ij px", "INFERRED"}, {CHAIN, "INFERRED"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.landmarks = rows[k].landmarks;
        a.info.markers = HINGE_MARKERS_inferred;
        measure_subject(&a, &subject);
        assert_int_equal(a.result.tier, 'C');
        assert_true(a.result.inferred);
        assert_string_equal(a.result.lumbar_def, "");
        assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", R), rows[k].hip);
        assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", R), "TIER_C_NO_LUMBAR");
        assert_fault_refused(a, 0, "lumbar_rounding", "TIER_C_NO_LUMBAR");
        assert_close(metric_of(&a, 0, "knee_excursion_deg", R), 20, 0, 0.05);
        a.allow_inferred = true;
        analyse_subject(&a, &subject);
        assert_int_equal(a.result.tier, 'C');
        assert_true(a.result.inferred);
        assert_string_equal(a.result.lumbar_def, "LOWTHX");
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 0.05);
        assert_close(metric_of(&a, 0, "hip_excursion_deg", R), 68, 0, 0.05);
        assert_fault_state(a, 0, "spine_over_hip", HINGE_FAULT_ABSENT);
    }
}
