/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the system as they are, with names in other alphabets; also run by wine. */
#include "assert_close.h"
#include "os/file.h"
#include "os/system.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Jürgen, knee in Japanese, a space, and an emoji beyond UTF-16's first plane */
static const char knee[] = "J\303\274rgen \350\206\235 \360\237\246\265.csv";
static char *program; /* this program */

static int enter(void **state)
{
    (void)state;
    return hinge_os_mkdir("os-files") != 0 && errno != EEXIST;
}

static int leave(void **state)
{
    (void)state;
    struct hinge_os_folder *folder = hinge_os_folder_open("os-files");
    const char *name;
    while ((name = hinge_os_folder_next(folder)) != NULL) {
        char path[600];
        snprintf(path, sizeof path, "os-files/%s", name);
        if (*name != '.' || strlen(name) > 2)
            hinge_os_unlink(path);
    }
    hinge_os_folder_close(folder);
    (void)remove("os-files"); /* Windows keeps it, empty */
    return 0;
}

static const char *at(const char *name)
{
    static char path[2][600];
    static int i;
    i = !i;
    snprintf(path[i], sizeof path[i], "os-files/%s", name);
    return path[i];
}

static void write_text(const char *name, const char *content)
{
    FILE *file = hinge_os_fopen(at(name), "w");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
}

