/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter and usable options: rows that conditions keep. */
#include "stats/people/filter.h"

#include "base/text.h"
#include "people/condition.h"
#include "stats/people/labels.h"
#include "stats/people/sample.h"

#include <string.h>

/* A failure of the conditions as one of the analysis. */
static enum hinge_status pass_on(struct hinge_analysis *analysis, enum hinge_status status,
                                 enum hinge_stats_code code, struct hinge_error *error)
{
    if (status != HINGE_USAGE)
        return status;
    struct hinge_error why = *error;
    return hinge_analysis_fail(analysis, error, code, "%s", why.message);
}

static enum hinge_status bind(struct hinge_analysis *analysis, const char *option,
                              struct hinge_condition *c, struct hinge_error *error)
{
    enum hinge_status status = hinge_analysis_column(analysis, c->name, &c->column, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_column *column = &analysis->table->column[c->column];
    if (c->compare != HINGE_IS && c->compare != HINGE_IS_NOT && column->type != HINGE_COLUMN_NUMBER)
        return hinge_analysis_fail(analysis, error, HINGE_E_NOT_NUMERIC,
                                   "%s: column '%s' is not numeric", option, c->name);
    return pass_on(analysis,
                   hinge_condition_check_column(c, option, column, analysis->table->rows, error),
                   HINGE_E_LEVELS, error);
}

static enum hinge_status read_conditions(struct hinge_analysis *analysis, const char *option,
                                         struct hinge_filter *filter, struct hinge_error *error)
{
    const char *text = hinge_option_text(analysis, option);
    enum hinge_status status =
        hinge_filter_read(&analysis->arena, option, text != NULL ? text : "", filter, error);
    status = pass_on(analysis, status, HINGE_E_OPTION, error);
    for (size_t k = 0; status == HINGE_OK && k < filter->n; k++)
        status = bind(analysis, option, &filter->condition[k], error);
    return status;
}

/* Rows that filter and stratum keep and for which `usable` is as wanted. */
static enum hinge_status find_rows(struct hinge_analysis *analysis, bool wanted, size_t **row,
                                   size_t *n, struct hinge_error *error)
{
    struct hinge_filter filter, usable;
    size_t rows = analysis->table->rows;
    enum hinge_status status = read_conditions(analysis, "filter", &filter, error);
    if (status == HINGE_OK)
        status = read_conditions(analysis, "usable", &usable, error);
    if (status != HINGE_OK)
        return status;
    *row = hinge_analysis_alloc(analysis, rows, sizeof **row);
    *n = 0;
    for (size_t i = 0; i < rows; i++)
        if ((analysis->stratum == NULL || analysis->stratum[i]) &&
            hinge_filter_keeps_row(&filter, analysis->table, i) &&
            hinge_filter_keeps_row(&usable, analysis->table, i) == wanted)
            (*row)[(*n)++] = i;
    return HINGE_OK;
}

enum hinge_status hinge_filter_rows(struct hinge_analysis *analysis, size_t **row, size_t *n,
                                    struct hinge_error *error)
{
    return find_rows(analysis, true, row, n, error);
}

enum hinge_status hinge_filter_unusable(struct hinge_analysis *analysis, size_t **row, size_t *n,
                                        struct hinge_error *error)
{
    return find_rows(analysis, false, row, n, error);
}

/* --- levels among rows --- */

bool hinge_filter_has(const struct hinge_analysis *analysis, const size_t *row, size_t n,
                      size_t column, const char *level)
{
    const char *const *text = analysis->table->column[column].text;
    for (size_t i = 0; text != NULL && i < n; i++)
        if (text[row[i]] != NULL && strcmp(text[row[i]], level) == 0)
            return true;
    return false;
}

enum hinge_status hinge_filter_require(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                       size_t column, const char *level, struct hinge_error *error)
{
    enum { LISTED = 20 };
    const struct hinge_column *c = &analysis->table->column[column];
    const char *names[LISTED] = {NULL};
    size_t n_names = 0;
    if (c->type != HINGE_COLUMN_TEXT)
        return hinge_analysis_fail(analysis, error, HINGE_E_LEVELS,
                                   "'%s' holds numbers; name it with factor", c->name);
    if (hinge_filter_has(analysis, row, n, column, level))
        return HINGE_OK;
    if (n == 0)
        return hinge_analysis_fail(analysis, error, HINGE_E_ONE_LEVEL,
                                   "the table has no rows, so '%s' of '%s' cannot be found", level,
                                   c->name);
    for (size_t i = 0; i < n && n_names < LISTED; i++) {
        const char *text = c->text[row[i]];
        size_t k = 0;
        while (k < n_names && text != NULL && strcmp(names[k], text) != 0)
            k++;
        if (text != NULL && *text != '\0' && k == n_names)
            names[n_names++] = text;
    }
    if (n_names == 0)
        return hinge_analysis_fail(analysis, error, HINGE_E_LEVELS,
                                   "'%s' is empty in every row used, so '%s' cannot be "
                                   "found: fill that column of the trial list",
                                   c->name, level);
    const char *nearest = hinge_suggest(level, names, n_names);
    struct hinge_text list = {0};
    hinge_text_join(&list, names, n_names, ", ");
    enum hinge_status status =
        hinge_analysis_fail(analysis, error, HINGE_E_LEVELS,
                            nearest != NULL
                                ? "'%s' has no '%s' among the rows used; did you mean '%s'?"
                                : "'%s' has no '%s' among the rows used (there are %s)",
                            c->name, level, nearest != NULL ? nearest : hinge_text_string(&list));
    hinge_text_clear(&list);
    return status;
}

enum hinge_status hinge_filter_report(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                      json_t *results, struct hinge_error *error)
{
    const char *name = NULL;
    size_t column;
    struct hinge_labels labels = {.code = NULL};
    enum hinge_status status = hinge_sample_participant(analysis, &name, error);
    if (status == HINGE_OK)
        status = hinge_analysis_column(analysis, name, &column, error);
    if (status == HINGE_OK)
        status = hinge_labels_find(analysis, column, row, n, HINGE_BY_APPEARANCE, &labels, error);
    hinge_put_count(analysis, results, "n_rows", n);
    hinge_put_count(analysis, results, "n_participants", labels.n);
    return status;
}
