/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong in small studies when nobody looks: numbers far from zero, few
 * relabellings, labels that look like gaps, intervals beyond what can be. Outside
 * numbers: adaptive integrals of R's integrate(), lm() and emmeans of R 4.2. */
#include "test.h"

#include "stats/numbers/numbers.h"
#include "stats_run.h"

#include <stdio.h>
#include <time.h>

/* R: integrate() of the range's tail over the chi density; ptukey itself is off by
 * 5e-6 and 1e-2 in the first two. */
TEST(test_studentised_range)
{
    struct hinge_range_table range;
    hinge_range_table_fill(&range, 3);
    assert_close(hinge_range_p(&range, 6, 3.7), 0.0330306592767459, 1e-10, 0);
    /* R: ptukey(2.5 * sqrt(2), 3, 20, lower.tail = FALSE), qtukey(.95, 3, 400) */
    assert_close(hinge_range_p(&range, 2.5 * sqrt(2), 20), 0.05313165597, 1e-9, 0);
    assert_close(hinge_range_quantile(&range, 0.05, 400, 0), 3.32689575136916, 1e-9, 0);
    assert_true(isnan(hinge_range_p(&range, 2, 1)));
    hinge_range_table_fill(&range, 10);
    assert_close(hinge_range_p(&range, 20, 2), 0.0248661500100086, 1e-8, 0);
    hinge_range_table_fill(&range, 200);
    assert_close(hinge_range_p(&range, 6, 20), 0.348188031650234, 1e-8, 0);
    hinge_range_table_fill(&range, 2);
    for (double t = 0.1; t < 40; t *= 3) /* two means: the t test */
        assert_close(hinge_range_p(&range, t * sqrt(2), 3), hinge_t_p(t, 3, HINGE_TWO_SIDED), 1e-13,
                     0);
}

/* R: integrate() for ncp 30; pt(2, 20, 1), pt(-1, 5, 2) and qt, qf of R. */
TEST(test_distributions)
{
    assert_close(hinge_noncentral_t_upper(8, 1, 30), 0.999801597595339, 1e-12, 0);
    assert_close(hinge_noncentral_t_upper(2, 20, 1), 0.176126732708924, 1e-8, 0);
    assert_close(hinge_noncentral_t_upper(11.9, 8, 11.99), hinge_noncentral_t_upper(11.9, 8, 12.0),
                 5e-3, 0);
    assert_close(hinge_t_quantile(0.975, 7.3), 2.3450667365477, 1e-8, 0);
    assert_close(hinge_t_quantile(0.025, 1), -12.7062047361747, 1e-11, 0);
    assert_close(hinge_f_quantile(0.975, 3, 9), 5.07811865222871, 1e-9, 0);
    assert_close(hinge_f_quantile(0.025, 3, 9), 0.0690937903311859, 1e-9, 0);
    /* an argument that made R's library print into stdout */
    assert_true(hinge_f_quantile(0.975, 0.004, 1e5) > 0);
}

/* R: lm(y ~ g + x), emmeans; x is a time of day in seconds since 1970. */
static const char far_csv[] =
    "p,g,x,y\n1,a,1700500000,3.1\n2,a,1699000000,2.4\n3,a,1701200000,3.9\n4,a,1700100000,2.2\n"
    "5,b,1698800000,4.9\n6,b,1700900000,5.1\n7,b,1701500000,6.3\n8,b,1699700000,4.4\n";

TEST(test_covariate_far_from_zero)
{
    run_good("{'analysis':'ancova','outcome':'y','group':'g','covariate':'x'}", far_csv);
    assert_close(stats_number(&run, "contrasts/g/a-b/estimate"), -2.26088054853843, 1e-8, 0);
    assert_close(stats_number(&run, "contrasts/g/a-b/se"), 0.389625425192977, 1e-7, 0);
    assert_close(stats_number(&run, "contrasts/g/a-b/p"), 0.00214298526287292, 1e-6, 0);
    assert_close(stats_number(&run, "contrasts/g/a-b/p_tukey"), 0.00214298526287292, 1e-6, 0);
}

TEST(test_waves_of_few)
{
    /* 4 differences, all of one sign: the smallest two-sided p is 2/16 */
    static const char csv[] =
        "p,n000,n001,n002,n003\nP1,3,4,5,4\nP2,3.2,4.1,5.3,4.2\nP3,2.9,4.4,4.9,3.8\n"
        "P4,3.1,4.2,5.1,4.1\n";
    run_good("{'analysis':'spm','design':'one-sample','participant':'p'}", csv);
    assert_close(stats_number(&run, "permutation/p_min"), 0.125, 0, 0);
    assert_close(stats_number(&run, "permutation/p_max"), 0.125, 0, 0);
    assert_close(stats_number(&run, "permutation/n_clusters"), 0, 0, 0);
    assert_int_equal(json_array_size(stats_at(&run, "permutation/clusters")), 0);
    assert_true(stats_warned(&run, "W_P_FLOOR"));
    run_request("{'analysis':'spm','design':'one-sample','participant':'p','alpha':0.2}", csv);
    assert_close(stats_number(&run, "permutation/n_clusters"), 1, 0, 0);
    assert_false(stats_warned(&run, "W_P_FLOOR"));
}

