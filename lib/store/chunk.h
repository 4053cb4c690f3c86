/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodes and decodes one chunk of a dataset as HDF5 stores it (shuffle, deflate, fletcher32),
 * without HDF5, so that any thread may do it. Encoder and decoder own their scratch. */
#pragma once

#include "base/base.h"

enum {
    HINGE_CHUNK_TARGET = 1 << 20, /* largest chunk this library makes */
    HINGE_CHUNK_LIMIT = 8 << 20,  /* largest chunk it reads */
    HINGE_CHUNK_CHECKSUM = 4
};

/* The filters in the order in which a writer applies them. */
enum {
    HINGE_CHUNK_SHUFFLE = 1,
    HINGE_CHUNK_DEFLATE = 2,
    HINGE_CHUNK_FLETCHER32 = 4,
    HINGE_CHUNK_OURS = 7
};

/* Zero-initialise. */
struct hinge_encoder {
    struct libdeflate_compressor *deflate;
    unsigned char *planes;
    size_t capacity;
    /* Number of elements at the start of a chunk that may be noisier than the rest; 0: none. */
    size_t alike;
};

/* Zero-initialise. */
struct hinge_decoder {
    struct libdeflate_decompressor *inflate;
    unsigned char *planes;
    size_t capacity;
};

/* Makes room for `bytes` bytes at *place, which has `*room` of them and may be NULL; what was there
 * is lost. */
void hinge_chunk_room(unsigned char **place, size_t *room, size_t bytes);
/* Most bytes that hinge_chunk_encode writes for `raw` bytes. */
size_t hinge_chunk_bound(size_t raw);

/* Encodes n elements of `size` bytes (1, 2, 4 or 8; host order in, little-endian out) into out,
 * which has hinge_chunk_bound(n * size) bytes. Returns the bytes written. */
size_t hinge_chunk_encode(struct hinge_encoder *encoder, const void *elements, size_t n,
                          size_t size, unsigned char *out);
void hinge_encoder_clear(struct hinge_encoder *encoder);

/* Decodes exactly n elements; false if the chunk is damaged (checksum, stream, size). */
bool hinge_chunk_decode(struct hinge_decoder *decoder, const unsigned char *stored, size_t bytes,
                        void *elements, size_t n, size_t size);
void hinge_decoder_clear(struct hinge_decoder *decoder);

/* The same for a chunk that another program stored with some of the filters, or none. */
bool hinge_chunk_decode_as(struct hinge_decoder *decoder, unsigned filters,
                           const unsigned char *stored, size_t bytes, void *elements, size_t n,
                           size_t size);

/* Whether the checksum is right. */
bool hinge_chunk_intact(const unsigned char *stored, size_t bytes);

/* Whether `stored` bytes can hold `raw` bytes: not more than the bound, and not a decompression
 * bomb (a ratio over 1,000 beyond the first 64 KiB). */
bool hinge_chunk_plausible(size_t stored, size_t raw);
