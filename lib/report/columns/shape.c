/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows moved, columns turned. */
#include "report/columns/shape.h"

#include "base/memory.h"
#include "people/people.h"
#include "report/columns/shown.h"
#include "report/display.h"
#include "report/request/tabulation.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SORT_KEYS = 8 };

/* --- a row per person --- */

static bool several_phases(const struct hinge_table *table, size_t phase)
{
    for (size_t r = 1; r < table->rows; r++)
        if (strcmp(table->column[phase].text[r], table->column[phase].text[0]) != 0)
            return true;
    return false;
}

/* Keys of a row but the condition, in one text. */
static const char *row_key(const struct hinge_table *table, size_t n_keys, long condition,
                           size_t row, struct hinge_text *text)
{
    text->length = 0;
    for (size_t c = 0; c < n_keys; c++) {
        char buffer[HINGE_CELL_MAX];
        if ((long)c != condition)
            hinge_text_printf(text, "%s\x1f", hinge_exact_cell(table, c, row, buffer));
    }
    return hinge_text_string(text);
}

static const char *column_name(const struct hinge_table *from, size_t metric, bool phases,
                               long condition, size_t row, struct hinge_text *text)
{
    char buffer[HINGE_CELL_MAX];
    text->length = 0;
    hinge_text_printf(text, "%s", from->column[metric].text[row]);
    if (phases)
        hinge_text_printf(text, ".%s", from->column[metric + 1].text[row]);
    if (condition >= 0)
        hinge_text_printf(text, ".%s", hinge_exact_cell(from, (size_t)condition, row, buffer));
    return hinge_text_string(text);
}

static enum hinge_status copy_keys(const struct hinge_table *from, size_t n_keys, long condition,
                                   size_t row, struct hinge_table *to)
{
    enum hinge_status status = hinge_table_add_rows(to, 1);
    for (size_t c = 0, at = 0; status == HINGE_OK && c < n_keys; c++) {
        if ((long)c == condition)
            continue;
        status = hinge_tab_set(to, at++, to->rows - 1, from->column[c].text[row],
                               to->rows > 1 ? to->rows - 2 : SIZE_MAX);
    }
    return status;
}

/* What the cells are: medians when --stat asks for them, else means. */
static const char *value_of(const struct hinge_tabulation *tab)
{
    const char *stat = tab->request->stat;
    return stat != NULL && strcmp(stat, "median_iqr") == 0 ? "median" : "mean";
}

/* The column that shows the value and its spread ("mean ± SD"), -1. */
static long shown_column(const struct hinge_table *table, const char *value)
{
    size_t length = strlen(value);
    for (size_t c = 0; c < table->n_columns; c++)
        if (strncmp(table->column[c].name, value, length) == 0 &&
            table->column[c].name[length] == ' ')
            return (long)c;
    return -1;
}

/* Digits of a shown value: those after its point. */
static int digits_of(const char *shown)
{
    const char *point = shown != NULL ? strchr(shown, '.') : NULL;
    return point != NULL ? (int)strspn(point + 1, "0123456789") : 3;
}

static enum hinge_status turn(struct hinge_tabulation *tab, const struct hinge_table *from,
                              size_t metric, long condition, struct hinge_table *to,
                              struct hinge_error *error)
{
    struct hinge_intern rows = {0};
    struct hinge_text text = {0};
    bool phases = from->rows > 0 && several_phases(from, metric + 1);
    size_t value = (size_t)hinge_table_find(from, value_of(tab));
    long shown = shown_column(from, value_of(tab));
    enum hinge_status status = HINGE_OK;
    for (size_t r = 0; status == HINGE_OK && r < from->rows; r++) {
        size_t before = rows.n, column = 0,
               row = hinge_intern_number(&rows, row_key(from, metric, condition, r, &text));
        if (row == SIZE_MAX)
            status = hinge_no_memory(error);
        else if (rows.n > before)
            status = copy_keys(from, metric, condition, r, to);
        if (status != HINGE_OK)
            break;
        const char *name = column_name(from, metric, phases, condition, r, &text);
        long at = hinge_table_find(to, name);
        if (at < 0)
            status = hinge_tab_column(
                tab, to, name, HINGE_COLUMN_NUMBER,
                hinge_table_text(from, "unit", r) != NULL ? hinge_table_text(from, "unit", r) : "",
                digits_of(shown >= 0 ? from->column[shown].text[r] : NULL), HINGE_SHOW_KEY, &column,
                error);
        else
            column = (size_t)at;
        if (status != HINGE_OK)
            break;
        to->column[column].number[row] = from->column[value].number[r];
        if (isnan(from->column[value].number[r]))
            status =
                hinge_table_set_why(to, column, row, hinge_table_text(from, "reason", r), error);
    }
    hinge_text_clear(&text);
    hinge_intern_clear(&rows);
    return status;
}

