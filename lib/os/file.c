/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files and folders have alike on every system. */
#include "os/file.h"

#include <dirent.h>
#include <unistd.h>

enum { BLOCK = 1 << 30 }; /* Windows takes an unsigned count */

bool hinge_os_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool hinge_os_is_folder(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER;
}

/* On Windows a folder's rights are found out by writing. */
bool hinge_os_may_write(const char *path)
{
    return access(path, W_OK) == 0;
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

int hinge_os_unlink(const char *path)
{
    return unlink(path);
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
