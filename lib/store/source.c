/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that may be damaged or hostile: its attributes, members, chunks and opening, each checked
 * before it is used. In: a path; out: values in the source's arena, or a refusal that names the
 * object. At the end: every chunk of a finished file is read once before it is published. */
#include "base/file.h"

#include "base/memory.h"
#include "os/file.h"
#include "store/h5.h"
#include "store/store.h"

#include <errno.h>
#include <hinge/init.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is wrong with it --- */

/* HDF5 says of a failing read no more than that it failed, but leaves its errno. Only
 * numbers that nothing else sets are taken from it: a disk, a network or too many
 * open files, not the file. */
static bool system_failed(int code)
{
    return hinge_os_is_fault(code) || code == EMFILE || code == ENFILE;
}

enum hinge_status hinge_source_damaged(const struct hinge_source *source, const char *object,
                                       struct hinge_error *error)
{
    int code = hinge_h5_errno();
    if (code == ENOMEM)
        hinge_out_of_memory();
    if (system_failed(code))
        return hinge_error_set(error, HINGE_IO, HINGE_REASON_UNREADABLE, "%s: cannot be read: %s",
                               source->shown, strerror(code));
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: damaged: %s",
                           source->shown, object);
}

enum hinge_status hinge_source_refused(const struct hinge_source *source, const char *object,
                                       const char *why, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: refused: %s: %s",
                           source->shown, object, why);
}

/* --- attributes --- */

enum { TEXT_ATTRIBUTE_MAX = 65536, FILE_ATTRIBUTES_MAX = 1000 };

/* Opens an attribute; *id stays invalid when there is none. */
static enum hinge_status open_attribute(const struct hinge_source *source, hid_t object,
                                        const char *path, const char *name, hid_t *id,
                                        struct hinge_error *error)
{
    *id = H5I_INVALID_HID;
    htri_t there = H5Aexists(object, name);
    if (there == 0)
        return HINGE_OK;
    if (there > 0)
        *id = H5Aopen(object, name, H5P_DEFAULT);
    return *id < 0 ? hinge_source_damaged(source, path, error) : HINGE_OK;
}

static enum hinge_status bad_attribute(const struct hinge_source *source, const char *path,
                                       const char *name, struct hinge_error *error)
{
    char object[HINGE_OBJECT_MAX];
    if (hinge_h5_errno() == ENOMEM)
        hinge_out_of_memory();
    snprintf(object, sizeof object, "%s, attribute %s", path, name);
    return hinge_source_refused(source, object, "a type that is not in the format", error);
}

/* Whether an attribute is one text of a fixed length, as those of the format are. */
static bool is_plain_text(hid_t type, hid_t space)
{
    return type >= 0 && space >= 0 && H5Tget_class(type) == H5T_STRING &&
           H5Tis_variable_str(type) == 0 && H5Tget_size(type) <= TEXT_ATTRIBUTE_MAX &&
           H5Sget_simple_extent_type(space) == H5S_SCALAR;
}

enum hinge_status hinge_source_text(const struct hinge_source *source, hid_t object,
                                    const char *path, const char *name, struct hinge_arena *arena,
                                    char **text, struct hinge_error *error)
{
    hid_t id;
    *text = NULL;
    enum hinge_status status = open_attribute(source, object, path, name, &id, error);
    if (status != HINGE_OK || id < 0)
        return status;
    hid_t type = H5Aget_type(id), space = H5Aget_space(id);
    if (!is_plain_text(type, space)) {
        status = bad_attribute(source, path, name, error);
    } else {
        *text = hinge_arena_alloc(arena, H5Tget_size(type) + 1, 1);
        if (H5Aread(id, type, *text) < 0)
            status = hinge_source_damaged(source, path, error);
    }
    hinge_h5_drop(&space);
    hinge_h5_drop(&type);
    hinge_h5_drop(&id);
    return status;
}

