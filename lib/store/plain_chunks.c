/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the chunks of a dataset are: one chunk, a fixed array of them, an extensible
 * array (specification, VII.C to VII.E). Chunks are filtered, so an entry is address,
 * size and the filters left out. */
#include "base/memory.h"
#include "store/chunk.h"
#include "store/lookup3.h"
#include "store/plain.h"

#include <stdlib.h>
#include <string.h>

enum { ONE = 1, FIXED = 3, EXTENSIBLE = 4 };
enum {
    PREFIX = 14, /* signature, version, client, address of the header */
    FIXED_HEADER = 28,
    EXTENSIBLE_HEADER = 72,
    ENTRY_LEAST = 13, /* bytes: address, size of at least one, filters left out */
    ENTRY_MOST = 20
};

static uint64_t number(const unsigned char *at, unsigned bytes)
{
    return hinge_little_endian(at, bytes);
}

/* Chunks being listed, in the order of the index. */
struct listing {
    struct hinge_plain_file *file;
    uint64_t header; /* address */
    unsigned entry;  /* bytes */
    struct hinge_plain_chunk *chunk;
    uint64_t n, known;
};

/* The next chunks, at most `most` of them. */
static enum hinge_plain take(struct listing *listing, const unsigned char *entries,
                             uint64_t most)
{
    for (; most > 0 && listing->known < listing->n; most--) {
        uint64_t address = number(entries, 8),
                 bytes = number(entries + 8, listing->entry - 12);
        if (number(entries + listing->entry - 4, 4) != 0 ||
            bytes <= HINGE_CHUNK_CHECKSUM || bytes > listing->file->size ||
            address > listing->file->size - bytes)
            return HINGE_PLAIN_UNSURE;
        listing->chunk[listing->known++] = (struct hinge_plain_chunk){address, bytes};
        entries += listing->entry;
    }
    return HINGE_PLAIN_OK;
}

static bool whole(const struct listing *listing)
{
    return listing->known == listing->n;
}

/* A block of the index, of the header that is meant. */
static enum hinge_plain load(const struct listing *listing, uint64_t at, size_t bytes,
                             const char *signature, unsigned char **block)
{
    enum hinge_plain state =
        hinge_plain_block(listing->file, at, bytes, signature, block);
    if (state == HINGE_PLAIN_OK && ((*block)[4] != 0 || (*block)[5] != 1 ||
                                    number(*block + 6, 8) != listing->header)) {
        free(*block);
        *block = NULL;
        state = HINGE_PLAIN_UNSURE;
    }
    return state;
}

/* Pages of an array that is too long for one block: each has its own checksum. */
static enum hinge_plain take_pages(struct listing *listing, uint64_t at, uint64_t left,
                                   uint64_t page)
{
    enum hinge_plain state = HINGE_PLAIN_OK;
    while (left > 0 && !whole(listing) && state == HINGE_PLAIN_OK) {
        uint64_t n = left < page ? left : page;
        size_t bytes = (size_t)n * listing->entry;
        unsigned char *entries = hinge_resize(NULL, bytes + 4, 1);
        if (entries == NULL)
            return HINGE_PLAIN_NOMEM;
        state = hinge_plain_read(listing->file, at, bytes + 4, entries);
        if (state == HINGE_PLAIN_OK &&
            hinge_lookup3(entries, bytes) != number(entries + bytes, 4))
            state = HINGE_PLAIN_UNSURE;
        if (state == HINGE_PLAIN_OK)
            state = take(listing, entries, n);
        free(entries);
        at += bytes + 4;
        left -= n;
    }
    return state;
}

