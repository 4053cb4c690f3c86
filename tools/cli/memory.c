/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lack of memory in libraries that have no way, or not always one, to say so. */
#include "cli/parts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A writable global: neither exit's handlers nor jansson's functions are given more. */
static const char *volatile working; /* the tool's name while it works */

static _Noreturn void end_now(void)
{
    static const char said[] = ": out of memory in a library\n";
    const char *name = working;
    cli_signals_drop();
    ssize_t written = write(STDERR_FILENO, name, strlen(name));
    if (written >= 0)
        written = write(STDERR_FILENO, said, sizeof said - 1);
    (void)written;
    _exit(hinge_status_exit(HINGE_NOMEM));
}

/* No tool calls exit while it works. libhdf5 does, with -1, where there is no memory
 * for the list of its errors; OpenMP's runtime does, with 1, where there is none for a
 * thread. */
static void library_exits(void)
{
    if (working != NULL)
        end_now();
}

/* jansson's reader leaves out the rest of a word that there is no memory for, and goes
 * on. */
static void *give(size_t size)
{
    void *made = malloc(size);
    if (made == NULL && working != NULL)
        end_now();
    return made;
}

void cli_memory_watch(const char *tool)
{
    if (tool != NULL && atexit(library_exits) == 0)
        json_set_alloc_funcs(give, free);
    working = tool;
}
