/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as groups of columns: writing. */
#include "store/columns.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELL_MAX = HINGE_CHUNK_TARGET, /* longest text of a cell */
    NUMBERS_PER_CHUNK = 65536,
    CHARACTERS_PER_CHUNK = 524288,
    NAME_MAX_BYTES = 200 /* netCDF names end at 256 */
};

/* A netCDF-4 dimension of the group, its scale open. */
struct dimension {
    size_t length;
    hid_t scale;
    int id;
};

struct writing {
    struct hinge_sink *sink;
    const struct hinge_table *table; /* names, units, types */
    const struct hinge_rows *from;
    hid_t group;
    char **name; /* dataset name of each column */
    struct dimension row;
    struct dimension *text; /* one per text length in use */
    size_t n_text;
};

const char *hinge_columns_group(const char *group, struct hinge_error *error)
{
    if (group[0] == '/' && group[1] != '\0' && strchr(group + 1, '/') == NULL &&
        strcmp(group, "/.") != 0)
        return group + 1;
    hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK, "\"%s\" is not a group name", group);
    return NULL;
}

static bool taken(const struct writing *writing, size_t columns, const char *name)
{
    for (size_t i = 0; i < columns; i++)
        if (strcmp(writing->name[i], name) == 0)
            return true;
    return false;
}

/* A name HDF5 and netCDF accept: no '/', not empty, not ".", not too long, not taken.
 */
static char *dataset_name(const struct writing *writing, size_t column)
{
    const char *wanted = writing->table->column[column].name;
    size_t length = strlen(wanted);
    if (length > NAME_MAX_BYTES) {
        length = NAME_MAX_BYTES;
        while (length > 0 && ((unsigned char)wanted[length] & 0xc0) == 0x80)
            length--; /* not inside a UTF-8 character */
    }
    char *name = hinge_alloc(length + 32, 1);
    for (size_t i = 0; i < length; i++)
        name[i] = wanted[i] == '/' ? '_' : wanted[i];
    if (name[0] == '\0' || strcmp(name, ".") == 0)
        snprintf(name, 32, "column");
    length = strlen(name);
    for (unsigned i = 2; taken(writing, column, name); i++)
        snprintf(name + length, 32, "_%u", i);
    return name;
}

static void dimension_name(const struct writing *writing, char *name, size_t capacity)
{
    while (taken(writing, writing->table->n_columns, name) && strlen(name) + 2 < capacity)
        memcpy(name + strlen(name), "_", 2);
}

static enum hinge_status text_dimension(struct writing *writing, size_t length,
                                        const struct dimension **found, struct hinge_error *error)
{
    for (size_t i = 0; i < writing->n_text; i++) {
        if (writing->text[i].length == length) {
            *found = &writing->text[i];
            return HINGE_OK;
        }
    }
    char name[64];
    snprintf(name, sizeof name, "string%zu", length);
    dimension_name(writing, name, sizeof name);
    struct dimension *made = &writing->text[writing->n_text];
    made->length = length;
    enum hinge_status status = hinge_sink_dimension(writing->sink, writing->group, name, length,
                                                    false, &made->scale, &made->id, error);
    if (status != HINGE_OK)
        return status;
    writing->n_text++;
    *found = made;
    return HINGE_OK;
}

size_t hinge_labels_width(const char *const *label, size_t n)
{
    size_t width = 1;
    for (size_t i = 0; label != NULL && i < n; i++) {
        size_t length = label[i] != NULL ? strlen(label[i]) : 0;
        width = length > width ? length : width;
    }
    return width;
}

/* The characters, a chunk of `rows` labels at a time. */
static enum hinge_status write_labels(struct hinge_sink *sink, hid_t dataset,
                                      const struct hinge_column_labels *labels, size_t rows,
                                      struct hinge_error *error)
{
    size_t width = labels->width;
    char *characters = hinge_alloc(rows * width, 1);
    enum hinge_status status = HINGE_OK;
    hsize_t at[2] = {0, 0};
    for (; at[0] < labels->n && status == HINGE_OK; at[0] += rows) {
        memset(characters, 0, rows * width);
        for (size_t i = 0; labels->label != NULL && i < rows && at[0] + i < labels->n; i++) {
            const char *label = labels->label[at[0] + i];
            if (label != NULL)
                memcpy(characters + i * width, label, strlen(label));
        }
        status = hinge_sink_chunk(sink, dataset, at, HINGE_ELEMENT_CHAR, characters, rows * width,
                                  error);
    }
    free(characters);
    return status;
}

