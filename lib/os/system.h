/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process: what it got from the system and what it used; numbers, sorting, threads (POSIX's
 * everywhere: mingw-w64 brings winpthreads). */
#ifndef HINGE_OS_SYSTEM_H
#define HINGE_OS_SYSTEM_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

long hinge_os_process_id(void);
/* Processors that this process may use, at least 1. */
int hinge_os_processors(void);
/* Seconds of processors' time and the most memory in MiB; false where unknown. */
bool hinge_os_used(double *cpu_s, double *peak_memory_mib);
/* KiB of stack that this thread may use; -1 for no limit, or none known. */
double hinge_os_stack_kib(void);
/* Sets a variable of the environment that has no value yet; 0 when it has one then. */
int hinge_os_setenv(const char *name, const char *value);
bool hinge_os_is_terminal(FILE *stream);
/* A time as parts in UTC; NULL when it is out of range. */
struct tm *hinge_os_utc(const time_t *time, struct tm *parts);

/* --- numbers in bytes and in text, whatever the processor and the user's language --- */

/* strtod of a text with a point, correctly rounded. */
double hinge_os_strtod(const char *text);

/* A big-endian number as this processor's, and back. */
static inline uint16_t hinge_os_big16(uint16_t x)
{
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap16(x) : x;
}

/* qsort, whose comparison gets `context` last. */
void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context);

#endif
