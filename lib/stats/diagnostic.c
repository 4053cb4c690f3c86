/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagnostic: a yes/no decision against the truth. */
#include "stats/agreement/accuracy.h"
#include "stats/people/left_out.h"
#include "stats/people/sample.h"

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error, .binary = {true, true}};
    struct hinge_sample s;
    hinge_columns_number(a, &columns, "pred");
    hinge_columns_number(a, &columns, "truth");
    hinge_columns_participant(a, &columns);
    enum hinge_status status = hinge_sample_gather(a, &columns, &s, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &s, a->results);
    const uint32_t *who = columns.participant != NULL ? s.participant : NULL;
    return hinge_put_accuracy(a, a->results, s.number[0], s.number[1], who, s.n_participants, s.n,
                              error);
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("sensitivity", "sensitivity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("specificity", "specificity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("sensitivity", "The prediction finds {value:r!} of the faults ({:c}% CI "
                             "{ci_low:r} to {ci_high:r})."),
    HINGE_SAY("specificity", "It is negative in {value:r!} of the repetitions without "
                             "a fault ({:c}% CI {ci_low:r} to {ci_high:r})."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {HINGE_SAY("accuracy", "n = {n:n!} decisions."),
                                             HINGE_SAY_END};

static const char *const options[] = {"truth", "pred", "participant", NULL};

const struct hinge_statistic hinge_statistic_diagnostic = {
    .id = "diagnostic",
    .title = "Accuracy of a detector",
    .details = "Sensitivity, specificity, predictive values and accuracy with Wilson "
               "intervals and, with participant, clustered errors; F1, MCC, likelihood "
               "ratios.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "counts",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"diagnostic\", \"truth\": \"truth\", \"pred\": \"pred\"}",
    .example_data = "truth,pred\n1,1\n1,1\n1,0\n0,0\n0,0\n0,1\n"};
