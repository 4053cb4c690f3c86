/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a description in, columns out; texts and numbers in, a row out. */
#include "table/columns.h"

#include <string.h>

enum hinge_status hinge_table_specify(struct hinge_table *table,
                                      const struct hinge_table_spec *spec, size_t n,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status =
            hinge_table_add_column(table, spec[i].name,
                                   spec[i].unit != NULL ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                                   spec[i].unit, spec[i].digits, NULL, error);
    return status;
}

enum hinge_status hinge_table_specify_texts(struct hinge_table *table, const char *const *names,
                                            struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (; status == HINGE_OK && *names != NULL; names++)
        status = hinge_table_specify(table, &(struct hinge_table_spec){.name = *names}, 1, error);
    return status;
}

enum hinge_status hinge_table_put_row(struct hinge_table *table, const char *const *texts,
                                      const double *numbers)
{
    enum hinge_status status = hinge_table_add_rows(table, 1);
    for (size_t c = 0; status == HINGE_OK && c < table->n_columns; c++) {
        if (table->column[c].type == HINGE_COLUMN_NUMBER)
            table->column[c].number[table->rows - 1] = *numbers++;
        else if (*texts++ != NULL && *texts[-1] != '\0')
            status = hinge_table_set_text(table, c, table->rows - 1, texts[-1]);
    }
    return status;
}

bool hinge_texts_differ(const struct hinge_table *table, const char *column)
{
    const char *first = table->rows > 0 ? hinge_table_text(table, column, 0) : NULL;
    for (size_t r = 1; r < table->rows; r++) {
        const char *text = hinge_table_text(table, column, r);
        if ((text == NULL) != (first == NULL) || (text != NULL && strcmp(text, first) != 0))
            return true;
    }
    return false;
}
