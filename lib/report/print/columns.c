/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a table shows, their order and digits, and what covariates and dialogs bring. */

#include "table/columns.h"
#include "metrics/metric.h"
#include "report/people/people.h"
#include "report/print/display.h"
#include "report/print/quantity.h"

#include <hinge/requests.h>

/* --- Columns of the trial list beside those of /trials, by the recordings' ids. --- */

void hinge_tab_add_covariates(struct hinge_tabulation *tab)
{
    struct hinge_table *trials = &tab->trials;
    size_t *row_of = hinge_alloc(trials->rows, sizeof *row_of), next = 0;
    /* A covariate called as a column of /trials ("status": patient, control) would be
     * hidden by it: here its name begins with "list_". */
    for (size_t c = 0; c < tab->list.n_columns; c++) {
        struct hinge_column *column = &tab->list.column[c];
        size_t size = strlen(column->name) + sizeof "list_";
        if (hinge_trial_info_has(column->name) || hinge_table_find(&tab->trials, column->name) < 0)
            continue;
        char *name = hinge_alloc(size, 1);
        snprintf(name, size, "list_%s", column->name);
        free(column->name);
        column->name = name;
    }
    for (size_t r = 0; r < trials->rows; r++) {
        const char *id = hinge_table_text(trials, "trial_id", r);
        /* both are in list order: the search starts behind the last one found */
        row_of[r] = id != NULL ? hinge_table_row_of(&tab->list, "id", id, next) : SIZE_MAX;
        next = row_of[r] != SIZE_MAX ? row_of[r] + 1 : next;
    }
    for (size_t c = 0; c < tab->list.n_columns; c++) {
        const struct hinge_column *column = &tab->list.column[c];
        if (strcmp(column->name, "id") == 0 || hinge_table_find(trials, column->name) >= 0)
            continue;
        size_t at = hinge_table_add_column(trials, column->name, column->type, column->unit,
                                           column->digits);
        for (size_t r = 0; r < trials->rows; r++)
            if (row_of[r] != SIZE_MAX && column->type == HINGE_COLUMN_NUMBER)
                trials->column[at].number[r] = column->number[row_of[r]];
            else if (row_of[r] != SIZE_MAX)
                hinge_table_set_text(trials, at, r, column->text[row_of[r]]);
    }
    free(row_of);
}

/* --- What programs with dialogs (SPSS, jamovi) get unless more is asked for: keys, main metrics,
 * outcomes of the cues, counts of faults. --- */

static void add(struct hinge_text *out, const char *name)
{
    if (!hinge_listed(hinge_text_string(out), ',', name))
        hinge_text_printf(out, ",%s", name);
}

void hinge_dialog_columns(char **columns)
{
    static const char *const others[] = {
        "hip_drop_ll",   "path_angle_deg", "tempo_ratio",    "duration_s",
        "rom_deg",       "complete",       "valid",          "in_groups",
        "faults_judged", "faults_present", "faults_refused", "faults_indeterminate"};
    size_t n;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    struct hinge_text out = {0};
    hinge_text_adds(&out, "keys");
    for (size_t i = 0; hinge_readable_metrics[i] != NULL; i++)
        add(&out, hinge_readable_metrics[i]);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < HINGE_CUE_SECONDARY_MAX + 2; k++) {
            const struct hinge_cue_outcome *of = k == 0   ? &cue[i].done
                                                 : k == 1 ? &cue[i].primary
                                                          : &cue[i].secondary[k - 2];
            if (of->id != NULL && !of->is_fault && of->phase != NULL)
                add(&out, of->id);
        }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        add(&out, others[i]);
    *columns = out.data;
}

/* Whether a column further on is of the same metric: "hip_none" and "hip_dowel". */
static bool comes_again(const struct hinge_table *table, size_t column)
{
    const struct hinge_metric *metric = hinge_metric_of_column(table->column[column].name);
    size_t c = column + 1;
    while (c < table->n_columns && hinge_metric_of_column(table->column[c].name) != metric)
        c++;
    return c < table->n_columns;
}

