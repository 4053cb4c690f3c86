/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values at the ends of a phase (method 6.1): means of excursion.w_s/2 into the phase
 * and beyond a turn, of excursion.w_s into a rest, within the trial and up to the
 * middle of the phase and its neighbour. The signal is the square of the frame's
 * number, whose means have a closed form. */
#include "base/parameters.h"
#include "test.h"

#include "reps/view.h"

#include <stdlib.h>
#include <string.h>

enum { N = 400 };

struct scene {
    double x[N];
    struct hinge_body body;
    struct hinge_rep rep[2];
    struct hinge_reps reps;
    struct hinge_parameters parameters;
    struct hinge_rep_view view;
};

static void scene_init(struct scene *s)
{
    memset(s, 0, sizeof *s);
    hinge_parameters_init(&s->parameters);
    for (int i = 0; i < N; i++)
        s->x[i] = (double)i * i;
    s->body = (struct hinge_body){.n = N, .rate_hz = 100};
    s->body.signal[HINGE_SIGNAL_hip_flex] = s->x;
    s->rep[0] = (struct hinge_rep){.bounds = {60, 120, 160, 220}};
    s->rep[1] = (struct hinge_rep){.bounds = {300, 340, 346, 386}};
    s->reps = (struct hinge_reps){.n = 2, .rep = s->rep};
    s->view = (struct hinge_rep_view){
        .body = &s->body, .reps = &s->reps, .rep = s->rep, .parameters = &s->parameters};
}

/* Mean of i^2 over from..to. */
static double square_mean(double from, double to)
{
    double n = to - from + 1, middle = (from + to) / 2;
    return middle * middle + (n * n - 1) / 12;
}

static double end_of(const struct scene *s, enum hinge_phase phase, bool start)
{
    return hinge_view_phase_end(&s->view, HINGE_SIGNAL_hip_flex, phase, start).value;
}

TEST(phase_ends_are_means_that_reach_into_the_rest)
{
    struct scene s;
    scene_init(&s);
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, true), square_mean(40, 70), 0, 1e-9);
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, false), square_mean(110, 140), 0, 1e-9);
    struct hinge_value d =
        hinge_view_excursion(&s.view, HINGE_SIGNAL_hip_flex, HINGE_PHASE_DESCENT);
    assert_close(d.value, square_mean(110, 140) - square_mean(40, 70), 0, 1e-9);
    s.parameters.excursion_w_s = 0;
    assert_close(end_of(&s, HINGE_PHASE_ASCENT, true), 160.0 * 160, 0, 1e-9);
    d = hinge_view_excursion(&s.view, HINGE_SIGNAL_hip_flex, HINGE_PHASE_ASCENT);
    assert_close(d.value, 220.0 * 220 - 160.0 * 160, 0, 1e-9);
}

TEST(they_stay_within_the_trial_and_their_phases)
{
    struct scene s;
    scene_init(&s);
    s.rep[0].bounds.desc_start = 4; /* the recording begins 4 frames before */
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, true), square_mean(0, 14), 0, 1e-9);
    s.rep[0].bounds.desc_start = 112; /* 8 frames of descent: 4 on either side */
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, true), square_mean(92, 116), 0, 1e-9);
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, false), square_mean(116, 140), 0, 1e-9);
    scene_init(&s);
    s.rep[0].bounds.asc_start = 142; /* a hold of 22: up to its middle */
    s.parameters.excursion_w_s = 0.4;
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, false), square_mean(100, 131), 0, 1e-9);
    assert_close(end_of(&s, HINGE_PHASE_ASCENT, true), square_mean(131, 162), 0, 1e-9);
}

/* A turn is no phase: 6 frames between descent and ascent would leave 3 to the mean. */
TEST(a_turn_does_not_cut_the_mean)
{
    struct scene s;
    scene_init(&s);
    s.view.rep = &s.rep[1];
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, false), square_mean(330, 350), 0, 1e-9);
    assert_close(end_of(&s, HINGE_PHASE_ASCENT, true), square_mean(336, 356), 0, 1e-9);
    /* the trial ends 13 frames after the ascent */
    s.parameters.excursion_w_s = 0.4;
    assert_close(end_of(&s, HINGE_PHASE_ASCENT, false), square_mean(366, 399), 0, 1e-9);
}

