/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel workbooks: bytes of a zip of XML in, a sheet as CSV out (ECMA-376 part 1, 18.3 and 18.4).
 */
#include "ingest/workbook.h"

#include "base/memory.h"
#include "base/zip.h"
#include "table/cells.h"

#include <expat.h>
#include <hinge/init.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LARGEST = 16 << 20,
    UNPACKED = 64 << 20,
    ROWS = 100000,
    COLUMNS = 1000,
    STYLES = 4096,
    SHEETS = 64
};

struct book {
    const char *path;
    struct hinge_text strings;       /* shared ones, each with a NUL */
    size_t n_strings, room, *string; /* where each begins */
    unsigned format[STYLES];         /* of numbers, by style */
    size_t n_styles, n_dates;
    unsigned date[STYLES]; /* ids of own formats of numbers that are dates */
    size_t n_sheets;       /* in the order in which Excel shows them: their ids, and their parts */
    char sheet[SHEETS][24], part[SHEETS][100], name[SHEETS][128]; /* name: 31 letters */
    /* of the part in hand */
    bool styles, inside, phonetic;
    struct hinge_text text; /* of the element */
    struct hinge_text *csv;
    size_t row, column, at_row, at_column; /* of the cell; what was written */
    size_t widest;                         /* cells of a row so far */
    char cell[16], type[12];
    unsigned style;
    enum hinge_status status;
    struct hinge_error *error;
};

bool hinge_is_workbook(const char *path, const struct hinge_bytes *bytes)
{
    return hinge_ends_alike(path, ".xlsx") && bytes->size > 4 &&
           (memcmp(bytes->data, "PK", 2) == 0 || memcmp(bytes->data, "\xd0\xcf\x11\xe0", 4) == 0);
}

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return "";
}

static void XMLCALL starts(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct book *book = context;
    if (strcmp(name, "c") == 0) {
        const char *cell = attribute(attributes, "r"); /* "AB12"; 0: beyond what is read */
        size_t column = 0;
        snprintf(book->cell, sizeof book->cell, "%.14s", cell);
        for (; *cell >= 'A' && *cell <= 'Z' && column <= COLUMNS; cell++)
            column = 26 * column + (size_t)(*cell - 'A' + 1);
        unsigned long row = strtoul(cell, NULL, 10);
        book->column = column <= COLUMNS ? column : 0;
        book->row = row <= ROWS ? row : 0;
        snprintf(book->type, sizeof book->type, "%.11s", attribute(attributes, "t"));
        book->style = (unsigned)strtoul(attribute(attributes, "s"), NULL, 10);
        book->text.length = 0;
    } else if (strcmp(name, "si") == 0 || strcmp(name, "is") == 0) {
        book->text.length = 0;
    } else if (strcmp(name, "rPh") == 0) {
        book->phonetic = true; /* how it is spoken, beside the text */
    } else if (strcmp(name, "sheet") == 0 && book->n_sheets < SHEETS) {
        snprintf(book->name[book->n_sheets], sizeof *book->name, "%.127s",
                 attribute(attributes, "name"));
        snprintf(book->sheet[book->n_sheets++], sizeof *book->sheet, "%.23s",
                 attribute(attributes, "r:id"));
    } else if (strcmp(name, "Relationship") == 0) {
        const char *target = attribute(attributes, "Target"); /* from xl/, or from the root */
        for (size_t i = 0; i < book->n_sheets; i++)
            if (strcmp(book->sheet[i], attribute(attributes, "Id")) == 0)
                snprintf(book->part[i], sizeof *book->part, "%s%.90s", *target == '/' ? "" : "xl/",
                         target + (*target == '/'));
    } else if (strcmp(name, "cellXfs") == 0) {
        book->styles = true;
    } else if (strcmp(name, "xf") == 0 && book->styles && book->n_styles < STYLES) {
        book->format[book->n_styles++] =
            (unsigned)strtoul(attribute(attributes, "numFmtId"), NULL, 10);
    } else if (strcmp(name, "numFmt") == 0 && book->n_dates < STYLES) {
        const char *code = attribute(attributes, "formatCode");
        if (strpbrk(code, "yY") != NULL && strpbrk(code, "mM") != NULL)
            book->date[book->n_dates++] =
                (unsigned)strtoul(attribute(attributes, "numFmtId"), NULL, 10);
    }
    book->inside = !book->phonetic && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
    if (strcmp(name, "v") == 0)
        book->text.length = 0;
}

/* The empty cells at the end of a row are not stored. */
static void end_row(struct book *book)
{
    for (; book->at_row > 0 && book->at_column < book->widest; book->at_column++)
        hinge_text_adds(book->csv, ",");
}

