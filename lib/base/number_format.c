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
 * times 10^power: 17 digits, `whole`, stand before the point of scaled / 2^shift. */
struct exact {
    wide scaled, unit; /* unit = 10^power: what 1 of the mantissa is of scaled */
    uint64_t mantissa, whole;
    int shift, power;
};

/* Whether 17 digits of a positive value come out of 128 bits. */
static bool scale(double value, struct exact *x)
{
    static const double power_of_ten[] = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1,
                                          1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                          1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    enum { BIAS = 1023, LEAST = 6 };
    const uint64_t hidden = UINT64_C(1) << BITS;
    uint64_t bits;
    if (!(value >= 1e-6 && value < 1e15))
        return false;
    memcpy(&bits, &value, sizeof bits);
    x->mantissa = (bits & (hidden - 1)) | hidden;
    x->shift = BITS + BIAS - (int)(bits >> BITS);
    /* next to a power of two doubles are not equally far on both sides */
    if (x->shift <= 0 || x->mantissa == hidden)
        return false;
    /* log10 of the power of two below is that of the value, rounded down, or one less;
     * 19729 / 2^16 is log10(2) */
    int place = (((int)(bits >> BITS) - BIAS) * 19729 + (LEAST + 1) * 65536) / 65536;
    x->power = DIGITS - 1 + LEAST + 1 - place - (value >= power_of_ten[place]);
    if (x->power > MOST_POWER)
        return false;
    x->unit = x->power <= DIGITS ? tens[x->power] : (wide)tens[DIGITS] * tens[x->power - DIGITS];
    x->scaled = x->mantissa * x->unit; /* < 2^53 10^22 < 2^127 */
    x->whole = (uint64_t)(x->scaled >> x->shift);
    return x->whole >= tens[DIGITS - 1] && x->whole < tens[DIGITS]; /* else an edge */
}

/* The value rounded to 17 digits without the last `dropped`, ties to even; whether it
 * reads back. */
static inline bool round_to(const struct exact *x, int dropped, uint64_t *digits)
{
    const uint64_t drop = tens[dropped];
    const wide one = (wide)1 << x->shift, step = one * drop;
    *digits = x->whole / drop;
    wide rest = ((wide)(x->whole % drop) << x->shift) + (x->scaled & (one - 1));
    if (2 * rest > step || (2 * rest == step && (*digits & 1) != 0)) {
        ++*digits;
        rest = step - rest;
    }
    /* half of the distance to the next double, in units of scaled */
    const wide unit = x->unit;
    return 2 * rest < unit || (2 * rest == unit && (x->mantissa & 1) == 0);
}

/* The least digits that read back, and how many of 17 they leave out: written out, a
 * division by what is left out is none. */
static int round_short(const struct exact *x, uint64_t *digits)
{
    /* half of the distance to the next double is at most 2^-53 10^17 = 11.1 of the last
     * of 17 digits */
    const uint64_t last_two = x->whole % 100;
    if ((last_two <= 12 || last_two >= 88) && round_to(x, 2, digits))
        return 2;
    if (round_to(x, 1, digits))
        return 1;
    round_to(x, 0, digits);
    return 0;
}

/* The last eight digits of a number, zeros in front. */
static inline void put_eight(uint64_t number, char out[8])
{
    static const char pair[] = "0001020304050607080910111213141516171819"
                               "2021222324252627282930313233343536373839"
                               "4041424344454647484950515253545556575859"
                               "6061626364656667686970717273747576777879"
                               "8081828384858687888990919293949596979899";
    const uint32_t all = (uint32_t)(number % 100000000);
    const uint32_t high = all / 10000, low = all % 10000;
    memcpy(out, pair + high / 100 * 2, 2);
    memcpy(out + 2, pair + high % 100 * 2, 2);
    memcpy(out + 4, pair + low / 100 * 2, 2);
    memcpy(out + 6, pair + low % 100 * 2, 2);
}

/* Room for the digits of any number, written in eights, and for copies of eights. */
enum { EIGHTS = 24, ROOM = EIGHTS + 8 };

/* Digits of a number at *digit, in `room`; how many: none of 0. */
static int put_digits(uint64_t number, char room[ROOM], const char **digit)
{
    int at = EIGHTS;
    memset(room + EIGHTS, 0, ROOM - EIGHTS);
    do
        put_eight(number, room + (at -= 8));
    while ((number /= 100000000) > 0);
    while (at < EIGHTS && room[at] == '0')
        at++;
    *digit = room + at;
    return EIGHTS - at;
}

