/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program as a filter: bytes into its standard input, its standard output back.
 * No shell, so that no name is ever taken for a command. */
#include "os/tool/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Room for more output. */
static bool grow(char **out, size_t length, size_t *capacity)
{
    if (*capacity - length > 65536)
        return true;
    size_t wanted = 2 * *capacity + 131072;
    char *grown = realloc(*out, wanted);
    if (grown == NULL)
        return false;
    *out = grown;
    *capacity = wanted;
    return true;
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
            if (!grow(out, *out_length, &capacity))
                return ENOMEM;
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
