/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel workbooks: bytes of a zip of XML in; the cells of a sheet, in any order, and of these CSV
 * out (ECMA-376 part 1, 18.2 to 18.8, and its strict form). The workbook owns what it read. All of
 * a sheet is read, or the workbook is refused at the part or cell that cannot be. */
#include "ingest/ingest.h"

#include "base/zip.h"
#include "formats/xml.h"
#include "table/cells.h"

#include <hinge/init.h>

enum { SHOWN, HIDDEN, HIDDEN_WITH_CELLS }; /* a column */

enum {
    LARGEST = 16 << 20,
    UNPACKED = 64 << 20, /* of the parts that are read; of the CSV of a sheet */
    ROWS = 1048576,      /* of Excel, as the next */
    COLUMNS = 16384,
    STYLES = 65536,
    FORMATS = 4096,
    SHEETS = 1000,
    PARTS = 10000 /* and relations */
};

#define AGAIN "save it again as .xlsx, or as CSV"

struct cell {
    unsigned row, column; /* from 1 */
    const char *text;
};

struct format {
    unsigned id;
    const char *code;
};

struct sheet {
    const char *name, *id, *part; /* part: NULL where no relation has the id */
    bool hidden;
};

struct hinge_workbook {
    const char *path;
    struct hinge_zip zip;
    struct hinge_zip_part *part;
    size_t unpacked; /* bytes of the parts that were read */
    struct hinge_arena arena;
    const char *main, *folder, *styles, *strings; /* parts; folder: of main, with its slash */
    bool since_1904;
    const char **string; /* shared by cells */
    struct format *format;
    struct hinge_cell_style *style;
    struct sheet *sheet;
    size_t n_strings, n_formats, n_styles, n_sheets, n_relations;
    /* the part in hand */
    XML_Parser parser;
    const char *space; /* of its elements; those of others are extensions */
    bool cell_styles, inside, phonetic;
    struct hinge_text text; /* of the element */
    /* the sheet in hand, and its last cell */
    struct cell *cell;
    size_t n_cells;
    struct merged { /* the first column of merged cells, from row to row */
        unsigned row, column, to;
    } * merged;
    size_t n_merged;
    unsigned *hidden; /* rows */
    size_t n_hidden;
    unsigned char column_is[COLUMNS + 1];
    bool in_order, row_given, formula;
    unsigned row, column, style_of_cell;
    char type[12], place[16];
    enum hinge_status status;
    struct hinge_error *error;
};

/* --- formats of numbers (18.8.30 and 18.8.31) --- */

enum { LONGEST = 255 }; /* code, of Excel */
static const double EPOCH_1904_DAYS = 1462, DATES_END = 2958466, WHOLE_END = 1e15;
static const char PLACE = '\1'; /* of a digit in what is shown: no text of XML has it */

