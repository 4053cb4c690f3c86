/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outputs that appear whole or not at all: written beside their target under a locked
 * temporary, then renamed. */
#include "base/file.h"

#include "base/memory.h"
#include "os/file.h"
#include "os/path.h"
#include "os/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum hinge_status cannot_write(struct hinge_error *error, const char *target,
                                      const char *what)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s: %s", target, what,
                           strerror(errno));
}

enum { TRIES = 100 };

/* What came of a temporary's name. */
enum found { LOCKED, GONE, TAKEN, FOREIGN, FAILED };

/* Locks an open file and sees whether the name still leads to it: between our open and
 * our lock another run may rename or remove it. */
static enum found lock(int file, const char *temporary)
{
    struct hinge_os_info ours, named;
    /* file systems without locks (ENOLCK) go on: the rename is whole all the same */
    if (hinge_os_lock(file) != 0 && errno == EWOULDBLOCK)
        return TAKEN;
    if (hinge_os_fstat(file, &ours) != 0)
        return FAILED;
    if (hinge_os_lstat(temporary, &named) != 0)
        return errno == ENOENT ? GONE : FAILED;
    return ours.device == named.device && ours.inode == named.inode ? LOCKED : GONE;
}

/* Removes what a killed run left under the temporary's name: a file of this user, in
 * nobody's hands, under no second name. It is never emptied or written through: a run
 * that finishes meanwhile keeps its result. */
static enum found remove_left(const char *temporary)
{
    struct hinge_os_info info;
    int file = hinge_os_open(temporary, HINGE_OS_READ | HINGE_OS_NOT_LINK);
    if (file < 0)
        return errno == ENOENT ? GONE : errno == EIO ? FAILED : FOREIGN;
    enum found found = FAILED;
    if (hinge_os_fstat(file, &info) == 0) {
        bool ours = info.kind == HINGE_OS_FILE && info.links <= 1 && info.ours;
        found = ours ? lock(file, temporary) : FOREIGN;
    }
    if (found == LOCKED)
        found = hinge_os_unlink(temporary) == 0 ? GONE : FAILED;
    int code = errno;
    hinge_os_close(file);
    errno = code;
    return found;
}

/* Makes and locks the temporary, a new file; -1 with what was in its way. */
static int make_locked(const char *temporary, enum found *found)
{
    for (int tries = 0; tries < TRIES; tries++) {
        int file = hinge_os_open(temporary,
                                 HINGE_OS_READ | HINGE_OS_WRITE | HINGE_OS_NEW | HINGE_OS_NOT_LINK);
        *found = FAILED;
        if (file < 0 && errno != EEXIST)
            return -1;
        *found = file < 0 ? remove_left(temporary) : lock(file, temporary);
        if (file < 0 && *found == GONE)
            continue;
        if (file < 0)
            return -1;
        if (*found == LOCKED)
            return file;
        int code = errno;
        bool failed = *found == FAILED;
        if (failed)
            hinge_os_unlink(temporary);
        hinge_os_close(file);
        errno = code;
        if (failed)
            break;
        errno = EBUSY; /* another run removed it: once more */
    }
    *found = FAILED;
    return -1;
}

bool hinge_file_same(const char *a, const char *b)
{
    struct hinge_os_info first, second;
    return hinge_os_stat(a, &first) == 0 && hinge_os_stat(b, &second) == 0 &&
           first.device == second.device && first.inode == second.inode;
}

enum hinge_status hinge_output_spare(const char *target, const char *input,
                                     struct hinge_error *error)
{
    if (!hinge_file_same(target, input))
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s: the output would replace an input, %s; give another name "
                           "with -o",
                           target, input);
}

/* The folder of a path; -1 with errno 0 where that is not allowed. */
static int open_folder(const char *path)
{
    size_t length = (size_t)(hinge_file_name(path) - path);
    char *folder = length == 0 ? hinge_copy(".") : hinge_copy_n(path, length);
    int directory = hinge_os_open_folder(folder);
    int code = directory < 0 && errno == EACCES ? 0 : errno;
    free(folder);
    errno = code;
    return directory;
}

static enum hinge_status no_folder(struct hinge_error *error, const char *target)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "%s: cannot create the output: its folder does not exist", target);
}

enum hinge_status hinge_output_folder(const char *target, struct hinge_error *error)
{
    if (hinge_file_name(target)[0] == '\0') /* it is a folder, made when needed */
        return HINGE_OK;
    int folder = open_folder(target);
    bool missing = folder < 0 && errno == ENOENT;
    if (folder >= 0)
        hinge_os_close(folder);
    return missing ? no_folder(error, target) : HINGE_OK;
}

/* Where the output goes: through a symbolic link to what it names, as a shell's > does.
 * "folder/.name.hinge~" is written until then. NULL: no memory, or a link to nothing.
 */
static char *follow(const char *target)
{
    struct hinge_os_info info;
    if (hinge_os_lstat(target, &info) == 0 && info.kind == HINGE_OS_LINK)
        return hinge_os_real_path(target);
    char *copy = hinge_copy(target); /* whatever lstat left there */
    return copy;
}

#define TEMPORARY ".hinge~"

