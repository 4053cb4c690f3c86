/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook's sheets by name, and the first rows of each: a trial list is told by its
 * header, as in a CSV. Nothing else of a spreadsheet is read. */
#include "ingest/workbook.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/sheet_xml.h"
#include "base/zip.h"
#include "ingest/list_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHEETS = 32,
    ROWS = 12, /* a title and a date may stand above the header */
    CELLS = 64,
    LARGEST = 64 << 20 /* of a file or a part of it */
};

struct sheet {
    const char *name, *relation, *part;
    bool is_list;
};

/* What is kept of a workbook, in the order in which its parts are read. */
struct book {
    struct sheet sheet[SHEETS];
    size_t sheets, texts, capacity;
    const char **text; /* shared strings */
    struct hinge_arena arena;
    bool failed; /* no memory */

    struct sheet *open; /* whose rows are read */
    const char *cell[CELLS];
    size_t row, cells, place;
    bool shared, inside;
    struct hinge_text value;
};

static const char *keep(struct book *book, const char *text)
{
    const char *copy = hinge_arena_strdup(&book->arena, text);
    book->failed = book->failed || copy == NULL;
    return copy != NULL ? copy : "";
}

static void keep_shared(struct book *book)
{
    if (book->texts == book->capacity) {
        size_t capacity = book->capacity ? 2 * book->capacity : 64;
        const char **text = hinge_resize(book->text, capacity, sizeof *text);
        book->failed = book->failed || text == NULL;
        if (text == NULL)
            return;
        book->text = text;
        book->capacity = capacity;
    }
    book->text[book->texts++] = keep(book, hinge_text_string(&book->value));
}

static void XMLCALL element_starts(void *context, const XML_Char *name,
                                   const XML_Char **attributes)
{
    struct book *book = context;
    if (strcmp(name, "sheet") == 0 && book->sheets < SHEETS)
        book->sheet[book->sheets++] =
            (struct sheet){keep(book, hinge_sheet_attribute(attributes, "name")),
                           keep(book, hinge_sheet_attribute(attributes, "r:id")), "",
                           false};
    else if (strcmp(name, "Relationship") == 0)
        for (size_t i = 0; i < book->sheets; i++)
            if (strcmp(book->sheet[i].relation,
                       hinge_sheet_attribute(attributes, "Id")) == 0)
                book->sheet[i].part =
                    keep(book, hinge_sheet_attribute(attributes, "Target"));
    if (strcmp(name, "row") == 0) {
        book->cells = 0;
        for (size_t c = 0; c < CELLS; c++)
            book->cell[c] = "";
    } else if (strcmp(name, "c") == 0) {
        size_t row;
        hinge_sheet_place(hinge_sheet_attribute(attributes, "r"), &row, &book->place);
        book->shared = strcmp(hinge_sheet_attribute(attributes, "t"), "s") == 0;
    }
    /* the text of one cell may come in runs, each with its own letters */
    if (strcmp(name, "si") == 0 || strcmp(name, "c") == 0)
        book->value.length = 0;
    book->inside = strcmp(name, "t") == 0 || strcmp(name, "v") == 0;
}

static void XMLCALL element_ends(void *context, const XML_Char *name)
{
    struct book *book = context;
    const char *value = book->value.length > 0 ? hinge_text_string(&book->value) : "";
    book->inside = false;
    if (strcmp(name, "si") == 0)
        keep_shared(book);
    if (book->open == NULL || book->row >= ROWS)
        return;
    if (strcmp(name, "c") == 0 && book->place < CELLS) {
        size_t number = book->shared ? strtoul(value, NULL, 10) : 0;
        book->cell[book->place] = !book->shared          ? keep(book, value)
                                  : number < book->texts ? book->text[number]
                                                         : "";
        book->cells = book->place + 1;
    } else if (strcmp(name, "row") == 0) {
        book->row++;
        book->open->is_list = book->open->is_list ||
                              hinge_list_header(book->cell, book->cells, book->row > 1);
    }
}

static void XMLCALL text_goes_on(void *context, const XML_Char *text, int n)
{
    struct book *book = context;
    if (book->inside)
        hinge_text_add(&book->value, text, (size_t)n);
}

/* Reads the part of that name; one that is missing or damaged tells nothing. */
static enum hinge_status read_part(const struct hinge_bytes *file, const char *name,
                                   struct book *book, struct hinge_error *error)
{
    struct hinge_zip zip;
    struct hinge_zip_part part;
    char *xml = NULL;
    bool whole = false, found = false;
    enum hinge_status status = HINGE_OK;
    if (!hinge_zip_open(file->data, file->size, &zip))
        return HINGE_OK;
    for (size_t i = 0; i < zip.parts && !found && hinge_zip_next(&zip, &part); i++)
        found = strcmp(part.name, name) == 0 && part.length <= LARGEST;
    if (!found)
        return HINGE_OK;
    status = hinge_zip_inflate(&zip, &part, &xml, &whole, error);
    if (status == HINGE_OK && whole)
        status = hinge_sheet_parse(xml, part.length, book, element_starts, element_ends,
                                   text_goes_on, &whole, error);
    if (status == HINGE_OK && (book->failed || book->value.failed))
        status = hinge_no_memory(error);
    free(xml);
    return status;
}

static enum hinge_status read_book(const char *path, struct book *book,
                                   struct hinge_error *error)
{
    struct hinge_bytes file = {0};
    struct hinge_error own = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_file_read(path, path, LARGEST, &file, &own);
    if (status != HINGE_OK) /* nothing to be said of its sheets */
        return status == HINGE_NOMEM ? hinge_no_memory(error) : HINGE_OK;
    static const char *const parts[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                        "xl/sharedStrings.xml"};
    for (size_t i = 0; i < 3 && status == HINGE_OK; i++)
        status = read_part(&file, parts[i], book, error);
    for (size_t i = 0; i < book->sheets && status == HINGE_OK; i++) {
        char name[HINGE_ZIP_NAME];
        const char *target = book->sheet[i].part;
        snprintf(name, sizeof name, "%s%.180s", *target == '/' ? "" : "xl/",
                 target + (*target == '/'));
        book->open = &book->sheet[i];
        book->row = 0;
        status = read_part(&file, name, book, error);
    }
    hinge_bytes_clear(&file);
    return status;
}

enum hinge_status hinge_workbook_describe(const char *path, struct hinge_text *out,
                                          struct hinge_error *error)
{
    struct book *book = calloc(1, sizeof *book);
    size_t lists = 0, first = 0;
    if (book == NULL)
        return hinge_no_memory(error);
    enum hinge_status status = read_book(path, book, error);
    for (size_t i = book->sheets; i-- > 0;)
        if (book->sheet[i].is_list) {
            lists++;
            first = i;
        }
    hinge_text_puts(out, "a spreadsheet; ");
    if (lists > 0)
        hinge_text_printf(out,
                          "its sheet \"%s\" looks like the trial list: save that "
                          "sheet as CSV (trials.csv)",
                          book->sheet[first].name);
    else
        hinge_text_puts(out, "if it is the trial list, save it as CSV (trials.csv)");
    for (size_t i = 0; lists == 0 && i < book->sheets; i++)
        hinge_text_printf(out, "%s\"%s\"",
                          i > 0 ? ", "
                                : "; no sheet has a column "
                                  "\"file\", it has ",
                          book->sheet[i].name);
    free(book->text);
    hinge_text_clear(&book->value);
    hinge_arena_clear(&book->arena);
    free(book);
    return status;
}
