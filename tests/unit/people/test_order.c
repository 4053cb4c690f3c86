/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of levels: a baseline first, words with an order, numbers, the alphabet;
 * and what a difference is of. */
#include "assert_close.h"

#include "people/people.h"

#include <string.h>

static void levels_have_one_order(void **state)
{
    (void)state;
    const char *level[] = {"wall_tap_4in", "10",  "post",      "trained",  "dowel", "9",
                           "none",         "pre", "sedentary", "follow_up"};
    static const char *const want[] = {"none", "pre",   "post",      "follow_up", "9",
                                       "10",   "dowel", "sedentary", "trained",   "wall_tap_4in"};
    enum { N = sizeof level / sizeof *level };
    hinge_levels_sort(level, N);
    for (size_t i = 0; i < N; i++)
        assert_string_equal(level[i], want[i]);
}

/* The first minus the second, but a baseline is always the second. */
static void a_baseline_is_subtracted(void **state)
{
    (void)state;
    static const char *const level[] = {"none", "dowel", "sedentary", "trained"};
    static const size_t first[4][4] = {{0, 1, 2, 3}, {0, 0, 1, 1}, {0, 0, 0, 2}};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = i + 1; j < 4; j++) {
            const struct hinge_level_pair pair = hinge_level_pair(level, i, j);
            assert_int_equal(pair.first, first[i][j]);
            assert_int_equal(pair.first + pair.second, i + j);
        }
    assert_true(hinge_levels_swapped("pre", "post"));
    assert_false(hinge_levels_swapped("post", "follow_up"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(levels_have_one_order),
                                       cmocka_unit_test(a_baseline_is_subtracted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
