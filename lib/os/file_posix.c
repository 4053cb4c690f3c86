/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, their names and folders on Linux, macOS and other systems like POSIX's. */
#include "os/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool hinge_os_is_absolute(const char *path)
{
    return *path == '/';
}

char *hinge_os_real_path(const char *path)
{
    return realpath(path, NULL);
}

#ifndef __APPLE__
/* /proc/self/fd/N, without stdio. */
static void name_in_proc(int file, char name[32])
{
    char digits[12];
    strcpy(name, "/proc/self/fd/");
    size_t n = strlen(name), k = 0;
    for (int left = file; left > 0 || k == 0; left /= 10)
        digits[k++] = (char)('0' + left % 10);
    while (k > 0)
        name[n++] = digits[--k];
    name[n] = '\0';
}

#endif

bool hinge_os_path_of(int file, char *path, size_t room)
{
#ifdef __APPLE__
    return room >= 1024 && fcntl(file, F_GETPATH, path) == 0;
#else
    char place[32];
    name_in_proc(file, place);
    ssize_t length = readlink(place, path, room - 1);
    if (length > 0)
        path[length] = '\0';
    return length > 0;
#endif
}

bool hinge_os_nameless(int file, char *path, size_t room)
{
#if defined __APPLE__ || defined __EMSCRIPTEN__
    (void)file;
    (void)path;
    (void)room;
    return false;
#else
    char place[32];
    name_in_proc(file, place);
    int n = snprintf(path, room, "%s", place);
    return n > 0 && (size_t)n < room && access(path, W_OK) == 0;
#endif
}

/* --- files and folders --- */

#ifdef __APPLE__
#define TIME_OF(info, which) (info)->st_##which##timespec
#else
#define TIME_OF(info, which) (info)->st_##which##tim
#endif

static int take(int failed, const struct stat *from, struct hinge_os_info *info)
{
    if (failed != 0)
        return failed;
    const mode_t mode = from->st_mode;
    *info = (struct hinge_os_info){.kind = S_ISREG(mode)                     ? HINGE_OS_FILE
                                           : S_ISDIR(mode)                   ? HINGE_OS_FOLDER
                                           : S_ISLNK(mode)                   ? HINGE_OS_LINK
                                           : S_ISCHR(mode) || S_ISFIFO(mode) ? HINGE_OS_STREAM
                                                                             : HINGE_OS_OTHER,
                                   .size = from->st_size,
                                   .device = (uint64_t)from->st_dev,
                                   .inode = from->st_ino,
                                   .links = from->st_nlink,
                                   .modified = TIME_OF(from, m),
                                   .changed = TIME_OF(from, c),
                                   .ours = from->st_uid == geteuid(),
                                   .private = (mode & 0177) == 0};
    return 0;
}

int hinge_os_stat(const char *path, struct hinge_os_info *info)
{
    struct stat found;
    return take(stat(path, &found), &found, info);
}

int hinge_os_lstat(const char *path, struct hinge_os_info *info)
{
    struct stat found;
    return take(lstat(path, &found), &found, info);
}

int hinge_os_fstat(int file, struct hinge_os_info *info)
{
    struct stat found;
    return take(fstat(file, &found), &found, info);
}

int hinge_os_open(const char *path, unsigned how)
{
    int flags = O_CLOEXEC | O_NOCTTY;
    flags |= (how & HINGE_OS_READ) == 0    ? O_WRONLY
             : (how & HINGE_OS_WRITE) != 0 ? O_RDWR
                                           : O_RDONLY;
    flags |= (how & HINGE_OS_READ) != 0 ? O_NONBLOCK : 0;
    flags |= (how & HINGE_OS_APPEND) != 0 ? O_APPEND | O_CREAT : 0;
    flags |= (how & HINGE_OS_NEW) != 0 ? O_CREAT | O_EXCL : 0;
    flags |= (how & HINGE_OS_NOT_LINK) != 0 ? O_NOFOLLOW : 0;
    return open(path, flags, (how & HINGE_OS_PRIVATE) != 0 ? 0600 : 0666);
}

int hinge_os_open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

ptrdiff_t hinge_os_read_at(int file, void *bytes, size_t n, uint64_t at)
{
    return pread(file, bytes, n, (off_t)at);
}

ptrdiff_t hinge_os_write_at(int file, const void *bytes, size_t n, uint64_t at)
{
    return pwrite(file, bytes, n, (off_t)at);
}

