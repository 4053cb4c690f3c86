/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis takes, and its example as a command line. In: a descriptor; out:
 * text for --help. */
#include "base/text.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_among(const char *const *names, const char *name)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

bool hinge_statistic_takes(const struct hinge_statistic *statistic, const char *option)
{
    return is_among(statistic->options, option) || is_among(hinge_stats_common_options(), option);
}

/* A value as it is typed: lists joined by commas, levels as column=a,b. */
static void add_value(struct hinge_text *out, const json_t *value)
{
    size_t i;
    json_t *item;
    const char *key, *between = "";
    if (json_is_string(value)) {
        hinge_text_puts(out, json_string_value(value));
    } else if (json_is_number(value)) {
        hinge_text_printf(out, "%.10g", json_number_value(value));
    } else if (json_is_array(value)) {
        json_array_foreach((json_t *)value, i, item)
        {
            hinge_text_puts(out, i > 0 ? "," : "");
            add_value(out, item);
        }
    } else if (json_is_object(value)) {
        json_object_foreach((json_t *)value, key, item)
        {
            hinge_text_printf(out, "%s%s=", between, key);
            add_value(out, item);
            between = json_is_array(item) ? ";" : ",";
        }
    } else {
        hinge_text_puts(out, json_is_true(value) ? "true" : "false");
    }
}

static void add_json(struct hinge_text *out, const json_t *value)
{
    char *json = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    hinge_text_puts(out, json != NULL ? json : "");
    free(json);
}

static void add_option(struct hinge_text *out, const char *key, const json_t *value)
{
    struct hinge_text text = {0};
    const struct hinge_stats_option *row = hinge_stats_option_find(key);
    bool flag = row != NULL && row->kind == HINGE_STATS_FLAG && json_is_true(value) &&
                strcmp(row->standard, "true") != 0;
    hinge_text_puts(out, " --");
    for (const char *p = key; *p != '\0'; p++)
        hinge_text_add(out, *p == '_' ? "-" : p, 1);
    if (row != NULL && row->kind == HINGE_STATS_OBJECT)
        add_json(&text, value);
    else
        add_value(&text, value);
    const char *typed = hinge_text_string(&text);
    const char *mark = strpbrk(typed, " |&<>*()~;#${}[]\"") != NULL ? "'" : "";
    if (!flag) /* a value that begins with - has to stand by its name */
        hinge_text_printf(out, "%s%s%s%s", *typed == '-' ? "=" : " ", mark, typed, mark);
    hinge_text_clear(&text);
}

void hinge_statistic_command(const struct hinge_statistic *statistic, char *text, size_t capacity)
{
    struct hinge_text out = {0};
    json_t *request = json_loads(statistic->example_request, 0, NULL), *value;
    const char *key;
    hinge_text_printf(&out, "hinge-compare %s%s", statistic->id,
                      statistic->needs & HINGE_STATS_NEEDS_TABLE ? " table.csv" : "");
    json_object_foreach(request, key, value)
    {
        if (strcmp(key, "analysis") != 0 && strcmp(key, "data") != 0)
            add_option(&out, key, value);
    }
    json_decref(request);
    snprintf(text, capacity, "%s", hinge_text_string(&out));
    hinge_text_clear(&out);
}
