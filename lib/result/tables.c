/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document in, tables whose columns say what they are out. What a field is stands in
 * fields.def, and is never told from its name. */
#include "result/tables.h"

#include "result/digits.h"
#include "result/fields.h"
#include "result/json_shape.h"
#include "result/wording.h"

#include <stdlib.h>
#include <string.h>

/* What is being made; the first failure sticks. */
struct making {
    struct hinge_result *result;
    const char *unit; /* of the outcome; "" for none */
    enum hinge_status status;
    struct hinge_error *error;
};

static bool failed(struct making *m, enum hinge_status status)
{
    if (m->status == HINGE_OK)
        m->status = status;
    return m->status != HINGE_OK;
}

/* --- one table --- */

static struct hinge_table *add_table(struct making *m, const char *name, bool programs)
{
    struct hinge_result_table *made = hinge_result_add(m->result, name);
    if (made == NULL) {
        failed(m, hinge_no_memory(m->error));
        return NULL;
    }
    made->for_programs = programs;
    return &made->table;
}

static bool add_column(struct making *m, struct hinge_table *table, const char *name,
                       enum hinge_column_type type, enum hinge_role role, const char *unit)
{
    size_t at;
    char title[128];
    if (hinge_table_find(table, name) >= 0)
        return true;
    if (failed(m, hinge_table_add_column(table, name, type, unit, -1, &at, m->error)) ||
        failed(m, hinge_table_set_title(table, at, hinge_wording_title(name, title, sizeof title))))
        return false;
    table->column[at].role = role;
    return true;
}

/* Whether the interval of a row is in the unit of the outcome: its estimate is. */
static bool is_of_outcome(const json_t *row)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)row, key, value)
    {
        const struct hinge_field_row *field = hinge_field_find(key);
        if (field != NULL && field->role == HINGE_IS_ESTIMATE)
            return (field->what & HINGE_FIELD_OUTCOME) != 0;
    }
    return false;
}

/* Columns of a row's numbers and texts; null alone makes a number column. */
static void add_columns(struct making *m, struct hinge_table *table, const json_t *row)
{
    const char *name = m->result->table[m->result->n_tables - 1].name;
    const char *key;
    json_t *value;
    bool of_outcome = is_of_outcome(row),
         better = json_object_get(row, "prevalence") && json_object_get(row, "ci_low");
    json_object_foreach((json_t *)row, key, value)
    {
        const struct hinge_field_row *field = hinge_field_of(name, key);
        bool text = json_is_string(value) || json_is_boolean(value);
        enum hinge_role role = text            ? HINGE_IS_TEXT
                               : field != NULL ? field->role
                                               : HINGE_IS_ESTIMATE;
        bool unit =
            of_outcome && (role == HINGE_IS_INTERVAL || hinge_field_is(key, HINGE_FIELD_OUTCOME));
        bool known = hinge_table_find(table, key) >= 0;
        if (!add_column(m, table, key, text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, role,
                        unit ? m->unit : ""))
            return;
        if (!known)
            table->column[table->n_columns - 1].for_programs =
                hinge_field_is(key, HINGE_FIELD_PROGRAMS) ||
                (better && hinge_field_is(key, HINGE_FIELD_INSTEAD));
    }
}

static void set_cell(struct making *m, struct hinge_table *table, const char *key,
                     const json_t *value)
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
    char digits[40];
    snprintf(digits, sizeof digits, "%.17g", json_number_value(value));
    const char *text = json_is_string(value)   ? json_string_value(value)
                       : json_is_true(value)   ? "yes"
                       : json_is_false(value)  ? "no"
                       : json_is_number(value) ? digits
                                               : NULL;
    failed(m, hinge_table_set_text(table, (size_t)at, row, text));
}

static void add_row(struct making *m, struct hinge_table *table, const char *label,
                    const json_t *row)
{
    const char *key;
    json_t *value;
    if (failed(m, hinge_table_add_rows(table, 1)))
        return;
    if (label != NULL)
        failed(m, hinge_table_set_text(table, 0, table->rows - 1, label));
    json_object_foreach((json_t *)row, key, value)
    {
        set_cell(m, table, key, value);
    }
}

static void choose_digits(struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++)
        table->column[c].digits =
            hinge_column_digits(&table->column[c], table->rows,
                                hinge_field_is(table->column[c].name, HINGE_FIELD_RATIO));
}