size_t hinge_dialog_drop_empty(struct hinge_table *table)
{
    size_t metrics = 0;
    for (size_t c = table->n_columns; c-- > 0;)
        if (table->rows > 0 && !hinge_column_has_any(table, c))
            hinge_table_drop_column(table, c);
        else
            metrics +=
                hinge_metric_of_column(table->column[c].name) != NULL && !comes_again(table, c);
    size_t all = hinge_metric_count();
    return metrics < all ? all - metrics : 0;
}

/* --- A table turned. --- */

size_t *hinge_rows_numbered(const struct hinge_table *table, const size_t *column, size_t n_columns,
                            size_t *n)
{
    cleared_by(hinge_intern_clear) struct hinge_intern keys = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    size_t *number = hinge_alloc(table->rows, sizeof *number);
    for (size_t r = 0; r < table->rows; r++) {
        char buffer[HINGE_CELL_MAX];
        key.length = 0;
        for (size_t c = 0; c < n_columns; c++)
            hinge_text_printf(&key, "%s\x1f", hinge_exact_cell(table, column[c], r, buffer));
        number[r] = hinge_intern_number(&keys, hinge_text_string(&key));
    }
    *n = keys.n;
    return number;
}

/* --- order --- */

enum { SORT_KEYS = 8 };

struct sort_key {
    const struct hinge_column *column;
    bool falling;
};

struct sort_row {
    const struct sort_key *key;
    size_t n, row;
};

/* Missing values are last, whatever the direction; equal rows keep their order. */
static int compare_rows(const void *a, const void *b)
{
    const struct sort_row *x = a, *y = b;
    for (size_t k = 0; k < x->n; k++) {
        const struct hinge_column *c = x->key[k].column;
        const bool first = hinge_cell_is_there(c, x->row), second = hinge_cell_is_there(c, y->row);
        if (first != second)
            return second - first;
        const int order =
            !first ? 0
            : c->type == HINGE_COLUMN_NUMBER
                ? (c->number[x->row] > c->number[y->row]) - (c->number[x->row] < c->number[y->row])
                : strcmp(c->text[x->row], c->text[y->row]);
        if (order != 0)
            return x->key[k].falling ? -order : order;
    }
    return (x->row > y->row) - (x->row < y->row);
}

/* Puts the n elements of an array in this order. A column has no array (NULL) of what it lacks. */
static void move(void *array, size_t size, const struct sort_row *order, size_t n)
{
    if (array == NULL)
        return;
    char *to = array, *old = memcpy(hinge_alloc(n, size), array, n * size);
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * size, old + order[i].row * size, size);
    free(old);
}

static bool sort(struct hinge_tabulation *tab)
{
    struct hinge_table *table = tab->table;
    const char *name[SORT_KEYS];
    struct sort_key key[SORT_KEYS];
    size_t n, at;
    if (!hinge_tab_split(tab, "--sort", tab->request->sort, name, SORT_KEYS, &n))
        return false;
    for (size_t k = 0; k < n; k++) {
        const bool falling = name[k][0] == '-';
        if (!hinge_tab_try(tab, hinge_table_require(table, name[k] + falling, "--sort", &at,
                                                    &tab->failure)))
            return false;
        key[k] = (struct sort_key){&table->column[at], falling};
    }
    cleared_by(freed) struct sort_row *order = hinge_alloc(table->rows, sizeof *order);
    for (size_t r = 0; r < table->rows; r++)
        order[r] = (struct sort_row){key, n, r};
    qsort(order, table->rows, sizeof *order, compare_rows);
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        move(column->number, sizeof *column->number, order, table->rows);
        move(column->text, sizeof *column->text, order, table->rows);
        move(column->why, sizeof *column->why, order, table->rows);
    }
    return true;
}

/* --- digits, n (%) --- */

