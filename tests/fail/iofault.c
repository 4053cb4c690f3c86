/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library for LD_PRELOAD: system calls on one file fail. In: IOFAULT_CALL (read,
 * pread, open, write, pwrite, ftruncate, fsync, rename, unlink, close, lstat, fstat,
 * stat), IOFAULT_NAME
 * (part of the path), IOFAULT_FROM (the first call of that file that fails, from 1),
 * IOFAULT_ONCE (set: only that one), IOFAULT_KILL (set: the process is killed there),
 * IOFAULT_HIT (a file that gets a byte for each that fails).
 * They fail with EIO. */
#define _GNU_SOURCE
#include "preload.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void note_hit(const char *path)
{
    /* not by the functions that stand here */
    long file = path ? syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND) : -1;
    if (file >= 0 && (syscall(SYS_write, file, ".", 1) != 1 || syscall(SYS_close, file) != 0))
        abort();
}

static int fails(const char *call, const char *path)
{
    static long seen;
    const char *wanted = getenv("IOFAULT_CALL"), *name = getenv("IOFAULT_NAME");
    const char *from = getenv("IOFAULT_FROM");
    if (!wanted || !name || strcmp(wanted, call) != 0 || !strstr(path, name))
        return 0;
    long first = from ? strtol(from, NULL, 10) : 1;
    seen++;
    if (seen < first || (seen > first && getenv("IOFAULT_ONCE")))
        return 0;
    note_hit(getenv("IOFAULT_HIT"));
    if (getenv("IOFAULT_KILL"))
        kill(getpid(), SIGKILL);
    errno = EIO;
    return 1;
}

static int file_fails(const char *call, int file)
{
    char link[64], path[4096];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    errno = before;
    return fails(call, path);
}

ssize_t read(int file, void *to, size_t n)
{
    return file_fails("read", file) ? -1 : REAL(read)(file, to, n);
}
ssize_t pread(int file, void *to, size_t n, off_t at)
{
    return file_fails("pread", file) ? -1 : REAL(pread)(file, to, n, at);
}
ssize_t pread64(int file, void *to, size_t n, off64_t at)
{
    return file_fails("pread", file) ? -1 : REAL(pread64)(file, to, n, at);
}
ssize_t write(int file, const void *from, size_t n)
{
    return file_fails("write", file) ? -1 : REAL(write)(file, from, n);
}
ssize_t pwrite(int file, const void *from, size_t n, off_t at)
{
    return file_fails("pwrite", file) ? -1 : REAL(pwrite)(file, from, n, at);
}
ssize_t pwrite64(int file, const void *from, size_t n, off64_t at)
{
    return file_fails("pwrite", file) ? -1 : REAL(pwrite64)(file, from, n, at);
}
int ftruncate(int file, off_t size)
{
    return file_fails("ftruncate", file) ? -1 : REAL(ftruncate)(file, size);
}
int ftruncate64(int file, off64_t size)
{
    return file_fails("ftruncate", file) ? -1 : REAL(ftruncate64)(file, size);
}
int unlink(const char *path)
{
    return fails("unlink", path) ? -1 : REAL(unlink)(path);
}
int fsync(int file)
{
    return file_fails("fsync", file) ? -1 : REAL(fsync)(file);
}
int close(int file)
{
    int failing = file_fails("close", file), result = REAL(close)(file);
    if (failing)
        errno = EIO;
    return failing ? -1 : result;
}
int rename(const char *from, const char *to)
{
    return fails("rename", to) ? -1 : REAL(rename)(from, to);
}
int fstat(int file, struct stat *info)
{
    return file_fails("fstat", file) ? -1 : REAL(fstat)(file, info);
}
int lstat(const char *path, struct stat *info)
{
    return fails("lstat", path) ? -1 : REAL(lstat)(path, info);
}
int stat(const char *path, struct stat *info)
{
    return fails("stat", path) ? -1 : REAL(stat)(path, info);
}
static int open_as(__typeof__(&open) real, const char *path, int flags, mode_t mode)
{
    return fails("open", path) ? -1 : real(path, flags, mode);
}
OPEN(open)
OPEN(open64)