/* The one piece of a window that is whole. */
static struct hinge_frames piece(const struct scene *s, unsigned parts)
{
    struct hinge_frames pieces[HINGE_FRAMES_MAX];
    struct hinge_window window = {.parts = parts, .p1 = 1};
    enum hinge_reason reason;
    assert_int_equal(hinge_view_window(&s->view, &window, pieces, &reason), 1);
    return pieces[0];
}

/* Lock-out: seg.lock_s after the ascent, but up to the next descent. The bottom: 0.05 s
 * either side of the deepest frame. */
TEST(windows_around_the_phases)
{
    struct scene s;
    scene_init(&s);
    for (int longer = 0; longer < 2; longer++) {
        s.parameters.seg_lock_s = longer ? 1 : 0.5;
        struct hinge_frames f = piece(&s, HINGE_WINDOW_LOCKOUT);
        assert_int_equal(f.from, 220);
        assert_int_equal(f.to, longer ? 300 : 270);
    }
    static double driver[N];
    for (int i = 0; i < N; i++)
        driver[i] = -abs(i - 143); /* deepest at 143 */
    s.body.signal[HINGE_SIGNAL_driver] = driver;
    s.rep[0].high = s.rep[0].high_last = 140;
    struct hinge_frames bottom = piece(&s, HINGE_WINDOW_BOTTOM);
    assert_int_equal(bottom.from, 138);
    assert_int_equal(bottom.to, 148);
    s.rep[0].high = s.rep[0].high_last = 136; /* 0.05 s from there is 141 */
    bottom = piece(&s, HINGE_WINDOW_BOTTOM);
    assert_int_equal(bottom.from, 136);
    assert_int_equal(bottom.to, 146);
}

/* The difference of the ends of a phase of five frames is told, of four it isn't. */
TEST(four_frames_have_no_excursion)
{
    struct scene s;
    for (long frames = 4; frames <= 5; frames++) {
        scene_init(&s);
        s.parameters.excursion_w_s = 0;
        s.rep[0].bounds.asc_start = 142;
        s.rep[0].bounds.asc_end = 142 + frames - 1;
        struct hinge_value v =
            hinge_view_excursion(&s.view, HINGE_SIGNAL_hip_flex, HINGE_PHASE_ASCENT);
        assert_int_equal(v.reason, frames == 4 ? HINGE_REASON_PHASE_TOO_SHORT : HINGE_REASON_OK);
        if (frames == 5)
            assert_close(v.value, 146.0 * 146 - 142.0 * 142, 0, 1e-9);
    }
}

/* Each is where the first passage of its level is by itself, beside frames that are missing and
 * where the driver goes back; and nowhere where it is not reached. */
TEST(places_of_a_curve)
{
    struct scene s;
    double at[11];
    scene_init(&s);
    s.body.signal[HINGE_SIGNAL_driver] = s.x;
    for (int k = 0; k < 2; k++) {
        if (k == 1) {
            s.x[71] = s.x[72] = s.x[90] = s.x[119] = (double)NAN;
            for (int i = 100; i < 105; i++)
                s.x[i] = 9000; /* back from 9801 */
        }
        hinge_view_progress_places(&s.view, HINGE_PHASE_DESCENT, 11, at);
        for (int i = 0; i < 11; i++)
            assert_close(at[i], hinge_view_progress(&s.view, HINGE_PHASE_DESCENT, i / 10.), 0, 0);
        assert_close(at[5], 60 + 34.868, 1e-4, 0); /* sqrt((60^2 + 120^2) / 2) = 94.868 */
    }
    s.x[120] = (double)NAN;
    hinge_view_progress_places(&s.view, HINGE_PHASE_DESCENT, 11, at);
    assert_true(isnan(at[10]));
}

TEST(missing_samples)
{
    struct scene s;
    scene_init(&s);
    s.x[60] = s.x[55] = (double)NAN; /* the next frame inside stands in */
    double without = square_mean(40, 70) * 31 - 60.0 * 60 - 55.0 * 55;
    assert_close(end_of(&s, HINGE_PHASE_DESCENT, true), without / 29, 0, 1e-9);
    s.x[61] = s.x[62] = (double)NAN;
    assert_true(isnan(end_of(&s, HINGE_PHASE_DESCENT, true)));
    s.body.signal[HINGE_SIGNAL_hip_flex] = NULL;
    s.body.reason[HINGE_SIGNAL_hip_flex] = HINGE_REASON_NO_THIGH;
    assert_int_equal(
        hinge_view_phase_end(&s.view, HINGE_SIGNAL_hip_flex, HINGE_PHASE_DESCENT, true).reason,
        HINGE_REASON_NO_THIGH);
}
