/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An id in, what it is out. */
#include "result/fields.h"

#include "result/wording.h"

#include <stdlib.h>
#include <string.h>

enum {
    OUTCOME = HINGE_FIELD_OUTCOME,
    RATIO = HINGE_FIELD_RATIO,
    PROGRAMS = HINGE_FIELD_PROGRAMS,
    INSTEAD = HINGE_FIELD_INSTEAD
};
#define F(id, role, what) {#id, HINGE_IS_##role, what, NULL},
#define D(id, role, what, description) {#id, HINGE_IS_##role, what, description},

static const struct hinge_field_row rows[] = {
#include "result/fields.def"
};

static int compare(const void *id, const void *row)
{
    return strcmp(id, ((const struct hinge_field_row *)row)->id);
}

const struct hinge_field_row *hinge_field_find(const char *id)
{
    return bsearch(id, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
}

const struct hinge_field_row *hinge_field_of(const char *table, const char *column)
{
    const struct hinge_field_row *own = hinge_field_find(column);
    const char *last = strrchr(table, ' ');
    return own != NULL ? own : hinge_field_find(last != NULL ? last + 1 : table);
}

bool hinge_field_is(const char *id, unsigned what)
{
    const struct hinge_field_row *row = hinge_field_find(id);
    return row != NULL && (row->what & what) != 0;
}

const struct hinge_field_row *hinge_field_at(size_t i)
{
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

enum hinge_status hinge_fields_describe(struct hinge_table *table)
{
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; status == HINGE_OK && c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        const struct hinge_field_row *row = hinge_field_find(column->name);
        char title[128];
        if (column->role == HINGE_IS_NONE)
            column->role = row != NULL                           ? row->role
                           : column->type == HINGE_COLUMN_NUMBER ? HINGE_IS_ESTIMATE
                                                                 : HINGE_IS_TEXT;
        if (*column->title == '\0')
            status = hinge_table_set_title(table, c,
                                           hinge_wording_title(column->name, title, sizeof title));
    }
    return status;
}
