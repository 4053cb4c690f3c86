/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of faults and cells in, a row per fault that was detected and a column per cell
 * out. */
#include "report/faults/fault_wide.h"

#include "base/memory.h"
#include "report/published.h"
#include "result/digits.h"
#include "result/wording.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = 6 /* columns that paper has room for */, LEAST = 3 };

struct fault {
    const char *id;
    double most;         /* highest prevalence of a cell; NaN: nowhere judged */
    double judged, left; /* repetitions */
};

struct faults {
    const struct hinge_table *table; /* of hinge-table faults */
    const struct hinge_label_list *labels;
    size_t *cell; /* of each row */
    size_t n_cells, n;
    struct hinge_text key[CELLS], name[CELLS]; /* as in the data, as for readers */
    double people[CELLS];                      /* most that were judged by any fault */
    struct fault *fault;
};

static void faults_clear(struct faults *f)
{
    for (size_t c = 0; c < CELLS; c++)
        hinge_text_clear(&f->key[c]), hinge_text_clear(&f->name[c]);
    free(f->cell);
    free(f->fault);
}

/* The words of a row's keys that differ between rows: "sedentary, no cue"; their ids
 * with `ids`. */
static void name_cell(const struct hinge_table *table, size_t row, bool ids,
                      const struct hinge_label_list *labels, struct hinge_text *out)
{
    out->length = 0;
    for (size_t c = 0; strcmp(table->column[c].name, "fault") != 0; c++) {
        const char *name = table->column[c].name;
        const char *text = hinge_table_text(table, name, row);
        if (!hinge_texts_differ(table, name))
            continue;
        char words[160];
        const char *own = text != NULL ? hinge_wording_label(labels, text) : NULL;
        hinge_text_puts(out, out->length > 0 ? ", " : "");
        if (text == NULL)
            hinge_text_printf(out, "no %s", name);
        else if (ids)
            hinge_text_puts(out, text);
        else
            hinge_text_puts(out, own != NULL ? own
                                             : hinge_published_words(name, text, words,
                                                                     sizeof words));
    }
    if (out->length == 0)
        hinge_text_puts(out, "all participants");
}

static bool same_text(const struct hinge_text *a, const struct hinge_text *b)
{
    return strcmp(hinge_text_string(a), hinge_text_string(b)) == 0;
}

/* A new cell; words that two cells have are followed by their ids. */
static void add_cell(struct faults *f, size_t row, const struct hinge_text *key)
{
    struct hinge_text *name = &f->name[f->n_cells];
    bool twice = false;
    name_cell(f->table, row, false, f->labels, name);
    for (size_t c = 0; c < f->n_cells; c++)
        twice = twice || same_text(&f->name[c], name);
    if (twice)
        hinge_text_printf(name, " (%s)", hinge_text_string(key));
    hinge_text_puts(&f->key[f->n_cells++], hinge_text_string(key));
}

/* The cell of each row; *fits: not more than a page has room for. */
static enum hinge_status find_cells(struct faults *f, bool *fits,
                                    struct hinge_error *error)
{
    struct hinge_text key = {0};
    bool failed = false;
    *fits = true;
    for (size_t r = 0; *fits && r < f->table->rows; r++) {
        size_t c = 0;
        name_cell(f->table, r, true, NULL, &key);
        while (c < f->n_cells && !same_text(&f->key[c], &key))
            c++;
        *fits = c < CELLS;
        if (*fits && c == f->n_cells)
            add_cell(f, r, &key);
        f->cell[r] = c;
    }
    for (size_t c = 0; c < f->n_cells; c++)
        failed = failed || f->key[c].failed || f->name[c].failed;
    key.failed = key.failed || failed;
    return hinge_text_done(&key, HINGE_OK, error);
}

