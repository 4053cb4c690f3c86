/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kappa: agreement of two raters, or of several, on categories. */
#include "stats/methods/multirater.h"
#include "stats/methods/ratings.h"
#include "stats/people/sample.h"
#include "stats/statistic.h"

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    const char *first, *second, *participant;
    struct hinge_ratings ratings;
    bool several = hinge_option_given(a, "rater") || hinge_option_given(a, "target");
    enum hinge_status status = hinge_sample_participant(a, &participant, error);
    if (status == HINGE_OK && several)
        return hinge_put_multirater(a, participant, error);
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
    return hinge_put_kappa(a, a->results, &ratings, error);
}

static const char *const options[] = {"rater1", "rater2",      "outcome",   "target",
                                      "rater",  "participant", "bootstrap", NULL};

const struct hinge_statistic hinge_statistic_kappa = {
    .id = "kappa",
    .title = "Agreement on categories",
    .details =
        "Cohen's kappa, linearly and quadratically weighted for more than two "
        "categories, PABAK and Gwet's AC1, of the columns rater1 and rater2. With "
        "outcome, target and rater (a row per rating) Fleiss' kappa and AC1 of "
        "several raters; not everybody must have rated everything. With "
        "participant, intervals from a bootstrap of participants as "
        "cluster_ci_low and cluster_ci_high.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .run = run,
    .example_request =
        "{\"analysis\": \"kappa\", \"rater1\": \"a\", \"rater2\": \"b\"}",
    .example_data = "a,b\n1,1\n1,2\n2,2\n3,3\n3,2\n1,1\n2,2\n"};
