/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muscles through the whole analysis: bursts of known begin and size at 2,000 samples a
 * second beside the subject of text G, whose first ascent begins at 4.58 s, ends at
 * 5.92 s, and is held from 3.88 s on. */
#include "test.h"

#include "analysed.h"
#include "metrics/metric.h"

#include <hinge/warnings.h>

enum { PER_FRAME = 20 };
#define A HINGE_PHASE_ASCENT
#define D HINGE_PHASE_DESCENT
#define R HINGE_PHASE_REP

/* Amplitude of a 120 Hz tone (negative: of noise) from `on` to `off`, over a hum and a
 * wandering baseline that the band-pass must take away. */
struct burst {
    enum hinge_landmark muscle;
    double on, off, size;
};

static double quiet_noise(size_t i, int seed)
{
    uint64_t x = (i + 1) * UINT64_C(6364136223846793005) + (uint64_t)seed * 977;
    x ^= x >> 29;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 32;
    return (double)(x % 2001) / 1000 - 1; /* even, -1 to 1 */
}

static double sample(const struct burst *burst, size_t n, enum hinge_landmark muscle, size_t i)
{
    double t = (double)i / 2000;
    double x = 0.4 + 0.3 * sin(2 * M_PI * 0.7 * t) +
               0.002 * quiet_noise(i, 81 + (int)muscle - HINGE_LANDMARK_gmax_l);
    for (size_t k = 0; k < n; k++)
        if (burst[k].muscle == muscle && t >= burst[k].on && t < burst[k].off)
            x += burst[k].size *
                 (burst[k].size < 0 ? quiet_noise(i, 7 + (int)muscle) : sin(2 * M_PI * 120 * t));
    return x;
}

static void add_muscle(struct hinge_recording *r, const struct burst *burst, size_t n,
                       enum hinge_landmark muscle, size_t per_frame)
{
    size_t frames = r->n_frames, at = r->layout.n_channels;
    struct hinge_arena arena = {r->layout.blocks};
    struct hinge_channel *channel = hinge_arena_alloc(&arena, at + per_frame, sizeof *channel);
    r->layout.blocks = arena.head;
    r->data = realloc(r->data, (at + per_frame) * frames * sizeof *r->data);
    assert_true(channel != NULL && r->data != NULL);
    memcpy(channel, r->layout.channel, at * sizeof *channel);
    for (size_t k = 0; k < per_frame; k++) {
        channel[at + k] = (struct hinge_channel){.source = channel[0].source,
                                                 .marker = channel[0].marker,
                                                 .component = HINGE_COMPONENT_other,
                                                 .landmark = muscle};
        for (size_t i = 0; i < frames; i++)
            r->data[(at + k) * frames + i] =
                sample(burst, n, muscle, (i * per_frame + k) * PER_FRAME / per_frame);
    }
    r->layout.channel = channel;
    r->layout.n_channels = at + per_frame;
}

static void measure_muscles(struct analysed *a, const struct subject *subject,
                            const struct burst *burst, size_t n, const int *muscle, size_t muscles,
                            size_t per_frame)
{
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(subject);
    for (size_t m = 0; m < muscles; m++)
        add_muscle(&r, burst, n, (enum hinge_landmark)muscle[m], per_frame);
    measure_recording(a, &r);
}

static void measure(struct analysed *a, const struct burst *burst, size_t n, const int *muscle,
                    size_t muscles, size_t per_frame)
{
    struct subject subject = subject_text_g();
    measure_muscles(a, &subject, burst, n, muscle, muscles, per_frame);
}

static const int both_sides[] = {HINGE_LANDMARK_gmax_l, HINGE_LANDMARK_gmax_r, HINGE_LANDMARK_ham_l,
                                 HINGE_LANDMARK_es_l, HINGE_LANDMARK_es_r};

