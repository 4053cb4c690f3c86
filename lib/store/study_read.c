/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a trial of study.h5: its one or two datasets, chunks as they are stored. */
#include "base/memory.h"
#include "store/pack.h"
#include "store/study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A trial being read. */
struct fetching {
    struct hinge_study_reader *reader;
    size_t trial;
    struct hinge_packed *packed;
    char object[HINGE_OBJECT_MAX];
};

static enum hinge_status damaged(const struct fetching *fetching, struct hinge_error *error)
{
    return hinge_source_damaged(&fetching->reader->source, fetching->object, error);
}

static enum hinge_status open_part(const struct fetching *fetching, const char *suffix,
                                   struct hinge_array *array, struct hinge_error *error)
{
    char name[HINGE_OBJECT_MAX], object[HINGE_OBJECT_MAX];
    const struct hinge_study_reader *reader = fetching->reader;
    const char *id = hinge_study_id(reader, fetching->trial);
    snprintf(name, sizeof name, "%s%s", id, suffix);
    snprintf(object, sizeof object, "/trials/%s%s", id, suffix);
    enum hinge_status status =
        hinge_source_array(&reader->source, reader->trials, name, object, array, error);
    if (status != HINGE_OK)
        return status;
    if (array->rank != 2 ||
        (array->element != HINGE_ELEMENT_I32 && array->element != HINGE_ELEMENT_F64) ||
        array->dim[0] > HINGE_CHANNELS_MAX)
        status = hinge_source_refused(&reader->source, object,
                                      "a type or shape that is not in the format", error);
    else if ((double)array->dim[1] != hinge_table_number(&reader->index, "frames", fetching->trial))
        status = damaged(fetching, error);
    if (status != HINGE_OK)
        hinge_h5_drop(&array->id);
    return status;
}

/* Which channel each row of a dataset is: all in order, or as its attribute says.
 * Whether every channel is there once is for hinge_pack_covers. */
static enum hinge_status read_channels(const struct fetching *fetching,
                                       const struct hinge_array *array,
                                       struct hinge_packed_part *part, struct hinge_error *error)
{
    int32_t channel[HINGE_CHANNELS_MAX];
    size_t n = HINGE_CHANNELS_MAX, rows = (size_t)array->dim[0];
    size_t all = fetching->packed->n_channels;
    enum hinge_status status =
        hinge_source_numbers(&fetching->reader->source, array->id, array->object, "channels",
                             HINGE_ELEMENT_I32, &n, channel, error);
    if (status != HINGE_OK)
        return status;
    if ((n == 0 && rows != all) || (n > 0 && n != rows))
        return damaged(fetching, error);
    part->rows = rows;
    part->channel = hinge_alloc(rows, sizeof *part->channel);
    for (size_t i = 0; i < rows; i++) {
        part->channel[i] = n == 0 ? (int32_t)i : channel[i];
        if (part->channel[i] < 0 || (size_t)part->channel[i] >= all)
            return damaged(fetching, error);
    }
    return HINGE_OK;
}

static int decimals_of(int32_t divisor)
{
    for (int d = 0; d <= 9; d++)
        if (hinge_pack_divisor(d) == (double)divisor)
            return d;
    return -1;
}

/* Sets the decimals of the rows of an int32 dataset. */
static enum hinge_status read_decimals(const struct fetching *fetching,
                                       const struct hinge_array *array, struct hinge_error *error)
{
    int32_t divisor[HINGE_CHANNELS_MAX];
    size_t n = HINGE_CHANNELS_MAX, rows = (size_t)array->dim[0];
    enum hinge_status status =
        hinge_source_numbers(&fetching->reader->source, array->id, array->object, "decimal_divisor",
                             HINGE_ELEMENT_I32, &n, divisor, error);
    if (status != HINGE_OK)
        return status;
    if (rows > 0 && n != 1 && n != rows)
        return damaged(fetching, error);
    for (size_t i = 0; i < rows; i++) {
        int d = decimals_of(divisor[n == 1 ? 0 : i]);
        if (d < 0)
            return damaged(fetching, error);
        fetching->packed->decimals[fetching->packed->exact.channel[i]] = (int8_t)d;
    }
    return HINGE_OK;
}

