/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: every sheet as CSV. An input is a zip, or its parts as text, which become one: \f ends
 * a part, whose first letter names it. */
#include "ingest/ingest.h"
#include "target.h"

#include "csv/csv.h"

#include <libdeflate.h>

static void add_number(struct hinge_text *zip, size_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        hinge_text_add(zip, &(char){(char)(value >> 8 * i)}, 1);
}

/* What the head of a part and its line in the directory have alike (APPNOTE.TXT 4.3.7, 4.3.12). */
static void add_head(struct hinge_text *zip, const char *name, const uint8_t *bytes, size_t size)
{
    add_number(zip, 20, 2);
    add_number(zip, 0, 8); /* as it is; no flags, no time */
    add_number(zip, libdeflate_crc32(0, bytes, size), 4);
    add_number(zip, size, 4);
    add_number(zip, size, 4);
    add_number(zip, strlen(name), 2);
}

static void make_zip(struct hinge_text *zip, const uint8_t *bytes, size_t size)
{
    struct hinge_text directory = {0};
    size_t parts = 0;
    for (const uint8_t *end = bytes + size, *next; bytes < end; bytes = next + 1) {
        char name[40] = "xl/workbook.xml";
        next = memchr(bytes, '\f', (size_t)(end - bytes));
        next = next != NULL ? next : end;
        if (next == bytes)
            continue;
        if (*bytes != 'w')
            snprintf(name, sizeof name,
                     *bytes == 'r'   ? "xl/_rels/workbook.xml.rels"
                     : *bytes == 's' ? "xl/sharedStrings.xml"
                     : *bytes == 'f' ? "xl/styles.xml"
                     : *bytes == 'o' ? "_rels/.rels"
                                     : "xl/worksheets/sheet%u.xml",
                     (unsigned)*bytes % 10);
        const size_t at = zip->length, length = (size_t)(next - bytes) - 1;
        hinge_text_add(zip, "PK\3\4", 4);
        add_head(zip, name, bytes + 1, length);
        add_number(zip, 0, 2);
        hinge_text_adds(zip, name);
        hinge_text_add(zip, (const char *)bytes + 1, length);
        hinge_text_add(&directory, "PK\1\2\24\0", 6);
        add_head(&directory, name, bytes + 1, length);
        add_number(&directory, 0, 8);
        add_number(&directory, 0, 4);
        add_number(&directory, at, 4);
        hinge_text_adds(&directory, name);
        parts++;
    }
    const size_t at = zip->length;
    hinge_text_add(zip, hinge_text_string(&directory), directory.length);
    hinge_text_add(zip, "PK\5\6\0\0\0", 8);
    add_number(zip, parts, 2);
    add_number(zip, parts, 2);
    add_number(zip, directory.length, 4);
    add_number(zip, at, 4);
    add_number(zip, 0, 2);
    hinge_text_clear(&directory);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct hinge_text zip = {0}, csv = {0};
    struct hinge_sheet sheet;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_workbook *book = NULL;
    if (size > 1 && memcmp(bytes, "PK", 2) == 0)
        hinge_text_add(&zip, (const char *)bytes, size);
    else
        make_zip(&zip, bytes, size);
    const struct hinge_bytes whole = {.data = zip.data, .size = zip.length};
    bool more = hinge_is_workbook("fuzz.xlsx", &whole);
    enum hinge_status status =
        more ? hinge_workbook_open("fuzz.xlsx", &whole, &book, &error) : HINGE_OK;
    check_status(status, &error);
    for (size_t i = 0; more && status == HINGE_OK; i++) {
        csv.length = 0;
        status = hinge_workbook_sheet(book, i, &csv, &sheet, &more, &error);
        check_status(status, &error);
        promise(csv.length <= 200 << 20, "a bound", &error);
        if (status != HINGE_OK || csv.length == 0)
            continue;
        /* a sheet is read again as it was */
        struct hinge_text again = {0};
        struct hinge_csv_source source;
        promise(hinge_workbook_sheet(book, i, &again, &sheet, &more, &error) == HINGE_OK &&
                    again.length == csv.length && memcmp(again.data, csv.data, csv.length) == 0,
                "the same sheet", &error);
        hinge_text_clear(&again);
        memset(hinge_text_room(&csv, HINGE_FILE_PADDING), 0, HINGE_FILE_PADDING);
        check_status(hinge_csv_open("fuzz.xlsx", csv.data, csv.length, ',', '.', &source, &error),
                     &error);
    }
    hinge_workbook_free(book);
    hinge_text_clear(&zip);
    hinge_text_clear(&csv);
    return 0;
}
