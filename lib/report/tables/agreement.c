/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement: ours against others', a row per trial and quantity: angles that somebody
 * else computed, phases that somebody marked by hand. */
#include "report/columns.h"
#include "report/request.h"

#include "store/store.h"

#include <stdio.h>
#include <string.h>

static const char *const keys[] = {"participant", "session", "group", "task", "cue", "trial", NULL};

static const struct hinge_tab_spec columns[] = {{"of", "", HINGE_TEXT, HINGE_SHOW_KEY},
                                                {"name", "", HINGE_TEXT, HINGE_SHOW_KEY},
                                                {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA},
                                                {"n", "", 0, HINGE_SHOW_DATA},
                                                {"r", "", 3, HINGE_SHOW_DATA},
                                                {"bias", "", 2, HINGE_SHOW_DATA},
                                                {"sd", "", 2, HINGE_SHOW_DATA},
                                                {"offset", "", 2, HINGE_SHOW_DATA}};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static void add_row(const struct hinge_tabulation *tab, size_t trial,
                    const struct hinge_table *from, size_t row, size_t first,
                    struct hinge_table *table)
{
    char buffer[48];
    hinge_table_add_rows(table, 1);
    size_t at = table->rows - 1;
    for (size_t k = 0; keys[k] != NULL; k++)
        hinge_tab_set(table, k, at, hinge_tab_trial(tab, keys[k], trial, buffer), SIZE_MAX);
    for (size_t c = 0; c < N_COLUMNS; c++)
        if (columns[c].digits < 0)
            hinge_tab_set(table, first + c, at, hinge_table_text(from, columns[c].name, row),
                          SIZE_MAX);
        else
            table->column[first + c].number[at] = hinge_table_number(from, columns[c].name, row);
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct hinge_table from;
    enum hinge_status status =
        hinge_results_get_table(tab->reader, HINGE_GROUP_AGREEMENT, &from, error);
    if (status != HINGE_OK)
        return status;
    hinge_tab_trial_columns(tab, table, keys, HINGE_SHOW_KEY);
    const size_t first = table->n_columns;
    tab->nothing_is_fine = from.rows == 0; /* whatever the filter: nothing was brought */
    if (status == HINGE_OK)
        hinge_tab_specified(tab, table, columns, N_COLUMNS);
    for (size_t r = 0; r < from.rows && status == HINGE_OK; r++) {
        double trial = hinge_table_number(&from, "trial", r);
        if (!(trial >= 0 && trial < (double)tab->trials.rows)) {
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "%s: damaged: %s names trial %g of %zu", tab->request->results,
                                     HINGE_GROUP_AGREEMENT, trial, tab->trials.rows);
            break;
        }
        if (tab->kept[(size_t)trial])
            add_row(tab, (size_t)trial, &from, r, first, table);
    }
    hinge_table_clear(&from);
    if (status == HINGE_OK && table->rows == 0)
        hinge_text_puts(&tab->notes, "No recording contains angles computed by other software.\n");
    else if (status == HINGE_OK)
        hinge_text_puts(&tab->notes,
                        "Bias and SD: the recording's angle minus that of hingekit, each from its "
                        "own standing posture; offset: the difference in standing.\n");
    return status;
}

const struct hinge_view hinge_view_agreement = {
    .id = "agreement",
    .title = "joint angles of hingekit beside those that came with the recordings",
    .tables_only = true,
    .takes = "filter,columns,sort,digits",
    .fill = fill,
};
