/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes and netCDF-4 dimensions of a file being written. */
#include "store/sink.h"

#include <errno.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <string.h>

/* Writes one attribute; takes over the two handles. */
static enum hinge_status put(struct hinge_sink *sink, hid_t object, const char *name,
                             hid_t type, hid_t memory_type, hid_t space,
                             const void *value, struct hinge_error *error)
{
    bool written = false;
    errno = 0;
    if (type >= 0 && space >= 0) {
        hid_t attribute =
            H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
        written = attribute >= 0 && H5Awrite(attribute, memory_type, value) >= 0;
        written = hinge_h5_close(&attribute) && written;
    }
    hinge_h5_drop(&space);
    return written ? HINGE_OK : hinge_sink_failed(sink, name, error);
}

enum hinge_status hinge_sink_text(struct hinge_sink *sink, hid_t object,
                                  const char *name, const char *text,
                                  struct hinge_error *error)
{
    if (text[0] == '\0')
        return HINGE_OK;
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type < 0 || H5Tset_size(type, strlen(text)) < 0 ||
        H5Tset_strpad(type, H5T_STR_NULLPAD) < 0 ||
        H5Tset_cset(type, H5T_CSET_UTF8) < 0)
        hinge_h5_drop(&type);
    enum hinge_status status =
        put(sink, object, name, type, type, H5Screate(H5S_SCALAR), text, error);
    hinge_h5_drop(&type);
    return status;
}

enum hinge_status hinge_sink_numbers(struct hinge_sink *sink, hid_t object,
                                     const char *name, enum hinge_element element,
                                     size_t n, const void *values,
                                     struct hinge_error *error)
{
    hsize_t length = n;
    hid_t space = n == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &length, NULL);
    return put(sink, object, name, hinge_element_stored(element),
               hinge_element_native(element), space, values, error);
}

static enum hinge_status number_dimension(struct hinge_sink *sink, hid_t scale,
                                          const char *name, int *id,
                                          struct hinge_error *error)
{
    const int32_t number = sink->dimensions;
    errno = 0;
    if (H5DSset_scale(scale, name) < 0)
        return hinge_sink_failed(sink, name, error);
    *id = sink->dimensions++;
    return hinge_sink_numbers(sink, scale, HINGE_DIMENSION_ID, HINGE_ELEMENT_I32, 0,
                              &number, error);
}

/* What netCDF-4 itself writes: big-endian floats that are never stored. */
static hid_t phantom(hid_t group, const char *name, hsize_t length, bool grows)
{
    hsize_t most = grows ? H5S_UNLIMITED : length, chunk = 1;
    hid_t settings = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(1, &length, &most);
    hid_t scale = H5I_INVALID_HID;
    if (settings >= 0 && space >= 0 && H5Pset_obj_track_times(settings, 0) >= 0 &&
        H5Pset_chunk(settings, 1, &chunk) >= 0 && H5Pset_fletcher32(settings) >= 0)
        scale = H5Dcreate2(group, name, H5T_IEEE_F32BE, space, H5P_DEFAULT, settings,
                           H5P_DEFAULT);
    hinge_h5_drop(&space);
    hinge_h5_drop(&settings);
    return scale;
}

enum hinge_status hinge_sink_dimension(struct hinge_sink *sink, hid_t group,
                                       const char *name, hsize_t length, bool grows,
                                       hid_t *scale, int *id, struct hinge_error *error)
{
    char text[80];
    snprintf(text, sizeof text, "%s%10llu", HINGE_PHANTOM_NAME,
             (unsigned long long)length);
    errno = 0;
    *scale = phantom(group, name, length, grows);
    if (*scale < 0)
        return hinge_sink_failed(sink, name, error);
    enum hinge_status status = number_dimension(sink, *scale, text, id, error);
    if (status != HINGE_OK)
        hinge_h5_drop(scale);
    return status;
}

enum hinge_status hinge_sink_coordinate(struct hinge_sink *sink, hid_t dataset,
                                        const char *name, int *id,
                                        struct hinge_error *error)
{
    return number_dimension(sink, dataset, name, id, error);
}

enum hinge_status hinge_sink_use_dimensions(struct hinge_sink *sink, hid_t dataset,
                                            int n, const hid_t *scale, const int *id,
                                            struct hinge_error *error)
{
    int32_t ids[HINGE_RANK_MAX];
    errno = 0;
    for (int d = 0; d < n; d++) {
        ids[d] = id[d];
        /* a coordinate variable of two dimensions is a scale itself and is only listed
         */
        if (scale[d] >= 0 && H5DSattach_scale(dataset, scale[d], (unsigned)d) < 0)
            return hinge_sink_failed(sink, "a dimension", error);
    }
    return hinge_sink_numbers(sink, dataset, HINGE_DIMENSION_IDS, HINGE_ELEMENT_I32,
                              (size_t)n, ids, error);
}
