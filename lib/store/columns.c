/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as a group of HDF5, a dataset a column: written, read, and its words and numbers checked
 * where they come from a closed set. In: rows, or a file's group; out: the group, or a table that
 * the caller clears. */
#include "base/parameters.h"

#include "store/h5.h"
#include "table/columns.h"

#include <hinge/warnings.h>

static bool damaged(struct hinge_source *source, const char *object, size_t row, const char *found,
                    const char *expected)
{
    return hinge_fail(&source->error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                      "%s: damaged: %s: \"%.60s\" in row %zu, where %.120s belongs", source->shown,
                      object, found, row + 1, expected);
}

/* --- closed sets: words --- */

/* Columns of a table; `list` is the trial list's own. A cell may be missing where
 * `empty` says so. */
static const struct words {
    const char *group, *column, *allowed;
    bool empty;
} words[] = {
    {HINGE_GROUP_TRIALS, "status", "ok|partial|refused", false},
    {HINGE_GROUP_TRIALS, "tier", "A|B|C|N", true},
    {HINGE_GROUP_TRIALS, "side", "l|r|b", true},
    {HINGE_GROUP_LEDGER, "status", "ok|refused", false},
};

static void check_words(struct hinge_source *source, const struct words *set,
                        const struct hinge_table *table)
{
    char object[HINGE_OBJECT_MAX];
    snprintf(object, sizeof object, "%s/%s", set->group, set->column);
    if (hinge_table_find(table, set->column) < 0)
        return;
    for (size_t i = 0; i < table->rows; i++) {
        const char *word = hinge_table_word(table, set->column, i);
        if (*word == '\0' ? !set->empty : !hinge_listed(set->allowed, '|', word))
            damaged(source, object, i, word, set->allowed);
    }
}

/* Words, reasons, parameters and numbers of a table of either file; DAMAGED (INPUT)
 * names the dataset, the row, what was found and what belongs there. */
static void check_cells(struct hinge_source *source, const char *group,
                        const struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        char object[HINGE_OBJECT_MAX];
        snprintf(object, sizeof object, "%s/%s", group, column->name);
        for (size_t i = 0; column->number != NULL && i < table->rows; i++)
            if (isinf(column->number[i]))
                damaged(source, object, i, "inf", "a number");
    }
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strcmp(group, words[k].group) == 0)
            check_words(source, &words[k], table);
    if (strcmp(group, HINGE_GROUP_TRIALS) == 0 || strcmp(group, HINGE_GROUP_LEDGER) == 0) {
        /* reason names of /trials and /ledger */
        char object[HINGE_OBJECT_MAX];
        snprintf(object, sizeof object, "%s/reason", group);
        for (size_t i = 0; i < table->rows; i++) {
            const char *reason = hinge_table_text(table, "reason", i);
            if (reason != NULL && hinge_reason_find(reason) == HINGE_REASON_COUNT)
                damaged(source, object, i, reason, "the name of a reason");
        }
    }
    if (strcmp(group, HINGE_GROUP_LIST) == 0) {
        size_t n;
        const struct hinge_list_choice *choice = hinge_list_choices(&n);
        for (size_t k = 0; k < n; k++) {
            const struct words set = {HINGE_GROUP_LIST, choice[k].column, choice[k].allowed, true};
            check_words(source, &set, table);
        }
    }
    if (strcmp(group, HINGE_GROUP_PARAMETERS) == 0) {
        /* Values of /parameters against the range of their key. Keys that this program has not are
         * another version's and change nothing here. */
        struct hinge_parameters scratch;
        hinge_parameters_init(&scratch);
        for (size_t i = 0; i < table->rows; i++) {
            const char *key = hinge_table_word(table, "key", i);
            const char *value = hinge_table_word(table, "value", i);
            const struct hinge_parameter *row = hinge_parameter_find(key);
            const char *expected = row != NULL ? hinge_parameter_set(&scratch, row, value) : NULL;
            char object[HINGE_OBJECT_MAX];
            snprintf(object, sizeof object, "%s/value, %s", HINGE_GROUP_PARAMETERS, key);
            if (expected != NULL)
                damaged(source, object, i, value, expected);
        }
    }
}

/* --- closed sets: numbers of /reps --- */

