/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes into files that appear whole or not at all, and the folders they go into. */
#include <hinge/file.h>

#include "base/file.h"
#include "base/memory.h"
#include "os/file.h"
#include "os/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_bytes_write(int file, const char *path, const char *bytes, size_t length,
                                    struct hinge_error *error)
{
    while (length > 0) {
        ptrdiff_t done = hinge_os_write(file, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot write: %s",
                                   path, done < 0 ? strerror(errno) : "no space");
        bytes += done;
        length -= (size_t)done;
    }
    return HINGE_OK;
}

/* What bytes are, as far as replacing one by another goes. */
static const char *kind_of(const char *bytes, size_t n)
{
    if (n >= 4 && memcmp(bytes, "\x89HDF", 4) == 0)
        return "an HDF5 file";
    if (n >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        return "a spreadsheet or archive";
    if (n >= 5 && memcmp(bytes, "%PDF-", 5) == 0)
        return "a PDF file"; /* whose first bytes may look like text, or not */
    return memchr(bytes, '\0', n) != NULL ? "no text" : "text";
}

/* A table over a study, say, is a slip. */
static enum hinge_status check_kind(const char *path, const char *bytes, size_t length,
                                    struct hinge_error *error)
{
    char old[256];
    enum { LOOKED = sizeof old };
    ptrdiff_t got = 0;
    int file = hinge_os_open(path, HINGE_OS_READ);
    if (file < 0)
        return HINGE_OK; /* none, or not ours to read: the writing will say */
    got = hinge_os_read(file, old, sizeof old);
    hinge_os_close(file);
    const char *was = got > 0 ? kind_of(old, (size_t)got) : "";
    const char *is = kind_of(bytes, length < LOOKED ? length : LOOKED);
    if (got <= 0 || strcmp(was, is) == 0)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s: is %s; it would be replaced by %s: name another output, "
                           "or remove it first",
                           path, was, is);
}

/* /dev/stdout, a named pipe, /dev/null: nothing to rename onto. */
static bool is_stream(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_STREAM;
}

static enum hinge_status begin(struct hinge_saving *saving, const char *bytes, size_t length,
                               struct hinge_error *error)
{
    const char *path = saving->path;
    if (is_stream(path)) {
        saving->stream = hinge_os_open(path, HINGE_OS_WRITE);
        if (saving->stream < 0)
            return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot open: %s", path,
                                   strerror(errno));
        saving->begun = true;
        return HINGE_OK;
    }
    enum hinge_status status = check_kind(path, bytes, length, error);
    if (status == HINGE_OK)
        status = hinge_output_open(&saving->output, path, error);
    saving->begun = status == HINGE_OK;
    saving->output.add = saving->add;
    return status;
}

enum hinge_status hinge_saving_add(struct hinge_saving *saving, const char *bytes, size_t length,
                                   struct hinge_error *error)
{
    enum hinge_status status = saving->begun ? HINGE_OK : begin(saving, bytes, length, error);
    if (status != HINGE_OK)
        return status;
    return hinge_bytes_write(saving->stream > 0 ? saving->stream : saving->output.lock,
                             saving->path, bytes, length, error);
}

enum hinge_status hinge_saving_end(struct hinge_saving *saving, enum hinge_status status,
                                   struct hinge_error *error)
{
    if (!saving->begun)
        return status;
    saving->begun = false;
    if (saving->stream > 0) {
        if (hinge_os_close(saving->stream) != 0 && status == HINGE_OK)
            status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot write: %s",
                                     saving->path, strerror(errno));
        return status;
    }
    if (status == HINGE_OK)
        return hinge_output_publish(&saving->output, error);
    hinge_output_discard(&saving->output);
    return status;
}

static enum hinge_status save(const char *path, bool add, const char *bytes, size_t length,
                              struct hinge_error *error)
{
    struct hinge_saving saving = {.path = path, .add = add};
    enum hinge_status status = hinge_saving_add(&saving, bytes, length, error);
    return hinge_saving_end(&saving, status, error);
}

enum hinge_status hinge_file_save(const char *path, const char *bytes, size_t length,
                                  struct hinge_error *error)
{
    return save(path, false, bytes, length, error);
}

const char *hinge_unless_forced(bool force)
{
    return force ? NULL : "name another folder, or replace it with --force";
}

enum hinge_status hinge_file_absent(const char *path, const char *instead,
                                    struct hinge_error *error)
{
    struct hinge_os_info info;
    if (instead == NULL || hinge_os_lstat(path, &info) != 0)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s is there already: %s", path,
                           instead);
}

bool hinge_file_holds(const char *path, const char *bytes, size_t length)
{
    struct hinge_bytes there = {0};
    struct hinge_error ignored;
    struct hinge_os_info info;
    bool same =
        hinge_os_stat(path, &info) == 0 && (size_t)info.size == length &&
        (length == 0 || (hinge_file_read(path, path, length, &there, &ignored) == HINGE_OK &&
                         memcmp(there.data, bytes, length) == 0));
    hinge_bytes_clear(&there);
    return same;
}

enum hinge_status hinge_file_add(const char *path, const char *instead, const char *bytes,
                                 size_t length, struct hinge_error *error)
{
    struct hinge_os_info info;
    if (instead == NULL || hinge_os_lstat(path, &info) != 0)
        return save(path, instead != NULL, bytes, length, error);
    if (hinge_file_holds(path, bytes, length))
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s is there already and holds something else: %s", path, instead);
}

/* mkdir, after those above it that are missing; errno. */
static int make_all(const char *path)
{
    if (hinge_os_mkdir(path) == 0)
        return 0;
    int code = errno;
    size_t n = strlen(path);
    while (n > 0 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    while (n > 0 && path[n - 1] == '/')
        n--;
    if (code != ENOENT || n == 0)
        return code;
    char *above = hinge_copy_n(path, n);
    code = make_all(above);
    free(above);
    if (code != 0 && code != EEXIST)
        return code;
    return hinge_os_mkdir(path) == 0 ? 0 : errno;
}

enum hinge_status hinge_folder_make(const char *path, struct hinge_error *error)
{
    int code = make_all(path);
    if (code == 0)
        return HINGE_OK;
    struct hinge_os_info info;
    if (code == EEXIST && hinge_os_stat(path, &info) == 0) {
        if (info.kind == HINGE_OS_FOLDER)
            return HINGE_OK;
        code = ENOTDIR;
    }
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot make the folder: %s",
                           path, strerror(code));
}

char *hinge_path_join(const char *folder, const char *name)
{
    size_t length = strlen(folder), n = length + strlen(name) + 2;
    bool slash = length > 0 && folder[length - 1] == '/';
    char *path = hinge_alloc(n, 1);
    snprintf(path, n, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}
