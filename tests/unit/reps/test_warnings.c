/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warnings of a repetition on both sides of their limits. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>
#include <stddef.h>

#define SET(field) offsetof(struct subject, field)

/* Changes of the subject of text G, who goes half as deep here: `below` gives no
 * warning, `above` gives it. */
static const struct {
    const char *bit;
    uint64_t warning;
    size_t member;
    double below, above;
} rows[] = {
    /* 0.05 of the legs, 0.84 m and what the hips add */
    {"FOOT_MOVED", HINGE_WARN(FOOT_MOVED), SET(step_m), 0.039, 0.049},
    {"YAW_DRIFT", HINGE_WARN(YAW_DRIFT), SET(yaw_deg), 29.4, 30.6},
    {"HOLD_LONG", HINGE_WARN(HOLD_LONG), SET(rep[0].hold), 0.9, 1.35},
    {"DEEP_OUTLIER", HINGE_WARN(DEEP_OUTLIER), SET(rep[0].size), 0.72, 0.78},
    /* 90 degrees of the spine: half of it and of its bend */
    {"IMPLAUSIBLE", HINGE_WARN(IMPLAUSIBLE), SET(lumbar), 181, 185},
    {"PARTIAL", HINGE_WARN(PARTIAL), SET(rep[0].size), 0.32, 0.28},
};

TEST(limits_of_warnings)
{
    int wrong = 0;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (int above = 0; above < 2; above++) {
            struct subject subject = subject_text_g();
            double value = above ? rows[k].above : rows[k].below;
            subject.dim = 3;
            subject.n_reps = 3;
            subject.duration_s = 17;
            subject.tremor_m = 1e-4;
            if (rows[k].member == SET(knee))
                subject.shank = 110; /* the shank takes half of it: the hip has its own */
            for (int r = 0; r < 3; r++)
                subject.rep[r] = (struct subject_rep){2 + 5 * r, 2, 0.5, 1.5, 0.5};
            memcpy((char *)&subject + rows[k].member, &value, sizeof value);
            cleared_by(analysed_clear) struct analysed a = measured(&subject);
            assert_true(a.result.reps >= 1);
            bool found = (a.result.block.warnings[0] & rows[k].warning) != 0;
            if (found != (above == 1)) {
                print_error("%s at %g: %d repetitions\n", rows[k].bit, value, (int)a.result.reps);
                wrong++;
            }
        }
    assert_int_equal(wrong, 0);
}

/* Of two repetitions none is the usual one: 0.6 of the median asks for three. */
TEST(partial_needs_three)
{
    for (size_t n = 2; n <= 3; n++) {
        struct subject subject = subject_text_g();
        subject.n_reps = n;
        subject.duration_s = 17;
        for (size_t r = 0; r < 3; r++)
            subject.rep[r] = (struct subject_rep){2 + 5 * (double)r, 2, 0.5, 1.5, r == 0 ? 0.4 : 1};
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_int_equal(a.result.reps, n);
        assert_int_equal((a.result.block.warnings[0] & HINGE_WARN(PARTIAL)) != 0, n == 3);
    }
}
