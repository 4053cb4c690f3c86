/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing results.h5: rows are gathered until every array's chunk is full, so that the
 * file does not depend on how the rows arrived. */
#include "store/results.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Closes every object; true when all of it reached the file. */
static bool close_all(struct hinge_results_writer *writer)
{
    bool closed = true;
    for (size_t g = 0; g < writer->n_groups; g++) {
        struct hinge_stream_group *group = &writer->group[g];
        closed = hinge_h5_close(&group->rep) && closed;
        for (size_t d = 0; group->scale != NULL && d < writer->n_dimensions; d++)
            closed = hinge_h5_close(&group->scale[d]) && closed;
    }
    for (size_t s = 0; s < writer->n_streams; s++)
        closed = hinge_h5_close(&writer->stream[s].dataset) && closed;
    for (size_t g = 0; g < writer->n_groups; g++)
        closed = hinge_h5_close(&writer->group[g].id) && closed;
    return closed;
}

static void release(struct hinge_results_writer *writer)
{
    for (size_t s = 0; s < writer->n_streams; s++) {
        free(writer->stream[s].name);
        free(writer->stream[s].buffer);
    }
    for (size_t g = 0; g < writer->n_groups; g++) {
        free(writer->group[g].name);
        free(writer->group[g].scale);
        free(writer->group[g].scale_id);
    }
    free(writer->stream);
    free(writer->group);
    free(writer->chunk);
    free(writer);
}

void hinge_results_discard(struct hinge_results_writer *writer)
{
    if (writer == NULL)
        return;
    if (!close_all(writer))
        errno = 0; /* nothing of it is kept */
    hinge_sink_discard(&writer->sink);
    release(writer);
}

enum hinge_status
hinge_results_create(const char *path, const struct hinge_dimension *dimension,
                     size_t n_dimensions, const struct hinge_array_spec *spec,
                     size_t n_specs, struct hinge_results_writer **writer,
                     struct hinge_error *error)
{
    *writer = NULL;
    struct hinge_results_writer *made = hinge_alloc(1, sizeof *made);
    if (made == NULL)
        return hinge_source_no_memory(error);
    made->stream = hinge_alloc(n_specs, sizeof *made->stream);
    made->group = hinge_alloc(n_specs, sizeof *made->group);
    enum hinge_status status = HINGE_NOMEM;
    if (made->stream != NULL && made->group != NULL) {
        made->n_streams = n_specs;
        made->n_dimensions = n_dimensions;
        status = hinge_sink_open(&made->sink, path, "results", error);
    } else {
        hinge_source_no_memory(error);
    }
    if (status == HINGE_OK)
        status = hinge_results_build(made, dimension, spec, error);
    if (status == HINGE_OK)
        *writer = made;
    else
        hinge_results_discard(made);
    return status;
}

/* Every NaN the same, so that equal results are equal files. */
static void unify_nan(enum hinge_element element, void *values, size_t n)
{
    double *wide = values;
    float *narrow = values;
    for (size_t i = 0; element == HINGE_ELEMENT_F64 && i < n; i++)
        if (isnan(wide[i]))
            wide[i] = (double)NAN;
    for (size_t i = 0; element == HINGE_ELEMENT_F32 && i < n; i++)
        if (isnan(narrow[i]))
            narrow[i] = NAN;
}

/* Writes the rows that wait as one row of chunks (the last may be partly filled). */
static enum hinge_status flush_stream(struct hinge_results_writer *writer,
                                      struct hinge_stream *stream,
                                      struct hinge_error *error)
{
    struct hinge_sink_shape *shape = &stream->shape;
    size_t size = hinge_element_size(stream->element), rows = stream->waiting;
    hsize_t at[HINGE_RANK_MAX] = {shape->dim[0]};
    shape->dim[0] += rows;
    errno = 0;
    if (H5Dset_extent(stream->dataset, shape->dim) < 0)
        return hinge_sink_failed(&writer->sink, stream->name, error);
    /* rank 3 has a chunk per entry of the second dimension, the others one chunk */
    size_t bands = shape->rank == 3 ? (size_t)shape->dim[1] : 1;
    size_t run = bands ? stream->row_elements / bands : 0;
    if (run == 0)
        bands = 0;
    for (size_t b = 0; b < bands; b++) {
        size_t n = (size_t)shape->chunk[0] * run;
        hinge_element_clear(stream->element, writer->chunk, n);
        for (size_t r = 0; r < rows; r++)
            memcpy(writer->chunk + r * run * size,
                   stream->buffer + (r * stream->row_elements + b * run) * size,
                   run * size);
        unify_nan(stream->element, writer->chunk, n);
        at[1] = shape->rank == 3 ? b : 0;
        enum hinge_status status =
            hinge_sink_chunk(&writer->sink, stream->dataset, at, stream->element,
                             writer->chunk, n, error);
        if (status != HINGE_OK)
            return status;
    }
    stream->waiting = 0;
    return HINGE_OK;
}

