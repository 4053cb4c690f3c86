/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that may be damaged or hostile: its attributes, members, chunks and opening, each checked
 * before it is used. In: a path; out: values in the source's arena, or a refusal that names the
 * object. At the end: every chunk of a finished file is read once before it is published. */
#include "base/build.h"

#include "store/h5.h"

#include <hinge/init.h>

/* --- what is wrong with it --- */

bool hinge_source_damaged(struct hinge_source *source, const char *object)
{
    int code = hinge_h5_errno();
    if (code == ENOMEM)
        hinge_out_of_memory();
    if (hinge_os_is_fault(code) || code == EMFILE || code == ENFILE)
        return hinge_fail(&source->error, HINGE_IO, HINGE_REASON_UNREADABLE,
                          "%s: cannot be read: %s", source->shown, strerror(code));
    return hinge_fail(&source->error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: damaged: %s",
                      source->shown, object);
}

bool hinge_source_refused(struct hinge_source *source, const char *object, const char *why)
{
    return hinge_fail(&source->error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: refused: %s: %s",
                      source->shown, object, why);
}

/* --- attributes --- */

enum { TEXT_ATTRIBUTE_MAX = 65536 };

/* An attribute that is being read. */
struct attribute {
    hid_t id, type, space;
};

/* False when there is none, or it cannot be opened, which is a failure. */
static bool open_attribute(struct hinge_source *source, hid_t object, const char *path,
                           const char *name, struct attribute *attribute)
{
    if (hinge_source_failed(source))
        return false;
    htri_t there = H5Aexists(object, name);
    if (there == 0)
        return false;
    attribute->id = there > 0 ? H5Aopen(object, name, H5P_DEFAULT) : H5I_INVALID_HID;
    if (attribute->id < 0)
        return hinge_source_damaged(source, path);
    attribute->type = H5Aget_type(attribute->id);
    attribute->space = H5Aget_space(attribute->id);
    return true;
}

static void close_attribute(struct attribute *attribute)
{
    hinge_h5_drop(&attribute->space);
    hinge_h5_drop(&attribute->type);
    hinge_h5_drop(&attribute->id);
}

static void refuse_attribute(struct hinge_source *source, const char *path, const char *name)
{
    char object[HINGE_OBJECT_MAX];
    if (hinge_h5_errno() == ENOMEM)
        hinge_out_of_memory();
    snprintf(object, sizeof object, "%s, attribute %s", path, name);
    hinge_source_refused(source, object, "a type that is not in the format");
}

/* Whether an attribute is one text of a fixed length, as those of the format are. */
static bool is_plain_text(const struct attribute *attribute)
{
    hid_t type = attribute->type, space = attribute->space;
    return type >= 0 && space >= 0 && H5Tget_class(type) == H5T_STRING &&
           H5Tis_variable_str(type) == 0 && H5Tget_size(type) <= TEXT_ATTRIBUTE_MAX &&
           H5Sget_simple_extent_type(space) == H5S_SCALAR;
}

static char *read_text(struct hinge_source *source, const struct attribute *attribute,
                       const char *path, struct hinge_arena *arena)
{
    char *text = hinge_arena_alloc(arena, H5Tget_size(attribute->type) + 1, 1);
    if (H5Aread(attribute->id, attribute->type, text) < 0)
        hinge_source_damaged(source, path);
    return text;
}

char *hinge_source_text(struct hinge_source *source, hid_t object, const char *path,
                        const char *name, struct hinge_arena *arena)
{
    struct attribute attribute;
    char *text = NULL;
    if (!open_attribute(source, object, path, name, &attribute))
        return NULL;
    if (is_plain_text(&attribute))
        text = read_text(source, &attribute, path, arena);
    else
        refuse_attribute(source, path, name);
    close_attribute(&attribute);
    return text;
}