static void end_cell(struct book *book)
{
    const char *text = hinge_text_string(&book->text);
    struct hinge_text value = {0};
    if (strcmp(book->type, "e") == 0) {
        book->status = hinge_error_set(book->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                       "%s: cell %s is %.20s; correct it, or leave it empty",
                                       book->path, book->cell, text);
        return;
    }
    if (book->text.length == 0 || book->row == 0 || book->column == 0 || book->row < book->at_row ||
        (book->row == book->at_row && book->column < book->at_column))
        return;
    if (strcmp(book->type, "s") == 0) {
        size_t i = strtoul(text, NULL, 10);
        hinge_text_adds(&value, i < book->n_strings ? book->strings.data + book->string[i] : "");
    } else if (*book->type == '\0' || strcmp(book->type, "n") == 0) {
        double number = strtod(text, NULL);
        unsigned format = book->style < book->n_styles ? book->format[book->style] : 0;
        bool date = (format >= 14 && format <= 17) || format == 22;
        for (size_t i = 0; i < book->n_dates; i++)
            date |= book->date[i] == format;
        if (date && number >= 1 && number < 2958466) {
            /* days since 1899-12-30, of the Gregorian calendar */
            long z = (long)floor(number) - 25569 + 719468, era = z / 146097, doe = z - era * 146097;
            long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
            long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
            long month = mp < 10 ? mp + 3 : mp - 9;
            hinge_text_printf(&value, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2), month,
                              doy - (153 * mp + 2) / 5 + 1);
        } else {
            hinge_text_printf(&value, "%.15g", number);
        }
    } else {
        hinge_text_adds(&value, text);
    }
    for (bool first = true; book->at_row < book->row; book->at_row++, book->at_column = 1) {
        if (first)
            end_row(book);
        first = false;
        hinge_text_adds(book->csv, book->at_row > 0 ? "\n" : "");
    }
    for (; book->at_column < book->column; book->at_column++)
        hinge_text_adds(book->csv, ",");
    book->widest = book->column > book->widest ? book->column : book->widest;
    for (char *p = value.data; p != NULL && *p != '\0'; p++)
        *p = *p == '\n' || *p == '\r' ? ' ' : *p; /* a line is a row of the sheet */
    hinge_cell_csv(book->csv, hinge_text_string(&value));
    hinge_text_clear(&value);
}

static void XMLCALL ends(void *context, const XML_Char *name)
{
    struct book *book = context;
    book->inside = false;
    if (strcmp(name, "rPh") == 0) {
        book->phonetic = false;
    } else if (strcmp(name, "cellXfs") == 0) {
        book->styles = false;
    } else if (strcmp(name, "si") == 0) {
        if (book->n_strings == book->room) {
            book->room = book->room > 0 ? 2 * book->room : 256;
            book->string = hinge_resize(book->string, book->room, sizeof *book->string);
        }
        book->string[book->n_strings++] = book->strings.length;
        hinge_text_add(&book->strings, hinge_text_string(&book->text), book->text.length + 1);
    } else if (strcmp(name, "c") == 0 && book->csv != NULL && book->status == HINGE_OK) {
        end_cell(book);
    }
}

static void XMLCALL text_goes_on(void *context, const XML_Char *text, int n)
{
    struct book *book = context;
    if (book->inside)
        hinge_text_add(&book->text, text, (size_t)n);
}

/* Parses the part that has this name; false if there is no such part, or it is broken. */
static bool read_part(struct book *book, const struct hinge_bytes *bytes, const char *name)
{
    struct hinge_zip zip;
    struct hinge_zip_part part = {0};
    size_t unpacked = 0;
    bool found = false;
    if (!hinge_zip_open(bytes->data, bytes->size, &zip))
        return false;
    for (size_t i = 0; i < zip.parts && !found; i++) {
        if (!hinge_zip_next(&zip, &part))
            return false;
        unpacked += part.length;
        found = strcmp(part.name, name) == 0;
    }
    if (!found || unpacked > UNPACKED)
        return false;
    char *xml = hinge_zip_inflate(&zip, &part);
    if (xml == NULL)
        return false;
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, book);
    XML_SetElementHandler(parser, starts, ends);
    XML_SetCharacterDataHandler(parser, text_goes_on);
    bool whole = XML_Parse(parser, xml, (int)part.length, 1) == XML_STATUS_OK;
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        hinge_out_of_memory();
    XML_ParserFree(parser);
    free(xml);
    return whole;
}

enum hinge_status hinge_workbook_sheet(const char *path, const struct hinge_bytes *bytes, size_t i,
                                       struct hinge_text *csv, struct hinge_text *sheet, bool *more,
                                       struct hinge_error *error)
{
    struct book *book = hinge_alloc(1, sizeof *book);
    struct hinge_zip zip;
    char name[64];
    *book = (struct book){.path = path, .error = error};
    enum hinge_status status = HINGE_OK;
    *more = false;
    if (memcmp(bytes->data, "PK", 2) != 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                 "%s: a workbook with a password, or of an old Excel; save it as "
                                 ".xlsx without a password, or as CSV",
                                 path);
    else if (bytes->size > LARGEST || !hinge_zip_open(bytes->data, bytes->size, &zip))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                 "%s: %s; save it again as .xlsx, or as CSV", path,
                                 bytes->size > LARGEST ? "a workbook of more than 16 MB"
                                                       : "not a whole workbook");
    if (status == HINGE_OK) {
        read_part(book, bytes, "xl/sharedStrings.xml");
        read_part(book, bytes, "xl/styles.xml");
        read_part(book, bytes, "xl/workbook.xml");
        read_part(book, bytes, "xl/_rels/workbook.xml.rels");
        book->csv = csv;
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
        const bool known = i < book->n_sheets && *book->part[i] != '\0';
        hinge_text_adds(sheet, i < book->n_sheets ? book->name[i] : "");
        *more = read_part(book, bytes, known ? book->part[i] : name) ||
                (i > 0 && i < book->n_sheets); /* a sheet of a chart has no cells */
        status = book->status;
        end_row(book);
        if (status == HINGE_OK && *more)
            hinge_text_adds(csv, csv->length > 0 ? "\n" : "");
        if (status == HINGE_OK && !*more && i == 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                     "%s: no sheet can be read; save it again as .xlsx, or as CSV",
                                     path);
    }
    hinge_text_clear(&book->strings);
    hinge_text_clear(&book->text);
    free(book->string);
    free(book);
    return status;
}
