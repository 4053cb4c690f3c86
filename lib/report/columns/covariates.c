/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of the trial list beside those of /trials, by the recordings' ids. */
#include "report/columns/covariates.h"

#include "base/memory.h"

#include <hinge/trial.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A covariate called as a column of /trials ("status": patient, control) would be
 * hidden by it: here its name begins with "list_". */
static void name_hidden(struct hinge_tabulation *tab)
{
    for (size_t c = 0; c < tab->list.n_columns; c++) {
        struct hinge_column *column = &tab->list.column[c];
        size_t size = strlen(column->name) + sizeof "list_";
        if (hinge_trial_info_has(column->name) || hinge_table_find(&tab->trials, column->name) < 0)
            continue;
        char *name = hinge_alloc(size, 1);
        snprintf(name, size, "list_%s", column->name);
        hinge_text_printf(&tab->notes,
                          "Column %s of the trial list is %s here; %s is the analysis's own.\n",
                          column->name, name, column->name);
        free(column->name);
        column->name = name;
    }
}

enum hinge_status hinge_tab_add_covariates(struct hinge_tabulation *tab, struct hinge_error *error)
{
    struct hinge_table *trials = &tab->trials;
    long *row_of = hinge_alloc(trials->rows, sizeof *row_of);
    name_hidden(tab);
    enum hinge_status status = HINGE_OK;
    size_t list_row = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *id = hinge_table_text(trials, "trial_id", r);
        row_of[r] = -1;
        /* both are in list order: the search starts behind the last one found */
        for (size_t k = 0; id != NULL && k < tab->list.rows && row_of[r] < 0; k++) {
            size_t at = (list_row + k) % tab->list.rows;
            const char *other = hinge_table_text(&tab->list, "id", at);
            if (other != NULL && strcmp(id, other) == 0) {
                row_of[r] = (long)at;
                list_row = at + 1;
            }
        }
    }
    for (size_t c = 0; status == HINGE_OK && c < tab->list.n_columns; c++) {
        const struct hinge_column *column = &tab->list.column[c];
        size_t at;
        if (strcmp(column->name, "id") == 0 || hinge_table_find(trials, column->name) >= 0)
            continue;
        status = hinge_table_add_column(trials, column->name, column->type, column->unit,
                                        column->digits, &at, error);
        for (size_t r = 0; status == HINGE_OK && r < trials->rows; r++) {
            if (row_of[r] < 0)
                continue;
            if (column->type == HINGE_COLUMN_NUMBER)
                trials->column[at].number[r] = column->number[row_of[r]];
            else
                status = hinge_table_set_text(trials, at, r, column->text[row_of[r]]);
        }
    }
    free(row_of);
    return status;
}
