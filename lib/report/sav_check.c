/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is read from memory by the library that wrote it; every value meets its
 * cell. */
#include "report/sav_check.h"

#include <math.h>
#include <readstat.h>
#include <stdio.h>
#include <string.h>

struct reading {
    const char *bytes;
    size_t length, at;
    const struct hinge_table *table;
    size_t longest, variables, values;
    hinge_sav_number *number;
    const void *context;
    bool differs;
};

static int opens(const char *path, void *context)
{
    (void)path, (void)context;
    return 0;
}

static int closes(void *context)
{
    (void)context;
    return 0;
}

static readstat_off_t seeks(readstat_off_t offset, readstat_io_flags_t whence, void *context)
{
    struct reading *reading = context;
    readstat_off_t from = whence == READSTAT_SEEK_CUR   ? (readstat_off_t)reading->at
                          : whence == READSTAT_SEEK_END ? (readstat_off_t)reading->length
                                                        : 0;
    if (from + offset < 0 || (size_t)(from + offset) > reading->length)
        return -1;
    reading->at = (size_t)(from + offset);
    return from + offset;
}

static ptrdiff_t reads(void *to, size_t n, void *context)
{
    struct reading *reading = context;
    size_t left = reading->length - reading->at;
    n = n < left ? n : left;
    memcpy(to, reading->bytes + reading->at, n);
    reading->at += n;
    return (ptrdiff_t)n;
}

static readstat_error_t updates(long size, readstat_progress_handler progress, void *user,
                                void *context)
{
    (void)size, (void)progress, (void)user, (void)context;
    return READSTAT_OK;
}

static int take_variable(int index, readstat_variable_t *variable, const char *labels,
                         void *context)
{
    struct reading *reading = context;
    (void)index, (void)variable, (void)labels;
    reading->variables++;
    return READSTAT_HANDLER_OK;
}

static size_t length_of(const char *text, size_t longest)
{
    size_t n = text != NULL ? strnlen(text, longest) : 0;
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return n;
}

static int take_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
    struct reading *reading = context;
    const struct hinge_table *table = reading->table;
    size_t r = (size_t)row, c = (size_t)readstat_variable_get_index(variable);
    reading->values++;
    if (r >= table->rows || c >= table->n_columns) {
        reading->differs = true;
    } else if (table->column[c].type == HINGE_COLUMN_TEXT) {
        const char *got = readstat_string_value(value);
        const char *given = table->column[c].text[r];
        size_t n = length_of(given, reading->longest);
        reading->differs = reading->differs || length_of(got, SIZE_MAX) != n ||
                           (n > 0 && memcmp(got, given, n) != 0);
    } else {
        double got = readstat_double_value(value);
        double given = reading->number(reading->context, table, c, r);
        bool missing = readstat_value_is_system_missing(value);
        reading->differs = reading->differs || (isnan(given) ? !missing : got != given);
    }
    return reading->differs ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

enum hinge_status hinge_sav_check(const char *bytes, size_t length, const struct hinge_table *table,
                                  size_t longest, hinge_sav_number *number, const void *context,
                                  struct hinge_error *error)
{
    struct reading reading = {.bytes = bytes,
                              .length = length,
                              .table = table,
                              .longest = longest,
                              .number = number,
                              .context = context};
    if (table->n_columns == 0) /* which the library writes, and does not read */
        return HINGE_OK;
    readstat_parser_t *parser = readstat_parser_init();
    readstat_set_open_handler(parser, opens);
    readstat_set_close_handler(parser, closes);
    readstat_set_seek_handler(parser, seeks);
    readstat_set_read_handler(parser, reads);
    readstat_set_update_handler(parser, updates);
    readstat_set_io_ctx(parser, &reading);
    readstat_set_variable_handler(parser, take_variable);
    readstat_set_value_handler(parser, take_value);
    readstat_error_t failure = readstat_parse_sav(parser, "", &reading);
    readstat_parser_free(parser);
    if (failure == READSTAT_ERROR_MALLOC)
        return hinge_no_memory(error);
    if (failure != READSTAT_OK || reading.differs || reading.variables != table->n_columns ||
        reading.values != table->rows * table->n_columns)
        return hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                               "the SPSS file cannot be written: what was read back "
                               "is not the table");
    return HINGE_OK;
}
