/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks, whole arrays and member names of a checked file. */
#include "store/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* HDF5 2.0 gave the call a length and kept the one without under another name. */
#ifdef H5Dread_chunk_vers
#define READ_CHUNK H5Dread_chunk1
#else
#define READ_CHUNK H5Dread_chunk
#endif

size_t hinge_array_chunk_elements(const struct hinge_array *array)
{
    size_t n = 1; /* at most HINGE_CHUNK_LIMIT: checked when the array was opened */
    for (int d = 0; d < array->rank; d++)
        n *= (size_t)array->chunk[d];
    return n;
}

static void make_room(struct hinge_source *source, size_t bytes)
{
    if (bytes <= source->room)
        return;
    unsigned char *room = hinge_resize(source->stored, bytes, 1);
    source->stored = room;
    source->room = bytes;
}

/* Reads a part of a dataset that lies in one piece; the rest of `values` is left. */
static bool read_piece(const struct hinge_array *array, const hsize_t *offset, void *values)
{
    static const hsize_t origin[HINGE_RANK_MAX] = {0};
    hsize_t count[HINGE_RANK_MAX];
    for (int d = 0; d < array->rank; d++) {
        hsize_t left = array->dim[d] - offset[d];
        count[d] = left < array->chunk[d] ? left : array->chunk[d];
    }
    hid_t stored = H5Dget_type(array->id), file = H5Dget_space(array->id);
    hid_t type =
        array->element == HINGE_ELEMENT_CHAR ? stored : hinge_element_native(array->element);
    hid_t memory = H5Screate_simple(array->rank, array->chunk, NULL);
    bool read = stored >= 0 && file >= 0 && memory >= 0 &&
                H5Sselect_hyperslab(file, H5S_SELECT_SET, offset, NULL, count, NULL) >= 0 &&
                H5Sselect_hyperslab(memory, H5S_SELECT_SET, origin, NULL, count, NULL) >= 0 &&
                H5Dread(array->id, type, memory, file, H5P_DEFAULT, values) >= 0;
    hinge_h5_drop(&memory);
    hinge_h5_drop(&file);
    hinge_h5_drop(&stored);
    return read;
}

/* A chunk in source->stored, *length bytes; *skipped has the filters it went without.
 */
static enum hinge_status read_chunk(struct hinge_source *source, const struct hinge_array *array,
                                    const hsize_t *offset, size_t *length, uint32_t *skipped,
                                    struct hinge_error *error)
{
    hsize_t bytes = 0;
    size_t raw = hinge_array_chunk_elements(array) * hinge_element_size(array->element);
    if (H5Dget_chunk_storage_size(array->id, offset, &bytes) < 0 || bytes == 0 ||
        bytes > source->size)
        return hinge_source_damaged(source, array->object, error);
    if (!hinge_chunk_plausible(
            (size_t)bytes + (array->filters & HINGE_CHUNK_FLETCHER32 ? 0 : HINGE_CHUNK_CHECKSUM),
            raw))
        return hinge_source_refused(source, array->object, "implausible compression", error);
    make_room(source, (size_t)bytes);
    enum hinge_status status = HINGE_OK;
    if (READ_CHUNK(array->id, H5P_DEFAULT, offset, skipped, source->stored) < 0)
        status = hinge_source_damaged(source, array->object, error);
    *length = (size_t)bytes;
    return status;
}

/* Filters of a chunk: those of its dataset but for the ones it went without, as deflate
 * is where it makes nothing smaller. Bit i of `skipped` is the dataset's i-th filter.
 */
static unsigned filters_of(const struct hinge_array *array, uint32_t skipped)
{
    bool shuffled = hinge_element_size(array->element) > 1;
    unsigned filters = array->filters;
    for (unsigned bit = shuffled ? 1 : 2; bit <= HINGE_CHUNK_FLETCHER32; bit <<= 1)
        if (array->filters & bit) {
            filters &= skipped & 1 ? ~bit : ~0u;
            skipped >>= 1;
        }
    return filters;
}

/* What another program stored, made into a chunk of ours: whoever decodes chunks knows
 * one kind. */
