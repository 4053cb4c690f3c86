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

enum { HINGE_REP_CHUNK = 4096 };

/* One growing array: rows wait in `buffer` until a chunk is full. */
struct hinge_stream {
    char *name;
    hid_t dataset;
    enum hinge_element element;
    struct hinge_sink_shape shape; /* dim[0]: rows written; the rest as in the file */
    size_t row_elements;
    unsigned char *buffer;
    size_t waiting; /* rows in the buffer */
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
    size_t n_streams, n_groups, n_dimensions, rows;
    struct hinge_stream *stream;
    struct hinge_stream_group *group;
    unsigned char *chunk; /* one chunk being gathered */
    size_t chunk_bytes;
};

/* Makes groups, dimensions and empty arrays. */
enum hinge_status hinge_results_build(struct hinge_results_writer *writer,
                                      const struct hinge_dimension *dimension,
                                      const struct hinge_array_spec *spec,
                                      struct hinge_error *error);

#endif
