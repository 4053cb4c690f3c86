/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing recordings with the 1st, 2nd, 3rd … allocation failing: every one
 * ends in NOMEM, never in another answer. Linked with --wrap for malloc, calloc and
 * realloc; leaks show in the run under AddressSanitizer. */
#include "assert_close.h"
#include "recording_text.h"

static long countdown; /* 0: never fail */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

static bool fails(void)
{
    return countdown > 0 && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

static const struct hinge_format *format_named(const char *id)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i]->id, id) == 0)
            return list[i];
    return NULL;
}

static enum hinge_status read_failing(const char *path,
                                      const struct hinge_read_options *options, long k,
                                      struct read_result *result)
{
    struct hinge_parameters parameters;
    struct hinge_bytes bytes = {0};
    char sha256[65];
    memset(result, 0, sizeof *result);
    hinge_parameters_init(&parameters);
    countdown = k;
    enum hinge_status status =
        hinge_recording_read(path, "f", options, &parameters, &bytes,
                             &result->recording, &result->recognition, sha256,
                             &result->error);
    bool reached = countdown == 0;
    countdown = 0;
    hinge_bytes_clear(&bytes);
    if (k > 0 && reached && status != HINGE_NOMEM)
        print_error("allocation %ld of %s\n", k, result->recording.layout.format);
    if (k > 0 && reached)
        assert_int_equal(status, HINGE_NOMEM);
    else
        assert_int_equal(status, HINGE_OK);
    return status;
}

static void write_failing(const struct hinge_recording *recording)
{
    const struct hinge_format *format = format_named(recording->layout.format);
    enum hinge_status status = format->write != NULL ? HINGE_NOMEM : HINGE_OK;
    for (long k = 1; status != HINGE_OK; k++) {
        struct hinge_text text = {0};
        countdown = k;
        status = format->write(recording, &text, NULL);
        bool reached = countdown == 0;
        countdown = 0;
        hinge_text_clear(&text);
        assert_int_equal(status, reached ? HINGE_NOMEM : HINGE_OK);
    }
}

static void fail_each_allocation(const char *path,
                                 const struct hinge_read_options *options)
{
    struct read_result result;
    long k = 1;
    while (read_failing(path, options, k, &result) == HINGE_NOMEM) {
        assert_null(result.recording.data);
        k++;
    }
    assert_true(k > 10);
    write_failing(&result.recording);
    hinge_recording_clear(&result.recording);
}

static void every_format(void **state)
{
    (void)state;
    static const struct hinge_read_options silent = {0};
    char folder[] = "/tmp/hinge-test-XXXXXX", path[64];
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/recording", folder);
    for (size_t i = 0; i < n; i++) {
        const char *text = list[i]->example;
        size_t size = list[i]->example_size;
        if (list[i]->content == HINGE_CONTENT_FOLDER) {
            each_example_file(folder, text, true);
            fail_each_allocation(folder, &silent);
            each_example_file(folder, text, false);
            continue;
        }
        write_test_file(path, text, size > 0 ? size : strlen(text));
        fail_each_allocation(path, &silent);
        unlink(path);
    }
    rmdir(folder);
}

/* Columns that a config gives their meaning. */
static void described_columns(void **state)
{
    (void)state;
    static const struct hinge_described column[] = {
        {"time", "t [ms]"}, {"time_unit", "ms"}, {"c7_x", "a"},
        {"c7_y", "-b"},     {"units", "mm"},     {"knee_r", "knee"},
    };
    static const struct hinge_read_options options = {.column = column, .n_columns = 6};
    char path[] = "/tmp/hinge-test-XXXXXX";
    close(mkstemp(path));
    write_test_file(path, "t [ms],a,b,knee\n0,1,2,3\n10,2,3,4\n20,3,4,5\n", 42);
    fail_each_allocation(path, &options);
    unlink(path);
}

static void lists(void **state)
{
    (void)state;
    static const char text[128] = "file,participant,rate_hz\na.csv,1,30\nb.csv,2,\n";
    struct hinge_csv_source source;
    enum hinge_status status = HINGE_NOMEM;
    assert_int_equal(hinge_csv_open("t", text, strlen(text), ',', '.', &source, NULL),
                     0);
    for (long k = 1; status != HINGE_OK; k++) {
        struct hinge_table table = {0};
        size_t *lines = NULL;
        countdown = k;
        status = hinge_csv_table_read(&source, NULL, &table, &lines, NULL);
        bool reached = countdown == 0;
        countdown = 0;
        assert_int_equal(status, reached ? HINGE_NOMEM : HINGE_OK);
        hinge_table_clear(&table);
        free(lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format),
        cmocka_unit_test(described_columns),
        cmocka_unit_test(lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
