/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a killed run left is read as far as it is whole, and goes on from there; what is
 * not its own stays. */
#include "assert_close.h"

#include "store/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char
    one[] = "1111111111111111111111111111111111111111111111111111111111111111",
    two[] = "2222222222222222222222222222222222222222222222222222222222222222";

enum { RECORD = 700000, HEADER = 82, PREFIX = 16 };

static char folder[64], target[96], path[96];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hinge-journal-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(target, sizeof target, "%s/a.h5", folder);
    snprintf(path, sizeof path, "%s/.a.h5.journal~", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static bool exists(void)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

static long size(void)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return (long)info.st_size;
}

/* Record k is RECORD bytes of its own letter. */
static void add(struct hinge_journal *journal, unsigned k)
{
    char *bytes = malloc(RECORD);
    assert_non_null(bytes);
    memset(bytes, 'a' + (int)k, RECORD);
    const struct hinge_journal_part part[] = {{bytes, 10}, {bytes + 10, RECORD - 10}};
    hinge_journal_add(journal, k, part, 2);
    free(bytes);
}

/* Writes records 0 to n - 1 and is killed. */
static void leave(unsigned n)
{
    struct hinge_journal journal = {0};
    hinge_journal_open(&journal, target, one, true);
    for (unsigned k = 0; k < n; k++)
        add(&journal, k);
    assert_true(hinge_journal_close(&journal, true));
    assert_true(exists());
}

/* How many records are read, each as it was added. */
static unsigned count(struct hinge_journal *journal)
{
    uint32_t kind;
    struct hinge_journal_part record;
    unsigned n = 0;
    for (; hinge_journal_next(journal, &kind, &record); n++) {
        const char *bytes = record.bytes;
        assert_int_equal(kind, n);
        assert_int_equal(record.length, RECORD);
        for (size_t i = 0; i < RECORD; i += 999)
            assert_int_equal(bytes[i], 'a' + (int)n);
    }
    return n;
}

static void short_runs_make_no_file(void **state)
{
    (void)state;
    struct hinge_journal journal = {0};
    hinge_journal_open(&journal, target, one, false);
    add(&journal, 0);
    assert_false(exists());
    assert_false(hinge_journal_close(&journal, true));
    assert_false(exists());
}

static void records_come_back_and_more_follow(void **state)
{
    (void)state;
    struct hinge_journal journal = {0};
    leave(3);
    hinge_journal_open(&journal, target, one, false);
    assert_int_equal(count(&journal), 3);
    add(&journal, 3);
    assert_true(hinge_journal_close(&journal, true));
    hinge_journal_open(&journal, target, one, false);
    assert_int_equal(count(&journal), 4);
    assert_false(hinge_journal_close(&journal, false));
    assert_false(exists());
}

static void a_torn_tail_is_cut_off(void **state)
{
    (void)state;
    const long whole = HEADER + 2 * (PREFIX + RECORD);
    static const long torn[] = {0, 1, 15, 16, 17, 699999, 700015};
    for (size_t i = 0; i < sizeof torn / sizeof *torn; i++) {
        struct hinge_journal journal = {0};
        leave(3);
        assert_int_equal(truncate(path, whole + torn[i]), 0);
        hinge_journal_open(&journal, target, one, false);
        assert_int_equal(count(&journal), 2);
        assert_int_equal(size(), whole);
        add(&journal, 2);
        assert_true(hinge_journal_close(&journal, true));
        hinge_journal_open(&journal, target, one, false);
        assert_int_equal(count(&journal), 3);
        hinge_journal_close(&journal, false);
    }
}

static void a_flipped_bit_ends_it(void **state)
{
    (void)state;
    static const long at[] = {HEADER,      HEADER + 4,  HEADER + 8,
                              HEADER + 15, HEADER + 16, HEADER + 16 + RECORD - 1};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct hinge_journal journal = {0};
        leave(2);
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, at[i], SEEK_SET);
        int byte = fgetc(file);
        fseek(file, at[i], SEEK_SET);
        fputc(byte ^ 4, file);
        fclose(file);
        hinge_journal_open(&journal, target, one, false);
        assert_int_equal(count(&journal), 0);
        hinge_journal_close(&journal, false);
    }
}

static void another_run_s_is_removed(void **state)
{
    (void)state;
    struct hinge_journal journal = {0};
    leave(2);
    hinge_journal_open(&journal, target, two, false);
    assert_false(exists());
    assert_int_equal(count(&journal), 0);
    hinge_journal_close(&journal, false);
    leave(2);
    hinge_journal_open(&journal, target, one, true);
    assert_false(exists());
    hinge_journal_close(&journal, false);
}

static void a_stranger_s_file_stays(void **state)
{
    (void)state;
    struct hinge_journal journal = {0};
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("my own", file);
    fclose(file);
    hinge_journal_open(&journal, target, one, false);
    for (unsigned k = 0; k < 3; k++)
        add(&journal, k);
    assert_false(hinge_journal_close(&journal, false));
    assert_int_equal(size(), 6);
    unlink(path);
    assert_int_equal(symlink("elsewhere", path), 0);
    hinge_journal_open(&journal, target, one, true);
    for (unsigned k = 0; k < 3; k++)
        add(&journal, k);
    assert_false(hinge_journal_close(&journal, false));
    assert_true(exists());
}

static void what_is_not_marked_is_forgotten(void **state)
{
    (void)state;
    struct hinge_journal journal = {0};
    uint32_t kind;
    struct hinge_journal_part record;
    leave(4);
    hinge_journal_open(&journal, target, one, false);
    assert_true(hinge_journal_next(&journal, &kind, &record));
    assert_true(hinge_journal_next(&journal, &kind, &record));
    hinge_journal_mark(&journal);
    assert_true(hinge_journal_next(&journal, &kind, &record));
    hinge_journal_rewind(&journal);
    assert_int_equal(count(&journal), 2);
    add(&journal, 2);
    assert_true(hinge_journal_close(&journal, true));
    hinge_journal_open(&journal, target, one, false);
    assert_int_equal(count(&journal), 3);
    hinge_journal_close(&journal, false);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(short_runs_make_no_file),         TEST(records_come_back_and_more_follow),
        TEST(a_torn_tail_is_cut_off),          TEST(a_flipped_bit_ends_it),
        TEST(another_run_s_is_removed),        TEST(a_stranger_s_file_stays),
        TEST(what_is_not_marked_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
