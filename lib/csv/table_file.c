/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV file as a table: path in, table out. */
#include "base/file.h"
#include "csv/csv.h"

enum { LARGEST_GIB = 4 };

enum hinge_status hinge_table_read_csv(struct hinge_table *table, const char *path,
                                       const char *shown, const char *const *as_text,
                                       char separator, char decimal, struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    size_t limit = (size_t)LARGEST_GIB << 30;
    enum hinge_status status = hinge_file_read(path, shown, limit, &bytes, error);
    if (status == HINGE_OK)
        hinge_csv_from_utf16(&bytes);
    if (status == HINGE_OK)
        status = hinge_csv_open(shown, bytes.data, bytes.size, separator, decimal, &source, error);
    source.keep_words = true;
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, as_text, table, NULL, error);
    hinge_bytes_clear(&bytes);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