size_t hinge_source_numbers(struct hinge_source *source, hid_t object, const char *path,
                            const char *name, enum hinge_element element, size_t most, void *values)
{
    struct attribute attribute;
    hsize_t n = 1;
    if (!open_attribute(source, object, path, name, &attribute))
        return 0;
    bool plain = attribute.type >= 0 && attribute.space >= 0 &&
                 H5Tequal(attribute.type, hinge_element_stored(element)) > 0;
    if (plain && H5Sget_simple_extent_ndims(attribute.space) == 1)
        plain = H5Sget_simple_extent_dims(attribute.space, &n, NULL) == 1;
    else
        plain = plain && H5Sget_simple_extent_type(attribute.space) == H5S_SCALAR;
    if (!plain || n > most)
        refuse_attribute(source, path, name);
    else if (H5Aread(attribute.id, hinge_element_native(element), values) < 0)
        hinge_source_damaged(source, path);
    close_attribute(&attribute);
    return hinge_source_failed(source) ? 0 : (size_t)n;
}

/* Texts of the file that somebody asks for. */
static const char *const file_texts[HINGE_SOURCE_TEXTS] = {"source", "study_source",
                                                           HINGE_SHARD_ATTRIBUTE};

const char *hinge_source_attribute(const struct hinge_source *source, const char *name)
{
    const size_t i = hinge_name_at(file_texts, HINGE_SOURCE_TEXTS, name);
    return i < HINGE_SOURCE_TEXTS ? source->text[i] : NULL;
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
    size_t n;
    const char *foreign; /* first member that is not a hard link */
};

