/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GraphPad Prism: a row per participant and a column per group or condition, separated
 * by tabs, as its data tables are pasted. Several metrics are a block each, under the
 * metric's name. */
#include "report/writers/parts/delimited.h"

#include "base/memory.h"
#include "base/text.h"
#include "people/intern.h"
#include "table/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a block is of, and what says nothing of where a value belongs. */
static const char blocks[] = "metric|fault|phase";
static const char remarks[] = "participant|unit|reason|reasons";

/* The value of a row; NULL where the table has none for each participant. */
static const struct hinge_column *value_of(const struct hinge_table *table)
{
    static const char *const names[] = {"mean", "prevalence"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        long at = hinge_table_find(table, names[i]);
        if (at >= 0 && table->column[at].type == HINGE_COLUMN_NUMBER)
            return &table->column[at];
    }
    return NULL;
}

/* The texts of a row, joined: those that a block is of, or (block false) the keys that
 * differ somewhere in the table. */
static void join(const struct hinge_table *table, const bool *differ, size_t row,
                 bool block, struct hinge_text *out)
{
    out->length = 0;
    hinge_text_puts(out, "");
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        const char *text = column->type == HINGE_COLUMN_TEXT
                               ? hinge_table_text(table, column->name, row)
                               : NULL;
        bool of_block = hinge_listed(blocks, '|', column->name);
        if (text == NULL || of_block != block ||
            hinge_listed(remarks, '|', column->name) || (!block && !differ[c]))
            continue;
        hinge_text_printf(out, "%s%s", out->length > 0 ? ", " : "", text);
    }
}

/* A block being made: its table, and its participants by row. */
struct making {
    struct hinge_table table;
    struct hinge_intern people;
};

/* The row of the participant, added when it is new; SIZE_MAX with error. */
static size_t row_of(struct making *made, const char *who, struct hinge_error *error)
{
    size_t row = hinge_intern_number(&made->people, who);
    if (row == SIZE_MAX)
        hinge_no_memory(error);
    else if (row == made->table.rows &&
             (hinge_table_add_rows(&made->table, 1, error) != HINGE_OK ||
              hinge_table_set_text(&made->table, 0, row, who, error) != HINGE_OK))
        return SIZE_MAX;
    return row;
}

static enum hinge_status place(struct making *made, const char *who, const char *column,
                               double value, struct hinge_error *error)
{
    long at = hinge_table_find(&made->table, column);
    size_t c = (size_t)at;
    enum hinge_status status =
        at >= 0 ? HINGE_OK
                : hinge_table_add_column(&made->table, column, HINGE_COLUMN_NUMBER, "",
                                         -1, &c, error);
    size_t row = status == HINGE_OK ? row_of(made, who, error) : SIZE_MAX;
    if (row == SIZE_MAX)
        return error->status;
    if (!isnan(made->table.column[c].number[row]))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "prism: participant %s has two values in the column "
                               "\"%s\"; add the key in which they differ to --by, or "
                               "choose one with --filter",
                               who, column);
    made->table.column[c].number[row] = value;
    return HINGE_OK;
}

/* The rows of block b, given the block of every row, as a table of its own. */
static enum hinge_status write_one(const struct hinge_table *table, const bool *differ,
                                   const size_t *block, size_t b,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out, struct hinge_error *error)
{
    struct making made = {0};
    struct hinge_text key = {0};
    const struct hinge_column *value = value_of(table);
    const struct hinge_writer *tsv = hinge_writer_find("tsv");
    enum hinge_status status = hinge_table_add_column(
        &made.table, "participant", HINGE_COLUMN_TEXT, "", 0, NULL, error);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        const char *who =
            block[r] == b ? hinge_table_text(table, "participant", r) : NULL;
        if (who == NULL)
            continue;
        join(table, differ, r, false, &key);
        status = place(&made, who, key.length > 0 ? key.data : "value",
                       hinge_table_number(table, value->name, r), error);
    }
    if (status == HINGE_OK)
        status = tsv->write_block(&made.table, 0, true, options, out);
    hinge_table_clear(&made.table);
    hinge_intern_clear(&made.people);
    return hinge_text_done(&key, status, error);
}

/* The block of every row, in the order of their first values: *n blocks have any. */
static enum hinge_status find_blocks(const struct hinge_table *table,
                                     const bool *differ, struct hinge_intern *seen,
                                     size_t *block, size_t *n,
                                     struct hinge_error *error)
{
    const char *value = value_of(table)->name;
    struct hinge_text key = {0};
    enum hinge_status status = HINGE_OK;
    for (int pass = 0; pass < 2; pass++) {
        bool missing = pass == 1;
        for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
            if (isnan(hinge_table_number(table, value, r)) != missing)
                continue;
            join(table, differ, r, true, &key);
            block[r] = hinge_intern_number(seen, hinge_text_string(&key));
            if (block[r] == SIZE_MAX)
                status = hinge_no_memory(error);
        }
        *n = missing ? *n : seen->n;
    }
    return hinge_text_done(&key, status, error);
}

static enum hinge_status write_prism(const struct hinge_table *table,
                                     const struct hinge_writer_options *options,
                                     struct hinge_text *out, struct hinge_error *error)
{
    enum { MOST = 512 };
    bool differ[MOST] = {false};
    struct hinge_intern seen = {0};
    size_t n = 0;
    if (hinge_table_find(table, "participant") < 0 || value_of(table) == NULL ||
        table->n_columns > MOST)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "prism needs one value per participant: make the table "
                               "summary or faults with --by participant,group,cue");
    for (size_t c = 0; c < table->n_columns; c++)
        differ[c] = table->column[c].type == HINGE_COLUMN_TEXT &&
                    hinge_texts_differ(table, table->column[c].name);
    size_t *block = hinge_alloc(table->rows, sizeof *block);
    enum hinge_status status =
        block == NULL ? hinge_no_memory(error)
                      : find_blocks(table, differ, &seen, block, &n, error);
    for (size_t b = 0; status == HINGE_OK && b < n; b++) {
        if (n > 1)
            hinge_text_printf(out, "%s%s\n", b > 0 ? "\n" : "", seen.text[b]);
        status = write_one(table, differ, block, b, options, out, error);
    }
    hinge_intern_clear(&seen);
    free(block);
    return status;
}

const struct hinge_writer hinge_writer_prism = {
    .id = "prism",
    .takes = "",
    .title = "GraphPad Prism: a row per participant, a column per group or condition",
    .for_programs = true,
    .write = write_prism,
};
