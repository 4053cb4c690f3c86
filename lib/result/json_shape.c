/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What JSON is as a table: values, rows of values, rows that hold more. */
#include "result/json_shape.h"

bool hinge_json_is_value(const json_t *value)
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
bool hinge_json_is_hollow(const json_t *value)
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

bool hinge_json_holds_rows(const json_t *container)
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
bool hinge_json_holds_mixed_rows(const json_t *container)
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

/* The plain values of an object, NULL without memory. */
json_t *hinge_json_values_of(const json_t *object)
{
    const char *key;
    json_t *value, *row = json_object();
    bool good = row != NULL;
    json_object_foreach((json_t *)object, key, value)
    {
        if (hinge_json_is_value(value))
            good = good && json_object_set(row, key, value) == 0;
    }
    if (good)
        return row;
    json_decref(row);
    return NULL;
}

/* A copy of the container with the plain values of its objects, or (part not NULL) with
 * their member of that name alone; NULL without memory. */
json_t *hinge_json_take_part(const json_t *container, const char *part)
{
    const char *key;
    json_t *value, *all = json_object();
    bool good = all != NULL;
    json_object_foreach((json_t *)container, key, value)
    {
        json_t *member =
            part != NULL ? json_incref(json_object_get(value, part)) : hinge_json_values_of(value);
        if (member == NULL)
            good = good && part != NULL;
        else
            good = json_object_set_new(all, key, member) == 0 && good;
    }
    if (good)
        return all;
    json_decref(all);
    return NULL;
}