enum hinge_status hinge_source_numbers(const struct hinge_source *source, hid_t object,
                                       const char *path, const char *name,
                                       enum hinge_element element, size_t *n, void *values,
                                       struct hinge_error *error)
{
    hid_t id;
    hsize_t length = 1, room = *n;
    *n = 0;
    enum hinge_status status = open_attribute(source, object, path, name, &id, error);
    if (status != HINGE_OK || id < 0)
        return status;
    hid_t type = H5Aget_type(id), space = H5Aget_space(id);
    bool plain = type >= 0 && space >= 0 && H5Tequal(type, hinge_element_stored(element)) > 0;
    if (plain && H5Sget_simple_extent_ndims(space) == 1)
        plain = H5Sget_simple_extent_dims(space, &length, NULL) == 1;
    else
        plain = plain && H5Sget_simple_extent_type(space) == H5S_SCALAR;
    if (!plain || length > room)
        status = bad_attribute(source, path, name, error);
    else if (H5Aread(id, hinge_element_native(element), values) < 0)
        status = hinge_source_damaged(source, path, error);
    else
        *n = (size_t)length;
    hinge_h5_drop(&space);
    hinge_h5_drop(&type);
    hinge_h5_drop(&id);
    return status;
}

/* Names an attribute of the file whose text is not known yet. */
static herr_t list_attribute(hid_t object, const char *name, const H5A_info_t *info, void *data)
{
    (void)object;
    (void)info;
    struct hinge_source *source = data;
    if (source->n_attributes >= FILE_ATTRIBUTES_MAX)
        return -1;
    source->attribute[source->n_attributes++].name = hinge_arena_strdup(&source->arena, name);
    return 0;
}

/* Whether an attribute of the file is a text; others, and texts of other kinds, are
 * somebody else's: h5py's, say, are of variable length. */
static bool is_text(hid_t file, const char *name)
{
    hid_t id = H5Aopen(file, name, H5P_DEFAULT);
    hid_t type = id >= 0 ? H5Aget_type(id) : H5I_INVALID_HID;
    hid_t space = id >= 0 ? H5Aget_space(id) : H5I_INVALID_HID;
    bool text = is_plain_text(type, space);
    hinge_h5_drop(&space);
    hinge_h5_drop(&type);
    hinge_h5_drop(&id);
    return text;
}

enum hinge_status hinge_source_load_attributes(struct hinge_source *source,
                                               struct hinge_error *error)
{
    source->attribute =
        hinge_arena_alloc(&source->arena, FILE_ATTRIBUTES_MAX, sizeof *source->attribute);
    if (H5Aiterate2(source->file, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, list_attribute, source) < 0)
        return hinge_source_damaged(source, "/", error);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < source->n_attributes && status == HINGE_OK; i++)
        if (is_text(source->file, source->attribute[i].name))
            status = hinge_source_text(source, source->file, "/", source->attribute[i].name,
                                       &source->arena, &source->attribute[i].text, error);
    return status;
}

const char *hinge_source_attribute(const struct hinge_source *source, const char *name)
{
    for (size_t i = 0; i < source->n_attributes; i++)
        if (strcmp(source->attribute[i].name, name) == 0)
            return source->attribute[i].text;
    return NULL;
}

/* --- members of a group: names, groups, arrays --- */

/* A member and when it was made. */
struct member {
    int64_t order;
    const char *name;
};

/* State of listing a group. */
struct listing {
    struct hinge_arena *arena;
    struct member *member;
    size_t n, capacity;
    const char *foreign; /* first member that is not a hard link */
};

