/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of a plan, by the same analyses that hinge-compare runs. */
#include "protocol/planned_power.h"

#include "protocol/pilot_rows.h"
#include "result/result.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* results/<key> of an analysis; NaN when it has none. */
static enum hinge_status ask(const char *analysis, json_t *options,
                             const struct hinge_protocol_options *plan,
                             const struct hinge_progress *progress, const char *key,
                             double *first, const char *second_key, double *second,
                             struct hinge_error *error)
{
    struct hinge_stats_request request = {0};
    struct hinge_result *result = NULL;
    char *text = NULL;
    if (options != NULL)
        json_object_set_new(options, "analysis", json_string(analysis));
    text = options != NULL ? json_dumps(options, 0) : NULL;
    json_decref(options);
    enum hinge_status status = text == NULL
                                   ? hinge_no_memory(error)
                                   : hinge_stats_request_init(&request, text, error);
    const struct hinge_stats_call call = {
        .request = &request, .threads = plan->threads, .progress = progress};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, &result, error);
    const json_t *results = status == HINGE_OK ? hinge_result_results(result) : NULL;
    *first = hinge_result_number(results, key);
    if (second != NULL)
        *second =
            second_key != NULL ? hinge_result_number(results, second_key) : (double)NAN;
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
    json_t *options =
        json_pack("{s:s,s:f}", "test", "t-paired", "alpha", study->numbers.alpha);
    if (options != NULL && !isnan(n))
        json_object_set_new(options, "n", json_real(n));
    if (options != NULL && !isnan(dz))
        json_object_set_new(options, "dz", json_real(dz));
    if (options != NULL && !isnan(power))
        json_object_set_new(options, "power", json_real(power));
    return ask("power", options, study->options, NULL, wanted, value, NULL, NULL,
               error);
}

/* Two conditions, everybody in both: what one cue's primary comparison is. */
static enum hinge_status simulate(struct hinge_protocol *study,
                                  const struct hinge_progress *progress,
                                  struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_protocol_numbers *numbers = &study->numbers;
    json_t *options =
        json_pack("{s:I,s:i,s:i,s:I,s:I,s:[ff],s:f,s:f,s:f,s:f,s:s,s:f,s:I,s:I}", "n",
                  (json_int_t)study->summary.people, "groups", 1, "conditions", 2,
                  "trials", (json_int_t)o->trials, "reps", (json_int_t)o->reps, "beta",
                  0.0, o->effect, "sd_id", o->sd_people, "sd_slope", o->sd_effect,
                  "sd_trial", o->sd_trial, "sigma", o->sd_rep, "term", "cond", "alpha",
                  numbers->alpha, "nsim", (json_int_t)o->simulations, "seed",
                  (json_int_t)o->seed);
    return ask("power_lmm", options, o, progress, "power", &numbers->simulated, "mcse",
               &numbers->mcse, error);
}

static enum hinge_status cues(struct hinge_protocol *study,
                              const struct hinge_progress *progress,
                              struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_protocol_numbers *numbers = &study->numbers;
    double people = (double)study->summary.people, trials = (double)o->trials,
           reps = (double)o->reps;
    numbers->comparisons = o->n_cues - 1;
    numbers->alpha = o->alpha / (double)numbers->comparisons;
    double sd_effect = o->sd_effect, sd_trial = o->sd_trial, sd_rep = o->sd_rep;
    enum hinge_status status = HINGE_OK;
    study->pilot.power_inflated = NAN;
    if (o->pilot != NULL) {
        status = hinge_protocol_pilot_read(study, progress, error);
        sd_effect = study->pilot.sd_effect;
        sd_rep = study->pilot.sd_rep;
        sd_trial = 0;
    }
    if (status != HINGE_OK)
        return status;
    numbers->sd_difference =
        sqrt(sd_effect * sd_effect + 2 * sd_trial * sd_trial / trials +
             2 * sd_rep * sd_rep / (trials * reps));
    numbers->dz = fabs(o->effect) / numbers->sd_difference;
    status = paired(study, NAN, numbers->dz, 0.8, "n", &numbers->n_80, error);
    if (status == HINGE_OK)
        status = paired(study, NAN, numbers->dz, 0.9, "n", &numbers->n_90, error);
    if (status != HINGE_OK || people < 2)
        return status;
    status = paired(study, people, numbers->dz, NAN, "power", &numbers->power, error);
    if (status == HINGE_OK)
        status = paired(study, people, NAN, 0.8, "dz", &study->summary.least_dz, error);
    numbers->least_effect = study->summary.least_dz * numbers->sd_difference;
    if (status == HINGE_OK && o->pilot != NULL)
        status = paired(study, people, numbers->dz / study->pilot.inflation, NAN,
                        "power", &study->pilot.power_inflated, error);
    else if (status == HINGE_OK && people >= 4)
        status = simulate(study, progress, error);
    study->summary.power = numbers->simulated;
    return status;
}

enum hinge_status hinge_protocol_power(struct hinge_protocol *study,
                                       const struct hinge_progress *progress,
                                       struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    enum hinge_status status = HINGE_OK;
    study->numbers = (struct hinge_protocol_numbers){.power = NAN,
                                                     .simulated = NAN,
                                                     .mcse = NAN,
                                                     .n_80 = NAN,
                                                     .n_90 = NAN,
                                                     .least_effect = NAN};
    study->summary.least_dz = study->summary.least_group_d =
        study->summary.least_interaction_d = NAN;
    if (o->n_cues > 1)
        status = cues(study, progress, error);
    else if (o->pilot != NULL)
        status =
            hinge_protocol_pilot_read(study, progress, error); /* says what it needs */
    if (status == HINGE_OK && o->n_groups > 1 && o->group[0].people > 1 &&
        o->group[1].people > 1)
        status = ask("power",
                     json_pack("{s:s,s:I,s:I,s:f,s:f}", "test", "t-two-sample", "n1",
                               (json_int_t)o->group[0].people, "n2",
                               (json_int_t)o->group[1].people, "power", 0.8, "alpha",
                               o->alpha),
                     o, NULL, "d", &study->summary.least_group_d, NULL, NULL, error);
    if (o->n_groups == 2 && o->n_cues > 1) /* the same test, of people's changes */
        study->summary.least_interaction_d = study->summary.least_group_d;
    return status;
}
