/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trials of unequal numbers of repetitions count alike within a person (method 9.2):
 * of faults, of curves, of covariates, at every threshold. The numbers are by hand. */
#include "test.h"

#include "stats_run.h"

/* Under x, A has trials of 4 and 1 repetitions, B of 2, C of 2, D of 1: people's rates
 * (1/4 + 1)/2, 1, 0, 1; their means of v (3 + 9)/2 = 6, 5, 8, 3, and y is twice that.
 * Without: A 1/2, B (1/4 + 0)/2, C 0, D 1. */
static const char rows_csv[] =
    "participant,group,cue,trial,angle,fault,v,y,n000,n001,n002\nA,g,x,1,40,1,1,12,1,2,1\n"
    "A,g,x,1,20,0,2,12,2,3,2\nA,g,x,1,20,0,3,12,3,4,3\nA,g,x,1,20,0,6,12,6,7,6\n"
    "A,g,x,2,40,1,9,12,9,10,9\nB,g,x,3,40,1,4,10,4,5,4\nB,g,x,3,40,1,6,10,6,7,6\n"
    "C,h,x,4,20,0,7,16,7,8,7\nC,h,x,4,20,0,9,16,9,10,9\nD,h,x,5,40,1,3,6,3,4,3\n"
    "A,g,none,6,20,0,1,1,1,2,1\nA,g,none,6,40,1,1,1,1,2,1\nB,g,none,7,20,0,1,1,1,2,1\n"
    "B,g,none,7,20,0,1,1,1,2,1\nB,g,none,7,40,1,1,1,1,2,1\nB,g,none,7,20,0,1,1,1,2,1\n"
    "B,g,none,8,20,0,1,1,1,2,1\nC,h,none,9,20,0,1,1,1,2,1\nC,h,none,9,20,0,1,1,1,2,1\n"
    "D,h,none,10,40,1,1,1,1,2,1\n";

#define NESTED ",'aggregate':'nested','trial':'trial'"
#define UNDER_X ",'filter':'cue=x'"

