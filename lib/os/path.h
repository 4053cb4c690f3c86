/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files. Paths have '/' everywhere: Windows takes it, and hinge_os_arguments
 * turns what the user typed. */
#ifndef HINGE_OS_PATH_H
#define HINGE_OS_PATH_H

#include <stdbool.h>
#include <stddef.h>

enum { HINGE_OS_PATH = 4096 }; /* room for any path of the system */

/* "/…"; on Windows C:/… and //server/…, with either slash, as well. */
bool hinge_os_is_absolute(const char *path);

/* A path without links, "." and ".."; free() it. NULL with errno where nothing is. */
char *hinge_os_real_path(const char *path);

/* The path by which the system knows an open file: safe in a signal's handler. False
 * where it tells none. */
bool hinge_os_path_of(int file, char *path, size_t room);

/* A path that leads to an open file also after it has lost its name; false where there
 * is no such thing. */
bool hinge_os_nameless(int file, char *path, size_t room);

#endif
