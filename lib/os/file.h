/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders, by paths in UTF-8. Functions return 0 or a descriptor, or -1 with errno, as
 * the POSIX functions of the same names. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum hinge_os_kind {
    HINGE_OS_FILE,
    HINGE_OS_FOLDER,
    HINGE_OS_LINK,
    HINGE_OS_STREAM, /* a device of characters, a named pipe */
    HINGE_OS_OTHER
};

struct hinge_os_info {
    enum hinge_os_kind kind;
    int64_t size;
    uint64_t device, inode, links; /* device and inode identify a file */
    struct timespec modified, changed;
    bool ours;    /* owned by this user */
    bool private; /* nobody but the owner may read, write or run it */
};

int hinge_os_stat(const char *path, struct hinge_os_info *info);
int hinge_os_lstat(const char *path, struct hinge_os_info *info); /* the link itself */
int hinge_os_fstat(int file, struct hinge_os_info *info);
/* Whether a path, or what it links to, exists. */
bool hinge_os_exists(const char *path);
bool hinge_os_is_folder(const char *path); /* or a link to one */
bool hinge_os_may_write(const char *path);
/* Whether another program has the file open such that it cannot be replaced, as Excel has on
 * Windows. */
bool hinge_os_in_use(const char *path);

/* How a file is opened. Children do not inherit it, a terminal does not become ours, and READ does
 * not wait for a pipe. */
enum {
    HINGE_OS_READ = 1,
    HINGE_OS_WRITE = 2,
    HINGE_OS_APPEND = 4,   /* made if it does not exist */
    HINGE_OS_NEW = 8,      /* EEXIST if it exists */
    HINGE_OS_PRIVATE = 16, /* what is made is only its owner's, where a system has modes */
    HINGE_OS_NOT_LINK = 32 /* a symbolic link is an error */
};
int hinge_os_open(const char *path, unsigned how);
/* For hinge_os_fstat and hinge_os_sync. */
int hinge_os_open_folder(const char *path);
ptrdiff_t hinge_os_read(int file, void *bytes, size_t n);
ptrdiff_t hinge_os_read_at(int file, void *bytes, size_t n, uint64_t at);
ptrdiff_t hinge_os_write(int file, const void *bytes, size_t n);
ptrdiff_t hinge_os_write_at(int file, const void *bytes, size_t n, uint64_t at);
/* Cuts the file to this length; the next write begins there. */
int hinge_os_cut(int file, uint64_t length);
int hinge_os_close(int file);

/* Flushes to the disk. EINVAL or ENOTSUP: a folder on a system that cannot flush it. */
int hinge_os_sync(int file);
/* What a library prints on stderr of its own accord is dropped between both, errno stays: in what
 * the first returned, -1 if it could not. */
int hinge_os_quiet(void);
void hinge_os_unquiet(int kept);
/* Locks a file until it is closed. EWOULDBLOCK: another process has locked it. */
int hinge_os_lock(int file);

/* Renames; an existing file is replaced, by rename_new it is EEXIST. */
int hinge_os_rename(const char *from, const char *to);
int hinge_os_rename_new(const char *from, const char *to);
int hinge_os_unlink(const char *path);
int hinge_os_rmdir(const char *path); /* an empty one */
/* Removes a folder and what is in it, by its handle of hinge_os_open_folder, which is closed; then
 * the path. What links lead to stays. */
void hinge_os_remove_folder(int folder, const char *path);
int hinge_os_mkdir(const char *path);

FILE *hinge_os_fopen(const char *path, const char *mode);
/* A new file in the user's folder for temporaries, whose name begins with `begins`; `path` gets its
 * name. */
int hinge_os_temporary(const char *begins, char *path, size_t room);

/* Whether an errno means that a disk or network failed, whatever the file contains. */
bool hinge_os_is_fault(int code);

/* The names in a folder, in no order; NULL with errno, or at the end. */
struct hinge_os_folder;
struct hinge_os_folder *hinge_os_folder_open(const char *path);
const char *hinge_os_folder_next(struct hinge_os_folder *folder);
void hinge_os_folder_close(struct hinge_os_folder *folder);

/* --- Paths. They have '/' on every system: Windows accepts it, and hinge_os_arguments converts
 * what the user typed. --- */
enum { HINGE_OS_PATH = 4096 }; /* room for any path of the system */

/* The path for a library that opens files itself: on Windows one that is longer than the system
 * takes gets the prefix with which it does. `room` has HINGE_OS_PATH bytes. */
const char *hinge_os_path_for(const char *path, char *room);

/* "/…"; on Windows C:/… and //server/…, with either slash, as well. */
bool hinge_os_is_absolute(const char *path);

/* A path without links, "." and ".."; free() it. NULL with errno if it does not exist. */
char *hinge_os_real_path(const char *path);

/* The path by which the system knows an open file: safe in a signal's handler. False
 * where it tells none. */
bool hinge_os_path_of(int file, char *path, size_t room);

/* A path to an open file that works after its name was removed; false if the system has none. */
bool hinge_os_nameless(int file, char *path, size_t room);
