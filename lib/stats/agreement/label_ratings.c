/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Categories of two label columns. */
#include "stats/agreement/label_ratings.h"
#include "stats/people/filter.h"

#include "base/number.h"
#include "stats/people/evidence.h"
#include "stats/people/labels.h"

#include <stdlib.h>
#include <string.h>

struct category {
    const char *name;
    double value;
    bool number;
};

/* Numbers first, ascending; then texts by bytes. */
static int compare(const void *a, const void *b)
{
    const struct category *x = a, *y = b;
    if (x->number != y->number)
        return x->number ? -1 : 1;
    if (x->number && x->value != y->value)
        return x->value > y->value ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void add_names(const struct hinge_labels *labels, struct category *out)
{
    for (size_t i = 0; i < labels->n; i++) {
        out[i].name = labels->name[i];
        out[i].number = hinge_number_parse(out[i].name, strlen(out[i].name), '.', &out[i].value,
                                           NULL) == HINGE_NUMBER_VALUE;
    }
}

static uint32_t find(const struct category *category, size_t k, const char *name)
{
    uint32_t i = 0;
    while (i < k && strcmp(category[i].name, name) != 0)
        i++;
    return i;
}

/* Sorted union of the categories of two columns; *k their number. */
static struct category *unite(struct hinge_analysis *a, const struct hinge_labels *labels,
                              size_t *k)
{
    size_t n = labels[0].n + labels[1].n;
    struct category *all = hinge_analysis_alloc(a, n, sizeof *all);
    *k = 0;
    add_names(&labels[0], all);
    add_names(&labels[1], all + labels[0].n);
    if (n > 1)
        qsort(all, n, sizeof *all, compare);
    for (size_t i = 0; i < n; i++)
        if (*k == 0 || compare(&all[*k - 1], &all[i]) != 0)
            all[(*k)++] = all[i];
    return all;
}

static enum hinge_status code_rows(struct hinge_analysis *a, const struct hinge_labels *labels,
                                   const struct category *category,
                                   const struct hinge_labels *people, size_t rows,
                                   struct hinge_ratings *r, struct hinge_error *error)
{
    uint32_t *map[2], *first = hinge_analysis_alloc(a, 3 * rows, sizeof *first);
    for (int c = 0; c < 2; c++) {
        map[c] = hinge_analysis_alloc(a, labels[c].n, sizeof **map);
        for (uint32_t i = 0; map[c] != NULL && i < labels[c].n; i++)
            map[c][i] = find(category, r->k, labels[c].name[i]);
    }
    r->category = hinge_analysis_alloc(a, r->k, sizeof *r->category);
    if (!first || !map[0] || !map[1] || !r->category)
        return hinge_analysis_no_memory(error);
    uint32_t *second = first + rows, *who = second + rows;
    for (size_t i = 0; i < rows; i++) {
        uint32_t x = labels[0].code[i], y = labels[1].code[i];
        uint32_t p = people != NULL ? people->code[i] : 0;
        if (x == UINT32_MAX || y == UINT32_MAX || p == UINT32_MAX)
            continue;
        first[r->n] = map[0][x];
        second[r->n] = map[1][y];
        who[r->n++] = p;
    }
    for (size_t c = 0; c < r->k; c++)
        r->category[c] = category[c].name;
    r->first = first;
    r->second = second;
    r->who = people != NULL ? who : NULL;
    r->n_participants = people != NULL ? people->n : 0;
    return HINGE_OK;
}

enum hinge_status hinge_ratings_read(struct hinge_analysis *a, const char *first,
                                     const char *second, const char *participant,
                                     struct hinge_ratings *r, struct hinge_error *error)
{
    const char *name[3] = {first, second, participant};
    struct hinge_labels labels[3];
    size_t *row, rows, n = participant != NULL ? 3 : 2;
    *r = (struct hinge_ratings){0};
    enum hinge_status status = hinge_filter_rows(a, &row, &rows, error);
    if (status == HINGE_OK)
        status =
            hinge_evidence_check(a, row, rows, (const char *const[]){first, second, NULL}, error);
    for (size_t c = 0; c < n && status == HINGE_OK; c++) {
        size_t column;
        status = hinge_analysis_column(a, name[c], &column, error);
        if (status == HINGE_OK)
            status =
                hinge_labels_find(a, column, row, rows,
                                  c == 2 ? HINGE_BY_APPEARANCE : HINGE_BY_VALUE, &labels[c], error);
    }
    if (status != HINGE_OK)
        return status;
    struct category *category = unite(a, labels, &r->k);
    status = code_rows(a, labels, category, n == 3 ? &labels[2] : NULL, rows, r, error);
    if (status == HINGE_OK && r->n == 0)
        status = hinge_analysis_fail(a, error, HINGE_E_NO_DATA,
                                     "no usable rows after filtering (%zu read, %zu "
                                     "missing)",
                                     rows, rows);
    return status;
}
