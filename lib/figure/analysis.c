/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table into an analysis, its results out. */
#include "figure/analysis.h"

#include <hinge/stats.h>
#include <math.h>
#include <stdlib.h>

double hinge_result_number(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

enum hinge_status hinge_figure_analyse(const char *const (*option)[2], size_t n,
                                       const struct hinge_table *table,
                                       json_t **results, struct hinge_error *why)
{
    struct hinge_stats_request request = {0};
    char *document = NULL;
    *results = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, why);
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status = hinge_stats_request_set(&request, option[i][0], option[i][1], why);
    const struct hinge_stats_call call = {
        .request = &request, .table = table, .name = "people", .threads = 1};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, &document, why);
    if (status == HINGE_OK) {
        json_t *root = json_loads(document, 0, NULL);
        *results = json_incref(json_object_get(root, "results"));
        json_decref(root);
        if (*results == NULL)
            status = hinge_no_memory(why);
    }
    free(document);
    hinge_stats_request_clear(&request);
    return status == HINGE_USAGE || status == HINGE_INPUT ? HINGE_OK : status;
}
