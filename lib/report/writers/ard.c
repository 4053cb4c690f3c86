/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CDISC Analysis Results Dataset: a row per statistic, comma separated, with the
 * columns of R's cards (group1, group1_level, …, variable, variable_level, context,
 * stat_name, stat_label, stat, error), and the unit. */
#include "report/writers/parts/delimited.h"

#include "base/memory.h"
#include "base/text.h"
#include "result/wording.h"
#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns that are no keys of a row. */
static const char variables[] = "metric|outcome|fault|variable|signal";
static const char levels[] = "level|phase";
static const char remarks[] = "unit|reason|reasons|missing_reason|matched_reason|"
                              "p_method|method|note|expected|lumbar_def|driver|"
                              "standing_source|family|dim|inferred";
/* Keys that are said where every row has the same, too. */
static const char designs[] = "group|cue|condition|participant|session|task";

/* Names and labels as cards and broom have them. */
static const struct {
    const char *own, *name, *label;
} names[] = {{"n", "N", "N"},
             {"mean", "mean", "Mean"},
             {"sd", "sd", "SD"},
             {"median", "median", "Median"},
             {"q1", "p25", "Q1"},
             {"q3", "p75", "Q3"},
             {"min", "min", "Min"},
             {"max", "max", "Max"},
             {"se", "std.error", "Standard Error"},
             {"p", "p.value", "p-value"},
             {"ci_low", "conf.low", "CI Lower Bound"},
             {"ci_high", "conf.high", "CI Upper Bound"},
             {"diff", "estimate", "Difference"},
             {"mean_diff", "estimate", "Mean Difference"}};

/* What is being made. */
struct making {
    const struct hinge_table *table;
    struct hinge_table made;
    bool *group; /* of each column: a key */
    size_t n_groups;
    enum hinge_status status;
    struct hinge_error *error;
};

static bool is_text(const struct hinge_column *column)
{
    return column->type == HINGE_COLUMN_TEXT;
}

static bool is_group(const struct making *m, size_t c)
{
    const char *name = m->table->column[c].name;
    return is_text(&m->table->column[c]) && !hinge_listed(variables, '|', name) &&
           !hinge_listed(levels, '|', name) && !hinge_listed(remarks, '|', name) &&
           (hinge_listed(designs, '|', name) || hinge_texts_differ(m->table, name));
}

/* The first text that a row has in a column of the list; NULL: none. */
static const char *text_of(const struct making *m, const char *list, size_t row)
{
    for (size_t c = 0; c < m->table->n_columns; c++) {
        const struct hinge_column *column = &m->table->column[c];
        const char *text = is_text(column) && hinge_listed(list, '|', column->name)
                               ? hinge_table_text(m->table, column->name, row)
                               : NULL;
        if (text != NULL)
            return text;
    }
    return NULL;
}

static void add_column(struct making *m, const char *name, enum hinge_column_type type)
{
    if (m->status == HINGE_OK)
        m->status =
            hinge_table_add_column(&m->made, name, type, "", -1, NULL, m->error);
}

static void set(struct making *m, const char *name, const char *text)
{
    long at = hinge_table_find(&m->made, name);
    if (m->status == HINGE_OK && at >= 0)
        m->status = hinge_table_set_text(&m->made, (size_t)at, m->made.rows - 1, text,
                                         m->error);
}

static void add_columns(struct making *m)
{
    static const char *const of_stat[] = {"variable",   "variable_level",
                                          "context",    "stat_name",
                                          "stat_label", "stat",
                                          "error",      "unit"};
    char name[40];
    for (size_t c = 0; c < m->table->n_columns; c++) {
        if (!m->group[c])
            continue;
        snprintf(name, sizeof name, "group%zu", ++m->n_groups);
        add_column(m, name, HINGE_COLUMN_TEXT);
        snprintf(name, sizeof name, "group%zu_level", m->n_groups);
        add_column(m, name, HINGE_COLUMN_TEXT);
    }
    for (size_t i = 0; i < sizeof of_stat / sizeof *of_stat; i++)
        add_column(m, of_stat[i],
                   strcmp(of_stat[i], "stat") == 0 ? HINGE_COLUMN_NUMBER
                                                   : HINGE_COLUMN_TEXT);
}

static void set_groups(struct making *m, size_t row)
{
    size_t n = 0;
    char name[40];
    for (size_t c = 0; c < m->table->n_columns; c++) {
        const struct hinge_column *column = &m->table->column[c];
        if (!m->group[c])
            continue;
        const char *level = hinge_table_text(m->table, column->name, row);
        snprintf(name, sizeof name, "group%zu", ++n);
        set(m, name, level != NULL ? column->name : NULL);
        snprintf(name, sizeof name, "group%zu_level", n);
        set(m, name, level);
    }
}

/* One statistic of a row; a missing one only with its reason. */
static void add_stat(struct making *m, const struct hinge_column *column, size_t row)
{
    double value = hinge_table_number(m->table, column->name, row);
    const char *why =
        hinge_table_why(m->table, (size_t)(column - m->table->column), row);
    why = why != NULL ? why : text_of(m, "reason|reasons|missing_reason", row);
    if (m->status != HINGE_OK || (isnan(value) && why == NULL))
        return;
    m->status = hinge_table_add_rows(&m->made, 1, m->error);
    if (m->status != HINGE_OK)
        return;
    char title[128];
    const char *name = column->name,
               *label = hinge_wording_title(column->name, title, sizeof title);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].own, column->name) == 0) {
            name = names[i].name;
            label = names[i].label;
        }
    bool summary =
        hinge_table_find(m->table, "mean") >= 0 && hinge_table_find(m->table, "p") < 0;
    set_groups(m, row);
    set(m, "variable", text_of(m, variables, row));
    set(m, "variable_level", text_of(m, levels, row));
    set(m, "context",
        summary                                         ? "summary"
        : hinge_table_find(m->table, "prevalence") >= 0 ? "prevalence"
                                                        : "comparison");
    set(m, "stat_name", name);
    set(m, "stat_label", label);
    set(m, "error", isnan(value) ? why : NULL);
    set(m, "unit", text_of(m, "unit", row));
    m->made.column[hinge_table_find(&m->made, "stat")].number[m->made.rows - 1] = value;
}

static enum hinge_status write_ard(const struct hinge_table *table,
                                   const struct hinge_writer_options *options,
                                   struct hinge_text *out, struct hinge_error *error)
{
    struct making m = {.table = table, .error = error};
    m.group = hinge_alloc(table->n_columns, sizeof *m.group);
    if (m.group == NULL)
        return hinge_no_memory(error);
    for (size_t c = 0; c < table->n_columns; c++)
        m.group[c] = is_group(&m, c);
    add_columns(&m);
    for (size_t r = 0; r < table->rows; r++)
        for (size_t c = 0; c < table->n_columns; c++)
            if (!is_text(&table->column[c]))
                add_stat(&m, &table->column[c], r);
    if (m.status == HINGE_OK)
        m.status =
            hinge_writer_find("csv")->write_block(&m.made, 0, true, options, out);
    free(m.group);
    hinge_table_clear(&m.made);
    return m.status;
}

const struct hinge_writer hinge_writer_ard = {
    .id = "ard",
    .takes = "",
    .title = "CDISC Analysis Results Dataset, a row per statistic, for R's cards",
    .for_programs = true,
    .write = write_ard,
};
