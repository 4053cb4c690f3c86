/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimals and doubles, exact and independent of the locale. In: a cell; out: the nearest double,
 * or seconds of a clock. In: a double; out: the shortest text that reads back as it, or one of so
 * many decimals. */
#include "base/number.h"

#include "os/system.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- up to 19 digits to the nearest double by one multiplication of 128 bits (Lemire 2021, Number
 * parsing at a gigabyte per second; Eisel's algorithm): false where the product cannot tell --- */

enum {
    LEAST_POWER = -65, /* what recordings hold; others take the slow way */
    MOST_POWER = 38,
    EXACT_LEAST = -27, /* 5^-q below 2^64: the product decides every case */
    EXACT_MOST = 55,
    HALF_LEAST = -4, /* where a product can lie exactly between two doubles */
    HALF_MOST = 23,
    MANTISSA_BITS = 52,
    EXPONENT_BIAS = 1023,
    EXPONENT_MOST = 0x7ff
};

/* The first 128 bits of 5^q, q = LEAST_POWER..MOST_POWER, rounded down, of reciprocals
 * up; high word first. 2^b / 5^-q + 1 with integers of any length gives them. */
static const uint64_t power_of_five[MOST_POWER - LEAST_POWER + 1][2] = {
    {0x86ccbb52ea94baea, 0x98e947129fc2b4e9}, {0xa87fea27a539e9a5, 0x3f2398d747b36224},
    {0xd29fe4b18e88640e, 0x8eec7f0d19a03aad}, {0x83a3eeeef9153e89, 0x1953cf68300424ac},
    {0xa48ceaaab75a8e2b, 0x5fa8c3423c052dd7}, {0xcdb02555653131b6, 0x3792f412cb06794d},
    {0x808e17555f3ebf11, 0xe2bbd88bbee40bd0}, {0xa0b19d2ab70e6ed6, 0x5b6aceaeae9d0ec4},
    {0xc8de047564d20a8b, 0xf245825a5a445275}, {0xfb158592be068d2e, 0xeed6e2f0f0d56712},
    {0x9ced737bb6c4183d, 0x55464dd69685606b}, {0xc428d05aa4751e4c, 0xaa97e14c3c26b886},
    {0xf53304714d9265df, 0xd53dd99f4b3066a8}, {0x993fe2c6d07b7fab, 0xe546a8038efe4029},
    {0xbf8fdb78849a5f96, 0xde98520472bdd033}, {0xef73d256a5c0f77c, 0x963e66858f6d4440},
    {0x95a8637627989aad, 0xdde7001379a44aa8}, {0xbb127c53b17ec159, 0x5560c018580d5d52},
    {0xe9d71b689dde71af, 0xaab8f01e6e10b4a6}, {0x9226712162ab070d, 0xcab3961304ca70e8},
    {0xb6b00d69bb55c8d1, 0x3d607b97c5fd0d22}, {0xe45c10c42a2b3b05, 0x8cb89a7db77c506a},
    {0x8eb98a7a9a5b04e3, 0x77f3608e92adb242}, {0xb267ed1940f1c61c, 0x55f038b237591ed3},
    {0xdf01e85f912e37a3, 0x6b6c46dec52f6688}, {0x8b61313bbabce2c6, 0x2323ac4b3b3da015},
    {0xae397d8aa96c1b77, 0xabec975e0a0d081a}, {0xd9c7dced53c72255, 0x96e7bd358c904a21},
    {0x881cea14545c7575, 0x7e50d64177da2e54}, {0xaa242499697392d2, 0xdde50bd1d5d0b9e9},
    {0xd4ad2dbfc3d07787, 0x955e4ec64b44e864}, {0x84ec3c97da624ab4, 0xbd5af13bef0b113e},
    {0xa6274bbdd0fadd61, 0xecb1ad8aeacdd58e}, {0xcfb11ead453994ba, 0x67de18eda5814af2},
    {0x81ceb32c4b43fcf4, 0x80eacf948770ced7}, {0xa2425ff75e14fc31, 0xa1258379a94d028d},
    {0xcad2f7f5359a3b3e, 0x096ee45813a04330}, {0xfd87b5f28300ca0d, 0x8bca9d6e188853fc},
    {0x9e74d1b791e07e48, 0x775ea264cf55347e}, {0xc612062576589dda, 0x95364afe032a819e},
    {0xf79687aed3eec551, 0x3a83ddbd83f52205}, {0x9abe14cd44753b52, 0xc4926a9672793543},
    {0xc16d9a0095928a27, 0x75b7053c0f178294}, {0xf1c90080baf72cb1, 0x5324c68b12dd6339},
    {0x971da05074da7bee, 0xd3f6fc16ebca5e04}, {0xbce5086492111aea, 0x88f4bb1ca6bcf585},
    {0xec1e4a7db69561a5, 0x2b31e9e3d06c32e6}, {0x9392ee8e921d5d07, 0x3aff322e62439fd0},
    {0xb877aa3236a4b449, 0x09befeb9fad487c3}, {0xe69594bec44de15b, 0x4c2ebe687989a9b4},
    {0x901d7cf73ab0acd9, 0x0f9d37014bf60a11}, {0xb424dc35095cd80f, 0x538484c19ef38c95},
    {0xe12e13424bb40e13, 0x2865a5f206b06fba}, {0x8cbccc096f5088cb, 0xf93f87b7442e45d4},
    {0xafebff0bcb24aafe, 0xf78f69a51539d749}, {0xdbe6fecebdedd5be, 0xb573440e5a884d1c},
    {0x89705f4136b4a597, 0x31680a88f8953031}, {0xabcc77118461cefc, 0xfdc20d2b36ba7c3e},
    {0xd6bf94d5e57a42bc, 0x3d32907604691b4d}, {0x8637bd05af6c69b5, 0xa63f9a49c2c1b110},
    {0xa7c5ac471b478423, 0x0fcf80dc33721d54}, {0xd1b71758e219652b, 0xd3c36113404ea4a9},
    {0x83126e978d4fdf3b, 0x645a1cac083126ea}, {0xa3d70a3d70a3d70a, 0x3d70a3d70a3d70a4},
    {0xcccccccccccccccc, 0xcccccccccccccccd}, {0x8000000000000000, 0x0000000000000000},
    {0xa000000000000000, 0x0000000000000000}, {0xc800000000000000, 0x0000000000000000},
    {0xfa00000000000000, 0x0000000000000000}, {0x9c40000000000000, 0x0000000000000000},
    {0xc350000000000000, 0x0000000000000000}, {0xf424000000000000, 0x0000000000000000},
    {0x9896800000000000, 0x0000000000000000}, {0xbebc200000000000, 0x0000000000000000},
    {0xee6b280000000000, 0x0000000000000000}, {0x9502f90000000000, 0x0000000000000000},
    {0xba43b74000000000, 0x0000000000000000}, {0xe8d4a51000000000, 0x0000000000000000},
    {0x9184e72a00000000, 0x0000000000000000}, {0xb5e620f480000000, 0x0000000000000000},
    {0xe35fa931a0000000, 0x0000000000000000}, {0x8e1bc9bf04000000, 0x0000000000000000},
    {0xb1a2bc2ec5000000, 0x0000000000000000}, {0xde0b6b3a76400000, 0x0000000000000000},
    {0x8ac7230489e80000, 0x0000000000000000}, {0xad78ebc5ac620000, 0x0000000000000000},
    {0xd8d726b7177a8000, 0x0000000000000000}, {0x878678326eac9000, 0x0000000000000000},
    {0xa968163f0a57b400, 0x0000000000000000}, {0xd3c21bcecceda100, 0x0000000000000000},
    {0x84595161401484a0, 0x0000000000000000}, {0xa56fa5b99019a5c8, 0x0000000000000000},
    {0xcecb8f27f4200f3a, 0x0000000000000000}, {0x813f3978f8940984, 0x4000000000000000},
    {0xa18f07d736b90be5, 0x5000000000000000}, {0xc9f2c9cd04674ede, 0xa400000000000000},
    {0xfc6f7c4045812296, 0x4d00000000000000}, {0x9dc5ada82b70b59d, 0xf020000000000000},
    {0xc5371912364ce305, 0x6c28000000000000}, {0xf684df56c3e01bc6, 0xc732000000000000},
    {0x9a130b963a6c115c, 0x3c7f400000000000}, {0xc097ce7bc90715b3, 0x4b9f100000000000},
    {0xf0bdc21abb48db20, 0x1e86d40000000000}, {0x96769950b50d88f4, 0x1314448000000000}};

