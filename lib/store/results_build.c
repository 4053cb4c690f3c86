/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The skeleton of results.h5: groups, dimensions with their labels, empty arrays. */
#include "base/memory.h"
#include "store/closed_sets.h"
#include "store/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 262144, NAME_MAX_BYTES = 64, STEM_MAX = 40 };

/* The width of a dimension's labels is called as the dimension, at most STEM_MAX bytes
 * of it, and this. */
static const char WIDTH_SUFFIX[] = "_length";

static enum hinge_status misuse(const char *what, const char *name, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK, "array %s: %s", name, what);
}

/* Rows of a chunk: all there are in a short file, else a power of two that depends on
 * the row's size alone. */
static hsize_t rows_per_chunk(size_t row_bytes, size_t rows)
{
    hsize_t chunk = HINGE_ROWS_BATCH;
    while (chunk > 1 && chunk * row_bytes > CHUNK_BYTES)
        chunk /= 2;
    return rows < chunk ? rows + (rows == 0) : chunk;
}

/* Chunks: of three dimensions one entry of the second (a metric, a signal), so that it
 * is read alone; whole rows otherwise. */
static void choose_chunk(struct hinge_stream *stream, size_t rows)
{
    struct hinge_sink_shape *shape = &stream->shape;
    size_t size = hinge_element_size(stream->element);
    for (int d = 1; d < shape->rank; d++)
        shape->chunk[d] = shape->dim[d] ? shape->dim[d] : 1;
    if (shape->rank == 3)
        shape->chunk[1] = 1;
    for (int d = 1; d < shape->rank; d++)
        size *= (size_t)shape->chunk[d];
    shape->chunk[0] = rows_per_chunk(size, rows);
}

static enum hinge_status shape_stream(struct hinge_stream *stream,
                                      const struct hinge_array_spec *spec,
                                      const struct hinge_dimension *dimension, size_t n_dimensions,
                                      struct hinge_error *error)
{
    stream->element = (enum hinge_element)spec->type;
    stream->shape = (struct hinge_sink_shape){.rank = 1 + spec->n_further, .grows = true};
    stream->row_elements = 1;
    if (spec->n_further < 0 || spec->n_further > HINGE_RANK_MAX - 1)
        return misuse("too many dimensions", spec->name, error);
    for (int d = 0; d < spec->n_further; d++) {
        if (spec->further[d] >= n_dimensions)
            return misuse("no such dimension", spec->name, error);
        size_t length = dimension[spec->further[d]].length;
        if (length > HINGE_CHUNK_TARGET / 8)
            return misuse("dimension too long", spec->name, error);
        stream->shape.dim[d + 1] = length;
        stream->row_elements *= length;
    }
    return HINGE_OK;
}

/* Labels of a dimension as its coordinate variable: texts, or 0, 1, 2, …. */
static enum hinge_status write_coordinate(struct hinge_results_writer *writer,
                                          struct hinge_stream_group *group,
                                          const struct hinge_dimension *dimension, hid_t *scale,
                                          int *id, struct hinge_error *error)
{
    struct hinge_sink *sink = &writer->sink;
    size_t n = dimension->length;
    if (dimension->label != NULL) {
        char name[NAME_MAX_BYTES];
        hid_t width_scale = H5I_INVALID_HID;
        int ids[2];
        struct hinge_column_labels labels = {n, hinge_labels_width(dimension->label, n),
                                             dimension->label};
        snprintf(name, sizeof name, "%.*s%s", STEM_MAX, dimension->name, WIDTH_SUFFIX);
        enum hinge_status status = hinge_sink_dimension(sink, group->id, name, labels.width, false,
                                                        &width_scale, &ids[1], error);
        if (status == HINGE_OK)
            status =
                hinge_labels_write(sink, group->id, dimension->name, &labels, n == 0, scale, error);
        if (status == HINGE_OK)
            status = hinge_sink_coordinate(sink, *scale, dimension->name, id, error);
        ids[0] = *id;
        if (status == HINGE_OK)
            status = hinge_sink_use_dimensions(sink, *scale, 2, ids, false, error);
        if (!hinge_h5_close(&width_scale) && status == HINGE_OK)
            status = hinge_sink_failed(sink, name, error);
        return status;
    }
    int32_t *index = hinge_alloc(n, sizeof *index);
    for (size_t i = 0; i < n; i++)
        index[i] = (int32_t)i;
    struct hinge_sink_shape shape = {.rank = 1, .dim = {n}, .chunk = {n ? n : 1}, .grows = n == 0};
    enum hinge_status status = hinge_sink_dataset(sink, group->id, dimension->name,
                                                  HINGE_ELEMENT_I32, &shape, scale, error);
    if (status == HINGE_OK)
        status = hinge_sink_array(sink, *scale, &shape, HINGE_ELEMENT_I32, index, error);
    if (status == HINGE_OK)
        status = hinge_sink_coordinate(sink, *scale, dimension->name, id, error);
    free(index);
    return status;
}

