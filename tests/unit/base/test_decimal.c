/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/number.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 11;

static uint64_t chance(void)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return seed ^ seed >> 29;
}

/* The C library's own answer, of a text that both read. */
static bool same_as_strtod(uint64_t digits, int power)
{
    char text[64];
    double parsed;
    snprintf(text, sizeof text, "%" PRIu64 "e%d", digits, power);
    double want = strtod(text, NULL);
    assert_int_equal(hinge_number_parse(text, strlen(text), '.', &parsed, NULL),
                     HINGE_NUMBER_VALUE);
    return memcmp(&parsed, &want, sizeof want) == 0;
}

TEST(agrees_with_the_library)
{
    for (int trial = 0; trial < 300000; trial++) {
        uint64_t digits = chance() % UINT64_C(10000000000000000000), keep = 1;
        for (uint64_t n = chance() % 20; n > 0 && keep < UINT64_C(1000000000000000000); n--)
            keep *= 10;
        assert_true(same_as_strtod(digits % keep, (int)(chance() >> 20) % 70));
        assert_true(same_as_strtod(digits, -(int)(chance() >> 40) % 70));
    }
}

/* More digits than 64 bits hold, on both sides of the mark. */
TEST(long_numbers_agree_with_the_library)
{
    for (size_t digits = 17; digits <= 24; digits++) {
        for (size_t mark = 1; mark <= digits; mark++) {
            char text[32];
            double parsed;
            snprintf(text, sizeof text, "999999999999999999999999");
            memmove(text + mark + 1, text + mark, digits - mark);
            text[mark] = '.';
            text[digits + 1] = '\0';
            assert_int_equal(hinge_number_parse(text, strlen(text), '.', &parsed, NULL),
                             HINGE_NUMBER_VALUE);
            double want = strtod(text, NULL);
            assert_memory_equal(&parsed, &want, sizeof want);
        }
    }
}

/* Numbers exactly between two doubles go to the even one, their neighbours don't. */
TEST(halves_go_to_even)
{
    for (int trial = 0; trial < 50000; trial++) {
        uint64_t half = 2 * (UINT64_C(1) << 52 | chance() >> 12) + 1;
        assert_true(same_as_strtod(half, 0));
        assert_true(same_as_strtod(half + 1, 0) && same_as_strtod(half - 1, 0));
        assert_true(same_as_strtod(half * 5, -1) && same_as_strtod(half * 25, -2));
        assert_true(same_as_strtod(half * 125, -3) && same_as_strtod(half * 625, -4));
        assert_true(same_as_strtod(half * 625 + 1, -4));
    }
}

/* Plain numbers as the C library reads them, with what stands behind left alone; of those with more
 * than 15 digits a few are left to it, which lie near the middle of two doubles. */
TEST(plain_agrees_with_the_library)
{
    int left = 0;
    static const char behind[] = "\t,;\n e-x";
    for (int trial = 0; trial < 300000; trial++) {
        char text[64] = {0}, *at = text, *end;
        int before = (int)((chance() >> 20) % 12), after = (int)((chance() >> 20) % 12);
        bool mark = after > 0 || chance() % 8 == 0;
        if (chance() % 2 == 0)
            *at++ = chance() % 4 == 0 ? '+' : '-';
        for (int k = 0; k < before; k++)
            *at++ = (char)('0' + (chance() >> 20) % 10);
        if (mark)
            *at++ = '.';
        for (int k = 0; k < after; k++)
            *at++ = (char)('0' + (chance() >> 20) % 10);
        double want = strtod(text, &end), value = -1;
        assert_true(end == at || before + after == 0);
        *at = behind[(chance() >> 20) % (sizeof behind - 1)];
        int decimals = 0;
        const char *stop = NULL;
        size_t n = hinge_number_plain(text, at, '.', '\t', 1, &value, &decimals, &stop);
        if (before + after < 1 || before + after > 18) {
            assert_int_equal(n, 0);
            continue;
        }
        if (n == 0 && before + after > 15) {
            left++;
            continue;
        }
        assert_int_equal(n, 1);
        assert_ptr_equal(stop, at);
        assert_memory_equal(&value, &want, sizeof want);
        assert_int_equal(decimals, after);
    }
#if LDBL_MANT_DIG >= 64 && !defined _WIN32 /* else all of more than 15 are left */
    assert_true(left < 1000);
#endif
}

/* A row of plain numbers ends at the first cell that is none, at `most` and at `end`.
 */
TEST(plain_rows_end)
{
    static const struct {
        const char *text;
        size_t length, most, n, stop;
    } cases[] = {{"1,-2.5,3", 8, 9, 3, 8}, {"1,-2.5,3", 8, 2, 2, 6}, {"1,-2.5,3", 6, 9, 2, 6},
                 {"1,-2.5,3", 5, 9, 2, 5}, {"1,x,3", 5, 9, 1, 1},    {"1,,3", 4, 9, 1, 1},
                 {"1, 2", 4, 9, 1, 1},     {"1,2,", 4, 9, 2, 3},     {"12345678,5", 4, 9, 1, 4},
                 {"1e3,5", 5, 9, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64] = {0};
        double value[9];
        int decimals[9] = {0};
        const char *stop = text;
        strcpy(text, cases[i].text);
        size_t n = hinge_number_plain(text, text + cases[i].length, '.', ',', cases[i].most, value,
                                      decimals, &stop);
        assert_int_equal(n, cases[i].n);
        assert_int_equal(stop - text, cases[i].stop);
    }
}

