/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, writers and configuration with each allocation failing in turn: the failure
 * is reported, nothing leaks (seen by the sanitizers), nothing is half written. */
#include "fail_alloc.h"

#include <hinge/config.h>
#include <hinge/file.h>
#include <hinge/report.h>
#include <stdio.h>
#include <unistd.h>

static const char *writer;
static char folder[64], path[96];

static bool format_table(void)
{
    struct hinge_table table = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    const struct hinge_writer_options options = {.title = "t", .footer = "f"};
    char *text = NULL;
    bool good =
        hinge_table_add_column(&table, "participant", HINGE_COLUMN_TEXT, "", 0, NULL,
                               &error) == HINGE_OK &&
        hinge_table_add_column(&table, "metric", HINGE_COLUMN_TEXT, "", 0, NULL,
                               &error) == HINGE_OK &&
        hinge_table_add_column(&table, "mean", HINGE_COLUMN_NUMBER, "", 1, NULL,
                               &error) == HINGE_OK &&
        hinge_table_add_rows(&table, 40, &error) == HINGE_OK &&
        hinge_table_set_text(&table, 0, 3, "a text, with a \"quote\"", &error) ==
            HINGE_OK &&
        hinge_table_set_number(&table, 2, 3, 1.5, &error) == HINGE_OK &&
        hinge_table_format(&table, writer, &options, &text, NULL, &error) == HINGE_OK;
    assert_true(good == (text != NULL));
    assert_true(good || error.status == HINGE_NOMEM);
    free(text);
    hinge_table_clear(&table);
    return good;
}

static void every_writer(void **state)
{
    (void)state;
    for (size_t i = 0; (writer = hinge_writer_id(i)) != NULL; i++)
        assert_true(fail_each_allocation(format_table) > 5);
}

static bool use_config(void)
{
    struct hinge_config config = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text = NULL;
    if (hinge_config_init(&config, &error) != HINGE_OK)
        return false;
    bool good = hinge_config_load(&config, path, &error) == HINGE_OK &&
                hinge_config_assign(&config, "keep_column=mail", &error) == HINGE_OK &&
                hinge_config_print(&config, &text, &error) == HINGE_OK;
    assert_true(good || error.status == HINGE_NOMEM);
    free(text);
    hinge_config_clear(&config);
    return good;
}

static void configuration(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hinge-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.ini", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(
        "[fault:a]\nx = 1\ny = 2\n[ingest]\nname = {group}.csv\n[reps]\nseg.join = 1\n",
        file);
    fclose(file);
    long n = fail_each_allocation(use_config);
    unlink(path);
    rmdir(folder);
    assert_true(n > 5);
}

static bool save(void)
{
    return hinge_file_save(path, "new", 3, NULL) == HINGE_OK;
}

static void saving(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hinge-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.csv", folder);
    long n = fail_each_allocation(save);
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* no temporary was left */
    assert_true(n >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_writer),
        cmocka_unit_test(configuration),
        cmocka_unit_test(saving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