static void add_row(struct faults *f, size_t row)
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
        fault->most =
            fmax(fault->most, hinge_table_number(f->table, "prevalence", row));
    fault->judged += hinge_table_number(f->table, "reps", row);
    fault->left += hinge_table_number(f->table, "refused", row);
    if (f->cell[row] < CELLS)
        f->people[f->cell[row]] = fmax(f->people[f->cell[row]], people);
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
        out, "%s%%",
        hinge_percent_words(hinge_table_number(f->table, "prevalence", row), percent));
    for (int k = 0; people >= LEAST && k < 2; k++)
        hinge_text_printf(
            out, k == 0 ? " [%s" : ", %s]",
            hinge_percent_words(hinge_table_number(f->table,
                                                   k == 0 ? "ci_low" : "ci_high", row),
                                percent));
    if (people < f->people[f->cell[row]])
        hinge_text_printf(out, ", n\u00a0=\u00a0%.0f", people);
}

/* Why a cell was not judged; of one reason without how often, which is all. */
static enum hinge_status say_why(const struct faults *f, size_t row,
                                 struct hinge_table *wide, struct hinge_error *error)
{
    char why[256];
    const char *reasons = hinge_table_text(f->table, "reasons", row);
    snprintf(why, sizeof why, "%s", reasons != NULL ? reasons : "");
    if (strchr(why, ',') == NULL)
        why[strcspn(why, " ")] = '\0';
    return hinge_table_set_why(wide, 1 + f->cell[row], wide->rows - 1, why, error);
}

/* A row per fault that was detected, a column per cell. */
static enum hinge_status fill(const struct faults *f, struct hinge_table *wide,
                              struct hinge_error *error)
{
    struct hinge_text text = {0};
    enum hinge_status status =
        hinge_table_add_column(wide, "fault", HINGE_COLUMN_TEXT, "", 0, NULL, error);
    for (size_t c = 0; status == HINGE_OK && c < f->n_cells; c++) {
        text.length = 0;
        hinge_text_printf(&text, "%s (n\u00a0=\u00a0%.0f)",
                          hinge_text_string(&f->name[c]), f->people[c]);
        status = hinge_table_add_column(wide, hinge_text_string(&text),
                                        HINGE_COLUMN_TEXT, "", 0, NULL, error);
    }
    for (size_t i = 0; status == HINGE_OK && i < f->n; i++) {
        const struct fault *fault = &f->fault[i];
        if (!(fault->most > 0))
            continue;
        status = hinge_table_add_rows(wide, 1, error);
        text.length = 0;
        hinge_text_printf(&text, "%s%s", title_of(f, fault->id),
                          mostly_judged(fault)
                              ? ""
                              : " (judged in fewer than half of the repetitions)");
        if (status == HINGE_OK && text.failed)
            status = hinge_no_memory(error);
        if (status == HINGE_OK)
            status = hinge_table_set_text(wide, 0, wide->rows - 1,
                                          hinge_wording_capital(text.data), error);
        for (size_t r = 0; status == HINGE_OK && r < f->table->rows; r++) {
            if (strcmp(hinge_table_text(f->table, "fault", r), fault->id) != 0)
                continue;
            say_rate(f, r, &text);
            status = hinge_table_set_text(wide, 1 + f->cell[r], wide->rows - 1,
                                          text.length > 0 ? text.data : NULL, error);
            if (status == HINGE_OK && text.length == 0)
                status = say_why(f, r, wide, error);
        }
    }
    return hinge_text_done(&text, status, error);
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

enum hinge_status hinge_fault_wide(const struct hinge_table *table,
                                   const struct hinge_label_list *labels,
                                   struct hinge_table *wide,
                                   struct hinge_text *undetected,
                                   struct hinge_error *error)
{
    struct faults f = {.table = table, .labels = labels};
    f.cell = hinge_alloc(table->rows + 1, sizeof *f.cell);
    f.fault = hinge_alloc(table->rows + 1, sizeof *f.fault);
    enum hinge_status status =
        f.cell != NULL && f.fault != NULL ? HINGE_OK : hinge_no_memory(error);
    bool fits = false;
    if (status == HINGE_OK)
        status = find_cells(&f, &fits, error);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++)
        add_row(&f, r);
    if (status == HINGE_OK)
        qsort(f.fault, f.n, sizeof *f.fault, compare);
    if (status == HINGE_OK && fits)
        status = fill(&f, wide, error);
    if (status == HINGE_OK)
        say_undetected(&f, undetected);
    faults_clear(&f);
    return status;
}