static enum hinge_status store_again(struct hinge_source *source, const struct hinge_array *array,
                                     const hsize_t *offset, uint32_t skipped, size_t *length,
                                     struct hinge_error *error)
{
    size_t n = hinge_array_chunk_elements(array);
    size_t size = hinge_element_size(array->element);
    void *values = hinge_alloc(n, size);
    enum hinge_chunk_state state = HINGE_CHUNK_NOMEM;
    if (array->whole) {
        hinge_element_clear(array->element, values, n);
        state = read_piece(array, offset, values) ? HINGE_CHUNK_OK : HINGE_CHUNK_DAMAGED;
    } else
        state = hinge_chunk_decode_as(&source->decoder, filters_of(array, skipped), source->stored,
                                      *length, values, n, size);
    enum hinge_status status = HINGE_OK;
    if (state == HINGE_CHUNK_OK)
        make_room(source, hinge_chunk_bound(n * size));
    else if (state == HINGE_CHUNK_DAMAGED)
        status = hinge_source_damaged(source, array->object, error);
    if (state == HINGE_CHUNK_OK && status == HINGE_OK) {
        *length = hinge_chunk_encode(&source->encoder, values, n, size, source->stored);
        state = *length > 0 ? HINGE_CHUNK_OK : HINGE_CHUNK_NOMEM;
    }
    free(values);
    return state == HINGE_CHUNK_NOMEM ? hinge_source_no_memory(error) : status;
}

enum hinge_status hinge_source_stored(struct hinge_source *source, const struct hinge_array *array,
                                      const hsize_t *offset, size_t *length,
                                      struct hinge_error *error)
{
    uint32_t skipped = 0;
    errno = 0; /* what an earlier call left there is no reason of this one */
    enum hinge_status status = HINGE_OK;
    if (!array->whole)
        status = read_chunk(source, array, offset, length, &skipped, error);
    if (status == HINGE_OK && (array->whole || array->filters != HINGE_CHUNK_OURS || skipped != 0))
        status = store_again(source, array, offset, skipped, length, error);
    return status;
}

/* Chunk at offset, decoded. */
static enum hinge_status decoded_chunk(struct hinge_source *source, const struct hinge_array *array,
                                       const hsize_t *offset, void *values,
                                       struct hinge_error *error)
{
    size_t length;
    enum hinge_status status = hinge_source_stored(source, array, offset, &length, error);
    if (status != HINGE_OK)
        return status;
    enum hinge_chunk_state state =
        hinge_chunk_decode(&source->decoder, source->stored, length, values,
                           hinge_array_chunk_elements(array), hinge_element_size(array->element));
    if (state == HINGE_CHUNK_NOMEM)
        return hinge_source_no_memory(error);
    return state == HINGE_CHUNK_OK ? HINGE_OK : hinge_source_damaged(source, array->object, error);
}

/* Copies a chunk (rank 2) into its place in the whole array. */
static void place(const hsize_t *dim, const hsize_t *shape, const hsize_t *at, size_t size,
                  const unsigned char *chunk, unsigned char *values)
{
    hsize_t rows = dim[0] - at[0], columns = dim[1] - at[1];
    rows = rows < shape[0] ? rows : shape[0];
    columns = columns < shape[1] ? columns : shape[1];
    for (hsize_t r = 0; r < rows; r++)
        memcpy(values + ((at[0] + r) * dim[1] + at[1]) * size, chunk + r * shape[1] * size,
               columns * size);
}

enum hinge_status hinge_source_values(struct hinge_source *source, const struct hinge_array *array,
                                      void **values, struct hinge_error *error)
{
    hsize_t dim[2] = {array->dim[0], 1}, shape[2] = {array->chunk[0], 1}, at[2];
    *values = NULL;
    if (array->rank > 2 || array->element == HINGE_ELEMENT_NONE)
        return hinge_source_refused(source, array->object, "not a column", error);
    if (array->rank == 2) {
        dim[1] = array->dim[1];
        shape[1] = array->chunk[1];
    }
    size_t size = hinge_element_size(array->element);
    unsigned char *all = hinge_alloc((size_t)(dim[0] * dim[1]), size);
    unsigned char *chunk = hinge_alloc(hinge_array_chunk_elements(array), size);
    enum hinge_status status = HINGE_OK;
    for (at[0] = 0; at[0] < dim[0] && status == HINGE_OK; at[0] += shape[0]) {
        for (at[1] = 0; at[1] < dim[1] && status == HINGE_OK; at[1] += shape[1]) {
            status = decoded_chunk(source, array, at, chunk, error);
            if (status == HINGE_OK)
                place(dim, shape, at, size, chunk, all);
        }
    }
    free(chunk);
    if (status == HINGE_OK)
        *values = all;
    else
        free(all);
    return status;
}

