/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files proved whole without libhdf5: of every shape the library writes, and never when
 * libhdf5 finds fault with them. */
#define SAMPLE_DAMAGED_FILES
#include "store_samples.h"

#include "store/plain.h"
#include "store/sink.h"

static const char *const files[] = {"made.h5", "bad.h5", NULL};

struct fixture {
    char *folder;
    char path[4200], bad[4200];
};

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_works(hinge_init(&why));
    fixture->folder = sample_folder();
    snprintf(fixture->path, sizeof fixture->path, "%s/made.h5", fixture->folder);
    snprintf(fixture->bad, sizeof fixture->bad, "%s/bad.h5", fixture->folder);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    bool empty = sample_folder_remove(fixture->folder, files);
    free(fixture);
    return empty ? 0 : 1;
}

/* Chunks of `rows` bytes of an array of n, all of them written. */
static void add_array(struct hinge_sink *sink, hid_t parent, const char *name,
                      const struct hinge_sink_shape *shape)
{
    hid_t dataset;
    unsigned char values[4096];
    hsize_t at[HINGE_RANK_MAX] = {0};
    size_t n = 1;
    for (int d = 0; d < shape->rank; d++)
        n *= (size_t)shape->chunk[d];
    assert_true(n <= sizeof values);
    assert_works(hinge_sink_dataset(sink, parent, name, HINGE_ELEMENT_U8, shape,
                                    &dataset, &why));
    for (size_t k = 0;; k++) {
        int d = shape->rank - 1;
        memset(values, (int)(k & 255), n);
        assert_works(
            hinge_sink_chunk(sink, dataset, at, HINGE_ELEMENT_U8, values, n, &why));
        for (; d >= 0; at[d--] = 0)
            if ((at[d] += shape->chunk[d]) < shape->dim[d])
                break;
        if (d < 0)
            break;
    }
    assert_true(hinge_h5_close(&dataset));
}

/* A file of one array in a group of `members` other, small ones, with attributes. */
static void make(const char *path, size_t members, size_t attributes,
                 const struct hinge_sink_shape *shape)
{
    static const struct hinge_sink_shape small = {.rank = 1, .dim = {3}, .chunk = {3}};
    struct hinge_sink sink;
    hid_t group, scale;
    char name[64];
    int id;
    assert_works(hinge_sink_open(&sink, path, "study", &why));
    assert_works(
        hinge_sink_group(&sink, sink.file, "group", members % 2 == 0, &group, &why));
    for (size_t i = 0; i < members; i++) {
        snprintf(name, sizeof name, "an array with number %zu", i);
        add_array(&sink, group, name, &small);
    }
    for (size_t i = 0; i < attributes; i++) {
        snprintf(name, sizeof name, "attribute %zu", i);
        assert_works(hinge_sink_text(&sink, sink.file, name, "its text", &why));
    }
    assert_works(
        hinge_sink_dimension(&sink, group, "width", 3, false, &scale, &id, &why));
    add_array(&sink, sink.file, "array", shape);
    assert_true(hinge_h5_close(&scale));
    assert_true(hinge_h5_close(&group));
    assert_works(hinge_sink_publish(&sink, &why));
}

static enum hinge_plain proved(const char *path)
{
    struct hinge_source source;
    struct hinge_error why = HINGE_ERROR_INIT;
    if (hinge_source_open(&source, path, path, "study", &why) != HINGE_OK)
        return HINGE_PLAIN_UNSURE;
    enum hinge_plain state = hinge_plain_prove(&source, path);
    hinge_source_close(&source);
    return state;
}

/* One chunk; fixed arrays in one block and in pages; arrays that grow, within the
 * index, in data blocks, in super blocks and in pages; several dimensions. */
static const struct hinge_sink_shape shapes[] = {
    {.rank = 1, .dim = {10}, .chunk = {10}},
    {.rank = 2, .dim = {10, 7}, .chunk = {4, 3}},
    {.rank = 1, .dim = {2500}, .chunk = {1}},
    {.rank = 1, .dim = {3}, .chunk = {1}, .grows = true},
    {.rank = 1, .dim = {60}, .chunk = {1}, .grows = true},
    {.rank = 3, .dim = {40, 3, 5}, .chunk = {4, 1, 5}, .grows = true},
    {.rank = 1, .dim = {2000}, .chunk = {1}, .grows = true},
    {.rank = 1, .dim = {70000}, .chunk = {1}, .grows = true},
};

static void every_shape_is_proved(void **state)
{
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        make(fixture->path, 0, 0, &shapes[i]);
        if (proved(fixture->path) != HINGE_PLAIN_OK) {
            print_error("shape %zu\n", i);
            fail();
        }
    }
}

static void groups_and_attributes_of_any_number_are_proved(void **state)
{
    static const size_t members[] = {0, 1, 8, 9, 40, 41, 700, 5001, 5002};
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        make(fixture->path, members[i], members[i] < 300 ? members[i] : 300,
             &shapes[0]);
        if (proved(fixture->path) != HINGE_PLAIN_OK) {
            print_error("%zu members\n", members[i]);
            fail();
        }
    }
}

/* Whether libhdf5 reads all of a file. */
static bool walked(const char *path)
{
    struct hinge_source source;
    struct hinge_error why = HINGE_ERROR_INIT;
    if (hinge_source_open(&source, path, path, "study", &why) != HINGE_OK)
        return false;
    enum hinge_status status = hinge_source_walk(&source, &why);
    hinge_source_close(&source);
    return status == HINGE_OK;
}

/* What is proved libhdf5 reads as well. Unseen are flips in room that is not used: of
 * nodes and of blocks for what may come, a quarter of so small a file. */
static void no_flip_is_proved_that_libhdf5_sees(void **state)
{
    enum { CASES = 3 };
    static const size_t chosen[CASES] = {1, 4, 6}, members[CASES] = {12, 3, 9};
    const struct fixture *fixture = *state;
    for (size_t c = 0; c < CASES; c++) {
        struct hinge_bytes good;
        size_t tried = 0, passed = 0;
        make(fixture->path, members[c], 12, &shapes[chosen[c]]);
        assert_works(hinge_file_read(fixture->path, "made.h5", 1 << 24, &good, &why));
        size_t step = good.size / 1500 + 1;
        for (size_t at = c; at < good.size; at += step, tried++) {
            unsigned char *bytes = (unsigned char *)good.data;
            bytes[at] ^= (unsigned char)(1U << tried % 8);
            FILE *file = fopen(fixture->bad, "wb");
            assert_non_null(file);
            assert_int_equal(fwrite(good.data, 1, good.size, file), good.size);
            assert_int_equal(fclose(file), 0);
            bytes[at] ^= (unsigned char)(1U << tried % 8);
            if (proved(fixture->bad) != HINGE_PLAIN_OK)
                continue;
            passed++;
            if (!walked(fixture->bad)) {
                print_error("case %zu, byte %zu\n", c, at);
                fail();
            }
        }
        if (passed * 2 > tried) {
            print_error("case %zu: %zu of %zu flips are not seen\n", c, passed, tried);
            fail();
        }
        hinge_bytes_clear(&good);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_is_proved),
        cmocka_unit_test(groups_and_attributes_of_any_number_are_proved),
        cmocka_unit_test(no_flip_is_proved_that_libhdf5_sees),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
