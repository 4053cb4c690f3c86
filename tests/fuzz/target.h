/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fuzz targets share: promises that abort, the input as text and as a file. */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <hinge/status.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static inline void promise(int kept, const char *what, const struct hinge_error *error)
{
    if (kept)
        return;
    fprintf(stderr, "broken: %s; message \"%s\"\n", what, error != NULL ? error->message : "");
    abort();
}

/* A failure is the user's or the input's and is explained; nothing else. */
static inline void promise_explained(enum hinge_status status, const struct hinge_error *error)
{
    promise(status == HINGE_OK || status == HINGE_INPUT || status == HINGE_USAGE,
            "status is OK, INPUT or USAGE", error);
    if (status == HINGE_OK)
        return;
    promise(error->status == status && *error->message != '\0', "message", error);
}

/* A failure is the input's, is explained, and shows no control characters. */
static inline void check_status(enum hinge_status status, const struct hinge_error *error)
{
    promise_explained(status, error);
    promise(status != HINGE_USAGE, "status is OK or INPUT", error);
    if (status == HINGE_OK)
        return;
    promise(error->reason != HINGE_REASON_OK, "reason", error);
    for (const char *p = error->message; *p != '\0'; p++)
        promise((unsigned char)*p >= 0x20, "no control characters", error);
}

/* The input as a string; free() it. */
static inline char *as_text(const uint8_t *bytes, size_t size)
{
    char *text = malloc(size + 1);
    promise(text != NULL, "memory", NULL);
    memcpy(text, bytes, size);
    text[size] = '\0';
    return text;
}

/* The input as a file that is nowhere on a disk; close(*file) when done. */
static inline void as_file(const uint8_t *bytes, size_t size, int *file, char path[64])
{
    *file = memfd_create("fuzz", 0);
    promise(*file >= 0 && write(*file, bytes, size) == (ssize_t)size, "memory file", NULL);
    snprintf(path, 64, "/proc/self/fd/%d", *file);
}

#endif
