/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and standard streams at the start of a tool. */
#include "cli/parts.h"

#include "base/file.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { PATIENCE_US = 500000, DESCRIPTORS = 1024, OPENED_MS = 5 };

/* Writable globals: a signal handler has no other way to know. */
static volatile sig_atomic_t stop_signal, stops_itself, ends;
static const char *tool_name = "";

/* The name that the system has for an open file; false where it tells none. */
static bool name_of(int file, char *name, size_t room)
{
    char own[32] = "/proc/self/fd/", digits[12];
    size_t n = strlen(own), k = 0;
    for (int left = file; left > 0 || k == 0; left /= 10)
        digits[k++] = (char)('0' + left % 10);
    while (k > 0)
        own[n++] = digits[--k];
    own[n] = '\0';
    ssize_t length = readlink(own, name, room - 1);
    if (length > 0)
        name[length] = '\0';
    return length > 0;
}

/* Whether there were any. */
static bool drop_open(void)
{
    static char name[PATH_MAX];
    struct stat info;
    bool dropped = false;
    for (int file = 3; file < DESCRIPTORS; file++)
        if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
            (fcntl(file, F_GETFL) & O_ACCMODE) == O_RDWR &&
            name_of(file, name, sizeof name) && hinge_output_is_temporary(name))
            dropped = unlink(name) == 0 || dropped;
    return dropped;
}

/* Other threads go on meanwhile: they open nothing more, and what one was about to open
 * is there after a moment. setrlimit is a system call and no more, as those of POSIX's
 * list are. */
void cli_signals_drop(void)
{
    struct rlimit none = {0};
    ends = 1;
    if (getrlimit(RLIMIT_NOFILE, &none) == 0) {
        none.rlim_cur = 0;
        (void)setrlimit(RLIMIT_NOFILE, &none);
    }
    while (drop_open())
        continue;
    (void)poll(NULL, 0, OPENED_MS);
    while (drop_open())
        continue;
}

void cli_signals_settle(void)
{
    while (ends)
        pause();
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
    say_interrupted();
    cli_signals_drop();
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
    } else if (!stops_itself || setitimer(ITIMER_REAL, &moment, NULL) != 0) {
        end_now();
    }
}

static void patience_ends(int signal_number)
{
    (void)signal_number;
    if (stop_signal != 0)
        end_now();
}

/* Some library's assertion: nothing is left beside a target. */
static void aborted(int signal_number)
{
    cli_signals_drop();
    signal(signal_number, SIG_DFL); /* abort() goes on to it */
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
    struct sigaction assertion = {.sa_handler = aborted};
    sigset_t alarms;
    tool_name = tool->name;
    stops_itself = (tool->uses & CLI_STOPS_ITSELF) != 0;
    open_closed_streams();
    sigaction(SIGPIPE, &ignore, NULL); /* a closed pipe is then an errno */
    sigaction(SIGXFSZ, &ignore, NULL); /* so is a file size limit */
    sigaction(SIGALRM, &patience, NULL);
    sigaction(SIGABRT, &assertion, NULL);
    if (sigemptyset(&alarms) == 0 && sigaddset(&alarms, SIGALRM) == 0)
        sigprocmask(SIG_UNBLOCK, &alarms, NULL);
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++)
        if (sigaction(stopping[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(stopping[i], &stop, NULL);
}
