/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged and hostile files: refused, naming the object, or read with unchanged values.
 */
#include "store_samples.h"

#include "store/h5.h"

#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <math.h>
#include <sys/stat.h>

enum { TRIALS = 2, CHANNELS = 6, FRAMES = 40 };

static const char *const files[] = {"study.h5", "bad.h5", "fifo", "secret", NULL};
static const char *const ids[TRIALS] = {"p01", "p02"};

struct fixture {
    char *folder;
    char path[4200], bad[4200], other[4200];
    struct hinge_recording recording[TRIALS];
    struct hinge_bytes good;
};

static void write_study(const struct fixture *fixture)
{
    struct hinge_study_writer *writer;
    struct hinge_table list = {0};
    assert_works(hinge_study_create(fixture->path, &writer, &why));
    for (size_t i = 0; i < TRIALS; i++) {
        struct hinge_packed packed;
        assert_works(hinge_pack(&fixture->recording[i], &packed, &why));
        assert_works(
            hinge_study_append(writer, ids[i], &fixture->recording[i].layout, 30, &packed, &why));
        hinge_packed_clear(&packed);
    }
    assert_works(hinge_table_add_column(&list, "id", HINGE_COLUMN_TEXT, "", -1, NULL, &why));
    assert_works(
        hinge_table_add_column(&list, "mass_kg", HINGE_COLUMN_NUMBER, "kg", 1, NULL, &why));
    assert_works(hinge_table_add_rows(&list, 1, &why));
    assert_works(hinge_table_set_text(&list, 0, 0, "p01", &why));
    list.column[1].number[0] = 70.5;
    assert_works(hinge_study_put_table(writer, "/list", &list, &why));
    hinge_table_clear(&list);
    assert_works(hinge_study_publish(writer, &why));
}

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_works(hinge_init(&why));
    fixture->folder = sample_folder();
    snprintf(fixture->path, sizeof fixture->path, "%s/study.h5", fixture->folder);
    snprintf(fixture->bad, sizeof fixture->bad, "%s/bad.h5", fixture->folder);
    snprintf(fixture->other, sizeof fixture->other, "%s/fifo", fixture->folder);
    for (size_t i = 0; i < TRIALS; i++)
        sample_recording(&fixture->recording[i], CHANNELS, FRAMES, i, (unsigned)i);
    write_study(fixture);
    assert_works(hinge_file_read(fixture->path, "study.h5", 1 << 20, &fixture->good, &why));
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < TRIALS; i++)
        hinge_recording_clear(&fixture->recording[i]);
    hinge_bytes_clear(&fixture->good);
    bool empty = sample_folder_remove(fixture->folder, files);
    free(fixture);
    return empty ? 0 : -1;
}

static void put_bytes(const char *path, const void *bytes, size_t n)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

/* What a file gives that could be opened and read to the end: the first failure, or OK
 * when every value is what was written. Wrong values fail the test. */
static enum hinge_status read_all(const struct fixture *fixture, const char *path,
                                  struct hinge_error *error)
{
    struct hinge_study_reader *reader;
    struct hinge_table list;
    enum hinge_status status = hinge_study_open(path, &reader, error);
    if (status != HINGE_OK)
        return status;
    assert_int_equal(hinge_study_count(reader), TRIALS);
    for (size_t i = 0; i < TRIALS && status == HINGE_OK; i++) {
        struct hinge_packed packed;
        struct hinge_recording back = {0};
        double rate = 0;
        const struct hinge_layout *layout = hinge_study_layout(reader, i);
        const struct hinge_recording *want = &fixture->recording[i];
        status = hinge_study_read(reader, i, &packed, &rate, error);
        if (status != HINGE_OK)
            break;
        status = hinge_unpack(&packed, NULL, &back, error);
        if (status == HINGE_OK) {
            assert_true(sample_same(back.data, want->data, CHANNELS * FRAMES));
            assert_close(rate, 30, 0, 0);
            assert_string_equal(hinge_study_id(reader, i), ids[i]);
            assert_string_equal(layout->header, want->layout.header);
            assert_string_equal(layout->channel[3].source, "column 3");
            assert_int_equal(layout->channel[0].unit, HINGE_UNIT_ms);
        }
        hinge_packed_clear(&packed);
        hinge_recording_clear(&back);
    }
    if (status == HINGE_OK)
        status = hinge_study_get_table(reader, "/list", &list, error);
    if (status == HINGE_OK) {
        assert_string_equal(hinge_table_text(&list, "id", 0), "p01");
        assert_close(hinge_table_number(&list, "mass_kg", 0), 70.5, 0, 0);
        hinge_table_clear(&list);
    }
    hinge_study_close(reader);
    return status;
}

