/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files for Windows share. */
#ifndef HINGE_OS_WINDOWS_H
#define HINGE_OS_WINDOWS_H

#include "os/path.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* Sets errno to what the last error of Windows is called in C; -1. */
int hinge_os_failed(void);
/* UTF-8 into UTF-16 and back, with '/'; false with errno. */
bool hinge_os_wide(const char *text, wchar_t *wide, size_t room);
bool hinge_os_narrow(const wchar_t *wide, char *text, size_t room);
/* A new file in the folder for temporaries; its name has no letters but ASCII's where
 * Windows keeps short names. `more` are further flags of CreateFileW. */
HANDLE hinge_os_new_temporary(const char *begins, DWORD more, wchar_t *path);

#endif
