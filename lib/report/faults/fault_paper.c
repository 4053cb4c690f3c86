/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as a paper prints them: rows of what was judged, and one sentence, by cause,
 * on what could not be. */
#include "report/faults/fault_paper.h"

#include "base/memory.h"
#include "people/people.h"
#include "report/faults/fault_wide.h"
#include "report/published.h"
#include "result/words.h"

#include <stdlib.h>
#include <string.h>

enum { CAUSES = 32 };

static const char *fault_of(const struct hinge_table *table, size_t row)
{
    return hinge_table_text(table, "fault", row);
}

static const char *cause_of(const struct hinge_table *table, size_t row)
{
    return hinge_wording_cause(hinge_table_text(table, "reasons", row));
}

/* A fault of the table; in the order of their first rows. */
struct fault {
    size_t first;
    bool judged; /* anybody of any group */
};

/* "Could not be judged, because there are no head landmarks: a, b. Could not …" */
static void say_unjudged(const struct hinge_table *table, const struct fault *fault,
                         size_t n_faults, const struct hinge_label_list *labels,
                         struct hinge_text *notes)
{
    const char *cause[CAUSES];
    size_t n = 0;
    for (size_t f = 0; f < n_faults; f++) {
        size_t k = 0;
        if (fault[f].judged)
            continue;
        const char *own = cause_of(table, fault[f].first);
        while (k < n && strcmp(cause[k], own) != 0)
            k++;
        if (k == n && n < CAUSES)
            cause[n++] = own;
    }
    for (size_t k = 0; k < n; k++) {
        const char *before = ": ";
        hinge_text_printf(notes, "%sCould not be judged, because %s", k > 0 ? " " : "", cause[k]);
        for (size_t f = 0; f < n_faults; f++) {
            if (fault[f].judged || strcmp(cause_of(table, fault[f].first), cause[k]) != 0)
                continue;
            const char *id = fault_of(table, fault[f].first);
            const char *title = hinge_fault_title(labels, id);
            hinge_text_printf(notes, "%s%s", before, title != NULL ? title : id);
            before = ", ";
        }
        hinge_text_puts(notes, ".");
    }
    hinge_text_puts(notes, n > 0 ? "\n" : "");
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

enum hinge_status hinge_fault_for_paper(struct hinge_tabulation *tab, struct hinge_table *table,
                                        struct hinge_error *error)
{
    struct hinge_intern ids = {0};
    size_t kept = 0, n = 0;
    bool good = true;
    if (!tab->request->words || table->rows == 0)
        return HINGE_OK;
    size_t *of = hinge_alloc(table->rows, sizeof *of); /* the fault of each row */
    struct fault *fault = hinge_alloc(table->rows, sizeof *fault);
    for (size_t r = 0; good && r < table->rows; r++) {
        of[r] = hinge_intern_number(&ids, fault_of(table, r));
        good = of[r] != SIZE_MAX;
        if (good && of[r] == n)
            fault[n++].first = r;
        if (good && hinge_table_number(table, "people", r) > 0)
            fault[of[r]].judged = true;
    }
    if (good && hinge_table_find(table, "reasons") >= 0)
        say_unjudged(table, fault, n, tab->request->labels, &tab->notes);
    for (size_t r = 0; good && r < table->rows; r++)
        if (fault[of[r]].judged)
            move_row(table, r, kept++);
    if (good && kept < table->rows && hinge_table_find(table, "reasons") < 0)
        hinge_text_puts(&tab->notes, "Faults that could not be judged in anybody are not shown.\n");
    table->rows = good ? kept : table->rows;
    free(of);
    free(fault);
    hinge_intern_clear(&ids);
    return good ? HINGE_OK : hinge_no_memory(error);
}

enum hinge_status hinge_fault_paper_table(struct hinge_tabulation *tab, struct hinge_table *table,
                                          struct hinge_error *error)
{
    const struct hinge_table_request *request = tab->request;
    struct hinge_table wide = {0};
    struct hinge_text undetected = {0};
    if (request->sort != NULL || request->stat != NULL || *request->columns != '\0' ||
        hinge_table_find(table, "prevalence") < 0 || table->rows == 0)
        return HINGE_OK;
    enum hinge_status status = hinge_fault_wide(table, request->labels, &wide, &undetected, error);
    if (status == HINGE_OK && wide.n_columns > 0) {
        const char *notes = hinge_text_string(&tab->notes);
        const char *unjudged = strstr(notes, "Could not be judged, because ");
        hinge_text_insert(&tab->notes,
                          unjudged != NULL ? (size_t)(unjudged - notes) : tab->notes.length,
                          hinge_text_string(&undetected));
        hinge_table_set_caption(&wide, HINGE_FAULT_WIDE_CAPTION);
    }
    if (status == HINGE_OK && wide.n_columns > 0) {
        hinge_table_clear(table);
        *table = wide;
        wide = (struct hinge_table){0};
    }
    hinge_table_clear(&wide);
    hinge_text_clear(&undetected);
    return status;
}
