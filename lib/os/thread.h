/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads are POSIX's everywhere: mingw-w64 brings winpthreads. */
#ifndef HINGE_OS_THREAD_H
#define HINGE_OS_THREAD_H

#include <pthread.h>

#endif
