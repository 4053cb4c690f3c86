/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving: whole or not at all, the old file intact on failure, devices written
 * directly. */
#include "assert_close.h"

#include <hinge/file.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    struct hinge_error error;
    char folder[64], path[96], temporary[104];
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");
    snprintf(f->folder, sizeof f->folder, "%.40s/hinge-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(f->folder) == NULL)
        return -1;
    snprintf(f->path, sizeof f->path, "%s/a.csv", f->folder);
    snprintf(f->temporary, sizeof f->temporary, "%s/.a.csv.hinge~", f->folder);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    rmdir(f->folder); /* fails, and the next run finds it, if a temporary was left */
    free(f);
    return 0;
}

static void assert_content(const char *path, const char *want)
{
    char text[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    assert_int_equal(n, strlen(want));
    assert_string_equal(text, want);
}

static void saves_and_replaces(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(hinge_file_save(f->path, "first", 5, &f->error), HINGE_OK);
    assert_content(f->path, "first");
    assert_int_equal(hinge_file_save(f->path, "2", 1, &f->error), HINGE_OK);
    assert_content(f->path, "2");
    assert_int_equal(hinge_file_save(f->path, "", 0, &f->error), HINGE_OK);
    assert_content(f->path, "");
    assert_int_equal(access(f->temporary, F_OK), -1);
}

/* A drawing is drawn again: a PDF is one whether its first bytes look like text or not;
 * a table is not written over it. */
static void a_pdf_replaces_a_pdf(void **state)
{
    struct fixture *f = *state;
    static const char odd[] = "%PDF-1.7\n\0";
    assert_int_equal(hinge_file_save(f->path, "%PDF-1.7\n", 9, &f->error), HINGE_OK);
    assert_int_equal(hinge_file_save(f->path, odd, sizeof odd, &f->error), HINGE_OK);
    assert_int_equal(hinge_file_save(f->path, "%PDF-1.7\n", 9, &f->error), HINGE_OK);
    assert_int_equal(hinge_file_save(f->path, "a,b\n", 4, &f->error), HINGE_USAGE);
    assert_non_null(strstr(f->error.message, "is a PDF file; it would be replaced by"));
}

static void a_file_size_limit_leaves_the_old_file(void **state)
{
    struct fixture *f = *state;
    struct rlimit old, tight;
    char many[8192];
    memset(many, 'x', sizeof many);
    assert_int_equal(hinge_file_save(f->path, "old", 3, &f->error), HINGE_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    tight = old;
    tight.rlim_cur = 4096;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    enum hinge_status status = hinge_file_save(f->path, many, sizeof many, &f->error);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(status, HINGE_WRITE);
    assert_non_null(strstr(f->error.message, "File too large"));
    assert_content(f->path, "old");
    assert_int_equal(access(f->temporary, F_OK), -1);
}

static void places_that_cannot_be_written(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(hinge_file_save(f->folder, "x", 1, &f->error), HINGE_WRITE);
    assert_int_equal(hinge_file_save("/nonexistent/x.csv", "x", 1, &f->error), HINGE_WRITE);
    assert_int_equal(hinge_file_save("/dev/null", "x", 1, &f->error), HINGE_OK);
    if (access("/dev/full", W_OK) == 0)
        assert_int_equal(hinge_file_save("/dev/full", "x", 1, &f->error), HINGE_WRITE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(saves_and_replaces, setup, teardown),
        cmocka_unit_test_setup_teardown(a_pdf_replaces_a_pdf, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_size_limit_leaves_the_old_file, setup, teardown),
        cmocka_unit_test_setup_teardown(places_that_cannot_be_written, setup, teardown),
    };
    signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
