/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinct labels of a column, by sorting. */
#include "stats/people/labels.h"

#include "base/number.h"
#include "os/sort.h"
#include "os/text.h"
#include "people/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cells {
    const struct hinge_column *column;
    const size_t *row;
};

struct group {
    const char *name;
    size_t first, from, to; /* first position; span in the sorted order */
};

static bool is_missing(const struct cells *cells, size_t i)
{
    const struct hinge_column *c = cells->column;
    return c->type == HINGE_COLUMN_TEXT ? c->text[cells->row[i]] == NULL
                                        : isnan(c->number[cells->row[i]]);
}

/* How others write that there is nothing; 'n/a' (no cue, say) is a name. */
static bool says_missing(const struct cells *cells, size_t i)
{
    static const char *const words[] = {"na", "nan", "null"};
    const char *text = cells->column->text[cells->row[i]];
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (strcasecmp(text, words[w]) == 0)
            return true;
    return false;
}

/* Whether `levels` or `order` name the cell, so that it is one. */
static bool is_named(const struct hinge_analysis *analysis, const struct cells *cells, size_t i)
{
    const char *text = cells->column->text[cells->row[i]];
    const json_t *lists[] = {json_object_get(hinge_option_json(analysis, "levels"),
                                             cells->column->name),
                             hinge_option_json(analysis, "order")};
    for (size_t l = 0; l < 2; l++)
        for (size_t k = 0; k < json_array_size(lists[l]); k++) {
            const char *name = json_string_value(json_array_get(lists[l], k));
            if (name != NULL && strcmp(name, text) == 0)
                return true;
        }
    return false;
}

/* Whether cell i is left out; counts words that are taken for nothing. */
static bool leave_out(const struct hinge_analysis *analysis, const struct cells *cells, size_t i,
                      size_t *words)
{
    if (is_missing(cells, i))
        return true;
    if (cells->column->type != HINGE_COLUMN_TEXT || !says_missing(cells, i) ||
        is_named(analysis, cells, i))
        return false;
    ++*words;
    return true;
}

static int compare_values(const struct cells *cells, size_t i, size_t j)
{
    const struct hinge_column *c = cells->column;
    if (c->type == HINGE_COLUMN_TEXT) {
        const char *a = c->text[cells->row[i]], *b = c->text[cells->row[j]];
        return a == b ? 0 : strcmp(a, b);
    }
    double x = c->number[cells->row[i]], y = c->number[cells->row[j]];
    return (x > y) - (x < y);
}

/* First position after i whose cell is not plainly that of i: rows of one person,
 * trial or cue stand together, and a table keeps equal texts once. */
static size_t end_of_run(const struct cells *cells, size_t i, size_t n)
{
    const struct hinge_column *c = cells->column;
    size_t end = i + 1;
    if (c->type == HINGE_COLUMN_TEXT)
        while (end < n && c->text[cells->row[end]] == c->text[cells->row[i]])
            end++;
    else
        while (end < n && c->number[cells->row[end]] == c->number[cells->row[i]])
            end++;
    return end;
}

static int compare_cells(const void *a, const void *b, void *context)
{
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    int order = compare_values(context, i, j);
    return order != 0 ? order : (i > j) - (i < j);
}

static int compare_first(const void *a, const void *b)
{
    size_t i = ((const struct group *)a)->first, j = ((const struct group *)b)->first;
    return (i > j) - (i < j);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct group *)a)->name, ((const struct group *)b)->name);
}

static int compare_levels(const void *a, const void *b)
{
    return hinge_level_compare(((const struct group *)a)->name, ((const struct group *)b)->name);
}

static const char *label_of(struct hinge_analysis *analysis, const struct cells *cells, size_t i)
{
    char buffer[32];
    const struct hinge_column *c = cells->column;
    if (c->type == HINGE_COLUMN_TEXT)
        return hinge_analysis_label(analysis, c->text[cells->row[i]]);
    return hinge_arena_strdup(&analysis->arena,
                              hinge_number_format(c->number[cells->row[i]], buffer));
}

/* Runs of equal cells in the sorted order; the number of groups, SIZE_MAX without
 * memory. */
static size_t find_groups(struct hinge_analysis *analysis, const struct cells *cells,
                          const size_t *order, size_t n, struct group *group)
{
    size_t groups = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && compare_values(cells, order[i], order[end]) == 0)
            end++;
        const char *name = label_of(analysis, cells, order[i]);
        group[groups++] = (struct group){name, order[i], i, end};
        i = end;
    }
    return groups;
}

enum hinge_status hinge_labels_find(struct hinge_analysis *analysis, size_t column,
                                    const size_t *row, size_t n, enum hinge_label_order by,
                                    struct hinge_labels *labels, struct hinge_error *error)
{
    struct cells cells = {&analysis->table->column[column], row};
    size_t *order = hinge_analysis_alloc(analysis, n, sizeof *order), used = 0, words = 0;
    struct group *group = hinge_analysis_alloc(analysis, n, sizeof *group);
    labels->code = hinge_analysis_alloc(analysis, n, sizeof *labels->code);
    if (order == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0, end; i < n; i = end) { /* only the first of a run is sorted */
        size_t said = 0;
        end = end_of_run(&cells, i, n);
        if (leave_out(analysis, &cells, i, &said))
            memset(labels->code + i, 0xff, (end - i) * sizeof *labels->code);
        else
            order[used++] = i;
        words += said * (end - i);
    }
    if (words > 0)
        hinge_analysis_warn(analysis, NULL, "W_MISSING_NAME",
                            "'%s' is NA or null in these many rows: %zu. They count as "
                            "missing; if it is a name, give all names in levels",
                            cells.column->name, words);
    if (used > 1)
        hinge_os_sort(order, used, sizeof *order, compare_cells, &cells);
    labels->n = find_groups(analysis, &cells, order, used, group);
    if (labels->n == SIZE_MAX)
        return hinge_analysis_no_memory(error);
    if (labels->n > 1 && by != HINGE_BY_VALUE)
        qsort(group, labels->n, sizeof *group,
              by == HINGE_BY_APPEARANCE ? compare_first
              : by == HINGE_BY_LEVEL    ? compare_levels
                                        : compare_names);
    labels->name = hinge_analysis_alloc(analysis, labels->n, sizeof *labels->name);
    for (size_t g = 0; g < labels->n; g++) {
        labels->name[g] = group[g].name;
        for (size_t k = group[g].from; k < group[g].to; k++)
            for (size_t i = order[k], end = end_of_run(&cells, i, n); i < end; i++)
                labels->code[i] = (uint32_t)g;
    }
    return HINGE_OK;
}