static void no_flip_changes_a_value(void **state)
{
    struct fixture *fixture = *state;
    size_t n = fixture->good.size, refused = 0;
    put_bytes(fixture->bad, fixture->good.data, n);
    int file = open(fixture->bad, O_RDWR);
    assert_true(file >= 0);
    for (size_t at = 0; at < n; at += at < 48 ? 1 : 11) {
        char flipped = (char)(fixture->good.data[at] ^ (1 << at % 8));
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_int_equal(pwrite(file, &flipped, 1, (off_t)at), 1);
        enum hinge_status status = read_all(fixture, fixture->bad, &error);
        assert_true(status == HINGE_OK || status == HINGE_INPUT);
        if (status == HINGE_INPUT) {
            assert_non_null(strstr(error.message, "bad.h5: "));
            refused++;
        }
        assert_true(status == HINGE_INPUT || at >= 48);
        assert_int_equal(pwrite(file, &fixture->good.data[at], 1, (off_t)at), 1);
    }
    close(file);
    assert_true(refused > 48);
    assert_works(read_all(fixture, fixture->bad, &why));
}

/* --- the same study, written again by libhdf5 as other programs have it do --- */

/* How a dataset is stored again. */
enum storage { AS_IT_WAS, NO_FILTERS, DEFLATE_ALONE, ONE_PIECE, WITHIN_HEADER };

static const struct rewriting {
    H5F_libver_t low, high;
    unsigned char superblock; /* the version that this gives */
    hsize_t user_block;
    enum storage storage;
} rewritings[] = {
    {H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST, 0, 0, AS_IT_WAS},
    {H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST, 0, 512, NO_FILTERS},
    {H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST, 0, 0, DEFLATE_ALONE},
    {H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST, 0, 0, ONE_PIECE},
    {H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST, 0, 0, WITHIN_HEADER},
    {H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST, 1, 2048, AS_IT_WAS},
    {H5F_LIBVER_V18, H5F_LIBVER_LATEST, 2, 0, AS_IT_WAS},
    {H5F_LIBVER_V18, H5F_LIBVER_LATEST, 2, 1024, DEFLATE_ALONE},
    {H5F_LIBVER_V110, H5F_LIBVER_V110, 3, 0, ONE_PIECE},
    {H5F_LIBVER_LATEST, H5F_LIBVER_LATEST, 3, 512, AS_IT_WAS},
};

