/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimals against printf and strtod, which decide what the text must be. */
#include "test.h"

#include "base/number.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first of 15, 16 and 17 digits that reads back. */
static void expect(double value)
{
    char want[64], got[32];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(want, sizeof want, "%.*g", precision, value);
        if (strtod(want, NULL) == value)
            break;
    }
    assert_string_equal(hinge_number_format(value, got), want);
}

TEST(edges)
{
    static const double values[] = {0,
                                    1,
                                    -1,
                                    0.1,
                                    0.5,
                                    0.3,
                                    1.0 / 3,
                                    2.0 / 3,
                                    123.456,
                                    1e-4,
                                    9.9999e-5,
                                    1e-5,
                                    1e-6,
                                    9.9999999999999995e-7,
                                    1e-7,
                                    1.5e-6,
                                    99999999999999.99,
                                    999999999999999.9,
                                    1e15,
                                    1e16,
                                    123456789012345680.0,
                                    9007199254740993.0,
                                    0.1 + 0.2,
                                    1e22,
                                    1e300,
                                    5e-324,
                                    1.7976931348623157e308};
    char empty[32];
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        expect(values[i]);
        expect(-values[i]);
        expect(nextafter(values[i], INFINITY));
        expect(nextafter(values[i], -INFINITY));
    }
    assert_string_equal(hinge_number_format(NAN, empty), "");
}

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Any bits; numbers of the sizes that tables have; short decimals and their neighbours.
 */
TEST(many)
{
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 60000; i++) {
        uint64_t bits = next(&seed);
        double any, tabled = ldexp((double)(int64_t)next(&seed), -(int)(bits % 90));
        double decimal = (double)(next(&seed) % 1000000) / pow(10, (double)(bits % 9));
        memcpy(&any, &bits, sizeof any);
        if (isfinite(any))
            expect(any);
        expect(tabled);
        expect(decimal);
        expect(nextafter(decimal, bits % 2 ? 1e9 : -1e9));
    }
}

/* What rounds to zero has no sign. */
TEST(zeros_have_no_sign)
{
    assert_false(signbit(hinge_unsigned_zero(-0.0004, 3)));
    assert_true(hinge_unsigned_zero(-0.0004, 3) == 0);
    assert_true(hinge_unsigned_zero(-0.0006, 3) == -0.0006);
}

/* As many digits as the half width of an interval has two of, and more where one would be 0. */
TEST(decimals_of_intervals)
{
    /* clang-format off */
    static const struct {
        double value, low, high;
        int change, interval;
    } rows[] = {
        {10, 0, 20, 0, 0}, {1, 0.5, 1.5, 2, 2}, {1, 0.01, 1.99, 2, 2}, {0.4, -19, 20, 0, 0}, {0.04, -19, 20, 0, 0},
        {0.00004, -19, 20, 0, 0}, {0, -1e-7, 1e-7, 7, 7}, {5, 5, 5, 1, 2}, {0, 0, 0, 2, 2}, {5, -INFINITY, 8, 1, 2},
        {5, 2, INFINITY, 1, 2}, {0.5, -99, 101, 0, 0}, {-0.0003, -0.3, 0.3, 2, 2}, {-0.5, 0.5, 99, 1, 1}, {3, -INFINITY, INFINITY, 2, 2}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double value = rows[i].value, low = rows[i].low, high = rows[i].high;
        const int change = hinge_change_decimals(value, low, high),
                  interval = hinge_interval_decimals(low, high);
        if (change != rows[i].change || interval != rows[i].interval)
            fail_msg("%g [%g, %g]: %d and %d decimals", value, low, high, change, interval);
    }
}