/* Reads the chunks of a dataset as they are stored. */
static enum hinge_status read_part(const struct fetching *fetching, const struct hinge_array *array,
                                   struct hinge_packed_part *part, struct hinge_error *error)
{
    struct hinge_source *source = &fetching->reader->source;
    part->rows_per_chunk = (size_t)array->chunk[0];
    part->frames_per_chunk = (size_t)array->chunk[1];
    hsize_t down = (array->dim[0] + array->chunk[0] - 1) / array->chunk[0];
    hsize_t across = (array->dim[1] + array->chunk[1] - 1) / array->chunk[1];
    if (down * across > source->size) /* a chunk has at least a byte */
        return damaged(fetching, error);
    part->n_chunks = (size_t)(down * across);
    part->chunk_size = hinge_alloc(part->n_chunks, sizeof *part->chunk_size);
    size_t used = 0, capacity = 0;
    for (size_t k = 0; k < part->n_chunks; k++) {
        hsize_t at[2] = {k / across * array->chunk[0], k % across * array->chunk[1]};
        enum hinge_status status =
            hinge_source_stored(source, array, at, &part->chunk_size[k], error);
        if (status != HINGE_OK)
            return status;
        if (used + part->chunk_size[k] > capacity) {
            /* chunks are alike: the first foretells the whole */
            capacity = k == 0 ? part->chunk_size[0] * part->n_chunks / 8 * 9
                              : 2 * (used + part->chunk_size[k]);
            if (capacity < used + part->chunk_size[k])
                capacity = used + part->chunk_size[k];
            unsigned char *bytes = hinge_resize(part->bytes, capacity, 1);
            part->bytes = bytes;
        }
        memcpy(part->bytes + used, source->stored, part->chunk_size[k]);
        used += part->chunk_size[k];
    }
    return HINGE_OK;
}

/* The second dataset: the channels the first one has not. */
static enum hinge_status read_rest(const struct fetching *fetching, struct hinge_error *error)
{
    struct hinge_array array;
    struct hinge_packed *packed = fetching->packed;
    enum hinge_status status = open_part(fetching, "_f64", &array, error);
    if (status != HINGE_OK)
        return status;
    status = read_channels(fetching, &array, &packed->real, error);
    if (status == HINGE_OK && array.element != HINGE_ELEMENT_F64)
        status = damaged(fetching, error);
    if (status == HINGE_OK)
        status = read_part(fetching, &array, &packed->real, error);
    hinge_h5_drop(&array.id);
    return status;
}

static enum hinge_status read_first(const struct fetching *fetching,
                                    const struct hinge_array *array, double *header_rate_hz,
                                    struct hinge_error *error)
{
    struct hinge_packed *packed = fetching->packed;
    const struct hinge_source *source = &fetching->reader->source;
    bool exact = array->element != HINGE_ELEMENT_F64;
    struct hinge_packed_part *part = exact ? &packed->exact : &packed->real;
    int32_t layout = -1;
    size_t n = 1, rates = 1;
    double rate = (double)NAN;
    enum hinge_status status = hinge_source_numbers(source, array->id, array->object, "layout",
                                                    HINGE_ELEMENT_I32, &n, &layout, error);
    if (status == HINGE_OK &&
        layout != hinge_table_number(&fetching->reader->index, "layout", fetching->trial))
        status = damaged(fetching, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(source, array->id, array->object, "header_rate_hz",
                                      HINGE_ELEMENT_F64, &rates, &rate, error);
    if (status == HINGE_OK)
        status = read_channels(fetching, array, part, error);
    if (status == HINGE_OK && exact)
        status = read_decimals(fetching, array, error);
    if (status != HINGE_OK)
        return status;
    if (header_rate_hz != NULL)
        *header_rate_hz = rate;
    return read_part(fetching, array, part, error);
}

enum hinge_status hinge_study_read(struct hinge_study_reader *reader, size_t trial,
                                   struct hinge_packed *packed, double *header_rate_hz,
                                   struct hinge_error *error)
{
    struct fetching fetching = {.reader = reader, .trial = trial, .packed = packed};
    struct hinge_array array = {.id = H5I_INVALID_HID};
    *packed = (struct hinge_packed){.n_frames = hinge_study_frames(reader, trial),
                                    .n_channels = hinge_study_layout(reader, trial)->n_channels,
                                    .file = reader->source.shown,
                                    .id = hinge_study_id(reader, trial)};
    snprintf(fetching.object, sizeof fetching.object, "/trials/%s", packed->id);
    packed->decimals = hinge_alloc(packed->n_channels, sizeof *packed->decimals);
    enum hinge_status status = HINGE_OK;
    memset(packed->decimals, -1, packed->n_channels);
    status = open_part(&fetching, "", &array, error);
    if (status == HINGE_OK)
        status = read_first(&fetching, &array, header_rate_hz, error);
    hinge_h5_drop(&array.id);
    if (status == HINGE_OK && packed->exact.rows > 0 && packed->exact.rows < packed->n_channels)
        status = read_rest(&fetching, error);
    if (status == HINGE_OK && !hinge_pack_covers(packed))
        status = damaged(&fetching, error);
    status = hinge_source_end(&reader->source, status, error);
    if (status == HINGE_OK)
        return HINGE_OK;
    hinge_packed_clear(packed);
    return status;
}
