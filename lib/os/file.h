/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders of the system, by paths in UTF-8. Functions return 0 or a
 * descriptor, or -1 with errno, as POSIX's of the same name do. */
#ifndef HINGE_OS_FILE_H
#define HINGE_OS_FILE_H

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
    uint64_t device, inode, links; /* device and inode tell one file from another */
    struct timespec modified, changed;
    bool ours;    /* this user's */
    bool private; /* nobody but the owner may read, write or run it */
};

int hinge_os_stat(const char *path, struct hinge_os_info *info);
int hinge_os_lstat(const char *path, struct hinge_os_info *info); /* the link itself */
int hinge_os_fstat(int file, struct hinge_os_info *info);
/* Whether something of that name, or what it links to, is there. */
bool hinge_os_exists(const char *path);
bool hinge_os_is_folder(const char *path); /* or a link to one */
bool hinge_os_may_write(const char *path);

/* How a file is opened; no child gets it, no terminal becomes ours, and with READ no
 * pipe is waited for. */
enum {
    HINGE_OS_READ = 1,
    HINGE_OS_WRITE = 2,
    HINGE_OS_APPEND = 4,   /* made where it is not there */
    HINGE_OS_NEW = 8,      /* EEXIST where something is there */
    HINGE_OS_NOT_LINK = 32 /* a symbolic link is an error */
};
int hinge_os_open(const char *path, unsigned how);
/* For hinge_os_fstat and hinge_os_sync. */
int hinge_os_open_folder(const char *path);
ptrdiff_t hinge_os_read(int file, void *bytes, size_t n);
ptrdiff_t hinge_os_read_at(int file, void *bytes, size_t n, uint64_t at);
ptrdiff_t hinge_os_write(int file, const void *bytes, size_t n);
ptrdiff_t hinge_os_write_at(int file, const void *bytes, size_t n, uint64_t at);
/* The file ends there, and there the next write begins. */
int hinge_os_cut(int file, uint64_t length);
int hinge_os_close(int file);

/* Onto the disk. EINVAL or ENOTSUP: a folder, on a system that cannot. */
int hinge_os_sync(int file);
/* EWOULDBLOCK: another process has it. It ends with the file's closing. */
int hinge_os_lock(int file);

/* Replaces what has the new name; rename_new does not: EEXIST. */
int hinge_os_rename(const char *from, const char *to);
int hinge_os_rename_new(const char *from, const char *to);
int hinge_os_unlink(const char *path);
int hinge_os_mkdir(const char *path);

/* fopen. */
FILE *hinge_os_fopen(const char *path, const char *mode);
/* A new file in the user's folder for temporaries whose name begins so; `path` gets its
 * name. */
int hinge_os_temporary(const char *begins, char *path, size_t room);

/* Whether an errno says that a disk or a network fails, which no file's content causes.
 */
bool hinge_os_is_fault(int code);

/* The names in a folder, in no order; NULL with errno, or at the end. */
struct hinge_os_folder;
struct hinge_os_folder *hinge_os_folder_open(const char *path);
const char *hinge_os_folder_next(struct hinge_os_folder *folder);
void hinge_os_folder_close(struct hinge_os_folder *folder);

/* --- Names of files. Paths have '/' everywhere: Windows takes it, and hinge_os_arguments
 * turns what the user typed. --- */
enum { HINGE_OS_PATH = 4096 }; /* room for any path of the system */

/* "/…"; on Windows C:/… and //server/…, with either slash, as well. */
bool hinge_os_is_absolute(const char *path);

/* A path without links, "." and ".."; free() it. NULL with errno where nothing is. */
char *hinge_os_real_path(const char *path);

/* The path by which the system knows an open file: safe in a signal's handler. False
 * where it tells none. */
bool hinge_os_path_of(int file, char *path, size_t room);

/* A path that leads to an open file also after it has lost its name; false where there
 * is no such thing. */
bool hinge_os_nameless(int file, char *path, size_t room);

#endif
