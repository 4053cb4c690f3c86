/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate: a fault detector against a rater, in one report. */
#include "stats/agreement/accuracy.h"
#include "stats/agreement/label_ratings.h"
#include "stats/people/left_out.h"
#include "stats/people/sample.h"
#include "stats/probability/proportion.h"

/* How often one column says fault, participants as clusters where they are known. */
static enum hinge_status put_prevalence(struct hinge_analysis *a, json_t *parent, const char *key,
                                        const double *says, const struct hinge_sample *s,
                                        struct hinge_error *error)
{
    size_t people = s->n_participants, k = 0;
    double *y = hinge_analysis_alloc(a, 2 * people, sizeof *y);
    if (y == NULL)
        return hinge_analysis_no_memory(error);
    double *m = y + people;
    for (size_t i = 0; i < s->n; i++) {
        y[s->participant[i]] += says[i];
        m[s->participant[i]]++;
    }
    for (size_t p = 0; p < people; p++) {
        if (m[p] == 0)
            continue;
        y[k] = y[p];
        m[k++] = m[p];
    }
    struct hinge_proportion p = hinge_clustered_proportion(y, m, NULL, k, a->level);
    hinge_put_proportion(a, hinge_put_object(a, parent, key), &p);
    return HINGE_OK;
}

static enum hinge_status put_kappas(struct hinge_analysis *a, const char *truth, const char *pred,
                                    const char *participant, struct hinge_error *error)
{
    struct hinge_ratings ratings;
    enum hinge_status status = hinge_ratings_read(a, truth, pred, participant, &ratings, error);
    if (status == HINGE_OK)
        status = hinge_put_kappa(a, hinge_put_object(a, a->results, "agreement"), &ratings, error);
    const char *second = hinge_option_text(a, "rater2");
    if (status != HINGE_OK || second == NULL)
        return status;
    status = hinge_ratings_read(a, truth, second, participant, &ratings, error);
    if (status == HINGE_OK)
        status = hinge_put_kappa(a, hinge_put_object(a, a->results, "agreement_of_raters"),
                                 &ratings, error);
    return status;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error, .binary = {true, true}};
    struct hinge_sample s;
    hinge_columns_number(a, &columns, "pred");
    hinge_columns_number(a, &columns, "truth");
    hinge_columns_participant(a, &columns);
    const char *score = hinge_option_text(a, "score");
    if (score != NULL)
        columns.number[columns.n_numbers++] = score;
    enum hinge_status status = hinge_sample_gather(a, &columns, &s, error);
    if (status != HINGE_OK)
        return status;
    const uint32_t *who = columns.participant != NULL ? s.participant : NULL;
    hinge_sample_report(a, &s, a->results);
    status = hinge_put_accuracy(a, hinge_put_object(a, a->results, "accuracy"), s.number[0],
                                s.number[1], who, s.n_participants, s.n, error);
    if (status == HINGE_OK)
        status = put_kappas(a, columns.number[1], columns.number[0], columns.participant, error);
    json_t *prevalence = hinge_put_object(a, a->results, "prevalence");
    if (status == HINGE_OK)
        status = put_prevalence(a, prevalence, columns.number[1], s.number[1], &s, error);
    if (status == HINGE_OK)
        status = put_prevalence(a, prevalence, columns.number[0], s.number[0], &s, error);
    if (status != HINGE_OK || score == NULL)
        return status;
    struct hinge_scores scores = {s.n, s.number[2], s.number[1], who, s.n_participants};
    return hinge_put_roc(a, a->results, &scores, false, error);
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("agreement/kappa", "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, "
                                 "{cluster_ci_high:r}], {/n_participants:n} people"),
    HINGE_SAY("agreement/kappa",
              "{cluster_ci_low:_~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence apa_2[] = {
    HINGE_SAY("accuracy/sensitivity",
              "sensitivity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("accuracy/specificity",
              "specificity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("accuracy/sensitivity", "The prediction finds {value:r!} of the faults ({:c}% CI "
                                      "{ci_low:r} to {ci_high:r})."),
    HINGE_SAY("accuracy/specificity",
              "It is negative in {value:r!} of the repetitions without a fault ({:c}% "
              "CI {ci_low:r} to {ci_high:r})."),
    HINGE_SAY_END};

static const struct hinge_sentence plain_2[] = {
    HINGE_SAY("agreement/kappa",
              "The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} "
              "to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("agreement/kappa",
              "{cluster_ci_low:_~}The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("agreement/kappa",
              "Agreement beyond chance is not shown: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("agreement/kappa",
              "{cluster_ci_low:_~}Agreement beyond chance is not shown: kappa "
              "{kappa:r!} ({:c}% "
              "CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("accuracy/accuracy", "n = {n:n!} decisions of {/n_participants:n} "
                                   "participants."),
    HINGE_SAY_END};

static const char *const options[] = {"truth",       "pred",      "score", "rater2",
                                      "participant", "bootstrap", NULL};

const struct hinge_statistic hinge_statistic_validate = {
    .id = "validate",
    .title = "Validation of a fault detector",
    .details = "Accuracy, agreement (kappa), prevalence by the detector and by the "
               "rater, agreement of a second rater with the first, ROC curve of a "
               "score: everything that a validation study reports.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "accuracy counts",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, hinge_say_roc_apa, apa_2, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, hinge_say_roc_plain, plain_2, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"validate\", \"truth\": \"clinician\", \"pred\": "
                       "\"tool\", \"score\": \"angle\", \"participant\": \"participant\"}",
    .example_data = "participant,clinician,tool,angle\nP1,1,1,31\nP1,1,1,28\nP2,1,0,22\n"
                    "P2,0,0,20\nP3,0,0,18\nP3,0,1,25\nP4,0,0,15\nP4,1,1,30\n"};
