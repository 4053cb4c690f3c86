/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document in, tables whose columns say what they are out. What a field is stands in
 * fields.def. */
#include "result/tables.h"

#include "base/memory.h"
#include "base/text.h"
#include "result/words.h"
#include "table/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- What JSON is as a table: values, rows of values, rows that hold more. --- */

/* Values, not containers. */
static bool hinge_json_is_value(const json_t *value)
{
    return !json_is_object(value) && !json_is_array(value);
}

/* Objects whose members are all values. */
static bool is_row(const json_t *object)
{
    const char *key;
    json_t *value;
    if (!json_is_object(object))
        return false;
    json_object_foreach((json_t *)object, key, value)
    {
        if (!hinge_json_is_value(value))
            return false;
    }
    return json_object_size(object) > 0;
}

/* Whether no number or text is anywhere in it: a table of dashes says nothing. */
static bool hinge_json_is_hollow(const json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;
    if (hinge_json_is_value(value))
        return json_is_null(value);
    json_object_foreach((json_t *)value, key, item)
    {
        if (!hinge_json_is_hollow(item))
            return false;
    }
    json_array_foreach((json_t *)value, i, item)
    {
        if (!hinge_json_is_hollow(item))
            return false;
    }
    return true;
}

/* Objects whose members are all values, at least one. */
static bool hinge_json_holds_rows(const json_t *container)
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

/* Objects that all hold values, and some of them more than values. */
static bool hinge_json_holds_mixed_rows(const json_t *container)
{
    const char *key, *inner;
    json_t *value, *item;
    json_object_foreach((json_t *)container, key, value)
    {
        bool some = false;
        json_object_foreach(value, inner, item)
        {
            some = some || hinge_json_is_value(item);
        }
        if (!some)
            return false;
    }
    return json_object_size(container) > 0;
}

/* The plain values of an object. */
static json_t *hinge_json_values_of(const json_t *object)
{
    const char *key;
    json_t *value, *row = json_object();
    json_object_foreach((json_t *)object, key, value)
    {
        if (hinge_json_is_value(value))
            json_object_set(row, key, value);
    }
    return row;
}

/* A copy of the container with the plain values of its objects, or (part not NULL) with
 * their member of that name alone. */
static json_t *hinge_json_take_part(const json_t *container, const char *part)
{
    const char *key;
    json_t *value, *all = json_object();
    json_object_foreach((json_t *)container, key, value)
    {
        json_t *member =
            part != NULL ? json_incref(json_object_get(value, part)) : hinge_json_values_of(value);
        if (member != NULL)
            json_object_set_new(all, key, member);
    }
    return all;
}

/* --- A tree of results in, rows of one kind out. --- */

enum { STRATUM, OUTCOME_KEY, TERM, LEVEL, KEYS };
static const char *const key_names[KEYS] = {"stratum", "outcome", "term", "level"};

/* Where in the tree: what is known of the keys so far. */
struct place {
    const char *key[KEYS];
};

static void add_flat_row(struct hinge_table *flat, const struct place *place)
{
    hinge_table_add_rows(flat, 1);
    for (size_t k = 0; k < KEYS; k++)
        hinge_table_set_text(flat, k, flat->rows - 1, place->key[k]);
}

/* A member of the row; a name that is a key's own becomes that key's cell. */
static void set_flat(struct hinge_table *flat, const char *name, const json_t *value)
{
    bool number = json_is_number(value);
    if (json_is_null(value))
        return;
    long at = hinge_table_find(flat, name);
    size_t row = flat->rows - 1, column = (size_t)at;
    if (at < 0)
        column = hinge_table_add_column(flat, name,
                                        number ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "", -1);
    if (flat->column[column].type == HINGE_COLUMN_NUMBER) {
        if (number)
            flat->column[column].number[row] = json_number_value(value);
        return;
    }
    char digits[40];
    snprintf(digits, sizeof digits, "%.17g", json_number_value(value));
    const char *text = number                 ? digits
                       : json_is_true(value)  ? "true"
                       : json_is_false(value) ? "false"
                                              : json_string_value(value);
    hinge_table_set_text(flat, column, row, text);
}

static void walk(struct hinge_table *flat, const struct place *place, const json_t *value);

/* The place of a member: containers of strata and outcomes name those, the first other
 * key is the term, what follows the level. `joined` holds a level of several keys. */
