/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and checking the objects of a file that may be damaged or hostile. */
#include "store/source.h"

#include "base/file.h"
#include "base/memory.h"
#include "os/file.h"
#include "store/gate.h"
#include "store/other_file.h"
#include "store/table_layouts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        return hinge_source_no_memory(error);
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

enum hinge_status hinge_source_no_memory(struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK, "out of memory reading a file");
}

static enum hinge_status check_schema(const struct hinge_source *source, const char *schema,
                                      struct hinge_error *error)
{
    char *kind = NULL;
    int32_t version = 0;
    size_t n = 1;
    enum hinge_status status =
        hinge_source_text(source, source->file, "/", HINGE_SCHEMA_ATTRIBUTE, &kind, error);
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
    free(kind);
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
    source->shown = hinge_copy(shown);
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
    hinge_names_clear(&source->attributes);
    free(source->stored);
    free(source->shown);
    *source = (struct hinge_source){.file = -1};
}

enum hinge_status hinge_store_kind(const char *path, char kind[16], struct hinge_error *error)
{
    struct hinge_source source;
    enum hinge_status status = hinge_source_open(&source, path, path, NULL, error);
    if (status != HINGE_OK)
        return status;
    char *text = NULL;
    status = hinge_source_text(&source, source.file, "/", HINGE_SCHEMA_ATTRIBUTE, &text, error);
    if (status == HINGE_OK && strcmp(text, "study") != 0 && strcmp(text, "results") != 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                                 "%s: a \"%s\" file, neither study nor results", path, text);
    if (status == HINGE_OK)
        snprintf(kind, 16, "%s", text);
    free(text);
    hinge_source_close(&source);
    return status;
}

enum hinge_status hinge_source_member(const struct hinge_source *source, hid_t parent,
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
    enum hinge_status status = hinge_source_member(source, parent, name, object, group, error);
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

enum hinge_status hinge_source_array(const struct hinge_source *source, hid_t parent,
                                     const char *name, const char *object,
                                     struct hinge_array *array, struct hinge_error *error)
{
    hid_t member;
    *array = (struct hinge_array){.id = -1};
    enum hinge_status status = hinge_source_member(source, parent, name, object, &member, error);
    return status == HINGE_OK ? hinge_source_opened(source, member, object, array, error) : status;
}

enum hinge_status hinge_source_opened(const struct hinge_source *source, hid_t member,
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