/* What cells say in the ways of many programs, with how many decimals (an exponent moves the mark);
 * no byte behind the length is read. */
TEST(cells_of_each_kind)
{
    enum {
        V = HINGE_NUMBER_VALUE,
        M = HINGE_NUMBER_MISSING,
        X = HINGE_NUMBER_NOT_FINITE,
        T = HINGE_NUMBER_NOT_TEXT
    };
    /* clang-format off */
    static const struct {
        const char *text;
        size_t length;
        int kind;
        double value;
        int decimals;
    } rows[] = {
        {"", 0, M, 0, 0}, {" \t\r\n", 4, M, 0, 0}, {"\t5\n", 3, V, 5, 0}, {"\r-2.5 ", 6, V, -2.5, 1}, {"NA", 2, M, 0, 0}, {"N/A", 3, M, 0, 0}, {"nAn", 3, M, 0, 0}, {"-nan", 4, M, 0, 0},
        {"-", 1, M, 0, 0}, {"--", 2, M, 0, 0}, {".", 1, M, 0, 0}, {"#NV", 3, M, 0, 0}, {"1.#QNAN", 7, M, 0, 0}, {"-1.#IND", 7, M, 0, 0}, {"nan(ind)", 8, M, 0, 0}, {"#N/A", 4, M, 0, 0},
        {"null", 4, M, 0, 0}, {"None", 4, M, 0, 0}, {"n.a.", 4, M, 0, 0}, {"missing", 7, M, 0, 0}, {"nano", 4, T, 0, 0}, {"n", 1, T, 0, 0}, {"+", 1, T, 0, 0}, {"+na", 3, T, 0, 0},
        {"inf", 3, X, 0, 0}, {"+INF", 4, X, 0, 0}, {"-Infinity", 9, X, 0, 0}, {"0x1F", 4, X, 0, 0}, {"-0X1f", 5, X, 0, 0}, {"0x", 2, T, 0, 0}, {"1x5", 3, T, 0, 0}, {"infin", 5, T, 0, 0},
        {"1d5", 3, X, 0, 0}, {"1D+05", 5, X, 0, 0}, {"-2.5d-3", 7, X, 0, 0}, {"1d", 2, T, 0, 0}, {"1d+", 3, T, 0, 0}, {"1dx", 3, T, 0, 0}, {"d5", 2, T, 0, 0}, {"1d5x", 4, T, 0, 0}, {"1f5", 3, T, 0, 0},
        {"5:", 2, T, 0, 0}, {"5/", 2, T, 0, 0}, {"1e", 2, T, 0, 0}, {"1e+", 3, T, 0, 0}, {"e5", 2, T, 0, 0}, {"1.2.3", 5, T, 0, 0}, {"1 2", 3, T, 0, 0}, {"1e400", 5, X, 0, 0}, {"-1e400", 6, X, 0, 0},
        {"1e-400", 6, V, 0, 400}, {"1e9999999999", 12, X, 0, 0}, {"12345", 3, V, 123, 0}, {"12.5", 2, V, 12, 0}, {"1.57", 3, V, 1.5, 1}, {"1e57", 3, V, 1e5, 0}, {"1e-57", 4, V, 1e-5, 5}, {"1e5", 1, V, 1, 0},
        {"-5", 1, M, 0, 0}, {"123456789012345678901", 20, V, 12345678901234567890., 0}, {"9007199254740992", 16, V, 9007199254740992, 0}, {"1e22", 4, V, 1e22, 0}, {"1e27", 4, V, 1e27, 0}, {"5e0", 3, V, 5, 0},
        {"12", 2, V, 12, 0}, {"1.50", 4, V, 1.5, 2}, {"-0.125", 6, V, -.125, 3}, {"5e3", 3, V, 5000, 0}, {"1.25e1", 6, V, 12.5, 1}, {"1.25e2", 6, V, 125, 0}, {"1e-3", 4, V, .001, 3},
        {"2.5e-3", 6, V, .0025, 4}, {"-3E-2", 5, V, -.03, 2}, {"1.5e9", 5, V, 1.5e9, 0}, {"7.e0", 4, V, 7, 0}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = -1;
        int decimals = -1,
            kind = (int)hinge_number_parse(rows[i].text, rows[i].length, '.', &value, &decimals);
        if (kind != rows[i].kind ||
            (kind == V ? value != rows[i].value || decimals != rows[i].decimals : !isnan(value)))
            fail_msg("%.*s: kind %d, %.17g, %d", (int)rows[i].length, rows[i].text, kind, value,
                     decimals);
    }
}