static struct place inside(const struct place *place, const char *key, struct hinge_text *joined)
{
    struct place at = *place;
    if (at.key[TERM] == NULL) {
        at.key[TERM] = key;
    } else if (at.key[LEVEL] == NULL) {
        at.key[LEVEL] = key;
    } else {
        hinge_text_printf(joined, "%s %s", at.key[LEVEL], key);
        at.key[LEVEL] = hinge_text_string(joined);
    }
    return at;
}

static void walk_members(struct hinge_table *flat, const struct place *place, const json_t *object,
                         int key)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        struct place at = *place;
        at.key[key] = name;
        walk(flat, &at, value);
    }
}

static void walk_list(struct hinge_table *flat, const struct place *place, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)list, i, item)
    {
        char number[24];
        cleared_by(hinge_text_clear) struct hinge_text joined = {0};
        snprintf(number, sizeof number, "%zu", i);
        struct place at = json_is_object(item) && place->key[TERM] != NULL
                              ? *place
                              : inside(place, number, &joined);
        if (hinge_json_is_value(item)) {
            add_flat_row(flat, &at);
            set_flat(flat, "value", item);
        } else {
            walk(flat, &at, item);
        }
    }
}

static void walk(struct hinge_table *flat, const struct place *place, const json_t *value)
{
    const char *name;
    json_t *item;
    bool row = false;
    if (json_is_array(value)) {
        walk_list(flat, place, value);
        return;
    }
    json_object_foreach((json_t *)value, name, item)
    {
        if (!hinge_json_is_value(item))
            continue;
        if (!row)
            add_flat_row(flat, place);
        row = true;
        set_flat(flat, name, item);
    }
    json_object_foreach((json_t *)value, name, item)
    {
        cleared_by(hinge_text_clear) struct hinge_text joined = {0};
        if (hinge_json_is_value(item))
            continue;
        if (strcmp(name, "strata") == 0 && json_is_object(item))
            walk_members(flat, place, item, STRATUM);
        else if (strcmp(name, "outcomes") == 0 && json_is_object(item))
            walk_members(flat, place, item, OUTCOME_KEY);
        else {
            struct place at = inside(place, name, &joined);
            walk(flat, &at, item);
        }
    }
}

static void drop_empty_keys(struct hinge_table *table)
{
    for (size_t k = KEYS; k-- > 0;) {
        bool any = false;
        for (size_t r = 0; r < table->rows; r++)
            any = any || table->column[k].text[r] != NULL;
        if (!any)
            hinge_table_drop_column(table, k);
    }
}

void hinge_result_flat(const json_t *root, struct hinge_table *table)
{
    /* a document that was written holds its sentences, which are no numbers */
    json_t *results = json_copy(json_object_get(root, "results"));
    if (results != NULL)
        json_object_del(results, "report");
    const json_t *listed = json_object_get(results, "outcomes");
    const struct place top = {.key[OUTCOME_KEY] = json_string_value(
                                  json_object_get(json_object_get(root, "request"), "outcome"))};
    for (size_t k = 0; k < KEYS; k++)
        hinge_table_add_column(table, key_names[k], HINGE_COLUMN_TEXT, "", 0);
    walk(table, &top, json_is_array(listed) ? listed : results);
    if (json_is_array(listed))
        for (size_t r = 0; r < table->rows; r++)
            table->column[TERM].text[r] = table->column[LEVEL].text[r] = NULL;
    drop_empty_keys(table);
    json_decref(results);
}

/* --- An id in, what it is out. --- */

enum {
    OUTCOME = HINGE_FIELD_OUTCOME,
    RATIO = HINGE_FIELD_RATIO,
    PROGRAMS = HINGE_FIELD_PROGRAMS,
    INSTEAD = HINGE_FIELD_INSTEAD
};
#define F(id, role, what) {#id, HINGE_IS_##role, what, NULL},
#define D(id, role, what, description) {#id, HINGE_IS_##role, what, description},

static const struct hinge_field_row rows[] = {
#include "result/fields.def"
};

static int compare(const void *id, const void *row)
{
    return strcmp(id, ((const struct hinge_field_row *)row)->id);
}

