/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library for LD_PRELOAD: a file becomes another one while it is read. In: SWAP_NAME
 * (the file's name), SWAP_BY (the other file), SWAP_AT (before which of the file's
 * opens and reads, from 1), SWAP_HOW: replace (by rename) or rewrite (in place).
 * SWAP_COUNT: a file that gets a byte for each of them. */
#define _GNU_SOURCE
#include "preload.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void rewrite(const char *by, const char *path)
{
    static char bytes[1 << 16];
    FILE *from = fopen(by, "rb"), *to = fopen(path, "r+b");
    size_t n, all = 0;
    while (from && to && (n = fread(bytes, 1, sizeof bytes, from)) > 0)
        all += fwrite(bytes, 1, n, to);
    if (from)
        fclose(from);
    if (to && (fflush(to) != 0 || ftruncate(fileno(to), (off_t)all) != 0 || fclose(to)))
        abort();
}

static void swap(const char *path)
{
    static long seen;
    static int done;
    const char *name = getenv("SWAP_NAME"), *by = getenv("SWAP_BY");
    const char *at = getenv("SWAP_AT"), *how = getenv("SWAP_HOW");
    const char *slash = strrchr(path, '/');
    int before = errno;
    const char *count = getenv("SWAP_COUNT");
    if (count && name && strcmp(slash ? slash + 1 : path, name) == 0) {
        FILE *counts = fopen(count, "a");
        if (!counts || fputc('.', counts) == EOF || fclose(counts) != 0)
            abort();
    }
    if (!name || !by || !at || !how || strcmp(slash ? slash + 1 : path, name) != 0 || done ||
        ++seen < strtol(at, NULL, 10))
        return;
    done = 1;
    if (strcmp(how, "rewrite") == 0)
        rewrite(by, path);
    else if (rename(by, path) != 0)
        abort();
    errno = before;
}

static void swap_file(int file)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    swap(path);
}

ssize_t pread(int file, void *to, size_t n, off_t at)
{
    swap_file(file);
    return REAL(pread)(file, to, n, at);
}
ssize_t pread64(int file, void *to, size_t n, off64_t at)
{
    swap_file(file);
    return REAL(pread64)(file, to, n, at);
}
static int open_as(__typeof__(&open) real, const char *path, int flags, mode_t mode)
{
    if ((flags & O_ACCMODE) == O_RDONLY)
        swap(path);
    return real(path, flags, mode);
}
OPEN(open)
OPEN(open64)
