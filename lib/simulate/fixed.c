/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixed-point text by integer arithmetic: fast, and the same everywhere. */
#include "simulate/fixed.h"

#include <math.h>

void hinge_fixed_add(struct hinge_text *text, double value, int digits)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    if (!(fabs(value) < 1e9)) /* missing */
        return;
    long long whole = llround(value * power[digits]);
    char reversed[32], out[32];
    size_t n = 0, m = 0;
    unsigned long long rest = (unsigned long long)(whole < 0 ? -whole : whole);
    do {
        reversed[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0 || n <= (size_t)digits);
    if (whole < 0)
        out[m++] = '-';
    while (n > 0) {
        if (n == (size_t)digits)
            out[m++] = '.';
        out[m++] = reversed[--n];
    }
    hinge_text_add(text, out, m);
}
