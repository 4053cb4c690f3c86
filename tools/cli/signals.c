/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and standard streams at the start of a tool. */
#include "cli/parts.h"

#include "base/file.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { PATIENCE_US = 500000, DESCRIPTORS = 256 };

/* Writable globals: a signal handler has no other way to know. */
static volatile sig_atomic_t stop_signal, stops_itself, finishing;
static const char *tool_name = "";
static char *volatile temporary; /* of the output being written; NULL for none */

void cli_signals_drop(void)
{
    struct stat named, ours;
    if (temporary == NULL || lstat(temporary, &named) != 0)
        return;
    for (int file = 3; file < DESCRIPTORS; file++)
        if (fstat(file, &ours) == 0 && ours.st_dev == named.st_dev &&
            ours.st_ino == named.st_ino) {
            unlink(temporary);
            return;
        }
}

static void say_interrupted(void)
{
    static const char said[] = ": interrupted\n";
    ssize_t written = write(STDERR_FILENO, tool_name, strlen(tool_name));
    if (written >= 0)
        written = write(STDERR_FILENO, said, sizeof said - 1);
    (void)written;
}

static _Noreturn void end_now(void)
{
    cli_signals_drop();
    say_interrupted();
    _exit(128 + stop_signal);
}

/* The first signal ends a tool that doesn't look at it; one that does has a moment to
 * get to the end of its item. The second is as if nobody had asked for it. */
static void ask_to_stop(int signal_number)
{
    static const struct itimerval moment = {.it_value = {.tv_usec = PATIENCE_US}};
    bool again = stop_signal != 0;
    stop_signal = signal_number;
    if (again) {
        cli_signals_drop();
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    } else if (!(stops_itself || finishing) ||
               setitimer(ITIMER_REAL, &moment, NULL) != 0) {
        end_now();
    }
}

static void patience_ends(int signal_number)
{
    (void)signal_number;
    if (stop_signal != 0)
        end_now();
}

bool cli_signals_stop(void *context)
{
    (void)context;
    return stop_signal != 0;
}

int cli_signals_exit(enum hinge_status status)
{
    return status == HINGE_INTERRUPTED && stop_signal != 0 ? 128 + (int)stop_signal
                                                           : hinge_status_exit(status);
}

void cli_signals_output(const char *path)
{
    char *before = temporary;
    bool writes = path != NULL && strcmp(path, "-") != 0;
    temporary = writes ? hinge_output_temporary(path) : NULL;
    finishing = writes;
    free(before);
}

/* An output file that got descriptor 1 would receive what is printed. The wrong
 * direction keeps later use of the stream an error instead of silence. */
static void open_closed_streams(void)
{
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) < 0) {
            int opened = open("/dev/null", stream == 1 ? O_RDONLY : O_WRONLY);
            if (opened > stream)
                close(opened);
        }
}

void cli_signals_start(const struct cli_tool *tool)
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    struct sigaction stop = {.sa_handler = ask_to_stop, .sa_flags = SA_RESTART};
    struct sigaction patience = {.sa_handler = patience_ends, .sa_flags = SA_RESTART};
    sigset_t alarms;
    tool_name = tool->name;
    stops_itself = (tool->uses & CLI_STOPS_ITSELF) != 0;
    open_closed_streams();
    sigaction(SIGPIPE, &ignore, NULL); /* a closed pipe is then an errno */
    sigaction(SIGXFSZ, &ignore, NULL); /* so is a file size limit */
    sigaction(SIGALRM, &patience, NULL);
    if (sigemptyset(&alarms) == 0 && sigaddset(&alarms, SIGALRM) == 0)
        sigprocmask(SIG_UNBLOCK, &alarms, NULL);
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++)
        if (sigaction(stopping[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(stopping[i], &stop, NULL);
}
