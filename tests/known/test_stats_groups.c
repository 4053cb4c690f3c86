/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons of groups and conditions against published data sets: values of R 4.2
 * (t.test, wilcox.test, oneway.test, kruskal.test, friedman.test, ptukey) and NIST
 * StRD. */
#include "test.h"

#include "stats_run.h"

/* Student (1908): two drugs, ten people; R's `sleep`. */
static const char sleep_csv[] =
    "participant,drug,extra\n1,d1,0.7\n2,d1,-1.6\n3,d1,-0.2\n4,d1,-1.2\n5,d1,-0.1\n6,d1,3.4\n"
    "7,d1,3.7\n8,d1,0.8\n9,d1,0\n10,d1,2\n1,d2,1.9\n2,d2,0.8\n3,d2,1.1\n4,d2,0.1\n5,d2,-0.1\n"
    "6,d2,4.4\n7,d2,5.5\n8,d2,1.6\n9,d2,4.6\n10,d2,3.4\n";

/* Dobson (1983): yields of plants; R's `PlantGrowth`. */
static const char plant_csv[] =
    "group,weight\nctrl,4.17\nctrl,5.58\nctrl,5.18\nctrl,6.11\nctrl,4.50\nctrl,4.61\nctrl,5.17\n"
    "ctrl,4.53\nctrl,5.33\nctrl,5.14\ntrt1,4.81\ntrt1,4.17\ntrt1,4.41\ntrt1,3.59\ntrt1,5.87\n"
    "trt1,3.83\ntrt1,6.03\ntrt1,4.89\ntrt1,4.32\ntrt1,4.69\ntrt2,6.31\ntrt2,5.12\ntrt2,5.54\n"
    "trt2,5.50\ntrt2,5.37\ntrt2,5.29\ntrt2,4.92\ntrt2,6.15\ntrt2,5.80\ntrt2,5.26\n";

TEST(paired_sleep)
{
    run_good("{'analysis':'within','outcome':'extra','condition':'drug','order':['d2','d1'],"
             "'participant':'participant'}",
             sleep_csv);
    assert_close(stats_number(&run, "paired_t/t"), 4.06212768338204, 1e-12, 0);
    assert_close(stats_number(&run, "paired_t/p"), 0.00283289019738427, 1e-10, 0);
    assert_close(stats_number(&run, "paired_t/ci_low"), 0.700114236723018, 1e-10, 0);
    assert_close(stats_number(&run, "wilcoxon/V"), 45, 0, 0);
    assert_close(stats_number(&run, "wilcoxon/p"), 0.00909069801592506, 1e-10, 0);
    assert_close(stats_number(&run, "wilcoxon/hodges_lehmann"), 1.3, 1e-12, 0);
    assert_close(stats_number(&run, "d_z/d"), 1.28455756259105, 1e-12, 0);
    assert_close(stats_number(&run, "d_z/ci_low"), 0.414627756380143, 1e-6, 0);
    assert_close(stats_number(&run, "d_av/d"), 0.83218108134954, 1e-12, 0);
    assert_close(stats_number(&run, "r_pairs"), 0.795170205833578, 1e-12, 0);
    assert_close(stats_number(&run, "signflip/count"), 4, 0, 0);
    assert_close(stats_number(&run, "signflip/n_perm"), 1024, 0, 0);
    assert_true(stats_warned(&run, "W_TIES"));
}

/* The same as independent groups: t.test(extra ~ group) of R's help page. */
TEST(welch_sleep)
{
    run_good("{'analysis':'between','outcome':'extra','group':'drug','order':['d1','d2'],"
             "'participant':'row'}",
             "row,drug,extra\n1,d1,0.7\n2,d1,-1.6\n3,d1,-0.2\n4,d1,-1.2\n5,d1,-0.1\n6,d1,3.4\n"
             "7,d1,3.7\n8,d1,0.8\n9,d1,0\n10,d1,2\n11,d2,1.9\n12,d2,0.8\n13,d2,1.1\n14,d2,0.1\n"
             "15,d2,-0.1\n16,d2,4.4\n17,d2,5.5\n18,d2,1.6\n19,d2,4.6\n20,d2,3.4\n");
    assert_close(stats_number(&run, "welch/t"), -1.8608, 0, 5e-5);
    assert_close(stats_number(&run, "welch/df"), 17.776, 0, 5e-4);
    assert_close(stats_number(&run, "welch/p"), 0.07939, 0, 5e-6);
    assert_close(stats_number(&run, "welch/ci_low"), -3.3654832, 0, 5e-8);
    assert_close(stats_number(&run, "welch/ci_high"), 0.2054832, 0, 5e-8);
    assert_close(stats_number(&run, "mann_whitney/U"), 25.5, 0, 0);
    assert_close(stats_number(&run, "mann_whitney/p"), 0.06932757543, 1e-9, 0);
}

