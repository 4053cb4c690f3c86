/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that wait in a results writer as chunks: encoded by all threads, written in
 * order meanwhile. In: full or last buffers. Out: chunks in the file, the buffers
 * empty.
 */
#include "store/results.h"

#include "base/memory.h"
#include "base/parallel.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    IN_HAND = 64,        /* tiles that are encoded and not written */
    ROW_OF_TILE = 256,   /* bytes, about: four lines of the cache */
    CONSTANTS_KNOWN = 32 /* by each thread */
};

/* One chunk of a stream: rows from..from+rows-1 of the buffer, one entry of the second
 * dimension of three. */
struct hinge_piece {
    const struct hinge_stream *stream;
    size_t from, rows, band;
    unsigned char *stored; /* owned */
    size_t length;
};

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

/* Rank 3 has a chunk per entry of the second dimension, the others one chunk a row of
 * chunks; arrays without an element have none. */
static size_t bands_of(const struct hinge_stream *stream)
{
    if (stream->row_elements == 0)
        return 0;
    return stream->shape.rank == 3 ? (size_t)stream->shape.dim[1] : 1;
}

/* Elements of one row of a piece. */
static size_t run_of(const struct hinge_stream *stream)
{
    return stream->row_elements / bands_of(stream);
}

/* Pieces that are gathered at once: their rows stand side by side, so that a line of
 * the cache is read once. */
static size_t bands_of_tile(const struct hinge_stream *stream)
{
    size_t bytes = run_of(stream) * hinge_element_size(stream->element);
    return bytes < ROW_OF_TILE ? ROW_OF_TILE / bytes : 1;
}

/* The rows of n pieces of a tile as chunks one after the other, what is missing of
 * them filled. */
static void gather(const struct hinge_piece *piece, size_t n, unsigned char *chunks)
{
    const struct hinge_stream *stream = piece->stream;
    size_t size = hinge_element_size(stream->element);
    size_t run = run_of(stream) * size, chunk = (size_t)stream->shape.chunk[0] * run;
    const unsigned char *row =
        stream->buffer + piece->from * stream->row_elements * size + piece->band * run;
    if (piece->rows < stream->shape.chunk[0])
        hinge_element_clear(stream->element, chunks, n * chunk / size);
    for (size_t r = 0; r < piece->rows; r++, row += stream->row_elements * size)
        for (size_t p = 0; p < n; p++)
            memcpy(chunks + p * chunk + r * run, row + p * run, run);
    unify_nan(stream->element, chunks, n * chunk / size);
}

/* A chunk whose rows are all the same (a metric that nobody has), and what it is
 * encoded to; where either is longer it is not kept. */
struct constant {
    size_t size, run, length; /* of an element, a row (and so of a chunk); 0: none */
    unsigned char row[512], stored[1024];
};

/* A thread's own. */
struct encoding {
    struct hinge_encoder encoder;
    unsigned char *chunks, *stored; /* room for a tile, and for one chunk of it */
    size_t room, stored_room;
    struct constant known[CONSTANTS_KNOWN];
    size_t next;
};

static void *make_encoding(void *context)
{
    (void)context;
    return hinge_alloc(1, sizeof(struct encoding));
}

static void free_encoding(void *scratch)
{
    struct encoding *encoding = scratch;
    hinge_encoder_clear(&encoding->encoder);
    free(encoding->chunks);
    free(encoding->stored);
    free(encoding);
}

static void make_room(unsigned char **place, size_t *room, size_t bytes)
{
    if (bytes <= *room)
        return;
    free(*place);
    *place = hinge_resize(NULL, bytes, 1);
    *room = bytes;
}

static bool take_stored(struct hinge_piece *piece, const unsigned char *stored, size_t length)
{
    if (length > 0)
        piece->stored = hinge_resize(NULL, length, 1);
    if (piece->stored == NULL)
        return false;
    memcpy(piece->stored, stored, length);
    piece->length = length;
    return true;
}

/* `chunk` has `bytes`, elements of `size` in rows of `run`. */
static bool encode_piece(struct encoding *encoding, struct hinge_piece *piece,
                         const unsigned char *chunk, size_t bytes, size_t size, size_t run)
{
    bool constant =
        run <= sizeof encoding->known[0].row && memcmp(chunk, chunk + run, bytes - run) == 0;
    for (size_t i = 0; constant && i < CONSTANTS_KNOWN; i++) {
        const struct constant *known = &encoding->known[i];
        if (known->length > 0 && known->size == size && known->run == run &&
            memcmp(known->row, chunk, run) == 0)
            return take_stored(piece, known->stored, known->length);
    }
    size_t length =
        hinge_chunk_encode(&encoding->encoder, chunk, bytes / size, size, encoding->stored);
    struct constant *learnt = &encoding->known[encoding->next];
    if (constant && length <= sizeof learnt->stored) {
        learnt->size = size;
        learnt->run = run;
        learnt->length = length;
        memcpy(learnt->row, chunk, run);
        memcpy(learnt->stored, encoding->stored, length);
        encoding->next = (encoding->next + 1) % CONSTANTS_KNOWN;
    }
    return take_stored(piece, encoding->stored, length);
}

