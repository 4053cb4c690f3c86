/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files on Windows: the system's are turned to '/'. */
#include "os/path.h"
#include "os/windows.h"

#include <ctype.h>
#include <errno.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

bool hinge_os_is_absolute(const char *path)
{
    return is_slash(*path) ||
           (isalpha((unsigned char)*path) && path[1] == ':' && is_slash(path[2]));
}

/* "\\?\C:\…" and "\\?\UNC\server\…", as Windows gives them, to C:/… and //server/… */
static void make_plain(char *path)
{
    static const char local[] = "//?/", server[] = "//?/UNC/";
    for (char *c = path; *c != '\0'; c++)
        *c = *c == '\\' ? '/' : *c;
    size_t skip = strncmp(path, server, sizeof server - 1) == 0 ? sizeof server - 3
                  : strncmp(path, local, sizeof local - 1) == 0 ? sizeof local - 1
                                                                : 0;
    memmove(path, path + skip, strlen(path + skip) + 1);
    if (skip == sizeof server - 3)
        path[0] = path[1] = '/';
}

static bool path_of(HANDLE file, char *path, size_t room)
{
    DWORD n = GetFinalPathNameByHandleA(file, path, (DWORD)room, FILE_NAME_NORMALIZED);
    if (n == 0 || n >= room)
        return false;
    make_plain(path);
    return true;
}

char *hinge_os_real_path(const char *path)
{
    char real[HINGE_OS_PATH];
    HANDLE file = CreateFileA(path, FILE_READ_ATTRIBUTES,
                              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        hinge_os_failed();
        return NULL;
    }
    bool known = path_of(file, real, sizeof real);
    CloseHandle(file);
    return known ? strdup(real) : NULL;
}

bool hinge_os_path_of(int file, char *path, size_t room)
{
    return path_of((HANDLE)_get_osfhandle(file), path, room);
}

bool hinge_os_nameless(int file, char *path, size_t room)
{
    (void)file;
    (void)path;
    (void)room;
    return false;
}
