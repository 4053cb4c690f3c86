/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged and hostile files: refused, naming the object, or read with unchanged values.
 */
#include "test.h"

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
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    assert_works(hinge_study_create(fixture->path, &writer, &why));
    for (size_t i = 0; i < TRIALS; i++) {
        cleared_by(hinge_packed_clear) struct hinge_packed packed;
        hinge_pack(&fixture->recording[i], &packed);
        assert_works(
            hinge_study_append(writer, ids[i], &fixture->recording[i].layout, 30, &packed, &why));
    }
    hinge_table_add_column(&list, "id", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(&list, "mass_kg", HINGE_COLUMN_NUMBER, "kg", 1);
    hinge_table_add_rows(&list, 1);
    hinge_table_set_text(&list, 0, 0, "p01");
    list.column[1].number[0] = 70.5;
    hinge_study_add_table(writer, "/list", &list);
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
    cleared_by(freed) struct fixture *fixture = *state;
    for (size_t i = 0; i < TRIALS; i++)
        hinge_recording_clear(&fixture->recording[i]);
    hinge_bytes_clear(&fixture->good);
    bool empty = sample_folder_remove(fixture->folder, files);
    return empty ? 0 : -1;
}

static CMFixtureFunction before_all = setup, after_all = teardown;

static void add_bytes(const char *path, const void *bytes, size_t n)
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
        cleared_by(hinge_recording_clear) struct hinge_recording back = {0};
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
            assert_string_equal(layout->channel[3].source, "column 3");
            assert_int_equal(layout->channel[0].unit, HINGE_UNIT_ms);
        }
        hinge_packed_clear(&packed);
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

TEST(no_flip_changes_a_value)
{
    struct fixture *fixture = *state;
    size_t n = fixture->good.size, refused = 0;
    add_bytes(fixture->bad, fixture->good.data, n);
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

TEST(cut_or_longer_files_are_refused)
{
    struct fixture *fixture = *state;
    char longer[4] = "end";
    for (size_t n = 1; n < fixture->good.size; n += n < 64 ? 1 : 397) {
        struct hinge_error error = HINGE_ERROR_INIT;
        add_bytes(fixture->bad, fixture->good.data, n);
        assert_int_equal(read_all(fixture, fixture->bad, &error), HINGE_INPUT);
        assert_int_equal(error.reason, n < 8 ? HINGE_REASON_UNKNOWN_FORMAT : HINGE_REASON_DAMAGED);
    }
    add_bytes(fixture->bad, fixture->good.data, fixture->good.size);
    FILE *out = fopen(fixture->bad, "ab");
    fputs(longer, out);
    fclose(out);
    assert_int_equal(read_all(fixture, fixture->bad, NULL), HINGE_INPUT);
}

TEST(what_is_not_hdf5_is_refused)
{
    struct fixture *fixture = *state;
    unsigned char noise[4096];
    struct hinge_error error = HINGE_ERROR_INIT;
    char kind[16];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (unsigned char)(i * 2654435761u >> 13);
    add_bytes(fixture->bad, noise, sizeof noise);
    assert_int_equal(hinge_store_kind(fixture->bad, kind, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "not an HDF5 file"));
    memcpy(noise, fixture->good.data, 48); /* a superblock, then noise of that length */
    add_bytes(fixture->bad, noise, sizeof noise);
    assert_int_equal(hinge_store_kind(fixture->bad, kind, &error), HINGE_INPUT);
    add_bytes(fixture->bad, "", 0);
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

/* The header that libhdf5 writes unless asked for a later one, which has no checksum: each number
 * alone. */
TEST(each_number_of_an_old_header_is_judged)
{
    struct fixture *fixture = *state;
    static const struct {
        size_t at;
        unsigned char value;
        const char *says;
    } cases[] = {{0, 0x89, "neither a study nor a results file"},
                 {8, 1, "as hingekit does not write it"}, /* the version: addresses 4 bytes on */
                 {8, 3, "do not fit their checksum"},     /* later ones have one */
                 {8, 4, "of a later kind"},
                 {13, 4, "as hingekit does not write it"},  /* bytes of an offset */
                 {14, 4, "as hingekit does not write it"},  /* and of a length */
                 {24, 1, "as hingekit does not write it"},  /* where the file begins */
                 {48, 96, "as hingekit does not write it"}, /* an extension, that old ones lack */
                 {40, 1, "its header expects"}};            /* where it ends */
    char kind[16];
    hid_t file = H5Fcreate(fixture->bad, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(file >= 0 && H5Fclose(file) >= 0);
    cleared_by(hinge_bytes_clear) struct hinge_bytes made = {0};
    assert_works(hinge_file_read(fixture->bad, "bad.h5", 1 << 20, &made, &why));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_error error = HINGE_ERROR_INIT;
        char before = made.data[cases[i].at];
        made.data[cases[i].at] = (char)cases[i].value;
        add_bytes(fixture->bad, made.data, made.size);
        made.data[cases[i].at] = before;
        assert_int_equal(hinge_store_kind(fixture->bad, kind, &error), HINGE_INPUT);
        if (strstr(error.message, cases[i].says) == NULL)
            fail_msg("byte %zu: \"%s\" lacks \"%s\"", cases[i].at, error.message, cases[i].says);
    }
}

static hid_t settings(hsize_t rows, hsize_t frames)
{
    hid_t made = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t chunk[2] = {rows, frames};
    assert_true(made >= 0 && H5Pset_chunk(made, 2, chunk) >= 0);
    return made;
}

/* Makes a dataset of these settings, in the place of what is there. */
static void make_dataset(hid_t file, const char *path, hid_t type, int rank, const hsize_t *dim,
                         hid_t made, const void *values)
{
    const hsize_t most[2] = {H5S_UNLIMITED, H5S_UNLIMITED};
    hid_t space = H5Screate_simple(rank, dim, H5Pget_layout(made) == H5D_CHUNKED ? most : NULL);
    assert_true(H5Lexists(file, path, H5P_DEFAULT) == 0 || H5Ldelete(file, path, H5P_DEFAULT) >= 0);
    hid_t dataset = H5Dcreate2(file, path, type, space, H5P_DEFAULT, made, H5P_DEFAULT);
    assert_true(dataset >= 0);
    if (values != NULL)
        assert_true(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Dclose(dataset);
    H5Sclose(space);
    H5Pclose(made);
}

static void replace(hid_t file, hid_t type, int rank, const hsize_t *dim, hid_t made)
{
    make_dataset(file, "/trials/p01", type, rank, dim, made, NULL);
}

static const hsize_t shape[2] = {CHANNELS, FRAMES};

static void no_checksum(hid_t file)
{
    hid_t made = settings(CHANNELS, FRAMES);
    H5Pset_shuffle(made);
    H5Pset_deflate(made, 1);
    replace(file, H5T_STD_I32LE, 2, shape, made);
}

static void contiguous(hid_t file)
{
    replace(file, H5T_STD_I32LE, 2, shape, H5Pcreate(H5P_DATASET_CREATE));
}

/* In one piece, and never written: as many values as one likes in no bytes. */
static void huge_piece(hid_t file)
{
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

static void stored_type(hid_t file)
{
    replace(file, H5T_STD_U64LE, 2, shape, ordinary(CHANNELS, FRAMES));
}

static void foreign_type(hid_t file)
{
    replace(file, H5T_STD_I64LE, 2, shape, ordinary(CHANNELS, FRAMES));
}

static void huge(hid_t file)
{
    static const hsize_t dim[2] = {4096, 100000000};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 262144));
}

static void large_chunks(hid_t file)
{
    static const hsize_t dim[2] = {CHANNELS, 4000000};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 3000000));
}

