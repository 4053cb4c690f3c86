/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratios of means among the outcomes of a request: the columns they are made of, and
 * the least mean below. */
#include "compare/planned_ratios.h"

#include "metrics/parts/ratio_of_means.h"
#include "table/names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Motion of one bin: its lumbar fraction, and the rest, of the bin's width. */
static enum hinge_status add_bin(struct hinge_table *table, const struct hinge_ratio_of_means *of,
                                 char names[2][64], struct hinge_error *error)
{
    const char *bin = of->share + strlen("lumbar_fraction_");
    const int motions = hinge_bin_motions(of);
    size_t column[2];
    enum hinge_status status = HINGE_OK;
    for (int k = 0; k < 2 && status == HINGE_OK; k++) {
        snprintf(names[k], 64, "%s_%s_deg", k == 0 ? "lumbar" : "hip", bin);
        long at = hinge_table_find(table, names[k]);
        column[k] = (size_t)at;
        if (at < 0)
            status = hinge_table_add_column(table, names[k], HINGE_COLUMN_NUMBER, "deg", 1,
                                            &column[k], error);
    }
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        double share = hinge_table_number(table, of->share, r), motion[2] = {NAN, NAN};
        for (int k = 0; k < motions; k++)
            motion[k] = hinge_table_number(table, of->motion[k], r);
        double width = hinge_bin_width_deg(motions, motion[0], motion[1]);
        table->column[column[0]].number[r] = share * width;
        table->column[column[1]].number[r] = (1 - share) * width;
    }
    return status;
}

static enum hinge_status put_parts(struct hinge_results_reader *results, const char *outcome,
                                   const struct hinge_ratio_of_means *of, json_t *parts,
                                   struct hinge_error *error)
{
    char least[40];
    double number = 0;
    enum hinge_status status = hinge_results_parameter(results, of->least, &number, error);
    if (status != HINGE_OK)
        return status;
    snprintf(least, sizeof least, "%.17g", number);
    json_t *entry = json_pack("[s, s, s]", of->above, of->below, least);
    if (entry == NULL || json_object_set_new(parts, outcome, entry) != 0)
        return hinge_no_memory(error);
    return HINGE_OK;
}

enum hinge_status hinge_planned_ratio(struct hinge_results_reader *results,
                                      struct hinge_table *table, const char *outcome, json_t *parts,
                                      struct hinge_error *error)
{
    struct hinge_ratio_of_means of;
    char names[2][64];
    enum hinge_status status = HINGE_OK;
    if (!hinge_ratio_of_means_find(outcome, &of))
        return HINGE_OK;
    if (of.above == NULL) {
        status = add_bin(table, &of, names, error);
        of.above = names[0];
        of.below = names[1];
    }
    return status == HINGE_OK ? put_parts(results, outcome, &of, parts, error) : status;
}

/* A ratio of means of the phase that its column says ("metric@phase"). */
static enum hinge_status put_ratio(struct hinge_planned_source *source, const char *column,
                                   json_t *parts, struct hinge_error *error)
{
    struct hinge_ratio_of_means of;
    char id[160];
    const char *at = column != NULL ? strchr(column, '@') : NULL;
    const char *phase = at != NULL ? at + 1 : source->phase;
    size_t above, below = SIZE_MAX;
    if (column == NULL || source->reader == NULL)
        return HINGE_OK;
    snprintf(id, sizeof id, "%.*s", (int)strcspn(column, "@"), column);
    if (!hinge_ratio_of_means_find(id, &of) || of.above == NULL)
        return hinge_planned_ratio(source->reader, source->table, column, parts, error);
    enum hinge_status status = hinge_planned_metric(source, of.above, phase, &above, error);
    if (status == HINGE_OK)
        status = hinge_planned_metric(source, of.below, phase, &below, error);
    if (status != HINGE_OK || above == SIZE_MAX || below == SIZE_MAX)
        return status;
    of.above = source->table->column[above].name;
    of.below = source->table->column[below].name;
    return put_parts(source->reader, column, &of, parts, error);
}

/* Ratios of means among the outcomes, and at matched depth, become the request's. */
static enum hinge_status put_ratios(struct hinge_planned_source *source, json_t *outcomes,
                                    json_t *parts, struct hinge_error *error)
{
    json_t *entry;
    size_t i;
    enum hinge_status status = HINGE_OK;
    json_array_foreach(outcomes, i, entry)
    {
        const char *column = json_string_value(json_object_get(entry, "column"));
        const char *matched = json_string_value(json_object_get(entry, "matched"));
        if (status == HINGE_OK)
            status = put_ratio(source, column, parts, error);
        if (status == HINGE_OK)
            status = put_ratio(source, matched, parts, error);
    }
    return status;
}

enum hinge_status hinge_planned_ratios(struct hinge_planned_source *source, const json_t *plan,
                                       struct hinge_stats_request *request,
                                       struct hinge_error *error)
{
    json_t *parts = json_object(), *cue;
    const char *key;
    enum hinge_status status = put_ratios(source, json_object_get(plan, "outcomes"), parts, error);
    json_object_foreach(json_object_get(plan, "cues"), key, cue)
    {
        if (status == HINGE_OK)
            status = put_ratios(source, json_object_get(cue, "outcomes"), parts, error);
    }
    if (status == HINGE_OK && json_object_size(parts) > 0 &&
        json_object_set(request->json, "ratios", parts) != 0)
        status = hinge_no_memory(error);
    json_decref(parts);
    return status;
}
