/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of a plan, by the same analyses that hinge-compare runs. */
#include "protocol/planned_power.h"

#include "result/result.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

/* results/<key> of the analysis of power; NaN when it has none. */
static enum hinge_status ask(json_t *options, const char *key, double *value,
                             struct hinge_error *error)
{
    struct hinge_stats_request request = {0};
    struct hinge_result *result = NULL;
    char *text = options != NULL ? json_dumps(options, 0) : NULL;
    json_decref(options);
    enum hinge_status status = hinge_stats_request_init(&request, text, error);
    const struct hinge_stats_call call = {.request = &request, .threads = 1};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, &result, error);
    *value =
        status == HINGE_OK ? hinge_result_number(hinge_result_results(result), key) : (double)NAN;
    hinge_result_free(result);
    hinge_stats_request_clear(&request);
    free(text);
    return status;
}

/* One figure of the paired t test, given the two others; NaN for the one wanted. */
static enum hinge_status paired(const struct hinge_protocol *study, double n, double dz,
                                double power, const char *wanted, double *value,
                                struct hinge_error *error)
{
    json_t *options = json_pack("{s:s,s:s,s:f}", "analysis", "power", "test", "t-paired", "alpha",
                                study->numbers.alpha);
    if (options != NULL && !isnan(n))
        json_object_set_new(options, "n", json_real(n));
    if (options != NULL && !isnan(dz))
        json_object_set_new(options, "dz", json_real(dz));
    if (options != NULL && !isnan(power))
        json_object_set_new(options, "power", json_real(power));
    return ask(options, wanted, value, error);
}

/* Two conditions, everybody in both: the paired t test of people's means. */
static enum hinge_status cues(struct hinge_protocol *study, struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_protocol_numbers *numbers = &study->numbers;
    double people = (double)study->summary.people, trials = (double)o->trials,
           reps = (double)o->reps;
    numbers->comparisons = o->n_cues - 1;
    numbers->alpha = o->alpha / (double)numbers->comparisons;
    numbers->sd_difference =
        sqrt(o->sd_effect * o->sd_effect + 2 * o->sd_trial * o->sd_trial / trials +
             2 * o->sd_rep * o->sd_rep / (trials * reps));
    numbers->dz = fabs(o->effect) / numbers->sd_difference;
    enum hinge_status status = paired(study, NAN, numbers->dz, 0.8, "n", &numbers->n_80, error);
    if (status == HINGE_OK)
        status = paired(study, NAN, numbers->dz, 0.9, "n", &numbers->n_90, error);
    if (status != HINGE_OK || people < 2)
        return status;
    status = paired(study, people, numbers->dz, NAN, "power", &study->summary.power, error);
    if (status == HINGE_OK)
        status = paired(study, people, NAN, 0.8, "dz", &study->summary.least_dz, error);
    numbers->least_effect = study->summary.least_dz * numbers->sd_difference;
    return status;
}

enum hinge_status hinge_protocol_power(struct hinge_protocol *study, struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    enum hinge_status status = HINGE_OK;
    study->numbers = (struct hinge_protocol_numbers){.n_80 = NAN, .n_90 = NAN, .least_effect = NAN};
    study->summary.least_dz = study->summary.least_group_d = study->summary.least_interaction_d =
        NAN;
    if (o->n_cues > 1)
        status = cues(study, error);
    if (status == HINGE_OK && o->n_groups > 1 && o->group[0].people > 1 && o->group[1].people > 1)
        status = ask(json_pack("{s:s,s:s,s:I,s:I,s:f,s:f}", "analysis", "power", "test",
                               "t-two-sample", "n1", (json_int_t)o->group[0].people, "n2",
                               (json_int_t)o->group[1].people, "power", 0.8, "alpha", o->alpha),
                     "d", &study->summary.least_group_d, error);
    if (o->n_groups == 2 && o->n_cues > 1) /* the same test, of people's changes */
        study->summary.least_interaction_d = study->summary.least_group_d;
    return status;
}
