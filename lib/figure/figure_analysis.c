/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table into an analysis, its results out. */
#include "figure/figure_analysis.h"

#include "result/result.h"

#include <hinge/stats.h>

enum hinge_status hinge_figure_analyse(const char *const (*option)[2], size_t n,
                                       const struct hinge_table *table, json_t **results,
                                       struct hinge_error *why)
{
    struct hinge_stats_request request = {0};
    struct hinge_result *result = NULL;
    *results = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, why);
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status = hinge_stats_request_set(&request, option[i][0], option[i][1], why);
    const struct hinge_stats_call call = {
        .request = &request, .table = table, .name = "people", .threads = 1};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, &result, why);
    if (status == HINGE_OK)
        *results = json_incref((json_t *)hinge_result_results(result));
    hinge_result_free(result);
    hinge_stats_request_clear(&request);
    return status == HINGE_USAGE || status == HINGE_INPUT ? HINGE_OK : status;
}
