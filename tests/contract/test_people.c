/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People are the unit in every analysis of the registry: of rows of repetitions with a
 * column `participant` that nobody names, n is people; and to write each repetition
 * down several times, which tells nothing new, changes no test, interval or degree of
 * freedom of an analysis that makes people of rows. */
#include "test.h"

#include "stats_run.h"

#include "base/text.h"

enum { PEOPLE = 12, REPS = 4 };

static const struct {
    const char *analysis;
    const char *request;       /* without the analysis; NULL: its rows are no people */
    const char *unchanged[12]; /* paths that copies of rows leave alone */
} plans[] = {
    {"ancova",
     "'outcome': 'angle', 'group': 'group', 'covariate': ['age']",
     {"n", "type3/group/F", "type3/group/df2", "fixed/age/se", "fixed/age/p", NULL}},
    {"anova",
     "'outcome': 'angle', 'group': 'group'",
     {"anova/df2", "anova/F", "welch_anova/p", "kruskal/p", NULL}},
    {"between",
     "'outcome': 'angle', 'group': 'group'",
     {"groups/a/n", "welch/df", "welch/p", "mann_whitney/p", "permutation_welch/p",
      "hedges_g/ci_low", NULL}},
    {"binary_within",
     "'outcome': 'fault', 'condition': 'cue'",
     {"rd_participant/k", "rd_participant/ci_low", "rd_pooled/ci_high", NULL}},
    {"bland_altman",
     "'outcome': 'angle', 'method': 'cue'",
     {"bland_altman/n", "bland_altman/sd", "bland_altman/bias_ci_low", NULL}},
    {"curve_agreement",
     "'session': 'cue'",
     {"nodes/icc2/0", "nodes/mdc95_agreement/1", "summary/mdc95_agreement_max", NULL}},
    {"cues",
     "'condition': 'cue', 'plan': {'cues': {'tap': {'outcomes': [{'role': 'primary', "
     "'outcome': 'angle', 'column': 'angle'}]}}, 'faults': ['fault']}",
     {"outcomes/0/n", "outcomes/0/ci_low", "outcomes/0/p", "outcomes/1/ci_high", NULL}},
    {"groups",
     "'group': 'group', 'min_share': 0.3, 'plan': {'outcomes': [{'role': 'primary', 'outcome': "
     "'angle', "
     "'column': 'angle'}], 'faults': ['fault']}",
     {"outcomes/0/n_first", "outcomes/0/ci_low", "outcomes/0/p", "outcomes/1/p_holm", NULL}},
    {"icc",
     "'outcome': 'angle', 'rater': 'cue'",
     {"n_targets", "icc/ICC2/df2", "icc/ICC2/ci_low", "mdc95_agreement", NULL}},
    {"kappa",
     "'rater': ['truth', 'fault']",
     {"kappa/cluster_ci_low", "kappa/cluster_ci_high", NULL}},
    {"detectable",
     "'group': 'group', 'plan': {'outcomes': [{'outcome': 'angle', 'column': 'angle'}]}",
     {"effects/0/n_first", "effects/0/detectable", "effects/0/sd_total", NULL}},
    {"prevalence",
     "'outcome': 'fault'",
     {"cells/all/n_participants", "cells/all/se", "cells/all/cluster_se", NULL}},
    {"prevalence",
     "'outcome': 'angle', 'thresholds': [30, 35, 40]",
     {"cells/all/35.0/n_participants", "cells/all/35.0/cluster_se", NULL}},
    {"relation",
     "'outcome': 'angle', 'with': 'age', 'filter': 'cue=none'",
     {"relation/n", "relation/se", "relation/p", "relation/rho_ci_low", NULL}},
    {"roc",
     "'score': 'angle', 'truth': 'truth'",
     {"roc/cluster_ci_low", "roc/cluster_ci_high", NULL}},
    {"rows", "'outcome': 'angle', 'condition': 'cue'", {NULL}},
    {"spm", "'group': 'group'", {"t/0", "permutation/threshold", "permutation/p_max", NULL}},
    {"spm_band", "'level': 0.95", {"cells/all/n", "cells/all/se/0", NULL}},
    {"validate",
     "'truth': 'truth', 'pred': 'fault', 'score': 'angle'",
     {"accuracy/sensitivity/cluster_ci_low", "agreement/kappa/cluster_ci_low",
      "prevalence/fault/cluster_se", "roc/cluster_ci_low", NULL}},
    {"within",
     "'outcome': 'angle', 'condition': 'cue'",
     {"paired_t/n", "paired_t/df", "paired_t/p", "wilcoxon/p", "signflip/p", "d_z/ci_high", NULL}},
};
enum { PLANS = sizeof plans / sizeof plans[0] };

