/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact decimal reading: one pass over the digits; a mantissa below 2^53 with a power
 * of ten up to 22 is one correctly rounded operation (Clinger 1990), up to 19 digits
 * one wide multiplication (decimal.c), anything else goes to the C library.
 */
#include "base/number.h"

#include "os/number.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

struct scan {
    uint64_t mantissa;
    int digits;   /* significant digits seen */
    int exponent; /* power of ten to apply to mantissa */
    int decimals;
    bool negative, exact;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool same_word(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != word[i])
            return false;
    }
    return true;
}

static enum hinge_number_kind classify_word(const char *text, size_t length)
{
    /* also those of statistics programs, of spreadsheets and of C libraries */
    static const char *const missing[] = {"nan",      "na",      "n/a",      "null",      "none",
                                          "-nan",     "-",       "--",       ".",         "n.a.",
                                          "#nv",      "missing", "nan(ind)", "-nan(ind)", "1.#qnan",
                                          "-1.#qnan", "1.#ind",  "-1.#ind",  "#n/a"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (same_word(text, length, missing[i]))
            return HINGE_NUMBER_MISSING;
    if (length > 0 && (*text == '+' || *text == '-')) {
        text++;
        length--;
    }
    if (same_word(text, length, "inf") || same_word(text, length, "infinity") ||
        (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')))
        return HINGE_NUMBER_NOT_FINITE;
    /* Fortran double exponent: digits, then d or D, then digits */
    size_t i = strspn(text, "0123456789.");
    if (i > 0 && i + 1 < length && (text[i] == 'd' || text[i] == 'D')) {
        size_t j = i + 1 + (text[i + 1] == '+' || text[i + 1] == '-');
        if (j < length && strspn(text + j, "0123456789") >= length - j)
            return HINGE_NUMBER_NOT_FINITE;
    }
    return HINGE_NUMBER_NOT_TEXT;
}

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* What nearly every cell is: a sign, up to 18 digits, a mark among them. False for all
 * else, which scan_decimal looks at more closely. */
static bool scan_plain(const char *p, const char *end, char decimal, struct scan *scan)
{
    uint64_t mantissa = 0;
    *scan = (struct scan){.exact = true};
    if (p < end && (*p == '-' || *p == '+'))
        scan->negative = *p++ == '-';
    ptrdiff_t digits = end - p;
    for (; p < end && is_digit(*p); p++)
        mantissa = mantissa * 10 + (uint64_t)(*p - '0');
    if (p < end && *p == decimal) {
        digits--;
        scan->decimals = (int)(end - ++p);
        for (; p < end && is_digit(*p); p++)
            mantissa = mantissa * 10 + (uint64_t)(*p - '0');
    }
    scan->mantissa = mantissa;
    scan->exponent = -scan->decimals;
    return p == end && digits > 0 && digits <= 18;
}

/* Eight bytes; what is a digit becomes its value, and *other has the high bit of each
 * byte that is none. */
static inline uint64_t eight_bytes(const char *p, uint64_t *other)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    eight = hinge_os_little64(eight) ^ UINT64_C(0x3030303030303030);
    *other = ((eight + UINT64_C(0x7676767676767676)) | eight) & UINT64_C(0x8080808080808080);
    return eight;
}

static inline unsigned first_byte(uint64_t other)
{
    return (unsigned)__builtin_ctzll(other) / 8;
}

/* The number that the first n of eight digits make, n from 1 on. */
static inline uint64_t first_digits(uint64_t eight, unsigned n)
{
    eight <<= 64 - 8 * n;              /* others in front as zeros */
    eight = eight * 10 + (eight >> 8); /* pairs, then fours, then all */
    return ((eight & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x000f424000000064) +
            (eight >> 16 & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x0000271000000001)) >>
           32;
}

/* Appends the digits from p on to *mantissa, eight at a time and without a branch for
 * each; returns the first byte that is none. More than 19 in all overflow. */
static inline const char *take_digits(const char *p, uint64_t *mantissa)
{
    static const uint64_t ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    for (;;) {
        uint64_t other, eight = eight_bytes(p, &other);
        unsigned n = other != 0 ? first_byte(other) : 8;
        if (n == 0)
            return p;
        *mantissa = *mantissa * ten[n] + first_digits(eight, n);
        p += n;
        if (n < 8)
            return p;
    }
}

/* What a plain number is made of, and where it ends; NULL: it is none. */
struct plain {
    uint64_t mantissa;
    unsigned after; /* the mark */
    const char *end;
};

/* Up to 18 digits. Apart, so that the way of short ones has the registers. */
__attribute__((noinline)) static struct plain take_long(const char *p, char decimal)
{
    struct plain plain = {0};
    const char *end = take_digits(p, &plain.mantissa);
    ptrdiff_t digits = end - p;
    if (*end == decimal) {
        p = end + 1;
        end = take_digits(p, &plain.mantissa);
        plain.after = (unsigned)(end - p);
        digits += end - p;
    }
    plain.end = digits > 0 && digits <= 18 ? end : NULL;
    return plain;
}

/* Up to seven digits and a mark among them at once: what most cells are. `eight` and
 * `other` are of p (eight_bytes). */
static inline struct plain take_short(const char *p, uint64_t eight, uint64_t other, char decimal)
{
    struct plain plain = {0};
    if (other == 0)
        return take_long(p, decimal);
    unsigned n = first_byte(other), all = n, more = 0;
    if (p[n] == decimal) {
        /* close the gap of the mark; where no end follows, it is the ninth byte */
        uint64_t behind = 0 - ((other & (0 - other)) >> 7);
        eight ^= (eight ^ eight >> 8) & behind;
        other &= other - 1;
        all = other != 0 ? first_byte(other) - 1 : 7;
        if (other == 0 && is_digit(p[8]))
            return take_long(p, decimal);
        plain.after = all - n;
        more = 1;
    }
    if (all > 0) {
        plain.mantissa = first_digits(eight, all);
        plain.end = p + all + more;
    }
    return plain;
}

/* One number and the byte behind it; NULL where it isn't plain. */
static inline const char *take_number(const char *text, char decimal, double *value, int *decimals)
{
    static const double sign[] = {1, -1};
    bool negative = *text == '-', has_sign = negative | (*text == '+');
    /* both are looked at, so that the second need not wait for the sign */
    uint64_t other, other_behind, choose = 0 - (uint64_t)has_sign;
    uint64_t eight = eight_bytes(text, &other);
    uint64_t behind = eight_bytes(text + 1, &other_behind);
    struct plain plain = take_short(text + has_sign, eight ^ ((eight ^ behind) & choose),
                                    other ^ ((other ^ other_behind) & choose), decimal);
    double v;
    if (plain.end == NULL)
        return NULL;
    if (plain.mantissa <= (UINT64_C(1) << 53))
        v = (double)(int64_t)plain.mantissa / power_of_ten[plain.after];
    else if (!hinge_decimal_convert(plain.mantissa, -(int)plain.after, &v))
        return NULL;
    *value = v * sign[negative]; /* no branch: signs can't be foreseen */
    *decimals = (int)plain.after;
    return plain.end;
}

size_t hinge_number_plain(const char *text, const char *end, char decimal, char delimiter,
                          size_t most, double *value, int *decimals, const char **stop)
{
    size_t n = 0;
    for (; n < most; n++) {
        int own;
        const char *behind = take_number(text, decimal, &value[n], &own);
        if (behind == NULL || behind > end || (behind < end && *behind != delimiter))
            break;
        if (own > decimals[n])
            decimals[n] = own;
        *stop = behind;
        if (behind == end)
            return n + 1;
        text = behind + 1;
    }
    return n;
}

/* Digits with an optional decimal mark and exponent; false when anything else is found.
 */
static bool scan_decimal(const char *p, const char *end, char decimal, struct scan *scan)
{
    bool any = false, fraction = false;
    *scan = (struct scan){.exact = true};
    if (p < end && (*p == '-' || *p == '+'))
        scan->negative = *p++ == '-';
    for (; p < end; p++) {
        if (*p >= '0' && *p <= '9') {
            any = true;
            if (scan->digits < 19) {
                scan->mantissa = scan->mantissa * 10 + (uint64_t)(*p - '0');
                scan->digits += scan->mantissa != 0;
                scan->exponent -= fraction;
            } else {
                scan->exact = scan->exact && *p == '0';
                scan->exponent += !fraction;
            }
            scan->decimals += fraction;
        } else if (*p == decimal && !fraction) {
            fraction = true;
        } else {
            break;
        }
    }
    if (!any)
        return false;
    if (p < end && (*p == 'e' || *p == 'E')) {
        int exponent = 0;
        p++;
        bool negative = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            p++;
        if (p == end)
            return false;
        for (; p < end && *p >= '0' && *p <= '9'; p++)
            if (exponent < 100000)
                exponent = exponent * 10 + (*p - '0');
        scan->exponent += negative ? -exponent : exponent;
        scan->decimals += negative ? exponent : -exponent;
    }
    if (scan->decimals < 0)
        scan->decimals = 0;
    return p == end;
}

/* The slow, always right way. The cell is copied with '.' as the mark; longer cells
 * than the buffer have been refused by the reader. */
static double convert_slowly(const char *text, size_t length, char decimal)
{
    char cell[512];
    if (length >= sizeof cell)
        length = sizeof cell - 1;
    for (size_t i = 0; i < length; i++)
        cell[i] = text[i] == decimal ? '.' : text[i];
    cell[length] = '\0';
    return hinge_os_strtod(cell);
}

enum hinge_number_kind hinge_number_parse(const char *text, size_t length, char decimal,
                                          double *value, int *decimals)
{
    *value = NAN;
    if (decimals != NULL)
        *decimals = 0;
    while (length > 0 && is_blank(text[0])) {
        text++;
        length--;
    }
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    if (length == 0)
        return HINGE_NUMBER_MISSING;
    struct scan scan;
    if (!scan_plain(text, text + length, decimal, &scan) &&
        !scan_decimal(text, text + length, decimal, &scan)) {
        char word[32];
        size_t n = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, text, n);
        word[n] = '\0';
        return classify_word(word, n);
    }
    if (decimals != NULL)
        *decimals = scan.decimals;
    int e = scan.exponent;
    if (scan.exact && scan.mantissa <= (UINT64_C(1) << 53) && e >= -22 && e <= 22) {
        double m = (double)scan.mantissa;
        double v = e < 0 ? m / power_of_ten[-e] : m * power_of_ten[e];
        *value = scan.negative ? -v : v;
        return HINGE_NUMBER_VALUE;
    }
    double v;
    if (scan.exact && hinge_decimal_convert(scan.mantissa, e, &v)) {
        *value = scan.negative ? -v : v;
        return HINGE_NUMBER_VALUE;
    }
    v = convert_slowly(text, length, decimal);
    if (!isfinite(v)) {
        return HINGE_NUMBER_NOT_FINITE;
    }
    *value = v;
    return HINGE_NUMBER_VALUE;
}
