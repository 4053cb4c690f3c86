/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing study.h5: one dataset per trial, shared layouts, an index, tables. */
#include "store/pack.h"
#include "store/spool.h"
#include "store/table_layouts.h"
#include "table/columns.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 255 };

/* Columns of /index. */
enum { INDEX_ID, INDEX_LAYOUT, INDEX_FRAMES };

struct hinge_study_writer {
    struct hinge_sink sink;
    hid_t trials, layouts;
    struct hinge_layout *layout; /* those written so far */
    size_t n_layouts, capacity;
    struct hinge_spool index;
};

static enum hinge_status start(struct hinge_study_writer *writer, struct hinge_error *error)
{
    static const struct hinge_table_spec columns[] = {
        {"id", NULL, -1}, {"layout", "", 0}, {"frames", "", 0}};
    enum hinge_status status =
        hinge_sink_group(&writer->sink, writer->sink.file, "trials", false, &writer->trials, error);
    if (status == HINGE_OK)
        status = hinge_sink_group(&writer->sink, writer->sink.file, "layouts", false,
                                  &writer->layouts, error);
    return status == HINGE_OK ? hinge_table_specify(&writer->index.open, columns, 3, error)
                              : status;
}

enum hinge_status hinge_study_create(const char *path, struct hinge_study_writer **writer,
                                     struct hinge_error *error)
{
    *writer = NULL;
    struct hinge_study_writer *made = hinge_alloc(1, sizeof *made);
    made->trials = made->layouts = H5I_INVALID_HID;
    enum hinge_status status = hinge_sink_open(&made->sink, path, "study", error);
    if (status == HINGE_OK)
        status = start(made, error);
    if (status == HINGE_OK)
        *writer = made;
    else
        hinge_study_discard(made);
    return status;
}

/* Number of the layout, which is written first when it is new. */
static enum hinge_status place_layout(struct hinge_study_writer *writer,
                                      const struct hinge_layout *layout, size_t *number,
                                      struct hinge_error *error)
{
    for (*number = 0; *number < writer->n_layouts; ++*number)
        if (hinge_layout_same(&writer->layout[*number], layout))
            return HINGE_OK;
    if (writer->n_layouts == writer->capacity) {
        size_t capacity = writer->capacity ? 2 * writer->capacity : 8;
        struct hinge_layout *more = hinge_resize(writer->layout, capacity, sizeof *more);
        writer->layout = more;
        writer->capacity = capacity;
    }
    struct hinge_layout *copy = &writer->layout[writer->n_layouts];
    enum hinge_status status = hinge_layout_copy(layout, copy, error);
    if (status != HINGE_OK)
        return status;
    *number = writer->n_layouts++;
    return hinge_layout_write(&writer->sink, writer->layouts, *number, copy, error);
}

/* One dataset of a trial being written. */
struct part {
    const struct hinge_packed *packed;
    const struct hinge_packed_part *stored;
    bool exact;
};

/* Which channels of the layout the rows are, when they are not simply all of them in
 * order. */
static enum hinge_status put_channels(struct hinge_study_writer *writer, hid_t dataset,
                                      const struct part *part, struct hinge_error *error)
{
    const struct hinge_packed_part *stored = part->stored;
    bool in_order = stored->rows == part->packed->n_channels;
    for (size_t r = 0; r < stored->rows; r++)
        in_order = in_order && (size_t)stored->channel[r] == r;
    return in_order ? HINGE_OK
                    : hinge_sink_numbers(&writer->sink, dataset, "channels", HINGE_ELEMENT_I32,
                                         stored->rows, stored->channel, error);
}

/* The divisor, one for all rows where that is enough (then with CF's scale_factor,
 * which general readers apply themselves). */
