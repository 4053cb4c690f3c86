/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes of a file being written. */
#include "store/sink.h"

#include <errno.h>
#include <string.h>

enum hinge_status hinge_sink_attribute(struct hinge_sink *sink, hid_t object, const char *name,
                                       hid_t type, hid_t memory_type, hid_t space,
                                       const void *value, struct hinge_error *error)
{
    bool written = false;
    errno = 0;
    if (type >= 0 && memory_type >= 0 && space >= 0) {
        hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
        written = attribute >= 0 && H5Awrite(attribute, memory_type, value) >= 0;
        written = hinge_h5_close(&attribute) && written;
    }
    hinge_h5_drop(&space);
    return written ? HINGE_OK : hinge_sink_failed(sink, name, error);
}

enum hinge_status hinge_sink_text(struct hinge_sink *sink, hid_t object, const char *name,
                                  const char *text, struct hinge_error *error)
{
    if (text[0] == '\0')
        return HINGE_OK;
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type < 0 || H5Tset_size(type, strlen(text)) < 0 ||
        H5Tset_strpad(type, H5T_STR_NULLPAD) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)
        hinge_h5_drop(&type);
    enum hinge_status status =
        hinge_sink_attribute(sink, object, name, type, type, H5Screate(H5S_SCALAR), text, error);
    hinge_h5_drop(&type);
    return status;
}

enum hinge_status hinge_sink_numbers(struct hinge_sink *sink, hid_t object, const char *name,
                                     enum hinge_element element, size_t n, const void *values,
                                     struct hinge_error *error)
{
    hsize_t length = n;
    hid_t space = n == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &length, NULL);
    return hinge_sink_attribute(sink, object, name, hinge_element_stored(element),
                                hinge_element_native(element), space, values, error);
}
