/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading results.h5: tables, and rows of arrays. */
#include "store/closed_sets.h"
#include "store/contents.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hinge_results_close(struct hinge_results_reader *reader)
{
    if (reader == NULL)
        return;
    hinge_arena_clear(&reader->arena);
    hinge_source_close(&reader->source);
    free(reader);
}

enum hinge_status hinge_results_open(const char *path,
                                     struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    *reader = NULL;
    struct hinge_names names = {0};
    struct hinge_results_reader *made = hinge_alloc(1, sizeof *made);
    uint64_t rows = 0;
    size_t n = 1;
    if (made == NULL)
        return hinge_source_no_memory(error);
    enum hinge_status status =
        hinge_source_open(&made->source, path, path, "results", error);
    if (status == HINGE_OK)
        status =
            hinge_source_names(&made->source, made->source.file, "/", &names, error);
    if (status == HINGE_OK)
        status = hinge_source_load_attributes(&made->source, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(&made->source, made->source.file, "/",
                                      HINGE_ROWS_ATTRIBUTE, HINGE_ELEMENT_U64, &n,
                                      &rows, error);
    if (status == HINGE_OK && n != 1)
        status = hinge_source_damaged(&made->source,
                                      "/, attribute " HINGE_ROWS_ATTRIBUTE, error);
    hinge_names_clear(&names);
    made->rows = (size_t)rows;
    if (status == HINGE_OK)
        *reader = made;
    else
        hinge_results_close(made);
    return status;
}

size_t hinge_results_rows(const struct hinge_results_reader *reader)
{
    return reader->rows;
}

const char *hinge_results_attribute(const struct hinge_results_reader *reader,
                                    const char *name)
{
    return hinge_source_attribute(&reader->source, name);
}

enum hinge_status hinge_results_get_table(struct hinge_results_reader *reader,
                                          const char *group, struct hinge_table *table,
                                          struct hinge_error *error)
{
    hid_t id;
    *table = (struct hinge_table){0};
    enum hinge_status status = hinge_contents_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_columns_read(&reader->source, id, group, table, error);
    hinge_h5_drop(&id);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}

enum hinge_status hinge_results_arrays(struct hinge_results_reader *reader,
                                       const char *group, const char *const **names,
                                       size_t *n, struct hinge_error *error)
{
    struct hinge_contents *contents;
    enum hinge_status status = hinge_contents_find(reader, group, &contents, error);
    if (status != HINGE_OK)
        return status;
    *names = contents->name;
    *n = contents->n_arrays;
    return HINGE_OK;
}

enum hinge_status hinge_results_describe(struct hinge_results_reader *reader,
                                         const char *group, const char *name,
                                         struct hinge_array_spec *spec,
                                         const struct hinge_dimension **dimension,
                                         struct hinge_error *error)
{
    struct hinge_contents *contents;
    enum hinge_status status = hinge_contents_find(reader, group, &contents, error);
    if (status != HINGE_OK)
        return status;
    for (size_t k = 0; k < contents->n_arrays; k++) {
        if (strcmp(contents->name[k], name) == 0) {
            *spec = contents->spec[k];
            if (dimension != NULL)
                *dimension = contents->dimension;
            return HINGE_OK;
        }
    }
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "%s: %s has no array \"%s\"", reader->source.shown, group,
                           name);
}

/* Stored values as doubles, the fill of integers as NaN; that of floats is NaN. */
#define CONVERT(type, missing)                                                         \
    for (size_t i = 0; i < n; i++) {                                                   \
        const type v = ((const type *)in)[i];                                          \
        out[i] = (missing) ? (double)NAN : (double)v;                                  \
    }                                                                                  \
    return;
static void as_doubles(enum hinge_element element, const void *in, size_t n,
                       double *out)
{
    switch (element) {
    case HINGE_ELEMENT_F64:
        CONVERT(double, isnan(v))
    case HINGE_ELEMENT_F32:
        CONVERT(float, isnan(v))
    case HINGE_ELEMENT_U8:
        CONVERT(uint8_t, v == HINGE_FILL_U8)
    case HINGE_ELEMENT_U16:
        CONVERT(uint16_t, v == HINGE_FILL_U16)
    case HINGE_ELEMENT_I32:
        CONVERT(int32_t, v == HINGE_FILL_I32)
    case HINGE_ELEMENT_U64:
        CONVERT(uint64_t, v == HINGE_FILL_U64)
    default:
        for (size_t i = 0; i < n; i++)
            out[i] = (double)NAN;
    }
}
#undef CONVERT

/* Rows of one array being read. */
struct window {
    const struct hinge_array *array;
    bool stored; /* wanted as they are, not as doubles */
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX]; /* with ones up to rank 3 */
    size_t from, rows;
};

