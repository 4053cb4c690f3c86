/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The libraries' start, and their lack of memory, which they have no way, or not always
 * one, to say. */
#include "cli/parts.h"

#include <gsl/gsl_errno.h>
#include <hinge/init.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A writable global: neither exit's handlers nor the libraries' are given more. */
static const char *volatile working; /* the tool's name while it works */

static _Noreturn void end_now(void)
{
    static const char said[] = ": out of memory in a library\n";
    const char *name = working;
    ssize_t written = write(STDERR_FILENO, name, strlen(name));
    if (written >= 0)
        written = write(STDERR_FILENO, said, sizeof said - 1);
    (void)written;
    cli_signals_drop();
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

/* Without a root or eigenvalues a number would be missing, or be another. Other errors
 * of GSL are codes that its callers look at. */
static void gsl_fails(const char *reason, const char *file, int line, int code)
{
    (void)reason;
    (void)file;
    (void)line;
    if (code == GSL_ENOMEM && working != NULL)
        end_now();
}

enum hinge_status cli_memory_start(const char *tool, struct hinge_error *error)
{
    working = tool;
    if (atexit(library_exits) != 0)
        return hinge_no_memory(error);
    json_set_alloc_funcs(give, free);
    enum hinge_status status = hinge_init(error);
    gsl_set_error_handler(gsl_fails);
    return status;
}

void cli_memory_end(void)
{
    working = NULL;
}
