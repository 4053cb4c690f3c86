/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and attributes of large objects: a fractal heap that holds them and the B-trees
 * of version 2 that find them (specification, III.A.2 and III.G). */
#include "base/memory.h"
#include "store/lookup3.h"
#include "store/plain.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAP_HEADER = 146, /* bytes, without filters */
    TREE_HEADER = 38,
    TREE_PREFIX = 6, /* signature, version, kind */
    RECORD_MOST = 64,
    DEPTH_MOST = 8,
    BLOCK_MOST = 1 << 24,
    HEAP_DEPTH_MOST = 6
};

static uint64_t number(const unsigned char *at, unsigned bytes)
{
    return hinge_little_endian(at, bytes);
}

/* Bytes that numbers up to `most` need. */
static unsigned width_of(uint64_t most)
{
    unsigned bytes = 1;
    while (most >>= 8)
        bytes++;
    return bytes;
}

static unsigned log2_of(uint64_t value)
{
    unsigned log = 0;
    while (value >>= 1)
        log++;
    return log;
}

/* --- the heap --- */

struct heap_block {
    uint64_t from, size;
    unsigned char *bytes; /* owned */
};

struct heap {
    struct hinge_plain_file *file;
    uint64_t at, start, largest;
    unsigned id_bytes, offset_bytes, length_bytes, width, direct_rows;
    bool sums; /* direct blocks have checksums */
    struct heap_block *block;
    size_t n, capacity;
};

static void close_heap(struct heap *heap)
{
    for (size_t i = 0; i < heap->n; i++)
        free(heap->block[i].bytes);
    free(heap->block);
}

/* A direct block; its checksum is made as if it were 0 itself. */
static enum hinge_plain take_direct(struct heap *heap, uint64_t at, uint64_t from,
                                    uint64_t size)
{
    const size_t head = 13 + (size_t)heap->offset_bytes;
    if (size > heap->largest || size < head + 4)
        return HINGE_PLAIN_UNSURE;
    if (heap->n == heap->capacity) {
        size_t capacity = heap->capacity ? 2 * heap->capacity : 8;
        struct heap_block *more = hinge_resize(heap->block, capacity, sizeof *more);
        if (more == NULL)
            return HINGE_PLAIN_NOMEM;
        heap->block = more;
        heap->capacity = capacity;
    }
    unsigned char *bytes = hinge_resize(NULL, (size_t)size, 1);
    if (bytes == NULL)
        return HINGE_PLAIN_NOMEM;
    heap->block[heap->n++] = (struct heap_block){from, size, bytes};
    enum hinge_plain state = hinge_plain_read(heap->file, at, (size_t)size, bytes);
    if (state != HINGE_PLAIN_OK)
        return state;
    bool good = memcmp(bytes, "FHDB", 4) == 0 && bytes[4] == 0 &&
                number(bytes + 5, 8) == heap->at &&
                number(bytes + 13, heap->offset_bytes) == from;
    if (good && heap->sums) {
        uint32_t sum = (uint32_t)number(bytes + head, 4);
        memset(bytes + head, 0, 4);
        good = hinge_lookup3(bytes, (size_t)size) == sum;
    }
    return good ? HINGE_PLAIN_OK : HINGE_PLAIN_UNSURE;
}

static uint64_t row_size(const struct heap *heap, unsigned row)
{
    return row == 0 ? heap->start : heap->start << (row - 1);
}

/* An indirect block of `rows` rows: blocks of the first rows, then further indirect
 * ones. */
