/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook is a zip (APPNOTE.TXT 4.3) of XML parts, stored or deflated: each is inflated, its
 * length and checksum compared, parsed to its end, and its cells and comments summed as they were
 * when given. */
#include "report/workbook_check.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/zip.h"

#include <expat.h>
#include <hinge/init.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- checksums of cells --- */

static uint32_t add(uint32_t sum, size_t row, size_t column, const void *bytes, size_t n)
{
    const uint32_t place[2] = {(uint32_t)row, (uint32_t)column};
    sum = libdeflate_crc32(sum, place, sizeof place);
    return libdeflate_crc32(sum, bytes, n);
}

/* Characters that XML does not take, or changes, are written in another way: of such a
 * text only the place counts. */
static size_t length_of(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < ' ' || (text[i] == '_' && i + 1 < n && text[i + 1] == 'x'))
            return 0;
    return n;
}

void hinge_sheet_sum_text(struct hinge_sheet_sum *sum, size_t row, size_t column, const char *text)
{
    size_t n = length_of(text, strlen(text));
    if (*text == '\0')
        return; /* no cell */
    sum->exact = add(sum->exact, row, column, text, n);
    sum->printed = add(sum->printed, row, column, text, n);
}

void hinge_sheet_sum_number(struct hinge_sheet_sum *sum, size_t row, size_t column, double value)
{
    char text[40];
    snprintf(text, sizeof text, "%.16G", value);
    double printed = strtod(text, NULL);
    sum->exact = add(sum->exact, row, column, &value, sizeof value);
    sum->printed = add(sum->printed, row, column, &printed, sizeof printed);
}

void hinge_sheet_sum_comment(struct hinge_sheet_sum *sum, size_t row, size_t column,
                             const char *text)
{
    sum->comments = add(sum->comments, row, column, text, length_of(text, strlen(text)));
    sum->n_comments++;
}

/* --- a part --- */

struct reading {
    uint32_t sum;
    size_t notes;       /* boxes of comments */
    size_t widths;      /* of columns */
    size_t row, column; /* of the cell */
    bool inside;        /* of a value */
    struct hinge_text text;
};

/* An attribute's cell "AB12": row and column from 0; SIZE_MAX where it names none or has more than
 * four letters. */
static void find_cell(struct reading *reading, const XML_Char **attributes, const char *name)
{
    const char *cell = "";
    for (; *attributes != NULL && *cell == '\0'; attributes += 2)
        cell = strcmp(attributes[0], name) == 0 ? attributes[1] : "";
    const char *letter = cell;
    size_t column = 0;
    for (; *letter >= 'A' && *letter <= 'Z' && letter < cell + 4; letter++)
        column = 26 * column + (size_t)(*letter - 'A' + 1);
    bool ends = *letter < 'A' || *letter > 'Z';
    reading->column = ends ? column - 1 : SIZE_MAX; /* no letter: SIZE_MAX as well */
    reading->row = (size_t)strtoul(letter, NULL, 10) - 1;
}

static void XMLCALL element_starts(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = context;
    if (strcmp(name, "c") == 0)
        find_cell(reading, attributes, "r");
    else if (strcmp(name, "comment") == 0)
        find_cell(reading, attributes, "ref");
    else if (strcmp(name, "x:ClientData") == 0)
        reading->notes++;
    else if (strcmp(name, "col") == 0)
        reading->widths++;
    reading->inside = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
    reading->text.length = 0;
}

static void XMLCALL element_ends(void *context, const XML_Char *name)
{
    struct reading *reading = context;
    const char *text = hinge_text_string(&reading->text);
    size_t n = length_of(text, reading->text.length);
    double value = strcmp(name, "v") == 0 ? strtod(text, NULL) : 0;
    if (reading->inside && strcmp(name, "v") == 0)
        reading->sum = add(reading->sum, reading->row, reading->column, &value, sizeof value);
    else if (reading->inside)
        reading->sum = add(reading->sum, reading->row, reading->column, text, n);
    reading->inside = false;
}

