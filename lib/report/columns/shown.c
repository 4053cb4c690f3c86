/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns of a view are seen: few for readers, all for programs, or those asked
 * for. */
#include "report/columns/shown.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/request/tabulation.h"

#include "report/display.h"
#include "result/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHOSEN = 256 };

enum hinge_status hinge_tab_column(struct hinge_tabulation *tab, struct hinge_table *table,
                                   const char *name, enum hinge_column_type type, const char *unit,
                                   int digits, enum hinge_show show, size_t *index,
                                   struct hinge_error *error)
{
    if (tab->n_shows == tab->show_capacity) {
        size_t capacity = tab->show_capacity ? 2 * tab->show_capacity : 32;
        enum hinge_show *grown = hinge_resize(tab->show, capacity, sizeof *grown);
        tab->show = grown;
        tab->show_capacity = capacity;
    }
    enum hinge_status status =
        hinge_table_add_column(table, name, type, unit, digits, index, error);
    if (status == HINGE_OK)
        tab->show[tab->n_shows++] = show;
    return status;
}

enum hinge_status hinge_tab_specified(struct hinge_tabulation *tab, struct hinge_table *table,
                                      const struct hinge_tab_spec *spec, size_t n,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; status == HINGE_OK && c < n; c++) {
        bool text = spec[c].digits == HINGE_TEXT;
        status = hinge_tab_column(tab, table, spec[c].name,
                                  text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, spec[c].unit,
                                  text ? 0 : spec[c].digits, spec[c].show, NULL, error);
    }
    return status;
}

enum hinge_status hinge_tab_trial_columns(struct hinge_tabulation *tab, struct hinge_table *table,
                                          const char *const *names, enum hinge_show show,
                                          struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (; status == HINGE_OK && *names != NULL; names++) {
        long from = hinge_table_find(&tab->trials, *names);
        const struct hinge_column *column = from < 0 ? NULL : &tab->trials.column[from];
        if (hinge_table_find(table, *names) >= 0)
            continue;
        status =
            hinge_tab_column(tab, table, *names, column != NULL ? column->type : HINGE_COLUMN_TEXT,
                             column != NULL ? column->unit : "",
                             column != NULL ? column->digits : 0, show, NULL, error);
    }
    return status;
}

enum hinge_status hinge_tab_set(struct hinge_table *table, size_t column, size_t row,
                                const char *text, size_t from)
{
    const char **cells = table->column[column].text;
    if (text == NULL || *text == '\0') {
        cells[row] = NULL;
        return HINGE_OK;
    }
    if (from < row && cells[from] != NULL && strcmp(cells[from], text) == 0) {
        cells[row] = cells[from];
        return HINGE_OK;
    }
    return hinge_table_set_text(table, column, row, text);
}

enum hinge_status hinge_tab_keep(struct hinge_table *table, size_t column, size_t row,
                                 const char *text, const char **kept)
{
    const char **cell = &table->column[column].text[row];
    enum hinge_status status = HINGE_OK;
    if (*kept == NULL) {
        status = hinge_table_set_text(table, column, row, text);
        *kept = *cell;
    }
    *cell = *kept;
    return status;
}

void hinge_tab_repeat(struct hinge_table *table, size_t n, size_t row)
{
    for (size_t c = 0; c < n; c++)
        table->column[c].text[row] = table->column[c].text[row - 1];
}

/* --- --columns --- */

static bool everything(const struct hinge_tabulation *tab)
{
    return hinge_listed(tab->request->columns, ',', "all");
}

bool hinge_tab_all_said(const struct hinge_tabulation *tab)
{
    return everything(tab) && hinge_listed(tab->request->columns, ',', "keys");
}

bool hinge_tab_chooses(const struct hinge_tabulation *tab)
{
    return *tab->request->columns != '\0' && !everything(tab) &&
           strcmp(tab->request->columns, "keys") != 0;
}

bool hinge_tab_wants(const struct hinge_tabulation *tab, const char *name, bool readable)
{
    const char *columns = tab->request->columns;
    if (everything(tab))
        return true;
    return hinge_tab_chooses(tab) ? hinge_listed(columns, ',', name) : readable;
}

bool hinge_tab_readable(const struct hinge_tabulation *tab)
{
    return !everything(tab) && !hinge_listed(tab->request->columns, ',', "keys");
}

void hinge_tab_drop(struct hinge_tabulation *tab, struct hinge_table *table, size_t column)
{
    hinge_table_drop_column(table, column);
    memmove(tab->show + column, tab->show + column + 1,
            (tab->n_shows - column - 1) * sizeof *tab->show);
    tab->n_shows--;
}

