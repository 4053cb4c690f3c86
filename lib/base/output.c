/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outputs that appear whole or not at all: written beside their target under a locked,
 * marked temporary, then renamed. */
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

static enum hinge_status cannot_write(struct hinge_error *error, const char *target,
                                      const char *what)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s: %s", target,
                           what, strerror(errno));
}

/* Marks a temporary as this program's: no ordinary file has this bit, so that what lies
 * under the temporary's name is told from somebody's own file. */
enum { OURS = S_ISVTX, TRIES = 100 };

/* What came of a temporary's name. */
enum found { LOCKED, GONE, TAKEN, FOREIGN, FAILED };

/* Locks an open file and sees whether the name still leads to it: between our open and
 * our lock another run may rename or remove it. */
static enum found lock(int file, const char *temporary)
{
    struct stat ours, named;
    /* file systems without locks (ENOLCK) go on: the rename is whole all the same */
    if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return TAKEN;
    if (fstat(file, &ours) != 0)
        return FAILED;
    if (lstat(temporary, &named) != 0)
        return errno == ENOENT ? GONE : FAILED;
    return ours.st_dev == named.st_dev && ours.st_ino == named.st_ino ? LOCKED : GONE;
}

/* Removes what a killed run left under the temporary's name: marked or still empty, in
 * nobody's hands, under no second name. It is never emptied or written through: a run
 * that finishes meanwhile keeps its result, and a stranger's file its bytes. */
static enum found sweep(const char *temporary)
{
    struct stat info;
    int file =
        open(temporary, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return errno == ENOENT ? GONE : errno == EIO ? FAILED : FOREIGN;
    enum found found = FAILED;
    if (fstat(file, &info) == 0) {
        bool ours = S_ISREG(info.st_mode) && info.st_nlink <= 1 &&
                    info.st_uid == geteuid() &&
                    ((info.st_mode & OURS) != 0 || info.st_size == 0);
        found = ours ? lock(file, temporary) : FOREIGN;
    }
    if (found == LOCKED)
        found = unlink(temporary) == 0 ? GONE : FAILED;
    int code = errno;
    close(file);
    errno = code;
    return found;
}

/* Makes, locks and marks the temporary, a new file; -1 with what was in its way. */
static int make_locked(const char *temporary, enum found *found)
{
    for (int tries = 0; tries < TRIES; tries++) {
        int file =
            open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        *found = FAILED;
        if (file < 0 && errno != EEXIST)
            return -1;
        *found = file < 0 ? sweep(temporary) : lock(file, temporary);
        if (file < 0 && *found == GONE)
            continue;
        if (file < 0)
            return -1;
        struct stat info;
        if (*found == LOCKED && fstat(file, &info) == 0) {
            /* where modes are not kept a killed run's file is removed by hand */
            (void)fchmod(file, (info.st_mode & 07777) | OURS);
            return file;
        }
        int code = errno;
        bool failed = *found == LOCKED || *found == FAILED;
        if (failed)
            unlink(temporary);
        close(file);
        errno = code;
        if (failed)
            break;
        errno = EBUSY; /* another run swept it: once more */
    }
    *found = FAILED;
    return -1;
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

/* The folder of a path; -1 with errno 0 where that is not allowed. */
static int open_folder(const char *path)
{
    size_t length = (size_t)(hinge_file_name(path) - path);
    char *folder = length == 0 ? strdup(".") : strndup(path, length);
    if (folder == NULL)
        return -1;
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = directory < 0 && errno == EACCES ? 0 : errno;
    free(folder);
    errno = code;
    return directory;
}

static enum hinge_status no_folder(struct hinge_error *error, const char *target)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "%s: cannot create the output: its folder does not exist",
                           target);
}

enum hinge_status hinge_output_folder(const char *target, struct hinge_error *error)
{
    if (hinge_file_name(target)[0] == '\0') /* it is a folder, made when needed */
        return HINGE_OK;
    int folder = open_folder(target);
    bool missing = folder < 0 && errno == ENOENT;
    if (folder >= 0)
        close(folder);
    return missing ? no_folder(error, target) : HINGE_OK;
}