static const struct numbers {
    const char *array;
    double low, high; /* whole numbers within */
    const char *expected;
} numbers[] = {
    {"trial", 0, INT32_MAX, "a row of /trials"},
    {"rep", 1, INT32_MAX, "a number from 1"},
    {"floor", 0, 1, "0 or 1"},
    {"complete", 0, 1, "0 or 1"},
    {"valid", 0, 1, "0 or 1"},
    {"reason", 0, HINGE_REASON_COUNT - 1, "the number of a reason"},
    {"fault_reason", 0, HINGE_REASON_COUNT - 1, "the number of a reason"},
    {"fault_state", 0, 3, "0, 1, 2 or 3"},
};

void hinge_closed_meanings(const char *group, const char *array, struct hinge_text *out)
{
    char bits[HINGE_WARNING_COUNT * 32];
    if (strcmp(group, HINGE_GROUP_REPS) != 0)
        return;
    if (strcmp(array, "fault_state") == 0)
        hinge_text_adds(out, "absent below above present");
    else if (strcmp(array, "warnings") == 0)
        hinge_text_adds(out, hinge_warning_names(UINT64_MAX, bits, sizeof bits));
    else if (strcmp(array, "reason") == 0 || strcmp(array, "fault_reason") == 0)
        for (int r = 0; r < HINGE_REASON_COUNT; r++)
            hinge_text_printf(out, "%s%s", r > 0 ? " " : "",
                              r > 0 ? hinge_reason_name((enum hinge_reason)r) : "OK");
}

bool hinge_closed_numbers_check(struct hinge_source *source, const char *object,
                                const double *values, size_t rows, size_t width, size_t from)
{
    const size_t group = sizeof HINGE_GROUP_REPS - 1, sets = sizeof numbers / sizeof *numbers;
    const bool reps = strncmp(object, HINGE_GROUP_REPS "/", group + 1) == 0;
    const size_t at = reps ? HINGE_ROW_AT(numbers, sets, object + group + 1) : sets;
    const struct numbers *set = at < sets ? &numbers[at] : NULL;
    const double low = set != NULL ? set->low : -DBL_MAX, high = set != NULL ? set->high : DBL_MAX;
    size_t n = rows * width, outside = 0, i = 0;
#pragma omp simd reduction(+ : outside)
    for (size_t k = 0; k < n; k++) /* a missing value is neither */
        outside += (values[k] < low) | (values[k] > high);
    if (outside == 0)
        return true;
    while (!(values[i] < low || values[i] > high))
        i++;
    char found[32];
    snprintf(found, sizeof found, "%g", values[i]);
    return damaged(source, object, from + i / width, found,
                   set != NULL ? set->expected : "a number");
}

/* --- writing --- */

enum {
    CELL_MAX = HINGE_CHUNK_TARGET, /* longest text of a cell */
    NUMBERS_PER_CHUNK = 65536,
    CHARACTERS_PER_CHUNK = 524288,
    NAME_MAX_BYTES = 200 /* netCDF names end at 256 */
};

/* A netCDF-4 dimension of the group, its scale open. */
struct dimension {
    size_t length;
    hid_t scale;
    int id;
};

struct writing {
    struct hinge_sink *sink;
    const struct hinge_table *table; /* names, units, types */
    const struct hinge_rows *from;
    hid_t group;
    const char **name; /* dataset name of each column */
    struct dimension row;
    struct dimension *text; /* one per text length in use */
    size_t n_text;
};

const char *hinge_columns_group(const char *group, struct hinge_error *first)
{
    if (group[0] == '/' && group[1] != '\0' && strchr(group + 1, '/') == NULL &&
        strcmp(group, "/.") != 0)
        return group + 1;
    hinge_fail(first, HINGE_INTERNAL, HINGE_REASON_OK, "\"%s\" is not a group name", group);
    return NULL;
}

static void dimension_name(const struct writing *writing, char *name, size_t capacity)
{
    while (hinge_label_find(writing->name, writing->table->n_columns, name) >= 0 &&
           strlen(name) + 2 < capacity)
        memcpy(name + strlen(name), "_", 2);
}

/* The dimension of texts of a length. */
static int text_dimension(struct writing *writing, size_t length)
{
    for (size_t i = 0; i < writing->n_text; i++)
        if (writing->text[i].length == length)
            return writing->text[i].id;
    char name[64];
    snprintf(name, sizeof name, "string%zu", length);
    dimension_name(writing, name, sizeof name);
    struct dimension *made = &writing->text[writing->n_text++];
    made->length = length;
    made->scale =
        hinge_sink_dimension(writing->sink, writing->group, name, length, false, &made->id);
    return made->id;
}

