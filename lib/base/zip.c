/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a zip (APPNOTE.TXT 4.3): stored or deflated. */
#include "base/zip.h"
#include "base/base.h"

#include <hinge/init.h>
#include <libdeflate.h>

enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, STORED = 0, DEFLATED = 8 };

static uint32_t number(const char *at, unsigned bytes)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)(unsigned char)at[i] << 8 * i;
    return value;
}

/* False when the bytes end in no directory of a zip; what is behind it (a comment) is not looked
 * through. */
bool hinge_zip_open(const char *bytes, size_t length, struct hinge_zip *zip)
{
    const char *end = length >= END_SIZE ? bytes + length - END_SIZE : NULL;
    if (end == NULL || memcmp(end, "PK\5\6", 4) != 0)
        return false;
    *zip = (struct hinge_zip){bytes, length, number(end + 10, 2), number(end + 16, 4)};
    return true;
}

/* The next part of the directory; false when it does not lie within the bytes. */
bool hinge_zip_next(struct hinge_zip *zip, struct hinge_zip_part *part)
{
    const char *bytes = zip->bytes, *entry = bytes + zip->at;
    size_t length = zip->length, left = zip->at < length ? length - zip->at : 0;
    if (left < ENTRY_SIZE || memcmp(entry, "PK\1\2", 4) != 0)
        return false;
    size_t name = number(entry + 28, 2);
    size_t size = ENTRY_SIZE + name + number(entry + 30, 2) + number(entry + 32, 2);
    *part = (struct hinge_zip_part){.method = number(entry + 10, 2),
                                    .crc = number(entry + 16, 4),
                                    .packed = number(entry + 20, 4),
                                    .length = number(entry + 24, 4),
                                    .at = number(entry + 42, 4)};
    if (size > left || name >= sizeof part->name)
        return false;
    memcpy(part->name, entry + ENTRY_SIZE, name);
    zip->at += size;
    if (part->at > length || length - part->at < LOCAL_SIZE ||
        memcmp(bytes + part->at, "PK\3\4", 4) != 0)
        return false;
    part->at += LOCAL_SIZE + number(bytes + part->at + 26, 2) + number(bytes + part->at + 28, 2);
    return part->at <= length && part->packed <= length - part->at;
}

/* The part's own bytes, which the caller frees; NULL when they are not those that were packed, by
 * length and checksum. */
char *hinge_zip_inflate(const struct hinge_zip *zip, const struct hinge_zip_part *part)
{
    struct libdeflate_decompressor *library = libdeflate_alloc_decompressor();
    const char *packed = zip->bytes + part->at;
    char *bytes = hinge_alloc(part->length, 1);
    bool whole = false;
    if (library == NULL)
        hinge_out_of_memory();
    if (part->method == DEFLATED) {
        whole = libdeflate_deflate_decompress(library, packed, part->packed, bytes, part->length,
                                              NULL) == LIBDEFLATE_SUCCESS;
    } else if (part->method == STORED && part->packed == part->length) {
        memcpy(bytes, packed, part->length);
        whole = true;
    }
    libdeflate_free_decompressor(library);
    if (whole && libdeflate_crc32(0, bytes, part->length) == part->crc)
        return bytes;
    free(bytes);
    return NULL;
}