/* Of several outcomes ancova's p of the group is corrected for their number: R's
 * anova(lm(y ~ age), lm(y ~ age + g)) and p.adjust. */
TEST(ancova_of_outcomes)
{
    static const char csv[] =
        "participant,g,age,u,v,w\nA,a,20,1.2,5,7\nB,a,31,2.1,6,5\nC,a,44,2.9,4,9\n"
        "D,a,52,4.2,7,6\nE,b,25,3.1,5,8\nF,b,33,3.5,9,6\nG,b,41,4.6,8,9\n"
        "H,b,58,5.1,7,7\n";
    static const double p[] = {0.0035646408376389, 0.19916924599189, 0.55881389701177},
                        holm[] = {0.010693922512917, 0.39833849198379, 0.55881389701177};
    run_good("{'analysis':'ancova','outcome':['u','v','w'],'group':'g','covariate':['age']}", csv);
    for (int i = 0; i < 3; i++) {
        char path[64];
        snprintf(path, sizeof path, "outcomes/%c/type3/g/p", "uvw"[i]);
        assert_close(stats_number(&run, path), p[i], 1e-8, 0);
        snprintf(path, sizeof path, "outcomes/%c/p_holm_outcomes", "uvw"[i]);
        assert_close(stats_number(&run, path), holm[i], 1e-8, 0);
    }
}

/* Covariates of a change are those before it: R's lm(y.post - y.pre ~ a + y.pre + age.pre) of the
 * same rows reshaped wide, its coefficient of the first group, confint and p. */
TEST(a_change_is_adjusted_for_where_it_began)
{
    static const char csv[] =
        "participant,g,time,y,age\nA,a,pre,41,30\nB,a,pre,47,35\nC,a,pre,52,41\nD,a,pre,58,28\n"
        "E,a,pre,63,52\nF,b,pre,36,44\nG,b,pre,44,31\nH,b,pre,49,39\nI,b,pre,51,47\n"
        "J,b,pre,60,33\nA,a,post,37,31\nB,a,post,38,37\nC,a,post,43,42\nD,a,post,44,31\n"
        "E,a,post,50,53\nF,b,post,39,47\nG,b,post,43,33\nH,b,post,48,40\nI,b,post,50,50\n"
        "J,b,post,53,34\n";
    static const struct {
        const char *covariates;
        double r[4]; /* difference, limits, p */
    } want[] = {{"'y'",
                 {-6.70992217898832, -8.90891880148292, -4.51092555649373, 0.000175112254801625}},
                {"'y','age'",
                 {-6.46042209270837, -8.38371656002803, -4.53712762538871, 0.000175063326468003}}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char asked[200];
        snprintf(asked, sizeof asked,
                 "{'analysis':'ancova','outcome':'y','group':'g','participant':'participant','"
                 "change':'time:post-pre','covariate':[%s]}",
                 want[i].covariates);
        run_good(asked, csv);
        static const char *const name[] = {"estimate", "ci_low", "ci_high", "p"};
        for (size_t k = 0; k < 4; k++) {
            char path[64];
            snprintf(path, sizeof path, "contrasts/g/a-b/%s", name[k]);
            assert_close(stats_number(&run, path), want[i].r[k], 1e-9, 0);
        }
    }
}

