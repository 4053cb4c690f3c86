/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Degrees into radians. */
#include "report/columns/units.h"

#include "base/memory.h"
#include "result/fields.h"
#include "result/wording.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double radians_per_degree = 3.14159265358979323846 / 180;

double hinge_tab_unit(const struct hinge_tabulation *tab, const char *unit,
                      char shown[HINGE_UNIT_MAX])
{
    const char *at = tab->request->radians ? strstr(unit, "deg") : NULL;
    while (at != NULL && ((at > unit && isalpha((unsigned char)at[-1])) ||
                          isalpha((unsigned char)at[3])))
        at = strstr(at + 3, "deg"); /* "degree" is a word */
    if (shown != NULL)
        snprintf(shown, HINGE_UNIT_MAX, "%s", unit);
    if (at == NULL)
        return 1;
    if (shown != NULL)
        snprintf(shown, HINGE_UNIT_MAX, "%.*srad%s", (int)(at - unit), unit, at + 3);
    bool power = isdigit((unsigned char)at[3]) || at[3] == '-';
    return pow(radians_per_degree, power ? strtod(at + 3, NULL) : 1);
}

/* Numbers that are in the unit of their row. */
static bool is_of_row(const struct hinge_column *column)
{
    return hinge_field_is(column->name, HINGE_FIELD_ROW) &&
           column->type == HINGE_COLUMN_NUMBER && *column->unit == '\0';
}

static void scale_column(struct hinge_column *column, size_t rows, double factor)
{
    for (size_t r = 0; column->type == HINGE_COLUMN_NUMBER && r < rows; r++)
        column->number[r] *= factor;
}

static enum hinge_status scale_row(const struct hinge_tabulation *tab,
                                   struct hinge_table *table, size_t unit, size_t row,
                                   struct hinge_error *error)
{
    char shown[HINGE_UNIT_MAX], name[HINGE_RADIAN_NAME];
    const char *was = table->column[unit].text[row];
    double factor = was != NULL ? hinge_tab_unit(tab, was, shown) : 1;
    if (factor == 1)
        return HINGE_OK;
    for (size_t c = 0; c < table->n_columns; c++)
        if (is_of_row(&table->column[c]))
            table->column[c].number[row] *= factor;
    long metric = hinge_table_find(table, "metric");
    enum hinge_status status = hinge_table_set_text(table, unit, row, shown, error);
    if (status == HINGE_OK && metric >= 0 &&
        table->column[metric].type == HINGE_COLUMN_TEXT &&
        table->column[metric].text[row] != NULL)
        status = hinge_table_set_text(
            table, (size_t)metric, row,
            hinge_wording_radians(table->column[metric].text[row], name), error);
    return status;
}

static long unit_column(const struct hinge_table *table)
{
    long unit = hinge_table_find(table, "unit");
    return unit >= 0 && table->column[unit].type == HINGE_COLUMN_TEXT ? unit : -1;
}

enum hinge_status hinge_tab_unit_cells(const struct hinge_tabulation *tab,
                                       struct hinge_table *table,
                                       struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    long unit = unit_column(table);
    for (size_t c = 0; tab->request->radians && c < table->n_columns; c++) {
        double factor = hinge_tab_unit(tab, table->column[c].unit, NULL);
        if (factor != 1)
            scale_column(&table->column[c], table->rows, factor);
    }
    for (size_t r = 0;
         tab->request->radians && unit >= 0 && status == HINGE_OK && r < table->rows;
         r++)
        status = scale_row(tab, table, (size_t)unit, r, error);
    return status;
}

void hinge_tab_unit_digits(const struct hinge_tabulation *tab,
                           struct hinge_table *table)
{
    bool by_row = unit_column(table) >= 0;
    for (size_t c = 0; tab->request->radians && c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        bool angle = hinge_tab_unit(tab, column->unit, NULL) != 1;
        if (column->digits >= 0 && (angle || (by_row && is_of_row(column))))
            column->digits += HINGE_RADIAN_DIGITS;
    }
}

/* A text of the table's own in the place of the old one, or of a block in the arena. */
static bool replace(struct hinge_tabulation *tab, char **at, const char *text,
                    bool is_block)
{
    size_t n = strlen(text) + 1;
    char *copy = is_block ? hinge_arena_alloc(&tab->arena, n, 1) : hinge_alloc(n, 1);
    if (copy == NULL)
        return false;
    memcpy(copy, text, n);
    if (!is_block)
        free(*at);
    *at = copy;
    return true;
}

enum hinge_status hinge_tab_unit_names(struct hinge_tabulation *tab,
                                       struct hinge_table *table, bool is_block,
                                       struct hinge_error *error)
{
    char shown[HINGE_UNIT_MAX], name[HINGE_RADIAN_NAME];
    for (size_t c = 0; tab->request->radians && c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        if (hinge_tab_unit(tab, column->unit, shown) == 1)
            continue;
        if (!replace(tab, &column->name, hinge_wording_radians(column->name, name),
                     is_block) ||
            !replace(tab, &column->unit, shown, is_block))
            return hinge_no_memory(error);
    }
    return HINGE_OK;
}
