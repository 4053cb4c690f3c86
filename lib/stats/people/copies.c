/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact duplicate rows, found by sorting. */
#include "stats/people/copies.h"

#include "os/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct place {
    double first; /* what rows are sorted by before all columns are looked at */
    uint32_t who;
    size_t row;
};

static int compare_cells(const struct hinge_table *table, size_t a, size_t b)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        if (column->type == HINGE_COLUMN_NUMBER) {
            double x = column->number[a], y = column->number[b];
            if (isnan(x) != isnan(y))
                return isnan(x) ? -1 : 1;
            if (x != y && !isnan(x))
                return x < y ? -1 : 1;
            continue;
        }
        if (column->text[a] == column->text[b]) /* equal texts are kept once */
            continue;
        const char *x = column->text[a] != NULL ? column->text[a] : "";
        const char *y = column->text[b] != NULL ? column->text[b] : "";
        int order = strcmp(x, y);
        if (order != 0)
            return order;
    }
    return 0;
}

static int compare(const void *x, const void *y, void *table)
{
    const struct place *a = x, *b = y;
    if (a->who != b->who)
        return a->who < b->who ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    int order = compare_cells(table, a->row, b->row);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static bool numbers_repetitions(const struct hinge_analysis *a)
{
    static const char *const names[] = {"rep", "repetition", "rep_index", "row"};
    if (hinge_option_text(a, "rep") != NULL)
        return true;
    for (size_t c = 0; c < a->table->n_columns; c++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(a->table->column[c].name, names[i]) == 0)
                return true;
    return false;
}

/* More than two decimals in some number. */
static bool is_fine(const struct hinge_table *table, size_t row)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->column[c].type != HINGE_COLUMN_NUMBER)
            continue;
        double x = 100 * table->column[c].number[row];
        if (fabs(x) < 1e12 && fabs(x - round(x)) > 1e-6 * fmax(1, fabs(x)))
            return true;
    }
    return false;
}

enum hinge_status hinge_copies_warn(struct hinge_analysis *a, const struct hinge_columns *columns,
                                    const struct hinge_sample *s, struct hinge_error *error)
{
    struct place *place = hinge_analysis_alloc(a, s->n, sizeof *place);
    size_t copies = 0, example = 0;
    if (place == NULL)
        return hinge_analysis_no_memory(error);
    if (columns->participant == NULL)
        return HINGE_OK;
    for (size_t i = 0; i < s->n; i++)
        place[i] = (struct place){columns->n_numbers > 0 ? s->number[0][i] : 0, s->participant[i],
                                  s->row[i]};
    if (s->n > 1)
        hinge_os_sort(place, s->n, sizeof *place, compare, (void *)a->table);
    bool numbered = numbers_repetitions(a);
    for (size_t i = 1; i < s->n; i++) {
        const struct place *p = &place[i - 1], *q = &place[i];
        if (p->who != q->who || p->first != q->first ||
            compare_cells(a->table, p->row, q->row) != 0 ||
            !(numbered || is_fine(a->table, q->row)))
            continue;
        if (copies++ == 0)
            example = i;
    }
    if (copies > 0)
        hinge_analysis_warn(a, NULL, "W_DUPLICATE_ROWS",
                            "%zu row(s) are exact copies of another (such as rows %zu "
                            "and %zu, of '%s') and count again: remove them if they "
                            "were entered twice",
                            copies, place[example - 1].row + 1, place[example].row + 1,
                            s->participant_name[place[example].who]);
    return HINGE_OK;
}