enum hinge_status hinge_labels_write(struct hinge_sink *sink, hid_t group, const char *name,
                                     const struct hinge_column_labels *labels, bool grows,
                                     hid_t *dataset, struct hinge_error *error)
{
    size_t n = labels->n, width = labels->width;
    *dataset = H5I_INVALID_HID;
    if (width > CELL_MAX || n > SIZE_MAX / width)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: a text of %zu bytes in \"%s\" is over the limit of %d",
                               sink->output.target, width, name, CELL_MAX);
    size_t rows = CHARACTERS_PER_CHUNK / width ? CHARACTERS_PER_CHUNK / width : 1;
    struct hinge_sink_shape shape = {
        .rank = 2, .dim = {n, width}, .chunk = {n < rows ? n : rows, width}, .grows = grows};
    if (shape.chunk[0] == 0)
        shape.chunk[0] = 1;
    enum hinge_status status =
        hinge_sink_dataset(sink, group, name, HINGE_ELEMENT_CHAR, &shape, dataset, error);
    if (status == HINGE_OK)
        status = write_labels(sink, *dataset, labels, (size_t)shape.chunk[0], error);
    if (status == HINGE_OK)
        status = hinge_sink_text(sink, *dataset, "_Encoding", "utf-8", error);
    return status;
}

static enum hinge_status write_text(struct writing *writing, size_t i, const char *const *text,
                                    hid_t *dataset, struct hinge_error *error)
{
    size_t rows = writing->row.length, width = hinge_labels_width(text, rows);
    const struct dimension *length;
    struct hinge_column_labels labels = {rows, width, text};
    enum hinge_status status = text_dimension(writing, width, &length, error);
    if (status == HINGE_OK)
        status = hinge_labels_write(writing->sink, writing->group, writing->name[i], &labels,
                                    rows == 0, dataset, error);
    if (status != HINGE_OK)
        return status;
    int id[2] = {writing->row.id, length->id};
    return hinge_sink_use_dimensions(writing->sink, *dataset, 2, id, true, error);
}

static enum hinge_status write_numbers(struct writing *writing, size_t i, const double *number,
                                       hid_t *dataset, struct hinge_error *error)
{
    size_t rows = writing->row.length;
    struct hinge_sink_shape shape = {.rank = 1,
                                     .dim = {rows},
                                     .chunk = {rows < NUMBERS_PER_CHUNK ? rows + (rows == 0)
                                                                        : NUMBERS_PER_CHUNK},
                                     .grows = rows == 0};
    enum hinge_status status = hinge_sink_dataset(writing->sink, writing->group, writing->name[i],
                                                  HINGE_ELEMENT_F64, &shape, dataset, error);
    if (status == HINGE_OK)
        status =
            hinge_sink_array(writing->sink, *dataset, &shape, HINGE_ELEMENT_F64, number, error);
    if (status == HINGE_OK)
        status = hinge_sink_numbers(writing->sink, *dataset, "_FillValue", HINGE_ELEMENT_F64, 1,
                                    hinge_element_fill(HINGE_ELEMENT_F64), error);
    if (status == HINGE_OK)
        status =
            hinge_sink_use_dimensions(writing->sink, *dataset, 1, &writing->row.id, true, error);
    return status;
}

/* Cells of a column: the table's own, or loaded into *one, which the caller clears. */
static enum hinge_status take_cells(struct writing *writing, size_t i, struct hinge_table *one,
                                    const struct hinge_column **cells, struct hinge_error *error)
{
    const struct hinge_rows *from = writing->from;
    enum hinge_status status = HINGE_OK;
    *cells = &writing->table->column[i];
    bool there =
        from->table->rows == from->rows && ((*cells)->number != NULL || (*cells)->text != NULL);
    if (from->load == NULL || there)
        return HINGE_OK;
    status = from->load(from->context, i, one, error);
    *cells = one->column;
    if (status == HINGE_OK && (one->n_columns != 1 || one->rows != from->rows ||
                               one->column->type != writing->table->column[i].type))
        status =
            hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                            "column %s: loaded rows do not fit", writing->table->column[i].name);
    return status;
}

