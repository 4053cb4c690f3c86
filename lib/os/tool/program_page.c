/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start and the end of a program that is a page's: WebAssembly in a worker of a browser. It has
 * no signals (the page ends the worker, and no file of it stays) and no other programs. */
#include "os/tool/program.h"

#include <errno.h>
#include <unistd.h>

/* NOLINTNEXTLINE(readability-non-const-parameter): Windows changes it */
void hinge_os_arguments(int argc, char **argv)
{
    (void)argc;
    (void)argv;
}

void hinge_os_signals_start(const char *name, unsigned patience_ms,
                            bool (*is_temporary)(const char *path))
{
    (void)name;
    (void)patience_ms;
    (void)is_temporary;
}

int hinge_os_stopped(void)
{
    return 0;
}

void hinge_os_drop(void)
{
}

void hinge_os_settle(void)
{
}

void hinge_os_note(const char *text, size_t n)
{
    ssize_t written = write(STDERR_FILENO, text, n);
    (void)written;
}

bool hinge_os_window_is_ours(void)
{
    return false;
}

bool hinge_os_show(const char *path)
{
    (void)path;
    return false;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): other systems change it */
bool hinge_os_documents(char *path, size_t room)
{
    (void)path;
    (void)room;
    return false;
}

bool hinge_os_has_programs(void)
{
    return false;
}

int hinge_os_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                    size_t *out_length, bool *started, int *code)
{
    *code = 0;
    (void)argv;
    (void)bytes;
    (void)length;
    *out = NULL;
    *out_length = 0;
    *started = false;
    return ENOENT;
}
