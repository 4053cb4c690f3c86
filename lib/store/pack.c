/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as compressed chunks and back, without HDF5. A recording: exact decimals as int32 (value
 * = i / 10^d, bit for bit), every other channel as float64. Rows of a table that wait to be
 * written: blocks of rows, column by column. In and out: what the caller clears; any thread. */

#include "store/h5.h"
#include "table/columns.h"

enum { DECIMALS_MAX = 9 };

static const double power_of_ten[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

double hinge_pack_divisor(int decimals)
{
    return decimals >= 0 && decimals <= DECIMALS_MAX ? power_of_ten[decimals] : (double)NAN;
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

/* Where a chunk lies: its first row and frame, and how much of it is inside the data.
 */
struct piece {
    size_t row, rows, frame, frames;
};

static struct piece piece_of(const struct hinge_packed_part *part, size_t n_frames, size_t chunk)
{
    size_t across = (n_frames + part->frames_per_chunk - 1) / part->frames_per_chunk;
    struct piece piece = {.row = chunk / across * part->rows_per_chunk,
                          .frame = chunk % across * part->frames_per_chunk};
    piece.rows = part->rows - piece.row < part->rows_per_chunk ? part->rows - piece.row
                                                               : part->rows_per_chunk;
    piece.frames = n_frames - piece.frame < part->frames_per_chunk ? n_frames - piece.frame
                                                                   : part->frames_per_chunk;
    return piece;
}

HINGE_WIDE static void fill_int32(int32_t *out, const double *value, size_t n, double divisor)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double scaled = nearest(value[i] * divisor);
        out[i] = (int32_t)(isnan(value[i]) ? INT32_MIN : scaled);
    }
}

/* What one part is made from, and scratch for one chunk. */
struct packing {
    const struct hinge_recording *recording;
    const int8_t *decimals;
    size_t element_size;
    void *raw;
    struct hinge_encoder *encoder;
};

/* Analysis reads clocks, and what a landmark set names. */
static bool is_read(const struct hinge_channel *channel)
{
    return channel->landmark != HINGE_LANDMARK_NONE || channel->component == HINGE_COMPONENT_time ||
           channel->component == HINGE_COMPONENT_frame;
}

/* What analysis reads comes first, so that it need not inflate the rest; scores come
 * behind positions, as they are less noisy and pack otherwise. */
enum { N_SORTS = 4 };
static int sort_of(const struct hinge_channel *channel)
{
    return 2 * !is_read(channel) + (channel->component == HINGE_COMPONENT_score);
}

/* Elements at the start of a chunk whose channels are of one sort. */
static size_t alike(const struct packing *packing, const struct hinge_packed_part *part,
                    struct piece piece)
{
    const struct hinge_channel *channel = packing->recording->layout.channel;
    size_t rows = 1;
    while (rows < piece.rows && sort_of(&channel[part->channel[piece.row + rows]]) ==
                                    sort_of(&channel[part->channel[piece.row]]))
        rows++;
    return rows < piece.rows ? rows * part->frames_per_chunk
                             : part->rows_per_chunk * part->frames_per_chunk;
}

