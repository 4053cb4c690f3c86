/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Debian's archives are compiled for programs, which may address stdin, stdout and stderr of the C
 * library directly; a shared library may not. Linked with --wrap, they use these copies
 * (scripts/dist
 * --wheel). */
#include <stdio.h>

#pragma GCC visibility push(hidden)
FILE *__wrap_stdin, *__wrap_stdout, *__wrap_stderr;
#pragma GCC visibility pop
extern FILE *__real_stdin, *__real_stdout, *__real_stderr;

__attribute__((constructor)) static void copy_streams(void)
{
    __wrap_stdin = __real_stdin;
    __wrap_stdout = __real_stdout;
    __wrap_stderr = __real_stderr;
}
