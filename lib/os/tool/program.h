/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start and the sudden end of a program, and another program as a filter. */
#ifndef HINGE_OS_TOOL_PROGRAM_H
#define HINGE_OS_TOOL_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

/* On Windows: paths among the arguments get '/', standard streams keep every byte. */
void hinge_os_arguments(int argc, char **argv);

/* SIGPIPE and SIGXFSZ become errors of the write. SIGINT, SIGTERM and SIGHUP (Ctrl-C,
 * and the window's closing, on Windows) end the program within a second: at once, or,
 * with stops_itself, when it has seen hinge_os_stopped or half a second has passed.
 * Files that are open for writing and whose names `is_temporary` knows are removed.
 * Standard streams that are closed are opened so that no file gets their number. */
void hinge_os_signals_start(const char *name, bool stops_itself,
                            bool (*is_temporary)(const char *path));
/* The number of the signal that asks the program to end; 0: none did. */
int hinge_os_stopped(void);
/* Removes the temporaries that this process has open. Nothing can be opened afterwards:
 * the process ends. Async-signal-safe. */
void hinge_os_drop(void);
/* Waits for the end where another thread has begun it. */
void hinge_os_settle(void);

/* Writes a line to standard error and nothing else. Async-signal-safe. */
void hinge_os_say(const char *text, size_t n);

/* Whether the program was started by a click and its window closes with it. */
bool hinge_os_window_is_own(void);

/* Runs a program (argv ends with NULL, found in PATH, no shell) with these bytes as its
 * standard input; *out, free() it, is what it wrote to its standard output. An errno
 * where that failed; else 0 and *code, its exit code, or minus its signal. */
int hinge_os_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                    size_t *out_length, bool *started, int *code);

#endif
