/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text functions of POSIX and GNU; our own under their names where the C library does not have
 * them. */
#pragma once

#include <stddef.h>
#include <string.h>
#include <strings.h>

#ifdef _WIN32
#define strndup hinge_os_strndup
#define strcasestr hinge_os_strcasestr
#define memmem hinge_os_memmem
char *strndup(const char *text, size_t most);
char *strcasestr(const char *text, const char *part);
void *memmem(const void *bytes, size_t n, const void *part, size_t m);
#endif

/* Compares names with numbers by their numbers, p2 before p10, as strverscmp of GNU. */
int hinge_os_compare_numbered(const char *a, const char *b);