static herr_t copy_attribute(hid_t from, const char *name, const H5A_info_t *info, void *data)
{
    (void)info;
    hid_t attribute = H5Aopen(from, name, H5P_DEFAULT);
    hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
    hid_t made = H5Acreate2(*(hid_t *)data, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    void *value = malloc((size_t)H5Aget_storage_size(attribute) + 1);
    assert_true(made >= 0 && H5Aread(attribute, type, value) >= 0 &&
                H5Awrite(made, type, value) >= 0);
    free(value);
    H5Aclose(made);
    H5Sclose(space);
    H5Tclose(type);
    H5Aclose(attribute);
    return 0;
}

/* Copies the attributes of one object to another. */
static void copy_attributes(hid_t from, hid_t to)
{
    assert_true(H5Aiterate2(from, H5_INDEX_NAME, H5_ITER_INC, NULL, copy_attribute, &to) >= 0);
}

static void copy_dataset(hid_t from, hid_t group, const char *name, enum storage storage)
{
    hid_t settings = H5Dget_create_plist(from), type = H5Dget_type(from);
    hid_t space = H5Dget_space(from);
    hsize_t dim[2] = {0}, n = (hsize_t)H5Sget_simple_extent_npoints(space);
    int rank = H5Sget_simple_extent_dims(space, dim, NULL);
    void *values = calloc(n + 1, H5Tget_size(type));
    assert_true(H5Dread(from, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    if (n > 0 && storage != AS_IT_WAS) {
        hsize_t chunk[2] = {dim[0] / 2 + 1, dim[1]};
        H5Pclose(settings);
        settings = H5Pcreate(H5P_DATASET_CREATE);
        if (storage == WITHIN_HEADER)
            H5Pset_layout(settings, H5D_COMPACT);
        else if (storage != ONE_PIECE)
            assert_true(H5Pset_chunk(settings, rank, chunk) >= 0);
        if (storage == DEFLATE_ALONE)
            H5Pset_deflate(settings, 9);
    }
    hid_t made = H5Dcreate2(group, name, type, space, H5P_DEFAULT, settings, H5P_DEFAULT);
    assert_true(made >= 0 && H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    copy_attributes(from, made);
    free(values);
    H5Dclose(made);
    H5Sclose(space);
    H5Tclose(type);
    H5Pclose(settings);
}

struct copying {
    hid_t to;
    enum storage storage;
};

static herr_t copy_member(hid_t group, const char *name, const H5L_info_t *link, void *data)
{
    (void)link;
    const struct copying *copying = data;
    hid_t from = H5Oopen(group, name, H5P_DEFAULT);
    if (H5Iget_type(from) == H5I_DATASET) {
        copy_dataset(from, copying->to, name, copying->storage);
    } else {
        struct copying below = {.storage = copying->storage};
        below.to = H5Gcreate2(copying->to, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        assert_true(below.to >= 0);
        copy_attributes(from, below.to);
        assert_true(H5Literate(from, H5_INDEX_NAME, H5_ITER_INC, NULL, copy_member, &below) >= 0);
        H5Gclose(below.to);
    }
    H5Oclose(from);
    return 0;
}

static void rewrite(const struct fixture *fixture, const struct rewriting *how)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS), creation = H5Pcreate(H5P_FILE_CREATE);
    H5Pset_libver_bounds(access, how->low, how->high);
    assert_true(H5Pset_userblock(creation, how->user_block) >= 0);
    if (how->superblock == 1)
        assert_true(H5Pset_istore_k(creation, 64) >= 0);
    hid_t from = H5Fopen(fixture->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    struct copying copying = {.to = H5Fcreate(fixture->bad, H5F_ACC_TRUNC, creation, access),
                              .storage = how->storage};
    assert_true(from >= 0 && copying.to >= 0);
    copy_attributes(from, copying.to);
    assert_true(H5Literate(from, H5_INDEX_NAME, H5_ITER_INC, NULL, copy_member, &copying) >= 0);
    assert_true(H5Fclose(copying.to) >= 0);
    H5Fclose(from);
    H5Pclose(creation);
    H5Pclose(access);
}

static void rewritten_files_have_the_values(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rewritings / sizeof rewritings[0]; i++) {
        const struct rewriting *how = &rewritings[i];
        struct hinge_bytes bytes = {0};
        rewrite(fixture, how);
        assert_works(hinge_file_read(fixture->bad, "bad.h5", 1 << 20, &bytes, &why));
        assert_int_equal(bytes.data[how->user_block + 8], how->superblock);
        hinge_bytes_clear(&bytes);
        assert_works(read_all(fixture, fixture->bad, &why));
    }
}

/* What was cut off, or hangs over, is seen in every kind; what lies in front of a
 * superblock of another place is not. */
static void cut_rewritten_files_are_refused(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rewritings / sizeof rewritings[0]; i++) {
        struct hinge_bytes bytes = {0};
        rewrite(fixture, &rewritings[i]);
        assert_works(hinge_file_read(fixture->bad, "bad.h5", 1 << 20, &bytes, &why));
        size_t start = rewritings[i].user_block;
        for (size_t n = 1; n < bytes.size; n += n < start + 110 ? 1 : 997) {
            struct hinge_error error = HINGE_ERROR_INIT;
            put_bytes(fixture->bad, bytes.data, n);
            assert_int_equal(read_all(fixture, fixture->bad, &error), HINGE_INPUT);
            assert_int_equal(error.reason,
                             n < start + 8 ? HINGE_REASON_UNKNOWN_FORMAT : HINGE_REASON_DAMAGED);
        }
        if (start > 0) {
            put_bytes(fixture->bad, bytes.data + start, bytes.size - start);
            assert_int_equal(read_all(fixture, fixture->bad, NULL), HINGE_INPUT);
        }
        hinge_bytes_clear(&bytes);
    }
}

static void cut_or_longer_files_are_refused(void **state)
{
    struct fixture *fixture = *state;
    char longer[4] = "end";
    for (size_t n = 1; n < fixture->good.size; n += n < 64 ? 1 : 397) {
        struct hinge_error error = HINGE_ERROR_INIT;
        put_bytes(fixture->bad, fixture->good.data, n);
        assert_int_equal(read_all(fixture, fixture->bad, &error), HINGE_INPUT);
        assert_int_equal(error.reason, n < 8 ? HINGE_REASON_UNKNOWN_FORMAT : HINGE_REASON_DAMAGED);
    }
    put_bytes(fixture->bad, fixture->good.data, fixture->good.size);
    FILE *out = fopen(fixture->bad, "ab");
    fputs(longer, out);
    fclose(out);
    assert_int_equal(read_all(fixture, fixture->bad, NULL), HINGE_INPUT);
}

static void what_is_not_hdf5_is_refused(void **state)
{
    struct fixture *fixture = *state;
    unsigned char noise[4096];
    struct hinge_error error = HINGE_ERROR_INIT;
    char kind[16];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (unsigned char)(i * 2654435761u >> 13);
    put_bytes(fixture->bad, noise, sizeof noise);
    assert_int_equal(hinge_store_kind(fixture->bad, kind, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "not an HDF5 file"));
    memcpy(noise, fixture->good.data, 48); /* a superblock, then noise of that length */
    put_bytes(fixture->bad, noise, sizeof noise);
    assert_int_equal(hinge_store_kind(fixture->bad, kind, &error), HINGE_INPUT);
    put_bytes(fixture->bad, "", 0);
    assert_int_equal(hinge_store_kind(fixture->bad, kind, &error), HINGE_INPUT);
    assert_int_equal(error.reason, HINGE_REASON_EMPTY_FILE);
    assert_int_equal(hinge_store_kind(fixture->folder, kind, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "a folder; name a file in it"));
    assert_int_equal(mkfifo(fixture->other, 0600), 0);
    assert_int_equal(hinge_store_kind(fixture->other, kind, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "not a regular file"));
    assert_int_equal(hinge_store_kind("/nonexistent/x.h5", kind, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "No such file"));
}

/* --- hostile files, made with the HDF5 library --- */

static hid_t settings(hsize_t rows, hsize_t frames)
{
    hid_t made = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t chunk[2] = {rows, frames};
    assert_true(made >= 0 && H5Pset_chunk(made, 2, chunk) >= 0);
    return made;
}

/* Replaces /trials/p01 with a dataset of these settings. */
static void replace(hid_t file, hid_t type, int rank, const hsize_t *dim, hid_t made)
{
    hid_t space = H5Screate_simple(rank, dim, NULL);
    assert_true(H5Ldelete(file, "/trials/p01", H5P_DEFAULT) >= 0);
    hid_t dataset = H5Dcreate2(file, "/trials/p01", type, space, H5P_DEFAULT, made, H5P_DEFAULT);
    assert_true(dataset >= 0);
    H5Dclose(dataset);
    H5Sclose(space);
    H5Pclose(made);
}

static const hsize_t shape[2] = {CHANNELS, FRAMES};

static void soft_link(hid_t file, const char *folder)
{
    (void)folder;
    H5Ldelete(file, "/trials/p01", H5P_DEFAULT);
    H5Lcreate_soft("/trials/p02", file, "/trials/p01", H5P_DEFAULT, H5P_DEFAULT);
}

static void external_link(hid_t file, const char *folder)
{
    (void)folder;
    H5Lcreate_external("/etc/passwd", "/x", file, "/elsewhere", H5P_DEFAULT, H5P_DEFAULT);
}

static void virtual_dataset(hid_t file, const char *folder)
{
    (void)folder;
    hid_t made = H5Pcreate(H5P_DATASET_CREATE), space = H5Screate_simple(2, shape, NULL);
    assert_true(H5Pset_virtual(made, space, ".", "/trials/p02", space) >= 0);
    H5Sclose(space);
    replace(file, H5T_STD_I32LE, 2, shape, made);
}

static void external_storage(hid_t file, const char *folder)
{
    char secret[4200];
    snprintf(secret, sizeof secret, "%s/secret", folder);
    put_bytes(secret, "secret", 6);
    hid_t made = H5Pcreate(H5P_DATASET_CREATE);
    assert_true(H5Pset_external(made, secret, 0, CHANNELS * FRAMES * 4) >= 0);
    replace(file, H5T_STD_I32LE, 2, shape, made);
}

static void foreign_filter(hid_t file, const char *folder)
{
    (void)folder;
    hid_t made = settings(CHANNELS, FRAMES);
    assert_true(H5Pset_scaleoffset(made, H5Z_SO_INT, 0) >= 0);
    replace(file, H5T_STD_I32LE, 2, shape, made);
}

static void no_checksum(hid_t file, const char *folder)
{
    (void)folder;
    hid_t made = settings(CHANNELS, FRAMES);
    H5Pset_shuffle(made);
    H5Pset_deflate(made, 1);
    replace(file, H5T_STD_I32LE, 2, shape, made);
}

static void contiguous(hid_t file, const char *folder)
{
    (void)folder;
    replace(file, H5T_STD_I32LE, 2, shape, H5Pcreate(H5P_DATASET_CREATE));
}

static void other_order(hid_t file, const char *folder)
{
    (void)folder;
    hid_t made = settings(CHANNELS, FRAMES);
    H5Pset_deflate(made, 1);
    H5Pset_shuffle(made);
    replace(file, H5T_STD_I32LE, 2, shape, made);
}

/* In one piece, and never written: as many values as one likes in no bytes. */
static void huge_piece(hid_t file, const char *folder)
{
    (void)folder;
    static const hsize_t dim[2] = {CHANNELS, 100000};
    replace(file, H5T_STD_I32LE, 2, dim, H5Pcreate(H5P_DATASET_CREATE));
}

static hid_t ordinary(hsize_t rows, hsize_t frames)
{
    hid_t made = settings(rows, frames);
    H5Pset_shuffle(made);
    H5Pset_deflate(made, 1);
    H5Pset_fletcher32(made);
    return made;
}

static void other_type(hid_t file, const char *folder)
{
    (void)folder;
    replace(file, H5T_STD_I16LE, 2, shape, ordinary(CHANNELS, FRAMES));
}

static void stored_type(hid_t file, const char *folder)
{
    (void)folder;
    replace(file, H5T_STD_U64LE, 2, shape, ordinary(CHANNELS, FRAMES));
}

static void huge(hid_t file, const char *folder)
{
    (void)folder;
    static const hsize_t dim[2] = {4096, 100000000};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 262144));
}

