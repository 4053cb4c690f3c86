/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to people: filters, missing values, aggregation, change scores, evidence.
 */
#include "test.h"

#include "stats_run.h"

#include "result/result.h"
#include "table/columns.h"

#define ROWS "'analysis':'rows','outcome':'v','participant':'p'"

static const char rows_csv[] =
    "p,g,c,trial,v,num,den\nb,x,cue,T1,1,2,1\nb,x,cue,T1,2,2,1\nb,x,cue,T1,3,2,2\n"
    "b,x,cue,T2,8,6,4\nb,x,none,T1,5,1,1\na,x,cue,T1,4,1,2\na,x,none,T1,10,1,2\n"
    "a,x,none,T1,,1,2\nc,y,cue,T1,7,1,2\n";

/* The value of a person, of the table of people; NaN: none. */
static double value_of(const char *options, const char *csv, const char *person)
{
    char request[512];
    snprintf(request, sizeof request, "{" ROWS ",'per_person':true%s}", options);
    run_good(request, csv);
    const struct hinge_table *people = &run.result->inside->rows;
    for (size_t row = 0; row < people->rows; row++)
        if (strcmp(hinge_table_word(people, "p", row), person) == 0)
            return hinge_table_number(people, "v", row);
    return NAN;
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
        char request[192];
        snprintf(request, sizeof request, "{" ROWS ",'filter':'%s'}", filters[i].filter);
        run_good(request, rows_csv);
        double rows = stats_number(&run, "n_rows");
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
        assert_close(value_of(options, rows_csv, "b"), ways[i].value, 1e-12, 0);
    }
    /* weighted by num: (1 2 + 2 2 + 3 2 + 8 6) / 12 */
    assert_close(value_of(",'filter':'p=b & c=cue','weight':'num'", rows_csv, "b"), 5, 1e-12, 0);
}

TEST(angles_wrap)
{
    static const char csv[] = "p,t,v\n1,a,350\n1,a,20\n1,b,300\n2,a,170\n2,a,190\n2,b,180\n";
    static const char *const nested = ",'aggregate':'nested','trial':'t','circular':['v']";
    assert_close(value_of(",'aggregate':'circular'", "p,v\n1,350\n1,20\n", "1"), 5, 1e-9, 0);
    /* trials alike: of 350 and 20 in one and 300 in the other, vectors by R:
     * a <- c(350, 20) * pi / 180; b <- 300 * pi / 180
     * atan2(mean(sin(a)) + sin(b), mean(cos(a)) + cos(b)) * 180 / pi */
    assert_close(value_of(nested, csv, "1"), -28.132631074225735, 1e-9, 0);
    assert_close(value_of(nested, csv, "2"), 180, 1e-9, 0);
    /* directions that cancel have no mean */
    assert_true(isnan(value_of(",'aggregate':'circular'", "p,v\n1,0\n1,180\n2,5\n", "1")));
}

TEST(missing_is_counted)
{
    run_good("{'analysis':'prevalence','outcome':'v','participant':'p','by':['c']}",
             "p,c,v\na,cue,1\na,none,0\na,none,\nb,cue,1\nc,cue,0\n");
    assert_close(stats_number(&run, "n_rows"), 5, 0, 0);
    assert_close(stats_number(&run, "n_missing"), 1, 0, 0);
    assert_close(stats_number(&run, "cells/c=none/n_missing"), 1, 0, 0);
    assert_close(stats_number(&run, "cells/c=cue/n_participants"), 3, 0, 0);
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
    static const char csv[] = "p,tier,v\n1,A,1\n2,A,0\n3,A,1\n4,B,0\n5,B,0\n6,B,1\n";
    static const char faults[] = "'analysis':'prevalence','outcome':'v','participant':'p'";
    char request[128];
    snprintf(request, sizeof request, "{%s}", faults);
    run_request(request, csv);
    assert_string_equal(stats_code(&run), "E_MIXED_EVIDENCE");
    assert_non_null(strstr(run.error.message,
                           "tier A in 3 rows, B in 3 rows); keep one with filter, such as tier=A"));
    /* the commonest is what is suggested */
    run_request(request, "p,tier,v\n1,A,1\n2,B,0\n3,B,0\n");
    assert_non_null(strstr(run.error.message, "such as tier=B, or ask"));
    snprintf(request, sizeof request, "{%s,'stratify':true}", faults);
    run_good(request, csv);
    assert_close(stats_number(&run, "strata/tier=A/cells/all/prevalence"), 2.0 / 3, 1e-12, 0);
    assert_close(stats_number(&run, "strata/tier=B/n_rows"), 3, 0, 0);
    snprintf(request, sizeof request, "{%s,'by':['tier']}", faults);
    run_good(request, csv);
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
