/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook's parts: a zip by its directory (APPNOTE.TXT 4.3), stored or deflated, and the XML in
 * it. In: the caller's bytes; out: a part's own bytes, the caller's. */
#include "base/workbook.h"

#include "base/memory.h"

#include <hinge/init.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, STORED = 0, DEFLATED = 8 };

static uint32_t number(const char *at, unsigned bytes)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)(unsigned char)at[i] << 8 * i;
    return value;
}

bool hinge_zip_open(const char *bytes, size_t length, struct hinge_zip *zip)
{
    const char *end = length >= END_SIZE ? bytes + length - END_SIZE : NULL;
    if (end == NULL || memcmp(end, "PK\5\6", 4) != 0)
        return false;
    *zip = (struct hinge_zip){bytes, length, number(end + 10, 2), number(end + 16, 4)};
    return true;
}

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

enum hinge_status hinge_zip_inflate(const struct hinge_zip *zip, const struct hinge_zip_part *part,
                                    char **bytes, bool *whole, struct hinge_error *error)
{
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
    const char *packed = zip->bytes + part->at;
    *whole = false;
    *bytes = hinge_alloc(part->length, 1);
    bool ready = inflate != NULL;
    if (ready && part->method == DEFLATED)
        *whole = libdeflate_deflate_decompress(inflate, packed, part->packed, *bytes, part->length,
                                               NULL) == LIBDEFLATE_SUCCESS;
    else if (ready && part->method == STORED && part->packed == part->length) {
        memcpy(*bytes, packed, part->length);
        *whole = true;
    }
    *whole = *whole && libdeflate_crc32(0, *bytes, part->length) == part->crc;
    if (inflate != NULL)
        libdeflate_free_decompressor(inflate);
    return ready ? HINGE_OK : hinge_no_memory(error);
}

/* --- XML --- */

const char *hinge_sheet_attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return "";
}

void hinge_sheet_place(const char *cell, size_t *row, size_t *column)
{
    const char *letter = cell;
    *column = 0;
    for (; *letter >= 'A' && *letter <= 'Z' && letter < cell + 4; letter++)
        *column = 26 * *column + (size_t)(*letter - 'A' + 1);
    bool ends = *letter < 'A' || *letter > 'Z';
    *column = ends ? *column - 1 : SIZE_MAX; /* no letter: SIZE_MAX as well */
    *row = (size_t)strtoul(letter, NULL, 10) - 1;
}

void hinge_sheet_parse(const char *xml, size_t length, void *context,
                       XML_StartElementHandler starts, XML_EndElementHandler ends,
                       XML_CharacterDataHandler text, bool *whole)
{
    enum { SLICE = 1 << 20 }; /* expat counts in int */
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, context);
    XML_SetElementHandler(parser, starts, ends);
    XML_SetCharacterDataHandler(parser, text);
    *whole = length > 0;
    for (size_t at = 0; *whole && at < length; at += SLICE) {
        size_t n = length - at < SLICE ? length - at : SLICE;
        *whole = XML_Parse(parser, xml + at, (int)n, at + n == length) == XML_STATUS_OK;
    }
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        hinge_out_of_memory();
    XML_ParserFree(parser);
}
