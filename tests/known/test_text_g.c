/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers of method 10 through the real path: recording, body, repetitions,
 * metrics, faults. Literals come from the independent numpy implementation; the id of
 * each check stands beside it. README.md of
 * this folder says where every check is. */
#include "test.h"

#include "known_subject.h"
#include "metrics/metric.h"
#include "recording_text.h"
#include "signal/signal.h"

/* Body and repetitions of a subject, for what is no table's column. */
struct steps {
    struct hinge_recording recording;
    struct hinge_arena arena, scratch;
    struct hinge_body body;
    struct hinge_reps reps;
    struct hinge_rep_view view;
};

static void steps_init(struct steps *s, struct analysed *a, const struct subject *subject)
{
    s->arena = s->scratch = (struct hinge_arena){0};
    subject_record(subject, &s->recording);
    const struct hinge_body_request build = {
        .recording = &s->recording, .info = &a->info, .parameters = &a->parameters};
    assert_works(hinge_body_build(&build, &s->arena, &s->body, &why));
    const struct hinge_reps_request find = {.body = &s->body,
                                            .info = &a->info,
                                            .parameters = &a->parameters,
                                            .arena = &s->arena,
                                            .scratch = &s->scratch};
    assert_works(hinge_reps_find(&find, &s->reps, &why));
    hinge_reps_scale(&s->body, &s->reps);
    s->view = (struct hinge_rep_view){.body = &s->body,
                                      .reps = &s->reps,
                                      .rep = s->reps.rep,
                                      .info = &a->info,
                                      .task = hinge_task_find(""),
                                      .parameters = &a->parameters};
}

static void steps_clear(struct steps *s)
{
    hinge_arena_clear(&s->arena);
    hinge_arena_clear(&s->scratch);
    hinge_recording_clear(&s->recording);
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
        {"lumbar_fraction", R, 24.0 / 92, 1e-6}, /* G3x: the bottom is the full excursion */
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

TEST(g1_to_g8)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct subject subject = subject_text_g();
    add_share(&a, "most", "descent 0..0.75");
    add_share(&a, "late", "descent 0.75..1");
    measure_subject(&a, &subject);
    check_g1_to_g8(&a);
    assert_close(severity_of(&a, 0, "most"), 0.27311801, 0, 1e-3); /* G5 */
    assert_close(severity_of(&a, 0, "late"), 0.223491522, 0, 1e-3);
}

/* The same subject in a laboratory: three dimensions, both sides, any heading. */
TEST(g1_to_g8_in_three_dimensions)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.heading_deg = -130;
    measure_subject(&a, &subject);
    check_g1_to_g8(&a);
}

/* As a file of its own: canonical columns, read by the csv format. */
TEST(g1_to_g8_from_a_file)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct subject subject = subject_text_g();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    size_t size = 0, n = r.n_frames;
    cleared_by(freed) char *text = NULL;
    FILE *file = open_memstream(&text, &size);
    for (size_t c = 0; c < r.layout.n_channels; c++)
        fprintf(file, "%s%s", c > 0 ? "," : "", c > 0 ? r.layout.channel[c].source : "time_s");
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < r.layout.n_channels; c++)
            fprintf(file, "%s%.9f", c > 0 ? "," : "\n", r.data[c * n + i]);
    fprintf(file, "\n");
    fclose(file);
    struct hinge_read_options options = {.units = "m", .up = "+y"};
    cleared_by(read_result_clear) struct read_result read =
        good_string("text_g.csv", text, &options);
    measure_recording(&a, &read.recording);
    check_g1_to_g8(&a);
}

