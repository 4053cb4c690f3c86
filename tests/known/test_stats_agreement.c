/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reliability, agreement, proportions, power and resampling against published values.
 */
#include "test.h"

#include "stats_run.h"

#include "base/random.h"
#include "stats/numbers/numbers.h"

/* Shrout & Fleiss (1979), table 2: 6 targets, 4 judges. */
TEST(shrout_fleiss)
{
    run_good("{'analysis':'icc','outcome':'score','target':'t','rater':'r'}",
             "t,r,score\n1,a,9\n1,b,2\n1,c,5\n1,d,8\n2,a,6\n2,b,1\n2,c,3\n2,d,2\n3,a,8\n3,b,4\n"
             "3,c,6\n3,d,8\n4,a,7\n4,b,1\n4,c,2\n4,d,6\n5,a,10\n5,b,5\n5,c,6\n5,d,9\n6,a,6\n"
             "6,b,2\n6,c,4\n6,d,7\n");
    assert_close(stats_number(&run, "icc/ICC1/icc"), 0.165741768405475, 1e-12, 0);
    assert_close(stats_number(&run, "icc/ICC2/icc"), 0.289763779527559, 1e-12, 0);
    assert_close(stats_number(&run, "icc/ICC3/icc"), 0.714840714840715, 1e-12, 0);
    assert_close(stats_number(&run, "icc/ICC2/ci_low"), 0.0187865133747121, 1e-9, 0);
    assert_close(stats_number(&run, "icc/ICC3k/ci_high"), 0.985891678169062, 1e-9, 0);
    assert_close(stats_number(&run, "sem_agreement"), 2.5027762362802, 1e-12, 0);
}

TEST(planned)
{
    /* power.t.test(n = 20, delta = 0.8, strict = TRUE) */
    run_request("{'analysis':'power','n':[20,20],'d':0.8}", "");
    assert_close(stats_number(&run, "power"), 0.693404196615451, 1e-9, 0);
    /* power.t.test(delta = 0.5, power = 0.9, strict = TRUE) */
    run_request("{'analysis':'power','d':0.5,'power':0.9}", "");
    assert_close(stats_number(&run, "n_exact"), 85.0312841373596, 1e-7, 0);
    assert_close(stats_number(&run, "n1"), 86, 0, 0);
    /* power.prop.test(p1 = 0.6, p2 = 0.35, power = 0.8) */
    run_request("{'analysis':'power','test':'proportions','p':[0.6,0.35],'power':0.8}", "");
    assert_close(stats_number(&run, "n_exact"), 61.44178276758, 1e-7, 0);
}

/* Newcombe (1998b), table II: 36, 12, 2, 0 of 50 gives .20 (.0562, .3292) by method 10.
 */
TEST(newcombe)
{
    char csv[4096] = "p,c,v\n";
    static const struct {
        int n, first, second;
    } pairs[] = {{36, 1, 1}, {12, 1, 0}, {2, 0, 1}, {0, 0, 0}};
    int id = 0;
    for (int k = 0; k < 4; k++)
        for (int i = 0; i < pairs[k].n; i++, id++)
            snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%d,a,%d\n%d,b,%d\n", id,
                     pairs[k].first, id, pairs[k].second);
    run_good("{'analysis':'binary_within','outcome':'v','condition':'c','order':['a','b'],"
             "'participant':'p'}",
             csv);
    assert_close(stats_number(&run, "rd_paired/rd"), 0.2, 1e-12, 0);
    assert_close(stats_number(&run, "rd_paired/newcombe_low"), 0.0569295840032388, 1e-10, 0);
    assert_close(stats_number(&run, "rd_paired/newcombe_high"), 0.340427602974941, 1e-10, 0);
    assert_close(stats_number(&run, "mcnemar/p_exact"), 0.0129394531, 1e-8, 0);
}

/* Draws of the counters, from another implementation of Philox 4x32-10 (Salmon et al.
 * 2011) by seed, stream and replicate. */
TEST(draws)
{
    enum { SEED = 20240611 };
    struct hinge_random random;
    uint32_t index[12];
    double sign[10], last = 0;
    hinge_random_init(&random, SEED, 1, 0);
    assert_int_equal(hinge_random_word(&random), 2418022636);
    hinge_random_init(&random, SEED, 5, 123456);
    for (int i = 0; i < 5; i++)
        hinge_random_word(&random);
    assert_int_equal(hinge_random_word(&random), 15469790);
    hinge_random_init(&random, SEED, 1, 3);
    for (int i = 0; i < 3; i++)
        last = hinge_random_uniform(&random);
    assert_close(last, 0.3739866482157279, 0, 0);
    hinge_random_init(&random, SEED, 1, 5);
    hinge_random_shuffle(&random, index, 12);
    assert_int_equal(index[3], 2);
    hinge_random_init(&random, SEED, 2, 6);
    assert_int_equal(hinge_random_bounded(&random, 9), 8);
    hinge_flip_pattern(SEED, 1, 8, 10, sign);
    assert_close(sign[2], -1, 0, 0);
    hinge_random_init(&random, SEED, 4, 1);
    assert_close(hinge_random_normal(&random), 3.9485937072120265, 1e-12, 0);
}

static const char two_csv[] =
    "participant,group,value\nP01,trained,31.2\nP02,trained,28.4\nP03,trained,40.1\n"
    "P04,trained,35.7\nP05,trained,33.3\nP06,trained,29.9\nP07,trained,44.0\nP08,trained,38.2\n"
    "P09,trained,36.5\nP10,sedentary,41.5\nP11,sedentary,39.9\nP12,sedentary,47.2\n"
    "P13,sedentary,36.8\nP14,sedentary,50.3\nP15,sedentary,43.1\nP16,sedentary,45.0\n";

/* Counts from another implementation of the same draws. */
TEST(resampled)
{
    run_good("{'analysis':'between','outcome':'value','group':'group','order':['trained',"
             "'sedentary'],'participant':'participant','seed':20240611,"
             "'permutation':'monte-carlo,4999'}",
             two_csv);
    assert_close(stats_number(&run, "permutation_welch/count"), 35, 0, 0);
    assert_close(stats_number(&run, "permutation_mean/count"), 36, 0, 0);
}

/* po .70 and pe .41 give kappa .29 / .59; errors by the formulas of Fleiss, Cohen &
 * Everitt (1969) in R. */
TEST(kappa)
{
    static const int counts[3][3] = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
    char csv[4096] = "a,b\n";
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < counts[i][j]; k++)
                snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%d,%d\n", i, j);
    run_good("{'analysis':'kappa','rater':['a','b']}", csv);
    assert_close(stats_number(&run, "kappa/po"), 0.70, 1e-12, 0);
    assert_close(stats_number(&run, "kappa/pe"), 0.41, 1e-12, 0);
    assert_close(stats_number(&run, "kappa/kappa"), 0.4915254237288136, 1e-12, 0);
    assert_close(stats_number(&run, "kappa/se"), 0.0510018155760779, 1e-10, 0);
    assert_close(stats_number(&run, "kappa_linear/kappa"), 0.473684210526316, 1e-12, 0);
    assert_close(stats_number(&run, "kappa_quadratic/se"), 0.0664536815910782, 1e-10, 0);
}
