/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mdc = auto of within: which repeats of the baseline its reliability is from. */
#include "test.h"

#include "stats_run.h"

#define WITHIN                                                                                     \
    "{'analysis':'within','outcome':'v','participant':'p','condition':"                            \
    "'c','order':['t','n'],'mdc':'auto','mdc_min_people':3"

/* Pairs that differ by 1, -1, -1, 1: MSE = 2/3, MSC = 0, so SEM = sqrt(2/3). */
static const double mdc_of_pairs = 2.263213055223333;

/* The trials of the baseline come first for some people and last for others. */
static const char trials_csv[] =
    "p,c,trial,v\n1,n,1,40\n1,n,2,41\n1,t,3,33\n2,t,1,34\n2,n,2,35\n2,n,3,34\n"
    "3,n,1,50\n3,n,2,49\n3,t,3,44\n4,t,1,45\n4,n,2,44\n4,n,3,45\n";

/* Sessions repeat as the trials above, with rows in any order; trials within them vary wildly. */
static const char sessions_csv[] =
    "p,c,session,trial,v\n1,n,a,1,30\n1,n,b,1,41\n1,n,a,2,50\n1,t,a,1,33\n"
    "2,n,a,1,35\n2,n,b,1,34\n2,t,a,1,34\n3,n,a,1,50\n3,n,b,1,49\n3,t,a,1,44\n"
    "4,n,a,1,44\n4,n,b,1,45\n4,t,a,1,45\n";

/* Two people alone have a second session, far from the first. */
static const char few_sessions_csv[] =
    "p,c,session,trial,v\n1,n,a,1,40\n1,n,a,2,41\n1,t,a,3,33\n1,n,b,1,90\n1,n,b,2,10\n"
    "2,n,a,1,35\n2,n,a,2,34\n2,t,a,3,34\n2,n,b,1,80\n3,n,a,1,50\n3,n,a,2,49\n"
    "3,t,a,3,44\n4,n,a,1,44\n4,n,a,2,45\n4,t,a,3,45\n";

static void check(const char *request, const char *csv, const char *unit, double people,
                  bool warned)
{
    run_good(request, csv);
    const char *found = json_string_value(stats_at(&run, "responders/mdc_from/unit"));
    assert_non_null(found);
    assert_string_equal(found, unit);
    assert_close(stats_number(&run, "responders/mdc"), mdc_of_pairs, 1e-12, 0);
    assert_close(stats_number(&run, "responders/mdc_from/n_participants"), people, 0, 0);
    assert_close(stats_number(&run, "responders/mdc_from/sem"), sqrt(2.0 / 3), 1e-12, 0);
    /* R: mdc * sqrt(df / qchisq(c(.975, .025), df)), df = 3 */
    assert_close(stats_number(&run, "responders/mdc_from/mdc_low"), 1.28208653751775, 1e-12, 0);
    assert_close(stats_number(&run, "responders/mdc_from/mdc_high"), 8.43849687167074, 1e-12, 0);
    assert_int_equal(stats_warned(&run, "W_MDC_WITHIN_SESSION"), warned);
}

TEST(trials_are_numbered_within_the_baseline)
{
    check(WITHIN "}", trials_csv, "trials", 4, true);
}

TEST(sessions_come_first)
{
    check(WITHIN "}", sessions_csv, "sessions", 4, false);
}

TEST(too_few_sessions_leave_trials_of_the_first)
{
    check(WITHIN "}", few_sessions_csv, "trials", 4, true);
}

TEST(the_trial_option_names_the_column)
{
    char csv[sizeof trials_csv];
    memcpy(csv, trials_csv, sizeof csv);
    memcpy(strstr(csv, "trial"), "block", 5);
    check(WITHIN ",'trial':'block'}", csv, "trials", 4, true);
}

TEST(unequal_numbers_are_of_the_first)
{
    char csv[sizeof trials_csv + 16];
    snprintf(csv, sizeof csv, "%s1,n,4,42\n", trials_csv);
    run_good(WITHIN "}", csv);
    assert_string_equal(json_string_value(stats_at(&run, "responders/mdc_from/method")),
                        "mean squares");
    double sem = stats_number(&run, "responders/mdc_from/sem");
    assert_close(stats_number(&run, "responders/mdc_from/n_repeats"), 2, 0, 0);
    assert_close(sem, sqrt(2.0 / 3), 1e-12, 0); /* as without the third trial */
    assert_close(stats_number(&run, "responders/mdc"), 1.96 * sqrt(2) * sem, 1e-12, 0);
    /* icc alone, on the repeats numbered by hand */
    run_request("{'analysis':'icc','outcome':'v','target':'p','rater':'r'}",
                "p,r,v\n1,1,40\n1,2,41\n1,3,42\n2,1,35\n2,2,34\n3,1,50\n3,2,49\n4,1,44\n4,2,45\n");
    assert_close(stats_number(&run, "sem_agreement"), sem, 1e-9, 0);
    /* R: psych::ICC(cbind(c(40, 35, 50, 44), c(41, 34, 49, 45))) */
    assert_close(stats_number(&run, "icc/ICC2/icc"), 0.987628865979381, 1e-9, 0);
}

TEST(equal_repeats_warn)
{
    run_good(WITHIN "}", "p,c,trial,v\n1,n,1,4\n1,n,2,4\n1,t,1,3\n2,n,1,5\n2,n,2,5\n2,t,1,3\n"
                         "3,n,1,6\n3,n,2,6\n3,t,1,2\n");
    assert_close(stats_number(&run, "responders/mdc"), 0, 0, 0);
    assert_true(stats_warned(&run, "W_ZERO_VARIANCE"));
}

TEST(too_few_repeats_are_counted)
{
    static const char *const tables[] = {
        "p,c,v\n1,n,4\n1,t,3\n2,n,5\n2,t,3\n3,n,6\n3,t,2\n",
        "p,c,trial,v\n1,n,1,4\n1,n,2,4\n1,t,1,3\n2,n,1,5\n2,t,1,3\n3,n,1,6\n3,t,1,2\n",
    };
    for (size_t i = 0; i < 2; i++) {
        char start[64];
        run_request(WITHIN "}", tables[i]);
        assert_int_equal(run.status, HINGE_INPUT);
        assert_string_equal(stats_code(&run), "E_TOO_FEW");
        snprintf(start, sizeof start, "mdc auto: under 'n' %zu %s 2 or more trials", i,
                 i == 1 ? "has" : "have");
        if (strstr(run.error.message, start) == NULL)
            fail_msg("%s", run.error.message);
    }
}

TEST(other_words_are_refused)
{
    run_request("{'analysis':'within','outcome':'v','participant':'p','condition':'c',"
                "'mdc':'trials'}",
                trials_csv);
    assert_string_equal(stats_code(&run), "E_OPTION");
    assert_non_null(strstr(run.error.message, "or auto"));
}

TEST(more_than_two_conditions_do_not_use_it)
{
    run_good("{'analysis':'within','outcome':'v','participant':'p','condition':'c','mdc':'auto'}",
             "p,c,v\n1,a,4\n1,b,3\n1,d,7\n2,a,5\n2,b,3\n2,d,6\n3,a,6\n3,b,2\n3,d,9\n");
    assert_true(stats_warned(&run, "W_AMOUNT_UNUSED"));
}