void hinge_cell_style_settle(struct hinge_cell_style *style, const char *code,
                             struct hinge_arena *arena)
{
    const unsigned id = style->format;
    const bool day = (id >= 14 && id <= 17) || id == 22, /* east: of East Asian languages */
        east = (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
    bool date = false, month = false, time = false, letter = false;
    size_t digits = 0;
    cleared_by(hinge_text_clear) struct hinge_text shown = {0};
    if (code == NULL)
        code = day || east ? "d" : "";
    bool other = strlen(code) > LONGEST;
    for (const char *p = code; *p != '\0' && *p != ';' && !other; p++) {
        if (*p == '"' || *p == '[') { /* a text; a colour, a language, hours, a condition */
            const char *within = p + 1;
            const size_t n = strcspn(within, *p == '"' ? "\"" : "]");
            other = within[n] == '\0' || (*p == '[' && memchr("<>=", *within, 3) != NULL);
            time |= *p == '[' && n > 0 && strspn(within, "hHmMsS") == n;
            letter |= *p == '"' && digits == 0 && isalpha((unsigned char)*within);
            hinge_text_add(&shown, within, *p == '"' ? n : 0);
            p = within + n - (within[n] == '\0');
        } else if (*p == '\\') {
            letter |= digits == 0 && isalpha((unsigned char)p[1]);
            hinge_text_add(&shown, p + 1, p[1] != '\0');
            p += p[1] != '\0';
        } else if (*p == '_' || *p == '*') { /* a blank so wide, a filling */
            p += p[1] != '\0';
        } else if (*p == '0') {
            digits++;
            hinge_text_add(&shown, &PLACE, 1);
        } else if (strchr("yYdD", *p) != NULL) {
            date = true;
        } else if (strchr("mM", *p) != NULL) {
            month = true;
        } else if (strchr("hHsS", *p) != NULL) {
            time = true;
        } else if (strchr(" $-+/():!^&'~{}", *p) != NULL || (unsigned char)*p >= 0x80) {
            hinge_text_add(&shown, p, 1);
        } else {
            other = strchr("AaPp.,", *p) == NULL || !(date || month || time); /* General, 0.0 */
        }
    }
    style->date = !other && (date || (month && !time));
    if (!other && !date && !month && !time && (digits > 1 || (digits == 1 && letter)))
        style->shown = hinge_arena_strdup(arena, hinge_text_string(&shown));
}

void hinge_cell_style_add(const struct hinge_cell_style *style, double number, bool since_1904,
                          struct hinge_text *value)
{
    const double days = number + (since_1904 ? EPOCH_1904_DAYS : 0);
    if (style->date && days >= 1 && days < DATES_END) {
        /* days since 1899-12-30, of the Gregorian calendar */
        long z = (long)floor(days) - 25569 + 719468, era = z / 146097, doe = z - era * 146097;
        long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
        long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
        long month = mp < 10 ? mp + 3 : mp - 9;
        hinge_text_printf(value, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2), month,
                          doy - (153 * mp + 2) / 5 + 1);
    } else if (style->shown != NULL && floor(number) == number && fabs(number) < WHOLE_END) {
        /* digits fill the places; more of them than places are at the first */
        char digit[32];
        size_t places = 0, at = 0;
        for (const char *p = style->shown; *p != '\0'; p++)
            places += *p == PLACE;
        const size_t n = (size_t)snprintf(digit, sizeof digit, "%.0f", fabs(number));
        const size_t zeros = places > n ? places - n : 0, all = zeros + n;
        hinge_text_adds(value, number < 0 ? "-" : "");
        for (const char *p = style->shown; *p != '\0'; p++) {
            if (*p != PLACE)
                hinge_text_add(value, p, 1);
            for (; *p == PLACE && at + places <= all; at++)
                hinge_text_add(value, at < zeros ? "0" : &digit[at - zeros], 1);
            places -= *p == PLACE;
        }
    } else {
        hinge_text_printf(value, "%.15g", number);
    }
}

/* --- the bytes --- */

bool hinge_is_workbook(const char *path, const struct hinge_bytes *bytes)
{
    return hinge_ends_alike(path, ".xlsx") && bytes->size > 4 &&
           (memcmp(bytes->data, "PK", 2) == 0 || memcmp(bytes->data, "\xd0\xcf\x11\xe0", 4) == 0);
}

/* The first failure is kept, and ends the part in hand. */
static HINGE_PRINTF(3, 4) void refuse(struct hinge_workbook *book, enum hinge_reason reason,
                                      const char *format, ...)
{
    va_list args;
    if (book->status != HINGE_OK)
        return;
    va_start(args, format);
    const char *what = hinge_arena_vprintf(&book->arena, format, args);
    va_end(args);
    book->status = hinge_error_set(book->error, HINGE_INPUT, reason, "%s: %s", book->path, what);
    if (book->parser != NULL)
        XML_StopParser(book->parser, XML_FALSE);
}

