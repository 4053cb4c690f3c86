/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shuffle, deflate and fletcher32 of one chunk, byte for byte as HDF5's own filters
 * expect them. Noisy low byte planes go in as stored deflate blocks: an ordinary zlib
 * stream for every reader, several times faster to write and read, hardly larger. */
#include "store/chunk.h"

#include <hinge/init.h>
#include <libdeflate.h>

enum {
    LEVEL = 1,
    STORED_MAX = 65535, /* bytes of one stored deflate block */
    WINDOW = 4096,      /* a byte plane is judged by its windows */
    WINDOWS = 6,
    ZLIB_HEADER = 2,
    ZLIB_TRAILER = 4,
    BOMB_RATIO = 1000,
    BOMB_ALLOWANCE = 65536
};

size_t hinge_chunk_bound(size_t raw)
{
    /* libdeflate's own bound is about raw + raw / 1000; stored blocks cost 5 bytes each
     */
    return raw + raw / 512 + 1024;
}

bool hinge_chunk_plausible(size_t stored, size_t raw)
{
    return stored > HINGE_CHUNK_CHECKSUM && stored <= hinge_chunk_bound(raw) &&
           raw <= BOMB_ALLOWANCE + (stored - HINGE_CHUNK_CHECKSUM) * BOMB_RATIO;
}

/* Adds LANES * rounds words to both sums. Word by word each sum would wait for the one
 * before; lane k takes words k, k + LANES, … and counts them once a round, and what is
 * left is where in its last round a lane stands. */
HINGE_WIDE static void fletcher_lanes(const unsigned char *data, size_t rounds, uint32_t *low,
                                      uint32_t *high)
{
    enum { LANES = 8 };
    uint32_t sum[LANES] = {0}, sums[LANES] = {0};
    for (size_t r = 0; r < rounds; r++, data += 2 * LANES) {
        uint16_t word[LANES];
        memcpy(word, data, sizeof word);
#pragma omp simd
        for (size_t k = 0; k < LANES; k++) {
            sum[k] += hinge_os_big16(word[k]);
            sums[k] += sum[k];
        }
    }
    *high += LANES * (uint32_t)rounds * *low;
    for (uint32_t k = 0; k < LANES; k++) {
        *low += sum[k];
        *high += LANES * sums[k] - k * sum[k];
    }
}

/* HDF5's H5_checksum_fletcher32: big-endian 16-bit words, sums folded to 16 bits. */
static uint32_t fletcher32(const unsigned char *data, size_t length)
{
    uint32_t low = 0, high = 0;
    size_t words = length / 2;
    while (words > 0) {
        size_t run = words > 360 ? 360 : words; /* the sums cannot overflow before */
        words -= run;
        fletcher_lanes(data, run / 8, &low, &high);
        data += run / 8 * 16;
        for (run %= 8; run > 0; run--, data += 2) {
            low += (uint32_t)data[0] << 8 | data[1];
            high += low;
        }
        low = (low & 0xffff) + (low >> 16);
        high = (high & 0xffff) + (high >> 16);
    }
    if (length % 2 != 0) {
        low += (uint32_t)data[0] << 8;
        high += low;
        low = (low & 0xffff) + (low >> 16);
        high = (high & 0xffff) + (high >> 16);
    }
    low = (low & 0xffff) + (low >> 16);
    high = (high & 0xffff) + (high >> 16);
    return high << 16 | low;
}

bool hinge_chunk_intact(const unsigned char *stored, size_t bytes)
{
    if (bytes < HINGE_CHUNK_CHECKSUM)
        return false;
    size_t length = bytes - HINGE_CHUNK_CHECKSUM;
    const unsigned char *sum = stored + length;
    uint32_t kept =
        (uint32_t)sum[0] | (uint32_t)sum[1] << 8 | (uint32_t)sum[2] << 16 | (uint32_t)sum[3] << 24;
    return kept == fletcher32(stored, length);
}

/* The shuffle filter: byte b of every element, then byte b + 1, … lowest byte first. */
#define SHUFFLE(bits)                                                                              \
    HINGE_WIDE static void shuffle##bits(const void *elements, size_t n, unsigned char *planes)    \
    {                                                                                              \
        const uint##bits##_t *value = elements;                                                    \
        for (size_t b = 0; b < bits / 8; b++)                                                      \
            _Pragma("omp simd") for (size_t i = 0; i < n; i++) planes[b * n + i] =                 \
                (unsigned char)(value[i] >> (8 * b));                                              \
    }