/* The growing dimension of a group. */
static enum hinge_status make_rep(struct hinge_results_writer *writer,
                                  struct hinge_stream_group *group, size_t rows,
                                  struct hinge_error *error)
{
    hsize_t chunk = rows_per_chunk(sizeof(int32_t), rows);
    struct hinge_sink_shape shape = {.rank = 1, .dim = {0}, .chunk = {chunk}, .grows = true};
    enum hinge_status status = hinge_sink_dataset(&writer->sink, group->id, HINGE_GROWING_DIMENSION,
                                                  HINGE_ELEMENT_I32, &shape, &group->rep, error);
    if (status == HINGE_OK)
        status = hinge_sink_coordinate(&writer->sink, group->rep, HINGE_GROWING_DIMENSION,
                                       &group->rep_id, error);
    return status;
}

static enum hinge_status make_group(struct hinge_results_writer *writer, const char *name,
                                    struct hinge_stream_group **made, struct hinge_error *error)
{
    struct hinge_stream_group *group = &writer->group[writer->n_groups++];
    group->id = group->rep = H5I_INVALID_HID;
    group->name = hinge_copy(name);
    group->scale = hinge_alloc(writer->n_dimensions, sizeof *group->scale);
    group->scale_id = hinge_alloc(writer->n_dimensions, sizeof *group->scale_id);
    *made = group;
    return hinge_sink_group(&writer->sink, writer->sink.file, name, true, &group->id, error);
}

static enum hinge_status find_group(struct hinge_results_writer *writer, const char *path,
                                    struct hinge_stream_group **group, struct hinge_error *error)
{
    const char *name = hinge_columns_group(path, error);
    *group = NULL;
    if (name == NULL)
        return HINGE_INTERNAL;
    for (size_t g = 0; g < writer->n_groups; g++) {
        if (strcmp(writer->group[g].name, name) == 0) {
            *group = &writer->group[g];
            return HINGE_OK;
        }
    }
    return make_group(writer, name, group, error);
}

/* What the numbers of an array say, as CF has it: flag_values, of bits flag_masks, and
 * flag_meanings. */
static enum hinge_status add_flags(struct hinge_sink *sink, const struct hinge_stream *stream,
                                   const struct hinge_array_spec *spec, struct hinge_error *error)
{
    enum { MOST = 256 };
    _Static_assert((int)HINGE_REASON_COUNT <= (int)MOST, "values of an array of reasons");
    union {
        uint8_t u8[MOST];
        uint16_t u16[MOST];
        uint64_t u64[MOST];
    } values;
    struct hinge_text names = {0};
    enum hinge_status status = HINGE_OK;
    bool bits = stream->element == HINGE_ELEMENT_U64;
    hinge_closed_meanings(spec->group, spec->name, &names);
    size_t n = names.length > 0;
    for (size_t i = 0; i < names.length; i++)
        n += names.data[i] == ' ';
    for (size_t i = 0; i < n && i < MOST; i++)
        if (bits)
            values.u64[i] = (uint64_t)1 << (i % 64);
        else if (stream->element == HINGE_ELEMENT_U16)
            values.u16[i] = (uint16_t)i;
        else
            values.u8[i] = (uint8_t)i;
    if (n > 0)
        status = hinge_sink_numbers(sink, stream->dataset, bits ? "flag_masks" : "flag_values",
                                    stream->element, n, &values, error);
    if (n > 0 && status == HINGE_OK)
        status = hinge_sink_text(sink, stream->dataset, "flag_meanings", names.data, error);
    hinge_text_clear(&names);
    return status;
}

static enum hinge_status describe(struct hinge_results_writer *writer,
                                  const struct hinge_stream *stream,
                                  const struct hinge_array_spec *spec, struct hinge_error *error)
{
    struct hinge_sink *sink = &writer->sink;
    enum hinge_status status =
        hinge_sink_text(sink, stream->dataset, "units", spec->unit ? spec->unit : "", error);
    if (status == HINGE_OK)
        status = hinge_sink_text(sink, stream->dataset, "long_name", spec->title ? spec->title : "",
                                 error);
    if (status == HINGE_OK)
        status = hinge_sink_numbers(sink, stream->dataset, "_FillValue", stream->element, 1,
                                    hinge_element_fill(stream->element), error);
    if (status == HINGE_OK)
        status = add_flags(sink, stream, spec, error);
    return status;
}

