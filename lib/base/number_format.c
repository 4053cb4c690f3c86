/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A double in, its decimal out: the shortest, the text that "%.15g", "%.16g" or "%.17g"
 * would give, the first that reads back as the same double; or one of so many decimals,
 * as "%.*f" gives it. Doubles of a table's size are done exactly in 128-bit integers,
 * all others by printing (and reading). */
#include "base/number.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 17, BITS = 52, MOST_POWER = 22 };
__extension__ typedef unsigned __int128 wide;

static const uint64_t tens[] = {1u,
                                10u,
                                100u,
                                1000u,
                                10000u,
                                100000u,
                                1000000u,
                                10000000u,
                                100000000u,
                                1000000000u,
                                10000000000u,
                                100000000000u,
                                1000000000000u,
                                10000000000000u,
                                100000000000000u,
                                1000000000000000u,
                                10000000000000000u,
                                100000000000000000u};

/* value = mantissa / 2^shift = scaled / (2^shift 10^power), scaled being that
 * times 10^power: 17 digits stand before the point of scaled / 2^shift. */
struct exact {
    wide scaled, unit; /* unit = 10^power: what 1 of the mantissa is of scaled */
    uint64_t mantissa;
    int shift, power;
};

/* Whether 17 digits of a positive value come out of 128 bits. */
static bool scale(double value, struct exact *x)
{
    int exponent;
    if (!(value >= 1e-6 && value < 1e15))
        return false;
    double fraction = frexp(value, &exponent);
    x->mantissa = (uint64_t)ldexp(fraction, BITS + 1);
    x->shift = BITS + 1 - exponent;
    /* next to a power of two doubles are not equally far on both sides */
    if (x->shift <= 0 || x->mantissa == UINT64_C(1) << BITS)
        return false;
    x->power = DIGITS - 1;
    while (x->power > 0 && value >= (double)tens[DIGITS - x->power])
        x->power--;
    for (double below = 1; value < below; below /= 10)
        x->power++;
    if (x->power > MOST_POWER)
        return false;
    wide factor = x->power <= DIGITS ? tens[x->power]
                                     : (wide)tens[DIGITS] * tens[x->power - DIGITS];
    x->unit = factor;
    x->scaled = x->mantissa * factor; /* < 2^53 10^22 < 2^127 */
    uint64_t whole = (uint64_t)(x->scaled >> x->shift);
    return whole >= tens[DIGITS - 1] && whole < tens[DIGITS]; /* else an edge */
}

/* The value rounded to `precision` digits, ties to even; whether it reads back. */
static bool round_to(const struct exact *x, int precision, uint64_t *digits)
{
    const uint64_t drop = tens[DIGITS - precision];
    const wide one = (wide)1 << x->shift, step = one * drop;
    *digits = (uint64_t)(x->scaled >> x->shift) / drop;
    wide rest = x->scaled - *digits * step;
    if (2 * rest > step || (2 * rest == step && (*digits & 1) != 0)) {
        ++*digits;
        rest = step - rest;
    }
    /* half of the distance to the next double, in units of scaled */
    const wide unit = x->unit;
    return 2 * rest < unit || (2 * rest == unit && (x->mantissa & 1) == 0);
}

/* Digits of a number, two at a time; how many. */
static int put_digits(uint64_t number, char out[DIGITS + 3])
{
    static const char pair[] = "0001020304050607080910111213141516171819"
                               "2021222324252627282930313233343536373839"
                               "4041424344454647484950515253545556575859"
                               "6061626364656667686970717273747576777879"
                               "8081828384858687888990919293949596979899";
    char digits[DIGITS + 3];
    int at = (int)sizeof digits;
    for (; number >= 100; number /= 100)
        memcpy(digits + (at -= 2), pair + number % 100 * 2, 2);
    if (number >= 10)
        memcpy(digits + (at -= 2), pair + number * 2, 2);
    else if (number > 0)
        digits[--at] = (char)('0' + number);
    memcpy(out, digits + at, sizeof digits - (size_t)at);
    return (int)sizeof digits - at;
}

static char *copy(char *out, const char *digits, int n)
{
    for (int i = 0; i < n; i++)
        out[i] = digits[i];
    return out + n;
}