TEST(onsets_are_where_the_bursts_begin)
{
    static const struct burst bursts[] = {{HINGE_LANDMARK_gmax_l, 4.85, 5.9, 0.1},
                                          {HINGE_LANDMARK_gmax_r, 4.95, 5.9, 0.1},
                                          {HINGE_LANDMARK_ham_l, 4.65, 5.9, 0.1},
                                          {HINGE_LANDMARK_es_l, 4.75, 5.9, 0.1},
                                          {HINGE_LANDMARK_es_r, 4.80, 5.9, 0.1}};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    measure(&a, bursts, 5, both_sides, 5, PER_FRAME);
    double start = a.result.block.time[2][0];
    assert_close(start, 4.58, 0, 0.021);
    /* to bins of 10 ms; filters without lag see a sharp begin one earlier */
    assert_close(metric_of(&a, 0, "gmax_onset_s", A), 4.90 - start, 0, 0.021);
    assert_close(metric_of(&a, 0, "ham_onset_s", A), 4.65 - start, 0, 0.021);
    assert_close(metric_of(&a, 0, "es_onset_s", A), 4.775 - start, 0, 0.021);
    /* equal bursts: what is early is early in all */
    assert_close(metric_of(&a, 0, "gmax_ham_lag_s", A), 0.20, 0, 0.021);
    assert_close(metric_of(&a, 0, "gmax_es_lag_s", A), (0.10 + 0.15) / 2, 0, 0.021);
    /* left behind the hamstrings by 0.2, right behind the erector by 0.15 */
    assert_close(metric_of(&a, 0, "gmax_lag_s", A), (0.20 + 0.15) / 2, 0, 0.021);
    assert_int_equal(state_of(&a, 0, "glute_late"), HINGE_FAULT_PRESENT);
    assert_close(severity_of(&a, 0, "glute_late"), 0.175, 0, 0.021);
    assert_int_equal(state_of(&a, 0, "hamstring_first"), HINGE_FAULT_PRESENT);
    assert_int_equal(state_of(&a, 0, "erector_first"), HINGE_FAULT_PRESENT);
    size_t late = fault_at(&a, 0, "glute_late");
    assert_close(a.result.block.fault_threshold[late], 0.03, 0, 0);
    assert_close(a.result.block.fault_margin[late], 0.02, 0, 0);
    assert_false(a.result.block.warnings[0] & HINGE_WARN(EMG_BASELINE_NOISY));
}

/* Near misses: 0 s, and 0.02 s, is not late; a muscle without burst says so. */
TEST(simultaneous_muscles_are_no_fault)
{
    static const struct burst bursts[] = {{HINGE_LANDMARK_gmax_l, 4.70, 5.9, 0.1},
                                          {HINGE_LANDMARK_ham_l, 4.70, 5.9, 0.1},
                                          {HINGE_LANDMARK_es_l, 4.68, 5.9, 0.1}};
    static const int left[] = {HINGE_LANDMARK_gmax_l, HINGE_LANDMARK_ham_l, HINGE_LANDMARK_es_l,
                               HINGE_LANDMARK_rf_l};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    measure(&a, bursts, 3, left, 4, PER_FRAME);
    assert_int_equal(state_of(&a, 0, "hamstring_first"), HINGE_FAULT_ABSENT);
    assert_int_equal(state_of(&a, 0, "erector_first"), HINGE_FAULT_BELOW);
    /* the second repetition has none of the bursts */
    assert_string_equal(reason_of(&a, 1, "gmax_onset_s", A), "NO_RISE");
    assert_string_equal(reason_of(&a, 0, "brace_ratio", R), "NO_EMG");
}

/* A muscle that is held before the ascent rises above its level as a quiet one does above rest. The
 * glute rises 0.15 s after the hamstrings; held at one level all through, it does not rise. */