static bool add_n_pct(struct hinge_tabulation *tab)
{
    struct hinge_table *table = tab->table;
    if (hinge_table_find(table, "people_with") < 0)
        return hinge_tab_fail(
            tab, HINGE_USAGE, HINGE_REASON_OK,
            "--stat n_pct counts the people with a fault: it is for the faults table");
    const size_t column = hinge_tab_column(tab, "n (%)", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_KEY);
    for (size_t r = 0; r < table->rows; r++) {
        char text[64], percent[8];
        double share = hinge_table_number(table, "people_with", r);
        double people = hinge_table_number(table, "people", r);
        if (isnan(share) || !(people > 0))
            continue;
        snprintf(text, sizeof text, "%.0f (%s %%)", share * people,
                 hinge_percent_words(share, percent));
        hinge_table_set_text(table, column, r, text);
    }
    return true;
}

bool hinge_tab_shape(struct hinge_tabulation *tab)
{
    const struct hinge_table_request *request = tab->request;
    struct hinge_table *table = tab->table;
    if (request->stat != NULL && strcmp(request->stat, "n_pct") == 0 && !add_n_pct(tab))
        return false;
    for (size_t c = 0; request->digits != NULL && c < table->n_columns; c++)
        if (table->column[c].digits > 0) {
            table->column[c].digits = hinge_tab_digits(tab, table->column[c].digits);
            table->column[c].digits_asked = true;
        }
    return request->sort == NULL || sort(tab);
}

/* --- Which columns of a view are seen: few for readers, all for programs, or those asked for. ---
 */

enum { CHOSEN = 256 };

static size_t add_column(struct hinge_tabulation *tab, const char *name,
                         enum hinge_column_type type, const char *unit, int digits,
                         struct hinge_tab_column column)
{
    struct hinge_tab_columns *columns = &tab->columns;
    columns->item = hinge_more(columns->item, columns->n, sizeof *columns->item);
    columns->item[columns->n++] = column;
    return hinge_table_add_column(tab->table, name, type, unit, digits);
}

size_t hinge_tab_column(struct hinge_tabulation *tab, const char *name, enum hinge_column_type type,
                        const char *unit, int digits, enum hinge_show show)
{
    return add_column(tab, name, type, unit, digits, (struct hinge_tab_column){.show = show});
}

void hinge_tab_columns(struct hinge_tabulation *tab, const struct hinge_view_column *column)
{
    for (; column->name != NULL; column++) {
        bool text = column->digits == HINGE_TEXT;
        add_column(tab, column->name, text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, column->unit,
                   text ? 0 : column->digits,
                   (struct hinge_tab_column){column->show, HINGE_OF_ROW, column->at});
    }
}

void hinge_tab_trial_column(struct hinge_tabulation *tab, const char *name, enum hinge_show show)
{
    const long from = hinge_table_find(&tab->trials, name);
    if (from < 0 || hinge_table_find(tab->table, name) >= 0)
        return;
    const struct hinge_column *column = &tab->trials.column[from];
    add_column(tab, name, column->type, column->unit, column->digits,
               (struct hinge_tab_column){show, HINGE_OF_TRIAL, (size_t)from});
}

void hinge_tab_trial_columns(struct hinge_tabulation *tab, const char *const *names,
                             enum hinge_show show)
{
    for (; *names != NULL; names++)
        hinge_tab_trial_column(tab, *names, show);
}

const char *const hinge_trial_keys[] = {"participant", "session", "group", "task",
                                        "cue",         "trial",   NULL};

size_t hinge_tab_trial_row(struct hinge_tabulation *tab, size_t trial, const void *row)
{
    struct hinge_table *table = tab->table;
    hinge_table_add_rows(table, 1);
    const size_t at = table->rows - 1;
    const bool again = at > 0 && trial == tab->last_trial;
    for (size_t c = 0; c < tab->columns.n; c++) {
        const struct hinge_tab_column *from = &tab->columns.item[c];
        struct hinge_column *to = &table->column[c];
        if (from->of == HINGE_OF_ROW) {
            const void *cell = (const char *)row + from->at;
            if (to->type == HINGE_COLUMN_NUMBER)
                to->number[at] = *(const double *)cell;
            else
                hinge_tab_set(table, c, at, *(const char *const *)cell, at - 1);
        } else if (from->of == HINGE_OF_TRIAL && trial != SIZE_MAX) {
            const struct hinge_column *source = &tab->trials.column[from->at];
            if (to->type == HINGE_COLUMN_NUMBER)
                to->number[at] = source->number[trial];
            else if (again)
                to->text[at] = to->text[at - 1];
            else
                hinge_tab_set(table, c, at, source->text[trial], at - 1);
        }
    }
    tab->last_trial = trial;
    return at;
}

