/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random fields and clusters against the formulas worked out in R, permutation of
 * curves whose effect is negative, the two kinds of MDC. */
#include "test.h"

#include "stats_run.h"

#include "stats/curves/waves.h"

/* Euler characteristic of a T field, never worse than Bonferroni nor below one node. */
TEST(largest_of_a_field)
{
    struct hinge_field_model smooth = {.df2 = 10, .resels = 5, .nodes = 101},
                             rough = {.df2 = 10, .resels = 100, .nodes = 101};
    assert_close(hinge_field_p(&smooth, 3), 0.0772854464349649, 1e-12, 0);
    assert_close(hinge_field_p(&rough, 4), 0.127175797549203, 1e-12, 0);
    smooth.df2 = 20;
    smooth.resels = 3;
    assert_close(hinge_field_p(&smooth, 2), 0.156579867431048, 1e-12, 0);
    double u = hinge_field_threshold(&smooth, 0.05);
    assert_close(hinge_field_p(&smooth, u), 0.05, 1e-9, 0);
}

TEST(extent_of_a_cluster)
{
    const struct hinge_field_model m = {.df2 = 10, .fwhm = 20, .resels = 5, .nodes = 101};
    struct hinge_cluster c = {.extent = 8, .height = 3};
    assert_close(hinge_cluster_p(&m, &c, false), 0.0425789163437003, 1e-12, 0);
    assert_close(hinge_cluster_p(&m, &c, true), 0.0851578326874006, 1e-12, 0);
    c = (struct hinge_cluster){.extent = 15, .height = 2.5};
    assert_close(hinge_cluster_p(&m, &c, false), 0.0330989497914351, 1e-12, 0);
    c = (struct hinge_cluster){.extent = 1, .height = 1};
    assert_close(hinge_cluster_p(&m, &c, false), 0.643449379231811, 1e-12, 0);
    assert_close(hinge_cluster_p(&m, &c, true), 1, 0, 0); /* twice 0.64, capped */
}

/* 4 curves of one sign, below 0 as above: the smallest two-sided p is 2 of 16. */
TEST(negative_effects_count_as_much)
{
    run_good("{'analysis':'spm','design':'one-sample','participant':'p'}",
             "p,n000,n001,n002,n003\nP1,-3,-4,-5,-4\nP2,-3.2,-4.1,-5.3,-4.2\n"
             "P3,-2.9,-4.4,-4.9,-3.8\nP4,-3.1,-4.2,-5.1,-4.1\n");
    assert_close(stats_number(&run, "permutation/p_max"), 0.125, 0, 0);
}

/* Two visits, the second 2 higher on average: mean squares by hand give 1/3 for the
 * error and 8 for visits, so the agreement's variance is 1/3 + (8 - 1/3) / 4. */
TEST(agreement_is_not_consistency)
{
    run_good("{'analysis':'icc','outcome':'v','target':'p','rater':'s'}",
             "p,s,v\na,1,10\na,2,12\nb,1,14\nb,2,17\nc,1,11\nc,2,12\nd,1,18\nd,2,20\n");
    assert_close(stats_number(&run, "mdc95_consistency"), 1.96 * sqrt(2.0 / 3), 1e-12, 0);
    assert_close(stats_number(&run, "mdc95_agreement"),
                 1.96 * sqrt(2 * (1.0 / 3 + (8 - 1.0 / 3) / 4)), 1e-12, 0);
}
