/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process: its resources and use of them; numbers, sorting, threads (POSIX threads everywhere;
 * mingw-w64 has winpthreads). */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

long hinge_os_process_id(void);
/* Processors that this process may use, at least 1. */
int hinge_os_processors(void);
/* Processor time in seconds and largest memory in MiB; false if unknown. */
bool hinge_os_used(double *cpu_s, double *peak_memory_mib);
/* KiB of stack for this thread; -1: no limit, or unknown. */
double hinge_os_stack_kib(void);
/* Sets an environment variable, unless it has a value; 0 if it then has one. */
int hinge_os_setenv(const char *name, const char *value);
bool hinge_os_is_terminal(FILE *stream);
/* How many letters a line of the terminal holds; 0: the stream is no terminal, or does not say. */
size_t hinge_os_terminal_width(FILE *stream);
/* A time as parts in UTC; NULL when it is out of range. */
struct tm *hinge_os_utc(const time_t *time, struct tm *parts);

/* --- numbers in bytes and in text, for any processor and locale --- */

/* strtod with a decimal point in any locale, correctly rounded. */
double hinge_os_strtod(const char *text);

/* Converts between big-endian and the order of this processor. */
static inline uint16_t hinge_os_big16(uint16_t x)
{
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap16(x) : x;
}

/* qsort, whose comparison gets `context` last. */
void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context);