enum hinge_status hinge_tab_widen(struct hinge_tabulation *tab, const char *by,
                                  struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_table wide = {0};
    const char *last = strrchr(by, ',');
    char key[128];
    snprintf(key, sizeof key, "%s", last != NULL ? last + 1 + strspn(last + 1, " ") : by);
    long metric = hinge_table_find(table, "metric");
    long condition = last != NULL ? hinge_table_find(table, key) : -1;
    enum hinge_status status = HINGE_OK;
    enum hinge_show *shows = hinge_arena_alloc(&tab->arena, (size_t)metric + 1, sizeof *shows);
    memcpy(shows, tab->show, (size_t)metric * sizeof *shows);
    tab->n_shows = 0;
    for (long c = 0; status == HINGE_OK && c < metric; c++)
        if (c != condition)
            status = hinge_tab_column(tab, &wide, table->column[c].name, table->column[c].type,
                                      table->column[c].unit, table->column[c].digits, shows[c],
                                      NULL, error);
    if (status == HINGE_OK)
        status = turn(tab, table, (size_t)metric, condition, &wide, error);
    if (status != HINGE_OK) {
        hinge_table_clear(&wide);
        return status;
    }
    hinge_table_clear(table);
    *table = wide;
    return HINGE_OK;
}

/* --- order --- */

struct sort_key {
    const struct hinge_column *column;
    bool falling;
};

struct sort_row {
    const struct sort_key *key;
    size_t n, row;
};

/* Missing values are last, whatever the direction; equal rows keep their order. */
static int compare_cells(const struct sort_key *key, size_t a, size_t b)
{
    const struct hinge_column *c = key->column;
    int order;
    if (c->type == HINGE_COLUMN_NUMBER) {
        double x = c->number[a], y = c->number[b];
        if (isnan(x) || isnan(y))
            return isnan(x) - isnan(y);
        order = (x > y) - (x < y);
    } else {
        const char *x = c->text[a], *y = c->text[b];
        if (x == NULL || y == NULL)
            return (x == NULL) - (y == NULL);
        order = strcmp(x, y);
    }
    return key->falling ? -order : order;
}

static int compare_rows(const void *a, const void *b)
{
    const struct sort_row *x = a, *y = b;
    for (size_t k = 0; k < x->n; k++) {
        int order = compare_cells(&x->key[k], x->row, y->row);
        if (order != 0)
            return order;
    }
    return (x->row > y->row) - (x->row < y->row);
}

static void move_rows(struct hinge_table *table, const struct sort_row *order)
{
    union cell {
        double number;
        const char *text;
        unsigned char why;
    } *old = hinge_alloc(table->rows, sizeof *old);
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        bool number = column->type == HINGE_COLUMN_NUMBER;
        for (size_t r = 0; r < table->rows; r++)
            if (number)
                old[r].number = column->number[r];
            else
                old[r].text = column->text[r];
        for (size_t r = 0; r < table->rows; r++)
            if (number)
                column->number[r] = old[order[r].row].number;
            else
                column->text[r] = old[order[r].row].text;
        for (size_t r = 0; column->why != NULL && r < table->rows; r++)
            old[r].why = column->why[r];
        for (size_t r = 0; column->why != NULL && r < table->rows; r++)
            column->why[r] = old[order[r].row].why;
    }
    free(old);
}

static enum hinge_status sort(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    const char *name[SORT_KEYS];
    struct sort_key key[SORT_KEYS];
    size_t n;
    enum hinge_status status =
        hinge_tab_split(tab, "--sort", tab->request->sort, ',', name, SORT_KEYS, &n, error);
    for (size_t k = 0; status == HINGE_OK && k < n; k++) {
        size_t at = 0;
        key[k].falling = name[k][0] == '-';
        status = hinge_table_require(table, name[k] + key[k].falling, "--sort", &at, error);
        if (status == HINGE_OK)
            key[k].column = &table->column[at];
    }
    struct sort_row *order = hinge_alloc(table->rows, sizeof *order);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++)
        order[r] = (struct sort_row){key, n, r};
    if (status == HINGE_OK && table->rows > 1) {
        qsort(order, table->rows, sizeof *order, compare_rows);
        move_rows(table, order);
    }
    free(order);
    return status;
}

/* --- digits, n (%) --- */

static enum hinge_status add_n_pct(struct hinge_tabulation *tab, struct hinge_table *table,
                                   struct hinge_error *error)
{
    size_t column;
    if (hinge_table_find(table, "people_with") < 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--stat n_pct counts the people with a fault: it is for "
                               "the faults table");
    enum hinge_status status = hinge_tab_column(tab, table, "n (%)", HINGE_COLUMN_TEXT, "", 0,
                                                HINGE_SHOW_KEY, &column, error);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        char text[64], percent[8];
        double share = hinge_table_number(table, "people_with", r);
        double people = hinge_table_number(table, "people", r);
        if (isnan(share) || !(people > 0))
            continue;
        snprintf(text, sizeof text, "%.0f (%s %%)", share * people,
                 hinge_percent_words(share, percent));
        status = hinge_table_set_text(table, column, r, text);
    }
    return status;
}

enum hinge_status hinge_tab_shape(struct hinge_tabulation *tab, struct hinge_table *table,
                                  struct hinge_error *error)
{
    const struct hinge_table_request *request = tab->request;
    enum hinge_status status = HINGE_OK;
    if (request->stat != NULL && strcmp(request->stat, "n_pct") == 0)
        status = add_n_pct(tab, table, error);
    for (size_t c = 0; request->digits != NULL && c < table->n_columns; c++)
        if (table->column[c].digits > 0) {
            table->column[c].digits = *request->digits;
            table->column[c].digits_asked = true;
        }
    if (status == HINGE_OK && request->sort != NULL && *request->sort != '\0')
        status = sort(tab, table, error);
    return status;
}
