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

/* Decimals of differences belong to an outcome: those of its unit, of whole ones one. */
TEST(decimals_of_outcomes)
{
    static const struct {
        int digits;
        double widest;
        int decimals;
    } rows[] = {{1, 24.1, 1}, {0, 0.1, 1}, {0, 5, 1},  {0, 4.9, 1},  {0, 0.49, 1}, {0, 1e-9, 1},
                {1, 0.5, 1},  {1, 0.4, 1}, {2, 0, 2},  {2, NAN, 2},  {-1, 20, 0},  {-1, 1, 2},
                {-1, NAN, 2}, {-1, 0, 2},  {0, 96, 1}, {-1, 2e-7, 6}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(hinge_outcome_decimals(rows[i].digits, rows[i].widest), rows[i].decimals);
}

TEST(limits_are_no_false_zeros)
{
    static const struct {
        double value;
        int decimals;
        const char *text;
    } rows[] = {{-24.06, 1, "-24.1"}, {-0.0306, 1, "< 0"}, {0.0306, 1, "> 0"}, {0.05, 1, "0.1"},
                {0, 1, "0.0"},        {-1e-12, 1, "0.0"},  {0.4, 0, "> 0"},    {-0.6, 0, "-1"}};
    char text[HINGE_NUMBER_MAX];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(hinge_limit_format(rows[i].value, rows[i].decimals, text),
                            rows[i].text);
}
