/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and standard streams at the start of a tool. */
#include "cli/parts.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* The one writable global of the tools: a signal handler has no other way to speak. */
static volatile sig_atomic_t stop_asked;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

bool cli_signals_stop(void *context)
{
    (void)context;
    return stop_asked != 0;
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

void cli_signals_start(void)
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    /* SA_RESETHAND: a second Ctrl-C ends a tool that doesn't get to its next item */
    struct sigaction stop = {.sa_handler = ask_to_stop,
                             .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};
    open_closed_streams();
    sigaction(SIGPIPE, &ignore, NULL); /* a closed pipe is then an errno */
    sigaction(SIGXFSZ, &ignore, NULL); /* so is a file size limit */
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++)
        if (sigaction(stopping[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(stopping[i], &stop, NULL);
}
