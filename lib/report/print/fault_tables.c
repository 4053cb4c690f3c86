/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of faults: outcomes beside each other, on paper, wide. */

#include "faults/fault.h"
#include "report/people/repetitions.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "table/columns.h"

#include <hinge/requests.h>

/* --- What the fault views share. --- */

int hinge_fault_state_of(double stored)
{
    return stored >= HINGE_FAULT_ABSENT && stored <= HINGE_FAULT_PRESENT ? (int)stored : -1;
}

double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id)
{
    const size_t row = hinge_table_row_of(&tab->faults, "id", id, 0);
    return row != SIZE_MAX ? hinge_table_number(&tab->faults, "threshold", row) : (double)NAN;
}

bool hinge_threshold_is_changed(const struct hinge_table *faults, size_t row,
                                char now[HINGE_THRESHOLD_WORDS], char was[HINGE_THRESHOLD_WORDS])
{
    const struct hinge_fault *f = hinge_fault_built_in(hinge_table_word(faults, "id", row));
    const double threshold = hinge_table_number(faults, "threshold", row);
    const char *unit = hinge_table_word(faults, "unit", row);
    *now = *was = '\0';
    if (f == NULL || !(threshold < f->threshold || threshold > f->threshold))
        return false;
    hinge_readers_severity(f->id, unit, threshold, now, HINGE_THRESHOLD_WORDS);
    hinge_readers_severity(f->id, unit, f->threshold, was, HINGE_THRESHOLD_WORDS);
    return true;
}

void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out)
{
    for (int defined = 0; defined < 2; defined++) {
        const char *before =
            defined ? " Defined by this study: " : " Changed from the default definition: ";
        char now[HINGE_THRESHOLD_WORDS], was[HINGE_THRESHOLD_WORDS];
        bool any = false;
        for (size_t r = 0; r < faults->rows; r++) {
            const char *by = hinge_table_text(faults, "defined_by", r);
            const char *id = hinge_table_text(faults, "id", r);
            if (by == NULL || id == NULL ||
                !(defined ? strcmp(by, "config") == 0 : strstr(by, "changed") != NULL))
                continue;
            hinge_text_printf(out, "%s%s", any ? "; " : before,
                              hinge_fault_name(labels, id, HINGE_TECHNICAL));
            if (hinge_threshold_is_changed(faults, r, now, was))
                hinge_text_printf(out, ", %s (default %s)", now, was);
            any = true;
        }
        hinge_text_adds(out, any ? "." : "");
    }
}

void hinge_fault_notes(struct hinge_tabulation *tab)
{
    cleared_by(hinge_text_clear) struct hinge_text changes = {0};
    hinge_fault_changes(&tab->faults, tab->request->labels, &changes);
    hinge_tab_note(tab,
                   "Faults describe movement by coaching criteria with %s; they are "
                   "not findings of harm (docs/faults.md).%s\n",
                   changes.length > 0 ? "the thresholds given" : "default thresholds",
                   hinge_text_string(&changes));
}

/* --- Faults as a paper prints them: rows of what was judged, and one sentence, by cause, on what
 * could not be. --- */

