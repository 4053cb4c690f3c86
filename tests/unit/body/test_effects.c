/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a warning takes out of a body is what its row of hinge/codes.def says: the table is walked.
 */
#include "test.h"

#include "base/codes.h"
#include "body/body.h"

#include <stdio.h>
#include <string.h>

/* Signals that an effect takes out, and one that it leaves. */
static const struct {
    enum hinge_effect effect;
    enum hinge_signal taken, left;
} rows[] = {
    {HINGE_EFFECT_TAKES_PELVIS, HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_knee_flex},
    {HINGE_EFFECT_TAKES_LEG, HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex},
    {HINGE_EFFECT_TAKES_LEG, HINGE_SIGNAL_hip_drop, HINGE_SIGNAL_pelvis_tilt},
    {HINGE_EFFECT_TAKES_SIDES, HINGE_SIGNAL_hip_asymmetry, HINGE_SIGNAL_hip_flex},
    {HINGE_EFFECT_TAKES_POSTURE, HINGE_SIGNAL_neck_flex, HINGE_SIGNAL_lumbar_flex},
    {HINGE_EFFECT_TAKES_PLATES, HINGE_SIGNAL_force_both_bw, HINGE_SIGNAL_lumbar_flex},
};

TEST(a_warning_takes_out_what_its_row_says)
{
    size_t n, walked = 0;
    static double x[1];
    const struct hinge_code *code = hinge_codes(&n);
    for (size_t i = 0; i < n; i++) {
        struct hinge_body body = {.n = 1};
        size_t empty = 0;
        if ((code[i].kinds & HINGE_CODE_WARNING) == 0)
            continue;
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
            body.signal[s] = x;
        hinge_body_take_out(&body, code[i].warning);
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
            empty += body.signal[s] == NULL;
        const bool takes = code[i].effect >= HINGE_EFFECT_TAKES_PELVIS &&
                           code[i].effect <= HINGE_EFFECT_TAKES_PLATES;
        printf("%s: %s\n", code[i].name, hinge_effect_words(code[i].effect));
        assert_int_equal(empty > 0, takes);
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (rows[k].effect == code[i].effect) {
                assert_null(body.signal[rows[k].taken]);
                assert_string_equal(hinge_reason_name(body.reason[rows[k].taken]), code[i].name);
                assert_non_null(body.signal[rows[k].left]);
                walked++;
            }
    }
    assert_int_equal(walked, sizeof rows / sizeof *rows);
}