TEST(test_names_like_gaps)
{
    static const char csv[] = "p,g,y\n1,NA,3\n2,NA,4\n3,NA,4.5\n4,n/a,5\n5,n/a,6\n"
                              "6,n/a,5.5\n7,b,1\n8,b,2\n9,b,2.5\n";
    run_good("{'analysis':'anova','outcome':'y','group':'g'}", csv);
    assert_true(stats_at(&run, "groups/n\\/a") != NULL || stats_at(&run, "anova/df1") != NULL);
    assert_close(stats_number(&run, "anova/df1"), 1, 0, 0); /* n/a and b */
    assert_true(stats_warned(&run, "W_MISSING_NAME"));
    run_good("{'analysis':'anova','outcome':'y','group':'g','levels':{'g':['NA',' n/a','b ']}}",
             csv);
    assert_close(stats_number(&run, "anova/df1"), 2, 0, 0);
    assert_false(stats_warned(&run, "W_MISSING_NAME"));
}

TEST(test_kappa_within_what_can_be)
{
    run_good("{'analysis':'kappa','rater':['a','b']}", "a,b\n0,0\n0,0\n0,0\n1,1\n1,0\n");
    double kappa = stats_number(&run, "kappa/kappa"), se = stats_number(&run, "kappa/se");
    assert_true(kappa + 1.96 * se > 1); /* what Wald's interval would be */
    assert_close(stats_number(&run, "kappa/ci_high"), 1, 0, 0);
}

TEST(test_two_hundred_groups)
{
    cleared_by(freed) char *csv = calloc(1, 1 << 16);
    assert_non_null(csv);
    size_t n = (size_t)snprintf(csv, 64, "g,y\n");
    for (int i = 0; i < 800; i++)
        n += (size_t)snprintf(csv + n, 64, "g%03d,%d\n", i % 200, i * i % 97 + i % 13);
    clock_t start = clock();
    run_request("{'analysis':'anova','outcome':'y','group':'g'}", csv);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_int_equal(run.status, HINGE_OK);
    assert_int_equal(json_object_size(stats_at(&run, "games_howell")), 19900);
    assert_true(seconds < 4); /* about 1 s, and 28 s without the table */
}

/* wilcox.test(c(5, 6, 7), 1:3)$p.value, and 3 / (3 + qt(.975, 4)^2). */
TEST(test_told_apart_whole)
{
    run_request("{'analysis': 'roc', 'score': 's', 'truth': 't'}",
                "s,t\n1,0\n2,0\n3,0\n5,1\n6,1\n7,1\n");
    assert_close(stats_number(&run, "roc/auc"), 1, 0, 0);
    assert_close(stats_number(&run, "roc/p_exact"), 0.1, 1e-12, 0);
    assert_close(stats_number(&run, "roc/ci_low"), 0.28014742494811, 1e-10, 0);
    assert_close(stats_number(&run, "roc/ci_high"), 1, 0, 0);
    assert_true(stats_warned(&run, "W_SMALL_N"));
}

static const char *key_after(const json_t *results, const char *key)
{
    void *at = json_object_iter_at((json_t *)results, key);
    at = at != NULL ? json_object_iter_next((json_t *)results, at) : NULL;
    return at != NULL ? json_object_iter_key(at) : "";
}

/* Of 2 + 2 people no test can reach .05: exact results stand before Welch's. */
TEST(test_exact_before_welch)
{
    const char *request = "{'analysis': 'between', 'outcome': 'y', 'group': 'g', "
                          "'participant': 'p'}";
    run_request(request, "p,g,y\n1,a,1\n2,a,2\n3,b,7\n4,b,9\n");
    const json_t *results = json_object_get(run.document, "results");
    assert_string_equal(key_after(results, "groups"), "permutation_welch");
    assert_close(stats_number(&run, "permutation_welch/p_min"), 1.0 / 3, 1e-12, 0);
    assert_true(stats_warned(&run, "W_P_FLOOR"));
    run_request(request,
                "p,g,y\n1,a,1\n2,a,2\n3,a,4\n4,a,3\n5,a,1\n6,b,7\n7,b,9\n8,b,8\n9,b,6\n10,b,9\n");
    results = json_object_get(run.document, "results");
    assert_string_equal(key_after(results, "groups"), "welch");
    assert_false(stats_warned(&run, "W_P_FLOOR"));
}

/* Copied measurements have no error of which an MDC could be. */
TEST(test_copied_measurements)
{
    run_request("{'analysis': 'icc', 'outcome': 'y', 'target': 'p', 'rater': 's'}",
                "p,s,y\n1,a,10\n1,b,10\n2,a,12\n2,b,12\n3,a,15\n3,b,15\n");
    assert_close(stats_number(&run, "icc/ICC1/icc"), 1, 0, 0);
    assert_true(isnan(stats_number(&run, "icc/ICC1/F")));
    assert_true(stats_warned(&run, "W_ZERO_VARIANCE"));
}