size_t hinge_tab_row(struct hinge_tabulation *tab, const void *row)
{
    return hinge_tab_trial_row(tab, SIZE_MAX, row);
}

void hinge_tab_set(struct hinge_table *table, size_t column, size_t row, const char *text,
                   size_t from)
{
    const char **cells = table->column[column].text;
    if (text == NULL || *text == '\0') {
        cells[row] = NULL;
        return;
    }
    if (from < row && cells[from] != NULL && strcmp(cells[from], text) == 0) {
        cells[row] = cells[from];
        return;
    }
    hinge_table_set_text(table, column, row, text);
}

/* --- --columns --- */

static bool everything(const struct hinge_tabulation *tab)
{
    return hinge_listed(tab->request->columns, ',', "all");
}

bool hinge_tab_all_asked(const struct hinge_tabulation *tab)
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

void hinge_tab_drop_column(struct hinge_tabulation *tab, size_t column)
{
    hinge_table_drop_column(tab->table, column);
    struct hinge_tab_column *at = tab->columns.item + column;
    memmove(at, at + 1, (--tab->columns.n - column) * sizeof *at);
}

static bool filled(const struct hinge_table *table, size_t column)
{
    const struct hinge_column *c = &table->column[column];
    size_t r = 0;
    while (r < table->rows &&
           !(hinge_cell_is_there(c, r) &&
             (c->type == HINGE_COLUMN_NUMBER ? c->number[r] != 0 : *c->text[r] != '\0')))
        r++;
    return r < table->rows;
}

/* A metric named in --columns may stand for rows: columns are chosen when one of theirs
 * is named. */
static bool chooses_columns(const struct hinge_tabulation *tab)
{
    for (size_t c = 0; hinge_tab_chooses(tab) && c < tab->table->n_columns; c++)
        if (hinge_listed(tab->request->columns, ',', tab->table->column[c].name))
            return true;
    return false;
}

static bool is_seen(const struct hinge_tabulation *tab, bool chooses, size_t column)
{
    const struct hinge_table *table = tab->table;
    const bool keys = hinge_listed(tab->request->columns, ',', "keys");
    if (everything(tab) || (!chooses && !hinge_tab_readable(tab)) ||
        (chooses && hinge_listed(tab->request->columns, ',', table->column[column].name)))
        return true;
    switch (tab->columns.item[column].show) {
    case HINGE_SHOW_KEY:
        return true;
    case HINGE_SHOW_DIFFERS:
        return keys || hinge_column_differs(table, column);
    case HINGE_SHOW_KEY_FULL:
        return keys;
    case HINGE_SHOW_DATA:
        return !chooses;
    case HINGE_SHOW_FILLED:
        return !chooses && (table->rows == 0 || filled(table, column));
    case HINGE_SHOW_FULL:
        break;
    }
    return false;
}

/* A fault, or an outcome with a reducer, where the view takes them; one that cannot be read fails
 * the table. */
static bool is_outcome(struct hinge_tabulation *tab, const char *text)
{
    struct hinge_outcome_text of;
    if (!hinge_listed(tab->view->takes, ',', "outcomes"))
        return false;
    if (!hinge_tab_try(tab, hinge_outcome_read("--columns", text, &of, &tab->failure)))
        return true;
    return hinge_table_row_of(&tab->metrics, "id", of.name, 0) != SIZE_MAX ||
           hinge_table_row_of(&tab->faults, "id", of.fault != NULL ? of.fault : of.name, 0) !=
               SIZE_MAX;
}

