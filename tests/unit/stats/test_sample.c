/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to people: filters, missing values, aggregation, change scores, evidence.
 */
#include "test.h"

#include "stats_run.h"

#define DESCRIBE "'analysis':'describe','outcome':'v','participant':'p'"

static const char rows_csv[] =
    "p,g,c,trial,v,num,den\nb,x,cue,T1,1,2,1\nb,x,cue,T1,2,2,1\nb,x,cue,T1,3,2,2\n"
    "b,x,cue,T2,8,6,4\nb,x,none,T1,5,1,1\na,x,cue,T1,4,1,2\na,x,none,T1,10,1,2\n"
    "a,x,none,T1,,1,2\nc,y,cue,T1,7,1,2\n";

static double one_value(const char *options, const char *path)
{
    char request[512];
    snprintf(request, sizeof request, "{" DESCRIBE "%s}", options);
    run_request(request, rows_csv);
    double value = stats_number(&run, path);
    if (run.status != HINGE_OK)
        print_error("%s\n", run.error.message);
    return value;
}

TEST(filters_keep_rows)
{
    static const struct {
        const char *filter;
        double rows;
    } filters[] = {
        {"c=cue", 6},     {"c = cue , none", 9}, {"c=cue,none", 9},           {"v>=5", 4},
        {"v<5&c=cue", 4}, {"v!=7", 7},           {"g=x & trial=T1 & v>2", 4}, {"c!=cue", 3}};
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        char options[96];
        snprintf(options, sizeof options, ",'filter':'%s'", filters[i].filter);
        double rows = one_value(options, "n_rows");
        if (rows != filters[i].rows)
            fail_msg("%s keeps %g rows", filters[i].filter, rows);
    }
}

TEST(ways_to_aggregate)
{
    /* participant b under cue: 1 2 3 in T1, 8 in T2 */
    static const struct {
        const char *way;
        double value;
    } ways[] = {{"mean", 3.5},
                {"nested", 5},
                {"median", 2.5},
                {"max", 8},
                {"min", 1},
                {"sd", 3.1091263510296048},
                {"ratio_of_means','numerator':'num','denominator':'den", 1.5}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char options[160];
        snprintf(options, sizeof options, ",'filter':'p=b & c=cue','aggregate':'%s'", ways[i].way);
        assert_close(one_value(options, "cells/all/mean"), ways[i].value, 1e-12, 0);
    }
}

TEST(angles_wrap)
{
    run_request("{" DESCRIBE ",'aggregate':'circular'}", "p,v\n1,350\n1,20\n");
    assert_close(stats_number(&run, "cells/all/mean"), 5, 1e-9, 0);
    /* trials alike: of 350 and 20 in one and 300 in the other, vectors by R:
     * a <- c(350, 20) * pi / 180; b <- 300 * pi / 180
     * atan2(mean(sin(a)) + sin(b), mean(cos(a)) + cos(b)) * 180 / pi */
    run_request("{" DESCRIBE ",'aggregate':'nested','trial':'t','circular':['v']}",
                "p,t,v\n1,a,350\n1,a,20\n1,b,300\n2,a,170\n2,a,190\n2,b,180\n");
    assert_close(stats_number(&run, "cells/all/min"), -28.132631074225735, 1e-9, 0);
    assert_close(stats_number(&run, "cells/all/max"), 180, 1e-9, 0);
}

TEST(missing_is_counted)
{
    assert_close(one_value("", "n_rows"), 9, 0, 0);
    assert_close(one_value("", "n_missing"), 1, 0, 0);
    assert_close(one_value(",'by':['c']", "cells/c=none/n_missing"), 1, 0, 0);
    assert_close(one_value(",'by':['c']", "cells/c=cue/n_participants"), 3, 0, 0);
}

TEST(change_scores)
{
    static const char csv[] = "p,g,c,v\n1,x,a-b,5\n1,x,n,3\n2,x,a-b,6\n2,x,n,5\n3,y,a-b,1\n"
                              "3,y,n,4\n4,y,a-b,2\n4,y,n,4\n5,y,a-b,9\n";
    run_good("{'analysis':'between','outcome':'v','group':'g','participant':'p','order':['x',"
             "'y'],'change':'c:a-b-n'}",
             csv);
    assert_close(stats_number(&run, "welch/mean_diff"), 1.5 - -2.5, 1e-12, 0);
    assert_close(stats_number(&run, "groups/y/n"), 2, 0, 0);
    assert_true(stats_warned(&run, "W_INCOMPLETE_PAIRS"));
}

TEST(levels_sort_by_number)
{
    static const char csv[] = "p,g,v\n1,10,1\n2,10,2\n3,9,5\n4,9,7\n";
    run_request("{'analysis':'between','outcome':'v','group':'g','participant':'p'}", csv);
    /* numbers ascend: the first level minus the second is 9 minus 10 */
    assert_close(stats_number(&run, "welch/mean_diff"), 4.5, 1e-12, 0);
}

TEST(evidence_is_not_pooled)
{
    static const char csv[] = "p,tier,v\n1,A,1\n2,A,2\n3,A,4\n4,B,8\n5,B,9\n6,B,11\n";
    run_request("{" DESCRIBE "}", csv);
    assert_string_equal(stats_code(&run), "E_MIXED_EVIDENCE");
    assert_non_null(strstr(run.error.message,
                           "tier A in 3 rows, B in 3 rows); keep one with filter, such as tier=A"));
    /* the commonest is what is suggested */
    run_request("{" DESCRIBE "}", "p,tier,v\n1,A,1\n2,B,2\n3,B,4\n");
    assert_non_null(strstr(run.error.message, "such as tier=B, or ask"));
    run_good("{" DESCRIBE ",'stratify':true}", csv);
    assert_close(stats_number(&run, "strata/tier=A/cells/all/mean"), 7.0 / 3, 1e-12, 0);
    assert_close(stats_number(&run, "strata/tier=B/n_rows"), 3, 0, 0);
    run_good("{" DESCRIBE ",'by':['tier']}", csv);
}

TEST(outcomes_share_a_family)
{
    static const char csv[] = "p,g,v,w\n1,x,1,5\n2,x,2,6\n3,x,4,5\n4,y,8,6\n5,y,9,5\n"
                              "6,y,11,7\n";
    run_request("{'analysis':'between','outcome':['v','w'],'group':'g','participant':'p'}", csv);
    double p = stats_number(&run, "outcomes/v/welch/p");
    assert_true(p < 0.05);
    assert_close(stats_number(&run, "outcomes/v/p_holm_outcomes"), 2 * p, 1e-12, 0);
    assert_close(stats_number(&run, "outcomes/w/p_holm_outcomes"),
                 stats_number(&run, "outcomes/w/welch/p"), 1e-12, 0);
}
