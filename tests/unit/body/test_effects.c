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
    enum hinge_code_effect effect;
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

/* What judges and views ask: an effect, no code. */
TEST(an_effect_finds_its_warnings_and_their_reason)
{
    static const struct {
        enum hinge_code_effect effect;
        const char *code;
        enum hinge_reason reason;
    } asked[] = {{HINGE_EFFECT_TAKES_FOOT, "FEET_MOVED", HINGE_REASON_FEET_MOVED},
                 {HINGE_EFFECT_TAKES_SIDES_VERDICT, "THIGHS_DIFFER", HINGE_REASON_THIGHS_DIFFER},
                 {HINGE_EFFECT_TAKES_YAW, "HEADING_JUMP", HINGE_REASON_HEADING_JUMP},
                 {HINGE_EFFECT_TAKES_LOCKOUT, "STAND_LOCKOUT", HINGE_REASON_OK},
                 {HINGE_EFFECT_TAKES_REP, "PARTIAL", HINGE_REASON_OK}};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        const uint64_t bit = hinge_code_find(asked[k].code, strlen(asked[k].code))->warning;
        assert_true(hinge_warnings_that(UINT64_MAX, asked[k].effect) & bit);
        assert_true(hinge_warnings_that(bit, asked[k].effect) == bit);
        assert_true(hinge_warnings_that(bit, HINGE_EFFECT_TAKES_PELVIS) == 0);
        assert_int_equal(hinge_warning_reason(bit), asked[k].reason);
    }
    assert_int_equal(hinge_warning_reason(0), HINGE_REASON_OK);
}