/* R: oneway.test of every arrangement of the labels, counted. */
TEST(every_arrangement)
{
    static const char even[] = "g,y\na,31.2\na,28.4\na,33.1\nb,41.5\nb,35.3\nb,38.9\n"
                               "c,35.7\nc,36.1\nc,39.4\n";
    static const char uneven[] = "g,y\na,4.1\na,5\nb,6.2\nb,7.9\nb,5.5\nc,5.1\n"
                                 "c,4.4\nc,6.6\n";
    static const struct {
        const char *csv;
        double ways, welch, classical, least;
    } cases[] = {{even, 1680, 114, 60, 6}, {uneven, 560, 148, 122, 2}};
    for (size_t i = 0; i < 2; i++) {
        run_good("{'analysis':'anova','outcome':'y','group':'g'}", cases[i].csv);
        assert_close(stats_number(&run, "permutation_welch_F/n_perm"), cases[i].ways, 0, 0);
        assert_close(stats_number(&run, "permutation_welch_F/count"), cases[i].welch, 0, 0);
        assert_close(stats_number(&run, "permutation_F/count"), cases[i].classical, 0, 0);
        assert_close(stats_number(&run, "permutation_F/p"), cases[i].classical / cases[i].ways,
                     1e-15, 0);
        assert_close(stats_number(&run, "permutation_F/p_min"), cases[i].least / cases[i].ways,
                     1e-15, 0);
        assert_false(stats_warned(&run, "W_P_FLOOR"));
    }
    /* three pairs apart: only the 3! of 90 arrangements that exchange them do as well
     */
    run_request("{'analysis':'anova','outcome':'y','group':'g'}",
                "g,y\na,1\na,1.2\nb,5\nb,5.3\nc,9\nc,9.1\n");
    assert_close(stats_number(&run, "permutation_F/p"), 6.0 / 90, 1e-15, 0);
    assert_true(stats_warned(&run, "W_P_FLOOR"));
}

/* Drawn labels: of two groups F is the square of t, so the p is that of both sides. */
TEST(drawn_arrangements)
{
    run_good("{'analysis':'anova','outcome':'weight','group':'group','permutation':'auto,20000',"
             "'filter':'group=trt1,trt2'}",
             plant_csv);
    double p = stats_number(&run, "permutation_F/p");
    run_request("{'analysis':'anova','outcome':'weight','group':'group',"
                "'permutation':'monte-carlo,20000','filter':'group=trt1,trt2'}",
                plant_csv);
    assert_close(stats_number(&run, "permutation_F/n_perm"), 20000, 0, 0);
    assert_close(stats_number(&run, "permutation_F/p"), p, 0, 0.003);
}

/* Drawn labels of two groups beside all 184,756 divisions of twenty plants, by the
 * difference and by its t, against either side. */
TEST(drawn_divisions)
{
    static const char *const sides[] = {"two-sided", "greater", "less"};
    static const char *const keys[] = {"permutation_welch/p", "permutation_mean/p"};
    static const double weight[20] = {4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14,
                                      4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69};
    char csv[1024] = "p,group,weight\n";
    for (size_t i = 0; i < 20; i++)
        snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%zu,%s,%.2f\n", i,
                 i < 10 ? "ctrl" : "trt1", weight[i]);
    for (size_t s = 0; s < 3; s++) {
        double p[2][2];
        for (int drawn = 0; drawn < 2; drawn++) {
            char request[256];
            snprintf(request, sizeof request,
                     "{'analysis':'between','outcome':'weight','group':'group',"
                     "'permutation':'%s','alternative':'%s','participant':'p'}",
                     drawn ? "monte-carlo,20000" : "exact", sides[s]);
            run_good(request, csv);
            for (int k = 0; k < 2; k++)
                p[drawn][k] = stats_number(&run, keys[k]);
        }
        for (int k = 0; k < 2; k++) {
            assert_true(p[0][k] > 0 && p[0][k] < 1);
            assert_close(p[1][k], p[0][k], 0, 0.01);
        }
    }
}

TEST(several_plants)
{
    run_good("{'analysis':'anova','outcome':'weight','group':'group'}", plant_csv);
    assert_close(stats_number(&run, "anova/F"), 4.84608786238014, 1e-12, 0);
    assert_close(stats_number(&run, "anova/p"), 0.0159099583256229, 1e-10, 0);
    assert_close(stats_number(&run, "welch_anova/F"), 5.18097240811319, 1e-12, 0);
    assert_close(stats_number(&run, "welch_anova/df2"), 17.1284186166441, 1e-12, 0);
    assert_close(stats_number(&run, "kruskal/H"), 7.98822874944372, 1e-12, 0);
    assert_close(stats_number(&run, "games_howell/trt1-trt2/p"), 0.0237034547392031, 1e-6, 0);
    assert_close(stats_number(&run, "games_howell/trt1-trt2/ci_low"), -1.61648700668281, 1e-6, 0);
}

/* NIST StRD SmLs07 has 1e12 before its digits; here 9 groups of 3 like it: the sums of
 * squares don't depend on the offset. */
