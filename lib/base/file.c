/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole-file reading and atomic outputs. */
#define _GNU_SOURCE
#include "base/file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum hinge_status unreadable(struct hinge_error *error, const char *shown,
                                    int code)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE, "%s: %s", shown,
                           strerror(code));
}

static enum hinge_status grow(struct hinge_bytes *bytes, size_t size,
                              struct hinge_error *error)
{
    size_t needed = size + HINGE_FILE_PADDING;
    if (needed <= bytes->capacity)
        return HINGE_OK;
    char *data = hinge_resize(bytes->data, needed, 1);
    if (data == NULL)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "out of memory reading %zu bytes", size);
    bytes->data = data;
    bytes->capacity = needed;
    return HINGE_OK;
}

static enum hinge_status fill(int file, const char *shown, struct hinge_bytes *bytes,
                              size_t size, struct hinge_error *error)
{
    enum hinge_status status = grow(bytes, size, error);
    if (status != HINGE_OK)
        return status;
    bytes->size = 0;
    while (bytes->size < size) {
        ssize_t got = read(file, bytes->data + bytes->size, size - bytes->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(error, shown, errno);
        if (got == 0)
            break;
        bytes->size += (size_t)got;
    }
    memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
    if (bytes->size == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_EMPTY_FILE,
                               "%s: empty file", shown);
    return HINGE_OK;
}

enum hinge_status hinge_file_read(const char *path, const char *shown, size_t limit,
                                  struct hinge_bytes *bytes, struct hinge_error *error)
{
    struct stat info;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    bytes->size = 0;
    if (file < 0)
        return unreadable(error, shown, errno);
    enum hinge_status status = HINGE_OK;
    if (fstat(file, &info) != 0)
        status = unreadable(error, shown, errno);
    else if (!S_ISREG(info.st_mode))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                 "%s: not a regular file%s", shown,
                                 S_ISDIR(info.st_mode) ? " (it is a directory)" : "");
    else if (info.st_size < 0 || (size_t)info.st_size > limit)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                                 "%s: %lld bytes, more than the limit of %zu", shown,
                                 (long long)info.st_size, limit);
    else
        status = fill(file, shown, bytes, (size_t)info.st_size, error);
    close(file);
    return status;
}

bool hinge_file_starts_with(const char *path, const char *bytes, size_t n)
{
    char start[16];
    struct stat info;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return false;
    bool same = n <= sizeof start && fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
                read(file, start, n) == (ssize_t)n && memcmp(start, bytes, n) == 0;
    close(file);
    return same;
}

void hinge_bytes_clear(struct hinge_bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct hinge_bytes){0};
}

const char *hinge_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static enum hinge_status cannot_write(struct hinge_error *error, const char *target,
                                      const char *what)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s: %s", target,
                           what, strerror(errno));
}

/* Opens and locks the temporary. Another run may rename or remove it between our open
 * and our lock: then the descriptor is its finished output, not ours to empty, and the
 * name is opened again. EWOULDBLOCK: the other run still writes. */
static int open_locked(const char *temporary)
{
    for (;;) {
        struct stat ours, named;
        int file = open(temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (file < 0)
            return -1;
        /* file systems without locks (ENOLCK) go on: the rename is whole all the same
         */
        if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            close(file);
            errno = EWOULDBLOCK;
            return -1;
        }
        if (fstat(file, &ours) == 0 && lstat(temporary, &named) == 0 &&
            ours.st_dev == named.st_dev && ours.st_ino == named.st_ino)
            return file;
        close(file);
    }
}

bool hinge_file_same(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

enum hinge_status hinge_output_spare(const char *target, const char *input,
                                     const char *shown, struct hinge_error *error)
{
    if (!hinge_file_same(target, input))
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_USAGE, HINGE_REASON_OK,
        "%s: the output would replace an input, %s; give another name "
        "with -o",
        target, shown);
}

enum hinge_status hinge_output_open(struct hinge_output *output, const char *target,
                                    struct hinge_error *error)
{
    *output = (struct hinge_output){.lock = -1};
    struct stat info;
    if (stat(target, &info) == 0 && !S_ISREG(info.st_mode))
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: exists and is not a regular file", target);
    size_t length = strlen(target) + 6;
    output->target = hinge_alloc(length, 1);
    output->temporary = hinge_alloc(length, 1);
    if (output->target == NULL || output->temporary == NULL) {
        hinge_output_discard(output);
        return hinge_no_memory(error);
    }
    snprintf(output->target, length, "%s", target);
    snprintf(output->temporary, length, "%s.tmp~", target);
    int file = open_locked(output->temporary);
    enum hinge_status status = HINGE_OK;
    if (file < 0 && errno != EWOULDBLOCK)
        status = cannot_write(error, target, "cannot create the output");
    else if (file < 0)
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                 "%s: another run is writing this file", target);
    else if (ftruncate(file, 0) != 0)
        status = cannot_write(error, target, "cannot empty the temporary file");
    if (status != HINGE_OK) {
        if (file >= 0)
            close(file);
        free(output->temporary); /* not ours to remove */
        output->temporary = NULL;
        hinge_output_discard(output);
        return status;
    }
    output->lock = file;
    return HINGE_OK;
}

static int sync_folder(const char *target)
{
    const char *name = hinge_file_name(target);
    size_t length = (size_t)(name - target);
    char *folder = length == 0 ? strdup(".") : strndup(target, length);
    if (folder == NULL)
        return -1;
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (directory < 0)
        return -1;
    int result = fsync(directory);
    int code = errno;
    close(directory);
    /* some file systems cannot sync a folder; the rename itself is still whole */
    return result != 0 && code != EINVAL && code != ENOTSUP ? -1 : 0;
}

enum hinge_status hinge_output_publish(struct hinge_output *output,
                                       struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (fsync(output->lock) != 0)
        status = cannot_write(error, output->target, "cannot flush to disk");
    else if (rename(output->temporary, output->target) != 0)
        status = cannot_write(error, output->target, "cannot rename the finished file");
    if (status == HINGE_OK) {
        free(output->temporary);
        output->temporary = NULL;
        if (sync_folder(output->target) != 0)
            status = cannot_write(error, output->target, "cannot flush its folder");
    }
    hinge_output_discard(output);
    return status;
}

void hinge_output_discard(struct hinge_output *output)
{
    if (output->temporary != NULL)
        unlink(output->temporary);
    if (output->lock > 0)
        close(output->lock);
    free(output->temporary);
    free(output->target);
    *output = (struct hinge_output){.lock = -1};
}
