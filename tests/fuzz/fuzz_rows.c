/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a delimited text: the short cut and libcsv agree on every cell and place. The
 * first byte chooses the delimiter. */
#include "base/file.h"
#include "base/text.h"
#include "csv/data_rows.h"
#include "target.h"

static void collect(void *context, size_t index, const char *text, size_t length)
{
    hinge_text_printf(context, "%zu<", index);
    hinge_text_add(context, text, length);
    hinge_text_puts(context, ">");
}

static void describe(const struct hinge_csv_source *source, bool libcsv_only,
                     struct hinge_text *all)
{
    struct hinge_csv_rows rows;
    struct hinge_error error = HINGE_ERROR_INIT;
    bool got = true;
    enum hinge_status status =
        hinge_csv_rows_open(&rows, source, 0, 1, HINGE_CSV_DATA_CELL, collect, all, &error);
    rows.libcsv_only = libcsv_only;
    while (status == HINGE_OK && got) {
        status = hinge_csv_rows_next(&rows, &got, &error);
        check_status(status, &error);
        hinge_text_printf(all, "[%d %zu %zu %zu]", got, rows.line, rows.offset, rows.n);
    }
    hinge_text_puts(all, error.message);
    hinge_csv_rows_close(&rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char delimiters[] = {',', ';', '\t', ' '};
    if (size < 2)
        return 0;
    char *data = calloc(1, size + HINGE_FILE_PADDING);
    promise(data != NULL, "memory", NULL);
    memcpy(data, bytes + 1, size - 1);
    struct hinge_csv_source source = {"fuzz", data, size - 1, delimiters[bytes[0] % 4],
                                      '.',    0,    0,        false};
    struct hinge_text direct = {0}, libcsv = {0};
    describe(&source, false, &direct);
    describe(&source, true, &libcsv);
    promise(direct.length == libcsv.length && memcmp(direct.data, libcsv.data, direct.length) == 0,
            "both ways agree", NULL);
    hinge_text_clear(&direct);
    hinge_text_clear(&libcsv);
    free(data);
    return 0;
}
