/* SPDX-License-Identifier: GPL-3.0-or-later */
/* netCDF-4 dimensions of a file being written. In: scales and the arrays that use them.
 * Out: both lists of the HDF5 dimension scale specification, as H5DSattach_scale writes
 * them; but a scale's list of users once, at the end, and not anew with every user. */
#include "store/sink.h"

#include "base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An entry of a scale's list: an array, and which of its dimensions. */
struct user {
    hobj_ref_t dataset;
    int32_t dimension;
};

/* What H5DSset_scale of HDF5's other library would write: two attributes, each a text
 * with its end, in ASCII. H5DSis_scale, and so netCDF, knows a scale by just these. */
static enum hinge_status mark_scale(struct hinge_sink *sink, hid_t scale, const char *name,
                                    struct hinge_error *error)
{
    const char *const text[2][2] = {{"CLASS", "DIMENSION_SCALE"}, {"NAME", name}};
    enum hinge_status status = HINGE_OK;
    for (int i = 0; i < 2 && status == HINGE_OK; i++) {
        hid_t type = H5Tcopy(H5T_C_S1);
        if (type < 0 || H5Tset_size(type, strlen(text[i][1]) + 1) < 0)
            status = hinge_sink_failed(sink, name, error);
        else
            status = hinge_sink_attribute(sink, scale, text[i][0], type, type,
                                          H5Screate(H5S_SCALAR), text[i][1], error);
        hinge_h5_drop(&type);
    }
    return status;
}

static enum hinge_status number_dimension(struct hinge_sink *sink, hid_t scale, const char *name,
                                          int *id, struct hinge_error *error)
{
    const int32_t number = sink->dimensions;
    if (sink->dimensions == sink->scale_room) {
        int room = 2 * sink->scale_room + 64;
        hobj_ref_t *more = hinge_resize(sink->scale, (size_t)room, sizeof *more);
        sink->scale = more;
        sink->scale_room = room;
    }
    errno = 0;
    enum hinge_status status = mark_scale(sink, scale, name, error);
    if (status != HINGE_OK)
        return status;
    if (H5Rcreate(&sink->scale[number], scale, ".", H5R_OBJECT, -1) < 0)
        return hinge_sink_failed(sink, name, error);
    *id = sink->dimensions++;
    return hinge_sink_numbers(sink, scale, HINGE_DIMENSION_ID, HINGE_ELEMENT_I32, 0, &number,
                              error);
}

/* What netCDF-4 itself writes: big-endian floats that are never stored. A single chunk
 * has no checksum: of one that is never stored HDF5 1.10 notes another length than
 * later versions, and files should have the same bytes with any of them. */
static hid_t phantom(hid_t group, const char *name, hsize_t length, bool grows)
{
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
    return scale;
}

enum hinge_status hinge_sink_dimension(struct hinge_sink *sink, hid_t group, const char *name,
                                       hsize_t length, bool grows, hid_t *scale, int *id,
                                       struct hinge_error *error)
{
    char text[80];
    snprintf(text, sizeof text, "%s%10llu", HINGE_PHANTOM_NAME, (unsigned long long)length);
    errno = 0;
    *scale = phantom(group, name, length, grows);
    if (*scale < 0)
        return hinge_sink_failed(sink, name, error);
    enum hinge_status status = number_dimension(sink, *scale, text, id, error);
    if (status != HINGE_OK)
        hinge_h5_drop(scale);
    return status;
}

enum hinge_status hinge_sink_coordinate(struct hinge_sink *sink, hid_t dataset, const char *name,
                                        int *id, struct hinge_error *error)
{
    return number_dimension(sink, dataset, name, id, error);
}

static void note_use(struct hinge_sink *sink, struct hinge_scale_use use)
{
    if (sink->n_uses == sink->use_room) {
        size_t room = 2 * sink->use_room + 256;
        struct hinge_scale_use *more = hinge_resize(sink->use, room, sizeof *more);
        sink->use = more;
        sink->use_room = room;
    }
    sink->use[sink->n_uses++] = use;
}

/* Lists the scales of a dataset on it, one of each dimension. */
static enum hinge_status list_scales(struct hinge_sink *sink, hid_t dataset, int n, hvl_t *scales,
                                     struct hinge_error *error)
{
    hsize_t length = (hsize_t)n;
    errno = 0;
    hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
    enum hinge_status status =
        hinge_sink_attribute(sink, dataset, "DIMENSION_LIST", type, type,
                             H5Screate_simple(1, &length, NULL), scales, error);
    hinge_h5_drop(&type);
    return status;
}

enum hinge_status hinge_sink_use_dimensions(struct hinge_sink *sink, hid_t dataset, int n,
                                            const int *id, bool attached, struct hinge_error *error)
{
    int32_t ids[HINGE_RANK_MAX];
    hvl_t scales[HINGE_RANK_MAX];
    struct hinge_scale_use use = {0};
    errno = 0;
    if (attached && H5Rcreate(&use.dataset, dataset, ".", H5R_OBJECT, -1) < 0)
        return hinge_sink_failed(sink, "a dimension", error);
    for (int d = 0; d < n; d++) {
        ids[d] = id[d];
        scales[d] = (hvl_t){1, &sink->scale[id[d]]};
        use.id = id[d];
        use.dimension = d;
        if (attached) {
            note_use(sink, use);
        }
    }
    enum hinge_status status = attached ? list_scales(sink, dataset, n, scales, error) : HINGE_OK;
    if (status != HINGE_OK)
        return status;
    return hinge_sink_numbers(sink, dataset, HINGE_DIMENSION_IDS, HINGE_ELEMENT_I32, (size_t)n, ids,
                              error);
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

/* Lists the users of one scale on it; `user` has room for all there are. */
static enum hinge_status list_users(struct hinge_sink *sink, int id, struct user *user,
                                    const hid_t type[2], struct hinge_error *error)
{
    hsize_t n = 0;
    for (size_t i = 0; i < sink->n_uses; i++) {
        if (sink->use[i].id != id)
            continue;
        user[n].dataset = sink->use[i].dataset;
        user[n++].dimension = sink->use[i].dimension;
    }
    if (n == 0)
        return HINGE_OK;
    errno = 0;
    hid_t scale = H5Rdereference2(sink->file, H5P_DEFAULT, H5R_OBJECT, &sink->scale[id]);
    enum hinge_status status =
        scale < 0 ? hinge_sink_failed(sink, "a dimension", error)
                  : hinge_sink_attribute(sink, scale, "REFERENCE_LIST", type[0], type[1],
                                         H5Screate_simple(1, &n, NULL), user, error);
    if (!hinge_h5_close(&scale) && status == HINGE_OK)
        status = hinge_sink_failed(sink, "a dimension", error);
    return status;
}

enum hinge_status hinge_sink_finish_dimensions(struct hinge_sink *sink, struct hinge_error *error)
{
    if (sink->n_uses == 0)
        return HINGE_OK;
    hid_t type[2] = {user_type(H5T_STD_I32LE), user_type(H5T_NATIVE_INT32)};
    struct user *user = hinge_alloc(sink->n_uses, sizeof *user); /* padding is 0 */
    enum hinge_status status = HINGE_OK;
    for (int id = 0; id < sink->dimensions && status == HINGE_OK; id++)
        status = list_users(sink, id, user, type, error);
    free(user);
    hinge_h5_drop(&type[0]);
    hinge_h5_drop(&type[1]);
    return status;
}
