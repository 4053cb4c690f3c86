/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate: damaged and hostile files are turned away before libhdf5 parses them. */
#include "store/gate.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Superblock version 3, offsets of its fields (HDF5 file format specification, II.A).
 */
enum {
    SIGNATURE = 8,
    AT_VERSION = 8,
    AT_OFFSET_SIZE = 9,
    AT_LENGTH_SIZE = 10,
    AT_CONSISTENCY = 11,
    AT_BASE = 12,
    AT_EXTENSION = 20,
    AT_END = 28,
    AT_ROOT = 36,
    AT_CHECKSUM = 44,
    SUPERBLOCK = 48
};

static uint32_t rotate(uint32_t x, unsigned k)
{
    return x << k | x >> (32 - k);
}

/* Bob Jenkins' lookup3 (public domain) with an initial value of 0, byte by byte. */
static uint32_t lookup3(const unsigned char *key, size_t length)
{
    uint32_t a = 0xdeadbeef + (uint32_t)length, b = a, c = a;
    for (; length > 12; length -= 12, key += 12) {
        uint32_t word[3] = {0};
        for (unsigned i = 0; i < 12; i++)
            word[i / 4] += (uint32_t)key[i] << 8 * (i % 4);
        a += word[0];
        b += word[1];
        c += word[2];
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
    uint32_t word[3] = {0};
    for (unsigned i = 0; i < length; i++)
        word[i / 4] += (uint32_t)key[i] << 8 * (i % 4);
    a += word[0];
    b += word[1];
    c += word[2];
    c = (c ^ b) - rotate(b, 14);
    a = (a ^ c) - rotate(c, 11);
    b = (b ^ a) - rotate(a, 25);
    c = (c ^ b) - rotate(b, 16);
    a = (a ^ c) - rotate(c, 4);
    b = (b ^ a) - rotate(a, 14);
    return (c ^ b) - rotate(b, 24);
}

static uint64_t number(const unsigned char *at, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)at[i] << 8 * i;
    return value;
}

static enum hinge_status refuse(struct hinge_error *error, enum hinge_reason reason,
                                const char *shown, const char *why)
{
    return hinge_error_set(error, HINGE_INPUT, reason, "%s: %s", shown, why);
}

static enum hinge_status check_superblock(const unsigned char *block, size_t got,
                                          uint64_t size, const char *shown,
                                          struct hinge_error *error)
{
    static const unsigned char signature[SIGNATURE] = "\211HDF\r\n\032\n";
    if (got < SIGNATURE || memcmp(block, signature, SIGNATURE) != 0)
        return refuse(error, HINGE_REASON_UNKNOWN_FORMAT, shown,
                      "not an HDF5 file, so neither a study nor a results file");
    if (got < SUPERBLOCK)
        return refuse(error, HINGE_REASON_DAMAGED, shown, "damaged: cut short");
    if (block[AT_VERSION] != 3)
        return refuse(error, HINGE_REASON_UNKNOWN_FORMAT, shown,
                      "an HDF5 file, but neither a study nor a results file (they have "
                      "superblock version 3)");
    if (lookup3(block, AT_CHECKSUM) != (uint32_t)number(block + AT_CHECKSUM, 4))
        return refuse(error, HINGE_REASON_DAMAGED, shown, "damaged: first 48 bytes");
    if (block[AT_CONSISTENCY] != 0)
        return refuse(error, HINGE_REASON_DAMAGED, shown,
                      "damaged: it was not closed by the program that wrote it");
    uint64_t end = number(block + AT_END, 8), root = number(block + AT_ROOT, 8);
    if (block[AT_OFFSET_SIZE] != 8 || block[AT_LENGTH_SIZE] != 8 ||
        number(block + AT_BASE, 8) != 0 ||
        number(block + AT_EXTENSION, 8) != UINT64_MAX || root < SUPERBLOCK ||
        root >= end)
        return refuse(error, HINGE_REASON_DAMAGED, shown,
                      "refused: unusual HDF5 superblock");
    if (end != size)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: %llu bytes, but it says it has %llu",
                               shown, (unsigned long long)size,
                               (unsigned long long)end);
    return HINGE_OK;
}

/* How many of the first bytes there are; -1 (errno) when they cannot be read. */
static ssize_t read_start(int file, unsigned char *block)
{
    size_t got = 0;
    while (got < SUPERBLOCK) {
        ssize_t n = read(file, block + got, SUPERBLOCK - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

enum hinge_status hinge_gate_check(const char *path, const char *shown,
                                   struct stat *seen, struct hinge_error *error)
{
    struct stat info;
    unsigned char block[SUPERBLOCK];
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return hinge_file_unreadable(shown, errno, error);
    enum hinge_status status = HINGE_OK;
    ssize_t got = 0;
    bool known = fstat(file, &info) == 0;
    if (known && S_ISREG(info.st_mode) && info.st_size > 0)
        got = read_start(file, block);
    if (!known || got < 0)
        status = hinge_file_unreadable(shown, errno, error);
    else if (!S_ISREG(info.st_mode))
        status = refuse(error, HINGE_REASON_UNREADABLE, shown,
                        S_ISDIR(info.st_mode) ? "not a regular file (it is a directory)"
                                              : "not a regular file");
    else if (info.st_size == 0)
        status = refuse(error, HINGE_REASON_EMPTY_FILE, shown, "empty file");
    else
        status =
            check_superblock(block, (size_t)got, (uint64_t)info.st_size, shown, error);
    if (status == HINGE_OK && seen != NULL)
        *seen = info;
    close(file);
    return status;
}
