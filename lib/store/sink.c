/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HDF5 file being made: its temporary, groups, chunked datasets, attributes and netCDF-4
 * dimensions, and its publishing. In: names and values; out: the file, whole or not at all. Sticky
 * as stdio is: after a failure every call does nothing, and publishing says the first. */
#include "store/h5.h"

#include <hinge/init.h>

/* --- failing --- */

/* WRITE: "TARGET: cannot write OBJECT: reason of the system". */
static void sink_failed(struct hinge_sink *sink, const char *object)
{
    int code = hinge_h5_errno();
    if (code == ENOMEM)
        hinge_out_of_memory();
    hinge_fail(&sink->error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot write %s%s%s",
               sink->output.target != NULL ? sink->output.target : "output", object,
               code != 0 ? ": " : "", code != 0 ? strerror(code) : "");
}

enum hinge_status hinge_sink_status(const struct hinge_sink *sink, struct hinge_error *error)
{
    if (sink->error.status != HINGE_OK && error != NULL)
        *error = sink->error;
    return sink->error.status;
}

void hinge_sink_close(struct hinge_sink *sink, hid_t *id, const char *object)
{
    errno = 0;
    if (!hinge_h5_close(id))
        sink_failed(sink, object);
}

/* --- attributes --- */

/* Takes over `space`; the types stay the caller's. An invalid one fails. */
static void add_attribute(struct hinge_sink *sink, hid_t object, const char *name, hid_t type,
                          hid_t memory_type, hid_t space, const void *value)
{
    bool written = false;
    errno = 0;
    if (type >= 0 && memory_type >= 0 && space >= 0) {
        hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
        written = attribute >= 0 && H5Awrite(attribute, memory_type, value) >= 0;
        written = hinge_h5_close(&attribute) && written;
    }
    hinge_h5_drop(&space);
    if (!written)
        sink_failed(sink, name);
}

void hinge_sink_text(struct hinge_sink *sink, hid_t object, const char *name, const char *text)
{
    if (sink->error.status != HINGE_OK || text[0] == '\0')
        return;
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type < 0 || H5Tset_size(type, strlen(text)) < 0 ||
        H5Tset_strpad(type, H5T_STR_NULLPAD) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)
        hinge_h5_drop(&type);
    add_attribute(sink, object, name, type, type, H5Screate(H5S_SCALAR), text);
    hinge_h5_drop(&type);
}

void hinge_sink_numbers(struct hinge_sink *sink, hid_t object, const char *name,
                        enum hinge_element element, size_t n, const void *values)
{
    hsize_t length = n;
    if (sink->error.status != HINGE_OK)
        return;
    hid_t space = n == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &length, NULL);
    add_attribute(sink, object, name, hinge_element_stored(element), hinge_element_native(element),
                  space, values);
}

/* --- netCDF-4 dimensions: both lists of the HDF5 dimension scale specification, as
 * H5DSattach_scale writes them; but a scale's list of users once, at the end, and not anew with
 * every user --- */

/* An entry of a scale's list: an array, and which of its dimensions. */
struct user {
    hobj_ref_t dataset;
    int32_t dimension;
};

int hinge_sink_coordinate(struct hinge_sink *sink, hid_t dataset, const char *name)
{
    const int32_t number = sink->dimensions;
    sink->scale = hinge_more(sink->scale, (size_t)sink->dimensions, sizeof *sink->scale);
    errno = 0;
    /* what H5DSset_scale of HDF5's other library would write: two attributes, each a text
     * with its end, in ASCII. H5DSis_scale, and so netCDF, knows a scale by just these. */
    const char *const text[2][2] = {{"CLASS", "DIMENSION_SCALE"}, {"NAME", name}};
    for (int i = 0; i < 2 && sink->error.status == HINGE_OK; i++) {
        hid_t type = H5Tcopy(H5T_C_S1);
        if (type < 0 || H5Tset_size(type, strlen(text[i][1]) + 1) < 0)
            sink_failed(sink, name);
        else
            add_attribute(sink, dataset, text[i][0], type, type, H5Screate(H5S_SCALAR), text[i][1]);
        hinge_h5_drop(&type);
    }
    if (sink->error.status == HINGE_OK &&
        H5Rcreate(&sink->scale[number], dataset, ".", H5R_OBJECT, -1) < 0)
        sink_failed(sink, name);
    if (sink->error.status == HINGE_OK)
        sink->dimensions++;
    hinge_sink_numbers(sink, dataset, HINGE_DIMENSION_ID, HINGE_ELEMENT_I32, 0, &number);
    return number;
}

