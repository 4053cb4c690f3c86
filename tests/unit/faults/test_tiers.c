/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keypoints of a side view are enough for (docs/faults.md, needs): these faults
 * have a verdict, some by what stands in for the spine; those of the lumbar spine say
 * that it was not seen. */
#include "assert_close.h"

#include "analysed.h"

static const char *const judged[] = {
    "chin_tuck",
    "head_up",
    "insufficient_hip_travel",
    "fold_forward",
    "squat_pattern",
    "chest_not_over_toes",
    "knee_dominant",
    "excessive_knee_flexion",
    "locked_knees",
    "knee_forward_travel",
    "knee_past_toe",
    "shin_forward",
    "shin_back_excess",
    "knees_first",
    "lockout_overextension",
    "uncontrolled_lowering",
    "short_eccentric",
    "jerky_descent",
    "no_lockout",
};
static const char *const lumbar[] = {
    "shoulder_rounding",  "rib_flare_asym",
    "dowel_contact_lost", "dowel_head",
    "dowel_mid",          "dowel_tail",
    "butt_wink",          "pelvic_tuck",
    "lumbar_rounding",    "lumbar_rounding_of_max",
    "rounding_early",     "rounding_late",
    "hip_plateau_end",    "waist_initiation",
    "neighbor_borrowing", "hip_rom_limited",
    "spine_over_hip",     "lumbar_overextension",
    "stack_loss",         "rib_flare_setup",
    "thoracic_rounding",  "back_first_ascent",
    "back_first_q1",      "back_unfurl",
};

static void keypoints_of_a_side_view(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    size_t n = 0;
    (void)state;
    analysed_init(&a);
    subject.landmarks = LEGS HEAD;
    subject.dim = 2;
    analyse_subject(&a, &subject);
    assert_int_equal(a.result.tier, 'C');
    for (size_t f = 0; f < sizeof judged / sizeof *judged; f++)
        if (*fault_reason_of(&a, 0, judged[f]) != '\0')
            fail_msg("%s: %s", judged[f], fault_reason_of(&a, 0, judged[f]));
    for (size_t f = 0; f < sizeof lumbar / sizeof *lumbar; f++)
        assert_fault_refused(a, 0, lumbar[f], "TIER_C_NO_LUMBAR");
    for (size_t f = 0; f < a.faults.n; f++)
        n += *fault_reason_of(&a, 0, a.faults.row[f].id) == '\0';
    assert_int_equal(n, sizeof judged / sizeof *judged);
    analysed_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keypoints_of_a_side_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
