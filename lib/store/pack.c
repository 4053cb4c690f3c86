/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording's numbers as compressed chunks and back, without HDF5: exact decimals as
 * int32 (value = i / 10^d, bit for bit), every other channel as float64. */
#include "store/pack.h"
#include "store/chunk.h"
#include "store/store.h"

#include "base/lanes.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMALS_MAX = 9 };

static const double power_of_ten[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

double hinge_pack_divisor(int decimals)
{
    return decimals >= 0 && decimals <= DECIMALS_MAX ? power_of_ten[decimals]
                                                     : (double)NAN;
}

/* Nearest integer of |x| < 2^51 without a call (round half to even). */
static double nearest(double x)
{
    const double magic = 6755399441055744.0; /* 1.5 * 2^52 */
    return (x + magic) - magic;
}

/* Not 0 where a value is neither missing nor what an integer over the divisor gives, to
 * the last bit: -0.0 is not, as it would lose its sign. */
HINGE_WIDE static uint64_t inexact(const double *value, size_t n, double divisor)
{
    uint64_t found = 0;
#pragma omp simd reduction(| : found)
    for (size_t i = 0; i < n; i++) {
        double scaled = value[i] * divisor, back = nearest(scaled) / divisor;
        uint64_t is, was;
        memcpy(&is, &back, sizeof is);
        memcpy(&was, &value[i], sizeof was);
        uint64_t other = (is ^ was) | (fabs(scaled) <= 2147483647.0 ? 0 : 1);
        found |= isnan(value[i]) ? 0 : other;
    }
    return found;
}

static bool exact_with(const double *value, size_t n, double divisor)
{
    enum { BLOCK = 256 };
    for (size_t i = 0; i < n; i += BLOCK)
        if (inexact(value + i, n - i < BLOCK ? n - i : BLOCK, divisor) != 0)
            return false;
    return true;
}

/* Decimals with which every value is exact, -1 when there are none. The hint saves the
 * search; a wrong hint only costs time. */
static int find_decimals(const double *value, size_t n, int hint)
{
    if (hint >= 0 && hint <= DECIMALS_MAX && exact_with(value, n, power_of_ten[hint]))
        return hint;
    for (int d = 0; d <= DECIMALS_MAX; d++)
        if (exact_with(value, n, power_of_ten[d]))
            return d;
    return -1;
}

void hinge_pack_geometry(struct hinge_packed_part *part, size_t n_frames,
                         size_t element_size)
{
    size_t most = HINGE_CHUNK_TARGET / element_size; /* elements of a chunk */
    size_t pieces = n_frames > most ? (n_frames + most - 1) / most : 1;
    part->frames_per_chunk = (n_frames + pieces - 1) / pieces;
    size_t row = part->frames_per_chunk ? part->frames_per_chunk : 1;
    size_t bands = 1; /* of equal height, so that little of the last chunk is padding */
    if (pieces > 1)
        bands = part->rows;
    else if (part->rows > most / row)
        bands = (part->rows + most / row - 1) / (most / row);
    part->rows_per_chunk = bands ? (part->rows + bands - 1) / bands : 0;
    bands = part->rows_per_chunk
                ? (part->rows + part->rows_per_chunk - 1) / part->rows_per_chunk
                : 0;
    part->n_chunks = n_frames > 0 ? bands * pieces : 0;
}

/* Where a chunk lies: its first row and frame, and how much of it is inside the data.
 */
struct piece {
    size_t row, rows, frame, frames;
};

static struct piece piece_of(const struct hinge_packed_part *part, size_t n_frames,
                             size_t chunk)
{
    size_t across = (n_frames + part->frames_per_chunk - 1) / part->frames_per_chunk;
    struct piece piece = {.row = chunk / across * part->rows_per_chunk,
                          .frame = chunk % across * part->frames_per_chunk};
    piece.rows = part->rows - piece.row < part->rows_per_chunk ? part->rows - piece.row
                                                               : part->rows_per_chunk;
    piece.frames = n_frames - piece.frame < part->frames_per_chunk
                       ? n_frames - piece.frame
                       : part->frames_per_chunk;
    return piece;
}

HINGE_WIDE static void fill_int32(int32_t *out, const double *value, size_t n,
                                  double divisor)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double scaled = nearest(value[i] * divisor);
        out[i] = (int32_t)(isnan(value[i]) ? INT32_MIN : scaled);
    }
}

static void fill_real(double *out, const double *value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = isnan(value[i]) ? (double)NAN : value[i]; /* one NaN: same bytes */
}

/* What one part is made from: its channels, in order, and scratch for one chunk. */
struct packing {
    const struct hinge_recording *recording;
    const int8_t *decimals;
    const size_t *channel;
    size_t element_size;
    void *raw;
    struct hinge_encoder *encoder;
};