static void pack_part(struct packing *packing, struct hinge_packed_part *part, size_t n_read)
{
    size_t frames = packing->recording->n_frames;
    /* the chunk shape and count of a part from part->rows: k rows x all frames, at most 1 MiB; rows
     * longer than that are cut */
    size_t most = HINGE_CHUNK_TARGET / packing->element_size; /* elements of a chunk */
    size_t pieces = frames > most ? (frames + most - 1) / most : 1;
    part->frames_per_chunk = (frames + pieces - 1) / pieces;
    size_t row = part->frames_per_chunk ? part->frames_per_chunk : 1;
    size_t bands = /* of equal height, so that little of the last chunk is padding */
        n_read > 0 && 2 * n_read <= part->rows ? 2 : 1;
    if (pieces > 1)
        bands = part->rows;
    else if (part->rows > bands * (most / row))
        bands = (part->rows + most / row - 1) / (most / row);
    part->rows_per_chunk = bands ? (part->rows + bands - 1) / bands : 0;
    bands =
        part->rows_per_chunk ? (part->rows + part->rows_per_chunk - 1) / part->rows_per_chunk : 0;
    part->n_chunks = frames > 0 ? bands * pieces : 0;
    size_t elements = part->rows_per_chunk * part->frames_per_chunk;
    size_t bound = hinge_chunk_bound(elements * packing->element_size);
    part->chunk_size = hinge_alloc(part->n_chunks, sizeof *part->chunk_size);
    size_t used = 0, capacity = 0;
    for (size_t k = 0; k < part->n_chunks; k++) {
        if (used + bound > capacity) {
            capacity = used + bound > 2 * capacity ? used + bound : 2 * capacity;
            part->bytes = hinge_resize(part->bytes, capacity, 1);
        }
        struct piece piece = piece_of(part, frames, k);
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
            size_t c = (size_t)part->channel[piece.row + r];
            const double *value =
                packing->recording->data + c * packing->recording->n_frames + piece.frame;
            if (exact)
                fill_int32(integer + r * width, value, piece.frames,
                           power_of_ten[packing->decimals[c]]);
            else
                for (size_t i = 0; i < piece.frames; i++) /* one NaN: same bytes */
                    real[r * width + i] = isnan(value[i]) ? (double)NAN : value[i];
        }
        packing->encoder->alike = alike(packing, part, piece);
        part->chunk_size[k] = hinge_chunk_encode(packing->encoder, packing->raw, elements,
                                                 packing->element_size, part->bytes + used);
        used += part->chunk_size[k];
    }
    part->bytes = hinge_resize(part->bytes, used, 1);
}

void hinge_pack(const struct hinge_recording *recording, struct hinge_packed *packed)
{
    size_t n = recording->layout.n_channels, frames = recording->n_frames;
    *packed = (struct hinge_packed){.n_frames = frames, .n_channels = n};
    struct hinge_packed_part *exact = &packed->exact, *real = &packed->real;
    void *raw = hinge_resize(NULL, HINGE_CHUNK_TARGET, 1);
    cleared_by(hinge_encoder_clear) struct hinge_encoder encoder = {0};
    packed->decimals = hinge_alloc(n, sizeof *packed->decimals);
    exact->channel = hinge_alloc(n, sizeof *exact->channel);
    real->channel = hinge_alloc(n, sizeof *real->channel);
    for (size_t c = 0; c < n; c++)
        packed->decimals[c] = (int8_t)find_decimals(recording->data + c * frames, frames,
                                                    recording->layout.channel[c].decimals);
    size_t n_read[2] = {0}; /* of the exact ones, of the others */
    for (int sort = 0; sort < N_SORTS; sort++)
        for (size_t c = 0; c < n; c++) {
            const struct hinge_channel *channel = &recording->layout.channel[c];
            bool other = packed->decimals[c] < 0;
            struct hinge_packed_part *part = other ? real : exact;
            if (sort_of(channel) != sort)
                continue;
            part->channel[part->rows++] = (int32_t)c;
            n_read[other] += is_read(channel);
        }
    struct packing packing = {.recording = recording,
                              .decimals = packed->decimals,
                              .element_size = sizeof(int32_t),
                              .raw = raw,
                              .encoder = &encoder};
    pack_part(&packing, exact, n_read[0]);
    packing.element_size = sizeof(double);
    pack_part(&packing, real, n_read[1]);
    free(raw);
}

HINGE_WIDE static void scatter_int32(double *value, const int32_t *in, size_t n, double divisor)
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
    const struct hinge_layout *only;
    double *data;
    void *raw;
    struct hinge_decoder decoder;
};

/* A chunk nobody reads: not inflated, its channels are missing. False when one is read.
 */
static bool leave_out(const struct unpacking *unpacking, const struct hinge_packed_part *part,
                      struct piece piece)
{
    if (unpacking->only == NULL)
        return false;
    for (size_t r = 0; r < piece.rows; r++)
        if (is_read(&unpacking->only->channel[part->channel[piece.row + r]]))
            return false;
    for (size_t r = 0; r < piece.rows; r++) {
        size_t channel = (size_t)part->channel[piece.row + r];
        double *value = unpacking->data + channel * unpacking->packed->n_frames + piece.frame;
        for (size_t i = 0; i < piece.frames; i++)
            value[i] = (double)NAN;
    }
    return true;
}