static bool check_chosen(struct hinge_tabulation *tab)
{
    const struct hinge_table *table = tab->table;
    const char *item[CHOSEN];
    const bool has_metrics = hinge_listed(tab->view->takes, ',', "metrics");
    size_t n;
    if (!hinge_tab_split(tab, "--columns", tab->request->columns, item, CHOSEN, &n))
        return false;
    cleared_by(freed) const char **names = hinge_alloc(
        table->n_columns + tab->metrics.rows + tab->trials.n_columns + 2, sizeof *names);
    size_t known = hinge_names_add(names, 0, table, false);
    if (has_metrics)
        known = hinge_names_add(names, known, &tab->metrics, true);
    if (tab->view->by == NULL) /* where a row is a recording, its own columns can be shown */
        known = hinge_names_add(names, known, &tab->trials, false);
    names[known++] = "all";
    names[known++] = "keys";
    for (size_t i = 0; tab->status == HINGE_OK && i < n; i++)
        if (hinge_label_find(names, known, item[i]) < 0 && !is_outcome(tab, item[i]))
            hinge_tab_unknown(tab, tab->request->results, "--columns", "column",
                              hinge_outcome_of(item[i]).name, names, known - 2);
    return tab->status == HINGE_OK;
}

enum { CELLS = 1024 * 256 }; /* handed over at once, at least */

void hinge_tab_hand_over(struct hinge_tabulation *tab)
{
    const struct hinge_table_request *request = tab->request;
    struct hinge_table *table = tab->table, seen = *table;
    const bool in_blocks = request->take != NULL && !request->wide && !hinge_tab_readable(tab) &&
                           (request->sort == NULL || *request->sort == '\0') &&
                           (request->stat == NULL || strcmp(request->stat, "n_pct") != 0);
    if (tab->status != HINGE_OK || table->rows * table->n_columns < CELLS || !in_blocks)
        return;
    /* the columns that are shown; the first time their names in --columns are checked */
    const bool chooses = chooses_columns(tab);
    seen.n_columns = 0;
    seen.column = hinge_alloc(table->n_columns, sizeof *seen.column);
    for (size_t c = 0; c < table->n_columns; c++)
        if (is_seen(tab, chooses, c))
            seen.column[seen.n_columns++] = table->column[c];
    if (tab->taken > 0 || check_chosen(tab))
        hinge_tab_try(tab, request->take(request->take_context, &seen, tab->taken, &tab->failure));
    free(seen.column);
    tab->taken += table->rows;
    hinge_table_empty(table);
}

bool hinge_tab_select(struct hinge_tabulation *tab)
{
    struct hinge_table *table = tab->table;
    struct hinge_text line = {0};
    const bool chooses = chooses_columns(tab);
    if (!check_chosen(tab))
        return false;
    for (size_t c = 0; c < table->n_columns;) {
        if (is_seen(tab, chooses, c)) {
            c++;
            continue;
        }
        /* "task rdl" of a key that is the same everywhere and so is left out */
        char buffer[HINGE_CELL_MAX], name[128], words[160];
        const char *id = table->column[c].name,
                   *text = table->rows > 0 ? hinge_exact_cell(table, c, 0, buffer) : "";
        if (tab->columns.item[c].show == HINGE_SHOW_DIFFERS && *text != '\0' &&
            strcmp(text, "0") != 0)
            hinge_text_printf(
                &line, "%s%s %s", line.length ? ", " : "Same in every row: ",
                hinge_tab_name(tab, id, name, sizeof name),
                tab->request->words ? hinge_wording_cell(id, text, words, sizeof words) : text);
        hinge_tab_drop_column(tab, c);
    }
    if (line.length > 0) {
        /* first of the notes: it belongs to the rows above */
        hinge_text_printf(&line, ".\n%s", hinge_text_string(&tab->notes));
        hinge_text_clear(&tab->notes);
        tab->notes = line;
    }
    return true;
}