int hinge_os_cut(int file, uint64_t length)
{
    return ftruncate(file, (off_t)length) != 0 || lseek(file, (off_t)length, SEEK_SET) < 0 ? -1 : 0;
}

int hinge_os_sync(int file)
{
    return fsync(file);
}

int hinge_os_quiet(void)
{
    const int before = errno, nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    int kept = nothing < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (kept >= 0)
        dup2(nothing, STDERR_FILENO);
    if (nothing >= 0)
        close(nothing);
    errno = before;
    return kept;
}

void hinge_os_unquiet(int kept)
{
    const int before = errno;
    if (kept >= 0) {
        dup2(kept, STDERR_FILENO);
        close(kept);
    }
    errno = before;
}

/* A process that was killed while it started another leaves its locks to that one for a moment. */
int hinge_os_lock(int file)
{
    enum { TIMES = 20, EACH_MS = 10 };
    int status = flock(file, LOCK_EX | LOCK_NB);
    for (int i = 0; status != 0 && errno == EWOULDBLOCK && i < TIMES; i++) {
        (void)poll(NULL, 0, EACH_MS);
        status = flock(file, LOCK_EX | LOCK_NB);
    }
    return status;
}

int hinge_os_rename(const char *from, const char *to)
{
    return rename(from, to);
}

int hinge_os_rename_new(const char *from, const char *to)
{
    struct stat info;
#if defined __APPLE__
    if (renamex_np(from, to, RENAME_EXCL) == 0)
        return 0;
#elif defined RENAME_NOREPLACE
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
#else
    errno = ENOSYS;
#endif
    if (errno != ENOSYS && errno != EINVAL && errno != ENOTSUP)
        return -1;
    if (lstat(to, &info) != 0) /* a file system without it */
        return rename(from, to);
    errno = EEXIST;
    return -1;
}

int hinge_os_mkdir(const char *path)
{
    return mkdir(path, 0777);
}

FILE *hinge_os_fopen(const char *path, const char *mode)
{
    return fopen(path, mode);
}

int hinge_os_temporary(const char *begins, char *path, size_t room)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, room, "%s/%sXXXXXX", folder != NULL && *folder != '\0' ? folder : "/tmp",
             begins);
    return mkstemp(path);
}

bool hinge_os_is_fault(int code)
{
#ifdef EREMOTEIO
    if (code == EREMOTEIO)
        return true;
#endif
    return code == EIO || code == ESTALE || code == ETIMEDOUT || code == ENXIO || code == ENODEV ||
           code == ENOTCONN;
}

bool hinge_os_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool hinge_os_may_write(const char *path)
{
    return access(path, W_OK) == 0;
}

/* A file that another program has open can be replaced here. */
bool hinge_os_in_use(const char *path)
{
    (void)path;
    return false;
}

int hinge_os_unlink(const char *path)
{
    return unlink(path);
}

int hinge_os_rmdir(const char *path)
{
    return rmdir(path);
}

/* Closes the folder; names that were removed may hide others until they are asked for again. */
static void empty(int folder)
{
    DIR *names = fdopendir(folder);
    bool removed = names != NULL;
    if (names == NULL)
        close(folder);
    while (removed) {
        removed = false;
        rewinddir(names);
        for (const struct dirent *entry; (entry = readdir(names)) != NULL;) {
            const char *name = entry->d_name;
            if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
                continue;
            const int below = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (below >= 0)
                empty(below);
            removed = unlinkat(folder, name, below >= 0 ? AT_REMOVEDIR : 0) == 0 || removed;
        }
    }
    if (names != NULL)
        closedir(names);
}

void hinge_os_remove_folder(int folder, const char *path)
{
    empty(folder);
    rmdir(path);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): Windows changes it */
const char *hinge_os_path_for(const char *path, char *room)
{
    (void)room;
    return path;
}

struct hinge_os_folder *hinge_os_folder_open(const char *path)
{
    return (struct hinge_os_folder *)opendir(path);
}

const char *hinge_os_folder_next(struct hinge_os_folder *folder)
{
    const struct dirent *entry = readdir((DIR *)folder);
    return entry != NULL ? entry->d_name : NULL;
}

void hinge_os_folder_close(struct hinge_os_folder *folder)
{
    closedir((DIR *)folder);
}