SHUFFLE(16)
SHUFFLE(32)
SHUFFLE(64)

/* Its inverse. All planes at once, so that an element is written once. */
static void unshuffle16(const unsigned char *p, size_t n, void *elements)
{
    uint16_t *value = elements;
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        value[i] = (uint16_t)(p[i] | p[n + i] << 8);
}

HINGE_WIDE static void unshuffle32(const unsigned char *p, size_t n, void *elements)
{
    uint32_t *value = elements;
    const unsigned char *p1 = p + n, *p2 = p + 2 * n, *p3 = p + 3 * n;
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        value[i] = (uint32_t)(uint16_t)(p2[i] | p3[i] << 8) << 16 | (uint16_t)(p[i] | p1[i] << 8);
}

HINGE_WIDE static void unshuffle64(const unsigned char *p, size_t n, void *elements)
{
    uint64_t *value = elements;
    for (size_t from = 0; from < n; from += 64) {
        uint32_t half[2][64];
        size_t run = n - from < 64 ? n - from : 64;
        for (size_t h = 0; h < 2; h++) {
            const unsigned char *p0 = p + 4 * h * n + from, *p1 = p0 + n, *p2 = p1 + n,
                                *p3 = p2 + n;
#pragma omp simd
            for (size_t i = 0; i < run; i++)
                half[h][i] =
                    (uint32_t)(uint16_t)(p2[i] | p3[i] << 8) << 16 | (uint16_t)(p0[i] | p1[i] << 8);
        }
        for (size_t i = 0; i < run; i++)
            value[from + i] = (uint64_t)half[1][i] << 32 | half[0][i];
    }
}

static void shuffle(const void *elements, size_t n, size_t size, unsigned char *planes)
{
    if (size == 8)
        shuffle64(elements, n, planes);
    else if (size == 4)
        shuffle32(elements, n, planes);
    else if (size == 2)
        shuffle16(elements, n, planes);
    else
        memcpy(planes, elements, n);
}

static void unshuffle(const unsigned char *planes, size_t n, size_t size, void *elements)
{
    if (size == 8)
        unshuffle64(planes, n, elements);
    else if (size == 4)
        unshuffle32(planes, n, elements);
    else if (size == 2)
        unshuffle16(planes, n, elements);
    else
        memcpy(elements, planes, n);
}

static bool noisy_plane(const unsigned char *plane, size_t n)
{
    if (n < (size_t)WINDOW * WINDOWS)
        return false;
    int noisy = 0;
    for (size_t w = 0; w < WINDOWS; w++) {
        /* Whether two bytes drawn from the window differ as often as noise does: the collision
         * entropy is over 7 bits. Integers only, so that every machine decides alike. */
        const unsigned char *window = plane + (n - WINDOW) / (WINDOWS - 1) * w;
        uint32_t count[256] = {0};
        for (size_t i = 0; i < WINDOW; i++)
            count[window[i]]++;
        uint64_t pairs = 0;
        for (size_t i = 0; i < 256; i++)
            pairs += (uint64_t)count[i] * (count[i] ? count[i] - 1 : 0);
        noisy += pairs * 128 <= (uint64_t)WINDOW * (WINDOW - 1);
    }
    return noisy > WINDOWS / 2;
}

void hinge_chunk_room(unsigned char **place, size_t *room, size_t bytes)
{
    if (bytes <= *room && *place != NULL)
        return;
    free(*place);
    *place = hinge_resize(NULL, bytes, 1);
    *room = bytes;
}

