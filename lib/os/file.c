/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files and folders have alike on every system. */
#include "os/file.h"

#include <unistd.h>

enum { BLOCK = 1 << 30 }; /* Windows takes an unsigned count */

bool hinge_os_is_folder(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER;
}

ptrdiff_t hinge_os_read(int file, void *bytes, size_t n)
{
    return read(file, bytes, n < BLOCK ? (unsigned)n : BLOCK);
}

ptrdiff_t hinge_os_write(int file, const void *bytes, size_t n)
{
    return write(file, bytes, n < BLOCK ? (unsigned)n : BLOCK);
}

int hinge_os_close(int file)
{
    return close(file);
}