void hinge_names_clear(struct hinge_names *names)
{
    free(names->name);
    hinge_arena_clear(&names->arena);
    *names = (struct hinge_names){0};
}

bool hinge_names_add(struct hinge_names *names, const char *name)
{
    const char *copy = hinge_arena_strdup(&names->arena, name);
    if (names->n == names->capacity) {
        size_t capacity = names->capacity ? 2 * names->capacity : 64;
        const char **more = hinge_resize(names->name, capacity, sizeof *more);
        names->name = more;
        names->capacity = capacity;
    }
    if (names->n == names->capacity)
        return false;
    names->name[names->n++] = copy;
    return true;
}

/* A member and when it was made. */
struct member {
    int64_t order;
    const char *name;
};

/* State of listing a group. */
struct listing {
    struct hinge_names *names;
    struct member *member;
    size_t n, capacity;
    const char *foreign; /* first member that is not a hard link */
    bool no_memory;
};

static herr_t list_member(hid_t group, const char *name, const H5L_info_t *link, void *data)
{
    (void)group;
    struct listing *listing = data;
    listing->no_memory = true; /* until it is not */
    if (listing->n == listing->capacity) {
        size_t capacity = listing->capacity ? 2 * listing->capacity : 64;
        struct member *more = hinge_resize(listing->member, capacity, sizeof *more);
        listing->member = more;
        listing->capacity = capacity;
    }
    struct member *member = &listing->member[listing->n];
    member->order = link->corder_valid ? link->corder : 0;
    member->name = hinge_arena_strdup(&listing->names->arena, name);
    listing->n++;
    listing->no_memory = false;
    if (link->type != H5L_TYPE_HARD && listing->foreign == NULL)
        listing->foreign = member->name;
    return 0;
}

static int earlier(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Turns the members found into a list of names in order. */
static void sort_members(struct listing *listing)
{
    struct hinge_names *names = listing->names;
    names->name = hinge_alloc(listing->n, sizeof *names->name);
    if (listing->n > 1)
        qsort(listing->member, listing->n, sizeof *listing->member, earlier);
    for (size_t i = 0; i < listing->n; i++)
        names->name[i] = listing->member[i].name;
    names->n = names->capacity = listing->n;
}

/* Lists in HDF5's native order and sorts here: asked for an order, HDF5 1.10 builds a
 * table that it frees uninitialised when the group turns out to be damaged. */
enum hinge_status hinge_source_names(const struct hinge_source *source, hid_t group,
                                     const char *object, struct hinge_names *names,
                                     struct hinge_error *error)
{
    struct listing listing = {.names = names};
    unsigned order = 0;
    *names = (struct hinge_names){0};
    hid_t opened = H5Gopen2(group, ".", H5P_DEFAULT); /* a file stands for its root */
    hid_t settings = opened >= 0 ? H5Gget_create_plist(opened) : H5I_INVALID_HID;
    bool listed = settings >= 0 && H5Pget_link_creation_order(settings, &order) >= 0;
    hinge_h5_drop(&settings);
    hinge_h5_drop(&opened);
    H5_index_t by = order & H5P_CRT_ORDER_INDEXED ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
    listed = listed && H5Literate(group, by, H5_ITER_NATIVE, NULL, list_member, &listing) >= 0;
    if (listed) {
        sort_members(&listing);
    }
    free(listing.member);
    enum hinge_status status = HINGE_OK;
    if (listing.no_memory) {
        status = hinge_source_no_memory(error);
    } else if (!listed) {
        status = hinge_source_damaged(source, object, error);
    } else if (listing.foreign != NULL) {
        char path[HINGE_OBJECT_MAX];
        snprintf(path, sizeof path, "%s%s%s", object, object[1] != '\0' ? "/" : "",
                 listing.foreign);
        status = hinge_source_refused(source, path, "a link to somewhere else", error);
    }
    if (status != HINGE_OK)
        hinge_names_clear(names);
    return status;
}
