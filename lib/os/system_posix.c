/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This process, numbers in text and sorting on Linux, macOS and other systems like POSIX's. */
#include "os/system.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif
#ifdef __linux__
#include <sched.h>
#endif

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

size_t hinge_os_terminal_width(FILE *stream)
{
    struct winsize size;
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

struct tm *hinge_os_utc(const time_t *time, struct tm *parts)
{
    return gmtime_r(time, parts);
}

double hinge_os_strtod(const char *text)
{
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        return NAN;
    double value = strtod_l(text, NULL, c_locale);
    freelocale(c_locale);
    return value;
}

/* --- sorting with a context: the order of its arguments is GNU's or BSD's --- */

#if defined __APPLE__ || defined __EMSCRIPTEN__
struct call {
    int (*compare)(const void *a, const void *b, void *context);
    void *context;
};

#ifdef __APPLE__
static int turn(void *call, const void *a, const void *b)
{
    const struct call *c = call;
    return c->compare(a, b, c->context);
}
#else /* no qsort_r, and one thread */
static const struct call *sorting;

static int turn(const void *a, const void *b)
{
    return sorting->compare(a, b, sorting->context);
}
#endif
#endif

void hinge_os_sort(void *base, size_t n, size_t size,
                   int (*compare)(const void *a, const void *b, void *context), void *context)
{
#ifdef __APPLE__
    struct call call = {compare, context};
    qsort_r(base, n, size, &call, turn);
#elif defined __EMSCRIPTEN__
    const struct call call = {compare, context}, *outer = sorting;
    sorting = &call;
    qsort(base, n, size, turn);
    sorting = outer;
#else
    qsort_r(base, n, size, compare, context);
#endif
}
