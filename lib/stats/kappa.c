/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kappa: agreement of two raters, or of several, on categories. */
#include "stats/agreement/label_ratings.h"
#include "stats/agreement/several_raters.h"
#include "stats/people/sample.h"
#include "stats/statistic.h"

static void warn_one_category(struct hinge_analysis *a)
{
    const json_t *of = json_object_get(a->results, "categories"); /* several: shares */
    if (json_array_size(of) + json_object_size(of) == 1)
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "all ratings are in one category: kappa is undefined");
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    const char *first, *second, *participant;
    struct hinge_ratings ratings;
    bool several = hinge_option_given(a, "rater") || hinge_option_given(a, "target");
    enum hinge_status status = hinge_sample_participant(a, &participant, error);
    if (status == HINGE_OK && several) {
        status = hinge_put_multirater(a, participant, error);
        warn_one_category(a);
        return status;
    }
    if (status == HINGE_OK)
        status = hinge_option_require(a, "rater1", &first, error);
    if (status == HINGE_OK)
        status = hinge_option_require(a, "rater2", &second, error);
    if (status == HINGE_OK)
        status = hinge_ratings_read(a, first, second, participant, &ratings, error);
    if (status != HINGE_OK)
        return status;
    hinge_put_count(a, a->results, "n", ratings.n);
    hinge_put_count(a, a->results, "n_participants",
                    participant != NULL ? ratings.n_participants : ratings.n);
    status = hinge_put_kappa(a, a->results, &ratings, error);
    warn_one_category(a);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("kappa", "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, "
                       "{cluster_ci_high:r}], {/n_participants:n} people"),
    HINGE_SAY("kappa", "{cluster_ci_low:_~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("fleiss",
              "Fleiss' kappa = {kappa:r!} [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
              "{/n_raters:n} raters, {/n_targets:n} targets of {/n_participants:n} people"),
    HINGE_SAY("fleiss", "{cluster_ci_low:_~}Fleiss' kappa = {kappa:r!} [{ci_low:r}, "
                        "{ci_high:r}], {/n_raters:n} raters, {/n_targets:n} targets"),
    HINGE_SAY("gwet_ac1_multi", "AC1 = {ac1:r!} [{cluster_ci_low:r!}, {cluster_ci_high:r}]"),
    HINGE_SAY("gwet_ac1_multi", "{cluster_ci_low:_~}AC1 = {ac1:r!} [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("brennan_prediger", "Brennan-Prediger kappa = {kappa:r!} "
                                  "[{cluster_ci_low:r!}, {cluster_ci_high:r}]"),
    HINGE_SAY("brennan_prediger", "{cluster_ci_low:_~}Brennan-Prediger kappa = "
                                  "{kappa:r!} [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("brennan_prediger_multi", "Brennan-Prediger kappa = {kappa:r!} "
                                        "[{cluster_ci_low:r!}, {cluster_ci_high:r}]"),
    HINGE_SAY("brennan_prediger_multi", "{cluster_ci_low:_~}Brennan-Prediger kappa = "
                                        "{kappa:r!} [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("kappa",
              "The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} "
              "to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("kappa",
              "{cluster_ci_low:_~}The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("kappa",
              "Agreement beyond chance is not shown: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("kappa",
              "{cluster_ci_low:_~}Agreement beyond chance is not shown: kappa "
              "{kappa:r!} ({:c}% "
              "CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("fleiss",
              "{/n_raters:n} raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("fleiss",
              "{cluster_ci_low:_~}{/n_raters:n} raters agree beyond chance: kappa {kappa:r!} "
              "({:c}% CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("fleiss",
              "Agreement of {/n_raters:n} raters beyond chance is not shown: kappa "
              "{kappa:r!} "
              "({:c}% CI {cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} "
              "people).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("fleiss",
              "{cluster_ci_low:_~}Agreement of {/n_raters:n} raters beyond chance is "
              "not shown: "
              "kappa {kappa:r!} ({:c}% CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("", "n = {n:n!} decisions, each by two raters."), HINGE_SAY_END};

static const char *const options[] = {"rater1", "rater2",      "outcome",   "target",
                                      "rater",  "participant", "bootstrap", NULL};

const struct hinge_statistic hinge_statistic_kappa = {
    .id = "kappa",
    .title = "Agreement on categories",
    .details = "Cohen's kappa, Brennan and Prediger's kappa and Gwet's AC1 of the columns "
               "rater1 and rater2. With more than two categories both kappas also have "
               "linear and quadratic weights. Brennan and Prediger take 1 in the number "
               "of categories as chance (also called PABAK). With outcome, target and rater "
               "(a row per rating) Fleiss' "
               "and Brennan and Prediger's kappa and AC1 of several raters; raters may "
               "have rated a part of the targets. "
               "With participant, intervals from a bootstrap of participants as "
               "cluster_ci_low and cluster_ci_high.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "kappa|fleiss",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"kappa\", \"rater1\": \"a\", \"rater2\": \"b\"}",
    .example_data = "a,b\n1,1\n1,2\n2,2\n3,3\n3,2\n1,1\n2,2\n"};