static void gather(const struct packing *packing, const struct hinge_packed_part *part,
                   struct piece piece)
{
    size_t width = part->frames_per_chunk, n = part->rows_per_chunk * width;
    bool exact = packing->element_size == sizeof(int32_t);
    int32_t *integer = packing->raw;
    double *real = packing->raw;
    for (size_t i = 0; i < n && (piece.rows * piece.frames < n); i++) {
        if (exact)
            integer[i] = INT32_MIN;
        else
            real[i] = (double)NAN;
    }
    for (size_t r = 0; r < piece.rows; r++) {
        size_t c = packing->channel[piece.row + r];
        const double *value =
            packing->recording->data + c * packing->recording->n_frames + piece.frame;
        if (exact)
            fill_int32(integer + r * width, value, piece.frames,
                       power_of_ten[packing->decimals[c]]);
        else
            fill_real(real + r * width, value, piece.frames);
    }
}

static bool pack_part(struct packing *packing, struct hinge_packed_part *part)
{
    size_t frames = packing->recording->n_frames;
    hinge_pack_geometry(part, frames, packing->element_size);
    size_t elements = part->rows_per_chunk * part->frames_per_chunk;
    size_t bound = hinge_chunk_bound(elements * packing->element_size);
    part->chunk_size = hinge_alloc(part->n_chunks, sizeof *part->chunk_size);
    if (part->chunk_size == NULL)
        return false;
    size_t used = 0, capacity = 0;
    for (size_t k = 0; k < part->n_chunks; k++) {
        if (used + bound > capacity) {
            capacity = used + bound > 2 * capacity ? used + bound : 2 * capacity;
            unsigned char *bytes = hinge_resize(part->bytes, capacity, 1);
            if (bytes == NULL)
                return false;
            part->bytes = bytes;
        }
        gather(packing, part, piece_of(part, frames, k));
        part->chunk_size[k] =
            hinge_chunk_encode(packing->encoder, packing->raw, elements,
                               packing->element_size, part->bytes + used);
        if (part->chunk_size[k] == 0)
            return false;
        used += part->chunk_size[k];
    }
    unsigned char *fitted = hinge_resize(part->bytes, used, 1);
    if (fitted == NULL)
        return false;
    part->bytes = fitted;
    return true;
}

enum hinge_status hinge_pack(const struct hinge_recording *recording,
                             struct hinge_packed *packed, struct hinge_error *error)
{
    size_t n = recording->layout.n_channels, frames = recording->n_frames;
    *packed = (struct hinge_packed){.n_frames = frames, .n_channels = n};
    size_t *channel = hinge_alloc(n, 2 * sizeof *channel);
    void *raw = hinge_resize(NULL, HINGE_CHUNK_TARGET, 1);
    struct hinge_encoder encoder = {0};
    packed->decimals = hinge_alloc(n, sizeof *packed->decimals);
    bool done = false;
    if (channel == NULL || raw == NULL || packed->decimals == NULL)
        goto out;
    for (size_t c = 0; c < n; c++) {
        int d = find_decimals(recording->data + c * frames, frames,
                              recording->layout.channel[c].decimals);
        packed->decimals[c] = (int8_t)d;
        if (d >= 0)
            channel[packed->exact.rows++] = c;
        else
            channel[n + packed->real.rows++] = c;
    }
    struct packing packing = {.recording = recording,
                              .decimals = packed->decimals,
                              .channel = channel,
                              .element_size = sizeof(int32_t),
                              .raw = raw,
                              .encoder = &encoder};
    done = pack_part(&packing, &packed->exact);
    packing.channel = channel + n;
    packing.element_size = sizeof(double);
    done = done && pack_part(&packing, &packed->real);
out:
    hinge_encoder_clear(&encoder);
    free(raw);
    free(channel);
    if (done)
        return HINGE_OK;
    hinge_packed_clear(packed);
    return hinge_no_memory(error);
}

HINGE_WIDE static void scatter_int32(double *value, const int32_t *in, size_t n,
                                     double divisor)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double v = in[i], missing = v == INT32_MIN ? (double)NAN : -0.0;
        value[i] = v / divisor + missing; /* -0 changes nothing */
    }
}

/* Scratch of unpacking: one chunk, and the decoder. */
struct unpacking {
    const struct hinge_packed *packed;
    double *data;
    void *raw;
    struct hinge_decoder decoder;
};

/* Moves a decoded chunk to its channels; `channel` is the first one of its first row.
 */
static void scatter(const struct unpacking *unpacking, struct piece piece,
                    size_t channel, size_t width, bool exact)
{
    const struct hinge_packed *packed = unpacking->packed;
    for (size_t r = 0; r < piece.rows; channel++) {
        if ((packed->decimals[channel] >= 0) != exact)
            continue;
        double *value = unpacking->data + channel * packed->n_frames + piece.frame;
        if (exact)
            scatter_int32(value, (const int32_t *)unpacking->raw + r * width,
                          piece.frames, power_of_ten[packed->decimals[channel]]);
        else
            memcpy(value, (const double *)unpacking->raw + r * width,
                   piece.frames * sizeof *value);
        r++;
    }
}

