/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sudden ends: signals; lack of memory, ours and the libraries', which is said, the temporaries
 * dropped, exit 5; a stack too small to begin. */
#include "cli/parts.h"

#include "os/tool/program.h"

#include <hinge/init.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

void cli_signals_start(const struct cli_tool *tool)
{
    const unsigned patience_ms = (tool->uses & CLI_CLEARS_UP) != 0      ? 10000
                                 : (tool->uses & CLI_STOPS_ITSELF) != 0 ? 500
                                                                        : 0;
    hinge_os_signals_start(tool->name, patience_ms, hinge_output_is_temporary);
}

bool cli_signals_stop(void *context)
{
    (void)context;
    return hinge_os_stopped() != 0;
}

int cli_signals_exit(enum hinge_status status)
{
    int number = hinge_os_stopped();
    return status == HINGE_INTERRUPTED && number != 0 ? 128 + number : hinge_status_exit(status);
}

/* A writable global: neither exit's handlers nor the libraries' are given more. */
static const char *volatile working; /* the tool's name while it works */

void hinge_out_of_memory(void)
{
    static const char text[] = ": out of memory\n";
    const char *name = working != NULL ? working : "hingekit";
    hinge_os_note(name, strlen(name));
    hinge_os_note(text, sizeof text - 1);
    hinge_os_drop();
    _Exit(hinge_status_exit(HINGE_NOMEM));
}

/* No tool calls exit while it works. libhdf5 does, with -1, where there is no memory for the list
 * of its errors; OpenMP's runtime does, with 1, where there is none for a thread. */
static void library_exits(void)
{
    if (working != NULL)
        hinge_out_of_memory();
}

enum hinge_status cli_memory_start(const char *tool, struct hinge_error *error)
{
    working = tool;
    /* Blocks as large as recordings come from memory that was used before, not from the system each
     * time: clearing its pages is a twentieth of the time of hinge-ingest. */
#ifdef __GLIBC__
    enum { RECORDING = 8 << 20 };
    (void)mallopt(M_MMAP_THRESHOLD, RECORDING);
    (void)mallopt(M_TRIM_THRESHOLD, 2 * RECORDING);
#endif
    if (atexit(library_exits) != 0)
        hinge_out_of_memory();
    return hinge_init(error);
}

/* KiB of what OpenMP reads, "64", "64 k", "1M"; -1 when it is no size, which OpenMP
 * ignores. */
static double stack_kib(const char *text)
{
    static const char units[] = "bkmg";
    static const double kib[] = {1.0 / 1024, 1, 1024, 1024 * 1024};
    char *end;
    double size = strtod(text, &end);
    end += strspn(end, " \t");
    const char *unit = *end != '\0' ? strchr(units, *end | 32) : units + 1;
    const char *rest = *end != '\0' ? end + 1 : end;
    bool is_size =
        end != text && unit != NULL && *unit != '\0' && rest[strspn(rest, " \t")] == '\0';
    return is_size ? size * kib[unit - units] : -1;
}

/* In one write from a small room: a stream's own takes 8 KiB of the stack. */
static bool too_small(const struct cli_tool *tool, const char *format, ...) HINGE_PRINTF(2, 3);

static bool too_small(const struct cli_tool *tool, const char *format, ...)
{
    char line[200];
    va_list args;
    size_t at = (size_t)snprintf(line, sizeof line / 2, "%.40s: ", tool->name);
    va_start(args, format);
    at += (size_t)vsnprintf(line + at, sizeof line - at, format, args);
    va_end(args);
    hinge_os_note(line, at);
    return false;
}

bool cli_stack_suffices(const struct cli_tool *tool)
{
    enum { NEEDED_KIB = 512 }; /* 96 are used at most */
    static const char *const names[] = {"OMP_STACKSIZE", "GOMP_STACKSIZE"};
    double stack = hinge_os_stack_kib();
    if (stack >= 0 && stack < NEEDED_KIB)
        return too_small(tool,
                         "the stack is limited to %llu KiB and %d are needed: say "
                         "\"ulimit -s 8192\" before\n",
                         (unsigned long long)stack, NEEDED_KIB);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = getenv(names[i]);
        double size = text != NULL ? stack_kib(text) : -1;
        if (size >= 0 && size < NEEDED_KIB)
            return too_small(tool,
                             "%s=%.20s: threads need a stack of %d KiB: unset it, "
                             "or set it to 8M\n",
                             names[i], text, NEEDED_KIB);
    }
    return true;
}

void cli_memory_end(void)
{
    working = NULL;
}