static herr_t list_member(hid_t group, const char *name, const H5L_info_t *link, void *data)
{
    (void)group;
    struct listing *listing = data;
    listing->member = hinge_more(listing->member, listing->n, sizeof *listing->member);
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
bool hinge_source_names(struct hinge_source *source, hid_t group, const char *object,
                        struct hinge_members *names)
{
    struct listing listing = {.arena = &source->arena};
    unsigned order = 0;
    *names = (struct hinge_members){0};
    if (hinge_source_failed(source))
        return false;
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
        return hinge_source_damaged(source, object);
    if (listing.foreign == NULL)
        return true;
    char path[HINGE_OBJECT_MAX];
    snprintf(path, sizeof path, "%s%s%s", object, object[1] != '\0' ? "/" : "", listing.foreign);
    return hinge_source_refused(source, path, "a link to somewhere else");
}

/* Whatever stands there under a hard link. */
static hid_t open_member(struct hinge_source *source, hid_t parent, const char *name,
                         const char *object)
{
    H5L_info_t link;
    hid_t member = H5I_INVALID_HID;
    if (hinge_source_failed(source))
        return member;
    bool there = H5Lget_info(parent, name, &link, H5P_DEFAULT) >= 0;
    if (there && link.type != H5L_TYPE_HARD) {
        hinge_source_refused(source, object, "a link to somewhere else");
        return member;
    }
    if (there)
        member = H5Oopen(parent, name, H5P_DEFAULT);
    if (member < 0)
        hinge_source_damaged(source, object);
    return member;
}

hid_t hinge_source_group(struct hinge_source *source, hid_t parent, const char *name,
                         const char *object)
{
    hid_t group = open_member(source, parent, name, object);
    if (group >= 0 && H5Iget_type(group) != H5I_GROUP) {
        hinge_h5_drop(&group);
        hinge_source_refused(source, object, "not a group");
    }
    return group;
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

static bool check_array(struct hinge_source *source, struct hinge_array *array)
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
        const H5D_layout_t layout = H5Pget_layout(settings);
        array->whole = layout != H5D_CHUNKED;
        why = layout == H5D_VIRTUAL                  ? "a virtual dataset"
              : H5Pget_external_count(settings) != 0 ? "external storage"
              : known_filters(settings, array->element, &array->filters)
                  ? NULL
                  : "filters other than shuffle, deflate, fletcher32 in this order";
        if (why == NULL && !array->whole)
            readable = H5Pget_chunk(settings, array->rank, array->chunk) == array->rank;
        if (why == NULL && readable)
            why = bad_sizes(source, array);
        if (why == NULL && readable && array->whole) {
            /* a dataset in one piece is read in pieces no larger than the chunks made here */
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
    }
    hinge_h5_drop(&type);
    hinge_h5_drop(&space);
    hinge_h5_drop(&settings);
    if (!readable)
        return hinge_source_damaged(source, array->object);
    return why == NULL || hinge_source_refused(source, array->object, why);
}

/* An array from its id, which is dropped where it is none. */
static bool take_array(struct hinge_source *source, hid_t member, const char *object,
                       struct hinge_array *array)
{
    *array = (struct hinge_array){.id = member};
    if (member < 0)
        return false;
    snprintf(array->object, sizeof array->object, "%s", object);
    bool taken = H5Iget_type(member) == H5I_DATASET
                     ? check_array(source, array)
                     : hinge_source_refused(source, object, "not a dataset");
    if (!taken)
        hinge_h5_drop(&array->id);
    return taken;
}

bool hinge_source_array(struct hinge_source *source, hid_t parent, const char *name,
                        const char *object, struct hinge_array *array)
{
    return take_array(source, open_member(source, parent, name, object), object, array);
}

/* --- chunks --- */

/* HDF5 2.0 gave the call a length and kept the one without under another name. */
#ifdef H5Dread_chunk_vers
#define READ_CHUNK H5Dread_chunk1
#else
#define READ_CHUNK H5Dread_chunk
#endif

/* Elements of one chunk. */
static size_t chunk_elements(const struct hinge_array *array)
{
    size_t n = 1; /* at most HINGE_CHUNK_LIMIT: checked when the array was opened */
    for (int d = 0; d < array->rank; d++)
        n *= (size_t)array->chunk[d];
    return n;
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

/* A chunk in source->stored, its bytes, 0 when it failed; *skipped has the filters it went
 * without. */
static size_t read_chunk(struct hinge_source *source, const struct hinge_array *array,
                         const hsize_t *offset, uint32_t *skipped)
{
    hsize_t bytes = 0;
    size_t raw = chunk_elements(array) * hinge_element_size(array->element);
    size_t sum = array->filters & HINGE_CHUNK_FLETCHER32 ? 0 : HINGE_CHUNK_CHECKSUM;
    if (H5Dget_chunk_storage_size(array->id, offset, &bytes) < 0 || bytes == 0 ||
        bytes > source->size)
        return hinge_source_damaged(source, array->object);
    if (!hinge_chunk_plausible((size_t)bytes + sum, raw))
        return hinge_source_refused(source, array->object, "implausible compression");
    hinge_chunk_room(&source->stored, &source->room, (size_t)bytes);
    if (READ_CHUNK(array->id, H5P_DEFAULT, offset, skipped, source->stored) < 0)
        return hinge_source_damaged(source, array->object);
    return (size_t)bytes;
}

size_t hinge_source_stored(struct hinge_source *source, const struct hinge_array *array,
                           const hsize_t *offset)
{
    uint32_t skipped = 0;
    size_t length = 0;
    if (hinge_source_failed(source))
        return 0;
    errno = 0; /* what an earlier call left there is no reason of this one */
    if (!array->whole && (length = read_chunk(source, array, offset, &skipped)) == 0)
        return 0;
    if (array->whole || array->filters != HINGE_CHUNK_OURS || skipped != 0) {
        /* what another program stored, made into a chunk of ours: whoever decodes chunks
         * knows one kind. (libhdf5's own reading of a chunk inflates it to any size.) */
        size_t n = chunk_elements(array), size = hinge_element_size(array->element);
        struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
        void *values = hinge_arena_raw(&source->arena, n, size);
        hinge_element_clear(array->element, values, n);
        /* Filters of a chunk: those of its dataset but for the ones it went without, as deflate is
         * where it makes nothing smaller. Bit i of `skipped` is the dataset's i-th filter. */
        bool shuffled = hinge_element_size(array->element) > 1;
        unsigned filters = array->filters;
        for (unsigned bit = shuffled ? 1 : 2; bit <= HINGE_CHUNK_FLETCHER32; bit <<= 1)
            if (array->filters & bit) {
                filters &= skipped & 1 ? ~bit : ~0u;
                skipped >>= 1;
            }
        bool read = array->whole ? read_piece(array, offset, values)
                                 : hinge_chunk_decode_as(&source->decoder, filters, source->stored,
                                                         length, values, n, size);
        if (read) {
            hinge_chunk_room(&source->stored, &source->room, hinge_chunk_bound(n * size));
            length = hinge_chunk_encode(&source->encoder, values, n, size, source->stored);
        }
        hinge_arena_reset(&source->arena, mark);
        return read ? length : hinge_source_damaged(source, array->object);
    }
    return length;
}

/* --- rows of arrays: chunks are read in order and decoded by all threads --- */

enum {
    PIECES = 256,           /* chunks read before they are decoded */
    HELD = 2 * 1024 * 1024, /* and their bytes, about */
    LITTLE = 64 * 1024      /* bytes that are not worth a second thread */
};

/* A chunk as stored, and the rows that it is read for. */
struct hinge_source_piece {
    const struct hinge_window *window;
    hsize_t at[HINGE_RANK_MAX];
    unsigned char *stored; /* owned; its room is kept for the next rows */
    size_t length, room;
};

bool hinge_source_window(struct hinge_source *source, const struct hinge_array *array, size_t entry,
                         size_t from, size_t rows, void *values, struct hinge_window *window)
{
    *window = (struct hinge_window){.array = array, .values = values, .from = from, .rows = rows};
    if (hinge_source_failed(source))
        return false;
    if (array->dim[0] < rows || array->dim[0] - rows < from)
        return hinge_fail(&source->error, HINGE_INTERNAL, HINGE_REASON_OK,
                          "%s: rows %zu to %zu of %s asked for, it has %zu", source->shown, from,
                          from + rows, array->object, (size_t)array->dim[0]);
    for (int d = 0; d < HINGE_RANK_MAX; d++) {
        window->dim[d] = d < array->rank ? array->dim[d] : 1;
        window->chunk[d] = d < array->rank ? array->chunk[d] : 1;
    }
    window->line = entry == SIZE_MAX ? 0 : entry;
    window->lines = entry == SIZE_MAX ? window->dim[1] : 1;
    return true;
}

/* Stored values as doubles, the fill of integers as NaN; that of floats is NaN. */
#define CONVERT(type, missing)                                                                     \
    _Pragma("omp simd") for (size_t i = 0; i < n; i++)                                             \
    {                                                                                              \
        const type v = ((const type *)(const void *)in)[i];                                        \
        out[i] = (missing) ? (double)NAN : (double)v;                                              \
    }                                                                                              \
    return;
/* n values to place `place` of the wanted ones. */
static void set(const struct hinge_window *window, const unsigned char *in, size_t n, size_t place)
{
    const enum hinge_element element = window->array->element;
    const size_t size = hinge_element_size(element);
    if (window->stored) {
        memcpy((unsigned char *)window->values + place * size, in, n * size);
        return;
    }
    double *out = (double *)window->values + place;
    switch (element) {
    case HINGE_ELEMENT_F64:
        CONVERT(double, isnan(v))
    case HINGE_ELEMENT_F32:
        CONVERT(float, isnan(v))
    case HINGE_ELEMENT_U8:
        CONVERT(uint8_t, v == HINGE_FILL_U8)
    case HINGE_ELEMENT_U16:
        CONVERT(uint16_t, v == HINGE_FILL_U16)
    case HINGE_ELEMENT_I32:
        CONVERT(int32_t, v == HINGE_FILL_I32)
    case HINGE_ELEMENT_U64:
        CONVERT(uint64_t, v == HINGE_FILL_U64)
    default:
        for (size_t i = 0; i < n; i++)
            out[i] = (double)NAN;
    }
}
#undef CONVERT

/* Copies what a decoded chunk at `at` has of the wanted rows. */
static void take(const struct hinge_window *window, const hsize_t *at, const unsigned char *chunk)
{
    size_t size = hinge_element_size(window->array->element);
    const hsize_t *dim = window->dim, *step = window->chunk;
    size_t first = at[0] > window->from ? (size_t)at[0] : window->from;
    size_t end = window->from + window->rows, row_bytes = step[1] * step[2] * size;
    end = at[0] + step[0] < end ? (size_t)(at[0] + step[0]) : end;
    if (at[1] == window->line && step[1] == window->lines &&
        step[2] == dim[2]) { /* whole rows of what is wanted */
        set(window, chunk + (first - at[0]) * row_bytes, (end - first) * step[1] * step[2],
            (first - window->from) * step[1] * step[2]);
        return;
    }
    size_t n = dim[2] - at[2] < step[2] ? dim[2] - at[2] : step[2];
    hsize_t line = at[1] > window->line ? at[1] : window->line;
    hsize_t last = window->line + window->lines;
    last = at[1] + step[1] < last ? at[1] + step[1] : last;
    hsize_t lines = last - line;
    if (step[2] == dim[2]) { /* whole lines stand side by side */
        n *= lines;
        lines = 1;
    }
    for (size_t row = first; row < end; row++)
        for (hsize_t j = 0; j < lines; j++)
            set(window, chunk + (row - at[0]) * row_bytes + (line - at[1] + j) * step[2] * size, n,
                ((row - window->from) * window->lines + line - window->line + j) * dim[2] + at[2]);
}

/* A thread's own: room for one decoded chunk. */
struct room {
    struct hinge_decoder decoder;
    unsigned char *chunk;
    size_t size;
};

static void *make_scratch(void *context)
{
    (void)context;
    return hinge_alloc(1, sizeof(struct room));
}

static void free_scratch(void *scratch)
{
    struct room *room = scratch;
    hinge_decoder_clear(&room->decoder);
    free(room->chunk);
    free(room);
}

static enum hinge_status decode(void *context, void *scratch, size_t item,
                                struct hinge_error *error)
{
    const struct hinge_source *source = context;
    const struct hinge_source_piece *piece = &source->piece[item];
    const struct hinge_array *array = piece->window->array;
    struct room *room = scratch;
    size_t n = chunk_elements(array), size = hinge_element_size(array->element);
    hinge_chunk_room(&room->chunk, &room->size, n * size);
    if (!hinge_chunk_decode(&room->decoder, piece->stored, piece->length, room->chunk, n, size))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: damaged: %s",
                               source->shown, array->object);
    take(piece->window, piece->at, room->chunk);
    return HINGE_OK;
}

static void decode_pieces(struct hinge_source *source)
{
    const struct hinge_loop loop = {.items = source->pieces,
                                    .threads = source->piece_bytes < LITTLE,
                                    .work = decode,
                                    .context = source,
                                    .make_scratch = make_scratch,
                                    .free_scratch = free_scratch};
    if (source->pieces > 0 && !hinge_source_failed(source))
        hinge_parallel_for(&loop, &source->error);
    source->pieces = source->piece_bytes = 0;
}

static void add_piece(struct hinge_source *source, const struct hinge_window *window,
                      const hsize_t at[HINGE_RANK_MAX])
{
    struct hinge_source_piece *piece = &source->piece[source->pieces];
    const struct hinge_source_piece before = *piece;
    size_t length = hinge_source_stored(source, window->array, at);
    if (length == 0)
        return;
    *piece = (struct hinge_source_piece){
        .window = window, .stored = source->stored, .length = length, .room = source->room};
    memcpy(piece->at, at, sizeof piece->at);
    source->stored = before.stored; /* what the piece had is room for the next */
    source->room = before.room;
    source->piece_bytes += length;
    if (++source->pieces == PIECES || source->piece_bytes > HELD)
        decode_pieces(source);
}

bool hinge_source_read(struct hinge_source *source, const struct hinge_window *window, size_t n)
{
    hsize_t at[HINGE_RANK_MAX];
    for (const struct hinge_window *w = window; w < window + n; w++) {
        const hsize_t *step = w->chunk;
        for (at[0] = w->from / step[0] * step[0];
             at[0] < w->from + w->rows && !hinge_source_failed(source); at[0] += step[0])
            for (at[1] = w->line / step[1] * step[1]; at[1] < w->line + w->lines; at[1] += step[1])
                for (at[2] = 0; at[2] < w->dim[2]; at[2] += step[2])
                    add_piece(source, w, at);
    }
    decode_pieces(source);
    return !hinge_source_failed(source);
}

void *hinge_source_values(struct hinge_source *source, const struct hinge_array *array)
{
    struct hinge_window window;
    if (hinge_source_failed(source))
        return NULL;
    if (array->rank > 2 || array->element == HINGE_ELEMENT_NONE) {
        hinge_source_refused(source, array->object, "not a column");
        return NULL;
    }
    size_t n = (size_t)(array->dim[0] * (array->rank == 2 ? array->dim[1] : 1));
    void *values = hinge_arena_raw(&source->arena, n, hinge_element_size(array->element));
    hinge_source_window(source, array, SIZE_MAX, 0, (size_t)array->dim[0], values, &window);
    window.stored = true;
    hinge_source_read(source, &window, 1);
    return values;
}

/* --- opening --- */

static bool check_schema(struct hinge_source *source, const char *schema)
{
    int32_t version = 0;
    const char *kind =
        hinge_source_text(source, source->file, "/", HINGE_SCHEMA_ATTRIBUTE, &source->arena);
    size_t n = hinge_source_numbers(source, source->file, "/", HINGE_VERSION_ATTRIBUTE,
                                    HINGE_ELEMENT_I32, 1, &version);
    struct hinge_error *error = &source->error;
    const enum hinge_reason reason = HINGE_REASON_UNKNOWN_FORMAT;
    source->schema = kind;
    if (kind == NULL || (n == 0 && strcmp(kind, "study") != 0 && strcmp(kind, "results") != 0))
        return hinge_fail(error, HINGE_INPUT, reason,
                          "%s: an HDF5 file, but neither a study nor a results file: "
                          "its root has no attributes %s and %s; hinge-ingest makes "
                          "a study of recordings",
                          source->shown, HINGE_SCHEMA_ATTRIBUTE, HINGE_VERSION_ATTRIBUTE);
    if (schema != NULL && strcmp(schema, "results") == 0 && strcmp(kind, "study") == 0) {
        hinge_fail(
            error, HINGE_INPUT, reason,
            "%s: this is a study file; a results file is expected. Make one first:", source->shown);
        hinge_error_command(error, "hinge-analyze * -o results.h5", &source->shown);
        return false;
    }
    if (schema != NULL && strcmp(kind, schema) != 0)
        return hinge_fail(error, HINGE_INPUT, reason,
                          "%s: this is a %s file, and a %s file is needed: give "
                          "the one that hinge-%s made",
                          source->shown, kind, schema,
                          strcmp(schema, "study") == 0 ? "ingest" : "analyze");
    if (schema != NULL && version != HINGE_SCHEMA_VERSION)
        return hinge_fail(error, HINGE_INPUT, reason,
                          "%s was made by %s hingekit (layout %d; this one reads %d): "
                          "run hinge-%s again%s",
                          source->shown, version < HINGE_SCHEMA_VERSION ? "an older" : "a newer",
                          version, HINGE_SCHEMA_VERSION,
                          strcmp(schema, "study") == 0 ? "ingest" : "analyze",
                          version < HINGE_SCHEMA_VERSION ? "" : ", or update hingekit");
    return true;
}

enum hinge_status hinge_source_open(struct hinge_source *source, const char *path,
                                    const char *shown, const char *schema,
                                    struct hinge_error *error)
{
    *source = (struct hinge_source){.file = -1, .error = HINGE_ERROR_INIT};
    errno = 0;
    struct hinge_error *first = &source->error;
    source->shown = hinge_arena_strdup(&source->arena, shown);
    enum hinge_status status = hinge_gate_check(path, shown, &source->seen, first);
    if (status == HINGE_INPUT && schema != NULL && first->reason == HINGE_REASON_UNKNOWN_FORMAT)
        hinge_other_file_refuse(path, shown, schema, first);
    if (status == HINGE_OK) {
        source->size = (uint64_t)source->seen.size;
        source->piece = hinge_arena_alloc(&source->arena, PIECES, sizeof *source->piece);
        char room[HINGE_OS_PATH];
        hid_t access = hinge_h5_access();
        if (access >= 0)
            source->file = H5Fopen(hinge_os_path_for(path, room), H5F_ACC_RDONLY, access);
        hinge_h5_drop(&access);
        if (source->file < 0)
            hinge_source_damaged(source, "/");
        else if (check_schema(source, schema)) {
            /* reads them; texts of other kinds are somebody else's: h5py's, say, are of variable
             * length */
            for (size_t i = 0; i < HINGE_SOURCE_TEXTS; i++) {
                struct attribute attribute;
                if (!open_attribute(source, source->file, "/", file_texts[i], &attribute))
                    continue;
                if (is_plain_text(&attribute))
                    source->text[i] = read_text(source, &attribute, "/", &source->arena);
                close_attribute(&attribute);
            }
        }
    }
    status = hinge_source_end(source, error); /* not replaced since the gate */
    if (status != HINGE_OK)
        hinge_source_close(source);
    return status;
}

enum hinge_status hinge_source_end(struct hinge_source *source, struct hinge_error *error)
{
    enum hinge_status status = source->error.status;
    if (source->file >= 0 && (status == HINGE_OK || status == HINGE_INPUT)) {
        /* whether the file was written to since it was opened */
        struct hinge_os_info now;
        int *file = NULL;
        if (H5Fget_vfd_handle(source->file, H5P_DEFAULT, (void **)&file) < 0 ||
            hinge_os_fstat(*file, &now) != 0) {
            source->error = (struct hinge_error)HINGE_ERROR_INIT;
            hinge_source_damaged(source, "/");
        } else if (!hinge_file_unchanged(&source->seen, &now)) {
            hinge_file_changed(source->shown, HINGE_REASON_DAMAGED, &source->error);
        }
    }
    status = source->error.status;
    if (status != HINGE_OK && error != NULL)
        *error = source->error;
    source->error.status = HINGE_OK;
    return status;
}

void hinge_source_close(struct hinge_source *source)
{
    hinge_h5_drop(&source->file);
    hinge_decoder_clear(&source->decoder);
    hinge_encoder_clear(&source->encoder);
    for (size_t i = 0; source->piece != NULL && i < PIECES; i++)
        free(source->piece[i].stored);
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
    if (strcmp(source.schema, "study") != 0 && strcmp(source.schema, "results") != 0)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                            "%s: a \"%s\" file, neither study nor results", path, source.schema);
    else
        snprintf(kind, 16, "%s", source.schema);
    hinge_source_close(&source);
    return status;
}

