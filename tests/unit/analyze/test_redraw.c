/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors drawn anew: their size, that signals err together, that a draw is the same
 * again, and that nothing is added where nothing is known. */
#include "assert_close.h"

#include "analyze/redraw.h"
#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FRAMES = 6000, REST = 120, DRAWS = 40 };

static double own[2][FRAMES], now[2][FRAMES], slow[2][HINGE_SLOW_FRAMES];

/* Standing with white noise of SD 1 on one signal, twice as much and of the other sign
 * on the other; slow errors likewise, of `slow_sd`. */
static void make_body(double slow_sd, struct hinge_body *body,
                      struct hinge_standing *standing)
{
    struct hinge_random random;
    hinge_random_init(&random, 3, HINGE_STREAM_NOISE, 0);
    memset(body, 0, sizeof *body);
    memset(standing, 0, sizeof *standing);
    for (size_t i = 0; i < FRAMES; i++) {
        own[0][i] = i < REST ? hinge_random_normal(&random) : 40;
        own[1][i] = -2 * own[0][i];
    }
    for (size_t i = 0; i < HINGE_SLOW_FRAMES; i++) {
        slow[0][i] = slow_sd * hinge_random_normal(&random);
        slow[1][i] = -2 * slow[0][i];
    }
    memcpy(now, own, sizeof own);
    body->n = FRAMES;
    body->rate_hz = 60;
    body->signal[HINGE_SIGNAL_trunk_incl] = now[0];
    body->signal[HINGE_SIGNAL_driver] = now[0]; /* another name */
    body->signal[HINGE_SIGNAL_knee_flex] = now[1];
    body->slow_error[HINGE_SIGNAL_trunk_incl] = slow[0];
    body->slow_error[HINGE_SIGNAL_knee_flex] = slow[1];
    standing->found = true;
    standing->to = REST - 1;
}

/* Mean square of what DRAWS draws add to the first signal in `of`, of the second added
 * to twice that in `left`. */
static void draw_all(double slow_sd, bool stands, double *of, double *left)
{
    struct hinge_body body;
    struct hinge_standing standing;
    *of = *left = 0;
    for (uint64_t d = 1; d <= DRAWS; d++) {
        make_body(slow_sd, &body, &standing);
        standing.found = stands;
        assert_int_equal(hinge_redraw(&standing, d, 5, &body), HINGE_OK);
        for (size_t i = 0; i < FRAMES; i++) {
            double a = now[0][i] - own[0][i], b = now[1][i] - own[1][i];
            *of += a * a / FRAMES / DRAWS;
            *left += (b + 2 * a) * (b + 2 * a) / FRAMES / DRAWS;
        }
    }
}

static double mean_square(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * x[i] / (double)n;
    return sum;
}

/* White noise keeps what an average of 15 frames takes away: 1 - 1/15 of its square. */
static void errors_have_their_size(void **state)
{
    double of, left;
    (void)state;
    draw_all(0, true, &of, &left);
    double white = mean_square(own[0], REST);
    assert_close(of, white * 14 / 15, 0.04, 0);
    assert_close(left, 0, 0, 1e-20);
    draw_all(3, false, &of, &left);
    assert_close(of, mean_square(slow[0], HINGE_SLOW_FRAMES), 0.15, 0);
    assert_close(left, 0, 0, 1e-18);
    draw_all(3, true, &of, &left);
    assert_close(of, mean_square(slow[0], HINGE_SLOW_FRAMES) + white * 14 / 15, 0.15,
                 0);
}

static void nothing_known_adds_nothing(void **state)
{
    struct hinge_body body;
    struct hinge_standing standing;
    (void)state;
    make_body(0, &body, &standing);
    standing.source = HINGE_STANDING_calibration; /* frames of another recording */
    body.slow_error[HINGE_SIGNAL_trunk_incl] = NULL;
    body.slow_error[HINGE_SIGNAL_knee_flex] = NULL;
    assert_int_equal(hinge_redraw(&standing, 1, 0, &body), HINGE_OK);
    assert_memory_equal(now, own, sizeof own);
}

static void a_draw_is_the_same_again(void **state)
{
    struct hinge_body body;
    struct hinge_standing standing;
    double *first = malloc(sizeof now);
    (void)state;
    assert_non_null(first);
    for (int k = 0; k < 4; k++) { /* again, another draw, another recording */
        make_body(3, &body, &standing);
        assert_int_equal(hinge_redraw(&standing, 1 + (k == 2), k == 3, &body),
                         HINGE_OK);
        if (k == 0)
            memcpy(first, now, sizeof now);
        else
            assert_true((memcmp(first, now, sizeof now) == 0) == (k == 1));
    }
    free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_have_their_size),
        cmocka_unit_test(nothing_known_adds_nothing),
        cmocka_unit_test(a_draw_is_the_same_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