TEST(a_held_muscle_rises_above_its_level)
{
    static const double level[] = {0.01, 0.05, 0.2, 0.6};
    static const int left[] = {HINGE_LANDMARK_gmax_l, HINGE_LANDMARK_ham_l};
    for (size_t k = 0; k < sizeof level / sizeof *level; k++) {
        const struct burst bursts[] = {{HINGE_LANDMARK_gmax_l, 1.65, 4.80, -level[k]},
                                       {HINGE_LANDMARK_gmax_l, 4.80, 5.9, -0.6},
                                       {HINGE_LANDMARK_ham_l, 4.65, 5.9, -0.3}};
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        measure(&a, bursts, 3, left, 2, PER_FRAME);
        double start = a.result.block.time[2][0];
        assert_close(metric_of(&a, 0, "ham_onset_s", A), 4.65 - start, 0, 0.021);
        assert_false(a.result.block.warnings[0] & HINGE_WARN(EMG_BASELINE_NOISY));
        if (level[k] < 0.6) {
            assert_close(metric_of(&a, 0, "gmax_onset_s", A), 4.80 - start, 0, 0.021);
            assert_close(metric_of(&a, 0, "gmax_rise", A), 0.6 / level[k], 0.15, 0);
            assert_int_equal(state_of(&a, 0, "hamstring_first"), HINGE_FAULT_PRESENT);
        } else {
            assert_string_equal(reason_of(&a, 0, "gmax_onset_s", A), "NO_RISE");
            assert_string_equal(fault_reason_of(&a, 0, "hamstring_first"), "NO_RISE");
        }
    }
}

TEST(amplitudes_are_root_mean_squares)
{
    /* quiet 0.01, early descent 0.04, hold 0.02, ascent 0.1: all through the phase */
    static const struct burst bursts[] = {
        {HINGE_LANDMARK_gmax_r, 0, 2.0, 0.01},    {HINGE_LANDMARK_gmax_r, 2.0, 3.88, 0.04},
        {HINGE_LANDMARK_gmax_r, 4.58, 5.93, 0.1}, {HINGE_LANDMARK_ham_r, 4.58, 5.93, 0.2},
        {HINGE_LANDMARK_es_r, 0, 3.8, 0.1},       {HINGE_LANDMARK_es_r, 3.8, 4.6, 0.005},
        {HINGE_LANDMARK_es_r, 4.6, 6.0, 0.1},     {HINGE_LANDMARK_rf_r, 0, 2.0, 0.01},
        {HINGE_LANDMARK_rf_r, 2.0, 3.95, 0.03},   {HINGE_LANDMARK_eo_r, 0, 1.61, 0.02},
        {HINGE_LANDMARK_eo_r, 1.61, 3.95, 0.024}};
    static const int right[] = {HINGE_LANDMARK_gmax_r, HINGE_LANDMARK_ham_r, HINGE_LANDMARK_es_r,
                                HINGE_LANDMARK_rf_r, HINGE_LANDMARK_eo_r};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    a.info.mvc[1] = 0.5;                                            /* gmax_r */
    a.info.mvc[HINGE_LANDMARK_ham_r - HINGE_LANDMARK_gmax_l] = 0.4; /* no es */
    for (int m = HINGE_LANDMARK_rf_l; m <= HINGE_LANDMARK_ilio_r; m++)
        a.info.mvc[m - HINGE_LANDMARK_gmax_l] = 0.2;
    a.limits.rest_rms[HINGE_LANDMARK_rf_r - HINGE_LANDMARK_gmax_l] = 0.01 / sqrt(2);
    a.limits.rest_rms[HINGE_LANDMARK_eo_r - HINGE_LANDMARK_gmax_l] = 0.02 / sqrt(2);
    measure(&a, bursts, sizeof bursts / sizeof *bursts, right, 5, PER_FRAME);
    assert_close(metric_of(&a, 0, "gmax_mvc_pct", A), 100 * 0.1 / sqrt(2) / 0.5, 0.02, 0);
    assert_close(metric_of(&a, 0, "gmax_mvc_pct", D), 100 * 0.04 / sqrt(2) / 0.5, 0.02, 0);
    assert_close(metric_of(&a, 0, "gmax_ham_ratio", A), (0.1 / 0.5) / (0.2 / 0.4), 0.02, 0);
    /* quadriceps, at rest on the way up, by glutes: the noise of the band */
    assert_close(metric_of(&a, 0, "rf_gmax_ratio", A),
                 metric_of(&a, 0, "rf_mvc_pct", A) / metric_of(&a, 0, "gmax_mvc_pct", A), 1e-12, 0);
    assert_close(metric_of(&a, 0, "rf_mvc_pct", D), 100 * 0.03 / sqrt(2) / 0.2, 0.03, 0);
    assert_close(metric_of(&a, 0, "eo_mvc_pct", D), 100 * 0.024 / sqrt(2) / 0.2, 0.03, 0);
    assert_string_equal(reason_of(&a, 0, "gmed_mvc_pct", A), "NO_EMG");
    assert_close(severity_of(&a, 0, "glute_low_activation"), 0.6, 0, 0.02);
    assert_int_not_equal(state_of(&a, 0, "glute_low_activation"), HINGE_FAULT_ABSENT);
    assert_close(metric_of(&a, 0, "gmax_early_share", D), 0.04 / sqrt(2) / 0.5, 0.02, 0);
    assert_close(metric_of(&a, 0, "hip_flexor_ratio", D), 3, 0.03, 0);
    assert_int_equal(state_of(&a, 0, "hip_flexor_pull"), HINGE_FAULT_PRESENT);
    assert_close(metric_of(&a, 0, "brace_ratio", R), 1.2, 0.03, 0);
    assert_int_equal(state_of(&a, 0, "brace_absent"), HINGE_FAULT_PRESENT);
    assert_close(metric_of(&a, 0, "flexion_relaxation_ratio", R), 20, 0.08, 0);
    assert_int_equal(state_of(&a, 0, "es_flexion_relaxation"), HINGE_FAULT_PRESENT);
    static const struct {
        const char *id;
        double threshold, margin;
    } limits[] = {{"glute_clench_descent", 0.20, 0.05},
                  {"glute_low_activation", 0.5, 0.1},
                  {"hip_flexor_pull", 2, 0.3},
                  {"es_flexion_relaxation", 10, 2},
                  {"brace_absent", 0, 0.2},
                  {"hamstring_first", 0.03, 0.02},
                  {"erector_first", 0.03, 0.02}};
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        size_t at = fault_at(&a, 0, limits[k].id);
        assert_close(a.result.block.fault_threshold[at], limits[k].threshold, 0, 0);
        assert_close(a.result.block.fault_margin[at], limits[k].margin, 0, 0);
    }
    assert_string_equal(reason_of(&a, 0, "es_mvc_pct", A), "NO_REFERENCE_TRIAL");
    analysed_clear(&a);
    /* without a maximum the glute's own peak of the ascent is one */
    a = unfiltered();
    a.parameters.emg_frr_hold_s = a.parameters.seg_hold_min = 0.75; /* it lasts 0.7 s */
    measure(&a, bursts, sizeof bursts / sizeof *bursts, right, 5, PER_FRAME);
    assert_string_equal(reason_of(&a, 0, "flexion_relaxation_ratio", R), "PHASE_TOO_SHORT");
    assert_string_equal(reason_of(&a, 0, "gmax_mvc_pct", HINGE_PHASE_HOLD), "PHASE_MISSING");
    assert_close(metric_of(&a, 0, "gmax_early_share", D), 0.4, 0.03, 0);
    assert_string_equal(reason_of(&a, 0, "gmax_ham_ratio", A), "NO_REFERENCE_TRIAL");
}

