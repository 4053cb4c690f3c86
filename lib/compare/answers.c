/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cues and groups for other parts of the program. In: what is asked of a results file; out: the
 * result of its analysis, which the caller frees. */
#include "compare/planned.h"

#include "stats/run/calls.h"

#include <hinge/compare.h>
#include <hinge/query.h>
#include <stdio.h>

static const char *given(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

enum hinge_status hinge_planned_run(json_t *json, const struct hinge_planned_ask *ask,
                                    struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_stats_request request = {
        .json = json, .opened = ask->opened, .labels = ask->labels};
    *result = NULL;
    if (json == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "filter, baseline, order and columns must be text in UTF-8");
    size_t n;
    const struct hinge_query_row *row = hinge_query_rows(&n);
    for (size_t i = 0; i < n; i++) {
        char key[32];
        snprintf(key, sizeof key, "%s", row[i].name);
        for (char *at = key; *at != '\0'; at++)
            *at = *at == '-' ? '_' : *at;
        if (row[i].kind == HINGE_QUERY_FLAG && row[i].obeys == HINGE_OBEYS_USE &&
            hinge_query_is_given(&row[i], ask->counts))
            json_object_set_new(json, key, json_true());
    }
    json_t *chosen =
        json_pack("{s:s*, s:s*, s:o*}", "people", given(ask->people), "people_split",
                  given(ask->people_split), "people_apart", ask->people_apart ? json_true() : NULL);
    json_object_update(json, chosen);
    json_decref(chosen);
    enum hinge_status status = hinge_comparison_table(&request, NULL, &table, error);
    const struct hinge_stats_call call = {
        .request = &request, .table = &table, .name = ask->results};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, result, error);
    if (status != HINGE_OK) {
        hinge_result_free(*result);
        *result = NULL;
    }
    hinge_table_clear(&table);
    hinge_stats_request_clear(&request);
    return status;
}

enum hinge_status hinge_planned_answer(const struct hinge_planned_ask *ask, bool cues,
                                       struct hinge_result **result, struct hinge_error *error)
{
    json_t *level = cues                 ? json_string(ask->baseline)
                    : ask->first != NULL ? json_pack("[s, s]", ask->first, ask->second)
                                         : NULL;
    json_t *json = json_pack("{s:s, s:o*, s:s*, s:s*, s:s*, s:s*, s:s, s:s*, s:s*, s:s*, s:O*}",
                             "analysis", cues ? "cues" : "groups", cues ? "baseline" : "order",
                             level, "filter", given(ask->filter), "margin", given(ask->margin),
                             "primary", given(ask->primary), "mdc", ask->mdc ? "auto" : NULL,
                             "data", ask->results, "condition", ask->condition, "change",
                             ask->change, "factor", ask->factor, "family_p", ask->family_p);
    const enum hinge_status status = hinge_planned_run(json, ask, result, error);
    return status != HINGE_OK && hinge_error_is_absence(error) ? HINGE_OK : status;
}
