/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of planned tests (Cohen 1988; R's power.t.test(strict = TRUE),
 * power.prop.test). */
#pragma once

#include "stats/run/calls.h"

enum hinge_power_test {
    HINGE_POWER_TWO_SAMPLE,
    HINGE_POWER_PAIRED,
    HINGE_POWER_PROPORTIONS,
    HINGE_POWER_WELCH
};

/* A planned study; the member to be found is NaN. */
struct hinge_power_design {
    enum hinge_power_test test;
    enum hinge_alternative alternative;
    double alpha, power;
    double n1, n2, ratio; /* n1 pairs when paired */
    double effect;        /* d or dz */
    double p1, p2;
};

/* Said where there is no such number. */
#define HINGE_POWER_NOBODY                                                                         \
    "no number of participants up to 10 million gives this power; is the effect zero or of the "   \
    "other sign?"
#define HINGE_POWER_NO_EFFECT "no effect gives this power with so few participants"

/* Power of a complete design. */
double hinge_power_of(const struct hinge_power_design *design);

/* The real n1 (with n2 = ratio n1) that has the power, at least 2; NaN if none has. */
double hinge_power_solve_n(const struct hinge_power_design *design);

/* The smallest effect >= 0 that has the power; NaN if none has. For proportions p2: above p1; below
 * it if the alternative is that p1 is greater, or none above has the power. */
double hinge_power_solve_effect(const struct hinge_power_design *design);

/* People, in each group or in pairs, whose 95 % interval lies within a margin on both sides of 0
 * with a power of .80, if there is no difference: by the limits of the 95 % interval of the SD,
 * that of people in a group or of changes, which has df degrees of freedom. */
void hinge_power_rule_out(double sd, double df, double margin, bool paired, double people[2]);
