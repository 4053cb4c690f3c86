/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the arrays of results.h5: chunks are read in order, decoded by all threads.
 */
#include "base/memory.h"
#include "base/parallel.h"
#include "store/closed_sets.h"
#include "store/contents.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECES = 256,           /* chunks read before they are decoded */
    HELD = 2 * 1024 * 1024, /* and their bytes, about */
    LITTLE = 64 * 1024      /* bytes that are not worth a second thread */
};

/* Stored values as doubles, the fill of integers as NaN; that of floats is NaN. */
#define CONVERT(type, missing)                                                                     \
    _Pragma("omp simd") for (size_t i = 0; i < n; i++)                                             \
    {                                                                                              \
        const type v = ((const type *)in)[i];                                                      \
        out[i] = (missing) ? (double)NAN : (double)v;                                              \
    }                                                                                              \
    return;
static void as_doubles(enum hinge_element element, const void *in, size_t n, double *out)
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
    void *values;
    bool stored;                                        /* wanted as they are, not as doubles */
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX]; /* with ones up to rank 3 */
    size_t from, rows;
    hsize_t line, lines; /* the wanted ones of the second dimension */
};

/* n values to place `place` of the wanted ones. */
static void put(const struct window *window, const unsigned char *in, size_t n, size_t place)
{
    size_t size = hinge_element_size(window->array->element);
    if (window->stored)
        memcpy((unsigned char *)window->values + place * size, in, n * size);
    else
        as_doubles(window->array->element, in, n, (double *)window->values + place);
}

/* Copies what a decoded chunk at `at` has of the wanted rows. */
static void take(const struct window *window, const hsize_t *at, const unsigned char *chunk)
{
    size_t size = hinge_element_size(window->array->element);
    const hsize_t *dim = window->dim, *step = window->chunk;
    size_t first = at[0] > window->from ? (size_t)at[0] : window->from;
    size_t end = window->from + window->rows, row_bytes = step[1] * step[2] * size;
    end = at[0] + step[0] < end ? (size_t)(at[0] + step[0]) : end;
    if (at[1] == window->line && step[1] == window->lines &&
        step[2] == dim[2]) { /* whole rows of what is wanted */
        put(window, chunk + (first - at[0]) * row_bytes, (end - first) * step[1] * step[2],
            (first - window->from) * step[1] * step[2]);
        return;
    }
    size_t n = dim[2] - at[2] < step[2] ? dim[2] - at[2] : step[2];
    hsize_t line = at[1] > window->line ? at[1] : window->line;
    hsize_t last = window->line + window->lines;
    last = at[1] + step[1] < last ? at[1] + step[1] : last;
    hsize_t lines = last - line;
    if (step[2] == dim[2]) { /* whole lines stand side by side */
        n *= lines;
        lines = 1;
    }
    for (size_t row = first; row < end; row++)
        for (hsize_t j = 0; j < lines; j++)
            put(window, chunk + (row - at[0]) * row_bytes + (line - at[1] + j) * step[2] * size, n,
                ((row - window->from) * window->lines + line - window->line + j) * dim[2] + at[2]);
}

/* A chunk as stored. */
struct piece {
    const struct window *window;
    hsize_t at[HINGE_RANK_MAX];
    unsigned char *stored; /* owned */
    size_t length, room;
};

/* The room of the pieces is kept for the next rows. */
struct hinge_rows_reading {
    struct hinge_results_reader *reader;
    struct piece piece[PIECES];
    size_t n, bytes;
};

/* A thread's own, kept for the next rows: it is large, and new memory is slow. */
struct hinge_rows_room {
    struct hinge_results_reader *reader;
    struct hinge_decoder decoder;
    unsigned char *chunk;
    size_t size;
    struct hinge_rows_room *next;
};

static void *take_room(void *context)
{
    struct hinge_results_reader *reader = ((const struct hinge_rows_reading *)context)->reader;
    pthread_mutex_lock(&reader->lock);
    struct hinge_rows_room *room = reader->unused;
    if (room != NULL)
        reader->unused = room->next;
    pthread_mutex_unlock(&reader->lock);
    if (room == NULL && (room = hinge_alloc(1, sizeof *room)) != NULL)
        room->reader = reader;
    return room;
}

