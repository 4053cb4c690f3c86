/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a cohort. In: what is asked, and of which repetitions; out: the record of its
 * analysis, which the caller frees. */
#include "compare/planned.h"

#include "report/print/comparison.h"

#include <hinge/requests.h>

/* What counts, as the options say it. */
static void add_counts(json_t *json, const void *counts)
{
    size_t n;
    const struct hinge_query_row *row = hinge_query_rows(&n);
    for (size_t i = 0; i < n; i++) {
        char key[32];
        snprintf(key, sizeof key, "%s", row[i].name);
        for (char *at = key; *at != '\0'; at++)
            *at = *at == '-' ? '_' : *at;
        if (row[i].kind == HINGE_QUERY_FLAG && row[i].obeys == HINGE_OBEYS_USE &&
            hinge_query_is_given(&row[i], counts))
            json_object_set_new(json, key, json_true());
    }
}

/* The question as a document says it: what hinge-compare would be asked. */
static json_t *words_of(const struct hinge_cohort *cohort, const struct hinge_question *q)
{
    const struct hinge_table_request *counts = cohort->table_request;
    const bool groups = q->asks == HINGE_ASK_GROUPS, change = groups && q->column != NULL,
               loads = q->column != NULL && strcmp(q->column, "load_kg") == 0;
    json_t *of = change ? json_sprintf("%s:%s-%s", q->column, q->to, q->from) : NULL;
    json_t *level = !groups            ? json_string(q->baseline)
                    : q->first != NULL ? json_pack("[s, s]", q->first, q->second)
                                       : NULL;
    json_t *filter =
        json_sprintf("%s%s" HINGE_IN_GROUPS, q->rows.words, *q->rows.words != '\0' ? "&" : "");
    json_t *json =
        json_pack("{s:s, s:o*, s:o, s:s*, s:s*, s:s*, s:s, s:s*, s:o*, s:s*, s:O*}", "analysis",
                  groups ? "groups" : "cues", groups ? "order" : "baseline", level, "filter",
                  filter, "margin", *q->margin != '\0' ? q->margin : NULL, "primary",
                  *hinge_or_empty(q->primary) != '\0' ? q->primary : NULL, "mdc",
                  q->detectable ? "auto" : NULL, "data", counts->results, "condition",
                  groups ? NULL : q->column, "change", of, "factor", loads ? q->column : NULL,
                  "family_p", q->family_p);
    if (json != NULL)
        add_counts(json, &counts->by);
    const bool people = *counts->people != '\0', split = *q->people_split != '\0';
    json_auto_t *chosen = json_pack("{s:s*, s:s*, s:o*}", "people", people ? counts->people : NULL,
                                    "people_split", split ? q->people_split : NULL, "people_apart",
                                    cohort->tab.left_out != NULL ? json_true() : NULL);
    json_object_update(json, chosen);
    return json;
}

/* A request that is not text in UTF-8 has no JSON. */
static enum hinge_status run(struct hinge_stats_request *request, const struct hinge_table *table,
                             const char *name, enum hinge_status status,
                             struct hinge_result **result, struct hinge_error *error)
{
    const struct hinge_stats_call call = {.request = request, .table = table, .name = name};
    *result = NULL;
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, result, error);
    if (status != HINGE_OK) {
        hinge_result_free(*result);
        *result = NULL;
    }
    hinge_stats_request_clear(request);
    return status;
}

static enum hinge_status refuse(struct hinge_result **result, struct hinge_error *error)
{
    *result = NULL;
    return hinge_usage(error, "filter, baseline, order and columns must be text in UTF-8");
}

enum hinge_status hinge_comparison_run(struct hinge_stats_request *request, const void *counts,
                                       struct hinge_result **result, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    if (request->json == NULL)
        return refuse(result, error);
    add_counts(request->json, counts);
    enum hinge_status status = hinge_comparison_table(request, NULL, &table, error);
    status = run(request, &table, hinge_stats_request_text(request, "data"), status, result, error);
    return status;
}

enum hinge_status hinge_planned_ask(struct hinge_cohort *cohort,
                                    const struct hinge_question *question,
                                    struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_stats_request request = {.json = words_of(cohort, question),
                                          .opened = cohort->tab.reader,
                                          .labels = &cohort->labels,
                                          .rows = &question->rows};
    if (request.json == NULL)
        return refuse(result, error);
    enum hinge_status status = hinge_comparison_known(&request, cohort, error);
    status = run(&request, &cohort->reps, cohort->table_request->results, status, result, error);
    /* numbers that the question took for levels are numbers for others */
    const long levels = hinge_table_find(&cohort->reps, "load_kg");
    struct hinge_column *column = levels >= 0 ? &cohort->reps.column[levels] : NULL;
    if (column != NULL && column->number != NULL && column->text != NULL) {
        column->type = HINGE_COLUMN_NUMBER;
        free(column->text);
        column->text = NULL;
    }
    if (*result != NULL) {
        struct hinge_people_of_groups of = {
            cohort->n_groups, hinge_cohort_count(cohort, HINGE_ANY, 0),
            hinge_arena_alloc(&cohort->arena, cohort->n_groups, sizeof *of.people),
            hinge_arena_alloc(&cohort->arena, cohort->n_groups, sizeof *of.group)};
        for (size_t g = 0; g < of.n; g++) {
            of.people[g] = hinge_cohort_count(cohort, g, 0);
            of.group[g] = cohort->group[g].id;
        }
        hinge_result_changes(*result, &of, question->described);
    }
    return status != HINGE_OK && hinge_error_is_absence(error) ? HINGE_OK : status;
}