static enum hinge_plain fixed_array(struct listing *listing)
{
    unsigned char *block;
    enum hinge_plain state =
        hinge_plain_block(listing->file, listing->header, FIXED_HEADER, "FAHD", &block);
    if (state != HINGE_PLAIN_OK)
        return state;
    uint64_t most = number(block + 8, 8), at = number(block + 16, 8);
    unsigned bits = block[7];
    listing->entry = block[6];
    bool known = block[4] == 0 && block[5] == 1 && listing->entry >= ENTRY_LEAST &&
                 listing->entry <= ENTRY_MOST && bits < 32 && most >= listing->n &&
                 most <= listing->file->size;
    free(block);
    if (!known)
        return HINGE_PLAIN_UNSURE;
    uint64_t page = UINT64_C(1) << bits;
    bool paged = most > page;
    size_t bitmap = paged ? (size_t)(((most + page - 1) / page + 7) / 8) : 0;
    size_t bytes = PREFIX + bitmap + (paged ? 0 : (size_t)most * listing->entry) + 4;
    state = load(listing, at, bytes, "FADB", &block);
    if (state == HINGE_PLAIN_OK && !paged)
        state = take(listing, block + PREFIX, most);
    free(block);
    if (state == HINGE_PLAIN_OK && paged)
        state = take_pages(listing, at + bytes, most, page);
    return state;
}

/* Numbers of an extensible array's header. */
struct extensible {
    unsigned bits, in_index, least, pointers, offset_bytes;
    uint64_t page, index;
};

static enum hinge_plain open_extensible(struct listing *listing,
                                        struct extensible *array)
{
    unsigned char *block;
    enum hinge_plain state = hinge_plain_block(listing->file, listing->header,
                                               EXTENSIBLE_HEADER, "EAHD", &block);
    if (state != HINGE_PLAIN_OK)
        return state;
    listing->entry = block[6];
    *array = (struct extensible){.bits = block[7],
                                 .in_index = block[8],
                                 .least = block[9],
                                 .pointers = block[10],
                                 .offset_bytes = (block[7] + 7U) / 8,
                                 .index = number(block + 60, 8)};
    bool known = block[4] == 0 && block[5] == 1 && listing->entry >= ENTRY_LEAST &&
                 listing->entry <= ENTRY_MOST && array->bits <= 64 && block[11] < 32 &&
                 array->least > 0 && (array->least & (array->least - 1)) == 0 &&
                 array->pointers > 1 && (array->pointers & (array->pointers - 1)) == 0;
    array->page = UINT64_C(1) << (block[11] & 31);
    free(block);
    return known ? HINGE_PLAIN_OK : HINGE_PLAIN_UNSURE;
}

static enum hinge_plain extensible_block(struct listing *listing,
                                         const struct extensible *array, uint64_t at,
                                         uint64_t elements)
{
    unsigned char *block;
    bool paged = elements > array->page;
    size_t head = PREFIX + array->offset_bytes,
           bytes = head + (paged ? 0 : (size_t)elements * listing->entry) + 4;
    enum hinge_plain state = load(listing, at, bytes, "EADB", &block);
    if (state == HINGE_PLAIN_OK && !paged)
        state = take(listing, block + head, elements);
    free(block);
    if (state == HINGE_PLAIN_OK && paged)
        state = take_pages(listing, at + bytes, elements, array->page);
    return state;
}

/* Super block s: 2^(s/2) data blocks of 2^((s+1)/2) times the least elements. */
static enum hinge_plain super_block(struct listing *listing,
                                    const struct extensible *array, uint64_t at,
                                    unsigned s)
{
    unsigned char *block;
    uint64_t blocks = UINT64_C(1) << s / 2,
             elements = (UINT64_C(1) << (s + 1) / 2) * array->least;
    uint64_t bits = elements > array->page ? (elements / array->page + 7) / 8 : 0;
    size_t head = PREFIX + array->offset_bytes + (size_t)(blocks * bits);
    enum hinge_plain state =
        load(listing, at, head + (size_t)blocks * 8 + 4, "EASB", &block);
    for (uint64_t b = 0; b < blocks && state == HINGE_PLAIN_OK && !whole(listing); b++)
        state =
            extensible_block(listing, array, number(block + head + 8 * b, 8), elements);
    free(block);
    return state;
}

