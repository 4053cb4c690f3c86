/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as groups of columns: reading. */
#include "store/columns.h"

#include "store/closed_sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the attributes of a column say. */
struct about {
    char *name, *unit, *title;
    int digits;
};

static void clear_about(struct about *about)
{
    free(about->name);
    free(about->unit);
    free(about->title);
}

static enum hinge_status read_about(const struct hinge_source *source,
                                    const struct hinge_array *array, struct about *about,
                                    struct hinge_error *error)
{
    int32_t digits = -1;
    size_t n = 1;
    *about = (struct about){.digits = -1};
    enum hinge_status status =
        hinge_source_text(source, array->id, array->object, "column", &about->name, error);
    if (status == HINGE_OK)
        status = hinge_source_text(source, array->id, array->object, "units", &about->unit, error);
    if (status == HINGE_OK)
        status =
            hinge_source_text(source, array->id, array->object, "long_name", &about->title, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(source, array->id, array->object, "digits", HINGE_ELEMENT_I32,
                                      &n, &digits, error);
    if (n == 1)
        about->digits = digits < 0 || digits > 17 ? -1 : digits;
    return status;
}

/* Adds the column with missing values; the first one brings the table's rows. */
static enum hinge_status add(const struct hinge_source *source, const struct hinge_array *array,
                             const char *name, struct hinge_table *table, size_t *index,
                             struct hinge_error *error)
{
    struct about about;
    enum hinge_status status = read_about(source, array, &about, error);
    const char *column = about.name != NULL ? about.name : name;
    if (status == HINGE_OK && hinge_table_find(table, column) >= 0)
        status = hinge_source_refused(source, array->object, "a column twice", error);
    if (status == HINGE_OK)
        status = hinge_table_add_column(table, column,
                                        array->rank == 2 ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
                                        about.unit, about.digits, index, error);
    if (status == HINGE_OK && table->n_columns == 1)
        status = hinge_table_add_rows(table, (size_t)array->dim[0]);
    else if (status == HINGE_OK && table->rows != array->dim[0])
        status = hinge_source_refused(source, array->object,
                                      "a column of another length than the first", error);
    if (status == HINGE_OK && about.title != NULL) {
        free(table->column[*index].title);
        table->column[*index].title = about.title;
        about.title = NULL;
    }
    clear_about(&about);
    return status;
}

static enum hinge_status fill_text(struct hinge_table *table, size_t column, const char *characters,
                                   size_t width)
{
    char *cell = hinge_alloc(width + 1, 1);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < table->rows && status == HINGE_OK; i++) {
        memcpy(cell, characters + i * width, width);
        if (cell[0] != '\0')
            status = hinge_table_set_text(table, column, i, cell);
    }
    free(cell);
    return status;
}

static enum hinge_status fill_numbers(struct hinge_table *table, size_t column,
                                      const double *values)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < table->rows && status == HINGE_OK; i++)
        status = hinge_table_set_number(table, column, i, values[i]);
    return status;
}

static bool is_among(const char *const *names, const char *name)
{
    while (names != NULL && *names != NULL && strcmp(*names, name) != 0)
        names++;
    return names != NULL && *names != NULL;
}

/* Without the cells where `left` is set. */
static enum hinge_status read_column(struct hinge_source *source, const struct hinge_array *array,
                                     const char *name, bool left, struct hinge_table *table,
                                     struct hinge_error *error)
{
    void *values = NULL;
    size_t index;
    bool text = array->element == HINGE_ELEMENT_CHAR && array->rank == 2;
    if (array->element == HINGE_ELEMENT_NONE ||
        (array->element == HINGE_ELEMENT_CHAR && array->rank == 1))
        return HINGE_OK; /* a dimension; a text that belongs to the group */
    if (!text && (array->element != HINGE_ELEMENT_F64 || array->rank != 1))
        return hinge_source_refused(source, array->object, "not a column", error);
    if (array->dim[0] > source->size) /* each takes a byte at least */
        return hinge_source_refused(source, array->object, "more rows than the file can hold",
                                    error);
    enum hinge_status status = left ? HINGE_OK : hinge_source_values(source, array, &values, error);
    if (status == HINGE_OK)
        status = add(source, array, name, table, &index, error);
    if (status == HINGE_OK && !left && text)
        status = fill_text(table, index, values, (size_t)array->dim[1]);
    else if (status == HINGE_OK && !left)
        status = fill_numbers(table, index, values);
    free(values);
    return status;
}

static enum hinge_status read_member(struct hinge_source *source, hid_t group, const char *object,
                                     const char *name, bool left, struct hinge_table *table,
                                     struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    struct hinge_array array;
    snprintf(path, sizeof path, "%s/%s", object, name);
    enum hinge_status status = hinge_source_array(source, group, name, path, &array, error);
    if (status == HINGE_OK)
        status = read_column(source, &array, name, left, table, error);
    hinge_h5_drop(&array.id);
    return status;
}

enum hinge_status hinge_columns_read_one(struct hinge_source *source, hid_t group,
                                         const char *object, const char *name,
                                         struct hinge_table *table, struct hinge_error *error)
{
    return read_member(source, group, object, name, false, table, error);
}

enum hinge_status hinge_columns_read(struct hinge_source *source, hid_t group, const char *object,
                                     struct hinge_table *table, struct hinge_error *error)
{
    return hinge_columns_read_but(source, group, object, NULL, table, error);
}

enum hinge_status hinge_columns_read_but(struct hinge_source *source, hid_t group,
                                         const char *object, const char *const *left,
                                         struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_names names;
    enum hinge_status status = hinge_source_names(source, group, object, &names, error);
    for (size_t i = 0; i < names.n && status == HINGE_OK; i++)
        status = read_member(source, group, object, names.name[i], is_among(left, names.name[i]),
                             table, error);
    hinge_names_clear(&names);
    return status == HINGE_OK ? hinge_closed_sets_check(source, object, table, error) : status;
}
