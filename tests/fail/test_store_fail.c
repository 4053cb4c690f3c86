/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that cannot be written, at any size, and a writer killed at any instant: the
 * target is always the old or the new valid file, and a failure leaves no temporary. */
#include "../unit/store/store_samples.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum { CHANNELS = 30, FRAMES = 400, TRIALS = 12 };

struct fixture {
    char *folder;
    char path[4200], temporary[4220];
    struct hinge_recording recording;
    struct hinge_packed packed;
};

/* Writes a study of n trials; what the library says. */
static enum hinge_status write_study(const struct fixture *fixture, size_t n,
                                     struct hinge_error *error)
{
    struct hinge_study_writer *writer;
    struct hinge_table list = {0};
    enum hinge_status status = hinge_study_create(fixture->path, &writer, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        char id[32];
        snprintf(id, sizeof id, "t%zu", i);
        status =
            hinge_study_append(writer, id, &fixture->recording.layout, 30, &fixture->packed, error);
    }
    if (status == HINGE_OK)
        status = hinge_table_add_column(&list, "id", HINGE_COLUMN_TEXT, "", -1, NULL, error);
    if (status == HINGE_OK)
        status = hinge_study_put_table(writer, "/list", &list, error);
    hinge_table_clear(&list);
    if (status == HINGE_OK)
        return hinge_study_publish(writer, error);
    hinge_study_discard(writer);
    return status;
}

/* Trials of the published file, every number checked. */
static size_t count_trials(const struct fixture *fixture)
{
    struct hinge_study_reader *reader;
    assert_works(hinge_study_open(fixture->path, &reader, &why));
    size_t n = hinge_study_count(reader);
    for (size_t i = 0; i < n; i++) {
        struct hinge_packed packed;
        struct hinge_recording back = {0};
        assert_works(hinge_study_read(reader, i, &packed, NULL, &why));
        assert_works(hinge_unpack(&packed, NULL, &back, &why));
        assert_true(sample_same(back.data, fixture->recording.data, CHANNELS * FRAMES));
        hinge_packed_clear(&packed);
        hinge_recording_clear(&back);
    }
    hinge_study_close(reader);
    return n;
}

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_works(hinge_init(&why));
    signal(SIGXFSZ, SIG_IGN);
    fixture->folder = sample_folder();
    snprintf(fixture->path, sizeof fixture->path, "%s/study.h5", fixture->folder);
    snprintf(fixture->temporary, sizeof fixture->temporary, "%s/.study.h5.hinge~", fixture->folder);
    sample_recording(&fixture->recording, CHANNELS, FRAMES, 3, 1);
    assert_works(hinge_pack(&fixture->recording, &fixture->packed, &why));
    assert_works(write_study(fixture, 1, &why));
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    static const char *const files[] = {"study.h5", NULL};
    struct fixture *fixture = *state;
    hinge_packed_clear(&fixture->packed);
    hinge_recording_clear(&fixture->recording);
    bool empty = sample_folder_remove(fixture->folder, files);
    free(fixture);
    return empty ? 0 : -1;
}

/* In a child, so that the limit and what HDF5 keeps after a failed close end with it.
 * Exit code: 0 written, 1 refused as it should be, 2 anything else. */
static int write_with_limit(const struct fixture *fixture, size_t limit)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct hinge_error error = HINGE_ERROR_INIT;
        struct rlimit size = {limit, limit};
        if (setrlimit(RLIMIT_FSIZE, &size) != 0)
            _exit(2);
        enum hinge_status status = write_study(fixture, TRIALS, &error);
        if (status == HINGE_OK)
            _exit(0);
        _exit(status == HINGE_WRITE && error.status == HINGE_WRITE &&
                      strstr(error.message, "study.h5") != NULL
                  ? 1
                  : 2);
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

static void no_room_leaves_the_old_file(void **state)
{
    struct fixture *fixture = *state;
    char before[HINGE_SHA256_TEXT], after[HINGE_SHA256_TEXT];
    struct stat info;
    assert_works(write_study(fixture, TRIALS, &why));
    assert_int_equal(stat(fixture->path, &info), 0);
    size_t whole = (size_t)info.st_size;
    assert_works(write_study(fixture, 1, &why));
    sample_hash(fixture->path, before);
    for (size_t i = 0; i < 60; i++) {
        /* the first and last kilobytes matter most: superblock, headers, final flush */
        size_t limit = i < 15   ? i * 97
                       : i < 40 ? (i - 14) * (whole / 27)
                                : whole - 1 - (60 - i - 1) * 151;
        assert_int_equal(write_with_limit(fixture, limit), 1);
        sample_hash(fixture->path, after);
        assert_string_equal(after, before);
        assert_int_equal(access(fixture->temporary, F_OK), -1);
    }
    /* HDF5 takes a little more while it writes than it keeps */
    assert_int_equal(write_with_limit(fixture, whole + 65536), 0);
    assert_int_equal(count_trials(fixture), TRIALS);
}

static void a_killed_writer_leaves_a_valid_file(void **state)
{
    struct fixture *fixture = *state;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    assert_works(write_study(fixture, TRIALS, &why));
    clock_gettime(CLOCK_MONOTONIC, &end);
    long whole_ns = (end.tv_sec - start.tv_sec) * 1000000000 + end.tv_nsec - start.tv_nsec;
    assert_works(write_study(fixture, 1, &why));
    for (int i = 0; i < 40; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            _exit(write_study(fixture, TRIALS, NULL) == HINGE_OK ? 0 : 1);
        struct timespec pause = {0, whole_ns / 40 * (i + 1) % 1000000000};
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        size_t n = count_trials(fixture);
        assert_true(n == 1 || n == TRIALS);
        if (n == TRIALS)
            assert_works(write_study(fixture, 1, &why)); /* over what the dead one left */
    }
    assert_works(write_study(fixture, 2, &why));
    assert_int_equal(count_trials(fixture), 2);
    assert_int_equal(access(fixture->temporary, F_OK), -1);
}

static void two_writers_exclude_each_other(void **state)
{
    struct fixture *fixture = *state;
    struct hinge_study_writer *first, *second;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_works(hinge_study_create(fixture->path, &first, &why));
    assert_int_equal(hinge_study_create(fixture->path, &second, &error), HINGE_WRITE);
    assert_null(second);
    assert_non_null(strstr(error.message, "another run"));
    assert_works(hinge_study_publish(first, &why));
    assert_int_equal(count_trials(fixture), 0);
}

static void bad_places_are_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {"/nonexistent-folder/study.h5", "/", "/dev/full"};
    for (size_t i = 0; i < 3; i++) {
        struct hinge_study_writer *writer;
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_int_equal(hinge_study_create(paths[i], &writer, &error), HINGE_WRITE);
        assert_null(writer);
        assert_non_null(strstr(error.message, paths[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_room_leaves_the_old_file),
        cmocka_unit_test(a_killed_writer_leaves_a_valid_file),
        cmocka_unit_test(two_writers_exclude_each_other),
        cmocka_unit_test(bad_places_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
