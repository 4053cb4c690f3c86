/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of Welch's t with equal spread, against the noncentral t distribution integrated in Python
 * by Simpson's rule; of two equal groups it is that of the pooled test. */
#include "test.h"

#include "stats/parts/power.h"

static struct hinge_power_design design(enum hinge_power_test test, double n1, double n2)
{
    return (struct hinge_power_design){.test = test,
                                       .alpha = 0.05,
                                       .power = 0.8,
                                       .n1 = n1,
                                       .n2 = n2,
                                       .ratio = n2 / n1,
                                       .effect = 1.5};
}

TEST(welch_has_its_own_degrees_of_freedom_where_groups_differ_in_size)
{
    struct hinge_power_design welch = design(HINGE_POWER_WELCH, 9, 6),
                              pooled = design(HINGE_POWER_TWO_SAMPLE, 9, 6);
    assert_close(hinge_power_of(&welch), 0.7352012446130554, 1e-6, 0);
    assert_true(hinge_power_of(&welch) < hinge_power_of(&pooled));
    welch = design(HINGE_POWER_WELCH, 30, 5);
    assert_close(hinge_power_of(&welch), 0.7173411588959863, 1e-6, 0);
    double d = hinge_power_solve_effect(&welch);
    welch.effect = d;
    assert_close(hinge_power_of(&welch), 0.8, 1e-9, 0);
}

TEST(welch_of_equal_groups_is_the_pooled_test)
{
    const struct hinge_power_design welch = design(HINGE_POWER_WELCH, 12, 12),
                                    pooled = design(HINGE_POWER_TWO_SAMPLE, 12, 12);
    assert_close(hinge_power_of(&welch), hinge_power_of(&pooled), 1e-12, 0);
}

/* People to rule out a margin: parts · (SD / margin)² · (z of .975 + z of .9)², by tables of z and
 * chi square (26.1189 and 5.6287 of 14 degrees of freedom). */
TEST(people_who_rule_out_a_margin_follow_the_interval_of_the_sd)
{
    double people[2];
    const double z2 = (1.959964 + 1.281552) * (1.959964 + 1.281552);
    hinge_power_rule_out(60, 14, 3, false, people);
    assert_close(people[0], 2 * 400 * z2 * 14 / 26.1189, 1e-3, 0);
    assert_close(people[1], 2 * 400 * z2 * 14 / 5.6287, 1e-3, 0);
    hinge_power_rule_out(60, 14, 3, true, people);
    assert_close(people[1], 400 * z2 * 14 / 5.6287, 1e-3, 0);
    hinge_power_rule_out(1, 14, 30, false, people); /* no fewer than a test takes */
    assert_close(people[0], 5, 0, 0);
}