static void large_chunks(hid_t file, const char *folder)
{
    (void)folder;
    static const hsize_t dim[2] = {CHANNELS, 4000000};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 3000000));
}

/* 8 MiB to the byte: a chunk may have them, so that the whole is what is wrong. */
static void full_chunks(hid_t file, const char *folder)
{
    (void)folder;
    static const hsize_t dim[2] = {CHANNELS, 2097152};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 2097152));
}

static void other_length(hid_t file, const char *folder)
{
    (void)folder;
    static const hsize_t dim[2] = {CHANNELS, FRAMES + 1};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(CHANNELS, FRAMES));
}

static void nothing_stored(hid_t file, const char *folder)
{
    (void)folder;
    H5Ldelete(file, "/list/mass_kg", H5P_DEFAULT);
    hsize_t one = 1;
    hid_t made = H5Pcreate(H5P_DATASET_CREATE), space = H5Screate_simple(1, &one, NULL);
    H5Pset_chunk(made, 1, &one);
    H5Pset_shuffle(made);
    H5Pset_deflate(made, 1);
    H5Pset_fletcher32(made);
    hid_t dataset =
        H5Dcreate2(file, "/list/mass_kg", H5T_IEEE_F64LE, space, H5P_DEFAULT, made, H5P_DEFAULT);
    H5Dclose(dataset);
    H5Sclose(space);
    H5Pclose(made);
}