static enum hinge_status encode(void *context, void *scratch, size_t item,
                                struct hinge_error *error)
{
    const struct hinge_results_writer *writer = context;
    struct encoding *encoding = scratch;
    struct hinge_piece *piece = &writer->piece[writer->tile[item]];
    const struct hinge_stream *stream = piece->stream;
    size_t n = writer->tile[item + 1] - writer->tile[item];
    size_t size = hinge_element_size(stream->element), run = run_of(stream) * size,
           bytes = (size_t)stream->shape.chunk[0] * run;
    make_room(&encoding->chunks, &encoding->room, n * bytes);
    make_room(&encoding->stored, &encoding->stored_room, hinge_chunk_bound(bytes));
    gather(piece, n, encoding->chunks);
    for (size_t p = 0; p < n; p++)
        if (!encode_piece(encoding, &piece[p], encoding->chunks + p * bytes, bytes, size, run))
            return hinge_no_memory(error);
    return HINGE_OK;
}

/* Pieces of the waiting rows of every stream; how many. piece NULL: only counts. */
static size_t list_pieces(const struct hinge_results_writer *writer, struct hinge_piece *piece)
{
    size_t n = 0;
    for (size_t s = 0; s < writer->n_streams; s++) {
        const struct hinge_stream *stream = &writer->stream[s];
        size_t most = (size_t)stream->shape.chunk[0];
        for (size_t from = 0; from < writer->waiting; from += most) {
            size_t left = writer->waiting - from;
            for (size_t b = 0; b < bands_of(stream); b++, n++)
                if (piece != NULL)
                    piece[n] = (struct hinge_piece){.stream = stream,
                                                    .from = from,
                                                    .band = b,
                                                    .rows = left < most ? left : most};
        }
    }
    return n;
}

void hinge_results_drop_batch(struct hinge_results_writer *writer)
{
    for (size_t i = 0; i < writer->pieces; i++)
        free(writer->piece[i].stored);
    free(writer->piece);
    free(writer->tile);
    writer->piece = NULL;
    writer->tile = NULL;
    writer->pieces = writer->tiles = 0;
}

static void list_batch(struct hinge_results_writer *writer)
{
    hinge_results_drop_batch(writer);
    size_t n = list_pieces(writer, NULL);
    writer->piece = hinge_alloc(n, sizeof *writer->piece);
    writer->tile = hinge_alloc(n + 1, sizeof *writer->tile);
    writer->pieces = list_pieces(writer, writer->piece);
    for (size_t i = 0; i < n; i++)
        if (writer->piece[i].band % bands_of_tile(writer->piece[i].stream) == 0)
            writer->tile[writer->tiles++] = i;
    writer->tile[writer->tiles] = n;
}

static enum hinge_status grow(struct hinge_results_writer *writer, struct hinge_error *error)
{
    for (size_t s = 0; s < writer->n_streams; s++) {
        struct hinge_stream *stream = &writer->stream[s];
        stream->shape.dim[0] += writer->waiting;
        errno = 0;
        if (H5Dset_extent(stream->dataset, stream->shape.dim) < 0)
            return hinge_sink_failed(&writer->sink, writer->spec[s].name, error);
    }
    return HINGE_OK;
}

static enum hinge_status write_piece(struct hinge_results_writer *writer,
                                     const struct hinge_piece *piece, struct hinge_error *error)
{
    hsize_t at[HINGE_RANK_MAX] = {writer->rows - writer->waiting + piece->from};
    if (piece->stream->shape.rank == 3)
        at[1] = piece->band;
    return hinge_sink_stored(&writer->sink, piece->stream->dataset, at, piece->stored,
                             piece->length, error);
}

/* Writes the pieces of a tile. */
static enum hinge_status keep(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_results_writer *writer = context;
    enum hinge_status status = HINGE_OK;
    for (size_t i = writer->tile[item]; i < writer->tile[item + 1] && status == HINGE_OK; i++) {
        struct hinge_piece *piece = &writer->piece[i];
        status = write_piece(writer, piece, error);
        free(piece->stored);
        piece->stored = NULL;
    }
    return status;
}

static enum hinge_status read_nothing(void *context, size_t item, struct hinge_error *error)
{
    (void)context;
    (void)item;
    (void)error;
    return HINGE_OK;
}

enum hinge_status hinge_results_flush(struct hinge_results_writer *writer,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (!writer->built)
        status = hinge_results_build(writer, writer->waiting, error);
    if (status == HINGE_OK)
        status = grow(writer, error);
    if (status == HINGE_OK)
        list_batch(writer);
    const struct hinge_ordered ordered = {.loop = {.items = writer->tiles,
                                                   .threads = writer->threads,
                                                   .work = encode,
                                                   .context = writer,
                                                   .make_scratch = make_encoding,
                                                   .free_scratch = free_encoding},
                                          .slots = IN_HAND,
                                          .read = read_nothing,
                                          .keep = keep};
    if (status == HINGE_OK)
        status = hinge_ordered_for(&ordered, error);
    hinge_results_drop_batch(writer);
    writer->waiting = 0;
    return status;
}
