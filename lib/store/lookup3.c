/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checksum of HDF5's own structures, and their numbers. */
#include "store/lookup3.h"

#include <endian.h>
#include <string.h>

static uint32_t rotate(uint32_t x, unsigned k)
{
    return x << k | x >> (32 - k);
}

uint32_t hinge_lookup3(const unsigned char *key, size_t length)
{
    uint32_t a = 0xdeadbeef + (uint32_t)length, b = a, c = a, word[3];
    for (; length > 12; length -= 12, key += 12) {
        memcpy(word, key, sizeof word);
        a += le32toh(word[0]);
        b += le32toh(word[1]);
        c += le32toh(word[2]);
        a = (a - c) ^ rotate(c, 4);
        c += b;
        b = (b - a) ^ rotate(a, 6);
        a += c;
        c = (c - b) ^ rotate(b, 8);
        b += a;
        a = (a - c) ^ rotate(c, 16);
        c += b;
        b = (b - a) ^ rotate(a, 19);
        a += c;
        c = (c - b) ^ rotate(b, 4);
        b += a;
    }
    memset(word, 0, sizeof word);
    memcpy(word, key, length);
    a += le32toh(word[0]);
    b += le32toh(word[1]);
    c += le32toh(word[2]);
    c = (c ^ b) - rotate(b, 14);
    a = (a ^ c) - rotate(c, 11);
    b = (b ^ a) - rotate(a, 25);
    c = (c ^ b) - rotate(b, 16);
    a = (a ^ c) - rotate(c, 4);
    b = (b ^ a) - rotate(a, 14);
    return (c ^ b) - rotate(b, 24);
}

uint64_t hinge_little_endian(const unsigned char *at, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)at[i] << 8 * i;
    return value;
}
