/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of evidence in a table, and the refusal to pool them. */
#include "stats/people/evidence.h"

#include "base/text.h"
#include "people/rule.h"
#include "stats/people/filter.h"
#include "stats/people/labels.h"

#include <string.h>

/* Columns of an exported table whose rows are about different things. */
static const char *const kinds_of_rows[] = {"phase", "fault", "metric"};

static bool is_asked(const char *name, const char *const *asked)
{
    for (; asked != NULL && *asked != NULL; asked++)
        if (strcmp(name, *asked) == 0)
            return true;
    return false;
}

/* Labels of the evidence columns that differ among the rows; their number in *n. */
static enum hinge_status differing(struct hinge_analysis *analysis, const size_t *row, size_t rows,
                                   const char *const *asked, struct hinge_labels *labels,
                                   const char **column, size_t *n, struct hinge_error *error)
{
    *n = 0;
    if (hinge_table_find(analysis->table, "tier") < 0)
        return HINGE_OK;
    for (size_t k = 0; k < HINGE_EVIDENCE_COLUMNS; k++) {
        long at = hinge_table_find(analysis->table, hinge_evidence[k]);
        if (at < 0 || is_asked(hinge_evidence[k], asked))
            continue;
        enum hinge_status status =
            hinge_labels_find(analysis, (size_t)at, row, rows, HINGE_BY_BYTES, &labels[*n], error);
        if (status != HINGE_OK)
            return status;
        if (labels[*n].n > 1)
            column[(*n)++] = hinge_evidence[k];
    }
    return HINGE_OK;
}

/* "descent, hold, ascent" */
static void list_labels(const struct hinge_labels *labels, struct hinge_text *text)
{
    hinge_text_join(text, labels->name, labels->n < 6 ? labels->n : 6, ", ");
    if (labels->n > 6)
        hinge_text_printf(text, " and %zu more", labels->n - 6);
}

/* Rows of several phases, faults or metrics are never averaged: one is chosen. */
static enum hinge_status check_kinds(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                     const char *const *asked, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < sizeof kinds_of_rows / sizeof kinds_of_rows[0]; k++) {
        const char *name = kinds_of_rows[k];
        struct hinge_labels labels = {.code = NULL};
        struct hinge_text list = {0};
        long at = hinge_table_find(analysis->table, name);
        if (at < 0 || is_asked(name, asked) ||
            analysis->table->column[at].type != HINGE_COLUMN_TEXT)
            continue;
        status =
            hinge_labels_find(analysis, (size_t)at, row, n, HINGE_BY_APPEARANCE, &labels, error);
        if (status != HINGE_OK)
            return status;
        if (labels.n < 2)
            continue;
        list_labels(&labels, &list);
        status = hinge_analysis_fail(
            analysis, error, HINGE_E_MIXED_ROWS,
            "%s: rows of %zu values of '%s' would be averaged (%s); choose one with "
            "%s%s%s%s, or compare them by naming the column",
            analysis->table_name, labels.n, name, hinge_text_string(&list),
            k == 0 ? "--phase " : "--filter ", k == 0 ? "" : name, k == 0 ? "" : "=",
            labels.name[0]);
        hinge_text_clear(&list);
        return status;
    }
    return status;
}

