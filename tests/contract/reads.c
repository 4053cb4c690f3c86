/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library for LD_PRELOAD: where a file is read. In: READS_NAME (the end of the file's name),
 * READS_LOG (gets a line "offset bytes" for each read at a place). libhdf5 reads a chunk by one. */
#define _GNU_SOURCE
#include "../fail/preload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void log_read(int file, size_t bytes, off_t offset)
{
    char link[64], path[4096];
    const char *name = getenv("READS_NAME"), *log = getenv("READS_LOG");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    if (!name || !log || strlen(path) < strlen(name) ||
        strcmp(path + strlen(path) - strlen(name), name) != 0)
        return;
    FILE *lines = fopen(log, "a");
    if (!lines || fprintf(lines, "%lld %zu\n", (long long)offset, bytes) < 0 || fclose(lines) != 0)
        abort();
}

ssize_t pread(int file, void *to, size_t bytes, off_t offset)
{
    log_read(file, bytes, offset);
    return REAL(pread)(file, to, bytes, offset);
}

ssize_t pread64(int file, void *to, size_t bytes, off_t offset)
{
    log_read(file, bytes, offset);
    return REAL(pread64)(file, to, bytes, offset);
}
