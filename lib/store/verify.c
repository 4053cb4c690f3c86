/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a finished file once more, every chunk of every dataset, before it is
 * published. */
#include "store/source.h"

#include <stdio.h>

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
    status = hinge_source_opened(source, member, object, &array, error);
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
    enum hinge_status status = hinge_source_names(source, group, object, &names, error);
    for (size_t i = 0; i < names.n && status == HINGE_OK; i++) {
        char path[HINGE_OBJECT_MAX];
        snprintf(path, sizeof path, "%s%s%s", object, object[1] != '\0' ? "/" : "", names.name[i]);
        status = verify_member(source, group, names.name[i], path, depth, error);
    }
    hinge_names_clear(&names);
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