size_t hinge_labels_width(const char *const *label, size_t n)
{
    size_t width = 1;
    for (size_t i = 0; label != NULL && i < n; i++) {
        size_t length = label[i] != NULL ? strlen(label[i]) : 0;
        width = length > width ? length : width;
    }
    return width;
}

hid_t hinge_labels_write(struct hinge_sink *sink, hid_t group, const char *name,
                         const struct hinge_column_labels *labels, bool grows)
{
    size_t n = labels->n, width = labels->width;
    if (width > CELL_MAX || n > SIZE_MAX / width) {
        hinge_fail(&sink->error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                   "%s: a text of %zu bytes in \"%s\" is over the limit of %d", sink->output.target,
                   width, name, CELL_MAX);
        return H5I_INVALID_HID;
    }
    size_t rows = CHARACTERS_PER_CHUNK / width ? CHARACTERS_PER_CHUNK / width : 1;
    rows = n == 0 ? 1 : n < rows ? n : rows;
    struct hinge_sink_shape shape = {
        .rank = 2, .dim = {n, width}, .chunk = {rows, width}, .grows = grows};
    hid_t dataset = hinge_sink_dataset(sink, group, name, HINGE_ELEMENT_CHAR, &shape);
    struct hinge_arena_mark mark = hinge_arena_mark(&sink->arena);
    char *characters = hinge_arena_raw(&sink->arena, rows, width);
    hsize_t at[2] = {0, 0};
    for (; at[0] < n && sink->error.status == HINGE_OK; at[0] += rows) {
        memset(characters, 0, rows * width);
        for (size_t i = 0; labels->label != NULL && i < rows && at[0] + i < n; i++) {
            const char *label = labels->label[at[0] + i];
            if (label != NULL)
                memcpy(characters + i * width, label, strlen(label));
        }
        hinge_sink_chunk(sink, dataset, at, HINGE_ELEMENT_CHAR, characters, rows * width);
    }
    hinge_arena_reset(&sink->arena, mark);
    hinge_sink_text(sink, dataset, "_Encoding", "utf-8");
    return dataset;
}

static hid_t write_numbers(struct writing *writing, size_t i, const double *number)
{
    size_t rows = writing->row.length;
    struct hinge_sink_shape shape = {.rank = 1,
                                     .dim = {rows},
                                     .chunk = {rows < NUMBERS_PER_CHUNK ? rows + (rows == 0)
                                                                        : NUMBERS_PER_CHUNK},
                                     .grows = rows == 0};
    hid_t dataset = hinge_sink_dataset(writing->sink, writing->group, writing->name[i],
                                       HINGE_ELEMENT_F64, &shape);
    hinge_sink_array(writing->sink, dataset, &shape, HINGE_ELEMENT_F64, number);
    hinge_sink_numbers(writing->sink, dataset, "_FillValue", HINGE_ELEMENT_F64, 1,
                       hinge_element_fill(HINGE_ELEMENT_F64));
    hinge_sink_use_dimensions(writing->sink, dataset, 1, &writing->row.id, true);
    return dataset;
}

/* Cells of a column: the table's own, or loaded into *one, which the caller clears. */
static const struct hinge_column *take_cells(struct writing *writing, size_t i,
                                             struct hinge_table *one)
{
    const struct hinge_rows *from = writing->from;
    const struct hinge_column *cells = &writing->table->column[i];
    bool there = from->table->rows == from->rows && (cells->number != NULL || cells->text != NULL);
    if (from->load == NULL || there)
        return cells;
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = from->load(from->context, i, one, &why);
    if (status != HINGE_OK)
        hinge_fail(&writing->sink->error, status, why.reason, "%s", why.message);
    else if (one->n_columns != 1 || one->rows != from->rows || one->column->type != cells->type)
        hinge_fail(&writing->sink->error, HINGE_INTERNAL, HINGE_REASON_OK,
                   "column %s: loaded rows do not fit", cells->name);
    return one->column;
}

