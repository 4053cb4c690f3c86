/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, text, numbers, order and the process; also run by wine. */
#include "test.h"

#include "os/file.h"
#include "os/system.h"
#include "os/text.h"

#include <float.h>
#include <locale.h>
#include <stdlib.h>

TEST(absolute_paths)
{
    assert_true(hinge_os_is_absolute("/a"));
    assert_false(hinge_os_is_absolute("a/b"));
    assert_false(hinge_os_is_absolute(""));
    assert_false(hinge_os_is_absolute("c:a"));
#ifdef _WIN32
    assert_true(hinge_os_is_absolute("C:/a"));
    assert_true(hinge_os_is_absolute("c:\\a"));
    assert_true(hinge_os_is_absolute("\\\\server\\a"));
#else
    assert_false(hinge_os_is_absolute("C:/a")); /* a name like any other */
#endif
}

/* In the order of GNU's manual of strverscmp, with more. */
TEST(names_by_their_numbers)
{
    static const char *const rising[] = {"",    "000", "00",  "01",   "010", "09",
                                         "0",   "1",   "9",   "10",   "a",   "a.2",
                                         "a.9", "a10", "p2x", "p10x", "p10y"};
    size_t n = sizeof rising / sizeof *rising;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            int order = hinge_os_compare_numbered(rising[i], rising[k]);
            int wanted = i < k ? -1 : i > k;
            if ((order > 0) - (order < 0) != wanted)
                fail_msg("%s and %s: %d", rising[i], rising[k], order);
#ifdef __GLIBC__
            int theirs = strverscmp(rising[i], rising[k]);
            assert_int_equal((theirs > 0) - (theirs < 0), wanted);
#endif
        }
}

TEST(text_of_gnu)
{
    static const char text[] = "Knie LINKS knie";
    char *copy = strndup(text, 4);
    assert_string_equal(copy, "Knie");
    free(copy);
    copy = strndup("ab", 4);
    assert_string_equal(copy, "ab");
    free(copy);
    assert_ptr_equal(strcasestr(text, "links"), text + 5);
    assert_ptr_equal(strcasestr(text, ""), text);
    assert_null(strcasestr(text, "rechts"));
    assert_null(strcasestr("", "a"));
    assert_ptr_equal(memmem(text, 15, "knie", 4), text + 11);
    assert_null(memmem(text, 14, "knie", 4));
    assert_ptr_equal(memmem(text, 3, "", 0), text);
    assert_null(memmem(text, 0, "K", 1));
}

TEST(numbers_are_rounded_rightly)
{
    const char *old = setlocale(LC_NUMERIC, "de_DE.UTF-8"); /* where there is one */
    assert_true(hinge_os_strtod("0.5") == 0.5);
    assert_true(hinge_os_strtod("9007199254740993") == 9007199254740992.0);
    assert_true(hinge_os_strtod("9007199254740993.0000000000000000000001") == 9007199254740994.0);
    assert_true(hinge_os_strtod("1.7976931348623157e308") == DBL_MAX);
    assert_true(hinge_os_strtod("2.2250738585072014e-308") == DBL_MIN);
    assert_true(hinge_os_strtod("4.9406564584124654e-324") == 0x1p-1074);
    assert_true(hinge_os_strtod("1e400") > DBL_MAX);
    if (old != NULL)
        setlocale(LC_NUMERIC, "C");
    union {
        unsigned char byte[2];
        uint16_t half;
    } bytes = {.byte = {1, 2}};
    assert_int_equal(hinge_os_big16(bytes.half), 0x0102);
}

static int by_place(const void *a, const void *b, void *context)
{
    const double *x = context;
    const size_t *p = a, *q = b;
    return (x[*p] > x[*q]) - (x[*p] < x[*q]);
}

TEST(sorting_has_its_context)
{
    double x[] = {3, 1, 2, 0};
    size_t order[] = {0, 1, 2, 3};
    hinge_os_sort(order, 4, sizeof *order, by_place, x);
    for (size_t i = 0; i < 4; i++)
        assert_true(x[order[i]] == (double)i);
}

TEST(the_process)
{
    double cpu_s = -1, peak_mib = -1;
    struct tm parts;
    time_t begin = 951782400; /* 29 February 2000 */
    assert_true(hinge_os_processors() >= 1);
    assert_true(hinge_os_process_id() > 0);
    assert_true(hinge_os_used(&cpu_s, &peak_mib));
    assert_true(cpu_s >= 0 && peak_mib > 0.5 && peak_mib < 4096);
    assert_int_equal(hinge_os_setenv("HINGE_OS_TEST", "one"), 0);
    assert_int_equal(hinge_os_setenv("HINGE_OS_TEST", "two"), 0);
    assert_string_equal(getenv("HINGE_OS_TEST"), "one");
    assert_non_null(hinge_os_utc(&begin, &parts));
    assert_int_equal(parts.tm_mday, 29);
    assert_int_equal(parts.tm_mon, 1);
    assert_int_equal(parts.tm_hour, 0);
}
