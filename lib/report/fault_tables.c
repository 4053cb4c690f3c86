/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of faults: outcomes beside each other, on paper, wide. */
#include "report/fault_tables.h"

#include "base/memory.h"
#include "faults/fault.h"
#include "people/people.h"
#include "report/columns.h"
#include "report/published.h"
#include "report/repetitions.h"
#include "report/request.h"
#include "result/words.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- What the fault views share. --- */

int hinge_fault_state_of(double stored)
{
    return stored >= HINGE_FAULT_ABSENT && stored <= HINGE_FAULT_PRESENT ? (int)stored : -1;
}

const char *hinge_fault_text(const struct hinge_tabulation *tab, const char *id, const char *column)
{
    for (size_t r = 0; r < tab->faults.rows; r++) {
        const char *row = hinge_table_text(&tab->faults, "id", r);
        const char *text = hinge_table_text(&tab->faults, column, r);
        if (row != NULL && strcmp(row, id) == 0)
            return text != NULL ? text : "";
    }
    return "";
}

double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id)
{
    for (size_t r = 0; r < tab->faults.rows; r++) {
        const char *row = hinge_table_text(&tab->faults, "id", r);
        if (row != NULL && strcmp(row, id) == 0)
            return hinge_table_number(&tab->faults, "threshold", r);
    }
    return (double)NAN;
}

const struct hinge_fault *hinge_fault_built_in(const char *id)
{
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; id != NULL && f < n; f++)
        for (size_t k = 0; k < family[f]->n; k++)
            if (strcmp(family[f]->row[k].id, id) == 0)
                return &family[f]->row[k];
    return NULL;
}

/* ", 20° (default 15°)" where that is what was changed. */
static void say_threshold(const struct hinge_table *faults, size_t row, struct hinge_text *out)
{
    const struct hinge_fault *f = hinge_fault_built_in(hinge_table_text(faults, "id", row));
    double now = hinge_table_number(faults, "threshold", row);
    char unit[64];
    hinge_wording_after(hinge_table_text(faults, "unit", row), unit, sizeof unit);
    if (f != NULL && now != f->threshold)
        hinge_text_printf(out, ", %g%s (default %g%s)", now, unit, f->threshold, unit);
}

void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out)
{
    for (int own = 0; own < 2; own++) {
        const char *before =
            own ? " Defined by this study: " : " Changed from the default definition: ";
        bool any = false;
        for (size_t r = 0; r < faults->rows; r++) {
            const char *by = hinge_table_text(faults, "defined_by", r);
            const char *id = hinge_table_text(faults, "id", r);
            if (by == NULL || id == NULL ||
                !(own ? strcmp(by, "config") == 0 : strstr(by, "changed") != NULL))
                continue;
            const char *title = hinge_fault_title(labels, id);
            hinge_text_printf(out, "%s%s", any ? "; " : before, title != NULL ? title : id);
            say_threshold(faults, r, out);
            any = true;
        }
        hinge_text_puts(out, any ? "." : "");
    }
}

void hinge_fault_notes(struct hinge_tabulation *tab)
{
    struct hinge_text changes = {0};
    hinge_fault_changes(&tab->faults, tab->request->labels, &changes);
    hinge_text_printf(&tab->notes,
                      "Faults describe movement by coaching criteria with %s; they are "
                      "not findings of harm (docs/faults.md).%s\n",
                      changes.length > 0 ? "the thresholds given" : "default thresholds",
                      hinge_text_string(&changes));
    hinge_text_clear(&changes);
}

/* --- Faults as a paper prints them: rows of what was judged, and one sentence, by cause, on what
 * could not be. --- */

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
struct paper_fault {
    size_t first;
    bool judged; /* anybody of any group */
};

