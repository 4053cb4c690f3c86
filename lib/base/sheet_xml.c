/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML parts of a workbook. */
#include "base/workbook.h"

#include <hinge/init.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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
