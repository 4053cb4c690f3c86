/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the candidates of a recording, in words. */
#include "test.h"

#include "reps/reps.h"

#include <hinge/warnings.h>
#include <string.h>

static void check(const struct hinge_reps *reps, const char *want)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    hinge_reps_add_words(reps, &out);
    assert_string_equal(hinge_text_string(&out), want);
}

#define STEPPED(of)                                                                                \
    {                                                                                              \
        .before = "the feet moved by ", .unit = "LL", .after = "", .digits = 0, .size = of,        \
        .limit = 0.3                                                                               \
    }
#define SWUNG(of)                                                                                  \
    {                                                                                              \
        .before = "the thighs moved ", .after = " degrees apart", .digits = 1, .size = of,         \
        .limit = 20                                                                                \
    }

TEST(rejected_candidates)
{
    struct hinge_rejected none[] = {{.size = 1}, {.size = 2}}; /* rejected without words */
    check(&(struct hinge_reps){.n_rejected = 2, .rejected_rep = none}, "");
    struct hinge_rejected one[] = {{.size = 1}, SWUNG(31.04)};
    check(&(struct hinge_reps){.n_rejected = 2, .rejected_rep = one},
          "1 candidate rejected: the thighs moved 31.0 degrees apart (limit 20)");
    struct hinge_rejected alike[] = {SWUNG(42), SWUNG(31), {.size = 99}, SWUNG(40)};
    check(&(struct hinge_reps){.n_rejected = 4, .rejected_rep = alike},
          "3 candidates rejected: the thighs moved 31.0 to 42.0 degrees apart (limit 20)");
    struct hinge_rejected same[] = {SWUNG(31.01), SWUNG(31.02)}; /* as they are said */
    check(&(struct hinge_reps){.n_rejected = 2, .rejected_rep = same},
          "2 candidates rejected: the thighs moved 31.0 degrees apart (limit 20)");
    struct hinge_rejected mixed[] = {SWUNG(31), STEPPED(0.5), SWUNG(33)};
    check(&(struct hinge_reps){.n_rejected = 3, .rejected_rep = mixed},
          "3 candidates rejected: 2 the thighs moved 31.0 to 33.0 degrees apart (limit 20), "
          "1 the feet moved by 50% of leg length (limit 30)");
    struct hinge_rejected elsewhere[] = {SWUNG(31), SWUNG(33)}; /* only one half is said alike */
    elsewhere[1].after = " degrees";
    check(&(struct hinge_reps){.n_rejected = 2, .rejected_rep = elsewhere},
          "2 candidates rejected: 1 the thighs moved 31.0 degrees apart (limit 20), "
          "1 the thighs moved 33.0 degrees (limit 20)");
}

TEST(what_is_not_judged_in_repetitions)
{
    struct hinge_rep rep[] = {{.warnings = HINGE_WARN(FEET_MOVED), .feet_LL = 0.4},
                              {.warnings = HINGE_WARN(FEET_MOVED) | HINGE_WARN(THIGHS_DIFFER),
                               .feet_LL = 0.5,
                               .thighs_deg = 31},
                              {.warnings = HINGE_WARN(FEET_MOVED), .feet_LL = 0.3},
                              {.thighs_deg = 0}};
    check(&(struct hinge_reps){.n = 1, .rep = rep + 3}, "");
    check(&(struct hinge_reps){.n = 4, .rep = rep},
          "the feet moved by up to 50% of leg length and came back in 3 of 4 repetitions: faults "
          "measured from a foot are not judged there; the thighs differed by up to 31 degrees in 1 "
          "of 4 "
          "repetitions: faults that compare left and right are not judged there");
    rep[1].warnings = HINGE_WARN(THIGHS_DIFFER);
    struct hinge_rejected one[] = {SWUNG(31)};
    check(&(struct hinge_reps){.n = 1, .rep = rep + 1, .n_rejected = 1, .rejected_rep = one},
          "1 candidate rejected: the thighs moved 31.0 degrees apart (limit 20); the thighs "
          "differed by up to "
          "31 degrees in 1 of 1 repetitions: faults that compare left and right are not judged "
          "there");
    check(&(struct hinge_reps){.n = 1, .rep = rep, .n_rejected = 1, .rejected_rep = one},
          "1 candidate rejected: the thighs moved 31.0 degrees apart (limit 20); the feet moved by "
          "up to "
          "40% of leg length and came back in 1 of 1 repetitions: faults measured from a foot are "
          "not "
          "judged there");
}

TEST(hasty_bends)
{
    struct hinge_reps reps = {.hasty = 1, .hasty_s = 0.3, .told_hz = 240};
    check(&reps, "1 bend of 0.3 s: is rate_hz right? At 60 it lasts 1.2 s");
    reps.told_hz = 60; /* a quarter and an eighth are rates of no camera */
    check(&reps, "1 bend of 0.3 s: is rate_hz right?");
    assert_int_equal(hinge_rate_lower(30, 2), 0);
    assert_int_equal(hinge_rate_lower(60, 2), 2);
    assert_int_equal(hinge_rate_lower(100, 4), 4);
    assert_int_equal(hinge_rate_lower(200, 4), 4);
    assert_int_equal(hinge_rate_lower(400, 2), 4);
    reps.told_hz = 240;
    reps.hasty = 2, reps.task_unknown = true;
    check(
        &reps,
        "the task is not known, so the load counts as in the hands all the time (liftoff_s and "
        "setdown_s of events tell it); 2 bends of 0.3 s: is rate_hz right? At 60 they last 1.2 s");
}
