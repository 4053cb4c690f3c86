/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times written as text. In: a cell; out: seconds. */
#include "base/number.h"

#include <string.h>

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
