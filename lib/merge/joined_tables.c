/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of parts into tables of the whole. */
#include "base/memory.h"
#include "merge/parts.h"
#include "store/schema.h"
#include "store/twins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

enum hinge_status hinge_parts_row(const struct hinge_table *from, size_t row,
                                  struct hinge_table *to)
{
    enum hinge_status status = hinge_table_add_rows(to, 1);
    for (size_t c = 0; c < to->n_columns && status == HINGE_OK; c++) {
        if (to->column[c].type == HINGE_COLUMN_NUMBER)
            to->column[c].number[to->rows - 1] = from->column[c].number[row];
        else
            status = hinge_table_set_text(to, c, to->rows - 1, from->column[c].text[row]);
    }
    return status;
}

bool hinge_parts_alike(const struct hinge_table *a, const struct hinge_table *b)
{
    bool same = a->n_columns == b->n_columns;
    for (size_t c = 0; c < a->n_columns && same; c++)
        same = strcmp(a->column[c].name, b->column[c].name) == 0 &&
               a->column[c].type == b->column[c].type;
    return same;
}

enum hinge_status hinge_parts_join(const struct hinge_parts *parts, const char *group,
                                   struct hinge_table *joined, struct hinge_error *error)
{
    struct hinge_table *table = hinge_alloc(parts->n, sizeof *table);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < parts->n && status == HINGE_OK; i++) {
        const struct hinge_part *part = &parts->part[i];
        status = hinge_part_table(part, group, &table[i], error);
        if (status == HINGE_OK &&
            (table[i].rows != part->shard.rows || !hinge_parts_alike(&table[0], &table[i])))
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "%s: damaged: %s has other rows or columns than "
                                     "that of %s",
                                     part->path, group, parts->part[0].path);
    }
    if (status == HINGE_OK)
        status = hinge_table_add_columns_of(joined, &table[0], error);
    for (size_t i = 0; i < parts->rows && status == HINGE_OK; i++)
        status = hinge_parts_row(&table[parts->place[i].part], parts->place[i].row, joined);
    for (size_t i = 0; i < parts->n; i++)
        hinge_table_clear(&table[i]);
    free(table);
    return status;
}

/* --- the same numbers in two parts --- */

struct digest {
    const char *numbers;
    size_t row;
};

static int by_digest(const void *x, const void *y)
{
    const struct digest *a = x, *b = y;
    int order = strcmp(a->numbers, b->numbers);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* What one run would have said of a recording that is twin of one in another part. */
static void tell_twin(const struct hinge_parts *parts, size_t first, size_t row)
{
    const struct hinge_merge_request *request = parts->request;
    const struct hinge_part *part = &parts->part[parts->place[row].part],
                            *other = &parts->part[parts->place[first].part];
    bool strangers = hinge_twin_differs(&parts->list, row, first);
    char message[1400];
    snprintf(message, sizeof message,
             "%.300s (in %.200s): warning: the same numbers as %.300s (in %.200s)%s; "
             "both are kept",
             cell(&parts->ledger, "file", row), part->path, cell(&parts->ledger, "file", first),
             other->path, strangers ? ", of another participant" : "");
    if (request->message != NULL)
        request->message(request->context, message);
}

/* Rows from..end have the same numbers. */
static enum hinge_status mark_twins(struct hinge_parts *parts, const struct digest *run, size_t n)
{
    struct hinge_table *ledger = &parts->ledger;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 1; i < n && status == HINGE_OK; i++) {
        size_t first = run[0].row, row = run[i].row;
        bool known = *cell(ledger, "duplicate_of", row) != '\0';
        if (!known && strcmp(cell(ledger, "status", row), "refused") == 0)
            continue; /* never compared with others */
        if (hinge_table_find(ledger, "duplicate_of") < 0)
            break;
        if (!known)
            tell_twin(parts, first, row);
        status = hinge_table_set_text(ledger, (size_t)hinge_table_find(ledger, "duplicate_of"), row,
                                      cell(ledger, "file", first));
    }
    return status;
}

enum hinge_status hinge_parts_twins(struct hinge_parts *parts)
{
    struct digest *digest = hinge_alloc(parts->rows, sizeof *digest);
    size_t n = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < parts->rows; i++)
        if (*cell(&parts->ledger, "numbers_xxh128", i) != '\0')
            digest[n++] = (struct digest){cell(&parts->ledger, "numbers_xxh128", i), i};
    qsort(digest, n, sizeof *digest, by_digest);
    for (size_t from = 0, end; from < n && status == HINGE_OK; from = end) {
        for (end = from + 1; end < n && strcmp(digest[from].numbers, digest[end].numbers) == 0;)
            end++;
        status = mark_twins(parts, digest + from, end - from);
    }
    free(digest);
    return status;
}
