/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trials: a row per recording given, refused ones too, in the order they were given. */

#include "report/people/repetitions.h"
#include "table/columns.h"

static const char *const outcome[] = {"tier", "status", "reason", "file", "reps", NULL};
static const char *const readable[] = {"standing_source", "driver", "lumbar_def", "rate_hz", NULL};

struct row {
    double used;
    const char *why; /* it is not used */
};

static const struct hinge_view_column of_use[] = {
    {"used", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, used)},
    {"why", "", HINGE_TEXT, HINGE_SHOW_FULL, offsetof(struct row, why)},
    {0}};

/* Of a row of uses->given; NULL: not asked for. */
static struct row row_of(const struct hinge_uses *uses, size_t given, char buffer[160])
{
    const bool used = uses == NULL || hinge_uses_compared(&uses->recording[given]);
    return (struct row){used, used ? "" : hinge_use_why(uses, &uses->recording[given], buffer)};
}

/* Cells of `from` (a row of `source`) that the table's last row lacks. */
static void complete_row(const struct hinge_table *source, size_t from, struct hinge_table *table)
{
    size_t row = table->rows - 1;
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        long at = hinge_table_find(source, column->name);
        if (at < 0 || source->column[at].type != column->type)
            continue;
        if (column->type == HINGE_COLUMN_NUMBER && isnan(column->number[row]))
            column->number[row] = source->column[at].number[from];
        else if (column->type == HINGE_COLUMN_TEXT && column->text[row] == NULL)
            hinge_tab_set(table, c, row, source->column[at].text[from], SIZE_MAX);
    }
}

/* A file of the ledger that was never packed has no row in /trials. Only those that
 * were not read are compared with every trial, and they are few. */
static bool is_packed(const struct hinge_tabulation *tab, size_t row)
{
    const char *by = *hinge_table_word(&tab->ledger, "trial_id", row) != '\0' ? "trial_id" : "file";
    const char *text = hinge_table_word(&tab->ledger, by, row);
    return (hinge_table_text(&tab->ledger, "status", row) != NULL &&
            !hinge_is_refused(&tab->ledger, row)) ||
           (*text != '\0' && hinge_table_row_of(&tab->trials, by, text, 0) != SIZE_MAX);
}

struct given_row {
    const struct hinge_table *table;
    size_t row;
};

static bool find_in_given(const void *row, const struct hinge_condition *condition,
                          struct hinge_cell *cell)
{
    const struct given_row *given = row;
    const struct hinge_table *table = given->table;
    if (condition->level != HINGE_ON_TRIAL)
        return false;
    long at = hinge_table_find(table, condition->name);
    if (at >= 0 && table->column[at].type == HINGE_COLUMN_NUMBER)
        cell->number = table->column[at].number[given->row];
    else
        cell->text = at >= 0 ? hinge_or_empty(table->column[at].text[given->row]) : "";
    return true;
}

bool hinge_given_kept(const struct hinge_tabulation *tab, const struct hinge_table *given,
                      size_t row)
{
    return hinge_filter_keeps(&tab->filter, find_in_given, &(struct given_row){given, row});
}

