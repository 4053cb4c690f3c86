/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook is a zip (APPNOTE.TXT 4.3) of XML parts, stored or deflated: each is inflated, its
 * length and checksum compared, and parsed to its end. Where a block of a part was lost the rest
 * may still be XML, with fewer cells: they are counted. Lists and labels have no text of a block.
 */
#include "report/writers/writer.h"

#include "base/zip.h"

#include <expat.h>
#include <hinge/init.h>

struct reading {
    size_t cells;  /* with a value, or a comment's text */
    size_t notes;  /* boxes of comments */
    size_t widths; /* of columns */
};

static void XMLCALL element_starts(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = context;
    (void)attributes;
    reading->cells += strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
    reading->notes += strcmp(name, "x:ClientData") == 0;
    reading->widths += strcmp(name, "col") == 0;
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

/* Whose counts a part has: "xl/worksheets/sheet2.xml" is the second sheet; comments and
 * their boxes are counted by the sheets that have some. */
static bool is_as_given(const char *name, const struct reading *read,
                        const struct hinge_sheet_counts *sheet, size_t n)
{
    size_t number = number_in(name, "xl/worksheets/sheet", ".xml"), with = 0;
    if (number > 0)
        return number <= n && read->widths == sheet[number - 1].widths &&
               read->cells == sheet[number - 1].cells;
    const size_t boxes = number_in(name, "xl/drawings/vmlDrawing", ".vml");
    number = boxes > 0 ? boxes : number_in(name, "xl/comments", ".xml");
    if (number == 0)
        return true;
    for (size_t s = 0; s < n; s++)
        if (sheet[s].comments > 0 && ++with == number)
            return boxes > 0 ? read->notes == sheet[s].comments : read->cells == sheet[s].comments;
    return false;
}

static enum hinge_status broken(const char *part, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                           "the workbook cannot be written: its part %s is not whole; "
                           "is there room in TMPDIR?",
                           part);
}

enum hinge_status hinge_workbook_check(const char *bytes, size_t length,
                                       const struct hinge_sheet_counts *sheet, size_t n,
                                       struct hinge_error *error)
{
    /* sheets, sheets with comments, and what every workbook has besides */
    enum { ALWAYS = 8, WITH_COMMENTS = 3 };
    struct hinge_zip zip;
    size_t parts = ALWAYS + n;
    for (size_t s = 0; s < n; s++)
        parts += sheet[s].comments > 0 ? WITH_COMMENTS : 0;
    if (!hinge_zip_open(bytes, length, &zip) || zip.parts != parts)
        return broken("list", error);
    for (size_t i = 0; i < zip.parts; i++) {
        struct hinge_zip_part part;
        if (!hinge_zip_next(&zip, &part))
            return broken("list", error);
        struct reading reading = {0};
        cleared_by(freed) char *xml = hinge_zip_inflate(&zip, &part);
        bool whole = xml != NULL && part.length > 0; /* XML to its end */
        enum { SLICE = 1 << 20 };                    /* expat counts in int */
        XML_Parser parser = XML_ParserCreate(NULL);
        XML_SetUserData(parser, &reading);
        XML_SetStartElementHandler(parser, element_starts);
        for (size_t at = 0; whole && at < part.length; at += SLICE) {
            size_t slice = part.length - at < SLICE ? part.length - at : SLICE;
            whole =
                XML_Parse(parser, xml + at, (int)slice, at + slice == part.length) == XML_STATUS_OK;
        }
        if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
            hinge_out_of_memory();
        XML_ParserFree(parser);
        if (!whole || !is_as_given(part.name, &reading, sheet, n))
            return broken(part.name, error);
    }
    return HINGE_OK;
}
