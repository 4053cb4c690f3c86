/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BYTES = 4096 };

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

/* What another run does between our open and our lock of the temporary. */
static struct hinge_output *other;
static bool other_publishes;

int __real_flock(int file, int operation);
int __wrap_flock(int file, int operation);

int __wrap_flock(int file, int operation)
{
    struct hinge_output *finishing = other;
    struct hinge_error error = HINGE_ERROR_INIT;
    other = NULL;
    if (finishing != NULL && other_publishes)
        assert_int_equal(hinge_output_publish(finishing, &error), HINGE_OK);
    else if (finishing != NULL)
        hinge_output_discard(finishing);
    return __real_flock(file, operation);
}

/* A run that opened the temporary before another renamed or removed it must neither
 * empty the other's result nor write to a file without a name. */
static void the_temporary_is_opened_again(void **state)
{
    (void)state;
    for (int publishes = 0; publishes <= 1; publishes++) {
        struct hinge_output first, second;
        struct hinge_error error = HINGE_ERROR_INIT;
        struct stat info;
        unlink("out");
        assert_int_equal(hinge_output_open(&first, "out", &error), HINGE_OK);
        assert_int_equal(write(first.lock, "whole", 5), 5);
        other = &first;
        other_publishes = publishes == 1;
        assert_int_equal(hinge_output_open(&second, "out", &error), HINGE_OK);
        assert_int_equal(stat("out", &info), publishes == 1 ? 0 : -1);
        if (publishes == 1)
            assert_int_equal(info.st_size, 5);
        assert_int_equal(write(second.lock, "second", 6), 6);
        assert_int_equal(hinge_output_publish(&second, &error), HINGE_OK);
        assert_int_equal(stat("out", &info), 0);
        assert_int_equal(info.st_size, 6);
    }
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
        cmocka_unit_test_setup_teardown(the_temporary_is_opened_again, enter, leave),
        cmocka_unit_test_setup_teardown(one_writer_at_a_time, enter, leave),
        cmocka_unit_test_setup_teardown(inputs_are_spared, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
