/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the size of the coordinates says of their unit (method 2.3): a TRC file whose
 * metres are an image's pixels, shares of an image that are none, pixels in space. */
#include "test.h"

#include "analysed.h"

static const double ROLL = 9;
static const char *const ids[] = {"hinge_index",      "shank_incl_deg", "knee_excursion_deg",
                                  "hip_posterior_ll", "hip_drop_ll",    "path_angle_deg"};

/* The pixels of an image, as a TRC file has them that calls its unit metres. */
static void call_metres(struct hinge_recording *r)
{
    for (size_t c = 0; c < r->layout.n_channels; c++)
        if (r->layout.channel[c].unit == HINGE_UNIT_px)
            r->layout.channel[c].unit = HINGE_UNIT_m;
    r->layout.format = "trc";
    snprintf(r->layout.up, sizeof r->layout.up, "+y");
    r->layout.flags &= ~(unsigned)HINGE_LAYOUT_IMAGE;
}

static void run(struct analysed *a, const struct subject *subject, bool as_trc, const char *gravity,
                const char *plumb)
{
    analysed_init(a);
    a->info.gravity = gravity;
    a->info.plumb = plumb;
    cleared_by(hinge_recording_clear) struct hinge_recording recording = subject_recording(subject);
    if (as_trc)
        call_metres(&recording);
    analyse_recording(a, &recording);
}

static void assert_alike(const struct analysed *a, const struct analysed *b)
{
    assert_analysed(*a);
    assert_analysed(*b);
    assert_false(b->result.metric);
    assert_int_equal(b->result.reps_complete, 2);
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        assert_close(metric_of(b, 0, ids[k], HINGE_PHASE_REP),
                     metric_of(a, 0, ids[k], HINGE_PHASE_REP), 0, 1e-6);
}

/* Upright or upside down, pixels are pixels; a direction of gravity and a plumb line
 * are given in the file's own coordinates and mean the same in both. */
TEST(pixels_called_metres)
{
    for (int k = 0; k < 2; k++) {
        struct subject subject = subject_text_g();
        cleared_by(analysed_clear) struct analysed level, trc;
        char gravity[64], plumb[96];
        subject.left = k == 1;
        subject.image = true;
        subject.unit = HINGE_UNIT_px;
        subject.per_m = 300;
        run(&level, &subject, false, "", "");
        run(&trc, &subject, true, "", "");
        assert_alike(&level, &trc);
        analysed_clear(&trc);
        subject.roll_deg = ROLL;
        double a = ROLL * M_PI / 180, x = -sin(a) * (subject.left ? -1 : 1);
        snprintf(gravity, sizeof gravity, "%.12f, %.12f", x, cos(a));
        snprintf(plumb, sizeof plumb, "100 200 %.12f %.12f", 100 + 80 * x, 200 + 80 * cos(a));
        run(&trc, &subject, true, gravity, "");
        assert_alike(&level, &trc);
        analysed_clear(&trc);
        run(&trc, &subject, true, "", plumb);
        assert_alike(&level, &trc);
        analysed_clear(&trc);
        analysed_clear(&level);
        subject = subject_text_g(); /* its y already up */
        subject.left = k == 1;
        run(&level, &subject, false, "", "");
        subject.per_m = 300;
        subject.unit = HINGE_UNIT_px;
        run(&trc, &subject, true, "", "");
        assert_alike(&level, &trc);
    }
}

/* Twenty flat channels, one of them beyond 2 and the largest of the others 1.9: the
 * 95 % quantile is 0.95 * 1.9 + 0.05 * that one (numpy.quantile says the same). */
TEST(quantile_between_two_values)
{
    static const struct {
        double beyond;
        bool refused;
    } rows[] = {{3, false}, {3.85, false}, {3.95, true}, {10, true}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = subject_text_g();
        cleared_by(analysed_clear) struct analysed a = analysed();
        size_t flat = 0;
        subject.image = subject.one_side = true;
        subject.per_m = 300;
        subject.unit = HINGE_UNIT_norm;
        subject.landmarks = LEGS "ear nose l5 l3";
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 1; c < r.layout.n_channels; c++)
            for (size_t i = 0; i < r.n_frames; i++) {
                const struct hinge_channel *channel = &r.layout.channel[c];
                bool across = channel->component == HINGE_COMPONENT_x;
                double *x = &r.data[c * r.n_frames + i];
                flat += i == 0;
                *x /= across ? 1920 : 1080;
                if (channel->landmark == HINGE_LANDMARK_nose)
                    *x = across ? rows[k].beyond : 1.9;
            }
        assert_int_equal(flat, 20);
        a.info.image_width_px = 1920;
        a.info.image_height_px = 1080;
        analyse_recording(&a, &r);
        if (rows[k].refused) {
            assert_int_equal(a.result.reason, HINGE_REASON_UNITS_UNKNOWN);
            assert_non_null(strstr(a.result.error.message, "coordinates reach"));
        } else {
            assert_analysed(a);
        }
    }
}

/* A person is more than a few pixels long. */
TEST(pixels_in_space)
{
    struct subject subject = subject_text_g();
    cleared_by(analysed_clear) struct analysed a;
    subject.dim = 3;
    subject.unit = HINGE_UNIT_px;
    run(&a, &subject, false, "", "");
    assert_int_equal(a.result.reason, HINGE_REASON_UNITS_UNKNOWN);
    assert_non_null(strstr(a.result.error.message, "that would fit m:"));
    analysed_clear(&a);
    subject.per_m = 300;
    run(&a, &subject, false, "", "");
    assert_analysed(a);
    assert_false(a.result.metric);
}