enum hinge_status hinge_results_append(struct hinge_results_writer *writer, size_t rows,
                                       const void *const *data,
                                       struct hinge_error *error)
{
    for (size_t done = 0; done < rows;) {
        /* never past the end of any array's chunk: the order of writing then follows
         * from the number of rows alone */
        size_t step = rows - done;
        for (size_t s = 0; s < writer->n_streams; s++) {
            const struct hinge_stream *stream = &writer->stream[s];
            size_t room = (size_t)stream->shape.chunk[0] - stream->waiting;
            step = room < step ? room : step;
        }
        for (size_t s = 0; s < writer->n_streams; s++) {
            struct hinge_stream *stream = &writer->stream[s];
            size_t row = stream->row_elements * hinge_element_size(stream->element);
            memcpy(stream->buffer + stream->waiting * row,
                   (const unsigned char *)data[s] + done * row, step * row);
            stream->waiting += step;
        }
        for (size_t s = 0; s < writer->n_streams; s++) {
            struct hinge_stream *stream = &writer->stream[s];
            if (stream->waiting < stream->shape.chunk[0])
                continue;
            enum hinge_status status = flush_stream(writer, stream, error);
            if (status != HINGE_OK)
                return status;
        }
        done += step;
        writer->rows += step;
    }
    return HINGE_OK;
}

enum hinge_status hinge_results_put_table(struct hinge_results_writer *writer,
                                          const char *group,
                                          const struct hinge_table *table,
                                          struct hinge_error *error)
{
    const char *name = hinge_columns_group(group, error);
    if (name == NULL)
        return HINGE_INTERNAL;
    return hinge_columns_write(&writer->sink, writer->sink.file, name, table, NULL,
                               error);
}

enum hinge_status hinge_results_put_attribute(struct hinge_results_writer *writer,
                                              const char *name, const char *value,
                                              struct hinge_error *error)
{
    return hinge_sink_text(&writer->sink, writer->sink.file, name, value, error);
}

/* 0, 1, 2, … along the growing dimension of a group. */
static enum hinge_status number_rows(struct hinge_results_writer *writer,
                                     struct hinge_stream_group *group,
                                     struct hinge_error *error)
{
    int32_t index[HINGE_REP_CHUNK];
    hsize_t length = writer->rows;
    errno = 0;
    if (H5Dset_extent(group->rep, &length) < 0)
        return hinge_sink_failed(&writer->sink, HINGE_GROWING_DIMENSION, error);
    enum hinge_status status = HINGE_OK;
    for (hsize_t at = 0; at < length && status == HINGE_OK; at += HINGE_REP_CHUNK) {
        for (size_t i = 0; i < HINGE_REP_CHUNK; i++)
            index[i] = at + i < length ? (int32_t)(at + i) : HINGE_FILL_I32;
        status = hinge_sink_chunk(&writer->sink, group->rep, &at, HINGE_ELEMENT_I32,
                                  index, HINGE_REP_CHUNK, error);
    }
    return status;
}

enum hinge_status hinge_results_publish(struct hinge_results_writer *writer,
                                        struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const uint64_t rows = writer->rows;
    for (size_t s = 0; s < writer->n_streams && status == HINGE_OK; s++)
        if (writer->stream[s].waiting > 0)
            status = flush_stream(writer, &writer->stream[s], error);
    for (size_t g = 0; g < writer->n_groups && status == HINGE_OK; g++)
        status = number_rows(writer, &writer->group[g], error);
    if (status == HINGE_OK)
        status =
            hinge_sink_numbers(&writer->sink, writer->sink.file, HINGE_ROWS_ATTRIBUTE,
                               HINGE_ELEMENT_U64, 0, &rows, error);
    errno = 0;
    if (!close_all(writer) && status == HINGE_OK)
        status = hinge_sink_failed(&writer->sink, "the arrays", error);
    if (status == HINGE_OK)
        status = hinge_sink_publish(&writer->sink, error);
    else
        hinge_sink_discard(&writer->sink);
    release(writer);
    return status;
}