/* 8 MiB to the byte: a chunk may have them, so that the whole is what is wrong. */
static void full_chunks(hid_t file)
{
    static const hsize_t dim[2] = {CHANNELS, 2097152};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 2097152));
}

static void other_length(hid_t file)
{
    static const hsize_t dim[2] = {CHANNELS, FRAMES + 1};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(CHANNELS, FRAMES));
}

static void nothing_stored(hid_t file)
{
    const hsize_t one = 1;
    hid_t made = ordinary(1, 1);
    H5Pset_chunk(made, 1, &one);
    make_dataset(file, "/list/mass_kg", H5T_IEEE_F64LE, 1, &one, made, NULL);
}

/* Zeros in chunks that are each likely: the rows are what is too much. */
static void row_bomb(hid_t file)
{
    static const double zeros[1000000];
    const hsize_t dim = 1000000, chunk = 1000;
    hid_t made = ordinary(1, 1);
    H5Pset_chunk(made, 1, &chunk);
    make_dataset(file, "/list/zero", H5T_IEEE_F64LE, 1, &dim, made, zeros);
}

static void hollow_trial(hid_t file)
{
    static const hsize_t dim[2] = {UINT64_C(1) << 26, 0};
    replace(file, H5T_STD_I32LE, 2, dim, ordinary(1, 1));
}

