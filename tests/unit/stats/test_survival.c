/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve of Kaplan and Meier against survfit(Surv(at, happened) ~ 1, conf.type = "log-log") of
 * R's survival, and its median against quantile() of it. */
#include "test.h"

#include "stats/numbers/survival.h"

#include <math.h>

enum { MOST = 10 };

TEST(with_ties_and_censored)
{
    struct hinge_followed of[MOST] = {{88.5, false}, {22.5, true},  {31, false}, {31, true},
                                      {44.25, true}, {44.25, true}, {50, false}, {61, true},
                                      {61, false},   {72, true}};
    static const struct {
        double at, at_risk, happened, share, low, high;
    } r[] = {{22.5, 10, 1, 0.9, 0.4730092713620505, 0.985281393367343},
             {31, 9, 1, 0.8, 0.4086907816334043, 0.945872645838912},
             {44.25, 7, 2, 0.571428571428571, 0.2171927023822840, 0.814572137920779},
             {50, 5, 0, 0.571428571428571, 0.2171927023822840, 0.814572137920779},
             {61, 4, 1, 0.428571428571429, 0.1140417776557776, 0.718453424876359},
             {72, 2, 1, 0.214285714285714, 0.0129166011569093, 0.579490711249861},
             {88.5, 1, 0, 0.214285714285714, 0.0129166011569093, 0.579490711249861}};
    struct hinge_survival_step step[MOST];
    assert_int_equal(hinge_survival(of, MOST, 0.95, step), sizeof r / sizeof *r);
    for (size_t i = 0; i < sizeof r / sizeof *r; i++) {
        assert_close(step[i].at, r[i].at, 0, 0);
        assert_close((double)step[i].at_risk, r[i].at_risk, 0, 0);
        assert_close((double)step[i].happened, r[i].happened, 0, 0);
        assert_close(step[i].share, r[i].share, 1e-14, 0);
        assert_close(step[i].low, r[i].low, 1e-12, 0);
        assert_close(step[i].high, r[i].high, 1e-12, 0);
    }
    struct hinge_survival_median m = hinge_survival_median(step, sizeof r / sizeof *r);
    assert_close(m.median, 61, 0, 0);
    assert_close(m.low, 22.5, 0, 0);
    assert_true(isnan(m.high));
}

/* A curve that is a half between 20 and 30 has its median in the middle. */
TEST(exactly_a_half)
{
    struct hinge_followed of[] = {{40, true}, {10, true}, {30, true}, {20, true}};
    struct hinge_survival_step step[4];
    assert_int_equal(hinge_survival(of, 4, 0.95, step), 4);
    struct hinge_survival_median m = hinge_survival_median(step, 4);
    assert_close(m.median, 25, 0, 0);
    assert_close(m.low, 10, 0, 0);
    assert_true(isnan(m.high) && isnan(step[3].low) && isnan(step[3].high));
}

TEST(few_or_none)
{
    struct hinge_followed of[] = {{10, false}, {20, false}, {25, true}, {30, false}, {40, false}};
    struct hinge_survival_step step[5];
    assert_int_equal(hinge_survival(of, 5, 0.95, step), 5);
    assert_close(step[1].share, 1, 0, 0);
    assert_true(isnan(step[1].low));
    assert_close(step[2].low, 0.0540734267865168, 1e-12, 0);
    struct hinge_survival_median m = hinge_survival_median(step, 5);
    assert_true(isnan(m.median) && isnan(m.high));
    assert_close(m.low, 25, 0, 0);
    assert_int_equal(hinge_survival(of, 0, 0.95, step), 0);
    assert_true(isnan(hinge_survival_median(step, 0).median));
}
