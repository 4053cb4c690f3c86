/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading whole regular files; names of files. */
#include "base/file.h"

#include "base/memory.h"
#include "os/file.h"
#include "os/path.h"
#include "os/text.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What can be done about it, "" for nothing. */
static const char *advice(int code)
{
    return code == ENOENT                    ? "; check the name and the folder"
           : code == EACCES || code == EPERM ? "; ask for the right to read it"
           : code == ELOOP                   ? "; name the file itself"
                                             : "";
}

/* A file that is not there or not for us is input; a system that fails is not. */
enum hinge_status hinge_file_unreadable(const char *shown, int code, struct hinge_error *error)
{
    bool there = code == ENOENT || code == ENOTDIR || code == EACCES || code == EPERM ||
                 code == ELOOP || code == ENAMETOOLONG || code == EISDIR;
    if (code == ENOMEM)
        return hinge_no_memory(error);
    return hinge_error_set(error, there ? HINGE_INPUT : HINGE_IO, HINGE_REASON_UNREADABLE,
                           "%s: %s%s", shown, strerror(code), advice(code));
}

/* One recording that a disk cannot read is like one that is not there: others go on. */
static enum hinge_status unreadable(const char *shown, int code, struct hinge_error *error)
{
    if (code == ENOMEM || code == EMFILE || code == ENFILE)
        return hinge_file_unreadable(shown, code, error);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE, "%s: %s%s", shown,
                           strerror(code), advice(code));
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool hinge_file_unchanged(const struct hinge_os_info *before, const struct hinge_os_info *now)
{
    return before->device == now->device && before->inode == now->inode &&
           before->size == now->size && same_time(&before->modified, &now->modified) &&
           (same_time(&before->changed, &now->changed) || before->links != now->links);
}

enum hinge_status hinge_file_changed(const char *shown, enum hinge_reason reason,
                                     struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, reason,
                           "%s: changed while it was read; wait until nothing writes "
                           "to it, then run again",
                           shown);
}

void hinge_file_settle(const char *path)
{
    const long most_ns = 20000000; /* a tick of the clock that files get is 1 to 10 ms */
    struct hinge_os_info info;
    struct timespec now;
    if (hinge_os_stat(path, &info) != 0 || clock_gettime(CLOCK_REALTIME, &now) != 0)
        return;
    long long ns = (long long)(now.tv_sec - info.changed.tv_sec) * 1000000000 + now.tv_nsec -
                   info.changed.tv_nsec;
    if (ns >= 0 && ns < most_ns)
        (void)nanosleep(&(struct timespec){.tv_nsec = most_ns - (long)ns}, NULL);
}

static void grow(struct hinge_bytes *bytes, size_t size)
{
    size_t needed = size + HINGE_FILE_PADDING;
    if (needed <= bytes->capacity)
        return;
    char *data = hinge_resize(bytes->data, needed, 1);
    bytes->data = data;
    bytes->capacity = needed;
}

static enum hinge_status fill(int file, const char *shown, struct hinge_bytes *bytes, size_t size,
                              struct hinge_error *error)
{
    grow(bytes, size);
    bytes->size = 0;
    while (bytes->size < size) {
        ptrdiff_t got = hinge_os_read(file, bytes->data + bytes->size, size - bytes->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(shown, errno, error);
        if (got == 0)
            break;
        bytes->size += (size_t)got;
    }
    memset(bytes->data + bytes->size, 0, HINGE_FILE_PADDING);
    if (bytes->size == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_EMPTY_FILE,
                               "%s: empty file; record or export it again", shown);
    return HINGE_OK;
}

enum hinge_status hinge_file_read(const char *path, const char *shown, size_t limit,
                                  struct hinge_bytes *bytes, struct hinge_error *error)
{
    return hinge_file_read_within(NULL, path, shown, limit, bytes, error);
}

/* Whether the file that is open lies below the folder: by the name that the system has
 * for it, else by the name it was opened with, if that still is the same file. */
static bool lies_within(const char *within, int file, const char *path,
                        const struct hinge_os_info *info)
{
    char real[HINGE_OS_PATH];
    struct hinge_os_info named;
    size_t length = strlen(within);
    if (!hinge_os_path_of(file, real, sizeof real)) {
        char *by_name = hinge_os_real_path(path);
        bool same = by_name != NULL && strlen(by_name) < sizeof real &&
                    hinge_os_stat(by_name, &named) == 0 && named.device == info->device &&
                    named.inode == info->inode;
        if (same)
            strcpy(real, by_name);
        free(by_name);
        if (!same)
            return false;
    }
    return strncmp(real, within, length) == 0 && (real[length] == '/' || length == 1);
}

enum hinge_status hinge_file_read_within(const char *within, const char *path, const char *shown,
                                         size_t limit, struct hinge_bytes *bytes,
                                         struct hinge_error *error)
{
    struct hinge_os_info info;
    int file = hinge_os_open(path, HINGE_OS_READ);
    bytes->size = 0;
    if (file < 0)
        return unreadable(shown, errno, error);
    enum hinge_status status = HINGE_OK;
    if (hinge_os_fstat(file, &info) != 0)
        status = unreadable(shown, errno, error);
    else if (info.kind != HINGE_OS_FILE)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE, "%s: %s", shown,
                                 info.kind == HINGE_OS_FOLDER ? "a folder; name a file in it"
                                                              : "not a regular file; name a file");
    else if (within != NULL && !lies_within(within, file, path, &info))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OUTSIDE_FOLDER,
                                 "%s: leaves the data folder of the trial list; use "
                                 "--allow-outside if that is meant",
                                 shown);
    else if (info.size < 0 || (size_t)info.size > limit)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                                 "%s: %lld bytes, more than the limit of %zu; split "
                                 "the recording, or export fewer columns",
                                 shown, (long long)info.size, limit);
    else
        status = fill(file, shown, bytes, (size_t)info.size, error);
    struct hinge_os_info now;
    if (status == HINGE_OK &&
        (hinge_os_fstat(file, &now) != 0 || bytes->size != (size_t)info.size ||
         !hinge_file_unchanged(&info, &now)))
        status = hinge_file_changed(shown, HINGE_REASON_UNREADABLE, error);
    hinge_os_close(file);
    return status;
}

bool hinge_file_starts_with(const char *path, const char *bytes, size_t n)
{
    char start[16];
    struct hinge_os_info info;
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file < 0)
        return false;
    bool same = n <= sizeof start && hinge_os_fstat(file, &info) == 0 &&
                info.kind == HINGE_OS_FILE && hinge_os_read(file, start, n) == (ptrdiff_t)n &&
                memcmp(start, bytes, n) == 0;
    hinge_os_close(file);
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

size_t hinge_path_length(const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return length;
}

char *hinge_path_name(const char *path)
{
    char *whole = hinge_copy_n(path, hinge_path_length(path));
    const char *last = whole != NULL ? hinge_file_name(whole) : "";
    if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0) {
        char *real = hinge_os_real_path(whole);
        if (real != NULL) {
            free(whole);
            whole = real;
        }
    }
    char *name = whole != NULL ? hinge_copy(hinge_file_name(whole)) : NULL;
    free(whole);
    return name;
}