static size_t nth_channel(const struct hinge_packed *packed, size_t row, bool exact)
{
    size_t channel = 0, seen = 0;
    for (;; channel++) {
        if ((packed->decimals[channel] >= 0) != exact)
            continue;
        if (seen++ == row)
            return channel;
    }
}

static enum hinge_chunk_state unpack_part(struct unpacking *unpacking,
                                          const struct hinge_packed_part *part,
                                          bool exact)
{
    size_t used = 0, frames = unpacking->packed->n_frames;
    size_t elements = part->rows_per_chunk * part->frames_per_chunk;
    for (size_t k = 0; k < part->n_chunks; k++) {
        enum hinge_chunk_state state =
            hinge_chunk_decode(&unpacking->decoder, part->bytes + used,
                               part->chunk_size[k], unpacking->raw, elements,
                               exact ? sizeof(int32_t) : sizeof(double));
        if (state != HINGE_CHUNK_OK)
            return state;
        struct piece piece = piece_of(part, frames, k);
        scatter(unpacking, piece, nth_channel(unpacking->packed, piece.row, exact),
                part->frames_per_chunk, exact);
        used += part->chunk_size[k];
    }
    return HINGE_CHUNK_OK;
}

bool hinge_pack_covers(const struct hinge_packed *packed)
{
    size_t exact = 0;
    for (size_t c = 0; c < packed->n_channels; c++) {
        if (packed->decimals[c] < -1 || packed->decimals[c] > DECIMALS_MAX)
            return false;
        exact += packed->decimals[c] >= 0;
    }
    return packed->exact.rows == exact &&
           packed->real.rows == packed->n_channels - exact;
}

static enum hinge_status damaged(const struct hinge_packed *packed,
                                 struct hinge_error *error)
{
    if (packed->file == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "damaged: packed recording");
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: /trials/%s", packed->file, packed->id);
}

enum hinge_status hinge_unpack(const struct hinge_packed *packed,
                               struct hinge_recording *recording,
                               struct hinge_error *error)
{
    if (!hinge_pack_covers(packed))
        return damaged(packed, error);
    size_t bytes = packed->exact.rows_per_chunk * packed->exact.frames_per_chunk * 4;
    size_t other = packed->real.rows_per_chunk * packed->real.frames_per_chunk * 8;
    struct unpacking unpacking = {.packed = packed};
    enum hinge_chunk_state state = HINGE_CHUNK_NOMEM;
    if (packed->n_frames <= SIZE_MAX / 8 / (packed->n_channels + 1))
        unpacking.data = hinge_resize(NULL, packed->n_frames * packed->n_channels, 8);
    unpacking.raw = hinge_resize(NULL, bytes > other ? bytes : other, 1);
    if (unpacking.data != NULL && unpacking.raw != NULL)
        state = unpack_part(&unpacking, &packed->exact, true);
    if (state == HINGE_CHUNK_OK)
        state = unpack_part(&unpacking, &packed->real, false);
    hinge_decoder_clear(&unpacking.decoder);
    free(unpacking.raw);
    if (state == HINGE_CHUNK_OK) {
        free(recording->data);
        recording->data = unpacking.data;
        recording->n_frames = packed->n_frames;
        return HINGE_OK;
    }
    free(unpacking.data);
    return state == HINGE_CHUNK_NOMEM ? hinge_no_memory(error) : damaged(packed, error);
}

static size_t part_bytes(const struct hinge_packed_part *part)
{
    size_t bytes = 0;
    for (size_t k = 0; k < part->n_chunks; k++)
        bytes += part->chunk_size[k];
    return bytes;
}

bool hinge_packed_intact(const struct hinge_packed *packed)
{
    const struct hinge_packed_part *const parts[] = {&packed->exact, &packed->real};
    for (int p = 0; p < 2; p++) {
        const unsigned char *chunk = parts[p]->bytes;
        for (size_t k = 0; k < parts[p]->n_chunks; k++) {
            if (!hinge_chunk_intact(chunk, parts[p]->chunk_size[k]))
                return false;
            chunk += parts[p]->chunk_size[k];
        }
    }
    return true;
}

size_t hinge_packed_bytes(const struct hinge_packed *packed)
{
    return part_bytes(&packed->exact) + part_bytes(&packed->real);
}

void hinge_packed_clear(struct hinge_packed *packed)
{
    free(packed->decimals);
    free(packed->exact.chunk_size);
    free(packed->exact.bytes);
    free(packed->real.chunk_size);
    free(packed->real.bytes);
    *packed = (struct hinge_packed){0};
}
