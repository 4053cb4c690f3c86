/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "body/marker_order.h"

#include <string.h>

enum { N = 150, PAIRS = 5 };
static const int LEFT[PAIRS] = {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_knee_l,
                                HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_heel_l,
                                HINGE_LANDMARK_shoulder_l};
static uint64_t state = 11;

static double uniform(double from, double to)
{
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return from + (to - from) * (double)(state >> 40) / 16777216.0;
}

/* Frames in which a pair points away from the sum of all directions. */
static size_t naive(const struct hinge_tracks *t, int pair)
{
    size_t frames = 0;
    for (size_t i = 0; i < N; i++) {
        double x[PAIRS], z[PAIRS], sum_x = 0, sum_z = 0;
        for (int k = 0; k < PAIRS; k++) {
            const struct hinge_track *left = &t->point[LEFT[k]], *right = left + 1;
            x[k] = right->axis[0][i] - left->axis[0][i];
            z[k] = right->axis[2][i] - left->axis[2][i];
            if (isnan(x[k]) || isnan(z[k]) || (x[k] == 0 && z[k] == 0))
                continue;
            sum_x += x[k] / hypot(x[k], z[k]);
            sum_z += z[k] / hypot(x[k], z[k]);
        }
        double votes = hypot(sum_x, sum_z);
        frames += votes >= 0.5 && (x[pair] * sum_x + z[pair] * sum_z) / votes < -0.045;
    }
    return frames;
}

/* One pair that points elsewhere in one frame, in any direction and any frame, others
 * missing or at one place: what is found is what looking at every frame finds. */
static void every_frame_counts(void **unused)
{
    static double value[2 * PAIRS][3][N];
    static struct hinge_tracks tracks;
    size_t found = 0;
    (void)unused;
    for (int trial = 0; trial < 600; trial++) {
        double towards = uniform(0, 2 * M_PI);
        size_t odd = (size_t)uniform(0, N);
        int pair = (int)uniform(0, PAIRS);
        tracks =
            (struct hinge_tracks){.n = N, .dim = 3, .family = HINGE_FAMILY_markers, .leg0 = 0.9};
        for (int k = 0; k < PAIRS; k++)
            for (int side = 0; side < 2; side++) {
                struct hinge_track *track = &tracks.point[LEFT[k] + side];
                track->present = true;
                for (int a = 0; a < 3; a++)
                    track->axis[a] = value[2 * k + side][a];
                for (size_t i = 0; i < N; i++) {
                    double width = side == 0 || (i == odd + 1 && k != pair) ? 0 : 0.3;
                    double angle = towards + uniform(-0.3, 0.3);
                    if (i == odd && k == pair)
                        angle += uniform(0, 2 * M_PI);
                    if (uniform(0, 1) < 0.01 && i != odd)
                        width = (double)NAN;
                    track->axis[0][i] = width * cos(angle);
                    track->axis[1][i] = 1;
                    track->axis[2][i] = width * sin(angle);
                }
            }
        hinge_order_sides(&tracks);
        size_t frames = naive(&tracks, pair);
        assert_close(tracks.swapped_share, (double)frames / N, 0, 0);
        assert_int_equal(tracks.swapped[0] != '\0', frames > 0);
        found += frames;
    }
    assert_true(found > 100 && found < 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_frame_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
