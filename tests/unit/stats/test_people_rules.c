/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People as the unit, said: who is left out and why, groups that vary, conditions that
 * are averaged over, slopes that lack, strata without an answer, intervals. */
#include "test.h"

#include "stats_run.h"

/* Two groups of three, two repetitions under each of two cues; C has no tap. */
static const char rows_csv[] =
    "participant,group,cue,angle\nA,x,none,10\nA,x,none,12\nA,x,tap,8\nA,x,tap,9\n"
    "B,x,none,14\nB,x,none,15\nB,x,tap,12\nB,x,tap,10\nC,x,none,11\nC,x,none,12\n"
    "D,y,none,20\nD,y,none,22\nD,y,tap,15\nD,y,tap,16\nE,y,none,24\nE,y,none,25\n"
    "E,y,tap,21\nE,y,tap,22\nF,y,none,19\nF,y,none,21\nF,y,tap,17\nF,y,tap,15\n";

static const char *text_at(const char *path)
{
    const char *text = json_string_value(stats_at(&run, path));
    return text != NULL ? text : "";
}

/* The message of a warning, "" when there is none. */
static const char *warning(const char *code)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(run.document, "warnings"), i, item)
    {
        if (strcmp(json_string_value(json_object_get(item, "code")), code) == 0)
            return json_string_value(json_object_get(item, "message"));
    }
    return "";
}

TEST(the_left_out_have_a_reason)
{
    run_good("{'analysis':'within','outcome':'angle','condition':'cue'}", rows_csv);
    assert_close(stats_number(&run, "n_participants"), 5, 0, 0);
    assert_close(stats_number(&run, "n_participants_dropped"), 1, 0, 0);
    assert_string_equal(text_at("participants_dropped/0/participant"), "C");
    assert_string_equal(text_at("participants_dropped/0/reason"),
                        "cue=tap: no repetition to compare");
}

TEST(enough_repetitions)
{
    static const struct {
        const char *options;
        double people;
    } cases[] = {{"", 6},
                 {",'min_reps':2", 6},
                 {",'min_reps':3", 5},
                 {",'min_reps':5", 0},
                 {",'min_reps':5,'allow_single':true", 6},
                 /* of C 1 of 2 rows is above 11: half */
                 {",'usable':'angle>11','min_valid':0.5", 5},
                 {",'usable':'angle>11','min_valid':0.51", 4},
                 {",'usable':'angle>11'", 6}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char request[200];
        snprintf(request, sizeof request, "{'analysis':'rows','outcome':'angle'%s}",
                 cases[i].options);
        run_request(request, rows_csv);
        double n = stats_number(&run, "n_participants");
        if (n != cases[i].people)
            print_error("%s: %g people\n", cases[i].options, n);
        assert_true(n == cases[i].people);
        assert_true((double)json_array_size(stats_at(&run, "participants_dropped")) == 6 - n);
    }
}

/* Whose a row is, is not known: it is nobody's, and that is said. */
TEST(rows_of_nobody_are_said)
{
    run_good("{'analysis':'rows','outcome':'angle'}",
             "participant,angle\nA,1\nA,2\nB,4\nB,3\n,9\nC,6\nC,8\n,7\n");
    assert_close(stats_number(&run, "n_used"), 6, 0, 0);
    assert_close(stats_number(&run, "n_participants"), 3, 0, 0);
    assert_string_equal(
        warning("W_NO_PARTICIPANT"),
        "rows have no participant: 'participant' is empty in 2, which are excluded");
}

TEST(averaged_conditions_are_said)
{
    run_request("{'analysis':'between','outcome':'angle','group':'group'}", rows_csv);
    assert_non_null(
        strstr(warning("W_POOLED"),
               "'cue' (none: 6 of 6 people, tap: 5 of 6 people) within one value; every row "
               "counts alike; not all values have the same"));
    run_request("{'analysis':'between','outcome':'angle','group':'group','filter':'cue=none'}",
                rows_csv);
    assert_string_equal(warning("W_POOLED"), "");
    /* an error of measurement is that of one condition */
    run_request("{'analysis':'icc','outcome':'angle','rater':'s'}",
                "participant,s,cue,angle\nA,1,n,1\nA,1,t,2\nA,2,n,1\nB,1,n,3\nB,2,n,4\nC,1,n,6\n"
                "C,2,n,7\n");
    assert_string_equal(stats_code(&run), "E_MIXED_ROWS");
    assert_non_null(strstr(run.error.message, "'cue' varies within a cell (n, t)"));
}

TEST(one_person_one_group)
{
    static const char csv[] = "participant,group,angle\na,x,1\na,X,2\nb,x,3\nc,y,4\n"
                              "d,y,6\ne,x,2\n";
    run_request("{'analysis':'between','outcome':'angle','group':'group','order':['x','y']}", csv);
    assert_string_equal(stats_code(&run), "E_GROUP_NOT_CONSTANT");
    assert_non_null(strstr(run.error.message, "(rows 1 and 2 of"));
    run_request("{'analysis':'between','outcome':'angle','group':'group','order':['x','y'],"
                "'groups_vary':true}",
                csv);
    assert_close(stats_number(&run, "groups/x/n"), 3, 0, 0);
    assert_true(stats_warned(&run, "W_GROUPS_VARY"));
}