static herr_t list_member(hid_t group, const char *name, const H5L_info_t *link, void *data)
{
    (void)group;
    struct listing *listing = data;
    if (listing->n == listing->capacity) {
        listing->capacity = listing->capacity ? 2 * listing->capacity : 64;
        listing->member = hinge_resize(listing->member, listing->capacity, sizeof *listing->member);
    }
    struct member *member = &listing->member[listing->n++];
    member->order = link->corder_valid ? link->corder : 0;
    member->name = hinge_arena_strdup(listing->arena, name);
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

/* Lists in HDF5's native order and sorts here: asked for an order, HDF5 1.10 builds a
 * table that it frees uninitialised when the group turns out to be damaged. */
enum hinge_status hinge_source_names(struct hinge_source *source, hid_t group, const char *object,
                                     struct hinge_names *names, struct hinge_error *error)
{
    struct listing listing = {.arena = &source->arena};
    unsigned order = 0;
    *names = (struct hinge_names){0};
    hid_t opened = H5Gopen2(group, ".", H5P_DEFAULT); /* a file stands for its root */
    hid_t settings = opened >= 0 ? H5Gget_create_plist(opened) : H5I_INVALID_HID;
    bool listed = settings >= 0 && H5Pget_link_creation_order(settings, &order) >= 0;
    hinge_h5_drop(&settings);
    hinge_h5_drop(&opened);
    H5_index_t by = order & H5P_CRT_ORDER_INDEXED ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
    listed = listed && H5Literate(group, by, H5_ITER_NATIVE, NULL, list_member, &listing) >= 0;
    if (listed && listing.n > 0) {
        qsort(listing.member, listing.n, sizeof *listing.member, earlier);
        names->name = hinge_arena_raw(&source->arena, listing.n, sizeof *names->name);
        for (; names->n < listing.n; names->n++)
            names->name[names->n] = listing.member[names->n].name;
    }
    free(listing.member);
    if (!listed)
        return hinge_source_damaged(source, object, error);
    if (listing.foreign == NULL)
        return HINGE_OK;
    char path[HINGE_OBJECT_MAX];
    snprintf(path, sizeof path, "%s%s%s", object, object[1] != '\0' ? "/" : "", listing.foreign);
    return hinge_source_refused(source, path, "a link to somewhere else", error);
}

/* Whatever stands there under a hard link. */
static enum hinge_status open_member(const struct hinge_source *source, hid_t parent,
                                     const char *name, const char *object, hid_t *member,
                                     struct hinge_error *error)
{
    H5L_info_t link;
    *member = H5I_INVALID_HID;
    if (H5Lget_info(parent, name, &link, H5P_DEFAULT) < 0)
        return hinge_source_damaged(source, object, error);
    if (link.type != H5L_TYPE_HARD)
        return hinge_source_refused(source, object, "a link to somewhere else", error);
    *member = H5Oopen(parent, name, H5P_DEFAULT);
    return *member < 0 ? hinge_source_damaged(source, object, error) : HINGE_OK;
}

enum hinge_status hinge_source_group(const struct hinge_source *source, hid_t parent,
                                     const char *name, const char *object, hid_t *group,
                                     struct hinge_error *error)
{
    enum hinge_status status = open_member(source, parent, name, object, group, error);
    if (status == HINGE_OK && H5Iget_type(*group) != H5I_GROUP) {
        hinge_h5_drop(group);
        status = hinge_source_refused(source, object, "not a group", error);
    }
    return status;
}

/* The filters of a dataset, those of enum HINGE_CHUNK_… in their order; false when
 * there are others. Nothing is shuffled in elements of one byte. */
static bool known_filters(hid_t settings, enum hinge_element element, unsigned *filters)
{
    static const H5Z_filter_t known[] = {H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE,
                                         H5Z_FILTER_FLETCHER32};
    int n = H5Pget_nfilters(settings), at = 0;
    *filters = hinge_element_size(element) > 1 ? 0 : HINGE_CHUNK_SHUFFLE;
    for (int i = 0; i < n; i++, at++) {
        unsigned flags, config;
        size_t values = 0;
        H5Z_filter_t is =
            H5Pget_filter2(settings, (unsigned)i, &flags, &values, NULL, 0, NULL, &config);
        while (at < 3 && known[at] != is)
            at++;
        if (at == 3)
            return false;
        *filters |= 1u << at;
    }
    return n >= 0;
}

/* Why a dataset's storage is nothing to read from; NULL when it is. What another
 * program rewrote may have fewer filters than this library uses, and may lie in one
 * piece. */
static const char *bad_storage(hid_t settings, struct hinge_array *array)
{
    H5D_layout_t layout = H5Pget_layout(settings);
    if (layout == H5D_VIRTUAL)
        return "a virtual dataset";
    if (H5Pget_external_count(settings) != 0)
        return "external storage";
    array->whole = layout != H5D_CHUNKED;
    return known_filters(settings, array->element, &array->filters)
               ? NULL
               : "filters other than shuffle, deflate, fletcher32 in this order";
}

/* A dataset in one piece is read in pieces no larger than the chunks made here. */
static void cut_in_pieces(struct hinge_array *array)
{
    size_t bytes = hinge_element_size(array->element);
    for (int d = 0; d < array->rank; d++) {
        array->chunk[d] = array->dim[d] > 0 ? array->dim[d] : 1;
        bytes *= (size_t)array->chunk[d];
    }
    for (int d = 0; d < array->rank; d++)
        while (bytes > HINGE_CHUNK_TARGET && array->chunk[d] > 1) {
            bytes /= (size_t)array->chunk[d];
            array->chunk[d] = (array->chunk[d] + 1) / 2;
            bytes *= (size_t)array->chunk[d];
        }
}

static enum hinge_element element_of(hid_t type)
{
    if (H5Tget_class(type) == H5T_STRING)
        return H5Tis_variable_str(type) == 0 && H5Tget_size(type) == 1 ? HINGE_ELEMENT_CHAR
                                                                       : HINGE_ELEMENT_FOREIGN;
    for (int e = 0; e < HINGE_ELEMENT_CHAR; e++)
        if (H5Tequal(type, hinge_element_stored((enum hinge_element)e)) > 0)
            return (enum hinge_element)e;
    return H5Tequal(type, H5T_IEEE_F32BE) > 0 ? HINGE_ELEMENT_NONE : HINGE_ELEMENT_FOREIGN;
}

/* Sizes within limits; the whole no larger than the file could hold. Rows of nothing
 * hold no value, so that there could be any number of them: only a trial without frames
 * has some, a row per channel. */
static const char *bad_sizes(const struct hinge_source *source, const struct hinge_array *array)
{
    const double deflate_most = 1100; /* deflate cannot exceed 1,032 : 1 */
    double whole = (double)hinge_element_size(array->element), chunk = whole;
    for (int d = 0; d < array->rank; d++) {
        if (d > 0 && array->dim[d] == 0 &&
            (array->element == HINGE_ELEMENT_CHAR || array->dim[0] > HINGE_CHANNELS_MAX))
            return "rows without values";
        whole *= array->dim[d] > 0 ? (double)array->dim[d] : 1;
        chunk *= (double)array->chunk[d];
    }
    if (!array->whole && chunk > HINGE_CHUNK_LIMIT)
        return "chunks over 8 MiB";
    if (whole > (array->whole ? (double)source->size
                              : deflate_most * (double)source->size + HINGE_CHUNK_TARGET))
        return "more values than the file can hold";
    return NULL;
}

static enum hinge_status check_array(const struct hinge_source *source, struct hinge_array *array,
                                     struct hinge_error *error)
{
    hid_t type = H5Dget_type(array->id), space = H5Dget_space(array->id);
    hid_t settings = H5I_INVALID_HID;
    const char *why = NULL;
    bool readable = type >= 0 && space >= 0;
    if (readable) {
        array->element = element_of(type);
        array->rank = H5Sget_simple_extent_ndims(space);
        if (array->element == HINGE_ELEMENT_FOREIGN)
            why = "a type that is not in the format";
        else if (array->rank < 1 || array->rank > HINGE_RANK_MAX)
            why = "a rank that is not in the format";
        else if (H5Sget_simple_extent_dims(space, array->dim, NULL) < 0)
            readable = false;
    }
    if (readable && why == NULL && array->element != HINGE_ELEMENT_NONE) {
        settings = H5Dget_create_plist(array->id); /* a copy, which costs */
        readable = settings >= 0;
    }
    if (settings >= 0) {
        why = bad_storage(settings, array);
        if (why == NULL && !array->whole)
            readable = H5Pget_chunk(settings, array->rank, array->chunk) == array->rank;
        if (why == NULL && readable)
            why = bad_sizes(source, array);
        if (why == NULL && readable && array->whole)
            cut_in_pieces(array);
    }
    hinge_h5_drop(&type);
    hinge_h5_drop(&space);
    hinge_h5_drop(&settings);
    if (!readable)
        return hinge_source_damaged(source, array->object, error);
    return why != NULL ? hinge_source_refused(source, array->object, why, error) : HINGE_OK;
}

/* An array from its id, which is dropped where it is none. */
static enum hinge_status take_array(const struct hinge_source *source, hid_t member,
                                    const char *object, struct hinge_array *array,
                                    struct hinge_error *error)
{
    enum hinge_status status;
    *array = (struct hinge_array){.id = member};
    snprintf(array->object, sizeof array->object, "%s", object);
    if (H5Iget_type(array->id) != H5I_DATASET)
        status = hinge_source_refused(source, object, "not a dataset", error);
    else
        status = check_array(source, array, error);
    if (status != HINGE_OK)
        hinge_h5_drop(&array->id);
    return status;
}

enum hinge_status hinge_source_array(const struct hinge_source *source, hid_t parent,
                                     const char *name, const char *object,
                                     struct hinge_array *array, struct hinge_error *error)
{
    hid_t member;
    *array = (struct hinge_array){.id = -1};
    enum hinge_status status = open_member(source, parent, name, object, &member, error);
    return status == HINGE_OK ? take_array(source, member, object, array, error) : status;
}

/* --- chunks --- */

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
    source->stored = hinge_resize(source->stored, bytes, 1);
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
    *length = (size_t)bytes;
    return READ_CHUNK(array->id, H5P_DEFAULT, offset, skipped, source->stored) >= 0
               ? HINGE_OK
               : hinge_source_damaged(source, array->object, error);
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
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    void *values = hinge_arena_raw(&source->arena, n, size);
    bool whole;
    if (array->whole) {
        hinge_element_clear(array->element, values, n);
        whole = read_piece(array, offset, values);
    } else {
        whole = hinge_chunk_decode_as(&source->decoder, filters_of(array, skipped), source->stored,
                                      *length, values, n, size);
    }
    if (whole) {
        make_room(source, hinge_chunk_bound(n * size));
        *length = hinge_chunk_encode(&source->encoder, values, n, size, source->stored);
    }
    hinge_arena_reset(&source->arena, mark);
    return whole ? HINGE_OK : hinge_source_damaged(source, array->object, error);
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
    return hinge_chunk_decode(&source->decoder, source->stored, length, values,
                              hinge_array_chunk_elements(array), hinge_element_size(array->element))
               ? HINGE_OK
               : hinge_source_damaged(source, array->object, error);
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
    unsigned char *all = hinge_arena_raw(&source->arena, (size_t)(dim[0] * dim[1]), size);
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    unsigned char *chunk = hinge_arena_raw(&source->arena, hinge_array_chunk_elements(array), size);
    enum hinge_status status = HINGE_OK;
    for (at[0] = 0; at[0] < dim[0] && status == HINGE_OK; at[0] += shape[0]) {
        for (at[1] = 0; at[1] < dim[1] && status == HINGE_OK; at[1] += shape[1]) {
            status = decoded_chunk(source, array, at, chunk, error);
            if (status == HINGE_OK)
                place(dim, shape, at, size, chunk, all);
        }
    }
    hinge_arena_reset(&source->arena, mark);
    *values = all;
    return status;
}