/* n values to place `place` of the wanted ones. */
static void put(const struct window *window, const unsigned char *in, size_t n,
                size_t place, void *values)
{
    size_t size = hinge_element_size(window->array->element);
    if (window->stored)
        memcpy((unsigned char *)values + place * size, in, n * size);
    else
        as_doubles(window->array->element, in, n, (double *)values + place);
}

/* Copies what a decoded chunk at `at` has of the wanted rows. */
static void take(const struct window *window, const hsize_t *at,
                 const unsigned char *chunk, void *values)
{
    size_t size = hinge_element_size(window->array->element);
    const hsize_t *dim = window->dim, *step = window->chunk;
    size_t first = at[0] > window->from ? (size_t)at[0] : window->from;
    size_t end = window->from + window->rows, row_bytes = step[1] * step[2] * size;
    end = at[0] + step[0] < end ? (size_t)(at[0] + step[0]) : end;
    if (step[1] == dim[1] && step[2] == dim[2]) { /* whole rows */
        put(window, chunk + (first - at[0]) * row_bytes,
            (end - first) * dim[1] * dim[2], (first - window->from) * dim[1] * dim[2],
            values);
        return;
    }
    size_t n = dim[2] - at[2] < step[2] ? dim[2] - at[2] : step[2];
    for (size_t row = first; row < end; row++)
        for (hsize_t j = 0; j < step[1] && at[1] + j < dim[1]; j++)
            put(window, chunk + (row - at[0]) * row_bytes + j * step[2] * size, n,
                ((row - window->from) * dim[1] + at[1] + j) * dim[2] + at[2], values);
}

static enum hinge_status read_window(struct hinge_results_reader *reader,
                                     const struct window *window, void *values,
                                     struct hinge_error *error)
{
    const struct hinge_array *array = window->array;
    unsigned char *chunk = hinge_alloc(hinge_array_chunk_elements(array),
                                       hinge_element_size(array->element));
    if (chunk == NULL)
        return hinge_source_no_memory(error);
    enum hinge_status status = HINGE_OK;
    const hsize_t *step = window->chunk;
    hsize_t at[HINGE_RANK_MAX];
    for (at[0] = window->from / step[0] * step[0];
         at[0] < window->from + window->rows && status == HINGE_OK; at[0] += step[0])
        for (at[1] = 0; at[1] < window->dim[1] && status == HINGE_OK; at[1] += step[1])
            for (at[2] = 0; at[2] < window->dim[2] && status == HINGE_OK;
                 at[2] += step[2]) {
                status = hinge_source_chunk(&reader->source, array, at, chunk, error);
                if (status == HINGE_OK)
                    take(window, at, chunk, values);
            }
    free(chunk);
    return status;
}

static enum hinge_status read_rows(struct hinge_results_reader *reader,
                                   const char *group, const char *name, size_t from,
                                   size_t rows, bool stored, void *values,
                                   struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    struct hinge_array array = {.id = H5I_INVALID_HID};
    struct hinge_array_spec spec;
    hid_t id = H5I_INVALID_HID;
    snprintf(path, sizeof path, "%s/%s", group, name);
    enum hinge_status status =
        hinge_results_describe(reader, group, name, &spec, NULL, error);
    if (status == HINGE_OK)
        status = hinge_contents_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_source_array(&reader->source, id, name, path, &array, error);
    hinge_h5_drop(&id);
    if (status == HINGE_OK && (array.dim[0] < rows || array.dim[0] - rows < from))
        status = hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                                 "%s: rows %zu to %zu of %s asked for, it has %zu",
                                 reader->source.shown, from, from + rows, path,
                                 (size_t)array.dim[0]);
    if (status == HINGE_OK && rows > 0) {
        struct window window = {
            .array = &array, .stored = stored, .from = from, .rows = rows};
        for (int d = 0; d < HINGE_RANK_MAX; d++) {
            window.dim[d] = d < array.rank ? array.dim[d] : 1;
            window.chunk[d] = d < array.rank ? array.chunk[d] : 1;
        }
        status = read_window(reader, &window, values, error);
        if (status == HINGE_OK && !stored)
            status =
                hinge_closed_numbers_check(&reader->source, path, values, rows,
                                           window.dim[1] * window.dim[2], from, error);
    }
    hinge_h5_drop(&array.id);
    return status;
}

enum hinge_status hinge_results_read(struct hinge_results_reader *reader,
                                     const char *group, const char *name, size_t from,
                                     size_t rows, double *values,
                                     struct hinge_error *error)
{
    return read_rows(reader, group, name, from, rows, false, values, error);
}

enum hinge_status hinge_results_read_stored(struct hinge_results_reader *reader,
                                            const char *group, const char *name,
                                            size_t from, size_t rows, void *values,
                                            struct hinge_error *error)
{
    return read_rows(reader, group, name, from, rows, true, values, error);
}

size_t hinge_array_type_size(enum hinge_array_type type)
{
    return hinge_element_size((enum hinge_element)type);
}
