/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BYTES = 4096 };

static char folder[256];

static int enter(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.200s/hinge-file-XXXXXX", base != NULL ? base : "/tmp");
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave(void **state)
{
    (void)state;
    static const char *const names[] = {"out",        ".out.hinge~", "in",        "link",
                                        "name",       "data/sub/a",  "data/near", "data/far",
                                        "data/there", "data/sub",    "data",      "data-2/a",
                                        "data-2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(names[i]);
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static CMFixtureFunction before_each = enter, after_each = leave;

/* Writes the output once; false when another run holds it. */
static bool write_once(void)
{
    static const char content[BYTES] = {1};
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    if (hinge_output_open(&output, "out", &error) != HINGE_OK)
        return false;
    ssize_t write_text = write(output.lock, content, BYTES);
    if (write_text == BYTES && hinge_output_publish(&output, &error) == HINGE_OK)
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
    other = NULL;
    if (finishing != NULL && other_publishes)
        assert_works(hinge_output_publish(finishing, &why));
    else if (finishing != NULL)
        hinge_output_discard(finishing);
    return __real_flock(file, operation);
}

/* A run that opened the temporary before another renamed or removed it must neither
 * empty the other's result nor write to a file without a name. */
TEST(the_temporary_is_opened_again)
{
    for (int publishes = 0; publishes <= 1; publishes++) {
        struct hinge_output first, second;
        struct stat info;
        unlink("out");
        assert_works(hinge_output_open(&first, "out", &why));
        assert_int_equal(write(first.lock, "whole", 5), 5);
        other = &first;
        other_publishes = publishes == 1;
        assert_works(hinge_output_open(&second, "out", &why));
        assert_int_equal(stat("out", &info), publishes == 1 ? 0 : -1);
        if (publishes == 1)
            assert_int_equal(info.st_size, 5);
        assert_int_equal(write(second.lock, "second", 6), 6);
        assert_works(hinge_output_publish(&second, &why));
        assert_int_equal(stat("out", &info), 0);
        assert_int_equal(info.st_size, 6);
    }
}

TEST(one_writer_at_a_time)
{
    struct hinge_output first, second;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_works(hinge_output_open(&first, "out", &why));
    assert_int_equal(hinge_output_open(&second, "out", &error), HINGE_WRITE);
    assert_string_equal(error.message, "out: another run is writing this file");
    assert_int_equal(access(".out.hinge~", F_OK), 0);
    hinge_output_discard(&second);
    hinge_output_discard(&first);
    assert_int_equal(access(".out.hinge~", F_OK), -1);
    assert_true(write_once());
}

static int fail_lstat, fail_fsync, fail_rename; /* times that a call fails with EIO */
static bool none_syncs;                         /* no file can be synced: EINVAL */

int __real_lstat(const char *path, struct stat *info);
int __wrap_lstat(const char *path, struct stat *info);
int __real_fsync(int file);
int __wrap_fsync(int file);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

static bool fails(int *times)
{
    if (*times == 0)
        return false;
    *times -= *times > 0; /* below 0: from now on */
    errno = EIO;
    return true;
}

int __wrap_lstat(const char *path, struct stat *info)
{
    return fails(&fail_lstat) ? -1 : __real_lstat(path, info);
}

int __wrap_fsync(int file)
{
    struct stat info;
    if (none_syncs) {
        errno = EINVAL;
        return -1;
    }
    if (fstat(file, &info) == 0 && S_ISDIR(info.st_mode) && fails(&fail_fsync))
        return -1;
    return __real_fsync(file);
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(&fail_rename) ? -1 : __real_rename(from, to);
}

static void write_text(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
}

static bool holds(const char *path, const char *content)
{
    char got[64] = "";
    FILE *file = fopen(path, "r");
    bool same = file != NULL && fgets(got, sizeof got, file) == got && strcmp(got, content) == 0;
    if (file != NULL)
        fclose(file);
    return same;
}

TEST(a_failing_system_ends_it)
{
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    fail_lstat = -1;
    assert_int_equal(hinge_output_open(&output, "out", &error), HINGE_WRITE);
    fail_lstat = 0;
    assert_non_null(strstr(error.message, "Input/output error"));
    assert_int_equal(access(".out.hinge~", F_OK), -1);
    write_text("out", "old");
    fail_rename = 1;
    assert_false(write_once());
    assert_true(holds("out", "old"));
    assert_int_equal(access(".out.hinge~", F_OK), -1);
}

/* The new file is in place, and the message says so. */
/* A file system that cannot sync is written all the same. */
TEST(no_sync)
{
    none_syncs = true;
    assert_true(write_once());
    none_syncs = false;
}

TEST(a_folder_that_is_not_flushed)
{
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    write_text("out", "old");
    assert_works(hinge_output_open(&output, "out", &why));
    assert_int_equal(write(output.lock, "new", 3), 3);
    fail_fsync = 1;
    assert_int_equal(hinge_output_publish(&output, &error), HINGE_WRITE);
    assert_string_equal(error.message, "out: the new file is in place, but its folder cannot be "
                                       "flushed to disk: Input/output error");
    assert_true(holds("out", "new"));
}

/* What lies under the temporary's name: removed when a killed run left it, else kept.
 */
TEST(strangers_keep_their_files)
{
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    write_text(".out.hinge~", "somebody's");
    assert_int_equal(link(".out.hinge~", "name"), 0);
    assert_int_equal(hinge_output_open(&output, "out", &error), HINGE_WRITE);
    assert_string_equal(error.message, "out: .out.hinge~ is in the way; remove or rename it");
    assert_true(holds("name", "somebody's"));
    assert_int_equal(unlink("name"), 0); /* now it is what a killed run leaves */
    assert_true(write_once());
    assert_int_equal(access(".out.hinge~", F_OK), -1);
    write_text("in", "target of a link");
    assert_int_equal(symlink("in", ".out.hinge~"), 0);
    assert_int_equal(hinge_output_open(&output, "out", &error), HINGE_WRITE);
    assert_true(holds("in", "target of a link"));
}

/* A killed writer leaves its temporary; the next run of the same target removes it. */
TEST(a_killed_run_is_swept)
{
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (hinge_output_open(&output, "out", &error) == HINGE_OK &&
            write(output.lock, "half", 4) == 4)
            raise(SIGKILL);
        _exit(1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(access(".out.hinge~", F_OK), 0);
    assert_true(write_once());
    assert_int_equal(access(".out.hinge~", F_OK), -1);
}

TEST(links_are_followed)
{
    struct hinge_output output;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct stat info;
    write_text("in", "old");
    assert_int_equal(symlink("in", "out"), 0);
    assert_true(write_once());
    assert_int_equal(__real_lstat("out", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat("in", &info), 0);
    assert_int_equal(info.st_size, BYTES);
    assert_int_equal(unlink("in"), 0);
    assert_int_equal(hinge_output_open(&output, "out", &error), HINGE_WRITE);
    assert_non_null(strstr(error.message, "out: cannot follow the link: No such file"));
}

TEST(inputs_are_spared)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_true(write_once());
    assert_int_equal(symlink("out", "link"), 0);
    assert_true(hinge_file_same("out", "./link"));
    assert_false(hinge_file_same("gone", "gone"));
    assert_int_equal(hinge_output_spare("link", "out", &error), HINGE_USAGE);
    assert_works(hinge_output_spare("new", "out", &why));
}

/* A file below the folder is read, also by a link that stays there; what is opened
 * elsewhere is not, whatever it is called. */
TEST(reading_stays_within)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(mkdir("data", 0777) | mkdir("data/sub", 0777) | mkdir("data-2", 0777), 0);
    write_text("data/sub/a", "inside");
    write_text("data-2/a", "outside");
    assert_int_equal(symlink("sub/a", "data/near") | symlink("../data-2/a", "data/far") |
                         symlink("../data-2", "data/there"),
                     0);
    cleared_by(freed) char *within = realpath("data", NULL);
    static const char *const inside[] = {"data/sub/a", "data/near", "data/../data/sub/a"},
                             *const outside[] = {"data-2/a", "data/far", "data/there/a",
                                                 "data/../data-2/a"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        assert_works(hinge_file_read_within(within, inside[i], "shown", 64, &bytes, &why));
        assert_string_equal(bytes.data, "inside");
    }
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_int_equal(hinge_file_read_within(within, outside[i], "shown", 64, &bytes, &error),
                         HINGE_INPUT);
        assert_int_equal(error.reason, HINGE_REASON_OUTSIDE_FOLDER);
        assert_memory_equal(error.message, "shown: leaves", 13);
        assert_int_equal(bytes.size, 0);
    }
    assert_works(hinge_file_read_within("/", "data-2/a", "shown", 64, &bytes, &why));
}
