/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: columns of a results file's table; out: which of them people have as ratios of
 * means or as directions, as options of the request. */
#include "compare/outcome_ways.h"

#include "base/memory.h"
#include "metrics/metric.h"

#include <hinge/results.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct hinge_ratio_parts ratios[] = {
    {"lumbar_hip_ratio", "lumbar_excursion_deg", "hip_excursion_deg", "ratio.min_H"},
    {"lumbar_pelvis_ratio", "lumbar_excursion_deg", "pelvis_excursion_deg",
     "ratio.min_H"},
    {"matched_lumbar_hip_ratio", "matched_lumbar_excursion_deg",
     "matched_hip_excursion_deg", "ratio.min_H"}};
#define BIN_RATIO "lumbar_hip_ratio_"
#define LUMBOPELVIC "_lp" /* bins of the inclination of the thorax (SCIENCE 6.2) */

const struct hinge_ratio_parts *hinge_ratio_parts_of(const char *metric)
{
    for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++)
        if (strcmp(metric, ratios[i].metric) == 0)
            return &ratios[i];
    return NULL;
}

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
static enum hinge_status add_bin(struct hinge_table *table, const char *bin,
                                 char names[2][160], struct hinge_error *error)
{
    char fraction[64];
    size_t column[2], n = strlen(bin), end = strlen(LUMBOPELVIC);
    enum hinge_status status = HINGE_OK;
    bool lumbopelvic = n > end && strcmp(bin + n - end, LUMBOPELVIC) == 0;
    const char *range = lumbopelvic ? "thorax_excursion_deg" : "total_excursion_deg";
    snprintf(fraction, sizeof fraction, "lumbar_fraction_%s", bin);
    for (int k = 0; k < 2 && status == HINGE_OK; k++) {
        snprintf(names[k], 160, "%s_%s_deg", k == 0 ? "lumbar" : "hip", bin);
        long at = hinge_table_find(table, names[k]);
        column[k] = (size_t)at;
        if (at < 0)
            status = hinge_table_add_column(table, names[k], HINGE_COLUMN_NUMBER, "deg",
                                            1, &column[k], error);
    }
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        double share = hinge_table_number(table, fraction, r);
        double width =
            bin[0] == 'q' ? fabs(hinge_table_number(table, range, r)) / 4 : 30;
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
    char metric[96], names[2][160], least[40];
    const char *phase = column + strcspn(column, "@"), *parameter = NULL;
    double number = 0;
    enum hinge_status status = HINGE_OK;
    snprintf(metric, sizeof metric, "%.*s", (int)(phase - column), column);
    const struct hinge_ratio_parts *parts = hinge_ratio_parts_of(metric);
    if (parts != NULL) {
        snprintf(names[0], sizeof names[0], "%s%.60s", parts->above, phase);
        snprintf(names[1], sizeof names[1], "%s%.60s", parts->below, phase);
        parameter = parts->least;
    } else if (strncmp(column, BIN_RATIO, strlen(BIN_RATIO)) == 0 &&
               strlen(column) < 40) {
        status = add_bin(table, column + strlen(BIN_RATIO), names, error);
        parameter = "ratio.min_H_bin";
    } else if (is_direction(metric) &&
               json_array_append_new(ways->circular, json_string(column)) != 0) {
        return hinge_no_memory(error);
    }
    if (status == HINGE_OK && parameter != NULL)
        status = hinge_results_parameter(results, parameter, &number, error);
    if (status != HINGE_OK || parameter == NULL)
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
