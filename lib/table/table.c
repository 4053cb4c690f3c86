/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of named, typed columns, made, found and read by name. Texts live in the table's arena. */
#include "base/base.h"
#include "table/columns.h"

/* --- finding columns and reading cells --- */

long hinge_table_find(const struct hinge_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (hinge_text_is(table->column[i].name, name))
            return (long)i;
    return -1;
}

static enum hinge_status unknown_column(const struct hinge_table *table, const char *name,
                                        const char *where, struct hinge_error *error)
{
    enum { SHOWN = 24 };
    const size_t n = table->n_columns;
    cleared_by(freed) const char **names = hinge_alloc(n + 1, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = table->column[i].name;
    const char *nearest = hinge_suggest(name, names, n);
    const char *start = where != NULL ? where : "table";
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    if (nearest != NULL) {
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                        "%s: no column \"%s\"; did you mean \"%s\"?", start, name, nearest);
    } else {
        hinge_text_join(&list, names, n < SHOWN ? n : SHOWN, ", ");
        if (n > SHOWN)
            hinge_text_printf(&list, ", … (%zu in all)", n);
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                        "%s: no column \"%s\" (columns: %s)", start, name,
                        hinge_text_string(&list));
    }
    return HINGE_USAGE;
}

enum hinge_status hinge_table_require(const struct hinge_table *table, const char *name,
                                      const char *where, size_t *index, struct hinge_error *error)
{
    long found = hinge_table_find(table, name);
    if (found < 0)
        return unknown_column(table, name, where, error);
    *index = (size_t)found;
    return HINGE_OK;
}

/* A share is not hidden in a column of counts: half a touch is neither 0 nor 1. */
static int digits_of(const struct hinge_column *column, double value)
{
    bool count = column->digits == 0 && strcmp(column->unit, "1") == 0;
    if (column->role == HINGE_IS_INTERVAL && !count && column->digits > 0 && !column->digits_asked)
        return hinge_limit_decimals(column->digits, value, value);
    return count && value != floor(value) ? HINGE_SHARE_DIGITS : column->digits;
}

const char *hinge_table_cell(const struct hinge_table *table, size_t column, size_t row,
                             char buffer[48])
{
    const struct hinge_column *c = &table->column[column];
    if (c->number == NULL && c->text == NULL)
        return "";
    if (c->type == HINGE_COLUMN_TEXT)
        return c->text[row] != NULL ? c->text[row] : "";
    double value = c->number[row];
    if (isnan(value))
        return "";
    if (c->text != NULL && c->text[row] != NULL) /* its decimals are those of the row */
        return c->text[row];
    if (c->digits < 0)
        return hinge_number_format(value, buffer);
    snprintf(buffer, 48, "%.*f", digits_of(c, value), value);
    /* no "-0.0" in a published table */
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    return buffer;
}

double hinge_table_number(const struct hinge_table *table, const char *column, size_t row)
{
    long i = hinge_table_find(table, column);
    if (i < 0 || table->column[i].number == NULL)
        return NAN;
    return table->column[i].number[row];
}

const char *hinge_table_text(const struct hinge_table *table, const char *column, size_t row)
{
    long i = hinge_table_find(table, column);
    if (i < 0 || table->column[i].text == NULL)
        return NULL;
    return table->column[i].text[row];
}

/* --- making a table --- */

static void clear_column(struct hinge_column *column)
{
    free(column->name);
    free(column->unit);
    free(column->title);
    free(column->number);
    free(column->text);
    free(column->why);
}

void hinge_table_drop_column(struct hinge_table *table, size_t column)
{
    clear_column(&table->column[column]);
    memmove(table->column + column, table->column + column + 1,
            (table->n_columns - column - 1) * sizeof *table->column);
    table->n_columns--;
}

void hinge_table_clear(struct hinge_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++)
        clear_column(&table->column[i]);
    free(table->column);
    free(table->why);
    free(table->recent);
    struct hinge_arena arena = {table->text_blocks};
    hinge_arena_clear(&arena);
    *table = (struct hinge_table){0};
}

void hinge_table_set_caption(struct hinge_table *table, const char *text)
{
    struct hinge_arena arena = {table->text_blocks};
    table->caption = hinge_arena_strdup(&arena, text);
    table->text_blocks = arena.head;
}

static bool has_room(const struct hinge_column *column)
{
    return column->number != NULL || column->text != NULL;
}

