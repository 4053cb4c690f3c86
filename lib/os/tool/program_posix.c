/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start and the sudden end of a program, and another as a filter, on Linux, macOS and other
 * systems like POSIX's. */
#include "os/file.h"

#include "os/tool/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DESCRIPTORS = 1024, OPENED_MS = 5 };

/* Writable globals: a signal handler has no other way to know. */
static volatile sig_atomic_t stop_signal, patience_in_ms, ends;
static const char *tool_name = "";
static bool (*is_temporary)(const char *path);

/* NOLINTNEXTLINE(readability-non-const-parameter): Windows changes it */
void hinge_os_arguments(int argc, char **argv)
{
    (void)argc;
    (void)argv;
}

/* Whether there were any. */
static bool drop_open(void)
{
    static char name[HINGE_OS_PATH];
    struct stat info;
    bool dropped = false;
    for (int file = 3; file < DESCRIPTORS; file++)
        if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
            (fcntl(file, F_GETFL) & O_ACCMODE) == O_RDWR &&
            hinge_os_path_of(file, name, sizeof name) && is_temporary(name))
            dropped = unlink(name) == 0 || dropped;
    return dropped;
}

/* Other threads go on meanwhile: they open nothing more, and what one was about to open
 * is there after a moment. setrlimit is a system call and no more, as those of POSIX's
 * list are. */
void hinge_os_drop(void)
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