/* The place of the cell in hand: "B7". */
static const char *place_of(struct hinge_workbook *book)
{
    char letters[8], *at = letters + sizeof letters - 1;
    *at = '\0';
    for (unsigned column = book->column; column > 0; column = (column - 1) / 26)
        *--at = (char)('A' + (column - 1) % 26);
    snprintf(book->place, sizeof book->place, "%s%u", at, book->row);
    return book->place;
}

/* --- parts --- */

/* An attribute, "" if there is none; "\nid" is one of another vocabulary, such as r:id. */
static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0 ||
            (*name == '\n' && hinge_ends_with(attributes[0], name)))
            return attributes[1];
    return "";
}

static bool is_set(const XML_Char **attributes, const char *name)
{
    const char *value = attribute(attributes, name);
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
}

/* The name of an element without its vocabulary; NULL: it is not of that of the part, which is its
 * first element's. */
static const char *name_of(struct hinge_workbook *book, const XML_Char *full)
{
    const char *end = strrchr(full, '\n');
    const size_t n = end != NULL ? (size_t)(end - full) : 0;
    if (book->space == NULL)
        book->space = hinge_arena_copy(&book->arena, full, n);
    if (book->status != HINGE_OK || strncmp(book->space, full, n) != 0 || book->space[n] != '\0')
        return NULL;
    return end != NULL ? end + 1 : full;
}

/* A text as a cell of one line: a line of CSV is a row of the sheet. */
static const char *line_of(struct hinge_workbook *book, const char *text)
{
    char *copy = hinge_arena_strdup(&book->arena, text);
    for (char *p = copy; *p != '\0'; p++)
        *p = *p == '\n' || *p == '\r' ? ' ' : *p;
    return copy;
}

/* --- what a workbook has beside its sheets --- */

static void XMLCALL begin_of_book(void *context, const XML_Char *full, const XML_Char **attributes)
{
    struct hinge_workbook *book = context;
    const char *name = name_of(book, full);
    if (name == NULL)
        return;
    book->inside = strcmp(name, "t") == 0 && !book->phonetic;
    if (strcmp(name, "si") == 0) {
        book->text.length = 0;
    } else if (strcmp(name, "rPh") == 0) {
        book->phonetic = true; /* how it is spoken, beside the text */
    } else if (strcmp(name, "workbookPr") == 0) {
        book->since_1904 = is_set(attributes, "date1904");
    } else if (strcmp(name, "sheet") == 0 && book->n_sheets < SHEETS) {
        book->sheet = hinge_more(book->sheet, book->n_sheets, sizeof *book->sheet);
        book->sheet[book->n_sheets++] =
            (struct sheet){hinge_arena_strdup(&book->arena, attribute(attributes, "name")),
                           hinge_arena_strdup(&book->arena, attribute(attributes, "\nid")), NULL,
                           strstr(attribute(attributes, "state"), "idden") != NULL};
    } else if (strcmp(name, "Relationship") == 0 && book->n_relations < PARTS) {
        const char *type = attribute(attributes, "Type"), *target = attribute(attributes, "Target");
        const char *part = hinge_arena_printf(
            &book->arena, "%s%s", *target == '/' ? "" : book->folder, target + (*target == '/'));
        book->n_relations++;
        if (hinge_ends_with(type, "/officeDocument"))
            book->main = part;
        else if (hinge_ends_with(type, "/sharedStrings"))
            book->strings = part;
        else if (hinge_ends_with(type, "/styles"))
            book->styles = part;
        for (size_t i = 0; i < book->n_sheets; i++)
            if (strcmp(book->sheet[i].id, attribute(attributes, "Id")) == 0)
                book->sheet[i].part = part;
    } else if (strcmp(name, "cellXfs") == 0) {
        book->cell_styles = true;
    } else if (strcmp(name, "xf") == 0 && book->cell_styles && book->n_styles < STYLES) {
        book->style = hinge_more(book->style, book->n_styles, sizeof *book->style);
        book->style[book->n_styles++] = (struct hinge_cell_style){
            .format = (unsigned)strtoul(attribute(attributes, "numFmtId"), NULL, 10)};
    } else if (strcmp(name, "numFmt") == 0 && book->n_formats < FORMATS) {
        book->format = hinge_more(book->format, book->n_formats, sizeof *book->format);
        book->format[book->n_formats++] =
            (struct format){(unsigned)strtoul(attribute(attributes, "numFmtId"), NULL, 10),
                            hinge_arena_strdup(&book->arena, attribute(attributes, "formatCode"))};
    } else if (strcmp(name, "sheet") == 0 || strcmp(name, "numFmt") == 0 ||
               strcmp(name, "Relationship") == 0 ||
               (strcmp(name, "xf") == 0 && book->cell_styles)) {
        refuse(
            book, HINGE_REASON_TOO_LARGE,
            "more than 1,000 sheets, 10,000 parts, 65,536 styles or 4,096 formats; save its list "
            "alone as .xlsx, or as CSV");
    }
}

