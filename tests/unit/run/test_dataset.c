/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that cannot find the lists of public data sets says so, and where it
 * looked: "there is no such data set" would send the reader to look for a spelling
 * mistake. */
#include "assert_close.h"

#include "hinge/run.h"

#include <string.h>

static void lists_that_are_nowhere(void **state)
{
    (void)state;
    struct hinge_error error = {0};
    char *config = NULL;
    size_t recordings = 0;
    assert_int_equal(hinge_run_dataset("/nowhere", "azure", ".", &config, &recordings,
                                       &error),
                     HINGE_USAGE);
    assert_null(config);
    assert_non_null(strstr(error.message, "are not at /nowhere"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_that_are_nowhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
