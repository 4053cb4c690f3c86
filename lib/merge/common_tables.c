/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that every part has alike: parameters, faults, metrics. */
#include "merge/parts.h"
#include "store/schema.h"

#include <string.h>

/* The first cell of a row. */
static const char *key_of(const struct hinge_table *table, size_t row)
{
    bool text = table->n_columns > 0 && table->column[0].type == HINGE_COLUMN_TEXT;
    return text && table->column[0].text[row] != NULL ? table->column[0].text[row] : "";
}

/* Key of the first row of a that b has not; NULL: it has all. */
static const char *only_in(const struct hinge_table *a, const struct hinge_table *b)
{
    for (size_t i = 0; i < a->rows; i++) {
        const char *key = key_of(a, i);
        size_t k = 0;
        while (k < b->rows && strcmp(key_of(b, k), key) != 0)
            k++;
        if (k == b->rows)
            return key;
    }
    return NULL;
}

/* Names the first row that differs; both tables begin with a key. */
static enum hinge_status compare(const struct hinge_parts *parts, const struct hinge_part *part,
                                 const char *group, const struct hinge_table *a,
                                 const struct hinge_table *b, struct hinge_error *error)
{
    const char *one = parts->part[0].path;
    const char *first = only_in(a, b), *second = only_in(b, a);
    if (first != NULL || second != NULL || a->rows != b->rows || a->n_columns != b->n_columns)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s and %s: made with different %s: only %s has \"%.80s\"", one,
                               part->path, group + 1, first != NULL ? one : part->path,
                               first != NULL    ? first
                               : second != NULL ? second
                                                : "the same columns");
    for (size_t row = 0; row < a->rows; row++)
        for (size_t c = 0; c < a->n_columns; c++) {
            char x[48], y[48];
            const char *mine = hinge_table_cell(a, c, row, x);
            const char *other = hinge_table_cell(b, c, row, y);
            if (strcmp(mine, other) != 0)
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                       "%s and %s: made with different %s: %.80s, %s: "
                                       "\"%.80s\" and \"%.80s\"",
                                       one, part->path, group + 1, key_of(a, row),
                                       a->column[c].name, mine, other);
        }
    return HINGE_OK;
}

enum hinge_status hinge_parts_agree(const struct hinge_parts *parts, struct hinge_error *error)
{
    static const char *const common[] = {HINGE_GROUP_PARAMETERS, HINGE_GROUP_FAULTS,
                                         HINGE_GROUP_METRICS};
    enum hinge_status status = HINGE_OK;
    for (size_t g = 0; g < sizeof common / sizeof *common && status == HINGE_OK; g++) {
        struct hinge_table first = {0};
        status = hinge_part_table(&parts->part[0], common[g], &first, error);
        for (size_t i = 1; i < parts->n && status == HINGE_OK; i++) {
            struct hinge_table table = {0};
            const struct hinge_part *part = &parts->part[i];
            status = hinge_part_table(part, common[g], &table, error);
            if (status == HINGE_OK)
                status = compare(parts, part, common[g], &first, &table, error);
            hinge_table_clear(&table);
        }
        hinge_table_clear(&first);
    }
    return status;
}
