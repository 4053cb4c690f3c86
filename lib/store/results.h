/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the results writer: arrays that grow by rows, and the groups they live in.
 */
#ifndef HINGE_STORE_RESULTS_H
#define HINGE_STORE_RESULTS_H

#include "store/columns.h"

/* Not "rep": arrays may be called that, and in netCDF a variable of its dimension's
 * name is the dimension's labels, which must be one per entry and all different. */
#define HINGE_GROWING_DIMENSION "repetition"
#define HINGE_ROWS_ATTRIBUTE "hinge_rows"

/* Rows that are gathered before they are written, and the longest chunk: a file of
 * fewer has chunks of its own length, so that nothing is padded. */
enum { HINGE_ROWS_BATCH = 1024 };

/* One growing array; its rows wait in `buffer`. */
struct hinge_stream {
    hid_t dataset;
    enum hinge_element element;
    struct hinge_sink_shape shape; /* dim[0]: rows written; the rest as in the file */
    size_t row_elements;
    unsigned char *buffer; /* HINGE_ROWS_BATCH rows */
};

/* One group of arrays with its own copy of the dimensions it uses. */
struct hinge_stream_group {
    char *name;
    hid_t id;
    hid_t rep; /* scale of the growing dimension, filled with 0, 1, 2, … at the end */
    int rep_id;
    hid_t *scale; /* per entry of the dimension table, invalid when unused */
    int *scale_id;
};

struct hinge_results_writer {
    struct hinge_sink sink;
    size_t n_streams, n_groups, n_dimensions;
    size_t rows, waiting; /* given so far; of these in the buffers */
    struct hinge_stream *stream;
    struct hinge_stream_group *group;
    struct hinge_array_spec *spec;     /* one per stream; the texts are the caller's, */
    struct hinge_dimension *dimension; /* as are the labels */
    bool built;                        /* the arrays are in the file */
    int threads;
    struct hinge_piece *piece; /* the chunks of a batch */
    size_t pieces;
    size_t *tile, tiles; /* the first of each tile of pieces, and where the last ends */
};

/* Checks the specs, makes groups and buffers. */
enum hinge_status hinge_results_prepare(struct hinge_results_writer *writer,
                                        struct hinge_error *error);
/* Makes dimensions and empty arrays, in chunks of at most `rows` rows. */
enum hinge_status hinge_results_build(struct hinge_results_writer *writer, size_t rows,
                                      struct hinge_error *error);

void hinge_results_drop_batch(struct hinge_results_writer *writer);
/* Encodes the waiting rows in all threads and writes them (results_chunks.c). */
enum hinge_status hinge_results_flush(struct hinge_results_writer *writer,
                                      struct hinge_error *error);

#endif