/* --- cells --- */

/* The column of a place, "AB" of "AB12", whose letters are passed; 0: it has none. */
static unsigned take_column(const char **at)
{
    unsigned column = 0;
    for (; **at >= 'A' && **at <= 'Z' && column <= COLUMNS; ++*at)
        column = 26 * column + (unsigned)(**at - 'A' + 1);
    return column;
}

static void XMLCALL begin_of_sheet(void *context, const XML_Char *full, const XML_Char **attributes)
{
    struct hinge_workbook *book = context;
    const char *name = name_of(book, full);
    if (name == NULL)
        return;
    book->inside = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !book->phonetic);
    if (strcmp(name, "row") == 0) {
        const char *given = attribute(attributes, "r");
        char *rest = NULL;
        book->row_given = *given != '\0';
        unsigned long row =
            book->row_given ? strtoul(given, &rest, 10) : (unsigned long)book->row + 1;
        if (row < 1 || row > ROWS || (rest != NULL && *rest != '\0'))
            refuse(book, HINGE_REASON_BAD_COLUMN,
                   "row \"%.20s\" behind row %u is none of 1 to 1048576; " AGAIN, given, book->row);
        book->row = (unsigned)row;
        book->column = 0;
        if (is_set(attributes, "hidden")) {
            book->hidden = hinge_more(book->hidden, book->n_hidden, sizeof *book->hidden);
            book->hidden[book->n_hidden++] = book->row;
        }
    } else if (strcmp(name, "col") == 0 && is_set(attributes, "hidden")) {
        const unsigned long to = strtoul(attribute(attributes, "max"), NULL, 10);
        for (unsigned long c = strtoul(attribute(attributes, "min"), NULL, 10);
             c <= to && c <= COLUMNS; c++)
            book->column_is[c] = HIDDEN;
    } else if (strcmp(name, "c") == 0) {
        const char *place = attribute(attributes, "r"), *at = place;
        unsigned column = take_column(&at);
        char *rest = NULL;
        unsigned long row = isdigit((unsigned char)*at) ? strtoul(at, &rest, 10) : 0;
        if (*place == '\0') { /* behind the one before */
            column = book->column + 1;
            row = book->row;
        } else if (rest == NULL || *rest != '\0') {
            row = 0;
        }
        if (column < 1 || column > COLUMNS || row < 1 || row > ROWS)
            refuse(book, HINGE_REASON_BAD_COLUMN,
                   "cell \"%.20s\" behind %s is none of A1 to XFD1048576; " AGAIN, place,
                   place_of(book));
        else if (row != book->row && book->row_given)
            refuse(book, HINGE_REASON_BAD_COLUMN, "cell %.20s is in row %u; " AGAIN, place,
                   book->row);
        book->row = (unsigned)row;
        book->column = column;
        snprintf(book->type, sizeof book->type, "%.11s", attribute(attributes, "t"));
        book->style_of_cell = (unsigned)strtoul(attribute(attributes, "s"), NULL, 10);
        book->text.length = 0;
        book->formula = false;
    } else if (strcmp(name, "f") == 0) {
        book->formula = true;
    } else if (strcmp(name, "is") == 0) {
        snprintf(book->type, sizeof book->type, "inlineStr");
        book->text.length = 0;
    } else if (strcmp(name, "rPh") == 0) {
        book->phonetic = true;
    } else if (strcmp(name, "mergeCell") == 0) {
        const char *ref = attribute(attributes, "ref"), *colon = strchr(ref, ':'); /* "A2:B5" */
        struct merged merged = {.column = take_column(&ref)};
        if (colon == NULL || merged.column == 0)
            return;
        merged.row = (unsigned)strtoul(ref, NULL, 10);
        merged.to = (unsigned)strtoul(colon + 1 + strcspn(colon + 1, "0123456789"), NULL, 10);
        if (merged.row == 0 || merged.to <= merged.row)
            return;
        book->merged = hinge_more(book->merged, book->n_merged, sizeof *book->merged);
        book->merged[book->n_merged++] = merged;
    }
}