/* --- opening --- */

static enum hinge_status check_schema(struct hinge_source *source, const char *schema,
                                      struct hinge_error *error)
{
    char *kind = NULL;
    int32_t version = 0;
    size_t n = 1;
    enum hinge_status status = hinge_source_text(source, source->file, "/", HINGE_SCHEMA_ATTRIBUTE,
                                                 &source->arena, &kind, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(source, source->file, "/", HINGE_VERSION_ATTRIBUTE,
                                      HINGE_ELEMENT_I32, &n, &version, error);
    if (status == HINGE_OK && (kind == NULL || n == 0))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                                 "%s: an HDF5 file, but neither a study nor a results file: "
                                 "its root has no attributes %s and %s; hinge-ingest makes "
                                 "a study of recordings",
                                 source->shown, HINGE_SCHEMA_ATTRIBUTE, HINGE_VERSION_ATTRIBUTE);
    else if (status == HINGE_OK && schema != NULL && strcmp(schema, "results") == 0 &&
             strcmp(kind, "study") == 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                                 "%s: this is a study file, tables are made from results: "
                                 "run hinge-analyze %s -o results.h5 first",
                                 source->shown, source->shown);
    else if (status == HINGE_OK && schema != NULL && strcmp(kind, schema) != 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                                 "%s: this is a %s file, and a %s file is needed: give "
                                 "the one that hinge-%s made",
                                 source->shown, kind, schema,
                                 strcmp(schema, "study") == 0 ? "ingest" : "analyze");
    else if (status == HINGE_OK && version != HINGE_SCHEMA_VERSION)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                                 "%s: format version %d, this program reads version %d; "
                                 "make the file again with this version",
                                 source->shown, version, HINGE_SCHEMA_VERSION);
    return status;
}