static bool same_cell(const struct hinge_column *column, size_t a, size_t b)
{
    if (column->type == HINGE_COLUMN_NUMBER)
        return column->number[a] == column->number[b] ||
               (isnan(column->number[a]) && isnan(column->number[b]));
    const char *x = column->text[a], *y = column->text[b];
    return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static bool differs(const struct hinge_table *table, size_t column)
{
    for (size_t r = 1; r < table->rows; r++)
        if (!same_cell(&table->column[column], 0, r))
            return true;
    return false;
}

static bool filled(const struct hinge_table *table, size_t column)
{
    const struct hinge_column *c = &table->column[column];
    for (size_t r = 0; r < table->rows; r++)
        if (c->type == HINGE_COLUMN_NUMBER ? !isnan(c->number[r]) && c->number[r] != 0
                                           : c->text[r] != NULL && *c->text[r] != '\0')
            return true;
    return false;
}

/* A metric named in --columns may stand for rows: columns are chosen when one of theirs
 * is named. */
static bool chooses_columns(const struct hinge_tabulation *tab, const struct hinge_table *table)
{
    for (size_t c = 0; hinge_tab_chooses(tab) && c < table->n_columns; c++)
        if (hinge_listed(tab->request->columns, ',', table->column[c].name))
            return true;
    return false;
}

static bool is_seen(const struct hinge_tabulation *tab, const struct hinge_table *table,
                    bool chooses, size_t column)
{
    const char *name = table->column[column].name;
    if (everything(tab) || (!chooses && !hinge_tab_readable(tab)) ||
        (chooses && hinge_listed(tab->request->columns, ',', name)))
        return true;
    switch (tab->show[column]) {
    case HINGE_SHOW_KEY:
        return true;
    case HINGE_SHOW_DIFFERS:
        return hinge_listed(tab->request->columns, ',', "keys") || differs(table, column);
    case HINGE_SHOW_KEY_FULL:
        return hinge_listed(tab->request->columns, ',', "keys");
    case HINGE_SHOW_DATA:
        return !chooses;
    case HINGE_SHOW_FILLED:
        return !chooses && (table->rows == 0 || filled(table, column));
    case HINGE_SHOW_FULL:
        break;
    }
    return false;
}

/* "task rdl" of a key that is the same everywhere and so is left out. */
static void note_constant(struct hinge_tabulation *tab, const struct hinge_table *table,
                          size_t column, struct hinge_text *line)
{
    char buffer[HINGE_CELL_MAX], name[128], words[160];
    const char *text = hinge_exact_cell(table, column, 0, buffer);
    if (*text == '\0' || strcmp(text, "0") == 0 || tab->show[column] != HINGE_SHOW_DIFFERS)
        return;
    if (tab->request->words)
        text = hinge_wording_cell(table->column[column].name, text, words, sizeof words);
    hinge_text_printf(line, "%s%s %s", line->length ? ", " : "Same in every row: ",
                      hinge_tab_name(tab, table->column[column].name, name, sizeof name), text);
}

static enum hinge_status check_chosen(struct hinge_tabulation *tab, const struct hinge_table *table,
                                      struct hinge_error *error)
{
    const char *item[CHOSEN], **names;
    bool has_metrics = hinge_listed(tab->view->takes, ',', "metrics");
    size_t n, known = 0, metrics = has_metrics ? tab->metrics.rows : 0;
    enum hinge_status status =
        hinge_tab_split(tab, "--columns", tab->request->columns, ',', item, CHOSEN, &n, error);
    if (status != HINGE_OK || n == 0)
        return status;
    names = hinge_alloc(table->n_columns + metrics + tab->trials.n_columns + 2, sizeof *names);
    for (size_t c = 0; c < table->n_columns; c++)
        names[known++] = table->column[c].name;
    for (size_t r = 0; r < metrics; r++)
        if (hinge_table_text(&tab->metrics, "id", r) != NULL)
            names[known++] = hinge_table_text(&tab->metrics, "id", r);
    /* where a row is a recording, its own columns can be shown */
    for (size_t c = 0; tab->view->by == NULL && c < tab->trials.n_columns; c++)
        names[known++] = tab->trials.column[c].name;
    names[known++] = "all";
    names[known++] = "keys";
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        size_t k = 0;
        while (k < known && strcmp(names[k], item[i]) != 0)
            k++;
        if (k == known)
            status =
                hinge_tab_unknown(tab, "--columns", "column", item[i], names, known - 2, error);
    }
    free(names);
    return status;
}

enum hinge_status hinge_tab_seen(struct hinge_tabulation *tab, const struct hinge_table *table,
                                 struct hinge_table *block, struct hinge_error *error)
{
    bool chooses = chooses_columns(tab, table);
    enum hinge_status status = tab->taken == 0 ? check_chosen(tab, table, error) : HINGE_OK;
    *block = *table;
    block->n_columns = 0;
    block->column = hinge_alloc(table->n_columns, sizeof *block->column);
    for (size_t c = 0; c < table->n_columns; c++)
        if (is_seen(tab, table, chooses, c))
            block->column[block->n_columns++] = table->column[c];
    return status;
}

enum hinge_status hinge_tab_select(struct hinge_tabulation *tab, struct hinge_table *table,
                                   struct hinge_error *error)
{
    struct hinge_text line = {0};
    size_t kept = 0;
    bool chooses = chooses_columns(tab, table);
    enum hinge_status status = check_chosen(tab, table, error);
    for (size_t c = 0; status == HINGE_OK && table->rows > 0 && c < table->n_columns; c++)
        if (!is_seen(tab, table, chooses, c))
            note_constant(tab, table, c, &line);
    while (status == HINGE_OK && kept < table->n_columns) {
        if (is_seen(tab, table, chooses, kept))
            kept++;
        else
            hinge_tab_drop(tab, table, kept);
    }
    if (status == HINGE_OK && line.length > 0) {
        /* first of the notes: it belongs to the rows above */
        struct hinge_text notes = {0};
        hinge_text_printf(&notes, "%s.\n%s", hinge_text_string(&line),
                          hinge_text_string(&tab->notes));
        hinge_text_clear(&tab->notes);
        tab->notes = notes;
    }
    hinge_text_clear(&line);
    return status;
}
