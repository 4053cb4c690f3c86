/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drivers of known formula: how much of them segmentation sees, and where phases of
 * people who lean back begin and end. */
#include "assert_close.h"

#include "analysed.h"
#include "reps/reps.h"

enum { N = 1400 };

/* The repetitions of a driver, quiet before 0.9 s. */
static void find(struct hinge_reps *reps, struct analysed *a, double *driver,
                 double rate_hz)
{
    struct hinge_error error;
    struct hinge_body body = {
        .n = N, .rate_hz = rate_hz, .tier = 'C', .dim = 3, .leg0 = 0.84};
    body.signal[HINGE_SIGNAL_driver] = driver;
    body.signal[HINGE_SIGNAL_trunk_incl] = driver;
    struct hinge_reps_request request = {
        .body = &body, .info = &a->info, .parameters = &a->parameters};
    a->info.stand_start_s = 0.2;
    a->info.stand_end_s = 0.9;
    assert_int_equal(hinge_reps_find(&request, reps, &error), HINGE_OK);
}

/* Segmentation's low-pass is at 3 Hz, or at a quarter of the frame rate where that is
 * less: there it passes 1 / sqrt 2. */
static void the_cutoff_follows_the_frame_rate(void **state)
{
    static const struct {
        double rate_hz, cutoff_hz;
    } rows[] = {{100, 3}, {10, 2.5}, {8, 2}};
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        static double driver[N];
        struct analysed a;
        struct hinge_reps reps;
        analysed_init(&a);
        for (int i = 0; i < N; i++)
            driver[i] =
                30 * sin(2 * M_PI * rows[k].cutoff_hz * i / rows[k].rate_hz + 1);
        find(&reps, &a, driver, rows[k].rate_hz);
        for (int i = N / 2; i < N / 2 + 50; i++)
            assert_close(reps.ds[i], driver[i] / sqrt(2), 0, 1e-4);
        hinge_reps_clear(&reps);
        analysed_clear(&a);
    }
}

/* Leans back by `back` degrees from 3 to 4 s, goes down by 80 from 5 to 7 s, and comes
 * up from 7.5 to 9.5 s to as far behind standing. */
static double leaning(double t, double back)
{
    return -back * subject_jerk(t - 3) +
           (80 + back) * (subject_jerk((t - 5) / 2) - subject_jerk((t - 7.5) / 2));
}

/* Where the driver passes standing between two times. */
static double crossing(double from, double to, double back)
{
    for (int k = 0; k < 60; k++) {
        double middle = (from + to) / 2;
        if ((leaning(middle, back) > 0) == (leaning(to, back) > 0))
            to = middle;
        else
            from = middle;
    }
    return from;
}

/* Whoever is more than 3 degrees behind standing begins and ends where standing is
 * passed (SCIENCE 5.4); at less, where the velocity says. */
static void phases_begin_where_standing_is_passed(void **state)
{
    static const double backs[] = {2.5, 4.5, 12};
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        static double driver[N];
        double back = backs[k], start = crossing(5, 6, back),
               end = crossing(8.5, 9.5, back);
        struct analysed a;
        struct hinge_reps reps;
        analysed_init(&a);
        a.parameters.seg_fc = 25; /* as good as none */
        for (int i = 0; i < N; i++)
            driver[i] = leaning(i / 100.0, back);
        find(&reps, &a, driver, 100);
        assert_int_equal(reps.n, 1);
        const struct hinge_phase_bounds *b = &reps.rep[0].bounds;
        if (k > 0) {
            assert_close((double)b->desc_start / 100, start, 0, 0.011);
            assert_close((double)b->asc_end / 100, end, 0, 0.011);
        } else {
            assert_true((double)b->desc_start / 100 < start - 0.1);
            assert_true((double)b->asc_end / 100 > end + 0.1);
        }
        hinge_reps_clear(&reps);
        analysed_clear(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cutoff_follows_the_frame_rate),
        cmocka_unit_test(phases_begin_where_standing_is_passed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