/* n digits, in eights: what stands behind them in both is touched. */
static char *copy(char *out, const char *digits, int n)
{
    for (int i = 0; i < n; i += 8)
        memcpy(out + i, digits + i, 8);
    return out + (n > 0 ? n : 0);
}

/* n digits, without zeros at the end, `decimals` of them after the point, as "%.*g"
 * writes them: with an exponent below 1e-4. At most 24 bytes, without an end, and 7
 * that are touched. */
static char *put(bool negative, const char *digit, int n, int decimals, char *out)
{
    int before = n - decimals; /* digits before the point */
    while (n > 0 && digit[n - 1] == '0')
        n--;
    *out = '-';
    out += negative;
    if (before > 0) {
        out = copy(out, digit, n < before ? n : before);
        for (int i = n; i < before; i++)
            *out++ = '0';
        if (n > before) {
            *out++ = '.';
            out = copy(out, digit + before, n - before);
        }
    } else if (before >= -3 || n == 0) {
        memcpy(out, "0.000", 5);
        out = copy(out + (n > 0 ? 2 - before : 1), digit, n);
    } else {
        *out++ = digit[0];
        if (n > 1)
            *out++ = '.';
        out = copy(out, digit + 1, n - 1);
        *out++ = 'e';
        *out++ = '-';
        *out++ = '0'; /* one digit: not below 1e-6 */
        *out++ = (char)('0' + 1 - before);
    }
    return out;
}

/* The same of what `exact` left of 17 digits. */
static char *put_short(bool negative, const struct exact *x, char *out)
{
    char room[ROOM];
    uint64_t digits;
    const int dropped = round_short(x, &digits);
    digits *= tens[dropped];
    if (digits >= tens[DIGITS]) /* 10^17 */
        return put(negative, "1\0\0\0\0\0\0", 1, x->power - DIGITS, out);
    room[0] = (char)('0' + digits / tens[DIGITS - 1]);
    put_eight(digits / tens[8], room + 1);
    put_eight(digits, room + 9);
    memset(room + DIGITS, 0, ROOM - DIGITS);
    return put(negative, room, DIGITS, x->power, out);
}

static char *put_whole(bool negative, uint64_t number, char *out)
{
    char room[ROOM];
    const char *digit;
    if (number < 10) { /* most: counts, yes and no */
        *out = '-';
        out += negative;
        *out++ = (char)('0' + number);
        return out;
    }
    int n = put_digits(number, room, &digit);
    return put(negative, digit, n, 0, out);
}

static char *print(double value, char *out)
{
    for (int precision = 15; precision <= DIGITS; precision++) {
        snprintf(out, HINGE_NUMBER_MAX, "%.*g", precision, value);
        double back;
        hinge_number_parse(out, strlen(out), '.', &back, NULL);
        if (back == value)
            break;
    }
    return out + strlen(out);
}

char *hinge_number_put(double value, char out[HINGE_NUMBER_MAX])
{
    struct exact x;
    const bool negative = signbit(value) != 0;
    if (isnan(value))
        return out;
    if (fabs(value) < 1e15 && value == trunc(value))
        return put_whole(negative, (uint64_t)fabs(value), out);
    return scale(fabs(value), &x) ? put_short(negative, &x, out) : print(value, out);
}

const char *hinge_number_format(double value, char buffer[HINGE_NUMBER_MAX])
{
    *hinge_number_put(value, buffer) = '\0';
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
    char room[ROOM], *out = buffer;
    const char *digit;
    uint64_t number;
    if (size < HINGE_NUMBER_FIXED_MIN || !round_fixed(fabs(value), decimals, &number)) {
        snprintf(buffer, size, "%.*f", decimals, value);
        return buffer;
    }
    int n = put_digits(number, room, &digit), before = n > decimals ? n - decimals : 0;
    if (signbit(value))
        *out++ = '-';
    if (before == 0)
        *out++ = '0';
    out = copy(out, digit, before);
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

static bool hides(double value, int decimals)
{
    return value != 0 && fabs(value) <= 0.5 * pow(10, -decimals);
}

int hinge_limit_decimals(int decimals, double low, double high)
{
    enum { MORE = 3 };
    for (int d = decimals; d <= decimals + MORE; d++)
        if (!hides(low, d) && !hides(high, d))
            return d;
    return decimals;
}

int hinge_decimals_of(double size)
{
    if (!(size > 0) || isinf(size))
        return 2;
    return (int)fmax(0, fmin(6, 1 - floor(log10(size))));
}

int hinge_interval_decimals(double low, double high)
{
    return hinge_limit_decimals(hinge_decimals_of((high - low) / 2), low, high);
}