TEST(large_offset)
{
    static const char *const csv[2] = {
        "g,v\na,0.4\na,0.3\na,0.5\nb,0.3\nb,0.2\nb,0.4\nc,0.5\nc,0.4\nc,0.6\n",
        "g,v\na,1000000000000.4\na,1000000000000.3\na,1000000000000.5\nb,1000000000000.3\n"
        "b,1000000000000.2\nb,1000000000000.4\nc,1000000000000.5\nc,1000000000000.4\n"
        "c,1000000000000.6\n"};
    double f[2];
    for (size_t i = 0; i < 2; i++) {
        run_request("{'analysis':'anova','outcome':'v','group':'g'}", csv[i]);
        f[i] = stats_number(&run, "anova/F");
    }
    assert_close(f[0], 3, 1e-12, 0);
    assert_close(f[1], 3, 5e-3, 0);
}

/* Hollander & Wolfe (1973), rounding first base: friedman.test of R's help page. */
TEST(rounding_times)
{
    run_good("{'analysis':'within','outcome':'t','condition':'way','participant':'p'}",
             "p,way,t\n1,a,5.40\n2,a,5.85\n3,a,5.20\n4,a,5.55\n5,a,5.90\n6,a,5.45\n7,a,5.40\n"
             "8,a,5.45\n9,a,5.25\n10,a,5.85\n11,a,5.25\n12,a,5.65\n13,a,5.60\n14,a,5.05\n"
             "15,a,5.50\n16,a,5.45\n17,a,5.55\n18,a,5.45\n19,a,5.50\n20,a,5.65\n21,a,5.70\n"
             "22,a,6.30\n1,b,5.50\n2,b,5.70\n3,b,5.60\n4,b,5.50\n5,b,5.85\n6,b,5.55\n7,b,5.40\n"
             "8,b,5.50\n9,b,5.15\n10,b,5.80\n11,b,5.20\n12,b,5.55\n13,b,5.35\n14,b,5.00\n"
             "15,b,5.50\n16,b,5.55\n17,b,5.55\n18,b,5.50\n19,b,5.45\n20,b,5.60\n21,b,5.65\n"
             "22,b,6.30\n1,c,5.55\n2,c,5.75\n3,c,5.50\n4,c,5.40\n5,c,5.70\n6,c,5.60\n7,c,5.35\n"
             "8,c,5.35\n9,c,5.00\n10,c,5.70\n11,c,5.10\n12,c,5.45\n13,c,5.45\n14,c,4.95\n"
             "15,c,5.40\n16,c,5.50\n17,c,5.35\n18,c,5.55\n19,c,5.25\n20,c,5.40\n21,c,5.55\n"
             "22,c,6.25\n");
    assert_close(stats_number(&run, "friedman/chi2"), 11.1428571428571, 1e-12, 0);
    assert_close(stats_number(&run, "friedman/p"), 0.00380504, 0, 5e-9);
    assert_close(stats_number(&run, "rm_anova/df2"), 42, 0, 0);
}

TEST(shared_zero_variance)
{
    run_good("{'analysis':'between','outcome':'v','group':'g','order':['x','y'],"
             "'participant':'p','permutation':'exact'}",
             "p,g,v\n1,x,5\n2,x,5\n3,x,5\n4,x,5\n5,y,7\n6,y,7\n7,y,7\n8,y,7\n");
    assert_true(json_is_null(stats_at(&run, "welch/t")));
    assert_true(json_is_null(stats_at(&run, "hedges_g/g")));
    assert_close(stats_number(&run, "welch/mean_diff"), -2, 0, 0);
    assert_close(stats_number(&run, "permutation_mean/p"), 2.0 / 70, 1e-15, 0);
    assert_close(stats_number(&run, "permutation_welch/p"), 2.0 / 70, 1e-15, 0);
    assert_true(stats_warned(&run, "W_ZERO_VARIANCE"));
}

/* Repetitions of one person are one value: copying rows changes nothing. */
TEST(rows_are_not_people)
{
    static const char *const csv[] = {
        "p,g,v\n1,x,5\n2,x,6\n3,x,8\n4,y,7\n5,y,9\n6,y,12\n",
        "p,g,v\n1,x,5\n1,x,5\n1,x,5\n2,x,6\n3,x,8\n4,y,7\n5,y,9\n6,y,12\n6,y,12\n"};
    double t[2];
    for (size_t i = 0; i < 2; i++) {
        run_request("{'analysis':'between','outcome':'v','group':'g','participant':'p'}", csv[i]);
        t[i] = stats_number(&run, "welch/t");
    }
    assert_true(t[0] < 0); /* x minus y */
    assert_close(t[0], t[1], 0, 0);
}