void hinge_fault_drop_unjudged(struct hinge_tabulation *tab)
{
    struct hinge_table *table = tab->table;
    const bool says_why = hinge_table_find(table, "reasons") >= 0;
    const size_t fault = (size_t)hinge_table_find(table, "fault"), rows = table->rows;
    size_t n, seen = 0;
    if (!tab->request->words || rows == 0)
        return;
    cleared_by(freed) size_t *of =
        hinge_rows_numbered(table, &fault, 1, &n); /* the fault of each row */
    cleared_by(freed) size_t *first = hinge_alloc(n, sizeof *first);
    cleared_by(freed) bool *judged = hinge_alloc(n, sizeof *judged),
                           *keep = hinge_alloc(rows, sizeof *keep);
    for (size_t r = 0; r < rows; r++) {
        if (of[r] == seen)
            first[seen++] = r;
        judged[of[r]] = judged[of[r]] || hinge_table_number(table, "people", r) > 0;
    }
    for (size_t r = 0; r < rows; r++)
        keep[r] = judged[of[r]];
    if (says_why) {
        /* "Could not be judged, because there are no head landmarks: a, b. Could not …" of the
         * faults that nobody was judged in; first[f]: a row of each fault. */
        cleared_by(hinge_intern_clear) struct hinge_intern causes = {0};
        cleared_by(freed) size_t *cause = hinge_alloc(n, sizeof *cause);
        for (size_t f = 0; f < n; f++)
            cause[f] = judged[f]
                           ? SIZE_MAX
                           : hinge_intern_number(&causes, hinge_wording_cause(hinge_table_text(
                                                              tab->table, "reasons", first[f])));
        for (size_t k = 0; k < causes.n; k++) {
            const char *before = ": ";
            hinge_text_printf(&tab->last_note, "%sCould not be judged, because %s",
                              k > 0 ? " " : "", causes.text[k]);
            for (size_t f = 0; f < n; f++) {
                if (cause[f] != k)
                    continue;
                hinge_text_printf(&tab->last_note, "%s%s", before,
                                  hinge_fault_name(tab->request->labels,
                                                   hinge_table_text(tab->table, "fault", first[f]),
                                                   HINGE_TECHNICAL));
                before = ", ";
            }
            hinge_text_adds(&tab->last_note, ".");
        }
        hinge_text_adds(&tab->last_note, causes.n > 0 ? "\n" : "");
    }
    hinge_table_keep_rows(table, keep);
    if (table->rows < rows && !says_why)
        hinge_tab_note(tab, "Faults that could not be judged in anybody are not shown.\n");
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

/* Cells of groups and conditions side by side; where paper has no room for all of them, blocks of
 * rows for the values of the other keys. */
struct faults {
    const struct hinge_table *table; /* of hinge-table faults */
    struct hinge_table *wide;
    const struct hinge_label_list *labels;
    size_t key[KEYS + 1], n_keys; /* columns that rows differ in, those of the blocks first */
    size_t n_block_keys;
    size_t *cell, *block, n_cells, n_blocks; /* of each row */
    double *people;                          /* [block * n_cells + cell]: most that a fault has */
    struct fault *fault;                     /* in the order of their rows */
    size_t n, *of;                           /* of each row */
};

static const char *key_text(const struct faults *f, size_t key, size_t row)
{
    return f->table->column[f->key[key]].text[row];
}

/* The words of a row's keys that make the columns: "sedentary, no cue"; their ids with `ids`. */
static void name_cell(const struct faults *f, size_t row, bool ids, struct hinge_text *out)
{
    out->length = 0;
    for (size_t k = f->n_block_keys; k < f->n_keys; k++) {
        char words[160];
        const char *name = f->table->column[f->key[k]].name, *text = key_text(f, k, row);
        const char *theirs = text != NULL ? hinge_wording_label(f->labels, text) : NULL;
        hinge_text_adds(out, out->length > 0 ? ", " : "");
        if (text == NULL)
            hinge_text_printf(out, "no %s", name);
        else if (ids)
            hinge_text_adds(out, text);
        else if (theirs != NULL)
            hinge_text_adds(out, theirs);
        else /* "12 kg" */
            hinge_text_printf(out, "%s%s%s",
                              hinge_published_words(NULL, name, text, words, sizeof words),
                              *hinge_wording_unit(name) != '\0' ? " " : "",
                              hinge_wording_unit(name));
    }
    if (out->length == 0)
        hinge_text_adds(out, "all participants");
}

/* Most people of a cell that any fault was judged in. */
static double *people_of(const struct faults *f, size_t row)
{
    return &f->people[f->block[row] * f->n_cells + f->cell[row]];
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

/* "dowel (n = 12)"; of blocks that differ in it "dowel (n = 11 to 12)". Words that two cells have
 * are followed by their ids. */
static void add_wide_column(const struct faults *f, size_t row)
{
    cleared_by(hinge_text_clear) struct hinge_text name = {0}, other = {0};
    double least = HUGE_VAL, most = 0;
    bool twice = false;
    name_cell(f, row, false, &name);
    for (size_t r = 0; r < row && !twice; r++) {
        name_cell(f, r, false, &other);
        twice = f->cell[r] != f->cell[row] &&
                strcmp(hinge_text_string(&name), hinge_text_string(&other)) == 0;
    }
    if (twice) {
        name_cell(f, row, true, &other);
        hinge_text_printf(&name, " (%s)", hinge_text_string(&other));
    }
    for (size_t b = 0; b < f->n_blocks; b++) {
        double people = f->people[b * f->n_cells + f->cell[row]];
        least = people > 0 ? fmin(least, people) : least;
        most = fmax(most, people);
    }
    hinge_text_adds(&name, " (n\u00a0=\u00a0");
    if (least < most)
        hinge_text_printf(&name, "%.0f\u00a0to\u00a0", least);
    hinge_text_printf(&name, "%.0f)", most);
    hinge_table_add_column(f->wide, hinge_text_string(&name), HINGE_COLUMN_TEXT, "", 0);
}

static void add_rate(const struct faults *f, size_t row, size_t at)
{
    const size_t column = f->n_block_keys + 1 + f->cell[row];
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    /* "53% [19, 85]", with the number of people where others of the cell have more. */
    double people = hinge_table_number(f->table, "people", row);
    char percent[8];
    if (people > 0)
        hinge_text_printf(&text, "%s%%",
                          hinge_percent_words(hinge_table_number(f->table, "prevalence", row),
                                              percent));
    for (int k = 0; people >= LEAST && k < 2; k++)
        hinge_text_printf(
            &text, k == 0 ? " [%s" : ",\u00a0%s]",
            hinge_percent_words(hinge_table_number(f->table, k == 0 ? "ci_low" : "ci_high", row),
                                percent));
    if (people > 0 && people < *people_of(f, row))
        hinge_text_printf(&text, ", n\u00a0=\u00a0%.0f", people);
    hinge_table_set_text(f->wide, column, at, text.length > 0 ? text.data : NULL);
    if (text.length == 0) {
        /* why a cell was not judged; of one reason without how often, which is all */
        char why[256];
        const char *reasons = hinge_table_text(f->table, "reasons", row);
        snprintf(why, sizeof why, "%s", reasons != NULL ? reasons : "");
        if (strchr(why, ',') == NULL)
            why[strcspn(why, " ")] = '\0';
        hinge_table_set_why(f->wide, column, at, why);
    }
}

/* A row per block and fault that was detected, a column per cell. `sorted`: the faults in turn. */
static void fill(struct faults *f, const struct fault *sorted)
{
    size_t known = 0;
    for (size_t k = 0; k < f->n_block_keys; k++)
        hinge_table_add_column(f->wide, f->table->column[f->key[k]].name, HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_column(f->wide, "fault", HINGE_COLUMN_TEXT, "", 0);
    for (size_t r = 0; r < f->table->rows; r++)
        if (f->cell[r] == known) {
            add_wide_column(f, r);
            known++;
        }
    for (size_t i = 0; i < f->n_blocks * f->n; i++) {
        const struct fault *fault = &sorted[i % f->n];
        size_t at = SIZE_MAX;
        for (size_t r = 0; r < f->table->rows && fault->most > 0; r++) {
            if (f->block[r] != i / f->n || strcmp(f->fault[f->of[r]].id, fault->id) != 0)
                continue;
            if (at == SIZE_MAX) {
                cleared_by(hinge_text_clear) struct hinge_text title = {0};
                hinge_table_add_rows(f->wide, 1);
                at = f->wide->rows - 1;
                for (size_t k = 0; k < f->n_block_keys; k++)
                    hinge_table_set_text(f->wide, k, at, key_text(f, k, r));
                hinge_text_printf(
                    &title, "%s%s", hinge_fault_name(f->labels, fault->id, HINGE_TECHNICAL),
                    mostly_judged(fault) ? "" : " (judged in fewer than half of the repetitions)");
                hinge_table_set_text(f->wide, f->n_block_keys, at,
                                     hinge_wording_capital(title.data));
            }
            add_rate(f, r, at);
        }
    }
}

void hinge_fault_widen(struct hinge_tabulation *tab)
{
    struct hinge_table *table = tab->table;
    const struct hinge_table_request *request = tab->request;
    struct hinge_table wide = {0};
    if (request->sort != NULL || request->stat != NULL || *request->columns != '\0' ||
        hinge_table_find(table, "prevalence") < 0 || table->rows == 0)
        return;
    struct faults f = {.table = table, .wide = &wide, .labels = request->labels};
    const size_t fault = (size_t)hinge_table_find(table, "fault");
    /* Which keys make the columns: all of them if paper has room, else those of the last keys, or
     * the one, that make the most columns. */
    size_t key[KEYS], n_keys = 0, first = 0, count = 0, most = 0, values;
    for (size_t c = 0; c < KEYS && strcmp(table->column[c].name, "fault") != 0; c++)
        if (hinge_texts_differ(table, table->column[c].name))
            key[n_keys++] = c;
    for (size_t i = 0; i < 2 * n_keys || i == 0; i++) {
        const size_t from = i < n_keys || n_keys == 0 ? i : i - n_keys,
                     keys = i < n_keys || n_keys == 0 ? n_keys - i : 1;
        free(hinge_rows_numbered(table, key + from, keys, &values));
        if (values <= CELLS && values > most && (values > 1 || n_keys == 0)) {
            first = from;
            count = keys;
            most = values;
        }
    }
    f.n_keys = n_keys;
    f.n_block_keys = n_keys - count;
    for (size_t k = 0, block = 0; k < n_keys; k++)
        if (k >= first && k < first + count)
            f.key[f.n_block_keys + k - first] = key[k];
        else
            f.key[block++] = key[k];
    const bool fits = most > 0; /* else no key of the cells has few enough values */
    f.of = hinge_rows_numbered(table, &fault, 1, &f.n);
    f.block = hinge_rows_numbered(table, f.key, f.n_block_keys, &f.n_blocks);
    f.cell =
        hinge_rows_numbered(table, f.key + f.n_block_keys, f.n_keys - f.n_block_keys, &f.n_cells);
    f.people = hinge_arena_alloc(&tab->arena, f.n_blocks * f.n_cells, sizeof *f.people);
    f.fault = hinge_arena_alloc(&tab->arena, f.n, sizeof *f.fault);
    for (size_t r = 0; r < table->rows; r++) {
        struct fault *of = &f.fault[f.of[r]];
        double people = hinge_table_number(table, "people", r);
        if (of->id == NULL)
            *of = (struct fault){.id = hinge_table_text(table, "fault", r), .most = NAN};
        if (people > 0)
            of->most = fmax(of->most, hinge_table_number(table, "prevalence", r));
        of->judged += hinge_table_number(table, "reps", r);
        of->left += hinge_table_number(table, "refused", r);
        *people_of(&f, r) = fmax(*people_of(&f, r), people);
    }
    cleared_by(freed) struct fault *sorted = hinge_alloc(f.n, sizeof *sorted);
    memcpy(sorted, f.fault, f.n * sizeof *sorted);
    qsort(sorted, f.n, sizeof *sorted, compare);
    if (fits)
        fill(&f, sorted);
    /* "Judged and not detected: a, b." */
    const char *before = "Judged and not detected: ";
    for (size_t i = 0; i < f.n && fits; i++) {
        if (!(sorted[i].most <= 0))
            continue;
        hinge_tab_note(tab, "%s%s", before,
                       hinge_fault_name(f.labels, sorted[i].id, HINGE_TECHNICAL));
        before = ", ";
    }
    hinge_tab_note(tab, "%s", strcmp(before, ", ") == 0 ? ".\n" : "");
    free(f.of);
    free(f.block);
    free(f.cell);
    if (fits) {
        hinge_table_set_caption(&wide, "Prevalence of the faults that were detected: mean of the "
                                       "participants' rates over judged repetitions [95% CI]");
        hinge_table_clear(table);
        *table = wide;
    }
}
