/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings as bytes and back. */
#include "store/journal_record.h"

#include "base/memory.h"
#include "store/pack.h"
#include "store/table_layouts.h"

#include <string.h>

void hinge_record_put(struct hinge_text *record, const void *bytes, size_t length)
{
    hinge_text_add(record, bytes, length);
}

void hinge_record_put_text(struct hinge_text *record, const char *text)
{
    hinge_text_add(record, text != NULL ? text : "",
                   text != NULL ? strlen(text) + 1 : 1);
}

void hinge_record_require(struct hinge_record *record, bool holds)
{
    record->nonsense = record->nonsense || (!record->failed && !holds);
    record->failed = record->failed || !holds;
}

void hinge_record_take(struct hinge_record *record, void *bytes, size_t length)
{
    hinge_record_require(record, length <= record->left);
    if (length == 0) /* and `bytes` may be NULL */
        return;
    if (record->failed) {
        memset(bytes, 0, length);
        return;
    }
    memcpy(bytes, record->at, length);
    record->at += length;
    record->left -= length;
}

const char *hinge_record_take_text(struct hinge_record *record)
{
    const char *text = record->at;
    const char *end = record->failed ? NULL : memchr(text, '\0', record->left);
    hinge_record_require(record, end != NULL);
    if (end == NULL)
        return "";
    record->left -= (size_t)(end + 1 - text);
    record->at = end + 1;
    return text;
}

/* n things of `size` bytes, allocated; NULL where it failed. */
static void *take_array(struct hinge_record *record, size_t n, size_t size)
{
    hinge_record_require(record, n <= record->left / size);
    void *array = record->failed ? NULL : hinge_alloc(n, size);
    record->failed = array == NULL;
    if (array != NULL)
        hinge_record_take(record, array, n * size);
    return array;
}

/* --- packed numbers --- */

static size_t bytes_of(const struct hinge_packed_part *part)
{
    size_t bytes = 0;
    for (size_t i = 0; i < part->n_chunks; i++)
        bytes += part->chunk_size[i];
    return bytes;
}

static void put_part(struct hinge_text *record, const struct hinge_packed_part *part)
{
    const size_t shape[] = {part->rows, part->rows_per_chunk, part->frames_per_chunk,
                            part->n_chunks, bytes_of(part)};
    hinge_record_put(record, shape, sizeof shape);
    hinge_record_put(record, part->channel, part->rows * sizeof *part->channel);
    hinge_record_put(record, part->chunk_size, part->n_chunks * sizeof(size_t));
    hinge_record_put(record, part->bytes, shape[4]);
}

static bool is_cut_like(const struct hinge_packed_part *part, size_t n_frames,
                        size_t element_size, bool halved)
{
    struct hinge_packed_part right = {.rows = part->rows};
    hinge_pack_geometry(&right, n_frames, element_size, halved);
    return part->rows_per_chunk == right.rows_per_chunk &&
           part->frames_per_chunk == right.frames_per_chunk &&
           part->n_chunks == right.n_chunks;
}

/* As hinge_pack would have cut it, so that no size of a chunk adds up by overflow. */
static bool is_cut_right(const struct hinge_packed_part *part, size_t n_frames,
                         size_t element_size, size_t bytes)
{
    for (size_t i = 0; i < part->n_chunks; i++) {
        if (part->chunk_size[i] > bytes)
            return false;
        bytes -= part->chunk_size[i];
    }
    return bytes == 0 && (is_cut_like(part, n_frames, element_size, false) ||
                          is_cut_like(part, n_frames, element_size, true));
}

static void take_part(struct hinge_record *record, struct hinge_packed_part *part,
                      size_t n_frames, size_t element_size)
{
    size_t shape[5];
    hinge_record_take(record, shape, sizeof shape);
    *part = (struct hinge_packed_part){.rows = shape[0],
                                       .rows_per_chunk = shape[1],
                                       .frames_per_chunk = shape[2],
                                       .n_chunks = shape[3]};
    part->channel = take_array(record, part->rows, sizeof *part->channel);
    part->chunk_size = take_array(record, part->n_chunks, sizeof(size_t));
    part->bytes = take_array(record, shape[4], 1);
    if (!record->failed)
        hinge_record_require(record,
                             is_cut_right(part, n_frames, element_size, shape[4]));
}

