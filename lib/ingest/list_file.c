/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list's file: path in; a table and the lines of its rows out. */
#include "ingest/list_file.h"

#include "base/file.h"
#include "csv/csv.h"
#include "ingest/list_columns.h"
#include "ingest/list_values.h"

enum { LIST_LIMIT = 256 << 20 };

/* Rows looked at for the header: spreadsheets have a title, a date, an empty row, or
 * "sep=;" above it. */
enum { ABOVE_HEADER = 12 };

/* Finds the header row of a trial list: the first line, or below it the first that has
 * `file` among its columns. A mistyped one is told apart from a recording by its other
 * columns. */
static enum hinge_status find_header(struct hinge_csv_source *source, bool *list,
                                     struct hinge_error *error)
{
    struct hinge_csv_head head = {0};
    if (source->delimiter == ' ') /* prose may say "file", too */
        return HINGE_OK;
    enum hinge_status status = hinge_csv_head_read(source, ABOVE_HEADER, &head, error);
    for (size_t i = 0; status == HINGE_OK && i < head.n && !*list; i++) {
        const struct hinge_csv_line *line = &head.line[i];
        *list = hinge_list_header((const char *const *)line->cell, line->n, i > 0);
        source->header_offset = line->offset;
        source->header_line = line->number;
    }
    hinge_csv_head_clear(&head);
    return status;
}

/* Decimal commas where they are plain to see. Where they could be thousands, they are
 * decimals in a list with semicolons or tabs, as spreadsheets of such countries write
 * it; `decimal`, when not 0, decides. */
static enum hinge_status open_list(const char *path, const struct hinge_bytes *bytes, char decimal,
                                   struct hinge_csv_source *source, struct hinge_error *error)
{
    enum hinge_status status = hinge_csv_open(path, bytes->data, bytes->size, 0, 0, source, error);
    if (status == HINGE_OK)
        return HINGE_OK;
    if (decimal == 0)
        decimal = source->delimiter == ',' ? '.' : ',';
    return hinge_csv_open(path, bytes->data, bytes->size, 0, decimal, source, error);
}

enum hinge_status hinge_list_read(const char *path, char decimal, bool *list,
                                  struct hinge_table *table, size_t **lines,
                                  struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    struct hinge_error own = HINGE_ERROR_INIT;
    *list = false;
    *lines = NULL;
    enum hinge_status status = hinge_file_read(path, path, LIST_LIMIT, &bytes, &own);
    if (status == HINGE_OK)
        hinge_csv_from_utf16(&bytes);
    if (status == HINGE_OK)
        status = open_list(path, &bytes, decimal, &source, &own);
    if (status == HINGE_OK)
        status = find_header(&source, list, &own);
    status = HINGE_OK;
    if (*list)
        status = hinge_csv_table_read(&source, hinge_list_text_columns(), table, lines, error);
    hinge_bytes_clear(&bytes);
    return status;
}

/* By its column file, or by those of sensors. */
static bool names_recording(const struct hinge_table *list, size_t row)
{
    const char *file = hinge_table_text(list, "file", row);
    bool named = file != NULL && *file != '\0';
    for (size_t c = 0; c < list->n_columns && !named; c++) {
        const struct hinge_column *column = &list->column[c];
        named = column->type == HINGE_COLUMN_TEXT && column->text[row] != NULL &&
                hinge_list_sensor(column->name, "sensor:") != NULL;
    }
    return named;
}

enum hinge_status hinge_list_settle(struct hinge_table *list, const char *path, const size_t *lines,
                                    const struct hinge_config *config, struct hinge_error *error)
{
    hinge_list_columns_name(list, config);
    enum hinge_status status = hinge_list_columns_check(list, path, config, error);
    if (status == HINGE_OK)
        status = hinge_list_values_settle(list, path, lines, config, error);
    for (size_t i = 0; i < list->rows && status == HINGE_OK; i++)
        if (!names_recording(list, i))
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                   "%s:%zu: column \"file\" is empty; name the recording", path,
                                   lines[i]);
    return status;
}
