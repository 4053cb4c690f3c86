/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message on the page of its own file does not begin with that file's name; one of
 * another does. */
#include "assert_close.h"

#include "page/page.h"

static void the_own_file_is_not_named(void **state)
{
    static const char *const said[][2] = {
        {"out/r.h5: nobody has both", "nobody has both"},
        {"out/r.h5:3: nobody", "out/r.h5:3: nobody"},
        {"out/r.h5", "out/r.h5"},
        {"out/r.h5: ", ""},
        {"out/r.h6: nobody", "out/r.h6: nobody"},
        {"r.h5: nobody", "r.h5: nobody"},
        {"", ""},
    };
    struct hinge_report report = {.request = {.results = "out/r.h5"}};
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_string_equal(hinge_report_said(&report, said[i][0]), said[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_own_file_is_not_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
