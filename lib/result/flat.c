/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tree of results in, rows of one kind out. */
#include "result/flat.h"

#include "base/text.h"
#include "result/json_shape.h"

#include <stdio.h>
#include <string.h>

enum { STRATUM, OUTCOME, TERM, LEVEL, KEYS };
static const char *const key_names[KEYS] = {"stratum", "outcome", "term", "level"};

struct flat {
    struct hinge_table *table;
    struct hinge_error *error;
    enum hinge_status status;
};

/* Where in the tree: what is known of the keys so far. */
struct place {
    const char *key[KEYS];
};

static bool failed(struct flat *flat, enum hinge_status status)
{
    if (flat->status == HINGE_OK)
        flat->status = status;
    return flat->status != HINGE_OK;
}

static void add_row(struct flat *flat, const struct place *place)
{
    if (failed(flat, hinge_table_add_rows(flat->table, 1)))
        return;
    for (size_t k = 0; k < KEYS; k++)
        failed(flat, hinge_table_set_text(flat->table, k, flat->table->rows - 1, place->key[k]));
}

/* A member of the row; a name that is a key's own becomes that key's cell. */
static void set_cell(struct flat *flat, const char *name, const json_t *value)
{
    struct hinge_table *table = flat->table;
    bool number = json_is_number(value);
    if (json_is_null(value) || flat->status != HINGE_OK)
        return;
    long at = hinge_table_find(table, name);
    size_t column = (size_t)at, row = table->rows - 1;
    if (at < 0 && failed(flat, hinge_table_add_column(
                                   table, name, number ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                                   "", -1, &column, flat->error)))
        return;
    if (table->column[column].type == HINGE_COLUMN_NUMBER) {
        if (number)
            table->column[column].number[row] = json_number_value(value);
        return;
    }
    char digits[40];
    snprintf(digits, sizeof digits, "%.17g", json_number_value(value));
    const char *text = number                 ? digits
                       : json_is_true(value)  ? "true"
                       : json_is_false(value) ? "false"
                                              : json_string_value(value);
    failed(flat, hinge_table_set_text(table, column, row, text));
}

static void walk(struct flat *flat, const struct place *place, const json_t *value);

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

static void walk_members(struct flat *flat, const struct place *place, const json_t *object,
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

static void walk_list(struct flat *flat, const struct place *place, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)list, i, item)
    {
        char number[24];
        struct hinge_text joined = {0};
        snprintf(number, sizeof number, "%zu", i);
        struct place at = json_is_object(item) && place->key[TERM] != NULL
                              ? *place
                              : inside(place, number, &joined);
        if (hinge_json_is_value(item)) {
            add_row(flat, &at);
            set_cell(flat, "value", item);
        } else {
            walk(flat, &at, item);
        }
        hinge_text_clear(&joined);
    }
}

static void walk(struct flat *flat, const struct place *place, const json_t *value)
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
            add_row(flat, place);
        row = true;
        set_cell(flat, name, item);
    }
    json_object_foreach((json_t *)value, name, item)
    {
        struct hinge_text joined = {0};
        if (hinge_json_is_value(item))
            continue;
        if (strcmp(name, "strata") == 0 && json_is_object(item))
            walk_members(flat, place, item, STRATUM);
        else if (strcmp(name, "outcomes") == 0 && json_is_object(item))
            walk_members(flat, place, item, OUTCOME);
        else {
            struct place at = inside(place, name, &joined);
            walk(flat, &at, item);
        }
        hinge_text_clear(&joined);
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

enum hinge_status hinge_result_flat(const json_t *root, struct hinge_table *table,
                                    struct hinge_error *error)
{
    struct flat flat = {table, error, HINGE_OK};
    /* a document that was written holds its sentences, which are no numbers */
    json_t *results = json_copy(json_object_get(root, "results"));
    if (results != NULL)
        json_object_del(results, "report");
    const json_t *listed = json_object_get(results, "outcomes");
    const struct place top = {.key[OUTCOME] = json_string_value(
                                  json_object_get(json_object_get(root, "request"), "outcome"))};
    for (size_t k = 0; k < KEYS; k++)
        failed(&flat,
               hinge_table_add_column(table, key_names[k], HINGE_COLUMN_TEXT, "", 0, NULL, error));
    if (flat.status == HINGE_OK)
        walk(&flat, &top, json_is_array(listed) ? listed : results);
    if (flat.status == HINGE_OK && json_is_array(listed) && hinge_table_find(table, "level") >= 0)
        for (size_t r = 0; r < table->rows; r++)
            table->column[TERM].text[r] = table->column[LEVEL].text[r] = NULL;
    if (flat.status == HINGE_OK)
        drop_empty_keys(table);
    json_decref(results);
    return flat.status;
}
