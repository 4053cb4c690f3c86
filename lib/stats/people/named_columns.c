/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options in, names of columns out. */
#include "stats/people/named_columns.h"

#include <string.h>

enum hinge_status hinge_sample_participant(struct hinge_analysis *analysis, const char **name,
                                           struct hinge_error *error)
{
    *name = hinge_option_text(analysis, "participant");
    if (*name != NULL)
        return HINGE_OK;
    if (hinge_table_find(analysis->table, "participant") >= 0) {
        *name = "participant";
        return HINGE_OK;
    }
    if ((analysis->statistic->needs & HINGE_STATS_NEEDS_PARTICIPANT) == 0)
        return HINGE_OK;
    return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                               "%s needs the column of participants: option 'participant'",
                               analysis->statistic->id);
}

void hinge_columns_participant(struct hinge_analysis *analysis, struct hinge_columns *columns)
{
    if (columns->status == HINGE_OK && columns->participant == NULL)
        columns->status = hinge_sample_participant(analysis, &columns->participant, columns->error);
}

static const char *require(struct hinge_analysis *analysis, struct hinge_columns *columns,
                           const char *option)
{
    const char *name = NULL;
    if (columns->status == HINGE_OK)
        columns->status = hinge_option_require(analysis, option, &name, columns->error);
    return name;
}

void hinge_columns_number(struct hinge_analysis *analysis, struct hinge_columns *columns,
                          const char *option)
{
    columns->number[columns->n_numbers++] = require(analysis, columns, option);
}

void hinge_columns_factor(struct hinge_analysis *analysis, struct hinge_columns *columns,
                          const char *option)
{
    columns->factor[columns->n_factors++] = require(analysis, columns, option);
}

void hinge_columns_by(struct hinge_analysis *analysis, struct hinge_columns *columns)
{
    size_t n = hinge_option_words(analysis, "by");
    if (columns->status != HINGE_OK)
        return;
    if (n + columns->n_factors > HINGE_MAX_FACTORS) {
        columns->status =
            hinge_analysis_fail(analysis, columns->error, HINGE_E_OPTION, "by: at most %d columns",
                                (int)(HINGE_MAX_FACTORS - columns->n_factors));
        return;
    }
    for (size_t k = 0; k < n; k++)
        columns->factor[columns->n_factors++] = hinge_option_word(analysis, "by", k);
}

/* The entry of `ratios` for the outcome when rows are nested, NULL when there is none.
 */
const json_t *hinge_columns_ratio(const struct hinge_analysis *analysis)
{
    const char *outcome = hinge_option_text(analysis, "outcome");
    const char *way = hinge_option_text(analysis, "aggregate");
    return outcome != NULL && strcmp(way, "nested") == 0
               ? json_object_get(hinge_option_json(analysis, "ratios"), outcome)
               : NULL;
}

void hinge_columns_means(struct hinge_analysis *analysis, struct hinge_columns *columns)
{
    const char *way = hinge_option_text(analysis, "aggregate");
    columns->weight = hinge_option_text(analysis, "weight");
    if (strcmp(way, "nested") == 0) {
        const json_t *ratio = hinge_columns_ratio(analysis);
        columns->trial = hinge_option_text(analysis, "trial");
        if (columns->trial == NULL)
            columns->trial = "trial";
        for (size_t k = 0; ratio != NULL && k < 2; k++)
            columns->number[columns->n_numbers++] = json_string_value(json_array_get(ratio, k));
    } else if (strcmp(way, "ratio_of_means") == 0) {
        hinge_columns_number(analysis, columns, "numerator");
        hinge_columns_number(analysis, columns, "denominator");
    }
}