/* "Could not be judged, because there are no head landmarks: a, b. Could not …" */
static void say_unjudged(const struct hinge_table *table, const struct paper_fault *paper_fault,
                         size_t n_faults, const struct hinge_label_list *labels,
                         struct hinge_text *notes)
{
    const char *cause[CAUSES];
    size_t n = 0;
    for (size_t f = 0; f < n_faults; f++) {
        size_t k = 0;
        if (paper_fault[f].judged)
            continue;
        const char *own = cause_of(table, paper_fault[f].first);
        while (k < n && strcmp(cause[k], own) != 0)
            k++;
        if (k == n && n < CAUSES)
            cause[n++] = own;
    }
    for (size_t k = 0; k < n; k++) {
        const char *before = ": ";
        hinge_text_printf(notes, "%sCould not be judged, because %s", k > 0 ? " " : "", cause[k]);
        for (size_t f = 0; f < n_faults; f++) {
            if (paper_fault[f].judged ||
                strcmp(cause_of(table, paper_fault[f].first), cause[k]) != 0)
                continue;
            const char *id = fault_of(table, paper_fault[f].first);
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

void hinge_fault_for_paper(struct hinge_tabulation *tab, struct hinge_table *table)
{
    struct hinge_intern ids = {0};
    size_t kept = 0, n = 0;
    if (!tab->request->words || table->rows == 0)
        return;
    size_t *of = hinge_alloc(table->rows, sizeof *of); /* the fault of each row */
    struct paper_fault *paper_fault = hinge_alloc(table->rows, sizeof *paper_fault);
    for (size_t r = 0; r < table->rows; r++) {
        of[r] = hinge_intern_number(&ids, fault_of(table, r));
        if (of[r] == n)
            paper_fault[n++].first = r;
        if (hinge_table_number(table, "people", r) > 0)
            paper_fault[of[r]].judged = true;
    }
    if (hinge_table_find(table, "reasons") >= 0)
        say_unjudged(table, paper_fault, n, tab->request->labels, &tab->notes);
    for (size_t r = 0; r < table->rows; r++)
        if (paper_fault[of[r]].judged)
            move_row(table, r, kept++);
    if (kept < table->rows && hinge_table_find(table, "reasons") < 0)
        hinge_text_puts(&tab->notes, "Faults that could not be judged in anybody are not shown.\n");
    table->rows = kept;
    free(of);
    free(paper_fault);
    hinge_intern_clear(&ids);
}

enum hinge_status hinge_fault_paper_table(struct hinge_tabulation *tab, struct hinge_table *table,
                                          struct hinge_error *error)
{
    const struct hinge_table_request *request = tab->request;
    struct hinge_table wide = {0};
    struct hinge_text undetected = {0};
    (void)error;
    if (request->sort != NULL || request->stat != NULL || *request->columns != '\0' ||
        hinge_table_find(table, "prevalence") < 0 || table->rows == 0)
        return HINGE_OK;
    hinge_fault_wide(table, request->labels, &wide, &undetected);
    if (wide.n_columns > 0) {
        const char *notes = hinge_text_string(&tab->notes);
        const char *unjudged = strstr(notes, "Could not be judged, because ");
        hinge_text_insert(&tab->notes,
                          unjudged != NULL ? (size_t)(unjudged - notes) : tab->notes.length,
                          hinge_text_string(&undetected));
        hinge_table_set_caption(&wide, HINGE_FAULT_WIDE_CAPTION);
    }
    if (wide.n_columns > 0) {
        hinge_table_clear(table);
        *table = wide;
        wide = (struct hinge_table){0};
    }
    hinge_table_clear(&wide);
    hinge_text_clear(&undetected);
    return HINGE_OK;
}

/* --- Rows of faults and cells in, a row per fault that was detected and a column per cell out; of
 * many cells a row per fault and group, say, and a column per cue. --- */

enum {
    CELLS = 6 /* columns that paper has room for */,
    LEAST = 3,
    KEYS = 16 /* columns before "fault" */
};

struct fault {
    const char *id;
    double most;         /* highest prevalence of a cell; NaN: nowhere judged */
    double judged, left; /* repetitions */
};

/* Cells of groups and conditions side by side; where paper has no room for all of them,
 * blocks of rows for the values of the other keys. */
struct faults {
    const struct hinge_table *table; /* of hinge-table faults */
    const struct hinge_label_list *labels;
    unsigned differ, columns; /* keys that rows differ in, those that make the cells */
    size_t *cell, *block;     /* of each row */
    size_t n_cells, n_blocks, n;
    size_t first[CELLS];           /* row of each cell */
    struct hinge_text name[CELLS]; /* as for readers */
    double (*people)[CELLS];       /* of each block: most that any fault judged */
    struct fault *fault;
};

static void faults_clear(struct faults *f)
{
    for (size_t c = 0; c < CELLS; c++)
        hinge_text_clear(&f->name[c]);
    free(f->cell);
    free(f->block);
    free(f->people);
    free(f->fault);
}

/* The words of some of a row's keys: "sedentary, no cue"; their ids with `ids`. */
static void name_cell(const struct hinge_table *table, size_t row, unsigned keys, bool ids,
                      const struct hinge_label_list *labels, struct hinge_text *out)
{
    out->length = 0;
    for (size_t c = 0; c < KEYS; c++) {
        if ((keys >> c & 1) == 0)
            continue;
        char words[160];
        const char *name = table->column[c].name;
        const char *text = hinge_table_text(table, name, row);
        const char *own = text != NULL ? hinge_wording_label(labels, text) : NULL;
        hinge_text_puts(out, out->length > 0 ? ", " : "");
        if (text == NULL)
            hinge_text_printf(out, "no %s", name);
        else if (ids)
            hinge_text_puts(out, text);
        else
            hinge_text_puts(
                out, own != NULL ? own : hinge_published_words(name, text, words, sizeof words));
    }
    if (out->length == 0)
        hinge_text_puts(out, "all participants");
}

/* Numbers the rows by some of their keys, in the order of their first; first[] (may be
 * NULL) has those of the CELLS first. */
static void number_rows(const struct hinge_table *table, unsigned keys, size_t *of, size_t *n,
                        size_t first[CELLS])
{
    struct hinge_intern ids = {0};
    struct hinge_text key = {0};
    for (size_t r = 0; r < table->rows; r++) {
        size_t known = ids.n;
        name_cell(table, r, keys, true, NULL, &key);
        of[r] = hinge_intern_number(&ids, hinge_text_string(&key));
        if (first != NULL && of[r] == known && known < CELLS)
            first[known] = r;
    }
    *n = ids.n;
    hinge_intern_clear(&ids);
    hinge_text_clear(&key);
}

/* Which keys make the columns: all of them if paper has room, else those of the last
 * keys, or the one, that make the most columns. *fits: some do. */
static void choose_columns(struct faults *f, bool *fits)
{
    size_t key[KEYS], n_keys = 0, most = 0, n;
    for (size_t c = 0; c < KEYS && strcmp(f->table->column[c].name, "fault") != 0; c++)
        if (hinge_texts_differ(f->table, f->table->column[c].name)) {
            key[n_keys++] = c;
            f->differ |= 1u << c;
        }
    unsigned last = f->differ;
    for (size_t i = 0; i <= 2 * n_keys; i++) {
        bool one = i >= n_keys && n_keys > 0;
        unsigned keys = one && i < 2 * n_keys ? 1u << key[i - n_keys] : last;
        number_rows(f->table, keys, f->cell, &n, NULL);
        if (n <= CELLS && n > most && (n > 1 || n_keys == 0)) {
            f->columns = keys;
            most = n;
        }
        if (i < n_keys)
            last &= ~(1u << key[i]);
    }
    *fits = most > 0;
}

static bool same_text(const struct hinge_text *a, const struct hinge_text *b)
{
    return strcmp(hinge_text_string(a), hinge_text_string(b)) == 0;
}

/* The name of a cell; words that two cells have are followed by their ids. */
static void name_column(struct faults *f, size_t cell, struct hinge_text *key)
{
    bool twice = false;
    name_cell(f->table, f->first[cell], f->columns, false, f->labels, &f->name[cell]);
    for (size_t c = 0; c < cell; c++)
        twice = twice || same_text(&f->name[c], &f->name[cell]);
    name_cell(f->table, f->first[cell], f->columns, true, NULL, key);
    if (twice)
        hinge_text_printf(&f->name[cell], " (%s)", hinge_text_string(key));
}

/* The cell and the block of each row; *fits: not more cells than a page has room for.
 */
static void find_cells(struct faults *f, bool *fits)
{
    struct hinge_text key = {0};
    choose_columns(f, fits);
    number_rows(f->table, f->columns, f->cell, &f->n_cells, f->first);
    number_rows(f->table, f->differ & ~f->columns, f->block, &f->n_blocks, NULL);
    f->people = hinge_alloc(f->n_blocks + 1, sizeof *f->people);
    for (size_t c = 0; *fits && c < f->n_cells; c++) {
        name_column(f, c, &key);
    }
    hinge_text_clear(&key);
}

/* Most people of a cell that any fault was judged in. */
static double *people_of(const struct faults *f, size_t row)
{
    return &f->people[f->block[row]][f->cell[row]];
}

static void add_wide_row(struct faults *f, size_t row)
{
    const char *id = hinge_table_text(f->table, "fault", row);
    double people = hinge_table_number(f->table, "people", row);
    size_t i = 0;
    while (i < f->n && strcmp(f->fault[i].id, id) != 0)
        i++;
    if (i == f->n)
        f->fault[f->n++] = (struct fault){.id = id, .most = NAN};
    struct fault *fault = &f->fault[i];
    if (people > 0)
        fault->most = fmax(fault->most, hinge_table_number(f->table, "prevalence", row));
    fault->judged += hinge_table_number(f->table, "reps", row);
    fault->left += hinge_table_number(f->table, "refused", row);
    if (f->cell[row] < CELLS)
        *people_of(f, row) = fmax(*people_of(f, row), people);
}

/* Whether most repetitions were judged: a fault's own gate may let through only those
 * that show it. */
static bool mostly_judged(const struct fault *fault)
{
    return fault->judged >= fault->left;
}

static int compare(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    if (mostly_judged(x) != mostly_judged(y))
        return mostly_judged(x) ? -1 : 1;
    if (x->most != y->most)
        return x->most > y->most ? -1 : 1;
    return strcmp(x->id, y->id);
}

static const char *title_of(const struct faults *f, const char *id)
{
    const char *words = hinge_fault_title(f->labels, id);
    return words != NULL ? words : id;
}

/* "53% [19, 85]", with the number of people where others of the cell have more. */
static void say_rate(const struct faults *f, size_t row, struct hinge_text *out)
{
    double people = hinge_table_number(f->table, "people", row);
    char percent[8];
    out->length = 0;
    if (!(people > 0))
        return;
    hinge_text_printf(
        out, "%s%%", hinge_percent_words(hinge_table_number(f->table, "prevalence", row), percent));
    for (int k = 0; people >= LEAST && k < 2; k++)
        hinge_text_printf(
            out, k == 0 ? " [%s" : ",\u00a0%s]",
            hinge_percent_words(hinge_table_number(f->table, k == 0 ? "ci_low" : "ci_high", row),
                                percent));
    if (people < *people_of(f, row))
        hinge_text_printf(out, ", n\u00a0=\u00a0%.0f", people);
}

/* Why a cell was not judged; of one reason without how often, which is all. */
static void say_why(const struct faults *f, size_t row, struct hinge_table *wide, size_t column)
{
    char why[256];
    const char *reasons = hinge_table_text(f->table, "reasons", row);
    snprintf(why, sizeof why, "%s", reasons != NULL ? reasons : "");
    if (strchr(why, ',') == NULL)
        why[strcspn(why, " ")] = '\0';
    hinge_table_set_why(wide, column, wide->rows - 1, why);
}

/* "dowel (n = 12)"; of blocks that differ in it "dowel (n = 11 to 12)". */
static void say_cell(const struct faults *f, size_t cell, struct hinge_text *out)
{
    double least = HUGE_VAL, most = 0;
    for (size_t b = 0; b < f->n_blocks; b++) {
        double people = f->people[b][cell];
        least = people > 0 ? fmin(least, people) : least;
        most = fmax(most, people);
    }
    out->length = 0;
    hinge_text_printf(out, "%s (n\u00a0=\u00a0", hinge_text_string(&f->name[cell]));
    if (least < most)
        hinge_text_printf(out, "%.0f\u00a0to\u00a0", least);
    hinge_text_printf(out, "%.0f)", most);
}

static void add_columns(const struct faults *f, struct hinge_table *wide)
{
    struct hinge_text text = {0};
    for (size_t c = 0; c < KEYS; c++)
        if (((f->differ & ~f->columns) >> c & 1) != 0)
            hinge_table_add_column(wide, f->table->column[c].name, HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_column(wide, "fault", HINGE_COLUMN_TEXT, "", 0);
    for (size_t c = 0; c < f->n_cells; c++) {
        say_cell(f, c, &text);
        hinge_table_add_column(wide, hinge_text_string(&text), HINGE_COLUMN_TEXT, "", 0);
    }
    hinge_text_clear(&text);
}

/* What one row of the table says in the last row of the wide one. */
static void put_cell(const struct faults *f, size_t row, size_t keys, struct hinge_text *text,
                     struct hinge_table *wide)
{
    size_t column = keys + 1 + f->cell[row], last = wide->rows - 1;
    for (size_t k = 0; k < keys; k++)
        hinge_table_set_text(wide, k, last, hinge_table_text(f->table, wide->column[k].name, row));
    say_rate(f, row, text);
    hinge_table_set_text(wide, column, last, text->length > 0 ? text->data : NULL);
    if (text->length == 0)
        say_why(f, row, wide, column);
}

/* A row per block and fault that was detected, a column per cell. */
static void fill(const struct faults *f, struct hinge_table *wide)
{
    struct hinge_text text = {0};
    add_columns(f, wide);
    size_t keys = wide->n_columns - 1 - f->n_cells;
    for (size_t i = 0; i < f->n_blocks * f->n; i++) {
        const struct fault *fault = &f->fault[i % f->n];
        if (!(fault->most > 0))
            continue;
        hinge_table_add_rows(wide, 1);
        text.length = 0;
        hinge_text_printf(&text, "%s%s", title_of(f, fault->id),
                          mostly_judged(fault) ? ""
                                               : " (judged in fewer than half of the repetitions)");
        hinge_table_set_text(wide, keys, wide->rows - 1, hinge_wording_capital(text.data));
        for (size_t r = 0; r < f->table->rows; r++)
            if (f->block[r] == i / f->n &&
                strcmp(hinge_table_text(f->table, "fault", r), fault->id) == 0)
                put_cell(f, r, keys, &text, wide);
    }
    hinge_text_clear(&text);
}

/* "Judged and not detected: a, b." */
static void say_undetected(const struct faults *f, struct hinge_text *out)
{
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        if (!(f->fault[i].most <= 0))
            continue;
        hinge_text_puts(out, any ? ", " : "Judged and not detected: ");
        hinge_text_puts(out, title_of(f, f->fault[i].id));
        any = true;
    }
    hinge_text_puts(out, any ? ".\n" : "");
}

void hinge_fault_wide(const struct hinge_table *table, const struct hinge_label_list *labels,
                      struct hinge_table *wide, struct hinge_text *undetected)
{
    struct faults f = {.table = table, .labels = labels};
    f.cell = hinge_alloc(table->rows + 1, sizeof *f.cell);
    f.block = hinge_alloc(table->rows + 1, sizeof *f.block);
    f.fault = hinge_alloc(table->rows + 1, sizeof *f.fault);
    bool fits = false;
    find_cells(&f, &fits);
    for (size_t r = 0; r < table->rows; r++)
        add_wide_row(&f, r);
    qsort(f.fault, f.n, sizeof *f.fault, compare);
    if (fits)
        fill(&f, wide);
    say_undetected(&f, undetected);
    faults_clear(&f);
}
