/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table `changes`, typed: planned outcomes of a change in, a row a group out, from which page,
 * Table 2 and hinge-table print. */
#include "report/print/comparison.h"
#include "result/result.h"
#include "table/columns.h"

#define TEXT HINGE_COLUMN_TEXT
#define NUMBER HINGE_COLUMN_NUMBER
#define COLUMN(kind, name) {#name, kind, offsetof(struct hinge_change_row, name)},
static const struct {
    const char *name;
    enum hinge_column_type type;
    size_t at;
} columns[] = {HINGE_CHANGE_ROW(COLUMN)};
#undef TEXT
#undef NUMBER
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* The member of a row that a column is of. */
static void *member(const struct hinge_change_row *row, size_t column)
{
    return (char *)row + columns[column].at;
}

static bool is_same(const struct hinge_planned_outcome *a, const struct hinge_planned_outcome *b)
{
    return strcmp(a->outcome, b->outcome) == 0 && strcmp(a->role, "fault") != 0 &&
           strcmp(b->role, "fault") != 0 &&
           strcmp(hinge_or_empty(a->phase), hinge_or_empty(b->phase)) == 0;
}

/* What a row has in common with others of its comparison. */
static struct hinge_change_row begin(struct hinge_arena *arena,
                                     const struct hinge_planned_outcome *row, bool described)
{
    char cell[200];
    const bool elsewhere =
        *hinge_or_empty(row->phase) != '\0' && strcmp(row->phase, "descent") != 0;
    const char *column = strcmp(row->column, "stage") == 0 ? "session" : row->column,
               *levels = strchr(hinge_or_empty(row->change), ':');
    if (row->change != NULL && strncmp(row->change, "stage:", 6) != 0)
        column = hinge_arena_copy(arena, row->change, (size_t)(levels - row->change));
    else if (row->change != NULL)
        column = "session";
    struct hinge_change_row made = {.of = row};
    for (size_t c = 0; c < N_COLUMNS; c++) /* of which nothing is known yet */
        if (columns[c].type == HINGE_COLUMN_TEXT)
            *(const char **)member(&made, c) = "";
        else
            *(double *)member(&made, c) = NAN;
    made.outcome = hinge_arena_printf(arena, elsewhere ? "%s@%s" : "%s",
                                      hinge_planned_id(row, cell, sizeof cell), row->phase);
    made.role = described ? "described" : row->role;
    made.contrast =
        levels != NULL ? hinge_arena_printf(arena, "%s%s", column, levels)
        : row->paired  ? hinge_arena_printf(arena, "%s:%s-%s", column, row->level[0], row->level[1])
                       : row->column;
    return made;
}

/* The change of the k-th group of a comparison; of groups without one their values. */
static void take_group(struct hinge_change_row *to, const struct hinge_planned_outcome *row, int k)
{
    const bool change = row->paired || row->change != NULL;
    to->group = row->paired ? row->group[k] : row->level[k];
    to->n = row->paired ? row->n_group[k] : row->n[k];
    to->after = row->at[k][0];
    to->after_sd = row->at_sd[k][0];
    to->before = change ? row->at[k][1] : row->mean[k];
    to->before_sd = change ? row->at_sd[k][1] : row->sd[k];
    to->change = row->paired ? row->mean_group[k] : change ? row->mean[k] : (double)NAN;
    to->change_low = change ? row->low[k] : (double)NAN;
    to->change_high = change ? row->high[k] : (double)NAN;
}

static void take_difference(struct hinge_change_row *to, const struct hinge_planned_outcome *row,
                            bool described)
{
    const struct hinge_change *of = row->paired ? &row->interaction : &row->diff;
    to->minus = row->paired ? row->group[1] : row->level[1];
    to->diff = of->value;
    to->diff_low = of->low;
    to->diff_high = of->high;
    if (!row->paired) {
        to->loo_low = row->loo_low;
        to->loo_high = row->loo_high;
    }
    if (described)
        return;
    to->p = of->p;
    if (row->paired) /* beside the change of all, whose family it is not in */
        return;
    to->p_holm = row->p_holm;
    to->effect = row->size;
    to->effect_low = row->size_low;
    to->effect_high = row->size_high;
}