void hinge_os_settle(void)
{
    static const struct itimerval never = {0};
    (void)setitimer(ITIMER_REAL, &never, NULL);
    while (ends)
        pause();
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

bool hinge_os_documents(char *path, size_t room)
{
    const char *home = getenv("HOME");
    int n = snprintf(path, room, "%s", home != NULL ? home : "");
    return n > 0 && (size_t)n < room;
}

bool hinge_os_has_programs(void)
{
    return true;
}

bool hinge_os_show(const char *path)
{
#ifdef __APPLE__
    static char program[] = "open";
#else
    static char program[] = "xdg-open";
#endif
    posix_spawn_file_actions_t actions;
    pid_t child;
    union {
        const char *from;
        char *to;
    } word = {path};
    char *words[] = {program, word.to, NULL};
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    for (int stream = 0; stream <= 2; stream++)
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    int number = posix_spawnp(&child, program, &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return number == 0;
}

static _Noreturn void end_now(void)
{
    static const char text[] = ": interrupted\n";
    ends = 1;
    hinge_os_note(tool_name, strlen(tool_name));
    hinge_os_note(text, sizeof text - 1);
    hinge_os_drop();
    _exit(128 + stop_signal);
}

/* The first signal ends a tool that doesn't look at it; one that does has a moment to
 * get to the end of its item. The second is as if nobody had asked for it. */
static void ask_to_stop(int signal_number)
{
    const struct itimerval moment = {
        .it_value = {.tv_sec = patience_in_ms / 1000, .tv_usec = patience_in_ms % 1000 * 1000}};
    bool again = stop_signal != 0;
    stop_signal = signal_number;
    if (again) {
        hinge_os_drop();
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    } else if (patience_in_ms == 0 || setitimer(ITIMER_REAL, &moment, NULL) != 0) {
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
    hinge_os_drop();
    signal(signal_number, SIG_DFL); /* abort() goes on to it */
}

int hinge_os_stopped(void)
{
    return (int)stop_signal;
}

void hinge_os_signals_start(const char *name, unsigned patience_ms,
                            bool (*temporary)(const char *path))
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    struct sigaction stop = {.sa_handler = ask_to_stop, .sa_flags = SA_RESTART};
    struct sigaction patience = {.sa_handler = patience_ends, .sa_flags = SA_RESTART};
    struct sigaction assertion = {.sa_handler = aborted};
    sigset_t alarms;
    tool_name = name;
    patience_in_ms = (sig_atomic_t)patience_ms;
    is_temporary = temporary;
    /* An output file that got descriptor 1 would receive what is printed. The wrong direction keeps
     * later use of the stream an error instead of silence. */
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) < 0) {
            int opened = open("/dev/null", stream == 1 ? O_RDONLY : O_WRONLY);
            if (opened > stream)
                close(opened);
        }
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

/* --- a filter: bytes into its standard input, its standard output back; no shell, so that no name
 * is ever taken for a command --- */

struct pipes {
    int in[2], out[2]; /* to the program, from it; -1 when closed */
};

static void close_one(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

static void close_all(struct pipes *p)
{
    for (int i = 0; i < 2; i++) {
        close_one(&p->in[i]);
        close_one(&p->out[i]);
    }
}

static int start(const char *const *argv, struct pipes *p, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int number = posix_spawn_file_actions_init(&actions);
    if (number != 0)
        return number;
    posix_spawn_file_actions_adddup2(&actions, p->in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, p->out[1], STDOUT_FILENO);
    for (int i = 0; i < 2; i++) {
        posix_spawn_file_actions_addclose(&actions, p->in[i]);
        posix_spawn_file_actions_addclose(&actions, p->out[i]);
    }
    /* the array is not changed: posix_spawnp takes what execvp takes */
    union {
        const char *const *from;
        char *const *to;
    } words = {argv};
    number = posix_spawnp(child, argv[0], &actions, NULL, words.to, environ);
    posix_spawn_file_actions_destroy(&actions);
    return number;
}

/* Writes and reads as either becomes possible, so that neither side waits for ever. */
static int exchange(struct pipes *p, const char *bytes, size_t length, char **out,
                    size_t *out_length)
{
    size_t capacity = 0;
    while (p->out[0] >= 0) {
        struct pollfd ready[2] = {{p->out[0], POLLIN, 0}, {p->in[1], POLLOUT, 0}};
        if (poll(ready, p->in[1] >= 0 ? 2 : 1, -1) < 0) {
            if (errno == EINTR)
                continue;
            return errno;
        }
        if (p->in[1] >= 0 && ready[1].revents != 0) {
            size_t part = length < 4096 ? length : 4096; /* PIPE_BUF: does not block */
            ssize_t done = part > 0 ? write(p->in[1], bytes, part) : 0;
            if (done > 0) {
                bytes += done;
                length -= (size_t)done;
            }
            if (length == 0 || (done < 0 && errno != EINTR))
                close_one(&p->in[1]); /* all is said, or nobody listens */
        }
        if (ready[0].revents != 0) {
            if (capacity - *out_length <= 65536) { /* room for more */
                char *grown = realloc(*out, 2 * capacity + 131072);
                if (grown == NULL)
                    return ENOMEM;
                *out = grown;
                capacity = 2 * capacity + 131072;
            }
            ssize_t got = read(p->out[0], *out + *out_length, 65536);
            if (got > 0)
                *out_length += (size_t)got;
            else if (got == 0 || errno != EINTR)
                close_one(&p->out[0]);
        }
    }
    return 0;
}

int hinge_os_filter(const char *const *argv, const char *bytes, size_t length, char **out,
                    size_t *out_length, bool *started, int *code)
{
    struct pipes p = {{-1, -1}, {-1, -1}};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    pid_t child;
    int result = 0, number = 0;
    *out = NULL;
    *out_length = 0;
    if (pipe(p.in) != 0 || pipe(p.out) != 0)
        number = errno;
    if (number == 0)
        number = start(argv, &p, &child);
    *started = number == 0;
    if (!*started) {
        close_all(&p);
        return number;
    }
    close_one(&p.in[0]);
    close_one(&p.out[1]);
    sigaction(SIGPIPE, &ignore, &old);
    number = exchange(&p, bytes, length, out, out_length);
    sigaction(SIGPIPE, &old, NULL);
    close_all(&p);
    while (waitpid(child, &result, 0) < 0 && errno == EINTR)
        continue;
    *code = WIFEXITED(result) ? WEXITSTATUS(result) : -WTERMSIG(result);
    return number;
}
