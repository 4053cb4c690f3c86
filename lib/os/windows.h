/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files for Windows. */
#pragma once

#include "os/file.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* A path for Windows' functions: one of more letters than they take on a computer whose
 * administrator has not allowed long paths gets the prefix with which they take any. False with
 * Windows' last error. */
bool hinge_os_wide(const char *path, wchar_t wide[HINGE_OS_PATH]);
/* Sets errno from the last error of Windows; returns -1. */
int hinge_os_failed(void);
/* A new file in the folder for temporaries; `more` are further flags of _open. -1 with errno. */
int hinge_os_new_temporary(const char *begins, int more, char *path, size_t room);