size_t hinge_chunk_encode(struct hinge_encoder *encoder, const void *elements, size_t n,
                          size_t size, unsigned char *out)
{
    size_t raw = n * size;
    if (encoder->deflate == NULL && (encoder->deflate = libdeflate_alloc_compressor(LEVEL)) == NULL)
        hinge_out_of_memory();
    hinge_chunk_room(&encoder->planes, &encoder->capacity, raw);
    unsigned char *planes = encoder->planes;
    shuffle(elements, n, size, planes);
    size_t first = encoder->alike > 0 ? encoder->alike : n;
    /* leading bytes that are kept as they are: noisy planes, the first elements of one alone where
     * the others are not noisy; the last plane is always compressed */
    size_t kept = 0;
    for (size_t b = 0; b + 1 < size && kept == b * n; b++) {
        const unsigned char *plane = planes + b * n;
        if (noisy_plane(plane, first))
            kept += first < n && !noisy_plane(plane + first, n - first) ? first : n;
    }
    unsigned char *at = out;
    *at++ = 0x78;
    *at++ = 0x01;
    for (size_t done = 0, run; done < kept; done += run) { /* stored blocks */
        run = kept - done > STORED_MAX ? STORED_MAX : kept - done;
        at[0] = 0; /* not the last block, stored */
        at[1] = (unsigned char)(run & 0xff);
        at[2] = (unsigned char)(run >> 8);
        at[3] = (unsigned char)(at[1] ^ 0xff);
        at[4] = (unsigned char)(at[2] ^ 0xff);
        memcpy(at + 5, planes + done, run);
        at += 5 + run;
    }
    size_t room = hinge_chunk_bound(raw) - (size_t)(at - out) - ZLIB_TRAILER - HINGE_CHUNK_CHECKSUM;
    size_t packed =
        libdeflate_deflate_compress(encoder->deflate, planes + kept, raw - kept, at, room);
    if (packed == 0) /* there is room for any outcome */
        hinge_out_of_memory();
    at += packed;
    uint32_t adler = libdeflate_adler32(1, planes, raw);
    for (int shift = 24; shift >= 0; shift -= 8)
        *at++ = (unsigned char)(adler >> shift);
    uint32_t sum = fletcher32(out, (size_t)(at - out));
    for (int shift = 0; shift < 32; shift += 8)
        *at++ = (unsigned char)(sum >> shift);
    return (size_t)(at - out);
}

bool hinge_chunk_decode_as(struct hinge_decoder *decoder, unsigned filters,
                           const unsigned char *stored, size_t bytes, void *elements, size_t n,
                           size_t size)
{
    size_t raw = n * size;
    const unsigned char *planes = stored;
    if (filters & HINGE_CHUNK_FLETCHER32) {
        if (!hinge_chunk_intact(stored, bytes))
            return false;
        bytes -= HINGE_CHUNK_CHECKSUM;
    }
    if (!hinge_chunk_plausible(bytes + HINGE_CHUNK_CHECKSUM, raw))
        return false;
    if (filters & HINGE_CHUNK_DEFLATE) {
        if (decoder->inflate == NULL &&
            (decoder->inflate = libdeflate_alloc_decompressor()) == NULL)
            hinge_out_of_memory();
        hinge_chunk_room(&decoder->planes, &decoder->capacity, raw);
        /* no "actual size" wanted: anything but exactly raw bytes is an error */
        if (libdeflate_zlib_decompress(decoder->inflate, stored, bytes, decoder->planes, raw,
                                       NULL) != LIBDEFLATE_SUCCESS)
            return false;
        planes = decoder->planes;
    } else if (bytes != raw) {
        return false;
    }
    if (filters & HINGE_CHUNK_SHUFFLE)
        unshuffle(planes, n, size, elements);
    else {
        /* elements that were not shuffled: little-endian, one after the other */
        for (size_t i = 0; i < n; i++, planes += size) {
            uint64_t value = 0;
            for (size_t b = 0; b < size; b++)
                value |= (uint64_t)planes[b] << 8 * b;
            if (size == 8)
                ((uint64_t *)elements)[i] = value;
            else if (size == 4)
                ((uint32_t *)elements)[i] = (uint32_t)value;
            else if (size == 2)
                ((uint16_t *)elements)[i] = (uint16_t)value;
            else
                ((unsigned char *)elements)[i] = (unsigned char)value;
        }
    }
    return true;
}

bool hinge_chunk_decode(struct hinge_decoder *decoder, const unsigned char *stored, size_t bytes,
                        void *elements, size_t n, size_t size)
{
    return hinge_chunk_decode_as(decoder, HINGE_CHUNK_OURS, stored, bytes, elements, n, size);
}

void hinge_encoder_clear(struct hinge_encoder *encoder)
{
    if (encoder->deflate != NULL)
        libdeflate_free_compressor(encoder->deflate);
    free(encoder->planes);
    *encoder = (struct hinge_encoder){0};
}

void hinge_decoder_clear(struct hinge_decoder *decoder)
{
    if (decoder->inflate != NULL)
        libdeflate_free_decompressor(decoder->inflate);
    free(decoder->planes);
    *decoder = (struct hinge_decoder){0};
}