static void trial_missing(hid_t file)
{
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

static void other_schema(hid_t file)
{
    text_attribute(file, "hinge_schema", "stud\033");
}

static void variable_text(hid_t file)
{
    text_attribute(file, "hinge_schema", NULL);
}

static void set_layout(hid_t file, int layout)
{
    hid_t attribute = H5Aopen(file, "hinge_schema_version", H5P_DEFAULT);
    H5Awrite(attribute, H5T_NATIVE_INT, &layout);
    H5Aclose(attribute);
}

static void other_layout(hid_t file)
{
    set_layout(file, 3);
}

static void no_layout(hid_t file)
{
    H5Adelete(file, "hinge_schema_version");
}

/* A file of another program that has a word of its own. */
static void of_others(hid_t file)
{
    other_schema(file);
    no_layout(file);
}

static const struct {
    void (*craft)(hid_t file);
    const char *object, *words;
} hostile[] = {
    {no_checksum, "/trials/p01", "damaged"}, /* without a value in them */
    {contiguous, "/trials/p01", "damaged"},
    {huge_piece, "/trials/p01", "more values than the file can hold"},
    {stored_type, "/trials/p01", "type or shape"},
    {foreign_type, "/trials/p01", "a type that is not in the format"},
    {huge, "/trials/p01", "more values than the file can hold"},
    {large_chunks, "/trials/p01", "chunks over 8 MiB"},
    {full_chunks, "/trials/p01", "more values than the file can hold"},
    {other_length, "/trials/p01", "damaged"},
    {nothing_stored, "/list/mass_kg", "damaged"},
    {row_bomb, "/list/zero", "more rows than the file can hold"},
    {hollow_trial, "/trials/p01", "rows without values"},
    {trial_missing, "/trials/p02", "damaged"},
    {other_schema, "stud\\x1b file", "study file is needed"},
    {variable_text, "hinge_schema", "type"},
    {other_layout, "made by a newer hingekit (layout 3; this one reads 2)",
     "run hinge-ingest again, or update hingekit"},
    {no_layout, "made by an older hingekit (layout 0; this one reads 2)", "hinge-ingest again"},
    {of_others, "neither a study nor a results file", "no attributes hinge_schema"},
};

/* fixture->bad becomes the good file, crafted. */
static void make_bad(const struct fixture *fixture, void (*craft)(hid_t file))
{
    add_bytes(fixture->bad, fixture->good.data, fixture->good.size);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_LATEST);
    hid_t file = H5Fopen(fixture->bad, H5F_ACC_RDWR, access);
    assert_true(file >= 0);
    craft(file);
    assert_true(H5Fclose(file) >= 0);
    H5Pclose(access);
}

/* The file, made hostile, is refused naming what is wrong. */
static void check_hostile(const struct fixture *fixture, size_t i)
{
    make_bad(fixture, hostile[i].craft);
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(read_all(fixture, fixture->bad, &error), HINGE_INPUT);
    if (strstr(error.message, hostile[i].object) == NULL ||
        strstr(error.message, hostile[i].words) == NULL) {
        print_error("case %zu: %s\n", i, error.message);
        fail();
    }
}

/* What somebody gave in place of a study, by how it begins. */
TEST(other_files_are_known)
{
    /* clang-format off */
    static const struct {
        const char *text;
        enum hinge_other_file kind;
    } rows[] = {
        {" \r\n{ \"analysis\": 1}", HINGE_OTHER_COMPARISON}, {"x{\"analysis\": 1}", HINGE_OTHER_UNKNOWN},
        {"{\"other\": 1}", HINGE_OTHER_UNKNOWN}, {"# a\n\nlist = a\n[run]\n", HINGE_OTHER_CONFIG},
        {"[standing]", HINGE_OTHER_CONFIG}, {" [run]\n", HINGE_OTHER_UNKNOWN}, {"a,file\n", HINGE_OTHER_LIST},
        {"\357\273\277\"file\";b\n", HINGE_OTHER_LIST}, {"x\tfile\r\n", HINGE_OTHER_LIST},
        {"files,profile,file1\nfile", HINGE_OTHER_UNKNOWN}, {"", HINGE_OTHER_UNKNOWN}};
    /* clang-format on */
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        add_bytes(fixture->bad, rows[i].text, strlen(rows[i].text));
        assert_int_equal(hinge_other_file(fixture->bad), rows[i].kind);
    }
    assert_int_equal(hinge_other_file("none"), HINGE_OTHER_UNKNOWN);
}

/* What was written is read again, groups within groups too. */
TEST(writing_is_verified)
{
    struct fixture *fixture = *state;
    struct hinge_error error = HINGE_ERROR_INIT;
    add_bytes(fixture->bad, fixture->good.data, fixture->good.size);
    assert_int_equal(hinge_source_verify(fixture->bad, "s.h5", "study", &error), HINGE_OK);
    make_bad(fixture, nothing_stored);
    assert_int_equal(hinge_source_verify(fixture->bad, "s.h5", "study", &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "/list/mass_kg"));
}

/* Of 3 MB, so that it is read in pieces of rows, and of half a row. */
static void one_piece(hid_t file)
{
    static const hsize_t dim[2] = {2, 400000};
    static int32_t value[800000];
    for (int32_t i = 0; i < 800000; i++)
        value[i] = i * 3;
    make_dataset(file, "/list/piece", H5T_STD_I32LE, 2, dim, H5Pcreate(H5P_DATASET_CREATE), value);
}

TEST(a_large_piece_is_read_whole)
{
    struct fixture *fixture = *state;
    struct hinge_source source;
    struct hinge_array array;
    make_bad(fixture, one_piece);
    assert_works(hinge_source_open(&source, fixture->bad, "s.h5", "study", &why));
    assert_true(hinge_source_array(&source, source.file, "list/piece", "/list/piece", &array));
    const int32_t *value = hinge_source_values(&source, &array);
    for (int32_t i = 0; i < 800000; i++)
        if (value[i] != i * 3)
            fail_msg("value %d is %d", i, value[i]);
    hinge_h5_drop(&array.id);
    hinge_source_close(&source);
}

TEST(hostile_files_are_refused)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++)
        check_hostile(fixture, i);
}
