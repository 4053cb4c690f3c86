/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that wait in a results writer as chunks: encoded by all threads, written in
 * order. In: full or last buffers. Out: chunks in the file, the buffers empty. */
#include "store/results.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "store/journal.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* One chunk of a stream: rows from..from+rows-1 of the buffer, one entry of the second
 * dimension of three. */
struct piece {
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
static void gather(const struct piece *piece, unsigned char *chunk)
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
    const struct piece *before; /* NULL: none, or it failed */
    unsigned char *chunk;       /* it, as it was gathered: n elements */
    size_t n;
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
    free(encoding);
}

static enum hinge_status encode(void *context, void *scratch, size_t item,
                                struct hinge_error *error)
{
    struct piece *piece = (struct piece *)context + item;
    struct encoding *encoding = scratch;
    const struct piece *before = encoding->before;
    const struct hinge_stream *stream = piece->stream;
    size_t size = hinge_element_size(stream->element);
    size_t n = (size_t)stream->shape.chunk[0] * stream->row_elements / bands_of(stream);
    unsigned char *chunk = hinge_resize(NULL, n, size);
    if (chunk == NULL)
        return hinge_no_memory(error);
    gather(piece, chunk);
    bool same = before != NULL && before->stream->element == stream->element &&
                encoding->n == n && memcmp(encoding->chunk, chunk, n * size) == 0;
    free(encoding->chunk);
    encoding->before = NULL;
    encoding->chunk = chunk;
    encoding->n = n;
    piece->stored =
        hinge_resize(NULL, same ? before->length : hinge_chunk_bound(n * size), 1);
    if (piece->stored != NULL && same)
        memcpy(piece->stored, before->stored, piece->length = before->length);
    else if (piece->stored != NULL)
        piece->length =
            hinge_chunk_encode(&encoding->encoder, chunk, n, size, piece->stored);
    if (piece->length == 0)
        return hinge_no_memory(error);
    unsigned char *fitted = hinge_resize(piece->stored, piece->length, 1);
    if (fitted == NULL)
        return hinge_no_memory(error);
    piece->stored = fitted;
    encoding->before = piece;
    return HINGE_OK;
}

/* Pieces of the waiting rows of every stream; how many. piece NULL: only counts. */
static size_t list_pieces(const struct hinge_results_writer *writer,
                          struct piece *piece)
{
    size_t n = 0;
    for (size_t s = 0; s < writer->n_streams; s++) {
        const struct hinge_stream *stream = &writer->stream[s];
        size_t most = (size_t)stream->shape.chunk[0];
        for (size_t from = 0; from < writer->waiting; from += most) {
            size_t left = writer->waiting - from;
            for (size_t b = 0; b < bands_of(stream); b++, n++)
                if (piece != NULL)
                    piece[n] = (struct piece){.stream = stream,
                                              .from = from,
                                              .band = b,
                                              .rows = left < most ? left : most};
        }
    }
    return n;
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
                                     const struct piece *piece,
                                     struct hinge_error *error)
{
    hsize_t at[HINGE_RANK_MAX] = {writer->rows - writer->waiting + piece->from};
    if (piece->stream->shape.rank == 3)
        at[1] = piece->band;
    return hinge_sink_stored(&writer->sink, piece->stream->dataset, at, piece->stored,
                             piece->length, error);
}

/* The pieces of a full batch: the length of each, then their bytes. */
static void keep_batch(struct hinge_results_writer *writer, const struct piece *piece,
                       size_t n)
{
    struct hinge_journal_part *part = NULL;
    uint64_t *length = NULL;
    if (writer->journal == NULL || writer->waiting < HINGE_ROWS_BATCH)
        return;
    length = hinge_alloc(n, sizeof *length);
    part = hinge_alloc(n + 1, sizeof *part);
    if (length != NULL && part != NULL) {
        part[0] = (struct hinge_journal_part){length, n * sizeof *length};
        for (size_t i = 0; i < n; i++) {
            length[i] = piece[i].length;
            part[i + 1] = (struct hinge_journal_part){piece[i].stored, piece[i].length};
        }
        hinge_journal_add(writer->journal, writer->journal_kind, part, n + 1);
    } else {
        hinge_journal_close(writer->journal, false);
    }
    free(length);
    free(part);
}

/* Points the pieces at a batch's bytes; false when these are of another file. */
static bool find_pieces(struct piece *piece, size_t n, const unsigned char *batch,
                        size_t length)
{
    uint64_t own;
    size_t at = n * sizeof own;
    bool fits = at <= length;
    for (size_t i = 0; i < n && fits; i++) {
        memcpy(&own, batch + i * sizeof own, sizeof own);
        fits = own <= length - at && hinge_chunk_intact(batch + at, (size_t)own);
        piece[i].stored = (unsigned char *)(batch + at); /* only read */
        piece[i].length = (size_t)own;
        at += fits ? (size_t)own : 0;
    }
    return fits && at == length;
}

enum hinge_status hinge_results_restore(struct hinge_results_writer *writer,
                                        const void *batch, size_t length, bool *fits,
                                        struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *fits = true;
    if (!writer->built)
        status = hinge_results_build(writer, HINGE_ROWS_BATCH, error);
    if (status != HINGE_OK)
        return status;
    writer->waiting = HINGE_ROWS_BATCH;
    size_t n = list_pieces(writer, NULL);
    struct piece *piece = hinge_alloc(n, sizeof *piece);
    if (piece != NULL)
        list_pieces(writer, piece);
    *fits = piece != NULL && find_pieces(piece, n, batch, length);
    if (*fits) {
        writer->rows += HINGE_ROWS_BATCH;
        writer->restored += HINGE_ROWS_BATCH;
        status = grow(writer, error);
    }
    for (size_t i = 0; i < n && *fits && status == HINGE_OK; i++)
        status = write_piece(writer, &piece[i], error);
    writer->waiting = 0;
    free(piece);
    return piece != NULL ? status : hinge_no_memory(error);
}

enum hinge_status hinge_results_flush(struct hinge_results_writer *writer,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (!writer->built)
        status = hinge_results_build(writer, writer->waiting, error);
    if (status == HINGE_OK)
        status = grow(writer, error);
    if (status != HINGE_OK)
        return status;
    size_t n = list_pieces(writer, NULL);
    struct piece *piece = hinge_alloc(n, sizeof *piece);
    if (piece == NULL)
        return hinge_no_memory(error);
    list_pieces(writer, piece);
    struct hinge_loop loop = {.items = n,
                              .threads = writer->threads,
                              .work = encode,
                              .context = piece,
                              .make_scratch = make_encoding,
                              .free_scratch = free_encoding};
    status = hinge_parallel_for(&loop, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = write_piece(writer, &piece[i], error);
    if (status == HINGE_OK)
        keep_batch(writer, piece, n);
    for (size_t i = 0; i < n; i++)
        free(piece[i].stored);
    free(piece);
    writer->waiting = 0;
    return status;
}