/* uses: NULL where none is asked for. */
static void add_rows(struct hinge_tabulation *tab, const struct hinge_uses *uses)
{
    char why[160];
    hinge_tab_trial_columns(tab, hinge_trial_keys, HINGE_SHOW_KEY);
    hinge_tab_trial_column(tab, "judged_as", HINGE_SHOW_KEY_FULL);
    hinge_tab_trial_columns(tab, outcome, HINGE_SHOW_KEY);
    hinge_tab_trial_columns(tab, readable, HINGE_SHOW_DATA);
    if (uses != NULL)
        hinge_tab_columns(tab, of_use);
    for (size_t c = 0; c < tab->trials.n_columns; c++)
        hinge_tab_trial_column(tab, tab->trials.column[c].name, HINGE_SHOW_FULL);
    for (size_t t = 0; t < tab->trials.rows; t++)
        if (tab->kept[t]) {
            const struct row row = row_of(uses, t, why);
            hinge_tab_trial_row(tab, t, &row);
            const char *reason = uses != NULL ? hinge_use_reason(uses->recording[t].use) : "";
            if (*reason != '\0' && hinge_table_find(tab->table, "reason") >= 0 &&
                *hinge_table_word(tab->table, "reason", tab->table->rows - 1) == '\0')
                hinge_table_set_word(tab->table, "reason", tab->table->rows - 1, reason);
        }
    struct hinge_table *table = tab->table;
    for (size_t r = 0, given = tab->trials.rows; r < tab->ledger.rows; r++) {
        if (is_packed(tab, r))
            continue;
        const struct row row = row_of(uses, given++, why);
        hinge_tab_row(tab, &row);
        complete_row(&tab->ledger, r, table);
        const char *id = hinge_table_word(&tab->ledger, "trial_id", r);
        const size_t listed = *id != '\0' ? hinge_table_row_of(&tab->list, "id", id, 0) : SIZE_MAX;
        if (listed != SIZE_MAX)
            complete_row(&tab->list, listed, table);
        if (hinge_table_find(table, "stage") >= 0 &&
            *hinge_table_word(table, "stage", table->rows - 1) == '\0')
            hinge_table_set_word(table, "stage", table->rows - 1,
                                 hinge_stage_name(hinge_stage_of(
                                     hinge_table_word(table, "session", table->rows - 1))));
        long reps = hinge_table_find(table, "reps");
        if (reps >= 0 && table->column[reps].type == HINGE_COLUMN_NUMBER)
            table->column[reps].number[table->rows - 1] = 0;
        if (!hinge_given_kept(tab, table, table->rows - 1))
            table->rows--; /* --filter leaves it out */
    }
}

static void make(struct hinge_tabulation *tab)
{
    cleared_by(hinge_uses_clear) struct hinge_uses uses = {0};
    const bool asked = hinge_tab_wants(tab, "used", false) || hinge_tab_wants(tab, "why", false);
    if (asked)
        hinge_uses_find(&uses, tab);
    if (tab->status == HINGE_OK)
        add_rows(tab, asked ? &uses : NULL);
    /* why recordings were refused, and what is not used of the others: each text once */
    const struct hinge_table *table = tab->table;
    for (size_t r = 0; r < table->rows; r++) {
        const char *message = hinge_table_word(table, "message", r);
        const char *file = hinge_table_word(table, "file", r);
        if (*message == '\0' || hinge_table_row_of(table, "message", message, 0) < r)
            continue;
        size_t n = 0;
        for (size_t k = r + 1; k < table->rows; k++)
            n += strcmp(hinge_table_word(table, "message", k), message) == 0;
        const bool names_file = *file != '\0' && strstr(message, file) == NULL;
        if (names_file)
            hinge_text_adds(&tab->notes, file);
        if (n > 0)
            hinge_tab_note(tab, " and %zu more", n);
        if (n > 0 || names_file)
            hinge_tab_note(tab, ": ");
        hinge_tab_note(tab, "%s\n", message);
    }
}

/* The same in a table of one's own, without its notes. */
void hinge_trials_given(struct hinge_tabulation *tab, bool all, struct hinge_table *given)
{
    struct hinge_tabulation of = *tab;
    cleared_by(freed) bool *every = hinge_alloc(tab->trials.rows, sizeof *every);
    memset(every, true, tab->trials.rows * sizeof *every);
    of.table = given;
    of.columns = (struct hinge_tab_columns){0};
    of.filter.n = all ? 0 : of.filter.n;
    of.kept = all ? every : of.kept;
    add_rows(&of, NULL);
    free(of.columns.item);
}

const struct hinge_view hinge_view_trials = {
    .id = "trials",
    .title = "a row per recording given: status, tier, reason, repetitions",
    .tables_only = true,
    .takes = "filter,people,columns,sort,digits,allow-inferred,all-reps,allow-single",
    .make = make,
};
