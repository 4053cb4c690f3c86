/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables whose columns are known beforehand, and names of columns that are made of another name. */
#ifndef HINGE_TABLE_COLUMNS_H
#define HINGE_TABLE_COLUMNS_H

#include <hinge/table.h>

struct hinge_table_spec {
    const char *name, *unit; /* unit NULL: a column of texts */
    int digits;
};

/* Adds n columns. */
void hinge_table_specify(struct hinge_table *table, const struct hinge_table_spec *spec, size_t n);
/* Columns of texts by name, NULL-terminated. */
void hinge_table_specify_texts(struct hinge_table *table, const char *const *names);

/* A row: texts (NULL and "" are missing) and numbers, each in the order of their
 * columns, one for every column. */
void hinge_table_put_row(struct hinge_table *table, const char *const *texts,
                         const double *numbers);

/* A text, "" where there is none. */
const char *hinge_table_word(const struct hinge_table *table, const char *column, size_t row);

/* Whether the texts of a column are not all the same. */
bool hinge_texts_differ(const struct hinge_table *table, const char *column);

/* --- names of columns that are made of another name --- */

/* Before a fault's id: how much of it, in its unit; the id alone is its verdict. */
#define HINGE_SEVERITY "severity:"

/* The fault whose severity a column is; NULL for every other column, and for NULL. */
const char *hinge_severity_fault(const char *column);

#endif