/* As "%.*g" writes them: without zeros at the end, with an exponent below 1e-4. */
static void put(bool negative, uint64_t number, int decimals, char *out)
{
    char digit[DIGITS + 3];
    int n = put_digits(number, digit);
    int before = n - decimals; /* digits before the point */
    while (n > 0 && digit[n - 1] == '0')
        n--;
    if (negative)
        *out++ = '-';
    if (before < -3 && n > 0) {
        *out++ = digit[0];
        if (n > 1)
            *out++ = '.';
        out = copy(out, digit + 1, n - 1);
        out = copy(out, "e-0", 3); /* one digit: not below 1e-6 */
        *out++ = (char)('0' + 1 - before);
    } else if (before <= 0) {
        *out++ = '0';
        if (n > 0)
            *out++ = '.';
        for (; n > 0 && before < 0; before++)
            *out++ = '0';
        out = copy(out, digit, n);
    } else {
        out = copy(out, digit, n < before ? n : before);
        for (int i = n; i < before; i++)
            *out++ = '0';
        if (n > before) {
            *out++ = '.';
            out = copy(out, digit + before, n - before);
        }
    }
    *out = '\0';
}

static const char *print(double value, char buffer[32])
{
    for (int precision = 15; precision <= DIGITS; precision++) {
        snprintf(buffer, 32, "%.*g", precision, value);
        double back;
        hinge_number_parse(buffer, strlen(buffer), '.', &back, NULL);
        if (back == value)
            break;
    }
    return buffer;
}

const char *hinge_number_format(double value, char buffer[32])
{
    struct exact x;
    uint64_t digits;
    int precision = 15;
    if (isnan(value)) {
        buffer[0] = '\0';
        return buffer;
    }
    if (fabs(value) < 1e15 && value == trunc(value)) {
        put(signbit(value) != 0, (uint64_t)fabs(value), 0, buffer);
        return buffer;
    }
    if (!scale(fabs(value), &x))
        return print(value, buffer);
    while (!round_to(&x, precision, &digits) && precision < DIGITS)
        precision++;
    put(signbit(value) != 0, digits, x.power - (DIGITS - precision), buffer);
    return buffer;
}

/* value 10^decimals, rounded as printf rounds: the exact value, ties to even. False
 * where it takes more than 128 bits or 17 digits to tell. */
static bool round_fixed(double value, int decimals, uint64_t *digits)
{
    enum { LEAST_EXPONENT = -60, MOST_DECIMALS = 15 };
    int exponent;
    if (decimals < 0 || decimals > MOST_DECIMALS ||
        !(value * (double)tens[decimals] < 1e17)) /* nor NaN */
        return false;
    uint64_t mantissa = (uint64_t)ldexp(frexp(value, &exponent), BITS + 1);
    int shift = BITS + 1 - exponent;
    if (shift <= 0 || exponent < LEAST_EXPONENT)
        return mantissa == 0 ? (*digits = 0, true) : false;
    const wide scaled = (wide)mantissa * tens[decimals]; /* < 2^53 10^15 < 2^103 */
    const wide one = (wide)1 << shift, rest = scaled & (one - 1);
    *digits = (uint64_t)(scaled >> shift);
    if (2 * rest > one || (2 * rest == one && (*digits & 1) != 0))
        ++*digits;
    return true;
}

const char *hinge_number_fixed(double value, int decimals, char *buffer, size_t size)
{
    char digit[DIGITS + 3], *out = buffer;
    uint64_t number;
    if (size < HINGE_NUMBER_FIXED_MIN || !round_fixed(fabs(value), decimals, &number)) {
        snprintf(buffer, size, "%.*f", decimals, value);
        return buffer;
    }
    int n = put_digits(number, digit), before = n > decimals ? n - decimals : 0;
    if (signbit(value))
        *out++ = '-';
    out = before > 0 ? copy(out, digit, before) : copy(out, "0", 1);
    if (decimals > 0)
        *out++ = '.';
    for (int zeros = decimals - (n - before); zeros > 0; zeros--)
        *out++ = '0';
    *copy(out, digit + before, n - before) = '\0';
    return buffer;
}

double hinge_unsigned_zero(double value, int decimals)
{
    return fabs(value) < 0.5 * pow(10, -decimals) ? 0 : value;
}

int hinge_decimals_of(double size)
{
    if (!(size > 0) || isinf(size))
        return 2;
    return (int)fmax(0, fmin(6, 1 - floor(log10(size))));
}
