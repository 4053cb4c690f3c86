/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook: a sheet per table with typed numbers, then a dictionary of the columns
 * and the notes. Why a cell is missing is its comment. The bytes repeat: no times, no
 * names of people or machines. libxlsxwriter writes to a file, which is read back. */
#include "report/writers/writer.h"

#ifdef HINGE_WITHOUT_XLSXWRITER
const struct hinge_writer hinge_writer_xlsx = {
    .id = "xlsx",
    .title = "workbook for Excel, LibreOffice: not in this build",
    .lacks = "libxlsxwriter",
    .for_programs = true,
};
#else

#include "report/print/display.h"
#include "report/print/quantity.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <xlsxwriter.h>

enum {
    MOST_ROWS = 1048576,
    MOST_COLUMNS = 16384,
    MOST_COMMENTS = 60000, /* a sheet with more opens slowly */
    LONGEST_TEXT = 32767,
    FORMATS = 10 /* decimals */
};
static const time_t epoch = 315532800; /* 1980-01-01: no time of writing */

struct book {
    lxw_workbook *workbook;
    lxw_format *bold, *digits[FORMATS], *percent;
    struct hinge_sheet_counts *given; /* to the sheet being written */
    bool failed;                      /* the temporary has no room, or there is no memory */
};

static void check(struct book *book, lxw_error error)
{
    book->failed = book->failed || error != LXW_NO_ERROR;
}

/* A format, which the library makes wherever there is memory. */
static lxw_format *add_format(struct book *book)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (format == NULL)
        hinge_no_memory(NULL);
    return format;
}

static void write_text(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                       const char *text, lxw_format *format)
{
    cleared_by(hinge_text_clear) struct hinge_text ended = {0};
    size_t n = strlen(text) < LONGEST_TEXT ? strlen(text) : LONGEST_TEXT - 3;
    hinge_text_add(&ended, text, n);
    check(book, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                       hinge_text_string(&ended), format));
    book->given->cells += n > 0;
}

/* Of the value of the csv: shares and lengths by the leg are shown in percent. NULL: general. */
static lxw_format *format_of(struct book *book, const struct hinge_column *column,
                             const struct hinge_unit_words *unit)
{
    const bool percent = unit != NULL && unit->scale > 1;
    const int digits = column->digits;
    char text[24] = "0.0%";
    if (!percent && (digits < 0 || digits >= FORMATS))
        return NULL;
    lxw_format **format = percent ? &book->percent : &book->digits[digits];
    if (*format == NULL) {
        *format = add_format(book);
        if (!percent)
            snprintf(text, sizeof text, "0%s%.*s", digits > 0 ? "." : "", digits, "0000000000");
        format_set_num_format(*format, text);
    }
    return *format;
}

/* Why a number is not there: the cell's own reason, else that of its row, else that its
 * row is of too few people. NULL where the table does not say it. */
static const char *why_missing(const struct hinge_table *table, size_t column, size_t row)
{
    char name[64]; /* "matched_reason" of "matched_diff" */
    size_t part = strcspn(table->column[column].name, "_");
    const char *const reasons[] = {name, "reason", "reasons"};
    static const char *const counts[] = {"people", "n"};
    const char *why = hinge_table_why(table, column, row);
    snprintf(name, sizeof name, "%.*s_reason", (int)(part < 50 ? part : 50),
             table->column[column].name);
    for (size_t i = 0; why == NULL && i < 3; i++) {
        why = hinge_table_text(table, reasons[i], row);
        why = why != NULL && *why != '\0' ? why : NULL;
    }
    for (size_t i = 0; why == NULL && i < 2; i++) {
        const double n = hinge_table_number(table, counts[i], row);
        why = n == 0   ? "no participant has a value"
              : n == 1 ? "one participant: no spread and no interval"
                       : NULL;
    }
    return why;
}

static lxw_worksheet *add_sheet(struct book *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    book->failed = book->failed || sheet == NULL;
    return sheet;
}

static void set_width(struct book *book, lxw_worksheet *sheet, lxw_col_t column, double width)
{
    check(book, worksheet_set_column(sheet, column, column, width, NULL));
    book->given->widths++;
}

static void write_sheet(struct book *book, const struct hinge_result_table *given)
{
    const struct hinge_table *table = &given->table;
    lxw_worksheet *sheet = add_sheet(book, given->name);
    if (sheet == NULL)
        return;
    worksheet_set_comments_author(sheet, "hingekit");
    for (size_t c = 0; c < table->n_columns; c++) {
        size_t width = strlen(table->column[c].name);
        width = width < 8 ? 8 : width > 40 ? 40 : width;
        set_width(book, sheet, (lxw_col_t)c, (double)width + 2);
        write_text(book, sheet, 0, c, table->column[c].name, book->bold);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    if (table->n_columns > 0)
        check(book, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)table->rows,
                                         (lxw_col_t)(table->n_columns - 1)));
    size_t comments = 0;
    cleared_by(freed) const struct hinge_unit_words **unit =
        hinge_alloc(table->n_columns, sizeof(struct hinge_unit_words *));
    for (size_t c = 0; c < table->n_columns; c++)
        unit[c] = hinge_column_unit(&table->column[c]);
    for (size_t r = 0; !book->failed && r < table->rows; r++) {
        const struct hinge_unit_words *of_row = hinge_row_unit(table, r);
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct hinge_column *column = &table->column[c];
            const bool is_number = column->type == HINGE_COLUMN_NUMBER;
            const double value = is_number ? column->number[r] : (double)NAN;
            const char *text = !is_number     ? column->text[r]
                               : isinf(value) ? value > 0 ? "inf" : "-inf"
                                              : NULL,
                       *why;
            if (text != NULL) {
                write_text(book, sheet, r + 1, c, text, NULL);
            } else if (!isnan(value)) {
                const bool by_row = of_row != NULL && hinge_is_of_row(column);
                check(book,
                      worksheet_write_number(sheet, (lxw_row_t)r + 1, (lxw_col_t)c, value,
                                             format_of(book, column, by_row ? of_row : unit[c])));
                book->given->cells++;
            } else if ((why = is_number ? why_missing(table, c, r)
                                        : hinge_table_why(table, c, r)) != NULL &&
                       comments++ < MOST_COMMENTS) {
                check(book, worksheet_write_comment(sheet, (lxw_row_t)r + 1, (lxw_col_t)c, why));
                book->given->comments++;
            }
        }
    }
}

