/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HDF5's settings, element types and checked closing. */
#include "store/h5.h"

/* Bytes as in the file; in memory object headers take about eight times as much. As
 * fast as 4 MiB; reading 18,000 trials, 768 KiB take 6 MiB more. */
enum { METADATA_CACHE = 384 << 10 };

enum hinge_status hinge_store_init(struct hinge_error *error)
{
    /* before the first call into HDF5: a file system without locks must not fail, and
     * files are only ever replaced by rename */
    if (hinge_os_setenv("HDF5_USE_FILE_LOCKING", "FALSE") != 0)
        return hinge_no_memory(error);
    /* HDF5's exit handler crashes after a failed write. A second call fails,
     * harmlessly. */
    (void)H5dont_atexit();
    errno = 0;
    bool started = H5open() >= 0 && H5Eset_auto2(H5E_DEFAULT, NULL, NULL) >= 0 &&
                   H5PLset_loading_state(0) >= 0;
    /* it may start without a part of itself, its reader of files, say */
    if (errno == ENOMEM)
        return hinge_no_memory(error);
    if (!started)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK, "libhdf5 does not start");
    return HINGE_OK;
}

static herr_t find_errno(unsigned n, const H5E_error2_t *entry, void *code)
{
    (void)n;
    for (const char *at = entry->desc; at != NULL && (at = strstr(at, "errno = ")); at++)
        *(int *)code = (int)strtol(at + strlen("errno = "), NULL, 10);
    /* it also says so where a damaged file has nothing to allocate for */
    if (entry->maj_num == H5E_RESOURCE && entry->min_num == H5E_NOSPACE && errno == ENOMEM)
        *(int *)code = ENOMEM;
    if (entry->desc != NULL && strstr(entry->desc, "can't retrieve stat info") != NULL)
        *(int *)code = EIO; /* of a file that was just seen; it does not say why */
    return 0;
}

int hinge_h5_errno(void)
{
    int before = errno, code = 0;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, find_errno, &code);
    H5Eclear2(H5E_DEFAULT);
    return code != 0 ? code : before;
}

bool hinge_fail(struct hinge_error *first, enum hinge_status status, enum hinge_reason reason,
                const char *format, ...)
{
    va_list values;
    if (first->status != HINGE_OK)
        return false;
    va_start(values, format);
    hinge_error_vset(first, status, reason, format, values);
    va_end(values);
    return false;
}

size_t hinge_element_size(enum hinge_element element)
{
    static const size_t size[HINGE_ELEMENT_COUNT] = {8, 4, 1, 2, 4, 8, 1};
    return size[element];
}

hid_t hinge_element_stored(enum hinge_element element)
{
    const hid_t type[] = {H5T_IEEE_F64LE, H5T_IEEE_F32LE, H5T_STD_U8LE, H5T_STD_U16LE,
                          H5T_STD_I32LE,  H5T_STD_U64LE,  H5T_C_S1};
    return type[element];
}

hid_t hinge_element_native(enum hinge_element element)
{
    const hid_t type[] = {H5T_NATIVE_DOUBLE, H5T_NATIVE_FLOAT,  H5T_NATIVE_UINT8, H5T_NATIVE_UINT16,
                          H5T_NATIVE_INT32,  H5T_NATIVE_UINT64, H5T_C_S1};
    return type[element];
}

const void *hinge_element_fill(enum hinge_element element)
{
    static const double f64 = (double)NAN;
    static const float f32 = NAN;
    static const uint8_t u8 = HINGE_FILL_U8;
    static const uint16_t u16 = HINGE_FILL_U16;
    static const int32_t i32 = HINGE_FILL_I32;
    static const uint64_t u64 = HINGE_FILL_U64;
    static const void *const fill[HINGE_ELEMENT_COUNT] = {&f64, &f32, &u8, &u16, &i32, &u64};
    return fill[element];
}

void hinge_element_clear(enum hinge_element element, void *values, size_t n)
{
    size_t size = hinge_element_size(element);
    const void *fill = hinge_element_fill(element);
    if (fill == NULL) {
        memset(values, 0, n * size);
        return;
    }
    if (n > 0)
        memcpy(values, fill, size);
    for (size_t i = 1; i < n; i *= 2) /* what is filled fills as much again */
        memcpy((char *)values + i * size, values, (n - i < i ? n - i : i) * size);
}

hid_t hinge_h5_access(void)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (access < 0)
        return access;
    /* chunks go past HDF5's chunk cache, so it needs no room */
    H5AC_cache_config_t metadata = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
    const bool set = H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110) >= 0 &&
                     H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0 &&
                     H5Pset_cache(access, 0, 1, 0, 0.75) >= 0 &&
                     H5Pget_mdc_config(access, &metadata) >= 0;
    metadata.set_initial_size = 1;
    metadata.initial_size = metadata.max_size = METADATA_CACHE;
    metadata.min_size = METADATA_CACHE / 2;
    if (!set || H5Pset_mdc_config(access, &metadata) < 0)
        hinge_h5_drop(&access);
    return access;
}

bool hinge_h5_close(hid_t *id)
{
    hid_t closing = *id;
    *id = H5I_INVALID_HID;
    if (closing <= 0)
        return true;
    switch (H5Iget_type(closing)) {
    case H5I_FILE:
        return H5Fclose(closing) >= 0;
    case H5I_GROUP:
        return H5Gclose(closing) >= 0;
    case H5I_DATASET:
        return H5Dclose(closing) >= 0;
    case H5I_DATASPACE:
        return H5Sclose(closing) >= 0;
    case H5I_DATATYPE:
        return H5Tclose(closing) >= 0;
    case H5I_ATTR:
        return H5Aclose(closing) >= 0;
    case H5I_GENPROP_LST:
        return H5Pclose(closing) >= 0;
    default:
        return false;
    }
}

void hinge_h5_drop(hid_t *id)
{
    if (*id <= 0)
        return;
    int code = hinge_h5_errno(); /* closing empties the list of errors */
    if (!hinge_h5_close(id))
        *id = H5I_INVALID_HID;
    errno = code;
}