__extension__ typedef unsigned __int128 wide;

/* High and low word of w * 5^power, to 128 bits where the first 64 leave doubt. */
static void multiply(uint64_t w, int power, uint64_t *high, uint64_t *low)
{
    const uint64_t *five = power_of_five[power - LEAST_POWER];
    wide first = (wide)w * five[0];
    *high = (uint64_t)(first >> 64);
    *low = (uint64_t)first;
    const uint64_t doubt = UINT64_MAX >> (MANTISSA_BITS + 3);
    if ((*high & doubt) == doubt) {
        uint64_t more = (uint64_t)((wide)w * five[1] >> 64);
        *low += more;
        *high += *low < more;
    }
}

bool hinge_decimal_convert(uint64_t digits, int power, double *value)
{
    if (power < LEAST_POWER || power > MOST_POWER)
        return false;
    if (digits == 0) {
        *value = 0;
        return true;
    }
    int zeros = __builtin_clzll(digits);
    uint64_t high, low;
    multiply(digits << zeros, power, &high, &low);
    if (low == UINT64_MAX && (power < EXACT_LEAST || power > EXACT_MOST))
        return false;
    int top = (int)(high >> 63), shift = top + 64 - MANTISSA_BITS - 3;
    uint64_t mantissa = high >> shift;
    /* floor(log2(10^power)) for powers this size, 217706 / 2^16 being log2(10) */
    int exponent =
        ((217706 * power + (2048 << 16)) >> 16) - 2048 + 63 + top - zeros + EXPONENT_BIAS;
    if (low <= 1 && power >= HALF_LEAST && power <= HALF_MOST && (mantissa & 3) == 1 &&
        mantissa << shift == high)
        mantissa &= ~UINT64_C(1); /* exactly between two: to the even one */
    mantissa = (mantissa + (mantissa & 1)) >> 1;
    if (mantissa >> (MANTISSA_BITS + 1) != 0) {
        mantissa >>= 1;
        exponent++;
    }
    if (exponent <= 0 || exponent >= EXPONENT_MOST)
        return false;
    uint64_t bits = (mantissa & ((UINT64_C(1) << MANTISSA_BITS) - 1)) | (uint64_t)exponent
                                                                            << MANTISSA_BITS;
    memcpy(value, &bits, sizeof bits);
    return true;
}

