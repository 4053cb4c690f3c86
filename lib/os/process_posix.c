/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process on Linux, macOS and other systems like POSIX's. */
#include "os/process.h"

#include <stdlib.h>
#ifdef __linux__
#include <sched.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

long hinge_os_process_id(void)
{
    return getpid();
}

int hinge_os_processors(void)
{
#ifdef __linux__
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
#else
    int n = (int)sysconf(_SC_NPROCESSORS_ONLN);
#endif
    return n > 0 ? n : 1;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

bool hinge_os_used(double *cpu_s, double *peak_memory_mib)
{
#ifdef __APPLE__
    enum { PER_MIB = 1 << 20 }; /* bytes are counted */
#else
    enum { PER_MIB = 1 << 10 }; /* kibibytes */
#endif
    struct rusage use;
    if (getrusage(RUSAGE_SELF, &use) != 0)
        return false;
    *cpu_s = seconds(use.ru_utime) + seconds(use.ru_stime);
    *peak_memory_mib = (double)use.ru_maxrss / PER_MIB;
    return true;
}

double hinge_os_stack_kib(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY
               ? (double)limit.rlim_cur / 1024
               : -1;
}

int hinge_os_setenv(const char *name, const char *value)
{
    return setenv(name, value, 0);
}

bool hinge_os_is_terminal(FILE *stream)
{
    return isatty(fileno(stream)) != 0;
}

struct tm *hinge_os_utc(const time_t *time, struct tm *parts)
{
    return gmtime_r(time, parts);
}
