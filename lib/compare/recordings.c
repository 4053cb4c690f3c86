/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of repetitions to one of recordings. */
#include "compare/recordings.h"

#include "base/memory.h"
#include "people/nest.h"
#include "people/rule.h"
#include "store/schema.h"
#include "store/store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The outcome of describe, which takes rows for measurements; false for analyses that
 * take people. */
static bool outcome_of_rows(const struct hinge_stats_request *request, char name[128])
{
    const char *analysis = hinge_stats_request_text(request, "analysis");
    const char *outcome = hinge_stats_request_text(request, "outcome");
    snprintf(name, 128, "%s", outcome != NULL ? outcome : "");
    return analysis != NULL && strcmp(analysis, "describe") == 0 && name[0] != '\0';
}

static enum hinge_status is_listed(struct hinge_results_reader *results, const char *name,
                                   bool *listed, struct hinge_error *error)
{
    struct hinge_table list = {0};
    enum hinge_status status = hinge_results_get_table(results, HINGE_GROUP_LIST, &list, error);
    *listed = status == HINGE_OK && hinge_table_find(&list, name) >= 0;
    hinge_table_clear(&list);
    return status;
}

/* Whether a repetition counts, as the request's options `filter` and `usable` will have
 * it: one that was excluded by hand is in no group. */
static bool is_usable(const struct hinge_table *table, size_t row, bool all)
{
    if (hinge_table_number(table, "in_groups", row) == 0)
        return false;
    return all || (hinge_repetition_counts(hinge_table_number(table, "complete", row)) &&
                   hinge_repetition_counts(hinge_table_number(table, "valid", row)));
}

/* Whether row and the one before it are of one recording. Files of several lists may
 * have one name; in each the repetitions are counted anew. */
static bool goes_on(const struct hinge_table *table, size_t row)
{
    const char *before = hinge_table_text(table, "file", row - 1);
    const char *file = hinge_table_text(table, "file", row);
    return before != NULL && file != NULL && strcmp(before, file) == 0 &&
           hinge_table_number(table, "rep", row) > hinge_table_number(table, "rep", row - 1);
}

/* Rows from, up to `to`, are of one recording: the first usable one is kept, with the
 * means of all usable ones. */
static void join(struct hinge_table *table, size_t from, size_t to, bool all, bool *keep)
{
    size_t kept = from;
    while (kept < to && !is_usable(table, kept, all))
        kept++;
    if (kept == to)
        kept = from;
    keep[kept] = true;
    for (size_t c = 0; c < table->n_columns; c++) {
        double *number = table->column[c].number;
        struct hinge_mean mean = {.n = 0};
        if (table->column[c].type != HINGE_COLUMN_NUMBER || number == NULL ||
            strcmp(table->column[c].name, "rep") == 0)
            continue;
        for (size_t r = kept; r < to; r++)
            if (is_usable(table, r, all) && !isnan(number[r]))
                hinge_mean_add(&mean, number[r]);
        if (mean.n > 0)
            number[kept] = hinge_mean_of(&mean);
    }
}

enum hinge_status hinge_recordings_of(struct hinge_stats_request *request,
                                      struct hinge_results_reader *results,
                                      struct hinge_table *table, struct hinge_error *error)
{
    static const char *const least[][2] = {{"min_reps", "1"}, {"min_valid", "0"}};
    char name[128];
    bool listed = false, all = hinge_stats_request_flag(request, "all_reps");
    if (!outcome_of_rows(request, name) || hinge_table_find(table, "file") < 0)
        return HINGE_OK;
    enum hinge_status status = is_listed(results, name, &listed, error);
    if (status != HINGE_OK || !listed)
        return status;
    bool *keep = hinge_alloc(table->rows + 1, sizeof *keep);
    for (size_t from = 0, to; from < table->rows; from = to) {
        for (to = from + 1; to < table->rows && goes_on(table, to);)
            to++;
        join(table, from, to, all, keep);
    }
    hinge_table_keep_rows(table, keep);
    free(keep);
    for (size_t i = 0; i < 2 && status == HINGE_OK; i++)
        if (hinge_stats_request_takes(request, least[i][0]) &&
            !hinge_stats_request_has(request, least[i][0]))
            status = hinge_stats_request_set(request, least[i][0], least[i][1], error);
    return status;
}
