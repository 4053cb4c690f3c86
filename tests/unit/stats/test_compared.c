/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups and changes: p and interval of relabelling tests against what can be counted by hand
 * and against every relabelling of shifted data; t tests from 10 people on; families. */
#include "test.h"

#include "base/memory.h"
#include "stats/numbers/compared.h"

#include <math.h>
#include <stdint.h>

enum { MOST = 16 };

static unsigned ones(unsigned set)
{
    unsigned n = 0;
    for (; set != 0; set >>= 1)
        n += set & 1;
    return n;
}

/* p of the groups when x is shifted by -delta: counted over every set of n1 people. */
static double shifted_p(const double *x, unsigned n1, const double *y, unsigned n2, double delta)
{
    double z[MOST], observed = 0, count = 0, all = 0;
    for (unsigned i = 0; i < n1 + n2; i++)
        z[i] = i < n1 ? x[i] - delta : y[i - n1];
    for (unsigned set = (1u << n1) - 1, first = 1; set < 1u << (n1 + n2); set++) {
        double sum[2] = {0, 0};
        if (ones(set) != n1)
            continue;
        for (unsigned i = 0; i < n1 + n2; i++)
            sum[set >> i & 1] += z[i];
        double t = fabs(sum[1] / n1 - sum[0] / n2);
        observed = first ? t : observed;
        first = 0;
        count += t >= observed - 1e-9;
        all++;
    }
    return count / all;
}

TEST(groups_by_hand)
{
    const double x[] = {5, 6, 7, 8}, y[] = {4, 1, 3, 2};
    struct hinge_compared c = hinge_compare_groups(x, 4, y, 4, 0.05, false);
    assert_true(c.exact && c.n[0] == 4 && c.n[1] == 4);
    assert_close(c.relabellings, 70, 0, 0);
    assert_close(c.diff, 4, 1e-15, 0);
    assert_close(c.p, 2.0 / 70, 1e-15, 0);
    assert_close(c.least_p, 2.0 / 70, 1e-15, 0);
    /* 5 and 4 exchanged are the next as extreme as a shift of 1, 8 and 1 that of 7 */
    assert_close(c.low, 1, 1e-12, 0);
    assert_close(c.high, 7, 1e-12, 0);
    /* 3 and 3 people cannot reach .05, so there is no interval; 3 and 4 can */
    c = hinge_compare_groups(x, 3, y, 3, 0.05, false);
    assert_close(c.p, 0.1, 1e-15, 0);
    assert_true(isnan(c.low) && isnan(c.high));
    c = hinge_compare_groups(x, 3, y, 4, 0.05, false);
    assert_close(c.p, 2.0 / 35, 1e-15, 0); /* 1, 2, 3 against 4 to 7 are as far apart */
    assert_close(c.least_p, 1.0 / 35, 1e-15, 0);
    c = hinge_compare_groups(x, 1, y, 4, 0.05, false);
    assert_true(isnan(c.p) && isnan(c.low) && c.least_p == 1);
    assert_close(c.diff, 2.5, 1e-15, 0);
}

TEST(changes_by_hand)
{
    const double x[] = {31, 42, 53, 64, 75, 86}, y[] = {30, 40, 50, 60, 70, 80};
    struct hinge_compared c = hinge_compare_changes(x, y, 6, 0.05, false);
    assert_close(c.diff, 3.5, 1e-15, 0);
    assert_close(c.p, 2.0 / 64, 1e-15, 0);
    assert_close(c.low, 1, 1e-12, 0); /* the limits are changes of 1 and of 6 */
    assert_close(c.high, 6, 1e-12, 0);
    c = hinge_compare_changes(x, y, 5, 0.05, false);
    assert_close(c.p, 2.0 / 32, 1e-15, 0);
    assert_close(c.least_p, 2.0 / 32, 1e-15, 0);
    assert_true(isnan(c.low));
    /* all changed alike: the flips still say so, no interval can */
    const double same[] = {31, 41, 51, 61, 71, 81};
    c = hinge_compare_changes(same, y, 6, 0.05, false);
    assert_close(c.p, 2.0 / 64, 1e-15, 0);
    assert_true(isnan(c.low));
    c = hinge_compare_changes(y, y, 6, 0.05, false);
    assert_close(c.p, 1, 0, 0);
}

/* Inside the interval nothing is rejected, just outside everything is; p says the same of 0. */
TEST(intervals_invert_the_test)
{
    uint32_t word = 12345;
    for (unsigned trial = 0; trial < 60; trial++) {
        double x[MOST / 2], y[MOST / 2];
        unsigned n1 = 3 + trial % 4, n2 = 4 + trial / 4 % 3;
        for (unsigned i = 0; i < MOST; i++) {
            word = word * 1664525u + 1013904223u;
            double value = trial % 2 == 0 ? (word >> 29) : (word >> 8) / 1e6;
            *(i % 2 == 0 ? &x[i / 2] : &y[i / 2]) = 1000 + value + (i % 2 == 0) * trial % 5;
        }
        struct hinge_compared c = hinge_compare_groups(x, n1, y, n2, 0.05, true);
        assert_close(c.p, shifted_p(x, n1, y, n2, 0), 1e-12, 0);
        if (isnan(c.low))
            continue;
        assert_true((c.p <= 0.05) == (c.low > 0 || c.high < 0));
        double step = 1e-6 * (c.high - c.low);
        assert_true(shifted_p(x, n1, y, n2, c.low + step) > 0.05);
        assert_true(shifted_p(x, n1, y, n2, c.high - step) > 0.05);
        assert_true(shifted_p(x, n1, y, n2, c.low - step) <= 0.05);
        assert_true(shifted_p(x, n1, y, n2, c.high + step) <= 0.05);
    }
}