const struct hinge_field_row *hinge_field_find(const char *id)
{
    return bsearch(id, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
}

/* Whether an id has something of `what`. */
static bool hinge_field_is(const char *id, unsigned what)
{
    const struct hinge_field_row *row = hinge_field_find(id);
    return row != NULL && (row->what & what) != 0;
}

const struct hinge_field_row *hinge_field_at(size_t i)
{
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

void hinge_fields_describe(struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        const struct hinge_field_row *row = hinge_field_find(column->name);
        char title[128];
        if (column->role == HINGE_IS_NONE)
            column->role = row != NULL                           ? row->role
                           : column->type == HINGE_COLUMN_NUMBER ? HINGE_IS_ESTIMATE
                                                                 : HINGE_IS_TEXT;
        if (*column->title == '\0')
            hinge_table_set_title(table, c, hinge_wording_title(column->name, title, sizeof title));
    }
}

/* --- A document in, tables whose columns say what they are out. What a field is stands in
 * fields.def, and is never told from its name. --- */

/* What is being made. */
struct making {
    struct hinge_result *result;
    const char *unit;         /* of the outcome; "" for none */
    const char *of, *stratum; /* as in hinge_result_table */
    bool by_stratum;          /* the keys of the object in hand are strata */
};

/* --- one table --- */

static struct hinge_table *add_table(struct making *m, const char *name, bool programs)
{
    struct hinge_result_table *made = hinge_result_add(m->result, name);
    made->for_programs = programs;
    made->of = m->of;
    made->stratum = m->stratum;
    return &made->table;
}

static void add_column(struct hinge_table *table, const char *name, enum hinge_column_type type,
                       enum hinge_role role, const char *unit)
{
    char title[128];
    if (hinge_table_find(table, name) >= 0)
        return;
    size_t at = hinge_table_add_column(table, name, type, unit, -1);
    hinge_table_set_title(table, at, hinge_wording_title(name, title, sizeof title));
    table->column[at].role = role;
}

/* Whether the interval of a row is in the unit of the outcome: its estimate is. */
static bool is_of_outcome(const json_t *row)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)row, key, value)
    {
        const struct hinge_field_row *field = hinge_field_find(key);
        if (field != NULL ? field->role == HINGE_IS_ESTIMATE : json_is_number(value))
            return field != NULL && (field->what & HINGE_FIELD_OUTCOME) != 0;
    }
    return false;
}

/* Columns of a row's numbers and texts; null alone makes a number column. */
static void add_columns(struct making *m, struct hinge_table *table, const json_t *row)
{
    const char *key;
    json_t *value;
    bool of_outcome = is_of_outcome(row),
         better = json_object_get(row, "prevalence") && json_object_get(row, "ci_low");
    json_object_foreach((json_t *)row, key, value)
    {
        const struct hinge_field_row *field = hinge_field_find(key);
        bool text = json_is_string(value) || json_is_boolean(value);
        enum hinge_role role = text            ? HINGE_IS_TEXT
                               : field != NULL ? field->role
                                               : HINGE_IS_ESTIMATE;
        bool unit =
            of_outcome && (role == HINGE_IS_INTERVAL || hinge_field_is(key, HINGE_FIELD_OUTCOME));
        bool known = hinge_table_find(table, key) >= 0;
        add_column(table, key, text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, role,
                   unit ? m->unit : "");
        if (!known)
            table->column[table->n_columns - 1].for_programs =
                hinge_field_is(key, HINGE_FIELD_PROGRAMS) ||
                (better && hinge_field_is(key, HINGE_FIELD_INSTEAD));
    }
}

static void set_cell(struct hinge_table *table, const char *key, const json_t *value)
{
    long at = hinge_table_find(table, key);
    size_t row = table->rows - 1;
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
    hinge_table_set_text(table, (size_t)at, row, text);
}

static void add_row(struct hinge_table *table, const char *label, const json_t *row)
{
    const char *key;
    json_t *value;
    hinge_table_add_rows(table, 1);
    if (label != NULL)
        hinge_table_set_text(table, 0, table->rows - 1, label);
    json_object_foreach((json_t *)row, key, value)
    {
        set_cell(table, key, value);
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
    if (json_is_object(container))
        add_column(table, label, HINGE_COLUMN_TEXT, HINGE_IS_KEY, "");
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
        add_row(table, key, value);
    }
    json_array_foreach((json_t *)container, i, value)
    {
        add_row(table, NULL, value);
    }
    choose_digits(table);
}

