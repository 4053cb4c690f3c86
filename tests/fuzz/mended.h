/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HDF5 files whose checksums are right whatever else is wrong, so that what is behind
 * them is read: a checksum that is asked for is the one that the file has. The mutator
 * changes bytes where they are, for a byte more or less moves every address of a file.
 * For targets linked with --wrap=READ_CHUNK: see the Makefile. */
#ifndef TESTS_FUZZ_MENDED_H
#define TESTS_FUZZ_MENDED_H

#include "store/chunk.h"
#include "target.h"

#include <hdf5.h>
#include <libdeflate.h>

enum {
    SUPERBLOCK_END = 28, /* where a superblock has the length of the file, */
    SUPERBLOCK_SUM = 44, /* and its checksum */
    SUPERBLOCK = 48
};

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed);
uint32_t H5_checksum_fletcher32(const void *bytes, size_t length);
uint32_t H5_checksum_lookup3(const void *key, size_t length, uint32_t start);
uint32_t H5_checksum_metadata(const void *key, size_t length, uint32_t start);

/* libhdf5 loses some bytes with every damaged file that it refuses to open. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}

static struct {
    const uint8_t *bytes;
    size_t size;
} image; /* of the file being read */

static uint32_t number4(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* The direct blocks of a heap have their checksum within, and it is blank while theirs
 * is computed: what was there is looked up in the file, first where groups have it, as
 * a checksum that ends in 0 seems to begin a byte earlier. */
static const uint8_t *sum_within(const uint8_t *block, size_t length)
{
    static const unsigned char places[] = {17, 15, 16, 18, 19, 20, 21};
    const uint8_t *end = image.bytes + image.size, *p = image.bytes;
    while ((p = memmem(p, (size_t)(end - p), block, 13)) != NULL && (size_t)(end - p) >= length) {
        for (size_t i = 0; i < sizeof places; i++) {
            size_t at = places[i];
            if (at + 4 <= length && memcmp(p, block, at) == 0 && number4(block + at) == 0 &&
                memcmp(p + at + 4, block + at + 4, length - at - 4) == 0)
                return p + at;
        }
        p++;
    }
    return NULL;
}

/* In place of libhdf5's own, which calls it with the checksum right behind the key.
 * What begins with no name of a part of a file is refused for that anyway. */
__attribute__((visibility("default"))) uint32_t H5_checksum_metadata(const void *key, size_t length,
                                                                     uint32_t start)
{
    static const char parts[] = "OHDR OCHK FRHP FHIB BTHD BTIN BTLF EAHD EAIB EASB EADB "
                                "FAHD FADB FSHD FSSE SMTB SMLI \211HDF";
    char part[5] = "";
    const uint8_t *sum = NULL;
    (void)start;
    memcpy(part, key, length < 4 ? length : 4);
    if (strcmp(part, "FHDB") == 0)
        sum = sum_within(key, length);
    else if (strlen(part) == 4 && strstr(parts, part) != NULL)
        sum = (const uint8_t *)key + length;
    return sum != NULL ? number4(sum) : 0;
}

/* Adler-32 of what the chunk inflates to, and Fletcher-32 of all of it. */
static void mend_chunk(uint8_t *chunk, size_t length)
{
    static uint8_t plain[HINGE_CHUNK_LIMIT];
    static struct libdeflate_decompressor *inflate;
    size_t got, n = length - HINGE_CHUNK_CHECKSUM;
    if (inflate == NULL)
        inflate = libdeflate_alloc_decompressor();
    if (n > 6 && libdeflate_deflate_decompress(inflate, chunk + 2, n - 6, plain, sizeof plain,
                                               &got) == LIBDEFLATE_SUCCESS) {
        uint32_t sum = libdeflate_adler32(1, plain, got);
        for (size_t i = 0; i < 4; i++)
            chunk[n - 4 + i] = (uint8_t)(sum >> (24 - 8 * i));
    }
    uint32_t sum = H5_checksum_fletcher32(chunk, n);
    for (size_t i = 0; i < 4; i++)
        chunk[n + i] = (uint8_t)(sum >> 8 * i);
}

/* HDF5 2.0 gave the call a length and kept the one without under another name. */
#ifdef H5Dread_chunk_vers
#define REAL(name) __real_##name##1
#define WRAP(name) __wrap_##name##1
#else
#define REAL(name) __real_##name
#define WRAP(name) __wrap_##name
#endif
herr_t REAL(H5Dread_chunk)(hid_t, hid_t, const hsize_t *, uint32_t *, void *);
herr_t WRAP(H5Dread_chunk)(hid_t, hid_t, const hsize_t *, uint32_t *, void *);

herr_t WRAP(H5Dread_chunk)(hid_t dataset, hid_t transfer, const hsize_t *offset, uint32_t *skipped,
                           void *chunk)
{
    hsize_t length = 0;
    herr_t status = REAL(H5Dread_chunk)(dataset, transfer, offset, skipped, chunk);
    if (status >= 0 && H5Dget_chunk_storage_size(dataset, offset, &length) >= 0 &&
        length > HINGE_CHUNK_CHECKSUM)
        mend_chunk(chunk, (size_t)length);
    return status;
}

static char mended_path[256];

static void remove_mended(void)
{
    unlink(mended_path);
}

/* The path of the input as a file whose first block fits it. On a disk or in /dev/shm,
 * for libhdf5 follows what /proc has of files that are nowhere to a name that is none.
 */
static const char *as_mended_file(const uint8_t *bytes, size_t size)
{
    if (*mended_path == '\0') {
        const char *folder = getenv("TMPDIR");
        snprintf(mended_path, sizeof mended_path, "%s/hinge-fuzz-%ld",
                 folder != NULL ? folder : "/tmp", (long)getpid());
        atexit(remove_mended);
    }
    uint8_t block[SUPERBLOCK] = {0};
    size_t first = size < SUPERBLOCK ? size : SUPERBLOCK;
    memcpy(block, bytes, first);
    if (first == SUPERBLOCK) {
        for (size_t i = 0; i < 8; i++)
            block[SUPERBLOCK_END + i] = (uint8_t)((uint64_t)size >> 8 * i);
        uint32_t sum = H5_checksum_lookup3(block, SUPERBLOCK_SUM, 0);
        memcpy(block + SUPERBLOCK_SUM, &sum, sizeof sum);
    }
    FILE *file = fopen(mended_path, "wb");
    promise(file != NULL && fwrite(block, 1, first, file) == first &&
                fwrite(bytes + first, 1, size - first, file) == size - first && fclose(file) == 0,
            "file", NULL);
    image.bytes = bytes;
    image.size = size;
    return mended_path;
}

/* What the targets begin with is sound and has to be read to its end; else they would
 * try the first refusal again and again. */
static void promise_sound(enum hinge_status status, const struct hinge_error *error)
{
    promise(status == HINGE_OK || getenv("HINGE_FUZZ_SOUND") == NULL, "a sound file", error);
}

static uint64_t drawn(uint64_t *state, uint64_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (*state >> 33) % below;
}

/* A number of 1, 2, 4 or 8 bytes that is what a bound is made of, or that the file has
 * elsewhere. */
static void add_number(uint8_t *bytes, size_t size, size_t at, uint64_t *state)
{
    size_t width = (size_t)1 << drawn(state, 4), from = drawn(state, size - 8);
    uint64_t value;
    memcpy(&value, bytes + at, sizeof value);
    switch (drawn(state, 6)) {
    case 0:
        value += 1;
        break;
    case 1:
        value -= 1;
        break;
    case 2:
        value = UINT64_MAX >> drawn(state, 64);
        break;
    case 3:
        value = (uint64_t)1 << drawn(state, 64);
        break;
    case 4:
        value = drawn(state, 16);
        break;
    default:
        memcpy(&value, bytes + from, sizeof value);
        break;
    }
    memcpy(bytes + at, &value, width);
}

/* A place for 8 bytes within the values of a chunk that is not compressed: behind the
 * heads of its zlib stream and of its only block. 0 when there is none after `from`. */
static size_t value_after(const uint8_t *bytes, size_t size, size_t from, uint64_t *state)
{
    enum { HEADS = 7 };
    for (size_t i = from; i + HEADS < size; i++) {
        size_t length = bytes[i + 3] | (size_t)bytes[i + 4] << 8;
        size_t other = bytes[i + 5] | (size_t)bytes[i + 6] << 8;
        if (bytes[i] == 0x78 && bytes[i + 1] == 0x01 && bytes[i + 2] == 0x01 &&
            (length ^ other) == 0xffff && length > 8 && length < size - i - HEADS)
            return i + HEADS + drawn(state, length - 7);
    }
    return 0;
}

/* Most often a value is changed, for which the file has to be right around it. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    uint64_t state = seed;
    if (size < 2 * SUPERBLOCK || drawn(&state, 64) == 0)
        return LLVMFuzzerMutate(bytes, size, room);
    bool values = drawn(&state, 4) > 0;
    for (uint64_t left = 1 + drawn(&state, 4); left > 0; left--) {
        size_t at = SUPERBLOCK + drawn(&state, size - SUPERBLOCK - 8);
        size_t value = values ? value_after(bytes, size, at, &state) : 0;
        at = value > 0 ? value : at;
        switch (drawn(&state, 3)) {
        case 0:
            bytes[at] ^= (uint8_t)(1 << drawn(&state, 8));
            break;
        case 1:
            bytes[at] = (uint8_t)drawn(&state, 256);
            break;
        default:
            add_number(bytes, size, at, &state);
            break;
        }
    }
    return size;
}

#endif
