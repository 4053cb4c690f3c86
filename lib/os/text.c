/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names with numbers in them, in the order of the numbers. */
#include "os/text.h"

#include <stdbool.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int hinge_os_compare_numbered(const char *a, const char *b)
{
    size_t i = 0, digits = 0; /* where they differ, where the digits there begin */
    bool zeros = true;        /* up to there all are 0 */
    for (; a[i] == b[i]; i++) {
        if (a[i] == '\0')
            return 0;
        zeros = is_digit(a[i]) ? zeros && a[i] == '0' : true;
        digits = is_digit(a[i]) ? digits : i + 1;
    }
    if (a[digits] != '0' && b[digits] != '0') { /* numbers: the longer is the larger */
        size_t p = i, q = i;
        while (is_digit(a[p]))
            p++;
        while (is_digit(b[q]))
            q++;
        if (p != q && is_digit(a[digits]) && is_digit(b[digits]))
            return p < q ? -1 : 1;
    } else if (zeros && digits < i && (is_digit(a[i]) || is_digit(b[i]))) {
        /* behind zeros whatever is no digit is the larger */
        return (int)(unsigned char)(a[i] - '0') - (int)(unsigned char)(b[i] - '0');
    }
    return (int)(unsigned char)a[i] - (int)(unsigned char)b[i];
}
