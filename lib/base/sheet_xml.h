/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML parts of a workbook: attributes, names of cells, parsing to the end. */
#ifndef HINGE_BASE_SHEET_XML_H
#define HINGE_BASE_SHEET_XML_H

#include <expat.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

/* An attribute's value, "" when there is none. */
const char *hinge_sheet_attribute(const XML_Char **attributes, const char *name);

/* "AB12": row and column from 0; SIZE_MAX where the name has none or more than four
 * letters. */
void hinge_sheet_place(const char *cell, size_t *row, size_t *column);

/* Parses a part, whose handlers get `context`; *whole is false when it is not XML to
 * its end. NOMEM. */
void hinge_sheet_parse(const char *xml, size_t length, void *context,
                       XML_StartElementHandler starts, XML_EndElementHandler ends,
                       XML_CharacterDataHandler text, bool *whole);

#endif