static void leave_room(void *data)
{
    struct hinge_rows_room *room = data;
    pthread_mutex_lock(&room->reader->lock);
    room->next = room->reader->unused;
    room->reader->unused = room;
    pthread_mutex_unlock(&room->reader->lock);
}

void hinge_rows_rooms_clear(struct hinge_results_reader *reader)
{
    for (struct hinge_rows_room *room = reader->unused; room != NULL;) {
        struct hinge_rows_room *next = room->next;
        hinge_decoder_clear(&room->decoder);
        free(room->chunk);
        free(room);
        room = next;
    }
    reader->unused = NULL;
    for (size_t i = 0; reader->reading != NULL && i < PIECES; i++)
        free(reader->reading->piece[i].stored);
    free(reader->reading);
    reader->reading = NULL;
}

static enum hinge_status decode(void *context, void *data, size_t item, struct hinge_error *error)
{
    const struct hinge_rows_reading *reading = context;
    const struct piece *piece = &reading->piece[item];
    const struct hinge_array *array = piece->window->array;
    struct hinge_rows_room *room = data;
    size_t n = hinge_array_chunk_elements(array), size = hinge_element_size(array->element);
    if (n * size > room->size) {
        free(room->chunk);
        room->chunk = hinge_alloc(n, size);
        room->size = n * size;
    }
    enum hinge_chunk_state state =
        hinge_chunk_decode(&room->decoder, piece->stored, piece->length, room->chunk, n, size);
    if (state == HINGE_CHUNK_NOMEM)
        return hinge_source_no_memory(error);
    if (state != HINGE_CHUNK_OK)
        return hinge_source_damaged(&reading->reader->source, array->object, error);
    take(piece->window, piece->at, room->chunk);
    return HINGE_OK;
}

static enum hinge_status decode_pieces(struct hinge_rows_reading *reading,
                                       struct hinge_error *error)
{
    const struct hinge_loop loop = {.items = reading->n,
                                    .threads = reading->bytes < LITTLE,
                                    .work = decode,
                                    .context = reading,
                                    .make_scratch = take_room,
                                    .free_scratch = leave_room};
    enum hinge_status status = reading->n > 0 ? hinge_parallel_for(&loop, error) : HINGE_OK;
    reading->n = reading->bytes = 0;
    return status;
}

static enum hinge_status add_piece(struct hinge_rows_reading *reading, const struct window *window,
                                   const hsize_t at[HINGE_RANK_MAX], struct hinge_error *error)
{
    struct hinge_source *source = &reading->reader->source;
    struct piece *piece = &reading->piece[reading->n];
    const struct piece before = *piece;
    size_t length;
    enum hinge_status status = hinge_source_stored(source, window->array, at, &length, error);
    if (status != HINGE_OK)
        return status;
    *piece = (struct piece){
        .window = window, .stored = source->stored, .length = length, .room = source->room};
    memcpy(piece->at, at, sizeof piece->at);
    source->stored = before.stored; /* what the piece had is room for the next */
    source->room = before.room;
    reading->bytes += piece->length;
    reading->n++;
    return reading->n == PIECES || reading->bytes > HELD ? decode_pieces(reading, error) : HINGE_OK;
}

static enum hinge_status read_window(struct hinge_rows_reading *reading,
                                     const struct window *window, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const hsize_t *step = window->chunk;
    hsize_t at[HINGE_RANK_MAX];
    for (at[0] = window->from / step[0] * step[0];
         at[0] < window->from + window->rows && status == HINGE_OK; at[0] += step[0])
        for (at[1] = window->line / step[1] * step[1];
             at[1] < window->line + window->lines && status == HINGE_OK; at[1] += step[1])
            for (at[2] = 0; at[2] < window->dim[2] && status == HINGE_OK; at[2] += step[2])
                status = add_piece(reading, window, at, error);
    return status;
}

