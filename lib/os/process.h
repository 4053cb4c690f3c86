/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process: what it got from the system and what it used. */
#ifndef HINGE_OS_PROCESS_H
#define HINGE_OS_PROCESS_H

#include <stdbool.h>
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

#endif