hid_t hinge_sink_dimension(struct hinge_sink *sink, hid_t group, const char *name, hsize_t length,
                           bool grows, int *id)
{
    char text[80];
    *id = 0;
    if (sink->error.status != HINGE_OK)
        return H5I_INVALID_HID;
    snprintf(text, sizeof text, "%s%10llu", HINGE_PHANTOM_NAME, (unsigned long long)length);
    errno = 0;
    /* What netCDF-4 itself writes: big-endian floats that are never stored. A single chunk has no
     * checksum: of one that is never stored HDF5 1.10 notes another length than later versions, and
     * files should have the same bytes with any of them. */
    hsize_t most = grows ? H5S_UNLIMITED : length, chunk = 1;
    hid_t settings = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(1, &length, &most);
    hid_t scale = H5I_INVALID_HID;
    if (settings >= 0 && space >= 0 && H5Pset_obj_track_times(settings, 0) >= 0 &&
        H5Pset_chunk(settings, 1, &chunk) >= 0 &&
        ((length == 1 && !grows) || H5Pset_fletcher32(settings) >= 0))
        scale = H5Dcreate2(group, name, H5T_IEEE_F32BE, space, H5P_DEFAULT, settings, H5P_DEFAULT);
    hinge_h5_drop(&space);
    hinge_h5_drop(&settings);
    if (scale < 0)
        sink_failed(sink, name);
    else
        *id = hinge_sink_coordinate(sink, scale, text);
    return scale;
}

void hinge_sink_use_dimensions(struct hinge_sink *sink, hid_t dataset, int n, const int *id,
                               bool attached)
{
    int32_t ids[HINGE_RANK_MAX];
    hvl_t scales[HINGE_RANK_MAX];
    struct hinge_scale_use use = {0};
    hsize_t length = (hsize_t)n;
    if (sink->error.status != HINGE_OK)
        return;
    errno = 0;
    if (attached && H5Rcreate(&use.dataset, dataset, ".", H5R_OBJECT, -1) < 0) {
        sink_failed(sink, "a dimension");
        return;
    }
    for (int d = 0; d < n; d++) {
        ids[d] = id[d];
        scales[d] = (hvl_t){1, &sink->scale[id[d]]};
        use.id = id[d];
        use.dimension = d;
        if (attached) {
            sink->use = hinge_more(sink->use, sink->n_uses, sizeof *sink->use);
            sink->use[sink->n_uses++] = use;
        }
    }
    if (attached) { /* the scales of a dataset are listed on it, one of each dimension */
        errno = 0;
        hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
        add_attribute(sink, dataset, "DIMENSION_LIST", type, type,
                      H5Screate_simple(1, &length, NULL), scales);
        hinge_h5_drop(&type);
    }
    hinge_sink_numbers(sink, dataset, HINGE_DIMENSION_IDS, HINGE_ELEMENT_I32, (size_t)n, ids);
}

/* The type of an entry, its number as in the file or in memory. */
static hid_t user_type(hid_t number)
{
    hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(struct user));
    if (type >= 0 &&
        (H5Tinsert(type, "dataset", HOFFSET(struct user, dataset), H5T_STD_REF_OBJ) < 0 ||
         H5Tinsert(type, "dimension", HOFFSET(struct user, dimension), number) < 0))
        hinge_h5_drop(&type);
    return type;
}

/* --- the file --- */

/* Dataset settings of one element type: nothing that differs between two runs, a
 * checksum on everything. */
static hid_t creation_settings(enum hinge_element element)
{
    hid_t settings = H5Pcreate(H5P_DATASET_CREATE);
    if (settings < 0)
        return settings;
    const void *fill = hinge_element_fill(element);
    bool wide = hinge_element_size(element) > 1;
    if (H5Pset_obj_track_times(settings, 0) < 0 ||
        H5Pset_fill_time(settings, H5D_FILL_TIME_NEVER) < 0 ||
        (fill != NULL && H5Pset_fill_value(settings, hinge_element_native(element), fill) < 0) ||
        H5Pset_layout(settings, H5D_CHUNKED) < 0 || (wide && H5Pset_shuffle(settings) < 0) ||
        H5Pset_deflate(settings, 1) < 0 || H5Pset_fletcher32(settings) < 0)
        hinge_h5_drop(&settings);
    return settings;
}