static void write_column(struct writing *writing, size_t i)
{
    const struct hinge_column *column = &writing->table->column[i];
    const int32_t digits = column->digits;
    cleared_by(hinge_table_clear) struct hinge_table one = {0};
    size_t rows = writing->row.length;
    hid_t dataset = H5I_INVALID_HID;
    const struct hinge_column *cells = take_cells(writing, i, &one);
    if (writing->sink->error.status == HINGE_OK && cells->type == HINGE_COLUMN_TEXT) {
        const size_t width = hinge_labels_width(cells->text, rows);
        struct hinge_column_labels labels = {rows, width, cells->text};
        int id[2] = {writing->row.id, text_dimension(writing, width)};
        dataset =
            hinge_labels_write(writing->sink, writing->group, writing->name[i], &labels, rows == 0);
        hinge_sink_use_dimensions(writing->sink, dataset, 2, id, true);
    } else if (writing->sink->error.status == HINGE_OK && cells->number != NULL) {
        dataset = write_numbers(writing, i, cells->number);
    } else if (writing->sink->error.status == HINGE_OK) { /* of a sparse table */
        struct hinge_arena_mark mark = hinge_arena_mark(&writing->sink->arena);
        double *missing = hinge_arena_raw(&writing->sink->arena, rows, sizeof *missing);
        hinge_element_clear(HINGE_ELEMENT_F64, missing, rows);
        dataset = write_numbers(writing, i, missing);
        hinge_arena_reset(&writing->sink->arena, mark);
    }
    hinge_sink_text(writing->sink, dataset, "units", column->unit);
    hinge_sink_text(writing->sink, dataset, "long_name", column->title);
    if (digits >= 0)
        hinge_sink_numbers(writing->sink, dataset, "digits", HINGE_ELEMENT_I32, 1, &digits);
    if (strcmp(writing->name[i], column->name) != 0)
        hinge_sink_text(writing->sink, dataset, "column", column->name);
    hinge_sink_close(writing->sink, &dataset, writing->name[i]);
}

void hinge_columns_add(struct hinge_sink *sink, hid_t parent, const char *name,
                       const struct hinge_rows *rows, hid_t *group)
{
    const struct hinge_table *table = rows->table;
    struct writing writing = {
        .sink = sink, .table = table, .from = rows, .row = {.length = rows->rows, .scale = -1}};
    if (sink->error.status == HINGE_OK && H5Lexists(parent, name, H5P_DEFAULT) != 0)
        hinge_fail(&sink->error, HINGE_INTERNAL, HINGE_REASON_OK, "%s: group /%s is written twice",
                   sink->output.target, name);
    struct hinge_arena_mark mark = hinge_arena_mark(&sink->arena);
    writing.name = hinge_arena_alloc(&sink->arena, table->n_columns, sizeof *writing.name);
    writing.text = hinge_arena_alloc(&sink->arena, table->n_columns, sizeof *writing.text);
    writing.group = hinge_sink_group(sink, parent, name, true);
    for (size_t i = 0; i < table->n_columns; i++) {
        /* A name HDF5 and netCDF accept: no '/', not empty, not ".", not too long, not taken */
        const char *wanted = writing.table->column[i].name;
        size_t length = hinge_utf8_cut(wanted, NAME_MAX_BYTES);
        char *made = hinge_arena_alloc(&writing.sink->arena, length + 32, 1);
        for (size_t k = 0; k < length; k++)
            made[k] = wanted[k] == '/' ? '_' : wanted[k];
        if (made[0] == '\0' || strcmp(made, ".") == 0)
            snprintf(made, 32, "column");
        length = strlen(made);
        for (unsigned k = 2; hinge_label_find(writing.name, i, made) >= 0; k++)
            snprintf(made + length, 32, "_%u", k);
        writing.name[i] = made;
    }
    char row[256];
    snprintf(row, sizeof row - 32, "%s_row", name);
    dimension_name(&writing, row, sizeof row);
    writing.row.scale = hinge_sink_dimension(sink, writing.group, row, rows->rows, rows->rows == 0,
                                             &writing.row.id);
    for (size_t i = 0; i < table->n_columns && sink->error.status == HINGE_OK; i++)
        write_column(&writing, i);
    /* what the scales hold is on its way to the file */
    hinge_sink_close(sink, &writing.row.scale, name);
    for (size_t i = 0; i < writing.n_text; i++)
        hinge_sink_close(sink, &writing.text[i].scale, name);
    if (group != NULL)
        *group = writing.group;
    else
        hinge_sink_close(sink, &writing.group, name);
    hinge_arena_reset(&sink->arena, mark);
}

void hinge_columns_add_group(struct hinge_sink *sink, const char *group,
                             const struct hinge_rows *rows)
{
    const char *name = hinge_columns_group(group, &sink->error);
    if (name != NULL)
        hinge_columns_add(sink, sink->file, name, rows, NULL);
}

/* --- reading --- */

