/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document in, tables whose columns say what they are out. What a field is stands in
 * fields.def. */
#include "result/tables.h"

#include "result/words.h"
#include "table/columns.h"

/* --- What JSON is as a table: values, rows of values, rows that hold more. --- */

/* Members of an object, or items of a list, whose keys are NULL. */
struct members {
    json_t *container;
    const char *key;
    size_t i;
    void *at;
};

static struct members members_of(const json_t *container)
{
    json_t *of = (json_t *)container;
    return (struct members){.container = of, .at = json_object_iter(of)};
}

/* The next one; NULL: none. */
static json_t *next_of(struct members *m)
{
    json_t *value = json_array_get(m->container, m->i++);
    if (m->at != NULL) {
        m->key = json_object_iter_key(m->at);
        value = json_object_iter_value(m->at);
        m->at = json_object_iter_next(m->container, m->at);
    }
    return value;
}

/* Values, not containers. */
static bool is_value(const json_t *value)
{
    return !json_is_object(value) && !json_is_array(value);
}

/* Objects whose members are all values. */
static bool is_row(const json_t *object)
{
    struct members m = members_of(object);
    json_t *value;
    while (json_is_object(object) && (value = next_of(&m)) != NULL)
        if (!is_value(value))
            return false;
    return json_object_size(object) > 0;
}

/* Whether no number or text is anywhere in it: a table of dashes says nothing. */
static bool is_hollow(const json_t *value)
{
    struct members m = members_of(value);
    json_t *item;
    if (is_value(value))
        return json_is_null(value);
    while ((item = next_of(&m)) != NULL)
        if (!is_hollow(item))
            return false;
    return true;
}

/* Rows, at least one, and nothing else. */
static bool holds_rows(const json_t *container)
{
    struct members m = members_of(container);
    json_t *value;
    while ((value = next_of(&m)) != NULL)
        if (!is_row(value))
            return false;
    return json_object_size(container) + json_array_size(container) > 0;
}

/* The plain values of an object. */
static json_t *values_of(const json_t *object)
{
    struct members m = members_of(object);
    json_t *value, *row = json_object();
    while ((value = next_of(&m)) != NULL)
        if (is_value(value))
            json_object_set(row, m.key, value);
    return row;
}

/* Objects that all hold values, and some of them more than values. */
static bool holds_mixed_rows(const json_t *container)
{
    struct members m = members_of(container);
    json_t *value;
    while (json_is_object(container) && (value = next_of(&m)) != NULL) {
        json_auto_t *row = values_of(value);
        if (json_object_size(row) == 0)
            return false;
    }
    return json_object_size(container) > 0;
}

/* A copy of the container with the plain values of its objects, or (part not NULL) with
 * their member of that name alone. */
static json_t *take_part(const json_t *container, const char *part)
{
    struct members m = members_of(container);
    json_t *value, *all = json_object();
    while ((value = next_of(&m)) != NULL) {
        json_t *member =
            part != NULL ? json_incref(json_object_get(value, part)) : values_of(value);
        if (member != NULL)
            json_object_set_new(all, m.key, member);
    }
    return all;
}

/* A cell of the last row; a number, where the column has texts, with all digits. */
static void set_cell(struct hinge_table *table, size_t column, const json_t *value,
                     const char *const words[2])
{
    const size_t row = table->rows - 1;
    const bool number = json_is_number(value);
    const bool text = table->column[column].type == HINGE_COLUMN_TEXT;
    char digits[40];
    if (text && number)
        snprintf(digits, sizeof digits, "%.17g", json_number_value(value));
    if (text)
        hinge_table_set_text(table, column, row,
                             number                   ? digits
                             : json_is_boolean(value) ? words[json_is_true(value)]
                                                      : json_string_value(value));
    else if (number)
        table->column[column].number[row] = json_number_value(value);
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
    static const char *const words[2] = {"false", "true"};
    if (json_is_null(value))
        return;
    long at = hinge_table_find(flat, name);
    if (at < 0)
        at = (long)hinge_table_add_column(
            flat, name, json_is_number(value) ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "", -1);
    set_cell(flat, (size_t)at, value, words);
}

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