static hid_t group_settings(hid_t kind, bool ordered)
{
    hid_t settings = H5Pcreate(kind);
    if (settings < 0)
        return settings;
    unsigned order = ordered ? H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED : 0;
    if (H5Pset_obj_track_times(settings, 0) < 0 || H5Pset_link_creation_order(settings, order) < 0)
        hinge_h5_drop(&settings);
    return settings;
}

/* Whether there is room for the beginning of a file: libhdf5 2 may end the program when
 * there is none. */
static bool has_room(int file)
{
    static const char beginning[4096];
    errno = ENOSPC;
    return hinge_os_write_at(file, beginning, sizeof beginning, 0) == sizeof beginning;
}

static void create_file(struct hinge_sink *sink)
{
    errno = 0;
    sink->plain_group = group_settings(H5P_GROUP_CREATE, false);
    sink->ordered_group = group_settings(H5P_GROUP_CREATE, true);
    bool made = sink->plain_group >= 0 && sink->ordered_group >= 0;
    for (int e = 0; e < HINGE_ELEMENT_COUNT; e++) {
        sink->creation[e] = creation_settings((enum hinge_element)e);
        made = made && sink->creation[e] >= 0;
    }
    if (!made || !has_room(sink->output.lock)) {
        sink_failed(sink, "the file");
        return;
    }
    errno = 0;
    char room[HINGE_OS_PATH];
    hid_t access = hinge_h5_access(), creation = group_settings(H5P_FILE_CREATE, true);
    if (access >= 0 && creation >= 0)
        sink->file = H5Fcreate(hinge_os_path_for(sink->output.temporary, room), H5F_ACC_TRUNC,
                               creation, access);
    hinge_h5_drop(&access);
    hinge_h5_drop(&creation);
    const char *locking = getenv("HDF5_USE_FILE_LOCKING");
    if (sink->file < 0 && locking != NULL && strcmp(locking, "FALSE") != 0 &&
        strcmp(locking, "0") != 0)
        hinge_fail(&sink->error, HINGE_WRITE, HINGE_REASON_OK,
                   "%s: cannot create the file; unset HDF5_USE_FILE_LOCKING, because this "
                   "program locks files itself",
                   sink->output.target);
    else if (sink->file < 0)
        sink_failed(sink, "the file");
}

/* What stands at the output's path must be of its own kind: a study does not replace
 * results, nor a file that by its name is no HDF5. */
static enum hinge_status check_kind(const char *path, const char *schema, struct hinge_error *error)
{
    char kind[16] = "";
    const char *dot = strrchr(hinge_file_name(path), '.');
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_os_info info;
    bool own_name = dot == NULL || strcmp(dot, ".h5") == 0 || strcmp(dot, ".hdf5") == 0 ||
                    strcmp(dot, ".nc") == 0;
    if (hinge_os_stat(path, &info) != 0 || info.kind != HINGE_OS_FILE || info.size == 0)
        return HINGE_OK;
    enum hinge_status status = hinge_store_kind(path, kind, &ignored);
    if (status == HINGE_OK && strcmp(kind, schema) != 0)
        return hinge_usage(error,
                           "%s: holds %s; it would be replaced by %s: name another "
                           "output, or remove it first",
                           path, strcmp(kind, "study") == 0 ? "a study" : kind,
                           strcmp(schema, "study") == 0 ? "a study" : schema);
    if (*kind == '\0' && !own_name)
        return hinge_usage(error,
                           "%s: exists and is not an HDF5 file, %s would replace "
                           "it: name another output (such as %s.h5), or remove it",
                           path, strcmp(schema, "study") == 0 ? "a study" : schema, schema);
    return HINGE_OK;
}