static enum hinge_plain extensible_array(struct listing *listing)
{
    struct extensible array;
    unsigned char *block;
    enum hinge_plain state = open_extensible(listing, &array);
    if (state != HINGE_PLAIN_OK)
        return state;
    unsigned supers = 1, direct = 0, blocks = 2 * (array.pointers - 1);
    for (unsigned least = array.least; least > 1; least /= 2)
        supers--; /* below 0 and up again: all in all one too many bits are not there */
    supers += array.bits;
    for (unsigned pointers = array.pointers; pointers > 1; pointers /= 2)
        direct += 2;
    if (supers < direct || supers > 64)
        return HINGE_PLAIN_UNSURE;
    size_t elements = (size_t)array.in_index * listing->entry;
    size_t bytes = PREFIX + elements + 8 * (size_t)(blocks + supers - direct) + 4;
    state = load(listing, array.index, bytes, "EAIB", &block);
    if (state != HINGE_PLAIN_OK)
        return state;
    const unsigned char *address = block + PREFIX + elements;
    state = take(listing, block + PREFIX, array.in_index);
    for (unsigned s = 0; s < direct; s++)
        for (unsigned b = 0; b < 1U << s / 2; b++, address += 8)
            if (state == HINGE_PLAIN_OK && !whole(listing))
                state = extensible_block(listing, &array, number(address, 8),
                                         (UINT64_C(1) << (s + 1) / 2) * array.least);
    for (unsigned s = direct; s < supers; s++, address += 8)
        if (state == HINGE_PLAIN_OK && !whole(listing))
            state = super_block(listing, &array, number(address, 8), s);
    free(block);
    return state;
}

/* How many chunks there are; none where a dimension is 0. False when the indexes here
 * would count them in another order. */
static bool count(const struct hinge_plain_object *object, uint64_t limit, uint64_t *n)
{
    *n = 1;
    for (int d = 0; d < object->rank; d++) {
        uint64_t dim = object->dim[d], chunk = object->chunk[d];
        bool grows = object->most[d] != dim;
        if (chunk == 0 || (grows && (d > 0 || object->index != EXTENSIBLE)))
            return false;
        uint64_t chunks = dim / chunk + (dim % chunk != 0);
        if (chunks > 0 && *n > limit / chunks)
            return false;
        *n *= chunks;
    }
    return true;
}

enum hinge_plain hinge_plain_chunks(struct hinge_plain_file *file,
                                    const struct hinge_plain_object *object, size_t *n,
                                    struct hinge_plain_chunk **chunk)
{
    struct listing listing = {.file = file, .header = object->at};
    *n = 0;
    *chunk = NULL;
    if (!count(object, file->size, &listing.n))
        return HINGE_PLAIN_UNSURE;
    if (listing.n == 0)
        return HINGE_PLAIN_OK;
    listing.chunk = hinge_alloc((size_t)listing.n, sizeof *listing.chunk);
    if (listing.chunk == NULL)
        return HINGE_PLAIN_NOMEM;
    enum hinge_plain state = HINGE_PLAIN_UNSURE;
    if (object->index == ONE && listing.n == 1 &&
        object->single > HINGE_CHUNK_CHECKSUM && object->single <= file->size) {
        listing.chunk[0] = (struct hinge_plain_chunk){object->at, object->single};
        listing.known = 1;
        state = HINGE_PLAIN_OK;
    } else if (object->index == FIXED) {
        state = fixed_array(&listing);
    } else if (object->index == EXTENSIBLE) {
        state = extensible_array(&listing);
    }
    if (state == HINGE_PLAIN_OK && !whole(&listing))
        state = HINGE_PLAIN_UNSURE;
    *n = state == HINGE_PLAIN_OK ? (size_t)listing.n : 0;
    *chunk = listing.chunk;
    if (state != HINGE_PLAIN_OK) {
        free(listing.chunk);
        *chunk = NULL;
    }
    return state;
}