/* Adds /list/zero of zeros, or of nothing where one of the extents is 0. */
static void add_zeros(hid_t file, hid_t type, int rank, const hsize_t *dim, const hsize_t *chunk)
{
    hsize_t n = 1;
    const hsize_t most[2] = {H5S_UNLIMITED, H5S_UNLIMITED};
    for (int d = 0; d < rank; d++)
        n *= dim[d];
    hid_t made = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(rank, dim, most);
    H5Pset_chunk(made, rank, chunk);
    if (H5Tget_size(type) > 1)
        H5Pset_shuffle(made);
    H5Pset_deflate(made, 9);
    H5Pset_fletcher32(made);
    hid_t dataset = H5Dcreate2(file, "/list/zero", type, space, H5P_DEFAULT, made, H5P_DEFAULT);
    assert_true(dataset >= 0);
    if (n > 0) {
        void *zero = calloc(n, H5Tget_size(type));
        H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, zero);
        free(zero);
    }
    H5Dclose(dataset);
    H5Sclose(space);
    H5Pclose(made);
}

/* Eight million zeros in one chunk: more than 1,000 to 1. */
static void bomb(hid_t file, const char *folder)
{
    (void)folder;
    const hsize_t dim[2] = {4, 2000000};
    add_zeros(file, H5T_C_S1, 2, dim, dim);
}

