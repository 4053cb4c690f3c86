/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the JSON of a page, with commas where they belong. */
#pragma once

#include "base/base.h"

static inline void comma(struct hinge_text *out)
{
    if (out->length > 0 && strchr("[{:", out->data[out->length - 1]) == NULL)
        hinge_text_adds(out, ",");
}

static inline void key(struct hinge_text *out, const char *name)
{
    comma(out);
    hinge_text_printf(out, "\"%s\":", name);
}

/* Adds JSON as the format has it, with commas where they belong: "{name:%s n:%zu t:[%.3f %.3f]
 * left:1}", blanks between for the eye alone. %s is a string, "" for NULL; %.3f a number with at
 * most 3 decimals, %.6g one of six digits that count: of values, which the page rounds. Both are
 * null for NaN. */
HINGE_PRINTF(2, 3) static inline void add(struct hinge_text *out, const char *format, ...)
{
    va_list given;
    va_start(given, format);
    for (const char *p = format; *p != '\0'; p++) {
        if (*p == ' ')
            continue;
        if (strchr("]}", *p) == NULL)
            comma(out);
        if (strchr("[]{}", *p) != NULL) {
            hinge_text_add(out, p, 1);
        } else if (*p != '%') {
            const size_t n = strcspn(p, ": ]}");
            hinge_text_adds(out, p[n] == ':' ? "\"" : "");
            hinge_text_add(out, p, n);
            hinge_text_adds(out, p[n] == ':' ? "\":" : "");
            p += p[n] == ':' ? n : n - 1;
        } else if (*++p == 's') {
            hinge_text_json(out, hinge_or_empty(va_arg(given, const char *)));
        } else if (*p == 'd') {
            hinge_text_printf(out, "%d", va_arg(given, int));
        } else if (*p == 'z') {
            hinge_text_printf(out, "%zu", va_arg(given, size_t));
            p++;
        } else {
            const double value = va_arg(given, double);
            const int decimals = p[1] - '0';
            p += 2;
            char text[DBL_MAX_10_EXP + 24]; /* any number, with its sign and decimals */
            if (!isfinite(value)) {
                hinge_text_adds(out, "null");
            } else if (*p == 'g') {
                hinge_text_printf(out, "%.6g", value + 0.0);
            } else {
                int n = snprintf(text, sizeof text, "%.*f", decimals, value);
                while (decimals > 0 && text[n - 1] == '0')
                    n--;
                n -= decimals > 0 && text[n - 1] == '.';
                const bool zero = n == 2 && text[0] == '-' && text[1] == '0';
                hinge_text_add(out, zero ? "0" : text, zero ? 1 : (size_t)n);
            }
        }
    }
    va_end(given);
}

static inline void add_base64(struct hinge_text *out, const char *name,
                              const struct hinge_text *bytes)
{
    key(out, name);
    hinge_text_adds(out, "\"");
    hinge_text_base64(out, hinge_text_string(bytes), bytes->length);
    hinge_text_adds(out, "\"");
}

/* The low half of a byte comes first. */
static inline void add_half(struct hinge_text *bytes, unsigned half, bool *high)
{
    const char byte = (char)half;
    if (*high)
        bytes->data[bytes->length - 1] = (char)(bytes->data[bytes->length - 1] | byte << 4);
    else
        hinge_text_add(bytes, &byte, 1);
    *high = !*high;
}

/* x at `count` frames. Each value in steps is predicted from the two before it (last + last - one
 * before, both 0 at the start). The error d becomes (d << 1 ^ d >> 63) + 1, 0 is a missing value;
 * that is written in groups of 3 bits, the lowest first, whose 4th bit says that another group
 * follows. */
static inline void add_packed(struct hinge_text *out, const char *name, const double *x,
                              const size_t *frame, size_t count, double step)
{
    cleared_by(hinge_text_clear) struct hinge_text bytes = {0};
    bool high = false;
    long long last = 0, trend = 0;
    for (size_t i = 0; i < count; i++) {
        double v = x[frame[i]] / step;
        unsigned long long z = 0;
        if (isfinite(v) && fabs(v) < 1e7) {
            long long now = llround(v), d = now - last - trend;
            z = ((unsigned long long)d << 1 ^ (unsigned long long)(d < 0 ? -1 : 0)) + 1;
            last = now;
            trend += d;
        }
        for (; z > 7; z >>= 3)
            add_half(&bytes, (unsigned)(z & 7) | 8, &high);
        add_half(&bytes, (unsigned)z, &high);
    }
    while (bytes.length % 3 != 0) /* without a filling */
        hinge_text_add(&bytes, "", 1);
    add_base64(out, name, &bytes);
}