static enum hinge_status put_divisors(struct hinge_study_writer *writer, hid_t dataset,
                                      const struct part *part, struct hinge_error *error)
{
    if (!part->exact || part->stored->rows == 0)
        return HINGE_OK;
    int32_t divisor[HINGE_CHANNELS_MAX]; /* 10^9 at most; half the size of a double */
    size_t n = part->stored->rows;
    bool same = true;
    for (size_t r = 0; r < n; r++) {
        int8_t decimals = part->packed->decimals[part->stored->channel[r]];
        divisor[r] = (int32_t)hinge_pack_divisor(decimals);
        same = same && divisor[r] == divisor[0];
    }
    enum hinge_status status = hinge_sink_numbers(&writer->sink, dataset, "decimal_divisor",
                                                  HINGE_ELEMENT_I32, same ? 0 : n, divisor, error);
    const double factor = 1.0 / divisor[0];
    if (status == HINGE_OK && same)
        status = hinge_sink_numbers(&writer->sink, dataset, "scale_factor", HINGE_ELEMENT_F64, 0,
                                    &factor, error);
    return status;
}

static enum hinge_status write_part(struct hinge_study_writer *writer, const char *name,
                                    const struct part *part, hid_t *dataset,
                                    struct hinge_error *error)
{
    const struct hinge_packed_part *stored = part->stored;
    struct hinge_sink_shape shape = {.rank = 2,
                                     .dim = {stored->rows, part->packed->n_frames},
                                     .chunk = {stored->rows_per_chunk, stored->frames_per_chunk}};
    enum hinge_element element = part->exact ? HINGE_ELEMENT_I32 : HINGE_ELEMENT_F64;
    enum hinge_status status =
        hinge_sink_dataset(&writer->sink, writer->trials, name, element, &shape, dataset, error);
    hsize_t at[2] = {0, 0};
    const unsigned char *bytes = stored->bytes;
    for (size_t k = 0; k < stored->n_chunks && status == HINGE_OK; k++) {
        status =
            hinge_sink_stored(&writer->sink, *dataset, at, bytes, stored->chunk_size[k], error);
        bytes += stored->chunk_size[k];
        at[1] += shape.chunk[1];
        if (at[1] >= shape.dim[1]) {
            at[1] = 0;
            at[0] += shape.chunk[0];
        }
    }
    if (status == HINGE_OK)
        status = put_divisors(writer, *dataset, part, error);
    if (status == HINGE_OK)
        status = put_channels(writer, *dataset, part, error);
    return status;
}

static enum hinge_status close_part(struct hinge_study_writer *writer, const char *id,
                                    hid_t *dataset, enum hinge_status status,
                                    struct hinge_error *error)
{
    errno = 0;
    if (!hinge_h5_close(dataset) && status == HINGE_OK)
        status = hinge_sink_failed(&writer->sink, id, error);
    return status;
}

/* Attributes of the trial's first dataset. */
static enum hinge_status put_trial(struct hinge_study_writer *writer, hid_t dataset, size_t number,
                                   double header_rate_hz, struct hinge_error *error)
{
    const int32_t layout_number = (int32_t)number;
    enum hinge_status status = hinge_sink_numbers(&writer->sink, dataset, "layout",
                                                  HINGE_ELEMENT_I32, 0, &layout_number, error);
    if (status == HINGE_OK && !isnan(header_rate_hz))
        status = hinge_sink_numbers(&writer->sink, dataset, "header_rate_hz", HINGE_ELEMENT_F64, 0,
                                    &header_rate_hz, error);
    return status;
}

static enum hinge_status write_trial(struct hinge_study_writer *writer, const char *id,
                                     size_t number, double header_rate_hz,
                                     const struct hinge_packed *packed, struct hinge_error *error)
{
    bool split = packed->exact.rows > 0 && packed->real.rows > 0;
    bool exact = packed->exact.rows > 0 || packed->real.rows == 0;
    struct part part = {packed, exact ? &packed->exact : &packed->real, exact};
    hid_t dataset = H5I_INVALID_HID;
    enum hinge_status status = write_part(writer, id, &part, &dataset, error);
    if (status == HINGE_OK)
        status = put_trial(writer, dataset, number, header_rate_hz, error);
    status = close_part(writer, id, &dataset, status, error);
    if (status != HINGE_OK || !split)
        return status;
    char name[ID_MAX + 8];
    snprintf(name, sizeof name, "%s_f64", id);
    part.stored = &packed->real;
    part.exact = false;
    status = write_part(writer, name, &part, &dataset, error);
    return close_part(writer, name, &dataset, status, error);
}

