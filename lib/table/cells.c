/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns by name, and their cells. */
#include <hinge/table.h>

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

long hinge_table_find(const struct hinge_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *own = table->column[i].name;
        if (own[0] == name[0] && strcmp(own, name) == 0) /* most differ there */
            return (long)i;
    }
    return -1;
}

static enum hinge_status unknown_column(const struct hinge_table *table, const char *name,
                                        const char *where, struct hinge_error *error)
{
    enum { SHOWN = 24 };
    const char *names[512];
    size_t n = table->n_columns < 512 ? table->n_columns : 512;
    for (size_t i = 0; i < n; i++)
        names[i] = table->column[i].name;
    const char *nearest = hinge_suggest(name, names, n);
    const char *start = where != NULL ? where : "table";
    if (nearest != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s: no column \"%s\"; did you mean \"%s\"?", start, name, nearest);
    struct hinge_text list = {0};
    hinge_text_join(&list, names, n < SHOWN ? n : SHOWN, ", ");
    if (n > SHOWN)
        hinge_text_printf(&list, ", … (%zu in all)", table->n_columns);
    hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                    "%s: no column \"%s\" (columns: %s)", start, name, hinge_text_string(&list));
    hinge_text_clear(&list);
    return HINGE_USAGE;
}

enum hinge_status hinge_table_require(const struct hinge_table *table, const char *name,
                                      const char *where, size_t *index, struct hinge_error *error)
{
    long found = hinge_table_find(table, name);
    if (found < 0)
        return unknown_column(table, name, where, error);
    *index = (size_t)found;
    return HINGE_OK;
}

/* A share is not hidden in a column of counts: half a touch is neither 0 nor 1. */
static int digits_of(const struct hinge_column *column, double value)
{
    bool count = column->digits == 0 && strcmp(column->unit, "1") == 0;
    if (column->role == HINGE_IS_INTERVAL && !count && column->digits > 0 && !column->digits_asked)
        return hinge_limit_decimals(column->digits, value, value);
    return count && value != floor(value) ? HINGE_SHARE_DIGITS : column->digits;
}

const char *hinge_table_cell(const struct hinge_table *table, size_t column, size_t row,
                             char buffer[48])
{
    const struct hinge_column *c = &table->column[column];
    if (c->number == NULL && c->text == NULL)
        return "";
    if (c->type == HINGE_COLUMN_TEXT)
        return c->text[row] != NULL ? c->text[row] : "";
    double value = c->number[row];
    if (isnan(value))
        return "";
    if (c->digits < 0)
        return hinge_number_format(value, buffer);
    hinge_number_fixed(value, digits_of(c, value), buffer, 48);
    /* no "-0.0" in a published table */
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    return buffer;
}

double hinge_table_number(const struct hinge_table *table, const char *column, size_t row)
{
    long i = hinge_table_find(table, column);
    if (i < 0 || table->column[i].number == NULL)
        return NAN;
    return table->column[i].number[row];
}

const char *hinge_table_text(const struct hinge_table *table, const char *column, size_t row)
{
    long i = hinge_table_find(table, column);
    if (i < 0 || table->column[i].text == NULL)
        return NULL;
    return table->column[i].text[row];
}