static enum hinge_plain take_indirect(struct heap *heap, uint64_t at, uint64_t from,
                                      unsigned rows, unsigned depth)
{
    const size_t head = 13 + (size_t)heap->offset_bytes;
    const size_t entries = (size_t)rows * heap->width;
    unsigned char *block;
    if (depth > HEAP_DEPTH_MOST || rows > 64)
        return HINGE_PLAIN_UNSURE;
    enum hinge_plain state =
        hinge_plain_block(heap->file, at, head + 8 * entries + 4, "FHIB", &block);
    if (state != HINGE_PLAIN_OK)
        return state;
    if (block[4] != 0 || number(block + 5, 8) != heap->at ||
        number(block + 13, heap->offset_bytes) != from)
        state = HINGE_PLAIN_UNSURE;
    for (size_t i = 0; i < entries && state == HINGE_PLAIN_OK; i++) {
        unsigned row = (unsigned)(i / heap->width);
        uint64_t child = number(block + head + 8 * i, 8), size = row_size(heap, row);
        if (child != HINGE_PLAIN_NOWHERE && row < heap->direct_rows)
            state = take_direct(heap, child, from, size);
        else if (child != HINGE_PLAIN_NOWHERE)
            state =
                take_indirect(heap, child, from,
                              log2_of(size) - log2_of(heap->start * heap->width) + 1,
                              depth + 1);
        from += size;
    }
    free(block);
    return state;
}

static enum hinge_plain open_heap(struct hinge_plain_file *file, uint64_t at,
                                  struct heap *heap)
{
    unsigned char *header;
    *heap = (struct heap){.file = file, .at = at};
    enum hinge_plain state = hinge_plain_block(file, at, HEAP_HEADER, "FRHP", &header);
    if (state != HINGE_PLAIN_OK)
        return state;
    uint64_t most = number(header + 10, 4);
    heap->id_bytes = (unsigned)number(header + 5, 2);
    heap->sums = (header[9] & 2) != 0;
    heap->width = (unsigned)number(header + 110, 2);
    heap->start = number(header + 112, 8);
    heap->largest = number(header + 120, 8);
    unsigned bits = (unsigned)number(header + 128, 2);
    uint64_t root = number(header + 132, 8);
    unsigned rows = (unsigned)number(header + 140, 2);
    bool known = header[4] == 0 && number(header + 7, 2) == 0 && heap->width > 0 &&
                 heap->start > 0 && (heap->start & (heap->start - 1)) == 0 &&
                 (heap->width & (heap->width - 1)) == 0 &&
                 heap->largest >= heap->start && heap->largest <= BLOCK_MOST &&
                 (heap->largest & (heap->largest - 1)) == 0 && bits > 0 && bits <= 64;
    free(header);
    if (!known)
        return HINGE_PLAIN_UNSURE;
    heap->offset_bytes = (bits + 7) / 8;
    unsigned by_block = (log2_of(heap->largest) + 7) / 8, by_object = width_of(most);
    heap->length_bytes = by_block < by_object ? by_block : by_object;
    heap->direct_rows = log2_of(heap->largest) - log2_of(heap->start) + 2;
    if (root == HINGE_PLAIN_NOWHERE)
        return HINGE_PLAIN_OK;
    return rows == 0 ? take_direct(heap, root, 0, heap->start)
                     : take_indirect(heap, root, 0, rows, 0);
}

