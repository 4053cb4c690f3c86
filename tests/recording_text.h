/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of readers: bytes in, a recording (or the error) out, through the same door
 * as a user's file. Include after assert_close.h. */
#ifndef TESTS_RECORDING_TEXT_H
#define TESTS_RECORDING_TEXT_H

#include "ingest/ingest.h"

#include <hinge/config.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct read_result {
    enum hinge_status status;
    struct hinge_error error;
    struct hinge_recording recording;
    struct hinge_recognition recognition;
};

static inline void read_result_clear(struct read_result *result)
{
    hinge_recording_clear(&result->recording);
}

static inline void read_path(const char *path, const struct hinge_read_options *options,
                             struct read_result *result)
{
    static const struct hinge_read_options silent = {0};
    struct hinge_config config = {0};
    struct hinge_bytes bytes = {0};
    char sha256[65];
    memset(result, 0, sizeof *result);
    hinge_config_init(&config);
    result->status =
        hinge_recording_read(path, hinge_file_name(path), options != NULL ? options : &silent,
                             config.parameters, &bytes, &result->recording, &result->recognition,
                             sha256, &result->error);
    hinge_bytes_clear(&bytes);
    hinge_config_clear(&config);
}

static inline void make_test_folder(char folder[256])
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, 256, "%s/hinge-test-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
}

static inline void write_test_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Writes the bytes to <temporary folder>/<name> and reads that. */
static inline void read_bytes(const char *name, const char *bytes, size_t size,
                              const struct hinge_read_options *options, struct read_result *result)
{
    char folder[256], path[512];
    make_test_folder(folder);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_test_file(path, bytes, size);
    read_path(path, options, result);
    unlink(path);
    rmdir(folder);
}

static inline void read_string(const char *name, const char *text,
                               const struct hinge_read_options *options, struct read_result *result)
{
    read_bytes(name, text, strlen(text), options, result);
}

/* A folder as examples write it: its files one after another, each after a line
 * "== name"; written or removed. */
static inline void each_example_file(const char *folder, const char *text, bool write)
{
    for (const char *at = strstr(text, "== "); at != NULL;) {
        const char *line = strchr(at, '\n'), *next;
        char path[512];
        assert_non_null(line);
        snprintf(path, sizeof path, "%s/%.*s", folder, (int)(line - at - 3), at + 3);
        next = strstr(line, "\n== ");
        size_t size = next != NULL ? (size_t)(next - line) : strlen(line + 1);
        if (write)
            write_test_file(path, line + 1, size);
        else
            unlink(path);
        at = next != NULL ? next + 1 : NULL;
    }
}

/* The example (or broken example) of a format, as a file or as a folder. */
static inline void read_example(const struct hinge_format *format, const char *text, size_t size,
                                const struct hinge_read_options *options,
                                struct read_result *result)
{
    char folder[256];
    if (format->content != HINGE_CONTENT_FOLDER) {
        read_bytes("example", text, size > 0 ? size : strlen(text), options, result);
        return;
    }
    make_test_folder(folder);
    each_example_file(folder, text, true);
    read_path(folder, options, result);
    each_example_file(folder, text, false);
    rmdir(folder);
}

#define assert_read(result)                                                                        \
    do {                                                                                           \
        if ((result).status != HINGE_OK)                                                           \
            print_error("%s\n", (result).error.message);                                           \
        assert_int_equal((result).status, HINGE_OK);                                               \
    } while (0)

/* As read_string and read_example, of what is not refused. */
static inline struct read_result good_string(const char *name, const char *text,
                                             const struct hinge_read_options *options)
{
    struct read_result result;
    read_string(name, text, options, &result);
    assert_read(result);
    return result;
}

static inline struct read_result good_example(const struct hinge_format *format, const char *text,
                                              size_t size, const struct hinge_read_options *options)
{
    struct read_result result;
    read_example(format, text, size, options, &result);
    assert_read(result);
    return result;
}

/* The error has this reason and its message contains the fragment. */
#define assert_refused(result, want_reason, fragment)                                              \
    do {                                                                                           \
        assert_int_equal((result).status, HINGE_INPUT);                                            \
        if (strstr((result).error.message, (fragment)) == NULL)                                    \
            print_error("\"%s\" lacks \"%s\"\n", (result).error.message, (fragment));              \
        assert_non_null(strstr((result).error.message, (fragment)));                               \
        assert_string_equal(hinge_reason_name((result).error.reason), (want_reason));              \
    } while (0)

#endif
