/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cue's change at levels of another column, slopes within people, and the answer with
 * covariates. Expected: R (t.test of people's changes, and of lm's slopes of each person). */
#include "test.h"

#include "stats_run.h"

#include "base/text.h"

/* Seven people under two cues with two loads, three repetitions each. */
static char *table(const char *header)
{
    struct hinge_text csv = {0};
    hinge_text_adds(&csv, header);
    for (int p = 1; p <= 7; p++)
        for (int cue = 0; cue < 2; cue++)
            for (int kg = 0; kg < 2; kg++)
                for (int rep = 1; rep <= 3; rep++)
                    hinge_text_printf(&csv, "P%d,%s,%d,%d,%d.0,%d.0\n", p, cue ? "dowel" : "none",
                                      20 * kg, rep,
                                      40 + p * 3 % 5 + cue * (-6 + p * p % 4 + kg * (2 + p * 3 % 7)) +
                                          kg * (p % 3) + rep * p % 4,
                                      10 * p + rep * rep + p * rep % 3);
    return csv.data;
}

TEST(a_change_at_each_level)
{
    cleared_by(freed) char *csv = table("participant,cue,kg,rep,y,z\n");
    run_good("{'analysis':'cues','condition':'cue','baseline':'none','by':['kg'],'plan':{'cues':{"
             "'dowel':{'outcomes':[{'role':'primary','outcome':'y','column':'y'}]}},'faults':[]}}",
             csv);
    assert_close(stats_number(&run, "changes/0/change"), -5.42857142857143, 1e-9, 0);
    assert_close(stats_number(&run, "changes/0/ci_low"), -5.92292227511724, 1e-9, 0);
    assert_close(stats_number(&run, "differences/0/diff"), 5, 1e-9, 0);
    assert_close(stats_number(&run, "differences/0/ci_low"), 3.0021048397086, 1e-9, 0);
    assert_close(stats_number(&run, "differences/0/p_holm"), 0.000866343339881474, 1e-9, 0);
    assert_close(stats_number(&run, "differences/0/n"), 7, 0, 0);
}

/* severity: what is measured in each repetition */
TEST(slopes_within_people_stand_beside)
{
    cleared_by(freed) char *csv = table("participant,cue,kg,rep,severity:y,severity:z\n");
    run_good("{'analysis':'relation','outcome':'severity:y','with':'severity:z',"
             "'filter':'cue=none & kg=0'}",
             csv);
    assert_close(stats_number(&run, "relation/n"), 7, 0, 0);
    assert_close(stats_number(&run, "within/n"), 7, 0, 0);
    assert_close(stats_number(&run, "within/slope"), 0.0269679300291534, 1e-9, 0);
    assert_close(stats_number(&run, "within/ci_low"), -0.188620648792114, 1e-9, 0);
}
