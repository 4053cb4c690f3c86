/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the row, and setting a cell of it. */
#include "inspect/inspect.h"

#define TEXT_NAME(id, name) #name,
#define NUMBER_ROW(id, name, unit, digits) {#name, unit, digits},
static const char *const text_names[N_TEXTS] = {TEXTS(TEXT_NAME)};
static const struct {
    const char *name, *unit;
    int digits;
} number_names[N_NUMBERS] = {NUMBERS(NUMBER_ROW)};

void hinge_inspect_text(struct hinge_inspection *in, int column, const char *value)
{
    hinge_table_set_text(in->table, (size_t)column, in->row, value);
}

void hinge_inspect_whole_text(struct hinge_inspection *in, int column, struct hinge_text *value)
{
    hinge_inspect_text(in, column, hinge_text_string(value));
    hinge_text_clear(value);
}

void hinge_inspect_number(struct hinge_inspection *in, int column, double value)
{
    in->table->column[N_TEXTS + column].number[in->row] = value;
}

void hinge_inspect_columns(struct hinge_table *table)
{
    if (table->n_columns > 0)
        return;
    for (size_t c = 0; c < N_TEXTS; c++)
        hinge_table_add_column(table, text_names[c], HINGE_COLUMN_TEXT, "", 0);
    for (size_t c = 0; c < N_NUMBERS; c++)
        hinge_table_add_column(table, number_names[c].name, HINGE_COLUMN_NUMBER,
                               number_names[c].unit, number_names[c].digits);
}
