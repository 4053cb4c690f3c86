/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start and sudden end of a program, and other programs as filters. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* On Windows: arguments that are paths get '/', and standard streams become binary. */
void hinge_os_arguments(int argc, char **argv);

/* SIGPIPE and SIGXFSZ become errors of writing. SIGINT, SIGTERM and SIGHUP (on Windows Ctrl-C and
 * closing the window) end the program: at once, or with a patience after it called
 * hinge_os_stopped or so many milliseconds have passed; the second signal at once. Open files whose
 * names `is_temporary` accepts are removed. Closed standard streams are opened, so that no file
 * gets their numbers. */
void hinge_os_signals_start(const char *name, unsigned patience_ms,
                            bool (*is_temporary)(const char *path));
/* The signal that asked the program to end; 0: none. */
int hinge_os_stopped(void);
/* Removes the open temporaries of this process. Afterwards nothing can be opened, because the
 * process ends. Async-signal-safe. */
void hinge_os_drop(void);
/* For a tool that has stopped by itself: the end that a signal was to bring is called off. If
 * another thread has begun it, waits for it, so that one of them says why. */
void hinge_os_settle(void);

/* Writes a line to standard error. Async-signal-safe. */
void hinge_os_note(const char *text, size_t n);

/* Whether the program was started by a click, so that its window closes with it. */
bool hinge_os_window_is_ours(void);

/* Opens a file in the program that this computer has for its kind, and does not wait for it. False
 * if there is none. */
bool hinge_os_show(const char *path);
/* The user's folder of documents, where files of their own go. */
bool hinge_os_documents(char *path, size_t room);

/* Whether this system starts other programs at all: a page does not. */
bool hinge_os_has_programs(void);
/* Runs a program (argv ends with NULL; found in PATH; no shell) with these bytes as standard input.
 * *out is its standard output; free() it. Returns an errno if that failed, else 0 and in *code the
 * exit code, or minus the signal. */
int hinge_os_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                    size_t *out_length, bool *started, int *code);
