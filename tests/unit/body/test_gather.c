/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Channels of one landmark put together. */
#include "assert_close.h"

#include "body/gather.h"

enum { FRAMES = 4 };

/* One score is taken as it is, two are averaged; those of others are left alone. */
static void scores_are_averaged(void **state)
{
    static const double data[3 * FRAMES] = {0.2, 0.4, 0.6, 1.0, 9,   9,
                                            9,   9,   0.4, 0.8, 0.0, 0.5};
    static const double mean[FRAMES] = {0.3, 0.6, 0.3, 0.75};
    struct hinge_channel channel[3] = {
        {.landmark = HINGE_LANDMARK_knee_l, .component = HINGE_COMPONENT_score},
        {.landmark = HINGE_LANDMARK_knee_l, .component = HINGE_COMPONENT_x},
        {.landmark = HINGE_LANDMARK_knee_l, .component = HINGE_COMPONENT_score}};
    struct hinge_recording r = {.layout = {.channel = channel, .n_channels = 3},
                                .n_frames = FRAMES,
                                .data = (double *)data};
    double out[FRAMES] = {7, 7, 7, 7};
    (void)state;
    assert_true(hinge_gather_scores(&r, HINGE_LANDMARK_knee_l, out));
    for (size_t i = 0; i < FRAMES; i++)
        assert_close(out[i], mean[i], 1e-15, 0);
    assert_false(hinge_gather_scores(&r, HINGE_LANDMARK_knee_r, out));
    channel[2].landmark = HINGE_LANDMARK_knee_r;
    assert_true(hinge_gather_scores(&r, HINGE_LANDMARK_knee_l, out));
    for (size_t i = 0; i < FRAMES; i++)
        assert_close(out[i], data[i], 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_averaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
