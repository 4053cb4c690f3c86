/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files on Windows: UTF-8 and '/' here, UTF-16 there. */
#include "os/path.h"
#include "os/windows.h"

#include <ctype.h>
#include <errno.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

bool hinge_os_wide(const char *text, wchar_t *wide, size_t room)
{
    if (MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, (int)room) > 0)
        return true;
    errno = GetLastError() == ERROR_INSUFFICIENT_BUFFER ? ENAMETOOLONG : ENOENT;
    return false;
}

bool hinge_os_narrow(const wchar_t *wide, char *text, size_t room)
{
    if (WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, (int)room, NULL, NULL) == 0) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (char *c = text; *c != '\0'; c++)
        if (*c == '\\')
            *c = '/';
    return true;
}

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
static bool plain(const wchar_t *wide, char *path, size_t room)
{
    static const char local[] = "//?/", server[] = "//?/UNC/";
    if (!hinge_os_narrow(wide, path, room))
        return false;
    size_t skip = strncmp(path, server, sizeof server - 1) == 0 ? sizeof server - 3
                  : strncmp(path, local, sizeof local - 1) == 0 ? sizeof local - 1
                                                                : 0;
    memmove(path, path + skip, strlen(path + skip) + 1);
    if (skip == sizeof server - 3)
        path[0] = path[1] = '/';
    return true;
}

static bool path_of(HANDLE file, char *path, size_t room)
{
    wchar_t wide[HINGE_OS_PATH];
    DWORD n = GetFinalPathNameByHandleW(file, wide, HINGE_OS_PATH, FILE_NAME_NORMALIZED);
    return n > 0 && n < HINGE_OS_PATH && plain(wide, path, room);
}

char *hinge_os_real_path(const char *path)
{
    wchar_t wide[HINGE_OS_PATH];
    char real[HINGE_OS_PATH];
    if (!hinge_os_wide(path, wide, HINGE_OS_PATH))
        return NULL;
    HANDLE file = CreateFileW(wide, FILE_READ_ATTRIBUTES,
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