static void size_column(struct hinge_column *column, size_t room)
{
    if (column->type == HINGE_COLUMN_NUMBER) {
        column->number = hinge_resize(column->number, room, sizeof *column->number);
    } else {
        column->text = hinge_resize(column->text, room, sizeof *column->text);
    }
    if (column->why != NULL) {
        unsigned char *why = hinge_resize(column->why, room, sizeof *why);
        column->why = why;
    }
}

/* Missing values; room that is not used yet is not touched, and costs no memory. */
static void clear_cells(struct hinge_column *column, size_t from, size_t to)
{
    for (size_t i = from; i < to && column->number != NULL; i++)
        column->number[i] = NAN;
    for (size_t i = from; i < to && column->text != NULL; i++)
        column->text[i] = NULL;
    if (column->why != NULL)
        memset(column->why + from, 0, to - from);
}

/* Room for the cells of a column, all missing. */
static void make_room(const struct hinge_table *table, struct hinge_column *column)
{
    size_t room = table->row_capacity ? table->row_capacity : 1;
    size_column(column, room);
    clear_cells(column, 0, table->rows);
}

size_t hinge_table_add_column(struct hinge_table *table, const char *name,
                              enum hinge_column_type type, const char *unit, int digits)
{
    if (table->n_columns == table->column_capacity) {
        size_t capacity = table->column_capacity ? 2 * table->column_capacity : 16;
        table->column = hinge_resize(table->column, capacity, sizeof *table->column);
        table->column_capacity = capacity;
    }
    struct hinge_column column = {.name = hinge_copy(name),
                                  .unit = hinge_copy(unit ? unit : ""),
                                  .title = hinge_copy(""),
                                  .type = type,
                                  .digits = digits};
    if (!table->sparse)
        make_room(table, &column);
    table->column[table->n_columns] = column;
    return table->n_columns++;
}

void hinge_table_add_columns_of(struct hinge_table *table, const struct hinge_table *like)
{
    for (size_t c = 0; c < like->n_columns; c++) {
        const struct hinge_column *from = &like->column[c];
        size_t at = hinge_table_add_column(table, from->name, from->type, from->unit, from->digits);
        hinge_table_set_title(table, at, from->title);
    }
}

void hinge_table_add_rows(struct hinge_table *table, size_t n)
{
    size_t rows = table->rows + n;
    if (rows > table->row_capacity) {
        size_t capacity = table->row_capacity ? table->row_capacity : 16;
        while (capacity < rows)
            capacity *= 2;
        for (size_t i = 0; i < table->n_columns; i++) {
            struct hinge_column *column = &table->column[i];
            if (has_room(column))
                size_column(column, capacity);
        }
        table->row_capacity = capacity;
    }
    for (size_t i = 0; i < table->n_columns; i++)
        clear_cells(&table->column[i], table->rows, rows);
    table->rows = rows;
}

void hinge_table_keep_rows(struct hinge_table *table, const bool *keep)
{
    size_t kept = 0;
    for (size_t row = 0; row < table->rows; row++) {
        if (!keep[row])
            continue;
        for (size_t c = 0; c < table->n_columns; c++) {
            struct hinge_column *column = &table->column[c];
            if (column->number != NULL)
                column->number[kept] = column->number[row];
            if (column->text != NULL)
                column->text[kept] = column->text[row];
            if (column->why != NULL)
                column->why[kept] = column->why[row];
        }
        kept++;
    }
    table->rows = kept;
}

void hinge_table_empty(struct hinge_table *table)
{
    struct hinge_arena arena = {table->text_blocks};
    for (size_t i = 0; i < table->n_columns; i++) {
        free(table->column[i].why);
        table->column[i].why = NULL;
    }
    hinge_arena_clear(&arena);
    table->text_blocks = NULL;
    free(table->recent);
    table->recent = NULL;
    table->n_why = table->rows = 0;
}

enum { RECENT = 1024 };

/* A copy that lives as long as the table: most texts of a column come again and again
 * (FNV-1a decides where the last one of a kind is looked for). */
static const char *keep_text(struct hinge_table *table, const char *text)
{
    size_t hash = 2166136261u, length = 0;
    if (*text == '\0')
        return "";
    for (; text[length] != '\0'; length++)
        hash = (hash ^ (unsigned char)text[length]) * 16777619u;
    if (table->recent == NULL)
        table->recent = hinge_alloc(RECENT, sizeof *table->recent);
    const char **kept = &table->recent[hash % RECENT];
    if (*kept != NULL && strcmp(*kept, text) == 0)
        return *kept;
    struct hinge_arena arena = {table->text_blocks};
    const char *copy = hinge_arena_copy(&arena, text, length);
    table->text_blocks = arena.head;
    return (*kept = copy);
}

