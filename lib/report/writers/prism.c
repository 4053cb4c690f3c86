/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GraphPad Prism: a row per participant and a column per group or condition, separated
 * by tabs, as its data tables are pasted. Several metrics are a block each, under the
 * metric's name. */
#include "report/writers/parts/delimited.h"

#include "base/text.h"
#include "people/intern.h"

#include <math.h>
#include <stdio.h>
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

/* The row of the participant, added when it is new; SIZE_MAX with error. */
static size_t row_of(struct hinge_table *made, const char *who,
                     struct hinge_error *error)
{
    for (size_t r = 0; r < made->rows; r++)
        if (strcmp(made->column[0].text[r], who) == 0)
            return r;
    if (hinge_table_add_rows(made, 1, error) != HINGE_OK ||
        hinge_table_set_text(made, 0, made->rows - 1, who, error) != HINGE_OK)
        return SIZE_MAX;
    return made->rows - 1;
}

static enum hinge_status place(struct hinge_table *made, const char *who,
                               const char *column, double value,
                               struct hinge_error *error)
{
    long at = hinge_table_find(made, column);
    size_t c = (size_t)at;
    enum hinge_status status =
        at >= 0 ? HINGE_OK
                : hinge_table_add_column(made, column, HINGE_COLUMN_NUMBER, "", -1, &c,
                                         error);
    size_t row = status == HINGE_OK ? row_of(made, who, error) : SIZE_MAX;
    if (row == SIZE_MAX)
        return error->status;
    if (!isnan(made->column[c].number[row]))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "prism: participant %s has two values in the column "
                               "\"%s\"; add the key in which they differ to --by, or "
                               "choose one with --filter",
                               who, column);
    made->column[c].number[row] = value;
    return HINGE_OK;
}

/* The rows of one block as a table of its own. */
static enum hinge_status write_one(const struct hinge_table *table, const bool *differ,
                                   const char *block,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out, struct hinge_error *error)
{
    struct hinge_table made = {0};
    struct hinge_text key = {0};
    const struct hinge_column *value = value_of(table);
    const struct hinge_writer *tsv = hinge_writer_find("tsv");
    enum hinge_status status = hinge_table_add_column(
        &made, "participant", HINGE_COLUMN_TEXT, "", 0, NULL, error);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        const char *who = hinge_table_text(table, "participant", r);
        join(table, differ, r, true, &key);
        if (who == NULL || strcmp(hinge_text_string(&key), block) != 0)
            continue;
        join(table, differ, r, false, &key);
        status = place(&made, who, key.length > 0 ? key.data : "value",
                       hinge_table_number(table, value->name, r), error);
    }
    if (status == HINGE_OK)
        status = tsv->write_block(&made, 0, true, options, out);
    hinge_table_clear(&made);
    return hinge_text_done(&key, status, error);
}

static enum hinge_status write_prism(const struct hinge_table *table,
                                     const struct hinge_writer_options *options,
                                     struct hinge_text *out, struct hinge_error *error)
{
    enum { MOST = 512 };
    bool differ[MOST] = {false};
    struct hinge_text key = {0};
    struct hinge_intern seen = {0};
    enum hinge_status status = HINGE_OK;
    if (hinge_table_find(table, "participant") < 0 || value_of(table) == NULL ||
        table->n_columns > MOST)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "prism needs one value per participant: make the table "
                               "summary or faults with --by participant,group,cue");
    for (size_t c = 0; c < table->n_columns; c++)
        differ[c] = table->column[c].type == HINGE_COLUMN_TEXT &&
                    hinge_texts_differ(table, table->column[c].name);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        if (isnan(hinge_table_number(table, value_of(table)->name, r)))
            continue;
        join(table, differ, r, true, &key);
        if (hinge_intern_number(&seen, hinge_text_string(&key)) == SIZE_MAX)
            status = hinge_no_memory(error);
    }
    for (size_t b = 0; status == HINGE_OK && b < seen.n; b++) {
        if (seen.n > 1)
            hinge_text_printf(out, "%s%s\n", b > 0 ? "\n" : "", seen.text[b]);
        status = write_one(table, differ, seen.text[b], options, out, error);
    }
    hinge_intern_clear(&seen);
    return hinge_text_done(&key, status, error);
}

const struct hinge_writer hinge_writer_prism = {
    .id = "prism",
    .takes = "",
    .title = "GraphPad Prism: a row per participant, a column per group or condition",
    .for_programs = true,
    .write = write_prism,
};
