/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook: a zip in memory, its parts one after the other, which are XML. */
#ifndef HINGE_BASE_WORKBOOK_H
#define HINGE_BASE_WORKBOOK_H

#include <expat.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HINGE_ZIP_NAME = 200 };

struct hinge_zip {
    const char *bytes; /* the caller's */
    size_t length, parts, at;
};

struct hinge_zip_part {
    char name[HINGE_ZIP_NAME];
    unsigned method;
    uint32_t crc, packed, length, at;
};

/* False when the bytes end in no directory of a zip; what is behind it (a comment) is
 * not looked through. */
bool hinge_zip_open(const char *bytes, size_t length, struct hinge_zip *zip);

/* The next part of the directory; false when it does not lie within the bytes. */
bool hinge_zip_next(struct hinge_zip *zip, struct hinge_zip_part *part);

/* The part's own bytes, which the caller frees; *whole is false when they are not those
 * that were packed, by length and checksum. */
enum hinge_status hinge_zip_inflate(const struct hinge_zip *zip, const struct hinge_zip_part *part,
                                    char **bytes, bool *whole, struct hinge_error *error);

/* --- XML: attributes, names of cells, parsing to the end --- */

/* An attribute's value, "" when there is none. */
const char *hinge_sheet_attribute(const XML_Char **attributes, const char *name);

/* "AB12": row and column from 0; SIZE_MAX where the name has none or more than four
 * letters. */
void hinge_sheet_place(const char *cell, size_t *row, size_t *column);

/* Parses a part, whose handlers get `context`; *whole is false when it is not XML to
 * its end. */
void hinge_sheet_parse(const char *xml, size_t length, void *context,
                       XML_StartElementHandler starts, XML_EndElementHandler ends,
                       XML_CharacterDataHandler text, bool *whole);

#endif
