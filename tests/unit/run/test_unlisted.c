/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of the folder that the list does not name are told of; where the list is
 * none, or the folder cannot be gone through to its end, a run goes on without. */
#include "assert_close.h"

#include "base/text.h"
#include "run/unlisted.h"

#include "hinge/config.h"
#include "hinge/init.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEP = 12, SPARE = 6 };

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void write_recording(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("time,knee_l_x,knee_l_y,ankle_l_x,ankle_l_y,hjc_l_x,hjc_l_y\n", file);
    for (int i = 0; i < 20; i++)
        fprintf(file, "%.2f,0.%d,0.5,0,0.1,0,0.9\n", 0.02 * i, 10 + i);
    assert_int_equal(fclose(file), 0);
}

/* What is told of `list`; the caller frees. */
static char *told(const char *list)
{
    struct hinge_config config;
    struct hinge_error error = {0};
    struct hinge_text out = {0};
    assert_int_equal(hinge_config_init(&config, &error), HINGE_OK);
    assert_int_equal(hinge_run_unlisted(list, &config, &out, &error), HINGE_OK);
    assert_string_equal(error.message, "");
    assert_false(out.failed);
    hinge_config_clear(&config);
    char *text = strdup(hinge_text_string(&out));
    hinge_text_clear(&out);
    return text;
}

static void assert_told(const char *list, const char *wanted)
{
    char *text = told(list);
    assert_string_equal(text, wanted);
    free(text);
}

static int in_a_new_folder(void **state)
{
    static char folder[] = "/tmp/hinge-unlisted-XXXXXX";
    (void)state;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0)
        return -1;
    *state = folder;
    write_recording("a.csv");
    write_recording("b.csv");
    write_file("trials.csv", "file,participant\n./a.csv,p1\n");
    return 0;
}

static int leave(void **state)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", (const char *)*state);
    return chdir("/") != 0 || system(command) != 0;
}

static void what_no_row_names(void **state)
{
    (void)state;
    assert_told("trials.csv", "1 recording in the folder without a row in trials.csv: "
                              "b.csv; add a row for those that you want to use\n");
    write_file("both.csv", "file,participant\n./a.csv,p1\n././b.csv,p2\n");
    assert_told("both.csv", "");
    assert_int_equal(unlink("both.csv"), 0);
}

static void no_list(void **state)
{
    char longest[8192];
    (void)state;
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(symlink("gone.csv", "dangling.csv"), 0);
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_told("folder", "");
    assert_told("dangling.csv", "");
    assert_told(longest, "");
    assert_told("gone.csv", "");
    write_file("twice.csv", "file,file,participant\na.csv,a.csv,p1\n");
    assert_told("twice.csv", "");
    assert_int_equal(unlink("twice.csv"), 0);
    assert_int_equal(unlink("dangling.csv"), 0);
    assert_int_equal(rmdir("folder"), 0);
}

/* Also for root, whom no permission keeps out: as many files are open as may be. */
static void a_folder_that_cannot_be_gone_through(void **state)
{
    char path[2 * DEEP + 1] = "";
    struct rlimit before, few;
    (void)state;
    for (int i = 0; i < DEEP; i++) {
        strcat(path, i > 0 ? "/d" : "d");
        assert_int_equal(mkdir(path, 0700), 0);
    }
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    int next = open("/dev/null", O_RDONLY);
    assert_true(next >= 0);
    close(next);
    few = before;
    few.rlim_cur = (rlim_t)next + SPARE;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    char *text = told("trials.csv");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_string_equal(text, "");
    free(text);
    text = told("trials.csv");
    assert_non_null(strstr(text, "b.csv"));
    free(text);
}

int main(void)
{
    struct hinge_error error = {0};
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_no_row_names),
                                       cmocka_unit_test(no_list),
                                       cmocka_unit_test(a_folder_that_cannot_be_gone_through)};
    if (hinge_init(&error) != HINGE_OK)
        return 1;
    return cmocka_run_group_tests(tests, in_a_new_folder, leave);
}
