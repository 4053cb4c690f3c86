/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SPSS data file (SPSS, jamovi, JASP, PSPP, haven): names and units as labels, and
 * why a number is missing as a user-missing value with its reason as value label. The
 * bytes repeat: the header has no time of writing. */
#include "report/writers/writer.h"

#ifdef HINGE_WITHOUT_READSTAT
const struct hinge_writer hinge_writer_sav = {
    .id = "sav",
    .title = "data file for SPSS, jamovi, JASP: not in this build",
    .lacks = "ReadStat",
    .for_programs = true,
};
#else

#include "report/print/display.h"
#include "report/print/published.h"
#include "table/columns.h"

#include <math.h>
#include <readstat.h>
#include <stdio.h>

enum {
    LONGEST_NAME = 64,
    LONGEST_LABEL = 255,
    LONGEST_TEXT = 32767,
    DATE_AT = 92,         /* of the header: creation date and time, 9 and 8 bytes */
    REASON_FIRST = 900001 /* its negative is the first reason; below data of any kind */
};

struct file {
    readstat_writer_t *writer;
    readstat_variable_t **variable;
    bool *reasons; /* per column: codes of reasons may stand in it */
};

static ptrdiff_t append(const void *data, size_t n, void *context)
{
    hinge_text_add(context, data, n);
    return (ptrdiff_t)n;
}

/* A name that SPSS takes: letters, digits, _ and ., a letter first, none twice. */
static void make_name(const struct hinge_table *table, size_t column,
                      char (*names)[LONGEST_NAME + 1])
{
    const char *from = table->column[column].name;
    char *name = names[column];
    size_t n = 0;
    bool letter = (*from >= 'a' && *from <= 'z') || (*from >= 'A' && *from <= 'Z');
    if (!letter)
        name[n++] = 'v';
    for (; *from != '\0' && n < LONGEST_NAME - 6; from++) {
        bool good = (*from >= 'a' && *from <= 'z') || (*from >= 'A' && *from <= 'Z') ||
                    (*from >= '0' && *from <= '9') || *from == '_' || *from == '.';
        if (good || (n > 0 && name[n - 1] != '_'))
            name[n++] = good ? *from : '_';
    }
    while (n > 1 && (name[n - 1] == '_' || name[n - 1] == '.'))
        n--;
    name[n] = '\0';
    if (hinge_any_word("ALL|AND|BY|EQ|GE|GT|LE|LT|NE|NOT|OR|TO|WITH", name, hinge_same_name))
        snprintf(name + n, 3, "_v");
    n = strlen(name);
    for (size_t k = 2, c = 0; c < column; c++)
        if (hinge_same_name(names[c], name)) {
            snprintf(name + n, LONGEST_NAME + 1 - n, "_%zu", k++);
            c = SIZE_MAX; /* from the first again */
        }
}

/* Values that have labels are ids; labels are of whole blocks of 8 bytes alone. */
enum { LONGEST_VALUE = 120, BLOCK = 8 };

static size_t width_of(const struct hinge_table *table, size_t column)
{
    size_t width = 1;
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = table->column[column].text[r];
        size_t n = text != NULL ? strlen(text) : 0;
        width = n > width ? n : width;
    }
    if (width > BLOCK && width <= LONGEST_VALUE)
        return (width + BLOCK - 1) / BLOCK * BLOCK;
    return width < LONGEST_TEXT ? width : LONGEST_TEXT;
}

/* Sets hold what codes mean: of texts the words of ids, of numbers those of codes. */
static readstat_label_set_t *label_set(struct file *file, size_t column, readstat_type_t type)
{
    char name[32];
    snprintf(name, sizeof name, "labels%zu", column);
    readstat_label_set_t *set = readstat_add_label_set(file->writer, type, name);
    readstat_variable_set_label_set(file->variable[column], set);
    return set;
}

enum { LONGEST_LEVEL = 120 /* that SPSS shows */ };

static void describe_number(struct file *file, const struct hinge_table *table, size_t column)
{
    char format[24];
    int digits = table->column[column].digits;
    readstat_variable_t *variable = file->variable[column];
    snprintf(format, sizeof format, "F12.%d", digits < 0 ? 6 : digits > 9 ? 9 : digits);
    readstat_variable_set_format(variable, format);
    readstat_variable_set_measure(variable, READSTAT_MEASURE_SCALE);
    const char *words, *id = table->column[column].name;
    double code;
    /* where some cell says why it is missing, and none has a value that a code could be taken for
     */
    bool any = false, taken = false;
    for (size_t r = 0; r < table->rows; r++) {
        taken = taken || table->column[column].number[r] < -REASON_FIRST + 1;
        any = any || hinge_table_why(table, column, r) != NULL;
    }
    file->reasons[column] = any && !taken;
    if (!file->reasons[column] && hinge_dictionary_code(id, 0, &code) == NULL)
        return;
    readstat_label_set_t *labels = label_set(file, column, READSTAT_TYPE_DOUBLE);
    for (size_t i = 0; (words = hinge_dictionary_code(id, i, &code)) != NULL; i++)
        readstat_label_double_value(labels, code, words);
    if (!file->reasons[column])
        return;
    for (size_t w = 0; w < table->n_why; w++)
        readstat_label_double_value(labels, -(double)REASON_FIRST - (double)w, table->why[w]);
    readstat_variable_add_missing_double_range(
        variable, -(double)REASON_FIRST - HINGE_TABLE_REASONS, -(double)REASON_FIRST);
}

