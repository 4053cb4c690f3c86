/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Force plates as columns of a recording: the numbers come from what stands in the
 * rows of the bottom, also where the camera lost frames before it. */
#include "test.h"

#include "analysed.h"
#include "base/memory.h"
#include "body/steps.h"

static const double MASS_KG = 70, GRAVITY = 9.80665;

/* 412 N from just before the bottom (4 to 4.5 s) to just behind it, 250 N elsewhere. */
static double front_n(double t)
{
    return t > 3.95 && t < 4.55 ? 412 : 250;
}

/* Text G in rows of a table, with the front plate; rows of [from, to) s are lost. */
static void record(double from, double to, struct hinge_recording *r)
{
    struct subject subject = subject_text_g();
    struct hinge_recording whole;
    subject_record(&subject, &whole);
    size_t columns = whole.layout.n_channels + 1, n = 0;
    hinge_build_layout(r, "csv", "+y", columns);
    r->layout.family = whole.layout.family;
    for (size_t c = 0; c + 1 < columns; c++) {
        const struct hinge_channel *channel = &whole.layout.channel[c];
        hinge_build_channel(r, c, channel->source, channel->marker, channel->component,
                            channel->unit);
        r->layout.channel[c].landmark = channel->landmark;
    }
    hinge_build_channel(r, columns - 1, "force_front_n", "force_front_n", HINGE_COMPONENT_other,
                        HINGE_UNIT_unknown);
    r->layout.channel[columns - 1].landmark = HINGE_LANDMARK_force_front_n;
    r->data = calloc(columns * whole.n_frames, sizeof *r->data);
    assert_non_null(r->data);
    for (size_t i = 0; i < whole.n_frames; i++)
        n += !(whole.data[i] >= from && whole.data[i] < to);
    for (size_t i = 0, k = 0; i < whole.n_frames; i++) {
        double t = whole.data[i];
        if (t >= from && t < to)
            continue;
        for (size_t c = 0; c + 1 < columns; c++)
            r->data[c * n + k] = whole.data[c * whole.n_frames + i];
        r->data[(columns - 1) * n + k++] = front_n(t);
    }
    r->n_frames = n;
    hinge_recording_clear(&whole);
}

TEST(weight_on_the_front_foot)
{
    static const double lost[][2] = {{-1, -1}, {0.3, 0.8}, {2.5, 2.55}};
    for (size_t k = 0; k < sizeof lost / sizeof *lost; k++) {
        cleared_by(hinge_recording_clear) struct hinge_recording r = {0};
        cleared_by(analysed_clear) struct analysed a = analysed();
        record(lost[k][0], lost[k][1], &r);
        a.info.mass_kg = MASS_KG;
        a.info.load_kg = 0;
        measure_recording(&a, &r);
        assert_close(metric_of(&a, 0, "front_load_share", HINGE_PHASE_REP),
                     412 / (MASS_KG * GRAVITY), 1e-12, 0);
    }
}

/* Both feet on one plate, which shows so much. */
static void stand_on(struct hinge_recording *r, double newtons)
{
    size_t plate = r->layout.n_channels - 1;
    r->layout.channel[plate].landmark = HINGE_LANDMARK_force_both_n;
    for (size_t i = 0; i < r->n_frames; i++)
        r->data[plate * r->n_frames + i] = newtons;
}

/* The quiet second of each recording judges its plates, whatever its zero is; without one the
 * standing recording's verdict counts. */
TEST(plates_are_judged_by_the_recording_itself)
{
    static const double right = MASS_KG * GRAVITY, wrong = 1.3 * MASS_KG * GRAVITY;
    static const struct {
        double stands_n, bends_n;
        bool quiet, suspect;
    } rows[] = {{right, right, true, false},  {right, wrong, true, true},
                {wrong, right, true, false},  {wrong, wrong, true, true},
                {right, wrong, false, false}, {wrong, right, false, true}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_recording_clear) struct hinge_recording stands = {0}, bends = {0};
        cleared_by(analysed_clear) struct analysed stood = analysed(), a = analysed();
        record(1.8, 99, &stands);
        stand_on(&stands, rows[k].stands_n);
        record(-1, -1, &bends);
        stand_on(&bends, rows[k].bends_n);
        stood.info.mass_kg = a.info.mass_kg = MASS_KG;
        stood.info.load_kg = a.info.load_kg = 0;
        stood.info.role = HINGE_ROLE_standing;
        analyse_recording(&stood, &stands);
        a.calibration = &stood.result.standing;
        a.calibration_tier = stood.result.tier;
        if (!rows[k].quiet)
            a.parameters.stand_trunk_max = 0; /* nobody stands so upright */
        measure_recording(&a, &bends);
        assert_string_equal(a.result.standing_source, "calibration");
        assert_int_equal(has_bit(stood, FORCE_SUSPECT), rows[k].stands_n == wrong);
        assert_int_equal(has_bit(a, FORCE_SUSPECT), rows[k].suspect);
        assert_string_equal(reason_of(&a, 0, "force_peak_bw", HINGE_PHASE_REP),
                            rows[k].suspect ? "FORCE_SUSPECT" : "");
    }
}

/* Of two plates each counts by its force over the frame: 100 N on the left, k^2 N in
 * sample k on the right. At 10 frames and 40 samples a second frame 1 has samples 2 to
 * 6, whose mean is (4 + 9 + 16 + 25 + 36) / 5 = 18 N. */
TEST(pressure_of_two_plates)
{
    enum { SAMPLES = 13 };
    double left[SAMPLES], right[SAMPLES];
    double x[2][3] = {{0.1, 0.1, 0.1}, {0.3, 0.3, 0.3}}, heel[3] = {0, 0, 0},
           toe[3] = {0.2, 0.2, 0.2};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_body body = {.arena = &arena,
                              .n = 3,
                              .rate_hz = 10,
                              .side = 'b',
                              .plate_force = {{.n = SAMPLES, .rate_hz = 40, .band = left},
                                              {.n = SAMPLES, .rate_hz = 40, .band = right}},
                              .cop_x = {x[0], x[1]},
                              .heel_x = heel,
                              .toe_x = toe};
    for (int k = 0; k < SAMPLES; k++) {
        left[k] = 100;
        right[k] = k * k;
    }
    hinge_cop_build(&body);
    const double *cop = body.signal[HINGE_SIGNAL_cop_foot];
    assert_close(cop[1], 100 * (100 * 0.1 + 18 * 0.3) / 118 / 0.2, 1e-12, 0);
    assert_true(isnan(cop[0])); /* half of its samples would be before the first */
    /* one side's own plate alone */
    body.side = 'l';
    hinge_cop_build(&body);
    assert_close(body.signal[HINGE_SIGNAL_cop_foot][0], 50, 1e-12, 0);
}
