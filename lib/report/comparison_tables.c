/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readable tables of a document: objects of objects become a table with a row each,
 * objects of values a table with one row. */
#include "report/comparison_tables.h"
#include "report/writers/writer.h"

#include <hinge/report.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_LIST = 24 /* values of a list that a readable table shows */ };

bool hinge_comparison_failed(struct hinge_comparison_output *out,
                             enum hinge_status status)
{
    if (out->status == HINGE_OK)
        out->status = status;
    return out->status != HINGE_OK;
}

bool hinge_comparison_is_value(const json_t *value)
{
    return !json_is_object(value) && !json_is_array(value);
}

/* Objects whose members are all values, or short lists of values. */
static bool is_row(const json_t *object)
{
    const char *key;
    json_t *value;
    if (!json_is_object(object))
        return false;
    json_object_foreach((json_t *)object, key, value)
    {
        if (!hinge_comparison_is_value(value))
            return false;
    }
    return json_object_size(object) > 0;
}

/* Parts of a document that only programs read. */
static bool is_for_programs(const char *key)
{
    static const char *const keys[] = {"theta", "vcov", NULL};
    for (size_t i = 0; keys[i] != NULL; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

/* Whether no number or text is anywhere in it: a table of dashes says nothing. */
static bool is_hollow(const json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;
    if (hinge_comparison_is_value(value))
        return json_is_null(value);
    json_object_foreach((json_t *)value, key, item)
    {
        if (!is_hollow(item))
            return false;
    }
    json_array_foreach((json_t *)value, i, item)
    {
        if (!is_hollow(item))
            return false;
    }
    return true;
}

static bool holds_rows(const json_t *container)
{
    const char *key;
    json_t *value;
    size_t i, rows = 0;
    json_array_foreach((json_t *)container, i, value)
    {
        if (!is_row(value))
            return false;
        rows++;
    }
    json_object_foreach((json_t *)container, key, value)
    {
        if (!is_row(value))
            return false;
        rows++;
    }
    return rows > 0;
}

/* --- one table --- */

bool hinge_comparison_column(struct hinge_comparison_output *out,
                             struct hinge_table *table, const char *name,
                             enum hinge_column_type type)
{
    if (hinge_table_find(table, name) >= 0)
        return true;
    return !hinge_comparison_failed(out, hinge_table_add_column(table, name, type, "",
                                                                -1, NULL, out->error));
}

/* p, p_holm, ...: shown as "<0.0001" where they would be 0.0000. */
static bool is_p(const char *name)
{
    return name[0] == 'p' && (name[1] == '\0' || name[1] == '_') &&
           strcmp(name, "p_superiority") != 0;
}

/* Columns of a row's numbers and texts; null alone makes a number column. */
static void add_columns(struct hinge_comparison_output *out, struct hinge_table *table,
                        const json_t *row)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)row, key, value)
    {
        /* said elsewhere, and intervals that ci_low and ci_high are better than */
        bool better = json_object_get(row, "ci_low") != NULL &&
                      json_object_get(row, "prevalence") != NULL;
        if (strcmp(key, "note") == 0 ||
            (better &&
             (strncmp(key, "cluster_", 8) == 0 || strcmp(key, "deff") == 0 ||
              strncmp(key, "wilson_", 7) == 0 || strncmp(key, "prop_mean", 9) == 0)))
            continue;
        bool text = json_is_string(value) || json_is_boolean(value) || is_p(key);
        if (!hinge_comparison_column(out, table, key,
                                     text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER))
            return;
    }
}

static void set_cell(struct hinge_comparison_output *out, struct hinge_table *table,
                     const char *key, const json_t *value)
{
    long at = hinge_table_find(table, key);
    size_t row = table->rows - 1;
    if (at < 0)
        return;
    if (table->column[at].type == HINGE_COLUMN_NUMBER) {
        if (json_is_number(value))
            table->column[at].number[row] = json_number_value(value);
        return;
    }
    char p[32];
    const char *text = json_is_string(value)  ? json_string_value(value)
                       : json_is_true(value)  ? "yes"
                       : json_is_false(value) ? "no"
                                              : NULL;
    if (json_is_number(value)) {
        bool tiny = json_number_value(value) < 0.00005;
        snprintf(p, sizeof p, tiny ? "<0.0001" : "%.4f", json_number_value(value));
        text = p;
    }
    hinge_comparison_failed(out, hinge_table_set_text(table, (size_t)at, row, text,
                                                      out->error));
}

