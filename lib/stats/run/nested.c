/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run within a run: the same table and rows, a request of its own. */
#include "stats/run/nested.h"

#include "result/result.h"

#include <stdio.h>
#include <string.h>

void hinge_nested_clear(struct hinge_nested *nested)
{
    json_decref(nested->results);
    json_decref(nested->warnings);
    *nested = (struct hinge_nested){0};
}

static json_t *changed_request(const json_t *request, json_t *change)
{
    const char *key;
    json_t *value, *own = json_copy((json_t *)request);
    bool good = own != NULL && change != NULL;
    json_object_foreach(change, key, value)
    {
        if (json_is_null(value))
            json_object_del(own, key);
        else
            good = good && json_object_set(own, key, value) == 0;
    }
    json_decref(change);
    if (good)
        return own;
    json_decref(own);
    return NULL;
}

/* Whether a run within the run failed for want of an answer to this question alone. */
static bool is_answer(const struct hinge_analysis *inner, enum hinge_status status)
{
    const char *code = inner->code;
    static const enum hinge_stats_code kinds[] = {HINGE_E_NO_DATA, HINGE_E_TOO_FEW,
                                                  HINGE_E_ONE_LEVEL, HINGE_E_LEVELS};
    if (status == HINGE_OK)
        return false;
    for (size_t i = 0; code != NULL && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(code, hinge_stats_code_name(kinds[i])) == 0)
            return true;
    return false;
}

/* Why: of no value the reasons. */
static void say_why(const struct hinge_analysis *inner, const char *message, char *why, size_t room)
{
    bool empty = strcmp(inner->code, hinge_stats_code_name(HINGE_E_NO_DATA)) == 0;
    snprintf(why, room, "%s",
             !empty                   ? message
             : inner->reasons != NULL ? inner->reasons
                                      : "no value");
}

enum hinge_status
hinge_nested_work(struct hinge_analysis *analysis, json_t *change, const bool *stratum,
                  enum hinge_status (*work)(struct hinge_analysis *inner, void *context,
                                            struct hinge_error *error),
                  void *context, struct hinge_nested *nested, struct hinge_error *error)
{
    struct hinge_error own = HINGE_ERROR_INIT;
    struct hinge_analysis inner = *analysis;
    json_t *request = changed_request(analysis->request, change);
    *nested = (struct hinge_nested){.results = json_object(), .warnings = json_array()};
    inner.request = request;
    inner.stratum = stratum;
    inner.arena = (struct hinge_arena){0};
    inner.results = nested->results;
    inner.warnings = nested->warnings;
    inner.code = inner.reasons = NULL;
    inner.nested = true;
    enum hinge_status status = HINGE_OK;
    if (request == NULL || nested->results == NULL || nested->warnings == NULL)
        status = hinge_analysis_no_memory(&own);
    else
        status = work(&inner, context, &own);
    if (inner.no_memory)
        status = hinge_analysis_no_memory(&own);
    if (is_answer(&inner, status)) {
        say_why(&inner, own.message, nested->why, sizeof nested->why);
        status = HINGE_OK;
    }
    if (status != HINGE_OK) {
        analysis->code = inner.code;
        if (error != NULL)
            *error = own;
        hinge_nested_clear(nested);
    }
    hinge_arena_clear(&inner.arena);
    json_decref(request);
    return status;
}

static enum hinge_status run(struct hinge_analysis *inner, void *context, struct hinge_error *error)
{
    inner->statistic = context;
    return inner->statistic->run(inner, error);
}

enum hinge_status hinge_nested_run(struct hinge_analysis *analysis, const char *statistic,
                                   json_t *change, struct hinge_nested *nested,
                                   struct hinge_error *error)
{
    return hinge_nested_work(analysis, change, analysis->stratum, run,
                             (void *)hinge_statistic_find(statistic), nested, error);
}

double hinge_nested_number(const struct hinge_nested *nested, const char *path)
{
    return hinge_result_number(nested->results, path);
}

void hinge_nested_warn(struct hinge_analysis *analysis, const struct hinge_nested *nested,
                       const char *const *codes)
{
    size_t i;
    json_t *item;
    json_array_foreach(nested->warnings, i, item)
    {
        const char *code = json_string_value(json_object_get(item, "code")),
                   *message = json_string_value(json_object_get(item, "message"));
        bool wanted = codes == NULL;
        for (size_t k = 0; !wanted && code != NULL && codes[k] != NULL; k++)
            wanted = strcmp(code, codes[k]) == 0;
        if (wanted && code != NULL && message != NULL)
            hinge_analysis_warn(analysis, NULL, code, "%s", message);
    }
}