/* The object with an id; NULL when there is none, or it is not kept in a block. */
static const unsigned char *object_of(const struct heap *heap, const unsigned char *id,
                                      size_t *length)
{
    size_t low = 0, high = heap->n;
    if (id[0] != 0 || heap->id_bytes < 1 + heap->offset_bytes + heap->length_bytes)
        return NULL;
    uint64_t offset = number(id + 1, heap->offset_bytes);
    *length = (size_t)number(id + 1 + heap->offset_bytes, heap->length_bytes);
    while (low < high) { /* the last block that begins at or before it */
        size_t middle = low + (high - low) / 2;
        if (heap->block[middle].from <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct heap_block *block = &heap->block[low - 1];
    uint64_t at = offset - block->from;
    bool inside = at<block->size && * length> 0 && *length <= block->size - at;
    return inside ? block->bytes + at : NULL;
}

/* --- the trees --- */

struct tree {
    struct hinge_plain_file *file;
    unsigned kind, record, node;
    unsigned count_bytes, all_bytes[DEPTH_MOST]; /* of the numbers beside addresses */
    uint64_t total, seen;
    enum hinge_plain (*visit)(void *context, const unsigned char *record);
    void *context;
};

static enum hinge_plain walk(struct tree *tree, uint64_t at, unsigned depth,
                             uint64_t records)
{
    unsigned beside = tree->count_bytes + (depth > 1 ? tree->all_bytes[depth - 1] : 0);
    size_t entry = 8 + (size_t)beside, kept = (size_t)records * tree->record;
    size_t bytes = TREE_PREFIX + kept + (depth > 0 ? (records + 1) * entry : 0) + 4;
    unsigned char *node;
    if (records > tree->node || bytes > tree->node)
        return HINGE_PLAIN_UNSURE;
    enum hinge_plain state =
        hinge_plain_block(tree->file, at, bytes, depth > 0 ? "BTIN" : "BTLF", &node);
    if (state != HINGE_PLAIN_OK)
        return state;
    if (node[4] != 0 || node[5] != tree->kind)
        state = HINGE_PLAIN_UNSURE;
    const unsigned char *child = node + TREE_PREFIX + kept;
    for (uint64_t i = 0; i <= records && state == HINGE_PLAIN_OK; i++) {
        if (depth > 0)
            state = walk(tree, number(child + i * entry, 8), depth - 1,
                         number(child + i * entry + 8, tree->count_bytes));
        if (i == records || state != HINGE_PLAIN_OK)
            continue;
        if (tree->seen++ == tree->total)
            state = HINGE_PLAIN_UNSURE;
        else
            state = tree->visit(tree->context, node + TREE_PREFIX + i * tree->record);
    }
    free(node);
    return state;
}

/* How many bytes the counts in nodes have: as many as the fullest tree needs. */
static bool measure_counts(struct tree *tree, unsigned depth)
{
    uint64_t most = (tree->node - TREE_PREFIX - 4) / tree->record, all = most;
    tree->count_bytes = width_of(most);
    tree->all_bytes[0] = 0;
    for (unsigned d = 1; d <= depth; d++) {
        uint64_t entry = 8 + tree->count_bytes + tree->all_bytes[d - 1];
        if (tree->node < TREE_PREFIX + 4 + entry + tree->record)
            return false;
        most = (tree->node - TREE_PREFIX - 4 - entry) / (tree->record + entry);
        if (all > (UINT64_MAX - most) / (most + 1))
            return false;
        all = (most + 1) * all + most;
        tree->all_bytes[d] = width_of(all);
    }
    return true;
}

/* Every record in order, each of `record` bytes. */
static enum hinge_plain walk_tree(struct tree *tree, uint64_t at)
{
    unsigned char *header;
    enum hinge_plain state =
        hinge_plain_block(tree->file, at, TREE_HEADER, "BTHD", &header);
    if (state != HINGE_PLAIN_OK)
        return state;
    tree->node = (unsigned)number(header + 6, 4);
    unsigned depth = (unsigned)number(header + 12, 2);
    uint64_t root = number(header + 16, 8), records = number(header + 24, 2);
    tree->total = number(header + 26, 8);
    bool known = header[4] == 0 && header[5] == tree->kind &&
                 number(header + 10, 2) == tree->record && depth < DEPTH_MOST &&
                 tree->node >= 64 && tree->node <= BLOCK_MOST &&
                 measure_counts(tree, depth);
    free(header);
    if (!known)
        return HINGE_PLAIN_UNSURE;
    if (root != HINGE_PLAIN_NOWHERE)
        state = walk(tree, root, depth, records);
    return state == HINGE_PLAIN_OK && tree->seen != tree->total ? HINGE_PLAIN_UNSURE
                                                                : state;
}

/* --- links --- */

struct listing {
    const struct heap *heap;
    struct hinge_plain_members *members;
    uint32_t last_hash;
    int64_t last_order;
    size_t first, found;
};

static enum hinge_plain link_of(const struct listing *listing, const unsigned char *id,
                                struct hinge_plain_member *member,
                                const unsigned char **name, size_t *length)
{
    size_t bytes;
    const unsigned char *message = object_of(listing->heap, id, &bytes);
    return message == NULL ? HINGE_PLAIN_UNSURE
                           : hinge_plain_link(message, bytes, member, name, length);
}

static enum hinge_plain take_named(void *context, const unsigned char *record)
{
    struct listing *listing = context;
    struct hinge_plain_member member;
    const unsigned char *name;
    size_t length;
    uint32_t hash = (uint32_t)number(record, 4);
    enum hinge_plain state = link_of(listing, record + 4, &member, &name, &length);
    if (state != HINGE_PLAIN_OK)
        return state;
    /* libhdf5 finds a name by its hash */
    if (hinge_lookup3(name, length) != hash || hash < listing->last_hash)
        return HINGE_PLAIN_UNSURE;
    listing->last_hash = hash;
    return hinge_plain_add(listing->members, &member) ? HINGE_PLAIN_OK
                                                      : HINGE_PLAIN_NOMEM;
}

static enum hinge_plain take_ordered(void *context, const unsigned char *record)
{
    struct listing *listing = context;
    struct hinge_plain_member member;
    const unsigned char *name;
    size_t length;
    int64_t order = (int64_t)number(record, 8);
    enum hinge_plain state = link_of(listing, record + 8, &member, &name, &length);
    if (state != HINGE_PLAIN_OK)
        return state;
    if (member.order != order || (listing->found > 0 && order <= listing->last_order))
        return HINGE_PLAIN_UNSURE;
    listing->last_order = order;
    listing->found++;
    return HINGE_PLAIN_OK;
}

enum hinge_plain hinge_plain_links(struct hinge_plain_file *file,
                                   const struct hinge_plain_dense *dense,
                                   struct hinge_plain_members *members)
{
    struct heap heap;
    struct listing listing = {.heap = &heap, .members = members, .first = members->n};
    enum hinge_plain state = open_heap(file, dense->heap, &heap);
    struct tree names = {.file = file,
                         .kind = 5,
                         .record = 4 + heap.id_bytes,
                         .visit = take_named,
                         .context = &listing};
    struct tree order = {.file = file,
                         .kind = 6,
                         .record = 8 + heap.id_bytes,
                         .visit = take_ordered,
                         .context = &listing};
    if (heap.id_bytes > RECORD_MOST)
        state = state == HINGE_PLAIN_OK ? HINGE_PLAIN_UNSURE : state;
    if (state == HINGE_PLAIN_OK)
        state = walk_tree(&names, dense->names);
    if (state == HINGE_PLAIN_OK && dense->order != HINGE_PLAIN_NOWHERE) {
        state = walk_tree(&order, dense->order);
        if (state == HINGE_PLAIN_OK && listing.found != members->n - listing.first)
            state = HINGE_PLAIN_UNSURE;
    }
    close_heap(&heap);
    return state;
}

/* One in a block is looked for; what is too large for a block stands by itself. */
static enum hinge_plain take_attribute(void *context, const unsigned char *record)
{
    size_t bytes;
    bool alone = record[0] == 0x10;
    return alone || object_of(context, record, &bytes) != NULL ? HINGE_PLAIN_OK
                                                               : HINGE_PLAIN_UNSURE;
}

enum hinge_plain hinge_plain_attributes(struct hinge_plain_file *file,
                                        const struct hinge_plain_dense *dense)
{
    struct heap heap;
    enum hinge_plain state = open_heap(file, dense->heap, &heap);
    struct tree names = {.file = file,
                         .kind = 8,
                         .record = 9 + heap.id_bytes,
                         .visit = take_attribute,
                         .context = &heap};
    if (heap.id_bytes > RECORD_MOST)
        state = state == HINGE_PLAIN_OK ? HINGE_PLAIN_UNSURE : state;
    if (state == HINGE_PLAIN_OK)
        state = walk_tree(&names, dense->names);
    if (state == HINGE_PLAIN_OK && dense->order != HINGE_PLAIN_NOWHERE)
        state = HINGE_PLAIN_UNSURE;
    close_heap(&heap);
    return state;
}
