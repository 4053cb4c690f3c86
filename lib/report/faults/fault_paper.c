/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as a paper prints them: rows of what was judged, and one sentence, by cause,
 * on what could not be. */
#include "report/faults/fault_paper.h"

#include "base/memory.h"
#include "report/published.h"
#include "result/wording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAUSES = 32, CAUSE_MAX = 128 };

static const char *fault_of(const struct hinge_table *table, size_t row)
{
    return hinge_table_text(table, "fault", row);
}

/* Whether anybody of any group was judged by the fault of a row. */
static bool is_judged(const struct hinge_table *table, size_t row)
{
    for (size_t r = 0; r < table->rows; r++)
        if (hinge_table_number(table, "people", r) > 0 &&
            strcmp(fault_of(table, r), fault_of(table, row)) == 0)
            return true;
    return false;
}

static const char *cause_of(const struct hinge_table *table, size_t row,
                            char words[CAUSE_MAX])
{
    const char *cause =
        hinge_wording_cause(hinge_table_text(table, "reasons", row), words, CAUSE_MAX);
    return strncmp(cause, "it could not", 12) == 0 ? "not part of these movements"
                                                   : cause;
}

static bool is_first(const struct hinge_table *table, size_t row)
{
    for (size_t r = 0; r < row; r++)
        if (strcmp(fault_of(table, r), fault_of(table, row)) == 0)
            return false;
    return true;
}

/* "Could not be judged: a, b (no head landmarks); c (…)." */
static void say_unjudged(const struct hinge_table *table, struct hinge_text *notes)
{
    char cause[CAUSES][CAUSE_MAX], words[CAUSE_MAX];
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        size_t k = 0;
        if (!is_first(table, r) || is_judged(table, r))
            continue;
        const char *own = cause_of(table, r, words);
        while (k < n && strcmp(cause[k], own) != 0)
            k++;
        if (k == n && n < CAUSES)
            snprintf(cause[n++], CAUSE_MAX, "%s", own);
    }
    for (size_t k = 0; k < n; k++) {
        const char *before = k > 0 ? "; " : "Could not be judged: ";
        for (size_t r = 0; r < table->rows; r++) {
            if (!is_first(table, r) || is_judged(table, r) ||
                strcmp(cause_of(table, r, words), cause[k]) != 0)
                continue;
            const char *title = hinge_fault_title(NULL, fault_of(table, r));
            hinge_text_printf(notes, "%s%s", before,
                              title != NULL ? title : fault_of(table, r));
            before = ", ";
        }
        hinge_text_printf(notes, " (%s)", cause[k]);
    }
    hinge_text_puts(notes, n > 0 ? ".\n" : "");
}

static void move_row(struct hinge_table *table, size_t from, size_t to)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        if (column->type == HINGE_COLUMN_NUMBER)
            column->number[to] = column->number[from];
        else
            column->text[to] = column->text[from];
        if (column->why != NULL)
            column->why[to] = column->why[from];
    }
}

enum hinge_status hinge_fault_for_paper(struct hinge_tabulation *tab,
                                        struct hinge_table *table,
                                        struct hinge_error *error)
{
    size_t kept = 0;
    if (!tab->request->words || table->rows == 0)
        return HINGE_OK;
    bool *judged = hinge_alloc(table->rows, sizeof *judged);
    if (judged == NULL)
        return hinge_no_memory(error);
    say_unjudged(table, &tab->notes);
    for (size_t r = 0; r < table->rows; r++)
        judged[r] = is_judged(table, r);
    for (size_t r = 0; r < table->rows; r++)
        if (judged[r])
            move_row(table, r, kept++);
    table->rows = kept;
    free(judged);
    return HINGE_OK;
}
