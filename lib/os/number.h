/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in bytes and in text, whatever the processor and the user's language. */
#ifndef HINGE_OS_NUMBER_H
#define HINGE_OS_NUMBER_H

#include <stdint.h>

/* strtod of a text with a point, correctly rounded; NaN without memory. */
double hinge_os_strtod(const char *text);

/* A number whose bytes are little-endian as this processor's, and back. */
static inline uint64_t hinge_os_little64(uint64_t x)
{
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? x : __builtin_bswap64(x);
}

/* The same for big-endian ones. */
static inline uint16_t hinge_os_big16(uint16_t x)
{
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap16(x) : x;
}

#endif
