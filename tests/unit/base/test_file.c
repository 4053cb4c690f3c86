/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BYTES = 4096, ROUNDS = 150, WRITERS = 4 };

static char folder[256];

static int enter(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.200s/hinge-file-XXXXXX",
             base != NULL ? base : "/tmp");
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave(void **state)
{
    (void)state;
    static const char *const names[] = {"out", "out.tmp~", "in", "link"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
    return chdir("/") != 0 || rmdir(folder) != 0;
}

/* Writes the output once; false when another run holds it. */
static bool write_once(void)
{
    static const char content[BYTES] = {1};
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    if (hinge_output_open(&output, "out", &error) != HINGE_OK)
        return false;
    ssize_t put = write(output.lock, content, BYTES);
    if (put == BYTES && hinge_output_publish(&output, &error) == HINGE_OK)
        return true;
    hinge_output_discard(&output);
    return false;
}

/* A run that opened the temporary before another published it must not empty the
 * result. */
static void writers_never_empty_each_other(void **state)
{
    (void)state;
    pid_t child[WRITERS];
    assert_true(write_once());
    for (int i = 0; i < WRITERS; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            bool whole = true;
            for (int k = 0; k < ROUNDS; k++) {
                struct stat info;
                write_once();
                whole = whole && stat("out", &info) == 0 && info.st_size == BYTES;
            }
            _exit(whole ? 0 : 1);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 1;
        waitpid(child[i], &status, 0);
        assert_int_equal(status, 0);
    }
    assert_int_equal(access("out.tmp~", F_OK), -1);
}

static void one_writer_at_a_time(void **state)
{
    (void)state;
    struct hinge_output first, second;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(hinge_output_open(&first, "out", &error), HINGE_OK);
    assert_int_equal(hinge_output_open(&second, "out", &error), HINGE_WRITE);
    assert_string_equal(error.message, "out: another run is writing this file");
    assert_int_equal(access("out.tmp~", F_OK), 0);
    hinge_output_discard(&second);
    hinge_output_discard(&first);
    assert_int_equal(access("out.tmp~", F_OK), -1);
    assert_true(write_once());
}

static void inputs_are_spared(void **state)
{
    (void)state;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_true(write_once());
    assert_int_equal(symlink("out", "link"), 0);
    assert_true(hinge_file_same("out", "./link"));
    assert_false(hinge_file_same("gone", "gone"));
    assert_int_equal(hinge_output_spare("link", "out", "out", &error), HINGE_USAGE);
    assert_int_equal(hinge_output_spare("new", "out", "out", &error), HINGE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writers_never_empty_each_other, enter, leave),
        cmocka_unit_test_setup_teardown(one_writer_at_a_time, enter, leave),
        cmocka_unit_test_setup_teardown(inputs_are_spared, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
