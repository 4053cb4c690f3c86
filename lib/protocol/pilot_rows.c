/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pilot's rows as the comparison of two cues that power_lmm plans from. */
#include "protocol/pilot_rows.h"

#include "base/file.h"
#include "result/result.h"

#include <hinge/compare.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOME = 8 };

static bool has(const struct hinge_table *table, const char *column, const char *value)
{
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = hinge_table_text(table, column, r);
        if (text != NULL && strcmp(text, value) == 0)
            return true;
    }
    return false;
}

/* How many different values, the first of them in `text`. */
static size_t values_of(const struct hinge_table *table, const char *column,
                        const char *text[SOME])
{
    size_t n = 0;
    for (size_t r = 0; r < table->rows && n < SOME; r++) {
        const char *value = hinge_table_text(table, column, r);
        size_t k = 0;
        while (k < n && value != NULL && strcmp(text[k], value) != 0)
            k++;
        if (value != NULL && k == n)
            text[n++] = value;
    }
    return n;
}

static enum hinge_status choose_cue(struct hinge_protocol *study,
                                    const struct hinge_table *table,
                                    struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    const char *there[SOME];
    struct hinge_text list = {0};
    for (size_t i = 1; i < o->n_cues && has(table, "cue", o->cue[0]); i++)
        if (has(table, "cue", o->cue[i])) {
            study->pilot.cue = o->cue[i];
            return HINGE_OK;
        }
    size_t n = values_of(table, "cue", there);
    hinge_text_join(&list, there, n, ", ");
    enum hinge_status status = hinge_error_set(
        error, HINGE_USAGE, HINGE_REASON_OK,
        "--from %s: a pilot needs the plan's baseline %s and one of its other cues; "
        "its column cue has %s",
        o->pilot, o->cue[0], n > 0 ? hinge_text_string(&list) : "nothing");
    return hinge_text_done(&list, status, error);
}

/* What is asked of power_lmm, without the data. */
static json_t *make_request(const struct hinge_protocol *study)
{
    const struct hinge_protocol_options *o = study->options;
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:f,s:I,s:f,s:I,s:I}", "analysis",
                     "power_lmm", "from", o->pilot, "outcome", "lumbar_fraction",
                     "participant", "participant", "condition", "cue", "effect",
                     o->effect, "reps", (json_int_t)o->reps * (json_int_t)o->trials,
                     "alpha", study->numbers.alpha, "nsim", (json_int_t)o->simulations,
                     "seed", (json_int_t)o->seed);
}

/* Two cues, and groups when there are two: a group's mean is no person's deviation. */
static int complete(struct hinge_protocol *study, const struct hinge_table *table,
                    json_t *request)
{
    const char *group[SOME];
    study->pilot.groups = values_of(table, "group", group) == 2 ? 2 : 1;
    size_t people = study->summary.people / study->pilot.groups;
    int failed =
        json_object_set_new(request, "order",
                            json_pack("[ss]", study->pilot.cue,
                                      study->options->cue[0])) |
        json_object_set_new(request, "n",
                            json_pack("[I]", (json_int_t)(people > 2 ? people : 2)));
    if (study->pilot.groups == 2)
        failed |= json_object_set_new(request, "group", json_string("group")) |
                  json_object_set_new(request, "term", json_string("cond"));
    return failed;
}

static double number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static void take(struct hinge_protocol *study, const json_t *document)
{
    const json_t *results = json_object_get(document, "results"),
                 *pilot = json_object_get(results, "pilot"),
                 *who =
                     json_object_get(json_object_get(pilot, "varcorr"), "participant"),
                 *sd = json_object_get(who, "sd");
    const char *cell;
    json_t *value;
    study->pilot.people = (size_t)number_of(pilot, "n_participants");
    study->pilot.sd_rep = number_of(pilot, "sigma");
    study->pilot.effect = number_of(pilot, "effect");
    study->pilot.effect_se = number_of(pilot, "effect_se");
    study->pilot.inflation = number_of(pilot, "sd_inflation80");
    study->pilot.sd_people = number_of(sd, "(Intercept)");
    json_object_foreach((json_t *)sd, cell, value)
    {
        if (strcmp(cell, "(Intercept)") != 0)
            study->pilot.sd_effect = json_number_value(value);
    }
    json_object_foreach(json_object_get(results, "curve"), cell, value)
    {
        bool studied = study->summary.people >= 2 * study->pilot.groups;
        study->numbers.simulated = studied ? number_of(value, "power") : (double)NAN;
        study->numbers.mcse = studied ? number_of(value, "mcse") : (double)NAN;
    }
}