void hinge_record_put_packed(struct hinge_text *record,
                             const struct hinge_packed *packed)
{
    const size_t shape[] = {packed->n_frames, packed->n_channels};
    hinge_record_put(record, shape, sizeof shape);
    hinge_record_put(record, packed->decimals, packed->n_channels);
    put_part(record, &packed->exact);
    put_part(record, &packed->real);
}

void hinge_record_take_packed(struct hinge_record *record, struct hinge_packed *packed)
{
    size_t shape[2];
    hinge_record_take(record, shape, sizeof shape);
    *packed = (struct hinge_packed){.n_frames = shape[0], .n_channels = shape[1]};
    hinge_record_require(record, shape[0] <= HINGE_PACK_FRAMES_MAX &&
                                     shape[1] <= HINGE_CHANNELS_MAX);
    packed->decimals = take_array(record, packed->n_channels, 1);
    take_part(record, &packed->exact, shape[0], sizeof(int32_t));
    take_part(record, &packed->real, shape[0], sizeof(double));
    if (!record->failed)
        hinge_record_require(record,
                             hinge_pack_covers(packed) && hinge_packed_intact(packed));
    if (record->failed)
        hinge_packed_clear(packed);
}

/* --- layouts --- */

enum { OF_CHANNEL = 4 };

void hinge_record_put_layout(struct hinge_text *record,
                             const struct hinge_layout *layout)
{
    const int64_t own[] = {(int64_t)layout->family, (int64_t)layout->flags,
                           (int64_t)layout->n_channels};
    hinge_record_put(record, own, sizeof own);
    hinge_record_put(record, layout->up, sizeof layout->up);
    hinge_record_put_text(record, layout->format);
    hinge_record_put_text(record, layout->landmark_set);
    for (size_t i = 0; i < layout->n_channels; i++) {
        const struct hinge_channel *channel = &layout->channel[i];
        const int32_t is[OF_CHANNEL] = {(int32_t)channel->component,
                                        (int32_t)channel->unit,
                                        (int32_t)channel->landmark,
                                        (int32_t)channel->flags};
        hinge_record_put(record, is, sizeof is);
        hinge_record_put_text(record, channel->source);
        hinge_record_put_text(record, channel->marker);
    }
}

static char *copy_text(struct hinge_record *record, struct hinge_arena *arena)
{
    char *text = hinge_arena_strdup(arena, hinge_record_take_text(record));
    record->failed = record->failed || text == NULL;
    return text;
}

static void take_channel(struct hinge_record *record, struct hinge_channel *channel,
                         struct hinge_arena *arena)
{
    int32_t is[OF_CHANNEL];
    hinge_record_take(record, is, sizeof is);
    *channel = (struct hinge_channel){.component = (enum hinge_component)is[0],
                                      .unit = (enum hinge_unit)is[1],
                                      .landmark = (enum hinge_landmark)is[2],
                                      .flags = (unsigned)is[3],
                                      .decimals = -1};
    hinge_record_require(record, is[0] >= 0 && is[0] < HINGE_COMPONENT_COUNT &&
                                     is[1] >= 0 && is[1] < HINGE_UNIT_COUNT &&
                                     is[2] >= HINGE_LANDMARK_NONE &&
                                     is[2] < HINGE_LANDMARK_COUNT);
    channel->source = copy_text(record, arena);
    channel->marker = copy_text(record, arena);
}

void hinge_record_take_layout(struct hinge_record *record, struct hinge_layout *layout)
{
    struct hinge_arena arena = {0};
    int64_t own[3];
    hinge_record_take(record, own, sizeof own);
    size_t n = (size_t)own[2];
    *layout = (struct hinge_layout){.family = (enum hinge_family)own[0],
                                    .flags = (unsigned)own[1],
                                    .n_channels = n};
    hinge_record_take(record, layout->up, sizeof layout->up);
    hinge_record_require(record, own[0] >= 0 && own[0] < HINGE_FAMILY_COUNT &&
                                     layout->up[sizeof layout->up - 1] == '\0' &&
                                     n <= HINGE_CHANNELS_MAX);
    layout->format = copy_text(record, &arena);
    layout->landmark_set = copy_text(record, &arena);
    if (!record->failed)
        layout->channel = hinge_arena_alloc(&arena, n, sizeof *layout->channel);
    record->failed = record->failed || layout->channel == NULL;
    for (size_t i = 0; i < n && !record->failed; i++)
        take_channel(record, &layout->channel[i], &arena);
    layout->blocks = arena.head;
    if (record->failed)
        hinge_layout_clear(layout);
}