/* From 10 people on t tests (R: t.test(extra ~ group, sleep), paired: the same values), and the
 * permutations of the same data beside them. */
TEST(many_people)
{
    const double x[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const double y[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    struct hinge_compared c = hinge_compare_groups(x, 10, y, 10, 0.05, false);
    assert_close(c.p, 0.0793941, 1e-5, 0);
    assert_close(c.df, 17.7764735, 1e-7, 0);
    assert_close(c.low, -0.2054832, 1e-6, 0);
    assert_close(c.high, 3.3654832, 1e-6, 0);
    assert_true(c.least_p == 0 && c.relabellings == 0);
    c = hinge_compare_groups(x, 10, y, 10, 0.05, true);
    assert_true(c.exact && c.relabellings == 184756 && fabs(c.p - 0.08) < 0.005);
    c = hinge_compare_groups(x, 10, y, 10, 0.001, true);
    assert_true(c.low < -0.2 && c.high > 3.4);
    c = hinge_compare_changes(x, y, 10, 0.05, false);
    assert_close(c.p, 0.002832890, 1e-6, 0);
    assert_close(c.low, 0.7001142, 1e-6, 0);
    assert_close(c.high, 2.4598858, 1e-6, 0);
    c = hinge_compare_changes(x, y, 10, 0.05, true);
    assert_true(c.exact && c.relabellings == 1024 && c.p < 0.01 && c.low > 0);
    /* beyond 200,000 relabellings 19,999 are drawn, always the same */
    double many[2][18];
    for (int i = 0; i < 18; i++) {
        many[0][i] = x[i % 10] + i;
        many[1][i] = y[i % 10] + i;
    }
    c = hinge_compare_changes(many[0], many[1], 18, 0.05, true);
    struct hinge_compared again = hinge_compare_changes(many[0], many[1], 18, 0.05, true);
    assert_true(!c.exact && c.relabellings == 20000 && c.low == again.low && c.p == again.p);
    assert_close(c.least_p, 1.0 / 20000, 1e-15, 0);
    c = hinge_compare_groups(many[0], 18, many[1], 9, 0.05, false);
    assert_true(!c.exact && c.relabellings == 20000 && c.low < c.diff && c.diff < c.high);
}

TEST(families)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    double adjusted[3];
    const double p[] = {0.01, NAN, 0.04}, least[] = {0.02, 1, 0.025};
    assert_true(hinge_family(&arena, p, least, 3, 0.05, adjusted)); /* .02 times 2 */
    assert_close(adjusted[0], 0.02, 1e-15, 0);
    assert_close(adjusted[2], 0.04, 1e-15, 0);
    assert_true(isnan(adjusted[1]));
    const double more[] = {0.026, 1, 0.03};
    assert_false(hinge_family(&arena, p, more, 3, 0.05, adjusted));
    assert_true(isnan(adjusted[0]));
    assert_false(hinge_family(&arena, p, least, 0, 0.05, adjusted));
}

/* The limits are the ratios r at which t.test(y - r * x) of R gives t = qt(.975, 6), by uniroot;
 * r as cor.test gives it. */
TEST(ratios_of_changes)
{
    const double x[] = {-0.12, -0.05, -0.09, -0.15, -0.02, -0.11, -0.08};
    const double y[] = {-0.07, -0.01, -0.06, -0.06, 0.02, -0.03, -0.05};
    struct hinge_estimate e = hinge_fieller(x, y, 7, 0.95);
    assert_close(e.value, 0.419354838709677, 1e-14, 0);
    assert_close(e.low, 0.126851897234806, 1e-13, 0);
    assert_close(e.high, 0.603699580338725, 1e-13, 0);
    e = hinge_pearson(x, y, 7, 0.95);
    assert_close(e.value, 0.840202960981755, 1e-14, 0);
    assert_close(e.low, 0.237271955708738, 1e-13, 0);
    assert_close(e.high, 0.975831408339841, 1e-13, 0);
    /* the same in other units */
    double ten[7], away[7];
    for (int i = 0; i < 7; i++) {
        ten[i] = -10 * x[i];
        away[i] = x[i] + 0.06; /* mean -0.029, its interval has 0 */
    }
    e = hinge_fieller(ten, y, 7, 0.95);
    assert_close(e.low, -0.0603699580338725, 1e-13, 0);
    assert_close(e.high, -0.0126851897234806, 1e-13, 0);
    e = hinge_fieller(away, y, 7, 0.95);
    assert_true(isnan(e.value) && isnan(e.low) && isnan(e.high));
    e = hinge_fieller(x, x, 7, 0.95);
    assert_close(e.low, 1, 1e-7, 0);
    assert_close(e.high, 1, 1e-7, 0);
    assert_true(isnan(hinge_fieller(x, y, 1, 0.95).value));
    e = hinge_pearson(x, y, 3, 0.95);
    assert_true(e.value > 0.8 && isnan(e.low) && isnan(hinge_pearson(x, y, 1, 0.95).value));
}