/* A repetition entered twice is told of; equal coarse values are not. */
TEST(test_rows_entered_twice)
{
    static const struct {
        const char *csv;
        bool warned;
    } tables[] = {{"p,c,rep,y\n1,a,1,3\n1,b,1,4\n2,a,1,3\n2,b,1,5\n2,b,1,5\n", true},
                  {"p,c,rep,y\n1,a,1,3\n1,b,1,4\n2,a,1,3\n2,b,1,5\n2,b,2,5\n", false},
                  {"p,c,y\n1,a,3\n1,b,4\n2,a,3\n2,b,5\n2,b,5\n", false},
                  {"p,c,y\n1,a,3\n1,b,4\n2,a,3\n2,b,5.1234\n2,b,5.1234\n", true}};
    for (size_t i = 0; i < 4; i++) {
        run_request("{'analysis': 'within', 'outcome': 'y', 'condition': 'c', 'participant': 'p'}",
                    tables[i].csv);
        assert_int_equal(stats_warned(&run, "W_DUPLICATE_ROWS"), tables[i].warned);
    }
}

/* Cochran's Q by hand: columns of 5, 3 and 1, rows of 3, 2, 2, 1, 1 and 0, so that Q is
 * 2 (3·35 − 81) / (3·9 − 19) = 6; the chi-squared of 2 beyond 6 is exp(−3). */
TEST(test_cochran_by_hand)
{
    static const char *const answers[] = {"111", "110", "110", "100", "100", "000"};
    char csv[400] = "p,c,y\n";
    for (int i = 0; i < 6; i++)
        for (int c = 0; c < 3; c++)
            snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "P%d,c%d,%c\n", i, c,
                     answers[i][c]);
    run_good("{'analysis':'binary_within','outcome':'y','participant':'p','condition':'c'}", csv);
    assert_close(stats_number(&run, "cochran_q/Q"), 6, 1e-12, 0);
    assert_close(stats_number(&run, "cochran_q/df"), 2, 0, 0);
    assert_close(stats_number(&run, "cochran_q/p"), exp(-3), 1e-10, 0);
}

/* Changes of 4, 5 and 6 are 5 (2.516 to 7.484); all signs are one of 8 ways. */
TEST(test_three_changes)
{
    static const char csv[] = "p,c,y\nA,x,1\nA,z,5\nB,x,2\nB,z,7\nC,x,1\nC,z,7\n";
    static const struct {
        const char *better, *alternative;
        bool superior;
        double p_min;
    } of[] = {{"higher", "greater", true, 0.125}, {"lower", "two-sided", false, 0.25}};
    for (size_t i = 0; i < 2; i++) {
        char request[300];
        snprintf(request, sizeof request,
                 "{'analysis':'within','outcome':'y','participant':'p','condition':'c',"
                 "'order':['z','x'],'noninferiority':1,'better':'%s','alternative':'%s'}",
                 of[i].better, of[i].alternative);
        run_good(request, csv);
        const json_t *superior = stats_at(&run, "noninferiority/superior");
        assert_true(json_is_boolean(superior));
        assert_int_equal(json_is_true(superior), of[i].superior);
        assert_close(stats_number(&run, "signflip/p_min"), of[i].p_min, 0, 0);
        assert_true(stats_warned(&run, "W_P_FLOOR"));
    }
}

/* A covariate's F has one degree of freedom (NumPy: sums of squares of the residuals
 * with and without it). */
TEST(test_covariate_has_one_degree)
{
    run_good("{'analysis':'ancova','outcome':'y','group':'g','covariate':'x'}", far_csv);
    assert_close(stats_number(&run, "type3/x/df1"), 1, 0, 0);
    assert_close(stats_number(&run, "type3/x/F"), 7.27923851121, 1e-6, 0);
    assert_close(stats_number(&run, "type3/g/df1"), 1, 0, 0);
}

/* A filter that keeps nothing is named. */
TEST(test_a_filter_keeps_nothing)
{
    static const char *const filters[] = {"'filter':'x>2'", "'usable':'x>2'",
                                          "'filter':'x>2','usable':'g=a'"};
    static const char *const kept[] = {"'x>2'", "'x>2'", "'x>2&g=a'"};
    for (size_t i = 0; i < 3; i++) {
        char request[200];
        snprintf(request, sizeof request, "{'analysis':'anova','outcome':'y','group':'g',%s}",
                 filters[i]);
        run_request(request, "x,g,y\n1,a,3\n1,a,4\n1,b,5\n1,b,6\n");
        assert_int_equal(run.status, HINGE_INPUT);
        assert_non_null(strstr(run.error.message, "none of 4 rows is kept by "));
        assert_non_null(strstr(run.error.message, kept[i]));
    }
}