/* Half a second of 2 in a second and a half of 1, wherever it begins. */
TEST(the_largest_window_begins_anywhere)
{
    double band[1500];
    struct hinge_muscle m = {.band = band, .n = 1500, .rate_hz = 1000, .start_s = 10};
    for (int on = 0; on <= 1000; on += 123) {
        for (int i = 0; i < 1500; i++)
            band[i] = (i >= on && i < on + 500 ? 2 : 1) * (i % 2 == 0 ? 1 : -1);
        assert_close(hinge_emg_peak(&m, 10, 11.499, 0.5), 2, 0, 1e-12);
    }
    band[1100] = (double)NAN; /* passed over */
    assert_close(hinge_emg_peak(&m, 10, 11.499, 0.5), 2, 0, 1e-12);
    assert_close(hinge_emg_peak(&m, 10.2, 10.4, 0.5), 1, 0, 1e-12);
    assert_true(isnan(hinge_emg_peak(&m, 12, 13, 0.5)));
}

/* The erector falls silent on the way down: the trunk's inclination there. */
TEST(silence_has_an_angle)
{
    static const struct burst bursts[] = {{HINGE_LANDMARK_es_r, 2.0, 3.4, 0.1},
                                          {HINGE_LANDMARK_es_r, 4.6, 6.0, 0.1}};
    static const int right[] = {HINGE_LANDMARK_es_r};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    measure(&a, bursts, 2, right, 1, PER_FRAME);
    double at34 = metric_of(&a, 0, "es_silence_deg", D);
    /* s(3.4) = mj(0.7) = 0.83692: trunk between 0.80 and 0.87 of its 63 degrees */
    assert_true(at34 > 48 && at34 < 58);
}