enum hinge_status hinge_sink_open(struct hinge_sink *sink, const char *path, const char *schema,
                                  struct hinge_error *error)
{
    const int32_t version = HINGE_SCHEMA_VERSION;
    *sink = (struct hinge_sink){
        .output = {.lock = -1}, .file = -1, .schema = schema, .error = HINGE_ERROR_INIT};
    enum hinge_status status = check_kind(path, schema, error);
    if (status == HINGE_OK)
        status = hinge_output_open(&sink->output, path, error);
    if (status != HINGE_OK)
        return status;
    create_file(sink);
    hinge_sink_text(sink, sink->file, HINGE_SCHEMA_ATTRIBUTE, schema);
    hinge_sink_numbers(sink, sink->file, HINGE_VERSION_ATTRIBUTE, HINGE_ELEMENT_I32, 0, &version);
    status = hinge_sink_status(sink, error);
    if (status != HINGE_OK)
        hinge_sink_discard(sink);
    return status;
}

static void drop_settings(struct hinge_sink *sink)
{
    for (int e = 0; e < HINGE_ELEMENT_COUNT; e++)
        hinge_h5_drop(&sink->creation[e]);
    hinge_h5_drop(&sink->plain_group);
    hinge_h5_drop(&sink->ordered_group);
}

/* Whether all was written. After a write that failed libhdf5 2 may end the program when
 * the file is closed, by an assertion: such a file stays open to the program's end,
 * empty and soon without a name (a new file must not get its inode, by which libhdf5
 * would take it for this one). */
static bool close_file(struct hinge_sink *sink)
{
    errno = 0;
    if (sink->file < 0)
        return true;
    if (H5Fflush(sink->file, H5F_SCOPE_GLOBAL) >= 0)
        return hinge_h5_close(&sink->file);
    int code = hinge_h5_errno();
    bool emptied = hinge_os_cut(sink->output.lock, 0) == 0;
    (void)emptied; /* it is removed all the same */
    sink->file = H5I_INVALID_HID;
    errno = code;
    return false;
}

void hinge_sink_discard(struct hinge_sink *sink)
{
    drop_settings(sink);
    int code = hinge_h5_errno();
    (void)close_file(sink);
    errno = code;
    hinge_encoder_clear(&sink->encoder);
    free(sink->stored);
    free(sink->scale);
    free(sink->use);
    hinge_arena_clear(&sink->arena);
    hinge_output_discard(&sink->output);
    *sink = (struct hinge_sink){.output = {.lock = -1}, .file = -1};
}

enum hinge_status hinge_sink_publish(struct hinge_sink *sink, struct hinge_error *error)
{
    drop_settings(sink);
    if (sink->error.status == HINGE_OK && sink->n_uses > 0) {
        /* the users of every dimension are listed on it */
        hid_t type[2] = {user_type(H5T_STD_I32LE), user_type(H5T_NATIVE_INT32)};
        struct user *user =
            hinge_arena_alloc(&sink->arena, sink->n_uses, sizeof *user); /* padding is 0 */
        for (int id = 0; id < sink->dimensions && sink->error.status == HINGE_OK; id++) {
            hsize_t n = 0;
            for (size_t i = 0; i < sink->n_uses; i++)
                if (sink->use[i].id == id) {
                    user[n].dataset = sink->use[i].dataset;
                    user[n++].dimension = sink->use[i].dimension;
                }
            if (n == 0)
                continue;
            errno = 0;
            hid_t scale = H5Rdereference2(sink->file, H5P_DEFAULT, H5R_OBJECT, &sink->scale[id]);
            if (scale < 0)
                sink_failed(sink, "a dimension");
            else
                add_attribute(sink, scale, "REFERENCE_LIST", type[0], type[1],
                              H5Screate_simple(1, &n, NULL), user);
            hinge_sink_close(sink, &scale, "a dimension");
        }
        hinge_h5_drop(&type[0]);
        hinge_h5_drop(&type[1]);
    }
    if (sink->error.status == HINGE_OK && !close_file(sink))
        sink_failed(sink, "the file");
    if (sink->error.status == HINGE_OK) {
        /* reads what was written; what comes back otherwise was not written */
        struct hinge_error why = HINGE_ERROR_INIT;
        if (hinge_source_verify(sink->output.temporary, sink->output.target, sink->schema, &why) !=
            HINGE_OK)
            hinge_fail(&sink->error, HINGE_WRITE, HINGE_REASON_OK, "%s (checked after writing)",
                       why.message);
    }
    enum hinge_status status = hinge_sink_status(sink, error);
    if (status == HINGE_OK)
        status = hinge_output_publish(&sink->output, error);
    hinge_sink_discard(sink);
    return status;
}

