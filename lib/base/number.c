/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimals and doubles, exact and independent of the locale. In: a cell; out: the nearest double,
 * or seconds of a clock. In: a double; out: the shortest text that reads back as it, or one of so
 * many decimals. */
#include "base/base.h"

/* --- reading: one pass over the digits; a mantissa below 2^53 with a power of ten up to 22 is one
 * correctly rounded operation (Clinger 1990), up to 19 digits mostly one of 64 bits; anything else
 * goes to the C library --- */

enum { EXACT_IN_DOUBLE = 22, EXACT_IN_LONG = 27 };

static const double short_power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                            1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const long double power_of_ten[EXACT_IN_LONG + 1] = {
    1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
    1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
    1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};

/* Whether long doubles have 64 bits or more, and compute with all of them: threads of Windows
 * round them to 53. */
#if LDBL_MANT_DIG >= 64 && !defined _WIN32
static const bool long_is_wide = true;
#else
static const bool long_is_wide = false;
#endif

/* The double nearest to mantissa * 10^power; false where it is not this simple to tell. */
static bool convert(uint64_t mantissa, int power, double *value)
{
    int size = abs(power);
    if (mantissa <= (UINT64_C(1) << 53) && size <= EXACT_IN_DOUBLE) {
        double m = (double)(int64_t)mantissa, ten = short_power_of_ten[size];
        *value = power < 0 ? m / ten : m * ten;
        return true;
    }
    if (!long_is_wide || size > EXACT_IN_LONG)
        return false;
    /* one rounding to 64 bits, one to 53: as good as one of them unless halfway is near */
    long double wide = power < 0 ? mantissa / power_of_ten[size] : mantissa * power_of_ten[size];
    long double near = wide * LDBL_EPSILON;
    *value = (double)wide;
    return (double)(wide - near) == *value && (double)(wide + near) == *value;
}

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
    if (*text == '+' || *text == '-') {
        text++;
        length--;
    }
    if (same_word(text, length, "inf") || same_word(text, length, "infinity") ||
        (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')))
        return HINGE_NUMBER_NOT_FINITE;
    /* Fortran double exponent: digits, then d or D, then digits */
    size_t i = strspn(text, "0123456789.");
    if (i > 0 && (text[i] == 'd' || text[i] == 'D')) {
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

/* What nearly every cell is: a sign, up to 18 digits, a mark among them. Returns the byte behind
 * it, NULL where it is something else or scan_decimal has to look more closely. */
static const char *take_plain(const char *p, const char *end, char decimal, double *value,
                              int *decimals)
{
    bool negative = p < end && *p == '-';
    uint64_t mantissa = 0;
    p += negative || (p < end && *p == '+');
    const char *from = p;
    for (; p < end && is_digit(*p); p++)
        mantissa = mantissa * 10 + (uint64_t)(*p - '0');
    ptrdiff_t digits = p - from;
    *decimals = 0;
    if (p < end && *p == decimal) {
        for (from = ++p; p < end && is_digit(*p); p++)
            mantissa = mantissa * 10 + (uint64_t)(*p - '0');
        *decimals = (int)(p - from);
        digits += p - from;
    }
    if (digits < 1 || digits > 18 || !convert(mantissa, -*decimals, value))
        return NULL;
    *value = negative ? -*value : *value;
    return p;
}

size_t hinge_number_plain(const char *text, const char *end, char decimal, char delimiter,
                          size_t most, double *value, int *decimals, const char **stop)
{
    size_t n = 0;
    for (; n < most; n++) {
        int digits;
        const char *behind = take_plain(text, end, decimal, &value[n], &digits);
        if (behind == NULL || (behind < end && *behind != delimiter))
            break;
        if (digits > decimals[n])
            decimals[n] = digits;
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

enum hinge_number_kind hinge_number_parse(const char *text, size_t length, char decimal,
                                          double *value, int *decimals)
{
    struct scan scan;
    int spare = 0;
    decimals = decimals != NULL ? decimals : &spare;
    while (length > 0 && is_blank(text[0])) {
        text++;
        length--;
    }
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    if (take_plain(text, text + length, decimal, value, decimals) == text + length)
        return HINGE_NUMBER_VALUE;
    *value = NAN;
    *decimals = 0;
    if (length == 0)
        return HINGE_NUMBER_MISSING;
    if (!scan_decimal(text, text + length, decimal, &scan)) {
        char word[32];
        size_t n = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, text, n);
        word[n] = '\0';
        return classify_word(word, n);
    }
    *decimals = scan.decimals;
    double v;
    if (!scan.exact || !convert(scan.mantissa, scan.exponent, &v)) {
        /* The slow, always right way. The cell is copied with '.' as the mark; longer cells than
         * the buffer have been refused by the reader. */
        char cell[512];
        const size_t n = length < sizeof cell ? length : sizeof cell - 1;
        for (size_t i = 0; i < n; i++)
            cell[i] = text[i] == decimal ? '.' : text[i];
        cell[n] = '\0';
        v = fabs(hinge_os_strtod(cell));
    }
    if (!isfinite(v))
        return HINGE_NUMBER_NOT_FINITE;
    *value = scan.negative ? -v : v;
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

bool hinge_number_clock(const char *text, size_t length, double *seconds, int *decimals)
{
    const char *p = text, *end = text + length, *zone;
    /* behind "2024-03-01 ", "2024-03-01T", "01.03.2024 " or a blank, where that is there */
    while (p < end && strchr("0123456789-/.", *p) != NULL)
        p++;
    p = p > text && p < end && (*p == ' ' || *p == 'T' || *p == '_') ? p + 1 : text;
    /* up to a zone: "Z", "+01:00" */
    for (zone = p; zone < end && *zone != 'Z' && *zone != '+' && (*zone != '-' || zone == p);)
        zone++;
    end = zone;
    double total = 0, value;
    size_t parts = 0, n = 0;
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

enum { DIGITS = 17, BITS = 53, MOST_DECIMALS = 22 };
__extension__ typedef unsigned __int128 wide;

/* A positive value times 10^decimals as printf rounds it: the exact value, ties to even. False
 * where it takes more than 128 bits or 17 digits to tell. */
static bool round_to(double value, int decimals, uint64_t *digits)
{
    int exponent;
    wide scaled = (uint64_t)ldexp(frexp(value, &exponent), BITS);
    int shift = BITS - exponent;
    if (decimals < 0 || decimals > MOST_DECIMALS || shift <= 0 || shift > 120)
        return false;
    scaled *= (uint64_t)power_of_ten[decimals / 2]; /* < 2^53 10^22 < 2^127 */
    scaled *= (uint64_t)power_of_ten[decimals - decimals / 2];
    const wide one = (wide)1 << shift, rest = scaled & (one - 1), whole = scaled >> shift;
    *digits = (uint64_t)whole + (2 * rest > one || (2 * rest == one && (whole & 1) != 0));
    return whole < (uint64_t)power_of_ten[DIGITS];
}

/* A number of which `decimals` digits are behind the point, as "%.*g" writes it: no zeros at the
 * end, an exponent below 1e-4. */
static char *write_number(bool negative, uint64_t number, int decimals, char *out)
{
    char digit[20];
    size_t first = sizeof digit;
    for (; number > 0; number /= 10)
        digit[--first] = (char)('0' + number % 10);
    int n = (int)(sizeof digit - first), before = n - decimals; /* digits before the point */
    const char *from = digit + first;
    while (n > 0 && from[n - 1] == '0')
        n--;
    if (negative)
        *out++ = '-';
    const int exponent = n > 0 && before < -3 ? before - 1 : 0; /* one digit: not below 1e-6 */
    before = exponent < 0 ? 1 : before;
    if (before <= 0)
        *out++ = '0';
    for (int i = 0; i < before; i++)
        *out++ = i < n ? from[i] : '0';
    if (n > before && n > 0)
        *out++ = '.';
    for (int i = before; i < n; i++)
        *out++ = i < 0 ? '0' : from[i];
    if (exponent < 0) {
        memcpy(out, "e-0", 3);
        out[3] = (char)('0' - exponent);
        out += 4;
    }
    return out;
}

char *hinge_number_write(double value, char out[HINGE_NUMBER_MAX])
{
    const bool negative = signbit(value) != 0;
    const double size = fabs(value);
    double back;
    uint64_t number;
    if (isnan(value))
        return out;
    if (size < 1e15 && size == trunc(size))
        return write_number(negative, (uint64_t)size, 0, out);
    if (size >= 1e-6 && size < 1e15) {
        /* of 10^k's lower neighbour the logarithm may be k: one digit less, tried first */
        int decimals = 14 - (int)floor(log10(size));
        for (; round_to(size, decimals, &number) && convert(number, -decimals, &back); decimals++)
            if (back == size)
                return write_number(negative, number, decimals, out);
    }
    for (int precision = 15; precision <= DIGITS; precision++) {
        snprintf(out, HINGE_NUMBER_MAX, "%.*g", precision, value);
        hinge_number_parse(out, strlen(out), '.', &back, NULL);
        if (back == value)
            break;
    }
    return out + strlen(out);
}

const char *hinge_number_format(double value, char buffer[HINGE_NUMBER_MAX])
{
    *hinge_number_write(value, buffer) = '\0';
    return buffer;
}

double hinge_unsigned_zero(double value, int decimals)
{
    return fabs(value) < 0.5 * pow(10, -decimals) ? 0 : value;
}

static bool hides(double value, int decimals)
{
    return fabs(value) > 1e-9 && fabs(value) <= 0.5 * pow(10, -decimals);
}

const char *hinge_limit_format(double value, int decimals, char buffer[HINGE_NUMBER_MAX])
{
    const double printed = hinge_unsigned_zero(value, decimals);
    if (printed == 0 && fabs(value) > 1e-9) /* less is what sums of doubles leave */
        return value < 0 ? "< 0" : "> 0";
    snprintf(buffer, HINGE_NUMBER_MAX, "%.*f", decimals, printed);
    return buffer;
}

int hinge_outcome_decimals(int digits, double widest)
{
    return digits < 0 ? hinge_decimals_of(widest / 2) : digits == 0 ? 1 : digits;
}

int hinge_limit_decimals(int decimals, double low, double high)
{
    enum { MORE = 3 };
    for (int d = decimals; d <= decimals + MORE; d++)
        if (!hides(low, d) && !hides(high, d))
            return d;
    return decimals;
}

int hinge_difference_decimals(int decimals, double low, double high)
{
    return low > 0 || high < 0 ? hinge_limit_decimals(decimals, low, high) : decimals;
}

int hinge_side_decimals(double value, double limit)
{
    int decimals = 0;
    for (double unit = 1; decimals < 3; decimals++, unit *= 10) {
        double printed = round(value * unit) / unit;
        if (!(value < limit) == !(printed < limit) && !(value > limit) == !(printed > limit))
            break;
    }
    return decimals;
}

int hinge_decimals_of(double size)
{
    if (!(size > 0) || isinf(size))
        return 2;
    return (int)fmax(0, fmin(6, 1 - floor(log10(size))));
}
