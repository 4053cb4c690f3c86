/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that wait in a results writer as chunks: encoded by all threads, written in
 * order meanwhile. In: full or last buffers. Out: chunks in the file, the buffers
 * empty.
 */
#include "store/results.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "store/journal.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { IN_HAND = 64 }; /* pieces that are encoded and not written */

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

/* The rows of a piece as one chunk, the rest of it filled. */
static void gather(const struct hinge_piece *piece, unsigned char *chunk)
{
    const struct hinge_stream *stream = piece->stream;
    size_t size = hinge_element_size(stream->element);
    size_t run = stream->row_elements / bands_of(stream);
    size_t n = (size_t)stream->shape.chunk[0] * run;
    if (piece->rows < stream->shape.chunk[0])
        hinge_element_clear(stream->element, chunk, n);
    for (size_t r = 0; r < piece->rows; r++)
        memcpy(chunk + r * run * size,
               stream->buffer +
                   ((piece->from + r) * stream->row_elements + piece->band * run) *
                       size,
               run * size);
    unify_nan(stream->element, chunk, n);
}

/* A thread's own. Many pieces are as the one before (a metric that nobody has), and are
 * not encoded again. */
struct encoding {
    struct hinge_encoder encoder;
    enum hinge_element element; /* of the piece before: n of them, gathered, and the */
    size_t n;                   /* length of what they were encoded to; 0: nothing */
    unsigned char *chunk, *stored;
    size_t length;
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
    free(encoding->chunk);
    free(encoding->stored);
    free(encoding);
}

/* Whether `chunk`, which is the piece before from now on, equals it. */
static bool is_again(struct encoding *encoding, unsigned char *chunk,
                     enum hinge_element element, size_t n)
{
    bool again = encoding->length > 0 && encoding->element == element &&
                 encoding->n == n &&
                 memcmp(encoding->chunk, chunk, n * hinge_element_size(element)) == 0;
    free(encoding->chunk);
    encoding->chunk = chunk;
    encoding->element = element;
    encoding->n = n;
    return again;
}

static enum hinge_status encode(void *context, void *scratch, size_t item,
                                struct hinge_error *error)
{
    struct hinge_piece *piece = &((struct hinge_results_writer *)context)->piece[item];
    struct encoding *encoding = scratch;
    const struct hinge_stream *stream = piece->stream;
    size_t size = hinge_element_size(stream->element);
    size_t n = (size_t)stream->shape.chunk[0] * stream->row_elements / bands_of(stream);
    unsigned char *chunk = hinge_resize(NULL, n, size);
    if (chunk == NULL)
        return hinge_no_memory(error);
    gather(piece, chunk);
    if (!is_again(encoding, chunk, stream->element, n)) {
        encoding->length = 0;
        free(encoding->stored);
        encoding->stored = hinge_resize(NULL, hinge_chunk_bound(n * size), 1);
        if (encoding->stored != NULL)
            encoding->length = hinge_chunk_encode(&encoding->encoder, chunk, n, size,
                                                  encoding->stored);
    }
    if (encoding->length > 0)
        piece->stored = hinge_resize(NULL, encoding->length, 1);
    if (piece->stored == NULL)
        return hinge_no_memory(error);
    piece->length = encoding->length;
    memcpy(piece->stored, encoding->stored, piece->length);
    return HINGE_OK;
}

/* Pieces of the waiting rows of every stream; how many. piece NULL: only counts. */
static size_t list_pieces(const struct hinge_results_writer *writer,
                          struct hinge_piece *piece)
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
    writer->piece = NULL;
    writer->pieces = writer->found = 0;
}

static enum hinge_status list_batch(struct hinge_results_writer *writer,
                                    struct hinge_error *error)
{
    hinge_results_drop_batch(writer);
    size_t n = list_pieces(writer, NULL);
    writer->piece = hinge_alloc(n, sizeof *writer->piece);
    if (writer->piece == NULL)
        return hinge_no_memory(error);
    writer->pieces = list_pieces(writer, writer->piece);
    return HINGE_OK;
}

static enum hinge_status grow(struct hinge_results_writer *writer,
                              struct hinge_error *error)
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
                                     const struct hinge_piece *piece,
                                     struct hinge_error *error)
{
    hsize_t at[HINGE_RANK_MAX] = {writer->rows - writer->waiting + piece->from};
    if (piece->stream->shape.rank == 3)
        at[1] = piece->band;
    return hinge_sink_stored(&writer->sink, piece->stream->dataset, at, piece->stored,
                             piece->length, error);
}

/* Writes a piece of a full batch into the journal, too. */
static enum hinge_status keep(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_results_writer *writer = context;
    struct hinge_piece *piece = &writer->piece[item];
    const struct hinge_journal_part part = {piece->stored, piece->length};
    enum hinge_status status = write_piece(writer, piece, error);
    if (status == HINGE_OK && writer->journal != NULL &&
        writer->waiting == HINGE_ROWS_BATCH)
        hinge_journal_add(writer->journal, writer->journal_kind, &part, 1);
    free(piece->stored);
    piece->stored = NULL;
    return status;
}

static enum hinge_status read_nothing(void *context, size_t item,
                                      struct hinge_error *error)
{
    (void)context;
    (void)item;
    (void)error;
    return HINGE_OK;
}

/* The pieces that a journal had of a batch, all of them. */
static enum hinge_status write_batch(struct hinge_results_writer *writer,
                                     struct hinge_error *error)
{
    writer->rows += HINGE_ROWS_BATCH;
    writer->restored += HINGE_ROWS_BATCH;
    enum hinge_status status = grow(writer, error);
    for (size_t i = 0; i < writer->pieces && status == HINGE_OK; i++)
        status = write_piece(writer, &writer->piece[i], error);
    hinge_results_drop_batch(writer);
    return status;
}

enum hinge_status hinge_results_restore(struct hinge_results_writer *writer,
                                        const void *chunk, size_t length, size_t *rows,
                                        bool *fits, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *rows = 0;
    *fits = hinge_chunk_intact(chunk, length);
    if (!*fits)
        return HINGE_OK;
    if (!writer->built)
        status = hinge_results_build(writer, HINGE_ROWS_BATCH, error);
    writer->waiting = HINGE_ROWS_BATCH;
    if (status == HINGE_OK && writer->piece == NULL)
        status = list_batch(writer, error);
    if (status == HINGE_OK) {
        struct hinge_piece *piece = &writer->piece[writer->found];
        piece->stored = hinge_resize(NULL, length, 1);
        if (piece->stored == NULL)
            status = hinge_no_memory(error);
        else
            memcpy(piece->stored, chunk, piece->length = length);
    }
    if (status == HINGE_OK && ++writer->found == writer->pieces) {
        status = write_batch(writer, error);
        *rows = HINGE_ROWS_BATCH;
    }
    writer->waiting = 0;
    return status;
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
        status = list_batch(writer, error);
    const struct hinge_ordered ordered = {.loop = {.items = writer->pieces,
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
    if (status == HINGE_OK && writer->journal != NULL)
        hinge_journal_flush(writer->journal);
    hinge_results_drop_batch(writer);
    writer->waiting = 0;
    return status;
}