static enum hinge_status make_window(const struct hinge_results_reader *reader,
                                     const struct hinge_array *array, size_t entry, size_t from,
                                     size_t rows, void *values, struct window *window,
                                     struct hinge_error *error)
{
    *window = (struct window){.array = array, .values = values, .from = from, .rows = rows};
    if (array->dim[0] < rows || array->dim[0] - rows < from)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: rows %zu to %zu of %s asked for, it has %zu",
                               reader->source.shown, from, from + rows, array->object,
                               (size_t)array->dim[0]);
    for (int d = 0; d < HINGE_RANK_MAX; d++) {
        window->dim[d] = d < array->rank ? array->dim[d] : 1;
        window->chunk[d] = d < array->rank ? array->chunk[d] : 1;
    }
    window->line = entry == SIZE_MAX ? 0 : entry;
    window->lines = entry == SIZE_MAX ? window->dim[1] : 1;
    return HINGE_OK;
}

static enum hinge_status read_windows(struct hinge_results_reader *reader,
                                      const struct window *window, size_t n,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (reader->reading == NULL)
        reader->reading = hinge_alloc(1, sizeof *reader->reading);
    if (reader->reading == NULL)
        return hinge_source_no_memory(error);
    reader->reading->reader = reader;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status = read_window(reader->reading, &window[i], error);
    if (status == HINGE_OK)
        status = decode_pieces(reader->reading, error);
    reader->reading->n = reader->reading->bytes = 0;
    return status;
}

struct checking {
    const struct hinge_source *source;
    const struct window *window;
};

static enum hinge_status check_window(void *context, void *scratch, size_t item,
                                      struct hinge_error *error)
{
    const struct checking *checking = context;
    const struct window *window = &checking->window[item];
    (void)scratch;
    return hinge_closed_numbers_check(checking->source, window->array->object, window->values,
                                      window->rows, window->lines * window->dim[2], window->from,
                                      error);
}

enum hinge_status hinge_results_read_several(struct hinge_results_reader *reader, const char *group,
                                             const struct hinge_wanted *wanted, size_t n,
                                             size_t from, size_t rows, struct hinge_error *error)
{
    struct window *window = hinge_alloc(n, sizeof *window);
    enum hinge_status status = HINGE_OK;
    size_t values = 0;
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        const struct hinge_array *array;
        size_t entry;
        status = hinge_contents_array(reader, group, wanted[i].name, &array, &entry, error);
        if (status == HINGE_OK)
            status =
                make_window(reader, array, entry, from, rows, wanted[i].values, &window[i], error);
        values += rows * window[i].lines * window[i].dim[2];
    }
    if (status == HINGE_OK)
        status = read_windows(reader, window, n, error);
    struct checking checking = {&reader->source, window};
    const struct hinge_loop loop = {
        .items = n, .threads = values < LITTLE, .work = check_window, .context = &checking};
    if (status == HINGE_OK)
        status = hinge_parallel_for(&loop, error);
    free(window);
    return hinge_source_end(&reader->source, status, error);
}

enum hinge_status hinge_results_read(struct hinge_results_reader *reader, const char *group,
                                     const char *name, size_t from, size_t rows, double *values,
                                     struct hinge_error *error)
{
    struct hinge_wanted one = {.name = name};
    one.values = values;
    return hinge_results_read_several(reader, group, &one, 1, from, rows, error);
}

enum hinge_status hinge_results_read_stored(struct hinge_results_reader *reader, const char *group,
                                            const char *name, size_t from, size_t rows,
                                            void *values, struct hinge_error *error)
{
    struct window window;
    struct hinge_array array; /* closed again: a merge reads of many files */
    enum hinge_status status = hinge_contents_open(reader, group, name, &array, error);
    if (status != HINGE_OK)
        return status;
    status = make_window(reader, &array, SIZE_MAX, from, rows, values, &window, error);
    window.stored = true;
    if (status == HINGE_OK)
        status = read_windows(reader, &window, 1, error);
    hinge_h5_drop(&array.id);
    return hinge_source_end(&reader->source, status, error);
}
