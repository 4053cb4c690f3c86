/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing results.h5: rows are gathered to batches of one size, so that the file does
 * not depend on how the rows arrived. */
#include "store/results.h"

#include <errno.h>
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
    for (size_t s = 0; s < writer->n_streams; s++)
        free(writer->stream[s].buffer);
    for (size_t g = 0; g < writer->n_groups; g++) {
        free(writer->group[g].name);
        free(writer->group[g].scale);
        free(writer->group[g].scale_id);
    }
    hinge_results_drop_batch(writer);
    free(writer->stream);
    free(writer->group);
    free(writer->spec);
    free(writer->dimension);
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

enum hinge_status hinge_results_create(const char *path, const struct hinge_dimension *dimension,
                                       size_t n_dimensions, const struct hinge_array_spec *spec,
                                       size_t n_specs, struct hinge_results_writer **writer,
                                       struct hinge_error *error)
{
    *writer = NULL;
    struct hinge_results_writer *made = hinge_alloc(1, sizeof *made);
    made->stream = hinge_alloc(n_specs, sizeof *made->stream);
    made->group = hinge_alloc(n_specs, sizeof *made->group);
    made->spec = hinge_alloc(n_specs, sizeof *made->spec);
    made->dimension = hinge_alloc(n_dimensions, sizeof *made->dimension);
    made->threads = 1;
    enum hinge_status status = HINGE_NOMEM;
    memcpy(made->spec, spec, n_specs * sizeof *spec);
    memcpy(made->dimension, dimension, n_dimensions * sizeof *dimension);
    made->n_streams = n_specs;
    made->n_dimensions = n_dimensions;
    status = hinge_sink_open(&made->sink, path, "results", error);
    if (status == HINGE_OK)
        status = hinge_results_prepare(made, error);
    if (status == HINGE_OK)
        *writer = made;
    else
        hinge_results_discard(made);
    return status;
}

void hinge_results_use_threads(struct hinge_results_writer *writer, int threads)
{
    writer->threads = threads;
}

enum hinge_status hinge_results_append(struct hinge_results_writer *writer, size_t rows,
                                       const void *const *data, struct hinge_error *error)
{
    for (size_t done = 0; done < rows;) {
        size_t room = HINGE_ROWS_BATCH - writer->waiting;
        size_t step = room < rows - done ? room : rows - done;
        for (size_t s = 0; s < writer->n_streams; s++) {
            struct hinge_stream *stream = &writer->stream[s];
            size_t row = stream->row_elements * hinge_element_size(stream->element);
            memcpy(stream->buffer + writer->waiting * row,
                   (const unsigned char *)data[s] + done * row, step * row);
        }
        writer->waiting += step;
        writer->rows += step;
        done += step;
        if (writer->waiting == HINGE_ROWS_BATCH) {
            enum hinge_status status = hinge_results_flush(writer, error);
            if (status != HINGE_OK)
                return status;
        }
    }
    return HINGE_OK;
}

enum hinge_status hinge_results_put_rows(struct hinge_results_writer *writer, const char *group,
                                         const struct hinge_rows *rows, struct hinge_error *error)
{
    const char *name = hinge_columns_group(group, error);
    if (name == NULL)
        return HINGE_INTERNAL;
    return hinge_columns_put(&writer->sink, writer->sink.file, name, rows, NULL, error);
}

enum hinge_status hinge_results_put_table(struct hinge_results_writer *writer, const char *group,
                                          const struct hinge_table *table,
                                          struct hinge_error *error)
{
    const struct hinge_rows rows = {.table = table, .rows = table->rows};
    return hinge_results_put_rows(writer, group, &rows, error);
}

enum hinge_status hinge_results_put_attribute(struct hinge_results_writer *writer, const char *name,
                                              const char *value, struct hinge_error *error)
{
    return hinge_sink_text(&writer->sink, writer->sink.file, name, value, error);
}

/* 0, 1, 2, … along the growing dimension of a group. */
static enum hinge_status number_rows(struct hinge_results_writer *writer,
                                     struct hinge_stream_group *group, struct hinge_error *error)
{
    int32_t index[HINGE_ROWS_BATCH];
    hsize_t length = writer->rows;
    size_t chunk = length < HINGE_ROWS_BATCH ? (size_t)length : HINGE_ROWS_BATCH;
    errno = 0;
    if (H5Dset_extent(group->rep, &length) < 0)
        return hinge_sink_failed(&writer->sink, HINGE_GROWING_DIMENSION, error);
    enum hinge_status status = HINGE_OK;
    for (hsize_t at = 0; at < length && status == HINGE_OK; at += chunk) {
        for (size_t i = 0; i < chunk; i++)
            index[i] = at + i < length ? (int32_t)(at + i) : HINGE_FILL_I32;
        status = hinge_sink_chunk(&writer->sink, group->rep, &at, HINGE_ELEMENT_I32, index, chunk,
                                  error);
    }
    return status;
}

enum hinge_status hinge_results_publish(struct hinge_results_writer *writer,
                                        struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const uint64_t rows = writer->rows;
    if (writer->waiting > 0 || !writer->built)
        status = hinge_results_flush(writer, error);
    for (size_t g = 0; g < writer->n_groups && status == HINGE_OK; g++)
        status = number_rows(writer, &writer->group[g], error);
    if (status == HINGE_OK)
        status = hinge_sink_numbers(&writer->sink, writer->sink.file, HINGE_ROWS_ATTRIBUTE,
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