/* The column's array, its cells and their attributes of shape. */
static enum hinge_status write_cells(struct writing *writing, size_t i, hid_t *dataset,
                                     struct hinge_error *error)
{
    struct hinge_table one = {0};
    const struct hinge_column *cells;
    double *missing = NULL;
    size_t rows = writing->row.length;
    enum hinge_status status = take_cells(writing, i, &one, &cells, error);
    if (status == HINGE_OK && cells->type == HINGE_COLUMN_TEXT) {
        status = write_text(writing, i, cells->text, dataset, error);
    } else if (status == HINGE_OK) {
        if (cells->number == NULL) { /* of a sparse table */
            missing = hinge_alloc(rows, sizeof *missing);
            hinge_element_clear(HINGE_ELEMENT_F64, missing, rows);
        }
        status =
            write_numbers(writing, i, missing != NULL ? missing : cells->number, dataset, error);
    }
    free(missing);
    hinge_table_clear(&one);
    return status;
}

static enum hinge_status write_column(struct writing *writing, size_t i, struct hinge_error *error)
{
    const struct hinge_column *column = &writing->table->column[i];
    hid_t dataset = H5I_INVALID_HID;
    const int32_t digits = column->digits;
    enum hinge_status status = write_cells(writing, i, &dataset, error);
    if (status == HINGE_OK)
        status = hinge_sink_text(writing->sink, dataset, "units", column->unit, error);
    if (status == HINGE_OK)
        status = hinge_sink_text(writing->sink, dataset, "long_name", column->title, error);
    if (status == HINGE_OK && digits >= 0)
        status = hinge_sink_numbers(writing->sink, dataset, "digits", HINGE_ELEMENT_I32, 1, &digits,
                                    error);
    if (status == HINGE_OK && strcmp(writing->name[i], column->name) != 0)
        status = hinge_sink_text(writing->sink, dataset, "column", column->name, error);
    errno = 0;
    if (!hinge_h5_close(&dataset) && status == HINGE_OK)
        status = hinge_sink_failed(writing->sink, writing->name[i], error);
    return status;
}

static enum hinge_status write_columns(struct writing *writing, const char *group,
                                       struct hinge_error *error)
{
    size_t n = writing->table->n_columns, rows = writing->from->rows;
    for (size_t i = 0; i < n; i++) {
        writing->name[i] = dataset_name(writing, i);
    }
    char row[256];
    snprintf(row, sizeof row - 32, "%s_row", group);
    dimension_name(writing, row, sizeof row);
    writing->row.length = rows;
    enum hinge_status status =
        hinge_sink_dimension(writing->sink, writing->group, row, rows, rows == 0,
                             &writing->row.scale, &writing->row.id, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = write_column(writing, i, error);
    return status;
}

/* Closes the scales; what they hold is on its way to the file, so failing counts. */
static bool close_scales(struct writing *writing)
{
    bool closed = hinge_h5_close(&writing->row.scale);
    for (size_t i = 0; i < writing->n_text; i++)
        closed = hinge_h5_close(&writing->text[i].scale) && closed;
    return closed;
}

enum hinge_status hinge_columns_write(struct hinge_sink *sink, hid_t parent, const char *name,
                                      const struct hinge_table *table, hid_t *group,
                                      struct hinge_error *error)
{
    const struct hinge_rows rows = {.table = table, .rows = table->rows};
    return hinge_columns_put(sink, parent, name, &rows, group, error);
}

enum hinge_status hinge_columns_put(struct hinge_sink *sink, hid_t parent, const char *name,
                                    const struct hinge_rows *rows, hid_t *group,
                                    struct hinge_error *error)
{
    const struct hinge_table *table = rows->table;
    struct writing writing = {.sink = sink, .table = table, .from = rows, .row = {.scale = -1}};
    if (group != NULL)
        *group = H5I_INVALID_HID;
    if (H5Lexists(parent, name, H5P_DEFAULT) != 0)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: group /%s is written twice", sink->output.target, name);
    writing.name = hinge_alloc(table->n_columns, sizeof *writing.name);
    writing.text = hinge_alloc(table->n_columns, sizeof *writing.text);
    enum hinge_status status = hinge_sink_group(sink, parent, name, true, &writing.group, error);
    if (status == HINGE_OK)
        status = write_columns(&writing, name, error);
    errno = 0;
    if (!close_scales(&writing) && status == HINGE_OK)
        status = hinge_sink_failed(sink, name, error);
    if (status == HINGE_OK && group != NULL)
        *group = writing.group;
    else if (!hinge_h5_close(&writing.group) && status == HINGE_OK)
        status = hinge_sink_failed(sink, name, error);
    for (size_t i = 0; writing.name != NULL && i < table->n_columns; i++)
        free(writing.name[i]);
    free(writing.name);
    free(writing.text);
    return status;
}