enum hinge_status hinge_source_open(struct hinge_source *source, const char *path,
                                    const char *shown, const char *schema,
                                    struct hinge_error *error)
{
    *source = (struct hinge_source){.file = -1};
    errno = 0;
    struct hinge_error ignored = HINGE_ERROR_INIT;
    if (error == NULL)
        error = &ignored;
    enum hinge_status status = hinge_gate_check(path, shown, &source->seen, error);
    if (status == HINGE_INPUT && schema != NULL && error->reason == HINGE_REASON_UNKNOWN_FORMAT)
        return hinge_other_file_refuse(path, shown, schema, error);
    if (status != HINGE_OK)
        return status;
    source->size = (uint64_t)source->seen.size;
    source->shown = hinge_arena_strdup(&source->arena, shown);
    hid_t access = hinge_h5_access();
    if (access >= 0)
        source->file = H5Fopen(path, H5F_ACC_RDONLY, access);
    hinge_h5_drop(&access);
    if (source->file < 0)
        status = hinge_source_damaged(source, "/", error);
    else
        status = check_schema(source, schema, error);
    status = hinge_source_end(source, status, error); /* not replaced since the gate */
    if (status != HINGE_OK)
        hinge_source_close(source);
    return status;
}

enum hinge_status hinge_source_end(const struct hinge_source *source, enum hinge_status status,
                                   struct hinge_error *error)
{
    struct hinge_os_info now;
    int *file = NULL;
    if (source->file < 0 || (status != HINGE_OK && status != HINGE_INPUT))
        return status;
    if (H5Fget_vfd_handle(source->file, H5P_DEFAULT, (void **)&file) < 0 ||
        hinge_os_fstat(*file, &now) != 0)
        return hinge_source_damaged(source, "/", error);
    return hinge_file_unchanged(&source->seen, &now)
               ? status
               : hinge_file_changed(source->shown, HINGE_REASON_DAMAGED, error);
}

