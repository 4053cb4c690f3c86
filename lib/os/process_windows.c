/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process on Windows. */
#include "os/process.h"
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
    DWORD_PTR own = 0, all = 0;
    int n = GetProcessAffinityMask(GetCurrentProcess(), &own, &all) ? __builtin_popcountll(own) : 1;
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

struct tm *hinge_os_utc(const time_t *time, struct tm *parts)
{
    return gmtime_s(parts, time) == 0 ? parts : NULL;
}