static void write_dictionary(struct book *book, const struct hinge_result_table *sheets, size_t n,
                             const struct hinge_label_list *labels)
{
    static const char *const head[] = {"sheet", "column", "name", "unit", "description", "source"};
    static const double width[] = {14, 30, 34, 12, 60, 24};
    lxw_worksheet *sheet = add_sheet(book, "dictionary");
    size_t row = 1;
    if (sheet == NULL)
        return;
    for (size_t i = 0; i < 6; i++) {
        set_width(book, sheet, (lxw_col_t)i, width[i]);
        write_text(book, sheet, 0, i, head[i], book->bold);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    for (size_t s = 0; s < n; s++)
        for (size_t c = 0; c < sheets[s].table.n_columns; c++) {
            const struct hinge_dictionary_entry e =
                hinge_dictionary_of(&sheets[s].table, c, labels);
            const char *const text[] = {sheets[s].name, sheets[s].table.column[c].name,
                                        e.name,         e.unit,
                                        e.description,  e.source};
            for (size_t i = 0; i < 6; i++)
                if (*text[i] != '\0')
                    write_text(book, sheet, row, i, text[i], NULL);
            row++;
        }
    for (size_t s = 0; s < n; s++) { /* lines of the footers, below the columns */
        const char *notes = hinge_or_empty(sheets[s].notes);
        if (*notes != '\0')
            write_text(book, sheet, ++row, 0, sheets[s].name, book->bold);
        row += *notes != '\0';
        for (size_t length; *notes != '\0'; notes += length + (notes[length] != '\0')) {
            length = strcspn(notes, "\n");
            cleared_by(hinge_text_clear) struct hinge_text line = {0};
            hinge_text_add(&line, notes, length);
            if (length > 0)
                write_text(book, sheet, row++, 0, hinge_text_string(&line), NULL);
        }
    }
}

static enum hinge_status write_book(const struct hinge_result_table *sheets, size_t n,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out, struct hinge_error *error)
{
    char path[HINGE_OS_PATH], entry[40];
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    for (size_t s = 0; s < n; s++)
        if (sheets[s].table.rows >= MOST_ROWS || sheets[s].table.n_columns > MOST_COLUMNS)
            return hinge_usage(error,
                               "%s: %zu rows and %zu columns are more than a sheet holds (%d, %d): "
                               "write csv, or choose with --filter and --columns",
                               sheets[s].name, sheets[s].table.rows, sheets[s].table.n_columns,
                               MOST_ROWS - 1, MOST_COLUMNS);
    cleared_by(freed) struct hinge_sheet_counts *given = hinge_alloc(n + 1, sizeof *given);
    int file = hinge_os_temporary(HINGE_SCRATCH, path, sizeof path);
    if (file < 0)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "%s: no temporary file can be made there (TMPDIR)", path);
    /* without a name nothing is left of it, whatever ends this run */
    bool nameless = hinge_os_nameless(file, entry, sizeof entry) && hinge_os_unlink(path) == 0;
    const char *place = nameless ? entry : path;
    lxw_workbook_options constant = {.constant_memory = LXW_TRUE};
    const int stderr_kept = hinge_os_quiet(); /* the library prints there what it returns */
    errno = 0;
    struct book book = {.workbook = workbook_new_opt(place, &constant)};
    lxw_doc_properties properties = {.created = epoch};
    check(&book, workbook_set_properties(book.workbook, &properties));
    book.bold = add_format(&book);
    format_set_bold(book.bold);
    for (size_t s = 0; !book.failed && s < n; s++) {
        book.given = &given[s];
        write_sheet(&book, &sheets[s]);
    }
    book.given = &given[n];
    if (!book.failed)
        write_dictionary(&book, sheets, n, options->labels);
    check(&book, workbook_close(book.workbook));
    hinge_os_unquiet(stderr_kept);
    /* the library goes on without, and makes another workbook */
    book.failed = book.failed || errno == ENOMEM;
    enum hinge_status status =
        book.failed ? hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                      "%s: the workbook cannot be written: no room there "
                                      "(TMPDIR)",
                                      path)
                    : HINGE_OK;
    if (status == HINGE_OK)
        status = hinge_file_read(place, path, HINGE_FILE_MOST, &bytes, error);
    if (status == HINGE_INPUT) /* its own temporary, empty or not there */
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                 "%s: the workbook cannot be read back (TMPDIR)", path);
    if (!nameless)
        hinge_os_unlink(path);
    hinge_os_close(file);
    if (status == HINGE_OK)
        status = hinge_workbook_check(bytes.data, bytes.size, given, n + 1, error);
    if (status == HINGE_OK)
        hinge_text_add(out, bytes.data, bytes.size);
    return status;
}

const struct hinge_writer hinge_writer_xlsx = {
    .id = "xlsx",
    .takes = "digits,label",
    .title = "workbook for Excel, LibreOffice: a sheet per table and a dictionary",
    .for_programs = true,
    .book = write_book,
};
#endif