static void XMLCALL begin_doctype(void *context, const XML_Char *name, const XML_Char *system,
                                  const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    refuse(context, HINGE_REASON_UNREADABLE,
           "it has a document type (DOCTYPE), which no spreadsheet program writes; " AGAIN);
}

static void XMLCALL end(void *context, const XML_Char *full)
{
    struct hinge_workbook *book = context;
    const char *name = name_of(book, full);
    if (name == NULL)
        return;
    book->inside = false;
    if (strcmp(name, "rPh") == 0) {
        book->phonetic = false;
    } else if (strcmp(name, "cellXfs") == 0) {
        book->cell_styles = false;
    } else if (strcmp(name, "c") == 0) {
        /* the value of the cell is kept, or the workbook refused */
        const char *type = book->type, *text = hinge_text_string(&book->text), *kept = "";
        cleared_by(hinge_text_clear) struct hinge_text value = {0};
        double number;
        char *rest;
        if (*text == '\0' && (!book->formula || strcmp(type, "str") == 0))
            return;
        if (strcmp(type, "e") == 0) {
            refuse(book, HINGE_REASON_BAD_COLUMN, "cell %s is %.20s; correct it, or leave it empty",
                   place_of(book), text);
        } else if (*text == '\0') {
            refuse(
                book, HINGE_REASON_BAD_COLUMN,
                "cell %s has a formula without its value; open it in Excel or LibreOffice and save "
                "it there",
                place_of(book));
        } else if (strcmp(type, "s") == 0) {
            unsigned long i = strtoul(text, &rest, 10);
            if (!isdigit((unsigned char)*text) || *rest != '\0' || i >= book->n_strings)
                refuse(book, HINGE_REASON_BAD_COLUMN,
                       "cell %s needs shared text %.20s, and the workbook has %zu; " AGAIN,
                       place_of(book), text, book->n_strings);
            else
                kept = book->string[i];
        } else if (*type != '\0' && strcmp(type, "n") != 0) {
            const bool day = strcmp(type, "d") == 0 && strcspn(text, "T") == 10; /* has a time */
            hinge_text_add(&value, text, day ? 10 : book->text.length);
        } else if (hinge_number_parse(text, strlen(text), '.', &number, NULL) !=
                   HINGE_NUMBER_VALUE) {
            refuse(book, HINGE_REASON_BAD_COLUMN,
                   "cell %s is stored as a number and is \"%.20s\"; correct it, or leave it empty",
                   place_of(book), text);
        } else if (book->style_of_cell > 0 && book->style_of_cell >= book->n_styles) {
            refuse(book, HINGE_REASON_BAD_COLUMN, "cell %s has style %u of %zu; " AGAIN,
                   place_of(book), book->style_of_cell, book->n_styles);
        } else {
            static const struct hinge_cell_style plain = {0};
            hinge_cell_style_add(book->n_styles > 0 ? &book->style[book->style_of_cell] : &plain,
                                 number, book->since_1904, &value);
        }
        if (value.length > 0)
            kept = line_of(book, value.data);
        if (book->status != HINGE_OK || *kept == '\0')
            return;
        book->cell = hinge_more(book->cell, book->n_cells, sizeof *book->cell);
        const struct cell *last = book->n_cells > 0 ? &book->cell[book->n_cells - 1] : NULL;
        book->in_order &= last == NULL || last->row < book->row ||
                          (last->row == book->row && last->column < book->column);
        book->cell[book->n_cells++] = (struct cell){book->row, book->column, kept};
    } else if (strcmp(name, "si") == 0) {
        book->string = hinge_more(book->string, book->n_strings, sizeof *book->string);
        book->string[book->n_strings++] = line_of(book, hinge_text_string(&book->text));
    }
}

