/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of readers: bytes in, a recording (or the error) out, through the same door
 * as a user's file. Include after assert_close.h. */
#ifndef TESTS_RECORDING_TEXT_H
#define TESTS_RECORDING_TEXT_H

#include "ingest/recognise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct read_result {
    enum hinge_status status;
    struct hinge_error error;
    struct hinge_recording recording;
    struct hinge_recognition recognition;
};

static inline void read_path(const char *path, const struct hinge_read_options *options,
                             struct read_result *result)
{
    static const struct hinge_read_options silent = {0};
    struct hinge_parameters parameters;
    struct hinge_bytes bytes = {0};
    char sha256[65];
    memset(result, 0, sizeof *result);
    hinge_parameters_init(&parameters);
    result->status = hinge_recording_read(path, hinge_file_name(path),
                                          options != NULL ? options : &silent,
                                          &parameters, &bytes, &result->recording,
                                          &result->recognition, sha256, &result->error);
    hinge_bytes_clear(&bytes);
}

/* Writes the bytes to <temporary folder>/<name> and reads that. */
static inline void read_bytes(const char *name, const char *bytes, size_t size,
                              const struct hinge_read_options *options,
                              struct read_result *result)
{
    const char *base = getenv("TMPDIR");
    char folder[256], path[512];
    snprintf(folder, sizeof folder, "%s/hinge-test-XXXXXX",
             base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    read_path(path, options, result);
    unlink(path);
    rmdir(folder);
}

static inline void read_string(const char *name, const char *text,
                               const struct hinge_read_options *options,
                               struct read_result *result)
{
    read_bytes(name, text, strlen(text), options, result);
}

#define assert_read(result)                                                            \
    do {                                                                               \
        if ((result).status != HINGE_OK)                                               \
            print_error("%s\n", (result).error.message);                               \
        assert_int_equal((result).status, HINGE_OK);                                   \
    } while (0)

/* The error has this reason and its message contains the fragment. */
#define assert_refused(result, want_reason, fragment)                                  \
    do {                                                                               \
        assert_int_equal((result).status, HINGE_INPUT);                                \
        if (strstr((result).error.message, (fragment)) == NULL)                        \
            print_error("\"%s\" lacks \"%s\"\n", (result).error.message, (fragment));  \
        assert_non_null(strstr((result).error.message, (fragment)));                   \
        assert_string_equal(hinge_reason_name((result).error.reason), (want_reason));  \
    } while (0)

#endif