TEST(each_trial_counts_alike)
{
    static const struct {
        const char *request, *path;
        double value;
    } cases[] = {
        {"'analysis':'binary_within','outcome':'fault','condition':'cue','order':['x','none'"
         "]" NESTED,
         "rd_participant/rd", (0.125 + 0.875 + 0 + 0) / 4},
        {"'analysis':'binary_within','outcome':'fault','condition':'cue','order':['x','none'"
         "]" NESTED,
         "rd_pooled/rd", 5 / 10. - 3 / 10.},
        {"'analysis':'binary_within','outcome':'fault','condition':'cue','order':['x','none']",
         "rd_participant/rd", (2 / 5. - 1 / 2. + 1 - 1 / 5.) / 4},
        {"'analysis':'prevalence','outcome':'angle','thresholds':[30]" UNDER_X NESTED,
         "cells/all/30.0/prevalence", (0.625 + 1 + 0 + 1) / 4},
        {"'analysis':'prevalence','outcome':'angle','thresholds':[30]" UNDER_X NESTED,
         "cells/all/30.0/prop", 5 / 10.},
        /* of one person there are three repetitions */
        {"'analysis':'prevalence','outcome':'angle','thresholds':[30],'min_reps':3" UNDER_X NESTED,
         "cells/all/30.0/prevalence", 0.625},
        {"'analysis':'prevalence','outcome':'angle','thresholds':[30],'min_reps':3" UNDER_X NESTED,
         "n_participants", 1},
        {"'analysis':'prevalence','outcome':'angle','thresholds':[30,35],'condition':'cue',"
         "'order':['x','none']" NESTED,
         "difference/30.0/diff", 0.25},
        {"'analysis':'spm_band','trial':'trial'" UNDER_X, "cells/all/mean/0", (6 + 5 + 8 + 3) / 4.},
        {"'analysis':'spm_band'" UNDER_X, "cells/all/mean/1", (21 / 5. + 5 + 8 + 3) / 4 + 1},
        {"'analysis':'ancova','outcome':'y','group':'group','covariate':['v']" UNDER_X NESTED,
         "fixed/v/estimate", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[400];
        snprintf(request, sizeof request, "{%s,'bootstrap':20}", cases[i].request);
        if (strstr(request, "spm_band") == NULL)
            snprintf(request, sizeof request, "{%s}", cases[i].request);
        run_request(request, rows_csv);
        if (run.status != HINGE_OK)
            print_error("%s: %s\n", request, run.text);
        assert_int_equal(run.status, HINGE_OK);
        assert_close(stats_number(&run, cases[i].path), cases[i].value, 1e-12, 1e-12);
    }
}

/* Per node people's curves of a session are means of trial means: in session 1 A has
 * trials of 3 curves and 1 (at node 0: 2 and 8), in session 2 one of 1; ICC and SEM of
 * the table 5 6, 4 5, 9 8, 2 4 by R's aov. */
TEST(curves_of_sessions_are_of_trials)
{
    static const char csv[] = "participant,session,trial,n000,n001,n002\n"
                              "A,1,1,1,4,1\nA,1,1,2,4,2\nA,1,1,3,4,1\nA,1,2,8,5,1\nA,2,1,6,5,2\n"
                              "B,1,1,4,4,1\nB,2,1,5,5,2\nC,1,1,9,6,3\nC,2,1,8,7,2\nD,1,1,2,4,1\n"
                              "D,2,1,4,3,1\n";
    run_good("{'analysis':'curve_agreement','session':'session','trial':'trial'}", csv);
    assert_close(stats_number(&run, "nodes/icc2/0"), 0.85106382978723, 1e-9, 0);
    assert_close(stats_number(&run, "nodes/icc3/0"), 0.86330935251799, 1e-9, 0);
    assert_close(stats_number(&run, "nodes/sem_agreement/0"), 0.93541434669349, 1e-9, 0);
}

/* A repetition without any value of the curve is none of those that a person needs. */
TEST(blank_curves_are_no_repetitions)
{
    static const char csv[] = "participant,n000,n001,n002\nA,1,2,3\nA,,,\nA,,,\n"
                              "B,1,2,3\nB,2,2,3\nB,3,2,3\nC,1,2,3\nC,2,2,3\nC,3,2,3\n"
                              "D,1,2,3\nD,2,2,3\nD,3,2,3\n";
    run_good("{'analysis':'spm_band','min_reps':3,'bootstrap':20}", csv);
    assert_close(stats_number(&run, "cells/all/n"), 3, 0, 0);
    assert_string_equal(json_string_value(stats_at(&run, "participants_dropped/0/reason")),
                        "fewer than 3 usable repetitions (1 of 3)");
}

/* Who lacks a curve in one cell counts in the others: A has two repetitions under x
 * alone, B under both, C one with gaps under x, D one under each. */
TEST(cells_of_bands_have_their_own_people)
{
    static const char csv[] =
        "participant,cue,n000,n001,n002\nA,x,1,2,3\nA,x,2,2,4\nA,none,1,2,3\n"
        "B,x,1,2,3\nB,x,3,2,5\nB,none,2,4,3\nB,none,2,2,3\nC,x,1,2,\nC,x,3,2,\n"
        "C,none,4,4,\nD,x,1,2,3\nD,none,1,2,2\n";
    run_good("{'analysis':'spm_band','min_reps':2,'by':['cue'],'bootstrap':20}", csv);
    assert_close(stats_number(&run, "cells/cue=x/n"), 2, 0, 0);
    assert_close(stats_number(&run, "cells/cue=none/n"), 1, 0, 0);
    assert_close(stats_number(&run, "n_participants"), 2, 0, 0);
    assert_close(stats_number(&run, "n_participants_dropped"), 2, 0, 0);
    assert_string_equal(json_string_value(stats_at(&run, "participants_dropped/0/reason")),
                        "a curve has no value at an end or at more than 5 % of its nodes");
    assert_string_equal(json_string_value(stats_at(&run, "participants_dropped/1/reason")),
                        "fewer than 2 usable repetitions (1 of 1)");
}

/* Who has neither condition in enough repetitions lacks a condition as well. */
TEST(everybody_left_out_is_counted)
{
    static const char csv[] =
        "participant,cue,angle\nA,x,1\nA,x,2\nA,none,3\nA,none,5\nB,x,1\nB,x,4\n"
        "B,none,3\nB,none,3\nC,x,1\nC,none,2\nC,none,2\nD,x,1\nD,none,4\n";
    static const char *const analyses[] = {"'within','condition':'cue'",
                                           "'bland_altman','method':'cue'"};
    for (size_t i = 0; i < 2; i++) {
        char request[200];
        snprintf(request, sizeof request, "{'analysis':%s,'outcome':'angle','min_reps':2}",
                 analyses[i]);
        run_good(request, csv);
        assert_close(stats_number(&run, "n_participants_dropped"), 2, 0, 0);
        json_t *warning = json_array_get(json_object_get(run.document, "warnings"), 0);
        assert_string_equal(json_string_value(json_object_get(warning, "code")),
                            "W_INCOMPLETE_PAIRS");
        assert_int_equal(
            json_integer_value(json_object_get(json_object_get(warning, "detail"), "n")), 2);
    }
}

/* Who has one curve has no agreement of his own: left out, and counted. */
TEST(nobody_is_lost_in_silence)
{
    static const char csv[] = "participant,n000,n001,n002\nA,1,2,3\nA,1,3,3\n"
                              "B,1,2,\nB,2,2,\nC,1,2,4\nC,1,3,\n";
    run_good("{'analysis':'curve_agreement'}", csv);
    assert_close(stats_number(&run, "n_participants"), 2, 0, 0);
    assert_close(stats_number(&run, "n_participants_dropped"), 1, 0, 0);
}