static enum hinge_status check_id(const struct hinge_study_writer *writer, const char *id,
                                  bool split, struct hinge_error *error)
{
    const char *target = writer->sink.output.target;
    if (id[0] == '\0' || strcmp(id, ".") == 0 || strchr(id, '/') != NULL || strlen(id) > ID_MAX)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: \"%s\" cannot be a trial id", target, id);
    char name[ID_MAX + 8];
    snprintf(name, sizeof name, "%s_f64", id);
    if (H5Lexists(writer->trials, id, H5P_DEFAULT) > 0 ||
        (split && H5Lexists(writer->trials, name, H5P_DEFAULT) > 0))
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: trial id \"%s\" is there already (\"%s\" counts as the "
                               "same): rename one",
                               target, id, name);
    return HINGE_OK;
}

enum hinge_status hinge_study_append(struct hinge_study_writer *writer, const char *id,
                                     const struct hinge_layout *layout, double header_rate_hz,
                                     const struct hinge_packed *packed, struct hinge_error *error)
{
    size_t number = 0;
    if (packed->n_channels > HINGE_CHANNELS_MAX || packed->n_frames > HINGE_PACK_FRAMES_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "trial %s: %zu channels of %zu frames; at most %d of %d", id,
                               packed->n_channels, packed->n_frames, HINGE_CHANNELS_MAX,
                               HINGE_PACK_FRAMES_MAX);
    enum hinge_status status =
        check_id(writer, id, packed->exact.rows > 0 && packed->real.rows > 0, error);
    if (status == HINGE_OK)
        status = place_layout(writer, layout, &number, error);
    if (status == HINGE_OK)
        status = write_trial(writer, id, number, header_rate_hz, packed, error);
    size_t row;
    if (status == HINGE_OK)
        status = hinge_spool_add(&writer->index, &row);
    if (status != HINGE_OK)
        return status;
    struct hinge_table *open = &writer->index.open;
    open->column[INDEX_LAYOUT].number[row] = (double)number;
    open->column[INDEX_FRAMES].number[row] = (double)packed->n_frames;
    return hinge_table_set_text(open, INDEX_ID, row, id);
}

enum hinge_status hinge_study_put_rows(struct hinge_study_writer *writer, const char *group,
                                       const struct hinge_rows *rows, struct hinge_error *error)
{
    const char *name = hinge_columns_group(group, error);
    if (name == NULL)
        return HINGE_INTERNAL;
    return hinge_columns_put(&writer->sink, writer->sink.file, name, rows, NULL, error);
}

enum hinge_status hinge_study_put_table(struct hinge_study_writer *writer, const char *group,
                                        const struct hinge_table *table, struct hinge_error *error)
{
    const struct hinge_rows rows = {.table = table, .rows = table->rows};
    return hinge_study_put_rows(writer, group, &rows, error);
}

enum hinge_status hinge_study_put_attribute(struct hinge_study_writer *writer, const char *name,
                                            const char *value, struct hinge_error *error)
{
    return hinge_sink_text(&writer->sink, writer->sink.file, name, value, error);
}

static void release(struct hinge_study_writer *writer)
{
    for (size_t i = 0; i < writer->n_layouts; i++)
        hinge_layout_clear(&writer->layout[i]);
    free(writer->layout);
    hinge_spool_clear(&writer->index);
    free(writer);
}

enum hinge_status hinge_study_publish(struct hinge_study_writer *writer, struct hinge_error *error)
{
    const struct hinge_rows index = hinge_spool_all(&writer->index);
    enum hinge_status status = hinge_study_put_rows(writer, "/index", &index, error);
    hinge_spool_clear(&writer->index);
    errno = 0;
    bool closed = hinge_h5_close(&writer->trials);
    closed = hinge_h5_close(&writer->layouts) && closed;
    if (status == HINGE_OK && !closed)
        status = hinge_sink_failed(&writer->sink, "/trials", error);
    if (status == HINGE_OK)
        status = hinge_sink_publish(&writer->sink, error);
    else
        hinge_sink_discard(&writer->sink);
    release(writer);
    return status;
}

void hinge_study_discard(struct hinge_study_writer *writer)
{
    if (writer == NULL)
        return;
    hinge_h5_drop(&writer->trials);
    hinge_h5_drop(&writer->layouts);
    hinge_sink_discard(&writer->sink);
    release(writer);
}