/* The reader's message, with the option it is about. */
static enum hinge_status name_pilot(const struct hinge_protocol *study,
                                    enum hinge_status status, struct hinge_error *error)
{
    struct hinge_error why = *error;
    if (status != HINGE_USAGE && status != HINGE_INPUT)
        return status;
    const char *pilot = study->options->pilot;
    if (strncmp(why.message, "--from", 6) == 0)
        return status;
    bool named = strncmp(why.message, pilot, strlen(pilot)) == 0;
    return hinge_error_set(error, status, why.reason, "--from %s%s%s",
                           named ? "" : pilot, named ? "" : ": ", why.message);
}

static enum hinge_status fit(struct hinge_protocol *study, json_t *json,
                             const struct hinge_progress *progress,
                             struct hinge_error *error)
{
    struct hinge_stats_request request = {.json = json};
    struct hinge_table table = {0};
    char *text = json_dumps(json, 0);
    struct hinge_result *result = NULL;
    json_decref(json);
    request.json = NULL;
    enum hinge_status status = text == NULL
                                   ? hinge_no_memory(error)
                                   : hinge_stats_request_init(&request, text, error);
    if (status == HINGE_OK)
        status = hinge_comparison_table(&request, NULL, &table, error);
    if (status == HINGE_OK)
        status = choose_cue(study, &table, error);
    if (status == HINGE_OK && complete(study, &table, request.json) != 0)
        status = hinge_no_memory(error);
    const struct hinge_stats_call call = {.request = &request,
                                          .table = &table,
                                          .name = study->options->pilot,
                                          .threads = study->options->threads,
                                          .progress = progress};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, &result, error);
    if (status == HINGE_OK)
        take(study, hinge_result_document(result));
    hinge_result_free(result);
    hinge_stats_request_clear(&request);
    hinge_table_clear(&table);
    free(text);
    return name_pilot(study, status, error);
}

enum hinge_status hinge_protocol_pilot_read(struct hinge_protocol *study,
                                            const struct hinge_progress *progress,
                                            struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    if (o->n_cues < 2)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--from %s: a pilot is of two conditions; name the "
                               "baseline and a cue, like --cues none,dowel",
                               o->pilot);
    json_t *json = make_request(study);
    enum hinge_status status =
        json != NULL ? fit(study, json, progress, error) : hinge_no_memory(error);
    study->summary.pilot_people = study->pilot.people;
    return status;
}

void hinge_protocol_pilot_say(const struct hinge_protocol *study,
                              struct hinge_text *out)
{
    const struct hinge_protocol_pilot *p = &study->pilot;
    const struct hinge_protocol_options *o = study->options;
    hinge_text_printf(
        out,
        "From the pilot `%s`, %zu people, `%s` against `%s`%s. Standard deviations of "
        "the lumbar fraction: %.4f between people, %.4f of the cue's effect between "
        "people (with that between trials), %.4f between repetitions. ",
        hinge_file_name(o->pilot), p->people, p->cue, o->cue[0],
        p->groups == 2 ? ", within its two groups" : "", p->sd_people, p->sd_effect,
        p->sd_rep);
    hinge_text_printf(out,
                      "Planned for a change of %g (`--effect`). DECIDE: the smallest "
                      "change that would matter. The change in the pilot, %.4f "
                      "(standard error %.4f), is too uncertain to plan with.",
                      o->effect, p->effect, p->effect_se);
    hinge_text_printf(out,
                      " With %zu people the true standard deviations may be %.2f times "
                      "larger (one-sided 80 %% limit): plan with that line.%s\n\n"
                      "",
                      p->people, p->inflation,
                      p->sd_effect < 0.25 * p->sd_rep
                          ? " The pilot is too small to show how people differ in the "
                            "effect: compare with a plan without `--from`."
                          : "");
}
