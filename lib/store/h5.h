/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writing and reading HDF5 share: element types, access settings, checked closing.
 * Only lib/store includes this. */
#ifndef HINGE_STORE_H5_H
#define HINGE_STORE_H5_H

#include "store/store.h"

#include <hdf5.h>

/* Names of the file's own attributes. */
#define HINGE_SCHEMA_ATTRIBUTE "hinge_schema"
#define HINGE_VERSION_ATTRIBUTE "hinge_schema_version"
/* netCDF-4's: ids of a variable's dimensions, id of a dimension, name of one without
 * values */
#define HINGE_DIMENSION_IDS "_Netcdf4Coordinates"
#define HINGE_DIMENSION_ID "_Netcdf4Dimid"
#define HINGE_PHANTOM_NAME "This is a netCDF dimension but not a netCDF variable."

enum { HINGE_SCHEMA_VERSION = 1, HINGE_RANK_MAX = 3, HINGE_OBJECT_MAX = 512 };

/* Elements of datasets and attributes: those of enum hinge_array_type, and text bytes.
 */
enum hinge_element {
    HINGE_ELEMENT_F64 = HINGE_ARRAY_F64,
    HINGE_ELEMENT_F32 = HINGE_ARRAY_F32,
    HINGE_ELEMENT_U8 = HINGE_ARRAY_U8,
    HINGE_ELEMENT_U16 = HINGE_ARRAY_U16,
    HINGE_ELEMENT_I32 = HINGE_ARRAY_I32,
    HINGE_ELEMENT_U64 = HINGE_ARRAY_U64,
    HINGE_ELEMENT_CHAR,
    HINGE_ELEMENT_COUNT,
    HINGE_ELEMENT_NONE = HINGE_ELEMENT_COUNT, /* a dimension without values */
    HINGE_ELEMENT_FOREIGN                     /* a type that is not in the format */
};

size_t hinge_element_size(enum hinge_element element);
/* Types in the file (little-endian) and in memory; borrowed, never closed. CHAR has
 * none in this sense: it is a one-byte string made by the sink. */
hid_t hinge_element_stored(enum hinge_element element);
hid_t hinge_element_native(enum hinge_element element);
/* Pointer to the missing value of a type; NULL for CHAR. */
const void *hinge_element_fill(enum hinge_element element);
/* Sets n elements to the missing value (0 for CHAR). */
void hinge_element_clear(enum hinge_element element, void *values, size_t n);

/* Why the last call into HDF5 failed: the errno it tells in its own list of errors,
 * else errno itself. (Once a call of the system has failed it asks for the time of day
 * and looks for plugins; a missing time zone or folder then leaves another errno.) */
int hinge_h5_errno(void);

/* File access settings of every file: V110, small metadata cache, nothing left open. -1
 * on failure. */
hid_t hinge_h5_access(void);

/* Closes an object of any kind and sets it to H5I_INVALID_HID; true when HDF5 says that
 * it worked (or there was nothing to close). What a chunk cache holds is written here,
 * so the answer matters while writing. */
HINGE_MUST_CHECK bool hinge_h5_close(hid_t *id);
/* The same where failing changes nothing: reading, and giving up. What failed before
 * stays in errno. */
void hinge_h5_drop(hid_t *id);

#endif
