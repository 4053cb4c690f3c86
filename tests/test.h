/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program of tests, each TEST(a_sentence_that_holds) { ... }; all of them run. First of the
 * includes. What tests share is made and removed by the functions that a program names, as in
 * static CMFixtureFunction before_all = make_folder, after_all = remove_folder; */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include "assert_close.h"

enum { TESTS_AT_MOST = 200 };
static struct CMUnitTest tests[TESTS_AT_MOST]; /* cmocka runs those that have a name */
static size_t n_tests;
static CMFixtureFunction before_all, after_all, before_each, after_each;

#define TEST(name)                                                                                 \
    static void name(void **state);                                                                \
    __attribute__((constructor)) static void name##_is_a_test(void)                                \
    {                                                                                              \
        tests[n_tests++] =                                                                         \
            (struct CMUnitTest)cmocka_unit_test_setup_teardown(name, before_each, after_each);     \
    }                                                                                              \
    static void name(void **state __attribute__((unused)))

int main(void)
{
    return cmocka_run_group_tests(tests, before_all, after_all);
}

#endif
