/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process, numbers in text, sorting and what text Windows' C library lacks, on Windows. */
#include "os/system.h"

#include "os/text.h"
#include "os/windows.h"

#include <io.h>
#include <psapi.h>
#include <stdint.h>
#include <stdlib.h>

long hinge_os_process_id(void)
{
    return (long)GetCurrentProcessId();
}

int hinge_os_processors(void)
{
    DWORD_PTR usable = 0, all = 0;
    int n = GetProcessAffinityMask(GetCurrentProcess(), &usable, &all)
                ? __builtin_popcountll(usable)
                : 1;
    return n > 0 ? n : 1;
}

static double seconds(FILETIME time)
{
    return 1e-7 * (double)((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime);
}

bool hinge_os_used(double *cpu_s, double *peak_memory_mib)
{
    FILETIME made, ended, system, user;
    PROCESS_MEMORY_COUNTERS memory = {.cb = sizeof memory};
    if (!GetProcessTimes(GetCurrentProcess(), &made, &ended, &system, &user) ||
        !GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory))
        return false;
    *cpu_s = seconds(system) + seconds(user);
    *peak_memory_mib = (double)memory.PeakWorkingSetSize / (1 << 20);
    return true;
}

/* It is the program's, not the user's to limit. */
double hinge_os_stack_kib(void)
{
    return -1;
}

int hinge_os_setenv(const char *name, const char *value)
{
    return getenv(name) != NULL ? 0 : _putenv_s(name, value);
}

bool hinge_os_is_terminal(FILE *stream)
{
    DWORD mode;
    return GetConsoleMode((HANDLE)_get_osfhandle(_fileno(stream)), &mode) != 0;
}

size_t hinge_os_terminal_width(FILE *stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    return GetConsoleScreenBufferInfo((HANDLE)_get_osfhandle(_fileno(stream)), &info) != 0
               ? (size_t)(info.srWindow.Right - info.srWindow.Left + 1)
               : 0;
}

struct tm *hinge_os_utc(const time_t *time, struct tm *parts)
{
    return gmtime_s(parts, time) == 0 ? parts : NULL;
}

/* --- numbers: mingw-w64's own strtod rounds rightly and knows no language --- */

double hinge_os_strtod(const char *text)
{
    return __mingw_strtod(text, NULL);
}

/* --- sorting with a context: here it comes first --- */

struct call {
    int (*compare)(const void *a, const void *b, void *context);
    void *context;
};

static int turn(void *call, const void *a, const void *b)
{
    const struct call *c = call;
    return c->compare(a, b, c->context);
}

void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context)
{
    struct call call = {compare, context};
    qsort_s(base, n, size, turn, &call);
}

/* --- text --- */

char *strndup(const char *text, size_t most)
{
    size_t n = strnlen(text, most);
    char *copy = malloc(n + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

char *strcasestr(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (; *text != '\0' || n == 0; text++)
        if (strncasecmp(text, part, n) == 0)
            return (char *)(size_t)text;
    return NULL;
}

void *memmem(const void *bytes, size_t n, const void *part, size_t m)
{
    const char *at = bytes;
    for (; m <= n; at++, n--)
        if (memcmp(at, part, m) == 0)
            return (void *)(size_t)at;
    return NULL;
}