static readstat_error_t write_table(struct file *file, const struct hinge_table *table,
                                    char (*names)[LONGEST_NAME + 1],
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const bool is_text = table->column[c].type == HINGE_COLUMN_TEXT;
        make_name(table, c, names);
        file->variable[c] =
            readstat_add_variable(file->writer, names[c],
                                  is_text ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE,
                                  is_text ? width_of(table, c) : 0);
        if (file->variable[c] == NULL)
            return READSTAT_ERROR_MALLOC;
        const struct hinge_dictionary_entry entry = hinge_dictionary_of(table, c, options->labels);
        const char *unit = hinge_published_unit(&table->column[c]);
        char label[LONGEST_LABEL + 1];
        bool plain = *unit == '\0' || strcmp(unit, "–") == 0;
        snprintf(label, sizeof label, plain ? "%s" : "%s (%s)", entry.name, unit);
        readstat_variable_set_label(file->variable[c], label);
        if (is_text) {
            const char *level[HINGE_LEVELS_LISTED], *name = table->column[c].name;
            size_t n = hinge_dictionary_levels(table, c, level);
            int width = (int)width_of(table, c);
            readstat_label_set_t *set = NULL;
            for (size_t i = 0; i < n; i++) {
                char buffer[LONGEST_LEVEL + 1], words[LONGEST_LEVEL + 1], value[LONGEST_VALUE + 1];
                const char *shown =
                    hinge_dictionary_level(name, level[i], options->labels, buffer, sizeof buffer);
                if (strcmp(shown, level[i]) == 0 || width > LONGEST_VALUE)
                    continue;
                /* a label of a value that is shorter than the variable is passed over */
                snprintf(value, sizeof value, "%-*s", width, level[i]);
                snprintf(words, sizeof words, "%.*s", (int)hinge_utf8_cut(shown, LONGEST_LEVEL),
                         shown);
                if (set == NULL)
                    set = label_set(file, c, READSTAT_TYPE_STRING);
                readstat_label_string_value(set, value, words);
            }
        } else
            describe_number(file, table, c);
    }
    readstat_error_t error = readstat_begin_writing_sav(file->writer, out, (long)table->rows);
    for (size_t r = 0; error == READSTAT_OK && r < table->rows; r++) {
        error = readstat_begin_row(file->writer);
        for (size_t c = 0; error == READSTAT_OK && c < table->n_columns; c++) {
            const struct hinge_column *column = &table->column[c];
            readstat_variable_t *variable = file->variable[c];
            if (column->type == HINGE_COLUMN_TEXT) {
                const char *text = column->text[r] != NULL ? column->text[r] : "";
                char *cut = strlen(text) > LONGEST_TEXT ? hinge_copy_n(text, LONGEST_TEXT) : NULL;
                error =
                    readstat_insert_string_value(file->writer, variable, cut != NULL ? cut : text);
                free(cut);
                continue;
            }
            double value = column->number[r];
            if (file->reasons[c] && hinge_table_why(table, c, r) != NULL)
                value = 1 - (double)REASON_FIRST - column->why[r];
            error = !isfinite(value) ? readstat_insert_missing_value(file->writer, variable)
                                     : readstat_insert_double_value(file->writer, variable, value);
        }
        if (error == READSTAT_OK)
            error = readstat_end_row(file->writer);
    }
    return error == READSTAT_OK ? readstat_end_writing(file->writer) : error;
}

static enum hinge_status write_sav(const struct hinge_table *table,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out, struct hinge_error *error)
{
    size_t start = out->length, n = table->n_columns;
    struct file file = {.writer = readstat_writer_init(),
                        .variable = hinge_alloc(n, sizeof(void *)),
                        .reasons = hinge_alloc(n, sizeof *file.reasons)};
    char(*names)[LONGEST_NAME + 1] = hinge_alloc(n, sizeof *names);
    if (file.writer == NULL)
        return hinge_no_memory(error);
    readstat_set_data_writer(file.writer, append);
    const readstat_error_t failure = write_table(&file, table, names, options, out);
    readstat_writer_free(file.writer);
    free(file.variable);
    free(file.reasons);
    free(names);
    if (failure == READSTAT_ERROR_MALLOC)
        return hinge_no_memory(error);
    if (failure != READSTAT_OK)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK, "sav: %s",
                               readstat_error_message(failure));
    memcpy(out->data + start + DATE_AT, "01 Jan 8000:00:00", 17);
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_sav = {
    .id = "sav",
    .takes = "label",
    .title = "data file for SPSS, jamovi, JASP, with labels and reasons",
    .for_programs = true,
    .write = write_sav,
};
#endif