bool hinge_other_build(const char *path, char *line, size_t room)
{
    struct hinge_source file;
    struct hinge_error ignored = HINGE_ERROR_INIT;
    *line = '\0';
    if (hinge_source_open(&file, path, path, NULL, &ignored) != HINGE_OK)
        return false;
    const char *source = hinge_source_attribute(&file, "source"),
               *study = hinge_source_attribute(&file, "study_source");
    const bool results = strcmp(file.schema, "results") == 0;
    const char *ours = results ? hinge_results_build : hinge_study_build;
    if (source != NULL && strcmp(source, ours) != 0)
        snprintf(line, room, "%s: made by another build, %s; this is %s", path, source, ours);
    else if (results && study != NULL && strcmp(study, hinge_study_build) != 0)
        snprintf(line, room, "%s: made from a study of another build, %s; this is %s", path, study,
                 hinge_study_build);
    hinge_source_close(&file);
    return *line != '\0';
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

static void verify_array(struct hinge_source *source, const struct hinge_array *array)
{
    hsize_t at[HINGE_RANK_MAX] = {0};
    for (int d = 0; d < array->rank; d++)
        if (array->dim[d] == 0)
            return;
    if (array->element == HINGE_ELEMENT_NONE)
        return;
    do {
        size_t length = hinge_source_stored(source, array, at);
        if (length > 0 && !hinge_chunk_intact(source->stored, length))
            hinge_source_damaged(source, array->object);
    } while (!hinge_source_failed(source) && advance(array, at));
}

static void verify_group(struct hinge_source *source, hid_t group, const char *object, int depth)
{
    struct hinge_members names;
    if (depth > DEPTH_MAX) {
        hinge_source_refused(source, object, "groups too deep");
        return;
    }
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    hinge_source_names(source, group, object, &names);
    for (size_t i = 0; i < names.n && !hinge_source_failed(source); i++) {
        char path[HINGE_OBJECT_MAX];
        struct hinge_array array;
        snprintf(path, sizeof path, "%s%s%s", object, object[1] != '\0' ? "/" : "", names.name[i]);
        hid_t member = open_member(source, group, names.name[i], path);
        if (member >= 0 && H5Iget_type(member) == H5I_GROUP) {
            verify_group(source, member, path, depth + 1);
            hinge_h5_drop(&member);
        } else if (take_array(source, member, path, &array)) {
            verify_array(source, &array);
            hinge_h5_drop(&array.id);
        }
    }
    hinge_arena_reset(&source->arena, mark);
}

enum hinge_status hinge_source_verify(const char *path, const char *shown, const char *schema,
                                      struct hinge_error *error)
{
    struct hinge_source source;
    enum hinge_status status = hinge_source_open(&source, path, shown, schema, error);
    if (status != HINGE_OK)
        return status;
    verify_group(&source, source.file, "/", 0);
    status = hinge_source_end(&source, error);
    hinge_source_close(&source);
    return status;
}