enum hinge_status hinge_evidence_check(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                       const char *const *asked, struct hinge_error *error)
{
    struct hinge_labels labels[HINGE_EVIDENCE_COLUMNS];
    const char *column[HINGE_EVIDENCE_COLUMNS];
    size_t n_columns = 0;
    enum hinge_status status = check_kinds(analysis, row, n, asked, error);
    if (status == HINGE_OK)
        status = differing(analysis, row, n, asked, labels, column, &n_columns, error);
    if (status != HINGE_OK || n_columns == 0)
        return status;
    struct hinge_text mixture = {0};
    size_t most = 0; /* kind of the first column, the commonest */
    for (size_t k = 0; k < n_columns; k++) {
        size_t *rows = hinge_analysis_alloc(analysis, labels[k].n, sizeof *rows);
        for (size_t i = 0; i < n; i++)
            if (labels[k].code[i] != UINT32_MAX)
                rows[labels[k].code[i]]++;
        for (size_t g = 1; k == 0 && g < labels[k].n; g++)
            if (rows[g] > rows[most])
                most = g;
        hinge_text_printf(&mixture, "%s%s", k ? "; " : "", column[k]);
        for (size_t g = 0; g < labels[k].n && g < 6; g++)
            hinge_text_printf(&mixture, "%s %s in %zu rows", g ? "," : "", labels[k].name[g],
                              rows[g]);
    }
    status = hinge_analysis_fail(analysis, error, HINGE_E_MIXED_EVIDENCE,
                                 "%s: rows of different evidence would be pooled (%s); "
                                 "keep one kind with filter, such as %s=%s, or "
                                 "ask for stratify",
                                 analysis->table_name, hinge_text_string(&mixture), column[0],
                                 labels[0].name[most]);
    hinge_text_clear(&mixture);
    return status;
}

static const char *stratum_name(struct hinge_analysis *analysis, const struct hinge_labels *labels,
                                const char *const *column, size_t n, size_t i)
{
    struct hinge_text text = {0};
    for (size_t k = 0; k < n; k++) {
        uint32_t code = labels[k].code[i];
        hinge_text_printf(&text, "%s%s=%s", k ? ";" : "", column[k],
                          code == UINT32_MAX ? "" : labels[k].name[code]);
    }
    const char *name = hinge_arena_strdup(&analysis->arena, n ? hinge_text_string(&text) : "all");
    hinge_text_clear(&text);
    return name;
}

/* Index of the name in the list, which keeps ascending; a new one is inserted and the
 * numbers of earlier rows move up. */
static size_t place(struct hinge_strata *strata, size_t *of_row, size_t rows, const char *name)
{
    size_t at = 0;
    while (at < strata->n && strcmp(strata->name[at], name) < 0)
        at++;
    if (at < strata->n && strcmp(strata->name[at], name) == 0)
        return at;
    memmove(strata->name + at + 1, strata->name + at, (strata->n - at) * sizeof *strata->name);
    strata->name[at] = name;
    strata->n++;
    for (size_t r = 0; r < rows; r++)
        if (of_row[r] != SIZE_MAX && of_row[r] >= at)
            of_row[r]++;
    return at;
}

enum hinge_status hinge_strata_find(struct hinge_analysis *analysis, struct hinge_strata *strata,
                                    struct hinge_error *error)
{
    struct hinge_labels labels[HINGE_EVIDENCE_COLUMNS];
    const char *column[HINGE_EVIDENCE_COLUMNS];
    size_t n_columns, *row, n, rows = analysis->table->rows;
    *strata = (struct hinge_strata){0};
    enum hinge_status status = hinge_filter_rows(analysis, &row, &n, error);
    if (status == HINGE_OK)
        status = differing(analysis, row, n, NULL, labels, column, &n_columns, error);
    if (status != HINGE_OK)
        return status;
    size_t *of_row = hinge_analysis_alloc(analysis, rows, sizeof *of_row);
    strata->name = hinge_analysis_alloc(analysis, n + 1, sizeof *strata->name);
    for (size_t r = 0; r < rows; r++)
        of_row[r] = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        const char *name = stratum_name(analysis, labels, column, n_columns, i);
        if (name == NULL)
            return hinge_analysis_no_memory(error);
        of_row[row[i]] = place(strata, of_row, rows, name);
    }
    strata->of_row = of_row;
    return HINGE_OK;
}

const bool *hinge_strata_rows(struct hinge_analysis *analysis, const struct hinge_strata *strata,
                              size_t i)
{
    size_t rows = analysis->table->rows;
    bool *mask = hinge_analysis_alloc(analysis, rows, sizeof *mask);
    for (size_t r = 0; r < rows; r++)
        mask[r] = strata->of_row[r] == i;
    return mask;
}