/* False when it is damaged. */
static bool unpack_part(struct unpacking *unpacking, const struct hinge_packed_part *part,
                        bool exact)
{
    const unsigned char *stored = part->bytes;
    size_t elements = part->rows_per_chunk * part->frames_per_chunk;
    for (size_t k = 0; k < part->n_chunks; stored += part->chunk_size[k++]) {
        struct piece piece = piece_of(part, unpacking->packed->n_frames, k);
        if (leave_out(unpacking, part, piece)) {
            if (!hinge_chunk_intact(stored, part->chunk_size[k]))
                return false;
            continue;
        }
        if (!hinge_chunk_decode(&unpacking->decoder, stored, part->chunk_size[k], unpacking->raw,
                                elements, exact ? sizeof(int32_t) : sizeof(double)))
            return false;
        /* moves a decoded chunk to its channels */
        const size_t width = part->frames_per_chunk;
        for (size_t r = 0; r < piece.rows; r++) {
            size_t channel = (size_t)part->channel[piece.row + r];
            double *value = unpacking->data + channel * unpacking->packed->n_frames + piece.frame;
            if (exact)
                scatter_int32(value, (const int32_t *)unpacking->raw + r * width, piece.frames,
                              power_of_ten[unpacking->packed->decimals[channel]]);
            else
                memcpy(value, (const double *)unpacking->raw + r * width,
                       piece.frames * sizeof *value);
        }
    }
    return true;
}

/* Marks the channels of a part. False when one is not there, or twice, or its numbers
 * are of the other kind. */
static bool mark(const struct hinge_packed *packed, const struct hinge_packed_part *part,
                 bool exact, bool *marked)
{
    for (size_t r = 0; r < part->rows; r++) {
        int32_t c = part->channel[r];
        if (c < 0 || (size_t)c >= packed->n_channels || marked[c] ||
            (packed->decimals[c] >= 0) != exact || packed->decimals[c] > DECIMALS_MAX)
            return false;
        marked[c] = true;
    }
    return true;
}

bool hinge_pack_covers(const struct hinge_packed *packed)
{
    if (packed->n_channels > HINGE_CHANNELS_MAX ||
        packed->exact.rows + packed->real.rows != packed->n_channels)
        return false;
    cleared_by(freed) bool *marked = hinge_alloc(packed->n_channels, sizeof *marked);
    return mark(packed, &packed->exact, true, marked) && mark(packed, &packed->real, false, marked);
}

static enum hinge_status damaged(const struct hinge_packed *packed, struct hinge_error *error)
{
    if (packed->file == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "damaged: packed recording");
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: damaged: /trials/%s",
                           packed->file, packed->id);
}