static void walk(struct hinge_table *flat, const struct place *place, const json_t *value)
{
    const char *name;
    json_t *item;
    bool row = false;
    if (json_is_array(value)) {
        size_t i;
        json_t *entry;
        json_array_foreach((json_t *)value, i, entry)
        {
            char number[24];
            cleared_by(hinge_text_clear) struct hinge_text joined = {0};
            snprintf(number, sizeof number, "%zu", i);
            struct place at = json_is_object(entry) && place->key[TERM] != NULL
                                  ? *place
                                  : inside(place, number, &joined);
            if (is_value(entry)) {
                add_flat_row(flat, &at);
                set_flat(flat, "value", entry);
            } else {
                walk(flat, &at, entry);
            }
        }
        return;
    }
    json_object_foreach((json_t *)value, name, item)
    {
        if (!is_value(item))
            continue;
        if (!row)
            add_flat_row(flat, place);
        row = true;
        set_flat(flat, name, item);
    }
    json_object_foreach((json_t *)value, name, item)
    {
        cleared_by(hinge_text_clear) struct hinge_text joined = {0};
        const bool strata = strcmp(name, "strata") == 0, outcomes = strcmp(name, "outcomes") == 0;
        struct members m = members_of(item);
        json_t *member;
        if (is_value(item))
            continue;
        if (!json_is_object(item) || !(strata || outcomes)) {
            struct place at = inside(place, name, &joined);
            walk(flat, &at, item);
            continue;
        }
        while ((member = next_of(&m)) != NULL) {
            struct place at = *place;
            at.key[strata ? STRATUM : OUTCOME_KEY] = m.key;
            walk(flat, &at, member);
        }
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
    for (size_t k = KEYS; k-- > 0;) {
        bool any = false;
        for (size_t r = 0; r < table->rows; r++)
            any = any || table->column[k].text[r] != NULL;
        if (!any)
            hinge_table_drop_column(table, k);
    }
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

const struct hinge_field_row *hinge_field_of(const char *table, const char *column)
{
    const struct hinge_field_row *row = hinge_field_find(column);
    const char *last = strrchr(table, ' ');
    return row != NULL ? row : hinge_field_find(last != NULL ? last + 1 : table);
}

/* Whether an id has something of `what`. */
static bool field_is(const char *id, unsigned what)
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
    struct members m = members_of(row);
    json_t *value;
    while ((value = next_of(&m)) != NULL) {
        const struct hinge_field_row *field = hinge_field_find(m.key);
        if (field != NULL && field->role == HINGE_IS_ESTIMATE)
            return (field->what & HINGE_FIELD_OUTCOME) != 0;
    }
    return false;
}

/* Columns of a row's numbers and texts; null alone makes a number column. */
static void add_columns(const struct making *m, struct hinge_table *table, const json_t *row)
{
    const char *name = m->result->table[m->result->n_tables - 1].name;
    struct members cell = members_of(row);
    json_t *value;
    bool of_outcome = is_of_outcome(row),
         better = json_object_get(row, "prevalence") && json_object_get(row, "ci_low");
    while ((value = next_of(&cell)) != NULL) {
        const char *key = cell.key;
        const struct hinge_field_row *field = hinge_field_of(name, key);
        bool text = json_is_string(value) || json_is_boolean(value);
        enum hinge_role role = text            ? HINGE_IS_TEXT
                               : field != NULL ? field->role
                                               : HINGE_IS_ESTIMATE;
        bool unit = of_outcome && (role == HINGE_IS_INTERVAL || field_is(key, HINGE_FIELD_OUTCOME));
        if (hinge_table_find(table, key) >= 0)
            continue;
        add_column(table, key, text ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, role,
                   unit ? m->unit : "");
        table->column[table->n_columns - 1].for_programs =
            field_is(key, HINGE_FIELD_PROGRAMS) || (better && field_is(key, HINGE_FIELD_INSTEAD));
    }
}

static void add_row(struct hinge_table *table, const char *label, const json_t *row)
{
    static const char *const words[2] = {"no", "yes"};
    struct members m = members_of(row);
    json_t *value;
    hinge_table_add_rows(table, 1);
    if (label != NULL)
        hinge_table_set_text(table, 0, table->rows - 1, label);
    while ((value = next_of(&m)) != NULL)
        set_cell(table, (size_t)hinge_table_find(table, m.key), value, words);
}

static void choose_digits(struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++)
        table->column[c].digits = hinge_column_digits(
            &table->column[c], table->rows, field_is(table->column[c].name, HINGE_FIELD_RATIO));
}

/* A container of rows; lists have no labels. */
static void make_rows(struct making *m, const char *name, const json_t *container, bool programs)
{
    const char *last = strrchr(name, ' '), *label = last != NULL ? last + 1 : name;
    const struct members all = members_of(container);
    struct members row = all;
    json_t *value;
    struct hinge_table *table = add_table(m, name, programs);
    while ((value = next_of(&row)) != NULL)
        if (row.key != NULL && json_object_get(value, label) != NULL)
            label = "item"; /* a value has the name of the table */
    if (json_is_object(container))
        add_column(table, label, HINGE_COLUMN_TEXT, HINGE_IS_KEY, "");
    for (row = all; (value = next_of(&row)) != NULL;)
        add_columns(m, table, value);
    for (row = all; (value = next_of(&row)) != NULL;)
        add_row(table, row.key, value);
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
    struct members member = members_of(object);
    json_t *value;
    /* its values as one row */
    json_auto_t *row = values_of(object);
    if (json_object_size(row) > 0) {
        struct hinge_table *table = add_table(m, name, programs);
        add_columns(m, table, row);
        add_row(table, NULL, row);
        choose_digits(table);
    }
    while ((value = next_of(&member)) != NULL)
        if (!is_value(value))
            make_member(m, name, member.key, value,
                        programs || field_is(member.key, HINGE_FIELD_PROGRAMS) || is_hollow(value),
                        m->by_stratum, false);
}

static void make_any(struct making *m, const char *name, const json_t *value, bool programs)
{
    if (holds_rows(value)) {
        make_rows(m, name, value, programs);
    } else if (holds_mixed_rows(value)) {
        /* one table of the values, then one per kind of further member */
        json_auto_t *plain = take_part(value, NULL);
        struct members inner =
            members_of(json_object_iter_value(json_object_iter((json_t *)value)));
        json_t *item;
        make_rows(m, name, plain, programs);
        while ((item = next_of(&inner)) != NULL) {
            json_auto_t *part = take_part(value, inner.key);
            if (!is_value(item))
                make_member(m, name, inner.key, part, programs, false, m->by_stratum);
        }
    } else if (json_is_object(value)) {
        make_object(m, name, value, programs);
    } else if (json_is_array(value)) {
        make_list(m, name, value, programs);
    }
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
