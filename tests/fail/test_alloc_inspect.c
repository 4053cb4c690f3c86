/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inspecting a recording with its allocations failing in turn, each way that leads to
 * one: out of memory is said, or everything else is. Never an empty cell. */
#include "fail_alloc.h"

#include <hinge/init.h>
#include <hinge/inspect.h>
#include <stdio.h>

static char recording[4200];
static struct hinge_config config;

static bool run_once(void)
{
    char said[8192] = "", cell[48];
    struct hinge_table table = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_inspect(recording, &config, &table, &error);
    bool none = fail_no_memory(status, &error);
    size_t used = 0;
    for (size_t c = 0; c < table.n_columns && table.rows > 0; c++)
        used += (size_t)snprintf(said + used, sizeof said - used, "%s: %s\n",
                                 table.column[c].name,
                                 hinge_table_cell(&table, c, 0, cell));
    hinge_table_clear(&table);
    if (!none)
        fail_same(said, used);
    return !none;
}

static void every_way(void **state)
{
    (void)state;
    assert_true(run_once());
    assert_non_null(strstr(fail_whole, "tier: B"));
    /* a way of looking that had no memory may be one that finds nothing */
    fail_check_paths(run_once, "inspect", 100, 20);
    fail_forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way)};
    const char *root = getenv("HINGE_ROOT");
    snprintf(recording, sizeof recording,
             "%s/datasets/cohort/p001/bodyweight_hinge_none_1.trc",
             root != NULL ? root : ".");
    if (hinge_init(NULL) != HINGE_OK || hinge_config_init(&config, NULL) != HINGE_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hinge_config_clear(&config);
    return failed;
}