/* As many zeros in chunks that are each likely: the rows are what is too much. */
static void row_bomb(hid_t file, const char *folder)
{
    (void)folder;
    const hsize_t dim = 1000000, chunk = 1000;
    add_zeros(file, H5T_IEEE_F64LE, 1, &dim, &chunk);
}

/* No value at all, and more rows than could ever be walked over. */
static void hollow(hid_t file, const char *folder)
{
    (void)folder;
    const hsize_t dim[2] = {UINT64_C(1) << 56, 0}, chunk[2] = {1, 1};
    add_zeros(file, H5T_C_S1, 2, dim, chunk);
}

static void hollow_trial(hid_t file, const char *folder)
{
    (void)folder;
    static const hsize_t dim[2] = {UINT64_C(1) << 26, 0};
    const hsize_t most[2] = {H5S_UNLIMITED, H5S_UNLIMITED};
    hid_t made = ordinary(1, 1), space = H5Screate_simple(2, dim, most);
    H5Ldelete(file, "/trials/p01", H5P_DEFAULT);
    hid_t dataset =
        H5Dcreate2(file, "/trials/p01", H5T_STD_I32LE, space, H5P_DEFAULT, made, H5P_DEFAULT);
    assert_true(dataset >= 0);
    H5Dclose(dataset);
    H5Sclose(space);
    H5Pclose(made);
}

/* A word or a number that is none of its set, in a dataset like those there are. */
static void closed_set(hid_t file, const char *path, const void *value)
{
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = H5Dget_type(dataset);
    assert_true(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value) >= 0);
    H5Tclose(type);
    H5Dclose(dataset);
}

static void infinite(hid_t file, const char *folder)
{
    (void)folder;
    const double values[16] = {INFINITY};
    closed_set(file, "/list/mass_kg", values);
}

