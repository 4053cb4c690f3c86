/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests use of POSIX, on Windows; put before every file of theirs by
 * scripts/check-windows. */
#ifndef TESTS_ON_WINDOWS_H
#define TESTS_ON_WINDOWS_H

#include "os/text.h"

#include <direct.h>
#include <io.h>

#define mkdir(path, mode) _mkdir(path)

static inline char *mkdtemp(char *path)
{
    return _mktemp(path) != NULL && _mkdir(path) == 0 ? path : NULL;
}

#endif
