/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Creating, filling and publishing an HDF5 file. */
#include "store/sink.h"

#include "base/memory.h"
#include "os/file.h"
#include "store/source.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_sink_failed(const struct hinge_sink *sink, const char *object,
                                    struct hinge_error *error)
{
    int code = hinge_h5_errno();
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot write %s%s%s",
                           sink->output.target != NULL ? sink->output.target : "output", object,
                           code != 0 ? ": " : "", code != 0 ? strerror(code) : "");
}

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

static bool make_settings(struct hinge_sink *sink)
{
    sink->plain_group = group_settings(H5P_GROUP_CREATE, false);
    sink->ordered_group = group_settings(H5P_GROUP_CREATE, true);
    bool made = sink->plain_group >= 0 && sink->ordered_group >= 0;
    for (int e = 0; e < HINGE_ELEMENT_COUNT; e++) {
        sink->creation[e] = creation_settings((enum hinge_element)e);
        made = made && sink->creation[e] >= 0;
    }
    return made;
}

/* Whether there is room for the beginning of a file: libhdf5 2 may end the program when
 * there is none. */
static bool has_room(int file)
{
    static const char beginning[4096];
    errno = ENOSPC;
    return hinge_os_write_at(file, beginning, sizeof beginning, 0) == sizeof beginning;
}

static enum hinge_status create_file(struct hinge_sink *sink, struct hinge_error *error)
{
    errno = 0;
    if (!has_room(sink->output.lock))
        return hinge_sink_failed(sink, "the file", error);
    errno = 0;
    hid_t access = hinge_h5_access(), creation = group_settings(H5P_FILE_CREATE, true);
    if (access >= 0 && creation >= 0)
        sink->file = H5Fcreate(sink->output.temporary, H5F_ACC_TRUNC, creation, access);
    hinge_h5_drop(&access);
    hinge_h5_drop(&creation);
    if (sink->file >= 0)
        return HINGE_OK;
    const char *locking = getenv("HDF5_USE_FILE_LOCKING");
    if (locking != NULL && strcmp(locking, "FALSE") != 0 && strcmp(locking, "0") != 0)
        return hinge_error_set(
            error, HINGE_WRITE, HINGE_REASON_OK,
            "%s: cannot create the file; unset HDF5_USE_FILE_LOCKING, because this "
            "program locks files itself",
            sink->output.target);
    return hinge_sink_failed(sink, "the file", error);
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
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: holds %s; it would be replaced by %s: name another "
                               "output, or remove it first",
                               path, strcmp(kind, "study") == 0 ? "a study" : kind,
                               strcmp(schema, "study") == 0 ? "a study" : schema);
    if (*kind == '\0' && !own_name)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: exists and is not an HDF5 file, %s would replace "
                               "it: name another output (such as %s.h5), or remove it",
                               path, strcmp(schema, "study") == 0 ? "a study" : schema, schema);
    return HINGE_OK;
}

