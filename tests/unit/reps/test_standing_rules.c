/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the standing reference at their limits (method 2.4), on a trunk of
 * known formula at 100 Hz. */
#include "test.h"

#include "analysed.h"
#include "reps/reps.h"
#include "signal/signal.h"

#include <hinge/warnings.h>

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
        {{.bounds = {200, 200, 200, 200}}, 0, 0, HINGE_STANDING_standing},
        {{.bounds = {150, 450, 460, 590}}, -0.02, 51, HINGE_STANDING_standing},
        {{.floor = true, .bounds = {300, 450, 100, 200}}, 0.02, 451, HINGE_STANDING_standing},
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
                         def == 1 ? HINGE_STANDING_calibration : HINGE_STANDING_standing);
    }
}

/* What standing over all frames says of a body: on each limit it is plausible, beyond one it is
 * not, and beyond four it is nobody. A body in pixels has no length of legs. Markers of pelvis
 * (measured, or the line from hip to spine) and thorax lie as in a person, in order in half of the
 * frames. The camera is off by the gap of the hips, 0.2 sin(angle) of a leg of 1: in a standing of
 * a second or more, else over the trial (80 degrees, but for one row). */
TEST(what_standing_says_at_its_limits)
{
    enum { IMPLAUSIBLE = 1, NOBODY = 3, MARKERS = 4, VIEW = 8, PARTIAL = 24, REFUSED = 32 };
    /* clang-format off */
    static const struct {
        double leg, ratio, cv, trunk, pelvis, thorax, view, length_s;
        int px, chain, low_thorax, wrong, one_sided, says;
    } rows[] = {
        {.leg = 0.55}, {.leg = 0.549, .says = IMPLAUSIBLE}, {.leg = 1.15}, {.leg = 1.151, .says = IMPLAUSIBLE}, {.leg = 1.151, .px = 1},
        {.ratio = 0.7}, {.ratio = 0.699, .says = IMPLAUSIBLE}, {.ratio = 1.4}, {.ratio = 1.401, .says = IMPLAUSIBLE},
        {.cv = 0.15}, {.cv = 0.151, .says = IMPLAUSIBLE}, {.trunk = -30}, {.trunk = -30.1, .says = IMPLAUSIBLE},
        {.leg = 0.5, .ratio = 0.6, .cv = 0.2, .trunk = 30, .says = IMPLAUSIBLE}, {.leg = 0.5, .ratio = 0.6, .cv = 0.2, .trunk = -31, .says = NOBODY},
        {.pelvis = -25, .thorax = 30, .wrong = 300}, {.pelvis = -25.1, .says = MARKERS}, {.pelvis = 45}, {.pelvis = 45.1, .says = MARKERS},
        {.pelvis = -70, .thorax = -30, .chain = 1}, {.pelvis = -70.1, .chain = 1, .says = MARKERS},
        {.pelvis = 30, .chain = 1}, {.pelvis = 30.1, .chain = 1, .says = MARKERS}, {.thorax = 30.1, .says = MARKERS},
        {.thorax = -45, .low_thorax = 1}, {.thorax = -45.1, .low_thorax = 1, .says = MARKERS}, {.wrong = 301, .says = MARKERS},
        {.view = 19.99, .length_s = 1}, {.view = 20.01, .length_s = 0.99, .says = VIEW}, {.view = 10, .length_s = 0.98},
        {.view = 4.99, .length_s = 1, .one_sided = 1}, {.view = 5.01, .length_s = 1, .one_sided = 1, .says = VIEW},
        {.view = 29.99, .length_s = 1, .says = VIEW}, {.view = 30.01, .length_s = 1, .says = PARTIAL},
        {.view = 59.99, .length_s = 1, .says = PARTIAL}, {.view = 60.01, .length_s = 1, .says = REFUSED},
    };
    /* clang-format on */
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double wrong[N] = {0}, gap[N];
        cleared_by(quiet_free) struct quiet *q = quiet_new(N);
        struct hinge_standing *s = &q->reps.standing;
        bool over_trial = rows[k].length_s < 0.99;
        for (int i = 0; i < N; i++) {
            wrong[i] = i < rows[k].wrong;
            gap[i] = 0.2 * 2 * sin((over_trial ? rows[k].view : 80) * M_PI / 180);
        }
        q->body.out_of_order = wrong;
        q->body.has_metric = !rows[k].px;
        q->body.has_pelvis = !rows[k].chain;
        q->body.lumbar_def = rows[k].low_thorax ? HINGE_LUMBAR_LOWTHX : HINGE_LUMBAR_T12L1;
        q->body.thigh_shank_ratio = rows[k].ratio > 0 ? rows[k].ratio : 1;
        q->body.length_cv = rows[k].cv;
        q->body.dim = rows[k].view > 0 ? 2 : 3;
        q->body.leg0 = 2;
        q->body.hip_gap = gap;
        q->body.one_sided[HINGE_SIGNAL_pelvis_tilt] = rows[k].one_sided;
        q->a.parameters.view_one_side_deg = 5;
        q->reps.leg_length = rows[k].leg > 0 ? rows[k].leg : 1;
        q->reps.scratch = &q->scratch;
        *s = (struct hinge_standing){.found = true,
                                     .source = HINGE_STANDING_standing,
                                     .to = N - 1,
                                     .length_s = rows[k].length_s};
        s->shoulder_gap = (double)NAN;
        s->hip_gap = 0.2 * sin((over_trial ? 80 : rows[k].view) * M_PI / 180);
        s->value[HINGE_SIGNAL_trunk_incl] = rows[k].trunk;
        s->value[HINGE_SIGNAL_pelvis_tilt] = rows[k].pelvis;
        s->value[HINGE_SIGNAL_thorax_tilt] = rows[k].thorax;
        const struct hinge_reps_request request = {.body = &q->body,
                                                   .info = &q->a.info,
                                                   .parameters = &q->a.parameters,
                                                   .scratch = &q->scratch};
        bool refused = hinge_reps_check(&request, &q->reps, &q->a.error) != HINGE_OK;
        bool nobody = refused && strstr(q->a.error.message, "standing trunk -31 degrees: not a");
        bool implausible = (q->reps.warnings & HINGE_WARN(IMPLAUSIBLE)) != 0;
        bool off = (q->reps.warnings & HINGE_WARN(VIEW_WARN)) != 0;
        assert_int_equal(rows[k].says, implausible * IMPLAUSIBLE + nobody * (NOBODY - IMPLAUSIBLE) +
                                           q->reps.markers_suspect * MARKERS + off * VIEW +
                                           q->reps.view_partial * (PARTIAL - VIEW) +
                                           (refused && !nobody) * REFUSED);
    }
}