TEST(g0_and_g7_turns_and_onsets)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct steps s;
    struct hinge_turns turns;
    struct subject subject = subject_text_g();
    steps_init(&s, &a, &subject);
    hinge_turns_find(s.reps.ds, s.reps.vs, s.body.n, s.body.rate_hz, &a.parameters, &s.arena,
                     &turns);
    assert_int_equal(turns.n, 5); /* G0: LHLHL */
    for (size_t k = 0; k < turns.n; k++)
        assert_int_equal(turns.turn[k].high, k % 2);
    struct hinge_lag lag = hinge_onset_lag(&s.view, HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex,
                                           HINGE_PHASE_DESCENT, 0);
    assert_close(lag.lag.value, -0.028427611, 0, 1e-3); /* G7 */
    steps_clear(&s);
}

/* The head of text G keeps its angle to the thorax T, the neck is at T + 20: rounding
 * the back bends no neck, and the ear over C7 lies at T + 5 from vertical. */
TEST(neck_and_head_follow_the_thorax)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct steps s;
    struct subject subject = subject_text_g();
    char landmarks[256];
    snprintf(landmarks, sizeof landmarks, "%s nose", subject.landmarks);
    subject.landmarks = landmarks;
    steps_init(&s, &a, &subject);
    const double *neck = s.body.signal[HINGE_SIGNAL_neck_flex];
    const double *cva = s.body.signal[HINGE_SIGNAL_cva];
    const double *line = s.body.signal[HINGE_SIGNAL_head_line];
    const double *trunk = s.body.signal[HINGE_SIGNAL_trunk_incl];
    assert_non_null(neck);
    assert_non_null(cva);
    assert_non_null(line);
    for (size_t i = 0; i < s.body.n; i += 10) {
        double thorax = s.body.signal[HINGE_SIGNAL_thorax_tilt][i] - 8;
        assert_close(neck[i], -20, 0, 1e-6);
        assert_close(cva[i], 90 - thorax - 5, 0, 1e-6);
        assert_close(line[i], thorax + 5 - trunk[i], 0, 1e-6);
    }
    steps_clear(&s);
}

