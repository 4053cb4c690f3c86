/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files on Linux, macOS and other systems like POSIX's. */
#include "os/path.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
static void own_name(int file, char name[32])
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

static bool read_link(const char *link, char *path, size_t room)
{
    ssize_t length = readlink(link, path, room - 1);
    if (length > 0)
        path[length] = '\0';
    return length > 0;
}
#endif

bool hinge_os_path_of(int file, char *path, size_t room)
{
#ifdef __APPLE__
    return room >= 1024 && fcntl(file, F_GETPATH, path) == 0;
#else
    char own[32];
    own_name(file, own);
    return read_link(own, path, room);
#endif
}

bool hinge_os_nameless(int file, char *path, size_t room)
{
#ifdef __APPLE__
    (void)file;
    (void)path;
    (void)room;
    return false;
#else
    char own[32];
    own_name(file, own);
    int n = snprintf(path, room, "%s", own);
    return n > 0 && (size_t)n < room && access(path, W_OK) == 0;
#endif
}
