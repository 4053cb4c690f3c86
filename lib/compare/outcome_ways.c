/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: columns of a results file's table; out: which of them people have as ratios of
 * means or as directions, as options of the request. */
#include "compare/outcome_ways.h"

#include "base/memory.h"
#include "metrics/metric.h"
#include "metrics/parts/ratio_of_means.h"

#include <hinge/results.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum hinge_status hinge_outcome_ways_init(struct hinge_outcome_ways *ways,
                                          struct hinge_error *error)
{
    *ways = (struct hinge_outcome_ways){json_object(), json_array()};
    return ways->ratios != NULL && ways->circular != NULL ? HINGE_OK
                                                          : hinge_no_memory(error);
}

void hinge_outcome_ways_clear(struct hinge_outcome_ways *ways)
{
    json_decref(ways->ratios);
    json_decref(ways->circular);
    *ways = (struct hinge_outcome_ways){0};
}

/* Motion of one bin: its lumbar fraction, and the rest, of the bin's width. */
static enum hinge_status add_bin(struct hinge_table *table,
                                 const struct hinge_ratio_of_means *of,
                                 char names[2][160], struct hinge_error *error)
{
    const char *bin = of->share + strlen("lumbar_fraction_");
    size_t column[2];
    enum hinge_status status = HINGE_OK;
    for (int k = 0; k < 2 && status == HINGE_OK; k++) {
        snprintf(names[k], 160, "%s_%s_deg", k == 0 ? "lumbar" : "hip", bin);
        long at = hinge_table_find(table, names[k]);
        column[k] = (size_t)at;
        if (at < 0)
            status = hinge_table_add_column(table, names[k], HINGE_COLUMN_NUMBER, "deg",
                                            1, &column[k], error);
    }
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        double share = hinge_table_number(table, of->share, r), width = HINGE_BIN_DEG;
        if (of->motion[0] != NULL)
            width = hinge_table_number(table, of->motion[0], r);
        if (of->motion[1] != NULL)
            width += hinge_table_number(table, of->motion[1], r);
        if (of->motion[0] != NULL)
            width = fabs(width) / 4;
        table->column[column[0]].number[r] = share * width;
        table->column[column[1]].number[r] = (1 - share) * width;
    }
    return status;
}

static bool is_direction(const char *metric)
{
    long at = hinge_metric_find(metric);
    return at >= 0 && strcmp(hinge_metric_at((size_t)at)->aggregate, "circular") == 0;
}

enum hinge_status hinge_outcome_ways_add(struct hinge_outcome_ways *ways,
                                         const char *results, struct hinge_table *table,
                                         const char *column, struct hinge_error *error)
{
    struct hinge_ratio_of_means of;
    char metric[96], names[2][160], least[40];
    const char *phase = column + strcspn(column, "@");
    double number = 0;
    enum hinge_status status = HINGE_OK;
    snprintf(metric, sizeof metric, "%.*s", (int)(phase - column), column);
    if (!hinge_ratio_of_means_find(metric, &of)) {
        if (is_direction(metric) &&
            json_array_append_new(ways->circular, json_string(column)) != 0)
            return hinge_no_memory(error);
        return HINGE_OK;
    }
    if (of.above != NULL) {
        snprintf(names[0], sizeof names[0], "%s%.60s", of.above, phase);
        snprintf(names[1], sizeof names[1], "%s%.60s", of.below, phase);
    } else if (*phase == '\0') {
        status = add_bin(table, &of, names, error);
    } else {
        return HINGE_OK; /* bins are of the phase in hand */
    }
    if (status == HINGE_OK)
        status = hinge_results_parameter(results, of.least, &number, error);
    if (status != HINGE_OK)
        return status;
    snprintf(least, sizeof least, "%.17g", number);
    json_t *entry = json_pack("[s, s, s]", names[0], names[1], least);
    if (entry == NULL || json_object_set_new(ways->ratios, column, entry) != 0)
        return hinge_no_memory(error);
    return HINGE_OK;
}

enum hinge_status hinge_outcome_ways_set(const struct hinge_outcome_ways *ways,
                                         struct hinge_stats_request *request,
                                         struct hinge_error *error)
{
    json_t *had = json_object_get(request->json, "ratios");
    if (json_object_size(ways->ratios) > 0) {
        if (had != NULL && json_object_update_missing(ways->ratios, had) != 0)
            return hinge_no_memory(error);
        if (json_object_set(request->json, "ratios", ways->ratios) != 0)
            return hinge_no_memory(error);
    }
    if (json_array_size(ways->circular) > 0 &&
        hinge_stats_request_takes(request, "circular") &&
        json_object_set(request->json, "circular", ways->circular) != 0)
        return hinge_no_memory(error);
    return HINGE_OK;
}