enum hinge_status hinge_sink_open(struct hinge_sink *sink, const char *path, const char *schema,
                                  struct hinge_error *error)
{
    *sink = (struct hinge_sink){.output = {.lock = -1}, .file = -1, .schema = schema};
    enum hinge_status status = check_kind(path, schema, error);
    if (status == HINGE_OK)
        status = hinge_output_open(&sink->output, path, error);
    if (status != HINGE_OK)
        return status;
    const int32_t version = HINGE_SCHEMA_VERSION;
    errno = 0;
    if (!make_settings(sink))
        status = hinge_sink_failed(sink, "the file", error);
    if (status == HINGE_OK)
        status = create_file(sink, error);
    if (status == HINGE_OK)
        status = hinge_sink_text(sink, sink->file, HINGE_SCHEMA_ATTRIBUTE, schema, error);
    if (status == HINGE_OK)
        status = hinge_sink_numbers(sink, sink->file, HINGE_VERSION_ATTRIBUTE, HINGE_ELEMENT_I32, 0,
                                    &version, error);
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

static void discard_file(struct hinge_sink *sink)
{
    int code = hinge_h5_errno();
    (void)close_file(sink);
    errno = code;
}

void hinge_sink_discard(struct hinge_sink *sink)
{
    drop_settings(sink);
    discard_file(sink);
    hinge_encoder_clear(&sink->encoder);
    free(sink->stored);
    free(sink->scale);
    free(sink->use);
    hinge_output_discard(&sink->output);
    *sink = (struct hinge_sink){.output = {.lock = -1}, .file = -1};
}

enum hinge_status hinge_sink_publish(struct hinge_sink *sink, struct hinge_error *error)
{
    drop_settings(sink);
    enum hinge_status status = hinge_sink_finish_dimensions(sink, error);
    if (!close_file(sink) && status == HINGE_OK)
        status = hinge_sink_failed(sink, "the file", error);
    if (status == HINGE_OK) {
        struct hinge_error why = HINGE_ERROR_INIT;
        status =
            hinge_source_verify(sink->output.temporary, sink->output.target, sink->schema, &why);
        if (status != HINGE_OK)
            status = HINGE_WRITE; /* what came back is not what was written */
        if (status != HINGE_OK)
            hinge_error_set(error, status, HINGE_REASON_OK, "%s (checked after writing)",
                            why.message);
    }
    if (status == HINGE_OK)
        status = hinge_output_publish(&sink->output, error);
    hinge_sink_discard(sink);
    return status;
}

enum hinge_status hinge_sink_group(struct hinge_sink *sink, hid_t parent, const char *name,
                                   bool ordered, hid_t *group, struct hinge_error *error)
{
    errno = 0;
    *group = H5Gcreate2(parent, name, H5P_DEFAULT,
                        ordered ? sink->ordered_group : sink->plain_group, H5P_DEFAULT);
    return *group < 0 ? hinge_sink_failed(sink, name, error) : HINGE_OK;
}

enum hinge_status hinge_sink_dataset(struct hinge_sink *sink, hid_t parent, const char *name,
                                     enum hinge_element element,
                                     const struct hinge_sink_shape *shape, hid_t *dataset,
                                     struct hinge_error *error)
{
    hsize_t most[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX];
    for (int d = 0; d < shape->rank; d++) {
        most[d] = d == 0 && shape->grows ? H5S_UNLIMITED : shape->dim[d];
        chunk[d] = shape->chunk[d] ? shape->chunk[d] : 1;
    }
    errno = 0;
    hid_t settings = sink->creation[element];
    hid_t space = H5Screate_simple(shape->rank, shape->dim, most);
    *dataset = H5I_INVALID_HID;
    if (space >= 0 && H5Pset_chunk(settings, shape->rank, chunk) >= 0)
        *dataset = H5Dcreate2(parent, name, hinge_element_stored(element), space, H5P_DEFAULT,
                              settings, H5P_DEFAULT);
    hinge_h5_drop(&space);
    return *dataset < 0 ? hinge_sink_failed(sink, name, error) : HINGE_OK;
}

enum hinge_status hinge_sink_stored(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                                    const unsigned char *bytes, size_t length,
                                    struct hinge_error *error)
{
    errno = 0;
    if (H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset, length, bytes) < 0)
        return hinge_sink_failed(sink, "numbers", error);
    return HINGE_OK;
}

enum hinge_status hinge_sink_chunk(struct hinge_sink *sink, hid_t dataset, const hsize_t *offset,
                                   enum hinge_element element, const void *values, size_t n,
                                   struct hinge_error *error)
{
    size_t size = hinge_element_size(element), bound = hinge_chunk_bound(n * size);
    if (bound > sink->room) {
        unsigned char *room = hinge_resize(sink->stored, bound, 1);
        sink->stored = room;
        sink->room = bound;
    }
    size_t length = hinge_chunk_encode(&sink->encoder, values, n, size, sink->stored);
    if (length == 0)
        return hinge_no_memory(error);
    return hinge_sink_stored(sink, dataset, offset, sink->stored, length, error);
}

/* Copies the part of an array (rank 2) that a chunk covers; the rest keeps its fill. */
static void cut(const struct hinge_sink_shape *shape, const hsize_t *at, size_t size,
                const unsigned char *values, unsigned char *chunk)
{
    hsize_t rows = shape->dim[0] - at[0], columns = shape->dim[1] - at[1];
    rows = rows < shape->chunk[0] ? rows : shape->chunk[0];
    columns = columns < shape->chunk[1] ? columns : shape->chunk[1];
    for (hsize_t r = 0; r < rows; r++)
        memcpy(chunk + r * shape->chunk[1] * size,
               values + ((at[0] + r) * shape->dim[1] + at[1]) * size, columns * size);
}

enum hinge_status hinge_sink_array(struct hinge_sink *sink, hid_t dataset,
                                   const struct hinge_sink_shape *shape, enum hinge_element element,
                                   const void *values, struct hinge_error *error)
{
    struct hinge_sink_shape flat = *shape; /* rank 1 is one column */
    if (flat.rank == 1)
        flat.dim[1] = flat.chunk[1] = 1;
    size_t n = (size_t)(flat.chunk[0] * flat.chunk[1]);
    size_t size = hinge_element_size(element);
    unsigned char *chunk = hinge_alloc(n, size);
    enum hinge_status status = HINGE_OK;
    hsize_t at[2];
    for (at[0] = 0; at[0] < flat.dim[0] && status == HINGE_OK; at[0] += flat.chunk[0]) {
        for (at[1] = 0; at[1] < flat.dim[1] && status == HINGE_OK; at[1] += flat.chunk[1]) {
            hinge_element_clear(element, chunk, n);
            cut(&flat, at, size, values, chunk);
            status = hinge_sink_chunk(sink, dataset, at, element, chunk, n, error);
        }
    }
    free(chunk);
    return status;
}