/* --- what is in it --- */

hid_t hinge_sink_group(struct hinge_sink *sink, hid_t parent, const char *name, bool ordered)
{
    if (sink->error.status != HINGE_OK)
        return H5I_INVALID_HID;
    errno = 0;
    hid_t group = H5Gcreate2(parent, name, H5P_DEFAULT,
                             ordered ? sink->ordered_group : sink->plain_group, H5P_DEFAULT);
    if (group < 0)
        sink_failed(sink, name);
    return group;
}

hid_t hinge_sink_dataset(struct hinge_sink *sink, hid_t parent, const char *name,
                         enum hinge_element element, const struct hinge_sink_shape *shape)
{
    hsize_t most[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    if (sink->error.status != HINGE_OK)
        return H5I_INVALID_HID;
    for (int d = 0; d < shape->rank; d++) {
        most[d] = d == 0 && shape->grows ? H5S_UNLIMITED : shape->dim[d];
        chunk[d] = shape->chunk[d] ? shape->chunk[d] : 1;
    }
    errno = 0;
    hid_t settings = sink->creation[element], dataset = H5I_INVALID_HID;
    hid_t space = H5Screate_simple(shape->rank, shape->dim, most);
    if (space >= 0 && H5Pset_chunk(settings, shape->rank, chunk) >= 0)
        dataset = H5Dcreate2(parent, name, hinge_element_stored(element), space, H5P_DEFAULT,
                             settings, H5P_DEFAULT);
    hinge_h5_drop(&space);
    if (dataset < 0)
        sink_failed(sink, name);
    return dataset;
}

void hinge_sink_extent(struct hinge_sink *sink, hid_t dataset, const hsize_t *dim, const char *name)
{
    errno = 0;
    if (sink->error.status == HINGE_OK && H5Dset_extent(dataset, dim) < 0)
        sink_failed(sink, name);
}

void hinge_sink_stored(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                       const unsigned char *bytes, size_t length)
{
    errno = 0;
    if (sink->error.status == HINGE_OK &&
        H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset, length, bytes) < 0)
        sink_failed(sink, "numbers");
}

void hinge_sink_chunk(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                      enum hinge_element element, const void *values, size_t n)
{
    size_t size = hinge_element_size(element), bound = hinge_chunk_bound(n * size);
    if (sink->error.status != HINGE_OK)
        return;
    hinge_chunk_room(&sink->stored, &sink->room, bound);
    size_t length = hinge_chunk_encode(&sink->encoder, values, n, size, sink->stored);
    hinge_sink_stored(sink, dataset, offset, sink->stored, length);
}

void hinge_sink_array(struct hinge_sink *sink, hid_t dataset, const struct hinge_sink_shape *shape,
                      enum hinge_element element, const void *values)
{
    struct hinge_sink_shape flat = *shape; /* rank 1 is one column */
    if (flat.rank == 1)
        flat.dim[1] = flat.chunk[1] = 1;
    size_t n = (size_t)(flat.chunk[0] * flat.chunk[1]);
    size_t size = hinge_element_size(element);
    struct hinge_arena_mark mark = hinge_arena_mark(&sink->arena);
    unsigned char *chunk = hinge_arena_raw(&sink->arena, n, size);
    hsize_t at[2];
    for (at[0] = 0; at[0] < flat.dim[0] && sink->error.status == HINGE_OK; at[0] += flat.chunk[0]) {
        for (at[1] = 0; at[1] < flat.dim[1]; at[1] += flat.chunk[1]) {
            hinge_element_clear(element, chunk, n);
            /* copies the part of an array (rank 2) that a chunk covers; the rest keeps its
             * fill */
            hsize_t rows = flat.dim[0] - at[0], columns = flat.dim[1] - at[1];
            rows = rows < flat.chunk[0] ? rows : flat.chunk[0];
            columns = columns < flat.chunk[1] ? columns : flat.chunk[1];
            for (hsize_t r = 0; r < rows; r++)
                memcpy(chunk + r * flat.chunk[1] * size,
                       (const unsigned char *)values + ((at[0] + r) * flat.dim[1] + at[1]) * size,
                       columns * size);
            hinge_sink_chunk(sink, dataset, at, element, chunk, n);
        }
    }
    hinge_arena_reset(&sink->arena, mark);
}