static void XMLCALL add_text(void *context, const XML_Char *text, int n)
{
    struct hinge_workbook *book = context;
    if (book->inside)
        hinge_text_add(&book->text, text, (size_t)n);
}

/* Reads the part of this name, which ignores case; `needed`: there has to be one. */
static void read_part(struct hinge_workbook *book, const char *name, bool needed,
                      XML_StartElementHandler begin)
{
    const struct hinge_zip_part *part = NULL;
    for (size_t i = 0; i < book->zip.parts; i++)
        if (hinge_same_name(book->part[i].name, name)) {
            if (part != NULL)
                refuse(book, HINGE_REASON_UNREADABLE, "part %.100s is there twice; " AGAIN, name);
            part = &book->part[i];
        }
    if (part == NULL && needed)
        refuse(book, HINGE_REASON_UNREADABLE, "part %.100s is missing; " AGAIN, name);
    if (part != NULL && part->length > UNPACKED - book->unpacked)
        refuse(book, HINGE_REASON_TOO_LARGE,
               "more than 64 MB unpacked; save its list alone as .xlsx, or as CSV");
    if (part == NULL || book->status != HINGE_OK)
        return;
    book->unpacked += part->length;
    cleared_by(freed) char *xml = hinge_zip_inflate(&book->zip, part);
    if (xml == NULL) {
        refuse(book, HINGE_REASON_UNREADABLE, "part %.100s is damaged; " AGAIN, name);
        return;
    }
    XML_Parser parser = book->parser = XML_ParserCreateNS(NULL, '\n');
    book->space = NULL;
    book->cell_styles = book->inside = book->phonetic = false;
    XML_SetUserData(parser, book);
    XML_SetElementHandler(parser, begin, end);
    XML_SetCharacterDataHandler(parser, add_text);
    XML_SetStartDoctypeDeclHandler(parser, begin_doctype);
    bool whole = XML_Parse(parser, xml, (int)part->length, 1) == XML_STATUS_OK;
    if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
        hinge_out_of_memory();
    book->parser = NULL; /* it has stopped */
    if (!whole)
        refuse(book, HINGE_REASON_UNREADABLE,
               "part %.100s is damaged or cut off at line %lu, column %lu (%s); " AGAIN, name,
               (unsigned long)HINGE_XML_LINE(parser), (unsigned long)HINGE_XML_COLUMN(parser) + 1,
               XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
}

/* --- the workbook --- */

enum hinge_status hinge_workbook_open(const char *path, const struct hinge_bytes *bytes,
                                      struct hinge_workbook **opened, struct hinge_error *error)
{
    struct hinge_workbook *book = *opened = hinge_alloc(1, sizeof *book);
    struct hinge_arena *arena = &book->arena;
    *book = (struct hinge_workbook){.path = path, .error = error, .folder = ""};
    bool whole = hinge_zip_open(bytes->data, bytes->size, &book->zip) && book->zip.parts <= PARTS;
    book->part = hinge_alloc(whole ? book->zip.parts : 0, sizeof *book->part);
    for (size_t i = 0; whole && i < book->zip.parts; i++)
        whole = hinge_zip_next(&book->zip, &book->part[i]);
    if (memcmp(bytes->data, "PK", 2) != 0)
        refuse(book, HINGE_REASON_UNREADABLE,
               "a workbook with a password, or of an old Excel; save it as .xlsx without a "
               "password, or as CSV");
    else if (bytes->size > LARGEST)
        refuse(book, HINGE_REASON_TOO_LARGE, "a workbook of more than 16 MB; " AGAIN);
    else if (!whole)
        refuse(book, HINGE_REASON_UNREADABLE, "not a whole workbook; " AGAIN);
    if (book->status != HINGE_OK)
        return book->status;

    book->main = "xl/workbook.xml";
    read_part(book, "_rels/.rels", false, begin_of_book);
    const char *file = hinge_file_name(book->main);
    book->folder = hinge_arena_copy(arena, book->main, (size_t)(file - book->main));
    book->styles = book->strings = NULL; /* are where the workbook says, or in its folder */
    read_part(book, book->main, true, begin_of_book);
    const char *relations = hinge_arena_printf(arena, "%s_rels/%s.rels", book->folder, file);
    read_part(book, relations, true, begin_of_book);
    const char *styles = hinge_arena_printf(arena, "%sstyles.xml", book->folder);
    read_part(book, book->styles != NULL ? book->styles : styles, book->styles != NULL,
              begin_of_book);
    const char *strings = hinge_arena_printf(arena, "%ssharedStrings.xml", book->folder);
    read_part(book, book->strings != NULL ? book->strings : strings, book->strings != NULL,
              begin_of_book);
    for (size_t i = 0; i < book->n_styles && book->status == HINGE_OK; i++) {
        const char *code = NULL;
        for (size_t k = 0; k < book->n_formats; k++)
            if (book->format[k].id == book->style[i].format)
                code = book->format[k].code;
        hinge_cell_style_settle(&book->style[i], code, arena);
    }
    if (book->n_sheets == 0)
        refuse(book, HINGE_REASON_UNREADABLE, "no sheet can be read; " AGAIN);
    for (size_t i = 0, shown = 0; i < book->n_sheets; i++) { /* the hidden ones last */
        const struct sheet sheet = book->sheet[i];
        if (sheet.hidden)
            continue;
        memmove(&book->sheet[shown + 1], &book->sheet[shown], (i - shown) * sizeof sheet);
        book->sheet[shown++] = sheet;
    }
    return book->status;
}

void hinge_workbook_free(struct hinge_workbook *book)
{
    if (book == NULL)
        return;
    hinge_text_clear(&book->text);
    hinge_arena_clear(&book->arena);
    free(book->part);
    free(book->string);
    free(book->format);
    free(book->style);
    free(book->sheet);
    free(book->cell);
    free(book->merged);
    free(book->hidden);
    free(book);
}

static int by_place(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    return x->row != y->row         ? (x->row < y->row ? -1 : 1)
           : x->column != y->column ? (x->column < y->column ? -1 : 1)
                                    : 0;
}

static int by_row(const void *a, const void *b)
{
    const unsigned *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

enum hinge_status hinge_workbook_sheet(struct hinge_workbook *book, size_t i,
                                       struct hinge_text *csv, struct hinge_sheet *of, bool *more,
                                       struct hinge_error *error)
{
    *more = i < book->n_sheets;
    if (!*more)
        return HINGE_OK;
    const struct hinge_arena_mark mark = hinge_arena_mark(&book->arena);
    const struct sheet *sheet = &book->sheet[i];
    book->error = error;
    book->n_cells = book->n_merged = book->n_hidden = 0;
    memset(book->column_is, SHOWN, sizeof book->column_is);
    book->in_order = true;
    book->row_given = false;
    book->row = book->column = 0;
    *book->type = '\0';
    csv->length = 0;
    *of = (struct hinge_sheet){.name = sheet->name, .hidden = sheet->hidden};
    if (sheet->part == NULL)
        refuse(book, HINGE_REASON_UNREADABLE, "the part of sheet \"%.31s\" is missing; " AGAIN,
               sheet->name);
    else
        read_part(book, sheet->part, true, begin_of_sheet);
    if (!book->in_order)
        qsort(book->cell, book->n_cells, sizeof *book->cell, by_place);
    /* the value of merged cells in each of their rows, as Excel shows it */
    const size_t stored = book->n_cells;
    const unsigned last = stored > 0 ? book->cell[stored - 1].row : 0;
    for (size_t k = 0; k < book->n_merged && stored > 0; k++) {
        const struct merged *merged = &book->merged[k];
        struct cell one = {.row = merged->row, .column = merged->column};
        const struct cell *first = bsearch(&one, book->cell, stored, sizeof one, by_place);
        if (first == NULL)
            continue;
        one.text = first->text;
        while (++one.row <= merged->to && one.row <= last && book->n_cells < stored + ROWS) {
            if (bsearch(&one, book->cell, stored, sizeof one, by_place) != NULL)
                continue;
            book->cell = hinge_more(book->cell, book->n_cells, sizeof *book->cell);
            book->cell[book->n_cells++] = one;
        }
    }
    if (book->n_cells > stored)
        qsort(book->cell, book->n_cells, sizeof *book->cell, by_place);
    /* a line for each row up to the last; a row that has cells has as many as the widest so far, as
     * the empty ones at its end are not stored; of a hidden row it is empty */
    unsigned row = 1, column = 1, widest = 1, hidden = 0;
    cleared_by(hinge_text_clear) struct hinge_text cells = {0}; /* of hidden rows */
    if (book->n_hidden > 0)
        qsort(book->hidden, book->n_hidden, sizeof *book->hidden, by_row);
    for (size_t k = 0; k < book->n_cells && book->status == HINGE_OK; k++) {
        const struct cell *cell = &book->cell[k];
        book->row = cell->row;
        book->column = cell->column;
        if (k > 0 && by_place(cell - 1, cell) == 0)
            refuse(book, HINGE_REASON_BAD_COLUMN, "cell %s is there twice; " AGAIN, place_of(book));
        if (book->n_hidden > 0 && bsearch(&cell->row, book->hidden, book->n_hidden,
                                          sizeof *book->hidden, by_row) != NULL) {
            of->hidden_rows += hidden != cell->row;
            hidden = cell->row;
            hinge_text_printf(&cells, "%s\n", cell->text);
            continue;
        }
        of->hidden_columns += book->column_is[cell->column] == HIDDEN;
        book->column_is[cell->column] = HIDDEN_WITH_CELLS;
        for (; k > 0 && row < cell->row && column < widest; column++)
            hinge_text_adds(csv, ",");
        for (; row < cell->row; row++, column = 1)
            hinge_text_adds(csv, "\n");
        for (; column < cell->column; column++)
            hinge_text_adds(csv, ",");
        widest = column > widest ? column : widest;
        hinge_cell_csv(csv, cell->text);
        if (csv->length > UNPACKED)
            refuse(book, HINGE_REASON_TOO_LARGE,
                   "more than 64 MB of text up to cell %s; save its list alone as .xlsx, or as CSV",
                   place_of(book));
    }
    for (; column < widest; column++)
        hinge_text_adds(csv, ",");
    hinge_text_adds(csv, book->n_cells > 0 ? "\n" : "");
    hinge_text_room(csv, HINGE_FILE_PADDING);
    memset(csv->data + csv->length, 0, HINGE_FILE_PADDING);
    hinge_arena_reset(&book->arena, mark);
    of->hidden_cells = hinge_arena_strdup(&book->arena, hinge_text_string(&cells));
    return book->status;
}
