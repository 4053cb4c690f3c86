/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a tool in a child process: what each end of the work gives as exit code,
 * and that a signal asks the library to stop. */
#include "assert_close.h"

#include "cli/parts.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static enum hinge_status interrupted(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)args;
    (void)error;
    if (hinge_progress_stopped(&cli->progress))
        return HINGE_INTERNAL;
    raise(SIGINT);
    return hinge_progress_stopped(&cli->progress) ? HINGE_INTERRUPTED : HINGE_OK;
}

static enum hinge_status interrupted_twice(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)cli;
    (void)args;
    (void)error;
    raise(SIGINT);
    raise(SIGINT); /* ends the process here */
    return HINGE_OK;
}

/* Says that it looks for signals, and does something long. */
static enum hinge_status looks_away(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)cli;
    (void)args;
    (void)error;
    raise(SIGTERM);
    for (int i = 0; i < 1000; i++)
        usleep(10000);
    return HINGE_OK;
}

/* Looks at the signal in time: its own end. */
static enum hinge_status looks(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)args;
    (void)error;
    raise(SIGHUP);
    return hinge_progress_stopped(&cli->progress) ? HINGE_INTERRUPTED : HINGE_OK;
}

static enum hinge_status ignores_pipe_and_limit(struct cli *cli, void *args,
                                                struct hinge_error *error)
{
    (void)cli;
    (void)args;
    (void)error;
    raise(SIGPIPE);
    raise(SIGXFSZ);
    return HINGE_OK;
}

static enum hinge_status partial(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)cli;
    (void)args;
    (void)error;
    return HINGE_PARTIAL;
}

static enum hinge_status damaged(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)cli;
    (void)args;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED, "a.h5: \x1b[31mdamaged");
}

static enum hinge_status configured(struct cli *cli, void *args, struct hinge_error *error)
{
    char *text = NULL;
    (void)args;
    if (cli->config == NULL || hinge_config_print(cli->config, &text, error) != HINGE_OK)
        return HINGE_INTERNAL;
    bool joined = strstr(text, "\nseg.join = 1\n") != NULL;
    free(text);
    return joined ? HINGE_OK : HINGE_PARTIAL;
}

/* The first file opened never gets a standard stream's number. */
static enum hinge_status opens_a_file(struct cli *cli, void *args, struct hinge_error *error)
{
    (void)cli;
    (void)args;
    (void)error;
    int file = open("/dev/null", O_WRONLY);
    close(file);
    return file > STDERR_FILENO ? HINGE_OK : HINGE_INTERNAL;
}

static unsigned used; /* further CLI_… of the tool that runs */

/* Runs a tool in a child with stderr caught in `said`; its wait status. */
static int run(enum hinge_status (*work)(struct cli *, void *, struct hinge_error *),
               const char *option, char *said, size_t capacity)
{
    struct cli_tool tool = {.name = "hinge-test",
                            .summary = "tests",
                            .details = "",
                            .run = work,
                            .uses = CLI_USES_CONFIG | used};
    char name[] = "hinge-test", argument[32];
    char *argv[] = {name, argument, NULL};
    int pipe_ends[2], status = -1;
    snprintf(argument, sizeof argument, "%s", option != NULL ? option : "");
    assert_int_equal(pipe(pipe_ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(pipe_ends[1], STDERR_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        _exit(cli_main(&tool, option != NULL ? 2 : 1, argv));
    }
    close(pipe_ends[1]);
    size_t length = 0;
    ssize_t n;
    while ((n = read(pipe_ends[0], said + length, capacity - 1 - length)) > 0)
        length += (size_t)n;
    said[length] = '\0';
    close(pipe_ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void exit_codes(void **state)
{
    (void)state;
    char said[512];
    used = CLI_STOPS_ITSELF;
    int status = run(interrupted, NULL, said, sizeof said);
    used = 0;
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 130);
    assert_string_equal(said, "hinge-test: interrupted; run it again\n");
    status = run(partial, NULL, said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 4);
    assert_string_equal(said, "");
    status = run(damaged, NULL, said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    assert_string_equal(said, "hinge-test: a.h5: \\x1b[31mdamaged\n");
    status = run(partial, "--nothing", said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}

static void configuration(void **state)
{
    (void)state;
    char said[512];
    int status = run(configured, "--set=seg.join=1", said, sizeof said);
    assert_int_equal(WEXITSTATUS(status), 0);
    status = run(configured, NULL, said, sizeof said);
    assert_int_equal(WEXITSTATUS(status), 4);
    status = run(configured, "--set=seg.jon=1", said, sizeof said);
    assert_int_equal(WEXITSTATUS(status), 2);
    assert_string_equal(said,
                        "hinge-test: --set: no key \"seg.jon\"; did you mean \"seg.join\"?\n");
    status = run(configured, "--config=/nonexistent.ini", said, sizeof said);
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_string_equal(said, "hinge-test: /nonexistent.ini: No such file or "
                              "directory; check the name and the folder\n");
}

static void closed_streams(void **state)
{
    (void)state;
    char said[512];
    int in = dup(STDIN_FILENO), out = dup(STDOUT_FILENO);
    close(STDIN_FILENO);
    int status = run(opens_a_file, NULL, said, sizeof said);
    dup2(in, STDIN_FILENO);
    assert_int_equal(WEXITSTATUS(status), 0);
    fflush(stdout);
    close(STDOUT_FILENO);
    status = run(opens_a_file, NULL, said, sizeof said);
    dup2(out, STDOUT_FILENO);
    assert_int_equal(WEXITSTATUS(status), 0);
    close(in);
    close(out);
}

static void signals(void **state)
{
    (void)state;
    char said[512];
    int status = run(ignores_pipe_and_limit, NULL, said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    /* tools that don't look for signals end at the first */
    status = run(interrupted_twice, NULL, said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 130);
    status = run(looks_away, NULL, said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 143);
    assert_string_equal(said, "hinge-test: interrupted\n");
    used = CLI_STOPS_ITSELF;
    status = run(interrupted_twice, NULL, said, sizeof said);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    status = run(looks, NULL, said, sizeof said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 129);
    assert_string_equal(said, "hinge-test: interrupted; run it again\n");
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    status = run(looks_away, NULL, said, sizeof said);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 143);
    assert_true(after.tv_sec - before.tv_sec <= 2);
    used = 0;
}

int main(void)
{
    signal(SIGINT, SIG_DFL); /* a shell's background job has it ignored, and so its tools */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_codes),
        cmocka_unit_test(configuration),
        cmocka_unit_test(closed_streams),
        cmocka_unit_test(signals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
