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

static void quiet_free(struct quiet **q)
{
    analysed_clear(&(*q)->a);
    free(*q);
}

/* The stillest frames, at one end, are taken unless a repetition has them: of equal windows
 * the earliest; before the first descent; after the lockout of a lift from the floor; and
 * else outside of all, for the time at the bottom is still, too. */
TEST(the_window_touches_no_repetition)
{
    static struct {
        struct hinge_rep rep;
        double grows; /* the sway, by frame */
        size_t from;
        enum hinge_standing_source source;
    } rows[] = {
        {{.bounds = {200, 200, 200, 200}}, 0, 0, HINGE_STANDING_window},
        {{.bounds = {150, 450, 460, 590}}, -0.02, 51, HINGE_STANDING_window},
        {{.floor = true, .bounds = {300, 450, 100, 200}}, 0.02, 451, HINGE_STANDING_window},
        {{.bounds = {50, 150, 310, 400}}, 0.02, 401, HINGE_STANDING_lockout},
        {{.bounds = {50, 99, 101, 499}}, -0.02, 500, HINGE_STANDING_lockout},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(quiet_free) struct quiet *q = quiet_new(N);
        for (int i = 0; i < N; i++)
            q->trunk[i] = 0.1 * exp(rows[k].grows * (rows[k].grows < 0 ? i : i - (N - 1)));
        q->reps = (struct hinge_reps){.rep = &rows[k].rep, .n = 1};
        find(q, NULL);
        assert_int_equal(q->standing.from, rows[k].from);
        assert_int_equal(q->standing.to, rows[k].from + 99);
        assert_int_equal(q->standing.source, rows[k].source);
    }
}

/* A standing trial without a quiet window counts when 0.8 of it is upright. */
TEST(upright_nearly_always)
{
    for (size_t upright = 78; upright <= 80; upright += 2) {
        cleared_by(quiet_free) struct quiet *q = quiet_new(N);
        q->a.info.role = HINGE_ROLE_standing;
        for (size_t i = 0; i < N; i++) /* bends to the limit again and again, and sways */
            q->trunk[i] =
                i % 50 >= upright / 2 ? q->a.parameters.stand_trunk_max : 5 * sin(0.2 * (double)i);
        find(q, NULL);
        assert_int_equal(q->standing.found, upright == 80);
    }
}

/* The SD of a line that rises by 0.01 degrees a frame over n = 100 frames is
 * 0.01 sqrt(n (n + 1) / 12); about itself, as in a lockout, it has none. The stillest
 * second of a signal that alternates later has the noise of the others, about a line. */
TEST(noise_of_a_lockout_is_about_a_line)
{
    const double want[] = {0.01 * sqrt(100 * 101 / 12.0), 0,
                           0.1 * sqrt((100 - 50 * 50 / 83325.0) / 98)};
    for (int k = 0; k < 3; k++) {
        cleared_by(quiet_free) struct quiet *q = quiet_new(N);
        for (int i = 0; i < N; i++)
            q->trunk[i] = k < 2 ? 0.01 * i : i < 100 ? 0 : i % 2 ? 0.1 : -0.1;
        q->reps.begins_bent = k == 1;
        find(q, NULL);
        assert_close(q->standing.noise_sd[HINGE_SIGNAL_trunk_incl], want[k], 0, 1e-9);
    }
}

/* Another definition of the lumbar angle has another zero. */
TEST(a_calibration_is_of_the_same_definition)
{
    struct hinge_standing calibration = {.found = true, .lumbar_def = (enum hinge_lumbar_def)1};
    for (int def = 1; def <= 2; def++) {
        cleared_by(quiet_free) struct quiet *q = quiet_new(N);
        q->body.lumbar_def = (enum hinge_lumbar_def)def;
        find(q, &calibration);
        assert_int_equal(q->standing.source,
                         def == 1 ? HINGE_STANDING_calibration : HINGE_STANDING_window);
    }
}