/* Without the cells where `left` is set. */
static bool read_column(struct hinge_source *source, const struct hinge_array *array,
                        const char *name, bool left, struct hinge_table *table)
{
    bool text = array->element == HINGE_ELEMENT_CHAR && array->rank == 2;
    if (array->element == HINGE_ELEMENT_NONE ||
        (array->element == HINGE_ELEMENT_CHAR && array->rank == 1))
        return true; /* a dimension; a text that belongs to the group */
    if (!text && (array->element != HINGE_ELEMENT_F64 || array->rank != 1))
        return hinge_source_refused(source, array->object, "not a column");
    if (array->dim[0] > source->size) /* each takes a byte at least */
        return hinge_source_refused(source, array->object, "more rows than the file can hold");
    const void *values = left ? NULL : hinge_source_values(source, array);
    /* adds the column with missing values; the first one brings the table's rows */
    const hid_t id = array->id;
    const char *object = array->object;
    struct hinge_arena *arena = &source->arena;
    int32_t digits = -1;
    const char *column = hinge_source_text(source, id, object, "column", arena);
    const char *unit = hinge_source_text(source, id, object, "units", arena);
    const char *title = hinge_source_text(source, id, object, "long_name", arena);
    hinge_source_numbers(source, id, object, "digits", HINGE_ELEMENT_I32, 1, &digits);
    if (hinge_source_failed(source))
        return false;
    column = column != NULL ? column : name;
    if (hinge_table_find(table, column) >= 0)
        return hinge_source_refused(source, object, "a column twice");
    size_t index =
        hinge_table_add_column(table, column,
                               array->rank == 2 ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, unit,
                               digits < 0 || digits > 17 ? -1 : digits);
    if (table->n_columns == 1)
        hinge_table_add_rows(table, (size_t)array->dim[0]);
    else if (table->rows != array->dim[0])
        return hinge_source_refused(source, object, "a column of another length than the first");
    if (title != NULL)
        hinge_table_set_title(table, index, title);
    if (!left && text) {
        const char *characters = values;
        const size_t width = (size_t)array->dim[1];
        char *cell = hinge_arena_alloc(&source->arena, width + 1, 1);
        for (size_t i = 0; i < table->rows; i++) {
            memcpy(cell, characters + i * width, width);
            if (cell[0] != '\0')
                hinge_table_set_text(table, index, i, cell);
        }
    }
    const double *number = text ? NULL : values;
    for (size_t i = 0; number != NULL && i < table->rows; i++)
        hinge_table_set_number(table, index, i, number[i]);
    return true;
}

static bool read_member(struct hinge_source *source, hid_t group, const char *object,
                        const char *name, bool left, struct hinge_table *table)
{
    char path[HINGE_OBJECT_MAX];
    struct hinge_array array;
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    snprintf(path, sizeof path, "%s/%s", object, name);
    bool read = hinge_source_array(source, group, name, path, &array) &&
                read_column(source, &array, name, left, table);
    hinge_h5_drop(&array.id);
    hinge_arena_reset(&source->arena, mark);
    return read;
}

bool hinge_columns_read(struct hinge_source *source, hid_t group, const char *object,
                        const char *const *left, struct hinge_table *table)
{
    struct hinge_members names;
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    bool read = hinge_source_names(source, group, object, &names);
    for (size_t i = 0; i < names.n && read; i++)
        read = read_member(source, group, object, names.name[i],
                           hinge_is_among(left, names.name[i]), table);
    hinge_arena_reset(&source->arena, mark);
    if (read)
        check_cells(source, object, table);
    return !hinge_source_failed(source);
}

hid_t hinge_columns_open(struct hinge_source *source, const char *group, const char *what)
{
    const char *name = hinge_columns_group(group, &source->error);
    if (name != NULL && H5Lexists(source->file, name, H5P_DEFAULT) == 0)
        hinge_fail(&source->error, HINGE_INPUT, HINGE_REASON_OK, "%s: has no %s %s", source->shown,
                   what, group);
    return hinge_source_group(source, source->file, name, group);
}

enum hinge_status hinge_columns_get(struct hinge_source *source, const char *group,
                                    const char *what, const char *const *left, const char *one,
                                    struct hinge_table *table, struct hinge_error *error)
{
    hid_t id = hinge_columns_open(source, group, what);
    if (one != NULL)
        read_member(source, id, group, one, false, table);
    else
        hinge_columns_read(source, id, group, left, table);
    hinge_h5_drop(&id);
    enum hinge_status status = hinge_source_end(source, error);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