/* --- reading: one pass over the digits; a mantissa below 2^53 with a power of ten up to 22 is one
 * correctly rounded operation (Clinger 1990), up to 19 digits one wide multiplication, anything
 * else goes to the C library --- */

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

/* --- times written as text --- */

enum { PARTS_LEAST = 2, PARTS_MOST = 4, DIGITS_MOST = 9 };

/* Digits from p on; their count, 0 when there is none or more than make sense. */
static size_t digits(const char *p, const char *end, double *value)
{
    size_t n = 0;
    *value = 0;
    for (; p + n < end && p[n] >= '0' && p[n] <= '9'; n++)
        *value = 10 * *value + (p[n] - '0');
    return n <= DIGITS_MOST ? n : 0;
}

static double tenths(double value, size_t n)
{
    for (; n > 0; n--)
        value /= 10;
    return value;
}

/* Behind "2024-03-01 ", "2024-03-01T", "01.03.2024 " or a blank; the text itself where
 * nothing of the kind is there. */
static const char *after_date(const char *text, const char *end)
{
    const char *p = text;
    while (p < end && strchr("0123456789-/.", *p) != NULL)
        p++;
    return p > text && p < end && (*p == ' ' || *p == 'T' || *p == '_') ? p + 1 : text;
}

/* Up to a zone: "Z", "+01:00". */
static const char *before_zone(const char *from, const char *end)
{
    for (const char *p = from; p < end; p++)
        if (*p == 'Z' || *p == '+' || (*p == '-' && p > from))
            return p;
    return end;
}

bool hinge_number_clock(const char *text, size_t length, double *seconds, int *decimals)
{
    const char *p = after_date(text, text + length), *end = before_zone(p, text + length);
    double total = 0, value;
    size_t parts = 0, n = 0;
    *decimals = 0;
    for (; parts < PARTS_MOST; parts++) {
        n = digits(p, end, &value);
        if (n == 0)
            return false;
        p += n;
        total = parts < 3 ? total * 60 + value : total + tenths(value, n);
        *decimals = parts < 3 ? 0 : (int)n; /* h:mm:ss:cc */
        if (p == end || *p != ':')
            break;
        p++;
    }
    if (parts + 1 < PARTS_LEAST || parts == PARTS_MOST)
        return false;
    if (p < end && (*p == '.' || *p == ',')) {
        n = digits(p + 1, end, &value);
        total += tenths(value, n);
        *decimals = (int)n;
        p += 1 + n;
    }
    *seconds = total;
    return p == end;
}

/* --- writing: the shortest is the text that "%.15g", "%.16g" or "%.17g" would give, the first that
 * reads back as the same double. Doubles of a table's size are done exactly in 128-bit integers,
 * all others by printing (and reading) --- */

enum { DIGITS = 17, BITS = 52, EXACT_POWER = 22 };
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
    static const double places[] = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1,
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
    x->power = DIGITS - 1 + LEAST + 1 - place - (value >= places[place]);
    if (x->power > EXACT_POWER)
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