enum hinge_status hinge_unpack(const struct hinge_packed *packed, const struct hinge_layout *only,
                               struct hinge_recording *recording, struct hinge_error *error)
{
    if (!hinge_pack_covers(packed))
        return damaged(packed, error);
    size_t bytes = packed->exact.rows_per_chunk * packed->exact.frames_per_chunk * 4;
    size_t other = packed->real.rows_per_chunk * packed->real.frames_per_chunk * 8;
    struct unpacking unpacking = {.packed = packed,
                                  .only = only,
                                  .data = hinge_resize(NULL, packed->n_frames,
                                                       packed->n_channels * sizeof(double)),
                                  .raw = hinge_resize(NULL, bytes > other ? bytes : other, 1)};
    bool whole = unpack_part(&unpacking, &packed->exact, true) &&
                 unpack_part(&unpacking, &packed->real, false);
    hinge_decoder_clear(&unpacking.decoder);
    free(unpacking.raw);
    if (!whole) {
        free(unpacking.data);
        return damaged(packed, error);
    }
    free(recording->data);
    recording->data = unpacking.data;
    recording->n_frames = packed->n_frames;
    return HINGE_OK;
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

void hinge_packed_clear(struct hinge_packed *packed)
{
    struct hinge_packed_part *const parts[] = {&packed->exact, &packed->real};
    for (int p = 0; p < 2; p++) {
        free(parts[p]->channel);
        free(parts[p]->chunk_size);
        free(parts[p]->bytes);
    }
    free(packed->decimals);
    *packed = (struct hinge_packed){0};
}

/* --- rows of a table --- */

enum { BLOCK_ROWS = 1024 };

/* BLOCK_ROWS rows; texts end in a 0 each, a missing one is empty. */
struct hinge_spool_block {
    unsigned char *bytes; /* of all columns */
    struct {
        size_t raw, stored;
    } * column; /* bytes of each, before and after packing */
};

size_t hinge_spool_rows(const struct hinge_spool *spool)
{
    return spool->packed + spool->open.rows;
}

void hinge_spool_clear(struct hinge_spool *spool)
{
    for (size_t i = 0; i < spool->n_blocks; i++) {
        free(spool->block[i].bytes);
        free(spool->block[i].column);
    }
    free(spool->block);
    hinge_encoder_clear(&spool->encoder);
    hinge_decoder_clear(&spool->decoder);
    hinge_table_clear(&spool->open);
    *spool = (struct hinge_spool){0};
}

size_t hinge_spool_add(struct hinge_spool *spool)
{
    if (spool->open.rows >= BLOCK_ROWS) {
        spool->block = hinge_more(spool->block, spool->n_blocks, sizeof *spool->block);
        cleared_by(hinge_text_clear) struct hinge_text texts = {0}, packed = {0};
        struct hinge_spool_block block = {
            .column = hinge_alloc(spool->open.n_columns, sizeof *block.column)};
        for (size_t c = 0; c < spool->open.n_columns; c++) {
            const struct hinge_column *column = &spool->open.column[c];
            const void *values = column->number;
            size_t n = spool->open.rows, size = sizeof(double);
            if (column->type == HINGE_COLUMN_TEXT) {
                texts.length = 0;
                for (size_t i = 0; i < n; i++) {
                    const char *text = column->text[i] != NULL ? column->text[i] : "";
                    hinge_text_add(&texts, text, strlen(text) + 1);
                }
                values = texts.data;
                n = texts.length;
                size = 1;
            }
            size_t bound = hinge_chunk_bound(n * size);
            cleared_by(freed) unsigned char *room = hinge_alloc(bound, 1);
            block.column[c].raw = n * size;
            block.column[c].stored = hinge_chunk_encode(&spool->encoder, values, n, size, room);
            hinge_text_add(&packed, (const char *)room, block.column[c].stored);
        }
        block.bytes = hinge_alloc(packed.length, 1);
        memcpy(block.bytes, packed.data, packed.length);
        spool->block[spool->n_blocks++] = block;
        spool->packed += spool->open.rows;
        spool->bytes += packed.length;
        hinge_table_empty(&spool->open);
    }
    hinge_table_add_rows(&spool->open, 1);
    return spool->open.rows - 1;
}

static enum hinge_status load(void *context, size_t c, struct hinge_table *one,
                              struct hinge_error *error)
{
    struct hinge_spool *spool = context;
    (void)error;
    const struct hinge_column *column = &spool->open.column[c];
    hinge_table_add_column(one, column->name, column->type, column->unit, column->digits);
    hinge_table_add_rows(one, hinge_spool_rows(spool));
    const bool text = column->type == HINGE_COLUMN_TEXT;
    for (size_t b = 0; b < spool->n_blocks; b++) {
        const struct hinge_spool_block *block = &spool->block[b];
        const size_t first = b * BLOCK_ROWS, size = text ? 1 : sizeof(double);
        const unsigned char *from = block->bytes;
        for (size_t k = 0; k < c; k++)
            from += block->column[k].stored;
        void *values = hinge_alloc(block->column[c].raw, 1);
        bool whole = hinge_chunk_decode(&spool->decoder, from, block->column[c].stored, values,
                                        block->column[c].raw / size, size);
        (void)whole; /* it was packed here */
        if (!text)
            memcpy(one->column->number + first, values, BLOCK_ROWS * sizeof(double));
        const char *at = values;
        for (size_t i = 0; text && i < BLOCK_ROWS; i++) {
            hinge_table_set_text(one, 0, first + i, at);
            at += strlen(at) + 1;
        }
        free(values);
    }
    for (size_t i = 0; i < spool->open.rows; i++)
        if (text)
            hinge_table_set_text(one, 0, spool->packed + i, column->text[i]);
        else
            hinge_table_set_number(one, 0, spool->packed + i, column->number[i]);
    return HINGE_OK;
}

struct hinge_rows hinge_spool_all(struct hinge_spool *spool)
{
    return (struct hinge_rows){
        .table = &spool->open, .rows = hinge_spool_rows(spool), .load = load, .context = spool};
}