static void add_row(struct hinge_comparison_output *out, struct hinge_table *table,
                    const char *label, const json_t *row)
{
    const char *key;
    json_t *value;
    if (hinge_comparison_failed(out, hinge_table_add_rows(table, 1, out->error)))
        return;
    if (label != NULL)
        hinge_comparison_failed(out, hinge_table_set_text(table, 0, table->rows - 1,
                                                          label, out->error));
    bool intercept = label != NULL && strcmp(label, "(Intercept)") == 0;
    json_object_foreach((json_t *)row, key, value)
    {
        bool of_odds = strcmp(key, "odds_ratio") == 0 || strncmp(key, "or_", 3) == 0;
        if (!intercept || !of_odds) /* an intercept's odds are no ratio */
            set_cell(out, table, key, value);
    }
}

/* Ratios are read by factors: 0.002 says as much as 500, and is never shown as 0. */
static bool is_ratio(const char *name)
{
    static const char *const starts[] = {"odds_ratio", "or_", "rate_ratio", "rr_"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(name, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* Decimals that show four digits of the column's largest number, of ratios also two of
 * the smallest; counts have none. */
static void choose_digits(struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        double largest = 0, smallest = HUGE_VAL;
        bool whole = true;
        for (size_t r = 0; column->type == HINGE_COLUMN_NUMBER && r < table->rows;
             r++) {
            if (isnan(column->number[r]))
                continue;
            largest = fmax(largest, fabs(column->number[r]));
            if (column->number[r] > 0)
                smallest = fmin(smallest, column->number[r]);
            whole = whole && column->number[r] == floor(column->number[r]);
        }
        int digits = largest > 0 ? 3 - (int)floor(log10(largest)) : 0;
        if (is_ratio(column->name) && smallest < 1) {
            int small = 1 - (int)floor(log10(smallest));
            digits = small > digits ? small : digits;
        }
        int most = is_ratio(column->name) ? 12 : 5;
        column->digits = whole ? 0 : digits < 0 ? 0 : digits > most ? most : digits;
    }
}

void hinge_comparison_table_show(struct hinge_comparison_output *out,
                                 const struct hinge_table *table, const char *title)
{
    struct hinge_writer_options options = out->options;
    options.title = title;
    options.footer = NULL;
    if (out->status != HINGE_OK)
        return;
    if (out->text.length > 0)
        hinge_text_puts(&out->text, "\n");
    hinge_comparison_failed(out, hinge_writer_add(hinge_writer_find(out->writer), table,
                                                  &options, &out->text, out->error));
}

void hinge_comparison_table_print(struct hinge_comparison_output *out,
                                  struct hinge_table *table, const char *title)
{
    choose_digits(table);
    hinge_comparison_table_show(out, table, title);
}

/* A container of rows; lists have no labels. */
static void print_rows(struct hinge_comparison_output *out, const char *title,
                       const json_t *container)
{
    struct hinge_table table = {0};
    const char *key;
    json_t *value;
    size_t i;
    const char *last = strrchr(title, ' '), *label = last != NULL ? last + 1 : title;
    json_object_foreach((json_t *)container, key, value)
    {
        if (json_object_get(value, label) != NULL)
            label = "item"; /* a value has the name of the table */
    }
    if (json_is_object(container))
        hinge_comparison_column(out, &table, label, HINGE_COLUMN_TEXT);
    json_object_foreach((json_t *)container, key, value)
    {
        add_columns(out, &table, value);
    }
    json_array_foreach((json_t *)container, i, value)
    {
        add_columns(out, &table, value);
    }
    json_object_foreach((json_t *)container, key, value)
    {
        add_row(out, &table, key, value);
    }
    json_array_foreach((json_t *)container, i, value)
    {
        add_row(out, &table, NULL, value);
    }
    hinge_comparison_table_print(out, &table, title);
    hinge_table_clear(&table);
}

/* The plain values of an object as one row. */
static void print_values(struct hinge_comparison_output *out, const char *title,
                         const json_t *object)
{
    struct hinge_table table = {0};
    json_t *row = json_object();
    const char *key;
    json_t *value;
    if (row == NULL)
        hinge_comparison_failed(out, hinge_error_set(out->error, HINGE_NOMEM,
                                                     HINGE_REASON_OK,
                                                     "out of memory for a table"));
    json_object_foreach((json_t *)object, key, value)
    {
        if (hinge_comparison_is_value(value) && json_object_set(row, key, value) != 0)
            hinge_comparison_failed(out, hinge_error_set(out->error, HINGE_NOMEM,
                                                         HINGE_REASON_OK,
                                                         "out of memory for a table"));
    }
    if (json_object_size(row) > 0) {
        add_columns(out, &table, row);
        add_row(out, &table, NULL, row);
        hinge_comparison_table_print(out, &table, title);
    }
    json_decref(row);
    hinge_table_clear(&table);
}

static void print_any(struct hinge_comparison_output *out, const char *title,
                      const json_t *value);

void hinge_comparison_object(struct hinge_comparison_output *out, const char *title,
                             const json_t *object)
{
    const char *key;
    json_t *value;
    print_values(out, title, object);
    json_object_foreach((json_t *)object, key, value)
    {
        struct hinge_text own = {0};
        if (hinge_comparison_is_value(value) || is_for_programs(key) ||
            is_hollow(value))
            continue;
        hinge_text_printf(&own, "%s%s%s", title, *title ? " " : "", key);
        if (own.failed)
            hinge_comparison_failed(out, hinge_error_set(out->error, HINGE_NOMEM,
                                                         HINGE_REASON_OK,
                                                         "out of memory for a table"));
        print_any(out, hinge_text_string(&own), value);
        hinge_text_clear(&own);
    }
}

static void print_list(struct hinge_comparison_output *out, const char *title,
                       const json_t *list)
{
    size_t i;
    json_t *value;
    struct hinge_text words = {0};
    if (json_array_size(list) == 0)
        return;
    if (json_array_size(list) > LONGEST_LIST)
        hinge_text_printf(&words, "\n%s: %zu values (csv and json have them)", title,
                          json_array_size(list));
    else
        hinge_text_printf(&words, "\n%s:", title);
    json_array_foreach((json_t *)list, i, value)
    {
        if (json_array_size(list) > LONGEST_LIST)
            break;
        if (json_is_number(value))
            hinge_text_printf(&words, " %.6g", json_number_value(value));
        else if (json_is_string(value))
            hinge_text_printf(&words, " %s", json_string_value(value));
    }
    hinge_text_puts(&words, "\n");
    hinge_writer_say(hinge_writer_find(out->writer), &out->text,
                     hinge_text_string(&words));
    out->text.failed = out->text.failed || words.failed;
    hinge_text_clear(&words);
}

/* Objects that all hold values, and some of them more than values. */
static bool holds_mixed_rows(const json_t *container)
{
    const char *key, *inner;
    json_t *value, *item;
    json_object_foreach((json_t *)container, key, value)
    {
        bool some = false;
        json_object_foreach(value, inner, item)
        {
            some = some || hinge_comparison_is_value(item);
        }
        if (!some)
            return false;
    }
    return json_object_size(container) > 0;
}

/* A copy of the container with the plain values of its objects, or (part not NULL) with
 * their member of that name alone; NULL without memory. */
static json_t *take_part(const json_t *container, const char *part)
{
    const char *key, *inner;
    json_t *value, *item, *all = json_object();
    bool good = all != NULL;
    json_object_foreach((json_t *)container, key, value)
    {
        if (part != NULL) {
            json_t *member = json_object_get(value, part);
            good = good && (member == NULL || json_object_set(all, key, member) == 0);
            continue;
        }
        json_t *row = json_object();
        json_object_foreach(value, inner, item)
        {
            if (hinge_comparison_is_value(item))
                good = good && row != NULL && json_object_set(row, inner, item) == 0;
        }
        good = good && row != NULL && json_object_set(all, key, row) == 0;
        json_decref(row);
    }
    if (good)
        return all;
    json_decref(all);
    return NULL;
}

/* One table of the values, then one per kind of further member. */
static void print_mixed_rows(struct hinge_comparison_output *out, const char *title,
                             const json_t *container)
{
    const char *inner;
    json_t *item;
    json_t *first = json_object_iter_value(json_object_iter((json_t *)container));
    json_t *part = take_part(container, NULL);
    if (part == NULL)
        hinge_comparison_failed(out, hinge_error_set(out->error, HINGE_NOMEM,
                                                     HINGE_REASON_OK,
                                                     "out of memory for a table"));
    else
        print_rows(out, title, part);
    json_decref(part);
    json_object_foreach(first, inner, item)
    {
        struct hinge_text own = {0};
        if (hinge_comparison_is_value(item))
            continue;
        part = take_part(container, inner);
        hinge_text_printf(&own, "%s %s", title, inner);
        if (part == NULL || own.failed)
            hinge_comparison_failed(out, hinge_error_set(out->error, HINGE_NOMEM,
                                                         HINGE_REASON_OK,
                                                         "out of memory for a table"));
        else
            print_any(out, hinge_text_string(&own), part);
        json_decref(part);
        hinge_text_clear(&own);
    }
}

static void print_any(struct hinge_comparison_output *out, const char *title,
                      const json_t *value)
{
    if (out->status != HINGE_OK)
        return;
    if (holds_rows(value))
        print_rows(out, title, value);
    else if (json_is_object(value) && holds_mixed_rows(value))
        print_mixed_rows(out, title, value);
    else if (json_is_object(value))
        hinge_comparison_object(out, title, value);
    else if (json_is_array(value))
        print_list(out, title, value);
}