void hinge_source_close(struct hinge_source *source)
{
    hinge_h5_drop(&source->file);
    hinge_decoder_clear(&source->decoder);
    hinge_encoder_clear(&source->encoder);
    free(source->stored);
    hinge_arena_clear(&source->arena);
    *source = (struct hinge_source){.file = -1};
}

enum hinge_status hinge_store_kind(const char *path, char kind[16], struct hinge_error *error)
{
    struct hinge_source source;
    enum hinge_status status = hinge_source_open(&source, path, path, NULL, error);
    if (status != HINGE_OK)
        return status;
    char *text = NULL;
    status = hinge_source_text(&source, source.file, "/", HINGE_SCHEMA_ATTRIBUTE, &source.arena,
                               &text, error);
    if (status == HINGE_OK && strcmp(text, "study") != 0 && strcmp(text, "results") != 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                                 "%s: a \"%s\" file, neither study nor results", path, text);
    if (status == HINGE_OK)
        snprintf(kind, 16, "%s", text);
    hinge_source_close(&source);
    return status;
}

/* --- verifying --- */

enum { DEPTH_MAX = 4 };

/* Moves to the next chunk of an array in C order; false past the last. */
static bool advance(const struct hinge_array *array, hsize_t *at)
{
    for (int d = array->rank - 1; d >= 0; d--) {
        at[d] += array->chunk[d];
        if (at[d] < array->dim[d])
            return true;
        at[d] = 0;
    }
    return false;
}