/* Where the output goes: through a symbolic link to what it names, as a shell's > does.
 * "folder/.name.hinge~" is written until then. NULL: no memory, or a link to nothing.
 */
static char *follow(const char *target)
{
    struct stat info;
    if (lstat(target, &info) == 0 && S_ISLNK(info.st_mode))
        return realpath(target, NULL);
    char *copy = strdup(target);
    if (copy == NULL)
        errno = ENOMEM; /* whatever lstat left there */
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
    if (temporary != NULL)
        snprintf(temporary, length, "%.*s.%s" TEMPORARY, (int)(name - place), place,
                 name);
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
    struct stat first, second;
    bool there = stat(a, &first) == 0, also = stat(b, &second) == 0;
    if (there || also)
        return there && also && S_ISREG(first.st_mode) && hinge_file_same(a, b);
    int one = open_folder(a), other = open_folder(b);
    bool same = one >= 0 && other >= 0 && fstat(one, &first) == 0 &&
                fstat(other, &second) == 0 && first.st_dev == second.st_dev &&
                first.st_ino == second.st_ino &&
                strcmp(hinge_file_name(a), hinge_file_name(b)) == 0;
    if (one >= 0)
        close(one);
    if (other >= 0)
        close(other);
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
                               "%s: %s is in the way; remove or rename it",
                               output->target, hinge_file_name(output->temporary));
    if (errno == ENOENT)
        return no_folder(error, output->target);
    return cannot_write(error, output->target, "cannot create the output");
}

enum hinge_status hinge_output_open(struct hinge_output *output, const char *target,
                                    struct hinge_error *error)
{
    *output = (struct hinge_output){.lock = -1};
    struct stat info;
    if (stat(target, &info) == 0 && !S_ISREG(info.st_mode))
        return hinge_error_set(
            error, HINGE_WRITE, HINGE_REASON_OK,
            "%s: exists and is not a regular file%s", target,
            S_ISDIR(info.st_mode) ? " but a folder; name a file in it" : "");
    errno = ENOMEM;
    enum found found = FAILED;
    enum hinge_status status = HINGE_OK;
    output->target = strdup(target);
    output->place = follow(target);
    if (output->place == NULL && errno != ENOMEM)
        status = cannot_write(error, target, "cannot follow the link");
    else if (output->place != NULL)
        output->temporary = temporary_of(output->place);
    if (status == HINGE_OK && (output->target == NULL || output->temporary == NULL))
        status = hinge_no_memory(error);
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
    if (directory < 0 || fsync(directory) == 0 || errno == EINVAL || errno == ENOTSUP)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "%s: the new file is in place, but its folder cannot be "
                           "flushed to disk: %s",
                           output->target, strerror(errno));
}

static int put_in_place(const struct hinge_output *output)
{
    struct stat info;
    if (!output->add)
        return rename(output->temporary, output->place);
    if (renameat2(AT_FDCWD, output->temporary, AT_FDCWD, output->place,
                  RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != ENOSYS && errno != EINVAL) /* a file system without it */
        return -1;
    if (lstat(output->place, &info) != 0)
        return rename(output->temporary, output->place);
    errno = EEXIST;
    return -1;
}

enum hinge_status hinge_output_publish(struct hinge_output *output,
                                       struct hinge_error *error)
{
    struct stat info;
    enum hinge_status status = HINGE_OK;
    int directory = open_folder(output->place);
    if (directory < 0 && errno != 0)
        status = cannot_write(error, output->target, "cannot open its folder");
    else if (fstat(output->lock, &info) != 0 || fsync(output->lock) != 0)
        status = cannot_write(error, output->target, "cannot flush to disk");
    else if (put_in_place(output) != 0)
        status = cannot_write(error, output->target, "cannot rename the finished file");
    if (status == HINGE_OK) {
        free(output->temporary);
        output->temporary = NULL;
        (void)fchmod(output->lock, info.st_mode & 07777 & ~(mode_t)OURS);
        status = flush_folder(output, directory, error);
    }
    if (directory >= 0)
        close(directory);
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
    free(output->place);
    free(output->target);
    *output = (struct hinge_output){.lock = -1};
}