TEST(slow_samples_are_no_emg)
{
    static const struct burst bursts[] = {{HINGE_LANDMARK_gmax_l, 4.70, 5.9, 0.1}};
    static const int left[] = {HINGE_LANDMARK_gmax_l};
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    measure(&a, bursts, 1, left, 1, 5); /* 500 a second */
    assert_string_equal(reason_of(&a, 0, "gmax_onset_s", A), "NO_EMG");
    assert_string_equal(fault_reason_of(&a, 0, "glute_late"), "NO_EMG");
}

/* Braced, or squeezed, from whenever on: what rest is, another recording tells. Without one there
 * is no ratio, with the maximum a percentage, and with neither no verdict. */
TEST(a_brace_in_the_start_position)
{
    static const double begins[] = {0, 0.5, 1.55};
    static const int right[] = {HINGE_LANDMARK_eo_r, HINGE_LANDMARK_gmax_r};
    const int eo = HINGE_LANDMARK_eo_r - HINGE_LANDMARK_gmax_l;
    for (int k = 0; k < 3; k++) {
        const struct burst bursts[] = {{HINGE_LANDMARK_eo_r, 0, begins[k], 0.02},
                                       {HINGE_LANDMARK_eo_r, begins[k], 11, 0.12},
                                       {HINGE_LANDMARK_gmax_r, begins[k], 2.3, 0.5},
                                       {HINGE_LANDMARK_gmax_r, 3.9, 4.6, 0.1}};
        cleared_by(analysed_clear) struct analysed a = unfiltered();
        a.limits.rest_rms[eo] = a.limits.rest_rms[1] = 0.02 / sqrt(2);
        measure(&a, bursts, 4, right, 2, PER_FRAME);
        assert_close(metric_of(&a, 0, "brace_ratio", R), 6, 0.1, 0);
        assert_close(metric_of(&a, 0, "squeeze_ratio", R), 25, 0.1, 0);
        assert_close(metric_of(&a, 0, "gmax_bottom_ratio", R), 5, 0.1, 0);
        assert_string_equal(reason_of(&a, 0, "gmax_setup_pct", R), "NO_REFERENCE_TRIAL");
        assert_int_equal(state_of(&a, 0, "brace_absent"), HINGE_FAULT_ABSENT);
        a.limits.rest_rms[eo] = 0;
        measure(&a, bursts, 4, right, 2, PER_FRAME);
        assert_string_equal(reason_of(&a, 0, "brace_ratio", R), "NO_REFERENCE_TRIAL");
        assert_string_equal(fault_reason_of(&a, 0, "brace_absent"), "NO_REFERENCE_TRIAL");
        a.info.mvc[eo] = 2; /* 4 % of it: 5 are asked for, by 1 */
        a.info.mvc[1] = 1 / sqrt(2);
        measure(&a, bursts, 4, right, 2, PER_FRAME);
        assert_close(metric_of(&a, 0, "brace_pct", R), 100 * 0.12 / sqrt(2) / 2, 0.1, 0);
        assert_close(severity_of(&a, 0, "brace_absent"), 5 - metric_of(&a, 0, "brace_pct", R), 0,
                     1e-12);
        assert_close(a.result.block.fault_margin[fault_at(&a, 0, "brace_absent")], 1, 0, 0);
        assert_close(metric_of(&a, 0, "gmax_setup_pct", R), 50, 0.05, 0);
        assert_close(metric_of(&a, 0, "gmax_setup_to_bottom_pct", R), -40, 0.05, 0);
    }
}
