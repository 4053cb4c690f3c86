/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes as a journal prints them: what is the same in every row stands in
 * the caption, what nobody has a value of is said in one line by cause. */
#include "report/planned_paper.h"

#include "base/memory.h"
#include "faults/fault.h"
#include "report/planned_tables.h"
#include "report/published.h"
#include "result/result.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what nobody has --- */

bool hinge_planned_has_value(const struct hinge_planned_outcome *row)
{
    return !isnan(row->mean[0]) || !isnan(row->mean[1]);
}

static bool is_valued(const struct hinge_result *result, size_t i)
{
    return hinge_planned_has_value(&result->planned[i]);
}

enum hinge_status hinge_planned_valued_table(const struct hinge_result *result,
                                             struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_result part;
    struct hinge_planned_outcome *kept = hinge_planned_part(result, is_valued, &part);
    enum hinge_status status = hinge_planned_table(&part, "outcomes", table, error);
    free(kept);
    return status;
}

static bool was_planned(const struct hinge_planned_outcome *row)
{
    return hinge_planned_is(row, "primary") || hinge_planned_is(row, "secondary") ||
           hinge_planned_is(row, "done");
}

/* What the program itself calls the outcome, and the id that its cell has. */
static const char *own_words(const struct hinge_planned_outcome *row, char *words, size_t room,
                             char *cell, size_t cell_room)
{
    bool fault = hinge_planned_is(row, "fault");
    const char *title = hinge_fault_title(NULL, row->outcome);
    bool severity = title != NULL && !fault;
    snprintf(cell, cell_room, "%s%s", severity ? HINGE_SEVERITY : "", row->outcome);
    if (severity)
        return hinge_severity_words(row->outcome, words, room);
    return title != NULL ? title : hinge_wording_title(row->outcome, words, room);
}

/* "wall touched with wall tap (4 in)". */
static void name_row(const struct hinge_result *result, const struct hinge_planned_outcome *row,
                     const struct hinge_label_list *labels, struct hinge_text *out)
{
    char words[HINGE_FAULT_TITLE + 160], cell[200], level[128], small[256];
    const char *name = own_words(row, words, sizeof words, cell, sizeof cell);
    const char *own = hinge_wording_label(labels, cell);
    snprintf(small, sizeof small, "%s", name);
    hinge_text_puts(out, own != NULL ? own : hinge_wording_small(small));
    if (strcmp(result->analysis, "cues") == 0)
        hinge_text_printf(out, " with %s", hinge_level_name(row, 0, level, sizeof level));
    if (row->stratum != NULL)
        hinge_text_printf(out, " (%s)", row->stratum);
}

static bool same_name(const struct hinge_planned_outcome *a, const struct hinge_planned_outcome *b)
{
    return strcmp(a->outcome, b->outcome) == 0 && strcmp(a->level[0], b->level[0]) == 0 &&
           strcmp(a->stratum != NULL ? a->stratum : "", b->stratum != NULL ? b->stratum : "") == 0;
}

void hinge_planned_unmeasured(const struct hinge_result *result,
                              const struct hinge_label_list *labels, struct hinge_text *notes)
{
    const struct hinge_planned_outcome *row = result->planned;
    for (size_t i = 0; i < result->n_planned; i++) {
        const char *cause = hinge_wording_cause(row[i].why), *before = "";
        bool said = false;
        if (!was_planned(&row[i]) || hinge_planned_has_value(&row[i]))
            continue;
        for (size_t k = 0; k < i; k++)
            said = said || (was_planned(&row[k]) && !hinge_planned_has_value(&row[k]) &&
                            strcmp(hinge_wording_cause(row[k].why), cause) == 0);
        if (said)
            continue;
        hinge_text_printf(notes, "Not shown, because %s: ", cause);
        for (size_t k = i; k < result->n_planned; k++) {
            if (!was_planned(&row[k]) || hinge_planned_has_value(&row[k]) ||
                strcmp(hinge_wording_cause(row[k].why), cause) != 0 ||
                (k > i && same_name(&row[k], &row[k - 1])))
                continue;
            hinge_text_puts(notes, before);
            name_row(result, &row[k], labels, notes);
            before = ", ";
        }
        hinge_text_puts(notes, ".\n");
    }
}

/* --- columns --- */

static bool has_any(const struct hinge_table *table, size_t column)
{
    for (size_t r = 0; r < table->rows; r++)
        if (hinge_planned_cell(table, column, r))
            return true;
    return false;
}

static bool same_cell(const struct hinge_column *column, size_t a, size_t b)
{
    if (column->type == HINGE_COLUMN_NUMBER)
        return column->number[a] == column->number[b];
    const char *x = column->text[a], *y = column->text[b];
    return x != NULL && y != NULL && strcmp(x, y) == 0;
}

static bool is_constant(const struct hinge_table *table, size_t column)
{
    for (size_t r = 0; r < table->rows; r++)
        if (!same_cell(&table->column[column], 0, r))
            return false;
    return table->rows > 1;
}