static void make_list(struct making *m, const char *name, const json_t *list, bool programs)
{
    size_t i;
    json_t *value;
    bool text = json_is_string(json_array_get(list, 0));
    if (json_array_size(list) == 0)
        return;
    struct hinge_table *table = add_table(m, name, programs);
    add_column(table, "value", text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
               text ? HINGE_IS_TEXT : HINGE_IS_ESTIMATE, "");
    m->result->table[m->result->n_tables - 1].is_list = true;
    hinge_table_add_rows(table, json_array_size(list));
    json_array_foreach((json_t *)list, i, value)
    {
        if (text)
            hinge_table_set_text(table, 0, i, json_string_value(value));
        else if (json_is_number(value))
            table->column[0].number[i] = json_number_value(value);
    }
}

/* --- containers --- */

static void make_any(struct making *m, const char *name, const json_t *value, bool programs);

/* A member's table, whose name follows that of what holds it. */
static void make_member(const struct making *in, const char *name, const char *key,
                        const json_t *value, bool programs, bool is_stratum, bool by_stratum)
{
    struct hinge_arena *arena = &in->result->inside->arena;
    cleared_by(hinge_text_clear) struct hinge_text full = {0};
    struct making m = *in;
    const bool top = *name == '\0', strata = top && strcmp(key, "strata") == 0;
    m.by_stratum = by_stratum || strata;
    if (is_stratum)
        m.stratum = hinge_arena_strdup(arena, key);
    else if (!strata && !(*m.of == '\0' && strcmp(key, "outcomes") == 0))
        m.of = hinge_arena_printf(arena, "%s%s%s", m.of, *m.of != '\0' ? " " : "", key);
    hinge_text_printf(&full, "%s%s%s", name, top ? "" : " ", key);
    make_any(&m, hinge_text_string(&full), value, programs);
}

static void make_object(struct making *m, const char *name, const json_t *object, bool programs)
{
    const char *key;
    json_t *value;
    /* its values as one row */
    json_t *row = hinge_json_values_of(object);
    if (json_object_size(row) > 0) {
        struct hinge_table *table = add_table(m, name, programs);
        add_columns(m, table, row);
        add_row(table, NULL, row);
        choose_digits(table);
    }
    json_decref(row);
    json_object_foreach((json_t *)object, key, value)
    {
        if (!hinge_json_is_value(value))
            make_member(m, name, key, value,
                        programs || hinge_field_is(key, HINGE_FIELD_PROGRAMS) ||
                            hinge_json_is_hollow(value),
                        m->by_stratum, false);
    }
}

static void make_any(struct making *m, const char *name, const json_t *value, bool programs)
{
    if (hinge_json_holds_rows(value))
        make_rows(m, name, value, programs);
    else if (hinge_json_holds_mixed_rows(value)) {
        /* one table of the values, then one per kind of further member */
        const char *inner;
        json_t *item, *part = hinge_json_take_part(value, NULL);
        json_t *first = json_object_iter_value(json_object_iter((json_t *)value));
        make_rows(m, name, part, programs);
        json_decref(part);
        json_object_foreach(first, inner, item)
        {
            if (hinge_json_is_value(item))
                continue;
            part = hinge_json_take_part(value, inner);
            make_member(m, name, inner, part, programs, false, m->by_stratum);
            json_decref(part);
        }
    } else if (json_is_object(value))
        make_object(m, name, value, programs);
    else if (json_is_array(value))
        make_list(m, name, value, programs);
}

static const char *word_of(const json_t *object, const char *key)
{
    return hinge_or_empty(json_string_value(json_object_get(object, key)));
}

void hinge_result_take(struct hinge_result *made, json_t *document, json_t *units)
{
    made->inside->document = document;
    made->inside->units = json_incref(units);
    made->analysis = word_of(document, "analysis");
    made->failed = json_object_size(hinge_result_results(made)) == 0;
    const json_t *list = json_object_get(document, "warnings");
    size_t i;
    json_t *warning;
    made->warning =
        hinge_arena_alloc(&made->inside->arena, json_array_size(list) + 1, sizeof *made->warning);
    json_array_foreach((json_t *)list, i, warning)
    {
        made->warning[made->n_warnings++] =
            (struct hinge_result_warning){word_of(warning, "code"), word_of(warning, "message")};
    }
    const char *unit = json_string_value(json_object_iter_value(json_object_iter(units)));
    bool one = json_object_size(units) == 1;
    struct making m = {.result = made, .unit = one && unit != NULL ? unit : "", .of = ""};
    make_object(&m, "", hinge_result_results(made), false);
}