static void XMLCALL text_goes_on(void *context, const XML_Char *text, int n)
{
    struct reading *reading = context;
    if (reading->inside)
        hinge_text_add(&reading->text, text, (size_t)n);
}

/* Parses XML; false when it is none to its end. */
static bool parse(const char *xml, size_t length, struct reading *reading)
{
    enum { SLICE = 1 << 20 }; /* expat counts in int */
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, reading);
    XML_SetElementHandler(parser, element_starts, element_ends);
    XML_SetCharacterDataHandler(parser, text_goes_on);
    bool whole = length > 0;
    for (size_t at = 0; whole && at < length; at += SLICE) {
        size_t n = length - at < SLICE ? length - at : SLICE;
        whole = XML_Parse(parser, xml + at, (int)n, at + n == length) == XML_STATUS_OK;
    }
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        hinge_out_of_memory();
    XML_ParserFree(parser);
    hinge_text_clear(&reading->text);
    return whole;
}

/* The number in "<before>12<after>"; 0 where the name is another. */
static size_t number_in(const char *name, const char *before, const char *after)
{
    size_t n = strlen(before);
    char *end;
    if (strncmp(name, before, n) != 0)
        return 0;
    unsigned long number = strtoul(name + n, &end, 10);
    return strcmp(end, after) == 0 ? (size_t)number : 0;
}

/* Whose sum a part has: "xl/worksheets/sheet2.xml" is the second sheet; comments and
 * their boxes are counted by the sheets that have some. */
static bool is_as_given(const char *name, const struct reading *read,
                        const struct hinge_sheet_sum *sheet, size_t n)
{
    size_t number = number_in(name, "xl/worksheets/sheet", ".xml"), with = 0;
    if (number > 0)
        return number <= n && read->widths == sheet[number - 1].n_widths &&
               (read->sum == sheet[number - 1].exact || read->sum == sheet[number - 1].printed);
    number = number_in(name, "xl/drawings/vmlDrawing", ".vml");
    bool boxes = number > 0;
    if (!boxes)
        number = number_in(name, "xl/comments", ".xml");
    if (number == 0)
        return true;
    for (size_t s = 0; s < n; s++)
        if (sheet[s].n_comments > 0 && ++with == number)
            return boxes ? read->notes == sheet[s].n_comments : read->sum == sheet[s].comments;
    return false;
}

static bool is_whole(const struct hinge_zip *zip, const struct hinge_zip_part *part,
                     const struct hinge_sheet_sum *sheet, size_t n)
{
    struct reading reading = {0};
    char *xml = hinge_zip_inflate(zip, part);
    bool whole = xml != NULL && parse(xml, part->length, &reading) &&
                 is_as_given(part->name, &reading, sheet, n);
    free(xml);
    return whole;
}

/* Sheets, sheets with comments, and what every workbook has besides. */
static size_t parts_of(const struct hinge_sheet_sum *sheet, size_t n)
{
    enum { ALWAYS = 8, WITH_COMMENTS = 3 };
    size_t parts = ALWAYS + n;
    for (size_t s = 0; s < n; s++)
        parts += sheet[s].n_comments > 0 ? WITH_COMMENTS : 0;
    return parts;
}

static enum hinge_status broken(const char *part, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "the workbook cannot be written: its part %s is not whole; "
                           "is there room in TMPDIR?",
                           part);
}

enum hinge_status hinge_workbook_check(const char *bytes, size_t length,
                                       const struct hinge_sheet_sum *sheet, size_t n,
                                       struct hinge_error *error)
{
    struct hinge_zip zip;
    if (!hinge_zip_open(bytes, length, &zip) || zip.parts != parts_of(sheet, n))
        return broken("list", error);
    for (size_t i = 0; i < zip.parts; i++) {
        struct hinge_zip_part part;
        if (!hinge_zip_next(&zip, &part))
            return broken("list", error);
        if (!is_whole(&zip, &part, sheet, n))
            return broken(part.name, error);
    }
    return HINGE_OK;
}
