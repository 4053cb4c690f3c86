/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes of a checked file. */
#include "store/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        return hinge_source_no_memory(error);
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
                                    const char *path, const char *name, char **text,
                                    struct hinge_error *error)
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
        *text = hinge_alloc(H5Tget_size(type) + 1, 1);
        if (H5Aread(id, type, *text) < 0)
            status = hinge_source_damaged(source, path, error);
    }
    hinge_h5_drop(&space);
    hinge_h5_drop(&type);
    hinge_h5_drop(&id);
    if (status != HINGE_OK) {
        free(*text);
        *text = NULL;
    }
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

/* State of listing the file's attributes. */
struct listing {
    struct hinge_names names;
    bool no_memory;
};

static herr_t list_attribute(hid_t object, const char *name, const H5A_info_t *info, void *data)
{
    (void)object;
    (void)info;
    struct listing *listing = data;
    if (listing->names.n >= FILE_ATTRIBUTES_MAX)
        return -1;
    listing->no_memory = !hinge_names_add(&listing->names, name);
    return listing->no_memory ? -1 : 0;
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
    struct listing listing = {0};
    enum hinge_status status = HINGE_OK;
    if (H5Aiterate2(source->file, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, list_attribute, &listing) <
        0)
        status = listing.no_memory ? hinge_source_no_memory(error)
                                   : hinge_source_damaged(source, "/", error);
    for (size_t i = 0; i < listing.names.n && status == HINGE_OK; i++) {
        const char *name = listing.names.name[i];
        char *text = NULL;
        if (!is_text(source->file, name))
            continue;
        status = hinge_source_text(source, source->file, "/", name, &text, error);
        if (status == HINGE_OK && (!hinge_names_add(&source->attributes, name) ||
                                   !hinge_names_add(&source->attributes, text)))
            status = hinge_source_no_memory(error);
        free(text);
    }
    hinge_names_clear(&listing.names);
    return status;
}

const char *hinge_source_attribute(const struct hinge_source *source, const char *name)
{
    for (size_t i = 0; i + 1 < source->attributes.n; i += 2)
        if (strcmp(source->attributes.name[i], name) == 0)
            return source->attributes.name[i + 1];
    return NULL;
}