TEST(phases_are_not_averaged)
{
    static const char csv[] = "participant,phase,angle\na,rep,1\na,hold,2\nb,rep,3\n"
                              "b,hold,4\n";
    run_request("{'analysis':'rows','outcome':'angle'}", csv);
    assert_string_equal(stats_code(&run), "E_MIXED_ROWS");
    assert_int_equal(run.status, HINGE_USAGE);
    run_good("{'analysis':'rows','outcome':'angle','condition':'phase'}", csv);
}

TEST(strata_without_an_answer_are_left_out)
{
    static const char csv[] =
        "participant,group,tier,angle\n1,x,A,1\n2,x,A,2\n3,y,A,4\n4,y,A,5\n5,x,B,9\n";
    run_good("{'analysis':'between','outcome':'angle','group':'group','stratify':true}", csv);
    assert_close(stats_number(&run, "strata/tier=A/welch/mean_diff"), -3, 1e-12, 0);
    assert_string_equal(text_at("strata/tier=B/left_out"),
                        "there is only one level: 'group' has 'x' alone in these rows");
    assert_true(stats_warned(&run, "W_STRATUM_LEFT_OUT"));
}

/* SciPy: Wilson with n = p (1 - p) / se^2 (z / t_7)^2 = 48.6 of 80. */
TEST(prevalence_of_few)
{
    static const int faults[] = {2, 4, 3, 5, 3, 6, 1, 4};
    char csv[4000] = "participant,fault\n", rare[4000] = "participant,fault\n";
    for (int p = 0; p < 8; p++)
        for (int rep = 0; rep < 10; rep++) {
            size_t at = strlen(csv);
            snprintf(csv + at, sizeof csv - at, "P%d,%d\n", p, rep < faults[p]);
            at = strlen(rare);
            snprintf(rare + at, sizeof rare - at, "P%d,%d\n", p, p == 0 && rep == 0);
        }
    run_request("{'analysis':'prevalence','outcome':'fault'}", csv);
    assert_close(stats_number(&run, "cells/all/prevalence"), 0.35, 1e-12, 0);
    assert_close(stats_number(&run, "cells/all/ci_low"), 0.23145537712813363, 1e-9, 0);
    assert_close(stats_number(&run, "cells/all/ci_high"), 0.4905094174705347, 1e-9, 0);
    /* one fault in 80: no lower an upper limit than none in eight people, z^2/(8 + z^2)
     */
    run_request("{'analysis':'prevalence','outcome':'fault'}", rare);
    assert_close(stats_number(&run, "cells/all/ci_high"),
                 3.841458820694124 / (8 + 3.841458820694124), 1e-9, 0);
}

/* R: 1.96 sqrt(2 v) sqrt(df / qchisq(c(.975, .025), df)), df by Satterthwaite. */
TEST(an_mdc_has_an_interval)
{
    run_request("{'analysis':'icc','outcome':'v','rater':'s'}",
                "participant,s,v\n1,a,40\n1,b,44\n2,a,35\n2,b,36\n3,a,50\n3,b,53\n4,a,44\n"
                "4,b,45\n");
    assert_close(stats_number(&run, "mdc95_consistency_low"), 1.6654792670106, 1e-9, 0);
    assert_close(stats_number(&run, "mdc95_consistency_high"), 10.9619289909336, 1e-9, 0);
    assert_close(stats_number(&run, "mdc95_agreement_low"), 2.56404472508023, 1e-9, 0);
    assert_close(stats_number(&run, "mdc95_agreement_high"), 41.692517260573, 1e-9, 0);
}

TEST(delta_and_its_test)
{
    run_request("{'analysis':'between','outcome':'v','group':'g'}",
                "participant,g,v\n1,x,1\n2,x,2\n3,x,3\n4,x,4\n5,y,5\n6,y,6\n7,y,7\n8,y,8\n");
    assert_close(stats_number(&run, "mann_whitney/p"), 2.0 / 70, 1e-12, 0);
    assert_true(stats_number(&run, "cliffs_delta/ci_low") < 0);
    assert_true(strlen(text_at("cliffs_delta/note")) > 20);
    assert_true(stats_warned(&run, "W_DELTA_INTERVAL"));
}

/* The variance of delta is at least (1 - d^2) / (n1 n2 - 1) (Cliff 1993): of 4 and 4
 * people with d = 15/16, 0.00807 stands in for 0.00391. The interval is that of Feng
 * and Cliff (2004) with t(6) = 2.446911851. */
TEST(delta_of_few)
{
    run_request("{'analysis':'between','outcome':'v','group':'g'}",
                "participant,g,v\n1,y,2\n2,y,4\n3,y,4.5\n4,y,5\n5,x,1\n6,x,0.5\n7,x,1.5\n8,x,2\n");
    assert_close(fabs(stats_number(&run, "cliffs_delta/delta")), 0.9375, 1e-12, 0);
    double low = stats_number(&run, "cliffs_delta/ci_low");
    double high = stats_number(&run, "cliffs_delta/ci_high");
    assert_close(fmin(fabs(low), fabs(high)), 0.3443493446526722, 1e-9, 0);
    assert_close(fmax(fabs(low), fabs(high)), 0.9957418533182728, 1e-9, 0);
}