void hinge_table_set_text(struct hinge_table *table, size_t column, size_t row, const char *text)
{
    struct hinge_column *to = &table->column[column];
    if (to->text == NULL) {
        if (text == NULL || *text == '\0')
            return;
        make_room(table, to);
    }
    to->text[row] = text != NULL ? keep_text(table, text) : NULL;
}

void hinge_table_set_number(struct hinge_table *table, size_t column, size_t row, double value)
{
    struct hinge_column *to = &table->column[column];
    if (to->number == NULL) {
        if (isnan(value))
            return;
        make_room(table, to);
    }
    to->number[row] = value;
}

static void set_name(char **name, const char *text)
{
    char *copy = hinge_copy(text);
    free(*name);
    *name = copy;
}

void hinge_table_set_unit(struct hinge_table *table, size_t column, const char *unit)
{
    set_name(&table->column[column].unit, unit);
}

void hinge_table_set_title(struct hinge_table *table, size_t column, const char *title)
{
    set_name(&table->column[column].title, title);
}

/* Position of a reason from 1, adding it. */
static size_t reason_at(struct hinge_table *table, const char *why)
{
    size_t at = hinge_name_at(table->why, table->n_why, why);
    if (at < table->n_why || at == HINGE_TABLE_REASONS)
        return at < table->n_why ? at + 1 : HINGE_TABLE_REASONS;
    const char **grown = hinge_resize(table->why, at + 1, sizeof *grown);
    table->why = grown;
    struct hinge_arena arena = {table->text_blocks};
    grown[at] = hinge_arena_strdup(&arena, why);
    table->text_blocks = arena.head;
    return ++table->n_why;
}

void hinge_table_set_why(struct hinge_table *table, size_t column, size_t row, const char *why)
{
    struct hinge_column *c = &table->column[column];
    size_t room = table->row_capacity ? table->row_capacity : 1;
    if (why == NULL || *why == '\0')
        return;
    if (!has_room(c))
        make_room(table, c);
    if (c->why == NULL)
        c->why = hinge_alloc(room, sizeof *c->why);
    c->why[row] = (unsigned char)reason_at(table, why);
}

const char *hinge_table_why(const struct hinge_table *table, size_t column, size_t row)
{
    const struct hinge_column *c = &table->column[column];
    bool missing =
        !has_room(c) ||
        (c->number != NULL ? isnan(c->number[row]) : c->text[row] == NULL || *c->text[row] == '\0');
    if (!missing || c->why == NULL || c->why[row] == 0)
        return NULL;
    return table->why[c->why[row] - 1];
}

void hinge_table_copy(struct hinge_table *table, const struct hinge_table *from)
{
    hinge_table_add_columns_of(table, from);
    hinge_table_add_rows(table, from->rows);
    for (size_t c = 0; c < from->n_columns; c++) {
        const struct hinge_column *column = &from->column[c];
        if (column->number != NULL)
            memcpy(table->column[c].number, column->number, from->rows * sizeof *column->number);
        for (size_t r = 0; column->text != NULL && r < from->rows; r++)
            hinge_table_set_text(table, c, r, column->text[r]);
    }
}

void hinge_table_add_row_of(struct hinge_table *table, const struct hinge_table *from, size_t row)
{
    hinge_table_add_rows(table, 1);
    for (size_t c = 0; c < from->n_columns; c++) {
        const struct hinge_column *column = &from->column[c];
        if (column->number != NULL)
            hinge_table_set_number(table, c, table->rows - 1, column->number[row]);
        if (column->text != NULL)
            hinge_table_set_text(table, c, table->rows - 1, column->text[row]);
    }
}

/* --- columns of a description in; texts and numbers in, a row out --- */

void hinge_table_specify(struct hinge_table *table, const struct hinge_table_spec *spec, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hinge_table_add_column(table, spec[i].name,
                               spec[i].unit != NULL ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                               spec[i].unit, spec[i].digits);
}

void hinge_table_specify_texts(struct hinge_table *table, const char *const *names)
{
    for (; *names != NULL; names++)
        hinge_table_add_column(table, *names, HINGE_COLUMN_TEXT, NULL, 0);
}

void hinge_table_add_row(struct hinge_table *table, const char *const *texts, const double *numbers)
{
    hinge_table_add_rows(table, 1);
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->column[c].type == HINGE_COLUMN_NUMBER)
            table->column[c].number[table->rows - 1] = *numbers++;
        else if (*texts++ != NULL && *texts[-1] != '\0')
            hinge_table_set_text(table, c, table->rows - 1, texts[-1]);
    }
}