static struct hinge_change_row *add(struct hinge_result *result, const struct hinge_change_row *row)
{
    result->change = hinge_arena_more(&result->inside->arena, result->change, result->n_changes,
                                      sizeof *result->change);
    struct hinge_change_row *to = (struct hinge_change_row *)result->change + result->n_changes++;
    *to = *row;
    return to;
}

/* Rows of the groups of an outcome, whose comparisons are those from `first` on that are of it. */
static void add_groups(struct hinge_result *result, size_t first,
                       const struct hinge_people_of_groups *of, bool described)
{
    const struct hinge_planned_outcome *row = result->planned;
    for (size_t g = 0; g < of->n; g++) {
        size_t added = 0;
        for (int pass = 0; pass < 2; pass++) /* differences, of which it is the first; else any */
            for (size_t i = first; i < result->n_planned && (pass == 0 || added == 0); i++)
                for (int k = 0; k < 2; k++) {
                    const char *level = row[i].paired ? row[i].group[k] : row[i].level[k];
                    const bool is = (i == first ||
                                     (!row[first].paired && is_same(&row[i], &row[first]))) &&
                                    strcmp(hinge_or_empty(level), of->group[g]) == 0,
                               pair = row[i].paired || *row[i].level[1] != '\0';
                    if (!is || (pass == 0 && (k == 1 || !pair)) || (pass == 1 && added > 0))
                        continue;
                    struct hinge_change_row made =
                        begin(&result->inside->arena, &row[i], described);
                    take_group(&made, &row[i], k);
                    made.people = (double)of->people[g];
                    if (pass == 0)
                        take_difference(&made, &row[i], described);
                    if (made.n > 0) {
                        add(result, &made);
                        added++;
                    }
                }
    }
}

void hinge_result_changes(struct hinge_result *result, const struct hinge_people_of_groups *of,
                          bool described)
{
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        bool done = false;
        for (size_t k = 0; k < i && !row->paired; k++)
            done = done || is_same(&result->planned[k], row);
        /* an outcome that nobody has, and a fault that nobody showed */
        if (done || (hinge_planned_is(row, "fault") ? !(row->mean[0] > 0 || row->mean[1] > 0)
                                                    : isnan(row->mean[0]) && isnan(row->mean[1])))
            continue;
        if (row->paired) {
            struct hinge_change_row all = begin(&result->inside->arena, row, described);
            all.n = row->diff.n;
            all.people = (double)of->all;
            all.before = row->mean[1];
            all.before_sd = row->sd[1];
            all.after = row->mean[0];
            all.after_sd = row->sd[0];
            all.change = row->diff.value;
            all.change_low = row->diff.low;
            all.change_high = row->diff.high;
            all.p = described ? (double)NAN : row->diff.p;
            all.p_holm = described ? (double)NAN : row->p_holm;
            all.effect = row->size;
            all.effect_low = row->size_low;
            all.effect_high = row->size_high;
            all.loo_low = row->loo_low;
            all.loo_high = row->loo_high;
            add(result, &all);
        }
        if (!row->paired || *hinge_or_empty(row->group[0]) != '\0')
            add_groups(result, i, of, described);
    }
}

void hinge_changes_table(const struct hinge_result *result, struct hinge_table *table)
{
    for (size_t c = 0; table->n_columns < N_COLUMNS; c++)
        hinge_table_add_column(table, columns[c].name, columns[c].type, "", -1);
    for (size_t i = 0; i < result->n_changes; i++) {
        hinge_table_add_rows(table, 1);
        for (size_t c = 0; c < N_COLUMNS; c++) {
            const void *of = member(&result->change[i], c);
            if (columns[c].type == HINGE_COLUMN_TEXT)
                hinge_table_set_text(table, c, table->rows - 1, *(const char *const *)of);
            else
                table->column[c].number[table->rows - 1] = *(const double *)of;
        }
    }
}