bool hinge_output_is_temporary(const char *path)
{
    static const char own[] = HINGE_SCRATCH, library[] = "tmp.XXXXXXXXXX";
    const char *name = hinge_file_name(path);
    size_t n = strlen(name), end = sizeof TEMPORARY - 1;
    return (*name == '.' && n > end + 1 && strcmp(name + n - end, TEMPORARY) == 0) ||
           strncmp(name, own, sizeof own - 1) == 0 ||
           (strncmp(name, library, 4) == 0 && n == sizeof library - 1);
}

static char *temporary_of(const char *place)
{
    size_t length = strlen(place) + sizeof "." TEMPORARY;
    const char *name = hinge_file_name(place);
    char *temporary = hinge_alloc(length, 1);
    snprintf(temporary, length, "%.*s.%s" TEMPORARY, (int)(name - place), place, name);
    return temporary;
}

char *hinge_output_temporary(const char *target)
{
    char *place = follow(target);
    char *temporary = place != NULL ? temporary_of(place) : NULL;
    free(place);
    return temporary;
}

bool hinge_output_same(const char *a, const char *b)
{
    struct hinge_os_info first, second;
    bool there = hinge_os_stat(a, &first) == 0, also = hinge_os_stat(b, &second) == 0;
    if (there || also)
        return there && also && first.kind == HINGE_OS_FILE && hinge_file_same(a, b);
    int one = open_folder(a), other = open_folder(b);
    bool same = one >= 0 && other >= 0 && hinge_os_fstat(one, &first) == 0 &&
                hinge_os_fstat(other, &second) == 0 && first.device == second.device &&
                first.inode == second.inode && strcmp(hinge_file_name(a), hinge_file_name(b)) == 0;
    if (one >= 0)
        hinge_os_close(one);
    if (other >= 0)
        hinge_os_close(other);
    return same;
}

static enum hinge_status in_the_way(const struct hinge_output *output, enum found found,
                                    struct hinge_error *error)
{
    if (found == TAKEN)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: another run is writing this file", output->target);
    if (found == FOREIGN)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: %s is in the way; remove or rename it", output->target,
                               hinge_file_name(output->temporary));
    if (errno == ENOENT)
        return no_folder(error, output->target);
    return cannot_write(error, output->target, "cannot create the output");
}

enum hinge_status hinge_output_open(struct hinge_output *output, const char *target,
                                    struct hinge_error *error)
{
    *output = (struct hinge_output){.lock = -1};
    struct hinge_os_info info;
    if (hinge_os_stat(target, &info) == 0 && info.kind != HINGE_OS_FILE)
        return hinge_error_set(
            error, HINGE_WRITE, HINGE_REASON_OK, "%s: exists and is not a regular file%s", target,
            info.kind == HINGE_OS_FOLDER ? " but a folder; name a file in it" : "");
    errno = ENOMEM;
    enum found found = FAILED;
    enum hinge_status status = HINGE_OK;
    output->target = hinge_copy(target);
    output->place = follow(target);
    if (output->place == NULL && errno != ENOMEM)
        status = cannot_write(error, target, "cannot follow the link");
    else if (output->place != NULL)
        output->temporary = temporary_of(output->place);
    if (status == HINGE_OK)
        output->lock = make_locked(output->temporary, &found);
    if (status == HINGE_OK && output->lock < 0)
        status = in_the_way(output, found, error);
    if (status != HINGE_OK) {
        free(output->temporary); /* not ours to remove */
        output->temporary = NULL;
        hinge_output_discard(output);
    }
    return status;
}

/* After the rename nothing is left that could fail but this. */
static enum hinge_status flush_folder(const struct hinge_output *output, int directory,
                                      struct hinge_error *error)
{
    /* some file systems cannot sync a folder; the rename itself is still whole */
    if (directory < 0 || hinge_os_sync(directory) == 0 || errno == EINVAL || errno == ENOTSUP)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "%s: the new file is in place, but its folder cannot be "
                           "flushed to disk: %s",
                           output->target, strerror(errno));
}

static int put_in_place(const struct hinge_output *output)
{
    return (output->add ? hinge_os_rename_new : hinge_os_rename)(output->temporary, output->place);
}

enum hinge_status hinge_output_publish(struct hinge_output *output, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    int directory = open_folder(output->place);
    if (directory < 0 && errno != 0)
        status = cannot_write(error, output->target, "cannot open its folder");
    else if (hinge_os_sync(output->lock) != 0)
        status = cannot_write(error, output->target, "cannot flush to disk");
    else if (put_in_place(output) != 0)
        status = cannot_write(error, output->target, "cannot rename the finished file");
    if (status == HINGE_OK) {
        free(output->temporary);
        output->temporary = NULL;
        status = flush_folder(output, directory, error);
    }
    if (directory >= 0)
        hinge_os_close(directory);
    hinge_output_discard(output);
    return status;
}

void hinge_output_discard(struct hinge_output *output)
{
    if (output->temporary != NULL)
        hinge_os_unlink(output->temporary);
    if (output->lock > 0)
        hinge_os_close(output->lock);
    free(output->temporary);
    free(output->place);
    free(output->target);
    *output = (struct hinge_output){.lock = -1};
}