static enum hinge_status verify_array(struct hinge_source *source, const struct hinge_array *array,
                                      struct hinge_error *error)
{
    hsize_t at[HINGE_RANK_MAX] = {0};
    for (int d = 0; d < array->rank; d++)
        if (array->dim[d] == 0)
            return HINGE_OK;
    if (array->element == HINGE_ELEMENT_NONE)
        return HINGE_OK;
    do {
        size_t length;
        enum hinge_status status = hinge_source_stored(source, array, at, &length, error);
        if (status != HINGE_OK)
            return status;
        if (!hinge_chunk_intact(source->stored, length))
            return hinge_source_damaged(source, array->object, error);
    } while (advance(array, at));
    return HINGE_OK;
}

static enum hinge_status verify_group(struct hinge_source *source, hid_t group, const char *object,
                                      int depth, struct hinge_error *error);

static enum hinge_status verify_member(struct hinge_source *source, hid_t group, const char *name,
                                       const char *object, int depth, struct hinge_error *error)
{
    struct hinge_array array;
    enum hinge_status status;
    hid_t member = H5Oopen(group, name, H5P_DEFAULT); /* listed: no link elsewhere */
    if (member < 0)
        return hinge_source_damaged(source, object, error);
    if (H5Iget_type(member) == H5I_GROUP) {
        status = verify_group(source, member, object, depth + 1, error);
        hinge_h5_drop(&member);
        return status;
    }
    status = take_array(source, member, object, &array, error);
    if (status == HINGE_OK)
        status = verify_array(source, &array, error);
    hinge_h5_drop(&array.id);
    return status;
}

static enum hinge_status verify_group(struct hinge_source *source, hid_t group, const char *object,
                                      int depth, struct hinge_error *error)
{
    struct hinge_names names;
    if (depth > DEPTH_MAX)
        return hinge_source_refused(source, object, "groups too deep", error);
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    enum hinge_status status = hinge_source_names(source, group, object, &names, error);
    for (size_t i = 0; i < names.n && status == HINGE_OK; i++) {
        char path[HINGE_OBJECT_MAX];
        snprintf(path, sizeof path, "%s%s%s", object, object[1] != '\0' ? "/" : "", names.name[i]);
        status = verify_member(source, group, names.name[i], path, depth, error);
    }
    hinge_arena_reset(&source->arena, mark);
    return status;
}

enum hinge_status hinge_source_verify(const char *path, const char *shown, const char *schema,
                                      struct hinge_error *error)
{
    struct hinge_source source;
    enum hinge_status status = hinge_source_open(&source, path, shown, schema, error);
    if (status != HINGE_OK)
        return status;
    hid_t root = H5Gopen2(source.file, "/", H5P_DEFAULT);
    if (root < 0)
        status = hinge_source_damaged(&source, "/", error);
    else
        status = verify_group(&source, root, "/", 0, error);
    hinge_h5_drop(&root);
    hinge_source_close(&source);
    return status;
}