/* Every person under two cues, REPS repetitions of each, every row `copies` times. */
static char *table(int copies)
{
    struct hinge_text csv = {0};
    hinge_text_adds(&csv, "participant,group,age,cue,trial,rep,angle,fault,truth,n000,"
                          "n001,n002,n003\n");
    for (int p = 0; p < PEOPLE; p++)
        for (int cue = 0; cue < 2; cue++)
            for (int rep = 0; rep < REPS; rep++)
                for (int copy = 0; copy < copies; copy++) {
                    double person = (p * 7 % 12) + (p % 2 ? 3 : 0);
                    double angle = 30 + person + (cue ? -2 - p % 5 : 0) + (rep * 5 + p * 3) % 7;
                    hinge_text_printf(&csv, "P%02d,%s,%d,%s,1,%d,%.1f,%d,%d,%.2f,%.2f,%.2f,%.2f\n",
                                      p, p % 2 ? "a" : "b", 20 + p * 5 % 11, cue ? "tap" : "none",
                                      rep, angle, (p + rep * 2 + cue) % 3 == 0,
                                      (p + rep * 2 + cue) % 3 == 0 ? rep != 1 : (p + rep) % 4 == 0,
                                      angle, angle + p % 3, angle * 2 - rep, angle - p % 4);
                }
    return csv.data;
}

static void run_plan(size_t i, const char *csv)
{
    char request[600];
    snprintf(request, sizeof request, "{'analysis': '%s', %s}", plans[i].analysis,
             plans[i].request);
    run_good(request, csv);
}

TEST(every_analysis_has_a_plan)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        if ((list[i]->needs & HINGE_STATS_NEEDS_TABLE) == 0)
            continue;
        while (at < PLANS && strcmp(plans[at].analysis, list[i]->id) != 0)
            at++;
        if (at == PLANS)
            print_error("%s: say in this file how its n is people\n", list[i]->id);
        assert_true(at < PLANS);
    }
    for (size_t i = 0; i < PLANS; i++)
        assert_non_null(hinge_analysis_kind_find(plans[i].analysis));
}

TEST(n_is_people)
{
    cleared_by(freed) char *csv = table(1);
    for (size_t i = 0; i < PLANS; i++) {
        if (plans[i].request == NULL)
            continue;
        run_plan(i, csv);
        if (stats_number(&run, "n_participants") != PEOPLE)
            print_error("%s: n_participants %g\n", plans[i].analysis,
                        stats_number(&run, "n_participants"));
        assert_true(stats_number(&run, "n_participants") == PEOPLE);
    }
}

TEST(copies_of_repetitions_tell_nothing)
{
    cleared_by(freed) char *once = table(1), *thrice = table(3);
    for (size_t i = 0; i < PLANS; i++) {
        if (plans[i].request == NULL)
            continue;
        double x[12], y;
        const char *const *path = plans[i].unchanged;
        run_plan(i, once);
        for (size_t k = 0; path[k] != NULL; k++)
            x[k] = stats_number(&run, path[k]);
        run_plan(i, thrice);
        for (size_t k = 0; path[k] != NULL; k++) {
            y = stats_number(&run, path[k]);
            if (!(fabs(x[k] - y) <= 1e-9 * fabs(x[k])))
                fail_msg("%s %s: %.17g, of copies %.17g", plans[i].analysis, path[k], x[k], y);
        }
    }
}
