/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the standing reference at their limits (method 2.4), on a trunk of
 * known formula at 100 Hz. */
#include "test.h"

#include "analysed.h"
#include "reps/reps.h"

enum { N = 600 };

struct quiet {
    double trunk[N];
    struct hinge_body body;
    struct hinge_rep rep;
    struct hinge_reps reps;
    struct analysed a;
    struct hinge_standing standing;
    struct hinge_arena scratch;
};

static struct quiet *quiet_new(size_t n)
{
    struct quiet *q = calloc(1, sizeof *q);
    assert_non_null(q);
    analysed_init(&q->a);
    q->body = (struct hinge_body){.n = n, .rate_hz = 100, .tier = 'B', .dim = 3, .leg0 = 0.84};
    q->body.signal[HINGE_SIGNAL_trunk_incl] = q->trunk;
    return q;
}

static void find(struct quiet *q, const struct hinge_standing *calibration)
{
    struct hinge_reps_request request = {.body = &q->body,
                                         .info = &q->a.info,
                                         .parameters = &q->a.parameters,
                                         .scratch = &q->scratch,
                                         .calibration = calibration};
    hinge_standing_find(&request, &q->reps, &q->standing);
}

static void quiet_free(struct quiet *q)
{
    analysed_clear(&q->a);
    free(q);
}

TEST(of_equal_windows_the_earliest)
{
    struct quiet *q = quiet_new(N);
    find(q, NULL);
    assert_true(q->standing.found);
    assert_int_equal(q->standing.from, 0);
    assert_int_equal(q->standing.to, 99);
    quiet_free(q);
}

/* Stiller frames within the first descent are no standing. */
TEST(the_window_ends_before_the_first_descent)
{
    struct quiet *q = quiet_new(N);
    for (int i = 0; i < 200; i++)
        q->trunk[i] = 0.1 * sin(0.05 * i);
    q->rep = (struct hinge_rep){.low = 0, .low2 = N - 1};
    q->rep.bounds = (struct hinge_phase_bounds){
        .desc_start = 150, .desc_end = 450, .asc_start = 460, .asc_end = 590};
    q->reps = (struct hinge_reps){.rep = &q->rep, .n = 1};
    find(q, NULL);
    assert_true(q->standing.found);
    assert_int_equal(q->standing.source, HINGE_STANDING_window);
    assert_true(q->standing.to <= 150);
    quiet_free(q);
}

/* A standing trial without a quiet window counts when 0.8 of it is upright. */
TEST(upright_nearly_always)
{
    for (size_t upright = 78; upright <= 80; upright += 2) {
        struct quiet *q = quiet_new(N);
        q->a.info.role = HINGE_ROLE_standing;
        for (size_t i = 0; i < N; i++) /* bends again and again, and sways */
            q->trunk[i] = (i % 50 >= upright / 2 ? 60 : 0) + 5 * sin(0.2 * (double)i);
        find(q, NULL);
        assert_int_equal(q->standing.found, upright == 80);
        quiet_free(q);
    }
}

/* The SD of a line that rises by 0.01 degrees a frame over n = 100 frames is
 * 0.01 sqrt(n (n + 1) / 12); about itself, as in a lockout, it has none. */
TEST(noise_of_a_lockout_is_about_a_line)
{
    for (int bent = 0; bent < 2; bent++) {
        struct quiet *q = quiet_new(N);
        for (int i = 0; i < N; i++)
            q->trunk[i] = 0.01 * i;
        q->reps.begins_bent = bent;
        find(q, NULL);
        assert_int_equal(q->standing.source, bent ? HINGE_STANDING_lockout : HINGE_STANDING_window);
        assert_close(q->standing.noise_sd[HINGE_SIGNAL_trunk_incl],
                     bent ? 0 : 0.01 * sqrt(100 * 101 / 12.0), 0, 1e-9);
        quiet_free(q);
    }
}

/* Another definition of the lumbar angle has another zero. */
TEST(a_calibration_is_of_the_same_definition)
{
    struct hinge_standing calibration = {.found = true, .lumbar_def = (enum hinge_lumbar_def)1};
    for (int def = 1; def <= 2; def++) {
        struct quiet *q = quiet_new(N);
        q->body.lumbar_def = (enum hinge_lumbar_def)def;
        find(q, &calibration);
        assert_int_equal(q->standing.source,
                         def == 1 ? HINGE_STANDING_calibration : HINGE_STANDING_window);
        quiet_free(q);
    }
}