/* A container of rows; lists have no labels. */
static void make_rows(struct making *m, const char *name, const json_t *container, bool programs)
{
    const char *key;
    json_t *value;
    size_t i;
    const char *last = strrchr(name, ' '), *label = last != NULL ? last + 1 : name;
    struct hinge_table *table = add_table(m, name, programs);
    json_object_foreach((json_t *)container, key, value)
    {
        if (json_object_get(value, label) != NULL)
            label = "item"; /* a value has the name of the table */
    }
    if (table == NULL)
        return;
    if (json_is_object(container))
        add_column(m, table, label, HINGE_COLUMN_TEXT, HINGE_IS_KEY, "");
    json_object_foreach((json_t *)container, key, value)
    {
        add_columns(m, table, value);
    }
    json_array_foreach((json_t *)container, i, value)
    {
        add_columns(m, table, value);
    }
    json_object_foreach((json_t *)container, key, value)
    {
        add_row(m, table, key, value);
    }
    json_array_foreach((json_t *)container, i, value)
    {
        add_row(m, table, NULL, value);
    }
    choose_digits(table);
}

/* They as one row. */
static void make_values(struct making *m, const char *name, const json_t *object, bool programs)
{
    json_t *row = hinge_json_values_of(object);
    struct hinge_table *table = NULL;
    if (row == NULL)
        failed(m, hinge_no_memory(m->error));
    if (json_object_size(row) > 0)
        table = add_table(m, name, programs);
    if (table != NULL) {
        add_columns(m, table, row);
        add_row(m, table, NULL, row);
        choose_digits(table);
    }
    json_decref(row);
}

static void make_list(struct making *m, const char *name, const json_t *list, bool programs)
{
    size_t i;
    json_t *value;
    bool text = json_is_string(json_array_get(list, 0));
    struct hinge_table *table = json_array_size(list) > 0 ? add_table(m, name, programs) : NULL;
    if (table == NULL ||
        !add_column(m, table, "value", text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
                    text ? HINGE_IS_TEXT : HINGE_IS_ESTIMATE, ""))
        return;
    m->result->table[m->result->n_tables - 1].is_list = true;
    failed(m, hinge_table_add_rows(table, json_array_size(list)));
    json_array_foreach((json_t *)list, i, value)
    {
        if (m->status != HINGE_OK)
            return;
        if (text)
            failed(m, hinge_table_set_text(table, 0, i, json_string_value(value)));
        else if (json_is_number(value))
            table->column[0].number[i] = json_number_value(value);
    }
}

/* --- containers --- */

static void make_any(struct making *m, const char *name, const json_t *value, bool programs);

/* A member's table, whose name follows that of what holds it. */
static void make_member(struct making *m, const char *name, const char *key, const json_t *value,
                        bool programs)
{
    struct hinge_text own = {0};
    hinge_text_printf(&own, "%s%s%s", name, *name != '\0' ? " " : "", key);
    if (value == NULL)
        failed(m, hinge_no_memory(m->error));
    else
        make_any(m, hinge_text_string(&own), value, programs);
    hinge_text_clear(&own);
}

static void make_object(struct making *m, const char *name, const json_t *object, bool programs)
{
    const char *key;
    json_t *value;
    make_values(m, name, object, programs);
    json_object_foreach((json_t *)object, key, value)
    {
        if (!hinge_json_is_value(value))
            make_member(m, name, key, value,
                        programs || hinge_field_is(key, HINGE_FIELD_PROGRAMS) ||
                            hinge_json_is_hollow(value));
    }
}

/* One table of the values, then one per kind of further member. */
static void make_mixed_rows(struct making *m, const char *name, const json_t *container,
                            bool programs)
{
    const char *inner;
    json_t *item, *part = hinge_json_take_part(container, NULL);
    json_t *first = json_object_iter_value(json_object_iter((json_t *)container));
    if (part == NULL)
        failed(m, hinge_no_memory(m->error));
    else
        make_rows(m, name, part, programs);
    json_decref(part);
    json_object_foreach(first, inner, item)
    {
        if (hinge_json_is_value(item))
            continue;
        part = hinge_json_take_part(container, inner);
        make_member(m, name, inner, part, programs);
        json_decref(part);
    }
}

static void make_any(struct making *m, const char *name, const json_t *value, bool programs)
{
    if (m->status != HINGE_OK)
        return;
    if (hinge_json_holds_rows(value))
        make_rows(m, name, value, programs);
    else if (json_is_object(value) && hinge_json_holds_mixed_rows(value))
        make_mixed_rows(m, name, value, programs);
    else if (json_is_object(value))
        make_object(m, name, value, programs);
    else if (json_is_array(value))
        make_list(m, name, value, programs);
}

enum hinge_status hinge_result_tables(struct hinge_result *result, struct hinge_error *error)
{
    const char *unit =
        json_string_value(json_object_iter_value(json_object_iter(result->inside->units)));
    bool one = json_object_size(result->inside->units) == 1;
    struct making m = {.result = result, .unit = one && unit != NULL ? unit : "", .error = error};
    make_object(&m, "", hinge_result_results(result), false);
    return m.status;
}