/* Whether the rows tell themselves apart without the column. */
static bool tells_apart(const struct hinge_table *table, size_t column)
{
    static const char *const keys[] = {"stratum", "cue", "outcome"};
    for (size_t a = 0; a < table->rows; a++)
        for (size_t b = 0; b < a; b++) {
            bool same = true;
            for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
                long at = hinge_table_find(table, keys[k]);
                same = same && (at < 0 || same_cell(&table->column[at], a, b) ||
                                !(hinge_planned_cell(table, (size_t)at, a) ||
                                  hinge_planned_cell(table, (size_t)at, b)));
            }
            if (same && !same_cell(&table->column[column], a, b))
                return true;
        }
    return false;
}

/* "n = 12", "all outcomes primary" into the caption. */
static void say_constant(const struct hinge_column *column, const struct hinge_label_list *labels,
                         struct hinge_text *out)
{
    char words[128];
    if (column->type == HINGE_COLUMN_NUMBER) {
        hinge_text_printf(out, "; %s = %.0f for each difference", column->name, column->number[0]);
        return;
    }
    const char *cell = column->text[0];
    const char *own = hinge_wording_label(labels, cell);
    hinge_text_printf(out, "; %s: %s", column->name,
                      own != NULL ? own
                                  : hinge_published_words(column->name, cell, words, sizeof words));
}

void hinge_planned_for_paper(struct hinge_table *table, const struct hinge_label_list *labels,
                             struct hinge_text *caption)
{
    for (size_t c = table->n_columns; c-- > 0;) {
        const char *name = table->column[c].name;
        bool unsaid =
            strcmp(name, "expected") == 0 || (strcmp(name, "phase") == 0 && !tells_apart(table, c));
        bool key = strcmp(name, "n") == 0 || strcmp(name, "cue") == 0 || strcmp(name, "role") == 0;
        bool constant = caption != NULL && key && is_constant(table, c);
        if (constant)
            say_constant(&table->column[c], labels, caption);
        if (unsaid || constant || !has_any(table, c))
            hinge_table_drop_column(table, c);
    }
}

void hinge_planned_caption(const struct hinge_result *result, struct hinge_text *out)
{
    bool cues = strcmp(result->analysis, "cues") == 0;
    bool exact = true, holm = false, p = false;
    char words[160];
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        exact = exact && (row->every || isnan(row->p_exact));
        holm = holm || !isnan(row->p_holm);
        p = p || !isnan(cues ? row->p_exact : row->diff.p);
    }
    if (result->n_planned == 0)
        return;
    if (!p) /* too few for inference: the values alone */
        hinge_text_puts(out, cues ? "Values without and with each cue" : "Values of the groups");
    else if (cues)
        hinge_text_printf(
            out,
            "Change with each cue: M (SD) %s and with the cue, mean change of the "
            "participants [%g%% CI], d_z (mean change by its SD); p of the %ssign-flip "
            "test, two-sided%s",
            hinge_level_words(&result->planned[0], 1, words, sizeof words),
            hinge_planned_level(result), exact ? "exact " : "",
            holm ? ", and after Holm's correction over the primary outcomes" : "");
    else
        hinge_text_printf(
            out,
            "Difference between groups, %s minus %s%s%s: M (SD), difference [%g%% CI], "
            "Hedges' g; p of Welch's t test, two-sided%s",
            hinge_planned_group(result, 0), hinge_planned_group(result, 1),
            *hinge_planned_where(result, words, sizeof words) != '\0' ? ", " : "", words,
            hinge_planned_level(result),
            holm ? ", and after Holm's correction over the exploratory outcomes" : "");
}

/* --- the caller's own titles --- */

/* Puts a label behind the others, unless one of the id is there. */
static void add_label(struct hinge_planned_labels *labels, const char *id, const char *words)
{
    if (hinge_wording_label(&labels->list, id) != NULL)
        return;
    struct hinge_label *to = (struct hinge_label *)labels->list.item + labels->list.n++;
    to->id = hinge_arena_strdup(&labels->arena, id);
    to->label = hinge_arena_strdup(&labels->arena, words);
}

enum hinge_status hinge_planned_labels(const struct hinge_result *result,
                                       const struct hinge_label_list *given,
                                       struct hinge_planned_labels *out)
{
    enum { OF_ROW = 5 /* its outcome, two levels, two groups */ };
    size_t n = given != NULL ? given->n : 0;
    struct hinge_label *item = hinge_alloc(n + OF_ROW * result->n_planned, sizeof *item);
    *out = (struct hinge_planned_labels){.list = {0, item}};
    for (size_t i = 0; i < n; i++)
        item[out->list.n++] = given->item[i];
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        char words[HINGE_FAULT_TITLE + 160], cell[200], title[256];
        const char *own = own_words(row, words, sizeof words, cell, sizeof cell);
        snprintf(title, sizeof title, "%s", own);
        if (strcmp(hinge_wording_small(title), row->title) != 0) {
            snprintf(title, sizeof title, "%s", row->title);
            add_label(out, cell, hinge_wording_capital(title));
        }
        for (int k = 0; k < 2; k++) {
            if (row->level_title[k] != NULL)
                add_label(out, row->level[k], row->level_title[k]);
            if (row->group_title[k] != NULL)
                add_label(out, row->group[k], row->group_title[k]);
        }
    }
    return HINGE_OK;
}

void hinge_planned_labels_clear(struct hinge_planned_labels *labels)
{
    free((void *)labels->list.item);
    hinge_arena_clear(&labels->arena);
    *labels = (struct hinge_planned_labels){0};
}