static void group_for_dataset(hid_t file, const char *folder)
{
    (void)folder;
    H5Ldelete(file, "/trials/p01", H5P_DEFAULT);
    H5Gclose(H5Gcreate2(file, "/trials/p01", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

static void trial_missing(hid_t file, const char *folder)
{
    (void)folder;
    H5Ldelete(file, "/trials/p02", H5P_DEFAULT);
}

static void text_attribute(hid_t file, const char *name, const char *value)
{
    hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    H5Adelete(file, name);
    H5Tset_size(type, value != NULL ? strlen(value) : H5T_VARIABLE);
    hid_t attribute = H5Acreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    const char *variable = "study";
    H5Awrite(attribute, type, value != NULL ? (const void *)value : &variable);
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
}

static void other_schema(hid_t file, const char *folder)
{
    (void)folder;
    text_attribute(file, "hinge_schema", "stud\033");
}

static void variable_text(hid_t file, const char *folder)
{
    (void)folder;
    text_attribute(file, "hinge_schema", NULL);
}

static void no_schema(hid_t file, const char *folder)
{
    (void)folder;
    H5Adelete(file, "hinge_schema");
}

static void newer_version(hid_t file, const char *folder)
{
    (void)folder;
    const int version = 2;
    hid_t attribute = H5Aopen(file, "hinge_schema_version", H5P_DEFAULT);
    H5Awrite(attribute, H5T_NATIVE_INT, &version);
    H5Aclose(attribute);
}

static const struct {
    void (*craft)(hid_t file, const char *folder);
    const char *object, *said;
} hostile[] = {
    {soft_link, "/trials/p01", "link"},
    {external_link, "/elsewhere", "link"},
    {virtual_dataset, "/trials/p01", "virtual"},
    {external_storage, "/trials/p01", "external storage"},
    {foreign_filter, "/trials/p01", "filters"},
    {other_order, "/trials/p01", "filters"},
    {no_checksum, "/trials/p01", "damaged"}, /* without a value in them */
    {contiguous, "/trials/p01", "damaged"},
    {huge_piece, "/trials/p01", "more values than the file can hold"},
    {other_type, "/trials/p01", "type"},
    {stored_type, "/trials/p01", "type or shape"},
    {huge, "/trials/p01", "more values than the file can hold"},
    {large_chunks, "/trials/p01", "chunks over 8 MiB"},
    {full_chunks, "/trials/p01", "more values than the file can hold"},
    {other_length, "/trials/p01", "damaged"},
    {nothing_stored, "/list/mass_kg", "damaged"},
    {bomb, "/list/zero", "implausible compression"},
    {row_bomb, "/list/zero", "more rows than the file can hold"},
    {hollow, "/list/zero", "rows without values"},
    {hollow_trial, "/trials/p01", "rows without values"},
    {infinite, "/list/mass_kg", "\"inf\" in row 1"},
    {group_for_dataset, "/trials/p01", "not a dataset"},
    {trial_missing, "/trials/p02", "damaged"},
    {other_schema, "stud\\x1b file", "study file is needed"},
    {variable_text, "hinge_schema", "type"},
    {no_schema, "hinge_schema", "neither a study nor a results file"},
    {newer_version, "version 2", "reads version 1"},
};

/* The file at fixture->bad, made hostile, is refused naming what is wrong. */
static void check_hostile(const struct fixture *fixture, size_t i, H5F_libver_t low)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_libver_bounds(access, low, H5F_LIBVER_LATEST);
    hid_t file = H5Fopen(fixture->bad, H5F_ACC_RDWR, access);
    assert_true(file >= 0);
    hostile[i].craft(file, fixture->folder);
    assert_true(H5Fclose(file) >= 0);
    H5Pclose(access);
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(read_all(fixture, fixture->bad, &error), HINGE_INPUT);
    if (strstr(error.message, hostile[i].object) == NULL ||
        strstr(error.message, hostile[i].said) == NULL) {
        print_error("case %zu: %s\n", i, error.message);
        fail();
    }
}

static void hostile_files_are_refused(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        put_bytes(fixture->bad, fixture->good.data, fixture->good.size);
        check_hostile(fixture, i, H5F_LIBVER_V110);
        rewrite(fixture, &rewritings[0]);
        check_hostile(fixture, i, H5F_LIBVER_EARLIEST);
    }
}

/* libhdf5 says NOSPACE where memory ran out, and where a damaged file gives it nothing
 * to allocate for: only then is errno another. */
static void damage_is_no_lack_of_memory(void **state)
{
    (void)state;
    const int before[] = {ENOMEM, 0, ENOENT};
    for (size_t i = 0; i < 3; i++) {
        assert_true(H5Epush2(H5E_DEFAULT, "a.c", "f", 1, H5E_ERR_CLS, H5E_RESOURCE, H5E_NOSPACE,
                             "memory allocation failed") >= 0);
        errno = before[i];
        assert_int_equal(hinge_h5_errno(), before[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_is_no_lack_of_memory),
        cmocka_unit_test(no_flip_changes_a_value),
        cmocka_unit_test(rewritten_files_have_the_values),
        cmocka_unit_test(cut_rewritten_files_are_refused),
        cmocka_unit_test(cut_or_longer_files_are_refused),
        cmocka_unit_test(what_is_not_hdf5_is_refused),
        cmocka_unit_test(hostile_files_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