static void holds(const char *name, const char *content)
{
    char bytes[100] = "";
    FILE *file = hinge_os_fopen(at(name), "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(bytes, content);
}

static void names_are_utf8(void **state)
{
    (void)state;
    struct hinge_os_info info;
    const char *name;
    size_t found = 0;
    write_text(knee, "a\r\n\032b\n"); /* every byte is kept, whatever the system's ends are */
    holds(knee, "a\r\n\032b\n");
    assert_int_equal(hinge_os_stat(at(knee), &info), 0);
    assert_int_equal(info.kind, HINGE_OS_FILE);
    assert_int_equal(info.size, 6);
    assert_true(info.ours && info.links == 1);
    struct hinge_os_folder *folder = hinge_os_folder_open("os-files");
    while ((name = hinge_os_folder_next(folder)) != NULL)
        found += strcmp(name, knee) == 0;
    hinge_os_folder_close(folder);
    assert_int_equal(found, 1);
    char *real = hinge_os_real_path(at(knee));
    assert_non_null(real);
    assert_string_equal(strrchr(real, '/') + 1, knee);
    assert_true(hinge_os_is_absolute(real));
    free(real);
    assert_int_equal(hinge_os_rename(at(knee), at("plain")), 0);
    assert_true(!hinge_os_exists(at(knee)) && hinge_os_exists(at("plain")));
}

static void what_is_not_there_says_so(void **state)
{
    (void)state;
    struct hinge_os_info info;
    errno = 0;
    assert_int_equal(hinge_os_stat(at("none"), &info), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(hinge_os_open(at("none"), HINGE_OS_READ), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(hinge_os_unlink(at("none")), -1);
    assert_int_equal(errno, ENOENT);
    assert_null(hinge_os_folder_open(at("none")));
    assert_null(hinge_os_real_path(at("none")));
    assert_int_equal(hinge_os_mkdir("os-files"), -1);
    assert_int_equal(errno, EEXIST);
    int folder = hinge_os_open_folder("os-files");
    assert_true(folder >= 0);
    assert_int_equal(hinge_os_fstat(folder, &info), 0);
    assert_int_equal(info.kind, HINGE_OS_FOLDER);
    assert_true(hinge_os_sync(folder) == 0 || errno == EINVAL || errno == ENOTSUP);
    hinge_os_close(folder);
    write_text("file", "");
    assert_int_equal(hinge_os_open_folder(at("file")), -1);
}

static void bytes_go_where_they_are_put(void **state)
{
    (void)state;
    char bytes[8] = "";
    unsigned how = HINGE_OS_READ | HINGE_OS_WRITE | HINGE_OS_NEW;
    int file = hinge_os_open(at("bytes"), how);
    assert_true(file >= 0);
    assert_int_equal(hinge_os_open(at("bytes"), how), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(hinge_os_write(file, "abcdef", 6), 6);
    assert_int_equal(hinge_os_write_at(file, "XY", 2, 1), 2);
    assert_int_equal(hinge_os_read_at(file, bytes, 3, 0), 3);
    assert_memory_equal(bytes, "aXY", 3);
    assert_int_equal(hinge_os_read_at(file, bytes, 8, 4), 2);
    assert_int_equal(hinge_os_read_at(file, bytes, 8, 6), 0);
    assert_int_equal(hinge_os_cut(file, 4), 0);
    assert_int_equal(hinge_os_write(file, "!", 1), 1);
    assert_int_equal(hinge_os_sync(file), 0);
    hinge_os_close(file);
    holds("bytes", "aXYd!");
    file = hinge_os_open(at("bytes"), HINGE_OS_WRITE | HINGE_OS_APPEND);
    assert_int_equal(hinge_os_write(file, "+", 1), 1);
    hinge_os_close(file);
    holds("bytes", "aXYd!+");
}

/* While it is open, too: an output is renamed before its lock is given up. */
static void renaming_replaces_or_not(void **state)
{
    (void)state;
    struct hinge_os_info before, after;
    write_text("old", "old");
    int file = hinge_os_open(at("new"), HINGE_OS_READ | HINGE_OS_WRITE | HINGE_OS_NEW);
    assert_int_equal(hinge_os_write(file, "new", 3), 3);
    assert_int_equal(hinge_os_lock(file), 0);
    assert_int_equal(hinge_os_fstat(file, &before), 0);
    assert_int_equal(hinge_os_rename_new(at("new"), at("old")), -1);
    assert_int_equal(errno, EEXIST);
    holds("old", "old");
    assert_int_equal(hinge_os_rename(at("new"), at("old")), 0);
    assert_int_equal(hinge_os_stat(at("old"), &after), 0);
    assert_true(before.device == after.device && before.inode == after.inode);
    hinge_os_close(file);
    holds("old", "new");
    assert_int_equal(hinge_os_rename_new(at("old"), at("other")), 0);
    holds("other", "new");
}

/* Another process: 0 when it gets the lock, 7 when somebody has it. */
static int lock_as_another(const char *name)
{
    char command[2 * HINGE_OS_PATH];
    snprintf(command, sizeof command, "\"%s\" lock %s", program, at(name));
    int result = system(command);
    return result > 255 ? result / 256 : result; /* POSIX has the signal below */
}

static void one_process_has_the_lock(void **state)
{
    (void)state;
    char byte;
    write_text("lock", "process 1");
    int file = hinge_os_open(at("lock"), HINGE_OS_READ | HINGE_OS_WRITE);
    int other = hinge_os_open(at("lock"), HINGE_OS_READ);
    assert_int_equal(hinge_os_lock(file), 0);
    assert_int_equal(hinge_os_lock(other), -1);
    assert_true(errno == EWOULDBLOCK || errno == EAGAIN);
    assert_int_equal(lock_as_another("lock"), 7);
    assert_int_equal(hinge_os_read(other, &byte, 1), 1); /* who has it can be read */
    hinge_os_close(file);
    assert_int_equal(lock_as_another("lock"), 0);
    hinge_os_close(other);
}

static void an_open_file_knows_its_name(void **state)
{
    (void)state;
    char path[HINGE_OS_PATH], nameless[HINGE_OS_PATH];
    write_text(knee, "1");
    int file = hinge_os_open(at(knee), HINGE_OS_READ);
    char *real = hinge_os_real_path(at(knee));
    if (hinge_os_path_of(file, path, sizeof path))
        assert_string_equal(path, real);
    free(real);
    bool kept = hinge_os_nameless(file, nameless, sizeof nameless);
    assert_int_equal(hinge_os_unlink(at(knee)), 0);
    if (kept) {
        FILE *again = hinge_os_fopen(nameless, "r");
        assert_non_null(again);
        assert_int_equal(fgetc(again), '1');
        fclose(again);
    }
    hinge_os_close(file);
    assert_false(hinge_os_exists(at(knee)));
}

static void temporaries_are_new(void **state)
{
    (void)state;
    char a[HINGE_OS_PATH], b[HINGE_OS_PATH];
    int one = hinge_os_temporary("hinge-os-", a, sizeof a);
    int two = hinge_os_temporary("hinge-os-", b, sizeof b);
    assert_true(one >= 0 && two >= 0);
    assert_string_not_equal(a, b);
    assert_memory_equal(strrchr(a, '/'), "/hinge-os-", 10);
    hinge_os_close(one);
    hinge_os_close(two);
    assert_int_equal(hinge_os_unlink(a) + hinge_os_unlink(b), 0);
}

#ifndef _WIN32
/* What a disk or a server does, against what a user may mend. */
static void a_fault_is_of_the_device(void **state)
{
    static const int faults[] = {EIO, ESTALE, ETIMEDOUT, ENXIO, ENODEV, ENOTCONN};
    static const int others[] = {0,      ENOENT, EACCES, EPERM,  ENOSPC, EDQUOT, EISDIR,
                                 EMFILE, ENOMEM, EINVAL, EEXIST, EFBIG,  EROFS};
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_true(hinge_os_is_fault(faults[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(hinge_os_is_fault(others[i]));
}
#endif

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "lock") == 0) {
        int file = hinge_os_open(argv[2], HINGE_OS_READ | HINGE_OS_WRITE);
        return file < 0 ? 9 : hinge_os_lock(file) == 0 ? 0 : 7;
    }
    program = hinge_os_real_path(argv[0]);
    if (program == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_utf8, enter, leave),
        cmocka_unit_test_setup_teardown(what_is_not_there_says_so, enter, leave),
        cmocka_unit_test_setup_teardown(bytes_go_where_they_are_put, enter, leave),
        cmocka_unit_test_setup_teardown(renaming_replaces_or_not, enter, leave),
        cmocka_unit_test_setup_teardown(one_process_has_the_lock, enter, leave),
        cmocka_unit_test_setup_teardown(an_open_file_knows_its_name, enter, leave),
        cmocka_unit_test(temporaries_are_new),
#ifndef _WIN32
        cmocka_unit_test(a_fault_is_of_the_device),
#endif
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(program);
    return failed;
}