static enum hinge_status attach(struct hinge_results_writer *writer,
                                struct hinge_stream_group *group, const struct hinge_stream *stream,
                                const struct hinge_dimension *dimension,
                                const struct hinge_array_spec *spec, struct hinge_error *error)
{
    int id[HINGE_RANK_MAX] = {group->rep_id};
    for (int d = 0; d < spec->n_further; d++) {
        size_t f = spec->further[d];
        if (group->scale[f] <= 0) {
            enum hinge_status status = write_coordinate(
                writer, group, &dimension[f], &group->scale[f], &group->scale_id[f], error);
            if (status != HINGE_OK)
                return status;
        }
        id[d + 1] = group->scale_id[f];
    }
    return hinge_sink_use_dimensions(&writer->sink, stream->dataset, stream->shape.rank, id, true,
                                     error);
}

/* Whether a name is a dimension's or that of the width of its labels. */
static bool names_dimension(const char *name, const char *dimension)
{
    size_t stem = strnlen(dimension, STEM_MAX);
    return strcmp(name, dimension) == 0 ||
           (strncmp(name, dimension, stem) == 0 && strcmp(name + stem, WIDTH_SUFFIX) == 0);
}

/* Whether an array may be called as it is: a name for HDF5, and its own in its group,
 * where the growing dimension and those that its arrays use have theirs. */
static enum hinge_status check_name(const struct hinge_results_writer *writer, size_t s,
                                    struct hinge_error *error)
{
    const struct hinge_array_spec *spec = &writer->spec[s];
    bool good = spec->name[0] != '\0' && strcmp(spec->name, ".") != 0 &&
                strchr(spec->name, '/') == NULL && strcmp(spec->name, HINGE_GROWING_DIMENSION) != 0;
    for (size_t other = 0; other < writer->n_streams && good; other++) {
        const struct hinge_array_spec *beside = &writer->spec[other];
        if ((other >= s && beside->n_further == 0) || strcmp(beside->group, spec->group) != 0)
            continue;
        good = other >= s || strcmp(beside->name, spec->name) != 0;
        for (int f = 0; f < beside->n_further && good; f++)
            good = !names_dimension(spec->name, writer->dimension[beside->further[f]].name);
    }
    return good ? HINGE_OK : misuse("not a name, or one that is there already", spec->name, error);
}

enum hinge_status hinge_results_prepare(struct hinge_results_writer *writer,
                                        struct hinge_error *error)
{
    enum hinge_status status =
        hinge_sink_text(&writer->sink, writer->sink.file, "Conventions", "CF-1.8", error);
    for (size_t s = 0; s < writer->n_streams && status == HINGE_OK; s++) {
        struct hinge_stream *stream = &writer->stream[s];
        struct hinge_stream_group *group;
        status = find_group(writer, writer->spec[s].group, &group, error);
        if (status == HINGE_OK)
            status = shape_stream(stream, &writer->spec[s], writer->dimension, writer->n_dimensions,
                                  error);
    }
    for (size_t s = 0; s < writer->n_streams && status == HINGE_OK; s++) {
        struct hinge_stream *stream = &writer->stream[s];
        status = check_name(writer, s, error);
        if (status != HINGE_OK)
            return status;
        size_t row = stream->row_elements * hinge_element_size(stream->element);
        stream->buffer = hinge_resize(NULL, HINGE_ROWS_BATCH, row);
    }
    return status;
}

static enum hinge_status build_stream(struct hinge_results_writer *writer, size_t s, size_t rows,
                                      struct hinge_error *error)
{
    struct hinge_stream *stream = &writer->stream[s];
    const struct hinge_array_spec *spec = &writer->spec[s];
    struct hinge_stream_group *group;
    enum hinge_status status = find_group(writer, spec->group, &group, error);
    choose_chunk(stream, rows);
    if (status == HINGE_OK && group->rep <= 0)
        status = make_rep(writer, group, rows, error);
    if (status == HINGE_OK)
        status = hinge_sink_dataset(&writer->sink, group->id, spec->name, stream->element,
                                    &stream->shape, &stream->dataset, error);
    if (status == HINGE_OK)
        status = describe(writer, stream, spec, error);
    if (status == HINGE_OK)
        status = attach(writer, group, stream, writer->dimension, spec, error);
    return status;
}

enum hinge_status hinge_results_build(struct hinge_results_writer *writer, size_t rows,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t s = 0; s < writer->n_streams && status == HINGE_OK; s++)
        status = build_stream(writer, s, rows, error);
    writer->built = true;
    return status;
}