static const struct {
    const char *id;
    int state;
    double severity; /* NaN: not said */
    const char *refused;
} expected_faults[] = {
    {"lumbar_rounding", 1, 24, NULL},
    {"lumbar_rounding_of_max", 255, NAN, "NO_MAXFLEX"},
    {"rib_flare_setup", 255, NAN, "TIER_TOO_LOW"},
    {"rounding_early", 0, 0.293, NULL},
    {"rounding_late", 0, 0, NULL}, /* 0.273 before it: no late rounding */
    {"hip_plateau_end", 0, 1 - (1 - 0.2235) / (1 - 0.2731), NULL},
    {"waist_initiation", 0, 0.028, NULL},
    {"neighbor_borrowing", 0, 0.393, NULL},
    {"spine_over_hip", 0, 0.261, NULL},
    {"lumbar_overextension", 0, 0, NULL},
    {"lockout_overextension", 0, 0, NULL},
    {"butt_wink", 0, 0, NULL},
    {"pelvic_tuck", 0, 0, NULL},
    {"insufficient_hip_travel", 0, 0.10 - 0.218, NULL},
    {"fold_forward", 1, 0.40 - 0.493, NULL}, /* the margin of shares is 0.10 */
    {"squat_pattern", 0, 10.3, NULL},
    {"knee_dominant", 0, 0.227, NULL},
    {"excessive_knee_flexion", 0, 20, NULL},
    {"locked_knees", 0, 5 - 20, NULL},
    {"knee_forward_travel", 0, NAN, NULL},
    {"knee_past_toe", 0, NAN, NULL},
    {"shin_forward", 0, -3, NULL},
    {"shin_back_excess", 0, 3, NULL},
    {"knees_first", 0, NAN, NULL},
    {"uncontrolled_lowering", 0, 47, NULL},
    {"short_eccentric", 0, 1 - 1.77 / 1.34, NULL},
    {"jerky_descent", 0, 1.405, NULL},
    {"back_first_ascent", 0, NAN, NULL},
    {"back_first_q1", 0, NAN, NULL},
    {"back_unfurl", 2, 24, NULL},
    {"no_lockout", 0, 0, NULL},
    {"chest_not_over_toes", 0, NAN, NULL},
    {"thoracic_rounding", 0, 0, NULL},
    {"forward_head_setup", 0, 50 - 85, NULL},
    {"head_trunk_line", 0, NAN, NULL},
    {"shoulder_shrug", 255, NAN, "NO_FRONTAL"},
    {"dowel_contact_lost", 2, NAN, NULL},
    {"head_retraction", 255, NAN, "NO_HEAD"},
    {"shoulder_rounding", 255, NAN, "TIER_TOO_LOW"},
    {"rib_flare_asym", 255, NAN, "TIER_TOO_LOW"},
    {"pelvic_rotation", 255, NAN, "NO_FRONTAL"},
    {"asym_hip", 255, NAN, "NO_FRONTAL"},
    {"lateral_shift", 255, NAN, "NO_FRONTAL"},
    {"lateral_lean", 255, NAN, "NO_FRONTAL"},
    {"knee_valgus", 255, NAN, "NO_FRONTAL"},
    {"stance_width", 255, NAN, "NO_FRONTAL"},
    {"toe_out", 255, NAN, "NO_FRONTAL"},
    {"pelvic_drop", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"pelvic_open", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"wall_tap_miss", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"bench_behind_miss", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"drop_lowering", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"stack_loss", 255, NAN, "TIER_TOO_LOW"},
    {"chin_tuck", 255, NAN, "NO_HEAD"},
    {"head_up", 255, NAN, "NO_HEAD"},
    {"weight_off_midfoot", 255, NAN, "NO_HANDS"},
    {"load_off_midfoot", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"warrior_depth_short", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"depth_short", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"hip_rom_limited", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"bench_front_contact", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    /* knees do a quarter where the trunk does: -0.25 if all were straight, -0.233 of the thorax
       alone */
    {"hips_shoot_up", 0, -0.24, NULL},
    {"cop_off_target", 255, NAN, "NO_FORCE"},
    {"kickstand_rock_back", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"dowel_head", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"dowel_mid", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"dowel_tail", 255, NAN, "NOT_APPLICABLE_VARIANT"},
    {"glute_late", 255, NAN, "NO_EMG"},
    {"hamstring_first", 255, NAN, "NO_EMG"},
    {"erector_first", 255, NAN, "NO_EMG"},
    {"glute_clench_descent", 255, NAN, "NO_EMG"},
    {"glute_low_activation", 255, NAN, "NO_EMG"},
    {"hip_flexor_pull", 255, NAN, "NO_EMG"},
    {"es_flexion_relaxation", 255, NAN, "NO_EMG"},
    {"brace_absent", 255, NAN, "NO_EMG"},
};

/* Prints the line of each fault that is not expected yet. */
static void print_unexpected(const struct analysed *a)
{
    enum { N = sizeof expected_faults / sizeof *expected_faults };
    for (size_t f = 0; f < a->faults.n; f++) {
        const char *id = a->faults.row[f].id;
        int state = state_of(a, 0, id);
        size_t k = 0;
        while (k < N && strcmp(expected_faults[k].id, id) != 0)
            k++;
        if (k == N && state == 255)
            print_error("add to expected_faults: {\"%s\", 255, NAN, \"%s\"},\n", id,
                        fault_reason_of(a, 0, id));
        else if (k == N)
            print_error("add to expected_faults, if it is so: {\"%s\", %d, %.3g, NULL},\n", id,
                        state, severity_of(a, 0, id));
    }
}

static void check_faults(const struct analysed *a)
{
    print_unexpected(a);
    assert_int_equal(sizeof expected_faults / sizeof *expected_faults, a->faults.n);
    for (size_t k = 0; k < a->faults.n; k++)
        for (size_t rep = 0; rep < 2; rep++) {
            if (expected_faults[k].refused != NULL) {
                assert_fault_refused(*a, rep, expected_faults[k].id, expected_faults[k].refused);
                continue;
            }
            assert_fault_state(*a, rep, expected_faults[k].id, expected_faults[k].state);
            if (!isnan(expected_faults[k].severity))
                assert_close(severity_of(a, rep, expected_faults[k].id),
                             expected_faults[k].severity, 0.01,
                             strncmp(a->faults.row[fault_index(a, expected_faults[k].id)].unit,
                                     "deg", 3) == 0
                                 ? 0.5
                                 : 0.005);
        }
    assert_true(severity_of(a, 0, "knee_forward_travel") < 0.001);
}

TEST(faults_of_text_g)
{
    cleared_by(analysed_clear) struct analysed a = text_g();
    struct subject subject = subject_text_g();
    measure_subject(&a, &subject);
    check_faults(&a);
    analysed_clear(&a);
    /* and with every default: filter, outlier removal, moving average, own standing */
    analysed_init(&a);
    measure_subject(&a, &subject);
    assert_string_equal(a.result.standing_source, "standing");
    check_faults(&a);
}

/* Outlier removal with its defaults leaves the smooth subject alone (G2 within
 * tolerance). */
TEST(hampel_does_not_interfere)
{
    cleared_by(analysed_clear) struct analysed with = text_g(), without = text_g();
    struct subject subject = subject_text_g();
    without.parameters.hampel_nsig = 0;
    analyse_subject(&with, &subject);
    analyse_subject(&without, &subject);
    static const char *const ids[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                      "knee_excursion_deg"};
    for (int k = 0; k < 3; k++)
        assert_close(metric_of(&with, 0, ids[k], D), metric_of(&without, 0, ids[k], D), 0, 1e-6);
}

TEST(tier_c_view_has_no_lumbar_column)
{
    struct analysed a = text_g();
    struct subject subject = subject_text_g();
    subject.landmarks = LEGS "ear";
    measure_subject(&a, &subject);
    assert_int_equal(a.result.tier, 'C');
    assert_string_equal(a.result.lumbar_def, "");
    size_t lumbar = 0;
    for (size_t m = 0; m < hinge_metric_count(); m++) {
        const char *id = hinge_metric_at(m)->id;
        bool needs = strncmp(id, "lumbar", 6) == 0 || strncmp(id, "slope", 5) == 0 ||
                     strncmp(id, "hip_excursion", 13) == 0 || strncmp(id, "pelvis", 6) == 0 ||
                     strncmp(id, "total", 5) == 0 || strcmp(id, "hip_share") == 0 ||
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
            if (strcmp(reason_of(&a, 0, id, (enum hinge_phase)p), "TIER_C_NO_LUMBAR") != 0)
                print_error("%s\n", id);
            assert_string_equal(reason_of(&a, 0, id, (enum hinge_phase)p), "TIER_C_NO_LUMBAR");
            lumbar++;
        }
    }
    assert_true(lumbar > 40);
    static const char *const spine[] = {"lumbar_rounding", "rounding_early",
                                        "butt_wink",       "pelvic_tuck",
                                        "spine_over_hip",  "lumbar_overextension"};
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        assert_fault_refused(a, 0, spine[k], "TIER_C_NO_LUMBAR");
    /* and the rest is judged as before */
    for (size_t k = 0; k < sizeof expected_faults / sizeof *expected_faults; k++)
        if (a.faults.row[fault_index(&a, expected_faults[k].id)].needs == HINGE_NEEDS_ANY &&
            expected_faults[k].refused == NULL &&
            strcmp(expected_faults[k].id, "forward_head_setup") != 0 && /* no C7 */
            strcmp(expected_faults[k].id, "head_trunk_line") != 0)
            assert_fault_state(a, 0, expected_faults[k].id, 0);
    assert_close(metric_of(&a, 0, "trunk_thigh_excursion_deg", R), 83.5574365, 0, 1e-3);
    analysed_clear(&a);
}