const char *hinge_table_word(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

void hinge_table_set_word(struct hinge_table *table, const char *column, size_t row,
                          const char *text)
{
    const long at = hinge_table_find(table, column);
    hinge_table_set_text(table,
                         at >= 0 ? (size_t)at
                                 : hinge_table_add_column(table, column, HINGE_COLUMN_TEXT, "", 0),
                         row, text);
}

size_t hinge_table_row_of(const struct hinge_table *table, const char *column, const char *text,
                          size_t near)
{
    const size_t n = table->rows;
    const long at = hinge_table_find(table, column);
    for (size_t k = 0; k < n; k++) {
        const size_t row = (near + k) % n;
        const char *cell =
            at >= 0 && table->column[at].text != NULL ? table->column[at].text[row] : NULL;
        if (hinge_text_is(cell != NULL ? cell : "", text))
            return row;
    }
    return SIZE_MAX;
}

const char *hinge_table_word_where(const struct hinge_table *table, const char *key,
                                   const char *text, const char *column)
{
    const size_t row = hinge_table_row_of(table, key, text, 0);
    return row != SIZE_MAX ? hinge_table_word(table, column, row) : "";
}

bool hinge_table_first_values(const struct hinge_table *table, size_t column, const size_t *of_row,
                              size_t n, size_t *first, bool *alike)
{
    const struct hinge_column *c = &table->column[column];
    bool any = false;
    *alike = true;
    for (size_t part = 0; part < n; part++)
        first[part] = SIZE_MAX;
    for (size_t r = 0; r < table->rows; r++) {
        const size_t part = of_row[r];
        const bool known = c->text != NULL ? c->text[r] != NULL && *c->text[r] != '\0'
                                           : c->number != NULL && !isnan(c->number[r]);
        if (part == SIZE_MAX || !known)
            continue;
        any = true;
        if (first[part] == SIZE_MAX)
            first[part] = r;
        else if (c->text != NULL ? strcmp(c->text[first[part]], c->text[r]) != 0
                                 : c->number[first[part]] != c->number[r])
            *alike = false;
    }
    return any;
}

bool hinge_cell_is_there(const struct hinge_column *column, size_t row)
{
    return column->type == HINGE_COLUMN_NUMBER ? !isnan(column->number[row])
                                               : column->text[row] != NULL;
}

bool hinge_column_has_any(const struct hinge_table *table, size_t column)
{
    for (size_t r = 0; r < table->rows; r++)
        if (hinge_cell_is_there(&table->column[column], r))
            return true;
    return false;
}

bool hinge_cells_equal(const struct hinge_column *column, size_t a, size_t b)
{
    if (!hinge_cell_is_there(column, a) || !hinge_cell_is_there(column, b))
        return hinge_cell_is_there(column, a) == hinge_cell_is_there(column, b);
    return column->type == HINGE_COLUMN_NUMBER ? column->number[a] == column->number[b]
                                               : strcmp(column->text[a], column->text[b]) == 0;
}

bool hinge_column_differs(const struct hinge_table *table, size_t column)
{
    size_t r = 1;
    while (r < table->rows && hinge_cells_equal(&table->column[column], 0, r))
        r++;
    return r < table->rows;
}

bool hinge_texts_differ(const struct hinge_table *table, const char *column)
{
    const char *first = table->rows > 0 ? hinge_table_text(table, column, 0) : NULL;
    for (size_t r = 1; r < table->rows; r++) {
        const char *text = hinge_table_text(table, column, r);
        if ((text == NULL) != (first == NULL) || (text != NULL && strcmp(text, first) != 0))
            return true;
    }
    return false;
}

/* --- names of columns taken apart --- */

const char *hinge_severity_fault(const char *column)
{
    const size_t length = sizeof HINGE_SEVERITY - 1;
    return column != NULL && strncmp(column, HINGE_SEVERITY, length) == 0 ? column + length : NULL;
}

const char *hinge_label_fault(const char *column)
{
    const bool observed = strncmp(column, HINGE_LABEL, sizeof HINGE_LABEL - 1) == 0 ||
                          strncmp(column, HINGE_LABEL2, sizeof HINGE_LABEL2 - 1) == 0;
    return observed ? strchr(column, ':') + 1 : NULL;
}

const char *hinge_rated_fault(const char *column)
{
    const size_t length = sizeof HINGE_RATING - 1;
    return strncmp(column, HINGE_RATING, length) == 0 ? column + length : NULL;
}
