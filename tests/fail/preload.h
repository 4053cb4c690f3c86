/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For libraries that stand before libc (LD_PRELOAD): the function behind, and open as
 * one that calls open_as(the function behind, path, flags, mode). */
#ifndef TESTS_FAIL_PRELOAD_H
#define TESTS_FAIL_PRELOAD_H

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                    \
        va_end(rest);                                                                              \
        return open_as(REAL(name), path, flags, mode);                                             \
    }

#endif
